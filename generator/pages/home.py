"""The home page: one search box, what is published, by whom, what is due and what is new."""

from dataclasses import dataclass
from typing import ClassVar

from generator.addresses import search_address
from generator.model import Agency
from generator.pages.changes import recent_changes
from generator.pages.parts.listing import Row, Tally, agency_rows, has_ended, plan_rows
from generator.pages.parts.page import Link, Page, agency_link
from generator.pages.procedure.coverage import coverage_words
from generator.pages.procedure.index import tally_groups
from generator.pages.year import DayLine, due_soon
from generator.text.vietnamese import sort_key
from generator.text.wording import say_day, say_on_day
from generator.tracking.linked import Linked

MOST_PLANS = 8
MOST_CHANGES = 5

EXAMPLES = ("cap giay phep", "hồ sơ trực tuyến", "61/2018/NĐ-CP")
"""What the home page suggests to type: without diacritics, with, and a document's number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """Context of ``pages/home.html``."""

    template: ClassVar[str] = "home.html"
    examples: tuple[Link, ...]
    agencies: tuple[Row, ...]
    plans: tuple[Row, ...]
    procedures: int
    coverage: str
    fields: tuple[Tally, ...]
    as_of: str
    soon: tuple[DayLine, ...]
    held: str
    """Which plans the site holds, and until when they run; an empty list of what is due says nothing without it."""
    missing: tuple[Link, ...]
    """Living bodies without a plan that runs on the as-of day."""
    changes: tuple[Row, ...]


def listed_agencies(linked: Linked) -> list[Agency]:
    """Agencies with at least one plan, and the living bodies that came after them."""
    issuing = {plan.agency for plan in linked.catalogue.plans.values()}
    after = {
        name for agency in issuing for event in linked.catalogue.agencies[agency].events for name in event.successors
    }
    return [agency for agency in linked.catalogue.agencies.values() if agency.id in issuing | after]


def _held(linked: Linked) -> str:
    """``Trang này giữ 5 kế hoạch; kế hoạch hết sau cùng hết ngày 31/12/2025.``"""
    plans = linked.plans()
    if not plans:
        return "Trang này chưa giữ kế hoạch nào."
    last = max(plan.period.last for plan in plans)
    ends = "đã hết" if last < linked.as_of else "hết"
    return f"Trang này giữ {len(plans)} kế hoạch; kế hoạch muộn nhất {ends} {say_on_day(last)}."


def _without_plan(linked: Linked) -> list[Agency]:
    running = {plan.agency for plan in linked.plans() if plan.period.first <= linked.as_of <= plan.period.last}
    listed = [item for item in listed_agencies(linked) if not has_ended(linked, item) and item.id not in running]
    return sorted(listed, key=lambda agency: (sort_key(agency.name), agency.id))


def home_page(linked: Linked) -> Page:
    """The page at the root of the site."""
    groups = tally_groups(linked)
    context = HomePage(
        examples=tuple(Link(words, search_address(words)) for words in EXAMPLES),
        agencies=agency_rows(linked, listed_agencies(linked)),
        plans=plan_rows(linked, linked.plans()[:MOST_PLANS]),
        procedures=len(linked.catalogue.procedures),
        coverage=coverage_words(linked),
        fields=groups[0].tallies if groups else (),
        as_of=say_day(linked.as_of),
        soon=due_soon(linked),
        held=_held(linked),
        missing=tuple(agency_link(linked, agency.id) for agency in _without_plan(linked)),
        changes=recent_changes(linked, MOST_CHANGES),
    )
    description = (
        "Tra thủ tục, kế hoạch, chỉ tiêu của cơ quan nhà nước: cần gì, bao lâu, ở đâu; ai hứa gì, bao giờ xong."
    )
    title = "Thủ tục, kế hoạch và chỉ tiêu của cơ quan nhà nước"
    return Page(address="", section="trang-chu", layout="home", title=title, description=description, context=context)
