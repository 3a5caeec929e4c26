"""The shells: pages whose words are slots, rendered by the theme once for many records, and what of the theme is cut away."""

import re
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents

from generator.publish.render import ShellKey, Slot

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

LEFTOVERS = re.compile(
    r'<input class="md-toggle"[^>]*>\s*'
    r'|<label class="md-overlay"[^>]*></label>\s*'
    r'|<div data-md-component="(?:skip|announce)">\s*(?:<a [^>]*class="md-skip">[^<]*</a>\s*)?</div>\s*'
    r'|<div class="md-container" [^>]*>\s*|<main class="md-main" [^>]*>\s*<div class="md-main__inner md-grid">\s*'
    r"|(?<=</main>)\s*</div>\s*</main>"
    r'|</div>\s*<div class="md-dialog" data-md-component="dialog">\s*<div class="md-dialog__inner md-typeset"></div>\s*</div>\s*'
    r'|(?<=<html lang="vi") class="no-js"|(?<=<body) dir="ltr"'
)
"""Parts of the theme's frame that only its own script and stylesheet use. Neither is loaded, and they cost 0.7 KB a page."""


class ShellPage(MkDocsPage):
    """A page whose words are slots; the theme renders it once for many records."""

    def __init__(self, file: File, config: "MkDocsConfig", key: ShellKey) -> None:
        super().__init__(None, file, config)
        self.key = key

    def read_source(self, config: "MkDocsConfig") -> None:  # noqa: ARG002 - MkDocs' own signature
        """There is no source; the section tells the theme which part of the site to mark."""
        self.markdown = ""
        self.meta = {"title": Slot.TITLE, "description": Slot.DESCRIPTION, "section": self.key.section}
        self.meta |= {"layout": self.key.layout, "alternates": Slot.ALTERNATES, "address": Slot.ADDRESS}
        self.meta["edit"] = Slot.EDIT
        self.meta["picture"] = Slot.PICTURE

    def render(self, config: "MkDocsConfig", files: Files) -> None:  # noqa: ARG002 - MkDocs' own signature
        """The content is one slot."""
        self.content = Slot.CONTENT
        self.toc = TableOfContents([])
        self.present_anchor_ids = set()


def source_of(key: ShellKey) -> str:
    """A source name whose page lies as deep as the records of the shell; it is never written."""
    if key.depth == 0:
        return "index.md"
    return "/".join([f"{key.section}-{key.layout}", *["_"] * (key.depth - 1)]) + ".md"
