"""Traceability: every text stands in its source, in fragments where pages break, in printed order, and nothing else does."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from generator.model import Deadline, Section, Task
from generator.reading import sourcetext
from generator.reading.catalogue import Catalogue
from generator.reading.load import load
from generator.reading.problems import FieldPath
from generator.reading.sourcetext import SourceText, fold_text
from generator.reading.trace import printed, trace_plan
from tests.projects import PLAN, PLAN_FILE, SEEDS, SMALL, edit, seal, small_plans

CASES = sorted((Path(__file__).parent / "cases/trace").glob("*.txt"))


def parts(case: Path) -> dict[str, str]:
    """The parts of a case file, each after a line ``== name``."""
    found = re.split(r"^== (\w+)\n", case.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {name: text.removesuffix("\n") for name, text in zip(found[1::2], found[2::2], strict=True)}


def lines_of(source: str, text: str) -> str:
    """Where a text stands: ``2, 4-5``; ``none`` where it does not."""
    looked = SourceText(source)
    spans = looked.find(text)
    if spans is None:
        return "none"
    return ", ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in looked.place(spans).lines)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_text_is_found_where_it_stands(case: Path) -> None:
    given_, title = parts(case), case.read_text(encoding="utf-8").split("\n", 1)[0]
    assert lines_of(given_["source"], given_["text"]) == given_["lines"], title


def test_a_source_whose_marks_are_separate_characters_is_the_same_text() -> None:
    assert lines_of("Ha\u0300 Ti\u0303nh\nnăm 2023", "Hà Tĩnh") == "1"


def test_an_empty_text_stands_nowhere() -> None:
    assert lines_of("Hà Tĩnh", " ** ") == "none"


@pytest.mark.parametrize(("line", "count"), [("a", 3000), ("a\ta\ta\ta\ta\ta", 500), ("a b", 2000)])
def test_a_source_of_equal_lines_is_searched_in_bounded_time(line: str, count: int) -> None:
    """Tried in every way, this search would outlast the sun; when it does not end, this test does not either."""
    assert lines_of("\n".join([line] * count), "a " * 5000 + "c") == "none"


words = some.lists(some.sampled_from(["Rà", "soát", "thủ", "tục", "của", "Sở", "80%", "(một", "cửa)"]), min_size=1)


@given(words, some.lists(some.sampled_from([" ", "\n", "\t", "  ", " \n"])))
def test_a_source_may_break_between_any_two_words(text: list[str], breaks: list[str]) -> None:
    source = text[0] + "".join((breaks[n] if n < len(breaks) else " ") + word for n, word in enumerate(text[1:]))
    spans = SourceText(source).find(" ".join(text))
    assert spans is not None
    assert len(spans) == 1


@given(words, words)
def test_a_text_with_other_words_is_never_found(source: list[str], text: list[str]) -> None:
    if " ".join(text) not in " ".join(source):
        assert SourceText(" ".join(source)).find(" ".join(text)) is None


@given(some.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


def missing(plans: Path) -> list[tuple[FieldPath, str]]:
    catalogue = load(plans).catalogue
    return list(trace_plan(catalogue.plans[PLAN], catalogue.sources[PLAN]).missing)


def test_every_text_of_the_small_plan_is_in_its_source(tmp_path: Path) -> None:
    assert missing(small_plans(tmp_path)) == []


SECTION = ("sections", 0, "tasks")


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("content: Ban hành", "content: Ban hanh", (*SECTION, 0, "content")),
        ("product: Kế hoạch được ban", "product: Kế hoạch đã ban", (*SECTION, 0, "product")),
        ("deadline: Trước ngày 30/3", "deadline: Trước ngày 30/4", (*SECTION, 0, "deadline", "text")),
        ("- Các phòng thuộc Sở", "- Các phòng của Sở", (*SECTION, 0, "coordinating", 0)),
        ("title: Chỉ đạo, điều hành", "title: Chỉ đạo điều hành", ("sections", 0, "title")),
        ("label: tối thiểu 80%", "label: ít nhất 80%", ("sections", 1, "tasks", 0, "targets", 1, "label")),
        ("deadline: trước ngày 15/12", "deadline: trước ngày 16/12", ("duties", 0, "deadline", "text")),
        ("text: Văn phòng Sở tổng", "text: Văn phòng tổng", ("duties", 0, "text")),
        ('"- Lưu: VT."', '"- Lưu: TH."', ("recipients", 1)),
        ("title: Mục đích", "title: Mục tiêu", ("narrative", 0, "title")),
        ("- Người dân biết", "- Nhân dân biết", ("narrative", 0, "text", 0)),
        ("title: Kiểm soát thủ tục", "title: Rà soát thủ tục", ("document", "title")),
        ("name: Nguyễn Thị", "name: Nguyễn Văn", ("document", "signer", "name")),
        ("- SỞ NỘI VỤ TỈNH", "- SỞ Y TẾ TỈNH", ("document", "issuer_lines", 0)),
        ("của UBND tỉnh Ví Dụ,", "của UBND tỉnh,", ("document", "legal_bases", 1, "text")),
    ],
)
def test_a_false_quotation_is_named_by_its_field(tmp_path: Path, old: str, new: str, path: FieldPath) -> None:
    plans = small_plans(tmp_path)
    edit(plans / PLAN_FILE, old, new)
    assert [found for found, _ in missing(plans)] == [path]


def test_the_title_may_be_printed_in_capitals_and_nothing_else_may(tmp_path: Path) -> None:
    plans = small_plans(tmp_path)
    edit(plans / PLAN_FILE, "title: Chỉ đạo, điều hành", "title: CHỈ ĐẠO, ĐIỀU HÀNH")
    assert [path for path, _ in missing(plans)] == [("sections", 0, "title")]


def test_tasks_stand_in_printed_order(tmp_path: Path) -> None:
    plans = small_plans(tmp_path)
    text = (plans / PLAN_FILE).read_text(encoding="utf-8")
    first, second = text.index('      - "no": "1"'), text.index('      - "no": "2"')
    end = text.index('  - "no": II')
    swapped = text[:first] + text[second:end] + text[first:second] + text[end:]
    (plans / PLAN_FILE).write_text(swapped, encoding="utf-8")
    assert [path for path, _ in missing(plans)] == [(*SECTION, 1, "content")]


def test_a_task_quotes_its_own_row_only(tmp_path: Path) -> None:
    """The product of the second row stands in the source, but not in the first row."""
    plans = small_plans(tmp_path)
    edit(plans / PLAN_FILE, "product: Kế hoạch được ban hành.", "product: Văn bản đôn đốc.")
    assert missing(plans) == [((*SECTION, 0, "product"), "Văn bản đôn đốc.")]


@pytest.mark.parametrize("kind", ["corrected", "restored"])
def test_a_departure_answers_for_the_field_it_explains(tmp_path: Path, kind: str) -> None:
    plans = small_plans(tmp_path)
    wrong = "product: Văn bản đôn đốc."
    departure = f"\n        {kind}:\n          - {{field: product, raw: Văn bản đôn đốc., reason: thử}}"
    edit(plans / PLAN_FILE, wrong, f"product: Văn bản nhắc việc.{departure}")
    assert missing(plans) == []
    edit(plans / PLAN_FILE, "raw: Văn bản đôn đốc.", "raw: Văn bản nhắc việc.")
    assert missing(plans) == [((*SECTION, 1, "product"), "Văn bản nhắc việc.")]


def test_equal_rows_are_each_found_in_their_own_line(tmp_path: Path) -> None:
    plans = small_plans(tmp_path)
    source = plans / f"agencies/{PLAN}/source.txt"
    row = "2\tĐôn đốc các phòng.\tVăn phòng Sở\t\tVăn bản.\tThường xuyên\n"
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("II\tCông khai\n", f"{row}{row}II\tCông khai\n"), encoding="utf-8")
    task = '      - {"no": "%s", content: Đôn đốc các phòng., lead: Văn phòng Sở, product: Văn bản.}\n'
    edit(plans / PLAN_FILE, '  - "no": II\n', task % 3 + task % 4 + '  - "no": II\n')
    seal(plans / f"agencies/{PLAN}")
    catalogue = load(plans).catalogue
    trace = trace_plan(catalogue.plans[PLAN], catalogue.sources[PLAN])
    assert trace.missing == ()
    assert [trace.tasks[name].lines for name in ("I.3", "I.4")] == [((17, 17),), ((18, 18),)]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The data of this project."""
    return load(SEEDS / "plans").catalogue


