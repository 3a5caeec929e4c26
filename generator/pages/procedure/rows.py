"""Procedures as rows of lists: each in full, or in a list of several pages by name alone, since a procedure stands in a dozen of
them. Rows are made when their page is; until then a list is known by what it will be made from, so that a page whose list is
the same is not made again.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from generator.addresses import procedure_address
from generator.model.summary import AnyProcedure
from generator.pages.parts.folded import RowGroup, folded_rows
from generator.pages.parts.listing import Row
from generator.pages.parts.page import Later, Link, later
from generator.pages.procedure.page import STATUS_MARKS
from generator.pages.procedure.words import short_fee, short_limit
from generator.reading.catalogue import Catalogue
from generator.tracking.procedures import Performed

LEAFED = "Thời hạn và phí ở trang của từng thủ tục"
"""Said where the rows of a list are names alone."""


def procedure_row(item: Performed) -> Row:
    """A procedure in full: code, name, how long, how much; without those the body that performs it."""
    procedure = item.procedure
    known = [short_limit(item.limits, procedure.channels), short_fee(item.fees, procedure.channels)]
    facts = [words for words in known if words] or [", ".join(procedure.implementing)]
    return _row(procedure, (*(facts if procedure.current else [_state(procedure)]), _place(procedure)))


def name_row(item: Performed) -> Row:
    """A procedure by code and name, with what no reader may miss: that it has ended, or that one province alone has it."""
    return _row(item.procedure, (_state(item.procedure), _place(item.procedure)))


def _row(procedure: AnyProcedure, facts: Iterable[str]) -> Row:
    return Row(procedure.code, Link(procedure.name, procedure_address(procedure.code)), tuple(filter(None, facts)))


def _state(procedure: AnyProcedure) -> str:
    """How it has ended; empty for one in force."""
    return "" if procedure.current else STATUS_MARKS[procedure.status].word


def _place(procedure: AnyProcedure) -> str:
    """The province that alone has it; empty for what holds everywhere."""
    return "" if procedure.national else procedure.jurisdiction


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one list."""

    catalogue: Catalogue
    names: bool
    """Whether they are names alone."""
    in_full: Callable[[Performed], Row] = procedure_row

    def folded(self, items: Iterable[Performed]) -> tuple[RowGroup, ...]:
        """Rows in parts that a phone folds away."""
        return folded_rows(tuple(map(name_row if self.names else self.in_full, items)), brief=self.names)

    def made_from(self, items: Iterable[Performed]) -> str:
        """What tells the rows of some procedures from all others, for less than they cost."""
        digest = hashlib.sha256()
        for item in items:
            digest.update(_named(item.procedure) if self.names else self._content(item))
        return digest.hexdigest()

    def _content(self, item: Performed) -> bytes:
        """The record, and the limits and fees that an agency states."""
        adoption = item.adoption
        stated = (adoption.limits, adoption.fees) if adoption and (adoption.limits or adoption.fees) else ()
        return self.catalogue.content(item.procedure.code) + repr(stated).encode()

    def later(self, context: Any, items: Sequence[Performed]) -> Later:
        """The context of a list, whose ``groups`` are rows."""
        return later(context, partial(self.made_from, items), groups=partial(self.folded, items))


def _named(procedure: AnyProcedure) -> bytes:
    """All that :func:`name_row` is made from."""
    return "\n".join((procedure.code, procedure.name, procedure.status, procedure.jurisdiction, "")).encode()
