"""Rules for what changes or surrounds a plan: amendments, corrections, events, measurements.

A commitment cannot be weakened quietly: an amendment names the document that did it, a correction quotes what the record
said and what it says now. A figure read elsewhere belongs to the body that it was measured of, on the days that body existed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from generator.check.complaint import Complaint, DatedRule, Rule, say
from generator.check.reports import (
    begin_of,
    commitments_of,
    nearest_past,
    same_day_of_year,
    wrong_outcome,
)
from generator.model import Document, Plan, Target, Task
from generator.model.fields import key_of
from generator.model.report import (
    Amendment,
    CorrectedField,
    Correction,
    Event,
    Measurement,
    Report,
    ReportPeriod,
    TargetReport,
    TaskChange,
    TaskReport,
)
from generator.reading.catalogue import Catalogue
from generator.reading.problems import FieldPath, suggest
from generator.reading.tree import events_file, measurements_file, progress_file
from generator.text.citations import find_numbers
from generator.tracking.commitments import added_tasks, changed_task, find_section, say_value, sections_of
from generator.tracking.measured import begin_of_body

_AMENDMENT_FILE = re.compile(r"(\d{4}-\d{2}-\d{2})-[a-z0-9]+(?:-[a-z0-9]+)*")


def amendments_of(catalogue: Catalogue) -> Iterator[tuple[Plan, Amendment, PurePosixPath]]:
    """Every amendment of a plan that could be read, with its file."""
    for name, amendments in catalogue.amendments.items():
        if name in catalogue.plans:
            for amendment in amendments:
                yield catalogue.plans[name], amendment, progress_file(amendment)


def check_amendment_files(catalogue: Catalogue) -> Iterator[Complaint]:
    """An amendment's file begins with the day of its document, then says in a few letters what it is."""
    for _, amendment, file in amendments_of(catalogue):
        found = _AMENDMENT_FILE.fullmatch(amendment.file)
        if found is None or found.group(1) != amendment.day.isoformat():
            hint = f"đổi tên tệp thành «{amendment.day}-gia-han.yml» (ngày của văn bản, rồi vài chữ không dấu)"
            yield say(file, ("date",), f"tên tệp «{file.name}» không khớp ngày {amendment.day}", hint)


def check_amendment_documents(catalogue: Catalogue) -> Iterator[Complaint]:
    """An amendment names its document by the number, and the document is not older than the plan."""
    for plan, amendment, file in amendments_of(catalogue):
        if not list(find_numbers(amendment.document)):
            message = f"«{amendment.document}» không phải số, ký hiệu văn bản"
            hint = "kế hoạch chỉ đổi bằng văn bản: ghi số, ký hiệu, ví dụ «277/QĐ-UBND»; nếu chép sai thì ghi ở corrections/"
            yield say(file, ("document",), message, hint)
        issued = plan.document.issued
        if issued is not None and amendment.day < issued.first_day():
            near = same_day_of_year(amendment.day, plan.period.last.year)
            hint = f"có phải {near}?" if near >= issued.first_day() else "kiểm tra lại năm"
            yield say(file, ("date",), f"điều chỉnh ngày {amendment.day}, trước khi có kế hoạch ({issued})", hint)


def check_amended_tasks(catalogue: Catalogue) -> Iterator[Complaint]:
    """An amendment changes tasks that exist, each in a way that it states."""
    for plan, amendment, file in amendments_of(catalogue):
        tasks = {item.id: item.current.task for item in commitments_of(catalogue, plan).tasks}
        for index, change in enumerate(amendment.tasks):
            here = ("tasks", index)
            if change.task not in tasks:
                hint = suggest(change.task, tasks)
                yield say(file, (*here, "task"), f"kế hoạch không có nhiệm vụ «{change.task}»", hint)
                continue
            yield from _wrong_change(file, here, change, tasks[change.task])


