"""The catalogue with its links resolved: which plan cites which document, where each task stands in its source, which
targets share a metric. Computed once for a site; pages and files for machines both read it.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date

from generator.deadlines import Swap, WorkCalendar, find_deadlines
from generator.model import Agency, EventKind, PlacedTarget, Plan
from generator.reading.catalogue import Catalogue
from generator.reading.trace import Trace, trace_plan
from generator.text.citations import Library, Run
from generator.text.wording import distinct_name
from generator.tracking.chain import Chain, chain_of
from generator.tracking.commitments import Commitments, apply_amendments
from generator.tracking.hidden import hidden_in
from generator.tracking.log import NO_LOG, Log
from generator.tracking.memory import Memory
from generator.tracking.mentions import CitedDocument, Mention, cited_by, mentions_of, named_in
from generator.tracking.procedures import (
    Adopters,
    Covered,
    Indicator,
    Register,
    coverage_of,
    indicators_of,
    registers_of,
)
from generator.tracking.progress import PlanProgress, progress_of
from generator.tracking.provinces import NO_PROVINCES, Provinces
from generator.tracking.schedule import Due, DutyDue, duty_dues, schedule
from generator.tracking.shelves import Shelves, shelve
from generator.tracking.status import Ended


@dataclass(frozen=True, slots=True)
class Linked:
    """Everything that pages and exports look up."""

    catalogue: Catalogue
    as_of: date
    library: Library
    cited: dict[str, tuple[CitedDocument, ...]]
    """Documents that each plan names, by the plan's id, in printed order."""
    mentions: dict[str, tuple[Mention, ...]]
    """Places that name each document, by the document's id."""
    commitments: dict[str, Commitments]
    """What each plan commits to on the as-of day, by the plan's id."""
    schedules: dict[str, tuple[Due, ...]]
    """When everything is due, by the plan's id, in printed order."""
    duties: dict[str, tuple[DutyDue, ...]]
    """Implementation clauses that name days, by the plan's id, in printed order."""
    progress: dict[str, PlanProgress]
    """What became of each plan by the as-of day, by the plan's id."""
    traces: dict[str, Trace]
    """Where each plan's tasks stand in its source, by the plan's id."""
    targets: dict[str, tuple[tuple[Plan, PlacedTarget], ...]]
    """Targets of each metric, by the metric's id, latest plan first."""
    chain: Chain
    """Which document carries out which."""
    adopters: Adopters
    """Who states that it performs a procedure."""
    shelves: Shelves
    """The procedures in the ways in which they are listed."""
    coverage: tuple[Covered, ...]
    """What the register holds of all its procedures, then of those of each field."""
    registers: dict[str, Register]
    """What each agency performs, by its id."""
    indicators: dict[str, tuple[Indicator, ...]]
    """What the list that an agency stated answers by itself, by the agency's id."""
    of_plans: str
    """What tells all that can be said of plans from anything else, as a digest: the files of everything but procedures, the
    day, and what the registers answer. What only says such things is the same where this is.
    """
    namesakes: frozenset[str]
    """Bodies that bear the name of another, by id: before and after a merger «Sở Xây dựng tỉnh An Giang» is two bodies."""
    log: Log
    """What was published here, and when."""
    provinces: Provinces = NO_PROVINCES
    """The sites that a national site joins."""

    def agency_of(self, plan: Plan) -> Agency:
        return self.catalogue.agencies[plan.agency]

    def name_of(self, agency: str) -> str:
        """The latest name of an agency; where two bodies share it, with the days that tell them apart."""
        found = self.catalogue.agencies[agency]
        return distinct_name(found) if agency in self.namesakes else found.name

    def plans_of(self, agency: str) -> list[Plan]:
        """An agency's plans, latest first."""
        return [plan for plan in self.plans() if plan.agency == agency]

    def relatives(self, agency: str) -> tuple[list[str], list[str]]:
        """Ids of predecessors and successors, whichever side of the merger states them."""
        known = self.catalogue.agencies
        before = [name for event in known[agency].events for name in event.predecessors if name != agency]
        after = [name for event in known[agency].events for name in event.successors if name != agency]
        for other in sorted(known.values(), key=lambda other: other.id):
            for event in other.events:
                if agency in event.successors and other.id != agency:
                    before.append(other.id)
                if agency in event.predecessors and other.id != agency:
                    after.append(other.id)
        return list(dict.fromkeys(before)), list(dict.fromkeys(name for name in after if name not in before))

    def calendar_plans(self, agency: str) -> list[Plan]:
        """The plans whose days the agency's calendar holds: its own, or, where it has none yet, its predecessors'."""
        return self.plans_of(agency) or [plan for name in self.relatives(agency)[0] for plan in self.plans_of(name)]

    def has_due_days(self, agency: str) -> bool:
        """Whether anything of those plans falls on a day, so that the agency has a calendar."""
        plans = [plan.id for plan in self.calendar_plans(agency)]
        turns = (turn for plan in plans for due in self.progress[plan].dues for turn in due.turns)
        return any(self.duties[plan] for plan in plans) or any(turn.due is not None for turn in turns)

    def plans(self) -> list[Plan]:
        """All plans, latest first; equal days in the order of ids."""
        plans = sorted(self.catalogue.plans.values(), key=lambda plan: plan.id)
        return sorted(plans, key=lambda plan: plan.period.first, reverse=True)

    def runs(self, text: str, plan: Plan) -> tuple[Run, ...]:
        """A plan's text cut where it names a registered document."""
        return self.library.runs(text, self.catalogue.chain_of(plan.agency), plan.period.first.year)


