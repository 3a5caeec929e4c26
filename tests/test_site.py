"""The written folder as a whole: the same bytes wherever it is built, complete lists of itself, and whole after any kill."""

import hashlib
import random
import shutil
import subprocess
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.publish.manifest import MANIFEST
from generator.publish.output import Output
from tests.projects import (
    AS_OF,
    PLAN_FILE,
    ROOT,
    SEEDS,
    build,
    command,
    congkhai,
    contents,
    copy_project,
    edit,
    environment,
    plant,
    small_project,
)
from tests.sites import SITE_URL, Site

BACKWARDS = """
import os

listdir, scandir = os.listdir, os.scandir

class Backwards:
    def __init__(self, path="."):
        with scandir(path) as entries:
            self.entries = iter(sorted(entries, key=lambda entry: entry.name, reverse=True))
    __enter__ = __iter__ = lambda self: self
    __next__ = lambda self: next(self.entries)
    __exit__ = close = lambda self, *_: None

os.listdir = lambda path=".": sorted(listdir(path), reverse=True)
os.scandir = Backwards
"""
"""Makes this Python list every folder backwards, as another file system may."""


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    """Other folder, working directory, order of files in a folder, hash seed, time zone and locale; the same data and day."""
    one, other = copy_project(tmp_path / "one"), copy_project(tmp_path / "another/and/deeper")
    plant(tmp_path, {"order/sitecustomize.py": BACKWARDS})
    first = build(one, PYTHONHASHSEED="1", TZ="Pacific/Kiritimati", LC_ALL="C.UTF-8", CONGKHAI_SITE_URL=SITE_URL)
    strange = {"PYTHONHASHSEED": "2", "TZ": "Pacific/Niue", "LC_ALL": "C", "HOME": str(other)}
    strange |= {"PYTHONPATH": f"{tmp_path}/order:{ROOT}", "CONGKHAI_SITE_URL": SITE_URL}
    arguments = ("--config", other / "mkdocs.yml", "build", "--as-of", AS_OF, "--site", other / "out")
    done = congkhai(*arguments, cwd=tmp_path, env=strange)
    assert done.returncode == 0, done.stderr
    here, there = contents(first), contents(other / "out")
    assert sorted(here) == sorted(there)
    assert [name for name, content in here.items() if there[name] != content] == []


