"""Targets: all metrics, and one metric across plans and years, side by side and without a ranking."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from generator.linked import Linked
from generator.model import Metric, PlacedTarget, Plan
from generator.pages.agencies import TargetRow, target_row
from generator.pages.listing import Row, plan_title
from generator.pages.page import Link, Page, agency_link, metric_address, plan_address
from generator.vietnamese import sort_key


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsPage:
    """Context of ``pages/targets.html``."""

    template: ClassVar[str] = "targets.html"
    metrics: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class MetricLine:
    """What one plan sets for the metric."""

    year: str
    agency: Link
    plan: Link
    target: TargetRow


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricPage:
    """Context of ``pages/metric.html``."""

    template: ClassVar[str] = "metric.html"
    name: str
    definition: str
    better: str
    lines: tuple[MetricLine, ...]


def target_pages(linked: Linked) -> Iterator[Page]:
    """The list of metrics, then each metric that some plan sets a target for."""
    used = [metric for metric in linked.catalogue.metrics.values() if linked.targets.get(metric.id)]
    used.sort(key=lambda metric: sort_key(metric.name))
    yield _list_page(linked, used)
    yield from (_metric_page(linked, metric) for metric in used)


def _list_page(linked: Linked, metrics: list[Metric]) -> Page:
    rows = tuple(
        Row(f"{len(linked.targets[metric.id])}", Link(metric.name, metric_address(metric.id)), (metric.definition,))
        for metric in metrics
    )
    description = (
        "Chỉ tiêu mà các kế hoạch đặt ra, xếp theo chỉ số: hồ sơ trực tuyến, thanh toán, số hóa, mức độ hài lòng…"
    )
    return Page(
        address="chi-tieu/",
        section="chi-tieu",
        title="Chỉ tiêu",
        description=description,
        context=TargetsPage(metrics=rows),
    )


def _metric_page(linked: Linked, metric: Metric) -> Page:
    lines = tuple(_line(linked, plan, item) for plan, item in linked.targets[metric.id])
    context = MetricPage(name=metric.name, definition=metric.definition, better=metric.better.label, lines=lines)
    return Page(
        address=metric_address(metric.id),
        section="chi-tieu",
        title=f"{metric.name}: chỉ tiêu qua các kế hoạch",
        description=f"{metric.name}. {metric.definition} {len(lines)} chỉ tiêu trong các kế hoạch đã công bố.",
        context=context,
        crumbs=(Link("Chỉ tiêu", "chi-tieu/"),),
        alternates=(("application/json", "Dữ liệu chỉ tiêu", "api/v1/targets.json"),),
        file="registry/metrics.yml",
    )


def _line(linked: Linked, plan: Plan, item: PlacedTarget) -> MetricLine:
    return MetricLine(
        str(plan.period.first.year),
        agency_link(linked, plan.agency),
        Link(plan_title(plan), plan_address(plan.id)),
        target_row(linked, plan, item),
    )
