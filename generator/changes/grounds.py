"""What a change of a published plan may rest on: an amendment that names a document, or a correction that the source proves.

The source is the one that stands on the base: a pull request that brings its own proof proves nothing. A correction is
proved when the base's source holds the new words as words of their own and does not hold the old ones, or holds them only
as part of the new ones, in one cell (a quotation that was cut short).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.changes.finding import Effect, Finding
from generator.model import Deadline, Plan
from generator.model.report import Amendment, CorrectedField, Correction, TaskChange
from generator.reading.catalogue import Catalogue
from generator.reading.sourcetext import SourceText, Span, fold_text
from generator.reading.trace import trace_plan
from generator.text.citations import find_numbers
from generator.text.wording import say_on_day
from generator.tracking.commitments import say_value

AMEND = (
    "nếu cơ quan đã ban hành văn bản điều chỉnh, giữ nguyên plan.yml và thêm amendments/<ngày>-<vài chữ>.yml "
    "với «document», «date»"
)


@dataclass(frozen=True, slots=True)
class Row:
    """The stretch of the base's source that belongs to a task; None is the whole source."""

    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a correction must name to speak of a change."""

    ids: tuple[str, ...] = ()
    """The task's or target's id, before and after."""
    kind: str = ""
    """``task``, ``target`` or nothing for the plan itself."""
    fields: tuple[str, ...]


class Grounds:
    """One published plan: what proves a correction, and which documents amend it."""

    def __init__(self, plan: Plan, before: Catalogue, after: Catalogue) -> None:
        """``plan`` as it stands on the base; the catalogues of both states."""
        self.plan = plan
        self.source: SourceText | None = before.sources.get(plan.id)
        self._rows = _rows(plan, after.plans.get(plan.id), self.source) if self.source is not None else {}
        known = before.corrections.get(plan.id, ())
        self.entries = tuple(_new_entries(known, after.corrections.get(plan.id, ())))
        old = {item.file for item in before.amendments.get(plan.id, ())}
        self._amendments = tuple(
            item
            for item in after.amendments.get(plan.id, ())
            if item.file not in old and not wrong_amendment(plan, item, before)
        )
        """New ones only: what an earlier amendment did is told by its file, and leaves plan.yml as it was issued."""

    def row(self, task: str | None) -> Row | None:
        """Where a task stands in the base's source; None for one that stands nowhere."""
        if task is None:
            return Row()
        return Row(self._rows[task]) if task in self._rows else None

    def proves(self, before: str | None, after: str | None, task: str | None = None) -> bool:
        """Whether the base's source says ``after`` where the record said ``before``."""
        row = self.row(task)
        if self.source is None or row is None or not after or not self.source.stands(after, row.span):
            return False
        if before is None or not self.source.stands(before, row.span):
            return True
        return _extends(before, after) and self.source.stands(after, row.span, one_cell=True)

    def proves_list(self, before: Iterable[str], after: Iterable[str], task: str | None = None) -> bool:
        """Whether every name that came stands in the source, and none of those that went."""
        old, new, row = tuple(before), tuple(after), self.row(task)
        if self.source is None or row is None or not new:
            return False
        came, gone = [name for name in new if name not in old], [name for name in old if name not in new]
        return all(self.source.stands(name, row.span) for name in came) and not any(
            self.source.stands(name, row.span) for name in gone
        )

    def correction(
        self, entry: Entry, before: str | None, after: str | None
    ) -> tuple[Correction, CorrectedField] | None:
        """A new correction that tells exactly this change."""
        for correction, item in self.entries:
            named = {"task": item.task, "target": item.target, "": item.task or item.target}[entry.kind]
            right_record = named in entry.ids if entry.kind else named is None
            if item.report is None and right_record and item.field in entry.fields and _told(item, before, after):
                return correction, item
        return None

    def amendment_of_task(self, task: str, field: str, after: object, outcome: int = 1) -> Amendment | None:
        """A new amendment that makes the task's field what it is now, of the given outcome; ``cancelled`` drops the task."""
        for amendment in self._amendments:
            for change in amendment.tasks:
                same = field not in ("product", "deadline") or (change.outcome or 1) == outcome
                if change.task == task and same and _makes(change, field, after):
                    return amendment
        return None

    def amendment_of_target(self, target: str, made: dict[str, object]) -> Amendment | None:
        """Likewise of a target: one that makes every one of the fields what it is now."""
        for amendment in self._amendments:
            for change in amendment.targets:
                values = [(getattr(change, field, None), value) for field, value in made.items()]
                if change.target == target and all(value is not None and said == value for said, value in values):
                    return amendment
        return None

    def prints(self, text: str | None, task: str | None = None) -> bool:
        """Whether the base's source prints the words, for a text that was left out; without a source nothing is known."""
        row = self.row(task)
        return self.source is None or (row is not None and bool(text) and self.source.find(str(text)) is not None)

    def settle(self, finding: Finding, entry: Entry, *, proved: bool, amendment: Amendment | None = None) -> Finding:
        """The finding with what it rests on, or with what must be added for it to pass."""
        if amendment is not None:
            return replace(finding, basis=say_amendment(amendment))
        told = self.correction(entry, finding.before, finding.after)
        if told is not None and proved:
            correction, item = told
            words = f"đính chính {say_on_day(correction.day)}: {item.reason}"
            return replace(finding, effect=Effect.CORRECTED, basis=words)
        return replace(finding, refused=_what_to_add(entry, proved, told is not None))


