"""Everything that differs between two states of the data, record by record, in a fixed order."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from generator.changes.afterwards import compare_afterwards
from generator.changes.agencies import compare_agencies, full_name
from generator.changes.finding import Effect, Finding, Kind, Subject
from generator.changes.grounds import Grounds
from generator.changes.records import compare_fields
from generator.changes.registry import compare_registries
from generator.changes.state import State
from generator.changes.tasks import compare_tasks
from generator.changes.texts import compare_source, compare_texts
from generator.check.complaint import agency_file
from generator.model import Agency, Plan
from generator.model.procedure import Procedure
from generator.reading.catalogue import Catalogue
from generator.reading.tree import adoptions_file, measurements_file, plan_file, procedure_file
from generator.text.wording import say_on_day


def compare(before: State, after: State) -> list[Finding]:
    """The findings, plans first. Equal records give none."""
    states = before.catalogue, after.catalogue
    findings = [
        *_plans(before, after),
        *compare_agencies(states),
        *_procedures(before, after),
        *_adoptions(states),
        *compare_registries(states),
        *_files(before, after),
    ]
    return [finding for finding in findings if not _is_void(finding)]


def _is_void(finding: Finding) -> bool:
    """A field that reads the same in both states, for instance one empty in two ways."""
    said = finding.before is not None or finding.after is not None
    return said and finding.before == finding.after and not finding.note and not finding.refused


def subject_of_plan(plan: Plan, catalogue: Catalogue) -> Subject:
    """What findings about a plan have in common."""
    agency = catalogue.agencies.get(plan.agency)
    title = plan.document.short_title or plan.document.title
    name = f"{agency.short}: {title}" if agency and agency.names else title
    return Subject(kind=Kind.PLAN, id=plan.id, title=name, file=str(plan_file(plan.id)), agency=plan.agency)


def _plans(before: State, after: State) -> Iterator[Finding]:
    states = before.catalogue, after.catalogue
    for name in dict.fromkeys((*sorted(states[1].plans), *sorted(states[0].plans))):
        old, new = states[0].plans.get(name), states[1].plans.get(name)
        if new is None and old is not None:
            yield _gone_plan(old, after, subject_of_plan(old, states[0]))
        elif new is not None and old is None:
            yield _new_plan(new, subject_of_plan(new, states[1]), published=str(plan_file(name)) in before.files)
            yield from compare_afterwards(subject_of_plan(new, states[1]), new, states, None)
        elif new is not None and old is not None:
            yield from _changed_plan(old, new, before, after)


def _gone_plan(plan: Plan, after: State, subject: Subject) -> Finding:
    if str(plan_file(plan.id)) in after.files:
        why = "plan.yml không còn đọc được: sửa các lỗi mà phần kiểm tra đã nêu"
    else:
        same = [name for name, other in after.catalogue.plans.items() if other.document == plan.document]
        why = f"khôi phục thư mục agencies/{plan.id}: kế hoạch đã đăng không xóa, không đổi chỗ, vì địa chỉ trang là tên thư mục"
        if same:
            why += f" (nội dung này nay nằm ở agencies/{same[0]})"
    return Finding(subject=subject, effect=Effect.REMOVED, before=plan.document.title, commitment=True, refused=why)


def _new_plan(plan: Plan, subject: Subject, *, published: bool) -> Finding:
    tasks, targets = sum(1 for _ in plan.placed_tasks()), sum(1 for _ in plan.placed_targets())
    document = " ".join(
        filter(
            None, (plan.document.number, f"ban hành {say_on_day(plan.document.issued)}" if plan.document.issued else "")
        )
    )
    note = ", ".join(filter(None, (document, f"{tasks} nhiệm vụ", f"{targets} chỉ tiêu")))
    effect = Effect.CHANGED if published else Effect.NEW
    return Finding(
        subject=subject, effect=effect, after=plan.document.title, note=note + (", nay đọc được" if published else "")
    )


def _changed_plan(old: Plan, new: Plan, before: State, after: State) -> Iterator[Finding]:
    folder = f"agencies/{old.id}/"
    paths = {path for path in before.files.keys() | after.files.keys() if path.startswith(folder)}
    if all(before.files.get(path) == after.files.get(path) for path in paths):
        return
    states = before.catalogue, after.catalogue
    subject, grounds = subject_of_plan(new, states[1]), Grounds(old, *states)
    if old != new:
        yield from compare_tasks(subject, grounds, new, states[0])
        yield from compare_texts(subject, grounds, new, states[0])
        if old.source.quality is not new.source.quality or old.source.note != new.source.note:
            whole = Finding(subject=subject, effect=Effect.DETAIL, where="Nguồn", path=("source",))
            yield from compare_fields(whole, old.source, new.source, skipped={"file", "sha256", "restored"})
    if old.source.file != new.source.file:
        where, what = "Văn bản nguồn", "tên tệp"
        yield Finding(
            subject=subject,
            effect=Effect.DETAIL,
            where=where,
            what=what,
            before=old.source.file,
            after=new.source.file,
            path=("source", "file"),
        )
    yield from compare_source(subject, grounds, *states, folder + new.source.file)
    yield from compare_afterwards(subject, new, states, grounds)


def _procedures(before: State, after: State) -> Iterator[Finding]:
    states = before.catalogue, after.catalogue
    for code in sorted(states[0].procedures.keys() | states[1].procedures.keys()):
        old, new = (state.procedure(code) if code in state.procedures else None for state in states)
        yield from _procedure(old, new)
    skipped = [path for path in after.unread if before.files.get(path) != after.files.get(path)]
    if skipped:
        subject = Subject(kind=Kind.PROCEDURE, id="", title="Thủ tục khác", file="procedures")
        words = f"{len(skipped)} thủ tục nữa thay đổi, nhiều quá nên không kể từng phần"
        yield Finding(subject=subject, effect=Effect.CHANGED, after=words)


def _procedure(old: Procedure | None, new: Procedure | None) -> Iterator[Finding]:
    record = new or old
    if record is None:
        return
    subject = Subject(
        kind=Kind.PROCEDURE, id=record.code, title=f"{record.code} {record.name}", file=str(procedure_file(record.code))
    )
    if old is None:
        yield Finding(subject=subject, effect=Effect.NEW, after=record.name)
    elif new is None:
        yield Finding(subject=subject, effect=Effect.REMOVED, before=record.name)
    else:
        yield from compare_fields(Finding(subject=subject, effect=Effect.CHANGED), old, new)


def _adoptions(states: tuple[Catalogue, Catalogue]) -> Iterator[Finding]:
    for name, agency in sorted(states[1].agencies.items()):
        kept = (
            ("adoptions", adoptions_file(name), "Danh mục thủ tục của cơ quan"),
            ("measurements", measurements_file(name), "Số liệu người khác công bố"),
        )
        for attribute, file, label in kept:
            old, new = (getattr(state, attribute).get(name) for state in states)
            if old != new:
                yield from _agency_list(agency, label, str(file), old, new)


def _agency_list(agency: Agency, label: str, file: str, old: Any, new: Any) -> Iterator[Finding]:
    subject = Subject(
        kind=Kind.AGENCY, id=agency.id, title=full_name(agency), file=str(agency_file(agency)), agency=agency.id
    )
    counts = [_count(each) for each in (old, new)]
    effect = Effect.NEW if old is None else Effect.REMOVED if new is None else Effect.CHANGED
    whole = Finding(subject=subject, effect=effect, where=label, file=file)
    if old is None or new is None or isinstance(old, tuple):
        yield replace(whole, note=f"{counts[0]} → {counts[1]} mục" if old is not None else f"{counts[1]} mục")
    else:
        yield from compare_fields(whole, old, new)


def _count(value: Any) -> int:
    if value is None:
        return 0
    return (
        len(value)
        if isinstance(value, tuple)
        else max((len(item) for item in _values(value) if isinstance(item, tuple)), default=0)
    )


def _values(record: Any) -> list[Any]:
    """The values of a record's fields."""
    return [getattr(record, declared.name) for declared in fields(record)]


def _files(before: State, after: State) -> Iterator[Finding]:
    """What stands under ``plans/`` and is no record: links, hidden files, files without a place."""
    for path in after.strange:
        if path not in before.strange:
            yield _file(path, Effect.NEW, "liên kết tượng trưng", "chép tệp thật vào đây thay cho liên kết")
    for path in sorted(after.files.keys() | before.files.keys()):
        if before.files.get(path) != after.files.get(path) and any(part.startswith(".") for part in path.split("/")):
            why = "bỏ tệp ẩn này: nó có thể làm git giấu hoặc đổi nội dung tệp dữ liệu"
            yield _file(path, Effect.CHANGED, "tệp ẩn", why if path in after.files else "")
        elif path not in before.files and not path.endswith((".yml", ".yaml", ".txt")) and path != "LICENSE":
            yield _file(path, Effect.NEW, "tệp không phải dữ liệu", "")


def _file(path: str, effect: Effect, words: str, refused: str) -> Finding:
    subject = Subject(kind=Kind.SETTING, id=path, title=path, file=path)
    return Finding(subject=subject, effect=effect, after=words, refused=refused)
