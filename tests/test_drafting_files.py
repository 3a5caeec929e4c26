"""Real Word, Excel and PDF files, made on the spot, become drafts; what must not be read is refused with what to do."""

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from fpdf import FPDF

from generator.check import check
from generator.drafting.intake import Intake, take_in
from generator.drafting.office import INSTALL
from generator.drafting.skeleton import Order, make_plan
from generator.drafting.table.draft import DraftPlan, DraftTask
from generator.drafting.table.reader import read_plan
from generator.reading.load import load
from generator.reading.problems import errors
from generator.reading.sourcetext import fold_text
from generator.text.legacy import Encoding, encoding_of
from tests.office import FONT, Grid, add_table, damaged, excel, fill, mark, parts_of, pdf, saved, word
from tests.projects import SEEDS

HEADINGS = ["STT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời gian hoàn thành"]
ROWS = [
    HEADINGS,
    ["1", "Ban hành kế hoạch", "Văn phòng Sở", "Các phòng thuộc Sở", "Kế hoạch", "Tháng 01/2026"],
    ["2", "Rà soát thủ tục", "Phòng Pháp chế", "Văn phòng Sở", "Báo cáo", "Quý II/2026"],
]


def taken(folder: Path, name: str, raw: bytes) -> Intake:
    path = folder / name
    path.write_bytes(raw)
    return take_in(path)


def drafted(folder: Path, name: str, raw: bytes) -> DraftPlan:
    intake = taken(folder, name, raw)
    assert intake.problems == []
    return read_plan(intake.events, 2026)


def cells(task: DraftTask) -> tuple[object, ...]:
    outcome = task.outcomes[0]
    return task.no, task.content, task.lead, task.coordinating, outcome.product, outcome.deadline


EXPECTED = [
    ("1", "Ban hành kế hoạch", ["Văn phòng Sở"], ["Các phòng thuộc Sở"], "Kế hoạch", "Tháng 01/2026"),
    ("2", "Rà soát thủ tục", ["Phòng Pháp chế"], ["Văn phòng Sở"], "Báo cáo", "Quý II/2026"),
]

MAKERS: dict[str, Callable[[Sequence[str | Grid]], bytes]] = {"docx": word, "xlsx": excel, "pdf": pdf}


@pytest.mark.parametrize("ending", MAKERS)
def test_a_table_gives_the_same_tasks_whatever_its_format(tmp_path: Path, ending: str) -> None:
    raw = MAKERS[ending](["KẾ HOẠCH", "Kiểm soát thủ tục hành chính năm 2026", Grid(ROWS)])
    draft = drafted(tmp_path, f"ke-hoach.{ending}", raw)
    assert [cells(task) for task in draft.tasks()] == EXPECTED
    assert draft.doubts == []


FORMATS = {
    "an-giang-so-xay-dung/2023-kiem-soat-tthc": "docx",
    "ha-tinh-so-khcn/2023-kiem-soat-tthc": "xlsx",
    "ha-tinh-ubnd/2022-kiem-soat-tthc": "docx",
}


@pytest.mark.parametrize("plan_id", FORMATS)
def test_an_issued_plan_made_a_file_again_gives_its_tasks(tmp_path: Path, plan_id: str) -> None:
    plan = load(SEEDS / "plans").catalogue.plans[plan_id]
    text = (SEEDS / "plans/agencies" / plan_id / "source.txt").read_text(encoding="utf-8")
    draft = drafted(tmp_path, f"plan.{FORMATS[plan_id]}", MAKERS[FORMATS[plan_id]](list(parts_of(text))))
    theirs = [item.task for item in plan.placed_tasks()]
    assert len(draft.tasks()) == len(theirs)
    same = [
        (task.no, fold_text(task.content)) == (own.no, fold_text(own.content))
        and (own.product is None or fold_text(task.outcomes[0].product) == fold_text(own.product))
        for task, own in zip(draft.tasks(), theirs, strict=True)
    ]
    assert same.count(False) <= 1


# What Word files hold.


