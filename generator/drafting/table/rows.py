"""From rows to tables: sets titles apart, drops repeated headings, joins what a page break parted.

A text may be one table as copied, several tables one after another with titles between them, or a whole document with
its tables. Which row means what is decided later, in :mod:`generator.drafting.table.reader`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from generator.drafting.table.events import CAPTION, Event, Gap, Heading, Row, Text, is_title
from generator.drafting.table.headings import is_counter_row, is_subheading_row
from generator.drafting.table.ordinals import Kind, parse_ordinal, split_fused
from generator.drafting.table.phrases import shown
from generator.drafting.table.roles import role_of
from generator.text.vietnamese import fold

_END = re.compile(r"noi nhan\b|(?:tm|kt|tl|tuq|q)\. ?[a-z]|(?:pho )?(?:giam doc|chu tich)$")
"""Below a plan: the recipients and who signs (Nghị định 30/2020/NĐ-CP, phụ lục I)."""


OVER = ": "
"""Between a heading and the one below it."""

_GOES_ON = re.compile(r"[(\[]?(?:tiep theo|tiep|tiep bang|tiep trang( truoc)?|con nua)[)\]]?\.{0,3}")
"""What stands above the second part of a table and says nothing else."""


@dataclass(slots=True)
class Table:
    """One table: the lines of text above it, its headings (None where it has none and none could be borrowed), its rows."""

    titles: list[str] = field(default_factory=list)
    headings: list[str] | None = None
    rows: list[Row] = field(default_factory=list)
    borrowed: bool = False
    """Whether the headings are those of the table before."""
    doubts: list[str] = field(default_factory=list)


def gather_tables(events: Sequence[Event]) -> tuple[list[Table], list[str]]:
    """The tables that events make, and doubts about lines that belong to none."""
    gatherer = _Gatherer(any(isinstance(event, Heading) for event in events))
    for event in _without_caption_rows(events):
        gatherer.take(event)
    return [table for table in gatherer.tables if table.rows], gatherer.doubts()


def _without_caption_rows(events: Sequence[Event]) -> list[Event]:
    """The events with rows of one cell directly above a heading row turned into text: in a sheet, the table's title."""
    kept = list(events)
    for at, event in enumerate(events):
        if isinstance(event, Heading):
            _retitle(kept, at)
    return kept


def _retitle(events: list[Event], heading: int) -> None:
    """Behind other rows a title must say «Phụ lục», «Bảng» or «Biểu»: else it is the title of a section at a page's end."""
    first = heading
    while first > 0 and _may_be_caption(events[first - 1]):
        first -= 1
    titled = first == 0 or isinstance(events[first - 1], Text)
    for at in range(first, heading):
        event = events[at]
        if not isinstance(event, Row):
            continue
        text = event.filled()[0][1]
        fused = split_fused(text)
        titled = titled or bool(CAPTION.match(fold(text)))
        if titled and (fused is None or fused[0].kind is Kind.NUMBER):
            events[at] = Text(text)


def _may_be_caption(event: Event) -> bool:
    return isinstance(event, Gap) or (isinstance(event, Row) and len({cell for _, cell in event.filled()}) == 1)


