"""The lower half of a procedure's page: who settles it, by which law, by which decisions, under which other names."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from generator.addresses import document_address
from generator.model import Force
from generator.model.procedure import (
    Effect,
    Procedure,
    PublicationDecision,
)
from generator.pages.parts.listing import document_title
from generator.pages.parts.page import Link
from generator.text.wording import say_day, sentence
from generator.tracking.around import Basis


@dataclass(frozen=True, slots=True)
class Mark:
    """A status: word, form and tone of ``ck-st`` (word + form + colour, never colour alone)."""

    word: str
    form: str
    tone: str = ""


FORCE_MARKS = {
    Force.IN_FORCE: Mark("Còn hiệu lực", "full", "good"),
    Force.PARTLY: Mark("Hết hiệu lực một phần", "half", "warn"),
    Force.REPEALED: Mark("Hết hiệu lực", "dash", "warn"),
    Force.REPLACED: Mark("Đã được thay thế", "dash", "warn"),
}


class GroundRow(NamedTuple):
    """A legal basis whose name is known, with its force where the registry knows it."""

    number: str
    title: str
    address: str | None
    mark: Mark | None
    remark: str
    instead: tuple[Link, ...]


class DecisionRow(NamedTuple):
    """A publication decision with its own date."""

    day: str
    words: str
    remark: str


def bodies_of(item: Procedure) -> Iterator[tuple[str, str]]:
    """Who does what, leaving out what the record does not say."""
    roles = (
        ("Thực hiện", item.implementing),
        ("Quyết định", item.deciding),
        ("Tiếp nhận", item.receiving),
        ("Được ủy quyền", item.authorised),
        ("Phối hợp", item.coordinating),
        ("Cấp", tuple(level.label.removeprefix("Cấp ") for level in item.levels)),
    )
    return ((role, "; ".join(names)) for role, names in roles if names)


def ground_row(basis: Basis) -> GroundRow:
    """A legal basis; without a title where neither the source nor the registry names it."""
    ground, document = basis.ground, basis.document
    raw = f"nguồn ghi «{ground.raw}»" if ground.raw else ""
    if document is None:
        return GroundRow(ground.number or "", ground.title or "", None, None, raw, ())
    state = document.standing.state if document.standing else Force.UNKNOWN
    ended = state in (Force.REPEALED, Force.REPLACED)
    remarks = ("Quyết định công bố vẫn ghi văn bản này." if ended else "", sentence(f"{raw}.") if raw else "")
    return GroundRow(
        ground.number or "",
        document.name,
        document_address(document.id),
        FORCE_MARKS.get(state),
        " ".join(filter(None, remarks)),
        tuple(Link(document_title(item), document_address(item.id)) for item in basis.instead) if ended else (),
    )


def newest_first(decisions: tuple[PublicationDecision, ...]) -> list[PublicationDecision]:
    """The record keeps the old before the new, also where days are unknown."""
    return list(reversed(decisions))


def decision_row(decision: PublicationDecision) -> DecisionRow:
    """A publication decision; «Quyết định được dẫn» says nothing and is left out."""
    number = f"Quyết định {decision.number}"
    seen = f"nguồn đọc ngày {say_day(decision.seen)} dẫn quyết định này" if decision.seen else ""
    effect = "" if decision.effect is Effect.UNKNOWN else decision.effect.label
    words = ": ".join(part for part in (effect, decision.changed) if part)
    remark = [number if words else "", decision.issuer or "", seen]
    day = say_day(decision.day) if decision.day else "chưa rõ ngày"
    return DecisionRow(day, words or number, " · ".join(part for part in remark if part))


def also_of(item: Procedure) -> Iterator[str]:
    """Old codes, old names and coded cases."""
    if item.old_codes:
        yield f"Mã cũ: {', '.join(item.old_codes)}."
    if item.old_names:
        yield f"Tên cũ: {'; '.join(item.old_names)}."
    for case in item.cases:
        yield f"{case.code}: {case.name}."
