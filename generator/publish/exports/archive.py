"""Files as one zip that is the same bytes on every machine and every day: fixed times, fixed order, fixed rights."""

import io
import zipfile
from collections.abc import Iterable

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can say."""


def zip_bytes(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of files by their names in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # Unix, whatever system this is
            archive.writestr(entry, content, compresslevel=6)
    return made.getvalue()
