"""A draft remembers what it was when it was written, so that running again may replace it until somebody has touched it."""

import hashlib
import re
from pathlib import Path

_STAMP = re.compile(r"^# dấu bản nháp: ([0-9a-f]{64})$", re.MULTILINE)
BLANK = "# dấu bản nháp: " + "0" * 64
"""Stands in the text until it is stamped; has the stamp's length, so that no line moves."""


def stamped(text: str, source: str) -> str:
    """The text of a plan with its blank stamp filled in: a digest of the plan and its source."""
    return text.replace(BLANK, f"# dấu bản nháp: {_digest(text, source)}", 1)


def is_untouched(plan: Path, source: Path) -> bool:
    """Whether the plan's file is a draft that nobody has changed since, and its source neither."""
    if plan.is_symlink() or not plan.is_file():
        return False
    try:
        text = plan.read_text(encoding="utf-8")
        quoted = source.read_text(encoding="utf-8") if source.is_file() else ""
    except UnicodeDecodeError:
        return False
    found = _STAMP.search(text)
    return found is not None and found.group(1) == _digest(text.replace(found.group(), BLANK, 1), quoted)


def _digest(text: str, source: str) -> str:
    return hashlib.sha256(f"{text}\0{source}".encode()).hexdigest()
