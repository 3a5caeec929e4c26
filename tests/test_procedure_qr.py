"""The QR code on paper: what is drawn is, cell by cell, what the library computed."""

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from generator.publish.qr import LEVEL, MASK, qr_cells, qr_maker, qr_svg

URL = "https://vi-du.github.io/cong-khai/thu-tuc/1.000028/"

SAMPLE = """async (side) => {
  const svg = document.querySelector("svg");
  const image = new Image();
  const text = new XMLSerializer().serializeToString(svg);
  image.src = "data:image/svg+xml;base64," + btoa(text);
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side * 8;
  const paint = canvas.getContext("2d");
  paint.fillStyle = "#fff";
  paint.fillRect(0, 0, side * 8, side * 8);
  paint.drawImage(image, 0, 0, side * 8, side * 8);
  const rows = [];
  for (let y = 0; y < side; y++) {
    let row = "";
    for (let x = 0; x < side; x++) row += paint.getImageData(x * 8 + 4, y * 8 + 4, 1, 1).data[0] < 128 ? "1" : "0";
    rows.push(row);
  }
  return rows;
}"""
"""The colour in the middle of every cell, as the browser paints it."""


def matrix(text: str) -> list[str]:
    code = segno.make_qr(text, error=LEVEL, mode="byte", mask=MASK)
    return ["".join(map(str, row)) for row in code.matrix]


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=120))
def test_a_code_put_together_is_the_librarys_own(url: str) -> None:
    assert qr_cells(url) == "".join(matrix(url))


def test_an_address_that_is_not_ascii_has_no_code() -> None:
    with pytest.raises(ValueError, match="thủ-tục"):
        qr_svg("https://vi-du.example/thủ-tục/")


def test_the_browser_paints_every_cell_as_computed(browser: Browser) -> None:
    wanted = matrix(URL)
    page = browser.new_page()
    svg = str(qr_svg(URL)).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" width="232" height="232" ')
    page.set_content(svg)
    assert page.evaluate(SAMPLE, len(wanted)) == wanted
    page.close()


def test_without_a_site_address_there_is_nothing_to_scan() -> None:
    assert qr_maker("")("thu-tuc/1.000028/") == ""


def test_the_address_itself_never_reaches_the_html() -> None:
    assert "script" not in qr_svg('https://vi-du.example/"><script>')
