"""Every procedure as a public service (CPSV-AP 3.2, SEMIC), for catalogues of services that know nothing of ours.

What the record does not say is not said here: an amount that is unknown or suspect has words and no value, and a limit in
working days, which no xsd:duration can say, has words and no duration.
"""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from generator.addresses import TERMS, document_address, procedure_address
from generator.model.procedure import Channel, Currency, Fee, FeeState, LimitUnit, Procedure, TimeLimit
from generator.model.summary import AnyProcedure
from generator.pages.procedure.words import say_fee, say_limit
from generator.publish.exports.rdf import Iri, Node, Said, Term, Typed, Vi
from generator.tracking.around import Around, Basis

LANGUAGE = Iri("http://publications.europa.eu/resource/authority/language/VIE")
CURRENCY = "http://publications.europa.eu/resource/authority/currency/"
COUNTRY = Iri("http://publications.europa.eu/resource/authority/country/VNM")
KNOWN: tuple[Node, ...] = (
    (LANGUAGE, "dct:LinguisticSystem", {"skos:prefLabel": Vi("tiếng Việt")}),
    (COUNTRY, "dct:Location", {"skos:prefLabel": Vi("Việt Nam")}),
    (COUNTRY, "atu:atu-type", {}),
    *((CURRENCY + item.value, "skos:Concept", {"skos:prefLabel": Vi(item.label)}) for item in Currency),
)
"""What we point to in those lists, with its class."""

NO_ADDRESS = "urn:congkhai:"
"""In front of every address of a site that does not know its own."""

_ISO = {LimitUnit.HOUR: "PT{}H", LimitUnit.DAY: "P{}D", LimitUnit.MONTH: "P{}M", LimitUnit.YEAR: "P{}Y"}
"""Units that xsd:duration knows; a working day is none of them."""


def own_nodes(item: Procedure, around: Around, shared: "Shared", *, licensed: bool) -> Iterator[Node]:
    """A service with what belongs to it alone; what it names besides is in ``shared`` then."""
    return _Service(item, around, shared, licensed).nodes()


class Shared:
    """The bodies, fields, kinds and documents that services name, each once; ``root`` stands in front of every address."""

    def __init__(self, root: str) -> None:
        self.root = root
        self._addresses: dict[object, Iri] = {}
        self._nodes: dict[str, Node] = {}

    def nodes(self) -> Iterator[Node]:
        """All of them, in the order of their addresses, after what the lists of the Publications Office are to us: the shapes of
        CPSV-AP ask for the class of whatever is pointed to, and a file should hold by itself.
        """
        yield from KNOWN
        yield from (self._nodes[address] for address in sorted(self._nodes))

    def take(self, item: AnyProcedure, around: Around) -> None:
        """Take over all that one service names."""
        for name in deciding_of(item):
            self.body(name)
        self.place(item)
        self.field(around)
        self.status(item)
        self.kind(item)
        for name in item.applicants:
            self.applicant(name)
        for channel in item.channels:
            self.channel(channel)
        for basis in around.bases:
            self.law(basis)

    def body(self, name: str) -> Iri:
        """A body that decides, by its name."""
        return self._addresses.get(("co-quan", name)) or self._new_body(name)

    def _new_body(self, name: str) -> Iri:
        said: Said = {
            "dct:identifier": _slug(name),
            "skos:prefLabel": Vi(name),
            "dct:title": Vi(name),
            "dct:spatial": COUNTRY,
        }
        return self._enter(("co-quan", name), f"id/co-quan/{quote(_slug(name))}", "cv:PublicOrganisation", said)

    def place(self, item: AnyProcedure) -> Iri:
        """Where a procedure holds."""
        return COUNTRY if item.national else self._concept("noi", item.jurisdiction, kind="dct:Location")

    def field(self, around: Around) -> Iri:
        """The field that a procedure is listed under."""
        return self._concept("linh-vuc", around.field.id, around.field.name, around.field.code)

    def status(self, item: AnyProcedure) -> Iri:
        """Whether it is in force."""
        return self._concept("tinh-trang", item.status.value, item.status.label)

    def kind(self, item: AnyProcedure) -> Iri:
        """Who laid it down."""
        return self._concept("loai", item.kind.value, item.kind.label)

    def applicant(self, name: str) -> Iri:
        """Who may apply."""
        return self._concept("doi-tuong", name)

    def channel(self, channel: Channel) -> Iri:
        """How it is handed in."""
        return self._concept("kenh", channel.value, channel.label)

    def _concept(
        self, scheme: str, name: str, label: str | None = None, notation: str | None = None, kind: str = "skos:Concept"
    ) -> Iri:
        """A concept by its id, or by the name that its id is made of."""
        found = self._addresses.get((scheme, name))
        if found is not None:
            return found
        said: Said = {"skos:prefLabel": Vi(label or name), "skos:notation": notation}
        return self._enter((scheme, name), f"id/{scheme}/{quote(name if label else _slug(name))}", kind, said)

    def law(self, basis: Basis) -> Iri:
        """A legal basis; the page of a registered document, or an address made of its number."""
        return self._addresses.get(basis.ground) or self._new_law(basis)

    def _new_law(self, basis: Basis) -> Iri:
        ground, known = basis.ground, basis.document
        name = ground.number or ground.title or ground.raw or ""
        address = document_address(known.id) if known else f"id/van-ban/{quote(_slug(name), safe='')}"
        dated = known.day.isoformat() if known and known.day and known.day.day else None
        said: Said = {
            "eli:id_local": ground.number,
            "eli:title": Vi(known.name if known else ground.title or name),
            "eli:date_document": Typed(dated, "xsd:date") if dated else None,
        }
        return self._enter(ground, address, "eli:LegalResource", said)

    def _enter(self, key: object, address: str, kind: str, said: Said) -> Iri:
        found = self._addresses[key] = Iri(f"{self.root}{address}")
        self._nodes[found] = (found, kind, said)
        return found


