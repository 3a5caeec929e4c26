"""Kinds of tables that departments print, each in one small table: what the draft makes of its cells, and what it asks."""

from collections.abc import Sequence

import pytest

from generator.drafting.table.actors import split_actors
from generator.drafting.table.columns import assign_roles
from generator.drafting.table.draft import DraftPlan
from generator.drafting.table.headings import is_heading_row
from generator.drafting.table.roles import Role, role_of
from generator.drafting.table.tasks import sections_text
from generator.model import Section, Task
from generator.model.plan import task_id
from generator.reading.yamltext import finish
from tests.test_drafting_table import read_table

HEADINGS = "TT\tNội dung\tChủ trì\tPhối hợp\tSản phẩm\tThời hạn"


def read(*rows: str) -> DraftPlan:
    return read_table("\n".join(rows))


def doubts(plan: DraftPlan) -> list[str]:
    parts = [part for section in plan.sections for part in section.all_sections()]
    return [
        *plan.doubts,
        *(text for part in parts for text in part.doubts),
        *(text for task in plan.tasks() for text in task.doubts),
    ]


# «Như trên».


@pytest.mark.parametrize("mark", ["nt", "-nt-", "Như trên", "như trên.", "″", "//", "- nt -", "(nt)", "”"])
def test_a_ditto_is_given_the_words_above_and_says_what_was_printed(mark: str) -> None:
    plan = read(
        HEADINGS,
        "1\tA\tVăn phòng Sở\tCác phòng\tBáo cáo\tQuý I",
        f"2\tB\t{mark}\t{mark}\t{mark}\t{mark}",
        f"3\tC\tThanh tra Sở\t{mark}\tTờ trình\t{mark}",
    )
    second, third = plan.tasks()[1:]
    assert (second.lead, second.coordinating) == (["Văn phòng Sở"], ["Các phòng"])
    assert (second.outcomes[0].product, second.outcomes[0].deadline) == ("Báo cáo", "Quý I")
    assert [(one.field, one.raw) for one in second.corrected] == [
        ("lead", mark),
        ("coordinating", mark),
        ("product", mark),
        ("deadline", mark),
    ]
    assert (third.coordinating, third.outcomes[0].deadline) == (["Các phòng"], "Quý I")
    assert doubts(plan) == []


def test_a_ditto_below_a_title_is_copied_and_asked_once_a_column() -> None:
    plan = read(
        HEADINGS, "1\tA\tVăn phòng\t\t\tQuý I", "II\tPHẦN HAI\t\t\t\t", "1\tB\tnt\t\t\tQuý II", "2\tC\tnt\t\t\tQuý III"
    )
    assert [task.lead for task in plan.tasks()] == [["Văn phòng"]] * 3
    assert len([text for text in doubts(plan) if "ngay dưới tên mục" in text]) == 1


def test_a_ditto_without_a_cell_above_stays_as_printed_and_is_asked() -> None:
    plan = read(HEADINGS, "1\tA\tnt\tCác phòng\tBáo cáo\tQuý I", "2\tB\tVăn phòng\tCác phòng\tBáo cáo\tQuý II")
    assert plan.tasks()[0].lead == ["nt"]
    assert not plan.tasks()[0].corrected
    assert any("«nt»" in text for text in doubts(plan))


def test_a_cell_that_points_at_another_row_is_asked() -> None:
    plan = read(HEADINGS, "1\tA\tVăn phòng\t\t\tQuý I", "2\tB\tNhư mục 1\t\t\tQuý II")
    assert any("«Như mục 1»" in text for text in doubts(plan))


# Columns.


def roles_of(*headings: str, rows: Sequence[Sequence[str]] = ()) -> dict[str, Role]:
    return dict(zip(headings, assign_roles(headings, rows)[0], strict=True))


