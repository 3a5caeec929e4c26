"""Pictures for shares (Open Graph, 1200 × 630), icons, and the web manifest that names them.

A message with a link shows the plan's title and its headline before anyone opens it. The pictures are drawn from text alone,
in a typeface made for Vietnamese, so that the same data gives the same bytes on every machine.
"""

import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from math import ceil

from PIL import Image, ImageColor, ImageDraw, ImageFont

from generator.addresses import icon, plan_picture, section_picture
from generator.model import Plan
from generator.pages import Page
from generator.pages.parts.listing import document_words, plan_counts, plan_title
from generator.pages.progress import progress_sentence
from generator.tracking.linked import Linked

WIDTH, HEIGHT, MARGIN = 1200, 630, 72
PAPER, ACCENT = "#ffffff", "#0a5353"
INK, SOFT, BLANK = 1, 60, 255
"""Tones of the ramp between ink and paper; tone 0 is the accent. One channel is drawn a dozen times as fast as three."""
ICON_SIZES = (180, 192, 512)
_TYPEFACE = files("fontpkg_be_vietnam_pro") / "files"

SECTIONS = {
    "trang-chu": "Thủ tục, kế hoạch và chỉ tiêu của cơ quan nhà nước",
    "tra-cuu": "Tra cứu thủ tục, kế hoạch, văn bản",
    "thu-tuc": "Thủ tục hành chính: cần gì, mất bao lâu, bao nhiêu tiền, nộp ở đâu",
    "ke-hoach": "Kế hoạch kiểm soát thủ tục hành chính, chép nguyên văn",
    "tien-do": "Tiến độ: đã hứa, đã đổi, đã báo cáo",
    "co-quan": "Cơ quan, trước và sau hợp nhất",
    "cac-tinh": "Các tỉnh, mỗi tỉnh một trang",
    "chi-tieu": "Chỉ tiêu qua các kế hoạch",
    "van-ban": "Văn bản được căn cứ, thực hiện, nhắc đến",
}
"""What the picture of a section says."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be drawn, and the words on it: the same words give the same bytes."""

    address: str
    said: tuple[str, ...]
    draw: Callable[..., bytes]

    def drawn(self) -> bytes:
        """The file."""
        return self.draw(*self.said)


def pictures(linked: Linked, pages: Iterable[Page], site_name: str) -> Iterator[Picture]:
    """A picture for each section and each plan, and the icons."""
    for section in sorted({page.section for page in pages} | {"trang-chu"}):
        words = SECTIONS.get(section, SECTIONS["trang-chu"])
        yield Picture(section_picture(section), (site_name, words, "", ""), _picture)
    for plan in linked.plans():
        yield Picture(plan_picture(plan.id), (site_name, *_plan_words(linked, plan)), _picture)
    for size in ICON_SIZES:
        yield Picture(icon(size), (str(size),), _icon)


def _plan_words(linked: Linked, plan: Plan) -> tuple[str, str, str]:
    facts = " · ".join((document_words(plan), *plan_counts(plan)))
    headline = progress_sentence(linked.progress[plan.id], plan)
    return plan_title(plan), f"{linked.agency_of(plan).name} · {facts}", headline


def _picture(site_name: str, title: str, facts: str, headline: str) -> bytes:
    image = Image.new("L", (WIDTH, HEIGHT), BLANK)
    image.paste(0, (0, 0, WIDTH, 15))
    _write(image, 52, site_name, _font("ExtraBold", 40), INK)
    y = _paragraph(image, 138, title, _font("Bold", 62 if len(title) < 90 else 50), INK, 4)
    y = _paragraph(image, y + 16, facts, _font("Regular", 30), SOFT, 2)
    _paragraph(image, y + 16, headline, _font("SemiBold", 32), INK, 3)
    image.putpalette(_ramp())
    return _png(image)


@lru_cache(maxsize=1)
def _ramp() -> bytes:
    """The palette: the accent, then from ink to paper."""
    ink, paper = ImageColor.getrgb("#14201e"), ImageColor.getrgb(PAPER)
    tones = (
        round(dark + (light - dark) * tone / BLANK)
        for tone in range(1, 256)
        for dark, light in zip(ink, paper, strict=False)
    )
    return bytes((*ImageColor.getrgb(ACCENT), *tones))


def _paragraph(image: Image.Image, y: float, text: str, font: ImageFont.FreeTypeFont, tone: int, most: int) -> float:
    """Write at most ``most`` lines and return where the next paragraph begins; what is left out ends with «…»."""
    lines = _lines(text, font)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rsplit(" ", 1)[0] + "…"]
    step = font.size * 1.35
    for line in lines:
        _write(image, y, line, font, tone)
        y += step
    return y


def _lines(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """The text broken between words at the width of the picture; a word that is wider stays whole."""
    lines: list[str] = []
    room = 0.0
    for word in text.split(" ")[:80]:
        width = _width(font, f" {word}")
        if width <= room:
            lines[-1] += f" {word}"
            room -= width
        else:
            lines.append(word)
            room = WIDTH - 2 * MARGIN - _width(font, word)
    return lines


@lru_cache(maxsize=4096)
def _width(font: ImageFont.FreeTypeFont, text: str) -> float:
    """The width of a text in pixels. It is that of its letters: the basic layout has no kerning with this typeface."""
    return font.getlength(text)


def _write(image: Image.Image, y: float, line: str, font: ImageFont.FreeTypeFont, tone: int) -> None:
    """Write a line word by word: titles say the same ones, and a word is drawn the same wherever it stands, for each letter
    of this layout advances by whole pixels.
    """
    x, top = MARGIN, ceil(y - 0.5)  # rounded as Pillow does
    for word in line.split(" "):
        ink, left, above = _drawn(font, word)
        image.paste(tone, (x + left, top + above), ink)
        x += int(_width(font, f" {word}"))


@lru_cache(maxsize=512)
def _drawn(font: ImageFont.FreeTypeFont, word: str) -> tuple[Image.Image, int, int]:
    """How much of each pixel a word covers, and where its first pixel lies."""
    left, top, right, bottom = map(int, font.getbbox(word))
    ink = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(ink).text((-left, -top), word, font=font, fill=255)
    return ink, left, top


@lru_cache(maxsize=16)
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    with as_file(_TYPEFACE / f"BeVietnamPro-{weight}.ttf") as path:
        return ImageFont.truetype(io.BytesIO(path.read_bytes()), size, layout_engine=ImageFont.Layout.BASIC)


def _icon(side: str) -> bytes:
    """The mark of the site: three lines of text on the accent, as in ``favicon.svg``."""
    size = int(side)
    image = Image.new("RGB", (size, size), ACCENT)
    draw, unit = ImageDraw.Draw(image), size / 32
    for top, width, height in ((7, 16, 4), (14, 16, 3), (20, 10, 3)):
        draw.rectangle((8 * unit, top * unit, (8 + width) * unit - 1, (top + height) * unit - 1), fill=PAPER)
    return _png(image.quantize(2, dither=Image.Dither.NONE))


def _png(image: Image.Image) -> bytes:
    raw = io.BytesIO()
    image.save(raw, "PNG")
    return raw.getvalue()


def web_manifest(site_name: str) -> bytes:
    """W3C Web Application Manifest: enough for a shortcut on the home screen; no service worker."""
    told = {
        "name": site_name,
        "short_name": site_name,
        "lang": "vi",
        "start_url": "./",
        "display": "browser",
        "background_color": PAPER,
        "theme_color": ACCENT,
        "icons": [
            {"src": icon(size), "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any"} for size in ICON_SIZES
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"
