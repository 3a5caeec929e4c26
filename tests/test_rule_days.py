"""The days of a recurrence rule: those that dateutil gives, and an end where it finds none."""

from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given
from hypothesis import strategies as some

from generator.deadlines.calendar import rrule_mistake
from generator.deadlines.rule_days import rule_days

BEGIN = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("rrule", "days"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=-1", ["2026-01-31", "2026-02-28", "2026-03-31"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ["2026-01-30", "2026-02-27", "2026-03-31"]),
        ("FREQ=MONTHLY;BYDAY=2TU", ["2026-01-13", "2026-02-10", "2026-03-10"]),
        ("FREQ=WEEKLY;INTERVAL=6;BYDAY=FR", ["2026-01-02", "2026-02-13", "2026-03-27"]),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", ["2026-03-29"]),
        ("FREQ=YEARLY", ["2026-01-01"]),
    ],
)
def test_days_of_a_rule(rrule: str, days: list[str]) -> None:
    assert [day.isoformat() for day in rule_days(rrule, BEGIN, date(2026, 3, 31))] == days


@pytest.mark.parametrize(
    "rrule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=FR",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTH=5",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-30",
        "FREQ=WEEKLY;BYMONTHDAY=31;BYMONTH=4",
    ],
)
def test_a_rule_without_a_day_comes_to_an_end(rrule: str) -> None:
    assert list(rule_days(rrule, BEGIN, date(2056, 1, 1))) == []


def numbers(least: int, most: int, size: int) -> some.SearchStrategy[str]:
    some_numbers = some.lists(some.integers(least, most).filter(bool), min_size=1, max_size=size, unique=True)
    return some_numbers.map(lambda found: ",".join(map(str, found)))


ORDINARY = some.lists(
    some.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, max_size=5, unique=True
)
RULES = some.fixed_dictionaries(
    {"FREQ": some.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])},
    optional={
        "INTERVAL": some.integers(1, 4).map(str),
        "BYMONTH": numbers(1, 12, 3),
        "BYMONTHDAY": numbers(-31, 31, 4),
        "BYDAY": some.one_of(ORDINARY.map(",".join), some.sampled_from(["1MO", "-1FR", "2TU,-2SU", "5WE", "-5TH"])),
        "BYSETPOS": some.sampled_from(["1", "2", "-1", "-3"]),
    },
).map(lambda fields: ";".join(f"{name}={value}" for name, value in fields.items()))


@given(RULES, some.dates(date(2020, 1, 1), date(2032, 12, 1)))
def test_the_days_are_those_of_dateutil(rrule: str, begin: date) -> None:
    assume(rrule_mistake(rrule) is None)
    begin, end = begin.replace(day=1), begin.replace(day=1) + timedelta(days=900)
    ours = list(rule_days(rrule, begin, end))
    assume(ours)  # where there is none, dateutil looks until the year 9999
    first = datetime(begin.year, begin.month, 1)  # noqa: DTZ001 - dateutil wants moments
    moments = rrulestr(rrule, dtstart=first).xafter(first, count=len(ours), inc=True)
    assert ours == [moment.date() for moment in moments]