@pytest.mark.parametrize(
    "heading", ["Hình thức", "Kết quả", "Sản phẩm/Kết quả đầu ra", "Đầu ra", "Yêu cầu", "Minh chứng"]
)
def test_a_product_bears_many_names(heading: str) -> None:
    assert roles_of("STT", "Nội dung", heading, "Chủ trì", "Thời gian")[heading] is Role.PRODUCT


@pytest.mark.parametrize("heading", ["Đơn vị liên quan", "Cơ quan tham gia", "Các phòng, ban liên quan", "Hỗ trợ"])
def test_who_is_concerned_or_takes_part_coordinates(heading: str) -> None:
    assert roles_of("STT", "Nội dung", "Chủ trì", heading, "Thời gian")[heading] is Role.COORDINATING


def test_a_first_row_full_of_the_words_of_headings_is_a_row() -> None:
    plan = read(
        "Nội dung\tĐơn vị đầu mối\tĐơn vị liên quan\tDự kiến kết quả\tThời điểm hoàn thành",
        "Kiểm tra việc thực hiện\tSở Tư pháp\tCác đơn vị phối hợp\tGhi chú kết quả\tHoàn thành Quý I",
        "Tập huấn\tSở Nội vụ\tCác sở\tLớp\tQuý II",
    )
    assert [task.content for task in plan.tasks()] == ["Kiểm tra việc thực hiện", "Tập huấn"]


def test_the_form_stands_aside_for_a_product_of_its_own() -> None:
    roles = roles_of("STT", "Nội dung", "Hình thức", "Sản phẩm", "Thời gian")
    assert (roles["Hình thức"], roles["Sản phẩm"]) == (Role.OTHER, Role.PRODUCT)


def test_who_watches_and_when_it_begins_are_no_fields_of_a_task() -> None:
    roles = roles_of("TT", "Nội dung", "Chủ trì", "Lãnh đạo phụ trách", "Người theo dõi", "Bắt đầu", "Kết thúc")
    assert [roles[name] for name in ("Chủ trì", "Kết thúc")] == [Role.LEAD, Role.DEADLINE]
    assert {roles[name] for name in ("Lãnh đạo phụ trách", "Người theo dõi", "Bắt đầu")} == {Role.OTHER}


def test_a_heading_whose_words_stick_together_is_read() -> None:
    assert roles_of("STT", "Nội dung", "Sảnphẩm", "Chủ trì", "Thời gian")["Sảnphẩm"] is Role.PRODUCT


def test_a_column_that_nobody_knows_is_asked_once_and_a_known_side_column_never() -> None:
    plan = read(
        "TT\tNội dung\tChủ trì\tThời hạn\tXyz\tĐịa điểm",
        "1\tA\tVăn phòng\tQuý I\tb\tTrụ sở",
        "2\tB\tVăn phòng\tQuý I\tc\tTrụ sở",
    )
    assert [text for text in doubts(plan) if "Xyz" in text or "Địa điểm" in text] == [
        "không rõ cột «Xyz» ghi gì; chép vào chú thích của từng dòng, chưa vào trường nào"
    ]


def test_of_two_columns_with_the_same_unknown_words_each_is_asked_about_by_itself() -> None:
    """The first is all the table has for a content; the second still goes into no field."""
    roles, asked = assign_roles(
        ["STT", "Xyz", "Xyz", "Chủ trì"], [["1", "Việc A", "đỏ", "Văn phòng"], ["2", "Việc B", "", ""]]
    )
    assert roles == [Role.NO, Role.CONTENT, Role.OTHER, Role.LEAD]
    assert asked == [
        "bảng không có cột nội dung; lấy cột «Xyz» làm nội dung: có đúng không?",
        "không rõ cột «Xyz» ghi gì; chép vào chú thích của từng dòng, chưa vào trường nào",
    ]


