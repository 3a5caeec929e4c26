"""A small site around the search, for its tests and benchmarks: the index and the scripts as the site build ships them,
the real template of the search page, a home page with the box, and a loopback server that behaves like a static host.
"""

import gzip
import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import jinja2

from generator.model import Elsewhere, SearchWord, SearchWords
from generator.pages.parts.listing import Tally
from generator.pages.parts.page import Link
from generator.pages.procedure.index import TallyGroup
from generator.pages.search import PORTAL_SEARCH
from generator.publish.search import Findable, SearchRecord, first_files, shipped_scripts, write_index
from generator.reading.shape import shape
from generator.reading.yamlfile import read_yaml

ROOT = Path(__file__).resolve().parents[2]
THEME = ROOT / "theme_overrides"

# The policy of theme_overrides/main.html: what breaks under it breaks on the real site.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
)

FRAME = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{root}assets/ck.css">
</head>
<body class="ck">
<main id="noi-dung">
{content}
</main>
</body>
</html>
"""

HOME = """<div class="ck-wrap"><h1>Công khai</h1>
<form class="ck-find" role="search" action="{root}tra-cuu/" data-suggest="Gợi ý">
<label class="ck-vh" for="tim">Tra cứu</label>
<input id="tim" name="q" type="search" autocomplete="off">
<button class="ck-btn">Tìm</button>
</form></div>
<link rel="modulepreload" href="{root}assets/js/shared.js">
<script type="module" src="{root}assets/js/search-box.js"></script>
"""


def reviewed_words(plans: Path = ROOT / "plans") -> tuple[SearchWord, ...]:
    """The words of ``registry/search-words.yml``, as the site build has them."""
    file = plans / "registry/search-words.yml"
    record, problems = shape(SearchWords, read_yaml(file, file.name).data, file.name)
    assert not problems, problems
    words: tuple[SearchWord, ...] = record.words
    return words


def own_procedures() -> list[Mapping[str, object]]:
    """The project's own procedures as lines of a corpus."""
    data = [read_yaml(path, path.name).data for path in sorted((ROOT / "plans/procedures").glob("*.yml"))]
    return [
        {"id": one["code"], "kind": "thu-tuc", "title": one["name"], "code": one["code"], "field": one["field"]}
        for one in data
        if isinstance(one, dict)
    ]


def read_json(path: Path) -> list[Mapping[str, object]]:
    """A JSON list or JSON lines, maybe gzipped."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode()
    if text.lstrip().startswith("["):
        return list(json.loads(text))
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def to_record(row: Mapping[str, object], url: str = "") -> SearchRecord:
    """A line of a corpus as a search record; columns that are missing or null are empty."""

    def text(name: str) -> str:
        return str(row.get(name) or "")

    docs = row.get("docs")
    return SearchRecord(
        id=str(row["id"]),
        kind=text("kind"),
        title=str(row["title"]),
        url=url or f"thu-tuc/{row.get('code') or row['id']}/",
        code=text("code"),
        code_full=text("code_full"),
        field=text("field"),
        dept=text("dept"),
        agency=text("agency"),
        level=text("level"),
        status=text("status"),
        docs=tuple(map(str, docs)) if isinstance(docs, list | tuple) else (),
        desc=text("desc"),
    )


def write_site(
    folder: Path,
    records: Sequence[Findable],
    words: Sequence[SearchWord],
    elsewhere: Sequence[Elsewhere] = (),
) -> dict[str, bytes]:
    """Write the little site; returns the files of the index."""
    index = write_index(records, words, elsewhere)
    files = index | shipped_scripts(THEME / "assets/js")
    files["assets/ck.css"] = (THEME / "assets/ck.css").read_bytes()
    files["tra-cuu/index.html"] = _search_page(index).encode()
    files["index.html"] = _framed("Công khai", "./", HOME.format(root="./")).encode()
    for address, content in files.items():
        (folder / address).parent.mkdir(parents=True, exist_ok=True)
        (folder / address).write_bytes(content)
    return index


def _search_page(index: Mapping[str, bytes]) -> str:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(THEME),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    groups = (TallyGroup("theo-linh-vuc", "Theo lĩnh vực", "", (Tally(Link("Đường bộ", "thu-tuc/duong-bo/"), 3),)),)
    content = environment.get_template("pages/search.html").render(
        root="../",
        files=first_files(index),
        coverage="Trang này có 14 thủ tục",
        scope="Tìm trong 14 trang.",
        portal=PORTAL_SEARCH,
        departments=(Link("Sở Xây dựng", "co-quan/sxd/"),),
        groups=groups,
    )
    return _framed("Tra cứu", "../", content)


def _framed(title: str, root: str, content: str) -> str:
    return FRAME.format(policy=POLICY, title=title, root=root, content=content)


class Host(SimpleHTTPRequestHandler):
    """Static files, gzipped, to be kept for ten minutes: what GitHub Pages does."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), 9, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)

    def handle(self) -> None:
        """A browser that closes its page leaves its connections behind."""
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, *_: object) -> None:
        """Says nothing: a benchmark prints its own figures."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of ``folder`` on the loopback, with a closing slash, while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
