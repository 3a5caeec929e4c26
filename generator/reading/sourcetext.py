"""A source text, folded for searching, that still knows its lines and cells.

Source and text are compared after folding: NFC, one space for any white space, no markup of the transcript (``**``, ``#``,
``<b>``), no space inside brackets, no doubt marks ``[?]``. A text is found as one fragment, or as several in order that break
only where the source breaks a line or a table cell, because rows are split over pages with a repeated header between.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

FARTHEST = 14
"""Lines between two fragments of one text; a page break with its repeated header takes four."""

MOST_FRAGMENTS = 6

MOST_TRIES = 100_000
"""Beginnings that are tried for one text; the longest search in an issued plan takes some hundreds."""

MOST_TRIES_TOGETHER = 300_000
"""Beginnings that are tried in one source for all texts together; after that, a text in fragments counts as not found."""

_MARKUP = re.compile(r"\*+|^#+ |</?[bi]>|\[\?\]")
_INSIDE_BRACKETS = re.compile(r"(?<=\() | (?=\))")
_SPACE = re.compile(r"\s+")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands in its source: spans of lines, counted from 1, last line inside."""

    lines: tuple[Span, ...]

    @property
    def first(self) -> int:
        return self.lines[0][0]


class Effort:
    """How many beginnings may still be tried in searches that share it."""

    def __init__(self, tries: int) -> None:
        self.left = tries


class _Search:
    """One search for a text up to the offset ``stop``. What failed once is not tried again: a source of equal lines would
    otherwise be searched in more ways than there is time for.
    """

    def __init__(self, stop: int) -> None:
        self.stop = stop
        self.tries = 0
        self._seen: set[tuple[int, int, int]] = set()

    def is_new(self, length: int, at: int, fragments: int) -> bool:
        """Whether the last ``length`` characters have not yet been looked for at ``at`` in so many fragments."""
        self.tries += 1
        state = (length, at, fragments)
        if state in self._seen:
            return False
        self._seen.add(state)
        return True


