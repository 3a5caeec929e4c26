"""The ways to a procedure without searching: by field, by the body that performs it, by province, and A–Z."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from generator.addresses import LEGAL_LISTS, PROCEDURES, citing_address, procedure_address, procedure_group_address
from generator.model.summary import AnyProcedure
from generator.pages.parts.folded import RowGroup, folded_rows
from generator.pages.parts.leaves import Leaf, PageNumber, leaves
from generator.pages.parts.listing import Row, document_title
from generator.pages.parts.page import Later, Link, Page
from generator.pages.procedure.coverage import PORTAL, FieldCoverage, coverage_words, field_coverage
from generator.pages.procedure.page import STATUS_MARKS
from generator.pages.procedure.words import short_fee, short_limit
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


def procedure_rows(items: Iterable[Performed]) -> tuple[Row, ...]:
    """Procedures as rows: code, name, how long, how much; without those the body that performs it."""
    return tuple(_row(item) for item in items)


def _row(item: Performed) -> Row:
    procedure = item.procedure
    known = [short_limit(item.limits, procedure.channels), short_fee(item.fees, procedure.channels)]
    facts = [words for words in known if words] or [", ".join(procedure.implementing)]
    if not procedure.current:
        facts = [STATUS_MARKS[procedure.status].word]
    if not procedure.national:
        facts.append(procedure.jurisdiction)
    return Row(procedure.code, Link(procedure.name, procedure_address(procedure.code)), tuple(filter(None, facts)))


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
            yield from paged(procedure_group_address(way.folder, part), way.heading.format(shelf.name), shelf.items)
    for document, cited in linked.shelves.citing.items():
        title = f"Thủ tục căn cứ {document_title(linked.catalogue.legal_documents[document])}"
        yield from paged(citing_address(document), title, cited)


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


def paged(address: str, title: str, members: Sequence[AnyProcedure]) -> Iterator[Page]:
    """A list of procedures cut into pages; the first keeps the address of the whole."""

    def shown(leaf: Leaf[AnyProcedure]) -> ProcedureListPage:
        return ProcedureListPage(
            title=title,
            lead=f"{len(members)} thủ tục{leaf.words}",
            groups=folded_rows(procedure_rows(map(Performed, leaf.items))),
            numbers=leaf.numbers,
        )

    for leaf in leaves(address, members):
        yield Page(
            address=leaf.address,
            section="thu-tuc",
            title=leaf.titled(title),
            description=f"{title}: {len(members)} thủ tục hành chính, kèm thời hạn và phí.",
            context=Later(ProcedureListPage.template, partial(shown, leaf)),
            crumbs=(Link("Thủ tục", PROCEDURES),),
        )
