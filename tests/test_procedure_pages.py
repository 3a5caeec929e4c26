"""A procedure's page in a citizen's order, the ways to it and the lists: what is unknown says so, what is missing is named."""

import csv
import gc
import io
import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.check import check
from generator.model import Agency, AgencyKind, AgencyName
from generator.model.adoption import Adoption
from generator.model.procedure import (
    CodedCase,
    Currency,
    DossierItem,
    Fee,
    FeeState,
    LimitUnit,
    Listing,
    Procedure,
    ProcedureKind,
    ProcedureSource,
    Status,
    TimeLimit,
)
from generator.pages.documents import document_pages
from generator.pages.lists import list_pages
from generator.pages.parts.leaves import PER_PAGE
from generator.pages.parts.page import Page
from generator.pages.performed import performed_section
from generator.pages.procedure.index import ProcedureListPage, paged, procedure_index_pages
from generator.pages.procedure.page import ProcedurePages
from generator.publish.exports.csvfile import defused
from generator.publish.render import Templates
from generator.tracking.linked import Linked, link
from generator.tracking.procedures import LISTS, Performed
from generator.tracking.shelves import initial
from tests.procedures import (
    AS_OF,
    PORTAL_PAGE,
    READ,
    list_files,
    papers,
    procedure,
    record_files,
    register,
    rendered,
    shown,
    texts,
)
from tests.projects import ROOT


@cache
def demo() -> Linked:
    return link(check(ROOT / "demo/plans", AS_OF, demo=True).catalogue, AS_OF)


def pages_of(linked: Linked) -> dict[str, Page]:
    made = (*ProcedurePages(linked), *procedure_index_pages(linked), *list_pages(linked))
    return {page.address: page for page in made}


@cache
def pages() -> dict[str, Page]:
    return pages_of(demo())


@cache
def at(address: str) -> LexborHTMLParser:
    """A page of the demonstration."""
    return rendered(pages()[address])


def test_a_full_page_answers_in_a_citizens_order() -> None:
    page = at("thu-tuc/9.999999/")
    assert texts(page, "dt") == ["Mất bao lâu", "Bao nhiêu tiền", "Nộp ở đâu", "Nhận được gì"]
    assert texts(page, "h2") == [
        "Bạn thuộc trường hợp nào?",
        "Cần biết thêm",
        "Các bước Trình tự thực hiện",
        "Ai được làm, điều kiện gì Đối tượng, yêu cầu, điều kiện",
        "Ai giải quyết Cơ quan thực hiện",
        "Trễ hẹn thì hỏi ai",
        "Căn cứ pháp lý",
        "Lịch sử Quyết định công bố",
        "Mã, tên khác",
        "Nguồn",
    ]


def test_a_limit_that_all_cases_share_stands_once_and_a_fee_stands_with_its_case() -> None:
    page = at("thu-tuc/9.999999/")
    assert texts(page, "dd")[0] == "Tại quầy, qua bưu điện 5 ngày làm việc Trực tuyến 3 ngày làm việc".replace(
        " Trực", "Trực"
    )
    assert texts(page, "summary") == ["Xin lần đầu", "Xin cấp lại vì mất, hỏng"]
    assert texts(page, "details > p:not(.ck-sub)") == [
        "Bao nhiêu tiền: Tại quầy, qua bưu điện 60.000 đồng; trực tuyến 30.000 đồng",
        "Bao nhiêu tiền: Tại quầy 20.000 đồng; trực tuyến miễn phí; qua bưu điện chưa rõ",
    ]


def test_the_first_case_is_open_and_the_others_are_folded() -> None:
    cases = at("thu-tuc/9.999999/").css("details.ck-case")
    assert ["open" in case.attributes for case in cases] == [True, False]
    assert {case.attributes["name"] for case in cases} == {"th"}


