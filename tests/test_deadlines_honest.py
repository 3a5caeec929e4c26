"""What is half understood judges nobody: every word of a phrase is accounted for, or its days are held back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.deadlines import Kind, Period, answer, occurrences, our_reading, read_deadline, year_of
from tests.test_deadlines import PLANS, PRINTED, VARIANTS, YEAR

PHRASES = [*((text, YEAR) for text, _ in VARIANTS), *((text, PLANS[plan]) for plan, text, _ in PRINTED)]

#: Words no production knows: two that nobody has met, one real that could be part of a season or a school term.
UNKNOWN = ("blorf", "ngẩng", "vụn")


def judged(text: str, period: Period) -> set[tuple[date, bool]]:
    """Every due day on which the phrase would judge, and whether that day itself still counts."""
    return {
        (found.due, found.inclusive)
        for part in read_deadline(text, period).parts
        for found in occurrences(part, period)
    }


@given(st.sampled_from(PHRASES), st.sampled_from(UNKNOWN), st.integers(0, 40))
def test_an_unknown_word_anywhere_never_moves_a_due_day(phrase: tuple[str, Period], word: str, place: int) -> None:
    text, period = phrase
    words = text.split(" ")
    place %= len(words) + 1
    spoilt = " ".join([*words[:place], word, *words[place:]])
    assert judged(spoilt, period) <= judged(text, period)


@pytest.mark.parametrize(
    "text",
    [
        "Trước ngày 31/7 blorf",
        "Blorf trước ngày 31/7/2026",
        "Trước ngày 31/7 theo âm lịch blorf",
        "Hàng tháng, trước blorf ngày 25",
        "Hàng quý; trước ngày 20 của blorf",
        "Quý I nếu có điều chỉnh",
        "Trước ngày 15/6 trong trường hợp có phát sinh",
        "Báo cáo kết quả quý I",
        "Từ tháng 1 đến tháng 11: trước ngày 20",
    ],
)
def test_a_day_beside_words_that_could_move_it_judges_nobody(text: str) -> None:
    found = answer(text, year_of(2026))
    assert not found.judges
    assert any(part.kind in (Kind.PARTLY, Kind.UNREAD) for part, _ in found.parts)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Hoàn thành tuyển sinh các lớp đầu cấp trước ngày 31/7/2026", ["2026-07-31"]),
        ("trước ngày 15 tháng 7 để tổng hợp, báo cáo Chủ tịch UBND tỉnh", ["2026-07-15"]),
        ("Hoàn thành 100% việc số hóa hồ sơ theo Đề án 06 trước ngày 30/9/2026", ["2026-09-30"]),
        ("Tổ chức hội nghị tổng kết công tác cải cách hành chính: tháng 12/2026", ["2026-12-31"]),
        ("Trước ngày 30/6/2026 của Sở Nội vụ", ["2026-06-30"]),
    ],
)
def test_work_aim_and_addressee_cannot_move_a_day(text: str, days: list[str]) -> None:
    found = answer(text, year_of(2026))
    assert [day.isoformat() for _, part_days in found.parts for day in part_days] == days
    assert found.unread == ()


def test_a_whole_day_in_another_clause_still_judges_and_one_without_its_year_does_not() -> None:
    whole = answer("Trước 31/8/2026; blorf", year_of(2026))
    assert [part.kind for part, _ in whole.parts] == [Kind.BEFORE, Kind.UNREAD]
    assert whole.judges
    assert whole.sentence().endswith("phần chưa hiểu thì không.")
    assert not answer("Trước 31/8; blorf", year_of(2026)).judges


def test_a_part_held_back_says_which_words_hold_it_and_keeps_no_day() -> None:
    part = read_deadline("Trước ngày 31/7/2026 blorf", YEAR).partly[0]
    assert (part.start, part.due, part.rrule, part.relative) == (None, None, None, None)
    assert our_reading(part).startswith("mới đọc được một phần, nên chưa tính ngày nào: chưa hiểu «blorf»")
    assert "rule" in (part.hint or "")


#: Every form in which plans print one day.
FORMS = (
    "{d}/{m}/{y}", "{d:02d}/{m:02d}/{y}", "{d}-{m}-{y}", "{d:02d}.{m:02d}.{y}", "{y}-{m:02d}-{d:02d}",
    "ngày {d} tháng {m} năm {y}", "ngày {d:02d} tháng {m:02d} năm {y}", "ngày {d}/{m}/{y}", "{d} tháng {m} năm {y}",
    "ngày {d}/{m} năm {y}", "ngày {d} tháng {m}, năm {y}", "ngày {d} tháng {m}/{y}", "ngày {d:02d}/{m:02d}, năm {y}",
    "ngày {d} tháng {m} {y}", "{d} {en} {y}", "{en} {d}, {y}",
)  # fmt: skip
ENGLISH = ("Jan", "February", "Mar", "April", "May", "June", "Jul", "Aug", "Sept", "October", "Nov", "December")
LIMITS = {
    "{}": True,
    "Trước {}": False,
    "Chậm nhất {}": True,
    "Đến hết {}": True,
    "Hoàn thành trước {} để tổng hợp": False,
}


@given(st.dates(date(2024, 1, 1), date(2028, 12, 31)), st.sampled_from(FORMS), st.sampled_from(sorted(LIMITS)))
def test_a_date_in_any_of_its_printed_forms_is_the_same_day(day: date, form: str, limit: str) -> None:
    printed = form.format(d=day.day, m=day.month, y=day.year, en=ENGLISH[day.month - 1])
    assert judged(limit.format(printed), year_of(2026)) == {(day, LIMITS[limit])}


def test_a_day_without_its_year_in_a_plan_of_several_years_judges_nobody() -> None:
    several = Period(date(2024, 1, 1), date(2026, 12, 31))
    (part,) = read_deadline("Trước ngày 30/6", several).parts
    assert (part.kind, part.mistake) == (Kind.UNREAD, False)
    assert "không ghi năm" in (part.reason or "")
    school = Period(date(2025, 9, 1), date(2026, 6, 15))
    assert read_deadline("Trước ngày 30/5", school).parts[0].due == date(2026, 5, 30)
    assert read_deadline("Trước ngày 30/6 năm 2025", several).parts[0].due == date(2025, 6, 30)


@pytest.mark.parametrize(
    "text",
    [
        "Theo quý (tháng 10) ngày 20 hàng",
        "25 hàng tháng - hàng năm, trước ngày 15/11: 15 tháng cuối quý",
        "Đến hết ngày (cuối quý) các tháng 3, 6, và trước ngày 15 của.",
        "kỳ (tháng, quý, năm) và, ngày 30/11 và ngày 14 tháng:",
        "Hàng quý, - đạo của) gửi trước ngày 20/12 và thứ tư hàng tuần",
    ],
)
def test_days_of_several_sorts_behind_a_rhythm_are_read_without_a_failure(text: str) -> None:
    assert read_deadline(text, YEAR).parts