def test_word_numbers_its_lists_and_the_draft_has_the_printed_numbers(tmp_path: Path) -> None:
    document = docx.Document()
    table = add_table(document, Grid([ROWS[0], ["", *ROWS[1][1:]], ["", *ROWS[2][1:]]]))
    for at in (1, 2):
        table.cell(at, 0).paragraphs[0].style = "List Number"
    draft = drafted(tmp_path, "a.docx", saved(document))
    assert [task.no for task in draft.tasks()] == ["1.", "2."]


def test_a_cell_merged_downwards_holds_for_each_of_its_rows(tmp_path: Path) -> None:
    rows = [ROWS[0], ROWS[1], ["2", "Rà soát thủ tục", "", "Văn phòng Sở", "Báo cáo", ""]]
    draft = drafted(tmp_path, "a.docx", word([Grid(rows, merged=[(1, 2, 2, 2), (1, 5, 2, 5)])]))
    assert [(task.lead, task.outcomes[0].deadline) for task in draft.tasks()] == [
        (["Văn phòng Sở"], "Tháng 01/2026")
    ] * 2


def test_products_beside_one_merged_task_are_its_outcomes(tmp_path: Path) -> None:
    rows = [ROWS[0], ROWS[1], ["", "", "", "", "Báo cáo", "Tháng 12/2026"]]
    merged = [(1, column, 2, column) for column in (0, 1, 2, 3)]
    (task,) = drafted(tmp_path, "a.docx", word([Grid(rows, merged=merged)])).tasks()
    assert [(one.product, one.deadline) for one in task.outcomes] == [
        ("Kế hoạch", "Tháng 01/2026"),
        ("Báo cáo", "Tháng 12/2026"),
    ]
    assert (task.lead, task.doubts) == (["Văn phòng Sở"], [])


def test_a_title_merged_over_its_row_is_a_section(tmp_path: Path) -> None:
    rows = [ROWS[0], ["I", "Chỉ đạo, điều hành", "", "", "", ""], ROWS[1], ["II. Rà soát", *[""] * 5], ROWS[2]]
    draft = drafted(tmp_path, "a.docx", word([Grid(rows, merged=[(1, 1, 1, 5), (3, 0, 3, 5)])]))
    assert [(part.no, part.title, len(part.tasks)) for part in draft.sections] == [
        ("I", "Chỉ đạo, điều hành", 1),
        ("II.", "Rà soát", 1),
    ]


def test_two_rows_of_headings_are_read_as_one(tmp_path: Path) -> None:
    head = ["STT", "Nội dung công việc", "Phân công thực hiện", "", "Sản phẩm", "Thời gian hoàn thành"]
    below = ["", "", "Chủ trì", "Phối hợp", "", ""]
    merged = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4), (0, 5, 1, 5)]
    draft = drafted(tmp_path, "a.docx", word([Grid([head, below, *ROWS[1:]], merged=merged)]))
    assert [cells(task) for task in draft.tasks()] == EXPECTED


def test_of_tracked_changes_the_final_text_is_taken(tmp_path: Path) -> None:
    document = docx.Document()
    table = add_table(document, Grid([*ROWS, ["3", "Dòng đã xóa", "Văn phòng Sở", "", "", "Quý I"]]))
    paragraph = table.cell(1, 5).paragraphs[0]
    gone = mark(paragraph._p, "w:del")
    gone.append(paragraph.runs[0]._r)
    for text in gone.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"):
        text.tag = text.tag.replace("}t", "}delText")
    mark(mark(mark(paragraph._p, "w:ins"), "w:r"), "w:t").text = "Tháng 02/2026"
    mark(table.rows[3]._tr.get_or_add_trPr(), "w:del")
    intake = taken(tmp_path, "a.docx", saved(document))
    tasks = read_plan(intake.events, 2026).tasks()
    assert [task.outcomes[0].deadline for task in tasks] == ["Tháng 02/2026", "Quý II/2026"]
    assert "Track Changes" in intake.notes[0]
    assert "Tháng 01/2026" not in intake.source


def test_what_word_hides_is_not_printed_and_said(tmp_path: Path) -> None:
    document = docx.Document()
    table = add_table(document, Grid([*ROWS, ["3", "Dòng ẩn", "Văn phòng Sở", "", "", "Quý I"]]))
    mark(table.rows[3]._tr.get_or_add_trPr(), "w:hidden")
    intake = taken(tmp_path, "a.docx", saved(document))
    assert len(read_plan(intake.events, 2026).tasks()) == 2
    assert intake.notes == ["bỏ 1 dòng bảng bị ẩn trong tệp Word (không in ra)"]


