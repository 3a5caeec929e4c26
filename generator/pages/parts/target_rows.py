"""Targets as rows of a table: one sentence that sets three numbers for three levels is one row, «trong đó …» is drawn inside."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from generator.addresses import metric_address, plan_address, target_anchor, task_anchor
from generator.model import PlacedTarget, Plan, Target
from generator.pages.parts.page import Link
from generator.pages.parts.target_state import TargetState, target_states
from generator.pages.parts.task_state import history_anchor
from generator.text.wording import say_target, say_unstated, sentence
from generator.tracking.commitments import TargetCommitment
from generator.tracking.linked import Linked


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that is set, in words, and what it is counted on."""

    anchor: str
    words: str
    scope: str
    state: TargetState | None
    """What became of it; None for a target that the plan does not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """A target in a table: what, how much, on what, where it is set."""

    label: str
    within: str
    """«trong đó», in front of a nested target whose own words do not say so."""
    amounts: tuple[Amount, ...]
    """One number; several where one sentence sets them by level."""
    notes: tuple[str, ...]
    metric: Link | None
    """None where nobody has chosen a metric for it yet."""
    place: Link
    outer: Link | None
    """The target that this one is nested in, with its number."""


def target_rows(linked: Linked, plan: Plan) -> tuple[TargetRow, ...]:
    """A plan's targets for a table, nested ones after the one that holds them; those that were added come last."""
    added = (item for item in linked.commitments[plan.id].targets if item.added)
    return (
        *rows_of(linked, plan, _outer_first(list(plan.placed_targets()))),
        *(_added(linked, plan, item) for item in added),
    )


def _added(linked: Linked, plan: Plan, item: TargetCommitment) -> TargetRow:
    """A target that the issued plan does not have; its place is what happened to the plan."""
    (row,) = rows_of(linked, plan, (item.current,))
    place = f"{plan_address(plan.id)}#{history_anchor(item.id)}"
    document = item.added.document if item.added else ""
    return replace(row, place=Link(row.place.text, place), notes=(*row.notes, f"Thêm theo {document}."))


def rows_of(linked: Linked, plan: Plan, items: Iterable[PlacedTarget]) -> tuple[TargetRow, ...]:
    """Targets of one plan as rows; neighbours that share their words and their place share a row."""
    states = target_states(linked, plan)
    return tuple(_row(linked, plan, list(group), states) for _, group in groupby(items, key=_sentence_of))


def _outer_first(items: list[PlacedTarget]) -> Iterator[PlacedTarget]:
    for item in items:
        if item.target.within is None:
            yield item
            yield from _inside(items, item.target.id)


def _inside(items: list[PlacedTarget], outer: str) -> Iterator[PlacedTarget]:
    for item in items:
        if item.target.within == outer:
            yield item
            yield from _inside(items, item.target.id)


def _sentence_of(item: PlacedTarget) -> tuple[str | None, str, str | None, str]:
    """What targets set by one sentence have in common; a target of the whole plan shares with none but itself."""
    target = item.target
    return target.metric, target.label, target.within, item.task.id if item.task else f"#{target.id}"


def _row(linked: Linked, plan: Plan, items: list[PlacedTarget], states: Mapping[str, TargetState]) -> TargetRow:
    first = items[0]
    target, metric = first.target, linked.catalogue.metrics.get(first.target.metric or "")
    where = f"Nhiệm vụ {first.task.id}" if first.task else "Cả kế hoạch"
    anchor = task_anchor(first.task.id) if first.task else target_anchor(target.id)
    notes = (say_unstated(target), *(item.target.note for item in items))
    return TargetRow(
        label=sentence(target.label),
        within="" if target.within is None or target.label.casefold().startswith("trong") else "trong đó",
        amounts=tuple(_amount(item, states.get(item.target.id)) for item in items),
        notes=tuple(dict.fromkeys(note for note in notes if note)),
        metric=Link(metric.name, metric_address(metric.id)) if metric else None,
        place=Link(where, f"{plan_address(plan.id)}#{anchor}"),
        outer=_outer(linked, plan, target.within),
    )


def name_of_target(linked: Linked, target: Target) -> str:
    """The name of what a target measures; its own words where no metric has been chosen."""
    metric = linked.catalogue.metrics.get(target.metric or "")
    return metric.name if metric else sentence(target.label)


def _amount(item: PlacedTarget, state: TargetState | None) -> Amount:
    return Amount(target_anchor(item.target.id), say_target(item.target), item.target.scope or "", state)


def _outer(linked: Linked, plan: Plan, within: str | None) -> Link | None:
    outer = next((item.target for item in plan.placed_targets() if item.target.id == within), None)
    if outer is None:
        return None
    words = f"{name_of_target(linked, outer)}, {say_target(outer)}"
    return Link(words, f"{plan_address(plan.id)}#{target_anchor(outer.id)}")