def test_a_paper_of_every_case_stands_once_above_the_cases() -> None:
    form, sketch, proof = (DossierItem(name=name, originals=1) for name in ("Đơn", "Bản vẽ", "Giấy cam đoan"))
    page = shown(procedure(dossier=(papers(form, sketch, case="mới"), papers(form, proof, case="cấp lại"))))
    assert texts(page, "h3") == ["Trường hợp nào cũng cần"]
    assert texts(page, "h3 + ul li") == ["Đơn1 bản chính"]
    assert [texts(LexborHTMLParser(case.html or ""), "li") for case in page.css("details.ck-case")] == [
        ["Bản vẽ1 bản chính"],
        ["Giấy cam đoan1 bản chính"],
    ]


def test_what_is_needed_of_every_paper_alike_is_said_once() -> None:
    form, sketch, copied = (DossierItem(name=name, originals=1) for name in ("Đơn", "Bản vẽ", "Sổ đỏ"))
    alike = shown(procedure(dossier=(papers(form, sketch, copied),)))
    assert texts(alike, "h2 + p")[0] == "Mỗi giấy tờ: 1 bản chính."
    assert texts(alike, ".ck-tick > li") == ["Đơn", "Bản vẽ", "Sổ đỏ"]
    differing = shown(procedure(dossier=(papers(form, sketch, replace(copied, copies=1)),)))
    assert texts(differing, ".ck-tick > li") == ["Đơn1 bản chính", "Bản vẽ1 bản chính", "Sổ đỏ1 bản chính, 1 bản sao"]
    assert "Mỗi giấy tờ" not in differing.text()


def test_the_end_of_a_page_leads_to_its_source_unless_the_button_does() -> None:
    def end(page: LexborHTMLParser) -> tuple[str, str | None]:
        said = page.css(".ck-noprint > p")[-1]
        return said.text(), said.css("a")[0].attributes["href"]

    words, first = end(shown(procedure()))
    assert words.startswith("Trang này chép từ bản trên Cổng Dịch vụ công quốc gia (nút ở đầu trang).")
    assert first != PORTAL_PAGE
    words, first = end(shown(procedure(apply_url="https://dichvucong.gov.vn/nop")))
    assert words.startswith("Trang này chép từ bản trên Cổng Dịch vụ công quốc gia. ")
    assert first == PORTAL_PAGE


def test_what_is_needed_sometimes_and_what_is_one_of_several_stand_apart() -> None:
    page = shown(
        procedure(
            dossier=(
                papers(
                    DossierItem(name="Sổ đỏ", originals=1, one_of="giấy tờ về đất"),
                    DossierItem(name="Tờ khai", originals=1, forms=("CT01", "CT02")),
                    DossierItem(name="Hợp đồng thuê đất", copies=1, one_of="giấy tờ về đất"),
                    DossierItem(name="Giấy ủy quyền", originals=1, note="khi ủy quyền", optional=True),
                    DossierItem(name="Căn cước", shown=True),
                ),
            )
        )
    )
    assert texts(page, ".ck-tick:first-of-type > li") == [
        "Một trong: giấy tờ về đấtSổ đỏ1 bản chínhHợp đồng thuê đất1 bản sao",
        "Tờ khai1 bản chính · CT01 · CT02",
        "Căn cướcchỉ xuất trình",
    ]
    assert texts(page, ".ck-sub + .ck-tick > li") == ["Giấy ủy quyền1 bản chính, khi ủy quyền"]


def test_a_case_without_papers_says_its_terms_without_a_fold() -> None:
    limits = tuple(
        TimeLimit(value=Decimal(days), unit=LimitUnit.DAY, cases=(case,)) for days, case in ((7, "a"), (10, "b"))
    )
    page = shown(procedure(limits=limits))
    assert texts(page, "p.ck-case") == ["AMất bao lâu: 7 ngày", "BMất bao lâu: 10 ngày"]
    assert page.css("details.ck-case") == []


def test_a_ground_that_is_no_longer_in_force_says_so_and_leads_on() -> None:
    (warned,) = [text for text in texts(at("thu-tuc/9.999999/"), "li") if text.startswith("02/2016/NĐ-VD")]
    assert "Đã được thay thế thay bằng Nghị định 01/2025/NĐ-VD" in warned
    assert "Quyết định công bố vẫn ghi văn bản này." in warned


