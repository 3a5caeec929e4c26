"""PDF files with a text layer: tables by their ruled lines, paragraphs by the width of their lines.

A PDF holds letters and strokes, no cells. Where a line breaks because the next word would not have fitted, the words are one
paragraph; where it would have fitted, the break was typed. What repeats at the same height on every page is its head or foot.
"""

import io
import logging
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psparser import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
from pdfplumber.utils.text import extract_words

from generator.drafting.files.aligned import BY_POSITION, Columns, Word, find_aligned
from generator.drafting.files.document import (
    Block,
    Cell,
    Line,
    OfficeFile,
    Paragraph,
    TableBlock,
    TableRow,
    grid_of,
    unwrapped,
)
from generator.drafting.files.formats import BROKEN, RefusalError
from generator.drafting.files.names import settle_names
from generator.drafting.table.ordinals import split_fused

MOST_PAGES = 300

FEWEST_LETTERS = 20
"""Letters a page below which a file counts as a scan."""

SAME = 3.0
"""Points within which two ruled lines, or the feet of two words, are one."""

_PAGE = re.compile(r"[-–—\s]{0,8}\d{1,3}[-–—\s]{0,8}|(?:Trang|trang|Page)\s{1,4}\d{1,3}(?:\s?/\s?\d{1,3})?")
_GLYPH = re.compile(r"\(cid:\d+\)")
_FAULTS = (PdfminerException, MalformedPDFException, PDFException, PSException, *BROKEN)

Box = tuple[float, float, float, float]


def read_pdf(raw: bytes) -> OfficeFile:
    """The document of a PDF. Raises :class:`RefusalError` for a scan, a password, letters that no font explains."""
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it tells of every odd object of a broken file
    try:
        with pdfplumber.open(io.BytesIO(raw)) as pdf:
            return _read(pdf)
    except _FAULTS as error:
        if isinstance(error, PdfminerException) and isinstance(
            error.args[0] if error.args else None, PDFPasswordIncorrect
        ):
            raise RefusalError(
                "tệp PDF có mật khẩu", "bỏ mật khẩu (in lại thành PDF mới), hoặc dùng tệp Word gốc"
            ) from error
        raise RefusalError("tệp PDF hỏng, không đọc được", "dùng tệp Word gốc, hoặc in lại thành PDF mới") from error


