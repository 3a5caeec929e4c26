"""What was added to, altered in or taken from the reports, amendments, corrections and events of a published plan."""

from collections.abc import Iterator
from dataclasses import Field, fields, replace
from datetime import date
from typing import Any

from generator.changes.due import compare_due
from generator.changes.finding import Effect, Finding, Subject
from generator.changes.grounds import Grounds, say_amendment, wrong_amendment
from generator.changes.records import say
from generator.deadlines import Period, WorkCalendar, answer
from generator.deadlines.workdays import Swap
from generator.model import Deadline, Plan
from generator.model.fields import key_of, label_of
from generator.model.report import Amendment, CorrectedField, Correction, Event, Report, TargetReport, TaskReport
from generator.reading.catalogue import Catalogue
from generator.reading.problems import FieldPath
from generator.reading.quoting import in_quotes
from generator.reading.tree import events_file, progress_file
from generator.text.citations import find_numbers
from generator.text.wording import say_day
from generator.tracking.commitments import Commitments, FieldChange, apply_amendments, say_value
from generator.tracking.schedule import Due, schedule

FILLED_IN = ("url", "title", "text")
"""Fields of an amendment that may be filled in afterwards: they show the document, and change nothing that it does."""

AGAINST = "«rule» cho ngày muộn hơn chính lời văn của điều chỉnh: bỏ «rule», hoặc chép đúng lời văn mà văn bản in"

LABELS = {"content": "nội dung", "lead": "chủ trì", "coordinating": "phối hợp", "product": "sản phẩm", "deadline": "thời hạn",
    "comparator": "cách so sánh", "value": "giá trị", "unit": "đơn vị", "scope": "phạm vi", "label": "lời văn"}  # fmt: skip


def compare_afterwards(
    subject: Subject, plan: Plan, states: tuple[Catalogue, Catalogue], grounds: Grounds | None
) -> Iterator[Finding]:
    """``plan`` as it stands in the newer state; without ``grounds`` it is new, and nothing in it can be refused."""
    yield from _amendments(subject, plan, states, published=grounds is not None)
    yield from _reports(subject, plan, states)
    yield from _corrections(subject, plan, states)
    yield from _events(subject, plan, states)


def _by_file(records: tuple[Any, ...]) -> dict[str, Any]:
    return {record.file: record for record in records}


# amendments


def _amendments(
    subject: Subject, plan: Plan, states: tuple[Catalogue, Catalogue], *, published: bool
) -> Iterator[Finding]:
    old, new = (_by_file(state.amendments.get(plan.id, ())) for state in states)
    for file, amendment in new.items():
        if file not in old:
            yield from _new_amendment(subject, plan, amendment, states, published=published)
        elif old[file] != amendment:
            yield _changed_amendment(subject, old[file], amendment)
    for file in old.keys() - new.keys():
        yield _gone(subject, old[file], f"Điều chỉnh {say_amendment(old[file])}")


def _new_amendment(
    subject: Subject, plan: Plan, amendment: Amendment, states: tuple[Catalogue, Catalogue], *, published: bool
) -> Iterator[Finding]:
    after = states[1]
    file, wrong = str(progress_file(amendment)), wrong_amendment(plan, amendment, states[0]) if published else ""
    yield Finding(
        subject=subject,
        effect=Effect.NEW,
        where="Văn bản điều chỉnh",
        after=say_amendment(amendment) + (f": {amendment.title}" if amendment.title else ""),
        file=file,
        path=("document",),
        refused=wrong,
    )
    amendments = after.amendments.get(plan.id, ())
    earlier = [item for item in amendments if item.order < amendment.order]
    before, now = (apply_amendments(plan, items, date.max) for items in (earlier, [*earlier, amendment]))
    calendar = WorkCalendar(Swap(swap.off, swap.worked) for swap in after.swaps)
    dues = [{(due.task.id, due.outcome): due for due in schedule(each, calendar)} for each in (before, now)]
    against = _against_its_words(plan, earlier, amendment, calendar, dues[1]) if published else set()
    whole = Finding(subject=subject, effect=Effect.CHANGED, file=file, basis=say_amendment(amendment), commitment=True)
    for task in now.tasks:
        where = f"Nhiệm vụ {task.id}"
        if task.added is amendment:
            told = (_read(outcome.deadline, plan, calendar) for outcome in task.current.task.results())
            reading = " ".join(filter(None, told))
            yield replace(whole, effect=Effect.ADDED, where=where, after=task.current.task.content, reading=reading)
        if task.cancelled is amendment:
            yield replace(whole, effect=Effect.REMOVED, where=where, before=task.current.task.content)
        for change in (item for item in task.changes if item.amendment is amendment):
            finding = _amended(whole, where, change)
            if change.field == "deadline":
                key = (task.id, change.outcome or 1)
                moved = compare_due(dues[0].get(key), dues[1].get(key))
                finding = replace(finding, effect=moved.effect or Effect.CHANGED, note=moved.note)
                new = task.current.task.results()[key[1] - 1].deadline
                reading = _read(new, plan, calendar)
                finding = replace(finding, refused=AGAINST if key in against else "", reading=reading)
            yield finding
    yield from _amended_targets(whole, now, amendment)


