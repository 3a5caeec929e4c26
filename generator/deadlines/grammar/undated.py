"""Productions for deadlines in words: ongoing, a number of days after an event, on request, as another document says.

What follows «theo», «khi» or «kể từ» is free text. It runs to the end of its clause, or to where another
deadline plainly begins («…, trước ngày 30/6»), and never drops a word: it becomes the event or the reference.
"""

import re

from generator.deadlines.grammar.dates import NEXT_YEAR, ROMAN, Y4
from generator.deadlines.grammar.drafts import NOT_RECOGNISED, WRITE_PLAINLY, Draft, Drafts
from generator.deadlines.grammar.neutral import CITED, has_loose_number, is_timely
from generator.deadlines.grammar.tokens import DOCUMENT, Tokens
from generator.deadlines.records import Condition, Kind, Relative, Unit

_PLAN_HEADS = "ke hoach|kh|chuong trinh|lich|lo trinh|de an|du an|tien do|kich ban|phuong an|thoi khoa bieu"
_LAW_HEADS = (
    r"quy~ dinh~|quy~ che~|quy~ trinh~|luat|bo luat|nghi dinh|thong~ tu~|quyet dinh|nghi quyet|phap luat|phap lenh"
    r"|van ban|huong dan"
    r"|chi thi|cong van|cong dien|thong bao|ket luan|dieu \d|khoan \d|che do|thoi gian|thoi han|bo tieu chi|tieu chi"
    r"|hop dong|cv|qd|nq|tb|@so"
)
_REQUESTS = "yeu cau|chi dao|phan cong|de nghi|trieu tap|giay moi|thu moi|moi hop|dieu hanh|dang ky|y kien|de xuat"
_EVENTS = (
    "nhu cau|chuyen de|thuc te|tinh hinh|dieu kien|phat sinh|vu viec|su vu|su kien|ho so|tung (?:vu|ho so|su|dot|lan"
    "|noi dung|nhiem vu|thoi diem)"
)

_STRONG = re.compile(
    rf"(?:thuc hien |hoan thanh |xong )?(?:(?:truoc|cham nhat|muon nhat|hang|moi|dinh ky|thuong xuyen|lien tuc"
    rf"|dot xuat|khi|theo|kip thoi) "
    rf"|trong (?:nam|quy|thang|vong|thoi) |trong \d|ngay \d|ngay sau|(?:quy|q) {ROMAN} |(?:thang|t) \d|(?:tu|den"
    rf"|sau) (?:ngay|thang|quy|nam|het|khi|\d)"
    rf"|\d{{1,2}} / \d|\d{{1,3}} ngay|nam {Y4} |giai doan \d|chuyen de|cuoi (?:nam|quy|thang)|dau (?:nam|quy|thang))"
)
_STRONGEST = re.compile(
    r"(?:truoc (?:ngay )?\d|cham nhat|muon nhat|hoan thanh truoc|xong truoc|den het (?:ngay|thang|quy|nam) "
    r"|den (?:ngay )?\d{1,2} /)"
)
_JOINTS = (",", "va", "hoac", "(", "-", "cung", "dong", "/")


def tail(tokens: Tokens, position: int) -> int:
    """Return where the free text that begins at ``position`` ends.

    It ends at «;», at a full stop, at the «)» that closes an earlier «(», and where a comma or «và» is followed
    by another deadline. The date of a cited document belongs to the document.
    """
    canon, index, depth = tokens.canon, tokens.index(position), 0
    first = index
    while index < len(tokens.items):
        at, key = tokens.position(index), tokens.items[index].key
        cited = CITED.match(canon, at)
        if cited:
            index = tokens.index(cited.end())
            continue
        if _closes(tokens, index, depth) or (index > first and _STRONGEST.match(canon, at)):
            break
        if key in _JOINTS and not _within_date(tokens, index) and _STRONG.match(canon, _past_joints(tokens, index)):
            break
        depth += {"(": 1, ")": -1}.get(key, 0)
        index += 1
    return tokens.position(index)


