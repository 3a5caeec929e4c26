"""What departments' plans do about the tasks that their province gives to all of them, with how it was found."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from generator.addresses import plan_address, task_anchor
from generator.model import PlacedTarget, Plan
from generator.pages.parts.listing import document_link, plan_title
from generator.pages.parts.page import Link, agency_link, shortened
from generator.text.wording import say_target
from generator.tracking.linked import Linked
from generator.tracking.uptake import Uptake, declared, uptakes


@dataclass(frozen=True, slots=True, kw_only=True)
class UptakeLine:
    """A department's task beside one of the province: ``document`` is what both name, ``metrics`` what both set."""

    agency: Link
    place: Link
    document: Link | None
    metrics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TakenUp:
    """A task of the province with the departments' tasks beside it."""

    id: str
    """The task's id."""
    anchor: str
    task: Link
    content: str
    lines: tuple[UptakeLine, ...]


@dataclass(frozen=True, slots=True)
class NamingPlan:
    """A department's plan that names the province's document, with each place."""

    agency: Link
    plan: Link
    places: tuple[Link, ...]


def uptake_anchor(task: str) -> str:
    """The anchor of what is shown about a task."""
    return f"so-{task}"


def taken_up(linked: Linked, plan: Plan) -> tuple[TakenUp, ...]:
    """Tasks given to named groups of departments that some department's plan takes up, in printed order."""
    grouped = groupby(uptakes(linked, plan), key=lambda found: found.task)
    return tuple(
        TakenUp(
            item.id,
            uptake_anchor(item.id),
            Link(f"Nhiệm vụ {item.id}", f"{plan_address(plan.id)}#{task_anchor(item.id)}"),
            shortened(item.task.content, 140),
            tuple(_line(linked, found) for found in found_here),
        )
        for item, found_here in grouped
    )


def _line(linked: Linked, found: Uptake) -> UptakeLine:
    where = f"nhiệm vụ {found.place}, " if found.place else ""
    anchor = f"#{task_anchor(found.place)}" if found.place else "#chi-tieu"
    return UptakeLine(
        agency=agency_link(linked, found.plan.agency),
        place=Link(f"{where}kế hoạch năm {found.plan.period.first.year}", plan_address(found.plan.id) + anchor),
        document=document_link(linked, found.document.id) if found.document else None,
        metrics=tuple(_metrics(linked, found)),
    )


def _metrics(linked: Linked, found: Uptake) -> Iterable[str]:
    """``Mức độ hài lòng: tỉnh ít nhất 90 %, sở ít nhất 85 %``"""
    by_metric = groupby(found.pairs, key=lambda pair: pair[0].target.metric)
    for metric, pairs in ((name, list(group)) for name, group in by_metric if name is not None):
        above = _amounts(pair[0] for pair in pairs)
        own = _amounts(pair[1] for pair in pairs)
        yield f"{linked.catalogue.metrics[metric].name}: tỉnh {above}, sở {own}"


def _amounts(items: Iterable[PlacedTarget]) -> str:
    return " / ".join(dict.fromkeys(say_target(item.target) for item in items))


def naming_plans(linked: Linked, plan: Plan) -> tuple[NamingPlan, ...]:
    """Departments' plans that name the document under which a plan was issued."""
    by_plan = groupby(declared(linked, plan), key=lambda mention: mention.plan.id)
    plans = linked.catalogue.plans
    return tuple(
        NamingPlan(
            agency_link(linked, plans[name].agency),
            Link(f"{plan_title(plans[name])}", plan_address(name)),
            tuple(Link(mention.words, f"{plan_address(name)}#{mention.anchor}") for mention in mentions),
        )
        for name, mentions in by_plan
    )
