"""A small writer of RDF: one list of nodes, written as JSON-LD 1.1 and as Turtle 1.1, the same bytes for the same records.

A node is a mapping from compact names («dct:title») to values. There are no blank nodes: everything has an address, so that
two builds can be compared line by line.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, slots=True)
class Iri:
    """An absolute address."""

    text: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A literal of a datatype, by its compact name: ``Typed("2026-07-20", "xsd:date")``."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Vi:
    """Vietnamese words."""

    text: str


Term = Iri | Typed | Vi | str
Said = Mapping[str, Term | Iterable[Term] | None]
Node = tuple[str, str, Said]
"""Its address, its class, and what is said of it; None says nothing."""


def terms(value: Term | Iterable[Term] | None) -> list[Term]:
    """What is said under one name, without repeats, in order."""
    if value is None:
        return []
    if isinstance(value, (str, Iri, Typed, Vi)):
        return [value]
    return list(dict.fromkeys(value))


def turtle(nodes: Iterable[Node]) -> bytes:
    """The nodes as Turtle (W3C Recommendation 25 February 2014)."""
    lines = [f"@prefix {name}: <{address}> ." for name, address in PREFIXES.items()]
    for address, kind, said in nodes:
        lines += ["", f"{_iri(address)} a {kind}" + "".join(_sentences(said)) + " ."]
    return ("\n".join(lines) + "\n").encode()


def _sentences(said: Said) -> Iterator[str]:
    for name, value in said.items():
        found = terms(value)
        if found:
            yield f" ;\n  {name} " + ", ".join(map(_term, found))


def _term(term: Term) -> str:
    if isinstance(term, Iri):
        return _iri(term.text)
    if isinstance(term, Typed):
        return f"{_quoted(term.text)}^^{term.kind}"
    return f"{_quoted(term.text)}@vi" if isinstance(term, Vi) else _quoted(term)


_SPECIAL = re.compile(r'[\x00-\x1f"\\\x7f]')
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


def _quoted(text: str) -> str:
    return '"' + _SPECIAL.sub(lambda found: f"\\u{ord(found[0]):04X}", text) + '"'


def safe_iri(text: str) -> str:
    """An address without what no IRI may hold (RFC 3987 §2.2): each such character percent-encoded."""
    return _NOT_IN_IRI.sub(lambda found: f"%{ord(found[0]):02X}", text)


def _iri(text: str) -> str:
    return f"<{safe_iri(text)}>"


def json_ld(nodes: Iterable[Node]) -> bytes:
    """The nodes as JSON-LD 1.1 with one ``@graph``; ``<``, ``>`` and ``&`` as escapes."""
    graph = []
    for address, kind, said in nodes:
        node: dict[str, object] = {"@id": safe_iri(address), "@type": kind}
        for name, value in said.items():
            found = [_json(term) for term in terms(value)]
            if found:
                node[name] = found[0] if len(found) == 1 else found
        graph.append(node)
    text = json.dumps({"@context": PREFIXES, "@graph": graph}, ensure_ascii=False, indent=1)
    return text.translate({60: "\\u003c", 62: "\\u003e", 38: "\\u0026"}).encode() + b"\n"


def _json(term: Term) -> object:
    if isinstance(term, Iri):
        return {"@id": safe_iri(term.text)}
    if isinstance(term, Typed):
        return {"@value": term.text, "@type": term.kind}
    return {"@value": term.text, "@language": "vi"} if isinstance(term, Vi) else term
