"""What became of the tasks of a published plan: dropped, reworded, given to others, moved to another day or place."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from generator.changes.due import Moved, compare_due, has_days, is_unread
from generator.changes.finding import Effect, Finding, Subject
from generator.changes.grounds import AMEND, Entry, Grounds, say_amendment
from generator.changes.matching import match, words_of
from generator.changes.targets import compare_targets
from generator.deadlines import WorkCalendar
from generator.deadlines.workdays import Swap
from generator.model import Outcome, PlacedTask, Plan
from generator.model.agency import actor_key
from generator.reading.catalogue import Catalogue
from generator.text.wording import say_day
from generator.tracking.commitments import apply_amendments, say_value
from generator.tracking.schedule import Due, schedule


@dataclass(frozen=True, slots=True)
class _Pair:
    """One task in both states, with its due days by outcome."""

    before: PlacedTask
    after: PlacedTask
    due_before: dict[int, Due]
    due_after: dict[int, Due]

    @property
    def where(self) -> str:
        return f"Nhiệm vụ {self.before.id}"

    def entry(self, *fields: str) -> Entry:
        """What a correction of the task's field must name."""
        return Entry(ids=(self.after.id, self.before.id), kind="task", fields=fields)


def compare_tasks(subject: Subject, grounds: Grounds, after: Plan, base: Catalogue) -> Iterator[Finding]:
    """Every change of a task, in the newer order; what is gone comes last.

    Days are computed with the base's period, day of issue and calendar, so that only the plan's own words can move them.
    """
    old, new = list(grounds.plan.placed_tasks()), list(after.placed_tasks())
    as_issued = replace(
        after, period=grounds.plan.period, document=replace(after.document, issued=grounds.plan.document.issued)
    )
    dues = due_days(grounds.plan, base), due_days(as_issued, base)
    matched = match(old, new, lambda item: item.id, lambda item: item.task.content)
    used = _mentioned(grounds.plan.id, base)
    for before, now in matched.pairs:
        pair = _Pair(before, now, dues[0].get(before.id, {}), dues[1].get(now.id, {}))
        yield from _moved(subject, pair, grounds, used)
        yield from _fields(subject, pair, grounds)
        yield from compare_targets(subject, grounds, before.task.targets, now.task.targets, (pair.before, pair.after))
    for item in matched.added:
        yield Finding(
            subject=subject, effect=Effect.ADDED, where=f"Nhiệm vụ {item.id}", after=item.task.content, path=item.path
        )
    for item in matched.removed:
        yield _removed(subject, item, grounds)


def due_days(plan: Plan, catalogue: Catalogue) -> dict[str, dict[int, Due]]:
    """The due days of a plan as it was issued, by task and outcome."""
    calendar = WorkCalendar(Swap(swap.off, swap.worked) for swap in catalogue.swaps)
    found: dict[str, dict[int, Due]] = {}
    for due in schedule(apply_amendments(plan, (), date.max), calendar):
        found.setdefault(due.task.id, {})[due.outcome] = due
    return found


def _mentioned(plan: str, catalogue: Catalogue) -> set[str]:
    """Ids of tasks that reports, amendments and events of the base speak of; a new number would hand their words on."""
    ids = {entry.task for report in catalogue.reports.get(plan, ()) for entry in report.tasks}
    ids |= {change.task for amendment in catalogue.amendments.get(plan, ()) for change in amendment.tasks}
    return ids | {event.task for event in catalogue.events.get(plan, ())}


def _moved(subject: Subject, pair: _Pair, grounds: Grounds, used: set[str]) -> Iterator[Finding]:
    if pair.before.id == pair.after.id:
        return
    finding = Finding(
        subject=subject,
        effect=Effect.MOVED,
        where=pair.where,
        what="số thứ tự",
        before=pair.before.id,
        after=pair.after.id,
        note=pair.after.task.content[:80],
        path=pair.after.path,
    )
    if used & {pair.before.id, pair.after.id}:
        why = "báo cáo, điều chỉnh đã đăng gọi nhiệm vụ bằng mã này: giữ mã cũ, nếu không lời báo cáo sẽ sang việc khác"
        yield replace(finding, refused=why)
    else:
        yield grounds.settle(finding, pair.entry("no", "section"), proved=True)