def test_history_stands_newest_first_each_number_with_its_own_date() -> None:
    page = at("thu-tuc/9.999999/")
    assert texts(page, ".ck-rows > li > span")[-3:] == ["5/7/2025", "2/1/2025", "15/3/2017"]
    numbers = [text for text in texts(page, ".ck-rows p") if text.startswith("Quyết định 0")]
    assert numbers == ["Quyết định 02/QĐ-VD", "Quyết định 01/QĐ-VD", "Quyết định 00/QĐ-VD"]


def test_an_index_record_leads_with_the_portal_and_has_no_empty_headings() -> None:
    page = shown(procedure(jurisdiction="tỉnh Ví Dụ", kind=ProcedureKind.SPECIFIC))
    assert texts(page, "h2") == ["Ai giải quyết Cơ quan thực hiện", "Nguồn"]
    assert page.css("dl") == []
    (note,) = texts(page, ".ck-note")
    assert note.startswith("Trang này chưa chép giấy tờ phải nộp, các bước, thời hạn, phí, lệ phí, cách nộp, kết quả")
    assert texts(page, "a.ck-btn") == ["Xem giấy tờ cần nộp trên Cổng Dịch vụ công quốc gia"]
    assert "chỉ áp dụng ở tỉnh Ví Dụ" in texts(page, ".ck-legend span")[0]


def test_a_doubtful_fee_is_not_printed_and_the_reason_is() -> None:
    page = shown(procedure(fees=(Fee(state=FeeState.AMOUNT, amount=Decimal(45)),)))
    assert texts(page, "dd b") == ["Xem bản chính thức"]
    assert "45" not in " ".join(texts(page, "dd, li, .ck-meta"))
    assert "Số tiền ghi ở nguồn nhỏ bất thường, có lẽ gõ nhầm, nên trang này không in lại." in texts(page, "li")


def test_an_unknown_fee_is_not_free() -> None:
    page = shown(procedure(fees=(Fee(state=FeeState.UNKNOWN),)))
    assert texts(page, "dd b") == ["Chưa rõ"]
    assert "Phí «chưa rõ» là nguồn không ghi, không phải miễn phí." in texts(page, "li")


def test_a_limit_without_a_unit_is_not_printed_and_its_doubt_is() -> None:
    page = shown(procedure(limits=(TimeLimit(value=Decimal(3)),)))
    assert texts(page, "dd b") == ["Chưa rõ"]
    assert "không ghi đơn vị" in " ".join(texts(page, "li"))
    doubted = shown(procedure(limits=(TimeLimit(value=Decimal(3), doubt="nguồn tự mâu thuẫn"),)))
    assert texts(doubted, "h2 + ul li") == ["Còn ngờ: Nguồn tự mâu thuẫn."]


def test_a_limit_of_a_coded_case_that_disagrees_is_shown_beside_the_other() -> None:
    limits = (TimeLimit(value=Decimal(3), unit=LimitUnit.WORKING_DAY),)
    case = CodedCase(code="1.000001.01", name="Thủ tục", value=Decimal(8), unit=LimitUnit.WORKING_DAY)
    assert "Còn ngờ: Ở mã trường hợp 1.000001.01, nguồn ghi thời hạn 8 ngày làm việc." in texts(
        shown(procedure(limits=limits, cases=(case,))), "li"
    )
    same = replace(case, value=Decimal(3))
    assert "Còn ngờ" not in " ".join(texts(shown(procedure(limits=limits, cases=(same,))), "li"))


@pytest.mark.parametrize("record", [procedure(), procedure(limits=(TimeLimit(value=Decimal(3), unit=LimitUnit.DAY),))])
def test_every_page_says_when_it_was_read_and_after_ninety_days_what_that_means(record: Procedure) -> None:
    ninety = READ + timedelta(days=90)
    assert texts(shown(record, ninety), ".ck-legend")[0].endswith("Đọc ngày 18/7/2026.")
    later = texts(shown(record, ninety + timedelta(days=1)), ".ck-legend")[0]
    assert later.endswith("Đọc ngày 18/7/2026, hơn 90 ngày trước: có thể đã thay đổi.")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Chưa rõ còn hiệu lực không"),
        ({"catalogue": Listing(day=READ, listed=True)}, "Có trong danh mục quốc gia ngày 18/7/2026"),
        ({"catalogue": Listing(day=READ, listed=False)}, "Không thấy trong danh mục quốc gia ngày 18/7/2026"),
        ({"catalogue": Listing(day=READ, listed=True), "status": Status.ABOLISHED}, "Đã bãi bỏ"),
    ],
)
def test_a_status_is_said_only_where_it_was_read(fields: dict[str, Any], words: str) -> None:
    assert texts(shown(procedure(**fields)), ".ck-legend .ck-st") == [words]