COUNTS = {
    "ha-tinh-ubnd/2022-kiem-soat-tthc": 33,
    "ha-tinh-so-khcn/2023-kiem-soat-tthc": 39,
    "an-giang-so-xay-dung/2023-kiem-soat-tthc": 47,
    "quang-tri-so-khcn/2024-cai-cach-tthc": 9,
    "thai-nguyen-so-khcn/2025-kiem-soat-tthc": 22,
}


@pytest.mark.parametrize(("plan", "tasks"), COUNTS.items())
def test_every_task_of_an_issued_plan_has_its_lines(catalogue: Catalogue, plan: str, tasks: int) -> None:
    trace = trace_plan(catalogue.plans[plan], catalogue.sources[plan])
    assert trace.missing == ()
    assert len(trace.tasks) == tasks
    firsts = [trace.tasks[item.id].first for item in catalogue.plans[plan].placed_tasks()]
    assert firsts == sorted(firsts)


@pytest.mark.parametrize("plan", COUNTS)
def test_the_lines_of_a_task_hold_its_first_words(catalogue: Catalogue, plan: str) -> None:
    record, source = catalogue.plans[plan], catalogue.sources[plan]
    trace = trace_plan(record, source)
    for item in record.placed_tasks():
        first, last = trace.tasks[item.id].lines[0]
        shown = fold_text(" ".join(source.lines[first - 1 : last]))
        assert " ".join(fold_text(printed(item.task, "content")).split()[:2]) in shown, item.id


