"""What became of a commitment: three axes, never merged.

*Declared* is what the agency reports, *schedule* what the calendar says on the as-of day, *evidence* how far a reader can
follow. The rules of the schedule stand in one table, :data:`RULES`: the first whose condition holds decides, and its
sentence («vì sao?») names the inputs, the rule and the day. Pure functions; the as-of day is an argument.

«Overdue» needs a report that says «not done» once the day has passed. Without one the state is *unreported*: this site's
gap, not the agency's failure.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from generator.deadlines import Kind, spell
from generator.model.report import Declared, Evidence, EvidenceKind

SOON = timedelta(days=7)
"""How near a due day is «sắp đến hạn»."""

FRESH = timedelta(days=100)
"""How long the last report about ongoing work stays fresh: a quarter and the days it takes to report it."""


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """A state in words, with the form and the tone that repeat the word for the eye; the word alone says everything. There is one
    of each, so that two are the same where they are one: due days are counted by state again and again.
    """

    key: str
    word: str
    form: str = ""
    """full: as promised; half: under way; box: done, but not as promised; tri: overdue; dash: does not apply; "" none."""
    tone: str = ""
    """good, warn, bad, wait, or none."""


CANCELLED = State("cancelled", "Đã bỏ theo văn bản điều chỉnh", "dash")
DONE_ON_TIME = State("done_on_time", "Đúng hạn", "full", "good")
DONE_ON_DAY = State("done_on_day", "Đúng ngày ghi", "full", "good")
DONE_LATE = State("done_late", "Xong muộn", "box", "warn")
DONE_UNDATED = State("done_undated", "Báo cáo xong, không ghi ngày", "half")
OVERDUE = State("overdue", "Quá hạn", "tri", "bad")
UNREPORTED = State("unreported", "Trang này chưa có báo cáo")
DUE_SOON = State("due_soon", "Sắp đến hạn", "", "wait")
UPCOMING = State("upcoming", "Chưa đến hạn", "", "wait")
FRESH_WORK = State("ongoing_fresh", "Đang thực hiện", "half")
ENDED_WORK = State("ongoing_ended", "Có báo cáo trong kỳ", "half")
STALE_WORK = State("ongoing_stale", "Lâu chưa có tin mới", "half")
SILENT_WORK = State("ongoing_unreported", "Trang này chưa có báo cáo")
WAITING = State("waiting", "Chờ sự kiện", "dash")
TRANSFERRED = State("transferred", "Cơ quan đã kết thúc trước hạn", "dash")
ELSEWHERE = State("elsewhere", "Ngày ở văn bản khác", "dash")
PAST_AT_ISSUE = State("past_at_issue", "Ngày ghi đã qua khi ban hành", "dash")
UNCHECKABLE = State("uncheckable", "Không có mốc kiểm được", "dash")
UNREAD = State("unread", "Trang chưa đọc hết thời hạn", "dash")

DONE = {DONE_ON_TIME, DONE_ON_DAY, DONE_LATE, DONE_UNDATED}
KEPT = {DONE_ON_TIME, DONE_ON_DAY}
"""States that count as on time in the headline."""

DECIDED = {*KEPT, DONE_LATE, OVERDUE}
"""States that say whether a due day was kept: only these stand in the headline."""

EARLY = State("done_early", "Đã xong, chưa đến hạn", "full", "good")
"""A name for what the headline leaves out, not a state of the table: it is done on time, but its day has not come."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one report says of one due day or of ongoing work; the latest report about it counts."""

    reported: date
    """The day of the report."""
    declared: Declared | None
    done: date | None = None
    evidence: EvidenceKind = EvidenceKind.NONE
    note: str | None = None
    proofs: tuple[Evidence, ...] = ()
    """What ``evidence`` is the strongest of."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The agency that issued the plan is no more: its last day, how it ended («hợp nhất»), and who came after it."""

    last_day: date
    how: str = "kết thúc hoạt động"
    successor: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that decides the state of one commitment on one day. ``due`` is the printed day, None without one."""

    as_of: date
    kind: Kind | None = None
    due: date | None = None
    inclusive: bool = True
    """Whether the printed day itself is within the deadline; false for «trước ngày»."""
    claim: Claim | None = None
    cancelled: str | None = None
    """The document that cancelled it."""
    until: date | None = None
    """The last day of ongoing work."""
    ended: Ended | None = None
    """How the agency ended, where it did."""
    issued: date | None = None
    """The first day on which the plan can have been issued; a month where only the month is printed."""

    @property
    def done(self) -> bool:
        """Whether the agency says that it is done."""
        return self.claim is not None and self.claim.declared is Declared.DONE

    @property
    def finished(self) -> date | None:
        """The day it was done. Without a day, a report made by the printed day proves that it was done by then."""
        if self.claim is None or self.due is None or not self.done:
            return None
        return self.claim.done or (self.claim.reported if self.claim.reported <= self.due else None)

    @property
    def late(self) -> int:
        """Days from the printed day to the day it was done; negative when before."""
        return (self.finished - self.due).days if self.finished and self.due else 0

    @property
    def passed(self) -> bool:
        """Whether the printed day is over."""
        return self.due is not None and self.as_of > self.due

    @property
    def denied(self) -> bool:
        """Whether a report made on or after the printed day says that it is not done."""
        if self.claim is None or self.claim.declared is None or self.due is None:
            return False
        return not self.done and self.claim.reported >= self.due

    @property
    def handed_on(self) -> bool:
        """Whether the agency ended before the printed day: what is due after it is no one's here."""
        if self.ended is None or self.due is None:
            return False
        return self.as_of > self.ended.last_day and self.due > self.ended.last_day

    @property
    def past_at_issue(self) -> bool:
        """Whether the printed day had passed before the plan existed: nobody could keep it any more."""
        return self.issued is not None and self.due is not None and self.due < self.issued

    @property
    def overdue(self) -> int:
        """Days since the printed day; they stop with the agency."""
        last = min(self.as_of, self.ended.last_day) if self.ended else self.as_of
        return (last - self.due).days if self.due else 0


