"""MkDocs with the plugin: a build and a live preview by themselves, the frame around records, and what is left out of it."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from generator.plugin.opening import SetupError, open_deployment
from tests.projects import (
    AS_OF,
    PLAN,
    PLAN_FILE,
    ROOT,
    build,
    command,
    congkhai,
    contents,
    edit,
    environment,
    plant,
    seal,
    small_project,
)
from tests.sites import SITE_URL, Site

PATIENCE = 60
"""Seconds to wait for a server on a busy machine."""


def mkdocs(*arguments: object, cwd: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *map(str, arguments)],
        cwd=cwd, env=environment(**{"CONGKHAI_AS_OF": AS_OF} | variables), capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_mkdocs_builds_the_same_site_by_itself(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    plant(project, {"content/robots.txt": "not the one of the site"})
    ours = contents(build(project))
    done = mkdocs("build", "--strict", "--site-dir", tmp_path / "by-itself", cwd=project)
    assert done.returncode == 0, done.stderr
    theirs = contents(tmp_path / "by-itself")
    assert sorted(ours) == sorted(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []
    assert ours["robots.txt"].startswith(b"User-agent")


def test_mkdocs_stops_before_it_touches_the_old_site(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    before = contents(build(project))
    edit(project / f"plans/{PLAN_FILE}", '  to: "2026-12-31"', '  to: "2026-02-31"')
    done = mkdocs("build", cwd=project)
    assert done.returncode == 1
    assert f"plans/{PLAN_FILE}:19:3: kỳ kế hoạch, đến ngày: «2026-02-31» không phải ngày có thật" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(project / "site") == before


@pytest.mark.parametrize("day", ["hôm qua", "2026-02-31"])
def test_a_day_that_is_none_is_said_in_one_line(tmp_path: Path, day: str) -> None:
    project = small_project(tmp_path)
    done = mkdocs("build", cwd=project)
    assert done.returncode == 0
    (project / "mkdocs.yml").write_text(
        f"{(project / 'mkdocs.yml').read_text()}plugins:\n  - congkhai:\n      plans: plans\n      as_of: '{day}'\n"
    )
    done = mkdocs("build", cwd=project)
    assert done.returncode == 1
    assert f"as_of: «{day}» không phải ngày; viết năm-tháng-ngày, ví dụ 2026-07-20" in done.stderr
    assert "Traceback" not in done.stderr


def test_mkdocs_by_itself_is_told_the_day(tmp_path: Path) -> None:
    """Nothing but ``congkhai`` asks what day it is."""
    done = mkdocs("build", cwd=small_project(tmp_path), CONGKHAI_AS_OF="")
    assert done.returncode == 1
    assert "as_of: chưa ghi ngày; dùng lệnh congkhai, hoặc đặt CONGKHAI_AS_OF, ví dụ 2026-07-20" in done.stderr


def test_mkdocs_empties_no_folder_of_somebody(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    plant(project, {"site/mine.txt": "mine"})
    done = mkdocs("build", cwd=project)
    assert done.returncode == 1
    assert "đang chứa thứ khác, không phải trang dựng lần trước" in done.stderr
    assert contents(project / "site") == {"mine.txt": b"mine"}


def test_a_file_of_content_with_a_name_that_no_manifest_can_list_is_named_and_the_old_site_stays(
    tmp_path: Path,
) -> None:
    """As a zip from an old Windows leaves them: a name in another encoding than UTF-8."""
    project = small_project(tmp_path)
    plant(project, {"content/văn bản\u00a0đính kèm.txt": "Word puts a no-break space"})
    before = contents(build(project))
    plant(project, {f"content/{name}.txt": "" for name in (os.fsdecode(b"k\xd5 ho\xb9ch"), "a\nb", "a\u2028b")})
    done = congkhai("--config", project / "mkdocs.yml", "build", "--as-of", AS_OF)
    assert (done.returncode, done.stderr.count("Traceback")) == (1, 0)
    for name in (r"'a\nb.txt'", r"'a\u2028b.txt'", r"'k\udcd5 ho\udcb9ch.txt'"):
        assert done.stderr.count(name) == 1
    assert contents(project / "site") == before


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small project's site."""
    return Site(build(small_project(tmp_path_factory.mktemp("small"))))


