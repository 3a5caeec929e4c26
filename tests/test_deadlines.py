"""What ``generator.deadlines`` promises: real phrases read right, every text read somehow, nothing dropped."""

import re
import time
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.deadlines import (
    Kind,
    Part,
    Period,
    Relative,
    Swap,
    WorkCalendar,
    apply_rule,
    due_after,
    find_deadlines,
    occurrences,
    our_reading,
    read_deadline,
    rrule_mistake,
)
from generator.text.vietnamese import fold

CASES = Path(__file__).parent / "cases" / "deadlines"
YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))
FOUR_MONTHS = Period(date(2025, 9, 1), date(2025, 12, 31))
PLANS = {
    "A": YEAR,
    "B": YEAR,
    "C": Period(date(2024, 1, 1), date(2024, 12, 31)),
    "D": Period(date(2022, 1, 1), date(2022, 12, 31)),
    "E": FOUR_MONTHS,
}


def one(text: str, period: Period = YEAR) -> Part:
    (part,) = read_deadline(text, period).parts
    return part


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _fields(part: Part, whole: str) -> str:
    """Write a part as the case file does."""
    written = [part.kind.value]
    dates = {"start": part.start, "due": part.due, "until": part.until}
    runs = part.kind is Kind.RECURRING
    written += [f"{name} {day}" for name, day in dates.items() if day and not (runs and name != "due")]
    written += [f"rrule {part.rrule}"] if part.rrule else []
    if part.relative:
        written.append(f"{'before' if part.relative.before else 'after'} {part.relative.n} {part.relative.unit}")
    for name in ("condition", "event", "reference"):
        written += [f"{name} {getattr(part, name)}"] if getattr(part, name) else []
    written += ["strict"] if not part.inclusive else []
    written += ["inferred"] if part.inferred else []
    written += [f"reason {part.reason}"] if part.reason else []
    written += [f"doubt {doubt}" for doubt in part.doubts]
    return " | ".join(written + ([f"text {_one_line(part.text)}"] if _one_line(part.text) != whole else []))


def _printed() -> Iterator[tuple[str, str, list[str]]]:
    """Yield plan, phrase and expected parts of every case in printed.txt."""
    case: tuple[str, str, list[str]] | None = None
    for line in (CASES / "printed.txt").read_text("utf-8").splitlines():
        if line.startswith("    ") and case:
            case[2].append(line.strip())
        elif line and not line.startswith("#"):
            if case:
                yield case
            case = (line[0], line[2:].replace("\\n", "\n"), [])
    if case:
        yield case


PRINTED = list(_printed())


@pytest.mark.parametrize(
    ("plan", "phrase", "expected"), PRINTED, ids=[f"{plan}: {_one_line(text)[:60]}" for plan, text, _ in PRINTED]
)
def test_every_phrase_of_the_five_plans_is_read_as_a_person_reads_it(
    plan: str, phrase: str, expected: list[str]
) -> None:
    parts = read_deadline(phrase, PLANS[plan]).parts
    assert [_fields(part, _one_line(phrase)) for part in parts] == expected


def _summary(part: Part) -> str:
    edge = "" if part.inclusive else "<"
    if part.rrule:
        return f"{part.kind} {edge}{part.rrule}"
    if part.due:
        return f"{part.kind} {edge}{f'{part.start}..' if part.start else ''}{part.due}"
    if part.kind is Kind.ONGOING:
        return f"{part.kind} {part.start}..{part.until}"
    if part.relative:
        return f"{part.kind} {'-' if part.relative.before else ''}{part.relative.n} {part.relative.unit}"
    return part.kind.value


