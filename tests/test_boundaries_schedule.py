"""Which column of a row decides when a task is due, and what is only shown beside it."""

from dataclasses import replace
from datetime import date

import pytest

from generator.deadlines import Kind, Swap, WorkCalendar
from generator.model import Deadline, Task
from generator.model.plan import DeadlineRule
from generator.tracking.commitments import apply_amendments
from generator.tracking.schedule import Due, Source, schedule
from tests.test_timeline import plan_of


def dues(task: Task, calendar: WorkCalendar | None = None) -> tuple[Due, ...]:
    plan = plan_of(["Quý I"])
    plan = replace(plan, sections=(replace(plan.sections[0], tasks=(task,)),))
    return schedule(apply_amendments(plan, (), date(2026, 7, 1)), calendar or WorkCalendar())


def row(deadline: str | None, content: str = "Việc", product: str | None = None, note: str | None = None) -> Task:
    printed = Deadline(text=deadline) if deadline else None
    return Task(no="1", content=content, product=product, deadline=printed, note=note)


ELSEWHERE = "Theo Kế hoạch của UBND tỉnh"
IN_TIME, IN_MAY = "Báo cáo trước ngày 15/5/2026", "Báo cáo trong tháng 5/2026"


@pytest.mark.parametrize(
    ("task", "column", "days"),
    [
        # the deadline column decides
        (row("Quý I"), Source.DEADLINE, ["2026-03-31"]),
        (row("Quý I", product=IN_TIME), Source.DEADLINE, ["2026-03-31"]),
        (row("Thường xuyên", product=IN_TIME), Source.DEADLINE, []),
        # it only names another document, or is empty: an exact day in another column stands in
        (row(ELSEWHERE, product=IN_TIME), Source.PRODUCT, ["2026-05-15"]),
        (row(None, product=IN_TIME), Source.PRODUCT, ["2026-05-15"]),
        (row(ELSEWHERE, note=IN_TIME), Source.NOTE, ["2026-05-15"]),
        (row(None, note=IN_TIME), Source.NOTE, ["2026-05-15"]),
        (row(None, content=IN_TIME), Source.CONTENT, ["2026-05-15"]),
        # the content stands in only where no deadline is printed at all
        (row(ELSEWHERE, content=IN_TIME), Source.DEADLINE, []),
        # a month in running text is no commitment
        (row(None, product=IN_MAY), Source.DEADLINE, []),
        # the product comes before the note, the note before the content
        (row(None, product=IN_TIME, note="Trước ngày 01/6/2026"), Source.PRODUCT, ["2026-05-15"]),
        (row(None, note="Trước ngày 01/6/2026", content=IN_TIME), Source.NOTE, ["2026-06-01"]),
    ],
)
def test_one_column_decides(task: Task, column: Source, days: list[str]) -> None:
    (due,) = dues(task)
    assert (due.column, [day.due.isoformat() for day in due.days]) == (column, days)
    assert due.text == (task.deadline.text if task.deadline else "")


def test_days_in_other_columns_are_kept_aside() -> None:
    (due,) = dues(row("Quý I", product=IN_TIME, note="Thường xuyên"))
    assert [part.due for part in due.aside] == [date(2026, 5, 15)]
    (taken,) = dues(row(None, product=IN_TIME))
    assert taken.aside == ()


def test_a_persons_rule_is_read_instead_of_the_phrase() -> None:
    rule = DeadlineRule(kind=Kind.FIXED.value, due=date(2026, 9, 30))
    (due,) = dues(Task(no="1", content="Việc", deadline=Deadline(text="Lúc hợp lý", rule=(rule,))))
    assert [(day.part.kind, day.due, day.part.text) for day in due.days] == [
        (Kind.FIXED, date(2026, 9, 30), "Lúc hợp lý")
    ]


def test_due_days_stand_in_order_whichever_part_they_come_from() -> None:
    (due,) = dues(row("Quý III, Quý I"))
    assert [day.due for day in due.days] == sorted(day.due for day in due.days)
    assert len(due.days) == 2


SWAPPED = Swap(date(2026, 10, 30), date(2026, 10, 31))


@pytest.mark.parametrize(("swaps", "day"), [((), date(2026, 10, 30)), ((SWAPPED,), date(2026, 10, 31))])
def test_a_working_day_is_one_of_the_calendar_that_is_given(swaps: tuple[Swap, ...], day: date) -> None:
    (due,) = dues(row("Ngày làm việc cuối cùng của tháng"), WorkCalendar(swaps))
    assert due.days[9].due == day
