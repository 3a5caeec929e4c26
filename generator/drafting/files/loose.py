"""Tables that lost their grid on the way through a clipboard: cells apart by tabs or bars in a line of text, or one cell a line.

A row of headings says how many cells a row has. Rows with another number of cells would be guesses: a table of one cell a line in
which the numbers do not stand exactly where the headings put them is refused, because a shifted row looks like a right one.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from generator.drafting.files.document import Block, Cell, OfficeFile, Paragraph, TableBlock, TableRow
from generator.drafting.files.formats import RefusalError
from generator.drafting.table.events import Event, Text
from generator.drafting.table.headings import is_heading_row
from generator.drafting.table.ordinals import Kind, parse_ordinal, split_fused
from generator.drafting.table.phrases import looks_like_body, looks_like_time
from generator.drafting.table.roles import Role, role_of
from generator.text.vietnamese import fold

LOST = "bảng trong tệp không còn cột, không đọc được nhiệm vụ"
LOST_HINT = (
    "chép ra từ PDF thì mất cột: dùng chính tệp PDF hay tốt hơn là tệp Word; PDF không kẻ bảng thì dùng tệp Word"
)

FEWEST, MOST = 3, 9
"""Cells of a row that is printed one cell a line."""

LONGEST = 60
"""Characters of one heading that stands on a line of its own."""

_ENDS = re.compile(r"noi nhan\b|(?:tm|kt|tl|tuq)\. ?[a-z]|phu luc\b|tong cong|ghi chu:")


def read_loose(text: str) -> OfficeFile | None:
    """A text whose tables are kept by bars, or by one cell a line; None where it has no such table.

    Raises :class:`RefusalError` where headings stand one a line and the rows below them do not fit.
    """
    lines = [line.strip() for line in text.split("\n")]
    barred = sum("|" in line for line in lines) >= FEWEST
    if barred:
        lines = [
            line.removesuffix("|").rstrip().replace(" | ", "\t").replace("|", "\t") for line in lines if line != "|"
        ]
    blocks: list[Block] = [Paragraph(line) for line in lines]
    blocks = list(tabbed(blocks)) if barred else blocks
    if not any(isinstance(block, TableBlock) for block in blocks):
        blocks = list(_stacked([line for line in lines if line or not barred]))
    return OfficeFile(blocks) if any(isinstance(block, TableBlock) for block in blocks) else None


# Cells apart by tabs.


def tabbed(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with lines of text that a tab cuts into the cells of a table as that table, from its row of headings on."""
    rows: list[TableRow] = []
    for block in blocks:
        cells = _cells(block)
        if cells and (is_heading_row(cells) if not rows else _fits(cells, len(rows[0].cells))):
            width = len(rows[0].cells) if rows else len(cells)
            rows.append(TableRow([Cell(text) for text in [*cells, *[""] * (width - len(cells))]]))
            continue
        yield from _closed(rows)
        rows = []
        yield block
    yield from _closed(rows)


def _cells(block: Block) -> list[str]:
    if not isinstance(block, Paragraph) or "\t" not in block.text or "\n" in block.text:
        return []
    return [" ".join(cell.split()) for cell in block.text.split("\t")]


def _fits(cells: Sequence[str], width: int) -> bool:
    """A whole row, or the title of a section: its number and its text."""
    return len(cells) == width or (len(cells) == 2 and parse_ordinal(cells[0]) is not None)


def _closed(rows: list[TableRow]) -> Iterator[Block]:
    if len(rows) > 1:
        yield TableBlock(rows)
    elif rows:
        yield Paragraph("\t".join(rows[0].texts()))


# One cell a line.


def _stacked(lines: Sequence[str]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        width = _heading_width(lines, at)
        if not width:
            yield Paragraph(lines[at])
            at += 1
            continue
        rows, after = _rows(lines, at + width, width)
        if not _plausible(lines[at : at + width], rows):
            raise RefusalError(LOST, LOST_HINT)
        yield TableBlock([TableRow([Cell(text) for text in row]) for row in (lines[at : at + width], *rows)])
        at = after


def _heading_width(lines: Sequence[str], at: int) -> int:
    """How many lines from here on are headings, each on a line of its own, with a number below the last; 0 for none."""
    if role_of(lines[at]) is not Role.NO or not 1 <= len(lines[at]) <= LONGEST:
        return 0
    run = list(takewhile(lambda line: line and len(line) <= LONGEST and not parse_ordinal(line), lines[at : at + MOST]))
    below = at + len(run)
    numbered = below < len(lines) and parse_ordinal(lines[below]) is not None
    return len(run) if len(run) >= FEWEST and numbered and is_heading_row(run) else 0


def _rows(lines: Sequence[str], at: int, width: int) -> tuple[list[list[str]], int]:
    """Rows of so many lines, each beginning with a number, up to the text below the table; [] where one does not fit."""
    rows: list[list[str]] = []
    while at < len(lines) and (number := parse_ordinal(lines[at])) is not None:
        size = 2 if number.kind <= Kind.UPPER and _begins(lines, at + 2) else width
        row = list(lines[at : at + size])
        if len(row) < size or not all(row) or any(map(parse_ordinal, row[1:])):
            return [], at
        rows.append([*row, *[""] * (width - size)])
        at += size
    ended = at >= len(lines) or not lines[at] or _ENDS.match(fold(lines[at])) or split_fused(lines[at]) is not None
    return (rows, at) if ended else ([], at)


def _begins(lines: Sequence[str], at: int) -> bool:
    return at < len(lines) and parse_ordinal(lines[at]) is not None


def _plausible(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether most cells below headings of bodies and of times look like what they should be."""
    whole = [row for row in rows if row[-1]]
    for at, heading in enumerate(headings):
        fits = {Role.LEAD: looks_like_body, Role.COORDINATING: looks_like_body, Role.DEADLINE: looks_like_time}.get(
            role_of(heading) or Role.OTHER
        )
        if fits is not None and 5 * sum(fits(row[at]) for row in whole) < 4 * len(whole):
            return False
    return bool(whole)


# Prose.


def rejoined(events: Sequence[Event]) -> list[Event]:
    """Lines of text that break inside a sentence as one: the line above is as wide as lines get, the next word had no room."""
    widths = sorted((len(event.text) for event in events if isinstance(event, Text)), reverse=True)
    widest = widths[len(widths) // 20] if widths else 0
    if not 30 <= widest <= 120 or sum(width > 0.85 * widest for width in widths) < 4:
        return list(events)
    joined: list[Event] = []
    last = ""
    for event in events:
        above = joined[-1] if joined else None
        if isinstance(event, Text) and isinstance(above, Text) and last and _goes_on(last, event.text, widest):
            joined[-1] = Text(f"{above.text} {event.text}")
        else:
            joined.append(event)
        last = event.text if isinstance(event, Text) else ""
    return joined


def _goes_on(above: str, line: str, widest: int) -> bool:
    if len(above) + 1 + len(line.split(maxsplit=1)[0]) <= widest - 3 or above.isupper() != line.isupper():
        return False
    if re.match(r"[-–+•*]\s|Điều \d", line) or split_fused(line) is not None:
        return False
    return not (above.endswith((".", ";", ":", "!", "?")) and not line[0].islower())
