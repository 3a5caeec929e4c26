"""Every state of the schedule and every boundary between two, in tables; then targets, and the headline that counts them."""

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.deadlines import Kind, Period, occurrences, read_deadline
from generator.model import Comparator, Target
from generator.model.report import Declared, EvidenceKind, TargetReport
from generator.reading.load import load
from generator.tracking.attainment import (
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    NOT_REPORTED,
    NOW_MET,
    NOW_NOT_MET,
    Reported,
    attainment_of,
    say_reported,
)
from generator.tracking.linked import link
from generator.tracking.progress import PlanProgress
from generator.tracking.status import (
    CANCELLED,
    DECIDED,
    DONE_LATE,
    DONE_ON_DAY,
    DONE_ON_TIME,
    DONE_UNDATED,
    DUE_SOON,
    EARLY,
    ELSEWHERE,
    ENDED_WORK,
    FRESH_WORK,
    OVERDUE,
    RULES,
    SILENT_WORK,
    STALE_WORK,
    TRANSFERRED,
    UNCHECKABLE,
    UNREAD,
    UNREPORTED,
    UPCOMING,
    WAITING,
    WHY_EXCLUDED,
    Claim,
    Ended,
    Facts,
    State,
    Status,
    headline,
    status_of,
)

DUE = date(2026, 3, 17)
YEAR_END = date(2026, 12, 31)


def day(distance: int) -> date:
    """A day so far from the printed one."""
    return DUE + timedelta(days=distance)


def done(when: int | None, *, reported: int = 30, evidence: EvidenceKind = EvidenceKind.DOCUMENT) -> Claim:
    return Claim(day(reported), Declared.DONE, None if when is None else day(when), evidence)


def not_done(reported: int, declared: Declared | None = Declared.IN_PROGRESS) -> Claim:
    return Claim(day(reported), declared)


# --- one due day: «đến ngày 17» (inclusive) and «trước ngày 17» (not)


@pytest.mark.parametrize(
    ("claim", "inclusive", "state", "days"),
    [
        (done(-1), True, DONE_ON_TIME, 0),
        (done(0), True, DONE_ON_TIME, 0),
        (done(1), True, DONE_LATE, 1),
        (done(-1), False, DONE_ON_TIME, 0),
        (done(0), False, DONE_ON_DAY, 0),
        (done(1), False, DONE_LATE, 1),
        (done(30), False, DONE_LATE, 30),
        # done without a day: a report made by the printed day proves it, a later one does not
        (done(None, reported=-1), True, DONE_ON_TIME, 0),
        (done(None, reported=0), True, DONE_ON_TIME, 0),
        (done(None, reported=0), False, DONE_ON_DAY, 0),
        (done(None, reported=1), True, DONE_UNDATED, 0),
    ],
)
def test_what_is_done_is_judged_by_the_day_it_was_done(claim: Claim, inclusive: bool, state: State, days: int) -> None:
    status = status_of(Facts(day(60), Kind.BEFORE, DUE, inclusive, claim))
    assert (status.state, status.days) == (state, days)


@pytest.mark.parametrize(
    ("as_of", "claim", "state", "days"),
    [
        # nothing reported
        (-60, None, UPCOMING, 0),
        (-8, None, UPCOMING, 0),
        (-7, None, DUE_SOON, 7),
        (-1, None, DUE_SOON, 1),
        (0, None, DUE_SOON, 0),
        (1, None, UNREPORTED, 0),
        (300, None, UNREPORTED, 0),
        # a report from before the day says nothing about whether it was kept
        (-1, not_done(-3), DUE_SOON, 1),
        (1, not_done(-1), UNREPORTED, 0),
        (1, not_done(-1, Declared.NOT_STARTED), UNREPORTED, 0),
        # a report from the day on that says «not done»
        (0, not_done(0), DUE_SOON, 0),
        (1, not_done(0), OVERDUE, 1),
        (2, not_done(1), OVERDUE, 2),
        (107, not_done(100, Declared.BLOCKED), OVERDUE, 107),
        (107, not_done(100, Declared.NOT_STARTED), OVERDUE, 107),
        # an entry that declares nothing is silence
        (2, not_done(1, None), UNREPORTED, 0),
    ],
)
@pytest.mark.parametrize("inclusive", [True, False])
def test_what_is_not_done_is_judged_by_the_calendar_and_by_who_says_so(
    as_of: int, claim: Claim | None, state: State, days: int, inclusive: bool
) -> None:
    status = status_of(Facts(day(as_of), Kind.FIXED, DUE, inclusive, claim))
    assert (status.state, status.days) == (state, days)


