"""Pictures for shares: what is written on them stays inside."""

from itertools import pairwise

import pytest
from PIL import Image, ImageDraw

from generator.publish.pictures import BLANK, INK, MARGIN, WIDTH, _font, _lines, _write

TITLE = (
    "Kế hoạch «Kiểm soát thủ tục hành chính», cải cách việc giải quyết theo cơ chế một cửa, một cửa liên thông và "
    "Wi-Fi AV To. 2026–2027 của Ủy ban nhân dân các xã, phường, đặc khu: Quảng Trị, Nghĩa Lộ, Đắk Lắk"
)


FONTS = [("ExtraBold", 40), ("Bold", 62), ("Bold", 50), ("Regular", 30), ("SemiBold", 32)]


@pytest.mark.parametrize(("weight", "size"), FONTS)
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


@pytest.mark.parametrize("y", [52, 221.7, 245.2, 300.5, 301.5])
@pytest.mark.parametrize(("weight", "size"), FONTS)
def test_a_line_written_word_by_word_is_the_line_drawn_whole(weight: str, size: int, y: float) -> None:
    for line in (*_lines(TITLE, _font(weight, size)), " hai  dấu cách ", "", "Ẫ𝔸ﷺ jf (j"):
        ours, theirs = (Image.new("L", (WIDTH, 400), BLANK) for _ in range(2))
        _write(ours, y, line, _font(weight, size), INK)
        ImageDraw.Draw(theirs).text((MARGIN, y), line, font=_font(weight, size), fill=INK)
        assert ours.tobytes() == theirs.tobytes(), line
