"""Files for machines: the shape that was promised, values as issued, references that resolve, and nobody's name."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from generator.reading.catalogue import Catalogue
from generator.reading.load import load
from tests.projects import AS_OF, SEEDS
from tests.sites import Site

DAY = {"type": ["string", "null"], "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"}
WHOLE_DAY = {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\d$"}
TEXT = {"type": "string", "minLength": 1}
MAYBE = {"type": ["string", "null"], "minLength": 1}
TEXTS = {"type": "array", "items": TEXT}
KINDS = [
    "fixed", "before", "month", "month_range", "quarter", "within_year", "year_range", "ongoing", "recurring", "relative",
    "per_plan", "per_law", "conditional", "vague", "unread",
]  # fmt: skip
COMPARATORS = ["min", "max", "exact", "reduce_by", "increase_by", "milestone", None]


def record(**properties: Any) -> dict[str, Any]:
    """An object that has these fields, and may have more: a field may be added, never renamed or removed."""
    return {"type": "object", "required": list(properties), "properties": properties}


def many(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


DEADLINE = record(
    text=TEXT,
    kind={"enum": KINDS},
    due=WHOLE_DAY,
    inferred={"type": "boolean"},
    rrule=MAYBE,
    parts=many(record(kind={"enum": KINDS}, text=TEXT, due=WHOLE_DAY, inferred={"type": "boolean"}, rrule=MAYBE)),
)

TARGET = record(
    id=TEXT, metric=TEXT, label=TEXT, comparator={"enum": COMPARATORS}, unit=TEXT, task=MAYBE,
    value={"type": "string", "pattern": r"^-?\d+(\.\d*[1-9])?$"},
)  # fmt: skip

TASK = record(
    id=TEXT,
    section_no=MAYBE,
    section=MAYBE,
    no=MAYBE,
    content=TEXT,
    lead=TEXTS,
    coordinating=TEXTS,
    outcomes=many(record(product=MAYBE, deadline={"anyOf": [{"type": "null"}, DEADLINE]})),
    note=MAYBE,
    targets=TEXTS,
    status=record(declared=MAYBE, schedule=TEXT, evidence=TEXT),
)

SUMMARY = record(
    id={"type": "string", "pattern": r"^[a-z0-9-]+/[a-z0-9-]+$"},
    document=record(number=MAYBE, kind={"enum": ["decision", "plan"]}, title=TEXT, issued=DAY, agency=TEXT),
    period=record(**{"from": WHOLE_DAY, "to": WHOLE_DAY}),
)

CITED = record(number=MAYBE, name=TEXT, date=DAY, relation={"enum": ["basis", "implements", "cited"]})

PLAN = {"allOf": [SUMMARY, record(legal_documents=many(CITED), tasks=many(TASK), targets=many(TARGET))]}
"""The shape of a plan's file, as it was promised."""

FILES = {
    "agencies": many(
        record(id=TEXT, name=TEXT, kind=TEXT, parent=MAYBE, names=many(record(name=TEXT)), events={"type": "array"})
    ),
    "plans": many(SUMMARY),
    "targets": many({"allOf": [TARGET, record(plan=TEXT)]}),
    "legal_documents": many(record(id=TEXT, number=MAYBE, name=TEXT, date=DAY, cited_by=TEXTS)),
    "metrics": many(record(id=TEXT, name=TEXT, definition=TEXT, unit=TEXT)),
}
"""The lists, by the key that holds them."""

A = "ha-tinh-so-khcn/2023-kiem-soat-tthc"

PLANS = {
    A: (39, 12),
    "an-giang-so-xay-dung/2023-kiem-soat-tthc": (47, 16),
    "quang-tri-so-khcn/2024-cai-cach-tthc": (9, 15),
    "ha-tinh-ubnd/2022-kiem-soat-tthc": (33, 16),
    "thai-nguyen-so-khcn/2025-kiem-soat-tthc": (22, 2),
}
"""Tasks and targets of the issued plans, counted by hand."""


def plan_of(site: Site, name: str) -> dict[str, Any]:
    found = site.json(f"api/v1/plans/{name}.json")
    assert isinstance(found, dict)
    return found


