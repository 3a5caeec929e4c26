"""Dates as Vietnamese documents print them: a day may be blank, a month may be all that is known."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from generator.model.fields import said

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
"""The time zone in which every day of the data begins and ends."""

YEARS = range(1900, 2201)
"""Years that a date can have. A year outside is a slip of the keyboard, and year 9999 has no day after its last."""


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year, a month of a year, or a day: ISO 8601-1 §5.2 calendar dates with reduced precision (``2023-03``)."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> "PartialDate":
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``. Raises ValueError for anything else and for dates that do not exist."""
        found = _PARTIAL.fullmatch(text)
        if found is None:
            raise ValueError(text)
        year, month, day = (int(part) if part else None for part in found.groups())
        date(year or 0, 1 if month is None else month, 1 if day is None else day)
        return cls(year or 0, month, day)

    def isoformat(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def first_day(self) -> date:
        """The first day that the date can mean; what lists sort by."""
        return date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> date:
        """The last day that the date can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __str__(self) -> str:
        return self.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From the first to the last day, both inside."""

    first: date = said("từ ngày", "Ngày đầu của kỳ kế hoạch, ví dụ 2023-01-01", key="from")
    last: date = said("đến ngày", "Ngày cuối của kỳ kế hoạch, ví dụ 2023-12-31", key="to")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last
