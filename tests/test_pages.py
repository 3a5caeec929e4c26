"""Pages asked with CSS selectors: the frame of every page, links that all lead somewhere, and what the pages of records say."""

import re
import unicodedata
from collections import Counter
from functools import cache
from itertools import pairwise
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.request import urlopen

import pytest
from selectolax.lexbor import LexborNode

from generator.reading.load import load
from tests.projects import ROOT, SEEDS
from tests.sites import BASE, REPOSITORY, SITE_URL, Site, broken_links, inside, references, shown

A = "ke-hoach/ha-tinh-so-khcn/2023-kiem-soat-tthc/"
B = "ke-hoach/an-giang-so-xay-dung/2023-kiem-soat-tthc/"
C = "ke-hoach/quang-tri-so-khcn/2024-cai-cach-tthc/"
D = "ke-hoach/ha-tinh-ubnd/2022-kiem-soat-tthc/"
E = "ke-hoach/thai-nguyen-so-khcn/2025-kiem-soat-tthc/"

TASKS = {A: 39, B: 47, C: 9, D: 33, E: 22}

TARGETS = {A: 12, B: 16, C: 15, D: 16, E: 2}

COMMON = ["TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Dự kiến sản phẩm", "Thời gian thực hiện"]

HEADS = {
    A: {tuple(COMMON)},
    B: {
        (
            "Stt2",
            "Nội dung",
            "Cơ quan chủ trì",
            "Cơ quan phối hợp",
            "Thời gian hoàn thành",
            "Kết quả thực hiện",
            "Ghi chú",
        )
    },
    D: {tuple(COMMON), ("TT", "Nội dung thực hiện", *COMMON[2:])},
    E: {("STT", "Nội dung công việc", "Đơn vị chủ trì thực hiện", "Đơn vị phối hợp/theo dõi", "Thời gian hoàn thành")},
}
"""The headings that the documents print over their tables; that of E has no column for products."""


# Every page


def meta(site: Site, address: str, name: str) -> str:
    return site.one(address, f'meta[name="{name}"], meta[property="{name}"]').attributes.get("content") or ""


def test_every_page_is_a_whole_document_in_vietnamese(site: Site) -> None:
    for address in site.addresses():
        assert site.html(address).lstrip().startswith("<!doctype html>"), address
        assert site.one(address, "html").attributes["lang"] == "vi", address
        for selector in (
            "title",
            "main",
            "main h1",
            "header.ck-head",
            "footer",
            'meta[charset="utf-8"]',
            'meta[name="viewport"]',
        ):
            assert len(site.page(address).css(selector)) == 1, (address, selector)


def test_every_page_has_a_title_and_a_description_of_its_own(site: Site) -> None:
    titles = Counter(site.text(address, "title") for address in site.addresses())
    assert [title for title, count in titles.items() if count > 1] == []
    for address in site.addresses():
        assert site.text(address, "title").endswith(" – Công khai"), address
        assert meta(site, address, "og:title") == site.text(address, "title").removesuffix(" – Công khai"), address
        assert 20 <= len(meta(site, address, "description")) <= 400, address
        assert meta(site, address, "og:description") == meta(site, address, "description"), address


def test_every_page_names_its_own_address(site: Site) -> None:
    for address in site.addresses():
        assert site.one(address, 'link[rel="canonical"]').attributes["href"] == SITE_URL + address
    # Records do without what is taken for granted: they are tens of thousands.
    for address in ("", "gioi-thieu/"):
        assert meta(site, address, "og:url") == SITE_URL + address
        assert (meta(site, address, "og:locale"), meta(site, address, "og:site_name")) == ("vi_VN", "Công khai")


def test_every_page_forbids_scripts_and_styles_of_others(site: Site) -> None:
    for address in [*site.addresses(), "404.html"]:
        policy = site.one(address, 'meta[http-equiv="Content-Security-Policy"]').attributes["content"] or ""
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert rules["default-src"] == "'none'", address
        # The QR code of a procedure is a picture in its page; a picture runs nothing (CSP 3 §6.1.8).
        assert rules.pop("img-src") == ("'self' data:" if site.page(address).css(".ck-qr") else "'self'"), address
        assert {sources for name, sources in rules.items() if name != "default-src"} <= {"'self'", "'none'"}, address
        assert "unsafe" not in policy, address


def test_headings_step_down_one_level_at_a_time(site: Site) -> None:
    for address in site.addresses():
        levels = [
            int((node.tag or "h0")[1]) for node in site.page(address).css("main h1, main h2, main h3, main h4, main h5")
        ]
        assert levels[0] == 1, address
        assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == [], address


