"""Any record as plain data with the keys of its YAML file, so that what a page can print is in a file for machines too.

A class is looked at once and its converter kept: tens of thousands of procedures go through here.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from json.encoder import JSONEncoder
from operator import attrgetter
from typing import Any

from generator.model import Agency, Document, PartialDate, Signer
from generator.model.fields import key_of
from generator.model.procedure import Fee
from generator.model.report import ReportPeriod

Convert = Callable[[Any], Any]

LEFT_OUT: dict[tuple[type, str], str] = {
    (Document, "signer"): "tên người ký chỉ in ở đầu trang kế hoạch, không đưa vào tệp cho máy",
    (Signer, "on_behalf"): "thuộc về người ký",
    (Signer, "capacity"): "thuộc về người ký",
    (Signer, "name"): "tên một người, không đưa vào tệp cho máy",
    (Agency, "reviewers"): "tài khoản của người duyệt trên GitHub, không in ở trang nào",
}
"""Fields that no file holds, each with its reason; a test holds every other field to be in one."""


def as_json(value: Any) -> Any:
    """A record, or part of one, as plain data: days in ISO 8601, amounts as numbers, what is not stated as null."""
    return _converter(type(value))(value)


def record_json(record: Any) -> dict[str, Any]:
    """A whole record as plain data."""
    found: dict[str, Any] = as_json(record)
    return found


def record_text(data: dict[str, Any]) -> str:
    """The compact JSON text of data that may hold records as they stand, here and there: what ``compact`` writes of the data
    with each of them as :func:`as_json` gives it. Only what the encoder, which is C, does not know itself comes back to us.
    """
    return _ENCODER.encode(data)


def shallow(record: Any) -> dict[str, Any]:
    """A record as a mapping whose values stand as they are."""
    found: dict[str, Any] = _ONE_LEVEL[type(record)](record)
    return found


def _converter(kind: type) -> Convert:
    found = _CONVERTERS.get(kind)
    if found is None:
        found = _CONVERTERS[kind] = _record(kind) if is_dataclass(kind) else _choice
    return found


def _record(kind: type) -> Convert:
    fields_of = _shallow(kind)

    def convert(value: Any) -> dict[str, Any]:
        return {key: as_json(part) for key, part in fields_of(value).items()}

    return convert


def _shallow(kind: type) -> Convert:
    parts = [(key_of(part), part.name) for part in fields(kind) if (kind, part.name) not in LEFT_OUT]
    keys, names = [key for key, _ in parts], [name for _, name in parts]
    if len(names) == 1:
        return lambda value: {keys[0]: getattr(value, names[0])}
    values = attrgetter(*names)
    return lambda value: dict(zip(keys, values(value), strict=True))


def _choice(value: StrEnum) -> str:
    return value.value


def _same(value: Any) -> Any:
    return value


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _list(value: tuple[Any, ...]) -> list[Any]:
    return [as_json(item) for item in value]


def _day(value: date | PartialDate) -> str:
    return value.isoformat()


def _fee(fee: Fee) -> dict[str, Any]:
    """A suspect amount is no amount."""
    return {
        "state": fee.state.value,
        "amount": None if fee.suspect or fee.amount is None else _number(fee.amount),
        "suspect": fee.suspect,
        "amount_in_source": None if fee.amount is None else _number(fee.amount),
        "currency": fee.currency.value,
        "per": fee.per,
        "channels": _list(fee.channels),
        "case": list(fee.cases),
        "basis": fee.basis,
        "text": fee.text,
        "doubt": fee.doubt,
    }


_CONVERTERS: dict[type, Convert] = {
    **dict.fromkeys((str, int, bool, type(None)), _same),
    Decimal: _number,
    tuple: _list,
    date: _day,
    PartialDate: _day,
    ReportPeriod: str,
    Fee: _fee,
}


class _OneLevel(dict[type, Convert]):
    """How each class is made plain where what is inside may stay as it is."""

    def __missing__(self, kind: type) -> Convert:
        self[kind] = _shallow(kind)
        return self[kind]


_ONE_LEVEL = _OneLevel(_CONVERTERS)


def _plain(value: Any) -> Any:
    """What the encoder does not know."""
    return _ONE_LEVEL[type(value)](value)


_ENCODER = JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_plain)
