"""Writes what was read: a new record whole, an existing one field by field, and says what changed.

Every import leaves a mark of each field that it wrote (``source.imported``). At the next one a field whose mark still fits
was not touched by hand and follows the portal; one whose mark does not fit is a correction and stays, with both said. A
record without marks is somebody's work: only what it lacks is filled in, and differences are said.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from dataclasses import fields as declared_fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.drafting.portal.answer import PortalError
from generator.drafting.portal.record import Read, read_portal
from generator.drafting.portal.terms import Fields
from generator.model.fields import key_of
from generator.model.procedure import Fields as Registry
from generator.model.procedure import Procedure
from generator.reading.modeline import modeline, with_modeline
from generator.reading.shape import shape
from generator.reading.tree import procedure_file
from generator.reading.yamledit import Mapped, as_yaml, open_yaml, put, save_yaml
from generator.reading.yamlfile import parse_yaml

ORDER = (*tuple(key_of(item) for item in declared_fields(Procedure) if item.name != "source"), "source")
"""The order in which fields stand in a new record."""

ALONE = ("code", "source", "keywords", "catalogue")
"""Fields that are joined or replaced by rules of their own."""


@dataclass(slots=True)
class Outcome:
    """What became of one file: the code, what happened to its record, lines that say what changed, and doubts."""

    name: str
    code: str = ""
    happened: str = ""
    changes: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    failed: str = ""


def import_answers(files: Iterable[tuple[str, bytes]], retrieved: date, plans: Path) -> Iterator[Outcome]:
    """Take answers over into ``plans``, one after the other; a file that cannot be taken over says why and stops none.

    Beside a registry of fields with mistakes none is taken over, and the one outcome says so.
    """
    try:
        registry = FieldRegistry(plans)
    except PortalError as error:
        yield Outcome(str(plans), failed=str(error))
        return
    for name, raw in files:
        outcome = Outcome(name)
        try:
            read = read_portal(raw, retrieved)
            _take(read, plans, outcome)
            registry.add(read.field)
        except PortalError as error:
            outcome.failed = str(error)
        yield outcome


def _take(read: Read, plans: Path, outcome: Outcome) -> None:
    file = plans / procedure_file(read.code)
    outcome.code, outcome.doubts = read.code, list(read.fields.get("doubts", ()))
    if file.exists():
        before, fields = standing_record(file)
        written = _updated(before, fields, read.fields, outcome)
    else:
        line = modeline(plans, procedure_file(read.code))
        written, outcome.happened = with_modeline(new_record(read.fields), line), "mới"
    write_whole(file, proved(written, file.name))


def standing_record(file: Path) -> tuple[str, Fields]:
    """The text and the fields of a record that is there. Raises PortalError where it has mistakes, which a person must mend."""
    raw = file.read_bytes()
    parsed = parse_yaml(raw, file.name)
    if parsed.problems or not isinstance(parsed.data, dict):
        raise _mistaken(file)
    return raw.decode(), parsed.data


def _mistaken(file: Path) -> PortalError:
    return PortalError(f"{file} có lỗi: chạy congkhai check, sửa rồi nhập lại")


def write_whole(file: Path, content: bytes) -> None:
    """Write a file beside and move it into place, so that it is never half written."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.moi")
    beside.write_bytes(content)
    beside.replace(file)


def proved(written: str, name: str) -> bytes:
    """The record as bytes. Raises PortalError where the result is no record; nothing was written then."""
    raw = written.encode()
    read = parse_yaml(raw, name)
    record, problems = shape(Procedure, read.data, name)
    if read.problems or record is None:
        first = (read.problems or problems)[0]
        raise PortalError(f"không ghi được bản ghi hợp lệ: {first.message}")
    return raw


def new_record(found: Fields) -> str:
    """The text of a record that is not there yet, with the marks of its fields."""
    ordered = {key: found[key] for key in ORDER if key in found}
    ordered["source"] = found["source"] | {"imported": _marks(ordered)}
    return save_yaml(Mapped((key, as_yaml(value)) for key, value in ordered.items()))


def _marks(found: Fields) -> list[str]:
    return [f"{key}={mark_of(value)}" for key, value in found.items() if key not in ALONE]


def mark_of(value: Any) -> str:
    """A short mark of what a field says; the same for a list of one and its item, for 5 and "5"."""
    return hashlib.sha256(repr(_plain(value)).encode()).hexdigest()[:8]


