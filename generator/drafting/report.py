"""Writes the file of a new report: every open task and target of the plan with its text as a comment, ready to fill.

What is left blank says nothing, so an officer fills only what there is news about. Due days that the period holds, and
earlier ones that are still open, are listed by name; nothing that exists is overwritten.
"""

import json
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.check.reports import nearest_period, periods_of
from generator.deadlines import Swap, WorkCalendar, our_reading, spell
from generator.model import Agency, PlacedTask, Plan
from generator.model.report import Declared, Report, ReportPeriod, TargetReport, UnitCounts
from generator.reading.catalogue import Catalogue
from generator.reading.load import load
from generator.reading.modeline import modeline, with_modeline
from generator.reading.problems import Problem, suggest
from generator.reading.quoting import quoted
from generator.reading.shape import file_fields
from generator.reading.tree import file_of, progress_file
from generator.text.numbers import write_number
from generator.text.wording import say_target
from generator.tracking.commitments import TargetCommitment, apply_amendments
from generator.tracking.progress import DueProgress, PlanProgress, TargetProgress, Turn, progress_of
from generator.tracking.schedule import Source, schedule

WIDTH = 110
"""Characters of a line of comment."""

Lines = list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """What was written, or why nothing was."""

    file: str = ""
    tasks: int = 0
    targets: int = 0
    problems: tuple[Problem, ...] = ()


def write_report(plans: Path, plan: str, period: str) -> NewReport:
    """Write ``<plan>/reports/<period>.yml`` under ``plans``. With a problem nothing is written."""
    catalogue = load(plans).catalogue
    wanted, refused = refusal(plans, catalogue, plan, period)
    if wanted is None:
        return NewReport(problems=(refused,) if refused else ())
    progress = open_progress(catalogue, catalogue.plans[plan], wanted)
    text = report_text(catalogue, progress, wanted)
    file = progress_file(Report(period=wanted, day=wanted.last, plan=plan, file=str(wanted)))
    (plans / file).parent.mkdir(parents=True, exist_ok=True)
    (plans / file).write_text(with_modeline(text, modeline(plans, file)), encoding="utf-8")
    tasks, targets = len(open_dues(progress)), len(progress.open_targets)
    return NewReport(file=file_of(plans, file), tasks=tasks, targets=targets)


def refusal(
    plans: Path, catalogue: Catalogue, name: str, text: str
) -> tuple[ReportPeriod, None] | tuple[None, Problem]:
    """The period of a report that can be begun, or why it cannot."""
    plan = catalogue.plans.get(name)
    if plan is None:
        hint = suggest(name, catalogue.plans) or "viết «cơ quan/kế hoạch», ví dụ ha-tinh-so-khcn/2023-kiem-soat-tthc"
        return None, Problem(file=plans.name, message=f"không có kế hoạch «{name}»", hint=hint)
    file = f"{plans.name}/agencies/{name}/reports/{text}.yml"
    try:
        period = ReportPeriod.parse(text)
    except ValueError:
        hint = "tháng 2026-03, quý 2026-q1, nửa năm 2026-h1, năm 2026, đột xuất 2026-03-15"
        return None, Problem(file=file, message=f"«{text}» không phải kỳ báo cáo", hint=hint)
    if period.last < plan.period.first or plan.period.last < period.first:
        hint = f"có phải «{nearest_period(period, plan)}»? Các kỳ được: {', '.join(map(str, periods_of(plan)))}"
        return None, Problem(file=file, message=f"{period.label} nằm ngoài kỳ kế hoạch", hint=hint)
    if (plans.parent / file).exists():
        hint = "mở tệp đó để sửa; mỗi kỳ một báo cáo"
        return None, Problem(file=file, message=f"đã có báo cáo {period.label}", hint=hint)
    return period, None


def open_progress(catalogue: Catalogue, plan: Plan, period: ReportPeriod) -> PlanProgress:
    """The plan when the period is over, by the reports for earlier periods; one of them may have been made later."""
    calendar = WorkCalendar(Swap(item.off, item.worked) for item in catalogue.swaps)
    reports = [report for report in catalogue.reports.get(plan.id, ()) if report.period < period]
    as_of = max([period.last, *(report.day for report in reports)])
    commitments = apply_amendments(plan, catalogue.amendments.get(plan.id, ()), as_of)
    return progress_of(
        commitments, schedule(commitments, calendar), reports, catalogue.events.get(plan.id, ()), calendar
    )


def open_dues(progress: PlanProgress) -> list[DueProgress]:
    """What is neither cancelled nor reported done."""
    return [item for item in progress.dues if item.open_turns]


def report_text(catalogue: Catalogue, progress: PlanProgress, period: ReportPeriod) -> str:
    """The file as text."""
    plan = catalogue.plans[progress.plan]
    tasks = [line for item in _with_sections(progress, period.last) for line in item]
    targets = [line for item in progress.open_targets for line in _target_lines(item)]
    lines = _head(plan, period)
    lines += ["tasks:", *_indented(tasks)] if tasks else ["tasks: []"]
    lines += ["", "targets:", *_indented(targets)] if targets else ["", "targets: []"]
    lines += _count_lines(catalogue.agencies.get(plan.agency))
    return quoted("\n".join(lines) + "\n")


