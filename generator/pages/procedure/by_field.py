"""A list of procedures by field, on as many pages as it takes. The anchor of every field stands on the first of them, as long as
the list may be.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import ClassVar

from generator.pages.parts.folded import RowGroup
from generator.pages.parts.leaves import PER_PAGE, Leaf, PageNumber, leaf_address, leaves
from generator.pages.parts.listing import Tally
from generator.pages.parts.page import Later, Link, later
from generator.pages.procedure.rows import LEAFED, Rows
from generator.text.vietnamese import sort_key
from generator.tracking.linked import Linked
from generator.tracking.procedures import Performed


@dataclass(frozen=True, slots=True, kw_only=True)
class ByFieldPage:
    """Context of ``pages/by-field.html``."""

    template: ClassVar[str] = "by-field.html"
    title: str
    sentence: str
    groups: tuple[tuple[str, str, tuple[RowGroup, ...]], ...]
    """Anchor, field and procedures."""
    elsewhere: str
    """Heading of the fields that stand on another page."""
    contents: tuple[tuple[str, Tally], ...]
    """Those fields: their anchor, and where they are."""
    numbers: tuple[PageNumber, ...]


def count_by_field(linked: Linked, items: Iterable[Performed]) -> dict[str, int]:
    """How many procedures each field has, by its id, the largest field first."""
    counts, names = Counter(item.procedure.field for item in items), linked.catalogue.fields
    return dict(sorted(counts.items(), key=lambda found: (-found[1], sort_key(names[found[0]].name))))


def is_long(items: Sized) -> bool:
    """Whether the list takes several pages."""
    return len(items) > PER_PAGE


def field_tallies(linked: Linked, here: str, counts: Mapping[str, int]) -> dict[str, Tally]:
    """Where each field of the list at an address begins, and how many procedures it has, by the field's id."""
    made, before = {}, 0
    for name, count in counts.items():
        address = f"{leaf_address(here, before)}#{anchor_of(name)}"
        made[name] = Tally(Link(linked.catalogue.fields[name].name, address), count)
        before += count
    return made


def anchor_of(field: str) -> str:
    """The anchor of a field in a list."""
    return f"l-{field}"


Parts = list[tuple[str, tuple[Performed, ...]]]
"""Fields with their procedures on one page."""


def by_field_leaves(
    linked: Linked, here: str, items: Sequence[Performed], rows: Rows, title: str, sentence: str
) -> Iterator[tuple[Leaf[Performed], Later]]:
    """The pages of such a list, each with its context; the procedures, which are in Vietnamese order, stay so in each field."""
    counts = count_by_field(linked, items)
    place = {name: number for number, name in enumerate(counts)}
    tallies = field_tallies(linked, here, counts)
    away = {name: tally for name, tally in tallies.items() if not tally.link.address.startswith(f"{here}#")}
    for leaf in leaves(here, sorted(items, key=lambda item: place[item.procedure.field])):
        parts = [(name, tuple(items)) for name, items in groupby(leaf.items, lambda item: item.procedure.field)]
        context = ByFieldPage(
            title=title,
            sentence=sentence + (f" {LEAFED}. Trang {leaf.number} trên {leaf.count}." if leaf.numbers else ""),
            groups=tuple((anchor_of(name), linked.catalogue.fields[name].name, ()) for name, _ in parts),
            elsewhere="Ở các trang sau",
            contents=tuple((anchor_of(name), tally) for name, tally in away.items() if leaf.number == 1),
            numbers=leaf.numbers,
        )
        yield leaf, later(context, partial(_made_from, rows, parts), groups=partial(_groups, rows, context, parts))


def _made_from(rows: Rows, parts: Parts) -> str:
    return " ".join(rows.made_from(items) for _, items in parts)


def _groups(rows: Rows, context: ByFieldPage, parts: Parts) -> tuple[tuple[str, str, tuple[RowGroup, ...]], ...]:
    """The groups of a page with their rows."""
    heads = zip(context.groups, parts, strict=True)
    return tuple((anchor, name, rows.folded(items)) for (anchor, name, _), (_, items) in heads)