def deciding_of(item: AnyProcedure) -> tuple[str, ...]:
    """The bodies that CPSV-AP calls competent: at least one."""
    return item.deciding or item.implementing or ((item.published_by,) if item.published_by else ("Chưa rõ",))


def iso_duration(limit: TimeLimit) -> str | None:
    """An xsd:duration where one says all of the limit: a whole number of calendar units, and neither a stage nor a case."""
    pattern = _ISO.get(limit.unit)
    whole = limit.value is not None and limit.value == limit.value.to_integral_value() and limit.value > 0
    plain = not (limit.stage or limit.cases or limit.text or limit.doubt)
    return pattern.format(int(limit.value or 0)) if pattern and whole and plain else None


class _Service:
    """One procedure, its nodes in the making."""

    def __init__(self, item: Procedure, around: Around, shared: Shared, licensed: bool) -> None:
        self.item, self.around, self.shared, self.licensed = item, around, shared, licensed
        self.address = f"{shared.root}{procedure_address(item.code)}"
        self.limits = [_SaidLimit(limit, _limit_words(limit), iso_duration(limit)) for limit in item.limits]

    def nodes(self) -> Iterator[Node]:
        item = self.item
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
            parts.setdefault(_RELATION[kind], []).append(Iri(address))
        yield (
            self.address,
            "cpsv:PublicService",
            {
                "dct:identifier": item.code,
                "dct:title": Vi(item.name),
                "skos:altLabel": [Vi(name) for name in (item.short_name, *item.old_names) if name],
                "dct:description": Vi(self._description()),
                "cv:hasCompetentAuthority": list(map(self.shared.body, deciding_of(item))),
                "dct:language": LANGUAGE,
                "dct:spatial": self.shared.place(item),
                "cv:thematicArea": self.shared.field(self.around),
                "adms:status": self.shared.status(item),
                "dct:type": self.shared.kind(item),
                "dct:audience": list(map(self.shared.applicant, item.applicants)),
                "dcat:keyword": [Vi(word) for word in item.keywords],
                "cv:processingTime": _time(self.limits),
                **parts,
                "cv:hasLegalResource": list(map(self.shared.law, self.around.bases)),
                "foaf:page": Iri(self.address),
                "dct:source": Iri(item.source.url),
                "dct:modified": Typed(item.source.retrieved.isoformat(), "xsd:date"),
                "dct:license": Iri(f"{self.shared.root}{TERMS}") if self.licensed else None,
            },
        )
        yield from own

    def _description(self) -> str:
        """The portal has none: made from the name, the results, and the limits in words."""
        parts = [f"Thủ tục hành chính «{self.item.name}»"]
        if self.item.results:
            parts.append("kết quả: " + "; ".join(result.name for result in self.item.results))
        if self.limits:
            parts.append(f"thời hạn: {_joined_words(self.limits)}")
        return ". ".join(part[0].upper() + part[1:] for part in parts) + "."

    def _part(self, kind: str, number: int) -> str:
        return f"{self.address}#{kind}-{number}"

    def _channels(self) -> Iterator[Node]:
        for channel in self.item.channels:
            limits = [said for said in self.limits if not said.limit.channels or channel in said.limit.channels]
            words = _joined_words(limits)
            yield (
                f"{self.address}#kenh-{channel.value}",
                "cv:Channel",
                {
                    "dct:identifier": f"{self.item.code}-{channel.value}",
                    "dct:type": self.shared.channel(channel),
                    "dct:description": Vi(f"Thời hạn: {words}") if words else None,
                    "cv:processingTime": _time(limits),
                },
            )

    def _costs(self) -> Iterator[Node]:
        for number, fee in enumerate(self.item.fees, start=1):
            value = _amount(fee)
            yield (
                self._part("phi", number),
                "cv:Cost",
                {
                    "dct:identifier": f"{self.item.code}-fee-{number}",
                    "dct:description": Vi(_fee_words(fee)),
                    "cv:hasValue": Typed(value, "xsd:double") if value is not None else None,
                    "cv:currency": Iri(CURRENCY + fee.currency.value) if value is not None else None,
                    "cv:ifAccessedThrough": (
                        Iri(f"{self.address}#kenh-{fee.channels[0].value}")
                        if len(fee.channels) == 1 and fee.channels[0] in self.item.channels
                        else None
                    ),
                },
            )

    def _evidence(self) -> Iterator[Node]:
        papers = [(case.case, paper) for case in self.item.dossier for paper in case.items]
        for number, (case, paper) in enumerate(papers, start=1):
            counts = (
                f"bản chính: {paper.originals}",
                f"bản sao: {paper.copies}",
                case and f"trường hợp: {case}",
                paper.note,
            )
            yield (
                self._part("giay-to", number),
                "cv:Evidence",
                {
                    "dct:identifier": f"{self.item.code}-paper-{number}",
                    "dct:title": Vi(paper.name),
                    "dct:description": Vi("; ".join(filter(None, counts))),
                },
            )

    def _outputs(self) -> Iterator[Node]:
        for number, result in enumerate(self.item.results, start=1):
            said: Said = {
                "dct:identifier": result.code or f"{self.item.code}-result-{number}",
                "dct:title": Vi(result.name),
            }
            yield self._part("ket-qua", number), "cv:Output", said

    def _requirements(self) -> Iterator[Node]:
        for number, text in enumerate(self.item.conditions, start=1):
            said: Said = {"dct:identifier": f"{self.item.code}-condition-{number}", "dct:title": Vi(text)}
            yield self._part("dieu-kien", number), "cv:Requirement", said

    def _rules(self) -> Iterator[Node]:
        if self.item.steps:
            said: Said = {
                "dct:identifier": f"{self.item.code}-steps",
                "dct:title": Vi(f"Trình tự: {self.item.name}"),
                "dct:description": Vi("\n".join(self.item.steps)),
            }
            yield f"{self.address}#trinh-tu", "cpsv:Rule", said


