"""A report's plain data as the text of its file."""

import json
from collections.abc import Iterator
from typing import Any

from generator.check.figures import COUNTS
from generator.reading.quoting import quoted

_BARE = ("period", "date", "due", "event", "declared", "outcome", "numerator", "denominator", "value", *COUNTS)
"""The fields whose values are words of ours or numbers: no quotes, but where another YAML program would misread them."""


def yaml_of(data: dict[str, Any]) -> str:
    """A report's plain data as the text of its file."""
    return quoted("\n".join(_lines(data, "")) + "\n")


def _lines(record: dict[str, Any], indent: str) -> Iterator[str]:
    for key, value in record.items():
        if not isinstance(value, list):
            yield f"{indent}{key}: {_scalar(key, value)}"
            continue
        yield f"{indent}{key}:"
        for item in value:
            if isinstance(item, dict):
                first, *rest = _lines(item, f"{indent}    ")
                yield f"{indent}  - {first.strip()}"
                yield from rest
            else:
                yield f"{indent}  - {json.dumps(item, ensure_ascii=False)}"


def _scalar(key: str, value: Any) -> str:
    return str(value) if key in _BARE else json.dumps(value, ensure_ascii=False)
