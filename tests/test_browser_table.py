"""Every type of page in one table: length on a phone, nothing sideways, text at 200 %, axe by day, night, in forced colours."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.pagetypes import PAGE_TYPES, PHONE_SCREEN, PageType
from tests.test_browser_pages import AXE, DESK, PHONE, opened, sideways

COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
"""What the colour scheme can change: the structure was looked at before."""

COLLISIONS = """() => {
  const boxes = [...document.querySelectorAll("header a, header button, header input")]
    .filter((part) => part.checkVisibility()).map((part) => [part, part.getBoundingClientRect()]);
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return boxes.flatMap(([a, one], at) => boxes.slice(at + 1)
    .filter(([b, other]) => meet(one, other)).map(([b]) => `${a.textContent.trim()} × ${b.textContent.trim()}`));
}"""


def axe_says(page: Page, options: dict[str, Any]) -> list[str]:
    """Violations a line each; axe is in the page already."""
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"][:2]]


def faults(page: Page, kind: PageType) -> list[str]:
    """What is wrong with the page that is open on a phone, by day."""
    screens = page.evaluate("document.documentElement.scrollHeight") / PHONE_SCREEN
    found = [f"{screens:.1f} screens, {kind.screens} allowed"] if screens > kind.screens else []
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")
    found += [f"360 px: {sideways(page)} px too wide"] if sideways(page) else []
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found += [f"200 %: {sideways(page)} px too wide"] if sideways(page) else []
    found += [f"200 %: {pair}" for pair in page.evaluate(COLLISIONS)]
    page.evaluate("document.documentElement.style.fontSize = ''")
    Axe().run(page, options={"runOnly": {"type": "rule", "values": ["document-title"]}})  # brings axe into the page
    found += [f"light: {line}" for line in axe_says(page, AXE)]
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {line}" for line in axe_says(page, COLOURS)]
    page.emulate_media(color_scheme="light", forced_colors="active")
    found += [f"forced colours: {line}" for line in axe_says(page, COLOURS)]
    page.emulate_media(forced_colors="none")
    page.set_viewport_size(DESK)
    found += [f"1280 px: {sideways(page)} px too wide"] if sideways(page) else []
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGE_TYPES)
def test_every_type_of_page_holds_on_a_phone_large_by_night_and_in_forced_colours(
    browser: Browser, site_address: str, name: str
) -> None:
    with opened(browser, PHONE) as page:
        page.emulate_media(reduced_motion="reduce")  # else axe measures a button on its way from day to night
        page.goto(site_address + PAGE_TYPES[name].address)
        assert "\n".join(faults(page, PAGE_TYPES[name])) == ""


AIMS = {
    "a plan": ("", ["main a[href*='ke-hoach/ha-tinh-so-khcn/']"], r"ke-hoach/ha-tinh-so-khcn/2023-kiem-soat-tthc/$"),
    "a procedure by its field": (
        "",
        ["main a[href$='linh-vuc/duong-bo/']", "main .ck-rows a"],
        r"thu-tuc/[\d.]+/$",
    ),
    "a procedure by its letter": ("thu-tuc/", ["main a[href*='/a-z/']", "main .ck-rows a"], r"thu-tuc/[\d.]+/$"),
    "what a department has to do in a month": (
        "",
        ["main a[href$='co-quan/ha-tinh-so-khcn/']", ".ck-strip td a"],
        r"lich/2023/#",
    ),
    "what happens with a plan": ("", ["header a[href$='tien-do/']", "#chua-co ~ ul a"], r"ke-hoach/"),
    "where a mistake is reported": ("van-ban/", ["footer a[href*='issues/new'], footer a[href$='tham-gia/']"], r"."),
    "the files to take away": ("", ["footer a[href$='du-lieu/']", "main a[href$='.json']"], r"\.json$"),
}
"""What a stranger wants: where they begin, what they tap without any script, where that leads."""


@pytest.mark.parametrize("aim", AIMS)
def test_what_a_stranger_wants_is_a_few_taps_away(browser: Browser, site_address: str, aim: str) -> None:
    start, taps, end = AIMS[aim]
    with opened(browser, PHONE, scripts=False) as page:
        page.goto(site_address + start)
        done = 0
        for wanted in taps:
            link = page.locator(wanted).first
            if not link.is_visible():
                link.locator("xpath=ancestor::details").last.locator("summary").first.click()
                done += 1
            done += 1
            if wanted == taps[-1]:
                assert re.search(end, link.get_attribute("href") or ""), link.get_attribute("href")
            else:
                link.click()
        assert done <= 3, f"{done} taps"
