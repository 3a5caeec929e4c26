"""What officers really hand in: prose that tells tasks and sets targets, names that wrap in a PDF, tables that go on headless."""

from pathlib import Path

import docx
import pytest

from generator.drafting.files.document import Cell, Line, TableBlock, TableRow, unwrapped
from generator.drafting.files.names import settle_names
from generator.drafting.head import read_head
from generator.drafting.intake import take_in
from generator.drafting.prose import read_prose
from generator.drafting.table.draft import DraftPlan
from generator.drafting.table.reader import read_plan
from generator.drafting.table.targets import find_targets
from tests.office import Grid, add_table, saved

# Prose.


def told(text: str) -> DraftPlan:
    plan = DraftPlan()
    read_prose(text.split("\n"), plan, 2026)
    return plan


PROSE = """\
I. MỤC ĐÍCH, YÊU CẦU
1. Yêu cầu: phấn đấu 100% thủ tục được công khai đúng hạn.
II. NỘI DUNG
1. Công bố thủ tục hành chính
Văn phòng Sở chủ trì, phối hợp với các phòng chuyên môn công bố danh mục trước ngày 31/3/2026.
Thanh tra Sở kiểm tra việc niêm yết trong Quý II/2026.
Việc niêm yết thực hiện theo quy định.
2. Số hóa
Số hóa tối thiểu 90% hồ sơ.
Năm 2025 đạt 75% hồ sơ số hóa."""


def test_sentences_below_a_numbered_title_are_tasks_and_the_rest_stays_prose() -> None:
    plan = told(PROSE)
    assert [(task.lead, task.coordinating, task.outcomes[0].deadline) for task in plan.tasks()] == [
        (["Văn phòng Sở"], ["các phòng chuyên môn"], "trước ngày 31/3/2026"),
        (["Thanh tra Sở"], [], "trong Quý II/2026"),
    ]
    kept = [text for clause in plan.narrative for _, text in clause.texts()]
    assert "Việc niêm yết thực hiện theo quy định." in kept
    assert not any("31/3/2026" in text for text in kept)


def test_targets_of_prose_are_the_plans_and_asked_once_and_what_was_reached_is_none() -> None:
    plan = told(PROSE)
    assert [(int(one.value), one.comparator) for one in plan.targets] == [(100, "exact"), (90, "min")]
    assert len([text for text in plan.doubts if "chỉ tiêu lấy từ câu văn" in text]) == 1


def test_each_sentence_of_a_paragraph_that_tells_a_task_is_one() -> None:
    body = "II. NỘI DUNG\n1. Văn phòng Sở rà soát danh mục trước ngày 31/3/2026. Thanh tra Sở báo cáo trước ngày 30/6/2026."
    assert [task.outcomes[0].deadline for task in told(body).tasks()] == [
        "trước ngày 31/3/2026",
        "trước ngày 30/6/2026",
    ]


def test_a_sentence_with_a_time_below_the_name_of_a_body_is_a_task_whose_lead_is_asked() -> None:
    below = "1. Phòng Nghiệp vụ\nRà soát quy trình, hoàn thành trước ngày 30/4/2026."
    plan = told(f"I. CÔNG VIỆC\n{below}\n2. Cuộc họp thường kỳ\nHọp trước ngày 1/5/2026.")
    found = [(task.content, task.lead) for task in plan.tasks()]
    assert found == [("Rà soát quy trình, hoàn thành trước ngày 30/4/2026.", [])]
    assert any("xác nhận nội dung, chủ trì" in text for text in plan.doubts)


def test_a_plan_below_the_decision_that_puts_it_into_force_has_a_body_of_its_own() -> None:
    decision = (
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch năm 2026.\nĐiều 2. Có hiệu lực.\nNơi nhận:\n- Lưu: VT.\n"
    )
    plan = told(
        f"{decision}KẾ HOẠCH\nKiểm soát thủ tục\nI. MỤC TIÊU\n- Tối thiểu 80% hồ sơ trực tuyến.\nNơi nhận:\n- Như trên."
    )
    assert [clause.no for clause in plan.articles] == ["1", "2"]
    assert [(clause.no, clause.title) for clause in plan.narrative] == [("I", "MỤC TIÊU")]
    assert [str(one.value) for one in plan.targets] == ["80"]


