"""Published figures: each of its own body, broken where a merger lies between, set against a target only where all is equal."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator.check import check
from generator.model.report import Measurement, Reliability, ReportPeriod
from generator.reading.catalogue import Catalogue
from generator.reading.load import load
from generator.tracking.measured import Break, begin_of_body, is_comparable, series_of
from tests.projects import SEEDS
from tests.test_reports import plans

EVENT = "events: [{kind: merge, date: 2025-07-01, predecessors: [cu], successors: [moi], text: Hai sở nhập một.}]\n"
OLD = f"kind: department\nnames: [{{name: Sở Cũ}}]\nlast_day: 2025-06-30\n{EVENT}"
NEW = f"kind: department\nnames: [{{name: Sở Mới}}]\n{EVENT}"


def figure(period: str, value: int, more: str = "") -> str:
    return f'  - {{metric: online, period: {period}, value: {value}, unit: "%", source: Báo Ví Dụ{more}}}\n'


def merged(root: Path) -> Catalogue:
    files = {
        "agencies/cu/agency.yml": OLD,
        "agencies/moi/agency.yml": NEW,
        "agencies/cu/measurements.yml": "measurements:\n" + figure("2024", 60) + figure("2023", 50),
        "agencies/moi/measurements.yml": "measurements:\n"
        + figure("2025-08", 80)
        + figure("2025-q1", 70, ", predecessor: Sở Khác"),
    }
    loaded = check(plans(root, files), date(2026, 7, 20))
    assert loaded.problems == []
    return loaded.catalogue


def told(catalogue: Catalogue, agency: str) -> list[str]:
    series = series_of(catalogue, agency, "online")
    return [f"| {item.day}" if isinstance(item, Break) else f"{item.period} {item.value}" for item in series]


def test_figures_of_a_merged_body_are_broken_from_those_before(tmp_path: Path) -> None:
    catalogue = merged(tmp_path)
    assert told(catalogue, "cu") == ["2023 50", "2024 60"]
    assert told(catalogue, "moi") == ["2023 50", "2024 60", "| None", "2025-q1 70", "| 2025-07-01", "2025-08 80"]


def test_a_break_says_why(tmp_path: Path) -> None:
    found = [item for item in series_of(merged(tmp_path), "moi", "online") if isinstance(item, Break)]
    assert found[-1].text.startswith("Hai sở nhập một. Con số trước và sau ngày này tính trên hai phạm vi khác nhau")


def test_a_body_begins_with_the_merger_that_formed_it(tmp_path: Path) -> None:
    catalogue = merged(tmp_path)
    assert begin_of_body(catalogue.agencies["moi"]) == date(2025, 7, 1)
    assert begin_of_body(catalogue.agencies["cu"]) is None


SAME = Measurement(
    metric="online", period=ReportPeriod.parse("2026"), value=Decimal(85), unit="%", source="Báo Ví Dụ", agency="so"
)


@pytest.mark.parametrize(
    ("measured", "expected"),
    [
        (SAME, True),
        (replace(SAME, agency="so-khac"), False),
        (replace(SAME, predecessor="Sở Cũ"), False),
        (replace(SAME, metric="satisfaction"), False),
        (replace(SAME, scope="toàn tỉnh"), False),
        (replace(SAME, unit="điểm"), False),
        (replace(SAME, period=ReportPeriod.parse("2026-q1")), False),
        (replace(SAME, period=ReportPeriod.parse("2025")), False),
        (replace(SAME, value=None, rank=1), False),
    ],
)
def test_only_like_is_set_against_like(tmp_path: Path, measured: Measurement, expected: bool) -> None:
    plan = load(plans(tmp_path, {})).catalogue.plans["so/p"]
    assert is_comparable(measured, plan.targets[0], plan) is expected


def test_every_figure_of_the_site_is_secondary_and_has_its_source_and_day() -> None:
    catalogue = load(SEEDS / "plans").catalogue
    figures = [item for items in catalogue.measurements.values() for item in items]
    assert figures
    for item in figures:
        assert item.reliability is Reliability.SECONDARY
        assert item.source
        assert item.url
        assert item.period.last < date(2026, 1, 1)


def test_the_merger_of_thai_nguyen_breaks_its_score() -> None:
    catalogue = load(SEEDS / "plans").catalogue
    series = series_of(catalogue, "thai-nguyen-ubnd", "qd766-score")
    assert [str(item.day) if isinstance(item, Break) else str(item.value) for item in series] == [
        "82.50",
        "2025-07-01",
        "83.83",
        "86.97",
    ]


def test_no_figure_of_the_site_is_set_against_a_target() -> None:
    catalogue = load(SEEDS / "plans").catalogue
    pairs = [
        (item.source, placed.target.id)
        for plan in catalogue.plans.values()
        for placed in plan.placed_targets()
        for items in catalogue.measurements.values()
        for item in items
        if is_comparable(item, placed.target, plan)
    ]
    assert pairs == []
