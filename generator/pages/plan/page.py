"""Plans: the list, and one plan as its document reads, tasks first."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from generator.addresses import (
    PLANS,
    agency_address,
    api_plan,
    document_address,
    form_address,
    plan_address,
    plan_picture,
    progress_address,
    source_address,
)
from generator.model import Agency, Plan, Quality, Signer
from generator.pages.parts.chain import Tree, plan_chain
from generator.pages.parts.listing import (
    Row,
    counted_links,
    document_title,
    document_words,
    plan_counts,
    plan_rows,
    plan_title,
)
from generator.pages.parts.page import Later, Link, Page, Text, shortened, text_of
from generator.pages.parts.target_rows import TargetRow, target_rows
from generator.pages.plan.filters import Filters, filters_of
from generator.pages.plan.history import HISTORY_ANCHOR, History, history_of
from generator.pages.plan.source import source_page
from generator.pages.plan.taken_up import NamingPlan, TakenUp, naming_plans, taken_up
from generator.pages.plan.tasks import Entry, SectionPart, contents, section_parts, table_class
from generator.pages.plan.text import ClausePart, DutyLine, clauses, duties
from generator.pages.plan.timeline import Timeline, timeline_of
from generator.pages.plan.undated import Undated, undated_of
from generator.pages.progress import progress_sentence
from generator.text.citations import dates_of
from generator.text.wording import distinct_name, say_day, say_on_day
from generator.tracking.linked import Linked
from generator.tracking.mentions import Relation

UNCONFIRMED = "Chưa đối chiếu với bản ký ban hành."
UNNUMBERED = "Bản dùng để số hóa chưa có số; chưa đối chiếu với bản ký ban hành."


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

    above: tuple[str, ...]
    """The bodies printed over the issuer."""
    issuer: str
    number: Blank
    place_and_day: Blank
    signed: str
    kind: str
    title: str
    annex: str
    subject: str
    """The subject of the decision that issues the plan, where it differs from the title."""
    authority: str
    """The line of the decision that says who decides: «GIÁM ĐỐC SỞ …»."""
    long: bool
    """Whether the title is too long for the size of a title."""


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
    counts: tuple[tuple[str, str], ...]
    """Words and anchor: ``39 nhiệm vụ``, ``nhiem-vu``."""
    implements: tuple[CitedLine, ...]
    period: str
    unconfirmed: str
    quality: str
    ended: str
    successors: tuple[Link, ...]
    """When the issuing body ended, and what came after it."""
    source_note: str
    chain: Tree
    timeline: Timeline | None
    undated: tuple[Undated, ...]
    """Tasks without a day of their own, apart from those with one."""
    contents: tuple[Entry, ...]
    filters: Filters
    sections: tuple[SectionPart, ...]
    table_class: str
    targets: tuple[TargetRow, ...]
    history: History | None
    standing: str
    """What can be said of the plan's progress in one sentence."""
    silent: bool
    """Whether the site has no report at all about the plan."""
    as_of: str
    progress: Link
    taken_up: tuple[TakenUp, ...]
    named_by: tuple[NamingPlan, ...]
    bases: tuple[Text, ...]
    articles: tuple[ClausePart, ...]
    narrative: tuple[ClausePart, ...]
    duties: tuple[DutyLine, ...]
    recipients: tuple[str, ...]
    cited: tuple[CitedLine, ...]
    source: Link
    form: Link
    """Where the agency files a report on the plan."""
    data: Link


def plan_pages(linked: Linked) -> Iterator[Page]:
    """The list of plans, then each plan with its source."""
    yield _list_page(linked)
    for plan in sorted(linked.catalogue.plans.values(), key=lambda plan: plan.id):
        yield _plan_page(linked, plan)
        if plan.id in linked.catalogue.sources:
            yield source_page(linked, plan)


def _list_page(linked: Linked) -> Page:
    years: dict[str, list[Row]] = {}
    for row in plan_rows(linked, linked.plans()):
        years.setdefault(row.key, []).append(row)
    context = PlansPage(years=tuple((year, tuple(rows)) for year, rows in years.items()))
    description = (
        "Các kế hoạch kiểm soát thủ tục hành chính, cơ chế một cửa đã ban hành, chép nguyên văn và tra được từng dòng."
    )
    return Page(address=PLANS, section="ke-hoach", title="Kế hoạch", description=description, context=context)


def _plan_page(linked: Linked, plan: Plan) -> Page:
    agency, title = linked.agency_of(plan), plan_title(plan)
    counts = plan_counts(plan)
    return Page(
        address=plan_address(plan.id),
        section="ke-hoach",
        title=f"{title}, {agency.name}",
        description=shortened(f"{agency.name}: {title}. {', '.join(counts)}. {document_words(plan)}."),
        context=Later(PlanPage.template, partial(_context, linked, plan), lambda: linked.of_plans),
        crumbs=(Link("Kế hoạch", PLANS), Link(agency.name, agency_address(agency.id))),
        alternates=(("application/json", f"Dữ liệu: {title}", api_plan(plan.id)),),
        file=f"agencies/{plan.id}/plan.yml",
        picture=plan_picture(plan.id),
    )


