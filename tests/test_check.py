"""Rules across records, a case file each, and one terrible folder of data against the whole list of its problems."""

import inspect
from pathlib import Path

import pytest

from generator.check import check
from generator.check import plans as rules
from generator.reading.problems import Problem, errors
from tests import terrible
from tests.casefiles import case_files, read_case
from tests.projects import AS_OF, SEEDS, SMALL, build, congkhai, contents, edit, plant, seal, small_project

CASES = case_files("check")


def answer(problems: list[Problem]) -> str:
    return "\n".join(problem.text() for problem in problems)


def apply(parts: list[tuple[str, str]], plans: Path) -> str:
    """Make a case's edits under ``plans``; returns the answer it expects."""
    file, old = plans, ""
    for name, text in parts:
        match name:
            case "file":
                file = plans / text
            case "old":
                old = text
            case "new":
                edit(file, old, text)
    for source in plans.rglob("source.txt"):
        seal(source.parent)
    return parts[-1][1]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_rule_names_what_breaks_it(tmp_path: Path, case: Path) -> None:
    title, parts = read_case(case)
    plant(tmp_path, {f"plans/{name}": content for name, content in contents(SMALL / "plans").items()})
    expected = apply(parts, tmp_path / "plans")
    assert answer(check(tmp_path / "plans").problems) == expected, title


def test_every_rule_has_a_case_and_says_what_it_is() -> None:
    own = [name for name, rule in inspect.getmembers(rules, inspect.isfunction) if rule.__module__ == rules.__name__]
    named = {name.removeprefix("check_") for name in own if name.startswith("check_")}
    assert named == {case.stem.partition("-")[0] for case in CASES}
    assert all(inspect.getdoc(rule) for rule in rules.RULES)


@pytest.fixture(scope="module")
def terrible_plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return terrible.make_terrible(tmp_path_factory.mktemp("terrible"))


def test_every_mistake_of_the_terrible_data_is_named_and_nothing_else(terrible_plans: Path) -> None:
    assert terrible.answer_to(terrible_plans) == terrible.ANSWER.read_text(encoding="utf-8")


def test_the_command_prints_every_mistake_and_fails(terrible_plans: Path) -> None:
    done = congkhai("check", "--plans", terrible_plans)
    assert done.returncode == 1
    assert done.stdout == terrible.ANSWER.read_text(encoding="utf-8")
    problems = check(terrible_plans).problems
    files = {problem.file for problem in errors(problems)}
    assert (
        done.stderr
        == f"{len(errors(problems))} lỗi trong {len(files)} tệp, 12 lưu ý. Sửa xong, chạy lại lệnh kiểm tra.\n"
    )


def test_a_build_of_the_terrible_data_leaves_the_old_site(terrible_plans: Path, tmp_path: Path) -> None:
    project = small_project(tmp_path)
    before = contents(build(project))
    (project / "plans").rename(project / "good")
    (project / "plans").symlink_to(terrible_plans, target_is_directory=True)
    done = congkhai("--config", project / "mkdocs.yml", "build", "--as-of", AS_OF)
    assert done.returncode == 1
    assert done.stdout == ""
    assert [problem for problem in errors(check(terrible_plans).problems) if problem.text() not in done.stderr] == []
    assert done.stderr.endswith("Trang cũ còn nguyên.\n")
    assert contents(project / "site") == before
    assert sorted(path.name for path in project.glob(".site*")) == []


def test_the_seeds_have_no_mistake() -> None:
    assert answer(errors(check(SEEDS / "plans").problems)) == ""


def test_problems_come_in_the_order_of_files_and_lines(terrible_plans: Path) -> None:
    problems = check(terrible_plans).problems
    assert problems == sorted(problems, key=Problem.order)
    assert len(problems) == len(set(problems))


def test_every_problem_of_a_readable_file_has_a_line_and_a_hint(terrible_plans: Path) -> None:
    problems = check(terrible_plans).problems
    whole = {"là liên kết tượng trưng (symlink)", "tệp không có chỗ trong cây dữ liệu"}
    assert all(problem.hint for problem in problems)
    assert {
        item.message for item in problems if not item.line and "không dùng được làm mã" not in item.message
    } == whole


def test_a_mistaken_field_does_not_hide_what_the_rules_find_in_its_file(tmp_path: Path) -> None:
    """One run names both the field that has no place and the unit that nobody knows."""
    project = small_project(tmp_path)
    plan = next((project / "plans").rglob("plan.yml"))
    text = plan.read_text(encoding="utf-8")
    plan.write_text(
        text.replace("period:", "perid: 2023\nperiod:", 1).replace('to: "20', 'to: "19', 1), encoding="utf-8"
    )
    messages = [problem.message for problem in errors(check(project / "plans").problems)]
    assert any("không có trường «perid»" in message for message in messages), messages
    assert any("ngày cuối đứng trước ngày đầu" in message for message in messages), messages
