"""Mọi kiểu trang trong một Chromium thật: điện thoại và máy bàn, sáng và tối, in ra giấy, chỉ có bàn phím, tắt JavaScript."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Dialog, Page, ViewportSize

from tests.hostile import AGENCY, CODE, DOCUMENT, PLAN, hostile_project
from tests.pagetypes import PAGE_TYPES
from tests.projects import build
from tests.sites import BASE, SITE_URL, Site, shown

A = "ke-hoach/ha-tinh-so-khcn/2023-kiem-soat-tthc/"
C = "ke-hoach/quang-tri-so-khcn/2024-cai-cach-tthc/"

TYPES = {name: kind.address for name, kind in PAGE_TYPES.items()}
"""One address of each type of page."""

AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}

Scheme = Literal["light", "dark"]

PHONE, DESK = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=900)


@contextmanager
def opened(
    browser: Browser, viewport: ViewportSize = DESK, scheme: Scheme = "light", *, scripts: bool = True
) -> Iterator[Page]:
    """A page in a fresh context."""
    context = browser.new_context(viewport=viewport, color_scheme=scheme, java_script_enabled=scripts, locale="vi-VN")
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def test_every_type_of_page_is_looked_at(site: Site) -> None:
    """A new part of the site, or a new depth in one, needs its line in TYPES."""
    kinds = {(address.split("/")[0], address.count("/")) for address in TYPES.values()}
    assert [item for item in site.addresses() if (item.split("/")[0], item.count("/")) not in kinds] == []
    assert [address for address in TYPES.values() if address not in site.addresses()] == [TYPES["missing"]]


def problems_of(page: Page) -> list[str]:
    """What axe finds wrong, a line each, with every folded part open."""
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    found: list[dict[str, Any]] = Axe().run(page, options=AXE).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['html'][:150]}" for rule in found for node in rule["nodes"][:3]]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["360", "1280"])
def test_trang_nao_cung_doc_duoc_va_khong_cuon_ngang(
    browser: Browser, site_address: str, viewport: ViewportSize, scheme: Scheme
) -> None:
    """Zero violations of WCAG 2.2 A and AA, and nothing that scrolls sideways, on every type of page."""
    wrong: list[str] = []
    with opened(browser, viewport, scheme) as page:
        for name, address in TYPES.items():
            page.goto(site_address + address)
            if sideways(page) > 0:
                wrong.append(f"{name}: {sideways(page)} px too wide")
            wrong += [f"{name}: {problem}" for problem in problems_of(page)]
            if sideways(page) > 0:
                wrong.append(f"{name}: {sideways(page)} px too wide with all parts open")
    assert wrong == []


def test_o_man_hinh_320_khong_phai_cuon_ngang(browser: Browser, site_address: str) -> None:
    """WCAG 2.1, 1.4.10: 320 CSS pixels, which is a desk screen at four times the size."""
    with opened(browser, ViewportSize(width=320, height=640)) as page:
        wide = [name for name, address in TYPES.items() if page.goto(site_address + address) and sideways(page) > 0]
    assert wide == []


def test_khong_trang_nao_goi_ra_ngoai_hay_bao_loi(browser: Browser, site_address: str) -> None:
    """Every request goes to the site itself, and nothing is said on the console, not even by the security policy."""
    asked: list[str] = []
    failed: list[str] = []
    said: list[str] = []
    with opened(browser) as page:
        page.context.on("request", lambda request: asked.append(request.url))
        page.context.on("requestfailed", lambda request: failed.append(request.url))
        page.context.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
        page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
        for name, address in TYPES.items():
            answer = page.goto(site_address + address, wait_until="networkidle")
            assert answer is not None
            assert answer.status == (404 if name == "missing" else 200), name
    assert len(asked) > 2 * len(TYPES)
    assert [url for url in asked if not url.startswith(site_address)] == []
    assert failed == [site_address + TYPES["missing"]]
    assert [line for line in said if "404 (Not Found)" not in line] == []


def test_trang_toi_la_trang_toi(browser: Browser, site_address: str) -> None:
    def lightness(scheme: Scheme) -> float:
        with opened(browser, scheme=scheme) as page:
            page.goto(site_address + A)
            colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        red, green, blue = map(int, re.findall(r"\d+", colour)[:3])
        return (red + green + blue) / 3

    assert lightness("light") > 230
    assert lightness("dark") < 60


def test_tat_javascript_van_doc_duoc_ca_ke_hoach(browser: Browser, site_address: str) -> None:
    with opened(browser, PHONE, scripts=False) as page:
        page.goto(site_address)
        page.locator("header").get_by_role("link", name="Kế hoạch").click()
        page.locator(f'main a[href$="{A}"]').click()
        assert page.url == site_address + A
        assert page.locator('[id^="n-"]').count() == 39
        row = page.locator('[id="n-I.1"]')
        quote = row.locator("blockquote").first
        row.get_by_text("chi tiết").click()
        assert not quote.is_visible()
        row.get_by_text("nguồn", exact=True).click()
        assert quote.is_visible()
        assert "Xây dựng Kế hoạch hoạt động kiểm soát TTHC" in quote.inner_text()
        quote.get_by_role("link").click()
        assert re.fullmatch(rf"{re.escape(site_address + A)}van-ban-goc/#d\d+", page.url)
        assert page.locator(":target").is_visible()


def test_tren_dien_thoai_moi_nhiem_vu_la_mot_the(browser: Browser, site_address: str) -> None:
    """On a phone a row's cells stand under each other with their names; on a desk beside each other under headings."""
    with opened(browser, PHONE) as page:
        page.goto(site_address + A)
        folded = page.locator('[id="n-I.1"] td[data-l]')
        assert folded.evaluate_all("cells => cells.map(cell => cell.offsetHeight)") == [0] * folded.count() != []
        page.locator('[id="n-I.1"]').get_by_text("chi tiết").click()
        boxes = [cell.bounding_box() for cell in page.locator('[id="n-I.1"] td').all() if cell.is_visible()]
        tops, lefts = [box["y"] for box in boxes if box], {box["x"] for box in boxes if box}
        assert len(set(tops)) == len(tops) >= 4
        assert len(lefts) == 1
        names = page.locator('[id="n-I.1"] td').evaluate_all(
            "cells => cells.map(c => getComputedStyle(c, '::before').content)"
        )
        assert "Chủ trì" in " ".join(names)
    with opened(browser, DESK) as page:
        page.goto(site_address + A)
        boxes = [cell.bounding_box() for cell in page.locator('[id="n-I.1"] td').all()]
        assert len({round(box["y"]) for box in boxes if box}) == 1