def test_the_day_before_the_day_and_the_day_after_for_before_the_17th() -> None:
    """Design: done on the 16th is on time, on the 17th «đúng ngày ghi» and not late, from the 18th late."""
    by_day = {n: status_of(Facts(day(60), Kind.BEFORE, DUE, False, done(n - 17))) for n in (16, 17, 18)}
    assert [by_day[n].words for n in (16, 17, 18)] == ["Đúng hạn", "Đúng ngày ghi", "Xong muộn 1 ngày"]
    assert [by_day[n].on_time for n in (16, 17, 18)] == [True, True, False]


def test_29_february_is_late_on_1_march() -> None:
    leap = date(2028, 2, 29)
    late = Facts(date(2028, 3, 31), Kind.FIXED, leap, True, Claim(date(2028, 3, 31), Declared.DONE, date(2028, 3, 1)))
    assert (status_of(late).state, status_of(late).days) == (DONE_LATE, 1)
    denied = Facts(date(2028, 3, 1), Kind.FIXED, leap, True, Claim(leap, Declared.IN_PROGRESS))
    assert (status_of(denied).state, status_of(denied).days) == (OVERDUE, 1)


@pytest.mark.parametrize("claim", [None, done(-1), done(5), not_done(5)])
@pytest.mark.parametrize("as_of", [-30, 0, 30])
def test_what_an_amendment_cancelled_is_neither_kept_nor_broken(as_of: int, claim: Claim | None) -> None:
    status = status_of(Facts(day(as_of), Kind.FIXED, DUE, True, claim, cancelled="03/QĐ-VD"))
    assert status.state is CANCELLED
    assert "03/QĐ-VD" in status.why
    assert not status.counted


# --- a merger in the middle

MERGED = Ended(date(2026, 6, 30), "hợp nhất với Sở khác", "Sở Mới")


@pytest.mark.parametrize(
    ("due", "as_of", "claim", "state"),
    [
        (date(2026, 6, 30), date(2026, 9, 1), None, UNREPORTED),  # its last day is still its own
        (date(2026, 7, 1), date(2026, 9, 1), None, TRANSFERRED),
        (date(2026, 9, 30), date(2026, 9, 1), None, TRANSFERRED),  # not «sắp đến hạn» of a body that is no more
        (date(2026, 9, 30), date(2026, 6, 30), None, UPCOMING),  # on its last day nobody knows it is
        (date(2026, 9, 30), date(2026, 9, 1), Claim(date(2026, 6, 20), Declared.DONE, date(2026, 6, 15)), DONE_ON_TIME),
        (date(2026, 9, 30), date(2026, 12, 1), Claim(date(2026, 10, 5), Declared.IN_PROGRESS), TRANSFERRED),
    ],
)
def test_a_merger_ends_what_falls_due_after_it_and_nothing_before(
    due: date, as_of: date, claim: Claim | None, state: State
) -> None:
    assert status_of(Facts(as_of, Kind.FIXED, due, True, claim, ended=MERGED)).state is state


def test_days_overdue_stop_with_the_agency_and_the_sentence_names_its_successor() -> None:
    denied = Claim(date(2026, 6, 20), Declared.IN_PROGRESS)
    overdue = status_of(Facts(date(2026, 12, 1), Kind.FIXED, date(2026, 6, 10), True, denied, ended=MERGED))
    assert (overdue.state, overdue.days) == (OVERDUE, 20)
    why = status_of(Facts(date(2026, 12, 1), Kind.FIXED, date(2026, 9, 30), True, None, ended=MERGED)).why
    assert "30/6/2026" in why
    assert "Sở Mới" in why


