"""How departments take up what their province's plan gives to all of them, as far as the texts themselves say so.

A province gives a task to «Các sở, ban, ngành»; a department answers in a plan of its own. No text states the pairs task by
task, so only two things count, and the page says which it was: both tasks name the same document that gives out work, or both set
a target of the same metric. Laws, decrees, circulars and resolutions bind everybody; naming one of them says nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model import DocumentKind, LegalDocument, PlacedTarget, PlacedTask, Plan
from generator.tracking.linked import Linked
from generator.tracking.mentions import Mention

BINDS_ALL = frozenset(
    {DocumentKind.LAW, DocumentKind.DECREE, DocumentKind.CIRCULAR, DocumentKind.RESOLUTION, DocumentKind.OTHER}
)


@dataclass(frozen=True, slots=True)
class Uptake:
    """A task of the province beside a task of a department, and what in the texts puts them side by side."""

    task: PlacedTask
    plan: Plan
    """The department's plan."""
    place: str | None
    """The id of the department's task; None where its plan sets the target without a task."""
    document: LegalDocument | None = None
    """The document that both tasks name."""
    pairs: tuple[tuple[PlacedTarget, PlacedTarget], ...] = ()
    """Targets of the same metric: the province's and the department's."""


def uptakes(linked: Linked, plan: Plan) -> tuple[Uptake, ...]:
    """Tasks of departments beside the tasks that a plan gives to a named group of departments, in printed order."""
    below = _plans_below(linked, plan)
    return tuple(
        found
        for item in (plan.placed_tasks() if below else ())
        for other in _given_to(linked, plan, item, below)
        for found in (*_by_document(linked, plan, item, other), *_by_metric(item, other))
    )


def declared(linked: Linked, plan: Plan) -> tuple[Mention, ...]:
    """The places where plans of the departments below name the document under which a plan was issued."""
    link = linked.chain.link_of(plan.id)
    return tuple(
        mention
        for mention in linked.mentions.get(link, ())
        if linked.catalogue.agencies[mention.plan.agency].parent == plan.agency
    )


def _plans_below(linked: Linked, plan: Plan) -> list[Plan]:
    """Plans of the agencies under the plan's agency, for the same time or the year after."""
    bodies = {body.id for body in linked.catalogue.agencies.values() if body.parent == plan.agency}
    return [
        other
        for other in (linked.plans() if bodies else ())
        if other.agency in bodies
        and plan.period.first <= other.period.last
        and other.period.first.year <= plan.period.last.year + 1
    ]


def _given_to(linked: Linked, plan: Plan, item: PlacedTask, below: list[Plan]) -> list[Plan]:
    """The plans of those agencies that the groups in a task's lead stand for."""
    units = (linked.agency_of(plan).actor(name) for name in item.task.lead)
    kinds = {unit.members for unit in units if unit is not None}
    return [other for other in below if linked.agency_of(other).kind in kinds]


def _by_document(linked: Linked, plan: Plan, item: PlacedTask, other: Plan) -> Iterator[Uptake]:
    for cited in linked.cited[plan.id]:
        mentions = linked.mentions[cited.document.id]
        if cited.document.kind in BINDS_ALL or (plan.id, item.id) not in _tasks(mentions):
            continue
        for mention in mentions:
            if mention.plan.id == other.id and mention.task is not None:
                yield Uptake(item, other, mention.task, document=cited.document)


def _tasks(mentions: tuple[Mention, ...]) -> set[tuple[str, str | None]]:
    return {(mention.plan.id, mention.task) for mention in mentions}


def _by_metric(item: PlacedTask, other: Plan) -> Iterator[Uptake]:
    pairs: dict[str | None, list[tuple[PlacedTarget, PlacedTarget]]] = {}
    for target in item.task.targets:
        for theirs in other.placed_targets():
            same = target.metric is not None and theirs.target.metric == target.metric
            if same and (theirs.target.within is None) == (target.within is None):
                place = theirs.task.id if theirs.task else None
                pairs.setdefault(place, []).append((PlacedTarget(target, item, item.path), theirs))
    for place, found in pairs.items():
        yield Uptake(item, other, place, pairs=tuple(found))
