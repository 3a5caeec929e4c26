"""What changed at a department, as Atom (RFC 4287): plans issued, reports filed, amendments, corrections.

An entry's id is a tag URI (RFC 4151) that does not depend on where the site lives; its date is the day of the document
itself. Nothing here asks for the time.
"""

from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree as Xml

from generator.addresses import agency_address, feed_address
from generator.model import Agency
from generator.pages.changes import Entry, entries_of
from generator.tracking.linked import Linked

ATOM = "http://www.w3.org/2005/Atom"

AUTHORITY = "tag:congkhai,2026:"
"""Beginning of every id (RFC 4151); a word of ours, because a site may move to another address."""


def feed_files(linked: Linked, site_url: str) -> Iterator[tuple[str, bytes]]:
    """The feed of each agency that has a plan."""
    for agency in sorted(linked.catalogue.agencies.values(), key=lambda item: item.id):
        if linked.plans_of(agency.id):
            yield feed_address(agency.id), feed_of(agency, entries_of(linked, agency), site_url)


def feed_of(agency: Agency, entries: list[Entry], site_url: str) -> bytes:
    """One agency's feed; links are absolute where the site knows its address, else relative to the feed."""
    base = site_url or "../../"
    feed = Xml.Element("feed", {"xmlns": ATOM, "xml:lang": "vi"})
    _add(feed, "id", f"{AUTHORITY}{agency.id}")
    _add(feed, "title", f"Thay đổi: {agency.name}")
    _add(feed, "updated", _moment(entries[0].day))
    _add(_add(feed, "author", ""), "name", "Công khai")
    Xml.SubElement(feed, "link", {"rel": "self", "href": base + feed_address(agency.id)})
    Xml.SubElement(feed, "link", {"rel": "alternate", "href": base + agency_address(agency.id)})
    for entry in entries:
        _add_entry(feed, entry, base)
    Xml.indent(feed, " ")
    return bytes(Xml.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add_entry(feed: Xml.Element, entry: Entry, base: str) -> None:
    element = Xml.SubElement(feed, "entry")
    _add(element, "id", AUTHORITY + entry.id)
    _add(element, "title", entry.title)
    _add(element, "updated", _moment(entry.day))
    _add(element, "summary", entry.summary)
    Xml.SubElement(element, "link", {"rel": "alternate", "href": base + entry.address})


def _add(parent: Xml.Element, name: str, text: str) -> Xml.Element:
    element = Xml.SubElement(parent, name)
    element.text = text or None
    return element


def _moment(day: date) -> str:
    """The beginning of a day in Viet Nam (RFC 3339)."""
    return f"{day.isoformat()}T00:00:00+07:00"