# --- without a day of its own


@pytest.mark.parametrize(
    ("kind", "claim", "as_of", "state"),
    [
        (Kind.ONGOING, None, day(0), SILENT_WORK),
        (Kind.ONGOING, None, date(2030, 1, 1), SILENT_WORK),
        (Kind.ONGOING, not_done(0), day(0), FRESH_WORK),
        (Kind.ONGOING, not_done(0), day(100), FRESH_WORK),
        (Kind.ONGOING, not_done(0), day(101), STALE_WORK),
        (Kind.ONGOING, done(0, reported=0), day(101), STALE_WORK),  # ongoing work is never finished
        (Kind.ONGOING, not_done(0), YEAR_END, STALE_WORK),
        (Kind.ONGOING, not_done(0), YEAR_END + timedelta(days=1), ENDED_WORK),
        (Kind.RELATIVE, None, date(2030, 1, 1), WAITING),
        (Kind.CONDITIONAL, None, date(2030, 1, 1), WAITING),
        (Kind.PER_PLAN, None, date(2030, 1, 1), ELSEWHERE),
        (Kind.PER_LAW, not_done(0), date(2030, 1, 1), ELSEWHERE),
        (Kind.VAGUE, None, date(2030, 1, 1), UNCHECKABLE),
        (Kind.UNREAD, None, date(2030, 1, 1), UNREAD),
        (Kind.PARTLY, None, date(2030, 1, 1), UNREAD),
        (Kind.RECURRING, None, date(2030, 1, 1), UNCHECKABLE),  # «định kỳ», no one knows how often
    ],
)
def test_what_has_no_due_day_is_never_overdue(kind: Kind, claim: Claim | None, as_of: date, state: State) -> None:
    status = status_of(Facts(as_of, kind, None, True, claim, until=YEAR_END))
    assert status.state is state
    assert not status.counted
    assert status.days == 0


# --- three axes, never merged


@pytest.mark.parametrize(
    ("claim", "schedule", "declared"),
    [
        (done(0, evidence=EvidenceKind.NONE), "Đúng hạn", "Đã báo cáo hoàn thành – chưa có minh chứng"),
        (done(5, evidence=EvidenceKind.NONE), "Xong muộn 5 ngày", "Đã báo cáo hoàn thành – chưa có minh chứng"),
        (done(0, evidence=EvidenceKind.DOCUMENT), "Đúng hạn", "Đã hoàn thành, có văn bản"),
        (done(0, evidence=EvidenceKind.LINK), "Đúng hạn", "Đã hoàn thành, có liên kết công khai"),
        (not_done(30), "Quá hạn 60 ngày", "Đang thực hiện"),
        (None, "Trang này chưa có báo cáo", None),
    ],
)
def test_schedule_declared_and_evidence_stand_side_by_side(
    claim: Claim | None, schedule: str, declared: str | None
) -> None:
    status = status_of(Facts(day(60), Kind.FIXED, DUE, True, claim))
    assert (status.words, status.claim_words) == (schedule, declared)


def test_the_last_days_are_said_in_words() -> None:
    said = [status_of(Facts(day(n), Kind.FIXED, DUE)).words for n in (-8, -7, -1, 0)]
    assert said == ["Chưa đến hạn", "Sắp đến hạn, còn 7 ngày", "Sắp đến hạn, còn 1 ngày", "Đến hạn hôm nay"]


#: Word, form and tone as the reference pages draw them.
LOOK = {
    "done_on_time": ("Đúng hạn", "full", "good"),
    "done_on_day": ("Đúng ngày ghi", "full", "good"),
    "done_late": ("Xong muộn", "box", "warn"),
    "overdue": ("Quá hạn", "tri", "bad"),
    "unreported": ("Trang này chưa có báo cáo", "", ""),
    "upcoming": ("Chưa đến hạn", "", "wait"),
}


