"""What a filled box says, as plain data of a report's file, whatever Excel made of what was typed."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from generator.model.report import Declared
from generator.reading.meant import meant_day, plain, write_day
from generator.reading.yamlfile import CELL_ERROR
from generator.text.numbers import NumberError, parse_count, parse_number, write_number

_EXCEL = date(1899, 12, 30)
"""The day that Excel counts as 0."""

_SERIAL = range(36526, 73051)
"""The days of this century as Excel counts them: what a box without the form of a day shows."""

_LINKED = re.compile(r"(.+?) <(https://[^\s<>\"']+)>")


class BoxError(ValueError):
    """A box that holds something else than it asks for."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def read_box(cell: Any, kind: str) -> Any:
    """What a cell of openpyxl says; None where it is blank. Raises :class:`BoxError` where it says something not asked for."""
    value = cell.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if cell.data_type == "f" or (isinstance(value, str) and value.startswith("=")):
        raise BoxError("ô chứa công thức", "chép rồi dán giá trị (Paste Special → Values)")
    if cell.data_type == "e" or (isinstance(value, str) and CELL_ERROR.fullmatch(value.strip())):
        raise BoxError(f"«{value}» là lỗi công thức của bảng tính, không phải giá trị", "ghi lại con số")
    return _BOXES[kind](cell)


def _text_box(cell: Any) -> str:
    value = cell.value
    if isinstance(value, (bool, datetime, date, float)):
        raise BoxError(f"«{value}» không phải chữ; Excel đã tự đổi", "định dạng ô thành Text rồi gõ lại")
    return " ".join(str(value).split())


def _lines_box(cell: Any) -> list[Any]:
    lines = [" ".join(line.split()) for line in str(cell.value).splitlines()]
    found = ((line, _LINKED.fullmatch(line)) for line in lines if line)
    return [{"text": match[1], "url": match[2]} if match else line for line, match in found]


def _choice_box(cell: Any) -> str:
    value = cell.value
    said = plain(str(value))
    found = [item for item in Declared if said in map(plain, (item.value, item.label, *item.others))]
    if len(found) == 1:
        return found[0].value
    raise BoxError(
        f"«{value}» không có trong danh sách", "chọn một trong: " + "; ".join(item.label for item in Declared)
    )


def _day_box(cell: Any) -> str:
    value = cell.value
    if isinstance(value, (datetime, date)):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    if isinstance(value, int) and value in _SERIAL:
        return (_EXCEL + timedelta(days=value)).isoformat()
    meant = meant_day(str(value))
    try:
        if meant is not None and meant[2] is not None:
            return date.fromisoformat(write_day(meant)).isoformat()
    except ValueError:
        raise BoxError(f"«{value}» không phải ngày có thật", "ghi ngày/tháng/năm, ví dụ 02/10/2026") from None
    raise BoxError(f"«{value}» không phải ngày", "ghi ngày/tháng/năm, ví dụ 02/10/2026")


def _number_box(cell: Any) -> str:
    value = cell.value
    if isinstance(value, bool):
        raise BoxError(f"«{value}» không phải con số", "ghi con số")
    if isinstance(value, (int, float)):
        number = Decimal(repr(value))
        if "%" in (cell.number_format or ""):  # the box shows 91 %, Excel keeps 0.91
            number *= 100
        return write_number(number)
    if isinstance(value, (datetime, date)):
        raise BoxError("Excel đã đổi con số thành ngày", "định dạng ô thành Number rồi gõ lại con số")
    try:
        return write_number(parse_number(str(value).strip()))
    except NumberError as error:
        raise BoxError(error.message, error.hint) from None


def _count_box(cell: Any) -> str:
    written = _number_box(cell)
    try:
        return str(parse_count(written))
    except NumberError as error:
        raise BoxError(error.message, error.hint) from None


_BOXES: dict[str, Callable[[Any], Any]] = {
    "text": _text_box,
    "lines": _lines_box,
    "choice": _choice_box,
    "day": _day_box,
    "number": _number_box,
    "count": _count_box,
}
