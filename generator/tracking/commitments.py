"""What a plan commits to on a day: the plan as issued, with the amendments that are in effect, and the issued words beside them.

An amendment never edits the plan. A task that was cancelled or moved stays in the list with the document that did it, so
that a page can show «promised · changed» side by side. Pure functions of records: rules, skeletons and statuses all use them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from generator.model.fields import Choice
from generator.model.plan import Deadline, Outcome, PlacedTarget, PlacedTask, Plan, Section, Target, Task, task_id
from generator.model.report import Amendment, TargetChange, TaskChange


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that an amendment changed, in the words before and after; None where there was or is nothing."""

    field: str
    before: str | None
    after: str | None
    amendment: Amendment
    reason: str | None = None
    outcome: int | None = None
    """Which product and deadline of the task, counted from 1, where it has several."""


@dataclass(frozen=True, slots=True)
class TaskCommitment:
    """A task as it stands on the day."""

    current: PlacedTask
    issued: PlacedTask | None
    """As the plan printed it; None for a task that an amendment added."""
    changes: tuple[FieldChange, ...] = ()
    added: Amendment | None = None
    cancelled: Amendment | None = None
    cancel_reason: str | None = None

    @property
    def id(self) -> str:
        return self.current.id


@dataclass(frozen=True, slots=True)
class TargetCommitment:
    """A target as it stands on the day."""

    current: PlacedTarget
    issued: PlacedTarget | None
    """As the plan printed it; None for a target that an amendment added."""
    changes: tuple[FieldChange, ...] = ()
    added: Amendment | None = None
    cancelled: Amendment | None = None
    cancel_reason: str | None = None

    @property
    def id(self) -> str:
        return self.current.target.id


@dataclass(frozen=True, slots=True)
class Commitments:
    """Everything a plan commits to on ``as_of``, in printed order, added items last."""

    plan: Plan
    as_of: date
    amendments: tuple[Amendment, ...]
    """Those in effect, in the order in which they apply."""
    tasks: tuple[TaskCommitment, ...]
    targets: tuple[TargetCommitment, ...]

    def task(self, name: str) -> TaskCommitment | None:
        return next((item for item in self.tasks if item.id == name), None)

    def target(self, name: str) -> TargetCommitment | None:
        return next((item for item in self.targets if item.id == name), None)


def apply_amendments(plan: Plan, amendments: Iterable[Amendment], as_of: date) -> Commitments:
    """The commitments of ``plan`` on ``as_of``. An amendment counts from its ``from_day``; of two the later one wins.

    A change that names an unknown task, target or outcome is skipped: the check has said so, and nothing is guessed.
    """
    applied = tuple(sorted((item for item in amendments if item.from_day <= as_of), key=lambda item: item.order))
    tasks = {item.id: TaskCommitment(item, item) for item in plan.placed_tasks()}
    targets = {item.target.id: TargetCommitment(item, item) for item in plan.placed_targets()}
    for amendment in applied:
        _change_tasks(amendment, tasks)
        _change_targets(amendment, targets)
        _add(plan, amendment, tasks, targets)
    return Commitments(plan, as_of, applied, tuple(tasks.values()), tuple(targets.values()))


def sections_of(plan: Plan) -> Iterator[tuple[str, tuple[Section, ...], str | None]]:
    """Every section: the part of a task's id that is its own («PL1.III»), the sections down to it, and its table."""
    return _walk(plan.sections, (), None)


def _walk(
    sections: tuple[Section, ...], above: tuple[Section, ...], table: str | None
) -> Iterator[tuple[str, tuple[Section, ...], str | None]]:
    for section in sections:
        chain, own = (*above, section), section.table or table
        # The id of any row is its section's and a number after the last dot.
        yield task_id(Task(no="0", content="-"), 1, chain, own).rpartition(".")[0], chain, own
        yield from _walk(section.sections, chain, own)


def find_section(plan: Plan, name: str | None) -> tuple[tuple[Section, ...], str | None] | None:
    """The section that an amendment means: by its part of the id, or by its printed number; the first one without a name."""
    found = list(sections_of(plan))
    if name is None:
        return found[0][1:] if found else None
    wanted = name.rstrip(".")
    exact = [(chain, table) for part, chain, table in found if part == wanted]
    by_number = [(chain, table) for _, chain, table in found if (chain[-1].no or "").rstrip(".") == wanted]
    return next(iter(exact or by_number), None)


