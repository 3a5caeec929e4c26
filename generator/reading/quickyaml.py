"""Reads the YAML of a file that leaves no doubt, twice as fast as the reader that explains.

PyYAML's C parser gives events, and a walk of our own turns them into the same plain data as :mod:`generator.reading.explained`.
Whatever this reader is not made for (an anchor, a tag, a second document, a key that is no word, an escape that hides
something, too deep a nesting, any mistake of syntax) gives None, and the other reader reads and explains. A test holds the two
equal over real and hostile files.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
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

from generator.reading.plaindata import SUSPECT, plain_value

_BEGINNINGS = (MappingStartEvent, SequenceStartEvent)

_FIRST = frozenset("-+.0123456789=<~yYnNoOtTfF")
_MISREAD = re.compile(
    r"[-+.0-9][-+.:_0-9a-fnitxoz ]*|[yn]|yes|no|on|off|true|false|null|~|=|<<", re.IGNORECASE | re.ASCII
)
"""What YAML 1.1 (yaml.org/type) takes for something else than a word, and a little more."""


class _DoubtError(ValueError):
    """Something that the other reader must look at."""


def read_quickly(text: str, deepest: int) -> tuple[Any, bool] | None:
    """The data of a text, and whether readers of YAML 1.1 may take a word of it for something else; None where the reader that
    explains must read it.

    ``deepest`` is the most levels of nesting. The text is NFC and holds no hidden character.
    """
    walk = _Walk(CParser(text).get_event, escapes="\\" in text)
    try:
        return walk.document(deepest), walk.misread
    except (yaml.YAMLError, _DoubtError):
        return None


class _Walk:
    """A walk over the events of one text. Raises _DoubtError, and YAMLError for a mistake of syntax."""

    __slots__ = ("_escapes", "_event", "misread")

    def __init__(self, event: Callable[[], Any], *, escapes: bool) -> None:
        self._event = event
        self._escapes = escapes
        """Whether a word may spell out what the text itself does not hold."""
        self.misread = False
        """Whether a word was met that readers of YAML 1.1 may take for something else."""

    def document(self, room: int) -> Any:
        """The data of the only document."""
        _expect(self._event(), StreamStartEvent)
        first = self._event()
        if type(first) is StreamEndEvent:
            return None
        _expect(first, DocumentStartEvent)
        found = self._event()
        data = self._scalar(found) if type(found) is ScalarEvent else self._collection(found, room)
        _expect(self._event(), DocumentEndEvent)
        _expect(self._event(), StreamEndEvent)
        return data

    def _collection(self, found: Any, room: int) -> Any:
        kind = type(found)
        if room == 0 or kind not in _BEGINNINGS or found.anchor is not None or found.tag is not None:
            raise _DoubtError
        return self._mapping(room - 1) if kind is MappingStartEvent else self._sequence(room - 1)

    def _mapping(self, room: int) -> dict[str, Any]:
        event, scalar = self._event, self._scalar
        mapping: dict[str, Any] = {}
        while type(found := event()) is not MappingEndEvent:
            key = scalar(found) if type(found) is ScalarEvent else None
            if type(key) is not str or key in mapping:
                raise _DoubtError
            found = event()
            mapping[key] = scalar(found) if type(found) is ScalarEvent else self._collection(found, room)
        return mapping

    def _sequence(self, room: int) -> list[Any]:
        event, scalar = self._event, self._scalar
        items: list[Any] = []
        while type(found := event()) is not SequenceEndEvent:
            items.append(scalar(found) if type(found) is ScalarEvent else self._collection(found, room))
        return items

    def _scalar(self, found: Any) -> Any:
        if not found.implicit[0] or found.anchor is not None:
            return self._quoted(found)
        value, is_misread = _plain(found.value)
        if is_misread:
            self.misread = True
        return value

    def _quoted(self, found: Any) -> str:
        """A scalar that is not plain: in quotes, or in lines of its own."""
        if found.anchor is not None or found.tag is not None or found.implicit[0]:
            raise _DoubtError
        text: str = found.value
        if self._escapes and (SUSPECT.search(text) or not unicodedata.is_normalized("NFC", text)):
            raise _DoubtError
        return text


@lru_cache(maxsize=4096)
def _plain(word: str) -> tuple[Any, bool]:
    """The value of a word without quotes, and whether readers of YAML 1.1 may take it for something else; numbers, truths and
    nothing are the same to everybody.
    """
    value = plain_value(word)
    return value, value is word and word[0] in _FIRST and _MISREAD.fullmatch(word) is not None


def _expect(found: Any, kind: type) -> None:
    if type(found) is not kind:
        raise _DoubtError
