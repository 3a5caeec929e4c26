"""The text that a plan was transcribed from, line by line; where a scan was restored, its raw line beside the restored one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import ClassVar

from generator.addresses import PLANS, plan_address, source_address, source_file
from generator.model import Plan
from generator.pages.parts.listing import plan_title
from generator.pages.parts.page import Later, Link, Page, shortened
from generator.reading.sourcetext import Place, SourceText
from generator.tracking.linked import Linked

DOUBT = "[?]"

_WORDS = re.compile(r"\S+|\s+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a line; ``doubt`` where whoever restored it was not sure."""

    text: str
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of the source; ``raw`` is what the scan holds, empty where nothing was restored."""

    number: int
    text: tuple[Stretch, ...]
    raw: str = ""


@dataclass(frozen=True, slots=True)
class SourceLines:
    """The lines a task was transcribed from, and a sentence that says where they are."""

    lines: tuple[SourceLine, ...]
    restored: bool
    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """Context of ``pages/source.html``."""

    template: ClassVar[str] = "source.html"
    plan: Link
    lines: tuple[SourceLine, ...]
    restored: bool
    quality: str
    sha256: str
    file: Link


def source_lines(linked: Linked, plan: Plan, place: Place) -> SourceLines:
    """The lines at a place of a plan's source."""
    numbers = [number for first, last in place.lines for number in range(first, last + 1)]
    return SourceLines(
        lines=tuple(_lines(linked, plan, numbers)),
        restored=plan.id in linked.catalogue.raw_sources,
        words=_line_words(numbers),
        address=f"{source_address(plan.id)}#d{numbers[0]}",
    )


def _lines(linked: Linked, plan: Plan, numbers: list[int] | range) -> Iterator[SourceLine]:
    """Lines with text in them, by number, the first being 1."""
    source, raw = linked.catalogue.sources[plan.id], linked.catalogue.raw_sources.get(plan.id)
    for number in numbers:
        if line := _cells(source.lines[number - 1]):
            yield SourceLine(number, stretches(line), _raw_line(raw, number))


def _raw_line(raw: SourceText | None, number: int) -> str:
    return _cells(raw.lines[number - 1]) if raw is not None and number <= len(raw.lines) else ""


def stretches(line: str) -> tuple[Stretch, ...]:
    """A restored line cut at the words that carry the mark of doubt: ``ngày 19[?]`` → «ngày » and, in doubt, «19»."""
    if DOUBT not in line:
        return (Stretch(line),) if line else ()
    plain, found = "", list[Stretch]()
    for word in _WORDS.findall(line):
        at = word.rfind(DOUBT)
        if at > 0:
            found += [Stretch(plain), Stretch(word[:at], doubt=True)]
        plain = word[at + len(DOUBT) :] if at > 0 else plain + word
    return tuple(part for part in (*found, Stretch(plain)) if part.text)


def _line_words(numbers: list[int]) -> str:
    """``Dòng 84 của bản chữ dùng để chép``; rows joined over a page break say so."""
    if len(numbers) == 1:
        return f"Dòng {numbers[0]} của bản chữ dùng để chép"
    broken = any(after - before > 1 for before, after in pairwise(numbers))
    joined = "; ghép các phần bị ngắt trang" if broken else ""
    return f"Dòng {numbers[0]}–{numbers[-1]} của bản chữ dùng để chép{joined}"


_MARKUP = re.compile(r"^#{1,6} +|\*\*|__|^\|[\s|:-]*\|$")
"""Signs of the program that made the text, not of the document: headings, bold, empty rows of a table."""


def _cells(line: str) -> str:
    """A line as a reader wants it: cells with visible borders between them, without the signs of whoever made the text.

    The file beside the page keeps every sign, and the number of the line leads to it.
    """
    bare = _MARKUP.sub("", line.strip())
    cells = bare.split("\t") if "\t" in bare else bare.strip("|").split("|") if bare.startswith("|") else [bare]
    return " | ".join(cell.strip() for cell in cells if cell.strip() or "\t" in bare).strip()


def source_page(linked: Linked, plan: Plan) -> Page:
    """The page with the whole source of a plan."""
    title = plan_title(plan)
    return Page(
        address=source_address(plan.id),
        section="ke-hoach",
        title=f"Bản chữ dùng để chép: {title}, {linked.agency_of(plan).name}",
        description=shortened(f"Văn bản nguồn từng dòng của {title}, để đối chiếu với bản chép."),
        context=Later(SourcePage.template, partial(_context, linked, plan), lambda: linked.of_plans),
        crumbs=(Link("Kế hoạch", PLANS), Link(title, plan_address(plan.id))),
    )


def _context(linked: Linked, plan: Plan) -> SourcePage:
    count = len(linked.catalogue.sources[plan.id].lines)
    return SourcePage(
        plan=Link(plan_title(plan), plan_address(plan.id)),
        lines=tuple(_lines(linked, plan, range(1, count + 1))),
        restored=plan.id in linked.catalogue.raw_sources,
        quality=plan.source.quality.label,
        sha256=plan.source.sha256,
        file=Link(plan.source.file, source_file(plan.id, plan.source.file)),
    )
