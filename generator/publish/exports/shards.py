"""Procedures for machines where there are too many for a file each: parts of at most a hundred, by their code, gzipped.

A province has a file a procedure. A nation's register would be a hundred thousand files of half a gigabyte, and its host
takes one gigabyte of everything; neighbours in one gzipped file (RFC 1952) weigh a tenth of that or less. Which part holds a
procedure depends on its code alone, so that a new procedure touches one part and no other part's address ever changes.
"""

import zlib
from collections.abc import Iterable, Iterator
from itertools import groupby

from generator.addresses import api_procedure_part, part_of


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
    """A gzip member of one piece."""
    return b"".join(gzip_all((content,)))


def gzip_all(parts: Iterable[bytes]) -> Iterator[bytes]:
    """A gzip member of parts that need not fit the memory. It names no file, no time and no system, so that every Python
    writes the same header.
    """
    deflate, checksum, size = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS), 0, 0
    yield bytes((0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 255))
    for part in parts:
        checksum, size = zlib.crc32(part, checksum), size + len(part)
        yield deflate.compress(part)
    yield deflate.flush() + checksum.to_bytes(4, "little") + (size & 0xFFFFFFFF).to_bytes(4, "little")