def _read(pdf: Any) -> OfficeFile:
    if len(pdf.pages) > MOST_PAGES:
        raise RefusalError(f"tệp PDF có hơn {MOST_PAGES} trang", "tách phần kế hoạch ra một tệp riêng")
    letters = [[char for char in page.chars if str(char["text"]).strip()] for page in pdf.pages]
    if sum(map(len, letters)) < FEWEST_LETTERS * max(1, len(pdf.pages)):
        hint = "dùng tệp Word gốc; nếu chỉ có bản quét, nhận dạng chữ (OCR), soát lại từng chữ rồi dùng bản chữ"
        raise RefusalError("tệp PDF là ảnh quét, không có chữ", hint)
    text = "".join(str(char["text"]) for page in letters for char in page)
    if 20 * (len(_GLYPH.findall(text)) + text.count("\ufffd")) > len(text):
        raise RefusalError("tệp PDF không cho biết chữ (phông chữ không có bảng mã)", "dùng tệp Word gốc")
    pages = [_Page(page) for page in pdf.pages]
    found = OfficeFile()
    repeated = _repeated(pages)
    columns: Columns | None = None
    last: _Page | None = None
    for page in pages:
        blocks = page.blocks(repeated, columns)
        above, below = next(reversed(found.blocks), None), next(iter(blocks), None)
        runs_over = last is not None and last.runs_over(page)
        if runs_over and isinstance(above, Paragraph) and isinstance(below, Paragraph):
            above.text = unwrapped(above.text, below.text)
            del blocks[0]
        found.blocks += _with_break(blocks, found.blocks)
        columns, last = page.open_columns, page
    found.doubts += settle_names(found.blocks)
    if any(page.has_aligned for page in pages):
        found.doubts.append(BY_POSITION)
    empty = [str(at) for at, page in enumerate(letters, start=1) if len(page) < FEWEST_LETTERS // 4]
    if empty and any(page.images for page in pdf.pages):
        found.doubts.append(
            f"trang {', '.join(empty)} của tệp PDF là ảnh, không có chữ: chép tay phần đó nếu thuộc kế hoạch"
        )
    return found


def _with_break(blocks: list[Block], before: list[Block]) -> list[Block]:
    """A table at the top of a page begins with a row that may go on from the page before."""
    if before and blocks and isinstance(blocks[0], TableBlock) and isinstance(before[-1], TableBlock):
        blocks[0].rows[0].page_break = True
    return blocks


INDENT, MOST_INDENT = 14, 60
"""Points that the first line of a paragraph is set in from the margin; more is another column."""

FURTHER = 3
"""Points by which two paragraphs stand further apart than two lines of one."""


class _Page:
    """The words and tables of one page."""

    open_columns: Columns | None = None
    """Of a table without ruled lines that reaches the foot of the page."""
    has_aligned = False
    opening: list[Any] | None = None
    """The first line of running text."""
    closing: list[Any] | None = None
    """The last line of running text."""
    _margins = (0.0, 0.0)

    def __init__(self, page: Any) -> None:
        self.height, self.width = float(page.height), float(page.width)
        settings = {"explicit_horizontal_lines": _open_ends(page)}
        tables = [table for table in page.find_tables(settings) if len(table.cells) > 1]
        self._tables: list[tuple[Box, list[Box]]] = [(table.bbox, _split_boxes(table.cells)) for table in tables]
        chars = [self._on_baseline(char) for char in page.dedupe_chars().chars if char.get("upright", True)]
        self._loose: list[Any] = []
        self._held: list[list[list[Any]]] = [[[] for _ in cells] for _, cells in self._tables]
        for char in chars:
            self._put(char)
        self.lines = _lines(_words(self._loose))
        page.close()

    def _on_baseline(self, char: Any) -> Any:
        """The letter with a box that stands on its line, so that letters of several fonts in one word agree."""
        foot = self.height - float(char["matrix"][5]) + 0.2 * char["size"]
        return (
            {**char, "top": foot - char["size"], "bottom": foot} if abs(foot - char["bottom"]) < char["size"] else char
        )

    def _put(self, char: Any) -> None:
        across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        for (bounds, cells), held in zip(self._tables, self._held, strict=True):
            if _inside(across, down, bounds):
                at = next((at for at, box in enumerate(cells) if _inside(across, down, box)), None)
                if at is not None:
                    held[at].append(char)
                    return
        self._loose.append(char)

    def blocks(self, repeated: set[tuple[int, str]], columns: Columns | None = None) -> list[Block]:
        """Paragraphs and tables from top to bottom; ``columns`` are those of a table without lines that may go on here."""
        placed: list[tuple[float, Block]] = []
        for (bounds, cells), held in zip(self._tables, self._held, strict=True):
            block = _table(cells, held)
            if block is not None:
                placed.append((bounds[1], block))
        lines = [line for line in self.lines if _key(line) not in repeated and not self._is_page_number(line)]
        placed += self._aligned(lines, None if placed else columns)
        return [block for _, block in sorted(placed, key=lambda pair: pair[0])]

    def _aligned(self, lines: list[list[Any]], before: Columns | None) -> Iterator[tuple[float, Block]]:
        """Tables without ruled lines, and the paragraphs around them."""
        done = 0
        self.open_columns = None
        for found in find_aligned([_as_words(line) for line in lines], before):
            yield from self._paragraphs(lines[done : found.first])
            yield lines[found.first][0]["top"], found.block
            done = found.last
            self.has_aligned = True
            self.open_columns = found.columns if done == len(lines) else None
        yield from self._paragraphs(lines[done:])

    def _is_page_number(self, line: list[Any]) -> bool:
        at_edge = line[0]["top"] < 0.1 * self.height or line[0]["bottom"] > 0.9 * self.height
        return at_edge and _PAGE.fullmatch(_text(line)) is not None

    def _paragraphs(self, lines: list[list[Any]]) -> Iterator[tuple[float, Block]]:
        right = max((line[-1]["x1"] for line in lines), default=0.0)
        left = min((line[0]["x0"] for line in lines), default=0.0)
        usual = (
            median(line[0]["top"] - above[0]["bottom"] for above, line in pairwise(lines)) if len(lines) > 2 else None
        )
        text, top, above = "", 0.0, None
        for line in lines:
            if above is not None and self._goes_on(above, line, left, right) and not _begins(above, line, left, usual):
                text = unwrapped(text, _text(line))
            else:
                if text:
                    yield top, Paragraph(text)
                text, top = _side_by_side(line), line[0]["top"]
            above = line
        if text:
            yield top, Paragraph(text)
        if lines:
            self.opening = lines[0] if self.opening is None else self.opening
            self.closing, self._margins = lines[-1], (left, right)

    def runs_over(self, page: "_Page") -> bool:
        """Whether the last line of this page had no room for the first word of the next, and goes on at the margin there."""
        if self.closing is None or page.opening is None:
            return False
        (left, right), line = self._margins, page.opening
        if _is_centred(self.closing, left, right) or "\t" in _side_by_side(line) or split_fused(_text(line)):
            return False
        full = self.closing[-1]["x1"] + _width(line[0]) + 4 > right
        indents = any(INDENT < one[0]["x0"] - left < MOST_INDENT for one in self.lines)
        ended = _text(self.closing).endswith((".", ";", ":")) and not indents
        return full and not ended and abs(line[0]["x0"] - left) < 3 and _text(line)[:1] not in "-–+•*"

    def _goes_on(self, above: list[Any], line: list[Any], left: float, right: float) -> bool:
        """Whether a line is the rest of the paragraph above: no table between, no gap, and its first word had no room there."""
        if any(above[0]["bottom"] <= bounds[1] <= line[0]["top"] for bounds, _ in self._tables):
            return False
        height = above[0]["bottom"] - above[0]["top"]
        if (
            line[0]["top"] - above[0]["bottom"] > 1.2 * height
            or "\t" in _side_by_side(above)
            or "\t" in _side_by_side(line)
        ):
            return False
        if _is_centred(above, left, right) and _is_centred(line, left, right):
            return False
        return bool(above[-1]["x1"] + _width(line[0]) + 4 > right)


def _begins(above: list[Any], line: list[Any], left: float, usual: float | None) -> bool:
    """Whether a line begins a paragraph below one that fills its own: set in from the margin, or further down than lines are."""
    set_in = INDENT < line[0]["x0"] - left < MOST_INDENT and above[0]["x0"] - left < 3
    return set_in or (usual is not None and line[0]["top"] - above[0]["bottom"] > usual + FURTHER)


def _is_centred(line: list[Any], left: float, right: float) -> bool:
    before, after = line[0]["x0"] - left, right - line[-1]["x1"]
    return bool(before > 25 and after > 25 and abs(before - after) < 12)


def _inside(across: float, down: float, box: Box) -> bool:
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]


