"""Words of time that name no day of our calendar, and why, as an officer understands: «kịp thời», «Đầu năm học», «nt»."""

import re

from generator.deadlines.grammar.dates import NEXT_YEAR, Y4
from generator.deadlines.grammar.drafts import Draft, Drafts
from generator.deadlines.grammar.tokens import Tokens
from generator.deadlines.records import Kind

_VAGUE = re.compile(
    r"(?:hoan thanh |thuc hien )?(?:(?:dam bao|bao dam|mot cach) )?(?:kip thoi|khan truong|som nhat(?: co the)?|som"
    r"|nhanh chong|nhanh nhat|ngay lap tuc|lap tuc|tuc thoi|dung (?:tien do|han|thoi han|thoi gian)"
    r"|(?:trong )?thoi gian (?:som nhat|toi|ngan nhat|sap toi|phu hop)|linh hoat|ngay(?= (?:[.,;)]|$))"
    r"|(?:ngay )?trong (?:ngay(?: lam viec)?|thang|quy|tuan)) (?!\d|[ivl]+ )"
)
_SCHOOL = re.compile(
    r"(?:(?:cham nhat|truoc|vao|trong|tuan|thang|ngay|dau|cuoi|giua|dip|het|ca|moi|hang|tung|cac|cua|khi|bat dau"
    r"|ket thuc|den|tu|sau|la|nam"
    r"|hoan thanh|theo|tien|cung) ){0,12}(?:nam hoc|hoc ky|nien hoc|nien khoa|khoa hoc (?!va|cong))(?: (?:moi|i{1,3}|\d"
    r"|ke tiep|tiep theo|sau|nay|nay)(?= ))?"
    rf" (?:(?:cua )?(?:nam hoc )?{Y4} (?:[-/] {Y4} )?)?"
)
_REPORTED = re.compile(
    rf"(?P<limit>(?:[a-z]{{1,12}} ){{0,4}}?)ngay (?:\d{{1,2}}|cuoi(?: cung)?) (?:cua )?thang (?:cuoi|dau|thu \d"
    rf"|{NEXT_YEAR}) (?:cua |cung )?ky (?:bao cao |ke khai )?"
)
_DATA_SPAN = re.compile(
    r"(?:(?:so lieu|thoi gian|chot|thoi diem|lay|ky|duoc|tinh|bao cao) ){0,12}tu (?:ngay )?\d{1,2} (?:cua )?(?:thang|quy"
    r"|nam) (?:truoc|lien truoc|nay)[^;.]{0,40}? den (?:het )?"
    r"(?:ngay )?\d{1,2} (?:cua )?(?:thang|quy|nam) (?:thuoc |cuoi |cua |ky |bao cao |nay |quy )*"
)
_DATA_CUT = re.compile(
    r"(?:thoi gian |thoi diem |ngay |ky ){0,8}(?:chot so lieu|so lieu|chot) (?:(?:bao cao|duoc|tinh|lay|thong ke|la|:"
    r"|vao) ){0,8}(?:den|toi|het|ngay)"
    r"[^;,.]{1,40}"
)
_DATA_DAYS = re.compile(
    r"(?:ky |thoi gian |chot |lay ){0,8}(?:so lieu|ky bao cao) (?:(?:bao cao|duoc|tinh|lay|chot|thong ke"
    r"|:) ){0,8}(?:ke )?tu [^;]{1,60} den [^;]{1,40}"
)
_DITTO = re.compile(r"(?:- )?(?:nt|nhu tren|nhu (?:muc|dong) tren|\" |“ |// )(?: -)? ")


def read_vague(tokens: Tokens, position: int) -> Drafts | None:
    """«kịp thời», «trong thời gian sớm nhất», «đúng tiến độ»: no one can check it."""
    match = _VAGUE.match(tokens.canon, position)
    return ((Draft(Kind.VAGUE),), match.end()) if match else None


_BLANK_DATE = re.compile(
    rf"(?:ngay (?:[._] ){{0,20}})?thang (?:[._] ){{0,20}}nam (?:{Y4} |(?:[._] )+|\d{{1,2}} (?:[._] )+)"
)


_UNDATED: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (_SCHOOL, "năm học, học kỳ bắt đầu và kết thúc theo khung của từng tỉnh, không phải năm dương lịch",
     "ghi ngày vào «rule»"),
    (_REPORTED, "không rõ kỳ báo cáo là tháng, quý, 6 tháng hay năm", "ghi kỳ và ngày vào «rule»"),
    (_DATA_CUT, "đây là ngày chốt số liệu, không phải hạn nộp", "ghi hạn nộp vào «rule»"),
    (_DATA_DAYS, "đây là khoảng lấy số liệu, không phải hạn nộp", "ghi hạn nộp vào «rule»"),
    (_DATA_SPAN, "đây là khoảng lấy số liệu, không phải hạn nộp", "ghi hạn nộp vào «rule»"),
)  # fmt: skip


def read_undated(tokens: Tokens, position: int) -> Drafts | None:
    """«Đầu năm học», «ngày 10 của tháng cuối kỳ báo cáo»: time words whose days stand in no calendar of ours."""
    for pattern, reason, hint in _UNDATED:
        match = pattern.match(tokens.canon, position)
        if match:
            return (Draft(Kind.UNREAD, reason=reason, hint=hint),), match.end()
    return None


def read_blank_date(tokens: Tokens, position: int) -> Drafts | None:
    """«ngày … tháng … năm 2023»: a date nobody filled in."""
    match = _BLANK_DATE.match(tokens.canon, position)
    reason, hint = "văn bản để trống ngày hoặc tháng", "ghi ngày nếu bản ký ban hành có"
    return ((Draft(Kind.UNREAD, reason=reason, hint=hint),), match.end()) if match else None


def read_ditto(tokens: Tokens, position: int) -> Drafts | None:
    """«nt», «như trên»: the phrase stands in the row above, which a record cannot see."""
    match = _DITTO.match(tokens.canon, position)
    reason, hint = "cụm từ chỉ nhắc lại dòng trên", "chép lại nguyên cụm từ của dòng trên"
    return ((Draft(Kind.UNREAD, reason=reason, hint=hint, mistake=True),), match.end()) if match else None
