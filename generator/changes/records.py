"""Any two records of one kind, compared field by field in the words of their labels: procedures, agencies, registries."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from generator.changes.finding import Effect, Finding
from generator.model import PartialDate
from generator.model.fields import Choice, key_of, label_of
from generator.model.procedure import Fee, TimeLimit
from generator.text.wording import say_amount, say_day, say_number

SKIPPED = {"id", "plan", "file", "agency"}
"""Fields that come from a file's name."""

LONGEST_VALUE = 300

MOST_ITEMS = 5
"""Items of a list that are named one by one."""


def compare_fields(whole: Finding, before: Any, after: Any, *, skipped: set[str] = SKIPPED) -> Iterator[Finding]:
    """A finding for each field that differs; ``whole`` is what all of them have in common."""
    for declared in fields(before):
        was, now = getattr(before, declared.name), getattr(after, declared.name)
        if was == now or declared.name in skipped:
            continue
        finding = replace(whole, what=label_of(declared), path=(*whole.path, key_of(declared)))
        if isinstance(was, tuple) and isinstance(now, tuple):
            yield from _lists(finding, was, now)
        else:
            yield replace(finding, before=say(was), after=say(now), note=_step(was, now), effect=_effect(was, now))


def _effect(was: Any, now: Any) -> Effect:
    if was is None:
        return Effect.ADDED
    return Effect.REMOVED if now is None else Effect.CHANGED


def _lists(finding: Finding, was: tuple[Any, ...], now: tuple[Any, ...]) -> Iterator[Finding]:
    """Items that came and went; one in place of one is a change."""
    gone, came = [item for item in was if item not in now], [item for item in now if item not in was]
    if len(gone) == len(came):
        for old, new in zip(gone, came, strict=True):
            yield replace(finding, before=say(old), after=say(new), note=_step(old, new), effect=Effect.CHANGED)
        if not gone:
            yield replace(finding, effect=Effect.DETAIL, note="đổi thứ tự")
        return
    if gone:
        yield replace(finding, before=_listed(gone), effect=Effect.REMOVED)
    if came:
        yield replace(finding, after=_listed(came), effect=Effect.ADDED)


def _listed(items: list[Any]) -> str:
    """The first few, and how many more there are."""
    shown = "; ".join(filter(None, map(say, items[:MOST_ITEMS])))
    return f"{shown}; và {len(items) - MOST_ITEMS} mục nữa" if len(items) > MOST_ITEMS else shown


def _step(was: Any, now: Any) -> str:
    """By how much an amount or a limit went up or down."""
    if isinstance(was, Fee) and isinstance(now, Fee) and was.amount is not None and now.amount is not None:
        return _by(now.amount - was.amount, now.currency.label) if was.currency is now.currency else ""
    if isinstance(was, TimeLimit) and isinstance(now, TimeLimit) and was.unit is now.unit and was.value and now.value:
        return _by(now.value - was.value, now.unit.label)
    return ""


def _by(more: Decimal, unit: str) -> str:
    return "" if more == 0 else f"{'tăng' if more > 0 else 'giảm'} {say_number(abs(more))} {unit}"


def say(value: Any) -> str | None:
    """A field's value in words that a reader of the site would meet."""
    if value is None or value == ():
        return None
    text = _said(value)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    for kind, words in _WORDS:
        if isinstance(value, kind):
            return words(value)
    return ", ".join(_said(part) for part in _parts(value)) if is_dataclass(value) else str(value)


def _say_fee(fee: Fee) -> str:
    amount = say_amount(fee.amount, fee.currency.label) if fee.amount is not None else fee.state.label
    return _of_case(amount, fee)


def _say_limit(limit: TimeLimit) -> str:
    amount = (
        f"{say_number(limit.value)} {limit.unit.label}" if limit.value is not None else limit.text or limit.unit.label
    )
    return _of_case(amount, limit)


_WORDS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (Fee, _say_fee),
    (TimeLimit, _say_limit),
    (Choice, lambda value: value.label),
    (Decimal, say_number),
    (PartialDate, say_day),
    (date, say_day),
    (tuple, lambda value: "; ".join(map(_said, value))),
)
"""How values of each kind are said; the first that fits."""


def _parts(value: Any) -> Iterator[Any]:
    """The fields of a record that say something."""
    for declared in fields(value):
        part = getattr(value, declared.name)
        if part not in (None, (), False, 0) and part != declared.default:
            yield part


def _of_case(amount: str, value: Fee | TimeLimit) -> str:
    channels = ", ".join(channel.label.lower() for channel in value.channels)
    about = ", ".join(filter(None, (*value.cases, channels)))
    return f"{amount} ({about})" if about else amount
