"""Departments: the list, and one department with its plans, targets, documents, names, and what came before and after it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from generator.addresses import AGENCIES, agency_address, api_file, calendar_address, feed_address, progress_address
from generator.model import Agency, AgencyEvent, AgencyName, Plan
from generator.model.agency import Unit
from generator.pages.parts.listing import (
    Row,
    agency_facts,
    agency_rows,
    document_row,
    newest_first,
    plan_rows,
    plan_title,
)
from generator.pages.parts.page import Link, Page, agency_link, agency_name
from generator.pages.parts.target_rows import TargetRow, target_rows
from generator.pages.performed import PerformedSection, performed_section
from generator.pages.progress import Ratio, progress_sentence, ratio_of
from generator.pages.year import Strip, agency_strips
from generator.text.vietnamese import sort_key
from generator.text.wording import distinct_name, say_day
from generator.tracking.linked import Linked


@dataclass(frozen=True, slots=True, kw_only=True)
class AgenciesPage:
    """Context of ``pages/agencies.html``."""

    template: ClassVar[str] = "agencies.html"
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    """Agencies under the name of the province they belong to."""


@dataclass(frozen=True, slots=True)
class NameLine:
    """A name of the agency and the days it bore it."""

    name: str
    days: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """A merger or other change, with its source."""

    day: str
    kind: str
    text: str
    source: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Kin:
    """A predecessor, the agency itself, or a successor, in order of time."""

    link: Link | None
    name: str
    facts: tuple[str, ...]
    current: bool


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit or group as plans call it: its own page where it has one, and other ways in which it is printed."""

    name: str
    link: Link | None
    also: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """One plan's progress in a sentence, with the ratio where there is one."""

    plan: Link
    ratio: Ratio | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyPage:
    """Context of ``pages/agency.html``."""

    template: ClassVar[str] = "agency.html"
    name: str
    kind: str
    facts: tuple[str, ...]
    names: tuple[NameLine, ...]
    kin: tuple[Kin, ...]
    events: tuple[EventLine, ...]
    parent: Link | None
    children: tuple[Row, ...]
    plans: tuple[Row, ...]
    kin_plans: tuple[Row, ...]
    """Plans of predecessors, where the agency has none of its own here."""
    targets: tuple[tuple[str, tuple[TargetRow, ...]], ...]
    """Targets under the name of the plan that sets them."""
    units: tuple[UnitLine, ...]
    groups: tuple[UnitLine, ...]
    """Units, and groups of units, that its plans give work to."""
    documents: tuple[Row, ...]
    """Documents that it issued, as far as some plan names them."""
    identifiers: tuple[str, ...]
    performed: PerformedSection | None
    """What the agency performs, stated by itself or computed."""
    progress: tuple[ProgressLine, ...]
    strips: tuple[tuple[str, tuple[Strip, ...]], ...]
    """Twelve months of due days for each year that has any."""
    subscriptions: tuple[Row, ...]
    """Feed and calendar, where there is a plan."""
    data: Link


def agency_pages(linked: Linked) -> Iterator[Page]:
    """The list of departments, then each department."""
    yield _list_page(linked)
    for agency in sorted(linked.catalogue.agencies.values(), key=lambda agency: agency.id):
        yield _agency_page(linked, agency)


def _list_page(linked: Linked) -> Page:
    agencies = linked.catalogue.agencies
    groups: dict[str, list[Agency]] = {}
    for agency in agencies.values():
        top = linked.catalogue.chain_of(agency.id)[-1]
        groups.setdefault(agencies[top].name if top in agencies else agency.name, []).append(agency)
    ordered = sorted(groups.items(), key=lambda item: sort_key(item[0]))
    context = AgenciesPage(groups=tuple((name, agency_rows(linked, members)) for name, members in ordered))
    description = "Các cơ quan có kế hoạch trên trang này, kèm cơ quan trước và sau các đợt hợp nhất."
    return Page(address=AGENCIES, section="co-quan", title="Cơ quan", description=description, context=context)


