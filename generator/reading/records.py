"""Records of procedures outside memory, remembered by the content of their files.

A summary stays in memory; the record waits in a small database. With a file of the cache, the next run reads neither YAML nor
shape of a file that is the one which the same program found right: by what the file system says of it, as git's index has it,
and else by its content, byte by byte.
"""

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from struct import pack
from typing import Any

from generator.model.procedure import Procedure
from generator.model.summary import ProcedureSummary, summary_of
from generator.reading.cache import (
    SpoiltError,
    commit_often,
    drop_unused,
    file_name,
    open_cache,
    program_digest,
    reopened,
)
from generator.reading.packing import packed, unpacked

_TABLES = (
    "CREATE TABLE IF NOT EXISTS records (key BLOB PRIMARY KEY, record BLOB)",
    "CREATE TABLE IF NOT EXISTS summaries (part TEXT PRIMARY KEY, program BLOB, known BLOB)",
)
"""Records by the digest of their files, one a row: each is asked for alone. Summaries are all needed at once; what is held by
part is read with a few rows, and one changed file has one part written anew.
"""

_PART = len("1.014")
"""How much of a code tells its part: a thousand codes have the same at most, and one changed record has them packed anew."""

HELD = 16
"""Records that stay at hand once they were asked for: whoever takes more through several steps takes so many at a time."""

_SPARE = 2
"""How many times the records in use the file may hold before the others are dropped."""

_YOUNG = 2_000_000_000
"""Nanoseconds. A file that was touched so short a time ago may be touched again without any sign of it: file systems tell
times apart by up to two seconds.
"""

_Known = tuple[bytes, bytes, ProcedureSummary]
"""The stamp of a file, empty where it says nothing; its digest; what it holds."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was read of a procedure's file, to be put away."""

    code: str
    stamp: bytes
    """What the file system said of the file before it was read; empty where that says nothing."""
    key: bytes
    """What tells one content of the file, read by one program, from another."""
    brief: ProcedureSummary | None = None
    record: bytes = b""
    """The record, packed. Without it and ``brief`` the content is that which another run found right."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled with the summary packed, in a third of the time."""
        return _sent, (self.code, self.stamp, self.key, packed(self.brief), self.record)


def _sent(code: str, stamp: bytes, key: bytes, brief: bytes, record: bytes) -> Found:
    return Found(code, stamp, key, unpacked(brief), record)


