"""Records of procedures outside memory, remembered by the content of their files.

A summary stays in memory; the record waits in a small database. With a file of the cache, the next run reads neither YAML nor
shape for a file that is the same, byte by byte, as one that was found right before by the same program. What is remembered is
no source: it may be deleted at any time, and the same bytes come of it.
"""

import hashlib
import io
import pickle
import sqlite3
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from generator.model import dates, procedure, summary
from generator.model.procedure import Procedure
from generator.model.summary import ProcedureSummary, summary_of

_TABLE = """
CREATE TABLE IF NOT EXISTS records (key BLOB PRIMARY KEY, summary BLOB, record BLOB, sound INTEGER DEFAULT 0) WITHOUT ROWID
"""

_WAIT = 30.0
"""Seconds to wait for another run that writes into the same file."""

_SPARE = 2
"""How many times the records in use the file may hold before the others are dropped."""


@cache
def program_digest() -> bytes:
    """What the program is: a digest of its own files, of the Python and of the packages that are installed beside it. Another
    program may read the same file differently, and write another page.
    """
    installed = {path.name for folder in sys.path for path in Path(folder).glob("*.dist-info")}
    digest = hashlib.sha256("\n".join([sys.version, *sorted(installed)]).encode())
    root = Path(__file__).parents[1]
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.digest()


class Records:
    """The procedures of one run. Without a ``file`` they are forgotten with the run."""

    def __init__(self, file: Path | None = None) -> None:
        self._base = open_cache(file, _TABLE)
        self._keys: dict[str, bytes] = {}
        self._shared: dict[Any, Any] = {}
        self._latest: Procedure | None = None

    def known(self, code: str, content: bytes) -> ProcedureSummary | None:
        """The summary of a file that was found right before; None for one that must be read."""
        key = _key(content)
        found = self._base.execute("SELECT summary FROM records WHERE key = ? AND sound", (key,)).fetchone()
        if found is None:
            return None
        known: ProcedureSummary = self._thin(_unpacked(found[0]))
        if known.code != code:
            return None
        self._keys[code] = key
        return known

    def add(self, record: Procedure, content: bytes) -> ProcedureSummary:
        """Put a record away that was read from a file with this content."""
        brief, key = summary_of(record), _key(content)
        row = key, _packed(brief), _packed(record)
        self._base.execute("INSERT OR REPLACE INTO records (key, summary, record) VALUES (?, ?, ?)", row)
        commit_often(self._base)
        self._keys[record.code] = key
        return self._thin(brief)

    def record(self, code: str) -> Procedure:
        """A record, whole. Raises KeyError for a code that was not read, SpoiltError where another run has dropped it."""
        if self._latest is None or self._latest.code != code:
            row = self._base.execute("SELECT record FROM records WHERE key = ?", (self._keys[code],)).fetchone()
            if row is None:
                raise SpoiltError(code)
            found: Procedure = _unpacked(row[0])
            self._latest = found
        return self._latest

    def digest(self, code: str) -> bytes:
        """What tells one content of a procedure's file, read by one program, from another."""
        return self._keys[code]

    def settle(self, wrong: Iterable[str]) -> None:
        """Remember every record of this run as right, but for those whose codes are named."""
        left = set(wrong)
        keys = [(key,) for code, key in self._keys.items() if code not in left]
        self._base.executemany("UPDATE records SET sound = 1 WHERE key = ? AND NOT sound", keys)
        (held,) = self._base.execute("SELECT count(*) FROM records").fetchone()
        if held > _SPARE * len(self._keys) + 1000:
            self._base.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY) WITHOUT ROWID")
            self._base.executemany("INSERT INTO used VALUES (?)", [(key,) for key in self._keys.values()])
            self._base.execute("DELETE FROM records WHERE key NOT IN (SELECT key FROM used)")
            self._base.execute("DROP TABLE used")
        self._base.commit()

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


Result = TypeVar("Result")


