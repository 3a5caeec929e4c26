"""The QR code on the counter sheet: a picture in the page that leads to it. Printed only; on a screen the address is enough.

A page carries it always, so its bytes count: one bit a cell in the oldest bitmap that every browser reads is a quarter of the
shortest drawing in SVG. The policy of such pages allows pictures in the page, which run nothing.

A site has one code for every procedure, so its time counts too. With version, level and mask fixed every step of the
standard (Reed–Solomon included) is linear over the bits of the address: a code is the code of a blank address, changed by
what each character alone would change. The library makes those few; twenty thousand codes are then a matter of XOR.
"""

from base64 import b64encode
from collections.abc import Callable
from functools import cache, lru_cache
from struct import pack

from markupsafe import Markup

MASK = 2
"""ISO/IEC 18004 §7.8 rates eight masks for contrast; any of them decodes."""

LEVEL = "l"
"""The least correction that the version needs; the library raises it where there is room."""


def qr_maker(site_url: str) -> Callable[[str], Markup]:
    """A template filter: the address of a page on this site → its code. Without ``site_url`` nothing can be scanned."""

    def draw(address: str) -> Markup:
        return qr_picture(site_url + address) if site_url else Markup()

    return draw


def qr_picture(url: str) -> Markup:
    """The code of an address, a pixel a cell, its size left to the stylesheet. Raises ValueError unless it is ASCII."""
    if not url.isascii():
        raise ValueError(url)
    # Safe: bits that are computed here, nothing of the address itself.
    return Markup(f'<img alt src="data:image/bmp;base64,{b64encode(_bitmap(url)).decode()}">')  # noqa: S704


def _bitmap(url: str) -> bytes:
    """A bitmap with OS/2's short header (BITMAPCOREHEADER): 12 bytes, two colours, then the cells."""
    size, shared = len(url), url[:-_OWN]
    side, cells = _begun(size, shared)
    for at, character in enumerate(url[len(shared) :], start=len(shared)):
        cells ^= _change(size, at, character)
    length = side * _row_length(side)
    head = pack("<2sIIIIHHHH3s3s", b"BM", 32 + length, 0, 32, 12, side, side, 1, 1, b"\xff\xff\xff", b"\0\0\0")
    return head + cells.to_bytes(length, "big")


def _row_length(side: int) -> int:
    """Bytes of a row of cells, which are filled up to a multiple of four."""
    return (side + 31) // 32 * 4


_OWN = 12
"""Characters at the end of an address that are its own: a code of a procedure with its slash, and one to spare."""


@lru_cache(maxsize=256)
def _begun(size: int, start: str) -> tuple[int, int]:
    """Side and cells of the code of an address that begins so and is blank after it: those of one kind all begin alike."""
    side, cells = _code("\0" * size)
    for at, character in enumerate(start):
        cells ^= _change(size, at, character)
    return side, cells


@cache
def _change(size: int, at: int, character: str) -> int:
    """The cells that one character turns over in the code of a blank address; at most a few hundred are ever asked for."""
    blank = "\0" * size
    return _code(blank[:at] + character + blank[at + 1 :])[1] ^ _code(blank)[1]


@cache
def _code(text: str) -> tuple[int, int]:
    """Side and cells of the library's code: a bit a cell, rows from the lowest up, each filled up as bitmaps want it."""
    import segno  # noqa: PLC0415 - it brings the half of an HTTP client, and a build that changes no page draws no code

    matrix = segno.make_qr(text, error=LEVEL, mode="byte", mask=MASK).matrix
    width = 8 * _row_length(len(matrix))
    return len(matrix), int("".join("".join(map(str, row)).ljust(width, "0") for row in reversed(matrix)), 2)
