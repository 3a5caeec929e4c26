"""Lists that grow with the register, and how they are gzipped where it is too long for them as they are: the same content at
the same address with ``.gz``, and at the address without it a word about where it is.
"""

from collections.abc import Iterator
from functools import cache, partial
from itertools import chain

from generator.addresses import API, api_list, is_parted
from generator.publish.exports.api import to_json
from generator.publish.exports.csvfile import csv_begin, csv_rows
from generator.publish.exports.procedures import adoption_files
from generator.publish.exports.shards import PACKING, gzip_all
from generator.publish.exports.stamp import Stamp
from generator.publish.exports.tables import table_files
from generator.publish.kept import Kept
from generator.publish.output import Output
from generator.reading.cache import key_of_parts
from generator.tracking.linked import Linked

PACKED = ".gz"

NOTE = "Danh sách quá dài cho một tệp không nén: cùng nội dung ấy nằm trong tệp nén gzip."


def long_files(linked: Linked, stamp: Stamp) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The lists and tables but those of procedures, with their addresses, in parts: they need not fit the memory."""
    return chain(adoption_files(linked, stamp), table_files(linked))


def write_lists(linked: Linked, stamp: Stamp, output: Output, kept: Kept) -> None:
    """Write the lists and tables but those of procedures; the long ones of a large register are packed. What agencies state,
    which is as long as the register, is taken over where all of it is the same.
    """
    parted, key = is_parted(len(linked.catalogue.procedures)), cache(partial(_stated, linked, stamp))
    for address, content in long_files(linked, stamp):
        name, _, ending = address.removeprefix(API).rpartition(".")
        place = api_list(name, ending, parted=parted)
        make = partial(iter, content) if place == address else partial(gzip_all, content)
        if name == "adoptions":
            kept.write_all(output, place, key, make)
        else:
            output.write_all(place, make())
        if place != address:
            output.write(address, elsewhere(address, stamp))


def _stated(linked: Linked, stamp: Stamp) -> bytes:
    """All that the lists of what agencies state are made from."""
    stated = (key_of_parts(agency, repr(found)) for agency, found in sorted(linked.catalogue.adoptions.items()))
    return key_of_parts(PACKING, repr(stamp), *stated)


def elsewhere(address: str, stamp: Stamp) -> bytes:
    """What the address of a packed list holds, a JSON or a CSV file: it says where the list is, and cannot be taken for one
    without a row, for it has none of its fields.
    """
    file = f"{address.rpartition('/')[2]}{PACKED}"
    if address.endswith(".csv"):
        return csv_begin(["packed", "note"]) + csv_rows([[file, NOTE]]).encode()
    return to_json(stamp.json() | {"packed": file, "note": NOTE})


def packed_if_there(address: str, output: Output) -> str:
    """The address at which a list really is: with ``.gz`` where that was written."""
    return f"{address}{PACKED}" if f"{address}{PACKED}" in output.digests else address
