"""The file in which runs remember what they found, and what happens when it fails.

What is remembered is no source: it may be deleted at any time, and the same bytes come of a run without it.
"""

import hashlib
import pickle
import sqlite3
import sys
import zlib
from collections.abc import Callable, Collection
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TypeVar

_WAIT = 30.0
"""Seconds to wait for another run that writes into the same file."""

_OFTEN = 1_000
"""Rows that are written at a time."""

KEPT = ".kept"
"""How the file beside ends that holds what the last build made."""


class SpoiltError(ValueError):
    """What was remembered is not there any more, or not what was put away."""


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


def key_of_parts(*parts: bytes | str) -> bytes:
    """What tells one making of a thing from another: everything it is made from, and the program that makes it."""
    digest = hashlib.sha256(program_digest())
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.digest()


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
    """The database of a cache, with these tables and no others; one of this run alone where the cache cannot be used."""
    for _ in range(2):
        if file is None:
            break
        try:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            return _connected(str(file), tables)
        except (OSError, sqlite3.OperationalError):
            break
        except sqlite3.DatabaseError:  # it is spoilt, or of another version
            with suppress(OSError):
                file.unlink()
    return _connected("", tables)


def file_name(base: sqlite3.Connection) -> str:
    """The path of a cache; empty for one of this run alone."""
    (_, _, name) = base.execute("PRAGMA database_list").fetchone()
    return str(name)


def reopened(base: sqlite3.Connection) -> sqlite3.Connection:
    """One more connection to a cache that has a path."""
    return sqlite3.connect(file_name(base), timeout=_WAIT)


def commit_often(base: sqlite3.Connection) -> None:
    """Let other runs write too, every so many rows. Nothing that is put away counts before it is settled or asked for."""
    if base.total_changes % _OFTEN == 0:
        base.commit()


def drop_unused(base: sqlite3.Connection, table: str, used: Collection[bytes], spare: int) -> None:
    """Forget the rows of a table whose keys are not in use, once it holds more than ``spare`` rows."""
    (held,) = base.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - a name of ours
    if held > spare:
        base.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY) WITHOUT ROWID")
        base.executemany("INSERT INTO used VALUES (?)", [(key,) for key in used])
        base.execute(f"DELETE FROM {table} WHERE key NOT IN (SELECT key FROM used)")  # noqa: S608
        base.execute("DROP TABLE used")


def _connected(name: str, tables: tuple[str, ...]) -> sqlite3.Connection:
    """The database with its tables. Raises sqlite3.DatabaseError for a file whose tables another version made."""
    base = sqlite3.connect(name, timeout=_WAIT)
    base.execute("PRAGMA synchronous = OFF")
    version = zlib.crc32("\n".join(tables).encode()) >> 1  # sqlite keeps 31 bits and a sign
    base.execute("BEGIN")
    (found,) = base.execute("PRAGMA user_version").fetchone()
    (held,) = base.execute("SELECT count(*) FROM sqlite_master").fetchone()
    base.commit()
    if held and found != version:
        base.close()
        raise sqlite3.DatabaseError(f"{name}: {found}")
    if not held:
        base.execute("BEGIN IMMEDIATE")
        for table in tables:
            base.execute(table)
        base.execute(f"PRAGMA user_version = {version}")
        base.commit()
    return base