@pytest.mark.parametrize("heading", ["Đơn vị được kiểm tra", "Sản phẩm/Kết quả đầu ra", "Đối tượng giám sát"])
def test_a_first_column_that_names_the_subject_is_the_content_without_a_question(heading: str) -> None:
    plan = read(
        f"STT\t{heading}\tThời gian thực hiện\tĐịa điểm",
        "1\tSở Xây dựng\tTháng 7\tTrụ sở",
        "2\tSở Y tế\tTháng 8\tTrụ sở",
    )
    assert [task.content for task in plan.tasks()] == ["Sở Xây dựng", "Sở Y tế"]
    assert doubts(plan) == []


def test_the_rest_of_a_row_that_a_page_parted_is_no_row_of_headings() -> None:
    assert not is_heading_row(["", "nhận và trả kết quả của các phòng (đợt 15)", "", "Sở", "", ""])
    assert not is_heading_row(["", "nội dung còn lại", "", "thời gian", "", ""])
    assert is_heading_row(["STT", "Nội dung", "Phân công", "", "Thời gian", ""])
    assert is_heading_row(["Nhiệm vụ", "Xx", "Yy", "Tiến độ", "Chủ trì", "Sản phẩm", "Zz"])
    assert not is_heading_row(["Nhiệm vụ", "Xx", "Yy", "Tiến độ", "Chủ trì", "Vv", "Zz"])


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Việc cần làm", Role.CONTENT),
        ("Ai làm", Role.LEAD),
        ("Bao giờ xong", Role.DEADLINE),
        ("Hỗ trợ", Role.COORDINATING),
        ("Phương thức hỗ trợ", Role.OTHER),
        ("Mã TTHC", Role.OTHER),
        ("Đầu việc", Role.CONTENT),
        ("Hạng mục công việc", Role.CONTENT),
        ("Phòng, ban thực hiện", Role.LEAD),
        ("Chú thích", Role.NOTE),
        ("Tài liệu kiểm chứng", Role.PRODUCT),
        ("Chỉ tiêu tối thiểu năm 2026", Role.VALUE),
    ],
)
def test_everyday_headings_are_read(heading: str, role: Role) -> None:
    assert role_of(heading) is role


def test_a_row_that_begins_with_the_word_for_number_names_columns_whatever_they_are_called() -> None:
    assert is_heading_row(["TT", "Abc", "Def", "Ghi"])
    assert not is_heading_row(["Abc", "Def", "Ghi", "Khl"])


def test_a_limit_in_the_heading_is_that_of_every_value() -> None:
    plan = read("STT\tNội dung chỉ tiêu\tChỉ tiêu tối thiểu năm 2026\tĐơn vị", "1\tHồ sơ trực tuyến\t80%\tCác sở")
    assert [(str(one.value), one.comparator) for one in plan.table_targets] == [("80", "min")]


def targets(*rows: str) -> list[tuple[str, str, str | None]]:
    plan = read(*rows)
    assert plan.tasks() == []
    assert doubts(plan) == []
    return [(str(one.value), one.unit, one.comparator) for one in plan.all_targets()]


@pytest.mark.parametrize(
    ("cell", "value", "comparator"),
    [
        (">= 80", "80", "min"),
        ("Đạt từ 90% trở lên", "90", "min"),
        ("<= 5", "5", "max"),
        ("Trên 90", "90", "min"),
        ("80", "80", None),
    ],
)
def test_a_cell_states_its_comparator_in_signs_or_words(cell: str, value: str, comparator: str | None) -> None:
    assert targets("STT\tChỉ tiêu\tĐVT\tKế hoạch năm 2026", f"1\tHồ sơ trực tuyến\t%\t{cell}") == [
        (value, "%", comparator)
    ]


@pytest.mark.parametrize(
    "heading", ["Chỉ tiêu đặt ra", "Mức chỉ tiêu", "Mục tiêu phấn đấu năm 2026", "Chỉ tiêu phấn đấu"]
)
def test_of_two_columns_of_targets_the_one_of_numbers_holds_the_values(heading: str) -> None:
    assert targets(f"STT\tChỉ tiêu\tĐơn vị tính\t{heading}", "1\tHồ sơ trực tuyến\t%\t80") == [("80", "%", None)]


