"""Progress: for each plan what was on time of what is already due, what is overdue, unreported, or not counted and why.

Where the site holds no report about a plan there is no ratio: one sentence says so. Plans stand by department and year,
never by rank.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from generator.addresses import GUIDE, PROGRESS, plan_address, plan_anchor, task_anchor
from generator.model import Plan
from generator.pages.parts.listing import plan_title
from generator.pages.parts.page import Link, Page, agency_link, shortened
from generator.text.vietnamese import sort_key
from generator.text.wording import say_day, say_rounded
from generator.tracking.linked import Linked
from generator.tracking.progress import DueProgress, PlanProgress, Turn
from generator.tracking.status import OVERDUE, UNREPORTED, WHY_EXCLUDED, State

HOW = Link("Cơ quan gửi báo cáo thế nào?", GUIDE)


@dataclass(frozen=True, slots=True)
class Ratio:
    """``27/34`` followed by the share: ``79,4 %``."""

    counts: str
    share: str


@dataclass(frozen=True, slots=True)
class Excluded:
    """Turns that are not counted, and why."""

    count: int
    state: str
    why: str


@dataclass(frozen=True, slots=True)
class TurnLine:
    """One overdue or unreported turn."""

    task: Link
    content: str
    deadline: str
    state: State
    words: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """One plan's progress."""

    anchor: str
    plan: Link
    agency: Link
    period: str
    ratio: Ratio | None
    sentence: str
    overdue: tuple[TurnLine, ...]
    unreported: tuple[TurnLine, ...]
    excluded: tuple[Excluded, ...]
    targets: tuple[tuple[State, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressPage:
    """Context of ``pages/progress.html``."""

    template: ClassVar[str] = "progress.html"
    as_of: str
    reported: tuple[PlanLine, ...]
    silent: tuple[PlanLine, ...]
    how: Link


def progress_page(linked: Linked) -> Page:
    """The page ``/tien-do/``."""
    plans = _by_department(linked)
    context = ProgressPage(
        as_of=say_day(linked.as_of),
        reported=tuple(_plan_line(linked, plan) for plan in plans if linked.progress[plan.id].reports),
        silent=tuple(_plan_line(linked, plan) for plan in plans if not linked.progress[plan.id].reports),
        how=HOW,
    )
    description = (
        "Kế hoạch nào đúng hạn bao nhiêu trên số việc đã đến hạn, việc nào quá hạn, việc nào trang này chưa có báo cáo."
    )
    return Page(address=PROGRESS, section="tien-do", title="Tiến độ", description=description, context=context)


def _by_department(linked: Linked) -> list[Plan]:
    """By department in Vietnamese order, latest plan first."""
    return sorted(linked.plans(), key=lambda plan: sort_key(linked.agency_of(plan).name))


def _plan_line(linked: Linked, plan: Plan) -> PlanLine:
    progress = linked.progress[plan.id]
    agency = linked.agency_of(plan)
    return PlanLine(
        anchor=plan_anchor(plan.id),
        plan=Link(plan_title(plan), plan_address(plan.id)),
        agency=agency_link(linked, agency.id),
        period=f"{say_day(plan.period.first)} – {say_day(plan.period.last)}",
        ratio=ratio_of(progress),
        sentence=progress_sentence(progress, plan),
        overdue=tuple(_turn_lines(progress, plan, OVERDUE)),
        unreported=tuple(_turn_lines(progress, plan, UNREPORTED)) if progress.reports else (),
        excluded=tuple(Excluded(count, state.word, WHY_EXCLUDED[state]) for state, count in progress.headline.excluded),
        targets=_target_counts(progress),
    )


def ratio_of(progress: PlanProgress) -> Ratio | None:
    """On time ÷ already due; None without any report or with nothing due."""
    share, headline = progress.headline.share, progress.headline
    if share is None:
        return None
    return Ratio(f"{headline.on_time}/{headline.due}", say_rounded(share, "%"))


def progress_sentence(progress: PlanProgress, plan: Plan) -> str:
    """What can honestly be said about a plan in one sentence."""
    headline, ended = progress.headline, progress.as_of > plan.period.last
    passed = sum(1 for due in progress.dues for turn in due.turns if turn.due and turn.due < progress.as_of)
    over = f", kỳ đã hết ngày {say_day(plan.period.last)}" if ended else ""
    if not progress.reports:
        due = f" Đã qua {passed} kỳ hạn; việc nào xong, việc nào chưa thì trang không nói được." if passed else ""
        return f"Trang này chưa có báo cáo nào về kế hoạch{over}.{due}"
    count = f"có {len(progress.reports)} báo cáo{over}"
    if headline.due:
        return f"{headline.on_time} kỳ đúng hạn trên {headline.due} kỳ đã đến hạn và đã rõ kết quả; {count}."
    if passed:
        return f"Đã qua {passed} kỳ hạn, chưa báo cáo nào cho biết kết quả; {count}."
    return f"Chưa có việc nào đến hạn; {count}."


def _turn_lines(progress: PlanProgress, plan: Plan, state: State) -> Iterator[TurnLine]:
    for due in progress.dues:
        for turn in due.turns:
            if turn.status.state == state:
                yield _turn_line(plan, due, turn)


def _turn_line(plan: Plan, due: DueProgress, turn: Turn) -> TurnLine:
    anchor = f"{plan_address(plan.id)}#{task_anchor(due.due.task.id)}"
    label = f"{due.due.task.id} · {turn.label}" if turn.label and len(due.turns) > 1 else due.due.task.id
    return TurnLine(
        Link(label, anchor),
        shortened(due.due.task.task.content, 140),
        due.due.text,
        turn.status.state,
        turn.status.words,
        turn.status.why,
    )


def _target_counts(progress: PlanProgress) -> tuple[tuple[State, int], ...]:
    """How many targets are in each state; nothing where no target was ever reported."""
    states = [item.attainment.state for item in progress.targets]
    if not any(item.reported for item in progress.targets):
        return ()
    ordered = dict.fromkeys(sorted(states, key=lambda state: state.key))
    return tuple((state, states.count(state)) for state in ordered)


__all__ = ["PlanLine", "ProgressPage", "progress_page", "progress_sentence", "ratio_of"]