class Records:
    """The procedures of one run. Without a ``file`` they are forgotten with the run."""

    def __init__(self, file: Path | None = None) -> None:
        self._base = open_cache(file, *_TABLES)
        self._remembers = file is not None
        self._began = time.time_ns()
        self._left: dict[str, _Known] = dict(self._remembered())
        """What another run found right and this one has not met."""
        self._met: dict[str, _Known] = {}
        """Files that are as another run left them."""
        self._new: dict[str, _Known] = {}
        """What this run read, or found with another stamp."""
        self._keys: dict[str, bytes] = {}
        self._shared: dict[Any, Any] = {}
        self._held: dict[bytes, Procedure] = {}
        """The records that were asked for last, by the keys of their rows."""

    def _remembered(self) -> Iterator[tuple[str, _Known]]:
        asked = "SELECT known FROM summaries WHERE program = ?"
        for (held,) in self._base.execute(asked, (program_digest(),)):
            yield from unpacked(held).items()

    def untouched(self, code: str, stamp: bytes) -> ProcedureSummary | None:
        """The summary of a file that was found right, and that nobody has touched since; None for one that must be read."""
        left = self._left.get(code)
        if left is None or not left[0] or left[0] != stamp:
            return None
        self._met[code] = self._left.pop(code)
        self._keys[code] = left[1]
        return left[2]

    def known(self, code: str, content: bytes, stamp: bytes) -> Found | None:
        """A file that was found right with this content; None for one whose content must be read. Changes nothing here."""
        left, key = self._left.get(code), _key(content)
        return Found(code, stamp, key) if left is not None and left[1] == key else None

    def found(self, record: Procedure, content: bytes, stamp: bytes) -> Found:
        """A record that was read from a file with this content. Changes nothing here."""
        return Found(record.code, stamp, _key(content), summary_of(record), packed(record))

    def add(self, found: Found) -> ProcedureSummary:
        """Put away what was read of a file. Returns its summary."""
        code = found.code
        self._keys[code] = found.key
        if found.brief is not None:
            brief = self._thin(found.brief)
            self._base.execute("INSERT OR REPLACE INTO records VALUES (?, ?)", (found.key, found.record))
            commit_often(self._base)
            self._new[code] = found.stamp, found.key, brief
            return brief
        known = self._left[code]
        if found.stamp == known[0]:
            self._met[code] = self._left.pop(code)
        else:
            self._new[code] = found.stamp, found.key, known[2]
        return known[2]

    @property
    def is_shared(self) -> bool:
        """Whether another process can read the records too, once they are settled."""
        return bool(file_name(self._base))

    def reopen(self) -> None:
        """Read by a connection of this process's own: SQLite forbids to carry one over a fork, and even to close it there."""
        self._inherited, self._base = self._base, reopened(self._base)

    def record(self, code: str) -> Procedure:
        """A record, whole. Raises KeyError for a code that was not read, SpoiltError where another run has dropped it."""
        key = self._keys[code]
        held = self._held.get(key)
        if held is None:
            row = self._base.execute("SELECT record FROM records WHERE key = ?", (key,)).fetchone()
            if row is None:
                raise SpoiltError(code)
            held = self._held[key] = unpacked(row[0])
            if len(self._held) > HELD:
                del self._held[next(iter(self._held))]
        return held

    def digest(self, code: str) -> bytes:
        """What tells one content of a procedure's file, read by one program, from another."""
        return self._keys[code]

    def settle(self, wrong: Iterable[str]) -> None:
        """Remember every record of this run as right, but for those whose codes are named."""
        if self._remembers:
            for code in wrong:
                self._new.pop(code, None)
            self._write_parts({code[:_PART] for code in chain(self._left, self._new)})
            if self._new:
                drop_unused(self._base, "records", self._keys.values(), _SPARE * len(self._keys) + 1000)
            self._base.commit()
        self._left, self._met, self._new, self._shared = {}, {}, {}, {}

    def _write_parts(self, changed: set[str]) -> None:
        parts: dict[str, dict[str, _Known]] = {part: {} for part in sorted(changed)}
        for code, known in chain(self._met.items(), self._new.items()):
            if code[:_PART] in parts:
                parts[code[:_PART]][code] = known
        program = program_digest()
        rows = ((part, program, packed(known)) for part, known in parts.items())
        self._base.executemany("INSERT OR REPLACE INTO summaries VALUES (?, ?, ?)", rows)

    def stamp(self, status: os.stat_result) -> bytes:
        """What tells a touched file from an untouched one (git's index-format.txt); empty for a file touched just now."""
        if max(status.st_mtime_ns, status.st_ctime_ns) > self._began - _YOUNG:
            return b""
        return pack("<QqqQ", status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)

    def _thin(self, brief: ProcedureSummary) -> ProcedureSummary:
        """The summary with every value that another one has too held once."""
        for name in _PARTS:
            value = getattr(brief, name)
            if isinstance(value, tuple):
                value = tuple([self._shared.setdefault(part, part) for part in value])
            object.__setattr__(brief, name, self._shared.setdefault(value, value))
        return brief


_PARTS = (
    "field", "jurisdiction", "published_by", "levels", "implementing", "deciding", "receiving", "applicants", "channels",
    "limits", "fees", "places", "legal_bases", "decisions", "catalogue", "papers",
)  # fmt: skip
"""Fields whose values many procedures share."""


def _key(content: bytes) -> bytes:
    return hashlib.sha256(program_digest() + content).digest()
