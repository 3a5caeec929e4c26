"""When each task of a plan is due: its printed deadlines read into parts, with those that hide in other columns.

The deadline column decides. Where it only names another document, or the row prints no deadline, a day or rhythm in
another column stands in, and the page says where it was read. Days that stand in other columns besides are kept as an
aside: shown, never counted.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

from generator.deadlines import (
    Kind,
    Occurrence,
    Part,
    Period,
    Reading,
    WorkCalendar,
    apply_rule,
    find_deadlines,
    occurrences,
    read_deadline,
)
from generator.model import Deadline, Outcome, PlacedTask, Plan
from generator.tracking.commitments import Commitments

ELSEWHERE = {Kind.PER_PLAN, Kind.PER_LAW}
"""Kinds of parts that only say which document holds the day."""

EXACT = {Kind.FIXED, Kind.BEFORE, Kind.RECURRING}
"""Kinds that may stand in for a deadline column without a day; «trong năm» in running text is no commitment."""

DATED = {Kind.FIXED, Kind.BEFORE, Kind.MONTH, Kind.MONTH_RANGE, Kind.QUARTER, Kind.WITHIN_YEAR, Kind.RECURRING}
"""Kinds of parts that a calendar can check."""


@dataclass(frozen=True, slots=True)
class DueDay:
    """One due day (kỳ) and the part of the deadline that it comes from."""

    part: Part
    occurrence: Occurrence

    @property
    def due(self) -> date:
        """The printed day."""
        return self.occurrence.due


@dataclass(frozen=True, slots=True)
class Due:
    """One outcome of a task and when it is due."""

    task: PlacedTask
    outcome: int
    """Which outcome of the task, from 1."""
    text: str
    """The printed deadline; empty where the row has none."""
    parts: tuple[Part, ...]
    """What decides: the parts of the deadline column, or of the column that ``column`` names."""
    column: str
    """Label of the column that the parts were read from: «thời hạn», «sản phẩm», «nội dung», «ghi chú»."""
    aside: tuple[Part, ...]
    """Days that stand in other columns as well."""
    days: tuple[DueDay, ...]
    """Every due day, in order."""

    @property
    def key(self) -> str:
        """A stable name inside the plan: ``III.1`` or, where the task has several outcomes, ``IV.1/2``."""
        return (
            self.task.id
            if self.outcome == 1 and len(self.task.task.results()) == 1
            else f"{self.task.id}/{self.outcome}"
        )


def period_of(plan: Plan) -> Period:
    """The plan's period as deadlines are read against it."""
    return Period(plan.period.first, plan.period.last)


def read_printed(deadline: Deadline, period: Period) -> Reading:
    """Read a printed deadline, by the person's rule where there is one."""
    if not deadline.rule:
        return read_deadline(deadline.text, period)
    rules = [_told(asdict(rule)) for rule in deadline.rule]
    return apply_rule(deadline.text, rules, period)


def _told(rule: dict[str, object]) -> dict[str, object]:
    """A rule without what it does not state, its keys as in the file."""
    return {"from" if key == "first" else key: value for key, value in rule.items() if value is not None}


def schedule(commitments: Commitments, calendar: WorkCalendar) -> tuple[Due, ...]:
    """When everything is due that the plan commits to, in printed order."""
    return tuple(due for item in commitments.tasks for due in _dues(item.current, commitments.plan, calendar))


def _dues(item: PlacedTask, plan: Plan, calendar: WorkCalendar) -> Iterator[Due]:
    period = period_of(plan)
    for number, outcome in enumerate(item.task.results(), start=1):
        printed = read_printed(outcome.deadline, period).parts if outcome.deadline else ()
        hidden = list(_hidden(item, outcome, period))
        column, parts = _deciding(printed, hidden)
        aside = tuple(part for name, found in hidden for part in found if name != column and _dated((part,)))
        days = (DueDay(part, day) for part in parts for day in occurrences(part, period, calendar))
        text = outcome.deadline.text if outcome.deadline else ""
        yield Due(item, number, text, parts, column, aside, tuple(sorted(days, key=lambda day: day.due)))


def _deciding(printed: tuple[Part, ...], hidden: list[tuple[str, tuple[Part, ...]]]) -> tuple[str, tuple[Part, ...]]:
    """The column whose days count, and its parts."""
    if all(part.kind in ELSEWHERE for part in printed):
        for name, found in hidden:
            exact = tuple(part for part in found if part.kind in EXACT and _dated((part,)))
            if exact and (name != "nội dung" or not printed):
                return name, exact
    return "thời hạn", printed


def _hidden(item: PlacedTask, outcome: Outcome, period: Period) -> Iterator[tuple[str, tuple[Part, ...]]]:
    """Deadlines in the other columns of the row, in the order in which they may stand in for the deadline's own."""
    texts = (("sản phẩm", outcome.product), ("ghi chú", item.task.note), ("nội dung", item.task.content))
    return ((name, find_deadlines(text, period)) for name, text in texts if text)


def _dated(parts: tuple[Part, ...]) -> bool:
    return any(part.kind in DATED and (part.due or part.rrule) for part in parts)
