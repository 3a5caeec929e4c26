"""Progress of a plan on a day: every due day with its status, every target with its value, and the headline.

Pure: a plan's commitments, schedule, reports and events in, one :class:`PlanProgress` out. Reports made after the as-of day
do not exist yet.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.deadlines import Kind, Part, WorkCalendar, due_after, spell
from generator.model.report import Event, OccurrenceReport, Report, TaskReport, evidence_kind
from generator.tracking.attainment import Attainment, Reported, attainment_of
from generator.tracking.commitments import Commitments, TargetCommitment, TaskCommitment
from generator.tracking.schedule import ELSEWHERE, Due, issued_by
from generator.tracking.status import CANCELLED, DONE, Claim, Ended, Facts, Headline, Status, headline, status_of

WAITING_KINDS = {Kind.RELATIVE, Kind.CONDITIONAL}
"""Kinds of parts that an event starts; one that stands in another document is started by an event that brings its day."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One due day (kỳ), or a commitment without one, and its status. ``event`` is the day that a relative one counts from."""

    label: str
    due: date | None
    inclusive: bool
    part: Part | None
    event: date | None
    status: Status


@dataclass(frozen=True, slots=True)
class DueProgress:
    """One outcome of a task: all its turns, and the one that a list shows."""

    due: Due
    commitment: TaskCommitment
    turns: tuple[Turn, ...]
    current: Turn
    on_time: int
    already_due: int
    claims: tuple[Claim, ...]
    """Everything reported about it, earliest first."""

    @property
    def open_turns(self) -> list[Turn]:
        """What a report may still say something about: neither cancelled nor reported done."""
        return [turn for turn in self.turns if turn.status.state not in DONE and turn.status.state is not CANCELLED]

    def named_turns(self, last: date) -> list[Turn]:
        """The open turns up to a day that a report must name: each of several due days, or one that an event started."""
        named = (turn for turn in self.open_turns if turn.event is not None or len(self.turns) > 1)
        return [turn for turn in named if turn.due is None or turn.due <= last]


@dataclass(frozen=True, slots=True)
class TargetProgress:
    """One target and what was reported of it."""

    commitment: TargetCommitment
    attainment: Attainment
    reported: tuple[Reported, ...]


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """A plan on the as-of day."""

    plan: str
    as_of: date
    reports: tuple[Report, ...]
    dues: tuple[DueProgress, ...]
    targets: tuple[TargetProgress, ...]
    headline: Headline

    @property
    def statuses(self) -> list[Status]:
        """The status of every turn, in printed order."""
        return [turn.status for due in self.dues for turn in due.turns]

    @property
    def open_targets(self) -> list[TargetProgress]:
        """What no amendment has cancelled, so that figures may be reported of it."""
        return [item for item in self.targets if item.commitment.cancelled is None]


def progress_of(
    commitments: Commitments,
    dues: Iterable[Due],
    reports: Iterable[Report],
    events: Sequence[Event],
    calendar: WorkCalendar,
    ended: Ended | None = None,
) -> PlanProgress:
    """What became of a plan by the commitments' as-of day. ``ended`` says how its agency ended, where it did."""
    as_of = commitments.as_of
    issued = issued_by(commitments.plan)
    known = tuple(
        sorted((report for report in reports if report.day <= as_of), key=lambda report: (report.day, report.period))
    )
    tasks = {item.current.id: item for item in commitments.tasks}
    happened = [event for event in events if event.day <= as_of]
    found = tuple(
        _due_progress(due, tasks[due.task.id], known, happened, calendar, Facts(as_of, ended=ended, issued=issued))
        for due in dues
    )
    targets = tuple(_target_progress(item, commitments, known) for item in commitments.targets)
    statuses = [turn.status for due in found for turn in due.turns]
    return PlanProgress(commitments.plan.id, as_of, known, found, targets, headline(statuses, reported=bool(known)))


def _due_progress(
    due: Due,
    task: TaskCommitment,
    reports: Sequence[Report],
    events: Sequence[Event],
    calendar: WorkCalendar,
    known: Facts,
) -> DueProgress:
    known = replace(known, cancelled=task.cancelled.document if task.cancelled else None)
    turns = tuple(_turns(due, known, reports, events, calendar))
    due_already = [turn for turn in turns if turn.due is not None and turn.due <= known.as_of]
    current = due_already[-1] if due_already else turns[0]
    counted = headline((turn.status for turn in turns), reported=bool(reports))
    claims = tuple(_claim(report, entry, None) for report, entry in _entries(due, reports))
    return DueProgress(due, task, turns, current, counted.on_time, counted.due, claims)


