"""Puts what a file holds in its place in the catalogue: under the ids that its path says, with the source of a plan beside it."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from generator.model import Agency, Holidays, LegalDocuments, Metrics, NotHere, Plan, SearchWords
from generator.model.adoption import Adoptions
from generator.model.procedure import Fields
from generator.model.report import Amendment, Correction, Events, Measurements, Report
from generator.reading.catalogue import Catalogue, Loaded
from generator.reading.problems import Problem
from generator.reading.sourcetext import SourceText
from generator.reading.tree import file_of, plan_file
from generator.reading.yamlfile import hidden_marks

LARGEST_SOURCE = 2_000_000
"""Bytes of one source text; the longest that an agency has issued has some hundred thousand."""

MOST_LINES = 30_000
"""Lines of one source text."""

MOST_TASKS = 1_000
"""Tasks of one plan; the longest that an agency has issued has some hundred."""

MOST_TARGETS = 1_000


def enter(path: PurePosixPath, record: Any, loaded: Loaded) -> None:
    """Enter the record of a file, by its path under the root; procedures are entered where they are read."""
    catalogue = loaded.catalogue
    match record:
        case LegalDocuments() | Metrics() | Fields():
            _enter_registry(path, record, loaded)
        case Adoptions():
            catalogue.adoptions[path.parts[1]] = record
        case SearchWords():
            catalogue.search_words = record.words
        case NotHere():
            catalogue.not_here = record.topics
        case Holidays():
            catalogue.swaps = record.swaps
        case Agency():
            catalogue.agencies[path.parts[1]] = replace(record, id=path.parts[1])
        case Plan():
            plan_id = "/".join(path.parts[1:3])
            if crowded := _too_many_rows(record, file_of(loaded.root, path)):
                loaded.problems += crowded  # and no rule is kept busy with it
                return
            catalogue.plans[plan_id] = replace(record, agency=path.parts[1], id=plan_id)
            _enter_source(path.parent, catalogue.plans[plan_id], loaded)
        case _:
            _enter_progress(path, record, catalogue)


def _enter_registry(path: PurePosixPath, record: LegalDocuments | Metrics | Fields, loaded: Loaded) -> None:
    """A vocabulary whose entries have ids."""
    catalogue = loaded.catalogue
    match record:
        case LegalDocuments():
            catalogue.legal_documents |= _by_id(record.legal_documents)
            loaded.problems += _repeated(record.legal_documents, path, "legal_documents", loaded)
        case Metrics():
            loaded.problems += _repeated(record.metrics, path, "metrics", loaded)
            catalogue.metrics |= _by_id(record.metrics)
        case Fields():
            loaded.problems += _repeated(record.fields, path, "fields", loaded)
            catalogue.fields |= {item.id: item for item in record.fields}


def _too_many_rows(plan: Plan, name: str) -> list[Problem]:
    tasks, targets = sum(1 for _ in plan.placed_tasks()), sum(1 for _ in plan.placed_targets())
    counts = ((tasks, MOST_TASKS, "nhiệm vụ"), (targets, MOST_TARGETS, "chỉ tiêu"))
    messages = [f"có {count} {words}, quá mức {most}" for count, most, words in counts if count > most]
    return [Problem(file=name, message=message, hint="tách thành nhiều kế hoạch") for message in messages]


def _enter_progress(path: PurePosixPath, record: Any, catalogue: Catalogue) -> None:
    """What is said about a plan after it was issued, each list kept in its order in time."""
    plan = "/".join(path.parts[1:3])
    match record:
        case Report():
            record = replace(record, plan=plan, file=path.stem)
            reports = (*catalogue.reports.get(plan, ()), record)
            catalogue.reports[plan] = tuple(sorted(reports, key=lambda item: (item.period, item.day, item.file)))
        case Amendment():
            record = replace(record, plan=plan, file=path.stem)
            amendments = (*catalogue.amendments.get(plan, ()), record)
            catalogue.amendments[plan] = tuple(sorted(amendments, key=lambda item: item.order))
        case Correction():
            record = replace(record, plan=plan, file=path.stem)
            corrections = (*catalogue.corrections.get(plan, ()), record)
            catalogue.corrections[plan] = tuple(sorted(corrections, key=lambda item: (item.day, item.file)))
        case Events():
            catalogue.events[plan] = record.events
        case Measurements():
            agency = path.parts[1]
            catalogue.measurements[agency] = tuple(replace(item, agency=agency) for item in record.measurements)


def _enter_source(folder: PurePosixPath, plan: Plan, loaded: Loaded) -> None:
    raw = _read_source(folder / plan.source.file, plan, ("source", "file"), loaded)
    if raw is None:
        return
    digest = hashlib.sha256(raw).hexdigest()
    if digest != plan.source.sha256:
        message = "mã kiểm tra không khớp với tệp nguồn: tệp nguồn đã bị sửa, hoặc mã ghi sai"
        loaded.problems.append(
            _plan_problem(plan, ("source", "sha256"), message, f"mã của tệp hiện có: {digest}", loaded)
        )
    loaded.catalogue.sources[plan.id] = SourceText(raw.decode())
    if plan.source.restored is None:
        return
    restored = _read_source(folder / plan.source.restored, plan, ("source", "restored"), loaded)
    if restored is not None:
        _enter_restored(SourceText(restored.decode()), plan, loaded)


def _enter_restored(restored: SourceText, plan: Plan, loaded: Loaded) -> None:
    """Line k of the restored text is a reading of line k of the scan, so that a page can show both."""
    raw = loaded.catalogue.sources[plan.id]
    loaded.catalogue.raw_sources[plan.id], loaded.catalogue.sources[plan.id] = raw, restored
    if len(restored.lines) != len(raw.lines):
        message = f"bản phục hồi có {len(restored.lines)} dòng, bản quét có {len(raw.lines)} dòng"
        hint = "dòng nào của bản quét thì phục hồi ở đúng dòng đó, kể cả dòng trống"
        loaded.problems.append(_plan_problem(plan, ("source", "restored"), message, hint, loaded))


def _read_source(path: PurePosixPath, plan: Plan, where: tuple[str, ...], loaded: Loaded) -> bytes | None:
    target = loaded.root / path
    message = ""
    if target.is_symlink() or not target.is_file():
        message = f"không có tệp «{path.name}» trong thư mục của kế hoạch"
    elif target.stat().st_size > LARGEST_SOURCE:
        message = f"tệp «{path.name}» quá lớn"
    else:
        raw = target.read_bytes()
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            message = f"tệp «{path.name}» không phải UTF-8"
        else:
            loaded.problems += hidden_marks(text, file_of(loaded.root, path))
            if text.count("\n") < MOST_LINES:
                return raw
            message = f"tệp «{path.name}» có hơn {MOST_LINES} dòng"
    loaded.problems.append(
        _plan_problem(plan, where, message, "đặt văn bản nguồn dạng chữ, UTF-8, cạnh plan.yml", loaded)
    )
    return None


def _plan_problem(plan: Plan, path: tuple[str, ...], message: str, hint: str, loaded: Loaded) -> Problem:
    file = file_of(loaded.root, plan_file(plan.id))
    return Problem(file=file, path=path, message=message, hint=hint)


def _by_id(records: tuple[Any, ...]) -> dict[str, Any]:
    """Records by id, in their order. One whose id is taken gets a key of its own: the next ones keep their places."""
    found: dict[str, Any] = {}
    for index, record in enumerate(records):
        found[f"{record.id} ({index})" if record.id in found else record.id] = record
    return found


def _repeated(records: tuple[Any, ...], path: PurePosixPath, key: str, loaded: Loaded) -> Iterator[Problem]:
    """An id of a registry is used once; a later record must not silently replace an earlier one."""
    seen: set[str] = set()
    for index, record in enumerate(records):
        if record.id in seen:
            message = f"mã «{record.id}» đã dùng cho mục khác ở trên"
            name = file_of(loaded.root, path)
            yield Problem(file=name, path=(key, index, "id"), message=message, hint="đặt mã khác")
        seen.add(record.id)
