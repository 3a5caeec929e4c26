"""The QR code on the counter sheet: an inline SVG that leads to the page. Printed only; on a screen the address is enough.

A page carries it always, so its bytes count: the code is one line that runs to and fro over the rows, drawn with one dash
pattern, dark and light lengths in turn. That is a fifth less than a path of its own for every dark run.
"""

from collections.abc import Callable, Iterable
from itertools import chain, groupby

import segno
from markupsafe import Markup

MASK = 2
"""ISO/IEC 18004 §7.8 rates eight masks for contrast; any of them decodes, and a fixed one costs a fifth of the time."""


def qr_maker(site_url: str) -> Callable[[str], Markup]:
    """A template filter: the address of a page on this site → its code. Without ``site_url`` nothing can be scanned."""

    def draw(address: str) -> Markup:
        return qr_svg(site_url + address) if site_url else Markup()

    return draw


def qr_svg(url: str) -> Markup:
    """The code of an address, black on white, its size left to the stylesheet."""
    rows = [bytes(row) for row in segno.make_qr(url, error="l", mask=MASK).matrix]
    side, wide = len(rows), len(rows) + 2
    # The line turns one cell outside the code, where the view box hides it.
    line = "M-1 .5" + "v1".join(f"h{wide}" if number % 2 == 0 else f"h-{wide}" for number in range(side))
    # Safe: numbers and path letters that are computed here, nothing of the address itself.
    return Markup(  # noqa: S704
        f'<svg viewBox="0 0 {side} {side}"><path fill="none" stroke="#000" stroke-dasharray="{_dashes(rows)}" d="{line}"/></svg>'
    )


def _dashes(rows: list[bytes]) -> str:
    """Lengths along the line, dark first: ``0 1 7 2 1``. Between rows the line goes out, down and in: three light cells."""
    cells: Iterable[int] = chain.from_iterable(
        b"\0" + (row if number % 2 == 0 else row[::-1]) + b"\0\0" for number, row in enumerate(rows)
    )
    return "0 " + " ".join(str(len(list(run))) for _, run in groupby(cells))
