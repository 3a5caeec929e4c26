"""Writes YAML by hand, because a draft is mostly comments and any cell may hold anything.

Every text goes through :func:`entry` or :func:`item`. A text that could be taken for something else stands in double
quotes, a long one in a folded block, one of several paragraphs in a literal block: inside a block nothing is special.
The text must be clean (NFC, no control character, no tab), as :func:`generator.drafting.table.cells.decode` leaves it.
"""

import re
import textwrap
from collections.abc import Iterable, Sequence

from generator.reading.quoting import quoted

WIDTH = 100
"""Characters of a line of text, without its indentation."""

MARK = "\x00"
"""Set by :func:`doubt` and :func:`remark`, taken out by :func:`finish`; no clean text holds it."""

_PLAIN = re.compile(r"[^\W\d_][^\n]*")
_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}

Lines = list[str]


def scalar(text: str) -> str:
    """One line of text as a YAML scalar, plain where that is safe: after a letter only «: » and « #» mean something."""
    special = ": " in text or " #" in text or text.endswith((":", " ")) or text.lower() in _WORDS
    safe = _PLAIN.fullmatch(text) and not special
    if safe:
        return text
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'


def entry(key: str, text: str) -> Lines:
    """``key: text`` in the form that the text needs."""
    return _after(f"{key}:", text)


def item(text: str) -> Lines:
    """``- text`` in the form that the text needs."""
    return _after("-", text)


def _after(front: str, text: str) -> Lines:
    if "\n" in text:
        return [f"{front} |-", *indented(text.split("\n"))]
    if len(text) > WIDTH:
        return [f"{front} >-", *indented(_wrapped(text))]
    return [f"{front} {scalar(text)}"]


def _wrapped(text: str) -> Lines:
    return textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def listed(key: str, texts: Iterable[str]) -> Lines:
    """A list of texts under a key; nothing where there is none."""
    items = [line for text in texts for line in item(text)]
    return [f"{key}:", *indented(items)] if items else []


def indented(lines: Iterable[str], by: int = 2) -> Lines:
    """Lines one level deeper."""
    return [" " * by + line if line else line for line in lines]


def as_item(lines: Sequence[str]) -> Lines:
    """A mapping as an item of a list; comments above its first key stay above the dash."""
    first = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    if first == len(lines):
        return list(lines)
    return [*lines[:first], f"- {lines[first]}", *indented(lines[first + 1 :])]


def comment(text: str) -> Lines:
    """A comment, wrapped."""
    return [f"# {line}" for line in _wrapped(" ".join(text.split()))]


def commented(lines: Iterable[str]) -> Lines:
    """Lines of YAML, commented out."""
    return [f"# {line}" for line in lines]


def doubt(text: str, where: str = "") -> str:
    """A line «# nghi vấn: …» beside what it doubts; ``where`` is said in the list of all doubts only."""
    return _marked("nghi vấn", text, where)


def remark(text: str, where: str = "") -> str:
    """A line «# cần điền: …»: what only a person can fill."""
    return _marked("cần điền", text, where)


def _marked(kind: str, text: str, where: str) -> str:
    return f"# {kind}: {' '.join(text.split())}{MARK}{where}"


def finish(lines: Iterable[str]) -> tuple[str, list[tuple[int, str, str]]]:
    """The file's text, and for each doubt and remark its line, where it belongs in the document, and what it says."""
    plain: Lines = []
    said: list[tuple[int, str, str]] = []
    for line in lines:
        front, mark, where = line.partition(MARK)
        plain.append(front)
        if mark:
            said.append((len(plain), where, front.strip().removeprefix("# ")))
    return quoted("\n".join(plain) + "\n"), said
