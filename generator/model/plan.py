"""A plan: one issued document with its sections, tasks, targets and duties. A commitment, verbatim from its source."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from generator.model.dates import PartialDate, Period
from generator.model.fields import EMPTY, FILE_NAME, ITEM, SHA256, Choice, from_path, named_by, said, shorthand


class PlanKind(Choice):
    """In what form the plan was issued."""

    DECISION = "decision", "Quyết định ban hành kế hoạch"
    PLAN = "plan", "Kế hoạch"


class Quality(Choice):
    """How the source text came to be."""

    DIGITAL = "digital", "Bản chữ, chép từ tệp số"
    OCR = "ocr", "Bản quét, nhận dạng chữ bằng máy"


class Comparator(Choice):
    """How a value is to be compared, in the words a page prints before the number."""

    MIN = "min", "ít nhất", "tối thiểu", "không dưới", "không thấp hơn", "không ít hơn", "từ", "trở lên"
    MAX = "max", "nhiều nhất", "tối đa", "không quá", "không vượt quá", "không cao hơn", "trở xuống"
    EXACT = "exact", "đúng", "bằng", "đúng bằng"
    REDUCE_BY = "reduce_by", "giảm"
    INCREASE_BY = "increase_by", "tăng"
    MILESTONE = "milestone", "mốc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signed: printed in the document head only, never in search, files for machines, or feeds."""

    on_behalf: str | None = said("ký thay", "Như «KT. GIÁM ĐỐC»", default=None, verbatim=True)
    capacity: str | None = said("chức vụ", "Như «PHÓ GIÁM ĐỐC»", default=None, verbatim=True)
    name: str | None = said("họ tên", "Họ tên người ký", default=None, verbatim=True)


