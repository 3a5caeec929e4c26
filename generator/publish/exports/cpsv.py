"""Every procedure as a public service (CPSV-AP 3.2, SEMIC), for catalogues of services that know nothing of ours.

What the record does not say is not said here: an amount that is unknown or suspect has words and no value, and a limit in
working days, which no xsd:duration can say, has words and no duration.
"""

import unicodedata
from collections.abc import Collection, Hashable, Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import TypeVar
from urllib.parse import quote

from generator.addresses import TERMS, document_address, procedure_address
from generator.model.procedure import (
    NATIONAL,
    Channel,
    Currency,
    Fee,
    FeeState,
    FieldOfAdministration,
    LimitUnit,
    Procedure,
    ProcedureKind,
    Status,
    TimeLimit,
)
from generator.model.summary import AnyProcedure
from generator.pages.procedure.words import say_fee, say_limit
from generator.publish.exports.rdf import Addresses, Node, Said, Term, part_of, plain, typed, vi
from generator.tracking.around import Around, Basis, Surroundings

Name = TypeVar("Name", bound=Hashable)

_elsewhere = Addresses()
LANGUAGE = _elsewhere("http://publications.europa.eu/resource/authority/language/VIE")
COUNTRY = _elsewhere("http://publications.europa.eu/resource/authority/country/VNM")
CURRENCY = {
    item: _elsewhere(f"http://publications.europa.eu/resource/authority/currency/{item.value}") for item in Currency
}
KNOWN: tuple[Node, ...] = (
    (LANGUAGE, "dct:LinguisticSystem", {"skos:prefLabel": vi("tiếng Việt")}),
    (COUNTRY, "dct:Location", {"skos:prefLabel": vi("Việt Nam")}),
    (COUNTRY, "atu:atu-type", {}),
    *((CURRENCY[item], "skos:Concept", {"skos:prefLabel": vi(item.label)}) for item in Currency),
)
"""What we point to in those lists, with its class."""

REMEMBERED = 1024
"""Limits, fees and counts of papers whose terms are kept: a register says few of them, many times over."""

_ISO = {LimitUnit.HOUR: "PT{}H", LimitUnit.DAY: "P{}D", LimitUnit.MONTH: "P{}M", LimitUnit.YEAR: "P{}Y"}
"""Units that xsd:duration knows; a working day is none of them."""


def own_nodes(item: Procedure, around: Around, shared: "Shared", *, licensed: bool) -> Iterator[Node]:
    """A service with what belongs to it alone; what it names besides is in ``shared`` then."""
    return _Service(item, around, shared, licensed).nodes()


