"""Reads the whole of ``plans/`` into typed records, with every problem of every file.

Where a file lies says what it holds (:mod:`generator.reading.tree`). A mistaken record is kept as far as it is understood, so
that one run finds all mistakes.
"""

import copy
import hashlib
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, Protocol, Self

from generator.model.procedure import Procedure
from generator.model.report import Correction, Events, Report
from generator.model.summary import ProcedureSummary
from generator.reading.catalogue import Catalogue, Loaded
from generator.reading.entering import enter
from generator.reading.jobs import shared_out, worthwhile
from generator.reading.meant import meant_period
from generator.reading.plaindata import YamlFile
from generator.reading.problems import FieldPath, Problem
from generator.reading.records import Records
from generator.reading.shape import describe, file_fields, shape, understand
from generator.reading.strangers import KNOWN, what_to_do
from generator.reading.tree import PROGRESS, file_of, kind_of, misplaced, record_keys, walk_files
from generator.reading.yamlfile import parse_yaml, raw_of, read_yaml

LONGEST_TERMS = 100_000
"""Bytes of the terms of use."""


class Judge(Protocol):
    """What looks at files and records while they are at hand."""

    def text(self, path: PurePosixPath, raw: bytes, misread: bool) -> None:
        """Look at a file as it is written, once. ``misread`` says whether other readers may take some word of it for
        something else.
        """

    def procedure(self, record: Procedure) -> None:
        """Look at a procedure while it is whole, once."""

    def beside(self) -> Self:
        """Another one, to look at some of the files."""

    def take(self, other: Self) -> None:
        """Take over what that one found, as if the files had been looked at here."""


_File = tuple[str, bytes]
"""The path of a file under the root, and its stamp (:meth:`generator.reading.records.Records.stamp`)."""


def load(
    plans: Path,
    left_out: Container[str] = (),
    *,
    records: Records | None = None,
    judge: Judge | None = None,
    jobs: int = 1,
) -> Loaded:
    """Read the tree at ``plans``, without the files ``left_out`` (paths under it). Never raises about content; a missing
    folder is one problem.

    With ``records`` the catalogue holds summaries of procedures, and a file that is known to be right is not read again.
    ``judge`` is shown every file and every procedure that is read. Up to ``jobs`` processes read procedures.
    """
    loaded = Loaded(Catalogue(records=records), [], plans)
    if not plans.is_dir():
        hint = f"tạo thư mục {plans.name}/, hoặc chỉ đúng chỗ: «plans» trong mkdocs.yml, --plans của lệnh"
        loaded.problems.append(Problem(file=plans.name, message="không có thư mục dữ liệu", hint=hint))
        return loaded
    touched: list[_File] = []
    for inside, entry in walk_files(plans, "", loaded.problems, loaded.unread):
        if inside in left_out:
            loaded.unread.append(inside)
        elif not _PROCEDURE.fullmatch(inside):
            _read_file((inside, b""), loaded, judge)
        elif not _is_untouched(file := (inside, records.stamp(entry.stat()) if records else b""), loaded):
            touched.append(file)
    _read_procedures(touched, loaded, judge, jobs)
    loaded.problems += _strangers(loaded)
    loaded.catalogue.terms = _read_terms(plans / "LICENSE")
    return loaded


PART = 100
"""Procedures that one process reads at a time."""


def _read_procedures(files: list[_File], loaded: Loaded, judge: Judge | None, jobs: int) -> None:
    """Read the files of procedures; whichever are read, the catalogue has all in the order of codes."""
    parts = [files[begin : begin + PART] for begin in range(0, len(files), PART)]
    read = partial(_read_part, loaded.root, loaded.catalogue.records, judge)
    with shared_out(read, parts, worthwhile(len(files), jobs)) as found:
        for part, own in found:
            _take(part, loaded)
            if judge is not None and own is not None:
                judge.take(own)
    loaded.catalogue.procedures = dict(sorted(loaded.catalogue.procedures.items()))


def _read_part(
    root: Path, records: Records | None, judge: Judge | None, files: list[_File]
) -> tuple[Loaded, Judge | None]:
    """What some files of procedures hold, and what another judge says of them. Changes nothing that it is given."""
    part, own = Loaded(Catalogue(records=records), [], root), judge.beside() if judge else None
    for file in files:
        _read_file(file, part, own)
    part.catalogue.records = None  # it stays with whoever asked
    return part, own


