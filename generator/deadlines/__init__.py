"""Reads what officers print as a deadline into parts a calendar can check, and says how each was read.

A phrase takes this path; each step is one module, named by what it does:

1. ``grammar.tokens`` splits it into words, whatever the scan or the hurried hand made of them;
2. ``reader`` goes from left to right, at each word with the production that reads most: ``grammar.limits`` (a day or window,
   as a limit, a span, yearly), ``recurring`` (what comes round), ``relative`` (days after an event), ``conditions``,
   ``references``, ``ongoing``, ``scopes`` (whom it is for) and ``unreadable`` (words that name no day, and why). The days and
   windows themselves are in ``grammar.dates`` and ``named``, lunar ones in ``lunar``;
3. ``grammar.neutral`` tells which of the words left over cannot move a day; the others stay *unread*;
4. ``grammar.neighbours`` joins what only makes sense together («Hàng tháng, trước ngày 25»);
5. ``grammar.years`` settles the years and makes the parts;
6. ``grammar.held`` takes the days from parts beside unread words: what is half understood judges nobody;
7. ``calendar`` gives the due days, ``workdays`` knows the days off, ``explanation`` says it in Vietnamese, ``answer`` tells
   whoever asks before publishing, ``kinds`` writes the table of the method page.

A new kind of wording is a production in the module of ``grammar`` that its kind belongs to, one line in the list of
``reader``, an example in ``kinds``, and lines in ``tests/cases/deadlines``. ``prose`` finds deadlines in running text
   with the same productions;
``by_hand`` reads an officer's ``rule:``.
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
