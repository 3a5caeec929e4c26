"""Figures that someone else published about an agency, on the page of their metric: marked, sourced, never a report.

A line breaks where a merger changed what is measured. A figure is set against a target only where body, metric, scope, unit
and period are the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.addresses import plan_address
from generator.model import Metric, PlacedTarget, Plan
from generator.model.report import Measurement
from generator.pages.parts.listing import plan_title
from generator.pages.parts.page import Link, agency_link
from generator.pages.parts.proofs import Proof
from generator.text.wording import say_amount, say_day, say_target, sentence
from generator.tracking.linked import Linked
from generator.tracking.measured import Break, bodies_of, is_comparable, series_of


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. ``breaks`` says instead why the line is cut here; the rest is empty then."""

    breaks: str
    period: str = ""
    value: str = ""
    rank: str = ""
    about: str = ""
    """What it is counted on, of which body where that is an older one."""
    reliability: str = ""
    source: Proof | None = None
    read: str = ""
    """When the source published it, and up to which day it counts."""
    note: str = ""
    beside: tuple[str, Link] | None = None
    """The target that it may be set against, and the plan that sets it."""


@dataclass(frozen=True, slots=True)
class MeasuredAgency:
    """The figures of one agency and of those before it."""

    agency: Link
    figures: tuple[Figure, ...]


def measured_metrics(linked: Linked) -> set[str]:
    """Metrics that some published figure is about."""
    return {item.metric for items in linked.catalogue.measurements.values() for item in items if _known(item, linked)}


def measured_agencies(linked: Linked, metric: Metric) -> tuple[MeasuredAgency, ...]:
    """The figures of a metric by agency, those of older bodies under the one that came after."""
    found = (
        MeasuredAgency(agency_link(linked, name), tuple(_figures(linked, name, metric)))
        for name in _latest_bodies(linked, metric)
    )
    return tuple(item for item in found if item.figures)


def _latest_bodies(linked: Linked, metric: Metric) -> list[str]:
    """Agencies with figures, without those that another of them came from."""
    catalogue = linked.catalogue
    holders = sorted(
        name for name, items in catalogue.measurements.items() if any(item.metric == metric.id for item in items)
    )
    older = {body for name in holders for body in bodies_of(catalogue, name) if body != name}
    return [name for name in holders if name not in older]


def _known(item: Measurement, linked: Linked) -> bool:
    """Whether the figure had been published by the as-of day."""
    published = item.published.first_day() if item.published else item.as_of or item.period.last
    return published <= linked.as_of


def _figures(linked: Linked, agency: str, metric: Metric) -> Iterator[Figure]:
    waiting: Break | None = None
    for item in series_of(linked.catalogue, agency, metric.id):
        if isinstance(item, Break):
            waiting = item
        elif _known(item, linked):
            if waiting is not None:
                yield Figure(_say_break(waiting))
            yield _figure(linked, item)
            waiting = None


def _say_break(found: Break) -> str:
    return found.text if found.day is None else f"{say_day(found.day)}: {found.text}"


def _figure(linked: Linked, item: Measurement) -> Figure:
    about = (item.scope or "", f"số liệu của {item.predecessor}" if item.predecessor else "")
    return Figure(
        breaks="",
        period=sentence(item.period.label),
        value=say_amount(item.value, item.unit or "") if item.value is not None else "",
        rank=f"hạng {item.rank}{f'/{item.rank_of}' if item.rank_of else ''}" if item.rank else "",
        about=", ".join(filter(None, about)),
        reliability=sentence(item.reliability.label),
        source=Proof(item.source, item.url or ""),
        read=_read(item.as_of, say_day(item.published) if item.published else ""),
        note=item.note or "",
        beside=_beside(linked, item),
    )


def _read(as_of: date | None, published: str) -> str:
    said = (f"tính đến {say_day(as_of)}" if as_of else "", f"đăng {published}" if published else "")
    return ", ".join(filter(None, said))


def _beside(linked: Linked, item: Measurement) -> tuple[str, Link] | None:
    """The target that a figure may stand beside; None, as for most."""
    for plan, placed in _targets(linked, item):
        if is_comparable(item, placed.target, plan):
            return say_target(placed.target), Link(plan_title(plan), plan_address(plan.id))
    return None


def _targets(linked: Linked, item: Measurement) -> tuple[tuple[Plan, PlacedTarget], ...]:
    return linked.targets.get(item.metric, ())
