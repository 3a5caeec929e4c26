"""The rows of the form: every task, target and unit that may be reported, with its key and what is already said of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.drafting.form.keys import key_of
from generator.drafting.form.layout import TARGETS, TASKS, UNITS
from generator.drafting.report import open_dues, reported_words
from generator.model.report import OccurrenceReport, Report, TaskReport
from generator.reading.catalogue import Catalogue
from generator.text.wording import say_target
from generator.tracking.progress import PlanProgress, Turn


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: its key, its locked words, and what stands in the boxes already."""

    key: str
    words: tuple[str, ...]
    filled: Any = None


def rows_of(catalogue: Catalogue, progress: PlanProgress, last: date, filled: Report | None) -> dict[str, list[Row]]:
    """The rows of every table, by the title of its sheet. ``last``: the day on which the period ends."""
    return {
        TASKS: list(_task_rows(progress, last, filled)),
        TARGETS: list(_target_rows(progress, filled)),
        UNITS: list(_unit_rows(catalogue, progress.plan, filled)),
    }


def _task_rows(progress: PlanProgress, last: date, filled: Report | None) -> Iterator[Row]:
    for item in open_dues(progress):
        task = item.due.task
        outcome = item.due.outcome if len(task.task.results()) > 1 else None
        entry = _task_entry(filled, task.id, outcome)
        named = item.named_turns(last)
        if not named:
            yield Row(key_of(task.id, outcome), (task.task.content, item.due.text or ""), entry)
        for turn in named:
            yield Row(key_of(task.id, outcome, turn), (task.task.content, turn.label), _turn_entry(entry, turn))


def _task_entry(filled: Report | None, task: str, outcome: int | None) -> TaskReport | None:
    entries = filled.tasks if filled else ()
    return next((item for item in entries if item.task == task and item.outcome == outcome), None)


def _turn_entry(entry: TaskReport | None, turn: Turn) -> OccurrenceReport | None:
    wanted = (turn.event, turn.due if turn.event is None else None)
    return next((item for item in (entry.occurrences if entry else ()) if (item.event, item.due) == wanted), None)


def _target_rows(progress: PlanProgress, filled: Report | None) -> Iterator[Row]:
    for item in progress.open_targets:
        target = item.commitment.current.target
        entry = next((said for said in (filled.targets if filled else ()) if said.target == target.id), None)
        before = reported_words(item.reported[-1].entry) if item.reported else ""
        yield Row(target.id, (target.label, say_target(target), before), entry)


def _unit_rows(catalogue: Catalogue, plan: str, filled: Report | None) -> Iterator[Row]:
    agency = catalogue.agencies.get(catalogue.plans[plan].agency)
    for unit in agency.own_units if agency else ():
        entry = next((item for item in (filled.counts if filled else ()) if item.unit == unit.name), None)
        yield Row(unit.name, (), entry)
