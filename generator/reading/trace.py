"""Traceability: every text of a plan is found in the source it was transcribed from, at a place that is computed, not typed.

Source and text are compared after folding: NFC, one space for any white space, no markup of the transcript (``**``, ``#``,
``<b>``), no space inside brackets, no doubt marks ``[?]``. A text is found as one fragment, or as several in order that break
only where the source breaks a line or a table cell, because rows are split over pages with a repeated header between.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from generator.model.plan import Departure, PlacedTask, Plan, Task
from generator.reading.problems import FieldPath

FARTHEST = 14
"""Lines between two fragments of one text; a page break with its repeated header takes four."""

MOST_FRAGMENTS = 6

MOST_TRIES = 100_000
"""Beginnings that are tried for one text; the longest search in an issued plan takes some hundreds."""

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
        return ((whole, whole + len(folded)),) if whole >= 0 else self._find_split(folded, start, _Search(stop))

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
                return found
            at = self._text.find(head, at + 1, search.stop)
        return None

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
        limit = self._line_of(after) + FARTHEST
        for piece in range(bisect_left(self._piece_starts, after), len(self._piece_starts)):
            begin = self._piece_starts[piece]
            if begin >= search.stop or self._line_of(begin) > limit or search.tries >= MOST_TRIES:
                return None
            found = self._split_at(text, begin, fragments, search)
            if found is not None:
                return found
        return None

    def _line_of(self, offset: int) -> int:
        return bisect_right(self._line_starts, offset)

    def line_start(self, offset: int) -> int:
        """The offset at which the line of ``offset`` begins."""
        return self._line_starts[self._line_of(offset) - 1]

    def end_of_line(self, offset: int) -> int:
        line = self._line_of(offset)
        return self._line_starts[line] if line < len(self._line_starts) else len(self._text)

    def place(self, spans: tuple[Span, ...]) -> Place:
        """Spans of offsets as spans of lines; fragments on neighbouring lines are one span."""
        merged: list[Span] = []
        for start, end in sorted((self._line_of(begin), self._line_of(max(begin, end - 1))) for begin, end in spans):
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


def fold_text(text: str) -> str:
    """The text as it is compared."""
    plain = _MARKUP.sub("", unicodedata.normalize("NFC", text).strip())
    return _INSIDE_BRACKETS.sub("", _SPACE.sub(" ", plain).strip())


@dataclass(frozen=True, slots=True)
class Trace:
    """What was found: the place of each task by its id, and every text that the source does not hold."""

    tasks: dict[str, Place]
    missing: tuple[tuple[FieldPath, str], ...]


def trace_plan(plan: Plan, source: SourceText) -> Trace:
    """Find every verbatim text of the plan in its source; tasks are looked for in printed order, each in its own rows."""
    placed = list(plan.placed_tasks())
    regions, missing = _regions(placed, source)
    tasks: dict[str, Place] = {}
    for item in placed:
        region = regions.get(item.path)
        if region is not None:
            spans, absent = _task_spans(item, region, source)
            tasks[item.id] = source.place(spans)
            missing += absent
    missing += [(path, text) for path, text in plan_texts(plan) if source.find(text) is None]
    if source.find_any_case(plan.document.title) is None:
        missing.append((("document", "title"), plan.document.title))
    return Trace(tasks, tuple(missing))


def _regions(placed: list[PlacedTask], source: SourceText) -> tuple[dict[FieldPath, Span], list[tuple[FieldPath, str]]]:
    """The stretch of the source that belongs to each task, by its path: from its row to the next task's row."""
    begins: list[tuple[FieldPath, int, int]] = []
    missing: list[tuple[FieldPath, str]] = []
    at = 0
    for item in placed:
        text = printed(item.task, "content")
        spans = source.find(text, at)
        if spans is None:
            missing.append(((*item.path, "content"), text))
            continue
        at = spans[0][1]
        begins.append((item.path, source.line_start(spans[0][0]), spans[-1][1]))
    if not begins:
        return {}, missing
    ends = [begin for _, begin, _ in begins[1:]] + [len(source.lines) and source.end_of_line(1 << 60)]
    return {path: (begin, max(end, last)) for (path, begin, last), end in zip(begins, ends, strict=True)}, missing


def _task_spans(
    item: PlacedTask, region: Span, source: SourceText
) -> tuple[tuple[Span, ...], list[tuple[FieldPath, str]]]:
    spans: list[Span] = []
    missing: list[tuple[FieldPath, str]] = []
    for path, text in texts_of(item.task, item.path):
        found = source.find(text, *region)
        if found is None:
            missing.append((path, text))
        elif path[-1] == "content" or path[-2:] == ("deadline", "text") or path[-1] == "product":
            spans += found
    return tuple(spans) or (region,), missing


def plan_texts(plan: Plan) -> Iterator[tuple[FieldPath, str]]:
    """The verbatim texts of a plan outside its tasks, with their paths."""
    for name in ("document", "articles", "narrative", "duties", "recipients", "targets"):
        yield from _walk(getattr(plan, name), (name,), verbatim=name == "recipients")
    yield from _section_texts(plan.sections, ("sections",))


def _section_texts(sections: Any, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    for index, section in enumerate(sections):
        here = (*path, index)
        if section.title is not None:
            yield (*here, "title"), section.title
        yield from _walk(section.targets, (*here, "targets"), verbatim=False)
        yield from _section_texts(section.sections, (*here, "sections"))


def texts_of(record: Any, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    """The texts of a record that must stand in the source, a departure's raw text in place of the field it explains."""
    departures = {item.field: item.raw for item in _departures(record)}
    for declared in fields(record):
        if declared.name in ("restored", "corrected"):
            continue
        if declared.name in departures:
            yield (*path, declared.name), departures[declared.name]
        else:
            verbatim = bool(declared.metadata.get("verbatim"))
            yield from _walk(
                getattr(record, declared.name), (*path, declared.metadata.get("key") or declared.name), verbatim
            )


def _departures(record: Any) -> tuple[Departure, ...]:
    return (*record.restored, *record.corrected) if isinstance(record, Task) else ()


def printed(record: Any, name: str) -> str:
    """What the source prints for a field: its own text, or the raw text of a departure."""
    departures = {item.field: item.raw for item in _departures(record)}
    return departures.get(name) or str(getattr(record, name))


def _walk(value: Any, path: FieldPath, verbatim: bool) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _walk(item, (*path, index), verbatim)
    elif is_dataclass(value):
        yield from texts_of(value, path)
    elif isinstance(value, str) and verbatim:
        yield path, value
