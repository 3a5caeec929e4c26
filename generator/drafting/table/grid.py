"""The rows of one table at its width, asked by column: what a row holds, which number it bears, whether it reads as a title.

Every answer depends on the row and its neighbours alone; what was read before is :mod:`generator.drafting.table.reader`'s.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.drafting.table.events import Row
from generator.drafting.table.ordinals import Kind, Ordinal, parse_ordinal, split_fused
from generator.drafting.table.phrases import begins_with_time, looks_like_body, shown
from generator.drafting.table.roles import Role, is_of_indicators
from generator.drafting.table.rows import OVER

Values = dict[Role, str]
"""What a row holds, by the role of the column; empty cells are left out."""

OWN = (Role.LEAD, Role.COORDINATING, Role.PRODUCT, Role.DEADLINE)
"""The columns that make a row a task of its own."""

FARTHEST = 40
"""Rows that are looked ahead for the next number."""

_ONCE = (Role.NO, Role.RUNNING_NO, Role.GROUP, Role.GROUP_NO, Role.CONTENT, Role.DELIVERABLE)
"""What a merged cell says once for all its rows; any other merged cell holds for each of them."""

_TITLED = (Role.CONTENT, Role.GROUP, Role.NO, Role.RUNNING_NO, Role.DELIVERABLE)
"""Where a section's title stands; in a number's column where its cell was merged."""


@dataclass(frozen=True, slots=True)
class Title:
    """A row that may be the title of a section; ``sure`` where its form leaves no other reading."""

    ordinal: Ordinal | None
    text: str
    sure: bool


@dataclass(slots=True)
class Grid:
    """A table's rows with the role of each column. Rows are brought to the table's width when the grid is made."""

    roles: Sequence[Role]
    headings: Sequence[str]
    rows: Sequence[Row]

    def __post_init__(self) -> None:
        for row in self.rows:
            row.cells = self._fitted(row)

    def _fitted(self, row: Row) -> list[str]:
        """The row's cells at the table's width; a row that is too wide lost its place, and an empty cell may be too many."""
        width = len(self.roles)
        cells = list(row.cells)
        while len(cells) > width and not cells[-1]:
            cells.pop()
        row.printed = len(cells)
        if len(cells) <= width:
            return cells + [""] * (width - len(cells))
        empty = [at for at in range(width) if not cells[at] and len(cells) == width + 1]
        if not empty:
            return [*cells[: width - 1], " ".join(filter(None, cells[width - 1 :]))]
        return max(([*cells[:at], *cells[at + 1 :]] for at in empty), key=self._plausibility)

    def _plausibility(self, cells: Sequence[str]) -> int:
        """How many cells look like what their column holds."""
        score = 0
        for role, cell in zip(self.roles, cells, strict=True):
            if role is Role.DEADLINE:
                score += begins_with_time(cell)
            elif role in (Role.LEAD, Role.COORDINATING) and cell:
                score += looks_like_body(cell) and not begins_with_time(cell)
            elif role in (Role.NO, Role.CONTENT):
                score += bool(cell)
        return score

    @property
    def is_numbered(self) -> bool:
        """Whether the table has a column of numbers."""
        return Role.NO in self.roles

    @property
    def has_values(self) -> bool:
        """Whether a column holds values alone."""
        return Role.VALUE in self.roles

    @property
    def is_of_indicators(self) -> bool:
        """Whether the table sets values rather than tasks: in a column of values, or in the words of what is measured."""
        measures = any(
            role is Role.CONTENT and is_of_indicators(heading)
            for role, heading in zip(self.roles, self.headings, strict=False)
        )
        if self.has_values:
            return measures or Role.DEADLINE not in self.roles
        if not measures or Role.DEADLINE in self.roles or Role.PRODUCT in self.roles:
            return False
        contents = [cell for row in self.rows if (cell := self.values(row).get(Role.CONTENT, "")) and not row.bold]
        return bool(contents) and 5 * sum("%" in cell for cell in contents) > 3 * len(contents)

    @property
    def values_are_shares(self) -> bool:
        """Whether the heading of the values says that they are percentages: «Tỷ lệ (%)»."""
        headings = self.value_headings()
        return bool(headings) and all("%" in heading for heading in headings)

    def value_headings(self) -> list[str]:
        """The headings of the columns of values."""
        return [heading for role, heading in zip(self.roles, self.headings, strict=False) if role is Role.VALUE]

    def measured(self, row: Row) -> list[tuple[str, str]]:
        """The values of a row, each with the scope that its column names where there are several."""
        columns = [at for at, role in enumerate(self.roles) if role is Role.VALUE]
        named = [
            (self.headings[at] if at < len(self.headings) and len(columns) > 1 else "", row.cells[at]) for at in columns
        ]
        scopes = [" ".join(scope.split()) for scope, _ in named]
        over = {scope.rpartition(OVER)[0] for scope in scopes}
        if len(over) == 1:  # «Chỉ tiêu năm 2026» over «Cấp tỉnh» and «Cấp xã» says nothing of either
            scopes = [scope.rpartition(OVER)[2] for scope in scopes]
        return [(scope, cell) for scope, (_, cell) in zip(scopes, named, strict=True) if cell]

    def bodies(self, row: Row) -> list[tuple[str, str]]:
        """Leading and coordinating bodies of a row, which a target has no field for."""
        return self._named(row, (Role.LEAD, Role.COORDINATING, Role.NOTE, Role.DEADLINE, Role.PRODUCT))

    def values(self, row: Row) -> Values:
        """The row's cells by role, but for the columns that a task has no field for."""
        goes_on = self.goes_on_from_above(row)
        return {
            role: cell
            for at, (role, cell) in enumerate(zip(self.roles, row.cells, strict=True))
            if cell and role is not Role.OTHER and not (at in row.down and (goes_on or role in _ONCE))
        }

    def goes_on_from_above(self, row: Row) -> bool:
        """Whether the cell of the content is merged with the one above: the row is a further part of the same task."""
        return any(role in (Role.CONTENT, Role.DELIVERABLE) and at in row.down for at, role in enumerate(self.roles))

    def spare(self, row: Row) -> list[tuple[str, str]]:
        """Cells that a task, or a target, has no field for, each with the name of its column."""
        return self._named(row, (Role.OTHER,) if self.is_of_indicators else (Role.OTHER, Role.UNIT, Role.VALUE))

    def beside_title(self, row: Row) -> list[tuple[str, str]]:
        """What a row holds beside number and content, each cell with the name of its column."""
        return self._named(row, tuple(role for role in Role if role not in (Role.NO, Role.CONTENT)))

    def _named(self, row: Row, roles: tuple[Role, ...]) -> list[tuple[str, str]]:
        columns = enumerate(zip(self.roles, row.cells, strict=True))
        return [
            (self._column_name(at), cell)
            for at, (role, cell) in columns
            if cell and role in roles and at not in row.down
        ]

    def _column_name(self, at: int) -> str:
        heading = self.headings[at] if at < len(self.headings) else ""
        return f"cột «{shown(heading)}»" if heading else f"cột thứ {at + 1}"

    def number_of(self, row: Row, values: Values) -> Ordinal | None:
        """The row's number: in its column, or, where the table has no such column, in front of the content.

        A number in front of the content is taken out of ``values``. What stands in the number's column and is no number
        counts as a bullet.
        """
        if Role.NO in values:
            return parse_ordinal(values[Role.NO]) or Ordinal(values[Role.NO], (), Kind.BULLET, 0)
        if self.is_numbered:
            return parse_ordinal(row.cells[0]) if Role.RUNNING_NO in self.roles else None
        fused = split_fused(values.get(Role.CONTENT, ""))
        if fused is None:
            return None
        values[Role.CONTENT] = fused[1]
        return fused[0]

    def next_number(self, at: int) -> Ordinal | None:
        """The number of the next row that has one."""
        column = self.roles.index(Role.NO) if self.is_numbered else 0
        for row in self.rows[at + 1 : at + 1 + FARTHEST]:
            first = next((cell for cell in row.cells if cell), "")
            fused = split_fused(first)
            found = parse_ordinal(row.cells[column]) or parse_ordinal(first) or (fused[0] if fused else None)
            if found is not None:
                return found
        return None

    def next_is_unnumbered(self, at: int) -> bool:
        """Whether the next row is a task without a number, with cells of its own."""
        following = [self.values(row) for row in self.rows[at + 1 : at + 2]]
        return any(
            Role.NO not in values and Role.CONTENT in values and any(role in values for role in OWN)
            for values in following
        )

    def title_of(self, row: Row) -> Title | None:
        """The row as the title of a section, or None where it holds more than a number and one text."""
        filled = row.filled()
        texts = [*dict.fromkeys(cell for _, cell in filled)]
        spread = row.spread or len(filled) - len(texts) >= 2
        if len(texts) == 1:
            return self._lone_title(row, texts[0], self.roles[filled[0][0]], spread)
        ordinal = parse_ordinal(texts[0]) if len(texts) == 2 else None
        role = self.roles[filled[1][0]] if ordinal else Role.OTHER
        if ordinal is None or ordinal.kind is Kind.BULLET or not (spread or role in _TITLED):
            return None
        merged = spread or role in (Role.NO, Role.RUNNING_NO)
        return Title(ordinal, texts[1], merged or row.bold or ordinal.kind <= Kind.UPPER)

    def _lone_title(self, row: Row, text: str, role: Role, spread: bool) -> Title | None:
        """One text alone in its row: a title with its number fused in front, a merged title, or a bare one."""
        if parse_ordinal(text) or not (spread or role in _TITLED):
            return None
        fused = split_fused(text)
        merged = spread or role in (Role.NO, Role.RUNNING_NO)
        if fused is None:
            return Title(None, text, merged or row.bold or text.isupper())
        return Title(fused[0], fused[1], merged or row.bold or fused[0].kind <= Kind.UPPER)
