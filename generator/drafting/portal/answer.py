"""The portal's JSON as clean values: whatever stands in a place where a text, a list or a number is expected.

Nothing here raises about content: a value of another kind is no value. Fractions are read exactly (``17.5``).
"""

import json
import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from generator.model.dates import HERE
from generator.text.hidden import HIDDEN

LATEST = 4_102_444_800_000
"""The year 2100 in milliseconds; no decision is dated after it."""

MOST = Decimal(10) ** 12
"""No limit and no fee is larger."""

Answer = dict[str, Any]


class PortalError(ValueError):
    """The file is not an answer of the portal; the text says in Vietnamese what it is instead."""


def answer_of(raw: bytes) -> Answer:
    """The procedure in a saved answer. Raises PortalError for anything else."""
    try:
        whole = json.loads(raw, parse_float=Decimal, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        raise PortalError("tệp không phải JSON") from error
    data = whole.get("data", whole) if isinstance(whole, dict) else None
    if not isinstance(data, dict) or not text(data.get("code")) or not text(data.get("name")):
        raise PortalError("tệp không phải bản ghi một thủ tục của Cổng Dịch vụ công quốc gia: thiếu «code», «name»")
    return data


def text(value: object) -> str:
    """Clean text on one line: NFC, no hidden character, single spaces, no bullet in front."""
    return " ".join(_clean(value).split()).removeprefix("- ").strip()


def paragraphs(*values: object) -> str:
    """Texts one below the other, empty lines left out."""
    lines = (" ".join(line.split()) for value in values for line in _clean(value).split("\n"))
    return "\n".join(line for line in lines if line)


def _clean(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        return ""
    plain = HIDDEN.sub("", str(value).replace("\r\n", "\n")).replace("\t", " ")
    return unicodedata.normalize("NFC", plain)


def items(value: object) -> list[Answer]:
    """The mappings of a list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def names(*lists: object) -> list[str]:
    """The names in lists of mappings or of texts, each once."""
    found = [
        text(item.get("name")) if isinstance(item, dict) else text(item)
        for listed in lists
        for item in (listed if isinstance(listed, list) else ())
    ]
    return list(dict.fromkeys(filter(None, found)))


def number(value: object) -> Decimal | None:
    """A number, also one written as text (``"5"``, ``"17,5"``); None for anything else, for no number and for too large."""
    if isinstance(value, bool) or value is None:
        return None
    plain = str(value).strip().replace(",", ".") if isinstance(value, (str, int, Decimal)) else ""
    if len(plain) > 20 or not re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", plain):
        return None
    found = Decimal(plain)
    return found if abs(found) <= MOST else None


def count(value: object) -> int:
    """A number of copies: whole and not negative, else 0."""
    found = number(value)
    return int(found) if found is not None and 0 < found == int(found) <= 1000 else 0


def day_of(milliseconds: object) -> date | None:
    """The day in Viet Nam of a time in milliseconds since 1970: 1782666000000 (28 June 17:00 UTC) is 29 June 2026."""
    if not isinstance(milliseconds, int) or isinstance(milliseconds, bool) or not 0 < milliseconds < LATEST:
        return None
    return datetime.fromtimestamp(milliseconds / 1000, HERE).date()
