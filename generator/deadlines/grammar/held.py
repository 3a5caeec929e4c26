"""Holds back days that stand beside words nobody has understood: what is half understood judges nobody.

An unread word holds back every part of its own clause. In the other clauses it leaves only what is printed whole: a day with
its own year cannot depend on a word beyond a semicolon, while a year taken from the plan, a rhythm or a number of days can.
A condition right behind a day («trước ngày 15/6 nếu có điều chỉnh») holds it back as well.
"""

import re

from generator.deadlines.grammar.drafts import WRITE_PLAINLY, Item
from generator.deadlines.grammar.tokens import Tokens
from generator.deadlines.records import Kind, Part

_CLAUSE = re.compile(r"(?<= )(?:;(?= \D)|(?<![._] )\.(?! [\d._])) ")
"""Where a clause ends. A number after «;» goes on with the list before it: «Trước ngày 15/3; 15/6»."""

_UNLESS = re.compile(r"(?:chi |thi |thuc hien ){0,8}(?:khi|neu|trong truong hop|truong hop|tuy|tru) ")


def hold_back(tokens: Tokens, items: list[Item], parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return the parts, those that unread words could move without their days. ``items`` and ``parts`` go in pairs."""
    unread = [(item, part) for item, part in zip(items, parts, strict=True) if part.kind is Kind.UNREAD]
    return tuple(
        _without_days(part, why) if _has_days(part) and (why := _why(tokens, items, number, part, unread)) else part
        for number, part in enumerate(parts)
    )


def _why(tokens: Tokens, items: list[Item], number: int, part: Part, unread: list[tuple[Item, Part]]) -> str:
    """Say in Vietnamese what holds the part back; empty where nothing does."""
    if number + 1 < len(items) and _depends(tokens.canon, items[number], items[number + 1]):
        condition = tokens.printed(items[number + 1].start, items[number + 1].end)
        return f"còn tùy điều kiện «{condition}»"
    clause = _clause_of(tokens.canon, items[number])
    near = [word for item, word in unread if _clause_of(tokens.canon, item) == clause]
    if near or (unread and not _is_whole(part)):
        words = dict.fromkeys(" ".join(word.text.split()) for word in near or [word for _, word in unread])
        return f"chưa hiểu {', '.join(f'«{word}»' for word in words)}, có thể làm đổi ngày"
    return ""


def _has_days(part: Part) -> bool:
    return part.kind is not Kind.UNREAD and bool(part.due or part.rrule or part.relative)


def _is_whole(part: Part) -> bool:
    """Whether the phrase prints the day with its year."""
    return part.due is not None and not part.inferred


def _depends(canon: str, item: Item, following: Item) -> bool:
    conditional = following.draft.kind is Kind.CONDITIONAL and item.draft.relative is None
    return conditional and item.end == following.start and _UNLESS.match(canon, following.start) is not None


def _clause_of(canon: str, item: Item) -> int:
    return len(_CLAUSE.findall(canon, 0, item.start + 1))


def _without_days(part: Part, why: str) -> Part:
    return Part(Kind.PARTLY, part.text, part.span, reason=why, hint=WRITE_PLAINLY)
