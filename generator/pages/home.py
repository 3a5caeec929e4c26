"""The home page: one search box, what is published, by whom, what is due and what is new."""

from dataclasses import dataclass
from typing import ClassVar

from generator.addresses import search_address
from generator.model import Agency
from generator.pages.changes import all_entries, entry_row
from generator.pages.parts.listing import Row, agency_rows, plan_rows
from generator.pages.parts.page import Link, Page
from generator.pages.procedure.index import Tally, tally_groups
from generator.pages.year import DayLine, due_soon
from generator.text.wording import say_day
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
    fields: tuple[Tally, ...]
    as_of: str
    soon: tuple[DayLine, ...]
    changes: tuple[Row, ...]


def issuing_agencies(linked: Linked) -> list[Agency]:
    """Agencies with at least one plan."""
    issuing = {plan.agency for plan in linked.catalogue.plans.values()}
    return [agency for agency in linked.catalogue.agencies.values() if agency.id in issuing]


def home_page(linked: Linked) -> Page:
    """The page at the root of the site."""
    groups = tally_groups(linked)
    context = HomePage(
        examples=tuple(Link(words, search_address(words)) for words in EXAMPLES),
        agencies=agency_rows(linked, issuing_agencies(linked)),
        plans=plan_rows(linked, linked.plans()[:MOST_PLANS]),
        procedures=len(linked.catalogue.procedures),
        fields=groups[0].tallies if groups else (),
        as_of=say_day(linked.as_of),
        soon=due_soon(linked),
        changes=tuple(entry_row(agency, entry) for agency, entry in all_entries(linked)[:MOST_CHANGES]),
    )
    description = (
        "Tra thủ tục, kế hoạch, chỉ tiêu của cơ quan nhà nước: cần gì, bao lâu, ở đâu; ai hứa gì, bao giờ xong."
    )
    title = "Thủ tục, kế hoạch và chỉ tiêu của cơ quan nhà nước"
    return Page(address="", section="trang-chu", layout="home", title=title, description=description, context=context)
