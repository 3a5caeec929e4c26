"""The registry of bodies and documents: its rules, a case file each, and the real one against what the project promises."""

import re
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from generator.check import check
from generator.check import registry as check_registry
from generator.check.plans import check_citations
from generator.model import PartialDate, Section
from generator.pages.agencies import agency_pages
from generator.pages.documents import document_pages
from generator.pages.parts.page import Page
from generator.pages.plan.page import plan_pages
from generator.pages.targets import target_pages
from generator.text.citations import find_numbers
from generator.text.vietnamese import fold
from generator.tracking.linked import Linked, link
from tests.casefiles import case_files, read_case
from tests.projects import SEEDS, small_plans
from tests.test_check import answer, apply

CASES = case_files("registry")

AN_GIANG, HA_TINH, HA_TINH_PROVINCE, QUANG_TRI, THAI_NGUYEN = (
    "an-giang-so-xay-dung/2023-kiem-soat-tthc",
    "ha-tinh-so-khcn/2023-kiem-soat-tthc",
    "ha-tinh-ubnd/2022-kiem-soat-tthc",
    "quang-tri-so-khcn/2024-cai-cach-tthc",
    "thai-nguyen-so-khcn/2025-kiem-soat-tthc",
)


@cache
def real() -> Linked:
    """The project's own data, without its procedures."""
    return link(check(SEEDS / "plans").catalogue, date(2026, 7, 20))


@cache
def pages() -> dict[str, Page]:
    """The pages of plans, targets, agencies and documents by address."""
    made = chain(*(pages_of(real()) for pages_of in (plan_pages, target_pages, agency_pages, document_pages)))
    return {page.address: page.made() for page in made}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_rule_names_what_breaks_it(tmp_path: Path, case: Path) -> None:
    title, parts = read_case(case)
    plans = small_plans(tmp_path)
    expected = apply(parts, plans)
    assert answer(check(plans).problems) == expected, title


def test_every_rule_has_a_case() -> None:
    named = {rule.__name__.removeprefix("check_") for rule in check_registry.RULES}
    assert named == {case.stem.partition("-")[0] for case in CASES}


@pytest.mark.parametrize(
    ("day", "last"),
    [
        ("2023", date(2023, 12, 31)),
        ("2023-02", date(2023, 2, 28)),
        ("2024-02", date(2024, 2, 29)),
        ("2023-02-06", date(2023, 2, 6)),
    ],
)
def test_a_blank_day_may_mean_the_last_of_the_month(day: str, last: date) -> None:
    assert PartialDate.parse(day).last_day() == last


COUNTS = {
    AN_GIANG: "B1.I 3, B1.II 5, B1.III 5, B2.I 6, B2.II 3, B2.III 1, B3.I 3, B3.II 6, B4.I 6, B5.I 2, B5.II 4, B6.I 2, B7 1",
    HA_TINH: "I 3, II 3, III 4, IV 7, V 3, VI 2, VII 2, VIII 12, IX 3",
    HA_TINH_PROVINCE: "PL1.I 6, PL1.II 3, PL1.III 5, PL1.IV 2, PL1.V 2, PL1.VI 2, PL1.VII 4, PL2 9",
    QUANG_TRI: "a 2, b 1, 2 6",
    THAI_NGUYEN: "1. 3, 2.1 2, 2.2 4, 2.3 3,  2, 2.6 1, 3 7",
}
"""Tasks of each section in printed order; the section without a number holds rows printed between two others."""


def counted(sections: tuple[Section, ...], table: str | None = None) -> list[str]:
    found = []
    for section in sections:
        own = section.table or table
        if section.tasks:
            found.append(f"{'.'.join(part for part in (own, section.no) if part)} {len(section.tasks)}")
        found += counted(section.sections, own)
    return found


@pytest.mark.parametrize("plan", COUNTS)
def test_a_plan_has_every_task_of_every_section(plan: str) -> None:
    assert ", ".join(counted(real().catalogue.plans[plan].sections)) == COUNTS[plan]


def test_the_five_plans_hold_150_tasks_and_61_targets() -> None:
    plans = real().catalogue.plans.values()
    assert sum(1 for plan in plans for _ in plan.placed_tasks()) == 150
    assert sum(1 for plan in plans for _ in plan.placed_targets()) == 61


def test_no_metric_is_without_a_page_and_no_target_without_a_metric() -> None:
    used = {item.target.metric for plan in real().catalogue.plans.values() for item in plan.placed_targets()}
    assert used <= set(real().catalogue.metrics)
    assert {f"chi-tieu/{metric}/" for metric in used} <= set(pages())


