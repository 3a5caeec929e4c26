"""A small writer of RDF: one list of nodes, written as JSON-LD 1.1 and as Turtle 1.1, the same bytes for the same records.

A node is a mapping from compact names («dct:title») to terms, each of which is written in both forms where it is made: a
province has a million. There are no blank nodes: everything has an address, so that two builds can be compared line by line.
"""

import re
from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring as quoted
from typing import TypeAlias

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


Term: TypeAlias = tuple[str, str]
"""A value in JSON-LD and in Turtle: an address (:class:`Addresses`), or a literal (:func:`vi`, :func:`plain`, :func:`typed`)."""

Said = Mapping[str, Term | list[Term] | None]
Node = tuple[Term, str, Said]
"""Its address, its class, and what is said of it; None and an empty list say nothing."""


NO_ADDRESS = "urn:congkhai:"
"""In front of every address of a site that does not know its own."""


class Addresses:
    """Writes addresses; those of a site that knows where it lies relative to that."""

    def __init__(self, site_url: str = "") -> None:
        self.root, self._base = site_url or NO_ADDRESS, site_url

    def __call__(self, address: str) -> Term:
        """An absolute address."""
        short = safe_iri(self._short(address))
        return f'{{"@id":"{short}"}}', f"<{short}>"

    def _short(self, address: str) -> str:
        """An address without the base, unless the rest could be read as something else (RFC 3986 §4.2)."""
        rest = address.removeprefix(self._base)
        return address if rest[:1] == "/" or ":" in rest.partition("/")[0] else rest


def part_of(whole: Term, name: str) -> Term:
    """The address of a part of something, which has a name of letters, digits and hyphens: ``<a>`` and ``b`` make ``<a#b>``."""
    in_json, in_turtle = whole
    return f'{in_json[:-2]}#{name}"}}', f"{in_turtle[:-1]}#{name}>"


def vi(text: str) -> Term:
    """Vietnamese words. As JSON quotes a text, so does Turtle: it knows the same escapes (§6.4)."""
    words = quoted(text)
    return words, f"{words}@vi"


def plain(text: str) -> Term:
    """A text that is in no language."""
    words = quoted(text)
    return f'{{"@value":{words}}}', words


def typed(text: str, kind: str) -> Term:
    """A literal of a datatype, by its compact name: ``typed("2026-07-20", "xsd:date")``."""
    words = quoted(text)
    return f'{{"@value":{words},"@type":"{kind}"}}', f"{words}^^{kind}"


_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


def node_texts(node: Node) -> Term:
    """A node as one line of JSON-LD, and as a sentence of Turtle with its line break."""
    (in_json, in_turtle), kind, said = node
    members, sentences = [f'{in_json[:-1]},"@type":"{kind}"'], [f"{in_turtle} a {kind}"]
    for name, value in said.items():
        if value:
            in_json, in_turtle = value if isinstance(value, tuple) else _several(value)
            members.append(f'"{name}":{in_json}')
            sentences.append(f"{name} {in_turtle}")
    return ",".join(members) + "}", " ;\n  ".join(sentences) + " .\n"


def terms(value: Term | list[Term] | None) -> list[Term]:
    """What is said under one name, without repeats, in order."""
    return [value] if isinstance(value, tuple) else list(dict.fromkeys(value or ()))


def _several(values: list[Term]) -> Term:
    """All that is said under one name."""
    if len(values) == 1:
        return values[0]
    found = terms(values)
    in_json = ",".join([one for one, _ in found])
    return f"[{in_json}]" if len(found) > 1 else in_json, ", ".join([one for _, one in found])


def nodes_texts(nodes: Iterable[Node]) -> tuple[bytes, bytes]:
    """Nodes as they stand in a file of JSON-LD, where ``<``, ``>`` and ``&`` are escapes, and in one of Turtle."""
    both = [node_texts(node) for node in nodes]
    in_json = without_markup(",\n".join([one for one, _ in both]))
    return in_json, "\n".join([one for _, one in both]).encode()


def turtle(nodes: Iterable[Node], base: str = "") -> bytes:
    """The nodes as Turtle (W3C Recommendation 25 February 2014)."""
    return turtle_head(base) + nodes_texts(nodes)[1]


def turtle_head(base: str) -> bytes:
    """What a file of Turtle begins with."""
    lines = [f"@base <{safe_iri(base)}> ."] if base else []
    lines += [f"@prefix {name}: <{address}> ." for name, address in PREFIXES.items()]
    return ("\n".join(lines) + "\n\n").encode()


def safe_iri(text: str) -> str:
    """An address without what no IRI may hold (RFC 3987 §2.2): each such character percent-encoded."""
    return _NOT_IN_IRI.sub(lambda found: f"%{ord(found[0]):02X}", text)


def json_ld(nodes: Iterable[Node], base: str = "") -> bytes:
    """The nodes as JSON-LD 1.1 with one ``@graph``, a node a line."""
    lines = nodes_texts(nodes)[0]
    return json_ld_head(base) + lines + (JSON_LD_END if lines else JSON_LD_END[1:])


def json_ld_head(base: str) -> bytes:
    """What a file of JSON-LD begins with. Words are Vietnamese unless said otherwise."""
    context = ({"@base": base} if base else {}) | {"@language": "vi"} | PREFIXES
    return without_markup(compact({"@context": context}))[:-1] + b',"@graph":[\n'


JSON_LD_END = b"\n]}\n"
