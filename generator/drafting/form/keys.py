"""The key of a task's row: ``II.5``, ``II.5 #2`` for its second result, ``II.5 @2026-03-05`` or ``!`` for one of its turns."""

import re

from generator.tracking.progress import Turn

KEY = re.compile(r"(?P<task>\S+)(?: #(?P<outcome>\d+))?(?: (?P<mark>[@!])(?P<day>\S+))?")
"""Reads what :func:`key_of` writes. The mark says what the day is: that of an event (``!``), or when something is due (``@``)."""


def key_of(task: str, outcome: int | None, turn: Turn | None = None) -> str:
    """The key of a task, of one of its several results, or of one turn of either."""
    whole = task if outcome is None else f"{task} #{outcome}"
    if turn is None:
        return whole
    return f"{whole} !{turn.event}" if turn.event is not None else f"{whole} @{turn.due}"
