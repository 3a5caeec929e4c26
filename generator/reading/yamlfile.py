"""Reads one YAML file for the whole program, and explains what is wrong with it.

A file becomes plain data: dict, list, str, int, bool, None, by the YAML 1.2 core schema with one limit and one freedom
(YAML 1.2.2 §10.3): only a number that is written back the same way becomes an int, and a float stays the text it was
written as, so that ``no`` is a word, ``1.000120`` keeps its zeros and ``01`` its zero. Everything that can hide something
from a reviewer (tag, alias, tab, byte order mark, text not in NFC, control or bidirectional character) is a problem.
Positions are kept only on demand: a file is read again when it has something to complain about.
"""

import os
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from generator.reading.plaindata import DEEPEST, ORDINARY, SUSPECT, YamlFile
from generator.reading.problems import Problem
from generator.reading.quickyaml import read_quickly
from generator.reading.slips import Keys, Mended, mend
from generator.text.hidden import HIDDEN, explain

LARGEST = 2_000_000
"""Bytes; a larger file is refused before it is read."""

LONGEST_KEY = 200
"""Characters in front of a value on its line that are looked at."""

MOST = 20
"""Problems of one kind that are listed for one file; a file full of tabs needs no more."""

_CONFLICT_MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_CONFLICT = re.compile(rf"^(?:{'|'.join(map(re.escape, _CONFLICT_MARKS))})(?: .*)?$", re.MULTILINE)
_CONFLICT_WORDS = (
    "còn dấu xung đột của git",
    "giữ một trong hai bản rồi xóa các dòng <<<<<<<, =======, >>>>>>>",
)
CELL_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)")
"""A spreadsheet's error as a value. YAML itself takes ``value: #N/A`` for an empty value with a comment."""


def read_yaml(path: Path, name: str, *, positions: bool = False, keys: Keys | None = None) -> YamlFile:
    """Read the file at ``path``; ``name`` is what problems call it. Raises nothing about its content."""
    raw = raw_of(str(path), name)
    return parse_yaml(raw, name, positions=positions, keys=keys) if isinstance(raw, bytes) else YamlFile(problems=[raw])


def raw_of(path: str, name: str) -> bytes | Problem:
    """The bytes of a file, or the problem with one that is too large to be read."""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - of tens of thousands of files a path is half the cost
        size = os.fstat(file.fileno()).st_size
        if size <= LARGEST:
            return file.read()
    message = f"tệp nặng {_grouped(size)} byte, lớn hơn mức {_grouped(LARGEST)} byte"
    return Problem(file=name, message=message, hint="chia thành nhiều tệp")


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def parse_yaml(raw: bytes, name: str, *, positions: bool = False, keys: Keys | None = None) -> YamlFile:
    """Read YAML given as bytes. With the ``keys`` of the records, slips of the pen are named on their own lines."""
    try:
        text = raw.decode().replace("\r\n", "\n")
        text = text if "\n" in text else text.replace("\r", "\n")  # an old Mac's line ends
    except UnicodeDecodeError as error:
        return YamlFile(problems=[_not_utf8(raw, name, error.start)])
    if conflicts := list(_conflicts(text, name)):
        return YamlFile(problems=conflicts)
    if raw.startswith(_OFFICE):
        message, hint = "tệp không phải tệp chữ", f"{_encoding_words(raw)}, rồi xóa tệp này"
        return YamlFile(problems=[Problem(file=name, line=1, column=1, message=message, hint=hint)])
    if keys is not None and text.strip() and not _has_key(text, keys):
        return YamlFile(problems=[Problem(file=name, line=1, column=1, message=_PROSE[0], hint=_PROSE[1])])
    problems = list(_suspects(text, name))
    if keys is not None:
        garbled = list(_garbled(text, name))
        lines = {problem.line for problem in garbled}
        problems = [problem for problem in problems if problem.line not in lines] + garbled
    mended = mend(_without_hidden(text), keys) if keys is not None else Mended(text, [])
    problems += [
        Problem(file=name, line=it.line, column=it.column, message=it.message, hint=it.hint) for it in mended.slips
    ]
    if not problems and not positions and (quick := read_quickly(text, DEEPEST)) is not None:
        return YamlFile(data=quick[0], misread=quick[1])
    from generator.reading.explained import read_explained  # noqa: PLC0415 - most runs have nothing to explain

    read = read_explained(_cleaned(mended.text) if problems else mended.text, name, positions=positions)
    read.problems[:0] = problems
    return read


def _conflicts(text: str, name: str) -> Iterator[Problem]:
    """What git leaves where two people changed the same lines."""
    if any(mark in text for mark in _CONFLICT_MARKS):
        for found in islice(_CONFLICT.finditer(text), MOST):
            yield _at(text, found.start(), name, *_CONFLICT_WORDS)


def _without_hidden(text: str) -> str:
    """The text without what has no width: «\u200bdeclared» is a key with a mark that is told by itself."""
    return re.sub("[\u200b-\u200d\u2060\ufeff]", "", text)


def _cleaned(text: str) -> str:
    """The text without what was already complained about, so that its other mistakes are found in the same run."""
    return unicodedata.normalize("NFC", SUSPECT.sub(" ", text.removeprefix("\ufeff")))


