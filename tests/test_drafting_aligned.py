"""Tables without ruled lines: columns read from where the words stand, rows from the white between them."""

from pathlib import Path

import pytest
from fpdf import FPDF

from generator.drafting.files.aligned import BY_POSITION
from generator.drafting.files.document import TableBlock
from generator.drafting.files.plain import read_aligned
from generator.drafting.intake import take_in
from generator.drafting.table.reader import read_plan
from tests.office import FONT

LAYOUT = """\
SỞ NỘI VỤ

STT  Nội dung nhiệm vụ           Đơn vị chủ trì   Thời gian
                                                  hoàn thành
I    Kiểm soát quy định
1    Ban hành kế hoạch năm       Văn phòng Sở     Tháng 01/2026
     2026 của Sở
2    Rà soát các thủ tục theo    Phòng Pháp chế   Quý II/2026
     Nghị định số 118/2025/NĐ-
     CP
Trên đây là Kế hoạch của Sở, đề nghị các phòng, đơn vị thực hiện nghiêm túc, kịp thời.
"""


def rows(text: str) -> list[list[str]]:
    found = read_aligned(text)
    assert found is not None
    return [row.texts() for block in found.blocks if isinstance(block, TableBlock) for row in block.rows]


def test_columns_set_with_spaces_are_cells() -> None:
    assert rows(LAYOUT) == [
        ["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời gian hoàn thành"],
        ["I", "Kiểm soát quy định", "", ""],
        ["1", "Ban hành kế hoạch năm 2026 của Sở", "Văn phòng Sở", "Tháng 01/2026"],
        ["2", "Rà soát các thủ tục theo Nghị định số 118/2025/NĐ-CP", "Phòng Pháp chế", "Quý II/2026"],
    ]


def test_what_stands_around_the_table_stays_text() -> None:
    found = read_aligned(LAYOUT)
    assert found is not None
    outside = [block.text for block in found.blocks if not isinstance(block, TableBlock) and block.text]
    assert outside[0] == "SỞ NỘI VỤ"
    assert outside[-1].startswith("Trên đây là Kế hoạch")
    assert found.doubts == [BY_POSITION]


def test_a_title_that_runs_over_the_columns_is_a_row_of_its_own() -> None:
    title = "II   Giải quyết thủ tục hành chính cho tổ chức, cá nhân tại Bộ phận Một cửa"
    assert ["II", title[5:], "", ""] in rows(LAYOUT.replace("2    Rà soát", f"{title}\n2    Rà soát"))


@pytest.mark.parametrize(
    "text",
    [
        "STT Nội dung nhiệm vụ Đơn vị chủ trì Thời gian\n1 Ban hành kế hoạch Văn phòng Sở Tháng 01/2026\n",
        "Điều 1.  Ban hành kế hoạch  về thời gian\n1. Văn phòng  Sở chủ trì  theo dõi\n",
        LAYOUT.replace("1    Ban hành kế hoạch năm  ", "     Ban hành kế hoạch năm  ").replace(
            "\n     2026 của Sở", "\n1\n     2026 của Sở"
        ),
    ],
    ids=["columns lost", "prose", "number amid its row"],
)
def test_columns_or_rows_that_do_not_show_are_not_guessed(text: str) -> None:
    found = read_aligned(text)
    assert found is None or not any(isinstance(block, TableBlock) for block in found.blocks)


WIDTHS = (15, 95, 50, 45)
"""Millimetres of the columns of the files below."""


def unruled_pdf(pages: list[list[list[str]]]) -> bytes:
    """A PDF with each line of cells where its columns begin; «» in place of a row leaves white."""
    file = FPDF(orientation="landscape", format="A4")
    file.add_font("Serif", "", FONT)
    file.set_font("Serif", size=10)
    for page in pages:
        file.add_page()
        for at, line in enumerate(page):
            left = 20.0
            for text, width in zip(line, WIDTHS, strict=False):
                file.text(left, 30 + 5 * at, text)
                left += width
    return bytes(file.output())


HEADINGS = ["STT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian"]


@pytest.mark.parametrize("repeated", [True, False], ids=["headings repeated", "headings once"])
def test_a_pdf_without_lines_gives_its_tasks_over_pages(tmp_path: Path, repeated: bool) -> None:
    pages = [
        [["KẾ HOẠCH"], [], HEADINGS, ["1", "Ban hành kế hoạch", "Văn phòng Sở", "Tháng 01/2026"], ["", "của Sở"]],
        [*([HEADINGS] if repeated else []), ["2", "Rà soát thủ tục", "Phòng Pháp chế", "Quý II/2026"]],
    ]
    path = tmp_path / "ke-hoach.pdf"
    path.write_bytes(unruled_pdf(pages))
    taken = take_in(path)
    assert taken.problems == []
    assert BY_POSITION in taken.doubts
    tasks = read_plan(taken.events, 2026).tasks()
    assert [(one.no, one.content, one.lead, one.outcomes[0].deadline) for one in tasks] == [
        ("1", "Ban hành kế hoạch của Sở", ["Văn phòng Sở"], "Tháng 01/2026"),
        ("2", "Rà soát thủ tục", ["Phòng Pháp chế"], "Quý II/2026"),
    ]