_RELATION = {
    "cv:Channel": "cv:hasChannel",
    "cv:Cost": "cv:hasCost",
    "cv:Evidence": "cpsv:hasInput",
    "cv:Output": "cpsv:produces",
    "cv:Requirement": "cv:holdsRequirement",
    "cpsv:Rule": "cpsv:follows",
}
"""How a service points to its parts."""


class _SaidLimit(NamedTuple):
    """A limit with its words, and its duration where one says it: each is asked for again at every channel."""

    limit: TimeLimit
    words: str
    duration: str | None


def _joined_words(limits: list[_SaidLimit]) -> str:
    return "; ".join(dict.fromkeys([said.words for said in limits]))


def _time(limits: list[_SaidLimit]) -> Term | None:
    """The duration, where all limits are the same and one can be said."""
    found = {said.duration for said in limits}
    duration = found.pop() if len(found) == 1 else None
    return Typed(duration, "xsd:duration") if duration else None


def _limit_words(limit: TimeLimit) -> str:
    return say_limit(limit).replace("\u00a0", " ")


def _fee_words(fee: Fee) -> str:
    where = ", ".join(channel.label.lower() for channel in fee.channels)
    parts = (say_fee(fee).replace("\u00a0", " "), where, *fee.cases, fee.text or "")
    return "; ".join(filter(None, parts))


def _amount(fee: Fee) -> str | None:
    if fee.state in (FeeState.FREE, FeeState.NONE):
        return "0"
    return f"{fee.amount.normalize():f}" if fee.amount is not None and not fee.suspect else None


def _slug(text: str) -> str:
    """A name as a part of an address: its letters and digits, NFC, small, joined by hyphens."""
    kept = "".join(letter if letter.isalnum() else " " for letter in unicodedata.normalize("NFC", text).casefold())
    return "-".join(kept.split()) or "x"
