"""Traceability: every text of a plan is found in the source it was transcribed from, at a place that is computed, not typed.

How a text is compared with a source: :mod:`generator.reading.sourcetext`. Which row of the source a task is, where its words
stand in several places: :mod:`generator.reading.rows`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, get_type_hints

from generator.model.fields import key_of
from generator.model.plan import Departure, PlacedTask, Plan, Task
from generator.reading.problems import FieldPath
from generator.reading.rows import Wanted, choose_rows
from generator.reading.shape import inner_class, is_record
from generator.reading.sourcetext import Place, SourceText, Span


@dataclass(frozen=True, slots=True)
class Trace:
    """What was found: the place of each task by its id, and every text that the source does not hold."""

    tasks: dict[str, Place]
    missing: tuple[tuple[FieldPath, str], ...]


def trace_plan(plan: Plan, source: SourceText) -> Trace:
    """Find every verbatim text of the plan in its source; tasks are looked for in printed order, each in its own rows.

    What was found last is remembered with the source: the check and the pages ask the same.
    """
    if source.traced is None or source.traced[0] is not plan:
        source.traced = (plan, _trace(plan, source))
    found: Trace = source.traced[1]
    return found


def _trace(plan: Plan, source: SourceText) -> Trace:
    placed = list(plan.placed_tasks())
    regions, missing = _regions(placed, source)
    tasks: dict[str, Place] = {}
    for item in placed:
        region = regions.get(item.path)
        if region is not None:
            spans, absent = _task_spans(item, region, source)
            tasks[item.id] = source.place(spans)
            missing += absent
    missing += [(path, text) for path, text in plan_texts(plan) if source.find(text) is None]
    if source.find_any_case(plan.document.title) is None:
        missing.append((("document", "title"), plan.document.title))
    return Trace(tasks, tuple(missing))


def _regions(placed: list[PlacedTask], source: SourceText) -> tuple[dict[FieldPath, Span], list[tuple[FieldPath, str]]]:
    """The stretch of the source that belongs to each task, by its path: from its row to the next task's row."""
    chosen = choose_rows([_wanted(item) for item in placed], source)
    begins: list[tuple[FieldPath, int, int]] = []
    missing: list[tuple[FieldPath, str]] = []
    for item, spans in zip(placed, chosen, strict=True):
        if spans is None:
            missing.append(((*item.path, "content"), printed(item.task, "content")))
        else:
            begins.append((item.path, source.line_start(spans[0][0]), spans[-1][1]))
    ends = [begin for _, begin, _ in begins[1:]] + [source.end]
    return {path: (begin, max(end, last)) for (path, begin, last), end in zip(begins, ends, strict=False)}, missing


def _wanted(item: PlacedTask) -> Wanted:
    texts = (text for path, text in texts_of(item.task, item.path) if path[-1] != "content")
    return Wanted(printed(item.task, "content"), tuple(texts))


def _task_spans(
    item: PlacedTask, region: Span, source: SourceText
) -> tuple[tuple[Span, ...], list[tuple[FieldPath, str]]]:
    spans: list[Span] = []
    missing: list[tuple[FieldPath, str]] = []
    for path, text in texts_of(item.task, item.path):
        found = source.find(text, *region)
        if found is None:
            missing.append((path, text))
        elif path[-1] == "content" or path[-2:] == ("deadline", "text") or path[-1] == "product":
            spans += found
    return tuple(spans) or (region,), missing


def plan_texts(plan: Plan) -> Iterator[tuple[FieldPath, str]]:
    """The verbatim texts of a plan outside its tasks, with their paths."""
    for name in ("document", "articles", "narrative", "columns", "duties", "recipients", "targets"):
        yield from _walk(getattr(plan, name), (name,), verbatim=name == "recipients")
    yield from _section_texts(plan.sections, ("sections",))


def _section_texts(sections: Any, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    for index, section in enumerate(sections):
        here = (*path, index)
        if section.title is not None:
            yield (*here, "title"), section.title
        yield from _walk(section.columns, (*here, "columns"), verbatim=False)
        yield from _walk(section.targets, (*here, "targets"), verbatim=False)
        yield from _section_texts(section.sections, (*here, "sections"))


def texts_of(record: Any, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    """The texts of a record that must stand in the source, a departure's raw text in place of the field it explains."""
    departures = {item.field: item.raw for item in _departures(record)}
    kind: type = type(record)
    for name, key, verbatim in _parts(kind):
        if name in departures:
            yield (*path, name), departures[name]
        elif (value := getattr(record, name)) is not None and value != ():
            yield from _walk(value, (*path, key), verbatim)


@cache
def _parts(kind: type) -> tuple[tuple[str, str, bool], ...]:
    """The fields of a class that hold verbatim texts or records: name, key, and whether a text there is verbatim."""
    declared = (item for item in fields(kind) if item.name not in ("restored", "corrected"))
    found = ((item.name, key_of(item), bool(item.metadata.get("verbatim"))) for item in declared)
    hints = get_type_hints(kind)
    return tuple(part for part in found if part[2] or is_record(inner_class(hints[part[0]])))


def _departures(record: Any) -> tuple[Departure, ...]:
    return (*record.restored, *record.corrected) if isinstance(record, Task) else ()


def printed(record: Any, name: str) -> str:
    """What the source prints for a field: its own text, or the raw text of a departure."""
    departures = {item.field: item.raw for item in _departures(record)}
    return departures.get(name) or str(getattr(record, name))


def _walk(value: Any, path: FieldPath, verbatim: bool) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(value, str):
        if verbatim:
            yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _walk(item, (*path, index), verbatim)
    elif is_dataclass(value):
        yield from texts_of(value, path)
