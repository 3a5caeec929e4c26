"""What every test may ask for: a real Chromium, this project's site built once, and Hypothesis without a stopwatch."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.browser import FLAGS, require_chromium
from tests.nation import Nation
from tests.projects import AS_OF, SEEDS, congkhai
from tests.sites import REPOSITORY, SITE_URL, Site, shown

# Time is measured in tests/bench; a slow machine must not fail a property that holds.
# The same examples in every run: whether a change lands is no matter of luck. `make fuzz` looks for new ones.
settings.register_profile("congkhai", deadline=None, print_blob=True, derandomize=True)
settings.register_profile("long", deadline=None, print_blob=True, max_examples=5000)  # make fuzz
settings.load_profile("congkhai")

os.environ["CONGKHAI_CACHE"] = ""  # what an earlier run remembers is no test's business


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests that use the browser, so that `-m "not browser"` runs the others."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The Chromium of this machine. Fails, never skips, when there is none: `make browser` gets one."""
    return require_chromium(os.environ, Path.home())


@pytest.fixture(scope="session")
def browser(chromium_path: Path) -> Iterator[Browser]:
    """One Chromium for the whole run, with a fresh profile; take a fresh `browser.new_context()` in each test."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=list(FLAGS))
        yield chromium
        chromium.close()


@contextmanager
def shared_folder(tmp_path_factory: pytest.TempPathFactory, name: str) -> Iterator[Path]:
    """A folder for all workers, held for as long as one of them builds in it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


@pytest.fixture(scope="session")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Nation:
    """Two provinces and the site that joins them, built once for all workers by the real commands."""
    with shared_folder(tmp_path_factory, "nation") as folder:
        return Nation.built(folder)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the seeds, built once for all workers by the real command."""
    with shared_folder(tmp_path_factory, "built") as folder:
        if not (folder / "site").exists():
            variables = {"CONGKHAI_SITE_URL": SITE_URL, "CONGKHAI_REPO_URL": REPOSITORY}
            arguments = ("--config", SEEDS / "mkdocs.yml", "build", "--site", folder / "site", "--as-of", AS_OF)
            done = congkhai(*arguments, env=variables)
            assert done.returncode == 0, done.stdout + done.stderr
    return Site(folder / "site")


@pytest.fixture(scope="session")
def site_address(site: Site) -> Iterator[str]:
    """The same site on a local server, under the path of its public address."""
    with shown(site.folder) as address:
        yield address
