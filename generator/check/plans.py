"""Rules for agencies and plans as they were issued. One small function a rule; its docstring is the rule."""

from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import PurePosixPath
from typing import Any, get_type_hints

from generator.check.complaint import Complaint, Rule, agency_file, say
from generator.model import Plan, Target
from generator.model.agency import actor_key
from generator.model.fields import key_of
from generator.reading.catalogue import Catalogue
from generator.reading.problems import FieldPath, suggest
from generator.reading.shape import inner_class, is_record
from generator.reading.trace import texts_of, trace_plan
from generator.reading.tree import LEGAL_DOCUMENTS, plan_file, procedure_file
from generator.text.citations import Citation, Library, dates_of, year_of


def records(catalogue: Catalogue) -> Iterator[tuple[PurePosixPath, FieldPath, Any]]:
    """Every record with its file and the path at which it stands there."""
    for agency in catalogue.agencies.values():
        yield agency_file(agency), (), agency
    for plan in catalogue.plans.values():
        yield plan_file(plan.id), (), plan
    for index, document in enumerate(catalogue.legal_documents.values()):
        yield LEGAL_DOCUMENTS, ("legal_documents", index), document
    for index, metric in enumerate(catalogue.metrics.values()):
        yield PurePosixPath("registry/metrics.yml"), ("metrics", index), metric


def check_references(catalogue: Catalogue) -> Iterator[Complaint]:
    """A field that refers to another record names one that exists; a body that the agency's file lacks is a warning."""
    shared = {
        "agency": set(catalogue.agencies),
        "plan": set(catalogue.plans),
        "legal_document": set(catalogue.legal_documents),
        "metric": set(catalogue.metrics),
    }
    for file, path, record in records(catalogue):
        known = shared | _local_names(record, catalogue)
        actors = set(map(actor_key, known.get("actor", ())))
        for place, kind, value in references(record, path):
            meant = kind == "actor" and actor_key(value) in actors
            if kind in known and value not in known[kind] and not meant:
                words = _REFERENCE_WORDS[kind]
                unknown_body = kind == "actor"
                hint = suggest(value, known[kind])
                yield say(file, place, f"không có {words} «{value}»", hint, warning=unknown_body)


_REFERENCE_WORDS = {
    "agency": "cơ quan",
    "plan": "kế hoạch",
    "legal_document": "văn bản",
    "metric": "chỉ số",
    "target": "chỉ tiêu",
    "actor": "đơn vị hay nhóm đơn vị (units, groups trong agency.yml)",
}


def _local_names(record: Any, catalogue: Catalogue) -> dict[str, set[str]]:
    """Names that only hold inside one plan: its targets, and the units and groups of its agency."""
    if not isinstance(record, Plan):
        return {}
    agency = catalogue.agencies.get(record.agency)
    known = {"target": {item.target.id for item in record.placed_targets()}}
    if agency is not None:
        known["actor"] = {name for unit in (*agency.units, *agency.groups) for name in (unit.name, *unit.also)}
    return known


def references(record: Any, path: FieldPath) -> Iterator[tuple[FieldPath, str, str]]:
    """Every reference in a record: its path, the kind of record it refers to, and the value."""
    own: type = type(record)
    for name, key, kind in _referring(own):
        for place, item in _items(getattr(record, name), (*path, key)):
            if kind is None:
                yield from references(item, place)
            elif isinstance(item, str):
                yield place, kind, item


@cache
def _referring(kind: type) -> tuple[tuple[str, str, str | None], ...]:
    """The fields of a class that refer to a record, or hold records: name, key, and the kind of record that is referred to."""
    found = ((item.name, key_of(item), item.metadata.get("refers")) for item in fields(kind))
    hints = get_type_hints(kind)
    return tuple(part for part in found if part[2] or is_record(inner_class(hints[part[0]])))


def _items(value: Any, path: FieldPath) -> Iterator[tuple[FieldPath, Any]]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield (*path, index), item
    elif value is not None:
        yield path, value


def _placed_targets(plan: Plan) -> Iterator[tuple[FieldPath, Target]]:
    return ((item.path, item.target) for item in plan.placed_targets())


def check_agency_files(catalogue: Catalogue) -> Iterator[Complaint]:
    """A folder that holds a plan also holds its agency.yml."""
    for plan in catalogue.plans.values():
        if plan.agency not in catalogue.agencies:
            hint = f"tạo agencies/{plan.agency}/agency.yml, hoặc sửa lỗi đã báo trong tệp đó"
            yield say(plan_file(plan.id), (), f"không đọc được cơ quan «{plan.agency}»", hint)


