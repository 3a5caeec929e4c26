"""A procedure's page in a citizen's order, the ways to it and the lists: what is unknown says so, what is missing is named."""

import json
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.check import check
from generator.model.procedure import Adoption, Procedure
from generator.pages.documents import document_pages
from generator.pages.lists import list_pages, performed_section
from generator.pages.parts.page import Page
from generator.pages.procedure.index import PER_PAGE, initial, paged, procedure_index_pages
from generator.pages.procedure.page import procedure_pages
from generator.publish.exports.csvfile import defused
from generator.publish.exports.procedures import ADOPTION_COLUMNS, COLUMNS, procedure_files
from generator.publish.render import Templates
from generator.tracking.linked import Linked, link
from generator.tracking.procedures import LISTS
from tests.projects import ROOT, SEEDS

AS_OF = date(2026, 7, 20)
SITE_URL = "https://vi-du.github.io/cong-khai/"


@cache
def demo() -> Linked:
    return link(check(ROOT / "demo/plans", AS_OF, demo=True).catalogue, AS_OF)


@cache
def real() -> Linked:
    return link(check(SEEDS / "plans", AS_OF).catalogue, AS_OF)


@cache
def pages(linked: str) -> dict[str, Page]:
    whole = demo() if linked == "demo" else real()
    made = (*procedure_pages(whole), *procedure_index_pages(whole), *list_pages(whole))
    return {page.address: page for page in made}


def rendered(page: Page) -> LexborHTMLParser:
    return LexborHTMLParser(Templates(ROOT / "theme_overrides", SITE_URL).content(page))


@cache
def shown(address: str, linked: str = "demo") -> LexborHTMLParser:
    return rendered(pages(linked)[address])


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def changed(code: str, linked: Linked, **fields: object) -> LexborHTMLParser:
    """The page of a procedure with other facts."""
    record: Procedure = replace(linked.catalogue.procedures[code], **fields)  # type: ignore[arg-type]
    catalogue = replace(linked.catalogue, procedures=linked.catalogue.procedures | {code: record})
    found = {page.address: page for page in procedure_pages(replace(linked, catalogue=catalogue))}
    return rendered(found[f"thu-tuc/{code}/"])


def test_a_full_page_answers_in_a_citizens_order() -> None:
    page = shown("thu-tuc/9.999999/")
    assert texts(page, "dt") == ["Mất bao lâu", "Bao nhiêu tiền", "Nộp ở đâu", "Nhận được gì"]
    assert texts(page, "h2") == [
        "Bạn cần chuẩn bị gì Thành phần hồ sơ",
        "Mất bao lâu, bao nhiêu tiền, nộp ở đâu Thời hạn, phí, cách thức",
        "Các bước Trình tự thực hiện",
        "Ai được làm, điều kiện gì Đối tượng, yêu cầu, điều kiện",
        "Ai giải quyết Cơ quan thực hiện",
        "Trễ hẹn thì hỏi ai",
        "Căn cứ pháp lý",
        "Lịch sử Quyết định công bố",
        "Mã, tên khác",
        "Bản tóm tắt Chạm vào khung để chọn hết, rồi chép gửi",
        "Nguồn",
    ]


def test_the_table_of_terms_has_a_row_for_each_case() -> None:
    rows = [
        texts(LexborHTMLParser(f"<table>{row.html}</table>"), "th, td") for row in shown("thu-tuc/9.999999/").css("tr")
    ]
    assert rows == [
        ["", "Tại quầy", "Trực tuyến", "Qua bưu điện"],
        ["Thời hạn", "5 ngày làm việc", "3 ngày làm việc", "5 ngày làm việc"],
        ["Phí, xin lần đầu", "60.000 đồng", "30.000 đồng", "60.000 đồng"],
        ["Phí, xin cấp lại vì mất, hỏng", "20.000 đồng", "miễn phí", "chưa rõ"],
    ]


def test_a_ground_that_is_no_longer_in_force_says_so_and_leads_on() -> None:
    (warned,) = [text for text in texts(shown("thu-tuc/9.999999/"), "li") if text.startswith("02/2016/NĐ-VD")]
    assert "Đã được thay thế thay bằng Nghị định 01/2025/NĐ-VD" in warned
    assert "Quyết định công bố vẫn ghi văn bản này." in warned


