"""From lines of cells to tables of rows: joins what the clipboard broke, sets titles apart, drops repeated headings.

A text may be one table as copied, several tables one after another with titles between them, or a whole document with
its tables. Word breaks a row at every paragraph inside a cell; a page break repeats the headings; some converters print
one cell a line. Which row means what is decided later, in :mod:`generator.importers.table`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generator.importers.cells import Line, is_bold, joined, tidy
from generator.importers.columns import (
    LONGEST_HEADING,
    Role,
    is_counter_row,
    is_heading_row,
    is_subheading_row,
    role_of,
)
from generator.importers.ordinals import Kind, parse_ordinal, split_fused
from generator.importers.phrases import shown
from generator.vietnamese import fold

MOST_JOINED = 12
"""Lines that one heading row may be broken into."""

MOST_COLUMNS = 20

MOST_STACKED = 60
"""Lines of one row that is printed one cell a line."""

_PAGE = re.compile(r"[-–\s]*\d{1,3}[-–\s]*|(?:trang|page)\s+\d+(?:\s*/\s*\d+)?")
_END = re.compile(r"noi nhan\b|(?:tm|kt|tl|tuq|q)\. ?[a-z]|(?:pho )?(?:giam doc|chu tich)$")
"""Below a plan: the recipients and who signs (Nghị định 30/2020/NĐ-CP, phụ lục I)."""
_CAPTION = re.compile(r"(?:phu luc|bang|bieu)\b")


@dataclass(slots=True)
class Row:
    """One row: clean cells, the line at which it begins, whether it is printed bold, and whether a page may end above."""

    cells: list[str]
    line: int
    bold: bool = False
    after_break: bool = False
    printed: int = 0
    """Cells as printed, without empty ones at the end; more than the table has columns where a row lost its place."""

    def filled(self) -> list[tuple[int, str]]:
        """The cells that hold something, with their columns."""
        return [(at, cell) for at, cell in enumerate(self.cells) if cell]


@dataclass(slots=True)
class Table:
    """One table: the lines of text above it, its headings (None where it has none and none could be borrowed), its rows."""

    titles: list[str] = field(default_factory=list)
    headings: list[str] | None = None
    rows: list[Row] = field(default_factory=list)
    borrowed: bool = False
    """Whether the headings are those of the table before."""
    doubts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Heading:
    cells: list[str]


@dataclass(slots=True)
class _Text:
    text: str


@dataclass(slots=True)
class _Gap:
    pass


_Event = Row | _Heading | _Text | _Gap


def read_tables(lines: Sequence[Line]) -> tuple[list[Table], list[str]]:
    """The tables of a text, and doubts about lines that belong to none."""
    events = list(_events(_unstacked(lines)))
    gatherer = _Gatherer(any(isinstance(event, _Heading) for event in events))
    for event in _without_caption_rows(events):
        gatherer.take(event)
    return [table for table in gatherer.tables if table.rows], gatherer.doubts()


# One cell a line.


def _unstacked(lines: Sequence[Line]) -> list[Line]:
    """Rows printed one cell a line, each behind a tab, with a blank line between rows, as rows of cells."""
    groups = [part for group in _groups(lines) for part in _split_at_headings(group)]
    if not any(_is_stack(group) and is_heading_row([tidy(cell) for cell in _stack(group)]) for group in groups):
        return list(lines)
    flat: list[Line] = []
    for group in groups:
        flat += [Line(tuple(_stack(group)), group[0].number)] if _is_stack(group) else group
    return flat


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines without a blank line between them; text in front of a stack of cells is a run of its own."""
    group: list[Line] = []
    for line in lines:
        starts = bool(group) and not _is_cell(group[0]) and _is_cell(line)
        if group and (line.blank or starts):
            yield group
            group = []
        if line.blank:
            yield [line]
        else:
            group.append(line)
    if group:
        yield group


def _split_at_headings(group: list[Line]) -> list[list[Line]]:
    """The group cut in front of a stack of headings, where text runs into it without a blank line."""
    for at in range(max(0, len(group) - MOST_STACKED), len(group)):
        if (
            _is_cell(group[at])
            and _is_stack(group[at:])
            and is_heading_row([tidy(cell) for cell in _stack(group[at:])])
        ):
            return [part for part in (group[:at], group[at:]) if part]
    return [group]


def _is_cell(line: Line) -> bool:
    return len(line.cells) == 2 and not line.cells[0].strip()


