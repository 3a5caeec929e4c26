"""Limits, fees, papers and channels in the words of a citizen; what is unknown or doubtful says so and prints no number.

:func:`limit_line` and :func:`fee_line` say a procedure's limit and fee in one line, for pages, lists, search and CSV alike:
every channel and every case is in it, and «miễn phí» stands alone only where every channel and case is free.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from generator.model.procedure import Channel, Currency, DossierItem, Fee, FeeState, LimitUnit, Place, TimeLimit
from generator.text.wording import say_number
from generator.tracking.procedures import fees_for, limits_for

Term = TypeVar("Term", TimeLimit, Fee)

UNKNOWN = "chưa rõ"
SEE_SOURCE = "xem bản chính thức"
IN_WORDS = "ghi bằng lời"
DOUBTED = "còn ngờ"
BY_CASE = "tùy trường hợp"

SHORT = 60
"""Characters of a source's own words that still fit into a line."""

MOST = 3
"""Alternatives that one line lists; more are said as a range."""

CHANNEL_WORDS = {Channel.DIRECT: "tại quầy", Channel.ONLINE: "trực tuyến", Channel.POST: "qua bưu điện"}

_FEE_WORDS = {
    FeeState.LISTED: "nhiều mức",
    FeeState.FREE: "miễn phí",
    FeeState.BY_RULE: "theo quy định",
    FeeState.NONE: "không thu",
    FeeState.UNKNOWN: UNKNOWN,
}


REMEMBERED = 4096
"""Terms whose words are kept: every list that a procedure stands in says them again."""


def say_limit(limit: TimeLimit) -> str:
    """``17,5 ngày làm việc``; short words where there is no number; «chưa rõ» for a number without a unit."""
    if limit.value is None or limit.unit is LimitUnit.UNKNOWN:
        return _worded(limit.text)
    words = f"{say_number(limit.value)}\u00a0{limit.unit.label}"
    since = f" từ {limit.since}" if limit.since else ""
    return f"{words}{since} ({DOUBTED})" if limit.doubt else f"{words}{since}"


def _worded(text: str | None) -> str:
    if text is None:
        return UNKNOWN
    return text.rstrip(".") if len(text) <= SHORT and "\n" not in text else IN_WORDS


def say_limits(limits: Iterable[TimeLimit]) -> str:
    """Limits of one channel and case: alternatives the shortest first, stages one after the other.

    ``1 hoặc 2 ngày làm việc``; ``15 ngày (thẩm định), rồi 5 ngày làm việc (phê duyệt)``.
    """
    found = list(limits)
    stages = [f"{say_limit(limit)} ({limit.stage})" for limit in found if limit.stage]
    others = [limit for limit in found if not limit.stage]
    if stages:
        return ", rồi ".join([*([say_limits(others)] if others else []), *stages])
    ordered = sorted(others, key=lambda limit: (limit.unit.value, limit.value or 0))
    words = list(dict.fromkeys(map(say_limit, ordered)))
    plain = [limit for limit in ordered if limit.value is not None and not limit.doubt and not limit.since]
    if len(plain) == len(ordered) and len({limit.unit for limit in ordered}) == 1 and len(words) > 1:
        return _numbers(
            [limit.value for limit in plain if limit.value is not None], f"\u00a0{plain[0].unit.label}", words
        )
    return _either(words)


def _numbers(values: Sequence[Decimal], unit: str, words: list[str]) -> str:
    """Numbers of one unit with the unit said once: ``1 hoặc 2 ngày``, ``từ 1 đến 15 ngày`` where they are many."""
    if not unit.strip() or any(not word.endswith(unit) for word in words):
        return _either(words)
    said = [say_number(value) for value in sorted(set(values))]
    return f"từ {said[0]} đến {said[-1]}{unit}" if len(said) > MOST else f"{' hoặc '.join(said)}{unit}"


def say_fee(fee: Fee) -> str:
    """``60.000 đồng mỗi người``, ``20 đô la Mỹ``, ``miễn phí``, ``theo quy định``; a suspect amount is not printed."""
    if fee.suspect:
        return SEE_SOURCE
    if fee.amount is None:
        words = _FEE_WORDS.get(fee.state, UNKNOWN)
    else:
        words = f"{say_number(fee.amount)}\u00a0{fee.currency.label}" + (f" mỗi {fee.per}" if fee.per else "")
    return f"{words} ({DOUBTED})" if fee.doubt and words != UNKNOWN else words


def say_fees(fees: Iterable[Fee]) -> str:
    """Several fees of one channel and case: ``60.000 đồng hoặc miễn phí``; a range where they are many."""
    found = list(fees)
    words = list(dict.fromkeys(map(say_fee, found)))
    amounts = [fee for fee in found if fee.amount is not None and fee.currency is Currency.VND and not fee.per]
    plain = [fee.amount for fee in amounts if fee.amount is not None and not fee.doubt and not fee.suspect]
    if len(words) > MOST and len(plain) == len(found):
        return _numbers(plain, "\u00a0đồng", words)
    return _either(words)


def _either(words: list[str]) -> str:
    return " hoặc ".join(words) or UNKNOWN


