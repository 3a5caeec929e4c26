"""What became of a deadline, told by the days themselves: the direction, by how much, and which days are compared."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.changes.compare import compare
from generator.changes.due import compare_due
from generator.changes.finding import Effect
from generator.changes.state import two_states
from generator.deadlines.workdays import WorkCalendar
from generator.model import Deadline, Outcome, Section, Task
from generator.tracking.commitments import apply_amendments
from generator.tracking.schedule import Due, schedule
from tests.projects import PLAN_FILE, edit, small_plans
from tests.test_exports_read_back import linked


def due(text: str) -> Due:
    """A task's due days in a plan of 2026."""
    printed = Deadline(text=text) if text else None
    known = linked().catalogue.plans["so/p"]
    task = Task(no="1", content="Rà soát", outcomes=(Outcome(product="Báo cáo", deadline=printed),))
    plan = replace(known, sections=(Section(no="I", tasks=(task,)),))
    (found,) = schedule(apply_amendments(plan, (), date.max), WorkCalendar())
    return found


@pytest.mark.parametrize(
    ("before", "after", "effect", "note"),
    [
        ("15/6/2026", "15/6/2026", None, ""),
        ("15/6/2026", "16/6/2026", Effect.WEAKER, "lùi 1 ngày"),
        ("15/6/2026", "14/6/2026", Effect.STRONGER, "sớm hơn 1 ngày"),
        ("Trước ngày 16/6/2026", "15/6/2026", None, ""),
        ("Trước ngày 16/6/2026", "16/6/2026", Effect.WEAKER, "lùi 1 ngày"),
        ("Ngày 05 hằng tháng", "Ngày 06 hằng tháng", Effect.WEAKER, "12 kỳ lùi, nhiều nhất 1 ngày"),
        ("Ngày 25 hằng tháng", "Ngày 24 hằng tháng", Effect.STRONGER, "12 kỳ sớm hơn"),
        ("15/3/2026 và 15/6/2026", "15/3/2026 và 20/6/2026", Effect.WEAKER, "1 kỳ lùi, nhiều nhất 5 ngày"),
        ("15/3/2026 và 15/6/2026", "18/3/2026 và 20/6/2026", Effect.WEAKER, "2 kỳ lùi, nhiều nhất 5 ngày"),
        ("15/3/2026 và 15/6/2026", "15/3/2026 và 10/6/2026", Effect.STRONGER, "1 kỳ sớm hơn"),
        ("15/3/2026 và 15/6/2026", "15/3/2026", Effect.WEAKER, "bớt 1 kỳ"),
        ("15/3/2026", "15/3/2026 và 15/6/2026", Effect.STRONGER, "thêm 1 kỳ"),
        ("15/3/2026", "Thường xuyên", Effect.WEAKER, "không còn ngày để kiểm tra"),
        ("Lúc hợp lý", "15/3/2026", Effect.STRONGER, "nay có ngày để kiểm tra"),
        ("Thường xuyên", "15/3/2026", Effect.CHANGED, ""),
        ("Trong 05 ngày kể từ ngày ban hành", "Trong 05 ngày kể từ ngày ban hành", None, ""),
        ("Trong 05 ngày sau khi nhận hồ sơ", "Trong 07 ngày sau khi nhận hồ sơ", Effect.WEAKER, "dài thêm 2"),
        ("Trong 05 ngày sau khi nhận hồ sơ", "Trong 03 ngày sau khi nhận hồ sơ", Effect.STRONGER, "ngắn hơn 2"),
        ("Trong 05 ngày sau khi nhận hồ sơ", "Trong 05 ngày làm việc sau khi nhận hồ sơ", Effect.CHANGED, ""),
    ],
)
def test_a_moved_deadline_says_in_which_direction_and_by_how_much(
    before: str, after: str, effect: Effect | None, note: str
) -> None:
    moved = compare_due(due(before), due(after))
    assert (moved.effect, moved.note) == (effect, note)


@pytest.mark.parametrize(
    ("old", "new", "findings"),
    [
        ('to: "2026-12-31"', 'to: "2027-12-31"', ["kỳ kế hoạch"]),
        ("value: 80", "value: 80.0", []),
        ("value: 80", "value: 81", ["mức"]),
    ],
)
def test_only_what_changed_is_found(tmp_path: Path, old: str, new: str, findings: list[str]) -> None:
    base, head = small_plans(tmp_path / "a"), small_plans(tmp_path / "b")
    edit(head / PLAN_FILE, old, new)
    with two_states(base, str(base), str(head)) as states:
        assert [found.what for found in compare(*states)] == findings
