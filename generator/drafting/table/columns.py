"""Which column holds what, from the heading row: plans name and order their columns in many ways.

A heading is read by the first of its words that means a role: «Thời gian hoàn thành» is a time, «Kết quả thực hiện» a
product (the expected one), «Đơn vị phối hợp/theo dõi» the coordinating bodies. Where there is no heading row, the cells
themselves are asked what they look like, and the answer is a doubt.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from generator.drafting.table.actors import names_roles
from generator.drafting.table.ordinals import parse_ordinal
from generator.drafting.table.phrases import begins_with_time, looks_like_body
from generator.model.plan import Holds
from generator.text.personal import is_staff_heading
from generator.text.vietnamese import fold

LONGEST_HEADING = 90
"""Characters of one heading cell; the longest seen has 40."""


LONGEST_UNIT = 15
"""Characters of a unit of measure."""

_VALUE = re.compile(
    r"(?:[≥≤<>]=?|toi thieu|it nhat|tren|duoi|dat|tu|toi da|khong (?:qua|duoi|thap hon)|giam|tang|con|\s|:){0,4}"
    r"\d[\d.,]*\s?(?:%|\w)?"
)
"""How the cell of a target begins."""

MANY = 4
"""Different roles that a row of headings names, however many of its cells say nothing known."""


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

_GROUP = re.compile(r"(?:cac )?(?:nhom|linh vuc|mang|tru cot|khoi|chuyen de|muc tieu)\b")
_ASIDE = re.compile(
    r"hinh thuc|hien trang"
    r"|so luong|quy mo|thanh phan|linh vuc|pham vi|\bnhom\b|muc do|muc dich|trang thai|tinh trang|danh gia|uu tien"
    r"|so tien|du toan|ky hieu|co so phap ly|can bo|lanh dao|nguoi|thu truong|\bmang\b|cap (?:do|thuc hien)|ty trong|he so|diem"
)
"""What a plan has no field for; such cells stand beside their rows as comments."""

_SUBJECT = re.compile(
    r"san pham|ket qua (?:dau ra|thuc hien|can dat)|dau ra|(?:duoc|doi tuong|noi|diem) (?:kiem tra|giam sat|thanh tra|khao sat)"
)
"""What a first column names that is the subject of its rows where no other names their content."""

_START = re.compile(r"bat dau|\bstart|^tu(?: ngay| thang)?$")
_END = re.compile(r"han (?:chot|cuoi)|ket thuc|hoan thanh|\bend\b|finish|^den(?: ngay| thang)?$|deadline|\bdue\b")
_BODIES = re.compile(rf"(?:cac )?{_DOER}(?:\W+{_DOER})*")
_NUMBER = re.compile(r"(?:s? ?t ?t|so tt|so thu tu|thu tu|so|no|#|muc|ma(?: so)?(?: nhiem vu| cong viec)?)[ .]?\d?\.?")
_ORDER = re.compile(r"s? ?t ?t|so tt|so thu tu")
_COUNTER = re.compile(r"\(?(?:\d{1,2}|[A-Z])\)?(?:\s*=.*)?")
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


def is_flattened_heading(line: str) -> bool:
    """Whether a line of text holds the headings of a table whose columns are lost: «STT Nội dung Chủ trì Thời gian»."""
    text = " ".join(fold(line).split())
    if len(text) > 300 or not re.match(r"(?:s?tt|so tt|so thu tu|no\.?)(?: |$)", text):
        return False
    named = {role for role, words in _WORDS if re.search(words, text)}
    return len(named - {Role.OTHER}) >= 3


def is_heading_row(cells: Sequence[str]) -> bool:
    """Whether a row names columns: most of its cells are short and name different roles, and none is a number."""
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) < 2 or any(len(cell) > LONGEST_HEADING or parse_ordinal(cell) for cell in filled):
        return False
    if len(filled) < min(4, len(cells) / 2):
        return False  # the rest of a row that a page parted
    roles = [role for role in map(role_of, filled) if role]
    if len(filled) >= 3 and role_of(filled[0]) is Role.NO and _ORDER.fullmatch(fold(filled[0])):
        return True  # whatever the others are called
    distinct = set(roles) - {Role.OTHER}
    most = 5 * len(roles) >= 3 * len(filled) or len(distinct) >= MANY
    return len(distinct) >= 2 and most and bool(distinct & {Role.NO, Role.CONTENT})


def is_subheading_row(cells: Sequence[str]) -> bool:
    """Whether a row directly below a heading row names parts of its columns («Chủ trì», «Phối hợp» below one cell)."""
    filled = [cell for cell in cells if cell.strip()]
    return len(filled) >= 2 and all(len(cell) <= 40 and not parse_ordinal(cell) and role_of(cell) for cell in filled)


def is_counter_row(cells: Sequence[str]) -> bool:
    """Whether a row numbers the columns: «(1)», «(2)» … or «A», «B», «1», «2»."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) < 3 or len(filled) < len(cells) - 1 or not all(map(_COUNTER.fullmatch, filled)):
        return False
    numbers = [int(found.group()) for cell in filled if (found := re.search(r"\d+", cell))]
    return len(numbers) >= 2 and all(after == one + 1 for one, after in pairwise(numbers))


