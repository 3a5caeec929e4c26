"""The reference of fields for departments: every file of ``plans/``, every field, in the words that a problem prints."""

import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from generator.addresses import FIELDS, GUIDE
from generator.model.fields import Choice, is_required, label_of
from generator.pages.parts.page import Link, Page
from generator.reading.shape import file_fields, inner_class, is_record
from generator.reading.tree import SHAPES
from generator.text.wording import sentence


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field of a record."""

    key: str
    label: str
    help: str
    required: bool
    choices: tuple[tuple[str, str], ...]
    record: str
    """Anchor of the record that the field holds; empty for a plain value."""


@dataclass(frozen=True, slots=True)
class RecordPart:
    """A record, or a whole file, with its fields; ``path`` says where the file stands."""

    anchor: str
    title: str
    path: str
    fields: tuple[FieldLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldsPage:
    """Context of ``pages/fields.html``."""

    template: ClassVar[str] = "fields.html"
    records: tuple[RecordPart, ...]


def fields_page() -> Page:
    """The page ``/huong-dan/truong/``."""
    description = "Mọi trường của mọi tệp dữ liệu: tên, ý nghĩa, bắt buộc hay không, được ghi những giá trị nào."
    return Page(
        address=FIELDS,
        section="huong-dan",
        title="Các trường của tệp dữ liệu",
        description=description,
        context=FieldsPage(records=tuple(_records())),
        crumbs=(Link("Hướng dẫn cho cơ quan", GUIDE),),
    )


def _records() -> Iterator[RecordPart]:
    """Each kind of file, followed by the records inside it that were not described before."""
    seen: set[type] = set()
    for pattern, kind in SHAPES:
        path = "plans/" + pattern.replace("*/*/", "‹cơ quan›/‹kế hoạch›/").replace("*/", "‹cơ quan›/").replace(
            "*", "‹mã›"
        )
        waiting = [(kind, path)]
        while waiting:
            record, title = waiting.pop(0)
            if record not in seen:
                seen.add(record)
                yield RecordPart(record.__name__, title, path if record is kind else "", _lines(record))
                waiting += _inside(record)


def _lines(kind: type) -> tuple[FieldLine, ...]:
    hints = typing.get_type_hints(kind)
    return tuple(
        FieldLine(
            key,
            label_of(item),
            item.metadata["help"],
            is_required(item),
            _choices(inner_class(hints[item.name])),
            _record_name(inner_class(hints[item.name])),
        )
        for key, item in file_fields(kind).items()
    )


def _choices(hint: object) -> tuple[tuple[str, str], ...]:
    return (
        tuple((item.value, item.label) for item in hint) if isinstance(hint, type) and issubclass(hint, Choice) else ()
    )


def _record_name(hint: object) -> str:
    return hint.__name__ if isinstance(hint, type) and is_record(hint) else ""


def _inside(kind: type) -> list[tuple[type, str]]:
    """The records that a record holds, each called by the label of the field that holds it."""
    hints = typing.get_type_hints(kind)
    inner = ((inner_class(hints[item.name]), label_of(item)) for item in file_fields(kind).values())
    return [(hint, sentence(label)) for hint, label in inner if _record_name(hint)]
