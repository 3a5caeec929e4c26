"""A plan of the record as the Word file that the department would sign: laid out after Nghị định 30/2020/NĐ-CP, phụ lục I.

Tables have the document's own headings in its own order and stand in an annex unless the document prints them in its text; duties
stand in the part that gives them. Amendments are Word's tracked changes: the words as issued struck out, the words in force
beside them, the amending document as the author; a paragraph at the end says what each of them is. So «accept all» gives
the plan as amended, «reject all» the plan as signed; ``plan new --from`` reads the first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from docx.shared import Pt

from generator.drafting.paper.columns import Columns, cell_text, columns_of, printed_tables
from generator.drafting.paper.sheet import SMALL, Sheet, centre, next_paragraph, rule_in
from generator.drafting.paper.tables import say_target_value, write_targets, write_tasks
from generator.drafting.prose import gives_duties, is_closing
from generator.drafting.table.columns import Role, is_heading_row
from generator.model import PartialDate, Plan, PlanKind, Section, Target
from generator.model.plan import Clause, Duty, Signer
from generator.text.vietnamese import fold
from generator.tracking.commitments import Commitments, FieldChange, TargetCommitment, TaskCommitment

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

BEGINNING = 24
"""Letters of a target's label that a line of its source holds together."""

_HEAD = (68, 97)
_FOOT = (85, 80)
"""Millimetres of the two columns of the head and the foot."""

_LABELS = (
    (Role.LEAD, "Đơn vị chủ trì"),
    (Role.COORDINATING, "Đơn vị phối hợp"),
    (Role.PRODUCT, "Sản phẩm"),
    (Role.DEADLINE, "Thời gian thực hiện"),
)
_NEXT_BEHALF = re.compile(r" (?=(?:KT|TL|TUQ)\.)")
"""«TM. ỦY BAN NHÂN DÂN» and «KT. CHỦ TỊCH» stand on lines of their own."""

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def export_docx(plan: Plan, commitments: Commitments, source: str) -> bytes:
    """The plan as a .docx file; ``commitments`` are those of the day for which it holds, ``source`` the text of the source."""
    day = (plan.document.issued or PartialDate(plan.period.first.year)).first_day()
    return _Writer(plan, commitments, source).write().saved(plan.document.title, day)


