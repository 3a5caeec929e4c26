"""Rules for reports. One small function a rule; its docstring is the rule.

A report adds to a plan and never edits it, so every entry must name something that the plan, or an amendment of it, holds.
Each problem names the nearest right value, because a slip of one digit is the most frequent mistake.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from generator.check.complaint import Complaint, DatedRule, Rule, fields_in, say
from generator.deadlines import Swap, WorkCalendar
from generator.model import Agency, Comparator, Plan
from generator.model.report import (
    Declared,
    Evidence,
    OccurrenceReport,
    PeriodKind,
    Report,
    ReportPeriod,
    TaskReport,
    UnitCounts,
    year_periods,
)
from generator.reading.catalogue import Catalogue
from generator.reading.meant import meant_period
from generator.reading.problems import FieldPath, suggest
from generator.reading.tree import plan_file, progress_file
from generator.tracking.commitments import Commitments, apply_amendments
from generator.tracking.schedule import schedule

GROWTH = (Comparator.INCREASE_BY, Comparator.MILESTONE)
"""Targets whose percentage may pass 100."""


def commitments_of(catalogue: Catalogue, plan: Plan) -> Commitments:
    """A plan with every amendment, whenever it takes effect: what a report may speak of."""
    return apply_amendments(plan, catalogue.amendments.get(plan.id, ()), date.max)


def reports_of(catalogue: Catalogue) -> Iterator[tuple[Plan, Report, PurePosixPath]]:
    """Every report of a plan that could be read, with its file."""
    for name, reports in catalogue.reports.items():
        if name in catalogue.plans:
            for report in reports:
                yield catalogue.plans[name], report, progress_file(report)


def begin_of(plan: Plan) -> date:
    """The first day on which a task of the plan can have been done: its period, or its issue if that came earlier."""
    issued = plan.document.issued
    return min(plan.period.first, issued.first_day()) if issued else plan.period.first


def same_day_of_year(day: date, year: int) -> date:
    """The day in another year; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def check_report_files(catalogue: Catalogue) -> Iterator[Complaint]:
    """A report's file is named by its period, so that a period has one report."""
    for plan, report, file in reports_of(catalogue):
        period = str(report.period)
        if report.file == period or (outside(plan, report) and meant_period(report.file)):
            continue  # of two names the wrong one is told, once
        if any(other.file != report.file and other.period == report.period for other in catalogue.reports[report.plan]):
            message = f"báo cáo thứ hai cho {report.period.label}"
            hint = f"gộp vào «{period}.yml» rồi xóa tệp này; mỗi kỳ một tệp"
        else:
            message = f"tệp tên «{file.name}» chứa báo cáo {report.period.label}"
            hint = f"đổi tên tệp thành «{period}.yml», hoặc sửa «period»"
        yield say(file, ("period",), message, hint)


def check_report_periods(catalogue: Catalogue) -> Iterator[Complaint]:
    """A report's period shares at least a day with the plan's."""
    for plan, report, file in reports_of(catalogue):
        if outside(plan, report):
            near = nearest_period(report.period, plan)
            message = f"{report.period.label} nằm ngoài kỳ kế hoạch ({_span(plan)})"
            yield say(file, ("period",), message, f"có phải «{near}»?")


def outside(plan: Plan, report: Report) -> bool:
    """Whether a report's period shares no day with the plan's."""
    return report.period.last < plan.period.first or plan.period.last < report.period.first


def _span(plan: Plan) -> str:
    return f"{plan.period.first} đến {plan.period.last}"


def periods_of(plan: Plan) -> Iterator[ReportPeriod]:
    """Every month, quarter, half year and year that shares a day with the plan, shortest first, then in order."""
    years = range(plan.period.first.year, plan.period.last.year + 1)
    periods = [period for year in years for period in year_periods(year)]
    within = [period for period in periods if period.last >= plan.period.first and period.first <= plan.period.last]
    yield from sorted(within, key=lambda period: (list(PeriodKind).index(period.kind), period.first))


