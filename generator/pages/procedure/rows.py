"""Procedures as rows of lists. Rows are made when their page is; until then a list is known by what it will be made from, so
that a page whose list is the same is not made again.
"""

import hashlib
from collections.abc import Iterable, Iterator

from generator.addresses import procedure_address
from generator.pages.parts.listing import Row
from generator.pages.parts.page import Link
from generator.pages.procedure.page import STATUS_MARKS
from generator.pages.procedure.words import short_fee, short_limit
from generator.reading.load import Catalogue
from generator.tracking.procedures import Performed


def procedure_rows(items: Iterable[Performed]) -> tuple[Row, ...]:
    """Procedures as rows: code, name, how long, how much; without those the body that performs it."""
    return tuple(map(procedure_row, items))


def procedure_row(item: Performed) -> Row:
    """One procedure as a row."""
    procedure = item.procedure
    known = [short_limit(item.limits, procedure.channels), short_fee(item.fees, procedure.channels)]
    facts = [words for words in known if words] or [", ".join(procedure.implementing)]
    if not procedure.current:
        facts = [STATUS_MARKS[procedure.status].word]
    if not procedure.national:
        facts.append(procedure.jurisdiction)
    return Row(procedure.code, Link(procedure.name, procedure_address(procedure.code)), tuple(filter(None, facts)))


def rows_made_from(catalogue: Catalogue, items: Iterable[Performed]) -> str:
    """What tells the rows of some procedures from all others: each record, and the limits and fees that an agency states."""
    digest = hashlib.sha256()
    for item in items:
        own = catalogue.content(item.procedure.code)
        digest.update(own if isinstance(own, bytes) else own.encode())
        if item.adoption and (item.adoption.limits or item.adoption.fees):
            digest.update(repr((item.adoption.limits, item.adoption.fees)).encode())
    return digest.hexdigest()


def name_rows(items: Iterable[Performed]) -> tuple[Row, ...]:
    """Procedures as rows of code and name alone."""
    return tuple(Row(code, Link(name, procedure_address(code)), ()) for code, name in _named(items))


def names_made_from(items: Iterable[Performed]) -> str:
    """What tells rows of code and name from all others."""
    return hashlib.sha256("\n".join(f"{code} {name}" for code, name in _named(items)).encode()).hexdigest()


def _named(items: Iterable[Performed]) -> Iterator[tuple[str, str]]:
    return ((item.procedure.code, item.procedure.name) for item in items)
