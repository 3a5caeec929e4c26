"""Dates, numbers and comparisons in the words that a page prints."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from generator.model import Agency, Comparator, PartialDate, Target
from generator.text.numbers import round_apart


def say_day(day: PartialDate | date) -> str:
    """``28/2/2023``; ``tháng 3/2023`` where the day is blank; ``năm 2015`` where the month is."""
    if day.day is not None and day.month is not None:
        return f"{day.day}/{day.month}/{day.year}"
    return f"tháng {day.month}/{day.year}" if day.month is not None else f"năm {day.year}"


def say_on_day(day: PartialDate | date) -> str:
    """With the word in front: ``ngày 28/2/2023``, ``tháng 3/2023``."""
    words = say_day(day)
    return f"ngày {words}" if words[0].isdigit() else words


def agency_days(agency: Agency) -> tuple[str, ...]:
    """``từ 1/7/2025``, ``đến 30/6/2025``, as far as known."""
    days = []
    if agency.first_day is not None:
        days.append(f"từ {say_day(agency.first_day)}")
    if agency.last_day is not None:
        days.append(f"đến {say_day(agency.last_day)}")
    return tuple(days)


def distinct_name(agency: Agency) -> str:
    """The name with the days that tell a body from another of the same name."""
    days = ", ".join(agency_days(agency))
    return f"{agency.name} ({days})" if days else agency.name


def say_number(value: Decimal | int) -> str:
    """Vietnamese grouping and decimal comma: ``7.920``, ``79,95``."""
    number = Decimal(value)
    whole, _, part = f"{number.normalize():f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    sign = "-" if number < 0 and not grouped.startswith("-") else ""
    return f"{sign}{grouped},{part}" if part else f"{sign}{grouped}"


def say_rounded(value: Fraction | Decimal, unit: str, *limits: Decimal | int) -> str:
    """A ratio half up to one decimal, with its unit: ``66,7 %``. No share reads as 0, 100 or a limit that it is not."""
    return say_amount(round_apart(value, *limits, *((0, 100) if unit == "%" else ())), unit)


def say_amount(value: Decimal | int, unit: str) -> str:
    """``70 %`` with a space that does not break, ``3 ngày``."""
    return f"{say_number(value)}\u00a0{unit}"


def say_size(size: int) -> str:
    """Bytes for a reader: ``812 byte``, ``3,4 KB``, ``12 MB`` (1 KB is 1000 bytes, IEC 80000-13)."""
    for unit, bytes_ in (("MB", 1_000_000), ("KB", 1_000)):
        if size >= bytes_:
            exact = Decimal(size) / bytes_
            shown = exact.quantize(Decimal("0.1") if exact < 10 else Decimal(1), ROUND_HALF_UP)
            return f"{say_number(shown)}\u00a0{unit}"
    return f"{size}\u00a0byte"


def say_target(target: Target) -> str:
    """A target's value with its comparator in words: ``ít nhất 70 %``, ``chậm nhất 3 ngày``, ``đủ 100 %``, ``80 %`` if bare."""
    amount = say_amount(target.value, target.unit)
    words = _comparator_words(target)
    return f"{words} {amount}" if words else amount


def _comparator_words(target: Target) -> str:
    if target.comparator is None:
        return ""
    if target.comparator is Comparator.MAX and "ngày" in target.unit:
        return "chậm nhất"
    if target.comparator is Comparator.EXACT and target.unit == "%" and target.value == 100:
        return "đủ"
    return target.comparator.label


def say_unstated(target: Target) -> str:
    """How a bare number is read; empty when the document states the comparison."""
    return "" if target.stated else "Văn bản không ghi «tối thiểu»; trang này đọc là ít nhất."


def say_coverage(procedures: int, papers: int, limits: int, fees: int) -> str:
    """What the register holds, in one sentence without its full stop."""
    return f"{papers}/{procedures} thủ tục ở đây có giấy tờ phải nộp, {limits} có thời hạn, {fees} có phí"


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
