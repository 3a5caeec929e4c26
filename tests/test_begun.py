"""The folder that one build leaves for the next to begin with: made once, never written into twice, and nobody else's."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest

from generator.publish import manifest, standing
from generator.publish.kept import Kept
from generator.publish.manifest import MANIFEST, file_digest
from generator.publish.standing import Standing, changed_in, is_unchanged, signature
from generator.publish.swap import Target, TargetError
from generator.reading.cache import key_of_parts
from tests.projects import ROOT, contents, environment, plant

FIRST = {"index.html": b"list", "a/index.html": b"a", "a/b/index.html": b"b"}


class Folder:
    """A site that is built again and again with one cache."""

    def __init__(self, site: Path, cache: Path) -> None:
        self.site, self.cache = site, cache
        self.made: list[str] = []

    def build(self, files: Mapping[str, bytes], wait: float = 0, first: Callable[[], object] = tuple) -> Iterator[Path]:
        """Build it of files that depend on their content alone. Does something else ``first``, and stops once before the new
        folder is finished, ``wait`` seconds later.
        """
        kept = Kept(self.cache, self.site)
        with Target.find(self.site).replacing(kept) as folder:
            first()
            output = kept.output(folder)
            for address, content in files.items():
                kept.write(output, address, partial(key_of_parts, content), partial(self._make, address, content))
            output.sweep()
            time.sleep(wait)
            yield folder
            output.finish("")
            kept.save(output)

    def _make(self, address: str, content: bytes) -> bytes:
        self.made.append(address)
        return content

    def built(
        self, files: Mapping[str, bytes], wait: float = 0, first: Callable[[], object] = tuple
    ) -> dict[str, bytes]:
        """Build it, and return what stands there. What is not taken over is ``made``."""
        self.made.clear()
        for _ in self.build(files, wait, first):
            pass
        return {name: content for name, content in contents(self.site).items() if name != MANIFEST}

    @property
    def waiting(self) -> list[Path]:
        """What is left for the next build."""
        return [path for path in self.cache.parent.iterdir() if path.is_dir()]

    @property
    def beside(self) -> list[str]:
        return [path.name for path in self.site.parent.iterdir() if path != self.site]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Built twice of the same."""
    found = Folder(tmp_path / "public/site", tmp_path / "cache/one.kept")
    for _ in range(2):
        assert found.built(FIRST) == FIRST
    return found


def test_what_stays_is_neither_made_nor_removed_again(folder: Folder) -> None:
    (waiting,) = folder.waiting
    assert contents(waiting) == FIRST
    inodes = {path.relative_to(waiting): path.stat().st_ino for path in waiting.rglob("*")}
    assert folder.built(FIRST) == FIRST
    assert {
        path.relative_to(folder.site): path.stat().st_ino for path in folder.site.rglob("*/*")
    }.items() <= inodes.items()
    assert folder.beside == []


def test_the_folder_of_a_file_that_changed_stays_and_waits_for_the_next_build(folder: Folder) -> None:
    changed = {address: content + b"!" for address, content in FIRST.items()}
    assert folder.built(changed) == changed
    (waiting,) = folder.waiting
    assert contents(waiting) == {}
    inodes = {path.relative_to(waiting): path.stat().st_ino for path in waiting.rglob("*")}
    assert folder.built(FIRST) == FIRST
    assert {
        path.relative_to(folder.site): path.stat().st_ino for path in (folder.site / "a", folder.site / "a/b")
    } == inodes
    assert folder.built({"index.html": b"list"}) == {"index.html": b"list"}
    assert not (folder.site / "a").exists()


def test_the_old_site_stays_whole_while_what_is_left_of_it_is_written_into(folder: Folder) -> None:
    changed = {"index.html": b"list!", "a/index.html": b"a", "a/b/index.html": b"other", "c/index.html": b"c"}
    for _ in folder.build(changed):
        assert {name: content for name, content in contents(folder.site).items() if name != MANIFEST} == FIRST
    assert folder.built(changed) == changed
    assert folder.built(FIRST) == FIRST


def test_what_somebody_puts_into_the_old_site_meanwhile_stays_and_stops_the_next_build(folder: Folder) -> None:
    for _ in folder.build(FIRST):
        (folder.site / "a/mine.txt").write_text("mine")
    assert contents(folder.site.parent / ".site.building/new")["a/mine.txt"] == b"mine"
    with pytest.raises(TargetError, match=r"building/new» chứa tệp"):
        folder.built(FIRST)


