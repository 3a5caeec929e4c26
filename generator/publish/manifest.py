"""The list that every site carries of its own files: ``manifest.sha256``, in the form that ``sha256sum --check`` reads.

It also says what may be removed: a file that a site's manifest lists, with the content that it lists, was written by a build
and is written again by the next one. Everything else in the folder is somebody's.
"""

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

from generator.publish.standing import NOT_SEEN, Signature, Standing, inode_in, signature

MANIFEST = "manifest.sha256"

LARGEST = 64_000_000
"""Bytes of a manifest; half a million files."""

_LINE = re.compile(r"([0-9a-f]{64})  ([^\x00-\x1f\x7f]+)")
_ASTRAY = re.compile(r"(?:^|/)\.{0,2}(?:/|\Z)")
"""A part of an address that is no name: empty, the folder itself or the one above."""


def manifest_bytes(digests: Mapping[str, str], commit: str) -> bytes:
    """The manifest of files with these SHA-256 digests by address; its first line names the data's commit."""
    lines = [f"# {commit}"] if commit else []
    lines += [f"{digest}  {address}" for address, digest in sorted(digests.items())]
    return ("\n".join(lines) + "\n").encode()


def read_manifest(folder: Path) -> dict[str, str] | None:
    """Digests by address, as the folder's manifest lists them; None when it has none, or a file of that name is no manifest."""
    file = folder / MANIFEST
    if file.is_symlink() or not file.is_file() or file.stat().st_size > LARGEST:
        return None
    try:
        text = file.read_bytes().decode()
    except UnicodeDecodeError:
        return None
    listed: dict[str, str] = {}
    lines = text.removesuffix("\n").split("\n")  # a name may hold what splitlines() takes for the end of a line
    for line in lines[1:] if lines[0].startswith("# ") else lines:
        found = _LINE.fullmatch(line)
        if found is None or not stays_inside(found[2]):
            return None
        listed[found[2]] = found[1]
    return listed or None


def commit_in(folder: Path) -> str:
    """The data's commit that the manifest of a site names; empty where it names none."""
    file = folder / MANIFEST
    first = file.read_text(encoding="utf-8").split("\n", 1)[0] if file.is_file() else ""
    return first.removeprefix("# ") if first.startswith("# ") else ""


def stays_inside(address: str) -> bool:
    """Whether an address leads to something in the folder of a site, and not out of it."""
    return _ASTRAY.search(address) is None


def deviations(
    folder: Path, listed: Mapping[str, str], seen: dict[str, Signature] | None = None, *, whole: bool = False
) -> Iterator[str]:
    """What stands in a folder and is not what its manifest lists: other files, other content, links, empty folders.

    A file is read unless it has the signature with which it was ``seen`` to be what is listed; the signature of one that is
    read, and is that, is added. A ``whole`` site lacks nothing.
    """
    there, seen = 0, {} if seen is None else seen
    for address, found in _standing(folder, listed, seen).files():
        if found is not None and _is_listed(folder, address, found, listed, seen):
            there += 1
        elif address != MANIFEST:
            yield address
    if whole and there < len(listed):
        yield from missing(folder, listed)


def _standing(folder: Path, listed: Mapping[str, str], seen: dict[str, Signature]) -> Standing:
    """What stands in a folder; a site is finished with its manifest."""
    manifest = folder / MANIFEST
    return Standing(folder, listed, seen, manifest.lstat().st_ctime_ns if manifest.is_file() else 0)


def _is_listed(
    folder: Path, address: str, found: os.stat_result, listed: Mapping[str, str], seen: dict[str, Signature]
) -> bool:
    digest = listed.get(address)
    if digest is None or not S_ISREG(found.st_mode):
        return False
    now = signature(found)
    if now != seen.get(address):
        if file_digest(f"{folder}/{address}").hex() != digest:
            return False
        seen[address] = now
    return True


def missing(folder: Path, listed: Mapping[str, str]) -> list[str]:
    """What a manifest lists and the folder lacks."""
    there = {address for address, _ in Standing(folder).files()}
    return sorted(address for address in listed if address not in there)


def remove_listed(
    folder: Path, staying: Mapping[str, Signature] = NOT_SEEN, seen: dict[str, Signature] | None = None
) -> bool:
    """Remove what the folder's manifest lists, the manifest last, and the folders that are empty then. A file stays that is
    the same as its namesake in ``staying``, by their inodes, and in any case the folder of one that has a namesake there.

    A removal that was cut short is taken up where it ended. What is not listed stays, and all above it: then False. What was
    ``seen`` of the folder tells what is in it, as :class:`Standing` says; what was seen of all that changes is forgotten.
    """
    listed, seen = read_manifest(folder) or {}, {} if seen is None else seen
    standing = _standing(folder, listed, seen)
    folders, full, foreign = [""], set(), not listed
    for above in folders:  # grows on the way
        found, known = standing.inside(above)
        for address in found:
            if address.endswith("/"):
                folders.append(address)
            elif address in listed and (inode := inode_in(seen[address]) if known else _inode(f"{folder}/{address}")):
                namesake = staying.get(address)
                if namesake:
                    full.add(above)
                if not namesake or inode != inode_in(namesake):
                    os.unlink(f"{folder}/{address}")  # noqa: PTH108 - a path object costs more than the removal of a file
                    seen.pop(above, None)
            elif address != MANIFEST:
                full.add(above)
                foreign = True
    _remove_folders(folder, folders[1:], full, seen)
    if foreign:
        return False
    (folder / MANIFEST).unlink()
    if not full:
        folder.rmdir()
    return True


def _inode(path: str) -> int:
    """The inode of a file; 0 for a link and the like."""
    found = os.stat(path, follow_symlinks=False)  # noqa: PTH116 - as above
    return found.st_ino if S_ISREG(found.st_mode) else 0


def _remove_folders(folder: Path, below: list[str], full: set[str], seen: dict[str, Signature]) -> None:
    """Remove the folders below a folder that are not ``full``, each of which comes after the one that it lies in."""
    for address in reversed(below):
        above = address[: address.rfind("/", 0, -1) + 1]
        if address in full:
            full.add(above)
        else:
            os.rmdir(f"{folder}/{address}")  # noqa: PTH106 - as above
            seen.pop(above, None)  # what it holds itself went before


PIECE = 1 << 20
"""Bytes of a file that are read at once; most files are smaller."""


def folder_digest(folder: Path) -> bytes:
    """SHA-256 of everything under a folder and of where it stands; links are followed."""
    digest = hashlib.sha256()
    for above, folders, names in os.walk(folder, followlinks=True):
        folders.sort()
        for path in sorted(f"{above}/{name}" for name in names):
            with suppress(FileNotFoundError):  # a link that leads nowhere, as editors leave them beside an open file
                digest.update(os.fsencode(path) + b"\0" + file_digest(path))
    return digest.digest()


def file_digest(path: str) -> bytes:
    """SHA-256 of a file."""
    found = hashlib.sha256()
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - a path object for each of many files costs more than its file
        while piece := file.read(PIECE):
            found.update(piece)
    return found.digest()
