"""The search page ``/tra-cuu/``: one box for the script, and the same ways in as lists for a reader without it."""

from dataclasses import dataclass
from typing import ClassVar

from generator.pages.page import Link, Page
from generator.pages.procedure_index import TallyGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """Context of ``pages/search.html``."""

    template: ClassVar[str] = "search.html"
    files: tuple[str, ...]
    """Files of the index the first search needs, from the root of the site; fetched while the page is read."""
    departments: tuple[Link, ...]
    groups: tuple[TallyGroup, ...]
    """Procedures by field and A–Z, as on ``/thu-tuc/``."""


def search_page(files: tuple[str, ...], departments: tuple[Link, ...], groups: tuple[TallyGroup, ...]) -> Page:
    """The page ``/tra-cuu/``; ``files`` come from ``generator.search.first_files``."""
    return Page(
        address="tra-cuu/",
        section="tra-cuu",
        title="Tra cứu",
        description="Tìm thủ tục, kế hoạch, chỉ tiêu, văn bản và cơ quan; gõ không dấu cũng ra.",
        context=SearchPage(files=files, departments=departments, groups=groups),
    )
