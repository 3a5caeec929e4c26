"""What a plan's timeline says in words: its title, the sentence for those who do not see it, and what it leaves out."""

from collections.abc import Callable, Iterable, Sequence

from generator.deadlines import Kind
from generator.model import Plan
from generator.pages.plan.timeline_rows import TimelineRow, fills_period
from generator.text.wording import say_day, sentence
from generator.tracking.progress import WAITING_KINDS, DueProgress, PlanProgress
from generator.tracking.schedule import ELSEWHERE

_NUMBERS = ("", "Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười một")

UNREAD = {Kind.UNREAD, Kind.PARTLY}
UNCHECKABLE = {Kind.VAGUE, Kind.RECURRING}


def say_title(plan: Plan) -> str:
    """«Một năm của kế hoạch», «Bốn tháng của kế hoạch»."""
    first, last = plan.period.first, plan.period.last
    years, months = divmod(12 * (last.year - first.year) + last.month - first.month + 1, 12)
    if months == 0 and years < len(_NUMBERS):
        return f"{_NUMBERS[years]} năm của kế hoạch"
    return f"{_NUMBERS[months]} tháng của kế hoạch" if years == 0 else "Thời gian của kế hoạch"


def _is_year(plan: Plan) -> bool:
    first, last = plan.period.first, plan.period.last
    return first.year == last.year and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


def say_picture(plan: Plan, rows: Sequence[TimelineRow]) -> str:
    """What the picture shows, for those who do not see it."""
    period = plan.period
    span = f"năm {period.first.year}" if _is_year(plan) else f"kỳ {say_day(period.first)} – {say_day(period.last)}"
    once = _tasks_of(row for row in rows if not row.recurring)
    again = [row for row in rows if row.recurring]
    turns = sum(len(row.spans) for row in again)
    said = (
        (once, f"{once} nhiệm vụ có ngày hoặc khoảng thời gian"),
        (turns, f"{_tasks_of(again)} nhiệm vụ lặp lại, {turns} kỳ"),
    )
    return f"Các mốc của {span}: {'; '.join(words for count, words in said if count)}. Bảng ngay dưới ghi từng mốc."


def _tasks_of(rows: Iterable[TimelineRow]) -> int:
    return len({task for row in rows for task in row.tasks})


def say_band(plan: Plan, progress: PlanProgress) -> str:
    """How much is done all through the period: «Cả năm: 26 thường xuyên, 2 trong năm»; empty where nothing is."""
    unit = "năm" if _is_year(plan) else "kỳ"
    ongoing = _count(progress, lambda due: any(part.kind is Kind.ONGOING for part in due.due.parts))
    within = _count(progress, lambda due: fills_period(due, plan))
    said = [f"{count} {words}" for count, words in ((ongoing, "thường xuyên"), (within, f"trong {unit}")) if count]
    return f"Cả {unit}: {', '.join(said)}" if said else ""


def _count(progress: PlanProgress, holds: Callable[[DueProgress], bool]) -> int:
    return len({due.due.task.id for due in progress.dues if holds(due)})


def say_rest(progress: PlanProgress, outside: int) -> str:
    """Work that the picture cannot show, and why; ``outside`` rows have days far from the period."""
    without = [due for due in progress.dues if not any(turn.due for turn in due.turns)]
    counted = (
        (_of_kind(without, ELSEWHERE), "việc theo văn bản khác"),
        (_of_kind(without, WAITING_KINDS), "việc chờ sự kiện"),
        (_of_kind(without, UNCHECKABLE), "việc không có mốc kiểm được"),
        (_of_kind(without, UNREAD), "việc có thời hạn trang chưa đọc hết"),
    )
    said = [f"{count} {words}" for count, words in counted if count]
    silent = f"{sentence(', '.join(said))} thì không có ngày ở đây." if said else ""
    far = f"{outside} mốc nằm xa kỳ kế hoạch, chỉ ghi trong bảng." if outside else ""
    return " ".join(filter(None, (silent, far)))


def _of_kind(dues: Iterable[DueProgress], kinds: set[Kind]) -> int:
    """Tasks whose first part is of such a kind; one without any part has nothing to check."""
    first = {due.due.task.id: due.due.parts[0].kind if due.due.parts else Kind.VAGUE for due in dues}
    return sum(1 for kind in first.values() if kind in kinds)
