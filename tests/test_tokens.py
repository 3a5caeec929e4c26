"""Words of a deadline, whichever way the text was looked at."""

from hypothesis import given
from hypothesis import strategies as st

from generator.deadlines.grammar.tokens import Token, tokenise

MARKS = "aAbdđĐeêềỀỹƯ019 -–—«»“,.;:/()|+*\t\n\u00a0\u0301…½QuýIVl"
TEXTS = st.text(
    st.sampled_from(MARKS) | st.characters(min_codepoint=0x20, max_codepoint=0x1EF9, exclude_categories=("Cs", "Mn"))
).map(lambda text: text.lstrip("\u0301"))


def placed(token: Token, further: int = 0) -> tuple[str, str, int, int]:
    return token.key, token.raw, token.start + further, token.end + further


@given(TEXTS)
def test_words_are_the_same_after_a_sign_without_width(text: str) -> None:
    """A text of ordinary characters is taken as it stands; one with a sign that must go is looked at sign by sign."""
    before = "\u200b\n"
    assert [placed(token) for token in tokenise(before + text).items] == [
        placed(token, len(before)) for token in tokenise(text).items
    ]
