"""Legal documents: the list by kind and by issuer, and one document with who cites it and what is known of its force."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from generator.addresses import DOCUMENTS, agency_address, api_file, citing_address, document_address, plan_address
from generator.model import DocumentKind, LegalDocument
from generator.pages.parts.chain import Tree, document_chain, whole_chain
from generator.pages.parts.listing import Row, document_link, document_row, document_title, newest_first, plan_title
from generator.pages.parts.page import Link, Page, agency_link, shortened
from generator.reading.tree import LEGAL_DOCUMENTS
from generator.text.vietnamese import sort_key
from generator.text.wording import distinct_name, say_day, say_on_day, sentence
from generator.tracking.linked import Linked


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issued documents: with a page here, or only by name."""

    name: str
    link: Link | None
    documents: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsPage:
    """Context of ``pages/documents.html``."""

    template: ClassVar[str] = "documents.html"
    kinds: tuple[tuple[str, str, tuple[Row, ...]], ...]
    """Anchor, name and rows of each kind."""
    issuers: tuple[Issuer, ...]
    unknown: str
    """What is known of none or not of all, said once: «57 văn bản đều chưa xác minh hiệu lực»."""
    chain: Tree


@dataclass(frozen=True, slots=True)
class CitingPlan:
    """A plan that names the document, with each place."""

    plan: Link
    agency: Link
    year: str
    places: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class StandingLine:
    """What a source says about the document's force."""

    state: str
    since: str
    replaced_by: tuple[Link, ...]
    source: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """Context of ``pages/document.html``."""

    template: ClassVar[str] = "document.html"
    title: str
    name: str
    verified: bool
    """False where the entry was taken from a plan's words and nobody has compared it with the document."""
    issuer: str
    agency: Link | None
    day: str
    other_days: tuple[str, ...]
    """Days that some plan prints for the same document; the page warns of them."""
    also: tuple[str, ...]
    standing: StandingLine | None
    replaces: tuple[Link, ...]
    url: str | None
    """Where the official text was read."""
    note: str
    issued_plan: Link | None
    chain: Tree
    citing: tuple[CitingPlan, ...]
    procedures: Link | None
    """The procedures that cite the document."""


def document_pages(linked: Linked) -> Iterator[Page]:
    """The list of documents, then each document."""
    yield _list_page(linked)
    procedures = {name: len(found) for name, found in linked.shelves.citing.items()}
    replaced = _replaced(linked)
    for document in sorted(linked.catalogue.legal_documents.values(), key=lambda document: document.id):
        yield _document_page(linked, document, procedures.get(document.id, 0), replaced.get(document.id, []))


def _replaced(linked: Linked) -> dict[str, list[str]]:
    """The documents that each one replaces, by id."""
    found: dict[str, list[str]] = {}
    for item in sorted(linked.catalogue.legal_documents.values(), key=lambda item: item.id):
        for name in dict.fromkeys(item.standing.replaced_by if item.standing else ()):
            found.setdefault(name, []).append(item.id)
    return found


def _list_page(linked: Linked) -> Page:
    documents = list(linked.catalogue.legal_documents.values())
    kinds = ((kind, [item for item in documents if item.kind is kind]) for kind in DocumentKind)
    context = DocumentsPage(
        kinds=tuple(
            (f"loai-{kind.value}", kind.label, tuple(document_row(linked, item) for item in newest_first(members)))
            for kind, members in kinds
            if members
        ),
        issuers=_issuers(linked, documents),
        unknown=_say_unknown(documents),
        chain=whole_chain(linked),
    )
    description = "Văn bản mà các kế hoạch căn cứ vào, thực hiện hoặc nhắc đến, và những nơi nhắc đến từng văn bản."
    return Page(address=DOCUMENTS, section="van-ban", title="Văn bản", description=description, context=context)


