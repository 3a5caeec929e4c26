"""Renders record pages: an autoescaping Jinja environment of our own, and shells into which the result is spliced.

MkDocs renders one shell for each (section, depth, layout) through the theme; rendering every record through it would cost
twenty times as much for the same bytes. A shell holds *slots*, private-use characters that no template writes; it is cut
at them once, and a page is the join of the pieces. What goes into a slot is never searched for slots.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2

from generator.addresses import CHANGES, section_picture
from generator.pages import Page
from generator.publish.mistakes import Mistakes
from generator.publish.printed import PrintingEnvironment, printed
from generator.publish.qr import qr_maker
from generator.publish.terse import TerseTemplates, terse


@dataclass(frozen=True, slots=True)
class ShellKey:
    """What tells shells apart."""

    section: str
    depth: int
    layout: str


class Slot:
    """The places in a shell that differ from page to page."""

    TITLE = "\ue000T\ue001"
    DESCRIPTION = "\ue000D\ue001"
    ADDRESS = "\ue000A\ue001"
    ALTERNATES = "\ue000L\ue001"
    CONTENT = "\ue000C\ue001"
    EDIT = "\ue000E\ue001"
    PICTURE = "\ue000P\ue001"


_CUT = re.compile("(\ue000[TDALCEP]\ue001)")

Shell = tuple[str, ...]
"""A shell cut at its slots: text and slots in turn."""


def cut(html: str) -> Shell:
    """Cut a rendered shell at its slots, terse, and without the blank lines and indents that template blocks leave behind."""
    return tuple(_CUT.split(terse(tidy(html))))


def tidy(html: str) -> str:
    """HTML without empty lines and indents. For shells only: they hold no preformatted text."""
    return "\n".join(filter(None, map(str.strip, html.split("\n"))))


def key_of(page: Page) -> ShellKey:
    """The shell that a page goes into."""
    return ShellKey(page.section, page.depth, page.layout)


def shell_keys(pages: Iterable[Page]) -> list[ShellKey]:
    """The shells that the pages need, in a fixed order."""
    keys = {key_of(page) for page in pages}
    return sorted(keys, key=lambda key: (key.section, key.depth, key.layout))


def splice(shell: Shell, page: Page, content: str, edit_url: str = "", about: str = "") -> str:
    """Put a page's words and content into its shell. ``edit_url`` is where a file under ``plans/`` is edited, if known;
    ``about`` is an element for the head that says what the page is about.
    """
    fillings = {
        Slot.TITLE: printed(page.title),
        Slot.DESCRIPTION: printed(page.description),
        Slot.ADDRESS: printed(page.address),
        Slot.ALTERNATES: alternates(page) + about,
        Slot.CONTENT: content,
        Slot.EDIT: edit_link(page, edit_url),
        Slot.PICTURE: printed(page.picture or section_picture(page.section)),
    }
    return "".join(map(fillings.get, shell, shell))


def alternates(page: Page) -> str:
    """Links in the head to other forms of the page."""
    return "".join(
        f'<link rel=alternate type="{printed(kind)}"{_titled(title)} href="{printed(page.root + address)}">'
        for kind, title, address in page.alternates
    )


def _titled(title: str) -> str:
    return f' title="{printed(title)}"' if title else ""


def edit_link(page: Page, edit_url: str) -> str:
    """The last change of the page's record with its history, and a link to the page's own file.

    Nothing for lists; where the repository is not known, the history is the log of the site.
    """
    parts: list[str] = []
    if page.changed:
        history = edit_url.replace("/edit/", "/commits/") + page.file if edit_url else page.root + CHANGES
        parts.append(f'{printed(page.changed)} · <a href="{printed(history)}">Lịch sử</a>')
    if page.file and edit_url:
        parts.append(f'<a href="{printed(edit_url + page.file)}">Sửa dữ liệu của trang này</a>')
    return f'<div class="ck-wrap"><p class="ck-meta ck-noprint">{" · ".join(parts)}</p></div>' if parts else ""


def templates_digest(folder: Path) -> bytes:
    """What the templates are, so that a page made from others is known to be another."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.html")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.digest()


class Templates:
    """The templates of record pages. A template gets exactly the fields of its context; a missing one is an error."""

    def __init__(self, folder: Path, site_url: str = "", mistakes: Mistakes | None = None) -> None:
        self._mistakes = mistakes or Mistakes(site_url=site_url)
        self._environment = PrintingEnvironment(
            loader=jinja2.FileSystemLoader(folder),
            extensions=[TerseTemplates],
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # whoever watches the templates makes this anew
        )
        self._environment.globals["site_url"] = site_url
        self._environment.filters["qr"] = qr_maker(site_url)

    def content(self, page: Page) -> str:
        """The HTML of a page without its shell."""
        return self.contents((page,))[0]

    def contents(self, pages: Sequence[Page]) -> list[str]:
        """The HTML of several, each step for all of them: first what templates see, then what they print."""
        seen = [page.variables() for page in pages]
        templates = [self._environment.get_template(f"pages/{page.context.template}") for page in pages]
        texts = [template.render(variables) for template, variables in zip(templates, seen, strict=True)]
        return [self._mistakes.filled(text, page.address, page.root) for text, page in zip(texts, pages, strict=True)]
