"""The ``rule:`` an officer may write beside a printed deadline, where our own reading is wrong or missing.

One mapping, or a list of them for a deadline of several parts::

    deadline:
      text: Trước ngày 30/3 năm 2023
      rule: {kind: before, due: 2023-03-30}

=============  =====================================================================================
key            meaning
=============  =====================================================================================
``kind``       one of ``Kind``; may be left out where the other keys tell
``from``       first day of a window, or of an ongoing or recurring duty
``due``        last day, as printed (for «trước ngày 30/3»: 30 March)
``until``      last day of an ongoing or recurring duty
``inclusive``  whether the printed day itself is in time; for ``before`` «no» unless it says so
``rrule``      RFC 5545 without DTSTART, UNTIL and COUNT: ``FREQ=MONTHLY;BYMONTHDAY=5``
``relative``   ``{n: 10, unit: day, event: …, before: false}``; unit hour, day, working_day, week, month, year
``reference``  the plan or document that holds the date
``event``      what a conditional deadline waits for
=============  =====================================================================================
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, get_args

from generator.deadlines.calendar import rrule_mistake
from generator.deadlines.reader import read_deadline
from generator.deadlines.records import Every, Kind, Part, Period, Reading, Relative, RuleMistake, Unit

_DATES = ("from", "due", "until")
_TEXTS = ("reference", "event")
_KEYS = ("kind", *_DATES, "inclusive", "rrule", "relative", *_TEXTS)
_NEED: dict[Kind, str] = {
    Kind.FIXED: "due", Kind.BEFORE: "due", Kind.MONTH: "due", Kind.MONTH_RANGE: "due", Kind.QUARTER: "due",
    Kind.WITHIN_YEAR: "due", Kind.YEAR_RANGE: "due", Kind.RECURRING: "rrule", Kind.RELATIVE: "relative",
    Kind.PER_PLAN: "reference", Kind.PER_LAW: "reference", Kind.CONDITIONAL: "event",
}  # fmt: skip
_UNITS = tuple(unit for unit in get_args(Unit) if unit != "unknown")
_MONTHS_APART: dict[int, Every] = {12: "month", 4: "quarter", 2: "half", 1: "year"}


def apply_rule(text: str, rule: object, period: Period) -> Reading:
    """Return the reading an officer's ``rule`` gives to ``text``.

    ``rule`` is what YAML held: anything. A rule with a mistake is not used at all: the phrase is then read as if it
    had none, and ``Reading.mistakes`` says key by key what was found and what is expected.
    """
    rules = rule if isinstance(rule, list) else [rule]
    mistakes = tuple(mistake for one in rules for mistake in _mistakes(one)) or (() if rules else (_empty(rule),))
    if mistakes:
        return replace(read_deadline(text, period), mistakes=mistakes)
    return Reading(text, tuple(_part(text, one, period) for one in rules if isinstance(one, Mapping)))


def _empty(found: object) -> RuleMistake:
    return RuleMistake("rule", str(found), "ít nhất một quy tắc, ví dụ {kind: before, due: 2023-03-30}")


def _mistakes(rule: object) -> Iterator[RuleMistake]:
    if not isinstance(rule, Mapping) or not rule:
        yield _empty(rule)
        return
    for key, value in rule.items():
        expected = f"một trong: {', '.join(_KEYS)}" if key not in _KEYS else _expected(str(key), value)
        if expected:
            yield RuleMistake(str(key), str(value), expected)
    yield from _missing(rule)


def _missing(rule: Mapping[Any, Any]) -> Iterator[RuleMistake]:
    kind = _kind(rule)
    if kind is None:
        yield RuleMistake("kind", "", f"một trong: {', '.join(Kind)}; hoặc có due, rrule, relative, reference, event")
    elif kind in _NEED and rule.get(_NEED[kind]) is None:
        yield RuleMistake(_NEED[kind], "", f"cần có khi kind là {kind}")
    first, last = _date(rule.get("from")), _date(rule.get("due") or rule.get("until"))
    if first and last and last < first:
        yield RuleMistake("due" if "due" in rule else "until", last.isoformat(), f"không trước {first.isoformat()}")


def _expected(key: str, value: object) -> str | None:
    """Return what the value of a known key should be, or None where it is right."""
    if key in _DATES:
        return None if _date(value) else "ngày có thật, ví dụ 2023-03-30"
    if key in _TEXTS:
        return None if isinstance(value, str) and value.strip() else "một cụm từ"
    if key == "kind":
        kinds = [kind.value for kind in Kind if kind is not Kind.UNREAD]
        return None if value in kinds else f"một trong: {', '.join(kinds)}"
    if key == "inclusive":
        return None if isinstance(value, bool) else "true hoặc false"
    if key == "rrule":
        return rrule_mistake(value) if isinstance(value, str) else "một RRULE, ví dụ FREQ=MONTHLY;BYMONTHDAY=5"
    return _relative_mistake(value)


def _relative_mistake(value: object) -> str | None:
    example = f"{{n: 10, unit: day, event: …}}, unit là một trong: {', '.join(_UNITS)}"
    if not isinstance(value, Mapping) or set(value) - {"n", "unit", "event", "before"}:
        return example
    count = value.get("n")
    right = isinstance(count, int | float) and not isinstance(count, bool) and 0 <= count <= 9999
    right = right and value.get("unit") in _UNITS and isinstance(value.get("before", False), bool)
    return None if right and isinstance(value.get("event"), str | None) else example


def _date(value: object) -> date | None:
    """Return a date from a YAML date, «2023-03-30» or «30/3/2023»; None for anything else, or a day that is not real."""
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    if not isinstance(value, str):
        return None
    iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", value.strip())
    local = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", value.strip())
    numbers = [int(n) for n in iso.groups()] if iso else [int(n) for n in local.groups()][::-1] if local else None
    try:
        return date(*numbers) if numbers else None
    except ValueError:
        return None


def _kind(rule: Mapping[Any, Any]) -> Kind | None:
    if rule.get("kind") in list(Kind):
        return Kind(rule["kind"])
    told = {"rrule": Kind.RECURRING, "relative": Kind.RELATIVE, "due": Kind.FIXED, "reference": Kind.PER_PLAN,
            "event": Kind.CONDITIONAL, "from": Kind.ONGOING, "until": Kind.ONGOING}  # fmt: skip
    return None if rule.get("kind") else next((kind for key, kind in told.items() if rule.get(key) is not None), None)


def _part(text: str, rule: Mapping[Any, Any], period: Period) -> Part:
    kind = _kind(rule) or Kind.UNREAD
    runs = kind in (Kind.ONGOING, Kind.RECURRING)
    relative, rrule = rule.get("relative"), rule.get("rrule")
    return Part(
        kind, text, (0, len(text)),
        start=_date(rule.get("from")) or (period.start if runs else None),
        due=None if runs else _date(rule.get("due")),
        until=_date(rule.get("until")) or (period.end if runs else None),
        inclusive=bool(rule.get("inclusive", kind is not Kind.BEFORE)),
        every=_every(rrule) if rrule else None, rrule=rrule,
        relative=_relative(relative) if relative else None,
        reference=rule.get("reference"), event=rule.get("event"),
        condition="occurrence" if kind is Kind.CONDITIONAL else None,
    )  # fmt: skip


def _relative(told: Mapping[Any, Any]) -> Relative:
    return Relative(told["n"], told["unit"], told.get("event"), told.get("before", False))


def _every(rrule: str) -> Every:
    if "FREQ=DAILY" in rrule or "FREQ=WEEKLY" in rrule:
        return "day" if "DAILY" in rrule else "week"
    months = re.search(r"BYMONTH=([\d,]+)", rrule)
    count = len(months[1].split(",")) if months else 12 if "FREQ=MONTHLY" in rrule else 1
    return _MONTHS_APART.get(count, "year")
