"""Tables that a statistician and a spreadsheet take without asking: read back by the tools that people use."""

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest
from frictionless import Package, system

from generator.model import PartialDate
from generator.publish.exports.tables import TABLES, cell
from tests.sites import Site


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("1.000120", "'1.000120"), ("2.10", "'2.10"), ("1/2", "'1/2"), ("2024-01", "'2024-01"), ("1e5", "'1e5"),
        ("10%", "'10%"), ("mar-3", "'mar-3"), ("true", "'true"), ("=1+1", "'=1+1"), ("-5", "'-5"), ("NA", "'NA"),
        ("n/a", "'n/a"), ("nan", "'nan"), ("nang", "nang"), (PartialDate(2023, 3), "'2023-03"), (PartialDate(2023), "'2023"),
        (PartialDate(2023, 3, 5), "2023-03-05"),
        ("61/2018/NĐ-CP", "61/2018/NĐ-CP"),
        ("thu-tuc/1.000120", "thu-tuc/1.000120"), ("so/p#2.10", "so/p#2.10"), ("I.1", "I.1"), ("marble", "marble"),
        (Decimal("-5.50"), "-5.5"), (Decimal(7920), "7920"), (True, "true"), (False, "false"), (None, ""), (3, "3"),
        (("Sở A", "Sở B"), "Sở A; Sở B"), ((), ""),
    ],
)  # fmt: skip
def test_a_cell_is_text_where_it_is_text_and_a_number_where_it_is_one(value: object, written: str) -> None:
    assert cell(value) == written  # type: ignore[arg-type]


def table(site: Site, name: str) -> list[dict[str, str]]:
    with (site.folder / f"api/v1/{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_package_is_valid_with_its_keys_and_checksums(site: Site) -> None:
    with system.use_context(trusted=True):
        report = Package(str(site.folder / "api/v1/datapackage.json")).validate()
    assert report.flatten(["title", "message"]) == []
    assert {resource.name for resource in report.tasks} == {table.name for table in TABLES}


def test_a_row_with_a_foreign_key_to_nothing_is_noticed(site: Site, tmp_path: Path) -> None:
    for file in (site.folder / "api/v1").glob("*.csv"):
        content = (
            file.read_bytes().replace(b'"satisfaction"', b'"sadness"') if file.stem == "metrics" else file.read_bytes()
        )
        (tmp_path / file.name).write_bytes(content)
    package = json.loads((site.folder / "api/v1/datapackage.json").read_bytes())
    for resource in package["resources"]:
        del resource["hash"], resource["bytes"]
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    with system.use_context(trusted=True):
        found = {row[0] for row in Package(str(tmp_path / "datapackage.json")).validate().flatten(["type"])}
    assert found == {"foreign-key"}


def test_a_table_says_the_same_as_the_json(site: Site) -> None:
    assert [row["id"] for row in table(site, "plans")] == [
        item["id"] for item in site.json("api/v1/plans.json")["plans"]
    ]
    targets = site.json("api/v1/targets.json")["targets"]
    assert [(row["id"], row["value"]) for row in table(site, "targets")] == [
        (f"{item['plan']}#{item['id']}", item["value"]) for item in targets
    ]
    assert len(table(site, "occurrences")) == len(site.json("api/v1/occurrences.json")["occurrences"])


def test_a_key_is_never_a_number(site: Site) -> None:
    """What an inferring reader would take for a number loses a zero; a key holds a letter."""
    for kind in TABLES:
        for row in table(site, kind.name):
            for column in kind.columns:
                if column.name in kind.key or column.refers:
                    assert not row[column.name] or any(letter.isalpha() for letter in row[column.name]), row
