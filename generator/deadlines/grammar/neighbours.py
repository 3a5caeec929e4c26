"""Joins what only makes sense together: «Hàng tháng, trước ngày 25», «Quý I: trước ngày 15/3», «Thường xuyên trong năm 2023».

The productions read one stretch each. A rhythm without a day takes the day beside it, a day without a month takes the
month beside it, and what goes on takes the year beside it for its bounds. A phrase printed twice in a cell counts once.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import takewhile, zip_longest

from generator.deadlines.grammar.drafts import NOT_RECOGNISED, WRITE_PLAINLY, Draft, Item, Rhythm
from generator.deadlines.grammar.limits import yearly
from generator.deadlines.grammar.recurring import on_days
from generator.deadlines.records import Kind

_LIGHT = re.compile(
    r"(?:(?:,|:|\(|\)|-|vao|trong|la|moi|va|cu the|cu the la|gui|bao cao|nop|du kien|thuc hien|hoan thanh|cua|_+) ){0,40}"
)
_NEAR = re.compile(r"(?:[^\s.;]{1,40}+ ){0,8}")
_BOUND = re.compile(r"(?:(?:trong|tu|cua|ke tu|:|\(|\)|khoang|thoi gian) ){0,8}")
_BOUND_COMMA = re.compile(r"(?:(?:trong|tu|cua|ke tu|:|\(|\)|,|-|khoang) ){0,8}")
_INSIDE = re.compile(r"(?:\(|:) (?:trong |vao |cu the |la |hoan thanh |xong |ket thuc ){0,8}")
_SAME = re.compile(r"(?:[,.;/-] ){0,8}")
_UP_TO = re.compile(r"(?:keo dai |thuc hien )?(?:cho den|den|toi|het) ")

_LONGEST_RUN = 24
"""Deadlines that stand side by side; twelve months twice is more than any cell lists."""

_WINDOWS = (Kind.MONTH, Kind.QUARTER)
_SPANS = (Kind.WITHIN_YEAR, Kind.YEAR_RANGE, Kind.MONTH_RANGE)
_RUNNING = (Kind.ONGOING, Kind.RECURRING)


def join(canon: str, items: list[Item], *, prose: bool = False) -> list[Item]:
    """Return the items with neighbours joined. In prose a few words may stand between a rhythm and its day."""
    items = list(_without_repeats(canon, list(_attach_labels(canon, items))))
    items = list(_over_expected(canon, items))
    items = list(_inherit_limits(canon, list(_without_bare_period(canon, items))))
    items = list(_fill_rhythms(canon, items, _NEAR if prose else _LIGHT))
    items = list(_fill_days(canon, list(_narrow_windows(canon, items))))
    return list(_without_repeats(canon, list(_bound(canon, items))))


def _gap(canon: str, left: Item, right: Item) -> str:
    return canon[left.end : max(left.end, right.start)]


def _attach_labels(canon: str, items: list[Item]) -> Iterator[Item]:
    """Let a label in brackets belong to the deadline before it, one with a colon to the deadline after it."""
    waiting: Item | None = None
    last: Item | None = None
    for item in items:
        if not item.draft.label:
            if last:
                yield last
            last = replace(item, start=waiting.start) if waiting else item
            waiting = None
        elif last and not item.draft.ahead and (canon.startswith("( ", item.start) or _is_beside(canon, last, item)):
            last = replace(last, end=item.end)
        else:
            waiting = replace(item, start=waiting.start) if waiting else item
    yield from (item for item in (last, waiting and _as_unread(waiting)) if item)


def _is_beside(canon: str, last: Item, label: Item) -> bool:
    """«trước ngày 15/6 đối với báo cáo 6 tháng»: the words behind a deadline say what it is for."""
    return re.fullmatch(r"(?:_+ |, )*", canon[last.end : label.start]) is not None


def _as_unread(item: Item) -> Item:
    return replace(item, draft=Draft(Kind.UNREAD, reason=NOT_RECOGNISED, hint=WRITE_PLAINLY))


def _without_bare_period(canon: str, items: list[Item]) -> Iterator[Item]:
    """«Định kỳ vào ngày 15 hàng tháng»: the rhythm is printed, so «định kỳ» adds nothing."""
    start: int | None = None
    for item, following in zip_longest(items, items[1:]):
        rhythm = item.draft.rhythm
        if rhythm and rhythm.every is None and not item.draft.doubts and _told_by(canon, item, following):
            start = item.start if start is None else start
            continue
        yield replace(item, start=start) if start is not None else item
        start = None


_AT_LATEST = re.compile(r"(?:nhung |va )?(?:cham nhat|muon nhat|tre nhat) ")


def _over_expected(canon: str, items: list[Item]) -> Iterator[Item]:
    """«Dự kiến Quý II, chậm nhất Quý III»: what is only expected judges nobody; the limit does."""
    last: Item | None = None
    for item in items:
        limit = last and canon.startswith("du kien ", last.start) and _AT_LATEST.match(canon, item.start)
        if last and limit and _SAME.fullmatch(_gap(canon, last, item)):
            last = replace(item, start=last.start)
            continue
        if last:
            yield last
        last = item
    if last:
        yield last


_LISTED = re.compile(r"(?:, |; |va )+")
_BARE_DATE = re.compile(r"(?:ngay )?\d{1,2} (?:/|thang) ")


def _inherit_limits(canon: str, items: list[Item]) -> Iterator[Item]:
    """«Trước ngày 20/5 (6 tháng) và 20/11 (năm)»: the second day is a limit as well, though «trước» is printed once."""
    last: Item | None = None
    for item in items:
        if last and _is_listed(canon, last, item):
            item = replace(item, draft=replace(item.draft, kind=Kind.BEFORE, inclusive=last.draft.inclusive))
        yield item
        last = item


def _is_listed(canon: str, last: Item, item: Item) -> bool:
    days = (
        last.draft.kind is Kind.BEFORE
        and item.draft.kind is Kind.FIXED
        and _is_date(last.draft)
        and _is_date(item.draft)
    )
    single = days and item.draft.window.first == item.draft.window.last
    return bool(single and _LISTED.fullmatch(_gap(canon, last, item)) and _BARE_DATE.match(canon, item.start))


def _told_by(canon: str, item: Item, following: Item | None) -> bool:
    if following is None or following.draft.rhythm is None or following.draft.rhythm.every is None:
        return False
    return _LIGHT.fullmatch(_gap(canon, item, following)) is not None


def _narrow_windows(canon: str, items: list[Item]) -> Iterator[Item]:
    """«Năm 2023 (Quý II)», «Quý II: tháng 5»: the narrower window is meant."""
    last: Item | None = None
    for item in items:
        if last and _INSIDE.fullmatch(_gap(canon, last, item)) and _contains(last.draft, item.draft):
            last = Item(_dated(item.draft, last.draft), last.start, item.end)
            continue
        if last:
            yield last
        last = item
    if last:
        yield last


def _contains(wide: Draft, narrow: Draft) -> bool:
    if wide.to or narrow.to or wide.kind not in (Kind.WITHIN_YEAR, Kind.QUARTER) or narrow.kind not in _WINDOWS:
        return False
    return wide.kind is not narrow.kind and _lies_within(narrow, wide)


def _without_repeats(canon: str, items: list[Item]) -> Iterator[Item]:
    """Count a phrase printed twice once, and «thường xuyên, liên tục» as one."""
    last: Item | None = None
    for item in items:
        if last and item.start >= last.end and item.draft == last.draft and _SAME.fullmatch(_gap(canon, last, item)):
            twice = canon[last.start : last.end] == canon[item.start : item.end]
            doubts = ("cụm từ in lặp hai lần; chỉ tính một",) if twice else ()
            last = Item(last.draft.doubting(*doubts), last.start, item.end)
            continue
        if last:
            yield last
        last = item
    if last:
        yield last


def _fill_rhythms(canon: str, items: list[Item], gap: re.Pattern[str]) -> Iterator[Item]:
    """Give bare rhythms the days that stand after or before them."""
    index = 0
    while index < len(items):
        taken = _rhythms_then_days(canon, items, index, gap) or _days_then_rhythms(canon, items, index)
        if not taken:
            yield items[index]
            index += 1
            continue
        drafts, run = taken
        yield from (Item(draft, run[0].start, run[-1].end) for draft in drafts)
        index += len(run)


_Joined = tuple[list[Draft], list[Item]]


def _rhythms_then_days(canon: str, items: list[Item], index: int, gap: re.Pattern[str]) -> _Joined | None:
    """«Hàng tháng, trước ngày 25»."""
    bares = _run(canon, items, index, _is_bare)
    anchors = _of_one_sort(_run(canon, items, index + len(bares), _is_anchor)) if bares else []
    if not anchors or not gap.fullmatch(_gap(canon, bares[-1], anchors[0])):
        return None
    filled = _fill([item.draft for item in bares], [item.draft for item in anchors])
    return (filled, [*bares, *anchors]) if filled else None


def _days_then_rhythms(canon: str, items: list[Item], index: int) -> _Joined | None:
    """«Ngày 30 hàng quý», «Trước ngày 20 hàng tháng (báo cáo tháng)»."""
    anchors = _run(canon, items, index, lambda item: item.draft.day is not None or _is_anchored(item.draft))
    if not anchors:
        return _dates_then_year(canon, items, index)
    bares = _run(canon, items, index + len(anchors), _is_bare) if anchors else []
    if not bares or not _LIGHT.fullmatch(_gap(canon, anchors[-1], bares[0])):
        return None
    if anchors[0].draft.day is not None:
        filled = _fill_from_days([item.draft for item in bares], [item.draft for item in anchors])
        return (filled, [*anchors, *bares]) if filled else None
    told = {item.draft.rhythm.every for item in anchors if item.draft.rhythm}
    if all(item.draft.rhythm and item.draft.rhythm.every in told for item in bares):
        return [item.draft for item in anchors], [*anchors, *bares]
    return None


def _dates_then_year(canon: str, items: list[Item], index: int) -> _Joined | None:
    """«Trước ngày 20/5 (6 tháng) và 20/11 (năm) hằng năm»."""
    dates = _run(canon, items, index, lambda item: _is_date(item.draft) and item.draft.window.year is None)
    rest = items[index + len(dates) : index + len(dates) + 1]
    if not dates or not rest or not rest[0].draft.rhythm or rest[0].draft.round != Rhythm("year", (12,), bare=True):
        return None
    if _gap(canon, dates[-1], rest[0]):
        return None
    return yearly([item.draft for item in dates]), [*dates, rest[0]]


def _run(canon: str, items: list[Item], index: int, wanted: Callable[[Item], bool]) -> list[Item]:
    """Return the items from ``index`` on that are ``wanted`` and stand side by side."""
    run: list[Item] = []
    for item in items[index : index + _LONGEST_RUN]:
        if not wanted(item) or (run and not _LIGHT.fullmatch(_gap(canon, run[-1], item))):
            break
        run.append(item)
    return run


def _is_bare(item: Item) -> bool:
    return item.draft.rhythm is not None and item.draft.rhythm.bare


def _is_anchor(item: Item) -> bool:
    draft = item.draft
    if draft.rhythm:
        return _is_anchored(draft)
    dated = draft.when is not None and draft.to is None and draft.kind not in _SPANS
    return draft.day is not None or (dated and (draft.window.year is None or draft.kind is Kind.BEFORE))


def _is_anchored(draft: Draft) -> bool:
    return draft.rhythm is not None and not draft.rhythm.bare and draft.rhythm.every is not None


def _of_one_sort(anchors: list[Item]) -> list[Item]:
    """The first anchors that are all rhythms, all days without a month, or all dates."""
    sorts = [(item.draft.rhythm is not None, item.draft.day is not None) for item in anchors]
    return [item for item, sort in takewhile(lambda pair: pair[1] == sorts[0], zip(anchors, sorts, strict=True))]


def _fill(bares: list[Draft], anchors: list[Draft]) -> list[Draft]:
    """Return the rhythms with their days, or nothing where the two do not belong together."""
    if anchors[0].rhythm:
        return _fill_from_rhythms(bares, anchors)
    if anchors[0].day is not None:
        return _fill_from_days(bares, anchors)
    return _fill_from_dates(bares, anchors)


def _fill_from_rhythms(bares: list[Draft], anchors: list[Draft]) -> list[Draft]:
    """«Hàng quý, chậm nhất ngày 19 của tháng cuối quý»; the yearly report beside a quarterly one keeps its day."""
    by_every = {draft.round.every: draft for draft in anchors if draft.rhythm}
    filled, matched = [], False
    for bare in bares:
        anchor = by_every.get(bare.round.every)
        matched = matched or anchor is not None
        if anchor is None and bare.round.every in ("year", "half") and "quarter" in by_every:
            anchor = by_every["quarter"]
        filled.append(_with_months(anchor, bare.round) if anchor else bare)
    return filled if matched else []


def _with_months(anchor: Draft, bare: Rhythm) -> Draft:
    months = tuple(month for month in anchor.round.months if month in bare.months) or anchor.round.months
    return replace(anchor, rhythm=replace(anchor.round, every=bare.every, months=months))


def _fill_from_days(bares: list[Draft], anchors: list[Draft]) -> list[Draft]:
    """«Hàng tháng, trước ngày 25»; of a quarter or year the day falls in its last month."""
    filled: list[Draft] = []
    days = [anchor.day for anchor in anchors if anchor.day is not None]
    for bare in bares:
        if bare.rhythm is None or bare.rhythm.every in ("day", "week"):
            return []
        drafts = on_days(days, bare.rhythm, anchors[0].inclusive)
        doubts = () if bare.rhythm.every == "month" else ("ngày ấy hiểu là của tháng cuối kỳ",)
        filled += [draft.doubting(*doubts) for draft in drafts]
    return filled


def _fill_from_dates(bares: list[Draft], anchors: list[Draft]) -> list[Draft]:
    """«Hàng năm, trước ngày 15/12»; with «báo cáo 6 tháng, trước ngày 15/6» the date alone says everything."""
    every = bares[0].rhythm.every if bares[0].rhythm else None
    if len(bares) != 1 or every not in ("year", "half", "quarter"):
        return []
    if anchors[0].window.year is not None:
        return anchors if len(anchors) == 1 else []
    if every == "half" and len(anchors) == 1:
        return anchors
    if every == "quarter" and len(anchors) < 2:
        return []
    return [replace(draft, rhythm=replace(draft.round, every=every)) for draft in yearly(anchors)]


def _fill_days(canon: str, items: list[Item]) -> Iterator[Item]:
    """Give a day without a month the month or quarter beside it, and let a date narrow the window it labels."""
    index = 0
    while index < len(items):
        taken = _window_then_day(canon, items, index) or _day_then_window(canon, items, index)
        if not taken:
            yield items[index]
            index += 1
            continue
        drafts, run = taken
        yield from (Item(draft, run[0].start, run[-1].end) for draft in drafts)
        index += len(run)


def _window_then_day(canon: str, items: list[Item], index: int) -> _Joined | None:
    """«Tháng 6, trước ngày 20», «Quý I: trước ngày 15/3»."""
    windows = _run(canon, items, index, _is_window)
    windows = windows or [item for item in items[index : index + 1] if _is_long_window(item)]
    days = _run(canon, items, index + len(windows), _is_day) if windows else []
    gap = _INSIDE if windows and _is_long_window(windows[0]) else _LIGHT
    if not days or not gap.fullmatch(_gap(canon, windows[-1], days[0])):
        return None
    if all(day.draft.day is not None for day in days) and not _is_long_window(windows[0]):
        return [_on_day(window.draft, day.draft) for window in windows for day in days], [*windows, *days]
    if len(windows) == 1 and days[0].draft.when and _lies_within(days[0].draft, windows[0].draft):
        return [_dated(days[0].draft, windows[0].draft)], [windows[0], days[0]]
    return None


def _day_then_window(canon: str, items: list[Item], index: int) -> _Joined | None:
    """«trước ngày 20 của tháng 6»."""
    days = _run(canon, items, index, lambda item: item.draft.day is not None)
    windows = _run(canon, items, index + len(days), _is_window) if days else []
    if not windows or not _LIGHT.fullmatch(_gap(canon, days[-1], windows[0])):
        return None
    if len(days) > 1:
        windows = windows[:1]
    return [_on_day(window.draft, day.draft) for window in windows for day in days], [*days, *windows]


def _is_window(item: Item) -> bool:
    return item.draft.kind in _WINDOWS and item.draft.to is None and item.draft.when is not None


def _is_long_window(item: Item) -> bool:
    """«6 tháng đầu năm: trước 15/6»: only a colon or bracket makes half a year a label of a day."""
    return (
        item.draft.kind in (Kind.MONTH_RANGE, Kind.WITHIN_YEAR)
        and item.draft.to is None
        and item.draft.when is not None
    )


def _is_day(item: Item) -> bool:
    draft = item.draft
    return draft.day is not None or (draft.kind in (Kind.BEFORE, Kind.FIXED) and _is_date(draft))


def _is_date(draft: Draft) -> bool:
    return draft.when is not None and draft.to is None and not draft.ahead and draft.when.noun is Kind.FIXED


def _on_day(window: Draft, day: Draft) -> Draft:
    when = window.window
    doubts = ("ngày ấy hiểu là của tháng cuối quý",) if window.kind is Kind.QUARTER else ()
    monthday = (when.last[0], day.day or 0)
    return replace(day, day=None, when=replace(when, noun=Kind.FIXED, first=monthday, last=monthday)).doubting(*doubts)


def _lies_within(day: Draft, window: Draft) -> bool:
    one, other = day.window, window.window
    same_year = one.year is None or other.year is None or one.year == other.year
    return same_year and other.first[0] <= one.last[0] <= other.last[0]


def _dated(day: Draft, window: Draft) -> Draft:
    when = day.window
    return replace(day, when=replace(when, year=when.year or window.window.year))


def _bound(canon: str, items: list[Item]) -> Iterator[Item]:
    """Give an ongoing or recurring duty the bounds printed beside it."""
    last: Item | None = None
    for item in items:
        joined = last and (_bounded(canon, last, item) or _bounded_before(canon, last, item))
        if last and not joined:
            yield last
        last = joined or item
    if last:
        yield last


def _bounded(canon: str, running: Item, item: Item) -> Item | None:
    """«Thường xuyên trong năm 2023», «Hàng tháng từ tháng 3», «Thường xuyên đến 31/12/2023»."""
    draft, bound = running.draft, item.draft
    if draft.kind not in _RUNNING or draft.since or draft.until or item.start < running.end:
        return None
    if bound.when and bound.when.doubts:
        return None  # «cuối quý, cuối năm»: the end of the year is a day of its own, not a stretch to repeat in
    gap = _BOUND_COMMA if bound.kind in _SPANS or bound.since else _BOUND
    if not gap.fullmatch(_gap(canon, running, item)):
        return None
    bounded = _with_bounds(canon, draft, item)
    return Item(bounded, running.start, item.end) if bounded else None


def _with_bounds(canon: str, draft: Draft, item: Item) -> Draft | None:
    bound = item.draft
    if bound.kind is Kind.ONGOING and bound.since:
        return replace(draft, since=bound.since, after=bound.after)
    if bound.kind is Kind.BEFORE and bound.inclusive and _UP_TO.match(canon, item.start):
        return replace(draft, until=bound.when)
    takes = (*_SPANS, Kind.FIXED, Kind.QUARTER) if draft.kind is Kind.RECURRING else (*_SPANS, Kind.FIXED, *_WINDOWS)
    if bound.kind in takes and bound.when and (bound.kind is not Kind.FIXED or bound.to):
        return replace(draft, since=bound.when, until=bound.to or bound.when)
    return None


def _bounded_before(canon: str, item: Item, running: Item) -> Item | None:
    """«Trong năm 2023, thường xuyên», «Năm 2023 (hàng quý)»."""
    draft, bound = running.draft, item.draft
    free = draft.kind in _RUNNING and not (draft.since or draft.until) and running.start >= item.end
    if not free or bound.kind not in _SPANS or not _BOUND_COMMA.fullmatch(_gap(canon, item, running)):
        return None
    return Item(replace(draft, since=bound.when, until=bound.to or bound.when), item.start, running.end)