def test_history_stands_newest_first_each_number_with_its_own_date() -> None:
    page = shown("thu-tuc/9.999999/")
    assert texts(page, ".ck-key")[-3:] == ["5/7/2025", "2/1/2025", "15/3/2017"]
    numbers = [text for text in texts(page, ".ck-meta") if text.startswith("Quyết định 0")]
    assert numbers == ["Quyết định 02/QĐ-VD", "Quyết định 01/QĐ-VD", "Quyết định 00/QĐ-VD"]


def test_an_index_record_is_a_short_page_without_empty_headings() -> None:
    page = shown("thu-tuc/1.014855/", "real")
    assert texts(page, "h2") == [
        "Ai được làm, điều kiện gì Đối tượng, yêu cầu, điều kiện",
        "Ai giải quyết Cơ quan thực hiện",
        "Bản tóm tắt Chạm vào khung để chọn hết, rồi chép gửi",
        "Nguồn",
    ]
    assert texts(page, "dl") == []
    (note,) = texts(page, ".ck-note")
    assert note.startswith("Trang này chưa chép giấy tờ phải nộp, các bước, thời hạn, phí, lệ phí, cách nộp, kết quả")
    assert "chỉ áp dụng ở tỉnh Cao Bằng" in texts(page, ".ck-legend span")


def test_a_doubtful_fee_is_not_printed_and_the_reason_is() -> None:
    page = shown("thu-tuc/1.013217/", "real")
    assert "Xem bản chính thức" in texts(page, "dd b")
    assert "45" not in " ".join(texts(page, "dd, td, pre, .ck-meta"))
    assert "Số tiền ghi ở nguồn nhỏ bất thường, có lẽ gõ nhầm, nên trang này không in lại." in " ".join(
        texts(page, ".ck-meta")
    )


def test_an_unknown_fee_is_not_free() -> None:
    page = shown("thu-tuc/1.000028/", "real")
    assert "Chưa rõ" in texts(page, "dd b")
    assert "miễn phí" not in " ".join(texts(page, "dd, td, pre"))
    assert "Phí «chưa rõ» là nguồn không ghi, không phải miễn phí." in " ".join(texts(page, "p"))


def test_a_limit_without_a_unit_is_not_printed() -> None:
    page = shown("thu-tuc/1.002771/", "real")
    assert texts(page, "dd b")[0] == "Chưa rõ"
    assert "không ghi đơn vị" in " ".join(texts(page, "p"))


@pytest.mark.parametrize(
    ("day", "words"), [(AS_OF, "Đọc ngày 18/7/2026."), (date(2026, 10, 17), "Đọc ngày 18/7/2026, có thể đã thay đổi.")]
)
def test_beside_the_terms_stands_the_day_they_were_read(day: date, words: str) -> None:
    found = next(page for page in procedure_pages(replace(real(), as_of=day)) if page.address == "thu-tuc/1.000028/")
    page = rendered(found)
    assert texts(page, "aside > .ck-meta") == [words]
    assert texts(page, "caption") == [words]


def test_an_abolished_procedure_keeps_its_address_marked_and_cannot_be_applied_for() -> None:
    page = shown("thu-tuc/9.999984/")
    assert texts(page, ".ck-legend .ck-st--warn") == ["Đã bãi bỏ"]
    assert texts(page, ".ck-note")[0].startswith("Đã bãi bỏ từ sau ngày 30/6/2025.")
    assert page.css_first(".ck-btn") is None


def test_a_replaced_procedure_leads_to_its_successor() -> None:
    links = [node.attributes["href"] for node in shown("thu-tuc/9.999983/").css(".ck-note a")]
    assert links == ["../../thu-tuc/9.999999/"]


def test_the_button_leads_to_the_national_portal_only() -> None:
    for address, page in pages("real").items():
        if address.startswith("thu-tuc/") and hasattr(page.context, "button"):
            assert page.context.button[1].startswith("https://dichvucong.gov.vn/"), address
    elsewhere = replace(real().catalogue.procedures["1.000028"].source, url="https://dichvucong.vidu.example/x")
    assert changed("1.000028", real(), source=elsewhere).css_first(".ck-btn") is None


