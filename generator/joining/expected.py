"""Holds a value that a stranger published to a JSON Schema of ours, and says in Vietnamese which field is not as promised.

Only the words of JSON Schema (draft 2020-12) that our own schemas use are known, and another one is a bug of ours. A library
would do the same in English; `tests/test_joining.py` holds this one to `jsonschema`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from generator.reading.problems import FieldPath

Schema = Mapping[str, Any]
Deviation = tuple[FieldPath, str]
"""A field, and what is wrong there."""

_REMARKS = frozenset({"$schema", "$defs", "$comment", "title", "description", "format"})
"""Words that say something and ask for nothing; our formats have their pattern beside them."""

_KINDS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "string": (lambda value: isinstance(value, str), "chữ"),
    "integer": (lambda value: isinstance(value, int) and not isinstance(value, bool), "số nguyên"),
    "number": (lambda value: isinstance(value, (int, float)) and not isinstance(value, bool), "số"),
    "boolean": (lambda value: isinstance(value, bool), "true hoặc false"),
    "array": (lambda value: isinstance(value, list), "danh sách"),
    "object": (lambda value: isinstance(value, dict), "đối tượng"),
    "null": (lambda value: value is None, "null"),
}


def deviations(value: Any, schema: Schema, whole: Schema | None = None, path: FieldPath = ()) -> Iterator[Deviation]:
    """Every field of a value that is not as the schema says; ``whole`` holds the definitions that ``$ref`` names."""
    whole = schema if whole is None else whole
    for word, asked in schema.items():
        if word not in _REMARKS:
            yield from _ASKS[word](value, asked, schema, whole, path)


def say_path(path: FieldPath) -> str:
    """A field as programmers write it: ``procedures[3].code``."""
    words = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return words.removeprefix(".")


def _type(value: Any, asked: str | list[str], _: Schema, __: Schema, path: FieldPath) -> Iterator[Deviation]:
    kinds = [asked] if isinstance(asked, str) else asked
    if not any(_KINDS[kind][0](value) for kind in kinds):
        yield path, f"phải là {' hoặc '.join(_KINDS[kind][1] for kind in kinds)}, không phải {_shown(value)}"


def _properties(value: Any, asked: Schema, _: Schema, whole: Schema, path: FieldPath) -> Iterator[Deviation]:
    if isinstance(value, dict):
        for name, schema in asked.items():
            if name in value:
                yield from deviations(value[name], schema, whole, (*path, name))


def _required(value: Any, asked: list[str], _: Schema, __: Schema, path: FieldPath) -> Iterator[Deviation]:
    if isinstance(value, dict):
        yield from ((path, f"thiếu trường «{name}»") for name in asked if name not in value)


def _items(value: Any, asked: Schema, _: Schema, whole: Schema, path: FieldPath) -> Iterator[Deviation]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from deviations(item, asked, whole, (*path, index))


def _enum(value: Any, asked: list[Any], _: Schema, __: Schema, path: FieldPath) -> Iterator[Deviation]:
    if value not in asked:
        yield path, f"{_shown(value)} không phải một trong: {', '.join(map(str, asked))}"


def _pattern(value: Any, asked: str, _: Schema, __: Schema, path: FieldPath) -> Iterator[Deviation]:
    if isinstance(value, str) and not _compiled(asked).search(value):
        yield path, f"{_shown(value)} không đúng khuôn {asked}"


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    """As JSON Schema means it (ECMA-262): digits are those of ASCII, and ``$`` is the very end."""
    return re.compile(pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern, re.ASCII)


def _any_of(value: Any, asked: list[Schema], _: Schema, whole: Schema, path: FieldPath) -> Iterator[Deviation]:
    """What is wrong by the first of the alternatives, if none of them holds."""
    wrong = [list(deviations(value, schema, whole, path)) for schema in asked]
    if all(wrong):
        yield from wrong[0]


def _all_of(value: Any, asked: list[Schema], _: Schema, whole: Schema, path: FieldPath) -> Iterator[Deviation]:
    for schema in asked:
        yield from deviations(value, schema, whole, path)


def _ref(value: Any, asked: str, _: Schema, whole: Schema, path: FieldPath) -> Iterator[Deviation]:
    yield from deviations(value, whole["$defs"][asked.removeprefix("#/$defs/")], whole, path)


_ASKS: Mapping[str, Callable[[Any, Any, Schema, Schema, FieldPath], Iterator[Deviation]]] = {
    "type": _type,
    "properties": _properties,
    "required": _required,
    "items": _items,
    "enum": _enum,
    "pattern": _pattern,
    "anyOf": _any_of,
    "allOf": _all_of,
    "$ref": _ref,
}


def _shown(value: Any) -> str:
    """A value as a message shows it: short, and a list or an object by what it is."""
    if isinstance(value, (list, dict)):
        return "danh sách" if isinstance(value, list) else "đối tượng"
    text = str(value)
    return f"«{text[:60]}…»" if len(text) > 60 else f"«{text}»"