def check_agency_names(catalogue: Catalogue) -> Iterator[Complaint]:
    """An agency has at least one name."""
    for agency in catalogue.agencies.values():
        if not agency.names:
            yield say(agency_file(agency), ("names",), "cơ quan chưa có tên", "thêm ít nhất một tên")


def check_period(catalogue: Catalogue) -> Iterator[Complaint]:
    """A plan's period does not end before it begins."""
    for plan in catalogue.plans.values():
        if plan.period.last < plan.period.first:
            hint = "kiểm tra lại «from» và «to»"
            yield say(plan_file(plan.id), ("period", "to"), "ngày cuối đứng trước ngày đầu", hint)


def check_number(catalogue: Catalogue) -> Iterator[Complaint]:
    """A document without a number has not been compared with the signed copy: ``confirmed`` is false."""
    for plan in catalogue.plans.values():
        if plan.document.number is None and plan.document.confirmed:
            hint = "ghi «confirmed: false», hoặc điền số của bản ký"
            yield say(plan_file(plan.id), ("document", "number"), "văn bản chưa có số mà ghi là đã đối chiếu", hint)


def check_outcomes(catalogue: Catalogue) -> Iterator[Complaint]:
    """Product and deadline stand in the task, or in its outcomes, not in both."""
    for plan in catalogue.plans.values():
        for item in plan.placed_tasks():
            if item.task.outcomes and (item.task.product or item.task.deadline):
                hint = "chuyển «product» và «deadline» vào một mục của «outcomes»"
                message = "vừa ghi sản phẩm, thời hạn trực tiếp vừa ghi «outcomes»"
                yield say(plan_file(plan.id), (*item.path, "outcomes"), message, hint)


def check_task_ids(catalogue: Catalogue) -> Iterator[Complaint]:
    """No two tasks of a plan have the same id."""
    for plan in catalogue.plans.values():
        seen: set[str] = set()
        for item in plan.placed_tasks():
            if item.id in seen:
                hint = "sửa số thứ tự hoặc số mục; nếu văn bản có nhiều bảng, ghi «table» cho từng bảng"
                yield say(plan_file(plan.id), (*item.path, "no"), f"trùng mã nhiệm vụ {item.id}", hint)
            seen.add(item.id)


def check_target_ids(catalogue: Catalogue) -> Iterator[Complaint]:
    """No two targets of a plan have the same id."""
    for plan in catalogue.plans.values():
        seen: set[str] = set()
        for path, target in _placed_targets(plan):
            if target.id in seen:
                yield say(
                    plan_file(plan.id), (*path, "id"), f"trùng mã chỉ tiêu {target.id}", "đặt mã khác, ví dụ CT12"
                )
            seen.add(target.id)


def check_comparator(catalogue: Catalogue) -> Iterator[Complaint]:
    """``comparator`` is null exactly where ``stated`` is false."""
    for plan in catalogue.plans.values():
        for path, target in _placed_targets(plan):
            if (target.comparator is None) == target.stated:
                hint = (
                    "chỉ ghi con số: «comparator: null», «stated: false»; có ghi «tối thiểu», «đạt»: chọn min, exact …"
                )
                yield say(plan_file(plan.id), (*path, "comparator"), "cách so sánh và «stated» không khớp nhau", hint)


def check_percentages(catalogue: Catalogue) -> Iterator[Complaint]:
    """A share is between 0 and 100 %; growth may be more."""
    growth = ("increase_by", "milestone")
    for plan in catalogue.plans.values():
        for path, target in _placed_targets(plan):
            if target.unit == "%" and not 0 <= target.value <= 100 and target.comparator not in growth:
                yield say(
                    plan_file(plan.id),
                    (*path, "value"),
                    f"tỷ lệ {target.value} % nằm ngoài 0–100",
                    "kiểm tra lại con số",
                )


def check_nesting(catalogue: Catalogue) -> Iterator[Complaint]:
    """A target is not nested, directly or through others, in itself."""
    for plan in catalogue.plans.values():
        outer = {item.target.id: item.target.within for item in plan.placed_targets()}
        for path, target in _placed_targets(plan):
            above, steps = target.within, 0
            while above is not None and above != target.id and steps < len(outer):
                above, steps = outer.get(above), steps + 1
            if above == target.id:
                yield say(
                    plan_file(plan.id), (*path, "within"), "chỉ tiêu nằm trong chính nó", "bỏ «within» hoặc ghi mã khác"
                )


