"""What the heading of a column means: plans name their columns in many ways.

A heading is read by the first of its words that means a role: «Thời gian hoàn thành» is a time, «Kết quả thực hiện» a
product (the expected one), «Đơn vị phối hợp/theo dõi» the coordinating bodies.
"""

import re
from enum import StrEnum
from functools import lru_cache

from generator.model.plan import Holds
from generator.text.personal import is_staff_heading
from generator.text.vietnamese import fold


class Role(StrEnum):
    """What a column holds; the value is its Vietnamese name in messages."""

    NO = "số thứ tự"
    RUNNING_NO = "số chạy"
    GROUP = "nhóm nhiệm vụ"
    GROUP_NO = "số của nhóm"
    CONTENT = "nội dung"
    DELIVERABLE = "sản phẩm là nội dung"
    """In a table of deliverables: what is to be made is both the content and the product."""
    LEAD = "chủ trì"
    COORDINATING = "phối hợp"
    PRODUCT = "sản phẩm"
    DEADLINE = "thời hạn"
    NOTE = "ghi chú"
    UNIT = "đơn vị tính"
    VALUE = "chỉ tiêu giao"
    OTHER = "cột khác"


HOLDS = {
    Role.NO: Holds.NO,
    Role.RUNNING_NO: Holds.RUNNING_NO,
    Role.CONTENT: Holds.CONTENT,
    Role.LEAD: Holds.LEAD,
    Role.COORDINATING: Holds.COORDINATING,
    Role.PRODUCT: Holds.PRODUCT,
    Role.DEADLINE: Holds.DEADLINE,
    Role.NOTE: Holds.NOTE,
}
"""What the record calls the columns of a table of tasks."""

_DOER = r"(?:don vi|co quan|bo phan|ca nhan|nguoi|can bo|to chuc|phong\W+ban|phong|dia phuong|chu the|cap)"
_WEAK_PRODUCT = r"^hinh thuc\b(?! (?:thuc hien|to chuc|trien khai))|^(?:cac )?yeu cau\b"
"""What stands for the product where no other column says so: «Hình thức», «Yêu cầu»."""

_WORDS: tuple[tuple[Role, str], ...] = (
    (
        Role.LEAD,
        rf"chu tri|{_DOER}(?:\W+(?:{_DOER[3:-1]}))*(?: duoc giao| duoc phan cong)?"
        r" (?:thuc hien|dam nhiem|ra soat|giai quyet|tham muu|phu trach|soan thao|trien khai|trinh)",
    ),
    (
        Role.LEAD,
        r"(?:^ai (?:lam|phu trach|thuc hien))"
        r"|(?:chiu )?trach nhiem|phu trach|dau moi|phan cong|\blead\b|\bowner\b|\bpic\b|responsib|in charge",
    ),
    (Role.OTHER, r"^%|(?:ty le|muc do|tinh trang|trang thai) (?:hoan thanh|thuc hien|tien do)"),
    (Role.OTHER, r"^ma (?:so )?(?:tthc|thu tuc|ho so|dich vu|dinh danh|van ban)"),
    (
        Role.COORDINATING,
        r"phoi hop|^(?:(?:don vi|co quan|bo phan|ca nhan) )?ho tro$|coordinat|support|collaborat",
    ),
    (
        Role.PRODUCT,
        r"san pham|ket qua|dau ra|minh chung|kiem chung|van ban (?:ban hanh|dau ra)|yeu cau can dat"
        r"|hinh thuc van ban|output|deliverable|product|result",
    ),
    (Role.PRODUCT, _WEAK_PRODUCT),
    (
        Role.OTHER,
        r"bat dau|kinh phi|phuong thuc|dia diem|nguon|can cu|doi tuong|lanh dao|theo doi|don doc|giam sat|kiem tra",
    ),
    (Role.OTHER, r"start|budget|location|ho (?:va )?ten|chuyen vien|dien thoai|\bs?dt\b|e?mail|lien he"),
    (
        Role.DEADLINE,
        r"thoi (?:gian|han|diem)|tien do|hoan thanh|ky han|so ngay|ngay|lo trinh|ket thuc|\bhan\b|deadline|\bdue\b|end date"
        r"|bao gio|khi nao|timeline|completion|finish|\btime\b",
    ),
    (Role.NOTE, r"ghi chu|chu thich|luu y|dien giai|\bnotes?\b|remark|comment"),
    (Role.UNIT, r"don vi tinh|\bdvt\b|\bunit\b"),
    (
        Role.VALUE,
        r"chi tieu (?:\w+ ){0,3}(?:nam|giao|den|ke hoach|phan dau|20\d\d)|muc tieu (?:\w+ ){0,3}(?:nam|den|20\d\d)|gia tri"
        r"|ke hoach (?:nam )?20\d\d|ke hoach nam|^nam 20\d\d$|^20\d\d$|^ty le\b|^muc (?:phan dau|giao|dat)\b|target value",
    ),
    (
        Role.CONTENT,
        r"noi dung|nhiem vu|cong viec|hoat dong|giai phap|\bten\b|chi tieu|tieu chi|chi tiet|muc tieu|danh muc|chi so|de muc"
        r"|^(?:cac |nhung |dau )?viec\b|^(?:cac )?hang muc\b|\btasks?\b|activit|\bcontent\b|description|\bwork\b|indicator",
    ),
    (Role.CONTENT, r"thu tuc hanh chinh|tthc"),
)
_DECIDES = re.compile(
    r"^(?:cap|co quan|don vi|tham quyen|noi|nguoi)(?: co tham quyen)? (?:trinh|phe duyet|ban hanh|tham dinh|quyet dinh|ky"
    r"|tham tra)\b"
)
"""Who examines, approves or signs what a task yields."""