def test_a_table_inside_a_frame_of_one_cell_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    outer = document.add_table(1, 1).cell(0, 0)
    inner = outer.add_table(len(ROWS), len(HEADINGS))
    for at, row in enumerate(ROWS):
        for column, text in enumerate(row):
            fill(inner.cell(at, column), text)
    assert [cells(task) for task in drafted(tmp_path, "a.docx", saved(document)).tasks()] == EXPECTED


def test_a_table_that_goes_on_after_a_page_goes_on_in_the_draft(tmp_path: Path) -> None:
    draft = drafted(tmp_path, "a.docx", word([Grid(ROWS[:2]), "", Grid([ROWS[0], ROWS[2]])]))
    assert [cells(task) for task in draft.tasks()] == EXPECTED
    assert len(draft.sections) == 1


def test_breaks_tabs_and_several_paragraphs_in_a_cell_are_kept_apart_or_joined_as_printed(tmp_path: Path) -> None:
    rows = [
        ROWS[0],
        ["1", "- Xây dựng kế hoạch;\n- Trình ký", "Sở Nông nghiệp và\nMôi trường", "Sở A\nSở B", "Kế hoạch", "Quý I"],
    ]
    (task,) = drafted(tmp_path, "a.docx", word([Grid(rows)])).tasks()
    assert task.content == "- Xây dựng kế hoạch;\n- Trình ký"
    assert (task.lead, task.coordinating) == (["Sở Nông nghiệp và Môi trường"], ["Sở A", "Sở B"])


# What Excel files hold.


def test_a_sheet_prints_dates_shares_numbers_and_formulas(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["STT", "Nội dung", "Chủ trì", "Thời hạn", "Ghi chú"])
    sheet.append([1, "Số hóa hồ sơ", "Văn phòng Sở", None, 0.8])
    sheet.append(["=A2+1", "Báo cáo", "Văn phòng Sở", "Quý II", 7920])
    import datetime

    sheet["D2"] = datetime.date(2026, 6, 30)
    sheet["E2"].number_format = "0%"
    sheet["E3"].number_format = "#,##0"
    draft = drafted(tmp_path, "a.xlsx", saved(book))
    assert [(task.no, task.outcomes[0].deadline, task.note) for task in draft.tasks()] == [
        ("1", "30/06/2026", "80%"),
        ("2", "Quý II", "7.920"),
    ]


