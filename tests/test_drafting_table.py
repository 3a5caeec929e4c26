"""A table pasted from Word or Excel becomes sections and tasks: one small file a case, the plans held here, and hostile text."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.drafting.table.actors import split_actors
from generator.drafting.table.cells import decode, source_text, split_lines
from generator.drafting.table.draft import DraftPlan, DraftSection, DraftTask
from generator.drafting.table.events import read_events
from generator.drafting.table.ordinals import Kind, parse_ordinal, split_fused
from generator.drafting.table.reader import read_plan
from generator.drafting.table.roles import Role, role_of
from generator.drafting.table.stacked import unstacked
from generator.drafting.table.targets import find_targets
from generator.drafting.table.tasks import sections_text
from generator.model import PlacedTask, Section
from generator.reading.load import load
from generator.reading.shape import shape
from generator.reading.sourcetext import SourceText, fold_text
from generator.reading.yamlfile import parse_yaml
from generator.reading.yamltext import finish
from tests.projects import ROOT, SEEDS

CASES = sorted((ROOT / "tests/cases/tables").glob("*.tsv"))
HEADINGS = "TT\tNội dung công việc\tCơ quan chủ trì\tCơ quan phối hợp\tSản phẩm\tThời gian\tGhi chú"


def read_table(text: str) -> DraftPlan:
    """The draft of a pasted table."""
    return read_plan(list(read_events(unstacked(split_lines(text)))))


def read(text: str) -> DraftPlan:
    clean, problems = decode(text.encode(), "bang.tsv")
    assert not problems
    return read_table(clean)


def written(plan: DraftPlan) -> str:
    return finish(sections_text(plan))[0]


def doubts(plan: DraftPlan) -> list[str]:
    return [doubt for task in plan.tasks() for doubt in task.doubts]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_table_becomes_the_draft_beside_it(case: Path) -> None:
    text, problems = decode(case.read_bytes(), case.name)
    assert not problems
    draft = written(read_table(text))
    assert draft == case.with_suffix(".yml").read_text(encoding="utf-8")
    assert parse_yaml(draft.encode(), case.name).problems == []


# The plans that people transcribed for this site, read again by machine from their own source.

OWN_PLANS = {
    "an-giang-so-xay-dung/2023-kiem-soat-tthc": 47,
    "ha-tinh-so-khcn/2023-kiem-soat-tthc": 39,
    "ha-tinh-ubnd/2022-kiem-soat-tthc": 33,
    "thai-nguyen-so-khcn/2025-kiem-soat-tthc": 22,
}


@pytest.mark.parametrize("plan_id", OWN_PLANS)
def test_the_source_of_a_plan_gives_its_tasks_cell_by_cell(plan_id: str) -> None:
    plan = load(SEEDS / "plans").catalogue.plans[plan_id]
    drafted = read((SEEDS / "plans/agencies" / plan_id / "source.txt").read_text(encoding="utf-8"))
    placed = list(plan.placed_tasks())
    assert len(drafted.tasks()) == len(placed) == OWN_PLANS[plan_id]
    pairs = [pair for task, item in zip(drafted.tasks(), placed, strict=True) for pair in compared(task, item)]
    differing = [pair for pair in pairs if pair[0] != pair[1]]
    # A person left «Các sở … chủ trì, phối hợp UBND cấp huyện» in one cell as printed; the draft sets the roles apart.
    assert len(differing) <= 3 * len(pairs) // 100, differing


def compared(task: DraftTask, item: PlacedTask) -> list[tuple[object, object]]:
    """Each filled cell as drafted and as transcribed, compared as the traceability rule compares."""
    theirs = item.task
    pairs: list[tuple[object, object]] = [
        (task.no, theirs.no),
        (task.running_no, theirs.running_no),
        (fold_text(task.content), fold_text(theirs.content)),
        (names(task.lead), names(theirs.lead)),
        (names(task.coordinating), names(theirs.coordinating)),
        (fold_text(task.note), fold_text(theirs.note or "")),
        ([fold_text(one.product) for one in task.outcomes], [fold_text(one.product or "") for one in theirs.results()]),
        (
            [fold_text(one.deadline) for one in task.outcomes],
            [fold_text(one.deadline.text if one.deadline else "") for one in theirs.results()],
        ),
    ]
    return [pair for pair in pairs if any(one not in (None, "", [], [""]) for one in pair)]


def names(cells: list[str] | tuple[str, ...]) -> list[str]:
    return [fold_text(cell).rstrip(" .,;") for cell in cells]


# Whatever is pasted, the file can be read and nothing is lost in silence.

CELLS = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40),
    st.sampled_from(
        ["", "I", "1", "1.1", "a)", "-", "Văn phòng Sở", "Quý I", "- a: #b", '"', "'", "null", "80% x", "---"]
    ),
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=9), max_size=12)


@given(ROWS)
def test_any_text_gives_yaml_that_reads_without_a_problem(rows: list[list[str]]) -> None:
    text = "\n".join([HEADINGS, *("\t".join(row) for row in rows)])
    clean, problems = decode(text.encode("utf-8", "replace"), "bang.tsv")
    if problems:
        return
    draft = written(read_table(clean))
    parsed = parse_yaml(draft.encode(), "plan.yml")
    assert parsed.problems == []
    sections = parsed.data["sections"] if isinstance(parsed.data, dict) else []
    assert isinstance(sections, list)
    for section in sections:
        _, wrong = shape(Section, section, "plan.yml")
        assert [one for one in wrong if "để trống" not in one.message] == []


TOKEN = st.sampled_from(
    [
        "",
        "Văn phòng {}",
        "các phòng {}",
        "Tháng 3 {}",
        "{}",
        "- {}",
        "Báo cáo {}; x",
        "{}: a # b",
        '"{}"',
        "I. {}",
        "a) {}",
    ]
)
NUMBERS = st.sampled_from(["", "I", "II", "1", "2", "1.1", "a", "-", "A", "x y", "1.", "III."])
TOKEN_ROWS = st.lists(st.tuples(NUMBERS, st.lists(TOKEN, min_size=4, max_size=7)), min_size=1, max_size=10)


@given(TOKEN_ROWS)
def test_every_cell_stands_in_the_draft_as_data_or_in_a_comment(rows: list[tuple[str, list[str]]]) -> None:
    count = iter(range(1000))
    cells = [[number, *(cell.format(f"w{next(count)}x") for cell in row)] for number, row in rows]
    text = "\n".join([HEADINGS, *("\t".join(row) for row in cells)])
    draft = written(read(text))
    assert [word for word in re.findall(r"w\d+x", text) if word not in draft] == []


def test_a_draft_is_found_in_the_source_written_from_the_same_table() -> None:
    text = (ROOT / "tests/cases/tables/o-nhieu-dong-excel.tsv").read_text(encoding="utf-8")
    clean, _ = decode(text.encode(), "bang.tsv")
    source = SourceText(source_text(split_lines(clean)))
    for task in read_table(clean).tasks():
        for words in (task.content, *task.lead, *(one.product for one in task.outcomes)):
            assert source.find(words) is not None, words


def test_however_deep_the_numbers_the_file_stays_within_its_levels() -> None:
    restarting = ["I", "A", "1", "a", "I", "A", "1.1.1.1.1"] * 40
    growing = [".".join(["1"] * depth) for depth in range(1, 30)]
    rows = "\n".join(f"{number}\tMục\t\t" for number in [*restarting, *growing])
    draft = written(read(f"TT\tNội dung\tChủ trì\tThời hạn\n{rows}"))
    assert parse_yaml(draft.encode(), "plan.yml").problems == []


# What the input may be.


def test_utf_16_as_notepad_saves_it_is_read() -> None:
    text, problems = decode("TT\tNội dung".encode("utf-16"), "bang.txt")
    assert (text, problems) == ("TT\tNội dung", [])


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", "Nội dung".encode("cp1258", "replace") + b"\xd3\xe2", b"\xe1\xbb"])
def test_another_encoding_is_a_problem_with_what_to_do(raw: bytes) -> None:
    _, problems = decode(raw, "bang.txt")
    assert [(one.message, "UTF-8" in one.hint) for one in problems] == [("tệp không phải UTF-8", True)]


def test_a_control_character_is_a_problem_at_its_place() -> None:
    _, problems = decode("TT\tNội dung\n1\tXây\x01 dựng".encode(), "bang.tsv")
    assert [(one.line, one.column, one.message) for one in problems] == [(2, 6, "có ký tự điều khiển (U+0001)")]


# The parts.


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("TT", Role.NO),
        ("Số thứ tự", Role.NO),
        ("Mã nhiệm vụ", Role.NO),
        ("Nội dung công việc", Role.CONTENT),
        ("Nội dung thực hiện", Role.CONTENT),
        ("Tên nhiệm vụ", Role.CONTENT),
        ("Chi tiết", Role.CONTENT),
        ("Cơ quan chủ trì", Role.LEAD),
        ("Đơn vị chủ trì thực hiện", Role.LEAD),
        ("Đơn vị thực hiện", Role.LEAD),
        ("Đơn vị/cá nhân phụ trách", Role.LEAD),
        ("Cơ quan chủ trì theo dõi", Role.LEAD),
        ("Đơn vị phối hợp/theo dõi", Role.COORDINATING),
        ("Phối hợp", Role.COORDINATING),
        ("Dự kiến sản phẩm", Role.PRODUCT),
        ("Kết quả thực hiện", Role.PRODUCT),
        ("Kết quả cần đạt", Role.PRODUCT),
        ("Sản phẩm đầu ra", Role.PRODUCT),
        ("Thời gian\nthực hiện", Role.DEADLINE),
        ("Thời gian hoàn thành", Role.DEADLINE),
        ("Thời hạn", Role.DEADLINE),
        ("Số ngày dự kiến", Role.DEADLINE),
        ("Ghi chú", Role.NOTE),
        ("Đơn vị tính", Role.UNIT),
        ("Chỉ tiêu", Role.CONTENT),
        ("Chỉ tiêu năm 2024", Role.VALUE),
        ("Phương thức hỗ trợ thực hiện", Role.OTHER),
        ("Số lượng", None),
    ],
)
def test_headings_of_many_plans_name_one_role_each(heading: str, role: Role | None) -> None:
    assert role_of(heading) is role


@pytest.mark.parametrize(
    ("cell", "kind", "value", "text"),
    [
        ("IV", Kind.ROMAN, 4, "IV"),
        ("III.", Kind.ROMAN, 3, "III."),
        ("B", Kind.UPPER, 2, "B"),
        ("C", Kind.UPPER, 3, "C"),
        ("2.1.3", Kind.NUMBER, 3, "2.1.3"),
        ("(7)", Kind.NUMBER, 7, "7"),
        ("đ)", Kind.LOWER, 5, "đ"),
        ("-", Kind.BULLET, 0, "-"),
    ],
)
def test_a_number_alone_in_its_cell_is_read_as_printed(cell: str, kind: Kind, value: int, text: str) -> None:
    ordinal = parse_ordinal(cell)
    assert ordinal is not None
    assert (ordinal.kind, ordinal.value, ordinal.text) == (kind, value, text)


@pytest.mark.parametrize("cell", ["", "2026", "Quý I", "IIII", "1 2", "15/3", "Văn phòng"])
def test_other_cells_are_no_number(cell: str) -> None:
    assert parse_ordinal(cell) is None


@pytest.mark.parametrize(
    ("cell", "number", "rest"),
    [
        ("II Đổi mới cơ chế", "II", "Đổi mới cơ chế"),
        ("I. Chỉ đạo", "I.", "Chỉ đạo"),
        ("Mục III: Báo cáo", "III", "Báo cáo"),
        ("2.1 Kiểm soát", "2.1", "Kiểm soát"),
        ("1.Xây dựng", "1.", "Xây dựng"),
        ("a) rà soát", "a", "rà soát"),
    ],
)
def test_a_number_fused_with_its_text_is_set_apart(cell: str, number: str, rest: str) -> None:
    fused = split_fused(cell)
    assert fused is not None
    assert (fused[0].text, fused[1]) == (number, rest)


@pytest.mark.parametrize("cell", ["100 hồ sơ", "100% hồ sơ", "I think", "Vì dân", "1.5 triệu", "5 phòng", "Xây dựng"])
def test_a_text_that_begins_with_a_quantity_is_left_whole(cell: str) -> None:
    assert split_fused(cell) is None


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Văn phòng, Phòng Thông tin thống kê", ["Văn phòng", "Phòng Thông tin thống kê"]),
        ("Thanh tra Sở, Văn phòng Sở.", ["Thanh tra Sở", "Văn phòng Sở"]),
        ("Các phòng, đơn vị thuộc Sở", ["Các phòng, đơn vị thuộc Sở"]),
        ("- Văn phòng Sở; - Các phòng thuộc Sở.", ["Văn phòng Sở", "Các phòng thuộc Sở"]),
        ("- Văn phòng Sở - Các phòng thuộc Sở", ["Văn phòng Sở", "Các phòng thuộc Sở"]),
        ("UBND cấp huyện, UBND cấp xã", ["UBND cấp huyện", "UBND cấp xã"]),
        ("UBND cấp huyện, cấp xã", ["UBND cấp huyện, cấp xã"]),
        ("Phòng Kế hoạch - Tài chính", ["Phòng Kế hoạch - Tài chính"]),
        ("Văn phòng sở (tiếp nhận, trả kết quả)", ["Văn phòng sở (tiếp nhận, trả kết quả)"]),
        ("Sở Văn hóa, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"]),
        ("Văn phòng Sở\nPhòng Nội vụ", ["Văn phòng Sở", "Phòng Nội vụ"]),
        ("Văn phòng HĐND và UBND tỉnh", ["Văn phòng HĐND và UBND tỉnh"]),
        ("Sở, Ban, Ngành, Văn phòng Sở", ["Sở, Ban, Ngành", "Văn phòng Sở"]),
        ("Sở Tài chính và Sở Nội vụ", ["Sở Tài chính", "Sở Nội vụ"]),
        ("Sở Nông nghiệp và\nMôi trường", ["Sở Nông nghiệp và Môi trường"]),
    ],
)
def test_names_are_cut_only_where_the_cell_is_clearly_a_list(cell: str, found: list[str]) -> None:
    assert split_actors(cell) == (found, "")


@pytest.mark.parametrize("cell", ["văn phòng, phòng nghiệp vụ", "Văn phòng chủ trì, phối hợp các phòng"])
def test_a_cell_that_may_be_a_list_stays_whole_with_a_doubt(cell: str) -> None:
    found, doubt = split_actors(cell)
    assert found == [cell]
    assert doubt


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tối thiểu 70 % hồ sơ", [("70", "min")]),
        ("đạt từ 85% trở lên", [("85", "min")]),
        ("đạt 80%", [("80", None)]),
        ("thanh toán trực tuyến ≥ 90%, trễ hẹn < 5 %", [("90", "min"), ("5", "max")]),
        ("100% hồ sơ được số hóa", [("100", "exact")]),
        ("không quá 1,5% hồ sơ trễ hẹn", [("1.5", "max")]),
        ("cắt giảm 20% chi phí", [("20", "reduce_by")]),
        ("tối thiểu tương ứng là 50%, 40%, 35%", [("50", "min"), ("40", "min"), ("35", "min")]),
        ("mức độ 3, 4 theo Đề án 06 ngày 6/1/2022", []),
        ("Cập nhật quy trình chậm nhất sau 03 ngày kể từ ngày công bố", [("3", "max")]),
        ("gửi báo cáo chậm nhất ngày 25 hằng tháng", []),
    ],
)
def test_percentages_are_suggested_with_the_comparator_the_text_states(
    text: str, found: list[tuple[str, str | None]]
) -> None:
    assert [(str(one.value), one.comparator) for one in find_targets(text)] == found


def test_a_nested_target_names_the_one_around_it() -> None:
    draft = written(read(f"{HEADINGS}\n1\tĐạt tối thiểu 80% hồ sơ, trong đó 100% hồ sơ mới\tVăn phòng\t\t\tNăm 2026\t"))
    assert re.search(r"within: CT1", draft)


def test_a_table_without_tasks_says_so() -> None:
    plan = read("Kính gửi các phòng\nĐề nghị báo cáo.")
    assert plan.sections == []
    assert "không nhận ra bảng nhiệm vụ nào" in plan.doubts[0]


def test_an_empty_cell_in_a_filled_column_quotes_the_cell_above() -> None:
    plan = read("TT\tNội dung\tChủ trì\tThời hạn\n1\tA\tVăn phòng\tQuý I\n2\tB\tVăn phòng\t\n3\tC\tVăn phòng\tQuý II")
    assert doubts(plan) == ["ô thời hạn trống; nếu gộp ô với dòng trên thì là «Quý I»"]


def test_an_error_of_a_spreadsheet_is_doubted() -> None:
    plan = read("TT\tNội dung\tChủ trì\tThời hạn\n1\tA\tVăn phòng\t#N/A")
    assert "ô thời hạn chứa lỗi công thức của bảng tính: «#N/A»" in doubts(plan)


@pytest.mark.parametrize(
    ("time", "doubted"), [("06 tháng/lần", False), ("2026 - 2027", False), ("06 tháng vàng", True)]
)
def test_how_often_and_which_years_are_times(time: str, doubted: bool) -> None:
    plan = read(f"TT\tNội dung\tChủ trì\tThời hạn\n1\tA\tVăn phòng Sở\t{time}")
    assert bool(doubts(plan)) is doubted


@pytest.mark.parametrize(("below", "doubted"), [("1.1", False), ("a", True)])
def test_a_title_whose_number_begins_the_number_below_is_sure(below: str, doubted: bool) -> None:
    plan = read(f"TT\tNội dung\tChủ trì\tThời hạn\n1\tChỉ đạo\t\t\n{below}\tA\tVăn phòng Sở\tQuý I")
    assert [section.title for section in plan.sections] == ["Chỉ đạo"]
    assert bool(plan.sections[0].doubts) is doubted


@pytest.mark.parametrize(
    ("cell", "unit"), [("15 phút", "phút"), ("120 dịch vụ", "dịch vụ"), ("90 trở lên", ""), ("15 (so với 2025)", "")]
)
def test_the_unit_behind_a_value_is_its_unit(cell: str, unit: str) -> None:
    plan = read(f"TT\tChỉ tiêu\tChỉ tiêu năm 2026\n1\tThời gian chờ\t{cell}")
    assert [target.unit for target in plan.table_targets] == [unit]


def test_sections_without_tasks_are_kept_and_doubted() -> None:
    plan = read("TT\tNội dung\tChủ trì\tThời hạn\nI\tChỉ đạo\t\t\nII\tKiểm tra\t\t\n1\tA\tVăn phòng\tQuý I")
    assert plan.sections == [
        DraftSection(no="I", title="Chỉ đạo", doubts=["mục ở dòng 2 không có nhiệm vụ nào bên dưới"]),
        DraftSection(no="II", title="Kiểm tra", tasks=plan.tasks()),
    ]


def test_a_cell_of_many_lines_is_read_in_time_that_grows_with_its_length() -> None:
    """A cell that is one long name was read again for each of its lines: 33 seconds for 16,000 letters."""
    names, _ = split_actors("A\n" * 30_000)
    assert names == [" ".join("A" * 30_000)]


@pytest.mark.parametrize(
    ("rows", "running"),
    [
        (["1\t1.1\tRà soát", "2\t1.2\tCông khai"], ("1", "2")),
        (["1\t1\tRà soát", "2\t2\tCông khai", "3\t1\tTập huấn"], ("1", "2", "3")),
        (["1.1\t1\tRà soát", "2.1\t2\tCông khai"], ("1", "2")),
    ],
    ids=["beside 1.1", "beside one that restarts", "in the second column"],
)
def test_the_number_that_runs_through_the_table_is_not_the_task_s(rows: list[str], running: tuple[str, ...]) -> None:
    plan = read("Số TT\tSTT\tNội dung công việc\tCơ quan chủ trì\n" + "\n".join(f"{row}\tVăn phòng Sở" for row in rows))
    assert tuple(task.running_no for task in plan.tasks()) == running
