"""Lists that are gzipped where the register is too long for them as they are: the same content at the same address with
``.gz``, and at the address without it a word about where it is.
"""

from collections.abc import Iterable

from generator.addresses import API, api_list
from generator.publish.exports.api import to_json
from generator.publish.exports.csvfile import csv_begin, csv_rows
from generator.publish.exports.shards import gzip_all
from generator.publish.exports.stamp import Stamp
from generator.publish.output import Output

PACKED = ".gz"

NOTE = "Danh sách quá dài cho một tệp không nén: cùng nội dung ấy nằm trong tệp nén gzip."


def write_lists(files: Iterable[tuple[str, Iterable[bytes]]], output: Output, stamp: Stamp, *, parted: bool) -> None:
    """Write the lists that are not written yet, each given whole with its address; the long ones of a ``parted`` register
    are packed.
    """
    for address, content in files:
        name, _, ending = address.removeprefix(API).rpartition(".")
        place = api_list(name, ending, parted=parted)
        if place not in output.digests:
            output.write_all(place, content if place == address else gzip_all(content))
        if place != address:
            output.write(address, elsewhere(address, stamp))


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
