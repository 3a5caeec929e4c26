"""Procedures outside memory: what a run remembers of another, and that it changes nothing of what is said and read."""

import pickle
import shutil
import sqlite3
from dataclasses import fields
from pathlib import Path

import pytest

from generator.check import check
from generator.model.procedure import Procedure
from generator.model.summary import ProcedureSummary, summary_of
from generator.reading import records as remembered
from generator.reading.load import load
from generator.reading.records import Records, remembering
from generator.reading.shape import shape
from tests.procedures import procedure
from tests.projects import SEEDS

SHELL = b"\x80\x04cposix\nsystem\n\x8c\x04true\x85R."
"""A pickle that would run a command."""

FUNCTION = b"\x80\x04cgenerator.model.fields\nsaid\n."
"""A pickle of something in the rooms of the records that is no record."""


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SEEDS / "plans", tmp_path / "plans"))


def first(plans: Path) -> Path:
    return min((plans / "procedures").glob("*.yml"))


def told(plans: Path, cache: Path | None) -> list[str]:
    return [problem.text() for problem in check(plans, records=Records(cache)).problems]


def test_a_summary_holds_what_the_record_says(plans: Path) -> None:
    for item in load(plans).catalogue.procedures.values():
        assert not isinstance(item, ProcedureSummary)
        summary = summary_of(item)
        assert all(getattr(summary, part.name) == getattr(item, part.name) for part in fields(summary))
        assert (summary.national, summary.current) == (item.national, item.current)


def test_a_remembered_record_is_the_record_that_was_read(plans: Path, tmp_path: Path) -> None:
    whole = load(plans).catalogue
    for run in range(2):
        records = Records(tmp_path / "cache.sqlite")
        loaded = check(plans, records=records)
        assert bool(loaded.known) is (run == 1), "the second run reads no file that was right"
        assert {code: loaded.catalogue.procedure(code) for code in loaded.catalogue.procedures} == whole.procedures


def test_a_wrong_file_is_told_by_every_run_in_the_same_words(plans: Path, tmp_path: Path) -> None:
    file, cache = first(plans), tmp_path / "cache.sqlite"
    text = file.read_text()
    wrong = [
        text.replace("kind: standard", "kind: standart"),  # not read
        text + "valid_from: 2026-02-01\nvalid_to: 2026-01-01\n",  # a rule about one record
        text + "# nghi vấn: đã đối chiếu chưa?\n",  # a rule about texts
        text.replace("\nfield: ", "\nfield: x"),  # a rule across records
    ]
    right = told(plans, cache)
    for changed in wrong:
        file.write_text(changed)
        assert (said := told(plans, cache)) == told(plans, None)
        assert said != right
        assert said == told(plans, cache), "a wrong file is not taken for right the next time"
    file.write_text(text)
    assert told(plans, cache) == right


def test_another_program_reads_every_file_anew(plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache.sqlite"
    check(plans, records=Records(cache))
    monkeypatch.setattr(remembered, "program_digest", lambda: b"another")
    assert not check(plans, records=Records(cache)).known


def test_a_spoilt_cache_is_made_anew(plans: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache.sqlite"
    cache.write_bytes(b"not a database" * 100)
    check(plans, records=Records(cache))
    assert check(plans, records=Records(cache)).known
    blocked = tmp_path / "file" / "cache.sqlite"
    blocked.parent.write_text("")
    assert not check(plans, records=Records(blocked)).known


def test_a_cache_makes_records_and_nothing_else(tmp_path: Path) -> None:
    cache, item = tmp_path / "cache.sqlite", procedure()
    records = Records(cache)
    records.add(item, b"content")
    records.settle([])
    others = SHELL, FUNCTION, pickle.dumps(shutil.rmtree), pickle.dumps(pytest.MonkeyPatch)
    for planted in map(remembered.sealed, others):
        with sqlite3.connect(cache) as base:
            base.execute("UPDATE records SET summary = ?, record = ?", (planted, planted))
        with pytest.raises(pickle.UnpicklingError):
            Records(cache).known(item.code, b"content")


def test_a_cache_that_fails_is_no_reason_to_fail(plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache.sqlite"
    monkeypatch.setattr(remembered, "_WAIT", 0.1)
    right, again = told(plans, cache), first(plans)
    again.write_text(again.read_text() + "\n")  # something to write down
    with sqlite3.connect(cache, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert remembering(cache, lambda file: told(plans, file)) == right
        assert cache.exists(), "another run has it"
        other.execute("ROLLBACK")
    assert remembering(cache, lambda file: told(plans, file)) == right
    with sqlite3.connect(cache) as base:
        base.execute("UPDATE records SET summary = zeroblob(length(summary))")
    assert remembering(cache, lambda file: told(plans, file)) == right
    assert not cache.exists(), "it is spoilt"
    told(plans, cache)
    raw = cache.read_bytes()
    cache.write_bytes(raw[:4096] + bytes(len(raw) - 4096))
    assert remembering(cache, lambda file: told(plans, file)) == right
    assert not cache.exists()


def test_a_record_that_another_run_has_dropped_is_read_again(plans: Path, tmp_path: Path) -> None:
    def whole(file: Path | None) -> Procedure:
        records = Records(file)
        check(plans, records=records)
        if file is not None:
            with sqlite3.connect(file) as other:
                other.execute("DELETE FROM records")
        return records.record(first(plans).stem)

    assert remembering(tmp_path / "cache.sqlite", whole) == load(plans).catalogue.procedures[first(plans).stem]


def test_a_file_that_changes_while_it_is_read_is_remembered_as_it_was_read(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, file = tmp_path / "cache.sqlite", first(plans)
    before, after = file.read_bytes(), file.read_bytes().replace(b"\nname: ", b"\nname: x")

    def change_meanwhile(kind: type, data: object, name: str) -> object:
        if name.endswith(file.name):
            file.write_bytes(after)
        return shape(kind, data, name)

    monkeypatch.setattr("generator.reading.load.shape", change_meanwhile)
    check(plans, records=Records(cache))
    records = Records(cache)
    assert records.known(file.stem, before) is not None
    assert records.known(file.stem, after) is None


def test_what_no_file_holds_any_more_is_dropped(plans: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache.sqlite"
    records = Records(cache)
    for number in range(1_500):
        records.add(procedure(f"1.{number:06}"), b"%d" % number)
    records.settle([])
    check(plans, records=Records(cache))
    with sqlite3.connect(cache) as base:
        (held,) = base.execute("SELECT count(*) FROM records").fetchone()
    assert held == len(list((plans / "procedures").glob("*.yml")))
