"""Where headings alone leave it open which of two columns is meant, what else is said and the cells decide: a function a rule.

Each changes ``roles`` in place: one for each column, from left to right, as in ``headings`` and ``columns``.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.drafting.table.ordinals import parse_ordinal
from generator.drafting.table.roles import Role, is_minor, is_of_approval, is_of_end, is_of_indicators
from generator.text.personal import is_staff_heading
from generator.text.vietnamese import fold

LONGEST_UNIT = 15
"""Characters of a unit of measure."""

_VALUE = re.compile(
    r"(?:[≥≤<>]=?|toi thieu|it nhat|tren|duoi|dat|tu|toi da|khong (?:qua|duoi|thap hon)|giam|tang|con|\s|:){0,4}"
    r"\d[\d.,]*\s?(?:%|\w)?"
)
"""How the cell of a target begins."""

_GROUP = re.compile(r"(?:cac )?(?:nhom|linh vuc|mang|tru cot|khoi|chuyen de|muc tieu)\b")
_SUBJECT = re.compile(
    r"san pham|ket qua (?:dau ra|thuc hien|can dat)|dau ra|(?:duoc|doi tuong|noi|diem) (?:kiem tra|giam sat|thanh tra|khao sat)"
)
"""What a first column names that is the subject of its rows where no other names their content."""


def settle_roles(
    roles: list[Role],
    known: Sequence[Role | None],
    headings: Sequence[str],
    columns: Sequence[Sequence[str]],
    alone: Sequence[Sequence[str]],
    year: int | None,
) -> list[str]:
    """Ask every rule, those that others rest on first; the doubts. ``alone``: the columns without what merged cells repeat."""
    _settle_value_contents(roles, headings, columns)
    _settle_details(roles, headings, columns)
    settle_numbers(roles, columns)
    _settle_contents(roles, headings, alone)
    _settle_group_numbers(roles, alone)
    _settle_levels(roles, known, headings, columns)
    _settle_units(roles, columns)
    _settle_staff(roles, headings)
    _settle_deadlines(roles, headings)
    _settle_values(roles, headings, columns, year)
    _settle_products(roles, headings)
    _settle_leads(roles, headings)
    return list(_settle_missing_content(roles, headings, columns))


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


def _settle_details(roles: list[Role], headings: Sequence[str], columns: Sequence[Sequence[str]]) -> None:
    """A column of contents that holds numbers («Chi tiết»: «a)», «b)») beside one that holds the words is a column of numbers."""
    for at, role in enumerate(roles):
        if role is Role.CONTENT and roles.count(Role.CONTENT) > 1 and at < len(headings):
            filled = [cell for cell in columns[at] if cell]
            if filled and 5 * sum(bool(parse_ordinal(cell)) for cell in filled) > 3 * len(filled):
                roles[at] = Role.NO


def settle_numbers(roles: list[Role], columns: Sequence[Sequence[str]]) -> None:
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


def _is_grouped(column: Sequence[str]) -> bool:
    """Whether a column says the same for runs of rows, and each thing in one run only."""
    runs = [cell for cell, before in zip(column, ["", *column], strict=False) if cell and cell != before]
    filled = [cell for cell in column if cell]
    return (
        bool(runs) and len(set(runs)) == len(runs) and (len(filled) < len(column) or 3 * len(runs) <= 2 * len(filled))
    )


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
    ends = [at for at in times if is_of_end(headings[at])]
    if len(times) > 1 and len(ends) == 1 and ends[0] != times[0]:
        roles[times[0]], roles[ends[0]] = Role.OTHER, Role.DEADLINE


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


def _settle_products(roles: list[Role], headings: Sequence[str]) -> None:
    """«Hình thức» stands aside where another column says «Sản phẩm» or «Kết quả»."""
    products = [at for at, role in enumerate(roles) if role is Role.PRODUCT]
    weak = [at for at in products if fold(headings[at]).startswith("hinh thuc")]
    for at in weak if len(weak) < len(products) else ():
        roles[at] = Role.OTHER


def _settle_leads(roles: list[Role], headings: Sequence[str]) -> None:
    """«Cấp trình», «Cơ quan ban hành» stand aside where another column says who does it."""
    leads = [at for at, role in enumerate(roles) if role is Role.LEAD]
    weak = [at for at in leads if is_of_approval(headings[at])]
    for at in weak if len(weak) < len(leads) else ():
        roles[at] = Role.OTHER


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
            and not (wanted is Role.OTHER and is_minor(headings[at]))
        ]
        if fitting:
            best = max(fitting, key=lambda at: (sum(map(bool, columns[at])), -at))
            roles[best] = Role.DELIVERABLE if wanted is Role.PRODUCT else Role.CONTENT
            yield f"bảng không có cột nội dung; lấy cột «{headings[best]}» làm nội dung: có đúng không?"
            return
