"""Rules across records, all run by :func:`check`. A module a subject, one small function a rule; its docstring is the rule.

A rule takes the catalogue and yields problems with the path of the field. Everything comes back at once, in the order of
files and lines.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path, PurePosixPath

from generator.check import changes, deadlines, figures, plans, procedures, readme, registry, reports, size, unfinished
from generator.check.complaint import AloneRule, Complaint, DatedRule, Rule
from generator.model.procedure import Procedure
from generator.reading.catalogue import Catalogue, Loaded
from generator.reading.load import load, load_file, locate
from generator.reading.problems import Problem, fewer
from generator.reading.records import Records
from generator.reading.tree import file_of, procedure_file
from generator.reading.yamlfile import CELL_ERROR

ALONE: tuple[AloneRule, ...] = procedures.ALONE
"""Rules about one record, asked while it is read."""

RULES: tuple[Rule, ...] = (
    *plans.RULES,
    *deadlines.RULES,
    *registry.RULES,
    *procedures.RULES,
    *reports.RULES,
    *figures.RULES,
    *changes.RULES,
    *size.RULES,
)

MOST_OF_A_RULE = 300
"""Complaints of one rule that are taken; a rule that has more to say has said enough."""

DATED_RULES: tuple[DatedRule, ...] = (*reports.DATED_RULES, *changes.DATED_RULES)
"""Rules that must know what day it is."""


def check(
    folder: Path,
    as_of: date | None = None,
    *,
    demo: bool = False,
    left_out: Collection[str] = (),
    records: Records | None = None,
    jobs: int = 1,
) -> Loaded:
    """Load ``plans/`` and apply every rule. The problems come back located and sorted.

    ``as_of`` is the day on which nothing later can have happened; without it, days in the future are not looked for.
    ``left_out`` are files that are not read. ``demo`` says that the folder holds invented agencies, and nothing else.
    ``records`` takes the procedures, of which the catalogue then has summaries, and says which files need not be read again.
    Up to ``jobs`` processes read procedures and ask the rules about one record.
    """
    judge = _Judge(folder)
    loaded = load(folder, left_out, records=records, judge=judge, jobs=jobs)
    complaints = judge.complaints()
    complaints += [found for rule in RULES for found in islice(rule(loaded.catalogue), MOST_OF_A_RULE)]
    if as_of is not None:
        complaints += [found for rule in DATED_RULES for found in islice(rule(loaded.catalogue, as_of), MOST_OF_A_RULE)]
    complaints += plans.check_demo(loaded.catalogue, demo)
    found = [problem for complaint in complaints if not _set_aside(problem := _named(complaint, folder), loaded)]
    found += readme.check_readme(loaded.catalogue, folder.parent)
    found += judge.problems
    found += [problem for inside in loaded.unread for problem in unfinished.check_unread(folder, inside)]
    if records is not None:
        wrong = {problem.file for problem in loaded.problems + found} | judge.files()
        records.settle(Path(file).stem for file in wrong)
    listed = fewer(dict.fromkeys(loaded.problems + found))
    loaded.problems = _without_echoes(sorted(dict.fromkeys(locate(listed, folder)), key=Problem.order))
    return loaded


def check_procedure(folder: Path, code: str, among: Catalogue) -> tuple[Procedure | None, list[Problem]]:
    """Read one procedure again, and put to it every rule about one record, about the text of a file, and about procedures
    ``among`` the others.
    """
    judge = _Judge(folder)
    loaded = load_file(folder, procedure_file(code), judge)
    record = loaded.catalogue.procedures.get(code)
    problems = loaded.problems + judge.problems + [_named(complaint, folder) for complaint in judge.complaints()]
    if isinstance(record, Procedure):
        near = replace(among, procedures=among.procedures | {code: record}, adoptions={})
        beside = [found for rule in procedures.RULES for found in rule(near) if found[0] == procedure_file(code)]
        problems += [_named(complaint, folder) for complaint in beside]
    located = sorted(dict.fromkeys(locate(problems, folder)), key=Problem.order)
    return (record if isinstance(record, Procedure) else None), located


class _Judge:
    """Asks the rules about one file and about one record while they are at hand."""

    def __init__(self, folder: Path) -> None:
        self.problems: list[Problem] = []
        self._folder = folder
        self._heard: list[tuple[AloneRule, Complaint]] = []
        self._times = Counter[AloneRule]()
        self._files: set[PurePosixPath] = set()

    def text(self, path: PurePosixPath, raw: bytes, misread: bool) -> None:
        """Put every rule about texts to one file."""
        self.problems += unfinished.check_text(self._folder, path, raw, misread=misread)

    def procedure(self, record: Procedure) -> None:
        """Put every rule about one record to it."""
        for rule in ALONE:
            for found in rule(record):
                self._hear(rule, found)

    def _hear(self, rule: AloneRule, found: Complaint) -> None:
        self._files.add(found[0])
        self._times[rule] += 1
        if self._times[rule] <= MOST_OF_A_RULE:
            self._heard.append((rule, found))

    def beside(self) -> "_Judge":
        """Another one, to look at some of the files."""
        return _Judge(self._folder)

    def take(self, other: "_Judge") -> None:
        """Take over what that one found: of each rule what is heard here, after what was heard before."""
        self.problems += other.problems
        self._files |= other._files
        for rule, found in other._heard:
            self._hear(rule, found)

    def complaints(self) -> list[Complaint]:
        """What the rules about one record have complained of."""
        return [found for _, found in self._heard]

    def files(self) -> set[str]:
        """The files that a rule has complained about, those included of which nothing more is said."""
        return {file_of(self._folder, path) for path in self._files}


def _named(complaint: Complaint, folder: Path) -> Problem:
    path, problem = complaint
    return replace(problem, file=file_of(folder, path))


def _set_aside(problem: Problem, loaded: Loaded) -> bool:
    """Whether a rule speaks of a field that was left out because it is mistaken: that was said already."""
    fields = [field for field in (problem.path, *problem.because) if field]
    return any(
        problem.file == file and field[: len(path)] == path for file, path in loaded.set_aside for field in fields
    )


def _without_echoes(problems: list[Problem]) -> list[Problem]:
    """One message a mistake: a spreadsheet's error is told once, not also as a number or a day that it is not."""
    errors = {(item.file, item.line) for item in problems if "lỗi công thức của bảng tính" in item.message}
    return [
        item
        for item in problems
        if (item.file, item.line) not in errors or "lỗi công thức" in item.message or not _is_cell_error(item.message)
    ]


def _is_cell_error(message: str) -> bool:
    return CELL_ERROR.search(message) is not None
