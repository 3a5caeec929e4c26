"""Cuts a «chủ trì» or «phối hợp» cell into names, but only where it clearly is a list of names.

«Văn phòng, Phòng Kế hoạch» is two names; «Các phòng, đơn vị thuộc Sở» is one name of a group, and so is «UBND cấp huyện,
cấp xã»: a comma separates names only before a capital that begins a body's name. «và» never separates: «Văn phòng HĐND và
UBND» is one office. A cell that may be a list and cannot be cut for certain stays whole, with a doubt.
"""

import re
from collections.abc import Iterator

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
_ROLE = re.compile(r"\bchu tri\s*(?:[,;:]|$)|^(?:chu tri|phoi hop)\b|[,;]\s*phoi hop\b")


def split_actors(cell: str) -> tuple[list[str], str]:
    """The names in a cell, without closing punctuation, and a doubt in Vietnamese («» where there is none)."""
    names: list[str] = []
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
        if found.group(1).isupper() and looks_like_body(line[found.end() :][:40]):
            parts.append(line[at : found.start()])
            at = found.end()
    return [*parts, line[at:]]


def _lines(cell: str) -> list[str]:
    """Lines of the cell; one that begins with no body's name continues the line above."""
    lines: list[str] = []
    for line in cell.split("\n"):
        if lines and not _BULLET.match(line) and not (line[:1].isupper() and looks_like_body(line)):
            lines[-1] += " " + line
        else:
            lines.append(line)
    return lines


def _by_commas(piece: str) -> list[str]:
    names: list[str] = []
    for part in map(str.strip, _outside_brackets(piece, ",")):
        if names and not _begins_name(part, names[-1]):
            names[-1] += ", " + part
        elif part:
            names.append(part)
    return names


def _begins_name(part: str, before: str) -> bool:
    """Whether the text after a comma is a name of its own, given the name before it."""
    folded, above = fold(part), fold(before)
    if folded in _BARE or above in _BARE or (_PART_OF.match(above) and _WHOLE.match(folded)):
        return False
    if re.match(r"(?:cac|nhung)\b", folded):
        return not _GROUP.match(above)
    return part[:1].isupper() and looks_like_body(part)


def _doubt_about(name: str) -> str:
    folded = fold(name)
    if _ROLE.search(folded):
        return f"ô ghi cả vai trò «{shown(name)}»; giữ nguyên như in"
    listed = [part.strip() for part in _outside_brackets(name, ",")[1:]] + re.split(r"\svà\s", name)[1:]
    if not _GROUP.match(folded) and any(looks_like_body(part) for part in listed):
        return f"«{shown(name)}» có thể là nhiều đơn vị; chưa tách vì không chắc"
    return ""
