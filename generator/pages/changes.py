"""What changed, when, by which document: plans issued, reports filed, amendments, corrections, the latest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from generator.addresses import CHANGES, plan_address
from generator.model import Agency, Plan
from generator.pages.parts.listing import Row, document_words, plan_counts, plan_title
from generator.pages.parts.page import Link, Page
from generator.text.wording import say_day
from generator.tracking.linked import Linked


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, with the day of the document that says so."""

    id: str
    day: date
    """For sorting and for feeds; the first day that an incomplete date can mean."""
    when: str
    """The date as printed: ``tháng 3/2023`` where the day is blank."""
    title: str
    summary: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    """Context of ``pages/changes.html``."""

    template: ClassVar[str] = "changes.html"
    years: tuple[tuple[str, tuple[Row, ...]], ...]


def changes_page(linked: Linked) -> Page:
    """The page ``/nhat-ky/``."""
    years: dict[str, list[Row]] = {}
    for agency, entry in all_entries(linked):
        years.setdefault(str(entry.day.year), []).append(entry_row(agency, entry))
    context = ChangesPage(years=tuple((year, tuple(rows)) for year, rows in years.items()))
    description = "Kế hoạch ban hành, báo cáo, điều chỉnh, đính chính: ngày nào, theo văn bản nào."
    return Page(address=CHANGES, section="du-lieu", title="Nhật ký", description=description, context=context)


def all_entries(linked: Linked) -> list[tuple[Agency, Entry]]:
    """What happened at every agency, latest first."""
    agencies = linked.catalogue.agencies.values()
    entries = [(agency, entry) for agency in agencies for entry in entries_of(linked, agency)]
    return sorted(entries, key=lambda item: (-item[1].day.toordinal(), item[1].id))


def entry_row(agency: Agency, entry: Entry) -> Row:
    """An entry as a row of a list, keyed by its day."""
    return Row(entry.when, Link(entry.title, entry.address), (agency.name, entry.summary))


def entries_of(linked: Linked, agency: Agency) -> list[Entry]:
    """What happened at an agency, latest first."""
    entries = [entry for plan in linked.plans_of(agency.id) for entry in _entries(linked, plan)]
    return sorted(entries, key=lambda entry: (-entry.day.toordinal(), entry.id))


def _entries(linked: Linked, plan: Plan) -> Iterator[Entry]:
    catalogue, title, address = linked.catalogue, plan_title(plan), plan_address(plan.id)
    issued = plan.document.issued
    day = issued.first_day() if issued else plan.period.first
    when = say_day(issued) if issued else f"kỳ từ {say_day(day)}"
    yield Entry(
        f"{plan.id}", day, when, f"Kế hoạch: {title}", ", ".join((document_words(plan), *plan_counts(plan))), address
    )
    for report in catalogue.reports.get(plan.id, ()):
        words = f"{len(report.tasks)} nhiệm vụ, {len(report.targets)} chỉ tiêu được báo cáo"
        yield Entry(
            f"{plan.id}/reports/{report.period}",
            report.day,
            say_day(report.day),
            f"Báo cáo {report.period}: {title}",
            words,
            address,
        )
    for amendment in catalogue.amendments.get(plan.id, ()):
        yield Entry(
            f"{plan.id}/amendments/{amendment.file}",
            amendment.day,
            say_day(amendment.day),
            f"Điều chỉnh theo {amendment.document}: {title}",
            amendment.title or f"Văn bản ngày {say_day(amendment.day)}",
            address,
        )
    for correction in catalogue.corrections.get(plan.id, ()):
        words = "; ".join(item.reason for item in correction.corrections)
        yield Entry(
            f"{plan.id}/corrections/{correction.file}",
            correction.day,
            say_day(correction.day),
            f"Đính chính: {title}",
            words,
            address,
        )
