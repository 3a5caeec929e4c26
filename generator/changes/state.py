"""A state of the data: a folder, or a revision of git, read once."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.reading.catalogue import Catalogue, Loaded
from generator.reading.gitdata import Tree, read_tree, write_files
from generator.reading.load import load
from generator.reading.problems import Problem

MOST_PROCEDURES = 1000
"""Changed procedures that are compared part by part; of more, the rest are only counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a folder of data holds."""

    name: str
    """What messages call it: a commit's first ten letters, or the folder."""
    root: Path
    """The folder ``plans/`` that was read; problems name files from its parent."""
    catalogue: Catalogue
    problems: tuple[Problem, ...]
    files: dict[str, str]
    """Every file with a digest of its content, by its path under the folder."""
    strange: tuple[str, ...] = ()
    """Symbolic links and submodules."""
    unread: frozenset[str] = field(default_factory=frozenset)
    """Files that were left out because they are equal in both states, or too many."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """A state before it is read."""

    name: str
    folder: Path
    tree: Tree | None
    files: dict[str, str]
    strange: tuple[str, ...]


Judge = Callable[[Path, frozenset[str]], Loaded]
"""What reads a folder of data but for some files, and says what is wrong with it."""


@contextmanager
def two_states(plans: Path, base: str, head: str | None) -> Iterator[tuple[State, State]]:
    """The states ``base`` and ``head``: folders or revisions of the repository of ``plans``; without ``head``, ``plans`` itself.

    Records that do not differ and that no judgement needs are left out of both, so that a small change is told fast.
    Raises RevisionError.
    """
    before, after = _listed(plans, base), _listed(plans, head)
    left_out = frozenset(_left_out(before.files, after.files))
    with TemporaryDirectory(prefix="congkhai-") as folder:
        places = (before, Path(folder) / "base"), (after, Path(folder) / "head")
        first, second = (
            _state(each, load(_written(each, left_out, into), left_out), left_out) for each, into in places
        )
        yield first, second


@contextmanager
def checked_states(plans: Path, base: str, head: str | None, judge: Judge) -> Iterator[tuple[State, State]]:
    """Both states with what ``judge`` says of them, each file read once: all of the newer one, and of the older one only
    what is compared and the records of which the newer state has notices, for only those can be the same.

    Raises RevisionError.
    """
    before, after = _listed(plans, base), _listed(plans, head)
    left_out = frozenset(_left_out(before.files, after.files))
    with TemporaryDirectory(prefix="congkhai-") as folder:
        now = judge(_written(after, frozenset(), Path(folder) / "head"), frozenset())
        noticed = {problem.file.partition("/")[2] for problem in now.problems if problem.warning}
        unasked = left_out - noticed
        was = judge(_written(before, unasked, Path(folder) / "base"), unasked)
        yield _state(before, was, left_out), _state(after, now, left_out)


def _listed(plans: Path, wanted: str | None) -> _Listed:
    folder = plans if wanted is None else _folder(wanted)
    if folder is not None:
        files, strange = _walk(folder)
        return _Listed(str(folder), folder, None, files, strange)
    tree = read_tree(plans, wanted or "HEAD")
    files = {_under(plans, path): blob.name for path, blob in tree.files.items()}
    return _Listed(tree.commit[:10], plans, tree, files, tuple(_under(plans, path) for path in tree.strange))


def _under(folder: Path, path: str) -> str:
    return path.removeprefix(f"{folder.name}/")


def _folder(wanted: str) -> Path | None:
    """The folder of data that an argument names: ``plans/`` itself, or a folder that holds it."""
    path = Path(wanted)
    if not path.is_dir():
        return None
    return path / "plans" if (path / "plans").is_dir() else path


def _walk(folder: Path) -> tuple[dict[str, str], tuple[str, ...]]:
    """Every file of a folder with git's own name for its content, and every link."""
    files: dict[str, str] = {}
    strange: list[str] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            strange.append(name)
        elif path.is_file():
            content = path.read_bytes()
            head = f"blob {len(content)}\0".encode()
            files[name] = hashlib.sha1(head + content, usedforsecurity=False).hexdigest()
    return files, tuple(strange)


def _left_out(before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
    """Procedures that are equal, and those beyond what is compared one by one."""
    changed = 0
    for path in sorted(before.keys() | after.keys()):
        if path.startswith("procedures/"):
            changed += before.get(path) != after.get(path)
            if before.get(path) == after.get(path) or changed > MOST_PROCEDURES:
                yield path


def _written(listed: _Listed, left_out: frozenset[str], into: Path) -> Path:
    """The folder of a state: the one that was named, or one with the files of a revision but for those left out."""
    if listed.tree is None:
        return listed.folder
    wanted = {path: blob for path, blob in listed.tree.files.items() if _under(listed.folder, path) not in left_out}
    write_files(listed.folder, wanted, into)
    return into / listed.folder.name


def _state(listed: _Listed, loaded: Loaded, left_out: frozenset[str]) -> State:
    catalogue = loaded.catalogue
    catalogue.procedures = {
        code: record for code, record in catalogue.procedures.items() if f"procedures/{code}.yml" not in left_out
    }
    return State(
        name=listed.name,
        root=loaded.root,
        catalogue=catalogue,
        problems=tuple(loaded.problems),
        files=listed.files,
        strange=listed.strange,
        unread=left_out,
    )