def nearest_period(period: ReportPeriod, plan: Plan) -> ReportPeriod:
    """The period of the same kind that the plan allows and that lies nearest; of a day, the nearest day."""
    same = [item for item in periods_of(plan) if item.kind is period.kind]
    if not same:
        return ReportPeriod.parse(min(max(period.last, plan.period.first), plan.period.last).isoformat())
    return min(same, key=lambda item: abs((item.last - period.last).days))


def check_report_days(catalogue: Catalogue) -> Iterator[Complaint]:
    """A report is not made before its period begins."""
    for plan, report, file in reports_of(catalogue):
        if report.day < report.period.first and not outside(plan, report):
            message = f"ngày báo cáo {report.day} đứng trước {report.period.label}"
            near = same_day_of_year(report.day, report.period.last.year)
            right = near if near >= report.period.first else report.period.last
            yield say(file, ("date",), message, f"có phải {right}?")


def check_future(catalogue: Catalogue, as_of: date) -> Iterator[Complaint]:
    """Nothing is reported before it happens: no report is made after the day on which the data is checked.

    What is done later than its report is told by :func:`check_done`, so no day of a task can lie further ahead.
    """
    for _, report, file in reports_of(catalogue):
        if report.day > as_of:
            message = f"ngày {report.day} chưa đến (hôm nay là {as_of})"
            yield say(file, ("date",), message, nearest_past(report.day, as_of))


def nearest_past(day: date, as_of: date) -> str:
    """A hint for a day that has not come: the same day in the last year that had it."""
    near = same_day_of_year(day, as_of.year)
    return f"có phải {near if near <= as_of else same_day_of_year(day, as_of.year - 1)}?"


def _entries(item: TaskReport, index: int) -> Iterator[tuple[FieldPath, TaskReport | OccurrenceReport]]:
    """A task's entry and those of its occurrences, with their paths."""
    yield ("tasks", index), item
    for number, occurrence in enumerate(item.occurrences):
        yield ("tasks", index, "occurrences", number), occurrence


def check_reported_tasks(catalogue: Catalogue) -> Iterator[Complaint]:
    """A report speaks of tasks that the plan or an amendment holds, of each outcome once."""
    for plan, report, file in reports_of(catalogue):
        known = {item.id: len(item.current.task.results()) for item in commitments_of(catalogue, plan).tasks}
        seen: set[tuple[str, int | None]] = set()
        for index, item in enumerate(report.tasks):
            here = ("tasks", index)
            if item.task not in known:
                yield say(file, (*here, "task"), f"kế hoạch không có nhiệm vụ «{item.task}»", suggest(item.task, known))
                continue
            yield from wrong_outcome(file, here, item.outcome, known[item.task])
            if (item.task, item.outcome) in seen:
                yield say(file, (*here, "task"), f"nhiệm vụ {item.task} báo cáo hai lần", "gộp thành một mục")
            seen.add((item.task, item.outcome))


def wrong_outcome(file: PurePosixPath, here: FieldPath, outcome: int | None, count: int) -> Iterator[Complaint]:
    """An outcome is named where a task has several, and is one of them."""
    if outcome is None and count > 1:
        hint = f"thêm «outcome: 1» đến «outcome: {count}», mỗi kết quả một mục"
        yield say(file, here, f"nhiệm vụ có {count} kết quả, chưa rõ nói về kết quả nào", hint)
    elif outcome is not None and not 1 <= outcome <= count:
        hint = "bỏ dòng này" if count == 1 else f"ghi từ 1 đến {count}"
        yield say(file, (*here, "outcome"), f"nhiệm vụ chỉ có {count} kết quả", hint)


def check_cancelled_tasks(catalogue: Catalogue) -> Iterator[Complaint]:
    """A report that was made after a task was cancelled need not speak of it."""
    for plan, report, file in reports_of(catalogue):
        commitments = apply_amendments(plan, catalogue.amendments.get(plan.id, ()), report.period.first)
        cancelled = {item.id: item.cancelled for item in commitments.tasks if item.cancelled is not None}
        for index, item in enumerate(report.tasks):
            if item.task in cancelled and item.state is not None:
                message = f"nhiệm vụ {item.task} đã bỏ theo {cancelled[item.task].document}"
                yield say(file, ("tasks", index, "task"), message, "có thể xóa mục này", warning=True)


