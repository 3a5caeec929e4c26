"""What became of one target: the value against the threshold as a bar and as a sentence, the trend, and why.

A target without a number says only that; a bar at zero would say that nothing was done. Where the agency states its own list
of procedures, what the register itself answers stands beside, as of the list's day and without a verdict.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from generator.addresses import shares_address
from generator.model import Comparator, Plan, Target
from generator.pages.parts.page import Link
from generator.pages.parts.proofs import Proof, proofs_of
from generator.pages.parts.shares import say_share
from generator.text.wording import say_amount, say_day, say_number, say_target, sentence
from generator.tracking.attainment import Attainment, Reported, say_reported
from generator.tracking.linked import Linked
from generator.tracking.progress import TargetProgress
from generator.tracking.status import State


@dataclass(frozen=True, slots=True)
class Gauge:
    """A value against a threshold; places in percent of the picture's width."""

    value: str
    tone: str
    mark: str
    words: str
    """At the threshold."""
    before: bool
    """Whether the words stand left of it."""
    end: str
    """What the right edge stands for."""


@dataclass(frozen=True, slots=True)
class RegisterAnswer:
    """What the agency's own list of procedures answers: ``12/15 thủ tục …`` with the list behind it."""

    share: Link
    counted: str
    left_out: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetState:
    """What became of one target. Empty texts are not printed."""

    name: str
    state: State
    sentence: str
    gauge: Gauge | None
    source: str
    """Which report gave the number, and how it moved since the one before."""
    proofs: tuple[Proof, ...]
    now: str
    """The threshold as amended."""
    why: str
    register: RegisterAnswer | None

    @property
    def told(self) -> bool:
        """Whether there is more to say than that nothing was reported."""
        return bool(self.sentence or self.now or self.register or self.why)


def target_states(linked: Linked, plan: Plan) -> dict[str, TargetState]:
    """What became of every target of a plan, by its id."""
    answers = _answers(linked, plan)
    return {item.commitment.id: _state(item, answers) for item in linked.progress[plan.id].targets}


def _state(item: TargetProgress, answers: dict[str, RegisterAnswer]) -> TargetState:
    target, found = item.commitment.current.target, item.attainment
    return TargetState(
        name=f"chỉ tiêu {target.id}",
        state=found.state,
        sentence=_sentence(target, found),
        gauge=gauge_of(target, found) if found.value is not None else None,
        source=_source(item),
        proofs=proofs_of(found.reported.entry.evidence) if found.reported else (),
        now=_now(item),
        why=found.why if found.reported or item.commitment.cancelled else "",
        register=answers.get(target.metric or ""),
    )


def _sentence(target: Target, found: Attainment) -> str:
    """``91,2 % (1.824/2.000), trên mức ít nhất 85 %.``"""
    if found.value is None or found.reported is None:
        return ""
    entry, value = found.reported.entry, say_reported(found.reported, target)
    counts = f" ({say_number(entry.numerator or 0)}/{say_number(entry.denominator)})" if entry.denominator else ""
    return f"{value}{counts}, {_compared(target, found.value)} {say_target(target)}."


def _compared(target: Target, value: Fraction) -> str:
    limit = Fraction(target.value)
    if value == limit:
        return "bằng đúng mức"
    if target.comparator is Comparator.MAX:
        return "trong mức" if value < limit else "vượt mức"
    return "trên mức" if value > limit else "dưới mức"


def _source(item: TargetProgress) -> str:
    """``Báo cáo quý III/2026; tăng so với quý II/2026 (89,7 %). Cơ quan xác nhận con số: …``."""
    entry = item.attainment.reported.entry if item.attainment.reported else None
    confirmed = (entry.confirmed or entry.reason) if entry else None
    return f"{_trend(item)}. Cơ quan xác nhận con số: {confirmed}" if confirmed else _trend(item)


def _trend(item: TargetProgress) -> str:
    latest, target = item.attainment.reported, item.commitment.current.target
    if latest is None:
        return ""
    before = [other for other in _valued(item, target.unit) if (other.about, other.day) < (latest.about, latest.day)]
    words = f"Báo cáo {latest.about.label}, ngày {say_day(latest.day)}"
    if not before or before[-1].value is None or item.attainment.value is None:
        return words
    trend = {1: "tăng so với", -1: "giảm so với"}.get(item.attainment.trend, "bằng")
    return f"{words}; {trend} {before[-1].about.label} ({say_reported(before[-1], target)})"


def _valued(item: TargetProgress, unit: str) -> list[Reported]:
    """Reports with a number, earliest first."""
    reported = sorted(item.reported, key=lambda other: (other.about, other.day))
    known = (replace(other, percent=unit == "%") for other in reported)
    return [other for other in known if other.value is not None]


def _now(item: TargetProgress) -> str:
    changes = item.commitment.changes
    if not changes or item.commitment.issued is None:
        return ""
    return f"Nay là {say_target(item.commitment.current.target)}, theo {changes[-1].amendment.document}"


FULL = 100
"""The right edge of a bar in percent."""

MIDDLE = 50


def gauge_of(target: Target, found: Attainment) -> Gauge:
    """The bar of a value: to 100 for a percentage, else to a little more than the larger of value and threshold."""
    value, limit = max(found.value or Fraction(0), Fraction(0)), max(Fraction(target.value), Fraction(0))
    most = max(value, limit)
    end = Fraction(FULL) if target.unit == "%" and most <= FULL else most * Fraction(6, 5) or Fraction(1)
    tone = {"good": "g", "bad": "b"}.get(found.state.tone, "a")
    mark = limit * 100 / end
    return Gauge(
        _percent(value * 100 / end), tone, _percent(mark), say_target(target), mark > MIDDLE, _end(target, end)
    )


def _end(target: Target, end: Fraction) -> str:
    return say_amount(FULL, "%") if target.unit == "%" and end == FULL else ""


def _percent(value: Fraction) -> str:
    return f"{float(value):.2f}".rstrip("0").rstrip(".") + "%"


def _answers(linked: Linked, plan: Plan) -> dict[str, RegisterAnswer]:
    """What the register answers, by metric; nothing for an agency that states no list of its own."""
    register = linked.registers[plan.agency]
    if register.stated is None:
        return {}
    day = say_day(register.stated.day)
    return {
        item.metric: RegisterAnswer(
            Link(say_share(item), f"{shares_address(plan.agency)}#{item.metric}"),
            f"{item.numerator}/{item.denominator} {item.counted}, theo danh mục cơ quan công bố ngày {day}",
            sentence(f"{item.unknown} thủ tục cơ quan không nói rõ, không tính.") if item.unknown else "",
        )
        for item in linked.indicators[plan.agency]
    }