def test_a_state_has_a_word_before_it_has_a_form_or_a_colour() -> None:
    states = {rule.state.key: rule.state for rule in RULES}
    assert all(state.word for state in states.values())
    assert {key: (states[key].word, states[key].form, states[key].tone) for key in LOOK} == LOOK
    assert len({state.word for state in states.values()}) >= len(states) - 1  # two ways of silence share their words


def test_why_names_the_inputs_the_rule_and_the_day() -> None:
    status = status_of(
        Facts(date(2026, 9, 30), Kind.BEFORE, DUE, False, Claim(date(2026, 9, 28), Declared.IN_PROGRESS))
    )
    assert status.why == (
        "Hạn ghi là trước 17/3/2026; báo cáo ngày 28/9/2026 ghi «đang thực hiện». "
        "Đã qua ngày ghi mà báo cáo nói chưa xong là quá hạn. Tính đến 30/9/2026."
    )


# --- properties over all inputs

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
CLAIMS = st.none() | st.builds(
    Claim, DAYS, st.sampled_from(Declared) | st.none(), DAYS | st.none(), st.sampled_from(EvidenceKind)
)
FACTS = st.builds(
    Facts,
    DAYS,
    st.sampled_from(Kind) | st.none(),
    DAYS | st.none(),
    st.booleans(),
    CLAIMS,
    st.none() | st.just("1/QĐ"),
    DAYS | st.none(),
    st.none() | st.builds(Ended, DAYS),
)


@given(FACTS)
def test_every_combination_has_one_status_with_its_reason(facts: Facts) -> None:
    status = status_of(facts)
    assert status.why.endswith(f"Tính đến {facts.as_of.day}/{facts.as_of.month}/{facts.as_of.year}.")
    assert status.days >= 0
    assert status.counted <= (status.state in DECIDED)


@given(FACTS)
def test_nothing_is_overdue_without_a_report_that_says_not_done(facts: Facts) -> None:
    if status_of(facts).state is OVERDUE:
        assert facts.claim is not None
        assert facts.claim.declared not in (None, Declared.DONE)
        assert facts.due is not None
        assert facts.as_of > facts.due


@given(st.lists(FACTS, max_size=30))
def test_counted_and_left_out_together_are_everything(all_facts: list[Facts]) -> None:
    found = headline(map(status_of, all_facts), reported=True)
    assert found.due + sum(count for _, count in found.excluded) == len(all_facts)
    assert 0 <= found.on_time <= found.due


def test_every_state_is_either_counted_or_has_a_reason_to_be_left_out() -> None:
    left_out = {rule.state for rule in RULES} - DECIDED
    assert left_out | {EARLY} == set(WHY_EXCLUDED)
    assert all(WHY_EXCLUDED.values())


# --- the headline


def statuses(as_of: date, *claims: Claim | None) -> Iterator[Status]:
    return (status_of(Facts(as_of, Kind.FIXED, DUE, True, claim)) for claim in claims)


def test_the_headline_is_on_time_out_of_what_is_due_and_reported() -> None:
    claims = [done(-1), done(0), done(4), not_done(9), None, done(None)]
    found = headline(statuses(day(60), *claims), reported=True)
    assert (found.on_time, found.due, found.share) == (2, 4, Fraction(50))
    assert found.excluded == ((UNREPORTED, 1), (DONE_UNDATED, 1))


def test_what_is_done_before_its_day_has_come_is_not_yet_counted() -> None:
    found = headline(statuses(day(-10), done(-20, reported=-15), None), reported=True)
    assert (found.on_time, found.due, found.share) == (0, 0, None)
    assert found.excluded == ((EARLY, 1), (UPCOMING, 1))


def test_without_any_report_there_is_no_ratio() -> None:
    found = headline(statuses(day(60), None, None), reported=False)
    assert (found.share, found.due, found.excluded) == (None, 0, ((UNREPORTED, 2),))


def test_a_share_is_exact_and_not_rounded_up() -> None:
    kept, late = done(0), done(1)
    found = headline(statuses(day(60), *[kept] * 1999, late), reported=True)
    assert found.share is not None
    assert found.share < 100
    assert found.share == Decimal("99.95")


