"""Finds the numbers that a text sets as targets: «tối thiểu 70 %», «đạt từ 85% trở lên», «100% …», «tối thiểu 7.920 hồ sơ».

They are suggestions: which metric a number belongs to is a person's choice. The comparator is what the text states: «tối
thiểu» and «trở lên» a minimum, «không quá» a maximum; 100 % cannot be exceeded and is read as exact; a bare «đạt 80%»
states none. A number of things or of days counts only where the words before it limit it: «10 ngày» alone is a time.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.drafting.table.draft import DraftTarget
from generator.text.numbers import printed_number
from generator.text.vietnamese import fold

NEAR = 120
"""Characters before and after a number in which the words stand that compare it."""

_PERCENT = re.compile(r"(?<![\d.,/])(\d{1,3}(?:[.,]\d{1,2})?)\s*%")
_CLAUSE_END = re.compile(r"[.;\n](?=\s|$)|(?:,\s|(?<![,\s])\s)\s{0,3}(?=(?:[Tt]rong đó|[Tt]rong số đó|[Rr]iêng)\b)")
_NESTED = re.compile(r"(?:trong do|trong so do|rieng)\b")
_LISTED = r"(?:\d[\d.,]*+\s*+%?+\s*+(?:,|va|;)?+\s*+)*+$"
_BEFORE: tuple[tuple[str, str], ...] = (
    ("min", rf"(?:toi thieu|it nhat|khong duoi|khong thap hon|thap nhat)\D{{0,25}}{_LISTED}"),
    ("max", rf"(?:toi da|khong qua|khong vuot qua|cao nhat|nhieu nhat)\D{{0,25}}{_LISTED}"),
    ("exact", rf"\bdung bang\s+{_LISTED}"),
    ("min", rf"(?:\b(?:tren|hon)\s+|[≥>]=?\s*){_LISTED}"),
    ("max", rf"(?:\bduoi\s+|[≤<]=?\s*){_LISTED}"),
    ("reduce_by", rf"\b(?:giam|cat giam)\s+{_LISTED}"),
    ("increase_by", rf"\btang(?: them)?\s+{_LISTED}"),
)
_AFTER: tuple[tuple[str, str], ...] = (
    ("min", r"\s*%?(?: \w+){0,2} tro len\b"),
    ("max", r"\s*%?(?: \w+){0,2} tro xuong\b"),
)


_NUMBER = r"(?P<number>\d{1,3}(?:\.\d{3})+|\d{1,6}(?:,\d{1,2})?)"
_UNIT = (
    r"(?P<unit>(?:ngày|giờ|phút)(?: làm việc)?|hồ sơ|thủ tục(?: hành chính)?|dịch vụ(?: công(?: trực tuyến)?)?|lượt(?: người)?"
    r"|buổi|lớp|cuộc|đợt|kỳ|người|tin(?:,? bài)?|bài(?: viết)?|văn bản|báo cáo|đơn vị|trường hợp|mô hình|sáng kiến|hội nghị"
    r"|phóng sự|chuyên mục|quy trình|biểu mẫu|bộ|cơ quan|điểm|phiếu|xã|lần)"
)
_LIMITED = re.compile(
    r"(?P<least>tối thiểu|ít nhất|không dưới|không ít hơn|≥)"
    r"|(?P<most>tối đa|không quá|không vượt quá|nhiều nhất|chậm nhất(?: là)? sau|≤)",
    re.IGNORECASE,
)
_COUNT = re.compile(rf"\s{{0,3}}(?:là |đạt |từ |có )?{_NUMBER}\s{{1,3}}{_UNIT}(?!\w)", re.IGNORECASE)


def find_targets(text: str) -> Iterator[DraftTarget]:
    """Every percentage, and every limited number of things or days, with the clause that sets it, verbatim."""
    for start, clause in _clauses(text):
        nested = start > 0 and bool(_NESTED.match(fold(clause)))
        for found in _PERCENT.finditer(clause):
            value = printed_number(found.group(1))
            if value is not None and value <= 100:
                comparator = comparator_of(clause[: found.start()], clause[found.end() :], value)
                yield DraftTarget(
                    clause, value, "%", comparator, nested, scope=scope_of(clause, found.start(), found.end())
                )
        for limit in _LIMITED.finditer(clause):
            count = _COUNT.match(clause, limit.end())
            value = printed_number(count.group("number")) if count else None
            if count and value is not None:
                comparator = "min" if limit.group("least") else "max"
                scope = scope_of(clause, limit.start(), count.end())
                yield DraftTarget(clause, value, count.group("unit"), comparator, nested, scope=scope)


_ENDS = (
    r"(?=\s(?:đạt|tối thiểu|ít nhất|tối đa|từ|không|phấn đấu|là|phải|cao hơn|thấp hơn|tăng|giảm|chiếm|trên \d|dưới \d|đến"
    r"|năm)(?!\w)"
    r"|\s{0,3}[≥≤<>;:()]|[,.](?=\s|$)|\s\d{1,3}(?:,\d+)?\s?%|$)"
)
_OF_ALL = re.compile(rf"(?:trên|trong|so với) tổng số \S.{{1,120}}?{_ENDS}", re.IGNORECASE)
_FOR = re.compile(rf"[^,;%]{{0,60}}?(?P<scope>đối với \S.{{1,120}}?){_ENDS}")


def scope_of(text: str, start: int, end: int) -> str:
    """What the words around a number say it is reckoned of: «trên tổng số hồ sơ tiếp nhận», «đối với cấp xã»."""
    before = list(_OF_ALL.finditer(text[:start]))
    after = _OF_ALL.search(text[end:])
    if before or after:
        return before[-1].group().strip() if before else (after.group().strip() if after else "")
    found = _FOR.match(text[end:])
    return found.group("scope").strip() if found else ""


def _clauses(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for found in [*_CLAUSE_END.finditer(text), None]:
        end = found.start() if found else len(text)
        clause = text[at:end].strip(" ,;.\n")
        if clause:
            yield at, re.sub(r"^[-–+•]\s+", "", clause)
        at = found.end() if found else end


def comparator_of(before: str, after: str, value: Decimal) -> str | None:
    """The comparator that the words around a number state, or None."""
    before_folded, after_folded = fold(before[-NEAR:]), fold(after[:NEAR])
    stated = [name for name, words in _AFTER if re.match(words, after_folded)]
    stated += [name for name, words in _BEFORE if re.search(words, before_folded)]
    return stated[0] if stated else "exact" if value == 100 else None


def targets_of_row(label: str, unit: str, cell: str, scope: str = "") -> Iterator[DraftTarget]:
    """The targets of one cell of a table of indicators: «Tối thiểu 80», «≥ 80», «100», «Cấp tỉnh: 90%; cấp xã: 80%».

    Yields nothing where no number is printed. What stands before a number and is no comparator is its scope.
    """
    parts = [part for part in re.split(r"[;\n]", cell) if re.search(r"\d", part)]
    for part in parts:
        found = re.search(r"\d(?:[\d.,]*\d)?", part)
        number = printed_number(found.group()) if found else None
        if found is None or number is None:
            continue
        share = "%" if "%" in part[found.end() : found.end() + 3] or unit.strip().lower() in _SHARES else unit
        share = share or _unit_after(part[found.end() :])
        comparator = comparator_of(part[: found.start()], part[found.end() :], number if share == "%" else Decimal(-1))
        own = part[: found.start()].strip(" :-–+•")
        own = own if len(parts) > 1 and comparator_of(own, "", Decimal(-1)) is None else ""
        yield DraftTarget(
            label, number, share, comparator, scope=own or scope or scope_of(label, len(label), len(label))
        )


def _unit_after(text: str) -> str:
    """The unit that a cell prints behind its number: «15 phút», «120 dịch vụ»; «» where more is said than a unit."""
    plain = text.strip(" .,;")
    words = plain.split()
    return plain if 1 <= len(words) <= 3 and all(word.isalpha() for word in words) and not _limits(plain) else ""


def _limits(text: str) -> bool:
    return any(re.match(words, " " + fold(text)) for _, words in _AFTER)


_SHARES = ("%", "tỷ lệ %", "tỷ lệ (%)", "phần trăm", "(%)", "tỷ lệ")
