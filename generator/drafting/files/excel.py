"""Excel files: every visible sheet as its rows print, with merged cells, dates as shown, formulas by their results.

A formula whose result the file does not hold (nobody opened it in Excel since it was written) is worked out where it only counts
rows on; any other is a doubt, never an empty cell passed over.
"""

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException

from generator.drafting.files.document import (
    Cell,
    OfficeFile,
    Paragraph,
    TableBlock,
    TableRow,
    grid_of,
    without_empty_columns,
)
from generator.drafting.files.formats import BROKEN, RefusalError

MOST_ROWS = 5_000
MOST_COLUMNS = 60

_ONWARD = re.compile(r"=\$?([A-Z]{1,3})\$?(\d{1,7})(?:\s*([+-])\s*(\d{1,4}))?")
_ROW = re.compile(r"=ROW\(\)(?:\s*([+-])\s*(\d{1,6}))?", re.IGNORECASE)
_NUMBERS = 2
"""Columns at the left that hold row numbers, where «1.1» is a number and not a fraction."""


def read_excel(raw: bytes) -> OfficeFile:
    """The document of a .xlsx file that :func:`generator.drafting.files.formats.format_of` has let through."""
    try:
        return _read(open_workbook(raw, data_only=True), open_workbook(raw))
    except (InvalidFileException, *BROKEN) as error:
        hint = "mở bằng Excel rồi lưu lại dạng .xlsx, hoặc xin lại tệp gốc"
        raise RefusalError("tệp Excel hỏng, không đọc được", hint) from error


