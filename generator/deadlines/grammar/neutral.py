"""Which of the words that no production reads cannot move a due day.

A deadline judges only where every word of it is accounted for. «Hoàn thành tuyển sinh các lớp đầu cấp trước ngày 31/7»
names work and a day: the work cannot move the day. «Trước ngày 31/7 năm học» can, and so can a word nobody has met before.
So a stretch of words is neutral only where it opens with a word that is known to begin work, a purpose, an addressee or a
subject, and where none of its words can speak of time, of an exception or of a condition.
"""

import itertools
import re

from generator.deadlines.grammar.tokens import DOCUMENT, Token, Tokens

_LEADING = (
    r"(?:(?:hoan thanh|hoan thien|thuc hien|trien khai|tien hanh|to chuc|bat dau|ket thuc|ban hanh|bao cao|gui|nop|trinh|xong|lap"
    r"|han|thoi gian|thoi han|thoi diem|tien do|du kien|phan dau|vao|trong|khoang|luc|cac|viec|moi|la|cung|cho|ngay"
    r"|so ket|tong ket|rieng"
    r"|(?:lan|dot|giai doan|ky|buoc) (?:thu )?(?:\d|[iv]+)|sang|chieu|nhiem vu|cong viec|duoc|phai|can|deadline"
    r"|\d{1,3} %|\d{1,3}(?= $)|\d{1,2} [.)]"
    r"|[a-e] [.)]|[^\w\s]) )"
)
_FILLER = re.compile(rf"{_LEADING}+")
"""Words that only lead to a deadline."""

