"""Tables without ruled lines: cells told apart by where their words stand, as a reader's eye does it.

A row of headings shows which columns there are; between two neighbouring headings the column ends where the fewest words of
the lines below stand in the way. A line that runs over such an edge without a gap is no row of cells: a title, or prose.
Rows are told apart by the white between them, else by the numbers in the first column. Where neither shows them the lines
stay text, and nothing is guessed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.drafting.files.document import Cell, Line, TableBlock, TableRow, unwrapped
from generator.drafting.table.headings import is_heading_row
from generator.drafting.table.ordinals import parse_ordinal

BY_POSITION = "bảng trong tệp không kẻ ô: các cột được đọc theo vị trí chữ; xem vài dòng có đúng cột không"

FEWEST_COLUMNS = 3
MOST_HEADING_LINES = 4
WIDE = 0.5
"""Of the height of the letters: white between two words that sets columns apart; a space is about a quarter."""

CLOSE = 0.45
"""Of the height of the letters: the most white between two lines of one heading."""

ALIGNED = 2.0
"""Points within which two lines of a cell begin at one place."""

APART = 0.25
"""Of the height of the letters: what the white between two rows has more than that between two lines of one cell."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box, in points or in characters and lines; ``top`` grows downwards."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


Words = Sequence[Word]


@dataclass(frozen=True, slots=True)
class Columns:
    """The edges between the columns of a table, from left to right; one fewer than its columns; and its headings."""

    edges: tuple[float, ...]
    headings: tuple[str, ...]

    def split(self, line: Words) -> list[list[Word]] | None:
        """The words of each column; None where the line runs over an edge."""
        cells: list[list[Word]] = [[] for _ in range(len(self.edges) + 1)]
        for word in line:
            cells[self._at(word)].append(word)
        for before, word in pairwise(line):
            if self._at(before) != self._at(word) and word.left - before.right < WIDE * before.height * 0.8:
                return None
        return None if any(word.left < edge < word.right for word in line for edge in self.edges) else cells

    def _at(self, word: Word) -> int:
        return sum(edge <= (word.left + word.right) / 2 for edge in self.edges)


@dataclass(slots=True)
class Found:
    """A table among lines: which of them it took, from ``first`` up to ``last``, and its columns for the next page."""

    first: int
    last: int
    block: TableBlock
    columns: Columns


def find_aligned(lines: Sequence[Words], before: Columns | None = None) -> Iterator[Found]:
    """The tables in lines of words, from top to bottom; ``before`` are the columns of one that may go on from the page above."""
    at, known = 0, before.headings if before is not None else ()
    if before is not None and lines:
        end = _heading_at(lines, 0)[0]
        found = _table(lines, 0, end, before, None) if end else None
        if found is not None and found.first == 0:
            yield found
            at = found.last
    while at < len(lines):
        start, size, cells = _next_heading(lines, at, known)
        if start is None:
            return
        end = _heading_at(lines, start + size)[0]
        again = (
            before is not None and tuple(map(_text, cells)) == known
        )  # at the top of a page: a row may go on below it
        columns = _columns(cells, lines[start + size : end]) or (before if again else None)
        found = None if columns is None else _table(lines, start + size, end, columns, (start, cells), again)
        if found is not None:
            yield found
        at = found.last if found is not None else start + size


# Headings.


def _heading_at(lines: Sequence[Words], at: int) -> tuple[int, int]:
    """Where the next heading begins, and its lines; the end of the lines where there is none."""
    start, size, _ = _next_heading(lines, at)
    return (len(lines), 0) if start is None else (start, size)


def _next_heading(
    lines: Sequence[Words], at: int, known: tuple[str, ...] = ()
) -> tuple[int | None, int, list[list[Word]]]:
    """Where the next row of headings begins, its lines, and the words of each; the ``known`` headings rather than others."""
    for start in range(at, len(lines)):
        if len(_segments(lines[start])) >= FEWEST_COLUMNS - 1:
            sizes = range(min(MOST_HEADING_LINES, len(lines) - start), 0, -1)
            fitting = [(size, cells) for size in sizes if (cells := _heading_cells(lines[start : start + size]))]
            same = [(size, cells) for size, cells in fitting if tuple(map(_text, cells)) == known]
            if fitting:
                return start, *(same or fitting)[0]
    return None, 0, []


