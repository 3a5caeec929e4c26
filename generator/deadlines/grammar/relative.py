"""A number of days, hours or months after or before something: «10 ngày kể từ ngày tiếp nhận», «trước ngày họp 03 ngày»."""

import re
from collections.abc import Callable

from generator.deadlines.grammar.drafts import Draft, Drafts
from generator.deadlines.grammar.freetext import tail
from generator.deadlines.grammar.tokens import Tokens
from generator.deadlines.records import Kind, Relative, Unit

_NUMBER = (
    r"(?:(?P<half>1 / 2|nua) |(?P<n>[1-9]\d{0,2}(?: \. \d{3}){1,3}|\d{1,3}) (?:[,.] (?P<part>\d{1,2}) )?)"
    r"(?:\( \w+(?: \w+){0,3} \) )?(?:(?:- |den |hoac )(?P<n2>\d{1,3}) )?"
)
_UNIT = r"(?P<unit>ngay|gio|tuan|thang|nam) (?P<work>(?:lam viec |hanh chinh )?)(?:lich )?(?:tro lai )?"
_PRE = (
    r"(?P<pre>(?:(?:la|thuc hien|giai quyet|xu ly|ngay|trong|vong|thoi gian|thoi han|cham nhat|muon nhat|khong qua"
    r"|toi da|sau|it nhat|toi thieu"
    r"|la|han|qua|truoc|khoang|tu|sau do) ){0,6})"
)
_AFTER = r"(?P<after>(?:, )?(?:ke tu|tinh tu|bat dau tu|tu|sau|ke)(?: khi| ngay| sau| thoi diem| luc){0,3} )"
_BEFORE = r"(?P<before>(?:so voi |truoc )(?:khi |ngay |thoi diem )?)"
_DURATION = re.compile(f"{_PRE}{_NUMBER}{_UNIT}(?:{_AFTER}|{_BEFORE})?")
_COUNTED = re.compile(
    rf"(?P<side>truoc|sau|ke tu|tinh tu) (?:khi |ngay )(?!\d)(?P<event>(?:[^\s.;,]+ ){{1,12}}?)(?<!\d )"
    rf"(?:(?:it nhat|toi thieu|cham nhat|khong qua|toi da|trong vong|la|,) ){{0,3}}{_NUMBER}{_UNIT}(?=[.;,)]|va |hoac |$)"
)
_NTH_DAY = re.compile(
    r"(?:(?:cham nhat|muon nhat|khong qua|truoc|vao|la|den|het) ){0,4}ngay (?P<work>lam viec )?thu (?P<n>\d{1,3}) "
    r"(?:, )?(?:ke tu|tinh tu|sau|tu)(?: khi| ngay| sau| thoi diem| luc){0,3} "
)
_SAME_DAY = re.compile(
    r"(?:thuc hien |giai quyet |ngay )?trong (?:cung )?ngay (?:lam viec )?(?!\d|thu |lam |[.,;)]|va |hoac )(?=[a-z])"
)
_AT_ONCE = re.compile(r"(?:chi )?ngay (?:sau khi|sau|khi|tu khi) (?!\d)")


def read_relative(tokens: Tokens, position: int) -> Drafts | None:
    """«Trong thời gian 10 ngày kể từ ngày tiếp nhận», «trước ngày họp 03 ngày làm việc», «ngay sau khi được phê duyệt»."""
    match = _COUNTED.match(tokens.canon, position)
    if match:
        event = tokens.printed(*match.span("event"))
        relative = Relative(_count(match), _unit(match), event, before=match["side"] == "truoc")
        return (Draft(Kind.RELATIVE, relative=relative, event=relative.event),), match.end()
    return (
        _read_nth_day(tokens, position)
        or _read_at_once(tokens, position)
        or _read_same_day(tokens, position)
        or _read_duration(tokens, position)
    )


def _read_nth_day(tokens: Tokens, position: int) -> Drafts | None:
    """«chậm nhất ngày thứ 10 kể từ ngày bắt đầu kỳ thuê»."""
    return _read_with_event(
        _NTH_DAY, lambda match: (int(match["n"]), "working_day" if match["work"] else "day"), tokens, position
    )


def _read_at_once(tokens: Tokens, position: int) -> Drafts | None:
    return _read_with_event(_AT_ONCE, lambda _: (None, "unknown"), tokens, position)


def _read_same_day(tokens: Tokens, position: int) -> Drafts | None:
    """«trong ngày nhận hồ sơ»."""
    return _read_with_event(_SAME_DAY, lambda _: (0, "day"), tokens, position)


def _read_with_event(
    pattern: re.Pattern[str], length: Callable[[re.Match[str]], tuple[int | None, Unit]], tokens: Tokens, position: int
) -> Drafts | None:
    """A deadline whose event is named after the words of a pattern; these tell its length and unit."""
    match = pattern.match(tokens.canon, position)
    end = tail(tokens, match.end()) if match else position
    if not match or end <= match.end():
        return None
    event = tokens.printed(match.end(), end)
    return (Draft(Kind.RELATIVE, relative=Relative(*length(match), event), event=event),), end


def _read_duration(tokens: Tokens, position: int) -> Drafts | None:
    match = _DURATION.match(tokens.canon, position)
    if not match or (not (match["pre"] or match["after"] or match["before"]) and match["unit"] not in ("ngay", "gio")):
        return None
    if match["unit"] in ("thang", "nam") and match["pre"].endswith("ngay "):
        return None  # «sau ngày 20 tháng …» names a day, not twenty months
    end = match.end()
    if match["after"] or match["before"]:
        end = tail(tokens, end)
    event = tokens.printed(match.end(), end) or None
    ahead = bool(match["before"]) or "truoc " in match["pre"]
    doubts = () if event else ("văn bản không ghi tính từ bao giờ",)
    if match["n2"]:
        doubts = (*doubts, f"lấy số lớn: {_count(match)}")
    relative = Relative(_count(match), _unit(match), event, before=ahead)
    return (Draft(Kind.RELATIVE, relative=relative, event=event, doubts=doubts),), end


def _count(match: re.Match[str]) -> float:
    """The number printed: «7,5 ngày» is seven and a half, «1/2 ngày» a half, and a dot groups thousands: «1.000 ngày»."""
    if match["half"]:
        return 0.5
    if match["part"]:
        return float(f"{match['n']}.{match['part']}")
    return max(int(match["n"].replace(" . ", "")), int(match["n2"] or 0))


def _unit(match: re.Match[str]) -> Unit:
    """«ngày» is a calendar day; a plan that means working days says so."""
    if match["work"] and match["unit"] in ("ngay", "gio"):
        return "working_day" if match["unit"] == "ngay" else "working_hour"
    units: dict[str, Unit] = {"ngay": "day", "gio": "hour", "tuan": "week", "thang": "month", "nam": "year"}
    return units[match["unit"]]
