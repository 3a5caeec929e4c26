"""Cuts a «chủ trì» or «phối hợp» cell into names, but only where it clearly is a list of names.

«Văn phòng, Phòng Kế hoạch» is two names; «Các phòng, đơn vị thuộc Sở» is one name of a group, and so is «UBND cấp huyện,
cấp xã»: a comma separates names only before a capital that begins a body's name. «và» never separates: «Văn phòng HĐND và
UBND» is one office. A cell that may be a list and cannot be cut for certain stays whole, with a doubt.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.drafting.table.phrases import looks_like_body, shown
from generator.text.vietnamese import fold

_BULLET = re.compile(r"[-–—+•*]\s+")
_INNER_BULLET = re.compile(r"\s[-–—+•*]\s+(?=(.))")
_GROUP = re.compile(r"(?:cac|nhung|moi|tat ca|toan the|so, ?ban|ubnd (?:cap|cac|xa|phuong)|don vi|co quan)\b")
_BARE = {
    "so",
    "ban",
    "nganh",
    "bo",
    "hoi",
    "doan",
    "to",
    "doi",
    "cuc",
    "vu",
    "vien",
    "truong",
    "phong",
    "don vi",
    "co quan",
}
_PART_OF = re.compile(r"(?:tong cuc|cuc|vu)\b")
_WHOLE = re.compile(r"(?:van phong chinh phu|bo)\b")
_STRONG = (
    r"(?:Sở|Phòng|Ban|Cục|Chi cục|Trung tâm|UBND|[ỦU]y ban|Uỷ ban|Văn phòng|VP|Thanh tra|Công an|Bộ|Công ty|Bảo hiểm|BHXH|Kho bạc"
    r"|Hiệp hội|Hội|Liên|Thuế|MTTQ|Mặt trận|Bưu điện|Viện|Trường|Bệnh viện|BQL|Đảng ủy|Tòa án|Đài|Báo|Cổng"
    r"|Trạm|Kiểm lâm|Cảng vụ|VNPT|Tổ(?! chức)|Đoàn|Tập đoàn|Hạt|Chi nhánh"
    r"|(?:Viễn thông|Thống kê|Điện lực)(?= (?:tỉnh|thành phố|khu vực|cấp))|Ngân hàng(?= (?:Nhà nước|Chính sách|TMCP))"
    r"|Doanh nghiệp(?= (?:bưu chính|viễn thông)))(?!\w)"
)
_AND_BODY = re.compile(rf"(?<!\s)\s++và\s++(?={_STRONG}|Các\s)")
_AND_GROUP = re.compile(
    r"(?<!\s)\s++và\s++(?=(?:các|những)\s++"
    r"(?:cơ quan|đơn vị|phòng|sở|ban|ngành|địa phương|tổ chức|xã|huyện|đoàn thể|hội|trường)(?!\s++thành viên))"
)
_ONE_OFFICE = re.compile(r"(?:van phong|vp)\b.*\b(?:hdnd|hoi dong nhan dan|dbqh|dai bieu quoc hoi)$")
"""«Văn phòng HĐND và UBND tỉnh»: one office of two bodies."""
_GOES_ON = re.compile(
    r"(?:\bvà|&|,|[-–]|\bcủa|\bthuộc|\bcác|\btrực)$|^(?:Sở|Phòng|Ban|Chi cục|Trung tâm|Cục|Vụ|Hội"
    r"|[ỦU]y ban|Uỷ ban|[ỦU]y ban nhân dân|Mặt trận|Hội đồng(?: nhân dân)?|Liên đoàn|Liên minh|Trường|Bệnh viện|Kho bạc|Công ty"
    r"|Viện|(?:Bộ|Ban) Chỉ huy|Ban Quản lý|Ban Chỉ đạo|Ngân hàng|Học viện|Hiệp hội|Chi nhánh)$"
)
"""How a line ends that its cell only wraps: no name ends so."""
_OFFICE_OF = re.compile(r"(?:UBND|HĐND|Đoàn ĐBQH|Ủy ban|Hội đồng)")
_LABEL = re.compile(
    r"(?:^|(?<=[\n;.,+•–-])|(?<=\s))[ ]{0,3}(?:(?:các )?(?:cơ quan|đơn vị|bộ phận) )?(?P<role>chủ trì|phối hợp)"
    r"(?: (?:thực hiện|tham mưu|giúp|chính|cùng|với|gồm)){0,2} {0,3}[:：]",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"(?P<front>chủ trì )?(?P<lead>[^\n]{2,200}?)(?(front)| \(?chủ trì\)?)[ .,;]{0,3}\s"
    r"(?:và )?\(?phối hợp\)? (?:với |cùng )?(?P<with>.+)",
    re.IGNORECASE | re.DOTALL,
)
_SUFFIX = re.compile(r"(?:(?<!\s)\s++)?\((?P<role>chủ trì|phối hợp)[^()]{0,20}\)$", re.IGNORECASE)
_BARE_SUFFIX = re.compile(
    r"(?!(?:Các|Những|Cơ quan|Đơn vị|Bộ phận)(?!\w))\w[^\s,;]*(?: [^\s,;]+){1,12} (?P<role>chủ trì|phối hợp)"
    r"(?: chính| thực hiện)?"
)
"""«Phòng Di sản chủ trì»; «Các đơn vị phối hợp» names bodies by their role."""
_ROLE = re.compile(r"\bchu tri\s*(?:[,;:]|$)|^(?:chu tri|phoi hop)\b|[,;]\s*phoi hop\b")


LONGEST_NAME = 200
"""Characters of a name within which its form is judged; a cell that is one long name must not be read again for each part."""


def names_roles(cell: str) -> bool:
    """Whether a cell says itself who leads and who helps: «Chủ trì: … Phối hợp: …»."""
    return _LABEL.search(cell) is not None or (len(cell) <= 600 and _INLINE.fullmatch(cell) is not None)


def split_roles(cell: str) -> tuple[str, str]:
    """The leading and the coordinating part of a cell; a cell that names no roles is all the first."""
    labels = list(_LABEL.finditer(cell))
    if is_explicit_list(cell) and not labels:
        return cell, ""
    if labels:
        parts = {"chủ trì": [cell[: labels[0].start()]], "phối hợp": [""]}
        for one, after in zip(labels, [*labels[1:], None], strict=True):
            parts[one.group("role").lower()].append(cell[one.end() : after.start() if after else len(cell)])
        return _together(parts["chủ trì"]), _together(parts["phối hợp"])
    inline = _INLINE.fullmatch(cell) if len(cell) <= 600 else None
    return (inline.group("lead"), inline.group("with")) if inline else (cell, "")


def _together(parts: list[str]) -> str:
    return "\n".join(filter(None, (part.strip(" \n.,;-–+•") for part in parts)))


def split_suffixes(names: list[str]) -> tuple[list[str], list[str]]:
    """Names apart by the role after them: «Sở A (chủ trì)», «Sở B phối hợp»; one without stays a lead."""
    lead: list[str] = []
    coordinating: list[str] = []
    for name in names:
        found = _SUFFIX.search(name) or _BARE_SUFFIX.fullmatch(name)
        plain = name[: found.start("role")].rstrip(" (") if found else name
        helps = found is not None and found.group("role").lower() == "phối hợp"
        (coordinating if helps else lead).append(plain)
    return lead, coordinating


def doubt_about(names: Iterable[str]) -> str:
    """The first doubt about one of the names, in Vietnamese; «» where there is none."""
    return next(filter(None, map(_doubt_about, names)), "")


def is_explicit_list(cell: str) -> bool:
    """Whether every line of a cell ends with a semicolon: whoever wrote it has set the names apart."""
    lines = [line.rstrip() for line in cell.split("\n") if line.strip()]
    return bool(lines) and all(line.endswith(";") for line in lines)


def split_actors(cell: str) -> tuple[list[str], str]:
    """The names in a cell, without closing punctuation, and a doubt in Vietnamese («» where there is none)."""
    names: list[str] = []
    if is_explicit_list(cell):
        return [line.strip().removesuffix(";") for line in cell.split("\n") if line.strip()], ""
    for piece in _pieces(cell):
        names += _by_commas(piece)
    return [*dict.fromkeys(names)], next(filter(None, map(_doubt_about, names)), "")


def is_group(name: str) -> bool:
    """Whether a name means several bodies («Các phòng, đơn vị thuộc Sở») rather than one."""
    return bool(_GROUP.match(fold(name)))


def _pieces(cell: str) -> Iterator[str]:
    """Parts that a line, a bullet or a semicolon sets apart."""
    for line in _lines(cell):
        for part in _by_bullets(line):
            for piece in _outside_brackets(part, ";"):
                name = piece.strip(" .,;:-–")
                if name:
                    yield name


def _outside_brackets(text: str, mark: str) -> list[str]:
    """The text cut at a mark that stands in no brackets."""
    parts = [""]
    depth = 0
    for letter in text:
        depth = max(0, depth + (letter == "(") - (letter == ")"))
        if letter == mark and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def _by_bullets(line: str) -> list[str]:
    """Parts after bullets on one line: «- Văn phòng; - Các phòng»; «Phòng Kế hoạch - Tài chính» is one name."""
    if not _BULLET.match(line):
        return [line]
    parts, at = [], 0
    for found in _INNER_BULLET.finditer(line):
        if re.match(rf"{_STRONG}|Các\b", line[found.end() :]):
            parts.append(line[at : found.start()])
            at = found.end()
    return [*parts, line[at:]]


def _lines(cell: str) -> list[str]:
    """Lines of the cell; one that begins with no body's name continues the line above."""
    lines: list[list[str]] = []
    for line in cell.split("\n"):
        if lines and not _BULLET.match(line) and (_wraps(lines[-1][-1], line) or not _begins_body(line)):
            lines[-1].append(line)
        else:
            lines.append([line])
    return [" ".join(parts) for parts in lines]


