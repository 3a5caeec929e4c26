"""Plans: the list, one plan as its document reads, and the source text that it was transcribed from."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from generator.linked import Linked, Relation, task_anchor
from generator.model import Clause, Departure, Duty, PlacedTask, Plan, Quality, Section, Signer, Task
from generator.model.fields import label_of
from generator.pages.agencies import TargetRow, target_rows
from generator.pages.listing import (
    Row,
    counted_links,
    document_title,
    document_words,
    plan_counts,
    plan_rows,
    plan_title,
)
from generator.pages.page import (
    Link,
    Page,
    Text,
    agency_address,
    agency_link,
    document_address,
    plain,
    plan_address,
    shortened,
    text_of,
)
from generator.trace import Place
from generator.wording import say_on_day

UNCONFIRMED = "Bản dùng để số hóa chưa có số; chưa đối chiếu với bản ký ban hành."


@dataclass(frozen=True, slots=True, kw_only=True)
class PlansPage:
    """Context of ``pages/plans.html``."""

    template: ClassVar[str] = "plans.html"
    years: tuple[tuple[str, tuple[Row, ...]], ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """A printed line with a blank: «Số: ▢ /QĐ-SKHCN»; ``value`` is None where the source leaves it empty."""

    before: str
    value: str | None
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of the document, laid out as issued."""

    issuer: str
    number: Blank
    place_and_day: Blank
    signed: str
    kind: str
    title: str
    subject: str
    annex: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of the source; ``raw`` is what the scan holds where the line was restored."""

    number: int
    text: str
    raw: str = ""


@dataclass(frozen=True, slots=True)
class SourceLines:
    """The lines a task was transcribed from, and a sentence that says where they are."""

    lines: tuple[SourceLine, ...]
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class OutcomeCell:
    """One product with its deadline as printed."""

    product: Text
    deadline: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A field whose text differs from the source."""

    field: str
    raw: str
    reason: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One task as a row of the official table."""

    id: str
    anchor: str
    no: str
    running_no: str
    """The first of two number columns, where the table prints two."""
    content: Text
    lead: str
    coordinating: str
    outcomes: tuple[OutcomeCell, ...]
    note: str
    remarks: tuple[Remark, ...]
    source: SourceLines | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPart:
    """A section with its rows; ``level`` is the depth of its heading, from 2."""

    anchor: str
    level: int
    number: str
    title: str
    short: str
    caption: str
    rows: tuple[TaskRow, ...]
    count: int


@dataclass(frozen=True, slots=True)
class ClausePart:
    """A clause in prose with its sub-clauses."""

    number: str
    title: str
    paragraphs: tuple[Text, ...]
    clauses: tuple["ClausePart", ...]


@dataclass(frozen=True, slots=True)
class DutyLine:
    """What one unit is told to do."""

    number: str
    article: str
    who: str
    text: Text
    deadline: str


@dataclass(frozen=True, slots=True)
class CitedLine:
    """A document that the plan names."""

    link: Link
    facts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """Context of ``pages/plan.html``."""

    template: ClassVar[str] = "plan.html"
    head: Head
    agency: Link
    counts: tuple[tuple[str, str], ...]
    """Words and anchor: ``39 nhiệm vụ``, ``nhiem-vu``."""
    implements: tuple[CitedLine, ...]
    period: str
    unconfirmed: str
    quality: str
    source_note: str
    sections: tuple[SectionPart, ...]
    columns: tuple[str, ...]
    """Headings of the task tables, in the official order."""
    with_product: bool
    """Whether the tables have a column of products."""
    targets: tuple[TargetRow, ...]
    bases: tuple[Text, ...]
    articles: tuple[ClausePart, ...]
    narrative: tuple[ClausePart, ...]
    duties: tuple[DutyLine, ...]
    recipients: tuple[str, ...]
    cited: tuple[CitedLine, ...]
    source: Link
    data: Link
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """Context of ``pages/source.html``."""

    template: ClassVar[str] = "source.html"
    plan: Link
    lines: tuple[SourceLine, ...]
    restored: bool
    quality: str
    sha256: str
    file: Link


def plan_pages(linked: Linked) -> Iterator[Page]:
    """The list of plans, then each plan with its source."""
    yield _list_page(linked)
    for plan in sorted(linked.catalogue.plans.values(), key=lambda plan: plan.id):
        yield _plan_page(linked, plan)
        if plan.id in linked.catalogue.sources:
            yield _source_page(linked, plan)


def source_address(plan: str) -> str:
    """The page of a plan's source text."""
    return f"{plan_address(plan)}van-ban-goc/"


