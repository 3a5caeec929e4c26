"""Work of a plan that has no day of its own, gathered apart from what has one: all through the year, or on another's day."""

from dataclasses import dataclass

from generator.addresses import task_anchor
from generator.deadlines import Kind
from generator.model import Plan
from generator.pages.parts.page import shortened
from generator.pages.plan.timeline_rows import fills_period
from generator.tracking.progress import DueProgress, PlanProgress

LONGEST = 70
"""Letters of a task that stand beside its number."""

ONGOING, OTHERWISE = "Thường xuyên", "Theo văn bản khác, chờ sự kiện, hoặc không ghi thời hạn"


@dataclass(frozen=True, slots=True)
class UndatedTask:
    """A task as a line of the list."""

    id: str
    anchor: str
    content: str


@dataclass(frozen=True, slots=True)
class Undated:
    """Tasks of one kind, in printed order, under words such as «Thường xuyên»."""

    words: str
    tasks: tuple[UndatedTask, ...]


def undated_of(plan: Plan, progress: PlanProgress) -> tuple[Undated, ...]:
    """The tasks of which no result falls on a day, by why; kinds that the plan does not have are left out."""
    whole = "Trong cả năm" if plan.period.first.year == plan.period.last.year else "Trong cả kỳ"
    dues: dict[str, list[DueProgress]] = {}
    for due in progress.dues:
        dues.setdefault(due.due.task.id, []).append(due)
    found: dict[str, list[UndatedTask]] = {ONGOING: [], whole: [], OTHERWISE: []}
    for item in plan.placed_tasks():
        own = dues.get(item.id, [])
        if any(_has_day(due, plan) for due in own):
            continue
        ongoing = any(part.kind is Kind.ONGOING for due in own for part in due.due.parts)
        words = ONGOING if ongoing else whole if any(fills_period(due, plan) for due in own) else OTHERWISE
        found[words].append(UndatedTask(item.id, task_anchor(item.id), shortened(item.task.content, LONGEST)))
    return tuple(Undated(words, tuple(tasks)) for words, tasks in found.items() if tasks)


def _has_day(due: DueProgress, plan: Plan) -> bool:
    return any(turn.due is not None for turn in due.turns) and not fills_period(due, plan)