def _removed(subject: Subject, item: PlacedTask, grounds: Grounds) -> Finding:
    finding = Finding(
        subject=subject,
        effect=Effect.REMOVED,
        where=f"Nhiệm vụ {item.id}",
        before=item.task.content,
        commitment=True,
        path=item.path,
    )
    amendment = grounds.amendment_of_task(item.id, "cancelled", after=True)
    entry = Entry(ids=(item.id,), kind="task", fields=("content",))
    return grounds.settle(finding, entry, proved=False, amendment=amendment)


def _fields(subject: Subject, pair: _Pair, grounds: Grounds) -> Iterator[Finding]:
    old, new = pair.before.task, pair.after.task
    yield from _text(subject, pair, grounds, ("content", "nội dung", old.content, new.content))
    yield from _actors(subject, pair, grounds, "lead", "chủ trì")
    yield from _actors(subject, pair, grounds, "coordinating", "phối hợp")
    yield from _text(subject, pair, grounds, ("note", "ghi chú của văn bản", old.note, new.note))
    yield from _outcomes(subject, pair, grounds)


def _text(
    subject: Subject,
    pair: _Pair,
    grounds: Grounds,
    field: tuple[str, str, str | None, str | None],
    number: str = "",
    outcome: int = 1,
) -> Iterator[Finding]:
    """A text was reworded, emptied, or filled in where there was none."""
    name, label, before, after = field
    if before == after:
        return
    finding = Finding(
        subject=subject,
        effect=Effect.CHANGED if after else Effect.REMOVED,
        where=pair.where,
        what=label + number,
        before=before,
        after=after,
        path=(*pair.after.path, name),
        commitment=True,
    )
    if before is None and grounds.prints(after):
        yield _plain(finding, Effect.ADDED)
    elif before is None:
        why = (
            "văn bản nguồn trên nhánh chính không ghi lời này: bỏ đi, kẻo nó thành điều kiện mà kế hoạch không đặt ra; "
        )
        amendment = grounds.amendment_of_task(pair.before.id, name, after, outcome)
        basis = say_amendment(amendment) if amendment else ""
        yield replace(finding, effect=Effect.ADDED, basis=basis, refused="" if amendment else why + AMEND)
    elif after is not None and words_of(before) == words_of(after):
        yield _plain(finding, Effect.DETAIL)
    else:
        amendment = grounds.amendment_of_task(pair.before.id, name, after, outcome)
        proved = grounds.proves(before, after, pair.before.id)
        yield grounds.settle(finding, pair.entry(name, "outcomes"), proved=proved, amendment=amendment)


def _plain(finding: Finding, effect: Effect) -> Finding:
    """A change that takes nothing from the promise."""
    return replace(finding, effect=effect, commitment=False)


def _actors(subject: Subject, pair: _Pair, grounds: Grounds, name: str, label: str) -> Iterator[Finding]:
    """Who does it: another lead is another promise; one more body that helps is not less."""
    before, after = getattr(pair.before.task, name), getattr(pair.after.task, name)
    if list(map(actor_key, before)) == list(map(actor_key, after)):
        return
    finding = Finding(
        subject=subject,
        effect=Effect.CHANGED,
        where=pair.where,
        what=label,
        before=say_value(before),
        after=say_value(after),
        path=(*pair.after.path, name),
        commitment=True,
    )
    kept = set(map(actor_key, before)) <= set(map(actor_key, after))
    if (name == "coordinating" and kept) or not before:
        yield _plain(finding, Effect.ADDED)
    elif kept and len(before) == len(after):
        yield _plain(finding, Effect.DETAIL)
    else:
        amendment = grounds.amendment_of_task(pair.before.id, name, after)
        proved = grounds.proves_list(before, after, pair.before.id)
        yield grounds.settle(finding, pair.entry(name), proved=proved, amendment=amendment)


def _outcomes(subject: Subject, pair: _Pair, grounds: Grounds) -> Iterator[Finding]:
    """Products and deadlines, each pair by its product, then by its place; one that is gone is a promise less."""
    old, new = list(enumerate(pair.before.task.results(), 1)), list(enumerate(pair.after.task.results(), 1))
    several = len(old) > 1 or len(new) > 1
    matched = match(old, new, lambda item: item[0], lambda item: item[1].product or "")
    for (place, before), (now, after) in matched.pairs:
        number = f" ({place})" if several else ""
        yield from _text(subject, pair, grounds, ("product", "sản phẩm", before.product, after.product), number, place)
        due = pair.due_before.get(place), pair.due_after.get(now)
        yield from _deadline(subject, pair, grounds, (before, after), due, number, place)
    for _, outcome in matched.added:
        words = say_outcome(outcome)
        yield Finding(
            subject=subject, effect=Effect.ADDED, where=pair.where, what="kết quả", after=words, path=pair.after.path
        )
    for _, outcome in matched.removed:
        yield Finding(
            subject=subject,
            effect=Effect.REMOVED,
            where=pair.where,
            what="kết quả",
            before=say_outcome(outcome),
            path=pair.after.path,
            commitment=True,
            refused=f"giữ đủ các kết quả như văn bản đã ban hành; {AMEND}",
        )


def say_outcome(outcome: Outcome) -> str:
    """«Báo cáo, Quý III»."""
    return ", ".join(filter(None, (outcome.product, say_value(outcome.deadline)))) or "không ghi"


def _deadline(
    subject: Subject,
    pair: _Pair,
    grounds: Grounds,
    outcomes: tuple[Outcome, Outcome],
    due: tuple[Due | None, Due | None],
    number: str,
    place: int,
) -> Iterator[Finding]:
    before, after = (outcome.deadline for outcome in outcomes)
    moved = compare_due(*due)
    same_words = words_of(say_value(before)) == words_of(say_value(after))
    if not same_words and is_unread(due[0]):
        moved = Moved(Effect.CHANGED)  # words that nobody has read may promise any day
    if moved.effect is None and same_words:
        return
    was, now = say_value(before), say_value(after)
    if was == now:
        was, now = say_due(due[0]) or was, say_due(due[1]) or now
    finding = Finding(
        subject=subject,
        effect=moved.effect or Effect.CHANGED,
        where=pair.where,
        what="thời hạn" + number,
        before=was,
        after=now,
        note=moved.note,
        path=(*pair.after.path, "deadline"),
        commitment=True,
    )
    if moved.effect is Effect.STRONGER or (before is None and not has_days(due[0])):
        yield finding
        return
    amendment = grounds.amendment_of_task(pair.before.id, "deadline", after, place)
    yield grounds.settle(
        finding,
        pair.entry("deadline", "outcomes", "rule"),
        proved=_deadline_proved(pair, grounds, outcomes),
        amendment=amendment,
    )


def _deadline_proved(pair: _Pair, grounds: Grounds, outcomes: tuple[Outcome, Outcome]) -> bool:
    """Only words can be proved; a person's reading that makes the same words later cannot."""
    before, after = outcomes
    was, now = before.deadline, after.deadline
    return (
        now is not None
        and (not now.rule or (was is not None and was.rule == now.rule))
        and say_value(was) != say_value(now)
        and grounds.proves(say_value(was), say_value(now), pair.before.id)
    )


def say_due(due: Due | None) -> str:
    """«30/6/2026», of several days the first and last."""
    days = [day.due for day in due.days] if due else []
    if len(days) > 1:
        return f"{len(days)} kỳ, {say_day(days[0])} – {say_day(days[-1])}"
    return say_day(days[0]) if days else ""