def test_a_formula_without_a_result_is_a_doubt(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in [*ROWS[:2], ["2", '=CONCATENATE("Rà ","soát")', "Văn phòng Sở", "", "Báo cáo", "Quý I"]]:
        sheet.append(row)
    (doubt,) = taken(tmp_path, "a.xlsx", saved(book)).doubts
    assert "B3" in doubt


def test_hidden_rows_columns_and_sheets_are_left_out_and_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in [*ROWS, ["3", "Dòng ẩn", "Văn phòng Sở", "", "", "Quý I"]]:
        sheet.append(row)
    sheet.row_dimensions[4].hidden = True
    book.create_sheet("Nháp").sheet_state = "hidden"
    intake = taken(tmp_path, "a.xlsx", saved(book))
    assert [cells(task) for task in read_plan(intake.events, 2026).tasks()] == EXPECTED
    assert [note.split(" của")[0] for note in intake.notes] == ["bỏ 1 dòng bị ẩn", "bỏ trang tính bị ẩn «Nháp»"]


# PDF files.


def test_a_line_that_only_wraps_in_its_cell_is_joined_and_a_typed_one_kept(tmp_path: Path) -> None:
    long = (
        "Xây dựng kế hoạch kiểm soát thủ tục hành chính và thực hiện cơ chế một cửa, một cửa liên thông của Sở năm 2026"
    )
    rows = [ROWS[0], ["1", long, "Văn phòng Sở\nThanh tra Sở", "", "Kế hoạch", "Quý I"]]
    (task,) = drafted(tmp_path, "a.pdf", pdf([Grid(rows)])).tasks()
    assert task.content == long
    assert task.lead == ["Văn phòng Sở", "Thanh tra Sở"]


def test_a_table_over_several_pages_is_one(tmp_path: Path) -> None:
    rows = [ROWS[0], *[[str(at), f"Nhiệm vụ thứ {at}", "Văn phòng Sở", "", "Báo cáo", "Quý I"] for at in range(1, 60)]]
    draft = drafted(tmp_path, "a.pdf", pdf([Grid(rows)]))
    assert [task.no for task in draft.tasks()] == [str(at) for at in range(1, 60)]
    assert len(draft.sections) == 1


# Personal data.


def test_phones_mail_and_names_of_staff_are_left_out_of_plan_and_source(tmp_path: Path) -> None:
    rows = [
        ["STT", "Nhiệm vụ", "Chủ trì", "Cán bộ đầu mối", "Thời hạn"],
        [
            "1",
            "Công bố danh mục",
            "Sở Nội vụ",
            "CV Nguyễn Văn A; SĐT: 0900000000; a.nguyen@minhhoa.gov.vn",
            "Quý I/2026",
        ],
    ]
    intake = taken(tmp_path, "a.docx", word(["Đầu mối: Nguyễn Văn A, điện thoại 0900 000 000", Grid(rows)]))
    assert not re.search(r"Nguyễn|0900|minhhoa", intake.source)
    assert intake.redactor.said() == "2 số điện thoại, 1 thư điện tử, 2 họ tên"
    assert "[đã lược: số điện thoại]" in intake.source


# Encodings.

TCVN3_ROW = "KÕ ho¹ch kiÓm so¸t thñ tôc hµnh chÝnh vµ thùc hiÖn c¬ chÕ mét cöa n¨m 2026, ng­êi ®­îc ph©n c«ng"
VNI_ROW = "Keá hoaïch kieåm soaùt thuû tuïc haønh chính vaø thöïc hieän cô cheá moät cöûa naêm 2026"


@pytest.mark.parametrize(
    ("text", "encoding", "read"),
    [
        (
            TCVN3_ROW,
            Encoding.TCVN3,
            "Kế hoạch kiểm soát thủ tục hành chính và thực hiện cơ chế một cửa năm 2026, người được phân công",
        ),
        (VNI_ROW, Encoding.VNI, "Kế hoạch kiểm soát thủ tục hành chính và thực hiện cơ chế một cửa năm 2026"),
    ],
)
def test_text_of_before_unicode_is_converted_and_said(tmp_path: Path, text: str, encoding: Encoding, read: str) -> None:
    assert encoding_of(text) is encoding
    intake = taken(tmp_path, "a.docx", word([text]))
    assert intake.source.strip() == read
    assert encoding.value in intake.notes[0]
    assert taken(tmp_path, "a.txt", text.encode("latin-1")).source.strip() == read


def test_letters_that_no_encoding_explains_are_refused(tmp_path: Path) -> None:
    (problem,) = taken(
        tmp_path, "a.docx", word(["Há»™i Ä‘á»“ng nhÃ¢n dÃ¢n thá»§ tá»¥c hÃ\xa0nh chÃ\xadnh " * 3])
    ).problems
    assert "không phải Unicode" in problem.message


# Refusals.


def zipped(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), text)
    return out.getvalue()


def scan() -> bytes:
    file = FPDF()
    file.add_page()
    file.rect(20, 20, 100, 100, style="F")
    return bytes(file.output())


