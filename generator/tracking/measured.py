"""Published figures of an agency in the order of time, broken where a merger changed what they are measured of.

A figure someone else published is never an agency's report. It stands beside a target only where both speak of the same body,
metric, scope and period; anything less would compare unlike things.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.model import Agency, AgencyEvent, EventKind, Plan, Target
from generator.model.report import Measurement
from generator.reading.catalogue import Catalogue
from generator.text.vietnamese import fold

FORMED = (EventKind.MERGE, EventKind.SPLIT, EventKind.FOUND)
"""Events out of which a body comes that did not exist before, even under an old name."""


@dataclass(frozen=True, slots=True)
class Break:
    """Figures on its two sides are of different bodies and are not to be joined by a line."""

    day: date | None
    """The day that parts them; None between two bodies that stood side by side."""
    text: str


Series = tuple[Measurement | Break, ...]


def begin_of_body(agency: Agency) -> date | None:
    """The day from which figures are of this very body: it was founded, or it came out of a merger or split."""
    days = [item.day.first_day() for item in _forming(agency)]
    days += [agency.first_day] if agency.first_day else []
    return max(days, default=None)


def _forming(agency: Agency) -> Iterator[AgencyEvent]:
    return (item for item in agency.events if item.kind in FORMED and agency.id in item.successors)


def bodies_of(catalogue: Catalogue, agency: str) -> tuple[str, ...]:
    """The agency and, through mergers and renamings, those that it came from; itself first."""
    found = [agency]
    for name in found:
        record = catalogue.agencies.get(name)
        came = [event for event in record.events if name in event.successors] if record else []
        found += [older for event in came for older in event.predecessors if older not in found]
    return tuple(dict.fromkeys(found))


def series_of(catalogue: Catalogue, agency: str, metric: str) -> Series:
    """The figures of one metric, earliest first, with a break between figures of different bodies."""
    bodies = bodies_of(catalogue, agency)
    figures = [item for body in bodies for item in catalogue.measurements.get(body, ()) if item.metric == metric]
    figures.sort(key=lambda item: (item.period, item.as_of or item.period.last, item.source))
    series: list[Measurement | Break] = []
    for figure in figures:
        last = series[-1] if series else None
        if isinstance(last, Measurement) and _body(last) != _body(figure):
            series.append(_break(catalogue, figure))
        series.append(figure)
    return tuple(series)


def _body(figure: Measurement) -> tuple[str, str | None]:
    return figure.agency, figure.predecessor


def _break(catalogue: Catalogue, figure: Measurement) -> Break:
    """The break before the first figure of another body: on the day that this body was formed, if it was."""
    record = catalogue.agencies[figure.agency]
    day = begin_of_body(record)
    if day is None or figure.period.first < day:
        return Break(None, "Hai con số của hai cơ quan khác nhau, không so với nhau.")
    events = sorted(_forming(record), key=lambda event: event.day.first_day())
    words = events[-1].text if events and events[-1].text else "Cơ quan này hình thành."
    return Break(day, f"{words} Con số trước và sau ngày này tính trên hai phạm vi khác nhau, không so với nhau.")


def is_comparable(figure: Measurement, target: Target, plan: Plan) -> bool:
    """Whether a figure may be set against a target: same body, metric, scope, unit, and the plan's very period."""
    return (
        figure.value is not None
        and figure.agency == plan.agency
        and figure.predecessor is None
        and figure.metric == target.metric
        and figure.unit == target.unit
        and fold(figure.scope or "") == fold(target.scope or "")
        and (figure.period.first, figure.period.last) == (plan.period.first, plan.period.last)
    )
