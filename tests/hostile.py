"""A folder of data that passes the check and attacks the site: every text field of every record holds a hostile text.

The records are made from their classes in :mod:`generator.model`, so that a new text field is attacked from its first day.
Where a field has a form, or a rule ties it to another field, ``TIED`` holds a value that fits.
"""

import hashlib
import json
import re
import shutil
import types
import typing
from collections.abc import Iterator
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.model import PartialDate, Plan
from generator.model.fields import LINK, Choice
from generator.model.report import ReportPeriod
from generator.reading.shape import file_fields, shape
from generator.reading.trace import texts_of
from generator.reading.tree import SHAPES
from tests.projects import plant, small_project

ATTACK = (
    '\'"><x-hostile onclick="alert(1)"></x-hostile><script>alert(1)</script></title></script></style></textarea>'
    "<img src=x onerror=alert(1)><!-- {{7*7}}{%raw%}{#id}${7*7} &lt;b&gt; ]]> javascript:alert(1) \ue000C\ue001\ue000T\ue001"
)
"""Ends an attribute, a tag, a title, a script and a comment; means something to Jinja, Markdown, XML and our own splicing."""


def hostile(where: str) -> str:
    """A hostile text that says which field it is in."""
    return f"{where} {ATTACK}"


AGENCY, PLAN, DOCUMENT, METRIC, FIELD, CODE = (
    "so-hong",
    "2026-hong",
    "van-ban-hong",
    "chi-so-hong",
    "linh-vuc-hong",
    "1.000028",
)

ACTOR = f"Đơn vị {ATTACK}"

REFERRED = {
    "agency": AGENCY,
    "plan": f"{AGENCY}/{PLAN}",
    "legal_document": DOCUMENT,
    "metric": METRIC,
    "target": "CT1",
    "field": FIELD,
    "procedure": CODE,
    "actor": ACTOR,
}

TASK = f"PL1.{hostile('Section.no')}.{hostile('Task.no')}"
"""The id of the one task, made of its table, section and number."""

LEFT_OUT = object()

TIED: dict[str, Any] = {
    "Unit.name": ACTOR,
    "Unit.agency": LEFT_OUT,
    "Contact.phone": "(024) 3825 1234, máy lẻ 12",
    "Contact.email": "van-thu@hostile.example",
    "Place.phone": "1022",
    "LegalDocument.id": DOCUMENT,
    "LegalDocument.number": "12/KH-HONG",
    "LegalDocument.implements": LEFT_OUT,
    "Metric.id": METRIC,
    "FieldOfAdministration.id": FIELD,
    "Document.number": "12/KH-HONG",
    "Section.table": "PL1",
    "Section.targets": LEFT_OUT,
    "Plan.targets": LEFT_OUT,
    "Target.id": "CT1",
    "Target.within": LEFT_OUT,
    "Target.stated": True,
    "Task.outcomes": LEFT_OUT,
    "Task.restored": LEFT_OUT,
    "Task.corrected": LEFT_OUT,
    "Source.file": "source.txt",
    "Source.sha256": "0" * 64,
    "Source.restored": LEFT_OUT,
    "Procedure.code": CODE,
    "Procedure.apply_url": "https://dichvucong.gov.vn/?a={{7*7}}&b={#x}",
    "Procedure.old_codes": ["1.000027"],
    "CodedCase.code": "1.000028.01",
    "Fee.amount": 60000,
    "Adoption.place": hostile("Place.name"),
    "Adoption.delegated": True,
    "Adoption.eligible_full": True,
    "TaskChange.task": TASK,
    "TaskChange.lead": [ACTOR],
    "TaskChange.coordinating": [ACTOR],
    "TargetChange.target": "CT1",
    "AddedTask.section": f"PL1.{hostile('Section.no')}",
    "AddedTask.task": {"no": hostile("AddedTask.no"), "content": hostile("AddedTask.content"), "lead": ACTOR},
    "Amendment.added_targets": LEFT_OUT,
    "CorrectedField.field": "note",
    "CorrectedField.after": hostile("TaskReport.note"),
    "CorrectedField.task": TASK,
    "DeadlineRule.kind": "relative",
    "DeadlineRule.rrule": LEFT_OUT,
    "RelativeRule.unit": "day",
    "OccurrenceReport.due": LEFT_OUT,
    "Procedure.jurisdiction": "national",
    "Procedure.replaced_by": LEFT_OUT,
    "Agency.reviewers": "@to-chuc/nhom",
    "DossierItem.forms": hostile("FormFile.id"),
    "TimeLimit.cases": hostile("DossierCase.case"),
    "Fee.cases": hostile("DossierCase.case"),
    "Ground.number": "175/2024/NĐ-CP",
    "Amendment.document": "13/2026/QĐ-HONG",
    "CorrectedField.target": LEFT_OUT,
    "Event.task": TASK,
    "TaskReport.task": TASK,
    "TaskReport.declared": "done",
    "OccurrenceReport.declared": "done",
    "TargetReport.target": "CT1",
    "UnitCounts.unit": ACTOR,
}
"""``Class.field`` → the value a form or a rule asks for."""