def test_last_years_value_beside_one_that_names_no_year_is_no_target() -> None:
    found = targets("STT\tChỉ tiêu\tĐVT\tNăm 2025\tChỉ tiêu phấn đấu", "1\tHồ sơ trực tuyến\t%\t55\t80")
    assert found == [("80", "%", None)]


def test_a_heading_with_a_percent_sign_gives_the_unit_and_a_column_of_units_is_no_body() -> None:
    assert targets("STT\tChỉ tiêu\tTỷ lệ (%)", "1\tHồ sơ trực tuyến\t80") == [("80", "%", None)]
    assert targets("STT\tChỉ tiêu\tĐơn vị\tNăm 2026", "1\tSố lớp\tlớp\t5", "2\tHồ sơ\thồ sơ\t7") == [
        ("5", "lớp", None),
        ("7", "hồ sơ", None),
    ]


def test_levels_beside_a_target_are_values_with_their_scope_and_a_group_of_its_own_stands_aside() -> None:
    plan = read("TT\tNhóm chỉ tiêu\tChỉ tiêu\tCấp tỉnh\tCấp xã", "1\tSố hóa\tKết quả số hóa\t100%\tTối thiểu 90%")
    found = [(one.label, str(one.value), one.comparator, one.scope) for one in plan.all_targets()]
    assert found == [("Kết quả số hóa", "100", "exact", "Cấp tỉnh"), ("Kết quả số hóa", "90", "min", "Cấp xã")]
    assert doubts(plan) == []


def test_marks_below_times_are_deadlines_and_say_what_was_printed() -> None:
    plan = read(
        "TT\tNội dung\tChủ trì\tQuý I\tQuý II\tQuý III\tGhi chú",
        "1\tA\tVăn phòng\tx\t\t\tb",
        "2\tB\tVăn phòng\t\tx\tx\t",
    )
    assert [task.outcomes[0].deadline for task in plan.tasks()] == ["Quý I", "Quý II, Quý III"]
    assert [(one.field, one.raw) for one in plan.tasks()[1].corrected] == [("deadline", "x")]
    assert plan.tasks()[0].note == "b"
    assert doubts(plan) == []


def test_columns_of_times_that_hold_more_than_marks_stay_as_they_are_and_are_asked() -> None:
    plan = read("TT\tNội dung\tChủ trì\tQuý I\tQuý II\tQuý III", "1\tA\tVăn phòng\t50%\t\tx")
    assert plan.tasks()[0].outcomes[0].deadline == ""
    assert len([text for text in doubts(plan) if "Quý" in text]) >= 1


def test_a_note_that_the_table_goes_on_is_no_text_between_tables() -> None:
    plan = read(HEADINGS, "1\tA\tVăn phòng\t\t\tQuý I", "", "(tiếp theo)", HEADINGS, "2\tB\tVăn phòng\t\t\tQuý II")
    assert [task.no for task in plan.tasks()] == ["1", "2"]
    assert doubts(plan) == []


# Groups and numbers.


def test_a_column_of_groups_gives_titles_and_ids_stay_apart() -> None:
    plan = read(
        "Nhóm nhiệm vụ\tCông việc cụ thể\tChủ trì\tThời hạn",
        "Chỉ đạo\tBan hành kế hoạch\tVăn phòng\tQuý I",
        "Chỉ đạo\tPhổ biến kế hoạch\tVăn phòng\tQuý I",
        "Rà soát\tRà soát thủ tục\tPhòng A\tQuý II",
        "Rà soát\tĐề xuất cắt giảm\tPhòng A\tQuý III",
    )
    assert [(section.title, len(section.tasks)) for section in plan.sections] == [("Chỉ đạo", 2), ("Rà soát", 2)]
    assert [section.table for section in plan.sections] == [None, "B2"]