def assign_roles(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    year: int | None = None,
    own: Iterable[Sequence[str]] | None = None,
) -> tuple[list[Role], list[str]]:
    """A role for each column from its heading, and doubts. Of two columns that say the same, the rows decide.

    ``own`` are the rows without what cells merged downwards repeat; the rows themselves where it is not given.

    ``year`` is that of the plan: of several columns of values, each for a year, that year's is meant.
    """
    known = [role_of_column(heading) for heading in headings]
    roles = [role or Role.OTHER for role in known]
    doubts: list[str] = []
    columns = [*zip(*_squared(rows, len(roles)), strict=True)] or [() for _ in roles]
    _settle_value_contents(roles, headings, columns)
    _settle_details(roles, headings, columns)
    _settle_numbers(roles, columns)
    alone = columns if own is None else [*zip(*_squared(own, len(roles)), strict=True)] or columns
    _settle_contents(roles, headings, alone)
    _settle_group_numbers(roles, alone)
    _settle_levels(roles, known, headings, columns)
    _settle_units(roles, columns)
    _settle_staff(roles, headings)
    _settle_deadlines(roles, headings)
    _settle_values(roles, headings, columns, year)
    _settle_products(roles, headings)
    _settle_leads(roles, headings)
    doubts += _settle_missing_content(roles, headings, columns)
    for role in (Role.LEAD, Role.COORDINATING, Role.PRODUCT, Role.DEADLINE, Role.NOTE, Role.CONTENT):
        for extra in [at for at, one in enumerate(roles) if one is role][1:]:
            roles[extra] = Role.OTHER
            doubts.append(f"hai cột cùng là {role}; cột «{headings[extra]}» chép vào chú thích của từng dòng")
    doubts += [
        text
        for heading, column in zip(headings, columns, strict=False)
        if (text := _two_in_one(heading, roles, column))
    ]
    if Role.VALUE not in roles:
        doubts += [
            f"không rõ cột «{heading}» ghi gì; chép vào chú thích của từng dòng, chưa vào trường nào"
            for heading, role, column in zip(headings, known, columns, strict=False)
            if role is None and heading and any(column) and roles[headings.index(heading)] is Role.OTHER
        ]
    return roles, doubts


def held_columns(roles: Sequence[Role], headings: Sequence[str]) -> list[tuple[Holds, str]]:
    """The columns that a task has fields for, as the record names and the document heads them, from left to right."""
    pairs = zip(roles, headings, strict=False)
    return [(HOLDS[role], " ".join(heading.split())) for role, heading in pairs if role in HOLDS and heading.strip()]


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


def _settle_details(roles: list[Role], headings: Sequence[str], columns: Sequence[Sequence[str]]) -> None:
    """A column of contents that holds numbers («Chi tiết»: «a)», «b)») beside one that holds the words is a column of numbers."""
    for at, role in enumerate(roles):
        if role is Role.CONTENT and roles.count(Role.CONTENT) > 1 and at < len(headings):
            filled = [cell for cell in columns[at] if cell]
            if filled and 5 * sum(bool(parse_ordinal(cell)) for cell in filled) > 3 * len(filled):
                roles[at] = Role.NO


