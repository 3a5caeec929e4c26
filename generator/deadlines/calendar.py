"""The due days of a part within a period: one for a date or window, several for a recurring duty, none otherwise."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from math import ceil

from dateutil.relativedelta import relativedelta

from generator.deadlines.grammar.dates import ROMAN_NUMERALS
from generator.deadlines.records import Kind, Occurrence, Part, Period, Relative
from generator.deadlines.rule_days import rule_days
from generator.deadlines.workdays import WorkCalendar

MOST_OCCURRENCES = 1500
"""More than four years of daily duties; a rule that gives more is a slip, and is cut here."""

_MOST_YEARS = 30
_MARGIN = 2
_STEPS = {"hour": relativedelta(days=1), "day": relativedelta(days=1), "unknown": relativedelta(days=1),
          "week": relativedelta(weeks=1), "month": relativedelta(months=1), "year": relativedelta(years=1)}  # fmt: skip
_SHIFT = {"month": relativedelta(months=1), "quarter": relativedelta(months=3), "half": relativedelta(months=6),
          "year": relativedelta(years=1)}  # fmt: skip
_HOURS_A_DAY = {"hour": 24, "working_hour": 8}
_FIELDS = {
    "FREQ": re.compile("DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": re.compile("[1-9][0-9]?"),
    "BYMONTH": re.compile("(?:[1-9]|1[0-2])(?:,(?:[1-9]|1[0-2])){0,11}"),
    "BYMONTHDAY": re.compile("-?(?:[1-9]|[12][0-9]|3[01])(?:,-?(?:[1-9]|[12][0-9]|3[01])){0,30}"),
    "BYDAY": re.compile("(?:-?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:-?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)){0,6}"),
    "BYSETPOS": re.compile("-?(?:[1-9]|[12][0-9]|3[01])"),
}


def rrule_mistake(rrule: str) -> str | None:
    """Return what is wrong with an RRULE in Vietnamese, or None. Only what a plan can mean is let through.

    The subset of RFC 5545 §3.3.10: FREQ from DAILY to YEARLY, INTERVAL, BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS.
    COUNT and UNTIL are refused: the part's own bounds say when a duty begins and ends.
    """
    fields = [field.partition("=") for field in rrule.split(";")]
    names = [name for name, _, _ in fields]
    if names.count("FREQ") != 1 or len(set(names)) != len(names):
        return "cần đúng một FREQ, mỗi khóa một lần"
    for name, _, value in fields:
        if name not in _FIELDS:
            return f"không dùng được khóa {name}; chỉ dùng {', '.join(_FIELDS)}"
        if not _FIELDS[name].fullmatch(value):
            return f"{name}={value} không hợp lệ"
    ordinal = any(char.isdigit() for _, _, value in fields if _ == "BYDAY" for char in value)
    weekly = "FREQ=WEEKLY" in rrule or "FREQ=DAILY" in rrule
    return (
        "thứ mấy trong tháng chỉ dùng với MONTHLY hoặc YEARLY" if weekly and (ordinal or _has_ordinal(rrule)) else None
    )


def _has_ordinal(rrule: str) -> bool:
    return re.search(r"BYDAY=[^;]*\d", rrule) is not None


def occurrences(part: Part, period: Period, calendar: WorkCalendar | None = None) -> tuple[Occurrence, ...]:
    """Return the due days of ``part``, in order.

    A window or date gives one occurrence wherever it lies. A recurring part gives those within both its own bounds
    and ``period``; what is due in the month or quarter after the one it is about belongs to the plan even where that
    is past its last day. Ongoing, relative and conditional parts have none. ``calendar`` knows the official swaps.
    """
    calendar = calendar or WorkCalendar()
    if part.kind is Kind.RECURRING:
        return tuple(_recurring(part, period, calendar))
    if part.due is None or part.kind is Kind.UNREAD:
        return ()
    due = calendar.at_or_before(_month_end(part.due)) if part.working else part.due
    return (Occurrence(due, _label_of_window(part, due), part.start, part.inclusive),)


def due_after(relative: Relative, event: date, calendar: WorkCalendar | None = None) -> date | None:
    """Return the last day of a relative deadline once its event has a date; None for «ngay sau khi …».

    The day of the event does not count (Bộ luật Dân sự 2015 Điều 147 khoản 3). A limit in calendar days that ends on
    a day off ends on the next working day (Điều 148 khoản 5). Hours and halves are rounded up to whole days, eight
    working hours being one (Bộ luật Lao động 2019 Điều 105); ahead of an event the days are counted back and nothing
    is moved.
    """
    calendar = calendar or WorkCalendar()
    if relative.n is None or not _MARGIN < event.year < 9999 - _MARGIN:
        return None
    sign = -1 if relative.before else 1
    whole = ceil(relative.n / _HOURS_A_DAY.get(relative.unit, 1))
    if relative.unit in ("working_day", "working_hour"):
        return calendar.add(event, sign * whole)
    count = sign * whole
    try:
        end = event + _STEPS[relative.unit] * count
    except (ValueError, OverflowError):
        return None
    return end if relative.before else calendar.at_or_after(end)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _recurring(part: Part, period: Period, calendar: WorkCalendar) -> Iterator[Occurrence]:
    if part.rrule is None or rrule_mistake(part.rrule):
        return
    start, end = max(part.start or period.start, period.start), min(part.until or period.end, period.end)
    if part.shifted and part.every in _SHIFT:
        start, end = _later(start, _SHIFT[part.every]), _later(end, _SHIFT[part.every])
    for due in _due_days(part.rrule, start, end):
        yield Occurrence(_on_working_day(due, part, calendar), _label(due, part), None, part.inclusive)


def _later(day: date, step: relativedelta) -> date:
    return day + step if day.year < date.max.year - 1 else day


@lru_cache(maxsize=256)
def _due_days(rrule: str, start: date, end: date) -> tuple[date, ...]:
    """The days of a rule. Tasks of one year share a handful of rhythms, so what was found last is kept."""
    end = min(end, date(min(start.year + _MOST_YEARS, 9999), 12, 31))
    if end < start:
        return ()
    # Counted from the first day of the month (for weeks: of the year's first whole week), so that a duty with an
    # interval does not move when a plan begins on another day.
    begin = start.replace(day=1)
    return tuple(day for day in islice(rule_days(rrule, begin, end), MOST_OCCURRENCES) if day >= start)


def _on_working_day(due: date, part: Part, calendar: WorkCalendar) -> date:
    """The RRULE knows weekdays but no holidays: step back from the end, or forward from the beginning."""
    if not part.working:
        return due
    if "BYSETPOS=-1" in (part.rrule or ""):
        return calendar.at_or_before(_month_end(due))
    place = re.search(r"BYSETPOS=(\d+)", part.rrule or "")
    return calendar.add(due.replace(day=1) - timedelta(days=1), int(place[1]) if place else 1)


def _label(due: date, part: Part) -> str:
    about = _later(due, -_SHIFT[part.every]) if part.shifted and part.every in _SHIFT else due
    match part.every:
        case "month":
            return f"tháng {about.month}/{about.year}"
        case "quarter":
            return f"quý {ROMAN_NUMERALS[(about.month + 2) // 3]}/{about.year}"
        case "half":
            return f"6 tháng {'đầu' if about.month <= 6 else 'cuối'} năm {about.year}"
        case "year" if "BYMONTH=12;" in (part.rrule or ""):
            return f"năm {about.year}"
        case "week":
            return f"tuần đến ngày {spell(due)}"
    return spell(due)


def spell(day: date, *, year: bool = True) -> str:
    """Return the day as Vietnamese readers write it: «30/3/2023», or «30/3»."""
    return f"{day.day}/{day.month}/{day.year}" if year else f"{day.day}/{day.month}"


def _label_of_window(part: Part, due: date) -> str:
    start = part.start
    if start is None or start.day != 1 or due != _month_end(due):
        return spell(due)
    months = 12 * (due.year - start.year) + due.month - start.month + 1
    if part.kind is Kind.QUARTER and months == 3:
        return f"quý {ROMAN_NUMERALS[(start.month + 2) // 3]}/{start.year}"
    if part.kind is Kind.MONTH and months == 1:
        return f"tháng {start.month}/{start.year}"
    return f"năm {start.year}" if part.kind is Kind.WITHIN_YEAR and months == 12 else spell(due)