def _say_unknown(documents: list[LegalDocument]) -> str:
    """What nobody has looked up yet, once for the whole list: «Cả 57 văn bản chưa xác minh hiệu lực.»"""
    counted = (
        ([item for item in documents if not item.verified], "chưa đối chiếu với bản gốc"),
        ([item for item in documents if item.standing is None], "chưa xác minh hiệu lực"),
        ([item for item in documents if item.url is None], "chưa có địa chỉ toàn văn"),
    )
    said = [
        f"{'cả ' if len(found) == len(documents) else ''}{len(found)} văn bản {words}"
        for found, words in counted
        if found
    ]
    return sentence(", ".join(said)) + "." if said else ""


UNNAMED = "Không ghi cơ quan ban hành"


def _issuers(linked: Linked, documents: list[LegalDocument]) -> tuple[Issuer, ...]:
    """Documents under the agency that issued them, or under the issuer's name as printed."""
    groups: dict[tuple[str, str | None], list[LegalDocument]] = {}
    for item in documents:
        agency = linked.catalogue.agencies[item.agency] if item.agency else None
        name = distinct_name(agency) if agency else item.issuer or UNNAMED
        groups.setdefault((name, item.agency), []).append(item)
    ordered = sorted(groups, key=lambda group: (group[0] == UNNAMED, sort_key(group[0]), group[1] or ""))
    return tuple(
        Issuer(
            name,
            Link(name, agency_address(agency)) if agency else None,
            tuple(document_link(linked, item.id) for item in newest_first(groups[name, agency])),
        )
        for name, agency in ordered
    )


def _document_page(linked: Linked, document: LegalDocument, procedures: int, replaced: list[str]) -> Page:
    title = document_title(document)
    full = f"{title} {say_on_day(document.day)}" if document.day else title
    context = DocumentPage(
        title=title,
        name=document.name if document.number else "",
        verified=document.verified,
        issuer=document.issuer or "",
        agency=agency_link(linked, document.agency) if document.agency else None,
        day=say_day(document.day) if document.day else "",
        other_days=tuple(say_day(day) for day in document.also_dated),
        also=tuple(name for name in document.also if name != document.number),
        standing=_standing(linked, document),
        replaces=tuple(document_link(linked, name) for name in replaced),
        url=document.url,
        note=document.note or "",
        issued_plan=_issued_plan(linked, document),
        chain=document_chain(linked, document.id),
        citing=tuple(_citing(linked, document)),
        procedures=Link(f"{procedures} thủ tục căn cứ văn bản này", citing_address(document.id))
        if procedures
        else None,
    )
    return Page(
        address=document_address(document.id),
        section="van-ban",
        title=f"{full}: {document.name}" if document.number else full,
        description=shortened(
            f"{full}. {document.name}. Các kế hoạch căn cứ vào, thực hiện hoặc nhắc đến văn bản này."
        ),
        context=context,
        crumbs=(Link("Văn bản", DOCUMENTS),),
        alternates=(("application/json", "Dữ liệu văn bản", api_file("legal-documents.json")),),
        file=str(LEGAL_DOCUMENTS),
    )


def _standing(linked: Linked, document: LegalDocument) -> StandingLine | None:
    standing = document.standing
    if standing is None:
        return None
    since = f"từ {say_on_day(standing.since)}" if standing.since else ""
    replaced_by = tuple(document_link(linked, name) for name in standing.replaced_by)
    return StandingLine(standing.state.label, since, replaced_by, standing.source, standing.url)


def _issued_plan(linked: Linked, document: LegalDocument) -> Link | None:
    if document.issued_plan is None:
        return None
    return Link(plan_title(linked.catalogue.plans[document.issued_plan]), plan_address(document.issued_plan))


def _citing(linked: Linked, document: LegalDocument) -> Iterator[CitingPlan]:
    by_plan: dict[str, list[Link]] = {}
    for mention in linked.mentions[document.id]:
        address = plan_address(mention.plan.id) + (f"#{mention.anchor}" if mention.anchor else "")
        by_plan.setdefault(mention.plan.id, []).append(Link(mention.words, address))
    for plan in linked.plans():
        if plan.id in by_plan:
            agency = linked.agency_of(plan)
            yield CitingPlan(
                Link(plan_title(plan), plan_address(plan.id)),
                agency_link(linked, agency.id),
                str(plan.period.first.year),
                tuple(dict.fromkeys(by_plan[plan.id])),
            )