def _turns(
    due: Due,
    known: Facts,
    reports: Sequence[Report],
    events: Sequence[Event],
    calendar: WorkCalendar,
) -> Iterator[Turn]:
    """Each due day; else each event that started a relative deadline; else one turn without a day."""
    begun = list(_event_days(due, events, calendar))
    for day in due.days:
        claim = _claim_about(due, reports, day.due, None)
        inclusive = day.occurrence.inclusive
        facts = replace(known, kind=day.part.kind, due=day.due, inclusive=inclusive, claim=claim)
        yield Turn(day.occurrence.label, day.due, inclusive, day.part, None, status_of(facts))
    for event, part, last in begun:
        facts = replace(known, kind=part.kind, due=last, claim=_claim_about(due, reports, last, event.day))
        yield Turn(f"{event.text}, {spell(event.day)}", last, True, part, event.day, status_of(facts))
    if not due.days and not begun:
        first = next((part for part in due.parts if part.kind is Kind.PARTLY), due.parts[0] if due.parts else None)
        kind, until = (first.kind, first.until) if first is not None else (Kind.VAGUE, None)
        claim = _claim_about(due, reports, None, None)
        facts = replace(known, kind=kind, claim=claim, until=until)
        yield Turn("", None, True, first, None, status_of(facts))


def _event_days(due: Due, events: Sequence[Event], calendar: WorkCalendar) -> Iterator[tuple[Event, Part, date | None]]:
    """Each event that a part waits for, with the last day it gives: its own, or the one counted from it."""
    for event in events:
        if event.task != due.task.id or (event.outcome or due.outcome) != due.outcome:
            continue
        kinds = WAITING_KINDS | (ELSEWHERE if event.due else set())
        part = next((part for part in due.parts if part.kind in kinds), None)
        if part is not None:
            yield event, part, event.due or (due_after(part.relative, event.day, calendar) if part.relative else None)


def _entries(due: Due, reports: Iterable[Report]) -> Iterator[tuple[Report, TaskReport]]:
    for report in reports:
        for entry in report.tasks:
            if entry.task == due.task.id and (entry.outcome or due.outcome) == due.outcome:
                yield report, entry


def _claim_about(due: Due, reports: Sequence[Report], day: date | None, event: date | None) -> Claim | None:
    """The latest claim about one due day, one event, or the whole where there is neither."""
    claim: Claim | None = None
    for report, entry in _entries(due, reports):
        for turn in entry.occurrences:
            if (event is not None and turn.event == event) or (event is None and turn.due == day and day is not None):
                claim = _claim(report, entry, turn)
        if not entry.occurrences and entry.state is not None and day in _meant(due, report, day):
            claim = _claim(report, entry, None)
    return claim


def _meant(due: Due, report: Report, day: date | None) -> set[date | None]:
    """The due days that an entry without occurrences speaks of: the only one, else those inside the report's period."""
    days: list[date] = [item.due for item in due.days]
    if len(days) < 2:
        return {day}
    inside = {item for item in days if item in report.period}
    if inside:
        return {*inside}
    return {max((item for item in days if item <= report.day), default=days[0])}


def _claim(report: Report, entry: TaskReport, turn: OccurrenceReport | None) -> Claim:
    said = turn or entry
    evidence = said.evidence or entry.evidence
    return Claim(report.day, said.state, said.day, evidence_kind(evidence), said.note or entry.note, evidence)


def _target_progress(item: TargetCommitment, commitments: Commitments, reports: Sequence[Report]) -> TargetProgress:
    target = item.current.target
    reported = tuple(
        Reported(report.day, str(report.period), entry)
        for report in reports
        for entry in report.targets
        if entry.target == target.id and entry.stated
    )
    cancelled = item.cancelled.document if item.cancelled else None
    found = attainment_of(target, commitments.plan.period.last, reported, commitments.as_of, cancelled)
    return TargetProgress(item, found, reported)
