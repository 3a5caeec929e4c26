"""A built site, asked with CSS selectors, and a server that shows it the way GitHub Pages does."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

SITE_URL = "https://congkhai.example/tinh/"
"""The address that the built site is told it has; its path is also where the server shows it."""

BASE = "/tinh/"

REPOSITORY = "https://git.example/cong-khai"


@dataclass(slots=True)
class Site:
    """A folder with a built site."""

    folder: Path
    _parsed: dict[str, LexborHTMLParser] = field(default_factory=dict)

    def addresses(self) -> list[str]:
        """Every page, relative to the root of the site: ``ke-hoach/``, and empty for the home page."""
        files = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("index.html"))
        return sorted(name.removesuffix("index.html") for name in files)

    def file(self, address: str) -> Path:
        """The file at an address."""
        return self.folder / (address + "index.html" if not address or address.endswith("/") else address)

    def html(self, address: str) -> str:
        return self.file(address).read_text(encoding="utf-8")

    def page(self, address: str) -> LexborHTMLParser:
        """A page, parsed once."""
        if address not in self._parsed:
            self._parsed[address] = LexborHTMLParser(self.html(address))
        return self._parsed[address]

    def json(self, address: str) -> Any:
        return json.loads((self.folder / address).read_bytes())

    def texts(self, address: str, selector: str) -> list[str]:
        """The text of every element that the selector finds, with single spaces."""
        return [" ".join(node.text().split()) for node in self.page(address).css(selector)]

    def one(self, address: str, selector: str) -> LexborNode:
        """The one element that the selector finds."""
        (found,) = self.page(address).css(selector)
        return found

    def text(self, address: str, selector: str) -> str:
        """The text of the one element that the selector finds."""
        return " ".join(self.one(address, selector).text().split())

    def links(self, address: str, selector: str = "a") -> list[str]:
        """Where the links lead that the selector finds, as written."""
        return [node.attributes.get("href") or "" for node in self.page(address).css(selector)]


def references(site: Site, address: str) -> Iterator[tuple[LexborNode, str]]:
    """Every element that leads or loads, with the address it gives; a picture that stands in the page itself does neither."""
    for node in site.page(address).css("[href], [src], [action], [data]"):
        for name in ("href", "src", "action", "data"):
            if node.attributes.get(name) and not (node.attributes[name] or "").startswith("data:image/bmp;"):
                yield node, node.attributes[name] or ""


def inside(address: str, link: str) -> str | None:
    """The address inside the site that a link of a page leads to; None for other sites."""
    whole = urljoin(SITE_URL + address, link)
    if not whole.startswith(SITE_URL):
        return None
    return unquote(urlsplit(urldefrag(whole).url).path.removeprefix(BASE))


def broken_links(site: Site) -> list[tuple[str, str]]:
    """Every link of a page to a file of the site that is not there, with the page it stands on."""
    broken = {
        (address, link)
        for address in site.addresses()
        for _, link in references(site, address)
        if (found := inside(address, link)) is not None and not site.file(found).is_file()
    }
    return sorted(broken)


class _Handler(SimpleHTTPRequestHandler):
    """Shows a folder under a path; whatever is missing gets ``404.html``."""

    def __init__(self, *arguments: Any, base: str, asked: list[str], **named: Any) -> None:
        self.base, self.asked = base, asked
        super().__init__(*arguments, **named)

    def translate_path(self, path: str) -> str:
        outside = not path.startswith(self.base)
        return f"{self.directory}/.outside" if outside else super().translate_path(path[len(self.base) - 1 :])

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        missing = Path(self.directory) / "404.html"
        if code != 404 or not missing.exists():
            super().send_error(code, message, explain)
            return
        content = missing.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments: Any) -> None:  # noqa: ARG002 - the signature of the standard library
        self.asked.append(self.path)


@contextmanager
def shown(folder: Path, base: str = BASE, asked: list[str] | None = None) -> Iterator[str]:
    """Serve a folder under the path ``base``; gives its address. ``asked`` collects the paths of all requests."""
    handler = partial(_Handler, directory=str(folder), base=base, asked=[] if asked is None else asked)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{base}"
        server.shutdown()
