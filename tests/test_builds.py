"""Whole builds at bad moments: two at once into one folder, and one on a disk that is full."""

import hashlib
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.publish.manifest import MANIFEST, read_manifest
from tests.projects import ROOT, command, contents, environment, small_project


def assert_whole(site: Path) -> None:
    """Every file that the site lists is there as listed, and no other."""
    listed = read_manifest(site)
    assert listed
    found = {name: hashlib.sha256(content).hexdigest() for name, content in contents(site).items() if name != MANIFEST}
    assert found == dict(listed)


def test_two_builds_at_once_leave_one_whole_site(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    lines = [
        command("--config", project / "mkdocs.yml", "build", "--as-of", day) for day in ("2026-07-20", "2026-12-31")
    ]
    both = [subprocess.Popen(line, cwd=ROOT, env=environment(), stderr=subprocess.PIPE, text=True) for line in lines]
    said = [build.communicate(timeout=120)[1] for build in both]
    assert [build.returncode for build in both] == [0, 0], said
    assert_whole(project / "site")
    assert not [path.name for path in project.iterdir() if path.name.startswith(".site")]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and what a shell runs before the build: a real disk of 300 KB, or where none may be mounted, a limit."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "none", disk], capture_output=True, check=False
    )
    yield disk, "" if mounted.returncode == 0 else "ulimit -f 40; "
    if mounted.returncode == 0:
        subprocess.run(["umount", disk], check=True)


def test_a_full_disk_is_said_and_the_old_site_stays(small_disk: tuple[Path, str], tmp_path: Path) -> None:
    disk, before = small_disk
    project = small_project(tmp_path / "project")
    old = {"index.html": b"old"}
    old[MANIFEST] = f"{hashlib.sha256(b'old').hexdigest()}  index.html\n".encode()
    (disk / "site").mkdir()
    for name, content in old.items():
        (disk / "site" / name).write_bytes(content)
    line = command("--config", project / "mkdocs.yml", "build", "--as-of", "2026-07-20", "--site", disk / "site")
    done = subprocess.run(
        ["sh", "-c", before + shlex.join(line)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "trang cũ, nếu có, còn nguyên" in done.stderr
    assert contents(disk / "site") == old
    assert [path.name for path in disk.iterdir()] == ["site"]
