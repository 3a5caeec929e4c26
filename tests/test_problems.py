"""A problem as terminal text, GitHub annotation and Markdown; hints that name the nearest known word."""

import pytest
from markdown import markdown

from generator.reading.problems import Problem, errors, nearest, suggest, summary

MISTAKE = Problem(
    file="plans/agencies/so/2026/plan.yml",
    line=14,
    column=11,
    where="mục I, nhiệm vụ 3, thời hạn",
    message="«2026-02-31» không phải ngày có thật",
    hint="tháng 2 năm 2026 có 28 ngày",
)

WHOLE_FILE = Problem(file="plans/a.yml", message="tệp không có chỗ trong cây dữ liệu")

REMARK = Problem(file="plans/a.yml", line=2, column=1, message="hai ngày khác nhau", warning=True)

HOSTILE = Problem(
    file="plans/a\n::error::b.yml",
    line=1,
    column=1,
    where="mục \x1b[2J\u202e",
    message="«x\n::set-output name=a::b» 100%",
    hint="[bấm](https://x.example) <img src=x onerror=alert(1)> @ai `#1` **đậm**",
)


def test_text_says_where_what_and_how_to_mend() -> None:
    assert MISTAKE.text() == (
        "plans/agencies/so/2026/plan.yml:14:11: mục I, nhiệm vụ 3, thời hạn: «2026-02-31» không phải ngày có thật\n"
        "  gợi ý: tháng 2 năm 2026 có 28 ngày"
    )


def test_text_of_a_whole_file_names_no_line() -> None:
    assert WHOLE_FILE.text() == "plans/a.yml: tệp không có chỗ trong cây dữ liệu"


def test_text_of_a_warning_says_so() -> None:
    assert REMARK.text() == "plans/a.yml:2:1: lưu ý: hai ngày khác nhau"


def test_annotation_marks_the_line_on_github() -> None:
    assert MISTAKE.annotation() == (
        "::error file=plans/agencies/so/2026/plan.yml,line=14,col=11::"
        "plans/agencies/so/2026/plan.yml:14: mục I, nhiệm vụ 3, thời hạn: "
        "«2026-02-31» không phải ngày có thật%0Agợi ý: tháng 2 năm 2026 có 28 ngày"
    )
    assert WHOLE_FILE.annotation() == "::error file=plans/a.yml::plans/a.yml: tệp không có chỗ trong cây dữ liệu"
    assert REMARK.annotation().startswith("::warning file=plans/a.yml,line=2,col=1::")


def test_markdown_is_one_item_of_a_list() -> None:
    assert MISTAKE.markdown() == (
        "- `plans/agencies/so/2026/plan.yml` dòng 14: mục I, nhiệm vụ 3, thời hạn: «2026-02-31» không phải ngày có thật  \n"
        "  Gợi ý: tháng 2 năm 2026 có 28 ngày"
    )


def test_what_is_quoted_from_a_file_starts_no_line_and_no_workflow_command() -> None:
    assert len(HOSTILE.text().split("\n")) == 2
    assert len(HOSTILE.annotation().split("\n")) == 1
    assert HOSTILE.annotation().startswith("::error file=plans/a%0A%3A%3Aerror%3A%3Ab.yml,line=1,col=1::plans/a ")
    assert "100%25" in HOSTILE.annotation()


@pytest.mark.parametrize("sign", ["\x1b", "\u202e", "\r", "\x00"])
def test_what_is_quoted_from_a_file_gives_the_terminal_no_orders(sign: str) -> None:
    for form in (HOSTILE.text(), HOSTILE.annotation(), HOSTILE.markdown()):
        assert sign not in form


def test_what_is_quoted_from_a_file_is_plain_text_in_markdown() -> None:
    html = markdown(HOSTILE.markdown())
    assert html.count("<li>") == html.count("<code>") == 1
    assert not any(tag in html for tag in ("<a ", "<img", "<strong>", "<em>", "<h1>"))


def test_problems_are_ordered_by_file_line_and_column() -> None:
    late = Problem(file="plans/a.yml", line=10, column=1, message="x")
    shuffled = [MISTAKE, late, REMARK, WHOLE_FILE]
    assert sorted(shuffled, key=Problem.order) == [WHOLE_FILE, REMARK, late, MISTAKE]


@pytest.mark.parametrize(
    ("problems", "words"),
    [
        ([], "Không có lỗi."),
        ([REMARK], "Không có lỗi, 1 lưu ý."),
        ([MISTAKE, MISTAKE, WHOLE_FILE], "3 lỗi trong 2 tệp. Sửa xong, chạy lại lệnh kiểm tra."),
        ([MISTAKE, REMARK], "1 lỗi trong 1 tệp, 1 lưu ý. Sửa xong, chạy lại lệnh kiểm tra."),
    ],
)
def test_summary_counts_mistakes_and_remarks_apart(problems: list[Problem], words: str) -> None:
    assert summary(problems) == words


def test_only_mistakes_stop_a_build() -> None:
    assert errors([MISTAKE, REMARK]) == [MISTAKE]


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("coordinatng", ["coordinating", "content", "lead"], "coordinating"),
        ("Van phong", ["Văn phòng", "Thanh tra"], "Văn phòng"),
        ("THANH TRA", ["Văn phòng", "Thanh tra"], "Thanh tra"),
        ("xyz", ["lead", "content"], None),
        ("lead", [], None),
    ],
)
def test_nearest_compares_without_marks_and_case(word: str, known: list[str], near: str | None) -> None:
    assert nearest(word, known) == near


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("plam", ["plan", "decision"], "có phải «plan»?"),
        ("xyz", ["plan", "decision"], "dùng một trong: decision, plan"),
        ("xyz", [f"từ {n}" for n in range(15)], ""),
        ("xyz", [], ""),
    ],
)
def test_suggest_names_the_nearest_word_or_the_few_that_exist(word: str, known: list[str], hint: str) -> None:
    assert suggest(word, known) == hint