def _settle_staff(roles: list[Role], headings: Sequence[str]) -> None:
    """Of two leading columns, one of persons («Cán bộ đầu mối») stands aside for the one of bodies."""
    leads = [at for at, role in enumerate(roles) if role is Role.LEAD]
    bodies = [at for at in leads if not is_staff_heading(headings[at])]
    for at in leads:
        if bodies and at not in bodies:
            roles[at] = Role.OTHER


def _settle_deadlines(roles: list[Role], headings: Sequence[str]) -> None:
    """Of two columns of time, the one that says «kết thúc» or «hoàn thành» is the deadline."""
    times = [at for at, role in enumerate(roles) if role is Role.DEADLINE]
    ends = [at for at in times if _END.search(fold(headings[at]))]
    if len(times) > 1 and len(ends) == 1 and ends[0] != times[0]:
        roles[times[0]], roles[ends[0]] = Role.OTHER, Role.DEADLINE


def _settle_leads(roles: list[Role], headings: Sequence[str]) -> None:
    """«Cấp trình», «Cơ quan ban hành» stand aside where another column says who does it."""
    leads = [at for at, role in enumerate(roles) if role is Role.LEAD]
    weak = [at for at in leads if _DECIDES.search(fold(headings[at]))]
    for at in weak if len(weak) < len(leads) else ():
        roles[at] = Role.OTHER


def _settle_products(roles: list[Role], headings: Sequence[str]) -> None:
    """«Hình thức» stands aside where another column says «Sản phẩm» or «Kết quả»."""
    products = [at for at, role in enumerate(roles) if role is Role.PRODUCT]
    weak = [at for at in products if fold(headings[at]).startswith("hinh thuc")]
    for at in weak if len(weak) < len(products) else ():
        roles[at] = Role.OTHER


def _settle_value_contents(roles: list[Role], headings: Sequence[str], columns: Sequence[Sequence[str]]) -> None:
    """Beside the column that says what is measured, one of its words above numbers holds the values: «Chỉ tiêu đặt ra»."""
    contents = [at for at, role in enumerate(roles) if role is Role.CONTENT]
    for at in contents[1:]:
        filled = [cell for cell in columns[at] if cell]
        numbers = sum(bool(_VALUE.match(fold(cell))) and len(cell) <= 40 for cell in filled)
        if (
            filled
            and 5 * numbers > 4 * len(filled)
            and re.search(r"chi tieu|muc (?:dat|giao|tieu)|ty le|ke hoach|phan dau", fold(headings[at]))
        ):
            roles[at] = Role.VALUE


def _settle_levels(
    roles: list[Role], known: Sequence[Role | None], headings: Sequence[str], columns: Sequence[Sequence[str]]
) -> None:
    """In a table of indicators, numbers below headings that say nothing known are values: «Cấp tỉnh», «Cấp xã»."""
    content = next((heading for heading, role in zip(headings, roles, strict=False) if role is Role.CONTENT), "")
    if Role.VALUE in roles or not is_of_indicators(content):
        return
    for at, role in enumerate(known):
        filled = [cell for cell in columns[at] if cell]
        if role is None and filled and all(_VALUE.match(fold(cell)) and len(cell) <= 40 for cell in filled):
            roles[at] = Role.VALUE


def _settle_values(
    roles: list[Role], headings: Sequence[str], columns: Sequence[Sequence[str]], year: int | None
) -> None:
    """Values stand under a heading that says so and are numbers; the plan's year, where columns name years."""
    values = [at for at, role in enumerate(roles) if role is Role.VALUE]
    for at in values:
        filled = [cell for cell in columns[at] if cell]
        if filled and 2 * sum(bool(re.search(r"\d", cell)) and len(cell) <= 80 for cell in filled) < len(filled):
            roles[at] = Role.OTHER if Role.CONTENT in roles else Role.CONTENT
    values = [at for at, role in enumerate(roles) if role is Role.VALUE]
    of_year = [at for at in values if year is not None and str(year) in headings[at]]
    dated = [at for at in values if re.search(r"20\d\d", headings[at])]
    for at in values if of_year else dated if len(dated) < len(values) else ():
        if at not in of_year:
            roles[at] = Role.OTHER  # another year's, or last year's beside one that names no year
    if not values and Role.UNIT in roles:
        values = _take_value_column(roles, headings, columns)
    for at, role in enumerate(roles):
        if values and role is Role.PRODUCT and re.search(r"20\d\d", headings[at]):
            roles[at] = Role.OTHER  # «Kết quả thực hiện năm 2025» beside the target of 2026


