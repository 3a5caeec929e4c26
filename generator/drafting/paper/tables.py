"""The tables of a plan on paper: its tasks under the document's own column heads, its targets, amendments marked in the cells."""

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from generator.drafting.paper.columns import Columns, numbered
from generator.drafting.paper.sheet import SMALL, Sheet, centre, fit_row, mark, next_paragraph
from generator.drafting.table.roles import Role
from generator.model import Comparator, Section, Target
from generator.model.report import Amendment
from generator.tracking.commitments import TargetCommitment, TaskCommitment

_COMPARED = {
    Comparator.MIN: "Tối thiểu ",
    Comparator.MAX: "Không quá ",
    Comparator.EXACT: "Đúng bằng ",
    Comparator.REDUCE_BY: "Giảm ",
    Comparator.INCREASE_BY: "Tăng ",
}
_IN_THE_MIDDLE = (Role.NO, Role.RUNNING_NO)
_TARGET_WIDTHS = (12, 28, 42)
"""Millimetres of the number, the unit and the value of a target; its words have the rest."""


def write_tasks(sheet: Sheet, columns: Columns, items: Sequence[TaskCommitment], above: tuple[Section, ...]) -> None:
    """One table of tasks; ``above`` are the sections that its title already names."""
    table = _headed(sheet, columns.headings, columns.widths(sheet.width))
    shown: list[Section] = list(above)
    for item in items:
        for section in item.current.sections:
            if not any(section is one for one in shown):
                shown.append(section)
                _section_row(table, section, _number_column(columns, section))
        _task_rows(sheet, table, columns, item)
    sheet.document.add_paragraph("")


def _headed(sheet: Sheet, headings: Sequence[str], widths: Sequence[float]) -> Any:
    """A ruled table whose first row is printed again on every page."""
    table = sheet.table(widths, ruled=True)
    for cell, heading in zip(table.rows[0].cells, headings, strict=True):
        centre(cell, (" ".join(heading.split()),), bold=True, size=SMALL)
    mark(table.rows[0]._tr.get_or_add_trPr(), "w:cantSplit")
    mark(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
    return table


def _add_row(table: Any) -> Any:
    row = table.add_row()
    fit_row(table, row)
    mark(row._tr.get_or_add_trPr(), "w:cantSplit")
    return row


def _number_column(columns: Columns, section: Section) -> int | None:
    """Where a section's number stands: in the first column, or «2.1» in the tasks' own where numbers run through the first.

    None where no column holds numbers: there they stand before the words.
    """
    if Role.NO not in columns.roles:
        return None
    return columns.roles.index(Role.NO) if (section.no or "")[:1].isdecimal() else 0


def _section_row(table: Any, section: Section, at: int | None) -> None:
    if not section.title:
        return
    row = _add_row(table)
    own = section.no is not None and at is not None
    title = row.cells[at + 1 if own and at is not None else 0].merge(row.cells[-1])
    for paragraph in title.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)
    _write(title, section.title if own else f"{numbered(section.no)} {section.title}".strip(), bold=True)
    if own and section.no:
        centre(row.cells[at], (section.no,), bold=True, size=SMALL)
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True  # a title does not end a page


def _write(cell: Any, text: str, *, bold: bool = False, middle: bool = False) -> None:
    for line in text.split("\n"):
        paragraph = next_paragraph(cell)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if middle else WD_ALIGN_PARAGRAPH.LEFT
        run = paragraph.add_run(line)
        run.bold, run.font.size = bold, Pt(SMALL)


