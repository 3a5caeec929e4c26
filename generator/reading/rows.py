"""Which row of a source each task is, where its words stand in several places.

A plan names a task in its narrative and again in its table, repeats a table, or prints one sentence in two rows. The rows
chosen keep the printed order, and of all such choices take the one in which the fewest texts of a task lie outside its row,
then the one whose rows are tightest, then the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.reading.sourcetext import Effort, SourceText, Span

MOST_OCCURRENCES = 1000
"""Places of one sentence that are looked at; no issued plan repeats one more than some dozens of times."""

MOST_CANDIDATES = 16
"""Places of one sentence that are weighed against those of the next; the most promising are kept."""

MOST_TRIES = 300_000
"""Beginnings that are tried for sentences in fragments, in one plan together."""

ROW_REACH = 4000
"""Characters after a place in which the other texts of its row are looked for when places are thinned out."""

Spans = tuple[Span, ...]

Cost = tuple[int, int, int]
"""Texts outside the row, lines over which the row's texts are spread, lines between the first row and the last."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A task as its source prints it: the content, and every other text of its row."""

    content: str
    texts: tuple[str, ...]


def choose_rows(wanted: Sequence[Wanted], source: SourceText) -> list[Spans | None]:
    """The place of each task's content, in printed order; None where the source does not hold it after the task before."""
    effort = Effort(MOST_TRIES)
    places = [_places(item, source, effort) for item in wanted]
    chosen, outside = _choose(wanted, places, source)
    if outside:
        contents = dict.fromkeys(wanted[index].content for index in outside)
        known = {content: source.find_all(content, MOST_OCCURRENCES, effort) for content in contents}
        for index in outside:
            places[index] = known[wanted[index].content]
        chosen, _ = _choose(wanted, places, source)
    return chosen


def _places(item: Wanted, source: SourceText, effort: Effort) -> list[Spans]:
    """Where the content stands in one piece; in fragments only if it stands nowhere else."""
    whole = source.find_all(item.content, MOST_OCCURRENCES)
    return whole or source.find_all(item.content, MOST_OCCURRENCES, effort)


def _choose(
    wanted: Sequence[Wanted], places: list[list[Spans]], source: SourceText
) -> tuple[list[Spans | None], list[int]]:
    """The best chain of rows, and the indexes of tasks of which a text lies outside its row, or on lines after it."""
    chosen: list[Spans | None] = [None] * len(wanted)
    windows = _in_order(places)
    rows = [_Row(index, wanted[index], _thinned(wanted[index], window, source), source) for index, window in windows]
    outside = []
    for row, at, cost in _best_chain(rows):
        chosen[row.index] = row.candidates[at]
        if cost[0] or cost[1] > row.lines(at):
            outside.append(row.index)
    return chosen, outside


def _in_order(places: list[list[Spans]]) -> list[tuple[int, list[Spans]]]:
    """The places of each task that some chain in printed order can use; tasks without any are left out."""
    earliest: list[tuple[int, Spans]] = []
    at = 0
    for index, found in enumerate(places):
        first = next((spans for spans in found if spans[0][0] >= at), None)
        if first is not None:
            earliest.append((index, first))
            at = first[0][1]
    windows: list[tuple[int, list[Spans]]] = []
    limit: int | None = None
    for index, first in reversed(earliest):
        usable = [
            spans for spans in places[index] if spans[0][0] >= first[0][0] and (limit is None or spans[0][1] <= limit)
        ]
        windows.append((index, usable))
        limit = usable[-1][0][0]
    return windows[::-1]


def _thinned(item: Wanted, window: list[Spans], source: SourceText) -> list[Spans]:
    """At most ``MOST_CANDIDATES`` places: the first, which always leaves room for the rest, and the most promising."""
    if len(window) <= MOST_CANDIDATES:
        return window
    near = [source.count_near(item.texts, spans[0][0], ROW_REACH) for spans in window]
    best = sorted(range(1, len(window)), key=lambda index: (-near[index], index))[: MOST_CANDIDATES - 1]
    return [window[index] for index in sorted((0, *best))]


class _Row:
    """One task with its candidate places; remembers where its texts were found, because rows are asked again and again."""

    def __init__(self, index: int, wanted: Wanted, candidates: list[Spans], source: SourceText) -> None:
        self.index = index
        self.candidates = candidates
        self._wanted = wanted
        self._source = source
        self._known: dict[tuple[int, str], tuple[int, int | None]] = {}

    @property
    def end_of_source(self) -> int:
        """Where the last row ends."""
        return self._source.end

    def line_start(self, offset: int) -> int:
        """Where the line of an offset begins."""
        return self._source.line_start(offset)

    def lines(self, at: int) -> int:
        """Lines from the first to the last of a candidate."""
        spans = self.candidates[at]
        return self._source.line_of(spans[-1][1] - 1) - self._source.line_of(spans[0][0])

    def cost(self, at: int, end: int) -> Cost:
        """What it costs that the row begins at the candidate and ends at the offset."""
        spans = self.candidates[at]
        begin, end, last = self._source.line_start(spans[0][0]), max(end, spans[-1][1]), spans[-1][1]
        absent = 0
        for text in self._wanted.texts:
            found = self._find(at, text, begin, end)
            absent += found is None
            last = max(last, found or 0)
        line_of = self._source.line_of
        return absent, line_of(max(last - 1, 0)) - line_of(begin), line_of(end) - line_of(begin)

    def _find(self, at: int, text: str, begin: int, end: int) -> int | None:
        """The end of a text in the row, or None. What was found in a longer row, or not at all, is not looked for again."""
        searched, found = self._known.get((at, text), (-1, None))
        if searched >= end and (found is None or found <= end):
            return found
        spans = self._source.find(text, begin, end)
        found = spans[-1][1] if spans else None
        self._known[at, text] = (end, found)
        return found


def _best_chain(rows: list[_Row]) -> list[tuple[_Row, int, Cost]]:
    """One candidate of each row, in order, at the least cost together (a shortest path, row by row from the last)."""
    steps: list[list[tuple[Cost, Cost, int]]] = []
    """For each row and candidate: the cost from there on, the row's own cost, the next row's candidate."""
    for number in range(len(rows) - 1, -1, -1):
        after = steps[-1] if steps else []
        following = rows[number + 1] if steps else None
        steps.append([_step(rows[number], at, following, after) for at in range(len(rows[number].candidates))])
    steps.reverse()
    chain: list[tuple[_Row, int, Cost]] = []
    at = min(range(len(steps[0])), key=lambda index: steps[0][index][0]) if steps else 0
    for row, choices in zip(rows, steps, strict=True):
        _, own, following_at = choices[at]
        chain.append((row, at, own))
        at = following_at
    return chain


IMPOSSIBLE: Cost = (10**9, 0, 0)


def _step(row: _Row, at: int, following: _Row | None, after: list[tuple[Cost, Cost, int]]) -> tuple[Cost, Cost, int]:
    if following is None:
        own = row.cost(at, row.end_of_source)
        return (own[0], own[1], 0), own, 0
    best = (IMPOSSIBLE, IMPOSSIBLE, 0)
    for next_at in range(len(following.candidates) - 1, -1, -1):
        begin = following.candidates[next_at][0][0]
        if begin < row.candidates[at][0][1]:
            break
        own = row.cost(at, row.line_start(begin))
        cost = (own[0] + after[next_at][0][0], own[1] + after[next_at][0][1], own[2] + after[next_at][0][2])
        if cost <= best[0]:
            best = (cost, own, next_at)
    return best
