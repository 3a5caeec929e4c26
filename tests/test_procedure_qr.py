"""The QR code on paper: what is drawn is, cell by cell, what the library computed."""

import re
from base64 import b64decode
from struct import unpack

import pytest
import segno
from hypothesis import example, given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from generator.publish.qr import LEVEL, MASK, qr_maker, qr_picture

URL = "https://vi-du.github.io/cong-khai/thu-tuc/1.000028/"

SAMPLE = """async () => {
  const image = document.querySelector("img");
  await image.decode();
  const canvas = document.createElement("canvas"), side = image.naturalWidth;
  canvas.width = canvas.height = side;
  const paint = canvas.getContext("2d");
  paint.drawImage(image, 0, 0);
  const rows = [];
  for (let y = 0; y < image.naturalHeight; y++) {
    let row = "";
    for (let x = 0; x < side; x++) row += paint.getImageData(x, y, 1, 1).data[0] < 128 ? "1" : "0";
    rows.push(row);
  }
  return rows;
}"""
"""The colour of every cell, as the browser reads the picture."""


def matrix(text: str) -> list[str]:
    code = segno.make_qr(text, error=LEVEL, mode="byte", mask=MASK)
    return ["".join(map(str, row)) for row in code.matrix]


def cells(url: str) -> list[str]:
    """The cells of the picture, as its header says where they lie."""
    raw = b64decode(re.fullmatch(r'<img alt src="data:image/bmp;base64,([^"]*)">', qr_picture(url))[1])  # type: ignore[index]
    kind, size, _, start, head, side, height, _, bits = unpack("<2sIIIIHHHH", raw[:26])
    assert (kind, size, head, side, bits) == (b"BM", len(raw), 12, height, 1)
    assert raw[26:start] == b"\xff\xff\xff\0\0\0"
    rows = [f"{int.from_bytes(row):0{len(row) * 8}b}"[:side] for row in split_rows(raw[start:], height)]
    return rows[::-1]


def split_rows(raw: bytes, count: int) -> list[bytes]:
    length = len(raw) // count
    assert length % 4 == 0
    return [raw[at : at + length] for at in range(0, len(raw), length)]


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=120))
@example(URL + "3456")  # 33 cells: a row of two words
def test_a_code_put_together_is_the_librarys_own(url: str) -> None:
    assert cells(url) == matrix(url)


def test_an_address_that_is_not_ascii_has_no_code() -> None:
    with pytest.raises(ValueError, match="thủ-tục"):
        qr_picture("https://vi-du.example/thủ-tục/")


@pytest.mark.parametrize("url", [URL, URL + "3456"])
def test_the_browser_paints_every_cell_as_computed(browser: Browser, url: str) -> None:
    page = browser.new_page()
    page.set_content(str(qr_picture(url)))
    assert page.evaluate(SAMPLE) == matrix(url)
    page.close()


def test_without_a_site_address_there_is_nothing_to_scan() -> None:
    assert qr_maker("")("thu-tuc/1.000028/") == ""


def test_the_address_itself_never_reaches_the_html() -> None:
    assert "script" not in qr_picture('https://vi-du.example/"><script>')
