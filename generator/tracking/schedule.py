"""When each task of a plan is due: its printed deadlines read into parts, with those that hide in other columns.

The deadline column decides. Where it only names another document, or the row prints no deadline, a day or rhythm in
another column stands in, and the page says where it was read. Days that stand in other columns besides are kept as an
aside: shown, never counted.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
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
from generator.model import Deadline, Duty, Outcome, PlacedTask, Plan, Task
from generator.model.fields import Choice
from generator.tracking.commitments import Commitments

ELSEWHERE = {Kind.PER_PLAN, Kind.PER_LAW}
"""Kinds of parts that only say which document holds the day."""

EXACT = {Kind.FIXED, Kind.BEFORE, Kind.RECURRING}
"""Kinds that may stand in for a deadline column without a day; «trong năm» in running text is no commitment."""

DATED = {Kind.FIXED, Kind.BEFORE, Kind.MONTH, Kind.MONTH_RANGE, Kind.QUARTER, Kind.WITHIN_YEAR, Kind.RECURRING}
"""Kinds of parts that a calendar can check."""


Find = Callable[[str, Period], tuple[Part, ...]]
"""Finds the deadlines that running text announces in a period."""


class Source(Choice):
    """The column of a row that says when it is due, with the word that pages and reports print for it."""

    DEADLINE = "deadline", "thời hạn"
    PRODUCT = "product", "sản phẩm"
    NOTE = "note", "ghi chú"
    CONTENT = "content", "nội dung"


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
    column: Source
    """The column that the parts were read from."""
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


@dataclass(frozen=True, slots=True)
class DutyDue:
    """An implementation clause that names days: what one unit is told to do by when."""

    duty: Duty
    number: int
    """Which clause of the plan, from 1."""
    text: str
    """The printed deadline, or the words of the clause that name the day."""
    days: tuple[DueDay, ...]


def issued_by(plan: Plan) -> date | None:
    """The first day on which the plan can have been issued; None where nothing is printed."""
    return plan.document.issued.first_day() if plan.document.issued else None


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


def schedule(commitments: Commitments, calendar: WorkCalendar, find: Find = find_deadlines) -> tuple[Due, ...]:
    """When everything is due that the plan commits to, in printed order."""
    return tuple(due for item in commitments.tasks for due in _dues(item.current, commitments.plan, calendar, find))


def _dues(item: PlacedTask, plan: Plan, calendar: WorkCalendar, find: Find) -> Iterator[Due]:
    period = period_of(plan)
    for number, outcome in enumerate(item.task.results(), start=1):
        printed = read_printed(outcome.deadline, period).parts if outcome.deadline else ()
        hidden = list(_hidden(item, outcome, period, find))
        column, parts = _deciding(printed, hidden)
        column, parts = _with_the_rows_day(column, parts, hidden)
        aside = tuple(part for name, found in hidden for part in found if name != column and _dated((part,)))
        days = _due_days(parts, plan, calendar)
        text = outcome.deadline.text if outcome.deadline else ""
        yield Due(item, number, text, parts, column, aside, days)


def duty_dues(plan: Plan, calendar: WorkCalendar, find: Find = find_deadlines) -> tuple[DutyDue, ...]:
    """When the plan's implementation clauses are due, by their own deadline or a day in their words; the others are left out."""
    found = (_duty_due(plan, duty, number, calendar, find) for number, duty in enumerate(plan.duties, start=1))
    return tuple(item for item in found if item is not None and item.days)


def _duty_due(plan: Plan, duty: Duty, number: int, calendar: WorkCalendar, find: Find) -> DutyDue | None:
    period = period_of(plan)
    if duty.deadline:
        parts, text = read_printed(duty.deadline, period).parts, duty.deadline.text
    else:
        parts = tuple(part for part in find(duty.text, period) if part.kind in EXACT)
        text = "; ".join(part.text for part in parts)
    return DutyDue(duty, number, text, _due_days(parts, plan, calendar))