class _Gatherer:
    """Gathers events into tables."""

    def __init__(self, has_headings: bool) -> None:
        self.tables: list[Table] = []
        self._has_headings = has_headings
        self._open: Table | None = None
        self._titles: list[str] = []
        self._break = False
        self._repeated = False
        self._ended = False
        self._lost: list[int] = []

    def take(self, event: Event) -> None:
        match event:
            case Gap():
                self._break = True
            case Text(text):
                if self.tables and _GOES_ON.fullmatch(fold(text)):
                    self._break = True
                    return
                self._open = None
                self._titles.append(text)
            case Heading(row):
                self._take_heading(row)
            case Row():
                self._take_row(event)

    def doubts(self) -> list[str]:
        """What was left out, in Vietnamese."""
        if not self._lost:
            return []
        lines = ", ".join(map(str, self._lost[:8])) + (" …" if len(self._lost) > 8 else "")
        return [f"bỏ qua dòng có cột nhưng không thuộc bảng nhiệm vụ nào: dòng {lines} của tệp bảng"]

    def _take_heading(self, row: Row) -> None:
        known = self._open.headings if self._open is not None else None
        below = row.exact and bool(row.down) and self._open is not None and not self._open.rows
        if below and self._open is not None and known is not None:
            self._open.headings = _with_headings_below(known, row)
        elif known is not None and _agree(known, row.cells):
            self._break = self._repeated = True  # at the top of a page, or of another table
        elif known is not None and not self._break:
            self._take_row(row)  # amid rows, words of a heading are a task's own
        else:
            self._start(row.cells)

    def _start(self, headings: list[str] | None, *, borrowed: bool = False) -> None:
        self._ended = False
        self._open = Table(self._titles, headings, borrowed=borrowed)
        self._titles = []
        self._break = False
        self.tables.append(self._open)

    def _take_row(self, row: Row) -> None:
        if self._break and parse_ordinal(row.cells[0]) is None and _is_end(row):
            self._open, self._ended = None, True
        if self._ended or (self._open is None and not self._start_without_heading(row)):
            if len(row.filled()) >= 3 or (len(row.filled()) == 2 and parse_ordinal(row.cells[0])):
                self._lost.append(row.line)
            return
        if self._open is None:
            return
        if self._is_below_heading(row):
            return
        if self._repeated and _starts_over(self._open.rows, row):
            self._start(self._open.headings)
            self._open.doubts.append("số thứ tự bắt đầu lại dưới dòng tiêu đề lặp: coi là bảng mới, chưa có tên bảng")
        row.after_break = self._break
        self._break = self._repeated = False
        self._open.rows.append(row)
        self._rejoin(row)

    def _rejoin(self, row: Row) -> None:
        """Join a table to the one before where only a stray line and repeated headings stand between their rows."""
        if len(self.tables) < 2 or self._open is None or len(self._open.rows) != 1:
            return
        before = self.tables[-2]
        if before.headings != self._open.headings or self._open.borrowed or any(map(is_title, self._open.titles)):
            return
        if self._open.titles and _runs_on(before.rows[-1:], row):
            before.doubts += [f"dòng chữ giữa bảng đã bỏ ra: «{shown(title)}»" for title in self._open.titles]
            self.tables.pop()
            row.after_break = True
            before.rows.append(row)
            self._open = before

    def _start_without_heading(self, row: Row) -> bool:
        """Begin a table at a row that has no headings above it, where the row can be one of a table of tasks."""
        before = self.tables[-1] if self.tables else None
        if before is None:
            if not self._has_headings and len(row.cells) >= 3:
                self._start(None)
            return not self._has_headings and len(row.cells) >= 3
        if len(row.cells) < 3 or (before.headings is not None and len(row.cells) > len(before.headings) + 2):
            return False
        self._continue_or_start(before, row)
        return True

    def _continue_or_start(self, before: Table, row: Row) -> None:
        """Text between two rows ends a table, unless the numbers run on: then it was printed between two pages."""
        if _runs_on(before.rows[-1:], row) and not any(map(is_title, self._titles)):
            before.doubts += [f"dòng chữ giữa bảng đã bỏ ra: «{shown(title)}»" for title in self._titles]
            self._titles = []
            self._open = before
            self._break = True
        else:
            self._start(before.headings, borrowed=before.headings is not None)

    def _is_below_heading(self, row: Row) -> bool:
        """Take in a row of sub-headings, drop a row that numbers the columns; drop both where the headings are repeated."""
        table = self._open
        if table is None or table.headings is None or not (self._repeated or (not table.rows and not table.borrowed)):
            return False
        if is_counter_row(row.cells):
            return True
        if row.exact and row.down and not table.rows and not self._repeated:
            table.headings = _with_headings_below(table.headings, row)
            return True
        if self._repeated:
            return all(cell in ("", above) for above, cell in zip_longest(table.headings, row.cells, fillvalue=""))
        if not is_subheading_row(row.cells) or not _fits_below(table.headings, row.cells):
            return False
        table.headings = _with_subheadings(table.headings, row.cells)
        return True


def _fits_below(headings: list[str], cells: Sequence[str]) -> bool:
    """Whether every filled cell stands below a merged heading: one that goes on in the next column, or repeats there."""
    pairs = list(zip_longest(headings, cells, fillvalue=""))
    merged = [
        not over or over in (headings[at - 1 : at] + headings[at + 1 : at + 2]) for at, (over, _) in enumerate(pairs)
    ]
    merged = [one or (at + 1 < len(pairs) and not pairs[at + 1][0]) for at, one in enumerate(merged)]
    return all(not under or under == over or one for (over, under), one in zip(pairs, merged, strict=True))


def _with_headings_below(headings: Sequence[str], row: Row) -> list[str]:
    """The headings after a second row of them, which the cells merged downwards show: «Chỉ tiêu» over «Cấp tỉnh», «Cấp xã»."""
    found: list[str] = []
    over = ""
    for at, under in enumerate(row.cells):
        own = headings[at] if at < len(headings) else ""
        over = own or over
        if at in row.down or not under or under == own:
            found.append(own or under)
        else:
            found.append(under if role_of(under) else f"{over}{OVER}{under}")
    return found


def _with_subheadings(headings: Sequence[str], below: Sequence[str]) -> list[str]:
    pairs = zip_longest(headings, below, fillvalue="")
    return [under or over for over, under in pairs]


def _agree(headings: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether two heading rows are the same row, up to a few cells (sub-headings taken in, marks lost in a scan)."""
    same = sum(fold(one) == fold(other) for one, other in zip(headings, cells, strict=False))
    return len(headings) == len(cells) and 2 * same >= len(cells)


def _is_end(row: Row) -> bool:
    return any(_END.match(fold(cell)) for _, cell in row.filled()[:2])


def _starts_over(rows: Sequence[Row], row: Row) -> bool:
    """Whether a row begins with the number that the table began with, so that another table begins here."""
    if not rows or not row.cells[0] or row.cells[0] != rows[0].cells[0]:
        return False
    number = parse_ordinal(row.cells[0])
    numbers = [found for one in rows if (found := parse_ordinal(one.cells[0]))]
    rising = all(after.follows(one) for one, after in pairwise(numbers))
    return number is not None and number.value == 1 and (number.kind <= Kind.UPPER or rising)


def _runs_on(last: Sequence[Row], row: Row) -> bool:
    if not last:
        return False
    number = parse_ordinal(row.cells[0])
    before = parse_ordinal(last[0].cells[0])
    return not row.cells[0] or (number is not None and before is not None and number.follows(before))
