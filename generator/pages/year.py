"""The calendar: what is due, month by month, with recurring duties expanded and a twelve-month strip for each department."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from generator.addresses import (
    CALENDAR,
    PROGRESS,
    agency_address,
    calendar_address,
    plan_address,
    task_anchor,
    year_address,
)
from generator.model import Plan
from generator.pages.parts.page import Link, Page, agency_link, shortened
from generator.text.vietnamese import sort_key
from generator.text.wording import say_day
from generator.tracking.linked import Linked
from generator.tracking.progress import DueProgress, Turn
from generator.tracking.status import State


@dataclass(frozen=True, slots=True)
class DayLine:
    """One thing that is due on a day."""

    day: str
    task: Link
    content: str
    agency: Link
    state: State
    words: str


@dataclass(frozen=True, slots=True)
class MonthPart:
    """What is due for one body in a month; a body's number in the strips leads here."""

    anchor: str
    agency: Link
    lines: tuple[DayLine, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month with what is due in it."""

    anchor: str
    title: str
    count: int
    open: bool
    """Whether a phone shows the month unfolded: the one that the as-of day lies in."""
    parts: tuple[MonthPart, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """How much is due in one month; ``address`` leads to the month where there is something."""

    month: int
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Strip:
    """Twelve months of one department."""

    agency: Link
    cells: tuple[Cell, ...]
    calendar: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPage:
    """Context of ``pages/year.html``."""

    template: ClassVar[str] = "year.html"
    year: str
    as_of: str
    strips: tuple[Strip, ...]
    months: tuple[Month, ...]
    others: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPage:
    """Context of ``pages/calendar.html``."""

    template: ClassVar[str] = "calendar.html"
    as_of: str
    soon: tuple[DayLine, ...]
    """What is due within thirty days of the as-of date."""
    years: tuple[tuple[Link, str], ...]
    calendars: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class _Dated:
    plan: Plan
    due: DueProgress
    turn: Turn
    day: date


SOON_DAYS = 30


def calendar_pages(linked: Linked) -> Iterator[Page]:
    """The entrance, then a page for each year in which something is due."""
    dated = sorted(_dated(linked, linked.plans()), key=lambda item: (item.day, item.plan.id, item.due.due.key))
    years = sorted({item.day.year for item in dated}, reverse=True)
    yield _entrance(linked, dated, years)
    for year in years:
        yield _year_page(linked, year, [item for item in dated if item.day.year == year], years)


def _dated(linked: Linked, plans: Iterable[Plan]) -> Iterator[_Dated]:
    for plan in plans:
        for due in linked.progress[plan.id].dues:
            for turn in due.turns:
                if turn.due is not None:
                    yield _Dated(plan, due, turn, turn.due)


def _entrance(linked: Linked, dated: list[_Dated], years: list[int]) -> Page:
    soon = [item for item in dated if 0 <= (item.day - linked.as_of).days <= SOON_DAYS]
    counted = {year: sum(1 for item in dated if item.day.year == year) for year in years}
    issuing = list(_agencies(linked, dated))
    bodies = sorted(linked.catalogue.agencies, key=lambda name: sort_key(linked.name_of(name)))
    merged = [name for name in bodies if name not in issuing and linked.has_due_days(name)]
    context = CalendarPage(
        as_of=say_day(linked.as_of),
        soon=tuple(day_line(linked, item.plan, item.due, item.turn) for item in soon),
        years=tuple((Link(f"Năm {year}", year_address(year)), f"{counted[year]} kỳ hạn") for year in years),
        calendars=tuple(Link(linked.name_of(name), calendar_address(name)) for name in (*issuing, *merged)),
    )
    description = "Việc nào đến hạn ngày nào, theo từng tháng, của từng cơ quan; kèm lịch tải về điện thoại."
    return Page(address=CALENDAR, section="tien-do", title="Lịch thời hạn", description=description, context=context)


def _year_page(linked: Linked, year: int, dated: list[_Dated], years: list[int]) -> Page:
    months = sorted({item.day.month for item in dated})
    context = YearPage(
        year=str(year),
        as_of=say_day(linked.as_of),
        strips=tuple(_strip(linked, agency, dated, year) for agency in _agencies(linked, dated)),
        months=tuple(_month(linked, month, year, dated) for month in months),
        others=tuple(Link(str(other), year_address(other)) for other in years if other != year),
    )
    return Page(
        address=year_address(year),
        section="tien-do",
        title=f"Lịch thời hạn năm {year}",
        description=f"Việc đến hạn trong năm {year}, theo từng tháng và từng cơ quan.",
        context=context,
        crumbs=(Link("Tiến độ", PROGRESS), Link("Lịch thời hạn", CALENDAR)),
    )


def _agencies(linked: Linked, dated: list[_Dated]) -> list[str]:
    found = {item.plan.agency for item in dated}
    return sorted(found, key=lambda agency: sort_key(linked.catalogue.agencies[agency].name))


def _strip(linked: Linked, agency: str, dated: list[_Dated], year: int) -> Strip:
    counts = Counter(item.day.month for item in dated if item.plan.agency == agency)
    cells = (
        Cell(month, counts[month], f"{year_address(year)}#{_anchor(month, agency)}" if counts[month] else "")
        for month in range(1, 13)
    )
    name = linked.catalogue.agencies[agency].short
    return Strip(Link(name, agency_address(agency)), tuple(cells), _calendar(linked, agency))


def agency_strips(linked: Linked, agency: str) -> Iterator[tuple[str, tuple[Strip, ...]]]:
    """The strips of one department, a year each, latest first."""
    dated = list(_dated(linked, linked.plans_of(agency)))
    for year in sorted({item.day.year for item in dated}, reverse=True):
        yield str(year), (_strip(linked, agency, [item for item in dated if item.day.year == year], year),)


def _calendar(linked: Linked, agency: str) -> Link:
    return Link(linked.catalogue.agencies[agency].name, calendar_address(agency))


def _anchor(month: int, agency: str) -> str:
    return f"thang-{month}-{agency}"


def _month(linked: Linked, month: int, year: int, dated: list[_Dated]) -> Month:
    due = [item for item in dated if item.day.month == month]
    parts = (_month_part(linked, month, agency, due) for agency in _agencies(linked, due))
    now = (year, month) == (linked.as_of.year, linked.as_of.month)
    return Month(f"thang-{month}", f"Tháng {month}/{year}", len(due), now, tuple(parts))


def _month_part(linked: Linked, month: int, agency: str, due: list[_Dated]) -> MonthPart:
    own = (item for item in due if item.plan.agency == agency)
    lines = tuple(day_line(linked, item.plan, item.due, item.turn) for item in own)
    return MonthPart(_anchor(month, agency), agency_link(linked, agency), lines)


def day_line(linked: Linked, plan: Plan, due: DueProgress, turn: Turn) -> DayLine:
    """One due day as a list shows it."""
    agency = linked.agency_of(plan)
    before = "" if turn.inclusive else "trước "
    return DayLine(
        day=f"{before}{say_day(turn.due)}" if turn.due else "",
        task=Link(due.due.task.id, f"{plan_address(plan.id)}#{task_anchor(due.due.task.id)}"),
        content=shortened(due.due.task.task.content, 120),
        agency=Link(agency.short, agency_address(agency.id)),
        state=turn.status.state,
        words=turn.status.words,
    )


def due_soon(linked: Linked) -> tuple[DayLine, ...]:
    """What is due within thirty days, for the home page."""
    dated = sorted(_dated(linked, linked.plans()), key=lambda item: (item.day, item.plan.id))
    soon = (item for item in dated if 0 <= (item.day - linked.as_of).days <= SOON_DAYS)
    return tuple(day_line(linked, item.plan, item.due, item.turn) for item in soon)
