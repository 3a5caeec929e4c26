"""The data as it stood: a folder of the repository at a revision, written somewhere else. The checkout is not touched.

Only blobs are read (``git ls-tree``, ``git cat-file``): an archive or a checkout would obey ``.gitattributes``, with which a
commit can leave files out or rewrite them on the way. A symbolic link or a submodule is never written; it is named instead.
"""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO

from generator.model.dates import HERE

LARGEST = 2_000_000_000
"""Bytes of an unpacked folder."""

LARGEST_FILE = 20_000_000
"""Bytes of one file; a larger one is written empty of its rest, so that the reader's own limit refuses it."""

_FILE_MODES = ("100644", "100755")


class RevisionError(ValueError):
    """The revision cannot be had; the message says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of a tree: its object name, and its size in bytes."""

    name: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A folder in one commit: its files by their path from the folder's parent, and what is neither file nor folder."""

    commit: str
    files: dict[str, Blob]
    strange: tuple[str, ...]
    """Symbolic links and submodules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A folder as it stood in one commit."""

    folder: Path
    commit: str
    day: date
    """The day of the commit in Viet Nam."""


def take_snapshot(folder: Path, revision: str, into: Path) -> Snapshot:
    """Write ``folder`` as of ``revision`` (a commit, tag or branch) under ``into``, with its own name.

    Raises RevisionError when there is no git, no repository, no such revision, or no such folder in it.
    """
    tree = read_tree(folder, revision)
    write_files(folder, tree.files, into)
    stamp = int(run_git(folder, "show", "--no-patch", "--format=%ct", tree.commit, what=revision))
    day = datetime.fromtimestamp(stamp, HERE).date()
    return Snapshot(folder=into / folder.name, commit=tree.commit, day=day)


def find_commit(folder: Path, revision: str) -> str:
    """The full name of a commit. Raises RevisionError where there is none."""
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return run_git(folder, *asked, what=revision).decode().strip()


def read_tree(folder: Path, revision: str) -> Tree:
    """Which files ``folder`` has at a revision. Raises RevisionError as :func:`take_snapshot` does."""
    commit = find_commit(folder, revision)
    listed = run_git(folder, "ls-tree", "-r", "-l", "-z", commit, "--", f"{folder.name}/", what=folder.name)
    files: dict[str, Blob] = {}
    strange: list[str] = []
    for line in filter(None, listed.split(b"\0")):
        described, _, raw = line.partition(b"\t")
        mode, _, name, size = described.decode().split()
        path = raw.decode(errors="replace")
        if mode in _FILE_MODES:
            files[path] = Blob(name, int(size))
        else:
            strange.append(path)
    if not files and not strange:
        raise RevisionError(f"phiên bản này chưa có thư mục «{folder.name}»")
    if sum(blob.size for blob in files.values()) > LARGEST:
        raise RevisionError(f"dữ liệu ở «{revision}» quá lớn")
    return Tree(commit=commit, files=files, strange=tuple(strange))


def write_files(folder: Path, files: dict[str, Blob], into: Path) -> None:
    """Write files of a tree under ``into``. A path that would leave it is not written."""
    (into / folder.name).mkdir(parents=True, exist_ok=True)
    with blob_reader(folder) as read:
        for path, blob in files.items():
            target = into / path
            if ".." in Path(path).parts or not target.is_relative_to(into):
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(read(blob.name)[:LARGEST_FILE])


def read_text(folder: Path, name: str, revision: str | None) -> str:
    """A text file beside the data, in a folder of its own or at a revision of git; empty where it is not."""
    try:
        if revision is not None and not Path(revision).is_dir():
            return run_git(folder / name, "show", f"{revision}:./{Path(name).name}", what=revision).decode(
                errors="replace"
            )
        path = folder / name if revision is None else Path(revision) / name
        return path.read_text(encoding="utf-8") if path.is_file() else ""
    except (RevisionError, UnicodeDecodeError):
        return ""


@contextmanager
def blob_reader(folder: Path) -> Iterator[Callable[[str], bytes]]:
    """A function that reads blobs by their object name, all through one process of git."""
    with subprocess.Popen(
        ["git", "-C", str(folder.parent), "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        asks, answers = process.stdin, process.stdout
        if asks is None or answers is None:  # never: both are pipes
            raise RevisionError("git không trả lời")
        yield lambda name: _read_blob(asks, answers, name)
        asks.close()


def _read_blob(asks: IO[bytes], answers: IO[bytes], name: str) -> bytes:
    asks.write(name.encode() + b"\n")
    asks.flush()
    said = answers.readline().split()
    if len(said) != 3:
        raise RevisionError(f"kho git thiếu tệp {name}; nếu kho được tải về thu gọn, chạy: git fetch --unshallow")
    content = answers.read(int(said[2]))
    answers.read(1)
    return content


def run_git(folder: Path, *arguments: str, what: str) -> bytes:
    """What one git command prints, run beside ``folder``; RevisionError when it fails."""
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotePath=false", "-C", str(folder.parent), *arguments],
            capture_output=True,
            check=False,
            timeout=120,
        )
    except OSError as error:
        raise RevisionError("máy này chưa có git") from error
    if done.returncode != 0:
        raise RevisionError(_why(done.stderr.decode(errors="replace"), what))
    return done.stdout


def _why(said: str, what: str) -> str:
    if "not a git repository" in said:
        return "thư mục này không nằm trong một kho git"
    return f"không có phiên bản «{what}»; ghi mã commit, nhãn hoặc nhánh, ví dụ «HEAD~3»"


def commit_of(folder: Path) -> str:
    """The commit of the checkout that a folder is in, or nothing outside git."""
    try:
        found = subprocess.run(
            ["git", "-C", str(folder), "rev-parse", "HEAD"], capture_output=True, text=True, check=True, timeout=10
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return found.stdout.strip()