class SourceText:
    """A source, folded for searching, that still knows its lines and cells."""

    def __init__(self, text: str) -> None:
        self.original = text
        self.lines = unicodedata.normalize("NFC", text).split("\n")
        self._line_starts: list[int] = []
        self._piece_starts: list[int] = []
        self._piece_ends: list[int] = []
        self._text = self._fold_lines()
        self.tries = 0
        self.traced: tuple[Any, Any] | None = None
        """The plan that was looked for in it last, and what was found (:func:`generator.reading.trace.trace_plan`)."""

    def _fold_lines(self) -> str:
        folded: list[str] = []
        at = 0
        for line in self.lines:
            self._line_starts.append(at)
            for cell in line.split("\t"):
                piece = fold_text(cell)
                if piece:
                    self._piece_starts.append(at)
                    self._piece_ends.append(at + len(piece))
                    folded.append(piece)
                    at += len(piece) + 1
        return " ".join(folded)

    def find(self, text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...] | None:
        """The fragments of ``text`` between two offsets of the folded source, or None."""
        folded = fold_text(text)
        stop = len(self._text) if end is None else end
        if not folded:
            return None
        whole = self._text.find(folded, start, stop)
        if whole >= 0:
            return ((whole, whole + len(folded)),)
        return self._find_split(folded, start, _Search(stop)) if self.tries < MOST_TRIES_TOGETHER else None

    def find_all(self, text: str, most: int, effort: Effort | None = None) -> list[tuple[Span, ...]]:
        """The first ``most`` lines on which ``text`` begins, one place a line; with an ``effort``, in fragments as well."""
        folded = fold_text(text)
        found: dict[int, tuple[Span, ...]] = {}
        at = self._text.find(folded) if folded else -1
        while at >= 0 and len(found) < most:
            line = self.line_of(at)
            found[line] = ((at, at + len(folded)),)
            end = self._line_starts[line] if line < len(self._line_starts) else self.end
            at = self._text.find(folded, max(end, at + 1))
        if effort is not None and folded:
            for spans in self._find_splits(folded, most, effort):
                found.setdefault(self.line_of(spans[0][0]), spans)
        return [found[line] for line in sorted(found)]

    def _find_splits(self, text: str, most: int, effort: Effort) -> Iterator[tuple[Span, ...]]:
        """Places of a text in two fragments or more."""
        head, search = text.split(" ", 1)[0], _Search(self.end)
        at, count = self._text.find(head), 0
        while at >= 0 and count < most and search.tries < min(MOST_TRIES, effort.left):
            found = self._split_at(text, at, MOST_FRAGMENTS, search)
            if found is not None and len(found) > 1:
                count += 1
                yield found
            at = self._text.find(head, at + 1)
        effort.left -= search.tries

    def count_near(self, texts: tuple[str, ...], start: int, reach: int) -> int:
        """How many of the texts stand, in one piece, on the line of ``start`` or within ``reach`` characters."""
        begin = self.line_start(start)
        return sum(self._text.find(fold_text(text), begin, start + reach) >= 0 for text in texts)

    @property
    def end(self) -> int:
        """The offset after the last character."""
        return len(self._text)

    def stands(self, text: str, row: Span | None = None, *, one_cell: bool = False) -> bool:
        """Whether ``text`` stands in the source, or in a stretch of it, as words of its own: «30/1» does not stand in «30/12».

        With ``one_cell`` it must lie in one cell of one line.
        """
        folded, (start, end) = fold_text(text), row or (0, self.end)
        at = self._text.find(folded, start, end) if folded else -1
        while at >= 0:
            after = at + len(folded)
            if (
                self._is_edge(at - 1, at)
                and self._is_edge(after - 1, after)
                and (not one_cell or self._in_cell(at, after))
            ):
                return True
            at = self._text.find(folded, at + 1, end)
        return False

    def _is_edge(self, left: int, right: int) -> bool:
        """Whether a word may end at ``left`` and another begin at ``right``."""
        if left < 0 or right >= self.end:
            return True
        pair = self._text[left : right + 1]
        return not all(char.isalnum() or char in "/-" for char in pair)

    def _in_cell(self, begin: int, end: int) -> bool:
        piece = bisect_right(self._piece_starts, begin) - 1
        return piece >= 0 and end <= self._piece_ends[piece]

    def find_any_case(self, text: str) -> tuple[Span, ...] | None:
        """Like :meth:`find` for text that the source prints in capitals."""
        folded = fold_text(text).casefold()
        at = self._text.casefold().find(folded)
        return ((at, at + len(folded)),) if at >= 0 else None

    def _find_split(self, text: str, start: int, search: "_Search") -> tuple[Span, ...] | None:
        head = text.split(" ", 1)[0]
        at = self._text.find(head, start, search.stop)
        while at >= 0 and search.tries < MOST_TRIES:
            found = self._split_at(text, at, MOST_FRAGMENTS, search)
            if found is not None:
                break
            at = self._text.find(head, at + 1, search.stop)
        else:
            found = None
        self.tries += search.tries
        return found

    def _split_at(self, text: str, at: int, fragments: int, search: "_Search") -> tuple[Span, ...] | None:
        """Fragments of a text whose first stands at offset ``at`` and ends where a piece of the source ends."""
        if not search.is_new(len(text), at, fragments):
            return None
        if self._text.startswith(text, at) and at + len(text) <= search.stop:
            return ((at, at + len(text)),)
        for end in self._ends(text, at, search.stop) if fragments > 1 else ():
            left = _after_break(text[: end - at], text[end - at :])
            if left is None:
                return None
            rest = self._continue(left, end, fragments - 1, search)
            if rest is not None:
                return ((at, end), *rest)
        return None

    def _ends(self, text: str, at: int, stop: int) -> Iterator[int]:
        """Where pieces of the source end, as long as the source agrees with the text."""
        same = at
        for piece in range(bisect_left(self._piece_ends, at + 1), len(self._piece_ends)):
            end = self._piece_ends[piece]
            if end > stop or not text.startswith(self._text[same:end], same - at):
                return
            same = end
            yield end

    def _continue(self, text: str, after: int, fragments: int, search: "_Search") -> tuple[Span, ...] | None:
        limit = self.line_of(after) + FARTHEST
        for piece in range(bisect_left(self._piece_starts, after), len(self._piece_starts)):
            begin = self._piece_starts[piece]
            if begin >= search.stop or self.line_of(begin) > limit or search.tries >= MOST_TRIES:
                return None
            found = self._split_at(text, begin, fragments, search)
            if found is not None:
                return found
        return None

    def line_of(self, offset: int) -> int:
        """The line of an offset, counted from 1."""
        return bisect_right(self._line_starts, offset)

    def line_start(self, offset: int) -> int:
        """The offset at which the line of ``offset`` begins."""
        return self._line_starts[self.line_of(offset) - 1]

    def offsets(self, first: int, last: int) -> Span:
        """The offsets from the beginning of one line to the end of another."""
        return self._line_starts[first - 1], self._line_starts[last] if last < len(self._line_starts) else self.end

    def place(self, spans: tuple[Span, ...]) -> Place:
        """Spans of offsets as spans of lines; fragments on neighbouring lines are one span."""
        merged: list[Span] = []
        for start, end in sorted((self.line_of(begin), self.line_of(max(begin, end - 1))) for begin, end in spans):
            if merged and start <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return Place(tuple(merged))


def _after_break(taken: str, left: str) -> str | None:
    """What remains after a break: a space is dropped; a number may break at its hyphen («4020/QĐ-», «UBND»)."""
    if left.startswith(" "):
        return left[1:]
    return left if left and taken.endswith("-") else None


@lru_cache(maxsize=4096)
def fold_text(text: str) -> str:
    """The text as it is compared."""
    flat = _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()
    plain, marks = _MARKUP.subn("", flat)
    folded = _INSIDE_BRACKETS.sub("", _SPACE.sub(" ", plain).strip())
    return fold_text(folded) if marks else folded
