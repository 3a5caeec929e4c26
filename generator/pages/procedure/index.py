"""The ways to a procedure without searching: by field, by the body that performs it, by province, and A–Z."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from generator.addresses import LEGAL_LISTS, PROCEDURES, citing_address, procedure_group_address
from generator.pages.parts.folded import RowGroup
from generator.pages.parts.leaves import PER_PAGE, PageNumber, leaves
from generator.pages.parts.listing import Tally, document_title
from generator.pages.parts.page import Later, Link, Page
from generator.pages.procedure.by_field import by_field_leaves
from generator.pages.procedure.coverage import PORTAL, FieldCoverage, coverage_words, field_coverage
from generator.pages.procedure.rows import LEAFED, Rows
from generator.reading.catalogue import Catalogue
from generator.tracking.linked import Linked
from generator.tracking.procedures import Performed
from generator.tracking.shelves import Shelved, Shelves


@dataclass(frozen=True, slots=True)
class TallyGroup:
    """Ways into the register that are of one kind."""

    anchor: str
    title: str
    sentence: str
    tallies: tuple[Tally, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProceduresPage:
    """Context of ``pages/procedures.html``."""

    template: ClassVar[str] = "procedures.html"
    count: int
    coverage: str
    fields: tuple[FieldCoverage, ...]
    portal: str
    groups: tuple[TallyGroup, ...]
    lists: Link | None
    """Where some agency has stated its register; empty lists are not offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureListPage:
    """Context of ``pages/procedure-list.html``."""

    template: ClassVar[str] = "procedure-list.html"
    title: str
    lead: str
    groups: tuple[RowGroup, ...]
    numbers: tuple[PageNumber, ...]
    elsewhere: Link | None = None
    """The list that holds the same procedures, where this address only leads to it."""


@dataclass(frozen=True, slots=True)
class _Way:
    """One way into the register: its folder, which is its anchor too, what it is called, and its groups."""

    folder: str
    title: str
    sentence: str
    heading: str
    """What a group is called on its own page."""
    groups: Shelved


def _ways(shelves: Shelves) -> tuple[_Way, ...]:
    bodies = "Tên như danh mục quốc gia ghi; chỉ kể thủ tục áp dụng mọi tỉnh."
    own = "Do một tỉnh, thành phố quy định và chỉ áp dụng ở đó."
    return (
        _Way("linh-vuc", "Theo lĩnh vực", "", "Lĩnh vực {}", shelves.fields),
        _Way("co-quan", "Theo cơ quan thực hiện", bodies, "{}", shelves.bodies),
        _Way("dia-phuong", "Riêng từng địa phương", own, "Quy định riêng của {}", shelves.provinces),
        _Way("a-z", "Theo vần", "", "Vần {}", shelves.initials),
    )


def procedure_index_pages(linked: Linked) -> Iterator[Page]:
    """The entrance, then each group of each way, cut into pages."""
    yield _entrance(linked, tally_groups(linked))
    for way in _ways(linked.shelves):
        for part, shelf in way.groups.items():
            address, title = procedure_group_address(way.folder, part), way.heading.format(shelf.name)
            if way.groups is linked.shelves.bodies and len(shelf.items) > PER_PAGE:
                yield from _body_pages(linked, address, title, shelf.items)
            else:
                yield from paged(linked.catalogue, address, title, shelf.items)
    for document, cited in linked.shelves.citing.items():
        title = f"Thủ tục căn cứ {document_title(linked.catalogue.legal_documents[document])}"
        yield from paged(linked.catalogue, citing_address(document), title, cited)


def tally_groups(linked: Linked) -> tuple[TallyGroup, ...]:
    """Every way into the register: by field, by body, by province, A–Z."""
    return tuple(
        TallyGroup(way.folder, way.title, way.sentence, _tallies(way)) for way in _ways(linked.shelves) if way.groups
    )


def _tallies(way: _Way) -> tuple[Tally, ...]:
    return tuple(
        Tally(Link(shelf.name, procedure_group_address(way.folder, part)), len(shelf.items))
        for part, shelf in way.groups.items()
    )


def _entrance(linked: Linked, shown: tuple[TallyGroup, ...]) -> Page:
    context = ProceduresPage(
        count=len(linked.catalogue.procedures),
        coverage=coverage_words(linked),
        fields=field_coverage(linked),
        portal=PORTAL,
        groups=shown,
        lists=Link("Danh mục theo cách làm", LEGAL_LISTS) if linked.catalogue.adoptions else None,
    )
    description = (
        "Thủ tục hành chính theo lĩnh vực, cơ quan thực hiện, địa phương và vần A–Z, chép từ danh mục quốc gia."
    )
    return Page(
        address=PROCEDURES, section="thu-tuc", title="Thủ tục hành chính", description=description, context=context
    )


def _body_pages(linked: Linked, address: str, name: str, members: Sequence[Performed]) -> Iterator[Page]:
    """What a body performs on several pages, by field: those are what departments of its type lead to."""
    sentence = f"{len(members)} thủ tục theo danh mục quốc gia."
    rows = Rows(linked.catalogue, names=True)
    for leaf, context in by_field_leaves(linked, address, members, rows, name, sentence):
        yield _page(
            leaf.address, leaf.titled(name), f"{name}: {len(members)} thủ tục hành chính theo lĩnh vực.", context
        )


def paged(catalogue: Catalogue, address: str, title: str, members: Sequence[Performed]) -> Iterator[Page]:
    """A list of procedures cut into pages; the first keeps the address of the whole."""
    for leaf in leaves(address, members):
        rows = Rows(catalogue, names=bool(leaf.numbers))
        count = f"{len(members)} thủ tục{leaf.words}"
        context = ProcedureListPage(
            title=title, lead=f"{count}. {LEAFED}." if rows.names else count, groups=(), numbers=leaf.numbers
        )
        description = f"{title}: {len(members)} thủ tục hành chính{'' if rows.names else ', kèm thời hạn và phí'}."
        yield _page(leaf.address, leaf.titled(title), description, rows.later(context, leaf.items))


def _page(address: str, title: str, description: str, context: Later) -> Page:
    return Page(
        address=address,
        section="thu-tuc",
        title=title,
        description=description,
        context=context,
        crumbs=(Link("Thủ tục", PROCEDURES),),
    )
