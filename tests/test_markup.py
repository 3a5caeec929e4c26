"""What is quoted from the data on a page of GitHub's: plain text, whatever it says."""

import pytest

from generator.text.markup import plain_html, plain_markdown, visible


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (":smile: xong", ":\u2060smile: xong"),
        (":+1:", ":\u2060+1:"),
        ("lúc 12:30:45", "lúc 12:30:45"),
        ("Thời hạn: 3 ngày", "Thời hạn: 3 ngày"),
        ("GH-12", "GH\u2060-12"),
        ("KGH-12 GH-A", "KGH-12 GH-A"),
        ("kho#3", "kho\\#\u20603"),
        ("hạn\u202e 3/03", "hạn\ufffd 3/03"),
        ("một\u200bhai\u00a0ba\nbốn", "một\ufffdhai ba bốn"),
    ],
)
def test_no_reference_emoji_or_hidden_letter_survives_in_markdown(text: str, written: str) -> None:
    assert plain_markdown(text) == written


def test_hidden_letters_are_shown_in_every_form() -> None:
    for form in (plain_markdown, plain_html, visible):
        assert form("a\u202eb\x1bc") == "a\ufffdb\ufffdc"
