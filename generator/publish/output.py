"""The folder that is being written: every file once, with its digest for the manifest."""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from generator.publish.manifest import MANIFEST, entries, manifest_bytes


@dataclass(slots=True)
class Output:
    """Writes files into ``folder`` and remembers what it wrote. Two files with one address are a bug of ours."""

    folder: Path
    digests: dict[str, str] = field(default_factory=dict)
    """SHA-256 of each file by its address."""
    sizes: dict[str, int] = field(default_factory=dict)
    """Bytes of each file by its address."""
    size: int = 0
    """Bytes of all files."""
    _folders: set[str] = field(default_factory=set)

    def write(self, address: str, content: bytes) -> None:
        """Write one file. Raises ValueError when the address was written before or leaves the folder."""
        self._make_room(address)
        with open(self._path(address), "wb") as file:  # noqa: PTH123 - a path object for each of many files costs more than its file
            file.write(content)
        self._note(address, content)

    def write_all(self, address: str, parts: Iterable[bytes]) -> None:
        """Write one file of parts that need not fit the memory. Raises ValueError as :meth:`write` does."""
        self._make_room(address)
        digest, size = hashlib.sha256(), 0
        with open(self._path(address), "wb") as file:  # noqa: PTH123
            for part in parts:
                digest.update(part)
                size += file.write(part)
        self.note(address, digest.hexdigest(), size)

    @contextmanager
    def file(self, address: str) -> Iterator[BinaryIO]:
        """A file to write into in any order. Raises ValueError as :meth:`write` does."""
        self._make_room(address)
        with open(self._path(address), "w+b") as file:  # noqa: PTH123
            yield file
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            self.note(address, digest, file.tell())

    def take(self, address: str, file: Path, digest: str) -> bool:
        """Give a file that stands elsewhere a name here too, or copy it where the file system cannot; False if that fails."""
        self._make_room(address)
        try:
            os.link(file, self._path(address))
        except OSError:
            try:
                shutil.copyfile(file, self._path(address))
            except OSError:
                return False
        self.note(address, digest, os.stat(self._path(address)).st_size)  # noqa: PTH116
        return True

    def note(self, address: str, digest: str, size: int) -> None:
        """Remember a file that stands there already. Raises ValueError when the address was written before."""
        if address in self.digests:
            raise ValueError(address)
        self.digests[address], self.sizes[address] = digest, size
        self.size += size

    def _make_room(self, address: str) -> None:
        if address in self.digests or ".." in address.split("/") or address.startswith("/"):
            raise ValueError(address)
        parent, _, _ = address.rpartition("/")
        if parent not in self._folders:
            (self.folder / parent).mkdir(parents=True, exist_ok=True)
            self._folders.add(parent)

    def _path(self, address: str) -> str:
        return f"{self.folder}/{address}"

    def adopt(self) -> None:
        """Take over what somebody else wrote into the folder."""
        for address, entry in sorted(entries(self.folder)):
            if entry.is_file(follow_symlinks=False) and address not in self.digests:
                self._note(address, Path(entry.path).read_bytes())

    def _note(self, address: str, content: bytes) -> None:
        self.note(address, hashlib.sha256(content).hexdigest(), len(content))

    def finish(self, commit: str) -> None:
        """Write the manifest."""
        self.write(MANIFEST, manifest_bytes(self.digests, commit))
