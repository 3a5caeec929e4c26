"""A small writer of RDF: one list of nodes, written as JSON-LD 1.1 and as Turtle 1.1, the same bytes for the same records.

A node is a mapping from compact names («dct:title») to values. There are no blank nodes: everything has an address, so that
two builds can be compared line by line.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from json.encoder import encode_basestring as quoted
from typing import NamedTuple, TypeAlias

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


class Iri(str):
    """An absolute address."""

    __slots__ = ()


class Vi(str):
    """Vietnamese words."""

    __slots__ = ()


class Typed(NamedTuple):
    """A literal of a datatype, by its compact name: ``Typed("2026-07-20", "xsd:date")``."""

    text: str
    kind: str


Term: TypeAlias = Typed | str
"""A plain text is a literal without a language."""

Said = Mapping[str, Term | list[Iri] | list[Vi] | list[Term] | None]
Node = tuple[str, str, Said]
"""Its address, its class, and what is said of it; None says nothing."""


def terms(value: Term | list[Iri] | list[Vi] | list[Term] | None) -> list[Term]:
    """What is said under one name, without repeats, in order."""
    if value is None:
        return []
    return list(dict.fromkeys(value)) if isinstance(value, list) else [value]


def node_texts(node: Node, base: str = "") -> tuple[str, str]:
    """A node as one line of JSON-LD, with ``<``, ``>`` and ``&`` as escapes, and as a sentence of Turtle with its line break;
    addresses under ``base`` are relative to it. Both at once: a province has a million terms, each looked at here.
    """
    address, kind, said = node
    short = _short(address, base)
    members, sentences = [f'{{"@id":"{short}","@type":"{kind}"'], [f"<{short}> a {kind}"]
    for name, value in said.items():
        if value is None:
            continue
        if not isinstance(value, list):
            in_json, in_turtle = _FORMS[type(value)](value, base)
        elif value:
            found = [_FORMS[type(term)](term, base) for term in dict.fromkeys(value)]
            in_json = found[0][0] if len(found) == 1 else f"[{','.join([one for one, _ in found])}]"
            in_turtle = ", ".join([one for _, one in found])
        else:
            continue
        members.append(f'"{name}":{in_json}')
        sentences.append(f"{name} {in_turtle}")
    return without_markup(",".join(members)) + "}", " ;\n  ".join(sentences) + " .\n"


def _iri(address: str, base: str) -> tuple[str, str]:
    short = _short(address, base)
    return f'{{"@id":"{short}"}}', f"<{short}>"


def _typed(value: Typed, base: str) -> tuple[str, str]:  # noqa: ARG001 - one shape for all
    in_json = quoted(value.text)
    return f'{{"@value":{in_json},"@type":"{value.kind}"}}', f"{_in_turtle(value.text, in_json)}^^{value.kind}"


def _words(text: str, base: str) -> tuple[str, str]:  # noqa: ARG001 - one shape for all
    in_json = quoted(text)
    return in_json, f"{_in_turtle(text, in_json)}@vi"


def _plain(text: str, base: str) -> tuple[str, str]:  # noqa: ARG001 - one shape for all
    in_json = quoted(text)
    return f'{{"@value":{in_json}}}', _in_turtle(text, in_json)


_FORMS: dict[type, Callable[..., tuple[str, str]]] = {Iri: _iri, Typed: _typed, Vi: _words, str: _plain}
"""How each kind of term is written in both forms."""

_SPECIAL = re.compile(r'[\x00-\x1f"\\\x7f]')
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


def _in_turtle(text: str, in_json: str) -> str:
    """A quoted text; nearly always as JSON quotes it, which escapes the same characters but one, in another way."""
    if len(in_json) == len(text) + 2 and "\x7f" not in text:
        return in_json
    return '"' + _SPECIAL.sub(lambda found: f"\\u{ord(found[0]):04X}", text) + '"'


def turtle(nodes: Iterable[Node], base: str = "") -> bytes:
    """The nodes as Turtle (W3C Recommendation 25 February 2014)."""
    return "\n".join([turtle_head(base), *(node_texts(node, base)[1] for node in nodes)]).encode()


def turtle_head(base: str) -> str:
    """What a file of Turtle begins with; a line break and a node follow, again and again."""
    lines = [f"@base <{safe_iri(base)}> ."] if base else []
    lines += [f"@prefix {name}: <{address}> ." for name, address in PREFIXES.items()]
    return "\n".join(lines) + "\n"


def safe_iri(text: str) -> str:
    """An address without what no IRI may hold (RFC 3987 §2.2): each such character percent-encoded."""
    return _NOT_IN_IRI.sub(lambda found: f"%{ord(found[0]):02X}", text)


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
    """The nodes as JSON-LD 1.1 with one ``@graph``, a node a line."""
    lines = ",\n".join(node_texts(node, base)[0] for node in nodes)
    return f"{json_ld_head(base)}{lines}{JSON_LD_END if lines else JSON_LD_END[1:]}".encode()


def json_ld_head(base: str) -> str:
    """What a file of JSON-LD begins with. Words are Vietnamese unless said otherwise."""
    context = ({"@base": base} if base else {}) | {"@language": "vi"} | PREFIXES
    return without_markup(compact({"@context": context}))[:-1] + ',"@graph":[\n'


JSON_LD_END = "\n]}\n"