@dataclass(slots=True)
class _Writer:
    """Writes one plan on one sheet."""

    plan: Plan
    commitments: Commitments
    source: str
    sheet: Sheet = field(default_factory=Sheet)
    printed: list[Columns] = field(init=False)
    """The columns of the tables of tasks in the source."""

    def __post_init__(self) -> None:
        self.printed = printed_tables(self.source)

    def write(self) -> Sheet:
        self._head()
        self._title()
        self._bases()
        for clause in self.plan.articles:
            self._clause(clause, 0, article=True)
        if self._is_attached:
            self._foot()
            self.sheet.document.add_page_break()
            self._plan_title()
        self._text()
        if not self._is_attached:
            self._foot()
        self._annex()
        self._amendments()
        return self.sheet

    @property
    def _is_attached(self) -> bool:
        """Whether a decision issues a plan with parts in prose of its own, printed after the decision's recipients."""
        return bool(self.plan.articles) and any(not is_annex(clause) for clause in self.plan.narrative)

    @property
    def _in_text(self) -> bool:
        """Whether the tables stand in the text, above the recipients."""
        return self._is_prose or stands_in_text(self.plan, self.source)

    @property
    def _is_prose(self) -> bool:
        """Whether the document tells its tasks in sentences: its source prints no table of tasks."""
        headed = bool(self.plan.columns) or any(section.columns for section in self.plan.sections)
        return bool(self.source) and not self.printed and not headed

    # The head.

    def _head(self) -> None:
        document = self.plan.document
        table = self.sheet.table(_HEAD, ruled=False)
        left, right = table.rows[0].cells
        above, own = document.issuer_lines[:-1], document.issuer_lines[-1:]
        centre(left, above, size=SMALL)
        centre(left, own, bold=True, size=SMALL)
        if own:
            rule_in(left, _HEAD[0], 22)
        centre(right, (NATION,), bold=True, size=SMALL)
        centre(right, (MOTTO,), bold=True)
        rule_in(right, _HEAD[1], 55)
        row = table.add_row().cells
        centre(row[0], (f"Số: {document.number or ' ' * 4 + (document.symbol or '')}",))
        centre(row[1], (place_and_day(document.place, document.issued),), italic=True)

    def _title(self) -> None:
        document = self.plan.document
        if document.kind is PlanKind.PLAN:
            self._plan_title()
            return
        self.sheet.centred("QUYẾT ĐỊNH", bold=True, above=18)
        self.sheet.centred(document.subject or f"Ban hành {document.title}", bold=True)
        self.sheet.rule(40)
        if document.authority:
            self.sheet.centred(document.authority, bold=True, above=6)
            self.sheet.centred("")

    def _plan_title(self) -> None:
        self.sheet.centred("KẾ HOẠCH", bold=True, above=18)
        self.sheet.centred(_subject(self.plan.document.title), bold=True)
        if self.plan.document.kind is PlanKind.DECISION and self.plan.document.annex_reference:
            self.sheet.centred(self.plan.document.annex_reference, italic=True)
        self.sheet.rule(40)

    def _bases(self) -> None:
        for basis in self.plan.document.legal_bases:
            self.sheet.body(basis.text, italic=True)
        if self.plan.document.kind is PlanKind.DECISION:
            self.sheet.centred("QUYẾT ĐỊNH:", bold=True, above=6)
            self.sheet.centred("")

    # The text.

    def _text(self) -> None:
        """The parts in prose; a table that the document prints in its text stands above the part that gives out duties."""
        parts = [clause for clause in self.plan.narrative if not is_annex(clause)]
        giving = next((at for at, clause in enumerate(parts) if self._duties_of(clause)), len(parts))
        for clause in parts[:giving]:
            self._clause(clause, 0)
        if self._is_prose:
            self._told_elsewhere(parts)
        elif self._in_text:
            self._tables()
        for clause in parts[giving:]:
            self._clause(clause, 0)
        self._unplaced_duties()

    def _clause(self, clause: Clause, depth: int, *, article: bool = False) -> None:
        number = f"Điều {clause.no}." if article else _numbered(clause.no)
        lines = list(clause.text)
        if clause.title:
            self.sheet.led(" ".join(filter(None, (number, clause.title))), "")
        elif lines and number:
            self.sheet.led(number, lines.pop(0)) if article else self.sheet.body(f"{number} {lines.pop(0)}")
        elif number:
            self.sheet.led(number, "")
        duties = self._duties_of(clause) if depth == 0 else []
        closing = [line for line in lines if duties and is_closing(line)]
        for line in lines:
            if line not in closing:
                self.sheet.body(line)
        self._write_duties(duties)
        for line in closing:
            self.sheet.body(line)
        if not article and depth == 0 and self._is_prose:
            self._told_below(clause)
        for inner in clause.clauses:
            self._clause(inner, depth + 1)

    # Duties.

    def _duties_of(self, clause: Clause) -> list[Duty]:
        if clause.no is None and not (clause.title and gives_duties(clause.title)):
            return []
        return [duty for duty in self.plan.duties if duty.article == clause.no]

    def _unplaced_duties(self) -> None:
        """Duties whose part the record does not hold, below the usual title."""
        held = [duty for part in (*self.plan.articles, *self.plan.narrative) for duty in self._duties_of(part)]
        left = [duty for duty in self.plan.duties if not any(duty is one for one in held)]
        for article, duties in groupby(left, key=lambda duty: duty.article):
            self.sheet.led(" ".join(filter(None, (_numbered(article), "TỔ CHỨC THỰC HIỆN"))), "")
            self._write_duties(list(duties))

    def _write_duties(self, duties: Sequence[Duty]) -> None:
        for (no, agency), group in groupby(duties, key=lambda duty: (duty.no, duty.agency)):
            told = list(group)
            if agency and not any(_names(duty) for duty in told) and not told[0].text[:1].islower():
                self.sheet.body(f"{_numbered(no)} {'; '.join(agency)}".strip())
                for duty in told:
                    self.sheet.body(f"- {duty.text}")
                continue
            for duty in told:
                subject = f"{', '.join(agency)} " if agency and not _names(duty) and duty.text[:1].islower() else ""
                self.sheet.body(f"{_numbered(no)} {subject}{duty.text}".strip())

    # The foot.

    def _foot(self) -> None:
        signer = self.plan.document.signer
        if not self.plan.recipients and signer is None:
            return
        self.sheet.centred("")
        left, right = self.sheet.table(_FOOT, ruled=False).rows[0].cells
        if self.plan.recipients:
            heading = next_paragraph(left).add_run("Nơi nhận:")
            heading.bold, heading.italic, heading.font.size = True, True, Pt(12)
        for line in self.plan.recipients:
            next_paragraph(left).add_run(f"- {line}").font.size = Pt(11)
        if signer is not None:
            _sign(right, signer)

    # Tables and annexes.

    def _annex(self) -> None:
        annexes = [clause for clause in self.plan.narrative if is_annex(clause)]
        inner = [inner for clause in annexes for inner in clause.clauses]
        tasks = () if self._in_text else self.commitments.tasks
        targets = () if self._in_text and not self._is_prose else self._free_targets()
        if not tasks and not targets and not annexes:
            return
        self.sheet.begin_annex()
        marked = any(section.table and section.table.startswith("PL") for section in self.plan.sections)
        for clause in annexes:
            self.sheet.centred(clause.title or "", bold=True)
            for line in clause.text:
                self.sheet.centred(line, bold=True)
        if not annexes and not marked and self.plan.document.kind is PlanKind.DECISION and not self._is_attached:
            self._plan_title()
        elif not marked:
            if not annexes:
                self.sheet.centred("PHỤ LỤC", bold=True)
            self._annex_line()
        if tasks:
            self._tables()
        else:
            self._target_tables(inner)

    def _annex_line(self) -> None:
        if self.plan.document.annex_reference:
            self.sheet.centred(self.plan.document.annex_reference, italic=True)
            self.sheet.rule(40)

    def _tables(self) -> None:
        groups = _by_table(self.commitments.tasks)
        columns = columns_of(
            self.plan, [(section, [item.current.task for item in items]) for section, items in groups], self.printed
        )
        for (section, items), own in zip(groups, columns, strict=True):
            if section is not None:
                self._caption(section, first=section is groups[0][0])
            write_tasks(self.sheet, own, items, above=() if section is None else (section,))
        self._target_tables()

    def _caption(self, section: Section, *, first: bool) -> None:
        """The name of a table; «PHỤ LỤC II» begins a page of its own."""
        mark = section.table or ""
        if mark.startswith("PL") and mark[2:].isdecimal():
            at = int(mark[2:])
            number = _ROMAN[at - 1] if 1 <= at <= len(_ROMAN) else str(at)
            self.sheet.centred(f"PHỤ LỤC {number}", bold=True, new_page=not first)
            if section.title:
                self.sheet.centred(section.title, bold=True)
            self._annex_line()
        else:
            self.sheet.centred(section.title or f"Bảng {mark.removeprefix('B')}", bold=True, above=6)

    def _free_targets(self) -> list[TargetCommitment]:
        """Targets that stand in no task."""
        return [item for item in self.commitments.targets if item.current.task is None]

    def _target_tables(self, headings: Sequence[Clause] = ()) -> None:
        """Targets that no task sets, below the headings of the annex that stand above them in the source."""
        whole = self._free_targets()
        of_section = {target.id: part for part in _all_sections(self.plan.sections) for target in part.targets}
        for heading, below in _below_headings(whole, headings, self.source):
            if heading is not None:
                title = f"{_numbered(heading.no)} {heading.title or ''}".strip()
                self.sheet.centred(title, bold=True, above=6)
            if below:
                groups = [
                    (part, list(items)) for part, items in groupby(below, key=lambda item: of_section.get(item.id))
                ]
                write_targets(self.sheet, self.plan.period.first.year, groups)

    # Tasks told in prose.

    def _told_below(self, clause: Clause) -> None:
        """The tasks of the section that the record keeps beside a part in prose of the same number and title."""
        for section in self.plan.sections:
            if (section.no, section.title) == (clause.no, clause.title):
                self._told(section)

    def _told_elsewhere(self, clauses: Sequence[Clause]) -> None:
        held = {(clause.no, clause.title) for clause in clauses}
        for section in self.plan.sections:
            if (section.no, section.title) not in held:
                self._told_title(section)
                self._told(section)

    def _told_title(self, section: Section) -> None:
        title = " ".join(filter(None, (_numbered(section.no), section.title)))
        if title:
            self.sheet.led(title, "")

    def _told(self, section: Section) -> None:
        for item in self.commitments.tasks:
            if item.current.sections and item.current.sections[-1] is section:
                self._told_task(item)
        for inner in section.sections:
            self._told_title(inner)
            self._told(inner)

    def _told_task(self, item: TaskCommitment) -> None:
        """A task as a numbered or bulleted paragraph; below it, by name, what its own words do not say."""
        task = item.current.task
        front = _numbered(task.no) or "-"
        whole = item.cancelled or item.added
        if whole:
            self.sheet.changed(f"{front} {task.content}", "w:del" if item.cancelled else "w:ins", whole)
        elif item.changes and item.issued is not None and item.issued.task.content != task.content:
            self.sheet.changed(f"{front} {item.issued.task.content}", "w:del", item.changes[-1].amendment)
            self.sheet.changed(f"{front} {task.content}", "w:ins", item.changes[-1].amendment)
        else:
            self.sheet.body(f"{front} {task.content}")
        for role, label in _LABELS:
            for result in task.results():
                text = cell_text(task, result, role)
                if (
                    text
                    and fold(text) not in fold(task.content)
                    and not all(fold(part) in fold(task.content) for part in text.split("; "))
                ):
                    self.sheet.body(f"+ {label}: {text}")

    # Amendments.

    def _amendments(self) -> None:
        """What each amendment in effect is and does, as text that it inserted."""
        if self.commitments.amendments:
            self.sheet.centred("")
            self.sheet.changed("PHỤ LỤC CÁC VĂN BẢN ĐIỀU CHỈNH", "w:ins", self.commitments.amendments[0])
        for amendment in self.commitments.amendments:
            title = f": {amendment.title}" if amendment.title else ""
            day, since = f"{amendment.day:%d/%m/%Y}", f"{amendment.from_day:%d/%m/%Y}"
            first = f"Điều chỉnh theo văn bản số {amendment.document} ngày {day}, áp dụng từ ngày {since}{title}."
            targets = [
                line
                for item in self.commitments.targets
                for line in _target_changes(item, [one for one in item.changes if one.amendment is amendment])
            ]
            for line in (first, *amendment.text, *targets):
                self.sheet.changed(line, "w:ins", amendment)


