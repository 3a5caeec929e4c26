"""Puts a finished folder in the place of another in one step, so that a kill at any moment leaves one of them whole."""

import ctypes
import os
import shutil
import sys
from pathlib import Path

from generator.publish.output import MANIFEST

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def beside(folder: Path) -> Path:
    """Where the next state of ``folder`` is made: next to it, on the same file system."""
    return folder.with_name(f".{folder.name}.new")


def _old(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")


def replaceable(folder: Path) -> bool:
    """Whether ``folder`` is missing, empty or a site written earlier: putting a site there loses nothing else."""
    if not folder.exists():
        return True
    return folder.is_dir() and ((folder / MANIFEST).is_file() or not any(folder.iterdir()))


def clear(folder: Path) -> None:
    """Take away what an interrupted build left beside ``folder``, and put the old state back if only that is left."""
    if not folder.exists() and _old(folder).is_dir():
        _old(folder).rename(folder)
    for rest in (beside(folder), _old(folder)):
        if rest.is_dir():
            shutil.rmtree(rest)


def swap(folder: Path) -> None:
    """Put ``beside(folder)`` in the place of ``folder``.

    Linux exchanges the two names in one system call (renameat2(2), RENAME_EXCHANGE). Where there is none, the old folder
    is renamed away first; a kill between the two renames is mended by :func:`clear` at the next build.
    """
    new = beside(folder)
    if not folder.exists():
        new.rename(folder)
        return
    if not _exchange(new, folder):
        folder.rename(_old(folder))
        new.rename(folder)
    for rest in (new, _old(folder)):
        if rest.is_dir():
            shutil.rmtree(rest)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names; False where the system or the file system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    done: int = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return done == 0
