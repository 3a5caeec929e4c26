"""The Excel form: real files out and in, the same record both ways, every mistake named by its cell, nothing unsafe opened."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart

from generator.check import check
from generator.drafting.form import report_of_form, write_form
from generator.drafting.form.answers import read_form
from generator.drafting.form.filetext import yaml_of
from generator.reading.load import load
from generator.reading.problems import Problem
from tests.office import damaged
from tests.projects import congkhai
from tests.test_reports import AS_OF, FILES, GOOD, REPORT, plans


def form(root: Path, **files: str) -> Workbook:
    """The form for the first quarter, opened as an officer would."""
    made = write_form(plans(root, files), "so/p", "2026-q1", root)
    assert made.problems == ()
    assert made.file is not None
    return load_workbook(made.file)


def packed(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def told(problems: list[Problem]) -> list[str]:
    return [f"{problem.where}: {problem.message} → {problem.hint}" for problem in problems]


def cell_of(book: Workbook, sheet: str, key: str, title: str) -> Any:
    """The box of a row and a column, found as a reader finds it: by the words in front and above."""
    page = book[sheet]
    column = next(cell.column for cell in page[1] if str(cell.value).startswith(title))
    row = next(cell.row for cell in page["A"] if cell.value == key)
    return page.cell(row or 0, column or 0)


def test_a_form_has_every_task_and_target_with_what_was_promised(tmp_path: Path) -> None:
    book = form(tmp_path)
    assert [cell.value for cell in book["Nhiệm vụ"]["A"]][1:] == [
        *("I.1", "I.2 @2026-01-05", "I.2 @2026-02-05", "I.2 @2026-03-05", "II.1 !2026-03-02", "II.2 #1", "II.2 #2"),
    ]
    assert [cell.value for cell in book["Chỉ tiêu"]["C"]][1:] == ["ít nhất 80\u00a0%", "tăng 80\u00a0%"]
    assert cell_of(book, "Chỉ tiêu", "CT1", "Tử số").number_format.startswith("[$-42A]#,##0")
    box, words = cell_of(book, "Nhiệm vụ", "I.1", "Tình trạng"), cell_of(book, "Nhiệm vụ", "I.1", "Nhiệm vụ")
    assert (box.protection.locked, words.protection.locked, book["Nhiệm vụ"].protection.sheet) == (False, True, True)
    (rule,) = [it for it in book["Nhiệm vụ"].data_validations.dataValidation if it.type == "list"]
    assert rule.formula1 == '"Chưa thực hiện,Đang thực hiện,Đã hoàn thành,Đang vướng mắc"'
    assert book["congkhai"].sheet_state == "hidden"


def test_a_form_shows_what_was_reported_of_a_target_last(tmp_path: Path) -> None:
    made = write_form(plans(tmp_path, {REPORT: GOOD}), "so/p", "2026-q2", tmp_path)
    assert made.file is not None
    sheet = load_workbook(made.file)["Chỉ tiêu"]
    assert [cell.value for cell in sheet["D"]] == ["Kỳ trước", "79 trên 100", "120"]
    assert {cell.value for row in sheet["E2:F3"] for cell in row} == {None}


def test_a_unit_that_is_an_agency_with_a_page_reports_its_figures_there(tmp_path: Path) -> None:
    other = FILES["agencies/so/agency.yml"].replace("{name: Phong Mot}", "{name: Phong Mot, agency: khac}")
    both = {"agencies/so/agency.yml": other, "agencies/khac/agency.yml": "kind: unit\nnames: [{name: Phòng Một}]\n"}
    assert [cell.value for cell in form(tmp_path / "own")["Đơn vị"]["A"]] == ["Đơn vị", "Van phong So", "Phong Mot"]
    assert [cell.value for cell in form(tmp_path / "other", **both)["Đơn vị"]["A"]] == ["Đơn vị", "Van phong So"]


def test_the_boxes_have_the_colour_that_is_told_and_nothing_else_has(tmp_path: Path) -> None:
    book = form(tmp_path)
    assert [cell.value for cell in book["Báo cáo"]["A"] if "ô vàng" in str(cell.value)]
    cells = [cell for sheet in book.worksheets[:4] for row in sheet.iter_rows() for cell in row]
    assert {cell.fill.fgColor.rgb == "FFFFF2CC" for cell in cells if cell.protection.locked} == {False}
    assert {cell.fill.fgColor.rgb for cell in cells if not cell.protection.locked} == {"FFFFF2CC"}


def test_both_directions_hold_the_same_record(tmp_path: Path) -> None:
    record = check(plans(tmp_path / "a", {REPORT: GOOD}), AS_OF).catalogue.reports["so/p"][0]
    made = write_form(plans(tmp_path / "b", {}), "so/p", "2026-q1", tmp_path, record)
    assert made.file is not None
    file, problems = report_of_form(made.file.read_bytes(), made.file.name, tmp_path / "b/plans", AS_OF)
    assert problems == []
    assert file == f"plans/{REPORT}"
    (again,) = load(tmp_path / "b/plans").catalogue.reports["so/p"]
    assert again == record


def test_what_a_person_types_is_understood(tmp_path: Path) -> None:
    book = form(tmp_path)
    book["Báo cáo"]["B3"] = "05/04/2026"
    cell_of(book, "Nhiệm vụ", "I.1", "Tình trạng").value = "đã hoàn thành"
    cell_of(book, "Nhiệm vụ", "I.1", "Ngày").value = datetime(2026, 3, 30)  # noqa: DTZ001 - Excel knows no time zone
    cell_of(book, "Nhiệm vụ", "I.1", "Minh chứng").value = "12/BC-SVD\nhttps://vidu.gov.vn/a"
    cell_of(book, "Chỉ tiêu", "CT1", "Tử số").value = 79
    cell_of(book, "Chỉ tiêu", "CT1", "Mẫu số").value = "100"
    percent = cell_of(book, "Chỉ tiêu", "CT2", "Giá trị")
    percent.value, percent.number_format = 0.91, "0%"
    read = read_form(packed(book), "a.xlsx")
    assert read.problems == []
    assert yaml_of(read.data) == (
        'period: 2026-q1\ndate: "2026-04-05"\ntasks:\n  - task: "I.1"\n    declared: done\n    date: "2026-03-30"\n'
        '    evidence:\n      - "12/BC-SVD"\n      - "https://vidu.gov.vn/a"\n'
        'targets:\n  - target: "CT1"\n    numerator: 79\n    denominator: 100\n  - target: "CT2"\n    value: 91\n'
    )


@pytest.mark.parametrize(
    ("sheet", "key", "title", "value", "told_"),
    [
        ("Chỉ tiêu", "CT1", "Tử số", "1.650", "Chỉ tiêu!E2: «1.650» đọc được hai cách: 1650 hoặc 1,65 → viết 1650"),
        ("Chỉ tiêu", "CT1", "Giá trị", "45,5%", "Chỉ tiêu!H2: «45,5%» không phải con số → viết 45.5"),
        ("Chỉ tiêu", "CT1", "Tử số", "=E3*2", "Chỉ tiêu!E2: ô chứa công thức"),
        ("Chỉ tiêu", "CT1", "Tử số", "#REF!", "Chỉ tiêu!E2: «#REF!» là lỗi công thức của bảng tính"),
        ("Chỉ tiêu", "CT1", "Tử số", date(2026, 1, 5), "Chỉ tiêu!E2: Excel đã đổi con số thành ngày"),
        ("Nhiệm vụ", "I.1", "Tình trạng", "xong một nửa", "Nhiệm vụ!D2: «xong một nửa» không có trong danh sách"),
        ("Nhiệm vụ", "I.1", "Ngày", "31/2/2026", "Nhiệm vụ!E2: «31/2/2026» không phải ngày có thật"),
        ("Nhiệm vụ", "I.1", "Mã", "I.9", "Nhiệm vụ!A2: cần «I.1», đang là «I.9»"),
        ("Đơn vị", "Phong Mot", "Hồ sơ", 1.5, "Đơn vị!B3: «1.5» không phải số nguyên"),
    ],
)
def test_a_mistake_is_named_by_its_cell(
    tmp_path: Path, sheet: str, key: str, title: str, value: Any, told_: str
) -> None:
    book = form(tmp_path)
    cell_of(book, sheet, key, title).value = value
    (found,) = told(read_form(packed(book), "a.xlsx").problems)
    assert found.startswith(told_)


def test_a_mistake_of_the_rules_is_named_by_its_cell_and_nothing_is_written(tmp_path: Path) -> None:
    book = form(tmp_path)
    book["Báo cáo"]["B3"] = date(2026, 4, 5)
    cell_of(book, "Nhiệm vụ", "I.1", "Tình trạng").value = "Đã hoàn thành"
    cell_of(book, "Chỉ tiêu", "CT2", "Giá trị").value = 0.91
    file, problems = report_of_form(packed(book), "a.xlsx", tmp_path / "plans", AS_OF)
    assert file == ""
    assert [line.split(" → ")[0] for line in told(problems)] == [
        "Nhiệm vụ!D2: ghi đã hoàn thành mà không có ngày hoàn thành",
        "Chỉ tiêu!H3: 0.91 % là rất nhỏ",
    ]
    assert not (tmp_path / "plans" / REPORT).exists()


def test_a_form_without_its_day_is_told_so(tmp_path: Path) -> None:
    _, problems = report_of_form(packed(form(tmp_path)), "a.xlsx", tmp_path / "plans", AS_OF)
    (line,) = told(problems)
    assert line.startswith("Báo cáo!B3: thiếu trường «date» (ngày báo cáo) → thêm «date:»")


def merge(book: Workbook) -> None:
    book["Chỉ tiêu"].merge_cells("E2:F2")


def insert(book: Workbook) -> None:
    book["Chỉ tiêu"].insert_rows(2)


def shift(book: Workbook) -> None:
    book["Chỉ tiêu"].insert_cols(5)


def drop(book: Workbook) -> None:
    del book["Đơn vị"]


def add(book: Workbook) -> None:
    book["Nhiệm vụ"]["B20"] = "Việc khác"


def add_at_the_end(book: Workbook) -> None:
    """Ctrl and an arrow lead to the last row there is; whoever looks at all rows in between looks for a minute."""
    book["Nhiệm vụ"]["C1048576"] = "Việc khác"


def rename_in_the_hidden_sheet(book: Workbook) -> None:
    book["congkhai"]["A3"] = "Chi tieu"


def empty_in_the_hidden_sheet(book: Workbook) -> None:
    for cell in book["congkhai"][2]:
        cell.value = None


def draw_in_its_place(book: Workbook) -> None:
    del book["Đơn vị"]
    book.create_chartsheet("Đơn vị").add_chart(BarChart())


@pytest.mark.parametrize(
    ("change", "told_"),
    [
        (merge, "Chỉ tiêu!E2:F2: có ô gộp"),
        (insert, "Chỉ tiêu!A2: cần «CT1», đang là «»"),
        (shift, "Chỉ tiêu!E1: cần «Tử số», đang là «»"),
        (drop, ": thiếu trang tính «Đơn vị»"),
        (add, "Nhiệm vụ!B20: có chữ ngoài biểu mẫu"),
        (add_at_the_end, "Nhiệm vụ!C1048576: có chữ ngoài biểu mẫu"),
        (rename_in_the_hidden_sheet, ": trang tính ẩn «congkhai» đã bị sửa"),
        (empty_in_the_hidden_sheet, ": trang tính ẩn «congkhai» đã bị sửa"),
        (draw_in_its_place, ": thiếu trang tính «Đơn vị»"),
    ],
)
def test_a_form_that_was_rebuilt_is_refused(tmp_path: Path, change: Callable[[Workbook], None], told_: str) -> None:
    book = form(tmp_path)
    change(book)
    assert any(line.startswith(told_) for line in told(read_form(packed(book), "a.xlsx").problems))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le")
"""What files of Excel before 2007 begin with, and those that are locked."""


def with_parts(content: bytes, *names: str) -> bytes:
    """A workbook with more parts, all of one content."""
    out = io.BytesIO(packed(Workbook()))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as opened:
        for name in names:
            opened.writestr(name, content)
    return out.getvalue()


def pictures(count: int) -> list[str]:
    return [f"xl/media/image{number}.png" for number in range(count)]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"PK\x03\x04rac", "tệp hỏng, không mở được"),
        (b"period: 2026-q1\n", "tên tệp có đuôi .xlsx nhưng nội dung là văn bản thuần"),
        (OLE, "tệp là dạng Excel cũ (.xls), không đọc được"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "tệp có mật khẩu"),
        (with_parts(b"0" * 40_000_000, "xl/worksheets/sheet9.xml"), "tệp nén phình ra quá lớn (có thể là bom nén)"),
        (with_parts(b"0" * 4_900_000, *pictures(7)), "tệp bung ra quá lớn so với một biểu mẫu"),
        (with_parts(b"0", *pictures(200)), "tệp bung ra quá lớn so với một biểu mẫu"),
        (with_parts(b"0", "xl/vbaProject.bin"), "tệp có macro"),
        (with_parts(b"<a/>", "xl/externalLinks/externalLink1.xml"), "tệp có liên kết sang tệp khác"),
        (with_parts(b'<!DOCTYPE a [<!ENTITY b "c">]><a/>', "xl/a.xml"), "tệp có khai báo XML lạ (DOCTYPE)"),
        (b"0" * 3_000_001, "tệp nặng 3000001 byte, quá mức 3000000"),
    ],
)
def test_what_is_no_form_is_not_opened(raw: bytes, message: str) -> None:
    assert [problem.message for problem in read_form(raw, "a.xlsx").problems] == [message]


def test_a_form_that_another_program_saved_is_read_without_a_word_of_english(tmp_path: Path) -> None:
    """Sheets on the web name no style; the library would tell of it, and a warning is an error here."""
    book = form(tmp_path)
    book["Báo cáo"]["B3"] = date(2026, 4, 5)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed(book))) as kept, zipfile.ZipFile(out, "w") as saved:
        for name in kept.namelist():
            saved.writestr(name, kept.read(name).replace(b"cellStyles", b"otherStyles"))
    read = read_form(out.getvalue(), "a.xlsx")
    assert (read.problems, read.data) == ([], {"period": "2026-q1", "date": "2026-04-05"})


@pytest.mark.parametrize("place", ["content", "packing", "version"])
def test_a_damaged_form_is_refused_wherever_the_damage_is(tmp_path: Path, place: str) -> None:
    raw = damaged(packed(form(tmp_path)), "xl/worksheets/sheet1.xml", place)
    assert [problem.message for problem in read_form(raw, "a.xlsx").problems] == ["tệp hỏng, không mở được"]


def test_another_workbook_is_no_form() -> None:
    assert [problem.message for problem in read_form(packed(Workbook()), "a.xlsx").problems] == [
        "thiếu trang tính «Báo cáo»"
    ]


def test_the_commands_write_and_read(tmp_path: Path) -> None:
    folder = plans(tmp_path, {})
    done = congkhai("report", "new", "so/p", "2026-q1", "--xlsx", "--plans", folder, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    file = tmp_path / "bao-cao-so-p-2026-q1.xlsx"
    book = load_workbook(file)
    book["Báo cáo"]["B3"] = date(2026, 4, 5)
    cell_of(book, "Chỉ tiêu", "CT1", "Giá trị").value = 79
    book.save(file)
    read = congkhai("report", "read", file, "--plans", folder, "--as-of", AS_OF)
    assert (read.returncode, read.stdout) == (0, f"Đã ghi plans/{REPORT}.\n")
    assert check(folder, AS_OF).problems == []
    again = congkhai("report", "read", file, "--plans", folder, "--as-of", AS_OF)
    assert again.returncode == 1
    assert "đã có báo cáo quý I/2026" in again.stderr