class Shared:
    """The bodies, fields, kinds and documents that services name, each once."""

    def __init__(self, site_url: str = "") -> None:
        self.iri = Addresses(site_url)
        self.terms = self.here(TERMS)
        self._found: dict[object, Term] = {}
        self._nodes: dict[str, Node] = {}

    def here(self, address: str) -> Term:
        """An address of the site."""
        return self.iri(f"{self.iri.root}{address}")

    def nodes(self) -> Iterator[Node]:
        """All of them, in the order of their addresses, after what the lists of the Publications Office are to us: the shapes of
        CPSV-AP ask for the class of whatever is pointed to, and a file should hold by itself.
        """
        yield from KNOWN
        yield from (self._nodes[address] for address in sorted(self._nodes))

    def take(self, items: Collection[AnyProcedure], surroundings: Surroundings) -> None:
        """Take over all that services name. Tens of thousands name few things, so each name is looked at once."""
        for name in _each(map(deciding_of, items)):
            self.body(name)
        for place in dict.fromkeys(item.jurisdiction for item in items):
            self.place(place)
        for field in dict.fromkeys(item.field for item in items):
            self.field(surroundings.field(field))
        for status in dict.fromkeys(item.status for item in items):
            self.status(status)
        for kind in dict.fromkeys(item.kind for item in items):
            self.kind(kind)
        for name in _each(item.applicants for item in items):
            self.applicant(name)
        for channel in _each(item.channels for item in items):
            self.channel(channel)
        for ground in _each(item.legal_bases for item in items):
            self.law(surroundings.basis(ground))

    def body(self, name: str) -> Term:
        """A body that decides, by its name."""
        return self._found.get(("co-quan", name)) or self._new_body(name)

    def _new_body(self, name: str) -> Term:
        said: Said = {
            "dct:identifier": plain(_slug(name)),
            "skos:prefLabel": vi(name),
            "dct:title": vi(name),
            "dct:spatial": COUNTRY,
        }
        return self._enter(("co-quan", name), f"id/co-quan/{quote(_slug(name))}", "cv:PublicOrganisation", said)

    def place(self, jurisdiction: str) -> Term:
        """Where a procedure holds."""
        return COUNTRY if jurisdiction == NATIONAL else self._concept("noi", jurisdiction, kind="dct:Location")

    def field(self, field: FieldOfAdministration) -> Term:
        """The field that a procedure is listed under."""
        return self._concept("linh-vuc", field.id, field.name, field.code)

    def status(self, status: Status) -> Term:
        """Whether it is in force."""
        return self._concept("tinh-trang", status, status.label)

    def kind(self, kind: ProcedureKind) -> Term:
        """Who laid it down."""
        return self._concept("loai", kind, kind.label)

    def applicant(self, name: str) -> Term:
        """Who may apply."""
        return self._concept("doi-tuong", name)

    def channel(self, channel: Channel) -> Term:
        """How it is handed in."""
        return self._concept("kenh", channel, channel.label)

    def _concept(
        self, scheme: str, name: str, label: str | None = None, notation: str | None = None, kind: str = "skos:Concept"
    ) -> Term:
        """A concept by its id, or by the name that its id is made of."""
        found = self._found.get((scheme, name))
        if found is not None:
            return found
        said: Said = {"skos:prefLabel": vi(label or name), "skos:notation": plain(notation) if notation else None}
        return self._enter((scheme, name), f"id/{scheme}/{quote(name if label else _slug(name))}", kind, said)

    def law(self, basis: Basis) -> Term:
        """A legal basis; the page of a registered document, or an address made of its number."""
        return self._found.get(basis.ground) or self._new_law(basis)

    def _new_law(self, basis: Basis) -> Term:
        ground, known = basis.ground, basis.document
        name = ground.number or ground.title or ground.raw or ""
        address = document_address(known.id) if known else f"id/van-ban/{quote(_slug(name), safe='')}"
        dated = known.day.isoformat() if known and known.day and known.day.day else None
        said: Said = {
            "eli:id_local": plain(ground.number) if ground.number else None,
            "eli:title": vi(known.name if known else ground.title or name),
            "eli:date_document": typed(dated, "xsd:date") if dated else None,
        }
        return self._enter(ground, address, "eli:LegalResource", said)

    def _enter(self, key: object, address: str, kind: str, said: Said) -> Term:
        found = self._found[key] = self.here(address)
        self._nodes[address] = (found, kind, said)
        return found


def _each(groups: Iterable[Iterable[Name]]) -> Iterable[Name]:
    """Each member of the groups once, in the order in which they are first met."""
    return dict.fromkeys(chain.from_iterable(dict.fromkeys(groups)))


def deciding_of(item: AnyProcedure) -> tuple[str, ...]:
    """The bodies that CPSV-AP calls competent: at least one."""
    return item.deciding or item.implementing or ((item.published_by,) if item.published_by else ("Chưa rõ",))


def iso_duration(limit: TimeLimit) -> str | None:
    """An xsd:duration where one says all of the limit: a whole number of calendar units, and neither a stage nor a case."""
    pattern = _ISO.get(limit.unit)
    whole = limit.value is not None and limit.value == limit.value.to_integral_value() and limit.value > 0
    bare = not (limit.stage or limit.cases or limit.text or limit.doubt)
    return pattern.format(int(limit.value or 0)) if pattern and whole and bare else None


