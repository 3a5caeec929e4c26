"""Where the data lies, on this machine and in the repository that a form leads to."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.reading.modeline import modeline


@dataclass(frozen=True, slots=True)
class Place:
    """Where the data lies: the repository's address and the folder of ``plans/`` in it."""

    repo: str = ""
    folder: str = "plans"
    plans: Path | None = None
    """The folder on this machine."""

    @property
    def github(self) -> str:
        """The repository's address where it is one on GitHub."""
        return self.repo.rstrip("/") if self.repo.startswith("https://github.com/") else ""

    def first_line(self, file: PurePosixPath) -> str:
        """The line that leads an editor from a file under ``plans/`` to its schema; empty where none lies there."""
        return modeline(self.plans, file) if self.plans else ""
