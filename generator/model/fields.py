"""How a record declares its fields: a Vietnamese label and one line of help stand beside each field's type.

The reader (:mod:`generator.reading.shape`), the checks, the JSON Schema for editors and the field reference page all read these
declarations, so that a field is described once. Nothing here reads a file.
"""

import re
from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, field
from enum import StrEnum
from typing import Any, Self, TypeVar

Class = TypeVar("Class", bound=type)

EMPTY: tuple[Any, ...] = ()
"""Default of a list that may be left out."""


@dataclass(frozen=True, slots=True)
class Form:
    """The form that a text field must have: a pattern, and in Vietnamese what it allows."""

    pattern: re.Pattern[str]
    explained: str


SLUG = Form(
    re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*"), "chỉ chữ thường không dấu, chữ số và dấu gạch nối, ví dụ «ha-tinh-so-khcn»"
)
"""An id that becomes a folder and an address; it cannot leave its folder."""

ITEM = Form(
    re.compile(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*"), "chỉ chữ không dấu, chữ số, dấu chấm và gạch nối, ví dụ «CT3»"
)
"""The id of an item inside a plan; it becomes the anchor of its link."""

FILE_NAME = Form(
    re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*\.txt"),
    "tên tệp .txt trong cùng thư mục, không có dấu «/», ví dụ «source.txt»",
)
"""A text file beside the record. It is published as it is, so it must be one that a browser shows as text."""

SHA256 = Form(re.compile(r"[0-9a-f]{64}"), "64 chữ số thập lục phân, là kết quả của lệnh sha256sum")

LINK = Form(
    re.compile(r"https://[^\s<>\"']+|mailto:[^\s<>\"']+|tel:[+0-9 .-]+"),
    "địa chỉ bắt đầu bằng https://, mailto: hoặc tel:",
)
"""Links of records are limited to these three schemes."""


class Choice(StrEnum):
    """A closed list of values, each with the Vietnamese words that a page prints for it."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


def said(
    label: str,
    help: str,  # noqa: A002 - the word of the field
    *,
    default: Any = MISSING,
    form: Form | None = None,
    refers: str | None = None,
    verbatim: bool = False,
    key: str | None = None,
) -> Any:
    """Declare a field by its Vietnamese ``label`` and one-line ``help``.

    ``form`` limits a text. ``refers`` names the kind of record that the value must be the id or the name of.
    ``verbatim`` marks text that is quoted from the plan's source and must be found there. ``key`` is the word in the
    file where Python reserves it (``from``). A field without ``default`` is required.
    """
    metadata = {"label": label, "help": help, "form": form, "refers": refers, "verbatim": verbatim, "key": key}
    if default is MISSING:
        return field(metadata=metadata)
    return field(default=default, metadata=metadata)


def label_of(declared: "Field[Any]") -> str:
    """The Vietnamese label of a dataclass field."""
    return str(declared.metadata.get("label", declared.name))


def key_of(declared: "Field[Any]") -> str:
    """The key of a dataclass field in a YAML file."""
    return declared.metadata.get("key") or declared.name


def is_required(declared: "Field[Any]") -> bool:
    """Whether a record must state the field."""
    return declared.default is MISSING and declared.default_factory is MISSING


def shorthand(name: str) -> Callable[[Class], Class]:
    """Let a record be written as one text: ``deadline: Quý II`` for ``deadline: {text: Quý II}``."""

    def mark(cls: Class) -> Class:
        cls.__shorthand__ = name  # type: ignore[attr-defined]
        return cls

    return mark


def named_by(name: str) -> Callable[[Class], Class]:
    """Say which field tells items of a list apart in a message: «nhiệm vụ 3» instead of «nhiệm vụ thứ ba»."""

    def mark(cls: Class) -> Class:
        cls.__named_by__ = name  # type: ignore[attr-defined]
        return cls

    return mark
