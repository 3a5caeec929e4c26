"""Reads a phrase: from left to right, at each word the production that reads most; then neighbours are joined.

What no production reads is never dropped: words that cannot move a day («Hoàn thành», «để tổng hợp»; ``grammar.neutral``)
join the part beside them, anything else becomes a part of the kind ``unread``, and the days beside it are held back
(``grammar.held``). So the parts of a phrase cover all of it but punctuation and «và», «hoặc».
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from generator.deadlines.calendar import occurrences
from generator.deadlines.grammar import conditions, limits, ongoing, recurring, references, relative, scopes, unreadable
from generator.deadlines.grammar.drafts import NOT_RECOGNISED, WRITE_PLAINLY, Draft, Drafts, Item
from generator.deadlines.grammar.held import hold_back
from generator.deadlines.grammar.neighbours import join
from generator.deadlines.grammar.neutral import is_neutral, masked
from generator.deadlines.grammar.tokens import Tokens, tokenise
from generator.deadlines.grammar.years import settle
from generator.deadlines.records import Kind, Part, Period, Reading

Production = Callable[[Tokens, int], Drafts | None]

LONGEST_PHRASE = 4000
"""Characters of a phrase we read. No printed deadline comes near it; what is longer is a mistake of the importer."""

#: Where two productions read equally far, the first here wins.
_PRODUCTIONS: tuple[Production, ...] = (
    unreadable.read_ditto,
    scopes.read_label,
    ongoing.read_ongoing,
    limits.read_yearly,
    limits.read_limit,
    limits.read_window,
    unreadable.read_blank_date,
    unreadable.read_undated,
    limits.read_range,
    limits.read_since,
    recurring.read_day_of_quarter,
    recurring.read_day_of_month,
    limits.read_day_only,
    recurring.read_weekday,
    recurring.read_edge,
    recurring.read_week_of_month,
    recurring.read_month_of_quarter,
    recurring.read_edge_days,
    recurring.read_place,
    recurring.read_place_of_year,
    recurring.read_reports,
    recurring.read_list,
    recurring.read_times,
    recurring.read_bare_list,
    relative.read_relative,
    references.read_reference,
    unreadable.read_vague,
    conditions.read_conditional,
    recurring.read_periodic,
)


@lru_cache(maxsize=4096)
def read_deadline(text: str, period: Period) -> Reading:
    """Read one printed deadline, any text at all, in time linear in its length.

    ``period`` gives the year where the phrase has none; such parts are ``inferred``. Never raises: what cannot be
    read, or names a day that does not exist, is a part of the kind ``unread`` with its reason in Vietnamese.
    """
    if not text.strip() or not (tokens := tokenise(text[:LONGEST_PHRASE])).items:
        return Reading(text, (_blank(text),))
    found = list(_scan(tokens, _PRODUCTIONS))
    items = _cover(tokens, join(masked(tokens, _neutral_between(tokens, found)), found))
    parts = hold_back(tokens, items, tuple(settle(tokens, items, period)))
    parts = tuple(_once(tokens, items, parts, period))
    if not parts:
        return Reading(text, (_blank(text),))
    return Reading(text, (*parts, *_rest(text)))


def _blank(text: str) -> Part:
    reason, hint = (
        "ô thời hạn không có chữ nào để đọc",
        "chép cụm từ trong văn bản; nếu văn bản để trống thì bỏ trường này",
    )
    return Part(Kind.UNREAD, text, (0, len(text)), reason=reason, hint=hint, mistake=True)


def _rest(text: str) -> Iterator[Part]:
    if text[LONGEST_PHRASE:].strip():
        reason = f"cụm từ dài hơn {LONGEST_PHRASE} ký tự; phần còn lại không đọc"
        yield Part(
            Kind.UNREAD,
            text[LONGEST_PHRASE:],
            (LONGEST_PHRASE, len(text)),
            reason=reason,
            hint="chép lại đúng ô thời hạn",
            mistake=True,
        )


def _scan(tokens: Tokens, productions: Sequence[Production]) -> Iterator[Item]:
    index = 0
    while index < len(tokens.items):
        position = tokens.position(index)
        found = _longest(tokens, position, productions)
        if found is None:
            index += 1
            continue
        drafts, end = found
        yield from (Item(draft, position, end) for draft in drafts)
        index = tokens.index(end)


def _longest(tokens: Tokens, position: int, productions: Sequence[Production]) -> Drafts | None:
    best: Drafts | None = None
    for read in productions:
        found = read(tokens, position)
        if found and found[0] and found[1] > position and (best is None or found[1] > best[1]):
            best = found
    return best


def _once(tokens: Tokens, items: list[Item], parts: tuple[Part, ...], period: Period) -> Iterator[Part]:
    """Count a duty that brackets say again in other words once: «Quý II/2026 (từ tháng 4 đến tháng 6/2026)»."""
    last: Part | None = None
    before: Item | None = None
    for item, part in zip(items, parts, strict=True):
        again = {found.due for found in occurrences(part, period)} if last and before else set()
        if last and before and again and _is_bracketed(tokens.canon, before, item):
            said = {found.due for found in occurrences(last, period)}
            if again <= said:
                span = (last.span[0], max(last.span[1], part.span[1]))
                last = replace(last, span=span, text=tokens.text[slice(*span)])
                continue
        if last:
            yield last
        last, before = part, item
    if last:
        yield last


def _is_bracketed(canon: str, before: Item, item: Item) -> bool:
    return item.start >= before.end and "(" in canon[before.end : item.start + 2]


def _neutral_between(tokens: Tokens, items: list[Item]) -> list[tuple[int, int]]:
    """The stretches between two items that cannot move a day, so that the two stand side by side."""
    gaps = ((left.end, right.start) for left, right in pairwise(items) if left.end < right.start)
    return [(start, end) for start, end in gaps if is_neutral(tokens, start, end)]


def _cover(tokens: Tokens, items: list[Item]) -> list[Item]:
    """Give every word between the items to a part: fillers to a neighbour, the rest to parts that are unread."""
    covered: list[Item] = []
    at = 0
    for item in [*items, None]:
        start, end = _words_between(tokens, at, item.start if item else len(tokens.canon))
        if start < end and not is_neutral(tokens, start, end):
            covered.append(_unread(start, end))
        elif start < end and item:
            item = replace(item, start=start)
        elif start < end:
            covered.append(replace(covered.pop(), end=end) if covered else _unread(start, end))
        if item:
            item = _closed(tokens.canon, item)
            covered.append(item)
            at = max(at, item.end)
    return covered


def _closed(canon: str, item: Item) -> Item:
    """Take in the «)» of a «(» the item opened."""
    inside = canon[item.start : item.end]
    opened = inside.count("( ") > inside.count(") ") and canon.startswith(") ", item.end)
    return replace(item, end=item.end + 2) if opened else item


def _words_between(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """Return the stretch from the first to the last real word: no punctuation, «và» or «hoặc» at its ends."""
    first, last = tokens.index(start), tokens.index(end)
    while first < last and _joins(tokens.items[first].key):
        first += 1
    while first < last and _joins(tokens.items[last - 1].key):
        last -= 1
    return tokens.position(first), tokens.position(last)


def _joins(key: str) -> bool:
    return key in ("va", "hoac") or (key != "%" and not any(char.isalnum() for char in key))


def _unread(start: int, end: int) -> Item:
    return Item(Draft(Kind.UNREAD, reason=NOT_RECOGNISED, hint=WRITE_PLAINLY), start, end)
