"""The development server's answers: records as the preview makes them, and what is wrong as long as that stops the build."""

import html
import mimetypes
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import Abort, PluginError

from generator.preview import MistakenError

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

WRONG_PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<meta name="viewport" content="width=device-width"><title>Chưa dựng được trang</title>
<h1>Chưa dựng được trang</h1><p>Sửa xong và lưu lại, trang này tự tải lại.</p><pre style="white-space:pre-wrap">{}</pre></html>
"""


class Desk:
    """Answers for the development server: records as the preview makes them, the rest as MkDocs has written it.

    While the data is wrong it says so; MkDocs' own server lets every browser wait until it is right again.
    """

    def __init__(self, content: Callable[[str], bytes | None], server: "LiveReloadServer") -> None:
        """``content``: what the preview has at an address of the site."""
        self._content, self._server = content, server
        self._rebuild, self._answer = server.builder, server.serve_request
        self._wrong = ""

    def rebuild(self) -> None:
        """Build again; a mistake is kept to be shown."""
        try:
            self._rebuild()
            self._wrong = ""
        except (Abort, PluginError) as error:
            self._wrong = str(error.__context__ or error)  # MkDocs logs the reason, and then says only that it stopped

    def answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """A page of the site, or one that says what is wrong and asks again by itself."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        if path.startswith("/livereload/"):
            return self._answer(environ, start_response)
        try:
            content = None if self._wrong else self._record(path)
        except MistakenError as error:
            return self._say(start_response, str(error))
        if self._wrong:
            return self._say(start_response, self._wrong)
        if content is None:
            return self._answer(environ, start_response)
        if path.endswith("/"):
            content = self._reloading(content)
        return _respond(start_response, "200 OK", _kind_of(path), content)

    def _record(self, path: str) -> bytes | None:
        """What the preview has at a path under the address of the site."""
        mount = self._server.mount_path
        return self._content(path[len(mount) :]) if path.startswith(mount) else None

    def _reloading(self, page: bytes) -> bytes:
        """The page with MkDocs' script, which asks for it again after a change."""
        server: Any = self._server
        reloading: bytes = server._inject_js_into_html(page, server._visible_epoch)
        return reloading

    @staticmethod
    def _say(start_response: Callable[..., Any], wrong: str) -> Iterable[bytes]:
        page = WRONG_PAGE.format(html.escape(wrong)).encode()
        return _respond(start_response, "503 Service Unavailable", "text/html; charset=utf-8", page)


def _kind_of(path: str) -> str:
    if path.endswith("/"):
        return "text/html; charset=utf-8"
    return "text/javascript" if path.endswith(".js") else mimetypes.guess_type(path)[0] or "application/octet-stream"


def _respond(start_response: Callable[..., Any], status: str, kind: str, content: bytes) -> Iterable[bytes]:
    start_response(status, [("Content-Type", kind), ("Content-Length", str(len(content)))])
    return [content]