def _take_value_column(roles: list[Role], headings: Sequence[str], columns: Sequence[Sequence[str]]) -> list[int]:
    """Beside a column of units the values stand in the last column of short cells with digits that nothing else claims."""
    content = next((heading for heading, role in zip(headings, roles, strict=False) if role is Role.CONTENT), "")
    for at in reversed(range(len(roles))):
        filled = [cell for cell in columns[at] if cell]
        fits = filled and 5 * sum(bool(re.search(r"\d", cell)) and len(cell) <= 60 for cell in filled) > 3 * len(filled)
        if fits and (roles[at] is Role.OTHER or (roles[at] is Role.PRODUCT and is_of_indicators(content))):
            roles[at] = Role.VALUE
            return [at]
    return []


def _settle_missing_content(
    roles: list[Role], headings: Sequence[str], columns: Sequence[Sequence[str]]
) -> Iterator[str]:
    """Where no heading names the content, a place, a body or the product is what the rows are about.

    The first column is, where it names what is made or looked at («Sản phẩm», «Đơn vị được kiểm tra»); another choice is a doubt.
    """
    if Role.CONTENT in roles:
        return
    first = next((at for at, role in enumerate(roles) if role not in (Role.NO, Role.RUNNING_NO)), None)
    if first is not None and any(columns[first]) and _SUBJECT.search(fold(headings[first])):
        roles[first] = Role.DELIVERABLE if roles[first] is Role.PRODUCT else Role.CONTENT
        return
    for wanted in (Role.PRODUCT, Role.OTHER, Role.GROUP, Role.LEAD):
        fitting = [
            at
            for at, role in enumerate(roles)
            if role is wanted
            and headings[at]
            and any(columns[at])
            and not (wanted is Role.OTHER and _is_minor(headings[at]))
        ]
        if fitting:
            best = max(fitting, key=lambda at: (sum(map(bool, columns[at])), -at))
            roles[best] = Role.DELIVERABLE if wanted is Role.PRODUCT else Role.CONTENT
            yield f"bảng không có cột nội dung; lấy cột «{headings[best]}» làm nội dung: có đúng không?"
            return


def _is_minor(heading: str) -> bool:
    return is_staff_heading(heading) or bool(_START.search(fold(heading))) or "kinh phi" in fold(heading)


def _squared(rows: Iterable[Sequence[str]], width: int) -> list[list[str]]:
    return [[*row[:width], *[""] * (width - len(row))] for row in rows]


def _settle_numbers(roles: list[Role], columns: Sequence[Sequence[str]]) -> None:
    """Of two number columns, the one that restarts more often is the task's number; the other runs through the table."""
    numbers = [at for at, role in enumerate(roles) if role is Role.NO]
    if len(numbers) < 2:
        return
    running = [at for at in numbers if _runs_through(columns[at])]
    if len(running) == 1:
        roles[running[0]] = Role.RUNNING_NO
        numbers.remove(running[0])
        if len(numbers) == 1:
            return
    ones = {at: Counter(cell.strip(" .") for cell in columns[at])["1"] for at in numbers}
    own = max(reversed(numbers), key=lambda at: ones[at])
    for at in numbers:
        roles[at] = Role.NO if at == own else Role.RUNNING_NO


def _runs_through(column: Sequence[str]) -> bool:
    """Whether a column counts on and never anew: «1», «2» … «14»; a row that an amendment took leaves a gap."""
    numbers = [cell.strip(" .") for cell in column if cell[:1].isdecimal()]
    if not numbers or not all(map(str.isdecimal, numbers)):
        return False  # «1.1» below «1» counts parts
    return all(int(one) <= int(after) for one, after in pairwise(numbers))


