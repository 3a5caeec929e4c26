"""«Everything on the pages is also JSON»: a field that changes, changes a file for machines, or is named as left out."""

import typing
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from generator.model import (
    Agency,
    LegalDocument,
    Metric,
    PartialDate,
    Plan,
)
from generator.model.adoption import Adoption, Adoptions
from generator.model.dates import Period
from generator.model.fields import is_required
from generator.model.procedure import FieldOfAdministration, Procedure, TimeLimit
from generator.model.registry import Elsewhere, SearchWord, WorkdaySwap
from generator.model.report import Amendment, Correction, Event, Measurement, Report, ReportPeriod
from generator.publish.exports import api_files
from generator.publish.exports.records import LEFT_OUT
from generator.reading.catalogue import Catalogue
from generator.tracking.linked import link
from tests.procedures import list_files, record_files

REFERS = {
    "agency": ("a", "b"),
    "legal_document": ("d", "e"),
    "metric": ("m", "n"),
    "plan": ("a/p", "a/q"),
    "procedure": ("1.000001", "1.000002"),
    "field": ("f", "g"),
    "target": ("T", "U"),
}
"""The ids of records there are two of, so that a reference can point to the other one."""

NAMED = {"task": ("1", "2"), "target": ("T", "U"), "plan": ("a/p", "a/q"), "section": ("I", "II"), "no": ("1", "2")}
"""Fields that name a part of the plan."""

COMPUTED = {
    (kind, "id") for kind in (Plan, Agency, LegalDocument, Metric, FieldOfAdministration)
} | {(kind, "code") for kind in (Adoption, Procedure)} | {(Plan, "agency")}  # fmt: skip
"""Keys of the catalogue: another value is another record."""


PAIRS: dict[Any, tuple[Any, Any]] = {
    str: ("một", "hai"),
    bool: (False, True),
    int: (1, 2),
    Decimal: (Decimal(5000), Decimal(6000)),
    date: (date(2026, 2, 3), date(2026, 4, 5)),
    PartialDate: (PartialDate(2026, 2), PartialDate(2026, 4)),
    ReportPeriod: (ReportPeriod.parse("2026-q1"), ReportPeriod.parse("2026-q2")),
}
"""Two values of each plain type."""


def simple(hint: Any, other: bool) -> Any:
    """One of two values of a plain type."""
    return (PAIRS.get(hint) or list(hint))[1 if other else 0]


@cache
def bare(hint: Any) -> Any:
    """A type without «or None», and without the tuple around it."""
    if typing.get_origin(hint) is tuple:
        return bare(typing.get_args(hint)[0])
    rest = [item for item in typing.get_args(hint) if item is not type(None)]
    return bare(rest[0]) if rest else hint