def _wrong_change(file: PurePosixPath, here: FieldPath, change: TaskChange, task: Task) -> Iterator[Complaint]:
    if change.product is not None or change.deadline is not None or change.outcome is not None:
        yield from wrong_outcome(file, here, change.outcome, len(task.results()))
    if not change.cancelled and not _states(change, ("content", "product", "deadline", "lead", "coordinating")):
        hint = "ghi «cancelled: true», hoặc «deadline:», «product:», «content:» … mới"
        yield say(file, here, f"không nói điều chỉnh gì ở nhiệm vụ {change.task}", hint)
    elif change.cancelled and changed_task(task, change) not in (task, None):
        hint = "chỉ giữ «cancelled: true», hoặc bỏ dòng đó"
        yield say(file, (*here, "cancelled"), "vừa bỏ nhiệm vụ vừa sửa nội dung của nó", hint)


def _states(change: Any, names: Iterable[str]) -> bool:
    return any(getattr(change, name) not in (None, ()) for name in names)


def check_amended_targets(catalogue: Catalogue) -> Iterator[Complaint]:
    """An amendment changes targets that exist, each in a way that it states."""
    for plan, amendment, file in amendments_of(catalogue):
        known = {item.id for item in commitments_of(catalogue, plan).targets}
        for index, change in enumerate(amendment.targets):
            here = ("targets", index)
            if change.target not in known:
                hint = suggest(change.target, known)
                yield say(file, (*here, "target"), f"kế hoạch không có chỉ tiêu «{change.target}»", hint)
            elif not change.cancelled and not _states(change, ("comparator", "value", "unit", "scope", "label")):
                hint = "ghi «cancelled: true», hoặc «value:», «comparator:» … mới"
                yield say(file, here, f"không nói điều chỉnh gì ở chỉ tiêu {change.target}", hint)


def check_added(catalogue: Catalogue) -> Iterator[Complaint]:
    """What an amendment adds has a place in the plan and an id of its own."""
    for plan, amendment, file in amendments_of(catalogue):
        sections = {part for part, _, _ in sections_of(plan)}
        for index, added in enumerate(amendment.added):
            if find_section(plan, added.section) is None:
                hint = suggest(added.section or "", sections)
                yield say(file, ("added", index, "section"), f"kế hoạch không có mục «{added.section}»", hint)
        taken = _ids_before(catalogue, plan, amendment)
        for placed in added_tasks(plan, amendment):
            if placed.id in taken:
                hint = "đặt số thứ tự tiếp theo của mục"
                yield say(file, (*placed.path, "no"), f"mã nhiệm vụ {placed.id} đã có trong kế hoạch", hint)
            taken.add(placed.id)


def _ids_before(catalogue: Catalogue, plan: Plan, amendment: Amendment) -> set[str]:
    """Ids of the plan and of what earlier amendments added."""
    ids = {item.id for item in plan.placed_tasks()}
    for earlier in catalogue.amendments[plan.id]:
        if earlier.order < amendment.order:
            ids |= {item.id for item in added_tasks(plan, earlier)}
    return ids


def check_added_targets(catalogue: Catalogue) -> Iterator[Complaint]:
    """A target that an amendment adds measures a known metric under a free id."""
    for plan, amendment, file in amendments_of(catalogue):
        taken = {item.target.id for item in plan.placed_targets()}
        for path, target in _added_targets(amendment):
            if target.metric is not None and target.metric not in catalogue.metrics:
                hint = suggest(target.metric, catalogue.metrics)
                yield say(file, (*path, "metric"), f"không có chỉ số «{target.metric}»", hint)
            if target.id in taken:
                yield say(file, (*path, "id"), f"mã chỉ tiêu {target.id} đã có trong kế hoạch", "đặt mã khác")
            taken.add(target.id)


def _added_targets(amendment: Amendment) -> Iterator[tuple[FieldPath, Target]]:
    for index, target in enumerate(amendment.added_targets):
        yield ("added_targets", index), target
    for index, added in enumerate(amendment.added):
        for number, target in enumerate(added.task.targets):
            yield ("added", index, "task", "targets", number), target


def check_amended_actors(catalogue: Catalogue) -> Iterator[Complaint]:
    """Units that an amendment names are units or groups of the agency; one that the agency's file lacks is a warning."""
    for plan, amendment, file in amendments_of(catalogue):
        agency = catalogue.agencies.get(plan.agency)
        if agency is not None:
            for path, name in _actors(amendment):
                if agency.actor(name) is None:
                    hint = suggest(name, {unit.name for unit in (*agency.units, *agency.groups)})
                    message = f"cơ quan không có đơn vị «{name}» (units, groups trong agency.yml)"
                    yield say(file, path, message, hint, warning=True)