OFFICIAL = [
    "TT",
    "Nội dung công việc",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Dự kiến sản phẩm",
    "Thời gian thực hiện",
]


def test_in_ra_la_bang_dung_thu_tu_cot_cua_van_ban(browser: Browser, site_address: str) -> None:
    with opened(browser, ViewportSize(width=794, height=1123)) as page:
        page.goto(site_address + A)
        page.emulate_media(media="print")
        for selector in (".ck-bar", ".ck-strap", "footer", ".ck-toc", ".ck-crumbs", '[id="n-I.1"] summary'):
            assert [part for part in page.locator(selector).all() if part.is_visible()] == [], selector
        heads = page.locator("table.ck-plan").first.locator("thead th")
        assert [text.strip() for text in heads.all_inner_texts()] == OFFICIAL
        lefts = [box["x"] for head in heads.all() if (box := head.bounding_box())]
        assert len(lefts) == len(OFFICIAL)
        assert lefts == sorted(lefts)
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
            "rgb(255, 255, 255)",
            "rgba(0, 0, 0, 0)",
        )
        last = page.evaluate("[...document.styleSheets[0].cssRules].at(-1).cssText")
        assert "@bottom-left" in last  # on each sheet, in its margin
        assert SITE_URL + A in last
        assert "Trang độc lập, không phải cổng thông tin của cơ quan nhà nước" in last
        assert "Vì sao có trang này" not in last
        assert "Tính đến 20/7/2026" in last
    with opened(browser, ViewportSize(width=794, height=1123), scripts=False) as page:
        page.goto(site_address + A)
        page.emulate_media(media="print")
        assert all(line.is_visible() for line in page.locator(".ck-print").all())
        assert SITE_URL + A in " ".join(page.locator(".ck-print").all_inner_texts())
        assert (
            page.locator(".ck-strap p").inner_text().strip().endswith("không phải cổng thông tin của cơ quan nhà nước.")
        )


def test_in_ra_giay_a4(browser: Browser, site_address: str) -> None:
    with opened(browser) as page:
        page.goto(site_address + A)
        paper = page.pdf(prefer_css_page_size=True)
    boxes = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper))
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {(595, 842)}


def test_chi_co_ban_phim_van_toi_duoc_noi_dung(browser: Browser, site_address: str) -> None:
    with opened(browser) as page:
        page.goto(site_address + A)
        page.keyboard.press("Tab")
        skip = page.locator(":focus")
        assert skip.inner_text() == "Tới nội dung chính"
        box = skip.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["height"] > 10
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "noi-dung"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('#noi-dung') !== null")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_mo_mot_nhiem_vu_bang_dia_chi_cua_no(browser: Browser, site_address: str) -> None:
    with opened(browser, PHONE) as page:
        page.goto(f"{site_address}{A}#n-VIII.7")
        row = page.locator('[id="n-VIII.7"]')
        box = row.bounding_box()
        assert box is not None
        assert -50 <= box["y"] < PHONE["height"]


def test_trang_khong_co_dan_ve_dung_cho(browser: Browser, site_address: str) -> None:
    with opened(browser, PHONE) as page:
        page.goto(f"{site_address}ke-hoach/khong/co/")
        assert page.locator("h1").inner_text() == "Không tìm thấy trang này"
        assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("system-ui")
        page.get_by_role("main").get_by_role("link", name="Kế hoạch", exact=True).click()
        assert page.url == f"{site_address}ke-hoach/"


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(hostile_project(tmp_path_factory.mktemp("hostile")), CONGKHAI_SITE_URL=SITE_URL)


def test_chu_doc_hai_trong_du_lieu_khong_chay_duoc(browser: Browser, hostile_site: Path) -> None:
    """Hostile data in every text field: no dialog, no hostile element, no word from the security policy."""
    said: list[str] = []
    addresses = [
        "",
        f"ke-hoach/{AGENCY}/{PLAN}/",
        f"co-quan/{AGENCY}/",
        f"van-ban/{DOCUMENT}/",
        f"thu-tuc/{CODE}/",
        "tien-do/",
    ]
    addresses += ["tra-cuu/?q=x-hostile", "tra-cuu/?q=%22%3E%3Cx-hostile%20onclick%3Dalert(1)%3E", "lich/", "nhat-ky/"]
    with shown(hostile_site, BASE) as start, opened(browser) as page:
        page.on("dialog", lambda dialog: dismiss(dialog, said))
        page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
        for address in addresses:
            page.goto(start + address, wait_until="networkidle")
            assert page.locator("x-hostile").count() == 0, address
            assert page.locator("img:not(.ck-qr > img)").count() == 0, address
    assert said == []


def dismiss(dialog: Dialog, said: list[str]) -> None:
    """Close a dialog that should never have opened, and remember it."""
    said.append(f"{dialog.type}: {dialog.message}")
    dialog.dismiss()
