"""What a department's plans make due, as iCalendar (RFC 5545, RFC 7986), so that the days stand in a phone's calendar.

One event a due day, never a recurrence rule: a rule knows no days off, no cancelled round and no last day of an agency. The
days are those of the pages and of ``occurrences.json``, because all three are made from the same turns. A UID names the round
(«2026-q1», «2026-03»), not its day, so that a deadline an amendment moves is moved in the phone too: its SEQUENCE rises and
LAST-MODIFIED is the amendment's day. Nothing here asks for the time: without an amendment DTSTAMP is the moment at which the
plan last changed here, and outside git the day by which it was issued.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache, partial

from generator.addresses import agency_address, calendar_address, plan_address, task_anchor
from generator.deadlines import Part, our_reading, spell
from generator.model import Agency, Plan
from generator.pages.parts.page import shortened
from generator.pages.plan.text import DUTIES_ANCHOR
from generator.publish.kept import Kept
from generator.reading.cache import key_of_parts
from generator.tracking.commitments import TaskCommitment
from generator.tracking.linked import Linked
from generator.tracking.progress import DueProgress, Turn
from generator.tracking.schedule import DutyDue
from generator.tracking.status import CANCELLED, PAST_AT_ISSUE, TRANSFERRED

_END = b"END:VCALENDAR\r\n"

PRODUCT = "-//Cong khai//congkhai//VI"

NAMESPACE = "congkhai"
"""Behind the @ of every UID; a word of ours, because a site may move to another address."""

ABOUT = "Ngày đến hạn của các nhiệm vụ trong kế hoạch mà cơ quan đã ban hành, tính như trên trang."
"""What a calendar program shows of the calendar (RFC 7986 §5.2)."""

ABOUT_PREDECESSORS = "Cơ quan này chưa có kế hoạch ở đây: các ngày là của kế hoạch mà cơ quan tiền nhiệm đã ban hành."
"""The same of a body that came out of a merger."""

CATEGORY = "Thời hạn kế hoạch"

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
    modified: datetime
    sequence: int = 0
    dropped: bool = False


def calendar_files(linked: Linked, site_url: str, kept: Kept | None = None) -> Iterator[tuple[str, bytes]]:
    """The calendar of each agency that has anything due; without a due day there is no file, and no page links to one.

    One that is in ``kept`` is not made again.
    """
    kept = kept or Kept()
    for agency in sorted(linked.catalogue.agencies.values(), key=lambda item: item.id):
        if linked.has_due_days(agency.id):
            made_from = partial(_made_from, linked, agency, site_url)
            yield calendar_address(agency.id), kept.text(made_from, partial(calendar_of, linked, agency, site_url))


def _made_from(linked: Linked, agency: Agency, site_url: str) -> bytes:
    """What is said of plans, and when each was published here."""
    moments = [published(linked, plan).isoformat() for plan in linked.calendar_plans(agency.id)]
    return key_of_parts("calendar", agency.id, linked.of_plans, site_url, *moments)


def calendar_of(linked: Linked, agency: Agency, site_url: str) -> bytes:
    """One agency's calendar. ``site_url`` may be empty; events then carry no link."""
    from icalendar import Calendar, vDuration, vText, vUri  # noqa: PLC0415 - slow to import, and most calendars are kept

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    name = f"Thời hạn: {agency.name}"
    calendar.add("name", vText(name))
    calendar.add("x-wr-calname", vText(name))
    about = ABOUT if linked.plans_of(agency.id) else ABOUT_PREDECESSORS
    calendar.add("description", about)
    calendar.add("x-wr-caldesc", vText(about))
    calendar.add("categories", [CATEGORY])
    calendar.add("uid", f"{agency.id}@{NAMESPACE}")
    calendar.add("refresh-interval", vDuration(timedelta(days=1)), parameters={"VALUE": "DURATION"})
    entries = entries_of(linked, agency.id)
    if entries:
        calendar.add("last-modified", max(entry.modified for entry in entries))
    if site_url:
        calendar.add("url", vUri(f"{site_url}{agency_address(agency.id)}"))
        calendar.add("source", vUri(f"{site_url}{calendar_address(agency.id)}"), parameters={"VALUE": "URI"})
    begin = calendar.to_ical().removesuffix(_END)
    return b"".join((begin, *(_event(entry, site_url) for entry in entries), _END))


