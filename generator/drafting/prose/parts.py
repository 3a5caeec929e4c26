"""A numbered part or paragraph of running text, with what stands below it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.drafting.table.draft import DraftClause
from generator.drafting.table.ordinals import Kind, Ordinal

LONGEST_TITLE = 220
"""Characters of a line that may be a title."""


@dataclass(slots=True)
class Part:
    """A part, or a paragraph with a number or a mark; ``level`` grows inwards."""

    ordinal: Ordinal | None
    text: str
    level: int
    article: str | None = None
    line: str = ""
    """The whole line as printed, its number or mark included."""
    lines: list[str] = field(default_factory=list)
    inside: list["Part"] = field(default_factory=list)
    plain: bool = False
    """Whether the line is not printed as the titles beside it are."""

    @property
    def no(self) -> str | None:
        if self.article:
            return self.article
        return self.ordinal.text.rstrip(".") if self.ordinal and self.ordinal.kind is not Kind.BULLET else None

    def paragraphs(self) -> Iterator[str]:
        """What stands below the title, from top to bottom, with marks and numbers as printed."""
        yield from self.lines
        for part in self.inside:
            yield part.line
            yield from part.paragraphs()


def is_title(part: Part) -> bool:
    """Whether what is printed at the head of a part is its title and not a sentence."""
    short = len(part.text) <= LONGEST_TITLE and not part.text.endswith((".", ";", "./."))
    set_apart = part.text.isupper() or bool(part.lines or part.inside) or len(part.text) <= 60
    return bool(part.text) and short and set_apart


def clause_of(part: Part) -> DraftClause:
    """A part as a clause: a short text is its title, a sentence its first paragraph."""
    titled = is_title(part) and not part.plain
    clause = DraftClause(
        no=part.no, title=part.text if titled else "", text=[] if titled or not part.text else [part.text]
    )
    clause.text += part.lines
    for inner in part.inside:
        if inner.no is None and not clause.clauses:
            clause.text += [inner.line, *inner.paragraphs()]
        elif inner.no is None:
            clause.clauses[-1].text += [inner.line, *inner.paragraphs()]
        else:
            clause.clauses.append(clause_of(inner))
    return clause
