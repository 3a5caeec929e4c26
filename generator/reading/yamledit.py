"""Changes a record's file and leaves the rest as it is: comments, order, quotes and blank lines.

Beside :mod:`generator.reading.yamlfile`, which reads, this is the other place that knows the YAML library, for writing into
a file that a person keeps. A text that a YAML 1.1 reader takes for something else (``1.000120`` for a number, ``no`` for
false) is written in quotes, so that every reader sees the same.
"""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from generator.reading.quoting import quoted

_NO_WRAP = 1_000_000
"""A line is as long as its text: ruamel would fold a plain text at its width, and a diff would show every line."""

_OTHERWISE = re.compile(
    r"[-+]?[0-9][0-9_,]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|[-+]?\.[0-9_]+|0[xob][0-9a-fA-F_]+"
    r"|[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?|[-+]?\.(?:inf|nan)"
    r"|\d{4}-\d{1,2}-\d{1,2}(?:[Tt ].*)?|y|n|yes|no|on|off|true|false|null|~|=|<<",
    re.IGNORECASE,
)
"""What YAML 1.1 (yaml.org/type) resolves to something else than a text."""


Mapped = CommentedMap
"""A mapping that stands on lines of its own, in the order in which its keys were put."""


def open_yaml(text: str) -> CommentedMap:
    """The file as a mapping that remembers how it was written. The text must have been read without a problem."""
    data = _round_trip().load(text)
    return data if isinstance(data, CommentedMap) else CommentedMap()


def save_yaml(data: CommentedMap, like: str = "") -> str:
    """The file's text, in quotes whatever a reader of YAML 1.1 takes for something else; what was not changed and has its
    quotes comes back byte for byte.

    ``like`` is the text that was opened: its lists stay indented, or not, as they were.
    """
    written = io.StringIO()
    _round_trip(_indented(like)).dump(data, written)
    return quoted(written.getvalue())


_FIRST_ITEM = re.compile(r"^[^\s#-][^\n]*:[ ]*(?:#[^\n]*)?\n(?:[ ]*(?:#[^\n]*)?\n)*([ ]*)- ", re.MULTILINE)


def _indented(text: str) -> int:
    """Spaces in front of the dashes of the first list under a key."""
    found = _FIRST_ITEM.search(text)
    return len(found.group(1)) if found else 0


def _round_trip(dashes: int = 0) -> YAML:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = _NO_WRAP
    yaml.representer.ignore_aliases = lambda _: True  # one day in two places is written twice, not referred to
    yaml.indent(mapping=2, sequence=dashes + 2, offset=dashes)
    return yaml


def put(data: CommentedMap, key: str, value: Any, order: Sequence[str] = ()) -> None:
    """Set a field in place; a new one stands where ``order`` has it among the fields that are there."""
    if key in data:
        data[key] = value
        return
    names = list(order)
    after = names[names.index(key) + 1 :] if key in names else []
    keys = list(data)
    at = next((keys.index(name) for name in after if name in keys), len(keys))
    data.insert(at, text(key), value)


def as_yaml(value: Any) -> Any:
    """Plain data in the form in which the product writes it: see :func:`text`, short lists and mappings on one line."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        return _mapping(value)
    if isinstance(value, Iterable):
        return _sequence([as_yaml(item) for item in value])
    return value


def text(value: str) -> str:
    """The text, in quotes where a YAML 1.1 reader would take it for a number, a date, yes or no; lines as a block."""
    written: str = value
    if "\n" in value:
        written = LiteralScalarString(value)
    elif _OTHERWISE.fullmatch(value) or (":" in value and ": " not in value):  # ruamel leaves an address in {} bare
        written = DoubleQuotedScalarString(value)
    return written


def _mapping(value: Mapping[str, Any]) -> CommentedMap:
    made = CommentedMap((text(key), as_yaml(item)) for key, item in value.items())
    if all(_short(item) for item in made.values()):
        made.fa.set_flow_style()
    return made


def _short(item: Any) -> bool:
    if isinstance(item, CommentedSeq):
        return bool(item.fa.flow_style())
    return not isinstance(item, (CommentedMap, LiteralScalarString))


def _sequence(items: list[Any]) -> CommentedSeq:
    made = CommentedSeq(items)
    if all(_word(item) for item in items):
        made.fa.set_flow_style()
    return made


_LONGEST_WORD = 60
"""Characters of a text that may stand in a list on one line."""


def _word(item: Any) -> bool:
    if isinstance(item, str):
        return len(item) <= _LONGEST_WORD and "\n" not in item
    return not isinstance(item, (CommentedMap, CommentedSeq))
