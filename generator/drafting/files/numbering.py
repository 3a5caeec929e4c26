"""The numbers that Word prints and does not write: automatic lists, counted as Word counts them (ECMA-376 part 1, §17.9).

An officer sees «1.», «a)», «2.3» and a transcript must too, though the file holds only «list 4, level 1».
"""

import re
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

LEVELS = 9
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLACEHOLDER = re.compile(r"%([1-9])")
_DASHES = ("-", "–", "—", "+")


@dataclass(slots=True)
class Level:
    """How one level of a list is printed."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    """Whether every number in it is printed in Arabic digits."""


@dataclass(slots=True)
class List:
    """One use of a list (``w:num``): the definition it counts in, and the starts that it sets anew."""

    definition: str
    starts: dict[int, int] = field(default_factory=dict)
    begun: bool = False


@dataclass(slots=True)
class Numbering:
    """Counts the lists of one file in reading order."""

    definitions: dict[str, list[Level]] = field(default_factory=dict)
    lists: dict[str, List] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    def next(self, number_id: str, level: int) -> str:
        """The number printed before the next paragraph of a list at a level; «» where the list is unknown or prints none."""
        one = self.lists.get(number_id)
        levels = self.definitions.get(one.definition) if one else None
        if one is None or levels is None or not 0 <= level < len(levels):
            return ""
        counts = self._counts.setdefault(one.definition, [None] * LEVELS)
        if not one.begun:
            one.begun = True
            for at, start in one.starts.items():
                counts[at:] = [start - 1, *[None] * (LEVELS - at - 1)]
        before = counts[level]
        counts[level] = levels[level].start if before is None else before + 1
        counts[level + 1 :] = [None] * (LEVELS - level - 1)
        return self._printed(levels, level, counts)

    def _printed(self, levels: list[Level], level: int, counts: list[int | None]) -> str:
        own = levels[level]
        if own.form == "bullet":
            return own.text if own.text in _DASHES else "-" if own.text.strip() else ""
        if own.form == "none" and not _PLACEHOLDER.search(own.text):
            return own.text.strip()

        def number(found: re.Match[str]) -> str:
            at = int(found.group(1)) - 1
            value = counts[at] if counts[at] is not None else levels[at].start if at < len(levels) else 1
            return formatted(int(value or 0), "decimal" if own.legal or at >= len(levels) else levels[at].form)

        return _PLACEHOLDER.sub(number, own.text).strip()


def formatted(value: int, form: str) -> str:
    """A number in Word's format: ``lowerRoman``, ``upperLetter`` …; an unknown one in digits."""
    if form == "none":
        return ""
    if form in ("lowerLetter", "upperLetter") and value > 0:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < value < 100:
        roman = _roman(value)
        return roman.upper() if form == "upperRoman" else roman
    return f"{value:02d}" if form == "decimalZero" else str(value)


def _roman(value: int) -> str:
    tens, ones = divmod(value, 10)
    front = {0: "", 1: "x", 2: "xx", 3: "xxx", 4: "xl", 5: "l", 6: "lx", 7: "lxx", 8: "lxxx", 9: "xc"}[tens]
    for worth, letters in _ROMAN:
        while ones >= worth:
            front += letters
            ones -= worth
    return front


def read_numbering(root: Any) -> Numbering:
    """The lists of ``word/numbering.xml``; ``root`` is its element, None where the file has none."""
    numbering = Numbering()
    if root is None:
        return numbering
    for definition in root.iter(W + "abstractNum"):
        levels = [Level() for _ in range(LEVELS)]
        for one in definition.iter(W + "lvl"):
            at = whole(one.get(W + "ilvl"))
            if 0 <= at < LEVELS:
                levels[at] = _level(one)
        numbering.definitions[str(definition.get(W + "abstractNumId"))] = levels
    for number in root.iter(W + "num"):
        held = number.find(W + "abstractNumId")
        if held is not None:
            numbering.lists[str(number.get(W + "numId"))] = _list(number, str(held.get(W + "val")), numbering)
    return numbering


def _list(number: Any, definition: str, numbering: Numbering) -> List:
    one = List(definition)
    for override in number.iter(W + "lvlOverride"):
        at = whole(override.get(W + "ilvl"))
        start = override.find(W + "startOverride")
        if start is not None and 0 <= at < LEVELS:
            one.starts[at] = whole(start.get(W + "val"), 1)
        level = override.find(W + "lvl")
        if level is not None and 0 <= at < LEVELS:
            own = f"{definition}/{number.get(W + 'numId')}"
            levels = list(numbering.definitions.get(one.definition, [Level() for _ in range(LEVELS)]))
            levels[at] = _level(level)
            numbering.definitions[own] = levels
            one.definition = own
    return one


def _level(element: Any) -> Level:
    def value(name: str, default: str) -> str:
        found = element.find(W + name)
        return default if found is None else str(found.get(W + "val", default))

    legal = element.find(W + "isLgl") is not None
    return Level(whole(value("start", "1"), 1), value("numFmt", "decimal"), value("lvlText", ""), legal)


def whole(text: str | None, default: int = 0) -> int:
    """A whole number of an attribute; the default where it is none."""
    try:
        return int(str(text))
    except ValueError:
        return default
