"""The procedures of a register in the ways in which they are listed: by name, field, body, province, initial, and by the
document they cite. Sorted and cut once for a site; tens of thousands stand in a dozen lists.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from generator.model.summary import AnyProcedure
from generator.reading.catalogue import Catalogue
from generator.text.citations import Library
from generator.text.vietnamese import slug, sort_key, split_tone
from generator.tracking.procedures import Performed, cited_document, in_order

_LETTERS = {"ă": "aw", "â": "aa", "đ": "dd", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw"}
"""Vietnamese letters in an address, as they are typed (Telex)."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A group of procedures under its name, in Vietnamese order."""

    name: str
    items: tuple[Performed, ...]


Shelved = dict[str, Shelf]
"""Part of an address → the group, in the order of the groups' names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """Every procedure of a register, once in each way that concerns it."""

    by_name: tuple[Performed, ...]
    """All of them in Vietnamese order; equal names by code."""
    fields: Shelved
    bodies: Shelved
    """By the body that performs them as the national catalogue names it; only those of every province."""
    provinces: Shelved
    """Those that one province laid down."""
    initials: Shelved
    citing: dict[str, tuple[Performed, ...]]
    """By the id of each registered document that they cite."""


def shelve(catalogue: Catalogue, library: Library) -> Shelves:
    """Sort the procedures of a catalogue."""
    items = tuple(map(Performed, in_order(catalogue.procedures.values())))
    names = {field.id: field.name for field in catalogue.fields.values()}
    ids = {name: field for field, name in names.items()}
    return Shelves(
        by_name=items,
        fields=_shelved(items, lambda item: (names.get(item.field, item.field),), lambda name: ids.get(name, name)),
        bodies=_shelved(items, lambda item: item.implementing if item.national else (), name_part),
        provinces=_shelved(items, lambda item: () if item.national else (item.jurisdiction,), name_part),
        initials=_shelved(items, lambda item: (initial(item.name),), _letter_part),
        citing=_citing(items, library),
    )


def _shelved(
    items: Iterable[Performed], names: Callable[[AnyProcedure], Iterable[str]], part: Callable[[str], str]
) -> Shelved:
    """Names that give the same address («Cảng vụ Đường thủy», «Cảng vụ đường thủy») are one group, under the first."""
    parts: dict[str, str] = {}
    found: dict[str, tuple[str, list[Performed]]] = {}
    for item in items:
        for name in names(item.procedure):
            if name not in parts:
                parts[name] = part(name)
                found.setdefault(parts[name], (name, []))
            members = found[parts[name]][1]
            if not members or members[-1] is not item:
                members.append(item)
    ordered = sorted(found.items(), key=lambda group: sort_key(group[1][0]))
    return {part: Shelf(name, tuple(members)) for part, (name, members) in ordered}


def name_part(name: str) -> str:
    """A body's or a province's name as part of an address, also where it has no letter."""
    return slug(name) or "khac"


def initial(name: str) -> str:
    """The letter under which a name stands in a Vietnamese dictionary; «#» for digits and signs."""
    return _initial(name[:1])


@lru_cache(maxsize=256)
def _initial(first: str) -> str:
    letters = split_tone(first)[0]
    return letters.upper() if letters[:1].isalpha() else "#"


def _letter_part(letter: str) -> str:
    return _LETTERS.get(letter.lower()) or slug(letter) or "so"


def _citing(items: Iterable[Performed], library: Library) -> dict[str, tuple[Performed, ...]]:
    """Procedures by the documents they cite. A number means one document whoever cites it, so it is looked up once."""
    known: dict[str | None, str | None] = {}
    found: dict[str, list[Performed]] = {}
    for item in items:
        for ground in item.procedure.legal_bases:
            if ground.number not in known:
                document = cited_document(ground, library)
                known[ground.number] = document.id if document is not None else None
            name = known[ground.number]
            if name is not None:
                found.setdefault(name, []).append(item)
    return {document: tuple(items) for document, items in found.items()}
