"""Feeds and calendars hold to the letter of their standards, read by other people's readers and by the standards' grammar."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import feedparser
import pytest
from icalendar import Calendar

from generator.check import check
from generator.publish.exports.calendar import calendar_files
from generator.publish.exports.feeds import feed_files
from generator.tracking.linked import Linked, link
from generator.tracking.log import Log, LogEntry
from tests.projects import PLAN, ROOT, SMALL
from tests.sites import SITE_URL
from tests.standards import calendar_mistakes, feed_mistakes

DAY = date(2026, 9, 18)
VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")


def told(day: int, plan: str, commit: str) -> LogEntry:
    """One line of the log of June 2026, in the evening of which it is still the day before in UTC."""
    return LogEntry(
        commit=commit * 40, moment=datetime(2026, 6, day, 6, 30, tzinfo=VIET_NAM), kind="plan", id=plan,
        title="Kế hoạch & <b>báo cáo</b>", agency=plan.split("/", maxsplit=1)[0], sentences=("Lùi «thời hạn»",), files=(),
    )  # fmt: skip


@cache
def small() -> Linked:
    catalogue = check(SMALL / "plans", DAY).catalogue
    return link(catalogue, DAY, Log(entries=(told(9, PLAN, "b"), told(3, PLAN, "a"))))


@cache
def demo() -> Linked:
    return link(check(ROOT / "demo/plans", DAY, demo=True).catalogue, DAY)


SITES = [(small, SITE_URL), (small, ""), (demo, SITE_URL)]


@pytest.mark.parametrize(("linked", "address"), SITES)
def test_every_calendar_holds_to_the_grammar(linked: Any, address: str) -> None:
    calendars = dict(calendar_files(linked(), address))
    assert calendars
    assert {name: calendar_mistakes(raw) for name, raw in calendars.items()} == {name: [] for name in calendars}


@pytest.mark.parametrize(("linked", "address"), SITES)
def test_every_feed_holds_to_the_grammar_with_entries_and_without(linked: Any, address: str) -> None:
    feeds = dict(feed_files(linked(), address))
    assert {name: feed_mistakes(raw) for name, raw in feeds.items()} == {name: [] for name in feeds}
    assert not any(feedparser.parse(raw).bozo for raw in feeds.values())


def calendar(linked: Linked) -> Any:
    ((_, raw),) = calendar_files(linked, SITE_URL)
    return Calendar.from_ical(raw)


def test_a_calendar_says_what_it_is_where_it_is_and_since_when() -> None:
    read, agency = calendar(small()), PLAN.split("/", maxsplit=1)[0]
    assert (str(read["url"]), str(read["source"])) == (
        f"{SITE_URL}co-quan/{agency}/",
        f"{SITE_URL}co-quan/{agency}/lich.ics",
    )
    assert str(read["name"]).startswith("Thời hạn: ")
    assert str(read["description"]) == str(read["x-wr-caldesc"]).replace("\\,", ",") != ""
    assert read["categories"].cats == read.walk("VEVENT")[0]["categories"].cats == ["Thời hạn kế hoạch"]
    assert read["last-modified"].dt == datetime(2026, 6, 8, 23, 30, tzinfo=UTC)  # 6:30 of the 9th in Viet Nam


def test_an_event_is_as_old_as_the_latest_publication_of_its_plan_here() -> None:
    stamps = {event["dtstamp"].dt for event in calendar(small()).walk("VEVENT")}
    assert stamps == {datetime(2026, 6, 8, 23, 30, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("issued", "stamp"),
    [("2026-02-05", datetime(2026, 2, 5, tzinfo=UTC)), ("2026-02", datetime(2026, 2, 28, tzinfo=UTC)),
     ("2026", datetime(2026, 12, 31, tzinfo=UTC))],
)  # fmt: skip
def test_a_month_is_not_its_first_day(issued: str, stamp: datetime) -> None:
    from generator.model import PartialDate

    catalogue = small().catalogue
    plan = catalogue.plans[PLAN]
    dated = replace(plan, document=replace(plan.document, issued=PartialDate.parse(issued)))
    linked = link(replace(catalogue, plans={PLAN: dated}), DAY)
    assert {event["dtstamp"].dt for event in calendar(linked).walk("VEVENT")} == {stamp}


def test_a_feed_without_entries_is_as_old_as_the_first_publication_and_does_not_change_every_day() -> None:
    linked = replace(small(), log=Log(entries=(told(9, "khac/p", "b"), told(3, "khac/p", "a"))))
    (of_agency, *_) = [raw for name, raw in feed_files(linked, SITE_URL) if PLAN.split("/", maxsplit=1)[0] in name]
    assert feedparser.parse(of_agency).feed.updated == "2026-06-03T06:30:00+07:00"


def test_new_and_changed_procedures_of_one_commit_are_two_entries() -> None:
    many = replace(told(9, "", "c"), kind="procedure", id="", agency="", title="40 thủ tục mới", is_new=True)
    log = Log(entries=(many, replace(many, title="455 thủ tục thay đổi", is_new=False)))
    feed = dict(feed_files(replace(small(), log=log), SITE_URL))["nhat-ky/thay-doi.atom"]
    assert feed_mistakes(feed) == []
    assert [entry.id.rpartition("-")[2] for entry in feedparser.parse(feed).entries] == ["moi", "procedure"]


FEED = dict(feed_files(small(), SITE_URL))["nhat-ky/thay-doi.atom"].decode()
CALENDAR = next(iter(dict(calendar_files(small(), SITE_URL)).values())).decode()


@pytest.mark.parametrize(
    ("old", "new", "section"),
    [
        ("<updated>2026-06-09T06:30:00+07:00", "<updated>2026-06-09", "3.3"),
        ("<updated>2026-06-09T06:30:00+07:00", "<updated>2026-06-08T06:30:00+07:00", "4.2.15"),
        ('rel="self"', 'rel="via"', "4.1.1"),
        ("<name>Công khai</name>", "<name />", "4.2.1"),
        (":aaaaaaaaaa-", ":bbbbbbbbbb-", "4.1.1"),
        ("<id>tag:congkhai,2026:nhat-ky</id>", "<id>nhat-ky</id>", "4.2.6"),
        ("<published>", "<issued>", "4.1"),
        ('type="text/html"', 'type="html"', "4.2.7.3"),
    ],
)
def test_what_a_feed_may_not_be_is_named(old: str, new: str, section: str) -> None:
    assert old in FEED
    broken = FEED.replace(old, new, 1) if old != "<published>" else FEED.replace("published>", "issued>")
    assert [item.split(":")[0] for item in feed_mistakes(broken.encode()) if item.startswith(f"{section}:")]


@pytest.mark.parametrize(
    ("old", "new", "section"),
    [
        ("\r\n", "\n", "3.1"),
        ("VERSION:2.0\r\n", "", "3.6"),
        ("VERSION:2.0", "VERSION:1.0", "3.8"),
        ("BEGIN:VEVENT\r\n", "BEGIN:VEVENT\r\nSUMMARY:a;b\r\n", "3.3.11"),
        (";VALUE=DURATION", "", "3.2.20"),
        ("SEQUENCE:0", "SEQUENCE:a", "3.8"),
        ("END:VCALENDAR", "NAME:a\r\nEND:VCALENDAR", "3.6"),
        ("STATUS:", "RRULE:FREQ=DAILY\r\nSTATUS:", "3.6"),
        ("DTSTAMP:20260608T233000Z", "DTSTAMP:20260608", "3.8"),
        ("NAME:", f"NAME:{'a' * 80}", "3.1"),
    ],
)
def test_what_a_calendar_may_not_be_is_named(old: str, new: str, section: str) -> None:
    assert old in CALENDAR
    assert [
        item for item in calendar_mistakes(CALENDAR.replace(old, new, 1).encode()) if item.startswith(f"{section}:")
    ]


def test_a_fold_inside_a_letter_is_named() -> None:
    raw = CALENDAR.encode()
    at = raw.index("ờ".encode()) + 1
    assert "3.1: a fold inside a character" in calendar_mistakes(raw[:at] + b"\r\n " + raw[at:])
