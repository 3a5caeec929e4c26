"""Tables as a statistician opens them: ``pandas.read_csv(file)`` and nothing else."""

import csv
from pathlib import Path
from typing import Any

import pandas
import pytest

from generator.publish.exports.shards import gzipped
from generator.publish.exports.tables import TABLES, Column, Table
from tests.procedures import list_files
from tests.sites import Site
from tests.test_exports_read_back import linked

READ = {"boolean": (bool,), "integer": (int, float), "number": (int, float)}
"""What pandas makes of a column that is not text; a number beside an empty cell is a float."""


def cells(file: Path) -> list[dict[str, str]]:
    """The table as it was written, cell by cell."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def same(column: Column, read: Any, written: str) -> bool:
    """Whether pandas took a cell for what it is."""
    if not written:
        return bool(pandas.isna(read))
    kinds = READ.get(column.kind, (str,))
    if not isinstance(read, kinds):
        return False
    return str(read).lower() == written if kinds == (bool,) else kinds != (str,) or read == written


def misread(file: Path, table: Table) -> list[str]:
    """Cells that pandas takes for something else."""
    read, written = pandas.read_csv(file), cells(file)
    assert list(read.columns) == [column.name for column in table.columns]
    assert len(read) == len(written)
    return [
        f"{file.name} {column.name}: {row[column.name]!r} is {value!r}"
        for column in table.columns
        for value, row in zip(read[column.name].astype(object).tolist(), written, strict=True)
        if not same(column, value, row[column.name])
    ]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_cell_loses_a_zero_a_letter_or_its_meaning(site: Site, table: Table) -> None:
    assert misread(site.folder / f"api/v1/{table.name}.csv", table) == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_of_one_or_no_row_is_read_the_same(tmp_path: Path, table: Table) -> None:
    """A column of one code is all digits; nothing else in it keeps it text."""
    file = tmp_path / "one.csv"
    file.write_bytes(list_files(linked())[f"api/v1/{table.name}.csv"])
    assert misread(file, table) == []


def test_codes_keys_and_marks_come_back(site: Site) -> None:
    read = pandas.read_csv(site.folder / "api/v1/procedures.csv")
    listed = site.json("api/v1/procedures.json")["procedures"]
    assert [code.removeprefix("'") for code in read["code"]] == [item["code"] for item in listed]
    assert list(read["id"]) == [f"thu-tuc/{item['code']}" for item in listed]
    assert list(read["name"]) == [item["name"] for item in listed]
    assert any(code.endswith("0") for code in read["code"])


def test_a_packed_table_of_several_members_is_read_without_asking(site: Site, tmp_path: Path) -> None:
    plain = (site.folder / "api/v1/procedures.csv").read_bytes()
    header, _, rows = plain.partition(b"\r\n")
    (tmp_path / "procedures.csv.gz").write_bytes(gzipped(header + b"\r\n") + gzipped(rows))
    assert pandas.read_csv(tmp_path / "procedures.csv.gz").equals(
        pandas.read_csv(site.folder / "api/v1/procedures.csv")
    )


def test_what_pandas_misreads_is_seen(tmp_path: Path) -> None:
    table = next(table for table in TABLES if table.name == "fields")
    file = tmp_path / "bare.csv"
    file.write_text("id,name,code\n1.10,NA,x\n", encoding="utf-8")
    assert len(misread(file, table)) == 2
