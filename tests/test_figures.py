"""Figures that look like a slip wait for a word of the officer: the table of cases that the form in the browser holds too."""

import json
from pathlib import Path
from typing import Any

import pytest

from generator.check import check
from generator.reading.problems import Problem
from tests.casefiles import CASES
from tests.projects import plant
from tests.test_reports import AS_OF, FILES

TABLE = json.loads((CASES / "figures.json").read_text(encoding="utf-8"))

BEFORE = "agencies/so/p/reports/2026-01.yml"
NOW = "agencies/so/p/reports/2026-q1.yml"


ENTRIES = json.loads((CASES / "entries.json").read_text(encoding="utf-8"))
"""Tasks and lines of evidence with what is said of them; the browser's form is held to the same table."""


def report(period: str, entry: dict[str, str]) -> str:
    lines = "".join(f"    {key}: {text}\n" for key, text in entry.items() if text)
    return f"period: {period}\ndate: 2026-04-05\ntargets:\n  - target: CT1\n{lines}"


def told(root: Path, case: dict[str, Any]) -> list[list[str]]:
    """What the check says of the entry: the key, what is wrong, what to write."""
    wanted = " ".join(f"{key}: {json.dumps(text)}," for key, text in case["target"].items())
    plan = FILES["agencies/so/p/plan.yml"].replace('comparator: min, value: 80, unit: "%"}', f"{wanted}}}", 1)
    files = FILES | {"agencies/so/p/plan.yml": plan, NOW: report("2026-q1", case["typed"])}
    if case.get("last"):
        files[BEFORE] = report("2026-01", case["last"])
    plant(root / "plans", files)
    found = [problem for problem in check(root / "plans", AS_OF).problems if problem.file == f"plans/{NOW}"]
    assert all(problem.path[:2] == ("targets", 0) for problem in found), found
    return [[str(problem.path[2]), problem.message, problem.hint] for problem in found]


@pytest.mark.parametrize("case", TABLE, ids=[case["says"] for case in TABLE])
def test_a_figure_passes_or_is_told_what_to_write(tmp_path: Path, case: dict[str, Any]) -> None:
    assert sorted(told(tmp_path, case)) == sorted(case["told"])


def told_of_task(root: Path, day: str, lines: str) -> list[Problem]:
    plant(root / "plans", FILES | {NOW: f"period: 2026-q1\ndate: {day}\ntasks:\n  - task: I.1\n{lines}"})
    return [problem for problem in check(root / "plans", AS_OF).problems if problem.path[:2] == ("tasks", 0)]


@pytest.mark.parametrize("case", ENTRIES["tasks"], ids=[case["says"] for case in ENTRIES["tasks"]])
def test_a_day_of_completion_passes_or_is_told_once(tmp_path: Path, case: dict[str, Any]) -> None:
    lines = "".join(f"    {key}: {text}\n" for key, text in case["typed"].items())
    found = told_of_task(tmp_path, case["day"], lines)
    assert [[problem.path[2], problem.message, problem.hint] for problem in found] == case["told"]


@pytest.mark.parametrize("case", ENTRIES["evidence"], ids=[case["typed"] for case in ENTRIES["evidence"]])
def test_evidence_can_be_followed_or_is_told_what_to_write(tmp_path: Path, case: dict[str, Any]) -> None:
    proof = json.dumps(case["typed"], ensure_ascii=False)
    found = told_of_task(tmp_path, "2026-04-05", f"    declared: in_progress\n    evidence: [{proof}]\n")
    assert [words for problem in found for words in (problem.message, problem.hint)] == case["told"]