# Targets in words.


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tiếp nhận tối thiểu 7.920 hồ sơ trong năm", [("7920", "hồ sơ", "min")]),
        ("trả lời trong thời hạn không quá 10 ngày làm việc", [("10", "ngày làm việc", "max")]),
        ("đạt từ 95 % trở lên", [("95", "%", "min")]),
        ("tỷ lệ trễ hạn không quá 2 %", [("2", "%", "max")]),
        ("Gửi báo cáo sau 10 ngày", []),
        ("ít nhất theo Nghị định 63/2010/NĐ-CP", []),
        ("Xử lý hồ sơ quá hạn trên 30 ngày", []),
    ],
)
def test_numbers_of_things_count_where_words_limit_them(text: str, found: list[tuple[str, str, str]]) -> None:
    assert [(str(one.value), one.unit, one.comparator) for one in find_targets(text)] == found


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("tỷ lệ hồ sơ trực tuyến trên tổng số hồ sơ tiếp nhận đạt từ 85% trở lên", "trên tổng số hồ sơ tiếp nhận"),
        ("Trên tổng số 1.250 thủ tục, cắt giảm 20% thời gian", "Trên tổng số 1.250 thủ tục"),
        ("đạt tối thiểu 90% đối với cấp xã", "đối với cấp xã"),
        ("Trên 90% người dân hài lòng", ""),
        ("Kiểm tra đối với các đơn vị, bảo đảm 100% hồ sơ đúng hạn", ""),
    ],
)
def test_what_a_target_is_reckoned_of_comes_from_the_words_beside_it(text: str, scope: str) -> None:
    assert [one.scope for one in find_targets(text)] == [scope]


# Names that wrap.


def named(*lines: str, typed: tuple[int, ...] = ()) -> tuple[str, list[str]]:
    printed = tuple(Line(text, at in typed) for at, text in enumerate(lines))
    rows = [[Cell("STT"), Cell("Nội dung"), Cell("Cơ quan chủ trì")], [Cell("1"), Cell("A"), Cell("?", lines=printed)]]
    block = TableBlock([TableRow(row) for row in rows])
    doubts = list(settle_names([block]))
    return block.rows[1].cells[2].text, doubts


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Phòng Quy hoạch -", "Kiến trúc", "Văn phòng Sở"], "Phòng Quy hoạch - Kiến trúc\nVăn phòng Sở"),
        (["Thanh tra", "Sở"], "Thanh tra Sở"),
        (["Sở Nội vụ, Ủy ban", "MTTQ Việt Nam tỉnh"], "Sở Nội vụ, Ủy ban MTTQ Việt Nam tỉnh"),
        (["Văn phòng", "UBND tỉnh"], "Văn phòng UBND tỉnh"),
        (["Văn phòng HĐND và", "UBND xã"], "Văn phòng HĐND và UBND xã"),
        (["Sở Tài chính", "Sở Y tế"], "Sở Tài chính\nSở Y tế"),
        (["Phòng Văn hóa -", "Xã hội", "Viễn thông tỉnh"], "Phòng Văn hóa - Xã hội\nViễn thông tỉnh"),
        (["Truyền hình tỉnh", "Trường Chính trị tỉnh"], "Truyền hình tỉnh Trường Chính trị tỉnh"),
        (
            ["Báo và Phát thanh,", "Truyền hình tỉnh", "Trường Chính trị"],
            "Báo và Phát thanh, Truyền hình tỉnh\nTrường Chính trị",
        ),
        (["Sở Nông nghiệp và", "Môi trường"], "Sở Nông nghiệp và Môi trường"),
    ],
)
def test_a_line_begins_a_name_only_below_a_whole_one(lines: list[str], text: str) -> None:
    assert named(*lines) == (text, [])