def link(
    catalogue: Catalogue,
    as_of: date,
    log: Log = NO_LOG,
    provinces: Provinces = NO_PROVINCES,
    memory: Memory | None = None,
) -> Linked:
    """Resolve the links of a catalogue that has passed the check. What a plan's text names, and says about days, is kept in
    ``memory``.
    """
    library = Library(catalogue.legal_documents.values())
    named = {plan.id: named_in(plan, library, catalogue, memory) for plan in catalogue.plans.values()}
    commitments = {
        plan.id: apply_amendments(plan, catalogue.amendments.get(plan.id, ()), as_of)
        for plan in catalogue.plans.values()
    }
    calendar = WorkCalendar(Swap(item.off, item.worked) for item in catalogue.swaps)
    finds = {
        plan: hidden_in(committed, memory) if memory else find_deadlines for plan, committed in commitments.items()
    }
    schedules = {plan: schedule(committed, calendar, finds[plan]) for plan, committed in commitments.items()}
    shelves = shelve(catalogue, library)
    registers = registers_of(catalogue, shelves.by_name)
    indicators = {name: tuple(indicators_of(found)) for name, found in registers.items() if found.stated is not None}
    return Linked(
        catalogue=catalogue,
        as_of=as_of,
        library=library,
        cited={plan.id: cited_by(plan, named[plan.id], catalogue) for plan in catalogue.plans.values()},
        mentions=mentions_of(catalogue, named),
        commitments=commitments,
        schedules=schedules,
        duties={plan.id: duty_dues(plan, calendar, finds[plan.id]) for plan in catalogue.plans.values()},
        progress={plan: _progress(catalogue, commitments[plan], dues, calendar) for plan, dues in schedules.items()},
        traces={plan: trace_plan(catalogue.plans[plan], source) for plan, source in catalogue.sources.items()},
        targets=_by_metric(catalogue),
        chain=chain_of(catalogue),
        adopters=Adopters(catalogue),
        shelves=shelves,
        coverage=coverage_of(catalogue),
        registers=registers,
        indicators=indicators,
        of_plans=_of_plans(catalogue, as_of, indicators),
        namesakes=_namesakes(catalogue),
        log=log,
        provinces=provinces,
    )


def _of_plans(catalogue: Catalogue, as_of: date, indicators: dict[str, tuple[Indicator, ...]]) -> str:
    answers = [
        (name, item.metric, item.numerator, item.denominator, item.unknown, item.left_out, item.undecided)
        for name, items in sorted(indicators.items())
        for item in items
    ]
    digest = hashlib.sha256(repr((as_of, sorted(catalogue.files.items()), answers)).encode())
    for texts in (catalogue.sources, catalogue.raw_sources):
        for plan, source in sorted(texts.items()):
            digest.update(f"{plan} {hashlib.sha256(source.original.encode()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _namesakes(catalogue: Catalogue) -> frozenset[str]:
    times = Counter(agency.name for agency in catalogue.agencies.values())
    return frozenset(agency.id for agency in catalogue.agencies.values() if times[agency.name] > 1)


def _progress(
    catalogue: Catalogue, commitments: Commitments, dues: tuple[Due, ...], calendar: WorkCalendar
) -> PlanProgress:
    plan = commitments.plan.id
    reports, events = catalogue.reports.get(plan, ()), catalogue.events.get(plan, ())
    return progress_of(commitments, dues, reports, events, calendar, _ended(catalogue, commitments.plan.agency))


_ENDINGS = {
    EventKind.MERGE: "được hợp nhất",
    EventKind.SPLIT: "được chia tách",
    EventKind.ABOLISH: "được giải thể",
    EventKind.TRANSFER: "chuyển giao nhiệm vụ",
}


def _ended(catalogue: Catalogue, name: str) -> Ended | None:
    """How the agency ended, with the bodies that came after it; None for one that works on."""
    agency = catalogue.agencies.get(name)
    if agency is None or agency.last_day is None:
        return None
    ending = next((event for event in agency.events if event.kind in _ENDINGS and event.successors), None)
    if ending is None:
        return Ended(agency.last_day)
    heirs = (catalogue.agencies[heir].name for heir in ending.successors if heir in catalogue.agencies)
    return Ended(agency.last_day, _ENDINGS[ending.kind], ", ".join(heirs) or None)


def _by_metric(catalogue: Catalogue) -> dict[str, tuple[tuple[Plan, PlacedTarget], ...]]:
    grouped: dict[str, list[tuple[Plan, PlacedTarget]]] = {name: [] for name in catalogue.metrics}
    for plan in sorted(catalogue.plans.values(), key=lambda plan: (-plan.period.first.toordinal(), plan.id)):
        for item in plan.placed_targets():
            if item.target.metric is not None:
                grouped.setdefault(item.target.metric, []).append((plan, item))
    return {metric: tuple(items) for metric, items in grouped.items()}