def _task_rows(sheet: Sheet, table: Any, columns: Columns, item: TaskCommitment) -> None:
    """The rows of one task: one for each product and deadline, its other cells merged downwards."""
    task, before = item.current.task, item.issued.task if item.issued else None
    results, old = task.results(), before.results() if before else ()
    first = len(table.rows)
    whole = item.cancelled or item.added
    for at, result in enumerate(results):
        row = _add_row(table)
        for cell, role in zip(row.cells, columns.roles, strict=True):
            if at == 0 or role in (Role.PRODUCT, Role.DEADLINE):
                issued = columns.text(before, old[at] if at < len(old) else None, role) if before else None
                _fill(sheet, cell, role, columns.text(task, result, role), issued, item)
        if whole:
            sheet.change(row._tr.get_or_add_trPr(), "w:del" if item.cancelled else "w:ins", whole)
    if len(results) > 1:
        for at, role in enumerate(columns.roles):
            if role not in (Role.PRODUCT, Role.DEADLINE):
                _merge_down(table, at, first, len(results))


def _fill(sheet: Sheet, cell: Any, role: Role, text: str, issued: str | None, item: TaskCommitment) -> None:
    """A cell's text; where an amendment changed it, the issued words deleted and those in force inserted."""
    whole = item.cancelled or item.added
    if whole:
        paragraph = next_paragraph(cell)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if role in _IN_THE_MIDDLE else WD_ALIGN_PARAGRAPH.LEFT
        sheet.tracked(paragraph, "w:del" if item.cancelled else "w:ins", text, whole, size=SMALL)
    elif issued is not None and issued != text and item.changes:
        _change(sheet, cell, issued, text, item.changes[-1].amendment)
    else:
        _write(cell, text, middle=role in _IN_THE_MIDDLE)


def _change(sheet: Sheet, cell: Any, before: str, after: str, amendment: Amendment) -> None:
    paragraph = next_paragraph(cell)
    if before:
        sheet.tracked(paragraph, "w:del", before, amendment, size=SMALL)
    if after:
        sheet.tracked(paragraph, "w:ins", after, amendment, size=SMALL)


def _merge_down(table: Any, column: int, first: int, count: int) -> None:
    for at in range(count):
        properties = table.cell(first + at, column)._tc.get_or_add_tcPr()
        mark(properties, "w:vMerge", **({"val": "restart"} if at == 0 else {}))


# Targets.


def write_targets(sheet: Sheet, year: int, groups: Sequence[tuple[Section | None, Sequence[TargetCommitment]]]) -> None:
    """One table of targets, those of each section below its title."""
    number, unit, value = _TARGET_WIDTHS
    widths = (number, sheet.width - sum(_TARGET_WIDTHS), unit, value)
    table = _headed(sheet, ("STT", "Chỉ tiêu", "Đơn vị tính", f"Chỉ tiêu năm {year}"), widths)
    for section, items in groups:
        if section is not None:
            _section_row(table, section, 0)
        for at, item in enumerate(items, start=1):
            _target_row(sheet, table, at, item)
    sheet.document.add_paragraph("")


def _target_row(sheet: Sheet, table: Any, at: int, item: TargetCommitment) -> None:
    row = _add_row(table)
    now, before = _target_cells(at, item.current.target), item.issued and _target_cells(at, item.issued.target)
    whole = item.cancelled or item.added
    for place, (cell, text) in enumerate(zip(row.cells, now, strict=True)):
        if whole:
            sheet.tracked(next_paragraph(cell), "w:del" if item.cancelled else "w:ins", text, whole, size=SMALL)
        elif before and before[place] != text and item.changes:
            _change(sheet, cell, before[place], text, item.changes[-1].amendment)
        else:
            _write(cell, text, middle=place != 1)
    if whole:
        sheet.change(row._tr.get_or_add_trPr(), "w:del" if item.cancelled else "w:ins", whole)


def _target_cells(at: int, target: Target) -> tuple[str, ...]:
    return str(at), target.label, target.unit, say_target_value(target)


def say_target_value(target: Target) -> str:
    """``Tối thiểu 80``, ``100``, ``7.920``: as a column of values prints it. All of something needs no word before it."""
    number = f"{target.value:,f}".rstrip("0").rstrip(".") if "." in f"{target.value:f}" else f"{target.value:,f}"
    words = number.replace(",", "\0").replace(".", ",").replace("\0", ".")
    if target.comparator is None or (target.unit == "%" and target.value == 100):
        return words
    return _COMPARED.get(target.comparator, "") + words