def _read(deadline: Deadline | None, plan: Plan, calendar: WorkCalendar) -> str:
    """How a deadline's words are read; nothing where a «rule» stands for them, which says its own days."""
    if deadline is None or deadline.rule:
        return ""
    return answer(deadline.text, Period(plan.period.first, plan.period.last), calendar).sentence()


def _amended_targets(whole: Finding, now: Commitments, amendment: Amendment) -> Iterator[Finding]:
    for target in now.targets:
        where = f"Chỉ tiêu {target.id}"
        if target.added is amendment:
            yield replace(whole, effect=Effect.ADDED, where=where, after=target.current.target.label)
        if target.cancelled is amendment:
            yield replace(whole, effect=Effect.REMOVED, where=where, before=target.current.target.label)
        for change in (item for item in target.changes if item.amendment is amendment):
            yield _amended(whole, where, change)


def _against_its_words(
    plan: Plan,
    earlier: list[Amendment],
    amendment: Amendment,
    calendar: WorkCalendar,
    ruled: dict[tuple[str, int], Due],
) -> set[tuple[str, int]]:
    """Outcomes that the amendment's own words make due earlier than its «rule» says."""
    spoken = schedule(apply_amendments(plan, [*earlier, _unruled(amendment)], date.max), calendar)
    return {
        (due.task.id, due.outcome)
        for due in spoken
        if due.days and compare_due(due, ruled.get((due.task.id, due.outcome))).effect is Effect.WEAKER
    }


def _unruled(amendment: Amendment) -> Amendment:
    """The amendment with its deadlines read from their words alone."""
    tasks = tuple(
        replace(change, deadline=replace(change.deadline, rule=())) if change.deadline else change
        for change in amendment.tasks
    )
    return replace(amendment, tasks=tasks)


def _amended(whole: Finding, where: str, change: FieldChange) -> Finding:
    which = f" ({change.outcome})" if change.outcome else ""
    what = LABELS.get(change.field, change.field) + which
    return replace(whole, where=where, what=what, before=change.before, after=change.after)


def _changed_amendment(subject: Subject, old: Amendment, new: Amendment) -> Finding:
    changed = [item.name for item in fields(old) if getattr(old, item.name) != getattr(new, item.name)]
    filled = all(name in FILLED_IN and getattr(old, name) in (None, ()) for name in changed)
    finding = Finding(
        subject=subject,
        effect=Effect.ADDED if filled else Effect.CHANGED,
        where=f"Điều chỉnh {say_amendment(old)}",
        after=", ".join(label_of(item) for item in fields(old) if item.name in changed),
        file=str(progress_file(new)),
    )
    if filled:
        return finding
    return replace(
        finding,
        refused="khôi phục tệp điều chỉnh đã đăng; thay đổi tiếp theo là một văn bản mới, một tệp mới trong amendments/",
    )


def _gone(subject: Subject, record: Report | Amendment | Correction, where: str) -> Finding:
    return Finding(
        subject=subject,
        effect=Effect.REMOVED,
        where=where,
        file=str(progress_file(record)),
        refused="khôi phục tệp này: điều đã đăng không xóa; sai thì thêm lời đính chính trong corrections/",
    )


# reports