def _take(part: Loaded, loaded: Loaded) -> None:
    """Take over what was read of some procedures."""
    loaded.problems += part.problems
    loaded.unread += part.unread
    loaded.set_aside += part.set_aside
    loaded.catalogue.procedures |= part.catalogue.procedures
    if loaded.catalogue.records is not None:
        for found in part.found:
            _enter_summary(loaded.catalogue.records.add(found), loaded, known=found.brief is None)


def load_file(plans: Path, path: PurePosixPath, judge: Judge | None = None) -> Loaded:
    """Read one file of the tree alone."""
    loaded = Loaded(Catalogue(), [], plans)
    _read_file((str(path), b""), loaded, judge)
    return loaded


def _strangers(loaded: Loaded) -> Iterator[Problem]:
    """Files that nothing reads: neither a record, nor a text that the plan beside it names as its source."""
    for path in loaded.others:
        if path.name not in KNOWN and not _is_source(path, loaded):
            message = f"tệp «{path.name}» không được đọc, nên không có gì của nó được đăng"
            yield Problem(file=file_of(loaded.root, path), message=message, hint=what_to_do(path))


def _is_source(path: PurePosixPath, loaded: Loaded) -> bool:
    """Whether the plan in the same folder names the text; of a plan that cannot be read, any text may be its source."""
    if path.suffix != ".txt" or not (loaded.root / path.parent / "plan.yml").exists() or path.name.endswith(".yml.txt"):
        return False
    plan = loaded.catalogue.plans.get("/".join(path.parts[1:3]))
    return plan is None or path.name in (plan.source.file, plan.source.restored)


def _read_terms(file: Path) -> str:
    if file.is_symlink() or not file.is_file() or file.stat().st_size > LONGEST_TERMS:
        return ""
    return file.read_text(encoding="utf-8", errors="replace")


def _is_untouched(file: _File, loaded: Loaded) -> bool:
    """Whether a procedure's file was found right in an earlier run and was not touched since; its summary is then in the
    catalogue.
    """
    inside, stamp = file
    records = loaded.catalogue.records
    summary = records.untouched(inside.removeprefix("procedures/").removesuffix(".yml"), stamp) if records else None
    if summary is not None:
        _enter_summary(summary, loaded, known=True)
    return summary is not None


_PROCEDURE = re.compile(r"procedures/[^/.][^/]*\.yml")


def _enter_summary(summary: ProcedureSummary, loaded: Loaded, *, known: bool) -> None:
    loaded.catalogue.procedures[summary.code] = summary
    if known:
        loaded.known.add(summary.code)


def _read_file(file: _File, loaded: Loaded, judge: Judge | None) -> None:
    path = PurePosixPath(file[0])
    kind = _kind_read(path, loaded)
    raw = raw_of(f"{loaded.root}/{path}", file_of(loaded.root, path)) if kind else None
    if kind is None or not isinstance(raw, bytes):
        loaded.unread.append(str(path))
        loaded.problems += [raw] if isinstance(raw, Problem) else []
    elif kind is Procedure:
        _read_procedure(path, raw, file[1], loaded, judge)
    else:
        loaded.catalogue.files[str(path)] = hashlib.sha256(raw).digest()
        record = _record(kind, path, raw, loaded, judge)
        if record is not None:
            enter(path, record, loaded)


def _kind_read(path: PurePosixPath, loaded: Loaded) -> type | None:
    """The record that is read from a file; None for one that holds none, of which the loaded is told."""
    if path.suffix.lower() not in (".yml", ".yaml"):
        loaded.others.append(path)
        return None
    kind = kind_of(path)
    if kind is None:
        loaded.problems.append(misplaced(path, file_of(loaded.root, path)))
    return kind


def _record(kind: type, path: PurePosixPath, raw: bytes, loaded: Loaded, judge: Judge | None) -> Any:
    """The record that a file holds, as far as rules can be asked about it; the loaded is told what is wrong."""
    name = file_of(loaded.root, path)
    read = parse_yaml(raw, name, keys=record_keys() if kind in PROGRESS else None)
    loaded.problems += read.problems
    if judge is not None:
        judge.text(path, raw, read.misread)
    if read.data is None and read.problems:
        return None
    if (elsewhere := _elsewhere(kind, read.data, path)) is not None:
        loaded.problems.append(Problem(file=name, line=1, column=1, message=elsewhere[0], hint=elsewhere[1]))
        return None
    record, problems = shape(kind, read.data, name)
    loaded.problems += problems
    if record is None and kind in PROGRESS:
        return _as_understood(kind, read.data, path, name, loaded)
    return _without_mistakes(kind, read.data, problems, loaded) if record is None else record


