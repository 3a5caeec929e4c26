"""What became of the agencies: founded, renamed, merged, ended; and to whom the names in published plans now point."""

from collections.abc import Iterator
from dataclasses import replace

from generator.changes.finding import Effect, Finding, Kind, Subject
from generator.changes.records import compare_fields
from generator.check.complaint import agency_file
from generator.model import Agency, Plan, Unit
from generator.model.agency import EventKind
from generator.reading.load import Catalogue
from generator.text.wording import say_day

ENDINGS = {EventKind.MERGE, EventKind.SPLIT, EventKind.ABOLISH, EventKind.TRANSFER, EventKind.RENAME}
"""Events after which a body may be no more."""


def compare_agencies(states: tuple[Catalogue, Catalogue]) -> Iterator[Finding]:
    """Every change of an agency."""
    for name in sorted(states[0].agencies.keys() | states[1].agencies.keys()):
        old, new = (state.agencies.get(name) for state in states)
        record = new or old
        if record is None or old == new:
            continue
        subject = Subject(
            kind=Kind.AGENCY, id=name, title=full_name(record), file=str(agency_file(record)), agency=name
        )
        if old is None:
            yield Finding(subject=subject, effect=Effect.NEW, after=full_name(record), note=record.kind.label)
        elif new is None:
            yield _gone(subject, old, states[0])
        else:
            yield from _changed(subject, old, new, states)


def full_name(agency: Agency) -> str:
    """The name, with the days of a body that another took over or took its name from."""
    if not agency.names:
        return agency.id
    if agency.last_day is not None:
        return f"{agency.name} (đến {say_day(agency.last_day)})"
    first = agency.names[-1].first
    return f"{agency.name} (từ {say_day(first)})" if first is not None else agency.name


def _gone(subject: Subject, agency: Agency, before: Catalogue) -> Finding:
    finding = Finding(subject=subject, effect=Effect.REMOVED, before=full_name(agency))
    known = _plans_naming(agency.id, before)
    if not known:
        return finding
    why = (
        f"khôi phục agencies/{agency.id}/agency.yml: kế hoạch đã đăng ({known[0]}) còn nhắc đến; cơ quan kết thúc thì ghi "
        "«last_day» và sự kiện"
    )
    return replace(finding, refused=why)


def _plans_naming(agency: str, catalogue: Catalogue) -> list[str]:
    """Plans of the agency, and of those whose units point to it."""
    holders = {
        name
        for name, other in catalogue.agencies.items()
        if any(unit.agency == agency for unit in (*other.units, *other.groups))
    }
    return sorted(plan.id for plan in catalogue.plans.values() if plan.agency == agency or plan.agency in holders)


def _changed(subject: Subject, old: Agency, new: Agency, states: tuple[Catalogue, Catalogue]) -> Iterator[Finding]:
    whole = Finding(subject=subject, effect=Effect.CHANGED)
    for finding in compare_fields(whole, old, new):
        yield _judged(finding, old, new, states)
    for plan in states[1].plans.values():
        if plan.agency == new.id and plan.id in states[0].plans:
            yield from _given_to_others(subject, plan, old, new)


def _judged(finding: Finding, old: Agency, new: Agency, states: tuple[Catalogue, Catalogue]) -> Finding:
    has_plans = any(plan.agency == old.id for plan in states[0].plans.values())
    if finding.path[-1] == "last_day" and has_plans and new.last_day is not None and not _ends(new, states[1]):
        why = (
            "ngày kết thúc làm các việc đến hạn sau đó không tính cho cơ quan này: thêm vào «events» sự kiện (merge, split, "
            "abolish …) có «date» liền sau ngày ấy, cơ quan kế tiếp trong «successors», và «source»"
        )
        return replace(finding, effect=Effect.WEAKER, refused=why)
    if finding.path[-1] == "first_day" and has_plans and old.first_day is not None:
        return replace(
            finding,
            refused="ngày thành lập đã đăng chỉ đổi khi có nguồn: ghi nguồn ở «events», người giữ kho duyệt riêng",
        )
    return finding


def _ends(agency: Agency, catalogue: Catalogue) -> bool:
    """Whether an event with a source says how the agency ended on its last day."""
    last = agency.last_day
    for event in agency.events:
        first = event.day.first_day()
        near = last is not None and abs((first - last).days) <= 1
        followed = event.kind is EventKind.ABOLISH or any(name in catalogue.agencies for name in event.successors)
        if event.kind in ENDINGS and near and followed and event.source:
            return True
    return False


def _given_to_others(subject: Subject, plan: Plan, old: Agency, new: Agency) -> Iterator[Finding]:
    """A name in a published plan that now points to another body, or to none, hands the task over."""
    names = {name for item in plan.placed_tasks() for name in (*item.task.lead, *item.task.coordinating)}
    names |= {name for duty in plan.duties for name in duty.agency}
    heirs = {name for event in new.events for name in event.successors}
    for name in sorted(names):
        was, now = (_body(agency.actor(name)) for agency in (old, new))
        if was not in ("", now) and now not in heirs:
            yield Finding(
                subject=subject,
                effect=Effect.CHANGED,
                where=f"Tên «{name}» trong kế hoạch {plan.id}",
                what="chỉ cơ quan",
                before=was,
                after=now or "không cơ quan nào",
                commitment=True,
                refused="giữ «agency» của tên này như cũ: kế hoạch đã đăng giao việc cho cơ quan ấy; hợp nhất thì ghi cơ quan "
                "kế tiếp ở «events»",
            )


def _body(unit: Unit | None) -> str:
    """The agency, or the kind of agencies, that a name points to."""
    if unit is None:
        return ""
    return unit.agency or (unit.members.value if unit.members else "")
