"""Who signed a document: whom he stands for, his office, his name, below or beside the recipients.

Looked for where Nghị định 30/2020/NĐ-CP, phụ lục I puts them («Chức vụ, họ tên và chữ ký của người có thẩm quyền»).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.text.vietnamese import fold

_ON_BEHALF = re.compile(r"(?:TM|KT|TL|TUQ|Q)\s{0,2}\.")
_CAPACITY = re.compile(
    r"(?:quyen |q\. ?)?(?:pho )?(?:tong )?(?:giam doc|chu tich|bo truong|thu truong|cuc truong|vu truong|truong phong|truong ban"
    r"|chanh van phong|chanh thanh tra|hieu truong|vien truong|chi cuc truong)(?: so)?"
)
_PERSON = re.compile(r"(?:(?:TS|ThS|PGS|GS|BS|KS|CN)\.\s{0,2}){0,3}[^\W\d_]{1,9}(?: [^\W\d_]{1,9}){1,5}")
LONGEST_FOOT = 40
"""Lines within which who signs stands below the first of them."""


@dataclass(slots=True)
class SignerLines:
    """Who signed, as printed; empty where it is not."""

    on_behalf: str = ""
    capacity: str = ""
    name: str = ""


def read_signer(rows: Sequence[Sequence[str]], begun: int) -> SignerLines:
    """Who signs a document of such rows of cells, looked for from the row at which its body begins."""
    found = next((at for at in _places(rows, begun)), None)
    if found is None:
        return SignerLines()
    signer = SignerLines()
    for cells in rows[found[0] : found[0] + LONGEST_FOOT]:
        line = cells[found[1]] if found[1] < len(cells) else cells[0] if len(cells) == 1 else ""
        if not line or line.startswith(("-", "(")) or fold(line).startswith("noi nhan"):
            continue
        if _ON_BEHALF.match(line):
            signer.on_behalf = f"{signer.on_behalf} {line}".strip()
        elif line.isupper() and not signer.capacity and _CAPACITY.match(fold(line)):
            signer.capacity = line
        elif _is_person(line) and signer.capacity:
            signer.name = line
            break
        else:
            break
    return signer


def _places(rows: Sequence[Sequence[str]], begun: int) -> Iterator[tuple[int, int]]:
    for at, cells in enumerate(rows[begun:], start=begun):
        for column, line in enumerate(cells[:2] if len(cells) < 4 else ()):
            if is_capacity(line) or (line.isupper() and _ON_BEHALF.match(line)):
                yield at, column


def is_capacity(line: str) -> bool:
    """Whether a line is nothing but the office of who signs, in capitals: «GIÁM ĐỐC», «PHÓ CHỦ TỊCH»."""
    return line.isupper() and _CAPACITY.fullmatch(fold(line)) is not None


def _is_person(line: str) -> bool:
    named = _PERSON.fullmatch(line) and all(word[:1].isupper() for word in line.split())
    return bool(named) and not re.match(r"(?:phu luc|ke hoach|bieu|bang|noi dung)\b", fold(line))
