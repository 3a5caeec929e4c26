"""Reads the whole of ``plans/`` into typed records, with every problem of every file.

The tree says what a file is: its folders are the ids of agency and plan. Nothing outside the tree is read: a symbolic
link, a name that is not an id, a file that has no place in the tree are problems, not ways out.
"""

import copy
import hashlib
import os
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, Protocol, get_type_hints

from generator.model import (
    Agency,
    Elsewhere,
    Holidays,
    LegalDocument,
    LegalDocuments,
    Metric,
    Metrics,
    NotHere,
    Plan,
    SearchWord,
    SearchWords,
    WorkdaySwap,
)
from generator.model.fields import SLUG
from generator.model.procedure import Adoptions, FieldOfAdministration, Fields, Procedure
from generator.model.report import Amendment, Correction, Event, Events, Measurement, Measurements, Report
from generator.model.summary import AnyProcedure, ProcedureSummary
from generator.reading.meant import meant_period
from generator.reading.problems import FieldPath, Problem, suggest
from generator.reading.records import Records
from generator.reading.shape import describe, file_fields, inner_class, is_record, shape, understand
from generator.reading.slips import Keys
from generator.reading.sourcetext import SourceText
from generator.reading.strangers import KNOWN, what_to_do
from generator.reading.yamlfile import YamlFile, hidden_marks, parse_yaml, raw_of, read_yaml
from generator.text.hidden import HIDDEN

LARGEST_SOURCE = 2_000_000
"""Bytes of one source text; the longest that an agency has issued has some hundred thousand."""

MOST_LINES = 30_000
"""Lines of one source text."""

MOST_TASKS = 1_000
"""Tasks of one plan; the longest that an agency has issued has some hundred."""

MOST_TARGETS = 1_000

DEEPEST = 6
"""Folders inside each other; a report lies in the fifth."""

LONGEST_FILE = 200
"""Bytes of a file's name; with the ending of a page or an export every file system can hold it."""

LONGEST_TERMS = 100_000
"""Bytes of the terms of use."""

SHAPES: tuple[tuple[str, type], ...] = (
    ("registry/legal-documents.yml", LegalDocuments),
    ("registry/metrics.yml", Metrics),
    ("registry/search-words.yml", SearchWords),
    ("registry/not-here.yml", NotHere),
    ("registry/holidays.yml", Holidays),
    ("registry/fields.yml", Fields),
    ("procedures/*.yml", Procedure),
    ("agencies/*/agency.yml", Agency),
    ("agencies/*/procedures.yml", Adoptions),
    ("agencies/*/measurements.yml", Measurements),
    ("agencies/*/*/plan.yml", Plan),
    ("agencies/*/*/events.yml", Events),
    ("agencies/*/*/reports/*.yml", Report),
    ("agencies/*/*/amendments/*.yml", Amendment),
    ("agencies/*/*/corrections/*.yml", Correction),
)
"""Which record a YAML file holds, by its path under ``plans/``; ``*`` is an id."""


PROGRESS = (Report, Amendment, Correction, Events)
"""What officers write after a plan is issued, in a browser or in Notepad."""


