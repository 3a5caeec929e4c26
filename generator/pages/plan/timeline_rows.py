"""The rows of a plan's timeline: commitments that fall on the same days, in the same states, are one row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from generator.deadlines import Kind, Part
from generator.deadlines.grammar.dates import ROMAN_NUMERALS
from generator.model import Plan
from generator.text.wording import say_day
from generator.tracking.progress import DueProgress, PlanProgress, Turn
from generator.tracking.status import State


@dataclass(frozen=True, slots=True)
class Span:
    """One due day of a row, with the first day of its window if it has one."""

    first: date | None
    due: date
    inclusive: bool
    state: State

    @property
    def begin(self) -> date:
        """The first day that is drawn."""
        return self.first or self.due


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """Commitments that fall on the same days, drawn as one row; ``name`` only where it is a single one."""

    tasks: tuple[str, ...]
    name: str
    printed: str
    parts: tuple[Part, ...]
    spans: tuple[Span, ...]

    @property
    def recurring(self) -> bool:
        """Whether it is due again and again."""
        return any(part.kind is Kind.RECURRING for part in self.parts)


def rows_of(plan: Plan, progress: PlanProgress) -> list[TimelineRow]:
    """Everything with a day, by the last day, so that the rows step down; what recurs comes last."""
    rows = sorted((row for due in progress.dues for row in _row(due, plan)), key=_days_of)
    joined = (_joined(list(alike)) for _, alike in groupby(rows, key=_days_of))
    return sorted(joined, key=lambda row: (row.recurring, row.spans[-1].due, row.spans[0].begin, row.tasks))


def _row(due: DueProgress, plan: Plan) -> Iterator[TimelineRow]:
    """The row of one outcome; nothing for one without a day, or whose only window is the whole period."""
    spans = tuple(_span(turn, turn.due) for turn in due.turns if turn.due is not None)
    if spans and not fills_period(due, plan):
        task = due.due.task
        parts = tuple(part for part in due.due.parts if part.due or part.rrule or part.relative)
        yield TimelineRow((task.id,), task.task.content, due.due.text, parts, spans)


def _span(turn: Turn, due: date) -> Span:
    part = turn.part
    window = part.start if part is not None and part.kind is not Kind.RECURRING else None
    first = turn.event or window
    return Span(first if first is not None and first < due else None, due, turn.inclusive, turn.status.state)


def fills_period(due: DueProgress, plan: Plan) -> bool:
    """Whether the only window is the whole period: «Năm 2023» in a plan of 2023 tells no day."""
    windows = [(part.start, part.due) for part in due.due.parts if part.due is not None]
    if len(windows) != 1 or len(due.turns) != 1:
        return False
    first, last = windows[0]
    return first is not None and first <= plan.period.first and last >= plan.period.last


def _days_of(row: TimelineRow) -> tuple[tuple[date, date, bool, str], ...]:
    return tuple((span.begin, span.due, span.inclusive, span.state.key) for span in row.spans)


def _joined(rows: list[TimelineRow]) -> TimelineRow:
    first = rows[0]
    if len(rows) == 1:
        return first
    tasks = tuple(dict.fromkeys(task for row in rows for task in row.tasks))
    printed = " · ".join(dict.fromkeys(row.printed for row in rows))
    return TimelineRow(tasks, first.name if len(tasks) == 1 else "", printed, first.parts, first.spans)


MOST_LETTERS = 16
"""Letters of the ids that name a row; beyond them the rest is counted."""


def say_tasks(row: TimelineRow) -> str:
    """``III.1``; ``I.1, I.2, I.3 và 2 việc``."""
    names = row.tasks[:1]
    for task in row.tasks[1:]:
        if len(", ".join((*names, task))) > MOST_LETTERS:
            return f"{', '.join(names)} và {len(row.tasks) - len(names)} việc"
        names = (*names, task)
    return ", ".join(names)


def say_when(row: TimelineRow, *, years: bool) -> str:
    """The days in a few words: «trước 30/3», «tháng 3–7», «quý III, IV», «mỗi tháng»; ``years`` where they need one."""
    every = dict.fromkeys(_EVERY[part.every] for part in row.parts if part.kind is Kind.RECURRING and part.every)
    if every:
        return ", ".join(every)
    kinds, span = {part.kind for part in row.parts}, row.spans[0]
    year = f"/{span.due.year}" if years else ""
    if kinds == {Kind.QUARTER}:
        return f"quý {', '.join(_quarters(row.spans))}{year}"
    if len(row.spans) > 1:
        return f"{len(row.spans)} kỳ"
    if kinds <= {Kind.MONTH, Kind.MONTH_RANGE} and span.first:
        return f"tháng {_range(str(span.first.month), str(span.due.month))}{year}"
    day = say_day(span.due) if years else f"{span.due.day}/{span.due.month}"
    return day if span.inclusive else f"trước {day}"


def _quarters(spans: Iterable[Span]) -> Iterator[str]:
    for span in spans:
        yield _range(*(ROMAN_NUMERALS[(day.month + 2) // 3] for day in (span.begin, span.due)))


def _range(first: str, last: str) -> str:
    return last if first == last else f"{first}–{last}"


_EVERY = {
    "day": "mỗi ngày",
    "week": "mỗi tuần",
    "month": "mỗi tháng",
    "quarter": "mỗi quý",
    "half": "mỗi 6 tháng",
    "year": "mỗi năm",
}


def say_days(spans: Sequence[Span]) -> str:
    """``trước 17/3, 17/6, 17/9, 17/12/2023``: the year stands where it changes and at the end."""
    days = [span.due for span in spans]
    said = [
        f"{day.day}/{day.month}" if index + 1 < len(days) and days[index + 1].year == day.year else say_day(day)
        for index, day in enumerate(days)
    ]
    return f"{'' if spans[0].inclusive else 'trước '}{', '.join(said)}"
