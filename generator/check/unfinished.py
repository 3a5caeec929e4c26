"""Rules about the files as they are written, comments included: what a draft still asks, and what no file may carry."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath

from generator.reading.entering import LARGEST_SOURCE
from generator.reading.problems import Problem
from generator.reading.quoting import misread_names
from generator.reading.tree import file_of, kind_of
from generator.text.personal import Personal, find_personal, mark_of

_DOUBT = re.compile(r"^(?:[^\"'#\n]*+(?<=[ \t])|)#[ \t]*nghi vấn[ \t]*:[ \t]*([^\r\n]*)", re.MULTILINE | re.IGNORECASE)
"""As «congkhai plan new» writes it, and as an editor or a person may have moved it: beside a value, without the space."""
_MAYBE_DOUBT = re.compile(r"#[ \t]*nghi vấn", re.IGNORECASE)
"""What every doubt holds; quick to look for."""
_PUBLISHED = re.compile(r"^\s*+(?:-\s*+)?[\"']?(?:phone|email|hotline|website|url|link|sha256|retrieved)[\"']?\s*+:")
"""Lines that hold what a body publishes of itself: the switchboard, the official mailbox."""

_WRITTEN = (".yml", ".yaml", ".txt", ".md")


def check_unread(folder: Path, inside: str) -> Iterator[Problem]:
    """The files of text of which nothing else was read: ``inside`` is a file or a folder by its path under ``plans/``. Links,
    what is too large and what is no UTF-8 are other rules' matter.
    """
    top = folder / inside
    for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
        written = path.name.lower().endswith(_WRITTEN)
        if written and not path.is_symlink() and path.is_file() and path.stat().st_size <= LARGEST_SOURCE:
            yield from check_text(folder, PurePosixPath(path.relative_to(folder).as_posix()), path.read_bytes())


def check_text(folder: Path, path: PurePosixPath, raw: bytes, *, misread: bool = True) -> Iterator[Problem]:
    """One file as it is written, by its path under ``plans/``. Without ``misread`` it is known that no word lacks quotes."""
    text, name = raw.decode("utf-8", "replace"), file_of(folder, path)
    yield from check_doubts(text, name)
    if misread and (kind := kind_of(path)) is not None:
        yield from check_quotes(text, name, kind)
    yield from check_personal(text, name)


def check_doubts(text: str, name: str) -> Iterator[Problem]:
    """A draft is not a plan: every question that the draft asks is answered, and its line deleted, before it is published."""
    if not name.lower().endswith((".yml", ".yaml")) or not _MAYBE_DOUBT.search(text):
        return
    hint = "đối chiếu với văn bản, sửa cho đúng, rồi xóa dòng «# nghi vấn» này"
    for found in _DOUBT.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield Problem(file=name, line=line, column=1, message=f"còn nghi vấn chưa trả lời: {found.group(1)}", hint=hint)


def check_quotes(text: str, name: str, kind: type) -> Iterator[Problem]:
    """A name that another program takes for something else stands in quotes: the key ``no``, the code ``1.000120``, ``12:30``.

    Readers of YAML 1.1 (yaml.org/type) make false, 1.00012 and 750 of them; ours does not, so nothing stops. A day in a field
    of days and a number in a field of numbers are the same to everybody.
    """
    try:
        found = list(misread_names(text, kind))
    except ValueError:  # no YAML, which the reader of the file explains
        return
    for item in found:
        message = f"«{item.word}» không có dấu nháy: chương trình khác đọc thành {_taken_for(item.theirs)}"
        hint = f"viết {item.quoted}{':' if item.is_key else ''}, hoặc chạy: congkhai check --fix"
        yield Problem(file=name, path=item.path, message=message, hint=hint, warning=True)


def _taken_for(value: object) -> str:
    if isinstance(value, bool):
        return "«đúng» (true)" if value else "«sai» (false)"
    if isinstance(value, (int, float)):
        return f"số {value}"
    return "ngày, không phải chữ" if isinstance(value, date) else "thứ khác"


def check_personal(text: str, name: str) -> Iterator[Problem]:
    """No telephone number, e-mail address or person addressed by name stands in a file; what a body publishes of itself may."""
    if next(find_personal(text), None) is None:
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if _PUBLISHED.match(line):
            continue
        for kind, found in find_personal(line):
            hint = f"thay bằng «{mark_of(kind)}»"
            hint += "; số của cơ quan thì ghi ở contact.phone trong agency.yml" if kind is Personal.PHONE else ""
            column = line.find(found) + 1
            yield Problem(
                file=name, line=number, column=column, message=f"có {kind.value} ({_hidden(found)})", hint=hint
            )


def _hidden(found: str) -> str:
    """Enough to find it by, not the thing itself: a report of a check is read by many."""
    return found[:3] + "…"
