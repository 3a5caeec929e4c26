"""What was published here, by the day it reached the main branch.

Made by :mod:`generator.changes.log` from git; shown by pages.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """What one commit on the main branch changed of one record, or of many of one kind."""

    commit: str
    moment: datetime
    """When the commit reached the main branch, in the time of Viet Nam."""
    kind: str
    """``plan``, ``agency``, ``procedure``, ``registry``."""
    id: str
    """The record's id; empty for an entry about several records."""
    title: str
    agency: str
    """The agency whose record it is; empty for what is shared."""
    sentences: tuple[str, ...]
    """The changes in words, the most important first."""
    files: tuple[str, ...]
    """The files under ``plans/`` that a page of the record is made from."""
    is_new: bool = False
    """Whether the record itself came with the commit."""

    @property
    def day(self) -> date:
        """The day in Viet Nam."""
        return self.moment.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """Entries, the latest first, and how far back they reach."""

    entries: tuple[LogEntry, ...] = ()
    limit: str = ""
    """Why the log does not reach back to the first commit, in a Vietnamese sentence; empty when it does."""


NO_LOG = Log(limit="Trang này dựng ngoài kho git nên không có nhật ký.")
