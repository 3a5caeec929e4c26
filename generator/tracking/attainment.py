"""Whether a target is met: a reported value against what the plan set, and the sentence that says so.

Percentages are compared as counts where the report gives counts, else as Decimals, always before rounding: 79,95 % is not
80 %. A denominator of 0 is «not applicable», silence is «not reported», and unlike targets are never averaged.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from generator.deadlines import spell
from generator.model import Comparator, Target
from generator.model.report import ReportPeriod, TargetReport
from generator.text.wording import say_amount, say_number, say_rounded
from generator.tracking.status import CANCELLED, State

NOW_MET = State("now_met", "Hiện đạt", "half", "good")
NOW_NOT_MET = State("now_not_met", "Hiện chưa đạt", "half")
MET = State("met", "Đạt", "full", "good")
NOT_MET = State("not_met", "Không đạt", "box", "bad")
NOT_REPORTED = State("not_reported", "Trang này chưa có báo cáo")
NOT_APPLICABLE = State("not_applicable", "Không áp dụng", "dash")


@dataclass(frozen=True, slots=True)
class Reported:
    """One reported value: when, for which period, and the entry itself."""

    day: date
    period: str
    """As the report's file is named: ``2026-q1``."""
    entry: TargetReport
    percent: bool = True
    """Whether counts make a percentage; a target in «hồ sơ/năm» is the bare quotient."""

    @property
    def about(self) -> ReportPeriod:
        """The days the report is about."""
        return ReportPeriod.parse(self.period)

    @property
    def value(self) -> Fraction | None:
        """The value, exact; None where the denominator is 0."""
        if self.entry.value is not None:
            return Fraction(self.entry.value)
        if self.entry.numerator is None or not self.entry.denominator:
            return None
        return Fraction(self.entry.numerator) * (100 if self.percent else 1) / Fraction(self.entry.denominator)


@dataclass(frozen=True, slots=True)
class Attainment:
    """The state of a target on the as-of day, the latest value, the way it moved, and why."""

    state: State
    value: Fraction | None
    reported: Reported | None
    trend: int
    """1 when the value rose since the report before, -1 when it fell, 0 otherwise."""
    why: str


def attainment_of(
    target: Target, last_day: date, reports: Sequence[Reported], as_of: date, cancelled: str | None = None
) -> Attainment:
    """Judge a target whose period ends on ``last_day`` by what was reported up to ``as_of``.

    The report about the latest days counts, however late an earlier one was filed. Once the period is over, only a
    report that reaches its end can say that the target was met or not: the figure of a third quarter cannot.
    """
    if cancelled is not None:
        return Attainment(CANCELLED, None, None, 0, f"Văn bản {cancelled} đã bỏ chỉ tiêu này. {_on(as_of)}")
    known = [replace(item, percent=target.unit == "%") for item in reports if item.day <= as_of]
    known.sort(key=lambda item: (item.about, item.day))
    if not known:
        return Attainment(NOT_REPORTED, None, None, 0, f"Chưa có báo cáo nào nêu con số của chỉ tiêu này. {_on(as_of)}")
    latest = known[-1]
    if latest.value is None:
        why = f"Báo cáo {latest.about.label} ghi mẫu số bằng 0: không có gì để tính tỷ lệ. {_on(as_of)}"
        return Attainment(NOT_APPLICABLE, None, latest, 0, why)
    met = is_met(target, latest.value)
    if as_of > last_day and latest.about.last < last_day:
        return Attainment(NOT_REPORTED, latest.value, latest, _trend(known), _why_open_ended(target, latest, as_of))
    state = (MET if met else NOT_MET) if as_of > last_day else (NOW_MET if met else NOW_NOT_MET)
    return Attainment(state, latest.value, latest, _trend(known), _why(target, latest, met, as_of > last_day, as_of))


def is_met(target: Target, value: Fraction) -> bool:
    """Compare as the plan says; a bare number is read as «at least»."""
    limit = Fraction(target.value)
    match target.comparator:
        case Comparator.MAX:
            return value <= limit
        case Comparator.EXACT:
            return value == limit
        case _:
            return value >= limit


def _trend(known: Sequence[Reported]) -> int:
    values = [item.value for item in known if item.value is not None]
    if len(values) < 2:
        return 0
    return (values[-1] > values[-2]) - (values[-1] < values[-2])


def say_reported(reported: Reported, target: Target) -> str:
    """The value with its unit: as the report states it, or half up to one decimal where it is computed from counts."""
    if reported.entry.value is not None:
        return say_amount(reported.entry.value, target.unit)
    return say_rounded(reported.value or Fraction(0), target.unit, target.value)


def _why(target: Target, latest: Reported, met: bool, closed: bool, as_of: date) -> str:
    counts = ""
    if latest.entry.numerator is not None and latest.entry.denominator is not None:
        counts = f" ({say_number(latest.entry.numerator)}/{say_number(latest.entry.denominator)})"
    value = f"{say_reported(latest, target)}{counts}"
    reading = "" if target.stated else " Văn bản không ghi cách so, trang đọc là ít nhất."
    end = "Kỳ kế hoạch đã hết" if closed else "Kỳ kế hoạch chưa hết"
    verdict = "đạt" if met else "chưa đạt" if not closed else "không đạt"
    return (
        f"Báo cáo {latest.about.label}, ngày {spell(latest.day)}, ghi {value}; mức đặt ra "
        f"{say_amount(target.value, target.unit)}.{reading} "
        f"So trước khi làm tròn: {verdict}. {end}. {_on(as_of)}"
    )


def _why_open_ended(target: Target, latest: Reported, as_of: date) -> str:
    value = say_reported(latest, target)
    return (
        f"Con số mới nhất là của {latest.about.label}: {value}. Kỳ kế hoạch đã hết mà chưa có báo cáo đến hết kỳ, "
        f"nên trang không kết luận. {_on(as_of)}"
    )


def _on(as_of: date) -> str:
    return f"Tính đến {spell(as_of)}."