_WORK = (
    "khoi cong|khoi dong|khanh thanh|hoan thanh|hoan thien|thuc hien|trien khai|tien hanh|to chuc|ban hanh|xay dung"
    "|ra soat|danh gia|cap nhat|cong bo"
    "|cong khai|niem yet|so hoa|kiem tra|giam sat|don doc|tham muu|tham dinh|phe duyet|trinh|gui|nop|bao cao|tong hop"
    "|thong ke|ke khai|tap huan|dao tao|boi duong|tuyen truyen|pho bien|huong dan|chuan hoa|cat giam|don gian|dua"
    "|bo tri|trang bi|mua sam|dau tu|nang cap|ket noi|tich hop|chia se|van hanh|khai thac|tang cuong|day manh"
    "|nang cao|kien toan|sap xep|phan cong|phoi hop|tiep nhan|giai quyet|xu ly|tra loi|khao sat|lay y kien|gop y"
    "|sua doi|bo sung|thay the|bai bo|ky|cap|thu hoi|phat hanh|dang tai|dang ky|xac nhan|nghiem thu|ban giao"
    "|quyet toan|giai ngan|thanh toan|chi tra|tuyen dung|tuyen sinh|so ket|tong ket|khen thuong|hop|duy tri|bao dam"
    "|dam bao|thong nhat|lap|xem xet|chuan bi|soan thao|du thao|de xuat|kien nghi|tham gia|phan dau|dat|ap dung"
    "|kiem soat|cai cach|chuyen doi|lua chon|xac dinh|thi diem|nhan rong|cung cap|phan tich|thu thap|cong nhan|dang"
    "|chi dao|quan triet|phat dong|ky ket|tiep tuc|cu|thanh lap|tham van|lam|ra|mo|chay|bien soan|in|cap phat"
    "|trao doi|thong bao|theo doi|ung dung|thu thap|tra ket qua|giao|nhap|chot|luan chuyen|hoan tat"
)
_AIM = (
    "de|nham|phuc vu|lam co so|lam can cu|ve|cua|gui|cho|toi thieu|it nhat|toan bo|toan tinh|tren|tai|o|voi|bang|qua"
    "|do|doi voi"
)
_THING = (
    "bao cao|ke hoach|ket qua|quyet dinh|nghi quyet|van ban|ho so|danh muc|quy~ trinh~|hoi nghi|hoi thao|lop"
    "|chuong trinh|de an|phuong an|nhiem vu|cong viec|noi dung|thu tuc|dich vu|he thong|phan mem|co so|cong|bo phan"
    "|ubnd|uy ban|so|phong|van phong|don vi|co quan|ty le|chi tieu|viec|thoi gian|thoi han|sau do|cac|100 %|cong tac"
    "|nganh|tinh|huyen|xa|phuong|bo|vpcp|lanh dao|du thao|tai lieu|so lieu|thong~ tin|trang|bieu mau|phieu|cuoc|doan"
    "|chuyen muc|bai|hop dong|goi thau|du an|kinh phi|du toan"
)
_OPENS = re.compile(
    rf"(?:(?:va|hoac|,|:|\(|-|–|\+|duoc|phai|can|da|se|cung|co ban|\d{{1,3}} %|nhu) ){{0,12}}(?:{_WORK}|{_AIM}|{_THING}) "
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_RUNS_ON = re.compile(
    r"(?:(?:va|hoac|hoan thanh|thuc hien|gui|nop|lap|xay dung|trinh) ){0,8}"
    r"(?:de|nham|phuc vu|ve|cua|cho|tren|tai"
    r"|o|voi|bang|qua|do|doi voi|bao cao|so ket|tong ket|danh gia|kiem diem|tong hop|so lieu|ke hoach) (?:[^\s,;:.(]+ ){0,40}$"
)
_WINDOW_NEXT = re.compile(
    r"(?!(?:truoc|cham|muon|tre|den|trong|vao|tu|hang|moi|dinh|thuong|han|xong|hoan|khong|theo|khi|ke|sau|ngay|chieu) "
    r"|\d{1,2} /)\w"
)
"""A subject that runs into a window is about it: in «báo cáo kết quả quý I» the quarter may be no deadline at all."""

_TIMELY = _words(
    "chiều chưa chạp chậm chủ cuối dương dời gia giêng giờ giửa giữa hoãn hàng hè hôm hạn hằng hết học khi khoá khóa"
    " không kì kế kể kịp kỳ kỷ liền lùi lần lễ lịch mai muộn mùa mùng mốc mỗi nay ngay ngoài ngày nhuận niên năm nếu"
    " nửa phút qui quá quý rằm sang sau sáng sớm thu tháng thời thứ tiếp trưa trước trường trừ tuần tuổi tết tối tới"
    " từng xuân âm đêm đông đầu đợt"
)
"""Words that speak of time, order, an exception or a condition. A phrase without any marks is held to the second list."""

_TIMELY_BARE = _words(
    "am cham chap chieu chua cuoi dau dem dot duong gieng gio giua han hang het hoan hoc hom ke khi khoa khong ki ky"
    " lan le lich lien lui mai moc moi mua mung muon nam nay neu ngay ngoai nhuan nien nua phut qua qui quy ram sang"
    " sau som tet thang thu tiep toi tru trua truoc truong tuan tung xuan"
)

_SPOILT = _words("nam ngay quy thang tuan ky hoc dau cuoi truoc")

_HARMLESS = re.compile(
    r"(?:"
    r"đầu (?:tư|mối|cấp|vào|ra|ngành|người|tiên phong)|đứng đầu|cuối cấp|tiếp (?:nhận|tục|cận|công|thu|dân|xúc)"
    r"|trực tiếp|gián tiếp|sau đó|kế (?:hoạch|toán|thừa)|thiết kế|sáng (?:tạo|kiến|chế)|khoa học"
    r"|học (?:sinh|viên|tập|vấn|phí)|đại học|trường học|tiểu học|y học|tin học|du lịch|lý lịch|lịch (?:sử|công tác)"
    r"|hạn chế|quyền hạn|tối (?:thiểu|đa|ưu)|thường trực|hội trường|thị trường|môi trường|hiện trường"
    r"|trường (?:trung|mầm|cao|phổ|đại|tiểu|thpt|thcs|chính trị)|nhà trường|từng bước|giữa (?:các|hai|sở|cơ|trung|địa)"
    r"|dịch vụ|nhiệm vụ|nghiệp vụ|phục vụ|công vụ|vụ việc|bộ chính|nội vụ|kể cả|thứ tự|thứ (?:trưởng|cấp)"
    r"|chủ (?:tịch|trì|động|quản|trương|yếu|thể|đạo|đề|sở|nhiệm|đầu tư|tài khoản|sử dụng|nhà|dự án)"
    r"|thời (?:gian|hạn|điểm)(?= (?:giải|thu|thực|hoàn|xử|cấp|thẩm|trả|tiếp|kiểm))"
    r"|thu (?:hồi|thập|phí|nhập|ngân|hút|chi)|thanh niên|thiếu niên|bổ sung|quá trình|thông qua|hàng hóa|quốc gia"
    r"|tham gia|gia (?:đình|nhập)|gia sư|chuyên gia|số tiền thu|tiền thu|sang (?:bộ|sở|ubnd|cơ)|định kỳ đánh"
    r"|ngoài (?:nhà nước|ngân sách|công lập|nước)|nước ngoài|đông (?:đảo|nam|bắc|dân)|học vụ|giáo vụ|tài vụ|không gian"
    r"|phi dự án|số lượng lần|trường hợp (?:đặc biệt|khó)|an sinh"
    r")(?!\w)"
)
"""Pairs of words one of which, alone, would speak of time."""

CITED = re.compile(rf"{DOCUMENT} (?:(?:, |\( )?ngay \d{{1,2}} (?:/ |thang )\d{{1,2}} (?:/ |nam )(?:19|20)\d\d )?")
"""A document's number with the date that belongs to it."""

_TIME_NOUNS = _words("gio h hang hoc ky moi mung nam ngay quy thang thu tuan")
_NUMBERED = _words("an bieu cap de dieu do khoan loai lop mau muc nghi nhom phu phuong quan quyet so tang vong")
"""Words before a number that is a name: «Đề án 06», «mức độ 4», «Phường 5»."""


def is_neutral(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the words at ``canon[start:end]`` cannot move the due day beside them."""
    if _FILLER.fullmatch(tokens.canon, start, end):
        return True
    if _RUNS_ON.match(tokens.canon, start, end) and _WINDOW_NEXT.match(tokens.canon, end):
        return False
    return all(_is_neutral_clause(tokens, first, last) for first, last in _clauses(tokens, start, end))


def _clauses(tokens: Tokens, start: int, end: int) -> list[tuple[int, int]]:
    """Part the stretch at «;» and full stops; pieces without a word are left out."""
    first, last = tokens.index(start), tokens.index(end)
    cuts = [first, *(at + 1 for at in range(first, last) if tokens.items[at].key in (";", ".")), last]
    pieces = [(tokens.position(a), tokens.position(b)) for a, b in itertools.pairwise(cuts) if a < b]
    return [piece for piece in pieces if any(char.isalnum() for char in tokens.canon[slice(*piece)])]


def _is_neutral_clause(tokens: Tokens, start: int, end: int) -> bool:
    if _FILLER.fullmatch(tokens.canon, start, end):
        return True
    opening = _OPENS.match(tokens.canon, start)
    return opening is not None and opening.end() <= end and not is_timely(tokens, start, end)


def is_timely(tokens: Tokens, start: int, end: int) -> bool:
    """Whether any word there may speak of time, of an exception or of a condition."""
    words = tokens.items[tokens.index(start) : tokens.index(end)]
    said = " ".join(word.raw for word in words)
    harmless = {at for found in _HARMLESS.finditer(said) for at in range(*found.span())}
    place = 0
    for number, word in enumerate(words):
        if place not in harmless and _speaks_of_time(words, number, word, bare=tokens.text.isascii()):
            return True
        place += len(word.raw) + 1
    return False


def has_loose_number(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a number stands there that neither counts something nor names it."""
    first, last = tokens.index(start), tokens.index(end)
    words, index = tokens.items[first:last], 0
    while index < len(words):
        cited = CITED.match(tokens.canon, tokens.position(first + index))
        if cited:
            index = tokens.index(cited.end()) - first
            continue
        if words[index].key.isdigit() and not _is_a_count_or_name(words, index):
            return True
        index += 1
    return False


def _speaks_of_time(words: tuple[Token, ...], number: int, word: Token, *, bare: bool) -> bool:
    """In a phrase typed without marks («bare») every spelling of a time word counts; else only the words a scan often spoils."""
    if word.key.isdigit():
        return not _is_a_count_or_name(words, number)
    if word.key == DOCUMENT or word.key.endswith("~"):
        return False
    return word.raw in _TIMELY or word.raw in (_TIMELY_BARE if bare else _SPOILT)


def _is_a_count_or_name(words: tuple[Token, ...], number: int) -> bool:
    """«100 %», «Đề án 06», «10 cuộc»; a number that stands last may belong to the date that follows."""
    before = words[number - 1].key if number else ""
    after = words[number + 1].key if number + 1 < len(words) else ""
    if before in _TIME_NOUNS or after in _TIME_NOUNS:
        return False
    return after == "%" or before in _NUMBERED or (after.isalpha() and bool(before) and before.isalpha())


def masked(tokens: Tokens, stretches: list[tuple[int, int]]) -> str:
    """The canonical string with neutral stretches blotted out as «_»: what stands on both sides of one is side by side."""
    canon = tokens.canon
    for start, end in stretches:
        if not _FILLER.fullmatch(canon, start, end):
            canon = canon[:start] + re.sub(r"\w", "_", canon[start:end]) + canon[end:]
    return canon
