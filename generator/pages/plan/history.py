"""Promised, changed, reported: what happened to a plan after it was issued, task by task, with the documents behind it.

The plan itself is never edited; a reader sees the words as issued, what a later document made of them and why, and what
each report said.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.addresses import target_anchor, task_anchor
from generator.model import Plan, Task
from generator.model.report import (
    Amendment,
    Declared,
    Evidence,
    EvidenceKind,
    Report,
    TargetReport,
    TaskReport,
    evidence_kind,
)
from generator.pages.parts.page import shortened
from generator.pages.parts.proofs import Proof, proofs_of
from generator.pages.parts.target_rows import name_of_target
from generator.pages.parts.task_state import history_anchor
from generator.pages.plan.documents import (
    FIELD_LABELS,
    CorrectionLine,
    CountsLine,
    DocumentLine,
    amendment_anchor,
    amendment_line,
    correction_lines,
    count_headings,
    counts_lines,
    event_line,
    report_anchor,
    report_line,
    say_change,
)
from generator.text.wording import say_amount, say_day, say_number, say_target, sentence
from generator.tracking.commitments import FieldChange, TargetCommitment, TaskCommitment
from generator.tracking.linked import Linked
from generator.tracking.progress import PlanProgress
from generator.tracking.status import State

HISTORY_ANCHOR = "qua-trinh"
"""The anchor of the section on a plan's page."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One thing that an amendment changed."""

    words: str
    document: str
    anchor: str
    """Of the amendment, on the same page."""
    reason: str


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One thing that a report says of a task or target."""

    words: str
    proofs: tuple[Proof, ...]
    note: str


@dataclass(frozen=True, slots=True)
class ReportedPart:
    """What one report says of a task or target."""

    period: str
    anchor: str
    lines: tuple[SaidLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """A task or target that was changed or reported."""

    anchor: str
    """Its place here. A task that an amendment added stands nowhere else, and has the anchor of a task."""
    id: str
    place: str
    """Its anchor in the official table; empty for one that an amendment added."""
    name: str
    states: tuple[tuple[State, str], ...]
    promised: tuple[tuple[str, str], ...]
    """What each outcome was to be, and by when, as printed; for a target its threshold."""
    changed: tuple[ChangeLine, ...]
    earlier: tuple[ReportedPart, ...]
    """Reports beyond the latest few, folded away."""
    latest: tuple[ReportedPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Everything after the issue of a plan."""

    rows: tuple[HistoryRow, ...]
    reports: tuple[DocumentLine, ...]
    amendments: tuple[DocumentLine, ...]
    corrections: tuple[CorrectionLine, ...]
    events: tuple[DocumentLine, ...]
    headings: tuple[str, ...]
    """Of the numbers in ``counts``."""
    counts: tuple[CountsLine, ...]

    @property
    def anchors(self) -> dict[str, str]:
        """Anchors of the rows by the id of their task or target."""
        return {row.id: row.anchor for row in self.rows}


def history_of(linked: Linked, plan: Plan) -> History | None:
    """What happened after the issue, as known on the as-of day; None where nothing did."""
    catalogue, progress, as_of = linked.catalogue, linked.progress[plan.id], linked.as_of
    amendments = tuple(item for item in catalogue.amendments.get(plan.id, ()) if item.day <= as_of)
    corrections = tuple(item for item in catalogue.corrections.get(plan.id, ()) if item.day <= as_of)
    events = tuple(item for item in catalogue.events.get(plan.id, ()) if item.day <= as_of)
    if not (progress.reports or amendments or corrections or events):
        return None
    return History(
        rows=(*_task_rows(linked, plan, progress), *_target_rows(linked, progress)),
        reports=tuple(map(report_line, progress.reports)),
        amendments=tuple(amendment_line(item, in_effect=item.from_day <= as_of) for item in amendments),
        corrections=tuple(line for item in corrections for line in correction_lines(item)),
        events=tuple(map(event_line, events)),
        headings=count_headings(progress.reports),
        counts=tuple(counts_lines(progress.reports)),
    )


# tasks and targets


def _task_rows(linked: Linked, plan: Plan, progress: PlanProgress) -> Iterator[HistoryRow]:
    for task in linked.commitments[plan.id].tasks:
        dues = [due for due in progress.dues if due.due.task.id == task.id]
        parts = tuple(_task_part(report, task, len(dues)) for report in progress.reports)
        told = tuple(part for part in parts if part.lines)
        changed = tuple(_changes(task))
        if told or changed:
            yield HistoryRow(
                anchor=history_anchor(task.id) if task.issued else task_anchor(task.id),
                id=task.id,
                place=task_anchor(task.id) if task.issued else "",
                name=shortened((task.issued or task.current).task.content, 160),
                states=tuple(dict.fromkeys((due.current.status.state, due.current.status.words) for due in dues)),
                promised=tuple(_promised(task.issued.task)) if task.issued else (),
                changed=changed,
                earlier=told[:-MOST_REPORTS],
                latest=told[-MOST_REPORTS:],
            )