def is_annex(clause: Clause) -> bool:
    """Whether a part in prose is the heading of an annex: «PHỤ LỤC», «Phụ lục II»."""
    return clause.no is None and fold(clause.title or "").startswith("phu luc")


def stands_in_text(plan: Plan, source: str) -> bool:
    """Whether the document prints its tables in the text: it names no annex, and its source has none after the recipients."""
    annexed = plan.document.annex_reference or any(is_annex(clause) for clause in plan.narrative)
    if annexed or any(section.table for section in plan.sections):
        return False
    for line in source.split("\n"):
        if fold(line).startswith("noi nhan"):
            return False
        if is_heading_row(line.split("\t")):
            return True
    return not plan.articles


def _below_headings(
    targets: Sequence[TargetCommitment], headings: Sequence[Clause], source: str
) -> list[tuple[Clause | None, list[TargetCommitment]]]:
    """Targets by the heading that stands above them in the source, in printed order; below the last where it does not tell."""
    flat = " ".join(fold(source).split())
    places = [flat.rfind(fold(heading.title or "\n")) for heading in headings]
    groups: list[tuple[Clause | None, list[TargetCommitment]]] = [(None, []), *((heading, []) for heading in headings)]
    at = 0
    for item in targets:
        found = flat.find(" ".join(fold(item.current.target.label).split())[:BEGINNING], at)
        at = found + 1 if found >= 0 else len(flat)
        above = sum(0 <= place < at for place in places)
        groups[above if found >= 0 else -1][1].append(item)
    return [group for group in groups if group[0] is not None or group[1]]


