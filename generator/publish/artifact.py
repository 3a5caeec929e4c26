"""A site as the one file that GitHub Pages publishes: ``artifact.tar``, the same bytes for the same site.

The form is that of ``actions/upload-pages-artifact``, which runs GNU tar over the folder: an uncompressed tar, every path
relative and begun with ``./``, folders before what is in them, no links, rights that let the server read. It is written while
the site is, each file when that is written. Times, owners and order are fixed, so that two builds of one state can be compared
by one checksum.
"""

import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from generator.publish.manifest import PIECE

WHEN = 315_532_800
"""1980-01-01, as in our zips: GNU tar calls an earlier day implausible."""


@contextmanager
def begun_artifact(file: Path | None) -> Iterator["Artifact | None"]:
    """A tar to add the files of a site to, None where none is asked for. One that was there stays until this one is whole."""
    if file is None:
        yield None
        return
    begun = file.with_name(f"{file.name}.part")
    try:
        with begun.open("wb") as opened:
            artifact = Artifact(opened)
            yield artifact
            artifact.finish()
        begun.replace(file)
    finally:
        begun.unlink(missing_ok=True)


@dataclass(slots=True)
class Artifact:
    """A tar that is being written. What :mod:`tarfile` does around an entry takes longer than most files of a site."""

    file: BinaryIO
    _folders: set[str] = field(default_factory=set)

    def add(self, address: str, content: bytes) -> None:
        """Add a file, after the folders that hold it."""
        self._add_folder(address.rpartition("/")[0])
        self.file.write(_head(f"./{address}", len(content)) + content + _padding(len(content)))

    def add_from(self, address: str, path: str, size: int) -> None:
        """Add a file of so many bytes that stands somewhere, and need not fit the memory."""
        self._add_folder(address.rpartition("/")[0])
        self.file.write(_head(f"./{address}", size))
        with open(path, "rb") as source:  # noqa: PTH123 - a path object for each of many files costs more than its file
            shutil.copyfileobj(source, self.file, PIECE)
        self.file.write(_padding(size))

    def finish(self) -> None:
        """End the tar: two empty blocks, and as many more as fill a record."""
        self.file.write(tarfile.NUL * 2 * tarfile.BLOCKSIZE)
        self.file.write(tarfile.NUL * (-self.file.tell() % tarfile.RECORDSIZE))

    def _add_folder(self, address: str) -> None:
        if address in self._folders:
            return
        if address:
            self._add_folder(address.rpartition("/")[0])
        self._folders.add(address)
        self.file.write(_head(f"./{address}"))


def _head(name: str, size: int | None = None) -> bytes:
    """What the tar says of a file of ``size`` bytes, or of a folder."""
    entry = tarfile.TarInfo(name)
    if size is None:
        entry.type, entry.mode = tarfile.DIRTYPE, 0o755
    else:
        entry.size, entry.mode = size, 0o644
    entry.mtime = WHEN
    return entry.tobuf(tarfile.GNU_FORMAT)


def _padding(size: int) -> bytes:
    return tarfile.NUL * (-size % tarfile.BLOCKSIZE)
