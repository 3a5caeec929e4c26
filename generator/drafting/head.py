"""What the text of an issued document says of itself: kind, number, day, title, legal bases, recipients.

Looked for where Nghị định 30/2020/NĐ-CP, phụ lục I puts them: the number after «Số:», place and day on a line of their
own, the title below «KẾ HOẠCH» or «QUYẾT ĐỊNH», the bases in paragraphs that begin with «Căn cứ», the recipients below
«Nơi nhận:». Verbatim; a person compares them with the document.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from generator.drafting.signature import SignerLines, read_signer
from generator.drafting.table.phrases import looks_like_body
from generator.model import PartialDate, PlanKind
from generator.text.citations import find_numbers
from generator.text.vietnamese import fold

_MARKS = re.compile(r"^#+\s*|\*+|</?[biu]>", re.IGNORECASE)
_DAY = re.compile(r"ngày\s*+(\d{0,2})\s*+tháng\s*+(\d{1,2})\s*+năm\s*+(\d{4})", re.IGNORECASE)
_PLACE_AND_DAY = re.compile(rf"([^,()]{{2,40}}),\s*{_DAY.pattern}\s*", re.IGNORECASE)
_NUMBER = re.compile(r"số\s{0,4}(?P<colon>:?)\s{0,9}(?P<rest>.{0,60})", re.IGNORECASE)
_GAP = re.compile(r"(?<=\d)[\s.…_]{1,40}(?=/)")
"""Between a number and its symbol: «277   /KH-UBND», where the number was typed into the printed form."""
_SYMBOL = re.compile(r"/[A-ZĐ][\w&/-]*[A-ZĐ]")
_BLANK_NUMBER = re.compile(rf"số\s{{0,4}}:?[\s.…_]{{0,20}}({_SYMBOL.pattern})", re.IGNORECASE)
"""A number that was left blank before its symbol: «Kế hoạch số      /KH-SXD»."""

_ANNEX = re.compile(r"\((?:kem theo|ban hanh kem)")
LONGEST_LINE = 130
"""Characters of a line that a text may break inside a paragraph; a longer one is a paragraph of its own."""

_BASIS = re.compile(
    r"Căn cứ |(?:Theo|Xét) (?:đề nghị|Tờ trình|ý kiến) (?:của |số )|"
    r"Thực hiện (?:các )?(?:Kế hoạch|Quyết định|Nghị quyết|Chỉ thị|Công văn|Chương trình"
    r"|Thông báo|Kết luận)(?!\w)[^.]{0,40}\d"
)

LAST_TITLE = 40
"""Lines from the top within which a document has its title."""

_END_OF_TITLE = re.compile(
    r"(?:can cu|thuc hien|uy ban nhan dan|giam doc|chu tich|bo truong|so |quyet dinh|dieu 1|i\.|1\.|\()"
)
_MAY_BEGIN = re.compile(r"thuc hien (?!quyet dinh so|ke hoach so|nghi quyet so|cong van so|chi thi so)")
"""«Thực hiện cơ chế một cửa …» below «KẾ HOẠCH» is the title; «Thực hiện Kế hoạch số …» a basis."""
_BODY_BEGINS = re.compile(r"(?:quyet dinh ?:|dieu 1\b|i\. |noi nhan)")


_NATION = re.compile(r"cong hoa xa hoi chu nghia|doc lap\W+tu do\W+hanh phuc")
_BESIDE = re.compile(r"(?<=\S)\s+(?:CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập\s*[-–]\s*Tự do).*$")
"""The name of the state on the line of the issuer's, where a PDF does not part the columns."""

_AUTHORITY = re.compile(
    r"(?:giam doc|chu tich|bo truong|cuc truong|chanh|truong ban|uy ban nhan dan|hoi dong|ban chi dao)\b"
)
_PART_OF_YEAR = re.compile(
    r"(?P<count>\d{1,2})\s+tháng\s+(?P<end>đầu|cuối)\s+năm|quý\s+(?P<quarter>IV|I{1,3}|[1-4])(?:\s+năm|/)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"[,;] (?P<opening>[A-ZĐÂĂÊÔƠƯỦỤ][^;]{2,160}?\s(?:xây dựng|ban hành|đề ra|triển khai)\s[^;]{0,300}như sau ?:?)$"
)
_BETWEEN = re.compile(r"[,;] (?=[A-ZĐÂĂÊÔƠƯỦỤ])")
LONGEST_ISSUER = 100
"""Characters within which the name of an issuer is judged."""


@dataclass(slots=True)
class Head:
    """What was found; None or empty where the text does not say."""

    kind: PlanKind | None = None
    number: str | None = None
    symbol: str | None = None
    title: str = ""
    subject: str | None = None
    """Of a decision: what it says it does, below «QUYẾT ĐỊNH»."""
    authority: str | None = None
    issuer_lines: list[str] = field(default_factory=list)
    signer: SignerLines = field(default_factory=SignerLines)
    place: str | None = None
    issued: PartialDate | None = None
    legal_bases: list[str] = field(default_factory=list)
    annex_reference: str | None = None
    recipients: list[str] = field(default_factory=list)