def _reports(subject: Subject, plan: Plan, states: tuple[Catalogue, Catalogue]) -> Iterator[Finding]:
    old, new = (_by_file(state.reports.get(plan.id, ())) for state in states)
    known = {(item.file, entry) for item in states[0].corrections.get(plan.id, ()) for entry in item.corrections}
    told = [
        entry
        for item in states[1].corrections.get(plan.id, ())
        for entry in item.corrections
        if (item.file, entry) not in known and entry.reason.strip()
    ]
    for file, report in new.items():
        if file not in old:
            yield _new_report(subject, report)
        else:
            yield from _changed_report(subject, old[file], report, told)
    for file in old.keys() - new.keys():
        yield _gone(subject, old[file], f"Báo cáo {old[file].period.label}")


def _new_report(subject: Subject, report: Report) -> Finding:
    tasks = sum(1 for entry in report.tasks if entry.state or entry.occurrences)
    targets = sum(1 for entry in report.targets if entry.stated)
    return Finding(
        subject=subject,
        effect=Effect.NEW,
        where="Báo cáo",
        after=f"{report.period.label}, ngày {say_day(report.day)}"
        + (f", {report.document}" if report.document else ""),
        note=f"{tasks} nhiệm vụ, {targets} chỉ tiêu",
        file=str(progress_file(report)),
    )


def _changed_report(subject: Subject, old: Report, new: Report, told: list[CorrectedField]) -> Iterator[Finding]:
    where, file = f"Báo cáo {old.period.label}", str(progress_file(new))
    for about, before, after in _report_parts(old, new):
        records = [each for each in (before, after) if each is not None]
        for declared in fields(records[0]):
            was, now = (getattr(each, declared.name) if each is not None else None for each in (before, after))
            if was == now or declared.name in ("plan", "file", "tasks", "targets", "task", "target"):
                continue
            if was in (None, ()) and now in (None, ()):
                continue
            if _shows_more(declared.name, was, now):
                yield Finding(
                    subject=subject,
                    effect=Effect.ADDED,
                    where=where + (f", {about[0]} {about[1]}" if about[0] else ""),
                    what=label_of(declared),
                    after=now if isinstance(now, str) else "liên kết của minh chứng đã có",
                    file=file,
                )
                continue
            entry = next((item for item in told if _tells(item, old, about, declared.name, was, now)), None)
            finding = Finding(
                subject=subject,
                effect=Effect.CORRECTED if entry else Effect.CHANGED,
                where=where + (f", {about[0]} {about[1]}" if about[0] else ""),
                what=label_of(declared),
                before=say(was),
                after=say(now),
                basis=f"đính chính: {entry.reason}" if entry else "",
                commitment=True,
                file=file,
                refused="" if entry else _report_hint(old, about, declared.name, was, now),
                path=_path(new, about, declared),
            )
            yield finding


_About = tuple[str, str]


def _report_parts(old: Report, new: Report) -> Iterator[tuple[_About, Any, Any]]:
    yield ("", ""), old, new
    for name, label in (("tasks", "nhiệm vụ"), ("targets", "chỉ tiêu")):
        entries = [_entries(getattr(report, name)) for report in (old, new)]
        for key in dict.fromkeys((*entries[0], *entries[1])):
            yield (label, key[0]), entries[0].get(key), entries[1].get(key)


def _entries(items: tuple[TaskReport | TargetReport, ...]) -> dict[tuple[str, int], TaskReport | TargetReport]:
    found: dict[tuple[str, int], TaskReport | TargetReport] = {}
    for item in items:
        name = item.task if isinstance(item, TaskReport) else item.target
        outcome = (item.outcome or 1) if isinstance(item, TaskReport) else 1
        found[name, outcome] = item
    return found


def _tells(item: CorrectedField, report: Report, about: _About, field: str, was: object, now: object) -> bool:
    if item.report != report.period or item.field not in (field, "date" if field == "day" else field):
        return False
    named = {"nhiệm vụ": item.task, "chỉ tiêu": item.target, "": item.task or item.target}[about[0]]
    if (named or "") != about[1]:
        return False
    return _has_parts(was, now) or (
        (item.before or "") == (say_value(was) or "") and (item.after or "") == (say_value(now) or "")
    )


def _has_parts(*values: object) -> bool:
    """Whether a value is a list of records, which a correction names without quoting it."""
    return any(
        isinstance(value, tuple) and any(hasattr(item, "__dataclass_fields__") for item in value) for value in values
    )


