"""Lighthouse on home, department, plan and procedure, as a phone on a slow link meets them: the median of five runs.

`make lighthouse` builds the site, shows it compressed as a static host does, and runs the pinned Lighthouse of
``tests/bench/npm`` in the Chromium of this machine. It prints the four scores of each page and fails when one is below 95.
Needs npm; what npm installs goes to ``.cache/``.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from typing import Any

from tests.browser import FLAGS, BrowserMissingError, require_chromium
from tests.projects import AS_OF, ROOT, congkhai

PAGES = (
    ("home", ""),
    ("department", "co-quan/ha-tinh-so-khcn/"),
    ("plan", "ke-hoach/ha-tinh-so-khcn/2023-kiem-soat-tthc/"),
    ("procedure", "thu-tuc/1.013237/"),
)
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
RUNS = 5
LEAST = 95

PINNED = Path(__file__).parent / "npm"
CACHE = ROOT / ".cache" / "lighthouse"

Scores = dict[str, int]


class _Handler(SimpleHTTPRequestHandler):
    """Shows a folder compressed; without that the measured link would carry four times the bytes."""

    protocol_version = "HTTP/1.1"

    def send_head(self) -> None:
        """Answer with the whole file at once."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        content = gzip.compress(path.read_bytes() if found else b"", 9)
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", self.guess_type(str(path)) + "; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments: object) -> None:
        """Say nothing: the scores are what this program prints."""


@contextmanager
def compressed(folder: Path) -> Iterator[str]:
    """Serve a folder; gives its address. The folder may still be empty."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def installed() -> Path:
    """The pinned Lighthouse, installed now if it is not. Raises CalledProcessError when npm cannot."""
    lock = CACHE / "package-lock.json"
    program = CACHE / "node_modules" / ".bin" / "lighthouse"
    if not program.exists() or lock.read_bytes() != (PINNED / "package-lock.json").read_bytes():
        shutil.copytree(PINNED, CACHE, dirs_exist_ok=True)
        subprocess.run(["npm", "ci", "--silent"], cwd=CACHE, check=True, stdout=sys.stderr)
    return program


def scores(program: Path, chromium: Path, address: str) -> Scores:
    """One run: percent for each category, with Lighthouse's own phone and slow 4G."""
    arguments = [
        str(program),
        address,
        "--quiet",
        "--output=json",
        "--output-path=stdout",
        "--no-enable-error-reporting",
    ]
    arguments += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={' '.join(FLAGS)}"]
    environment = os.environ | {"CHROME_PATH": str(chromium)}
    done = subprocess.run(arguments, env=environment, check=True, capture_output=True, text=True)
    report = json.loads(done.stdout)
    _complain(report)
    return {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}


def _complain(report: Any) -> None:
    """Say on stderr which audits cost points."""
    for name in CATEGORIES:
        for audit in report["categories"][name]["auditRefs"]:
            result = report["audits"][audit["id"]]
            if audit["weight"] and result["score"] is not None and result["score"] < 0.9:
                print(f"    {audit['id']}: {result['score']} {result.get('displayValue', '')}", file=sys.stderr)


def middle(runs: list[Scores]) -> Scores:
    """The median of each category."""
    return {name: int(median(run[name] for run in runs)) for name in CATEGORIES}


def main() -> int:
    """Build, measure, print. Returns 1 when a page scores below the least in some category."""
    if shutil.which("npm") is None:
        print("make lighthouse: npm is not installed; it comes with Node.js", file=sys.stderr)
        return 1
    try:
        chromium = require_chromium(os.environ, Path.home())
    except BrowserMissingError as missing:
        print(f"make lighthouse: {missing}", file=sys.stderr)
        return 1
    program = installed()
    with tempfile.TemporaryDirectory() as folder, compressed(Path(folder) / "site") as address:
        done = congkhai("build", "--as-of", AS_OF, "--site", Path(folder) / "site", env={"CONGKHAI_SITE_URL": address})
        if done.returncode:
            print(done.stderr, file=sys.stderr)
            return 1
        found = {name: middle([scores(program, chromium, address + page) for _ in range(RUNS)]) for name, page in PAGES}
    print(f"{'median of ' + str(RUNS):14}" + "".join(f"{name:>16}" for name in CATEGORIES))
    for name, page in found.items():
        print(f"{name:14}" + "".join(f"{page[category]:16}" for category in CATEGORIES))
    return 0 if all(score >= LEAST for page in found.values() for score in page.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