def test_a_long_name_stands_below_a_title_that_fits_a_phone() -> None:
    long = (
        "Cấp giấy phép xây dựng mới đối với công trình cấp III ("
        + "theo tuyến trong đô thị/" * 6
        + ") và nhà ở riêng lẻ"
    )
    page = shown(procedure(name=long))
    assert texts(page, "h1") == ["Cấp giấy phép xây dựng mới đối với công trình cấp III và nhà ở riêng lẻ"]
    assert texts(page, "details p") == [long]
    named = shown(procedure(name=long, short_name="xin phép xây nhà"))
    assert texts(named, "h1") == ["Xin phép xây nhà"]
    assert shown(procedure(name="Đăng ký kết hôn")).css("details") == []


def test_words_that_are_ours_say_so_with_the_link_and_the_day() -> None:
    ours = procedure(source=ProcedureSource(url=PORTAL_PAGE, retrieved=READ, own_words=True))
    (words,) = [text for text in texts(shown(ours), "p") if text.startswith("Diễn đạt của trang này")]
    assert "đọc ngày 18/7/2026; bản công bố là bản đúng." in words
    assert not [text for text in texts(shown(procedure()), "p") if text.startswith("Diễn đạt")]


def test_an_abolished_procedure_keeps_its_address_marked_and_cannot_be_applied_for() -> None:
    page = at("thu-tuc/9.999984/")
    assert texts(page, ".ck-legend .ck-st--warn") == ["Đã bãi bỏ"]
    assert texts(page, ".ck-note")[0].startswith("Đã bãi bỏ từ sau ngày 30/6/2025.")
    assert page.css_first("a.ck-btn") is None


def test_a_replaced_procedure_leads_to_its_successor() -> None:
    links = [node.attributes["href"] for node in at("thu-tuc/9.999983/").css(".ck-note a")]
    assert links == ["../../thu-tuc/9.999999/"]


def test_the_button_leads_to_the_national_portal_only() -> None:
    assert [node.attributes["href"] for node in shown(procedure()).css("a.ck-btn")] == [PORTAL_PAGE]
    elsewhere = ProcedureSource(url="https://dichvucong.vidu.example/x", retrieved=READ)
    assert shown(procedure(source=elsewhere)).css_first("a.ck-btn") is None


def test_local_facts_come_from_the_agency_and_silence_stays_silent() -> None:
    said = " ".join(texts(at("thu-tuc/9.999985/"), "p"))
    assert "Nhận tại Bộ phận Một cửa" in said
    assert "mức trực tuyến" not in said
    assert "không phụ thuộc địa giới" not in said


def test_the_counter_sheet_has_its_code_and_date() -> None:
    page = at("thu-tuc/9.999999/")
    assert page.css_first(".ck-qr img") is not None
    assert texts(page, ".ck-qr p") == ["Quét mã để xem lại."]
    assert "Đọc ngày 18/7/2026." in texts(page, ".ck-legend span")
    assert page.css_first("[style]") is None


def test_two_departments_state_the_same_procedure_side_by_side() -> None:
    catalogue = demo().catalogue
    other = replace(catalogue.adoptions["vi-du-so-minh-hoa"], procedures=(Adoption(code="9.999998", one_stop=False),))
    both = replace(catalogue, adoptions=catalogue.adoptions | {"vi-du-ubnd": other})
    found = next(page for page in ProcedurePages(link(both, AS_OF)) if page.address == "thu-tuc/9.999998/")
    assert len(rendered(found).css("h3 a[href*='co-quan/']")) == 2