def read_head(text: str, *, whole: bool = False) -> Head:
    """The facts of the document whose clean text is given; ``whole`` says that a line is always a whole paragraph."""
    rows = [[_plain(cell) for cell in line.split("\t")] for line in text.split("\n")]
    lines = [cell for row in rows for cell in row]  # the head and the foot of a document stand side by side
    head = Head(legal_bases=_bases(lines, whole), recipients=_recipients([row[0] for row in rows]))
    prose = [cell for row in rows if len(row) < 3 for cell in row]
    head.kind, head.title, head.subject = _kind_and_title(prose)
    if head.kind is PlanKind.DECISION:
        head.authority = _authority(prose)
        head.title = _attached_title(prose) or head.title
    head.title = _with_capitals(head.title, text)
    head.issuer_lines = _issuer_lines(rows)
    begun = next((at for at, cells in enumerate(rows) if _BODY_BEGINS.match(fold(cells[0]))), 0)
    head.signer = read_signer(rows, begun)
    head.annex_reference = next((line for line in lines if _ANNEX.match(fold(line)) and line.endswith(")")), None)
    head.number, head.symbol = _number(lines)
    _fill_place_and_day(head, lines)
    _fill_from_annex(head)
    return head


def _plain(cell: str) -> str:
    return " ".join(_MARKS.sub("", cell).split())


def _kind_and_title(lines: Sequence[str]) -> tuple[PlanKind | None, str, str | None]:
    """From the lines outside the table of tasks, where «Kế hoạch» in a cell is a product."""
    for at, line in enumerate(lines):
        if fold(line) == "quyet dinh":
            subject = _paragraph(lines[at + 1 :])
            named = re.search(r"kế hoạch\b.*", subject, re.IGNORECASE)
            return PlanKind.DECISION, _sentence(named.group()) if named else "", subject.strip(" /") or None
        if fold(line) == "ke hoach":
            return PlanKind.PLAN, _title_below(lines[at + 1 :]), None
        if line.startswith("KẾ HOẠCH ") and at < LAST_TITLE:
            return PlanKind.PLAN, _sentence(_paragraph(lines[at:])), None
    return None, "", None


def _title_below(lines: Sequence[str]) -> str:
    subject = _paragraph(lines)
    return _sentence(f"Kế hoạch {_lower_first(subject)}") if subject else ""


def _attached_title(lines: Sequence[str]) -> str:
    """The title of the plan that a decision issues, where it heads the annex: «KẾ HOẠCH …» below the decision's articles."""
    begun = next((at for at, line in enumerate(lines) if _BODY_BEGINS.match(fold(line))), len(lines))
    for at, line in enumerate(lines[begun:], start=begun):
        if line == "KẾ HOẠCH":
            return _title_below(lines[at + 1 :])
        if line.startswith("KẾ HOẠCH ") and line.isupper():
            return _sentence(_paragraph(lines[at:]))
    return ""


def _with_capitals(title: str, text: str) -> str:
    """A title that was printed in capitals with the names that the text always writes with capitals: «tỉnh Hà Tĩnh»."""
    words = title.split(" ")
    for at, (one, other) in enumerate(pairwise(words)):
        named = f"{one[:1].upper()}{one[1:]} {other[:1].upper()}{other[1:]}"
        if one.islower() and other.islower() and named in text and f"{one} {other}" not in text:
            words[at], words[at + 1] = named.split(" ")
    return " ".join(words)


def _authority(lines: Sequence[str]) -> str | None:
    """Who decides, in capitals between the subject and the first basis: «GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ»."""
    start = next((at for at, line in enumerate(lines) if fold(line) == "quyet dinh"), len(lines))
    found: list[str] = []
    for line in lines[start + 1 : start + 16]:
        if _BASIS.match(line) or _BODY_BEGINS.match(fold(line)):
            break
        if line.isupper() and (found or _AUTHORITY.match(fold(line))):
            found.append(line)
    return " ".join(found) or None


def _issuer_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """The issuer's name in capitals above the number, beside or above the name of the state."""
    above: list[str] = []
    for cells in rows[:LAST_TITLE]:
        for at, cell in enumerate(cells):
            line = _BESIDE.sub("", cell)
            folded = fold(line)
            if _NUMBER.fullmatch(line) or folded in ("quyet dinh", "ke hoach") or line.startswith("KẾ HOẠCH "):
                return above
            if line.isupper() and at == 0 and not _NATION.match(folded):
                above.append(line)
    return []


