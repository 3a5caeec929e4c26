"""Targets: all metrics, and one metric across plans and years, side by side and without a ranking."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from generator.addresses import TARGETS, api_file, metric_address, plan_address
from generator.model import Comparator, Metric, PlacedTarget, Plan, Target
from generator.pages.parts.folded import RowGroup, folded_rows
from generator.pages.parts.listing import Row, count_words, plan_title
from generator.pages.parts.measurements import MeasuredAgency, measured_agencies, measured_metrics
from generator.pages.parts.page import Link, Page, agency_link
from generator.pages.parts.target_rows import TargetRow, rows_of
from generator.text.vietnamese import sort_key
from generator.text.wording import say_target
from generator.tracking.linked import Linked

Setting = tuple[Plan, tuple[PlacedTarget, ...]]
"""A plan with its targets of one metric."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsPage:
    """Context of ``pages/targets.html``."""

    template: ClassVar[str] = "targets.html"
    metrics: tuple[RowGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricPlan:
    """What one plan sets for the metric; ``remark`` says that it sets it more than once."""

    year: str
    agency: Link
    plan: Link
    targets: tuple[TargetRow, ...]
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricPage:
    """Context of ``pages/metric.html``."""

    template: ClassVar[str] = "metric.html"
    name: str
    definition: str
    better: str
    plans: tuple[MetricPlan, ...]
    reported: bool
    """Whether there is anything to say of what became of these targets."""
    contrasts: tuple[str, ...]
    """Where a department and its province set different numbers."""
    measured: tuple[MeasuredAgency, ...]
    """Figures that others published."""


def target_pages(linked: Linked) -> Iterator[Page]:
    """The list of metrics, then each metric that some plan sets a target for or someone published a figure of."""
    measured = measured_metrics(linked)
    used = [item for item in linked.catalogue.metrics.values() if linked.targets.get(item.id) or item.id in measured]
    used.sort(key=lambda metric: sort_key(metric.name))
    yield _list_page(linked, used)
    yield from (_metric_page(linked, metric) for metric in used)


def _list_page(linked: Linked, metrics: list[Metric]) -> Page:
    rows = tuple(
        Row(
            _used_words(linked, metric),
            Link(metric.name, metric_address(metric.id)),
            (metric.definition,),
        )
        for metric in metrics
    )
    description = (
        "Chỉ tiêu mà các kế hoạch đặt ra, xếp theo chỉ số: hồ sơ trực tuyến, thanh toán, số hóa, mức độ hài lòng…"
    )
    return Page(
        address=TARGETS,
        section="chi-tieu",
        title="Chỉ tiêu",
        description=description,
        context=TargetsPage(metrics=folded_rows(rows, "chỉ số")),
    )


def _used_words(linked: Linked, metric: Metric) -> str:
    count = len({plan.id for plan, _ in linked.targets[metric.id]})
    return count_words(count, "kế hoạch") if count else "số liệu đã công bố"


def _metric_page(linked: Linked, metric: Metric) -> Page:
    settings = _settings(linked, metric)
    plans = tuple(_metric_plan(linked, plan, items) for plan, items in settings)
    context = MetricPage(
        name=metric.name,
        definition=metric.definition,
        better=metric.better.label,
        plans=plans,
        reported=any(_is_told(row) for plan in plans for row in plan.targets),
        contrasts=tuple(_contrasts(linked, settings)),
        measured=measured_agencies(linked, metric),
    )
    return Page(
        address=metric_address(metric.id),
        section="chi-tieu",
        title=f"{metric.name}: chỉ tiêu qua các kế hoạch",
        description=f"{metric.name}. {metric.definition} {_setting_words(len(settings))}",
        context=context,
        crumbs=(Link("Chỉ tiêu", TARGETS),),
        alternates=(("application/json", "Dữ liệu chỉ tiêu", api_file("targets.json")),),
    )


def _setting_words(count: int) -> str:
    return f"{count_words(count, 'kế hoạch')} đặt chỉ tiêu này." if count else "Số liệu đã công bố, kèm nguồn."


def _is_told(row: TargetRow) -> bool:
    return any(amount.state is not None and amount.state.told for amount in row.amounts)


def _settings(linked: Linked, metric: Metric) -> list[Setting]:
    grouped = groupby(linked.targets[metric.id], key=lambda pair: pair[0].id)
    plans = linked.catalogue.plans
    return [(plans[name], tuple(item for _, item in pairs)) for name, pairs in grouped]


def _metric_plan(linked: Linked, plan: Plan, items: tuple[PlacedTarget, ...]) -> MetricPlan:
    rows = rows_of(linked, plan, items)
    return MetricPlan(
        year=str(plan.period.first.year),
        agency=agency_link(linked, plan.agency),
        plan=Link(plan_title(plan), plan_address(plan.id)),
        targets=rows,
        remark=_repeated(rows),
    )


def _repeated(rows: tuple[TargetRow, ...]) -> str:
    """A sentence where a plan sets the same metric in several places, other than inside one another."""
    amounts = [row.amounts[0].words for row in rows if row.outer is None]
    if len(amounts) < 2:
        return ""
    equal = "cùng mức" if len(set(amounts)) == 1 else "mức khác nhau: " + ", ".join(amounts)
    return f"Kế hoạch này đặt chỉ số này ở {len(amounts)} chỗ, {equal}; trang này giữ cả, như văn bản in."


def _contrasts(linked: Linked, settings: list[Setting]) -> Iterator[str]:
    """Sentences for departments whose number differs from that of their province, either way."""
    for plan, items in settings:
        own, above = _single(items), _province_setting(linked, plan, settings)
        theirs = _single(above[1]) if above else None
        if above and own and theirs and _comparable(own, theirs) and own.value != theirs.value:
            yield _contrast(linked, plan, own, above[0], theirs)


def _contrast(linked: Linked, plan: Plan, own: Target, above: Plan, theirs: Target) -> str:
    years = "" if plan.period.first.year == above.period.first.year else " Hai kế hoạch của hai năm khác nhau."
    return (
        f"{_who(linked, plan)} đặt {say_target(own)}; {_who(linked, above)}, cơ quan cấp trên, đặt {say_target(theirs)}."
        f"{years} Trang này ghi cạnh nhau, không nhận xét."
    )


def _who(linked: Linked, plan: Plan) -> str:
    return f"{linked.agency_of(plan).name} (năm {plan.period.first.year})"


def _single(items: tuple[PlacedTarget, ...]) -> Target | None:
    """The one number that a plan sets for everything; None where it sets several, or only a part of another."""
    plain = [item.target for item in items if item.target.within is None]
    return plain[0] if len(plain) == 1 else None


def _province_setting(linked: Linked, plan: Plan, settings: list[Setting]) -> Setting | None:
    """The latest plan of the agency above that does not begin after this one ends."""
    parent = linked.agency_of(plan).parent
    return next(
        (other for other in settings if other[0].agency == parent and other[0].period.first <= plan.period.last), None
    )


def _comparable(own: Target, theirs: Target) -> bool:
    """Whether both numbers are floors (a bare number is read as one) or both ceilings, in one unit."""
    ways = {_way(own), _way(theirs)}
    return own.unit == theirs.unit and len(ways) == 1 and None not in ways


def _way(target: Target) -> str | None:
    if target.comparator in (None, Comparator.MIN, Comparator.EXACT):
        return "floor"
    return "ceiling" if target.comparator is Comparator.MAX else None