def test_every_procedure_is_reached_by_field_body_or_province_and_letter() -> None:
    local = procedure("1.000002", jurisdiction="tỉnh Ví Dụ", kind=ProcedureKind.SPECIFIC)
    reached: dict[str, set[str]] = {}
    for address, page in pages_of(register(procedure(), local)).items():
        context = page.made().context
        groups = context.groups if isinstance(context, ProcedureListPage) else ()
        for row in (row for group in groups for row in group.rows):
            reached.setdefault(row.link.address, set()).add(address.split("/")[1])
    assert reached["thu-tuc/1.000001/"] == {"linh-vuc", "a-z", "co-quan"}
    assert reached["thu-tuc/1.000002/"] == {"linh-vuc", "a-z", "dia-phuong"}


@pytest.mark.parametrize(
    ("name", "letter"),
    [("Ủy quyền", "U"), ("Ấn định", "Â"), ("Đăng ký", "Đ"), ("Ứng cử", "Ư"), ("2 bánh", "#"), ("«Cấp»", "#")],
)
def test_a_name_stands_under_its_vietnamese_letter(name: str, letter: str) -> None:
    assert initial(name) == letter


def test_a_long_list_is_cut_into_pages_that_lead_to_each_other() -> None:
    some = [procedure(f"1.{number:06d}") for number in range(PER_PAGE + 1)]
    first, second = paged(register(*some).catalogue, "thu-tuc/a-z/c/", "Vần C", list(map(Performed, some)))
    assert (first.address, second.address) == ("thu-tuc/a-z/c/", "thu-tuc/a-z/c/trang-2/")
    assert len(rendered(second).css(".ck-names > li")) == 1
    assert texts(rendered(second), ".ck-pages [aria-current]") == ["2"]


@pytest.mark.parametrize("item", LISTS, ids=lambda item: item.slug)
def test_a_list_that_nobody_stated_says_so_in_one_sentence(item: object) -> None:
    page = rendered(pages_of(register(procedure()))[f"danh-muc/{item.slug}/"])  # type: ignore[attr-defined]
    said = [text for text in texts(page, "p") if "chưa có danh mục nào do cơ quan tự công bố" in text]
    assert len(said) == 1
    assert page.css_first("table") is None


@pytest.mark.parametrize("item", LISTS, ids=lambda item: item.slug)
def test_every_list_is_seen_in_the_demonstration(item: object) -> None:
    page = at(f"danh-muc/{item.slug}/vi-du-so-minh-hoa/")  # type: ignore[attr-defined]
    assert page.css(".ck-rows > li"), item


def test_shares_print_their_numbers_and_link_every_procedure() -> None:
    page = at("danh-muc/ty-le/vi-du-so-minh-hoa/")
    assert texts(page, ".ck-big") == [
        "80 % 8/10 thủ tục đủ điều kiện toàn trình",
        "83,3 % 5/6 thủ tục có phí, lệ phí",
        "85,7 % 12/14 thủ tục phục vụ người dân, doanh nghiệp",
        "61,5 % 8/13 thủ tục phục vụ người dân, doanh nghiệp",
    ]
    assert texts(page, ".ck-meta")[1] != ""
    counts = [int(text.split(": ")[1].split()[0]) for text in texts(page, "summary")]
    assert [len(node.css(".ck-names > li")) for node in page.css("details")] == counts


def test_a_departments_page_counts_what_its_type_performs_and_says_how() -> None:
    agency = Agency(
        id="so", kind=AgencyKind.DEPARTMENT, type_name="Sở Xây dựng", names=(AgencyName(name="Sở Xây dựng tỉnh Ví Dụ"),)
    )
    records = (procedure(), procedure("1.000002", field="dien"), procedure("1.000003"))
    linked = link(replace(register(*records).catalogue, agencies={"so": agency}), AS_OF)
    section = performed_section(linked, agency)
    assert section is not None
    assert section.title == "Theo danh mục quốc gia, loại sở này thực hiện"
    assert section.sentence.startswith("Theo danh mục quốc gia, 3 thủ tục ghi đúng tên «Sở Xây dựng»")
    assert [(tally.link.text, tally.count) for tally in section.fields] == [("duong-bo", 2), ("dien", 1)]