def _actors(amendment: Amendment) -> Iterator[tuple[FieldPath, str]]:
    holders: list[tuple[FieldPath, Any]] = [(("tasks", index), item) for index, item in enumerate(amendment.tasks)]
    holders += [(("added", index, "task"), item.task) for index, item in enumerate(amendment.added)]
    for path, holder in holders:
        for key in ("lead", "coordinating"):
            for index, name in enumerate(getattr(holder, key)):
                yield (*path, key, index), name


def corrections_of(catalogue: Catalogue) -> Iterator[tuple[Plan, Correction, PurePosixPath]]:
    """Every correction of a plan that could be read, with its file."""
    for name, corrections in catalogue.corrections.items():
        if name in catalogue.plans:
            for correction in corrections:
                yield catalogue.plans[name], correction, progress_file(correction)


def check_correction_files(catalogue: Catalogue) -> Iterator[Complaint]:
    """A correction's file is named by its day."""
    for _, correction, file in corrections_of(catalogue):
        if correction.file != correction.day.isoformat():
            hint = f"đổi tên tệp thành «{correction.day}.yml», hoặc sửa «date»"
            yield say(file, ("date",), f"tên tệp «{file.name}» không khớp ngày {correction.day}", hint)


def check_corrections(catalogue: Catalogue) -> Iterator[Complaint]:
    """A correction names a task, target or field that exists, and ``after`` is what the record says now."""
    for plan, correction, file in corrections_of(catalogue):
        for index, item in enumerate(correction.corrections):
            for wrong in _wrong_correction(catalogue, plan, correction, item):
                yield say(file, ("corrections", index, wrong.key), wrong.message, wrong.hint)


@dataclass(frozen=True, slots=True)
class _Wrong:
    """Why the record that a correction means cannot be found: the key that is wrong, what is wrong, a hint."""

    key: str
    message: str
    hint: str


def _wrong_correction(
    catalogue: Catalogue, plan: Plan, correction: Correction, item: CorrectedField
) -> Iterator[_Wrong]:
    if item.before == item.after:
        yield _Wrong("after", "trước và sau như nhau", "chép đúng chữ cũ vào «before», chữ mới vào «after»")
    record = _corrected_record(catalogue, plan, item)
    if isinstance(record, _Wrong):
        yield record
        return
    known = {key_of(declared): declared.name for declared in fields(record)}
    if item.field not in known:
        yield _Wrong("field", f"không có trường «{item.field}»", suggest(item.field, known))
    elif _is_last(catalogue, correction, item):
        value = getattr(record, known[item.field])
        if _is_text(value) and say_value(value) != item.after:
            message = f"«{item.field}» hiện ghi «{say_value(value) or ''}», không phải «{item.after or ''}»"
            yield _Wrong("after", message, "sửa bản ghi, hoặc chép đúng chữ hiện có vào «after»")


def _is_text(value: object) -> bool:
    """Whether a field prints as one text; a list of records does not."""
    return not (isinstance(value, tuple) and any(hasattr(item, "__dataclass_fields__") for item in value))


def _is_last(catalogue: Catalogue, correction: Correction, item: CorrectedField) -> bool:
    """Whether no later correction speaks of the same field."""
    name = (item.report, item.task, item.target, item.field)
    later = (other for other in catalogue.corrections[correction.plan] if other.day > correction.day)
    return all(
        name != (entry.report, entry.task, entry.target, entry.field) for other in later for entry in other.corrections
    )


Corrected = Document | Task | Target | Report | TaskReport | TargetReport


def _corrected_record(catalogue: Catalogue, plan: Plan, item: CorrectedField) -> Corrected | _Wrong:
    """The record that a correction means."""
    if item.task is not None and item.target is not None:
        return _Wrong("target", "ghi cả nhiệm vụ lẫn chỉ tiêu", "mỗi mục đính chính một bản ghi")
    if item.report is not None:
        return _corrected_report(catalogue, plan, item, item.report)
    records: dict[str, Corrected] = {"": plan.document}
    if item.task is not None:
        records = {placed.id: placed.task for placed in plan.placed_tasks()}
    elif item.target is not None:
        records = {placed.target.id: placed.target for placed in plan.placed_targets()}
    return _named_record(records, item, "kế hoạch")


