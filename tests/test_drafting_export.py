"""A plan as a Word file: in its own columns, amendments marked. That it reads back: :mod:`tests.test_drafting_roundtrip`."""

import io
from datetime import date

import docx
from docx.oxml.ns import qn

from generator.drafting.export import export_docx
from generator.model import Plan
from generator.reading.catalogue import Catalogue
from generator.reading.load import load
from generator.tracking.commitments import Commitments, apply_amendments
from tests.projects import ROOT, SEEDS

AS_OF = date(2026, 7, 20)
PLANS, DEMO = load(SEEDS / "plans").catalogue, load(ROOT / "demo/plans").catalogue


def commitments_of(catalogue: Catalogue, plan: Plan) -> Commitments:
    return apply_amendments(plan, catalogue.amendments.get(plan.id, ()), AS_OF)


def exported(catalogue: Catalogue, name: str) -> bytes:
    plan = catalogue.plans[name]
    source = catalogue.sources.get(name)
    return export_docx(plan, commitments_of(catalogue, plan), source.original if source else "")


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
        (number,) = section.header._element.iter(qn("w:fldSimple"))
        assert number.get(qn("w:instr")) == " PAGE "
        (begin,) = section._sectPr.findall(qn("w:pgNumType"))
        assert (begin.get(qn("w:start")), begin.getprevious().tag) == ("1", qn("w:pgMar"))
        assert section.first_page_header.is_linked_to_previous


def test_properties_stand_in_the_order_that_word_demands() -> None:
    """ECMA-376 part 1 fixes the order of children; Word calls a file broken that has another."""
    orders = {
        "tblPr": ("tblStyle", "tblW", "jc", "tblLayout", "tblCellMar", "tblLook"),
        "trPr": ("cantSplit", "tblHeader", "ins", "del"),
        "tcPr": ("tcW", "gridSpan", "vMerge"),
        "pPr": ("pStyle", "keepNext", "pageBreakBefore", "pBdr", "spacing", "ind", "jc", "rPr", "sectPr"),
    }
    seen: set[str] = set()
    for name in ("vi-du-so-minh-hoa/2026-kiem-soat-tthc", "vi-du-so-minh-hoa/2025-kiem-soat-tthc"):
        body = docx.Document(io.BytesIO(exported(DEMO, name))).element.body
        for parent, order in orders.items():
            for element in body.iter(qn(f"w:{parent}")):
                tags = [child.tag.rpartition("}")[2] for child in element]
                seen |= {f"{parent}/{tag}" for tag in tags}
                assert tags == sorted(tags, key=order.index)
    assert {"trPr/ins", "trPr/del", "tblPr/tblCellMar", "pPr/pBdr", "tcPr/vMerge", "pPr/keepNext"} <= seen
