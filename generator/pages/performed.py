"""What each department performs: by field, on as many pages as it takes, and the section on the department's own page."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import ClassVar

from generator.addresses import AGENCIES, LEGAL_LISTS, performed_address, shares_address
from generator.model import Agency
from generator.pages.parts.folded import RowGroup
from generator.pages.parts.leaves import PageNumber, leaf_address, leaves
from generator.pages.parts.page import Link, Page, agency_link, later
from generator.pages.procedure.index import Tally
from generator.pages.registers import Listed, say_basis
from generator.text.vietnamese import sort_key
from generator.tracking.linked import Linked
from generator.tracking.procedures import Performed, Register


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformedPage:
    """Context of ``pages/performed.html``."""

    template: ClassVar[str] = "performed.html"
    agency: Link
    sentence: str
    contents: tuple[tuple[str, Tally], ...]
    """On the first of several pages, the fields that begin on a later one: their anchor, and where they are."""
    groups: tuple[tuple[str, str, tuple[RowGroup, ...]], ...]
    """Anchor, field and procedures."""
    numbers: tuple[PageNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformedSection:
    """What a department's own page says of its procedures."""

    title: str
    sentence: str
    fields: tuple[Tally, ...]
    links: tuple[Link, ...]


def performed_pages(linked: Linked, agency: Agency, listed: Listed) -> Iterator[Page]:
    """A department's procedures by field. The anchor of every field stands on the first page, as long as the list may be."""
    register = listed.register
    here, fields, names = performed_address(agency.id), _by_field(linked, register), linked.catalogue.fields
    title = f"{_title(register)}: {agency.name}"
    on_others = [tally for tally in _contents(linked, here, fields) if not tally.link.address.startswith(f"{here}#")]
    for leaf in leaves(here, [item for items in fields.values() for item in items]):
        parts = [(name, tuple(items)) for name, items in groupby(leaf.items, lambda item: item.procedure.field)]
        context = PerformedPage(
            agency=agency_link(linked, agency.id),
            sentence=_sentence(agency, register) + (f" Trang {leaf.number} trên {leaf.count}." if leaf.numbers else ""),
            contents=tuple((tally.link.address.partition("#")[2], tally) for tally in on_others if leaf.number == 1),
            groups=tuple((f"l-{name}", names[name].name, ()) for name, _ in parts),
            numbers=leaf.numbers,
        )
        yield Page(
            address=leaf.address,
            section="co-quan",
            title=leaf.titled(title),
            description=f"{agency.name}: {len(register.items)} thủ tục hành chính theo lĩnh vực.",
            context=later(context, partial(_made_from, listed, parts), groups=partial(_groups, listed, context, parts)),
            crumbs=(Link("Cơ quan", AGENCIES), agency_link(linked, agency.id)),
        )


Parts = list[tuple[str, tuple[Performed, ...]]]
"""Fields with their procedures on one page."""


def _made_from(listed: Listed, parts: Parts) -> str:
    return " ".join(listed.made_from(items) for _, items in parts)


def _groups(listed: Listed, context: PerformedPage, parts: Parts) -> tuple[tuple[str, str, tuple[RowGroup, ...]], ...]:
    """The groups of a page with their rows."""
    heads = zip(context.groups, parts, strict=True)
    return tuple((anchor, name, listed.folded(items)) for (anchor, name, _), (_, items) in heads)


def _contents(linked: Linked, here: str, fields: dict[str, list[Performed]]) -> tuple[Tally, ...]:
    """Where each field begins, and how many procedures it has."""
    made, before = [], 0
    for name, items in fields.items():
        address = f"{leaf_address(here, before)}#l-{name}"
        made.append(Tally(Link(linked.catalogue.fields[name].name, address), len(items)))
        before += len(items)
    return tuple(made)


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
        return f"{count} thủ tục. {say_basis(register)}"
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
    links = [Link(f"Xem cả {len(register.items)} thủ tục", here)]
    if register.stated is not None:
        links.append(Link("Tỷ lệ tính từ danh mục này", shares_address(agency.id)))
        links.append(Link("Danh mục theo cách làm", LEGAL_LISTS))
    return PerformedSection(
        title=_title(register),
        sentence=_sentence(agency, register),
        fields=_contents(linked, here, _by_field(linked, register)),
        links=tuple(links),
    )
