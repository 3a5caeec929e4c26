"""Case files: a title, then parts after lines ``== name``, so that a reviewer reads input and answer without Python."""

import re
from pathlib import Path

CASES = Path(__file__).parent / "cases"


def case_files(folder: str) -> list[Path]:
    """Every case of a folder of ``tests/cases``, by name."""
    return sorted((CASES / folder).glob("*.txt"))


def read_case(case: Path) -> tuple[str, list[tuple[str, str]]]:
    """A case's title and its parts in order; a part may occur several times."""
    title, *found = re.split(r"^== (\w+)\n", case.read_text(encoding="utf-8"), flags=re.MULTILINE)
    parts = [(name, text.removesuffix("\n")) for name, text in zip(found[::2], found[1::2], strict=True)]
    return title.strip(), parts
