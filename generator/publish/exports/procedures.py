"""Procedures and adoptions for machines: one file a procedure, the whole register as JSON and as CSV.

Keys are those of the YAML records. What the pages do not print as a fact is not one here either: a suspect amount is null,
with the number that the source shows beside it under another name.
"""

import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from generator.addresses import api_file, api_procedure, procedure_address
from generator.model.fields import key_of
from generator.model.procedure import Adoption, Procedure
from generator.pages.procedure.words import short_fee, short_limit
from generator.publish.exports.api import to_json
from generator.publish.exports.csvfile import as_text, csv_bytes
from generator.publish.exports.records import as_json, record_json
from generator.publish.exports.stamp import Stamp
from generator.text.numbers import round_half_up
from generator.tracking.linked import Linked
from generator.tracking.procedures import Adopters, Indicator, cited_document, indicators_of


def procedure_files(linked: Linked, stamp: Stamp | None = None) -> Iterator[tuple[str, bytes]]:
    """Every file of procedures with its address."""
    items = [linked.catalogue.procedures[code] for code in sorted(linked.catalogue.procedures)]
    head = (stamp or Stamp.of(linked)).json()
    summaries = [procedure_summary(linked, item) for item in items]
    yield api_file("procedures.json"), to_json(head | {"procedures": summaries})
    yield api_file("procedures.csv"), csv_bytes(COLUMNS, (_row(linked, item) for item in items))
    yield api_file("adoptions.json"), to_json(head | {"adoptions": list(_adoptions(linked))})
    yield api_file("adoptions.csv"), csv_bytes(ADOPTION_COLUMNS, _adoption_rows(linked))
    yield api_file("indicators.json"), to_json(head | {"indicators": list(_indicators(linked))})
    adopters = linked.adopters
    for item in items:
        yield api_procedure(item.code), compact(head | procedure_json(linked, item, adopters))


def compact(data: dict[str, Any]) -> bytes:
    """JSON on one line, with the escapes of :func:`to_json`: one of tens of thousands of files, read by programs."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").encode() + b"\n"


def procedure_summary(linked: Linked, item: Procedure) -> dict[str, Any]:
    """What ``procedures.json`` lists."""
    return {
        "code": item.code,
        "name": item.name,
        "kind": item.kind.value,
        "field": item.field,
        "field_name": linked.catalogue.fields[item.field].name,
        "jurisdiction": item.jurisdiction,
        "published_by": item.published_by,
        "implementing": list(item.implementing),
        "status": item.status.value,
        "depth": item.depth.value,
        "address": procedure_address(item.code),
        "source": as_json(item.source),
    }


def procedure_json(linked: Linked, item: Procedure, adopters: Adopters) -> dict[str, Any]:
    """A procedure whole, with what agencies state of it."""
    whole = record_json(item)
    whole["legal_bases"] = [_ground(linked, index, item) for index in range(len(item.legal_bases))]
    stated = [
        {"agency": agency.id, "document": adoptions.document, "date": adoptions.day.isoformat()} | _local(adoption)
        for agency, adoptions, adoption in adopters.of(item.code)
    ]
    return procedure_summary(linked, item) | whole | {"adoptions": stated}


def _ground(linked: Linked, index: int, item: Procedure) -> dict[str, Any]:
    ground = item.legal_bases[index]
    document = cited_document(ground, linked.library)
    state = document.standing.state.value if document and document.standing else "unknown"
    known = {"id": document.id, "title": document.name} if document else {"id": None}
    return {"number": ground.number, "title": ground.title, "raw": ground.raw} | known | {"state": state}


def _local(adoption: Adoption) -> dict[str, Any]:
    return {key_of(part): as_json(getattr(adoption, part.name)) for part in fields(adoption) if part.name != "code"}


COLUMNS = (
    "code",
    "name",
    "field",
    "kind",
    "jurisdiction",
    "published_by",
    "implementing",
    "levels",
    "status",
    "depth",
    "applicants",
    "channels",
    "limit",
    "fee",
    "legal_bases",
    "decisions",
    "url",
    "retrieved",
)
"""Of ``procedures.csv``; ``limit`` and ``fee`` are the words that lists print."""


def _row(linked: Linked, item: Procedure) -> tuple[str, ...]:
    return (
        as_text(item.code),
        item.name,
        linked.catalogue.fields[item.field].name,
        item.kind.value,
        item.jurisdiction,
        item.published_by or "",
        "; ".join(item.implementing),
        "; ".join(item.levels),
        item.status.value,
        item.depth.value,
        "; ".join(item.applicants),
        "; ".join(item.channels),
        short_limit(item.limits, item.channels).replace("\u00a0", " "),
        short_fee(item.fees, item.channels).replace("\u00a0", " "),
        "; ".join(ground.number or ground.title or "" for ground in item.legal_bases),
        "; ".join(decision.number for decision in item.decisions),
        item.source.url,
        item.source.retrieved.isoformat(),
    )


ADOPTION_COLUMNS = (
    "agency",
    "code",
    "one_stop",
    "post",
    "interlinked",
    "delegated",
    "non_territorial",
    "on_national_portal",
    "online_level",
    "eligible_full",
    "online_payment",
    "electronic_forms",
    "document",
    "date",
)
"""Of ``adoptions.csv``; ``true``, ``false`` or empty where the agency did not say."""


def _adoption_rows(linked: Linked) -> Iterator[tuple[str, ...]]:
    for agency, adoptions in sorted(linked.catalogue.adoptions.items()):
        for item in adoptions.procedures:
            facts = (as_json(getattr(item, name)) for name in ADOPTION_COLUMNS[2:-2])
            yield (agency, as_text(item.code), *map(_cell, facts), adoptions.document, adoptions.day.isoformat())


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _adoptions(linked: Linked) -> Iterator[dict[str, Any]]:
    for agency, adoptions in sorted(linked.catalogue.adoptions.items()):
        yield {
            "agency": agency,
            "document": adoptions.document,
            "date": adoptions.day.isoformat(),
            "url": adoptions.url,
            "places": as_json(adoptions.places),
            "procedures": [{"code": item.code} | _local(item) for item in adoptions.procedures],
        }


def _indicators(linked: Linked) -> Iterator[dict[str, Any]]:
    for name in sorted(linked.catalogue.adoptions):
        register = linked.registers[name]
        yield from ({"agency": name} | indicator_json(indicator) for indicator in indicators_of(register))


def indicator_json(indicator: Indicator) -> dict[str, Any]:
    """A measure with its codes; ``value`` is a decimal string in percent, null where nothing is known."""
    parts = indicator.parts
    return {
        "metric": indicator.metric,
        "value": None if indicator.value is None else f"{round_half_up(indicator.value, 2).normalize():f}",
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
        "unknown": indicator.unknown,
        "undecided": indicator.undecided,
        "yes": [item.procedure.code for item in parts.yes],
        "no": [item.procedure.code for item in parts.no],
        "unknown_codes": [item.procedure.code for item in parts.unknown],
    }