def test_an_old_file_that_is_another_by_now_is_not_taken_over(folder: Folder) -> None:
    page = folder.site / "a/index.html"
    assert folder.built(FIRST, first=lambda: page.write_text("changed")) == FIRST
    assert folder.made == ["a/index.html"]
    assert folder.built({"c.html": b"c"}) == {"c.html": b"c"}
    assert folder.built(FIRST, first=(folder.site / "c.html").unlink) == FIRST


@pytest.mark.parametrize(("tick", "again"), [(1, set()), (10**18, set(FIRST))])
def test_a_file_is_read_again_only_where_it_may_have_changed(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, tick: int, again: set[str]
) -> None:
    """What was written in the same ``tick`` of the clock, in ns, as the note is as good as changed."""
    read: list[str] = []

    def reading(path: str) -> bytes:
        read.append(path.removeprefix(f"{folder.site}/"))
        return file_digest(path)

    monkeypatch.setattr("generator.publish.kept.changed_in", lambda seen: changed_in(seen) // tick)
    folder.built(FIRST, wait=0.05)
    monkeypatch.setattr(manifest, "file_digest", reading)
    folder.built(FIRST)
    assert set(read) == again


def reads(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders that are read from now on, as addresses in the site: in the old one, the new one, and what is stripped."""
    found: list[str] = []
    read = standing._read

    def reading(path: str, above: str) -> list[str]:
        found.append(path.removeprefix(f"{folder.site}/").rpartition("building/")[2])
        return read(path, above)

    monkeypatch.setattr(standing, "_read", reading)
    return found


def test_a_folder_is_read_again_only_where_something_in_it_changed(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = FIRST | {"a/b/2.html": b"2"}
    for _ in range(2):  # the site, and what waits; it takes a while, for what changed with the manifest is not known
        folder.built(files, wait=0.05)
    found = reads(folder, monkeypatch)
    folder.built(files, wait=0.05)
    assert found == ["", "new/", "new/"]
    found.clear()
    folder.built(files | {"a/b/index.html": b"other"}, wait=0.05)
    assert found == ["", "new/", "new/a/b/", "new/"]
    found.clear()
    folder.built(files | {"a/c.html": b"c"}, wait=0.05)
    assert found == ["", "new/", "new/a/", "new/a/b/", "new/"]


@pytest.mark.parametrize("later", [0, -(10**18)])
def test_a_folder_that_changed_when_the_site_was_finished_is_read_again(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, later: int
) -> None:
    for _ in range(2):
        folder.built(FIRST, wait=0.05)
    with monkeypatch.context() as patch:
        patch.setattr(standing, "changed_in", lambda seen: changed_in(seen) - later)
        for _ in range(2):
            folder.built({name: content + bytes(str(later), "ascii") for name, content in FIRST.items()}, wait=0.05)
    found = reads(folder, monkeypatch)
    folder.built(FIRST, wait=0.05)
    assert ("a/" in found) == bool(later)


@pytest.mark.parametrize(("later", "known"), [(0, False), (1, True)], ids=["the same tick", "a tick later"])
def test_a_folder_is_known_only_where_it_changed_before_the_site_was_finished(
    tmp_path: Path, later: int, known: bool
) -> None:
    plant(tmp_path, {"a/1.txt": b"1"})
    seen = {"a/": b"as it was before"}
    files = Standing(tmp_path, ["a/1.txt"], seen, (tmp_path / "a").stat().st_ctime_ns + later).files()
    assert [address for address, _ in files] == ["a/1.txt"]
    assert ("a/" in seen) == known


def test_a_folder_is_noted_as_it_stands_and_not_at_all_where_something_was_removed_from_it_since(
    folder: Folder,
) -> None:
    files = FIRST | {"a/c/index.html": b"c", "d/index.html": b"d"}
    for _ in range(3):
        folder.built(files, wait=0.05)
    folder.built(FIRST | {"a/b/index.html": b"other"}, wait=0.05)
    kept = Kept(folder.cache, folder.site)
    for top in (folder.site, *folder.waiting):
        noted = {address: changed_in(seen) for address, seen in kept.folders(top)}
        assert noted == {address: (top / address).stat().st_ctime_ns for address in noted if (top / address).is_dir()}


@pytest.mark.parametrize("name", ["a/mine.txt", "a/b/mine.txt", "a/mine/mine.txt"])
def test_what_somebody_puts_into_a_known_folder_stops_the_build_by_name(folder: Folder, name: str) -> None:
    for _ in range(2):
        folder.built(FIRST, wait=0.05)
    plant(folder.waiting[0], {name: b"mine"})
    with pytest.raises(TargetError, match=rf"trang mới không như đã ghi \({name}\)"):
        folder.built(FIRST)
    shutil.rmtree(folder.site.parent / ".site.building")
    folder.built(FIRST, wait=0.05)
    plant(folder.site, {name: b"mine"})
    with pytest.raises(TargetError, match=f"không do lần dựng trước ghi.* {name}"):
        folder.built(FIRST)
    assert (folder.site / name).read_bytes() == b"mine"


def test_a_known_folder_is_read_where_a_manifest_lists_something_else_in_it(folder: Folder) -> None:
    for _ in range(2):
        folder.built(FIRST, wait=0.05)
    file = folder.site / MANIFEST
    file.write_text("".join(line for line in file.read_text().splitlines(True) if "a/b/" not in line))
    with pytest.raises(TargetError, match=r"không do lần dựng trước ghi.* a/b/index\.html"):
        folder.built(FIRST)


def test_where_a_file_has_one_name_alone_it_is_copied(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    shutil.rmtree(folder.waiting[0])
    monkeypatch.setattr(os, "link", refusing)
    before = (folder.site / "a/index.html").stat().st_ino
    assert folder.built(FIRST, first=lambda: (folder.site / "index.html").write_text("another")) == FIRST
    assert (folder.site / "a/index.html").stat().st_ino != before
    assert folder.made == ["index.html"]


def test_an_edit_is_seen_though_size_and_time_are_as_before(folder: Folder) -> None:
    folder.built(FIRST, wait=0.05)
    page = folder.site / "a/index.html"
    before = page.stat()
    page.write_text("A")
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(TargetError, match=r"đã bị sửa sau đó: a/index\.html"):
        folder.built(FIRST)
    assert page.read_text() == "A"


def test_the_folder_is_another_after_each_change(tmp_path: Path) -> None:
    page = tmp_path / "page"
    page.write_text("1")
    seen = signature(page.stat())
    assert changed_in(seen) == page.stat().st_ctime_ns
    os.link(page, tmp_path / "name")
    assert is_unchanged(signature(page.stat()), seen)
    page.write_text("22")
    assert not is_unchanged(signature(page.stat()), seen)


def test_a_cache_on_another_disk_keeps_no_folder(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as disk:
        folder = Folder(tmp_path / "public/site", Path(disk) / "one.kept")
        for files in (FIRST, FIRST, {"index.html": b"x"}, FIRST):
            assert folder.built(files) == files
            assert (folder.beside, folder.waiting) == ([], [])


def test_a_file_may_stand_where_a_folder_did_and_the_other_way_about(folder: Folder) -> None:
    other = {"index.html/index.html": b"list", "a/b": b"b", "a/index.html": b"a"}
    for files in (other, other, FIRST, FIRST, other):
        assert folder.built(files) == files
    assert folder.beside == []


def test_only_a_folder_of_ours_is_begun_with(folder: Folder, tmp_path: Path) -> None:
    (waiting,), foreign = folder.waiting, tmp_path / "foreign"
    waiting.rename(foreign)
    waiting.symlink_to(foreign)
    before = contents(foreign)
    assert folder.built(FIRST) == FIRST
    assert contents(foreign) == before
    waiting.unlink()
    waiting.write_text("mine")
    assert folder.built(FIRST) == FIRST
    assert waiting.read_text() == "mine"


def test_a_folder_that_nobody_knows_any_more_goes(folder: Folder) -> None:
    folder.cache.unlink()
    (folder.waiting[0] / "unknown.txt").write_text("x")
    assert folder.built(FIRST) == FIRST
    assert contents(folder.waiting[0]) == {}


CHILD = """
import os, signal, sys
from pathlib import Path
from tests.test_begun import Folder

def dying(function, number):
    calls = iter(range(number))
    return lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL) if next(calls, None) is None else function(*a, **k)

name, number = sys.argv[1].split()
setattr(os, name, dying(getattr(os, name), int(number)))
Folder(Path(sys.argv[2]), Path(sys.argv[3])).built({"index.html": b"new", "a/index.html": b"a"})
"""


@pytest.mark.parametrize("moment", ["rename 0", "rename 1", "unlink 0", "unlink 2", "unlink 4", "rmdir 0", "rmdir 1"])
def test_a_kill_at_any_step_leaves_one_whole_site(folder: Folder, moment: str) -> None:
    arguments = [sys.executable, "-c", CHILD, moment, str(folder.site), str(folder.cache)]
    killed = subprocess.run(arguments, env=environment(), cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    new = {"index.html": b"new", "a/index.html": b"a"}
    assert {name: content for name, content in contents(folder.site).items() if name != MANIFEST} in (FIRST, new)
    assert folder.built(new) == new
    assert folder.beside == []
