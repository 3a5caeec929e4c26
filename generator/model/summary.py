"""What lists, searches and counts need of a procedure.

Tens of thousands of records do not fit a small machine's memory, and nobody needs the steps of all of them at once. A
summary holds about a kilobyte; the record itself is read again where its page is written.
"""

from dataclasses import dataclass, fields
from datetime import date
from operator import attrgetter

from generator.model.making import maker
from generator.model.procedure import (
    Channel,
    Depth,
    Fee,
    Ground,
    Level,
    Listing,
    Papers,
    Place,
    Procedure,
    ProcedureKind,
    ProcedureSource,
    PublicationDecision,
    Published,
    Status,
    TimeLimit,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureSummary(Published):
    """A procedure without its long texts. Every field is the record's own field or property of that name."""

    code: str
    name: str
    kind: ProcedureKind
    field: str
    short_name: str | None
    jurisdiction: str
    source: ProcedureSource
    published_by: str | None
    levels: tuple[Level, ...]
    implementing: tuple[str, ...]
    deciding: tuple[str, ...]
    receiving: tuple[str, ...]
    applicants: tuple[str, ...]
    channels: tuple[Channel, ...]
    limits: tuple[TimeLimit, ...]
    fees: tuple[Fee, ...]
    places: tuple[Place, ...]
    legal_bases: tuple[Ground, ...]
    decisions: tuple[PublicationDecision, ...]
    status: Status
    catalogue: Listing | None
    valid_to: date | None
    replaced_by: tuple[str, ...]
    old_codes: tuple[str, ...]
    old_names: tuple[str, ...]
    keywords: tuple[str, ...]
    apply_url: str | None
    demo: bool
    papers: Papers
    depth: Depth


_values = attrgetter(*[field.name for field in fields(ProcedureSummary)])

AnyProcedure = Procedure | ProcedureSummary
"""A procedure where only what a summary holds is asked for."""


def summary_of(item: Procedure) -> ProcedureSummary:
    """The summary of a record."""
    summary: ProcedureSummary = maker(ProcedureSummary)(*_values(item))
    return summary
