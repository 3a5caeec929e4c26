"""What the register holds and what it lacks, in words: said wherever the site promises papers, times and fees."""

from dataclasses import dataclass

from generator.addresses import field_address
from generator.pages.parts.page import Link
from generator.text.wording import say_coverage
from generator.tracking.linked import Linked

PORTAL = "https://dichvucong.gov.vn/"


@dataclass(frozen=True, slots=True)
class FieldCoverage:
    """How many procedures of a field hold papers, limits, fees."""

    link: Link
    procedures: int
    papers: int
    limits: int
    fees: int


def coverage_words(linked: Linked) -> str:
    """One sentence of the whole: ``91/495 thủ tục ở đây có giấy tờ phải nộp, 170 có thời hạn, 150 có phí``."""
    whole = linked.coverage[0]
    return say_coverage(whole.procedures, whole.papers, whole.limits, whole.fees)


def field_coverage(linked: Linked) -> tuple[FieldCoverage, ...]:
    """Each field with what its procedures hold, those with papers first."""
    rows = [
        FieldCoverage(Link(item.name, field_address(item.field)), item.procedures, item.papers, item.limits, item.fees)
        for item in linked.coverage[1:]
    ]
    return tuple(sorted(rows, key=lambda row: row.papers == 0))
