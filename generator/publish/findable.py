"""What can be found: every record of the site as one line for the search index, with the words people know it by.

A body is also found by the names it bore and by those of the bodies it came from, so that a search on an old name leads
to both. Names of signers are never among the words.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache, partial

from generator.addresses import (
    agency_address,
    document_address,
    metric_address,
    plan_address,
    procedure_address,
    target_anchor,
    task_anchor,
)
from generator.model import Agency, LegalDocument, Metric, PlacedTarget, PlacedTask, Plan
from generator.model.adoption import OnlineLevel
from generator.model.procedure import Level, Status
from generator.model.summary import AnyProcedure
from generator.pages.parts.listing import document_title, document_words, plan_counts, plan_title
from generator.pages.parts.measurements import measured_metrics
from generator.pages.parts.page import shortened
from generator.pages.parts.target_rows import name_of_target
from generator.pages.procedure.words import say_place, short_fee, short_limit
from generator.publish.search import Findable, LaterRecord, SearchRecord, prior_of
from generator.text.vietnamese import fold
from generator.text.wording import agency_days, distinct_name, say_day, say_target, sentence
from generator.tracking.linked import Linked

LOCAL_PRIOR = 1
"""Of equal matches the procedure that holds everywhere comes before one that a single province laid down."""

LONGEST_PAPER = 60
"""Characters of a paper's name in an answer."""

LONGEST_TITLE = 200
"""Characters of a task's text that stand in a list of results."""


def search_records(linked: Linked) -> Iterator[Findable]:
    """One record for each thing that a search can lead to; those of procedures are made when they are needed."""
    catalogue = linked.catalogue
    yield from (_later_procedure(linked, item) for item in catalogue.procedures.values())
    yield from (_agency(linked, item) for item in catalogue.agencies.values())
    yield from (_document(item) for item in catalogue.legal_documents.values())
    measured = measured_metrics(linked)
    yield from (_metric(it) for it in catalogue.metrics.values() if linked.targets.get(it.id) or it.id in measured)
    for plan in catalogue.plans.values():
        yield _plan(linked, plan)
        days = _due_days(linked, plan)
        yield from (_task(linked, plan, item, days.get(item.id, [])) for item in plan.placed_tasks())
        yield from (_target(linked, plan, item) for item in plan.placed_targets())


def _later_procedure(linked: Linked, procedure: AnyProcedure) -> LaterRecord:
    return LaterRecord(
        id=procedure.code,
        kind="thu-tuc",
        title=procedure.name,
        url=procedure_address(procedure.code),
        code=procedure.code,
        prior=_prior(procedure.status, procedure.implementing, procedure.deciding, procedure.levels)
        if procedure.national
        else LOCAL_PRIOR,
        made_from=partial(_made_from, linked, procedure),
        make=partial(_procedure, linked, procedure),
    )


def _made_from(linked: Linked, procedure: AnyProcedure) -> bytes:
    """The record, and what others say of it."""
    field = linked.catalogue.fields.get(procedure.field)
    said = f"\n{field.name if field else ''}\n{_online_level(linked, procedure)}"
    return linked.catalogue.content(procedure.code) + said.encode()


@lru_cache(maxsize=4096)
def _prior(status: Status, implementing: tuple[str, ...], deciding: tuple[str, ...], levels: tuple[Level, ...]) -> int:
    """How likely a reader wants a procedure: few bodies perform tens of thousands."""
    return prior_of("thu-tuc", status.label, f"{'; '.join(implementing)} {_doers(deciding, levels)}")


def _doers(deciding: tuple[str, ...], levels: tuple[Level, ...]) -> str:
    """Who decides, and at which levels."""
    return "; ".join((*deciding, *(level.label for level in levels)))


def _procedure(linked: Linked, procedure: AnyProcedure) -> SearchRecord:
    field = linked.catalogue.fields.get(procedure.field)
    limit = short_limit(procedure.limits, procedure.channels)
    fee = short_fee(procedure.fees, procedure.channels)
    return SearchRecord(
        id=procedure.code,
        kind="thu-tuc",
        title=procedure.name,
        url=procedure_address(procedure.code),
        code=procedure.code,
        old_codes=procedure.old_codes,
        names=tuple(dict.fromkeys((*procedure.old_names, *procedure.keywords))),
        field=field.name if field else "",
        dept="; ".join(procedure.implementing),
        agency=_doers(procedure.deciding, procedure.levels),
        level=_online_level(linked, procedure),
        status=procedure.status.label,
        note=" · ".join(fact for fact in (limit, fee) if fact),
        docs=tuple(
            dict.fromkeys(
                [ground.number for ground in procedure.legal_bases if ground.number]
                + [item.number for item in procedure.decisions]
            )
        ),
        province=_province(procedure),
        who=_who(procedure.applicants),
        facts=_facts(procedure, limit, fee),
        desc=" ".join(procedure.applicants),
        prior=None if procedure.national else LOCAL_PRIOR,
    )


def _province(procedure: AnyProcedure) -> str:
    """``Thanh Hóa`` for what that province alone laid down, else empty."""
    return "" if procedure.national else re.sub("^(tỉnh|thành phố) ", "", procedure.jurisdiction, flags=re.IGNORECASE)


@lru_cache(maxsize=1024)
def _who(applicants: tuple[str, ...]) -> str:
    """Whether people or businesses may apply, as the facet of the search says it."""
    said = fold(" ".join(applicants))
    people = re.search("cong dan|ca nhan|nguoi (nuoc ngoai|viet nam)", said)
    firms = re.search("doanh nghiep|hop tac xa|to chuc", said)
    return "; ".join(who for who, found in (("Người dân", people), ("Doanh nghiệp, tổ chức", firms)) if found)


