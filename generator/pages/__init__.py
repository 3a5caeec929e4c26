"""Which pages exist, and what each shows. Nothing here knows HTML: a page is an address, a template and its context."""

from collections.abc import Iterator

from generator.linked import Linked
from generator.pages.agencies import agency_pages
from generator.pages.documents import document_pages
from generator.pages.home import home_page
from generator.pages.page import Link, Page
from generator.pages.plans import plan_pages
from generator.pages.targets import target_pages


def record_pages(linked: Linked) -> Iterator[Page]:
    """Every page of records, in a fixed order."""
    yield home_page(linked)
    yield from plan_pages(linked)
    yield from target_pages(linked)
    yield from agency_pages(linked)
    yield from document_pages(linked)


__all__ = ["Link", "Page", "record_pages"]
