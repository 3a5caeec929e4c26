"""What officers' files look like: every slip on its own line with the line to write, every file known, every repair said."""

from datetime import date
from pathlib import Path

import pytest

from generator.check import check
from generator.model.plan import Plan
from generator.model.report import Report
from generator.reading.meant import meant_day, meant_period, write_day
from generator.reading.repair import repair
from generator.reading.slips import mend
from generator.reading.tree import record_keys
from tests.projects import congkhai, plant
from tests.test_reports import FILES, REPORT

AS_OF = date(2026, 7, 20)

GOOD = """\
period: 2026-q1
date: 2026-04-05
document: 12/BC-SVD
tasks:
  - task: I.1
    declared: done
    date: 2026-03-30
    evidence:
      - 12/BC-SVD
    note: Đã gửi các phòng
targets:
  - target: CT1
    numerator: 79
    denominator: 100
"""


def told(root: Path, report: str | bytes, name: str = REPORT) -> list[str]:
    """Every problem of a report as ``line: message → hint``."""
    plant(root / "plans", {**FILES, name: report})
    found = check(root / "plans", AS_OF).problems
    assert all(problem.file == f"plans/{name}" for problem in found), found
    return [f"{problem.line}: {problem.message} → {problem.hint}" for problem in found]


def test_a_good_report_is_told_nothing(tmp_path: Path) -> None:
    assert told(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("date: 2026-04-05", "date: 05/04/2026", "2: «05/04/2026» không phải ngày viết đúng dạng → viết 2026-04-05"),
        ("date: 2026-04-05", "date: 5.4.26", "2: «5.4.26» không phải ngày viết đúng dạng → viết 2026-04-05"),
        ("date: 2026-04-05", "date: 46117", "2: «46117» là số thứ tự ngày của Excel, không phải ngày viết đúng dạng"),
        ("date: 2026-03-30", "date: 31/2/2026", "7: «31/2/2026» không phải ngày có thật → tháng 2 năm 2026 có 28 ngày"),
        ("2026-q1\n", "Quý I năm 2026\n", "1: «Quý I năm 2026» không phải kỳ báo cáo → viết 2026-q1"),
        ("declared: done", "declared: Xong rồi", "chưa thực hiện → not_started; đang thực hiện → in_progress"),
        ("declared: done", "declared: chưa hoàn thành", "6: «chưa hoàn thành» không có trong danh sách cho phép"),
        ("declared: done", "Tình trạng: done", "6: không có trường «Tình trạng» → viết «declared:»"),
        ("declared: done", "declared:done", "6: thiếu dấu cách sau «declared:» → viết «declared: done»"),
        ("declared: done", "declared done", "6: thiếu dấu hai chấm sau «declared» → viết «declared: done»"),
        ("declared: done", "declared：done", "6: dấu hai chấm rộng «：» thay cho «:» → viết «declared: done»"),
        ("declared: done", "declared:\u00a0done", "6: có dấu cách không ngắt (U+00A0)"),
        ("    declared", "\u00a0\u00a0\u00a0\u00a0declared", "6: có dấu cách không ngắt (U+00A0)"),
        ("declared: done", "declared: done\u00a0", "6: có dấu cách không ngắt (U+00A0)"),
        ("declared: done", "declared: “done”", "6: ngoặc kép cong của Word quanh giá trị → viết «declared: done»"),
        ("    declared", "\t\tdeclared", "6: có dấu tab"),
        ("    declared", "      declared", "6: thụt lề lệch: có 6 dấu cách ở đầu dòng, cần 4"),
        ("      - 12", "      – 12", "9: dấu «–» của Word thay cho dấu gạch nối «-» ở đầu mục → viết «- 12/BC-SVD»"),
        ("  - task: I.1", "  • task: I.1", "5: dấu «•» của Word thay cho dấu gạch nối «-» ở đầu mục"),
        ("Đã gửi các", "Kết quả: gửi", "10: giá trị có dấu hai chấm mà không đặt trong ngoặc kép"),
        ("các phòng", "phòng #3", "10: phần sau dấu # sẽ bị bỏ, vì YAML coi là ghi chú"),
        ("Đã gửi các phòng", "§· göi c¸c phßng", "10: chữ lỗi bảng mã (TCVN3)"),
        ("Đã gửi các phòng", "Ä‘Ã£ gá»­i cÃ¡c phÃ²ng", "10: chữ lỗi bảng mã (UTF-8 đọc nhầm)"),
        ("numerator: 79", "numerator: “79”", "13: ngoặc kép cong của Word quanh giá trị → viết «numerator: 79»"),
        ("numerator: 79", "numerator: 79 hồ sơ", "13: «79 hồ sơ» không phải con số → viết 79"),
        ("numerator: 79", "numerator: '#REF!'", "13: «#REF!» là lỗi công thức của bảng tính"),
        ("12/BC-SVD\n    note", "Đã ban hành\n    note", "9: minh chứng «Đã ban hành» không có số văn bản hay địa chỉ"),
        ("declared: done", "declared = done", "6: thiếu dấu hai chấm sau «declared» → viết «declared: done»"),
        ("declared: done", "declared; done", "6: thiếu dấu hai chấm sau «declared» → viết «declared: done»"),
        ("targets:\n", "targets\n", "11: thiếu dấu hai chấm sau «targets» → viết «targets:»"),
        ("  - task: I.1", "  -task: I.1", "5: thiếu dấu cách sau dấu «-» ở đầu mục → viết «- task: I.1»"),
        ("- 12/BC-SVD", "-12/BC-SVD", "9: thiếu dấu cách sau dấu «-» ở đầu mục → viết «- 12/BC-SVD»"),
        ("evidence:", "minh chứng:", "8: không có trường «minh chứng» → viết «evidence:»"),
        ("evidence:", "tài liệu:", "8: không có trường «tài liệu» → viết «evidence:»"),
        ("date: 2026-03-30", "ngày: 2026-03-30", "7: không có trường «ngày» → viết «date:»"),
        ("period:", "Kỳ báo cáo:", "1: không có trường «Kỳ báo cáo» → viết «period:»"),
        ("numerator:", "numerater:", "13: không có trường «numerater» → có phải «numerator»?"),
        ("numerator:", "tử số:", "13: không có trường «tử số» → viết «numerator:»"),
        ("task: I.1", "task: I.l", "5: kế hoạch không có nhiệm vụ «I.l» → có phải «I.1»?"),
        ("task: I.1", "task: Nhiệm vụ I.1", "5: kế hoạch không có nhiệm vụ «Nhiệm vụ I.1» → có phải «I.1»?"),
        ("target: CT1", "target: СТ1", "12: kế hoạch không có chỉ tiêu «СТ1» → có phải «CT1»?"),
        ("declared: done", "declared: doing", "6: «doing» không có trong danh sách cho phép → dùng một trong: chưa"),
        ("date: 2026-03-30", "date: 2O26-03-30", "7: «2O26-03-30» không phải ngày viết đúng dạng → viết 2026-03-30"),
        ("date: 2026-03-30", "date: 30/3", "7: «30/3» thiếu năm"),
        ("date: 2026-03-30", "date: 2027-03-30", "7: hoàn thành ngày 2027-03-30, sau ngày báo cáo 2026-04-05"),
        ("date: 2026-04-05", "date: 2025-04-05", "2: ngày báo cáo 2025-04-05 đứng trước quý I/2026"),
        ("2026-q1", "2030-q1", "1: quý I/2030 nằm ngoài kỳ kế hoạch"),
        ("note: Đã", "note: * Đã", '10: giá trị bắt đầu bằng dấu «*» mà không đặt trong ngoặc kép → viết «note: "* Đã'),
        ("note: Đã", "note: > Đã", "10: giá trị bắt đầu bằng dấu «>» mà không đặt trong ngoặc kép"),
        ("note: Đã gửi", "note: 'Đã' gửi", "10: có chữ sau dấu đóng ngoặc kép → viết «note: \"'Đã' gửi các phòng\"»"),
        ("các phòng\n", "các phòng\n    và các trung tâm\n", "11: dòng chữ nối vào dòng trên mà không thụt vào"),
        ("numerator: 79", "numerator: -", "13: «-» không phải con số"),
        ("    declared", "    \u200bdeclared", "6: có ký tự ẩn"),
    ],
)
def test_one_slip_is_one_message_on_its_own_line(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert GOOD.count(old) == 1
    found = told(tmp_path, GOOD.replace(old, new))
    assert len(found) == 1, found
    assert problem in found[0]


@pytest.mark.parametrize("word", ["Đã hoàn thành", "đã hoàn thành", "xong", "Done", "DONE", "hoàn thành", "“done”"])
def test_the_words_of_a_choice_are_the_choice(tmp_path: Path, word: str) -> None:
    written = GOOD.replace("declared: done", f"declared: '{word}'")
    assert told(tmp_path, written) == []


def test_all_mistakes_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    wrong = (
        GOOD.replace("date: 2026-04-05", "date: 05/04/2026")
        .replace("task: I.1", "task: I.11")
        .replace("declared: done", "declared:\u00a0xongg")
        .replace("numerator: 79", "numerator: 1.790")
        .replace("target: CT1", "target: CT11")
    )
    assert [line.split(":")[0] for line in told(tmp_path, wrong)] == ["2", "5", "6", "6", "12", "13"]


def test_a_page_of_prose_is_one_mistake(tmp_path: Path) -> None:
    found = told(tmp_path, "BÁO CÁO\nKết quả quý I\n\n1. Nhiệm vụ I.1: đã xong\n")
    assert len(found) == 1
    assert "biểu mẫu" in found[0]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("agencies/so/p/reports/2026-q3.yml.txt", "đổi tên thành «2026-q3.yml» (Notepad"),
        ("agencies/so/p/reports/2026-q3", "đổi tên thành «2026-q3.yml»"),
        ("agencies/so/p/reports/2026-09", "đổi tên thành «2026-09.yml»"),
        ("agencies/so/p/reports/Quý III 2026.txt", "đổi tên thành «2026-q3.yml»"),
        ("agencies/so/p/reports/2026-q3.yml.bak", "xóa tệp này"),
        ("agencies/so/p/reports/bao-cao.docx", "congkhai report new"),
        ("agencies/so/p/reports/bao-cao.xlsx", "congkhai report read"),
        ("agencies/so/p/ke-hoach.docx", "congkhai plan new"),
        ("agencies/so/p/ke-hoach.pdf", "source.txt"),
        ("agencies/so/p/plan.yml.txt", "đổi tên thành «plan.yml»"),
        ("agencies/so/p/khac.txt", "«source.file»"),
        ("agencies/so/2026-q3.yml", "reports/"),
        ("registry/bang.xlsx", "chép vào tệp .yml"),
        ("procedures/1.000001.json", "tệp .yml"),
        ("anh.png", "ảnh không đọc được"),
        ("~$bao-cao.docx", "xóa tệp này"),
        ("agencies/so/p/.DS_Store", "xóa tệp này"),
    ],
)
def test_every_file_is_known_or_told_what_to_do(tmp_path: Path, name: str, hint: str) -> None:
    plant(tmp_path / "plans", {**FILES, name: "x"})
    (problem,) = check(tmp_path / "plans", AS_OF).problems
    assert problem.file == f"plans/{name}"
    assert not problem.warning
    assert hint in problem.hint


