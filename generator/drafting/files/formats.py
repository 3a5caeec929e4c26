"""Which format a file really has, by its first bytes and not by its name, and why a file is refused before anything reads it.

A refusal says what to do. Office files are ZIP archives (ECMA-376 part 2); their sizes are bounded before a parser sees them.
"""

import io
import struct
import zipfile
import zlib
from enum import StrEnum

LARGEST = 30_000_000
"""Bytes of one file; plans with scanned stamps stay below ten million."""

LARGEST_UNPACKED = 80_000_000
"""Bytes of the XML parts of an Office file once unpacked."""

HIGHEST_RATIO = 400
"""How many times larger a part may unpack; tables of equal cells reach two hundred."""

MOST_PARTS = 4_000


class Format(StrEnum):
    """What a reader exists for; the value is the ending of the file's name."""

    WORD = "docx"
    EXCEL = "xlsx"
    PDF = "pdf"
    TEXT = "txt"
    CSV = "csv"


ENDINGS = {
    "docx": Format.WORD,
    "xlsx": Format.EXCEL,
    "pdf": Format.PDF,
    "txt": Format.TEXT,
    "tsv": Format.TEXT,
    "md": Format.TEXT,
    "text": Format.TEXT,
    "csv": Format.CSV,
}

BROKEN = (
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,  # by zipfile: a part is packed in a way that it cannot unpack, as one wrong byte makes it seem
    OSError,
    OverflowError,
    RecursionError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""What the libraries raise on a file that is broken; found by planting faults in real files."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_NAMES = {Format.WORD: "Word (.docx)", Format.EXCEL: "Excel (.xlsx)", Format.PDF: "PDF", Format.TEXT: "văn bản thuần"}


class RefusalError(Exception):
    """A file that is not read, in Vietnamese: what it is, and in ``hint`` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def format_of(raw: bytes, name: str) -> Format:
    """The format of a file that may be read.

    Raises :class:`RefusalError` for what has no reader (old Word and Excel, pictures, …), is locked, carries macros, unpacks to
    more than a plan can hold, or has a name that says something else than its content.
    """
    if not raw.strip(b"\x00\r\n\t "):
        raise RefusalError("tệp trống")
    if len(raw) > LARGEST:
        raise RefusalError("tệp quá lớn cho một kế hoạch", "bỏ ảnh và phần không cần, hoặc chỉ lưu phần kế hoạch")
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    found = _by_content(raw, ending)
    named = ENDINGS.get(ending)
    if named is None and found not in (Format.TEXT, Format.CSV) and ending not in ("docm", "xlsm"):
        raise RefusalError(
            f"tệp là {_NAMES[found]} nhưng tên không có đuôi .{found}", f"đổi tên tệp thành đuôi .{found}"
        )
    if named is None and found is Format.TEXT:
        raise RefusalError(
            f"không đọc được tệp đuôi .{ending}" if ending else "tên tệp không có đuôi",
            "dùng .docx, .xlsx, .pdf, .txt, .tsv, .csv hoặc .md",
        )
    if named is not None and found not in (named, Format.TEXT if named is Format.CSV else named):
        raise RefusalError(
            f"tên tệp có đuôi .{ending} nhưng nội dung là {_NAMES.get(found, found)}",
            f"mở tệp rồi lưu lại đúng dạng, hoặc đổi đuôi thành .{found}",
        )
    return named or found


def _by_content(raw: bytes, ending: str) -> Format:
    if raw.startswith(_OLE):
        _refuse_ole(raw, ending)
    if raw.startswith(b"PK\x03\x04"):
        return _of_archive(raw)
    if raw[:1024].lstrip().startswith(b"%PDF"):
        return Format.PDF
    _refuse_others(raw)
    return Format.TEXT


def _refuse_ole(raw: bytes, ending: str) -> None:
    """The container of Word and Excel before 2007, and of locked files since (MS-CFB, MS-OFFCRYPTO)."""
    if "EncryptedPackage".encode("utf-16-le") in raw:
        raise RefusalError(
            "tệp có mật khẩu", "mở bằng Word hoặc Excel, bỏ mật khẩu (File → Info → Protect), rồi lưu lại"
        )
    excel = ending.startswith("xls") or "Workbook".encode("utf-16-le") in raw
    old, new = ("Excel cũ (.xls)", ".xlsx") if excel else ("Word cũ (.doc)", ".docx")
    raise RefusalError(
        f"tệp là dạng {old}, không đọc được", f"mở tệp, chọn Lưu thành (Save As), dạng {new}, rồi chạy lại"
    )


def _refuse_others(raw: bytes) -> None:
    head = raw[:2048].lstrip().lower()
    if raw.startswith(_PICTURES):
        raise RefusalError(
            "tệp là ảnh, không có chữ", "dùng tệp Word gốc, hoặc nhận dạng chữ (OCR) rồi soát lại từng chữ"
        )
    if head.startswith(b"{\\rtf"):
        raise RefusalError("tệp là dạng RTF, không đọc được", "mở bằng Word, lưu thành .docx, rồi chạy lại")
    if head.startswith((b"<!doctype html", b"<html")) or (b"<html" in head and b"<" in head[:1]):
        raise RefusalError(
            "tệp là trang web (HTML), không đọc được", "mở bằng Word hoặc Excel, lưu thành .docx hoặc .xlsx"
        )
    if head.startswith((b"rar!", b"7z\xbc\xaf")):
        raise RefusalError("tệp là tệp nén", "giải nén rồi dùng tệp bên trong")
    if head.startswith(b"<?xml"):
        raise RefusalError("tệp là XML, không đọc được", "mở bằng Word hoặc Excel, lưu thành .docx hoặc .xlsx")


def _of_archive(raw: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            _refuse_bomb(parts)
            _refuse_declarations(archive, parts)
    except BROKEN as error:
        raise RefusalError(
            "tệp hỏng, không mở được", "mở bằng Word hoặc Excel rồi lưu lại, hoặc xin lại tệp gốc"
        ) from error
    names = {part.filename.lower() for part in parts}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise RefusalError("tệp có macro", "lưu lại thành .docx hoặc .xlsx (không macro), rồi chạy lại")
    if "word/document.xml" in names:
        return Format.WORD
    if "xl/workbook.xml" in names:
        return Format.EXCEL
    if any(name.endswith((".odt", ".ods")) for name in names) or "mimetype" in names:
        raise RefusalError("tệp là dạng OpenDocument hoặc sách điện tử, không đọc được", "lưu thành .docx hoặc .xlsx")
    raise RefusalError(
        "tệp là tệp nén, không phải Word hay Excel", "giải nén rồi dùng tệp bên trong; Excel: lưu dạng .xlsx"
    )


def _refuse_bomb(parts: list[zipfile.ZipInfo]) -> None:
    """The sizes that the archive states; a part is never unpacked beyond them."""
    text = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
    swollen = any(part.file_size > 5_000_000 and part.file_size > HIGHEST_RATIO * part.compress_size for part in parts)
    if swollen or len(parts) > MOST_PARTS or sum(part.file_size for part in text) > LARGEST_UNPACKED:
        raise RefusalError(
            "tệp nén phình ra quá lớn (có thể là bom nén)", "mở bằng Word hoặc Excel, chép phần kế hoạch sang tệp mới"
        )
    if any(part.flag_bits & 1 for part in parts):
        raise RefusalError("tệp có mật khẩu", "bỏ mật khẩu rồi lưu lại")


def _refuse_declarations(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Office never declares a document type; what does wants entities expanded (ECMA-376 part 2, 8.1.4)."""
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                if b"<!DOCTYPE" in stream.read(4096):
                    raise RefusalError("tệp có khai báo XML lạ (DOCTYPE)", "mở bằng Word hoặc Excel rồi lưu lại")
