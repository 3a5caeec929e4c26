"""Calendars say what the pages and the API say: the same days, the same cancellations, and nothing where nothing is due."""

from collections import Counter
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pytest
from icalendar import Calendar

from generator.addresses import calendar_address, plan_address, task_anchor
from generator.check import check
from generator.pages.year import YearPage, calendar_pages
from generator.publish.exports.api import occurrence_json, plan_json
from generator.publish.exports.calendar import DROPPED, calendar_files
from generator.reading.catalogue import Loaded
from generator.text.wording import say_day
from generator.tracking.linked import Linked, link
from tests.projects import ROOT
from tests.sites import SITE_URL

SEEDS = ROOT / "tests" / "fixtures" / "seeds" / "plans"
DEMO = ROOT / "demo" / "plans"
NOW = "vi-du-so-minh-hoa/2026-kiem-soat-tthc"
DAYS = (date(2023, 3, 17), date(2024, 6, 20), date(2025, 9, 30), date(2026, 9, 18))


@cache
def loaded(demo: bool) -> Loaded:
    return check(DEMO if demo else SEEDS, DAYS[-1], demo=demo)


@cache
def linked(demo: bool, as_of: date) -> Linked:
    return link(loaded(demo).catalogue, as_of)


@cache
def events(demo: bool, as_of: date) -> tuple[Any, ...]:
    """The events of all who issued a plan: successors repeat those of their predecessors."""
    found = linked(demo, as_of)
    own = {calendar_address(plan.agency) for plan in found.plans()}
    files = calendar_files(found, SITE_URL)
    calendars: list[Any] = [Calendar.from_ical(content) for address, content in files if address in own]
    return tuple(event for calendar in calendars for event in calendar.walk("VEVENT"))


def of_tasks(demo: bool, as_of: date) -> list[Any]:
    return [event for event in events(demo, as_of) if "/phan-cong-" not in event["uid"].replace("#", "/")]


def said(event: Any) -> tuple[str, date, bool]:
    return str(event["url"]), event["dtstart"].dt, event["status"] == "CANCELLED"


def shown(event: Any) -> tuple[str, str, bool]:
    """The event in the words of a page: «trước 30/3/2026» where the day itself is too late."""
    url, day, gone = said(event)
    before = f"Trước {day.day}/{day.month}: " in event["summary"]
    return url, f"{'trước ' if before else ''}{say_day(day)}", gone


CASES = [(demo, day) for demo in (False, True) for day in DAYS]


@pytest.mark.parametrize(("demo", "as_of"), CASES)
def test_events_are_the_occurrences_of_the_api_with_the_same_cancellations(demo: bool, as_of: date) -> None:
    found, dropped = linked(demo, as_of), {state.key for state in DROPPED}
    told = Counter(
        (f"{SITE_URL}{plan_address(plan.id)}#{task_anchor(item['task'])}", date.fromisoformat(item["due"]),
         item["schedule"] in dropped)
        for plan in found.plans()
        for item in occurrence_json(found, plan)
    )  # fmt: skip
    assert told
    assert Counter(map(said, of_tasks(demo, as_of))) == told


@pytest.mark.parametrize(("demo", "as_of"), CASES)
def test_events_are_the_days_of_the_pages(demo: bool, as_of: date) -> None:
    found = linked(demo, as_of)
    contexts = [page.context for page in calendar_pages(found)]
    lines = [
        line for page in contexts if isinstance(page, YearPage) for month in page.months
        for part in month.parts for line in part.lines
    ]  # fmt: skip
    printed = Counter((f"{SITE_URL}{line.task.address}", line.day, line.state in DROPPED) for line in lines)
    assert printed == Counter(map(shown, of_tasks(demo, as_of)))


def test_clauses_that_name_days_stand_in_the_calendar_as_in_the_api() -> None:
    found = linked(False, DAYS[-1])
    told = sorted(
        day for plan in found.plans() for duty in plan_json(found, plan)["duties"] for day in duty["due_days"]
    )
    mine = [event for event in events(False, DAYS[-1]) if "#phan-cong-" in event["uid"]]
    assert told
    assert sorted(event["dtstart"].dt.isoformat() for event in mine) == told


@pytest.mark.parametrize("demo", [False, True])
def test_every_event_keeps_its_name_from_day_to_day_and_has_one_of_its_own(demo: bool) -> None:
    names = [{event["uid"] for event in events(demo, day)} for day in DAYS]
    assert all(len(found) == len(events(demo, day)) for found, day in zip(names, DAYS, strict=True))
    if not demo:
        assert names[0] == names[-1]


def test_a_moved_deadline_moves_its_event_and_says_since_when() -> None:
    before, after = (
        next(event for event in events(True, day) if str(event["url"]).endswith(f"{NOW}/#n-IV.3"))
        for day in (DAYS[2], DAYS[3])
    )
    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert before["dtstart"].dt != after["dtstart"].dt
    amendment = next(item for item in loaded(True).catalogue.amendments[NOW] if item.tasks)
    day = amendment.from_day
    assert after["last-modified"].dt == datetime(day.year, day.month, day.day, tzinfo=UTC) == after["dtstamp"].dt


def test_a_cancelled_task_is_cancelled_in_the_phone_as_well() -> None:
    gone = [event for event in events(True, DAYS[3]) if str(event["url"]).endswith(f"{NOW}/#n-IV.2")]
    assert gone
    for event in gone:
        assert (event["status"], event["sequence"]) == ("CANCELLED", 1)
        assert event["summary"].startswith("Đã bỏ")


def test_an_event_that_starts_a_relative_deadline_gives_the_calendar_its_days() -> None:
    assert [event["uid"] for event in events(True, DAYS[3]) if "#I.3." in event["uid"] and "/sau-" in event["uid"]]


def test_no_event_carries_a_rule_and_every_one_has_what_the_standard_asks_for() -> None:
    for event in (*events(True, DAYS[3]), *events(False, DAYS[3])):
        assert "rrule" not in event
        assert {"uid", "dtstamp", "dtstart", "dtend", "summary", "sequence", "last-modified", "status"} <= {
            name.lower() for name in event
        }


def test_a_body_without_a_due_day_has_no_calendar() -> None:
    found = linked(False, DAYS[-1])
    files = dict(calendar_files(found, SITE_URL))
    for agency in found.catalogue.agencies:
        assert (calendar_address(agency) in files) == found.has_due_days(agency)
    assert all(b"BEGIN:VEVENT" in content for content in files.values())


@pytest.mark.parametrize(
    ("body", "before"),
    [("an-giang-so-xay-dung-2025", "an-giang-so-xay-dung"), ("quang-tri-so-khcn-2025", "quang-tri-so-khcn")],
)
def test_a_body_of_a_merger_has_the_days_of_those_it_came_from_and_says_whose_they_are(body: str, before: str) -> None:
    files = dict(calendar_files(linked(False, DAYS[-1]), SITE_URL))
    calendar, old = (Calendar.from_ical(files[calendar_address(name)]) for name in (body, before))
    assert [said(event) for event in calendar.walk("VEVENT")] == [said(event) for event in old.walk("VEVENT")]
    assert "cơ quan tiền nhiệm" in str(calendar["description"])
    assert "cơ quan tiền nhiệm" not in str(old["description"])
    assert calendar["uid"] != old["uid"]