def test_a_report_in_the_folder_of_amendments_is_one_mistake(tmp_path: Path) -> None:
    (found,) = told(tmp_path, GOOD, "agencies/so/p/amendments/2026-04-05-q1.yml")
    assert found == ("1: tệp này là báo cáo («period:»), nằm sai chỗ → chuyển sang plans/agencies/so/p/reports/")


@pytest.mark.parametrize("start", [b"PK\x03\x04\x14", b"%PDF-1.4", b"{\\rtf1\\ansi", b"\xd0\xcf\x11\xe0"])
def test_a_renamed_office_file_is_one_mistake(tmp_path: Path, start: bytes) -> None:
    (found,) = told(tmp_path, start + b" period: x")
    assert "tệp Word, Excel hay PDF đổi tên" in found


def test_line_ends_of_an_old_mac_are_line_ends(tmp_path: Path) -> None:
    assert told(tmp_path, GOOD.replace("\n", "\r")) == []


def test_a_licence_and_the_source_of_a_plan_are_known(tmp_path: Path) -> None:
    plant(tmp_path / "plans", {**FILES, "LICENSE": "x", "agencies/so/p/reports/.gitkeep": ""})
    assert check(tmp_path / "plans", AS_OF).problems == []


@pytest.mark.parametrize(
    ("broken", "done"),
    [
        ("\ufeff" + GOOD, "bỏ ký tự BOM"),
        (GOOD.replace("\n", "\r\n"), "CRLF"),
        (GOOD.replace("Đã gửi các phòng", "Đa\u0303 gửi các phòng"), "NFC): dòng 10"),
        (GOOD.replace("declared: done", "declared:\u00a0done"), "dòng 6: có dấu cách không ngắt"),
        (GOOD.replace("declared: done", "declared: done  "), "cuối dòng: dòng 6"),
        (GOOD.replace("    declared", "\t\tdeclared"), "dòng 6: tab ở đầu dòng"),
        (GOOD.replace("declared: done", "declared:\tdone"), "tab sau dấu hai chấm"),
        (GOOD.replace("declared: done", "declared: “done”"), "dòng 6: ngoặc kép cong"),
    ],
)
def test_a_repair_gives_the_file_that_was_meant_and_says_what_it_did(broken: str, done: str) -> None:
    made = repair(broken.encode(), Report)
    assert made is not None
    assert made[0].decode() == GOOD
    assert any(done in words for words in made[1]), made[1]


