"""The days across a timeline, in percent of its width, and the months, quarters or years written over them."""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.deadlines.grammar.dates import ROMAN_NUMERALS
from generator.model import Plan
from generator.pages.plan.timeline_rows import TimelineRow

LETTER = 6.8
"""Pixels of an average letter in the type of the picture, in the widest of the usual system fonts."""

NARROW, WIDE = 288.0, 896.0
"""Pixels the picture has on the narrowest phone (320), and on the narrowest screen that shows the long words (60em)."""

NEAR = timedelta(days=92)
"""How far beyond the plan's period the picture reaches: a report of the last quarter may be due in the next."""

MARGIN = 6
"""Pixels between the line of a tick and its words."""


@dataclass(frozen=True, slots=True)
class Tick:
    """The beginning of a month, quarter or year; ``before`` and ``after`` are dropped on a phone."""

    x: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The days of the picture, both inside."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Percent from the left edge to the beginning of a day."""
        return 100 * (day - self.first).days / ((self.last - self.first).days + 1)

    def middle(self, day: date) -> float:
        """Percent from the left edge to the middle of a day."""
        return (self.x(day) + self.x(day + timedelta(days=1))) / 2

    def shows(self, day: date) -> bool:
        """Whether the day lies in the picture."""
        return self.first <= day <= self.last

    @property
    def years(self) -> bool:
        """Whether a day needs its year to be told from another."""
        return self.first.year != self.last.year


def axis_of(plan: Plan, rows: Sequence[TimelineRow]) -> Axis:
    """The period, reaching to the end of the month of a day that lies a little beyond it."""
    period = plan.period
    days = [day for row in rows for span in row.spans for day in (span.begin, span.due)]
    near = [day for day in days if period.first - NEAR <= day <= period.last + NEAR]
    first, last = min((period.first, *near)), max((period.last, *near))
    if first < period.first:
        first = first.replace(day=1)
    if last > period.last:
        last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    return Axis(first, last)


def percent(value: float) -> str:
    """``24.11%``, for an attribute of a picture."""
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def ticks_of(axis: Axis) -> Iterator[Tick]:
    """Months for half a year, quarters for two years, years beyond, each with as many of its words as fit."""
    months = 12 * (axis.last.year - axis.first.year) + axis.last.month - axis.first.month + 1
    step = 1 if months <= 6 else 3 if months <= 24 else 12
    begins = [axis.first, *_begins(axis, step)]
    for begin, end in zip(begins, [*begins[1:], axis.last], strict=True):
        words = _tick_words(begin, step, years=axis.years)
        share = (axis.x(end) - axis.x(begin)) / 100
        yield Tick(percent(axis.x(begin)), *_fitting(words, share))


def _fitting(words: tuple[str, str, str], share: float) -> tuple[str, str, str]:
    """The long words where a wide screen has room for them, the short one where a phone has, else none."""
    before, short, after = words
    if share * NARROW < len(short) * LETTER + MARGIN:
        return "", "", ""
    return words if share * WIDE >= len(before + short + after) * LETTER + MARGIN else ("", short, "")


def _begins(axis: Axis, step: int) -> Iterator[date]:
    for year in range(axis.first.year, axis.last.year + 1):
        for month in range(1, 13, step):
            if axis.first < date(year, month, 1) <= axis.last:
                yield date(year, month, 1)


def _tick_words(day: date, step: int, *, years: bool) -> tuple[str, str, str]:
    year = f"/{day.year}" if years else ""
    if step == 1:
        return "Tháng ", str(day.month), year
    if step == 3:
        return "Quý ", ROMAN_NUMERALS[(day.month + 2) // 3], year
    return "Năm ", str(day.year), ""