def check_reported_targets(catalogue: Catalogue) -> Iterator[Complaint]:
    """A report speaks of targets that the plan or an amendment holds, of each once."""
    for plan, report, file in reports_of(catalogue):
        known = {item.id for item in commitments_of(catalogue, plan).targets}
        seen: set[str] = set()
        for index, item in enumerate(report.targets):
            place = ("targets", index, "target")
            if item.target not in known:
                yield say(file, place, f"kế hoạch không có chỉ tiêu «{item.target}»", suggest(item.target, known))
            if item.target in seen:
                yield say(file, place, f"chỉ tiêu {item.target} báo cáo hai lần", "gộp thành một mục")
            seen.add(item.target)


def check_done(catalogue: Catalogue) -> Iterator[Complaint]:
    """What is done has its day, and only what is done has one: after the plan began, not after the report was made."""
    for plan, report, file in reports_of(catalogue):
        for index, item in enumerate(report.tasks):
            for path, entry in _entries(item, index):
                for key, message, hint in _wrong_done(entry, plan, report):
                    because = fields_in(path, "date") if key == ("declared",) else ()
                    yield say(file, (*path, *key), message, hint, because=because)


def _wrong_done(
    entry: TaskReport | OccurrenceReport, plan: Plan, report: Report
) -> Iterator[tuple[FieldPath, str, str]]:
    if entry.day is None:
        if entry.declared is Declared.DONE and not (isinstance(entry, TaskReport) and entry.occurrences):
            hint = f"thêm «date: {min(report.period.last, report.day)}», đúng ngày đã xong"
            yield ("declared",), "ghi đã hoàn thành mà không có ngày hoàn thành", hint
        return
    if entry.state is not Declared.DONE:
        hint = "sửa «declared: done», hoặc bỏ «date»"
        yield ("date",), "có ngày hoàn thành mà chưa ghi đã hoàn thành", hint
    if entry.day < begin_of(plan):
        near = same_day_of_year(entry.day, report.day.year)
        right = near if begin_of(plan) <= near <= report.day else begin_of(plan)
        message = f"hoàn thành ngày {entry.day}, trước khi kế hoạch bắt đầu ({begin_of(plan)})"
        yield ("date",), message, f"có phải {right}?"
    if entry.day > report.day >= report.period.first:
        near = same_day_of_year(entry.day, report.period.last.year)
        right = min(near, report.day)
        yield ("date",), f"hoàn thành ngày {entry.day}, sau ngày báo cáo {report.day}", f"có phải {right}?"


def check_occurrences(catalogue: Catalogue) -> Iterator[Complaint]:
    """An occurrence is named by its due day or by the event that started it; the event is on record."""
    for plan, report, file in reports_of(catalogue):
        for index, item in enumerate(report.tasks):
            events = {event.day for event in catalogue.events.get(plan.id, ()) if event.task == item.task}
            seen: set[date] = set()
            for number, occurrence in enumerate(item.occurrences):
                here = ("tasks", index, "occurrences", number)
                yield from _wrong_occurrence(file, here, occurrence, events)
                name = occurrence.due or occurrence.event
                if name is not None and name in seen:
                    yield say(file, here, f"kỳ {name} báo cáo hai lần", "gộp thành một mục")
                seen |= {name} if name else set()


def check_due_days(catalogue: Catalogue) -> Iterator[Complaint]:
    """An occurrence that a report names is one that the plan has, so that no report falls beside it."""
    for plan, report, file in reports_of(catalogue):
        named = [(index, item) for index, item in enumerate(report.tasks) if any(each.due for each in item.occurrences)]
        days = due_days(catalogue, plan) if named else {}
        for index, item in named:
            for number, due in ((number, each.due) for number, each in enumerate(item.occurrences)):
                known = days.get(item.task)
                if due is not None and known is not None and due not in known:
                    place = ("tasks", index, "occurrences", number, "due")
                    hint = _nearest_day(due, known) or "việc này không có ngày đến hạn; ghi «declared» và minh chứng"
                    yield say(file, place, f"nhiệm vụ {item.task} không có kỳ hạn {due}", hint)