def limit_line(limits: Sequence[TimeLimit], channels: Sequence[Channel], case: str | None = None) -> str:
    """How long, in one line, for a case or for all; empty where the record holds no limit.

    ``tại quầy 1 ngày làm việc; trực tuyến, qua bưu điện 1 hoặc 2 ngày làm việc``
    """
    return "; ".join(limit_lines(limits, channels, case))


def fee_line(fees: Sequence[Fee], channels: Sequence[Channel], case: str | None = None) -> str:
    """How much, in one line, for a case or for all; empty where the record holds no fee."""
    return "; ".join(fee_lines(fees, channels, case))


def limit_lines(limits: Sequence[TimeLimit], channels: Sequence[Channel], case: str | None = None) -> list[str]:
    """The parts of :func:`limit_line`: one where every channel has the same limit, else one for each that differs."""
    return list(_limit_lines(tuple(limits), tuple(channels), case))


@lru_cache(maxsize=REMEMBERED)
def _limit_lines(limits: tuple[TimeLimit, ...], channels: tuple[Channel, ...], case: str | None) -> tuple[str, ...]:
    return tuple(_lines(channels, limits, limits_for, say_limits, case)) if limits else ()


def fee_lines(fees: Sequence[Fee], channels: Sequence[Channel], case: str | None = None) -> list[str]:
    """The parts of :func:`fee_line`."""
    return list(_fee_lines(tuple(fees), tuple(channels), case))


@lru_cache(maxsize=REMEMBERED)
def _fee_lines(fees: tuple[Fee, ...], channels: tuple[Channel, ...], case: str | None) -> tuple[str, ...]:
    return tuple(_lines(channels, fees, fees_for, say_fees, case)) if fees else ()


def _lines(
    channels: Sequence[Channel],
    terms: Sequence[Term],
    holding: Callable[[Sequence[Term], Channel, str | None], Iterable[Term]],
    say: Callable[[Iterable[Term]], str],
    case: str | None,
) -> list[str]:
    told_apart: list[str] = list(dict.fromkeys(name for term in terms for name in term.cases))
    cases: list[str | None] = [case] if case else [*told_apart] or [None]
    words: dict[str, list[Channel]] = {}
    for channel in _ordered(channels, terms):
        found = [list(holding(terms, channel, name)) for name in cases]
        said = say(list(dict.fromkeys(term for part in found for term in part)))
        if any(part != found[0] for part in found) and len({say(part) for part in found}) > 1:
            said = f"{said}, {BY_CASE}"
        words.setdefault(said, []).append(channel)
    if len(words) == 1:
        return list(words)
    return [f"{', '.join(CHANNEL_WORDS[item] for item in at)} {said}" for said, at in words.items()]


def _ordered(channels: Sequence[Channel], terms: Sequence[Term]) -> list[Channel]:
    """The record's channels, counter first; where it names none, those that the terms name."""
    named = set(channels) or {channel for term in terms for channel in term.channels} or {Channel.DIRECT}
    return [channel for channel in Channel if channel in named]


def short_limit(limits: tuple[TimeLimit, ...], channels: tuple[Channel, ...]) -> str:
    """The limit for a list, empty where nothing of it is known."""
    words = limit_line(limits, channels)
    return "" if words == UNKNOWN else words


def short_fee(fees: tuple[Fee, ...], channels: tuple[Channel, ...]) -> str:
    """The fee for a list, with its word in front unless it stands by itself; empty where no fee was read."""
    words = fee_line(fees, channels)
    if ";" in words:
        return f"phí: {words}"
    if not words or words[0].isdigit() or words.startswith(("miễn phí", "không thu")):
        return words
    return f"phí: {words}" if SEE_SOURCE in words else f"phí {words}"


@lru_cache(maxsize=REMEMBERED)
def say_channels(channels: tuple[Channel, ...]) -> str:
    """``tại quầy, trực tuyến hoặc qua bưu điện``, the counter first."""
    words = [CHANNEL_WORDS[channel] for channel in Channel if channel in channels]
    return ", ".join(words[:-1]) + (" hoặc " if len(words) > 1 else "") + words[-1] if words else UNKNOWN


def say_need(item: DossierItem) -> str:
    """``1 bản chính, 2 bản sao``, or ``chỉ xuất trình``, followed by the note."""
    counted = "chỉ xuất trình" if item.shown else _say_copies(item.originals, item.copies, item.optional)
    if not item.note and not item.doubt:
        return counted
    return ", ".join(word for word in (counted, item.note, item.doubt and f"{DOUBTED}: {item.doubt}") if word)


@lru_cache(maxsize=REMEMBERED)
def _say_copies(originals: int, copies: int, optional: bool) -> str:
    words = [f"{count} {kind}" for count, kind in ((originals, "bản chính"), (copies, "bản sao")) if count]
    return ", ".join(words) or ("" if optional else "số bản chưa rõ")


def say_place(place: Place) -> str:
    """``Quầy số 1, số 0 đường Minh Họa``."""
    return ", ".join(part for part in (place.name, place.address) if part)
