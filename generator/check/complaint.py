"""What a rule yields: a problem and its file under ``plans/``. Lines are found afterwards, for failing files only."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import PurePosixPath

from generator.model import Agency
from generator.model.procedure import Procedure
from generator.reading.catalogue import Catalogue
from generator.reading.problems import FieldPath, Problem

Complaint = tuple[PurePosixPath, Problem]
"""A problem and its file; the file's name is filled in at the end."""

Rule = Callable[[Catalogue], Iterator[Complaint]]

AloneRule = Callable[[Procedure], Iterator[Complaint]]
"""A rule about one procedure and nothing else."""

DatedRule = Callable[[Catalogue, date], Iterator[Complaint]]
"""A rule that must know what day it is."""


def say(
    file: PurePosixPath,
    path: FieldPath,
    message: str,
    hint: str = "",
    *,
    warning: bool = False,
    because: tuple[FieldPath, ...] = (),
) -> Complaint:
    """A complaint about one field of a file; not made where a field that is named by ``because`` is mistaken itself."""
    return file, Problem(file="", path=path, message=message, hint=hint, warning=warning, because=because)


def fields_in(record: FieldPath, *names: str) -> tuple[FieldPath, ...]:
    """The paths of fields of one record."""
    return tuple((*record, name) for name in names)


def agency_file(agency: Agency) -> PurePosixPath:
    """The file of an agency under ``plans/``."""
    return PurePosixPath("agencies") / agency.id / "agency.yml"