def _is_stack(group: Sequence[Line]) -> bool:
    """At least three cells; a line without a tab continues the cell above."""
    return (
        len(group) <= MOST_STACKED
        and _is_cell(group[0])
        and sum(map(_is_cell, group)) >= 3
        and all(_is_cell(line) or len(line.cells) == 1 for line in group)
    )


def _stack(group: Sequence[Line]) -> list[str]:
    cells: list[str] = []
    for line in group:
        if _is_cell(line):
            cells.append(line.cells[1])
        else:
            cells[-1] += "\n" + line.cells[0]
    return cells


# Lines to rows.


def _events(lines: Sequence[Line]) -> Iterator[_Event]:
    at, width, numbered = 0, 0, False
    last: Row | None = None
    while at < len(lines):
        line = lines[at]
        if line.blank or not any(cell.strip() for cell in line.cells):
            last = None
            yield _Gap()
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
            yield _Heading(heading)
        else:
            cells, taken = _row_at(lines, at, width, numbered)
            last = Row([tidy(cell) for cell in cells], line.number, _row_is_bold(cells))
            yield last
        at += taken


def _loose_text(line: Line, last: Row | None, following: Sequence[Line]) -> _Event | None:
    """A line without a tab: the rest of the last cell of the row above, a page number, or text between tables."""
    text = tidy(line.cells[0])
    if not text or _PAGE.fullmatch(fold(text)):
        return _Gap()
    inside = bool(following) and len(following[0].cells) > 1 and not _is_title(text)
    if last is not None and (inside or not text[0].isalnum() or text[0].islower()):
        last.cells[-1] = joined(last.cells[-1], text)
        return None
    return _Text(text)


def _is_title(text: str) -> bool:
    fused = split_fused(text)
    return bool(_CAPTION.match(fold(text))) or text.isupper() or (fused is not None and fused[0].kind <= Kind.NUMBER)


def _heading_at(lines: Sequence[Line], at: int) -> tuple[list[str], int]:
    """The heading row that begins here, and how many lines it takes; the longest that names the most roles."""
    best: tuple[int, list[str], int] = (0, [], 0)
    cells = list(lines[at].cells)
    for taken in range(1, MOST_JOINED + 1):
        clean = [tidy(cell) for cell in cells]
        if parse_ordinal(clean[0]) or max(map(len, clean)) > LONGEST_HEADING or len(clean) > MOST_COLUMNS:
            break
        named = len({role_of(cell) for cell in clean if cell} - {None})
        if is_heading_row(clean) and named > best[0]:
            best = (named, clean, taken)
        following = lines[at + taken] if at + taken < len(lines) else None
        if following is None or following.blank or not _can_go_on(following):
            break
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


# Rows to tables.


def _without_caption_rows(events: Sequence[_Event]) -> list[_Event]:
    """The events with rows of one cell directly above a heading row turned into text: in a sheet, the table's title."""
    kept = list(events)
    for at, event in enumerate(events):
        if isinstance(event, _Heading):
            _retitle(kept, at)
    return kept


def _retitle(events: list[_Event], heading: int) -> None:
    """Behind other rows a title must say «Phụ lục», «Bảng» or «Biểu»: else it is the title of a section at a page's end."""
    first = heading
    while first > 0 and _may_be_caption(events[first - 1]):
        first -= 1
    titled = first == 0 or isinstance(events[first - 1], _Text)
    for at in range(first, heading):
        event = events[at]
        if not isinstance(event, Row):
            continue
        text = event.filled()[0][1]
        fused = split_fused(text)
        titled = titled or bool(_CAPTION.match(fold(text)))
        if titled and (fused is None or fused[0].kind is Kind.NUMBER):
            events[at] = _Text(text)


def _may_be_caption(event: _Event) -> bool:
    return isinstance(event, _Gap) or (isinstance(event, Row) and len({cell for _, cell in event.filled()}) == 1)


