"""Procedures outside memory: what a run remembers of another, and that it changes nothing of what is said and read."""

import os
import pickle
import shutil
import sqlite3
from dataclasses import fields
from decimal import Decimal
from pathlib import Path

import pytest

from generator.check import check
from generator.model.procedure import Currency, Fee, FeeState, LimitUnit, Procedure, TimeLimit
from generator.model.summary import ProcedureSummary, summary_of
from generator.reading import cache as caching
from generator.reading import records as remembered
from generator.reading.cache import SpoiltError, key_of_parts, remembering, sealed
from generator.reading.load import load
from generator.reading.packing import packed, unpacked
from generator.reading.problems import Problem
from generator.reading.records import HELD, Records
from generator.reading.shape import shape
from generator.reading.yamlfile import raw_of
from tests.procedures import procedure
from tests.projects import SEEDS

SHELL = b"\x80\x04cposix\nsystem\n\x8c\x04true\x85R."
"""A pickle that would run a command."""

FUNCTION = b"\x80\x04cgenerator.model.fields\nsaid\n."
"""A pickle of something in the rooms of the records that is no record."""

BORROWED = b"\x80\x04cgenerator.model.dates\nZoneInfo\n."
"""A pickle of a class that those rooms only use."""


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


def test_a_number_is_remembered_as_it_is_written() -> None:
    limits = (TimeLimit(value=Decimal("0.50"), unit=LimitUnit.DAY),)
    fees = (Fee(state=FeeState.AMOUNT, amount=Decimal("12.5"), currency=Currency.USD),)
    item = procedure(limits=limits, fees=fees)
    assert repr(unpacked(packed(item))) == repr(item)


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