def record(kind: type, above: tuple[type, ...] = ()) -> dict[str, Any]:
    """Plain data for a record of class ``kind`` with every field stated; a class inside itself is left out."""
    hints = typing.get_type_hints(kind)
    found: dict[str, Any] = {}
    for key, declared in file_fields(kind).items():
        name = f"{kind.__name__}.{declared.name}"
        value = TIED[name] if name in TIED else _value(hints[declared.name], declared.metadata, name, (*above, kind))
        if value is not LEFT_OUT:
            found[key] = value
    return found


def _value(hint: Any, metadata: Any, name: str, above: tuple[type, ...]) -> Any:
    if isinstance(hint, types.UnionType):
        return _value(next(part for part in typing.get_args(hint) if part is not types.NoneType), metadata, name, above)
    if typing.get_origin(hint) is tuple:
        inner = _value(typing.get_args(hint)[0], metadata, name, above)
        return LEFT_OUT if inner is LEFT_OUT else [inner]
    if hint is str:
        return _text(metadata, name)
    if is_dataclass(hint) and hint not in _PLAIN:
        return LEFT_OUT if hint in above else record(typing.cast(type, hint), above)
    return next(iter(hint)).value if isinstance(hint, type) and issubclass(hint, Choice) else _PLAIN[hint]


_PLAIN: dict[Any, Any] = {
    date: "2026-01-05",
    PartialDate: "2026-01-05",
    ReportPeriod: "2026-q1",
    Decimal: 5,
    int: 1,
    bool: False,
}


def _text(metadata: Any, name: str) -> str:
    if metadata.get("refers") is not None:
        return REFERRED[metadata["refers"]]
    if metadata.get("form") is LINK:
        return "https://hostile.example/?a={{7*7}}&b={#x}<".rstrip("<")
    return hostile(name) if metadata.get("form") is None else ""


def make_hostile(plans: Path) -> None:
    """Write one hostile record of every kind of file under ``plans``."""
    for pattern, kind in SHAPES:
        plant(plans, {_file(pattern): json.dumps(record(kind), ensure_ascii=False, indent=1)})
    _write_source(plans / f"agencies/{AGENCY}/{PLAN}")


def _file(pattern: str) -> str:
    names = {"procedures/*.yml": f"procedures/{CODE}.yml"}
    folder = pattern.replace("agencies/*/*/", f"agencies/{AGENCY}/{PLAN}/").replace(
        "agencies/*/", f"agencies/{AGENCY}/"
    )
    folder = folder.replace("reports/*", "reports/2026-q1").replace("corrections/*", "corrections/2026-01-05")
    return names.get(pattern, folder.replace("*", "2026-01-05-hong"))


def _write_source(folder: Path) -> None:
    """The text that the hostile plan quotes, and its digest."""
    data = json.loads((folder / "plan.yml").read_bytes())
    plan, problems = shape(Plan, data, "plan.yml")
    assert problems == [], problems
    text = "\n".join(_lines(plan))
    (folder / "source.txt").write_text(text, encoding="utf-8")
    data["source"]["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    plant(folder, {"plan.yml": json.dumps(data, ensure_ascii=False, indent=1)})


def _lines(plan: Plan) -> Iterator[str]:
    yield plan.document.title
    for item in plan.placed_tasks():
        yield "\t".join(text for _, text in texts_of(item.task, ()))
    yield from (text for _, text in texts_of(plan, ()))


def hostile_project(folder: Path) -> Path:
    """The small project with hostile data in place of its own."""
    project = small_project(folder)
    shutil.rmtree(project / "plans")
    make_hostile(project / "plans")
    plant(project, {"content/gioi-thieu.md": "# Giới thiệu\n\nMọi [kế hoạch](record:ke-hoach/).\n"})
    return project


def attacked_fields() -> set[str]:
    """Every field that holds a hostile text, as ``Class.field``."""
    text = json.dumps([record(kind) for _, kind in SHAPES], ensure_ascii=False)
    return set(re.findall(r"([A-Z]\w+\.\w+) '", text))
