"""Whom or which report a deadline is for: «đối với báo cáo 6 tháng», «Đối với cấp xã:», «(báo cáo quý)», «cho năm kế tiếp».

A scope is no deadline. It belongs to the one before it, or with a colon to the one after it (``grammar.neighbours``).
"""

import re

from generator.deadlines.grammar.dates import NEXT_YEAR
from generator.deadlines.grammar.drafts import Draft, Drafts
from generator.deadlines.grammar.freetext import STRONG, past_joints
from generator.deadlines.grammar.neutral import is_timely
from generator.deadlines.grammar.tokens import Tokens
from generator.deadlines.records import Kind

_LABEL = re.compile(
    r"\( (?:bao cao |ky |so ket |tong ket )?(?:(?:0?[369] )?thang|quy|(?:ca )?nam) \) "
    r"|\( (?:(?:lan|dot|ky|giai doan|buoc) (?:thu )?(?:\d|[iv]{1,3})|so ket|tong ket|bao cao|du kien|dot xuat neu co) \) "
    r"|(?:ca )?nam : |nam (?=\( truoc )|"
    r"\( (?:lan|bao gom) [^)\d]{0,200}\) "
)
_REPORT = re.compile(
    r"(?:(?:cac )?(?:bao cao|so ket|tong ket|so lieu|ky bao cao|ky) (?:dinh ky )?(?:cua )?(?:(?:0?[369] thang|nua nam|thang|quy"
    r"|(?:ca )?nam|tuan)(?! \d| hoc)(?: dau nam| cuoi nam)?(?: (?:,|va|/)(?= (?:0?[369] thang|thang|quy|nam) ))? )+)"
)
_SCOPE = re.compile(
    r"(?P<open>\( )?(?:rieng )?(?:doi voi|ap dung doi voi|ap dung cho|danh cho|rieng|cho|gom|bao gom|ke ca"
    r"|trong truong hop|truong hop) "
)
_SUBJECT = re.compile(
    r"(?:bao cao |so ket |tong ket |ket qua |dinh ky ){0,8}(?:0?6 thang (?:dau|cuoi) nam|9 thang dau nam) "
    r"(?=(?:gui|nop|trinh|bao cao) [^;.,]{0,80}?(?:truoc|cham nhat) )"
)
"""«báo cáo 6 tháng đầu năm gửi trước ngày 20/6»: which report, not half a year to do it in."""
_ABOUT_YEAR = re.compile(rf"cho nam {NEXT_YEAR} |cho (?:ca )?nam |cho (?:thang|quy|ky) {NEXT_YEAR} ")
_SCOPE_ENDS = re.compile(
    r"(?:(?:thi |la )?(?:trong )?(?:thoi han |thoi gian )?(?:khong qua|toi da|cham nhat|muon nhat|truoc|trong (?:thoi"
    r"|vong|\d)|hoan thanh|thoi han)"
    r"|(?:la )?\d{1,3} (?:, \d )?(?:ngay|gio)|trong \d|hang|dinh ky|den het) |quy \d|thang \d"
)


def read_label(tokens: Tokens, position: int) -> Drafts | None:
    """«(báo cáo quý)», «cho năm kế tiếp»: no deadline, but which one the deadline beside it is."""
    match = _LABEL.match(tokens.canon, position) or _ABOUT_YEAR.match(tokens.canon, position)
    subject = _SUBJECT.match(tokens.canon, position)
    if subject:
        return (Draft(Kind.UNREAD, label=True, ahead=True),), subject.end()
    return ((Draft(Kind.UNREAD, label=True),), match.end()) if match else _read_scope(tokens, position)


def _read_scope(tokens: Tokens, position: int) -> Drafts | None:
    """«đối với báo cáo 6 tháng», «Đối với cấp xã:», «trường hợp tặng cho …»: whom or what a deadline is for.

    It ends where a deadline begins. It is one only where none of its words could move a day, the rhythm of a report
    («báo cáo 6 tháng») excepted, which only says which report.
    """
    opening = _SCOPE.match(tokens.canon, position)
    if not opening:
        return None
    end, index = opening.end(), tokens.index(opening.end())
    report = _REPORT.match(tokens.canon, end)
    index = tokens.index(report.end()) if report else index
    free = tokens.position(index)
    whole = report and STRONG.match(tokens.canon, past_joints(tokens, index))
    while not whole and index < len(tokens.items) and not _ends_scope(tokens, index, bool(opening["open"])):
        index += 1
    end = tokens.position(index)
    if end == opening.end() or is_timely(tokens, free, end):
        return None
    closing = ") " if opening["open"] else ": "
    before = not opening["open"] and tokens.canon.startswith(": ", end)
    end += 2 if tokens.canon.startswith(closing, end) else 0
    leads = before or (not opening["open"] and _SCOPE_ENDS.match(tokens.canon, end) is not None)
    if "truong hop" in opening.group() and not leads:
        return None  # behind a day it is a condition
    return (Draft(Kind.UNREAD, label=True, ahead=leads),), end


def _ends_scope(tokens: Tokens, index: int, bracket: bool) -> bool:
    key = tokens.items[index].key
    if key in (":", ";", ")") or (key == "." and not bracket):
        return True
    if key in (",", "hoac", "va") and STRONG.match(tokens.canon, past_joints(tokens, index)):
        return True
    return _SCOPE_ENDS.match(tokens.canon, tokens.position(index)) is not None
