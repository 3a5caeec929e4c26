"""A record's fields as commented YAML, from the record's own declaration: label, help, and an example commented out."""

import typing
from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Any

from generator.model import PartialDate
from generator.model.fields import is_required, label_of
from generator.reading.shape import file_fields, inner_class
from generator.reading.yamltext import Lines, comment, commented, indented


def described(kind: type, values: Mapping[str, Lines]) -> Lines:
    """Every field of a record in declared order under its label and help.

    ``values`` holds the lines of the fields that are stated; a required field without a value is left blank for the check to
    ask for, an optional one is commented out.
    """
    lines: Lines = []
    for key, declared in file_fields(kind).items():
        required = " (bắt buộc)" if is_required(declared) else ""
        lines += comment(f"{label_of(declared)}{required}: {declared.metadata['help']}")
        if key in values:
            lines += values[key]
        else:
            lines += [f"{key}:"] if required else commented(_example(kind, key, ()))
    return lines


def legend(kind: type) -> Lines:
    """One comment line a field: what may stand in an item of a long list, said once above it."""
    names = [f"  {key} – {label_of(one)}: {one.metadata['help']}" for key, one in file_fields(kind).items()]
    return commented([f"{_title(kind)}:", *names])


def _title(kind: type) -> str:
    return {
        "Section": "Trường của một mục",
        "Task": "Trường của một nhiệm vụ",
        "Target": "Trường của một chỉ tiêu",
    }.get(kind.__name__, kind.__name__)


def _example(kind: type, key: str, above: tuple[type, ...]) -> Lines:
    """The empty form of one field, with the fields of a record inside it."""
    declared = file_fields(kind)[key]
    hint = typing.get_type_hints(kind)[declared.name]
    inner = inner_class(hint)
    many = typing.get_origin(hint) is tuple
    if not _is_record(inner) or inner in above or getattr(inner, "__shorthand__", None):
        return [f"{key}:", "  -"] if many else [f"{key}:"]
    parts = [line for part in file_fields(inner) for line in _example(inner, part, (*above, kind, inner))]
    if many:
        parts = [f"- {parts[0]}", *indented(parts[1:])]
    return [f"{key}:", *indented(parts)]


def _is_record(kind: Any) -> bool:
    return is_dataclass(kind) and kind is not PartialDate
