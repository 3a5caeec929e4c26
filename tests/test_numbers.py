"""Numbers as Vietnamese officers, Excel and documents write them: every reading, one refusal, half up."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from generator.text.numbers import (
    NumberError,
    find_numbers,
    parse_count,
    parse_number,
    printed_number,
    readings,
    round_apart,
    round_half_up,
    write_number,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1650", ["1650"]),
        ("1.650", ["1650", "1.650"]),
        ("7.920", ["7920", "7.920"]),
        ("2,000", ["2.000", "2000"]),
        ("0.920", ["0.920"]),
        ("45,5", ["45.5"]),
        ("92.12", ["92.12"]),
        ("92.1250", ["92.1250"]),
        ("1234.567", ["1234.567"]),
        ("1.650,5", ["1650.5"]),
        ("1,650.5", ["1650.5"]),
        ("1.234.567", ["1234567"]),
        ("1,234,567", ["1234567"]),
        ("1 650", ["1650"]),
        ("1\u00a0650", ["1650"]),
        ("1\u202f650,5", ["1650.5"]),
        ("-1.650", ["-1650", "-1.650"]),
        ("16 50", []),
        ("1.65.0", []),
        ("", []),
        ("9" * 31, []),
    ],
)
def test_a_text_has_every_reading_the_vietnamese_one_first(text: str, found: list[str]) -> None:
    assert readings(text) == tuple(map(Decimal, found))


@pytest.mark.parametrize(
    ("text", "value"), [("80", "80"), ("79.95", "79.95"), ("79,95", "79.95"), ("1.650,5", "1650.5"), ("-3", "-3")]
)
def test_a_number_with_one_reading_is_read(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("1.650", "«1.650» đọc được hai cách: 1650 hoặc 1,65", "viết 1650, hoặc 1.65"),
        ("2,000", "«2,000» đọc được hai cách: 2000 hoặc 2", "viết 2000, hoặc 2"),
        ("92.125", "«92.125» đọc được hai cách: 92125 hoặc 92,125", "viết 92125, hoặc 92.1250"),
        ("45,5%", "«45,5%» không phải con số", "viết 45.5"),
        ("82,5 %", "«82,5 %» không phải con số", "viết 82.5"),
        ("1 650", "«1 650» không phải con số", "viết 1650"),
        ("1.234.567", "«1.234.567» không phải con số", "viết 1234567"),
        ("1.65E+03", "«1.65E+03» không phải con số", "viết 1650"),
        ("1650 hồ sơ", "«1650 hồ sơ» không phải con số", "viết 1650"),
        ("1.650 hồ sơ", "«1.650 hồ sơ» không phải con số", "viết 1650, hoặc 1.65"),
        ("−3", "«−3» không phải con số", "viết -3"),
        (",5", "«,5» không phải con số", "viết 0.5"),
        ("1_000", "«1_000» không phải con số", "viết 1000"),
    ],
)
def test_a_refused_number_is_told_what_to_write(text: str, message: str, hint: str) -> None:
    with pytest.raises(NumberError) as refused:
        parse_number(text)
    assert (refused.value.message, refused.value.hint) == (message, hint)


@pytest.mark.parametrize("text", ["1650/2000", "1.650/2.000", "1650 trên 2000", "1650 / 2000"])
def test_a_ratio_in_one_place_is_told_its_two_lines(text: str) -> None:
    with pytest.raises(NumberError) as refused:
        parse_number(text)
    assert refused.value.hint == "viết hai dòng: «numerator: 1650» và «denominator: 2000», bỏ dòng này"


@pytest.mark.parametrize("text", ["nhiều", "NaN", "1e999999", "tăng 5, giảm 3", "1,65 nghìn", "2 triệu", "٨٠"])
def test_what_is_no_number_is_never_guessed(text: str) -> None:
    with pytest.raises(NumberError) as refused:
        parse_number(text)
    assert refused.value.guess is None
    assert "7.920 hồ sơ viết 7920" in refused.value.hint


@pytest.mark.parametrize(
    ("text", "hint"), [("1.250", "viết 1250, hoặc 1.25"), ("12.0", "viết 12"), ("01", "viết 1"), ("1.5", "phần lẻ")]
)
def test_a_count_is_whole(text: str, hint: str) -> None:
    assert parse_count("1250") == 1250
    with pytest.raises(NumberError) as refused:
        parse_count(text)
    assert hint in refused.value.hint


def test_a_document_is_read_as_vietnamese() -> None:
    assert printed_number("7.920") == 7920
    assert printed_number("79,95") == printed_number("79.95") == Decimal("79.95")
    assert find_numbers("Tối thiểu 1.250 hồ sơ, đạt 79,5 %.") == [Decimal(1250), Decimal("79.5")]


@given(some.decimals(-(10**9), 10**9, places=3))
def test_what_is_written_has_one_reading(value: Decimal) -> None:
    assert parse_number(write_number(value)) == value


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (Fraction(200, 3), "66.7"),
        (Fraction("66.65"), "66.7"),
        (Fraction("66.649"), "66.6"),
        (Fraction("-0.05"), "-0.1"),
        (Fraction(0), "0.0"),
        (Decimal("79.95"), "80.0"),
    ],
)
def test_a_half_is_rounded_up(value: Fraction | Decimal, rounded: str) -> None:
    assert str(round_half_up(value)) == rounded


def test_rounding_never_makes_a_limit_of_what_is_none() -> None:
    assert round_apart(Fraction("79.96"), 80) == Decimal("79.96")
    assert round_apart(Fraction("80.04"), 80) == Decimal("80.04")
    assert round_apart(Fraction(80), 80) == 80
    assert round_apart(Fraction("79.96"), 90) == 80
