"""What an agency performs, as the lists of it show it: each procedure's row made once, and what the register rests on."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.pages.parts.listing import Row
from generator.pages.procedure.index import procedure_rows
from generator.text.vietnamese import sort_key
from generator.text.wording import say_on_day
from generator.tracking.linked import Linked
from generator.tracking.procedures import Performed, Register


@dataclass(frozen=True, slots=True)
class Listed:
    """What an agency performs, and the row of each procedure: it stands in a dozen of the agency's lists."""

    register: Register
    made: dict[str, Row]
    """By code; empty for an agency that stated nothing, whose procedures stand in one list only."""

    def rows(self, items: Iterable[Performed]) -> tuple[Row, ...]:
        """Rows of some of the agency's procedures."""
        return tuple(self.made[item.procedure.code] for item in items)

    def names(self, items: Iterable[Performed]) -> tuple[Row, ...]:
        """Rows of code and name alone."""
        return tuple(Row(row.key, row.link, ()) for row in self.rows(items))


def listed_registers(linked: Linked) -> dict[str, Listed]:
    """Every agency's procedures by its id, in the order of the agencies' names."""
    ordered = sorted(linked.catalogue.agencies.values(), key=lambda agency: (sort_key(agency.name), agency.id))
    registers = ((agency.id, linked.registers[agency.id]) for agency in ordered)
    return {name: Listed(register, _made(register.items) if register.stated else {}) for name, register in registers}


def say_basis(register: Register) -> str:
    """The agency's own decision; empty where it stated nothing."""
    stated = register.stated
    return f"Theo danh mục của cơ quan, {stated.document} {say_on_day(stated.day)}." if stated else ""


def _made(items: tuple[Performed, ...]) -> dict[str, Row]:
    return dict(zip((item.procedure.code for item in items), procedure_rows(items), strict=True))