def test_a_row_that_no_line_closes_at_the_foot_of_a_page_is_a_row(tmp_path: Path) -> None:
    file = FPDF(format="A4")
    file.add_font("Serif", "", FONT)
    file.set_font("Serif", size=9)
    file.add_page()
    edges, heights = (10, 25, 100, 150, 200), (200, 210, 220)
    for left in edges:
        file.line(left, heights[0], left, 230)
    for height in heights:
        file.line(edges[0], height, edges[-1], height)
    cells = [
        HEADINGS,
        ["1", "Ban hành kế hoạch", "Văn phòng Sở", "Tháng 01/2026"],
        ["2", "Rà soát", "Thanh tra Sở", "Quý II"],
    ]
    for at, row in enumerate(cells):
        for left, text in zip(edges, row, strict=False):
            file.text(left + 1, 206 + 10 * at, text)
    path = tmp_path / "ke-hoach.pdf"
    path.write_bytes(bytes(file.output()))
    tasks = read_plan(take_in(path).events, 2026).tasks()
    assert [(one.no, one.content, one.lead) for one in tasks] == [
        ("1", "Ban hành kế hoạch", ["Văn phòng Sở"]),
        ("2", "Rà soát", ["Thanh tra Sở"]),
    ]


def placed_pdf(cells: list[tuple[float, float, str]]) -> bytes:
    """A PDF with texts at places: millimetres from the left, lines of 4 mm from the top."""
    file = FPDF(orientation="landscape", format="A4")
    file.add_font("Serif", "", FONT)
    file.set_font("Serif", size=10)
    file.add_page()
    for left, line, text in cells:
        file.text(left, 30 + 4 * line, text)
    return bytes(file.output())


def centred(second: float) -> list[tuple[float, float, str]]:
    """Two rows without white between them, their cells in the middle of each; the second number stands on a line given."""
    lefts = (20.0, 35.0, 130.0, 180.0)
    heads = [(left, 0.0, text) for left, text in zip(lefts, HEADINGS, strict=True)]
    first = [(35.0, 1.0, "Ban hành kế hoạch"), (35.0, 2.0, "kiểm soát"), (35.0, 3.0, "của Sở"), (20.0, 2.0, "1")]
    first += [(130.0, 1.5, "Phòng Kế hoạch -"), (130.0, 2.5, "Tài chính"), (180.0, 2.0, "Quý I/2026")]
    below = [(35.0, 4.0, "Rà soát thủ tục"), (35.0, 5.0, "nội bộ"), (20.0, second, "2")]
    return [*heads, *first, *below, (130.0, 4.5, "Thanh tra Sở"), (180.0, 4.5, "Quý II/2026")]


def test_rows_whose_cells_stand_in_their_middle_end_as_far_below_the_number_as_they_begin_above(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(placed_pdf(centred(4.5)))
    tasks = read_plan(take_in(path).events, 2026).tasks()
    assert [(one.no, one.content, one.lead, one.outcomes[0].deadline) for one in tasks] == [
        ("1", "Ban hành kế hoạch kiểm soát của Sở", ["Phòng Kế hoạch - Tài chính"], "Quý I/2026"),
        ("2", "Rà soát thủ tục nội bộ", ["Thanh tra Sở"], "Quý II/2026"),
    ]


def test_rows_whose_number_stands_off_their_middle_are_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(placed_pdf(centred(5.6)))
    assert read_plan(take_in(path).events, 2026).tasks() == []


def read_pages(folder: Path, pages: list[list[list[str]]]) -> list[tuple[str | None, str, str]]:
    path = folder / "ke-hoach.pdf"
    path.write_bytes(unruled_pdf(pages))
    tasks = read_plan(take_in(path).events, 2026).tasks()
    return [(one.no, one.content, one.lead_cell) for one in tasks]


def test_the_rest_of_a_row_below_repeated_headings_is_read_though_no_number_stands_there(tmp_path: Path) -> None:
    pages = [
        [["KẾ HOẠCH"], [], HEADINGS, ["1", "Ban hành kế hoạch", "Phòng Kế hoạch", "Trước ngày"]],
        [HEADINGS, ["", "kiểm soát của Sở", "và Đầu tư", "30/6/2026"], [], ["II. TỔ CHỨC THỰC HIỆN"]],
    ]
    assert read_pages(tmp_path, pages) == [("1", "Ban hành kế hoạch kiểm soát của Sở", "Phòng Kế hoạch và Đầu tư")]


def test_a_further_paragraph_of_the_last_cells_is_theirs_and_a_line_from_the_margin_is_not(tmp_path: Path) -> None:
    lefts = (20.0, 35.0, 130.0, 180.0)
    rows = [HEADINGS, ["1", "Ban hành", "- Văn phòng Sở", "Quý I"], ["2", "Rà soát", "- Thanh tra Sở", "Quý II"]]
    placed = [(left, 3.0 * at, text) for at, row in enumerate(rows) for left, text in zip(lefts, row, strict=True)]
    placed += [
        (35.0, 4.0, "kế hoạch"),
        (35.0, 7.0, "thủ tục"),
        (130.0, 8.8, "- Sở Tư pháp"),
        (20.0, 12.0, "II. TỔ CHỨC THỰC HIỆN"),
    ]
    path = tmp_path / "a.pdf"
    path.write_bytes(placed_pdf(placed))
    taken = take_in(path)
    tasks = read_plan(taken.events, 2026).tasks()
    assert [task.lead for task in tasks] == [["Văn phòng Sở"], ["Thanh tra Sở", "Sở Tư pháp"]]
    assert taken.paragraphs() == ["II. TỔ CHỨC THỰC HIỆN"]
