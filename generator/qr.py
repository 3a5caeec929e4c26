"""The QR code on the counter sheet: an inline SVG that leads to the page. Printed only; on a screen the address is enough."""

from collections.abc import Callable

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
    code = segno.make_qr(url, error="m", boost_error=False, mask=MASK)
    # Safe: the library writes numbers and path letters only, nothing of the address itself.
    return Markup(code.svg_inline(omitsize=True, border=0, svgclass=None, lineclass=None))  # noqa: S704
