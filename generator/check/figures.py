"""Figures that are possible and improbable: a slip of the keyboard or of Excel until the officer confirms them.

Each doubt says what the figure looks like, the figure that was probably meant, and how to keep it: ``confirmed: <reason>`` in the
same entry, which the page prints beside the figure. The form in the browser holds the same rules (``report-form.js``); one
table of cases is run in both (``tests/cases/figures.json``).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.check.complaint import Complaint, Rule, say
from generator.check.reports import GROWTH, commitments_of, reports_of
from generator.model import Comparator, Target
from generator.model.report import Report, TargetReport, UnitCounts
from generator.reading.catalogue import Catalogue
from generator.text.numbers import round_half_up, write_number

CONFIRM = "nếu con số đúng, thêm «confirmed: lý do»"

_CONFIRM = CONFIRM[0].upper() + CONFIRM[1:]

LEAP = 10
"""How many times the last figure a figure must be to look like a digit too many, and the other way round."""

COUNTS = {
    "late_dossiers": "hồ sơ trễ hạn",
    "apology_letters": "thư xin lỗi",
    "feedback_received": "phản ánh đã nhận",
    "feedback_answered": "trả lời đúng hạn",
}
"""The counts of a unit with the words for them."""

Doubt = tuple[str, str, str]
"""The key of the figure, what is doubtful, and what to do."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What an entry says of a target."""

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None


def figures_of(entry: TargetReport) -> Figures:
    """The figures of a report's entry."""
    return Figures(entry.numerator, entry.denominator, entry.value)


def is_share(target: Target) -> bool:
    """Whether the target is a part of a whole, which cannot pass 100 %."""
    return target.unit == "%" and target.comparator not in GROWTH


def wrong_figures(said: Figures, target: Target) -> Iterator[Doubt]:
    """Counts come in pairs and are not negative, nothing is divided by 0, and a value beside counts is their share."""
    for key in ("numerator", "denominator", "value"):
        number = getattr(said, key)
        if number is not None and number < 0:
            yield key, f"{write_number(number)} là số âm", f"có phải {write_number(-number)}?"
    if (said.numerator is None) != (said.denominator is None):
        missing = "denominator" if said.denominator is None else "numerator"
        yield missing, f"thiếu «{missing}»", "ghi đủ tử số và mẫu số, hoặc chỉ ghi «value»"
    elif said.numerator and not said.denominator:
        yield "denominator", f"mẫu số 0 mà tử số là {write_number(said.numerator)}", "kiểm tra lại hai con số"
    if said.value is not None and said.numerator is not None and said.denominator and is_share(target):
        yield from _wrong_value(said.numerator, said.denominator, said.value)


def _wrong_value(numerator: Decimal, denominator: Decimal, value: Decimal) -> Iterator[Doubt]:
    exact = numerator * 100 / denominator
    if abs(exact - value) >= Decimal(10) ** min(int(value.as_tuple().exponent), 0):
        message = f"giá trị {write_number(value)} khác với {write_number(numerator)}/{write_number(denominator)}"
        near = f"{round_half_up(exact, 2):f}"
        yield "value", message, f"có phải {near}? Chỉ cần tử số và mẫu số"


def doubtful_figures(said: Figures, target: Target, last: Figures | None) -> Iterator[Doubt]:
    """What to confirm in an entry: by itself, against its target, and against what was reported last."""
    yield from _doubtful_counts(said)
    if target.unit == "%":
        yield from _doubtful_percentage(said, target)
    if last is not None:
        yield from _doubtful_change(said, target, last)


def _doubtful_counts(said: Figures) -> Iterator[Doubt]:
    """What is counted is whole: ``1.65`` dossiers are 1650 that lost their last zero."""
    for key, word in (("numerator", "tử số"), ("denominator", "mẫu số")):
        number = getattr(said, key)
        if number is not None and number != int(number):
            meant = write_number(number.scaleb(3)) if number.scaleb(3) == int(number.scaleb(3)) else ""
            hint = f"có phải {meant}? {_CONFIRM}" if meant else f"ghi số đếm; {CONFIRM}"
            yield key, f"{word} {write_number(number)} có phần lẻ", hint