def test_a_plan_of_four_months_counts_only_what_fell_due_in_it() -> None:
    plan = Period(date(2025, 9, 1), date(2025, 12, 31))
    (part,) = read_deadline("trước ngày 17 của tháng cuối quý", plan).parts
    days = [kept.due for kept in occurrences(part, plan)]
    assert days == [date(2025, 9, 17), date(2025, 12, 17)]
    claim = Claim(date(2025, 10, 5), Declared.DONE, date(2025, 9, 17))
    found = headline(
        [
            status_of(Facts(date(2025, 10, 31), part.kind, due, part.inclusive, claim if due == days[0] else None))
            for due in days
        ],
        reported=True,
    )
    assert (found.on_time, found.due, found.excluded) == (1, 1, ((UPCOMING, 1),))


# --- targets


def target(comparator: Comparator | None, value: str, unit: str = "%", *, stated: bool = True) -> Target:
    return Target(
        id="CT1", metric="m", label="x", comparator=comparator, value=Decimal(value), unit=unit, stated=stated
    )


def counted(numerator: str, denominator: str, on: date = YEAR_END, period: str = "2026") -> Reported:
    entry = TargetReport(target="CT1", numerator=Decimal(numerator), denominator=Decimal(denominator))
    return Reported(on, period, entry)


def valued(value: str, on: date = YEAR_END, period: str = "2026") -> Reported:
    return Reported(on, period, TargetReport(target="CT1", value=Decimal(value)))


AFTER = YEAR_END + timedelta(days=40)


@pytest.mark.parametrize(
    ("comparator", "limit", "reported", "met"),
    [
        # 79,95 % is not 80 %, however it is written
        (Comparator.MIN, "80", valued("79.95"), False),
        (Comparator.MIN, "80", counted("1599", "2000"), False),
        (Comparator.MIN, "80", valued("79.99999999999999999999999999999999"), False),
        (Comparator.MIN, "80", valued("80"), True),
        (Comparator.MIN, "80", counted("1600", "2000"), True),
        (Comparator.MIN, "80", valued("80.01"), True),
        # 100 % by counts
        (Comparator.EXACT, "100", counted("12000", "12000"), True),
        (Comparator.EXACT, "100", counted("11999", "12000"), False),
        (Comparator.EXACT, "100", counted("999999", "1000000"), False),
        (Comparator.EXACT, "100", valued("100.0"), True),
        # a third is not a rounded third
        (Comparator.MIN, "33.33", counted("1", "3"), True),
        (Comparator.MIN, "33.34", counted("1", "3"), False),
        (Comparator.MAX, "10", valued("10"), True),
        (Comparator.MAX, "10", valued("10.01"), False),
        (Comparator.REDUCE_BY, "20", valued("20"), True),
        (Comparator.REDUCE_BY, "20", valued("19.99"), False),
        (Comparator.INCREASE_BY, "5", valued("4.9"), False),
        (Comparator.MILESTONE, "1", valued("1"), True),
        (None, "80", valued("80"), True),
        (None, "80", valued("79.95"), False),
    ],
)
def test_a_target_is_met_or_not_before_any_rounding(
    comparator: Comparator | None, limit: str, reported: Reported, met: bool
) -> None:
    wanted = target(comparator, limit)
    assert attainment_of(wanted, YEAR_END, [reported], AFTER).state is (MET if met else NOT_MET)
    assert attainment_of(wanted, AFTER, [reported], AFTER).state is (NOW_MET if met else NOW_NOT_MET)


def test_a_period_is_open_on_its_last_day_and_closed_on_the_next() -> None:
    for as_of, state in ((YEAR_END, NOW_MET), (YEAR_END + timedelta(days=1), MET)):
        assert attainment_of(target(Comparator.MIN, "80"), YEAR_END, [valued("90")], as_of).state is state


