"""The documents behind a plan's history: its reports, amendments, events, corrections, and the numbers of its units.

Counts of units carry numbers only: a late officer is the unit's matter, not a page's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from generator.model import Outcome, Target, Task
from generator.model.fields import key_of, label_of
from generator.model.report import (
    Amendment,
    CorrectedField,
    Correction,
    Event,
    Report,
    ReportPeriod,
    TargetReport,
    TaskReport,
    UnitCounts,
)
from generator.pages.parts.proofs import Proof
from generator.text.wording import say_day, say_number, sentence


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A report or an amendment: its anchor, what it is, its day, its document, and what it says of itself."""

    anchor: str
    title: str
    day: str
    document: Proof
    note: str
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One field of a published record that was wrong."""

    day: str
    words: str
    reason: str
    document: str


@dataclass(frozen=True, slots=True)
class CountsLine:
    """Numbers of one unit in one report; a number that was not reported stays empty."""

    period: str
    unit: str
    numbers: tuple[str, ...]


def _document(document: str | None, url: str | None) -> Proof:
    return Proof(document or ("văn bản" if url else ""), url or "")


def report_anchor(period: ReportPeriod) -> str:
    """The anchor of a report on its plan's page."""
    return f"bc-{period}"


def amendment_anchor(amendment: Amendment) -> str:
    """The anchor of an amendment on its plan's page."""
    return f"dc-{amendment.file}"


def report_line(report: Report) -> DocumentLine:
    """A report: its period, the day it was made, its number."""
    document = _document(report.document, report.url)
    title = f"Báo cáo {report.period.label}"
    return DocumentLine(report_anchor(report.period), title, say_day(report.day), document, report.note or "")


def amendment_line(amendment: Amendment, *, in_effect: bool) -> DocumentLine:
    """An amendment: its number, its day, its words; whether it already counts."""
    words = [amendment.title or ""]
    if amendment.effective and amendment.effective != amendment.day:
        words.append(f"Có hiệu lực từ {say_day(amendment.effective)}{'' if in_effect else ', chưa áp dụng ở đây'}.")
    return DocumentLine(
        amendment_anchor(amendment),
        amendment.document,
        say_day(amendment.day),
        Proof("xem văn bản" if amendment.url else "", amendment.url or ""),
        " ".join(filter(None, words)),
        amendment.text,
    )


FIELD_LABELS = {
    key: label_of(declared)
    for record in (TargetReport, TaskReport, Target, Outcome, Task)
    for declared in fields(record)
    for key in (declared.name, key_of(declared))
}
"""Labels of the fields that an amendment or a correction can name."""


def event_line(event: Event) -> DocumentLine:
    """Something that happened and that a deadline counts from."""
    document = _document(event.document, event.url)
    return DocumentLine("", f"Nhiệm vụ {event.task}", say_day(event.day), document, event.text)


def say_change(before: str | None, after: str | None) -> str:
    """«từ «Quý II» thành «Quý III»»; what was added or dropped where one side is empty."""
    if before is None:
        return f"thêm «{after}»"
    return f"bỏ «{before}»" if after is None else f"từ «{before}» thành «{after}»"


def correction_lines(correction: Correction) -> Iterator[CorrectionLine]:
    """Every field that a correction set right."""
    for field in correction.corrections:
        yield CorrectionLine(say_day(correction.day), _correction(field), field.reason, correction.document or "")


def _correction(field: CorrectedField) -> str:
    places = (
        f"báo cáo {field.report.label}" if field.report else "kế hoạch",
        f"nhiệm vụ {field.task}" if field.task else "",
        f"chỉ tiêu {field.target}" if field.target else "",
        FIELD_LABELS.get(field.field, field.field),
    )
    return f"{sentence(', '.join(filter(None, places)))}: {say_change(field.before, field.after)}."


_COUNTS = tuple((item.name, label_of(item)) for item in fields(UnitCounts) if item.name not in ("unit", "confirmed"))


def count_headings(reports: Iterable[Report]) -> tuple[str, ...]:
    """Headings of the numbers that some report gives."""
    return tuple(sentence(label) for _, label in _given(reports))


def _given(reports: Iterable[Report]) -> tuple[tuple[str, str], ...]:
    counts = [item for report in reports for item in report.counts]
    return tuple((name, label) for name, label in _COUNTS if any(getattr(item, name) is not None for item in counts))


def counts_lines(reports: Sequence[Report]) -> Iterator[CountsLine]:
    """Numbers of each unit in each report, in the order of the headings."""
    names = [name for name, _ in _given(reports)]
    for report in reports:
        for item in report.counts:
            values = (getattr(item, name) for name in names)
            numbers = tuple("" if value is None else say_number(value) for value in values)
            unit = f"{item.unit}. Cơ quan xác nhận: {item.confirmed}" if item.confirmed else item.unit
            yield CountsLine(sentence(report.period.label), unit, numbers)