def _head(plan: Plan, period: ReportPeriod) -> Lines:
    choices = "; ".join(f"{item.value} = {item.label.lower()}" for item in Declared)
    return [
        *_comment(f"Báo cáo {period.label}: {plan.document.title} ({plan.id})."),
        *_comment(
            "Điền sau dấu hai chấm. Để trống một việc là không báo cáo việc ấy, không phải «chưa làm»; xóa mục cũng được. "
            "Việc đã báo cáo xong và việc đã bỏ không có ở đây."
        ),
        *_comment(f"declared: {choices}. Xong thì ghi thêm date (ngày xong), ví dụ {period.last}."),
        *_comment("evidence: số văn bản hoặc địa chỉ https, mỗi minh chứng một dòng «- » dưới ô này."),
        f"period: {period}",
        "# Ngày lập báo cáo, bắt buộc.",
        "date:",
        "# Số, ký hiệu và địa chỉ https của báo cáo, nếu có.",
        "document:",
        "url:",
        "note:",
        "",
    ]


def _with_sections(progress: PlanProgress, last_day: date) -> Iterator[Lines]:
    last: object = None
    for item in open_dues(progress):
        section = item.due.task.section
        title = " ".join(part for part in (section.no, section.title) if part)
        if section is not last and title:
            yield [*([""] if last is not None else []), *_comment(f"Mục {title}")]
        last = section
        yield _task_lines(item, last_day)


def _task_lines(item: DueProgress, last_day: date) -> Lines:
    due = item.due
    entry = [f"- task: {_quoted(due.task.id)}"]
    if len(due.task.task.results()) > 1:
        entry.append(f"  outcome: {due.outcome}")
    named = item.named_turns(last_day)
    if named:
        entry.append("  occurrences:")
        entry += [line for turn in named for line in _turn_lines(turn)]
    else:
        entry += ["  declared:", "  date:", "  evidence:"]
    return [*_task_comment(item), *entry, "  note:"]


def _turn_lines(turn: Turn) -> Lines:
    name = f"event: {turn.event}" if turn.event is not None else f"due: {turn.due}"
    return [
        *[f"    {line}" for line in _comment(f"Kỳ {turn.label}" if turn.event is None else turn.label)],
        f"    - {name}",
        "      declared:",
        "      date:",
        "      evidence:",
    ]


def _task_comment(item: DueProgress) -> Lines:
    task: PlacedTask = item.due.task
    result = task.task.results()[item.due.outcome - 1]
    lines = _comment(f"{task.id}. {task.task.content}")
    if result.product:
        lines += _comment(f"Sản phẩm: {result.product}")
    if result.deadline or item.due.parts:
        lines += _comment(f"Thời hạn: {_deadline_words(item)}")
    for change in item.commitment.changes:
        lines += _comment(f"Đã điều chỉnh theo {change.amendment.document}; trước là: {change.before or '(không ghi)'}")
    if item.claims:
        claim = item.claims[-1]
        said = claim.declared.label.lower() if claim.declared else "có báo cáo từng kỳ"
        lines += _comment(f"Báo cáo trước, ngày {spell(claim.reported)}: {said}")
    return lines


def _deadline_words(item: DueProgress) -> str:
    """The phrase, and how it is read; from which column, where that is not the deadline's own."""
    readings = " | ".join(our_reading(part) for part in item.due.parts)
    column = "" if item.due.column is Source.DEADLINE else f", ở cột {item.due.column.label}"
    return f"{item.due.text or 'không ghi'}" + (f" (đọc là{column}: {readings})" if readings else "")


def _target_lines(item: TargetProgress) -> Lines:
    commitment: TargetCommitment = item.commitment
    target = commitment.current.target
    lines = _comment(f"{target.id}. {target.label}: {say_target(target)}")
    if target.scope:
        lines += _comment(f"Phạm vi: {target.scope}")
    if item.reported:
        last = item.reported[-1]
        lines += _comment(f"Báo cáo trước, ngày {spell(last.day)}: {reported_words(last.entry)}")
    keys = ("numerator:", "denominator:", "value:", "evidence:", "note:")
    return [*lines, f"- target: {_quoted(target.id)}", *(f"  {key}" for key in keys)]


def reported_words(entry: TargetReport) -> str:
    """What was reported of a target, as a file writes numbers: «79 trên 100», or the value alone."""
    if entry.numerator is not None and entry.denominator is not None:
        return f"{write_number(entry.numerator)} trên {write_number(entry.denominator)}"
    return write_number(entry.value) if entry.value is not None else ""


def _count_lines(agency: Agency | None) -> Lines:
    """Units as comments: only those that have something to count are put in force."""
    units = [unit.name for unit in agency.own_units] if agency else []
    if not units:
        return []
    keys = [key for key in file_fields(UnitCounts) if key not in ("unit", "confirmed")]
    lines = [
        "",
        *_comment("Số liệu của từng đơn vị: bỏ dấu # ở những đơn vị có số liệu. Không ghi tên người."),
        "# counts:",
    ]
    for unit in units:
        lines += [f"#   - unit: {_quoted(unit)}", *(f"#     {key}:" for key in keys)]
    return lines


def _quoted(text: str) -> str:
    """A JSON string, which is a YAML scalar whatever it holds (YAML 1.2.2 §1.2)."""
    return json.dumps(text, ensure_ascii=False)


def _comment(text: str) -> Lines:
    flat = " ".join(text.split())
    return [f"# {line}" for line in textwrap.wrap(flat, WIDTH, break_long_words=False, break_on_hyphens=False)]


def _indented(lines: Lines) -> Lines:
    return [f"  {line}" if line else line for line in lines]