def _not_utf8(raw: bytes, name: str, offset: int) -> Problem:
    line = raw.count(b"\n", 0, offset) + 1
    column = len(raw[raw.rfind(b"\n", 0, offset) + 1 : offset].decode(errors="replace")) + 1
    hint = f"{_encoding_words(raw)}; lưu tệp với bảng mã UTF-8 (Notepad: Tệp → Lưu thành → Mã hóa: UTF-8)"
    return Problem(file=name, line=line, column=column, message="tệp không phải UTF-8", hint=hint)


_PROSE = (
    "tệp là một đoạn chữ, không có dòng «khóa: giá trị» nào",
    "điền vào biểu mẫu ở trang Tham gia, hoặc vào tệp do lệnh «congkhai report new» viết sẵn",
)


def _has_key(text: str, keys: Keys) -> bool:
    found = re.findall(r"^\W*([A-Za-z_]+)[\"']?\s*[:：]", text, re.MULTILINE)
    return any(key in keys.all for key in found) or text.lstrip("\ufeff \n")[:1] in ("{", "[")


_GARBLED = (
    ("UTF-8 đọc nhầm", re.compile(r"Ã[\u0080-\u00bf]|áº|á»|Ä‘|Æ°|Æ¡|â€")),
    ("TCVN3", re.compile(r"[^\W\d_][µ¸¶¹®¨©§¦¥¤¡¢£¬¯´¼½¾¿]|[®§µ¸¹][^\W\d_]|·[ \t]")),
    ("VNI", re.compile(r"[aeouyAEOUY][ùøûõïäàáåâêîëéèüúöôÏÄÀÁÅÂÊÖ]")),
)
_VIETNAMESE = re.compile(r"[\u1ea0-\u1ef9đĐưƯơƠăĂ]")


def _garbled(text: str, name: str) -> Iterator[Problem]:
    """Lines of an old Vietnamese encoding pasted as if it were Unicode: no reader can read «§· ban hµnh»."""
    for number, line in enumerate(text.split("\n"), start=1):
        for encoding, pattern in _GARBLED:
            found = pattern.findall(line)
            if len(found) >= 2 and (encoding != "VNI" or not _VIETNAMESE.search(line)):
                at = pattern.search(line)
                message = f"chữ lỗi bảng mã ({encoding}): «{line.strip()[:60]}»"
                hint = "chuyển sang Unicode (UniKey: Ctrl+Shift+F6) rồi chép lại, hoặc gõ lại"
                yield Problem(file=name, line=number, column=at.start() + 1 if at else 1, message=message, hint=hint)
                break


_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")
"""How files of Word, Excel and PDF begin, whatever their names end with."""


def _encoding_words(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "đang là UTF-16, Notepad gọi là «Unicode»"
    if raw.startswith(_OFFICE):
        return "đang là tệp Word, Excel hay PDF đổi tên; chép nội dung vào biểu mẫu"
    return "có lẽ gõ bằng bảng mã cũ (TCVN3, VNI hay CP1258)"


def _suspects(text: str, name: str) -> Iterator[Problem]:
    """Everything in the raw text that a reviewer could overlook, in one pass each."""
    is_ordinary = ORDINARY.fullmatch(text) is not None
    if not is_ordinary:
        yield from _marks(SUSPECT, text, name)
    for found in islice((item for item in CELL_ERROR.finditer(text) if _is_value(text, item.start())), MOST):
        message = f"«{found.group()}» là lỗi công thức của bảng tính, không phải giá trị"
        yield _at(text, found.start(), name, message, "mở lại bảng tính, sửa công thức, rồi chép con số")
    if not is_ordinary and not unicodedata.is_normalized("NFC", text):
        yield from islice(_not_nfc(text, name), MOST)


def _marks(forbidden: re.Pattern[str], text: str, name: str) -> Iterator[Problem]:
    for found in islice(_once_a_run(forbidden, text), MOST):
        message, hint = explain(found.group())
        yield _at(text, found.start(), name, message, hint)


def hidden_marks(text: str, name: str) -> Iterator[Problem]:
    """Every character of a source text that a reader cannot see or is deceived by; a tab parts the cells of a row there."""
    return _marks(HIDDEN, text.replace("\r\n", "\n"), name)


def _once_a_run(forbidden: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Every suspicious character but those that repeat the one before: three tabs in a row are one mistake."""
    last: re.Match[str] | None = None
    for found in forbidden.finditer(text):
        if last is None or last.end() != found.start() or last.group() != found.group():
            yield found
        last = found


def _is_value(text: str, offset: int) -> bool:
    """Whether what begins at ``offset`` is all that a key or a list item holds, with or without quotes."""
    begin = text.rfind("\n", max(0, offset - LONGEST_KEY), offset) + 1 or max(0, offset - LONGEST_KEY)
    before = text[begin:offset].rstrip(" \"'")
    return before.endswith((":", "-")) and "#" not in before


def _not_nfc(text: str, name: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), start=1):
        if unicodedata.is_normalized("NFC", line):
            continue
        composed = unicodedata.normalize("NFC", line)
        same = next((at for at, (a, b) in enumerate(zip(line, composed, strict=False)) if a != b), len(composed))
        message = "chữ có dấu viết rời (Unicode tổ hợp, NFD)"
        hint = "chuyển sang Unicode dựng sẵn (NFC) rồi lưu lại"
        yield Problem(file=name, line=number, column=same + 1, message=message, hint=hint)


def _at(text: str, offset: int, name: str, message: str, hint: str) -> Problem:
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    return Problem(file=name, line=line, column=column, message=message, hint=hint)
