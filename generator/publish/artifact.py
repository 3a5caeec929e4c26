"""A finished site as the one file that GitHub Pages publishes: ``artifact.tar``, the same bytes for the same site.

The form is that of ``actions/upload-pages-artifact``, which runs GNU tar over the folder: an uncompressed tar, every path
relative and begun with ``./``, folders before what is in them, no links, rights that let the server read. Times, owners and
order are fixed here, so that two builds of one state can be compared by one checksum.
"""

import hashlib
import io
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.publish.manifest import MANIFEST, read_manifest
from generator.publish.swap import OTHER, TargetError

WHEN = 315_532_800
"""1980-01-01, as in our zips: GNU tar calls an earlier day implausible."""


def check_place(file: Path, site: Path) -> None:
    """Refuse, before anything is built, a place where the tar cannot go. Raises TargetError."""
    place = file.resolve()
    if place.is_relative_to(site.resolve()):
        raise TargetError(f"«{file}» nằm trong chính trang được gói; {OTHER}")
    if place.is_dir():
        raise TargetError(f"«{file}» là một thư mục; ghi tên tệp, ví dụ «{file}/artifact.tar»")
    if not place.parent.is_dir():
        raise TargetError(f"không có thư mục «{file.parent}»; tạo trước, hoặc {OTHER}")


def write_artifact(site: Path, file: Path) -> int:
    """Write the site that stands in a folder as a tar; returns its bytes. A tar that was there stays until this one is whole.

    Raises TargetError where the folder holds no site, or a file is not what the site's manifest says.
    """
    begun = file.with_name(f"{file.name}.part")
    try:
        with tarfile.open(begun, "w", format=tarfile.GNU_FORMAT) as archive:
            for entry, content in _entries(site):
                archive.addfile(entry, io.BytesIO(content))
        begun.replace(file)
    finally:
        begun.unlink(missing_ok=True)
    return file.stat().st_size


def _entries(site: Path) -> Iterator[tuple[tarfile.TarInfo, bytes]]:
    """Every folder and file of the site that its manifest lists, and the manifest, in the order of their names."""
    listed = read_manifest(site)
    if listed is None:
        raise TargetError(f"«{site}» không có trang nào; dựng trước bằng lệnh: congkhai build")
    for name in sorted({*_folders(listed), *listed, MANIFEST}):
        content = b"" if name.endswith("/") or not name else (site / name).read_bytes()
        if name in listed and hashlib.sha256(content).hexdigest() != listed[name]:
            raise TargetError(f"«{site / name}» không như lúc dựng: có chương trình khác ghi vào đó; dựng lại")
        yield _entry(name, len(content)), content


def _folders(addresses: Iterable[str]) -> set[str]:
    """Every folder that holds one of the addresses, with a slash at the end; empty for the site itself."""
    return {address[:end] for address in addresses for end in _ends(address)}


def _ends(address: str) -> Iterator[int]:
    yield 0
    yield from (place + 1 for place, mark in enumerate(address) if mark == "/")


def _entry(name: str, size: int) -> tarfile.TarInfo:
    """What the tar says of a file, or of a folder whose name ends with a slash."""
    entry = tarfile.TarInfo(f"./{name}")
    if name.endswith("/") or not name:
        entry.type, entry.mode = tarfile.DIRTYPE, 0o755
    else:
        entry.size, entry.mode = size, 0o644
    entry.mtime = WHEN
    return entry
