"""Papers, limits and fees by case: what every case needs once, then each case with what is its own.

What is always needed stands apart from what is needed sometimes; papers that are alternatives stand under one line.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.model.procedure import DossierCase, DossierItem, Procedure
from generator.pages.procedure.words import fee_line, limit_line, say_need
from generator.text.wording import sentence
from generator.tracking.procedures import cases_of


class PaperRow(NamedTuple):
    """A paper of the dossier: what, how many, which forms; or a line above ``options`` of which one is enough."""

    name: str
    need: str
    forms: tuple[tuple[str, str | None], ...] = ()
    """Words and address of each form."""
    options: tuple["PaperRow", ...] = ()


class CaseBlock(NamedTuple):
    """One case: its limit and fee where they are its own, the papers it always needs, those it needs sometimes."""

    anchor: str
    title: str
    terms: tuple[tuple[str, str], ...]
    each: str
    """What is needed of every paper in ``always``, where that is one thing: its rows do not repeat it."""
    always: tuple[PaperRow, ...]
    sometimes: tuple[PaperRow, ...]
    notes: tuple[str, ...]


def common_block(item: Procedure) -> CaseBlock | None:
    """What every case needs, or the whole of a dossier without cases; None where that is nothing."""
    unnamed = [case for case in item.dossier if not case.case]
    papers = [paper for case in unnamed for paper in case.items] + list(_shared(item))
    notes = [note for case in unnamed for note in case.notes]
    if not papers and not notes:
        return None
    return _block(item, "moi-truong-hop", "", papers, notes, ())


def case_blocks(item: Procedure) -> tuple[CaseBlock, ...]:
    """A block for each case in the order of the record; none where there is one case only."""
    names = cases_of(item)
    by_name = {case.case: case for case in item.dossier if case.case}
    if len(names) < 2 and not by_name:
        return ()
    shared = set(_shared(item))
    return tuple(_case(item, index, name, by_name.get(name), shared) for index, name in enumerate(names, start=1))


def _case(item: Procedure, index: int, name: str, case: DossierCase | None, shared: set[DossierItem]) -> CaseBlock:
    papers = [paper for paper in case.items if paper not in shared] if case else []
    return _block(item, f"th{index}", sentence(name), papers, case.notes if case else (), own_terms(item, name))


def own_terms(item: Procedure, case: str) -> tuple[tuple[str, str], ...]:
    """Limit and fee of a case, each only where the cases differ in it."""
    terms = []
    if any(limit.cases for limit in item.limits):
        terms.append(("Mất bao lâu", sentence(limit_line(item.limits, item.channels, case))))
    if any(fee.cases for fee in item.fees):
        terms.append(("Bao nhiêu tiền", sentence(fee_line(item.fees, item.channels, case))))
    return tuple(terms)


def _shared(item: Procedure) -> tuple[DossierItem, ...]:
    """Papers that every named case lists alike, where there are at least two cases."""
    named = [case.items for case in item.dossier if case.case]
    if len(named) < 2:
        return ()
    return tuple(paper for paper in named[0] if all(paper in items for items in named[1:]))


def _block(
    item: Procedure,
    anchor: str,
    title: str,
    papers: Iterable[DossierItem],
    notes: Iterable[str],
    terms: tuple[tuple[str, str], ...],
) -> CaseBlock:
    forms = {form.id: form.url for form in item.forms}
    always: list[DossierItem] = []
    sometimes: list[DossierItem] = []
    for paper in papers:
        (sometimes if paper.optional else always).append(paper)
    each = _need_of_each(always)
    return CaseBlock(
        anchor=anchor,
        title=title,
        terms=terms,
        each=each.removesuffix("."),
        always=tuple(_rows(always, forms, needed=not each)),
        sometimes=tuple(_rows(sometimes, forms, needed=True)),
        notes=tuple(notes),
    )


def _need_of_each(papers: Sequence[DossierItem]) -> str:
    """What is needed of several papers alike; empty where they differ."""
    if len(papers) < 2:
        return ""
    first, *others = map(say_need, papers)
    return first if all(need == first for need in others) else ""


def _rows(papers: Iterable[DossierItem], forms: Mapping[str, str | None], *, needed: bool) -> Iterator[PaperRow]:
    """A row for each paper, with what is needed of it where the rows say it; alternatives under the first of them."""
    groups: dict[str | int, list[DossierItem]] = {}
    for number, paper in enumerate(papers):
        groups.setdefault(paper.one_of or number, []).append(paper)
    for name, members in groups.items():
        if len(members) == 1:
            yield _row(members[0], forms, needed)
        else:
            yield PaperRow(f"Một trong: {name}", "", options=tuple(_row(paper, forms, needed) for paper in members))


def _row(paper: DossierItem, forms: Mapping[str, str | None], needed: bool) -> PaperRow:
    need = say_need(paper) if needed else ""
    return PaperRow(paper.name, need, tuple([(name, forms.get(name)) for name in paper.forms]))