def _heading_cells(lines: Sequence[Words]) -> list[list[Word]] | None:
    """The words of each heading, where the lines are one row of headings; None where they are not."""
    for above, line in pairwise(lines):
        if line[0].top - above[0].bottom > CLOSE * above[0].height or _begins_with_number(line):
            return None
    groups: list[list[Word]] = []
    for segment in sorted((part for line in lines for part in _segments(line)), key=lambda part: part[0].left):
        if groups and segment[0].left < max(word.right for word in groups[-1]):
            if not _goes_on(groups[-1], segment):
                return None  # the first line of a row below
            groups[-1] += segment
        else:
            groups.append(list(segment))
    texts = [_text(group) for group in groups]
    begun = all(text[:1].isupper() or not text[:1].isalpha() for text in texts)
    return groups if begun and len(groups) >= FEWEST_COLUMNS and is_heading_row(texts) else None


def _goes_on(heading: Sequence[Word], more: Sequence[Word]) -> bool:
    """Whether words below, or above, those of a heading are the rest of it: they do not begin anew."""
    above, below = sorted((heading, more), key=lambda words: min(word.top for word in words))
    text, rest = _text(above), _text(below)
    return not rest[:1].isupper() or rest.isupper() or text.endswith(("/", ",", "-", "–", "&", "(")) or rest == "T"


def _begins_with_number(line: Words) -> bool:
    return parse_ordinal(line[0].text) is not None and line[0].text != "T"  # the end of «STT» in a narrow column


def _segments(line: Words) -> list[list[Word]]:
    """The parts of a line between which there is more than a space."""
    parts = [[line[0]]]
    for before, word in pairwise(line):
        if word.left - before.right > WIDE * before.height:
            parts.append([])
        parts[-1].append(word)
    return parts


def _columns(headings: Sequence[Sequence[Word]], lines: Sequence[Words]) -> Columns | None:
    """The edges between the headings' columns; None where the lines below show none."""
    witnesses = [line for line in lines if len(_segments(line)) >= FEWEST_COLUMNS]
    words = [word for line in witnesses for word in line] + [word for group in headings for word in group]
    if not witnesses:
        return None
    others = [part for line in lines if line not in witnesses for part in _segments(line)]
    edges = []
    for left, right in pairwise(headings):
        edge = _edge(_middle(left), _middle(right), words, others)
        if edge is None:
            return None
        edges.append(edge)
    return Columns(tuple(edges), tuple(_text(group) for group in headings))


def _middle(words: Sequence[Word]) -> float:
    return (min(word.left for word in words) + max(word.right for word in words)) / 2


def _edge(left: float, right: float, words: Sequence[Word], others: Sequence[Sequence[Word]]) -> float | None:
    """The middle of the widest white between two places, drawn away from where lines of fewer cells end or begin in it."""
    inside = sorted((word.left, word.right) for word in words if word.right > left and word.left < right)
    begin, end, reach = 0.0, 0.0, left
    for first, last in [*inside, (right, right)]:
        if first - reach > end - begin:
            begin, end = reach, first
        reach = max(reach, last)
    least = WIDE * 0.8 * words[0].height
    for part in others:
        if part[0].left < begin < part[-1].right <= end - least:
            begin = part[-1].right
        elif begin + least <= part[0].left < end < part[-1].right:
            end = part[0].left
    return (begin + end) / 2 if end - begin >= least else None


# Rows.


