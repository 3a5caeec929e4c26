"""Dates, numbers and comparisons as a Vietnamese reader expects them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from generator.model import Comparator, PartialDate, Target
from generator.text.wording import say_amount, say_day, say_number, say_on_day, say_target, say_unstated, sentence


@pytest.mark.parametrize(
    ("day", "words", "on_day"),
    [
        (PartialDate(2023, 3, 5), "5/3/2023", "ngày 5/3/2023"),
        (date(2023, 12, 31), "31/12/2023", "ngày 31/12/2023"),
        (PartialDate(2023, 3), "tháng 3/2023", "tháng 3/2023"),
        (PartialDate(2015), "năm 2015", "năm 2015"),
    ],
)
def test_a_day_is_said_as_far_as_it_is_known(day: PartialDate | date, words: str, on_day: str) -> None:
    assert (say_day(day), say_on_day(day)) == (words, on_day)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (80, "80"),
        (7920, "7.920"),
        (1234567, "1.234.567"),
        ("79.95", "79,95"),
        ("80.10", "80,1"),
        ("80.00", "80"),
        ("1E+3", "1.000"),
        ("0.5", "0,5"),
        ("-0.5", "-0,5"),
        (-7920, "-7.920"),
        ("1234.5", "1.234,5"),
    ],
)
def test_a_number_is_grouped_with_dots_and_has_a_decimal_comma(value: int | str, words: str) -> None:
    assert say_number(Decimal(value)) == words


@given(some.decimals(-(10**12), 10**12, places=3))
def test_a_number_keeps_its_value(value: Decimal) -> None:
    assert Decimal(say_number(value).replace(".", "").replace(",", ".")) == value


def test_an_amount_does_not_break_between_number_and_unit() -> None:
    assert say_amount(70, "%") == "70\u00a0%"


def target(comparator: Comparator | None, value: str = "70", unit: str = "%", *, stated: bool = True) -> Target:
    return Target(
        id="CT1", metric="m", label="l", comparator=comparator, value=Decimal(value), unit=unit, stated=stated
    )


@pytest.mark.parametrize(
    ("comparator", "value", "unit", "words"),
    [
        (Comparator.MIN, "70", "%", "ít nhất 70 %"),
        (Comparator.MAX, "5", "%", "nhiều nhất 5 %"),
        (Comparator.MAX, "3", "ngày", "chậm nhất 3 ngày"),
        (Comparator.MAX, "3", "ngày làm việc", "chậm nhất 3 ngày làm việc"),
        (Comparator.EXACT, "100", "%", "đủ 100 %"),
        (Comparator.EXACT, "90", "%", "đúng 90 %"),
        (Comparator.EXACT, "100", "hồ sơ", "đúng 100 hồ sơ"),
        (Comparator.REDUCE_BY, "10", "%", "giảm 10 %"),
        (Comparator.INCREASE_BY, "7920", "hồ sơ", "tăng 7.920 hồ sơ"),
        (None, "80", "%", "80 %"),
    ],
)
def test_a_target_is_said_with_its_comparison(comparator: Comparator | None, value: str, unit: str, words: str) -> None:
    assert say_target(target(comparator, value, unit)).replace("\u00a0", " ") == words


def test_every_comparison_has_words() -> None:
    assert all(say_target(target(comparator)).replace("\u00a0", " ") != "70 %" for comparator in Comparator)


def test_a_bare_number_is_said_to_be_read_as_at_least() -> None:
    assert say_unstated(target(None, stated=False)) == "Văn bản không ghi «tối thiểu»; trang này đọc là ít nhất."
    assert say_unstated(target(Comparator.MIN)) == ""


@pytest.mark.parametrize(("text", "words"), [("đủ hồ sơ", "Đủ hồ sơ"), ("", ""), ("Sở", "Sở"), ("80 %", "80 %")])
def test_a_sentence_begins_with_a_capital(text: str, words: str) -> None:
    assert sentence(text) == words