@cache
def hints_of(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def is_leaf(kind: type, name: str) -> bool:
    """Whether a field holds a value, or records that it can do without; the fields of those it must have speak for it."""
    part = next(part for part in fields(kind) if part.name == name)
    hint = bare(hints_of(kind)[name])
    return not is_dataclass(hint) or hint in (PartialDate, ReportPeriod) or not is_required(part)


def made(kind: Any, changed: tuple[type, str] | None, depth: int = 0) -> Any:
    """A record with every field stated; the ``changed`` one with another value."""
    hints = hints_of(kind)
    values: dict[str, Any] = {}
    for part in fields(kind):
        hint, other = bare(hints[part.name]), (kind, part.name) == changed
        pair = REFERS.get(part.metadata.get("refers") or "") or NAMED.get(part.name)
        if is_dataclass(hint) and hint not in (PartialDate, ReportPeriod):
            if (hint is kind and depth) or other:
                continue
            value = made(hint, changed, depth + (hint is kind))
        elif hint is str and pair:
            value = pair[other]
        else:
            value = simple(hint, other)
        values[part.name] = (value,) if typing.get_origin(hints[part.name]) is tuple else value
    return kind(**values)


def exported(changed: tuple[type, str] | None) -> dict[str, bytes]:
    """The JSON files of a catalogue with one record of each kind, in which one field has another value than usual."""
    plan = replace(made(Plan, changed), agency="a", id="a/p")
    if changed is None or changed[0] is not Period:
        plan = replace(plan, period=Period(first=date(2026, 1, 1), last=date(2026, 12, 31)))
    agency, metric, law = made(Agency, changed), made(Metric, changed), made(LegalDocument, changed)
    procedure, field = made(Procedure, changed), made(FieldOfAdministration, changed)
    catalogue = Catalogue(
        agencies={name: replace(agency, id=name, parent=agency.parent if name == "a" else None) for name in "ab"},
        plans={"a/p": plan},
        legal_documents={name: replace(law, id=name) for name in "de"},
        metrics={name: replace(metric, id=name) for name in "mn"},
        fields={name: replace(field, id=name) for name in "fg"},
        procedures={code: replace(procedure, code=code) for code in REFERS["procedure"]},
        adoptions={"a": made(Adoptions, changed)},
        search_words=(made(SearchWord, changed),),
        not_here=(made(Elsewhere, changed),),
        swaps=(made(WorkdaySwap, changed),),
        reports={"a/p": (made(Report, changed),)},
        amendments={"a/p": (made(Amendment, changed),)},
        corrections={"a/p": (made(Correction, changed),)},
        events={"a/p": (made(Event, changed),)},
        measurements={"a": (made(Measurement, changed),)},
    )
    linked = link(catalogue, date(2026, 7, 20))
    files = [*api_files(linked), *list_files(linked).items(), *record_files(linked)]
    return {address: content for address, content in files if address.endswith(".json")}


@cache
def usual() -> dict[str, bytes]:
    return exported(None)


def records(kind: type) -> Iterator[type]:
    """A kind of record and those inside it."""
    yield kind
    for hint in map(bare, hints_of(kind).values()):
        if is_dataclass(hint) and hint is not kind and hint not in (PartialDate, ReportPeriod):
            assert isinstance(hint, type)
            yield from records(hint)


ROOTS = (
    Agency, Plan, LegalDocument, Metric, FieldOfAdministration, Procedure, Adoptions, SearchWord, Elsewhere, WorkdaySwap,
    Report, Amendment, Correction, Event, Measurement,
)  # fmt: skip
"""What a catalogue holds."""

FIELDS = sorted(
    {(kind, part.name) for root in ROOTS for kind in records(root) for part in fields(kind) if is_leaf(kind, part.name)}
    - COMPUTED,
    key=lambda item: (item[0].__name__, item[1]),
)


def test_the_roots_are_all_that_a_catalogue_holds() -> None:
    held = {bare(typing.get_args(hint)[-1]) if typing.get_origin(hint) is dict else bare(hint)
            for hint in typing.get_type_hints(Catalogue).values()}  # fmt: skip
    assert {kind for kind in held if isinstance(kind, type) and kind.__module__.startswith("generator.model")} == set(
        ROOTS
    )


@pytest.mark.parametrize(("kind", "name"), FIELDS, ids=[f"{kind.__name__}.{name}" for kind, name in FIELDS])
def test_a_field_is_exported_or_named_as_left_out(kind: type, name: str) -> None:
    assert (exported((kind, name)) != usual()) is ((kind, name) not in LEFT_OUT)


def test_what_is_left_out_says_why() -> None:
    assert all(LEFT_OUT.values())
    assert set(LEFT_OUT) <= set(FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Newer(TimeLimit):
    """A record of tomorrow: the converter looks at the class, so that a new field needs no word from anybody."""

    weekend: str | None = None


def test_a_new_field_is_exported_without_being_asked_for() -> None:
    from generator.publish.exports.records import as_json

    assert as_json(Newer(weekend="không"))["weekend"] == "không"
