"""A small writer of RDF: one list of nodes, written as JSON-LD 1.1 and as Turtle 1.1, the same bytes for the same records.

A node is a mapping from compact names («dct:title») to values. There are no blank nodes: everything has an address, so that
two builds can be compared line by line.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from generator.publish.jsontext import compact, without_markup

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "atu": "http://data.europa.eu/88u/dataset/",
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


def turtle(nodes: Iterable[Node], base: str = "") -> bytes:
    """The nodes as Turtle (W3C Recommendation 25 February 2014); addresses under ``base`` are written relative to it."""
    return b"".join(turtle_file((turtle_node(node, base) for node in nodes), base))


def turtle_file(texts: Iterable[str], base: str = "") -> Iterator[bytes]:
    """A file of nodes, each written by :func:`turtle_node` with the same base."""
    lines = [f"@base <{safe_iri(base)}> ."] if base else []
    lines += [f"@prefix {name}: <{address}> ." for name, address in PREFIXES.items()]
    yield ("\n".join(lines) + "\n").encode()
    yield from (f"\n{text}".encode() for text in texts)


def turtle_node(node: Node, base: str = "") -> str:
    """One node with its closing full stop and line break."""
    address, kind, said = node
    sentences = [f"{_iri(address, base)} a {kind}"]
    for name, value in said.items():
        found = terms(value)
        if found:
            sentences.append(f"{name} " + ", ".join([_term(term, base) for term in found]))
    return " ;\n  ".join(sentences) + " .\n"


def _term(term: Term, base: str) -> str:
    if isinstance(term, Iri):
        return _iri(term.text, base)
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


def _iri(text: str, base: str) -> str:
    return f"<{_short(text, base)}>"


REMEMBERED = 4096
"""Addresses whose short form is kept: a part's stands in its procedure's node and its own, in two files."""


@lru_cache(maxsize=REMEMBERED)
def _short(text: str, base: str) -> str:
    """An address without the base it lies under, unless the rest could be read as something else (RFC 3986 §4.2)."""
    if base and text.startswith(base):
        rest = text[len(base) :]
        if rest[:1] != "/" and ":" not in rest.partition("/")[0]:
            text = rest
    return safe_iri(text)


def json_ld(nodes: Iterable[Node], base: str = "") -> bytes:
    """The nodes as JSON-LD 1.1 with one ``@graph``, a node a line; addresses under ``base`` are written relative to it."""
    return b"".join(json_ld_file((json_ld_node(node, base) for node in nodes), base))


def json_ld_file(texts: Iterable[str], base: str = "") -> Iterator[bytes]:
    """A file of nodes, each written by :func:`json_ld_node` with the same base. Words are Vietnamese unless said otherwise."""
    context = ({"@base": base} if base else {}) | {"@language": "vi"} | PREFIXES
    between = _line({"@context": context})[:-1] + ',"@graph":[\n'
    for text in texts:
        yield (between + text).encode()
        between = ",\n"
    yield b"\n]}\n" if between == ",\n" else (between + "]}\n").encode()


def json_ld_node(node: Node, base: str = "") -> str:
    """One node on one line; ``<``, ``>`` and ``&`` as escapes."""
    address, kind, said = node
    whole: dict[str, object] = {"@id": _short(address, base), "@type": kind}
    for name, value in said.items():
        found = [_json(term, base) for term in terms(value)]
        if found:
            whole[name] = found[0] if len(found) == 1 else found
    return _line(whole)


def _line(data: Mapping[str, object]) -> str:
    return without_markup(compact(data))


def _json(term: Term, base: str) -> object:
    if isinstance(term, Iri):
        return {"@id": _short(term.text, base)}
    if isinstance(term, Typed):
        return {"@value": term.text, "@type": term.kind}
    return term.text if isinstance(term, Vi) else {"@value": term}