def _plain(value: Any) -> Any:
    """A value as the file holds it, however it is written there."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in sorted(value.items())}
    if isinstance(value, (list, tuple)):
        return _plain(value[0]) if len(value) == 1 else [_plain(item) for item in value]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _updated(before: str, old: Fields, new: Fields, outcome: Outcome) -> str:
    """The existing file with what the portal changed, and the report of it."""
    data = open_yaml(before)
    stated = old.get("source")
    source: Fields = stated if isinstance(stated, dict) else {}
    marks = dict(mark.split("=", 1) for mark in _texts(source.get("imported")) if "=" in mark)
    own_words = source.get("own_words") is True
    for key in ORDER:
        if key not in ALONE:
            _update_field(data, key, old.get(key), new.get(key), marks, outcome)
    _join_keywords(data, old, new)
    put(data, "catalogue", as_yaml(new["catalogue"]), ORDER)
    if not own_words:
        data["source"] = as_yaml(
            dict(source) | new["source"] | {"imported": _texts([f"{k}={v}" for k, v in marks.items()])}
        )
        if not marks:
            data["source"].pop("imported", None)
    outcome.happened = "đã đổi" if outcome.changes else "không đổi"
    return save_yaml(data, before)


def _texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [str(item) for item in value] if isinstance(value, list) else []


def _update_field(data: Mapped, key: str, old: Any, new: Any, marks: dict[str, str], outcome: Outcome) -> None:
    if _plain(old if old is not None else []) == _plain(new if new is not None else []):
        if new is not None and key in marks:
            marks[key] = mark_of(new)
        return
    untouched = key in marks and old is not None and marks[key] == mark_of(old)
    if old is None and key not in marks:
        put(data, key, as_yaml(new), ORDER)
        marks |= {key: mark_of(new)} if marks else {}
        outcome.changes.append(f"{key}: thêm {brief(new)}")
    elif untouched and new is not None:
        put(data, key, as_yaml(new), ORDER)
        marks[key] = mark_of(new)
        outcome.changes.append(f"{key}: {brief(old)} → {brief(new)}")
    elif untouched:
        data.pop(key)
        marks.pop(key)
        outcome.changes.append(f"{key}: bỏ {brief(old)}, nguồn không còn ghi")
    elif new is not None:
        said = "đã xóa ở đây" if old is None else f"giữ {brief(old)}"
        outcome.changes.append(f"{key}: {said}; nguồn ghi {brief(new)}")


def _join_keywords(data: Mapped, old: Fields, new: Fields) -> None:
    """Everyday names are people's; the portal's are added."""
    known = _texts(old.get("keywords"))
    added = [word for word in new.get("keywords", ()) if word not in known]
    if added:
        put(data, "keywords", as_yaml([*known, *added]), ORDER)


def brief(value: Any) -> str:
    """A value in a report, short."""
    words = str(_plain(value)) if not isinstance(value, str) else value
    flat = " ".join(words.split())
    return f"«{flat}»" if len(flat) <= 70 else f"«{flat[:67]}…»"


class FieldRegistry:
    """``registry/fields.yml``, read once for a run; a field of administration that it lacks is entered.

    Raises PortalError where the file has mistakes: whatever it holds is somebody's work.
    """

    def __init__(self, plans: Path) -> None:
        self._file = plans / "registry/fields.yml"
        self._text, data = standing_record(self._file) if self._file.exists() else ("", {"fields": []})
        listed, _ = shape(Registry, data, self._file.name)
        if listed is None:
            raise _mistaken(self._file)
        self._known = {item.id for item in listed.fields}

    def add(self, found: Fields) -> None:
        """Enter the field at the end of the file, unless it is there."""
        if found["id"] in self._known:
            return
        data = open_yaml(self._text) if self._text else Mapped()
        known = data.get("fields")
        if not isinstance(known, list):  # a single field may stand without a dash
            data["fields"] = as_yaml([])
            data["fields"].extend([known] if known else [])
        data["fields"].append(Mapped((key, as_yaml(value)) for key, value in found.items()))
        data["fields"].fa.set_block_style()
        self._text = save_yaml(data, self._text)
        write_whole(self._file, self._text.encode())
        self._known.add(found["id"])
