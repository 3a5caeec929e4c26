"""What a plan's text says about days, and which documents it names, are the same whether they were kept or are found now."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

import pytest

from generator.check import check
from generator.deadlines import find_deadlines
from generator.text.citations import Library
from generator.tracking.commitments import Commitments, apply_amendments
from generator.tracking.hidden import hidden_in
from generator.tracking.linked import link
from generator.tracking.mentions import named_in
from generator.tracking.schedule import period_of
from tests.projects import SEEDS

AS_OF = date(2026, 7, 20)


@dataclass
class Shelf:
    """Keeps what it is given, and counts what was made anew."""

    kept: dict[bytes, bytes] = field(default_factory=dict)
    made: int = 0

    def text(self, made_from: Callable[[], bytes], make: Callable[[], bytes]) -> bytes:
        key = made_from()
        if key not in self.kept:
            self.kept[key] = make()
            self.made += 1
        return self.kept[key]


@cache
def plans() -> list[Commitments]:
    found = check(SEEDS / "plans", AS_OF).catalogue.plans.values()
    return [apply_amendments(plan, (), AS_OF) for plan in found]


def test_all_is_the_same_with_what_was_kept_and_nothing_is_looked_for_twice() -> None:
    catalogue, shelf = check(SEEDS / "plans", AS_OF).catalogue, Shelf()
    plain, first, second = (link(catalogue, AS_OF, memory=memory) for memory in (None, shelf, shelf))
    assert plain.schedules == first.schedules == second.schedules
    assert plain.duties == first.duties == second.duties
    assert plain.cited == first.cited == second.cited
    assert plain.mentions == first.mentions == second.mentions
    assert shelf.made == 2 * len(catalogue.plans)


def test_another_period_or_another_word_is_looked_for_anew() -> None:
    shelf, committed = Shelf(), plans()[0]
    hidden_in(committed, shelf)
    hidden_in(committed, shelf)
    assert shelf.made == 1
    later = replace(committed.plan.period, last=date(2027, 12, 30))
    hidden_in(replace(committed, plan=replace(committed.plan, period=later)), shelf)
    assert shelf.made == 2
    item = committed.tasks[0]
    worded = replace(item.current, task=replace(item.current.task, note="Báo cáo trước ngày 30/3/2023"))
    find = hidden_in(replace(committed, tasks=(replace(item, current=worded), *committed.tasks[1:])), shelf)
    assert shelf.made == 3
    period = period_of(committed.plan)
    assert find("Báo cáo trước ngày 30/3/2023", period) == find_deadlines("Báo cáo trước ngày 30/3/2023", period) != ()


def test_a_text_that_is_not_the_plans_has_no_answer() -> None:
    find = hidden_in(plans()[0], Shelf())
    with pytest.raises(KeyError):
        find("Lời của kế hoạch khác", period_of(plans()[0].plan))


def test_another_plan_registry_or_agency_above_is_searched_anew() -> None:
    catalogue, shelf = check(SEEDS / "plans", AS_OF).catalogue, Shelf()
    plan = catalogue.plans["ha-tinh-so-khcn/2023-kiem-soat-tthc"]
    library = Library(catalogue.legal_documents.values())
    agency = catalogue.agencies[plan.agency]
    orphan = replace(catalogue, agencies=catalogue.agencies | {plan.agency: replace(agency, parent=None)})
    registry = replace(catalogue, files=catalogue.files | {"registry/legal-documents.yml": b"other"})
    edited = replace(catalogue, files=catalogue.files | {f"agencies/{plan.id}/plan.yml": b"other"})
    beside = replace(catalogue, files=catalogue.files | {"registry/metrics.yml": b"other"})
    assert agency.parent is not None
    made = []
    for asked in (catalogue, beside, orphan, registry, edited, catalogue):
        assert named_in(plan, library, asked, shelf) == named_in(plan, library, asked)
        made.append(shelf.made)
    assert made == [1, 1, 2, 3, 4, 4]
