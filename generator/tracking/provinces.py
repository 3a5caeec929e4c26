"""The provinces whose sites a national site joins, as far as its own pages speak of them.

What a province states of its departments stays on its own site: here is who it is, how much it publishes, and which
procedures have a page there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.text.vietnamese import sort_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """One joined site."""

    id: str
    name: str
    """The name of its site, ``Công khai Hà Tĩnh``."""
    address: str
    """Where it is: ``https://ha-tinh.example/``, with a slash at the end."""
    as_of: date
    """The day for which it computed its statuses."""
    commit: str | None
    codes: frozenset[str]
    """Procedures that have a page there."""
    agencies: int
    plans: int
    registers: int
    """Agencies that stated their own list of procedures."""

    @property
    def place(self) -> str:
        """``Tỉnh Hà Tĩnh``: the name of the site without the word that all of them begin with."""
        short = self.name.removeprefix("Công khai").strip() or self.name
        return short[0].upper() + short[1:]


@dataclass(frozen=True)
class Provinces:
    """All joined sites, in the Vietnamese order of their names."""

    items: tuple[Province, ...] = ()

    @classmethod
    def of(cls, found: Iterable[Province]) -> "Provinces":
        """These provinces in order."""
        return cls(tuple(sorted(found, key=lambda one: (sort_key(one.name), one.id))))

    @cached_property
    def _performing(self) -> dict[str, tuple[Province, ...]]:
        by_code: dict[str, list[Province]] = {}
        for province in self.items:
            for code in province.codes:
                by_code.setdefault(code, []).append(province)
        return {code: tuple(found) for code, found in by_code.items()}

    def performing(self, code: str) -> tuple[Province, ...]:
        """The provinces that have a page of a procedure, in order."""
        return self._performing.get(code, ())


NO_PROVINCES = Provinces()
