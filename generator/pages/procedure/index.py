"""The ways to a procedure without searching: by field, by the body that performs it, by province, and A–Z."""

from collections.abc import Callable, Iterable, Iterator, Sequence
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
from generator.text.vietnamese import slug, sort_key, split_tone
from generator.tracking.linked import Linked
from generator.tracking.procedures import Performed, citing, in_order

_LETTERS = {"ă": "aw", "â": "aa", "đ": "dd", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw"}
"""Vietnamese letters in an address, as they are typed (Telex)."""


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
    """One way of grouping: where its pages are, and what each procedure's groups are called."""

    folder: str
    anchor: str
    title: str
    sentence: str
    names: Callable[[AnyProcedure], Iterable[str]]
    part: Callable[[str], str]
    """A group's name as part of the address."""
    heading: str


def procedure_index_pages(linked: Linked) -> Iterator[Page]:
    """The entrance, then each group of each way, cut into pages."""
    items = in_order(linked.catalogue.procedures.values())
    ways = _ways(linked)
    grouped = [(way, _groups(way, items)) for way in ways]
    yield _entrance(linked, len(items), tally_groups(linked))
    for way, groups in grouped:
        for part, (name, members) in groups.items():
            yield from paged(procedure_group_address(way.folder, part), way.heading.format(name), members)
    for document, cited in citing(linked.catalogue, linked.library).items():
        title = f"Thủ tục căn cứ {document_title(linked.catalogue.legal_documents[document])}"
        yield from paged(citing_address(document), title, cited)


def _ways(linked: Linked) -> tuple[_Way, ...]:
    fields = linked.catalogue.fields
    by_name = {item.name: item.id for item in fields.values()}
    return (
        _Way(
            "linh-vuc",
            "linh-vuc",
            "Theo lĩnh vực",
            "",
            lambda item: (fields[item.field].name,),
            by_name.__getitem__,
            "Lĩnh vực {}",
        ),
        _Way(
            "co-quan",
            "co-quan",
            "Theo cơ quan thực hiện",
            "Tên như danh mục quốc gia ghi; chỉ kể thủ tục áp dụng mọi tỉnh.",
            lambda item: item.implementing if item.national else (),
            _name_part,
            "{}",
        ),
        _Way(
            "dia-phuong",
            "dia-phuong",
            "Riêng từng địa phương",
            "Do một tỉnh, thành phố quy định và chỉ áp dụng ở đó.",
            lambda item: () if item.national else (item.jurisdiction,),
            _name_part,
            "Quy định riêng của {}",
        ),
        _Way("a-z", "a-z", "Theo vần", "", lambda item: (initial(item.name),), _letter_part, "Vần {}"),
    )


def _name_part(name: str) -> str:
    """A body's or a province's name as part of an address, also where it has no letter."""
    return slug(name) or "khac"


def initial(name: str) -> str:
    """The letter under which a name stands in a Vietnamese dictionary; «#» for digits and signs."""
    letters = split_tone(name[:1])[0]
    return letters.upper() if letters[:1].isalpha() else "#"


def _letter_part(letter: str) -> str:
    return _LETTERS.get(letter.lower()) or slug(letter) or "so"


Groups = dict[str, tuple[str, list[AnyProcedure]]]
"""Part of the address → name of the group and its procedures, in the order of the names."""


def _groups(way: _Way, items: list[AnyProcedure]) -> Groups:
    """Names that give the same address («Cảng vụ Đường thủy», «Cảng vụ đường thủy») are one group."""
    found: dict[str, tuple[str, list[AnyProcedure]]] = {}
    for item in items:
        for name in way.names(item):
            members = found.setdefault(way.part(name), (name, []))[1]
            if not members or members[-1] is not item:
                members.append(item)
    return dict(sorted(found.items(), key=lambda group: sort_key(group[1][0])))


def tally_groups(linked: Linked) -> tuple[TallyGroup, ...]:
    """Every way into the register: by field, by body, by province, A–Z."""
    items = in_order(linked.catalogue.procedures.values())
    grouped = ((way, _groups(way, items)) for way in _ways(linked))
    return tuple(
        TallyGroup(way.anchor, way.title, way.sentence, _tallies(way, groups)) for way, groups in grouped if groups
    )


def _tallies(way: _Way, groups: Groups) -> tuple[Tally, ...]:
    return tuple(
        Tally(Link(name, procedure_group_address(way.folder, part)), len(members))
        for part, (name, members) in groups.items()
    )


def _entrance(linked: Linked, count: int, shown: tuple[TallyGroup, ...]) -> Page:
    context = ProceduresPage(
        count=count,
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
