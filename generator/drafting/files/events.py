"""A document of real cells as the events that the reader of tables understands: rows, headings, text, gaps."""

from collections.abc import Iterator

from generator.drafting.files.document import OfficeFile, Paragraph, TableBlock, TableRow, flat_cells
from generator.drafting.table.cells import tidy
from generator.drafting.table.events import Event, Gap, Heading, Row, Text
from generator.drafting.table.headings import is_heading_row


def events_of(document: OfficeFile) -> list[Event]:
    """Every block of the document in order; its tables' rows have their lines once the source is written."""
    return [event for block in document.blocks for event in _events(block)]


def _events(block: Paragraph | TableBlock) -> Iterator[Event]:
    if isinstance(block, Paragraph) or block.layout:
        yield from _text_events(block)
        return
    heading = block.heading_at()
    yield Gap()
    for at, row in enumerate(block.rows):
        if row.page_break:
            yield Gap()
        if heading is not None and at < heading and not _is_table_row(row):
            yield from (Text(text) for text in dict.fromkeys(flat_cells(row)) if text)
        elif at == heading:
            yield Heading(_row(row))
        else:
            yield _row_event(row)
    yield Gap()


def _text_events(block: Paragraph | TableBlock) -> Iterator[Event]:
    texts = [block.text] if isinstance(block, Paragraph) else [cell for row in block.rows for cell in row.texts()]
    bold = isinstance(block, Paragraph) and block.bold
    for text in texts:
        for line in text.split("\n"):
            plain = " ".join(line.split())
            yield Text(plain, bold) if plain else Gap()


def _is_table_row(row: TableRow) -> bool:
    """Whether a row above the headings is one of a table that goes on from the page before."""
    return len([cell for cell in row.cells if cell.text]) >= 3


def _row_event(row: TableRow) -> Event:
    cells = flat_cells(row)
    if not any(cells):
        return Gap()
    return Heading(_row(row)) if is_heading_row(cells) else _row(row)


def _row(row: TableRow) -> Row:
    filled = [cell for cell in row.cells if cell.text and not cell.from_above]
    return Row(
        cells=[tidy(cell.text) for cell in row.cells],
        line=row.line,
        bold=bool(filled) and all(cell.bold for cell in filled[:2]),
        exact=True,
        down=frozenset(at for at, cell in enumerate(row.cells) if cell.from_above),
        spread=_is_spread(row),
    )


def _is_spread(row: TableRow) -> bool:
    covered = longest = 0
    for cell in row.cells:
        covered = covered + 1 if cell.from_left else 1
        longest = max(longest, covered if cell.from_left else 1)
    return longest >= 3 or (longest >= 2 and 2 * longest >= len(row.cells))