def test_a_reference_to_a_record_becomes_a_relative_link(small: Site) -> None:
    assert small.links("gioi-thieu/", "main p a") == ["../ke-hoach/", f"../ke-hoach/{PLAN}/#chi-tieu"]


def test_until_an_agency_publishes_itself_every_page_says_so(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    notice = "Trang độc lập, không phải cổng thông tin của cơ quan nhà nước"
    independent = Site(build(project))
    assert [item for item in independent.addresses() if notice not in independent.html(item)] == []
    assert notice in (independent.folder / "404.html").read_text(encoding="utf-8")
    edit(project / "base.yml", "publisher: independent", "publisher: official")
    official = Site(build(project))
    assert [item for item in official.addresses() if notice in official.html(item)] == []


def test_a_page_leads_to_its_file_where_the_repository_is_known(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    address = f"ke-hoach/{PLAN}/"
    assert "edit/main" not in Site(build(project)).html(address)
    site = Site(build(project, CONGKHAI_REPO_URL="https://git.example/a/b"))
    edited = "https://git.example/a/b/edit/main"
    assert f"{edited}/plans/{PLAN_FILE}" in site.links(address)
    assert f"{edited}/content/gioi-thieu.md" in site.links("gioi-thieu/")
    assert not any(link.startswith(edited) for link in site.links("ke-hoach/"))


def test_a_link_out_of_content_is_named_and_one_inside_it_is_followed(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    plant(project, {"khac.txt": "của người khác", "content/gan.txt": "gần"})
    (project / "content/trong.txt").symlink_to("gan.txt")
    assert (build(project) / "trong.txt").read_text() == "gần"
    (project / "content/ngoai.txt").symlink_to("../khac.txt")
    done = congkhai("build", cwd=project)
    assert done.returncode == 1
    assert "dẫn ra ngoài content/: 'ngoai.txt'" in done.stderr
    assert not (project / "site/ngoai.txt").exists()


@pytest.mark.parametrize(
    ("folder", "named", "data"),
    [(".", "plans", "plans"), ("demo", "plans", "demo/plans"), ("demo", "../plans", "plans")],
)
def test_data_is_edited_where_it_lies_in_the_repository_also_beside_a_configuration_in_a_folder(
    tmp_path: Path, folder: str, named: str, data: str
) -> None:
    project = small_project(tmp_path)
    own = (ROOT / "demo/mkdocs.yml").read_text(encoding="utf-8").replace("plans: plans", f"plans: {named}")
    plant(project, {"demo/mkdocs.yml": own.replace('repo_url: ""', "repo_url: https://git.example/a/b")})
    edit(project / "base.yml", '!ENV [CONGKHAI_REPO_URL, ""]', "https://git.example/a/b")
    deployment = open_deployment(project / folder / "mkdocs.yml")
    assert (deployment.place.folder, deployment.edit_url) == (data, f"https://git.example/a/b/edit/main/{data}/")


def test_a_configuration_without_the_plugin_says_what_it_lacks(tmp_path: Path) -> None:
    project = small_project(tmp_path, extra="plugins: []\n")
    with pytest.raises(SetupError, match="plugins: thiếu «congkhai»"):
        open_deployment(project / "mkdocs.yml")


def test_no_page_carries_anything_of_the_theme_that_it_does_not_use(small: Site) -> None:
    for address in small.addresses():
        page = small.page(address)
        assert page.css("[class^=md-], [data-md-component], style") == [], address
        scripts = [node.attributes.get("src") or "" for node in page.css("script:not([type])")]
        assert [script for script in scripts if "assets/js/" not in script] == [], address


def test_shells_are_never_published(small: Site) -> None:
    files = contents(small.folder)
    private = re.compile("[\ue000\ue001]")
    assert [name for name, content in files.items() if private.search(content.decode(errors="ignore"))] == []
    assert [name for name in files if "/_/" in name or "-record" in name] == []


def test_the_plugin_is_the_only_module_that_loads_mkdocs() -> None:
    """A check needs no MkDocs: it starts in a tenth of the time."""
    line = "import sys, generator.cli as c; c.main(['check', '--plans', sys.argv[1]]); print('mkdocs' in sys.modules)"
    plans = ROOT / "tests/fixtures/small/plans"
    done = subprocess.run(
        [sys.executable, "-c", line, plans], cwd=ROOT, env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "False"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass(slots=True)
class Server:
    """A real server in a process of its own, with what it says in a log."""

    address: str
    child: "subprocess.Popen[bytes]"
    log: Path

    def says(self, text: str) -> bool:
        return text in self.log.read_text(encoding="utf-8")

    def shows(self, page: str, text: str) -> bool:
        return text in asked(self.address + page)

    def wait(self, found: Callable[[], bool]) -> None:
        """Wait until something is so; a server that dies or takes too long fails with what it said."""
        end = time.monotonic() + PATIENCE
        while not found():
            assert self.child.poll() is None, self.log.read_text(encoding="utf-8")
            assert time.monotonic() < end, self.log.read_text(encoding="utf-8")
            time.sleep(0.1)


@contextmanager
def served(project: Path, arguments: list[str], port: int) -> Iterator[Server]:
    """A server that shows its first page."""
    log = project / "serve.log"
    with log.open("wb") as said, subprocess.Popen(
        arguments, cwd=project, env=environment(CONGKHAI_AS_OF=AS_OF), stdout=said, stderr=said
    ) as child:  # fmt: skip
        server = Server(f"http://127.0.0.1:{port}/", child, log)
        try:
            server.wait(lambda: server.shows("", "<title>"))
            yield server
        finally:
            child.terminate()


def asked(address: str) -> str:
    """A page, also the one for what is missing; nothing while the server is starting or building."""
    try:
        with urlopen(address, timeout=30) as answer:
            return str(answer.read().decode())
    except HTTPError as error:
        return str(error.read().decode())
    except OSError:
        return ""


@pytest.mark.slow
def test_the_preview_follows_every_change(tmp_path: Path) -> None:
    """A plan and its source, a template, a mistake and its correction: the page in the browser follows each."""
    project, port = small_project(tmp_path), free_port()
    arguments = command("--config", project / "mkdocs.yml", "serve", "--address", f"127.0.0.1:{port}", "--as-of", AS_OF)
    page, plan = f"ke-hoach/{PLAN}/", project / f"plans/{PLAN_FILE}"
    with served(project, arguments, port) as server:
        assert server.shows(page, "Văn bản đôn đốc.")
        assert server.shows(page, "livereload")
        edit(plan, "Văn bản đôn đốc.", "Công văn nhắc việc.")
        edit(plan.parent / "source.txt", "Văn bản đôn đốc.", "Công văn nhắc việc.")
        seal(plan.parent)
        server.wait(lambda: server.shows(page, "Công văn nhắc việc."))
        edit(project / "theme_overrides/404.html", "Không tìm thấy trang này", "Không có trang này")
        server.wait(lambda: server.shows("khong-co/", "Không có trang này"))
        edit(plan, '  to: "2026-12-31"', '  to: "2026-02-31"')
        server.wait(lambda: server.says("«2026-02-31» không phải ngày có thật"))
        server.wait(lambda: server.shows(page, "«2026-02-31» không phải ngày có thật"))
        assert server.shows("", 'http-equiv="refresh"')
        edit(plan, '  to: "2026-02-31"', '  to: "2026-11-30"')
        server.wait(lambda: server.shows(page, "30/11/2026"))


@pytest.mark.slow
def test_mkdocs_shows_the_site_by_itself(tmp_path: Path) -> None:
    project, port = small_project(tmp_path), free_port()
    arguments = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with served(project, arguments, port) as server:
        for page in ("", "ke-hoach/", f"ke-hoach/{PLAN}/", "van-ban/61-2018-nd-cp/", "gioi-thieu/", "assets/ck.css"):
            assert asked(server.address + page), page
        assert server.shows(f"ke-hoach/{PLAN}/", "Văn bản đôn đốc.")


def test_with_an_address_the_frame_names_it(tmp_path: Path) -> None:
    site = Site(build(small_project(tmp_path), CONGKHAI_SITE_URL=SITE_URL.rstrip("/")))
    address = f"ke-hoach/{PLAN}/"
    assert site.one(address, 'link[rel="canonical"]').attributes["href"] == SITE_URL + address
    assert site.one("gioi-thieu/", 'meta[property="og:url"]').attributes["content"] == f"{SITE_URL}gioi-thieu/"