def test_the_summary_is_plain_text_that_names_papers_limit_fee_place_and_source() -> None:
    page = shown("thu-tuc/9.999999/")
    (summary,) = [node.text() for node in page.css("pre")]
    lines = summary.split("\n")
    assert lines[0] == "Cấp giấy phép đặt biển chỉ dẫn tạm thời trên hè phố (9.999999, minh họa)"
    assert [line.split(":")[0].split(",")[0] for line in lines[1:]] == [
        "Cần", "Cần", "Mất bao lâu", "Bao nhiêu tiền", "Nhận được gì", "Nộp", "Nguồn",
    ]  # fmt: skip
    assert lines[-1] == f"Nguồn: {SITE_URL}thu-tuc/9.999999/ · đọc ngày 18/7/2026"


def test_local_facts_come_from_the_agency_and_silence_stays_silent() -> None:
    said = " ".join(texts(shown("thu-tuc/9.999985/"), "p"))
    assert "Nhận tại Bộ phận Một cửa" in said
    assert "mức trực tuyến" not in said
    assert "không phụ thuộc địa giới" not in said


def test_the_counter_sheet_has_its_code_and_date() -> None:
    page = shown("thu-tuc/9.999999/")
    assert page.css_first(".ck-qr svg path") is not None
    assert texts(page, ".ck-qr p") == ["Kiểm tra ngày 18/7/2026. Quét mã để xem lại."]
    assert page.css_first("[style]") is None


def test_two_departments_state_the_same_procedure_side_by_side() -> None:
    catalogue = demo().catalogue
    other = replace(catalogue.adoptions["vi-du-so-minh-hoa"], procedures=(Adoption(code="9.999998", one_stop=False),))
    both = replace(catalogue, adoptions=catalogue.adoptions | {"vi-du-ubnd": other})
    found = next(
        page for page in procedure_pages(replace(demo(), catalogue=both)) if page.address == "thu-tuc/9.999998/"
    )
    assert len(rendered(found).css("h3 a[href*='co-quan/']")) == 2


def test_every_procedure_is_reached_by_field_body_or_province_and_letter() -> None:
    reached: dict[str, set[str]] = {}
    for address, page in pages("real").items():
        for row in getattr(page.context, "rows", ()):
            reached.setdefault(row.link.address, set()).add(address.split("/")[1])
    for code, item in real().catalogue.procedures.items():
        ways = {"linh-vuc", "a-z", "co-quan" if item.national else "dia-phuong"}
        assert ways <= reached[f"thu-tuc/{code}/"], code


def test_what_a_province_laid_down_is_listed_under_that_province_only() -> None:
    for address, page in pages("real").items():
        for row in getattr(page.context, "rows", ()):
            code = row.link.address.split("/")[1]
            known = real().catalogue.procedures[code]
            if not known.national:
                assert not address.startswith(("co-quan/", "thu-tuc/co-quan/")), (address, code)
                assert known.jurisdiction in row.facts


@pytest.mark.parametrize(
    ("name", "letter"),
    [("Ủy quyền", "U"), ("Ấn định", "Â"), ("Đăng ký", "Đ"), ("Ứng cử", "Ư"), ("2 bánh", "#"), ("«Cấp»", "#")],
)
def test_a_name_stands_under_its_vietnamese_letter(name: str, letter: str) -> None:
    assert initial(name) == letter


def test_a_long_list_is_cut_into_pages_that_lead_to_each_other() -> None:
    some = [real().catalogue.procedures["1.000028"]] * (PER_PAGE + 1)
    first, second = paged("thu-tuc/a-z/c/", "Vần C", some)
    assert (first.address, second.address) == ("thu-tuc/a-z/c/", "thu-tuc/a-z/c/trang-2/")
    assert len(rendered(second).css(".ck-rows > li")) == 1
    assert texts(rendered(second), ".ck-pages [aria-current]") == ["2"]


@pytest.mark.parametrize("item", LISTS, ids=lambda item: item.slug)
def test_a_list_that_nobody_stated_says_so_in_one_sentence(item: object) -> None:
    page = shown(f"danh-muc/{item.slug}/", "real")  # type: ignore[attr-defined]
    said = [text for text in texts(page, "p") if "chưa có danh mục nào do cơ quan tự công bố" in text]
    assert len(said) == 1
    assert page.css_first("table") is None


@pytest.mark.parametrize("item", LISTS, ids=lambda item: item.slug)
def test_every_list_is_seen_in_the_demonstration(item: object) -> None:
    page = shown(f"danh-muc/{item.slug}/vi-du-so-minh-hoa/")  # type: ignore[attr-defined]
    assert page.css(".ck-rows > li"), item