def listed(site: Site, key: str) -> list[dict[str, Any]]:
    found = site.json(f"api/v1/{key.replace('_', '-')}.json")[key]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_has_the_shape_that_was_promised(site: Site, name: str) -> None:
    plan = plan_of(site, name)
    jsonschema.validate(plan, PLAN)
    assert plan["id"] == name
    assert (len(plan["tasks"]), len(plan["targets"])) == PLANS[name]


@pytest.mark.parametrize("key", FILES)
def test_a_list_has_the_shape_that_was_promised(site: Site, key: str) -> None:
    items = listed(site, key)
    assert items
    jsonschema.validate(items, FILES[key])


def test_the_promised_files_are_there(site: Site) -> None:
    names = {path.relative_to(site.folder / "api/v1").as_posix() for path in (site.folder / "api/v1").rglob("*.json")}
    promised = {"agencies.json", "plans.json", "targets.json", "legal-documents.json"}
    assert promised | {f"plans/{name}.json" for name in PLANS} <= names


def test_a_task_says_what_its_row_says(site: Site) -> None:
    task = next(task for task in plan_of(site, A)["tasks"] if task["id"] == "I.1")
    promised = {
        "id": "I.1",
        "section_no": "I",
        "section": "Công tác chỉ đạo điều hành kiểm soát TTHC và thực hiện cơ chế một cửa, một cửa liên thông",
        "no": "1",
        "content": "Xây dựng Kế hoạch hoạt động kiểm soát TTHC và thực hiện cơ chế một cửa, một cửa liên thông.",
        "lead": ["Văn phòng", "Phòng Thông tin thống kê KHCN&ĐMST"],
        "coordinating": ["Các phòng đơn vị có thủ tục hành chính"],
        "outcomes": [{"product": "Kế hoạch được ban hành.", "deadline": task["outcomes"][0]["deadline"]}],
        "note": None,
        "targets": [],
    }
    assert {key: task[key] for key in promised} == promised
    deadline = task["outcomes"][0]["deadline"]
    assert (deadline["text"], deadline["kind"], deadline["due"], deadline["inferred"]) == (
        "Trước ngày 30/3 năm 2023", "before", "2023-03-30", False,
    )  # fmt: skip


def test_two_product_and_deadline_pairs_are_two_outcomes(site: Site) -> None:
    task = next(task for task in plan_of(site, A)["tasks"] if task["id"] == "IV.1")
    assert len(task["outcomes"]) == 2


def test_a_document_without_number_and_day_says_so(site: Site) -> None:
    document = plan_of(site, A)["document"]
    assert (document["number"], document["issued"], document["kind"], document["confirmed"]) == (
        None,
        "2023-03",
        "decision",
        False,
    )


def test_cited_documents_are_named_by_number_and_relation(site: Site) -> None:
    cited = {item["number"] or item["name"]: item["relation"] for item in plan_of(site, A)["legal_documents"]}
    assert cited["440/QĐ-UBND"] == "implements"
    assert cited["61/2018/NĐ-CP"] == "basis"
    assert cited["131/NQ-CP"] == "cited"
    assert len(cited) == 21
    assert sum(1 for item in plan_of(site, A)["legal_documents"] if item["number"] is None) == 2


def test_a_bare_percentage_has_no_comparator(site: Site) -> None:
    bare = [target for target in plan_of(site, A)["targets"] if target["comparator"] is None]
    assert [(target["value"], target["stated"]) for target in bare] == [("80", False), ("60", False)]


def test_values_are_the_numbers_as_issued(site: Site) -> None:
    values = [target["value"] for target in plan_of(site, "an-giang-so-xay-dung/2023-kiem-soat-tthc")["targets"]]
    assert sorted(map(int, values)) == [1, 10, 10, 10, 30, 50, 60, 80, 80, 80, 85, 90, 90, 100, 100, 7920]