VARIANTS = [
    tuple(line.split(" => "))
    for line in (CASES / "variants.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_there_are_at_least_two_hundred_variants() -> None:
    assert len(VARIANTS) >= 200
    assert len({phrase for phrase, _ in VARIANTS}) == len(VARIANTS)


@pytest.mark.parametrize(("phrase", "expected"), VARIANTS, ids=[phrase[:60] for phrase, _ in VARIANTS])
def test_variants_of_real_phrases_are_read_alike(phrase: str, expected: str) -> None:
    assert "; ".join(map(_summary, read_deadline(phrase, YEAR).parts)) == expected


#: How the same phrase comes from a Mac, a scan, a hurried hand, a Word table, a web page.
SPOILT: dict[str, Callable[[str], str]] = {
    "NFD": partial(unicodedata.normalize, "NFD"),
    "chữ hoa": str.upper,
    "hai dấu cách": lambda text: "  ".join(text.split(" ")) + " ",
    "xuống dòng": lambda text: text.replace(" ", "\n"),
    "dấu cách không ngắt": lambda text: text.replace(" ", "\u00a0"),
    "ký tự vô hình": "\u200b".join,
    "chấm cuối câu": lambda text: text + ".",
    "Ð thay Đ": lambda text: text.replace("Đ", "Ð").replace("đ", "ð"),
}
DATED = [
    (plan, phrase)
    for plan, phrase, expected in PRINTED
    if not any(line.startswith(("per_", "conditional", "relative", "unread")) for line in expected)
]


@pytest.mark.parametrize("how", SPOILT)
@pytest.mark.parametrize(("plan", "phrase"), DATED, ids=[f"{plan}: {_one_line(text)[:40]}" for plan, text in DATED])
def test_spoilt_text_is_read_like_clean_text(plan: str, phrase: str, how: str) -> None:
    clean, spoilt = read_deadline(phrase, PLANS[plan]), read_deadline(SPOILT[how](phrase), PLANS[plan])
    assert list(map(_summary, spoilt.parts)) == list(map(_summary, clean.parts))


@pytest.mark.parametrize(("plan", "phrase"), DATED, ids=[f"{plan}: {_one_line(text)[:40]}" for plan, text in DATED])
def test_text_typed_without_diacritics_is_read_like_clean_text(plan: str, phrase: str) -> None:
    clean, bare = read_deadline(phrase, PLANS[plan]), read_deadline(fold(phrase), PLANS[plan])
    assert list(map(_summary, bare.parts)) == list(map(_summary, clean.parts))


# --- single promises


@pytest.mark.parametrize(
    ("text", "reason", "hint"),
    [
        ("31/02/2023", '"31/02/2023" không phải ngày có thật: tháng 2 năm 2023 có 28 ngày', 'viết "28/02/2023"'),
        (
            "Trước ngày 31/6/2023",
            '"31/06/2023" không phải ngày có thật: tháng 6 năm 2023 có 30 ngày',
            'viết "30/06/2023"',
        ),
        ("Trước ngày 29/02", '"29/02/2023" không phải ngày có thật: tháng 2 năm 2023 có 28 ngày', 'viết "28/02/2023"'),
        ("Tháng 13/2023", "không có tháng 13", "viết tháng từ 1 đến 12"),
        ("Quý V/2023", "một năm chỉ có bốn quý", "viết quý I, II, III hoặc IV"),
        ("Trước ngày 17", "không rõ ngày 17 của tháng nào", "viết cả tháng: «ngày 20/6»"),
        ("Ngày 32 hàng tháng", "không có ngày 32", "viết ngày từ 1 đến 31"),
        ("", "ô thời hạn không có chữ nào để đọc", None),
        ("  \n", "ô thời hạn không có chữ nào để đọc", None),
    ],
)
def test_a_day_that_does_not_exist_is_unread_with_its_reason(text: str, reason: str, hint: str | None) -> None:
    part = one(text)
    assert (part.kind, part.reason) == (Kind.UNREAD, reason)
    assert hint is None or part.hint == hint
    assert occurrences(part, YEAR) == ()


def test_29_february_is_a_day_in_a_leap_year_only() -> None:
    assert one("Trước ngày 29/02", Period(date(2024, 1, 1), date(2024, 12, 31))).due == date(2024, 2, 29)
    assert one("29/02/2024").due == date(2024, 2, 29)
    assert one("29/02").kind is Kind.UNREAD


def test_before_leaves_the_printed_day_out_and_by_takes_it_in() -> None:
    before, by = one("Trước ngày 30/3/2023"), one("Chậm nhất ngày 30/3/2023")
    assert (before.due, before.inclusive) == (date(2023, 3, 30), False)
    assert (by.due, by.inclusive) == (date(2023, 3, 30), True)


def test_a_missing_year_comes_from_the_phrase_before_it_comes_from_the_plan() -> None:
    first, second = read_deadline("Trước ngày 30/3 và 30/9 năm 2023", YEAR).parts
    assert (first.due, first.inferred) == (date(2023, 3, 30), False)
    assert (second.due, second.inferred) == (date(2023, 9, 30), False)
    assert one("Trước ngày 30/3").inferred


def test_a_list_that_passes_new_year_keeps_its_order() -> None:
    last, first = read_deadline("Quý IV và Quý I năm 2024", YEAR).parts
    assert (last.due, first.due) == (date(2023, 12, 31), date(2024, 3, 31))


def test_in_a_plan_that_crosses_a_year_the_month_decides_the_year() -> None:
    school_year = Period(date(2023, 9, 1), date(2024, 6, 30))
    assert one("Tháng 10", school_year).due == date(2023, 10, 31)
    assert one("Tháng 3", school_year).due == date(2024, 3, 31)
    winter = one("Tháng 11 đến tháng 2", school_year)
    assert (winter.start, winter.due) == (date(2023, 11, 1), date(2024, 2, 29))


def test_at_the_ends_of_the_calendar_nothing_breaks() -> None:
    for period in (Period(date.min, date(1, 12, 31)), Period(date(9999, 1, 1), date.max)):
        for text in (
            "trước tháng 1",
            "Trước ngày 1/1",
            "sau ngày 31/12",
            "Hàng ngày",
            "Ngày 05 tháng sau",
            "Tháng 12 năm sau",
        ):
            for part in read_deadline(text, period).parts:
                assert our_reading(part)
                assert isinstance(occurrences(part, period), tuple)


def test_what_lies_outside_or_is_wider_than_the_plan_says_so() -> None:
    assert one("Năm 2025", FOUR_MONTHS).doubts == ("rộng hơn thời gian của kế hoạch",)
    assert one("Tháng 3/2025", FOUR_MONTHS).doubts == ("nằm ngoài thời gian của kế hoạch",)


def test_a_day_is_not_a_working_day() -> None:
    plain, working = one("10 ngày kể từ ngày nhận"), one("10 ngày làm việc kể từ ngày nhận")
    assert plain.relative == Relative(10, "day", "nhận")
    assert working.relative == Relative(10, "working_day", "nhận")
    assert "không ghi «ngày làm việc»" in our_reading(plain)


def test_a_phrase_printed_twice_counts_once_and_says_so() -> None:
    part = one("Thường xuyên trong năm 2023 Thường xuyên trong năm 2023")
    assert part.doubts == ("cụm từ in lặp hai lần; chỉ tính một",)


# --- occurrences


def due_days(text: str, period: Period = YEAR, calendar: WorkCalendar | None = None) -> list[str]:
    return [kept.key for part in read_deadline(text, period).parts for kept in occurrences(part, period, calendar)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trước ngày 17 của tháng cuối quý", ["2023-03-17", "2023-06-17", "2023-09-17", "2023-12-17"]),
        ("Quý III,IV", ["2023-09-30", "2023-12-31"]),
        ("Hàng quý", ["2023-03-31", "2023-06-30", "2023-09-30", "2023-12-31"]),
        ("02 lần/năm", ["2023-06-30", "2023-12-31"]),
        ("Định kỳ 6 tháng, năm", ["2023-06-30", "2023-12-31"]),
        (
            "Báo cáo quý I, II, III, cả năm: trước ngày 17 tháng cuối quý",
            ["2023-03-17", "2023-06-17", "2023-09-17", "2023-12-17"],
        ),
        ("Ngày 10 tháng đầu quý sau", ["2023-04-10", "2023-07-10", "2023-10-10", "2024-01-10"]),
        ("Hàng tháng, từ tháng 10", ["2023-10-31", "2023-11-30", "2023-12-31"]),
        ("Thường xuyên", []),
        ("Theo yêu cầu", []),
        ("10 ngày kể từ ngày nhận", []),
        ("định kỳ", []),
    ],
)
def test_occurrences_are_the_due_days_within_the_plan(text: str, expected: list[str]) -> None:
    assert due_days(text) == expected


def test_a_plan_of_four_months_has_four_monthly_and_two_quarterly_occurrences() -> None:
    assert due_days("Ngày 05 hàng tháng", FOUR_MONTHS) == ["2025-09-05", "2025-10-05", "2025-11-05", "2025-12-05"]
    assert due_days("Hàng quý", FOUR_MONTHS) == ["2025-09-30", "2025-12-31"]


def test_the_30th_of_every_month_falls_on_the_last_of_february() -> None:
    assert due_days("Ngày 30 hàng tháng")[:3] == ["2023-01-30", "2023-02-28", "2023-03-30"]


def test_occurrences_are_named_after_what_they_are_about() -> None:
    next_month = occurrences(one("Ngày 05 tháng sau"), YEAR)
    assert (next_month[0].label, next_month[0].due) == ("tháng 1/2023", date(2023, 2, 5))
    assert (next_month[-1].label, next_month[-1].due) == ("tháng 12/2023", date(2024, 1, 5))
    assert occurrences(one("Hàng quý"), YEAR)[0].label == "quý I/2023"
    assert occurrences(one("Tháng 8, năm 2023"), YEAR)[0].label == "tháng 8/2023"
    assert occurrences(one("Cuối tháng 8/2023"), YEAR)[0].label == "31/8/2023"


def test_the_last_working_day_of_a_month_steps_over_holidays() -> None:
    """30 April 2023 is a Sunday and 29 April Giỗ Tổ on a Saturday; the last working day is Friday 28."""
    days = due_days("Ngày làm việc cuối cùng của tháng")
    assert days[3] == "2023-04-28"
    assert one("ngày làm việc cuối cùng của tháng 4").due == date(2023, 4, 28)


def test_a_swap_moves_the_last_working_day() -> None:
    swapped = WorkCalendar([Swap(off=date(2023, 10, 31), worked=date(2023, 10, 28))])
    assert due_days("Ngày làm việc cuối cùng của tháng", calendar=swapped)[9] == "2023-10-30"


# --- working days


def test_a_swap_makes_a_saturday_a_working_day_and_a_weekday_a_day_off() -> None:
    """2 January 2026 against Saturday 10 January, văn bản 12729/VPCP-KGVX."""
    calendar = WorkCalendar([Swap(off=date(2026, 1, 2), worked=date(2026, 1, 10))])
    assert not calendar.is_working(date(2026, 1, 2))
    assert calendar.is_working(date(2026, 1, 10))
    assert WorkCalendar().is_working(date(2026, 1, 2))
    assert WorkCalendar().is_working(date(2024, 5, 4))  # for Monday 29 April 2024, which the library knows
    assert not WorkCalendar().is_working(date(2024, 5, 11))


@pytest.mark.parametrize(
    ("relative", "event", "expected"),
    [
        (Relative(10, "day"), date(2023, 3, 1), date(2023, 3, 13)),  # the 11th is a Saturday: Điều 148 khoản 5
        (Relative(2, "day"), date(2023, 3, 1), date(2023, 3, 3)),
        (Relative(0, "day"), date(2023, 3, 1), date(2023, 3, 1)),
        (Relative(5, "working_day"), date(2023, 3, 1), date(2023, 3, 8)),
        (
            Relative(1, "working_day"),
            date(2023, 4, 28),
            date(2023, 5, 4),
        ),  # over Giỗ Tổ, 30/4, 1/5 and the days in lieu
        (Relative(3, "working_day", before=True), date(2023, 3, 8), date(2023, 3, 3)),
        (Relative(3, "day", before=True), date(2023, 3, 8), date(2023, 3, 5)),
        (Relative(24, "hour"), date(2023, 3, 1), date(2023, 3, 2)),
        (Relative(25, "hour"), date(2023, 3, 1), date(2023, 3, 3)),
        (Relative(1, "month"), date(2024, 1, 31), date(2024, 2, 29)),
        (Relative(None, "unknown"), date(2023, 3, 1), None),
    ],
)
def test_a_relative_deadline_has_a_day_once_its_event_has_one(
    relative: Relative, event: date, expected: date | None
) -> None:
    assert due_after(relative, event) == expected


@given(st.dates(date(2019, 1, 1), date(2027, 12, 31)), st.integers(0, 60))
def test_counting_working_days_lands_on_one_and_counts_them_all(day: date, count: int) -> None:
    calendar = WorkCalendar()
    end = calendar.add(day, count)
    passed = [day + timedelta(days=n + 1) for n in range((end - day).days)]
    assert sum(map(calendar.is_working, passed)) == count
    assert count == 0 or calendar.is_working(end)


# --- our reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tháng 3 đến tháng 7 năm 2023", "từ 1/3/2023 đến 31/7/2023"),
        (
            "Trước ngày 30/3 năm 2023",
            "trước 30/3/2023: xong chậm nhất 29/3; xong đúng ngày 30/3 ghi là «đúng ngày ghi»",
        ),
        ("Trước ngày 1/1/2023", "trước 1/1/2023: xong chậm nhất 31/12/2022; xong đúng ngày 1/1 ghi là «đúng ngày ghi»"),
        ("Chậm nhất ngày 30/6", "xong chậm nhất 30/6/2023 (năm lấy theo kế hoạch)"),
        ("Quý III/2023", "quý III/2023: từ 1/7/2023 đến 30/9/2023"),
        ("Thường xuyên", "việc làm thường xuyên, từ 1/1/2023 đến 31/12/2023; không có ngày đến hạn"),
        (
            "trước ngày 17 của tháng cuối quý",
            "mỗi quý, trước ngày 17 các tháng 3, 6, 9, 12: xong chậm nhất ngày 16; xong đúng ngày 17 ghi là «đúng ngày ghi»"
            ", từ 1/1/2023 đến 31/12/2023",
        ),
        (
            "Hàng năm",
            "mỗi năm, chậm nhất ngày cuối tháng 12, từ 1/1/2023 đến 31/12/2023"
            "; văn bản không ghi ngày, nên tính đến ngày cuối kỳ",
        ),
        ("thứ Sáu hàng tuần", "mỗi tuần, chậm nhất thứ Sáu, từ 1/1/2023 đến 31/12/2023"),
        ("Theo yêu cầu", "khi được yêu cầu («Theo yêu cầu»); chưa có yêu cầu thì chưa có ngày đến hạn"),
        ("kịp thời", "không ghi mốc thời gian kiểm tra được"),
        ("Quý l/2023", "quý I/2023: từ 1/1/2023 đến 31/3/2023; «l» đọc là quý I"),
        ("31/02/2023", 'chưa đọc được: "31/02/2023" không phải ngày có thật: tháng 2 năm 2023 có 28 ngày'),
    ],
)
def test_our_reading_says_what_we_understood(text: str, expected: str) -> None:
    assert our_reading(one(text)) == expected


