"""Rules of size: what no document of an agency reaches, and what would make a build slow for everybody.

Data comes from pull requests of anybody. A list of thousands, a chain of hundreds or a duty of every day in thousands of rows is
a slip or an attack; it is answered like any other mistake. One small function a rule; its docstring is the rule.
"""

from collections.abc import Iterable, Iterator, Mapping

from generator.check.complaint import Complaint, Rule, say
from generator.deadlines.records import Kind, Part
from generator.model import Plan
from generator.reading.catalogue import Catalogue
from generator.reading.tree import LEGAL_DOCUMENTS, plan_file
from generator.tracking.schedule import period_of, read_printed

MOST_STEPS = 24
"""Documents one above the other in a chain; a department's plan stands some eight below the law."""

MOST_ABOVE = 20
"""Documents that one carries out."""

MOST_INSIDE = 8
"""Targets one inside the other."""

MOST_DAYS = 10_000
"""Due days of all recurring duties of one plan, as their rules give them."""


def check_chains(catalogue: Catalogue) -> Iterator[Complaint]:
    """A document carries out a few others, and the chain up to the law has a few steps."""
    above = {name: document.implements for name, document in catalogue.legal_documents.items()}
    steps = count_steps(above)
    for index, (name, others) in enumerate(above.items()):
        path = ("legal_documents", index, "implements")
        if len(others) > MOST_ABOVE:
            hint = "chỉ ghi văn bản mà văn bản này trực tiếp thực hiện"
            yield say(LEGAL_DOCUMENTS, path, f"thực hiện {len(others)} văn bản, quá mức {MOST_ABOVE}", hint)
        if steps.get(name, 0) > MOST_STEPS:
            yield say(
                LEGAL_DOCUMENTS, path, f"chuỗi văn bản dài hơn {MOST_STEPS} bậc", "kiểm tra lại mã trong «implements»"
            )


def count_steps(above: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """How many known names stand one above the other over each name; names of a circle, and below one, are left out."""
    below: dict[str, list[str]] = {}
    waits = {name: {other for other in others if other in above} for name, others in above.items()}
    for name, others in waits.items():
        for other in others:
            below.setdefault(other, []).append(name)
    left = {name: len(others) for name, others in waits.items()}
    steps = {name: 0 for name, count in left.items() if count == 0}
    ready = list(steps)
    while ready:
        at = ready.pop()
        for name in below.get(at, ()):
            steps[name] = max(steps.get(name, 0), steps[at] + 1)
            left[name] -= 1
            if left[name] == 0:
                ready.append(name)
    return {name: count for name, count in steps.items() if left[name] == 0}


def check_inside(catalogue: Catalogue) -> Iterator[Complaint]:
    """Targets stand inside each other a few levels deep."""
    for plan in catalogue.plans.values():
        placed = list(plan.placed_targets())
        outer = {item.target.id: (item.target.within,) if item.target.within else () for item in placed}
        steps = count_steps(outer)
        for item in placed:
            if steps.get(item.target.id, 0) > MOST_INSIDE:
                message = f"chỉ tiêu lồng nhau sâu hơn {MOST_INSIDE} mức"
                yield say(plan_file(plan.id), (*item.path, "within"), message, "kiểm tra lại «within»")


def check_due_days(catalogue: Catalogue) -> Iterator[Complaint]:
    """All recurring duties of a plan together fall due at most ten thousand times."""
    for plan in catalogue.plans.values():
        if (days := _most_days(plan)) > MOST_DAYS:
            message = f"các việc định kỳ có thể đến hạn {days} lần trong kỳ, quá mức {MOST_DAYS}"
            yield say(plan_file(plan.id), ("period",), message, "kiểm tra lại kỳ kế hoạch và các việc hằng ngày")


def _most_days(plan: Plan) -> int:
    period = period_of(plan)
    years = period.end.year - period.start.year + 1
    return sum(years * _times(part.rrule) for part in _recurring(plan))


def _recurring(plan: Plan) -> Iterator[Part]:
    period = period_of(plan)
    for item in plan.placed_tasks():
        outcomes = (item.task.deadline, *(outcome.deadline for outcome in item.task.outcomes))
        for deadline in outcomes:
            if deadline is not None:
                yield from (part for part in read_printed(deadline, period).parts if part.kind is Kind.RECURRING)


def _times(rrule: str | None) -> int:
    """How often a rule can fall due in a year, at most."""
    fields = dict(field.split("=", 1) for field in (rrule or "").split(";") if "=" in field)
    days = len(fields.get("BYMONTHDAY", "").split(",")) if "BYMONTHDAY" in fields else 1
    if "BYDAY" in fields and "BYSETPOS" not in fields:
        days *= 5 * len(fields["BYDAY"].split(","))
    months = len(fields["BYMONTH"].split(",")) if "BYMONTH" in fields else 12
    every = {
        "DAILY": 366,
        "WEEKLY": 53 * days,
        "MONTHLY": 12 * days,
        "YEARLY": days * (months if "BYMONTH" in fields else 1),
    }
    return every.get(fields.get("FREQ", ""), 366)


RULES: tuple[Rule, ...] = (check_chains, check_inside, check_due_days)
