"""Puts a finished site in the place of another in one step, so that a kill at any moment leaves one of them whole.

A build works in a folder of its own beside the site, ``.site.building/``: ``lock`` says that it is ours and is held while a
build runs, ``new/`` is the site being written, ``old/`` the one before where the system cannot exchange two names. Whatever
was not written by a build is never removed: it stops the next build, which names it.
"""

import ctypes
import fcntl
import logging
import os
import shutil
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from generator.publish.kept import Kept
from generator.publish.manifest import MANIFEST, deviations, read_manifest, remove_listed

log = logging.getLogger(__name__)

_MARK = b"congkhai\n"
"""What stands in the lock of a folder that is ours."""

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2

OTHER = "chọn thư mục khác"
NO_SITE = "đang chứa thứ khác, không phải trang dựng lần trước"
LOOP = "là liên kết dẫn vòng về chính nó"

NAMED = 5
"""Files that a message names."""


class TargetError(ValueError):
    """The folder of the site cannot be used; the message says why and what to do, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Target:
    """The folder where the site goes, links resolved."""

    folder: Path

    @classmethod
    def find(cls, folder: Path, sources: Iterable[Path] = ()) -> "Target":
        """Look where the site goes. Raises TargetError for a place where no site can stand, or where it would stand among
        the ``sources`` that it is made from.
        """
        try:
            target = folder.resolve()
        except (OSError, RuntimeError):  # Python 3.11 and 3.12 say RuntimeError for a link that leads to itself
            raise TargetError(f"«{folder}» {LOOP}; {OTHER}") from None
        if target.is_symlink():  # resolve() gives up on some loops without a word
            raise TargetError(f"«{folder}» {LOOP}; {OTHER}")
        _refuse_sources(folder, target, sources)
        if target.is_mount():
            raise TargetError(
                f"«{folder}» là điểm gắn của một ổ đĩa, không thay cả thư mục được; chọn thư mục con, ví dụ «{folder}/site»"
            )
        standing = next(above for above in (target, *target.parents) if above.exists())
        if not standing.is_dir():
            raise TargetError(f"«{standing}» là một tệp, không phải thư mục; {OTHER}")
        return cls(target)

    @property
    def work(self) -> Path:
        """The folder of the build, beside the site and so on the same file system."""
        return self.folder.with_name(f".{self.folder.name}.building")

    @contextmanager
    def replacing(self, kept: Kept | None = None) -> Iterator[Path]:
        """Give a folder to write a site into; when that is done, check it and put it in the place of the old one.

        The folder is empty, or holds files of the old site for :meth:`Kept.output` to take over. Waits for another build into the
        same folder. Whatever goes wrong, the old site stays and nothing is left beside it. Raises TargetError when the folder
        holds something else than a site, or the new site is not what its manifest lists.
        """
        kept = kept or Kept()
        with _made(self.folder.parent), _locked(self.work):
            new, old = self.work / "new", self.work / "old"
            self._recover()
            self.refuse_foreign(kept)
            kept.begin(new)
            try:
                yield new
                _refuse_incomplete(new, kept)
                swap(new, self.folder, old)
                for replaced in filter(Path.is_dir, (new, old)):
                    kept.retire(replaced)
                kept.settle()
            finally:
                for rest in self._rests():
                    _clear(rest)

    def _rests(self) -> tuple[Path, ...]:
        """The folders that a build makes in its own, none of which outlives it."""
        return (self.work / "new", self.work / "old", self.work / "frame")

    def _recover(self) -> None:
        """Take away what a killed build left, and put the old site back if only that is left."""
        old = self.work / "old"
        if old.is_dir() and not self.folder.exists():
            old.rename(self.folder)
        for rest in self._rests():
            _clear(rest)
            if rest.exists():
                raise TargetError(f"«{rest}» chứa tệp không do lần dựng nào ghi; dời đi rồi dựng lại")

    def refuse_foreign(self, kept: Kept | None = None) -> None:
        """The folder is missing, empty, or a site as some build wrote it: putting a site there loses nothing else. A file that
        the last build noted, and that has not changed since by what the file system says, is not read for that.
        """
        listed = read_manifest(self.folder)
        seen = (kept or Kept()).hold(listed or {})
        if not self.folder.exists() or not any(self.folder.iterdir()):
            return
        if listed is None:
            raise TargetError(f"«{self.folder}» {NO_SITE}; {OTHER}, hoặc tự xóa thư mục ấy")
        others = _named(deviations(self.folder, listed, seen))
        if others:
            raise TargetError(
                f"trong «{self.folder}» có thứ không do lần dựng trước ghi, hoặc đã bị sửa sau đó: {others}; "
                "dời đi rồi dựng lại (tệp muốn đăng cùng trang thì đặt vào content/)"
            )


def check_artifact(file: Path, site: Path) -> None:
    """Refuse, before anything is built, a place where the tar cannot go. Raises TargetError."""
    place = file.resolve()
    if place.is_relative_to(site.resolve()):
        raise TargetError(f"«{file}» nằm trong chính trang được gói; {OTHER}")
    if place.is_dir():
        raise TargetError(f"«{file}» là một thư mục; ghi tên tệp, ví dụ «{file}/artifact.tar»")
    if place.exists() and not place.is_file():
        raise TargetError(f"«{file}» không phải tệp thường; ghi tên tệp khác")
    if not place.parent.is_dir():
        raise TargetError(f"không có thư mục «{file.parent}»; tạo trước, hoặc {OTHER}")


def _refuse_sources(folder: Path, target: Path, sources: Iterable[Path]) -> None:
    for source in (source.resolve() for source in sources):
        if target.is_relative_to(source):
            raise TargetError(f"«{folder}» nằm trong «{source.name}/», nguyên liệu của trang; {OTHER}")
        if source.is_relative_to(target):
            raise TargetError(f"«{folder}» {NO_SITE}: {source.name}/; {OTHER}")
    if ".git" in target.parts:
        raise TargetError(f"«{folder}» nằm trong kho git (.git); {OTHER}")


def _refuse_incomplete(new: Path, kept: Kept) -> None:
    """The folder holds what its manifest lists, and nothing else. A file that this build wrote or took over is not read again:
    its digest was taken from what went into it, and a program that has written into it since leaves another signature.
    """
    listed = read_manifest(new)
    wrong = MANIFEST if listed is None else _named(deviations(new, listed, kept.written, whole=True))
    if wrong:
        raise TargetError(
            f"trang mới không như đã ghi ({wrong}): có chương trình khác ghi vào «{new}»; trang cũ còn nguyên"
        )


def _named(files: Iterable[str]) -> str:
    """The first few names, and that there are more."""
    found = list(islice(files, NAMED + 1))
    return ", ".join(sorted(found[:NAMED])) + (" …" if len(found) > NAMED else "")


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make a folder with those above it; those that stay empty, because nothing came of it, are taken away again."""
    absent = [above for above in (folder, *folder.parents) if not above.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        with suppress(OSError):  # not empty: the site stands there
            for above in absent:
                above.rmdir()


@contextmanager
def _locked(work: Path) -> Iterator[None]:
    """Make the folder of the build and hold its lock. The lock goes with the process, however that ends."""
    lock = _take_lock(work)
    try:
        yield
    finally:
        with suppress(OSError):  # something is left in the folder: the next build names it
            if {path.name for path in work.iterdir()} == {"lock"}:
                (work / "lock").unlink()
                work.rmdir()
        os.close(lock)


def _take_lock(work: Path) -> int:
    """An open file with the lock on it. One that was removed while we waited for it is no lock any more."""
    while True:
        work.mkdir(exist_ok=True)
        _refuse_foreign_work(work)
        try:
            lock = os.open(work / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
        except FileNotFoundError:  # the build before has just taken the folder away
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            log.warning("Đang chờ một lần dựng khác vào «%s» xong.", work.parent)
            fcntl.flock(lock, fcntl.LOCK_EX)
        if _is_file(lock, work / "lock"):
            os.pwrite(lock, _MARK, 0)
            return lock
        os.close(lock)


def _refuse_foreign_work(work: Path) -> None:
    lock = work / "lock"
    ours = not work.is_symlink() and (not any(work.iterdir()) or (lock.is_file() and lock.read_bytes() in (b"", _MARK)))
    if not ours:
        raise TargetError(f"«{work}» không do lần dựng nào tạo ra; đổi tên hoặc dời thư mục ấy rồi dựng lại")


def _is_file(opened: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(opened), path.stat())
    except FileNotFoundError:
        return False


def _clear(folder: Path) -> None:
    """Remove a site, or what a build had written of one before it was stopped: only then there is no manifest."""
    if not folder.is_dir() or folder.is_symlink():
        return
    if read_manifest(folder) is None:
        shutil.rmtree(folder)
    else:
        remove_listed(folder)


def swap(new: Path, folder: Path, old: Path) -> None:
    """Put ``new`` in the place of ``folder``; what stood there is ``new`` or ``old`` afterwards.

    Linux and macOS exchange two names in one system call. Where the file system cannot, the old folder is renamed away
    first and back again if the second rename fails; a kill between the two is mended by the next build.
    """
    if folder.exists() and _exchange(new, folder):
        return
    with _uninterrupted():
        if folder.exists():
            folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let a request to stop wait until both renames are done."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names (Linux renameat2(2), macOS renamex_np(2)); False where the system or the file system cannot."""
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        renamex_np = getattr(library, "renamex_np", None)
        return renamex_np is not None and renamex_np(os.fsencode(one), os.fsencode(other), _RENAME_SWAP) == 0
    renameat2 = getattr(library, "renameat2", None)
    if renameat2 is None:
        return False
    done: int = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return done == 0