class _Service:
    """One procedure, its nodes in the making."""

    def __init__(self, item: Procedure, around: Around, shared: Shared, licensed: bool) -> None:
        self.item, self.around, self.shared, self.licensed = item, around, shared, licensed
        self.address = shared.here(procedure_address(item.code))

    def nodes(self) -> Iterator[Node]:
        item, shared = self.item, self.shared
        limits, time = _say_limits(item.limits)
        own = [
            *self._channels(),
            *self._costs(),
            *self._evidence(),
            *self._outputs(),
            *self._requirements(),
            *self._rules(),
        ]
        parts: dict[str, list[Term]] = {}
        for address, kind, _ in own:
            parts.setdefault(_RELATION[kind], []).append(address)
        yield (
            self.address,
            "cpsv:PublicService",
            {
                "dct:identifier": plain(item.code),
                "dct:title": vi(item.name),
                "skos:altLabel": [vi(name) for name in (item.short_name, *item.old_names) if name],
                "dct:description": vi(self._description(limits)),
                "cv:hasCompetentAuthority": list(map(shared.body, deciding_of(item))),
                "dct:language": LANGUAGE,
                "dct:spatial": shared.place(item.jurisdiction),
                "cv:thematicArea": shared.field(self.around.field),
                "adms:status": shared.status(item.status),
                "dct:type": shared.kind(item.kind),
                "dct:audience": list(map(shared.applicant, item.applicants)),
                "dcat:keyword": list(map(vi, item.keywords)),
                "cv:processingTime": time,
                **parts,
                "cv:hasLegalResource": list(map(shared.law, self.around.bases)),
                "foaf:page": self.address,
                "dct:source": shared.iri(item.source.url),
                "dct:modified": typed(item.source.retrieved.isoformat(), "xsd:date"),
                "dct:license": shared.terms if self.licensed else None,
            },
        )
        yield from own

    def _description(self, limits: str) -> str:
        """The portal has none: made from the name, the results, and the limits in words."""
        parts = [f"Thủ tục hành chính «{self.item.name}»"]
        if self.item.results:
            parts.append("kết quả: " + "; ".join(result.name for result in self.item.results))
        if limits:
            parts.append(f"thời hạn: {limits}")
        return ". ".join(part[0].upper() + part[1:] for part in parts) + "."

    def _at(self, channel: Channel) -> Term:
        return part_of(self.address, f"kenh-{channel}")

    def _channels(self) -> Iterator[Node]:
        for channel in self.item.channels:
            words, time = _say_limits(self.item.limits, channel)
            said: Said = {
                "dct:identifier": plain(f"{self.item.code}-{channel}"),
                "dct:type": self.shared.channel(channel),
                "dct:description": vi(f"Thời hạn: {words}") if words else None,
                "cv:processingTime": time,
            }
            yield self._at(channel), "cv:Channel", said

    def _costs(self) -> Iterator[Node]:
        for number, fee in enumerate(self.item.fees, start=1):
            known = len(fee.channels) == 1 and fee.channels[0] in self.item.channels
            said: Said = {
                "dct:identifier": plain(f"{self.item.code}-fee-{number}"),
                **_say_fee(fee),
                "cv:ifAccessedThrough": self._at(fee.channels[0]) if known else None,
            }
            yield part_of(self.address, f"phi-{number}"), "cv:Cost", said

    def _evidence(self) -> Iterator[Node]:
        papers = [(case.case, paper) for case in self.item.dossier for paper in case.items]
        for number, (case, paper) in enumerate(papers, start=1):
            said: Said = {
                "dct:identifier": plain(f"{self.item.code}-paper-{number}"),
                "dct:title": vi(paper.name),
                "dct:description": _say_counts(paper.originals, paper.copies, case, paper.note),
            }
            yield part_of(self.address, f"giay-to-{number}"), "cv:Evidence", said

    def _outputs(self) -> Iterator[Node]:
        for number, result in enumerate(self.item.results, start=1):
            said: Said = {
                "dct:identifier": plain(result.code or f"{self.item.code}-result-{number}"),
                "dct:title": vi(result.name),
            }
            yield part_of(self.address, f"ket-qua-{number}"), "cv:Output", said

    def _requirements(self) -> Iterator[Node]:
        for number, text in enumerate(self.item.conditions, start=1):
            said: Said = {
                "dct:identifier": plain(f"{self.item.code}-condition-{number}"),
                "dct:title": vi(text),
            }
            yield part_of(self.address, f"dieu-kien-{number}"), "cv:Requirement", said

    def _rules(self) -> Iterator[Node]:
        if self.item.steps:
            said: Said = {
                "dct:identifier": plain(f"{self.item.code}-steps"),
                "dct:title": vi(f"Trình tự: {self.item.name}"),
                "dct:description": vi("\n".join(self.item.steps)),
            }
            yield part_of(self.address, "trinh-tu"), "cpsv:Rule", said


