"""A plan of the record as the Word file that the department would sign: laid out after Nghị định 30/2020/NĐ-CP, phụ lục I.

Tables have the document's own headings in its own order and stand in an annex unless the document prints them in its text; duties
stand in the part that gives them. Amendments are Word's tracked changes: the words as issued struck out, the words in force
beside them, the amending document as the author; a paragraph at the end says what each of them is. So «accept all» gives
the plan as amended, «reject all» the plan as signed; ``plan new --from`` reads the first.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from generator.drafting.paper.amendments import write_amendments
from generator.drafting.paper.columns import Columns, columns_of, numbered, printed_tables
from generator.drafting.paper.frame import write_bases, write_foot, write_head, write_plan_title, write_title
from generator.drafting.paper.sheet import Sheet
from generator.drafting.paper.tables import write_targets, write_tasks
from generator.drafting.paper.told import write_duties, write_section_title, write_told
from generator.drafting.prose.duties import is_closing
from generator.drafting.prose.titles import gives_duties
from generator.drafting.table.headings import is_heading_row
from generator.drafting.table.ordinals import parse_ordinal
from generator.model import PartialDate, Plan, PlanKind, Section
from generator.model.plan import Clause, Duty
from generator.text.vietnamese import fold
from generator.tracking.commitments import Commitments, TargetCommitment, TaskCommitment

BEGINNING = 24
"""Letters of a target's label that a line of its source holds together."""

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
        document = self.plan.document
        write_head(self.sheet, document)
        write_title(self.sheet, document)
        write_bases(self.sheet, document)
        for clause in self.plan.articles:
            self._clause(clause, 0, article=True)
        if self._is_attached:
            write_foot(self.sheet, self.plan)
            self.sheet.document.add_page_break()
            write_plan_title(self.sheet, document)
        self._text()
        if not self._is_attached:
            write_foot(self.sheet, self.plan)
        self._annex()
        write_amendments(self.sheet, self.commitments)
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

    # The text.

    def _text(self) -> None:
        """The parts in prose; a table that the document prints in its text stands above the part that gives out duties."""
        parts = [clause for clause in self.plan.narrative if not is_annex(clause)]
        told = self.plan.sections if self._is_prose else ()
        waiting = [section for section in told if not any(_is_of(section, clause) for clause in parts)]
        giving = next((at for at, clause in enumerate(parts) if self._duties_of(clause)), len(parts))
        for at, clause in enumerate(parts):
            before = [one for one in waiting if at == giving or _comes_before(one, clause)]
            self._write_told(before)
            waiting = [one for one in waiting if one not in before]
            if at == giving and self._in_text and not self._is_prose:
                self._tables()
            self._clause(clause, 0)
        self._write_told(waiting)
        if giving == len(parts) and self._in_text and not self._is_prose:
            self._tables()
        self._unplaced_duties()

    def _clause(self, clause: Clause, depth: int, *, article: bool = False) -> None:
        lines = self._clause_title(clause, article=article)
        duties = self._duties_of(clause) if depth == 0 else []
        closing = [line for line in lines if duties and is_closing(line)]
        for line in lines:
            if line not in closing:
                self.sheet.body(line)
        write_duties(self.sheet, duties)
        for line in closing:
            self.sheet.body(line)
        for section in self.plan.sections if self._is_prose and depth == 0 and not article else ():
            if _is_of(section, clause):
                write_told(self.sheet, section, self.commitments.tasks)
        for inner in clause.clauses:
            self._clause(inner, depth + 1)

    def _clause_title(self, clause: Clause, *, article: bool) -> list[str]:
        """Write a clause's number with its title, or with its first paragraph; the paragraphs left."""
        number = f"Điều {clause.no}." if article else numbered(clause.no)
        lines = list(clause.text)
        if clause.title:
            self.sheet.led(" ".join(filter(None, (number, clause.title))), "")
        elif lines and number:
            self.sheet.led(number, lines.pop(0)) if article else self.sheet.body(f"{number} {lines.pop(0)}")
        elif number:
            self.sheet.led(number, "")
        return lines

    def _write_told(self, sections: Sequence[Section]) -> None:
        for section in sections:
            write_section_title(self.sheet, section)
            write_told(self.sheet, section, self.commitments.tasks)

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
            self.sheet.led(" ".join(filter(None, (numbered(article), "TỔ CHỨC THỰC HIỆN"))), "")
            write_duties(self.sheet, list(duties))

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
            write_plan_title(self.sheet, self.plan.document)
        elif not marked:
            if not annexes:
                self.sheet.centred("PHỤ LỤC", bold=True)
            self._annex_line()
        if not tasks:
            self._target_tables(inner)
            return
        for heading in inner:
            self.sheet.centred(f"{numbered(heading.no)} {heading.title or ''}".strip(), bold=True)
        self._tables()

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
        """Targets that no task sets: those of a table with a name of its own, then the others below the annex's headings."""
        parts = {target.id: (outer, part) for outer, part in _parts(self.plan.sections) for target in part.targets}
        named: list[TargetCommitment] = []
        others: list[TargetCommitment] = []
        for item in self._free_targets():
            outer, _ = parts.get(item.id, (None, None))
            (named if outer is not None and outer.table else others).append(item)
        for table, items in groupby(named, key=lambda item: parts[item.id][0]):
            self._caption(table, first=not self.commitments.tasks and table is parts[named[0].id][0])
            self._write_targets(list(items), {one: part for one, (_, part) in parts.items() if part is not table})
        for heading, below in _below_headings(others, headings, self.source):
            if heading is not None:
                title = f"{numbered(heading.no)} {heading.title or ''}".strip()
                self.sheet.centred(title, bold=True, above=6)
            if below:
                self._write_targets(below, {one: part for one, (_, part) in parts.items()})

    def _write_targets(self, items: Sequence[TargetCommitment], parts: Mapping[str, Section]) -> None:
        """One table of targets; ``parts`` are the titled parts that they stand in, by the targets' ids."""
        groups = [(part, list(ones)) for part, ones in groupby(items, key=lambda item: parts.get(item.id))]
        write_targets(self.sheet, self.plan.period.first.year, groups)


def _is_of(section: Section, clause: Clause) -> bool:
    """Whether the record keeps the tasks of a part in prose as this section, beside what the part says."""
    return (section.no, section.title) == (clause.no, clause.title)


def _comes_before(section: Section, clause: Clause) -> bool:
    """Whether a part of tasks is numbered before a part in prose: «II» and «III»."""
    own, other = parse_ordinal(section.no or ""), parse_ordinal(clause.no or "")
    return own is not None and other is not None and own.is_like(other) and own.value < other.value


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


def _parts(sections: Sequence[Section]) -> Iterator[tuple[Section, Section]]:
    """Every section with the outermost one that it stands in, which may be itself."""
    for outer in sections:
        yield outer, outer
        yield from ((outer, inner) for _, inner in _parts(outer.sections))


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
