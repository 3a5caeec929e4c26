"""Makes real Word, Excel and PDF files for tests, from text as it stands in a source: lines, and rows of cells apart by tabs."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from fpdf import FPDF
from fpdf.fonts import FontFace

from generator.drafting.table.cells import split_lines, tidy
from generator.drafting.table.headings import is_heading_row
from generator.drafting.table.stacked import unstacked

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")
"""A font with Vietnamese letters that the images of CI and ours have."""


@dataclass
class Grid:
    """One table: its rows, and merged areas as (row, column, last row, last column)."""

    rows: list[list[str]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    @property
    def width(self) -> int:
        return max(map(len, self.rows))


def damaged(archive: bytes, part: str, place: str) -> bytes:
    """An Office file of which one byte is another, as a bad disk makes it.

    ``place``: the ``content`` of a part, or what the list of parts says of its ``packing`` or of the ``version`` that is needed
    to unpack it.
    """
    entry = archive.index(part.encode(), archive.index(b"PK\x01\x02")) - 46
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        content = opened.getinfo(part).header_offset + 30 + len(part)
    at = {"content": content, "packing": entry + 10, "version": entry + 6}[place]
    return archive[:at] + b"\xff" + archive[at + 1 :]


def parts_of(text: str) -> Iterator[str | Grid]:
    """A text as lines and tables: neighbouring lines with tabs are one table."""
    rows: list[list[str]] = []
    for line in unstacked(split_lines(text + "\n\n")):
        if len(line.cells) > 1:
            rows.append([tidy(cell) for cell in line.cells])
            continue
        if rows:
            yield Grid([[*row, *[""] * (max(map(len, rows)) - len(row))] for row in rows])
            rows = []
        yield tidy(line.cells[0]).replace("#", "").strip("* ")


def word(parts: Sequence[str | Grid]) -> bytes:
    """A .docx file."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            add_table(document, part)
    return saved(document)


def saved(document: Any) -> bytes:
    """The bytes of a document or a workbook."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def add_table(document: Any, grid: Grid) -> Any:
    """Append a table to a document; a line break in a cell begins a paragraph."""
    table = document.add_table(len(grid.rows), grid.width)
    for at, row in enumerate(grid.rows):
        for column, text in enumerate(row):
            fill(table.cell(at, column), text)
    for top, left, bottom, right in grid.merged:
        text = grid.rows[top][left]
        cell = table.cell(top, left).merge(table.cell(bottom, right))
        for paragraph in cell.paragraphs[1:]:
            paragraph._p.getparent().remove(paragraph._p)
        fill(cell, text)
    return table


def fill(cell: Any, text: str) -> None:
    first, *rest = text.split("\n")
    cell.text = first
    for line in rest:
        cell.add_paragraph(line)


def excel(parts: Sequence[str | Grid]) -> bytes:
    """A .xlsx file of one sheet."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    row = 1
    for part in parts:
        if isinstance(part, str):
            sheet.cell(row, 1, part)
            row += 1
            continue
        for at, cells in enumerate(part.rows):
            for column, text in enumerate(cells, start=1):
                sheet.cell(row + at, column, text or None)
        for top, left, bottom, right in part.merged:
            sheet.merge_cells(start_row=row + top, start_column=left + 1, end_row=row + bottom, end_column=right + 1)
        row += len(part.rows)
    return saved(book)


def pdf(parts: Sequence[str | Grid], *, size: int = 9, widths: Sequence[int] | None = None) -> bytes:
    """A .pdf file with ruled tables that run over pages, their headings repeated."""
    file = FPDF(orientation="landscape", format="A4")
    file.add_font("Serif", "", FONT)
    file.set_font("Serif", size=size)
    file.add_page()
    for part in parts:
        if isinstance(part, str):
            file.multi_cell(0, 5, part or " ", new_x="LMARGIN", new_y="NEXT")
            continue
        repeated = is_heading_row(part.rows[0])
        with file.table(
            headings_style=FontFace(),
            col_widths=widths,
            line_height=4.5,
            text_align="LEFT",
            first_row_as_headings=repeated,
        ) as table:
            for cells in part.rows:
                row = table.row()
                for text in [*cells, *[""] * (part.width - len(cells))]:
                    row.cell(text)
    return bytes(file.output())


def mark(element: Any, name: str, **attributes: str) -> Any:
    """Append an element of Word's to another: ``mark(row._tr.get_or_add_trPr(), "w:hidden")``."""
    child = OxmlElement(name)
    for key, value in attributes.items():
        child.set(qn(f"w:{key}"), value)
    element.append(child)
    return child
