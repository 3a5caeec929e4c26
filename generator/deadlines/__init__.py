"""Reads what officers print as a deadline into parts a calendar can check, and says how each was read.

A phrase («Trước ngày 30/3 năm 2023», «Quý III,IV», «Định kỳ hàng quý, năm») is split into words (``grammar.tokens``), read
from left to right by small productions (``grammar``, a module for each kind of wording), its neighbouring pieces are joined
(``grammar.neighbours``) and its years settled (``grammar.years``). Nothing is dropped: what is not understood is a part of the
kind ``unread``.
"""

from generator.deadlines.answer import Answer, answer, year_of
from generator.deadlines.by_hand import apply_rule
from generator.deadlines.calendar import due_after, occurrences, rrule_mistake, spell
from generator.deadlines.explanation import our_reading
from generator.deadlines.prose import find_deadlines
from generator.deadlines.reader import read_deadline
from generator.deadlines.records import Kind, Occurrence, Part, Period, Reading, Relative, RuleMistake
from generator.deadlines.workdays import Swap, WorkCalendar

__all__ = [
    "Answer",
    "Kind",
    "Occurrence",
    "Part",
    "Period",
    "Reading",
    "Relative",
    "RuleMistake",
    "Swap",
    "WorkCalendar",
    "answer",
    "apply_rule",
    "due_after",
    "find_deadlines",
    "occurrences",
    "our_reading",
    "read_deadline",
    "rrule_mistake",
    "spell",
    "year_of",
]
