"""A plan of the record as the Word file that the department would sign: laid out after Nghị định 30/2020/NĐ-CP, phụ lục I.

The table has the document's own headings in its own order, read from the source. Amendments are Word's tracked changes: the words
as issued struck out, the words in force beside them, the amending document as the author. Read again by ``plan new --from`` the
file gives the same tasks, because of tracked changes the final text is taken.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from generator.drafting.table.actors import is_explicit_list, split_actors, split_roles
from generator.drafting.table.cells import split_lines
from generator.drafting.table.columns import Role, assign_roles
from generator.drafting.table.events import read_events
from generator.drafting.table.rows import Table, gather_tables
from generator.drafting.table.stacked import unstacked
from generator.model import Comparator, PartialDate, Plan, PlanKind, Section, Target, Task
from generator.model.plan import Clause, Outcome
from generator.tracking.commitments import Commitments, TaskCommitment

FONT = "Times New Roman"
SIZE = 13
"""Points; Nghị định 30/2020/NĐ-CP, phụ lục I, mục V allows 13 and 14."""

_OURS = ((Role.NO, "TT"), (Role.CONTENT, "Nội dung công việc"), (Role.LEAD, "Cơ quan chủ trì"))
_MORE = (
    (Role.COORDINATING, "Cơ quan phối hợp"),
    (Role.PRODUCT, "Sản phẩm"),
    (Role.DEADLINE, "Thời gian thực hiện"),
    (Role.NOTE, "Ghi chú"),
)
_COMPARED = {
    Comparator.MIN: "Tối thiểu ",
    Comparator.MAX: "Không quá ",
    Comparator.REDUCE_BY: "Giảm ",
    Comparator.INCREASE_BY: "Tăng ",
}


@dataclass(slots=True)
class _Columns:
    """Headings and what each column holds."""

    roles: list[Role]
    headings: list[str]


@dataclass(slots=True)
class _Writer:
    """Writes one plan into one Word document."""

    plan: Plan
    commitments: Commitments
    source: str
    document: Any = field(default_factory=docx.Document)
    _marks: int = 0

    # The document.

    def write(self) -> bytes:
        self._lay_out()
        self._head()
        self._bases()
        for clause in self.plan.articles:
            self._clause(clause, 0, article=True)
        for clause in self.plan.narrative:
            self._clause(clause, 0)
        self._duties()
        self._foot()
        self._tables()
        self._changes()
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _lay_out(self) -> None:
        """A4 upright; margins of phụ lục I, mục I: 20–25 mm above and below, 30–35 mm left, 15–20 mm right."""
        self._page(self.document.sections[0], lying=False)
        self._number_pages(self.document.sections[0])
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = FONT, Pt(SIZE)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
        style.paragraph_format.space_after = Pt(6)
        properties = self.document.core_properties
        day = self.plan.document.issued
        properties.title, properties.author, properties.comments = self.plan.document.title[:250], "", ""
        stamp = (day or PartialDate(self.plan.period.first.year)).first_day()
        properties.created = properties.modified = _midnight(stamp)

    def _page(self, section: Any, *, lying: bool) -> None:
        long, short = Mm(297), Mm(210)
        section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (long, short) if lying else (short, long)
        section.top_margin = section.bottom_margin = Mm(20)
        section.left_margin, section.right_margin = Mm(30), Mm(15)

    def _number_pages(self, section: Any) -> None:
        """Pages are numbered from the second, centred above the text (phụ lục I, «Số trang văn bản»); an annex counts anew."""
        section.different_first_page_header_footer = True
        if section._sectPr.find(qn("w:pgNumType")) is None:  # a later section is a copy of the one before
            begin = _mark(section._sectPr, "w:pgNumType", start="1")
            section._sectPr.find(qn("w:pgMar")).addnext(begin)  # where the schema wants it
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        number = _mark(paragraph._p, "w:fldSimple", instr=" PAGE ")
        _mark(_mark(number, "w:r"), "w:t").text = "2"

    def _head(self) -> None:
        document = self.plan.document
        table = self.document.add_table(2, 2)
        _centre(table.cell(0, 0), document.issuer_lines or (), bold=True)
        _centre(table.cell(0, 1), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"), bold=True)
        number = f"Số: {document.number or document.symbol or ''}"
        _centre(table.cell(1, 0), (number,))
        _centre(table.cell(1, 1), (_place_and_day(document.place, document.issued),), italic=True)
        self._centred("")
        if document.kind is PlanKind.DECISION:
            self._centred("QUYẾT ĐỊNH", bold=True)
            self._centred(document.subject or f"Ban hành {document.title}", bold=True)
        else:
            self._centred("KẾ HOẠCH", bold=True)
            self._centred(_subject(document.title), bold=True)
        if document.authority:
            self._centred("")
            self._centred(document.authority, bold=True)

    def _bases(self) -> None:
        for basis in self.plan.document.legal_bases:
            self._paragraph(basis.text, italic=True)
        if self.plan.document.kind is PlanKind.DECISION:
            self._centred("QUYẾT ĐỊNH:", bold=True)

    def _clause(self, clause: Clause, depth: int, *, article: bool = False) -> None:
        number = f"Điều {clause.no}." if article else _numbered(clause.no)
        lines = [clause.title, *clause.text] if clause.title else list(clause.text)
        first = f"{number} {lines[0]}".strip() if lines else number
        if first:
            self._paragraph(first, bold=bool(clause.title) and depth < 2)
        for line in lines[1:]:
            self._paragraph(line)
        for inner in clause.clauses:
            self._clause(inner, depth + 1)

    def _duties(self) -> None:
        if not self.plan.duties:
            return
        stated = any(clause.no == duty.article for duty in self.plan.duties for clause in self.plan.narrative)
        if not stated and not self.plan.articles:
            self._paragraph("TỔ CHỨC THỰC HIỆN", bold=True)
        last = None
        for duty in self.plan.duties:
            mark = f"{_numbered(duty.no)} " if duty.no and duty.no != last else ""
            self._paragraph(f"{mark}{duty.text}")
            last = duty.no

    def _foot(self) -> None:
        if not self.plan.recipients and self.plan.document.signer is None:
            return
        table = self.document.add_table(1, 2)
        left, right = table.cell(0, 0), table.cell(0, 1)
        left.paragraphs[0].add_run("Nơi nhận:").bold = True
        for line in self.plan.recipients:
            left.add_paragraph(f"- {line}")
        signer = self.plan.document.signer
        if signer is not None:
            _centre(
                right,
                [line for line in (signer.on_behalf, signer.capacity, "", signer.name) if line is not None],
                bold=True,
            )

    def _paragraph(self, text: str, *, bold: bool = False, italic: bool = False) -> None:
        for line in text.split("\n"):
            run = self.document.add_paragraph().add_run(line)
            run.bold, run.italic = bold, italic

    def _centred(self, text: str, *, bold: bool = False, italic: bool = False) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(text)
        run.bold, run.italic = bold, italic

    # The tables.

    def _tables(self) -> None:
        tasks = list(self.commitments.tasks)
        targets = [item for item in self.commitments.targets if item.current.task is None and not item.cancelled]
        if not tasks and not targets:
            return
        annex = self.document.add_section()
        self._page(annex, lying=True)
        self._number_pages(annex)
        if self.plan.document.annex_reference:
            self._centred(self.plan.document.annex_reference, italic=True)
        groups = _by_table(tasks)
        columns = _columns_of(self.source, len(groups), [_roles_used(items) for _, items in groups])
        for (section, items), own in zip(groups, columns, strict=True):
            if section is not None:
                self._centred(_caption(section), bold=True)
                self._centred("")
            self._task_table(own, items, above=() if section is None else (section,))
        if targets:
            self._target_table([item.current.target for item in targets])

    def _task_table(self, columns: _Columns, items: Sequence[TaskCommitment], above: tuple[Section, ...]) -> None:
        table = self.document.add_table(1, len(columns.roles))
        table.style = "Table Grid"
        for cell, heading in zip(table.rows[0].cells, columns.headings, strict=True):
            _centre(cell, (" ".join(heading.split()),), bold=True)
        _mark(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")  # printed again on every page
        shown: list[Section] = list(above)
        for item in items:
            for section in item.current.sections:
                if not any(section is one for one in shown):
                    shown.append(section)
                    self._section_row(table, section)
            self._task_rows(table, columns, item)
        self.document.add_paragraph("")

    def _section_row(self, table: Any, section: Section) -> None:
        if not section.title:
            return
        row = table.add_row()
        row.cells[0].text = section.no or ""
        merged = row.cells[1].merge(row.cells[-1]) if section.no else row.cells[0].merge(row.cells[-1])
        merged.text = section.title
        for cell in (row.cells[0], merged):
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.bold = True

    def _task_rows(self, table: Any, columns: _Columns, item: TaskCommitment) -> None:
        """The rows of one task: one for each product and deadline, its other cells merged downwards."""
        task, before = item.current.task, item.issued.task if item.issued else None
        results, old = task.results(), before.results() if before else ()
        first = len(table.rows)
        for at, result in enumerate(results):
            row = table.add_row()
            for cell, role in zip(row.cells, columns.roles, strict=True):
                if at == 0 or role in (Role.PRODUCT, Role.DEADLINE):
                    issued = _shown(before, old[at] if at < len(old) else None, role) if before else None
                    self._fill(cell, _shown(task, result, role), issued, item)
            if item.cancelled or item.added:
                amendment = item.cancelled or item.added
                self._mark_row(row, "w:del" if item.cancelled else "w:ins", amendment.document if amendment else "")
        if len(results) > 1:
            for at, role in enumerate(columns.roles):
                if role not in (Role.PRODUCT, Role.DEADLINE):
                    _merge_down(table, at, first, len(results))

    def _fill(self, cell: Any, text: str, issued: str | None, item: TaskCommitment) -> None:
        """A cell's text; where an amendment changed it, the issued words deleted and those in force inserted."""
        paragraph = cell.paragraphs[0]
        amendment = item.cancelled or item.added or (item.changes[-1].amendment if item.changes else None)
        author = amendment.document if amendment else ""
        if item.cancelled:
            self._tracked(paragraph, "w:del", text, author)
        elif item.added:
            self._tracked(paragraph, "w:ins", text, author)
        elif issued is not None and issued != text:
            if issued:
                self._tracked(paragraph, "w:del", issued, author)
            self._tracked(paragraph, "w:ins", text, author)
        else:
            first, *rest = text.split("\n")
            cell.text = first
            for line in rest:
                cell.add_paragraph(line)

    def _tracked(self, paragraph: Any, kind: str, text: str, author: str) -> None:
        change = self._change(paragraph._p, kind, author)
        run = _mark(change, "w:r")
        for at, line in enumerate(text.split("\n")):
            if at:
                _mark(run, "w:br")
            words = _mark(run, "w:delText" if kind == "w:del" else "w:t")
            words.text = line
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def _mark_row(self, row: Any, kind: str, author: str) -> None:
        self._change(row._tr.get_or_add_trPr(), kind, author)

    def _change(self, element: Any, kind: str, author: str) -> Any:
        self._marks += 1
        day = f"{self.commitments.as_of}T00:00:00Z"
        return _mark(element, kind, id=str(self._marks), author=author or "Điều chỉnh", date=day)

    def _target_table(self, targets: Sequence[Target]) -> None:
        self._centred("CHỈ TIÊU", bold=True)
        table = self.document.add_table(1, 4)
        table.style = "Table Grid"
        heads = ("STT", "Chỉ tiêu", "Đơn vị tính", f"Chỉ tiêu năm {self.plan.period.first.year}")
        for cell, heading in zip(table.rows[0].cells, heads, strict=True):
            _centre(cell, (heading,), bold=True)
        for at, target in enumerate(targets, start=1):
            cells = table.add_row().cells
            for cell, text in zip(cells, (str(at), target.label, target.unit, say_target_value(target)), strict=True):
                cell.text = text

    def _changes(self) -> None:
        """What changed, below the table: every amendment in effect, and every departure from the printed words."""
        for amendment in self.commitments.amendments:
            self._paragraph(f"Điều chỉnh theo {amendment.document}, từ {amendment.from_day:%d/%m/%Y}.", italic=True)


