"""Who is told to do what: each paragraph of «Tổ chức thực hiện» as a duty of the body that it, or the line above it, names."""

import re
from dataclasses import dataclass, field

from generator.deadlines.records import Period
from generator.drafting.prose.parts import Part
from generator.drafting.prose.sentences import body_of, deadline_of, names_only
from generator.drafting.table.actors import split_actors
from generator.drafting.table.draft import DraftDuty
from generator.drafting.table.phrases import looks_like_body
from generator.text.vietnamese import fold

_BULLET = re.compile(r"^[-–+•*]\s+")
_MANNER = re.compile(r"(?:bao cao )?dinh ky|kip thoi")
"""No time but a manner, unless the sentence begins with it."""

_CLOSING = re.compile(r"(?:Trên đây|Trong quá trình|Kế hoạch này (?:có hiệu lực|thay thế)|Yêu cầu (?:các|Thủ trưởng))")


@dataclass(slots=True)
class Told:
    """What a part on who does what says: the duties, and the lines that tell no body to do anything."""

    duties: list[DraftDuty] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)


def is_closing(line: str) -> bool:
    """Whether a line of the part on who does what tells nobody to do anything: «Trên đây là Kế hoạch …»."""
    return _CLOSING.match(line) is not None


def read_duties(part: Part, period: Period) -> Told:
    """The duties of a part, each with the number that its paragraph or the line above it bears."""
    told = Told()
    for line in part.lines:
        if is_closing(line) or not body_of(line):
            told.closing.append(line)
        else:
            told.duties.append(_duty(line, None, part.no, [], period))
    for inner in part.inside:
        lines = list(inner.paragraphs())
        told.closing += filter(is_closing, lines)
        below = [_BULLET.sub("", line) for line in lines if not is_closing(line)]
        texts = below if below and names_only(inner.text) else [inner.text, *below]
        agency = split_actors(body_of(inner.text) or (inner.text if looks_like_body(inner.text) else ""))[0]
        told.duties += [_duty(text, inner.no, part.no, agency, period) for text in texts]
    return told


def _duty(text: str, no: str | None, article: str | None, agency: list[str], period: Period) -> DraftDuty:
    deadline = deadline_of(text, period)
    if _MANNER.fullmatch(fold(deadline)) and not text.startswith(deadline):
        deadline = ""
    return DraftDuty(text, no, article, agency or split_actors(body_of(text))[0], deadline)