def due_days(catalogue: Catalogue, plan: Plan) -> dict[str, set[date]]:
    """Every due day of each task, by the task's id: as amended, and as it was issued."""
    calendar = WorkCalendar(Swap(swap.off, swap.worked) for swap in catalogue.swaps)
    days: dict[str, set[date]] = {}
    for commitments in (commitments_of(catalogue, plan), apply_amendments(plan, (), date.max)):
        for due in schedule(commitments, calendar):
            days.setdefault(due.task.id, set()).update(day.due for day in due.days)
    return days


def _wrong_occurrence(
    file: PurePosixPath, here: FieldPath, occurrence: OccurrenceReport, events: set[date]
) -> Iterator[Complaint]:
    if (occurrence.due is None) == (occurrence.event is None):
        hint = "ghi «due» (ngày đến hạn) cho việc lặp lại, hoặc «event» (ngày sự kiện) cho việc tính từ sự kiện"
        yield say(file, here, "chưa rõ là kỳ nào", hint)
    elif occurrence.event is not None and occurrence.event not in events:
        hint = _nearest_day(occurrence.event, events) or "thêm sự kiện vào events.yml trước"
        yield say(file, (*here, "event"), f"events.yml không có sự kiện ngày {occurrence.event}", hint)
    elif occurrence.event is not None and occurrence.day is not None and occurrence.day < occurrence.event:
        message = f"hoàn thành ngày {occurrence.day}, trước sự kiện ({occurrence.event})"
        yield say(file, (*here, "date"), message, f"có phải {occurrence.event} hoặc sau đó?")


def _nearest_day(day: date, known: set[date]) -> str:
    return f"có phải {min(known, key=lambda item: abs((item - day).days))}?" if known else ""


def check_counts(catalogue: Catalogue) -> Iterator[Complaint]:
    """Counts belong to a unit of the agency, once each; no person is named, no number is negative."""
    for plan, report, file in reports_of(catalogue):
        agency = catalogue.agencies.get(plan.agency)
        seen: set[str] = set()
        for index, item in enumerate(report.counts):
            here = ("counts", index)
            if agency is not None and agency.actor(item.unit) is None:
                yield say(file, (*here, "unit"), f"cơ quan không có đơn vị «{item.unit}»", _unit_hint(item, agency))
            if item.unit in seen:
                yield say(file, (*here, "unit"), f"«{item.unit}» ghi hai lần", "gộp thành một mục")
            seen.add(item.unit)
            for key, message, hint in _wrong_counts(item):
                because = fields_in(here, "feedback_received") if key == "feedback_answered" else ()
                yield say(file, (*here, key), message, hint, because=because)


def _unit_hint(item: UnitCounts, agency: Agency) -> str:
    near = suggest(item.unit, {unit.name for unit in (*agency.units, *agency.groups)})
    return f"{near + ' ' if near else ''}chỉ ghi phòng, đơn vị có trong agency.yml, không ghi tên người"


def _wrong_counts(item: UnitCounts) -> Iterator[tuple[str, str, str]]:
    for key in ("late_dossiers", "apology_letters", "feedback_received", "feedback_answered"):
        number = getattr(item, key)
        if number is not None and number < 0:
            yield key, f"{number} là số âm", f"có phải {-number}?"
    received, answered = item.feedback_received, item.feedback_answered
    if answered is not None and (received is None or answered > received):
        hint = f"có phải {received}?" if received is not None else "thêm «feedback_received»"
        yield "feedback_answered", f"trả lời {answered} phản ánh mà nhận {received or 0}", hint


