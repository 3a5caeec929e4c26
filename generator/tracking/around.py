"""What stands around a procedure: all that its page and its files look up outside its own record.

They are given the record and this, and nothing else; so a page is the same as before exactly when both are.
"""

import hashlib
from dataclasses import dataclass
from datetime import date

from generator.model import LegalDocument
from generator.model.adoption import Adoption
from generator.model.procedure import FieldOfAdministration, Ground, Place
from generator.model.summary import AnyProcedure
from generator.tracking.linked import Linked
from generator.tracking.procedures import cited_document, is_stale


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis, the registered document that it means, and the documents that came in its place."""

    ground: Ground
    document: LegalDocument | None = None
    instead: tuple[LegalDocument, ...] = ()


@dataclass(frozen=True, slots=True)
class Adopted:
    """An agency that states it performs the procedure, and what it states."""

    agency: str
    name: str
    """The agency's name, with the days that tell it from others of that name."""
    document: str
    day: date
    url: str | None
    place: Place | None
    adoption: Adoption


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of a procedure besides its record."""

    field: FieldOfAdministration
    bases: tuple[Basis, ...]
    """One for each legal basis of the record, in its order."""
    adopted: tuple[Adopted, ...]
    successors: tuple[tuple[str, str], ...]
    """Code and name of those procedures that replaced it and have a page here."""
    stale: bool
    """Whether it was read too long ago to be sure."""
    provinces: tuple[tuple[str, str], ...] = ()
    """Name and site of each joined province that has a page of it."""


_Own = tuple[tuple[Adopted, ...], tuple[tuple[str, str], ...], bool, tuple[tuple[str, str], ...]]
"""What stands around one procedure alone: the fields of :class:`Around` after those that it shares with others."""


class Surroundings:
    """Looks up what stands around procedures; each field and each legal basis once."""

    def __init__(self, linked: Linked) -> None:
        self._linked = linked
        self._bases: dict[Ground, Basis] = {}
        self._digests: dict[str | Ground, bytes] = {}

    def of(self, item: AnyProcedure) -> Around:
        """What stands around one procedure."""
        return Around(self.field(item.field), tuple(map(self.basis, item.legal_bases)), *self._own(item))

    def said(self, item: AnyProcedure) -> bytes:
        """What tells all of that from anything else that may stand around the same procedure, for less than looking it up."""
        shared = self._digest(item.field), *map(self._digest, item.legal_bases)
        return b"".join([*shared, repr(self._own(item)).encode()])

    def field(self, name: str) -> FieldOfAdministration:
        """A field by its id."""
        return self._linked.catalogue.fields[name]

    def basis(self, ground: Ground) -> Basis:
        """What the registry knows of a legal basis."""
        found = self._bases.get(ground)
        if found is None:
            found = self._bases[ground] = self._looked_up(ground)
        return found

    def _digest(self, name: str | Ground) -> bytes:
        """The digest of all that is known of a field or a legal basis."""
        found = self._digests.get(name)
        if found is None:
            known = self.field(name) if isinstance(name, str) else self.basis(name)
            found = self._digests[name] = hashlib.sha256(repr(known).encode()).digest()
        return found

    def _own(self, item: AnyProcedure) -> _Own:
        known = self._linked.catalogue.procedures
        return (
            tuple(self._adopted(item.code)),
            tuple([(code, known[code].name) for code in item.replaced_by if code in known]),
            is_stale(item.source.retrieved, self._linked.as_of),
            tuple([(one.place, one.address) for one in self._linked.provinces.performing(item.code)]),
        )

    def _looked_up(self, ground: Ground) -> Basis:
        document = cited_document(ground, self._linked.library)
        names = document.standing.replaced_by if document and document.standing else ()
        known = self._linked.catalogue.legal_documents
        return Basis(ground, document, tuple(known[name] for name in names if name in known))

    def _adopted(self, code: str) -> list[Adopted]:
        return [
            Adopted(
                agency=agency.id,
                name=self._linked.name_of(agency.id),
                document=adoptions.document,
                day=adoptions.day,
                url=adoptions.url,
                place=adoptions.place_of(adoption),
                adoption=adoption,
            )
            for agency, adoptions, adoption in self._linked.adopters.of(code)
        ]
