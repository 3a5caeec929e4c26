"""Which documents a plan names, and where: as a basis, as what it carries out, or anywhere else in its text."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.addresses import task_anchor
from generator.model import LegalDocument, Plan
from generator.reading.cache import key_of_parts
from generator.reading.catalogue import Catalogue
from generator.reading.packing import packed, unpacked
from generator.reading.problems import FieldPath
from generator.reading.trace import texts_of
from generator.reading.tree import LEGAL_DOCUMENTS, plan_file
from generator.text.citations import Library
from generator.tracking.memory import Memory

Named = tuple[tuple[FieldPath, str], ...]
"""The path of each text of a plan that names a document, with the document's id."""


class Relation(StrEnum):
    """How a plan relates to a document that it names."""

    BASIS = "basis"
    """Printed after «Căn cứ»."""
    IMPLEMENTS = "implements"
    """The higher plan or decision that it carries out."""
    CITED = "cited"
    """Named anywhere else in its text."""


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document that a plan names, with the strongest relation between them."""

    document: LegalDocument
    relation: Relation


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a plan names a document: words for it, and the anchor on the plan's page."""

    plan: Plan
    words: str
    anchor: str
    task: str | None = None
    """The id of the task that names it, if one does."""


def named_in(plan: Plan, library: Library, catalogue: Catalogue, memory: Memory | None = None) -> Named:
    """What a plan names, in printed order. With a ``memory`` it is looked for only where the plan, the registry or the agencies
    above it are others than before.
    """
    near = catalogue.chain_of(plan.agency)

    def made_from() -> bytes:
        files = (catalogue.files[str(plan_file(plan.id))], catalogue.files.get(str(LEGAL_DOCUMENTS), b""))
        return key_of_parts("named", plan.id, *files, *near)

    if memory is None:
        return tuple(_find(plan, library, near))
    found: Named = unpacked(memory.text(made_from, lambda: packed(tuple(_find(plan, library, near)))))
    return found


def _find(plan: Plan, library: Library, near: tuple[str, ...]) -> Iterator[tuple[FieldPath, str]]:
    for path, text in texts_of(plan, ()):
        for _, document in library.cited(text, near, plan.period.first.year):
            if document is not None:
                yield path, document.id
    for index, basis in enumerate(plan.document.legal_bases):
        for name in basis.documents:
            yield ("document", "legal_bases", index, "documents"), name
    for name in plan.document.implements:
        yield ("document", "implements"), name


def cited_by(plan: Plan, named: Named, catalogue: Catalogue) -> tuple[CitedDocument, ...]:
    """The documents that a plan names, in printed order."""
    relations: dict[str, Relation] = {}
    for path, name in named:
        relation = Relation.BASIS if path[:2] == ("document", "legal_bases") else Relation.CITED
        if relations.get(name) is not Relation.BASIS:
            relations[name] = relation
    relations |= dict.fromkeys(plan.document.implements, Relation.IMPLEMENTS)
    return tuple(CitedDocument(catalogue.legal_documents[name], relation) for name, relation in relations.items())


def mentions_of(catalogue: Catalogue, named: dict[str, Named]) -> dict[str, tuple[Mention, ...]]:
    """The places that name each document of the registry, by its id; ``named`` is what each plan names, by the plan's id."""
    mentions: dict[str, list[Mention]] = {name: [] for name in catalogue.legal_documents}
    for plan in sorted(catalogue.plans.values(), key=lambda plan: plan.id):
        tasks = {item.path: item.id for item in plan.placed_tasks()}
        places = dict.fromkeys((name, _where(path, plan, tasks)) for path, name in named[plan.id])
        for name, place in places:
            mentions[name].append(Mention(plan, *place))
    return {name: tuple(places) for name, places in mentions.items()}


def _where(path: FieldPath, plan: Plan, tasks: dict[FieldPath, str]) -> tuple[str, str, str | None]:
    """Words and anchor for a place in a plan, and the task it belongs to."""
    task = next((tasks[path[:length]] for length in range(len(path), 0, -1) if path[:length] in tasks), None)
    if task is not None:
        return f"nhiệm vụ {task}", task_anchor(task), task
    if path[:2] == ("document", "legal_bases"):
        return "căn cứ", "can-cu", None
    if path[:2] == ("document", "implements"):
        return "thực hiện", "can-cu", None
    if path[0] == "articles":
        return f"Điều {plan.articles[int(path[1])].no}", "dieu", None
    words, anchor = _OTHER_PLACES.get(str(path[0]), ("trong văn bản", ""))
    return words, anchor, None


_OTHER_PLACES = {"duties": ("tổ chức thực hiện", "to-chuc"), "narrative": ("phần lời", "loi-van")}
