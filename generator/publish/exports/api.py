"""Files for machines: ``/api/v1/`` as JSON (RFC 8259), UTF-8, snake_case, ISO 8601 dates, sorted and stable.

The shapes are promises: a field may be added, never renamed or removed. Names of signers are left out on purpose.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from generator.addresses import api_file
from generator.deadlines import Part, our_reading
from generator.model import (
    Agency,
    Comparator,
    Deadline,
    LegalDocument,
    Outcome,
    PlacedTarget,
    PlacedTask,
    Plan,
    Section,
)
from generator.publish.exports.records import as_json, record_json
from generator.publish.exports.stamp import Stamp
from generator.publish.jsontext import Json, indented, without_markup
from generator.tracking.linked import Linked
from generator.tracking.mentions import CitedDocument
from generator.tracking.progress import DueProgress
from generator.tracking.provinces import Province
from generator.tracking.schedule import period_of, read_printed, read_row


def api_files(linked: Linked, stamp: Stamp | None = None) -> Iterator[tuple[str, bytes]]:
    """Every file with its address."""
    stamp = stamp or Stamp.of(linked)
    plans = [linked.catalogue.plans[name] for name in sorted(linked.catalogue.plans)]
    for name, items in _lists(linked, plans):
        yield _file(name, stamp.json() | {name.replace("-", "_"): items})
    for plan in plans:
        yield _file(f"plans/{plan.id}", stamp.json() | plan_json(linked, plan))


def _lists(linked: Linked, plans: list[Plan]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every list by the name of its file."""
    catalogue = linked.catalogue
    yield "agencies", [agency_json(catalogue.agencies[name]) for name in sorted(catalogue.agencies)]
    yield "plans", [plan_summary(plan) for plan in plans]
    yield "targets", [target_json(plan, item) for plan in plans for item in plan.placed_targets()]
    yield "occurrences", [item for plan in plans for item in occurrence_json(linked, plan)]
    documents = [catalogue.legal_documents[name] for name in sorted(catalogue.legal_documents)]
    yield "legal-documents", [document_json(linked, document) for document in documents]
    yield "metrics", [as_json(catalogue.metrics[name]) for name in sorted(catalogue.metrics)]
    figures = [item for name in sorted(catalogue.measurements) for item in catalogue.measurements[name]]
    yield "measurements", [as_json(item) for item in figures]
    yield "fields", [as_json(catalogue.fields[name]) for name in sorted(catalogue.fields)]
    yield "search-words", as_json(catalogue.search_words)
    yield "not-here", as_json(catalogue.not_here)
    yield "holidays", as_json(catalogue.swaps)
    yield "provinces", [province_json(province) for province in linked.provinces.items]


def _file(name: str, data: Json) -> tuple[str, bytes]:
    return api_file(f"{name}.json"), to_json(data)


def to_json(data: Json) -> bytes:
    """JSON that is safe even where it lands in HTML: ``<``, ``>`` and ``&`` are written as escapes."""
    return without_markup(indented(data)) + b"\n"


def plan_summary(plan: Plan) -> dict[str, Any]:
    """A plan without its tasks: what ``plans.json`` lists."""
    return {
        "id": plan.id,
        "document": as_json(plan.document) | {"agency": plan.agency},
        "period": {"from": plan.period.first.isoformat(), "to": plan.period.last.isoformat()},
    }


def plan_json(linked: Linked, plan: Plan) -> dict[str, Any]:
    """A plan whole."""
    due_days = {item.number: [day.due.isoformat() for day in item.days] for item in linked.duties[plan.id]}
    return (
        plan_summary(plan)
        | {
            "source": as_json(plan.source),
            "articles": as_json(plan.articles),
            "narrative": as_json(plan.narrative),
            "recipients": list(plan.recipients),
            "columns": as_json(plan.columns),
            "sections": _sections(plan),
            "legal_documents": [cited_json(item) for item in linked.cited[plan.id]],
            "tasks": [task_json(linked, plan, item) for item in plan.placed_tasks()],
            "targets": [target_json(plan, item) for item in plan.placed_targets()],
            "duties": [
                {
                    "no": duty.no,
                    "article": duty.article,
                    "agency": list(duty.agency),
                    "text": duty.text,
                    "deadline": _deadline(duty.deadline, read_printed(duty.deadline, period_of(plan)).parts)
                    if duty.deadline
                    else None,
                    "due_days": due_days.get(number, []),
                }
                for number, duty in enumerate(plan.duties, start=1)
            ],
        }
        | _afterwards(linked, plan)
    )


def _afterwards(linked: Linked, plan: Plan) -> dict[str, Any]:
    """What came after the plan was issued, each as its own file says it."""
    catalogue = linked.catalogue
    records: dict[str, Mapping[str, tuple[Any, ...]]] = {
        "reports": catalogue.reports,
        "amendments": catalogue.amendments,
        "corrections": catalogue.corrections,
        "events": catalogue.events,
    }
    return {key: as_json(kept.get(plan.id, ())) for key, kept in records.items()}


