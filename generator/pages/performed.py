"""What each department performs: by field, on as many pages as it takes, and the section on the department's own page.

Departments of one type that stated nothing perform what the national catalogue says of the type. Where that is long, it is
listed once, at the type's own address among the ways into the register, and each department leads there.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.addresses import AGENCIES, LEGAL_LISTS, performed_address, procedure_group_address, shares_address
from generator.model import Agency
from generator.pages.parts.leaves import Leaf
from generator.pages.parts.listing import Tally
from generator.pages.parts.page import Link, Page, agency_link
from generator.pages.procedure.by_field import (
    ByFieldPage,
    anchor_of,
    by_field_leaves,
    count_by_field,
    field_tallies,
    is_long,
)
from generator.pages.registers import Listed, say_basis
from generator.tracking.linked import Linked
from generator.tracking.procedures import Performed, Register
from generator.tracking.shelves import name_part


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformedSection:
    """What a department's own page says of its procedures."""

    title: str
    sentence: str
    fields: tuple[Tally, ...]
    links: tuple[Link, ...]


def performed_pages(linked: Linked, agency: Agency, listed: Listed) -> Iterator[Page]:
    """A department's procedures by field, or where those of its type are."""
    register = listed.register
    heading = f"Thủ tục của {agency_link(linked, agency.id).text}"
    if _is_shared(register):
        yield _page(linked, agency, register, None, _way_there(linked, agency, register, heading))
        return
    here, sentence = performed_address(agency.id), _sentence(agency, register)
    rows = listed.rows(names=is_long(register.items))
    for leaf, context in by_field_leaves(linked, here, register.items, rows, heading, sentence):
        yield _page(linked, agency, register, leaf, context)


def _page(linked: Linked, agency: Agency, register: Register, leaf: Leaf[Performed] | None, context: object) -> Page:
    """One page of a department's list; without a leaf the one that leads elsewhere."""
    title = f"{_title(register)}: {agency.name}"
    return Page(
        address=leaf.address if leaf else performed_address(agency.id),
        section="co-quan",
        title=leaf.titled(title) if leaf else title,
        description=f"{agency.name}: {len(register.items)} thủ tục hành chính theo lĩnh vực.",
        context=context,
        crumbs=(Link("Cơ quan", AGENCIES), agency_link(linked, agency.id)),
    )


def _is_shared(register: Register) -> bool:
    """Whether the list is that of the department's type, and long."""
    return register.stated is None and is_long(register.items)


def _way_there(linked: Linked, agency: Agency, register: Register, heading: str) -> ByFieldPage:
    """The fields of a department's procedures, each with the place in the list of its type."""
    tallies = _tallies(linked, agency, register)
    return ByFieldPage(
        title=heading,
        sentence=_sentence(agency, register),
        groups=(),
        elsewhere="Theo lĩnh vực",
        contents=tuple((anchor_of(name), tally) for name, tally in tallies.items()),
        numbers=(),
    )


def _tallies(linked: Linked, agency: Agency, register: Register) -> dict[str, Tally]:
    """Where each field of a department's procedures is listed."""
    counts = count_by_field(linked, register.items)
    if not _is_shared(register):
        return field_tallies(linked, performed_address(agency.id), counts)
    part = name_part(agency.type_name or "")
    shelf = count_by_field(linked, linked.shelves.bodies[part].items)
    there = field_tallies(linked, procedure_group_address("co-quan", part), shelf)
    return {name: Tally(there[name].link, count) for name, count in counts.items()}


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
    links = [Link(f"Xem cả {len(register.items)} thủ tục", performed_address(agency.id))]
    if register.stated is not None:
        links.append(Link("Tỷ lệ tính từ danh mục này", shares_address(agency.id)))
        links.append(Link("Danh mục theo cách làm", LEGAL_LISTS))
    return PerformedSection(
        title=_title(register),
        sentence=_sentence(agency, register),
        fields=tuple(_tallies(linked, agency, register).values()),
        links=tuple(links),
    )