_ASIDE = re.compile(
    r"hinh thuc|hien trang"
    r"|so luong|quy mo|thanh phan|linh vuc|pham vi|\bnhom\b|muc do|muc dich|trang thai|tinh trang|danh gia|uu tien"
    r"|so tien|du toan|ky hieu|co so phap ly|can bo|lanh dao|nguoi|thu truong|\bmang\b|cap (?:do|thuc hien)|ty trong|he so|diem"
)
"""What a plan has no field for; such cells stand beside their rows as comments."""

_START = re.compile(r"bat dau|\bstart|^tu(?: ngay| thang)?$")
_END = re.compile(r"han (?:chot|cuoi)|ket thuc|hoan thanh|\bend\b|finish|^den(?: ngay| thang)?$|deadline|\bdue\b")
_BODIES = re.compile(rf"(?:cac )?{_DOER}(?:\W+{_DOER})*")
_NUMBER = re.compile(r"(?:s? ?t ?t|so tt|so thu tu|thu tu|so|no|#|muc|ma(?: so)?(?: nhiem vu| cong viec)?)[ .]?\d?\.?")
_OF_INDICATORS = re.compile(r"chi tieu|chi so|muc tieu|tieu chi|indicator")


@lru_cache(maxsize=4096)
def role_of(heading: str) -> Role | None:
    """What a column with this heading holds; None where the heading says nothing known."""
    text = " ".join(fold(heading).split())
    if _NUMBER.fullmatch(text) and "ở" not in heading.lower():  # «Số», not «Sở»
        return Role.NO
    if _BODIES.fullmatch(text):
        return Role.LEAD
    if _START.search(text) and not _END.search(text):
        return Role.OTHER  # when a task begins is not when it is due
    if _END.fullmatch(text):
        return Role.DEADLINE
    found = [(match.start(), -match.end(), role) for role, words in _WORDS if (match := re.search(words, text))]
    return min(found)[2] if found else None


def role_of_column(heading: str) -> Role | None:
    """As :func:`role_of`, for a row that is known to be one of headings: side columns and words glued by a scan count too."""
    role = role_of(heading)
    text = " ".join(fold(heading).split())
    if role is None and re.search(
        r"(?:don vi|co quan|bo phan|to chuc|phong|ban|nganh|ben).* (?:lien quan|tham gia)$", text
    ):
        return Role.COORDINATING
    if role is not None or _ASIDE.search(text) or _DECIDES.search(text):
        return role or Role.OTHER
    glued = text.replace(" ", "")
    return next((role for role, words in _WORDS if len(glued) >= 6 and re.search(words.replace(" ", ""), glued)), None)


def roles_named(text: str) -> set[Role]:
    """Every role that a word of a folded text means."""
    return {role for role, words in _WORDS if re.search(words, text)}


def limit_of(heading: str) -> str | None:
    """The comparator that the heading of a column of values states: «Chỉ tiêu tối thiểu năm 2026»."""
    text = fold(heading)
    if re.search(r"toi thieu|it nhat|khong (?:duoi|thap hon)", text):
        return "min"
    return "max" if re.search(r"toi da|khong (?:qua|vuot)|nhieu nhat", text) else None


def is_of_indicators(heading: str) -> bool:
    """Whether the content under this heading is what is measured, not what is done: «Chỉ tiêu», «Mục tiêu»."""
    text = fold(heading)
    return bool(_OF_INDICATORS.search(text)) and not re.search(r"nhiem vu|noi dung|giai phap|cong viec", text)


def is_of_start(heading: str) -> bool:
    """Whether a heading says when something begins: «Ngày bắt đầu»."""
    return _START.search(fold(heading)) is not None


def is_of_end(heading: str) -> bool:
    """Whether a heading says when something ends: «Ngày kết thúc», «Thời gian hoàn thành»."""
    return _END.search(fold(heading)) is not None


def is_of_approval(heading: str) -> bool:
    """Whether a heading names who examines, approves or signs what a task yields: «Cấp trình», «Cơ quan ban hành»."""
    return _DECIDES.search(fold(heading)) is not None


def is_minor(heading: str) -> bool:
    """Whether rows cannot be about what a column holds: persons, a beginning, money."""
    return is_staff_heading(heading) or is_of_start(heading) or "kinh phi" in fold(heading)