@dataclass(slots=True)
class Catalogue:
    """All records of a deployment, by id. A plan's id is ``agency/plan``."""

    agencies: dict[str, Agency] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)
    legal_documents: dict[str, LegalDocument] = field(default_factory=dict)
    metrics: dict[str, Metric] = field(default_factory=dict)
    fields: dict[str, FieldOfAdministration] = field(default_factory=dict)
    procedures: dict[str, AnyProcedure] = field(default_factory=dict)
    """Procedures by code: records, or their summaries where ``records`` holds them."""
    records: Records | None = None
    """The procedures whole, where memory is not to hold them."""
    adoptions: dict[str, Adoptions] = field(default_factory=dict)
    """What each agency states that it performs, by the agency's id."""
    search_words: tuple[SearchWord, ...] = ()
    not_here: tuple[Elsewhere, ...] = ()
    """What people look for here and other bodies handle."""
    swaps: tuple[WorkdaySwap, ...] = ()
    reports: dict[str, tuple[Report, ...]] = field(default_factory=dict)
    """Reports by the plan's id, earliest period first."""
    amendments: dict[str, tuple[Amendment, ...]] = field(default_factory=dict)
    """Amendments by the plan's id, in the order in which they take effect."""
    corrections: dict[str, tuple[Correction, ...]] = field(default_factory=dict)
    """Corrections by the plan's id, earliest first."""
    events: dict[str, tuple[Event, ...]] = field(default_factory=dict)
    """Events by the plan's id, as the file lists them."""
    measurements: dict[str, tuple[Measurement, ...]] = field(default_factory=dict)
    """Published figures by the agency's id, as the file lists them."""
    sources: dict[str, SourceText] = field(default_factory=dict)
    """Source text of each plan by the plan's id; what its texts are quoted from."""
    raw_sources: dict[str, SourceText] = field(default_factory=dict)
    """The raw scan of a plan whose source was restored line by line."""
    terms: str = ""
    """The terms under which the data may be used again, as ``plans/LICENSE`` says them; empty without that file."""

    def procedure(self, code: str) -> Procedure:
        """A procedure whole. Raises KeyError for a code that is not known."""
        if self.records is not None:
            return self.records.record(code)
        found = self.procedures[code]
        if not isinstance(found, Procedure):
            raise KeyError(code)
        return found

    def content(self, code: str) -> bytes | str:
        """What tells one content of a procedure's file from another. Raises KeyError for a code that is not known."""
        return self.records.digest(code) if self.records is not None else repr(self.procedure(code))

    def chain_of(self, agency: str) -> tuple[str, ...]:
        """The id of an agency and of those above it, closest first."""
        chain: list[str] = []
        at: str | None = agency
        while at is not None and at not in chain:
            chain.append(at)
            record = self.agencies.get(at)
            at = record.parent if record else None
        return tuple(chain)


@dataclass(slots=True)
class Loaded:
    """What loading gives: the records that could be read, and what is wrong with the rest."""

    catalogue: Catalogue
    problems: list[Problem]
    root: Path
    """The folder ``plans/``; problems name files from its parent."""
    others: list[PurePosixPath] = field(default_factory=list)
    """Files that are not YAML."""
    unread: list[str] = field(default_factory=list)
    """Files and folders, by their path under the root, of which nothing was read here."""
    set_aside: list[tuple[str, FieldPath]] = field(default_factory=list)
    """Files and fields that were mistaken and left out of a record; what rules say about them is no news."""
    known: set[str] = field(default_factory=set)
    """Codes of procedures whose files were found right in an earlier run and are the same."""


class Judge(Protocol):
    """What looks at files and records while they are at hand."""

    def text(self, path: PurePosixPath, raw: bytes, misread: bool) -> None:
        """Look at a file as it is written, once. ``misread`` says whether other readers may take some word of it for
        something else.
        """

    def procedure(self, record: Procedure) -> None:
        """Look at a procedure while it is whole, once."""


def load(
    plans: Path, left_out: Container[str] = (), *, records: Records | None = None, judge: Judge | None = None
) -> Loaded:
    """Read the tree at ``plans``, without the files ``left_out`` (paths under it). Never raises about content; a missing
    folder is one problem.

    With ``records`` the catalogue holds summaries of procedures, and a file that is known to be right is not read again.
    ``judge`` is shown every file and every procedure that is read.
    """
    loaded = Loaded(Catalogue(records=records), [], plans)
    if not plans.is_dir():
        loaded.problems.append(Problem(file=plans.name, message="không có thư mục dữ liệu", hint="tạo thư mục plans/"))
        return loaded
    for inside, entry in _files(plans, "", loaded.problems, loaded.unread):
        if inside in left_out:
            loaded.unread.append(inside)
        elif not _is_untouched(inside, entry, loaded):
            _read_file(PurePosixPath(inside), entry.stat(), loaded, judge)
    loaded.problems += _strangers(loaded)
    loaded.catalogue.terms = _read_terms(plans / "LICENSE")
    return loaded


