"""Repairs what a program can set right without knowing what is meant: bytes and spaces, never words.

Byte order mark, UTF-16, line ends, letters of two code points, spaces that do not break or stand at the end of a line, tabs in
an indentation, Word's quotes and dashes, and the quotes that another program needs to read the same. Text that is quoted from a
plan's source keeps every character: it is the document's.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, get_type_hints

from generator.reading.quoting import misread_names, put_quotes
from generator.reading.shape import file_fields, inner_class, is_record
from generator.reading.slips import SPACES, mend
from generator.reading.tree import PROGRESS, file_of, kind_of, record_keys, tree_files
from generator.reading.yamlfile import parse_yaml
from generator.text.markup import plain_markdown

_TRAILING = re.compile(rf"(?<![ \t{SPACES}])[ \t{SPACES}]++$")


@dataclass(frozen=True, slots=True)
class Repaired:
    """One file that repairs change: its name as problems say it, its new bytes, and what was done."""

    file: str
    raw: bytes
    done: tuple[str, ...]


def offer(made: Repaired) -> str:
    """A repaired file as Markdown, folded, in a fence that its own text cannot close."""
    text = made.raw.decode()
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", text)), default=0))
    done = "\n".join(f"- {plain_markdown(words)}" for words in made.done)
    summary = f"<summary>Bản đã sửa của {escape(made.file)}: chép đè lên tệp</summary>"
    return f"\n<details>{summary}\n\n{done}\n\n{fence}yaml\n{text.rstrip()}\n{fence}\n\n</details>\n"


def repairs(plans: Path) -> Iterator[Repaired]:
    """Every file under ``plans`` that can be repaired, with what would be done. Nothing is written."""
    for path in tree_files(plans):
        kind = kind_of(path)
        if kind is not None:
            made = repair((plans / path).read_bytes(), kind)
            if made is not None:
                yield Repaired(file_of(plans, path), *made)


def repair(raw: bytes, kind: type) -> tuple[bytes, tuple[str, ...]] | None:
    """The file's repaired bytes and what was done; None where nothing is to do, or where a repair would break the file."""
    decoded = _decoded(raw)
    if decoded is None:
        return None
    text, done = decoded
    kept = _quoted_lines(text, kind)
    lines = text.split("\n")
    lines = _per_line(lines, kept, _composed, "ghép dấu rời thành chữ dựng sẵn (NFC)", done)
    lines = _per_line(lines, kept, lambda line: _TRAILING.sub("", line), "bỏ dấu cách cuối dòng", done)
    text = _with_quotes(_mended("\n".join(lines), kind, kept, done), kind, done)
    if not done or not _is_safe(raw, text, kind):
        return None
    return text.encode(), tuple(done)


def _decoded(raw: bytes) -> tuple[str, list[str]] | None:
    done: list[str] = []
    try:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = raw.decode("utf-16")
            done.append("đổi bảng mã UTF-16 sang UTF-8")
        else:
            text = raw.decode()
    except UnicodeDecodeError:
        return None
    if text.startswith("\ufeff"):
        text = text[1:]
        done.append("bỏ ký tự BOM ở đầu tệp")
    if "\r\n" in text:
        text = text.replace("\r\n", "\n")
        done.append("đổi dấu xuống dòng của Windows (CRLF) thành LF")
    return text, done


def _composed(line: str) -> str:
    return unicodedata.normalize("NFC", line)


def _per_line(lines: list[str], kept: set[int], change: Any, words: str, done: list[str]) -> list[str]:
    """Change every line that holds no quotation, and say which."""
    changed = [line if number in kept else change(line) for number, line in enumerate(lines, start=1)]
    touched = [number for number, (old, new) in enumerate(zip(lines, changed, strict=True), start=1) if old != new]
    if touched:
        done.append(f"{words}: {_lines_words(touched)}")
    return changed


def _lines_words(numbers: list[int]) -> str:
    listed = ", ".join(map(str, numbers[:8]))
    return f"dòng {listed}" + (f" và {len(numbers) - 8} dòng khác" if len(numbers) > 8 else "")


def _mended(text: str, kind: type, kept: set[int], done: list[str]) -> str:
    """Tabs in an indentation anywhere; all slips of the pen in what officers write after a plan is issued."""
    made = mend(text, record_keys())
    old, new = text.split("\n"), made.text.split("\n")
    slips = {slip.line: slip.message for slip in made.slips} if kind in PROGRESS else {}
    for number, (before, after) in enumerate(zip(old, new, strict=True), start=1):
        indentation = "\t" in before[: len(before) - len(before.lstrip())] and before.lstrip() == after.lstrip()
        if before == after or number in kept or not (number in slips or indentation):
            new[number - 1] = before
        else:
            done.append(f"dòng {number}: {slips.get(number, 'tab ở đầu dòng thành dấu cách')} → «{after.strip()[:80]}»")
    tabbed = [
        re.sub(r"(?<=:)\t+|(?<=-)\t+", " ", line) if number not in kept else line for number, line in enumerate(new, 1)
    ]
    touched = [number for number, (a, b) in enumerate(zip(new, tabbed, strict=True), start=1) if a != b]
    if touched:
        done.append(f"tab sau dấu hai chấm thành dấu cách: {_lines_words(touched)}")
    return "\n".join(tabbed)


def _with_quotes(text: str, kind: type, done: list[str]) -> str:
    """Quotes around names that another program misreads; the words stay, in quotations as well."""
    try:
        found = list(misread_names(text, kind))
    except ValueError:  # still no YAML
        return text
    if found:
        lines = sorted({text.count("\n", 0, item.start) + 1 for item in found})
        done.append(f"thêm dấu nháy để chương trình nào cũng đọc như nhau: {_lines_words(lines)}")
    return put_quotes(text, found)


def _quoted_lines(text: str, kind: type) -> set[int]:
    """The lines that hold text quoted from a source, which no repair may touch."""
    read = parse_yaml(text.encode(), "", positions=True)
    if kind in PROGRESS or not read.places:
        return set()
    starts = sorted({line for line, _ in read.places.values()} | {text.count("\n") + 2})
    lines: set[int] = set()
    for path, (line, _) in read.places.items():
        if path and _is_quotation(kind, path):
            lines |= set(range(line, next(start for start in starts if start > line)))
    return lines


def _is_quotation(kind: Any, path: tuple[str | int, ...]) -> bool:
    """Whether a path leads to, or into, a field whose text is verbatim."""
    at = kind
    for key in path:
        if isinstance(key, int):
            continue
        declared = file_fields(at).get(key) if is_record(at) else None
        if declared is None:
            return False
        if declared.metadata.get("verbatim"):
            return True
        at = inner_class(_hint(at, declared.name))
    return False


def _hint(kind: type, name: str) -> Any:
    return get_type_hints(kind)[name]


def _is_safe(raw: bytes, text: str, kind: type) -> bool:
    """A repair leaves no more mistakes than there were."""
    keys = record_keys() if kind in PROGRESS else None
    return len(parse_yaml(text.encode(), "", keys=keys).problems) <= len(parse_yaml(raw, "", keys=keys).problems)
