"""What a form is: the things it asks, in groups and parts, and where its file goes."""

from dataclasses import dataclass
from typing import ClassVar

from generator.pages.parts.page import Link


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list. ``first`` and ``last`` are the days of a period."""

    value: str
    label: str
    first: str = ""
    last: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that a form asks: a key of the record with its Vietnamese words."""

    key: str
    label: str
    help: str
    kind: str
    """``text``, ``long``, ``list``, ``day``, ``choice``, ``number``, ``count`` or ``truth``."""
    required: bool = False
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What a form asks about one task, target, unit or correction; written only where something is answered."""

    list: str
    name: str
    anchor: str
    fields: tuple[Field, ...]
    fixed: str = "{}"
    """What the entry holds in any case, as JSON: which task it is about."""
    title: str = ""
    words: tuple[str, ...] = ()
    groups: tuple["Group", ...] = ()
    unit: str = ""
    comparator: str = ""
    limit: str = ""
    last: str = ""
    """What was reported last, as JSON."""


@dataclass(frozen=True, slots=True)
class Part:
    """Groups under one heading; a folded one is opened only where there is something to say."""

    title: str
    help: str
    groups: tuple[Group, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """Context of ``pages/participate.html``."""

    template: ClassVar[str] = "participate.html"
    key: str
    heading: str
    lead: str
    plan: Link
    fields: tuple[Field, ...]
    parts: tuple[Part, ...]
    folder: str
    """Where the file belongs in the repository."""
    repo: str
    """The repository on GitHub; empty where there is none."""
    limit: int
    taken: str
    """Names of the files that exist, without their endings."""
    begin: str
    existing: str
    """The file that the new lines are added to; empty where a file of its own is made."""
    blank: str
    """The file to copy where no script runs."""
    modeline: str
    """The first line of a new file, which leads an editor to its schema; empty where the repository has none."""
    others: tuple[Link, ...]
    deadlines: str = ""
    """Where the page tells how deadlines are read; empty in a form that asks for none."""
