"""A report as an Excel form, out and in: what an officer fills between the locked words, read back into the file of a report.

Every row carries its key in the first, locked column (``II.5``, ``II.5 #2``, ``II.5 @2026-03-05``), and a hidden sheet lists the
keys again, so that a row that was moved, deleted or typed over is noticed. Formulas, errors, merged cells and files that
unpack to more than a form can hold are refused. Only the extra ``office`` has openpyxl, so nothing else imports this module.
"""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from generator.check import check
from generator.check.figures import COUNTS
from generator.drafting.report import named_turns, open_dues, open_progress, refusal
from generator.model.report import Declared, OccurrenceReport, Report, TargetReport, TaskReport
from generator.reading.catalogue import Catalogue
from generator.reading.load import load
from generator.reading.meant import meant_day, plain, write_day
from generator.reading.modeline import modeline, with_modeline
from generator.reading.problems import FieldPath, Problem, errors
from generator.reading.quoting import quoted
from generator.reading.tree import file_of, progress_file
from generator.text.numbers import NumberError, parse_count, parse_number, write_number
from generator.text.wording import say_target
from generator.tracking.progress import PlanProgress, Turn

HEAD, TASKS, TARGETS, UNITS, KEYS = "Báo cáo", "Nhiệm vụ", "Chỉ tiêu", "Đơn vị", "congkhai"
"""The sheets; the last is hidden."""

LARGEST, UNPACKED, PARTS = 3_000_000, 30_000_000, 200
"""Bytes of a file, bytes it may unpack to, and files it may hold: a filled form has 40 KB, 300 KB and 15."""

