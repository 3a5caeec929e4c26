"""A second look at a whole draft: cells that do not fit their column or their neighbours become doubts, never changes."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.drafting.table.actors import names_roles
from generator.drafting.table.dittos import is_ditto, points_elsewhere
from generator.drafting.table.draft import DraftPlan, DraftSection, DraftTask
from generator.drafting.table.ordinals import parse_ordinal
from generator.drafting.table.phrases import begins_with_time, looks_like_body, looks_like_time, shown
from generator.drafting.table.roles import Role
from generator.text.vietnamese import fold

LONGEST = 20_000
"""Characters that the check allows in one text."""

_MARKS = " \t\n\xa0.;,"
_LEAST_DOUBLED = 8

_CELL_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)")


def review(plan: DraftPlan) -> None:
    """Add to every task the doubts that only show beside its other cells, its neighbours or the whole table."""
    tasks = plan.tasks()
    for task in tasks:
        task.doubts += _odd_cells(task)
    _doubt_empty_cells(tasks)
    _doubt_strays(tasks)
    for section in plan.sections:
        for part in section.all_sections():
            _doubt_numbers(part)
    gather_doubts(plan)


def gather_doubts(plan: DraftPlan) -> None:
    """One doubt where many rows raise the same one: the column or the table is in question, not each row."""
    parts = [part for section in plan.sections for part in section.all_sections()]
    holders: list[DraftTask | DraftSection] = [*plan.tasks(), *parts]
    kinds: dict[str, list[tuple[str, str]]] = {}
    for holder in holders:
        for text in holder.doubts:
            kinds.setdefault(_kind_of(text), []).append((text, _place_of(holder)))
    many = {kind: said for kind, said in kinds.items() if len(said) > MOST_ALIKE}
    for holder in holders:
        gathered = [text for text in holder.doubts if _kind_of(text) in many]
        holder.asides += [text for text in gathered if "«" in text]  # what it quotes may stand nowhere else
        holder.doubts = [text for text in holder.doubts if text not in gathered]
    for said in many.values():
        places = [*dict.fromkeys(place for _, place in said)]
        shown_places = ", ".join(places[:MOST_SHOWN]) + (" …" if len(places) > MOST_SHOWN else "")
        plan.doubts.append(f"{len(said)} dòng cùng một nghi vấn, như: {said[0][0]} ({shown_places})")


MOST_ALIKE = 2
"""Doubts of one kind that stand beside their rows; more are said once, above the table."""

MOST_SHOWN = 20
"""Places that one doubt about many rows names."""


def _kind_of(text: str) -> str:
    return re.sub(r"«[^»]*»|\d+", "#", text)


def _place_of(holder: DraftTask | DraftSection) -> str:
    if isinstance(holder, DraftTask):
        return f"dòng {holder.line}" if holder.line else f"nhiệm vụ {holder.no or shown(holder.content, 30)}"
    return f"mục {holder.no or shown(holder.title, 30)}"


def _odd_cells(task: DraftTask) -> Iterator[str]:
    if not task.content:
        yield "ô nội dung trống: «content» là trường bắt buộc"
    for outcome in task.outcomes:
        yield from _odd_outcome(outcome.product, outcome.deadline)
    if begins_with_time(task.lead_cell) and not looks_like_body(task.lead_cell):
        yield f"ô chủ trì «{shown(task.lead_cell)}» giống thời hạn: có thể lệch cột"
    for role, text in _texts(task):
        yield from _pointing(role, text)
        if len(text) > LONGEST:
            yield f"ô {role} dài {len(text)} ký tự: có thể nhiều dòng bị dồn vào một ô"
        if _is_doubled(text):
            yield f"ô {role} in hai lần cùng một câu: «{shown(text)}»"
        if _CELL_ERROR.search(text):
            yield f"ô {role} chứa lỗi công thức của bảng tính: «{shown(text)}»"
        if "\ufffd" in text:
            yield f"ô {role} có ký tự mất chữ (�)"


def _pointing(role: Role, text: str) -> Iterator[str]:
    """«nt» with no cell above to copy; «Như mục 1» where names stand."""
    if is_ditto(text):
        yield f"ô {role} ghi «{text}» (như trên) mà không có ô ngay trên để chép: ghi rõ"
    elif role in (Role.LEAD, Role.COORDINATING) and points_elsewhere(text):
        yield f"ô {role} ghi «{shown(text)}»: ghi rõ tên đơn vị"


def _odd_outcome(product: str, deadline: str) -> Iterator[str]:
    if not deadline or looks_like_time(deadline) or is_ditto(deadline):
        return
    if begins_with_time(product):
        yield f"ô sản phẩm «{shown(product)}» và ô thời hạn «{shown(deadline)}» có thể đổi chỗ cho nhau"
    elif looks_like_body(deadline):
        yield f"ô thời hạn «{shown(deadline)}» giống tên đơn vị: có thể lệch cột"
    else:
        yield f"ô thời hạn «{shown(deadline)}» không giống thời hạn"


def _texts(task: DraftTask) -> Iterator[tuple[Role, str]]:
    yield Role.CONTENT, task.content
    yield Role.LEAD, task.lead_cell
    yield Role.COORDINATING, task.coordinating_cell
    for outcome in task.outcomes:
        yield Role.PRODUCT, outcome.product
        yield Role.DEADLINE, outcome.deadline
    yield Role.NOTE, task.note


def _is_doubled(text: str) -> bool:
    """Whether a text is there twice: the two are equally long, so what parts them stands in the middle."""
    text = text.strip(_MARKS)
    first, second = text[: len(text) // 2].rstrip(_MARKS), text[len(text) // 2 :].lstrip(_MARKS)
    return len(first) >= _LEAST_DOUBLED and first == second and len(first) * 2 < len(text)


def _doubt_empty_cells(tasks: Sequence[DraftTask]) -> None:
    """In a column that is filled for most tasks, an empty cell may be merged with the one above."""
    for role, of in ((Role.LEAD, _lead), (Role.DEADLINE, _deadline)):
        filled = sum(bool(of(task)) for task in tasks)
        above = ""
        for task in tasks:
            if not of(task) and 2 * filled > len(tasks):
                merged = f"; nếu gộp ô với dòng trên thì là «{shown(above)}»" if above else ""
                task.doubts.append(f"ô {role} trống{merged}")
            above = of(task) or above


_NAMED = re.compile(
    r"(?:Văn phòng|Sở|Phòng|UBND|Trung tâm|Chi cục|Công an|Thanh tra|Các (?:phòng|sở|đơn vị|cơ quan)|Bộ phận|[ỦU]y ban)(?!\w)"
)
"""How a short cell begins that names a body and no work or product."""

SHORT = 80
"""Characters of a cell that may be a name."""


def _doubt_strays(tasks: Sequence[DraftTask]) -> None:
    """A cell that is none of what its column holds may have slipped from the next one, as where a tab is missing."""
    for role, of, stray, what in (
        (Role.LEAD, _lead, _is_no_body, "không giống tên đơn vị"),
        (Role.COORDINATING, _coordinating, _is_no_body, "không giống tên đơn vị"),
        (Role.CONTENT, _content, _is_name_or_time, "giống tên đơn vị hay thời hạn"),
        (Role.PRODUCT, _product, _is_name_or_time, "giống tên đơn vị hay thời hạn"),
    ):
        strays = [task for task in tasks if of(task) and stray(of(task))]
        if len(tasks) < FEWEST_ROWS or STRAYS * len(strays) > sum(bool(of(task)) for task in tasks):
            continue  # the column is of such cells
        for task in strays:
            task.doubts.append(f"ô {role} «{shown(of(task))}» {what}: có thể lệch cột")


FEWEST_ROWS = 3
STRAYS = 3
"""A column in which every third cell is a stray holds such things."""


def _is_no_body(cell: str) -> bool:
    return not looks_like_body(cell) and not names_roles(cell) and not is_ditto(cell)


def _is_name_or_time(cell: str) -> bool:
    named = len(cell) <= SHORT and _NAMED.match(cell) is not None and not _TELLS.search(cell)
    return named or (len(cell) <= TIME and _WHEN.match(fold(cell)) is not None)


TIME = 22
"""Characters of a cell that is a time and nothing else; «Thường xuyên cập nhật dữ liệu» is work."""

_WHEN = re.compile(
    r"truoc (?:ngay|thang|\d)|quy (?:[iv1-4]+)\b|thang \d|ngay \d|\d{1,2}/\d|thuong xuyen|hang (?:thang|quy|nam|tuan)|nam \d{4}"
    r"|khi co|trong (?:nam|quy|thang)"
)


_TELLS = re.compile(
    r"\s(?:là|có|được|chủ trì|thực hiện|tổ chức|xây dựng|phối hợp|hoàn thành|rà soát|báo cáo|tham mưu)\s|[.;:]"
)


def _content(task: DraftTask) -> str:
    return task.content


def _product(task: DraftTask) -> str:
    return task.outcomes[0].product


def _coordinating(task: DraftTask) -> str:
    return task.coordinating_cell


def _lead(task: DraftTask) -> str:
    return task.lead_cell


def _deadline(task: DraftTask) -> str:
    return task.outcomes[0].deadline


def _doubt_numbers(section: DraftSection) -> None:
    """Numbers of one section that jump or repeat are kept as printed, and doubted."""
    numbered = [(task, ordinal) for task in section.tasks if task.no and (ordinal := parse_ordinal(task.no))]
    for (before, one), (task, other) in pairwise(numbered):
        if other.is_like(one) and not other.follows(one):
            task.doubts.append(f"số thứ tự «{task.no}» đứng sau «{before.no}»; giữ nguyên như in")
