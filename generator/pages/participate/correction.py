"""The form of a correction: why something that was published reads otherwise now."""

from dataclasses import replace

from generator.model import Plan
from generator.model.report import CorrectedField, Correction
from generator.pages.participate.fields import fields_of
from generator.pages.participate.form import FormPage, Group, Option, Part
from generator.pages.participate.kinds import form_page
from generator.pages.participate.place import Place
from generator.pages.parts.page import shortened
from generator.text.wording import sentence
from generator.tracking.linked import Linked

SPARE = 3
"""Empty places for fields to correct."""


def correction_form(linked: Linked, plan: Plan, place: Place) -> FormPage:
    """Empty places for the fields that read otherwise, each chosen from what the plan and its reports have."""
    commitments = linked.commitments[plan.id]
    choices = {
        "report": tuple(
            Option(str(report.period), sentence(report.period.label))
            for report in linked.catalogue.reports.get(plan.id, ())
        ),
        "task": tuple(
            Option(item.id, f"{item.id}. {shortened(item.current.task.content, 70)}") for item in commitments.tasks
        ),
        "target": tuple(
            Option(item.id, f"{item.id}. {shortened(item.current.target.label, 70)}") for item in commitments.targets
        ),
    }
    fields = tuple(
        replace(field, kind="choice", options=choices[field.key]) if field.key in choices else field
        for field in fields_of(CorrectedField)
        if choices.get(field.key, True)
    )
    groups = tuple(
        Group(list="corrections", name=f"chỗ sửa {at}", title=f"Chỗ sửa thứ {at}", anchor=f"s-{at}", fields=fields)
        for at in range(1, SPARE + 1)
    )
    return form_page(
        "correction", plan, place,
        fields=fields_of(Correction, ("corrections",)),
        parts=(Part("Những chỗ được sửa", "Mỗi trường một mục.", groups),),
        taken=" ".join(item.file for item in linked.catalogue.corrections.get(plan.id, ())),
    )  # fmt: skip
