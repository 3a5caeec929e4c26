"""Names of bodies in the cells of a PDF, where a line that wraps looks like a line that ends.

«Phòng Quy hoạch - / Kiến trúc / Văn phòng Sở» is two bodies on three lines, and the width of the cell cannot say so. Only in the
columns of bodies a line may begin a name: where it begins as names do and what stands above is a whole name.
"""

import re
from collections.abc import Iterator, Sequence

from generator.drafting.files.document import Block, Cell, Line, TableBlock, flat_cells, unwrapped
from generator.drafting.table.actors import names_a_field
from generator.drafting.table.phrases import looks_like_body, shown
from generator.drafting.table.roles import Role, role_of_column
from generator.text.vietnamese import fold

_UNIT = re.compile(
    r"(?:Phòng|Trung tâm|Chi cục|Thanh tra|Văn phòng|VP|Công an|Hội|Liên minh|Liên đoàn|Đoàn|Trường|Bệnh viện|Thuế|Kho bạc"
    r"|Công ty|Bộ phận|Đài|Báo|Bưu điện|Bảo hiểm|BHXH|Mặt trận|UBMTTQ|BQL|Ban Quản lý|Bộ Chỉ huy|Tổ|Viện|Công đoàn"
    r"|Viễn thông|Thống kê|Điện lực"
    r"|(?:Các|Những) (?:phòng|đơn vị|cơ quan|sở|ban|ngành|xã|phường|tổ chức|địa phương))(?!\w)"
)
_OWNER = re.compile(r"(?:Sở|UBND|HĐND|[ỦU]y ban|Uỷ ban|Bộ|Ban|Cục|Tỉnh|Đảng ủy|Huyện|Thành)(?!\w)")
_BARE = re.compile(
    r"(?:van phong|vp|thanh tra|trung tam|phong|chi cuc|lanh dao|giam doc|chanh|truong|pho|cac|doan|hoi|cong doan|ban|so|bo|to"
    r"|van phong hdnd va|vp hdnd va|bo phan|thu truong|thanh vien|doan thanh nien|cong an|dang uy|cuc"
    r"|uy ban|uy ban nhan dan|ubnd|hdnd|hoi dong|hoi dong nhan dan|mat tran|bo chi huy|ban chi huy"
    r"|benh vien|ngan hang|kho bac|cong ty|vien|dai|bao|chi nhanh|ban chi dao|ban quan ly|uy ban mttq|lien doan|lien minh"
    r"|hiep hoi|hoc vien|thue|chi cuc thue|doan dbqh|doan dai bieu quoc hoi|trung tam y te|tinh doan va)"
)
_OPEN = re.compile(r"(?:[,&–-]|\b(?:và|của|thuộc|các|trực|với|cùng))$")


def settle_names(blocks: Sequence[Block]) -> Iterator[str]:
    """Cut the lines of the cells of bodies into names; yields a doubt where one name and two are equally likely."""
    roles: dict[int, list[Role | None]] = {}
    unsure: list[str] = []
    for block in blocks:
        if not isinstance(block, TableBlock):
            continue
        heading = block.heading_at()
        if heading is not None:
            roles[block.width] = _roles(block, heading)
        for cell in _cells_of_bodies(block, roles.get(block.width, [])):
            cell.text, doubtful = _named(cell.lines)
            unsure += doubtful
    if unsure:
        places = "; ".join(dict.fromkeys(unsure[:6]))
        yield f"tên đơn vị xuống dòng trong ô của tệp PDF, một hay hai đơn vị: {places}?"


def _roles(block: TableBlock, heading: int) -> list[Role | None]:
    """What the columns hold; a second row of headings («Chủ trì», «Phối hợp» below one cell) says it better."""
    found = [role_of_column(cell) for cell in flat_cells(block.rows[heading])]
    below = (
        [role_of_column(cell) for cell in flat_cells(block.rows[heading + 1])] if heading + 1 < len(block.rows) else []
    )
    bodies = (Role.LEAD, Role.COORDINATING)
    return [low if low in bodies else high for high, low in zip(found, [*below, *[None] * len(found)], strict=False)]


def _cells_of_bodies(block: TableBlock, roles: Sequence[Role | None]) -> Iterator[Cell]:
    for row in block.rows:
        for cell, role in zip(row.cells, roles, strict=False):
            if role in (Role.LEAD, Role.COORDINATING) and len(cell.lines) > 1:
                yield cell


def _named(lines: Sequence[Line]) -> tuple[str, list[str]]:
    names = [lines[0].text]
    unsure: list[str] = []
    for line in lines[1:]:
        new, doubtful = _begins_name(names[-1], line.text)
        if line.typed or new:
            names.append(line.text)
            unsure += [f"«{shown(names[-2])} / {shown(line.text)}»"] if doubtful and not line.typed else []
        else:
            names[-1] = unwrapped(names[-1], line.text)
    return "\n".join(names), unsure


def _begins_name(above: str, line: str) -> tuple[bool, bool]:
    """Whether a line that may have wrapped begins a name, and whether that is unsure."""
    listed = above.rsplit(";", maxsplit=1)[-1].strip(" -–+•.")
    name = re.split(r",\s*", listed)[-1].strip()
    named = looks_like_body(name) or looks_like_body(listed)  # «Báo và Phát thanh, Truyền hình tỉnh» is one name
    whole = bool(name) and not _OPEN.search(name) and _BARE.fullmatch(fold(name)) is None and named
    if not whole or above.rstrip().endswith((",", ";")):
        return False, False
    begins = line[:1].isupper() and looks_like_body(line) and not names_a_field(line)
    if _UNIT.match(line) or (begins and not _OWNER.match(line)):
        return True, False
    if not _OWNER.match(line) or len(line.split()) < 2:
        return False, False
    return True, _OWNER.match(name) is None
