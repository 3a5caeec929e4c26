"""The list that every site carries of its own files: ``manifest.sha256``, in the form that ``sha256sum --check`` reads.

It also says what may be removed: a file that a site's manifest lists, with the content that it lists, was written by a build
and is written again by the next one. Everything else in the folder is somebody's.
"""

import errno
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

MANIFEST = "manifest.sha256"

LARGEST = 64_000_000
"""Bytes of a manifest; half a million files."""

_LINE = re.compile(r"([0-9a-f]{64})  ([^\x00-\x1f\x7f]+)")


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
        lines = file.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return None
    listed: dict[str, str] = {}
    for line in lines[1:] if lines and lines[0].startswith("# ") else lines:
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
    return not any(part in ("", ".", "..") for part in address.split("/"))


def entries(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything under a folder with its address, in no order; links are not followed, and no depth exhausts the stack."""
    waiting = [""]
    while waiting:
        above = waiting.pop()
        with os.scandir(folder / above) as found:
            for entry in found:
                yield above + entry.name, entry
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{above}{entry.name}/")


def deviations(folder: Path, listed: Mapping[str, str]) -> Iterator[str]:
    """What stands in a folder and is not what its manifest lists: other files, other content, links, empty folders."""
    folders = _folders(listed)
    for address, entry in entries(folder):
        if entry.is_dir(follow_symlinks=False):
            if address not in folders:
                yield f"{address}/"
        elif address != MANIFEST and not (
            entry.is_file(follow_symlinks=False) and _is(entry.path, listed.get(address))
        ):
            yield address


def _folders(listed: Iterable[str]) -> set[str]:
    """Every folder that some address lies in."""
    found: set[str] = set()
    for address in listed:
        above = address.rpartition("/")[0]
        while above and above not in found:
            found.add(above)
            above = above.rpartition("/")[0]
    return found


def missing(folder: Path, listed: Mapping[str, str]) -> list[str]:
    """What a manifest lists and the folder lacks."""
    there = {address for address, _ in entries(folder)}
    return sorted(address for address in listed if address not in there)


PIECE = 1 << 20
"""Bytes of a file that are read at once; most files are smaller."""


def _is(path: str, digest: str | None) -> bool:
    if digest is None:
        return False
    found = hashlib.sha256()
    with Path(path).open("rb", buffering=0) as file:
        while piece := file.read(PIECE):
            found.update(piece)
    return found.hexdigest() == digest


def remove_listed(folder: Path) -> None:
    """Remove what the folder's manifest lists, the manifest last, and the folders that are empty then.

    A removal that was cut short is taken up where it ended. What is not listed stays, and the folder with it.
    """
    listed = read_manifest(folder) or {}
    found = list(entries(folder))
    for address, entry in found:
        if address in listed and entry.is_file(follow_symlinks=False):
            os.unlink(entry.path)  # noqa: PTH108 - a path for each of tens of thousands of files takes longer than the removal
    for _, entry in reversed(found):
        if entry.is_dir(follow_symlinks=False):
            _remove_if_empty(entry.path)
    if [address for address, _ in entries(folder)] == [MANIFEST] and listed:
        (folder / MANIFEST).unlink()
    _remove_if_empty(folder)


def _remove_if_empty(folder: str | Path) -> None:
    try:
        os.rmdir(folder)  # noqa: PTH106 - as above
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise
