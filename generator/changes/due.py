"""What becomes of a deadline: later, earlier, no longer to be checked, the same. Days are compared, not phrases."""

from dataclasses import dataclass, replace
from datetime import date

from generator.changes.finding import Effect
from generator.deadlines import Kind, Part
from generator.tracking.schedule import Due

UNDATED = {Kind.VAGUE, Kind.UNREAD}
"""Kinds that no calendar can check: any day is more than they promise."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The effect, and what it comes to in words; no effect when nothing moved."""

    effect: Effect | None
    note: str = ""


def compare_due(before: Due | None, after: Due | None) -> Moved:
    """What became of an outcome's due days."""
    old, new = _days(before), _days(after)
    if old == new:
        return Moved(None) if _undated(before) == _undated(after) else _relative(before, after)
    if old and not new:
        return Moved(Effect.WEAKER, "không còn ngày để kiểm tra")
    if not old:
        return _from_undated(before, after, new)
    if len(old) == len(new) == 1:
        return _one_day(old[0], new[0])
    return _many_days(old, new)


def has_days(due: Due | None) -> bool:
    """Whether a calendar can check it, by whichever column prints the day."""
    return bool(_days(due))


def is_unread(due: Due | None) -> bool:
    """Whether the words stand for a day that this program does not read."""
    return due is not None and not due.days and any(part.kind is Kind.UNREAD for part in due.parts)


def _relative(before: Due | None, after: Due | None) -> Moved:
    """What became of a limit that counts from an event, where that is all that changed."""
    old, new = _undated(before), _undated(after)
    if len(old) == len(new) == 1 and old[0].relative and new[0].relative:
        was, now = old[0].relative, new[0].relative
        same = replace(old[0], relative=None) == replace(new[0], relative=None) and replace(was, n=now.n) == now
        if same and was.n is not None and now.n is not None and not was.before:
            more = now.n - was.n
            return Moved(Effect.WEAKER, f"dài thêm {more}") if more > 0 else Moved(Effect.STRONGER, f"ngắn hơn {-more}")
    if {part.kind for part in old} and {part.kind for part in old} <= UNDATED and new:
        return Moved(None) if {part.kind for part in new} <= UNDATED else Moved(Effect.STRONGER)
    return Moved(Effect.CHANGED)


def _from_undated(before: Due | None, after: Due | None, new: list[date]) -> Moved:
    kinds = {part.kind for part in before.parts} if before else set()
    if new and kinds <= UNDATED:
        return Moved(Effect.STRONGER, "nay có ngày để kiểm tra")
    if after is None or not after.parts:
        return Moved(Effect.WEAKER, "không còn thời hạn")
    return Moved(Effect.CHANGED)


def _one_day(old: date, new: date) -> Moved:
    days = (new - old).days
    return Moved(Effect.WEAKER, f"lùi {days} ngày") if days > 0 else Moved(Effect.STRONGER, f"sớm hơn {-days} ngày")


def _many_days(old: list[date], new: list[date]) -> Moved:
    if set(old) < set(new):
        return Moved(Effect.STRONGER, f"thêm {len(new) - len(old)} kỳ")
    if len(old) == len(new):
        days = [(after - before).days for before, after in zip(old, new, strict=True)]
        if max(days) <= 0:
            return Moved(Effect.STRONGER, f"{sum(day < 0 for day in days)} kỳ sớm hơn")
        return Moved(Effect.WEAKER, f"{sum(day > 0 for day in days)} kỳ lùi, nhiều nhất {max(days)} ngày")
    fewer = len(old) - len(new)
    return Moved(Effect.WEAKER, f"bớt {fewer} kỳ" if fewer > 0 else "các kỳ đổi ngày")


def _days(due: Due | None) -> list[date]:
    """The last day that is in time, of every occurrence: «trước ngày 30/3» and «chậm nhất 29/3» promise the same."""
    if due is None:
        return []
    return sorted(
        day.due if day.occurrence.inclusive else date.fromordinal(day.due.toordinal() - 1) for day in due.days
    )


def _undated(due: Due | None) -> list[Part]:
    """What the parts without a day of their own say, whatever their words and places."""
    if due is None:
        return []
    return [
        replace(part, text="", span=(0, 0), doubts=(), reason=None, hint=None)
        for part in due.parts
        if part.due is None and part.rrule is None
    ]
