"""All records of a deployment, and what reading them gives besides."""

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from generator.model import (
    Agency,
    Elsewhere,
    LegalDocument,
    Metric,
    Plan,
    SearchWord,
    WorkdaySwap,
)
from generator.model.adoption import Adoptions
from generator.model.procedure import FieldOfAdministration, Procedure
from generator.model.report import Amendment, Correction, Event, Measurement, Report
from generator.model.summary import AnyProcedure
from generator.reading.problems import FieldPath, Problem
from generator.reading.records import Found, Records
from generator.reading.sourcetext import SourceText


@dataclass(slots=True)
class Catalogue:
    """All records of a deployment, by id. A plan's id is ``agency/plan``."""

    agencies: dict[str, Agency] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)
    legal_documents: dict[str, LegalDocument] = field(default_factory=dict)
    metrics: dict[str, Metric] = field(default_factory=dict)
    fields: dict[str, FieldOfAdministration] = field(default_factory=dict)
    procedures: dict[str, AnyProcedure] = field(default_factory=dict)
    """Procedures by code: records, or their summaries where ``records`` holds them."""
    records: Records | None = None
    """The procedures whole, where memory is not to hold them."""
    adoptions: dict[str, Adoptions] = field(default_factory=dict)
    """What each agency states that it performs, by the agency's id."""
    search_words: tuple[SearchWord, ...] = ()
    not_here: tuple[Elsewhere, ...] = ()
    """What people look for here and other bodies handle."""
    swaps: tuple[WorkdaySwap, ...] = ()
    reports: dict[str, tuple[Report, ...]] = field(default_factory=dict)
    """Reports by the plan's id, earliest period first."""
    amendments: dict[str, tuple[Amendment, ...]] = field(default_factory=dict)
    """Amendments by the plan's id, in the order in which they take effect."""
    corrections: dict[str, tuple[Correction, ...]] = field(default_factory=dict)
    """Corrections by the plan's id, earliest first."""
    events: dict[str, tuple[Event, ...]] = field(default_factory=dict)
    """Events by the plan's id, as the file lists them."""
    measurements: dict[str, tuple[Measurement, ...]] = field(default_factory=dict)
    """Published figures by the agency's id, as the file lists them."""
    sources: dict[str, SourceText] = field(default_factory=dict)
    """Source text of each plan by the plan's id; what its texts are quoted from."""
    raw_sources: dict[str, SourceText] = field(default_factory=dict)
    """The raw scan of a plan whose source was restored line by line."""
    files: dict[str, bytes] = field(default_factory=dict)
    """What tells one content of each file from another, by its path under the root: of every record but procedures."""
    terms: str = ""
    """The terms under which the data may be used again, as ``plans/LICENSE`` says them; empty without that file."""

    def procedure(self, code: str) -> Procedure:
        """A procedure whole. Raises KeyError for a code that is not known."""
        if self.records is not None:
            return self.records.record(code)
        found = self.procedures[code]
        if not isinstance(found, Procedure):
            raise KeyError(code)
        return found

    @property
    def is_shared(self) -> bool:
        """Whether a process forked from this one can read procedures too, once it has reopened them."""
        return self.records is None or self.records.is_shared

    def reopen(self) -> None:
        """Read procedures in a forked process by means of its own."""
        if self.records is not None:
            self.records.reopen()

    def content(self, code: str) -> bytes:
        """What tells one content of a procedure's file from another. Raises KeyError for a code that is not known."""
        return self.records.digest(code) if self.records is not None else repr(self.procedure(code)).encode()

    def chain_of(self, agency: str) -> tuple[str, ...]:
        """The id of an agency and of those above it, closest first."""
        chain: list[str] = []
        at: str | None = agency
        while at is not None and at not in chain:
            chain.append(at)
            record = self.agencies.get(at)
            at = record.parent if record else None
        return tuple(chain)


@dataclass(slots=True)
class Loaded:
    """What loading gives: the records that could be read, and what is wrong with the rest."""

    catalogue: Catalogue
    problems: list[Problem]
    root: Path
    """The folder ``plans/``; problems name files from its parent."""
    others: list[PurePosixPath] = field(default_factory=list)
    """Files that are not YAML."""
    unread: list[str] = field(default_factory=list)
    """Files and folders, by their path under the root, of which nothing was read here."""
    set_aside: list[tuple[str, FieldPath]] = field(default_factory=list)
    """Files and fields that were mistaken and left out of a record; what rules say about them is no news."""
    known: set[str] = field(default_factory=set)
    """Codes of procedures whose files were found right in an earlier run and are the same."""
    found: list[Found] = field(default_factory=list)
    """What was read of procedures and is still to be put away."""
