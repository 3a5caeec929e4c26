"""What README.vi.md shows an officer is what the files hold and what the check answers."""

import re
import shutil
from pathlib import Path

import pytest

from generator.check import check
from generator.reading.problems import errors
from tests.projects import ROOT, SEEDS

PAGES = ("README.md", "README.vi.md", "CONTRIBUTING.md", "CHANGELOG.md")
PLAN = "agencies/ha-tinh-so-khcn/2023-kiem-soat-tthc/plan.yml"


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(text: str, language: str = "") -> list[str]:
    """The fenced blocks of a page that are marked as `language`."""
    found = re.findall(r"^```(\w*)\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)
    return [body for mark, body in found if mark == language]


def test_the_task_shown_to_officers_stands_in_the_plan() -> None:
    task, _, _ = blocks(read("README.vi.md"), "yaml")
    assert task in (SEEDS / "plans" / PLAN).read_text(encoding="utf-8")


def test_the_report_and_the_amendment_shown_to_officers_pass_the_check(tmp_path: Path) -> None:
    _, report, amendment = blocks(read("README.vi.md"), "yaml")
    shutil.copytree(SEEDS / "plans", tmp_path / "plans")
    for name, text in {"reports/2023-q1.yml": report, "amendments/2023-06-20-lui-han.yml": amendment}.items():
        file = (tmp_path / "plans" / PLAN).parent / name
        file.parent.mkdir()
        file.write_text(text, encoding="utf-8")
    assert errors(check(tmp_path / "plans").problems) == []


def test_the_mistake_shown_to_officers_is_what_the_check_says(tmp_path: Path) -> None:
    (shown,) = (block for block in blocks(read("README.vi.md")) if "gợi ý" in block)
    shutil.copytree(SEEDS / "plans", tmp_path / "plans")
    plan = tmp_path / "plans" / PLAN
    plan.write_text(plan.read_text(encoding="utf-8").replace("coordinating:", "coordinatng:", 1), encoding="utf-8")
    problems = [problem.text() for problem in check(tmp_path / "plans").problems]
    assert shown.strip() in problems


@pytest.mark.parametrize("page", PAGES)
def test_links_of_the_front_pages_lead_to_files(page: str) -> None:
    targets = re.findall(r"\]\((?!https://)([^)#]+)", read(page))
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_paths_shown_to_officers_exist() -> None:
    paths = re.findall(r"^(plans/\S+\.(?:yml|txt))\s", read("README.vi.md"), flags=re.MULTILINE)
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_place_where_something_is_added_exists() -> None:
    section = read("CONTRIBUTING.md").split("\n## Where to add what\n", 1)[1].split("\n## ", 1)[0]
    paths = re.findall(r"`((?:generator|tests|demo|theme_overrides)/[^`]*)`", section)
    assert len(paths) >= 12
    assert [path for path in paths if not (ROOT / path).exists()] == []
