"""The search page: a box for the script, and lists to browse for readers without one, at the same address."""

from dataclasses import dataclass
from typing import ClassVar

from generator.addresses import SEARCH
from generator.pages.parts.page import Link, Page, agency_link
from generator.pages.procedure.index import TallyGroup, tally_groups
from generator.text.vietnamese import sort_key
from generator.tracking.linked import Linked


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """Context of ``pages/search.html``."""

    template: ClassVar[str] = "search.html"
    files: tuple[str, ...]
    """What a first search needs, to be fetched at once."""
    departments: tuple[Link, ...]
    groups: tuple[TallyGroup, ...]


def search_page(linked: Linked, files: tuple[str, ...]) -> Page:
    """The page ``/tra-cuu/``; ``files`` are the parts of the index that a first search needs."""
    departments = [agency_link(linked, agency) for agency in linked.catalogue.agencies]
    context = SearchPage(
        files=files,
        departments=tuple(sorted(departments, key=lambda link: sort_key(link.text))),
        groups=tally_groups(linked),
    )
    description = "Tra thủ tục, kế hoạch, nhiệm vụ, chỉ tiêu, văn bản, cơ quan; gõ không dấu cũng ra."
    return Page(
        address=SEARCH,
        section="tra-cuu",
        layout="search",
        title="Tra cứu",
        description=description,
        context=context,
    )
