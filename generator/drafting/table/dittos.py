"""«Như trên», «-nt-», «"»: a cell that says the cell above again is given its words, and the task says what was printed.

Nobody can look up «như trên» once a task stands on a page of its own. What the cell prints is kept as a correction with its
reason, so that the text is still traced to the source. Where there is no cell above to copy, it stays as printed and is doubted.
"""

import re
from collections.abc import Iterator

from generator.drafting.table.draft import DraftCorrection, DraftSection, DraftTask
from generator.drafting.table.phrases import shown
from generator.drafting.table.roles import Role
from generator.text.vietnamese import fold

_MARK = r"[\"″〃”“'’`´]"
_DITTO = re.compile(rf"[-–—\s(.]{{0,4}}(?:nt|n\.t|nhu tren|nhu dong tren|{_MARK}{{1,3}}|//)[-–—\s.;)]{{0,4}}")
_ELSEWHERE = re.compile(r"[-–\s(]{0,4}nhu (?:muc|diem|dong|stt|so|nhiem vu|o|phan|khoan|tren)\b")
"""«Như mục 1», «Như trên và Sở Y tế»: more than the cell above again."""

_FIELDS = {
    Role.LEAD: "lead",
    Role.COORDINATING: "coordinating",
    Role.PRODUCT: "product",
    Role.DEADLINE: "deadline",
}


def is_ditto(text: str) -> bool:
    """Whether a cell says nothing but that it is as the one above."""
    return bool(text) and len(text) <= 30 and _DITTO.fullmatch(fold(text)) is not None


def points_elsewhere(text: str) -> bool:
    """Whether a cell of names points at another row and says more than «như trên»."""
    return _ELSEWHERE.match(fold(text[:60])) is not None and not is_ditto(text)


def resolve_dittos(table: DraftSection) -> None:
    """Give every such cell of one table the words of the cell above; one doubt a column where a title stands between them."""
    doubted: set[Role] = set()
    above: tuple[DraftTask, DraftSection] | None = None
    for task, section in _placed(table):
        if above is not None:
            for role in _FIELDS:
                _resolve(task, above[0], role, above[1] is not section, doubted)
        above = (task, section)


def _placed(section: DraftSection) -> Iterator[tuple[DraftTask, DraftSection]]:
    """Every task in printed order with the part that it stands in."""
    for part in section.all_sections():
        yield from ((task, part) for task in part.tasks)


def _resolve(task: DraftTask, above: DraftTask, role: Role, apart: bool, doubted: set[Role]) -> None:
    printed, meant = _cell(task, role), _cell(above, role)
    if not is_ditto(printed) or not meant or is_ditto(meant):
        return
    _set_cell(task, role, meant)
    task.corrected.append(DraftCorrection(_FIELDS[role], printed, "Ô này in như trên; chép lại chữ của ô ngay trên."))
    if apart and role not in doubted:
        doubted.add(role)
        task.doubts.append(
            f"ô {role} ghi «{printed}» ngay dưới tên mục: hiểu là «{shown(meant)}» của dòng trên, có đúng không?"
        )


def _cell(task: DraftTask, role: Role) -> str:
    if role is Role.LEAD:
        return task.lead_cell
    if role is Role.COORDINATING:
        return task.coordinating_cell
    if len(task.outcomes) != 1:
        return ""
    return task.outcomes[0].product if role is Role.PRODUCT else task.outcomes[0].deadline


def _set_cell(task: DraftTask, role: Role, text: str) -> None:
    if role is Role.LEAD:
        task.lead_cell = text
    elif role is Role.COORDINATING:
        task.coordinating_cell = text
    elif role is Role.PRODUCT:
        task.outcomes[0].product = text
    else:
        task.outcomes[0].deadline = text
