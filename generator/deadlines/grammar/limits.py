"""Productions for phrases that name a day or window: alone, as a limit, as a range, or repeated every year.

Each takes the tokens and a position and returns the drafts it read and the position after them, or None.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from generator.deadlines.grammar.dates import When, read_whens
from generator.deadlines.grammar.drafts import Draft, Drafts, Rhythm
from generator.deadlines.grammar.tokens import Tokens
from generator.deadlines.records import Kind

#: «chậm nhất là ngày», «đến hết», «trước»: words that make what follows a limit. With «trước» it is exclusive.
LIMIT = (
    r"(?:(?:cham nhat|muon nhat|tre nhat|cham|han cuoi(?: cung)?|han chot|thoi han|thoi diem|han|khong qua|khong muon hon"
    r"|toi da|truoc (?:hoac|va) trong|tu nay (?:cho )?den|(?:keo dai |thuc hien )?(?:cho )?den|toi|het|truoc|xong) "
    r"(?:(?:la|vao|den|cho den|toi|het|truoc|trong|luc|khong qua|khoang|moc|thoi diem|:) ){0,8})"
)
CLOCK = (
    r"(?:(?:luc |vao )?\d{1,2} (?:(?:gio|h|g) (?:\d{1,2} )?|: \d{2} )(?:phut |p |' )?(?:(?:buoi )?(?:sang"
    r"|chieu) )?(?:[,-] )?(?:cua )?"
    r"|(?:cuoi |dau )?(?:buoi )?(?:sang|chieu) (?:[,-] )?(?:cua )?)"
)
"""A time of the day: «17h00». A deadline with one ends on its day, whatever stands before it."""

_LIMIT = re.compile(
    rf"(?P<limit>{LIMIT})(?P<clock>{CLOCK})?(?:(?:thu \d|chu nhat) (?:, )?)?(?:cac )?(?P<day>ngay |hom |mung )?"
    r"(?:(?:thu \d|chu nhat) (?:, |ngay ){0,2})?"
)
_LEAD = re.compile(
    rf"(?:(?:ngay trong|trong khoang|trong vong|trong|vao|khoang|du kien|ngay tu|luc|ca|:) ){{0,8}}{CLOCK}?(?:(?:thu \d"
    rf"|chu nhat) (?:, )?)?"
    r"(?:cac |cuoi |het )?(?P<day>ngay |hom |mung )?"
)
_FROM = re.compile(r"(?P<word>ke tu|bat dau tu|bat dau|ngay tu|tu sau|tu|sau) (?:het )?" + CLOCK + "?(?P<day>ngay )?")
_RANGE_FROM = re.compile(
    r"(?:(?:tu|trong khoang|khoang|trong|bat dau tu|bat dau|ke tu|thoi gian) ){0,8}(?P<day>ngay )?"
)
_RANGE_TO = re.compile(
    r"(?:, )?(?:- |(?:keo dai |cho )?den (?:het )?|toi (?:het )?|(?:va )?ket thuc (?:truoc |vao )?)(?:het )?(?P<day>ngay )?"
)
_ONWARDS = re.compile(r"(?:tro di|den nay|tro ve sau) ")
_EVERY_YEAR = re.compile(r"(?:, |\( |cua |vao |trong ){0,8}(?:hang|moi|tung|cac) nam (?!\d|nay)")
_DAY_ONLY = re.compile(
    rf"(?P<limit>{LIMIT})?(?P<clock>{CLOCK})?(?:trong |vao )?(?:cac )?ngay (?P<days>\d{{1,2}} (?:(?:, |va "
    rf"|& )+(?:ngay )?\d{{1,2}} ){{0,8}})"
    r"(?![/.-] \d|thang \d|lam viec|ke tu|sau |tu |, thang \d)"
)


def read_limit(tokens: Tokens, position: int) -> Drafts | None:
    """«Trước ngày 30/3», «chậm nhất là ngày 15/6 và 15/12», «đến hết quý II», «trước 17h ngày 20/6»."""
    opening = _LIMIT.match(tokens.canon, position)
    found = opening and read_whens(tokens.canon, opening.end(), loose=True)
    if not opening or not found:
        return None
    whens, end = found
    strict = _is_strict(opening["limit"])
    return tuple(_limit(when, strict, bool(opening["clock"])) for when in whens), end


def _is_strict(limit: str) -> bool:
    """«trước ngày» leaves the printed day out; «trước hoặc trong ngày» does not."""
    return "truoc " in limit and not re.search("truoc (?:hoac|va) trong", limit)


def _limit(when: When, strict: bool, clock: bool) -> Draft:
    """A window ends on its last day; «trước tháng 6» ends on the day before the window begins.

    «trước cuối tháng 6» names no day to be before of: it ends with the month.
    """
    if strict and when.noun is not Kind.FIXED and not when.doubts:
        return Draft(Kind.BEFORE, when=replace(when, last=when.first, last_year=None), ahead=True)
    inclusive = not strict or clock or when.noun is not Kind.FIXED
    doubts = ("văn bản ghi cả giờ; trang này chỉ tính theo ngày",) if clock else ()
    return Draft(Kind.BEFORE, when=replace(when, first=when.last), inclusive=inclusive, doubts=doubts)


def read_window(tokens: Tokens, position: int) -> Drafts | None:
    """«15/02/2023», «Tháng 8, năm 2023», «Quý III, IV», «Trong năm 2023»: what a day or window is by itself."""
    opening = _LEAD.match(tokens.canon, position)
    best = read_whens(tokens.canon, position)
    if opening and opening.end() > position:
        later = read_whens(tokens.canon, opening.end(), loose=bool(opening["day"]))
        best = max((found for found in (best, later) if found), key=lambda found: found[1], default=None)
    if best is None:
        return None
    return tuple(Draft(when.noun, when=when) for when in best[0]), best[1]


def read_range(tokens: Tokens, position: int) -> Drafts | None:
    """«từ 15/3 đến hết tháng 6/2023», «Quý I - Quý III»: two days or windows and everything between."""
    opening = _RANGE_FROM.match(tokens.canon, position)
    first = opening and read_whens(tokens.canon, opening.end(), loose=bool(opening["day"]))
    bridge = first and _RANGE_TO.match(tokens.canon, first[1])
    last = bridge and read_whens(tokens.canon, bridge.end(), loose=True)
    if not first or not last or len(first[0]) != 1 or len(last[0]) != 1:
        return None
    one, two = first[0][0], last[0][0]
    return (Draft(_range_kind(one.noun, two.noun), when=one, to=two),), last[1]


def _range_kind(first: Kind, last: Kind) -> Kind:
    noun = first if last is Kind.WITHIN_YEAR else last
    return {Kind.MONTH: Kind.MONTH_RANGE, Kind.WITHIN_YEAR: Kind.YEAR_RANGE}.get(noun, noun)


def read_since(tokens: Tokens, position: int) -> Drafts | None:
    """«Từ tháng 3/2023», «kể từ ngày 01/7/2025 trở đi», «sau ngày 30/6»: work that begins and has no printed end."""
    opening = _FROM.match(tokens.canon, position)
    found = read_whens(tokens.canon, opening.end() if opening else position, loose=True)
    if not found or len(found[0]) != 1 or not (opening or _ONWARDS.match(tokens.canon, found[1])):
        return None
    if _is_span(found[0][0]):
        return (Draft(found[0][0].noun, when=found[0][0]),), found[1]
    onwards = _ONWARDS.match(tokens.canon, found[1])
    after = opening is not None and opening["word"] in ("sau", "tu sau")
    return (Draft(Kind.ONGOING, since=found[0][0], after=after),), onwards.end() if onwards else found[1]


def _is_span(when: When) -> bool:
    """Whether the window already has both its ends: «từ tháng 3 đến tháng 7», «từ 10-15/3»."""
    spans = when.noun in (Kind.MONTH_RANGE, Kind.YEAR_RANGE)
    quarters = when.noun is Kind.QUARTER and when.last[0] - when.first[0] not in (0, 2)
    return spans or quarters or (when.noun is Kind.FIXED and when.first != when.last) or when.last_year is not None


def read_yearly(tokens: Tokens, position: int) -> Drafts | None:
    """«Trước ngày 15/12 hàng năm», «Quý I hàng năm», «15/6 và 15/12 hàng năm»."""
    for read in (read_limit, read_window, read_range):
        found = read(tokens, position)
        suffix = found and _EVERY_YEAR.match(tokens.canon, found[1])
        if found and suffix and all(draft.when and _last(draft).year is None for draft in found[0]):
            return tuple(yearly(replace(draft, when=_last(draft), to=None) for draft in found[0])), suffix.end()
    return None


def _last(draft: Draft) -> When:
    return draft.to or draft.window


def yearly(drafts: Iterable[Draft]) -> list[Draft]:
    """Return the drafts as duties of every year; days that share their number become one rule."""
    by_day: dict[tuple[int, bool], list[int]] = {}
    doubts: dict[str, None] = {}
    for draft in drafts:
        month, day = draft.window.last
        by_day.setdefault((day, draft.inclusive), []).append(month)
        doubts.update(dict.fromkeys((*draft.doubts, *draft.window.doubts)))
    return [
        Draft(Kind.RECURRING, rhythm=Rhythm("year", tuple(months), (day,)), inclusive=inclusive, doubts=tuple(doubts))
        for (day, inclusive), months in by_day.items()
    ]


def read_day_only(tokens: Tokens, position: int) -> Drafts | None:
    """«trước ngày 25», «ngày 15 và 30»: days whose month or rhythm stands beside them."""
    match = _DAY_ONLY.match(tokens.canon, position)
    if not match:
        return None
    strict = "truoc " in (match["limit"] or "") and not match["clock"]
    kind = Kind.BEFORE if match["limit"] else Kind.FIXED
    days = map(int, re.findall(r"\d+", match["days"]))
    return tuple(Draft(kind, day=day, inclusive=not strict) for day in days), match.end()
