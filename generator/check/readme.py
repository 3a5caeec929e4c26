"""What README promises of the data is what the data holds."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from generator.reading.catalogue import Catalogue
from generator.reading.problems import Problem
from generator.text.wording import say_coverage
from generator.tracking.procedures import Covered, coverage_of

_MARKED = re.compile(r"<!-- độ phủ -->(.*?)<!-- /độ phủ -->", re.DOTALL)
"""The sentence that is counted from the data."""


def _in_vietnamese(held: Covered) -> str:
    return say_coverage(held.procedures, held.papers, held.limits, held.fees)


def _in_english(held: Covered) -> str:
    return (
        f"Of the {held.procedures} procedures here, {held.papers} name the papers to hand in, "
        f"{held.limits} a time limit, {held.fees} a fee"
    )


SENTENCES = {"README.vi.md": _in_vietnamese, "README.md": _in_english}
"""The sentence of each file, without its full stop."""


def check_readme(catalogue: Catalogue, project: Path) -> Iterator[Problem]:
    """Both README beside ``plans/`` say of how many procedures papers, limits and fees are held, and the count is right."""
    whole = cache(lambda: coverage_of(catalogue)[0])  # not counted where nothing is promised
    for name, sentence in SENTENCES.items():
        file = project / name
        text = file.read_text(encoding="utf-8") if file.is_file() else ""
        for found in _MARKED.finditer(text):
            right = sentence(whole())
            if " ".join(found[1].split()).rstrip(".") != right:
                line = text.count("\n", 0, found.start()) + 1
                hint = f"viết: «{right}.»"
                yield Problem(
                    file=name, line=line, column=1, message="số thủ tục không khớp dữ liệu", hint=hint, warning=True
                )
