"""A report as an Excel form, out and in: what an officer fills between the locked words, read back into the file of a report.

Every row carries its key in the first, locked column, and a hidden sheet lists the keys again, so that a row that was moved,
deleted or typed over is noticed. Formulas, errors, merged cells and files that unpack to more than a form can hold are
refused. Only the extra ``office`` has openpyxl, so nothing else imports this package.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.check import check
from generator.drafting.form.answers import ReadForm, read_form
from generator.drafting.form.filetext import yaml_of
from generator.drafting.form.layout import HEAD, TARGETS, TASKS
from generator.drafting.form.rows import rows_of
from generator.drafting.form.workbook import draw_workbook
from generator.drafting.report import open_progress, refusal
from generator.model.report import Report
from generator.reading.load import load
from generator.reading.modeline import modeline, with_modeline
from generator.reading.problems import Problem, errors
from generator.reading.tree import file_of, progress_file


@dataclass(frozen=True, slots=True, kw_only=True)
class NewForm:
    """What was written, or why nothing was."""

    file: Path | None = None
    tasks: int = 0
    targets: int = 0
    problems: tuple[Problem, ...] = ()


def write_form(plans: Path, plan: str, period: str, folder: Path, filled: Report | None = None) -> NewForm:
    """Write the form of a report into ``folder``. With a problem nothing is written; ``filled`` is what stands in it already."""
    catalogue = load(plans).catalogue
    wanted, refused = refusal(plans, catalogue, plan, period)
    if wanted is None:
        return NewForm(problems=(refused,) if refused else ())
    progress = open_progress(catalogue, catalogue.plans[plan], wanted)
    name = folder / f"bao-cao-{plan.replace('/', '-')}-{wanted}.xlsx"
    if name.exists():
        return NewForm(problems=(Problem(file=name.name, message="tệp đã có", hint="xóa hoặc đổi tên tệp ấy trước"),))
    rows = rows_of(catalogue, progress, wanted.last, filled)
    draw_workbook(catalogue.plans[plan], wanted, rows, filled).save(name)
    return NewForm(file=name, tasks=len(rows[TASKS]), targets=len(rows[TARGETS]))


def report_of_form(raw: bytes, name: str, plans: Path, as_of: date) -> tuple[str, list[Problem]]:
    """Write the report that a filled form holds. Returns the file, and its mistakes by cell; with a mistake nothing is kept."""
    read = read_form(raw, name)
    if read.problems:
        return "", read.problems
    catalogue = load(plans).catalogue
    wanted, refused = refusal(plans, catalogue, read.plan, read.period)
    if wanted is None:
        return "", [refused] if refused else []
    place = progress_file(Report(period=wanted, day=wanted.last, plan=read.plan, file=str(wanted)))
    file = plans / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(with_modeline(yaml_of(read.data), modeline(plans, place)), encoding="utf-8")
    shown = file_of(plans, place)
    found = [problem for problem in check(plans, as_of).problems if problem.file == shown]
    if errors(found):
        file.unlink()
        return "", [_in_cell(problem, read) for problem in found]
    return shown, found


def _in_cell(problem: Problem, read: ReadForm) -> Problem:
    """A mistake of the written file, named by the box that it was read from."""
    paths = (problem.path[:length] for length in range(len(problem.path), 0, -1))
    cell = next((read.cells[path] for path in paths if path in read.cells), None)
    where = cell or (f"{HEAD}!B3" if problem.path[:1] in ((), ("date",)) else problem.where)
    return Problem(file=read.name, where=where, message=problem.message, hint=problem.hint, warning=problem.warning)
