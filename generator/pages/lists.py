"""The lists that the law asks of an agency.

A list comes from what agencies state of themselves; where nobody has stated anything the page says so in one sentence.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from generator.addresses import (
    LEGAL_LISTS,
    PROCEDURES,
    list_address,
    shares_address,
)
from generator.model.procedure import ProcedureKind
from generator.model.summary import AnyProcedure
from generator.pages.parts.folded import RowGroup
from generator.pages.parts.leaves import PageNumber, leaves
from generator.pages.parts.listing import Row, Tally
from generator.pages.parts.page import Link, Page, agency_link
from generator.pages.performed import performed_pages
from generator.pages.procedure.rows import LEAFED, Rows
from generator.pages.registers import Listed, listed_registers, say_basis
from generator.pages.shares import shares_pages
from generator.tracking.linked import Linked
from generator.tracking.procedures import (
    LISTS,
    LegalList,
    Performed,
    Sorted3,
    sort_by,
)

NOBODY = "Trang này chưa có danh mục nào do cơ quan tự công bố, nên chưa biết thủ tục nào thuộc danh mục này."


@dataclass(frozen=True, slots=True, kw_only=True)
class ListsPage:
    """Context of ``pages/lists.html``."""

    template: ClassVar[str] = "lists.html"
    stated: bool
    lists: tuple[Row, ...]
    shares: tuple[Link, ...]
    """Pages of shares, one for each agency that stated its list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """Context of ``pages/list.html``."""

    template: ClassVar[str] = "list.html"
    title: str
    sentence: str
    silence: str
    """What stands instead of agencies where none has stated anything."""
    agencies: tuple[Tally, ...]
    internal: str
    groups: tuple[RowGroup, ...]
    """Procedures that are in the list by their own record (internal ones)."""
    numbers: tuple[PageNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyListPage:
    """Context of ``pages/agency-list.html``."""

    template: ClassVar[str] = "agency-list.html"
    title: str
    sentence: str
    agency: Link
    basis: str
    count: str
    groups: tuple[RowGroup, ...]
    numbers: tuple[PageNumber, ...]
    others: str
    """How many are outside the list, and of how many nothing is known."""


def list_pages(linked: Linked) -> Iterator[Page]:
    """The lists, each list of each agency, the shares, and each department's procedures."""
    listed = listed_registers(linked)
    stated = {name: one for name, one in listed.items() if one.register.stated is not None}
    yield _lists_page(linked, stated)
    for item in LISTS:
        sorted_ = {name: sort_by(one.register.items, item.answer) for name, one in stated.items()}
        yield from _list_pages(linked, item, {name: len(parts.yes) for name, parts in sorted_.items()}, bool(stated))
        for name, parts in sorted_.items():
            yield from _agency_list_pages(linked, item, name, stated[name], parts)
    for name, one in stated.items():
        yield from shares_pages(linked, name, one)
    for name, one in listed.items():
        if one.register.items:
            yield from performed_pages(linked, linked.catalogue.agencies[name], one)


def _lists_page(linked: Linked, stated: Iterable[str]) -> Page:
    rows = tuple(Row("", Link(item.title, list_address(item.slug)), (item.sentence,)) for item in LISTS)
    shares = tuple(Link(linked.catalogue.agencies[name].name, shares_address(name)) for name in stated)
    context = ListsPage(stated=bool(shares), lists=rows, shares=shares)
    description = "Thủ tục theo cách làm: một cửa, bưu điện, liên thông, trực tuyến toàn trình, trả phí trên mạng."
    return Page(
        address=LEGAL_LISTS,
        section="thu-tuc",
        title="Danh mục thủ tục theo cách làm",
        description=description,
        context=context,
        crumbs=(Link("Thủ tục", PROCEDURES),),
        listed=bool(shares),
    )


def _list_pages(linked: Linked, item: LegalList, counts: dict[str, int], stated: bool) -> Iterator[Page]:
    agencies, internal = linked.catalogue.agencies, _internal(linked, item)
    tallies = tuple(
        Tally(Link(agencies[name].name, list_address(item.slug, name)), count) for name, count in counts.items()
    )
    for leaf in leaves(list_address(item.slug), internal):
        rows = Rows(linked.catalogue, names=bool(leaf.numbers))
        context = ListPage(
            title=item.title,
            sentence=item.sentence,
            silence="" if stated else NOBODY,
            agencies=tallies if leaf.number == 1 else (),
            internal=f"{len(internal)} thủ tục ghi là thủ tục nội bộ{leaf.words}."
            + (f" {LEAFED}." if rows.names else ""),
            groups=(),
            numbers=leaf.numbers,
        )
        yield Page(
            address=leaf.address,
            section="thu-tuc",
            title=leaf.titled(f"{item.title}: danh mục thủ tục"),
            description=f"Danh mục thủ tục «{item.title}». {item.sentence}",
            context=rows.later(context, leaf.items),
            crumbs=_CRUMBS,
            listed=stated,
        )


_CRUMBS = (Link("Thủ tục", PROCEDURES), Link("Danh mục", LEGAL_LISTS))


def _internal(linked: Linked, item: LegalList) -> list[Performed]:
    """Internal procedures are so by their record, whoever performs them."""
    if item.slug != "noi-bo":
        return []
    return [one for one in linked.shelves.by_name if _is_internal(one.procedure)]


def _is_internal(procedure: AnyProcedure) -> bool:
    return procedure.kind is ProcedureKind.INTERNAL and procedure.current


def _agency_list_pages(linked: Linked, item: LegalList, name: str, listed: Listed, parts: Sorted3) -> Iterator[Page]:
    agency = linked.catalogue.agencies[name]
    for leaf in leaves(list_address(item.slug, name), parts.yes):
        context = AgencyListPage(
            title=item.title,
            sentence=item.sentence,
            agency=agency_link(linked, name),
            basis=say_basis(listed.register),
            count=f"{len(parts.yes)} thủ tục{leaf.words}" + (f". {LEAFED}" if leaf.numbers else ""),
            groups=(),
            numbers=leaf.numbers,
            others=_others(len(parts.no), len(parts.unknown)),
        )
        yield Page(
            address=leaf.address,
            section="thu-tuc",
            title=leaf.titled(f"{item.title}: {agency.name}"),
            description=f"{agency.name}: danh mục thủ tục «{item.title}», {len(parts.yes)} thủ tục.",
            context=listed.rows(names=bool(leaf.numbers)).later(context, leaf.items),
            crumbs=(*_CRUMBS, Link(item.title, list_address(item.slug))),
        )


def _others(no: int, unknown: int) -> str:
    words = f"{no} thủ tục khác của cơ quan không thuộc danh mục này"
    return words + (f"; {unknown} thủ tục cơ quan không nói rõ." if unknown else ".")
