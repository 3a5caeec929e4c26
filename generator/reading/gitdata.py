"""The data as it stood: a folder of the repository at a revision, unpacked somewhere else. The checkout is not touched.

Git writes the archive; it is unpacked as a zip, whose reader keeps every file inside the folder and makes no links.
"""

import io
import subprocess
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Asia/Ho_Chi_Minh")

LARGEST = 2_000_000_000
"""Bytes of an unpacked folder."""


class RevisionError(ValueError):
    """The revision cannot be had; the message says why, in Vietnamese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A folder as it stood in one commit."""

    folder: Path
    commit: str
    day: date
    """The day of the commit in Viet Nam."""


def take_snapshot(folder: Path, revision: str, into: Path) -> Snapshot:
    """Unpack ``folder`` as of ``revision`` (a commit, tag or branch) under ``into``, with its own name.

    Raises RevisionError when there is no git, no repository, no such revision, or no such folder in it.
    """
    commit = _git(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", what=revision
    )
    name = commit.decode().strip()
    stamp = int(_git(folder, "show", "--no-patch", "--format=%ct", name, what=revision))
    raw = _git(folder, "archive", "--format=zip", name, "--", folder.name, what=folder.name)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        if sum(item.file_size for item in archive.infolist()) > LARGEST:
            raise RevisionError(f"dữ liệu ở «{revision}» quá lớn")
        archive.extractall(into)
    return Snapshot(folder=into / folder.name, commit=name, day=datetime.fromtimestamp(stamp, HERE).date())


def _git(folder: Path, *arguments: str, what: str) -> bytes:
    """What one git command prints, run beside ``folder``; RevisionError when it fails."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder.parent), *arguments], capture_output=True, check=False, timeout=120
        )
    except OSError as error:
        raise RevisionError("máy này chưa có git") from error
    if done.returncode != 0:
        raise RevisionError(_why(done.stderr.decode(errors="replace"), what))
    return done.stdout


def _why(said: str, what: str) -> str:
    if "not a git repository" in said:
        return "thư mục này không nằm trong một kho git"
    if "did not match any files" in said:
        return f"phiên bản này chưa có thư mục «{what}»"
    return f"không có phiên bản «{what}»; ghi mã commit, nhãn hoặc nhánh, ví dụ «HEAD~3»"
