"""JSON Schema (draft 2020-12) of every file under ``/api/v1/``, beside those of the input files (:mod:`.schema`).

What a file repeats from a record is described from the record's class; what is computed is described here. A schema lists
what is promised: a file may hold more one day, and never less.
"""

import types
import typing
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from generator.model import Agency, Document, LegalDocument, Metric, PartialDate, Plan, Source, Task
from generator.model.adoption import Adoption, Adoptions
from generator.model.fields import Choice, key_of, label_of
from generator.model.plan import Deadline
from generator.model.procedure import Depth, Fee, FieldOfAdministration, Ground, Procedure
from generator.model.registry import Elsewhere, Force, SearchWord, WorkdaySwap
from generator.model.report import Amendment, Correction, Event, Measurement, Report, ReportPeriod
from generator.publish.exports.records import LEFT_OUT
from generator.publish.exports.schema import DRAFT

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
MAYBE: Schema = {"type": ["string", "null"]}
TEXTS: Schema = {"type": "array", "items": TEXT}
TRUTH: Schema = {"type": "boolean"}
WHOLE: Schema = {"type": "integer"}
NUMBER: Schema = {"type": ["number", "null"]}
DAY: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
MAYBE_DAY: Schema = {"anyOf": [DAY, {"type": "null"}]}
DAYS: Schema = {"type": "array", "items": DAY}
FIGURE: Schema = {"type": "string", "pattern": r"^-?\d+(\.\d*[1-9])?$"}


