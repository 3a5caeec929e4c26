"""The development server: pages are made when they are asked for, never older than the file, and nothing is written."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from generator.addresses import SEARCH_INDEX
from tests.projects import AGENCY, AS_OF, command, environment, small_project
from tests.test_kept import put, state

FOUND = 200
WRONG = 503


@contextmanager
def served(project: Path) -> Iterator[str]:
    """The address at which ``congkhai serve`` shows a project."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    arguments = command("--config", project / "mkdocs.yml", "serve", "--address", place, "--as-of", AS_OF)
    with subprocess.Popen(
        arguments, cwd=project, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            yield f"http://{place}/"
        finally:
            server.terminate()
            server.wait()


def ask(address: str, *, tries: int = 1) -> tuple[int, str]:
    """Status and text of an answer; a server that is not up yet is asked again."""
    for attempt in range(tries):
        try:
            with urlopen(address, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            if attempt == tries - 1:
                raise
            time.sleep(0.2)
    raise AssertionError


def ask_when_right(address: str) -> tuple[int, str]:
    """The answer once no mistake is told any more: a rebuild that met one tells it until the next rebuild is done."""
    for _ in range(300):
        status, text = ask(address)
        if status != WRONG:
            break
        time.sleep(0.2)
    return status, text


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = small_project(tmp_path / "project")
    plans = folder / "plans"
    fields = "fields:\n" + "".join(f"- {{id: linh-vuc-{n}, name: Lĩnh vực {n}}}\n" for n in range(1, 26))
    (plans / "registry/fields.yml").write_text(fields)
    (plans / "procedures").mkdir(exist_ok=True)
    for index in range(2):
        put(plans, index)
    state(plans, [0, 1])
    return folder


def test_a_page_is_never_older_than_its_file_and_nothing_is_written(project: Path) -> None:
    before = {path for path in project.rglob("*") if ".cache" not in path.parts}
    with served(project) as site:
        page, data = f"{site}thu-tuc/2.100000/", f"{site}api/v1/procedures/2.100000.json"
        assert ask(site, tries=150)[0] == FOUND
        assert "Sơ đồ mặt bằng" in ask(page)[1]
        put(project / "plans", 0, "Sơ đồ mặt bằng", "Sơ đồ khác")
        status, text = ask(page)
        assert (status, "Sơ đồ khác" in text, "/livereload/" in text) == (FOUND, True, True)
        assert "Sơ đồ khác" in ask(data)[1]
        put(project / "plans", 0, "kind: standard", "kind: standart")
        status, text = ask(page)
        assert (status, "«standart» không có trong danh sách" in text) == (WRONG, True)
        put(project / "plans", 0)
        assert "Sơ đồ mặt bằng" in ask_when_right(page)[1]
        for address in (
            f"co-quan/{AGENCY}/",
            "assets/js/engine.js",
            f"{SEARCH_INDEX}manifest.json",
            "gioi-thieu/",
            "sitemap.xml",
            "assets/ck.css",
        ):
            assert ask_when_right(site + address)[0] == FOUND, address
        secret = project.parent / "secret.txt"
        secret.write_text("not of the site")
        for address in ("thu-tuc/9.999999/", f"api/v1/{'../' * 20}{secret}", f"{'../' * 20}{secret}"):
            assert ask_when_right(site + address)[0] == 404, address
        folder, link = (project / f"plans/procedures/9.99999{last}.yml" for last in (7, 8))
        folder.mkdir()
        link.symlink_to(project / "plans/procedures/2.100001.yml")
        for path in (folder, link):  # to a rebuild both are mistakes
            assert ask(f"{site}thu-tuc/{path.stem}/")[0] in (404, WRONG), path
        folder.rmdir()
        link.unlink()
    assert {path for path in project.rglob("*") if ".cache" not in path.parts} == before