def test_where_one_name_and_two_are_as_likely_the_file_is_asked_once() -> None:
    text, doubts = named("Trung tâm Thông tin", "Sở Tài chính")
    assert text == "Trung tâm Thông tin\nSở Tài chính"
    assert len(doubts) == 1
    assert "Trung tâm Thông tin / Sở Tài chính" in doubts[0]
    assert named("Trung tâm Thông tin", "Sở Tài chính", typed=(1,))[1] == []


@pytest.mark.parametrize(
    ("above", "below", "text"),
    [
        ("Trước 15/12/20", "26", "Trước 15/12/2026"),
        ("30/6/202", "6 hoặc sớm hơn", "30/6/2026 hoặc sớm hơn"),
        ("Trước 30/6", "2026", "Trước 30/6 2026"),
        ("118/2025/NĐ-", "CP", "118/2025/NĐ-CP"),
        ("tỷ lệ 1/35", "26 hồ sơ", "tỷ lệ 1/35 26 hồ sơ"),
    ],
)
def test_a_year_that_a_narrow_cell_breaks_closes_up(above: str, below: str, text: str) -> None:
    assert unwrapped(above, below) == text


# Files.


def test_a_group_merged_down_with_its_number_is_a_section_with_that_number(tmp_path: Path) -> None:
    headings = ["STT", "Nội dung", "Nhiệm vụ cụ thể", "Chủ trì", "Thời gian"]
    rows = [
        ["1", "Chỉ đạo", "Xây dựng kế hoạch", "Văn phòng Sở", "Tháng 1"],
        ["", "", "Kiểm tra", "Thanh tra Sở", "Quý III"],
        ["2", "Cải cách", "Rà soát quy định", "Văn phòng Sở", "Tháng 8"],
        ["", "", "Công khai", "Văn phòng Sở", "Thường xuyên"],
    ]
    document = docx.Document()
    add_table(document, Grid([headings, *rows], [(1, 0, 2, 0), (1, 1, 2, 1), (3, 0, 4, 0), (3, 1, 4, 1)]))
    path = tmp_path / "a.docx"
    path.write_bytes(saved(document))
    plan = read_plan(take_in(path).events, 2026)
    assert [(part.no, part.title) for part in plan.sections] == [("1", "Chỉ đạo"), ("2", "Cải cách")]
    assert [(task.no, task.content, task.lead) for task in plan.tasks()] == [(None, row[2], [row[3]]) for row in rows]


def test_a_table_without_headings_that_goes_on_keeps_its_empty_columns(tmp_path: Path) -> None:
    headings = ["STT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian", "Kết quả", "Ghi chú"]
    document = docx.Document()
    document.add_paragraph("1. Công tác số hóa")
    add_table(
        document, Grid([headings, ["1", "Đồng bộ dữ liệu", "Văn phòng Sở", "Các phòng", "Quý I", "Dữ liệu", "x"]])
    )
    document.add_paragraph("2. Công tác truyền thông")
    add_table(document, Grid([["1", "Mở chuyên mục", "Văn phòng Sở", "", "Quý II", "Chuyên mục", ""]]))
    path = tmp_path / "a.docx"
    path.write_bytes(saved(document))
    task = read_plan(take_in(path).events, 2026).tasks()[1]
    assert (task.coordinating, task.outcomes[0].product, task.outcomes[0].deadline) == ([], "Chuyên mục", "Quý II")


@pytest.mark.parametrize(
    ("below", "title"),
    [
        ("Thực hiện cơ chế một cửa năm 2026", "Kế hoạch thực hiện cơ chế một cửa năm 2026"),
        ("Thực hiện Kế hoạch số 05/KH-UBND ngày 05/01/2026 của UBND tỉnh về cải cách", ""),
    ],
)
def test_a_title_may_begin_as_a_basis_does(below: str, title: str) -> None:
    assert read_head(f"KẾ HOẠCH\n{below}\n\nI. MỤC ĐÍCH").title == title
