"""What every test may ask for: a real Chromium, and Hypothesis without a stopwatch."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.browser import FLAGS, require_chromium

# Time is measured in tests/bench; a slow machine must not fail a property that holds.
settings.register_profile("congkhai", deadline=None, print_blob=True)
settings.load_profile("congkhai")


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