def _change_tasks(amendment: Amendment, tasks: dict[str, TaskCommitment]) -> None:
    for change in amendment.tasks:
        item = tasks.get(change.task)
        if item is None:
            continue
        if change.cancelled:
            tasks[change.task] = replace(item, cancelled=amendment, cancel_reason=change.reason)
            continue
        task = changed_task(item.current.task, change)
        if task is not None:
            changes = tuple(_task_changes(item.current.task, task, change, amendment))
            current = replace(item.current, task=task)
            tasks[change.task] = replace(item, current=current, changes=(*item.changes, *changes))


def changed_task(task: Task, change: TaskChange) -> Task | None:
    """The task with the fields that the change states; None where it names an outcome that the task does not have."""
    direct = _stated(change, ("content", "lead", "coordinating"))
    result = _stated(change, ("product", "deadline"))
    if not result:
        return replace(task, **direct)
    if not task.outcomes:
        return replace(task, **direct, **result) if change.outcome in (None, 1) else None
    index = 1 if change.outcome is None and len(task.outcomes) == 1 else change.outcome
    if index is None or not 1 <= index <= len(task.outcomes):
        return None
    outcomes = list(task.outcomes)
    outcomes[index - 1] = replace(outcomes[index - 1], **result)
    return replace(task, **direct, outcomes=tuple(outcomes))


def _stated(change: TaskChange | TargetChange, names: tuple[str, ...]) -> dict[str, Any]:
    found = {name: getattr(change, name) for name in names}
    return {name: value for name, value in found.items() if value not in (None, ())}


def _task_changes(before: Task, after: Task, change: TaskChange, amendment: Amendment) -> Iterator[FieldChange]:
    yield from _differences(before, after, ("content", "lead", "coordinating"), change, amendment)
    for index, (old, new) in enumerate(zip(before.results(), after.results(), strict=True), start=1):
        outcome = index if before.outcomes else None
        for found in _differences(old, new, ("product", "deadline"), change, amendment):
            yield replace(found, outcome=outcome)


def _differences(
    before: Task | Outcome | Target,
    after: Task | Outcome | Target,
    names: tuple[str, ...],
    change: TaskChange | TargetChange,
    amendment: Amendment,
) -> Iterator[FieldChange]:
    for name in names:
        old, new = say_value(getattr(before, name)), say_value(getattr(after, name))
        if old != new:
            yield FieldChange(name, old, new, amendment, change.reason)


def say_value(value: object) -> str | None:
    """A field's value as one text: a deadline's phrase, a list joined with «; », a choice's Vietnamese label."""
    if value is None or value == ():
        return None
    if isinstance(value, Deadline):
        return value.text
    if isinstance(value, Choice):
        return value.label
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)


_TARGET_FIELDS = ("comparator", "value", "unit", "scope", "label")


def _change_targets(amendment: Amendment, targets: dict[str, TargetCommitment]) -> None:
    for change in amendment.targets:
        item = targets.get(change.target)
        if item is None:
            continue
        if change.cancelled:
            targets[change.target] = replace(item, cancelled=amendment, cancel_reason=change.reason)
            continue
        before = item.current.target
        after = replace(
            before, **_stated(change, _TARGET_FIELDS), stated=before.stated or change.comparator is not None
        )
        changes = tuple(_differences(before, after, _TARGET_FIELDS, change, amendment))
        current = replace(item.current, target=after)
        targets[change.target] = replace(item, current=current, changes=(*item.changes, *changes))


def _add(
    plan: Plan, amendment: Amendment, tasks: dict[str, TaskCommitment], targets: dict[str, TargetCommitment]
) -> None:
    for placed in added_tasks(plan, amendment):
        tasks.setdefault(placed.id, TaskCommitment(placed, None, added=amendment))
        for index, target in enumerate(placed.task.targets):
            item = PlacedTarget(target, placed, (*placed.path, "targets", index))
            targets.setdefault(target.id, TargetCommitment(item, None, added=amendment))
    for index, target in enumerate(amendment.added_targets):
        item = PlacedTarget(target, None, ("added_targets", index))
        targets.setdefault(target.id, TargetCommitment(item, None, added=amendment))


def added_tasks(plan: Plan, amendment: Amendment) -> Iterator[PlacedTask]:
    """The tasks that an amendment adds, each with its id; its path is that in the amendment's file."""
    indexed = sorted(enumerate(amendment.added), key=lambda item: item[1].section or "")
    for name, group in groupby(indexed, key=lambda item: item[1].section):
        found = find_section(plan, name)
        for ordinal, (index, added) in enumerate(group, start=1):
            if found is not None:
                chain, table = found
                number = len(chain[-1].tasks) + ordinal
                yield PlacedTask(task_id(added.task, number, chain, table), added.task, chain, ("added", index, "task"))