def test_a_wrong_file_of_which_no_more_is_told_is_not_remembered_as_right(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.check.MOST_OF_A_RULE", 1)
    wrong = sorted((plans / "procedures").glob("*.yml"))[:3]
    for file in wrong:
        file.write_text(file.read_text() + "valid_from: 2026-02-01\nvalid_to: 2026-01-01\n")
    for _ in range(2):
        loaded = check(plans, records=Records(tmp_path / "cache.sqlite"))
        assert sum("hết hiệu lực trước" in problem.message for problem in loaded.problems) == 1
    assert loaded.known.isdisjoint(file.stem for file in wrong)


def test_the_records_that_were_asked_for_last_are_at_hand_and_no_more_of_them(tmp_path: Path) -> None:
    records, codes = Records(tmp_path / "cache.sqlite"), [f"1.{number:06}" for number in range(HELD + 1)]
    for code in codes:
        records.add(records.found(procedure(code), code.encode(), b""))
    records.settle([])
    whole = list(map(records.record, codes))
    with sqlite3.connect(tmp_path / "cache.sqlite") as other:
        other.execute("DELETE FROM records")
    assert list(map(records.record, codes[1:])) == whole[1:]
    with pytest.raises(SpoiltError):
        records.record(codes[0])


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
    records.add(records.found(item, b"content", records.stamp(tmp_path.stat())))
    records.settle([])
    again = Records(cache)
    known = again.known(item.code, b"content", b"")
    assert known is not None
    again.add(known)
    others = SHELL, FUNCTION, BORROWED, pickle.dumps(shutil.rmtree), pickle.dumps(pytest.MonkeyPatch)
    for planted in map(sealed, others):
        with sqlite3.connect(cache) as base:
            base.execute("UPDATE summaries SET known = ?", (planted,))
            base.execute("UPDATE records SET record = ?", (planted,))
        with pytest.raises(pickle.UnpicklingError):
            Records(cache)
        with pytest.raises(pickle.UnpicklingError):
            again.record(item.code)


def test_a_cache_that_fails_is_no_reason_to_fail(plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache.sqlite"
    monkeypatch.setattr(caching, "_WAIT", 0.1)
    right, again = told(plans, cache), first(plans)
    again.write_text(again.read_text() + "\n")  # something to write down
    with sqlite3.connect(cache, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert remembering(cache, lambda file: told(plans, file)) == right
        assert cache.exists(), "another run has it"
        other.execute("ROLLBACK")
    assert remembering(cache, lambda file: told(plans, file)) == right
    with sqlite3.connect(cache) as base:
        base.execute("UPDATE summaries SET known = zeroblob(length(known))")
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


@pytest.fixture
def opened_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were opened."""
    seen: list[str] = []

    def opened(path: str, name: str) -> bytes | Problem:
        seen.append(Path(path).name)
        return raw_of(path, name)

    monkeypatch.setattr("generator.reading.load.raw_of", opened)
    return seen


def test_a_file_that_nobody_touched_is_not_opened_again(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened_files: list[str]
) -> None:
    cache, file = tmp_path / "cache.sqlite", first(plans)
    monkeypatch.setattr(remembered, "_YOUNG", -(10**12))  # as if all were written long ago
    check(plans, records=Records(cache))
    opened_files.clear()
    check(plans, records=Records(cache))
    assert file.name not in opened_files
    file.write_text(file.read_text() + "\n")
    codes = list(check(plans, records=Records(cache)).catalogue.procedures)
    assert codes == sorted(codes), "the others were met first"
    times = file.stat()
    file.write_text(file.read_text().replace("kind: standard", "kind: standart"))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert file.stat().st_size == times.st_size, "of the same size and day, and yet another"
    assert any("standart" in line for line in told(plans, cache))
    assert file.name in opened_files


def test_a_file_touched_just_now_is_known_by_its_content_only(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened_files: list[str]
) -> None:
    cache, file = tmp_path / "cache.sqlite", first(plans)
    touched = file.stat().st_ctime_ns
    for age, is_opened in ((remembered._YOUNG - 1, True), (remembered._YOUNG, False)):
        monkeypatch.setattr("generator.reading.records.time.time_ns", lambda age=age: touched + age)
        check(plans, records=Records(cache))
        opened_files.clear()
        assert check(plans, records=Records(cache)).known
        assert (file.name in opened_files) is is_opened


def test_a_fresh_checkout_of_the_same_files_is_known(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache.sqlite"
    monkeypatch.setattr(remembered, "_YOUNG", -(10**12))
    check(plans, records=Records(cache))
    known = check(plans, records=Records(cache)).known
    assert first(plans).stem in known
    fresh = Path(shutil.copytree(plans, tmp_path / "fresh" / "plans", copy_function=shutil.copyfile))
    first(fresh).rename(first(fresh).with_name("9.999999.yml"))
    assert check(fresh, records=Records(cache)).known == known - {first(plans).stem}


def test_a_cache_of_another_version_is_made_anew(plans: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache.sqlite"
    with sqlite3.connect(cache) as base:
        base.execute("CREATE TABLE records (key BLOB PRIMARY KEY, summary BLOB, record BLOB)")
        base.execute("INSERT INTO records VALUES ('a', 'b', 'c')")
    check(plans, records=Records(cache))
    assert check(plans, records=Records(cache)).known


def test_a_cache_that_can_only_be_read_is_read(plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache, file, connect = tmp_path / "cache.sqlite", first(plans), sqlite3.connect
    check(plans, records=Records(cache))
    for doubtful in load(plans).catalogue.procedures.keys() - check(plans, records=Records(cache)).known:
        (plans / f"procedures/{doubtful}.yml").unlink()  # one that has warnings is read and written each time
    right = told(plans, cache)
    monkeypatch.setattr(
        sqlite3,
        "connect",
        lambda name, timeout: connect(f"file:{name}?mode=ro" if name else "", timeout, uri=bool(name)),
    )
    assert check(plans, records=Records(cache)).known
    file.write_text(file.read_text() + "\n")
    with pytest.raises(sqlite3.OperationalError):
        told(plans, cache)
    assert remembering(cache, lambda found: told(plans, found)) == right
    assert cache.exists()


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
    assert records.known(file.stem, after, b"") is None
    assert records.known(file.stem, before, b"") is not None


def test_what_no_file_holds_any_more_is_dropped(plans: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache.sqlite"
    records = Records(cache)
    for number in range(1_500):
        records.add(records.found(procedure(f"1.{number:06}"), b"%d" % number, b""))
    records.settle([])
    check(plans, records=Records(cache))
    with sqlite3.connect(cache) as base:
        (held,) = base.execute("SELECT count(*) FROM records").fetchone()
    assert held == len(list((plans / "procedures").glob("*.yml")))


def test_a_key_says_where_each_of_its_parts_ends() -> None:
    assert key_of_parts("ab", "c") == key_of_parts(b"ab", b"c")
    assert (
        len({key_of_parts("ab", "c"), key_of_parts("a", "bc"), key_of_parts("abc"), key_of_parts("ab", "c", "")}) == 4
    )
