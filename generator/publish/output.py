"""The folder that is being written: every file once, with its digest for the manifest."""

import hashlib
import os
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO

from generator.publish.artifact import Artifact
from generator.publish.manifest import MANIFEST, file_digest, manifest_bytes, stays_inside
from generator.publish.standing import Signature, is_unchanged, signature, size_in


@dataclass(slots=True)
class Output:
    """Writes files into ``folder`` and remembers what it wrote. Two files with one address are a bug of ours.

    Paths are plain strings here: a path object for each of many files costs more than its file.
    """

    folder: Path
    old: Path | None = None
    """The site from which files may be taken over."""
    standing: Collection[str] = ()
    """Addresses at which something may stand here already: files of the old site, or those of the frame."""
    artifact: Artifact | None = None
    """Takes each file too."""
    digests: dict[str, bytes] = field(default_factory=dict)
    """SHA-256 of each file by its address."""
    signatures: dict[str, Signature] = field(default_factory=dict)
    """What the file system said of each file when it was written or taken over."""
    size: int = 0
    """Bytes of all files."""
    _folders: set[str] = field(default_factory=set)

    def write(self, address: str, content: bytes) -> None:
        """Write one file. Raises ValueError when the address was written before or leaves the folder."""
        self._make_room(address)
        file = os.open(self._path(address), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        try:
            left = memoryview(content)
            while left := left[os.write(file, left) :]:  # a disk that is nearly full takes a part, and refuses the next
                pass
            found = os.fstat(file)
        finally:
            os.close(file)
        self._note(address, hashlib.sha256(content).digest(), signature(found), content)

    def write_all(self, address: str, parts: Iterable[bytes]) -> None:
        """Write one file of parts that need not fit the memory. Raises ValueError as :meth:`write` does."""
        digest = hashlib.sha256()
        with self._opened(address) as file:
            for part in parts:
                digest.update(part)
                file.write(part)
        self._note(address, digest.digest(), self._signature(address))

    @contextmanager
    def file(self, address: str) -> Iterator[BinaryIO]:
        """A file to write into in any order. Raises ValueError as :meth:`write` does."""
        with self._opened(address) as file:
            yield file
        self.adopt(address)

    def is_taken(self, address: str) -> bool:
        """Whether no file can be written at an address: it has one, is a folder of others, or would lie below a file."""
        above = accumulate(address.split("/")[:-1], "{}/{}".format)
        return address in self.digests or address in self._folders or not self.digests.keys().isdisjoint(above)

    def adopt(self, address: str) -> None:
        """Take over a file that stands here, whoever wrote it. Raises ValueError when the address was written before."""
        self._note(address, file_digest(self._path(address)), self._signature(address))

    def take(self, address: str, digest: bytes, seen: Signature) -> bool:
        """Take a file over from the old site, where it had the signature ``seen``; False where it is not there any more, or is
        another one by now. A file that stands here already with that signature is the same.
        """
        if address in self.standing and address not in self.digests:
            with suppress(FileNotFoundError):
                if self._signature(address) == seen:
                    self._note(address, digest, seen)
                    return True
        self._make_room(address)
        brought = self._bring(address, digest, seen)
        if brought:
            self._note(address, digest, brought)
        return bool(brought)

    def _bring(self, address: str, digest: bytes, seen: Signature) -> Signature:
        """Give a file of the old site a name here too, or copy it where the file system cannot; empty if it is not that file."""
        file, path = f"{self.old}/{address}", self._path(address)
        with suppress(OSError):
            try:
                os.link(file, path)
            except OSError:
                shutil.copyfile(file, path)
            found = self._signature(address)
            if is_unchanged(found, seen) or file_digest(path) == digest:
                return found
        with suppress(FileNotFoundError):
            os.unlink(path)  # noqa: PTH108
        return b""

    def sweep(self, below: str = "") -> None:
        """Remove the files of the old site that stand here and were not taken over, and their folders if they are empty then;
        with ``below``, an address with a slash at the end, those of one folder.
        """
        for address in self.standing:
            if address not in self.digests and address.startswith(below):
                with suppress(OSError):  # it is gone, or what was a folder is a file now, or the reverse
                    os.unlink(self._path(address))  # noqa: PTH108
                with suppress(OSError):  # the folder holds more
                    while (address := address.rpartition("/")[0]) and f"{address}/".startswith(below):
                        os.rmdir(self._path(address))  # noqa: PTH106

    def finish(self, commit: str) -> None:
        """Write the manifest."""
        digests = {address: digest.hex() for address, digest in self.digests.items()}
        self.write(MANIFEST, manifest_bytes(digests, commit))

    def digest_of(self, address: str) -> str:
        """SHA-256 of a file that is written, in hexadecimal. Raises KeyError for any other."""
        return self.digests[address].hex()

    def size_of(self, address: str) -> int:
        """Bytes of a file that is written. Raises KeyError for any other."""
        return size_in(self.signatures[address])

    @contextmanager
    def _opened(self, address: str) -> Iterator[BinaryIO]:
        self._make_room(address)
        with open(self._path(address), "xb") as file:  # noqa: PTH123
            yield file

    def _make_room(self, address: str) -> None:
        if address in self.digests or not stays_inside(address):
            raise ValueError(address)
        self._make_folder(address.rpartition("/")[0])
        if address not in self.standing and self.standing and os.path.isdir(self._path(address)):  # noqa: PTH112
            self.sweep(f"{address}/")
        self._remove_standing(address)

    def _remove_standing(self, address: str) -> None:
        """Remove the file of the old site that stands at an address: it is never to be written into, for it is there too."""
        if address in self.standing:
            with suppress(FileNotFoundError):
                os.unlink(self._path(address))  # noqa: PTH108

    def _make_folder(self, folder: str) -> None:
        if folder in self._folders:
            return
        if folder:
            self._make_folder(folder.rpartition("/")[0])
            self._remove_standing(folder)  # what was a file may be a folder now
            with suppress(FileExistsError):
                os.mkdir(self._path(folder))  # noqa: PTH102
        else:
            self.folder.mkdir(parents=True, exist_ok=True)
        self._folders.add(folder)

    def _note(self, address: str, digest: bytes, found: Signature, content: bytes | None = None) -> None:
        if address in self.digests:
            raise ValueError(address)
        if self.artifact is not None and content is not None:
            self.artifact.add(address, content)
        elif self.artifact is not None:
            self.artifact.add_from(address, self._path(address), size_in(found))
        self.digests[address], self.signatures[address] = digest, found
        self.size += size_in(found)

    def _signature(self, address: str) -> Signature:
        return signature(os.stat(self._path(address)))  # noqa: PTH116

    def _path(self, address: str) -> str:
        return f"{self.folder}/{address}"
