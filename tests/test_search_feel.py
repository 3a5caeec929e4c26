"""How the search feels: what stands where, what is said of it, and what the keyboard does, in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.model import Elsewhere
from generator.publish.search import SearchRecord
from tests.bench.search_site import reviewed_words, served, write_site
from tests.projects import SEEDS


def procedure(code: str, title: str, *names: str, province: str = "", **facts: str) -> SearchRecord:
    return SearchRecord(
        id=code,
        kind="thu-tuc",
        title=title,
        url=f"thu-tuc/{code}/",
        code=code,
        names=names,
        province=province,
        facts=facts,
    )


RECORDS = (
    procedure("1.000001", "Cấp giấy phép xây dựng", limit="20 ngày (đọc ngày 18/7/2026)"),
    procedure("1.000002", "Công bố nội dung dự án xây dựng"),
    procedure("1.000003", "Cấp phép thi công nút giao trên địa bàn tỉnh Thanh Hóa", province="Thanh Hóa"),
    procedure("1.000004", "Cấp phép thi công nút giao trên địa bàn tỉnh Phú Thọ", province="Phú Thọ"),
    procedure("1.000005", "Cấp Phù hiệu cho xe ô tô kinh doanh vận tải", "tem xe tải"),
    procedure("1.000006", "Gia hạn giấy phép bưu chính"),
    procedure("1.000007", "Cấp lại giấy phép bưu chính"),
)
ELSEWHERE = (Elsewhere(topic="Giấy phép lái xe", says=("đổi bằng lái",), who="Cơ quan Công an"),)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("feel")
    write_site(folder, RECORDS, reviewed_words(SEEDS / "plans"), ELSEWHERE)
    with served(folder) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 360, "height": 640})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    page.close()
    assert faults == []


def search(page: Page, site: str, words: str) -> None:
    page.goto(f"{site}tra-cuu/?q={words}")
    expect(page.locator("#tim-dem")).not_to_be_empty()


def test_trước_khi_có_dữ_liệu_không_có_ô_nút_tiêu_đề_rỗng(page: Page, site: str) -> None:
    page.route("**/core.*.json", lambda _: None)  # never answers
    page.goto(f"{site}tra-cuu/?q=giay+phep")
    page.wait_for_timeout(300)
    for empty in ("#tim-loc", "#tim-them", "#tim-khac", "#tim-noi-khac", "fieldset"):
        assert page.locator(empty).filter(visible=True).count() == 0, empty


def test_kết_quả_đầu_nằm_trong_màn_hình_đầu_của_điện_thoại(page: Page, site: str) -> None:
    search(page, site, "giay phep")
    box = page.locator("#tim-ds a").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 640
    assert page.title() == "giay phep – Tra cứu"


def test_đủ_điều_được_hỏi_mới_đếm_là_kết_quả(page: Page, site: str) -> None:
    search(page, site, "giấy phép xây dựng karaoke")
    assert page.locator("#tim-ds li").count() == 0
    expect(page.get_by_role("heading", name="Có thể bạn tìm")).to_be_visible()
    expect(page.locator("#tim-ds-khac a").first).to_have_text("Cấp giấy phép xây dựng")
    assert "kết quả cho" not in page.inner_text("#tim-dem")


def test_việc_của_nơi_khác_nói_nơi_nào_và_dẫn_sang_cổng_quốc_gia(page: Page, site: str) -> None:
    search(page, site, "đổi bằng lái")
    expect(page.locator("#tim-noi-khac")).to_contain_text("nơi thường giải quyết: Cơ quan Công an")
    assert (page.get_by_role("link", name="Cổng Dịch vụ công quốc gia").get_attribute("href") or "").endswith(
        "?keyword=%C4%91%E1%BB%95i%20b%E1%BA%B1ng%20l%C3%A1i"
    )
    search(page, site, "giấy phép xây dựng")
    expect(page.locator("#tim-noi-khac")).to_be_hidden()


def test_gợi_ý_cũng_đề_có_thể_bạn_tìm(page: Page, site: str) -> None:
    page.goto(site)
    page.fill("#tim", "giấy phép xây dựng karaoke")
    expect(page.locator("#goi-y")).to_contain_text("Có thể bạn tìm")
    page.fill("#tim", "giấy phép xây dựng")
    expect(page.get_by_role("option").first).to_contain_text("Cấp giấy phép xây dựng")
    expect(page.locator("#goi-y")).not_to_contain_text("Có thể bạn tìm")


def test_hỏi_điều_gì_thì_điều_ấy_đứng_đầu_kèm_ngày_đọc(page: Page, site: str) -> None:
    search(page, site, "giấy phép xây dựng mất bao lâu")
    expect(page.locator(".ck-told").first).to_have_text("Mất bao lâu: 20 ngày (đọc ngày 18/7/2026)")
    search(page, site, "giấy phép xây dựng bao nhiêu tiền")
    expect(page.locator(".ck-told").first).to_have_text("Bao nhiêu tiền: trang này chưa chép")


def test_một_thủ_tục_của_nhiều_tỉnh_hay_nhiều_dạng_là_một_mục(page: Page, site: str) -> None:
    search(page, site, "thi công nút giao")
    expect(page.locator("#tim-ds > li")).to_have_count(1)
    expect(page.locator(".ck-forms")).to_contain_text("Ở tỉnh khác:")
    search(page, site, "giấy phép bưu chính")
    expect(page.locator("#tim-ds > li")).to_have_count(1)
    expect(page.locator(".ck-forms")).to_contain_text("Cùng loại:")


def test_tên_hằng_ngày_hiện_ra_khi_nhờ_nó_mà_tìm_được(page: Page, site: str) -> None:
    search(page, site, "tem xe tải")
    expect(page.locator("#tim-ds li").first).to_contain_text("Còn gọi: tem xe tải")
    search(page, site, "phù hiệu xe ô tô")
    expect(page.locator("#tim-ds li").first).not_to_contain_text("Còn gọi")


def test_chỉ_tô_những_chữ_khớp(page: Page, site: str) -> None:
    search(page, site, "xay dung")
    title = page.locator("#tim-ds a", has_text="nội dung")
    assert title.locator("mark").all_inner_texts() == ["xây dựng"]


def test_bộ_lọc_chỉ_có_một_giá_trị_thì_ẩn(page: Page, site: str) -> None:
    search(page, site, "thi công nút giao")
    page.locator("#tim-loc summary").click()
    expect(page.locator("fieldset[name=tinh]")).to_be_visible()
    expect(page.locator("fieldset[name=loai]")).to_be_hidden()


def test_địa_chỉ_không_dài_quá_hai_nghìn_chữ(page: Page, site: str) -> None:
    page.goto(f"{site}tra-cuu/")
    page.fill("#q", "nghiễng " * 500)
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=*")
    assert len(page.url) < 2_048


COMPOSING = """([selector, key]) => {
  const event = new KeyboardEvent("keydown", { key, isComposing: true, cancelable: true, bubbles: true });
  document.querySelector(selector).dispatchEvent(event);
  return event.defaultPrevented;
}"""


def test_bàn_phím_đang_gõ_dở_chữ_thì_enter_và_mũi_tên_là_của_bàn_phím(page: Page, site: str) -> None:
    page.goto(site)
    page.fill("#tim", "giấy phép")
    expect(page.get_by_role("option").first).to_be_visible()
    assert page.evaluate(COMPOSING, ["#tim", "ArrowDown"]) is False
    assert page.locator("[role=option][aria-selected=true]").count() == 0
    page.keyboard.press("ArrowDown")
    assert page.evaluate(COMPOSING, ["#tim", "Enter"]) is False
    assert page.url == site
    search(page, site, "giấy phép")
    assert page.evaluate(COMPOSING, ["#q", "Enter"]) is True  # else the form would be sent with half a word
