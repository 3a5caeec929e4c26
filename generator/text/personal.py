"""Telephone numbers, e-mail addresses and names of staff in running text: what a public plan does not need and must not carry.

Nghị định 13/2023/NĐ-CP counts a name with a telephone number as personal data; a plan names bodies, and who answers the telephone
there is not part of the commitment.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from generator.text.vietnamese import fold

_DATE = r"(?!\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d)"
_PHONE = re.compile(
    rf"(?<![\w/.,+-]){_DATE}(?:\(?\+?84\)?[ .-]?|\(?0)"
    r"(?:[35789]\d?\)?(?:[ .-]?\d){7,8}|2\d{1,2}\)?(?:[ .-]{0,3}\d){7,8})(?![\w/]|[.,-]\d)"
)
_MAYBE_PHONE = re.compile(r"[08](?<![\w/.,-][08])(?:[ .()-]{0,4}\d){8}")
"""What every telephone number holds: nine digits near one another that do not go on with a word; quick to look for."""
_EMAIL = re.compile(r"(?<![\w.%+-])[A-Za-z0-9][\w.%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
_SURNAMES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Đinh",
    "Đoàn",
    "Trịnh",
    "Trương",
    "Mai",
    "Lâm",
    "Tạ",
    "Cao",
    "Lương",
    "Đào",
    "Tô",
    "Thái",
    "Châu",
    "Tống",
    "Nông",
    "Hứa",
    "Vương",
    "Triệu",
    "Chu",
    "Phùng",
    "Quách",
    "Kiều",
    "Lò",
    "Giàng",
    "Sùng",
    "Bế",
    "Tăng",
    "Nghiêm",
    "Thạch",
    "Hà",
    "Lã",
    "Lưu",
    "Mạc",
    "Ninh",
    "Ông",
    "Thân",
    "Vi",
    "Khúc",
    "Đàm",
]
_WORD = r"[A-ZĐÀ-ỸƠƯĂÂÊÔ][a-zđà-ỹơưăâêô]{0,6}"
_GIVEN = rf"(?:[ \u00a0]{_WORD}(?!\w)){{1,3}}"
_FULL_GIVEN = rf"(?:[ \u00a0]{_WORD}(?!\w)){{2,3}}"
_HONORIFIC = r"(?:[Đđ]/c|[Đđ]ồng chí|[ÔôO]ng|[Bb]à|[Aa]nh|[Cc]hị|[Tt]hầy|[Cc]ô|CV|[Cc]huyên viên)\.?:?[ \u00a0]{1,2}"
_SURNAMED = re.compile(
    rf"(?<!\w)(?!Hồ Chí Minh|Bà Rịa)(?:{_HONORIFIC}(?:{'|'.join(_SURNAMES)}){_GIVEN}|(?:{'|'.join(_SURNAMES)}){_FULL_GIVEN})"
)
_ADDRESSED = re.compile(
    r"[ĐđÔôBb](?<!\w[ĐđÔôBb])(?:(?<=[Đđ])(?:/c|ồng chí)|(?<=[Ôô])ng|(?<=[Bb])à)"
    rf"\.?:?[ \u00a0]{{1,2}}(?:{'|'.join(_SURNAMES)}){_GIVEN}"
)
"""Begins with a class of letters, which a long text is searched for quickly: «đ/c», «đồng chí», «ông», «bà» and a name."""
_BY_HONORIFIC = re.compile(rf"(?<!\w){_HONORIFIC}(?P<name>{_WORD}(?!\w)(?:[ \u00a0]{_WORD}(?!\w)){{0,3}})")
_TITLES = re.compile(
    r"(?:giam|pho|chu|truong|chanh|bi|uy|lanh|phong|so|ban|ubnd|thu|vien|bo|doi|to|hieu|tong|cac|cong|chi|trung"
    r"|van phong|thanh|giao|ria)\b"
)
_STAFF = re.compile(
    r"can bo|ca nhan|nguoi (?:thuc|phu|theo|dau|lien|chiu)|lanh dao|chuyen vien|ho (?:va )?ten|dien thoai|\bs?dt\b|email|lien he"
    r"|giam doc|dau moi"
)


class Personal(StrEnum):
    """A kind of personal data; the value is its Vietnamese name in marks and messages."""

    PHONE = "số điện thoại"
    EMAIL = "thư điện tử"
    NAME = "họ tên"


def mark_of(kind: Personal) -> str:
    """What stands in place of personal data that was left out."""
    return f"[đã lược: {kind.value}]"


def is_staff_heading(heading: str) -> bool:
    """Whether a column with this heading holds people: «Cán bộ đầu mối», «Lãnh đạo phụ trách», «Điện thoại»."""
    folded = " ".join(fold(heading).split())
    return bool(_STAFF.search(folded)) and not re.search(r"(?:don vi|co quan) (?:la )?dau moi", folded)


def find_personal(text: str) -> Iterator[tuple[Personal, str]]:
    """Telephone numbers, e-mail addresses, and people addressed by name («đồng chí Nguyễn Văn A»), in that order."""
    if _MAYBE_PHONE.search(text):
        yield from ((Personal.PHONE, found.group()) for found in _PHONE.finditer(text) if _is_phone(found.group()))
    if "@" in text:
        yield from ((Personal.EMAIL, found.group()) for found in _EMAIL.finditer(text))
    yield from ((Personal.NAME, found.group()) for found in _ADDRESSED.finditer(text))


def find_staff(text: str) -> Iterator[str]:
    """Names of people in a cell of a column of staff."""
    yield from (found.group() for found in _SURNAMED.finditer(text))
    yield from (found.group() for found in _BY_HONORIFIC.finditer(text) if not _TITLES.match(fold(found.group("name"))))


def _is_phone(text: str) -> bool:
    return 9 <= sum(letter.isdigit() for letter in text) <= 12


@dataclass(slots=True)
class Redactor:
    """Takes personal data out of texts and counts what it took; a name found in a column of staff is taken out everywhere."""

    counts: Counter[Personal] = field(default_factory=Counter)
    _names: set[str] = field(default_factory=set)

    def learn(self, cell: str) -> None:
        """Remember the names in a cell of a column of staff."""
        self._names.update(_without_honorific(name) for name in find_staff(cell))

    def learn_from(self, other: "Redactor") -> None:
        """Take over the names that were found elsewhere in the same document."""
        self._names |= other._names

    def clean(self, text: str) -> str:
        """The text with a mark in place of what was taken out."""
        text = _EMAIL.sub(lambda _: self._count(Personal.EMAIL), text)
        text = _PHONE.sub(
            lambda found: self._count(Personal.PHONE) if _is_phone(found.group()) else found.group(), text
        )
        text = _ADDRESSED.sub(lambda _: self._count(Personal.NAME), text)
        for name in sorted(self._names, key=lambda one: (-len(one), one)):
            if name in text:
                text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda _: self._count(Personal.NAME), text)
        return text

    def _count(self, kind: Personal) -> str:
        self.counts[kind] += 1
        return mark_of(kind)

    def said(self) -> str:
        """What was taken out, in Vietnamese; «» where nothing was."""
        return ", ".join(f"{self.counts[kind]} {kind.value}" for kind in Personal if self.counts[kind])


def _without_honorific(name: str) -> str:
    """The name alone; one of a single word keeps its «chị», because the word may be anything elsewhere."""
    bare = re.sub(rf"^{_HONORIFIC}", "", name).strip()
    return bare if " " in bare else name