_NUMBER, _DAY, _SHARE = "[$-42A]#,##0.######", "[$-42A]dd/mm/yyyy", "[$-42A]0.0%"
_SERIAL = range(36526, 73051)
_EXCEL = date(1899, 12, 30)
_LINKED = re.compile(r"(.+?) <(https://[^\s<>\"']+)>")
_KEY = re.compile(r"(?P<task>\S+)(?: #(?P<outcome>\d+))?(?: (?P<mark>[@!])(?P<day>\S+))?")
_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its title, its width, and the key of the record that is filled there; empty where it is locked."""

    title: str
    width: int
    key: str = ""
    kind: str = "text"
    """``text``, ``lines``, ``day``, ``choice``, ``number``, ``count`` or ``share``."""


TASK_COLUMNS = (
    Column("Mã", 16),
    Column("Nhiệm vụ", 60),
    Column("Thời hạn", 34),
    Column("Tình trạng", 20, "declared", "choice"),
    Column("Ngày hoàn thành", 16, "date", "day"),
    Column("Minh chứng (mỗi dòng một số văn bản hoặc địa chỉ)", 40, "evidence", "lines"),
    Column("Ghi chú", 40, "note"),
)
TARGET_COLUMNS = (
    Column("Mã", 12),
    Column("Chỉ tiêu", 60),
    Column("Mức đặt ra", 20),
    Column("Kỳ trước", 18),
    Column("Tử số", 14, "numerator", "number"),
    Column("Mẫu số", 14, "denominator", "number"),
    Column("Tỷ lệ (tự tính)", 14, "", "share"),
    Column("Giá trị (khi không có tử số, mẫu số)", 20, "value", "number"),
    Column("Minh chứng", 34, "evidence", "lines"),
    Column("Xác nhận (lý do, khi con số trông như gõ nhầm)", 34, "confirmed"),
    Column("Ghi chú", 34, "note"),
)
UNIT_COLUMNS = (
    Column("Đơn vị", 40),
    *(Column(words[0].upper() + words[1:], 20, key, "count") for key, words in COUNTS.items()),
    Column("Xác nhận (lý do)", 34, "confirmed"),
)
HEAD_ROWS = (
    ("Kế hoạch", "", "text"),
    ("Kỳ báo cáo", "", "text"),
    ("Ngày lập báo cáo (bắt buộc)", "date", "day"),
    ("Số, ký hiệu văn bản", "document", "text"),
    ("Địa chỉ https của văn bản", "url", "text"),
    ("Ghi chú", "note", "text"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: its key, its locked words, and what stands in the boxes already."""

    key: str
    words: tuple[str, ...]
    filled: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewForm:
    """What was written, or why nothing was."""

    file: Path | None = None
    tasks: int = 0
    targets: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class ReadForm:
    """What was read: the report as plain data, the cell of every field, and the mistakes."""

    plan: str = ""
    period: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    cells: dict[FieldPath, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


# --- out


def write_form(plans: Path, plan: str, period: str, folder: Path, filled: Report | None = None) -> NewForm:
    """Write the form of a report into ``folder``. With a problem nothing is written; ``filled`` is what stands in it already."""
    catalogue = load(plans).catalogue
    wanted, refused = refusal(plans, catalogue, plan, period)
    if wanted is None:
        return NewForm(problems=(refused,) if refused else ())
    progress = open_progress(catalogue, catalogue.plans[plan], wanted)
    name = folder / f"bao-cao-{plan.replace('/', '-')}-{wanted}.xlsx"
    if name.exists():
        return NewForm(problems=(Problem(file=name.name, message="tệp đã có", hint="xóa hoặc đổi tên tệp ấy trước"),))
    tasks, targets = list(_task_rows(progress, wanted.last, filled)), list(_target_rows(progress, filled))
    book = _workbook(catalogue, plan, str(wanted), wanted.label, tasks, targets, filled)
    book.save(name)
    return NewForm(file=name, tasks=len(tasks), targets=len(targets))


def _workbook(
    catalogue: Catalogue,
    plan: str,
    period: str,
    label: str,
    tasks: list[Row],
    targets: list[Row],
    filled: Report | None,
) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    head = book.create_sheet(HEAD)
    _write_head(head, (f"{catalogue.plans[plan].document.title} ({plan})", label), filled)
    _write_table(book.create_sheet(TASKS), TASK_COLUMNS, tasks)
    _write_table(book.create_sheet(TARGETS), TARGET_COLUMNS, targets)
    units = list(_unit_rows(catalogue, plan, filled))
    _write_table(book.create_sheet(UNITS), UNIT_COLUMNS, units)
    keys = book.create_sheet(KEYS)
    keys.sheet_state = "hidden"
    keys.protection.enable()
    keys.append(["congkhai", 1, plan, period])
    for title, rows in ((TASKS, tasks), (TARGETS, targets), (UNITS, units)):
        keys.append([title, *(row.key for row in rows)])
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
        "Điền các ô trắng ở bốn trang tính; để trống một mục là không báo cáo mục ấy. Xong thì lưu lại dạng .xlsx.",
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
            above, below = (get_column_letter(at - 2 + step) for step in (0, 1))
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
    for at, column in enumerate(columns, start=1):
        letter = get_column_letter(at)
        if column.kind == "choice":
            listed = ",".join(item.label for item in Declared)
            rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True)
            rule.error = "Chọn một trong các tình trạng của danh sách."
        elif column.kind in ("number", "count"):
            rule = DataValidation(
                type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True, showErrorMessage=True
            )
            rule.error = "Ghi con số, không ghi chữ hay dấu %."
        elif column.kind == "day":
            rule = DataValidation(
                type="date", operator="greaterThan", formula1="36526", allow_blank=True, showErrorMessage=True
            )
            rule.error = "Ghi ngày/tháng/năm."
        else:
            continue
        if last >= 2:
            sheet.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{last}")


