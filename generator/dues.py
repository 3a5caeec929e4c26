"""When a task falls due, as its deadline column and its prose say: what a report may name, and what a skeleton lists.

Statuses are computed elsewhere; rules and skeletons only need to know which due days exist.
"""

from collections.abc import Iterable, Iterator

from generator.commitments import TaskCommitment
from generator.deadlines import Kind, Occurrence, Part, Period, Reading, find_deadlines, occurrences, read_deadline
from generator.model import Deadline, Plan, Task

WAITING = (Kind.RELATIVE, Kind.CONDITIONAL, Kind.PER_PLAN, Kind.PER_LAW)
"""Kinds that have no day until an event gives them one."""


def span_of(plan: Plan) -> Period:
    """The days of a plan, as deadlines take them."""
    return Period(plan.period.first, plan.period.last)


def read_printed(deadline: Deadline, plan: Plan) -> Reading:
    """Our reading of a printed deadline within its plan."""
    return read_deadline(deadline.text, span_of(plan))


def column_parts(task: Task, plan: Plan) -> tuple[Part, ...]:
    """What the deadline column says, outcome by outcome."""
    readings = (read_printed(result.deadline, plan) for result in task.results() if result.deadline)
    return tuple(part for reading in readings for part in reading.parts)


def prose_parts(task: Task, plan: Plan) -> tuple[Part, ...]:
    """What product, content and note say besides."""
    texts = (task.content, task.note, *(result.product for result in task.results()))
    return tuple(part for text in texts if text for part in find_deadlines(text, span_of(plan)))


def due_days(item: TaskCommitment, plan: Plan) -> tuple[Occurrence, ...]:
    """Every due day that a report may name: of the task as it stands and as it was issued, earliest first."""
    tasks = [item.current.task, *([item.issued.task] if item.issued else [])]
    parts = [part for task in tasks for part in (*column_parts(task, plan), *prose_parts(task, plan))]
    return _in_order(_occurrences(parts, plan))


def recurring_days(task: Task, plan: Plan) -> tuple[Occurrence, ...]:
    """The due days of a duty that comes again, earliest first."""
    parts = [part for part in column_parts(task, plan) if part.kind is Kind.RECURRING]
    return _in_order(_occurrences(parts, plan))


def _occurrences(parts: Iterable[Part], plan: Plan) -> Iterator[Occurrence]:
    return (found for part in parts for found in occurrences(part, span_of(plan)))


def _in_order(found: Iterable[Occurrence]) -> tuple[Occurrence, ...]:
    by_day = {item.due: item for item in found}
    return tuple(by_day[day] for day in sorted(by_day))