def _all_sections(sections: Sequence[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _all_sections(section.sections)


def _names(duty: Duty) -> bool:
    """Whether a duty's own words name one of the bodies that have it."""
    return any(fold(name) in fold(duty.text) for name in duty.agency)


def _target_changes(item: TargetCommitment, changes: Sequence[FieldChange]) -> Iterator[str]:
    """A changed target that a task sets in words, which no table shows."""
    if changes and item.current.task is not None and item.issued is not None:
        before, after = item.issued.target, item.current.target
        yield (f"Chỉ tiêu «{before.label}»: từ {_value(before)} thành {_value(after)}.")


def _value(target: Target) -> str:
    said = say_target_value(target)
    gap = "" if target.unit == "%" else " "
    return f"{said[:1].lower()}{said[1:]}{gap}{target.unit}"


def _sign(cell: Any, signer: Signer) -> None:
    """Who signs, in capitals; room for the signature; the name (phụ lục I, «Chức vụ, họ tên và chữ ký»)."""
    behalf = _NEXT_BEHALF.split(signer.on_behalf or "")
    centre(cell, [line for line in (*behalf, signer.capacity) if line], bold=True)
    centre(cell, ["", "", ""])
    if signer.name:
        centre(cell, (signer.name,), bold=True)


def _numbered(no: str | None) -> str:
    if not no:
        return ""
    return f"{no})" if len(no) == 1 and no.islower() else no if no.endswith((".", ")")) else f"{no}."


def _subject(title: str) -> str:
    words = title.removeprefix("Kế hoạch ").removeprefix("kế hoạch ")
    return words[:1].upper() + words[1:]


def place_and_day(place: str | None, issued: PartialDate | None) -> str:
    """«Hà Tĩnh, ngày 28 tháng 02 năm 2022», with room where a day or month is not known."""
    front = f"{place}, ngày" if place else "ngày"
    if issued is None:
        return f"{front}      tháng      năm"
    day = f"{issued.day:02d}" if issued.day else "    "
    month = f"{issued.month:02d}" if issued.month and issued.month < 3 else str(issued.month or "    ")
    return f"{front} {day} tháng {month} năm {issued.year}"


def _by_table(tasks: Sequence[TaskCommitment]) -> list[tuple[Section | None, list[TaskCommitment]]]:
    """Tasks by the table that they were printed in; all together where the plan has one."""
    groups: list[tuple[Section | None, list[TaskCommitment]]] = []
    for item in tasks:
        outer = item.current.sections[0] if item.current.sections else None
        table = outer if outer is not None and outer.table else None
        found = next((group for group in groups if group[0] is table), None)
        if found is not None:
            found[1].append(item)
        else:
            groups.append((table, [item]))
    return groups