def test_a_file_in_utf_16_is_repaired_too() -> None:
    made = repair(GOOD.encode("utf-16"), Report)
    assert made is not None
    assert made[0].decode() == GOOD


def test_what_is_in_order_is_left_alone() -> None:
    assert repair(GOOD.encode(), Report) is None
    assert mend(GOOD, record_keys()).slips == []


@pytest.mark.parametrize("key", ["no", '"no"', "'no'"])
def test_a_key_in_quotes_opens_a_place_like_any_other(key: str) -> None:
    text = f'added:\n  - section: IV\n    task:\n      {key}: "7"\n      content: Khảo sát\n      lead:\n        - Phòng A\n'
    assert mend(text, record_keys()).slips == []
    (slip,) = mend(text.replace("      content", "     content"), record_keys()).slips
    assert (slip.line, slip.message) == (5, "thụt lề lệch: có 5 dấu cách ở đầu dòng, cần 6")


def test_a_repair_never_touches_text_that_is_traced_to_its_source() -> None:
    plan = FILES["agencies/so/p/plan.yml"]
    period = "period: {from: 2026-01-01, to: 2026-12-31}"
    block = (
        'narrative:\n  - title: "“Một cửa”  "\n    text:\n      - |\n        Đa\u0303 có  \n        – gạch\u00a0đầu\n'
    )
    made = repair((plan.replace(period, f"{period}  ") + block).encode(), Plan)
    assert made is not None
    assert made[0].decode() == plan + block