def _begins_body(line: str) -> bool:
    return line[:1].isupper() and looks_like_body(line)


def _wraps(above: str, line: str) -> bool:
    """Whether a line is the rest of the name above: «Sở Nông nghiệp và», «Môi trường»."""
    last = re.split(r"[,;]\s*", above[-LONGEST_NAME:].rstrip())[-1] or ","
    return _GOES_ON.search(last) is not None or (last == "Văn phòng" and _OFFICE_OF.match(line) is not None)


def _by_and(name: str) -> Iterator[str]:
    """A name cut at «và» where a body's own name follows; «Văn phòng HĐND và UBND tỉnh» is one office."""
    at = 0
    for found in _AND_BODY.finditer(name):
        if not _ONE_OFFICE.match(fold(name[at : found.start()])):
            yield name[at : found.start()]
            at = found.end()
    rest = name[at:]
    group = _AND_GROUP.search(rest) if re.match(_STRONG, rest) else None
    if group:
        yield from (rest[: group.start()], rest[group.end() :])
    else:
        yield rest


def _by_commas(piece: str) -> list[str]:
    return [name for listed in _listed(piece) for name in _by_and(listed)]


def _listed(piece: str) -> list[str]:
    names: list[list[str]] = []
    for part in map(str.strip, _outside_brackets(piece, ",")):
        if names and not _begins_name(part, names[-1]):
            names[-1].append(part)
        elif part:
            names.append([part])
    return [", ".join(parts) for parts in names]


