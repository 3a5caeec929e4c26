"""Reads a filled form: opens it, holds every word and row to the keys of the hidden sheet, and names each mistake by its cell."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from generator.drafting.files.excel import open_workbook
from generator.drafting.files.formats import BROKEN, Format, RefusalError, format_of
from generator.drafting.form.boxes import BoxError, read_box
from generator.drafting.form.layout import HEAD, HEAD_ROWS, KEYS, MARK, TABLES, Column
from generator.drafting.form.placing import PLACES, Place
from generator.reading.problems import FieldPath, Problem

LARGEST, UNPACKED, PARTS = 3_000_000, 30_000_000, 200
"""Bytes of a file, bytes it may unpack to, and files it may hold: a filled form has 40 KB, 300 KB and 15."""


@dataclass(slots=True)
class ReadForm:
    """What was read: the report as plain data, the cell of every field, and the mistakes."""

    name: str
    """The file, as the officer knows it."""
    plan: str = ""
    period: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    cells: dict[FieldPath, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, where: str, message: str, hint: str) -> None:
        """Note a mistake; ``where``: the cell as ``Chỉ tiêu!E2``, empty for the whole file."""
        self.problems.append(Problem(file=self.name, where=where, message=message, hint=hint))


def read_form(raw: bytes, name: str) -> ReadForm:
    """Read a filled form. Mistakes are named by sheet and cell, all at once; nothing is written."""
    read = ReadForm(name)
    book = _open_form(raw, read)
    keys = _read_keys(book, read) if book else None
    if book is None or keys is None:
        return read
    _read_head(book[HEAD], read)
    for title, columns in TABLES.items():
        _read_table(book[title], columns, keys[title], PLACES[title], read)
    return read


def _open_form(raw: bytes, read: ReadForm) -> Workbook | None:
    try:
        return _opened(raw, read.name)
    except RefusalError as refusal:
        hint = "lưu lại dạng .xlsx từ biểu mẫu của «congkhai report new --xlsx»"
        read.refuse("", str(refusal), refusal.hint or hint)
        return None


def _opened(raw: bytes, name: str) -> Workbook:
    """The workbook. Raises RefusalError for what is not safe to open, is more than a form can be, or is none."""
    if len(raw) > LARGEST:
        raise RefusalError(f"tệp nặng {len(raw)} byte, quá mức {LARGEST}")
    if format_of(raw, name) is not Format.EXCEL:
        raise RefusalError("tệp không phải bảng tính .xlsx")
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        parts = packed.infolist()
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise RefusalError("tệp bung ra quá lớn so với một biểu mẫu")
    if any(part.filename.startswith("xl/externalLinks") for part in parts):
        raise RefusalError("tệp có liên kết sang tệp khác")
    try:
        return open_workbook(raw)
    except (InvalidFileException, *BROKEN) as error:
        raise RefusalError("không mở được bảng tính") from error


def _read_keys(book: Workbook, read: ReadForm) -> dict[str, list[str]] | None:
    """The keys of every table's rows, from the hidden sheet, with the plan and the period."""
    sheets = {sheet.title for sheet in book.worksheets}  # a chart may bear the name of a sheet
    missing = [title for title in (HEAD, *TABLES, KEYS) if title not in sheets]
    listed = () if missing else book[KEYS].iter_rows(max_row=1 + len(TABLES), values_only=True)
    first, *tables = [[cell for cell in row if cell is not None] for row in listed] or [[]]
    if missing or len(first) < 4 or first[:2] != MARK or [row[:1] for row in tables] != [[title] for title in TABLES]:
        message = f"thiếu trang tính «{missing[0]}»" if missing else f"trang tính ẩn «{KEYS}» đã bị sửa"
        read.refuse("", message, "chép số liệu sang một biểu mẫu mới: congkhai report new --xlsx")
        return None
    read.plan, read.period = str(first[2]), str(first[3])
    read.data["period"] = read.period
    return {title: [str(key) for key in row[1:]] for title, row in zip(TABLES, tables, strict=True)}


def _read_head(sheet: Worksheet, read: ReadForm) -> None:
    _refuse_merged(sheet, read)
    for number, (title, key, kind) in enumerate(HEAD_ROWS, start=1):
        words, box = sheet.cell(number, 1), sheet.cell(number, 2)
        if words.value != title:
            _refuse_moved(words, title, read)
        elif key:
            value = _read_box(box, kind, read)
            read.cells[(key,)] = _place_of(box)
            if value is not None:
                read.data[key] = value


def _read_table(sheet: Worksheet, columns: Sequence[Column], keys: Sequence[str], place: Place, read: ReadForm) -> None:
    _refuse_merged(sheet, read)
    for at, column in enumerate(columns, start=1):
        if sheet.cell(1, at).value != column.title:
            _refuse_moved(sheet.cell(1, at), column.title, read)
            return
    _refuse_beyond(sheet, len(keys) + 2, read)
    for number, key in enumerate(keys, start=2):
        if str(sheet.cell(number, 1).value or "") != key:
            _refuse_moved(sheet.cell(number, 1), key, read)
        else:
            _read_row(sheet, number, columns, key, place, read)


def _read_row(sheet: Worksheet, number: int, columns: Sequence[Column], key: str, place: Place, read: ReadForm) -> None:
    """Put what the boxes of a row say into the report; a row that says nothing is no entry."""
    boxes = [(column, sheet.cell(number, at)) for at, column in enumerate(columns, start=1) if column.key]
    values = ((column.key, _read_box(box, column.kind, read)) for column, box in boxes)
    said = {field: value for field, value in values if value is not None}
    path = place(key, said, read.data) if said else None
    if path is not None:
        cells = {column.key: _place_of(box) for column, box in boxes}
        read.cells |= {(*path, field): cell for field, cell in cells.items()}
        read.cells[path] = next(iter(cells.values()))


def _read_box(box: Any, kind: str, read: ReadForm) -> Any:
    """What a box says; None where it is blank or mistaken."""
    try:
        return read_box(box, kind)
    except BoxError as error:
        read.refuse(_place_of(box), error.message, error.hint)
        return None


def _place_of(cell: Any) -> str:
    return f"{cell.parent.title}!{cell.coordinate}"


def _refuse_merged(sheet: Worksheet, read: ReadForm) -> None:
    for merged in sheet.merged_cells.ranges:
        hint = "bỏ gộp ô (Merge & Center), mỗi ô một giá trị"
        read.refuse(f"{sheet.title}!{merged.coord}", "có ô gộp", hint)


def _refuse_moved(cell: Any, wanted: str, read: ReadForm) -> None:
    found = cell.value if cell.value is not None else ""
    message = f"cần «{wanted}», đang là «{found}»: dòng hoặc ô đã bị dời, xóa hay gõ đè"
    read.refuse(_place_of(cell), message, "hoàn tác (Ctrl+Z), hoặc chép số liệu sang một biểu mẫu mới")


def _refuse_beyond(sheet: Worksheet, first: int, read: ReadForm) -> None:
    """What stands below the form is no report of anything."""
    there = sheet._cells  # rows() would make every cell down to the last, which may be a million rows below
    at = min((at for at, cell in there.items() if at[0] >= first and cell.value not in (None, "")), default=None)
    if at is not None:
        hint = "chỉ điền vào các ô vàng có sẵn; việc mới phải có trong kế hoạch hoặc văn bản điều chỉnh"
        read.refuse(_place_of(there[at]), "có chữ ngoài biểu mẫu", hint)
