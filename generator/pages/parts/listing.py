"""Rows of plans and agencies as lists on several pages show them."""

from dataclasses import dataclass

from generator.addresses import document_address, plan_address
from generator.model import Agency, LegalDocument, Plan
from generator.pages.parts.page import Link, agency_link
from generator.text.vietnamese import sort_key
from generator.text.wording import agency_days, say_day, say_on_day, sentence
from generator.tracking.linked import Linked


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list: a key (year, code, date) beside a link and a line of facts."""

    key: str
    link: Link
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """A way into the register, with how many procedures it leads to."""

    link: Link
    count: int


def count_words(count: int, words: str) -> str:
    """``39 nhiệm vụ``, on one line."""
    return f"{count} {words}".replace(" ", "\u00a0")


def plan_counts(plan: Plan) -> tuple[str, ...]:
    """How many tasks and targets, leaving out what the plan has none of."""
    return tuple(count_words(count, words) for count, words in _counted(plan) if count)


def _counted(plan: Plan) -> tuple[tuple[int, str], ...]:
    tasks, targets = sum(1 for _ in plan.placed_tasks()), sum(1 for _ in plan.placed_targets())
    return (tasks, "nhiệm vụ"), (targets, "chỉ tiêu")


def counted_links(plan: Plan) -> tuple[tuple[str, str], ...]:
    """The counts of a plan with the anchors of what they count."""
    anchors = ("nhiem-vu", "chi-tieu")
    pairs = zip(_counted(plan), anchors, strict=True)
    return tuple((count_words(count, words), anchor) for (count, words), anchor in pairs if count)


def document_words(plan: Plan) -> str:
    """The document's number and date: ``461/QĐ-UBND ngày 28/2/2022``, ``tháng 3/2023, chưa có số``."""
    number, issued = plan.document.number, plan.document.issued
    day = f"{say_on_day(issued)}{' (ngày còn ngờ)' if plan.document.issued_doubt else ''}" if issued else ""
    if number is None:
        return f"{day}, chưa có số" if day else "chưa có số"
    return f"{number} {day}" if day else number


def plan_title(plan: Plan) -> str:
    """The name of a plan in lists."""
    return plan.document.short_title or plan.document.title


def plan_rows(linked: Linked, plans: list[Plan], *, with_agency: bool = True) -> tuple[Row, ...]:
    """Plans as rows, keyed by the year in which they begin."""
    rows = []
    for plan in plans:
        agency = (linked.agency_of(plan).name,) if with_agency else ()
        facts = (
            *agency,
            sentence(document_words(plan)) if not agency else document_words(plan),
            ", ".join(plan_counts(plan)),
        )
        rows.append(Row(str(plan.period.first.year), Link(plan_title(plan), plan_address(plan.id)), facts))
    return tuple(rows)


def agency_rows(linked: Linked, agencies: list[Agency]) -> tuple[Row, ...]:
    """Agencies as rows in Vietnamese order, with what is published of each; of two of one name the living one first."""
    ordered = sorted(agencies, key=lambda agency: (sort_key(agency.name), has_ended(linked, agency), agency.id))
    return tuple(Row("", agency_link(linked, agency.id), agency_facts(linked, agency)) for agency in ordered)


def has_ended(linked: Linked, agency: Agency) -> bool:
    """Whether the body's last day is over on the as-of day."""
    return agency.last_day is not None and agency.last_day < linked.as_of


def agency_facts(linked: Linked, agency: Agency) -> tuple[str, ...]:
    """What is published of an agency, and until when it existed."""
    plans = linked.plans_of(agency.id)
    tasks = sum(1 for plan in plans for _ in plan.placed_tasks())
    targets = sum(1 for plan in plans for _ in plan.placed_targets())
    counted = ((len(plans), "kế hoạch"), (tasks, "nhiệm vụ"), (targets, "chỉ tiêu"))
    facts = [count_words(count, words) for count, words in counted if count] or ["chưa có kế hoạch ở đây"]
    return (*facts, *(() if agency.id in linked.namesakes else agency_days(agency)))


def document_title(document: LegalDocument) -> str:
    """How a legal document is called: ``Nghị định 61/2018/NĐ-CP``; ``Luật Tổ chức …`` where it is known by its name."""
    return f"{document.kind.label} {document.number or document.name}"


def document_link(linked: Linked, name: str) -> Link:
    """A link to a registered document."""
    return Link(document_title(linked.catalogue.legal_documents[name]), document_address(name))


def document_row(linked: Linked, document: LegalDocument, *, with_issuer: bool = True) -> Row:
    """A legal document as a row, keyed by its day, with its issuer and how many plans name it."""
    plans = len({mention.plan.id for mention in linked.mentions[document.id]})
    named = count_words(plans, "kế hoạch nhắc đến") if plans else ""
    issuer = document.issuer if with_issuer else None
    facts = (document.name if document.number else "", issuer, named)
    day = say_day(document.day) if document.day else ""
    return Row(day, document_link(linked, document.id), tuple(part for part in facts if part))


def newest_first(documents: list[LegalDocument]) -> list[LegalDocument]:
    """Documents by day, the newest first, those without a day last; equal days in the order of numbers and names."""
    ordered = sorted(documents, key=lambda item: sort_key(item.number or item.name))
    return sorted(ordered, key=lambda item: item.day.isoformat() if item.day else "", reverse=True)