def test_ids_are_used_once_and_can_be_linked_to(site: Site) -> None:
    for address in site.addresses():
        ids = [node.attributes["id"] or "" for node in site.page(address).css("[id]")]
        assert [name for name, count in Counter(ids).items() if count > 1] == [], address
        assert [name for name in ids if not name or " " in name] == [], address


def test_labels_point_at_something(site: Site) -> None:
    for address in site.addresses():
        for name in ("aria-labelledby", "aria-describedby", "for"):
            for node in site.page(address).css(f"[{name}]"):
                for target in (node.attributes[name] or "").split():
                    assert site.page(address).css(f'[id="{target}"]'), (address, name, target)


def test_no_page_shows_what_only_a_program_would_write(site: Site) -> None:
    leaked = re.compile(
        r"\bNone\b|\bTrue\b|\bFalse\b|\{\{|\}\}|\{%|Decimal\(|datetime\.|<bound|\bundefined\b|\(\)|\[\]"
    )
    for address in site.addresses():
        if not address.startswith("huong-dan/"):
            shown_text = " ".join(site.texts(address, "main"))
            assert leaked.findall(shown_text) == [], address


def test_all_text_is_composed_unicode(site: Site) -> None:
    for address in site.addresses():
        assert unicodedata.is_normalized("NFC", site.html(address)), address


def test_every_page_has_a_way_past_the_navigation(site: Site) -> None:
    for address in [*site.addresses(), "404.html"]:
        first = site.page(address).css("body a")[0]
        assert first.attributes["href"] == "#noi-dung", address
        assert site.one(address, "#noi-dung").attributes.get("tabindex") == "-1", address


def test_the_part_of_the_site_is_marked_in_the_navigation(site: Site) -> None:
    assert site.texts(A, '.ck-head nav [aria-current="true"]') == ["Kế hoạch"]
    assert site.texts("van-ban/61-2018-nd-cp/", '.ck-head nav [aria-current="true"]') in ([], ["Văn bản"])


# Links


def test_nothing_is_loaded_from_anywhere_else(site: Site) -> None:
    for address in [*site.addresses(), "404.html"]:
        for node, link in references(site, address):
            outside = urlsplit(urljoin(SITE_URL + address, link)).netloc != urlsplit(SITE_URL).netloc
            assert not outside or node.tag == "a", (address, node.tag, link)
        for node in site.page(address).css("[srcset], [style], style, iframe, object, embed, base, video, audio"):
            raise AssertionError((address, node.tag))


def test_style_sheets_load_nothing_from_anywhere_else(site: Site) -> None:
    for path in site.folder.rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"@import|https?:|//[a-z]", text) == [], path


def test_links_to_other_sites_are_safe(site: Site) -> None:
    for address in site.addresses():
        for node, link in references(site, address):
            scheme = urlsplit(link).scheme
            assert scheme in ("", "https", "mailto", "tel"), (address, link)
            assert node.attributes.get("target") is None, (address, link)


def test_every_link_inside_the_site_leads_to_a_page_or_file(site: Site) -> None:
    assert broken_links(site)[:20] == []


def test_every_anchor_leads_to_a_place_on_its_page(site: Site) -> None:
    @cache
    def ids(address: str) -> frozenset[str]:
        return frozenset(node.attributes["id"] or "" for node in site.page(address).css("[id]"))

    lost = set()
    for address in site.addresses():
        for _, link in references(site, address):
            anchor, target = unquote(urldefrag(link).fragment), inside(address, link)
            if anchor and target is not None and site.file(target).suffix == ".html" and anchor not in ids(target):
                lost.add((address, link))
    assert sorted(lost)[:20] == []


def test_links_are_relative_so_that_the_site_works_under_any_path(site: Site) -> None:
    for address in site.addresses():
        rooted = [link for node, link in references(site, address) if link.startswith("/")]
        own = [link for node, link in references(site, address) if link.startswith(SITE_URL) and node.tag != "link"]
        assert rooted == [], address
        assert own == [], address


def test_every_page_is_found_by_following_links_under_another_path(site: Site) -> None:
    """The site crawled over HTTP under a path it was not told of, from its home page."""
    with shown(site.folder, "/x/y/") as start:
        seen, waiting = {start}, [start]
        while waiting:
            at = waiting.pop()
            with urlopen(at) as answer:
                assert answer.status == 200
                html = answer.read().decode() if answer.headers["Content-Type"].startswith("text/html") else ""
            for link in re.findall(r'<a[^>]* href="([^"]*)"', html):
                whole = urldefrag(urljoin(at, link.replace("&amp;", "&"))).url.split("?")[0]
                if whole.startswith(start) and whole not in seen:
                    seen.add(whole)
                    waiting.append(whole)
    empty_lists = {
        address for address in site.addresses() if address.startswith("danh-muc/")
    }  # nobody stated a register
    missed = set(site.addresses()) - {address.removeprefix(start) for address in seen}
    assert missed == empty_lists, "lists without content are kept, and not offered"


