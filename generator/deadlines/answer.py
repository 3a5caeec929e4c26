"""Answers an officer who asks, before publishing, how a phrase will be read: ``congkhai deadline``.

The same sentence stands in the summary of a pull request beside each deadline that an amendment sets, so that nobody meets a
reading for the first time on the published page; the forms say so and lead to the table of readings.
"""

from dataclasses import dataclass
from datetime import date

from generator.deadlines.calendar import occurrences, spell
from generator.deadlines.explanation import our_reading
from generator.deadlines.reader import read_deadline
from generator.deadlines.records import Part, Period
from generator.deadlines.workdays import WorkCalendar

_SHOWN = 6
"""Due days a sentence lists before it only counts the rest."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How one phrase is read in one period, with the due days of each part."""

    text: str
    parts: tuple[tuple[Part, tuple[date, ...]], ...]
    unread: tuple[str, ...]
    """The words nobody but a person can read, in the order of the phrase."""

    @property
    def judges(self) -> bool:
        """Whether the phrase gives a day on which this site could say «đúng hạn» or «quá hạn»."""
        return any(days for _, days in self.parts)

    def as_json(self) -> dict[str, object]:
        """The answer for programs; days are ISO 8601, ``from`` and ``due`` null where a part has none."""
        return {
            "text": self.text,
            "parts": [_part_json(part, days) for part, days in self.parts],
            "unread": list(self.unread),
            "judges": self.judges,
        }

    def readings(self) -> tuple[str, ...]:
        """How each part is read, with its due days where there are several."""
        return tuple(_said(part, days) for part, days in self.parts)

    def sentence(self) -> str:
        """The answer for an officer: one paragraph of Vietnamese that ends in a full stop."""
        said = "; ".join(self.readings())
        left = f" Chưa hiểu: {', '.join(f'«{words}»' for words in self.unread)}." if self.unread else ""
        return f"Trang này hiểu là: {said}.{left} {_verdict(self)}"


def answer(text: str, period: Period, calendar: WorkCalendar | None = None) -> Answer:
    """Read ``text`` as it would be read in a plan that covers ``period``. Any text at all; never raises."""
    reading = read_deadline(text, period)
    parts = tuple((part, tuple(found.due for found in occurrences(part, period, calendar))) for part in reading.parts)
    return Answer(text, parts, tuple(" ".join(part.text.split()) for part in reading.unread))


def year_of(year: int) -> Period:
    """The period of a plan for one calendar year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def _part_json(part: Part, days: tuple[date, ...]) -> dict[str, object]:
    return {
        "kind": part.kind.value,
        "from": part.start.isoformat() if part.start else None,
        "due": part.due.isoformat() if part.due else None,
        "occurrences": [day.isoformat() for day in days],
        "inferred": part.inferred,
        "inclusive": part.inclusive,
        "text": part.text,
        "reading": our_reading(part),
    }


def _said(part: Part, days: tuple[date, ...]) -> str:
    if len(days) < 2:
        return our_reading(part)
    shown = ", ".join(map(spell, days[:_SHOWN]))
    more = f" … ({len(days)} ngày)" if len(days) > _SHOWN else ""
    return f"{our_reading(part)} (các ngày đến hạn: {shown}{more})"


def _verdict(found: Answer) -> str:
    if not found.judges:
        return "Không dùng để đánh giá đúng hạn hay quá hạn."
    if found.unread:
        return "Chỉ phần có ngày được dùng để đánh giá đúng hạn; phần chưa hiểu thì không."
    return "Được dùng để đánh giá đúng hạn."
