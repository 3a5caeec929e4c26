"""What a department's plans make due, as iCalendar (RFC 5545, RFC 7986), so that the days stand in a phone's calendar.

One event a due day, never a recurrence rule: a rule knows no days off, no cancelled round and no last day of an agency. The
days are those of the pages and of ``occurrences.json``, because all three are made from the same turns. A UID names the round
(«2026-q1», «2026-03»), not its day, so that a deadline an amendment moves is moved in the phone too: its SEQUENCE rises and
LAST-MODIFIED is the amendment's day. Nothing here asks for the time: without an amendment DTSTAMP is the day of issue.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vDuration, vUri

from generator.addresses import calendar_address, plan_address
from generator.deadlines import Part, our_reading, spell
from generator.model import Agency, Plan
from generator.pages.parts.page import shortened
from generator.pages.plan.text import DUTIES_ANCHOR
from generator.tracking.commitments import TaskCommitment
from generator.tracking.linked import Linked, task_anchor
from generator.tracking.progress import DueProgress, Turn
from generator.tracking.schedule import DutyDue
from generator.tracking.status import CANCELLED, PAST_AT_ISSUE, TRANSFERRED

PRODUCT = "-//Cong khai//congkhai//VI"

NAMESPACE = "congkhai"
"""Behind the @ of every UID; a word of ours, because a site may move to another address."""

DROPPED = {CANCELLED, TRANSFERRED, PAST_AT_ISSUE}
"""States in which nothing is due on the day any more; the event stays, with STATUS:CANCELLED, so that phones take it off."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: what it says, and since when it says so."""

    uid: str
    day: date
    summary: str
    description: str
    anchor: str
    plan: Plan
    modified: date
    sequence: int = 0
    dropped: bool = False


def calendar_files(linked: Linked, site_url: str) -> Iterator[tuple[str, bytes]]:
    """The calendar of each agency that has anything due; without a due day there is no file, and no page links to one."""
    for agency in sorted(linked.catalogue.agencies.values(), key=lambda item: item.id):
        if linked.has_due_days(agency.id):
            yield calendar_address(agency.id), calendar_of(linked, agency, site_url)


def calendar_of(linked: Linked, agency: Agency, site_url: str) -> bytes:
    """One agency's calendar. ``site_url`` may be empty; events then carry no link."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    name = f"Thời hạn: {agency.name}"
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("uid", f"{agency.id}@{NAMESPACE}")
    calendar.add("refresh-interval", vDuration(timedelta(days=1)), parameters={"VALUE": "DURATION"})
    if site_url:
        calendar.add("source", vUri(f"{site_url}{calendar_address(agency.id)}"), parameters={"VALUE": "URI"})
    for entry in entries_of(linked, agency.id):
        calendar.add_component(_event(entry, site_url))
    return bytes(calendar.to_ical())


def entries_of(linked: Linked, agency: str) -> list[Entry]:
    """Every event of an agency's calendar: a plan's due days in printed order, then what its clauses tell units to do."""
    entries: list[Entry] = []
    for plan in sorted(linked.plans_of(agency), key=lambda plan: plan.id):
        for due in linked.progress[plan.id].dues:
            entries += _of_outcome(plan, due)
        for duty in linked.duties[plan.id]:
            entries += _of_duty(plan, duty)
    return entries


def _of_outcome(plan: Plan, due: DueProgress) -> Iterator[Entry]:
    names: Counter[str] = Counter()
    task, number = due.due.task, {id(part): count for count, part in enumerate(due.due.parts, start=1)}
    changed, times = _changes(plan, due)
    for turn in due.turns:
        if turn.due is None:
            continue
        name = f"{due.due.key}.{number.get(id(turn.part), 1)}/{_round(turn)}"
        names[name] += 1
        dropped = turn.status.state in DROPPED
        words = f"{_reading(due.due.text or due.due.column.label, turn.part)}. Nhiệm vụ {task.id}."
        yield Entry(
            f"{plan.id}#{name}{_again(names[name])}@{NAMESPACE}", turn.due, _summary(task.task.content, turn, dropped),
            f"{words} {turn.status.why}" if dropped else words, task_anchor(task.id), plan, changed, times, dropped,
        )  # fmt: skip


def _changes(plan: Plan, due: DueProgress) -> tuple[date, int]:
    """The day of the last document that moved or cancelled the deadline (else that of issue), and how many did."""
    commitment: TaskCommitment = due.commitment
    moved = [change.amendment for change in commitment.changes if change.field == "deadline"
             and (change.outcome or 1) == due.due.outcome]  # fmt: skip
    made = [*moved, *([commitment.cancelled] if commitment.cancelled else [])]
    handed = due.turns and any(turn.status.state is TRANSFERRED for turn in due.turns)
    day = max((item.from_day for item in made), default=_issued(plan))
    return day, len(made) + bool(handed)


def _round(turn: Turn) -> str:
    """The name of a round that a move keeps: its event, else its month, else nothing where the part has only one day."""
    if turn.event is not None:
        return f"sau-{turn.event.isoformat()}"
    if turn.part is not None and turn.part.rrule and turn.due is not None:
        weekly = turn.part.every in ("week", "day")
        return turn.due.isoformat() if weekly else f"{turn.due:%Y-%m}"
    return "1"


def _again(count: int) -> str:
    return f".{count}" if count > 1 else ""


def _of_duty(plan: Plan, duty: DutyDue) -> Iterator[Entry]:
    names: Counter[str] = Counter()
    for day in duty.days:
        name = f"phan-cong-{duty.number}/{day.due:%Y-%m}"
        names[name] += 1
        text = f"{'; '.join(duty.duty.agency)}: {duty.duty.text}" if duty.duty.agency else duty.duty.text
        yield Entry(
            f"{plan.id}#{name}{_again(names[name])}@{NAMESPACE}", day.due, shortened(text, 80),
            f"{_reading(duty.text, day.part)}. Tổ chức thực hiện.", DUTIES_ANCHOR, plan, _issued(plan),
        )  # fmt: skip


def _reading(text: str, part: Part | None) -> str:
    return f"{text}: {our_reading(part)}" if part is not None else text


def _summary(content: str, turn: Turn, dropped: bool) -> str:
    """What is due, with «Trước 30/3:» where the day itself is too late, and what became of it where nothing is due any more."""
    said = shortened(content, 80)
    if turn.due is not None and not turn.inclusive:
        said = f"Trước {spell(turn.due, year=False)}: {said}"
    return f"{turn.status.state.word}: {said}" if dropped else said


def _event(entry: Entry, site_url: str) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", _moment(entry.modified))
    event.add("last-modified", _moment(entry.modified))
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("status", "CANCELLED" if entry.dropped else "CONFIRMED")
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("transp", "TRANSPARENT")
    if site_url:
        event.add("url", f"{site_url}{plan_address(entry.plan.id)}#{entry.anchor}")
    return event


def _issued(plan: Plan) -> date:
    issued = plan.document.issued
    return issued.first_day() if issued else plan.period.first


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