def source_file(plan: Plan) -> str:
    """Where the source text itself is published."""
    return f"{plan_address(plan.id)}{plan.source.file}"


def _list_page(linked: Linked) -> Page:
    years: dict[str, list[Row]] = {}
    for row in plan_rows(linked, linked.plans()):
        years.setdefault(row.key, []).append(row)
    context = PlansPage(years=tuple((year, tuple(rows)) for year, rows in years.items()))
    description = (
        "Các kế hoạch kiểm soát thủ tục hành chính, cơ chế một cửa đã ban hành, chép nguyên văn và tra được từng dòng."
    )
    return Page(address="ke-hoach/", section="ke-hoach", title="Kế hoạch", description=description, context=context)


def _plan_page(linked: Linked, plan: Plan) -> Page:
    agency, title = linked.agency_of(plan), plan_title(plan)
    counts = plan_counts(plan)
    return Page(
        address=plan_address(plan.id),
        section="ke-hoach",
        title=f"{title}, {agency.name}",
        description=shortened(f"{agency.name}: {title}. {', '.join(counts)}. {document_words(plan)}."),
        context=_context(linked, plan),
        crumbs=(Link("Kế hoạch", "ke-hoach/"), Link(agency.name, agency_address(agency.id))),
        alternates=(("application/json", f"Dữ liệu: {title}", f"api/v1/plans/{plan.id}.json"),),
        file=f"agencies/{plan.id}/plan.yml",
    )


def _context(linked: Linked, plan: Plan) -> PlanPage:
    return PlanPage(
        head=_head(linked, plan),
        agency=agency_link(linked, plan.agency),
        counts=counted_links(plan),
        implements=tuple(_cited_line(linked, name) for name in plan.document.implements),
        period=f"từ {say_on_day(plan.period.first)} đến {say_on_day(plan.period.last)}",
        unconfirmed="" if plan.document.confirmed else UNCONFIRMED,
        quality=plan.source.quality.label if plan.source.quality is Quality.OCR else "",
        source_note=plan.source.note or "",
        sections=tuple(_sections(linked, plan)),
        columns=_columns(plan),
        with_product=len(_columns(plan)) == len(_COLUMNS),
        targets=target_rows(linked, plan),
        bases=tuple(text_of(linked.runs(basis.text, plan)) for basis in plan.document.legal_bases),
        articles=tuple(_clause(linked, plan, clause) for clause in plan.articles),
        narrative=tuple(_clause(linked, plan, clause) for clause in plan.narrative),
        duties=tuple(_duty(linked, plan, duty) for duty in plan.duties),
        recipients=plan.recipients,
        cited=tuple(_cited_line(linked, item.document.id, item.relation) for item in linked.cited[plan.id]),
        source=Link("Văn bản gốc", source_address(plan.id)),
        data=Link("JSON", f"api/v1/plans/{plan.id}.json"),
        address=plan_address(plan.id),
    )


_COLUMNS = (
    "TT",
    "Nội dung công việc",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Dự kiến sản phẩm",
    "Thời gian thực hiện",
)


def _columns(plan: Plan) -> tuple[str, ...]:
    """The official columns, without that of products where the document has none."""
    product = any(outcome.product for item in plan.placed_tasks() for outcome in item.task.results())
    return _COLUMNS if product else (*_COLUMNS[:4], _COLUMNS[5])


