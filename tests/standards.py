"""Holds feeds and calendars to their standards by the grammar of the standards themselves: RFC 4287, RFC 5545, RFC 7986.

Readers of such files forgive; another reader forgives something else. Each function names every departure it finds, with the
section that rules it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as Xml

ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"

ONE = {"id", "title", "updated"}
ONCE = {"generator", "icon", "logo", "rights", "subtitle", "published", "summary", "content"}
MANY = {"author", "category", "contributor", "link"}
TAG_URI = re.compile(r"tag:[A-Za-z0-9.@-]+,\d{4}(?:-\d\d){0,2}:[\w.~!$&'()*+,;=:@/?%-]*", re.ASCII)
"""RFC 4151 §2.1."""


def feed_mistakes(raw: bytes) -> list[str]:
    """What RFC 4287 forbids in a feed."""
    feed = Xml.fromstring(raw)
    found = [] if feed.tag == f"{ATOM}feed" else [f"4.1.1: the root is {feed.tag}"]
    entries = feed.findall(f"{ATOM}entry")
    authors = feed.find(f"{ATOM}author")
    for element in (feed, *entries):
        found += _children(element, ONE, ONCE | MANY | ({"entry"} if element is feed else set()))
        found += [f"3.3: «{node.text}» is no moment" for name in ("updated", "published")
                  for node in element.findall(ATOM + name) if not _is_moment(node.text or "")]  # fmt: skip
        found += [f"4.2.6: «{node.text}» is no IRI" for node in element.findall(f"{ATOM}id")
                  if not TAG_URI.fullmatch(node.text or "")]  # fmt: skip
        found += list(_links(element))
        if authors is None and element.find(f"{ATOM}author") is None:
            found.append("4.1.1: nobody is the author")
        found += [f"4.2.1: {node.tag} without a name" for node in element.findall(f"{ATOM}author")
                  if not node.findtext(f"{ATOM}name")]  # fmt: skip
    found += _repeated("4.1.1: two entries have the id", (entry.findtext(f"{ATOM}id") for entry in entries))
    if not any(link.get("rel") == "self" for link in feed.findall(f"{ATOM}link")):
        found.append("4.1.1: no link to the feed itself")
    latest = max((entry.findtext(f"{ATOM}updated") or "" for entry in entries), default="")
    if latest > (feed.findtext(f"{ATOM}updated") or ""):
        found.append("4.2.15: the feed is older than its latest entry")
    if not feed.get(f"{XML}lang"):
        found.append("2: no language")
    return found


def _children(element: Xml.Element, one: set[str], others: set[str]) -> Iterator[str]:
    counted = Counter(child.tag.removeprefix(ATOM) for child in element)
    yield from (f"4.1: {counted[name]} times {name}" for name in sorted(one) if counted[name] != 1)
    yield from (f"4.1: {name} in {element.tag}" for name in sorted(set(counted) - one - others))
    yield from (f"4.1: {counted[name]} times {name}" for name in sorted(ONCE) if counted[name] > 1)


def _links(element: Xml.Element) -> Iterator[str]:
    links = element.findall(f"{ATOM}link")
    yield from (f"4.2.7.1: «{link.get('href')}» is no address" for link in links if not _is_reference(link.get("href")))
    yield from (f"4.2.7.3: «{link.get('type')}» is no media type" for link in links
                if not re.fullmatch(r"[a-z]+/[a-z+.-]+", link.get("type", "a/b")))  # fmt: skip
    yield from _repeated("4.1: two alternates", (link.get("type", "") for link in links
                                                 if link.get("rel", "alternate") == "alternate"))  # fmt: skip
    if (
        not any(link.get("rel", "alternate") == "alternate" for link in links)
        and element.find(f"{ATOM}content") is None
    ):
        yield "4.1.2: neither content nor an alternate link"


def _is_moment(text: str) -> bool:
    """RFC 3339 §5.6 with the capitals that RFC 4287 §3.3 asks for."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", text):
        return False
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _is_reference(text: str | None) -> bool:
    return bool(text) and not re.search(r"[\s<>\"{}|\\^`]", text or "")


def _repeated(words: str, texts: Iterable[str | None]) -> list[str]:
    return [f"{words} {text}" for text, count in Counter(texts).items() if count > 1]


LINE = re.compile(
    r"([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:\"[^\"\x00-\x1f]*\"|[^\";:,\x00-\x1f]*))*):([^\x00-\x08\x0a-\x1f\x7f]*)"
)
"""A content line (RFC 5545 §3.1)."""

TEXT = re.compile(r"(?:[^\\;,]|\\[\\;,nN])*")
"""RFC 5545 §3.3.11: what parts values is escaped."""

MOMENT = r"\d{8}T\d{6}Z"
DATED = r"\d{8}"

CALENDAR_RULES = {
    "PRODID": (1, 1), "VERSION": (1, 1), "CALSCALE": (0, 1), "METHOD": (0, 1), "UID": (0, 1), "LAST-MODIFIED": (0, 1),
    "URL": (0, 1), "REFRESH-INTERVAL": (0, 1), "SOURCE": (0, 1), "COLOR": (0, 1), "NAME": (0, 9), "DESCRIPTION": (0, 9),
    "CATEGORIES": (0, 9), "IMAGE": (0, 9),
}  # fmt: skip
"""RFC 5545 §3.6 and RFC 7986 §4: at least, at most."""