def _closes(tokens: Tokens, index: int, depth: int) -> bool:
    key = tokens.items[index].key
    if key == ")" and depth == 0:
        return True
    following = tokens.items[index + 1].key if index + 1 < len(tokens.items) else ""
    return key == ";" or (key == "." and not following.isdigit())


def _within_date(tokens: Tokens, index: int) -> bool:
    return (
        0 < index < len(tokens.items) - 1
        and tokens.items[index - 1].key.isdigit()
        and tokens.items[index + 1].key.isdigit()
    )


def _past_joints(tokens: Tokens, index: int) -> int:
    while index < len(tokens.items) and tokens.items[index].key in _JOINTS:
        index += 1
    return tokens.position(index)


_ONGOING = re.compile(
    rf"(?:(?:duy tri|thuc hien|cap nhat|trien khai|tien hanh|lam|viec) ){{0,8}}(?:thuong xuyen|lien tuc|lau dai|xuyen suot"
    rf"|(?:quanh|suot|(?:trong )?ca) nam (?:{Y4} )?(?:thuong xuyen )?|24 / 24|hang gio|thuong truc)"
    r" ?(?:(?:, |va |/ ){0,8}(?:thuong xuyen|lien tuc|lau dai) ){0,8}"
)
_LATER_YEARS = re.compile(r"(?:(?:nhung|cac) )?nam (?:tiep theo|sau|ke tiep|toi|den) ")
_YEAR = re.compile(Y4)


def read_ongoing(tokens: Tokens, position: int) -> Drafts | None:
    """«Thường xuyên», «liên tục», «quanh năm», «cả năm 2023»."""
    match = _ONGOING.match(tokens.canon, position)
    if match:
        return (Draft(Kind.ONGOING),), match.end()
    match = _LATER_YEARS.match(tokens.canon, position)
    doubt = "kéo dài sang các năm sau kế hoạch này"
    return ((Draft(Kind.ONGOING, doubts=(doubt,)),), match.end()) if match else None


