"""Makes the HTML of any page of records: its template, what it says to search engines, and the shell around both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.pages import Page
from generator.publish.exports.jsonld import PageData
from generator.publish.render import Shell, ShellKey, Templates, key_of, splice


@dataclass(frozen=True, slots=True)
class Press:
    """What all pages of a site share."""

    shells: Mapping[ShellKey, Shell]
    templates: Templates
    page_data: PageData
    edit_url: str
    """Where a file under ``plans/`` is edited; empty while the repository is not known."""

    def html(self, page: Page) -> bytes:
        """The whole page."""
        return self.html_of_all((page,))[0]

    def html_of_all(self, pages: Sequence[Page]) -> list[bytes]:
        """Whole pages, a few at a time: each step is done for all of them, and all of them are in memory."""
        contents = self.templates.contents(pages)
        said = list(map(self.said, pages))
        return [
            splice(self.shells[key_of(page)], page, content, self.edit_url, about).encode()
            for page, content, about in zip(pages, contents, said, strict=True)
        ]

    def said(self, page: Page) -> str:
        """What the page says to search engines."""
        return self.page_data.element(page)
