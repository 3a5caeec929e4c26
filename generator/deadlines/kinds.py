"""Every kind of deadline with an example, for the table in ``content/phuong-phap.md``: what is printed, read, and judges.

The readings are the engine's own for a plan of :data:`YEAR`, so that the table cannot promise what the code does not keep; a
test holds the page to it. ``python -m generator.deadlines.kinds`` prints the table anew.
"""

from collections.abc import Iterator

from generator.deadlines.answer import Answer, answer, year_of

YEAR = 2026

EXAMPLES: tuple[tuple[str, str], ...] = (
    ("Một ngày", "15/02/2026"),
    ("Một ngày, thứ và buổi", "sáng thứ Hai, ngày 15/6/2026"),
    ("Khoảng ngày", "10-15/3/2026"),
    ("Trước một ngày", "Trước ngày 30/3"),
    ("Chậm nhất một ngày", "Chậm nhất ngày 30/6"),
    ("Trước một giờ trong ngày", "Trước 17h00 ngày 30/6/2026"),
    ("Một tháng", "8/2026"),
    ("Một phần của tháng", "Cuối tháng 9/2026"),
    ("Từ tháng đến tháng", "Tháng 3 đến tháng 7"),
    ("Quý", "Quý III/2026"),
    ("Trong năm", "Trong năm 2026"),
    ("Năm sau, năm tài chính sau", "Chậm nhất ngày 31/3 của năm tài chính kế tiếp"),
    ("Giai đoạn", "Giai đoạn 2026-2030"),
    ("Cho chọn", "Trước ngày 30/6 hoặc 15/7/2026"),
    ("Ngày có tên", "Ngày Pháp luật Việt Nam 09/11"),
    ("Ngày âm lịch", "Trước Tết Nguyên đán"),
    ("Lặp lại, có ngày", "Ngày 05 hàng tháng"),
    ("Lặp lại, tháng cuối quý", "Trước ngày 15 của tháng cuối quý"),
    ("Lặp lại, kỳ sau", "Chậm nhất ngày 10 tháng đầu quý sau"),
    ("Lặp lại, không ghi ngày", "Hàng quý"),
    ("Lặp lại, không ghi bao lâu", "Theo định kỳ"),
    ("Cho một loại báo cáo", "Trước ngày 15/6 hằng năm đối với báo cáo 6 tháng"),
    ("Thường xuyên", "Thường xuyên"),
    ("Tính từ một sự kiện", "10 ngày kể từ ngày tiếp nhận"),
    ("Nửa ngày, giờ làm việc", "Không quá 2,5 ngày làm việc kể từ ngày nhận đủ hồ sơ"),
    ("Theo kế hoạch khác", "Theo kế hoạch của tỉnh"),
    ("Theo văn bản khác", "Theo quy định tại Thông tư 01/2020/TT-VPCP"),
    ("Khi có việc", "Khi có phát sinh"),
    ("Không có mốc", "Kịp thời"),
    ("Năm học, học kỳ", "Đầu năm học"),
    ("Đọc một phần: có điều kiện", "Trước ngày 15/6 nếu có thay đổi"),
    ("Đọc một phần: có chữ lạ", "Trước ngày 15/6 theo niên độ"),
    ("Ngày không có thật", "31/02/2026"),
)
"""A name for the kind, and a phrase of it; every :class:`generator.deadlines.Kind` is among them."""


def kinds_table() -> str:
    """Return the table as Markdown, a row a kind."""
    head = ("| Văn bản ghi | Trang đọc là | Đánh giá |", "|---|---|---|")
    return "\n".join((*head, *_rows()))


def _rows() -> Iterator[str]:
    for name, phrase in EXAMPLES:
        found = answer(phrase, year_of(YEAR))
        yield f"| {name}: «{phrase}» | {_said(found)} | {_judges(found)} |"


def _said(found: Answer) -> str:
    return "; ".join(found.readings()).replace("|", "\\|")


def _judges(found: Answer) -> str:
    return "có" if found.judges else "không"


if __name__ == "__main__":
    print(kinds_table())  # noqa: T201 - a table to paste into the page