def check_evidence(catalogue: Catalogue) -> Iterator[Complaint]:
    """An address given as evidence is one that a reader can open: https."""
    for _, report, file in reports_of(catalogue):
        for path, evidence in _evidence(report):
            for index, item in enumerate(evidence):
                place = (*path, "evidence", index)
                if item.link is None and (hint := _wrong_address(item.text)):
                    yield say(file, (*place, "text"), f"«{item.text}» không phải địa chỉ mở được từ trang", hint)
                elif doubt := _doubtful_evidence(item):
                    yield say(file, place, *doubt, warning=True)


_PROOF = "ghi số, ký hiệu (70/BC-SMH) hoặc địa chỉ https; lời kể ghi vào «note»"

_BARE = re.compile(r"(?:[a-z]{3,6}:/{0,2}|//)?((?:[a-z0-9-]+\.)+(?:vn|com|net|org)(?:[/?#]\S*)?)", re.IGNORECASE)
"""An address without https: ``www.vidu.gov.vn/a``, ``http://…``, ``htps:/…``."""

_SCHEME = re.compile(r".*://.*|[a-z]{4,}:\S.*", re.IGNORECASE | re.DOTALL)

_LOCAL = re.compile(r"[a-z]:[\\/].*|\\\\.*|.*\.(?:pdf|docx?|xlsx?|jpe?g|png|zip|rar)", re.IGNORECASE | re.DOTALL)
"""A file on somebody's computer."""

_CLOSED = re.compile(
    r"https://(?:drive|docs)\.google\.com/.*|https://(?:1drv\.ms|zalo\.me|[a-z0-9-]+\.sharepoint\.com)/.*"
)
"""Addresses that often open for their owner only."""


def _wrong_address(text: str) -> str:
    """What to write for an address that no reader can open; empty for what is none, or one."""
    bare = _BARE.fullmatch(text)
    if bare:
        return f"có phải «https://{bare[1]}»? Địa chỉ phải bắt đầu bằng https://"
    if _SCHEME.fullmatch(text):
        return "mỗi minh chứng một mục; địa chỉ không dấu cách, bắt đầu bằng https://"
    return ""


def _doubtful_evidence(item: Evidence) -> tuple[str, str] | None:
    """What cannot be followed: a file on a computer, a folder that asks for a login, words without a number."""
    if item.link is not None:
        if _CLOSED.fullmatch(item.link) is None:
            return None
        return (
            f"«{item.link}» thường chỉ mở được khi đăng nhập",
            _PROOF,
        )
    if _LOCAL.fullmatch(item.text):
        return (
            f"«{item.text}» là tệp trên một máy, người đọc không mở được",
            _PROOF,
        )
    if any(mark.isdecimal() for mark in item.text) and any(mark.isalpha() for mark in item.text):
        return None
    return f"minh chứng «{item.text}» không có số văn bản hay địa chỉ, nên không ai tìm được", _PROOF


def _evidence(report: Report) -> Iterator[tuple[FieldPath, tuple[Evidence, ...]]]:
    for index, item in enumerate(report.tasks):
        for path, entry in _entries(item, index):
            yield path, entry.evidence
    for index, target in enumerate(report.targets):
        yield ("targets", index), target.evidence


def check_orphans(catalogue: Catalogue) -> Iterator[Complaint]:
    """Reports, amendments and corrections stand in the folder of a plan."""
    for kept in (catalogue.reports, catalogue.amendments, catalogue.corrections):
        for name, records in kept.items():
            if name not in catalogue.plans:
                hint = suggest(name, catalogue.plans) or f"tạo {plan_file(name)}"
                yield say(progress_file(records[0]), (), f"không đọc được kế hoạch «{name}»", hint)


RULES: tuple[Rule, ...] = (
    check_orphans,
    check_report_files,
    check_report_periods,
    check_report_days,
    check_reported_tasks,
    check_cancelled_tasks,
    check_reported_targets,
    check_done,
    check_occurrences,
    check_due_days,
    check_counts,
    check_evidence,
)

DATED_RULES: tuple[DatedRule, ...] = (check_future,)