def export_docx(plan: Plan, commitments: Commitments, source: str) -> bytes:
    """The plan as a .docx file; ``commitments`` are those of the day for which it holds, ``source`` the text of the source."""
    return _fixed(_Writer(plan, commitments, source).write())


def say_target_value(target: Target) -> str:
    """``Tối thiểu 80``, ``100``, ``7.920``: as a column of values prints it."""
    number = f"{target.value:,f}".rstrip("0").rstrip(".") if "." in f"{target.value:f}" else f"{target.value:,f}"
    words = number.replace(",", "\0").replace(".", ",").replace("\0", ".")
    return _COMPARED.get(target.comparator, "") + words if target.comparator else words


def _numbered(no: str | None) -> str:
    if not no:
        return ""
    return f"{no})" if len(no) == 1 and no.islower() else no if no.endswith((".", ")")) else f"{no}."


def _subject(title: str) -> str:
    words = title.removeprefix("Kế hoạch ").removeprefix("kế hoạch ")
    return words[:1].upper() + words[1:]


def _place_and_day(place: str | None, issued: PartialDate | None) -> str:
    if issued is None:
        return f"{place or ''}, ngày      tháng      năm"
    day = f"{issued.day:02d}" if issued.day else "    "
    month = f"{issued.month:02d}" if issued.month else "    "
    return f"{place or ''}, ngày {day} tháng {month} năm {issued.year}"