def test_the_page_for_what_is_missing_works_at_any_depth(site: Site) -> None:
    for link in site.links("404.html", "body a, head link"):
        assert link.startswith((BASE, "#", "https://")), link
        found = inside("404.html", link)
        assert found is None or link.startswith("#") or site.file(found.removesuffix(".")).is_file(), link
    assert site.text("404.html", "h1") == "Không tìm thấy trang này"
    assert site.page("404.html").css('meta[name="robots"][content="noindex"]')


def test_other_forms_of_a_page_are_announced(site: Site) -> None:
    for address in site.addresses():
        for node in site.page(address).css('link[rel="alternate"]'):
            found = inside(address, node.attributes["href"] or "")
            assert found is not None
            assert site.file(found).is_file(), (address, found)
            # A reader of feeds shows the title; nobody shows that of data.
            assert node.attributes["type"] in ("application/json", "application/gzip") or node.attributes["title"], (
                address
            )
    assert len(site.page(A).css('link[rel="alternate"][type="application/json"]')) == 1


# A plan


@pytest.mark.parametrize("plan", TASKS)
def test_a_plan_shows_every_task_and_target_with_a_link_of_its_own(site: Site, plan: str) -> None:
    rows = [node.attributes["id"] for node in site.page(plan).css('[id^="n-"]')]
    assert len(rows) == len(set(rows)) == TASKS[plan]
    targets = site.page(plan).css('[id^="ct-"]')
    assert len(targets) == TARGETS[plan]
    own = set(site.links(plan))
    assert [row for row in rows if f"#{row}" not in own] == []


@pytest.mark.parametrize("plan", TASKS)
def test_a_task_opens_the_lines_it_was_transcribed_from(site: Site, plan: str) -> None:
    for row in site.page(plan).css('[id^="n-"]'):
        (source,) = row.css("details blockquote")
        (link,) = source.css("a")
        assert re.fullmatch(r"Dòng \d+(–\d+)? của bản chữ dùng để chép(; ghép các phần bị ngắt trang)?", link.text()), (
            row.attributes["id"]
        )
        address, _, line = (link.attributes["href"] or "").partition("#d")
        assert address.endswith(f"{plan}van-ban-goc/")
        assert site.page(f"{plan}van-ban-goc/").css(f'[id="d{line}"]')


@pytest.mark.parametrize("plan", HEADS)
def test_the_task_tables_have_the_headings_that_the_document_prints(site: Site, plan: str) -> None:
    tables = site.page(plan).css("table.ck-plan")
    heads = [tuple(node.text().strip() for node in table.css("thead th")) for table in tables]
    assert set(heads) == HEADS[plan]
    for table, head in zip(tables, heads, strict=True):
        assert {len(row.css("th, td")) for row in table.css("tbody tr")} == {len(head)}


def test_the_head_reads_as_the_document_does(site: Site) -> None:
    assert site.text(A, ".ck-doc h1") == (
        "Quyết định ban hành kế hoạchKế hoạch hoạt động kiểm soát thủ tục hành chính và thực hiện cơ chế một cửa, "
        "một cửa liên thông năm 2023"
    )
    head = site.text(A, ".ck-doc")
    assert "Số: (để trống) /QĐ-SKHCN" in head
    assert "Hà Tĩnh, ngày (để trống) tháng 3 năm 2023" in head
    assert "PHÓ GIÁM ĐỐC, Phan Trọng Bình" in site.text(A, ".ck-doc ~ .ck-part")


def test_a_plan_without_number_says_that_it_was_not_compared(site: Site) -> None:
    words = "Bản dùng để số hóa chưa có số; chưa đối chiếu với bản ký ban hành."
    assert [plan for plan in TASKS if words in site.text(plan, "main")] == [A, B, E]


def test_sections_stand_under_their_printed_headings(site: Site) -> None:
    heads = [text for text in site.texts(A, "main h2, main h3") if re.match(r"[IVX]+\. ", text)]
    assert [head.split(".")[0] for head in heads] == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    assert heads[2] == "III. Rà soát, đánh giá tác động TTHC"


def row(site: Site, plan: str, task: str) -> LexborNode:
    return site.one(plan, f'[id="n-{task}"]')


def cells(site: Site, plan: str, task: str) -> list[str]:
    return [" ".join(node.text().split()) for node in row(site, plan, task).css("td")]


