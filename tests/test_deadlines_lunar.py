"""Lunar days follow the Vietnamese calendar, and say that they were converted."""

from datetime import date

import pytest

from generator.deadlines import Kind, Period, read_deadline, year_of
from generator.deadlines.lunar import is_named, solar_day


@pytest.mark.parametrize(
    ("year", "tet"),
    [
        (1985, date(1985, 1, 21)),  # a month before the Chinese new year
        (2007, date(2007, 2, 17)),  # a day before it
        (2026, date(2026, 2, 17)),
        (2030, date(2030, 2, 2)),  # a day before it
    ],
)
def test_tet_is_that_of_viet_nam_where_the_chinese_calendar_differs(year: int, tet: date) -> None:
    assert solar_day(year, 1, 1) == tet


def test_a_thirtieth_of_a_month_of_29_days_does_not_exist() -> None:
    assert solar_day(2025, 12, 29) == date(2026, 2, 16)
    assert solar_day(2025, 12, 30) is None
    assert solar_day(2025, 12, 0) == date(2026, 2, 16)


def test_a_lunar_year_is_known_by_its_name_and_ty_is_told_from_ty_by_its_stem() -> None:
    assert is_named(2026, "binh", "ngo")
    assert is_named(2020, "canh", "ty")
    assert is_named(2025, "at", "ty")
    assert not is_named(2025, "canh", "ty")


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("15/8 âm lịch", date(2026, 9, 25)),
        ("Trước ngày 10/3 (âm lịch)", date(2026, 4, 26)),
        ("23 tháng Chạp", date(2026, 2, 10)),  # of the lunar year before
        ("Rằm tháng Bảy", date(2026, 8, 27)),
        ("Trước Tết Nguyên đán Bính Ngọ", date(2026, 2, 17)),
        ("mùng 3 Tết", date(2026, 2, 19)),
    ],
)
def test_a_lunar_day_is_converted_and_says_so(text: str, due: date) -> None:
    (part,) = read_deadline(text, year_of(2026)).parts
    assert part.due == due
    assert "đổi từ âm lịch" in part.doubts


@pytest.mark.parametrize("text", ["30/2 âm lịch năm 2026", "Rằm tháng Tám năm Giáp Tý"])
def test_a_lunar_day_that_does_not_exist_or_lies_far_off_is_unread(text: str) -> None:
    assert [part.kind for part in read_deadline(text, year_of(2026)).parts if part.due] == []


def test_a_lunar_day_that_falls_into_a_long_plan_twice_judges_nobody() -> None:
    (part,) = read_deadline("Rằm tháng Bảy", Period(date(2025, 1, 1), date(2026, 12, 31))).parts
    assert part.kind is Kind.UNREAD


@pytest.mark.parametrize(("year", "month"), [(2025, month) for month in range(1, 13)])
def test_the_last_day_of_a_lunar_month_is_its_thirtieth_where_it_has_one(year: int, month: int) -> None:
    thirtieth = solar_day(year, month, 30)
    assert solar_day(year, month, 0) == (thirtieth or solar_day(year, month, 29))
    assert (thirtieth is not None) is (month in {1, 3, 6, 7, 9, 10, 11})