def _protect(sheet: Worksheet) -> None:
    """Words are locked; boxes, widths and heights are not. There is no password: it guards against slips, not people."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False


def _task_rows(progress: PlanProgress, last: date, filled: Report | None) -> Iterator[Row]:
    for item in open_dues(progress):
        task = item.due.task
        several = len(task.task.results()) > 1
        key = f"{task.id} #{item.due.outcome}" if several else task.id
        entry = _task_entry(filled, task.id, item.due.outcome if several else None)
        named = named_turns(item, last)
        if not named:
            yield Row(key, (task.task.content, item.due.text or ""), entry)
        for turn in named:
            yield Row(f"{key} {_turn_key(turn)}", (task.task.content, turn.label), _turn_entry(entry, turn))


def _turn_key(turn: Turn) -> str:
    return f"!{turn.event}" if turn.event is not None else f"@{turn.due}"


def _task_entry(filled: Report | None, task: str, outcome: int | None) -> TaskReport | None:
    entries = filled.tasks if filled else ()
    return next((item for item in entries if item.task == task and item.outcome == outcome), None)


def _turn_entry(entry: TaskReport | None, turn: Turn) -> OccurrenceReport | None:
    wanted = (turn.event, turn.due if turn.event is None else None)
    return next((item for item in (entry.occurrences if entry else ()) if (item.event, item.due) == wanted), None)


def _target_rows(progress: PlanProgress, filled: Report | None) -> Iterator[Row]:
    for item in progress.targets:
        if item.commitment.cancelled is not None:
            continue
        target = item.commitment.current.target
        entry = next((said for said in (filled.targets if filled else ()) if said.target == target.id), None)
        before = _before(item.reported[-1].entry) if item.reported else ""
        yield Row(target.id, (target.label, say_target(target), before), entry)


def _before(entry: TargetReport) -> str:
    if entry.numerator is not None and entry.denominator is not None:
        return f"{write_number(entry.numerator)} trên {write_number(entry.denominator)}"
    return write_number(entry.value) if entry.value is not None else ""


def _unit_rows(catalogue: Catalogue, plan: str, filled: Report | None) -> Iterator[Row]:
    agency = catalogue.agencies.get(catalogue.plans[plan].agency)
    for unit in agency.units if agency else ():
        if unit.agency is None:
            yield Row(
                unit.name,
                (),
                next((item for item in (filled.counts if filled else ()) if item.unit == unit.name), None),
            )


# --- in


def read_form(raw: bytes, name: str) -> ReadForm:
    """Read a filled form. Mistakes are named by sheet and cell, all at once; nothing is written."""
    read = ReadForm()
    refused = _refused(raw)
    book = None if refused else _loaded(raw)
    if book is None:
        message = refused or "không mở được bảng tính"
        read.problems.append(
            Problem(file=name, message=message, hint="lưu lại dạng .xlsx từ biểu mẫu của «congkhai report new --xlsx»")
        )
        return read
    keys = _keys(book, read, name)
    if keys is None:
        return read
    _read_head(book[HEAD], read, name)
    for title, columns, place in (
        (TASKS, TASK_COLUMNS, _place_task),
        (TARGETS, TARGET_COLUMNS, _place_target),
        (UNITS, UNIT_COLUMNS, _place_unit),
    ):
        _read_table(book[title], columns, keys[title], place, read, name)
    return read


def _refused(raw: bytes) -> str:
    """Why the file is not even opened."""
    if len(raw) > LARGEST:
        return f"tệp nặng {len(raw)} byte, quá mức {LARGEST}"
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            parts = packed.infolist()
    except zipfile.BadZipFile:
        return "tệp không phải bảng tính .xlsx"
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
        return "tệp bung ra quá lớn so với một biểu mẫu"
    if any(part.flag_bits & 1 for part in parts):
        return "tệp đặt mật khẩu"
    if any("vbaProject" in part.filename or part.filename.startswith("xl/externalLinks") for part in parts):
        return "tệp có macro hoặc liên kết sang tệp khác"
    return ""


def _loaded(raw: bytes) -> Workbook | None:
    try:
        return load_workbook(io.BytesIO(raw))
    except (InvalidFileException, ParseError, KeyError, ValueError, TypeError, zipfile.BadZipFile):
        return None


def _keys(book: Workbook, read: ReadForm, name: str) -> dict[str, list[str]] | None:
    """The keys of every sheet's rows, from the hidden sheet."""
    wanted = (HEAD, TASKS, TARGETS, UNITS, KEYS)
    missing = [title for title in wanted if title not in book.sheetnames]
    rows = (
        []
        if missing
        else [[cell for cell in row if cell is not None] for row in book[KEYS].iter_rows(values_only=True)]
    )
    if missing or len(rows) < 4 or len(rows[0]) < 4 or rows[0][:2] != ["congkhai", 1]:
        message = f"thiếu trang tính «{missing[0]}»" if missing else "trang tính ẩn «congkhai» đã bị sửa"
        read.problems.append(
            Problem(file=name, message=message, hint="chép số liệu sang một biểu mẫu mới: congkhai report new --xlsx")
        )
        return None
    read.plan, read.period = str(rows[0][2]), str(rows[0][3])
    read.data["period"] = read.period
    return {str(row[0]): [str(key) for key in row[1:]] for row in rows[1:]}


