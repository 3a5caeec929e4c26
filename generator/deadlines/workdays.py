"""Working days of Vietnamese state agencies: Monday to Friday, less public holidays, plus official swaps.

Holidays come from the ``holidays`` library (Bộ luật Lao động 2019 Điều 112, and the days off in lieu of Điều 111
khoản 3). Each year the Government may also swap a working day for a Saturday; those swaps are data, kept in
``plans/registry/holidays.yml`` with the document that orders them, because a library learns of them late.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Swap:
    """An official exchange: nobody works on ``off``, everybody works on ``worked`` instead."""

    off: date
    worked: date


class WorkCalendar:
    """Tells working days from others. Two calendars with the same swaps agree on every day."""

    def __init__(self, swaps: Iterable[Swap] = ()) -> None:
        """Take the official swaps; without any, only what the library knows counts."""
        swaps = tuple(swaps)
        self._off = frozenset(swap.off for swap in swaps)
        self._worked = frozenset(swap.worked for swap in swaps)

    def is_working(self, day: date) -> bool:
        """Whether offices are open: a swap decides first, then weekend and holidays."""
        if day in self._worked or day in self._off:
            return day in self._worked
        holidays, saturdays = _known(day.year)
        return day in saturdays or (day.weekday() < _SATURDAY and day not in holidays)

    def add(self, day: date, count: int) -> date:
        """Return the working day ``count`` working days after ``day`` (before it, if negative).

        ``day`` itself does not count, working or not: «05 ngày làm việc kể từ ngày nhận» received on a Monday of
        a plain week ends on the next Monday (Bộ luật Dân sự 2015 Điều 147).
        """
        step = timedelta(days=1 if count > 0 else -1)
        for _ in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def at_or_before(self, day: date) -> date:
        """Return the last working day not after ``day``."""
        return day if self.is_working(day) else self.add(day, -1)

    def at_or_after(self, day: date) -> date:
        """Return the first working day not before ``day``; a time limit that ends on a day off ends then.

        Source: Bộ luật Dân sự 2015 Điều 148 khoản 5.
        """
        return day if self.is_working(day) else self.add(day, 1)


@lru_cache(maxsize=64)
def _known(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Return the year's days off and the Saturdays worked instead, as far as the library knows them."""
    import holidays as holidays_library  # noqa: PLC0415 - a twentieth of a second, and a check asks for no working day

    known = holidays_library.country_holidays("VN", years=year)
    return frozenset(known), frozenset(known.weekend_workdays)
