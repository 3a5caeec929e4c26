"""The search: the index as files, and the journeys of a reader in a real browser, over the scripts as they are shipped."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, BrowserContext, Page, expect

from generator.model import SearchWord
from generator.publish import search as searching
from generator.publish.kept import Kept
from generator.publish.search import (
    FOLDER,
    PACK_LIMIT,
    SAID_IN,
    SHARD_ROWS,
    SHARD_TITLES,
    LaterRecord,
    SearchRecord,
    first_files,
    pack,
    shipped_scripts,
    usual_prior,
    write_index,
)
from tests.bench.search_site import THEME, reviewed_words, served, write_site
from tests.projects import SEEDS

HOSTILE = "<img src=x onerror=\"document.title='hacked'\"> & «thử»"


def procedure(code: str, title: str, **more: object) -> SearchRecord:
    values: dict[str, object] = {"field": "Hộ tịch", "dept": "UBND cấp xã", "status": "Còn hiệu lực"} | more
    return SearchRecord(id=code, kind="thu-tuc", title=title, url=f"thu-tuc/{code}/", code=code, **values)  # type: ignore[arg-type]


RECORDS = (
    procedure("1.001193", "Đăng ký khai sinh", docs=("60/2014/QH13",), note="ngay trong ngày · miễn phí"),
    procedure("1.004884", "Đăng ký lại khai sinh", docs=("60/2014/QH13", "123/2015/NĐ-CP")),
    procedure("1.000656", "Đăng ký khai tử", docs=("60/2014/QH13",)),
    procedure("1.013225", "Cấp giấy phép xây dựng nhà ở riêng lẻ", field="Hoạt động xây dựng", dept="Sở Xây dựng"),
    procedure(
        "1.013229", "Gia hạn giấy phép xây dựng", field="Hoạt động xây dựng", dept="Sở Xây dựng", level="Toàn trình"
    ),
    procedure("1.000028", "Cấp giấy phép lưu hành xe quá tải trọng", field="Đường bộ", dept="Sở Xây dựng"),
    procedure(
        "1.001777", "Cấp giấy phép đào tạo lái xe", field="Đường bộ", dept="Sở Xây dựng", old_codes=("2.000111",)
    ),
    procedure("2.001815", "Thủ tục hỗ trợ dự án khởi nghiệp sáng tạo", field="Khoa học và công nghệ", dept="Sở KH&CN"),
    procedure("2.000635", "Cấp bản sao trích lục hộ tịch"),
    procedure("2.000181", "Cấp phép bán lẻ rượu", field="Lưu thông hàng hóa", dept="Sở Công Thương"),
    procedure("1.009999", HOSTILE, field="Khác"),
    SearchRecord(
        id="hop-nhat",
        kind="co-quan",
        title="Sở Xây dựng tỉnh An Giang",
        url="co-quan/an-giang-so-xay-dung-2025/",
        names=("Sở Giao thông vận tải tỉnh Kiên Giang",),
    ),
    SearchRecord(
        id="ke-hoach",
        kind="ke-hoach",
        title="Kiểm soát thủ tục hành chính năm 2023",
        url="ke-hoach/x/",
        desc="Rà soát, đơn giản hóa quy định",
    ),
    SearchRecord(
        id="nd",
        kind="van-ban",
        title="Nghị định quy định chi tiết Luật Hộ tịch",
        url="van-ban/123-2015-nd-cp/",
        code="123/2015/NĐ-CP",
    ),
)


# --- the index


def test_the_same_records_in_any_order_give_the_same_bytes() -> None:
    words = reviewed_words(SEEDS / "plans")
    assert write_index(RECORDS, words) == write_index(RECORDS[::-1], words)


def test_names_change_with_the_content_and_only_then() -> None:
    before, after = write_index(RECORDS), write_index([*RECORDS, procedure("1.1", "Mới", docs=("1/2025/QH15",))])
    topics = {name for name in before if "elsewhere" in name}
    assert set(before) & set(after) == {FOLDER + "manifest.json"} | topics
    assert all(re.search(r"\.[0-9a-f]{10}\.json$", name) for name in set(before) - {FOLDER + "manifest.json"})


OTHERWISE: dict[str, object] = {"facts": {"limit": "9 ngày"}, "prior": 9, "agency": "UBND cấp xã"}


@pytest.mark.parametrize("name", [item.name for item in fields(SearchRecord)])
def test_a_file_is_kept_exactly_where_a_change_says_nothing_else_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    kept, words, made = Kept(tmp_path / "one.kept"), reviewed_words(SEEDS / "plans"), list[str]()
    one = replace(RECORDS[1], dept="Bộ Tư pháp", facts={"limit": "3 ngày"})
    write_index([*RECORDS[2:], one], words, kept=kept)
    value: Any = OTHERWISE.get(name) or ("Khác BHXH" if isinstance(getattr(one, name), str) else ("Khác",))
    records = [*RECORDS[2:], replace(one, **{name: value})]
    after = write_index(records, words)
    content = searching._Shard._content

    def making(shard: searching._Shard, part: str) -> dict[str, object]:
        made.append(part)
        return content(shard, part)

    monkeypatch.setattr(searching._Shard, "_content", making)
    assert write_index(records, words, kept=kept) == after
    said_in = {part for part, names in SAID_IN.items() if name in names}
    in_order = name in ("field", "title", "code", "id")  # those may change the order of all
    assert set(made) == (set(SAID_IN) if in_order else said_in)


def test_only_the_records_beside_one_that_changed_are_made_to_know_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, made = Kept(tmp_path / "one.kept"), list[str]()

    def index(changed: int, desc: str) -> dict[str, bytes]:
        """Of five records, one of which says so, and is made from something else."""
        made.clear()
        return write_index([later(number, number == changed, desc) for number in range(5)], kept=kept)

    def later(number: int, changed: bool, desc: str) -> LaterRecord:
        def make() -> SearchRecord:
            made.append(one.id)
            return replace(one, desc=desc) if changed else one

        one = procedure(f"1.{number}", f"Thủ tục {number}")
        return LaterRecord(
            id=one.id, kind=one.kind, title=one.title, url=one.url, code=one.code, prior=4,
            made_from=lambda: repr((number, changed)), make=make,
        )  # fmt: skip

    monkeypatch.setattr(searching, "PIECE", 2)
    before = index(9, "")
    assert len(made) == 5
    for changed, beside in ((0, ["1.0", "1.1"]), (3, ["1.2", "1.3"]), (4, ["1.4"])):
        assert index(changed, "") == before  # it says the same as it did
        assert sorted(made) == beside
    assert index(2, "lời khác") != before
    assert len(made) == 5


def test_an_empty_site_has_an_empty_index() -> None:
    files = write_index([])
    assert json.loads(files[first_files(files)[0]])["titles"] == []


def test_a_first_search_needs_the_first_shard_and_the_manifest() -> None:
    files = write_index(RECORDS)
    core, manifest = first_files(files)
    assert core.startswith(FOLDER + "core.")
    assert json.loads(files[manifest])["shards"][0]["rows"] in core


def test_a_large_site_is_cut_into_shards_with_procedures_first() -> None:
    tasks = [
        SearchRecord(id=f"n{i}", kind="nhiem-vu", title=f"Việc {i}", url=f"viec/{i}/")
        for i in range(SHARD_TITLES + 500)
    ]
    files = write_index([*tasks, *RECORDS])
    shards = [
        json.loads(files[FOLDER + shard["rows"]]) for shard in json.loads(files[FOLDER + "manifest.json"])["shards"]
    ]
    assert len(shards) == 2
    assert "1.001193" in shards[0]["codes"]
    assert sum(len(shard["titles"]) for shard in shards) == len(tasks) + len(RECORDS)


def test_one_title_many_times_over_fills_a_shard_by_its_rows() -> None:
    records = [procedure(f"1.{number:06d}", "Đăng ký khai sinh") for number in range(SHARD_ROWS + 1)]
    for count, shards in ((SHARD_ROWS, 1), (SHARD_ROWS + 1, 2)):
        files = write_index(records[:count])
        assert len(json.loads(files[f"{FOLDER}manifest.json"])["shards"]) == shards


def test_titles_are_words_each_written_once() -> None:
    files = write_index(RECORDS)
    core = json.loads(files[first_files(files)[0]])
    assert len(core["words"]) == len(set(core["words"]))
    assert " " not in core["words"]
    titles = sorted(core["titles"], key=len)
    assert len(titles[0]) == len(("Đăng", "ký", "khai", "sinh"))


def test_no_character_of_the_index_could_start_a_tag() -> None:
    assert not any(sign in content for content in write_index(RECORDS).values() for sign in (b"<", b">", b"&"))


def test_what_is_local_comes_before_what_is_rare_and_what_is_abolished_last() -> None:
    commune, ministry = procedure("1", "a"), procedure("2", "b", dept="Bộ Tư pháp")
    abolished = procedure("3", "c", status="Hết hiệu lực")
    assert usual_prior(commune) > usual_prior(ministry) > usual_prior(abolished)


def test_a_number_that_does_not_fit_a_character_is_refused() -> None:
    with pytest.raises(ValueError, match="63000"):
        pack([PACK_LIMIT + 1])


def test_reviewed_words_say_each_thing_once_and_mean_something_else() -> None:
    words = reviewed_words(SEEDS / "plans")
    says = [word.says.lower() for word in words]
    assert len(says) == len(set(says))
    assert all(word.says.lower() not in map(str.lower, word.means) for word in words)


def test_what_a_title_writes_short_is_also_found_written_out(page: Page, tmp_path: Path) -> None:
    write_site(tmp_path, [procedure("1.000001", "Cấp lại sổ BHXH"), *RECORDS], reviewed_words(SEEDS / "plans"))
    with served(tmp_path) as address:
        page.goto(f"{address}tra-cuu/?q=bao+hiem+xa+hoi")
        expect(page.locator("#tim-ds a")).to_have_text(["Cấp lại sổ BHXH"])


# --- the scripts


@pytest.mark.parametrize("scripts", [("engine", "search-page"), ("engine", "shared", "search-box")])
def test_a_page_answers_words_with_ten_kilobytes_of_script(scripts: tuple[str, ...]) -> None:
    """``numbers.js`` comes for a digit, or after the results; ``spell.js`` only for a word nobody knows."""
    shipped = shipped_scripts(THEME / "assets/js")
    assert sum(len(gzip.compress(shipped[f"assets/js/{name}.js"], 9)) for name in scripts) <= 10_000


def test_shipped_scripts_carry_no_comment_and_import_only_each_other() -> None:
    scripts = shipped_scripts(THEME / "assets/js")
    assert "shared.js" not in scripts["assets/js/search-page.js"].decode()
    for script in scripts.values():
        assert not re.search(r"(^|\s)(//|/\*)", script.decode())
        for name in re.findall(r'(?:from |import\()"\./(.+?)"', script.decode()):
            assert f"assets/js/{name}" in scripts


# --- journeys


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("search")
    write_site(folder, RECORDS, reviewed_words(SEEDS / "plans"))
    with served(folder) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    assert faults == []


def results(page: Page) -> list[str]:
    return page.locator("#tim-ds a").all_inner_texts()


def maybe(page: Page) -> list[str]:
    """What the page offers as «Có thể bạn tìm»."""
    return page.locator("#tim-ds-khac a").all_inner_texts()


def search(page: Page, words: str) -> list[str]:
    """Types over what stands in the box and waits for the sentence that says how it went."""
    page.evaluate("document.querySelector('#tim-dem').replaceChildren()")
    page.fill("#q", words)
    expect(page.locator("#tim-dem")).not_to_be_empty()
    return results(page)


def says(page: Page) -> str:
    return page.inner_text("#tim-dem")


def test_tìm_không_dấu_vẫn_ra(page: Page, site: str) -> None:
    page.goto(f"{site}tra-cuu/")
    assert search(page, "dang ky khai sinh") == ["Đăng ký khai sinh", "Đăng ký lại khai sinh"]
    assert page.locator("#tim-ds mark").first.inner_text() == "Đăng ký khai sinh"
    assert page.locator("#tim-ds a").first.get_attribute("href") == f"{site}thu-tuc/1.001193/"
    assert "2 kết quả cho «dang ky khai sinh»" in says(page)


WAYS = {
    "đăng kí khai tử": "Đăng ký khai tử",
    "DANG-KY KHAI TU": "Đăng ký khai tử",
    "đăng ký khai tử": "Đăng ký khai tử",
    "ddawng kys khai tuwr": "Đăng ký khai tử",
    "khoi nghipe": "Thủ tục hỗ trợ dự án khởi nghiệp sáng tạo",
    "khởi ngh": "Thủ tục hỗ trợ dự án khởi nghiệp sáng tạo",
    "GPXD": "Cấp giấy phép xây dựng nhà ở riêng lẻ",
    "làm giấy khai sinh ở đâu": "Đăng ký khai sinh",
    "1.000028": "Cấp giấy phép lưu hành xe quá tải trọng",
    "1.000028.000.00.00.H27": "Cấp giấy phép lưu hành xe quá tải trọng",
    "000028": "Cấp giấy phép lưu hành xe quá tải trọng",
    "2.000111": "Cấp giấy phép đào tạo lái xe",
    "123/2015/NĐ-CP": "Nghị định quy định chi tiết Luật Hộ tịch",
    "nghị định số 123/2015/nd-cp": "Nghị định quy định chi tiết Luật Hộ tịch",
    "123-2015-nd-cp": "Nghị định quy định chi tiết Luật Hộ tịch",
    "0123/2015": "Nghị định quy định chi tiết Luật Hộ tịch",
    "60/2014/QH13 lại": "Đăng ký lại khai sinh",
    "sở giao thông vận tải kiên giang": "Sở Xây dựng tỉnh An Giang",
}


def test_gõ_cách_nào_cũng_ra(page: Page, site: str) -> None:
    page.goto(f"{site}tra-cuu/?q=x")
    page.wait_for_load_state("networkidle")
    assert {typed: (search(page, typed) or ["không có"])[0] for typed in WAYS} == WAYS


def test_dấu_khác_là_chữ_khác_trừ_khi_gõ_sai(page: Page, site: str) -> None:
    page.goto(f"{site}tra-cuu/")
    assert search(page, "cấp bán") == ["Cấp phép bán lẻ rượu"]
    assert search(page, "cấp bản") == ["Cấp bản sao trích lục hộ tịch"]
    assert search(page, "cap ban") == ["Cấp bản sao trích lục hộ tịch", "Cấp phép bán lẻ rượu"]
    assert search(page, "khai tứ") == []  # «tứ» is a word, so it is not mended: what is like it is only offered
    assert maybe(page)[0] == "Đăng ký khai tử"


def test_số_không_có_thì_nói_là_không_có(page: Page, site: str) -> None:
    page.goto(f"{site}tra-cuu/?q=999/2099/NĐ-CP")
    expect(page.locator("#tim-dem")).to_contain_text("Không có số «999/2099/nd-cp»")
    assert results(page) == []
    assert search(page, "1.999999") == []
    assert "Không có số «1.999999»" in says(page)


def test_số_gần_giống_được_gợi_ý(page: Page, site: str) -> None:
    page.goto(f"{site}tra-cuu/?q=124/2015/NĐ-CP")
    page.get_by_role("link", name="123/2015/NĐ-CP").click()
    expect(page.locator("#tim-ds a").first).to_have_text("Nghị định quy định chi tiết Luật Hộ tịch")


def test_không_có_gì_thì_nói_thật_và_gợi_ý_chữ_gần_giống(page: Page, site: str) -> None:
    page.goto(f"{site}tra-cuu/?q=khxxai+szzinh")
    expect(page.locator("#tim-dem")).to_contain_text("Không tìm thấy")
    assert "Chưa trang nào có từ «szzinh»" in says(page)
    assert page.locator("#tim-dem a").count() > 0
    assert results(page) == []


def test_liên_kết_chia_sẻ_mở_đúng_kết_quả_và_bộ_lọc(page: Page, site: str) -> None:
    page.goto(f"{site}tra-cuu/?q=cap+giay+phep&linh-vuc=duong-bo")
    expect(page.locator("#tim-ds li")).to_have_count(2)
    assert page.input_value("#q") == "cap giay phep"
    assert page.locator("fieldset[name=linh-vuc] input:checked").get_attribute("value") == "duong-bo"
    expect(page.locator("#tim-dem")).to_contain_text("2 kết quả")


def test_lọc_rồi_tìm_tiếp_vẫn_giữ_bộ_lọc(page: Page, site: str) -> None:
    page.goto(f"{site}tra-cuu/?q=giay+phep")
    expect(page.locator("#tim-ds li")).to_have_count(4)
    field = page.locator("fieldset[name=linh-vuc] label", has_text="Đường bộ")
    assert field.locator("span").inner_text() == "2"
    field.click()
    expect(page.locator("#tim-ds li")).to_have_count(2)
    # Other choices of the same facet still say what they would give.
    assert (
        page.locator("fieldset[name=linh-vuc] label", has_text="Hoạt động xây dựng").locator("span").inner_text() == "2"
    )
    assert page.evaluate("document.activeElement.value") == "duong-bo"
    assert search(page, "đào tạo") == ["Cấp giấy phép đào tạo lái xe"]
    page.wait_for_url("**/?q=%C4%91%C3%A0o+t%E1%BA%A1o&linh-vuc=duong-bo")
    assert search(page, "khai sinh") == []
    assert "không kết quả nào qua được bộ lọc" in says(page)


def test_nút_quay_lại_trả_đúng_trạng_thái(page: Page, site: str) -> None:
    page.goto(f"{site}tra-cuu/?q=giay+phep")
    expect(page.locator("#tim-ds li")).to_have_count(4)
    page.locator("fieldset[name=linh-vuc] label", has_text="Đường bộ").click()
    expect(page.locator("#tim-ds li")).to_have_count(2)
    page.fill("#q", "khai sinh")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=khai+sinh&linh-vuc=duong-bo")
    page.go_back()
    page.go_back()
    expect(page.locator("#tim-ds li")).to_have_count(4)
    assert page.input_value("#q") == "giay phep"
    page.go_forward()
    expect(page.locator("#tim-ds li")).to_have_count(2)


def test_gõ_câu_mới_rồi_quay_lại_về_câu_cũ(page: Page, site: str) -> None:
    page.goto(f"{site}tra-cuu/?q=giay+phep")
    expect(page.locator("#tim-ds li")).to_have_count(4)
    page.fill("#q", "")
    page.locator("#q").press_sequentially("khai sinh", delay=120)
    page.wait_for_url("**/?q=khai+sinh")
    page.go_back()
    expect(page.locator("#tim-ds li")).to_have_count(4)
    assert page.url.endswith("?q=giay+phep")


def test_rời_trang_rồi_quay_lại_vẫn_còn_kết_quả(page: Page, site: str) -> None:
    page.goto(f"{site}tra-cuu/")
    search(page, "khai sinh")
    page.wait_for_url("**/?q=khai+sinh")
    page.goto(site)
    page.go_back()
    expect(page.locator("#tim-ds li")).to_have_count(2)


def test_chỉ_dùng_bàn_phím_chọn_gợi_ý(page: Page, site: str) -> None:
    page.goto(site)
    page.keyboard.press("Tab")
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    page.keyboard.type("khai sinh")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "?")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.type(" l")
    expect(options.first).to_contain_text("Đăng ký lại khai sinh")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/thu-tuc/1.004884/")


def test_nhấn_enter_khi_chưa_chọn_gợi_ý_thì_sang_trang_tra_cứu(page: Page, site: str) -> None:
    page.goto(site)
    page.fill("#tim", "khai sinh")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tra-cuu/?q=khai+sinh")
    expect(page.locator("#tim-ds li")).to_have_count(2)


def test_câu_hỏi_mười_nghìn_chữ_không_làm_treo_trang(page: Page, site: str) -> None:
    page.goto(f"{site}tra-cuu/")
    search(page, "giấy phép " * 1_000)
    assert len(says(page)) < 400
    search(page, "x" * 10_000)
    assert len(says(page)) < 400
    assert search(page, "khai tử") == ["Đăng ký khai tử"]


def test_mã_lệnh_trong_câu_hỏi_và_trong_dữ_liệu_chỉ_là_chữ(page: Page, site: str) -> None:
    page.goto(f"{site}tra-cuu/?q=<script>document.title='hacked'</script>")
    expect(page.locator("#tim-dem")).to_contain_text("<script>")
    assert HOSTILE in search(page, "thử")
    assert page.locator("#tim-ds img").count() == 0
    assert page.title() == "thử – Tra cứu"


def test_mất_mạng_giữa_chừng_trang_đang_mở_vẫn_tìm_được(page: Page, context: BrowserContext, site: str) -> None:
    page.goto(f"{site}tra-cuu/?q=khai+sinh")
    expect(page.locator("#tim-ds li")).to_have_count(2)
    page.wait_for_load_state("networkidle")
    context.set_offline(True)
    assert search(page, "lưu hành xe") == ["Cấp giấy phép lưu hành xe quá tải trọng"]
    assert search(page, "60/2014/QH13 khai tử")[:1] == ["Đăng ký khai tử"]
    assert search(page, "đơn giản hóa") == []  # in the text of a plan, which is no more than a hint
    assert maybe(page) == ["Kiểm soát thủ tục hành chính năm 2023"]


def test_chưa_tải_được_dữ_liệu_thì_nói_và_thử_lại_được(page: Page, context: BrowserContext, site: str) -> None:
    context.route("**/core.*.json", lambda route: route.abort())
    page.goto(f"{site}tra-cuu/?q=khai+sinh")
    expect(page.locator("#tim-dem")).to_contain_text("Chưa tải được dữ liệu")
    context.unroute("**/core.*.json")
    assert search(page, "khai tử") == ["Đăng ký khai tử"]


def test_không_có_mã_lệnh_vẫn_có_danh_sách_để_đi(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}tra-cuu/?q=khai+sinh")
    expect(page.get_by_role("heading", name="Theo cơ quan")).to_be_visible()
    expect(page.get_by_role("link", name="Đường bộ")).to_be_visible()
    expect(page.locator("#tim-kq")).to_be_hidden()
    context.close()


def test_xem_thêm_kết_quả_giữ_chỗ_đang_đọc(browser: Browser, tmp_path: Path) -> None:
    records = [procedure(f"1.{i:06}", f"Cấp giấy phép số {i}") for i in range(50)]
    write_site(tmp_path, records, ())
    with served(tmp_path) as address:
        page = browser.new_page()
        page.goto(f"{address}tra-cuu/?q=giay+phep")
        expect(page.locator("#tim-ds li")).to_have_count(20)
        page.get_by_role("button", name="Xem thêm kết quả").click()
        expect(page.locator("#tim-ds li")).to_have_count(40)
        expect(page.locator("#tim-ds a").nth(20)).to_be_focused()
        page.close()


def test_tệp_sau_tới_thì_kết_quả_đủ_thêm(browser: Browser, tmp_path: Path) -> None:
    tasks = [
        SearchRecord(id=f"n{i:05}", kind="nhiem-vu", title=f"Việc thứ {i}", url=f"viec/{i}/")
        for i in range(SHARD_TITLES)
    ]
    last = SearchRecord(id="x", kind="nhiem-vu", title="Giám sát cuối cùng", url="viec/x/", docs=("7/KH-UBND",))
    write_site(tmp_path, [*RECORDS, *tasks, last], (SearchWord(says="gscc", means=("giám sát cuối cùng",)),))
    with served(tmp_path) as address:
        page = browser.new_page()
        page.goto(f"{address}tra-cuu/?q=gscc")
        expect(page.locator("#tim-ds a")).to_have_text(["Giám sát cuối cùng"])
        expect(page.locator("#tim-dem")).to_contain_text("1 kết quả")
        assert search(page, "7/kh-ubnd") == ["Giám sát cuối cùng"]
        page.close()


@given(st.lists(st.integers(0, PACK_LIMIT), max_size=30))
def test_packed_numbers_survive_json(numbers: list[int]) -> None:
    text = pack(numbers)
    assert len(text) == len(numbers)
    assert json.loads(json.dumps(text, ensure_ascii=False).encode()) == text


def test_the_browser_unpacks_every_number(browser: Browser) -> None:
    script = "async (text) => (await import(new URL('engine.js', location).href)).unpack(text)"
    with served(THEME / "assets/js") as address:
        page = browser.new_page()
        page.goto(f"{address}engine.js")
        assert page.evaluate(script, pack(range(PACK_LIMIT + 1))) == list(range(PACK_LIMIT + 1))
        page.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_trang_có_kết_quả_và_gợi_ý_đang_mở_ai_cũng_dùng_được(browser: Browser, site: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{site}tra-cuu/?q=giay+phep")
    expect(page.locator("#tim-dem")).to_contain_text("4 kết quả")
    assert Axe().run(page).response["violations"] == []
    page.goto(site)
    page.fill("#tim", "giay phep")
    expect(page.get_by_role("option")).to_have_count(4)
    page.keyboard.press("ArrowDown")
    assert Axe().run(page).response["violations"] == []
    context.close()