def test_a_legal_document_leads_to_the_procedures_that_cite_it() -> None:
    document = next(page for page in document_pages(demo()) if page.address == "van-ban/01-2025-nd-vd/")
    (link_to,) = [node for node in rendered(document).css("a") if node.text() == "7 thủ tục căn cứ văn bản này"]
    assert link_to.attributes["href"] == "../../van-ban/01-2025-nd-vd/thu-tuc/"
    page = at("van-ban/01-2025-nd-vd/thu-tuc/")
    assert texts(page, "h1") == ["Thủ tục căn cứ Nghị định 01/2025/NĐ-VD"]
    assert len(page.css(".ck-rows > li")) == 7


def files(linked: Linked) -> dict[str, bytes]:
    return dict(record_files(linked)) | list_files(linked)


def test_machines_get_a_suspect_fee_as_no_amount() -> None:
    dollars = Fee(state=FeeState.AMOUNT, amount=Decimal("20.5"), currency=Currency.USD)
    fees = (Fee(state=FeeState.AMOUNT, amount=Decimal(45)), dollars)
    first, second = json.loads(files(register(procedure(fees=fees)))["api/v1/procedures/1.000001.json"])["fees"]
    assert (first["amount"], first["suspect"], first["amount_in_source"]) == (None, True, 45)
    assert (second["amount"], second["suspect"], second["currency"]) == (20.5, False, "USD")


def test_machines_get_every_field_of_a_procedure_and_what_agencies_state() -> None:
    found = json.loads(files(demo())["api/v1/procedures/9.999999.json"])
    assert found["depth"] == "full"
    decision = {"number": "01/QĐ-VD", "date": "2025-01-02", "effect": "amend", "changed": "thêm phí cấp lại"}
    assert found["decisions"][1] == decision | {"issuer": None, "seen": None}
    assert [ground["state"] for ground in found["legal_bases"]] == ["in_force", "in_force", "replaced"]
    (adoption,) = found["adoptions"]
    assert (adoption["agency"], adoption["online_level"], adoption["one_stop"]) == ("vi-du-so-minh-hoa", "full", True)


def test_the_register_is_listed_whole_as_json_and_as_csv() -> None:
    linked = register(procedure(), procedure("1.000120"))
    made = files(linked)
    assert len(json.loads(made["api/v1/procedures.json"])["procedures"]) == 2
    table = list(csv.reader(io.StringIO(made["api/v1/procedures.csv"].decode("utf-8-sig"))))
    assert table[0][:2] == ["code", "name"]
    assert [row[0] for row in table[1:]] == ["'1.000001", "'1.000120"]
    assert files(linked) == made


def test_an_adoption_leaves_empty_what_the_agency_did_not_say() -> None:
    rows = list(csv.reader(io.StringIO(files(demo())["api/v1/adoptions.csv"].decode("utf-8-sig"))))
    assert rows[0][:2] == ["agency", "code"]
    assert ",".join(next(row for row in rows if "9.999985" in row[1])) == (
        "vi-du-so-minh-hoa,'9.999985,true,unknown,unknown,,,,unknown,,,,09/QĐ-VD,2026-01-05,thu-tuc/9.999985"
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r", " =", "＝"])
def test_a_cell_that_a_spreadsheet_would_run_is_defused(start: str) -> None:
    assert defused(f"{start}HYPERLINK(1)").startswith("'")


@pytest.mark.parametrize("cell", ["Cấp giấy phép", "1.000028", "", "(1)", "5 = 5"])
def test_an_ordinary_cell_stays(cell: str) -> None:
    assert defused(cell) == cell


def test_a_page_leaves_nothing_to_collect() -> None:
    """What refers to itself stays until Python looks for garbage: with it stays all that the page was made from."""
    templates, page = Templates(ROOT / "theme_overrides", "https://vi-du.example/"), pages()["thu-tuc/9.999999/"]
    templates.content(page)  # makes what all pages share
    gc.collect()
    gc.disable()
    try:
        templates.content(page)
        assert gc.collect() == 0
    finally:
        gc.enable()