def _facts(procedure: AnyProcedure, limit: str, fee: str) -> dict[str, str]:
    """What people ask of a procedure, each with the day it was read; what the record lacks is left out."""
    papers = procedure.papers
    listed = "; ".join(shortened(name, LONGEST_PAPER) for name in papers.first)
    facts = {
        "limit": limit,
        "fee": "" if "chưa rõ" in fee else fee,
        "papers": f"{papers.count} giấy tờ: {listed}{' …' if papers.count > len(papers.first) else ''}"
        if papers.count
        else "",
        "place": "; ".join(map(say_place, procedure.places)) or "; ".join(procedure.receiving),
    }
    day = say_day(procedure.source.retrieved)
    return {name: f"{said} (đọc ngày {day})" for name, said in facts.items() if said}


def _online_level(linked: Linked, procedure: AnyProcedure) -> str:
    """The online level that every agency which states one states alike; empty otherwise."""
    stated = {
        adoption.online_level
        for _, _, adoption in linked.adopters.of(procedure.code)
        if adoption.online_level is not OnlineLevel.UNKNOWN
    }
    return stated.pop().label if len(stated) == 1 else ""


def _agency(linked: Linked, agency: Agency) -> SearchRecord:
    known = linked.catalogue.agencies
    before = [name for event in agency.events for name in event.predecessors if name in known]
    names = [name.name for name in agency.names] + [name.short for name in agency.names if name.short]
    names += [name.name for old in before for name in known[old].names]
    return SearchRecord(
        id=agency.id,
        kind="co-quan",
        title=distinct_name(agency),
        url=agency_address(agency.id),
        names=tuple(dict.fromkeys(name for name in names if name != agency.name)),
        dept=agency.name,
        note=", ".join(agency_days(agency)),
        desc=" ".join(unit.name for unit in agency.units),
    )


def _document(document: LegalDocument) -> SearchRecord:
    facts = (document.name if document.number else "", f"ngày {say_day(document.day)}" if document.day else "")
    return SearchRecord(
        id=document.id,
        kind="van-ban",
        title=f"{document_title(document)}: {document.name}" if document.number else document.name,
        url=document_address(document.id),
        code=document.number or "",
        names=tuple(name for name in document.also if name != document.number),
        agency=document.issuer or "",
        note=facts[1],
        when=f"năm {document.day.year}" if document.day else "",
        docs=(document.number,) if document.number else (),
    )


def _metric(metric: Metric) -> SearchRecord:
    return SearchRecord(
        id=f"chi-so/{metric.id}",
        kind="chi-tieu",
        title=metric.name,
        url=metric_address(metric.id),
        desc=metric.definition,
    )


def _plan(linked: Linked, plan: Plan) -> SearchRecord:
    agency = linked.agency_of(plan)
    return SearchRecord(
        id=plan.id,
        kind="ke-hoach",
        title=plan_title(plan),
        url=plan_address(plan.id),
        names=tuple(dict.fromkeys((plan.document.title, *((plan.document.subject,) if plan.document.subject else ())))),
        dept=agency.name,
        note=", ".join((document_words(plan), *plan_counts(plan))),
        when=f"năm {plan.period.first.year}",
        docs=_cited_numbers(linked, plan),
        desc=" ".join(section.title or "" for section in plan.sections),
    )


def _cited_numbers(linked: Linked, plan: Plan) -> tuple[str, ...]:
    own = (plan.document.number,) if plan.document.number else ()
    cited = (item.document.number for item in linked.cited[plan.id] if item.document.number)
    return tuple(dict.fromkeys((*own, *cited)))


def _due_days(linked: Linked, plan: Plan) -> dict[str, list[date]]:
    """Every due day of the tasks of a plan, by the task's id."""
    days: dict[str, list[date]] = {}
    for due in linked.schedules[plan.id]:
        days.setdefault(due.task.id, []).extend(day.due for day in due.days)
    return days


def _when(days: list[date], year: int) -> str:
    """``tháng3 quý1 năm 2023``: months and quarters as one word each, so that «tháng 3» is not found by another 3."""
    words = [word for day in days for word in (f"tháng{day.month}", f"quý{(day.month + 2) // 3}")]
    years = {str(day.year) for day in days} | {str(year)}
    return " ".join((*dict.fromkeys(words), "năm", *sorted(years)))


def _task(linked: Linked, plan: Plan, item: PlacedTask, days: list[date]) -> SearchRecord:
    results = item.task.results()
    deadlines = [outcome.deadline.text for outcome in results if outcome.deadline]
    return SearchRecord(
        id=f"{plan.id}#{item.id}",
        kind="nhiem-vu",
        title=shortened(item.task.content, LONGEST_TITLE),
        url=f"{plan_address(plan.id)}#{task_anchor(item.id)}",
        dept=linked.agency_of(plan).name,
        note=" · ".join((f"{item.id}, {plan.period.first.year}", *deadlines[:1])),
        when=_when(days, plan.period.first.year),
        agency="; ".join(item.task.lead),
        desc=" ".join((item.task.content, *(outcome.product or "" for outcome in results))),
    )


def _target(linked: Linked, plan: Plan, item: PlacedTarget) -> SearchRecord:
    target = item.target
    return SearchRecord(
        id=f"{plan.id}#{target.id}",
        kind="chi-tieu",
        title=shortened(sentence(target.label), LONGEST_TITLE),
        url=f"{plan_address(plan.id)}#{target_anchor(target.id)}",
        dept=linked.agency_of(plan).name,
        note=f"{say_target(target)} · {plan.period.first.year}",
        desc=" ".join((name_of_target(linked, target), target.scope or "")),
    )
