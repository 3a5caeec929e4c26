"""The search page: a box for the script, and lists to browse for readers without one, at the same address."""

from dataclasses import dataclass
from typing import ClassVar

from generator.addresses import SEARCH
from generator.pages.parts.page import Link, Page, agency_link
from generator.pages.procedure.coverage import coverage_words
from generator.pages.procedure.index import TallyGroup, tally_groups
from generator.text.vietnamese import sort_key
from generator.text.wording import say_number
from generator.tracking.linked import Linked

PORTAL_SEARCH = "https://dichvucong.gov.vn/tim-kiem-thu-tuc-hanh-chinh?keyword="
"""The search of the national portal; what was asked comes after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """Context of ``pages/search.html``."""

    template: ClassVar[str] = "search.html"
    files: tuple[str, ...]
    """What a first search needs, to be fetched at once."""
    scope: str
    """What a search goes through, in one sentence."""
    portal: str
    departments: tuple[Link, ...]
    coverage: str
    groups: tuple[TallyGroup, ...]


def search_page(linked: Linked, files: tuple[str, ...]) -> Page:
    """The page ``/tra-cuu/``; ``files`` are the parts of the index that a first search needs."""
    departments = [agency_link(linked, agency) for agency in linked.catalogue.agencies]
    context = SearchPage(
        files=files,
        scope=_scope(linked),
        portal=PORTAL_SEARCH,
        departments=tuple(sorted(departments, key=lambda link: sort_key(link.text))),
        coverage=coverage_words(linked),
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


def _scope(linked: Linked) -> str:
    """``Tìm trong 455 thủ tục, 5 kế hoạch, 120 văn bản, 12 cơ quan có trên trang này.``"""
    catalogue = linked.catalogue
    counts = (
        (len(catalogue.procedures), "thủ tục"),
        (len(catalogue.plans), "kế hoạch"),
        (len(catalogue.legal_documents), "văn bản"),
        (len(catalogue.agencies), "cơ quan"),
    )
    own = ", ".join(f"{say_number(count)} {what}" for count, what in counts if count)
    joined = len(linked.provinces.items)
    return f"Tìm trong {own} có trên trang này{f', và trên trang của {joined} tỉnh' if joined else ''}."
