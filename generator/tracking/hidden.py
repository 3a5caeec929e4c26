"""Deadlines that hide in a plan's running text, kept from build to build: to look for them costs more than all else of a plan."""

from generator.deadlines import Part, Period, find_deadlines
from generator.reading.cache import key_of_parts
from generator.reading.packing import packed, unpacked
from generator.tracking.commitments import Commitments
from generator.tracking.memory import Memory
from generator.tracking.schedule import Find, period_of, running_texts


def hidden_in(commitments: Commitments, memory: Memory) -> Find:
    """Answers for each running text of one plan, and for no other text, what :func:`find_deadlines` finds in it."""
    period, texts = period_of(commitments.plan), sorted(set(running_texts(commitments)))

    def made_from() -> bytes:
        return key_of_parts(repr(period), *texts)

    parts = unpacked(memory.text(made_from, lambda: packed([find_deadlines(text, period) for text in texts])))
    found: dict[tuple[str, Period], tuple[Part, ...]] = {
        (text, period): part for text, part in zip(texts, parts, strict=True)
    }
    return lambda text, asked: found[text, asked]
