"""Limits, fees, papers and channels in the words of a citizen; what is unknown or doubtful says so and prints no number."""

from collections.abc import Iterable

from generator.model.procedure import Channel, DossierItem, Fee, FeeState, LimitUnit, Place, TimeLimit
from generator.text.wording import say_number
from generator.tracking.procedures import fees_for, limits_for

UNKNOWN = "chưa rõ"
SEE_SOURCE = "xem bản chính thức"

CHANNEL_WORDS = {Channel.DIRECT: "tại quầy", Channel.ONLINE: "trực tuyến", Channel.POST: "qua bưu điện"}

_FEE_WORDS = {
    FeeState.FREE: "miễn phí",
    FeeState.BY_RULE: "theo quy định",
    FeeState.NONE: "không thu",
    FeeState.UNKNOWN: UNKNOWN,
}


def say_limit(limit: TimeLimit) -> str:
    """``5 ngày làm việc``; the text where there is no number; «chưa rõ» for a number without a unit."""
    if limit.value is None or limit.unit is LimitUnit.UNKNOWN:
        return limit.text or UNKNOWN
    return f"{limit.value}\u00a0{limit.unit.label}"


def say_limits(limits: Iterable[TimeLimit]) -> str:
    """Several limits of one channel, the shortest first: ``1 hoặc 2 ngày làm việc``."""
    ordered = sorted(limits, key=lambda limit: (limit.unit.value, limit.value or 0))
    words = list(dict.fromkeys(map(say_limit, ordered)))
    units = {limit.unit for limit in ordered}
    if len(words) > 1 and len(units) == 1 and all(word[0].isdigit() for word in words):
        words[:-1] = [word.split("\u00a0")[0] for word in words[:-1]]
    return _either(words)


def say_fee(fee: Fee) -> str:
    """``60.000 đồng``, ``miễn phí``, ``theo quy định``, ``không thu``, ``chưa rõ``; a suspect amount is not printed."""
    if fee.amount is None:
        return _FEE_WORDS.get(fee.state, UNKNOWN)
    return SEE_SOURCE if fee.suspect else f"{say_number(fee.amount)}\u00a0đồng"


def say_fees(fees: Iterable[Fee]) -> str:
    """Several fees of one channel: ``60.000 đồng hoặc miễn phí``."""
    return _either(list(dict.fromkeys(map(say_fee, fees))))


def _either(words: list[str]) -> str:
    return " hoặc ".join(words) or UNKNOWN


def say_channels(channels: Iterable[Channel]) -> str:
    """``tại quầy, trực tuyến hoặc qua bưu điện``."""
    words = [CHANNEL_WORDS[channel] for channel in channels]
    return ", ".join(words[:-1]) + (" hoặc " if len(words) > 1 else "") + words[-1] if words else UNKNOWN


def say_need(item: DossierItem) -> str:
    """``1 bản chính, 2 bản sao``, followed by the note."""
    counted = ((item.originals, "bản chính"), (item.copies, "bản sao"))
    words = [f"{count} {kind}" for count, kind in counted if count]
    if item.optional:
        words.append("nộp khi có")
    return ", ".join(word for word in (*words, item.note) if word) or "số bản chưa rõ"


def say_place(place: Place) -> str:
    """``Quầy số 1, số 0 đường Minh Họa``."""
    return ", ".join(part for part in (place.name, place.address) if part)


def short_limit(limits: tuple[TimeLimit, ...], channels: tuple[Channel, ...]) -> str:
    """The limit for a list: that of the first channel, as a citizen at the counter meets it. Empty where none is known."""
    known = [limit for limit in limits if say_limit(limit) != UNKNOWN]
    for channel in channels or tuple(Channel):
        found = limits_for(known, channel, None) or tuple(limit for limit in known if _for(limit.channels, channel))
        if found:
            return say_limits(found)
    return ""


def short_fee(fees: tuple[Fee, ...], channels: tuple[Channel, ...]) -> str:
    """The fee for a list, with its word in front unless it stands by itself; empty where no fee was read."""
    found: tuple[Fee, ...] = ()
    for channel in channels or tuple(Channel):
        found = found or fees_for(fees, channel, None) or tuple(fee for fee in fees if _for(fee.channels, channel))
    words = say_fees(found) if found else ""
    if not words or words[0].isdigit() or words in ("miễn phí", "không thu"):
        return words
    return f"phí: {words}" if SEE_SOURCE in words else f"phí {words}"


def _for(channels: tuple[Channel, ...], channel: Channel) -> bool:
    return not channels or channel in channels