def _width(word: Any) -> float:
    return float(word["x1"] - word["x0"])


def _words(chars: list[Any]) -> list[Any]:
    found: list[Any] = extract_words(chars, x_tolerance_ratio=0.15, y_tolerance=3, extra_attrs=[])
    return found


def _lines(words: list[Any]) -> list[list[Any]]:
    """Words on one foot line, from left to right; marks above or below their line stay with it."""
    lines: list[list[Any]] = []
    for word in sorted(words, key=lambda one: (one["bottom"], one["x0"])):
        middle = (word["top"] + word["bottom"]) / 2
        if lines and lines[-1][0]["top"] <= middle <= lines[-1][0]["bottom"]:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda one: float(one["x0"])) for line in lines]


def _as_words(line: Sequence[Any]) -> list[Word]:
    return [Word(str(one["text"]), one["x0"], one["x1"], one["top"], one["bottom"]) for one in line]


def _text(line: Sequence[Any]) -> str:
    return " ".join(str(word["text"]) for word in line)


def _side_by_side(line: Sequence[Any]) -> str:
    """The line's text, a tab where a wide gap sets two columns apart: the head of a document."""
    parts = [str(line[0]["text"])]
    for before, word in pairwise(line):
        gap = word["x0"] - before["x1"]
        parts.append(
            ("\t" if gap > 4 * (before["bottom"] - before["top"]) / 2 and gap > 24 else " ") + str(word["text"])
        )
    return "".join(parts)


def _key(line: Sequence[Any]) -> tuple[int, str]:
    return round(line[0]["top"] / 6), re.sub(r"\d+", "#", _text(line))


