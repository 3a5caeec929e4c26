"""What README promises of the data is what the data holds."""

import re
from collections.abc import Iterator
from pathlib import Path

from generator.reading.load import Catalogue
from generator.reading.problems import Problem
from generator.text.wording import say_coverage
from generator.tracking.procedures import coverage_of

_MARKED = re.compile(r"<!-- độ phủ -->(.*?)<!-- /độ phủ -->", re.DOTALL)
"""The sentence in README.vi.md that is counted from the data."""


def check_readme(catalogue: Catalogue, project: Path) -> Iterator[Problem]:
    """README.vi.md beside ``plans/`` says of how many procedures papers, limits and fees are held, and the count is right."""
    file = project / "README.vi.md"
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    whole = coverage_of(catalogue)[0]
    right = say_coverage(whole.procedures, whole.papers, whole.limits, whole.fees)
    for found in _MARKED.finditer(text):
        if " ".join(found[1].split()).rstrip(".") != right:
            line = text.count("\n", 0, found.start()) + 1
            hint = f"viết: «{right}.»"
            yield Problem(
                file=file.name, line=line, column=1, message="số thủ tục không khớp dữ liệu", hint=hint, warning=True
            )
