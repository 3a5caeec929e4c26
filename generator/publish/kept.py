"""What the last build made and from what, so that a build makes again only what has changed.

A file of the old site is taken over where the same was asked for and the file is the one that was written then: its digest
stands in the old site's manifest, to which the site was held before the build began. Texts that go into files with others are
kept by what they were made from (:mod:`generator.publish.texts`). All may be deleted at any time; the same bytes come of it.

What a site keeps of the one it replaces is not written twice: the old folder is stripped of the rest and waits in the cache,
for the next build to begin with. Making and removing a folder for each of many procedures takes longer than all else of them.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from generator.publish.artifact import Artifact
from generator.publish.manifest import MANIFEST, remove_listed
from generator.publish.output import Output
from generator.publish.standing import Signature, changed_in
from generator.reading.cache import SpoiltError, commit_often, drop_unused, open_cache, opened, sealed

_TABLES = (
    "CREATE TABLE IF NOT EXISTS notes (site BLOB, address TEXT, key BLOB, digest BLOB, signature BLOB, "
    "PRIMARY KEY (site, address)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS folders (site BLOB, inode BLOB, address TEXT, signature BLOB, "
    "PRIMARY KEY (site, inode, address)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS texts (key BLOB PRIMARY KEY, text BLOB)",
)

_SPARE = 2
"""How many times the texts in use the cache may hold before the others are dropped."""


class _Note(NamedTuple):
    """What is remembered of a file."""

    key: bytes
    """What it was made from; empty where it is made anew each time."""
    digest: bytes
    """SHA-256."""
    signature: Signature
    """Empty where the file was as young as the note, so that a change since need not show."""


class Kept:
    """What one site's last build left. Without a ``file`` it is kept for this build only."""

    def __init__(self, file: Path | None = None, site: Path | None = None) -> None:
        """``site`` is the folder of the old site."""
        self._base = open_cache(file, *_TABLES)
        self._site, self._name = site, hashlib.sha256(bytes(site or Path())).digest()[:8]
        self._waiting = file.with_suffix(f".{self._name.hex()}") if file is not None else None
        self._notes: dict[str, _Note] = {}
        self._made_from: dict[str, bytes] = {}
        self._used: set[bytes] = set()
        self.seen: dict[str, Signature] = {}
        """Signatures of the old site's files and folders, by address (:class:`generator.publish.standing.Standing`)."""
        self.written: dict[str, Signature] = {}
        """Signatures of the new site's files, once they are saved, and of its folders, as far as they are known."""

    def hold(self, listed: Mapping[str, str]) -> dict[str, Signature]:
        """Read what was noted of a site whose manifest lists these digests. Returns the signatures that its files had when
        they were what is listed, and its folders when they held that; whoever looks at them adds those that he sees.
        """
        asked = "SELECT address, key, digest, signature FROM notes WHERE site = ?"
        for address, key, digest, signature in self._base.execute(asked, (self._name,)):
            is_listed = listed.get(address) == digest.hex()  # else another build has been here since
            self._notes[address] = _Note(key if is_listed else b"", digest, signature)
            if is_listed and signature:
                self.seen[address] = signature
        if self._site is not None:
            self.seen.update(self.folders(self._site))
        return self.seen

    def folders(self, top: Path) -> Iterator[tuple[str, Signature]]:
        """What was noted of the folders below a folder, which is told by its inode: it stands here and then there."""
        asked = "SELECT address, signature FROM folders WHERE site = ? AND inode = ?"
        if top.is_dir():
            yield from self._base.execute(asked, (self._name, _inode(top)))

    def begin(self, folder: Path) -> None:
        """Make the folder of the new site, out of the one that waits for it if there is one."""
        if self._waiting is not None and self._waiting.is_dir() and not self._waiting.is_symlink():
            if not self._notes:  # nobody knows what it holds
                shutil.rmtree(self._waiting, ignore_errors=True)
            with suppress(OSError):
                self._waiting.rename(folder)
                return
        folder.mkdir()

    def output(self, folder: Path, artifact: Artifact | None = None) -> Output:
        """That folder, to be written into, and the tar of it."""
        return Output(folder, self._site, self._notes.keys(), artifact)

    def retire(self, folder: Path) -> None:
        """Leave of the site that was replaced what the new one has too, for the next build to begin with."""
        if self._waiting is not None and remove_listed(folder, self.written, self.seen):
            with suppress(OSError):  # nothing is left of it, or the cache lies on another file system
                folder.rename(self._waiting)

    def settle(self) -> None:
        """Note what was seen of the folders of the site, and of what waits."""
        if self._site is None or self._waiting is None:
            return
        standing = [
            (top, seen) for top, seen in ((self._site, self.written), (self._waiting, self.seen)) if top.is_dir()
        ]
        for top, seen in standing:
            self._note_folders(top, {address: found for address, found in seen.items() if address.endswith("/")})
        inodes = [_inode(top) for top, _ in standing]
        gone = f"DELETE FROM folders WHERE site = ? AND inode NOT IN ({', '.join('?' * len(inodes))})"  # noqa: S608 - marks
        self._base.execute(gone, (self._name, *inodes))
        self._base.commit()

    def _note_folders(self, top: Path, seen: Mapping[str, Signature]) -> None:
        noted, tree = dict(self.folders(top)), (self._name, _inode(top))
        gone = [(*tree, address) for address in noted.keys() - seen.keys()]
        self._base.executemany("DELETE FROM folders WHERE site = ? AND inode = ? AND address = ?", gone)
        news = [(*tree, address, found) for address, found in seen.items() if noted.get(address) != found]
        self._base.executemany("INSERT OR REPLACE INTO folders VALUES (?, ?, ?, ?)", news)

    def write(self, output: Output, address: str, made_from: Callable[[], bytes], make: Callable[[], bytes]) -> None:
        """Take a file over from the old site where it was made from the same, or make it."""
        self.write_by(output, address, made_from, lambda: output.write(address, make()))

    def write_all(
        self, output: Output, address: str, made_from: Callable[[], bytes], make: Callable[[], Iterable[bytes]]
    ) -> None:
        """The same for a file of parts that need not fit the memory."""
        self.write_by(output, address, made_from, lambda: output.write_all(address, make()))

    def write_by(self, output: Output, address: str, made_from: Callable[[], bytes], write: Callable[[], None]) -> None:
        """The same for a file that ``write`` writes into ``output`` by itself."""
        if self.is_due(address, made_from) or not self.take(output, address):
            write()

    def is_due(self, address: str, made_from: Callable[[], bytes]) -> bool:
        """Whether a file must be made, because the old site has none that was made from the same; asked once for each."""
        if self._waiting is None:
            return True
        key, note = made_from(), self._notes.get(address)
        self._made_from[address] = key
        return note is None or note.key != key

    def take(self, output: Output, address: str) -> bool:
        """Take a file that is not due over from the old site; False where it is not there any more."""
        return output.take(address, self._notes[address].digest, self.seen.get(address, b""))

    def has_files(self, addresses: Iterable[str], key: bytes) -> bool:
        """Whether the old site has these files, all made from the same."""
        return all(
            address in self.seen and self._notes[address].key == key and Path(f"{self._site}/{address}").is_file()
            for address in addresses
        )

    def has(self, key: bytes) -> bool:
        """Whether a text is kept, which is in use then."""
        self._used.add(key)
        return self._base.execute("SELECT 1 FROM texts WHERE key = ?", (key,)).fetchone() is not None

    def put(self, key: bytes, text: bytes) -> None:
        """Keep a text by what it was made from."""
        self._base.execute("INSERT OR REPLACE INTO texts VALUES (?, ?)", (key, sealed(text)))
        commit_often(self._base)

    def get(self, key: bytes) -> bytes:
        """A text that is kept. Raises SpoiltError where another build has dropped it."""
        self._used.add(key)
        row = self._base.execute("SELECT text FROM texts WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise SpoiltError(key.hex())
        return opened(row[0])

    def text(self, made_from: Callable[[], bytes], make: Callable[[], bytes]) -> bytes:
        """A text that is kept by what it is made from, or else is made now."""
        if self._waiting is None:
            return make()
        key = made_from()
        if self.has(key):
            return self.get(key)
        text = make()
        self.put(key, text)
        return text

    def save(self, output: Output) -> None:
        """Remember what this build made."""
        self.written = output.signatures | dict(self.folders(output.folder))
        gone = [(self._name, address) for address in self._notes if address not in output.digests]
        self._base.executemany("DELETE FROM notes WHERE site = ? AND address = ?", gone)
        self._base.executemany("INSERT OR REPLACE INTO notes VALUES (?, ?, ?, ?, ?)", self._news(output))
        drop_unused(self._base, "texts", self._used, _SPARE * len(self._used))
        self._base.commit()

    def _news(self, output: Output) -> Iterator[tuple[bytes, str, bytes, bytes, Signature]]:
        """The notes that are others than before. What changed when the manifest did may have changed once more since, in the
        same tick of the clock: it is not taken by its signature (git's «racy» entries).
        """
        now = changed_in(output.signatures[MANIFEST])
        for address, digest in output.digests.items():
            seen = output.signatures[address]
            note = _Note(self._made_from.get(address, b""), digest, seen if changed_in(seen) < now else b"")
            if note != self._notes.get(address) and address != MANIFEST:
                yield self._name, address, *note


def _inode(folder: Path) -> bytes:
    return folder.stat().st_ino.to_bytes(8, "little")