def _table(
    lines: Sequence[Words],
    at: int,
    end: int,
    columns: Columns,
    heading: tuple[int, list[list[Word]]] | None,
    again: bool = False,
) -> Found | None:
    """The rows from a line on; None where they do not show."""
    split = [columns.split(line) for line in lines[at:end]]
    full = [place for place, cells in enumerate(split) if cells is not None and sum(map(bool, cells)) >= FEWEST_COLUMNS]
    if not full or (heading is None and full[0] > MOST_HEADING_LINES):
        return None
    last = full[-1] + 1
    white = _usual_white(split)
    while last < len(split) and (
        _is_cells(split[last], _is_apart(lines[at + last - 1], lines[at + last], white))
        or _is_paragraph(split, last, lines[at + last][0].top - lines[at + last - 1][0].bottom)
    ):
        last += 1
    groups = centred_rows(lines[at : at + last], split[:last])
    groups = groups or _rows(lines[at : at + last], split[:last], white, heading is not None and not again)
    if groups is None and again and not any(cells is None or cells[0] for cells in split[:last]):
        groups = [(0, last)]  # nothing but the rest of the row above
    if groups is None:
        return None
    rows = [] if heading is None else [TableRow([Cell(_text(group)) for group in heading[1]])]
    for first, after in groups:
        rows.append(_row(lines[at + first : at + after], split[first:after], len(columns.edges) + 1))
    return Found(at if heading is None else heading[0], at + last, TableBlock(rows), columns)


def _is_cells(cells: list[list[Word]] | None, apart: bool) -> bool:
    """Whether a line below the last full one belongs to the table: the rest of its row, or a title with its number apart."""
    if cells is None:
        return False
    numbered = bool(cells[0] and cells[1]) and parse_ordinal(_text(cells[0])) is not None
    return numbered or not (apart or cells[0])


def _is_paragraph(split: Sequence[list[list[Word]] | None], at: int, white: float) -> bool:
    """Whether a line is a further paragraph of the cells above: in columns behind the first, where their lines begin."""
    cells = split[at]
    if cells is None or cells[0] or not any(cells):
        return False
    height = next(column for column in cells if column)[0].height
    above = [line for line in split[:at] if line is not None]
    return white < 1.5 * height and all(
        any(line[column] and abs(line[column][0].left - cells[column][0].left) < ALIGNED for line in above)
        for column in range(1, len(cells))
        if cells[column]
    )


