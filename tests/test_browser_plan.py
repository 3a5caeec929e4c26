"""A plan on a phone: short, whole, and sifted to what one unit has to do in one month."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

AN_GIANG, PLANS = (
    "an-giang-so-xay-dung/2023-kiem-soat-tthc",
    (
        "an-giang-so-xay-dung/2023-kiem-soat-tthc",
        "ha-tinh-ubnd/2022-kiem-soat-tthc",
        "quang-tri-so-khcn/2024-cai-cach-tthc",
    ),
)
SCREEN = 740


def open_phone(browser: Browser, address: str, *, script: bool = True) -> Tab:
    context = browser.new_context(viewport={"width": 360, "height": SCREEN}, java_script_enabled=script)
    tab = context.new_page()
    tab.goto(address)
    return tab


@pytest.fixture
def phone(browser: Browser, site_address: str) -> Iterator[Tab]:
    tab = open_phone(browser, f"{site_address}ke-hoach/{AN_GIANG}/")
    yield tab
    tab.context.close()


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_is_ten_screens_and_its_first_task_stands_on_the_second(
    browser: Browser, site_address: str, name: str
) -> None:
    tab = open_phone(browser, f"{site_address}ke-hoach/{name}/")
    assert tab.evaluate("document.documentElement.scrollHeight") <= 10 * SCREEN
    first = tab.locator(".ck-plan tbody tr").first.bounding_box()
    assert first is not None
    assert first["y"] <= 1.6 * SCREEN
    tab.context.close()


def test_a_row_opens_to_who_does_it_and_what_comes_of_it(phone: Tab) -> None:
    row = phone.locator(".ck-plan tbody tr").first
    lead = row.locator("[data-l='Chủ trì']")
    height = "cell => cell.getBoundingClientRect().height"
    assert lead.evaluate(height) == 0
    row.locator(".ck-row > summary").click()
    assert lead.evaluate(height) > 20


def test_what_one_unit_does_in_one_month_is_three_taps_away(phone: Tab) -> None:
    form = phone.locator("[data-sieve]")
    unit = form.locator("select[name=u] option", has_text=re.compile(r"^Văn phòng Sở \(")).get_attribute("value") or ""
    form.locator("select[name=u]").select_option(unit)
    form.get_by_label("6", exact=True).check()
    wanted = f"[data-u~='{unit}'][data-m~='6']"
    assert 0 < phone.locator(wanted).count() < phone.locator(f"[data-u~='{unit}']").count()
    assert phone.locator(".ck-plan tbody tr:visible").count() == phone.locator(f"{wanted}:visible").count()
    assert form.locator("output").inner_text() == f"{phone.locator(wanted).count()} nhiệm vụ"
    form.get_by_text("Bỏ lọc").click()
    expect(form.locator("output")).to_have_text("")
    assert phone.locator(".ck-plan tbody tr[hidden]").count() == 0


def test_the_contents_stay_in_reach_and_say_where_the_reader_is(phone: Tab) -> None:
    phone.evaluate("document.getElementById('m-B5').scrollIntoView()")
    expect(phone.locator("[data-here]")).to_have_text(re.compile("^B5"))
    box = phone.locator(".ck-toc").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 60, "the contents stick to the top of the screen"


def test_without_the_script_every_task_is_there_and_nothing_asks_for_it(browser: Browser, site_address: str) -> None:
    tab = open_phone(browser, f"{site_address}ke-hoach/{AN_GIANG}/", script=False)
    assert tab.locator("[data-sieve]").is_hidden()
    assert tab.locator(".ck-plan tbody tr").count() == 47
    tab.locator("#m-B2 ~ .ck-part > summary, section[aria-labelledby='m-B2.I'] .ck-part > summary").first.click()
    assert tab.locator("section[aria-labelledby='m-B2.I'] tbody tr").first.is_visible()
    tab.context.close()


def test_paper_and_a_desk_show_what_a_phone_folds(browser: Browser, site_address: str) -> None:
    tab = open_phone(browser, f"{site_address}ke-hoach/{AN_GIANG}/")
    last = tab.locator(".ck-plan tbody tr").last
    assert not last.is_visible()
    tab.emulate_media(media="print")
    assert last.locator("td").first.evaluate("cell => cell.checkVisibility({contentVisibilityAuto: true})")
    tab.emulate_media(media="screen")
    tab.set_viewport_size({"width": 1280, "height": 800})
    assert last.is_visible()
    assert last.locator("[data-l='Chủ trì']").evaluate("cell => getComputedStyle(cell).display") == "table-cell"
    tab.context.close()
