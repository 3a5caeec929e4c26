"""The lists that the law asks of an agency, the shares that its register answers, and what each department performs.

A list comes from what agencies state of themselves; where nobody has stated anything the page says so in one sentence. A
share prints its number above and below the line, and what is unknown beside them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from generator.addresses import (
    AGENCIES,
    LEGAL_LISTS,
    PROCEDURES,
    list_address,
    metric_address,
    performed_address,
    shares_address,
)
from generator.model import Agency
from generator.model.procedure import ProcedureKind
from generator.model.summary import AnyProcedure
from generator.pages.parts.folded import RowGroup, folded_rows
from generator.pages.parts.listing import Row
from generator.pages.parts.page import Link, Page, agency_link
from generator.pages.parts.shares import say_share
from generator.pages.procedure.index import Tally, procedure_rows
from generator.text.vietnamese import sort_key
from generator.text.wording import say_on_day
from generator.tracking.linked import Linked
from generator.tracking.procedures import (
    LISTS,
    Indicator,
    LegalList,
    Performed,
    Register,
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
    internal: int
    groups: tuple[RowGroup, ...]
    """Procedures that are in the list by their own record (internal ones)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyListPage:
    """Context of ``pages/agency-list.html``."""

    template: ClassVar[str] = "agency-list.html"
    title: str
    sentence: str
    agency: Link
    basis: str
    count: int
    groups: tuple[RowGroup, ...]
    others: str
    """How many are outside the list, and of how many nothing is known."""