@dataclass(frozen=True, slots=True)
class Status:
    """The state on the as-of day, how many days it is about, why, and the two other axes beside it."""

    state: State
    days: int
    """Days late, overdue or left, where the state counts days; otherwise 0."""
    why: str
    declared: Declared | None
    evidence: EvidenceKind
    counted: bool = False
    """Whether it stands in the headline: its day has come, and a report says what became of it."""
    proofs: tuple[Evidence, ...] = ()
    """What the claim that counts is proved by."""

    @property
    def words(self) -> str:
        """The schedule axis as printed: «Quá hạn 12 ngày», «Sắp đến hạn, còn 3 ngày»."""
        if self.state is DUE_SOON:
            return f"{self.state.word}, còn {self.days} ngày" if self.days else "Đến hạn hôm nay"
        return f"{self.state.word} {self.days} ngày" if self.days else self.state.word

    @property
    def claim_words(self) -> str | None:
        """The declared axis with the evidence beside it; None where nothing was reported."""
        if self.declared is None:
            return None
        if self.declared is Declared.DONE and self.evidence is EvidenceKind.NONE:
            return "Đã báo cáo hoàn thành – chưa có minh chứng"
        return (
            self.declared.label
            if self.evidence is EvidenceKind.NONE
            else f"{self.declared.label}, {self.evidence.label}"
        )

    @property
    def on_time(self) -> bool:
        """Whether it counts as on time."""
        return self.state in KEPT


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table: when it holds, the state, the days it counts, and why in Vietnamese."""

    holds: Callable[[Facts], bool]
    state: State
    why: Callable[[Facts], str]
    days: Callable[[Facts], int] = lambda _: 0


def _due_words(facts: Facts) -> str:
    if facts.due is None:
        return "văn bản không ghi ngày"
    return f"hạn ghi là {'' if facts.inclusive else 'trước '}{spell(facts.due)}"


def _claim_words(facts: Facts) -> str:
    if facts.claim is None:
        return "trang này chưa có báo cáo nào về việc này"
    said = facts.claim.declared.label.lower() if facts.claim.declared else "không nói tình trạng"
    day = f", xong ngày {spell(facts.claim.done)}" if facts.claim.done else ""
    return f"báo cáo ngày {spell(facts.claim.reported)} ghi «{said}»{day}"


def _ended_words(facts: Facts) -> str:
    if facts.ended is None:
        return _inputs(facts)
    successor = f"; cơ quan kế thừa là {facts.ended.successor}" if facts.ended.successor else ""
    return (
        f"{_inputs(facts)}. Cơ quan ban hành kế hoạch {facts.ended.how}, ngày hoạt động cuối cùng là "
        f"{spell(facts.ended.last_day)}{successor}: việc đến hạn sau ngày ấy không tính cho cơ quan nào. "
        f"Tính đến {spell(facts.as_of)}."
    )


def _because(rule: str) -> Callable[[Facts], str]:
    """A sentence from the inputs, the rule in words, and the as-of day."""
    return lambda facts: f"{_inputs(facts)}. {rule} Tính đến {spell(facts.as_of)}."


def _inputs(facts: Facts) -> str:
    text = f"{_due_words(facts)}; {_claim_words(facts)}"
    return text[:1].upper() + text[1:]


RULES: tuple[Rule, ...] = (
    Rule(
        lambda facts: facts.cancelled is not None,
        CANCELLED,
        lambda facts: f"Văn bản {facts.cancelled} đã bỏ việc này, nên không còn hạn. Tính đến {spell(facts.as_of)}.",
    ),
    Rule(
        lambda facts: facts.due is not None and facts.done and facts.finished is None,
        DONE_UNDATED,
        _because("Không có ngày xong thì không biết đúng hạn hay muộn."),
    ),
    Rule(
        lambda facts: (
            facts.due is not None and facts.done and (facts.late < 0 or (facts.inclusive and facts.late == 0))
        ),
        DONE_ON_TIME,
        _because("Xong trong hạn."),
    ),
    Rule(
        lambda facts: facts.due is not None and facts.done and facts.late == 0,
        DONE_ON_DAY,
        _because("«Trước ngày» hiểu được hai cách; xong đúng ngày ghi không tính là muộn."),
    ),
    Rule(
        lambda facts: facts.due is not None and facts.done,
        DONE_LATE,
        _because("Xong sau ngày ghi là muộn."),
        lambda facts: facts.late,
    ),
    Rule(lambda facts: facts.handed_on, TRANSFERRED, _ended_words),
    Rule(
        lambda facts: facts.past_at_issue,
        PAST_AT_ISSUE,
        _because("Ngày ấy đã qua trước khi kế hoạch được ban hành, nên không phải một hạn đã trễ."),
    ),
    Rule(
        lambda facts: facts.passed and facts.denied,
        OVERDUE,
        _because("Đã qua ngày ghi mà báo cáo nói chưa xong là quá hạn."),
        lambda facts: facts.overdue,
    ),
    Rule(
        lambda facts: facts.passed,
        UNREPORTED,
        _because("Đã qua ngày ghi mà chưa có báo cáo nào sau ngày ấy, nên trang không kết luận."),
    ),
    Rule(
        lambda facts: facts.due is not None and facts.due - facts.as_of <= SOON,
        DUE_SOON,
        _because("Còn không quá 7 ngày là sắp đến hạn."),
        lambda facts: (facts.due - facts.as_of).days if facts.due else 0,
    ),
    Rule(lambda facts: facts.due is not None, UPCOMING, _because("Chưa đến ngày ghi.")),
    Rule(
        lambda facts: facts.kind in (Kind.RELATIVE, Kind.CONDITIONAL),
        WAITING,
        _because("Việc này tính từ một sự kiện; chưa ghi nhận sự kiện nào thì chưa có ngày đến hạn."),
    ),
    Rule(
        lambda facts: facts.kind in (Kind.PER_PLAN, Kind.PER_LAW),
        ELSEWHERE,
        _because("Ngày nằm ở văn bản khác, chưa có ở trang này, nên không tính đúng hạn hay muộn."),
    ),
    Rule(
        lambda facts: facts.kind in (Kind.UNREAD, Kind.PARTLY),
        UNREAD,
        _because("Thời hạn in trong văn bản có chữ mà trang chưa hiểu; hiểu một nửa thì không kết luận gì."),
    ),
    Rule(
        lambda facts: facts.kind in (Kind.VAGUE, Kind.RECURRING),
        UNCHECKABLE,
        _because("Lời văn không cho một ngày nào kiểm được."),
    ),
    Rule(lambda facts: facts.claim is None, SILENT_WORK, _because("Việc làm thường xuyên không bao giờ «quá hạn».")),
    Rule(
        lambda facts: facts.until is not None and facts.as_of > facts.until,
        ENDED_WORK,
        _because("Kỳ kế hoạch đã hết; việc làm thường xuyên không kết luận xong hay chưa."),
    ),
    Rule(
        lambda facts: facts.claim is not None and facts.as_of - facts.claim.reported <= FRESH,
        FRESH_WORK,
        _because("Việc làm thường xuyên; báo cáo mới trong một quý."),
    ),
    Rule(lambda _: True, STALE_WORK, _because("Việc làm thường xuyên; đã hơn một quý không có báo cáo mới.")),
)
"""The table of the schedule axis, in order: cancelled, done, handed on, overdue, unreported, due, without a day, ongoing."""


def status_of(facts: Facts) -> Status:
    """The status of one commitment on one day."""
    rule = next(rule for rule in RULES if rule.holds(facts))
    claim = facts.claim
    return Status(
        rule.state,
        rule.days(facts),
        rule.why(facts),
        claim.declared if claim else None,
        claim.evidence if claim else EvidenceKind.NONE,
        rule.state in DECIDED and facts.due is not None and facts.due <= facts.as_of,
        claim.proofs if claim else (),
    )


@dataclass(frozen=True, slots=True)
class Headline:
    """On time ÷ already due; without any report there is no ratio to print."""

    on_time: int
    due: int
    reported: bool
    """Whether the site has any report at all about these commitments."""
    excluded: tuple[tuple[State, int], ...]
    """What is not counted, with how many; :data:`WHY_EXCLUDED` says why."""

    @property
    def share(self) -> Fraction | None:
        """Percent, or None where nothing is due or nothing was ever reported."""
        return Fraction(100 * self.on_time, self.due) if self.due and self.reported else None


_NO_DAY = "Không có ngày đến hạn, nên không đúng cũng không trễ."
_NOT_YET = "Chưa đến ngày ghi."
WHY_EXCLUDED: dict[State, str] = {
    UNREPORTED: "Đã qua ngày, nhưng báo cáo gửi tới đây không nhắc đến. Thiếu của trang này, không tính là trễ.",
    DONE_UNDATED: "Báo cáo ghi đã xong nhưng không ghi ngày, nên không biết đúng hạn hay muộn.",
    EARLY: "Đã xong trước ngày ghi; ngày ấy đến thì mới tính.",
    DUE_SOON: _NOT_YET,
    UPCOMING: _NOT_YET,
    FRESH_WORK: _NO_DAY,
    SILENT_WORK: _NO_DAY,
    STALE_WORK: _NO_DAY,
    ENDED_WORK: _NO_DAY,
    WAITING: "Tính từ một sự kiện; chưa ghi nhận sự kiện nào thì chưa có ngày đến hạn.",
    ELSEWHERE: "Ngày nằm ở văn bản chưa công bố ở đây.",
    UNCHECKABLE: "Cụm từ trong văn bản không cho một ngày nào kiểm được.",
    PAST_AT_ISSUE: "Ngày in trong kế hoạch đã qua trước khi kế hoạch được ban hành.",
    UNREAD: "Thời hạn có chữ mà trang chưa hiểu. Thiếu của trang này, không tính là trễ.",
    CANCELLED: "Văn bản điều chỉnh đã bỏ việc này.",
    TRANSFERRED: "Cơ quan ban hành kế hoạch đã kết thúc trước ngày ghi.",
}
"""Every state that the headline leaves out, in the order of its list, and why."""


def headline(statuses: Iterable[Status], *, reported: bool) -> Headline:
    """Count due days: of those whose day has come and of which a report says what became, how many were kept.

    What is left out is counted by state, so that counted and left out together are everything.
    """
    listed = list(statuses)
    counted = [status for status in listed if status.counted]
    left_out = Counter(EARLY if status.state in DECIDED else status.state for status in listed if not status.counted)
    excluded = tuple((state, left_out[state]) for state in WHY_EXCLUDED if state in left_out)
    return Headline(sum(1 for status in counted if status.on_time), len(counted), reported, excluded)