def _context(linked: Linked, plan: Plan) -> PlanPage:
    agency, taken, naming = linked.agency_of(plan), taken_up(linked, plan), naming_plans(linked, plan)
    history, filters = history_of(linked, plan), filters_of(plan, linked.progress[plan.id])
    return PlanPage(
        head=_head(linked, plan),
        counts=counted_links(plan),
        implements=tuple(_cited_line(linked, name) for name in plan.document.implements),
        period=f"từ {say_on_day(plan.period.first)} đến {say_on_day(plan.period.last)}",
        unconfirmed=_unconfirmed(plan),
        quality=plan.source.quality.label if plan.source.quality is Quality.OCR else "",
        ended=say_day(agency.last_day) if agency.last_day else "",
        successors=_successors(linked, agency),
        source_note=plan.source.note or "",
        chain=plan_chain(linked, plan),
        timeline=timeline_of(plan, linked.progress[plan.id]),
        undated=undated_of(plan, linked.progress[plan.id]),
        contents=(
            *contents(plan),
            *_rest_of_contents(plan, with_departments=bool(taken or naming), with_history=history is not None),
        ),
        filters=filters,
        sections=section_parts(linked, plan, taken, history.anchors if history else {}, filters.keys),
        table_class=table_class(plan),
        targets=target_rows(linked, plan),
        history=history,
        standing=progress_sentence(linked.progress[plan.id], plan),
        silent=not linked.progress[plan.id].reports,
        as_of=say_day(linked.as_of),
        progress=Link("Tiến độ", progress_address(plan.id)),
        taken_up=taken,
        named_by=naming,
        bases=tuple(text_of(linked.runs(basis.text, plan)) for basis in plan.document.legal_bases),
        articles=clauses(linked, plan, plan.articles, articles=True),
        narrative=clauses(linked, plan, plan.narrative),
        duties=duties(linked, plan),
        recipients=plan.recipients,
        cited=tuple(_cited_line(linked, item.document.id, item.relation) for item in linked.cited[plan.id]),
        source=Link("Bản chữ dùng để chép", source_address(plan.id)),
        form=Link("Cơ quan gửi báo cáo, điều chỉnh, đính chính", form_address("report", plan.id)),
        data=Link("JSON", api_plan(plan.id)),
    )


def _unconfirmed(plan: Plan) -> str:
    if plan.document.confirmed:
        return ""
    return UNCONFIRMED if plan.document.number else UNNUMBERED


def _rest_of_contents(plan: Plan, *, with_departments: bool, with_history: bool) -> Iterator[Entry]:
    """What stands below the tasks."""
    targets = sum(1 for _ in plan.placed_targets())
    parts = (
        (targets, "chi-tieu", "Chỉ tiêu", str(targets)),
        (with_history, HISTORY_ANCHOR, "Đã hứa, đã đổi, đã báo cáo", ""),
        (with_departments, "cac-so", "Kế hoạch của các sở", ""),
        (plan.document.legal_bases, "can-cu", "Căn cứ", ""),
        (plan.articles, "dieu", "Các điều của quyết định", ""),
        (plan.narrative, "loi-van", "Phần lời của kế hoạch", ""),
        (plan.duties, "to-chuc", "Tổ chức thực hiện", ""),
        (True, "van-ban", "Văn bản được nhắc đến", ""),
    )
    yield from (Entry(anchor, "", words, count) for there, anchor, words, count in parts if there)


def _successors(linked: Linked, agency: Agency) -> tuple[Link, ...]:
    names = dict.fromkeys(name for event in agency.events for name in event.successors if name != agency.id)
    agencies = linked.catalogue.agencies
    return tuple(Link(distinct_name(agencies[name]), agency_address(name)) for name in names)


LONG_TITLE = 130
"""Letters of a title beyond which it is set smaller: six lines of the largest type push everything else off the screen."""


def _head(linked: Linked, plan: Plan) -> Head:
    document = plan.document
    lines = document.issuer_lines or (linked.agency_of(plan).name,)
    return Head(
        above=lines[:-1],
        issuer=lines[-1],
        number=Blank("Số:", document.number, "" if document.number else document.symbol or ""),
        place_and_day=_place_and_day(plan),
        signed=_signed(document.signer),
        kind=document.kind.label if document.kind.value == "decision" else "",
        title=document.title,
        annex=document.annex_reference or "",
        subject=document.subject or "",
        authority=document.authority or "",
        long=len(document.title) > LONG_TITLE,
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
    doubt = f" (ngày còn ngờ: {document.issued_doubt})" if document.issued_doubt else ""
    return Blank(f"{document.place}, ngày" if document.place else "Ngày", day, month + doubt)


def _signed(signer: Signer | None) -> str:
    if signer is None:
        return ""
    return ", ".join(part for part in (signer.on_behalf, signer.capacity, signer.name) if part)


_RELATIONS = {Relation.BASIS: "căn cứ", Relation.IMPLEMENTS: "thực hiện", Relation.CITED: "được nhắc đến"}


def _cited_line(linked: Linked, name: str, relation: Relation | None = None) -> CitedLine:
    document = linked.catalogue.legal_documents[name]
    day = " hoặc ".join(say_on_day(day) for day in dates_of(document))
    facts = (_RELATIONS[relation] if relation else "", document.name if document.number else "")
    title = f"{document_title(document)} {day}".strip()
    return CitedLine(Link(title, document_address(name)), " · ".join(part for part in facts if part))
