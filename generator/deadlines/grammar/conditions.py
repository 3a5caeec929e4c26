"""What waits for something: «Khi có phát sinh», «theo yêu cầu», «đột xuất», «sau khi …», «đến khi …».

What follows is free text and never drops a word: it becomes the event.
"""

import re

from generator.deadlines.grammar.drafts import NOT_RECOGNISED, WRITE_PLAINLY, Draft, Drafts
from generator.deadlines.grammar.freetext import tail
from generator.deadlines.grammar.neutral import has_loose_number
from generator.deadlines.grammar.tokens import Tokens
from generator.deadlines.records import Condition, Kind

_REQUESTS = "yeu cau|chi dao|phan cong|de nghi|trieu tap|giay moi|thu moi|moi hop|dieu hanh|dang ky|y kien|de xuat"
_EVENTS = (
    "nhu cau|chuyen de|thuc te|tinh hinh|dieu kien|phat sinh|vu viec|su vu|su kien|ho so|tung (?:vu|ho so|su|dot|lan"
    "|noi dung|nhiem vu|thoi diem)"
)

_OPENERS: tuple[tuple[re.Pattern[str], Condition], ...] = (
    (re.compile(r"(?:thuc hien |keo dai |duy tri )?(?:cho )?(?:den|toi) (?:khi|luc|thoi diem) "), "until"),
    (re.compile(r"(?:sau|ke tu|tu|tinh tu) (?:khi|luc|thoi diem|ngay(?! \d)) "), "after"),
    (re.compile(r"truoc (?:khi )?(?!\d|ngay \d|thang \d|nam \d|va |hoac |mat |day |het )"), "before"),
    (re.compile(r"sau (?!\d|ngay \d|thang \d|do |day )"), "after"),
    (re.compile(r"(?:ngay )?(?:chi )?(?:moi |bat cu )?(?:khi|neu|trong truong hop|truong hop|tuy theo"
                r"|tuy thuoc(?: vao)?|tuy) "), "occurrence"),
    (re.compile(rf"(?:theo|can cu(?: vao)?|tren co so|phu hop voi)(?: cac| nhung| tung| su)? (?={_REQUESTS}"
                rf"|{_EVENTS})"), "occurrence"),
    (re.compile(rf"(?=(?:co |khi )?(?:{_REQUESTS}|phat sinh|chuyen de) )"), "occurrence"),
    (re.compile(r"(?=dot xuat )"), "occurrence"),
)  # fmt: skip
_ASKED = re.compile(rf"(?:duoc |co |su |van ban ){{0,8}}(?:{_REQUESTS}) ")


def read_conditional(tokens: Tokens, position: int) -> Drafts | None:
    """«Khi có phát sinh», «theo yêu cầu», «đột xuất của Tổ công tác», «đến khi …», «sau khi …»."""
    for opener, condition in _OPENERS:
        match = opener.match(tokens.canon, position)
        end = tail(tokens, match.end()) if match else position
        if not match or end <= match.end():
            continue
        if condition in ("before", "after") and _names_a_time(tokens, match.end(), end):
            return (Draft(Kind.UNREAD, reason=NOT_RECOGNISED, hint=WRITE_PLAINLY),), end
        event = tokens.printed(match.end() if condition != "occurrence" else position, end)
        asked = condition == "occurrence" and _ASKED.match(tokens.canon, match.end())
        return (Draft(Kind.CONDITIONAL, condition="request" if asked else condition, event=event),), end
    return None


_TIME_WITHIN = re.compile(
    r"(?:thang|quy|tuan|nam) (?:cuoi|dau|giua|hang|sau|ke|tiep|nay|truoc) "
    r"|(?:cuoi|dau|giua) (?:thang|quy|nam|tuan) |ngay cuoi |thu (?!tuong|truong)"
)


def _names_a_time(tokens: Tokens, start: int, end: int) -> bool:
    """«trước … ngày 25», «sau … tháng cuối quý»: not an event but a limit with a word inside it that nobody knows."""
    return has_loose_number(tokens, start, end) or _TIME_WITHIN.search(tokens.canon, start, end) is not None
