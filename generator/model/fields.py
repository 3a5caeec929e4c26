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


_DEVICE = r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$))"
"""Names that Windows keeps for devices, with any ending: a file of that name cannot be made there."""

SLUG = Form(
    re.compile(_DEVICE + r"(?=.{1,100}$)[a-z0-9]+(?:-[a-z0-9]+)*"),
    "chỉ chữ thường không dấu, chữ số và dấu gạch nối, ví dụ «ha-tinh-so-khcn»",
)
"""An id that becomes a folder and an address: it cannot leave its folder, and every file system can hold it."""

ITEM = Form(
    re.compile(r"(?=.{1,100}$)[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*"),
    "chỉ chữ không dấu, chữ số, dấu chấm và gạch nối, ví dụ «CT3»",
)
"""The id of an item inside a plan; it becomes the anchor of its link."""

FILE_NAME = Form(
    re.compile(_DEVICE + r"(?=.{1,100}$)[a-z0-9]+(?:[.-][a-z0-9]+)*\.txt"),
    "tên tệp .txt trong cùng thư mục, không có dấu «/», ví dụ «source.txt»",
)
"""A text file beside the record. It is published as it is, so it must be one that a browser shows as text."""

SHA256 = Form(re.compile(r"[0-9a-f]{64}"), "64 chữ số thập lục phân, là kết quả của lệnh sha256sum")

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = rf"(?=[A-Za-z0-9.-]{{1,253}}(?![A-Za-z0-9.-]))(?:{_LABEL}\.)+[A-Za-z](?:[A-Za-z0-9-]{{0,61}}[A-Za-z0-9])"
_PORT = r"(?::(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?"

LINK = Form(
    re.compile(
        rf"https://{_HOST}{_PORT}(?:[/?#][^\s<>\"'\\\x00-\x1f\x7f]*)?|mailto:[A-Za-z0-9._%+-]+@{_HOST}|tel:[+0-9 .-]+"
    ),
    "địa chỉ bắt đầu bằng https://, mailto: hoặc tel:, rồi tên máy chủ bằng chữ không dấu (như dichvucong.gov.vn), "
    "không có «\\» và tên người dùng trước «@»",
)
"""Links of records are limited to these three schemes, and to hosts that every reader of addresses understands alike.

A browser takes a backslash for a slash, drops what stands before an ``@``, reads ``0x7f.1`` as a number and writes «ⅴn» as
«vn» (WHATWG URL Standard §3.5, §4.4); what we print as the host would then not be where the link leads. So there is no
backslash and no user name, a host is two or more labels of ASCII letters, digits and hyphens (RFC 1123 §2.1), and its last
label begins with a letter, so that it is no number.
"""


def host_of(link: str) -> str:
    """The host that an https link leads to; empty for any other text. ``link`` has the form LINK."""
    found = re.match(rf"https://({_HOST})", link) if LINK.pattern.fullmatch(link) else None
    return found[1].lower() if found else ""


EMAIL = Form(
    re.compile(rf"[A-Za-z0-9](?:[A-Za-z0-9._%+-]{{0,62}}[A-Za-z0-9_])?@{_HOST}"),
    "một địa chỉ thư bằng chữ không dấu, như «vanthu@sonoivu.gov.vn», không kèm tên người",
)
"""One mailbox as it is typed, without a name and angle brackets (RFC 5321 §4.1.2, the dot-string only)."""

PHONE = Form(
    re.compile(r"(?=(?:[^0-9]{0,9}[0-9]){3})[+(0-9](?:[-–+().,;/ 0-9]|máy lẻ|nhánh|hoặc){0,99}", re.IGNORECASE),
    "chữ số, dấu cách và dấu ( ) + . - /, như «(024) 3825 1234, máy lẻ 12»; không kèm tên người",
)
"""One number or several, as a body prints them. Who answers is personal data (Nghị định 13/2023/NĐ-CP, điều 2)."""

REVIEWER = Form(
    re.compile(r"@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:/[A-Za-z0-9][A-Za-z0-9_.-]*)?"),
    "tài khoản hoặc nhóm trên GitHub, như «@ten-tai-khoan» hoặc «@to-chuc/nhom»",
)
"""Who may be asked to review, as CODEOWNERS writes it."""


class Choice(StrEnum):
    """A closed list of values, each with the Vietnamese words that a page prints for it."""

    label: str
    others: tuple[str, ...]
    """Everyday words for the same choice, which a file may use too."""

    def __new__(cls, value: str, label: str, *others: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.others = others
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


def from_path(label: str, help: str, *, form: Form | None = None) -> Any:  # noqa: A002 - the word of the field
    """Declare a field that the name of the file or folder says, and that no file may state."""
    return field(default="", metadata={"label": label, "help": help, "form": form, "from_path": True})


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
