"""The tasks that a part tells: in sentences, line by line under a label, or each item of a part that says it sets tasks."""

import re

from generator.deadlines.records import Period
from generator.drafting.prose.labelled import labelled_task
from generator.drafting.prose.parts import Part, clause_of, is_title
from generator.drafting.prose.sentences import body_of, deadline_of, helpers_of, names_only
from generator.drafting.prose.titles import begins_aside, sets_tasks
from generator.drafting.table.actors import split_actors, split_roles
from generator.drafting.table.draft import DraftClause, DraftOutcome, DraftSection, DraftTask
from generator.drafting.table.phrases import looks_like_body
from generator.drafting.table.targets import find_targets

_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-ZĐÂĂÊÔƠƯ])")


class TaskReader:
    """Reads tasks from parts into :attr:`sections`; counts those that a person must confirm."""

    def __init__(self, period: Period) -> None:
        self._period = period
        self.sections: list[DraftSection] = []
        self.told = 0
        """The tasks that were taken from sentences."""

    def read_part(self, part: Part) -> list[DraftClause]:
        """The tasks of a part as a section; what states none stays a clause. A part that is one sentence may be a task itself."""
        if not part.inside and not part.lines and (tasks := self._sentences(part, under_body=False)):
            self._loose_section().tasks += tasks
            return []
        section = DraftSection(no=part.no, title=part.text if is_title(part) else "")
        self._fill(part, section, sets=sets_tasks(part.text))
        if not section.tasks and not section.sections:
            return [clause_of(part)]
        self.sections.append(section)
        rest = clause_of(part)
        return [rest] if rest.text or rest.clauses else []

    def _loose_section(self) -> DraftSection:
        """Where a part that is itself a task stands: in a section without a name, shared with those before it."""
        last = self.sections[-1] if self.sections else None
        if last is None or last.no or last.title or last.sections:
            last = DraftSection()
            self.sections.append(last)
        return last

    def _fill(self, part: Part, section: DraftSection, *, sets: bool, under_body: bool = False) -> None:
        """The tasks of a part; what became a task is taken out of it, so that the rest stays as prose.

        ``sets``: the part says that it sets tasks, so that each item in it is one, also without a body or a time.
        ``under_body``: its title names nothing but a body, «2. Phòng Nghiệp vụ»; whom to ask is then a person's to fill in.
        """
        lines = []
        for line in part.lines:
            tasks = self._sentences(Part(None, line, 9), under_body=under_body)
            section.tasks += tasks
            lines += [] if tasks else [line]
        inside = []
        for inner in part.inside:
            tasks = self._tasks_of(inner, sets=sets, under_body=under_body)
            if tasks:
                _holder(section).tasks += tasks
            elif self._take_below(inner, section, sets=sets):
                inside.append(inner)
        part.lines, part.inside = lines, inside

    def _tasks_of(self, part: Part, *, sets: bool, under_body: bool) -> list[DraftTask]:
        """The tasks that an inner part is, none where it holds some or is prose."""
        labelled = labelled_task(part)
        tasks = [labelled] if labelled else self._sentences(part, under_body=under_body)
        if tasks or not sets or part.inside or (part.lines and is_title(part)) or _is_aside(part):
            return tasks
        return [self._task(part)]

    def _take_below(self, part: Part, section: DraftSection, *, sets: bool) -> bool:
        """Put the tasks inside an inner part into a section of its own; whether prose is left of it."""
        titled = is_title(part)
        below = DraftSection(no=part.no, title=part.text if titled else "")
        under_body = titled and names_only(part.text) and looks_like_body(part.text)
        self._fill(part, below, sets=sets and not _is_aside(part), under_body=under_body)
        taken = bool(below.tasks or below.sections)
        if taken:
            section.sections.append(below)
        return not taken or bool(part.lines or part.inside) or not titled

    def _sentences(self, part: Part, *, under_body: bool) -> list[DraftTask]:
        """The tasks of a paragraph: each of its sentences where several tell one, else the whole paragraph."""
        sentences = [sentence.strip() for sentence in _SENTENCE.split(part.text) if sentence.strip()]
        telling = [sentence for sentence in sentences if body_of(sentence) and deadline_of(sentence, self._period)]
        alone = [part]
        if len(telling) > 1 and len(telling) == len(sentences) and not part.inside:
            alone = [Part(None if at else part.ordinal, sentence, 9) for at, sentence in enumerate(sentences)]
        return [self._task(one) for one in alone if self._tells(one, under_body=under_body)]

    def _tells(self, part: Part, *, under_body: bool) -> bool:
        """Whether a sentence tells a task: a body that does, itself or in the title above, and a time that is announced."""
        told = under_body or bool(body_of(part.text))
        return told and not part.inside and bool(deadline_of(part.text, self._period))

    def _task(self, part: Part) -> DraftTask:
        """A paragraph as a task, with the body and the time that it names."""
        self.told += 1
        leading, helping = split_roles(body_of(part.text))
        task = DraftTask(line=0, no=part.no, content="\n".join([part.text, *part.lines]))
        task.lead, task.coordinating = split_actors(leading)[0], split_actors(helping or helpers_of(part.text))[0]
        task.outcomes = [DraftOutcome("", deadline_of(part.text, self._period))]
        task.targets += find_targets(part.text)
        return task


def _is_aside(part: Part) -> bool:
    """Whether an inner part is no task but says what for: «1. Mục đích»."""
    return is_title(part) and begins_aside(part.text)


def _holder(section: DraftSection) -> DraftSection:
    """Where the next task stands: after a sub-section, in a part of its own."""
    if not section.sections:
        return section
    last = section.sections[-1]
    if last.no or last.title:
        last = DraftSection()
        section.sections.append(last)
    return last