def _due_days(parts: Iterable[Part], plan: Plan, calendar: WorkCalendar) -> tuple[DueDay, ...]:
    """Every due day in order. A round that would have been due before the plan was issued is no round of it."""
    issued = issued_by(plan) or date.min
    days = (DueDay(part, day) for part in parts for day in occurrences(part, period_of(plan), calendar))
    kept = (day for day in days if day.part.kind is not Kind.RECURRING or day.due >= issued)
    return tuple(sorted(kept, key=lambda day: day.due))


def _deciding(
    printed: tuple[Part, ...], hidden: list[tuple[Source, tuple[Part, ...]]]
) -> tuple[Source, tuple[Part, ...]]:
    """The column whose days count, and its parts."""
    if all(part.kind in ELSEWHERE for part in printed):
        for name, found in hidden:
            exact = tuple(part for part in found if part.kind in EXACT and _dated((part,)))
            if exact and (name is not Source.CONTENT or not printed):
                return name, exact
    return Source.DEADLINE, printed


def _with_the_rows_day(
    column: Source, parts: tuple[Part, ...], hidden: Iterable[tuple[Source, tuple[Part, ...]]]
) -> tuple[Source, tuple[Part, ...]]:
    """The row is read whole: a rhythm without a day takes the day that another column prints for the same rhythm.

    «Hàng quý» beside «báo cáo hàng quý, năm … chậm nhất là ngày 19 của tháng cuối quý» is due on the 19th, and the yearly
    report that only the other column names is due as well.
    """
    bare = {part.every for part in parts if part.dayless}
    if not bare:
        return column, parts
    for name, found in hidden:
        days = [part for part in found if part.kind is Kind.RECURRING and part.rrule and not part.dayless]
        told = {part.every for part in days}
        if bare & told:
            longer = [_on_the_day_of(days[0], part) for part in found if part.dayless and part.every not in told]
            kept = [
                part for part in parts if not part.dayless or part.every not in {*told, *(one.every for one in longer)}
            ]
            return name, (*days, *longer, *kept)
    return column, parts


def _on_the_day_of(anchor: Part, bare: Part) -> Part:
    """The yearly report beside a quarterly one is due on the same day of its own last month."""
    day = re.search(r"BYMONTHDAY=(\d+)$", anchor.rrule or "")
    if day is None or bare.every not in ("half", "year") or not bare.rrule:
        return bare
    rrule = re.sub(r"BYMONTHDAY=-1$", day.group(), bare.rrule)
    doubts = (*bare.doubts, f"ngày {day[1]} lấy ở cùng dòng")
    return replace(bare, rrule=rrule, dayless=False, inclusive=anchor.inclusive, doubts=doubts)


def read_row(item: PlacedTask, outcome: Outcome, period: Period) -> tuple[Part, ...]:
    """What the row prints about when: the deadline's parts, a rhythm without a day completed from the other columns."""
    printed = read_printed(outcome.deadline, period).parts if outcome.deadline else ()
    return _with_the_rows_day(Source.DEADLINE, printed, _hidden(item, outcome, period, find_deadlines))[1]


def _hidden(
    item: PlacedTask, outcome: Outcome, period: Period, find: Find
) -> Iterator[tuple[Source, tuple[Part, ...]]]:
    """Deadlines in the other columns of the row, in the order in which they may stand in for the deadline's own."""
    return ((name, find(text, period)) for name, text in _other_columns(item.task, outcome))


def _other_columns(task: Task, outcome: Outcome) -> Iterator[tuple[Source, str]]:
    texts = ((Source.PRODUCT, outcome.product), (Source.NOTE, task.note), (Source.CONTENT, task.content))
    return ((name, text) for name, text in texts if text)


def running_texts(commitments: Commitments) -> Iterator[str]:
    """The texts in which :func:`schedule` and :func:`duty_dues` look for deadlines."""
    for item in commitments.tasks:
        for outcome in item.current.task.results():
            yield from (text for _, text in _other_columns(item.current.task, outcome))
    yield from (duty.text for duty in commitments.plan.duties if not duty.deadline)


def _dated(parts: tuple[Part, ...]) -> bool:
    return any(part.kind in DATED and (part.due or part.rrule) for part in parts)
