"""The form of an event: something happened from which a deadline is reckoned."""

from dataclasses import replace

from generator.model import Plan
from generator.model.report import Event
from generator.pages.participate.fields import fields_of
from generator.pages.participate.form import FormPage, Group, Option, Part
from generator.pages.participate.kinds import form_page
from generator.pages.participate.place import Place
from generator.pages.parts.page import shortened
from generator.tracking.linked import Linked


def event_form(linked: Linked, plan: Plan, place: Place) -> FormPage:
    """One event, of the task whose deadline waits for it."""
    tasks = tuple(
        Option(item.id, f"{item.id}. {shortened(item.current.task.content, 90)}")
        for item in linked.commitments[plan.id].tasks
    )
    fields = tuple(
        replace(field, kind="choice", options=tasks) if field.key == "task" else field for field in fields_of(Event)
    )
    group = Group(list="events", name="sự kiện", title="Sự kiện", anchor="s-1", fields=fields)
    kept = plan.id in linked.catalogue.events
    return form_page(
        "event", plan, place,
        fields=(),
        parts=(Part("Sự kiện", "Mỗi lần một sự kiện.", (group,)),),
        existing="events.yml" if kept else "",
    )  # fmt: skip
