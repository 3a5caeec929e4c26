"""The records as tables: which tables there are, what each column means, and what a row holds.

Every column has one meaning and one type. A key is text in every reader: it holds a letter («thu-tuc/1.000120»,
«so-y-te/2026#2.10»), because Excel, pandas and their like take ``1.000120`` or ``2.10`` for a number and drop its zero.
A text that looks like a number, a day or a missing value (a code, a printed number, a month that Excel would make the first of
the month) has an apostrophe in front for the same reason; without it, it is what the JSON files say.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

from generator.addresses import PROCEDURES, api_file
from generator.model import PartialDate, Plan
from generator.model.summary import AnyProcedure
from generator.pages.procedure.words import short_fee, short_limit
from generator.publish.exports.csvfile import csv_parts, csv_rows, defused
from generator.tracking.linked import Linked

Value = str | int | bool | date | Decimal | PartialDate | StrEnum | Iterable[str] | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its Vietnamese title, its type in the words of Table Schema, and what it points to."""

    name: str
    title: str
    kind: str = "string"
    required: bool = False
    refers: str = ""
    """``agencies.id``: the table and the column whose value it repeats."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[Linked], Iterator[tuple[Value, ...]]] | None
    """Gives one value a column; None where each row is made with all else of its record (:func:`procedure_row`)."""
    key: tuple[str, ...] = ("id",)

    @property
    def names(self) -> list[str]:
        """The names of its columns, the header."""
        return [column.name for column in self.columns]


def table_files(linked: Linked) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Every table but that of procedures, with its address, as CSV (RFC 4180) in UTF-8 with a byte order mark, every cell
    quoted, nothing a formula; in parts.
    """
    for table in TABLES:
        if table.rows is not None:
            rows = ([cell(value) for value in row] for row in table.rows(linked))
            yield api_file(f"{table.name}.csv"), csv_parts(table.names, rows)


_TAKEN = re.compile(
    r"(?=[.,/:\s-]*+[0-9])[0-9.,/:\s-]++(?:e[+-]?[0-9]+)?%?|[0-9.]+e[0-9]+|true|false"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ .-]?[0-9]+"
    r"|#?n/?a|-?nan|null|none|<na>|-?1\.#(?:ind|qnan)|[+-]?inf(?:inity)?",
    re.IGNORECASE,
)
"""A text that a spreadsheet takes for a number, a day or a truth, or pandas for one or for no value."""


def cell(value: Value) -> str:
    """A value as a cell: days in ISO 8601, numbers with a point, truths as ``true`` and ``false``, lists parted by «; »."""
    return _CELLS[type(value)](value)


@lru_cache(maxsize=4096)
def _text_cell(text: str) -> str:
    return f"'{text}" if _TAKEN.fullmatch(text) else defused(text)


class _Cells(dict[type, Callable[[Any], str]]):
    """How each class is written; a class that is not known as its first base that is."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        self[kind] = next((self[base] for base in kind.__mro__ if base in self), _list_cell)
        return self[kind]


def _list_cell(value: Iterable[str]) -> str:
    return _text_cell("; ".join(value))


def _partial_cell(value: PartialDate) -> str:
    """Excel makes «2023-03» the first of March."""
    return value.isoformat() if value.day else f"'{value.isoformat()}"


_CELLS = _Cells(
    {
        type(None): lambda _: "",
        str: _text_cell,
        bool: lambda value: "true" if value else "false",
        StrEnum: lambda value: value.value,
        PartialDate: _partial_cell,
        int: str,
        date: str,
        Decimal: lambda value: f"{value.normalize():f}",
    }
)


def procedure_key(code: str) -> str:
    """``thu-tuc/1.000120``: the code as text in every reader, and the address of the page without its last slash."""
    return f"{PROCEDURES}{code}"


def part_key(plan: str, part: str | None) -> str | None:
    """``so-y-te/2026#2.10``: a task or a target of a plan."""
    return f"{plan}#{part}" if part else None


def _agencies(linked: Linked) -> Iterator[tuple[Value, ...]]:
    for item in sorted(linked.catalogue.agencies.values(), key=lambda item: item.id):
        yield item.id, item.name, item.short, item.kind, item.type_name, item.parent, item.first_day, item.last_day


