"""Things outside the site that a page names: a document by its number, with its public address where there is one."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.fields import host_of
from generator.model.report import Evidence


@dataclass(frozen=True, slots=True)
class Proof:
    """Words for a document, and where it can be read; ``url`` is empty where no one said."""

    words: str
    url: str = ""


def proofs_of(evidence: Iterable[Evidence]) -> tuple[Proof, ...]:
    """Evidence for a reader; a bare address is called by its host."""
    return tuple(_proof(item) for item in evidence)


def _proof(item: Evidence) -> Proof:
    if item.link == item.text:
        return Proof(host_of(item.text) or item.text, item.text)
    return Proof(item.text, item.link or "")
