"""The year of a plan as a picture: a row for each commitment with a day, laid out at build so that no words meet.

Across, everything is a percentage of the picture's width; down, pixels: text keeps its size on a phone and on a wall.
Words stand right of their marks, left where the right has no room, and above where neither has. Work without a day is
counted under the picture, not drawn. Pure: a plan's progress in, numbers and words out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.addresses import task_anchor
from generator.model import Plan
from generator.pages.parts.page import shortened
from generator.pages.plan.timeline_axis import LETTER, NARROW, WIDE, Axis, Tick, axis_of, percent, ticks_of
from generator.pages.plan.timeline_rows import Span, TimelineRow, rows_of, say_days, say_tasks, say_when
from generator.pages.plan.timeline_words import say_band, say_picture, say_rest, say_title
from generator.text.wording import say_day, sentence
from generator.tracking.progress import PlanProgress
from generator.tracking.status import RULES, State

FIRST_ROW, ROW, WORDS_ABOVE, RADIUS = 42, 28, 20, 6
"""Pixels: from the top to the first row, from row to row, the room that words above a row take, half a mark."""

GAP = 12
"""Pixels between a mark and its words."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A window of days; ``top`` is its upper edge in pixels."""

    x: str
    top: int
    width: str
    tone: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A due day. ``form``: disc, ring, wait, half, box, tri or dash, as in the status beside the task."""

    x: str
    y: int
    form: str
    tone: str


@dataclass(frozen=True, slots=True)
class Words:
    """Words in the picture: ``more`` is dropped on a phone."""

    x: str
    dx: int
    y: int
    anchor: str
    words: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """A row of the table behind the picture."""

    tasks: tuple[tuple[str, str], ...]
    """Ids with their anchors."""
    name: str
    printed: str
    first: str
    last: str
    states: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The picture, the sentence that says it, the table behind it, and what it leaves out."""

    title: str
    label: str
    height: int
    floor: int
    """Where the rows end, in pixels."""
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    dots: tuple[Dot, ...]
    words: tuple[Words, ...]
    today: Words | None
    """The as-of date, at the foot of a line across the picture; None where it lies outside."""
    band: str
    """Work that has no day of its own: «Cả năm: 26 thường xuyên, 2 trong năm»."""
    rest: str
    """Work that the picture cannot show, and why."""
    lines: tuple[TimelineLine, ...]
    legend: tuple[tuple[State, str], ...]
    """Forms that the picture shows, in words; empty where nothing was reported and every mark is alike."""


def timeline_of(plan: Plan, progress: PlanProgress) -> Timeline | None:
    """The picture of a plan's days; None for a plan that prints none."""
    rows = rows_of(plan, progress)
    axis = axis_of(plan, rows)
    drawn = [row for row in rows if all(axis.shows(span.due) for span in row.spans)]
    if not drawn:
        return None
    reported, placed = bool(progress.reports), _place(drawn, axis)
    floor = placed[-1][1] + ROW - RADIUS
    today = _today(progress.as_of, axis, floor)
    return Timeline(
        title=say_title(plan),
        label=say_picture(plan, drawn),
        height=floor + (WORDS_ABOVE if today else 2),
        floor=floor,
        ticks=tuple(ticks_of(axis)),
        bars=tuple(bar for row, y, _ in placed for bar in _bars(row, y, axis, reported=reported)),
        dots=tuple(dot for row, y, _ in placed for dot in _dots(row, y, axis, reported=reported)),
        words=tuple(words for _, _, words in placed),
        today=today,
        band=say_band(plan, progress),
        rest=say_rest(progress, len(rows) - len(drawn)),
        lines=tuple(_line(row, reported=reported) for row in rows),
        legend=_legend(drawn) if reported else (),
    )


def _place(rows: Sequence[TimelineRow], axis: Axis) -> list[tuple[TimelineRow, int, Words]]:
    """Each row with the middle of its marks in pixels, and its words."""
    placed, y = [], FIRST_ROW
    for row in rows:
        words, above = _words(row, y, axis)
        y += WORDS_ABOVE if above else 0
        placed.append((row, y, words))
        y += ROW
    return placed