def _settle_contents(roles: list[Role], headings: Sequence[str], columns: Sequence[Sequence[str]]) -> None:
    """A first of two content columns groups the rows below it where it is mostly empty (a cell merged downwards), or says so."""
    contents = [at for at, role in enumerate(roles) if role is Role.CONTENT]
    named = [
        at for at, role in enumerate(roles) if role in (Role.CONTENT, Role.OTHER) and _GROUP.match(fold(headings[at]))
    ]
    for at in named:
        if contents and any(other > at for other in contents if other != at) and _is_grouped(columns[at]):
            roles[at] = Role.GROUP
            return
        if roles[at] is Role.CONTENT and any(other > at for other in contents):
            roles[at] = Role.OTHER  # «Nhóm chỉ tiêu» that names another group in each row
    contents = [at for at, role in enumerate(roles) if role is Role.CONTENT]
    if len(contents) < 2 or not columns[contents[0]]:
        return
    filled = [sum(bool(cell) for cell in columns[at]) for at in contents[:2]]
    if 5 * filled[0] < 3 * filled[1]:
        roles[contents[0]] = Role.GROUP


def _settle_group_numbers(roles: list[Role], columns: Sequence[Sequence[str]]) -> None:
    """Numbers that stand where the groups do, and nowhere else, are those of the groups."""
    if Role.GROUP not in roles or roles.count(Role.NO) != 1:
        return
    number, group = columns[roles.index(Role.NO)], columns[roles.index(Role.GROUP)]
    if (
        any(number)
        and any(not cell for cell in number)
        and [bool(cell) for cell in number] == [bool(cell) for cell in group]
    ):
        roles[roles.index(Role.NO)] = Role.GROUP_NO


def _is_grouped(column: Sequence[str]) -> bool:
    """Whether a column says the same for runs of rows, and each thing in one run only."""
    runs = [cell for cell, before in zip(column, ["", *column], strict=False) if cell and cell != before]
    filled = [cell for cell in column if cell]
    return (
        bool(runs) and len(set(runs)) == len(runs) and (len(filled) < len(column) or 3 * len(runs) <= 2 * len(filled))
    )


def _settle_units(roles: list[Role], columns: Sequence[Sequence[str]]) -> None:
    """«Đơn vị» above percent signs, or beside a value and another leading body, is a unit of measure."""
    for at, role in enumerate(roles):
        filled = [cell for cell in columns[at] if cell]
        if role is not Role.LEAD or not filled:
            continue
        percents = sum("%" in cell for cell in filled)
        small = all(len(cell) <= LONGEST_UNIT and not cell[:1].isupper() for cell in filled)
        beside = Role.VALUE in roles and Role.LEAD in roles[at + 1 :]
        if 2 * percents > len(filled) or beside or (small and Role.VALUE in roles):
            roles[at] = Role.UNIT


def _two_in_one(heading: str, roles: Sequence[Role], cells: Sequence[str]) -> str:
    text = fold(heading)
    both = "chu tri" in text and "phoi hop" in text and Role.COORDINATING not in roles
    if both and not any(names_roles(cell) for cell in cells):
        return f"cột «{heading}» gồm cả chủ trì và phối hợp; mọi tên được ghi vào chủ trì"
    return ""


def guess_roles(rows: Sequence[Sequence[str]], width: int) -> list[Role]:
    """A role for each column of a table without headings, from what its cells look like."""
    columns = [[row[at] for row in _squared(rows, width) if row[at]] for at in range(width)]
    roles = [Role.OTHER] * width
    content = max(
        range(width), key=lambda at: sum(map(len, columns[at])) / max(len(columns[at]), 1) if columns[at] else 0
    )
    roles[content] = Role.CONTENT
    _take_column(Role.NO, parse_ordinal, roles, columns)
    _take_column(Role.NO, parse_ordinal, roles, columns)
    _settle_numbers(roles, columns)
    _take_column(Role.DEADLINE, begins_with_time, roles, columns)
    _take_column(Role.LEAD, looks_like_body, roles, columns)
    _take_column(Role.COORDINATING, looks_like_body, roles, columns)
    for at, role in enumerate(roles):
        if role is Role.OTHER and len(columns[at]) * 2 >= len(columns[content]):
            roles[at] = Role.PRODUCT
            break
    if roles[-1] is Role.OTHER and columns[-1]:
        roles[-1] = Role.NOTE
    return roles


def _take_column(
    role: Role, fits: Callable[[str], object], roles: list[Role], columns: Sequence[Sequence[str]]
) -> None:
    for at, cells in enumerate(columns):
        if roles[at] is Role.OTHER and cells and 2 * sum(bool(fits(cell)) for cell in cells) > len(cells):
            roles[at] = role
            return
