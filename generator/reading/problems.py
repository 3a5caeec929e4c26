"""What can be wrong with the data, as one object that renders as terminal text, GitHub annotation or Markdown.

A user's mistake is a :class:`Problem`, never an exception: rules yield problems and go on, and the user sees all at once.
Each says where, what was found, what is expected and what to write instead, in Vietnamese.
"""

import difflib
import heapq
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.text.markup import plain_markdown, visible
from generator.text.vietnamese import fold

MOST_PROBLEMS = 50
"""Problems of one file that are listed; the rest are counted."""

LONGEST_WORD = 80
"""Letters of a mistaken word that are compared with the known ones."""

MOST_COMPARED = 100
"""Known words that a mistaken one is compared with letter by letter."""

FieldPath = tuple[str | int, ...]
"""Keys and list indexes from the top of a file down to a field: ``("sections", 0, "tasks", 2, "deadline")``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake. ``line`` and ``column`` count from 1; 0 means the whole file."""

    file: str
    message: str
    hint: str = ""
    path: FieldPath = ()
    where: str = ""
    line: int = 0
    column: int = 0
    because: tuple[FieldPath, ...] = ()
    """Other fields whose own mistakes would explain this one: told of that, nobody needs to be told of this."""
    warning: bool = False
    """A warning is shown and does not stop a build."""
    unlisted: int = 0
    """How many more problems this one stands for."""

    def order(self) -> tuple[str, int, int, str]:
        return (self.file, self.line if not self.unlisted else sys.maxsize, self.column, self.message)

    def sentence(self) -> str:
        """Where in the document, and what is wrong there."""
        return visible(f"{self.where}: {self.message}" if self.where else self.message)

    def text(self) -> str:
        """For a terminal: ``file:line:column: where: message``, the hint on a second line."""
        place = visible(f"{self.file}:{self.line}:{self.column}" if self.line else self.file)
        kind = "lưu ý: " if self.warning else ""
        hint = f"\n  gợi ý: {visible(self.hint)}" if self.hint else ""
        return f"{place}: {kind}{self.sentence()}{hint}"

    def annotation(self) -> str:
        """For GitHub Actions: a workflow command that marks the line in the pull request. The log shows only its text, so
        that names the file and line as well.
        """
        level = "warning" if self.warning else "error"
        where = visible(self.file + (f":{self.line}" if self.line else ""))
        body = f"{where}: {self.sentence()}" + (f"\ngợi ý: {visible(self.hint)}" if self.hint else "")
        place = f"file={_property(self.file)}" + (f",line={self.line},col={self.column}" if self.line else "")
        return f"::{level} {place}::{_data(body)}"

    def markdown(self) -> str:
        """For a comment on a pull request: one list item."""
        place = f"`{_code(self.file)}`" + (f" dòng {self.line}" if self.line else "")
        hint = f"  \n  Gợi ý: {plain_markdown(visible(self.hint))}" if self.hint else ""
        return f"- {place}: {plain_markdown(self.sentence())}{hint}"


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that stop a build."""
    return [problem for problem in problems if not problem.warning]


def and_more(file: str, count: int) -> Problem:
    """Says how many problems of a file are not listed."""
    hint = "sửa các lỗi trên rồi kiểm tra lại"
    return Problem(file=file, message=f"và {count} lỗi nữa trong tệp này", hint=hint, unlisted=count)


def fewer(problems: Iterable[Problem]) -> list[Problem]:
    """The first problems of each file, mistakes before remarks, and how many more there are."""
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(problem.file, []).append(problem)
    return [problem for file, group in by_file.items() for problem in _fewer(file, group)]


def _fewer(file: str, problems: list[Problem]) -> list[Problem]:
    unlisted = sum(problem.unlisted for problem in problems)
    mistakes = [problem for problem in problems if not problem.warning and not problem.unlisted]
    remarks = [problem for problem in problems if problem.warning]
    unlisted += max(0, len(mistakes) - MOST_PROBLEMS)
    return mistakes[:MOST_PROBLEMS] + remarks[:MOST_PROBLEMS] + ([and_more(file, unlisted)] if unlisted else [])


def summary(problems: Sequence[Problem]) -> str:
    """One closing line: how many problems in how many files."""
    wrong = errors(problems)
    noted = len(problems) - len(wrong)
    also = f", {noted} lưu ý" if noted else ""
    if not wrong:
        return f"Không có lỗi{also}."
    files = len({problem.file for problem in wrong})
    count = sum(problem.unlisted or 1 for problem in wrong)
    return f"{count} lỗi trong {files} tệp{also}. Sửa xong, chạy lại lệnh kiểm tra."


_LOOKS = str.maketrans("loісохеа", "10icoxea")
"""Letters taken for a digit, and Cyrillic ones that look Latin: «I.l», «CTO», «СТ1»; after folding."""


def _looks(word: str) -> str:
    """A word as the eye takes it: «Ｉ.1», «І-1», «I,1» and «l.1» look like «I.1»."""
    flat = (
        fold(unicodedata.normalize("NFKC", word)).translate(_LOOKS).replace("т", "t").translate(str.maketrans("i", "1"))
    )
    return re.sub(r"(?<![a-z0-9])0+(?=[0-9])", "", re.sub(r"[^a-z0-9]+", ".", flat)).strip(".")


def _look_alike(word: str, known: Iterable[str]) -> str | None:
    """The one known word that looks the same, alone or at the end: «Nhiệm vụ I.1»."""
    seen = _looks(word)
    found = [
        item for item in known if seen == (looks := _looks(item)) or (len(looks) > 2 and seen.endswith(f".{looks}"))
    ]
    longest = sorted(found, key=lambda item: len(_looks(item)))[-1:]
    return longest[0] if longest and (len(found) == 1 or _looks(longest[0]) != _looks(found[0])) else None


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The known word that the writer most likely meant, compared without diacritics and case; None when none is near."""
    known = list(known)
    if len(known) <= MOST_COMPARED and (same := _look_alike(word[:LONGEST_WORD], known)) is not None:
        return same
    sought = fold(word[:LONGEST_WORD])
    folded = {fold(candidate): candidate for candidate in sorted(known, reverse=True)}
    found = difflib.get_close_matches(sought, _alike(sought, folded), n=1, cutoff=likeness)
    return folded[found[0]] if found else None


def _alike(word: str, known: Iterable[str]) -> list[str]:
    """Of many words the few that share most pairs of letters with a word; comparing with all of them would take too long."""
    candidates = list(known)
    if len(candidates) <= MOST_COMPARED:
        return candidates
    pairs = {word[at : at + 2] for at in range(len(word) - 1)}
    shared = [(sum(pair in candidate for pair in pairs), candidate) for candidate in candidates]
    return [candidate for _, candidate in heapq.nlargest(MOST_COMPARED, shared)]


def suggest(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or the few that exist."""
    options = sorted(known)
    near = nearest(word, options)
    if near is not None:
        return f"có phải «{near}»?"
    if options and len(options) <= 14:
        return "dùng một trong: " + ", ".join(options)
    return ""


def _data(text: str) -> str:
    """Escape the message of a workflow command (GitHub Actions toolkit: percent, CR, LF)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _code(text: str) -> str:
    return text.replace("`", "'").replace("\n", " ")
