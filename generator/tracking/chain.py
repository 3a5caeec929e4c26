"""The chain of documents: which carries out which, from the catalogue alone, and any part of it as a tree.

Two records say it: a plan's ``document.implements`` and a legal document's ``implements``. A plan issued under a registered
document is one link with it; a plan without a number stands under its own id. Most links are documents that are not held
here, and a document may carry out several, so the chain is a graph: a tree of it names each document in full once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.reading.catalogue import Catalogue

Edges = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Chain:
    """Names of links (ids of legal documents, or of plans without one) in the order in which they are shown."""

    above: Edges
    """What each link carries out."""
    below: Edges
    """What carries each link out."""
    plans: dict[str, str]
    """The plan held here under each link, by its id."""
    rank: dict[str, int] = field(init=False)
    """Where each link stands among all of them when trees are drawn."""

    def __post_init__(self) -> None:
        names = dict.fromkeys([*self.below, *self.above])
        object.__setattr__(self, "rank", {name: index for index, name in enumerate(names)})

    def link_of(self, plan: str) -> str:
        """The link that a plan is."""
        return next((name for name, held in self.plans.items() if held == plan), plan)


@dataclass(frozen=True, slots=True)
class Branch:
    """Links that the same links below carry out, and those. ``again`` says that they are drawn further up already."""

    names: tuple[str, ...]
    below: tuple["Branch", ...]
    again: bool = False


def chain_of(catalogue: Catalogue) -> Chain:
    """Read who carries out what. Links of a tree are ordered by day, then by name."""
    plans = {document.issued_plan: name for name, document in catalogue.legal_documents.items() if document.issued_plan}
    names = {plan: plans.get(plan, plan) for plan in catalogue.plans}
    pairs = [(name, other) for name, item in catalogue.legal_documents.items() for other in item.implements]
    pairs += [(names[plan.id], other) for plan in catalogue.plans.values() for other in plan.document.implements]
    held = {name: plan for plan, name in names.items()}
    days = {name: document.day for name, document in catalogue.legal_documents.items()}
    days |= {name: catalogue.plans[plan].document.issued for name, plan in held.items() if name in catalogue.plans}
    order = sorted(days, key=lambda name: ((day := days[name]) is None, day.isoformat() if day else "", name))
    return Chain(above=_edges(pairs, order), below=_edges([(other, name) for name, other in pairs], order), plans=held)


def _edges(pairs: Iterable[tuple[str, str]], order: list[str]) -> Edges:
    rank = {name: index for index, name in enumerate(order)}
    grouped: dict[str, set[str]] = {}
    for name, other in pairs:
        grouped.setdefault(name, set()).add(other)
    return {name: tuple(sorted(grouped[name], key=rank.__getitem__)) for name in order if name in grouped}


def around(chain: Chain, name: str) -> tuple[Branch, ...]:
    """The trees from the highest documents that ``name`` carries out down to the last that carry it out.

    A link that carries out nothing and is carried out by nothing has no tree.
    """
    kept = {name, *reach(chain.above, name), *reach(chain.below, name)}
    return _trees(chain, kept) if len(kept) > 1 else ()


def whole(chain: Chain) -> tuple[Branch, ...]:
    """Every tree of the chain."""
    return _trees(chain, {*chain.above, *chain.below})


def reach(edges: Mapping[str, tuple[str, ...]], name: str) -> set[str]:
    """Every link that can be reached from one, itself left out. Ends even where records run in a circle."""
    found: set[str] = set()
    waiting = list(edges.get(name, ()))
    while waiting:
        at = waiting.pop()
        if at not in found and at != name:
            found.add(at)
            waiting += edges.get(at, ())
    return found


def _trees(chain: Chain, kept: set[str]) -> tuple[Branch, ...]:
    drawn = (name for name in kept if name in chain.rank and not kept.intersection(chain.above.get(name, ())))
    roots = sorted(drawn, key=chain.rank.__getitem__)
    return tuple(_branches(roots, chain.below, kept, set()))


def _branches(names: Iterable[str], below: Edges, kept: set[str], drawn: set[str]) -> Iterator[Branch]:
    """Siblings as branches; those that the same links carry out share one."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for name in names:
        children = tuple(child for child in below.get(name, ()) if child in kept)
        groups.setdefault(children or ("", name), []).append(name)
    for children, members in groups.items():
        fresh = tuple(name for name in members if name not in drawn)
        again = tuple(name for name in members if name in drawn)
        drawn.update(members)
        if fresh:
            yield Branch(fresh, tuple(_branches(children, below, kept, drawn)) if children[0] else ())
        if again:
            yield Branch(again, (), again=True)
