"""Weight and length of the pages that are published, against their budgets.

Builds the site of this repository and prints, for each part of it, the heaviest page (gzipped, as hosts send it) and the
longest on a phone; a budget that is passed makes the benchmark fail. `python -m tests.bench pages` runs it.
"""

import gzip
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser import FLAGS, require_chromium
from tests.pagetypes import PHONE_SCREEN
from tests.projects import ROOT, congkhai
from tests.sites import shown

KILOBYTES = 40
"""A page on the wire: a second and a half of a slow mobile link (Lighthouse's slow 4G: 1.6 Mbit/s, 150 ms a round trip)."""

SCREENS = 10
"""A page on a phone."""

WHOLE = {"van-ban-goc", "tham-gia"}
"""Parts that may be longer: transcripts are whole or prove nothing, and a form asks about each task of a plan."""

MEASURED = 3
"""Pages of a part, the heaviest, that a browser measures."""


def parts_of(site: Path) -> dict[str, list[tuple[float, str]]]:
    """Kilobytes and address of every page, by part of the site, the heaviest first."""
    found: dict[str, list[tuple[float, str]]] = {}
    for path in sorted(site.rglob("index.html")):
        address = path.parent.relative_to(site).as_posix().removeprefix(".")
        part = "/".join(address.split("/")[:2]) if address.startswith("thu-tuc/a-z") else address.split("/")[0]
        part = "van-ban-goc" if address.endswith("van-ban-goc") else part
        size = len(gzip.compress(path.read_bytes(), 9)) / 1024
        found.setdefault(part, []).append((size, f"{address}/" if address else ""))
    return {part: sorted(pages, reverse=True) for part, pages in sorted(found.items())}


def screens_of(browser: Browser, address: str) -> float:
    """Screens of a phone that a page fills."""
    page = browser.new_page(viewport={"width": 360, "height": PHONE_SCREEN})
    page.goto(address)
    height = int(page.evaluate("document.documentElement.scrollHeight"))
    page.close()
    return height / PHONE_SCREEN


def lines(site: Path) -> Iterator[tuple[str, bool]]:
    """A line for each part, and whether it keeps its budgets."""
    with sync_playwright() as playwright, shown(site) as address:
        browser = playwright.chromium.launch(
            executable_path=require_chromium(os.environ, Path.home()), args=list(FLAGS)
        )
        for part, pages in parts_of(site).items():
            size, heaviest = pages[0]
            length, longest = max((screens_of(browser, address + one), one) for _, one in pages[:MEASURED])
            kept = size <= KILOBYTES and (length <= SCREENS or part in WHOLE)
            words = f"  {part or 'home':<16} {len(pages):4} pages  {size:5.1f} KB {heaviest:<50} {length:5.1f} screens {longest}"
            yield words, kept
        browser.close()


def main() -> None:
    """Build, measure, print; raises SystemExit where a budget is passed."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        done = congkhai("--config", ROOT / "mkdocs.yml", "build", "--site", site)
        if done.returncode:
            sys.exit(done.stdout + done.stderr)
        print(f"budgets: {KILOBYTES} KB gzipped, {SCREENS} screens of {PHONE_SCREEN} px")
        broken = False
        for words, kept in lines(site):
            print(words if kept else f"{words}  OVER BUDGET")
            broken |= not kept
    if broken:
        sys.exit("a budget is passed")
