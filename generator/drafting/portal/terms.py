"""How long and how much, from the portal's ways to hand in (``executionMethods``): what stands together stays together.

A channel that is listed several times tells cases apart, each with its own limit and fees. The case is taken from the words
of the way, or from a coded case that has the same limit; else the limit itself names it («khi thời hạn là 15 ngày»), so that
a fee never loses the limit it belongs to.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from generator.drafting.portal.answer import Answer, items, number, paragraphs, text
from generator.model.procedure import LEAST_FEE, Channel, Currency, LimitUnit
from generator.text.citations import find_numbers
from generator.text.vietnamese import fold
from generator.text.wording import say_number

CHANNELS = {"DIRECT": Channel.DIRECT, "ONLINE": Channel.ONLINE, "POSTAL": Channel.POST}
_UNITS = {
    "DAY": LimitUnit.DAY, "WORKING_DAY": LimitUnit.WORKING_DAY, "HOUR": LimitUnit.HOUR,
    "MONTH": LimitUnit.MONTH, "YEAR": LimitUnit.YEAR,
}  # fmt: skip
_CURRENCIES = {
    "viet nam dong": Currency.VND, "dong": Currency.VND, "vnd": Currency.VND, "usd": Currency.USD,
    "do la my": Currency.USD, "eur": Currency.EUR, "euro": Currency.EUR,
}  # fmt: skip
_WORDED = re.compile(
    r"(?:không quá|trong vòng|trong thời hạn|thời hạn|tối đa|trong)?\s*(?:không quá )?0*(\d{1,4}(?:[.,]\d{1,2})?)\s*"
    r"(?:\([^()]{1,30}\)\s*)?(ngày làm việc|ngày|giờ làm việc|giờ|tháng)(?:\s*(?:,\s*)?(?:kể )?từ (ngày [^.;\n]{3,90}))?[.;]?",
    re.IGNORECASE,
)
_WORD_UNITS = {"ngày làm việc": "working_day", "ngày": "day", "giờ làm việc": "hour", "giờ": "hour", "tháng": "month"}
_RULE = re.compile(r"quy dinh|quyet dinh|nghi quyet|hdnd|hoi dong nhan dan|thong tu|tra cuu")
_FREE = re.compile(
    r"mien phi|mien le phi|khong thu(?: phi| le phi)?|khong mat phi|khong co phi|khong phai nop(?: phi| le phi)?"
)
_SOME = re.compile(r"\b(?:cho|doi voi|truong hop|nguoi|neu|khi|thuoc|ho ngheo|tre em|nop|dong)\b")
_MONEY = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d ?(?:dong|d/|vnd|usd)\b")
_LONGEST_CASE = 160

Fields = dict[str, Any]


@dataclass(slots=True)
class Way:
    """One way to hand in, as listed: its channel, its limit and fees as fields of a record, and its case."""

    channel: Channel
    limit: Fields
    fees: list[Fields]
    words: str
    case: str = ""


@dataclass(slots=True)
class Terms:
    """What the ways say together."""

    channels: list[str] = field(default_factory=list)
    limits: list[Fields] = field(default_factory=list)
    fees: list[Fields] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def terms_of(answer: Answer, cases: list[Fields]) -> Terms:
    """Channels, limits and fees. ``cases`` are the coded cases, whose limits help to tell cases apart."""
    listed = items(answer.get("executionMethods"))
    ways = [_way(CHANNELS[name], item) for item in listed if (name := text(item.get("submissionMethod"))) in CHANNELS]
    _name_cases(ways, text(answer.get("name")), cases)
    found = Terms(channels=[channel.value for channel in Channel if any(way.channel is channel for way in ways)])
    found.limits = _merged((way, way.limit) for way in ways if way.limit)
    found.fees = _merged((way, fee) for way in ways for fee in way.fees)
    unknown = dict.fromkeys(text(item.get("submissionMethod")) for item in listed)
    found.doubts = [
        f"Nguồn ghi cách nộp «{name}» mà trang này không biết." for name in unknown if name and name not in CHANNELS
    ]
    return found


def _way(channel: Channel, item: Answer) -> Way:
    words = paragraphs(item.get("description"))
    return Way(channel, limit_of(item, words), [fee_of(fee) for fee in items(item.get("fees"))], words)


def limit_of(item: Answer, words: str) -> Fields:
    """The limit of a way. «OTHER» with a number has no unit: the unit stays unknown."""
    printed, unit = item.get("processingTime"), _UNITS.get(text(item.get("processingTimeUnit")))
    value = number(printed)
    said = paragraphs(printed) if value is None else ""
    worded = _WORDED.fullmatch(said.strip())
    if worded:
        limit: Fields = {"value": Decimal(worded[1].replace(",", ".")), "unit": _WORD_UNITS[worded[2].lower()]}
        return limit | ({"since": worded[3].strip()} if worded[3] else {}) | ({"text": words} if words else {})
    if value is not None and value > 0:
        limit = {"value": value, "unit": (unit or LimitUnit.UNKNOWN).value}
        if unit is None:
            limit["doubt"] = f"Nguồn ghi thời hạn {say_number(value)} mà không ghi đơn vị"
        return limit | ({"text": words} if words else {})
    told = paragraphs(said, words)
    return {"unit": "unknown", "text": told} if told else {}


def fee_of(fee: Answer) -> Fields:
    """A line of the fees with its words. What kind of due it is (FEE, SERVICE_FEE, PRICE_LEVEL) the portal prints alike."""
    words = paragraphs(fee.get("description")).strip("() ")
    amount, currency = number(fee.get("value")), _currency(fee)
    state = fee_state(fee.get("value"), words)
    found: Fields = {"state": state}
    if state == "amount":
        if currency is None:
            told = f"{say_number(amount or 0)} {text(fee.get('currencyName'))}"
            return {"state": "listed", "text": paragraphs(told, words), "doubt": "Trang này không biết đơn vị tiền ấy"}
        found["amount"] = amount
        if currency is not Currency.VND:
            found["currency"] = currency.value
    numbers = [cited.text for cited in find_numbers(words)]
    if numbers:
        found["basis"] = numbers[0]
    if words and not _says_nothing_more(words):
        found["text"] = words
    return found


def _currency(fee: Answer) -> Currency | None:
    """The currency by its name; none is named where the amount is in đồng."""
    name = fold(text(fee.get("currencyName")))
    return _CURRENCIES.get(name) if name else Currency.VND


def fee_state(amount: object, words: str) -> str:
    """The state of a fee line: an amount of 0 is free only where its words say so of everybody, and «listed» where they
    name amounts of their own."""
    value, folded = number(amount), fold(words)
    if value is not None and value > 0:
        return "amount"
    if value is not None and value < 0:
        return "unknown"
    if _MONEY.search(folded):
        return "listed"
    if _RULE.search(folded):
        return "by_rule"
    return "free" if value == 0 and _FREE.search(folded) and not _SOME.search(_FREE.sub(" ", folded)) else "unknown"


def _says_nothing_more(words: str) -> bool:
    """Whether words only repeat the state: «Miễn phí», «Không»."""
    return len(words) <= 40 and (
        bool(_FREE.fullmatch(fold(words).strip(" ."))) or fold(words).strip(" .") in ("khong", "khong co")
    )


def _name_cases(ways: list[Way], name: str, cases: list[Fields]) -> None:
    """Give a case to each way of a channel that is listed several times with limits of its own."""
    for channel in Channel:
        same = [way for way in ways if way.channel is channel]
        if len({repr((way.limit.get("value"), way.limit.get("unit"))) for way in same}) < 2:
            continue
        labels = [_case_of(way, name, cases) for way in same]
        for way, label in zip(same, labels, strict=True):
            way.case = label


def _case_of(way: Way, name: str, cases: list[Fields]) -> str:
    words = " ".join(line.strip(" -+*:;.") for line in way.words.split("\n"))
    if re.match(r"(?:đối với|trường hợp|với)\b", words, re.IGNORECASE) and len(words) <= _LONGEST_CASE:
        return words
    value, unit = way.limit.get("value"), way.limit.get("unit")
    coded = {
        short_case(case["name"], name) for case in cases if case.get("value") == value and case.get("unit") == unit
    }
    if value is not None and len(coded) == 1 and (label := coded.pop()):
        return label
    if value is None:
        return ""
    labels = {known.value: known.label for known in LimitUnit if known is not LimitUnit.UNKNOWN}
    label = labels.get(str(unit), "(không rõ đơn vị)")
    return f"khi thời hạn là {say_number(value)} {label}"


def short_case(case: str, name: str) -> str:
    """What a coded case adds to the procedure's name: ``… - Đối với công trình`` → ``Đối với công trình``."""
    bracketed = re.search(r"\(([^()]{4,120})\)\s*$", case)
    rest = case[len(name) :] if case.startswith(name) else bracketed[1] if bracketed else case
    return rest.strip(" -–:;.,()") if fold(rest) != fold(name) else ""


def _merged(found: Iterable[tuple[Way, Fields]]) -> list[Fields]:
    """What the portal repeats for each channel, once, with the channels it holds for, then with the cases."""
    order = {channel.value: index for index, channel in enumerate(Channel)}
    by_channel: dict[str, tuple[Fields, str, list[str]]] = {}
    for way, fields in found:
        key = repr((sorted(fields.items()), way.case))
        named = by_channel.setdefault(key, (fields, way.case, []))[2]
        if way.channel.value not in named:
            named.append(way.channel.value)
    merged: dict[str, tuple[Fields, list[str], list[str]]] = {}
    for fields, case, channels in by_channel.values():
        channels.sort(key=order.__getitem__)
        cases = merged.setdefault(repr((sorted(fields.items()), channels)), (fields, channels, []))[2]
        if case and case not in cases:
            cases.append(case)
    return [
        {"channels": channels} | ({"case": cases} if cases else {}) | fields
        for fields, channels, cases in merged.values()
    ]


__all__ = ["LEAST_FEE", "Fields", "Terms", "fee_of", "fee_state", "limit_of", "short_case", "terms_of"]
