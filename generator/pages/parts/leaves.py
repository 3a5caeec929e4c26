"""A list too long for one page, cut into leaves: the first keeps the address of the whole, the others are ``trang-2/`` and on.

A leaf names the others: all of them where they are few, else the first, the last, its neighbours and some between, so that a
nation's list of five hundred leaves is leafed through in a few steps, without a script.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

PER_PAGE = 200
"""Rows of one leaf; a phone loads it whole and finds in it."""

MOST_NAMED = 12
"""Leaves of a list that are all named."""

NEAR = 2
"""Leaves before and after the one being read that are named in a longer list, besides eight at equal distances."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class PageNumber:
    """One leaf of a long list; ``address`` is None for the one being read."""

    number: int
    address: str | None


@dataclass(frozen=True, slots=True)
class Leaf(Generic[Item]):
    """One page of a list."""

    address: str
    number: int
    """From 1."""
    count: int
    """How many leaves the list has."""
    items: tuple[Item, ...]
    numbers: tuple[PageNumber, ...]
    """Ways to the other leaves; empty where there is none."""

    def titled(self, title: str) -> str:
        """A title that no other leaf has."""
        return title if self.number == 1 else f"{title} – trang {self.number}"

    @property
    def words(self) -> str:
        """``, trang 2 trên 3``; empty where there is one leaf."""
        return f", trang {self.number} trên {self.count}" if self.count > 1 else ""


def leaf_address(address: str, position: int) -> str:
    """The leaf on which the item at a position of the list stands, counted from 0."""
    return _address(address, position // PER_PAGE + 1)


def leaves(address: str, items: Sequence[Item]) -> Iterator[Leaf[Item]]:
    """A list cut into leaves; one of no items is one leaf."""
    count = max(1, -(-len(items) // PER_PAGE))
    for number in range(1, count + 1):
        part = items[(number - 1) * PER_PAGE : number * PER_PAGE]
        yield Leaf(_address(address, number), number, count, tuple(part), _numbers(address, number, count))


def _address(address: str, number: int) -> str:
    return address if number == 1 else f"{address}trang-{number}/"


def _numbers(address: str, here: int, count: int) -> tuple[PageNumber, ...]:
    if count == 1:
        return ()
    return tuple(PageNumber(it, None if it == here else _address(address, it)) for it in named(here, count))


def named(here: int, count: int) -> list[int]:
    """The numbers that a leaf shows."""
    if count <= MOST_NAMED:
        return list(range(1, count + 1))
    between = {1 + round(step * (count - 1) / 9) for step in range(10)}
    return sorted(between | {it for it in range(here - NEAR, here + NEAR + 1) if 1 <= it <= count})
