"""A long list in the parts that a phone folds away, like a dictionary whose pages say from which word to which they go."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from generator.pages.parts.listing import Row

MOST = 20
"""Rows that a phone shows at once: some five screens of procedures with their names in full."""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows that fold together; ``words`` says which they are, and is empty for a list short enough to stay open."""

    words: str
    rows: tuple[Row, ...]


def folded_rows(rows: Sequence[Row], counted: str = "thủ tục") -> tuple[RowGroup, ...]:
    """Rows in the order of their names, cut where the names' first words change: ``Cấp, cấp giấy … Cấp lại: 18 thủ tục``.

    Neighbouring cuts stay together as long as they hold no more than MOST rows. Up to MOST rows are one open group.
    """
    if len(rows) <= MOST:
        return (RowGroup("", tuple(rows)),) if rows else ()
    joined: list[list[_Run]] = []
    for run in _runs(list(rows), 1):
        if joined and sum(len(part.rows) for part in joined[-1]) + len(run.rows) <= MOST:
            joined[-1].append(run)
        else:
            joined.append([run])
    return tuple(_group(runs, counted) for runs in joined)


@dataclass(frozen=True, slots=True)
class _Run:
    """Rows whose names begin with the same words."""

    prefix: str
    rows: list[Row]


def _runs(rows: list[Row], words: int) -> Iterator[_Run]:
    """Runs of rows that share their first ``words`` words; one too long is cut by a word more, or by number in the end."""
    for prefix, found in groupby(rows, lambda row: _prefix(row.link.text, words)):
        run = list(found)
        if len(run) <= MOST:
            yield _Run(prefix, run)
        elif all(len(row.link.text.split()) <= words for row in run):
            yield from (_Run(prefix, run[at : at + MOST]) for at in range(0, len(run), MOST))
        else:
            yield from _runs(run, words + 1)


REMEMBERED = 16_384
"""Beginnings of names that are kept: a procedure stands in a dozen lists of every agency that performs it."""


@lru_cache(maxsize=REMEMBERED)
def _prefix(name: str, words: int) -> str:
    return _beginning(name, words).casefold()


def _beginning(name: str, words: int) -> str:
    return " ".join(name.split(maxsplit=words)[:words]).rstrip(",;:.(")


def _group(runs: list[_Run], counted: str) -> RowGroup:
    rows = tuple(row for run in runs for row in run.rows)
    first, last = _shown(runs[0]), _shown(runs[-1])
    span = f"{first} …" if first == last else f"{first} … – {last} …"
    return RowGroup(f"{span} ({len(rows)} {counted})", rows)


def _shown(run: _Run) -> str:
    """The words that a run shares, as its first row writes them."""
    return _beginning(run.rows[0].link.text, len(run.prefix.split()))
