"""The running text of a plan: its articles or narrative sections clause by clause, and what each unit is told to do."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model import Clause, Duty, Plan
from generator.pages.parts.page import Text, text_of
from generator.tracking.linked import Linked

DUTIES_ANCHOR = "to-chuc"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausePart:
    """A clause in prose. A label without a title stands in front of the first paragraph, as printed."""

    label: str
    title: str
    paragraphs: tuple[Text, ...]
    clauses: tuple["ClausePart", ...]
    elsewhere: tuple[tuple[str, str], ...]
    """Words and anchor of what the document prints here and the page shows apart: tasks, duties."""


@dataclass(frozen=True, slots=True)
class DutyLine:
    """What one unit is told to do."""

    who: str
    place: str
    text: Text
    deadline: str


def section_anchor(table: str | None, numbers: tuple[str | None, ...], ordinal: int) -> str:
    """The anchor of a section, unique in its plan: ``m-PL1.III``, ``m-B4``, ``m-2.1``, ``m-II.1.a``.

    ``numbers`` are those of the sections above it and its own; a section without any takes its table or its ordinal.
    """
    path = ""
    for number in (number.rstrip(".") for number in numbers if number):
        path = number if not path or number.startswith(path + ".") else f"{path}.{number}"
    own = path if numbers[-1] or not path else f"{path}.{ordinal}"
    return "m-" + ".".join(part for part in (table, own or ("" if table else str(ordinal))) if part)


def clauses(linked: Linked, plan: Plan, parts: Iterable[Clause], *, articles: bool = False) -> tuple[ClausePart, ...]:
    """The articles of a decision, or the narrative sections of a plan."""
    return tuple(_clause(linked, plan, part, "Điều " if articles else "", outermost=True) for part in parts)


def _clause(linked: Linked, plan: Plan, clause: Clause, word: str = "", *, outermost: bool = False) -> ClausePart:
    return ClausePart(
        label=f"{word}{clause.no.rstrip('.')}." if clause.no else "",
        title=clause.title or "",
        paragraphs=tuple(text_of(linked.runs(text, plan)) for text in clause.text),
        clauses=tuple(_clause(linked, plan, inner) for inner in clause.clauses),
        elsewhere=tuple(_elsewhere(plan, clause)) if outermost and clause.no else (),
    )


def _elsewhere(plan: Plan, clause: Clause) -> Iterable[tuple[str, str]]:
    for ordinal, section in enumerate(plan.sections, start=1):
        if section.no == clause.no and section.title == clause.title:
            yield "Các nhiệm vụ của mục này", section_anchor(section.table, (section.no,), ordinal)
    if any(duty.article == clause.no for duty in plan.duties):
        yield "Phân công của mục này", DUTIES_ANCHOR


def duties(linked: Linked, plan: Plan) -> tuple[DutyLine, ...]:
    """Implementation clauses in printed order."""
    return tuple(_duty(linked, plan, duty) for duty in plan.duties)


def _duty(linked: Linked, plan: Plan, duty: Duty) -> DutyLine:
    word = "Điều" if plan.articles else "mục"
    article = f"{word} {duty.article}" if duty.article else ""
    number = f"khoản {duty.no}" if duty.no else ""
    place = ", ".join(part for part in (article, number) if part)
    return DutyLine(
        who="; ".join(duty.agency),
        place=place,
        text=text_of(linked.runs(duty.text, plan)),
        deadline=duty.deadline.text if duty.deadline else "",
    )
