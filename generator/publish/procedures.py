"""Writes what each procedure has for itself: its page, its JSON, and its part of the files that hold all of them.

A record is read, written and forgotten; what it is made from is its key, and what is the same is taken over from the last
build (:mod:`generator.publish.kept`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from generator.addresses import (
    SERVICES,
    api_list,
    api_procedure,
    api_procedure_part,
    is_parted,
    procedure_address,
)
from generator.model.summary import AnyProcedure
from generator.pages import Page, ProcedurePages
from generator.publish.exports.cpsv import Shared, own_nodes
from generator.publish.exports.csvfile import csv_begin
from generator.publish.exports.dcat import packed_nodes
from generator.publish.exports.packed import elsewhere
from generator.publish.exports.procedures import head_text, list_frame, listed_text, procedure_text, with_head
from generator.publish.exports.rdf import JSON_LD_END, json_ld, json_ld_head, nodes_texts, turtle, turtle_head
from generator.publish.exports.shards import part_frame
from generator.publish.exports.stamp import Stamp
from generator.publish.exports.tables import PROCEDURE_TABLE, procedure_row
from generator.publish.kept import Kept
from generator.publish.output import Output
from generator.publish.texts import BETWEEN, JSON, JSON_LD, LISTED, ROW, TURTLE, Part, Texts
from generator.reading.cache import key_of_parts
from generator.reading.jobs import shared_out, worthwhile
from generator.reading.records import HELD
from generator.tracking.around import Around, Surroundings
from generator.tracking.linked import Linked

Render = Callable[[Sequence[Page]], Sequence[bytes]]
"""Gives the whole HTML of a few pages."""

_RenderCodes = Callable[[Sequence[str]], Sequence[bytes]]
"""The same of procedures by their codes."""


@dataclass(frozen=True, slots=True)
class _Due:
    """What must be made of a part."""

    part: Part
    pages: frozenset[str]
    """Codes of procedures whose pages are made."""
    texts: bool
    """Whether its texts are made."""

    @property
    def records(self) -> int:
        """How many records that takes."""
        return len(self.part.codes) if self.texts else len(self.pages)


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made of a part."""

    pages: Mapping[str, bytes] = field(default_factory=dict)
    """HTML by code."""
    texts: Sequence[bytes] = ()
    """The texts, if they were due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedures:
    """The procedures of a site, ready to be written."""

    linked: Linked
    stamp: Stamp
    site_url: str
    kept: Kept
    jobs: int = 1
    """Processes that may make pages and texts."""
    _surroundings: Surroundings = field(init=False)
    _shared: Shared = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_surroundings", Surroundings(self.linked))
        object.__setattr__(self, "_shared", Shared(self.site_url))

    def write(self, pages: ProcedurePages, render: Render, dress: bytes, output: Output) -> None:
        """Write the page of each procedure, in the order of codes, and its files. ``dress`` is all that ``render`` depends on
        but the page, which is not made where it is taken over.
        """
        items = dict(sorted(self.linked.catalogue.procedures.items()))
        self._shared.take(items.values(), self._surroundings)
        keys = {code: self._key(item) for code, item in items.items()}
        parted = is_parted(len(keys))
        texts = Texts(self.kept, packed=parted)
        parts = texts.parts(keys)

        def is_due(code: str) -> bool:
            made_from = partial(key_of_parts, dress, keys[code], pages.changed(code), str(parted))
            return self.kept.is_due(_file_of(code), made_from)

        due = [_Due(part, frozenset(filter(is_due, part.codes)), not texts.know(part)) for part in parts]
        self._write_pages(due, partial(_rendered, render, pages), texts, output)
        if parted:
            self._write_parts(parts, texts, output)
        else:
            self._write_files(parts, texts, keys, output)
        self._write_lists(parts, texts, output, parted=parted)
        self._write_services(parts, texts, output, parted=parted)

    def _write_pages(self, due: Sequence[_Due], render: _RenderCodes, texts: Texts, output: Output) -> None:
        """Write every page, made or taken over, and keep the texts that are made."""
        tasks, catalogue = [item for item in due if item.records], self.linked.catalogue
        jobs = worthwhile(sum(item.records for item in tasks), self.jobs) if catalogue.is_shared else 1
        make = partial(self._make, render, texts)
        with shared_out(make, tasks, jobs, begin=catalogue.reopen) as results:
            for item in due:
                made = next(results) if item.records else _Made()
                for code in item.part.codes:
                    if code in made.pages:
                        output.write(_file_of(code), made.pages[code])
                    elif not self.kept.take(output, _file_of(code)):
                        output.write(_file_of(code), *render([code]))
                if made.texts:
                    texts.keep(item.part, made.texts)

    def _make(self, render: _RenderCodes, texts: Texts, due: _Due) -> _Made:
        """Make what is due of a part; changes nothing here.

        Every step is done for a few records before the next one is: the way of one record through all steps takes more program
        than a processor keeps at hand, which would be fetched again for each.
        """
        pages: dict[str, bytes] = {}
        said: list[tuple[bytes, ...]] = []
        for start in range(0, len(due.part.codes), HELD):
            codes = due.part.codes[start : start + HELD]
            asked = [code for code in codes if code in due.pages]
            pages |= zip(asked, render(asked), strict=True)
            if due.texts:
                said += self._say(codes)
        return _Made(pages, texts.joined(said))

    def file(self, code: str) -> bytes:
        """The JSON file of one procedure, for whoever writes no other."""
        return with_head(self._head, procedure_text(self.linked.catalogue.procedure(code), self._around(code)))

    def lists(self) -> Iterator[tuple[str, bytes]]:
        """The lists of all procedures whole, not packed, with their addresses, for whoever writes no procedure."""
        said = [self._brief(code) for code in sorted(self.linked.catalogue.procedures)]
        for number, (form, ending, begin, end) in enumerate(self._list_frames()):
            items = BETWEEN[form].join([brief[number] for brief in said])
            yield api_list("procedures", ending, parted=False), begin + items + end

    @property
    def _head(self) -> bytes:
        return head_text(self.stamp)

    def _key(self, item: AnyProcedure) -> bytes:
        """All that the files of a procedure are made from."""
        own = self.linked.catalogue.content(item.code)
        return key_of_parts(own, self._surroundings.said(item), self.site_url, str(self._licensed))

    @property
    def _licensed(self) -> bool:
        return bool(self.linked.catalogue.terms)

    def _around(self, code: str) -> Around:
        return self._surroundings.of(self.linked.catalogue.procedures[code])

    def _say(self, codes: Sequence[str]) -> Iterator[tuple[bytes, ...]]:
        """What a few procedures say, each in the forms in the order of :data:`generator.publish.texts.BETWEEN`."""
        both = [(self.linked.catalogue.procedure(code), self._around(code)) for code in codes]
        nodes = [list(own_nodes(*one, self._shared, licensed=self._licensed)) for one in both]
        in_rdf = list(map(nodes_texts, nodes))
        in_json = [procedure_text(*one) for one in both]
        briefs = list(map(self._brief, codes))
        return ((text, *rdf, *brief) for text, rdf, brief in zip(in_json, in_rdf, briefs, strict=True))

    def _brief(self, code: str) -> tuple[bytes, bytes]:
        """A procedure as one of a list, and as a row of a table."""
        brief = self.linked.catalogue.procedures[code]
        field_name = self.linked.catalogue.fields[brief.field].name
        return listed_text(brief, field_name), procedure_row(brief, field_name)

    def _write_files(self, parts: Sequence[Part], texts: Texts, keys: Mapping[str, bytes], output: Output) -> None:
        """The JSON of each procedure in a file of its own."""
        head = self._head
        for part in parts:
            lines = cache(partial(texts.lines, part))  # read where a file is not taken over
            for number, code in enumerate(part.codes):
                make = partial(_line_with_head, head, lines, number)
                self.kept.write(output, api_procedure(code), partial(key_of_parts, head, keys[code]), make)

    def _write_parts(self, parts: Sequence[Part], texts: Texts, output: Output) -> None:
        """The JSON of all procedures in a file a part."""
        head, by_name = self._head, dict[str, list[Part]]()
        for part in parts:
            by_name.setdefault(part.name, []).append(part)
        for name, members in by_name.items():
            texts.write(output, api_procedure_part(name), JSON, members, *part_frame(head, name))

    def _write_lists(self, parts: Sequence[Part], texts: Texts, output: Output, *, parted: bool) -> None:
        """All procedures, one a line: a list and a table."""
        for form, ending, begin, end in self._list_frames():
            texts.write(output, api_list("procedures", ending, parted=parted), form, parts, begin, end)
            if parted:
                address = api_list("procedures", ending, parted=False)
                output.write(address, elsewhere(address, self.stamp))

    def _list_frames(self) -> Iterator[tuple[bytes, str, bytes, bytes]]:
        """What stands around the procedures in each list of them, and the ending of its address."""
        yield LISTED, "json", *list_frame(self.stamp, found=bool(self.linked.catalogue.procedures))
        yield ROW, "csv", csv_begin(PROCEDURE_TABLE.names), b""

    def _write_services(self, parts: Sequence[Part], texts: Texts, output: Output, *, parted: bool) -> None:
        """The services, then what they share; those of a large register packed, and where they are at the old addresses."""
        in_json, in_turtle = nodes_texts(self._shared.nodes())
        packed = ".gz" if parted else ""
        for form, ending, begin, shared in (
            (JSON_LD, "jsonld", json_ld_head(self.site_url), in_json + JSON_LD_END),
            (TURTLE, "ttl", turtle_head(self.site_url), in_turtle),
        ):
            end = BETWEEN[form] + shared if parts else shared
            texts.write(output, f"{SERVICES}.{ending}{packed}", form, parts, begin, end)
        if parted:
            nodes = list(packed_nodes(output, self.stamp, self.site_url))
            output.write(f"{SERVICES}.jsonld", json_ld(nodes, self.site_url))
            output.write(f"{SERVICES}.ttl", turtle(nodes, self.site_url))


def _line_with_head(head: bytes, lines: Callable[[], list[bytes]], number: int) -> bytes:
    return with_head(head, lines()[number])


def _file_of(code: str) -> str:
    return f"{procedure_address(code)}index.html"


def _rendered(render: Render, pages: ProcedurePages, codes: Sequence[str]) -> Sequence[bytes]:
    return render(list(map(pages.page, codes)))
