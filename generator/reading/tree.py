"""What lies where under ``plans/``: the tree says what a file is, its folders are the ids of agency and plan.

Nothing outside the tree is read: a symbolic link, a name that is not an id, a file that has no place in the tree are problems,
not ways out.
"""

import os
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, get_type_hints

from generator.model import Agency, Holidays, LegalDocuments, Metrics, NotHere, Plan, SearchWords
from generator.model.adoption import Adoptions
from generator.model.fields import SLUG
from generator.model.procedure import Fields, Procedure
from generator.model.report import Amendment, Correction, Events, Measurements, Report
from generator.reading.meant import meant_period
from generator.reading.problems import Problem, suggest
from generator.reading.shape import file_fields, inner_class, is_record
from generator.reading.slips import Keys
from generator.text.hidden import HIDDEN

DEEPEST = 6
"""Folders inside each other; a report lies in the fifth."""

LONGEST_FILE = 200
"""Bytes of a file's name; with the ending of a page or an export every file system can hold it."""

LEGAL_DOCUMENTS = PurePosixPath("registry/legal-documents.yml")
"""The registry of legal documents, under ``plans/``."""

SHAPES: tuple[tuple[str, type], ...] = (
    (str(LEGAL_DOCUMENTS), LegalDocuments),
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


def walk_files(
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
                yield from walk_files(root, inside, problems, unread)
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
    return (PurePosixPath(inside) for inside, _ in walk_files(plans, "", [], []))


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


def misplaced(path: PurePosixPath, name: str) -> Problem:
    """What is said of a YAML file that has no place in the tree."""
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
