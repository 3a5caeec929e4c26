"""A table of tasks as pasted text → sections and tasks, with a doubt wherever the text can be read in two ways.

Each row is asked in turn: is it a section (a number and a title, nothing else), a task, the rest of the row above, or a
second product of it? The rules look at numbers, columns and the shape of the text, not at any plan's words. Whatever a rule
cannot be sure of is kept as printed and doubted; nothing is dropped in silence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.drafting.table.actors import doubt_about, split_actors, split_roles, split_suffixes
from generator.drafting.table.cells import joined
from generator.drafting.table.columns import assign_roles, guess_roles, held_columns
from generator.drafting.table.dittos import resolve_dittos
from generator.drafting.table.draft import DraftCorrection, DraftOutcome, DraftPlan, DraftSection, DraftTask
from generator.drafting.table.events import Event, Row
from generator.drafting.table.grid import OWN, Grid, Title, Values
from generator.drafting.table.headings import LONGEST_HEADING
from generator.drafting.table.marks import with_marked_times
from generator.drafting.table.ordinals import Kind, Ordinal, in_series, parse_ordinal
from generator.drafting.table.outline import Outline
from generator.drafting.table.phrases import begins_with_time, looks_like_body, looks_like_time, shown
from generator.drafting.table.review import review
from generator.drafting.table.roles import Role, limit_of
from generator.drafting.table.rows import Table, gather_tables
from generator.drafting.table.targets import find_targets, targets_of_row
from generator.drafting.table.titles import name_tables, set_apart, title_of
from generator.model.plan import Holds
from generator.text.vietnamese import fold

_TOTAL = re.compile(r"(?:tong )?cong(?: so)?\s*(?::|\d|$)|tong so\s*(?::|\d|$)")
"""A last row that counts the others."""

NO_TABLE = "không nhận ra bảng nhiệm vụ nào: cần dòng tiêu đề cột, hoặc ít nhất ba cột cách nhau bằng tab"


def read_plan(events: Sequence[Event], year: int | None = None) -> DraftPlan:
    """The tasks and targets of all tables; a doubt says where there is none. ``year`` tells columns of several years apart."""
    tables, doubts = gather_tables(events)
    plan = DraftPlan(doubts=doubts)
    bare = [row.cells for table in tables if table.headings is None for row in table.rows]
    guessed = guess_roles(bare, max(map(len, bare))) if bare else []
    if guessed:
        words = ", ".join(f"cột {at} là {role}" for at, role in enumerate(guessed, start=1))
        plan.doubts.append(f"bảng không có dòng tiêu đề, các cột được đoán: {words}")
    parts = [_read_one(table, guessed, plan, year) for table in tables]
    plan.columns = _settle_columns(parts)
    lifted = [_lift_targets(table, part, plan) for table, part in zip(tables, parts, strict=True)]
    left = [(table, part) for (table, part, gone) in zip(tables, parts, lifted, strict=True) if not gone]
    plan.sections = name_tables([table for table, _ in left], [part for _, part in left])
    set_apart(plan.sections)
    if not plan.sections and not plan.table_targets:
        plan.doubts.append(NO_TABLE)
    for task in plan.tasks():
        _finish(task)
    review(plan)
    return plan


def _read_one(table: Table, guessed: list[Role], plan: DraftPlan, year: int | None) -> DraftSection:
    roles = guessed
    if table.headings is not None:
        table = with_marked_times(table)
        headings = table.headings or []
        own = [["" if at in row.down else cell for at, cell in enumerate(row.cells)] for row in table.rows]
        roles, doubts = assign_roles(headings, [row.cells for row in table.rows], year, own)
        plan.doubts += [doubt for doubt in doubts if doubt not in plan.doubts]
    if table.borrowed:
        line = table.rows[0].line
        plan.doubts.append(f"bảng từ dòng {line} không có dòng tiêu đề; đọc theo các cột của bảng trước")
    reader = _Reader(Grid(roles, table.headings or [], table.rows))
    reader.read()
    reader.outline.top.doubts += table.doubts
    resolve_dittos(reader.outline.top)
    if table.headings is not None and any(True for _ in reader.outline.top.all_tasks()):
        reader.outline.top.columns = held_columns(roles, table.headings)
    return reader.outline.top


def _lift_targets(table: Table, part: DraftSection, plan: DraftPlan) -> bool:
    """Take the targets of a table without tasks and parts as the whole plan's; its title goes with each of them."""
    if not part.targets or part.tasks or part.sections:
        return False
    title = title_of(table.titles)[1]
    for target in part.targets:
        target.note = "; ".join(filter(None, (f"Bảng «{title}»" if title else "", target.note)))
    plan.table_targets += part.targets
    plan.doubts += part.doubts
    return True