def read_period(title: str, year: int) -> tuple[date, date] | None:
    """The part of a year that a plan's title names: «04 tháng cuối năm 2025», «quý II năm 2026»; None where it names none."""
    found = _PART_OF_YEAR.search(title)
    if found is None:
        return None
    if found.group("quarter"):
        quarters = {"I": 1, "II": 2, "III": 3, "IV": 4}
        named = found.group("quarter").upper()
        last = 3 * (quarters[named] if named in quarters else int(named))
        first = last - 2
    else:
        count = int(found.group("count"))
        if not 1 <= count <= 11:
            return None
        first, last = (1, count) if found.group("end").lower() == "đầu" else (13 - count, 12)
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _paragraph(lines: Sequence[str]) -> str:
    taken: list[str] = []
    for line in lines[:12]:
        ends = _END_OF_TITLE.match(fold(line)) and not (
            not taken and _MAY_BEGIN.match(fold(line)) and len(line) < LONGEST_LINE
        )
        if ends or (taken and not line):
            break
        if line:
            taken.append(line)
    return " ".join(taken)


def _sentence(title: str) -> str:
    """The title without closing marks; one in capitals only is written small."""
    plain = title.strip(" .:/")
    return plain.capitalize() if plain.upper() == plain else plain[:1].upper() + plain[1:]


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def _number(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """From a line «Số: …» that holds nothing else; «số 61/2018/NĐ-CP ngày …» in a sentence cites another document."""
    for at, cell in enumerate(lines):
        alone = fold(cell) in ("so:", "so :")  # a wide gap was left for the number, as a column would be
        line = f"{cell} {lines[at + 1]}" if alone and at + 1 < len(lines) else cell
        found = _NUMBER.fullmatch(line)
        if found is None or _BODY_BEGINS.match(fold(line)):
            continue
        rest = _GAP.sub("", found.group("rest")).strip(" …._")
        numbers = list(find_numbers(rest))
        if numbers and (numbers[0].start, numbers[0].end) == (0, len(rest)):
            return numbers[0].text, None
        symbol = _SYMBOL.fullmatch(rest) if found.group("colon") or not numbers else None
        if symbol:
            return None, symbol.group()
    return None, None


def _fill_place_and_day(head: Head, lines: Sequence[str]) -> None:
    """From the first line that is nothing but place and day, or the day alone."""
    for line in lines:
        found = _PLACE_AND_DAY.fullmatch(line)
        if found:
            head.place = found.group(1).strip()
            head.issued = _partial(*found.groups()[1:])
            return
        alone = _DAY.fullmatch(line)
        if alone:
            head.issued = _partial(*alone.groups())
            return


def _fill_from_annex(head: Head) -> None:
    """An annex repeats the number and day of its document; it is asked where the head is missing."""
    if head.annex_reference is None:
        return
    if head.number is None and head.symbol is None:
        head.number = next((citation.text for citation in find_numbers(head.annex_reference)), None)
        blank = _BLANK_NUMBER.search(head.annex_reference)
        if head.number is None and blank:
            head.symbol = blank.group(1)
    day = _DAY.search(head.annex_reference)
    if head.issued is None and day:
        head.issued = _partial(*day.groups())


def _partial(day: str, month: str, year: str) -> PartialDate | None:
    text = f"{int(year):04d}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")
    try:
        return PartialDate.parse(text)
    except ValueError:
        return None


def _bases(lines: Sequence[str], whole: bool) -> list[str]:
    bases: list[str] = []
    for at, line in enumerate(lines):
        if _BODY_BEGINS.match(fold(line)):
            break
        if _BASIS.match(line):
            paragraph = line if whole else _whole_paragraph(lines[at : at + 8])
            bases.append(split_opening(paragraph)[0])
    return bases


def split_opening(line: str) -> tuple[str, str]:
    """A basis and the opening that its sentence runs into: «Thực hiện Kế hoạch …», «Sở … ban hành Kế hoạch như sau:»."""
    for found in _BETWEEN.finditer(line):
        opening = _OPENING.match(line, found.start())
        if opening and looks_like_body(opening.group("opening")[:LONGEST_ISSUER]):
            return line[: found.start()], opening.group("opening")
    return line, ""


def _whole_paragraph(lines: Sequence[str]) -> str:
    """A paragraph that the text breaks into lines, up to the one that closes it."""
    taken: list[str] = []
    for line in lines:
        if not line or (taken and _BASIS.match(line)):
            break
        taken.append(line)
        if line.endswith((";", ".", ":", ",")) or len(line) > LONGEST_LINE:
            break
    return " ".join(taken)


def _recipients(lines: Sequence[str]) -> list[str]:
    start = next((at for at, line in enumerate(lines) if fold(line).startswith("noi nhan")), len(lines))
    found: list[str] = []
    for line in lines[start + 1 :]:
        if line.startswith(("-", "–")):
            found.append(line.lstrip("-– "))
        elif line and found:
            break
    return [line for line in found if line]
