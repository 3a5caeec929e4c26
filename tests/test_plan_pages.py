"""The pages of the five plans and of the metrics: what a reader finds on them, on a phone, on a desk and on paper."""

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import chain

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.check import check
from generator.model import Clause
from generator.pages.agencies import agency_pages
from generator.pages.documents import document_pages
from generator.pages.parts.page import Page
from generator.pages.parts.target_rows import target_rows
from generator.pages.plan.page import plan_pages
from generator.pages.plan.source import stretches
from generator.pages.plan.text import clauses, section_anchor
from generator.pages.targets import target_pages
from generator.publish.render import Templates
from generator.tracking.linked import Linked, link
from tests.projects import ROOT, SEEDS

AN_GIANG, HA_TINH, PROVINCE, QUANG_TRI, THAI_NGUYEN = PLANS = (
    "an-giang-so-xay-dung/2023-kiem-soat-tthc",
    "ha-tinh-so-khcn/2023-kiem-soat-tthc",
    "ha-tinh-ubnd/2022-kiem-soat-tthc",
    "quang-tri-so-khcn/2024-cai-cach-tthc",
    "thai-nguyen-so-khcn/2025-kiem-soat-tthc",
)


@cache
def linked() -> Linked:
    return link(check(SEEDS / "plans").catalogue, date(2026, 7, 20))


@cache
def pages() -> dict[str, Page]:
    made = chain(*(pages_of(linked()) for pages_of in (plan_pages, target_pages, agency_pages, document_pages)))
    return {page.address: page for page in made}


@cache
def rendered(address: str) -> LexborHTMLParser:
    return LexborHTMLParser(Templates(ROOT / "theme_overrides").content(pages()[address]))


def plan(name: str) -> LexborHTMLParser:
    return rendered(f"ke-hoach/{name}/")


def one(tree: LexborHTMLParser, selector: str) -> LexborNode:
    """The only element that a selector finds."""
    (found,) = tree.css(selector)
    return found


def words(node: LexborNode) -> str:
    """What is read in an element; paragraphs are words apart."""
    html = node.html or ""
    text = LexborHTMLParser(html.replace("<p", " <p")).text() if "<p" in html else node.text()
    return " ".join(text.split())


def rows(tree: LexborHTMLParser, selector: str) -> list[list[str]]:
    """The cells of the rows of a table."""
    return [[words(cell) for cell in row.css("th, td")] for row in tree.css(f"{selector} tbody tr")]


# headings, columns, contents


@pytest.mark.parametrize("name", PLANS)
def test_every_task_is_a_row_with_its_own_anchor(name: str) -> None:
    ids = [item.id for item in linked().catalogue.plans[name].placed_tasks()]
    assert [row.attributes["id"] for row in plan(name).css("table.ck-plan tbody tr")] == [f"n-{task}" for task in ids]


@pytest.mark.parametrize("name", PLANS)
def test_every_link_inside_a_page_leads_to_something_on_it(name: str) -> None:
    ids = [node.attributes["id"] for node in plan(name).css("[id]")]
    assert len(ids) == len(set(ids))
    targets = {(node.attributes["href"] or "")[1:] for node in plan(name).css("a[href^='#']")}
    assert targets <= set(ids)


def test_every_link_from_another_page_into_a_plan_finds_its_place() -> None:
    seen = 0
    for address in pages():
        if address.startswith(("van-ban/", "chi-tieu/", "co-quan/", "ke-hoach/")):
            for node in rendered(address).css("a[href*='#']"):
                target, _, anchor = (node.attributes["href"] or "").replace("../", "").partition("#")
                if target in pages():
                    assert rendered(target).css_first(f"[id='{anchor}']") is not None, f"{address} → {target}#{anchor}"
                    seen += 1
    assert seen > 300


