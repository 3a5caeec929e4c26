"""Numbered paragraphs: who is told to do what, and the tasks of a plan that tells them in prose."""

from collections.abc import Sequence
from itertools import groupby

from generator.drafting.paper.columns import cell_text, numbered
from generator.drafting.paper.sheet import Sheet
from generator.drafting.table.roles import Role
from generator.model import Section
from generator.model.plan import Duty
from generator.text.vietnamese import fold
from generator.tracking.commitments import TaskCommitment

_LABELS = (
    (Role.LEAD, "Đơn vị chủ trì"),
    (Role.COORDINATING, "Đơn vị phối hợp"),
    (Role.PRODUCT, "Sản phẩm"),
    (Role.DEADLINE, "Thời gian thực hiện"),
)


def write_duties(sheet: Sheet, duties: Sequence[Duty]) -> None:
    """Each duty as a paragraph; those of one body that they do not name, below its name."""
    for (no, agency), group in groupby(duties, key=lambda duty: (duty.no, duty.agency)):
        told = list(group)
        if agency and not any(_names(duty) for duty in told) and not told[0].text[:1].islower():
            sheet.body(f"{numbered(no)} {'; '.join(agency)}".strip())
            for duty in told:
                sheet.body(f"- {duty.text}")
            continue
        for duty in told:
            subject = f"{', '.join(agency)} " if agency and not _names(duty) and duty.text[:1].islower() else ""
            sheet.body(f"{numbered(no)} {subject}{duty.text}".strip())


def _names(duty: Duty) -> bool:
    """Whether a duty's own words name one of the bodies that have it."""
    return any(fold(name) in fold(duty.text) for name in duty.agency)


def write_section_title(sheet: Sheet, section: Section) -> None:
    """The number and title of a part; nothing where it has neither."""
    title = " ".join(filter(None, (numbered(section.no), section.title)))
    if title:
        sheet.led(title, "")


def write_told(sheet: Sheet, section: Section, tasks: Sequence[TaskCommitment]) -> None:
    """The tasks of a part and of the parts in it, those of ``tasks`` that stand there."""
    for item in tasks:
        if item.current.sections and item.current.sections[-1] is section:
            _write_task(sheet, item)
    for inner in section.sections:
        write_section_title(sheet, inner)
        write_told(sheet, inner, tasks)


def _write_task(sheet: Sheet, item: TaskCommitment) -> None:
    """A task as a numbered or bulleted paragraph; below it, by name, what its own words do not say."""
    task = item.current.task
    front = numbered(task.no) or "-"
    whole = item.cancelled or item.added
    if whole:
        sheet.changed(f"{front} {task.content}", "w:del" if item.cancelled else "w:ins", whole)
    elif item.changes and item.issued is not None and item.issued.task.content != task.content:
        sheet.changed(f"{front} {item.issued.task.content}", "w:del", item.changes[-1].amendment)
        sheet.changed(f"{front} {task.content}", "w:ins", item.changes[-1].amendment)
    else:
        sheet.body(f"{front} {task.content}")
    for line in _unsaid(item):
        if whole:
            sheet.changed(line, "w:del" if item.cancelled else "w:ins", whole)
        else:
            sheet.body(line)


def _unsaid(item: TaskCommitment) -> list[str]:
    """The fields of a task that its content does not say, each under its name."""
    task = item.current.task
    content = fold(task.content)
    lines = [
        f"+ {label}: {text}"
        for role, label in _LABELS
        for result in task.results()
        if (text := cell_text(task, result, role)) and not all(fold(part) in content for part in text.split("; "))
    ]
    return list(dict.fromkeys(lines))
