"""The portal's list of procedures (JSON, one a line) → index records, and what has disappeared from it.

A list says code, name, field, bodies and applicants; of a record that is there it only brings the day up to date on which
the national catalogue named it. Whether a code that is gone was abolished the list does not say, so no status changes.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.drafting.portal.answer import Answer, PortalError, answer_of, names, text
from generator.drafting.portal.record import PAGE, field_id, jurisdiction_of
from generator.drafting.portal.terms import Fields
from generator.drafting.portal.update import ORDER, FieldRegistry, new_record, proved, standing_record, write_whole
from generator.model.procedure import CODE, code_key
from generator.reading.modeline import modeline, with_modeline
from generator.reading.tree import procedure_file
from generator.reading.yamledit import as_yaml, open_yaml, put, save_yaml
from generator.reading.yamlfile import parse_yaml


@dataclass(slots=True)
class Listed:
    """What a list brought: new codes, codes seen again, codes gone from it with their names, and lines that are no entry."""

    new: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    gone: list[tuple[str, str]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def import_catalogue(raw: bytes, retrieved: date, plans: Path, *, whole: bool) -> Listed:
    """Take a list over into ``plans``. ``whole`` says that it names every procedure: what it lacks is gone from it.

    Beside a registry of fields with mistakes nothing is taken over, and the one failure says so.
    """
    listed = Listed()
    try:
        registry = FieldRegistry(plans)
    except PortalError as error:
        listed.failed.append(str(error))
        return listed
    entries: dict[str, Answer] = {}
    for number, line in enumerate(raw.split(b"\n"), start=1):
        if line.strip():
            try:
                answer = answer_of(line)
                code = code_key(text(answer.get("code")))
                if not CODE.pattern.fullmatch(code):
                    raise PortalError(f"mã «{code[:60]}» không dùng được")
                entries[code] = answer
            except PortalError as error:
                listed.failed.append(f"dòng {number}: {error}")
    for code, answer in entries.items():
        try:
            _take(code, answer, retrieved, plans, registry, listed)
        except PortalError as error:
            listed.failed.append(f"{code}: {error}")
    if whole and entries:
        gone = _gone(plans, set(entries))
        listed.gone = [(file.stem, name) for file, name in gone]
        for file, _ in gone if len(gone) <= len(listed.seen) else ():
            _mark(file, retrieved, is_listed=False)
    return listed


def _take(code: str, answer: Answer, retrieved: date, plans: Path, registry: FieldRegistry, listed: Listed) -> None:
    """Take one entry over. Raises PortalError where the record that is there has mistakes, or a new one would."""
    file = plans / procedure_file(code)
    if file.exists():
        _mark(file, retrieved, is_listed=True)
        listed.seen.append(code)
        return
    found, administration = _index_record(code, answer, retrieved)
    written = with_modeline(new_record(found), modeline(plans, procedure_file(code)))
    write_whole(file, proved(written, file.name))
    registry.add(administration)
    listed.new.append(code)


def _index_record(code: str, answer: Answer, retrieved: date) -> tuple[Fields, Fields]:
    name = next(iter(names(answer.get("categories"))), "Chưa rõ lĩnh vực")
    found: Fields = {"code": code, "name": text(answer.get("name")), "field": field_id(name)}
    found |= jurisdiction_of(text(answer.get("type")), text(answer.get("departmentPromulgate")))
    for key, stated in (("implementing", "departments"), ("applicants", "formalityTargetType")):
        if values := names(answer.get(stated)):
            found[key] = values
    found["catalogue"] = {"date": retrieved, "listed": True}
    found["source"] = {"url": f"{PAGE}{text(answer.get('id'))}", "retrieved": retrieved}
    return found, {"id": field_id(name), "name": name}


def _mark(file: Path, day: date, *, is_listed: bool) -> None:
    before, _ = standing_record(file)
    data = open_yaml(before)
    put(data, "catalogue", as_yaml({"date": day, "listed": is_listed}), ORDER)
    after = save_yaml(data, before)
    if after != before:
        write_whole(file, after.encode())


def _gone(plans: Path, codes: set[str]) -> list[tuple[Path, str]]:
    """Records from the portal that the list does not name, none with mistakes. More gone than seen is a part, and marks none."""
    found = []
    for file in sorted((plans / "procedures").glob("*.yml")):
        if file.stem in codes:
            continue
        read = parse_yaml(file.read_bytes(), file.name)
        record = read.data if not read.problems else None
        source = record.get("source") if isinstance(record, dict) else None
        if isinstance(record, dict) and isinstance(source, dict) and str(source.get("url", "")).startswith(PAGE):
            found.append((file, str(record.get("name", ""))))
    return found
