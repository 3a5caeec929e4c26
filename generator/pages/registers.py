"""What an agency performs, as the lists of it show it: each procedure's row made once, and what the register rests on."""

from dataclasses import dataclass, field

from generator.pages.parts.listing import Row
from generator.pages.procedure.rows import Rows, procedure_row
from generator.reading.catalogue import Catalogue
from generator.text.vietnamese import sort_key
from generator.text.wording import say_on_day
from generator.tracking.linked import Linked
from generator.tracking.procedures import Performed, Register


@dataclass(frozen=True, slots=True)
class Listed:
    """What an agency performs, and the row of each procedure that was asked for: it stands in a dozen of its lists."""

    catalogue: Catalogue
    register: Register
    _made: dict[str, Row] = field(default_factory=dict, repr=False)
    """By code."""

    def rows(self, *, names: bool) -> Rows:
        """How the procedures of one of its lists are shown."""
        return Rows(self.catalogue, names, self._row)

    def _row(self, item: Performed) -> Row:
        code = item.procedure.code
        if self.register.stated is None:  # then it stands in one list only
            return procedure_row(item)
        if code not in self._made:
            self._made[code] = procedure_row(item)
        return self._made[code]


def listed_registers(linked: Linked) -> dict[str, Listed]:
    """Every agency's procedures by its id, in the order of the agencies' names."""
    ordered = sorted(linked.catalogue.agencies.values(), key=lambda agency: (sort_key(agency.name), agency.id))
    return {agency.id: Listed(linked.catalogue, linked.registers[agency.id]) for agency in ordered}


def say_basis(register: Register) -> str:
    """The agency's own decision; empty where it stated nothing."""
    stated = register.stated
    return f"Theo danh mục của cơ quan, {stated.document} {say_on_day(stated.day)}." if stated else ""