def test_the_command_repairs_in_place_or_beside(tmp_path: Path) -> None:
    broken = ("\ufeff" + GOOD).replace("declared: done", "declared: “done”")
    plant(tmp_path / "plans", {**FILES, REPORT: broken})
    beside = congkhai("check", "--plans", tmp_path / "plans", "--fixed-dir", tmp_path / "moi")
    assert beside.returncode == 1
    assert (tmp_path / "plans" / REPORT).read_text(encoding="utf-8") == broken
    assert (tmp_path / "moi/plans" / REPORT).read_text(encoding="utf-8") == GOOD
    offered = congkhai("check", "--plans", tmp_path / "plans", "--format", "markdown").stdout
    assert f"```yaml\n{GOOD}```" in offered
    done = congkhai("check", "--plans", tmp_path / "plans", "--fix", "--as-of", AS_OF)
    assert done.returncode == 0
    assert f"plans/{REPORT}: đã sửa: bỏ ký tự BOM ở đầu tệp" in done.stderr
    assert (tmp_path / "plans" / REPORT).read_text(encoding="utf-8") == GOOD


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ngày 02 tháng 10 năm 2026", "2026-10-02"),
        ("2-Oct-2026", "2026-10-02"),
        ("10/25/2026", "2026-10-25"),
        ("2026-10-02 00:00:00", "2026-10-02"),
        ("02102026", "2026-10-02"),
        ("Hà Nội, ngày 02 tháng 10 năm 2026", "2026-10-02"),
        ("O2/l0/2026", ""),
        ("hôm qua", ""),
        ("2/10", ""),
    ],
)
def test_a_day_is_meant_in_many_ways(text: str, day: str) -> None:
    found = meant_day(text)
    assert (write_day(found) if found else "") == day


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Quý III/2026", "2026-q3"),
        ("Q3-2026", "2026-q3"),
        ("III/2026", "2026-q3"),
        ("6 tháng đầu năm 2026", "2026-h1"),
        ("cả năm 2026", "2026"),
        ("tháng 9/2026", "2026-09"),
        ("9 tháng năm 2026", "None"),
        ("9 tháng đầu năm 2026", "2026-q3"),
        ("3 tháng đầu năm 2026", "2026-q1"),
        ("Quý III", "None"),
    ],
)
def test_a_period_is_meant_in_many_ways(text: str, period: str) -> None:
    assert str(meant_period(text)) == period