def test_a_printed_number_is_not_followed_by_two_stops() -> None:
    assert words(plan(THAI_NGUYEN).css("#m-1")[0]).startswith("1. Công tác chỉ đạo, điều hành")
    assert words(plan(THAI_NGUYEN).css("[id='m-2.1']")[0]) == "2.1. Kiểm soát ban hành TTHC"
    assert [node.tag for node in plan(QUANG_TRI).css("#m-II, [id='m-II.1'], [id='m-II.1.a']")] == ["h2", "h3", "h4"]


@pytest.mark.parametrize(
    ("table", "numbers", "ordinal", "anchor"),
    [
        (None, ("I",), 1, "m-I"),
        ("PL1", (None, "III"), 3, "m-PL1.III"),
        ("B7", (None,), 7, "m-B7"),
        (None, ("2.", "2.1"), 1, "m-2.1"),
        (None, ("II", "1", "a"), 1, "m-II.1.a"),
        (None, ("2.", None), 4, "m-2.4"),
        (None, (None,), 2, "m-2"),
    ],
)
def test_anchors_of_sections(table: str | None, numbers: tuple[str | None, ...], ordinal: int, anchor: str) -> None:
    assert section_anchor(table, numbers, ordinal) == anchor


def headings(name: str, table: int = 0) -> list[str]:
    return [words(cell) for cell in plan(name).css("table.ck-plan")[table].css("thead th")]


def test_columns_stand_as_the_document_heads_and_orders_them() -> None:
    official = [
        "TT",
        "Nội dung công việc",
        "Cơ quan chủ trì",
        "Cơ quan phối hợp",
        "Dự kiến sản phẩm",
        "Thời gian thực hiện",
    ]
    assert headings(PROVINCE) == official
    assert headings(PROVINCE, -1) == [official[0], "Nội dung thực hiện", *official[2:]]
    assert headings(AN_GIANG) == [
        "Stt2", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Kết quả thực hiện", "Ghi chú"
    ]  # fmt: skip


def test_a_column_that_the_document_does_not_print_is_left_out() -> None:
    assert headings(THAI_NGUYEN) == [
        "STT", "Nội dung công việc", "Đơn vị chủ trì thực hiện", "Đơn vị phối hợp/theo dõi", "Thời gian hoàn thành"
    ]  # fmt: skip


def test_a_plan_in_prose_is_set_as_cards_and_one_of_three_levels_has_room_for_its_numbers() -> None:
    assert plan(QUANG_TRI).css("table.ck-listed")
    assert not plan(AN_GIANG).css("table.ck-listed")
    assert plan(THAI_NGUYEN).css("table.ck-deep")


def test_the_contents_name_each_table_and_the_sections_in_it() -> None:
    top = [words(node) for node in plan(AN_GIANG).css(".ck-toc details > ul > li > a")]
    assert top[:2] == ["B1 Kiểm soát thủ tục hành chính 13", "B2 Cơ chế một cửa 10"]
    assert "Chỉ tiêu 16" in top
    inner = [node.attributes["href"] for node in plan(AN_GIANG).css(".ck-toc ul ul a")]
    assert inner[:4] == ["#m-B1.I", "#m-B1.II", "#m-B1.III", "#m-B2.I"]


# text, remarks, source


def test_an_article_is_called_one_and_a_number_without_a_title_leads_its_paragraph() -> None:
    assert "Điều 1. Ban hành kèm theo" in words(one(plan(HA_TINH), "section[aria-labelledby=dieu]"))
    assert words(plan(HA_TINH).css("section[aria-labelledby=dieu] h3")[0]) == "Điều 2. Tổ chức thực hiện"
    narrative = one(plan(AN_GIANG), "section[aria-labelledby=loi-van]")
    assert "1. Thực hiện các nhiệm vụ trong hoạt động" in words(narrative)
    assert "1." not in [words(node) for node in narrative.css("h3, h4")]