def test_shares_print_their_numbers_and_link_every_procedure() -> None:
    page = shown("danh-muc/ty-le/vi-du-so-minh-hoa/")
    assert texts(page, ".ck-big") == [
        "80 % 8/10 thủ tục đủ điều kiện toàn trình",
        "83,3 % 5/6 thủ tục có phí, lệ phí",
        "85,7 % 12/14 thủ tục phục vụ người dân, doanh nghiệp",
        "61,5 % 8/13 thủ tục phục vụ người dân, doanh nghiệp",
    ]
    assert texts(page, ".ck-meta")[1] != ""
    counts = [int(text.split(": ")[1].split()[0]) for text in texts(page, "summary")]
    assert [len(node.css(".ck-rows > li")) for node in page.css("details")] == counts


def test_a_departments_page_counts_what_its_type_performs_and_says_how() -> None:
    section = performed_section(real(), real().catalogue.agencies["an-giang-so-xay-dung-2025"])
    assert section is not None
    assert section.title == "Theo danh mục quốc gia, loại sở này thực hiện"
    assert section.sentence.startswith("Theo danh mục quốc gia, 17 thủ tục ghi đúng tên «Sở Xây dựng»")
    assert [(tally.link.text, tally.count) for tally in section.fields][:3] == [
        ("Đường bộ", 5), ("Hàng hải và đường thủy nội địa", 4), ("Nhà ở và công sở", 3),
    ]  # fmt: skip


def test_a_legal_document_leads_to_the_procedures_that_cite_it() -> None:
    document = next(page for page in document_pages(demo()) if page.address == "van-ban/01-2025-nd-vd/")
    (link_to,) = [node for node in rendered(document).css("a") if node.text() == "7 thủ tục căn cứ văn bản này"]
    assert link_to.attributes["href"] == "../../van-ban/01-2025-nd-vd/thu-tuc/"
    page = shown("van-ban/01-2025-nd-vd/thu-tuc/")
    assert texts(page, "h1") == ["Thủ tục căn cứ Nghị định 01/2025/NĐ-VD"]
    assert len(page.css(".ck-rows > li")) == 7


def files(linked: Linked) -> dict[str, bytes]:
    return dict(procedure_files(linked))


def test_machines_get_a_suspect_fee_as_no_amount() -> None:
    fee = json.loads(files(real())["api/v1/procedures/1.013217.json"])["fees"][0]
    assert (fee["amount"], fee["suspect"], fee["amount_in_source"]) == (None, True, 45)


def test_machines_get_every_field_of_a_procedure_and_what_agencies_state() -> None:
    found = json.loads(files(demo())["api/v1/procedures/9.999999.json"])
    assert found["depth"] == "full"
    decision = {"number": "01/QĐ-VD", "date": "2025-01-02", "effect": "amend", "changed": "thêm phí cấp lại"}
    assert found["decisions"][1] == decision | {"issuer": None, "seen": None}
    assert [ground["state"] for ground in found["legal_bases"]] == ["in_force", "in_force", "replaced"]
    (adoption,) = found["adoptions"]
    assert (adoption["agency"], adoption["online_level"], adoption["one_stop"]) == ("vi-du-so-minh-hoa", "full", True)


def test_the_register_is_listed_whole_as_json_and_as_csv() -> None:
    made = files(real())
    assert len(json.loads(made["api/v1/procedures.json"])["procedures"]) == 30
    table = made["api/v1/procedures.csv"].decode("utf-8-sig").split("\r\n")
    assert table[0] == ",".join(COLUMNS)
    assert len(table) == 32
    assert files(real()) == made


def test_an_adoption_leaves_empty_what_the_agency_did_not_say() -> None:
    lines = files(demo())["api/v1/adoptions.csv"].decode("utf-8-sig").split("\r\n")
    assert lines[0] == ",".join(ADOPTION_COLUMNS)
    assert next(line for line in lines if "9.999985" in line) == (
        "vi-du-so-minh-hoa,9.999985,true,unknown,unknown,,,,unknown,,,,09/QĐ-VD,2026-01-05"
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r", " =", "＝"])
def test_a_cell_that_a_spreadsheet_would_run_is_defused(start: str) -> None:
    assert defused(f"{start}HYPERLINK(1)").startswith("'")


@pytest.mark.parametrize("cell", ["Cấp giấy phép", "1.000028", "", "(1)", "5 = 5"])
def test_an_ordinary_cell_stays(cell: str) -> None:
    assert defused(cell) == cell
