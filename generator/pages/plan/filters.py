"""What the tasks of a plan can be sifted by: who does them, in which month they fall due, how they stand.

A row carries short keys, so that a few lines of script can hide what a reader did not ask for. Without the script every row
stays, and the contents and the calendar lead to the same places.
"""

from dataclasses import dataclass

from generator.model import PlacedTask, Plan
from generator.text.vietnamese import sort_key
from generator.tracking.progress import PlanProgress
from generator.tracking.status import SILENT_WORK


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to sift by, with how many tasks it leaves."""

    key: str
    words: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RowKeys:
    """What a row answers to: units by their key, months from 1 to 12, statuses by their key."""

    units: tuple[str, ...]
    months: tuple[int, ...]
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The choices of a plan, and the keys of each of its tasks by id."""

    units: tuple[Choice, ...]
    months: tuple[Choice, ...]
    states: tuple[Choice, ...]
    dated: int
    """How many tasks have a day in the calendar."""
    undated: int
    """How many have none: done all the time, or on the day of something else."""
    keys: dict[str, RowKeys]


def filters_of(plan: Plan, progress: PlanProgress) -> Filters:
    """The choices that the plan's own tasks give, in Vietnamese order, months by their number."""
    tasks = list(plan.placed_tasks())
    names = sorted({name for item in tasks for name in _names(item)}, key=sort_key)
    numbers = {name: str(number) for number, name in enumerate(names)}
    months, states, words = _months(progress), _states(progress), _state_words(progress)
    keys = {
        item.id: RowKeys(
            units=tuple(numbers[name] for name in _names(item)),
            months=tuple(sorted(months.get(item.id, ()))),
            states=tuple(sorted(states.get(item.id, ()))),
        )
        for item in tasks
    }
    return Filters(
        units=tuple(Choice(numbers[name], name, _count(keys, "units", numbers[name])) for name in names),
        months=tuple(Choice(str(month), str(month), _count(keys, "months", month)) for month in _all_months(keys)),
        states=tuple(Choice(key, words[key], _count(keys, "states", key)) for key in words),
        dated=sum(1 for key in keys.values() if key.months),
        undated=sum(1 for key in keys.values() if not key.months),
        keys=keys,
    )


def _names(item: PlacedTask) -> tuple[str, ...]:
    """Who leads and who helps, each once."""
    return tuple(dict.fromkeys((*item.task.lead, *item.task.coordinating)))


def _months(progress: PlanProgress) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for due in progress.dues:
        found.setdefault(due.due.task.id, set()).update(turn.due.month for turn in due.turns if turn.due is not None)
    return found


def _states(progress: PlanProgress) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for due in progress.dues:
        found.setdefault(due.due.task.id, set()).add(due.current.status.state.key)
    return found


def _state_words(progress: PlanProgress) -> dict[str, str]:
    """Every status that a task of the plan has, in the order of the first task that has it."""
    states = (due.current.status.state for due in progress.dues)
    return {state.key: "Thường xuyên, chưa có báo cáo" if state is SILENT_WORK else state.word for state in states}


def _all_months(keys: dict[str, RowKeys]) -> list[int]:
    return sorted({month for key in keys.values() for month in key.months})


def _count(keys: dict[str, RowKeys], kind: str, wanted: object) -> int:
    return sum(1 for key in keys.values() if wanted in getattr(key, kind))