def _usual_white(split: Sequence[list[list[Word]] | None]) -> float:
    """The white between two lines of one cell, in the column that has most lines."""
    rows = [cells for cells in split if cells is not None]
    columns = [[cells[at] for cells in rows if cells[at]] for at in range(len(rows[0]))]
    longest = max(columns, key=len)
    whites = sorted(line[0].top - above[0].bottom for above, line in pairwise(longest))
    return whites[len(whites) // 4] if whites else 0.0


def _is_apart(above: Words, line: Words, white: float) -> bool:
    return line[0].top - above[0].bottom > white + APART * above[0].height


def _rows(
    lines: Sequence[Words], split: Sequence[list[list[Word]] | None], white: float, begins: bool
) -> list[tuple[int, int]] | None:
    """Where rows begin and end: by white where each block of lines has at most one number, else at each number."""
    numbers = [cells is None or bool(cells[0] and parse_ordinal(_text(cells[0]))) for cells in split]
    starts = [0] + [at for at in range(1, len(lines)) if _is_apart(lines[at - 1], lines[at], white)]
    blocks = list(pairwise([*starts, len(lines)]))
    counts = [sum(numbers[first:after]) for first, after in blocks]
    if max(counts) <= 1 and len(blocks) > 1 and 2 * sum(counts) >= len(blocks):
        return blocks
    counted = [at for at, number in enumerate(numbers) if number]
    if not counted or (begins and counted[0] != 0):
        return None
    if any((cells := split[at]) is not None and sum(map(bool, cells)) < 2 for at in counted):
        return None  # a number alone on its line stands in the middle of a row
    starts = counted if counted[0] == 0 else [0, *counted]
    return list(pairwise([*starts, len(lines)]))


def centred_rows(lines: Sequence[Words], split: Sequence[list[list[Word]] | None]) -> list[tuple[int, int]] | None:
    """Where rows begin and end whose cells all stand in the middle of their row; None where they provably do not.

    A row reaches as far below its number as above it. So from the top of the first row each number tells where its row ends.
    The answer counts only if no such end runs through a word and every cell of every row stands around its number.
    """
    whole = [cells for cells in split if cells is not None]
    height = lines[0][0].height
    numbers = [line[0] for line, cells in zip(lines, split, strict=True) if cells and cells[0]]
    if len(whole) < len(split) or len(numbers) < 2 or not all(parse_ordinal(word.text) for word in numbers):
        return None
    rows: list[tuple[int, int]] = []
    first, top = 0, min(word.top for word in lines[0])
    for number in numbers:
        middle = (number.top + number.bottom) / 2
        after = _nearest_end(lines, first, 2 * middle - top, height)
        if after is None or not _stands_around(split[first:after], middle, height):
            return None
        rows.append((first, after))
        first = after
        top = 2 * middle - top if after == len(lines) else _border(lines, after)
    return rows if first == len(lines) else None


def _border(lines: Sequence[Words], at: int) -> float:
    """The height between the lines above and the line there."""
    return (max(word.bottom for line in lines[:at] for word in line) + min(word.top for word in lines[at])) / 2


def _nearest_end(lines: Sequence[Words], first: int, wanted: float, height: float) -> int | None:
    """The line before which a row ends whose lower edge is wanted there; None where no such line is near enough."""
    places = [
        (abs((_border(lines, at) if at < len(lines) else max(word.bottom for word in lines[-1])) - wanted), at)
        for at in range(first + 1, len(lines) + 1)
        if at == len(lines)
        or max(word.bottom for line in lines[:at] for word in line)
        <= min(word.top for word in lines[at]) + 0.2 * height
    ]
    nearest = min(places, default=(height, 0))
    return nearest[1] if nearest[0] < 0.6 * height else None


def _stands_around(split: Sequence[list[list[Word]] | None], middle: float, height: float) -> bool:
    """Whether every cell of a row stands around the same height as its number."""
    rows = [cells for cells in split if cells is not None]
    for column in range(len(rows[0])):
        words = [word for cells in rows for word in cells[column]]
        if (
            words
            and abs((min(word.top for word in words) + max(word.bottom for word in words)) / 2 - middle) > 0.6 * height
        ):
            return False
    return True


def _row(lines: Sequence[Words], split: Sequence[list[list[Word]] | None], width: int) -> TableRow:
    whole = [cells for cells in split if cells is not None]
    if len(whole) < len(split):  # a title runs over the columns
        words = [word for line in lines for word in line]
        number = parse_ordinal(words[0].text)
        front = [Cell(words[0].text)] if number else []
        rest = Cell(" ".join(word.text for word in words[len(front) :]))
        return TableRow([*front, rest, *[Cell(from_left=True) for _ in range(width - len(front) - 1)]])
    cells = []
    for column in range(width):
        rows = [cells[column] for cells in whole if cells[column]]
        cells.append(_wrapped(rows))
    return TableRow(cells)


def _wrapped(rows: Sequence[Sequence[Word]]) -> Cell:
    """A cell's lines as text: a line that ended where the next word had room was ended by its writer."""
    if not rows:
        return Cell()
    room = max(line[-1].right for line in rows)
    text = " ".join(word.text for word in rows[0])
    printed = [Line(text)]
    for above, line in pairwise(rows):
        full = above[-1].right + (line[0].right - line[0].left) + WIDE * above[0].height / 2 > room
        more = " ".join(word.text for word in line)
        text = unwrapped(text, more) if full else f"{text}\n{more}"
        printed.append(Line(more, not full))
    return Cell(text, lines=tuple(printed))


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in sorted(words, key=lambda one: (round(one.bottom), one.left)))
