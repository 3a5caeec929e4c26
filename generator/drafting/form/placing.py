"""Where in a report's plain data stands what a row of the form says."""

from collections.abc import Callable
from typing import Any

from generator.drafting.form.keys import KEY
from generator.drafting.form.layout import TARGETS, TASKS, UNITS
from generator.reading.problems import FieldPath

Place = Callable[[str, dict[str, Any], dict[str, Any]], FieldPath | None]
"""Puts what the row of a key says into the report's data; returns where it stands there."""


def _place_task(key: str, said: dict[str, Any], data: dict[str, Any]) -> FieldPath | None:
    found = KEY.fullmatch(key)
    if found is None:
        return None
    head = {"task": found["task"]} | ({"outcome": found["outcome"]} if found["outcome"] else {})
    if found["day"] is None:
        return _append("tasks", head | said, data)
    at = _recurring(head, data)
    turns = data["tasks"][at]["occurrences"]
    turns.append({{"@": "due", "!": "event"}[found["mark"]]: found["day"]} | said)
    return ("tasks", at, "occurrences", len(turns) - 1)


def _recurring(head: dict[str, str], data: dict[str, Any]) -> int:
    """Where the entry stands that holds the turns of a task or result; the first turn begins it."""
    entries = data.setdefault("tasks", [])
    for at, entry in enumerate(entries):
        if "occurrences" in entry and {key: entry.get(key) for key in head} == head:
            return at
    entries.append(head | {"occurrences": []})
    return len(entries) - 1


def _place_target(key: str, said: dict[str, Any], data: dict[str, Any]) -> FieldPath:
    return _append("targets", {"target": key} | said, data)


def _place_unit(key: str, said: dict[str, Any], data: dict[str, Any]) -> FieldPath:
    return _append("counts", {"unit": key} | said, data)


def _append(part: str, entry: dict[str, Any], data: dict[str, Any]) -> FieldPath:
    entries = data.setdefault(part, [])
    entries.append(entry)
    return (part, len(entries) - 1)


PLACES: dict[str, Place] = {TASKS: _place_task, TARGETS: _place_target, UNITS: _place_unit}
"""How the rows of each sheet are placed."""