def test_what_the_document_prints_in_a_clause_is_one_tap_away() -> None:
    plan_record = linked().catalogue.plans[QUANG_TRI]
    parts = clauses(linked(), plan_record, plan_record.narrative)
    assert [(part.title, part.elsewhere) for part in parts if part.elsewhere] == [
        ("NHỮNG NHIỆM VỤ TRỌNG TÂM", (("Các nhiệm vụ của mục này", "m-II"),)),
        ("TỔ CHỨC THỰC HIỆN", (("Phân công của mục này", "to-chuc"),)),
    ]
    assert not clauses(linked(), plan_record, [Clause(text=("Lời mở đầu",))])[0].elsewhere


def test_a_task_set_right_says_which_cells_and_why() -> None:
    swapped = words(plan(AN_GIANG).css("[id='n-B1.I.2'] .ck-meta")[0])
    assert swapped.startswith("Khác bản nguồn. Ô thời hạn; ô sản phẩm: Hai ô của dòng này in đổi chỗ cho nhau")
    shifted = words(plan(THAI_NGUYEN).css("[id='n-2.5'] .ck-meta")[0])
    assert "Ô chủ trì: Dòng này in lệch sang phải một cột" in shifted
    assert "nguồn in «" not in shifted


def test_a_second_outcome_says_which_deadline_is_its_own() -> None:
    cells = words(one(plan(QUANG_TRI), "[id='n-II.1.a.2']"))
    assert "(1) Kết quả rà soát (2) tổ chức thực thi" in cells
    assert cells.index("(1) trước ngày 20/6/2024") < cells.index("(2) ngay sau khi được phê duyệt")


def test_a_restored_line_stands_beside_the_raw_one_and_doubt_is_marked() -> None:
    source = rendered(f"ke-hoach/{QUANG_TRI}/van-ban-goc/")
    raw, restored = one(source, "#d4").css("span")
    assert "ngay /9 thang 3 nam 2024" in words(raw)
    assert words(one(source, "#d4 mark")) == "19 [?]"
    assert "ngày 19 [?] tháng 3" in words(restored)
    task = one(plan(QUANG_TRI), "[id='n-II.1.a.1'] blockquote")
    assert task.css_first("mark") is not None
    assert "chữ tô nền có [?] là chữ còn ngờ" in words(task)
    assert not rendered(f"ke-hoach/{HA_TINH}/van-ban-goc/").css("mark, .ck-pairs")


def test_a_line_is_cut_at_its_doubtful_words() -> None:
    cut = stretches("hàng[?] tháng, ngày 19[?]")
    assert [(part.text, part.doubt) for part in cut] == [("hàng", True), (" tháng, ngày ", False), ("19", True)]


def test_a_plan_of_a_body_that_ended_links_the_one_that_followed() -> None:
    note = next(node for node in plan(AN_GIANG).css(".ck-part p") if "hoạt động đến" in words(node))
    assert "hoạt động đến 30/6/2025" in words(note)
    assert (note.css_first("a") or note).attributes["href"] == "../../../co-quan/an-giang-so-xay-dung-2025/"
    assert not [node for node in plan(THAI_NGUYEN).css(".ck-part p") if "hoạt động đến" in words(node)]


def test_a_document_printed_with_two_days_is_listed_with_both() -> None:
    listed = words(one(plan(AN_GIANG), "section[aria-labelledby=van-ban]"))
    assert "Quyết định 766/QĐ-TTg ngày 23/6/2022 hoặc ngày 24/6/2022" in listed


# targets and metrics


def aims(name: str) -> list[list[str]]:
    return rows(plan(name), "section[aria-labelledby=chi-tieu] table")


def test_one_sentence_for_three_levels_is_one_row_with_three_numbers() -> None:
    row = next(row for row in aims(PROVINCE) if row[0].startswith("Số hóa kết quả"))
    assert row[1] == (
        "ít nhất 50 % cấp tỉnh, trên số hồ sơ tiếp nhận ít nhất 40 % cấp huyện, trên số hồ sơ tiếp nhận "
        "ít nhất 35 % cấp xã, trên số hồ sơ tiếp nhận"
    )
    assert {"ct-CT5", "ct-CT6", "ct-CT7"} <= {node.attributes["id"] for node in plan(PROVINCE).css("td p[id]")}