def _read_head(sheet: Worksheet, read: ReadForm, name: str) -> None:
    _refuse_merged(sheet, read, name)
    for number, (title, key, kind) in enumerate(HEAD_ROWS, start=1):
        if sheet.cell(number, 1).value != title:
            _moved(sheet.cell(number, 1), sheet.title, title, read, name)
        elif key:
            value = _box(sheet.cell(number, 2), sheet.title, kind, read, name)
            read.cells[(key,)] = f"{sheet.title}!B{number}"
            if value is not None:
                read.data[key] = value


def _refuse_merged(sheet: Worksheet, read: ReadForm, name: str) -> None:
    for merged in sheet.merged_cells.ranges:
        hint = "bỏ gộp ô (Merge & Center), mỗi ô một giá trị"
        read.problems.append(Problem(file=name, where=f"{sheet.title}!{merged.coord}", message="có ô gộp", hint=hint))


def _moved(cell: Any, title: str, wanted: str, read: ReadForm, name: str) -> None:
    message = f"cần «{wanted}», đang là «{cell.value if cell.value is not None else ''}»: dòng hoặc ô đã bị dời, xóa hay gõ đè"
    hint = "hoàn tác (Ctrl+Z), hoặc chép số liệu sang một biểu mẫu mới"
    read.problems.append(Problem(file=name, where=f"{title}!{cell.coordinate}", message=message, hint=hint))


def _refuse_beyond(sheet: Worksheet, first: int, read: ReadForm, name: str) -> None:
    """What stands below the form is no report of anything."""
    rows = sheet.iter_rows(min_row=first) if sheet.max_row >= first else ()
    cell = next((cell for row in rows for cell in row if cell.value not in (None, "")), None)
    if cell is not None:
        hint = "chỉ điền vào các ô vàng có sẵn; việc mới phải có trong kế hoạch hoặc văn bản điều chỉnh"
        where = f"{sheet.title}!{cell.coordinate}"
        read.problems.append(Problem(file=name, where=where, message="có chữ ngoài biểu mẫu", hint=hint))


Place = Callable[[str, dict[str, Any], dict[str, str], ReadForm], None]
"""Puts what a row says into the report's data, with the cell of each key."""


def _read_table(
    sheet: Worksheet, columns: Sequence[Column], keys: list[str], place: Place, read: ReadForm, name: str
) -> None:
    _refuse_merged(sheet, read, name)
    for at, column in enumerate(columns, start=1):
        if sheet.cell(1, at).value != column.title:
            _moved(sheet.cell(1, at), sheet.title, column.title, read, name)
            return
    _refuse_beyond(sheet, len(keys) + 2, read, name)
    for number, key in enumerate(keys, start=2):
        if str(sheet.cell(number, 1).value or "") != key:
            _moved(sheet.cell(number, 1), sheet.title, key, read, name)
            continue
        boxes = {
            column.key: (sheet.cell(number, at), column.kind) for at, column in enumerate(columns, 1) if column.key
        }
        values = {key: _box(cell, sheet.title, kind, read, name) for key, (cell, kind) in boxes.items()}
        said = {key: value for key, value in values.items() if value is not None}
        if said:
            place(key, said, {key: f"{sheet.title}!{cell.coordinate}" for key, (cell, _) in boxes.items()}, read)


