"""Reads the YAML of a file that leaves no doubt, twice as fast as the reader that explains.

PyYAML's C parser gives events, and a walk of our own turns them into the same plain data as :mod:`generator.reading.yamlfile`.
Whatever this reader is not made for (an anchor, a tag, a second document, a key that is no word, an escape that hides
something, too deep a nesting, any mistake of syntax) gives None, and the other reader reads and explains. A test holds the two
equal over real and hostile files.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined] # the stubs leave it unexported
from yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from generator.text.hidden import CONTROLS, INVISIBLE

Plain = Callable[[str], Any]
"""Turns a scalar without quotes into its value."""

_HIDDEN = re.compile(f"[\t{CONTROLS}{INVISIBLE}]")


class _DoubtError(ValueError):
    """Something that the other reader must look at."""


def read_quickly(text: str, plain: Plain, deepest: int) -> tuple[Any] | None:
    """The data of a text in a tuple, or None where the reader that explains must read it.

    ``deepest`` is the most levels of nesting. The text is NFC and holds no hidden character.
    """
    try:
        return (_document(CParser(text).get_event, plain, deepest),)
    except (yaml.YAMLError, _DoubtError):
        return None


def _document(event: Callable[[], Any], plain: Plain, deepest: int) -> Any:
    """The data of the only document. Raises _DoubtError, and YAMLError for a mistake of syntax."""
    _expect(event(), StreamStartEvent)
    first = event()
    if type(first) is StreamEndEvent:
        return None
    _expect(first, DocumentStartEvent)
    data = _value(event(), event, plain, deepest)
    _expect(event(), DocumentEndEvent)
    _expect(event(), StreamEndEvent)
    return data


def _expect(found: Any, kind: type) -> None:
    if type(found) is not kind:
        raise _DoubtError


def _value(found: Any, event: Callable[[], Any], plain: Plain, room: int) -> Any:
    kind = type(found)
    if kind is ScalarEvent:
        return _scalar(found, plain)
    if room == 0 or found.anchor is not None or getattr(found, "tag", None) is not None:
        raise _DoubtError
    if kind is MappingStartEvent:
        return _mapping(event, plain, room - 1)
    _expect(found, SequenceStartEvent)
    return _sequence(event, plain, room - 1)


def _mapping(event: Callable[[], Any], plain: Plain, room: int) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    found = event()
    while type(found) is not MappingEndEvent:
        _expect(found, ScalarEvent)
        key = _scalar(found, str)
        if key in mapping:
            raise _DoubtError
        mapping[key] = _value(event(), event, plain, room)
        found = event()
    return mapping


def _sequence(event: Callable[[], Any], plain: Plain, room: int) -> list[Any]:
    items = []
    found = event()
    while type(found) is not SequenceEndEvent:
        items.append(_value(found, event, plain, room))
        found = event()
    return items


def _scalar(found: Any, plain: Plain) -> Any:
    if found.anchor is not None or found.tag is not None:
        raise _DoubtError
    if found.implicit[0]:
        return plain(found.value)
    text = found.value
    if found.style == '"' and not text.isascii() and not unicodedata.is_normalized("NFC", text):
        raise _DoubtError
    if found.style == '"' and _HIDDEN.search(text):
        raise _DoubtError
    return text
