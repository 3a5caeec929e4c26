"""Both sides of every day and number on which a verdict turns: reports, events, targets, lists, measured figures."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from generator.check import check
from generator.model import Comparator, Deadline, Target
from generator.model.report import (
    Amendment,
    Declared,
    Event,
    Measurement,
    OccurrenceReport,
    Report,
    ReportPeriod,
    TargetChange,
    TargetReport,
    TaskChange,
    TaskReport,
)
from generator.pages.progress import progress_sentence, ratio_of
from generator.pages.year import SOON_DAYS, calendar_pages, due_soon
from generator.tracking.attainment import (
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    NOT_REPORTED,
    NOW_MET,
    NOW_NOT_MET,
    Attainment,
    Reported,
    attainment_of,
)
from generator.tracking.commitments import apply_amendments
from generator.tracking.linked import link
from generator.tracking.measured import is_comparable
from generator.tracking.progress import PlanProgress
from generator.tracking.status import CANCELLED, State
from tests.projects import plant
from tests.test_reports import FILES
from tests.test_timeline import plan_of, progress

DAY = timedelta(days=1)
YEAR_END = date(2026, 12, 31)


# --- targets: the whole answer, its sentence included


def target(comparator: Comparator | None = Comparator.MIN, *, stated: bool = True, unit: str = "%") -> Target:
    return Target(id="CT1", metric="m", label="x", comparator=comparator, value=Decimal(80), unit=unit, stated=stated)


def valued(value: str, day: date, period: str = "2026") -> Reported:
    return Reported(day, period, TargetReport(target="CT1", value=Decimal(value)))


def counted(numerator: int, denominator: int, day: date, period: str = "2026") -> Reported:
    entry = TargetReport(target="CT1", numerator=Decimal(numerator), denominator=Decimal(denominator))
    return Reported(day, period, entry)


LATE, EARLY = date(2027, 1, 10), date(2026, 12, 20)


@pytest.mark.parametrize(
    ("reported", "as_of", "state", "why"),
    [
        (valued("80", LATE), LATE, MET,
         "Báo cáo năm 2026, ngày 10/1/2027, ghi 80 %; mức đặt ra 80 %. So trước khi làm tròn: đạt. Kỳ kế hoạch đã hết. "
         "Tính đến 10/1/2027."),
        (valued("79.9", LATE), LATE, NOT_MET,
         "Báo cáo năm 2026, ngày 10/1/2027, ghi 79,9 %; mức đặt ra 80 %. So trước khi làm tròn: không đạt. "
         "Kỳ kế hoạch đã hết. Tính đến 10/1/2027."),
        (valued("80", EARLY), YEAR_END, NOW_MET,
         "Báo cáo năm 2026, ngày 20/12/2026, ghi 80 %; mức đặt ra 80 %. So trước khi làm tròn: đạt. "
         "Kỳ kế hoạch chưa hết. Tính đến 31/12/2026."),
        (counted(79, 100, EARLY), YEAR_END, NOW_NOT_MET,
         "Báo cáo năm 2026, ngày 20/12/2026, ghi 79 % (79/100); mức đặt ra 80 %. So trước khi làm tròn: chưa đạt. "
         "Kỳ kế hoạch chưa hết. Tính đến 31/12/2026."),
        (valued("85", EARLY, "2026-q3"), YEAR_END + DAY, NOT_REPORTED,
         "Con số mới nhất là của quý III/2026: 85 %. Kỳ kế hoạch đã hết mà chưa có báo cáo đến hết kỳ, nên trang không "
         "kết luận. Tính đến 1/1/2027."),
    ],
)  # fmt: skip
def test_a_target_is_answered_with_state_value_report_and_sentence(
    reported: Reported, as_of: date, state: State, why: str
) -> None:
    found = attainment_of(target(), YEAR_END, [reported], as_of)
    assert found == Attainment(state, reported.value, reported, 0, found.why)
    assert found.why.replace("\u00a0", " ") == why


def test_a_target_without_a_number_has_no_value_no_trend_and_says_why() -> None:
    zero = counted(0, 0, EARLY)
    told = {
        "cancelled": attainment_of(target(), YEAR_END, [zero], YEAR_END, cancelled="03/QĐ-VD"),
        "silent": attainment_of(target(), YEAR_END, [], YEAR_END),
        "zero": attainment_of(target(), YEAR_END, [valued("70", EARLY, "2026-q1"), zero], YEAR_END),
    }
    on = "Tính đến 31/12/2026."
    assert told == {
        "cancelled": Attainment(CANCELLED, None, None, 0, f"Văn bản 03/QĐ-VD đã bỏ chỉ tiêu này. {on}"),
        "silent": Attainment(NOT_REPORTED, None, None, 0, f"Chưa có báo cáo nào nêu con số của chỉ tiêu này. {on}"),
        "zero": Attainment(
            NOT_APPLICABLE, None, zero, 0, f"Báo cáo năm 2026 ghi mẫu số bằng 0: không có gì để tính tỷ lệ. {on}"
        ),
    }


def test_an_open_ended_target_still_says_how_it_moved() -> None:
    moved = [valued("60", EARLY, "2026-q2"), valued("70", EARLY, "2026-q3")]
    found = attainment_of(target(), YEAR_END, moved, LATE)
    assert (found.state, found.value, found.reported, found.trend) == (NOT_REPORTED, Fraction(70), moved[1], 1)


@pytest.mark.parametrize(("stated", "words"), [(False, True), (True, False)])
def test_only_a_bare_number_says_how_it_is_read(stated: bool, words: bool) -> None:
    found = attainment_of(target(None, stated=stated), YEAR_END, [valued("80", EARLY)], YEAR_END)
    assert ("Văn bản không ghi cách so, trang đọc là ít nhất." in found.why) is words


def test_of_two_reports_about_the_same_days_the_later_one_counts() -> None:
    first, second = valued("90", EARLY), valued("70", EARLY + DAY)
    for order in ([first, second], [second, first]):
        assert attainment_of(target(), YEAR_END, order, YEAR_END).reported == second


def test_counts_are_a_percentage_only_of_a_target_in_percent() -> None:
    reported = counted(160, 2, EARLY)
    assert attainment_of(target(unit="hồ sơ"), YEAR_END, [reported], YEAR_END).value == 80
    assert attainment_of(target(), YEAR_END, [reported], YEAR_END).value == 8000


# --- amendments of targets


@pytest.mark.parametrize(
    ("change", "stated"),
    [(TargetChange(target="CT1", value=Decimal(70)), False), (TargetChange(target="CT1", comparator=Comparator.MAX), True)],
)  # fmt: skip
def test_a_bare_number_is_stated_once_an_amendment_says_how_to_compare(change: TargetChange, stated: bool) -> None:
    plan = replace(plan_of(["Quý I"]), targets=(target(None, stated=False),))
    amendment = Amendment(document="1/QĐ-VD", day=date(2026, 3, 1), targets=(change,))
    (item,) = apply_amendments(plan, [amendment], date(2026, 3, 1)).targets
    assert (item.current.target.stated, item.issued and item.issued.target.stated) == (stated, False)


@pytest.mark.parametrize(("day", "phrase"), [(-1, "Quý I"), (0, "Quý II")])
def test_an_amendment_counts_from_its_own_day(day: int, phrase: str) -> None:
    change = TaskChange(task="I.1", deadline=Deadline(text="Quý II"))
    amendment = Amendment(document="1/QĐ-VD", day=date(2026, 3, 1), tasks=(change,))
    found = apply_amendments(plan_of(["Quý I"]), [amendment], date(2026, 3, 1) + day * DAY).task("I.1")
    deadline = found.current.task.deadline if found else None
    assert deadline is not None
    assert deadline.text == phrase


# --- reports and events: known on their day, unknown the day before


def report(day: date, *tasks: TaskReport, period: str = "2026") -> Report:
    return Report(period=ReportPeriod.parse(period), day=day, tasks=tasks, plan="so/ke-hoach", file=period)


def done(task: str = "I.1", day: date | None = None) -> TaskReport:
    return TaskReport(task=task, declared=Declared.DONE, day=day)


def words(found: PlanProgress, index: int = 0) -> list[str]:
    return [turn.status.state.key for turn in found.dues[index].turns]


@pytest.mark.parametrize(("as_of", "state"), [(date(2026, 4, 4), "unreported"), (date(2026, 4, 5), "done_on_time")])
def test_a_report_is_known_on_the_day_it_is_made(as_of: date, state: str) -> None:
    made = report(date(2026, 4, 5), done(day=date(2026, 3, 31)))
    found = progress(plan_of(["Quý I"]), as_of, (made,))
    assert words(found) == [state]
    assert len(found.reports) == (state != "unreported")


@pytest.mark.parametrize(("as_of", "state"), [(date(2026, 3, 1), "waiting"), (date(2026, 3, 2), "upcoming")])
def test_an_event_starts_its_deadline_on_its_own_day(as_of: date, state: str) -> None:
    event = Event(task="I.1", day=date(2026, 3, 2), text="Nhận")
    found = progress(plan_of(["Trong thời gian 10 ngày kể từ ngày tiếp nhận"]), as_of, (), (event,))
    assert words(found) == [state]


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        (date(2026, 3, 23), "upcoming"),
        (date(2026, 3, 24), "due_soon"),
        (date(2026, 3, 31), "due_soon"),
        (date(2026, 4, 1), "unreported"),
    ],
)
def test_a_quarter_is_due_soon_for_its_last_eight_days(as_of: date, state: str) -> None:
    assert words(progress(plan_of(["Quý I"]), as_of, ())) == [state]


@pytest.mark.parametrize(("on", "state"), [(31, "done_on_time"), (32, "done_late")])
def test_the_last_day_of_a_quarter_is_within_it(on: int, state: str) -> None:
    day = date(2026, 3, 1) + (on - 1) * DAY
    assert words(progress(plan_of(["Quý I"]), LATE, (report(LATE, done(day=day)),))) == [state]


MONTHS = "Ngày 05 hàng tháng"


def state_of_months(*reports: Report, as_of: date = date(2026, 4, 30)) -> list[str]:
    return words(progress(plan_of([MONTHS]), as_of, reports))[:4]


def test_an_entry_without_occurrences_speaks_of_the_due_days_of_its_period() -> None:
    first = report(date(2026, 3, 31), done(day=date(2026, 2, 5)), period="2026-q1")
    assert state_of_months(first) == ["done_late", "done_on_time", "done_on_time", "unreported"]


def test_an_entry_of_a_period_without_a_due_day_speaks_of_the_latest_one_before_the_report() -> None:
    late = report(date(2026, 3, 5), done(day=date(2026, 3, 5)), period="2026-03-04")
    assert state_of_months(late) == ["unreported", "unreported", "done_on_time", "unreported"]
    early = report(date(2026, 3, 4), done(day=date(2026, 3, 4)), period="2026-03-04")
    assert state_of_months(early) == ["unreported", "done_late", "unreported", "unreported"]


def test_an_occurrence_speaks_of_its_own_day_only_and_the_later_report_wins() -> None:
    one = TaskReport(task="I.1", occurrences=(OccurrenceReport(due=date(2026, 2, 5), day=date(2026, 2, 5)),))
    two = TaskReport(task="I.1", occurrences=(OccurrenceReport(due=date(2026, 2, 5), day=date(2026, 2, 6)),))
    first, second = report(date(2026, 2, 7), one, period="2026-02"), report(date(2026, 4, 7), two, period="2026-q1")
    assert state_of_months(first) == ["unreported", "done_on_time", "unreported", "unreported"]
    assert state_of_months(second, first) == ["unreported", "done_late", "unreported", "unreported"]


def test_what_is_due_today_stands_in_the_headline_and_what_is_due_tomorrow_does_not() -> None:
    made = report(date(2026, 3, 30), done(day=date(2026, 3, 30)))
    for as_of, expected in ((date(2026, 3, 30), (0, 0)), (date(2026, 3, 31), (1, 1))):
        found = progress(plan_of(["Quý I"]), as_of, (made,))
        assert (found.headline.on_time, found.headline.due) == expected
        assert (found.dues[0].on_time, found.dues[0].already_due) == expected


def test_the_current_turn_is_the_latest_whose_day_has_come() -> None:
    expected = {date(2026, 1, 4): 1, date(2026, 3, 5): 3, date(2026, 3, 4): 2}
    for as_of, month in expected.items():
        assert progress(plan_of([MONTHS]), as_of, ()).dues[0].current.label == f"tháng {month}/2026"


# --- pages: ratios and sentences


def test_a_ratio_is_on_time_of_due_and_rounded_half_up() -> None:
    plan = plan_of(["Quý I"] * 6)
    entries = [done(f"I.{number}", date(2026, 3, 31)) for number in range(1, 6)]
    late = done("I.6", date(2026, 4, 1))
    found = ratio_of(progress(plan, date(2026, 5, 1), (report(date(2026, 5, 1), *entries, late),)))
    assert found is not None
    assert (found.counts, found.share) == ("5/6", "83,3\u00a0%")
    assert ratio_of(progress(plan, date(2026, 5, 1), ())) is None


@pytest.mark.parametrize(
    ("as_of", "reports", "said"),
    [
        (date(2026, 3, 31), (), "Trang này chưa có báo cáo nào về kế hoạch."),
        (date(2026, 4, 1), (), "Trang này chưa có báo cáo nào về kế hoạch. Đã qua 1 kỳ hạn; việc nào xong, việc nào chưa thì "
         "trang không nói được."),
        (date(2026, 12, 31), (report(EARLY),), "Đã qua 1 kỳ hạn, chưa báo cáo nào cho biết kết quả; có 1 báo cáo."),
        (date(2027, 1, 1), (report(EARLY),), "Đã qua 1 kỳ hạn, chưa báo cáo nào cho biết kết quả; có 1 báo cáo, kỳ đã hết ngày "
         "31/12/2026."),
        (date(2026, 3, 31), (report(date(2026, 3, 1)),), "Chưa có việc nào đến hạn; có 1 báo cáo."),
        (date(2026, 4, 1), (report(date(2026, 4, 1), done(day=date(2026, 3, 31))),),
         "1 kỳ đúng hạn trên 1 kỳ đã đến hạn và đã rõ kết quả; có 1 báo cáo."),
    ],
)  # fmt: skip
def test_the_sentence_of_a_plan_turns_on_the_day_after(as_of: date, reports: tuple[Report, ...], said: str) -> None:
    plan = plan_of(["Quý I"])
    assert progress_sentence(progress(plan, as_of, reports), plan) == said


@pytest.mark.parametrize(("before", "listed"), [(-1, 0), (0, 1), (SOON_DAYS, 1), (SOON_DAYS + 1, 0)])
def test_what_is_due_within_thirty_days_is_listed_with_today_and_without_yesterday(
    tmp_path: Path, before: int, listed: int
) -> None:
    plant(tmp_path / "plans", FILES)
    linked = link(check(tmp_path / "plans").catalogue, date(2026, 3, 31) - before * DAY)
    quarter = [line for line in due_soon(linked) if line.task.text == "I.1"]
    entrance = next(iter(calendar_pages(linked))).context
    assert (len(quarter), len([line for line in entrance.soon if line.task.text == "I.1"])) == (listed, listed)


def test_a_calendar_year_counts_each_month_and_marks_this_one(tmp_path: Path) -> None:
    plant(tmp_path / "plans", FILES)
    linked = link(check(tmp_path / "plans").catalogue, date(2026, 3, 31))
    entrance, year = (page.context for page in calendar_pages(linked))
    assert entrance.years[0][1] == "15 kỳ hạn"
    assert [cell.count for cell in year.strips[0].cells] == [1, 1, 4, *[1] * 9]
    assert [month.title for month in year.months if month.open] == ["Tháng 3/2026"]
    assert [line.day for part in year.months[2].parts for line in part.lines] == [
        "5/3/2026",
        "12/3/2026",
        *["31/3/2026"] * 2,
    ]


# --- measured figures stand beside a target only where everything is the same


def figure(**changes: object) -> Measurement:
    same = {"agency": "so", "metric": "m", "period": ReportPeriod.parse("2026"), "value": Decimal(82), "unit": "%"}
    return Measurement(**(same | {"source": "Báo Ví Dụ"} | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"scope": ""}, True),
        ({"scope": "cấp tỉnh"}, False),
        ({"value": None, "rank": 3}, False),
        ({"agency": "so-khac"}, False),
        ({"predecessor": "Sở cũ"}, False),
        ({"metric": "n"}, False),
        ({"unit": "điểm"}, False),
        ({"period": ReportPeriod.parse("2026-h2")}, False),
        ({"period": ReportPeriod.parse("2025")}, False),
    ],
)
def test_a_figure_is_comparable_only_where_all_is_the_same(changes: dict[str, object], same: bool) -> None:
    plan = replace(plan_of(["Quý I"]), agency="so")
    assert is_comparable(figure(**changes), target(), plan) is same
