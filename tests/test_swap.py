"""The old site or the new one, never half of either, and never anything of somebody else's: the swap at its worst moments."""

import fcntl
import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path

import pytest

from generator.publish import swap as swapping
from generator.publish.manifest import MANIFEST, manifest_bytes, read_manifest, remove_listed
from generator.publish.swap import Target, TargetError
from tests.projects import ROOT, contents, environment, plant


def site_of(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files with the manifest that lists them."""
    return {
        **files,
        MANIFEST: manifest_bytes({name: hashlib.sha256(text).hexdigest() for name, text in files.items()}, ""),
    }


OLD = site_of({"index.html": b"old", "a/b.html": b"old"})
NEW = site_of({"index.html": b"new", "c.html": b"new"})


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with a site."""
    plant(tmp_path / "site", OLD)
    return tmp_path / "site"


class StoppedError(Exception):
    """Something that stops a build."""


def replace(site: Path, files: Mapping[str, bytes] = NEW, *, stopped: bool = False) -> None:
    with Target.find(site).replacing() as folder:
        plant(folder, files)
        if stopped:
            raise StoppedError


def beside(site: Path) -> list[str]:
    return sorted(path.name for path in site.parent.iterdir() if path != site)


def test_the_new_state_takes_the_place_of_the_old(site: Path) -> None:
    replace(site)
    assert contents(site) == NEW
    assert beside(site) == []


@pytest.mark.parametrize("name", ["first", "a/b/c/first"])
def test_the_first_site_needs_no_old_one(tmp_path: Path, name: str) -> None:
    replace(tmp_path / name)
    assert contents(tmp_path / name) == NEW
    assert beside(tmp_path / name) == []


def test_an_empty_folder_becomes_a_site(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    replace(tmp_path / "empty")
    assert contents(tmp_path / "empty") == NEW


def test_without_the_system_call_the_swap_still_works(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swapping, "_exchange", lambda *_: False)
    replace(site)
    assert contents(site) == NEW
    assert beside(site) == []


def test_a_second_rename_that_fails_puts_the_old_site_back(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def failing(path: Path, to: Path) -> Path:
        if path.name == "new":
            raise OSError(5, "Input/output error")
        return rename(path, to)

    monkeypatch.setattr(swapping, "_exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="Input/output"):
        replace(site)
    assert contents(site) == OLD
    assert beside(site) == []


def test_this_system_exchanges_two_folders_in_one_step(site: Path) -> None:
    other = site.parent / "other"
    plant(other, NEW)
    assert swapping._exchange(other, site)
    assert (contents(site), contents(other)) == (NEW, OLD)


def test_nothing_is_exchanged_with_a_missing_folder(site: Path) -> None:
    assert not swapping._exchange(site.parent / "missing", site)
    assert contents(site) == OLD


@pytest.mark.parametrize("exchange", [True, False])
def test_whatever_stops_a_build_leaves_the_old_site_and_nothing_else(
    site: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool
) -> None:
    if not exchange:
        monkeypatch.setattr(swapping, "_exchange", lambda *_: False)
    for files in ({"index.html": b"half"}, NEW):
        with pytest.raises(StoppedError):
            replace(site, files, stopped=True)
        assert contents(site) == OLD
        assert beside(site) == []


def test_folders_made_for_nothing_are_taken_away(tmp_path: Path) -> None:
    with pytest.raises(StoppedError):
        replace(tmp_path / "a/b/site", stopped=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("change", [{"index.html": b"other"}, {"more.html": b"x"}, {MANIFEST: b"no list"}])
def test_a_new_site_that_is_not_what_it_lists_is_not_published(site: Path, change: dict[str, bytes]) -> None:
    with pytest.raises(TargetError, match="trang mới không như đã ghi"):
        replace(site, NEW | change)
    assert contents(site) == OLD


def test_a_new_site_that_lacks_a_file_is_not_published(site: Path) -> None:
    with pytest.raises(TargetError, match=r"trang mới không như đã ghi \(c\.html\)"):
        replace(site, {name: text for name, text in NEW.items() if name != "c.html"})
    assert contents(site) == OLD
    assert beside(site) == []


FOREIGN = {
    "a file": {"notes.txt": b"mine"},
    "a file deep inside": {"a/notes.txt": b"mine"},
    "a page edited by hand": {"index.html": b"edited"},
}


@pytest.mark.parametrize("files", FOREIGN.values(), ids=FOREIGN)
def test_what_is_not_ours_stops_the_build_by_name(site: Path, files: dict[str, bytes]) -> None:
    plant(site, files)
    before = contents(site)
    with pytest.raises(TargetError, match=next(iter(files))):
        replace(site)
    assert contents(site) == before
    assert beside(site) == []


def test_a_link_and_an_empty_folder_in_a_site_are_somebodys(site: Path) -> None:
    (site / "empty").mkdir()
    (site / "link").symlink_to("/etc", target_is_directory=True)
    with pytest.raises(TargetError, match="empty/, link"):
        replace(site)


def test_a_link_in_the_place_of_a_file_is_somebodys_even_where_it_leads_to_the_same(site: Path) -> None:
    (site / "index.html").rename(site.parent / "mine.html")
    (site / "index.html").symlink_to(site.parent / "mine.html")
    with pytest.raises(TargetError, match=r"index\.html"):
        replace(site)
    assert not remove_listed(site)
    assert [path.name for path in site.iterdir() if path.is_symlink()] == ["index.html"]
    assert not (site / "a").exists()


NO_SITE = {
    "no manifest": {"index.html": b"x"},
    "a file of that name": {MANIFEST: b"my own list\n"},
    "an empty manifest": {MANIFEST: b""},
    "a manifest that leaves the folder": {MANIFEST: b"0" * 64 + b"  ../../etc/passwd\n"},
    "a manifest in another encoding": {MANIFEST: b"0" * 64 + b"  \xea.html\n"},
}


@pytest.mark.parametrize("files", NO_SITE.values(), ids=NO_SITE)
def test_a_folder_that_is_no_site_is_left_alone(tmp_path: Path, files: dict[str, bytes]) -> None:
    plant(tmp_path / "mine", files)
    with pytest.raises(TargetError, match="không phải trang dựng lần trước"):
        replace(tmp_path / "mine")
    assert contents(tmp_path / "mine") == files
    assert beside(tmp_path / "mine") == []


@pytest.mark.parametrize("name", [".site.new", ".site.old", "site.new", "site.old", ".site.building"])
def test_folders_beside_the_site_stay_whoever_they_belong_to(site: Path, name: str) -> None:
    plant(site.parent / name, {"mine.txt": b"mine", "new/index.html": b"mine", "old/index.html": b"mine"})
    before = contents(site.parent / name)
    with pytest.raises(TargetError, match=r"\.site\.building") if name == ".site.building" else nullcontext():
        replace(site)
    assert contents(site.parent / name) == before


@pytest.mark.parametrize("place", ["plans", "plans/site", "content/a/b", ".", "..", ".git/site"])
def test_a_site_is_not_written_among_what_it_is_made_from(tmp_path: Path, place: str) -> None:
    sources = [tmp_path / "project/plans", tmp_path / "project/content"]
    for source in sources:
        source.mkdir(parents=True)
    with pytest.raises(TargetError, match="chọn thư mục khác"):
        Target.find(tmp_path / "project" / place, sources)


def test_a_target_that_cannot_be_one_is_answered_with_advice(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    (tmp_path / "file").write_bytes(b"")
    answers = {"loop": "dẫn vòng", "one": "dẫn vòng", "file": "là một tệp", "/proc": "điểm gắn"}
    for place, words in answers.items():
        with pytest.raises(TargetError, match=words):
            Target.find(tmp_path / place)


def test_a_link_to_a_site_stays_a_link(site: Path) -> None:
    (site.parent / "link").symlink_to(site, target_is_directory=True)
    replace(site.parent / "link")
    assert (site.parent / "link").is_symlink()
    assert contents(site) == NEW


def test_removing_takes_only_what_is_listed(site: Path) -> None:
    plant(site, {"a/mine.txt": b"mine"})
    remove_listed(site)
    assert sorted(contents(site)) == ["a/mine.txt", MANIFEST]
    assert read_manifest(site) is not None


def test_a_manifest_lists_every_name_that_a_file_may_have(tmp_path: Path) -> None:
    listed = {f"a{mark}b": "0" * 64 for mark in " \u0085\u2028'#"}
    (tmp_path / MANIFEST).write_bytes(manifest_bytes(listed, ""))
    assert read_manifest(tmp_path) == listed
    (tmp_path / MANIFEST).write_bytes(manifest_bytes({"a\nb": "0" * 64}, ""))
    assert read_manifest(tmp_path) is None


CHILD = """
import os, shutil, signal, sys
from pathlib import Path
from generator.publish import swap

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def dying(function, number):
    calls = iter(range(number))
    return lambda *a, **k: die() if next(calls, None) is None else function(*a, **k)

site, moment = Path(sys.argv[1]), sys.argv[2]
step, _, number = moment.rpartition(" ")
target = swap.Target.find(site)
if step.startswith("rename"):
    swap._exchange = lambda *_: False
    Path.rename = dying(Path.rename, int(number))
if step == "exchange":
    exchange = swap._exchange
    swap._exchange = lambda *a: exchange(*a) and die()
if step.startswith("unlink"):
    os.unlink = dying(os.unlink, int(number))
if step.startswith("rmdir"):
    os.rmdir = dying(os.rmdir, int(number))
if step == "mkdir":
    Path.mkdir = dying(Path.mkdir, int(number))
with target.replacing() as folder:
    for file in sorted(Path(sys.argv[3]).rglob("*")):
        to = folder / file.relative_to(sys.argv[3])
        if step == "write" and not int(number):
            die()
        to.mkdir(exist_ok=True) if file.is_dir() else to.write_bytes(file.read_bytes())
    if step == "write":
        die()
"""

MOMENTS = {
    **dict.fromkeys(("mkdir 0", "mkdir 1", "mkdir 2", "write 0", "write 1", "rename 0"), OLD),
    "rename 1": OLD,  # between the two renames: the next build puts it back
    "exchange 0": NEW,
    **dict.fromkeys(("unlink 0", "unlink 1", "unlink 2", "unlink 3", "rmdir 0", "rmdir 1", "rmdir 2"), NEW),
}


@pytest.mark.parametrize(("moment", "after"), MOMENTS.items(), ids=MOMENTS)
def test_a_kill_at_any_step_loses_nothing(site: Path, tmp_path: Path, moment: str, after: dict[str, bytes]) -> None:
    """Every step, hit exactly: a child kills itself there with the signal that cannot be caught."""
    plant(tmp_path / "written", NEW)
    arguments = [sys.executable, "-c", CHILD, str(site), moment, str(tmp_path / "written")]
    killed = subprocess.run(arguments, env=environment(), cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    with pytest.raises(StoppedError):
        replace(site, stopped=True)
    assert contents(site) == after
    assert beside(site) == ["written"]
    replace(site)
    assert contents(site) == NEW


WAITING = """
import sys
from pathlib import Path
from generator.publish.swap import Target
with Target.find(Path(sys.argv[1])).replacing() as folder:
    for file in Path(sys.argv[2]).iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
"""


def test_a_second_build_waits_for_the_first(site: Path, tmp_path: Path) -> None:
    last = site_of({"index.html": b"last"})
    plant(tmp_path / "last", last)
    arguments = [sys.executable, "-c", WAITING, str(site), str(tmp_path / "last")]
    with Target.find(site).replacing() as folder:
        child = subprocess.Popen(arguments, env=environment(), cwd=ROOT, stderr=subprocess.PIPE)
        assert child.stderr is not None
        assert "Đang chờ một lần dựng khác" in child.stderr.readline().decode()
        assert contents(site) == OLD
        plant(folder, NEW)
        assert contents(folder) == NEW
    child.communicate(timeout=60)
    assert child.returncode == 0
    assert contents(site) == last
    assert beside(site) == ["last"]


@pytest.fixture
def stale_lock(site: Path) -> Path:
    """A lock that another process has removed while we were waiting for it."""
    work = site.with_name(".site.building")
    work.mkdir()
    return work / "lock"


def test_a_lock_that_was_taken_away_is_no_lock(stale_lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flock = fcntl.flock
    seen: list[int] = []

    def removing(file: int, how: int) -> None:
        if not seen:
            stale_lock.unlink()
        seen.append(how)
        flock(file, how)

    monkeypatch.setattr(fcntl, "flock", removing)
    os.close(swapping._take_lock(stale_lock.parent))
    assert len(seen) == 2
    assert stale_lock.read_bytes() == b"congkhai\n"