_NUMBER = (
    r"(?:(?P<half>1 / 2|nua) |(?P<n>[1-9]\d{0,2}(?: \. \d{3})+|\d{1,3}) (?:[,.] (?P<part>\d{1,2}) )?)"
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
    match = _NTH_DAY.match(tokens.canon, position)
    end = tail(tokens, match.end()) if match else position
    if not match or end <= match.end():
        return None
    event = tokens.printed(match.end(), end)
    relative = Relative(int(match["n"]), "working_day" if match["work"] else "day", event)
    return (Draft(Kind.RELATIVE, relative=relative, event=event),), end


def _read_at_once(tokens: Tokens, position: int) -> Drafts | None:
    match = _AT_ONCE.match(tokens.canon, position)
    end = tail(tokens, match.end()) if match else position
    if not match or end <= match.end():
        return None
    event = tokens.printed(match.end(), end)
    return (Draft(Kind.RELATIVE, relative=Relative(None, "unknown", event), event=event),), end


def _read_same_day(tokens: Tokens, position: int) -> Drafts | None:
    """«trong ngày nhận hồ sơ»."""
    match = _SAME_DAY.match(tokens.canon, position)
    end = tail(tokens, match.end()) if match else position
    if not match or end <= match.end():
        return None
    event = tokens.printed(match.end(), end)
    return (Draft(Kind.RELATIVE, relative=Relative(0, "day", event), event=event),), end


def _read_duration(tokens: Tokens, position: int) -> Drafts | None:
    match = _DURATION.match(tokens.canon, position)
    if not match or (not (match["pre"] or match["after"] or match["before"]) and match["unit"] not in ("ngay", "gio")):
        return None
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
_SUDDEN = re.compile(r"dot xuat (?=(?:cua|theo|khi|neu|,|va|hoac|;|\.|/|\)|$))")


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


_REFERENCE = re.compile(
    r"(?P<lead>(?:(?:thuc hien|tien hanh|trien khai|hoan thanh|bao dam|dam bao|dung|bao cao|dinh ky) ){0,8}"
    r"(?:theo|can cu|thuc hien|tai|phu hop voi|cung voi|gan voi|dung|tuan thu) (?:dung |cac |nhung |tung |noi dung "
    r"|su |nhu |tai |muc ){0,8})"
    rf"(?P<head>{_PLAN_HEADS}|{_LAW_HEADS}) "
)
_NAMED = re.compile(
    rf"(?P<lead>)(?P<head>{_PLAN_HEADS}|{_LAW_HEADS}) (?=(?:(?:so )?(?:: )?{DOCUMENT} |(?:cua|do|cu the|hang nam|rieng|duoc) ))"
)
_ONLY_WORK = re.compile(
    r"(?:(?:thuc hien|tien hanh|trien khai|hoan thanh|bao dam|dam bao|bao cao) (?:cac |nhung |noi dung )*)+"
)
"""«thực hiện phương án» is work to be done, «thực hiện theo phương án» says where its day stands."""
_HEADS_WITHIN = re.compile(rf"tai (?:cac |nhung )?(?P<head>{_PLAN_HEADS}|{_LAW_HEADS}) ")
_PLAN_HEAD = re.compile(_PLAN_HEADS)


def read_reference(tokens: Tokens, position: int) -> Drafts | None:
    """«Theo Kế hoạch số 712/KH-UBND ngày 18/11/2020», «Theo quy định tại Thông tư 01/2020/TT-VPCP».

    What is cited last with «tại» decides between plan and law: a date «theo quy định … tại Kế hoạch số 43» stands
    in a plan, one «theo lộ trình tại Nghị định 107» in a decree.
    """
    match = _REFERENCE.match(tokens.canon, position) or _NAMED.match(tokens.canon, position)
    if not match:
        return None
    end = tail(tokens, match.start("head"))
    if end <= match.start("head") or (match["lead"] and _ONLY_WORK.fullmatch(match["lead"])):
        return None
    heads = [
        match["head"],
        *(found["head"] for found in _HEADS_WITHIN.finditer(tokens.canon, match.start("head"), end)),
    ]
    kind = Kind.PER_PLAN if _PLAN_HEAD.fullmatch(heads[-1]) else Kind.PER_LAW
    return (Draft(kind, reference=tokens.printed(match.start("head"), end)),), end


_VAGUE = re.compile(
    r"(?:hoan thanh |thuc hien )?(?:(?:dam bao|bao dam|mot cach) )?(?:kip thoi|khan truong|som nhat(?: co the)?|som"
    r"|nhanh chong|nhanh nhat|ngay lap tuc|lap tuc|tuc thoi|dung (?:tien do|han|thoi han|thoi gian)"
    r"|(?:trong )?thoi gian (?:som nhat|toi|ngan nhat|sap toi|phu hop)|linh hoat|ngay(?= (?:[.,;)]|$))"
    r"|(?:ngay )?trong (?:ngay(?: lam viec)?|thang|quy|tuan)) (?!\d|[ivl]+ )"
)
_SCHOOL = re.compile(
    r"(?:(?:cham nhat|truoc|vao|trong|tuan|thang|ngay|dau|cuoi|giua|dip|het|ca|moi|hang|tung|cac|cua|khi|bat dau"
    r"|ket thuc|den|tu|sau|la|nam"
    r"|hoan thanh|theo|tien|cung) )*(?:nam hoc|hoc ky|nien hoc|nien khoa|khoa hoc (?!va|cong))(?: (?:moi|i{1,3}|\d"
    r"|ke tiep|tiep theo|sau|nay|nay)(?= ))?"
    rf" (?:(?:cua )?(?:nam hoc )?{Y4} (?:[-/] {Y4} )?)?"
)
_REPORTED = re.compile(
    rf"(?P<limit>(?:[a-z]+ ){{0,4}}?)ngay (?:\d{{1,2}}|cuoi(?: cung)?) (?:cua )?thang (?:cuoi|dau|thu \d"
    rf"|{NEXT_YEAR}) (?:cua |cung )?ky (?:bao cao |ke khai )?"
)
_DATA_SPAN = re.compile(
    r"(?:(?:so lieu|thoi gian|chot|thoi diem|lay|ky|duoc|tinh|bao cao) )*tu (?:ngay )?\d{1,2} (?:cua )?(?:thang|quy"
    r"|nam) (?:truoc|lien truoc|nay)[^;.]{0,40}? den (?:het )?"
    r"(?:ngay )?\d{1,2} (?:cua )?(?:thang|quy|nam) (?:thuoc |cuoi |cua |ky |bao cao |nay |quy )*"
)
_DATA_CUT = re.compile(
    r"(?:thoi gian |thoi diem |ngay |ky )*(?:chot so lieu|so lieu|chot) (?:(?:bao cao|duoc|tinh|lay|thong ke|la|:"
    r"|vao) )*(?:den|toi|het|ngay)"
    r"[^;,.]{1,40}"
)
_DATA_DAYS = re.compile(
    r"(?:ky |thoi gian |chot |lay )*(?:so lieu|ky bao cao) (?:(?:bao cao|duoc|tinh|lay|chot|thong ke"
    r"|:) )*(?:ke )?tu [^;]{1,60} den [^;]{1,40}"
)
_DITTO = re.compile(r"(?:- )?(?:nt|nhu tren|nhu (?:muc|dong) tren|\" |“ |// )(?: -)? ")


def read_vague(tokens: Tokens, position: int) -> Drafts | None:
    """«kịp thời», «trong thời gian sớm nhất», «đúng tiến độ»: no one can check it."""
    match = _VAGUE.match(tokens.canon, position)
    return ((Draft(Kind.VAGUE),), match.end()) if match else None


_BLANK_DATE = re.compile(
    rf"(?:ngay (?:[._] ){{0,20}})?thang (?:[._] ){{0,20}}nam (?:{Y4} |(?:[._] )+|\d{{1,2}} (?:[._] )+)"
)
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
    r"(?:bao cao |so ket |tong ket |ket qua |dinh ky )*(?:0?6 thang (?:dau|cuoi) nam|9 thang dau nam) "
    r"(?=(?:gui|nop|trinh|bao cao) [^;.,]{0,80}?(?:truoc|cham nhat) )"
)
"""«báo cáo 6 tháng đầu năm gửi trước ngày 20/6»: which report, not half a year to do it in."""
_ABOUT_YEAR = re.compile(rf"cho nam {NEXT_YEAR} |cho (?:ca )?nam |cho (?:thang|quy|ky) {NEXT_YEAR} ")
_SCOPE_ENDS = re.compile(
    r"(?:(?:thi |la )?(?:trong )?(?:thoi han |thoi gian )?(?:khong qua|toi da|cham nhat|muon nhat|truoc|trong (?:thoi"
    r"|vong|\d)|hoan thanh|thoi han)"
    r"|(?:la )?\d{1,3} (?:, \d )?(?:ngay|gio)|trong \d|hang|dinh ky|den het) |quy \d|thang \d"
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
    whole = report and _STRONG.match(tokens.canon, _past_joints(tokens, index))
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
    if key in (",", "hoac", "va") and _STRONG.match(tokens.canon, _past_joints(tokens, index)):
        return True
    return _SCOPE_ENDS.match(tokens.canon, tokens.position(index)) is not None


def read_ditto(tokens: Tokens, position: int) -> Drafts | None:
    """«nt», «như trên»: the phrase stands in the row above, which a record cannot see."""
    match = _DITTO.match(tokens.canon, position)
    reason, hint = "cụm từ chỉ nhắc lại dòng trên", "chép lại nguyên cụm từ của dòng trên"
    return ((Draft(Kind.UNREAD, reason=reason, hint=hint, mistake=True),), match.end()) if match else None
