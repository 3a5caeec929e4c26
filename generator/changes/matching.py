"""Which task of the older state is which task of the newer: by id and text, by text alone, by id alone, then by likeness."""

import difflib
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.reading.sourcetext import fold_text
from generator.text.vietnamese import fold

Item = TypeVar("Item")

ALIKE = 0.75
"""Share of equal words from which two texts are the same task, reworded."""

MOST_COMPARED = 400
"""Leftover items on a side that are compared by likeness; beyond, they are told as removed and added."""


@dataclass(frozen=True, slots=True)
class Matched(Generic[Item]):
    """The pairs, in the newer order, and what stands on one side only."""

    pairs: tuple[tuple[Item, Item], ...]
    removed: tuple[Item, ...]
    added: tuple[Item, ...]


def match(
    before: Sequence[Item], after: Sequence[Item], name: Callable[[Item], Hashable], text: Callable[[Item], str]
) -> Matched[Item]:
    """Pair the items of two lists. ``name`` is an id, ``text`` what is compared, without signs and case."""
    keys: tuple[Callable[[Item], Hashable], ...] = (
        lambda item: (name(item), key_of(text(item))),
        lambda item: key_of(text(item)),
        name,
    )
    left, right = list(before), list(after)
    pairs: list[tuple[Item, Item]] = []
    for key in keys:
        pairs += _take_equal(left, right, key)
    pairs += _take_alike(left, right, text)
    place = {id(item): index for index, item in enumerate(after)}
    pairs.sort(key=lambda pair: place[id(pair[1])])
    return Matched(tuple(pairs), tuple(left), tuple(right))


def key_of(text: str) -> str:
    """What equal texts have in common: letters and digits without signs, case, spaces or punctuation."""
    return "".join(char for char in fold(text) if char.isalnum())


def words_of(text: str | None) -> str:
    """What one text must have in common with another to say the same: everything but case and white space.

    An accent or a sign is another word: «không quá» and «không qua», «≥ 80%» and «≤ 80%».
    """
    return fold_text(text or "").casefold()


def _take_equal(left: list[Item], right: list[Item], key: Callable[[Item], Hashable]) -> Iterable[tuple[Item, Item]]:
    waiting: dict[Hashable, list[Item]] = {}
    for item in right:
        waiting.setdefault(key(item), []).append(item)
    pairs = [(item, waiting[key(item)].pop(0)) for item in left if waiting.get(key(item))]
    _drop(left, right, pairs)
    return pairs


def _take_alike(left: list[Item], right: list[Item], text: Callable[[Item], str]) -> Iterable[tuple[Item, Item]]:
    pairs: list[tuple[Item, Item]] = []
    if len(left) > MOST_COMPARED or len(right) > MOST_COMPARED:
        return pairs
    free = list(right)
    for item in left:
        words = fold(text(item)).split()
        scored = [(difflib.SequenceMatcher(None, words, fold(text(other)).split()).ratio(), other) for other in free]
        best = max(scored, key=lambda entry: entry[0], default=None)
        if best is not None and best[0] >= ALIKE:
            pairs.append((item, best[1]))
            free = [other for other in free if other is not best[1]]
    _drop(left, right, pairs)
    return pairs


def _drop(left: list[Item], right: list[Item], pairs: Iterable[tuple[Item, Item]]) -> None:
    taken = {id(item) for pair in pairs for item in pair}
    left[:] = [item for item in left if id(item) not in taken]
    right[:] = [item for item in right if id(item) not in taken]
