"""Procedures for machines where there are too many for a file each: parts of at most a hundred, by their code, gzipped.

A province has a file a procedure. A nation's register would be a hundred thousand files of half a gigabyte, and its host
takes one gigabyte of everything; neighbours in one gzipped file (RFC 1952) weigh a tenth of that or less. Which part holds a
procedure depends on its code alone, so that a new procedure touches one part and no other part's address ever changes.

A gzipped file may be several members, one behind the other (RFC 1952 §2.2): what has not changed goes into it as it is.
"""

import zlib
from collections.abc import Iterable, Iterator
from itertools import groupby

from generator.addresses import part_of

LEVEL = 7
"""How hard deflate tries, 1 to 9: 9 makes what procedures say smaller by a hundredth, in a third more time."""


PACKING = f"gzip {zlib.ZLIB_RUNTIME_VERSION} {LEVEL}"
"""What tells one packing of the same content from another: another library may find other bytes for it."""


def runs(codes: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """The codes in order, cut where the part changes: each piece with its part. A part comes again where a code of seven
    digits stands between its codes.
    """
    for part, members in groupby(sorted(codes), part_of):
        yield part, list(members)


def part_frame(head: bytes, part: str) -> tuple[bytes, bytes]:
    """What stands around the procedures in the file of a part, each on a line of its own: what every file says of itself, as
    the JSON object ``head``, and what ends it.
    """
    return head.strip().removesuffix(b"}") + f',"part":"{part}","procedures":[\n'.encode(), b"\n]}\n"


def gzipped(content: bytes) -> bytes:
    """A gzip member of one piece."""
    return b"".join(gzip_all((content,)))


def gzip_all(parts: Iterable[bytes]) -> Iterator[bytes]:
    """A gzip member of parts that need not fit the memory. It names no file, no time and no system, so that every Python
    writes the same header.
    """
    deflate, checksum, size = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS), 0, 0
    yield bytes((0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 255))
    for part in parts:
        checksum, size = zlib.crc32(part, checksum), size + len(part)
        yield deflate.compress(part)
    yield deflate.flush() + checksum.to_bytes(4, "little") + (size & 0xFFFFFFFF).to_bytes(4, "little")
