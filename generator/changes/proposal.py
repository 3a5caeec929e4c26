"""A proposed change of the data against what is published: what the guard refuses of it, and all that a review says."""

from datetime import date
from functools import partial
from pathlib import Path

from generator.changes.compare import compare
from generator.changes.guard import changed_files, refusals, refused_settings
from generator.changes.owners import stale_owners
from generator.changes.review import Review, make_review
from generator.changes.state import checked_states, two_states
from generator.check import check
from generator.reading.catalogue import Loaded
from generator.reading.gitdata import read_text
from generator.reading.problems import Problem


def guard_proposal(plans: Path, base: str, head: str | None) -> list[Problem]:
    """What is refused, each with what must be added for it to pass. Raises RevisionError."""
    with two_states(plans, base, head) as (before, after):
        refused = refusals(compare(before, after), after)
    return [*refused, *refused_settings(plans, base, head, changed_files(plans, base, head))]


def review_proposal(plans: Path, base: str, head: str | None, as_of: date) -> Review:
    """Check both states, compare them, guard. Raises RevisionError."""

    def judge(folder: Path, left_out: frozenset[str]) -> Loaded:
        return check(folder, as_of, left_out=left_out)

    changed = changed_files(plans, base, head)
    with checked_states(plans, base, head, judge) as (before, after):
        findings = compare(before, after)
        refused = [
            *refusals(findings, after),
            *refused_settings(plans, base, head, changed),
            *stale_owners(plans, after.catalogue, head),
        ]
    read = partial(read_text, plans.parent, revision=head)
    return make_review(before.problems, list(after.problems), refused, findings, changed, read)