@dataclass(frozen=True, slots=True, kw_only=True)
@shorthand("text")
class LegalBasis:
    """One «Căn cứ …» paragraph as printed. The documents it cites are found by their numbers."""

    text: str = said("căn cứ", "Nguyên văn một đoạn căn cứ", verbatim=True)
    documents: tuple[str, ...] = said(
        "văn bản",
        "Mã văn bản, khi đoạn này gọi văn bản bằng tên mà không ghi số",
        default=EMPTY,
        refers="legal_document",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The issued document's own facts."""

    kind: PlanKind = said("hình thức", "decision (quyết định ban hành kế hoạch) hoặc plan (kế hoạch)")
    number: str | None = said("số, ký hiệu", "Như 461/QĐ-UBND; null khi bản dùng để số hóa chưa có số")
    symbol: str | None = said(
        "ký hiệu đã in", "Phần in sẵn khi số để trống, như «/QĐ-SKHCN»", default=None, verbatim=True
    )
    confirmed: bool = said("đã đối chiếu", "true chỉ khi đã so từng chữ với bản ký ban hành", default=False)
    title: str = said("tên kế hoạch", "Tên kế hoạch, viết thường")
    subject: str | None = said("trích yếu", "Trích yếu của quyết định ban hành", default=None, verbatim=True)
    short_title: str | None = said("tên gọn", "Tên dùng trong danh sách", default=None)
    issued: PartialDate | None = said("ngày ban hành", "2023-03-15, hoặc 2023-03 khi ngày để trống")
    issued_doubt: str | None = said(
        "chỗ ngờ của ngày", "Khi ngày đọc chưa chắc: bản nguồn in thế nào, như «/9»", default=None
    )
    place: str | None = said("nơi ban hành", "Như «Hà Tĩnh»", default=None, verbatim=True)
    authority: str | None = said("thẩm quyền", "Dòng «GIÁM ĐỐC SỞ …» trên quyết định", default=None, verbatim=True)
    issuer_lines: tuple[str, ...] = said(
        "tên cơ quan đã in", "Các dòng tên cơ quan ở đầu văn bản", default=EMPTY, verbatim=True
    )
    signer: Signer | None = said("người ký", "Chỉ in ở đầu trang kế hoạch", default=None)
    legal_bases: tuple[LegalBasis, ...] = said("căn cứ", "Các đoạn căn cứ theo thứ tự in", default=EMPTY)
    implements: tuple[str, ...] = said(
        "thực hiện", "Mã kế hoạch, quyết định cấp trên được thực hiện", default=EMPTY, refers="legal_document"
    )
    supersedes: tuple[str, ...] = said("thay thế", "Mã kế hoạch bị thay thế", default=EMPTY, refers="plan")
    annex_reference: str | None = said("dòng kèm theo", "Dòng «(Kèm theo …)» như in", default=None, verbatim=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the text was taken from, so that anyone can compare."""

    file: str = said("tệp", "Tên tệp văn bản nguồn trong cùng thư mục", form=FILE_NAME)
    sha256: str = said("mã kiểm tra", "Mã SHA-256 của tệp nguồn", form=SHA256)
    quality: Quality = said("chất lượng", "digital hoặc ocr")
    restored: str | None = said(
        "bản phục hồi", "Tệp chép lại từng dòng của bản quét sau khi phục hồi dấu", default=None, form=FILE_NAME
    )
    note: str | None = said("ghi chú", "Điều người đọc cần biết về bản nguồn", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("field")
class Departure:
    """A field whose text differs from the source: what the source prints, and why ours differs."""

    field: str = said("trường", "Tên trường đã sửa, ví dụ content")
    raw: str = said("nguyên văn", "Chữ trong văn bản nguồn", verbatim=True)
    reason: str = said("lý do", "Vì sao sửa hoặc phục hồi")


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeRule:
    """So many days after, or before, something happens."""

    n: int = said("số", "Bao nhiêu ngày, tháng …")
    unit: str = said("đơn vị", "hour, day, working_day, week, month hoặc year")
    event: str | None = said("sự kiện", "Tính từ việc gì", default=None)
    before: bool = said("trước", "true nếu đếm ngược trước sự kiện", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRule:
    """How a person reads a printed deadline, where the machine reads it wrong or not at all."""

    kind: str | None = said("loại", "fixed, before, month, quarter, ongoing, recurring, relative …", default=None)
    first: date | None = said("từ ngày", "Ngày đầu của khoảng thời gian", default=None, key="from")
    due: date | None = said("hạn", "Ngày cuối, như in: «trước ngày 30/3» là 30/3", default=None)
    until: date | None = said("đến ngày", "Ngày cuối của việc thường xuyên hay lặp lại", default=None)
    inclusive: bool | None = said("kể cả ngày ghi", "true nếu xong đúng ngày ấy là trong hạn", default=None)
    rrule: str | None = said("lặp lại", "RRULE, ví dụ FREQ=MONTHLY;BYMONTHDAY=5", default=None)
    relative: RelativeRule | None = said("tính từ sự kiện", "Bao nhiêu ngày kể từ việc gì", default=None)
    reference: str | None = said("theo văn bản", "Kế hoạch, văn bản giữ ngày ấy", default=None)
    event: str | None = said("khi", "Việc mà thời hạn chờ", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
@shorthand("text")
class Deadline:
    """The phrase as printed, and a person's reading of it where ours would be wrong."""

    text: str = said("thời hạn", "Nguyên văn, ví dụ «Trước ngày 30/3 năm 2023»", verbatim=True)
    rule: tuple[DeadlineRule, ...] = said("cách đọc", "Chỉ khi trang đọc sai hoặc không đọc được", default=EMPTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a task must yield, and by when."""

    product: str | None = said("sản phẩm", "Dự kiến sản phẩm, nguyên văn", default=None, verbatim=True)
    deadline: Deadline | None = said("thời hạn", "Thời gian thực hiện, nguyên văn", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("id")
class Target:
    """A number that the plan sets. ``comparator`` is null where the document prints a bare percentage."""

    id: str = said("mã", "Mã trong kế hoạch, ví dụ CT3", form=ITEM)
    metric: str | None = said(
        "chỉ số", "Mã chỉ số trong registry/metrics.yml; bỏ trống khi chưa chọn", default=None, refers="metric"
    )
    label: str = said("chỉ tiêu", "Nguyên văn đoạn đặt chỉ tiêu", verbatim=True)
    comparator: Comparator | None = said(
        "so sánh", "min, max, exact, reduce_by, increase_by, milestone; null khi không ghi"
    )
    value: Decimal = said("giá trị", "Con số: 70, 7920, 0.5")
    unit: str = said("đơn vị", "%, ngày, hồ sơ/năm …")
    scope: str | None = said("phạm vi", "Tính trên cái gì, của ai", default=None)
    within: str | None = said("nằm trong", "Mã chỉ tiêu bao ngoài («trong đó …»)", default=None, refers="target")
    stated: bool = said("có ghi cách so", "false khi văn bản chỉ ghi con số, không ghi «tối thiểu»", default=True)
    note: str | None = said("ghi chú", "Điều cần nói về chỉ tiêu", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("no")
class Task:
    """One row of the plan. Product and deadline stand in it directly, or as ``outcomes`` where there are several pairs."""

    no: str | None = said("số thứ tự", "Như in; null khi dòng không có số", default=None)
    running_no: str | None = said(
        "số chạy", "Như in, khi bảng có thêm một cột số chạy suốt bảng; mã nhiệm vụ chỉ dùng «no»", default=None
    )
    content: str = said("nội dung", "Nội dung công việc, nguyên văn", verbatim=True)
    lead: tuple[str, ...] = said(
        "chủ trì", "Tên như in, mỗi đơn vị một dòng", default=EMPTY, refers="actor", verbatim=True
    )
    coordinating: tuple[str, ...] = said(
        "phối hợp", "Tên như in, mỗi đơn vị một dòng", default=EMPTY, refers="actor", verbatim=True
    )
    product: str | None = said("sản phẩm", "Dự kiến sản phẩm, nguyên văn", default=None, verbatim=True)
    deadline: Deadline | None = said("thời hạn", "Thời gian thực hiện, nguyên văn", default=None)
    outcomes: tuple[Outcome, ...] = said("kết quả", "Khi có nhiều cặp sản phẩm – thời hạn", default=EMPTY)
    note: str | None = said("ghi chú của văn bản", "Cột ghi chú, nguyên văn", default=None, verbatim=True)
    targets: tuple[Target, ...] = said("chỉ tiêu", "Chỉ tiêu đặt ra trong nhiệm vụ này", default=EMPTY)
    restored: tuple[Departure, ...] = said("phục hồi", "Chữ phục hồi từ bản quét", default=EMPTY)
    corrected: tuple[Departure, ...] = said("đính chính", "Chữ sửa lại khác bản nguồn, có lý do", default=EMPTY)

    def results(self) -> tuple[Outcome, ...]:
        """The outcomes, whichever way the file states them; a task without product and deadline has one empty outcome."""
        return self.outcomes or (Outcome(product=self.product, deadline=self.deadline),)


class Holds(Choice):
    """What a column of a table of tasks holds."""

    NO = "no", "số thứ tự"
    RUNNING_NO = "running_no", "số chạy suốt bảng"
    CONTENT = "content", "nội dung"
    LEAD = "lead", "chủ trì"
    COORDINATING = "coordinating", "phối hợp"
    PRODUCT = "product", "sản phẩm"
    DEADLINE = "deadline", "thời hạn"
    NOTE = "note", "ghi chú"


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("holds")
class TableColumn:
    """A column of a table of tasks as the document heads it."""

    holds: Holds = said("ô ghi gì", "no, running_no, content, lead, coordinating, product, deadline hoặc note")
    heading: str = said("tiêu đề cột", "Như in: «Dự kiến sản phẩm»", verbatim=True)


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("no")
class Section:
    """A part of the table, as numbered in the document; parts may hold parts."""

    no: str | None = said("số mục", "Như in: I, 2.1; null khi mục không có số", default=None)
    title: str | None = said("tên mục", "Tên mục, nguyên văn", default=None, verbatim=True)
    short: str | None = said("tên gọn", "Tên mục rút gọn cho mục lục trang", default=None)
    table: str | None = said("bảng", "Ký hiệu bảng khi văn bản có nhiều bảng: PL1, B4", default=None, form=ITEM)
    columns: tuple[TableColumn, ...] = said(
        "các cột", "Cột như in, khi bảng của mục này ghi khác «columns» của kế hoạch", default=EMPTY
    )
    tasks: tuple[Task, ...] = said("nhiệm vụ", "Các nhiệm vụ theo thứ tự in", default=EMPTY)
    sections: tuple["Section", ...] = said("mục con", "Các mục con theo thứ tự in", default=EMPTY)
    targets: tuple[Target, ...] = said("chỉ tiêu", "Chỉ tiêu của cả mục, không thuộc riêng nhiệm vụ nào", default=EMPTY)


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("no")
class Clause:
    """A clause in prose: an article of the decision, «Mục đích, yêu cầu», «Kinh phí» …"""

    no: str | None = said("số", "Như in: 1, I, a", default=None)
    title: str | None = said("tên", "Tên điều, khoản, nguyên văn", default=None, verbatim=True)
    text: tuple[str, ...] = said("lời văn", "Các đoạn văn theo thứ tự in", default=EMPTY, verbatim=True)
    clauses: tuple["Clause", ...] = said("khoản con", "Các khoản bên trong", default=EMPTY)


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("no")
class Duty:
    """An implementation clause: what one agency or unit is told to do («Tổ chức thực hiện»)."""

    no: str | None = said("số", "Như in", default=None)
    article: str | None = said("điều", "Số của điều, mục chứa phân công này", default=None)
    agency: tuple[str, ...] = said("ai", "Tên như in", default=EMPTY, refers="actor", verbatim=True)
    text: str = said("phân công", "Nguyên văn", verbatim=True)
    deadline: Deadline | None = said("thời hạn", "Nguyên văn, nếu có", default=None)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """``plans/agencies/<agency>/<plan>/plan.yml``: never edited once published, except through a correction."""

    document: Document = said("văn bản", "Số, ngày, tên, căn cứ của văn bản")
    period: Period = said("kỳ kế hoạch", "Từ ngày đến ngày")
    source: Source = said("nguồn", "Văn bản đã chép")
    articles: tuple[Clause, ...] = said("điều", "Các điều của quyết định", default=EMPTY)
    narrative: tuple[Clause, ...] = said("phần lời", "Mục đích, yêu cầu, kinh phí …", default=EMPTY)
    columns: tuple[TableColumn, ...] = said(
        "các cột",
        "Cột của bảng nhiệm vụ như in, từ trái sang phải; bỏ trống thì trang dùng tên cột thông dụng",
        default=EMPTY,
    )
    sections: tuple[Section, ...] = said("mục", "Các mục và nhiệm vụ", default=EMPTY)
    targets: tuple[Target, ...] = said("chỉ tiêu", "Chỉ tiêu của cả kế hoạch", default=EMPTY)
    duties: tuple[Duty, ...] = said("tổ chức thực hiện", "Phân công cho từng đơn vị", default=EMPTY)
    recipients: tuple[str, ...] = said("nơi nhận", "Các dòng nơi nhận", default=EMPTY, verbatim=True)
    agency: str = from_path("cơ quan", "Lấy từ tên thư mục; không ghi trong tệp")
    id: str = from_path("mã", "Lấy từ tên thư mục; không ghi trong tệp")

    def placed_tasks(self) -> Iterator["PlacedTask"]:
        """Every task in printed order, with its id, section and field path."""
        return iter(self._tasks)

    def placed_targets(self) -> Iterator["PlacedTarget"]:
        """Every target: those of tasks in printed order, then those of sections, then those of the whole plan."""
        return iter(self._placed_targets)

    @cached_property
    def _tasks(self) -> tuple["PlacedTask", ...]:
        return tuple(_place(self.sections, ("sections",), (), None))

    @cached_property
    def _placed_targets(self) -> tuple["PlacedTarget", ...]:
        of_tasks = (target for item in self._tasks for target in _targets(item.task.targets, item, item.path))
        return (*of_tasks, *_section_targets(self.sections, ("sections",)), *_targets(self.targets, None, ()))


@dataclass(frozen=True, slots=True)
class PlacedTask:
    """A task where it stands: ``id`` unique in the plan, the sections above it, and its path in the file."""

    id: str
    task: Task
    sections: tuple[Section, ...]
    path: tuple[str | int, ...]

    @property
    def section(self) -> Section:
        """The nearest section with a number or a title; rows printed between two sub-sections stand in one without."""
        return next((section for section in reversed(self.sections) if section.no or section.title), self.sections[-1])


@dataclass(frozen=True, slots=True)
class PlacedTarget:
    """A target where it stands: the task that sets it (None for one of a section or the whole plan) and its path."""

    target: Target
    task: PlacedTask | None
    path: tuple[str | int, ...]


def _targets(
    targets: tuple[Target, ...], task: PlacedTask | None, path: tuple[str | int, ...]
) -> Iterator[PlacedTarget]:
    for index, target in enumerate(targets):
        yield PlacedTarget(target, task, (*path, "targets", index))


def _section_targets(sections: tuple[Section, ...], path: tuple[str | int, ...]) -> Iterator[PlacedTarget]:
    for index, section in enumerate(sections):
        yield from _targets(section.targets, None, (*path, index))
        yield from _section_targets(section.sections, (*path, index, "sections"))


def _place(
    sections: tuple[Section, ...], path: tuple[Any, ...], above: tuple[Section, ...], table: str | None
) -> Iterator[PlacedTask]:
    for index, section in enumerate(sections):
        here, chain, own_table = (*path, index), (*above, section), section.table or table
        for ordinal, task in enumerate(section.tasks, start=1):
            yield PlacedTask(task_id(task, ordinal, chain, own_table), task, chain, (*here, "tasks", ordinal - 1))
        yield from _place(section.sections, (*here, "sections"), chain, own_table)


def task_id(task: Task, ordinal: int, sections: tuple[Section, ...], table: str | None) -> str:
    """The id of a task: table, sections and number, without a section's number that the next already holds.

    ``ordinal`` counts the rows of the section from 1 and stands in for a number that is not printed; «1,1», as Excel writes
    it in Vietnamese, counts as «1.1». Examples:
    ``III.1``, ``PL1.III.1``, ``2.3.2`` (in 2, 2.3), ``I.1.1`` (in I, 1), ``B7.1``.
    """
    number = (task.no or str(ordinal)).replace(",", ".").rstrip(".")
    numbers = [section.no.replace(",", ".").rstrip(".") for section in sections if section.no]
    parts = _joined([*numbers, number])
    return ".".join([table, *parts] if table else parts)


def _joined(numbers: list[str]) -> list[str]:
    """Numbers from the outermost in, without one that the next already holds: ``2``, ``2.1`` → ``2.1``."""
    kept: list[str] = []
    for number in numbers:
        if kept and number.startswith(kept[-1] + "."):
            kept.pop()
        kept.append(number)
    return kept
