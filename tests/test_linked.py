"""Links resolved: who cites which document and where, which targets share a metric, the tasks of the five issued plans."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.model import PartialDate
from generator.reading.load import load
from generator.tracking.linked import Linked, link
from generator.tracking.mentions import Mention, Relation
from tests.projects import AGENCY, PLAN, PLAN_FILE, SEEDS, edit, small_plans

AS_OF = date(2026, 7, 20)


@pytest.fixture(scope="module")
def linked() -> Linked:
    """This project's data."""
    return link(load(SEEDS / "plans").catalogue, AS_OF)


def small(folder: Path, *edits: tuple[str, str]) -> Linked:
    """The small project's data with its plan edited."""
    plans = small_plans(folder)
    for old, new in edits:
        edit(plans / PLAN_FILE, old, new)
    return link(load(plans).catalogue, AS_OF)


def places(mentions: tuple[Mention, ...]) -> list[tuple[str, str]]:
    return [(mention.words, mention.anchor) for mention in mentions]


def test_every_place_that_names_a_document_is_known(tmp_path: Path) -> None:
    found = small(tmp_path)
    assert places(found.mentions["61-2018-nd-cp"]) == [("căn cứ", "can-cu"), ("nhiệm vụ I.2", "n-I.2")]
    assert places(found.mentions["vi-du-05-qd-ubnd-2026"]) == [("căn cứ", "can-cu"), ("thực hiện", "can-cu")]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("- Người dân biết", "- Theo 61/2018/NĐ-CP người dân biết", ("phần lời", "loi-van")),
        ("text: Văn phòng Sở tổng", "text: Theo 61/2018/NĐ-CP Văn phòng Sở tổng", ("tổ chức thực hiện", "to-chuc")),
        ("sections:\n", "articles:\n  - {\"no\": '3', text: 61/2018/NĐ-CP}\nsections:\n", ("Điều 3", "dieu")),
        ("- UBND tỉnh;", "- UBND tỉnh (61/2018/NĐ-CP);", ("trong văn bản", "")),
        ("product: Văn bản đôn đốc.", "product: Văn bản theo 61/2018/NĐ-CP.", ("nhiệm vụ I.2", "n-I.2")),
    ],
)
def test_a_document_is_found_in_every_part_of_a_plan(
    tmp_path: Path, old: str, new: str, place: tuple[str, str]
) -> None:
    assert place in places(small(tmp_path, (old, new)).mentions["61-2018-nd-cp"])


def relations(found: Linked, plan: str = PLAN) -> dict[str, Relation]:
    return {item.document.id: item.relation for item in found.cited[plan]}


def test_the_strongest_relation_counts(tmp_path: Path) -> None:
    assert relations(small(tmp_path)) == {
        "61-2018-nd-cp": Relation.BASIS,
        "vi-du-05-qd-ubnd-2026": Relation.IMPLEMENTS,
    }


def test_a_document_named_only_in_a_task_is_cited(tmp_path: Path) -> None:
    found = small(
        tmp_path, ("    - Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về cơ chế một cửa;\n", "")
    )
    assert relations(found)["61-2018-nd-cp"] is Relation.CITED


def test_a_basis_that_calls_a_document_by_name_states_its_id(tmp_path: Path) -> None:
    basis = "    - {text: Căn cứ luật, documents: 61-2018-nd-cp}\n"
    found = small(tmp_path, ("  legal_bases:\n", f"  legal_bases:\n{basis}"))
    assert list(relations(found)) == ["61-2018-nd-cp", "vi-du-05-qd-ubnd-2026"]
    assert relations(found)["61-2018-nd-cp"] is Relation.BASIS


def test_plans_are_listed_latest_first_and_equal_days_by_id() -> None:
    catalogue = load(SEEDS / "plans").catalogue
    plan = catalogue.plans["ha-tinh-so-khcn/2023-kiem-soat-tthc"]
    for name, year in (("b", 2022), ("a", 2022), ("c", 2024)):
        moved = replace(plan, id=f"x/{name}", period=replace(plan.period, first=date(year, 6, 1)))
        catalogue.plans[moved.id] = moved
    names = [item.id for item in link(catalogue, AS_OF).plans() if item.id.startswith("x/")]
    assert names == ["x/c", "x/a", "x/b"]


def test_targets_are_gathered_by_metric_latest_plan_first(linked: Linked) -> None:
    years = [plan.period.first.year for plan, _ in linked.targets["satisfaction"]]
    assert years == sorted(years, reverse=True)
    assert len(set(years)) > 1
    assert sum(map(len, linked.targets.values())) == 61


