"""Records as bytes and back. Reading them makes records of our own and nothing else, whatever the bytes say."""

import io
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any

from generator.model import dates, procedure, summary
from generator.reading.cache import opened, sealed


def packed(value: object) -> bytes:
    """A record, or a dict or tuple of records, as bytes with a seal. What several of them share is packed once."""
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


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(part.name for part in fields(kind))


def made(kind: type, values: tuple[Any, ...]) -> Any:
    """A record of its values, in the order of its fields."""
    record: Any = object.__new__(kind)
    for put, value in zip(_slots(kind), values, strict=True):
        put(record, value)
    return record


@cache
def _slots(kind: type) -> tuple[Callable[[Any, Any], None], ...]:
    """What writes each field of a record, frozen as it is."""
    return tuple(getattr(kind, name).__set__ for name in _names(kind))


def _packing(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    """How the records of a class are packed: as their values. What dataclasses do by themselves asks for the fields each time."""
    names = _names(kind)
    values = attrgetter(*names) if len(names) > 1 else lambda item: (getattr(item, names[0]),)
    return lambda item: (made, (kind, values(item)))


_PACKING = {
    kind: _packing(kind)
    for module in (dates, procedure, summary)
    for kind in vars(module).values()
    if isinstance(kind, type) and is_dataclass(kind)
}


_OURS = ("generator.model.", "generator.deadlines.records")
"""Where the classes of records are."""


class _Unpickler(pickle.Unpickler):
    """Makes records and nothing else, whatever the file says."""

    def find_class(self, module: str, name: str) -> Any:
        found = _CLASSES.get((module, name))
        if found is None:
            if not (module.startswith(_OURS) and name.isidentifier()):
                raise pickle.UnpicklingError(f"{module}.{name}")
            found = super().find_class(module, name)
            if not (isinstance(found, type) and found.__module__ == module):
                raise pickle.UnpicklingError(f"{module}.{name}")
            _CLASSES[module, name] = found
        return found


_CLASSES: dict[tuple[str, str], Any] = {
    ("decimal", "Decimal"): Decimal,
    ("datetime", "date"): date,
    (__name__, "made"): made,
}
"""The classes that a record is made of, as they are met, and what makes one."""