def test_a_nested_target_follows_the_one_that_holds_it() -> None:
    labels = [row[0] for row in aims(HA_TINH)]
    outer = next(index for index, label in enumerate(labels) if label.startswith("Tối thiểu 50% TTHC có yêu cầu"))
    assert labels[outer + 1].startswith("trong đó: Tỷ lệ giao dịch thanh toán trực tuyến")
    assert "Tính trong: Thủ tục có thể trả tiền trực tuyến, ít nhất 50 %" in labels[outer + 1]
    nested = [row[0] for row in aims(AN_GIANG) if "Tính trong" in row[0]]
    assert [label.startswith("trong đó: ") for label in nested] == [False, False]  # their own words say so


def test_targets_are_put_in_order_whatever_the_order_of_the_file() -> None:
    record = linked().catalogue.plans[QUANG_TRI]
    first, second, third = record.targets[:3]
    mixed = replace(record, sections=(), targets=(replace(first, within=third.id), second, third))
    assert [row.amounts[0].anchor for row in target_rows(linked(), mixed)] == ["ct-CT2", "ct-CT3", "ct-CT1"]


def test_a_bare_number_says_how_it_is_read() -> None:
    (row,) = [row for row in aims(AN_GIANG) if row[1].startswith("90 %")]
    assert "Văn bản không ghi «tối thiểu»; trang này đọc là ít nhất." in row[0]


def test_a_metric_sets_plans_side_by_side_by_year() -> None:
    context = pages()["chi-tieu/satisfaction/"].context
    assert [item.year for item in context.plans] == ["2024", "2023", "2023", "2022"]
    assert rows(rendered("chi-tieu/satisfaction/"), "table")[3] == [
        "2023",
        "Sở Khoa học và Công nghệ tỉnh Hà Tĩnh Kiểm soát thủ tục hành chính và một cửa năm 2023",
        "ít nhất 85 % người dân, doanh nghiệp",
        "Mức độ hài lòng của người dân, doanh nghiệp về giải quyết TTHC đạt từ 85% trở lên",
        "Nhiệm vụ VIII.10",
    ]


CONTRASTS = {
    "satisfaction": ("đặt ít nhất 85\u00a0%", "đặt ít nhất 90\u00a0%"),
    "dossier-online": ("đặt 60\u00a0%", "đặt ít nhất 50\u00a0%"),
    "dvc-with-dossier": ("đặt 80\u00a0%", "đặt ít nhất 50\u00a0%"),
}


def test_a_department_and_its_province_are_set_side_by_side_where_they_differ_and_only_there() -> None:
    found = {
        address.split("/")[1]: page.context.contrasts
        for address, page in pages().items()
        if address.startswith("chi-tieu/") and address != "chi-tieu/" and page.context.contrasts
    }
    assert set(found) == set(CONTRASTS)
    for metric, (own, theirs) in CONTRASTS.items():
        (sentence,) = found[metric]
        assert sentence.index(own) < sentence.index("cơ quan cấp trên") < sentence.index(theirs)
        assert sentence.endswith("Trang này ghi cạnh nhau, không nhận xét.")


def test_a_plan_that_sets_a_metric_twice_says_so_and_nested_or_by_level_is_not_twice() -> None:
    remarks = {
        (address.split("/")[1], item.plan.address.split("/")[1]): item.remark
        for address, page in pages().items()
        if address.startswith("chi-tieu/") and address != "chi-tieu/"
        for item in page.context.plans
        if item.remark
    }
    assert set(remarks) == {("payment-transactions", "quang-tri-so-khcn"), ("result-synced", "quang-tri-so-khcn")}
    assert all("ở 2 chỗ, cùng mức" in remark for remark in remarks.values())


# in the browser


def open_tab(browser: Browser, address: str, width: int) -> Tab:
    tab = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    tab.goto(address)
    return tab


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_plan_is_ever_wider_than_the_screen(browser: Browser, site_address: str, name: str, width: int) -> None:
    tab = open_tab(browser, f"{site_address}ke-hoach/{name}/", width)
    tab.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    tab.context.close()