def locked_pdf() -> bytes:
    file = FPDF()
    file.set_encryption(owner_password="chu", user_password="mo")
    file.add_page()
    file.add_font("Serif", "", FONT)
    file.set_font("Serif", size=10)
    file.cell(0, 5, "Kế hoạch kiểm soát thủ tục hành chính năm 2026 của Sở Xây dựng")
    return bytes(file.output())


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.doc", OLE, "Word cũ (.doc)"),
        ("a.xls", OLE, "Excel cũ (.xls)"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "có mật khẩu"),
        ("a.docm", zipped(word__document_xml="<w/>", word__vbaProject_bin="x"), "có macro"),
        ("a.docx", zipped(word__document_xml="0" * 60_000_000), "bom nén"),
        ("a.docx", zipped(word__document_xml='<!DOCTYPE x [<!ENTITY a "b">]><w/>'), "DOCTYPE"),
        ("a.docx", b"PK\x03\x04" + b"\0" * 100, "hỏng"),
        ("a.docx", zipped(word__document_xml="<w/>"), "hỏng"),
        ("a.docx", b"%PDF-1.7\n", "nội dung là PDF"),
        ("a.pdf", word(["Kế hoạch"]), "nội dung là Word"),
        ("a.pdf", scan(), "ảnh quét"),
        ("a.pdf", locked_pdf(), "mật khẩu"),
        ("a.pdf", b"%PDF-1.7\n1 0 obj\n<<", "hỏng"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "ảnh"),
        ("a.rtf", b"{\\rtf1 x}", "RTF"),
        ("a.xls", b"<html><table></table></html>", "HTML"),
        ("a.docx", b"", "trống"),
        ("a.csv", "một dòng chữ không có cột\n".encode(), "không thấy cột"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(tmp_path: Path, name: str, raw: bytes, said: str) -> None:
    (problem,) = taken(tmp_path, name, raw).problems
    assert said in problem.message
    assert problem.hint or name == "a.docx"


@pytest.mark.parametrize("place", ["content", "packing", "version"])
@pytest.mark.parametrize(("name", "part"), [("a.docx", "word/document.xml"), ("a.xlsx", "xl/worksheets/sheet1.xml")])
def test_a_damaged_file_is_refused_wherever_the_damage_is(tmp_path: Path, name: str, part: str, place: str) -> None:
    raw = MAKERS[name[2:]]([Grid(ROWS)])
    assert not taken(tmp_path, name, raw).problems
    (problem,) = taken(tmp_path, name, damaged(raw, part, place)).problems
    assert problem.message == "tệp hỏng, không mở được"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "STT;Nội dung;Chủ trì;Thời hạn\n1;Tập huấn;Văn phòng Sở;Quý I\n"),
        ("a.csv", 'STT,Nội dung,Chủ trì,Thời hạn\n1,"Tập huấn",Văn phòng Sở,Quý I\n'),
        (
            "a.md",
            "| STT | Nội dung | Chủ trì | Thời hạn |\n|---|---|---|---|\n| 1 | Tập huấn | Văn phòng Sở | Quý I |\n",
        ),
    ],
)
def test_a_table_as_csv_or_markdown_is_read(tmp_path: Path, name: str, text: str) -> None:
    (task,) = drafted(tmp_path, name, text.encode()).tasks()
    assert (task.no, task.content, task.lead, task.outcomes[0].deadline) == ("1", "Tập huấn", ["Văn phòng Sở"], "Quý I")


def test_without_the_extra_the_refusal_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word(["Kế hoạch"]))
    code = (
        "import sys; sys.modules['docx'] = None\n"
        "from pathlib import Path; from generator.drafting.intake import take_in\n"
        "print(take_in(Path('a.docx')).problems[0].text())"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert f"gợi ý: {INSTALL}" in ran.stdout


def test_a_table_of_targets_gives_targets_by_level(tmp_path: Path) -> None:
    rows = [
        ["STT", "Chỉ tiêu", "Đơn vị tính", "Chỉ tiêu giao năm 2026", "", "Cơ quan chủ trì"],
        ["", "", "", "Cấp tỉnh", "Cấp xã", ""],
        ["1", "Tỷ lệ hồ sơ trực tuyến trên tổng số hồ sơ tiếp nhận", "%", "≥ 80", "Tối thiểu 60", "Văn phòng Sở"],
        ["2", "Số hồ sơ số hóa", "hồ sơ", "7.920", "500", "Văn phòng Sở"],
    ]
    merged = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 4), (0, 5, 1, 5)]
    draft = drafted(tmp_path, "a.docx", word([Grid(rows, merged=merged)]))
    assert draft.tasks() == []
    targets = draft.table_targets
    assert [(str(one.value), one.unit, one.comparator, one.scope.split(": ")[-1]) for one in targets] == [
        ("80", "%", "min", "Cấp tỉnh"),
        ("60", "%", "min", "Cấp xã"),
        ("7920", "hồ sơ", None, "Cấp tỉnh"),
        ("500", "hồ sơ", None, "Cấp xã"),
    ]


