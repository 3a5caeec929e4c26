"""Files for machines: ``/api/v1/`` as JSON (RFC 8259), UTF-8, snake_case, ISO 8601 dates, sorted and stable.

The shapes are promises: a field may be added, never renamed or removed. Names of signers are left out on purpose.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from generator.linked import CitedDocument, Linked
from generator.model import (
    Agency,
    AgencyEvent,
    Comparator,
    LegalDocument,
    Outcome,
    PartialDate,
    PlacedTarget,
    PlacedTask,
    Plan,
)

Json = dict[str, Any] | list[Any]

ROOT = "api/v1/"


def api_files(linked: Linked) -> Iterator[tuple[str, bytes]]:
    """Every file with its address."""
    catalogue = linked.catalogue
    plans = [catalogue.plans[name] for name in sorted(catalogue.plans)]
    yield _file(
        "agencies", {"agencies": [agency_json(catalogue.agencies[name]) for name in sorted(catalogue.agencies)]}
    )
    yield _file("plans", {"plans": [plan_summary(plan) for plan in plans]})
    yield _file("targets", {"targets": [target_json(plan, item) for plan in plans for item in plan.placed_targets()]})
    documents = [catalogue.legal_documents[name] for name in sorted(catalogue.legal_documents)]
    yield _file("legal-documents", {"legal_documents": [document_json(linked, document) for document in documents]})
    yield _file("metrics", {"metrics": [_metric_json(linked, name) for name in sorted(catalogue.metrics)]})
    for plan in plans:
        yield _file(f"plans/{plan.id}", plan_json(linked, plan))


def _file(name: str, data: Json) -> tuple[str, bytes]:
    return f"{ROOT}{name}.json", to_json(data)


def to_json(data: Json) -> bytes:
    """JSON that is safe even where it lands in HTML: ``<``, ``>`` and ``&`` are written as escapes."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return text.translate({60: "\\u003c", 62: "\\u003e", 38: "\\u0026"}).encode() + b"\n"


def plan_summary(plan: Plan) -> dict[str, Any]:
    """A plan without its tasks: what ``plans.json`` lists."""
    document = plan.document
    return {
        "id": plan.id,
        "document": {
            "number": document.number,
            "kind": document.kind.value,
            "title": document.title,
            "issued": _day(document.issued),
            "agency": plan.agency,
            "confirmed": document.confirmed,
        },
        "period": {"from": plan.period.first.isoformat(), "to": plan.period.last.isoformat()},
    }


def plan_json(linked: Linked, plan: Plan) -> dict[str, Any]:
    """A plan whole."""
    return plan_summary(plan) | {
        "source": {"sha256": plan.source.sha256, "quality": plan.source.quality.value},
        "legal_documents": [cited_json(item) for item in linked.cited[plan.id]],
        "tasks": [task_json(linked, plan, item) for item in plan.placed_tasks()],
        "targets": [target_json(plan, item) for item in plan.placed_targets()],
        "duties": [
            {"no": duty.no, "agency": list(duty.agency), "text": duty.text, "deadline": _deadline(duty)}
            for duty in plan.duties
        ],
    }


def cited_json(item: CitedDocument) -> dict[str, Any]:
    """A document as a plan names it."""
    document = item.document
    return {
        "number": document.number,
        "name": document.name,
        "date": _day(document.day),
        "relation": item.relation.value,
        "id": document.id,
    }


def task_json(linked: Linked, plan: Plan, item: PlacedTask) -> dict[str, Any]:
    """A task with its place in the source."""
    task, section = item.task, item.section
    place = linked.traces[plan.id].tasks.get(item.id) if plan.id in linked.traces else None
    return {
        "id": item.id,
        "section_no": section.no,
        "section": section.title,
        "no": task.no,
        "content": task.content,
        "lead": list(task.lead),
        "coordinating": list(task.coordinating),
        "outcomes": [_outcome(outcome) for outcome in task.results()],
        "note": task.note,
        "targets": [target.id for target in task.targets],
        "source_lines": [list(span) for span in place.lines] if place else [],
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {"product": outcome.product, "deadline": _deadline(outcome)}


def _deadline(record: Any) -> dict[str, Any] | None:
    return {"text": record.deadline.text} if record.deadline else None


def target_json(plan: Plan, item: PlacedTarget) -> dict[str, Any]:
    """A target; ``comparator`` is null where the document prints a bare number."""
    target = item.target
    return {
        "id": target.id,
        "plan": plan.id,
        "metric": target.metric,
        "label": target.label,
        "comparator": _comparator(target.comparator),
        "value": _number(target.value),
        "unit": target.unit,
        "scope": target.scope,
        "within": target.within,
        "stated": target.stated,
        "task": item.task.id if item.task else None,
    }


def _comparator(comparator: Comparator | None) -> str | None:
    return comparator.value if comparator else None


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def agency_json(agency: Agency) -> dict[str, Any]:
    """An agency with its dated names and what it came from."""
    return {
        "id": agency.id,
        "name": agency.name,
        "kind": agency.kind.value,
        "parent": agency.parent,
        "names": [{"name": name.name, "from": _day(name.first), "to": _day(name.last)} for name in agency.names],
        "first_day": agency.first_day.isoformat() if agency.first_day else None,
        "last_day": agency.last_day.isoformat() if agency.last_day else None,
        "identifiers": [{"scheme": item.scheme, "value": item.value} for item in agency.identifiers],
        "events": [_event_json(event) for event in agency.events],
    }


def _event_json(event: AgencyEvent) -> dict[str, Any]:
    return {
        "kind": event.kind.value,
        "date": _day(event.day),
        "predecessors": list(event.predecessors),
        "successors": list(event.successors),
        "source": event.source,
        "url": event.url,
    }


def document_json(linked: Linked, document: LegalDocument) -> dict[str, Any]:
    """A legal document and the plans that name it."""
    standing = document.standing
    return {
        "id": document.id,
        "number": document.number,
        "kind": document.kind.value,
        "name": document.name,
        "issuer": document.issuer,
        "date": _day(document.day),
        "also_dated": [_day(day) for day in document.also_dated],
        "implements": list(document.implements),
        "state": standing.state.value if standing else "unknown",
        "replaced_by": list(standing.replaced_by) if standing else [],
        "cited_by": sorted({mention.plan.id for mention in linked.mentions[document.id]}),
    }


def _metric_json(linked: Linked, name: str) -> dict[str, Any]:
    metric = linked.catalogue.metrics[name]
    return {
        "id": metric.id,
        "name": metric.name,
        "definition": metric.definition,
        "unit": metric.unit,
        "better": metric.better.value,
    }


def _day(day: PartialDate | None) -> str | None:
    return day.isoformat() if day else None