def _box(cell: Any, title: str, kind: str, read: ReadForm, name: str) -> Any:
    """What a box says, as plain data of a report's file; None where it is blank or mistaken."""
    value = cell.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        if cell.data_type == "f" or (isinstance(value, str) and value.startswith("=")):
            raise _BoxError("ô chứa công thức", "chép rồi dán giá trị (Paste Special → Values)")
        if cell.data_type == "e" or (isinstance(value, str) and _ERROR.fullmatch(value.strip())):
            raise _BoxError(f"«{value}» là lỗi công thức của bảng tính, không phải giá trị", "ghi lại con số")
        return _BOXES[kind](value, cell)
    except _BoxError as error:
        read.problems.append(
            Problem(file=name, where=f"{title}!{cell.coordinate}", message=error.message, hint=error.hint)
        )
        return None


class _BoxError(ValueError):
    """A box that holds something else than it asks for."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def _text_box(value: Any, cell: Any) -> str:  # noqa: ARG001 - every box is read the same way
    if isinstance(value, (bool, datetime, date, float)):
        raise _BoxError(f"«{value}» không phải chữ; Excel đã tự đổi", "định dạng ô thành Text rồi gõ lại")
    return " ".join(str(value).split())


def _lines_box(value: Any, cell: Any) -> list[Any]:  # noqa: ARG001
    lines = [" ".join(line.split()) for line in str(value).splitlines()]
    found = ((line, _LINKED.fullmatch(line)) for line in lines if line)
    return [{"text": match[1], "url": match[2]} if match else line for line, match in found]


def _choice_box(value: Any, cell: Any) -> str:  # noqa: ARG001
    found = [
        item
        for item in Declared
        if plain(str(value)) in {plain(word) for word in (item.value, item.label, *item.others)}
    ]
    if len(found) == 1:
        return found[0].value
    raise _BoxError(
        f"«{value}» không có trong danh sách", "chọn một trong: " + "; ".join(item.label for item in Declared)
    )


def _day_box(value: Any, cell: Any) -> str:  # noqa: ARG001
    if isinstance(value, (datetime, date)):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    if isinstance(value, int) and value in _SERIAL:
        return (_EXCEL + timedelta(days=value)).isoformat()
    meant = meant_day(str(value))
    try:
        if meant is not None and meant[2] is not None:
            return date.fromisoformat(write_day(meant)).isoformat()
    except ValueError:
        raise _BoxError(f"«{value}» không phải ngày có thật", "ghi ngày/tháng/năm, ví dụ 02/10/2026") from None
    raise _BoxError(f"«{value}» không phải ngày", "ghi ngày/tháng/năm, ví dụ 02/10/2026")


def _number_box(value: Any, cell: Any) -> str:
    if isinstance(value, bool):
        raise _BoxError(f"«{value}» không phải con số", "ghi con số")
    if isinstance(value, (int, float)):
        number = Decimal(repr(value))
        if "%" in (cell.number_format or ""):  # the box shows 91 %, Excel keeps 0.91
            number *= 100
        return write_number(number)
    if isinstance(value, (datetime, date)):
        raise _BoxError("Excel đã đổi con số thành ngày", "định dạng ô thành Number rồi gõ lại con số")
    try:
        return write_number(parse_number(str(value).strip()))
    except NumberError as error:
        raise _BoxError(error.message, error.hint) from None


def _count_box(value: Any, cell: Any) -> str:
    written = _number_box(value, cell)
    try:
        return str(parse_count(written))
    except NumberError as error:
        raise _BoxError(error.message, error.hint) from None


_BOXES: dict[str, Callable[[Any, Any], Any]] = {
    "text": _text_box,
    "lines": _lines_box,
    "choice": _choice_box,
    "day": _day_box,
    "number": _number_box,
    "count": _count_box,
}


def _place_task(key: str, said: dict[str, Any], cells: dict[str, str], read: ReadForm) -> None:
    found = _KEY.fullmatch(key)
    if found is None:
        return
    entries = read.data.setdefault("tasks", [])
    head = {"task": found["task"]} | ({"outcome": found["outcome"]} if found["outcome"] else {})
    if found["day"] is None:
        entries.append(head | said)
        _note_cells(("tasks", len(entries) - 1), cells, read)
        return
    at = next(
        (
            number
            for number, item in enumerate(entries)
            if {k: item.get(k) for k in head} == head and "occurrences" in item
        ),
        None,
    )
    if at is None:
        entries.append(head | {"occurrences": []})
        at = len(entries) - 1
    turns = entries[at]["occurrences"]
    note = said.pop("note", None)
    turns.append({{"@": "due", "!": "event"}[found["mark"]]: found["day"]} | said)
    if note is not None:
        turns[-1]["note"] = note
    _note_cells(("tasks", at, "occurrences", len(turns) - 1), cells, read)


def _place_target(key: str, said: dict[str, Any], cells: dict[str, str], read: ReadForm) -> None:
    entries = read.data.setdefault("targets", [])
    entries.append({"target": key} | said)
    _note_cells(("targets", len(entries) - 1), cells, read)


def _place_unit(key: str, said: dict[str, Any], cells: dict[str, str], read: ReadForm) -> None:
    entries = read.data.setdefault("counts", [])
    entries.append({"unit": key} | said)
    _note_cells(("counts", len(entries) - 1), cells, read)


def _note_cells(path: FieldPath, cells: dict[str, str], read: ReadForm) -> None:
    read.cells |= {(*path, key): cell for key, cell in cells.items()}
    read.cells[path] = next(iter(cells.values()))


# --- the file


def report_of_form(raw: bytes, name: str, plans: Path, as_of: date) -> tuple[str, list[Problem]]:
    """Write the report that a filled form holds. Returns the file, and its mistakes by cell; with a mistake nothing is kept."""
    read = read_form(raw, name)
    if read.problems:
        return "", read.problems
    catalogue = load(plans).catalogue
    wanted, refused = refusal(plans, catalogue, read.plan, read.period)
    if wanted is None:
        return "", [refused] if refused else []
    place = progress_file(Report(period=wanted, day=wanted.last, plan=read.plan, file=str(wanted)))
    file = plans / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(with_modeline(yaml_of(read.data), modeline(plans, place)), encoding="utf-8")
    shown = file_of(plans, place)
    found = [problem for problem in check(plans, as_of).problems if problem.file == shown]
    if errors(found):
        file.unlink()
        return "", [_in_cell(problem, read, name) for problem in found]
    return shown, found


def _in_cell(problem: Problem, read: ReadForm, name: str) -> Problem:
    for length in range(len(problem.path), 0, -1):
        cell = read.cells.get(problem.path[:length])
        if cell is not None:
            return Problem(file=name, where=cell, message=problem.message, hint=problem.hint, warning=problem.warning)
    where = f"{HEAD}!B3" if problem.path[:1] == ("date",) or not problem.path else problem.where
    return Problem(file=name, where=where, message=problem.message, hint=problem.hint, warning=problem.warning)


def yaml_of(data: dict[str, Any]) -> str:
    """A report's plain data as the text of its file."""
    return quoted("\n".join(_lines(data, "")) + "\n")


def _lines(record: dict[str, Any], indent: str) -> Iterable[str]:
    for key, value in record.items():
        if not isinstance(value, list):
            yield f"{indent}{key}: {_scalar(key, value)}"
            continue
        yield f"{indent}{key}:"
        for item in value:
            if isinstance(item, dict):
                first, *rest = _lines(item, f"{indent}    ")
                yield f"{indent}  - {first.strip()}"
                yield from rest
            else:
                yield f"{indent}  - {json.dumps(item, ensure_ascii=False)}"


_BARE = ("period", "date", "due", "event", "declared", "outcome", "numerator", "denominator", "value", *COUNTS)


def _scalar(key: str, value: Any) -> str:
    return str(value) if key in _BARE else json.dumps(value, ensure_ascii=False)
