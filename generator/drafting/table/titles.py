"""Names the tables of a plan: the line above a table is its title, and where there are several each gets a mark.

«PHỤ LỤC II» gives ``PL2``, «Bảng 3» and «3. Thực hiện …» give ``B3``, any other table its place: the mark stands in front of
the ids of its tasks, because every table counts from one again.
"""

import re
from collections.abc import Sequence

from generator.drafting.table.draft import DraftSection
from generator.drafting.table.ordinals import Kind, parse_ordinal, split_fused
from generator.drafting.table.rows import Table
from generator.model.plan import Section, Task, task_id
from generator.text.vietnamese import fold

_ASIDE = re.compile(r"\(|don vi( tinh)?:|kem theo|ban hanh kem")
_CAPTION = re.compile(r"(?i)(phụ lục|bảng|biểu)(?:\s+(?:số\s*)?([IVX]+|\d{1,2})\b)?[\s.:–-]*")


def name_tables(tables: Sequence[Table], parts: Sequence[DraftSection]) -> list[DraftSection]:
    """The sections of a plan: those of the one table, or one section for each of several."""
    filled = [(table, part) for table, part in zip(tables, parts, strict=True) if _holds_anything(part)]
    if len(filled) == 1:
        return _unwrapped(filled[0][1])
    marks: set[str] = set()
    for place, (table, part) in enumerate(filled, start=1):
        mark, part.title = title_of(table.titles)
        part.table = mark if mark and mark not in marks else _free_mark(place, marks)
        marks.add(part.table)
        if not part.title:
            part.asides.append(f"bảng {part.table} không có tên trong tệp: ghi title nếu văn bản có in")
    return [part for _, part in filled]


def set_apart(sections: Sequence[DraftSection]) -> None:
    """Mark sections without a number whose tasks count from one again, as tables are: else two tasks would have one id."""
    marks = {part.table for section in sections for part in section.all_sections() if part.table}
    _mark_repeats(sections, (), None, set(), marks)


def _mark_repeats(
    sections: Sequence[DraftSection], above: tuple[Section, ...], table: str | None, seen: set[str], marks: set[str]
) -> None:
    for section in sections:
        chain = (*above, Section(no=section.no))
        if not section.no and not section.table and set(_ids(section, chain, table)) & seen:
            section.table = _free_mark(len(marks) + 2, marks)
            marks.add(section.table)
        own = section.table or table
        seen |= set(_ids(section, chain, own))
        _mark_repeats(section.sections, chain, own, seen, marks)


def _ids(section: DraftSection, chain: tuple[Section, ...], table: str | None) -> list[str]:
    return [
        task_id(Task(no=task.no, content=""), place, chain, table) for place, task in enumerate(section.tasks, start=1)
    ]


def _holds_anything(part: DraftSection) -> bool:
    return bool(part.tasks or part.sections or part.targets)


def _unwrapped(part: DraftSection) -> list[DraftSection]:
    """The sections of the only table; tasks outside every section, and what was said of the whole table, in one of their own."""
    if part.tasks or part.targets or part.doubts:
        loose = DraftSection(tasks=part.tasks, targets=part.targets, doubts=part.doubts)
        return [loose, *part.sections] if part.tasks or part.targets else _with_doubts(part)
    return part.sections


def _with_doubts(part: DraftSection) -> list[DraftSection]:
    part.sections[0].doubts[:0] = part.doubts
    return part.sections


def _free_mark(place: int, taken: set[str]) -> str:
    while f"B{place}" in taken:
        place += 1
    return f"B{place}"


def title_of(lines: Sequence[str]) -> tuple[str, str]:
    """The mark that the lines above a table give it («» where they give none), and its title as printed."""
    mark, title = "", ""
    for line in reversed(lines):
        text = re.sub(r"^#+\s*", "", line).strip(" *")
        if not text or _ASIDE.match(fold(text)):
            continue
        caption = _CAPTION.match(text)
        mark = mark or _mark(caption, text)
        if caption:
            title = title or text[caption.end() :].strip()
            break
        if title and not (text.isupper() and title.isupper()):
            break
        title = f"{text} {title}".strip()
        if split_fused(text) is not None:
            break
    return mark, title


def _mark(caption: re.Match[str] | None, text: str) -> str:
    if caption and caption.group(2):
        number = parse_ordinal(caption.group(2))
        prefix = "PL" if fold(caption.group(1)) == "phu luc" else "B"
        return f"{prefix}{number.value}" if number else ""
    fused = split_fused(text)
    return f"B{fused[0].value}" if fused and fused[0].kind is Kind.NUMBER and len(fused[0].parts) == 1 else ""
