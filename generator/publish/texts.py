"""What procedures say in files for machines, kept by part: neighbours by their code, so that a build looks up a few hundred
texts and not one for each record, and makes those of a part again where one of its records changed.

A part's texts are kept as they go into a file. Where the files are gzipped, a part is a finished member of its own.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.publish.exports.shards import PACKING, gzipped, runs
from generator.publish.kept import Kept
from generator.publish.output import Output
from generator.reading.cache import key_of_parts

JSON, JSON_LD, TURTLE, LISTED, ROW = b"json", b"jsonld", b"ttl", b"listed", b"row"
"""The forms: a procedure whole in JSON, as a service in RDF twice, as one of a list, and as a row of a table."""

BETWEEN = {JSON: b",\n", JSON_LD: b",\n", TURTLE: b"\n", LISTED: b",", ROW: b""}
"""What stands between two procedures in each form."""


@dataclass(frozen=True, slots=True)
class Part:
    """Procedures that follow one another, the texts of which are kept together."""

    name: str
    codes: tuple[str, ...]
    key: bytes
    """All that their texts are made from."""


class Texts:
    """The texts of one site's procedures, ``packed`` with gzip or not."""

    def __init__(self, kept: Kept, *, packed: bool) -> None:
        self._kept = kept
        self._pack: Callable[[bytes], bytes] = gzipped if packed else bytes
        self._packing = PACKING if packed else "plain"
        self._between = {form: self._pack(mark) if mark else b"" for form, mark in BETWEEN.items()}

    def parts(self, keys: Mapping[str, bytes]) -> list[Part]:
        """The parts of a register; ``keys`` says for each code all that its texts are made from."""
        return [
            Part(name, tuple(codes), key_of_parts(self._packing, *map(keys.__getitem__, codes)))
            for name, codes in runs(keys)
        ]

    def know(self, part: Part) -> bool:
        """Whether every text of a part is kept."""
        known = [self._kept.has(part.key + form) for form in BETWEEN]  # asks for each: they are in use then
        return all(known)

    def joined(self, said: Iterable[Sequence[bytes]]) -> list[bytes]:
        """What the procedures of a part say, each in the forms in the order of :data:`BETWEEN`: a text a form, none of none."""
        forms = zip(BETWEEN.values(), zip(*said, strict=True), strict=False)
        return [self._pack(between.join(texts)) for between, texts in forms]

    def keep(self, part: Part, joined: Iterable[bytes]) -> None:
        """Keep the texts of a part."""
        for form, text in zip(BETWEEN, joined, strict=True):
            self._kept.put(part.key + form, text)

    def lines(self, part: Part) -> list[bytes]:
        """The JSON of each procedure of a part that is not packed."""
        return self._kept.get(part.key + JSON).split(BETWEEN[JSON])

    def write(
        self, output: Output, address: str, form: bytes, parts: Sequence[Part], begin: bytes, end: bytes = b""
    ) -> None:
        """Write a file of parts between its beginning and its end, or take it over where all of them are the same."""

        def made_from() -> bytes:
            return key_of_parts(self._packing, form, begin, end, *(part.key for part in parts))

        self._kept.write_all(output, address, made_from, lambda: self._joined(form, parts, begin, end))

    def _joined(self, form: bytes, parts: Sequence[Part], begin: bytes, end: bytes) -> Iterator[bytes]:
        between = self._pack(begin)
        for part in parts:
            yield between
            yield self._kept.get(part.key + form)
            between = self._between[form]
        if not parts:
            yield between
        if end:
            yield self._pack(end)