def _corrected_report(
    catalogue: Catalogue, plan: Plan, item: CorrectedField, period: ReportPeriod
) -> Corrected | _Wrong:
    reports = catalogue.reports.get(plan.id, ())
    report = next((report for report in reports if report.period == period), None)
    if report is None:
        hint = suggest(str(period), {str(report.period) for report in reports})
        return _Wrong("report", f"không có báo cáo {period.label}", hint)
    records: dict[str, Corrected] = {"": report}
    if item.task is not None:
        records = {entry.task: entry for entry in report.tasks}
    elif item.target is not None:
        records = {entry.target: entry for entry in report.targets}
    return _named_record(records, item, f"báo cáo {period.label}")


def _named_record(records: dict[str, Corrected], item: CorrectedField, owner: str) -> Corrected | _Wrong:
    name = item.task or item.target or ""
    if name in records:
        return records[name]
    key, words = ("task", "nhiệm vụ") if item.task is not None else ("target", "chỉ tiêu")
    return _Wrong(key, f"{owner} không có {words} «{name}»", suggest(name, records))


def check_events(catalogue: Catalogue) -> Iterator[Complaint]:
    """An event belongs to a task of the plan, once a day, and its own limit does not lie before it."""
    for name, events in catalogue.events.items():
        plan = catalogue.plans.get(name)
        if plan is None:
            yield say(events_file(name), (), f"không đọc được kế hoạch «{name}»", suggest(name, catalogue.plans))
            continue
        tasks = {item.id: len(item.current.task.results()) for item in commitments_of(catalogue, plan).tasks}
        for index, event in enumerate(events):
            yield from _wrong_event(plan, event, events[:index], ("events", index), tasks)


def _wrong_event(
    plan: Plan, event: Event, before: tuple[Event, ...], here: FieldPath, tasks: dict[str, int]
) -> Iterator[Complaint]:
    file = events_file(plan.id)
    if event.task not in tasks:
        hint = suggest(event.task, tasks)
        yield say(file, (*here, "task"), f"kế hoạch không có nhiệm vụ «{event.task}»", hint)
        return
    yield from wrong_outcome(file, here, event.outcome, tasks[event.task])
    if any((event.task, event.outcome, event.day) == (other.task, other.outcome, other.day) for other in before):
        yield say(file, (*here, "date"), f"hai sự kiện của nhiệm vụ {event.task} cùng ngày {event.day}", "gộp làm một")
    if event.due is not None and event.due < event.day:
        right = same_day_of_year(event.due, event.day.year + 1)
        yield say(file, (*here, "due"), f"hạn {event.due} đứng trước sự kiện ({event.day})", f"có phải {right}?")
    if event.day < begin_of(plan) and event.due is None:
        near = same_day_of_year(event.day, plan.period.last.year)
        message = f"sự kiện ngày {event.day}, trước khi kế hoạch bắt đầu ({begin_of(plan)})"
        yield say(file, (*here, "date"), message, f"có phải {near}?")


def check_measured_agencies(catalogue: Catalogue) -> Iterator[Complaint]:
    """Figures stand in the folder of an agency, name a metric, and are told once."""
    for agency, items in catalogue.measurements.items():
        if agency not in catalogue.agencies:
            hint = f"tạo agencies/{agency}/agency.yml, hoặc sửa lỗi đã báo trong tệp đó"
            yield say(measurements_file(agency), (), f"không đọc được cơ quan «{agency}»", hint)
        told: set[Measurement] = set()
        for index, item in enumerate(items):
            here = ("measurements", index)
            if item.metric not in catalogue.metrics:
                hint = suggest(item.metric, catalogue.metrics) or "thêm chỉ số vào registry/metrics.yml"
                yield say(measurements_file(agency), (*here, "metric"), f"không có chỉ số «{item.metric}»", hint)
            if item in told:
                yield say(measurements_file(agency), here, "con số này đã ghi ở trên", "xóa một mục")
            told.add(item)