def _begins_name(part: str, before: Sequence[str]) -> bool:
    """Whether the text after a comma is a name of its own, given the parts of the name before it."""
    folded, above = fold(part[:LONGEST_NAME]), fold(before[0][:LONGEST_NAME])
    if folded in _BARE or (len(before) == 1 and above in _BARE) or (_PART_OF.match(above) and _WHOLE.match(folded)):
        return False
    if re.match(r"(?:cac|nhung)\b", folded):
        return part[:1].isupper() or not _GROUP.match(above)
    return part[:1].isupper() and looks_like_body(part) and not _FIELD.match(folded)


def names_a_field(text: str) -> bool:
    """Whether a text begins with what a body deals with, though bodies begin with some of these words too."""
    return _FIELD.match(fold(text[:LONGEST_NAME])) is not None


def _may_be_a_name(part: str) -> bool:
    """Whether what follows a comma or «và» may be a body: not so in «Phòng Công chức, viên chức»."""
    return looks_like_body(part) and not _MATTER.fullmatch(fold(part))


_FIELD = re.compile(
    r"(?:phat thanh|truyen hinh|the thao|du lich|ha tang|do thi|moi truong|xa hoi|khoa hoc|cong nghe|tin hoc|thi dua"
    r"|thong ke(?! (?:tinh|thanh pho|khu vuc|cap))"
    r"|khen thuong|gia\b|cong san|tai chinh|ke hoach|dau tu|thuong binh|tu phap|noi vu|giao duc|dao tao|y te|van hoa|thong tin"
    r"|truyen thong|ton giao|dan toc|dan van|kiem tra|phap che|to chuc(?! chinh tri| xa hoi)|hanh chinh|quan tri"
    r"|tong hop|nghiep vu"
    r"|bien che|xay dung|giao thong|van tai|nong nghiep|thuy san|lam nghiep|kinh te|lao dong|an toan"
    r"|buu chinh|vien thong\b(?! (?:tinh|thanh pho|khu vuc))|bao chi|xuat ban|ho tich|quoc tich|chung thuc|bo tro tu phap|hop tac"
    r"|hoi nhap|quoc te|dat dai|quy hoach|kien truc|cai cach|phuc vu|doi ngoai|cong thuong|thuong mai|nang luong)"
)
"""What a body deals with, when a comma in its own name stands before it."""

_MATTER = re.compile(
    r"(?:cong|vien) chuc|can bo|thong ke|truong hoc|hoi nhap.*|doan the|thue|vien thong|bao chi|to chuc|co quan"
)
"""What a body deals with, though some bodies begin with the same words."""


def _may_be_a_list(name: str) -> bool:
    """Whether commas or slashes may part bodies: what a body deals with («…, Thể thao và Du lịch») is part of its name."""
    parts = [part.strip() for part in _outside_brackets(name, ",")]
    capital = any(part[:1].isupper() and not _FIELD.match(fold(part)) for part in parts[1:])
    slashed = any(part.strip()[:1].isupper() and looks_like_body(part.strip()) for part in name.split("/")[1:])
    return slashed or (capital and not re.search(r"\svà\s|&|\s-\s", parts[-1]))


def _doubt_about(name: str) -> str:
    folded = fold(name)
    if _ROLE.search(folded):
        return f"ô ghi cả vai trò «{shown(name)}»; giữ nguyên như in"
    if _GROUP.match(folded) or _PART_OF.match(folded) or re.match(r"(?:van phong|vp)\b.* va (?:ubnd|uy ban)", folded):
        return ""
    listed = [part.strip() for part in _outside_brackets(name, ",")[1:]] + re.split(r"\svà\s", name)[1:]
    if any(_may_be_a_name(part) for part in listed) or _may_be_a_list(name):
        return f"«{shown(name)}» có thể là nhiều đơn vị; chưa tách vì không chắc"
    return ""