def _settle_columns(parts: Sequence[DraftSection]) -> list[tuple[Holds, str]]:
    """The columns of the first table with tasks; the same said again by another table is taken from it."""
    common = next((part.columns for part in parts if part.columns), [])
    for part in parts:
        if part.columns == common:
            part.columns = []
    return common


def _finish(task: DraftTask) -> None:
    """Cut the cells of bodies into names, and look for numbers that may be targets."""
    leading, helping = split_roles(task.lead_cell)
    names, doubt = split_actors(leading)
    helpers, other = split_actors(_joined_names(helping, task.coordinating_cell) if helping else task.coordinating_cell)
    task.lead, also_helping = split_suffixes(names)
    doubt = doubt_about((*task.lead, *also_helping)) if doubt else ""
    task.coordinating = [*dict.fromkeys((*also_helping, *helpers))]
    task.doubts += [f"{role}: {text}" for role, text in ((Role.LEAD, doubt), (Role.COORDINATING, other)) if text]
    seen: set[tuple[object, str]] = set()
    for text in (task.content, *(outcome.product for outcome in task.outcomes), task.note):
        found = list(find_targets(text))
        task.targets += [target for target in found if (target.value, target.unit) not in seen]
        seen |= {(target.value, target.unit) for target in found}  # the product repeats what the content sets


def _joined_names(above: str, below: str) -> str:
    """Two cells of names as one: a body's name that begins below is a name of its own, anything else goes on."""
    begins = below[:1].isupper() and looks_like_body(below) and " " in below.strip()
    return f"{above}\n{below}" if above and begins else joined(above, below)


