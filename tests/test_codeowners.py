"""Who is asked to review: the file that GitHub reads, made from what agencies declare, and told when it is no longer that."""

from pathlib import Path

import pytest

from generator.changes.owners import CODEOWNERS, MARK, make_codeowners, stale_owners
from generator.cli import main
from generator.reading.load import load
from tests.projects import AGENCY, edit, plant, small_plans

BY_HAND = "* @tinh/mot-cua\n"
"""What a person wrote above the mark."""

DECLARED = 'parent: vi-du-ubnd\nreviewers:\n  - "@tinh/noi-vu"\n  - "@tinh/mot-cua"\n'

WANTED = f"* @tinh/mot-cua\n\n{MARK}\n/plans/agencies/{AGENCY}/ @tinh/noi-vu @tinh/mot-cua\n"


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """The small data with the reviewers of one of its two agencies, and the file as people begin it."""
    plans = small_plans(tmp_path)
    edit(plans / f"agencies/{AGENCY}/agency.yml", "parent: vi-du-ubnd\n", DECLARED)
    plant(tmp_path, {CODEOWNERS: BY_HAND})
    return plans


def test_below_the_mark_each_agency_that_declares_reviewers_has_its_line_and_what_is_above_stays(plans: Path) -> None:
    catalogue = load(plans).catalogue
    assert make_codeowners(catalogue, BY_HAND) == WANTED
    assert make_codeowners(catalogue, f"{BY_HAND}\n{MARK}\n/plans/agencies/cu/ @da-giai-the\n") == WANTED
    assert make_codeowners(catalogue, "") == WANTED.removeprefix("* @tinh/mot-cua\n\n")


def test_the_command_writes_the_file_once_and_checking_writes_nothing(
    plans: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command, file = ["--config", str(plans.parent / "mkdocs.yml"), "codeowners"], plans.parent / CODEOWNERS
    assert main([*command, "--check"]) == 1
    assert file.read_text(encoding="utf-8") == BY_HAND
    assert "chạy: congkhai codeowners" in capsys.readouterr().err
    assert main(command) == 0
    assert file.read_text(encoding="utf-8") == WANTED
    assert main([*command, "--check"]) == 0
    assert capsys.readouterr().out == f"Đã ghi {CODEOWNERS}.\n{CODEOWNERS} đã đúng.\n"


def test_a_mistake_in_what_an_agency_declares_takes_nobody_out_of_the_file(
    plans: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(plans.parent, {CODEOWNERS: WANTED})
    edit(plans / f"agencies/{AGENCY}/agency.yml", '"@tinh/noi-vu"', '"noi-vu"')
    assert main(["--config", str(plans.parent / "mkdocs.yml"), "codeowners"]) == 1
    assert (plans.parent / CODEOWNERS).read_text(encoding="utf-8") == WANTED
    out, err = capsys.readouterr()
    assert (out, err.count("«noi-vu» không đúng dạng")) == ("", 1)


@pytest.mark.parametrize(
    ("current", "stale"),
    [(WANTED, False), (WANTED.replace("@tinh/noi-vu ", ""), True), (f"{BY_HAND}{MARK}\n", True), (BY_HAND, False)],
    ids=["as declared", "a reviewer is missing", "no agency is named", "never made"],
)
def test_a_review_says_when_the_file_is_stale_and_leaves_one_that_was_never_made_alone(
    plans: Path, current: str, stale: bool
) -> None:
    plant(plans.parent, {CODEOWNERS: current})
    problems = stale_owners(plans, load(plans).catalogue, None)
    assert [(problem.file, "«reviewers»" in problem.message) for problem in problems] == [(CODEOWNERS, True)] * stale
