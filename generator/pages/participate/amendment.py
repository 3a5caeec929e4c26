"""The form of an amendment: tasks and targets that a later document changes, takes away or adds."""

from dataclasses import replace

from generator.addresses import READINGS
from generator.model import Plan, Task
from generator.model.report import Amendment, TargetChange, TaskChange
from generator.pages.participate.fields import as_yaml, fields_of
from generator.pages.participate.form import Field, FormPage, Group, Option, Part
from generator.pages.participate.kinds import form_page
from generator.pages.participate.place import Place
from generator.text.wording import say_target
from generator.tracking.linked import Linked

SPARE = 3
"""Empty places for tasks to add."""


def amendment_form(linked: Linked, plan: Plan, place: Place) -> FormPage:
    """Every task and target that stands, folded, and empty places for new tasks."""
    commitments = linked.commitments[plan.id]
    tasks = tuple(
        _change_group(item.id, item.current.task.content, len(item.current.task.results()))
        for item in commitments.tasks
        if not item.cancelled
    )
    targets = tuple(
        Group(
            list="targets", name=f"chỉ tiêu {item.id}", title=f"{item.id}. {item.current.target.label}",
            words=(say_target(item.current.target),),
            anchor=f"c-{item.id}", fixed=as_yaml(target=item.id), fields=fields_of(TargetChange, ("target",)),
        )
        for item in commitments.targets
        if not item.cancelled
    )  # fmt: skip
    sections = tuple(
        Option(section.no, f"{section.no} {section.title or ''}".strip()) for section in plan.sections if section.no
    )
    added = tuple(_added_group(at + 1, sections) for at in range(SPARE))
    return form_page(
        "amendment", plan, place,
        fields=fields_of(Amendment, ("tasks", "targets", "added", "added_targets")),
        parts=(
            Part("Nhiệm vụ được điều chỉnh", "Mở nhiệm vụ mà văn bản nhắc đến; các việc khác để nguyên.", tasks, folded=True),
            Part("Chỉ tiêu được điều chỉnh", "Mở chỉ tiêu mà văn bản nhắc đến.", targets, folded=True),
            Part("Nhiệm vụ thêm mới", "Nguyên văn như văn bản in.", added, folded=True),
        ),
        taken=" ".join(item.file for item in linked.catalogue.amendments.get(plan.id, ())),
        deadlines=READINGS,
    )  # fmt: skip


def _change_group(task: str, content: str, outcomes: int) -> Group:
    leave = ("task",) if outcomes > 1 else ("task", "outcome")
    return Group(
        list="tasks",
        name=f"nhiệm vụ {task}",
        title=f"{task}. {content}",
        anchor=f"v-{task}",
        fixed=as_yaml(task=task),
        fields=fields_of(TaskChange, leave),
    )


def _added_group(number: int, sections: tuple[Option, ...]) -> Group:
    wanted = ("content", "lead", "coordinating", "product", "deadline")
    inner = Group(
        list="task",
        name=f"nhiệm vụ thêm {number}",
        anchor=f"t-{number}-v",
        fields=tuple(
            replace(field, required=field.key == "content") for field in fields_of(Task) if field.key in wanted
        ),
    )
    section = Field(key="section", label="mục", help="Mục nhận thêm nhiệm vụ", kind="choice", options=sections)
    return Group(
        list="added",
        name=f"nhiệm vụ thêm {number}",
        title=f"Nhiệm vụ thêm thứ {number}",
        anchor=f"t-{number}",
        fields=(section,) if sections else (),
        groups=(inner,),
    )
