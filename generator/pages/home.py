"""The home page: what is published, by whom, and where to begin."""

from dataclasses import dataclass
from typing import ClassVar

from generator.linked import Linked
from generator.model import Agency
from generator.pages.listing import Row, agency_rows, plan_rows
from generator.pages.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """Context of ``pages/home.html``."""

    template: ClassVar[str] = "home.html"
    agencies: tuple[Row, ...]
    plans: tuple[Row, ...]


def issuing_agencies(linked: Linked) -> list[Agency]:
    """Agencies with at least one plan."""
    issuing = {plan.agency for plan in linked.catalogue.plans.values()}
    return [agency for agency in linked.catalogue.agencies.values() if agency.id in issuing]


def home_page(linked: Linked) -> Page:
    """The page at the root of the site."""
    context = HomePage(agencies=agency_rows(linked, issuing_agencies(linked)), plans=plan_rows(linked, linked.plans()))
    description = (
        "Kế hoạch, chỉ tiêu kiểm soát thủ tục hành chính của cơ quan: ai hứa gì, bao giờ xong, theo văn bản nào."
    )
    return Page(
        address="", section="trang-chu", layout="home", title="Kế hoạch và chỉ tiêu của cơ quan nhà nước",
        description=description, context=context,
    )  # fmt: skip
