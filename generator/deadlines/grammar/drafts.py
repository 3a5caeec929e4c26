"""A deadline as the grammar leaves it: understood, but its year not yet settled and its neighbours not yet asked.

«Trước ngày 30/3 và 30/9 năm 2023», «Hàng tháng, trước ngày 25» and «Quý I: trước ngày 15/3» are each understood
only together with what stands beside them; ``reader`` joins drafts and turns them into parts.
"""

from dataclasses import dataclass, replace

from generator.deadlines.grammar.dates import When
from generator.deadlines.records import Condition, Every, Kind, Relative

NOT_RECOGNISED = "không nhận ra thời hạn trong cụm từ này"
WRITE_PLAINLY = "viết rõ ngày, tháng, quý hoặc năm, hoặc ghi cách hiểu vào «rule»"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often, and on which day: the content of an RRULE before it is written.

    ``months`` are the months it falls due in (empty: every month), ``day`` the day of the month (0: the last).
    ``bare`` says that the phrase prints no day, so that a day standing beside it may fill it.
    """

    every: Every | None
    months: tuple[int, ...] = ()
    days: tuple[int, ...] = (0,)
    weekdays: tuple[str, ...] = ()
    interval: int = 1
    working: int = 0
    """1 for the first, 3 for the third, -1 for the last working day of the month."""
    bare: bool = False
    shifted: bool = False

    def rrule(self) -> str | None:
        """Return the RFC 5545 rule (without DTSTART and UNTIL), or None where no rhythm is printed."""
        if self.every is None:
            return None
        if self.every == "day":
            return "FREQ=DAILY"
        fields = [f"INTERVAL={self.interval}"] if self.interval > 1 else []
        if self.every == "week":
            return ";".join(["FREQ=WEEKLY", *fields, f"BYDAY={','.join(self.weekdays or ('SU',))}"])
        yearly = self.every == "year" and len(self.months) == 1
        return ";".join(["FREQ=YEARLY" if yearly else "FREQ=MONTHLY", *fields, *self._months(), self._days()])

    def _months(self) -> list[str]:
        return [f"BYMONTH={','.join(map(str, self.months))}"] if self.months else []

    def _days(self) -> str:
        """Return the day field; the 29th to 31st fall on the last day of a shorter month instead of vanishing."""
        if self.weekdays:
            return f"BYDAY={','.join(self.weekdays)}"
        if self.working:
            return f"BYDAY=MO,TU,WE,TH,FR;BYSETPOS={self.working}"
        if len(self.days) == 1 and self.days[0] > min(map(_shortest, self.months or (2,))):
            return f"BYMONTHDAY={','.join(map(str, range(28, self.days[0] + 1)))};BYSETPOS=-1"
        return f"BYMONTHDAY={','.join(str(day or -1) for day in self.days)}"


def _shortest(month: int) -> int:
    """Return the fewest days a month can have."""
    return 28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31


@dataclass(frozen=True, slots=True)
class Draft:
    """What one stretch of the phrase says. ``to`` ends a range; ``day`` is a day that still lacks its month."""

    kind: Kind
    when: When | None = None
    to: When | None = None
    inclusive: bool = True
    day: int | None = None
    rhythm: Rhythm | None = None
    since: When | None = None
    """Where an ongoing or recurring duty begins, if printed."""
    after: bool = False
    """``since`` is the last day that does not count: «sau ngày 30/6»."""
    until: When | None = None
    ahead: bool = False
    """Due on the day before ``when`` begins: «trước tháng 6»."""
    relative: Relative | None = None
    reference: str | None = None
    condition: Condition | None = None
    event: str | None = None
    reason: str | None = None
    hint: str | None = None
    mistake: bool = False
    doubts: tuple[str, ...] = ()
    label: bool = False
    """Not a deadline but what the one beside it is for: «(đối với báo cáo quý)»."""

    @property
    def window(self) -> When:
        """``when`` of a draft that has one; asking another is a bug of ours."""
        if self.when is None:
            raise ValueError(f"a draft of the kind {self.kind} names no day")
        return self.when

    @property
    def round(self) -> Rhythm:
        """``rhythm`` of a recurring draft; asking another is a bug of ours."""
        if self.rhythm is None:
            raise ValueError(f"a draft of the kind {self.kind} has no rhythm")
        return self.rhythm

    def doubting(self, *doubts: str) -> "Draft":
        """Return the draft with more doubts."""
        return replace(self, doubts=(*self.doubts, *doubts))


@dataclass(frozen=True, slots=True)
class Item:
    """A draft and where it stands in the canonical string."""

    draft: Draft
    start: int
    end: int


Drafts = tuple[tuple[Draft, ...], int]
"""What a production read at a position, and the position after it."""