class _Gatherer:
    """Gathers events into tables."""

    def __init__(self, has_headings: bool) -> None:
        self.tables: list[Table] = []
        self._has_headings = has_headings
        self._open: Table | None = None
        self._titles: list[str] = []
        self._break = False
        self._repeated = False
        self._ended = False
        self._lost: list[int] = []

    def take(self, event: _Event) -> None:
        match event:
            case _Gap():
                self._break = True
            case _Text(text):
                self._open = None
                self._titles.append(text)
            case _Heading(cells):
                self._take_heading(cells)
            case Row():
                self._take_row(event)

    def doubts(self) -> list[str]:
        """What was left out, in Vietnamese."""
        if not self._lost:
            return []
        lines = ", ".join(map(str, self._lost[:8])) + (" …" if len(self._lost) > 8 else "")
        return [f"bỏ qua dòng có cột nhưng không thuộc bảng nhiệm vụ nào: dòng {lines} của tệp bảng"]

    def _take_heading(self, cells: list[str]) -> None:
        if self._open is not None and len(self._open.headings or []) == len(cells):
            self._break = self._repeated = True  # at the top of a page, or of another table
            return
        self._start(cells)

    def _start(self, headings: list[str] | None, *, borrowed: bool = False) -> None:
        self._ended = False
        self._open = Table(self._titles, headings, borrowed=borrowed)
        self._titles = []
        self._break = False
        self.tables.append(self._open)

    def _take_row(self, row: Row) -> None:
        if self._break and parse_ordinal(row.cells[0]) is None and _is_end(row):
            self._open, self._ended = None, True
        if self._ended or (self._open is None and not self._start_without_heading(row)):
            if len(row.filled()) >= 3 or (len(row.filled()) == 2 and parse_ordinal(row.cells[0])):
                self._lost.append(row.line)
            return
        if self._open is None:
            return
        if not self._open.rows and not self._open.borrowed and self._is_below_heading(row):
            return
        if self._repeated and _starts_over(self._open.rows, row):
            self._start(self._open.headings)
            self._open.doubts.append("số thứ tự bắt đầu lại dưới dòng tiêu đề lặp: coi là bảng mới, chưa có tên bảng")
        row.after_break = self._break
        self._break = self._repeated = False
        self._open.rows.append(row)
        self._rejoin(row)

    def _rejoin(self, row: Row) -> None:
        """Join a table to the one before where only a stray line and repeated headings stand between their rows."""
        if len(self.tables) < 2 or self._open is None or len(self._open.rows) != 1:
            return
        before = self.tables[-2]
        if before.headings != self._open.headings or self._open.borrowed or any(map(_is_title, self._open.titles)):
            return
        if self._open.titles and _runs_on(before.rows[-1:], row):
            before.doubts += [f"dòng chữ giữa bảng đã bỏ ra: «{shown(title)}»" for title in self._open.titles]
            self.tables.pop()
            row.after_break = True
            before.rows.append(row)
            self._open = before

    def _start_without_heading(self, row: Row) -> bool:
        """Begin a table at a row that has no headings above it, where the row can be one of a table of tasks."""
        before = self.tables[-1] if self.tables else None
        if before is None:
            if not self._has_headings and len(row.cells) >= 3:
                self._start(None)
            return not self._has_headings and len(row.cells) >= 3
        if len(row.cells) < 3 or (before.headings is not None and len(row.cells) > len(before.headings) + 2):
            return False
        self._continue_or_start(before, row)
        return True

    def _continue_or_start(self, before: Table, row: Row) -> None:
        """Text between two rows ends a table, unless the numbers run on: then it was printed between two pages."""
        if _runs_on(before.rows[-1:], row) and not any(map(_is_title, self._titles)):
            before.doubts += [f"dòng chữ giữa bảng đã bỏ ra: «{shown(title)}»" for title in self._titles]
            self._titles = []
            self._open = before
            self._break = True
        else:
            self._start(before.headings, borrowed=before.headings is not None)

    def _is_below_heading(self, row: Row) -> bool:
        """Take in a row of sub-headings, and drop a row that numbers the columns."""
        table = self._open
        if table is None or table.headings is None:
            return False
        if is_counter_row(row.cells):
            return True
        if not is_subheading_row(row.cells):
            return False
        width = max(len(table.headings), len(row.cells))
        above = [*table.headings, *[""] * (width - len(table.headings))]
        below = [*row.cells, *[""] * (width - len(row.cells))]
        table.headings = [under or over for over, under in zip(above, below, strict=True)]
        return True


def _is_end(row: Row) -> bool:
    return any(_END.match(fold(cell)) for _, cell in row.filled()[:2])


def _starts_over(rows: Sequence[Row], row: Row) -> bool:
    """Whether a row begins with the number that the table began with, so that another table begins here."""
    if not rows or not row.cells[0] or row.cells[0] != rows[0].cells[0]:
        return False
    number = parse_ordinal(row.cells[0])
    numbers = [found for one in rows if (found := parse_ordinal(one.cells[0]))]
    rising = all(after.follows(one) for one, after in pairwise(numbers))
    return number is not None and number.value == 1 and (number.kind <= Kind.UPPER or rising)


def _runs_on(last: Sequence[Row], row: Row) -> bool:
    if not last:
        return False
    number = parse_ordinal(row.cells[0])
    before = parse_ordinal(last[0].cells[0])
    return not row.cells[0] or (number is not None and before is not None and number.follows(before))
