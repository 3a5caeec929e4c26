"""Pictures for shares: what is written on them stays inside."""

from itertools import pairwise

import pytest

from generator.publish.pictures import MARGIN, WIDTH, _font, _lines

TITLE = (
    "Kế hoạch «Kiểm soát thủ tục hành chính», cải cách việc giải quyết theo cơ chế một cửa, một cửa liên thông và "
    "Wi-Fi AV To. 2026–2027 của Ủy ban nhân dân các xã, phường, đặc khu: Quảng Trị, Nghĩa Lộ, Đắk Lắk"
)


@pytest.mark.parametrize(("weight", "size"), [("Bold", 62), ("Bold", 50), ("Regular", 30), ("SemiBold", 32)])
def test_a_line_holds_as_many_words_as_fit_measured_as_it_is_drawn(weight: str, size: int) -> None:
    """Words are measured one by one; a typeface that moves letters closer over a space would make the sum another."""
    font, room = _font(weight, size), WIDTH - 2 * MARGIN
    lines = _lines(TITLE, font)
    assert " ".join(lines) == TITLE
    assert len(lines) > 2
    assert max(map(font.getlength, lines)) <= room
    for line, following in pairwise(lines):
        assert font.getlength(f"{line} {following.split(' ')[0]}") > room


def test_a_word_that_is_wider_than_the_picture_stays_whole() -> None:
    long = "thủ_tục_" * 20
    assert _lines(f"Một {long} hai", _font("Regular", 30)) == ["Một", long, "hai"]
