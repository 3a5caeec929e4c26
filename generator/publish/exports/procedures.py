"""Procedures and adoptions for machines: one file a procedure, and the whole register.

Keys are those of the YAML records. What the pages do not print as a fact is not one here either: a suspect amount is null,
with the number that the source shows beside it under another name.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from generator.addresses import api_file, procedure_address
from generator.model.procedure import Procedure
from generator.model.summary import AnyProcedure
from generator.publish.exports.records import as_json, record_text, shallow
from generator.publish.exports.stamp import Stamp
from generator.publish.jsontext import compact, indented_list, list_begin, list_end, list_item, without_markup
from generator.text.numbers import round_half_up
from generator.tracking.around import Around, Basis
from generator.tracking.linked import Linked
from generator.tracking.procedures import Indicator


def adoption_files(linked: Linked, stamp: Stamp) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The lists of what agencies state, and of what is counted from it, with their addresses, in parts."""
    for name, items in (("adoptions", _adoptions(linked)), ("indicators", _indicators(linked))):
        texts = chain(indented_list(stamp.json(), name, items), ["\n"])
        yield api_file(f"{name}.json"), map(without_markup, texts)


def list_frame(stamp: Stamp, *, found: bool) -> tuple[bytes, bytes]:
    """What stands around the procedures in ``procedures.json``, whether or not there is one; a comma stands between two."""
    return without_markup(list_begin(stamp.json(), "procedures")), f"{list_end(found=found)}\n".encode()


def listed_text(item: AnyProcedure, field_name: str) -> bytes:
    """A procedure as ``procedures.json`` lists it."""
    return without_markup(list_item(procedure_summary(item, field_name) | {"source": as_json(item.source)}))


def procedure_text(item: Procedure, around: Around) -> bytes:
    """A procedure as JSON on one line, without what every file says of itself."""
    return without_markup(record_text(procedure_json(item, around)))


def with_head(head: bytes, text: bytes) -> bytes:
    """The file of one procedure: what every file says of itself, then what :func:`procedure_text` has written."""
    return head[:-1] + b"," + text[1:] + b"\n"


def head_text(stamp: Stamp) -> bytes:
    """What every file says of itself, as JSON on one line."""
    return without_markup(compact(stamp.json()))


def procedure_summary(item: AnyProcedure, field_name: str) -> dict[str, Any]:
    """What ``procedures.json`` lists; the source stands as it is."""
    return {
        "code": item.code,
        "name": item.name,
        "kind": item.kind,
        "field": item.field,
        "field_name": field_name,
        "jurisdiction": item.jurisdiction,
        "published_by": item.published_by,
        "implementing": item.implementing,
        "status": item.status,
        "depth": item.depth,
        "address": procedure_address(item.code),
        "source": item.source,
    }


def procedure_json(item: Procedure, around: Around) -> dict[str, Any]:
    """A procedure whole, with what agencies state of it; records inside it stand as they are (:func:`record_text`)."""
    whole = shallow(item)
    whole["legal_bases"] = list(map(_ground, around.bases))
    stated = [
        {"agency": adopted.agency, "document": adopted.document, "date": adopted.day.isoformat()}
        | _local(shallow(adopted.adoption))
        for adopted in around.adopted
    ]
    return procedure_summary(item, around.field.name) | whole | {"adoptions": stated}


def _ground(basis: Basis) -> dict[str, Any]:
    ground, document = basis.ground, basis.document
    state = document.standing.state.value if document and document.standing else "unknown"
    known = {"id": document.id, "title": document.name} if document else {"id": None}
    return {"number": ground.number, "title": ground.title, "raw": ground.raw} | known | {"state": state}


def _local(adoption: dict[str, Any]) -> dict[str, Any]:
    """What an agency states of a procedure, without its code."""
    del adoption["code"]
    return adoption


def _adoptions(linked: Linked) -> Iterator[dict[str, Any]]:
    for agency, adoptions in sorted(linked.catalogue.adoptions.items()):
        yield {
            "agency": agency,
            "document": adoptions.document,
            "date": adoptions.day.isoformat(),
            "url": adoptions.url,
            "places": as_json(adoptions.places),
            "procedures": [{"code": item.code} | _local(as_json(item)) for item in adoptions.procedures],
        }


def _indicators(linked: Linked) -> Iterator[dict[str, Any]]:
    for name in sorted(linked.catalogue.adoptions):
        yield from ({"agency": name} | indicator_json(indicator) for indicator in linked.indicators[name])


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