def _rows(plan: Plan, newer: Plan | None, source: SourceText) -> dict[str, Span]:
    """The lines on which each task was found, from the first to the last: no further, or any line after them would prove.

    A task whose published words stand nowhere is looked for by its newer ones, still in the base's source.
    """
    places = trace_plan(plan, source).tasks
    if newer is not None and any(item.id not in places for item in plan.placed_tasks()):
        places = trace_plan(newer, source).tasks | places
    return {name: source.offsets(place.lines[0][0], place.lines[-1][1]) for name, place in places.items()}


def wrong_amendment(plan: Plan, amendment: Amendment, known: Catalogue) -> str:
    """Why an amendment cannot change a commitment; empty when it can. ``known`` is the base's catalogue."""
    numbers = [found.text for found in find_numbers(amendment.document)]
    issued = plan.document.issued
    if not numbers or all(re.match(r"0+(?!\d)", number) for number in numbers):
        return f"văn bản điều chỉnh «{amendment.document}» không có số, ký hiệu; ghi «document» như «41/QĐ-SKHCN»"
    if plan.document.number is not None and fold_text(plan.document.number) in map(fold_text, numbers):
        return f"«{amendment.document}» là chính kế hoạch này; ghi số của văn bản điều chỉnh nó"
    first = issued.first_day() if issued is not None else None
    for day in (amendment.day, amendment.from_day):
        if first is not None and day < first:
            when = f"{say_on_day(day)} có trước kế hoạch ({say_on_day(first)})"
            return f"văn bản điều chỉnh {when}; kiểm tra lại «date», «effective»"
    other = _another_document(plan, amendment, set(map(fold_text, numbers)), known)
    if other:
        return f"«{amendment.document}» là {other}; ghi số và ngày của văn bản điều chỉnh kế hoạch này"
    return ""


def _another_document(plan: Plan, amendment: Amendment, numbers: set[str], known: Catalogue) -> str:
    """What the amendment's number is already known to be: another plan, or a document of another day.

    A number without its year comes back every year and with every issuer, so that it is held only against documents of
    the same year that the plan itself cites, and against the plans of its own agency.
    """
    for other in known.plans.values():
        named = other.document.number is not None and fold_text(other.document.number) in numbers
        day = other.document.issued
        if named and other.id != plan.id and other.agency == plan.agency and day and day.year == amendment.day.year:
            return f"số của kế hoạch {other.id}"
    cited = {number.text for text in _cites(plan) for number in find_numbers(text)}
    for record in known.legal_documents.values():
        if record.number is None or fold_text(record.number) not in numbers or record.day is None:
            continue
        own_year = re.search(r"/\d{4}/", record.number) is not None
        basis = record.number in cited or record.id in plan.document.implements
        another_day = not amendment.day.isoformat().startswith(record.day.isoformat())
        if another_day and (own_year or (basis and record.day.year == amendment.day.year)):
            return f"văn bản {say_on_day(record.day)} theo danh mục văn bản" + (
                ", căn cứ của kế hoạch" if basis else ""
            )
    return ""


def _cites(plan: Plan) -> Iterable[str]:
    """Texts in which the plan says what it rests on."""
    return (basis.text for basis in plan.document.legal_bases)


def say_amendment(amendment: Amendment) -> str:
    """«41/QĐ-SKHCN ngày 20/6/2023»."""
    return f"{amendment.document} {say_on_day(amendment.day)}"


def _new_entries(
    known: tuple[Correction, ...], now: tuple[Correction, ...]
) -> Iterable[tuple[Correction, CorrectedField]]:
    old = {(correction.file, item) for correction in known for item in correction.corrections}
    for correction in now:
        for item in correction.corrections:
            if (correction.file, item) not in old and item.reason.strip():
                yield correction, item


def _told(item: CorrectedField, before: str | None, after: str | None) -> bool:
    return _same(item.before, before) and _same(item.after, after)


def _same(one: str | None, other: str | None) -> bool:
    return fold_text(one or "") == fold_text(other or "")


def _extends(before: str, after: str) -> bool:
    """Whether ``after`` is ``before`` with more words around it."""
    old, new = fold_text(before).split(), fold_text(after).split()
    return len(new) > len(old) and any(new[at : at + len(old)] == old for at in range(len(new) - len(old) + 1))


def _makes(change: TaskChange, field: str, after: object) -> bool:
    if field == "cancelled":
        return change.cancelled
    if change.cancelled or after in (None, ()):
        return False
    said = getattr(change, field, None)
    return said == after if isinstance(after, Deadline) else say_value(said) == say_value(after)


def _what_to_add(entry: Entry, proved: bool, told: bool) -> str:
    if told:
        return (
            "đính chính này không chứng minh được: văn bản nguồn đang có trên nhánh chính không ghi như vậy ở chỗ này, "
            f"hoặc vẫn ghi như cũ; {AMEND}"
        )
    if proved:
        about = f"{entry.kind}: {entry.ids[0]}, " if entry.kind and entry.ids else ""
        return (
            f"thêm lời đính chính vào corrections/<ngày>.yml: {about}field: {entry.fields[0]}, "
            "before và after chép đúng chữ cũ, chữ mới, reason một câu"
        )
    return f"sửa lại như văn bản đã ban hành; {AMEND}"
