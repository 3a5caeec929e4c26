"""Which rows of a table are headings of its columns, and which only look like rows of tasks."""

import re
from collections.abc import Sequence
from itertools import pairwise

from generator.drafting.table.ordinals import parse_ordinal
from generator.drafting.table.roles import Role, role_of, roles_named
from generator.text.vietnamese import fold

LONGEST_HEADING = 90
"""Characters of one heading cell; the longest seen has 40."""

MANY = 4
"""Different roles that a row of headings names, however many of its cells say nothing known."""

_ORDER = re.compile(r"s? ?t ?t|so tt|so thu tu")
_COUNTER = re.compile(r"\(?(?:\d{1,2}|[A-Z])\)?(?:\s*=.*)?")


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


def is_flattened_heading(line: str) -> bool:
    """Whether a line of text holds the headings of a table whose columns are lost: «STT Nội dung Chủ trì Thời gian»."""
    text = " ".join(fold(line).split())
    if len(text) > 300 or not re.match(r"(?:s?tt|so tt|so thu tu|no\.?)(?: |$)", text):
        return False
    return len(roles_named(text) - {Role.OTHER}) >= 3