@dataclass(frozen=True, slots=True)
class Share:
    """A measure with its parts, each part a list of procedures."""

    anchor: str
    title: str
    metric: Link | None
    value: str
    fraction: str
    unknown: str
    parts: tuple[tuple[str, tuple[Row, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharesPage:
    """Context of ``pages/shares.html``."""

    template: ClassVar[str] = "shares.html"
    agency: Link
    basis: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformedPage:
    """Context of ``pages/performed.html``."""

    template: ClassVar[str] = "performed.html"
    agency: Link
    sentence: str
    groups: tuple[tuple[str, str, tuple[RowGroup, ...]], ...]
    """Anchor, field and procedures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformedSection:
    """What a department's own page says of its procedures."""

    title: str
    sentence: str
    fields: tuple[Tally, ...]
    links: tuple[Link, ...]


def list_pages(linked: Linked) -> Iterator[Page]:
    """The lists, each list of each agency, the shares, and each department's procedures."""
    listed = _listed(linked)
    stated = {name: one for name, one in listed.items() if one.register.stated is not None}
    yield _lists_page(linked, stated)
    for item in LISTS:
        sorted_ = {name: sort_by(one.register.items, item.answer) for name, one in stated.items()}
        yield _list_page(linked, item, {name: len(parts.yes) for name, parts in sorted_.items()}, bool(stated))
        yield from (_agency_list_page(linked, item, name, stated[name], parts) for name, parts in sorted_.items())
    yield from (_shares_page(linked, name, one) for name, one in stated.items())
    for name, one in listed.items():
        if one.register.items:
            yield _performed_page(linked, linked.catalogue.agencies[name], one)


@dataclass(frozen=True, slots=True)
class _Listed:
    """What an agency performs, and the row of each procedure: it stands in a dozen of the agency's lists."""

    register: Register
    made: dict[str, Row]

    def rows(self, items: Iterable[Performed]) -> tuple[Row, ...]:
        """Rows of some of the agency's procedures."""
        return tuple(self.made[item.procedure.code] for item in items)


def _listed(linked: Linked) -> dict[str, _Listed]:
    """Every agency's procedures by its id, in the order of the agencies' names."""
    ordered = sorted(linked.catalogue.agencies.values(), key=lambda agency: (sort_key(agency.name), agency.id))
    registers = ((agency.id, linked.registers[agency.id]) for agency in ordered)
    return {name: _Listed(register, _made(register.items)) for name, register in registers}


def _made(items: tuple[Performed, ...]) -> dict[str, Row]:
    return dict(zip((item.procedure.code for item in items), procedure_rows(items), strict=True))


def _basis(register: Register) -> str:
    if register.stated is None:
        return ""
    return f"Theo danh mục của cơ quan, {register.stated.document} {say_on_day(register.stated.day)}."


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


def _list_page(linked: Linked, item: LegalList, counts: dict[str, int], stated: bool) -> Page:
    agencies, internal = linked.catalogue.agencies, _internal(linked, item)
    context = ListPage(
        title=item.title,
        sentence=item.sentence,
        silence="" if stated else NOBODY,
        agencies=tuple(
            Tally(Link(agencies[name].name, list_address(item.slug, name)), count) for name, count in counts.items()
        ),
        internal=len(internal),
        groups=folded_rows(procedure_rows(map(Performed, internal))),
    )
    return Page(
        address=list_address(item.slug),
        section="thu-tuc",
        title=f"{item.title}: danh mục thủ tục",
        description=f"Danh mục thủ tục «{item.title}». {item.sentence}",
        context=context,
        crumbs=_CRUMBS,
        listed=stated,
    )


_CRUMBS = (Link("Thủ tục", PROCEDURES), Link("Danh mục", LEGAL_LISTS))


def _internal(linked: Linked, item: LegalList) -> list[AnyProcedure]:
    """Internal procedures are so by their record, whoever performs them."""
    if item.slug != "noi-bo":
        return []
    found = [one for one in linked.catalogue.procedures.values() if one.kind is ProcedureKind.INTERNAL and one.current]
    return sorted(found, key=lambda one: (sort_key(one.name), one.code))


def _agency_list_page(linked: Linked, item: LegalList, name: str, listed: _Listed, parts: Sorted3) -> Page:
    agency = linked.catalogue.agencies[name]
    context = AgencyListPage(
        title=item.title,
        sentence=item.sentence,
        agency=agency_link(linked, name),
        basis=_basis(listed.register),
        count=len(parts.yes),
        groups=folded_rows(listed.rows(parts.yes)),
        others=_others(len(parts.no), len(parts.unknown)),
    )
    return Page(
        address=list_address(item.slug, name),
        section="thu-tuc",
        title=f"{item.title}: {agency.name}",
        description=f"{agency.name}: danh mục thủ tục «{item.title}», {len(parts.yes)} thủ tục.",
        context=context,
        crumbs=(*_CRUMBS, Link(item.title, list_address(item.slug))),
    )


def _others(no: int, unknown: int) -> str:
    words = f"{no} thủ tục khác của cơ quan không thuộc danh mục này"
    return words + (f"; {unknown} thủ tục cơ quan không nói rõ." if unknown else ".")


def _shares_page(linked: Linked, name: str, listed: _Listed) -> Page:
    agency = linked.catalogue.agencies[name]
    shares = tuple(_share(linked, indicator, listed) for indicator in linked.indicators[name])
    context = SharesPage(agency=agency_link(linked, name), basis=_basis(listed.register), shares=shares)
    return Page(
        address=shares_address(name),
        section="thu-tuc",
        title=f"Tỷ lệ tính từ danh mục: {agency.name}",
        description=f"{agency.name}: tỷ lệ thủ tục toàn trình, trả phí trực tuyến, có trên Cổng quốc gia, kèm từng thủ tục.",
        context=context,
        crumbs=_CRUMBS,
    )


def _share(linked: Linked, indicator: Indicator, listed: _Listed) -> Share:
    metric = linked.catalogue.metrics.get(indicator.metric)
    used = metric is not None and bool(linked.targets.get(metric.id))
    return Share(
        anchor=indicator.metric,
        title=indicator.title,
        metric=Link(metric.name, metric_address(metric.id)) if metric is not None and used else None,
        value=say_share(indicator),
        fraction=f"{indicator.numerator}/{indicator.denominator} {indicator.counted}",
        unknown=_unknown(indicator),
        parts=tuple(
            (title, listed.rows(items))
            for title, items in (
                ("Có", indicator.parts.yes),
                ("Chưa có", indicator.parts.no),
                ("Cơ quan không nói rõ", indicator.parts.unknown),
            )
            if items
        ),
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


def _performed_page(linked: Linked, agency: Agency, listed: _Listed) -> Page:
    register = listed.register
    groups = tuple(
        (f"l-{name}", linked.catalogue.fields[name].name, folded_rows(listed.rows(items)))
        for name, items in _by_field(linked, register).items()
    )
    context = PerformedPage(agency=agency_link(linked, agency.id), sentence=_sentence(agency, register), groups=groups)
    return Page(
        address=performed_address(agency.id),
        section="co-quan",
        title=f"{_title(register)}: {agency.name}",
        description=f"{agency.name}: {len(register.items)} thủ tục hành chính theo lĩnh vực.",
        context=context,
        crumbs=(Link("Cơ quan", AGENCIES), agency_link(linked, agency.id)),
    )


def _by_field(linked: Linked, register: Register) -> dict[str, list[Performed]]:
    """An agency's procedures by field, the largest first."""
    found: dict[str, list[Performed]] = {}
    for item in register.items:
        found.setdefault(item.procedure.field, []).append(item)
    names = linked.catalogue.fields
    return dict(sorted(found.items(), key=lambda group: (-len(group[1]), sort_key(names[group[0]].name))))


def _title(register: Register) -> str:
    return "Thủ tục cơ quan thực hiện" if register.stated else "Theo danh mục quốc gia, loại sở này thực hiện"


def _sentence(agency: Agency, register: Register) -> str:
    count = len(register.items)
    if register.stated is not None:
        return f"{count} thủ tục. {_basis(register)}"
    return (
        f"Theo danh mục quốc gia, {count} thủ tục ghi đúng tên «{agency.type_name}» ở mục cơ quan thực hiện. "
        "Cơ quan chưa tự công bố danh mục của mình ở đây, nên nơi nộp và mức trực tuyến có thể khác."
    )


def performed_section(linked: Linked, agency: Agency) -> PerformedSection | None:
    """What a department's page shows of its procedures; None where nothing is known of any."""
    register = linked.registers[agency.id]
    if not register.items:
        return None
    here = performed_address(agency.id)
    fields = tuple(
        Tally(Link(linked.catalogue.fields[name].name, f"{here}#l-{name}"), len(items))
        for name, items in _by_field(linked, register).items()
    )
    links = [Link(f"Xem cả {len(register.items)} thủ tục", here)]
    if register.stated is not None:
        links.append(Link("Tỷ lệ tính từ danh mục này", shares_address(agency.id)))
        links.append(Link("Danh mục theo cách làm", LEGAL_LISTS))
    return PerformedSection(
        title=_title(register), sentence=_sentence(agency, register), fields=fields, links=tuple(links)
    )