def test_the_small_plan_belongs_to_its_agency(tmp_path: Path) -> None:
    found = small(tmp_path)
    plan = found.catalogue.plans[PLAN]
    assert found.agency_of(plan).id == AGENCY
    assert found.plans_of(AGENCY) == [plan]
    assert found.plans_of("vi-du-ubnd") == []


COUNTS = {
    "ha-tinh-so-khcn/2023-kiem-soat-tthc": [3, 3, 4, 7, 3, 2, 2, 12, 3],
    "an-giang-so-xay-dung/2023-kiem-soat-tthc": [13, 10, 9, 6, 6, 2, 1],
    "ha-tinh-ubnd/2022-kiem-soat-tthc": [24, 9],
    "thai-nguyen-so-khcn/2025-kiem-soat-tthc": [3, 12, 7],
    "quang-tri-so-khcn/2024-cai-cach-tthc": [9],
}
"""Tasks in each top part of the issued documents, counted by hand."""


@pytest.mark.parametrize("plan", COUNTS)
def test_the_tasks_of_an_issued_plan_are_all_there(linked: Linked, plan: str) -> None:
    record = linked.catalogue.plans[plan]
    counts = Counter(int(item.path[1]) for item in record.placed_tasks())
    assert [counts[index] for index in sorted(counts)] == COUNTS[plan]


def test_the_issued_plans_hold_150_tasks_and_61_targets(linked: Linked) -> None:
    plans = linked.catalogue.plans
    assert sum(1 for name in COUNTS for _ in plans[name].placed_tasks()) == 150
    assert {name: sum(1 for _ in plans[name].placed_targets()) for name in COUNTS} == {
        "ha-tinh-so-khcn/2023-kiem-soat-tthc": 12,
        "an-giang-so-xay-dung/2023-kiem-soat-tthc": 16,
        "quang-tri-so-khcn/2024-cai-cach-tthc": 15,
        "ha-tinh-ubnd/2022-kiem-soat-tthc": 16,
        "thai-nguyen-so-khcn/2025-kiem-soat-tthc": 2,
    }


CITED_BY_A = {
    Relation.BASIS: [
        "20/2008/NĐ-CP", "63/2010/NĐ-CP", "92/2017/NĐ-CP", "61/2018/NĐ-CP", "107/2021/NĐ-CP", "45/2020/NĐ-CP",
        "468/QĐ-TTg", "02/2017/TT-VPCP", "01/2018/TT-VPCP", "37/2015/QĐ-UBND", "02/2019/QĐ-UBND", "16/2022/QĐ-UBND",
        "2629/QĐ-UBND",
    ],
    Relation.IMPLEMENTS: ["440/QĐ-UBND"],
    Relation.CITED: ["223/KH-UBND", "53/2021/QĐ-UBND", "43/KH-UBND", "131/NQ-CP", "01/2020/TT-VPCP"],
}  # fmt: skip
"""Numbers in the 2023 plan of the science department of Hà Tĩnh, found by hand in the issued text."""

NAMED_BY_A = {"luat-ban-hanh-van-ban-qppl-2015", "luat-sua-doi-ban-hanh-van-ban-qppl-2020"}
"""Laws that it calls by name and year."""


def test_every_document_that_a_plan_cites_is_found(linked: Linked) -> None:
    cited = linked.cited["ha-tinh-so-khcn/2023-kiem-soat-tthc"]
    assert len(cited) == 21
    for relation, numbers in CITED_BY_A.items():
        found = [item.document.number for item in cited if item.relation is relation and item.document.number]
        assert sorted(found) == sorted(numbers), relation
    assert {item.document.id for item in cited if item.document.number is None} == NAMED_BY_A


@pytest.mark.parametrize(
    ("plan", "task", "day"),
    [
        ("ha-tinh-so-khcn/2023-kiem-soat-tthc", "VIII.4", "2022-02-24"),
        ("thai-nguyen-so-khcn/2025-kiem-soat-tthc", "3.6", "2022-06-23"),
    ],
)
def test_a_misprinted_citation_still_leads_to_its_document(linked: Linked, plan: str, task: str, day: str) -> None:
    """«Kế hoạch số 43/QĐ-UBND» means the plan of that day; 766/QĐ-TTg is printed with two days by two agencies."""
    found = [
        document
        for document, mentions in linked.mentions.items()
        if any(mention.plan.id == plan and mention.words == f"nhiệm vụ {task}" for mention in mentions)
    ]
    assert PartialDate.parse(day) in [linked.catalogue.legal_documents[name].day for name in found]