_MARKS = {
    "period": (Report, "báo cáo", "reports/"),
    "corrections": (Correction, "đính chính", "corrections/"),
    "events": (Events, "sổ sự kiện", "events.yml"),
}
"""A key that only one record has, with the Vietnamese word for the record and its place beside the plan."""


def _elsewhere(kind: type, data: Any, path: PurePosixPath) -> tuple[str, str] | None:
    """Message and hint where a file lies in the folder of another kind of record: one mistake, not one a line."""
    if kind not in PROGRESS or not isinstance(data, dict):
        return None
    own = file_fields(kind)
    for key, (right, words, place) in _MARKS.items():
        if key in data and key not in own and kind is not right:
            where = f"plans/agencies/{'/'.join(path.parts[1:3])}/{place}"
            return f"tệp này là {words} («{key}:»), nằm sai chỗ", f"chuyển sang {where}"
    return None


def _as_understood(kind: type, data: Any, path: PurePosixPath, name: str, loaded: Loaded) -> Any:
    """What an officer wrote, as far as it is understood, so that all mistakes of a file are found in one run."""
    if kind is Report and isinstance(data, dict) and meant_period(str(data.get("period"))) is None:
        data = data | {"period": path.stem}
        loaded.set_aside.append((name, ("period",)))
    record, aside = understand(kind, data)
    loaded.set_aside += [(name, field_path) for field_path in aside]
    return record


def _read_procedure(path: PurePosixPath, raw: bytes, stamp: bytes, loaded: Loaded, judge: Judge | None) -> None:
    """Read a procedure, unless its content is that which an earlier run found right. Its file is named by its code, so that no
    code is used twice.
    """
    records = loaded.catalogue.records
    known = records.known(path.stem, raw, stamp) if records else None
    if known is not None:
        loaded.found.append(known)
        return
    record = _record(Procedure, path, raw, loaded, judge)
    if isinstance(record, Procedure) and path.stem == record.code:
        if records is not None:
            loaded.found.append(records.found(record, raw, stamp))
        else:
            loaded.catalogue.procedures[record.code] = record
        if judge is not None:
            judge.procedure(record)
    elif record is not None:
        message = f"tệp tên «{path.name}» chứa thủ tục mã {record.code}"
        hint = f"đổi tên tệp thành «{record.code}.yml», hoặc sửa mã"
        loaded.problems.append(Problem(file=file_of(loaded.root, path), path=("code",), message=message, hint=hint))


def _without_mistakes(kind: type, data: Any, problems: list[Problem], loaded: Loaded) -> Any:
    """The record without its mistaken fields, so that the rules across records find its other mistakes in the same run.

    None where a required field is mistaken: an item taken out of a list would move those after it.
    """
    pruned = copy.deepcopy(data)
    for problem in problems:
        _remove(pruned, problem.path)
    record, rest = shape(kind, pruned, problems[0].file)
    if rest:
        return None
    loaded.set_aside += [(problem.file, _field(problem.path)) for problem in problems]
    return record


def _remove(data: Any, path: FieldPath) -> None:
    """Take the field that a path leads to out of the data; of a list's item, the whole list."""
    *above, last = _field(path) or ("",)
    for key in above:
        data = _inside(data, key)
    if isinstance(data, dict):
        data.pop(last, None)


def _inside(data: Any, key: str | int) -> Any:
    if isinstance(data, list) and isinstance(key, int):
        return data[key]
    return data.get(key) if isinstance(data, dict) else None


def _field(path: FieldPath) -> FieldPath:
    """The path up to its last key, without the indexes after it."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    return path


def locate(problems: Iterable[Problem], plans: Path) -> list[Problem]:
    """The problems with line, column and Vietnamese field words, found by reading each failing file once more."""
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(problem.file, []).append(problem)
    return [placed for file, group in by_file.items() for placed in _located(file, group, plans)]


def _located(file: str, problems: list[Problem], plans: Path) -> list[Problem]:
    relative = PurePosixPath(file.removeprefix(plans.name + "/"))
    kind = kind_of(relative)
    path = plans / relative
    if kind is None or all(problem.line for problem in problems) or path.is_symlink() or not path.is_file():
        return problems
    read = read_yaml(path, file, positions=True, keys=record_keys() if kind in PROGRESS else None)
    return [problem if problem.line or problem.unlisted else _placed(problem, kind, read) for problem in problems]


def _placed(problem: Problem, kind: type, read: YamlFile) -> Problem:
    line, column = read.place(problem.path)
    return replace(problem, line=line, column=column, where=describe(kind, read.data, problem.path))
