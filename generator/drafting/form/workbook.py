"""Draws the form as a workbook: locked words, yellow boxes that take what they ask for, and the keys on a hidden sheet."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from generator.drafting.form.layout import HEAD, HEAD_ROWS, KEYS, MARK, TABLES, Column
from generator.drafting.form.rows import Row
from generator.model import Plan
from generator.model.report import Declared, Report, ReportPeriod

_NUMBER, _DAY, _SHARE = "[$-42A]#,##0.######", "[$-42A]dd/mm/yyyy", "[$-42A]0.0%"


def draw_workbook(
    plan: Plan, period: ReportPeriod, rows: Mapping[str, Sequence[Row]], filled: Report | None
) -> Workbook:
    """The form of one report; ``rows`` by the title of their sheet, ``filled``: what stands in the first sheet already."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _write_head(book.create_sheet(HEAD), (f"{plan.document.title} ({plan.id})", period.label), filled)
    for title, columns in TABLES.items():
        _write_table(book.create_sheet(title), columns, rows[title])
    keys = book.create_sheet(KEYS)
    keys.sheet_state = "hidden"
    keys.protection.enable()
    keys.append([*MARK, plan.id, str(period)])
    for title in TABLES:
        keys.append([title, *(row.key for row in rows[title])])
    return book


def _write_head(sheet: Worksheet, locked: tuple[str, ...], filled: Report | None) -> None:
    said = {"date": filled.day, "document": filled.document, "url": filled.url, "note": filled.note} if filled else {}
    for number, (title, key, kind) in enumerate(HEAD_ROWS, start=1):
        sheet.cell(number, 1, title).font = Font(bold=True)
        box = sheet.cell(number, 2, locked[number - 1] if not key else said.get(key))
        if key:
            _open(box, kind)
    sheet.cell(
        len(HEAD_ROWS) + 2,
        1,
        "Điền các ô vàng ở bốn trang tính; để trống một mục là không báo cáo mục ấy. Xong thì lưu lại dạng .xlsx.",
    )
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 32, 80
    _protect(sheet)


def _write_table(sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    for at, column in enumerate(columns, start=1):
        cell = sheet.cell(1, at, column.title)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        cell.fill = PatternFill("solid", fgColor="E7E6E6")
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    for number, row in enumerate(rows, start=2):
        _write_row(sheet, number, columns, row)
    sheet.freeze_panes = "B2"
    _dropdowns(sheet, columns, len(rows) + 1)
    _protect(sheet)


def _write_row(sheet: Worksheet, number: int, columns: Sequence[Column], row: Row) -> None:
    locked = iter((row.key, *row.words))
    for at, column in enumerate(columns, start=1):
        cell = sheet.cell(number, at)
        if column.kind == "share":
            above, below = get_column_letter(at - 2), get_column_letter(at - 1)
            cell.value = f'=IF(N({below}{number})>0,{above}{number}/{below}{number},"")'
            cell.number_format = _SHARE
        elif not column.key:
            cell.value = next(locked, "")
            cell.data_type = "s"
        else:
            cell.value = _box_value(getattr(row.filled, {"date": "day"}.get(column.key, column.key), None))
            _open(cell, column.kind)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _box_value(value: Any) -> Any:
    """What a box shows of a field: a choice's Vietnamese words, one proof a line."""
    if isinstance(value, Declared):
        return value.label
    if isinstance(value, tuple):
        return "\n".join(f"{item.text} <{item.url}>" if item.url else item.text for item in value) or None
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value


def _open(cell: Any, kind: str) -> None:
    """A box that may be filled, with the form of a Vietnamese number or day."""
    cell.protection = Protection(locked=False)
    cell.fill = PatternFill("solid", fgColor="FFFFF2CC")
    cell.number_format = {"number": _NUMBER, "count": _NUMBER, "day": _DAY}.get(kind, "@")


def _dropdowns(sheet: Worksheet, columns: Sequence[Column], last: int) -> None:
    """What Excel itself refuses in a box, or offers there."""
    for at, column in enumerate(columns, start=1):
        rule = _rule(column.kind)
        if rule is not None and last >= 2:
            letter = get_column_letter(at)
            sheet.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{last}")


def _rule(kind: str) -> DataValidation | None:
    if kind == "choice":
        listed = ",".join(item.label for item in Declared)
        rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True)
        rule.error = "Chọn một trong các tình trạng của danh sách."
    elif kind in ("number", "count"):
        rule = DataValidation(
            type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True, showErrorMessage=True
        )
        rule.error = "Ghi con số, không ghi chữ hay dấu %."
    elif kind == "day":
        rule = DataValidation(
            type="date", operator="greaterThan", formula1="36526", allow_blank=True, showErrorMessage=True
        )
        rule.error = "Ghi ngày/tháng/năm."
    else:
        return None
    return rule


def _protect(sheet: Worksheet) -> None:
    """Words are locked; boxes, widths and heights are not. There is no password: it guards against slips, not people."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
