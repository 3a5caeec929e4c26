"""Writes what each procedure has for itself: its page, its JSON, and its part of the files in RDF.

A record is read, written and forgotten; what it is made from is its key, and what is the same is taken over from the last
build (:mod:`generator.publish.kept`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from generator.addresses import SERVICES, api_procedure, is_parted, procedure_address
from generator.pages import Page, ProcedurePages
from generator.publish.exports.cpsv import NO_ADDRESS, Shared, own_nodes
from generator.publish.exports.dcat import packed_nodes
from generator.publish.exports.procedures import head_text, procedure_text, with_head
from generator.publish.exports.rdf import json_ld, json_ld_file, json_ld_node, turtle, turtle_file, turtle_node
from generator.publish.exports.shards import by_part, gzip_all, part_file
from generator.publish.exports.stamp import Stamp
from generator.publish.kept import Kept, key_of_parts
from generator.publish.output import Output
from generator.tracking.around import Around, Surroundings
from generator.tracking.linked import Linked

JSON, JSON_LD, TURTLE = b"json", b"jsonld", b"ttl"
"""The forms in which a procedure's own text is kept; those in RDF are endings of files too."""

Render = Callable[[Page], bytes]
"""Gives the whole HTML of a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedures:
    """The procedures of a site, ready to be written."""

    linked: Linked
    stamp: Stamp
    site_url: str
    kept: Kept
    _surroundings: Surroundings = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_surroundings", Surroundings(self.linked))

    def write(self, pages: ProcedurePages, render: Render, dress: bytes, output: Output) -> None:
        """Write the page of each procedure, in the order of codes, and its files. ``dress`` is all that ``render`` depends on
        but the page, which is not made where it is taken over.
        """
        keys = {code: self._key(code) for code in sorted(self.linked.catalogue.procedures)}
        parted = str(is_parted(len(keys)))
        for code, key in keys.items():
            made_from = partial(key_of_parts, dress, key, pages.changed(code), parted)
            make = partial(_rendered, render, pages, code)
            self.kept.write(output, f"{procedure_address(code)}index.html", made_from, make)
            if not self.kept.has(key + JSON):
                self._make_texts(code, key)
        self._write_json(keys, output)
        self._write_services(keys, output)

    def _key(self, code: str) -> bytes:
        """All that the files of a procedure are made from."""
        own = self.linked.catalogue.content(code)
        return key_of_parts(own, self._surroundings.said(self._around(code)), self.site_url, str(self._licensed))

    @property
    def _licensed(self) -> bool:
        return bool(self.linked.catalogue.terms)

    def _around(self, code: str) -> Around:
        return self._surroundings.of(self.linked.catalogue.procedures[code])

    def _make_texts(self, code: str, key: bytes) -> None:
        """Keep what a procedure says in the three files for machines."""
        record, around = self.linked.catalogue.procedure(code), self._around(code)
        nodes = list(own_nodes(record, around, self.site_url or NO_ADDRESS, licensed=self._licensed))
        self.kept.put(key + JSON, procedure_text(record, around))
        self.kept.put(key + JSON_LD, ",\n".join(json_ld_node(node, self.site_url) for node in nodes).encode())
        self.kept.put(key + TURTLE, "\n".join(turtle_node(node, self.site_url) for node in nodes).encode())

    def _write_json(self, keys: dict[str, bytes], output: Output) -> None:
        head = head_text(self.stamp)
        if is_parted(len(keys)):
            for part, codes in by_part(keys):
                output.write(*part_file(head, part, (self.kept.get(keys[code] + JSON) for code in codes)))
            return
        for code, key in keys.items():
            made_from = partial(key_of_parts, head, key)
            self.kept.write(output, api_procedure(code), made_from, partial(self._json, head, key))

    def _json(self, head: bytes, key: bytes) -> bytes:
        return with_head(head, self.kept.get(key + JSON))

    def _write_services(self, keys: dict[str, bytes], output: Output) -> None:
        """The services, then what they share; those of a large register packed, and where they are at the old addresses."""
        parted = is_parted(len(keys))
        shared = Shared(self.site_url or NO_ADDRESS)
        for code in keys:
            shared.take(self.linked.catalogue.procedures[code], self._around(code))
        for form, whole, say in ((JSON_LD, json_ld_file, json_ld_node), (TURTLE, turtle_file, turtle_node)):
            own = (self.kept.get(key + form).decode() for key in keys.values())
            texts = chain(own, (say(node, self.site_url) for node in shared.nodes()))
            content, address = whole(texts, self.site_url), f"{SERVICES}.{form.decode()}"
            if parted:
                output.write_all(f"{address}.gz", gzip_all(content))
            else:
                output.write_all(address, content)
        if parted:
            nodes = list(packed_nodes(output, self.stamp, self.site_url))
            output.write(f"{SERVICES}.jsonld", json_ld(nodes, self.site_url))
            output.write(f"{SERVICES}.ttl", turtle(nodes, self.site_url))


def _rendered(render: Render, pages: ProcedurePages, code: str) -> bytes:
    return render(pages.page(code))