KINDS = """
a table of deliverables
STT|Tên văn bản, đề án|Cơ quan chủ trì soạn thảo|Thời gian trình
1|Quyết định ban hành quy chế|Sở Nội vụ|Quý I/2026
-> 1 | Quyết định ban hành quy chế | Sở Nội vụ | | | Quý I/2026
deliverables under their own name
STT|Sản phẩm đầu ra|Đơn vị thực hiện|Thời hạn
1|Báo cáo tổng kết|Văn phòng Sở|Quý IV/2026
-> 1 | Báo cáo tổng kết | Văn phòng Sở | | Báo cáo tổng kết | Quý IV/2026
English headings, a start that is no deadline
No.|Task|Lead|Support|Output|Start date|Due date
1|Train staff|Văn phòng Sở|Sở Nội vụ|Report|01/3/2026|30/6/2026
-> 1 | Train staff | Văn phòng Sở | Sở Nội vụ | Report | 30/6/2026
from and to
STT|Nội dung|Chủ trì|Từ ngày|Đến ngày
1|Tập huấn|Văn phòng Sở|01/3/2026|30/6/2026
-> 1 | Tập huấn | Văn phòng Sở | | | 30/6/2026
a body to be inspected
STT|Đơn vị được kiểm tra|Thời gian kiểm tra
1|Sở Xây dựng|Tháng 7/2026
-> 1 | Sở Xây dựng | | | | Tháng 7/2026
a column that watches
STT|Nhiệm vụ|Chủ trì|Theo dõi, đôn đốc|Phối hợp|Thời hạn
1|Công bố|Sở Nội vụ|Văn phòng|Sở Tư pháp|Quý I
-> 1 | Công bố | Sở Nội vụ | Sở Tư pháp | | Quý I
both roles in one cell
Nội dung|Phân công nhiệm vụ|Tiến độ|Sản phẩm đầu ra
1. Kiểm kê|Chủ trì: Sở Công Thương. Phối hợp: Sở Tài chính, UBND các xã, phường.|Quý IV/2026|Báo cáo
-> 1. | Kiểm kê | Sở Công Thương | Sở Tài chính; UBND các xã, phường | Báo cáo | Quý IV/2026
persons beside bodies
TT|Nội dung|Đơn vị chủ trì|Lãnh đạo phụ trách|Cán bộ đầu mối|Thời gian
1|Công bố|Văn phòng Sở|Phó Giám đốc|Chuyên viên|Quý I
-> 1 | Công bố | Văn phòng Sở | | | Quý I
numbers as Excel writes them
STT|Nhiệm vụ|Chủ trì|Thời hạn
1,1|Tin bài|Sở Nội vụ|Quý I
-> 1,1 | Tin bài | Sở Nội vụ | | | Quý I
"""


@pytest.mark.parametrize(
    "case", re.split(r"\n(?=[a-zE][^|\n]*\n[^\n]*\|)", KINDS.strip()), ids=lambda case: case.split("\n")[0]
)
def test_each_kind_of_table_is_understood(tmp_path: Path, case: str) -> None:
    _, *lines = case.split("\n")
    rows = [line.split("|") for line in lines if not line.startswith("->")]
    (task,) = drafted(tmp_path, "a.docx", word([Grid(rows)])).tasks()
    no, content, lead, coordinating, product, deadline = cells(task)
    shown = (no, content, "; ".join(lead), "; ".join(coordinating), product, deadline)  # type: ignore[arg-type]
    assert shown == tuple(part.strip() for part in lines[-1].removeprefix("->").split("|"))


def test_a_table_that_lost_its_columns_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    text = "KẾ HOẠCH\nKiểm soát\nI. NỘI DUNG\nSTT Nội dung công việc Đơn vị chủ trì Thời gian\n1 Tập huấn Văn phòng Sở Quý I\n"
    (tmp_path / "plans").mkdir()
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    made = make_plan(
        Order(plans=tmp_path / "plans", agency="a", year=2026, slug="b", file=tmp_path / "a.txt", agency_name="Sở A")
    )
    assert [problem.message for problem in made.problems] == ["bảng trong tệp không còn cột, không đọc được nhiệm vụ"]
    assert list((tmp_path / "plans").rglob("*")) == []