def _plans(linked: Linked) -> Iterator[tuple[Value, ...]]:
    for plan in _all_plans(linked):
        document = plan.document
        head = (plan.id, plan.agency, document.number, document.kind, document.title, document.issued)
        yield *head, document.confirmed, plan.period.first, plan.period.last, plan.source.quality


def _all_plans(linked: Linked) -> list[Plan]:
    return [linked.catalogue.plans[name] for name in sorted(linked.catalogue.plans)]


def _tasks(linked: Linked) -> Iterator[tuple[Value, ...]]:
    for plan in _all_plans(linked):
        for item in plan.placed_tasks():
            task, results = item.task, item.task.results()
            yield (
                part_key(plan.id, item.id),
                plan.id,
                task.no,
                item.section.no,
                item.section.title,
                task.content,
                task.lead,
                task.coordinating,
                [result.product for result in results if result.product],
                [result.deadline.text for result in results if result.deadline],
                task.note,
            )


def _occurrences(linked: Linked) -> Iterator[tuple[Value, ...]]:
    for plan in _all_plans(linked):
        for due in linked.progress[plan.id].dues:
            for turn in due.turns:
                if turn.due is not None:
                    status = turn.status
                    head = (plan.id, part_key(plan.id, due.due.task.id), due.due.outcome, turn.due, turn.inclusive)
                    yield *head, turn.label, status.declared, status.state.key, status.evidence


def _targets(linked: Linked) -> Iterator[tuple[Value, ...]]:
    for plan in _all_plans(linked):
        for item in plan.placed_targets():
            target = item.target
            yield (
                part_key(plan.id, target.id),
                plan.id,
                part_key(plan.id, item.task.id if item.task else None),
                target.metric,
                target.label,
                target.comparator,
                target.value,
                target.unit,
                target.scope,
                part_key(plan.id, target.within),
                target.stated,
                target.note,
            )


def _measurements(linked: Linked) -> Iterator[tuple[Value, ...]]:
    for agency in sorted(linked.catalogue.measurements):
        for item in linked.catalogue.measurements[agency]:
            head = (agency, item.metric, item.period.kind, item.period.first, item.period.last, item.as_of)
            middle = (item.value, item.unit, item.scope, item.rank, item.rank_of, item.predecessor)
            yield *head, *middle, item.source, item.url, item.published, item.reliability, item.note


def _documents(linked: Linked) -> Iterator[tuple[Value, ...]]:
    for item in sorted(linked.catalogue.legal_documents.values(), key=lambda item: item.id):
        standing = item.standing
        head = (item.id, item.number, item.kind, item.name, item.issuer, item.day, item.also, item.implements)
        plans = sorted({mention.plan.id for mention in linked.mentions[item.id]})
        yield *head, standing.state if standing else "unknown", item.url, plans, item.note


def _metrics(linked: Linked) -> Iterator[tuple[Value, ...]]:
    for item in sorted(linked.catalogue.metrics.values(), key=lambda item: item.id):
        yield item.id, item.name, item.definition, item.unit, item.better


def _fields(linked: Linked) -> Iterator[tuple[Value, ...]]:
    for item in sorted(linked.catalogue.fields.values(), key=lambda item: item.id):
        yield item.id, item.name, item.code


def procedure_row(item: AnyProcedure, field_name: str) -> bytes:
    """The row of a procedure in its table, as CSV."""
    return csv_rows([[cell(value) for value in _procedure(item, field_name)]]).encode()


def _procedure(item: AnyProcedure, field_name: str) -> tuple[Value, ...]:
    return (
        item.code,
        item.name,
        field_name,
        item.kind,
        item.jurisdiction,
        item.published_by,
        item.implementing,
        item.levels,
        item.status,
        item.depth,
        item.applicants,
        item.channels,
        short_limit(item.limits, item.channels).replace("\u00a0", " "),
        short_fee(item.fees, item.channels).replace("\u00a0", " "),
        [ground.number or ground.title or "" for ground in item.legal_bases],
        [decision.number for decision in item.decisions],
        item.source.url,
        item.source.retrieved,
        procedure_key(item.code),
        item.field,
    )


def _adoptions(linked: Linked) -> Iterator[tuple[Value, ...]]:
    for agency, adoptions in sorted(linked.catalogue.adoptions.items()):
        for item in adoptions.procedures:
            facts = (getattr(item, name) for name in _STATED)
            yield agency, item.code, *facts, adoptions.document, adoptions.day, procedure_key(item.code)


