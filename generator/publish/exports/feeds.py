"""What was published here, as Atom (RFC 4287): a feed of the whole site and one of every body, successors included.

An entry's id is a tag URI (RFC 4151) that does not depend on where the site lives; its date is the moment at which the
change reached the main branch. Nothing here asks for the time.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from xml.etree import ElementTree as Xml

from generator.addresses import CHANGES, agency_address, feed_address, site_feed_address
from generator.pages.changes import entry_anchor, entry_facts, entry_link
from generator.publish.exports.stamp import Licence
from generator.tracking.linked import Linked
from generator.tracking.log import LogEntry

ATOM = "http://www.w3.org/2005/Atom"

AUTHORITY = "tag:congkhai,2026:"
"""Beginning of every id (RFC 4151); a word of ours, because a site may move to another address."""

MOST_ENTRIES = 100
"""Entries of a feed; readers keep what they have seen."""


def feed_files(linked: Linked, site_url: str) -> Iterator[tuple[str, bytes]]:
    """The feed of the site, then of each agency."""
    entries = linked.log.entries
    yield (
        site_feed_address(),
        feed_of(linked, ("nhat-ky", "Thay đổi trên trang", CHANGES, site_feed_address()), entries, site_url),
    )
    for agency in sorted(linked.catalogue.agencies.values(), key=lambda item: item.id):
        about = (agency.id, f"Thay đổi: {agency.name}", agency_address(agency.id), feed_address(agency.id))
        own = [entry for entry in entries if entry.agency == agency.id]
        yield feed_address(agency.id), feed_of(linked, about, own, site_url)


def feed_of(linked: Linked, about: tuple[str, str, str, str], entries: Sequence[LogEntry], site_url: str) -> bytes:
    """One feed. ``about`` is its id, title, page and own address; links are absolute where the site knows its address."""
    name, title, page, own = about
    base = site_url or "../" * own.count("/")
    feed = Xml.Element("feed", {"xmlns": ATOM, "xml:lang": "vi"})
    _add(feed, "id", f"{AUTHORITY}{name}")
    _add(feed, "title", title)
    _add(feed, "updated", _updated(linked, entries))
    _add(_add(feed, "author", ""), "name", "Công khai")
    _link(feed, "self", "application/atom+xml", base + own)
    _link(feed, "alternate", "text/html", base + page)
    licence = Licence.of(linked.catalogue.terms)
    if licence.name:
        _add(feed, "rights", licence.name)
    for entry in entries[:MOST_ENTRIES]:
        _add_entry(feed, linked, entry, base)
    Xml.indent(feed, " ")
    return bytes(Xml.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add_entry(feed: Xml.Element, linked: Linked, entry: LogEntry, base: str) -> None:
    element, link = Xml.SubElement(feed, "entry"), entry_link(linked, entry)
    _add(element, "id", f"{AUTHORITY}{entry_anchor(entry)}")
    _add(element, "title", entry.title)
    _add(element, "published", entry.moment.isoformat())
    _add(element, "updated", entry.moment.isoformat())
    _add(element, "summary", "\n".join((*entry.sentences, *entry_facts(linked, entry))) or entry.title)
    _link(element, "alternate", "text/html", base + link.address)


def _updated(linked: Linked, entries: Sequence[LogEntry]) -> str:
    """The moment of the latest entry (RFC 4287 §4.2.15). A feed without any is as old as the first thing that was published
    here, so that it does not say every day that it changed.
    """
    known = entries[:1] or linked.log.entries[-1:]
    return known[0].moment.isoformat() if known else _first_moment(linked.as_of)


def _link(parent: Xml.Element, relation: str, kind: str, address: str) -> None:
    Xml.SubElement(parent, "link", {"rel": relation, "type": kind, "href": address})


def _add(parent: Xml.Element, name: str, text: str) -> Xml.Element:
    element = Xml.SubElement(parent, name)
    element.text = text or None
    return element


def _first_moment(day: date) -> str:
    """The beginning of a day in Viet Nam (RFC 3339), for a feed that has nothing to tell yet."""
    return f"{datetime(day.year, day.month, day.day).isoformat()}+07:00"  # noqa: DTZ001 - the offset is written behind it
