"""The days that a recurrence rule gives within two days, in time that grows with what lies between them and nothing else.

The subset of RFC 5545 §3.3.10 that :func:`generator.deadlines.calendar.rrule_mistake` lets through. ``dateutil`` looks for the
next day until the year 9999 when a rule has none (30 February, the sixth Monday of a month): three million days for a rule of
five words that anybody can write. Here each day, week, month or year between the two is looked at once; a test holds the
result to that of ``dateutil``, which only takes «1MO,FR» for days that are both.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_DAY = timedelta(days=1)


class _Rule:
    """A rule, taken apart; ``begin`` is the day from which intervals are counted."""

    def __init__(self, rrule: str, begin: date) -> None:
        fields = dict(field.split("=", 1) for field in rrule.split(";"))
        self.begin = begin
        self.frequency = fields["FREQ"]
        self.interval = int(fields.get("INTERVAL", "1"))
        self.months = {int(month) for month in fields.get("BYMONTH", "").split(",") if month}
        self.month_days = {int(day) for day in fields.get("BYMONTHDAY", "").split(",") if day}
        listed = [name for name in fields.get("BYDAY", "").split(",") if name]
        self.weekdays = {_DAYS.index(name) for name in listed if name in _DAYS}
        self.ordinals = {(int(name[:-2]), _DAYS.index(name[-2:])) for name in listed if name not in _DAYS}
        self.position = int(fields["BYSETPOS"]) if "BYSETPOS" in fields else 0
        self._complete()

    def _complete(self) -> None:
        """What a rule leaves open is taken from the day on which it begins (RFC 5545 §3.3.10, DTSTART)."""
        if self.month_days or self.weekdays or self.ordinals:
            return
        if self.frequency == "WEEKLY":
            self.weekdays = {self.begin.weekday()}
        elif self.frequency in ("MONTHLY", "YEARLY"):
            self.month_days = {self.begin.day}
            if self.frequency == "YEARLY" and not self.months:
                self.months = {self.begin.month}

    def admits(self, day: date, stretch: list[date]) -> bool:
        """Whether a day of a stretch (a day, week, month or year) has what the rule asks for."""
        if self.months and day.month not in self.months:
            return False
        if self.month_days and not self.month_days & {day.day, day.day - monthrange(day.year, day.month)[1] - 1}:
            return False
        return not (self.weekdays or self.ordinals) or day.weekday() in self.weekdays or self._is_ordinal(day, stretch)

    def _is_ordinal(self, day: date, stretch: list[date]) -> bool:
        """Whether a day is the nth of its weekday in the month, or in the year where the rule names no month."""
        if not self.ordinals:
            return False
        first, last = stretch[0], stretch[-1]
        if self.months and self.frequency == "YEARLY":
            first, last = day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
        from_start, from_end = (day - first).days // 7 + 1, -((last - day).days // 7 + 1)
        return bool({(from_start, day.weekday()), (from_end, day.weekday())} & self.ordinals)


def rule_days(rrule: str, begin: date, end: date) -> Iterator[date]:
    """The days of a rule from ``begin`` to ``end``, both inside, in order; intervals are counted from ``begin``."""
    rule = _Rule(rrule, begin)
    for stretch in _stretches(rule, begin, end):
        found = [day for day in stretch if rule.admits(day, stretch)]
        if rule.position:
            found = _at(found, rule.position)
        yield from (day for day in found if begin <= day <= end)


def _at(days: list[date], position: int) -> list[date]:
    index = position - 1 if position > 0 else position
    return [days[index]] if -len(days) <= index < len(days) else []


def _stretches(rule: _Rule, begin: date, end: date) -> Iterator[list[date]]:
    """The days, weeks (from Monday), months or years that the rule's interval picks, each as its days."""
    match rule.frequency:
        case "DAILY":
            yield from ([day] for day in _days(begin, end, rule.interval))
        case "WEEKLY":
            monday = begin - timedelta(days=begin.weekday())
            for first in _days(monday, end, 7 * rule.interval):
                yield [day for day in (first + n * _DAY for n in range(7)) if day >= begin]
        case "MONTHLY":
            months = range(12 * begin.year + begin.month - 1, 12 * end.year + end.month, rule.interval)
            yield from (_month(number // 12, number % 12 + 1) for number in months)
        case _:
            for year in range(begin.year, end.year + 1, rule.interval):
                yield [day for month in range(1, 13) for day in _month(year, month)]


def _days(begin: date, end: date, step: int) -> Iterable[date]:
    return (begin + n * _DAY for n in range(0, (end - begin).days + 1, step))


def _month(year: int, month: int) -> list[date]:
    return [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]
