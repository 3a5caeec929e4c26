"""JSON text (RFC 8259) as our files hold it: one space a level, and no character that HTML minds.

The standard library indents in Python, one small piece at a time; the files of a province are a hundred megabytes of such
pieces. What is written here is byte for byte what ``json.dumps(data, ensure_ascii=False, indent=1)`` writes, made per object.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from json.encoder import JSONEncoder
from json.encoder import encode_basestring as quoted
from typing import Any

Json = dict[str, Any] | list[Any]


def indented(data: Json) -> str:
    """The text of plain data with string keys. Raises TypeError for a value that JSON has no form for."""
    return _text(data, "\n")


def indented_list(head: Mapping[str, Any], name: str, items: Iterable[Any]) -> Iterator[str]:
    """The text of ``head`` with one more member, a list, in parts: the same as :func:`indented` writes of the whole."""
    between, found = list_begin(head, name), False
    for item in items:
        yield f"{between}{list_item(item)}"
        between, found = ",", True
    yield f"{'' if found else between}{list_end(found=found)}"


def list_begin(head: Mapping[str, Any], name: str) -> str:
    """What stands in front of the items of :func:`indented_list`."""
    return f"{_text(head, chr(10))[:-2]},\n {quoted(name)}: ["


def list_item(item: Any) -> str:
    """One item of :func:`indented_list`; a comma stands between two."""
    return f"\n  {_text(item, chr(10) + '  ')}"


def list_end(*, found: bool) -> str:
    """What ends :func:`indented_list`, whether or not there is an item."""
    return "\n ]\n}" if found else "]\n}"


def compact(data: object) -> str:
    """The text of plain data on one line, without spaces. Raises TypeError for a value that JSON has no form for."""
    return _COMPACT.encode(data)


_COMPACT = JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))
"""Made once: ``json.dumps`` makes one a call."""


def without_markup(text: str) -> bytes:
    """JSON text in UTF-8 that is safe even where it lands in HTML: ``<``, ``>`` and ``&`` are written as escapes. They are
    looked for among bytes, ten times as fast as among the characters of a Vietnamese text.
    """
    return text.encode().replace(b"<", b"\\u003c").replace(b">", b"\\u003e").replace(b"&", b"\\u0026")


def _text(value: Any, line: str) -> str:
    """``line`` is a line break with the indent of what holds the value."""
    return _WRITERS[type(value)](value, line)


def _object(value: Mapping[str, Any], line: str) -> str:
    if not value:
        return "{}"
    inside = f"{line} "
    members = [f"{quoted(key)}: {_WRITERS[type(item)](item, inside)}" for key, item in value.items()]
    return f"{{{inside}{f',{inside}'.join(members)}{line}}}"


def _array(value: Sequence[Any], line: str) -> str:
    if not value:
        return "[]"
    inside = f"{line} "
    return f"[{inside}{f',{inside}'.join([_WRITERS[type(item)](item, inside) for item in value])}{line}]"


class _Writers(dict[type, Callable[[Any, str], str]]):
    """How each class is written; a choice (StrEnum) as the text that it is."""

    def __missing__(self, kind: type) -> Callable[[Any, str], str]:
        for base in kind.__mro__:
            if base in self:
                self[kind] = self[base]
                return self[base]
        raise TypeError(kind)


def _words(value: str, line: str) -> str:  # noqa: ARG001 - one shape for all
    return quoted(value)


def _number(value: float, line: str) -> str:  # noqa: ARG001 - one shape for all
    return repr(value)


_WRITERS = _Writers()
_WRITERS[str] = _words
_WRITERS[int] = _WRITERS[float] = _number
_WRITERS[bool] = lambda value, _: "true" if value else "false"
_WRITERS[type(None)] = lambda _, __: "null"
_WRITERS[dict] = _object
_WRITERS[list] = _WRITERS[tuple] = _array
