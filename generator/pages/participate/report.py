"""The form of a report: what is still open of a plan, with what was reported last."""

from collections.abc import Iterator
from datetime import date

from generator.check.figures import COUNTS, figures_of
from generator.check.reports import periods_of
from generator.deadlines import our_reading
from generator.model import Plan, Target
from generator.model.report import OccurrenceReport, PeriodKind, Report, TargetReport, TaskReport, UnitCounts
from generator.pages.participate.fields import as_json, as_yaml, fields_of
from generator.pages.participate.form import Field, FormPage, Group, Option, Part
from generator.pages.participate.kinds import form_page
from generator.pages.participate.place import Place
from generator.reading.catalogue import Catalogue
from generator.text.numbers import write_number
from generator.text.wording import say_day, say_target, sentence
from generator.tracking.linked import Linked
from generator.tracking.progress import DueProgress, TargetProgress, Turn


def report_form(linked: Linked, plan: Plan, place: Place) -> FormPage:
    """Every open task and every target, folded, and the counts of each unit of the agency."""
    progress = linked.progress[plan.id]
    tasks = tuple(group for item in progress.dues if (group := _task_group(item, progress.as_of)) is not None)
    targets = tuple(map(_target_group, progress.open_targets))
    units = tuple(_unit_groups(linked.catalogue, plan))
    fields = fields_of(Report, ("period", "tasks", "targets", "counts"))
    period = Field(
        key="period",
        label="kỳ báo cáo",
        help="Báo cáo nói về những ngày nào",
        kind="choice",
        required=True,
        options=_periods(plan, progress.as_of),
    )
    return form_page(
        "report", plan, place,
        fields=(period, *fields),
        parts=(
            Part("Nhiệm vụ còn mở", "Mở việc có tin mới; việc đã báo cáo xong và việc đã bỏ không có ở đây.", tasks, folded=True),
            Part(
                "Chỉ tiêu",
                "Có tử số và mẫu số thì ghi hai số ấy, trang tự tính tỷ lệ. Số đếm viết liền: 1650.",
                targets,
                folded=True,
            ),
            Part("Số liệu của từng đơn vị", "Chỉ ghi số, không ghi tên người.", units, folded=True),
        ),
        taken=" ".join(report.file for report in linked.catalogue.reports.get(plan.id, ())),
    )  # fmt: skip


def _periods(plan: Plan, as_of: date) -> tuple[Option, ...]:
    """Periods of the plan that have begun, the quarter that ended last chosen."""
    begun = [period for period in periods_of(plan) if period.first <= as_of] or list(periods_of(plan))
    ended = [period for period in begun if period.kind is PeriodKind.QUARTER and period.last <= as_of]
    chosen = ended[-1] if ended else begun[0]
    return tuple(
        Option(str(period), sentence(period.label), period.first.isoformat(), period.last.isoformat(), period == chosen)
        for period in sorted(begun, key=lambda period: (list(PeriodKind).index(period.kind) != 1, period))
    )


def _task_group(item: DueProgress, as_of: date) -> Group | None:
    if not item.open_turns:
        return None
    task, due = item.due.task, item.due
    result = task.task.results()[due.outcome - 1]
    several = len(task.task.results()) > 1
    named = item.named_turns(as_of)
    readings = " | ".join(our_reading(part) for part in due.parts)
    deadline = f"Thời hạn: {due.text}" + (f" (đọc là: {readings})" if readings else "") if due.text else ""
    anchor = f"v-{task.id}-{due.outcome}"
    known = ("task", "outcome", "occurrences")
    return Group(
        list="tasks",
        name=f"nhiệm vụ {task.id}" + (f", kết quả {due.outcome}" if several else ""),
        title=f"{task.id}. {task.task.content}",
        words=tuple(filter(None, (f"Sản phẩm: {result.product}" if result.product else "", deadline))),
        anchor=anchor,
        fixed=as_yaml(task=task.id, outcome=due.outcome if several else None),
        fields=fields_of(TaskReport, (*known, "declared", "date", "evidence") if named else known),
        groups=tuple(_turn_group(turn, task.id, f"{anchor}-{at}") for at, turn in enumerate(named)),
    )


def _turn_group(turn: Turn, task: str, anchor: str) -> Group:
    title = f"Kỳ {turn.label}" if turn.event is None else f"Sự kiện: {turn.label}"
    return Group(
        list="occurrences",
        name=f"nhiệm vụ {task}, {title.lower()}",
        title=title,
        anchor=anchor,
        fixed=as_yaml(event=turn.event) if turn.event is not None else as_yaml(due=turn.due),
        fields=fields_of(OccurrenceReport, ("due", "event", "note")),
    )


def _target_group(item: TargetProgress) -> Group:
    target: Target = item.commitment.current.target
    last = figures_of(item.reported[-1].entry) if item.reported else None
    words = [say_target(target), target.scope or ""]
    if last is not None:
        said = (
            f"{last.numerator:f}/{last.denominator:f}"
            if last.numerator is not None and last.denominator is not None
            else f"{last.value}"
        )
        words.append(f"Báo cáo trước, ngày {say_day(item.reported[-1].day)}: {said}")
    return Group(
        list="targets",
        name=f"chỉ tiêu {target.id}",
        title=f"{target.id}. {target.label}",
        words=tuple(filter(None, words)),
        anchor=f"c-{target.id}",
        fixed=as_yaml(target=target.id),
        fields=fields_of(TargetReport, ("target", "reason")),
        unit=target.unit,
        comparator=target.comparator.value if target.comparator else "",
        limit=write_number(target.value),
        last=as_json(
            **{
                key: write_number(number)
                for key in ("numerator", "denominator", "value")
                if (number := getattr(last, key)) is not None
            }
        )
        if last
        else "",
    )


def _unit_groups(catalogue: Catalogue, plan: Plan) -> Iterator[Group]:
    agency = catalogue.agencies.get(plan.agency)
    before = [item for report in catalogue.reports.get(plan.id, ()) for item in report.counts]
    for at, unit in enumerate(agency.own_units if agency else ()):
        last = next((item for item in reversed(before) if item.unit == unit.name), None)
        yield Group(
            list="counts",
            name=unit.name,
            title=unit.name,
            anchor=f"d-{at + 1}",
            fixed=as_yaml(unit=unit.name),
            fields=fields_of(UnitCounts, ("unit",)),
            last=as_json(**{key: getattr(last, key) for key in COUNTS}) if last else "",
        )
