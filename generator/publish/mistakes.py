"""Where a reader reports a mistake: an e-mail to the site's owner, a form of the repository, or words on how to write.

A template writes ``href="bao-sai:nhiệm vụ II.5#n-II.5"``: what is wrong and its anchor. The address is made here, with the page's
own address in it, so that nobody has to describe where a mistake stands.
"""

from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import quote

from generator.addresses import WRITING

_LINK = 'href="bao-sai:'


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistakes:
    """What the deployment says of itself: its owner's e-mail address, its repository on GitHub, its own address."""

    owner: str = ""
    repo: str = ""
    site_url: str = ""

    def filled(self, html: str, address: str, root: str) -> str:
        """The page's HTML with an address in every link that reports a mistake."""
        before, *links = html.split(_LINK)
        return before + "".join(self._link(link, address, root) for link in links)

    def _link(self, text: str, address: str, root: str) -> str:
        """What follows on the beginning of a link, with the address of the report."""
        said, _, after = text.partition('"')
        what, mark, anchor = said.partition("#")
        link = self._address(unescape(what), f"{self.site_url}{address}{mark}{unescape(anchor)}", root)
        return f'href="{escape(link)}"{after}'

    def _address(self, what: str, where: str, root: str) -> str:
        if self.owner:
            body = f"Trang: {where}\nChỗ sai: {what}\n\nTrang đang ghi:\n\nĐúng ra là:\n\nCăn cứ văn bản:\n"
            return f"mailto:{quote(self.owner, safe='@')}?subject={quote(f'Sai dữ liệu: {what}')}&body={quote(body)}"
        if self.repo:
            asked = f"template=1-sai-du-lieu.yml&title={quote(f'Sai dữ liệu: {what}')}&page={quote(where)}"
            return f"{self.repo.rstrip('/')}/issues/new?{asked}"
        return f"{root}{WRITING}"