def _sections(plan: Plan) -> list[dict[str, Any]]:
    """The parts of the table as numbered in the document; tasks and targets by their ids, they stand in lists of their own."""
    ids = {id(item.task): item.id for item in plan.placed_tasks()}

    def section(item: Section) -> dict[str, Any]:
        return {
            "no": item.no,
            "title": item.title,
            "short": item.short,
            "table": item.table,
            "columns": as_json(item.columns),
            "tasks": [ids[id(task)] for task in item.tasks],
            "targets": [target.id for target in item.targets],
            "sections": [section(inner) for inner in item.sections],
        }

    return [section(item) for item in plan.sections]


def cited_json(item: CitedDocument) -> dict[str, Any]:
    """A document as a plan names it."""
    document = item.document
    return {
        "number": document.number,
        "name": document.name,
        "date": document.day.isoformat() if document.day else None,
        "relation": item.relation.value,
        "id": document.id,
    }


def task_json(linked: Linked, plan: Plan, item: PlacedTask) -> dict[str, Any]:
    """A task as issued, with its place in the source, what was read from its deadlines, and its status."""
    task, section = item.task, item.section
    dues = [due for due in linked.progress[plan.id].dues if due.due.task.id == item.id]
    place = linked.traces[plan.id].tasks.get(item.id) if plan.id in linked.traces else None
    return {
        "id": item.id,
        "section_no": section.no,
        "section": section.title,
        "no": task.no,
        "running_no": task.running_no,
        "content": task.content,
        "lead": list(task.lead),
        "coordinating": list(task.coordinating),
        "outcomes": [_outcome(item, outcome, plan) for outcome in task.results()],
        "note": task.note,
        "targets": [target.id for target in task.targets],
        "status": _status(dues),
        "source_lines": [list(span) for span in place.lines] if place else [],
        "table": next((part.table for part in reversed(item.sections) if part.table), None),
        "restored": as_json(task.restored),
        "corrected": as_json(task.corrected),
    }


def _outcome(item: PlacedTask, outcome: Outcome, plan: Plan) -> dict[str, Any]:
    read = read_row(item, outcome, period_of(plan))
    return {"product": outcome.product, "deadline": _deadline(outcome.deadline, read)}


def _deadline(deadline: Deadline | None, read: Iterable[Part]) -> dict[str, Any] | None:
    """The printed phrase and what was read from it; ``kind`` and ``due`` are those of its first part, ``due`` as printed."""
    if deadline is None:
        return None
    parts = [_part(part) for part in read]
    return (
        {"text": deadline.text, "rule": as_json(deadline.rule)}
        | {key: parts[0][key] for key in ("kind", "due", "inferred", "rrule")}
        | {"parts": parts}
    )


def _part(part: Part) -> dict[str, Any]:
    return {
        "kind": part.kind.value,
        "text": part.text,
        "from": part.start.isoformat() if part.start else None,
        "due": part.due.isoformat() if part.due else None,
        "inclusive": part.inclusive,
        "inferred": part.inferred,
        "rrule": part.rrule,
        "reading": our_reading(part),
    }


def _status(dues: list[DueProgress]) -> dict[str, Any]:
    """The three axes of the task's first outcome; a cancelled task's last state; nothing is merged."""
    status = dues[0].current.status if dues else None
    return {
        "declared": status.declared.value if status and status.declared else None,
        "schedule": status.state.key if status else None,
        "evidence": status.evidence.value if status else "none",
    }


def occurrence_json(linked: Linked, plan: Plan) -> Iterator[dict[str, Any]]:
    """Every due day of a plan with its status."""
    for due in linked.progress[plan.id].dues:
        for turn in due.turns:
            if turn.due is not None:
                yield {
                    "plan": plan.id,
                    "task": due.due.task.id,
                    "outcome": due.due.outcome,
                    "due": turn.due.isoformat(),
                    "inclusive": turn.inclusive,
                    "label": turn.label,
                    "declared": turn.status.declared.value if turn.status.declared else None,
                    "schedule": turn.status.state.key,
                    "evidence": turn.status.evidence.value,
                }


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
        "note": target.note,
        "task": item.task.id if item.task else None,
    }


def _comparator(comparator: Comparator | None) -> str | None:
    return comparator.value if comparator else None


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def agency_json(agency: Agency) -> dict[str, Any]:
    """An agency with its dated names, its units, and what it came from."""
    return {"id": agency.id, "name": agency.name} | record_json(agency)


def province_json(province: Province) -> dict[str, Any]:
    """A site that a national site joins, with how much it publishes."""
    return {
        "id": province.id,
        "name": province.name,
        "address": province.address,
        "as_of": province.as_of.isoformat(),
        "generated_from": province.commit,
        "procedures": len(province.codes),
        "agencies": province.agencies,
        "plans": province.plans,
        "registers": province.registers,
    }


def document_json(linked: Linked, document: LegalDocument) -> dict[str, Any]:
    """A legal document and the plans that name it."""
    standing = document.standing
    return record_json(document) | {
        "state": standing.state.value if standing else "unknown",
        "replaced_by": list(standing.replaced_by) if standing else [],
        "cited_by": sorted({mention.plan.id for mention in linked.mentions[document.id]}),
    }
