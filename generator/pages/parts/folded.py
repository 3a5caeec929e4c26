"""A long list in the parts that a phone folds away, like a dictionary whose pages say from which word to which they go."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.pages.parts.listing import Row

MOST = 20
"""Rows that a phone shows at once: some five screens of procedures with their names in full."""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows that fold together; ``words`` says which they are, and is empty for a list short enough to stay open."""

    words: str
    rows: tuple[Row, ...]
    brief: bool = False
    """Whether the rows are names alone, of which there are thousands."""


def folded_rows(rows: Sequence[Row], counted: str = "thủ tục", *, brief: bool = False) -> tuple[RowGroup, ...]:
    """Rows in the order of their names, cut where the names' first words change: ``Cấp, cấp giấy … Cấp lại: 18 thủ tục``.

    Neighbouring cuts stay together as long as they hold no more than MOST rows. Up to MOST rows are one open group.
    """
    if len(rows) <= MOST:
        return (RowGroup("", tuple(rows), brief),) if rows else ()
    joined: list[list[_Run]] = []
    for run in _runs(_shared_words(rows), 0, len(rows), 1):
        if joined and run.end - joined[-1][0].start <= MOST:
            joined[-1].append(run)
        else:
            joined.append([run])
    return tuple(_group(rows, runs, counted, brief) for runs in joined)


@dataclass(frozen=True, slots=True)
class _Run:
    """Rows from ``start`` to before ``end``, whose names begin with the same ``words`` words."""

    start: int
    end: int
    words: int


_ALL = 1_000_000
"""Words that equal names share: more than any name has."""

_TRAILING = ",;:.("
"""What follows a word and does not tell it from another."""


def _shared_words(rows: Sequence[Row]) -> list[int]:
    """How many first words the name of each row shares with the one before it."""
    names = [row.link.text.casefold().split() for row in rows]
    return [0, *map(_shared, names, names[1:])]


def _shared(before: list[str], after: list[str]) -> int:
    """``Cấp, cấp lại`` and ``Cấp giấy`` share one word."""
    if before == after:
        return _ALL
    same = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), None)
    if same is None:
        return min(len(before), len(after))
    if before[same].rstrip(_TRAILING) != after[same].rstrip(_TRAILING):
        return same
    return _ALL if len(before) == len(after) == same + 1 else same + 1


def _runs(shared: Sequence[int], start: int, end: int, words: int) -> Iterator[_Run]:
    """Rows cut where their first ``words`` words change; a run too long is cut by more words, or by number in the end."""
    cuts = [start, *(at for at in range(start + 1, end) if shared[at] < words), end]
    for first, last in pairwise(cuts):
        if last - first <= MOST:
            yield _Run(first, last, words)
        elif (least := min(shared[first + 1 : last])) == _ALL:
            yield from (_Run(at, min(at + MOST, last), _ALL) for at in range(first, last, MOST))
        else:
            yield from _runs(shared, first, last, least + 1)


def _group(rows: Sequence[Row], runs: list[_Run], counted: str, brief: bool) -> RowGroup:
    found = tuple(rows[runs[0].start : runs[-1].end])
    first, last = (_beginning(rows[run.start].link.text, run.words) for run in (runs[0], runs[-1]))
    span = f"{first} …" if first == last else f"{first} … – {last} …"
    return RowGroup(f"{span} ({len(found)} {counted})", found, brief)


def _beginning(name: str, words: int) -> str:
    """The first words of a name as it writes them."""
    return " ".join(name.split(maxsplit=words)[:words]).rstrip(f"{_TRAILING} ")