def _shows_more(field: str, was: Any, now: Any) -> bool:
    """Whether a link or a number was filled in, which shows the document and changes nothing that it says."""
    if field in ("url", "document"):
        return was is None and now is not None
    if field != "evidence" or not was or not now or len(was) != len(now):
        return False
    return all(
        old == new or (old.url is None and replace(new, url=None) == old) for old, new in zip(was, now, strict=True)
    )


def _path(report: Report, about: _About, declared: "Field[Any]") -> FieldPath:
    """The field of the report that still stands in the file."""
    found: FieldPath = ()
    if about[0]:
        key, items = ("tasks", report.tasks) if about[0] == "nhiệm vụ" else ("targets", report.targets)
        names = [item.task if isinstance(item, TaskReport) else item.target for item in items]
        if about[1] not in names:
            return (key,)
        found = (key, names.index(about[1]))
    return (*found, key_of(declared))


def _report_hint(report: Report, about: _About, field: str, was: object, now: object) -> str:
    key = {"nhiệm vụ": f"task: {about[1]}, ", "chỉ tiêu": f"target: {about[1]}, "}.get(about[0], "")
    name = "date" if field == "day" else field
    words = {"before": say_value(was), "after": say_value(now)}
    quoted = (
        "" if _has_parts(was, now) else "".join(f"{key}: {in_quotes(text)}, " for key, text in words.items() if text)
    )
    return (
        f"báo cáo đã đăng chỉ sửa kèm đính chính: thêm vào corrections/<ngày>.yml một mục report: {report.period}, {key}"
        f"field: {name}, {quoted}reason; số liệu của kỳ sau thì gửi báo cáo mới"
    )


# corrections and events


def _corrections(subject: Subject, plan: Plan, states: tuple[Catalogue, Catalogue]) -> Iterator[Finding]:
    old, new = (_by_file(state.corrections.get(plan.id, ())) for state in states)
    for file, correction in new.items():
        kept = set(old[file].corrections) if file in old else set()
        for item in correction.corrections:
            if item not in kept:
                yield _new_correction(subject, correction, item)
        if file in old and (not kept <= set(correction.corrections) or old[file].day != correction.day):
            yield _gone(subject, correction, f"Đính chính ngày {say_day(old[file].day)}")
    for file in old.keys() - new.keys():
        yield _gone(subject, old[file], f"Đính chính ngày {say_day(old[file].day)}")


def _new_correction(subject: Subject, correction: Correction, item: CorrectedField) -> Finding:
    about = f"báo cáo {item.report.label}, " if item.report else ""
    about += f"nhiệm vụ {item.task}, " if item.task else f"chỉ tiêu {item.target}, " if item.target else ""
    return Finding(
        subject=subject,
        effect=Effect.NEW,
        where=f"Lời đính chính ngày {say_day(correction.day)}",
        what=about + LABELS.get(item.field, item.field),
        before=item.before,
        after=item.after,
        note=item.reason,
        file=str(progress_file(correction)),
    )


def _events(subject: Subject, plan: Plan, states: tuple[Catalogue, Catalogue]) -> Iterator[Finding]:
    old, new = (state.events.get(plan.id, ()) for state in states)
    file = str(events_file(plan.id))
    for index, event in enumerate(new):
        if event not in old:
            yield _new_event(subject, event, file, index)
    for event in old:
        if event not in new and not any(_fills_in(event, other) for other in new):
            yield Finding(
                subject=subject,
                effect=Effect.REMOVED,
                where=f"Sự kiện của nhiệm vụ {event.task}",
                before=f"{say_day(event.day)}: {event.text}",
                file=file,
                refused="khôi phục sự kiện đã đăng trong events.yml; việc xảy ra sau là một mục mới",
            )


def _fills_in(old: Event, new: Event) -> bool:
    """Whether the new entry is the old one with its document told."""
    return replace(new, document=old.document or None, url=old.url or None) == old and not (old.document or old.url)


def _new_event(subject: Subject, event: Event, file: str, index: int) -> Finding:
    finding = Finding(
        subject=subject,
        effect=Effect.NEW,
        where=f"Sự kiện của nhiệm vụ {event.task}",
        after=f"{say_day(event.day)}: {event.text}",
        note=f"hạn mới {say_day(event.due)}" if event.due else "",
        basis=event.document or "",
        file=file,
        path=("events", index),
    )
    if event.due is not None and not list(find_numbers(event.document or "")):
        return replace(finding, refused="hạn do một văn bản ấn định thì ghi «document» là số, ký hiệu văn bản ấy")
    return finding
