"""Long texts with the changed words marked."""

import difflib
from dataclasses import dataclass

from generator.model.fields import Choice

SHORT = 60
"""Characters up to which both texts are simply printed one after the other."""

CONTEXT = 6
"""Words kept on each side of a change."""

MOST_WORDS = 3000
"""Words of a text that are compared one by one."""


class Mark(Choice):
    """What became of a run of words."""

    KEPT = "kept", ""
    GONE = "gone", "bỏ"
    CAME = "came", "thêm"


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one kind."""

    mark: Mark
    text: str


def marked(before: str, after: str) -> tuple[Run, ...]:
    """The two texts as one, with what went and what came; empty where they are short, or have little in common."""
    old, new = before.split(), after.split()
    if (len(before) <= SHORT and len(after) <= SHORT) or max(len(old), len(new)) > MOST_WORDS:
        return ()
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < 0.4:
        return ()
    runs: list[Run] = []
    codes = matcher.get_opcodes()
    for number, (tag, a, b, c, d) in enumerate(codes):
        if tag == "equal":
            runs.append(Run(Mark.KEPT, _trimmed(old[a:b], first=number == 0, last=number == len(codes) - 1)))
        else:
            runs += [
                Run(mark, " ".join(words)) for mark, words in ((Mark.GONE, old[a:b]), (Mark.CAME, new[c:d])) if words
            ]
    return tuple(runs)


def _trimmed(words: list[str], *, first: bool, last: bool) -> str:
    """Unchanged words, cut in the middle or at the ends where they are many."""
    if first and len(words) > CONTEXT:
        return " ".join(["…", *words[-CONTEXT:]])
    if last and len(words) > CONTEXT:
        return " ".join([*words[:CONTEXT], "…"])
    if len(words) > 2 * CONTEXT + 1:
        return " ".join([*words[:CONTEXT], "…", *words[-CONTEXT:]])
    return " ".join(words)
