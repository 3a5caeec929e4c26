"""The records of a province as a site of Hugo, and the proof that both sites say the same.

``theme/`` is an ordinary Hugo site without its records. Its page of a procedure says all that ours says: the head with what
search engines and messengers read, every fact, the QR code. It has the lists that ours has of a procedure (by field, body,
letter and law, 200 rows a page), each record as JSON with the same members, the register as JSON and CSV, one index for a
search, a sitemap. It is written as a good author writes for Hugo: what is the same on every page is cached, and
what a list and a page both say of a record is worked out once.

It leaves out what Hugo cannot do, or not without a program beside it: RDF, gzip, the zip of everything, the manifest with its
checksums, the index that a phone can search in parts, lists that fold by their first words, and the two hundred pages of plans,
agencies and guides that our build writes besides. All of that counts against us.
"""

import gzip
import json
import re
import shutil
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from selectolax.lexbor import LexborHTMLParser

from generator.addresses import citing_address, field_address, is_parted, part_of, procedure_address, record_address
from tests.bench.province import FIELDS, full_procedure
from tests.bench.run import Cost, run

THEME = Path(__file__).parent / "theme"
LAW = "61-2018-nd-cp"
"""The one legal basis of every record that the registry knows."""
SAMPLE = 40
"""Records that are compared; every list by field is, and the one of the law."""
NOTHING = "nothing"


def make_hugo_site(folder: Path, registry: Path, procedures: int) -> Path:
    """The same records as a Hugo project: each record whole in its front matter, with the lists that it stands in."""
    shutil.copytree(THEME, folder)
    reader = YAML(typ="safe")
    fields = reader.load(registry / "fields.yml")["fields"]
    documents = reader.load(registry / "legal-documents.yml")["legal_documents"]
    known = {it["number"]: {"id": it["id"], "title": it["name"]} for it in documents if "number" in it}
    for name, content in (("fields", {it["id"]: it["name"] for it in fields}), ("documents", known)):
        (folder / f"data/{name}.json").write_text(json.dumps(content, ensure_ascii=False))
    for index in range(procedures):
        code, text = full_procedure(index)
        page = folder / f"content/thu-tuc/{code.replace('.', '-')}.md"
        page.write_text(_page(code, text, parted=is_parted(procedures)))
    return folder


def _page(code: str, text: str, *, parted: bool) -> str:
    record = YAML(typ="safe").load(text)
    front = {
        "title": record["name"],
        "url": procedure_address(code),
        "linh-vuc": [record["field"]],
        "thuc-hien": [record["implementing"]],
        "van": [record["name"][0].lower()],
        "can-cu": [LAW],
    } | ({"phan": [part_of(code)]} if parted else {})
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items()]
    return f"---\n{''.join(lines)}params:\n  record:\n{re.sub('^', '    ', text.rstrip(), flags=re.MULTILINE)}\n---\n"


def hugo_program() -> str:
    """Hugo itself: the command of its Python package would add the start of a Python. Raises RuntimeError without one."""
    command = shutil.which("hugo")
    if command is None:
        raise RuntimeError("Hugo is not installed; `make bench` installs it")
    inside = Path(command).parents[1].glob("lib/python*/site-packages/hugo/binaries/hugo")
    return str(next(inside, command))


def run_hugo(project: Path, procedures: int) -> Cost:
    """Build the project from nothing, without a cache, with Hugo's own defaults."""
    mode = ["--environment", "parted"] if is_parted(procedures) else []
    return run([hugo_program(), "build", "--quiet", "--cacheDir", str(project / "cache"), *mode], project)


def hold_equal(ours: Path, theirs: Path, procedures: int) -> None:
    """Compare what two built sites say of a sample of records and of lists. Raises RuntimeError at the first
    difference.
    """
    for index in range(0, procedures, max(1, procedures // SAMPLE)):
        code = full_procedure(index)[0]
        address = procedure_address(code)
        pages = [(site / address / "index.html").read_text() for site in (ours, theirs)]
        _hold(f"the page {address}", *(dict(_said(page)) for page in pages))
        _hold(f"the JSON of {code}", _our_record(ours, code, procedures), _hugo_record(theirs, code, procedures))
    for address in (citing_address(LAW), *(field_address(f"linh-vuc-{number}") for number in range(1, FIELDS + 1))):
        _hold(f"the list {address}", *(_rows(site / address) for site in (ours, theirs)))


def _said(page: str) -> Iterator[tuple[str, Any]]:
    """What a page says: its visible words one by one, and what its head tells machines."""
    tree = LexborHTMLParser(page)
    for element in tree.css("meta[content]"):
        name = next(filter(None, map(element.attributes.get, ("name", "property", "http-equiv"))), None)
        if name:
            yield f"{name} {element.attributes.get('media') or ''}", element.attributes["content"]
    yield "canonical", [element.attributes["href"] for element in tree.css("link[rel=canonical]")]
    yield "schema.org", [json.loads(element.text()) for element in tree.css("script[type='application/ld+json']")]
    yield "other forms", len(tree.css("link[rel=alternate]"))
    yield "title", [element.text() for element in tree.css("title")]
    yield "a code to scan", len(tree.css(".ck-qr svg, .ck-qr img"))
    yield "words", [word for element in tree.css("body") for word in element.text(separator=" ").split()]
    yield "links", len(tree.css("body a"))


def _rows(folder: Path) -> list[str]:
    """The rows of a list on all its pages, in full or names alone; in one order, since Hugo's puts «nhóm 10» before «nhóm 2»."""
    pages = [LexborHTMLParser(file.read_text()) for file in folder.rglob("index.html")]
    rows = (row for page in pages for row in page.css("ul.ck-rows > li, ul.ck-names > li"))
    return sorted(" ".join(row.text(separator=" ").split()) for row in rows)


def _our_record(site: Path, code: str, procedures: int) -> Any:
    file = site / record_address(code, parted=is_parted(procedures))
    return _record(gzip.decompress(file.read_bytes()) if is_parted(procedures) else file.read_bytes(), code)


def _hugo_record(site: Path, code: str, procedures: int) -> Any:
    folder = f"api/v1/procedures/{part_of(code)}" if is_parted(procedures) else procedure_address(code)
    return _record((site / folder / "index.json").read_bytes(), code)


def _record(content: bytes, code: str) -> Any:
    """A record of its file, or of a file of a hundred together with what that says of itself."""
    found = json.loads(content)
    members = found.pop("procedures", None)
    return found if members is None else found | next(it for it in members if it["code"] == code)


def _hold(what: str, ours: Any, theirs: Any) -> None:
    """Raises RuntimeError with the first member, or the first word, in which two values differ."""
    if ours == theirs:
        return
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in [*ours, *theirs]:
            _hold(f"{what}, {key}", ours.get(key, NOTHING), theirs.get(key, NOTHING))
    if isinstance(ours, list) and isinstance(theirs, list):
        for number, pair in enumerate(zip_longest(ours, theirs, fillvalue=NOTHING)):
            _hold(f"{what}, {number + 1}", *pair)
    raise RuntimeError(f"Hugo's site is another: {what}: ours {str(ours)[:300]!r}, Hugo's {str(theirs)[:300]!r}")
