"""A file as one neutral document: paragraphs and tables of real cells, in printed order, whatever format they came in.

The text that a plan will quote (``source.txt``) is written from the same document from which the draft is read, so that every
field of the draft is found there by construction.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from generator.drafting.table.headings import is_heading_row
from generator.drafting.table.ordinals import parse_ordinal
from generator.text.vietnamese import fold

MOST_LAYOUT = 3
"""Columns of a table that only sets things side by side: the head of a document, the recipients beside the signature."""


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line of a cell; ``typed``: whoever wrote it ended the line above, for there was room."""

    text: str
    typed: bool = False


@dataclass(slots=True)
class Cell:
    """One cell of the printed grid. A merged cell stands in its first place; the places it covers say where it came from."""

    text: str = ""
    """Paragraphs as lines; in a place covered from above, the text of the merged cell again."""
    bold: bool = False
    from_above: bool = False
    from_left: bool = False
    lines: tuple[Line, ...] = ()
    """Of a PDF: the text as its printed lines."""


@dataclass(slots=True)
class TableRow:
    """One row; ``page_break``: the row is the first on its page, so that the row above may go on in it."""

    cells: list[Cell]
    page_break: bool = False
    line: int = 0
    """Its line in the source, counted from 1; set when the source is written."""

    def texts(self) -> list[str]:
        return [cell.text for cell in self.cells]


@dataclass(slots=True)
class TableBlock:
    """One table."""

    rows: list[TableRow]
    layout: bool = False
    """Whether the table only sets texts side by side; see :func:`settle_layouts`."""

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)

    def heading_at(self) -> int | None:
        """Which of the first rows names the columns; None where none does."""
        return next((at for at, row in enumerate(self.rows[:30]) if is_heading_row(flat_cells(row))), None)


@dataclass(slots=True)
class Paragraph:
    """Text outside every table; ``\\t`` sets apart what is printed side by side."""

    text: str
    bold: bool = False


Block = Paragraph | TableBlock


@dataclass(slots=True)
class OfficeFile:
    """What a reader made of a file. ``notes`` say what was left out or restored; ``doubts`` are questions to the officer."""

    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def texts(self) -> Iterator[str]:
        """Every text of the file once, a merged cell once."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            else:
                yield from (cell.text for row in block.rows for cell in row.cells if not cell.from_above)


def settle_layouts(document: OfficeFile) -> None:
    """Say which tables only set texts side by side: few columns, no row that names them, and not the rest of one that has."""
    named: set[int] = set()
    for block in document.blocks:
        if not isinstance(block, TableBlock):
            continue
        if block.heading_at() is not None:
            named.add(block.width)
        elif block.width <= MOST_LAYOUT and len(block.rows) <= 12:
            counted = any(parse_ordinal(cell.text) for row in block.rows for cell in row.cells[:1])
            block.layout = not (block.width in named and (counted or block.rows[0].page_break))


_SET_SIDE_BY_SIDE = re.compile(r"cong hoa xa hoi|doc lap|noi nhan|so:|luu: ?vt|nguoi lap|ky ten|thu truong")
"""The head of a document, its recipients beside who signs (Nghị định 30/2020/NĐ-CP, phụ lục I)."""


def unread_tables(document: OfficeFile) -> Iterator[str]:
    """A doubt for each small table that is taken for texts side by side and may be one of tasks under names nobody knows."""
    for block in document.blocks:
        if not isinstance(block, TableBlock) or not block.layout or len(block.rows) < MOST_LAYOUT:
            continue
        rows = [list(filter(None, flat_cells(row))) for row in block.rows]
        if any(_SET_SIDE_BY_SIDE.search(fold(cell)) for row in rows for cell in row):
            continue
        if 3 * sum(len(row) >= 2 for row in rows) > 2 * len(rows):
            shown = " | ".join(rows[0])[:80]
            yield f"bảng nhỏ «{shown}» không có tiêu đề cột quen thuộc nên chưa đọc: có nhiệm vụ, chỉ tiêu nào trong đó không?"


_YEAR = re.compile(r"/(\d{1,3})\Z")
_DIGITS = re.compile(r"\d{1,3}(?!\d)")


def unwrapped(text: str, more: str) -> str:
    """A line and the one that it wrapped into: «118/2025/NĐ-» and «CP», «15/12/20» and «26» close up, other words stay apart."""
    begun, rest = _YEAR.search(text), _DIGITS.match(more)
    year = f"{begun.group(1)}{rest.group()}" if begun and rest else ""
    closes = (len(year) == 4 and year.startswith(("19", "20"))) or (text.endswith("-") and text[-2:-1].isalnum())
    return f"{text}{more}" if closes else f"{text} {more}"


def flat_cells(row: TableRow) -> list[str]:
    """The row's texts, each on one line."""
    return [" ".join(cell.text.split()) for cell in row.cells]


def source_of(document: OfficeFile) -> str:
    """The document as the text of a source: a line a paragraph, a line a row with its cells apart by tabs.

    Sets the line of every row. A table that only sets texts side by side is written line by line, as it is printed.
    """
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines += [line.strip(" ") for line in block.text.split("\n")]
            continue
        if lines and lines[-1]:
            lines.append("")
        for row in block.rows:
            row.line = len(lines) + 1
            lines += _side_by_side(row) if block.layout else ["\t".join(flat_cells(row)).rstrip()]
        lines.append("")
    return "\n".join(_without_runs_of_blanks(lines, document)).strip("\n") + "\n"


def _side_by_side(row: TableRow) -> list[str]:
    columns = [[] if cell.from_above else cell.text.split("\n") for cell in row.cells if not cell.from_left]
    return ["\t".join(parts).rstrip() for parts in zip_longest(*columns, fillvalue="")] or [""]


def _without_runs_of_blanks(lines: list[str], document: OfficeFile) -> list[str]:
    """One blank line for several; the rows' lines move with them."""
    kept: list[str] = []
    moved: dict[int, int] = {}
    for at, line in enumerate(lines, start=1):
        if line.strip() or (kept and kept[-1]):
            kept.append(line)
        moved[at] = max(1, len(kept))
    for block in document.blocks:
        for row in block.rows if isinstance(block, TableBlock) else ():
            row.line = moved.get(row.line, row.line)
    return kept


def grid_of(spans: list[tuple[int, int, int, int, Cell]], rows: int, columns: int) -> list[list[Cell]]:
    """A grid from cells with their places (row, column, rows covered, columns covered)."""
    grid = [[Cell() for _ in range(columns)] for _ in range(rows)]
    for top, left, height, width, cell in spans:
        for row in range(top, min(top + height, rows)):
            for column in range(left, min(left + width, columns)):
                above, beside = row > top, column > left
                text = cell.text if not beside else ""
                lines = () if beside else cell.lines
                grid[row][column] = Cell(text, cell.bold, above and not beside, beside, lines)
    return grid


def without_empty_columns(rows: list[list[Cell]], kept_anyway: Collection[int] = ()) -> list[list[Cell]]:
    """The rows without columns in which no cell begins or holds anything: a grid's splinters, a sheet's margins.

    ``kept_anyway`` are columns that stay though nothing stands in them: those of a table that goes on without its headings.
    """
    width = max(map(len, rows), default=0)
    squared = [[*row, *[Cell() for _ in range(width - len(row))]] for row in rows]
    kept = [
        at for at in range(width) if at in kept_anyway or any(row[at].text and not row[at].from_left for row in squared)
    ]
    return [[row[at] for at in kept] for row in squared]
