"""What every JSON file says about itself: the version of its shape, the data's commit, the day, and the terms of use."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.addresses import TERMS
from generator.tracking.linked import Linked

VERSION = "1.1.0"
"""Of the shapes under ``/api/v1/`` (Semantic Versioning 2.0.0): a field that is added raises the second number, and none is
ever taken away.
"""

_KNOWN = (
    ("CC BY 4.0", "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    ("CC0 1.0", "CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ("CC BY-SA 4.0", "CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
)


@dataclass(frozen=True, slots=True)
class Licence:
    """The terms under which the editors' part of the data may be used again."""

    name: str
    """The SPDX identifier; empty where the terms name no licence that we know."""
    url: str

    @classmethod
    def of(cls, terms: str) -> "Licence":
        """What the text of ``plans/LICENSE`` chooses; without a known licence, the text itself is named."""
        return next((cls(name, url) for words, name, url in _KNOWN if words in terms), cls("", TERMS if terms else ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """The same for all files of one build."""

    as_of: date
    commit: str = ""
    """Empty outside git."""
    licence: Licence = Licence("", "")

    @classmethod
    def of(cls, linked: Linked, commit: str = "") -> "Stamp":
        """Of a build of these records at a commit."""
        return cls(as_of=linked.as_of, commit=commit, licence=Licence.of(linked.catalogue.terms))

    def json(self) -> dict[str, Any]:
        """The fields that stand in front of a file's own."""
        return {
            "version": VERSION,
            "generated_from": self.commit or None,
            "as_of": self.as_of.isoformat(),
            "licence": {"name": self.licence.name or None, "url": self.licence.url or None},
        }
