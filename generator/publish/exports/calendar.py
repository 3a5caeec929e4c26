"""What a department's plans make due, as iCalendar (RFC 5545), so that the days stand in a phone's calendar.

One event a deadline: whole days, a recurrence rule for what comes back, a UID that never changes. The library folds lines
and escapes text; nothing here asks for the time, so DTSTAMP is the day the plan was issued.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vRecur

from generator.addresses import calendar_address, plan_address
from generator.deadlines import Kind, Part, our_reading
from generator.model import Agency, Plan
from generator.pages.parts.page import shortened
from generator.tracking.linked import Linked, task_anchor
from generator.tracking.schedule import Due

PRODUCT = "-//Cong khai//congkhai//VI"

NAMESPACE = "congkhai"
"""Behind the @ of every UID; a word of ours, because a site may move to another address."""


def calendar_files(linked: Linked, site_url: str) -> Iterator[tuple[str, bytes]]:
    """The calendar of each agency that has a plan."""
    for agency in sorted(linked.catalogue.agencies.values(), key=lambda item: item.id):
        if linked.plans_of(agency.id):
            yield calendar_address(agency.id), calendar_of(linked, agency, site_url)


def calendar_of(linked: Linked, agency: Agency, site_url: str) -> bytes:
    """One agency's calendar. ``site_url`` may be empty; events then carry no link."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Thời hạn: {agency.name}")
    for plan in sorted(linked.plans_of(agency.id), key=lambda plan: plan.id):
        for due in linked.schedules[plan.id]:
            for number, part in enumerate(due.parts, start=1):
                event = _event(plan, due, part, number, site_url)
                if event is not None:
                    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(plan: Plan, due: Due, part: Part, number: int, site_url: str) -> Event | None:
    days = _days(due, part)
    if days is None:
        return None
    event = Event()
    event.add("uid", f"{plan.id}#{due.key}.{number}@{NAMESPACE}")
    event.add("dtstamp", _stamp(plan))
    event.add("dtstart", days[0])
    event.add("dtend", days[1] + timedelta(days=1))
    if part.kind is Kind.RECURRING and part.rrule:
        event.add("rrule", vRecur.from_ical(f"{part.rrule};UNTIL={_last(due, part):%Y%m%d}"))
    event.add("summary", shortened(due.task.task.content, 80))
    event.add("description", f"{due.text or due.column}: {our_reading(part)}. Nhiệm vụ {due.task.id}.")
    event.add("transp", "TRANSPARENT")
    if site_url:
        event.add("url", f"{site_url}{plan_address(plan.id)}#{task_anchor(due.task.id)}")
    return event


def _days(due: Due, part: Part) -> tuple[date, date] | None:
    """The first day of the event: the due day itself, or the first of a recurring duty's due days."""
    if part.kind is Kind.RECURRING:
        first = next((day.due for day in due.days if day.part == part), None) if part.rrule else None
        return (first, first) if first else None
    return (part.due, part.due) if part.due else None


def _last(due: Due, part: Part) -> date:
    return max(day.due for day in due.days if day.part == part)


def _stamp(plan: Plan) -> datetime:
    issued = plan.document.issued
    day = issued.first_day() if issued else plan.period.first
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
