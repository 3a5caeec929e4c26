"""The parts of a draft that are prose, as YAML: articles, narrative, duties."""

from collections.abc import Sequence

from generator.drafting.table.draft import DraftClause, DraftDuty
from generator.reading.yamltext import Lines, as_item, entry, indented, listed, scalar


def clauses_text(key: str, clauses: Sequence[DraftClause]) -> Lines:
    """A list of clauses under a key; nothing where there is none."""
    items = [line for clause in clauses for line in as_item(_clause(clause))]
    return [f"{key}:", *indented(items)] if items else []


def _clause(clause: DraftClause) -> Lines:
    lines = [f"no: {scalar(clause.no)}"] if clause.no else []
    lines += entry("title", clause.title) if clause.title else []
    lines += listed("text", clause.text)
    return [*lines, *clauses_text("clauses", clause.clauses)] or ["text: []"]


def duties_text(duties: Sequence[DraftDuty]) -> Lines:
    """The field ``duties``."""
    items = [line for duty in duties for line in as_item(_duty(duty))]
    return ["duties:", *indented(items)] if items else []


def _duty(duty: DraftDuty) -> Lines:
    lines = [f"no: {scalar(duty.no)}"] if duty.no else []
    lines += [f"article: {scalar(duty.article)}"] if duty.article else []
    lines += listed("agency", duty.agency)
    lines += entry("text", duty.text)
    return lines + (entry("deadline", duty.deadline) if duty.deadline else [])
