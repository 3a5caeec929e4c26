"""Lunar days as the Vietnamese calendar counts them, seven hours ahead of Greenwich (Quyết định 121/CP năm 1967).

The library computes new moons for UTC+7, so that Tết 2007 is 17 February and Tết 2030 is 2 February, a day before the Chinese
new year. It lets a 30th of a month of 29 days run into the next month; here such a day does not exist.
"""

from datetime import date
from functools import lru_cache

STEMS = "giap at binh dinh mau ky canh tan nham quy".split()  # noqa: SIM905 - read as a list of words
BRANCHES = "ty suu dan mao thin ty ngo mui than dau tuat hoi".split()  # noqa: SIM905


@lru_cache(maxsize=1024)
def solar_day(year: int, month: int, day: int) -> date | None:
    """Return the day of a lunar date, day 0 for the last of its month; None where it does not exist or is out of range.

    ``year`` is the year in which the lunar year begins; leap months are never meant without saying so.
    """
    from lunar_vn import (  # noqa: PLC0415 - it looks for its own version with the reader of e-mail; few phrases need it
        SUPPORTED_YEAR_RANGE,
        convert_lunar_to_solar,
        solar_to_lunar,
    )

    first, last = SUPPORTED_YEAR_RANGE
    if not (first < year < last and 1 <= month <= 12 and 0 <= day <= 30):
        return None
    for candidate in (day,) if day else (30, 29):
        found = convert_lunar_to_solar(candidate, month, year)
        back = solar_to_lunar(found)
        if (back.day, back.month) == (candidate, month):
            return found
    return None


def is_named(year: int, stem: str, branch: str) -> bool:
    """Whether a lunar year bears the name: 2026 is «bính ngọ». «tý» and «tỵ» fold alike; the stem tells them apart."""
    return STEMS[(year - 4) % 10] == stem and BRANCHES[(year - 4) % 12] == branch
