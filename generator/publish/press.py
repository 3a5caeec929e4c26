"""Makes the HTML of any page of records: its template, what it says to search engines, and the shell around both."""

from collections.abc import Mapping
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
        content = self.templates.content(page)
        return splice(self.shells[key_of(page)], page, content, self.edit_url, self.said(page)).encode()

    def said(self, page: Page) -> str:
        """What the page says to search engines."""
        return self.page_data.element(page)
