"""The columns of a printed table of tasks: as the plan's record heads them, else as its source does, else in the usual words."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.drafting.table.actors import is_explicit_list, split_actors, split_roles
from generator.drafting.table.cells import split_lines
from generator.drafting.table.columns import assign_roles
from generator.drafting.table.events import read_events
from generator.drafting.table.roles import HOLDS, Role
from generator.drafting.table.rows import Table, gather_tables
from generator.drafting.table.stacked import unstacked
from generator.model import Plan, Section, Task
from generator.model.plan import Outcome, TableColumn

_OURS = ((Role.NO, "TT"), (Role.CONTENT, "Nội dung công việc"), (Role.LEAD, "Cơ quan chủ trì"))
_MORE = (
    (Role.COORDINATING, "Cơ quan phối hợp"),
    (Role.PRODUCT, "Sản phẩm"),
    (Role.DEADLINE, "Thời gian thực hiện"),
    (Role.NOTE, "Ghi chú"),
)
_ROLES = {holds: role for role, holds in HOLDS.items()}
_NUMBERS = (Role.NO, Role.RUNNING_NO)
_NARROW = 12
"""Millimetres of a column of numbers: «XVIII» in one line."""

_SHARES = {
    Role.CONTENT: 62,
    Role.PRODUCT: 42,
    Role.LEAD: 34,
    Role.COORDINATING: 34,
    Role.DEADLINE: 36,
    Role.NOTE: 26,
}
"""How the other columns share the rest of the width."""


@dataclass(slots=True)
class Columns:
    """Headings and what each column holds."""

    roles: list[Role]
    headings: list[str]

    def widths(self, width: int) -> list[float]:
        """Millimetres of each column of a table ``width`` millimetres wide."""
        rest = width - _NARROW * sum(role in _NUMBERS for role in self.roles)
        whole = sum(_SHARES.get(role, 0) for role in self.roles)
        return [_NARROW if role in _NUMBERS else rest * _SHARES[role] / whole for role in self.roles]

    def text(self, task: Task, result: Outcome | None, role: Role) -> str:
        """What a column prints of a task; a number that has no column stands before the content."""
        text = cell_text(task, result, role)
        if role is Role.CONTENT and Role.NO not in self.roles:
            return f"{numbered(task.no)} {text}".strip()
        return text


def numbered(no: str | None) -> str:
    """A number as it stands before words: «1.», «II.», «a)»; «» for none."""
    if not no:
        return ""
    return f"{no})" if len(no) == 1 and no.islower() else no if no.endswith((".", ")")) else f"{no}."


def printed_tables(source: str) -> list[Columns]:
    """The columns of each table of tasks that a source prints."""
    tables, _ = gather_tables(list(read_events(unstacked(split_lines(source))))) if source else ([], [])
    return [found for table in tables if (found := _printed_columns(table)) is not None]


def columns_of(
    plan: Plan, parts: Sequence[tuple[Section | None, Sequence[Task]]], printed: list[Columns]
) -> list[Columns]:
    """The columns of each table: a pair of the section that is the table, or None, and its tasks."""
    found: list[Columns] = []
    for at, (section, tasks) in enumerate(parts):
        stated = (section.columns if section is not None else ()) or plan.columns
        own = _stated(stated) if stated else None
        if own is None and printed:
            own = printed[at] if len(printed) >= len(parts) else printed[0]
        used = _used(tasks)
        found.append(own if own is not None and used <= set(own.roles) else _with_missing(own, used))
    return found


def _stated(columns: Sequence[TableColumn]) -> Columns:
    return Columns([_ROLES[one.holds] for one in columns], [one.heading for one in columns])


def _printed_columns(table: Table) -> Columns | None:
    if table.headings is None:
        return None
    roles, _ = assign_roles(table.headings, [row.cells for row in table.rows])
    kept = [(role, heading) for role, heading in zip(roles, table.headings, strict=False) if role in HOLDS]
    if Role.CONTENT not in roles or Role.VALUE in roles or len(kept) < 3:
        return None
    return Columns([role for role, _ in kept], [" ".join(heading.split()) for _, heading in kept])


def _with_missing(columns: Columns | None, used: set[Role]) -> Columns:
    """Columns with ours added for what the tasks hold and no printed column does."""
    roles = list(columns.roles) if columns else [role for role, _ in _OURS]
    headings = list(columns.headings) if columns else [heading for _, heading in _OURS]
    if Role.RUNNING_NO in used and Role.RUNNING_NO not in roles:
        roles.insert(0, Role.RUNNING_NO)
        headings.insert(0, "Số TT")
    for role, heading in _MORE:
        if role in used and role not in roles:
            roles.append(role)
            headings.append(heading)
    return Columns(roles, headings)


def _used(tasks: Sequence[Task]) -> set[Role]:
    every = (Role.RUNNING_NO, Role.LEAD, Role.COORDINATING, Role.PRODUCT, Role.DEADLINE, Role.NOTE)
    return {role for task in tasks for result in task.results() for role in every if cell_text(task, result, role)}


def cell_text(task: Task, result: Outcome | None, role: Role) -> str:
    """What a column prints of a task."""
    if role is Role.PRODUCT:
        return (result.product or "") if result else ""
    if role is Role.DEADLINE:
        return result.deadline.text if result and result.deadline else ""
    return {
        Role.NO: task.no or "",
        Role.RUNNING_NO: task.running_no or "",
        Role.CONTENT: task.content,
        Role.LEAD: listed_names(task.lead),
        Role.COORDINATING: listed_names(task.coordinating),
        Role.NOTE: task.note or "",
    }.get(role, "")


def listed_names(names: Sequence[str]) -> str:
    """Names of bodies in one cell so that reading them gives the same names: «A; B», or line by line where that is not enough."""
    plain = "; ".join(names)
    again = split_actors(split_roles(plain)[0])[0]
    return (
        plain
        if again == list(names) and not is_explicit_list(plain)
        else "".join(f"{name};\n" for name in names).rstrip("\n")
    )
