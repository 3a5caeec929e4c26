"""A task whose fields stand below it under their names: «- Đơn vị chủ trì: …», «- Thời gian: …»."""

import re

from generator.drafting.prose.parts import Part
from generator.drafting.prose.titles import LONGEST_LABEL
from generator.drafting.table.actors import split_actors, split_roles
from generator.drafting.table.draft import DraftTask
from generator.drafting.table.roles import Role, role_of
from generator.drafting.table.targets import find_targets


def labelled_task(part: Part) -> DraftTask | None:
    """A part as such a task; at least two fields must stand below it."""
    below = [*part.lines, *(inner.line for inner in part.inside)]
    fields = [found for line in below if (found := _field(line))]
    if len(fields) < 2:
        return None
    task = DraftTask(line=0, no=part.no, content=_without_label(part.text))
    for role, text in fields:
        _set(task, role, text)
    rest = [line for line in below if _field(line) is None]
    if not task.content and rest:
        task.content = _without_label(rest.pop(0))
    task.content = "\n".join([task.content, *rest])
    task.targets += find_targets(task.content)
    return task if task.content else None


def _field(line: str) -> tuple[Role, str] | None:
    """A line «label: text» whose label names a field of a task."""
    label, colon, text = re.sub(r"^(?:[-–+•*]|[a-zđ][.)]|\d{1,2}[.)])\s{0,4}", "", line).partition(":")
    if not colon or not text.strip() or len(label) > LONGEST_LABEL:
        return None
    role = role_of(label)
    known = (Role.LEAD, Role.COORDINATING, Role.PRODUCT, Role.DEADLINE, Role.NOTE)
    return (role, text.strip()) if role in known else None


def _without_label(text: str) -> str:
    label, colon, rest = text.partition(":")
    if colon and len(label) <= LONGEST_LABEL and role_of(label) is Role.CONTENT and rest.strip():
        return rest.strip()
    return text


def _set(task: DraftTask, role: Role, text: str) -> None:
    plain = text.rstrip(" .;")
    if role is Role.LEAD:
        leading, helping = split_roles(plain)
        task.lead += split_actors(leading)[0]
        task.coordinating += split_actors(helping)[0]
    elif role is Role.COORDINATING:
        task.coordinating += split_actors(plain)[0]
    elif role is Role.PRODUCT:
        task.outcomes[0].product = text
    elif role is Role.DEADLINE:
        task.outcomes[0].deadline = plain
    else:
        task.note = text
