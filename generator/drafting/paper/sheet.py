"""The sheet of an official document in Word: A4, margins, letters, page numbers, and paragraphs, after Nghị định 30/2020/NĐ-CP,
phụ lục I. Element names are those of ECMA-376 part 1.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from generator.model.report import Amendment

FONT, LANGUAGE = "Times New Roman", "vi-VN"
SIZE = 13
"""Points; phụ lục I, mục I allows 13 and 14 for the text."""

SMALL = 12
"""Points of the heads of both columns and of the cells of tables."""

LONG, SHORT = 297, 210
"""Millimetres of A4."""

LEFT, RIGHT, ABOVE, BELOW = 30, 15, 20, 20
"""Millimetres of the margins: 30–35, 15–20, 20–25, 20–25."""

MARGIN = 1
"""Millimetres between the edge of a cell and its text."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class Sheet:
    """One document while it is written."""

    document: Any = field(default_factory=docx.Document)
    _marks: int = 0
    _lying: bool = False

    def __post_init__(self) -> None:
        first = self.document.sections[0]
        _lay(first, lying=False)
        _number_pages(first)
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = FONT, Pt(SIZE)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
        style.paragraph_format.space_after = Pt(0)
        mark(style.element.rPr, "w:lang", val=LANGUAGE)  # else Word underlines every word

    @property
    def width(self) -> int:
        """Millimetres between the margins."""
        return (LONG if self._lying else SHORT) - LEFT - RIGHT

    def begin_annex(self) -> None:
        """A new page, lying, that counts from one again."""
        annex = self.document.add_section()
        self._lying = True
        _lay(annex, lying=True)
        _number_pages(annex)

    def saved(self, title: str, day: date) -> bytes:
        """The document as a file that does not remember when it was written."""
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = title[:250], "", ""
        properties.language = LANGUAGE
        properties.created = properties.modified = datetime.combine(day, time())
        out = io.BytesIO()
        self.document.save(out)
        return _timeless(out.getvalue())

    # Paragraphs.

    def body(self, text: str, *, bold: bool = False, italic: bool = False) -> Any:
        """Running text, a paragraph a line: both edges straight, the first line 10 mm in, 6 points below."""
        paragraph = None
        for line in text.split("\n"):
            paragraph = self._body_paragraph()
            run = paragraph.add_run(line)
            run.bold, run.italic = bold, italic
        return paragraph

    def led(self, lead: str, text: str, *, bold: bool = False) -> None:
        """A paragraph that begins with its number in bold: «Điều 1. …»; ``bold``: all of it."""
        paragraph = self._body_paragraph()
        paragraph.paragraph_format.keep_with_next = not text  # a title does not end a page
        paragraph.add_run(lead).bold = True
        paragraph.add_run(f" {text}" if text else "").bold = bold

    def centred(
        self, text: str, *, bold: bool = False, italic: bool = False, above: int = 0, new_page: bool = False
    ) -> None:
        """Lines in the middle; ``above``: points of space before the first, which may begin a page."""
        for at, line in enumerate(text.split("\n")):
            paragraph = self.document.add_paragraph()
            paragraph.paragraph_format.page_break_before = True if new_page and not at else None
            paragraph.paragraph_format.keep_with_next = True if bold else None
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_before = Pt(0 if at else above)
            run = paragraph.add_run(line)
            run.bold, run.italic = bold, italic

    def rule(self, millimetres: int) -> None:
        """The thin line below a title, in the middle."""
        _draw_rule(self.document.add_paragraph(), self.width, millimetres, below=6)

    def _body_paragraph(self) -> Any:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Mm(10)
        paragraph.paragraph_format.space_after = Pt(6)
        return paragraph

    # Tables.

    def table(self, widths: Sequence[float], *, ruled: bool) -> Any:
        """A table of one row, its columns ``widths`` millimetres wide."""
        table = self.document.add_table(1, len(widths))
        table.style = "Table Grid" if ruled else "Normal Table"
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        margins = OxmlElement("w:tblCellMar")
        table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption")
        for side in ("left", "right"):
            mark(margins, f"w:{side}", w=str(MARGIN * 57), type="dxa")
        fit_row(table, table.rows[0])
        return table

    # Amendments, as Word's tracked changes.

    def tracked(self, paragraph: Any, kind: str, text: str, amendment: Amendment, *, size: int | None = None) -> None:
        """Text that an amendment inserted (``w:ins``) or deleted (``w:del``), with the amending document as the author."""
        run = mark(self.change(paragraph._p, kind, amendment), "w:r")
        if size is not None:
            mark(mark(run, "w:rPr"), "w:sz", val=str(2 * size))
        for at, line in enumerate(text.split("\n")):
            if at:
                mark(run, "w:br")
            words = mark(run, "w:delText" if kind == "w:del" else "w:t")
            words.text = line
            words.set(_SPACE, "preserve")

    def changed(self, text: str, kind: str, amendment: Amendment) -> None:
        """A paragraph that an amendment inserted (``w:ins``) or deleted (``w:del``) as a whole."""
        paragraph = self._body_paragraph()
        self.change(mark(paragraph._p.get_or_add_pPr(), "w:rPr"), kind, amendment)
        self.tracked(paragraph, kind, text, amendment)

    def change(self, element: Any, kind: str, amendment: Amendment) -> Any:
        """The mark of a change inside an element, dated with the day from which the amendment counts."""
        self._marks += 1
        day = f"{amendment.from_day}T00:00:00Z"
        return mark(element, kind, id=str(self._marks), author=amendment.document, date=day)