def test_a_row_says_what_the_document_says(site: Site) -> None:
    content, lead, coordinating, product, deadline = cells(site, A, "I.1")
    assert content.startswith(
        "Xây dựng Kế hoạch hoạt động kiểm soát TTHC và thực hiện cơ chế một cửa, một cửa liên thông."
    )
    assert lead == "Văn phòng; Phòng Thông tin thống kê KHCN&ĐMST"
    assert coordinating == "Các phòng đơn vị có thủ tục hành chính"
    assert product == "Kế hoạch được ban hành."
    assert deadline.startswith("Trước ngày 30/3 năm 2023")
    assert deadline.count("nguồn") >= 1


def test_two_products_with_two_deadlines_stay_two(site: Site) -> None:
    _, _, _, product, deadline = row(site, A, "IV.1").css("td")
    assert len(product.css("p")) == 2
    assert len([node for node in deadline.css("b") if "Thường xuyên trong năm 2023" in node.text()]) == 2


def said(site: Site, plan: str, target: str) -> str:
    """The row of a table that holds a target."""
    found: LexborNode | None = site.one(plan, f'[id="ct-{target}"]')
    while found is not None and found.tag != "tr":
        found = found.parent
    assert found is not None
    return " ".join(found.text().split())


def test_targets_are_said_with_their_comparison(site: Site) -> None:
    assert "ít nhất 10 %" in said(site, A, "CT1")
    assert "chậm nhất 3 ngày" in said(site, A, "CT4")
    assert "đủ 100 %" in said(site, A, "CT5")
    assert [number for number in range(1, 17) if "7.920 hồ sơ/năm" in said(site, B, f"CT{number}")] == [5]


def test_a_target_inside_another_says_so(site: Site) -> None:
    assert "trong đó" in said(site, A, "CT6").casefold() or "tính trong" in said(site, A, "CT6").casefold()
    assert "trong đó" not in said(site, A, "CT1").casefold()


def test_a_bare_number_is_printed_bare_and_said_to_be_read_as_at_least(site: Site) -> None:
    assert re.search(r"(?<!ít nhất )80 %", said(site, A, "CT7"))
    assert "Văn bản không ghi «tối thiểu»; trang này đọc là ít nhất." in said(site, A, "CT7")
    assert "Văn bản không ghi" not in said(site, A, "CT1")


def test_document_numbers_in_running_text_lead_to_their_pages(site: Site) -> None:
    links = {node.text(): node.attributes["href"] for node in row(site, A, "I.3").css("td a")}
    assert links["223/KH-UBND"] == "../../../van-ban/ha-tinh-223-kh-ubnd-2021/"
    bases = {node.text(): node.attributes["href"] for node in site.page(A).css('section[aria-labelledby="can-cu"] a')}
    assert bases["61/2018/NĐ-CP"] == "../../../van-ban/61-2018-nd-cp/"
    assert bases["440/QĐ-UBND"] == "../../../van-ban/ha-tinh-440-qd-ubnd-2023/"
    assert len(bases) == 14


def test_all_parts_of_the_document_are_there(site: Site) -> None:
    headings = site.texts(A, "main h2")
    for heading in ("Chỉ tiêu", "Căn cứ", "Tổ chức thực hiện", "Văn bản được nhắc đến", "Đối chiếu, tải về"):
        assert heading in headings
    assert "Quyết định này có hiệu lực kể từ ngày ban hành." in site.text(A, "main")
    assert "Phần lời của kế hoạch" in site.texts(E, "main h2")


def test_a_corrected_text_shows_what_the_source_prints_and_why(site: Site) -> None:
    shown_departures = 0
    for plan in load(SEEDS / "plans").catalogue.plans.values():
        for item in plan.placed_tasks():
            text = " ".join(row(site, f"ke-hoach/{plan.id}/", item.id).text().split())
            for departure in (*item.task.restored, *item.task.corrected):
                shown_departures += 1
                assert " ".join(departure.raw.split()) in text, item.id
                assert " ".join(departure.reason.split()) in text, item.id
    assert shown_departures > 0


def test_a_plan_leads_to_its_file_and_its_data(site: Site) -> None:
    links = site.links(A)
    plans = (SEEDS / "plans").relative_to(ROOT).as_posix()
    assert f"{REPOSITORY}/edit/main/{plans}/agencies/ha-tinh-so-khcn/2023-kiem-soat-tthc/plan.yml" in links
    assert "../../../api/v1/plans/ha-tinh-so-khcn/2023-kiem-soat-tthc.json" in links
    assert f"../../../{A}van-ban-goc/" in links


