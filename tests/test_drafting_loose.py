"""Tables that lost their grid on the way through a clipboard: read where every row fits its headings, else refused."""

from pathlib import Path

import docx
import pytest

from generator.drafting.intake import Intake, take_in
from generator.drafting.table.draft import DraftTask
from generator.drafting.table.reader import read_plan
from tests.office import Grid, add_table, saved

HEADINGS = ["TT", "Nội dung", "Cơ quan chủ trì", "Thời gian"]
ROWS = [["1", "Ban hành kế hoạch", "Văn phòng Sở", "Tháng 01"], ["2", "Rà soát", "Phòng Pháp chế", "Quý II"]]
EXPECTED = [
    ("1", "Ban hành kế hoạch", ["Văn phòng Sở"], "Tháng 01"),
    ("2", "Rà soát", ["Phòng Pháp chế"], "Quý II"),
]
BELOW = "II. TỔ CHỨC THỰC HIỆN"


def taken(folder: Path, text: str) -> Intake:
    path = folder / "ke-hoach.txt"
    path.write_text(text, encoding="utf-8")
    return take_in(path)


def tasks(intake: Intake) -> list[tuple[str | None, str, list[str], str]]:
    assert intake.problems == []
    return [cells(task) for task in read_plan(intake.events, 2026).tasks()]


def cells(task: DraftTask) -> tuple[str | None, str, list[str], str]:
    return task.no, task.content, task.lead, task.outcomes[0].deadline


def barred(rows: list[list[str]]) -> str:
    return "\n".join(" | ".join(row) + " |" for row in rows)


def stacked(rows: list[list[str]], between: str = "") -> str:
    return "\n".join(f"{cell}{between}" for row in rows for cell in row)


@pytest.mark.parametrize(
    "table",
    [barred([HEADINGS, *ROWS]), stacked([HEADINGS, *ROWS]), stacked([HEADINGS, *ROWS], "\n|")],
    ids=["bars", "a line a cell", "a bar a line"],
)
def test_cells_that_a_web_page_left_behind_are_read(tmp_path: Path, table: str) -> None:
    assert tasks(taken(tmp_path, f"Số: 23/KH-UBND |\nI. NỘI DUNG\n{table}\n{BELOW}\n1. Sở theo dõi.\n")) == EXPECTED


def test_a_section_between_the_rows_is_a_section(tmp_path: Path) -> None:
    rows = [HEADINGS, ["I", "Chỉ đạo"], ROWS[0], ["II", "Rà soát"], ["1", *ROWS[1][1:]]]
    plan = read_plan(taken(tmp_path, f"{stacked(rows)}\nNơi nhận:\n").events, 2026)
    assert [(part.no, part.title, len(part.tasks)) for part in plan.sections] == [
        ("I", "Chỉ đạo", 1),
        ("II", "Rà soát", 1),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [HEADINGS, ROWS[0], ["2", "Rà soát", "Quý II"]],
        [HEADINGS, ["1", "Ban hành", "kế hoạch", "Văn phòng Sở", "Tháng 01"], ROWS[1]],
        [HEADINGS, ["1", "Ban hành kế hoạch", "Tháng 01", "Văn phòng Sở"], ["2", "Rà soát", "Quý II", "Văn phòng Sở"]],
    ],
    ids=["a cell is missing", "a cell on two lines", "cells change places"],
)
def test_a_line_a_cell_that_does_not_fit_is_refused_with_what_to_do(tmp_path: Path, rows: list[list[str]]) -> None:
    intake = taken(tmp_path, f"{stacked(rows)}\n{BELOW}\n")
    assert [problem.message for problem in intake.problems] == ["bảng trong tệp không còn cột, không đọc được nhiệm vụ"]
    assert "tệp Word" in intake.problems[0].hint


def test_prose_of_short_lines_is_no_table(tmp_path: Path) -> None:
    assert not taken(tmp_path, "I. NỘI DUNG\n1. Rà soát\n2. Công khai\n").problems


def test_lines_of_tabs_in_a_word_file_are_a_table(tmp_path: Path) -> None:
    document = docx.Document()
    for row in [HEADINGS, *ROWS]:
        document.add_paragraph("\t".join(row))
    path = tmp_path / "a.docx"
    path.write_bytes(saved(document))
    assert tasks(take_in(path)) == EXPECTED


def test_a_small_table_under_names_nobody_knows_is_asked_and_a_signature_is_not(tmp_path: Path) -> None:
    document = docx.Document()
    add_table(document, Grid([["Mốc", "Đầu mục", "Buồng"], ["Tháng 2", "Họp", "1"], ["Tháng 5", "Sơ kết", "2"]]))
    add_table(document, Grid([["Nơi nhận:", "GIÁM ĐỐC"], ["- Như trên;", ""], ["- Lưu: VT.", "(Đã ký)"]]))
    path = tmp_path / "a.docx"
    path.write_bytes(saved(document))
    assert [text for text in take_in(path).doubts if "bảng nhỏ" in text] == [
        "bảng nhỏ «Mốc | Đầu mục | Buồng» không có tiêu đề cột quen thuộc nên chưa đọc: "
        "có nhiệm vụ, chỉ tiêu nào trong đó không?"
    ]


WRAPPED = """\
Ủy ban nhân dân tỉnh ban hành Kế hoạch kiểm soát thủ
tục hành chính năm 2026 trên địa bàn tỉnh như sau đây:
1. Văn phòng UBND tỉnh rà soát danh mục thủ tục, xong
trước ngày 30/6/2026.
2. Sở Tư pháp kiểm tra việc niêm yết tại các xã, xong
trong Quý III/2026.
- Việc khác theo phân công của lãnh đạo, khi có yêu cầu
"""


def test_lines_that_break_inside_a_sentence_are_joined_and_typed_ones_kept(tmp_path: Path) -> None:
    assert taken(tmp_path, WRAPPED).paragraphs()[1:] == [
        "1. Văn phòng UBND tỉnh rà soát danh mục thủ tục, xong trước ngày 30/6/2026.",
        "2. Sở Tư pháp kiểm tra việc niêm yết tại các xã, xong trong Quý III/2026.",
        "- Việc khác theo phân công của lãnh đạo, khi có yêu cầu",
    ]


def test_short_lines_stay_lines(tmp_path: Path) -> None:
    text = "I. MỤC ĐÍCH\nNâng cao chất lượng\nII. NỘI DUNG\nRà soát thủ tục\n"
    assert taken(tmp_path, text).paragraphs() == text.strip().split("\n")
