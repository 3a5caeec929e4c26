"""Plain text, CSV and Markdown: text as typed, with the tables in it as real cells."""

import csv
import io
import re
from itertools import pairwise

from generator.drafting.files.aligned import BY_POSITION, Word, find_aligned
from generator.drafting.files.document import Cell, OfficeFile, Paragraph, TableBlock, TableRow

_RULE = re.compile(r"\|?[\s:|-]{3,}\|?")
_SEPARATORS = (";", ",", "\t", "|")


def is_markdown_table(text: str) -> bool:
    """Whether a text holds a table of Markdown: a row of cells between bars above a row of dashes."""
    lines = [line.strip() for line in text.split("\n")]
    return any("|" in line and _is_rule(after) for line, after in pairwise(lines))


def _is_rule(line: str) -> bool:
    return "|" in line and "-" in line and len(line) < 2_000 and _RULE.fullmatch(line) is not None


def read_markdown(text: str) -> OfficeFile:
    """A text with tables of Markdown; what stands outside them is paragraphs."""
    found = OfficeFile()
    rows: list[TableRow] = []
    for line in [*text.split("\n"), ""]:
        plain = line.strip()
        if plain.startswith("|") or (rows and "|" in plain):
            if not _is_rule(plain):
                rows.append(TableRow([Cell(_unmarked(cell)) for cell in _bar_cells(plain)]))
            continue
        if rows:
            found.blocks.append(TableBlock(_squared(rows)))
            rows = []
        found.blocks.append(Paragraph(line.rstrip()))
    return found


def _bar_cells(line: str) -> list[str]:
    inner = line.removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.replace("\0", "|").strip() for cell in inner.replace("\\|", "\0").split("|")]


def _unmarked(cell: str) -> str:
    return re.sub(r"<br ?/?>", "\n", cell).replace("**", "")


def read_aligned(text: str) -> OfficeFile | None:
    """A text whose tables are set with spaces, as a PDF's text keeps its layout; None where it has no such table."""
    lines = [line.rstrip() for line in text.split("\n")]
    places = [at for at, line in enumerate(lines) if line]
    tables = list(find_aligned([_words(lines[at], at) for at in places]))
    if not tables:
        return None
    found = OfficeFile(doubts=[BY_POSITION])
    done = 0
    for table in tables:
        first, last = places[table.first], places[table.last - 1] + 1
        found.blocks += [Paragraph(line) for line in lines[done:first]]
        found.blocks.append(table.block)
        done = last
    found.blocks += [Paragraph(line) for line in lines[done:]]
    return found


LETTER = 3.0
"""The height of a letter in text, in its widths: two spaces set columns apart, one does not."""


def _words(line: str, at: int) -> list[Word]:
    top = at * 1.2 * LETTER
    found = re.finditer(r"\S+", line)
    return [Word(one.group(), float(one.start()), float(one.end()), top, top + LETTER) for one in found]


def read_csv(text: str) -> OfficeFile | None:
    """The rows of a CSV file by the separator that cuts most rows alike; None where no separator cuts them into columns."""
    best: list[list[str]] = []
    for separator in _SEPARATORS:
        rows = list(csv.reader(io.StringIO(text), delimiter=separator))
        if _regularity(rows) > _regularity(best):
            best = rows
    if _regularity(best) < 2:
        return None
    found = OfficeFile()
    run: list[TableRow] = []
    for row in [*best, []]:
        if any(cell.strip() for cell in row):
            run.append(TableRow([Cell("\n".join(filter(None, map(str.strip, cell.split("\n"))))) for cell in row]))
        elif run:
            found.blocks += _text_and_table(_squared(run))
            run = []
    return found


def _regularity(rows: list[list[str]]) -> int:
    """The number of columns that most rows with several have."""
    widths = [len(row) for row in rows if len(row) > 1]
    return (
        max(set(widths), key=lambda width: (widths.count(width), width))
        if widths and 2 * len(widths) >= len(rows)
        else 0
    )


def _text_and_table(rows: list[TableRow]) -> list[Paragraph | TableBlock]:
    block = TableBlock(rows)
    first = block.heading_at() or 0
    above: list[Paragraph | TableBlock] = [
        Paragraph("\t".join(text for text in row.texts() if text)) for row in rows[:first]
    ]
    return [*above, TableBlock(rows[first:]), Paragraph("")]


def _squared(rows: list[TableRow]) -> list[TableRow]:
    width = max(len(row.cells) for row in rows)
    for row in rows:
        row.cells += [Cell() for _ in range(width - len(row.cells))]
    return rows