def test_every_reference_resolves(site: Site) -> None:
    agencies = {item["id"] for item in listed(site, "agencies")}
    metrics = {item["id"] for item in listed(site, "metrics")}
    documents = {item["id"] for item in listed(site, "legal_documents")}
    assert {item["id"] for item in listed(site, "plans")} == set(PLANS)
    assert {item["parent"] for item in listed(site, "agencies")} - {None} <= agencies
    for name in PLANS:
        plan = plan_of(site, name)
        tasks, targets = [task["id"] for task in plan["tasks"]], [target["id"] for target in plan["targets"]]
        assert len(set(tasks)) == len(tasks)
        assert len(set(targets)) == len(targets)
        assert plan["document"]["agency"] in agencies
        assert {target["task"] for target in plan["targets"]} - {None} <= set(tasks)
        assert {target["within"] for target in plan["targets"]} - {None} <= set(targets)
        assert {target["metric"] for target in plan["targets"]} <= metrics
        assert {item["id"] for item in plan["legal_documents"]} <= documents
        assert {target for task in plan["tasks"] for target in task["targets"]} <= set(targets)


def test_the_list_of_targets_is_that_of_the_plans(site: Site) -> None:
    assert listed(site, "targets") == [target for name in sorted(PLANS) for target in plan_of(site, name)["targets"]]


def test_a_document_knows_the_plans_that_cite_it(site: Site) -> None:
    by_document = {item["id"]: item["cited_by"] for item in listed(site, "legal_documents")}
    for name in PLANS:
        for item in plan_of(site, name)["legal_documents"]:
            assert name in by_document[item["id"]]


def json_files(site: Site) -> list[Path]:
    """Our own files, without those whose shape a standard lays down."""
    others = {"datapackage.json", "openapi.json"}
    return sorted(path for path in (site.folder / "api").rglob("*.json") if path.name not in others)


def test_files_are_utf_8_with_snake_case_keys_and_one_line_end(site: Site) -> None:
    for path in json_files(site):
        text = path.read_bytes().decode()
        assert text.endswith("\n")
        assert not text.startswith("\ufeff")
        if "/schema/" not in path.as_posix():
            assert [key for key in keys_of(json.loads(text)) if not re.fullmatch(r"[a-z][a-z0-9_]*", key)] == [], path


def keys_of(value: Any) -> set[str]:
    """Every key anywhere in a value, but for codes that key a mapping."""
    if isinstance(value, dict):
        return {key for key in value if not re.fullmatch(r"[0-9].*|@\w+", key)}.union(*map(keys_of, value.values()))
    return set().union(*map(keys_of, value)) if isinstance(value, list) else set()


def test_lists_are_sorted(site: Site) -> None:
    for key in ("agencies", "plans", "legal_documents", "metrics"):
        ids = [item["id"] for item in listed(site, key)]
        assert ids == sorted(ids), key


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load(SEEDS / "plans").catalogue


def test_no_signer_is_named_outside_the_document(site: Site, catalogue: Catalogue) -> None:
    """A name stands in the document's head and in its source; never in search, files for machines or feeds."""
    signers = [plan.document.signer for plan in catalogue.plans.values()]
    names = [signer.name for signer in signers if signer and signer.name]
    assert len(names) >= 3
    documents = {
        f"ke-hoach/{plan}/{page}" for plan in PLANS for page in ("index.html", "van-ban-goc/index.html", "source.txt")
    }
    for path in site.folder.rglob("*"):
        name = path.relative_to(site.folder).as_posix()
        if path.is_file() and name not in documents:
            text = path.read_bytes().decode(errors="ignore")
            assert [signer for signer in names if signer in text] == [], name


def test_tables_open_in_a_spreadsheet(site: Site) -> None:
    for path in sorted((site.folder / "api").rglob("*.csv")):
        rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))
        assert len({len(row) for row in rows}) == 1, path
        assert len(set(rows[0])) == len(rows[0]), path


def test_every_file_says_its_version_commit_day_and_terms(site: Site) -> None:
    assert "CC BY 4.0" in (site.folder / "api/v1/LICENSE.txt").read_text(encoding="utf-8")
    for path in json_files(site):
        if "/schema/" not in path.as_posix():
            data = json.loads(path.read_bytes())
            assert re.fullmatch(r"1\.\d+\.\d+", data["version"]), path
            assert re.fullmatch(r"[0-9a-f]{40}", data["generated_from"]), path
            assert data["as_of"] == AS_OF, path
            assert data["licence"] == {"name": "CC-BY-4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}, path
