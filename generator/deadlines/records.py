"""The words every other module of ``generator.deadlines`` speaks: kinds, parts, readings, occurrences.

A *reading* is what we understood of one printed phrase. It has one or more *parts*, because officers put
several deadlines in one cell («Định kỳ hàng quý, năm»). A part never holds a guess without saying so: the
year we supplied is ``inferred``, anything else we assumed is a Vietnamese sentence in ``doubts``, and what
we could not read is a part of its own, of the kind ``unread``, with the reason.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal


class Kind(StrEnum):
    """What sort of deadline a part is; the values are the ones the open data prints."""

    FIXED = "fixed"
    """A day, or a span of days: «15/02/2023», «10-15/3/2023»."""
    BEFORE = "before"
    """A limit: «Trước ngày 30/3» (``inclusive`` is false), «chậm nhất ngày 30/3», «đến hết tháng 6»."""
    MONTH = "month"
    """Within one month, or within a named part of it: «Tháng 8, năm 2023», «cuối tháng 6»."""
    MONTH_RANGE = "month_range"
    """From one month to another: «Tháng 3 đến tháng 7», «6 tháng đầu năm»."""
    QUARTER = "quarter"
    """Within a quarter, or a span of quarters. A list of quarters is several parts."""
    WITHIN_YEAR = "within_year"
    """Within a year, or a named part of it: «Năm 2023», «cuối năm»."""
    YEAR_RANGE = "year_range"
    """«giai đoạn 2022-2025»."""
    ONGOING = "ongoing"
    """Work without end: «Thường xuyên». ``start`` and ``until`` bound it; it has no ``due``."""
    RECURRING = "recurring"
    """Due again and again; ``rrule`` says when, or is None where the phrase does not say how often."""
    RELATIVE = "relative"
    """So many days after or before something happens."""
    PER_PLAN = "per_plan"
    """The date stands in another plan or programme; ``reference`` names it."""
    PER_LAW = "per_law"
    """The date stands in a legal or directive document; ``reference`` names it."""
    CONDITIONAL = "conditional"
    """Only when something happens or someone asks; ``event`` says what."""
    VAGUE = "vague"
    """«kịp thời»: no one can check it."""
    PARTLY = "partly"
    """Read, but beside words that could move the day: it has no days, ``reason`` names those words."""
    UNREAD = "unread"
    """We could not read it; ``reason`` says why, ``hint`` what to write."""


Every = Literal["day", "week", "month", "quarter", "half", "year"]
"""The rhythm of a recurring part in a reader's words; its exact days are in ``rrule``."""

Unit = Literal["hour", "working_hour", "day", "working_day", "week", "month", "year", "unknown"]
"""Unit of a relative deadline. «ngày» is a calendar day; only «ngày làm việc» is a working day."""

Condition = Literal["request", "occurrence", "after", "before", "until"]
"""request: «theo yêu cầu»; occurrence: «khi có phát sinh»; after, before, until: «sau khi …», …"""


@dataclass(frozen=True, slots=True)
class Period:
    """The days a plan covers, both included. Gives the year where a phrase leaves it out."""

    start: date
    end: date

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies within the plan."""
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Relative:
    """``n`` units after (or, with ``before``, ahead of) ``event``. ``n`` is None for «ngay sau khi …»."""

    n: float | None
    unit: Unit
    event: str | None = None
    before: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One deadline read from a phrase.

    ``start`` and ``due`` are the first and last day of a window, both as printed: for «trước ngày 30/3»
    ``due`` is 30 March and ``inclusive`` is false. ``until`` is the last day of an ongoing or recurring
    duty. ``span`` counts characters of the phrase exactly as it was given, ``text`` is that slice.
    """

    kind: Kind
    text: str
    span: tuple[int, int]
    start: date | None = None
    due: date | None = None
    until: date | None = None
    inclusive: bool = True
    inferred: bool = False
    every: Every | None = None
    rrule: str | None = None
    working: bool = False
    """The rule names a working day («ngày làm việc cuối cùng của tháng»), so holidays move it."""
    dayless: bool = False
    """The phrase says how often but not on which day; we count to the last day of each round."""
    shifted: bool = False
    """Due in the month or quarter after the one it is about: «ngày 05 tháng sau»."""
    relative: Relative | None = None
    reference: str | None = None
    condition: Condition | None = None
    event: str | None = None
    reason: str | None = None
    hint: str | None = None
    mistake: bool = False
    """Unread because the phrase is wrong (a day that does not exist), not because we do not know its words."""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleMistake:
    """One thing wrong in a ``rule:`` an officer wrote: the key, what was found, what is expected (Vietnamese)."""

    key: str
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A phrase and its parts, in the order of the text. There is always at least one part."""

    text: str
    parts: tuple[Part, ...]
    mistakes: tuple[RuleMistake, ...] = ()
    """Only when an officer's ``rule:`` was given and could not be used."""

    @property
    def unread(self) -> tuple[Part, ...]:
        """The parts nobody but a person can read."""
        return tuple(part for part in self.parts if part.kind is Kind.UNREAD)

    @property
    def partly(self) -> tuple[Part, ...]:
        """The parts that would have a day, were every word beside them understood."""
        return tuple(part for part in self.parts if part.kind is Kind.PARTLY)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One due day (kỳ) of a part. ``label`` is Vietnamese: «tháng 3/2023», «quý I/2023», «30/3/2023»."""

    due: date
    label: str
    start: date | None = None
    inclusive: bool = True

    @property
    def key(self) -> str:
        """The stable name of the occurrence within its part: its ISO date."""
        return self.due.isoformat()
