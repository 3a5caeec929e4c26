"""The ways to a procedure without searching: by field, by the body that performs it, by province, and A–Z."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from generator.addresses import LEGAL_LISTS, PROCEDURES, citing_address, procedure_group_address
from generator.model.summary import AnyProcedure
from generator.pages.parts.folded import RowGroup, folded_rows
from generator.pages.parts.leaves import PageNumber, leaves
from generator.pages.parts.listing import document_title
from generator.pages.parts.page import Later, Link, Page, later
from generator.pages.procedure.coverage import PORTAL, FieldCoverage, coverage_words, field_coverage
from generator.pages.procedure.rows import procedure_rows, rows_made_from
from generator.reading.load import Catalogue
from generator.tracking.linked import Linked
from generator.tracking.procedures import Performed
from generator.tracking.shelves import Shelved, Shelves


@dataclass(frozen=True, slots=True)
class Tally:
    """A way into the register, with how many procedures it leads to."""

    link: Link
    count: int


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


def paged(catalogue: Catalogue, address: str, title: str, members: Sequence[AnyProcedure]) -> Iterator[Page]:
    """A list of procedures cut into pages; the first keeps the address of the whole."""
    for leaf in leaves(address, members):
        context = ProcedureListPage(
            title=title, lead=f"{len(members)} thủ tục{leaf.words}", groups=(), numbers=leaf.numbers
        )
        yield Page(
            address=leaf.address,
            section="thu-tuc",
            title=leaf.titled(title),
            description=f"{title}: {len(members)} thủ tục hành chính, kèm thời hạn và phí.",
            context=listed_later(catalogue, context, leaf.items),
            crumbs=(Link("Thủ tục", PROCEDURES),),
        )


def listed_later(catalogue: Catalogue, context: Any, items: Sequence[AnyProcedure]) -> Later:
    """The context of a list whose ``groups`` are rows of procedures as their records say them."""

    def folded() -> tuple[RowGroup, ...]:
        return folded_rows(procedure_rows(map(Performed, items)))

    return later(context, lambda: rows_made_from(catalogue, map(Performed, items)), groups=folded)