def test_only_a_report_that_reaches_the_end_of_the_period_closes_it() -> None:
    third = valued("85", date(2026, 10, 5), "2026-q3")
    found = attainment_of(target(Comparator.MIN, "80"), YEAR_END, [third], AFTER)
    assert (found.state, found.value) == (NOT_REPORTED, Fraction(85))
    assert "quý III/2026" in found.why
    for last in ("2026-q4", "2026-h2", "2026-12", "2026"):
        closing = valued("79", date(2027, 1, 10), last)
        assert attainment_of(target(Comparator.MIN, "80"), YEAR_END, [third, closing], AFTER).state is NOT_MET


def test_a_report_filed_late_about_an_earlier_period_does_not_count_as_the_latest() -> None:
    second, first = valued("85", date(2026, 7, 5), "2026-q2"), valued("60", date(2026, 8, 1), "2026-q1")
    found = attainment_of(target(Comparator.MIN, "80"), YEAR_END, [second, first], date(2026, 9, 1))
    assert (found.state, found.value, found.trend) == (NOW_MET, Fraction(85), 1)


def test_a_denominator_of_zero_does_not_apply_and_is_not_zero_percent() -> None:
    found = attainment_of(target(Comparator.MIN, "80"), YEAR_END, [counted("0", "0")], AFTER)
    assert (found.state, found.value) == (NOT_APPLICABLE, None)
    assert "mẫu số bằng 0" in found.why


def test_silence_is_not_zero() -> None:
    found = attainment_of(target(Comparator.MIN, "80"), YEAR_END, [], AFTER)
    assert (found.state, found.value) == (NOT_REPORTED, None)


def test_a_report_from_after_the_as_of_day_is_not_known_yet() -> None:
    later = valued("90", on=date(2026, 10, 5), period="2026-q3")
    found = attainment_of(target(Comparator.MIN, "80"), YEAR_END, [later], date(2026, 10, 4))
    assert found.state is NOT_REPORTED


def test_a_cancelled_target_names_the_document() -> None:
    found = attainment_of(target(Comparator.MIN, "80"), YEAR_END, [valued("90")], AFTER, cancelled="03/QĐ-VD")
    assert found.state is CANCELLED
    assert "03/QĐ-VD" in found.why


def test_a_bare_number_is_judged_as_at_least_and_says_so() -> None:
    found = attainment_of(target(None, "80", stated=False), YEAR_END, [valued("80")], AFTER)
    assert found.state is MET
    assert "trang đọc là ít nhất" in found.why


@pytest.mark.parametrize(("before", "now", "trend"), [("58.1", "62.5", 1), ("62.5", "58.1", -1), ("60", "60.0", 0)])
def test_the_trend_is_against_the_report_before(before: str, now: str, trend: int) -> None:
    reports = [valued(before, date(2026, 4, 5), "2026-q1"), valued(now, date(2026, 7, 5), "2026-q2")]
    assert attainment_of(target(Comparator.MIN, "80"), YEAR_END, reports, date(2026, 8, 1)).trend == trend


@pytest.mark.parametrize(
    ("numerator", "denominator", "words"),
    [
        (6, 9, "66,7"),
        (1, 16, "6,3"),
        (2, 5, "40"),
        (7995, 10000, "79,95"),
        (8005, 10000, "80,1"),
        (79999, 100000, "79,999"),
        (99999, 100000, "99,999"),
        (4, 10000, "0,04"),
        (0, 9, "0"),
    ],
)
def test_a_ratio_is_rounded_half_up_and_never_to_a_target_that_it_misses(
    numerator: int, denominator: int, words: str
) -> None:
    entry = TargetReport(target="CT1", numerator=Decimal(numerator), denominator=Decimal(denominator))
    assert say_reported(Reported(date(2026, 4, 5), "2026-q1", entry), target(Comparator.MIN, "80")) == f"{words}\u00a0%"


def test_a_ratio_that_is_no_percentage_is_compared_as_it_stands() -> None:
    """B 2.II.1: 7.920 dossiers a person a year, reported as dossiers over persons."""
    per_person = target(Comparator.MIN, "7920", "hồ sơ/năm")
    assert attainment_of(per_person, YEAR_END, [counted("39600", "5")], AFTER).state is MET
    assert attainment_of(per_person, YEAR_END, [counted("39599", "5")], AFTER).state is NOT_MET


