"""Numbers before sections and tasks: «IV», «2.3.1», «b)», «-», alone in a cell or fused with the text after them."""

import re
from dataclasses import dataclass, replace
from enum import IntEnum

_ROMAN = re.compile(r"(?:X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_UPPER = "ABCDĐEGHIKLMNOPQRSTUVXY"
"""The letters that number sections, in the order of the Vietnamese alphabet."""
_LOWER = "abcdđeghiklmnopqrstuvxy"
_PART = r"(?>[IVX]+|[A-ZĐ]|[a-zđ]|\d{1,3})"
_ALONE = re.compile(rf"\(?({_PART}(?:[.,]{_PART})*)[.)/:]{{0,2}}")
_CODE = re.compile(r"[A-ZĐ]{1,4}[-. ]?\d{1,3}(?:\.\d{1,3})*")
_BULLET = re.compile(r"[-–—+•*▪◦]+")
_WORD = r"(?:(?:Phần|Mục|Nhóm|Chương)\s{1,4})?"
_FUSED = re.compile(
    rf"(?s){_WORD}(?:"
    r"(?P<roman>[IVX]{1,7}+(?:\.\d{1,3}){0,6})(?:\s{0,4}[.)/:]\s{0,9}|\s{1,4}[-–]\s{1,4}|\s{1,9})"
    r"|(?P<letter>[A-ZĐ])(?:\s{0,4}[.)/:]\s{1,9}|\s{1,4}[-–]\s{1,4})"
    r"|(?P<deep>\d{1,3}(?:\.\d{1,3}){1,6})(?:[.)/:]\s{0,9}|\s{1,9})"
    r"|(?P<number>\d{1,3})[.)/:](?:\s{1,9}|(?=[^\W\d_]))"
    r"|(?P<lower>[a-zđ])[.)](?:\s{1,9}|(?=[^\W\d_]))"
    r")(?P<rest>\S.*)"
)


class Kind(IntEnum):
    """What a number is made of; a smaller kind stands above a larger one unless the table shows otherwise."""

    ROMAN = 0
    UPPER = 1
    NUMBER = 2
    LOWER = 3
    BULLET = 4


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A number as printed, its parts (``("2", "3")`` of «2.3.»), and the kind and value of the last part."""

    text: str
    parts: tuple[str, ...]
    kind: Kind
    value: int

    def is_inside(self, other: "Ordinal") -> bool:
        """Whether the number holds the other in front: «2.3.1» and «2.3»."""
        depth = len(other.parts)
        return 0 < depth < len(self.parts) and self.parts[:depth] == other.parts

    def is_like(self, other: "Ordinal") -> bool:
        """Whether both count the same thing: kind and depth agree."""
        return self.kind == other.kind and len(self.parts) == len(other.parts)

    def follows(self, other: "Ordinal") -> bool:
        """Whether the number is the next after the other, in the same series."""
        return self.is_like(other) and self.parts[:-1] == other.parts[:-1] and self.value == other.value + 1


def parse_ordinal(cell: str) -> Ordinal | None:
    """The number that a cell consists of, or None. «I», «V» and «X» alone are read as Roman; see :func:`in_series`."""
    text = " ".join(cell.split())
    if _BULLET.fullmatch(text):
        return Ordinal(text, (), Kind.BULLET, 0)
    found = _ALONE.fullmatch(text)
    if found:
        return _of_parts(found.group(1), text)
    code = _CODE.fullmatch(text)
    return Ordinal(text, tuple(re.split(r"[-. ]", text)), Kind.NUMBER, _trailing(text)) if code else None


def _of_parts(number: str, printed: str) -> Ordinal | None:
    """The dot after a number is kept as printed; a bracket, slash or colon is not part of it («a)» is «a»).

    «1,1» is «1.1» as Excel writes it in Vietnamese, and is kept as printed.
    """
    parts = tuple(re.split("[.,]", number))
    kind = _kind(parts[-1])
    text = f"{number}." if printed.endswith(".") else number
    return None if kind is None else Ordinal(text, parts, kind, _value(parts[-1], kind))


def _trailing(text: str) -> int:
    return int(re.findall(r"\d+", text)[-1])


def _kind(part: str) -> Kind | None:
    if part.isdigit():
        return Kind.NUMBER
    if part and _ROMAN.fullmatch(part):
        return Kind.ROMAN
    if len(part) == 1:
        return Kind.UPPER if part in _UPPER else Kind.LOWER if part in _LOWER else None
    return None


def _value(part: str, kind: Kind) -> int:
    if kind is Kind.NUMBER:
        return int(part)
    if kind is Kind.ROMAN:
        values = [_ROMAN_VALUES[letter] for letter in part]
        return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
    return (_UPPER if kind is Kind.UPPER else _LOWER).index(part) + 1


def in_series(ordinal: Ordinal, letters: Ordinal | None) -> Ordinal:
    """«I», «V» or «X» read as a letter where it follows the last letter («H», «I»)."""
    if ordinal.kind is not Kind.ROMAN or letters is None or len(ordinal.parts) != 1 or ordinal.parts[0] not in _UPPER:
        return ordinal
    as_letter = replace(ordinal, kind=Kind.UPPER, value=_value(ordinal.parts[0], Kind.UPPER))
    return as_letter if as_letter.follows(letters) else ordinal


def split_fused(text: str) -> tuple[Ordinal, str] | None:
    """A number and the text after it where both stand in one cell: «II Đổi mới …», «1. Xây dựng …», «a) Rà soát …»."""
    found = _FUSED.fullmatch(text)
    if found is None:
        return None
    number = next(value for value in found.group("roman", "letter", "deep", "number", "lower") if value)
    rest = found.group("rest")
    front = text[: found.start("rest")].rstrip()
    if front.endswith(number) and not rest[0].isupper():
        return None  # «100 hồ sơ», «V ề»: a space alone sets off a number only before a capital
    ordinal = _of_parts(number, front)
    return None if ordinal is None else (ordinal, rest)