ROWS = {
    "1": "Công bố danh mục.\tQuyết định\tTrước ngày 30/3\tSở Tư pháp",
    "2": "Rà soát thủ tục.\tBáo cáo\tQuý III\tVăn phòng",
}
HEAD = "Nhiệm vụ\tSản phẩm\tThời gian\tChủ trì"
NARRATIVE = "- Công bố danh mục.\n- Rà soát thủ tục."
TABLE = "\n".join((HEAD, *ROWS.values()))
SPLIT = (
    "Nhiệm vụ\tSản phẩm\tThời gian\tChủ trì\nCông bố\tQuyết định\tTrước ngày 30/3\tSở Tư pháp\ndanh mục.\n" + ROWS["2"]
)
OTHER_FIELDS = "Công bố danh mục.\tTờ trình\tQuý I\tSở Y tế\nRà soát thủ tục.\tĐề án\tQuý II\tSở Y tế"


def row_task(row: str) -> Task:
    content, product, deadline, lead = row.split("\t")
    return Task(content=content, product=product, deadline=Deadline(text=deadline), lead=(lead,))


@pytest.mark.parametrize(
    ("source", "first_lines"),
    [
        (f"{TABLE}", (2, 3)),
        (f"{NARRATIVE}\n{TABLE}", (4, 5)),
        (f"{TABLE}\n{NARRATIVE}", (2, 3)),
        (f"{NARRATIVE}\n{TABLE}\n{NARRATIVE}", (4, 5)),
        (f"{TABLE}\n{TABLE}", (2, 3)),
        (f"{HEAD}\n{OTHER_FIELDS}\n{TABLE}", (5, 6)),
        (f"{TABLE}\n{HEAD}\n{OTHER_FIELDS}", (2, 3)),
        (f"{HEAD}\n{ROWS['2']}\n{ROWS['1']}\n{ROWS['2']}", (3, 4)),
        (f"{HEAD}\n{OTHER_FIELDS}\n{ROWS['1']}\n{ROWS['2']}", (4, 5)),
        (f"{NARRATIVE}\n{SPLIT}", (4, 6)),
        (f"{SPLIT}\n{NARRATIVE}", (2, 4)),
        (f"Tóm tắt: Công bố danh mục. Rà soát thủ tục.\n{TABLE}", (3, 4)),
    ],
)
def test_a_task_is_the_row_that_holds_all_its_words(source: str, first_lines: tuple[int, int]) -> None:
    catalogue = load(SMALL / "plans").catalogue
    tasks = tuple(replace(row_task(row), no=no) for no, row in ROWS.items())
    plan = replace(catalogue.plans[PLAN], sections=(Section(no="I", tasks=tasks),))
    trace = trace_plan(plan, SourceText(source))
    assert [path for path, _ in trace.missing if path[0] == "sections"] == []
    assert tuple(trace.tasks[name].first for name in ("I.1", "I.2")) == first_lines


def test_equal_tasks_take_rows_of_their_own_in_order() -> None:
    catalogue = load(SMALL / "plans").catalogue
    tasks = tuple(replace(row_task(ROWS["1"]), no=str(no)) for no in range(1, 51))
    plan = replace(catalogue.plans[PLAN], sections=(Section(no="I", tasks=tasks),))
    trace = trace_plan(plan, SourceText("\n".join(["- Công bố danh mục."] * 9 + [ROWS["1"]] * 50)))
    assert [trace.tasks[f"I.{no}"].first for no in range(1, 51)] == list(range(10, 60))


def test_a_false_quotation_is_not_excused_by_a_repeated_sentence() -> None:
    catalogue = load(SMALL / "plans").catalogue
    task = replace(row_task(ROWS["1"]), no="1", deadline=Deadline(text="Trước ngày 30/9"))
    plan = replace(catalogue.plans[PLAN], sections=(Section(no="I", tasks=(task,)),))
    missing = trace_plan(plan, SourceText(f"{NARRATIVE}\n{TABLE}")).missing
    assert [path[-2:] for path, _ in missing if path[0] == "sections"] == [("deadline", "text")]


def test_a_source_of_equal_lines_is_searched_for_so_long_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts that stand in fragments are found until the tries of the plan are spent; one search more, and no more."""
    source = SourceText("Việc chung\n" * 200 + "Việc chung\n2\nSở A")
    assert source.find("Việc chung Sở A") is not None
    one = source.tries
    assert one > 200
    monkeypatch.setattr(sourcetext, "MOST_TRIES_TOGETHER", 4 * one)
    for number in range(20):
        assert source.find(f"Việc chung Sở B{number}") is None
    assert 4 * one <= source.tries <= 5 * one + 20
    assert source.find("Việc chung Sở A") is None
    assert source.find("Sở A") is not None