def test_an_untouched_draft_is_replaced_and_a_touched_one_kept(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "a.docx").write_bytes(word(["KẾ HOẠCH", "Kiểm soát thủ tục", Grid(ROWS)]))
    order = Order(
        plans=tmp_path / "plans", agency="a", year=2026, slug="b", file=tmp_path / "a.docx", agency_name="Sở A"
    )
    assert make_plan(order).problems == []
    assert make_plan(order).problems == []
    plan = order.folder / "plan.yml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("Ban hành", "ban hành"), encoding="utf-8")
    assert [problem.message for problem in make_plan(order).problems] == ["tệp đã có", "tệp đã có"]


def test_the_draft_of_a_file_is_found_in_the_source_written_from_it(tmp_path: Path) -> None:
    head = ["SỞ XÂY DỰNG", "Số:277   /KH-SXD", "KẾ HOẠCH", "Kiểm soát thủ tục hành chính năm 2026"]
    basis = "Căn cứ Kế hoạch số 12/KH-UBND ngày 05/01/2026 của UBND tỉnh;"
    prose = [
        "I. MỤC ĐÍCH",
        "Bảo đảm công khai.",
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Văn phòng Sở theo dõi, báo cáo hằng quý.",
    ]
    registry = tmp_path / "plans/registry"
    registry.mkdir(parents=True)
    (registry / "legal-documents.yml").write_text(
        "legal_documents:\n  - id: 1-2000-nd-cp\n    number: 1/2000/NĐ-CP\n    kind: decree\n    name: Luật\n",
        encoding="utf-8",
    )
    (registry / "metrics.yml").write_text("metrics: []\n", encoding="utf-8")
    (tmp_path / "a.docx").write_bytes(word([*head, basis, *prose, Grid(ROWS)]))
    order = Order(
        plans=tmp_path / "plans", agency="a", year=2026, slug="b", file=tmp_path / "a.docx", agency_name="Sở A"
    )
    made = make_plan(order)
    assert made.missing_documents == ["12/KH-UBND"]
    checked = check(tmp_path / "plans")
    assert errors(checked.problems) == []
    plan = checked.catalogue.plans["a/2026-b"]
    assert plan.document.number == "277/KH-SXD"
    assert [(duty.agency, duty.deadline.text if duty.deadline else "") for duty in plan.duties] == [
        (("Văn phòng Sở",), "báo cáo hằng quý")
    ]
    assert not checked.catalogue.legal_documents["a-12-kh-ubnd-2026"].verified


def printed(paragraphs: Sequence[str], *, lines_on_page: int) -> bytes:
    """A PDF of paragraphs whose first line is set in by 28 points, broken where the next word has no room."""
    file = FPDF(format="A4", unit="pt")
    file.add_font("Serif", "", FONT)
    file.set_font("Serif", size=12)
    count = 0
    for paragraph in paragraphs:
        left, words = 113.0, paragraph.split()
        while words:
            if count % lines_on_page == 0:
                file.add_page()
            taken = 1
            while taken < len(words) and left + file.get_string_width(" ".join(words[: taken + 1])) <= RIGHT:
                taken += 1
            file.text(left, 90 + 16 * (count % lines_on_page), " ".join(words[:taken]))
            left, words, count = 85.0, words[taken:], count + 1
    return bytes(file.output())


RIGHT = 520.0


def test_a_line_set_in_begins_a_paragraph_and_one_at_the_margin_of_the_next_page_goes_on(tmp_path: Path) -> None:
    sentence = "Các phòng, đơn vị thuộc Sở triển khai nhiệm vụ kiểm soát thủ tục hành chính đúng tiến độ, có chất lượng"
    paragraphs = [
        f"1. {sentence}, báo cáo kết quả về Văn phòng Sở trước ngày 15 của tháng cuối quý.",
        f"2. {sentence}; Văn phòng Sở tổng hợp, theo dõi, đôn đốc và báo cáo Giám đốc Sở xem xét, chỉ đạo",
        f"{sentence}, không để hồ sơ quá hạn, không để người dân, doanh nghiệp phải đi lại nhiều lần.",
    ]
    (tmp_path / "a.pdf").write_bytes(printed(paragraphs, lines_on_page=4))
    assert take_in(tmp_path / "a.pdf").paragraphs() == paragraphs
