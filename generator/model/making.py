"""Makes records of values that are known to fit, tens of thousands of them in one run."""

from collections.abc import Callable
from dataclasses import field, fields, make_dataclass
from functools import cache
from typing import Any

from generator.model.fields import is_required


@cache
def maker(kind: type) -> Callable[..., Any]:
    """What makes a record of class ``kind`` of its values, by the names of its fields or in their order. That no required one is
    missing is for the caller to know.

    A frozen dataclass must get past its own lock to set a field, which takes ten times as long as setting it. So the values go
    into a twin, a class of the same slots that is not frozen, which is then made the record by changing its class.
    """

    def become_record(twin: Any) -> None:
        twin.__class__ = kind

    parts = [(part.name, Any, field(default=None if is_required(part) else part.default)) for part in fields(kind)]
    is_slotted, namespace = "__slots__" in vars(kind), {"__post_init__": become_record}
    return make_dataclass(
        kind.__name__, parts, bases=kind.__bases__, namespace=namespace, slots=is_slotted, repr=False, eq=False
    )
