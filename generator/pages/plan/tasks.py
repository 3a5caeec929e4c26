"""The tasks of a plan as the tables of its document: sections with their rows, the columns, and the table of contents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.addresses import task_anchor
from generator.model import Departure, PlacedTask, Plan, Section, TableColumn, Task
from generator.model.fields import label_of
from generator.pages.parts.page import Text, text_of
from generator.pages.parts.task_state import OutcomeState, states_of
from generator.pages.plan.filters import RowKeys
from generator.pages.plan.source import SourceLines, source_lines
from generator.pages.plan.taken_up import TakenUp
from generator.pages.plan.text import section_anchor
from generator.text.wording import sentence
from generator.tracking.linked import Linked


@dataclass(frozen=True, slots=True)
class OutcomeCell:
    """One product with its deadline as printed, and what became of it; None where the outcome below says the same."""

    product: Text
    deadline: str
    state: OutcomeState | None


@dataclass(frozen=True, slots=True)
class Remark:
    """That cells differ from the source in text or place: each note names cells, what the source prints, and why."""

    kind: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One task as a row of the official table."""

    id: str
    anchor: str
    no: str
    running_no: str
    """The first of two number columns, where the table prints two."""
    content: Text
    lead: str
    coordinating: str
    outcomes: tuple[OutcomeCell, ...]
    note: str
    remarks: tuple[Remark, ...]
    taken_up: tuple[str, str] | None
    """Words and anchor of what departments do about a task given to all of them."""
    history: str
    """The anchor of what was promised, changed and reported; empty where there is only the promise."""
    source: SourceLines | None
    keys: RowKeys
    """What the filters know of the task."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the task tables: what its cells hold, and its heading."""

    key: str
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPart:
    """A section with its rows; ``level`` is the depth of its heading, from 2."""

    anchor: str
    level: int
    number: str
    title: str
    caption: str
    count: str
    """``5 nhiệm vụ``: what a phone shows of a section that is folded."""
    open: bool
    """Whether a phone shows the section unfolded: the first that has tasks."""
    columns: tuple[Column, ...]
    """Columns of the table as the document heads and orders them, without those that no task fills."""
    rows: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents."""

    anchor: str
    mark: str
    words: str
    count: str
    inner: tuple["Entry", ...] = ()


_COMMON = {
    "no": "TT",
    "content": "Nội dung công việc",
    "lead": "Cơ quan chủ trì",
    "coordinating": "Cơ quan phối hợp",
    "product": "Dự kiến sản phẩm",
    "deadline": "Thời gian thực hiện",
    "note": "Ghi chú",
}
"""Columns in the order and under the headings that most plans print."""

_ALWAYS = {"no", "content", "deadline"}


def filled_columns(plan: Plan) -> frozenset[str]:
    """The columns that tables show: the first three always, the others where some task of the plan fills them."""
    tasks = [item.task for item in plan.placed_tasks()]
    filled = {name for name in ("lead", "coordinating", "note") if any(getattr(task, name) for task in tasks)}
    if any(outcome.product for task in tasks for outcome in task.results()):
        filled.add("product")
    return frozenset(_ALWAYS | filled)


def columns(printed: tuple[TableColumn, ...], filled: frozenset[str]) -> tuple[Column, ...]:
    """The filled columns as printed, else those in common use.

    The number always stands first, for it names the row; a column that tasks fill and the document does not head keeps the
    common heading and stands last.
    """
    heads = {item.holds.value: item.heading for item in printed}
    ordered = [Column(key, heads.get(key, common)) for key, common in _COMMON.items()]
    if heads:
        places = ["no", *heads, *_COMMON]
        ordered.sort(key=lambda column: places.index(column.key))
    return tuple(column for column in ordered if column.key in filled)


LONGEST_NARROW_NUMBER = 3
"""Letters of a number that fit the narrow first column; ``2.2.1`` does not."""


def table_class(plan: Plan) -> str:
    """How the task tables are set. Tasks of a plan in prose have no numbers and no columns to compare: they stay cards."""
    numbers = [item.task.no for item in plan.placed_tasks() if item.task.no]
    if not numbers:
        return "ck-table ck-plan ck-listed"
    deep = any(len(number) > LONGEST_NARROW_NUMBER for number in numbers)
    return "ck-table ck-plan ck-deep" if deep else "ck-table ck-plan"


def section_parts(
    linked: Linked, plan: Plan, taken: tuple[TakenUp, ...], histories: Mapping[str, str], keys: Mapping[str, RowKeys]
) -> tuple[SectionPart, ...]:
    """The sections flattened, each with its own rows, in printed order; ``histories`` and ``keys`` are by the task's id."""
    groups = {group.id: group for group in taken}
    states = states_of(linked.progress[plan.id])
    rows = {
        item.path: _row(linked, plan, item, groups, states[item.id], histories.get(item.id, ""), keys[item.id])
        for item in plan.placed_tasks()
    }
    placed = list(_placed(plan.sections, ("sections",), (), None))
    filled = filled_columns(plan)
    first = next((place for place in placed if place.section.tasks), None)
    return tuple(
        SectionPart(
            anchor=place.anchor,
            level=min(len(place.numbers) + 1, 4),
            number=_mark(place.section),
            title=place.section.title or "",
            caption=_caption(place.section),
            count=f"{len(place.section.tasks)} nhiệm vụ",
            open=place is first,
            columns=columns(place.columns or plan.columns, filled),
            rows=tuple(rows[(*place.path, "tasks", ordinal)] for ordinal in range(len(place.section.tasks))),
        )
        for place in placed
    )


