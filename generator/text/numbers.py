"""How a number is written, read one way everywhere: typed into a file, printed in a document, pasted out of Excel.

In Vietnam a dot groups thousands and a comma begins the decimals (Luật Kế toán 88/2015/QH13, Article 11); YAML, Excel in
English and JSON have it the other way round. So ``1.650`` is 1650 for one reader and 1,65 for another. Every text gets the
list of its readings, the Vietnamese one first. A file is refused where there are two; a printed document is Vietnamese.

Ratios are rounded half up (``6/9`` is 66,7 %), in :func:`round_half_up`, for every page; they are compared before that.
"""

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

LONGEST = 20
"""Characters of one number; a longer one is a slip of the keyboard."""

REMEMBERED = 4096
"""Texts whose number is kept: a register writes the same counts in every record."""

_SPACES = "\u00a0\u202f\u2009\u2007"
"""Spaces that Excel and Word put between groups of digits."""

_PLAIN = re.compile(r"[0-9]+")
_COUNT = re.compile(r"-?(?:0|[1-9][0-9]*)")
_GROUPED = {mark: re.compile(rf"[1-9][0-9]{{0,2}}(?:[{mark}][0-9]{{3}})+") for mark in ".,"}
_DECIMALS = {mark: re.compile(rf"[0-9]+[{mark}][0-9]+") for mark in ".,"}
_BOTH = {mark: re.compile(rf"[1-9][0-9]{{0,2}}(?:[{other}][0-9]{{3}})+[{mark}][0-9]+") for mark, other in (".,", ",.")}
_SPACED = re.compile(rf"[1-9][0-9]{{0,2}}(?:[ {_SPACES}][0-9]{{3}})+(?:[.,][0-9]+)?")
_TYPED = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|[0-9]+,[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]+)")
_POWER = re.compile(r"-?[0-9](?:[.,][0-9]+)?[eE][+-]?[0-9]{1,2}")
_WITHIN = re.compile(rf"(?<![\w.,])-?[0-9](?:[0-9.,]|[ {_SPACES}](?=[0-9]{{3}}(?![0-9])))*(?<![.,])(?![eE][-+0-9])")
_MULTIPLES = re.compile(r"\b(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ)\b|[0-9] ?(?:k|tr)\b|0x", re.IGNORECASE)
"""Words that multiply: «1,65 nghìn» is neither 1,65 nor a thing to guess."""

_ABOUT = re.compile(
    r"\s*(?:[~≈≥≤<>]|(?:trên|hơn|dưới|gần|khoảng|ước)\b).*|.*(?:\+|trở lên|trở xuống)\s*", re.IGNORECASE
)
"""A figure that is none: «trên 90», «~50», «90% trở lên»."""

_RATIO = re.compile(r"/|\btrên\b|:")


