"""Reads lines of cells as rows, headings, text and gaps, and joins what the clipboard broke.

Word ends a line at every paragraph inside a cell; so a line that is too short is completed by those below it, unless the
next row begins there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.drafting.table.cells import Line, is_bold, joined, tidy
from generator.drafting.table.headings import LONGEST_HEADING, is_heading_row
from generator.drafting.table.ordinals import Kind, parse_ordinal, split_fused
from generator.drafting.table.roles import Role, role_of
from generator.text.vietnamese import fold

MOST_JOINED = 12
"""Lines that one heading row may be broken into."""

MOST_BROKEN = 4
"""Cells of a heading row that is whole where a line of as many follows it."""

MOST_COLUMNS = 20

CAPTION = re.compile(r"(?:phu luc|bang|bieu)\b")
"""How the title of a table begins, folded."""

_PAGE = re.compile(r"[-–\s]{0,9}\d{1,3}[-–\s]{0,9}|(?:trang|page)\s{1,4}\d{1,4}(?:\s{0,4}/\s{0,4}\d{1,4})?")


@dataclass(slots=True)
class Row:
    """One row: clean cells, the line at which it begins, whether it is printed bold, and whether a page may end above."""

    cells: list[str]
    line: int
    bold: bool = False
    after_break: bool = False
    printed: int = 0
    """Cells as printed, without empty ones at the end; more than the table has columns where a row lost its place."""
    exact: bool = False
    """Whether the cells are those of a real table; pasted text may have broken or joined its rows."""
    down: frozenset[int] = frozenset()
    """Columns whose cell is merged with the one above; they hold its text again."""
    spread: bool = False
    """Whether one merged cell covers half of the row or more."""
    mark: str = ""
    """What the row prints where a calendar of columns says when: «x»."""

    def filled(self) -> list[tuple[int, str]]:
        """The cells of the row's own that hold something, with their columns."""
        return [(at, cell) for at, cell in enumerate(self.cells) if cell and at not in self.down]


@dataclass(slots=True)
class Heading:
    """A row that names columns."""

    row: Row


@dataclass(slots=True)
class Text:
    """A line outside every table; ``bold``: all of it is printed so."""

    text: str
    bold: bool = False


@dataclass(slots=True)
class Gap:
    """A blank line, a row of empty cells or a page number."""


Event = Row | Heading | Text | Gap


def read_events(lines: Sequence[Line]) -> Iterator[Event]:
    """Every line of the text as part of an event, in order."""
    at, width, numbered = 0, 0, False
    last: Row | None = None
    while at < len(lines):
        line = lines[at]
        if line.blank or not any(cell.strip() for cell in line.cells):
            last = None
            yield Gap()
            at += 1
            continue
        if len(line.cells) == 1:
            at += 1
            event = _loose_text(line, last, lines[at : at + 1])
            if event is not None:
                last = None
                yield event
            continue
        heading, taken = _heading_at(lines, at)
        if heading:
            width, numbered = len(heading), role_of(heading[0]) is Role.NO
            last = None
            yield Heading(Row(heading, line.number, _row_is_bold(line.cells)))
        else:
            cells, taken = _row_at(lines, at, width, numbered)
            last = Row([tidy(cell) for cell in cells], line.number, _row_is_bold(cells))
            yield last
        at += taken


def _loose_text(line: Line, last: Row | None, following: Sequence[Line]) -> Event | None:
    """A line without a tab: the rest of the last cell of the row above, a page number, or text between tables."""
    text = tidy(line.cells[0])
    if not text or _PAGE.fullmatch(fold(text)):
        return Gap()
    inside = bool(following) and len(following[0].cells) > 1 and not is_title(text)
    if last is not None and (inside or not text[0].isalnum() or text[0].islower()):
        last.cells[-1] = joined(last.cells[-1], text)
        return None
    return Text(text)


def is_title(text: str) -> bool:
    """Whether a line of text has the form of a table's title: «PHỤ LỤC …», «Bảng 2 …», «3. …», or capitals only."""
    fused = split_fused(text)
    return bool(CAPTION.match(fold(text))) or text.isupper() or (fused is not None and fused[0].kind <= Kind.NUMBER)


def _heading_at(lines: Sequence[Line], at: int) -> tuple[list[str], int]:
    """The heading row that begins here, and how many lines it takes; the longest that names the most roles."""
    best: tuple[int, list[str], int] = (0, [], 0)
    cells = list(lines[at].cells)
    for taken in range(1, MOST_JOINED + 1):
        clean = [tidy(cell) for cell in cells]
        if parse_ordinal(clean[0]) or max(map(len, clean)) > LONGEST_HEADING or len(clean) > MOST_COLUMNS:
            break
        named = len({role_of(cell) for cell in clean if cell} - {None, Role.OTHER})
        if is_heading_row(clean) and named > best[0]:
            best = (named, clean, taken)
        following = lines[at + taken] if at + taken < len(lines) else None
        if following is None or following.blank or not _can_go_on(following):
            break
        if best[2] and len(following.cells) >= len(best[1]) >= MOST_BROKEN:
            break  # a row of its own, whatever words it holds
        cells[-1:] = [f"{cells[-1]}\n{following.cells[0]}", *following.cells[1:]]
    return best[1], best[2]


def _can_go_on(line: Line) -> bool:
    first = tidy(line.cells[0])
    return bool(first) and not parse_ordinal(first) and not is_heading_row([tidy(cell) for cell in line.cells])


def _row_at(lines: Sequence[Line], at: int, width: int, numbered: bool) -> tuple[list[str], int]:
    """The row that begins here, with the lines that complete it to the table's width, and how many lines it takes.

    ``numbered``: the table's rows begin with a cell for the number, so «1. …» in front of a line is a list inside a cell.
    """
    cells = list(lines[at].cells)
    taken = 1
    while len(cells) < width:
        more = _completing(lines[at + taken :], width - len(cells), numbered)
        if not more:
            break
        for line in more:
            cells[-1:] = [f"{cells[-1]}\n{line.cells[0]}", *line.cells[1:]]
        taken += len(more)
    return cells, taken


def _completing(lines: Sequence[Line], room: int, numbered: bool) -> list[Line]:
    """Lines of text, then one of cells that fits into the room left; [] where the next row begins first."""
    for count, line in enumerate(lines[:MOST_JOINED], start=1):
        if line.blank:
            return []
        if len(line.cells) > 1:
            first = tidy(line.cells[0])
            fused = split_fused(first)
            fused_row = fused is not None and (not numbered or fused[0].kind <= Kind.UPPER)
            begins_row = not first or parse_ordinal(first) or fused_row
            spare = 2 if first[:1].islower() or not first[:1].isalnum() else 0  # a row that lost its place is too wide
            return [] if begins_row or len(line.cells) - 1 > room + spare else list(lines[:count])
    return []


def _row_is_bold(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and all(map(is_bold, filled[:2]))
