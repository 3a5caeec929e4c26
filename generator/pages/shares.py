"""The shares that an agency's register answers, each with its number above and below the line and what is unknown beside them.

Every procedure that is counted can be seen: on the page itself, or for a register whose lists would make it too long, on pages
of the list, which are those of a list that the law asks for where that holds the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from generator.addresses import (
    LEGAL_LISTS,
    PROCEDURES,
    list_address,
    metric_address,
    share_list_address,
    shares_address,
)
from generator.pages.parts.leaves import PER_PAGE, leaves
from generator.pages.parts.listing import Row
from generator.pages.parts.page import Link, Page, agency_link
from generator.pages.parts.shares import say_share
from generator.pages.procedure.index import ProcedureListPage
from generator.pages.procedure.rows import name_row
from generator.pages.registers import Listed, say_basis
from generator.tracking.linked import Linked
from generator.tracking.procedures import LISTS, Indicator, LegalList, Performed, sort_by


@dataclass(frozen=True, slots=True)
class SharePart:
    """The procedures on one side of the line: as rows, or where they are listed."""

    words: str
    rows: tuple[Row, ...] = ()
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A measure with its parts, each part a list of procedures."""

    anchor: str
    title: str
    metric: Link | None
    value: str
    fraction: str
    unknown: str
    parts: tuple[SharePart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharesPage:
    """Context of ``pages/shares.html``."""

    template: ClassVar[str] = "shares.html"
    agency: Link
    basis: str
    shares: tuple[Share, ...]


_CRUMBS = (Link("Thủ tục", PROCEDURES), Link("Danh mục", LEGAL_LISTS))

Side = tuple[str, str, tuple[Performed, ...]]
"""Part of an address, what it is called, and its procedures."""


def shares_pages(linked: Linked, name: str, listed: Listed) -> Iterator[Page]:
    """The page of an agency's shares, and pages of its lists where they are too long for that one."""
    agency, indicators = linked.catalogue.agencies[name], linked.indicators[name]
    apart = sum(len(items) for indicator in indicators for _, _, items in _sides(indicator)) > PER_PAGE
    context = SharesPage(
        agency=agency_link(linked, name),
        basis=say_basis(listed.register),
        shares=tuple(_share(linked, indicator, listed, name, apart=apart) for indicator in indicators),
    )
    yield Page(
        address=shares_address(name),
        section="thu-tuc",
        title=f"Tỷ lệ tính từ danh mục: {agency.name}",
        description=f"{agency.name}: tỷ lệ thủ tục toàn trình, trả phí trực tuyến, có trên Cổng quốc gia, kèm từng thủ tục.",
        context=context,
        crumbs=_CRUMBS,
    )
    for indicator in indicators if apart else ():
        yield from _lists(linked, listed, name, indicator)


def _lists(linked: Linked, listed: Listed, name: str, indicator: Indicator) -> Iterator[Page]:
    """The procedures on each side of a share's line, by name; or a page that leads to the list that holds the same."""
    agency = agency_link(linked, name)
    for slug, side, items in _sides(indicator):
        title, same = f"{indicator.title} – {side.lower()}: {agency.text}", _same_list(listed, indicator.metric, items)
        for leaf in leaves(share_list_address(name, indicator.metric, slug), () if same else items):
            context = ProcedureListPage(
                title=title,
                lead=f"{len(items)} thủ tục{leaf.words}",
                groups=(),
                numbers=leaf.numbers,
                elsewhere=Link(f"Danh mục «{same.title}»", list_address(same.slug, name)) if same else None,
            )
            yield Page(
                address=leaf.address,
                section="thu-tuc",
                title=leaf.titled(title),
                description=f"{title}: {len(items)} thủ tục.",
                context=listed.rows(names=True).later(context, leaf.items),
                crumbs=(*_CRUMBS, Link(f"Tỷ lệ: {agency.text}", shares_address(name))),
                listed=False,
            )


def _sides(indicator: Indicator) -> Iterator[Side]:
    """What is above the line, below it, and on neither side, as far as there is anything."""
    sides = (
        ("co", "Có", indicator.parts.yes),
        ("chua-co", "Chưa có", indicator.parts.no),
        ("khong-ro", "Cơ quan không nói rõ", indicator.parts.unknown),
    )
    yield from (side for side in sides if side[2])


def _part(indicator: Indicator, side: Side, listed: Listed, name: str, *, apart: bool) -> SharePart:
    """A side's procedures as rows on this page, or where they are listed."""
    slug, title, items = side
    words = f"{title}: {len(items)} thủ tục"
    if not apart:
        return SharePart(words, rows=tuple(map(name_row, items)))
    same = _same_list(listed, indicator.metric, items)
    address = list_address(same.slug, name) if same else share_list_address(name, indicator.metric, slug)
    return SharePart(words, link=Link(words, address))


_LISTED = {
    "dvc-full-eligible": "toan-trinh",
    "payment-enabled": "thanh-toan-truc-tuyen",
    "dvc-integrated-national": "cong-quoc-gia",
    "e-form": "bieu-mau-dien-tu",
}
"""The list that the law asks for of what a metric counts; it holds the same procedures, or some that the metric leaves out."""


def _same_list(listed: Listed, metric: str, items: Sequence[Performed]) -> LegalList | None:
    """The list of the agency that holds just these procedures and has its pages already."""
    for it in LISTS:
        if it.slug == _LISTED.get(metric):
            theirs = sort_by(listed.register.items, it.answer).yes
            return it if _codes(theirs) == _codes(items) else None
    return None


def _codes(items: Iterable[Performed]) -> list[str]:
    return [item.procedure.code for item in items]


def _share(linked: Linked, indicator: Indicator, listed: Listed, name: str, *, apart: bool) -> Share:
    metric = linked.catalogue.metrics.get(indicator.metric)
    used = metric is not None and bool(linked.targets.get(metric.id))
    return Share(
        anchor=indicator.metric,
        title=indicator.title,
        metric=Link(metric.name, metric_address(metric.id)) if metric is not None and used else None,
        value=say_share(indicator),
        fraction=f"{indicator.numerator}/{indicator.denominator} {indicator.counted}",
        unknown=_unknown(indicator),
        parts=tuple(_part(indicator, side, listed, name, apart=apart) for side in _sides(indicator)),
    )


def _unknown(indicator: Indicator) -> str:
    """What is on neither side of the line."""
    counted = (
        (indicator.unknown, "thủ tục cơ quan không nói rõ"),
        (indicator.undecided, "thủ tục chưa biết có thuộc diện này không"),
        (indicator.left_out, "thủ tục không thuộc diện này"),
    )
    words = [f"{count} {what}" for count, what in counted if count]
    return f"Không tính: {', '.join(words)}." if words else ""
