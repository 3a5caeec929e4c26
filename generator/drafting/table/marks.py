"""Tables that set deadlines by a mark: «x» below «Quý I», «Quý II» …, one column for each time.

The marked columns become one column of deadlines, whose cells name the times; the task says what was printed. Where a cell of
such columns holds anything but a mark, the columns stay as they are.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.drafting.table.events import Row
from generator.drafting.table.phrases import begins_with_time
from generator.drafting.table.roles import role_of
from generator.drafting.table.rows import OVER, Table
from generator.text.vietnamese import fold

FEWEST = 3
"""Columns of times, side by side, that make a calendar; two may be a beginning and an end."""

_MARK = re.compile(r"[xX×✓✔√●•*+■▪]{1,2}")
_MONTH = re.compile(r"(?:t|thang )?\.?(1[0-2]|0?[1-9])")


def with_marked_times(table: Table) -> Table:
    """The table with its calendar as one column of deadlines; the table itself where it has none."""
    times = [_time_of(heading) for heading in table.headings or []]
    columns = _calendar(times)
    cells = [row.cells[at] for row in table.rows for at in columns if at < len(row.cells) and row.cells[at]]
    if table.headings is None or not cells or not all(map(_MARK.fullmatch, cells)):
        return table
    first = columns[0]
    over = table.headings[first].partition(OVER)
    kept = [at for at in range(len(table.headings)) if at not in columns[1:]]
    headings = [table.headings[at] for at in kept]
    headings[first] = over[0] if over[1] and role_of(over[0]) else "Thời gian"
    return replace(table, headings=headings, rows=[_marked(row, times, columns) for row in table.rows])


def _time_of(heading: str) -> str:
    """The time that a column stands for: «Quý II», «Tháng 3» (printed «3» below «Tháng»); «» where it stands for none."""
    over, _, own = heading.rpartition(OVER)
    own = " ".join(own.split())
    month = _MONTH.fullmatch(fold(own))
    if month and ("thang" in fold(over) or not own.isdecimal()):
        return f"Tháng {int(month.group(1))}"
    return own if begins_with_time(own) and len(own) <= 30 and "han" not in fold(own) else ""


def _calendar(times: Sequence[str]) -> list[int]:
    """The longest run of columns that stand for times of their own; empty where it is too short."""
    runs: list[list[int]] = [[]]
    for at, time in enumerate(times):
        if time and time not in [times[one] for one in runs[-1]]:
            runs[-1].append(at)
        elif runs[-1]:
            runs.append([])
    longest = max(runs, key=len)
    return longest if len(longest) >= FEWEST else []


def _marked(row: Row, times: Sequence[str], columns: Sequence[int]) -> Row:
    cells = [*row.cells, *[""] * (len(times) - len(row.cells))]
    marked = [at for at in columns if cells[at]]
    cells[columns[0]] = ", ".join(times[at] for at in marked)
    gone = set(columns[1:])
    kept = [at for at in range(len(cells)) if at not in gone]
    down = frozenset(new for new, at in enumerate(kept) if at in row.down and at != columns[0])
    mark = row.cells[marked[0]] if marked else ""
    return replace(row, cells=[cells[at] for at in kept], down=down, mark=mark)