_RELATION = {
    "cv:Channel": "cv:hasChannel",
    "cv:Cost": "cv:hasCost",
    "cv:Evidence": "cpsv:hasInput",
    "cv:Output": "cpsv:produces",
    "cv:Requirement": "cv:holdsRequirement",
    "cpsv:Rule": "cpsv:follows",
}
"""How a service points to its parts."""


@lru_cache(maxsize=REMEMBERED)
def _say_limits(limits: tuple[TimeLimit, ...], channel: Channel | None = None) -> tuple[str, Term | None]:
    """The limits of a channel, or all of them, in words; and their duration, where all are the same and one can be said."""
    words = dict.fromkeys(say_limit(limit).replace("\u00a0", " ") for limit in _held(limits, channel))
    duration = same_duration(limits, channel)
    return "; ".join(words), typed(duration, "xsd:duration") if duration else None


@lru_cache(maxsize=REMEMBERED)
def same_duration(limits: tuple[TimeLimit, ...], channel: Channel | None = None) -> str | None:
    """The xsd:duration that all limits of a channel, or all of them, have; None where they differ, or none says all of one."""
    found = set(map(iso_duration, _held(limits, channel)))
    return found.pop() if len(found) == 1 else None


def _held(limits: tuple[TimeLimit, ...], channel: Channel | None) -> list[TimeLimit]:
    """The limits that hold for a channel; all of them where none is asked for."""
    return [limit for limit in limits if channel is None or not limit.channels or channel in limit.channels]


@lru_cache(maxsize=REMEMBERED)
def _say_fee(fee: Fee) -> Said:
    """A fee in words, and its amount where it is known."""
    where = ", ".join(channel.label.lower() for channel in fee.channels)
    words = (say_fee(fee).replace("\u00a0", " "), where, *fee.cases, fee.text or "")
    value = _amount(fee)
    return {
        "dct:description": vi("; ".join(filter(None, words))),
        "cv:hasValue": typed(value, "xsd:double") if value is not None else None,
        "cv:currency": CURRENCY[fee.currency] if value is not None else None,
    }


@lru_cache(maxsize=REMEMBERED)
def _say_counts(originals: int, copies: int, case: str | None, note: str | None) -> Term:
    """How many of a paper, and when."""
    counts = (f"bản chính: {originals}", f"bản sao: {copies}", case and f"trường hợp: {case}", note)
    return vi("; ".join(filter(None, counts)))


def _amount(fee: Fee) -> str | None:
    if fee.state in (FeeState.FREE, FeeState.NONE):
        return "0"
    return f"{fee.amount.normalize():f}" if fee.amount is not None and not fee.suspect else None


def _slug(text: str) -> str:
    """A name as a part of an address: its letters and digits, NFC, small, joined by hyphens."""
    kept = "".join(letter if letter.isalnum() else " " for letter in unicodedata.normalize("NFC", text).casefold())
    return "-".join(kept.split()) or "x"
