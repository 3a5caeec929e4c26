"""JSON Schema (draft 2020-12) of every kind of file in ``plans/``, for editors that complete and explain as one types.

It is made from the record classes, which are the schema; labels and help are the same words that a problem prints.
"""

import types
import typing
from collections.abc import Iterator
from dataclasses import MISSING
from datetime import date
from decimal import Decimal
from typing import Any

from generator.model.dates import PartialDate
from generator.model.fields import Choice, Form, is_required, label_of
from generator.model.report import ReportPeriod
from generator.reading.modeline import schema_name
from generator.reading.shape import LONGEST, file_fields, inner_class, is_record, without_none
from generator.reading.tree import SHAPES

DRAFT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]


def schema_files() -> Iterator[tuple[str, Schema]]:
    """The schema of each kind of file with its name: ``plan``, ``agency``, ``legal-documents`` …"""
    for pattern, kind in SHAPES:
        yield schema_name(pattern), file_schema(kind)


def file_schema(kind: type) -> Schema:
    """The schema of one kind of file; records inside it are definitions, because a section may hold sections."""
    definitions: dict[str, Schema] = {}
    schema = _record(kind, definitions)
    definitions[kind.__name__] = schema
    return {"$schema": DRAFT, "$ref": f"#/$defs/{kind.__name__}", "$defs": dict(sorted(definitions.items()))}


def _record(kind: type, definitions: dict[str, Schema]) -> Schema:
    hints = typing.get_type_hints(kind)
    declared = file_fields(kind)
    properties = {}
    for key, item in declared.items():
        schema = _value(hints[item.name], item.metadata.get("form"), definitions)
        words = {"title": label_of(item), "description": item.metadata["help"]}
        default = {} if item.default in (MISSING, None, ()) else {"default": item.default}
        properties[key] = schema | words | default
    required = [key for key, item in declared.items() if is_required(item)]
    doc = (kind.__doc__ or "").split("\n", 1)[0]
    return {
        "type": "object",
        "description": doc,
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _value(hint: Any, form: Form | None, definitions: dict[str, Schema]) -> Schema:
    if isinstance(hint, types.UnionType):
        return {"anyOf": [_value(without_none(hint), form, definitions), {"type": "null"}]}
    if typing.get_origin(hint) is tuple:
        item = _value(typing.get_args(hint)[0], form, definitions)
        return {"anyOf": [{"type": "array", "items": item}, item, {"type": "null"}]}
    if is_record(hint):
        return _reference(inner_class(hint), definitions)
    if isinstance(hint, type) and issubclass(hint, Choice):
        return {"enum": [member.value for member in hint]}
    return _SIMPLE.get(hint, _text(form))


def _reference(kind: type, definitions: dict[str, Schema]) -> Schema:
    if kind.__name__ not in definitions:
        definitions[kind.__name__] = {}
        definitions[kind.__name__] = _record(kind, definitions)
    reference: Schema = {"$ref": f"#/$defs/{kind.__name__}"}
    return {"anyOf": [reference, {"type": "string"}]} if hasattr(kind, "__shorthand__") else reference


def _text(form: Form | None) -> Schema:
    schema: Schema = {"type": ["string", "integer"], "maxLength": LONGEST}
    return schema | {"pattern": f"^(?:{form.pattern.pattern})$"} if form else schema


_SIMPLE: dict[Any, Schema] = {
    date: {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    PartialDate: {"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
    ReportPeriod: {"type": ["string", "integer"], "pattern": r"^\d{4}(-(q[1-4]|h[12]|\d{2}(-\d{2})?))?$"},
    Decimal: {"type": ["number", "string"]},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
}
