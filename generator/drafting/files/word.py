"""Word files: paragraphs, tables with merged cells, automatic numbers, text boxes and notes, as the printed page shows them.

Of tracked changes the final text is taken, as if every change were accepted; what is hidden is not printed and left out, and
said. Element names are those of ECMA-376 part 1.
"""

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as PART
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.parser import parse_xml

from generator.drafting.files.document import (
    Block,
    Cell,
    OfficeFile,
    Paragraph,
    TableBlock,
    TableRow,
    grid_of,
    without_empty_columns,
)
from generator.drafting.files.formats import BROKEN, RefusalError
from generator.drafting.files.numbering import Numbering, W, read_numbering, whole
from generator.text.legacy import Encoding, convert, font_encoding

_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_GONE = {W + name for name in ("del", "moveFrom", "rPr", "pPr", "instrText", "delText")}
_BOXES = {W + "drawing", W + "pict", W + "object", _CHOICE + "AlternateContent"}
_WRAPPERS = {W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}

NEAR = 250
"""Twentieths of a point within which two edges of cells are one: Word's grid has splinters where a mouse drew it."""

MOST_NESTED = 8


def read_word(raw: bytes) -> OfficeFile:
    """The document of a .docx file that :func:`generator.drafting.files.formats.format_of` has let through."""
    try:
        package = docx.Document(io.BytesIO(raw))
        return _Reader(package).read()
    except (PackageNotFoundError, *BROKEN) as error:
        hint = "mở bằng Word rồi lưu lại dạng .docx, hoặc xin lại tệp gốc"
        raise RefusalError("tệp Word hỏng, không đọc được", hint) from error


