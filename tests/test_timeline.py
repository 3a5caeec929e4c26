"""The picture of a plan's year: every day where it belongs, no words over words, and a table that says the same."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from generator.check import check
from generator.deadlines import WorkCalendar
from generator.model import Deadline, Document, Outcome, Period, Plan, PlanKind, Quality, Section, Source, Task
from generator.model.report import Event, Report, ReportPeriod, TaskReport
from generator.pages.parts.page import Page
from generator.pages.plan.page import plan_pages
from generator.pages.plan.timeline import GAP, RADIUS, Timeline, Words, timeline_of
from generator.pages.plan.timeline_axis import LETTER, NARROW, WIDE
from generator.publish.render import Templates
from generator.tracking.commitments import apply_amendments
from generator.tracking.linked import link
from generator.tracking.progress import PlanProgress, progress_of
from generator.tracking.schedule import schedule
from tests.projects import ROOT, SEEDS

YEAR = Period(first=date(2026, 1, 1), last=date(2026, 12, 31))
AS_OF = date(2027, 3, 1)


def plan_of(deadlines: Iterable[str], period: Period = YEAR) -> Plan:
    """A plan with a task for each deadline: I.1, I.2 …"""
    tasks = tuple(
        Task(no=str(number), content=f"Việc số {number} của kế hoạch này", deadline=Deadline(text=text))
        for number, text in enumerate(deadlines, start=1)
    )
    return Plan(
        document=Document(kind=PlanKind.PLAN, number=None, title="Kế hoạch", issued=None),
        period=period,
        source=Source(file="source.txt", sha256="0" * 64, quality=Quality.DIGITAL),
        sections=(Section(no="I", tasks=tasks),),
        id="so/ke-hoach",
    )


def progress(plan: Plan, as_of: date, reports: tuple[Report, ...], events: tuple[Event, ...] = ()) -> PlanProgress:
    commitments, calendar = apply_amendments(plan, (), as_of), WorkCalendar()
    return progress_of(commitments, schedule(commitments, calendar), reports, events, calendar)


def drawn(
    *deadlines: str, period: Period = YEAR, as_of: date = AS_OF, reports: tuple[Report, ...] = ()
) -> Timeline | None:
    plan = plan_of(deadlines, period)
    return timeline_of(plan, progress(plan, as_of, reports))


def picture(*deadlines: str, period: Period = YEAR, as_of: date = AS_OF, reports: tuple[Report, ...] = ()) -> Timeline:
    found = drawn(*deadlines, period=period, as_of=as_of, reports=reports)
    assert found is not None
    return found


def at(percent: str) -> float:
    assert percent.endswith("%")
    return float(percent[:-1])


def test_a_day_is_a_dot_where_it_lies_in_the_year() -> None:
    found = picture("Trước ngày 30/3/2026")
    (dot,) = found.dots
    assert (dot.x, dot.y, dot.form) == ("24.25%", 42, "disc")  # the 89th of 365 days: its middle
    (words,) = found.words
    assert (words.words, words.more) == ("I.1 trước 30/3", " · Việc số 1 của kế hoạch này")
    assert (words.x, words.dx, words.anchor) == ("24.25%", GAP, "start")


def test_a_window_is_a_bar_from_its_first_to_its_last_day() -> None:
    found = picture("Tháng 3 đến tháng 7 năm 2026")
    (bar,) = found.bars
    assert (bar.x, bar.width) == ("16.16%", "41.92%")  # 59 and 153 of 365 days
    assert not found.dots
    assert found.words[0].words == "I.1 tháng 3–7"


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        ("15/02/2026", "I.1 15/2"),
        ("Chậm nhất ngày 30/6/2026", "I.1 30/6"),
        ("Tháng 8, năm 2026", "I.1 tháng 8"),
        ("Quý III,IV", "I.1 quý III, IV"),
        ("Quý I/2026", "I.1 quý I"),
        ("Ngày 05 hàng tháng", "I.1 mỗi tháng"),
        ("Định kỳ hàng quý, năm", "I.1 mỗi quý, mỗi năm"),
    ],
)
def test_the_days_are_said_in_a_few_words(deadline: str, words: str) -> None:
    assert picture(deadline).words[0].words == words


def test_what_recurs_is_many_dots_on_one_row_below_the_others() -> None:
    found = picture("Ngày 05 hàng tháng", "Trước ngày 30/11/2026")
    monthly = [dot for dot in found.dots if dot.y == max(dot.y for dot in found.dots)]
    assert len(monthly) == 12
    assert [line.tasks[0][0] for line in found.lines] == ["I.2", "I.1"]
    assert found.lines[1].last.startswith("5/1, 5/2, ")
    assert found.lines[1].last.endswith(", 5/12/2026")
    assert "1 nhiệm vụ lặp lại, 12 kỳ" in found.label


def test_tasks_that_fall_on_the_same_days_share_a_row() -> None:
    found = picture("Tháng 7 năm 2026", "Quý I/2026", "Trong tháng 7 năm 2026", *["Tháng 7 năm 2026"] * 3)
    assert [words.words for words in found.words] == ["I.2 quý I", "I.1, I.3, I.4 và 2 việc tháng 7"]
    assert found.words[1].more == ""
    assert [task for task, _ in found.lines[1].tasks] == ["I.1", "I.3", "I.4", "I.5", "I.6"]


def test_work_without_a_day_of_its_own_is_counted_under_the_picture() -> None:
    found = picture(
        "Tháng 3 năm 2026", "Thường xuyên", "Thường xuyên trong năm", "Năm 2026", "Theo Kế hoạch của tỉnh", "kịp thời"
    )
    assert found.band == "Cả năm: 2 thường xuyên, 1 trong năm"
    assert found.rest == "1 việc theo văn bản khác, 1 việc không có mốc kiểm được thì không có ngày ở đây."
    assert len(found.lines) == 1


def test_a_task_of_two_outcomes_is_counted_once() -> None:
    plan = plan_of(["Tháng 3 năm 2026"])
    twice = Task(
        no="2",
        content="Hai việc",
        outcomes=(Outcome(deadline=Deadline(text="Thường xuyên")), Outcome(deadline=Deadline(text="Thường xuyên"))),
    )
    section = Section(no="I", tasks=(*plan.sections[0].tasks, twice))
    both = Plan(document=plan.document, period=YEAR, source=plan.source, sections=(section,), id=plan.id)
    found = timeline_of(both, progress(both, AS_OF, ()))
    assert found is not None
    assert found.band == "Cả năm: 1 thường xuyên"


def test_a_plan_without_any_day_has_no_picture() -> None:
    assert drawn("Thường xuyên", "Năm 2026", "kịp thời") is None


FOUR_MONTHS = Period(first=date(2025, 9, 1), last=date(2025, 12, 31))


def test_a_plan_of_four_months_counts_months() -> None:
    found = picture("Định kỳ hàng quý, năm", "Năm 2025", period=FOUR_MONTHS, as_of=date(2025, 10, 15))
    assert found.title == "Bốn tháng của kế hoạch"
    assert [tick.before + tick.words for tick in found.ticks] == ["Tháng 9", "Tháng 10", "Tháng 11", "Tháng 12"]
    assert found.band == "Cả kỳ: 1 trong kỳ"
    assert "kỳ 1/9/2025 – 31/12/2025" in found.label
    assert found.today is not None
    assert found.today.words == "tính đến 15/10/2025"


@pytest.mark.parametrize(
    ("first", "last", "title", "ticks"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), "Một năm của kế hoạch", ["I", "II", "III", "IV"]),
        (date(2026, 1, 1), date(2026, 6, 30), "Sáu tháng của kế hoạch", ["1", "2", "3", "4", "5", "6"]),
        (date(2022, 1, 1), date(2025, 12, 31), "Bốn năm của kế hoạch", ["2022", "2023", "2024", "2025"]),
        (date(2026, 1, 15), date(2027, 2, 28), "Thời gian của kế hoạch", ["I", "II", "III", "IV", "I"]),
    ],
)
def test_the_axis_counts_months_quarters_or_years(first: date, last: date, title: str, ticks: list[str]) -> None:
    found = picture(f"Trước ngày 20/5/{first.year}", period=Period(first=first, last=last))
    assert found.title == title
    assert [tick.words for tick in found.ticks] == ticks


def test_a_day_just_beyond_the_period_makes_room_and_one_far_away_is_only_in_the_table() -> None:
    found = picture("Trước ngày 15/01/2027", "Trước ngày 15/6/2029", "Tháng 3 năm 2026")
    assert [words.words for words in found.words] == ["I.3 tháng 3/2026", "I.1 trước 15/1/2027"]
    assert found.rest == "1 mốc nằm xa kỳ kế hoạch, chỉ ghi trong bảng."
    assert [line.last for line in found.lines] == ["31/3/2026", "trước 15/1/2027", "trước 15/6/2029"]
    assert found.ticks[-1].words == "I"


def test_a_tick_is_named_as_far_as_there_is_room() -> None:
    found = picture("Trước ngày 20/5/2026", period=Period(first=date(2026, 3, 25), last=date(2027, 5, 10)))
    assert [(tick.before, tick.words, tick.after) for tick in found.ticks] == [
        ("", "", ""),
        ("Quý ", "II", "/2026"),
        ("Quý ", "III", "/2026"),
        ("Quý ", "IV", "/2026"),
        ("Quý ", "I", "/2027"),
        ("Quý ", "II", "/2027"),
    ]
    thirty = picture("Trước ngày 20/5/2026", period=Period(first=date(2026, 1, 1), last=date(2027, 12, 31)))
    assert {(tick.before, tick.after) for tick in thirty.ticks} == {("Quý ", "/2026"), ("Quý ", "/2027")}


def test_the_as_of_day_is_a_line_only_inside_the_picture() -> None:
    assert picture("Tháng 3 năm 2026").today is None
    early, late = (picture("Tháng 3 năm 2026", as_of=date(2026, month, 1)).today for month in (2, 11))
    assert early is not None
    assert late is not None
    assert (early.anchor, late.anchor) == ("start", "end")


def report(task: str, done: date, period: str = "2026-q1") -> Report:
    return Report(period=ReportPeriod.parse(period), day=done, tasks=(TaskReport(task=task, day=done),))


def test_with_a_report_every_day_has_the_form_of_its_status_and_the_table_says_it() -> None:
    found = picture(
        "Trước ngày 30/3/2026",
        "Tháng 2 năm 2026",
        "Trước ngày 20/4/2026",
        as_of=date(2026, 4, 10),
        reports=(report("I.1", date(2026, 3, 20)), report("I.2", date(2026, 3, 5), "2026-03")),
    )
    assert [(dot.form, dot.tone) for dot in found.dots] == [("box", "w"), ("disc", "g"), ("wait", "s")]
    assert [bar.tone for bar in found.bars] == ["t"]
    assert [words for _, words in found.legend] == ["Đúng hạn", "Xong muộn", "Chưa đến hạn"]
    assert [line.states for line in found.lines] == [
        "28/2/2026: Xong muộn",
        "30/3/2026: Đúng hạn",
        "20/4/2026: Chưa đến hạn",
    ]
    assert not picture("Tháng 2 năm 2026").legend


def test_a_deadline_that_counts_from_an_event_is_drawn_from_its_day() -> None:
    plan = plan_of(["Trong thời gian 10 ngày kể từ ngày tiếp nhận"])
    assert timeline_of(plan, progress(plan, AS_OF, ())) is None
    event = Event(task="I.1", day=date(2026, 3, 2), text="Nhận phản ánh")
    found = timeline_of(plan, progress(plan, AS_OF, (), (event,)))
    assert found is not None
    assert found.words[0].words == "I.1 12/3"
    assert at(found.bars[0].x) == pytest.approx(100 * 60 / 365, abs=0.01)


# no words over words


def deadlines() -> st.SearchStrategy[list[str]]:
    days = st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(lambda day: f"Trước ngày {day:%d/%m/%Y}")
    windows = st.tuples(st.integers(2, 12), st.integers(2, 12)).map(
        lambda pair: f"Tháng {min(pair)} đến tháng {max(pair)} năm 2026"
    )
    others = st.sampled_from(["Ngày 05 hàng tháng", "Hàng quý", "Quý I, IV năm 2026", "Quý III/2026", "Hàng tuần"])
    return st.lists(st.one_of(days, windows, others), min_size=1, max_size=8)


def extent(words: Words, width: float, *, long: bool) -> tuple[float, float]:
    """The pixels from the first to the last letter in a picture of ``width`` pixels."""
    length = len(words.words + (words.more if long else "")) * LETTER
    x = at(words.x) * width / 100 + words.dx
    return (x, x + length) if words.anchor == "start" else (x - length, x)


@given(deadlines(), st.dates(date(2025, 6, 1), date(2027, 6, 1)))
def test_words_stay_inside_and_meet_neither_their_marks_nor_other_rows(phrases: list[str], as_of: date) -> None:
    found = picture(*phrases, as_of=as_of)
    for words in found.words:
        for width, long in ((NARROW, False), (WIDE, True)):
            first, last = extent(words, width, long=long)
            assert first >= -0.5
            assert last <= width + 0.5
            for x, end in marks_beside(found, words, width):
                assert last <= x or first >= end
    lines = sorted(words.y for words in found.words)
    assert all(low - high >= 20 for high, low in pairwise(lines))
    assert all(line < found.floor <= found.height for line in lines)


def marks_beside(found: Timeline, words: Words, width: float) -> list[tuple[float, float]]:
    """From and to of the marks that stand on the same line as the words."""
    bars = [(at(bar.x), at(bar.x) + at(bar.width)) for bar in found.bars if abs(bar.top + RADIUS + 5 - words.y) < 10]
    dots = [(at(dot.x), at(dot.x)) for dot in found.dots if abs(dot.y + 5 - words.y) < 10]
    scaled = [(first * width / 100, last * width / 100) for first, last in bars]
    return scaled + [(x * width / 100 - RADIUS, x * width / 100 + RADIUS) for x, _ in dots]


@given(deadlines())
def test_every_due_day_is_drawn_and_in_the_table(phrases: list[str]) -> None:
    found, plan = picture(*phrases), plan_of(phrases)
    dues = progress(plan, AS_OF, ()).dues
    named = {task for line in found.lines for task, _ in line.tasks}
    assert named == {due.due.task.id for due in dues}
    assert len(found.dots) + len(found.bars) > 0


# in the browser


def real_pages() -> list[Page]:
    linked = link(check(SEEDS / "plans").catalogue, date(2023, 9, 30))
    made = (page.made() for page in plan_pages(linked))
    return [page for page in made if page.context.template == "plan.html" and page.context.timeline]


MEASURE = """() => {
  const svg = document.querySelector('.ck-time'), frame = svg.getBoundingClientRect();
  const boxes = [...svg.querySelectorAll('text')].map(text => text.getBoundingClientRect());
  const out = boxes.filter(box => box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1);
  const meet = boxes.flatMap((one, index) => boxes.slice(index + 1).filter(other =>
    one.left < other.right && other.left < one.right && one.top + 3 < other.bottom && other.top + 3 < one.bottom));
  return [boxes.length, out.length, meet.length, document.documentElement.scrollWidth];
}"""


@pytest.mark.parametrize("width", [320, 360, 960, 1280])
def test_in_a_real_browser_no_words_of_the_five_plans_meet_or_leave_the_picture(browser: Browser, width: int) -> None:
    css = (ROOT / "theme_overrides/assets/ck.css").read_text(encoding="utf-8")
    templates = Templates(ROOT / "theme_overrides")
    tab = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    for page in real_pages():
        tab.set_content(f"<!doctype html><style>{css}</style><main>{templates.content(page)}</main>")
        count, outside, meeting, scroll = tab.evaluate(MEASURE)
        assert count > 2, page.address
        assert (outside, meeting, scroll) == (0, 0, width), page.address
    tab.context.close()


def test_the_picture_carries_no_colours_of_its_own() -> None:
    html = Path(ROOT / "theme_overrides/components/timeline.html").read_text(encoding="utf-8")
    assert "style=" not in html
    assert "viewBox" not in html
    assert "#" not in html.replace('href="#', "").replace("{#-", "").replace("#}", "")
