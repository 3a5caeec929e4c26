"""Deadlines as plans of Vietnamese offices print them, each with the days on which it may judge."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.deadlines import answer, year_of

CASES = [
    tuple(line.split(" => "))
    for line in (Path(__file__).parent / "cases" / "deadlines" / "plans.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def meant(code: str) -> set[tuple[date, bool]]:
    """The due days a code stands for, and whether the day itself still counts; the case file says what codes there are."""
    inclusive, name = not code.startswith("<"), code.removeprefix("<")
    if name in WEEKDAYS:
        days = (date(2026, 1, 1) + timedelta(days=count) for count in range(365))
        return {(day, inclusive) for day in days if WEEKDAYS[day.weekday()] == name}
    if found := re.fullmatch(r"([mq])(E|\d+)", name):
        months = range(1, 13) if found[1] == "m" else (3, 6, 9, 12)
        return {(_day_of(month, found[2]), inclusive) for month in months}
    day, month, *year = map(int, name.split("/"))
    return {(date(year[0] if year else 2026, month, day), inclusive)}


def _day_of(month: int, day: str) -> date:
    last = date(2026 + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last if day == "E" else min(last, date(2026, month, int(day)))


def test_there_are_more_than_two_hundred_phrases() -> None:
    assert len({phrase for phrase, _ in CASES}) == len(CASES) > 200


@pytest.mark.parametrize(("phrase", "expected"), CASES, ids=[phrase[:60] for phrase, _ in CASES])
def test_a_phrase_judges_on_the_days_it_means_and_on_no_other(phrase: str, expected: str) -> None:
    found = answer(phrase, year_of(2026))
    judged = {(day, part.inclusive) for part, days in found.parts for day in days}
    if expected.startswith("-"):
        assert judged == set()
        assert bool(found.unread or any(part.kind == "partly" for part, _ in found.parts)) == (expected == "-?")
        return
    assert judged == set().union(*map(meant, expected.split()))
    assert found.judges
