"""A row is read whole, a round before the issue is no round, and a mention of the past is no deadline."""

from datetime import date
from functools import cache

import pytest

from generator.check import check
from generator.deadlines import Kind, find_deadlines, year_of
from generator.publish.exports.api import plan_json
from generator.tracking.linked import Linked, link
from generator.tracking.schedule import Due, issued_by
from generator.tracking.status import PAST_AT_ISSUE
from tests.projects import ROOT

AN_GIANG = "an-giang-so-xay-dung/2023-kiem-soat-tthc"
DEMO = "vi-du-so-minh-hoa/2025-kiem-soat-tthc"
AS_OF = date(2026, 9, 18)


@cache
def seeds() -> Linked:
    return link(check(ROOT / "tests" / "fixtures" / "seeds" / "plans", AS_OF).catalogue, AS_OF)


@cache
def demo() -> Linked:
    return link(check(ROOT / "demo" / "plans", AS_OF, demo=True).catalogue, AS_OF)


def due_of(task: str) -> Due:
    return next(due for due in seeds().schedules[AN_GIANG] if due.key == task)


def test_a_rhythm_without_a_day_takes_the_day_that_another_column_of_its_row_prints() -> None:
    due = due_of("B6.I.1")  # «Hàng quý (Theo Kế hoạch …)» beside «… chậm nhất là ngày 19 của tháng cuối quý»
    quarters = [date(2023, month, 19) for month in (3, 6, 9, 12)]
    assert [day.due for day in due.days] == [*quarters, date(2023, 12, 19)]  # and the yearly report beside them
    assert due.column.label == "nội dung"
    assert not any(part.dayless for part in due.parts)


def test_the_api_reads_the_row_as_the_page_does() -> None:
    found = plan_json(seeds(), seeds().catalogue.plans[AN_GIANG])
    task = next(task for task in found["tasks"] if task["id"] == "B6.I.1")
    deadline = task["outcomes"][0]["deadline"]
    assert deadline["rrule"] == "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=19"
    assert [part["kind"] for part in deadline["parts"]] == [part.kind.value for part in due_of("B6.I.1").parts]


def test_no_round_falls_before_the_plan_was_issued() -> None:
    issued = issued_by(seeds().catalogue.plans[AN_GIANG])
    assert issued == date(2023, 2, 6)
    days = [day.due for due in seeds().schedules[AN_GIANG] for day in due.days if day.part.kind is Kind.RECURRING]
    assert min(days) >= issued
    assert date(2023, 3, 5) in days  # «Ngày 05 hàng tháng», from March on


def test_a_printed_day_that_had_passed_at_the_issue_is_no_term_that_passed() -> None:
    item = next(item for item in demo().progress[DEMO].dues if item.due.key == "I.3")
    assert [turn.status.state for turn in item.turns] == [PAST_AT_ISSUE]
    assert "trước khi kế hoạch được ban hành" in item.current.status.why


@pytest.mark.parametrize(
    ("prose", "kinds"),
    [
        ("Phát huy kết quả đạt được trong năm 2023", []),
        ("Hoàn thành trong năm 2023", [Kind.WITHIN_YEAR]),
        ("trước ngày 30/6/2023 của năm học", []),
        ("trước ngày 30/6/2023 của Sở", [Kind.BEFORE]),
    ],
)
def test_a_mention_of_the_past_or_of_another_calendar_is_no_deadline_in_prose(prose: str, kinds: list[Kind]) -> None:
    assert [part.kind for part in find_deadlines(prose, year_of(2023))] == kinds
