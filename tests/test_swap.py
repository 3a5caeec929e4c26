"""The old site or the new one, never half of either: the swap, and what a kill at its worst moments leaves."""

import subprocess
import sys
from pathlib import Path

import pytest

from generator.publish import swap as swapping
from generator.publish.swap import beside, clear, replaceable, swap
from tests.projects import ROOT, contents, environment, plant

OLD = {"index.html": b"old", "a/b.html": b"old"}
NEW = {"index.html": b"new", "c.html": b"new"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with an old state, and a finished new one beside it."""
    folder = tmp_path / "site"
    plant(folder, OLD)
    plant(beside(folder), NEW)
    return folder


def leftovers(site: Path) -> list[str]:
    return sorted(path.name for path in site.parent.iterdir() if path != site)


def test_the_new_state_takes_the_place_of_the_old(site: Path) -> None:
    swap(site)
    assert contents(site) == NEW
    assert leftovers(site) == []


def test_the_first_site_needs_no_old_one(tmp_path: Path) -> None:
    plant(beside(tmp_path / "site"), NEW)
    swap(tmp_path / "site")
    assert contents(tmp_path / "site") == NEW
    assert leftovers(tmp_path / "site") == []


def test_without_the_system_call_the_swap_still_works(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swapping, "_exchange", lambda *_: False)
    swap(site)
    assert contents(site) == NEW
    assert leftovers(site) == []


def test_this_system_exchanges_two_folders_in_one_step(site: Path) -> None:
    if not sys.platform.startswith("linux"):  # elsewhere two renames stand in, tried in the tests above
        pytest.skip("renameat2 is a system call of Linux")
    assert swapping._exchange(beside(site), site)
    assert (contents(site), contents(beside(site))) == (NEW, OLD)


def test_only_a_site_or_nothing_is_replaced(tmp_path: Path) -> None:
    plant(tmp_path / "site", {"manifest.sha256": b"", "index.html": b"old"})
    plant(tmp_path / "plans", {"agencies/so/agency.yml": b"id: so"})
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_bytes(b"")
    found = {name: replaceable(tmp_path / name) for name in ("site", "empty", "missing", "plans", "file")}
    assert found == {"site": True, "empty": True, "missing": True, "plans": False, "file": False}


def test_nothing_is_exchanged_with_a_missing_folder(site: Path) -> None:
    assert not swapping._exchange(site.parent / "missing", site)
    assert contents(site) == OLD


def test_clear_takes_away_what_an_interrupted_build_left(site: Path) -> None:
    plant(site.with_name(".site.old"), OLD)
    clear(site)
    assert contents(site) == OLD
    assert leftovers(site) == []


def test_clear_puts_the_old_state_back_where_only_that_is_left(site: Path) -> None:
    site.rename(site.with_name(".site.old"))
    clear(site)
    assert contents(site) == OLD
    assert leftovers(site) == []


def test_clear_touches_nothing_else(site: Path) -> None:
    plant(site.parent, {".site.new.bak/x": "x", "site2/x": "x", ".sites.old/x": "x"})
    clear(site)
    assert leftovers(site) == [".site.new.bak", ".sites.old", "site2"]


KILLED = """
import os, shutil, signal, sys
from pathlib import Path
from generator.publish import swap

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

site, moment = Path(sys.argv[1]), sys.argv[2]
rename = Path.rename
if moment == "after the exchange":
    shutil.rmtree = die
if moment.startswith("second rename"):
    swap._exchange = lambda *_: False
    Path.rename = lambda self, to: die() if self.name.endswith(".new") else rename(self, to)
if moment == "halfway through removing":
    os.rmdir = die
swap.swap(site)
"""


@pytest.mark.parametrize(
    ("moment", "after"),
    [("after the exchange", NEW), ("second rename", OLD), ("halfway through removing", NEW)],
)
def test_a_kill_inside_the_swap_loses_nothing(site: Path, moment: str, after: dict[str, bytes]) -> None:
    """The worst moments, hit exactly: a child kills itself there with the signal that cannot be caught."""
    killed = subprocess.run([sys.executable, "-c", KILLED, site, moment], env=environment(), cwd=ROOT, check=False)
    assert killed.returncode == -9
    clear(site)
    assert contents(site) == after
    assert leftovers(site) == []
