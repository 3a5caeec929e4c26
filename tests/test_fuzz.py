"""A short run of ``make fuzz``: what a stranger may send raises nothing, and what the check accepts builds."""

from tests.fuzz import TEXTS, fuzz


def test_nothing_that_is_read_raises_and_what_is_accepted_builds() -> None:
    tally = fuzz(range(600), check_every=20, build_every=4)
    assert tally.failures == []
    assert tally.read == 600
    assert tally.checked == 30
    assert tally.built >= 2


def test_the_texts_are_many_and_different() -> None:
    assert len(set(TEXTS)) == len(TEXTS) > 70
