"""What a reader of a table makes of it before it is YAML: sections, tasks and suggested targets, each with its doubts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(slots=True)
class DraftOutcome:
    """A product and the time for it; «» where the cell is empty."""

    product: str = ""
    deadline: str = ""


@dataclass(slots=True)
class DraftTarget:
    """A number that the text sets; only ever a suggestion, because a person must choose its metric."""

    label: str
    value: Decimal
    unit: str
    comparator: str | None
    """The value of :class:`generator.model.Comparator`, or None where the text states none."""
    nested: bool = False
    """Whether the text puts it inside the target before it («trong đó …»)."""


@dataclass(slots=True)
class DraftTask:
    """One task; ``line`` is the line of the table's text at which its row begins."""

    line: int
    no: str | None = None
    running_no: str | None = None
    content: str = ""
    lead_cell: str = ""
    coordinating_cell: str = ""
    lead: list[str] = field(default_factory=list)
    coordinating: list[str] = field(default_factory=list)
    outcomes: list[DraftOutcome] = field(default_factory=lambda: [DraftOutcome()])
    note: str = ""
    targets: list[DraftTarget] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class DraftSection:
    """A part of a table, or a whole table where there are several; may have neither number nor title."""

    no: str | None = None
    title: str = ""
    table: str | None = None
    tasks: list[DraftTask] = field(default_factory=list)
    sections: list["DraftSection"] = field(default_factory=list)
    targets: list[DraftTarget] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def all_tasks(self) -> Iterator[DraftTask]:
        """Every task of the part in printed order."""
        yield from self.tasks
        for section in self.sections:
            yield from section.all_tasks()

    def all_sections(self) -> Iterator["DraftSection"]:
        """The part and every part inside it."""
        yield self
        for section in self.sections:
            yield from section.all_sections()


@dataclass(slots=True)
class DraftPlan:
    """Everything read from the text of a table or a document."""

    sections: list[DraftSection] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    """Doubts about the whole text, not about one row."""

    def tasks(self) -> list[DraftTask]:
        return [task for section in self.sections for task in section.all_tasks()]

    def actors(self) -> list[str]:
        """Every name of a leading or coordinating body, once, in order of appearance."""
        names = (name for task in self.tasks() for name in (*task.lead, *task.coordinating))
        return [*dict.fromkeys(names)]