def many(item: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": item}


def holding(**properties: Schema) -> Schema:
    """An object that has these fields; an underscore at the end of a name is not part of it."""
    named = {name.rstrip("_"): schema for name, schema in properties.items()}
    return {"type": "object", "properties": named, "required": list(named)}


class _Described:
    """One schema in the making, with the records inside it as definitions."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def record(self, kind: type) -> Schema:
        """A record as :func:`generator.publish.exports.records.as_json` writes it."""
        if kind.__name__ not in self.definitions:
            self.definitions[kind.__name__] = {}
            self.definitions[kind.__name__] = self._fields(kind)
        return {"$ref": f"#/$defs/{kind.__name__}"}

    def _fields(self, kind: type) -> Schema:
        if kind is Fee:
            return self._fee()
        hints = typing.get_type_hints(kind)
        kept = [part for part in fields(kind) if (kind, part.name) not in LEFT_OUT]
        properties = {
            key_of(part): self.value(hints[part.name])
            | {"title": label_of(part), "description": part.metadata.get("help", "")}
            for part in kept
        }
        words = (kind.__doc__ or "").split("\n", 1)[0]
        return {"type": "object", "description": words, "properties": properties, "required": list(properties)}

    def _fee(self) -> Schema:
        hints = typing.get_type_hints(Fee)
        properties = {key_of(part): self.value(hints[part.name]) for part in fields(Fee)}
        properties |= {"suspect": TRUTH, "amount_in_source": NUMBER}
        return {"type": "object", "properties": properties, "required": list(properties)}

    def value(self, hint: Any) -> Schema:
        """A value of a declared type."""
        if isinstance(hint, types.UnionType):
            inner = next(part for part in typing.get_args(hint) if part is not type(None))
            return {"anyOf": [self.value(inner), {"type": "null"}]}
        if typing.get_origin(hint) is tuple:
            return many(self.value(typing.get_args(hint)[0]))
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return choice(hint)
        simple = _SIMPLE.get(hint)
        return dict(simple) if simple is not None else self.record(hint)


def choice(kind: type[StrEnum]) -> Schema:
    """One of a closed list; what each means stands beside it."""
    words = [f"{item.value}: {item.label}" for item in kind if isinstance(item, Choice)]
    return {"enum": [item.value for item in kind]} | ({"$comment": "; ".join(words)} if words else {})


_SIMPLE: dict[Any, Schema] = {
    str: TEXT,
    bool: TRUTH,
    int: WHOLE,
    Decimal: {"type": "number"},
    date: DAY,
    PartialDate: {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
    ReportPeriod: {"type": "string", "pattern": r"^\d{4}(-(q[1-4]|h[12]|\d{2}(-\d{2})?))?$"},
}

HEAD: dict[str, Schema] = {
    "version": {"type": "string", "pattern": r"^1\.\d+\.\d+$", "description": "Phiên bản của cấu trúc tệp"},
    "generated_from": {"type": ["string", "null"], "description": "Lần ghi của kho git mà tệp được làm từ đó"},
    "as_of": DAY | {"description": "Ngày mà tình trạng được tính"},
    "licence": holding(name=MAYBE, url=MAYBE),
}
"""What every file says about itself."""


def output_schemas() -> Iterator[tuple[str, Schema]]:
    """The schema of each kind of output file with its name; ``plan`` and ``procedure`` are those of one file each."""
    for name, line in LISTS.items():
        yield name, _whole(lambda made, name=name, line=line: {name.replace("-", "_"): many(line(made))})
    yield "plan", _whole(lambda made: _plan(made)["properties"])
    yield "procedure", _whole(lambda made: _procedure(made)["properties"])


def _whole(describe: Any) -> Schema:
    made = _Described()
    properties = HEAD | describe(made)
    whole: Schema = {"$schema": DRAFT, "type": "object", "properties": properties, "required": list(properties)}
    return whole | {"$defs": dict(sorted(made.definitions.items()))}


def _with(made: _Described, kind: type, **more: Schema) -> Schema:
    """A record with computed fields beside its own."""
    return {"allOf": [made.record(kind), holding(**more)]}


def _summary(made: _Described) -> Schema:
    return holding(
        id=TEXT, document=_with(made, Document, agency=TEXT), period=holding(**{"from": DAY, "to": DAY})
    )  # fmt: skip


def _plan(made: _Described) -> Schema:
    cited = holding(number=MAYBE, name=TEXT, date=made.value(PartialDate | None), relation=TEXT, id=TEXT)
    duty = holding(no=MAYBE, article=MAYBE, agency=TEXTS, text=TEXT, deadline=_deadline(made), due_days=DAYS)
    hints = typing.get_type_hints(Plan)
    more = holding(
        source=made.record(Source),
        articles=made.value(hints["articles"]),
        narrative=made.value(hints["narrative"]),
        recipients=TEXTS,
        sections=many({"$ref": "#/$defs/PlacedSection"}),
        legal_documents=many(cited),
        tasks=many(_task(made)),
        targets=many(_target(made)),
        duties=many(duty),
        reports=many(made.record(Report)),
        amendments=many(made.record(Amendment)),
        corrections=many(made.record(Correction)),
        events=many(made.record(Event)),
    )
    made.definitions["PlacedSection"] = holding(
        no=MAYBE, title=MAYBE, short=MAYBE, table=MAYBE, tasks=TEXTS, targets=TEXTS,
        sections=many({"$ref": "#/$defs/PlacedSection"}),
    )  # fmt: skip
    return {"properties": _summary(made)["properties"] | more["properties"]}


def _task(made: _Described) -> Schema:
    hints = typing.get_type_hints(Task)
    return holding(
        id=TEXT, section_no=MAYBE, section=MAYBE, no=MAYBE, running_no=MAYBE, content=TEXT, lead=TEXTS, coordinating=TEXTS,
        outcomes=many(holding(product=MAYBE, deadline=_deadline(made))), note=MAYBE, targets=TEXTS,
        status=holding(declared=MAYBE, schedule=MAYBE, evidence=TEXT), source_lines=many(many(WHOLE)), table=MAYBE,
        restored=made.value(hints["restored"]), corrected=made.value(hints["corrected"]),
    )  # fmt: skip


def _deadline(made: _Described) -> Schema:
    part = holding(
        kind=TEXT,
        text=TEXT,
        from_=MAYBE_DAY,
        due=MAYBE_DAY,
        inclusive=TRUTH,
        inferred=TRUTH,
        rrule=MAYBE,
        reading=MAYBE,
    )
    hints = typing.get_type_hints(Deadline)
    whole = holding(
        text=TEXT,
        rule=made.value(hints["rule"]),
        kind=TEXT,
        due=MAYBE_DAY,
        inferred=TRUTH,
        rrule=MAYBE,
        parts=many(part),
    )
    return {"anyOf": [whole, {"type": "null"}]}


def _target(_: _Described) -> Schema:
    return holding(
        id=TEXT, plan=TEXT, metric=TEXT, label=TEXT, comparator=MAYBE, value=FIGURE, unit=TEXT, scope=MAYBE, within=MAYBE,
        stated=TRUTH, note=MAYBE, task=MAYBE,
    )  # fmt: skip


def _occurrence(_: _Described) -> Schema:
    return holding(
        plan=TEXT, task=TEXT, outcome={"type": ["integer", "null"]}, due=DAY, inclusive=TRUTH, label=MAYBE, declared=MAYBE,
        schedule=TEXT, evidence=TEXT,
    )  # fmt: skip


def _document(made: _Described) -> Schema:
    return _with(made, LegalDocument, state=choice(Force), replaced_by=TEXTS, cited_by=TEXTS)


def _listed_procedure(made: _Described) -> Schema:
    hints = typing.get_type_hints(Procedure)
    same = ("code", "name", "kind", "field", "jurisdiction", "published_by", "implementing", "status", "source")
    known = {name: made.value(hints[name]) for name in same}
    return holding(**known, field_name=TEXT, depth=choice(Depth), address=TEXT)


def _procedure(made: _Described) -> Schema:
    hints = typing.get_type_hints(Procedure)
    own = {part.name: made.value(hints[part.name]) for part in fields(Procedure)}
    grounds = typing.get_type_hints(Ground)
    ground = holding(
        **{part.name: made.value(grounds[part.name]) for part in fields(Ground)}, id=MAYBE, state=choice(Force)
    )
    stated = holding(agency=TEXT, document=TEXT, date=DAY, **_local(made))
    whole = _listed_procedure(made)["properties"] | own | {"legal_bases": many(ground), "adoptions": many(stated)}
    return {"properties": whole}


def _local(made: _Described) -> dict[str, Schema]:
    hints = typing.get_type_hints(Adoption)
    return {part.name: made.value(hints[part.name]) for part in fields(Adoption) if part.name != "code"}


def _adoptions(made: _Described) -> Schema:
    places = made.value(typing.get_type_hints(Adoptions)["places"])
    listed = holding(code=TEXT, **_local(made))
    return holding(agency=TEXT, document=TEXT, date=DAY, url=MAYBE, places=places, procedures=many(listed))


def _indicator(_: _Described) -> Schema:
    return holding(
        agency=TEXT, metric=TEXT, value={"anyOf": [FIGURE, {"type": "null"}]}, numerator=WHOLE, denominator=WHOLE,
        unknown=WHOLE, yes=TEXTS, no=TEXTS, unknown_codes=TEXTS,
    )  # fmt: skip


LISTS: dict[str, Any] = {
    "agencies": lambda made: _with(made, Agency, id=TEXT, name=TEXT),
    "plans": _summary,
    "targets": _target,
    "occurrences": _occurrence,
    "legal-documents": _document,
    "metrics": lambda made: made.record(Metric),
    "measurements": lambda made: made.record(Measurement),
    "fields": lambda made: made.record(FieldOfAdministration),
    "search-words": lambda made: made.record(SearchWord),
    "not-here": lambda made: made.record(Elsewhere),
    "holidays": lambda made: made.record(WorkdaySwap),
    "provinces": lambda _: holding(
        id=TEXT,
        name=TEXT,
        address=TEXT,
        as_of=DAY,
        generated_from=MAYBE,
        procedures=WHOLE,
        agencies=WHOLE,
        plans=WHOLE,
        registers=WHOLE,
    ),
    "procedures": _listed_procedure,
    "adoptions": _adoptions,
    "indicators": _indicator,
}
"""What one line of each list holds, by the name of its file."""
