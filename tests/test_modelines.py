"""The first line of a record's file leads an editor to its schema; to everybody else it is a comment and changes nothing."""

import json
import os
import re
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
import yaml
from jsonschema import Draft202012Validator

from generator.changes.compare import compare
from generator.changes.guard import refusals
from generator.changes.log import read_log
from generator.changes.state import two_states
from generator.check import check
from generator.drafting.report import write_report
from generator.drafting.skeleton import Order, make_plan
from generator.publish.exports import schema_files, to_json
from generator.reading.load import load
from generator.reading.modeline import modeline, with_modeline
from generator.reading.quoting import quote_files
from generator.reading.repair import repairs
from generator.reading.tree import SHAPES
from generator.tracking.linked import link
from tests.projects import PLAN, PLAN_FILE, ROOT, congkhai, plant, seal, small_plans
from tests.test_drafting_skeleton import DOCUMENT
from tests.test_log import NEVER, commit, git
from tests.test_reports import AS_OF, FILES, GOOD, REPORT

LINE = "# yaml-language-server: $schema=../../../../schemas/plan.json"


def with_schemas(root: Path) -> Path:
    """A repository that holds the schemas, as a fork does."""
    plant(root, {f"schemas/{name}.json": to_json(schema) for name, schema in schema_files()})
    return root / "plans"


@pytest.mark.parametrize("pattern", [pattern for pattern, _ in SHAPES])
@pytest.mark.parametrize("plans", [ROOT / "plans", ROOT / "demo/plans"])
def test_the_line_leads_from_the_file_to_its_schema(plans: Path, pattern: str) -> None:
    path = PurePosixPath(pattern.replace("*", "a"))
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", modeline(plans, path))
    assert found
    schema = json.loads(Path(os.path.normpath(plans / path.parent / found[1])).read_bytes())
    assert schema["$ref"].removeprefix("#/$defs/") in {kind.__name__ for shape, kind in SHAPES if shape == pattern}


def test_where_the_repository_has_no_schema_there_is_no_line(tmp_path: Path) -> None:
    assert modeline(tmp_path / "plans", PurePosixPath(PLAN_FILE)) == ""
    assert modeline(with_schemas(tmp_path), PurePosixPath("agencies/a/ghi-chu.yml")) == ""
    assert modeline(tmp_path / "plans", PurePosixPath(PLAN_FILE)) == LINE


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1\n", f"{LINE}\na: 1\n"), ("# lời\na: 1\n", f"{LINE}\n# lời\na: 1\n"), (f"{LINE}\na: 1\n", f"{LINE}\na: 1\n"),
        ("# yaml-language-server: $schema=x.json\na: 1\n", f"{LINE}\na: 1\n"),
        ("# lời\n# yaml-language-server: $schema=x.json\na: 1\n", f"{LINE}\n# lời\na: 1\n"),
    ],
)  # fmt: skip
def test_the_line_stands_on_top_once(before: str, after: str) -> None:
    assert with_modeline(before, LINE) == after
    assert with_modeline(before, "") == before


def test_the_schemas_of_the_repository_are_what_the_program_says(tmp_path: Path) -> None:
    assert congkhai("schemas", "--check").returncode == 0
    assert congkhai("--config", tmp_path / "mkdocs.yml", "schemas", "--check").returncode == 1
    assert congkhai("--config", tmp_path / "mkdocs.yml", "schemas").returncode == 0
    (tmp_path / "schemas/plan.json").write_text("{}\n")
    stale = congkhai("--config", tmp_path / "mkdocs.yml", "schemas", "--check")
    assert (stale.returncode, Path(stale.stdout.strip()).name) == (1, "plan.json")


def test_every_file_of_the_demonstration_has_its_line() -> None:
    plans = ROOT / "demo/plans"
    for path in sorted(plans.rglob("*.yml")):
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        assert first == modeline(plans, PurePosixPath(path.relative_to(plans).as_posix())) != ""


def test_a_line_changes_nothing_that_is_checked_traced_guarded_or_told(tmp_path: Path) -> None:
    plans = small_plans(tmp_path)
    plant(plans, {f"agencies/{PLAN}/reports/2026-q1.yml": 'period: 2026-q1\ndate: "2026-04-05"\n'})
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path, "2026-05-01")
    before, problems = load(plans).catalogue, [item.message for item in check(plans, AS_OF).problems]
    with_schemas(tmp_path)
    changed = quote_files(plans, write=True)
    assert f"plans/{PLAN_FILE}" in changed
    commit(tmp_path, "2026-05-02")
    assert [item.message for item in check(plans, AS_OF).problems] == problems
    after = load(plans).catalogue
    assert replace(after, sources={}, files={}) == replace(before, sources={}, files={})
    assert link(after, AS_OF).traces[PLAN].tasks == link(before, AS_OF).traces[PLAN].tasks
    with two_states(plans, "HEAD~1", "HEAD") as (old, new):
        assert compare(old, new) == []
        assert refusals(compare(old, new), new) == []
    log = read_log(plans, "HEAD", NEVER)
    assert {entry.day.isoformat() for entry in log.entries} == {"2026-05-01"}


def test_a_repair_and_quote_keep_the_line(tmp_path: Path) -> None:
    plans = with_schemas(tmp_path)
    plant(plans, FILES | {REPORT: f"\ufeff{LINE}\r\n{GOOD}"})
    (made,) = [item for item in repairs(plans) if item.file == f"plans/{REPORT}"]
    assert made.raw.decode().startswith(f"{LINE}\nperiod: 2026-q1\n")
    quote_files(plans, write=True)
    assert (plans / "agencies/so/p/plan.yml").read_text().startswith(f"{LINE}\ndocument:")
    assert quote_files(plans, write=True) == []
    plan = plans / "agencies/so/p/plan.yml"
    seal(plan.parent)
    assert plan.read_text().startswith(LINE)


def test_what_the_product_writes_begins_with_its_line(tmp_path: Path) -> None:
    plans = with_schemas(tmp_path)
    plant(plans, FILES)
    assert write_report(plans, "so/p", "2026-h1").problems == ()
    plant(tmp_path, {"a.txt": DOCUMENT})
    order = Order(plans=plans, agency="minh-hoa-so", year=2026, slug="p", file=tmp_path / "a.txt", agency_name="Sở Mẫu")
    made = make_plan(order)
    assert made.problems == []
    for file in (
        "agencies/so/p/reports/2026-h1.yml",
        "agencies/minh-hoa-so/agency.yml",
        "agencies/minh-hoa-so/2026-p/plan.yml",
    ):
        line = modeline(plans, PurePosixPath(file))
        assert (plans / file).read_text(encoding="utf-8").startswith(f"{line}\n# ")
        assert line
    assert all(note.line == 0 or "#" in _line(plans.parent / note.file, note.line) for note in made.notes)


def _line(file: Path, number: int) -> str:
    return file.read_text(encoding="utf-8").split("\n")[number - 1]


def test_an_editor_finds_the_schema_and_the_file_fits_it(tmp_path: Path) -> None:
    """What the language server does: it follows the line, and holds the data to what stands there."""
    plans = with_schemas(tmp_path)
    plant(plans, FILES | {REPORT: GOOD})
    quote_files(plans, write=True)
    for path in sorted(plans.rglob("*.yml")):
        text = path.read_text(encoding="utf-8")
        schema = (path.parent / text.split("\n", 1)[0].partition("$schema=")[2]).resolve()
        assert list(Draft202012Validator(json.loads(schema.read_bytes())).iter_errors(yaml.safe_load(text))) == []
