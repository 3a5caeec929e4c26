"""Rows that a converter printed one cell a line, each cell after a tab, with a blank line between rows."""

from collections.abc import Iterator, Sequence

from generator.drafting.table.cells import Line, tidy
from generator.drafting.table.headings import is_heading_row

MOST_STACKED = 60
"""Lines of one row that is printed one cell a line."""


def unstacked(lines: Sequence[Line]) -> list[Line]:
    """Rows printed one cell a line, each after a tab, with a blank line between rows, as rows of cells."""
    groups = [part for group in _groups(lines) for part in _split_at_headings(group)]
    if not any(_is_stack(group) and is_heading_row([tidy(cell) for cell in _stack(group)]) for group in groups):
        return list(lines)
    flat: list[Line] = []
    for group in groups:
        flat += [Line(tuple(_stack(group)), group[0].number)] if _is_stack(group) else group
    return flat


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines without a blank line between them; text in front of a stack of cells is a run of its own."""
    group: list[Line] = []
    for line in lines:
        starts = bool(group) and not _is_cell(group[0]) and _is_cell(line)
        if group and (line.blank or starts):
            yield group
            group = []
        if line.blank:
            yield [line]
        else:
            group.append(line)
    if group:
        yield group


def _split_at_headings(group: list[Line]) -> list[list[Line]]:
    """The group cut in front of a stack of headings, where text runs into it without a blank line."""
    for at in range(max(0, len(group) - MOST_STACKED), len(group)):
        if (
            _is_cell(group[at])
            and _is_stack(group[at:])
            and is_heading_row([tidy(cell) for cell in _stack(group[at:])])
        ):
            return [part for part in (group[:at], group[at:]) if part]
    return [group]


def _is_cell(line: Line) -> bool:
    return len(line.cells) == 2 and not line.cells[0].strip()


def _is_stack(group: Sequence[Line]) -> bool:
    """At least three cells; a line without a tab continues the cell above."""
    return (
        len(group) <= MOST_STACKED
        and _is_cell(group[0])
        and sum(map(_is_cell, group)) >= 3
        and all(_is_cell(line) or len(line.cells) == 1 for line in group)
    )


def _stack(group: Sequence[Line]) -> list[str]:
    cells: list[str] = []
    for line in group:
        if _is_cell(line):
            cells.append(line.cells[1])
        else:
            cells[-1] += "\n" + line.cells[0]
    return cells
