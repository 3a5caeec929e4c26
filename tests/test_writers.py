"""Whatever the product writes, any tool reads to the same values: each writer's files, read by PyYAML and by us."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.drafting.form import report_of_form, write_form
from generator.drafting.portal import import_answers, import_catalogue
from generator.drafting.report import write_report
from generator.drafting.skeleton import Order, make_plan
from generator.reading.load import load
from generator.reading.quoting import quoted
from generator.reading.repair import repairs
from generator.reading.yamltext import entry, finish
from tests.projects import ROOT, SMALL, plant
from tests.readers import same_for_all
from tests.test_drafting_skeleton import DOCUMENT, REGISTRY
from tests.test_procedure_import import LATER, READ, line, raw
from tests.test_reports import AS_OF, FILES, GOOD, PLAN, REPORT


def written(folder: Path) -> dict[str, str]:
    """Every record file of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.yml")}


def misread(folder: Path) -> list[str]:
    """Files that other readers take for something else."""
    files = written(folder)
    assert files
    return [name for name, text in files.items() if not same_for_all(text)]


@pytest.mark.parametrize("text", ["no", "1.10", "2026-03-05", "12:30", "y", "0x1f", "=", ".5", "1_000", "Off"])
def test_a_word_that_others_misread_leaves_the_writer_in_quotes(text: str) -> None:
    made, _ = finish(entry("no", text))
    assert made == f'"no": "{text}"\n'
    assert same_for_all(made)
    assert not same_for_all(f"no: {text}\n")


def test_the_draft_of_a_plan_its_agency_and_its_documents(tmp_path: Path) -> None:
    plant(tmp_path, {"plans/registry/legal-documents.yml": quoted(REGISTRY), "ke-hoach.txt": DOCUMENT})

    order = Order(plans=tmp_path / "plans", agency="minh-hoa-so", year=2026, slug="p", file=tmp_path / "ke-hoach.txt")
    made = make_plan(replace(order, agency_name="Sở Xây dựng tỉnh Minh Họa"))
    assert made.problems == []
    assert len(written(tmp_path / "plans")) == 3
    assert misread(tmp_path / "plans") == []


def test_the_skeleton_of_a_report_and_the_report_of_a_form(tmp_path: Path) -> None:
    plant(tmp_path / "plans", FILES)
    (tmp_path / "plans/registry/metrics.yml").unlink()
    assert write_report(tmp_path / "plans", "so/p", "2026-h1").problems == ()
    record = load(_planted(tmp_path / "b", {REPORT: GOOD})).catalogue.reports["so/p"][0]
    form = write_form(_planted(tmp_path / "c", {}), "so/p", "2026-q1", tmp_path, record)
    assert form.file is not None
    file, _ = report_of_form(form.file.read_bytes(), form.file.name, tmp_path / "c/plans", AS_OF)
    for text in (
        (tmp_path / "plans" / "agencies/so/p/reports/2026-h1.yml").read_text(),
        (tmp_path / "c" / file).read_text(),
    ):
        assert "task: " in text
        assert same_for_all(text)


def _planted(root: Path, files: dict[str, str]) -> Path:
    plant(root / "plans", FILES | files)
    return root / "plans"


def test_what_comes_from_the_national_portal(tmp_path: Path) -> None:
    plant(tmp_path / "plans", {"registry/fields.yml": "fields:\n  - {id: duong-bo, name: Đường bộ}\n"})
    for day in (READ, LATER):
        (outcome,) = import_answers([("a.json", raw())], day, tmp_path / "plans")
        assert outcome.failed == ""
    assert misread(tmp_path / "plans") == []
    listed = import_catalogue(line("9.000001").encode(), READ, tmp_path / "plans", whole=True)
    assert listed.new == ["9.000001"]
    assert misread(tmp_path / "plans") == []


def test_a_repair_puts_in_what_is_missing_and_changes_no_value(tmp_path: Path) -> None:
    """Names only: a bare day is the same day to everybody, and a report in order is left alone."""
    text = PLAN.replace('"no": II', "no: II").replace('"no": "2", content: Dua', "no: 2.10, content: Dua")
    plant(tmp_path / "plans", FILES | {REPORT: GOOD, "agencies/so/p/plan.yml": text})
    (made,) = repairs(tmp_path / "plans")
    assert made.done == ("thêm dấu nháy để chương trình nào cũng đọc như nhau: dòng 11, 12",)
    assert made.raw.decode() == text.replace("no: II", '"no": II').replace("no: 2.10", '"no": "2.10"')
    assert same_for_all(quoted(made.raw.decode()))


FENCED = re.compile(r"^```ya?ml\n(.*?)^```", re.MULTILINE | re.DOTALL)
GUIDES = [ROOT / "README.md", ROOT / "README.vi.md", ROOT / "CONTRIBUTING.md", *(ROOT / "content").rglob("*.md")]


def test_what_the_guides_show_to_copy() -> None:
    shown = [text for guide in GUIDES for text in FENCED.findall(guide.read_text(encoding="utf-8"))]
    assert len(shown) > 3
    assert [text for text in shown if "\njobs:" not in text and not same_for_all(text)] == []  # GitHub reads workflows


@pytest.mark.parametrize("plans", [SMALL / "plans", ROOT / "demo/plans", ROOT / "generator/publish/exports/examples"])
def test_the_data_that_the_product_brings_along(plans: Path) -> None:
    assert misread(plans) == []