def _agency_page(linked: Linked, agency: Agency) -> Page:
    plans = linked.plans_of(agency.id)
    facts = agency_facts(linked, agency)
    context = AgencyPage(
        name=agency.name,
        kind=agency.kind.label,
        facts=facts,
        names=_names(agency),
        kin=_kin(linked, agency),
        events=tuple(_event(event) for event in agency.events),
        parent=_parent(linked, agency),
        children=agency_rows(
            linked, [child for child in linked.catalogue.agencies.values() if child.parent == agency.id]
        ),
        plans=plan_rows(linked, plans, with_agency=False),
        kin_plans=() if plans else plan_rows(linked, _predecessor_plans(linked, agency)),
        targets=tuple((plan_title(plan), target_rows(linked, plan)) for plan in plans),
        units=tuple(_unit(linked, unit) for unit in agency.units),
        groups=tuple(_unit(linked, unit) for unit in agency.groups),
        documents=_documents(linked, agency),
        identifiers=tuple(f"{item.scheme} {item.value}" for item in agency.identifiers),
        performed=performed_section(linked, agency),
        progress=tuple(_progress(linked, plan) for plan in plans),
        strips=tuple(agency_strips(linked, agency.id)),
        subscriptions=_subscriptions(linked, agency),
        data=Link("JSON", api_file("agencies.json")),
    )
    return Page(
        address=agency_address(agency.id),
        section="co-quan",
        title=distinct_name(agency),
        description=f"{agency.name}: {', '.join(facts)}. Nhiệm vụ, chỉ tiêu và thời hạn chép từ văn bản đã ban hành.",
        context=context,
        crumbs=(Link("Cơ quan", AGENCIES),),
        alternates=(
            ("application/json", "Dữ liệu các cơ quan", api_file("agencies.json")),
            ("application/atom+xml", f"Thay đổi: {agency.name}", feed_address(agency.id)),
        ),
        file=f"agencies/{agency.id}/agency.yml",
    )


def _progress(linked: Linked, plan: Plan) -> ProgressLine:
    progress = linked.progress[plan.id]
    link = Link(plan_title(plan), progress_address(plan.id))
    return ProgressLine(link, ratio_of(progress), progress_sentence(progress, plan))


def _subscriptions(linked: Linked, agency: Agency) -> tuple[Row, ...]:
    feed = Row("", Link("Tin thay đổi", feed_address(agency.id)), ("Atom, mở bằng trình đọc tin",))
    if not linked.has_due_days(agency.id):
        return (feed,)
    calendar = ["iCalendar, thêm vào lịch điện thoại"]
    if not linked.plans_of(agency.id):
        calendar.append("các ngày của kế hoạch mà cơ quan tiền nhiệm đã ban hành")
    return (
        feed,
        Row("", Link("Lịch thời hạn", calendar_address(agency.id)), tuple(calendar)),
    )


def _names(agency: Agency) -> tuple[NameLine, ...]:
    return tuple(NameLine(name.name, _days(name)) for name in agency.names) if len(agency.names) > 1 else ()


def _days(name: AgencyName) -> str:
    first = f"từ {say_day(name.first)}" if name.first else ""
    last = f"đến {say_day(name.last)}" if name.last else ""
    return " ".join(part for part in (first, last) if part)


def _event(event: AgencyEvent) -> EventLine:
    return EventLine(say_day(event.day), event.kind.label, event.text or "", event.source or "", event.url)


def _parent(linked: Linked, agency: Agency) -> Link | None:
    if agency.parent is None:
        return None
    return Link(linked.catalogue.agencies[agency.parent].name, agency_address(agency.parent))


def _kin(linked: Linked, agency: Agency) -> tuple[Kin, ...]:
    """Predecessors, the agency, successors; empty where no merger touched it."""
    before, after = linked.relatives(agency.id)
    if not before and not after:
        return ()
    line = [*((linked.catalogue.agencies[name], False) for name in before), (agency, True)]
    line += [(linked.catalogue.agencies[name], False) for name in after]
    return tuple(
        Kin(
            None if own else agency_link(linked, item.id), agency_name(linked, item.id), agency_facts(linked, item), own
        )
        for item, own in line
    )


def _predecessor_plans(linked: Linked, agency: Agency) -> list[Plan]:
    before, _ = linked.relatives(agency.id)
    return [plan for name in before for plan in linked.plans_of(name)]


def _unit(linked: Linked, unit: Unit) -> UnitLine:
    link = Link(linked.catalogue.agencies[unit.agency].name, agency_address(unit.agency)) if unit.agency else None
    return UnitLine(unit.name, link, unit.also, unit.note or "")


def _documents(linked: Linked, agency: Agency) -> tuple[Row, ...]:
    own = [item for item in linked.catalogue.legal_documents.values() if item.agency == agency.id]
    return tuple(document_row(linked, item, with_issuer=False) for item in newest_first(own))