@dataclass(slots=True)
class _Reader:
    """Reads the rows of one table from top to bottom."""

    grid: Grid
    outline: Outline = field(default_factory=Outline)
    _task: DraftTask | None = None
    _section: DraftSection | None = None
    _number: Ordinal | None = None
    """The number of the last task."""
    _letters: Ordinal | None = None
    """The last number that was a capital letter."""
    _group: str = ""
    """What the column of groups said last."""

    def read(self) -> None:
        """Put every row where it belongs in the outline."""
        for at, row in enumerate(self.grid.rows):
            if row.filled():
                self._read_row(at, row)

    def _read_row(self, at: int, row: Row) -> None:
        title = self.grid.title_of(row)
        if title is not None and title.ordinal is None and self._task is not None and _TOTAL.match(fold(title.text)):
            self._task.asides.append(f"dòng {row.line} là dòng tổng: {title.text}")
            return
        if title is not None and self._take_title(at, row, title):
            return
        values = self.grid.values(row)
        if self.grid.is_of_indicators:
            self._take_indicator(row, values)
            return
        if row.exact and self.grid.goes_on_from_above(row) and self._task is not None:
            self._take_further_part(row, values)
            return
        group, number = values.pop(Role.GROUP, self._group), values.pop(Role.GROUP_NO, None)
        if group != self._group:
            self._start_section(DraftSection(no=number, title=" ".join(group.split())), None)
            self._group = group
        ordinal = self._series(self.grid.number_of(row, values))
        if ordinal is not None or not self.grid.is_numbered:
            self._take_numbered(at, row, values, ordinal)
        else:
            self._take_unnumbered(row, values)

    def _series(self, ordinal: Ordinal | None) -> Ordinal | None:
        return None if ordinal is None else in_series(ordinal, self._letters)

    def _has_rows_below(self, at: int, ordinal: Ordinal) -> bool:
        """Whether the next rows belong below a section with this number."""
        return self.grid.next_is_unnumbered(at) or self._has_numbers_below(at, ordinal)

    def _has_numbers_below(self, at: int, ordinal: Ordinal) -> bool:
        """Whether the next number belongs below this one: «2.1» below «2», «1» below «IV», «a» below «3»."""
        after = self._series(self.grid.next_number(at))
        if after is None:
            return False
        if after.is_inside(ordinal) or after.kind is Kind.BULLET:
            return True
        if after.is_like(ordinal) or after.kind is ordinal.kind:
            return after.value == 1 and not after.follows(ordinal)
        if after.kind > ordinal.kind:
            return after.kind is Kind.NUMBER or after.value == 1
        return ordinal.kind is Kind.UPPER and after.value == 1 and not self.outline.is_outside(after.kind, ordinal.kind)

    # Sections.

    def _take_title(self, at: int, row: Row, title: Title) -> bool:
        """Take the row as a section's title where it is one; False leaves it to be a task or the rest of one."""
        ordinal = self._series(title.ordinal)
        if ordinal is None:
            return self._take_bare_title(at, row, title)
        below = self._has_rows_below(at, ordinal)
        if not below and ordinal.kind > Kind.UPPER:
            return False
        section = DraftSection(no=ordinal.text, title=title.text)
        after = self._series(self.grid.next_number(at))
        if not title.sure and (after is None or not after.is_inside(ordinal)):
            section.doubts.append(f"dòng {row.line} được coi là tên mục vì chỉ có số và tên, có dòng con bên dưới")
        if not below:
            section.doubts.append(f"mục ở dòng {row.line} không có nhiệm vụ nào bên dưới")
        self._start_section(section, ordinal)
        return True

    def _take_bare_title(self, at: int, row: Row, title: Title) -> bool:
        """Take a text alone in its row as a title; unless its form says so, only where numbers start again below it."""
        goes_on = title.text[0].islower() or (row.after_break and not title.sure)
        if goes_on and (self._task or self._section):
            return False
        after = self.grid.next_number(at)
        restarts = after is not None and after.value == 1
        if not title.sure and self._task is not None and not restarts and not self._is_titled_so(row, title.text):
            return False
        section = DraftSection(title=title.text)
        if not title.sure:
            section.doubts.append(f"dòng {row.line} chỉ có một đoạn chữ, không số: coi là tên mục")
        self._start_section(section, None)
        return True

    def _is_titled_so(self, row: Row, text: str) -> bool:
        """Whether the part above has such a title too, and nothing in this one reads as the rest of the row above."""
        above = self._section is not None and not self._section.no and bool(self._section.title)
        return (
            above and not row.after_break and len(text) <= LONGEST_HEADING and not text.endswith((".", ";", ",", ":"))
        )

    def _start_section(self, section: DraftSection, ordinal: Ordinal | None) -> None:
        self.outline.add_section(section, ordinal)
        self._section, self._task, self._number = section, None, None
        if ordinal is not None and ordinal.kind is Kind.UPPER:
            self._letters = ordinal

    # Tasks.

    def _take_numbered(self, at: int, row: Row, values: Values, ordinal: Ordinal | None) -> None:
        if ordinal is not None and self._is_crowded_title(at, row, values, ordinal):
            rest = "; ".join(f"{name}: «{shown(cell, 300)}»" for name, cell in self.grid.beside_title(row))
            section = DraftSection(no=ordinal.text, title=values.get(Role.CONTENT, ""))
            section.doubts.append(
                f"tên mục ở dòng {row.line} còn có {rest}; ghi vào từng nhiệm vụ nếu áp dụng cho cả mục"
            )
            self._start_section(section, ordinal)
            return
        task = self._new_task(row, values)
        if ordinal is not None and ordinal.kind is not Kind.BULLET:
            task.no = ordinal.text
        elif ordinal is not None and Role.NO in values and not parse_ordinal(values[Role.NO]):
            task.no = values[Role.NO]
            task.doubts.append(f"ô số thứ tự ghi «{shown(values[Role.NO])}»")
        if ordinal is None and not self.grid.is_numbered and self._goes_on(row, values):
            self._continue(row, values)
            return
        self._place(task, ordinal)

    def _is_crowded_title(self, at: int, row: Row, values: Values, ordinal: Ordinal) -> bool:
        """A section's row that also fills another cell, with its tasks below: the title of a part with one deadline."""
        if Role.CONTENT not in values or sum(role in values for role in OWN) > 2:
            return False
        return (ordinal.kind <= Kind.UPPER or row.bold) and self._has_numbers_below(at, ordinal)

    def _place(self, task: DraftTask, ordinal: Ordinal | None) -> None:
        counted = ordinal if ordinal is not None and ordinal.kind is not Kind.BULLET else None
        below = self._number is not None and (
            counted is None
            or (counted.kind is Kind.LOWER and counted.value == 1 and self._number.kind is not Kind.LOWER)
        )
        if below and self._number is not None:
            self.outline.go_below(self._number)
        self.outline.add_task(task, counted)
        self._task, self._number = task, counted
        if counted is not None and counted.kind is Kind.UPPER:
            self._letters = counted

    def _new_task(self, row: Row, values: Values) -> DraftTask:
        task = DraftTask(
            line=row.line,
            running_no=values.get(Role.RUNNING_NO),
            content=values.get(Role.CONTENT, values.get(Role.DELIVERABLE, "")),
            lead_cell=values.get(Role.LEAD, ""),
            coordinating_cell=values.get(Role.COORDINATING, ""),
            outcomes=[
                DraftOutcome(values.get(Role.PRODUCT, values.get(Role.DELIVERABLE, "")), values.get(Role.DEADLINE, ""))
            ],
            note=values.get(Role.NOTE, ""),
        )
        if row.mark and task.outcomes[0].deadline:
            reason = f"Bảng đánh dấu «{row.mark}» ở các cột thời gian; ghi tên các cột được đánh dấu."
            task.corrected.append(DraftCorrection("deadline", row.mark, reason))
        self._doubt_cells(task, row)
        return task

    def _doubt_cells(self, task: DraftTask, row: Row) -> None:
        task.asides += [f"{name}: {shown(cell, 300)}" for name, cell in self.grid.spare(row)]
        if row.printed > len(self.grid.roles):
            task.doubts.append(f"dòng {row.line} có nhiều ô hơn số cột: có thể lệch cột, đã dồn lại cho khớp")

    def _take_unnumbered(self, row: Row, values: Values) -> None:
        """A row without a number in a table with numbers: the rest of a row, a second product, or a task of its own."""
        if self._task is None:
            self._take_first_unnumbered(row, values)
        elif self._is_outcome(values):
            outcome = DraftOutcome(values[Role.PRODUCT], values[Role.DEADLINE])
            self._task.outcomes.append(outcome)
            self._task.doubts.append(
                f"dòng {row.line} không có số, có sản phẩm và thời hạn riêng: coi là kết quả thứ hai"
            )
            self._append(
                self._task, {role: cell for role, cell in values.items() if role not in (Role.PRODUCT, Role.DEADLINE)}
            )
            self._doubt_cells(self._task, row)
        elif self._goes_on(row, values):
            self._continue(row, values)
        else:
            task = self._new_task(row, values)
            task.doubts.append(f"dòng {row.line} không có số: coi là nhiệm vụ riêng")
            self._place(task, None)

    def _take_first_unnumbered(self, row: Row, values: Values) -> None:
        content = values.get(Role.CONTENT, "")
        if self._section is not None and len(row.filled()) == 1 and content[:1].islower():
            self._section.title = joined(self._section.title, content)
            self._section.doubts.append(f"đã nối dòng {row.line} vào tên mục")
            return
        task = self._new_task(row, values)
        task.doubts.append(f"dòng {row.line} không có số: coi là nhiệm vụ riêng")
        self._place(task, None)

    def _take_further_part(self, row: Row, values: Values) -> None:
        """A row below a merged cell of content: a further product, or a further body, of the same task."""
        task = self._task
        if task is None:
            return
        shared = {role: row.cells[at] for at, role in enumerate(self.grid.roles) if at in row.down}
        if Role.PRODUCT in values or Role.DEADLINE in values:
            product = values.pop(Role.PRODUCT, shared.get(Role.PRODUCT, ""))
            task.outcomes.append(DraftOutcome(product, values.pop(Role.DEADLINE, shared.get(Role.DEADLINE, ""))))
            if Role.LEAD in values:
                task.doubts.append(
                    f"dòng {row.line}: kết quả riêng có chủ trì riêng; mọi đơn vị được ghi chung vào chủ trì"
                )
        self._append(task, values)
        task.asides += [f"{name}: {shown(cell, 300)}" for name, cell in self.grid.spare(row)]

    def _is_outcome(self, values: Values) -> bool:
        """A product with a deadline of its own and no content; after a page break it must not read as the rest of one."""
        if Role.CONTENT in values or not {Role.PRODUCT, Role.DEADLINE} <= set(values):
            return False
        whole = not values[Role.PRODUCT][0].islower() and not values[Role.DEADLINE][0].islower()
        return whole and looks_like_time(values[Role.DEADLINE])

    def _goes_on(self, row: Row, values: Values) -> bool:
        """Whether the row is the rest of the task above."""
        if self._task is None:
            return False
        content = values.get(Role.CONTENT, values.get(Role.DELIVERABLE, ""))
        own = [role for role in OWN if role in values]
        if row.exact and content and own and not row.after_break and not content[0].islower():
            return False
        if not content or content[0].islower() or (not content[0].isalnum() and not own):
            return True
        if not own:
            return self._number is not None
        return not self._stands_alone(row, values)

    def _stands_alone(self, row: Row, values: Values) -> bool:
        """Whether every cell reads as a beginning; after a page break the row above must also read as finished."""
        assert self._task is not None  # noqa: S101
        lead, deadline = values.get(Role.LEAD, ""), values.get(Role.DEADLINE, "")
        named = (
            not lead or lead[0] in "-–•" or (lead[0].isupper() and (looks_like_body(lead) or not self.grid.is_numbered))
        )
        begun = not deadline[:1].islower() and named
        if not row.after_break:
            return begun
        finished = self._task.content.endswith((".", ";", "!", "?")) and bool(self._task.outcomes[-1].deadline)
        return begun and finished and bool(lead) and begins_with_time(deadline)

    def _continue(self, row: Row, values: Values) -> None:
        """Append the row's cells to those of the task above."""
        task = self._task
        if task is None:
            return
        self._doubt_cells(task, row)
        if not values:
            return
        self._append(task, values)
        task.doubts.append(f"đã nối dòng {row.line} vào nhiệm vụ này")
        if Role.RUNNING_NO in values:
            task.doubts.append(f"dòng {row.line} có số chạy «{values[Role.RUNNING_NO]}»")

    def _append(self, task: DraftTask, values: Values) -> None:
        """The cells of a further row after those of the task; a body's own name begins a line."""
        task.content = joined(task.content, values.get(Role.CONTENT, values.get(Role.DELIVERABLE, "")))
        task.lead_cell = _joined_names(task.lead_cell, values.get(Role.LEAD, ""))
        task.coordinating_cell = _joined_names(task.coordinating_cell, values.get(Role.COORDINATING, ""))
        last = task.outcomes[-1]
        last.product = joined(last.product, values.get(Role.PRODUCT, ""))
        last.deadline = joined(last.deadline, values.get(Role.DEADLINE, ""))
        task.note = joined(task.note, values.get(Role.NOTE, ""))

    # Indicators.

    def _take_indicator(self, row: Row, values: Values) -> None:
        """A row of a table of indicators: the targets of its values, which a person gives a metric."""
        section = self._section or self.outline.top
        label = values.get(Role.CONTENT, "")
        found = [
            target
            for scope, cell in self.grid.measured(row)
            for target in targets_of_row(
                label, values.get(Role.UNIT, "%" if self.grid.values_are_shares else ""), cell, scope
            )
        ]
        limits = {limit for heading in self.grid.value_headings() if (limit := limit_of(heading))}
        for target in found if len(limits) == 1 else ():
            target.comparator = next(iter(limits))
        if not self.grid.has_values:
            found = list(find_targets(label))
        if found and label:
            section.targets += found
            rest = [*self.grid.bodies(row), *self.grid.spare(row)]
            found[0].note = "; ".join(
                f"{name.removeprefix('cột ').strip('«»')}: {shown(cell, 300)}" for name, cell in rest
            )
        else:
            section.doubts.append(
                f"dòng {row.line} của bảng chỉ tiêu chưa đọc được: «{shown(' | '.join(row.cells), 200)}»"
            )
