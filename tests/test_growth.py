"""Work grows with what is sent, not with its square: rules, pages and exports at two sizes, counted in calls, not in seconds."""

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.check import ALONE, DATED_RULES, RULES, check
from generator.pages.plan.source import stretches
from generator.reading.catalogue import Loaded
from generator.reading.load import load
from generator.reading.problems import errors
from generator.reading.yamlfile import parse_yaml
from tests.fuzz import AS_OF, Tree, build_once, encoded
from tests.hostile import ACTOR, AGENCY, CODE, PLAN
from tests.projects import plant

STEP = 4
"""How much larger the second input is."""

MOST = 7
"""How many times the work of the first the second may take; a square would take sixteen times."""


def calls(run: Callable[[], object]) -> int:
    """How many functions are called while something runs, those of the library in C included."""
    count = 0

    def seen(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        run()
    finally:
        sys.setprofile(None)
    return count


def documents(tree: Tree, size: int) -> None:
    registry: Any = tree.files["registry/legal-documents.yml"]
    chain = [{"id": f"v-{n}", "kind": "plan", "name": f"Văn bản {n}", "number": f"{n}/KH-X"} for n in range(size)]
    for n, item in enumerate(chain):
        item |= {"implements": f"v-{n - 1}"} if n % 20 else {}
    first, *rest = registry["legal_documents"]
    first = first | {"also": [f"Đề án số {n} về một việc" for n in range(size)]}
    tree.write("registry/legal-documents.yml", {"legal_documents": [first, *rest, *chain]})


def tasks(tree: Tree, size: int) -> None:
    folder, name = tree.plans / f"agencies/{AGENCY}/{PLAN}", f"agencies/{AGENCY}/{PLAN}/plan.yml"
    plan = json.loads(encoded(tree.files[name]))
    rows = [
        {"no": f"{n + 10}", "content": f"Việc số {n} của năm", "lead": ACTOR, "deadline": "Quý II"} for n in range(size)
    ]
    plan["sections"][0]["tasks"] += rows
    source = (folder / "source.txt").read_text(encoding="utf-8")
    source += "".join(f"\nViệc số {n} của năm\tQuý II\t{ACTOR}" for n in range(size))
    plan["source"]["sha256"] = hashlib.sha256(source.encode()).hexdigest()
    plant(folder, {"source.txt": source, "plan.yml": encoded(plan)})


def units(tree: Tree, size: int) -> None:
    name = f"agencies/{AGENCY}/agency.yml"
    agency = tree.files[name]
    tree.write(name, agency | {"units": [*agency["units"], *({"name": f"Phòng {n}"} for n in range(size))]})


def procedures(tree: Tree, size: int) -> None:
    record = tree.files[f"procedures/{CODE}.yml"] | {"old_codes": [], "cases": []}
    for n in range(size):
        code = f"1.1{n:05d}"
        plant(tree.plans, {f"procedures/{code}.yml": encoded(record | {"code": code, "name": f"Thủ tục {n}"})})


def test_every_rule_and_all_pages_and_exports_grow_with_the_data(tmp_path: Path) -> None:
    """Documents with other names, tasks, units and procedures, all at once: some, and four times as many."""
    counted: list[dict[str, int]] = []
    for size in (15, 15 * STEP):
        tree = Tree(tmp_path / f"{size}")
        for grow in (documents, tasks, units, procedures):
            grow(tree, size)
        loaded = check(tree.plans, AS_OF)  # once before the count, so that what is remembered is remembered in both
        assert errors(loaded.problems) == []
        counted.append(work_of(loaded, tmp_path / "site"))
    small, large = counted
    assert {name: (small[name], work) for name, work in large.items() if work > MOST * max(small[name], 100)} == {}


def work_of(loaded: Loaded, site: Path) -> dict[str, int]:
    """Calls of each rule, of reading, and of all pages and exports together."""
    records = loaded.catalogue
    whole = [records.procedure(code) for code in records.procedures]
    work = {"load": calls(lambda: load(loaded.root)), "pages and exports": calls(lambda: build_once(loaded, site))}
    for alone in ALONE:
        work[alone.__name__] = calls(lambda alone=alone: [list(alone(item)) for item in whole])  # type: ignore[misc]
    for rule in RULES:
        work[rule.__name__] = calls(lambda rule=rule: list(rule(records)))  # type: ignore[misc]
    for dated in DATED_RULES:
        work[dated.__name__] = calls(lambda dated=dated: list(dated(records, AS_OF)))  # type: ignore[misc]
    return work


def test_the_count_of_calls_tells_a_square() -> None:
    def square(size: int) -> int:
        return calls(lambda: [abs(n) for _ in range(size) for n in range(size)])

    assert square(20 * STEP) > MOST * square(20)


@pytest.mark.parametrize(
    "text",
    [
        lambda size: "metrics:\n" + "".join(f"  khoa{n}: 1\n" for n in range(size)),
        lambda size: "metrics:\n" + "- {x: 1}\n" * size,
        lambda size: "a: " + "#N/A " * size,
        lambda size: "a: " + "x" * size,
        lambda size: "a:\n" + "  - \tb\n" * size,
        lambda size: "a: [" + "&x 1, " * size + "]",
        lambda size: "# e\u0301\n" * size,
    ],
    ids=["unknown keys", "missing keys", "errors of a spreadsheet", "a long word", "tabs", "anchors", "NFD"],
)
def test_mistakes_cost_no_more_than_what_is_read(tmp_path: Path, text: Callable[[int], str]) -> None:
    counted = []
    for size in (400, 400 * STEP):
        plant(tmp_path, {f"{size}/plans/registry/metrics.yml": text(size)})
        plans = tmp_path / f"{size}/plans"
        counted.append(calls(lambda plans=plans: check(plans, AS_OF)))  # type: ignore[misc]
    assert counted[1] <= MOST * counted[0]


def test_a_long_line_costs_what_it_is_long() -> None:
    """A search that goes back at each letter would take minutes here."""
    assert [part.text for part in stretches("x" * 1_000_000 + " y[?]")] == ["x" * 1_000_000 + " ", "y"]
    assert len(parse_yaml(b"a: " + b"#N/A " * 300_000, "x.yml").problems) <= 1