def entries_of(linked: Linked, agency: str) -> list[Entry]:
    """Every event of an agency's calendar: a plan's due days in printed order, then what its clauses tell units to do."""
    entries: list[Entry] = []
    for plan in sorted(linked.calendar_plans(agency), key=lambda plan: plan.id):
        since = published(linked, plan)
        for due in linked.progress[plan.id].dues:
            entries += _of_outcome(plan, due, since)
        for duty in linked.duties[plan.id]:
            entries += _of_duty(plan, duty, since)
    return entries


def published(linked: Linked, plan: Plan) -> datetime:
    """When a plan was last published here, as git knows it; without git the last day that its day of issue can mean.

    Of «2023-03» only that is certain: on the last day of March the plan had been issued, on the first it may not have been.
    """
    told = (entry.moment for entry in linked.log.entries if entry.kind == "plan" and entry.id == plan.id)
    if (latest := next(told, None)) is not None:
        return latest.astimezone(UTC)
    issued = plan.document.issued
    return _moment(issued.last_day() if issued else plan.period.last)


def _of_outcome(plan: Plan, due: DueProgress, since: datetime) -> Iterator[Entry]:
    names: Counter[str] = Counter()
    task, number = due.due.task, {id(part): count for count, part in enumerate(due.due.parts, start=1)}
    changed, times = _changes(due, since)
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


def _changes(due: DueProgress, since: datetime) -> tuple[datetime, int]:
    """The day of the last document that moved or cancelled the deadline, where it is later than the publication, and how
    many did.
    """
    commitment: TaskCommitment = due.commitment
    moved = [change.amendment for change in commitment.changes if change.field == "deadline"
             and (change.outcome or 1) == due.due.outcome]  # fmt: skip
    made = [*moved, *([commitment.cancelled] if commitment.cancelled else [])]
    handed = due.turns and any(turn.status.state is TRANSFERRED for turn in due.turns)
    return max([since, *(_moment(item.from_day) for item in made)]), len(made) + bool(handed)


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


def _of_duty(plan: Plan, duty: DutyDue, since: datetime) -> Iterator[Entry]:
    names: Counter[str] = Counter()
    for day in duty.days:
        name = f"phan-cong-{duty.number}/{day.due:%Y-%m}"
        names[name] += 1
        text = f"{'; '.join(duty.duty.agency)}: {duty.duty.text}" if duty.duty.agency else duty.duty.text
        yield Entry(
            f"{plan.id}#{name}{_again(names[name])}@{NAMESPACE}", day.due, shortened(text, 80),
            f"{_reading(duty.text, day.part)}. Tổ chức thực hiện.", DUTIES_ANCHOR, plan, since,
        )  # fmt: skip


def _reading(text: str, part: Part | None) -> str:
    return f"{text}: {our_reading(part)}" if part is not None else text


def _summary(content: str, turn: Turn, dropped: bool) -> str:
    """What is due, with «Trước 30/3:» where the day itself is too late, and what became of it where nothing is due any more."""
    said = shortened(content, 80)
    if turn.due is not None and not turn.inclusive:
        said = f"Trước {spell(turn.due, year=False)}: {said}"
    return f"{turn.status.state.word}: {said}" if dropped else said


def _event(entry: Entry, site_url: str) -> bytes:
    """An event as it stands in the file (RFC 5545 §3.6.1)."""
    lines = (
        b"BEGIN:VEVENT",
        _line("summary", entry.summary),
        _line("dtstart", entry.day),
        _line("dtend", entry.day + timedelta(days=1)),
        _line("dtstamp", entry.modified),
        _line("uid", entry.uid),
        _line("sequence", entry.sequence),
        _line("categories", CATEGORY),
        _line("description", entry.description),
        _line("last-modified", entry.modified),
        _line("status", "CANCELLED" if entry.dropped else "CONFIRMED"),
        _line("transp", "TRANSPARENT"),
        *([_line("url", f"{site_url}{plan_address(entry.plan.id)}#{entry.anchor}")] if site_url else []),
        b"END:VEVENT\r\n",
    )
    return b"\r\n".join(lines)


@lru_cache(maxsize=1024)
def _line(name: str, value: str | int | date) -> bytes:
    """One property of an event. Most are those of the event before: the rounds of a deadline differ in their days alone."""
    from icalendar import Event  # noqa: PLC0415 - likewise

    event = Event()
    event.add(name, value)
    return bytes(event.content_line(name.upper(), event[name]).to_ical())


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
