"""What the file system says of what stands in the folder of a site, so that neither a file nor a folder is read again that
is as it was.

A folder changes its own times whenever anything in it is added, removed or renamed. One that is as it was when it held
exactly what is listed holds that still, and its files need a look alone (git's untracked cache rests on the same).
"""

import os
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

Signature = bytes
"""What a file system says of a file or a folder: another one after every change of its content, its name or its rights."""

NOT_SEEN: Mapping[str, Signature] = MappingProxyType({})

_SIGNATURE = struct.Struct("<QQqq")


def signature(found: os.stat_result) -> Signature:
    """Inode, bytes, and when the content and the inode last changed, in ns, as git's index keeps them; 32 bytes."""
    return _SIGNATURE.pack(found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def _folder_signature(found: os.stat_result, addresses: Iterable[str]) -> Signature:
    """The same of a folder, with a checksum of the addresses that it holds where that of a file has its bytes."""
    said = zlib.crc32("\n".join(addresses).encode())
    return _SIGNATURE.pack(found.st_ino, said, found.st_mtime_ns, found.st_ctime_ns)


def inode_in(noted: Signature) -> int:
    """The inode in a signature."""
    return int.from_bytes(noted[:8], "little")


def size_in(noted: Signature) -> int:
    """The bytes in a file's signature."""
    return int.from_bytes(noted[8:16], "little")


def changed_in(noted: Signature) -> int:
    """When a file with this signature last changed in any way, in ns by the clock of its file system."""
    changed: int = _SIGNATURE.unpack(noted)[3]
    return changed


def is_unchanged(found: Signature, noted: Signature) -> bool:
    """Whether a file has at most got another name since: that changes the inode, not the content."""
    return found[:24] == noted[:24]


class Standing:
    """What stands in a folder, where these addresses are ``listed``.

    ``seen`` are signatures by address: of files, and of folders that held what is listed and nothing else, which are told by
    the slash at their end. A folder that is read, and holds that, is added, and one that does not is taken out; so is one in
    which nothing is listed any more, and one that did not change before the site was ``finished``, in ns: it may change once
    more in the same tick of the clock, and nobody would see it (git's «racy» entries).
    """

    def __init__(
        self, folder: Path, listed: Iterable[str] = (), seen: dict[str, Signature] | None = None, finished: int = 0
    ) -> None:
        self._folder, self._listed = folder, _by_folder(listed)
        self._seen, self._finished = {} if seen is None else seen, finished
        for gone in [address for address in self._seen if address.endswith("/") and address not in self._listed]:
            del self._seen[gone]

    def files(self) -> Iterator[tuple[str, os.stat_result | None]]:
        """The address of every file, links and the like included, with its status; and the address of every empty folder, with a
        slash at the end and without a status. In no order; links are not followed, and no depth exhausts the stack.
        """
        waiting = [""]
        while waiting:
            above = waiting.pop()
            found, _ = self.inside(above)
            for address in found:
                if address.endswith("/"):
                    waiting.append(address)
                else:
                    yield address, os.stat(f"{self._folder}/{address}", follow_symlinks=False)  # noqa: PTH116 - as below
            if above and not found:
                yield above, None

    def inside(self, above: str) -> tuple[list[str], bool]:
        """The addresses of what stands right in a folder, those of folders with a slash at the end; and whether nothing in it was
        added, removed or renamed since it was seen, so that each file has the inode that was seen.
        """
        path, listed = f"{self._folder}/{above}", self._listed.get(above)
        if listed is None:  # nothing of ours
            return _read(path, above), False
        now = _folder_signature(os.stat(path), listed)  # noqa: PTH116 - a path object costs more than its answer
        if self._seen.get(above) == now:
            return listed, True
        found = _read(path, above)
        if changed_in(now) < self._finished and sorted(found) == sorted(listed):
            self._seen[above] = now
        else:
            self._seen.pop(above, None)
        return found, False


def _by_folder(listed: Iterable[str]) -> dict[str, list[str]]:
    """What stands right in each folder, by its address."""
    inside: dict[str, list[str]] = {}
    for file in listed:
        address = file
        while address:  # the file, and each folder on the way up that nothing was found in yet
            above = address[: address.rfind("/", 0, -1) + 1]
            is_new = above not in inside
            inside.setdefault(above, []).append(address)
            address = above if is_new else ""
    return inside


def _read(path: str, above: str) -> list[str]:
    with os.scandir(path) as found:
        return [f"{above}{entry.name}{'/' if entry.is_dir(follow_symlinks=False) else ''}" for entry in found]