def check_measured_values(catalogue: Catalogue) -> Iterator[Complaint]:
    """A figure has a value with its unit, or a rank among so many; a share lies between 0 and 100."""
    for agency, items in catalogue.measurements.items():
        for index, item in enumerate(items):
            for key, message, hint in _wrong_value(item):
                yield say(measurements_file(agency), ("measurements", index, *key), message, hint)


def _wrong_value(item: Measurement) -> Iterator[tuple[tuple[str, ...], str, str]]:
    if item.value is None and item.rank is None:
        yield (), "không có giá trị, cũng không có thứ hạng", "ghi «value» và «unit», hoặc «rank»"
    if item.value is not None and item.unit is None:
        yield ("value",), "con số không có đơn vị", "thêm «unit:», ví dụ «%», «điểm», «hồ sơ»"
    if item.value is not None and item.unit == "%" and not 0 <= item.value <= 100:
        yield ("value",), f"tỷ lệ {item.value} % nằm ngoài 0–100", "kiểm tra lại con số và dấu phẩy thập phân"
    if item.rank is not None and not 1 <= item.rank <= (item.rank_of or item.rank):
        yield ("rank",), f"thứ hạng {item.rank} trên {item.rank_of}", "kiểm tra lại hai con số"
    for key, day in _printed_days(item):
        if day < item.period.first:
            yield (key,), f"ngày {day} đứng trước {item.period.label}", "kiểm tra lại kỳ và ngày"


def _printed_days(item: Measurement) -> Iterator[tuple[str, date]]:
    """The days that a figure carries; a publication without a day is left alone."""
    if item.as_of is not None:
        yield "as_of", item.as_of
    if item.published is not None and item.published.day is not None:
        yield "published", item.published.first_day()


def check_measured_bodies(catalogue: Catalogue) -> Iterator[Complaint]:
    """A figure from before a merger is marked as the old body's, because what it was measured of has changed since."""
    for name, items in catalogue.measurements.items():
        agency = catalogue.agencies.get(name)
        begin = begin_of_body(agency) if agency else None
        for index, item in enumerate(items):
            here = ("measurements", index)
            if begin is not None and item.period.first < begin and item.predecessor is None:
                hint = "thêm «predecessor:» với tên cơ quan cũ, hoặc chuyển sang thư mục của cơ quan cũ"
                message = f"con số của {item.period.label} có trước khi cơ quan này hình thành ({begin})"
                yield say(measurements_file(name), (*here, "period"), message, hint)
            elif item.predecessor is not None and (begin is None or item.period.first >= begin):
                message = f"con số của {item.period.label} là của chính cơ quan này"
                yield say(measurements_file(name), (*here, "predecessor"), message, "bỏ «predecessor»")
            if agency and agency.last_day and item.period.first > agency.last_day:
                message = f"cơ quan đã kết thúc ngày {agency.last_day}"
                hint = "chuyển con số sang thư mục của cơ quan kế tiếp"
                yield say(measurements_file(name), (*here, "period"), message, hint)


def check_future_changes(catalogue: Catalogue, as_of: date) -> Iterator[Complaint]:
    """No amendment is issued, nothing corrected, no event met and no figure published after the day of the check."""
    for file, path, day in _days(catalogue):
        if day > as_of:
            yield say(file, path, f"ngày {day} chưa đến (hôm nay là {as_of})", nearest_past(day, as_of))


def _days(catalogue: Catalogue) -> Iterator[tuple[PurePosixPath, FieldPath, date]]:
    for _, amendment, file in amendments_of(catalogue):
        yield file, ("date",), amendment.day
    for _, correction, file in corrections_of(catalogue):
        yield file, ("date",), correction.day
    for name, events in catalogue.events.items():
        for index, event in enumerate(events):
            yield events_file(name), ("events", index, "date"), event.day
    for agency, items in catalogue.measurements.items():
        for index, item in enumerate(items):
            for key, day in _printed_days(item):
                yield measurements_file(agency), ("measurements", index, key), day


RULES: tuple[Rule, ...] = (
    check_amendment_files,
    check_amendment_documents,
    check_amended_tasks,
    check_amended_targets,
    check_added,
    check_added_targets,
    check_amended_actors,
    check_correction_files,
    check_corrections,
    check_events,
    check_measured_agencies,
    check_measured_values,
    check_measured_bodies,
)

DATED_RULES: tuple[DatedRule, ...] = (check_future_changes,)
