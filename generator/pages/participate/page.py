"""The pages of the forms, four for every plan."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath

from generator.addresses import PARTICIPATE, form_address, plan_address
from generator.model import Plan
from generator.pages.participate.amendment import amendment_form
from generator.pages.participate.blank import blank_file
from generator.pages.participate.correction import correction_form
from generator.pages.participate.event import event_form
from generator.pages.participate.form import FormPage
from generator.pages.participate.kinds import HEADINGS, LEADS, file_of
from generator.pages.participate.place import Place
from generator.pages.participate.report import report_form
from generator.pages.parts.page import Later, Link, Page, shortened
from generator.tracking.linked import Linked


def participate_pages(linked: Linked, place: Place) -> Iterator[Page]:
    """Four forms for every plan."""
    for plan in linked.plans():
        for key, heading in HEADINGS.items():
            yield Page(
                address=form_address(key, plan.id),
                section="tham-gia",
                title=f"{heading}: {plan.document.title}",
                description=shortened(LEADS[key]),
                context=Later(
                    FormPage.template,
                    partial(_made, key, linked, plan, place),
                    partial(_made_from, linked, place, file_of(key, plan)),
                ),
                crumbs=(Link("Tham gia", PARTICIPATE), Link("Kế hoạch", plan_address(plan.id))),
            )


def _made(key: str, linked: Linked, plan: Plan, place: Place) -> FormPage:
    make = {"report": report_form, "amendment": amendment_form, "correction": correction_form, "event": event_form}[key]
    context = make(linked, plan, place)
    return replace(context, blank=blank_file(context), others=tuple(_others(key, plan)))


def _made_from(linked: Linked, place: Place, file: PurePosixPath) -> str:
    """What is said of plans, where the data lies, and whether a schema of the file lies there too."""
    return f"{linked.of_plans} {place!r} {place.first_line(file)}"


def _others(key: str, plan: Plan) -> Iterator[Link]:
    for other, heading in HEADINGS.items():
        if other != key:
            yield Link(heading, form_address(other, plan.id))