def test_no_number_of_a_document_in_any_source_is_unknown_to_the_registry() -> None:
    for plan in real().catalogue.plans.values():
        text = "\n".join(real().catalogue.sources[plan.id].lines).replace("[?]", "")
        near = real().catalogue.chain_of(plan.agency)
        unknown = [
            found.text
            for found in find_numbers(text)
            if text[found.end : found.end + 1] != "-"  # «4020/QĐ-» goes on after a page break
            and real().library.resolve(found, near, plan.period.first.year) is None
        ]
        assert not unknown, plan.id


def test_a_document_that_the_registry_loses_is_missed() -> None:
    catalogue = check(SEEDS / "plans").catalogue
    assert not list(check_citations(catalogue))
    for name in ("61-2018-nd-cp", "ha-tinh-43-kh-ubnd-2022", "766-qd-ttg"):
        kept = catalogue.legal_documents
        catalogue.legal_documents = {key: value for key, value in kept.items() if key != name}
        assert list(check_citations(catalogue)), name
        catalogue.legal_documents = kept


def test_the_id_of_a_document_is_made_from_its_number() -> None:
    for document in real().catalogue.legal_documents.values():
        slug = re.sub(r"[^a-z0-9]+", "-", fold(document.number or "")).strip("-")
        assert slug in document.id


def test_force_is_stated_only_with_a_source() -> None:
    stated = {name for name, document in real().catalogue.legal_documents.items() if document.standing}
    for name in stated:
        assert pages()[f"van-ban/{name}/"].context.standing.source
    assert pages()["van-ban/61-2018-nd-cp/"].context.standing is None


def test_a_decision_printed_with_two_days_shows_both_and_warns() -> None:
    context = pages()["van-ban/766-qd-ttg/"].context
    assert (context.day, context.other_days) == ("23/6/2022", ("24/6/2022",))
    assert "chưa đối chiếu với bản gốc" in context.note


def test_documents_stand_under_those_who_issued_them() -> None:
    issuers = {issuer.name: issuer for issuer in pages()["van-ban/"].context.issuers}
    province = issuers["Ủy ban nhân dân tỉnh Hà Tĩnh"]
    assert province.link.address == "co-quan/ha-tinh-ubnd/"
    assert "Quyết định 440/QĐ-UBND" in [link.text for link in province.documents]
    listed = sum(len(issuer.documents) for issuer in issuers.values())
    assert listed == len(real().catalogue.legal_documents)


@pytest.mark.parametrize(
    ("old", "new", "plan"),
    [
        ("an-giang-so-xay-dung", "an-giang-so-xay-dung-2025", AN_GIANG),
        ("quang-tri-so-khcn", "quang-tri-so-khcn-2025", QUANG_TRI),
        ("an-giang-ubnd", "an-giang-ubnd-2025", None),
        ("quang-tri-ubnd", "quang-tri-ubnd-2025", None),
    ],
)
def test_a_merger_is_told_on_both_sides_and_the_plan_stays_with_who_issued_it(
    old: str, new: str, plan: str | None
) -> None:
    before, after = (pages()[f"co-quan/{name}/"].context for name in (old, new))
    assert [kin.current for kin in before.kin] == [True, False]
    assert [kin.current for kin in after.kin] == [False, True]
    if plan:
        assert [row.link.address for row in before.plans] == [f"ke-hoach/{plan}/"]
        assert not after.plans
        assert [row.link.address for row in after.kin_plans] == [f"ke-hoach/{plan}/"]
        assert [link.address for link in pages()[f"ke-hoach/{plan}/"].context.successors] == [f"co-quan/{new}/"]


def test_a_body_known_only_after_its_merger_tells_the_merger() -> None:
    context = pages()["co-quan/thai-nguyen-ubnd/"].context
    assert not context.kin
    assert "Bắc Kạn" in context.events[0].text


def test_a_department_lists_its_units_with_the_misprints() -> None:
    context = pages()["co-quan/ha-tinh-so-khcn/"].context
    unit = next(line for line in context.units if line.name == "Phòng Thông tin thống kê KHCN&ĐMST")
    assert "Phòng Thông tin thống kê KHCHN&ĐMST" in unit.also
    province = pages()["co-quan/ha-tinh-ubnd/"].context
    assert next(line for line in province.units if line.link).link.address == "co-quan/ha-tinh-so-khcn/"