def test_titles_without_numbers_part_a_table_whose_numbers_run_on_and_are_asked_once() -> None:
    rows = [
        (HEADINGS, "\tChỉ đạo điều hành"),
        ("1\tA\tVăn phòng\t\t\tQuý I", "\tCải cách thủ tục"),
        ("2\tB\tVăn phòng\t\t\tQuý I", ""),
    ]
    plan = read(*(line for pair in rows for line in pair))
    assert [(part.title, len(part.tasks)) for part in plan.sections] == [
        ("Chỉ đạo điều hành", 1),
        ("Cải cách thủ tục", 1),
    ]
    assert len(doubts(plan)) == 2
    going_on = read(
        HEADINGS, "\tChỉ đạo", "1\tA\tVăn phòng\t\t\tQuý I", "\tvà báo cáo kết quả.", "2\tB\tVăn phòng\t\t\tQuý I"
    )
    assert [task.content for task in going_on.tasks()] == ["A và báo cáo kết quả.", "B"]


def test_numbers_that_start_again_in_each_part_have_the_outer_part_in_front() -> None:
    inner = (Section(no="I"), Section(no="1"))
    assert task_id(Task(no="1.1", content="A"), 1, inner, None) == "I.1.1"
    assert task_id(Task(no="2.3.2", content="A"), 1, (Section(no="2"), Section(no="2.3")), None) == "2.3.2"


def test_what_a_unit_deals_with_is_no_second_unit() -> None:
    plan = read(HEADINGS, "1\tA\tPhòng Công chức, viên chức\tPhòng Tin học và Thống kê\tBáo cáo\tQuý I")
    assert doubts(plan) == []
    asked = read(HEADINGS, "1\tA\tSở Nội vụ và Sở y tế, văn phòng\t\tBáo cáo\tQuý I")
    assert doubts(asked) != []


@pytest.mark.parametrize(
    ("cell", "asked"),
    [
        ("Sở Văn hóa, Thể thao và Du lịch", False),
        ("Phòng Kinh tế, Hạ tầng và Đô thị", False),
        ("P. Kinh tế, P. Văn hóa", False),
        ("Nhóm A, Khu B", True),
        ("Báo và Phát thanh, Truyền hình tỉnh", False),
        ("Phòng Hành chính, Tổ chức", False),
        ("Phòng Văn hóa, Xã hội", False),
        ("Phòng Tin học và Thống kê", False),
        ("Sở Nội vụ/Sở Tài chính", True),
        ("Cổng/Trang thông tin", False),
    ],
)
def test_a_comma_or_a_slash_that_may_part_bodies_is_asked(cell: str, asked: bool) -> None:
    assert bool(split_actors(cell)[1]) is asked


def test_a_dash_inside_a_name_parts_nothing_though_dashes_begin_the_lines() -> None:
    cell = "- Phòng Văn hóa - Xã hội\n- Phòng Tổ chức - Hành chính; - Văn phòng - Các phòng"
    assert split_actors(cell)[0] == ["Phòng Văn hóa - Xã hội", "Phòng Tổ chức - Hành chính", "Văn phòng", "Các phòng"]


@pytest.mark.parametrize("cell", ["Ủy ban\nMTTQ Việt Nam tỉnh", "Ban Quản lý\nKhu kinh tế", "Bộ Chỉ huy\nQuân sự tỉnh"])
def test_a_kind_of_body_alone_on_its_line_goes_on_below(cell: str) -> None:
    assert split_actors(cell)[0] == [cell.replace("\n", " ")]


@pytest.mark.parametrize(
    "names",
    [
        ["Trạm Y tế xã", "Doanh nghiệp bưu chính công ích", "Thống kê tỉnh"],
        ["Các phòng, đơn vị thuộc Sở", "Công chức Tư pháp - Hộ tịch"],
        ["Cảng vụ Hàng hải", "Kiểm lâm khu vực"],
    ],
)
@pytest.mark.parametrize("between", [", ", "; ", "\n"])
def test_bodies_of_every_level_are_names_of_their_own(names: list[str], between: str) -> None:
    assert split_actors(between.join(names)) == (names, "")


