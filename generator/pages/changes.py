"""What was published here: by the day it reached the main branch, in the words of the diff, the document's own day beside it."""

import re
from dataclasses import dataclass
from itertools import groupby, islice
from typing import ClassVar

from generator.addresses import (
    AGENCIES,
    CHANGES,
    DOCUMENTS,
    PLANS,
    PROCEDURES,
    TARGETS,
    agency_address,
    plan_address,
    procedure_address,
    site_feed_address,
)
from generator.pages.parts.listing import Row, document_words
from generator.pages.parts.page import Link, Page, shortened
from generator.text.wording import say_day
from generator.tracking.linked import Linked
from generator.tracking.log import LogEntry


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """Words that stayed, or that went (``del``) or came (``ins``)."""

    tag: str
    text: str


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """One record, or many of one kind, on one day."""

    anchor: str
    link: Link
    facts: tuple[str, ...]
    """The agency, and the document with its own day."""
    sentences: tuple[tuple[MarkedWords, ...], ...]


@dataclass(frozen=True, slots=True)
class ChangeDay:
    """Everything that was published on a day."""

    day: str
    entries: tuple[ChangeEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    """Context of ``pages/changes.html``."""

    template: ClassVar[str] = "changes.html"
    years: tuple[tuple[str, tuple[ChangeDay, ...]], ...]
    feed: Link
    limit: str
    """How far the log sees, where that is not to the beginning."""
    as_of: str


def changes_page(linked: Linked) -> Page:
    """The page ``/nhat-ky/``."""
    days = [
        (day, tuple(_change_entry(linked, entry) for entry in group))
        for day, group in groupby(linked.log.entries, key=lambda entry: entry.day)
    ]
    years = tuple(
        (str(year), tuple(ChangeDay(say_day(day), entries) for day, entries in group))
        for year, group in groupby(days, key=lambda item: item[0].year)
    )
    context = ChangesPage(
        years=years,
        feed=Link("Tin thay đổi của cả trang", site_feed_address()),
        limit=linked.log.limit,
        as_of=say_day(linked.as_of),
    )
    description = "Điều gì được đăng, sửa, đính chính trên trang này, vào ngày nào, theo văn bản nào."
    return Page(
        address=CHANGES,
        section="du-lieu",
        title="Nhật ký",
        description=description,
        context=context,
        alternates=(("application/atom+xml", "Tin thay đổi của cả trang", site_feed_address()),),
    )


def _change_entry(linked: Linked, entry: LogEntry) -> ChangeEntry:
    return ChangeEntry(
        anchor=entry_anchor(entry),
        link=entry_link(linked, entry),
        facts=entry_facts(linked, entry),
        sentences=tuple(map(marked_words, entry.sentences)),
    )


def entry_anchor(entry: LogEntry) -> str:
    """Where the log tells an entry; of many procedures of one commit the new ones and the changed ones have an entry each."""
    name = entry.id.replace("/", "-") or ("moi" if entry.is_new else "")
    return "-".join(filter(None, (entry.commit[:10], entry.kind, name)))


def entry_link(linked: Linked, entry: LogEntry) -> Link:
    """The entry's title, leading to the page of its record; to the list of its kind where that page is no more."""
    return Link(entry.title, _record_address(linked, entry))


def _record_address(linked: Linked, entry: LogEntry) -> str:
    catalogue = linked.catalogue
    if entry.kind == "plan":
        return plan_address(entry.id) if entry.id in catalogue.plans else PLANS
    if entry.kind == "agency":
        return agency_address(entry.id) if entry.id in catalogue.agencies else AGENCIES
    if entry.kind == "procedure":
        return procedure_address(entry.id) if entry.id in catalogue.procedures else PROCEDURES
    return {"legal_documents": DOCUMENTS, "metrics": TARGETS}.get(entry.id, CHANGES)


def entry_facts(linked: Linked, entry: LogEntry) -> tuple[str, ...]:
    """Whose record it is, and the plan's own document with its day."""
    facts = []
    agency = linked.catalogue.agencies.get(entry.agency)
    if agency is not None and entry.kind != "agency":
        facts.append(agency.name)
    plan = linked.catalogue.plans.get(entry.id) if entry.kind == "plan" else None
    if plan is not None:
        facts.append(f"văn bản: {document_words(plan)}")
    return tuple(facts)


def recent_changes(linked: Linked, most: int) -> tuple[Row, ...]:
    """The latest entries as rows of a list, keyed by their day; shared vocabularies are left to the log."""
    told = (entry for entry in linked.log.entries if entry.kind != "registry")
    return tuple(
        Row(say_day(entry.day), entry_link(linked, entry), tuple(map(unmarked, entry.sentences[:1])))
        for entry in islice(told, most)
    )


_MARKS = re.compile(r"(\[-.*?-\]|\{\+.*?\+\})")
"""Words that went and came, as :mod:`generator.changes.render` marks them in plain text."""


def marked_words(sentence: str) -> tuple[MarkedWords, ...]:
    """A sentence of the log as runs of words."""
    runs = []
    for text in filter(None, _MARKS.split(sentence)):
        tag = {"[-": "del", "{+": "ins"}.get(text[:2], "") if _MARKS.fullmatch(text) else ""
        runs.append(MarkedWords(tag, text[2:-2] if tag else text))
    return tuple(runs)


def unmarked(sentence: str) -> str:
    """A sentence of the log with its new words only."""
    return " ".join(" ".join(run.text for run in marked_words(sentence) if run.tag != "del").split())


def last_changes(linked: Linked) -> dict[str, str]:
    """The latest entry about each file's record, as one sentence: «Thay đổi gần nhất: 21/11/2026, mới đăng»."""
    last: dict[str, str] = {}
    for entry in linked.log.entries:
        what = (
            "mới đăng" if entry.is_new else shortened(unmarked(entry.sentences[0]), 120) if entry.sentences else "sửa"
        )
        for file in entry.files:
            last.setdefault(file, f"Thay đổi gần nhất: {say_day(entry.day)}, {what[:1].lower()}{what[1:]}")
    return last