def _by_table(tasks: Sequence[TaskCommitment]) -> list[tuple[Section | None, list[TaskCommitment]]]:
    """Tasks by the table that they were printed in; all together where the plan has one."""
    groups: list[tuple[Section | None, list[TaskCommitment]]] = []
    for item in tasks:
        outer = item.current.sections[0] if item.current.sections else None
        table = outer if outer is not None and outer.table else None
        if not groups or groups[-1][0] is not table:
            found = next((group for group in groups if group[0] is table), None)
            if found is not None:
                found[1].append(item)
                continue
            groups.append((table, []))
        groups[-1][1].append(item)
    return groups


def _caption(section: Section) -> str:
    mark = section.table or ""
    if mark.startswith("PL") and mark[2:].isdecimal():
        return f"PHỤ LỤC {mark[2:]}. {section.title or ''}".strip(" .")
    return section.title or f"Bảng {mark.removeprefix('B')}"


def _columns_of(source: str, wanted: int, used: list[set[Role]]) -> list[_Columns]:
    """The columns of each table as the source heads them; ours where the source has none."""
    tables, _ = gather_tables(list(read_events(unstacked(split_lines(source))))) if source else ([], [])
    printed = [found for table in tables if (found := _printed_columns(table)) is not None]
    columns: list[_Columns] = []
    for at in range(wanted):
        own = printed[at] if at < len(printed) and len(printed) >= wanted else printed[0] if printed else None
        columns.append(own if own is not None and used[at] <= set(own.roles) else _with_missing(own, used[at]))
    return columns


