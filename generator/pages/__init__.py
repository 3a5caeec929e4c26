"""Which pages exist, and what each shows. Nothing here knows HTML: a page is an address, a template and its context."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.addresses import AGENCIES, DOCUMENTS, PLANS, PROCEDURES, PROGRESS, PROVINCES, TARGETS
from generator.pages.agencies import agency_pages
from generator.pages.changes import changes_page, last_changes
from generator.pages.documents import document_pages
from generator.pages.fields import fields_page
from generator.pages.home import home_page
from generator.pages.lists import list_pages
from generator.pages.parts.page import Link, Page
from generator.pages.plan.page import plan_pages
from generator.pages.procedure.index import procedure_index_pages
from generator.pages.procedure.page import ProcedurePages
from generator.pages.progress import progress_page
from generator.pages.provinces import provinces_pages
from generator.pages.targets import target_pages
from generator.pages.year import calendar_pages
from generator.tracking.linked import Linked


def record_pages(linked: Linked) -> Iterator[Page]:
    """Every page of records but those of procedures, in a fixed order, each with the last change of its record."""
    last = last_changes(linked)
    return (replace(page, changed=last[page.file]) if page.file in last else page for page in _pages(linked))


def _pages(linked: Linked) -> Iterator[Page]:
    yield home_page(linked)
    yield from plan_pages(linked)
    yield from target_pages(linked)
    yield from agency_pages(linked)
    yield from document_pages(linked)
    yield from procedure_index_pages(linked)
    yield from list_pages(linked)
    yield from provinces_pages(linked)
    yield progress_page(linked)
    yield from calendar_pages(linked)
    yield changes_page(linked)
    yield fields_page()


MOST_SECTIONS = 4
"""Links in the header; as many as fit one row on a phone, so that there is no hidden menu."""

SECTIONS = (
    Link("Thủ tục", PROCEDURES),
    Link("Các tỉnh", PROVINCES),
    Link("Kế hoạch", PLANS),
    Link("Tiến độ", PROGRESS),
    Link("Cơ quan", AGENCIES),
    Link("Chỉ tiêu", TARGETS),
    Link("Văn bản", DOCUMENTS),
)
"""The parts of the site, the most looked for first."""


def sections(pages: Iterable[Page]) -> list[Link]:
    """The parts that the header names: the first few that the site has."""
    addresses = {page.address for page in pages}
    return [section for section in SECTIONS if section.address in addresses][:MOST_SECTIONS]


__all__ = ["Link", "Page", "ProcedurePages", "record_pages", "sections"]