def _repeated(pages: Sequence[_Page]) -> set[tuple[int, str]]:
    """Lines at one height near the edge of most pages: heads and feet. Two pages are too few to tell."""
    counted: Counter[tuple[int, str]] = Counter()
    for page in pages:
        edge = [
            line for line in page.lines if line[0]["top"] < 0.12 * page.height or line[0]["bottom"] > 0.88 * page.height
        ]
        counted.update({_key(line) for line in edge})
    return {key for key, times in counted.items() if times >= 3 and 2 * times >= len(pages)}


# Tables.


def _open_ends(page: Any) -> list[float]:
    """Heights at which three or more vertical lines end and no line closes the row: it goes on overleaf."""
    columns: dict[int, list[tuple[float, float]]] = {}
    for edge in page.edges:
        if edge["orientation"] == "v" and edge["bottom"] - edge["top"] > SAME:
            columns.setdefault(round(edge["x0"] / SAME), []).append((edge["top"], edge["bottom"]))
    level = [edge for edge in page.edges if edge["orientation"] == "h" and edge["x1"] - edge["x0"] > 3 * SAME]
    ends: dict[int, list[float]] = {}
    for parts in columns.values():
        for top, bottom in _runs(parts):
            for at in (top, bottom):
                ends.setdefault(round(at / SAME), []).append(at)
    heights = [sum(at) / len(at) for at in ends.values() if len(at) >= 3]
    return [at for at in heights if not any(abs(edge["top"] - at) <= 2 * SAME for edge in level)]


def _runs(parts: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Strokes above one another that touch, as one."""
    first, *rest = sorted(parts)
    begin, end = first
    for top, bottom in rest:
        if top > end + SAME:
            yield begin, end
            begin, end = top, bottom
        end = max(end, bottom)
    yield begin, end


def _split_boxes(cells: Sequence[Box | None]) -> list[Box]:
    return [(float(one[0]), float(one[1]), float(one[2]), float(one[3])) for one in cells if one is not None]


def _table(cells: list[Box], held: list[list[Any]]) -> TableBlock | None:
    columns, rows = (
        _edges([x for box in cells for x in (box[0], box[2])]),
        _edges([y for box in cells for y in (box[1], box[3])]),
    )
    spans = []
    for box, chars in zip(cells, held, strict=True):
        left, right = _edge_of(box[0], columns), _edge_of(box[2], columns)
        top, bottom = _edge_of(box[1], rows), _edge_of(box[3], rows)
        spans.append((top, left, max(1, bottom - top), max(1, right - left), _cell(chars, box)))
    grid = grid_of(spans, max(1, len(rows) - 1), max(1, len(columns) - 1))
    kept = [row for row in grid if any(cell.text for cell in row)]
    return TableBlock([TableRow(row) for row in kept]) if kept else None


def _edges(values: list[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > SAME:
            kept.append(value)
    return kept


def _edge_of(value: float, edges: list[float]) -> int:
    at = bisect_left(edges, value - SAME)
    return min(at, len(edges) - 1)


def _cell(chars: list[Any], box: Box) -> Cell:
    lines = _lines(_words(chars))
    if not lines:
        return Cell()
    room = max(_extent(line) for line in lines)
    room = max(room, (box[2] - box[0]) - 2 * _margin(lines, box))
    text = _text(lines[0])
    printed = [Line(text)]
    for above, line in pairwise(lines):
        wrapped = _extent(above) + _width(line[0]) + 5 > room  # a space, and what rounding leaves
        text = unwrapped(text, _text(line)) if wrapped else f"{text}\n{_text(line)}"
        printed.append(Line(_text(line), not wrapped))
    bold = all("bold" in str(char.get("fontname", "")).lower() for char in chars if str(char["text"]).strip())
    return Cell(text, bold, lines=tuple(printed))


def _extent(line: Sequence[Any]) -> float:
    return float(line[-1]["x1"] - line[0]["x0"])


def _margin(lines: Sequence[Sequence[Any]], box: Box) -> float:
    """The white at the side of the widest line, at most what Word and Excel leave in a cell."""
    widest = max(lines, key=_extent)
    return float(min(max(0.0, min(widest[0]["x0"] - box[0], box[2] - widest[-1]["x1"])), 6.0))