_STATED = (
    "one_stop",
    "post",
    "interlinked",
    "delegated",
    "non_territorial",
    "on_national_portal",
    "online_level",
    "eligible_full",
    "online_payment",
    "electronic_forms",
)

_ID = Column("id", "mã", required=True)
_PLAN = Column("plan", "kế hoạch", required=True, refers="plans.id")

TABLES: tuple[Table, ...] = (
    Table(
        "agencies",
        "Cơ quan",
        (
            _ID,
            Column("name", "tên hiện nay", required=True),
            Column("short", "tên ngắn"),
            Column("kind", "loại cơ quan", required=True),
            Column("type_name", "loại sở"),
            Column("parent", "cơ quan chủ quản", refers="agencies.id"),
            Column("first_day", "thành lập", "date"),
            Column("last_day", "kết thúc", "date"),
        ),
        _agencies,
    ),
    Table(
        "plans",
        "Kế hoạch",
        (
            _ID,
            Column("agency", "cơ quan ban hành", required=True, refers="agencies.id"),
            Column("number", "số, ký hiệu"),
            Column("kind", "hình thức", required=True),
            Column("title", "tên kế hoạch", required=True),
            Column(
                "issued",
                "ngày ban hành: năm, năm-tháng hoặc năm-tháng-ngày, theo mức đã rõ; chưa rõ ngày thì có dấu nháy đơn",
            ),
            Column("confirmed", "đã đối chiếu với bản ký", "boolean", required=True),
            Column("from", "ngày đầu của kỳ", "date", required=True),
            Column("to", "ngày cuối của kỳ", "date", required=True),
            Column("quality", "chất lượng bản nguồn", required=True),
        ),
        _plans,
    ),
    Table(
        "tasks",
        "Nhiệm vụ",
        (
            _ID,
            _PLAN,
            Column("no", "số thứ tự như in"),
            Column("section_no", "số mục như in"),
            Column("section", "tên mục"),
            Column("content", "nội dung", required=True),
            Column("lead", "chủ trì"),
            Column("coordinating", "phối hợp"),
            Column("products", "sản phẩm"),
            Column("deadlines", "thời hạn như in"),
            Column("note", "ghi chú của văn bản"),
        ),
        _tasks,
    ),
    Table(
        "occurrences",
        "Kỳ hạn, kèm tình trạng tính đến ngày dựng trang",
        (
            _PLAN,
            Column("task", "nhiệm vụ", required=True, refers="tasks.id"),
            Column("outcome", "kết quả thứ mấy của nhiệm vụ", "integer"),
            Column("due", "ngày đến hạn", "date", required=True),
            Column("inclusive", "xong đúng ngày ấy là trong hạn", "boolean"),
            Column("label", "kỳ"),
            Column("declared", "cơ quan báo cáo"),
            Column("schedule", "so với hạn", required=True),
            Column("evidence", "minh chứng", required=True),
        ),
        _occurrences,
        key=(),
    ),
    Table(
        "targets",
        "Chỉ tiêu",
        (
            _ID,
            _PLAN,
            Column("task", "nhiệm vụ đặt ra chỉ tiêu", refers="tasks.id"),
            Column("metric", "chỉ số", required=True, refers="metrics.id"),
            Column("label", "lời văn", required=True),
            Column("comparator", "cách so; bỏ trống khi văn bản chỉ ghi con số"),
            Column("value", "giá trị", "number", required=True),
            Column("unit", "đơn vị", required=True),
            Column("scope", "phạm vi"),
            Column("within", "nằm trong chỉ tiêu", refers="targets.id"),
            Column("stated", "có ghi cách so", "boolean", required=True),
            Column("note", "ghi chú"),
        ),
        _targets,
    ),
    Table(
        "measurements",
        "Số liệu người khác công bố về cơ quan",
        (
            Column("agency", "cơ quan", required=True, refers="agencies.id"),
            Column("metric", "chỉ số", required=True, refers="metrics.id"),
            Column("period_kind", "loại kỳ", required=True),
            Column("from", "ngày đầu của kỳ", "date", required=True),
            Column("to", "ngày cuối của kỳ", "date", required=True),
            Column("as_of", "tính đến", "date"),
            Column("value", "giá trị", "number"),
            Column("unit", "đơn vị"),
            Column("scope", "phạm vi"),
            Column("rank", "thứ hạng", "integer"),
            Column("rank_of", "trên tổng số", "integer"),
            Column("predecessor", "cơ quan cũ"),
            Column("source", "nguồn", required=True),
            Column("url", "liên kết"),
            Column("published", "ngày đăng: năm, năm-tháng hoặc năm-tháng-ngày"),
            Column("reliability", "độ tin cậy", required=True),
            Column("note", "ghi chú"),
        ),
        _measurements,
        key=(),
    ),
    Table(
        "legal-documents",
        "Văn bản được nhắc đến",
        (
            _ID,
            Column("number", "số, ký hiệu"),
            Column("kind", "loại", required=True),
            Column("name", "trích yếu", required=True),
            Column("issuer", "cơ quan ban hành"),
            Column("date", "ngày ban hành: năm, năm-tháng hoặc năm-tháng-ngày"),
            Column("also", "cách ghi khác"),
            Column("implements", "thực hiện văn bản"),
            Column("state", "hiệu lực; unknown khi chưa đọc nguồn nào", required=True),
            Column("url", "bản chính thức"),
            Column("cited_by", "kế hoạch nhắc đến"),
            Column("note", "ghi chú"),
        ),
        _documents,
    ),
    Table(
        "metrics",
        "Chỉ số dùng chung",
        (
            _ID,
            Column("name", "tên", required=True),
            Column("definition", "cách hiểu", required=True),
            Column("unit", "đơn vị", required=True),
            Column("better", "chiều tốt", required=True),
        ),
        _metrics,
    ),
    Table(
        "fields",
        "Lĩnh vực",
        (_ID, Column("name", "tên", required=True), Column("code", "mã trên Cổng quốc gia")),
        _fields,
    ),
    Table(
        "procedures",
        "Thủ tục hành chính",
        (
            Column("code", "mã thủ tục, có dấu nháy đơn ở trước để giữ số 0 ở cuối", required=True),
            Column("name", "tên thủ tục", required=True),
            Column("field", "tên lĩnh vực", required=True),
            Column("kind", "loại", required=True),
            Column("jurisdiction", "nơi áp dụng", required=True),
            Column("published_by", "cơ quan công bố"),
            Column("implementing", "cơ quan thực hiện"),
            Column("levels", "cấp thực hiện"),
            Column("status", "tình trạng", required=True),
            Column("depth", "bản ghi đầy đủ đến đâu", required=True),
            Column("applicants", "đối tượng"),
            Column("channels", "cách nộp"),
            Column("limit", "thời hạn bằng lời"),
            Column("fee", "phí bằng lời"),
            Column("legal_bases", "căn cứ pháp lý"),
            Column("decisions", "quyết định công bố"),
            Column("url", "trang đã đọc", required=True),
            Column("retrieved", "ngày đọc", "date", required=True),
            _ID,
            Column("field_id", "mã lĩnh vực", required=True, refers="fields.id"),
        ),
        None,
    ),
    Table(
        "adoptions",
        "Danh mục mà các cơ quan tự công bố",
        (
            Column("agency", "cơ quan", required=True, refers="agencies.id"),
            Column("code", "mã thủ tục, có dấu nháy đơn ở trước để giữ số 0 ở cuối", required=True),
            Column("one_stop", "một cửa", "boolean"),
            Column("post", "bưu chính công ích", required=True),
            Column("interlinked", "liên thông", required=True),
            Column("delegated", "phân cấp, ủy quyền", "boolean"),
            Column("non_territorial", "phi địa giới", "boolean"),
            Column("on_national_portal", "nộp được trên Cổng quốc gia", "boolean"),
            Column("online_level", "mức trực tuyến", required=True),
            Column("eligible_full", "đủ điều kiện toàn trình", "boolean"),
            Column("online_payment", "thanh toán trực tuyến", "boolean"),
            Column("electronic_forms", "biểu mẫu điện tử", "boolean"),
            Column("document", "văn bản công bố", required=True),
            Column("date", "ngày của danh mục", "date", required=True),
            Column("procedure", "thủ tục", required=True, refers="procedures.id"),
        ),
        _adoptions,
        key=("agency", "procedure"),
    ),
)
"""Every table. Columns that were published stay where they are; a new one comes last."""

PROCEDURE_TABLE = next(table for table in TABLES if table.rows is None)
