"""What a procedure is called on its page: a short title above, the official name below where that is longer."""

import re

from generator.model.summary import AnyProcedure
from generator.text.wording import sentence

LONGEST = 130
"""Characters of a title; a longer one pushes the answer off a phone's first screen."""

LEAST_CUT = 85
"""Characters that a title cut at a clause keeps: what tells it from its neighbours stands late in a name."""

SHORTEST = 20
"""Characters below which what is left of a name no longer says what the procedure is."""

_BRACKETED = re.compile(r"(?:(?<!\s)\s++)?\([^()]*\)")
_DEEPEST = 4
"""Brackets within brackets."""
_CLAUSE = re.compile(
    r"(?<!\s)\s++(?:đối với|trong trường hợp|trường hợp|khi có|cho phép|thuộc thẩm quyền)\s|[,;]\s|\s–\s"
)
_NEVER_LAST = re.compile(r"(?<!\s)\s++(?:của|và|hoặc|cho|với|từ|tại|trên|trong|theo|các|có|là|do|để|về|được|đối|bằng)$")


def title_of(item: AnyProcedure) -> str:
    """The short name of the record, else the official name, without its brackets and last clauses where it is long."""
    if item.short_name:
        return sentence(item.short_name)
    name = _tidy(item.name)
    if len(name) <= LONGEST:
        return name
    bare = _tidy(_without_brackets(name))
    bare = bare if len(bare) >= SHORTEST else name
    return bare if len(bare) <= LONGEST else f"{_cut(bare)}…"


def _tidy(name: str) -> str:
    return " ".join(name.split()).strip(' .;:,-–"“”')


def _without_brackets(name: str) -> str:
    """The name without what stands in brackets, the innermost first; a bracket that is never closed stays."""
    for _ in range(min(name.count("("), _DEEPEST)):
        name = _BRACKETED.sub("", name)
    return name


def _cut(name: str) -> str:
    """The name up to its last clause that fits, else up to a word."""
    ends = [found.start() for found in _CLAUSE.finditer(name) if LEAST_CUT <= found.start() <= LONGEST]
    head = name[: ends[-1]] if ends else name[:LONGEST].rsplit(" ", 1)[0]
    while _NEVER_LAST.search(head):
        head = _NEVER_LAST.sub("", head)
    return _tidy(head)
