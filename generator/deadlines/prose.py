"""Finds deadlines hidden in running text: products, contents, notes and implementation clauses.

Prose is full of dates that are no deadlines: those of cited documents, of names («Chương trình … giai đoạn
2021-2030»), of what happened. So only phrases that announce a deadline are taken («trước ngày», «chậm nhất», «hàng
tháng», «ngay sau khi», «theo kế hoạch …»), and what is not understood is passed over, not reported.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from generator.deadlines.grammar import conditions, limits, ongoing, recurring, references, relative, unreadable
from generator.deadlines.grammar.drafts import Drafts, Item
from generator.deadlines.grammar.neighbours import join
from generator.deadlines.grammar.tokens import DOCUMENT, Tokens, tokenise
from generator.deadlines.grammar.years import settle
from generator.deadlines.records import Kind, Part, Period

_CITED = re.compile(
    rf"(?:so )?(?:: )?{DOCUMENT} (?:(?:, |\( )?ngay (?:\d{{1,2}} )?(?:/ |thang )(?:\d{{1,2}} )?(?:/ |nam )(?:\d{{4}} )?)?"
)
_DATE_OF = re.compile(r"ngay \d{1,2} (?:/ |thang )\d{1,2} (?:/ |nam )\d{4} cua ")
_STARTERS = re.compile(
    rf"(?<![^ ])(?:{DOCUMENT}|truoc|cham|muon|tre|khong|den|cho|keo|hoan|xong|han|tu|trong|giai|ngay|mung|hang|moi|dinh|bao|so"
    r"|tong|theo|thu|chu|chieu|sang|vao"
    r"|ke|sau|chi|khi|dot|co|yeu|kip|khan|som|thuong|lien|duy|thuc|tien|tham|tai|can|dam|bao|it|toi|cuoi|tuan|thang|\d+) "
)
_ANNOUNCES = re.compile(
    r"(?:cham nhat|muon nhat|tre nhat|truoc|khong muon hon|xong truoc|han chot|han cuoi|(?:cho )?den het"
    r"|(?:cho )?den ngay|tu nay) "
)
_SPAN_OF_DAYS = re.compile(r"tu (?:ngay )?\d")
_WITHIN = re.compile(
    r"(?<!dat duoc )(?<!ket qua )(?<!da dat )(?<!so voi )(?<!co duoc )(?<!thuc hien duoc )"
    r"(?:trong (?:nam|quy|thang|\d{1,2} thang)|giai doan) "
)
"""«trong năm 2023» may be a term; in «kết quả đạt được trong năm 2023» it is when something happened."""
_MOVED = re.compile(r"(?:\( |cua |, ){0,8}(?:nam hoc|hoc ky|nien|am lich|lich am|khoa hoc |khoa [ivx\d])")
"""Words behind a day that move it into a calendar we do not have; prose passes such a day over."""
_ROUND = re.compile(r"(?:hang|moi|dinh ky|theo dinh ky|bao cao|so ket|tong ket|\d{1,2} lan|it nhat|toi thieu) ")
_ASKED = re.compile(
    r"(?:khi (?:duoc|co) (?:yeu cau|chi dao|de nghi|phat sinh)|theo (?:cac )?(?:yeu cau|de nghi)|(?<=va )yeu cau"
    r"|(?<=hoac )yeu cau|dot xuat) "
)
_TURNING = re.compile(r"(?:(?:thuc hien |keo dai |duy tri )?(?:cho )?den khi|sau khi) ")
_FOLLOWS = re.compile(r"(?<!kem )(?:(?:thuc hien|tien hanh|trien khai|hoan thanh|bao cao|dinh ky) ){0,8}theo ")
_BY_LAW = re.compile(r"[^;.]{0,40}(?:dinh ky|lo trinh|tien do|che do bao cao) ")
_HURRY = re.compile(
    r"(?:hoan thanh |thuc hien )?(?:dam bao |bao dam |mot cach )?(?:kip thoi|khan truong|som nhat"
    r"|trong thoi gian (?:som|ngan) nhat) "
)
_STEADY = re.compile(r"(?:(?:duy tri|thuc hien|cap nhat|trien khai|tien hanh) ){0,8}(?:thuong xuyen|lien tuc) ")

_Production = Callable[[Tokens, int], Drafts | None]

_ANYHOW = re.compile("")


def _read_anchored(tokens: Tokens, position: int) -> Drafts | None:
    """«… N days after …»: a bare number of days is no deadline in prose."""
    found = relative.read_relative(tokens, position)
    return found if found and found[0][0].event else None


def _read_plan(tokens: Tokens, position: int) -> Drafts | None:
    """«theo Kế hoạch …», but not «(Kèm theo Kế hoạch …)»; a law only where the words say that it sets a time."""
    found = references.read_reference(tokens, position) if _FOLLOWS.match(tokens.canon, position) else None
    if found is None or found[0][0].kind is Kind.PER_PLAN:
        return found
    return found if _BY_LAW.match(tokens.canon, max(0, position - 30)) else None


_PRODUCTIONS: tuple[tuple[re.Pattern[str], tuple[_Production, ...]], ...] = (
    (_ANNOUNCES, (limits.read_yearly, limits.read_limit, limits.read_day_only)),
    (_SPAN_OF_DAYS, (limits.read_range,)),
    (_WITHIN, (limits.read_window,)),
    (
        _ANYHOW,
        (recurring.read_day_of_quarter, recurring.read_day_of_month, recurring.read_weekday, recurring.read_edge),
    ),
    (_ROUND, (recurring.read_reports, recurring.read_list, recurring.read_times, recurring.read_periodic)),
    (_ANYHOW, (_read_anchored,)),
    (_STEADY, (ongoing.read_ongoing,)),
    (_ANYHOW, (_read_plan,)),
    (_HURRY, (unreadable.read_vague,)),
    (_ASKED, (conditions.read_conditional,)),
    (_TURNING, (conditions.read_conditional,)),
)
"""What is tried where the text opens so. Where two read equally far, the first here wins."""


@lru_cache(maxsize=4096)
def find_deadlines(prose: str, period: Period) -> tuple[Part, ...]:
    """Return the deadlines that ``prose`` announces, in order; any text, time linear in its length.

    A part of the kind ``unread`` appears only for a day that does not exist («trước ngày 31/6/2023»).
    """
    tokens = tokenise(prose)
    items = join(tokens.canon, list(_scan(tokens)), prose=True)
    whole = [item for item in items if item.draft.day is None and not _MOVED.match(tokens.canon, item.end)]
    return tuple(settle(tokens, whole, period))


def _scan(tokens: Tokens) -> Iterator[Item]:
    position = 0
    while start := _STARTERS.search(tokens.canon, position):
        position = start.start()
        cited = _CITED.match(tokens.canon, position) or _DATE_OF.match(tokens.canon, position)
        found = None if cited else _longest(tokens, position)
        if found:
            yield from (Item(draft, position, found[1]) for draft in found[0])
            position = found[1]
        else:
            position = cited.end() if cited else start.end()


def _longest(tokens: Tokens, position: int) -> Drafts | None:
    readings = (
        read(tokens, position)
        for opening, reads in _PRODUCTIONS
        if opening.match(tokens.canon, position)
        for read in reads
    )
    return max((found for found in readings if found and found[1] > position), key=lambda found: found[1], default=None)
