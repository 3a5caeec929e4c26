"""What became of one outcome of a task, for the cell under its printed deadline: the status, the claim, how we read it.

The three axes stand side by side and are never merged: the schedule in words, form and colour; what the agency declares,
with its evidence; and in «vì sao?» the inputs, the rule and the day. About a plan without any report the cell says little:
the top of the page has said it once for all.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.deadlines import Kind, Part, our_reading
from generator.pages.parts.proofs import Proof, proofs_of
from generator.text.wording import say_day
from generator.tracking.commitments import FieldChange
from generator.tracking.progress import DueProgress, PlanProgress, Turn
from generator.tracking.schedule import Source
from generator.tracking.status import SILENT_WORK, State, Status


@dataclass(frozen=True, slots=True)
class TurnState:
    """One turn of a recurring duty."""

    label: str
    state: State
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeState:
    """What became of one outcome. Empty texts are not printed."""

    state: State
    words: str
    marked: bool
    """Whether the row shows the status: the top of a plan without any report says so once for all that has no day."""
    label: str
    """Which turn the status is of, where there are several."""
    count: str
    """``8/9 kỳ đúng hạn``"""
    claim: str
    """What the agency declares, and how far it can be followed."""
    proofs: tuple[Proof, ...]
    now: str
    """The deadline as amended."""
    readings: tuple[str, ...]
    """How the deadline was read, where that is not plain."""
    why: tuple[str, ...]
    turns: tuple[TurnState, ...]


def states_of(progress: PlanProgress) -> dict[str, tuple[OutcomeState, ...]]:
    """What became of every outcome, by the task's id."""
    tasks: dict[str, list[DueProgress]] = {}
    for due in progress.dues:
        tasks.setdefault(due.due.task.id, []).append(due)
    return {task: tuple(_state(due, dues, progress) for due in dues) for task, dues in tasks.items()}


def _state(due: DueProgress, siblings: Sequence[DueProgress], progress: PlanProgress) -> OutcomeState:
    turn, reported = due.current, bool(progress.reports)
    shown, folded = _readings(due)
    several = reported and len(due.turns) > 1
    return OutcomeState(
        state=turn.status.state,
        words=turn.status.words,
        marked=reported or turn.status.state is not SILENT_WORK,
        label=turn.label if several or turn.event else "",
        count=f"{due.on_time}/{due.already_due} kỳ đúng hạn" if several and due.already_due else "",
        claim=_claim(turn.status),
        proofs=proofs_of(turn.status.proofs),
        now=_now(due),
        readings=(*shown, *_asides(due, siblings)),
        why=(*folded, _why(turn, progress)),
        turns=tuple(TurnState(item.label, item.status.state, item.status.words) for item in due.turns if several),
    )


def _claim(status: Status) -> str:
    """The declared axis; nothing where the schedule axis already says the same word."""
    said = status.claim_words or ""
    return "" if said == status.state.word else said


def _why(turn: Turn, progress: PlanProgress) -> str:
    """Why, as the rule says it; work that never ends and was never reported says it shorter, because most rows do."""
    if turn.status.state is SILENT_WORK:
        return f"Việc thường xuyên: không có ngày đến hạn, không bao giờ «quá hạn». Tính đến {say_day(progress.as_of)}."
    return turn.status.why


def _readings(due: DueProgress) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Our reading, shown where it is not plain, else folded away; of plain ongoing work there is nothing to say."""
    parts = due.due.parts
    told = "; ".join(our_reading(part) for part in parts)
    where = "" if due.due.column is Source.DEADLINE else f" (cột {due.due.column.label})"
    said = f"Trang đọc là{where}: {told}."
    if where or any(map(_is_doubtful, parts)) or _is_ruled(due):
        return (said,), ()
    plain = not parts or all(part.kind is Kind.ONGOING for part in parts)
    return (), () if plain else (said,)


def _is_doubtful(part: Part) -> bool:
    return bool(part.doubts or part.inferred or part.dayless or part.kind in (Kind.UNREAD, Kind.PARTLY))


def _is_ruled(due: DueProgress) -> bool:
    """Whether a person said how the deadline is to be read."""
    deadline = due.due.task.task.results()[due.due.outcome - 1].deadline
    return bool(deadline and deadline.rule)


def _asides(due: DueProgress, siblings: Iterable[DueProgress]) -> Iterator[str]:
    """Days in other columns that no outcome of the task counts."""
    counted = {part.due for item in siblings for part in item.due.parts}
    others = dict.fromkeys(part.text for part in due.due.aside if part.due not in counted)
    if others:
        yield f"Cột khác còn ghi: {', '.join(others)}; không tính vào hạn."


def _now(due: DueProgress) -> str:
    changes = [change for change in due.commitment.changes if change.field == "deadline" and _about(change, due)]
    if not changes:
        return ""
    return f"Nay là: {changes[-1].after}, theo {changes[-1].amendment.document}"


def _about(change: FieldChange, due: DueProgress) -> bool:
    return (change.outcome or 1) == due.due.outcome


def history_anchor(task: str) -> str:
    """The anchor of a task or target in «Đã hứa · Đã đổi · Đã báo cáo»."""
    return f"q-{task}"