# --- a whole plan, from its files: a body that ended in the middle of its year

_SOURCE = "1\tRa soat\tTrước ngày 17 của tháng cuối quý\n2\tKiem tra\tQuý III\n3\tTra loi\t10 ngày kể từ ngày nhận\n"
_FILES = {
    "agencies/so-cu/agency.yml": """\
kind: department
names: [{name: Sở Cũ}]
last_day: 2025-06-30
events: [{kind: merge, date: 2025-07-01, predecessors: [so-cu], successors: [so-moi]}]
""",
    "agencies/so-moi/agency.yml": "kind: department\nnames: [{name: Sở Mới}]\nfirst_day: 2025-07-01\n",
    "agencies/so-cu/p/source.txt": _SOURCE,
    "agencies/so-cu/p/plan.yml": f"""\
document: {{kind: plan, number: 01/KH-SC, title: Ra soat, issued: 2025-01-05}}
period: {{from: 2025-01-01, to: 2025-12-31}}
source: {{file: source.txt, sha256: {hashlib.sha256(_SOURCE.encode()).hexdigest()}, quality: digital}}
sections:
  - "no": I
    tasks:
      - {{"no": "1", content: Ra soat, deadline: Trước ngày 17 của tháng cuối quý}}
      - {{"no": "2", content: Kiem tra, deadline: Quý III}}
      - {{"no": "3", content: Tra loi, deadline: 10 ngày kể từ ngày nhận}}
""",
    "agencies/so-cu/p/events.yml": "events: [{task: I.3, date: 2025-03-03, text: Nhận phản ánh}]\n",
    "agencies/so-cu/p/reports/2025-q1.yml": """\
period: 2025-q1
date: 2025-04-05
tasks:
  - {task: I.1, occurrences: [{due: 2025-03-17, date: 2025-03-17}]}
  - {task: I.3, occurrences: [{event: 2025-03-03, date: 2025-03-14}]}
""",
    "agencies/so-cu/p/reports/2025-q2.yml": """\
period: 2025-q2
date: 2025-06-28
tasks:
  - {task: I.1, occurrences: [{due: 2025-06-17, declared: in_progress}]}
""",
}


def _progress(root: Path, as_of: date) -> PlanProgress:
    for name, text in _FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    loaded = load(root)
    assert loaded.problems == []
    return link(loaded.catalogue, as_of).progress["so-cu/p"]


def test_a_plan_whose_agency_was_merged_keeps_what_came_before_and_owes_nothing_after(tmp_path: Path) -> None:
    progress = _progress(tmp_path, date(2025, 10, 1))
    turns = {item.due.key: [turn.status.words for turn in item.turns] for item in progress.dues}
    gone = "Cơ quan đã kết thúc trước hạn"
    assert turns == {
        "I.1": ["Đúng ngày ghi", "Quá hạn 13 ngày", gone, gone],
        "I.2": [gone],
        "I.3": ["Xong muộn 1 ngày"],
    }
    assert (progress.headline.on_time, progress.headline.due) == (1, 3)
    assert progress.headline.excluded == ((TRANSFERRED, 3),)
    assert "được hợp nhất" in progress.dues[1].current.status.why
    assert "Sở Mới" in progress.dues[1].current.status.why


def test_as_it_stood_on_a_day_nothing_later_is_known(tmp_path: Path) -> None:
    progress = _progress(tmp_path, date(2025, 4, 30))
    assert [turn.status.state for turn in progress.dues[0].turns] == [DONE_ON_DAY, UPCOMING, UPCOMING, UPCOMING]
    assert (progress.headline.on_time, progress.headline.due) == (1, 2)


def test_a_recurring_duty_shows_its_latest_due_day_and_how_many_were_kept(tmp_path: Path) -> None:
    recurring = _progress(tmp_path, date(2025, 6, 28)).dues[0]
    assert recurring.current.due == date(2025, 6, 17)
    assert (recurring.on_time, recurring.already_due) == (1, 2)
