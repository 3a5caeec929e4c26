"""Holds a value that a stranger published to a JSON Schema of ours, and says in Vietnamese which field is not as promised.

Only the words of JSON Schema (draft 2020-12) that our own schemas use are known, and another one is a bug of ours. A library
would do the same in English; `tests/test_joining.py` holds this one to `jsonschema`. A schema becomes functions, one a word, made
once a file: thirty-four provinces have millions of fields, and nearly all of them are as promised.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from generator.reading.problems import FieldPath

Schema = Mapping[str, Any]
Deviation = tuple[FieldPath, str]
"""A field, and what is wrong there."""

Check = Callable[[Any], Sequence[Deviation]]
"""What is wrong with a value, fields named from it on; empty where it is as promised."""

MOST_TOLD = 20
"""What is wrong in more places of a list is not told, nor looked for."""

_FINE: Sequence[Deviation] = ()

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


def deviations(value: Any, schema: Schema) -> Sequence[Deviation]:
    """Every field of a value that is not as the schema says, of a long list the first MOST_TOLD."""
    return _checked(schema, schema)(value)


def say_path(path: FieldPath) -> str:
    """A field as programmers write it: ``procedures[3].code``."""
    words = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return words.removeprefix(".")


def _checked(schema: Schema, whole: Schema) -> Check:
    """What holds a value to a schema; ``whole`` holds the definitions that ``$ref`` names."""
    checks = [_ASKS[word](asked, whole) for word, asked in schema.items() if word not in _REMARKS]
    return checks[0] if len(checks) == 1 else _every(checks)


def _every(checks: Sequence[Check]) -> Check:
    def check(value: Any) -> Sequence[Deviation]:
        found: Sequence[Deviation] = _FINE
        for one in checks:
            if wrong := one(value):
                found = (*found, *wrong)
        return found

    return check


def _below(step: int | str, wrong: Sequence[Deviation]) -> list[Deviation]:
    """What is wrong in a part, as seen from the whole."""
    return [((step, *path), words) for path, words in wrong]


def _type(asked: str | list[str], _: Schema) -> Check:
    kinds = [_KINDS[kind] for kind in ([asked] if isinstance(asked, str) else asked)]
    words = " hoặc ".join(name for _, name in kinds)

    def check(value: Any) -> Sequence[Deviation]:
        for fits, _ in kinds:
            if fits(value):
                return _FINE
        return [((), f"phải là {words}, không phải {_shown(value)}")]

    return check


def _properties(asked: Schema, whole: Schema) -> Check:
    checks = [(name, _checked(schema, whole)) for name, schema in asked.items()]

    def check(value: Any) -> Sequence[Deviation]:
        if not isinstance(value, dict):
            return _FINE
        found: Sequence[Deviation] = _FINE
        for name, one in checks:
            if name in value and (wrong := one(value[name])):
                found = (*found, *_below(name, wrong))
        return found

    return check


def _required(asked: list[str], _: Schema) -> Check:
    names = frozenset(asked)

    def check(value: Any) -> Sequence[Deviation]:
        if not isinstance(value, dict) or names <= value.keys():
            return _FINE
        return [((), f"thiếu trường «{name}»") for name in asked if name not in value]

    return check


def _items(asked: Schema, whole: Schema) -> Check:
    one = _checked(asked, whole)

    def check(value: Any) -> Sequence[Deviation]:
        if not isinstance(value, list):
            return _FINE
        found: list[Deviation] = []
        for index, item in enumerate(value):
            if wrong := one(item):
                found += _below(index, wrong)
                if len(found) >= MOST_TOLD:
                    break
        return found

    return check


def _enum(asked: list[Any], _: Schema) -> Check:
    def check(value: Any) -> Sequence[Deviation]:
        if value in asked:
            return _FINE
        return [((), f"{_shown(value)} không phải một trong: {', '.join(map(str, asked))}")]

    return check


def _pattern(asked: str, _: Schema) -> Check:
    """As JSON Schema means it (ECMA-262): digits are those of ASCII, and ``$`` is the very end."""
    found = re.compile(asked.removesuffix("$") + r"\Z" if asked.endswith("$") else asked, re.ASCII).search

    def check(value: Any) -> Sequence[Deviation]:
        if not isinstance(value, str) or found(value):
            return _FINE
        return [((), f"{_shown(value)} không đúng khuôn {asked}")]

    return check


def _any_of(asked: list[Schema], whole: Schema) -> Check:
    """What is wrong by the first of the alternatives, if none of them holds."""
    checks = [_checked(schema, whole) for schema in asked]

    def check(value: Any) -> Sequence[Deviation]:
        first: Sequence[Deviation] = _FINE
        for one in checks:
            wrong = one(value)
            if not wrong:
                return _FINE
            first = first or wrong
        return first

    return check


def _all_of(asked: list[Schema], whole: Schema) -> Check:
    return _every([_checked(schema, whole) for schema in asked])


def _ref(asked: str, whole: Schema) -> Check:
    """A definition may name itself, so it is made when a value first comes to it."""
    made: list[Check] = []

    def check(value: Any) -> Sequence[Deviation]:
        if not made:
            made.append(_checked(whole["$defs"][asked.removeprefix("#/$defs/")], whole))
        return made[0](value)

    return check


_ASKS: Mapping[str, Callable[[Any, Schema], Check]] = {
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
