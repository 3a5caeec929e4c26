"""Figures and days as officers type them, asked of the rules themselves: the last that passes and the first that is told."""

from decimal import Decimal

import pytest

from generator.check.figures import Figures, doubtful_figures, wrong_figures
from generator.model import Comparator
from generator.reading.meant import meant_day, meant_period
from tests.test_boundaries_tracking import target


def figures(text: str) -> Figures:
    """``79/100``, ``79/100=79``, ``79`` alone."""
    counts, _, value = text.partition("=") if "/" in text else ("", "", text)
    numerator, _, denominator = counts.partition("/")
    return Figures(*(Decimal(one) if one else None for one in (numerator, denominator, value)))


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("0/100", []),
        ("-1/100", ["numerator"]),
        ("0/0", []),
        ("1/0", ["denominator"]),
        ("1/", ["denominator"]),
        ("/1", ["numerator"]),
        ("2/3=67", []),
        ("2/3=66.7", []),
        ("2/3=66", []),
        ("2/3=65", ["value"]),
        ("2/3=68", ["value"]),
        ("50/100=50", []),
        ("50/100=51", ["value"]),
        ("0", []),
        ("-1", ["value"]),
    ],
)
def test_a_pair_of_counts_holds_together(said: str, wrong: list[str]) -> None:
    assert [key for key, _, _ in wrong_figures(figures(said), target())] == wrong


@pytest.mark.parametrize(
    ("said", "last", "doubted"),
    [
        ("100", None, []),
        ("100.01", None, ["value"]),
        ("1.01", None, []),
        ("1", None, ["value"]),
        ("0", None, []),
        ("100/100", None, []),
        ("101/100", None, ["numerator"]),
        ("1/100", None, []),
        ("1/101", None, ["numerator"]),
        ("1.65/2000", None, ["numerator", "numerator"]),
        ("99/990", "10/100", []),
        ("100/1000", "10/100", ["numerator", "denominator"]),
        ("50/100", "50/100", []),
        ("50/99", "50/100", ["denominator"]),
        ("11/11", "50/100", ["denominator"]),
        ("10/10", "50/100", ["denominator"]),
    ],
)
def test_a_figure_is_doubted_from_its_boundary_on(said: str, last: str | None, doubted: list[str]) -> None:
    before = figures(last) if last else None
    assert [key for key, _, _ in doubtful_figures(figures(said), target(), before)] == doubted


def test_a_growth_may_pass_a_hundred_and_a_small_error_is_no_slip() -> None:
    assert not list(doubtful_figures(figures("250"), target(Comparator.INCREASE_BY), None))
    assert not list(doubtful_figures(figures("1/1000"), target(Comparator.MAX), None))
    assert next(doubtful_figures(figures("9481"), target(), None))[2].startswith("có phải 94.81?")
    assert next(doubtful_figures(figures("1000"), target(), None))[2].startswith("có phải 100")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Quý III/2026", "2026-q3"),
        ("quý 4 năm 2026", "2026-q4"),
        ("6 tháng đầu năm 2026", "2026-h1"),
        ("6 tháng cuối năm 2026", "2026-h2"),
        ("nửa đầu năm 2026", "2026-h1"),
        ("H2/2026", "2026-h2"),
        ("năm 2026", "2026"),
        ("tháng 9/2026", "2026-09"),
        ("tháng 13/2026", "None"),
    ],
)
def test_a_period_is_read_as_it_is_said(text: str, period: str) -> None:
    assert str(meant_period(text)) == period


@pytest.mark.parametrize(
    ("text", "day"),
    [("02/10/2026", (2026, 10, 2)), ("2.10.26", (2026, 10, 2)), ("46297", (2026, 10, 2)), ("thứ hai", None)],
)
def test_a_day_is_read_day_first(text: str, day: tuple[int, int, int] | None) -> None:
    found = meant_day(text)
    assert (tuple(found) if found else None) == day
