"""What became of the agencies: founded, renamed, merged, ended; and to whom the names in published plans now point."""

from collections.abc import Iterator
from dataclasses import replace

from generator.changes.finding import Effect, Finding, Kind, Subject
from generator.changes.matching import key_of, words_of
from generator.changes.records import compare_fields
from generator.check.complaint import agency_file
from generator.model import Agency, Plan, Unit
from generator.model.agency import AgencyEvent, EventKind, actor_key
from generator.reading.catalogue import Catalogue
from generator.text.citations import find_numbers
from generator.text.wording import say_day

ENDINGS = {EventKind.MERGE, EventKind.SPLIT, EventKind.ABOLISH, EventKind.TRANSFER, EventKind.RENAME}
"""Events after which a body may be no more."""


KEEP_UNIT = (
    "giữ tên này cho đơn vị cũ: kế hoạch đã đăng giao việc cho đơn vị ấy; đổi tên thì giữ tên cũ trong «also»; sắp xếp lại bộ "
    "máy thì ghi số văn bản vào «note» của đơn vị nhận việc"
)


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
    yield from _lost_names(whole, old, new, states[0])
    for plan in states[1].plans.values():
        if plan.agency == new.id and plan.id in states[0].plans:
            yield from _given_to_others(subject, plan, old, new)


def _lost_names(whole: Finding, old: Agency, new: Agency, before: Catalogue) -> Iterator[Finding]:
    """A name under which plans were issued stays; the next one stands below it. A misspelt one is mended by a source."""
    kept = {words_of(item.name) for item in new.names}
    sources = [
        before.sources[plan.id] for plan in before.plans.values() if plan.agency == old.id and plan.id in before.sources
    ]
    plans = sorted(plan.id for plan in before.plans.values() if plan.agency == old.id)
    came = [item.name for item in new.names if words_of(item.name) not in {words_of(one.name) for one in old.names}]
    mended = any(source.find_any_case(name) for source in sources for name in came)
    for item in old.names:
        if plans and words_of(item.name) not in kept:
            printed = any(source.find_any_case(item.name) for source in sources)
            spelt = any(key_of(item.name) == key_of(name) for name in came)
            if (mended or spelt) and not printed:
                continue
            why = (
                f"giữ tên này: kế hoạch {plans[0]} do cơ quan mang tên ấy ban hành; đổi tên thì ghi «to» cho tên cũ, thêm tên "
                "mới ở dưới với «from», và sự kiện rename có «source»"
            )
            yield replace(whole, effect=Effect.REMOVED, what="tên", before=item.name, path=("names",), refused=why)


def _judged(finding: Finding, old: Agency, new: Agency, states: tuple[Catalogue, Catalogue]) -> Finding:
    has_plans = any(plan.agency == old.id for plan in states[0].plans.values())
    if finding.path[-1] == "last_day" and has_plans and new.last_day is not None and not _ends(new, states[1]):
        why = (
            "ngày kết thúc làm các việc đến hạn sau đó không tính cho cơ quan này: thêm vào «events» sự kiện (merge, split, "
            "abolish …) có «date» liền sau ngày ấy, cơ quan kế tiếp (một cơ quan khác) trong «successors», và «source» là số "
            "văn bản hoặc địa chỉ https"
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
        heirs = [name for name in event.successors if name in catalogue.agencies and name != agency.id]
        followed = bool(heirs) or event.kind is EventKind.ABOLISH
        if event.kind in ENDINGS and near and followed and _names_a_source(event):
            return True
    return False


def _names_a_source(event: AgencyEvent) -> bool:
    """Whether a reader can look it up: a document's number, or an address."""
    said = f"{event.source or ''} {event.url or ''}"
    return bool(list(find_numbers(said))) or "https://" in said


def _given_to_others(subject: Subject, plan: Plan, old: Agency, new: Agency) -> Iterator[Finding]:
    """A name in a published plan that now points to another body, or to none, hands the task over."""
    names = {name for item in plan.placed_tasks() for name in (*item.task.lead, *item.task.coordinating)}
    names |= {name for duty in plan.duties for name in duty.agency}
    heirs = {name for event in new.events for name in event.successors}
    for name in sorted(names):
        unit, newer = (agency.actor(name) for agency in (old, new))
        yield from _another_unit(subject, plan, name, (old, new), (unit, newer))
        was, now = _body(unit), _body(newer)
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


def _another_unit(
    subject: Subject, plan: Plan, name: str, agencies: tuple[Agency, Agency], units: tuple[Unit | None, Unit | None]
) -> Iterator[Finding]:
    """A name in a published plan that meant a unit of the agency and now means another unit, another body, or nothing.

    A unit that is renamed and keeps its old name among ``also`` is the same; one that was only guessed may be settled.
    """
    before, after = units
    if before is None or _body(before) or not before.verified:
        return
    if after is not None and actor_key(after.name) == actor_key(before.name) and _is_same(before, after, agencies):
        return
    finding = Finding(
        subject=subject,
        effect=Effect.CHANGED,
        where=f"Tên «{name}» trong kế hoạch {plan.id}",
        what="chỉ đơn vị",
        before=before.name,
        after=(_body(after) or after.name) if after is not None else "không đơn vị nào",
        commitment=True,
    )
    if after is not None and (_is_same(before, after, agencies) or list(find_numbers(after.note or ""))):
        yield finding
    else:
        yield replace(finding, refused=KEEP_UNIT)


def _is_same(before: Unit, after: Unit, agencies: tuple[Agency, Agency]) -> bool:
    """Whether it is the same unit, perhaps under a name that no unit bore before."""
    old, new = agencies
    if _body(after) or (before in old.units and after not in new.units):
        return False
    was, now = actor_key(before.name), actor_key(after.name)
    return was == now or (was not in _unit_names(new) and now not in _unit_names(old))


def _unit_names(agency: Agency) -> set[str]:
    return {actor_key(unit.name) for unit in (*agency.units, *agency.groups)}


def _body(unit: Unit | None) -> str:
    """The agency, or the kind of agencies, that a name points to."""
    if unit is None:
        return ""
    return unit.agency or (unit.members.value if unit.members else "")
