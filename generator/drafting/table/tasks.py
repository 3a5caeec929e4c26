"""A draft's sections and tasks as YAML, each doubt beside its row and each target without its metric, which a person chooses."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.drafting.table.draft import DraftOutcome, DraftPlan, DraftSection, DraftTarget, DraftTask
from generator.model.plan import Holds
from generator.reading.yamltext import (
    Lines,
    as_item,
    commented,
    doubt,
    entry,
    indented,
    listed,
    remark,
    scalar,
)


def columns_text(columns: Sequence[tuple[Holds, str]]) -> Lines:
    """The field ``columns`` of a plan or a section; nothing where the table has no headings."""
    items = [
        line for holds, heading in columns for line in as_item([f"holds: {holds.value}", *entry("heading", heading)])
    ]
    return ["columns:", *indented(items)] if items else []


def sections_text(plan: DraftPlan) -> Lines:
    """The field ``sections`` of a plan, with the doubts about the whole text above it."""
    lines = [doubt(text, "bảng") for text in plan.doubts]
    if not plan.sections:
        example = ["sections:", *indented(as_item(_EXAMPLE))]
        return [*lines, remark("các mục và nhiệm vụ; mẫu ở ngay dưới", "mục"), *commented(example)]
    writer = _Writer()
    parts = [part for section in plan.sections for part in section.all_sections()]
    if plan.table_targets or any(part.targets for part in parts) or any(task.targets for task in plan.tasks()):
        ask = "chọn metric trong registry/metrics.yml cho từng chỉ tiêu; chưa chọn thì trang ghi «chưa gắn chỉ số»"
        lines.append(remark(ask, "chỉ tiêu"))
    return [*lines, "sections:", *indented(writer.sections(plan.sections, ()))]


def targets_text(plan: DraftPlan) -> Lines:
    """The field ``targets`` of a plan: those of its tables, then of its prose, numbered on after those of its sections."""
    inside = sum(1 for _ in plan.all_targets()) - len(plan.table_targets)
    return _Writer(inside).stated([*plan.table_targets, *plan.targets])


_EXAMPLE: Lines = [
    "no: I",
    "title: Tên mục",
    "tasks:",
    '  - no: "1"',
    "    content: Nội dung công việc",
    "    lead:",
    "      - Văn phòng Sở",
    "    coordinating:",
    "      - Các phòng, đơn vị thuộc Sở",
    "    product: Dự kiến sản phẩm",
    "    deadline: Quý II",
]


class _Writer:
    """Writes sections while it counts the targets, whose ids are unique in a plan."""

    def __init__(self, targets: int = 0) -> None:
        self._targets = targets
        self._outer = 0
        """The number of the last target that is not nested in another."""

    def sections(self, sections: Sequence[DraftSection], above: tuple[str, ...]) -> Lines:
        return [line for section in sections for line in as_item(self._section(section, above))]

    def _section(self, section: DraftSection, above: tuple[str, ...]) -> Lines:
        chain = (*above, section.table or "", section.no or "")
        where = _where(chain)
        lines = [*(doubt(text, where) for text in section.doubts), *_asides(section.asides)]
        lines += entry("no", section.no) if section.no else []
        lines += entry("title", " ".join(section.title.split())) if section.title else []
        lines += [f"table: {section.table}"] if section.table else []
        lines += columns_text(section.columns)
        if section.tasks:
            items = [line for task in section.tasks for line in as_item(self._task(task, chain))]
            lines += ["tasks:", *indented(items)]
        if section.sections:
            lines += ["sections:", *indented(self.sections(section.sections, chain))]
        if section.targets:
            lines += self.stated(section.targets)
        return lines if any(not line.startswith("#") for line in lines) else [*lines, "tasks: []"]

    def _task(self, task: DraftTask, chain: tuple[str, ...]) -> Lines:
        where = _where(chain, task.no or f"dòng {task.line}")
        lines = [*(doubt(text, where) for text in task.doubts), *_asides(task.asides)]
        lines += [f"no: {_number(task.no)}"] if task.no else []
        lines += [f"running_no: {_number(task.running_no)}"] if task.running_no else []
        lines += entry("content", task.content) if task.content else ["content:"]
        lines += listed("lead", task.lead)
        lines += listed("coordinating", task.coordinating)
        lines += _outcome_lines(task.outcomes)
        lines += entry("note", task.note) if task.note else []
        return lines + self.stated(task.targets) + _corrected(task)

    def stated(self, targets: Sequence[DraftTarget]) -> Lines:
        """Numbers that the document sets, each still without a metric."""
        items = [line for target in targets for line in as_item(list(self._target(target)))]
        return ["targets:", *indented(items)] if items else []

    def _target(self, target: DraftTarget) -> Iterator[str]:
        self._targets += 1
        self._outer = self._outer if target.nested else self._targets
        yield f"id: CT{self._targets}"
        yield from entry("label", target.label)
        yield f"comparator: {target.comparator or 'null'}"
        yield f"value: {_decimal(target.value)}"
        yield f"unit: {scalar(target.unit)}" if target.unit else 'unit: ""'
        if target.scope:
            yield from entry("scope", " ".join(target.scope.split()))
        if target.nested and self._outer:
            yield f"within: CT{self._outer}"
        if target.comparator is None:
            yield "stated: false"
        if target.note:
            yield from entry("note", target.note)


def _corrected(task: DraftTask) -> Lines:
    """Where the fields depart from the printed cells."""
    items = [
        line
        for one in task.corrected
        for line in as_item([f"field: {one.field}", *entry("raw", one.raw), *entry("reason", one.reason)])
    ]
    return ["corrected:", *indented(items)] if items else []


def _asides(texts: Sequence[str]) -> Lines:
    """What the row also prints, as plain comments: no question, nothing to resolve."""
    return [f"# {' '.join(text.split())}" for text in texts]


def _outcome_lines(outcomes: Sequence[DraftOutcome]) -> Lines:
    """Product and deadline directly where there is one pair, else a list of pairs."""
    pairs = [_pair(outcome) for outcome in outcomes]
    if len(pairs) == 1:
        return pairs[0]
    return ["outcomes:", *indented(line for pair in pairs if pair for line in as_item(pair))]


def _pair(outcome: DraftOutcome) -> Lines:
    product = entry("product", outcome.product) if outcome.product else []
    return product + (entry("deadline", outcome.deadline) if outcome.deadline else [])


def _number(no: str) -> str:
    """A number as text: ``"1"``, ``I``."""
    return scalar(no)


def _decimal(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _where(chain: Sequence[str], task: str = "") -> str:
    numbers = [part for part in chain if part]
    words = [f"mục {'.'.join(numbers)}"] if numbers else []
    return ", ".join([*words, f"nhiệm vụ {task}"] if task else words)