def _words(row: TimelineRow, y: int, axis: Axis) -> tuple[Words, bool]:
    """The words of a row, and whether they stand above it, where they need a line of their own."""
    left = min(_left(span, axis) for span in row.spans)
    right = max(_right(span, axis) for span in row.spans)
    short = f"{say_tasks(row)} {say_when(row, years=axis.years)}"
    need = (len(short) * LETTER + GAP) / NARROW * 100
    if right + need <= 100:
        return Words(percent(right), GAP, y + 5, "start", short, _more(row, short, 100 - right)), False
    if left - need >= 0:
        return Words(percent(left), -GAP, y + 5, "end", short, _more(row, short, left)), False
    start = left if left + need <= 100 else 0.0
    return Words(percent(start), 0, y + 3, "start", short, _more(row, short, 100 - start)), True


def _left(span: Span, axis: Axis) -> float:
    return axis.x(max(span.first, axis.first)) if span.first else axis.middle(span.due)


def _right(span: Span, axis: Axis) -> float:
    return axis.x(span.due + timedelta(days=1)) if span.first else axis.middle(span.due)


LEAST_MORE, MOST_MORE = 12, 44
"""Letters of a task's content: fewer say nothing, more are read in the table of tasks."""


def _more(row: TimelineRow, short: str, room: float) -> str:
    """As much of the task's content as there is room for on a wide screen, ``room`` in percent."""
    letters = int((room * WIDE / 100 - GAP) / LETTER) - len(short) - 3
    if not row.name or letters < LEAST_MORE:
        return ""
    return f" · {shortened(row.name, min(letters, MOST_MORE))}"


def _bars(row: TimelineRow, y: int, axis: Axis, *, reported: bool) -> Iterator[Bar]:
    """Windows: filled where nothing tells them apart, else pale, with the state at the end."""
    for span in row.spans:
        if span.first is not None:
            x, end = _left(span, axis), _right(span, axis)
            yield Bar(percent(x), y - RADIUS, percent(end - x), "t" if reported else "a")


def _dots(row: TimelineRow, y: int, axis: Axis, *, reported: bool) -> Iterator[Dot]:
    for span in row.spans:
        if reported:
            yield Dot(percent(axis.middle(span.due)), y, *_drawn(span.state))
        elif span.first is None:
            yield Dot(percent(axis.middle(span.due)), y, "disc", "a")


_FORMS = {"full": "disc", "half": "half", "box": "box", "tri": "tri", "dash": "dash", "wait": "wait", "": "ring"}
_TONES = {"good": "g", "warn": "w", "bad": "b"}


def _drawn(state: State) -> tuple[str, str]:
    """The form and the class of a state in the picture."""
    return _FORMS[state.form or ("wait" if state.tone == "wait" else "")], _TONES.get(state.tone, "s")


def _today(as_of: date, axis: Axis, floor: int) -> Words | None:
    if not axis.shows(as_of):
        return None
    x = axis.middle(as_of)
    dx, anchor = (RADIUS, "start") if x < 50 else (-RADIUS, "end")
    return Words(percent(x), dx, floor + 16, anchor, f"tính đến {say_day(as_of)}")


_ORDER = {rule.state: place for place, rule in enumerate(RULES)}


def _legend(rows: Iterable[TimelineRow]) -> tuple[tuple[State, str], ...]:
    """One entry a form: states that look alike share it («Đúng hạn, đúng ngày ghi»)."""
    looks: dict[tuple[str, str], list[State]] = {}
    for state in sorted({span.state for row in rows for span in row.spans}, key=lambda state: _ORDER[state]):
        looks.setdefault(_drawn(state), []).append(state)
    return tuple(
        (alike[0], sentence(", ".join(state.word.lower() for state in alike)))
        for form in _FORMS.values()
        for look, alike in looks.items()
        if look[0] == form
    )


def _line(row: TimelineRow, *, reported: bool) -> TimelineLine:
    return TimelineLine(
        tasks=tuple((task, task_anchor(task)) for task in row.tasks),
        name=shortened(row.name, 60) if row.name else "",
        printed=row.printed,
        first=", ".join(dict.fromkeys(say_day(span.first) for span in row.spans if span.first)),
        last=say_days(row.spans),
        states="; ".join(f"{say_day(span.due)}: {span.state.word}" for span in row.spans) if reported else "",
    )