def _head(linked: Linked, plan: Plan) -> Head:
    document = plan.document
    agency = linked.agency_of(plan)
    return Head(
        issuer=" ".join(document.issuer_lines) or agency.name,
        number=Blank("Số:", document.number, "" if document.number else document.symbol or ""),
        place_and_day=_place_and_day(plan),
        signed=_signed(document.signer),
        kind=document.kind.label if document.kind.value == "decision" else "",
        title=document.title,
        subject=document.subject or "",
        annex=document.annex_reference or "",
    )


def _place_and_day(plan: Plan) -> Blank:
    """``Hà Tĩnh, ngày ▢ tháng 3 năm 2023``: the day stands between, None where the source leaves it blank."""
    document = plan.document
    if document.issued is None:
        return Blank(f"{document.place or ''}, ngày".lstrip(", "), None, "")
    month = (
        f"tháng {document.issued.month} năm {document.issued.year}"
        if document.issued.month
        else f"năm {document.issued.year}"
    )
    day = None if document.issued.day is None else str(document.issued.day)
    return Blank(f"{document.place}, ngày" if document.place else "Ngày", day, month)


def _signed(signer: Signer | None) -> str:
    if signer is None:
        return ""
    return ", ".join(part for part in (signer.on_behalf, signer.capacity, signer.name) if part)


def _sections(linked: Linked, plan: Plan) -> Iterator[SectionPart]:
    """The sections flattened, each with its own rows, in printed order."""
    rows = {item.path: _row(linked, plan, item) for item in plan.placed_tasks()}
    yield from _parts(plan.sections, ("sections",), 2, rows, None)


def _parts(
    sections: tuple[Section, ...],
    path: tuple[str | int, ...],
    level: int,
    rows: dict[tuple[str | int, ...], TaskRow],
    table: str | None,
) -> Iterator[SectionPart]:
    for index, section in enumerate(sections):
        here, own = (*path, index), section.table or table
        mine = tuple(rows[(*here, "tasks", ordinal)] for ordinal in range(len(section.tasks)))
        number = section.no or ""
        yield SectionPart(
            anchor="m-" + ".".join(part for part in (own, number or str(index + 1)) if part),
            level=min(level, 4),
            number=number,
            title=section.title or "",
            short=section.short or section.title or own or "",
            caption=f"{number} {section.title or ''}: {len(mine)} nhiệm vụ".strip(": "),
            rows=mine,
            count=_count(section),
        )
        yield from _parts(section.sections, (*here, "sections"), level + 1, rows, own)


def _count(section: Section) -> int:
    return len(section.tasks) + sum(_count(part) for part in section.sections)


def _row(linked: Linked, plan: Plan, item: PlacedTask) -> TaskRow:
    task = item.task
    place = linked.traces[plan.id].tasks.get(item.id) if plan.id in linked.traces else None
    return TaskRow(
        id=item.id,
        anchor=task_anchor(item.id),
        no=task.no or "",
        running_no=task.running_no or "",
        content=text_of(linked.runs(task.content, plan)),
        lead="; ".join(task.lead),
        coordinating="; ".join(task.coordinating),
        outcomes=tuple(_outcomes(linked, plan, task)),
        note=task.note or "",
        remarks=tuple(_remarks(task)),
        source=_source_lines(linked, plan, place) if place else None,
    )


def _outcomes(linked: Linked, plan: Plan, task: Task) -> Iterator[OutcomeCell]:
    for outcome in task.results():
        product = text_of(linked.runs(outcome.product, plan)) if outcome.product else ()
        yield OutcomeCell(product, outcome.deadline.text if outcome.deadline else "")


def _remarks(task: Task) -> Iterator[Remark]:
    labels = {name: label_of(declared) for name, declared in Task.__dataclass_fields__.items()}

    def remark(departure: Departure, kind: str) -> Remark:
        return Remark(labels.get(departure.field, departure.field), departure.raw, departure.reason, kind)

    yield from (remark(departure, "phục hồi") for departure in task.restored)
    yield from (remark(departure, "đính chính") for departure in task.corrected)