MOST_REPORTS = 4
"""Reports of a task that are shown at once."""


def _promised(task: Task) -> Iterator[tuple[str, str]]:
    for outcome in task.results():
        yield shortened(outcome.product or "", 120), outcome.deadline.text if outcome.deadline else ""


def _changes(item: TaskCommitment | TargetCommitment) -> Iterator[ChangeLine]:
    if item.added:
        kind = "Nhiệm vụ" if isinstance(item, TaskCommitment) else "Chỉ tiêu"
        yield _change(f"{kind} thêm mới{_added_words(item)}", item.added, None)
    for change in item.changes:
        yield _change(_changed_words(change), change.amendment, change.reason)
    if item.cancelled:
        yield _change("Đã bỏ", item.cancelled, item.cancel_reason)


def _added_words(item: TaskCommitment | TargetCommitment) -> str:
    if isinstance(item, TargetCommitment):
        return f": {say_target(item.current.target)}"
    words = ", ".join(text for promised in _promised(item.current.task) for text in promised if text)
    return f": {words}" if words else ""


def _change(words: str, amendment: Amendment, reason: str | None) -> ChangeLine:
    document = f"{amendment.document} ngày {say_day(amendment.day)}"
    return ChangeLine(words, document, amendment_anchor(amendment), reason or "")


def _changed_words(change: FieldChange) -> str:
    name = sentence(FIELD_LABELS.get(change.field, change.field))
    which = f" ({change.outcome})" if change.outcome else ""
    return f"{name}{which}: {say_change(change.before, change.after)}"


def _task_part(report: Report, task: TaskCommitment, outcomes: int) -> ReportedPart:
    lines = (line for entry in report.tasks if entry.task == task.id for line in _said(entry, outcomes))
    return ReportedPart(sentence(report.period.label), report_anchor(report.period), tuple(lines))


def _said(entry: TaskReport, outcomes: int) -> Iterator[SaidLine]:
    which = f"({entry.outcome}) " if entry.outcome and outcomes > 1 else ""
    if entry.state is not None or entry.note or (entry.evidence and not entry.occurrences):
        yield _said_line(which, entry.state, say_day(entry.day) if entry.day else "", entry.evidence, entry.note)
    for turn in entry.occurrences:
        about = turn.due or turn.event
        label = f"{which}Kỳ {say_day(about)}: " if about else which
        evidence = turn.evidence or entry.evidence
        yield _said_line(label, turn.state, say_day(turn.day) if turn.day else "", evidence, turn.note)


def _said_line(
    label: str, state: Declared | None, day: str, evidence: tuple[Evidence, ...], note: str | None
) -> SaidLine:
    words = state.label if state else "Không nói tình trạng"
    words = words.lower() if label.endswith(": ") else words
    if day:
        words += f", xong ngày {day}"
    if state is Declared.DONE and evidence_kind(evidence) is EvidenceKind.NONE:
        words += " – chưa có minh chứng"
    return SaidLine(f"{label}{words}", proofs_of(evidence), note or "")


def _target_rows(linked: Linked, progress: PlanProgress) -> Iterator[HistoryRow]:
    for item in progress.targets:
        target, changed = item.commitment, tuple(_changes(item.commitment))
        told = tuple(_target_part(report, target) for report in progress.reports)
        told = tuple(part for part in told if part.lines)
        if told or changed:
            issued = (target.issued or target.current).target
            yield HistoryRow(
                anchor=history_anchor(target.id),
                id=target.id,
                place=target_anchor(target.id),
                name=name_of_target(linked, issued),
                states=((item.attainment.state, item.attainment.state.word),),
                promised=(("", sentence(say_target(issued))),) if target.issued else (),
                changed=changed,
                earlier=told[:-MOST_REPORTS],
                latest=told[-MOST_REPORTS:],
            )


def _target_part(report: Report, target: TargetCommitment) -> ReportedPart:
    unit = target.current.target.unit
    lines = (_value_line(entry, unit) for entry in report.targets if entry.target == target.id and entry.stated)
    return ReportedPart(sentence(report.period.label), report_anchor(report.period), tuple(lines))


def _value_line(entry: TargetReport, unit: str) -> SaidLine:
    if entry.value is not None:
        words = say_amount(entry.value, unit)
    else:
        words = f"{say_number(entry.numerator or 0)} trên {say_number(entry.denominator or 0)}"
    return SaidLine(
        words, proofs_of(entry.evidence), " ".join(filter(None, (entry.confirmed, entry.reason, entry.note)))
    )
