"""The QR code on paper: what is drawn is, cell by cell, what the library computed."""

import segno
from playwright.sync_api import Browser

from generator.qr import MASK, qr_maker, qr_svg

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


def test_the_browser_paints_every_cell_as_computed(browser: Browser) -> None:
    wanted = ["".join(map(str, row)) for row in segno.make_qr(URL, error="l", mask=MASK).matrix]
    page = browser.new_page()
    svg = str(qr_svg(URL)).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" width="232" height="232" ')
    page.set_content(svg)
    assert page.evaluate(SAMPLE, len(wanted)) == wanted
    page.close()


def test_without_a_site_address_there_is_nothing_to_scan() -> None:
    assert qr_maker("")("thu-tuc/1.000028/") == ""


def test_the_address_itself_never_reaches_the_html() -> None:
    assert "script" not in qr_svg('https://vi-du.example/"><script>')