def test_the_contents_are_folded_on_a_phone_and_open_on_a_desk(browser: Browser, site_address: str) -> None:
    phone = open_tab(browser, f"{site_address}ke-hoach/{AN_GIANG}/", 360)
    entry = phone.locator(".ck-toc a", has_text="Truyền thông").first
    assert not entry.is_visible()
    phone.locator(".ck-toc summary").click()
    entry.click()
    assert phone.url.endswith("#m-B5")
    desk = open_tab(browser, f"{site_address}ke-hoach/{AN_GIANG}/", 1280)
    assert desk.locator(".ck-toc a", has_text="Truyền thông").first.is_visible()
    for tab in (phone, desk):
        tab.context.close()


def test_paper_keeps_the_official_table_and_leaves_out_the_navigation(browser: Browser, site_address: str) -> None:
    tab = open_tab(browser, f"{site_address}ke-hoach/{AN_GIANG}/", 700)
    assert tab.locator(".ck-plan td").first.evaluate("cell => getComputedStyle(cell).display") == "block"
    tab.emulate_media(media="print")
    shown = "selector => getComputedStyle(document.querySelector(selector)).display"
    assert tab.evaluate(shown, ".ck-plan td") == "table-cell"
    assert tab.evaluate(shown, ".ck-plan thead") == "table-header-group"
    assert [tab.evaluate(shown, name) for name in (".ck-bar", ".ck-toc", "footer", ".ck-inl")] == ["none"] * 4
    tab.context.close()


# --- work without a day, and what is said once


def apart(name: str) -> dict[str, set[str | None]]:
    """The groups of tasks without a day: words → addresses on the page."""
    groups = plan(name).css("details.ck-more:has(> div > .ck-undated)")
    return {
        one_of(group, "summary").text(strip=True): {node.attributes["href"] for node in group.css("a")}
        for group in groups
    }


def one_of(node: LexborNode, selector: str) -> LexborNode:
    (found,) = node.css(selector)
    return found


def anchors(name: str, selector: str) -> set[str | None]:
    return {f"#{row.attributes['id']}" for row in plan(name).css(f".ck-plan tbody tr{selector}")}


@pytest.mark.parametrize("name", PLANS)
def test_work_without_a_day_is_gathered_apart_from_what_has_one(name: str) -> None:
    groups = apart(name)
    undated = set().union(*(tasks for words, tasks in groups.items() if not words.startswith("Trong cả")))
    assert undated == anchors(name, ":not([data-m])")
    assert all(tasks <= anchors(name, "[data-m]") for words, tasks in groups.items() if words.startswith("Trong cả"))
    radios = plan(name).css("[data-sieve] label:has(input[value='-'])")
    assert [node.text(strip=True) for node in radios] in ([f"không ghi ngày ({len(undated)})"], [])


def test_the_groups_say_why_there_is_no_day() -> None:
    assert list(apart(AN_GIANG)) == [
        "Thường xuyên: 33 việc",
        "Trong cả năm: 4 việc",
        "Theo văn bản khác, chờ sự kiện, hoặc không ghi thời hạn: 4 việc",
    ]


def test_recipients_keep_the_dash_that_the_document_prints() -> None:
    assert one(plan(AN_GIANG), "ul.ck-dash").css_first("li").text() == "VP.UBND tỉnh;"  # type: ignore[union-attr]


def test_the_list_of_documents_says_once_what_nobody_has_looked_up() -> None:
    tree = rendered("van-ban/")
    said = [node.text() for node in tree.css(".ck-meta") if "chưa xác minh" in node.text()]
    assert said == ["56 văn bản chưa xác minh hiệu lực, cả 57 văn bản chưa có địa chỉ toàn văn."]
    assert "chưa đối chiếu" not in tree.body.text()  # type: ignore[union-attr]