# --- prose


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        (
            "Các phòng, đơn vị gửi kế hoạch rà soát về Văn phòng trước ngày 30/3/2023 để tổng hợp.",
            ["before <2023-03-30"],
        ),
        (
            "Báo cáo Quý I, II, III, cả năm gửi UBND tỉnh trước ngày 17 hàng tháng cuối quý năm.",
            ["recurring <FREQ=MONTHLY;BYMONTH=3,6,9;BYMONTHDAY=17", "recurring <FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=17"],
        ),
        (
            "(Các đơn vị gửi báo cáo về Văn phòng UBND tỉnh chậm nhất là ngày 19 của tháng cuối quý)",
            ["recurring FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=19"],
        ),
        ("cập nhật chậm nhất sau 03 ngày kể từ ngày Quyết định ban hành TTHC được công bố", ["relative 3 day"]),
        ("Thực hiện theo kế hoạch của UBND tỉnh hoặc đột xuất của Tổ công tác", ["per_plan", "conditional"]),
        ("theo quy định của UBND tỉnh tại Kế hoạch số 43/QĐ-UBND ngày 24/02/2022", ["per_plan"]),
        ("tổ chức thực thi phương án cắt giảm, đơn giản hóa ngay sau khi được phê duyệt.", ["relative None unknown"]),
        ("Tiếp tục công khai kịp thời trong năm 2024", ["vague", "within_year 2024-01-01..2024-12-31"]),
        (
            "báo cáo định kỳ hàng tháng, đột xuất khi có yêu cầu",
            ["recurring FREQ=MONTHLY;BYMONTHDAY=-1", "conditional"],
        ),
        ("thực hiện trước ngày 31/6/2023", ["unread"]),
        # no deadlines: dates of documents, of the law, of names
        ("Quyết định số 766/QĐ-TTg ngày 23/6/2022 của Thủ tướng Chính phủ", []),
        ("theo quy định tại Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018", []),
        ("(Kèm theo Kế hoạch số /KH-SXD ngày 06 tháng 02 năm 2023)", []),
        ("dịch vụ công trực tuyến mức độ 3, 4 tại Việt Nam", []),
        ("Kế hoạch được ban hành", []),
        ("", []),
        # «hạn» stands in «nhận», and begins nothing there
        ("nơi hạn chót ngày 30/6/2023", ["before 2023-06-30"]),
        ("nơi nhận chót ngày 30/6/2023", []),
    ],
)
def test_prose_gives_up_the_deadlines_hidden_in_it(prose: str, expected: list[str]) -> None:
    assert [_summary(part) for part in find_deadlines(prose, YEAR)] == expected


