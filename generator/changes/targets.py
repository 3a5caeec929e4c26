"""What became of the targets of a published plan: loosened, tightened, narrowed to another scope, dropped."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.changes.finding import Effect, Finding, Subject
from generator.changes.grounds import Entry, Grounds
from generator.changes.matching import match, words_of
from generator.model import Comparator, PlacedTask, Target
from generator.text.vietnamese import fold
from generator.text.wording import say_number, say_target
from generator.tracking.commitments import say_value

RISING = {None, Comparator.MIN, Comparator.REDUCE_BY, Comparator.INCREASE_BY}
"""Comparators under which a larger number promises more."""

SAYS: dict[Comparator, tuple[str, ...]] = {
    Comparator.MIN: ("toi thieu", "it nhat", "tro len", "khong duoi", "tren", "khong thap hon"),
    Comparator.MAX: ("toi da", "nhieu nhat", "khong qua", "tro xuong", "duoi", "cham nhat", "khong vuot"),
    Comparator.EXACT: ("dat", "dung", "du", "100%", "toan bo"),
    Comparator.REDUCE_BY: ("giam", "cat giam"),
    Comparator.INCREASE_BY: ("tang",),
    Comparator.MILESTONE: ("den nam", "truoc nam", "hoan thanh"),
}
"""Words of a label, folded, that state each comparison."""

Tasks = tuple[PlacedTask, PlacedTask] | None


def compare_targets(
    subject: Subject, grounds: Grounds, before: Sequence[Target], after: Sequence[Target], tasks: Tasks = None
) -> Iterator[Finding]:
    """Every change of the targets of one task, or of those that belong to none."""
    matched = match(before, after, lambda item: item.id, lambda item: f"{item.metric} {item.label}")
    path = tasks[1].path if tasks else ()
    for old, new in matched.pairs:
        for finding, entry, proved in _fields(subject, grounds, old, new, tasks):
            finding = replace(finding, path=(*path, "targets", after.index(new), *finding.path))
            if finding.effect in (Effect.STRONGER, Effect.DETAIL, Effect.ADDED):
                yield finding
            else:
                made = {field: getattr(new, field) for field in entry.fields}
                amendment = grounds.amendment_of_target(old.id, made)
                yield grounds.settle(finding, entry, proved=proved, amendment=amendment)
    for item in matched.added:
        yield Finding(
            subject=subject,
            effect=Effect.ADDED,
            where=f"Chỉ tiêu {item.id}",
            after=_words(item),
            path=(*path, "targets"),
        )
    for item in matched.removed:
        yield _removed(subject, grounds, item, path)


def _removed(subject: Subject, grounds: Grounds, item: Target, path: tuple[str | int, ...]) -> Finding:
    finding = Finding(
        subject=subject,
        effect=Effect.REMOVED,
        where=f"Chỉ tiêu {item.id}",
        before=_words(item),
        commitment=True,
        path=path,
    )
    entry = Entry(ids=(item.id,), kind="target", fields=("label",))
    amendment = grounds.amendment_of_target(item.id, {"cancelled": True})
    return grounds.settle(finding, entry, proved=False, amendment=amendment)


def _words(target: Target) -> str:
    return f"{target.label} ({say_target(target)})"


_Judged = tuple[Finding, Entry, bool]


def _fields(subject: Subject, grounds: Grounds, old: Target, new: Target, tasks: Tasks) -> Iterator[_Judged]:
    task = tasks[0].id if tasks else None
    whole = Finding(subject=subject, effect=Effect.CHANGED, where=f"Chỉ tiêu {old.id}", commitment=True)

    def judged(field: str, label: str, effect: Effect, proved: bool, note: str = "") -> _Judged:
        was, now = (say_value(getattr(item, field)) for item in (old, new))
        finding = replace(whole, what=label, before=was, after=now, effect=effect, note=note, path=(field,))
        return finding, Entry(ids=(new.id, old.id), kind="target", fields=(field,)), proved

    if old.id != new.id:
        yield judged("id", "mã", Effect.MOVED, proved=True)
    if (old.value, old.unit) != (new.value, new.unit) or old.comparator is not new.comparator:
        yield _amount(whole, grounds, old, new)
    if words_of(old.label) != words_of(new.label):
        yield judged("label", "lời văn", Effect.CHANGED, grounds.proves(old.label, new.label, task))
    if old.stated and not new.stated:
        yield judged("stated", "có ghi cách so", Effect.WEAKER, proved=False)
    for field, label in (("scope", "phạm vi"), ("within", "nằm trong chỉ tiêu"), ("metric", "chỉ số")):
        if words_of(getattr(old, field)) != words_of(getattr(new, field)):
            effect, proved = _place(field, old, new)
            yield judged(field, label, effect, proved)
    if old.note != new.note:
        yield judged("note", "ghi chú", Effect.DETAIL, proved=True)


def _place(field: str, old: Target, new: Target) -> tuple[Effect, bool]:
    """Whether a measure was chosen where there was none, or a scope is the one that the label states."""
    if field == "metric" and old.metric is None:
        return Effect.ADDED, True
    scoped = field == "scope" and new.scope is not None and _in_label(old, new.scope)
    return Effect.CHANGED, scoped and not (old.scope and _in_label(old, old.scope))


def _amount(whole: Finding, grounds: Grounds, old: Target, new: Target) -> _Judged:
    """Comparator, value and unit together, because only together they say how much is promised."""
    effect, note = _effect(old, new)
    finding = replace(whole, what="mức", before=say_target(old), after=say_target(new), effect=effect, note=note)
    changed = [name for name in ("value", "unit", "comparator") if getattr(old, name) != getattr(new, name)]
    entry = Entry(ids=(new.id, old.id), kind="target", fields=tuple(changed))
    if len(changed) == 1:
        was, now = (say_value(getattr(item, changed[0])) for item in (old, new))
        proved = all(_PROOFS[name](old, new) for name in changed)
        if effect not in (Effect.STRONGER, Effect.DETAIL) and grounds.correction(entry, was, now):
            return replace(finding, before=was, after=now), entry, proved
        return finding, entry, proved
    return finding, entry, False


def _effect(old: Target, new: Target) -> tuple[Effect, str]:
    if old.unit != new.unit:
        return Effect.CHANGED, "đổi đơn vị"
    if old.comparator is not new.comparator:
        stated = old.comparator is None and new.comparator is Comparator.MIN and new.value >= old.value
        return (Effect.STRONGER, "") if stated else (Effect.CHANGED, "đổi cách so sánh")
    more = new.value - old.value
    if old.comparator in RISING or (old.comparator is Comparator.EXACT and old.unit == "%" and old.value == 100):
        return (Effect.STRONGER, f"tăng {say_number(more)}") if more > 0 else (Effect.WEAKER, f"hạ {say_number(-more)}")
    if old.comparator is Comparator.MAX:
        return (
            (Effect.STRONGER, f"giảm {say_number(-more)}") if more < 0 else (Effect.WEAKER, f"nới {say_number(more)}")
        )
    return Effect.CHANGED, ""


def _in_label(target: Target, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(fold(words))}(?!\w)", fold(target.label)) is not None


def _value_proved(old: Target, new: Target) -> bool:
    """The label prints the new number and not the old one."""
    return _prints(old, new.value) and not _prints(old, old.value)


def _prints(target: Target, value: object) -> bool:
    forms = {f"{value}", f"{value}".replace(".", ","), say_number(value)}  # type: ignore[arg-type]
    return any(re.search(rf"(?<![\d.,]){re.escape(form)}(?![\d]|[.,]\d)", target.label) for form in forms)


def _unit_proved(old: Target, new: Target) -> bool:
    return _in_label(old, new.unit) and not _in_label(old, old.unit)


def _comparator_proved(old: Target, new: Target) -> bool:
    label = fold(old.label)

    def says(comparator: Comparator | None) -> bool:
        return any(re.search(rf"(?<!\w){word}(?!\w)", label) for word in SAYS.get(comparator, ()))  # type: ignore[arg-type]

    return says(new.comparator) and not says(old.comparator)


_PROOFS = {"value": _value_proved, "unit": _unit_proved, "comparator": _comparator_proved}