def _source_lines(linked: Linked, plan: Plan, place: Place) -> SourceLines:
    source, raw = linked.catalogue.sources[plan.id], linked.catalogue.raw_sources.get(plan.id)
    numbers = [number for first, last in place.lines for number in range(first, last + 1)]
    lines = tuple(
        SourceLine(number, _cells(source.lines[number - 1]), _cells(raw.lines[number - 1]) if raw else "")
        for number in numbers
        if source.lines[number - 1].strip()
    )
    return SourceLines(lines, _line_words(numbers), f"{source_address(plan.id)}#d{numbers[0]}")


def _line_words(numbers: list[int]) -> str:
    """``Dòng 84 của văn bản gốc``; rows joined over a page break say so."""
    if len(numbers) == 1:
        return f"Dòng {numbers[0]} của văn bản gốc"
    broken = any(after - before > 1 for before, after in pairwise(numbers))
    joined = "; ghép các phần bị ngắt trang" if broken else ""
    return f"Dòng {numbers[0]}–{numbers[-1]} của văn bản gốc{joined}"


def _cells(line: str) -> str:
    """A tab-separated line with visible borders between its cells."""
    return " | ".join(cell.strip() for cell in line.split("\t")) if "\t" in line else line.strip()


def _clause(linked: Linked, plan: Plan, clause: Clause) -> ClausePart:
    return ClausePart(
        number=clause.no or "",
        title=clause.title or "",
        paragraphs=tuple(text_of(linked.runs(text, plan)) for text in clause.text),
        clauses=tuple(_clause(linked, plan, inner) for inner in clause.clauses),
    )


def _duty(linked: Linked, plan: Plan, duty: Duty) -> DutyLine:
    return DutyLine(
        number=duty.no or "",
        article=f"Điều {duty.article}" if duty.article and plan.articles else duty.article or "",
        who="; ".join(duty.agency),
        text=text_of(linked.runs(duty.text, plan)),
        deadline=duty.deadline.text if duty.deadline else "",
    )


_RELATIONS = {Relation.BASIS: "căn cứ", Relation.IMPLEMENTS: "thực hiện", Relation.CITED: "được nhắc đến"}


def _cited_line(linked: Linked, name: str, relation: Relation | None = None) -> CitedLine:
    document = linked.catalogue.legal_documents[name]
    day = say_on_day(document.day) if document.day else ""
    facts = (_RELATIONS[relation] if relation else "", document.name if document.number else "")
    title = f"{document_title(document)} {day}".strip()
    return CitedLine(Link(title, document_address(name)), " · ".join(part for part in facts if part))


def _source_page(linked: Linked, plan: Plan) -> Page:
    source, raw = linked.catalogue.sources[plan.id], linked.catalogue.raw_sources.get(plan.id)
    title = plan_title(plan)
    lines = tuple(
        SourceLine(number, _cells(line), _cells(raw.lines[number - 1]) if raw and number <= len(raw.lines) else "")
        for number, line in enumerate(source.lines, start=1)
        if line.strip()
    )
    context = SourcePage(
        plan=Link(title, plan_address(plan.id)),
        lines=lines,
        restored=raw is not None,
        quality=plan.source.quality.label,
        sha256=plan.source.sha256,
        file=Link(plan.source.file, source_file(plan)),
    )
    return Page(
        address=source_address(plan.id),
        section="ke-hoach",
        title=f"Văn bản gốc: {title}, {linked.agency_of(plan).name}",
        description=shortened(f"Văn bản nguồn từng dòng của {title}, để đối chiếu với bản chép."),
        context=context,
        crumbs=(Link("Kế hoạch", "ke-hoach/"), Link(title, plan_address(plan.id))),
    )


__all__ = ["PlanPage", "PlansPage", "SourcePage", "plain", "plan_pages", "source_file"]