EVENT_RULES = {
    "UID": (1, 1), "DTSTAMP": (1, 1), "DTSTART": (1, 1), "DTEND": (0, 1), "DURATION": (0, 1), "SUMMARY": (0, 1),
    "DESCRIPTION": (0, 1), "LAST-MODIFIED": (0, 1), "SEQUENCE": (0, 1), "STATUS": (0, 1), "TRANSP": (0, 1), "URL": (0, 1),
    "CLASS": (0, 1), "CREATED": (0, 1), "CATEGORIES": (0, 9), "COMMENT": (0, 9),
}  # fmt: skip
"""RFC 5545 §3.6.1, as far as it concerns a day that something is due."""

VALUES = {
    "VERSION": r"2\.0", "CALSCALE": "GREGORIAN", "DTSTAMP": MOMENT, "LAST-MODIFIED": MOMENT, "CREATED": MOMENT,
    "SEQUENCE": r"\d+", "STATUS": "TENTATIVE|CONFIRMED|CANCELLED", "TRANSP": "OPAQUE|TRANSPARENT",
    "REFRESH-INTERVAL": r"P(?:\d+W|\d+D|T\d+[HMS])", "URL": r"https?://\S+", "SOURCE": r"https?://\S+",
    "DTSTART": DATED, "DTEND": DATED,
}  # fmt: skip
TYPED = {"REFRESH-INTERVAL": "VALUE=DURATION", "SOURCE": "VALUE=URI", "DTSTART": "VALUE=DATE", "DTEND": "VALUE=DATE"}
"""What is no value of the property's own type must say so (RFC 7986 §5.7, §5.8; RFC 5545 §3.8.2.4)."""
WORDS = {"SUMMARY", "DESCRIPTION", "NAME", "COMMENT", "UID", "PRODID", "X-WR-CALNAME", "X-WR-CALDESC"}

Property = tuple[str, str, str]
"""Name, parameters, value."""


def calendar_mistakes(raw: bytes) -> list[str]:
    """What RFC 5545 and RFC 7986 forbid in a calendar of whole days."""
    found = list(_physical(raw))
    text = raw.decode(errors="replace").replace("\r\n ", "").replace("\r\n\t", "")
    lines = [LINE.fullmatch(line) for line in text.removesuffix("\r\n").split("\r\n")]
    found += ["3.1: a line that is no content line"] * lines.count(None)
    properties = [(line[1], line[2], line[3]) for line in lines if line]
    parts = list(_components(properties))
    found += [item for item in parts if isinstance(item, str)]
    components = [item for item in parts if not isinstance(item, str)]
    for name, held in components:
        found += _component(name, held)
    events = [{key: value for key, _, value in held} for name, held in components if name == "VEVENT"]
    found += _repeated("3.8.4.7: two events have the UID", (event.get("UID") for event in events))
    return found


def _physical(raw: bytes) -> Iterator[str]:
    if not raw.endswith(b"\r\n") or raw.count(b"\n") != raw.count(b"\r\n") or raw.count(b"\r") != raw.count(b"\r\n"):
        yield "3.1: a line does not end with CRLF"
    for line in raw.split(b"\r\n"):
        if len(line) > 75:
            yield "3.1: a line of more than 75 octets"
        try:
            line.decode()
        except UnicodeDecodeError:
            yield "3.1: a fold inside a character"


def _components(properties: list[Property]) -> Iterator[tuple[str, list[Property]] | str]:
    """Each component with its properties; a word for what stands where it may not."""
    stack: list[tuple[str, list[Property]]] = []
    closed = 0
    for name, parameters, value in properties:
        if name == "BEGIN":
            stack.append((value, []))
        elif name == "END":
            if not stack or stack[-1][0] != value:
                yield f"3.4: END:{value} ends nothing"
                return
            closed += 1
            yield stack.pop()
        elif not stack:
            yield f"3.4: {name} outside of a component"
        else:
            if len(stack) == 1 and closed:
                yield f"3.6: {name} of the calendar after a component"
            stack[-1][1].append((name, parameters, value))
    if stack:
        yield f"3.4: {stack[-1][0]} has no end"


def _component(kind: str, held: list[Property]) -> Iterator[str]:
    rules = {"VCALENDAR": CALENDAR_RULES, "VEVENT": EVENT_RULES}.get(kind)
    if rules is None:
        yield f"3.6: {kind} is not expected"
        return
    counted = Counter(name for name, _, _ in held)
    for name, (least, most) in rules.items():
        if not least <= counted[name] <= most:
            yield f"3.6: {counted[name]} times {name} in {kind}"
    yield from (f"3.6: {name} in {kind}" for name in counted if name not in rules and not name.startswith("X-"))
    for name, parameters, value in held:
        yield from _property(name, parameters, value)
    values = {name: value for name, _, value in held}
    if kind == "VEVENT" and {"DTEND", "DTSTART"} <= values.keys() and values["DTEND"] <= values["DTSTART"]:
        yield "3.8.2.2: an event ends before it begins"
    if {"DTEND", "DURATION"} <= values.keys():
        yield "3.6.1: both DTEND and DURATION"


def _property(name: str, parameters: str, value: str) -> Iterator[str]:
    if name in VALUES and not re.fullmatch(VALUES[name], value):
        yield f"3.8: {name} is «{value}»"
    if name in TYPED and TYPED[name] not in parameters.split(";"):
        yield f"3.2.20: {name} without {TYPED[name]}"
    if name in WORDS and not TEXT.fullmatch(value):
        yield f"3.3.11: {name} is not escaped: {value}"
    if name == "CATEGORIES" and not all(TEXT.fullmatch(part) for part in re.split(r"(?<!\\),", value)):
        yield f"3.3.11: {name} is not escaped: {value}"
    if name == "URL" and not urlsplit(value).netloc:
        yield f"3.8.4.6: «{value}» is no URI"
    if name in ("DTSTART", "DTEND", "DTSTAMP", "LAST-MODIFIED") and not _is_day(value[:8]):
        yield f"3.3.4: «{value}» is no day"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