# --- an officer's rule


def test_a_rule_replaces_our_reading() -> None:
    reading = apply_rule("Trước 30/3", {"kind": "before", "due": "2023-03-30"}, YEAR)
    assert reading.mistakes == ()
    assert _summary(reading.parts[0]) == "before <2023-03-30"
    assert reading.parts[0].text == "Trước 30/3"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"due": date(2023, 3, 30)}, "fixed 2023-03-30"),
        ({"kind": "before", "due": "30/3/2023", "inclusive": True}, "before 2023-03-30"),
        ({"kind": "month_range", "from": "2023-03-01", "due": "2023-07-31"}, "month_range 2023-03-01..2023-07-31"),
        ({"rrule": "FREQ=MONTHLY;BYMONTHDAY=5", "until": "2023-06-30"}, "recurring FREQ=MONTHLY;BYMONTHDAY=5"),
        ({"from": "2023-03-01"}, "ongoing 2023-03-01..2023-12-31"),
        ({"kind": "ongoing"}, "ongoing 2023-01-01..2023-12-31"),
        ({"relative": {"n": 10, "unit": "working_day", "event": "ngày nhận"}}, "relative 10 working_day"),
        ({"reference": "Kế hoạch số 5"}, "per_plan"),
        ({"event": "có phát sinh"}, "conditional"),
        ({"kind": "vague"}, "vague"),
    ],
)
def test_a_rule_may_leave_its_kind_to_its_other_keys(rule: dict[str, object], expected: str) -> None:
    reading = apply_rule("như trên", rule, YEAR)
    assert (reading.mistakes, list(map(_summary, reading.parts))) == ((), [expected])


