"""Files as one zip that is the same bytes on every machine and every day: fixed times, fixed order, fixed rights."""

import io
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can say."""


LEVEL = 6
"""How hard deflate tries, 1 to 9."""


def zip_bytes(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of files by their names in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compresslevel=LEVEL) as archive:
        for name, content in files:
            archive.writestr(_entry(name), content, compresslevel=LEVEL)
    return made.getvalue()


def write_zip(into: BinaryIO, files: Iterable[tuple[str, Path]]) -> None:
    """Write a zip of files by their names in it; none of them need fit the memory."""
    with zipfile.ZipFile(into, "w", compresslevel=LEVEL) as archive:
        for name, path in files:
            entry = _entry(name)
            entry.file_size = path.stat().st_size
            with path.open("rb") as source, archive.open(entry, "w") as member:
                shutil.copyfileobj(source, member)


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry; what is gzipped already is stored as it is."""
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(".gz") else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # Unix, whatever system this is
    return entry