class NumberError(ValueError):
    """A text that is no number as a file writes one. ``message`` and ``hint`` are Vietnamese; ``guess`` what was meant."""

    def __init__(self, message: str, hint: str, guess: Decimal | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.guess = guess


def readings(text: str) -> tuple[Decimal, ...]:
    """Every number that the text can be, the Vietnamese reading first; none where it is no number.

    ``1.650`` → 1650, 1.65; ``2,000`` → 2.000, 2000; ``45,5`` → 45.5; ``0.920`` → 0.920 (a group does not begin with 0);
    ``1.650,5`` → 1650.5; ``1.234.567`` and ``1 650`` have one reading.
    """
    sign, digits = ("-", text[1:]) if text.startswith(("-", "−")) else ("", text)
    if len(text) > LONGEST:
        return ()
    found = [Decimal(sign + written) for written in _written(digits)]
    return tuple(dict.fromkeys(found))


def _written(digits: str) -> list[str]:
    """The readings of an unsigned number, each as Python writes it."""
    if _PLAIN.fullmatch(digits):
        return [digits]
    if _SPACED.fullmatch(digits):
        return [re.sub(rf"[ {_SPACES}]", "", digits).replace(",", ".")]
    found: list[str] = []
    if _GROUPED["."].fullmatch(digits):
        found.append(digits.replace(".", ""))
    if _DECIMALS[","].fullmatch(digits):
        found.append(digits.replace(",", "."))
    if _BOTH[","].fullmatch(digits):
        found.append(digits.replace(".", "").replace(",", "."))
    if _BOTH["."].fullmatch(digits):
        found.append(digits.replace(",", ""))
    if _DECIMALS["."].fullmatch(digits):
        found.append(digits)
    if _GROUPED[","].fullmatch(digits):
        found.append(digits.replace(",", ""))
    return found


def printed_number(text: str) -> Decimal | None:
    """A number as a Vietnamese document prints it: ``7.920`` is 7920, ``79,95`` and ``79.95`` are 79.95; None if it is none."""
    found = readings(text.strip())
    return found[0] if found else None


def find_numbers(text: str) -> list[Decimal]:
    """Every number printed in a text, in order: «tối thiểu 1.250 hồ sơ, đạt 79,5 %» has two."""
    found = (readings(item.group()) for item in _WITHIN.finditer(text))
    return [item[0] for item in found if item]


@lru_cache(maxsize=REMEMBERED)
def parse_number(text: str) -> Decimal:
    """A number typed into a file: ``80``, ``79.95``, ``79,95``, ``1.650,5``. Raises NumberError for anything else.

    What has two readings is refused with both. What is a number with something around it (``45,5%``, ``1 650 hồ sơ``,
    ``1.65E+03``) is refused with the number to write.
    """
    found = readings(text)
    if len(found) > 1:
        raise _two_readings(text, found)
    if found and _TYPED.fullmatch(text):
        return found[0]
    raise _no_number(text)


@lru_cache(maxsize=REMEMBERED)
def parse_count(text: str) -> int:
    """A whole number typed into a file. Raises NumberError, also for a number with decimals."""
    if _COUNT.fullmatch(text) and len(text) <= LONGEST:
        return int(text)
    try:
        found = parse_number(text)
    except NumberError as error:
        raise NumberError(error.message.replace("không phải con số", "không phải số nguyên"), error.hint) from None
    hint = f"viết {int(found)}" if found == int(found) else "ghi số đếm, không có phần lẻ"
    raise NumberError(f"«{text}» không phải số nguyên", hint)


def write_number(value: Decimal) -> str:
    """The number as a file writes it, so that it has one reading: ``1650``, ``45.5``, ``92.1250`` for 92.125."""
    text = f"{value.normalize():f}"
    return f"{text}0" if len(readings(text)) > 1 else text


def shown(text: str) -> str:
    """What was typed, for a message: one line, not too long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 80 else flat[:77] + "…"


def _two_readings(text: str, found: tuple[Decimal, ...]) -> NumberError:
    spoken = " hoặc ".join(f"{item.normalize():f}".replace(".", ",") for item in sorted(found, reverse=True))
    typed = ", hoặc ".join(write_number(item) for item in sorted(found, reverse=True))
    return NumberError(f"«{text}» đọc được hai cách: {spoken}", f"viết {typed}", found[0])


def _pair(text: str) -> tuple[str, ...]:
    """Return the two sides of «45/50», «45 trên 50» or «45:50», or nothing."""
    if len(text) > 3 * LONGEST:
        return ()
    pairs = ((text[: mark.start()].strip(), text[mark.end() :].strip()) for mark in _RATIO.finditer(text))
    return next((pair for pair in pairs if all(pair)), ())


def _no_number(text: str) -> NumberError:
    message = f"«{shown(text)}» không phải con số"
    parts = [readings(part) for part in _pair(text)]
    if parts and all(parts):
        numerator, denominator = (write_number(part[0]) for part in parts)
        return NumberError(
            message, f"viết hai dòng: «numerator: {numerator}» và «denominator: {denominator}», bỏ dòng này"
        )
    meant = _meant(text)
    if not meant:
        return NumberError(
            message, "viết số trần, dùng dấu chấm hoặc dấu phẩy cho phần lẻ: 80 hoặc 79.95; 7.920 hồ sơ viết 7920"
        )
    hint = f"viết {', hoặc '.join(write_number(item) for item in meant)}"
    if _ABOUT.fullmatch(text):
        hint = f"ghi con số đúng; {hint} nếu đúng bằng thế"
    return NumberError(message, hint, meant[0])


def _meant(text: str) -> tuple[Decimal, ...]:
    """The number inside a text that has exactly one, without the unit or the words around it."""
    flat = text.strip().replace("−", "-")
    if _MULTIPLES.search(flat):
        return ()
    if re.fullmatch(r"[.,][0-9]+", flat):
        return readings(f"0{flat}")
    if _POWER.fullmatch(flat):
        try:
            return (Decimal(f"{Decimal(flat.replace(',', '.')):f}"),)
        except InvalidOperation:
            return ()
    found = [
        item.group() for item in _WITHIN.finditer(flat.replace("_", " ") if re.fullmatch(r"[0-9_]+", flat) else flat)
    ]
    return tuple(sorted(readings(found[0]), reverse=True)) if len(found) == 1 else ()


def round_apart(value: Fraction | Decimal, *limits: Decimal | int) -> Decimal:
    """The value half up to one decimal; to more where one would make it a limit that it is not: 79.96 beside 80 stays 79.96."""
    exact = Fraction(value)
    places = 1
    while places < 12 and any(_crossed(exact, round_half_up(exact, places), Fraction(limit)) for limit in limits):
        places += 1
    return round_half_up(exact, places)


def _crossed(exact: Fraction, rounded: Decimal, limit: Fraction) -> bool:
    return exact != limit and (Fraction(rounded) - limit) * (exact - limit) <= 0


def round_half_up(value: Fraction | Decimal, places: int = 1) -> Decimal:
    """The value to so many decimals, a half away from zero: ``200/3`` → 66.7, ``79.95`` → 80.0, ``-0.05`` → -0.1."""
    scaled = abs(Fraction(value)) * 10**places
    whole = (scaled * 2 + 1) // 2
    rounded = Decimal(int(whole)).scaleb(-places)
    return -rounded if value < 0 else rounded
