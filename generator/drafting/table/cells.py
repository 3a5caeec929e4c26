"""The text of a pasted table as lines of clean cells, and the same text as the source that a plan quotes.

Word and Excel put a table on the clipboard as tab-separated text, with habits of their own: Excel writes a cell that
holds a line break in double quotes, Word puts its manual line break as a vertical tab, both carry non-breaking spaces,
soft hyphens and bullets of symbol fonts. What nobody can see is taken out here, once, for the draft and for the source
alike, so that the quotation is still found; a control character is a problem, because nobody can say what it stood for.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from generator.reading.problems import Problem
from generator.text.hidden import INVISIBLE
from generator.text.legacy import Encoding, convert, encoding_of, is_vietnamese

LARGEST = 2_000_000
"""Bytes of one table or source; the largest plan seen has 30,000."""

MOST = 20
"""Problems listed for one file."""

_HIDDEN = re.compile(f"[\x07{INVISIBLE}]")
"""What nobody sees: Word's end of a cell, soft hyphens, signs and letters without a shape; refused in a data file."""
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_SYMBOLS = re.compile("[\uf000-\uf0ff]")
"""Word's Symbol and Wingdings fonts live here; in running text they are bullets."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_QUOTED = re.compile(r'"((?:[^"\t]|""){0,20000}+)"(?=\t|\n|\Z)')
_CELL_END = re.compile(r"[\t\n]")
_MARKUP = re.compile(r"</?(?:b|i|u|em|strong|span|p|sup|sub)>|\*\*", re.IGNORECASE)
_BREAK_TAG = re.compile(r"<br ?/?>", re.IGNORECASE)
_BULLET = re.compile(r"[-–—+•*▪◦]\s|\(?(?:\d{1,2}|[a-zđ])[.)]\s")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text: its cells as pasted (one where the line has no tab) and its number, counted from 1."""

    cells: tuple[str, ...]
    number: int

    @property
    def blank(self) -> bool:
        """Nothing but space; a row of empty cells is not blank."""
        return len(self.cells) == 1 and not self.cells[0].strip()


def decode(raw: bytes, name: str) -> tuple[str, list[Problem]]:
    """Clean text from a file's bytes: UTF-8, UTF-16 as Windows Notepad calls «Unicode», or an older Vietnamese encoding.

    Returns the text in NFC with plain line breaks and spaces, and what prevents reading it. TCVN3 and VNI are put into Unicode
    before anything is stripped: the «ư» of TCVN3 is a soft hyphen.
    """
    if len(raw) > LARGEST:
        return "", [
            Problem(file=name, message="tệp quá lớn cho một kế hoạch", hint="chỉ chép văn bản và bảng nhiệm vụ")
        ]
    text, encoding = _decoded(raw)
    if text is None:
        hint = "lưu lại dạng văn bản thuần, bảng mã UTF-8 (chữ TCVN3, VNI: chuyển sang Unicode bằng UniKey)"
        return "", [Problem(file=name, message="tệp không phải UTF-8", hint=hint)]
    if encoding is Encoding.UNKNOWN:
        hint = "chuyển sang Unicode (UniKey: Ctrl+Shift+F6, nguồn TCVN3, VNI hay VIQR), lưu lại rồi chạy lại"
        return "", [Problem(file=name, message="chữ trong tệp không phải Unicode, không nhận ra bảng mã", hint=hint)]
    text = readable(convert(text, encoding))
    return text, list(islice(control_characters(text, name), MOST))


def _decoded(raw: bytes) -> tuple[str | None, Encoding]:
    """The text and what its letters are written in; None for bytes that are no text in any encoding known here."""
    try:
        text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        return _decoded_by_windows(raw)
    return text, encoding_of(text)


def _decoded_by_windows(raw: bytes) -> tuple[str | None, Encoding]:
    """Bytes as Windows wrote them before Unicode: Latin letters that TCVN3 or VNI fonts draw, or code page 1258."""
    for name, wanted in (("latin-1", (Encoding.TCVN3, Encoding.VNI)), ("cp1258", (Encoding.UNICODE,))):
        try:
            text = raw.decode(name)
        except UnicodeDecodeError:
            continue
        encoding = encoding_of(text)
        if encoding in wanted and is_vietnamese(convert(text, encoding)):
            return text, encoding
    return None, Encoding.UNKNOWN