def open_workbook(raw: bytes, *, data_only: bool = False) -> openpyxl.Workbook:
    """A workbook; ``data_only``: with the results of its formulas. Raises InvalidFileException or one of :data:`BROKEN`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of styles and links that it leaves out
        return openpyxl.load_workbook(io.BytesIO(raw), data_only=data_only)


def _read(values: Any, formulas: Any) -> OfficeFile:
    found = OfficeFile()
    for name in values.sheetnames:
        sheet = values[name]
        if not hasattr(sheet, "iter_rows"):
            continue  # a chart
        if sheet.sheet_state != "visible":
            found.notes.append(f"bỏ trang tính bị ẩn «{name}»")
            continue
        _Sheet(sheet, formulas[name], found).read()
    return found


class _Sheet:
    """Reads one sheet into the document."""

    def __init__(self, values: Any, formulas: Any, found: OfficeFile) -> None:
        self._values, self._formulas, self._found = values, formulas, found
        self._worked_out: dict[tuple[int, int], str] = {}
        self._unknown: list[str] = []

    def read(self) -> None:
        rows, columns = self._shown()
        spans = list(self._spans(rows, columns))
        grid = without_empty_columns(grid_of(spans, len(rows), len(columns)))
        run: list[TableRow] = []
        for cells in grid:
            if any(cell.text for cell in cells):
                run.append(TableRow(cells))
                continue
            self._add(run)
            run = []
        self._add(run)
        if self._unknown:
            where = ", ".join(self._unknown[:6]) + (" …" if len(self._unknown) > 6 else "")
            self._found.doubts.append(
                f"ô {where} của trang tính «{self._values.title}» là công thức chưa có kết quả: mở bằng Excel, lưu, chạy lại"
            )

    def _add(self, run: list[TableRow]) -> None:
        """Rows without a blank row between them: what stands above the headings is text, the rest one table."""
        if not run:
            return
        block = TableBlock(run)
        heading = block.heading_at()
        first = heading or 0
        if heading is None and block.width <= 2:
            first = len(run)
        for row in run[:first]:
            self._found.blocks.append(Paragraph("\t".join(dict.fromkeys(cell.text for cell in row.cells if cell.text))))
        if run[first:]:
            self._found.blocks.append(TableBlock(run[first:]))
        self._found.blocks.append(Paragraph(""))

    def _shown(self) -> tuple[list[int], list[int]]:
        """The rows and columns that print, counted from 1."""
        sheet = self._values
        last_row, last_column = min(sheet.max_row or 0, MOST_ROWS), min(sheet.max_column or 0, MOST_COLUMNS)
        if (sheet.max_row or 0) > MOST_ROWS and any(
            cell
            for row in sheet.iter_rows(min_row=MOST_ROWS + 1, max_row=MOST_ROWS + 50, values_only=True)
            for cell in row
        ):
            self._found.doubts.append(f"trang tính «{sheet.title}» có hơn {MOST_ROWS} dòng; phần sau chưa đọc")
        hidden_columns = {
            at
            for one in sheet.column_dimensions.values()
            if one.hidden
            for at in range(one.min or 0, (one.max or 0) + 1)
        }
        rows = [at for at in range(1, last_row + 1) if not sheet.row_dimensions[at].hidden]
        columns = [at for at in range(1, last_column + 1) if at not in hidden_columns]
        left_out = [at for at in range(1, last_row + 1) if sheet.row_dimensions[at].hidden and self._holds_row(at)]
        if left_out:
            self._found.notes.append(f"bỏ {len(left_out)} dòng bị ẩn của trang tính «{sheet.title}» (không in ra)")
        if len(columns) < last_column:
            self._found.notes.append(f"bỏ {last_column - len(columns)} cột bị ẩn của trang tính «{sheet.title}»")
        return rows, columns

    def _holds_row(self, row: int) -> bool:
        return any(cell.value is not None for cell in self._values[row])

    def _spans(self, rows: list[int], columns: list[int]) -> Iterator[tuple[int, int, int, int, Cell]]:
        row_at = {row: at for at, row in enumerate(rows)}
        column_at = {column: at for at, column in enumerate(columns)}
        covered: set[tuple[int, int]] = set()
        for area in self._values.merged_cells.ranges:
            area_rows = [row_at[row] for row in range(area.min_row, area.max_row + 1) if row in row_at]
            area_columns = [column_at[one] for one in range(area.min_col, area.max_col + 1) if one in column_at]
            if area_rows and area_columns:
                covered |= {(row, column) for row in area_rows for column in area_columns}
                cell = self._cell(area.min_row, area.min_col, column_at.get(area.min_col, 0))
                yield area_rows[0], area_columns[0], len(area_rows), len(area_columns), cell
        for row in rows:
            for column in columns:
                place = (row_at[row], column_at[column])
                if place not in covered and (cell := self._cell(row, column, place[1])).text:
                    yield (*place, 1, 1, cell)

    def _cell(self, row: int, column: int, place: int) -> Cell:
        cell = self._values.cell(row, column)
        text = shown_value(cell.value, str(cell.number_format or ""), plain=place < _NUMBERS)
        formula = self._formulas.cell(row, column).value
        if isinstance(formula, str) and formula.startswith("=") and cell.value is None:
            text = self._work_out(formula, row) or ""
            if not text:
                self._unknown.append(cell.coordinate)
        self._worked_out[row, column] = text
        return Cell(
            "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n")))),
            bool(cell.font and cell.font.b),
        )

    def _work_out(self, formula: str, row: int) -> str | None:
        """The result of «=A3+1», «=A3» or «=ROW()-4»; None for any other formula."""
        counted = _ROW.fullmatch(formula)
        if counted:
            return str(row + _signed(counted.group(1), counted.group(2)))
        onward = _ONWARD.fullmatch(formula)
        if onward is None:
            return None
        column = column_index_from_string(onward.group(1))
        before = self._worked_out.get((int(onward.group(2)), column), "")
        if onward.group(3) is None:
            return before or None
        return str(int(before) + _signed(onward.group(3), onward.group(4))) if before.isdecimal() else None


def _signed(sign: str | None, number: str | None) -> int:
    return (-1 if sign == "-" else 1) * int(number or 0)


def shown_value(value: object, form: str, *, plain: bool = False) -> str:
    """A cell's value as Excel shows it in Vietnamese: «30/6/2026», «80%», «7.920», «85,5»; ``plain`` keeps the dot of «1.1»."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Đúng" if value else "Sai"
    if isinstance(value, datetime | date):
        return _shown_day(value, form.lower())
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float):
        return _shown_number(value, form, plain)
    return str(value)


def _shown_day(day: date, form: str) -> str:
    if "d" not in form and "y" in form:
        return f"{day.month:02d}/{day.year}"
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def _shown_number(value: float, form: str, plain: bool) -> str:
    percent = form.endswith("%")
    number = round(value * 100, 6) if percent else round(value, 6)
    text = str(int(number)) if number == int(number) else repr(number)
    if plain and not percent:
        return text
    if "#,##0" in form and number == int(number):
        text = f"{int(number):,}".replace(",", ".")
    else:
        text = text.replace(".", ",")
    return f"{text}%" if percent else text
