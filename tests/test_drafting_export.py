"""The way back: a plan as a Word file in its own columns, and read again the same plan."""

import io
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from generator.drafting.export import export_docx
from generator.drafting.head import read_head
from generator.drafting.intake import Intake, take_in
from generator.drafting.table.draft import DraftTask
from generator.drafting.table.reader import read_plan
from generator.model import Plan, Task
from generator.reading.load import Catalogue, load
from generator.reading.sourcetext import fold_text
from generator.tracking.commitments import Commitments, apply_amendments
from tests.projects import ROOT, SEEDS

AS_OF = date(2026, 7, 20)
PLANS, DEMO = load(SEEDS / "plans").catalogue, load(ROOT / "demo/plans").catalogue
EVERY = [(PLANS, name) for name in PLANS.plans] + [(DEMO, name) for name in DEMO.plans]


def commitments_of(catalogue: Catalogue, plan: Plan) -> Commitments:
    return apply_amendments(plan, catalogue.amendments.get(plan.id, ()), AS_OF)


def exported(catalogue: Catalogue, name: str) -> bytes:
    plan = catalogue.plans[name]
    source = catalogue.sources.get(name)
    return export_docx(plan, commitments_of(catalogue, plan), source.original if source else "")


def read_again(folder: Path, raw: bytes) -> Intake:
    (folder / "ke-hoach.docx").write_bytes(raw)
    return take_in(folder / "ke-hoach.docx")


def record(task: Task) -> tuple[object, ...]:
    results = [(fold_text(one.product or ""), one.deadline.text if one.deadline else "") for one in task.results()]
    return (
        task.no,
        task.running_no,
        fold_text(task.content),
        task.lead,
        task.coordinating,
        results,
        fold_text(task.note or ""),
    )


def draft_record(task: DraftTask) -> tuple[object, ...]:
    results = [(fold_text(one.product), one.deadline) for one in task.outcomes]
    lead, helping = tuple(task.lead), tuple(task.coordinating)
    return task.no, task.running_no, fold_text(task.content), lead, helping, results, fold_text(task.note)


@pytest.mark.parametrize(("catalogue", "name"), EVERY, ids=[name for _, name in EVERY])
def test_a_plan_written_to_word_and_read_again_is_the_same(tmp_path: Path, catalogue: Catalogue, name: str) -> None:
    plan = catalogue.plans[name]
    again = read_again(tmp_path, exported(catalogue, name))
    assert again.problems == []
    draft = read_plan(again.events, plan.period.first.year)
    kept = [item.current.task for item in commitments_of(catalogue, plan).tasks if not item.cancelled]
    assert [draft_record(task) for task in draft.tasks()] == [record(task) for task in kept]
    head = read_head(again.source, whole=True)
    assert (head.number, head.issued, head.place) == (
        plan.document.number,
        plan.document.issued,
        plan.document.place,
    )
    assert [fold_text(text) for text in head.legal_bases] == [fold_text(one.text) for one in plan.document.legal_bases]
    assert head.recipients == list(plan.recipients)


def test_the_table_has_the_headings_of_the_document_in_its_order() -> None:
    document = docx.Document(io.BytesIO(exported(PLANS, "ha-tinh-so-khcn/2023-kiem-soat-tthc")))
    heads = [cell.text for cell in document.tables[2].rows[0].cells]
    assert heads == [
        "TT",
        "Nội dung công việc",
        "Cơ quan chủ trì",
        "Cơ quan phối hợp",
        "Dự kiến sản phẩm",
        "Thời gian thực hiện",
    ]


def test_the_same_plan_gives_the_same_bytes() -> None:
    name = "ha-tinh-so-khcn/2023-kiem-soat-tthc"
    assert exported(PLANS, name) == exported(PLANS, name)


def test_amendments_are_marked_as_tracked_changes() -> None:
    changed = [name for name, plan in DEMO.plans.items() if any(it.changes for it in commitments_of(DEMO, plan).tasks)]
    document = docx.Document(io.BytesIO(exported(DEMO, changed[0])))
    assert next(document.element.body.iter(qn("w:del"))).get(qn("w:author"))
    assert next(document.element.body.iter(qn("w:ins"))) is not None


def test_pages_are_numbered_from_the_second_and_an_annex_anew() -> None:
    document = docx.Document(io.BytesIO(exported(PLANS, "ha-tinh-so-khcn/2023-kiem-soat-tthc")))
    for section in document.sections:
        assert section.different_first_page_header_footer
        assert next(section.header._element.iter(qn("w:fldSimple"))).get(qn("w:instr")) == " PAGE "
        (begin,) = section._sectPr.findall(qn("w:pgNumType"))
        assert (begin.get(qn("w:start")), begin.getprevious().tag) == ("1", qn("w:pgMar"))
        assert section.first_page_header.is_linked_to_previous