def test_a_list_of_rules_gives_a_part_each() -> None:
    reading = apply_rule("Quý III,IV", [{"due": "2023-09-30"}, {"due": "2023-12-31"}], YEAR)
    assert [part.due for part in reading.parts] == [date(2023, 9, 30), date(2023, 12, 31)]


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        (None, "rule"),
        ("2023-03-30", "rule"),
        ({}, "rule"),
        ([], "rule"),
        ({"kind": "befor", "due": "2023-03-30"}, "kind"),
        ({"kind": "unread"}, "kind"),
        ({"due": "2023-02-31"}, "due"),
        ({"due": 20230330}, "due"),
        ({"kind": "before"}, "due"),
        ({"kind": "recurring"}, "rrule"),
        ({"from": "2023-07-01", "due": "2023-03-30"}, "due"),
        ({"rrule": "FREQ=SECONDLY"}, "rrule"),
        ({"rrule": "FREQ=MONTHLY;UNTIL=20231231"}, "rrule"),
        ({"rrule": 5}, "rrule"),
        ({"relative": {"n": "mười", "unit": "day"}}, "relative"),
        ({"relative": {"n": 10, "unit": "ngày"}}, "relative"),
        ({"due": "2023-03-30", "inclusive": "no"}, "inclusive"),
        ({"due": "2023-03-30", "han": 1}, "han"),
    ],
)
def test_a_wrong_rule_is_named_key_by_key_and_the_phrase_is_read_instead(rule: object, key: str) -> None:
    reading = apply_rule("Trước ngày 30/3 năm 2023", rule, YEAR)
    assert key in [mistake.key for mistake in reading.mistakes]
    assert all(mistake.expected for mistake in reading.mistakes)
    assert _summary(reading.parts[0]) == "before <2023-03-30"


