"""No pattern of the program takes time by the square of what it reads, whatever it reads."""

import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.patterns import Used, attacks, patterns

SIZE = 2_000
"""Letters of the first string; the second has four times as many."""

PLAINLY = 8_000
"""Letters at which a square takes tens of milliseconds on the quickest machine, for patterns known to be bad."""

QUICK = 0.002
"""Seconds of processor time below which nothing is compared: a pass over a short string takes a fifth of that."""

LATE = 0.5
"""Seconds of processor time after which a pattern counts as hanging."""

MOST = 9
"""How many times the time of the first string the second may take; a square would take sixteen times."""


class HangsError(Exception):
    """A pattern has not come back in time."""


@contextmanager
def limited() -> Iterator[None]:
    def late(*_: object) -> None:
        raise HangsError

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, LATE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def run(pattern: re.Pattern[str], method: str, text: str) -> float:
    """Return the processor time in seconds of one call as the program makes it."""
    started = time.process_time()
    if method == "place":
        for position in word_starts(text):
            pattern.match(text, position)
    elif method in ("match", "fullmatch", "search"):
        getattr(pattern, method)(text)
    else:
        pattern.subn("", text)
    return time.process_time() - started


def word_starts(text: str) -> list[int]:
    return [0, *(place for place in range(1, len(text)) if text[place - 1] == " ")]


def slow(used: Used, size: int = SIZE) -> Iterator[str]:
    """Yield what makes a pattern slow on texts of ``size`` letters and of four times as many."""
    for head, tail in zip(attacks(used.pattern, size), attacks(used.pattern, 4 * size), strict=True):
        for method in sorted(used.methods):
            try:
                with limited():
                    if run(used.pattern, method, head) < QUICK:
                        continue
                    short = min(run(used.pattern, method, head) for _ in range(3))
                    long = min(run(used.pattern, method, tail) for _ in range(2))
            except HangsError:
                yield f"{used.where} .{method} hangs at {head[:40]!r}…"
                return
            if long > MOST * max(short, QUICK):
                yield f"{used.where} .{method} takes {short:.4f} and {long:.4f} s at {head[:40]!r}…"
                return


def test_every_pattern_takes_time_as_its_text_is_long() -> None:
    every = patterns()
    assert len(every) > 250, "the patterns are found"
    assert [complaint for used in every for complaint in slow(used)] == []


@pytest.mark.parametrize(
    "pattern",
    [r"(?:a+)+b", r"(?:va |va  ?)*(?:lam|nop) ", r"\s*\n\s*", r"(\S+)\[\?\]", r"\d+(?:,\d+)?%", r"(?:a|b)*c.*d"],
)
def test_a_pattern_by_the_square_is_told(pattern: str) -> None:
    assert list(slow(Used(pattern, re.compile(pattern), frozenset({"search"})), PLAINLY))


@pytest.mark.parametrize("pattern", [r"(?:a++)b", r"[ \t]*+\n", r"a{1,8}b", r"x"])
def test_a_pattern_in_step_with_its_text_is_not(pattern: str) -> None:
    assert list(slow(Used(pattern, re.compile(pattern), frozenset({"match"})))) == []
