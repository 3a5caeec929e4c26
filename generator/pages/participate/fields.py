"""What a form asks of a record: labels, helps and choices, as :mod:`generator.model` declares them."""

import json
import typing
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from generator.model.fields import Choice, is_required, label_of
from generator.pages.participate.form import Field, Option
from generator.reading.shape import file_fields, inner_class

_LONG = ("note", "text", "reason", "content", "before", "after", "confirmed")


def fields_of(kind: type, leave: Iterable[str] = ()) -> tuple[Field, ...]:
    """What a form asks of a record: every key but those it knows, in the order of the record."""
    known = set(leave)
    return tuple(item for item in _asked(kind) if item.key not in known)


@cache
def _asked(kind: type) -> tuple[Field, ...]:
    """What a form may ask of a record."""
    hints = typing.get_type_hints(kind)
    return tuple(
        Field(
            key=key,
            label=label_of(item),
            help=item.metadata["help"],
            kind=_kind(key, hints[item.name]),
            required=is_required(item),
            options=_options(inner_class(hints[item.name])),
        )
        for key, item in file_fields(kind).items()
    )


def _kind(key: str, hint: Any) -> str:
    inner = inner_class(hint)
    if typing.get_origin(hint) is tuple:
        return "list"
    if isinstance(inner, type) and issubclass(inner, Choice):
        return "choice"
    simple = {date: "day", Decimal: "number", int: "count", bool: "truth"}
    return simple.get(inner, "long" if key in _LONG else "text")


def _options(inner: Any) -> tuple[Option, ...]:
    if isinstance(inner, type) and issubclass(inner, Choice):
        return tuple(Option(member.value, member.label) for member in inner)
    return ()


def as_json(**known: Any) -> str:
    """What is known, as JSON for the script."""
    return json.dumps({key: item for key, item in known.items() if item is not None}, ensure_ascii=False)


def as_yaml(**known: Any) -> str:
    """What is known, as JSON whose values are YAML already: a number bare, anything else in quotes."""
    return as_json(
        **{
            key: str(item) if isinstance(item, int) else json.dumps(str(item), ensure_ascii=False)
            for key, item in known.items()
            if item is not None
        }
    )
