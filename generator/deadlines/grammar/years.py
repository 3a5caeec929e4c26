"""Settles the years of drafts and turns them into parts.

A year that is missing comes from the next or the last date of the same phrase («Quý IV và Quý I năm 2024» is the
end of 2023 and the beginning of 2024), else from the plan, and only then is the part ``inferred``.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from generator.deadlines.grammar.dates import Impossible, When
from generator.deadlines.grammar.drafts import Draft, Item, Rhythm
from generator.deadlines.grammar.tokens import Tokens
from generator.deadlines.lunar import is_named
from generator.deadlines.records import Kind, Part, Period
from generator.deadlines.workdays import WorkCalendar

Dates = tuple[date, date] | Impossible

_LINK = re.compile(r"(?:(?:[^\w\s]|va|hoac) ){0,8}")
_MOST_YEARS = 30
"""Years of a plan we look through for a fitting date; the longest national programmes run ten."""


def settle(tokens: Tokens, items: list[Item], period: Period) -> Iterator[Part]:
    """Return the parts of the items, in order."""
    for item, (dates, inferred) in zip(items, _years(tokens.canon, items, period), strict=True):
        yield _part(tokens, item, dates, inferred, period)


def _years(canon: str, items: list[Item], period: Period) -> list[tuple[Dates | None, bool]]:
    """Return each item's dates and whether the year is the plan's."""
    dates: list[Dates | None] = [_dates(item.draft, None) for item in items]
    for index in reversed(range(len(items) - 1)):
        after = dates[index + 1]
        if _is_open(items[index], dates[index]) and isinstance(after, tuple) and _linked(canon, items, index):
            dates[index] = _beside(items[index].draft, after[1], -1)
    for index in range(1, len(items)):
        before = dates[index - 1]
        if _is_open(items[index], dates[index]) and isinstance(before, tuple) and _linked(canon, items, index - 1):
            dates[index] = _beside(items[index].draft, before[0], +1)
    return [
        (found, False) if found or not item.draft.when else (_from_plan(item.draft, period), True)
        for item, found in zip(items, dates, strict=True)
    ]


def _is_open(item: Item, dates: Dates | None) -> bool:
    when = item.draft.when
    return dates is None and when is not None and not when.offset and not when.final


def _linked(canon: str, items: list[Item], index: int) -> bool:
    left, right = items[index], items[index + 1]
    return _LINK.fullmatch(canon[left.end : max(left.end, right.start)]) is not None


def _dates(draft: Draft, year: int | None) -> Dates | None:
    """Return the first and last day, taking ``year`` where none is printed; None where one is needed and missing."""
    one, two = draft.when, draft.to
    if one is None:
        return None
    if two is None:
        chosen = one.year or (one.last_year - (one.last[0] < one.first[0]) if one.last_year else year)
        return one.within(chosen) if chosen else None
    turns = one.first > (two.last[0], two.last[1] or 31)
    first = one.year or (two.year - turns if two.year else year)
    if first is None:
        return None
    start, end = one.within(first), two.within(two.year or first + turns)
    if isinstance(start, Impossible) or isinstance(end, Impossible):
        return start if isinstance(start, Impossible) else end
    return (start[0], end[1]) if start[0] <= end[1] else Impossible("kết thúc trước khi bắt đầu", "đổi lại hai đầu mốc")


def _beside(draft: Draft, other: date, step: int) -> Dates | None:
    """Return the dates in the year of a neighbour, or one year off where the order of the list asks for it."""
    found = _dates(draft, other.year)
    if isinstance(found, tuple) and (found[1] > other if step < 0 else found[0] < other):
        return _dates(draft, other.year + step)
    return found


def _from_plan(draft: Draft, period: Period) -> Dates | None:
    """Return the dates in the first year of the plan in which they touch its period."""
    if draft.when and draft.when.final:
        return _dates(draft, period.end.year)
    if draft.when and draft.when.offset:
        return _dates(draft, (period.start if draft.when.offset < 0 else period.end).year + draft.when.offset)
    if draft.when and draft.when.lunar:
        return _lunar_from_plan(draft, draft.when, period)
    years = range(period.start.year, min(period.end.year, period.start.year + _MOST_YEARS) + 1)
    found = (dates for year in years if isinstance(dates := _dates(draft, year), tuple))
    inside = [dates for dates in found if dates[0] <= period.end and dates[1] >= period.start]
    if len(inside) > 1:
        reason = f"văn bản không ghi năm, mà kế hoạch kéo dài từ {period.start.year} đến {period.end.year}"
        return Impossible(reason, "ghi năm vào «rule»", mistake=False)
    if inside:
        return inside[0]
    return _dates(draft, period.start.year)


def _lunar_from_plan(draft: Draft, when: When, period: Period) -> Dates:
    """Return the lunar day that falls within the plan: its lunar year may be the calendar year before, as in «23 tháng Chạp»."""
    years = range(period.start.year - 1, min(period.end.year, period.start.year + _MOST_YEARS) + 1)
    named = [year for year in years if not when.cycle or is_named(year, *when.cycle)]
    found = [dates for year in named if isinstance(dates := _dates(draft, year), tuple)]
    inside = [dates for dates in found if dates[0] <= period.end and dates[1] >= period.start]
    if len(inside) == 1 or (when.cycle and len(found) == 1):
        return (inside or found)[0]
    return Impossible(
        "ngày âm lịch ấy không rơi vào đúng một ngày của kế hoạch", "ghi ngày dương lịch vào «rule»", mistake=False
    )


def _part(tokens: Tokens, item: Item, dates: Dates | None, inferred: bool, period: Period) -> Part:
    draft = item.draft
    span = tokens.span(item.start, item.end)
    if draft.day is not None:
        return _unread(tokens, span, f"không rõ ngày {draft.day} của tháng nào", "viết cả tháng: «ngày 20/6»")
    if isinstance(dates, Impossible):
        return _unread(tokens, span, dates.reason, dates.hint, mistake=dates.mistake)
    if draft.kind in (Kind.ONGOING, Kind.RECURRING):
        return _running(tokens, span, draft, period)
    start, due = _window(draft, dates)
    doubts = (*draft.doubts, *_doubts(draft), *_outside(start or due, due, period))
    return Part(
        draft.kind, tokens.text[slice(*span)], span, start=start, due=due, inclusive=draft.inclusive, inferred=inferred,
        working=_is_working(draft), relative=draft.relative, reference=draft.reference, condition=draft.condition,
        event=draft.event, reason=draft.reason, hint=draft.hint, mistake=draft.mistake, doubts=tuple(dict.fromkeys(doubts)),
    )  # fmt: skip


def _unread(tokens: Tokens, span: tuple[int, int], reason: str, hint: str, *, mistake: bool = False) -> Part:
    return Part(Kind.UNREAD, tokens.text[slice(*span)], span, reason=reason, hint=hint, mistake=mistake)


def _window(draft: Draft, dates: tuple[date, date] | None) -> tuple[date | None, date | None]:
    """A single day and a limit have no first day; «trước tháng 6» is due on 31 May."""
    if dates is None:
        return None, None
    if draft.ahead:
        return None, dates[0] - timedelta(days=1)
    first, last = dates
    if _is_working(draft):
        return None, WorkCalendar().at_or_before(last)
    return (None if draft.kind is Kind.BEFORE or first == last else first), last


def _is_working(draft: Draft) -> bool:
    return draft.when is not None and draft.when.working


def _doubts(draft: Draft) -> tuple[str, ...]:
    return tuple(doubt for when in (draft.when, draft.to) if when for doubt in when.doubts)


def _outside(start: date | None, due: date | None, period: Period) -> tuple[str, ...]:
    if start is None or due is None:
        return ()
    if due < period.start or start > period.end:
        return ("nằm ngoài thời gian của kế hoạch",)
    return ("rộng hơn thời gian của kế hoạch",) if due > period.end or start < period.start else ()


def _running(tokens: Tokens, span: tuple[int, int], draft: Draft, period: Period) -> Part:
    """An ongoing or recurring duty runs as long as the plan, unless the phrase says otherwise."""
    since, until = _bound(draft.since, period), _bound(draft.until, period)
    if isinstance(since, Impossible):
        return _unread(tokens, span, since.reason, since.hint, mistake=since.mistake)
    if isinstance(until, Impossible):
        return _unread(tokens, span, until.reason, until.hint, mistake=until.mistake)
    start = period.start if since is None else since[1] + timedelta(days=1) if draft.after else since[0]
    bounds = [when for when in (draft.since, draft.until) if when]
    rhythm = draft.rhythm or Rhythm(None)
    return Part(
        draft.kind, tokens.text[slice(*span)], span, start=start, until=until[1] if until else max(period.end, start),
        inclusive=draft.inclusive, inferred=any(when.year is None for when in bounds),
        every=rhythm.every, rrule=rhythm.rrule(), working=bool(rhythm.working), dayless=rhythm.bare, shifted=rhythm.shifted,
        doubts=tuple(dict.fromkeys((*draft.doubts, *(doubt for when in bounds for doubt in when.doubts)))),
    )  # fmt: skip


def _bound(when: When | None, period: Period) -> Dates | None:
    if when is None:
        return None
    return _from_plan(Draft(when.noun, when=when), period)