class _Reader:
    """Reads one file; the lists count on from paragraph to paragraph."""

    def __init__(self, package: Any) -> None:
        self._body = package.element.body
        self._numbering: Numbering = read_numbering(_part(package, PART.NUMBERING))
        self._styles = _styles(_part(package, PART.STYLES))
        self._notes = {
            str(note.get(W + "id")): note for kind in (PART.FOOTNOTES, PART.ENDNOTES) for note in _notes(package, kind)
        }
        self._cited: list[str] = []
        self._hidden_rows = 0
        self._changed = False

    def read(self) -> OfficeFile:
        found = OfficeFile(list(self._blocks(self._body, 0)))
        for note in self._cited:
            text = "\n".join(block.text for block in self._blocks(self._notes[note], 0) if isinstance(block, Paragraph))
            if text.strip():
                found.blocks.append(Paragraph(text.strip()))
        if self._hidden_rows:
            found.notes.append(f"bỏ {self._hidden_rows} dòng bảng bị ẩn trong tệp Word (không in ra)")
        if self._changed:
            found.notes.append(
                "tệp còn dấu sửa (Track Changes): lấy chữ sau khi chấp nhận mọi sửa đổi; cần bản trước khi sửa thì trong Word "
                "chọn «Từ chối tất cả thay đổi», lưu lại rồi chạy lại"
            )
        return found

    def _blocks(self, container: Any, depth: int) -> Iterator[Block]:
        """Paragraphs and tables in order, through the wrappers around them; a deleted end joins two paragraphs."""
        joined: Paragraph | None = None
        for element in _flat(container):
            if element.tag == W + "tbl":
                if joined is not None:
                    yield joined
                    joined = None
                yield from self._table(element, depth)
            elif element.tag == W + "p":
                paragraph, boxes = self._paragraph(element)
                if joined is not None:
                    paragraph = Paragraph(joined.text + paragraph.text, joined.bold)
                    joined = None
                if _is(element, "pPr", "rPr", "del"):
                    joined = paragraph
                    continue
                yield paragraph
                for box in boxes if depth < MOST_NESTED else ():
                    yield from self._blocks(box, depth + 1)
        if joined is not None:
            yield joined

    # Paragraphs.

    def _paragraph(self, element: Any) -> tuple[Paragraph, list[Any]]:
        boxes: list[Any] = []
        bolds: list[tuple[str, bool]] = []
        for text, bold in self._runs(element, boxes):
            bolds.append((text, bold))
        text = "".join(part for part, _ in bolds)
        deleted = _is(element, "pPr", "rPr", "del") and not text
        number = "" if deleted else self._number(element)
        filled = [bold for part, bold in bolds if part.strip()]
        return Paragraph(f"{number} {text}".strip(" ") if number else text, bool(filled) and all(filled)), boxes

    def _number(self, element: Any) -> str:
        properties = element.find(W + "pPr")
        held = None if properties is None else properties.find(W + "numPr")
        style = None if properties is None else properties.find(W + "pStyle")
        number, level = _number_of(held)
        seen = 0
        name = None if style is None else str(style.get(W + "val"))
        while name in self._styles and seen < 20 and (number is None or level is None):
            basis, its_number, its_level = self._styles[name]
            number = its_number if number is None else number
            level = its_level if level is None else level
            name, seen = basis, seen + 1
        return "" if number in (None, "0") else self._numbering.next(str(number), level or 0)

    def _runs(self, element: Any, boxes: list[Any]) -> Iterator[tuple[str, bool]]:
        for child in element:
            tag = child.tag
            if tag in _GONE:
                self._changed = self._changed or tag in (W + "del", W + "moveFrom")
            elif tag == W + "r":
                if not _is(child, "rPr", "vanish"):
                    yield self._run(child, boxes), _is(child, "rPr", "b")
            elif tag in _BOXES:
                boxes += _text_boxes(child)
            elif tag == _MATH_TEXT:
                yield child.text or "", False
            elif isinstance(tag, str):
                self._changed = self._changed or tag == W + "ins"
                yield from self._runs(child, boxes)

    def _run(self, run: Any, boxes: list[Any]) -> str:
        parts = [self._piece(child, boxes) for child in run]
        text = "".join(parts)
        font = run.find(f"{W}rPr/{W}rFonts")
        name = "" if font is None else str(font.get(W + "ascii") or font.get(W + "hAnsi") or "")
        encoding = font_encoding(name)
        if encoding is Encoding.UNICODE or any(letter > "\xff" for letter in text):
            return text
        plain = convert(text, encoding)
        return plain.upper() if encoding is Encoding.TCVN3 and name.upper().endswith("H") else plain

    def _piece(self, child: Any, boxes: list[Any]) -> str:
        name = str(child.tag).removeprefix(W)
        if name == "t":
            return str(child.text or "").replace("\n", " ")
        if name in ("footnoteReference", "endnoteReference"):
            note = str(child.get(W + "id"))
            if note in self._notes and note not in self._cited:
                self._cited.append(note)
        elif child.tag in _BOXES:
            boxes += _text_boxes(child)
        elif name == "br":
            return "" if child.get(W + "type") in ("page", "column") else "\n"
        return {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "sym": "-"}.get(name, "")

    # Tables.

    def _table(self, table: Any, depth: int) -> Iterator[Block]:
        rows = [row for row in _flat(table, W + "tr") if not self._is_left_out(row)]
        edges = _edges(table, rows)
        spans: list[tuple[int, int, int, int, Cell]] = []
        nested: list[Block] = []
        open_cells: dict[int, int] = {}
        for at, row in enumerate(rows):
            for left, width, element in _places(row, edges):
                if _continues(element) and left in open_cells:
                    top, start, _, span, cell = spans[open_cells[left]]
                    spans[open_cells[left]] = (top, start, at - top + 1, span, cell)
                    continue
                cell, inner = self._cell(element, depth)
                nested += inner
                open_cells = {column: one for column, one in open_cells.items() if not left <= column < left + width}
                open_cells[left] = len(spans)
                spans.append((at, left, 1, width, cell))
        grid = grid_of(spans, len(rows), len(edges))
        whole = {left for _, left, _, width, _ in spans if width == 1}
        grid = without_empty_columns(
            grid, () if TableBlock([TableRow(row) for row in grid]).heading_at() is not None else whole
        )
        block = TableBlock([TableRow(cells) for cells in grid if cells])
        if nested and block.width <= 2:  # a frame drawn as a table of one or two cells around the real ones
            yield from self._unframed(rows, depth)
        elif block.rows:
            yield block
            yield from nested

    def _unframed(self, rows: list[Any], depth: int) -> Iterator[Block]:
        for row in rows:
            for cell in _flat(row, W + "tc"):
                yield from self._blocks(cell, depth + 1)

    def _is_left_out(self, row: Any) -> bool:
        if _is(row, "trPr", "del"):
            self._changed = True
            return True
        hidden = _is(row, "trPr", "hidden")
        self._hidden_rows += hidden
        return hidden

    def _cell(self, element: Any, depth: int) -> tuple[Cell, list[Block]]:
        """A cell's text, and the tables in it that have columns of their own."""
        lines: list[str] = []
        bolds: list[bool] = []
        nested: list[Block] = []
        for block in self._blocks(element, depth + 1) if depth < MOST_NESTED else ():
            if isinstance(block, Paragraph):
                lines += [" ".join(line.split()) for line in block.text.split("\n")]
                bolds += [block.bold] if block.text.strip() else []
            elif block.heading_at() is not None:
                nested.append(block)
            else:
                lines += [" ".join(text for text in row.texts() if text).replace("\n", " ") for row in block.rows]
        return Cell("\n".join(filter(None, lines)), bool(bolds) and all(bolds)), nested


