"""What happens after a plan is issued: reports, amendments, corrections, events and measurements. None of them edits the plan.

A report is what an agency says for a period; one file a period, so that reports never conflict and are history by
themselves. An amendment is a later document that changes a commitment. A correction explains why a published record now
reads differently. An event is the day something happened that a relative or conditional deadline waits for. A measurement
is a figure that someone else published about an agency.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.model.dates import PartialDate
from generator.model.fields import EMPTY, LINK, SLUG, Choice, from_path, named_by, said, shorthand
from generator.model.plan import Comparator, Deadline, Target, Task

_PERIOD = re.compile(r"([0-9]{4})(?:-(?:q([1-4])|h([12])|([0-9]{2})(?:-([0-9]{2}))?))?")
_ROMAN = ("I", "II", "III", "IV")


class PeriodKind(Choice):
    """How long a reporting period is."""

    MONTH = "month", "tháng"
    QUARTER = "quarter", "quý"
    HALF_YEAR = "half_year", "6 tháng"
    YEAR = "year", "năm"
    AD_HOC = "ad_hoc", "đột xuất"


@dataclass(frozen=True, slots=True, order=True)
class ReportPeriod:
    """The days a report is about: both inside. An ad hoc report is about one day.

    Ordered so that of two periods the later one ends later, and of two that end together the longer one comes last.
    """

    last: date
    days: int
    kind: PeriodKind

    @classmethod
    def parse(cls, text: str) -> "ReportPeriod":
        """Read ``2026-03``, ``2026-q1``, ``2026-h1``, ``2026`` or ``2026-03-15``. Raises ValueError for anything else."""
        found = _PERIOD.fullmatch(text)
        if found is None:
            raise ValueError(text)
        year, quarter, half, month, day = (int(part) if part else None for part in found.groups())
        if day is not None:
            return cls(date(year or 0, month or 0, day), 1, PeriodKind.AD_HOC)
        if month is not None:
            return cls._months(year or 0, month, month, PeriodKind.MONTH)
        if quarter is not None:
            return cls._months(year or 0, quarter * 3 - 2, quarter * 3, PeriodKind.QUARTER)
        if half is not None:
            return cls._months(year or 0, half * 6 - 5, half * 6, PeriodKind.HALF_YEAR)
        return cls._months(year or 0, 1, 12, PeriodKind.YEAR)

    @classmethod
    def _months(cls, year: int, first: int, last: int, kind: PeriodKind) -> "ReportPeriod":
        begin = date(year, first, 1)
        end = date(year, last, calendar.monthrange(year, last)[1])
        return cls(end, (end - begin).days + 1, kind)

    @property
    def first(self) -> date:
        """The first day."""
        return date.fromordinal(self.last.toordinal() - self.days + 1)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        match self.kind:
            case PeriodKind.YEAR:
                return f"{self.last.year:04d}"
            case PeriodKind.HALF_YEAR:
                return f"{self.last.year:04d}-h{self.last.month // 6}"
            case PeriodKind.QUARTER:
                return f"{self.last.year:04d}-q{self.last.month // 3}"
            case PeriodKind.MONTH:
                return f"{self.last.year:04d}-{self.last.month:02d}"
        return self.last.isoformat()

    @property
    def label(self) -> str:
        """For a reader: «quý I/2026», «6 tháng đầu năm 2026», «ngày 15/3/2026»."""
        match self.kind:
            case PeriodKind.YEAR:
                return f"năm {self.last.year}"
            case PeriodKind.HALF_YEAR:
                return f"6 tháng {'đầu' if self.last.month == 6 else 'cuối'} năm {self.last.year}"
            case PeriodKind.QUARTER:
                return f"quý {_ROMAN[self.last.month // 3 - 1]}/{self.last.year}"
            case PeriodKind.MONTH:
                return f"tháng {self.last.month}/{self.last.year}"
        return f"ngày {self.last.day}/{self.last.month}/{self.last.year}"


def year_periods(year: int) -> tuple[ReportPeriod, ...]:
    """Every period of a year but the ad hoc ones: twelve months, four quarters, two halves, the year."""
    names = [f"{year:04d}-{month:02d}" for month in range(1, 13)]
    names += [f"{year:04d}-q{quarter}" for quarter in range(1, 5)]
    names += [f"{year:04d}-h{half}" for half in (1, 2)]
    return tuple(ReportPeriod.parse(name) for name in (*names, f"{year:04d}"))


class Declared(Choice):
    """What the agency says of a task; the first of the three axes of status."""

    NOT_STARTED = "not_started", "Chưa thực hiện", "chưa làm", "chưa triển khai", "chưa bắt đầu"
    IN_PROGRESS = "in_progress", "Đang thực hiện", "đang làm", "đang triển khai", "đang tiến hành"
    DONE = (
        "done",
        "Đã hoàn thành",
        "hoàn thành",
        "xong",
        "đã xong",
        "đã thực hiện xong",
        "đã làm xong",
        "hoàn tất",
        "đã hoàn tất",
    )
    BLOCKED = "blocked", "Đang vướng mắc", "vướng mắc", "đang vướng", "vướng", "gặp vướng mắc", "khó khăn, vướng mắc"


class EvidenceKind(Choice):
    """How far a reader can follow a claim; the third axis of status."""

    NONE = "none", "chưa có minh chứng"
    DOCUMENT = "document", "có văn bản"
    LINK = "link", "có liên kết công khai"


@dataclass(frozen=True, slots=True, kw_only=True)
@shorthand("text")
class Evidence:
    """One proof: the number of a document, or a public address."""

    text: str = said("minh chứng", "Số, ký hiệu văn bản, hoặc địa chỉ https của nơi công khai")
    url: str | None = said("liên kết", "Địa chỉ https, khi «text» là số văn bản", default=None, form=LINK)

    @property
    def link(self) -> str | None:
        """The address that a reader can open, wherever it was written."""
        return self.url or (self.text if LINK.pattern.fullmatch(self.text) else None)


def evidence_kind(evidence: tuple[Evidence, ...]) -> EvidenceKind:
    """The strongest of several proofs: a public link, then a document."""
    if any(item.link for item in evidence):
        return EvidenceKind.LINK
    return EvidenceKind.DOCUMENT if evidence else EvidenceKind.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("due")
class OccurrenceReport:
    """What the agency says of one occurrence of a recurring deadline, or of one event that started a deadline."""

    due: date | None = said("kỳ hạn", "Ngày đến hạn của kỳ đó, như trang kế hoạch ghi: 2026-03-05", default=None)
    event: date | None = said("ngày sự kiện", "Ngày ghi trong events.yml, với việc tính từ một sự kiện", default=None)
    declared: Declared | None = said("tình trạng", "not_started, in_progress, done hoặc blocked", default=None)
    day: date | None = said("ngày hoàn thành", "Ngày xong việc của kỳ đó", default=None, key="date")
    evidence: tuple[Evidence, ...] = said("minh chứng", "Số văn bản hoặc địa chỉ https", default=EMPTY)
    note: str | None = said("ghi chú", "Một câu cho người đọc", default=None)

    @property
    def state(self) -> Declared | None:
        """What is declared; a day of completion alone declares it done."""
        return self.declared or (Declared.DONE if self.day else None)


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("task")
class TaskReport:
    """What the agency says of one task. An entry left blank says nothing: it is not «not started»."""

    task: str = said("nhiệm vụ", "Mã nhiệm vụ trong kế hoạch, ví dụ III.1")
    outcome: int | None = said("kết quả thứ", "1, 2 … khi nhiệm vụ có nhiều cặp sản phẩm – thời hạn", default=None)
    declared: Declared | None = said("tình trạng", "not_started, in_progress, done hoặc blocked", default=None)
    day: date | None = said("ngày hoàn thành", "Ngày xong việc, khi đã hoàn thành", default=None, key="date")
    occurrences: tuple[OccurrenceReport, ...] = said("từng kỳ", "Việc lặp lại: mỗi kỳ một mục", default=EMPTY)
    evidence: tuple[Evidence, ...] = said("minh chứng", "Số văn bản hoặc địa chỉ https", default=EMPTY)
    note: str | None = said("ghi chú", "Một câu cho người đọc", default=None)

    @property
    def state(self) -> Declared | None:
        """What is declared; a day of completion alone declares it done."""
        return self.declared or (Declared.DONE if self.day else None)


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("target")
class TargetReport:
    """What the agency says of one target: counts, or a value."""

    target: str = said("chỉ tiêu", "Mã chỉ tiêu trong kế hoạch, ví dụ CT3")
    numerator: Decimal | None = said("tử số", "Số đạt, ví dụ 790 hồ sơ nộp trực tuyến", default=None)
    denominator: Decimal | None = said("mẫu số", "Trên tổng số, ví dụ 1000 hồ sơ tiếp nhận", default=None)
    value: Decimal | None = said("giá trị", "Khi không có tử số và mẫu số", default=None)
    confirmed: str | None = said(
        "xác nhận", "Lý do, khi con số đúng mà trông như gõ nhầm: quá 100 %, gấp mười kỳ trước, dưới 1 %", default=None
    )
    reason: str | None = said("lý do", "Vì sao tỷ lệ lớn hơn 100 %; nay ghi vào «confirmed»", default=None)
    evidence: tuple[Evidence, ...] = said("minh chứng", "Số văn bản hoặc địa chỉ https", default=EMPTY)
    note: str | None = said("ghi chú", "Một câu cho người đọc", default=None)

    @property
    def stated(self) -> bool:
        """Whether the entry says anything: one left blank does not."""
        return self.value is not None or self.denominator is not None


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("unit")
class UnitCounts:
    """Counts of one unit: never names of persons (a late officer is the unit's matter, not a page's)."""

    unit: str = said("đơn vị", "Tên phòng, đơn vị trong agency.yml; không ghi tên người")
    late_dossiers: int | None = said("hồ sơ trễ hạn", "Số hồ sơ giải quyết trễ hẹn", default=None)
    apology_letters: int | None = said("thư xin lỗi", "Số thư xin lỗi đã gửi", default=None)
    feedback_received: int | None = said("phản ánh đã nhận", "Số phản ánh, kiến nghị đã nhận", default=None)
    feedback_answered: int | None = said("trả lời đúng hạn", "Số phản ánh đã trả lời trong thời hạn", default=None)
    confirmed: str | None = said("xác nhận", "Lý do, khi một con số đúng mà gấp mười kỳ trước", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """``<plan>/reports/<period>.yml``: what an agency says for a period. Never edits the plan."""

    period: ReportPeriod = said("kỳ báo cáo", "2026-03, 2026-q1, 2026-h1, 2026 hoặc 2026-03-15 (đột xuất)")
    day: date = said("ngày báo cáo", "Ngày lập báo cáo; mọi số liệu tính đến ngày này", key="date")
    document: str | None = said("văn bản", "Số, ký hiệu của báo cáo", default=None)
    url: str | None = said("liên kết", "Địa chỉ https của báo cáo", default=None, form=LINK)
    tasks: tuple[TaskReport, ...] = said("nhiệm vụ", "Mỗi nhiệm vụ một mục", default=EMPTY)
    targets: tuple[TargetReport, ...] = said("chỉ tiêu", "Mỗi chỉ tiêu một mục", default=EMPTY)
    counts: tuple[UnitCounts, ...] = said("số liệu đơn vị", "Mỗi phòng, đơn vị một mục", default=EMPTY)
    note: str | None = said("ghi chú", "Điều người đọc cần biết về báo cáo này", default=None)
    plan: str = from_path("kế hoạch", "Lấy từ tên thư mục; không ghi trong tệp")
    file: str = from_path("tệp", "Lấy từ tên tệp; không ghi trong tệp")


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("task")
class TaskChange:
    """What an amendment makes of one task: cancelled, or with other words in the fields that it states."""

    task: str = said("nhiệm vụ", "Mã nhiệm vụ trong kế hoạch")
    outcome: int | None = said("kết quả thứ", "1, 2 … khi nhiệm vụ có nhiều cặp sản phẩm – thời hạn", default=None)
    cancelled: bool = said("bỏ nhiệm vụ", "true khi văn bản bỏ nhiệm vụ này", default=False)
    content: str | None = said("nội dung mới", "Nguyên văn", default=None)
    product: str | None = said("sản phẩm mới", "Nguyên văn", default=None)
    deadline: Deadline | None = said("thời hạn mới", "Nguyên văn", default=None)
    lead: tuple[str, ...] = said("chủ trì mới", "Tên như in, mỗi đơn vị một dòng", default=EMPTY)
    coordinating: tuple[str, ...] = said("phối hợp mới", "Tên như in, mỗi đơn vị một dòng", default=EMPTY)
    reason: str | None = said("lý do", "Như văn bản nêu", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("target")
class TargetChange:
    """What an amendment makes of one target."""

    target: str = said("chỉ tiêu", "Mã chỉ tiêu trong kế hoạch")
    cancelled: bool = said("bỏ chỉ tiêu", "true khi văn bản bỏ chỉ tiêu này", default=False)
    comparator: Comparator | None = said("so sánh mới", "min, max, exact …", default=None)
    value: Decimal | None = said("giá trị mới", "Con số", default=None)
    unit: str | None = said("đơn vị mới", "%, ngày, hồ sơ …", default=None)
    scope: str | None = said("phạm vi mới", "Tính trên cái gì, của ai", default=None)
    label: str | None = said("lời văn mới", "Nguyên văn", default=None)
    reason: str | None = said("lý do", "Như văn bản nêu", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedTask:
    """A task that an amendment adds, at the end of a section of the plan."""

    section: str | None = said("mục", "Số của mục nhận thêm nhiệm vụ; bỏ trống là mục đầu tiên", default=None)
    task: Task = said("nhiệm vụ", "Nhiệm vụ mới, ghi như trong plan.yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """``<plan>/amendments/<date>-<slug>.yml``: a later document that changes a commitment. What it changes stays visible."""

    document: str = said("văn bản", "Số, ký hiệu của văn bản điều chỉnh, ví dụ 45/QĐ-SXD")
    day: date = said("ngày ban hành", "Ngày của văn bản điều chỉnh; trùng với ngày ở đầu tên tệp", key="date")
    effective: date | None = said("có hiệu lực từ", "Khi khác ngày ban hành", default=None)
    title: str | None = said("trích yếu", "Trích yếu của văn bản", default=None)
    url: str | None = said("liên kết", "Địa chỉ https của văn bản", default=None, form=LINK)
    text: tuple[str, ...] = said("lời văn", "Những đoạn nêu điều chỉnh, nguyên văn", default=EMPTY)
    tasks: tuple[TaskChange, ...] = said("nhiệm vụ", "Những nhiệm vụ được điều chỉnh", default=EMPTY)
    targets: tuple[TargetChange, ...] = said("chỉ tiêu", "Những chỉ tiêu được điều chỉnh", default=EMPTY)
    added: tuple[AddedTask, ...] = said("thêm", "Những nhiệm vụ thêm mới", default=EMPTY)
    added_targets: tuple[Target, ...] = said("thêm chỉ tiêu", "Những chỉ tiêu thêm mới", default=EMPTY)
    plan: str = from_path("kế hoạch", "Lấy từ tên thư mục; không ghi trong tệp")
    file: str = from_path("tệp", "Lấy từ tên tệp; không ghi trong tệp")

    @property
    def from_day(self) -> date:
        """The first day on which the change holds."""
        return self.effective or self.day

    @property
    def order(self) -> tuple[date, date, str]:
        """Amendments apply in this order; a later one wins."""
        return (self.from_day, self.day, self.file)


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("field")
class CorrectedField:
    """One field of a published record that was wrong: what it said, what it says now, and why."""

    report: ReportPeriod | None = said("báo cáo", "Kỳ của báo cáo được sửa; bỏ trống là sửa kế hoạch", default=None)
    task: str | None = said("nhiệm vụ", "Mã nhiệm vụ", default=None)
    target: str | None = said("chỉ tiêu", "Mã chỉ tiêu", default=None)
    field: str = said("trường", "Tên trường đã sửa, ví dụ deadline")
    before: str | None = said("trước đây", "Trước khi sửa ghi gì; bỏ trống khi chưa ghi", default=None)
    after: str | None = said("nay là", "Sau khi sửa ghi gì; bỏ trống khi đã xóa", default=None)
    reason: str = said("lý do", "Vì sao sửa, một câu cho người đọc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """``<plan>/corrections/<date>.yml``: explains why published records changed on a day."""

    corrections: tuple[CorrectedField, ...] = said("đính chính", "Mỗi trường được sửa một mục")
    day: date = said("ngày đính chính", "Ngày sửa; trùng với tên tệp", key="date")
    document: str | None = said("văn bản", "Số văn bản đính chính, nếu có", default=None)
    plan: str = from_path("kế hoạch", "Lấy từ tên thư mục; không ghi trong tệp")
    file: str = from_path("tệp", "Lấy từ tên tệp; không ghi trong tệp")


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("day")
class Event:
    """Something happened that a task waits for: a decision was published, the higher plan came, someone asked."""

    task: str = said("nhiệm vụ", "Mã nhiệm vụ chờ sự kiện này")
    outcome: int | None = said("kết quả thứ", "1, 2 … khi nhiệm vụ có nhiều cặp sản phẩm – thời hạn", default=None)
    day: date = said("ngày", "Ngày sự kiện xảy ra", key="date")
    text: str = said("sự kiện", "Một câu: điều gì đã xảy ra")
    due: date | None = said("hạn", "Ngày phải xong, khi chính văn bản ấy ấn định", default=None)
    document: str | None = said("văn bản", "Số, ký hiệu văn bản ghi nhận sự kiện", default=None)
    url: str | None = said("liên kết", "Địa chỉ https của văn bản", default=None, form=LINK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """``<plan>/events.yml``: what has happened that relative and conditional deadlines count from."""

    events: tuple[Event, ...] = said("sự kiện", "Mỗi sự kiện một mục")


class Reliability(Choice):
    """How near to its origin a figure was read."""

    PRIMARY = "primary", "đọc từ văn bản công bố"
    SECONDARY = "secondary", "nguồn thứ cấp: đọc qua báo chí, chưa đọc văn bản gốc"


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("metric")
class Measurement:
    """One figure that someone published about an agency. It is never a report of the agency."""

    metric: str = said("chỉ số", "Mã chỉ số trong registry/metrics.yml", refers="metric", form=SLUG)
    period: ReportPeriod = said("kỳ", "Kỳ mà con số nói về: 2021, 2025-q1, 2025-08")
    as_of: date | None = said("tính đến", "Ngày mà nguồn tính đến", default=None)
    value: Decimal | None = said("giá trị", "Con số; bỏ trống khi nguồn chỉ nêu thứ hạng", default=None)
    unit: str | None = said("đơn vị", "%, điểm, hồ sơ …; bắt buộc khi có giá trị", default=None)
    scope: str | None = said("phạm vi", "Tính trên cái gì, của ai; bỏ trống khi nguồn không nói", default=None)
    rank: int | None = said("thứ hạng", "Như nguồn ghi", default=None)
    rank_of: int | None = said("trên tổng số", "Số cơ quan được xếp hạng", default=None)
    predecessor: str | None = said(
        "cơ quan cũ", "Tên cơ quan trước sáp nhập, khi con số là của cơ quan đó", default=None
    )
    source: str = said("nguồn", "Tên trang hoặc văn bản đã đọc")
    url: str | None = said("liên kết", "Địa chỉ https của nguồn", default=None, form=LINK)
    published: PartialDate | None = said("ngày đăng", "Ngày nguồn đăng con số, nếu rõ", default=None)
    reliability: Reliability = said("độ tin cậy", "primary hoặc secondary", default=Reliability.SECONDARY)
    note: str | None = said("ghi chú", "Điều người đọc cần biết về con số", default=None)
    agency: str = from_path("cơ quan", "Lấy từ tên thư mục; không ghi trong tệp")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurements:
    """``plans/agencies/<agency>/measurements.yml``"""

    measurements: tuple[Measurement, ...] = said("số liệu", "Mỗi con số một mục")
