"""What stands above the tables of an annex and is no title of a table: «PHỤ LỤC», its name, the names of tables of targets.

A plan keeps it as a part in prose, so that the name of an annex is not lost (Nghị định 30/2020/NĐ-CP, phụ lục I).
"""

import re
from collections.abc import Iterator, Sequence

from generator.drafting.table.draft import DraftClause, DraftPlan
from generator.drafting.table.events import Event, Heading, Row, Text
from generator.drafting.table.ordinals import split_fused
from generator.text.vietnamese import fold

_ANNEX = re.compile(r"phu luc(?: (?:so )?[ivx\d]{1,4})?[.:]?")
_ASIDE = re.compile(r"\(|don vi(?: tinh)?:|kem theo|ban hanh kem")

MOST_ABOVE = 6
"""Lines above a table within which its title stands."""


def read_annexes(events: Sequence[Event], plan: DraftPlan) -> None:
    """Put the headings of annexes that hold tables into the draft's parts in prose; those that name a section stay there."""
    titles = {_plain(section.title) for section in plan.sections if section.title}
    marked = any((section.table or "").startswith("PL") for section in plan.sections)
    for heading, lines in _annexes(events):
        if marked:  # «PHỤ LỤC I» is the mark of its table
            continue
        clause = DraftClause(title=heading)
        for line in lines:
            fused = split_fused(line)
            if _ASIDE.match(fold(line)) or _plain(line) in titles:
                continue
            if fused is not None:
                clause.clauses.append(DraftClause(no=fused[0].text.rstrip("."), title=fused[1]))
            elif clause.text and line[:1].islower():  # a title in the middle wraps where it must
                clause.text[-1] = f"{clause.text[-1]} {line}"
            else:
                clause.text.append(line)
        if clause.text or clause.clauses:
            plan.narrative.append(clause)


def prose_lines(events: Sequence[Event], plan: DraftPlan) -> list[str]:
    """The lines outside tables but for those that name one: «1. Nhiệm vụ …» above a table is no part in prose."""
    titles = {_plain(section.title) for section in plan.sections if section.title and section.table}
    lines: list[str] = []
    above = 0
    for event in events:
        if isinstance(event, Text):
            lines.append(event.text)
        elif isinstance(event, Row | Heading):
            near = max(above, len(lines) - MOST_ABOVE)
            lines[near:] = [line for line in lines[near:] if _plain(line) not in titles]
            above = len(lines)
    return lines


def bold_lines(events: Sequence[Event]) -> frozenset[str]:
    """The lines outside tables that are printed bold."""
    return frozenset(event.text for event in events if isinstance(event, Text) and event.bold)


def _annexes(events: Sequence[Event]) -> Iterator[tuple[str, list[str]]]:
    """Each annex's heading, and the lines above its tables; what follows the last table is no heading."""
    heading = ""
    above: list[str] = []
    waiting: list[str] = []
    for event in events:
        if isinstance(event, Text) and _ANNEX.fullmatch(fold(event.text)):
            if above:
                yield heading, above
            heading, above, waiting = event.text, [], []
        elif isinstance(event, Text) and heading:
            waiting.append(event.text)
        elif isinstance(event, Row | Heading) and heading:
            above += waiting
            waiting = []
    if above:
        yield heading, above


def _plain(line: str) -> str:
    return " ".join(re.sub(r"^#+\s*|\*+", "", line).split())
