"""Procedures for machines where there are too many for a file each: parts of at most a hundred, by their code, gzipped.

A province has a file a procedure. A nation's register would be a hundred thousand files of half a gigabyte, and its host
takes one gigabyte of everything; neighbours in one gzipped file (RFC 1952) weigh a tenth of that or less. Which part holds a
procedure depends on its code alone, so that a new procedure touches one part and no other part's address ever changes.
"""

import zlib
from collections.abc import Iterable, Iterator
from itertools import groupby

from generator.addresses import api_procedure, api_procedure_part

MOST_FILES = 10_000
"""Procedures of a site that have a file each. One more, and all of them are in parts."""

PART_TAIL = 2
"""Digits at the end of a code that do not tell its part: a part holds a hundred codes at most."""


def is_parted(procedures: int) -> bool:
    """Whether a site with that many procedures gives them in parts."""
    return procedures > MOST_FILES


def part_of(code: str) -> str:
    """The part that holds a code: ``part_of("1.004194") == "1.0041"``."""
    return code[:-PART_TAIL]


def record_address(code: str, *, parted: bool) -> str:
    """The file in which a procedure stands: its own, or that of its part."""
    return api_procedure_part(part_of(code)) if parted else api_procedure(code)


def by_part(codes: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Every part with its codes, both in order."""
    for part, members in groupby(sorted(codes, key=lambda code: (part_of(code), code)), part_of):
        yield part, list(members)


def part_file(head: bytes, part: str, records: Iterable[bytes]) -> tuple[str, bytes]:
    """A part with its address: what every file says of itself, then the procedures, each on a line of its own.

    ``head`` is that as a JSON object, ``records`` are the procedures' own without it, in the order of their codes.
    """
    begun = head.strip().removesuffix(b"}") + f',"part":"{part}","procedures":[\n'.encode()
    lines = b",\n".join(record.strip() for record in records)
    return api_procedure_part(part), gzipped(begun + lines + b"\n]}\n")


def gzipped(content: bytes) -> bytes:
    """A gzip member that names no file, no time and no system, so that every Python writes the same header."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    head = bytes((0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 255))
    tail = zlib.crc32(content).to_bytes(4, "little") + (len(content) & 0xFFFFFFFF).to_bytes(4, "little")
    return head + deflate.compress(content) + deflate.flush() + tail