def _lay(section: Any, *, lying: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(LONG), Mm(SHORT)) if lying else (Mm(SHORT), Mm(LONG))
    section.top_margin, section.bottom_margin = Mm(ABOVE), Mm(BELOW)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = Mm(10)


def _number_pages(section: Any) -> None:
    """Pages are numbered from the second, centred above the text (phụ lục I, «Số trang văn bản»); an annex counts anew."""
    section.different_first_page_header_footer = True
    if section._sectPr.find(qn("w:pgNumType")) is None:  # a later section is a copy of the one before
        begin = mark(section._sectPr, "w:pgNumType", start="1")
        section._sectPr.find(qn("w:pgMar")).addnext(begin)  # where the schema wants it
    if section.header.is_linked_to_previous and section.header._element.find(f".//{qn('w:fldSimple')}") is not None:
        return  # the header of the section before is this one's
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    number = mark(paragraph._p, "w:fldSimple", instr=" PAGE ")
    mark(mark(number, "w:r"), "w:t").text = "2"


def centre(
    cell: Any, lines: Sequence[str], *, bold: bool = False, italic: bool = False, size: int | None = None
) -> None:
    """Lines in the middle of a cell, after what it holds."""
    for line in lines:
        paragraph = next_paragraph(cell)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(line)
        run.bold, run.italic = bold, italic
        run.font.size = Pt(size) if size else None


def next_paragraph(cell: Any) -> Any:
    """The cell's first paragraph while it is empty, then new ones."""
    first = cell.paragraphs[0]
    return first if len(cell.paragraphs) == 1 and not len(first._p) else cell.add_paragraph()


def rule_in(cell: Any, width: float, millimetres: float) -> None:
    """A thin line in the middle of a cell ``width`` millimetres wide."""
    _draw_rule(cell.add_paragraph(), width, millimetres)


def _draw_rule(paragraph: Any, width: float, length: float, *, below: int = 2) -> None:
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm(max(0.0, (width - length) / 2))
    form.space_before, form.space_after, form.line_spacing = Pt(3), Pt(below), Pt(2)
    borders = OxmlElement("w:pBdr")
    mark(borders, "w:top", val="single", sz="6", space="1", color="auto")
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:spacing", "w:ind", "w:jc", "w:rPr")


def fit_row(table: Any, row: Any) -> None:
    """Give each cell the width of its column, which Word wants to read in every row."""
    for cell, column in zip(row.cells, table.columns, strict=False):
        cell.width = column.width


def mark(element: Any, name: str, **attributes: str) -> Any:
    """A new last child of an element."""
    child = OxmlElement(name)
    for key, value in attributes.items():
        child.set(qn(f"w:{key}"), value)
    element.append(child)
    return child


def _timeless(raw: bytes) -> bytes:
    """The same parts in an archive that does not remember when it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in given.infolist():
            archive.writestr(zipfile.ZipInfo(part.filename), given.read(part), zipfile.ZIP_DEFLATED)
    return out.getvalue()