YAML = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.dates(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(YAML)
def test_any_yaml_is_a_rule_or_a_mistake(rule: object) -> None:
    assert apply_rule("Quý I", rule, YEAR).parts


@pytest.mark.parametrize(
    "rrule",
    ["", "FREQ", "FREQ=DAILY;FREQ=DAILY", "INTERVAL=2", "FREQ=MONTHLY;COUNT=3", "FREQ=MONTHLY;BYMONTH=13",
     "FREQ=WEEKLY;BYDAY=1MO"],
)  # fmt: skip
def test_an_rrule_a_plan_cannot_mean_is_refused(rrule: str) -> None:
    assert rrule_mistake(rrule)


def test_an_rrule_that_never_comes_round_ends() -> None:
    part = Part(
        Kind.RECURRING,
        "",
        (0, 0),
        rrule="FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        start=date(1, 1, 1),
        until=date(9999, 12, 31),
    )
    assert occurrences(part, Period(date(1, 1, 1), date(9999, 12, 31))) == ()


@pytest.mark.parametrize(
    "rrule", sorted({part.rrule for _, text, _ in PRINTED for part in read_deadline(text, YEAR).parts if part.rrule})
)
def test_every_rrule_we_write_is_one_we_accept(rrule: str) -> None:
    assert rrule_mistake(rrule) is None


# --- any text at all

_WORDS = re.split(
    " ",
    "trước ngày tháng quý năm hàng tuần thường xuyên trong định kỳ cuối đầu giữa đến từ theo khi mỗi kể chậm nhất sau 30 3 2023 "
    "/ - , ; . : ( ) và hoặc I II III IV l 15 17 6 lần kế hoạch quy định thông tư 01/2020/TT-VPCP số làm việc thứ sáu hai báo "
    "cáo hoàn thành của là gửi giai đoạn 2025 31 29 17h đột xuất yêu cầu phát sinh nửa cả đối với kịp thời cùng tiên kế tiếp "
    "0 99 đợt 24",
)
TIMELY = st.lists(st.sampled_from(_WORDS), max_size=16).map(" ".join)
PERIODS = st.tuples(st.dates(), st.dates()).map(lambda days: Period(min(days), max(days)))


def _dropped(text: str) -> list[str]:
    """Return the words of ``text`` that no part of its reading covers, but «và» and «hoặc»."""
    covered = {index for part in read_deadline(text, YEAR).parts for index in range(*part.span)}
    rest = "".join(" " if index in covered else char for index, char in enumerate(text))
    return [word for word in rest.split() if any(char.isalnum() for char in word) and fold(word) not in ("va", "hoac")]


@given(TIMELY | st.text(max_size=120), PERIODS)
def test_any_text_is_read_and_nothing_is_dropped(text: str, period: Period) -> None:
    reading = read_deadline(text, period)
    assert reading.parts
    for part in reading.parts:
        assert part.text == text[slice(*part.span)]
        assert our_reading(part)
        assert part.kind is not Kind.UNREAD or part.reason
        assert all(kept.due for kept in occurrences(part, period))
    assert all(part.text == text[slice(*part.span)] for part in find_deadlines(text, period))


@given(TIMELY)
def test_every_word_of_a_phrase_belongs_to_a_part(text: str) -> None:
    assert _dropped(text) == []


@given(TIMELY)
def test_reading_is_the_same_twice(text: str) -> None:
    assert read_deadline(text, YEAR) == read_deadline(text, YEAR)


HOSTILE = [
    "ngày 1, ", "theo ", "(", "1/", "trước ", "hàng quý, ", "1 ", "tháng 3, ", "ngày 1 và ", "sau khi ", "và ", "quý I, ",
    "trước ngày x y z ", "1/2/2023 - ", "a", "quy", "thang", "l", "-", "30/3 và ", "gửi a b c ", "báo cáo ", "đối với a ",
    "ngày . . . ", "01/AB-", "\n- ", "\u0301",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_cell_takes_no_more_than_a_blink(piece: str) -> None:
    """Four thousand characters are read in some 0.1 s; a pattern that backtracks without end would take hours."""
    text = (piece * 4000)[:4000]
    begun = time.perf_counter()
    read_deadline(text, YEAR)
    find_deadlines(text, YEAR)
    assert time.perf_counter() - begun < 10


def test_a_phrase_too_long_to_be_one_says_so() -> None:
    parts = read_deadline("Quý I/2023" + " x" * 4000, YEAR).parts
    assert parts[0].kind is Kind.PARTLY
    assert "dài hơn" in (parts[-1].reason or "")