def readable(text: str) -> str:
    """The text in NFC with plain line breaks and spaces, without what nobody sees."""
    text = _HIDDEN.sub("", _BREAKS.sub("\n", text))
    return unicodedata.normalize("NFC", _SYMBOLS.sub("-", _SPACES.sub(" ", text)))


def control_characters(text: str, name: str) -> Iterator[Problem]:
    """Every control character as a problem: nobody can say what it stood for."""
    for found in _CONTROL.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        message = f"có ký tự điều khiển (U+{ord(found.group()):04X})"
        yield Problem(file=name, line=line, column=column, message=message, hint="xóa ký tự này rồi chạy lại")


def split_lines(text: str) -> list[Line]:
    """Cut clean text into lines of cells; a cell that Excel quoted may span several lines of the text."""
    lines: list[Line] = []
    at, number = 0, 1
    while at < len(text):
        cells, after = _cells_from(text, at)
        lines.append(Line(tuple(cells), number))
        number += text.count("\n", at, after)
        at = after
    return _unquoted(lines)


def _cells_from(text: str, at: int) -> tuple[list[str], int]:
    """The cells of the line that begins at ``at``, and where the next line begins."""
    cells: list[str] = []
    while True:
        cell, at = _cell_at(text, at)
        cells.append(cell)
        if at >= len(text) or text[at] == "\n":
            return cells, at + 1
        at += 1


def _cell_at(text: str, at: int) -> tuple[str, int]:
    """One cell and where it ends. Quotes are Excel's only around a line break or doubled quotes; others were typed."""
    quoted = _QUOTED.match(text, at)
    if quoted and ("\n" in quoted.group(1) or '""' in quoted.group(1)):
        return quoted.group(1).replace('""', '"'), quoted.end()
    ending = _CELL_END.search(text, at)
    end = ending.start() if ending else len(text)
    return text[at:end], end


def _unquoted(lines: list[Line]) -> list[Line]:
    """The lines without the quotes of a writer that quotes every cell."""
    filled = [cell for line in lines for cell in line.cells if cell.strip()]
    if not filled or not all(_QUOTED.fullmatch(cell) for cell in filled):
        return lines
    return [Line(tuple(cell.strip('"') for cell in line.cells), line.number) for line in lines]


def tidy(cell: str) -> str:
    """A cell's text without markup, single-spaced; a line that only wraps is joined, a paragraph or bullet stays a line."""
    plain = _MARKUP.sub("", _BREAK_TAG.sub("\n", cell))
    lines = [" ".join(line.split()) for line in plain.split("\n")]
    kept: list[str] = []
    for line in filter(None, lines):
        if kept and _wraps(kept[-1], line):
            kept[-1] = joined(kept[-1], line)
        else:
            kept.append(line)
    return "\n".join(kept)


def _wraps(above: str, line: str) -> bool:
    if _BULLET.match(line):
        return False
    return not line[0].isupper() or above[-1] in ",-–("


def joined(text: str, more: str) -> str:
    """Two parts of one cell: a number broken at its hyphen («4020/QĐ-», «UBND») closes up, a bullet begins a line."""
    if not text or not more:
        return text or more
    if _BULLET.match(more):
        return f"{text}\n{more}"
    closes_up = text.endswith("-") and text[-2:-1].isalnum()
    return text + more if closes_up else f"{text} {more}"


def is_bold(cell: str) -> bool:
    """Whether the transcript marks the whole cell as bold."""
    plain = cell.strip()
    return plain.lower().startswith(("<b>", "<strong>", "**")) and plain.lower().endswith(("</b>", "</strong>", "**"))


def source_text(lines: list[Line]) -> str:
    """The text as a plan's source: one line a row, cells apart by tabs, no quotes of Excel's.

    A text of the plan is found there because both were cleaned and cut in the same way.
    """
    rows = ("\t".join(tidy(cell).replace("\n", " ") for cell in line.cells).rstrip() for line in lines)
    return "\n".join(rows).strip("\n") + "\n"
