"""What to do with a file under ``plans/`` that no build reads: every file is known, or is a problem that says what to do."""

from pathlib import PurePosixPath

from generator.model.report import ReportPeriod
from generator.reading.meant import meant_period

KNOWN = ("LICENSE", ".gitkeep", ".gitattributes")
"""Files that say nothing of a record and may lie in the tree."""

_FOLDERS = {"reports": "báo cáo", "amendments": "văn bản điều chỉnh", "corrections": "đính chính"}
_WORD = (".docx", ".doc", ".odt", ".rtf", ".pdf")
_SHEET = (".xlsx", ".xls", ".xlsm", ".ods", ".csv", ".tsv")
_PICTURE = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".heic", ".gif", ".webp")
_REST = (".bak", ".orig", ".rej", ".swp", ".tmp", ".ds_store", ".db", ".lnk", ".part", ".crdownload")


def what_to_do(path: PurePosixPath) -> str:
    """The Vietnamese hint for a file that is not read, by its name and the folder it lies in."""
    folder, name = path.parent.name, path.name.strip()
    plain = name.lower()
    if plain.startswith(("~$", "._")) or plain.endswith(("~", *_REST)):
        return "xóa tệp này; nó là tệp tạm của chương trình khác"
    renamed = _yaml_name(name)
    if renamed:
        why = " (Notepad tự thêm đuôi .txt; khi lưu, chọn loại «Tất cả các tệp»)" if plain.endswith(".txt") else ""
        return f"đổi tên thành «{renamed}»{why}"
    if plain.endswith(_SHEET):
        fill = "chạy: congkhai report read TỆP, để thành tệp .yml" if folder == "reports" else "chép vào tệp .yml"
        return f"bảng tính không đọc thẳng được; {fill}, rồi xóa tệp này"
    if plain.endswith(_WORD):
        return f"{_word_hint(folder, plain)}, rồi xóa tệp này"
    if plain.endswith(_PICTURE):
        return "ảnh không đọc được; gõ nội dung vào tệp .yml, rồi xóa tệp này"
    if plain.endswith(".txt"):
        return "nếu là văn bản nguồn, khai tên tệp ở «source.file» của plan.yml cùng thư mục; nếu không, xóa tệp này"
    kind = _FOLDERS.get(folder)
    return (
        f"{kind} là tệp .yml; chuyển nội dung vào đó rồi xóa tệp này"
        if kind
        else "dữ liệu là tệp .yml; xóa tệp này hoặc đặt ngoài plans/"
    )


def _yaml_name(name: str) -> str:
    """The name that a YAML file was meant to have: ``2026-q3.yml.txt``, ``2026-q3``, ``plan``, «Quý III 2026»."""
    lowered = name.lower().removesuffix(".txt").rstrip(". ")
    for suffix in (".yml", ".yaml", ".yml_", ".ym", ".yam"):
        if lowered.endswith(suffix) and lowered != suffix:
            return f"{lowered.removesuffix(suffix)}.yml"
    if lowered in ("plan", "agency", "events", "measurements", "procedures"):
        return f"{lowered}.yml"
    period = None if "." in lowered else _period(lowered)
    return f"{period}.yml" if period else ""


def _period(text: str) -> ReportPeriod | None:
    return meant_period(text)


def _word_hint(folder: str, name: str) -> str:
    if folder == "reports":
        return "văn bản không đọc thẳng được; điền biểu mẫu báo cáo ở trang Tham gia, hoặc chạy: congkhai report new"
    if folder in _FOLDERS:
        return f"văn bản không đọc thẳng được; gõ {_FOLDERS[folder]} vào tệp .yml"
    source = "chép toàn văn vào source.txt" if not name.endswith(".pdf") else "lưu toàn văn dạng chữ vào source.txt"
    return f"văn bản không đọc thẳng được; {source} và ghi kế hoạch vào plan.yml (congkhai plan new)"