def load_file(plans: Path, path: PurePosixPath, judge: Judge | None = None) -> Loaded:
    """Read one file of the tree alone."""
    loaded = Loaded(Catalogue(), [], plans)
    _read_file(path, (plans / path).stat(), loaded, judge)
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


def file_of(plans: Path, path: PurePosixPath) -> str:
    """What problems call a file: its path from the parent of ``plans/``."""
    return f"{plans.name}/{path}"


def plan_file(plan_id: str) -> PurePosixPath:
    """The file of a plan under ``plans/``."""
    return PurePosixPath("agencies") / plan_id / "plan.yml"


def events_file(plan_id: str) -> PurePosixPath:
    """The file of a plan's events under ``plans/``."""
    return PurePosixPath("agencies") / plan_id / "events.yml"


def progress_file(record: Report | Amendment | Correction) -> PurePosixPath:
    """The file of a report, amendment or correction under ``plans/``."""
    folder = {Report: "reports", Amendment: "amendments", Correction: "corrections"}[type(record)]
    return PurePosixPath("agencies") / record.plan / folder / f"{record.file}.yml"


def measurements_file(agency: str) -> PurePosixPath:
    """The file of an agency's published figures under ``plans/``."""
    return PurePosixPath("agencies") / agency / "measurements.yml"


@lru_cache(maxsize=4)
def procedure_file(code: str) -> PurePosixPath:
    """The file of a procedure under ``plans/``."""
    return PurePosixPath(f"procedures/{code}.yml")


def adoptions_file(agency: str) -> PurePosixPath:
    """The file of an agency's adoptions under ``plans/``."""
    return PurePosixPath("agencies") / agency / "procedures.yml"


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