def remembering(file: Path | None, run: Callable[[Path | None], Result]) -> Result:
    """Run with a cache; where it fails, once more without. A cache is never a reason for a run to fail.

    Another run may hold it for too long, the disk be full, the file be read-only: then it stays. One that is spoilt goes.
    """
    if file is None:
        return run(None)
    try:
        return run(file)
    except sqlite3.OperationalError:
        pass
    except (sqlite3.DatabaseError, pickle.UnpicklingError, SpoiltError):
        for spoilt in (file, file.with_suffix(KEPT)):
            with suppress(OSError):
                spoilt.unlink()
    return run(None)


KEPT = ".kept"
"""How the file beside ends that holds what the last build made."""


class SpoiltError(ValueError):
    """What was remembered is not there any more, or not what was put away."""


def sealed(content: bytes) -> bytes:
    """Content with its digest: a disk that lost power keeps what it likes, and a page must not show it."""
    return hashlib.sha256(content).digest() + content


def opened(held: bytes) -> bytes:
    """The content that was sealed. Raises SpoiltError for another one."""
    digest, content = held[:32], held[32:]
    if hashlib.sha256(content).digest() != digest:
        raise SpoiltError(digest.hex())
    return content


def open_cache(file: Path | None, *tables: str) -> sqlite3.Connection:
    """The database of a cache; one of this run alone where the cache cannot be used."""
    if file is not None:
        for _ in range(2):
            with suppress(OSError, sqlite3.Error):
                file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                return _connected(str(file), tables)
            with suppress(OSError):  # it is spoilt: what is remembered is no source
                file.unlink()
    return _connected("", tables)


def commit_often(base: sqlite3.Connection) -> None:
    """Let other runs write too, every so many rows. Nothing that is put away counts before it is settled or asked for."""
    if base.total_changes % _OFTEN == 0:
        base.commit()


_OFTEN = 1_000
"""Rows that are written at a time."""


def _connected(name: str, tables: Iterable[str]) -> sqlite3.Connection:
    base = sqlite3.connect(name, timeout=_WAIT)
    base.execute("PRAGMA synchronous = OFF")
    for table in tables:
        base.execute(table)
    base.commit()
    return base


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(part.name for part in fields(kind))


def made(kind: type, values: tuple[Any, ...]) -> Any:
    """A record of its values, in the order of its fields."""
    record: Any = object.__new__(kind)
    for name, value in zip(_names(kind), values, strict=True):
        object.__setattr__(record, name, value)
    return record


def _packing(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    """How the records of a class are packed: as their values. What dataclasses do by themselves asks for the fields each time."""
    names = _names(kind)
    values = attrgetter(*names) if len(names) > 1 else lambda item: (getattr(item, names[0]),)
    return lambda item: (made, (kind, values(item)))


_PACKING = {
    kind: _packing(kind)
    for module in (dates, procedure, summary)
    for kind in vars(module).values()
    if isinstance(kind, type) and is_dataclass(kind)
}


def _packed(record: object) -> bytes:
    into = io.BytesIO()
    pickler = pickle.Pickler(into, 5)
    pickler.dispatch_table = _PACKING
    pickler.dump(record)
    return sealed(into.getvalue())


class _Unpickler(pickle.Unpickler):
    """Makes records and nothing else, whatever the file says."""

    def find_class(self, module: str, name: str) -> Any:
        found = _CLASSES.get((module, name))
        if found is None:
            if not (module.startswith("generator.model.") and name.isidentifier()):
                raise pickle.UnpicklingError(f"{module}.{name}")
            found = super().find_class(module, name)
            if not (isinstance(found, type) and found.__module__ == module):
                raise pickle.UnpicklingError(f"{module}.{name}")
            _CLASSES[module, name] = found
        return found


_CLASSES: dict[tuple[str, str], Any] = {
    ("decimal", "Decimal"): Decimal,
    ("datetime", "date"): date,
    (__name__, "made"): made,
}
"""The classes that a record is made of, as they are met, and what makes one."""


def _unpacked(packed: bytes) -> Any:
    return _Unpickler(io.BytesIO(opened(packed))).load()
