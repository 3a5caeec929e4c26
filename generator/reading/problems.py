"""What can be wrong with the data, as one object that renders as terminal text, GitHub annotation or Markdown.

A user's mistake is a :class:`Problem`, never an exception: rules yield problems and go on, and the user sees all at once.
Each says where, what was found, what is expected and what to write instead, in Vietnamese.
"""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.text.markup import plain_markdown, visible
from generator.text.vietnamese import fold

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
    warning: bool = False
    """A warning is shown and does not stop a build."""

    def order(self) -> tuple[str, int, int, str]:
        return (self.file, self.line, self.column, self.message)

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
        """For GitHub Actions: a workflow command that marks the line in the pull request."""
        level = "warning" if self.warning else "error"
        body = self.sentence() + (f"\ngợi ý: {visible(self.hint)}" if self.hint else "")
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


def summary(problems: Sequence[Problem]) -> str:
    """One closing line: how many problems in how many files."""
    wrong = errors(problems)
    noted = len(problems) - len(wrong)
    also = f", {noted} lưu ý" if noted else ""
    if not wrong:
        return f"Không có lỗi{also}."
    files = len({problem.file for problem in wrong})
    return f"{len(wrong)} lỗi trong {files} tệp{also}. Sửa xong, chạy lại lệnh kiểm tra."


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that the writer most likely meant, compared without diacritics and case; None when none is near."""
    folded = {fold(candidate): candidate for candidate in sorted(known, reverse=True)}
    found = difflib.get_close_matches(fold(word), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def suggest(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or the few that exist."""
    options = sorted(known)
    near = nearest(word, options)
    if near is not None:
        return f"có phải «{near}»?"
    if options and len(options) <= 12:
        return "dùng một trong: " + ", ".join(options)
    return ""


def _data(text: str) -> str:
    """Escape the message of a workflow command (GitHub Actions toolkit: percent, CR, LF)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _code(text: str) -> str:
    return text.replace("`", "'").replace("\n", " ")