def _files(
    root: Path, folder: str, problems: list[Problem], unread: list[str]
) -> "Iterator[tuple[str, os.DirEntry[str]]]":
    """Every file in the order of names, with its path under the root: as words, because of tens of thousands of files paths
    are the half of the cost. What has no name or place that can be used goes to the ``problems`` and the ``unread``.
    """
    with os.scandir(root / folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        inside = f"{folder}/{entry.name}" if folder else entry.name
        if (wrong := _bad_name(entry.name)) is not None:
            _refuse(root, inside, wrong, "đổi tên, chỉ dùng chữ không dấu, chữ số, gạch nối", problems)
            unread.append(inside)
        elif entry.is_symlink():
            _refuse(root, inside, "là liên kết tượng trưng (symlink)", "chép tệp thật vào đây", problems)
        elif entry.is_dir():
            if (refused := _bad_folder(entry.name, inside)) is not None:
                _refuse(root, inside, *refused, problems)
                unread.append(inside)
            else:
                yield from _files(root, inside, problems, unread)
        elif entry.is_file():
            yield inside, entry


def _refuse(root: Path, inside: str, message: str, hint: str, problems: list[Problem]) -> None:
    problems.append(Problem(file=file_of(root, PurePosixPath(inside)), message=message, hint=hint))


def _bad_folder(name: str, inside: str) -> tuple[str, str] | None:
    """Message and hint for a folder into which nobody looks."""
    if not SLUG.pattern.fullmatch(name):
        return f"tên thư mục «{name}» không dùng được làm mã", SLUG.explained
    if inside.count("/") >= DEEPEST:
        return f"thư mục lồng nhau quá {DEEPEST} mức", "dời ra ngoài"
    return None


def _bad_name(name: str) -> str | None:
    """What is wrong with a name that not every file system, or no terminal, can show."""
    if name.isascii() and name.isprintable() and len(name) <= LONGEST_FILE:
        return None
    if len(os.fsencode(name)) > LONGEST_FILE:
        return f"tên dài hơn {LONGEST_FILE} byte"
    if name != name.encode(errors="replace").decode():
        return "tên không phải UTF-8"
    return "tên có ký tự ẩn" if HIDDEN.search(name) or not name.isprintable() else None


def tree_files(plans: Path) -> Iterator[PurePosixPath]:
    """Every file of the tree, without those that no reader follows."""
    return (PurePosixPath(inside) for inside, _ in _files(plans, "", [], []))


def kind_of(path: PurePosixPath) -> type | None:
    """The record that a file under ``plans/`` holds; None where it has no place in the tree."""
    parts = path.parts
    places = _PLACES.get((parts[0], len(parts)), ()) if parts else ()
    return next((kind for pattern, kind in places if all(map(_fits, parts, pattern))), None)


_PATTERNS = [(pattern.split("/"), kind) for pattern, kind in SHAPES]
_PLACES = {
    (top, depth): [(parts, kind) for parts, kind in _PATTERNS if (parts[0], len(parts)) == (top, depth)]
    for top, depth in {(parts[0], len(parts)) for parts, _ in _PATTERNS}
}
"""The places of the tree by the folder at the top and the number of steps."""


def _fits(part: str, pattern: str) -> bool:
    return part.endswith(pattern[1:]) if pattern[0] == "*" else part == pattern


def _is_untouched(inside: str, entry: "os.DirEntry[str]", loaded: Loaded) -> bool:
    """Whether a procedure's file was found right in an earlier run and was not touched since; its summary is then in the
    catalogue.
    """
    records = loaded.catalogue.records
    if records is None or not _PROCEDURE.fullmatch(inside):
        return False
    return _enter_known(records.untouched(entry.name.removesuffix(".yml"), entry.stat()), loaded)


_PROCEDURE = re.compile(r"procedures/[^/.][^/]*\.yml")


def _is_known(path: PurePosixPath, raw: bytes, status: os.stat_result, loaded: Loaded) -> bool:
    """The same of a file with other times, or in another place, whose content was found right."""
    records = loaded.catalogue.records
    return records is not None and _enter_known(records.known(path.stem, raw, status), loaded)


def _enter_known(summary: ProcedureSummary | None, loaded: Loaded) -> bool:
    if summary is not None:
        loaded.catalogue.procedures[summary.code] = summary
        loaded.known.add(summary.code)
    return summary is not None


def _read_file(path: PurePosixPath, status: os.stat_result, loaded: Loaded, judge: Judge | None) -> None:
    kind = _kind_read(path, loaded)
    raw = raw_of(f"{loaded.root}/{path}", file_of(loaded.root, path)) if kind else None
    if kind is None or not isinstance(raw, bytes):
        loaded.unread.append(str(path))
        loaded.problems += [raw] if isinstance(raw, Problem) else []
    elif not (kind is Procedure and _is_known(path, raw, status, loaded)):
        record = _record(kind, path, raw, loaded, judge)
        if isinstance(record, Procedure):
            _enter_procedure(path, record, (raw, status), loaded, judge)
        elif record is not None:
            _enter(path, record, loaded)


def _kind_read(path: PurePosixPath, loaded: Loaded) -> type | None:
    """The record that is read from a file; None for one that holds none, of which the loaded is told."""
    if path.suffix.lower() not in (".yml", ".yaml"):
        loaded.others.append(path)
        return None
    kind = kind_of(path)
    if kind is None:
        loaded.problems.append(_misplaced(path, file_of(loaded.root, path)))
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


@cache
def record_keys() -> Keys:
    """Every key that a file of the tree may hold."""
    found = [(key, item) for kind in _record_kinds() for key, item in file_fields(kind).items()]
    return Keys(
        frozenset(key for key, _ in found), frozenset(key for key, item in found if item.metadata.get("verbatim"))
    )


def _record_kinds() -> set[type]:
    """The record classes of every file, with those inside."""
    kinds: set[type] = set()
    waiting: list[Any] = [kind for _, kind in SHAPES]
    while waiting:
        kind = waiting.pop()
        if kind not in kinds and is_record(kind):
            kinds.add(kind)
            waiting += [inner_class(hint) for hint in get_type_hints(kind).values()]
    return kinds


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


def _misplaced(path: PurePosixPath, name: str) -> Problem:
    places = {pattern.rsplit("/", 1)[-1]: pattern for pattern, _ in SHAPES if not pattern.endswith("*.yml")}
    if path.name in places:
        hint = f"đặt ở plans/{places[path.name].replace('*', '…')}"
    elif path.suffix == ".yml" and meant_period(path.stem):
        hint = "báo cáo đặt ở plans/agencies/…/…/reports/"
    elif path.suffix == ".yml":
        hint = suggest(path.name, places) or "xem cây thư mục ở README.vi.md; tệp .yml nào cũng có chỗ của nó"
    else:
        hint = f"đổi tên thành «{path.stem}.yml»"
    return Problem(file=name, message="tệp không có chỗ trong cây dữ liệu", hint=hint)


def _enter(path: PurePosixPath, record: Any, loaded: Loaded) -> None:
    catalogue = loaded.catalogue
    match record:
        case LegalDocuments() | Metrics() | Fields():
            _enter_registry(path, record, loaded)
        case Adoptions():
            catalogue.adoptions[path.parts[1]] = record
        case SearchWords():
            catalogue.search_words = record.words
        case NotHere():
            catalogue.not_here = record.topics
        case Holidays():
            catalogue.swaps = record.swaps
        case Agency():
            catalogue.agencies[path.parts[1]] = replace(record, id=path.parts[1])
        case Plan():
            plan_id = "/".join(path.parts[1:3])
            if crowded := _too_many_rows(record, file_of(loaded.root, path)):
                loaded.problems += crowded  # and no rule is kept busy with it
                return
            catalogue.plans[plan_id] = replace(record, agency=path.parts[1], id=plan_id)
            _enter_source(path.parent, catalogue.plans[plan_id], loaded)
        case _:
            _enter_progress(path, record, catalogue)


def _enter_registry(path: PurePosixPath, record: LegalDocuments | Metrics | Fields, loaded: Loaded) -> None:
    """A vocabulary whose entries have ids."""
    catalogue = loaded.catalogue
    match record:
        case LegalDocuments():
            catalogue.legal_documents |= _by_id(record.legal_documents)
            loaded.problems += _repeated(record.legal_documents, path, "legal_documents", loaded)
        case Metrics():
            loaded.problems += _repeated(record.metrics, path, "metrics", loaded)
            catalogue.metrics |= _by_id(record.metrics)
        case Fields():
            loaded.problems += _repeated(record.fields, path, "fields", loaded)
            catalogue.fields |= {item.id: item for item in record.fields}


def _too_many_rows(plan: Plan, name: str) -> list[Problem]:
    tasks, targets = sum(1 for _ in plan.placed_tasks()), sum(1 for _ in plan.placed_targets())
    counts = ((tasks, MOST_TASKS, "nhiệm vụ"), (targets, MOST_TARGETS, "chỉ tiêu"))
    messages = [f"có {count} {words}, quá mức {most}" for count, most, words in counts if count > most]
    return [Problem(file=name, message=message, hint="tách thành nhiều kế hoạch") for message in messages]


def _enter_progress(path: PurePosixPath, record: Any, catalogue: Catalogue) -> None:
    """What is said about a plan after it was issued, each list kept in its order in time."""
    plan = "/".join(path.parts[1:3])
    match record:
        case Report():
            record = replace(record, plan=plan, file=path.stem)
            reports = (*catalogue.reports.get(plan, ()), record)
            catalogue.reports[plan] = tuple(sorted(reports, key=lambda item: (item.period, item.day, item.file)))
        case Amendment():
            record = replace(record, plan=plan, file=path.stem)
            amendments = (*catalogue.amendments.get(plan, ()), record)
            catalogue.amendments[plan] = tuple(sorted(amendments, key=lambda item: item.order))
        case Correction():
            record = replace(record, plan=plan, file=path.stem)
            corrections = (*catalogue.corrections.get(plan, ()), record)
            catalogue.corrections[plan] = tuple(sorted(corrections, key=lambda item: (item.day, item.file)))
        case Events():
            catalogue.events[plan] = record.events
        case Measurements():
            agency = path.parts[1]
            catalogue.measurements[agency] = tuple(replace(item, agency=agency) for item in record.measurements)


def _enter_procedure(
    path: PurePosixPath, record: Procedure, file: tuple[bytes, os.stat_result], loaded: Loaded, judge: Judge | None
) -> None:
    """A procedure's file is named by its code, so that no code is used twice."""
    if path.stem == record.code:
        catalogue = loaded.catalogue
        kept = catalogue.records.add(record, *file) if catalogue.records else record
        catalogue.procedures[record.code] = kept
        if judge is not None:
            judge.procedure(record)
        return
    message = f"tệp tên «{path.name}» chứa thủ tục mã {record.code}"
    hint = f"đổi tên tệp thành «{record.code}.yml», hoặc sửa mã"
    loaded.problems.append(Problem(file=file_of(loaded.root, path), path=("code",), message=message, hint=hint))


def _enter_source(folder: PurePosixPath, plan: Plan, loaded: Loaded) -> None:
    raw = _read_source(folder / plan.source.file, plan, ("source", "file"), loaded)
    if raw is None:
        return
    digest = hashlib.sha256(raw).hexdigest()
    if digest != plan.source.sha256:
        message = "mã kiểm tra không khớp với tệp nguồn: tệp nguồn đã bị sửa, hoặc mã ghi sai"
        loaded.problems.append(
            _plan_problem(plan, ("source", "sha256"), message, f"mã của tệp hiện có: {digest}", loaded)
        )
    loaded.catalogue.sources[plan.id] = SourceText(raw.decode())
    if plan.source.restored is None:
        return
    restored = _read_source(folder / plan.source.restored, plan, ("source", "restored"), loaded)
    if restored is not None:
        _enter_restored(SourceText(restored.decode()), plan, loaded)


def _enter_restored(restored: SourceText, plan: Plan, loaded: Loaded) -> None:
    """Line k of the restored text is a reading of line k of the scan, so that a page can show both."""
    raw = loaded.catalogue.sources[plan.id]
    loaded.catalogue.raw_sources[plan.id], loaded.catalogue.sources[plan.id] = raw, restored
    if len(restored.lines) != len(raw.lines):
        message = f"bản phục hồi có {len(restored.lines)} dòng, bản quét có {len(raw.lines)} dòng"
        hint = "dòng nào của bản quét thì phục hồi ở đúng dòng đó, kể cả dòng trống"
        loaded.problems.append(_plan_problem(plan, ("source", "restored"), message, hint, loaded))


def _read_source(path: PurePosixPath, plan: Plan, where: tuple[str, ...], loaded: Loaded) -> bytes | None:
    target = loaded.root / path
    message = ""
    if target.is_symlink() or not target.is_file():
        message = f"không có tệp «{path.name}» trong thư mục của kế hoạch"
    elif target.stat().st_size > LARGEST_SOURCE:
        message = f"tệp «{path.name}» quá lớn"
    else:
        raw = target.read_bytes()
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            message = f"tệp «{path.name}» không phải UTF-8"
        else:
            loaded.problems += hidden_marks(text, file_of(loaded.root, path))
            if text.count("\n") < MOST_LINES:
                return raw
            message = f"tệp «{path.name}» có hơn {MOST_LINES} dòng"
    loaded.problems.append(
        _plan_problem(plan, where, message, "đặt văn bản nguồn dạng chữ, UTF-8, cạnh plan.yml", loaded)
    )
    return None


def _plan_problem(plan: Plan, path: tuple[str, ...], message: str, hint: str, loaded: Loaded) -> Problem:
    file = file_of(loaded.root, plan_file(plan.id))
    return Problem(file=file, path=path, message=message, hint=hint)


def _by_id(records: tuple[Any, ...]) -> dict[str, Any]:
    """Records by id, in their order. One whose id is taken gets a key of its own: the next ones keep their places."""
    found: dict[str, Any] = {}
    for index, record in enumerate(records):
        found[f"{record.id} ({index})" if record.id in found else record.id] = record
    return found


def _repeated(records: tuple[Any, ...], path: PurePosixPath, key: str, loaded: Loaded) -> Iterator[Problem]:
    """An id of a registry is used once; a later record must not silently replace an earlier one."""
    seen: set[str] = set()
    for index, record in enumerate(records):
        if record.id in seen:
            message = f"mã «{record.id}» đã dùng cho mục khác ở trên"
            name = file_of(loaded.root, path)
            yield Problem(file=name, path=(key, index, "id"), message=message, hint="đặt mã khác")
        seen.add(record.id)