def _doubtful_percentage(said: Figures, target: Target) -> Iterator[Doubt]:
    """A percentage below 1 is Excel's share of 1, one above 100 has a digit too many or its counts swapped."""
    value, numerator, denominator = said.value, said.numerator, said.denominator
    if value is not None and 0 < value <= 1:
        meant = write_number(value * 100)
        yield (
            "value",
            f"{write_number(value)} % là rất nhỏ",
            f"có phải {meant}? Excel lưu {meant} % là {write_number(value)}; {CONFIRM}",
        )
    if value is not None and value > 100 and is_share(target):
        meant = f"{_shrunk(value):f}"
        yield "value", f"tỷ lệ {write_number(value)} % lớn hơn 100 %", f"có phải {meant}? {_CONFIRM}"
    if numerator is None or not denominator or numerator < 0 or denominator < 0:
        return
    words = f"{write_number(numerator)}/{write_number(denominator)}"
    if numerator > denominator and is_share(target):
        swapped = f"{write_number(denominator)} trên {write_number(numerator)}"
        message = f"tử số {write_number(numerator)} lớn hơn mẫu số {write_number(denominator)}"
        yield "numerator", message, f"có phải {swapped}? Tử số là phần đạt được, mẫu số là tất cả; {CONFIRM}"
    elif numerator and numerator * 100 < denominator and target.comparator in (Comparator.MIN, Comparator.EXACT, None):
        yield "numerator", f"{words} chưa đến 1 %", f"kiểm tra lại hai con số; {CONFIRM}"


def _shrunk(value: Decimal) -> Decimal:
    """The value with its decimal point moved until it is a share: 9481 → 94.81."""
    while value > 100:
        value = value.scaleb(-1)
    return value


def _doubtful_change(said: Figures, target: Target, last: Figures) -> Iterator[Doubt]:
    """Figures run from the beginning of the plan, so a total does not fall; ten times as much is a digit too many."""
    for key in ("numerator", "denominator", *(() if target.unit == "%" else ("value",))):
        now, before = getattr(said, key), getattr(last, key)
        if now is not None and before is not None:
            yield from _leap(key, now, before)
    now, before = said.denominator, last.denominator
    if now is not None and before is not None and before / LEAP < now < before:
        message = f"mẫu số {write_number(now)} nhỏ hơn kỳ trước ({write_number(before)})"
        yield "denominator", message, f"số liệu tính từ đầu kỳ kế hoạch đến ngày báo cáo; {CONFIRM}"


def _leap(key: str, now: Decimal, before: Decimal) -> Iterator[Doubt]:
    if before > 0 and now >= before * LEAP:
        message = f"{write_number(now)} gấp từ {LEAP} lần kỳ trước ({write_number(before)})"
        yield key, message, f"có thừa chữ số không? {_CONFIRM}"
    elif before > 0 and 0 <= now * LEAP <= before:
        message = f"{write_number(now)} chỉ bằng một phần {LEAP} kỳ trước ({write_number(before)}) hoặc ít hơn"
        yield key, message, f"có thiếu chữ số không? {_CONFIRM}"


def one_a_figure(doubts: Iterable[Doubt]) -> Iterator[Doubt]:
    """The first doubt about each figure: one slip is told once."""
    seen: set[str] = set()
    for doubt in doubts:
        if doubt[0] not in seen:
            yield doubt
        seen.add(doubt[0])


def last_figures(reports: tuple[Report, ...], report: Report, target: str) -> Figures | None:
    """What the latest earlier period said of a target; None where nothing was said."""
    earlier = [other for other in reports if other.period < report.period]
    entries = [entry for other in earlier for entry in other.targets if entry.target == target and entry.stated]
    return figures_of(entries[-1]) if entries else None


def check_figures(catalogue: Catalogue) -> Iterator[Complaint]:
    """A report's figures are possible, and what is improbable is confirmed in the file."""
    for plan, report, file in reports_of(catalogue):
        targets = {item.id: item.current.target for item in commitments_of(catalogue, plan).targets}
        for index, item in enumerate(report.targets):
            target = targets.get(item.target)
            if target is None:
                continue
            said = figures_of(item)
            found = list(wrong_figures(said, target))
            if not found and not item.confirmed and not item.reason:
                last = last_figures(catalogue.reports[plan.id], report, item.target)
                found = list(one_a_figure(doubtful_figures(said, target, last)))
            for key, message, hint in found:
                yield say(file, ("targets", index, key), message, hint)


def check_count_leaps(catalogue: Catalogue) -> Iterator[Complaint]:
    """A unit's count that is ten times the last one is confirmed in the file."""
    for plan, report, file in reports_of(catalogue):
        for index, item in enumerate(report.counts):
            last = _last_counts(catalogue.reports[plan.id], report, item.unit)
            for key in COUNTS if last is not None and not item.confirmed else ():
                now, before = getattr(item, key), getattr(last, key)
                if now is not None and before is not None and before > 0 and now >= before * LEAP:
                    _, message, hint = next(_leap(key, Decimal(now), Decimal(before)))
                    yield say(file, ("counts", index, key), message, hint)


def _last_counts(reports: tuple[Report, ...], report: Report, unit: str) -> UnitCounts | None:
    earlier = [other for other in reports if other.period < report.period]
    found = [item for other in earlier for item in other.counts if item.unit == unit]
    return found[-1] if found else None


RULES: tuple[Rule, ...] = (check_figures, check_count_leaps)
