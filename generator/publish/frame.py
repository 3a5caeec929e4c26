"""What stands around the records: the shells of their pages, the editorial pages and the assets.

It is the same in nearly every build, and rendering it takes as long as all records of a small site. So it is kept by what it is
made from: its shells as a text, its files in the old site.
"""

import json
import logging
from collections.abc import Callable, Set
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from generator.publish.kept import Kept
from generator.publish.output import Output
from generator.publish.render import Shell, ShellKey
from generator.reading.cache import SpoiltError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A frame that is rendered."""

    shells: dict[ShellKey, Shell]
    editorial: tuple[str, ...]
    """Addresses of the editorial pages."""
    referred: tuple[str, ...] = ()
    """Addresses of records to which those refer."""
    files: tuple[str, ...] = ()
    """Addresses of the files of those pages, and of the assets."""
    folder: Path | None = None
    """Where the files are; None where they are those of the old site."""
    key: bytes = b""
    """What it is made from; empty where that is not known."""


def keep_frame(key: bytes, kept: Kept, addresses: Set[str], render: Callable[[], Frame]) -> Frame:
    """The frame that was made from the same, if the old site has all its files and the records to which they refer are among
    ``addresses``; otherwise it is rendered.
    """
    if not key:
        return render()
    if kept.has(key):
        known = _read(kept.get(key), key)
        if addresses >= set(known.referred) and kept.has_files(known.files, key):
            return known
    frame = replace(render(), key=key)
    kept.put(key, _written(frame))
    return frame


def write_frame(frame: Frame, output: Output, kept: Kept, later: Set[str]) -> None:
    """Write the files of a frame, but those at whose address something else stands, or is written ``later``: those are named."""
    for address in frame.files:
        if output.is_taken(address) or address in later:
            log.warning(
                "«%s» là địa chỉ của trang hoặc tệp làm từ dữ liệu; tệp của content/ ở đó không được đăng, đổi tên nó.",
                address,
            )
            continue
        if frame.folder == output.folder:
            output.adopt(address)
        else:
            kept.write(output, address, lambda: frame.key, partial(_content, frame, address))


def _content(frame: Frame, address: str) -> bytes:
    """A file. Raises SpoiltError where the old site had it and has it no more."""
    if frame.folder is None:
        raise SpoiltError(address)
    return (frame.folder / address).read_bytes()


def _written(frame: Frame) -> bytes:
    shells = [(key.section, key.depth, key.layout, shell) for key, shell in frame.shells.items()]
    return json.dumps([shells, frame.editorial, frame.referred, frame.files], ensure_ascii=False).encode()


def _read(text: bytes, key: bytes) -> Frame:
    shells, editorial, referred, files = json.loads(text)
    return Frame(
        shells={ShellKey(section, depth, layout): tuple(shell) for section, depth, layout, shell in shells},
        editorial=tuple(editorial),
        referred=tuple(referred),
        files=tuple(files),
        key=key,
    )