@dataclass(frozen=True, slots=True)
class _Placed:
    """A section where it stands: the numbers of those above it and its own, None where none is printed."""

    section: Section
    path: tuple[str | int, ...]
    numbers: tuple[str | None, ...]
    anchor: str
    columns: tuple[TableColumn, ...]
    """Headings of its own table, or of the table that it stands in."""


def _placed(
    sections: tuple[Section, ...],
    path: tuple[str | int, ...],
    above: tuple[str | None, ...],
    table: str | None,
    heads: tuple[TableColumn, ...] = (),
) -> Iterator[_Placed]:
    for index, section in enumerate(sections):
        here, numbers, own = (*path, index), (*above, section.no), section.table or table
        columns_here = section.columns or heads
        yield _Placed(section, here, numbers, section_anchor(own, numbers, index + 1), columns_here)
        yield from _placed(section.sections, (*here, "sections"), numbers, own, columns_here)


def _mark(section: Section) -> str:
    return (section.no or "").rstrip(".")


def _caption(section: Section) -> str:
    words = f"{_mark(section)} {section.title or ''}".strip()
    count = f"{len(section.tasks)} nhiệm vụ"
    return f"{words}: {count}" if words else count


def contents(plan: Plan) -> tuple[Entry, ...]:
    """The table of contents: sections and the sections right below them, each with the number of its tasks."""
    return tuple(_entries(plan.sections, (), None, depth=2))


def _entries(
    sections: tuple[Section, ...], above: tuple[str | None, ...], table: str | None, depth: int
) -> Iterator[Entry]:
    for ordinal, section in enumerate(sections, start=1):
        numbers, own = (*above, section.no), section.table or table
        if section.title or section.no:
            yield Entry(
                anchor=section_anchor(own, numbers, ordinal),
                mark=_mark(section) or section.table or "",
                words=section.short or section.title or "",
                count=str(_count(section)),
                inner=tuple(_entries(section.sections, numbers, own, depth - 1)) if depth > 1 else (),
            )


def _count(section: Section) -> int:
    return len(section.tasks) + sum(_count(part) for part in section.sections)


def _row(
    linked: Linked,
    plan: Plan,
    item: PlacedTask,
    groups: dict[str, TakenUp],
    states: tuple[OutcomeState, ...],
    history: str,
    keys: RowKeys,
) -> TaskRow:
    task, group = item.task, groups.get(item.id)
    place = linked.traces[plan.id].tasks.get(item.id) if plan.id in linked.traces else None
    return TaskRow(
        id=item.id,
        anchor=task_anchor(item.id),
        no=(task.no or "").rstrip("."),
        running_no=task.running_no or "",
        content=text_of(linked.runs(task.content, plan)),
        lead="; ".join(task.lead),
        coordinating="; ".join(task.coordinating),
        outcomes=tuple(_outcomes(linked, plan, task, states)),
        note=task.note or "",
        remarks=_remarks(task),
        taken_up=(f"{len(group.lines)} việc tương ứng trong kế hoạch của sở", group.anchor) if group else None,
        history=history,
        source=source_lines(linked, plan, place) if place else None,
        keys=keys,
    )


def _outcomes(linked: Linked, plan: Plan, task: Task, states: tuple[OutcomeState, ...]) -> Iterator[OutcomeCell]:
    alike = len(set(states)) == 1
    for number, (outcome, state) in enumerate(zip(task.results(), states, strict=True), start=1):
        product = text_of(linked.runs(outcome.product, plan)) if outcome.product else ()
        shown = state if number == len(states) or not alike else None
        yield OutcomeCell(product, outcome.deadline.text if outcome.deadline else "", shown)


_LABELS = {name: label_of(declared) for name, declared in Task.__dataclass_fields__.items()}


def _remarks(task: Task) -> tuple[Remark, ...]:
    kinds = (("Phục hồi từ bản quét", task.restored), ("Khác bản nguồn", task.corrected))
    return tuple(Remark(kind, _notes(task, departures)) for kind, departures in kinds if departures)


def _notes(task: Task, departures: tuple[Departure, ...]) -> tuple[str, ...]:
    """Departures in words, those with one reason together."""
    by_reason: dict[str, list[str]] = {}
    for departure in departures:
        by_reason.setdefault(departure.reason, []).append(_departure_words(task, departure))
    return tuple(f"{sentence('; '.join(cells))}: {reason}" for reason, cells in by_reason.items())


def _departure_words(task: Task, departure: Departure) -> str:
    """``ô thời hạn, nguồn in «…»``; no quotation where the reason holds it, or where only the place differs."""
    name = f"ô {_LABELS.get(departure.field, departure.field)}"
    told = departure.raw in departure.reason or departure.raw in _texts(task, departure.field)
    return name if told else f"{name}, nguồn in «{departure.raw}»"


def _texts(task: Task, field: str) -> tuple[str, ...]:
    if field == "deadline":
        return (task.deadline.text,) if task.deadline else ()
    value = getattr(task, field, None)
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