def _printed_columns(table: Table) -> _Columns | None:
    if table.headings is None:
        return None
    roles, _ = assign_roles(table.headings, [row.cells for row in table.rows])
    kept = [(role, heading) for role, heading in zip(roles, table.headings, strict=False) if role in _FIELDS]
    if Role.CONTENT not in roles or Role.VALUE in roles or len(kept) < 3:
        return None
    return _Columns([role for role, _ in kept], [heading for _, heading in kept])


_FIELDS = (
    Role.NO,
    Role.RUNNING_NO,
    Role.CONTENT,
    Role.LEAD,
    Role.COORDINATING,
    Role.PRODUCT,
    Role.DEADLINE,
    Role.NOTE,
)


def _with_missing(columns: _Columns | None, used: set[Role]) -> _Columns:
    """Columns with ours added for what the tasks hold and no printed column does."""
    roles = list(columns.roles) if columns else [role for role, _ in _OURS]
    headings = list(columns.headings) if columns else [heading for _, heading in _OURS]
    for role, heading in _MORE:
        if role in used and role not in roles:
            roles.append(role)
            headings.append(heading)
    return _Columns(roles, headings)


def _roles_used(items: Sequence[TaskCommitment]) -> set[Role]:
    every = (Role.LEAD, Role.COORDINATING, Role.PRODUCT, Role.DEADLINE, Role.NOTE)
    return {
        role
        for item in items
        for result in item.current.task.results()
        for role in every
        if _shown(item.current.task, result, role)
    }


def _shown(task: Task, result: Outcome | None, role: Role) -> str:
    """What a column prints of a task."""
    if role is Role.PRODUCT:
        return (result.product or "") if result else ""
    if role is Role.DEADLINE:
        return result.deadline.text if result and result.deadline else ""
    return {
        Role.NO: task.no or "",
        Role.RUNNING_NO: task.running_no or "",
        Role.CONTENT: task.content,
        Role.LEAD: listed_names(task.lead),
        Role.COORDINATING: listed_names(task.coordinating),
        Role.NOTE: task.note or "",
    }.get(role, "")


def listed_names(names: Sequence[str]) -> str:
    """Names of bodies in one cell so that reading them gives the same names: «A; B», or line by line where that is not enough."""
    plain = "; ".join(names)
    again = split_actors(split_roles(plain)[0])[0]
    return (
        plain
        if again == list(names) and not is_explicit_list(plain)
        else "".join(f"{name};\n" for name in names).rstrip("\n")
    )


def _centre(cell: Any, lines: Sequence[str], *, bold: bool = False, italic: bool = False) -> None:
    for at, line in enumerate(lines or ("",)):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(line)
        run.bold, run.italic = bold, italic


def _merge_down(table: Any, column: int, first: int, count: int) -> None:
    for at in range(count):
        properties = table.cell(first + at, column)._tc.get_or_add_tcPr()
        _mark(properties, "w:vMerge", **({"val": "restart"} if at == 0 else {}))


def _mark(element: Any, name: str, **attributes: str) -> Any:
    child = OxmlElement(name)
    for key, value in attributes.items():
        child.set(qn(f"w:{key}"), value)
    element.append(child)
    return child


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _fixed(raw: bytes) -> bytes:
    """The same parts in an archive that does not remember when it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in given.infolist():
            archive.writestr(zipfile.ZipInfo(part.filename), given.read(part), zipfile.ZIP_DEFLATED)
    return out.getvalue()
