"""`make browser`: which browser is taken, how one is installed, and what is said when there is none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import BrowserMissingError, find_chromium, get_chromium, recipes, require_chromium


def make_program(path: Path, script: str = "echo Chromium 1.0") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An empty folder to serve as the whole PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def test_the_named_browser_comes_first(tmp_path: Path, path: Path) -> None:
    make_program(path / "chromium")
    mine = make_program(tmp_path / "mine")
    assert find_chromium({"PATH": str(path), "CONGKHAI_CHROMIUM": str(mine)}, tmp_path) == mine


def test_a_named_browser_that_is_not_there_is_an_error_not_a_hint(tmp_path: Path, path: Path) -> None:
    make_program(path / "chromium")
    with pytest.raises(BrowserMissingError, match="CONGKHAI_CHROMIUM is /nowhere/chromium"):
        find_chromium({"PATH": str(path), "CONGKHAI_CHROMIUM": "/nowhere/chromium"}, tmp_path)


def test_a_stub_that_does_not_start_is_passed_over(tmp_path: Path, path: Path) -> None:
    make_program(path / "chromium", "echo install the snap >&2; exit 1")
    chrome = make_program(path / "google-chrome")
    assert find_chromium({"PATH": str(path)}, tmp_path) == chrome


@pytest.mark.parametrize(
    "place",
    [
        ".cache/ms-playwright/chromium-1200/chrome-linux/chrome",
        ".cache/ms-playwright/chromium-1200/chrome-linux64/chrome",
        "Library/Caches/ms-playwright/chromium-1200/chrome-mac-arm64/Chromium.app/Contents/MacOS/Chromium",
        "Applications/Chromium.app/Contents/MacOS/Chromium",
    ],
)
def test_browsers_outside_the_path_are_found(tmp_path: Path, path: Path, place: str) -> None:
    cached = make_program(tmp_path / place)
    assert find_chromium({"PATH": str(path)}, tmp_path) == cached


def test_the_newest_cached_browser_is_taken(tmp_path: Path) -> None:
    for revision in ("1190", "1200", "1195"):
        make_program(tmp_path / f"cache/chromium-{revision}/chrome-linux/chrome")
    found = find_chromium({"PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "cache")}, tmp_path)
    assert found == tmp_path / "cache/chromium-1200/chrome-linux/chrome"


def test_root_installs_the_systems_package(tmp_path: Path, path: Path) -> None:
    make_program(
        path / "apt-get",
        f'echo "$@" >> {tmp_path}/log\n[ "$2" = update ] || {{ printf "#!/bin/sh\\n" > {path}/chromium; '
        f"/bin/chmod 755 {path}/chromium; }}",
    )
    assert get_chromium({"PATH": str(path)}, tmp_path, root=True) == path / "chromium"
    assert (tmp_path / "log").read_text() == "-qq update\n-qq -y install chromium\n"


def test_others_get_playwrights_own(path: Path) -> None:
    make_program(path / "apt-get")
    assert list(recipes({"PATH": str(path)}, root=False)) == [
        [[sys.executable, "-m", "playwright", "install", "chromium"]]
    ]


def test_without_any_browser_one_line_says_what_to_do(tmp_path: Path, path: Path) -> None:
    with pytest.raises(BrowserMissingError) as missing:
        require_chromium({"PATH": str(path)}, tmp_path)
    assert "run make browser" in str(missing.value)
    assert "\n" not in str(missing.value)


def test_make_browser_fails_with_one_line_and_no_traceback() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "tests.browser"],
        env={**os.environ, "CONGKHAI_CHROMIUM": "/nowhere"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert answer.stderr.splitlines() == [
        "make browser: CONGKHAI_CHROMIUM is /nowhere, which does not start as a browser; correct or unset it"
    ]


def test_the_browser_of_this_machine_renders_vietnamese(browser: Browser) -> None:
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    page.set_content("<title>Thủ tục</title><h1>Cấp giấy phép xây dựng</h1>")
    assert page.title() == "Thủ tục"
    assert page.locator("h1").inner_text() == "Cấp giấy phép xây dựng"
    assert page.evaluate("innerWidth") == 360
