"""The plain data of a YAML file, as both readers give it: the values of words without quotes, and what no file may hide."""

import re
from dataclasses import dataclass, field
from typing import Any

from generator.reading.problems import FieldPath, Problem
from generator.text.hidden import CONTROLS, INVISIBLE

DEEPEST = 24
"""Levels of nesting; a plan has nine."""

Data = dict[str, Any] | list[Any] | str | int | bool | None

SUSPECT = re.compile(f"[\t{CONTROLS}{INVISIBLE}]")
"""What a reviewer cannot see, or is deceived by."""

ORDINARY = re.compile("[\n -~\xa0-\xac\xae-\u02af\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*+")
"""A text of Vietnamese letters and common marks alone: it is in NFC and holds nothing suspect, and to see that takes a quarter of
the time.
"""

_INT = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_DIGITS = frozenset("-0123456789")
_PLAIN = {"": None, "~": None, "null": None, "Null": None, "NULL": None} | {
    word: word.lower() == "true" for word in ("true", "True", "TRUE", "false", "False", "FALSE")
}


@dataclass(slots=True)
class YamlFile:
    """What was read: ``data`` (None when unreadable), the problems met, and, when asked for, where each field stands."""

    data: Data = None
    problems: list[Problem] = field(default_factory=list)
    places: dict[FieldPath, tuple[int, int]] = field(default_factory=dict)
    misread: bool = True
    """Whether another reader may take a word without quotes for something else."""

    def place(self, path: FieldPath) -> tuple[int, int]:
        """Line and column of the field, or of the nearest field above it that is written in the file."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return (1, 1)


def plain_value(text: str) -> Data:
    """The value of a scalar without quotes."""
    if text in _PLAIN:
        return _PLAIN[text]
    return int(text) if text[0] in _DIGITS and _INT.fullmatch(text) and text != "-0" else text
