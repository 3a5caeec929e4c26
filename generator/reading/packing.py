"""Records as bytes and back. Reading them makes records of our own and nothing else, whatever the bytes say."""

import io
import pickle
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter
from typing import Any

from generator.model import dates, procedure, summary
from generator.model.making import maker
from generator.reading.cache import opened, sealed


def packed(value: object) -> bytes:
    """A record, or records in lists, tuples and dicts, as bytes with a seal. What several of them share is packed once."""
    into = io.BytesIO()
    pickler = pickle.Pickler(into, 5)
    pickler.dispatch_table = _PACKING
    pickler.dump(value)
    return sealed(into.getvalue())


def unpacked(held: bytes) -> Any:
    """What was packed; what was shared is shared again. Raises SpoiltError for a broken seal, UnpicklingError for anything
    that is no record.
    """
    return _Unpickler(io.BytesIO(opened(held))).load()


def made(number: int, *values: Any) -> Any:
    """A value of the kind that has this number. A procedure needs no other name in its pickle: looking one up takes as long as
    making several records.
    """
    return _MAKERS[number](*values)


_Values = Callable[[Any], tuple[Any, ...]]
"""Gives what a value is made of again."""


def _kinds() -> Iterator[tuple[type, Callable[..., Any], _Values]]:
    """The kinds of values that a procedure is made of, besides those of pickle itself, and what makes and unmakes them."""
    yield date, date.fromordinal, lambda day: (day.toordinal(),)
    yield Decimal, Decimal, lambda number: (str(number),)
    for kind in _own_kinds():
        if is_dataclass(kind):
            yield kind, maker(kind), _values_of(kind)
        elif issubclass(kind, StrEnum):
            yield kind, {str(member): member for member in kind}.__getitem__, lambda member: (str(member),)


def _own_kinds() -> Iterator[type]:
    for module in (dates, procedure, summary):
        for kind in vars(module).values():
            if isinstance(kind, type) and kind.__module__ == module.__name__:
                yield kind


def _values_of(kind: type) -> _Values:
    """What gives the values of a record in the order of its fields."""
    names = [part.name for part in fields(kind)]
    return attrgetter(*names) if len(names) > 1 else lambda item: (getattr(item, names[0]),)


def _packing(number: int, values: _Values) -> Callable[[Any], tuple[Any, ...]]:
    return lambda item: (made, (number, *values(item)))


_KINDS = list(_kinds())
_MAKERS = [make for _, make, _ in _KINDS]
_PACKING = {kind: _packing(number, values) for number, (kind, _, values) in enumerate(_KINDS)}


_OURS = ("generator.model.", "generator.deadlines.records")
"""Where the classes of records are."""


class _Unpickler(pickle.Unpickler):
    """Makes records and nothing else, whatever the file says."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == (__name__, made.__name__):
            return made
        if not (module.startswith(_OURS) and name.isidentifier()):
            raise pickle.UnpicklingError(f"{module}.{name}")
        found = super().find_class(module, name)
        if not (isinstance(found, type) and found.__module__ == module):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found
