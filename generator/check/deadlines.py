"""Rules for printed deadlines: what cannot be read is said before it is published."""

from collections.abc import Iterator

from generator.check.complaint import Complaint, Rule
from generator.deadlines import Part
from generator.model import Deadline, Plan
from generator.reading.catalogue import Catalogue
from generator.reading.problems import FieldPath, Problem
from generator.reading.tree import plan_file
from generator.tracking.schedule import period_of, read_printed

BY_HAND = "; nếu văn bản in đúng như vậy, thêm «rule» để nói cách đọc"


def check_deadlines(catalogue: Catalogue) -> Iterator[Complaint]:
    """A printed deadline names only days that exist; one not read to its last word is a notice, a wrong ``rule`` a problem."""
    for plan in catalogue.plans.values():
        for path, deadline in _deadlines(plan):
            reading = read_printed(deadline, period_of(plan))
            for mistake in reading.mistakes:
                message = f"«{mistake.key}: {mistake.found}» không dùng được"
                yield plan_file(plan.id), Problem(file="", path=(*path, "rule"), message=message, hint=mistake.expected)
            for part in reading.unread or reading.partly:
                yield plan_file(plan.id), _unread(path, part)


def _unread(path: FieldPath, part: Part) -> Problem:
    """A day that does not exist is a mistake; words we do not know ask for a «rule»: until then the row judges nothing."""
    reason = part.reason or ""
    named = reason if part.text in reason else f"«{part.text}»: {reason}"
    hint = part.hint or ""
    return Problem(
        file="", path=path, message=named, hint=hint + ("" if "rule" in hint else BY_HAND), warning=not part.mistake
    )


def _deadlines(plan: Plan) -> Iterator[tuple[FieldPath, Deadline]]:
    for item in plan.placed_tasks():
        if item.task.deadline is not None:
            yield (*item.path, "deadline"), item.task.deadline
        for index, outcome in enumerate(item.task.outcomes):
            if outcome.deadline is not None:
                yield (*item.path, "outcomes", index, "deadline"), outcome.deadline


RULES: tuple[Rule, ...] = (check_deadlines,)