def test_a_second_group_that_begins_with_a_capital_is_a_name_of_its_own() -> None:
    assert split_actors("Các phòng, đơn vị thuộc Sở, Các sở, ban, ngành tỉnh")[0] == [
        "Các phòng, đơn vị thuộc Sở",
        "Các sở, ban, ngành tỉnh",
    ]
    assert split_actors("Các sở, ban, ngành, các xã")[0] == ["Các sở, ban, ngành, các xã"]


def test_a_role_behind_a_name_is_no_part_of_it_and_a_group_named_by_its_role_is() -> None:
    plan = read(
        "TT\tNội dung\tĐơn vị thực hiện\tThời hạn",
        "1\tA\tPhòng Di sản chủ trì; Văn phòng Sở phối hợp\tQuý I",
        "2\tB\tCác đơn vị phối hợp\tQuý I",
    )
    assert [(task.lead, task.coordinating) for task in plan.tasks()] == [
        (["Phòng Di sản"], ["Văn phòng Sở"]),
        (["Các đơn vị phối hợp"], []),
    ]
    assert doubts(plan) == []


def test_a_row_that_adds_up_the_others_is_no_task_and_no_part_of_one() -> None:
    plan = read(HEADINGS, "1\tA\tVăn phòng\t\t\tQuý I", "\tTổng cộng: 01 việc\t\t\t\t")
    assert [task.content for task in plan.tasks()] == ["A"]
    assert plan.tasks()[0].asides == ["dòng 3 là dòng tổng: Tổng cộng: 01 việc"]
    assert doubts(plan) == []


def test_who_approves_stands_aside_for_who_does_it_and_leads_where_nobody_else_does() -> None:
    assert roles_of("STT", "Nội dung", "Cấp trình", "Chủ trì", "Thời gian")["Cấp trình"] is Role.OTHER
    assert roles_of("STT", "Nội dung", "Đơn vị trình", "Thời gian")["Đơn vị trình"] is Role.LEAD


@pytest.mark.parametrize(
    ("row", "asked"),
    [
        ("3\tC\tPhiếu khảo sát\t\tBáo cáo\tQuý I", "ô chủ trì «Phiếu khảo sát»"),
        ("3\tC\tVăn phòng\t2\tBáo cáo\tQuý I", "ô phối hợp «2»"),
        ("3\tKhi có phát sinh\tVăn phòng\t\tBáo cáo\tQuý I", "ô nội dung «Khi có phát sinh»"),
        ("3\tC\tVăn phòng\t\tThanh tra Sở\tQuý I", "ô sản phẩm «Thanh tra Sở»"),
        ("3\tTheo dõi hồ sơ quá hạn\tGiám đốc Sở\tCác phòng\tThường xuyên cập nhật dữ liệu\tQuý I", ""),
    ],
)
def test_a_cell_that_is_none_of_what_its_column_holds_is_asked(row: str, asked: str) -> None:
    rows = [f"{at}\tViệc {at}\tVăn phòng\tCác phòng\tBáo cáo\tQuý I" for at in (1, 2, 4, 5)]
    found = [text for text in doubts(read(HEADINGS, *rows[:2], row, *rows[2:])) if "lệch cột" in text]
    assert len(found) == bool(asked)
    assert all(text.startswith(asked) for text in found)


def test_where_every_row_is_so_the_column_is_of_such_cells() -> None:
    plan = read("STT\tNội dung\tĐơn vị\tThời gian", *(f"{at}\tSở Y tế {at}\tTeam {at}\tQuý I" for at in range(1, 5)))
    assert [text for text in doubts(plan) if "lệch cột" in text] == []


def test_corrections_stand_in_the_draft() -> None:
    text = finish(sections_text(read(HEADINGS, "1\tA\tVăn phòng\t\t\tQuý I", "2\tB\tnt\t\t\tQuý II")))[0]
    assert "corrected:\n" in text
    assert "raw: nt\n" in text