def _flat(container: Any, wanted: str = "") -> Iterator[Any]:
    """The paragraphs and tables (or rows, or cells) of a container, through the wrappers around them."""
    for child in container:
        if child.tag in _WRAPPERS:
            yield from _flat(child, wanted)
        elif (child.tag == wanted) if wanted else child.tag in (W + "p", W + "tbl"):
            yield child


def _is(element: Any, *path: str) -> bool:
    """Whether a property is set: there, and not switched off."""
    found = element.find("/".join(W + name for name in path))
    return found is not None and found.get(W + "val") not in ("0", "false", "off")


def _continues(cell: Any) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(W + "val", "continue") == "continue"


def _places(row: Any, edges: dict[int, int]) -> Iterator[tuple[int, int, Any]]:
    """The column at which each cell of a row begins, and the columns it covers, on the merged grid."""
    at = _span(row, f"{W}trPr/{W}gridBefore", 0)
    for cell in _flat(row, W + "tc"):
        width = _span(cell, f"{W}tcPr/{W}gridSpan", 1)
        left, right = edges.get(at, at), edges.get(at + width, at + width)
        yield left, max(1, right - left), cell
        at += width


def _span(element: Any, path: str, default: int) -> int:
    found = element.find(path)
    return default if found is None else min(max(whole(found.get(W + "val"), default), default), 200)


def _edges(table: Any, rows: list[Any]) -> dict[int, int]:
    """For each edge of Word's grid the column that it begins on a grid without splinters."""
    widths = [whole(column.get(W + "w"), 1000) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
    needed = max(
        (sum(_span(cell, f"{W}tcPr/{W}gridSpan", 1) for cell in _flat(row, W + "tc")) for row in rows), default=1
    )
    needed += max((_span(row, f"{W}trPr/{W}gridBefore", 0) for row in rows), default=0)
    widths += [1000] * (needed - len(widths))
    edges, column, last = {0: 0}, 0, 0
    position = 0
    for at, width in enumerate(widths, start=1):
        position += width
        if position - last > NEAR:
            column, last = column + 1, position
        edges[at] = column
    return edges


def _text_boxes(element: Any) -> list[Any]:
    """The boxes of text in a drawing; of a drawing given twice, for new and old programs, the first."""
    choice = element.find(_CHOICE + "Choice") if element.tag == _CHOICE + "AlternateContent" else element
    return [] if choice is None else list(choice.iter(W + "txbxContent"))


def _part(package: Any, kind: str) -> Any:
    try:
        part = package.part.part_related_by(kind)
    except KeyError:
        return None
    return part.element if hasattr(part, "element") else parse_xml(part.blob)


def _notes(package: Any, kind: str) -> list[Any]:
    root = _part(package, kind)
    return [] if root is None else [note for note in root if note.get(W + "type") in (None, "normal")]


def _styles(root: Any) -> dict[str | None, tuple[str | None, str | None, int | None]]:
    """Of each paragraph style the one it is based on, and the list and level that it sets."""
    found: dict[str | None, tuple[str | None, str | None, int | None]] = {}
    for style in () if root is None else root.iter(W + "style"):
        basis = style.find(W + "basedOn")
        number, level = _number_of(style.find(f"{W}pPr/{W}numPr"))
        found[style.get(W + "styleId")] = (None if basis is None else basis.get(W + "val"), number, level)
    return found


def _number_of(properties: Any) -> tuple[str | None, int | None]:
    if properties is None:
        return None, None
    number, level = properties.find(W + "numId"), properties.find(W + "ilvl")
    return (
        None if number is None else str(number.get(W + "val")),
        None if level is None else whole(level.get(W + "val")),
    )
