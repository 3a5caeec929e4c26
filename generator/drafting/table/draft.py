"""What a reader of a table makes of it before it is YAML: sections, tasks and suggested targets, each with its doubts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from generator.model.plan import Holds


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
    note: str = ""
    """What the row also prints: who leads, what was reached last year."""
    scope: str = ""
    """Of whom or where, as a column or the text says: «Cấp tỉnh»."""


@dataclass(frozen=True, slots=True)
class DraftCorrection:
    """A field of a task whose words are not those that its cell prints: the printed ones, and why."""

    field: str
    raw: str
    reason: str


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
    corrected: list[DraftCorrection] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)
    """What the row also prints and no field holds; kept beside the task as a comment."""


@dataclass(slots=True)
class DraftSection:
    """A part of a table, or a whole table where there are several; may have neither number nor title."""

    no: str | None = None
    title: str = ""
    table: str | None = None
    columns: list[tuple[Holds, str]] = field(default_factory=list)
    """Of a whole table: what its columns hold and how they are headed, from left to right."""
    tasks: list[DraftTask] = field(default_factory=list)
    sections: list["DraftSection"] = field(default_factory=list)
    targets: list[DraftTarget] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)

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
class DraftClause:
    """A part in prose: its number and title, its paragraphs, and the parts inside it."""

    no: str | None = None
    title: str = ""
    text: list[str] = field(default_factory=list)
    clauses: list["DraftClause"] = field(default_factory=list)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Its texts and those of the parts inside it, with the place where they stand in words."""
        where = f"phần {self.no}" if self.no else "phần lời"
        yield from ((where, text) for text in (self.title, *self.text))
        for clause in self.clauses:
            yield from clause.texts()


@dataclass(slots=True)
class DraftDuty:
    """What a prose part tells one body to do; ``deadline`` is the phrase in it that says when."""

    text: str
    no: str | None = None
    article: str | None = None
    agency: list[str] = field(default_factory=list)
    deadline: str = ""


@dataclass(slots=True)
class DraftPlan:
    """Everything read from the text of a table or a document."""

    sections: list[DraftSection] = field(default_factory=list)
    columns: list[tuple[Holds, str]] = field(default_factory=list)
    """The columns of the tables of tasks; a section that is a table headed otherwise has its own."""
    table_targets: list[DraftTarget] = field(default_factory=list)
    """Of the whole plan: those of tables of targets that have no parts."""
    articles: list[DraftClause] = field(default_factory=list)
    narrative: list[DraftClause] = field(default_factory=list)
    duties: list[DraftDuty] = field(default_factory=list)
    targets: list[DraftTarget] = field(default_factory=list)
    """Of the whole plan: those that its prose sets."""
    doubts: list[str] = field(default_factory=list)
    """Doubts about the whole text, not about one row."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was recognised."""
        parts = [part for section in self.sections for part in section.all_sections()]
        held = self.table_targets or any(part.tasks or part.targets for part in parts)
        return not held and not self.articles and not self.duties

    def tasks(self) -> list[DraftTask]:
        return [task for section in self.sections for task in section.all_tasks()]

    def target_count(self) -> int:
        """Targets that tables of indicators set; those that sentences suggest do not count."""
        inside = sum(len(part.targets) for section in self.sections for part in section.all_sections())
        return inside + len(self.table_targets)

    def all_targets(self) -> Iterator[DraftTarget]:
        """Every target of tables: of the whole plan, of sections and of tasks."""
        yield from self.table_targets
        for section in self.sections:
            for part in section.all_sections():
                yield from part.targets
                yield from (target for task in part.tasks for target in task.targets)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text that may cite a document, with the place where it stands in words."""
        for section in self.sections:
            for part in section.all_sections():
                where = f"mục {part.no}" if part.no else "mục không số"
                yield where, part.title
                yield from ((f"chỉ tiêu ở {where}", target.label) for target in part.targets)
                for task in part.tasks:
                    place = f"{where}, nhiệm vụ {task.no or f'dòng {task.line}'}"
                    cells = (
                        task.content,
                        task.note,
                        *(it for one in task.outcomes for it in (one.product, one.deadline)),
                    )
                    yield from ((place, cell) for cell in (*cells, *task.lead, *task.coordinating))
        yield from (("chỉ tiêu", target.label) for target in (*self.table_targets, *self.targets))
        for clause in (*self.articles, *self.narrative):
            yield from clause.texts()
        yield from ((f"phân công {duty.no or ''}".strip(), duty.text) for duty in self.duties)

    def actors(self) -> list[str]:
        """Every name of a leading or coordinating body, once, in order of appearance."""
        names = [name for task in self.tasks() for name in (*task.lead, *task.coordinating)]
        return [*dict.fromkeys((*names, *(name for duty in self.duties for name in duty.agency)))]
