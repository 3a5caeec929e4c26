"""What the last build made and from what, so that a build makes again only what has changed.

A file of the old site is taken over where the same was asked for and the file is the one that was written then: its digest
stands in the old site's manifest, which was held to the files before the build began. Texts that go into files made anew each
time are kept by what they were made from. Both may be deleted at any time; the same bytes come of it.
"""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from generator.publish.output import Output
from generator.reading.cache import SpoiltError, commit_often, open_cache, opened, program_digest, sealed

_TABLES = (
    "CREATE TABLE IF NOT EXISTS files (site TEXT, address TEXT, key BLOB, digest TEXT, PRIMARY KEY (site, address))",
    "CREATE TABLE IF NOT EXISTS texts (key BLOB PRIMARY KEY, text BLOB) WITHOUT ROWID",
)

_SPARE = 2
"""How many times the texts in use the cache may hold before the others are dropped."""


def key_of_parts(*parts: bytes | str) -> bytes:
    """What tells one making of a thing from another: everything it is made from, and the program that makes it."""
    digest = hashlib.sha256(program_digest())
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.digest()


class Kept:
    """What one site's last build left. Without a ``file`` it is kept for this build only."""

    def __init__(
        self, file: Path | None = None, site: Path | None = None, listed: Mapping[str, str] | None = None
    ) -> None:
        """``site`` is the folder of the old site, ``listed`` the digests of its files by address, as its manifest has them."""
        self._base, self._remembers = open_cache(file, *_TABLES), file is not None
        self._site, self._listed = site, listed or {}
        self._made: list[tuple[str, str, bytes, str]] = []
        self._used: set[bytes] = set()

    def write(self, output: Output, address: str, made_from: Callable[[], bytes], make: Callable[[], bytes]) -> None:
        """Take a file over from the old site where it was made from the same, or make it."""
        if not self._remembers:
            output.write(address, make())
            return
        key = made_from()
        digest = self._known(address, key)
        if digest is None or not output.take(address, self._site / address if self._site else Path(), digest):
            output.write(address, make())
        self._made.append((str(self._site), address, key, output.digests[address]))

    def _known(self, address: str, key: bytes) -> str | None:
        """The digest of the old site's file, where it was made from the same."""
        if address not in self._listed:
            return None
        asked = "SELECT digest FROM files WHERE site = ? AND address = ? AND key = ?"
        row = self._base.execute(asked, (str(self._site), address, key)).fetchone()
        return row[0] if row is not None and row[0] == self._listed[address] else None

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
        if not self._remembers:
            return make()
        key = made_from()
        if not self.has(key):
            self.put(key, make())
        return self.get(key)

    def save(self) -> None:
        """Remember what this build made."""
        self._base.execute("DELETE FROM files WHERE site = ?", (str(self._site),))
        self._base.executemany("INSERT INTO files VALUES (?, ?, ?, ?)", self._made)
        (held,) = self._base.execute("SELECT count(*) FROM texts").fetchone()
        if held > _SPARE * len(self._used) + 1000:
            self._base.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY) WITHOUT ROWID")
            self._base.executemany("INSERT INTO used VALUES (?)", [(key,) for key in self._used])
            self._base.execute("DELETE FROM texts WHERE key NOT IN (SELECT key FROM used)")
            self._base.execute("DROP TABLE used")
        self._base.commit()
