"""The last annex of a plan that was amended: which documents did it, from when, and what no table shows."""

from collections.abc import Iterator, Sequence

from generator.drafting.paper.sheet import Sheet
from generator.drafting.paper.tables import say_target_value
from generator.model import Target
from generator.tracking.commitments import Commitments, FieldChange, TargetCommitment

HEADING = "PHỤ LỤC CÁC VĂN BẢN ĐIỀU CHỈNH"


def write_amendments(sheet: Sheet, commitments: Commitments) -> None:
    """Each amendment in effect, as text that it inserted: it was not in the document as signed."""
    if commitments.amendments:
        sheet.centred("")
        sheet.changed(HEADING, "w:ins", commitments.amendments[0])
    for amendment in commitments.amendments:
        title = f": {amendment.title}" if amendment.title else ""
        day, since = f"{amendment.day:%d/%m/%Y}", f"{amendment.from_day:%d/%m/%Y}"
        first = f"Điều chỉnh theo văn bản số {amendment.document} ngày {day}, áp dụng từ ngày {since}{title}."
        targets = [
            line
            for item in commitments.targets
            for line in _target_changes(item, [one for one in item.changes if one.amendment is amendment])
        ]
        for line in (first, *amendment.text, *targets):
            sheet.changed(line, "w:ins", amendment)


def _target_changes(item: TargetCommitment, changes: Sequence[FieldChange]) -> Iterator[str]:
    """A changed target that a task sets in words, which no table shows."""
    if changes and item.current.task is not None and item.issued is not None:
        before, after = item.issued.target, item.current.target
        yield f"Chỉ tiêu «{before.label}»: từ {_value(before)} thành {_value(after)}."


def _value(target: Target) -> str:
    said = say_target_value(target)
    gap = "" if target.unit == "%" else " "
    return f"{said[:1].lower()}{said[1:]}{gap}{target.unit}"
