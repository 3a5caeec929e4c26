"""The chain of documents as pages draw it: who carries out what, with where it can be read, or that it is not here."""

from dataclasses import dataclass

from generator.addresses import document_address, plan_address
from generator.model import LegalDocument, Plan
from generator.pages.parts.listing import document_title, document_words, plan_title
from generator.pages.parts.page import Link, shortened
from generator.text.wording import say_day, sentence
from generator.tracking.chain import Branch, around, whole
from generator.tracking.linked import Linked

NOT_HERE = "không có ở đây"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainEntry:
    """One document: ``link`` leads to its plan where that is held here, else to the page of those who name it."""

    link: Link
    name: str
    facts: tuple[str, ...]
    current: bool


@dataclass(frozen=True, slots=True)
class ChainNode:
    """Documents that the same documents carry out, and those."""

    entries: tuple[ChainEntry, ...]
    below: tuple["ChainNode", ...]
    again: bool
    """Drawn in full further up."""


Tree = tuple[ChainNode, ...]


def plan_chain(linked: Linked, plan: Plan) -> Tree:
    """What a plan carries out, and what carries it out."""
    name = linked.chain.link_of(plan.id)
    return _nodes(linked, around(linked.chain, name), name)


def document_chain(linked: Linked, document: str) -> Tree:
    """The same for a legal document."""
    return _nodes(linked, around(linked.chain, document), document)


def whole_chain(linked: Linked) -> Tree:
    """Every chain, for the list of documents."""
    return _nodes(linked, whole(linked.chain), None)


def _nodes(linked: Linked, branches: tuple[Branch, ...], current: str | None) -> Tree:
    return tuple(
        ChainNode(
            tuple(_entry(linked, name, name == current) for name in branch.names),
            _nodes(linked, branch.below, current),
            branch.again,
        )
        for branch in branches
    )


def _entry(linked: Linked, name: str, current: bool) -> ChainEntry:
    document = linked.catalogue.legal_documents.get(name)
    plan = linked.catalogue.plans.get(linked.chain.plans.get(name, ""))
    if document is None:
        return _plan_entry(linked, linked.catalogue.plans[name], current)
    address = document_address(name) if plan is None else plan_address(plan.id)
    return ChainEntry(
        link=Link(document_title(document), address),
        name=_name(document),
        facts=(*_document_facts(document), *(() if plan else (NOT_HERE,))),
        current=current,
    )


def _plan_entry(linked: Linked, plan: Plan, current: bool) -> ChainEntry:
    return ChainEntry(
        link=Link(f"Kế hoạch của {linked.agency_of(plan).short}", plan_address(plan.id)),
        name=plan_title(plan),
        facts=(sentence(document_words(plan)),),
        current=current,
    )


def _name(document: LegalDocument) -> str:
    """The document's name beside its number; empty where there is no more than the number said again."""
    told = document.number is None or document.name.startswith(document.kind.label)
    return "" if told else shortened(document.name, 110)


def _document_facts(document: LegalDocument) -> tuple[str, ...]:
    day = say_day(document.day) if document.day else ""
    return tuple(part for part in (document.issuer or "", day) if part)
