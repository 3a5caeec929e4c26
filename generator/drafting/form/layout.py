"""How the form is laid out: its sheets, their columns, and which boxes are filled; the same on the way out and on the way in."""

from dataclasses import dataclass

from generator.check.figures import COUNTS

HEAD, TASKS, TARGETS, UNITS, KEYS = "Báo cáo", "Nhiệm vụ", "Chỉ tiêu", "Đơn vị", "congkhai"
"""The sheets; the last is hidden."""

MARK = ["congkhai", 1]
"""What the hidden sheet begins with: whose form this is, and in which layout."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its title, its width, and the key of the record that is filled there; empty where it is locked."""

    title: str
    width: int
    key: str = ""
    kind: str = "text"
    """``text``, ``lines``, ``day``, ``choice``, ``number``, ``count`` or ``share``."""


TASK_COLUMNS = (
    Column("Mã", 16),
    Column("Nhiệm vụ", 60),
    Column("Thời hạn", 34),
    Column("Tình trạng", 20, "declared", "choice"),
    Column("Ngày hoàn thành", 16, "date", "day"),
    Column("Minh chứng (mỗi dòng một số văn bản hoặc địa chỉ)", 40, "evidence", "lines"),
    Column("Ghi chú", 40, "note"),
)
TARGET_COLUMNS = (
    Column("Mã", 12),
    Column("Chỉ tiêu", 60),
    Column("Mức đặt ra", 20),
    Column("Kỳ trước", 18),
    Column("Tử số", 14, "numerator", "number"),
    Column("Mẫu số", 14, "denominator", "number"),
    Column("Tỷ lệ (tự tính)", 14, "", "share"),
    Column("Giá trị (khi không có tử số, mẫu số)", 20, "value", "number"),
    Column("Minh chứng", 34, "evidence", "lines"),
    Column("Xác nhận (lý do, khi con số trông như gõ nhầm)", 34, "confirmed"),
    Column("Ghi chú", 34, "note"),
)
UNIT_COLUMNS = (
    Column("Đơn vị", 40),
    *(Column(words[0].upper() + words[1:], 20, key, "count") for key, words in COUNTS.items()),
    Column("Xác nhận (lý do)", 34, "confirmed"),
)
TABLES = {TASKS: TASK_COLUMNS, TARGETS: TARGET_COLUMNS, UNITS: UNIT_COLUMNS}
"""The columns of every sheet that is a table."""

HEAD_ROWS = (
    ("Kế hoạch", "", "text"),
    ("Kỳ báo cáo", "", "text"),
    ("Ngày lập báo cáo (bắt buộc)", "date", "day"),
    ("Số, ký hiệu văn bản", "document", "text"),
    ("Địa chỉ https của văn bản", "url", "text"),
    ("Ghi chú", "note", "text"),
)
"""Of the first sheet: the words before each box, the key of the record that is filled there, and its kind."""
