"""The QR code on the counter sheet: an inline SVG that leads to the page. Printed only; on a screen the address is enough.

A page carries it always, so its bytes count: the code is one line that runs to and fro over the rows, drawn with one dash
pattern, dark and light lengths in turn. That is a fifth less than a path of its own for every dark run.

A site has one code for every procedure, so its time counts too. With version, level and mask fixed every step of the
standard (Reed–Solomon included) is linear over the bits of the address: a code is the code of a blank address, changed by
what each character alone would change. The library makes those few; twenty thousand codes are then a matter of XOR.
"""

from collections.abc import Callable
from functools import cache
from math import isqrt

import segno
from markupsafe import Markup

MASK = 2
"""ISO/IEC 18004 §7.8 rates eight masks for contrast; any of them decodes."""

LEVEL = "l"
"""The least correction that the version needs; the library raises it where there is room."""


_LENGTHS = {cell * length: str(length) for cell in "01" for length in range(1, 2 * 177 + 4)}
"""How long a run of cells is, in words; at most two rows of the largest code and what lies between them."""


def qr_maker(site_url: str) -> Callable[[str], Markup]:
    """A template filter: the address of a page on this site → its code. Without ``site_url`` nothing can be scanned."""

    def draw(address: str) -> Markup:
        return qr_svg(site_url + address) if site_url else Markup()

    return draw


def qr_svg(url: str) -> Markup:
    """The code of an address, black on white, its size left to the stylesheet. Raises ValueError unless it is ASCII."""
    cells = qr_cells(url)
    side = isqrt(len(cells))
    wide = side + 2
    # The line turns one cell outside the code, where the view box hides it.
    line = "M-1 .5" + "v1".join(f"h{wide}" if number % 2 == 0 else f"h-{wide}" for number in range(side))
    # Safe: numbers and path letters that are computed here, nothing of the address itself.
    return Markup(  # noqa: S704
        f'<svg viewBox="0 0 {side} {side}"><path fill="none" stroke="#000" stroke-dasharray="{_dashes(cells, side)}" '
        f'd="{line}"/></svg>'
    )


def qr_cells(url: str) -> str:
    """The code of an ASCII address as ``1`` (dark) and ``0``, row after row."""
    if not url.isascii():
        raise ValueError(url)
    size = len(url)
    whole = _cells("\0" * size)
    for at, character in enumerate(url):
        whole ^= _change(size, at, character)
    return f"{whole:b}"[1:]


@cache
def _change(size: int, at: int, character: str) -> int:
    """The cells that one character turns over in the code of a blank address; at most a few hundred are ever asked for."""
    blank = "\0" * size
    # The leading 1 that keeps zeros in front cancels itself out.
    return _cells(blank[:at] + character + blank[at + 1 :]) ^ _cells(blank)


@cache
def _cells(text: str) -> int:
    """The library's code as one number: a 1, then all cells, row after row."""
    matrix = segno.make_qr(text, error=LEVEL, mode="byte", mask=MASK).matrix
    return int("1" + "".join("".join(map(str, row)) for row in matrix), 2)


def _dashes(cells: str, side: int) -> str:
    """Lengths along the line, dark first: ``0 1 7 2 1``. Between rows the line goes out, down and in: three light cells."""
    rows = (cells[at : at + side] for at in range(0, side * side, side))
    way = "0".join(f"0{row if number % 2 == 0 else row[::-1]}0" for number, row in enumerate(rows))
    runs = way.replace("01", "0 1").replace("10", "1 0").split()
    return "0 " + " ".join(map(_LENGTHS.__getitem__, runs))