def check_departures(catalogue: Catalogue) -> Iterator[Complaint]:
    """A restored or corrected field is a field of the record that holds it."""
    for plan in catalogue.plans.values():
        for item in plan.placed_tasks():
            known = {declared.name for declared in fields(item.task)}
            for name in ("restored", "corrected"):
                for index, departure in enumerate(getattr(item.task, name)):
                    if departure.field not in known:
                        place = (*item.path, name, index, "field")
                        yield say(
                            plan_file(plan.id),
                            place,
                            f"không có trường «{departure.field}»",
                            suggest(departure.field, known),
                        )


def check_traceability(catalogue: Catalogue) -> Iterator[Complaint]:
    """Every verbatim text of a plan is found in its source, or carries a departure that says why not."""
    hint = (
        "chép đúng từng chữ của văn bản nguồn; nếu cố ý khác, thêm «corrected» hoặc «restored» với nguyên văn và lý do"
    )
    for plan in catalogue.plans.values():
        source = catalogue.sources.get(plan.id)
        if source is None:
            continue
        for path, text in trace_plan(plan, source).missing:
            quoted = text if len(text) <= 80 else text[:77] + "…"
            yield say(plan_file(plan.id), path, f"không tìm thấy trong văn bản nguồn: «{quoted}»", hint)


def check_citations(catalogue: Catalogue) -> Iterator[Complaint]:
    """A document number in a plan's text is in the registry, which is a warning, and does not contradict itself or the registry's
    date, which is an error.
    """
    library = Library(catalogue.legal_documents.values())
    for plan in catalogue.plans.values():
        near = catalogue.chain_of(plan.agency)
        for path, text in _plan_texts(plan):
            for citation, document in library.cited(text, near, plan.period.first.year):
                if document is None:
                    yield _unknown_document(plan, path, citation)
                elif citation.day is not None and dates_of(document) and citation.day not in dates_of(document):
                    hint = f"danh mục ghi ngày {document.day}; nếu kế hoạch in khác, thêm ngày này vào «also_dated»"
                    yield say(plan_file(plan.id), path, f"ngày của {citation.text} in là {citation.day}", hint)


def _unknown_document(plan: Plan, path: FieldPath, citation: Citation) -> Complaint:
    """A number that the registry lacks; an error where its own year and the day printed after it disagree."""
    year = year_of(citation.text)
    if year is not None and citation.day is not None and citation.day.year not in (year, year + 1):
        message = f"văn bản {citation.text} mang năm {year} mà ngày in là {citation.day}"
        return say(
            plan_file(plan.id), path, message, "đối chiếu với bản ký; chép nhầm thì sửa, in nhầm thì ghi «corrected»"
        )
    hint = "thêm văn bản này vào registry/legal-documents.yml (hoặc ghi cách in này vào «also» của nó)"
    message = f"văn bản {citation.text} chưa có trong danh mục văn bản"
    return say(plan_file(plan.id), path, message, hint, warning=True)


def _plan_texts(plan: Plan) -> Iterator[tuple[FieldPath, str]]:
    return ((path, text) for path, text in texts_of(plan, ()) if path[-1] not in ("number", "symbol"))


def check_disputed_dates(catalogue: Catalogue) -> Iterator[Complaint]:
    """A document printed with two different dates keeps both, and says so."""
    for index, document in enumerate(catalogue.legal_documents.values()):
        if document.also_dated:
            days = ", ".join(str(day) for day in dates_of(document))
            place = ("legal_documents", index, "also_dated")
            message = f"văn bản {document.number or document.name} được in với các ngày khác nhau: {days}"
            yield say(
                LEGAL_DOCUMENTS,
                place,
                message,
                "đối chiếu với bản gốc khi có",
                warning=True,
            )


def check_demo(catalogue: Catalogue, demo: bool) -> Iterator[Complaint]:
    """Invented agencies and procedures stand in the demonstration only, and nothing real stands there."""
    misplaced = [agency_file(item) for item in catalogue.agencies.values() if item.demo is not demo]
    misplaced += [procedure_file(item.code) for item in catalogue.procedures.values() if item.demo is not demo]
    for file in misplaced:
        if not demo:
            yield say(file, ("demo",), "bản ghi minh họa nằm trong dữ liệu thật", "chuyển sang demo/plans/")
        else:
            hint = "thêm «demo: true» nếu bản ghi không có thật; dữ liệu thật để trong plans/"
            yield say(file, (), "bản ghi thật nằm trong dữ liệu minh họa", hint)


RULES: tuple[Rule, ...] = (
    check_agency_files,
    check_agency_names,
    check_references,
    check_period,
    check_number,
    check_outcomes,
    check_task_ids,
    check_target_ids,
    check_comparator,
    check_percentages,
    check_nesting,
    check_departures,
    check_traceability,
    check_citations,
    check_disputed_dates,
)