def test_a_build_on_another_day_changes_no_page_without_a_status(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    today = contents(build(project))
    done = congkhai("--config", project / "mkdocs.yml", "build", "--as-of", "2026-07-21")
    assert done.returncode == 0
    tomorrow = contents(project / "site")
    stable = [name for name in today if name.startswith(("van-ban/", "gioi-thieu/", "assets/", "404"))]
    assert stable
    assert [name for name in stable if today[name] != tomorrow[name]] == []


def test_the_manifest_names_every_file_with_its_digest(site: Site) -> None:
    lines = (site.folder / MANIFEST).read_text(encoding="utf-8").splitlines()
    listed = {line.split("  ", 1)[1]: line.split("  ", 1)[0] for line in lines if not line.startswith("#")}
    there = contents(site.folder)
    del there[MANIFEST]
    assert listed == {name: hashlib.sha256(content).hexdigest() for name, content in there.items()}
    assert lines == [line for line in lines if line.startswith("#")] + sorted(
        lines[-len(listed) :], key=lambda x: x[66:]
    )


def test_the_manifest_is_what_sha256sum_reads(site: Site) -> None:
    if shutil.which("sha256sum") is None:  # macOS: the lines themselves are compared in the test above
        pytest.skip("no sha256sum on this system")
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", MANIFEST],
        cwd=site.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_manifest_names_the_commit_of_the_data(site: Site) -> None:
    found = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode:  # an unpacked archive has no commit to name
        pytest.skip("not a git checkout")
    first = (site.folder / MANIFEST).read_text(encoding="utf-8").split("\n", 1)[0]
    assert len(first) == len("# ") + 40
    assert first.startswith("# ")


def test_the_sitemap_lists_every_page_once(site: Site) -> None:
    root = ElementTree.parse(site.folder / "sitemap.xml").getroot()
    found = [node.text for node in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    offered = [address for address in site.addresses() if not address.startswith("danh-muc/")]  # empty in the seeds
    assert found == [SITE_URL + address for address in offered]


def test_robots_may_read_everything_and_are_shown_the_sitemap(site: Site) -> None:
    text = (site.folder / "robots.txt").read_text(encoding="utf-8")
    assert text == f"User-agent: *\nAllow: /\nSitemap: {SITE_URL}sitemap.xml\n"


def test_without_an_address_of_its_own_a_site_names_none(tmp_path: Path) -> None:
    small = Site(build(small_project(tmp_path), CONGKHAI_SITE_URL=""))
    assert "<loc>" not in (small.folder / "sitemap.xml").read_text(encoding="utf-8")
    assert "Sitemap" not in (small.folder / "robots.txt").read_text(encoding="utf-8")
    for address in small.addresses():
        assert small.page(address).css('link[rel="canonical"], meta[property="og:url"]') == [], address


def test_only_files_of_this_project_are_published(site: Site) -> None:
    """MkDocs would ship every script, stylesheet and image of the theme."""
    kinds = {path.suffix for path in site.folder.rglob("*") if path.is_file()}
    assert kinds <= {
        ".html",
        ".css",
        ".js",
        ".svg",
        ".json",
        ".txt",
        ".xml",
        ".csv",
        ".ics",
        ".png",
        ".atom",
        ".sha256",
        ".bin",
        ".webmanifest",
        ".yml",
        ".jsonld",
        ".ttl",
        ".zip",
    }
    own = {path.relative_to(ROOT / "theme_overrides").as_posix() for path in (ROOT / "theme_overrides").rglob("*")}
    shipped = {
        f"assets/{path.relative_to(site.folder / 'assets').as_posix()}" for path in (site.folder / "assets").rglob("*")
    }
    assert {name for name in shipped if not name.startswith(("assets/search", "assets/chia-se", "assets/icon-"))} <= own
    assert not any(name.endswith((".py", ".md", ".pyc", ".map")) for name in contents(site.folder))
    assert not list(site.folder.rglob("_"))


def test_a_source_is_published_byte_for_byte(site: Site) -> None:
    for source in (SEEDS / "plans").rglob("source.txt"):
        plan = source.parent.relative_to(SEEDS / "plans/agencies").as_posix()
        assert (site.folder / f"ke-hoach/{plan}/source.txt").read_bytes() == source.read_bytes()


MOMENTS = 6

SHORT = "  title: Kiểm soát thủ tục hành chính năm 2026\n"


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_a_whole_site(tmp_path: Path) -> None:
    """Kills over the whole length of a build, and more of them while the new site is being written."""
    project = small_project(tmp_path / "project")
    site = build(project)
    old = contents(site)
    shutil.copytree(site, tmp_path / "old")
    edit(project / f"plans/{PLAN_FILE}", SHORT, f"{SHORT}  short_title: Tên gọn mới\n")
    started = time.monotonic()
    done = congkhai("--config", project / "mkdocs.yml", "build", "--as-of", AS_OF, "--site", tmp_path / "new")
    took = time.monotonic() - started
    assert done.returncode == 0, done.stderr
    new = contents(tmp_path / "new")
    assert new != old
    for moment in range(1, MOMENTS + 1):
        restore(site, tmp_path / "old")
        kill_after(project, took * moment / MOMENTS)
        assert contents(site) in (old, new), f"killed after {moment}/{MOMENTS} of a build"
    chance = random.Random(20260720)
    written = 0
    for _ in range(MOMENTS):
        restore(site, tmp_path / "old")
        pause = chance.uniform(0, 0.1)
        written += kill_while_writing(project, pause)
        assert contents(site) in (old, new), f"killed {pause:.3f} s after the first file"
    assert written > 0, "no kill came while the new site was being written"
    assert contents(build(project)) == new
    assert sorted(path.name for path in project.glob(".site*")) == []


def restore(site: Path, saved: Path) -> None:
    """Put the old site back where a build had finished before it was killed."""
    shutil.rmtree(site)
    shutil.copytree(saved, site)


def start(project: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        command("--config", project / "mkdocs.yml", "build", "--as-of", AS_OF),
        cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def kill_after(project: Path, seconds: float) -> None:
    with start(project) as child:
        time.sleep(seconds)
        child.kill()


def kill_while_writing(project: Path, pause: float) -> bool:
    """Kill a build some time after its new folder appears; whether it had not finished yet."""
    new = project / ".site.building/new"
    shutil.rmtree(new, ignore_errors=True)
    with start(project) as child:
        while not new.exists() and child.poll() is None:
            time.sleep(0.002)
        time.sleep(pause)
        child.kill()
    return new.exists()


def test_a_broken_link_on_an_editorial_page_leaves_the_old_site(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    before = contents(build(project))
    edit(project / "content/gioi-thieu.md", "(record:ke-hoach/)", "(record:ke-hoachs/)")
    done = congkhai("--config", project / "mkdocs.yml", "build")
    assert done.returncode == 1
    assert done.stderr.count("gioi-thieu.md: không có trang «ke-hoachs/»") == 1
    assert "Trang cũ còn nguyên." in done.stderr
    assert contents(project / "site") == before
    assert contents(build(fixed(project)))


def fixed(project: Path) -> Path:
    edit(project / "content/gioi-thieu.md", "(record:ke-hoachs/)", "(record:ke-hoach/)")
    return project


def test_an_address_is_written_once_and_inside_the_folder(tmp_path: Path) -> None:
    output = Output(tmp_path)
    output.write("a/b.html", b"x")
    for address in ("a/b.html", "../b.html", "a/../../b.html", "/b.html"):
        with pytest.raises(ValueError, match=address.replace(".", r"\.")):
            output.write(address, b"y")
    assert contents(tmp_path) == {"a/b.html": b"x"}