@pytest.mark.parametrize("plan", TASKS)
def test_the_source_is_shown_line_by_line(site: Site, plan: str) -> None:
    address = f"{plan}van-ban-goc/"
    lines = (site.folder / plan / "source.txt").read_text(encoding="utf-8").split("\n")
    shown_lines = [node.attributes["id"] for node in site.page(address).css('.ck-source [id^="d"]')]
    assert shown_lines == [f"d{number}" for number, line in enumerate(lines, start=1) if line.strip()]


def test_a_restored_line_stands_beside_its_scan(site: Site) -> None:
    text = site.text(f"{C}van-ban-goc/", "main")
    scan = (site.folder / C / "source.txt").read_text(encoding="utf-8").split("\n")
    restored = (
        (SEEDS / "plans/agencies/quang-tri-so-khcn/2024-cai-cach-tthc/restored.txt")
        .read_text(encoding="utf-8")
        .split("\n")
    )
    cells = [cell for line in (*scan, *restored) if "[?]" not in line for cell in line.split("\t")]
    assert [cell for cell in cells if " ".join(cell.split()) not in text] == []


# Agencies, metrics, documents


def test_agencies_are_grouped_by_province_and_told_apart_by_their_days(site: Site) -> None:
    assert site.texts("co-quan/", "main h2") == [
        "Ủy ban nhân dân tỉnh An Giang",
        "Ủy ban nhân dân tỉnh Hà Tĩnh",
        "Ủy ban nhân dân tỉnh Quảng Trị",
        "Ủy ban nhân dân tỉnh Thái Nguyên",
    ]
    assert site.text("co-quan/an-giang-so-xay-dung/", "title").startswith("Sở Xây dựng tỉnh An Giang (đến 30/6/2025)")
    assert site.text("co-quan/an-giang-so-xay-dung-2025/", "title").startswith(
        "Sở Xây dựng tỉnh An Giang (từ 1/7/2025)"
    )


def test_an_agency_shows_what_it_was_before_and_became_after_a_merger(site: Site) -> None:
    before = {node.attributes["href"] for node in site.page("co-quan/an-giang-so-xay-dung-2025/").css(".ck-kin a")}
    after = {node.attributes["href"] for node in site.page("co-quan/an-giang-so-xay-dung/").css(".ck-kin a")}
    assert "../../co-quan/an-giang-so-xay-dung/" in before
    assert "../../co-quan/an-giang-so-xay-dung-2025/" in after
    assert f"../../{B}" in site.links("co-quan/an-giang-so-xay-dung/")


def test_a_metric_gathers_its_targets_over_plans_and_years(site: Site) -> None:
    text = site.text("chi-tieu/satisfaction/", "main")
    for words in ("ít nhất 85 %", "ít nhất 90 %", "2022", "2023", "2024"):
        assert words in text.replace("\u00a0", " ")
    places = [link for link in site.links("chi-tieu/satisfaction/", "main a") if "#" in link]
    assert {link.split("#")[0].removeprefix("../../") for link in places} >= {A, B, C, D}


def test_a_document_names_every_place_that_names_it(site: Site) -> None:
    links = [link.removeprefix("../../") for link in site.links("van-ban/61-2018-nd-cp/", "main a")]
    assert f"{A}#can-cu" in links
    assert f"{D}#n-PL2.8" in links
    assert site.text("van-ban/61-2018-nd-cp/", "main h1") == "Nghị định 61/2018/NĐ-CP"


def test_what_is_not_known_of_a_document_is_said(site: Site) -> None:
    assert "Trang này chưa xác minh hiệu lực của văn bản và chưa có địa chỉ toàn văn." in site.text(
        "van-ban/02-2017-tt-vpcp/", "main"
    )
    text = site.text("van-ban/766-qd-ttg/", "main")
    assert "23/6/2022" in text
    assert "24/6/2022" in text


def test_the_home_page_leads_to_every_issuing_agency_and_plan(site: Site) -> None:
    links = {link.removeprefix("./") for link in site.links("", "main a")}
    assert set(TASKS) <= links
    assert {f"co-quan/{plan.split('/')[1]}/" for plan in TASKS} <= links


def test_open_data_are_offered_with_their_commit_and_digests(site: Site) -> None:
    links = {link.removeprefix("../") for link in site.links("du-lieu/", "main a")}
    assert {f"api/v1/{name}.json" for name in ("agencies", "plans", "targets", "legal-documents")} <= links
    assert {f"api/v1/plans/{plan.removeprefix('ke-hoach/')[:-1]}.json" for plan in TASKS} <= links
    assert "manifest.sha256" in links
