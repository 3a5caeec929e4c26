"""What a text means to a reader of one of our files, put into every text field of every record: no output takes it for more."""

import csv
import hashlib
import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.check import check
from generator.drafting.export import export_docx
from generator.reading.catalogue import Loaded
from generator.reading.problems import errors
from generator.tracking.commitments import apply_amendments
from tests import hostile
from tests.fuzz import AS_OF, Tree, build_once, encoded
from tests.projects import contents

PAYLOADS = {
    "formula": "=HYPERLINK(1)",
    "formula after a space": "\xa0=1+1;=2",
    "plus": "+1+1",
    "minus": "-1+1",
    "at": "@SUM(1)",
    "command of an annotation": "##[error]x ::error::x %0A::error::x",
    "calendar": "x\\nEND:VEVENT\\nBEGIN:VALARM;X=1:3",
    "script": "</script><script>alert(1)</script><!--<script>",
    "attribute": "\" onclick=alert(1) x='",
    "XML": "]]><x-hostile/>&lol;<?x?><!DOCTYPE x>",
    "Jinja": "{{7*7}}{%raw%}{#x#}",
    "Markdown": "[x](javascript:alert(1)) ![x](x) `x` **x** https://evil.example/",
    "Word": "</w:t><w:fldSimple w:instr='INCLUDETEXT x'/>",
}
"""What each reader could take for its own."""


HOSTILE = re.compile(rf"([A-Z]\w+\.\w+|Đơn vị) {re.escape(hostile.ATTACK)}")
"""A text of the hostile tree, which says its field."""


@pytest.fixture(scope="module", params=tuple(PAYLOADS.values()), ids=tuple(PAYLOADS))
def attacked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Loaded, dict[str, bytes]]:
    """Records whose texts begin with the payload, and every page and export that is made of them."""
    folder = tmp_path_factory.mktemp("payload")
    plans = Tree(folder).plans
    put(plans, request.param)
    loaded = check(plans, AS_OF)
    assert [problem.text() for problem in errors(loaded.problems)] == []
    build_once(loaded, folder / "site")
    return loaded, contents(folder / "site")


def put(plans: Path, payload: str) -> None:
    """Begin every hostile text with the payload, the source of the plan included."""
    for file in plans.rglob("*.yml"):
        file.write_bytes(encoded(_begun(json.loads(file.read_bytes()), payload)))
    folder = plans / f"agencies/{hostile.AGENCY}/{hostile.PLAN}"
    source = _begun((folder / "source.txt").read_text(encoding="utf-8"), payload)
    (folder / "source.txt").write_text(source, encoding="utf-8")
    plan = json.loads((folder / "plan.yml").read_bytes())
    plan["source"]["sha256"] = hashlib.sha256(source.encode()).hexdigest()
    (folder / "plan.yml").write_bytes(encoded(plan))


def _begun(data: Any, payload: str) -> Any:
    if isinstance(data, dict):
        return {key: _begun(value, payload) for key, value in data.items()}
    if isinstance(data, list):
        return [_begun(item, payload) for item in data]
    return HOSTILE.sub(lambda found: f"{payload} {found[1]}", data) if isinstance(data, str) else data


def of(files: dict[str, bytes], *ends: str) -> dict[str, str]:
    found = {name: content.decode() for name, content in files.items() if name.endswith(ends)}
    assert any(re.search(r"[A-Z]\w+\.\w+", text.replace("\r\n ", "")) for text in found.values()), ends
    return found


def test_no_output_takes_a_text_for_more_than_a_text(attacked: tuple[Loaded, dict[str, bytes]]) -> None:
    """One build a payload; each kind of output is read as its readers read it."""
    loaded, files = attacked
    for name, text in of(files, ".html").items():
        assert_only_text(name, LexborHTMLParser(text))
    for name, text in of(files, ".json").items():
        assert not set(text) & set("<>&"), name
        json.loads(text)
    for name, text in of(files, ".csv").items():
        for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"))):
            assert not [cell for cell in row if re.match(r"[\s\xa0]*[=+@\t\r]|[\s\xa0]*-\D|-\d\+", cell)], name
    for name, text in of(files, ".ics").items():
        assert_one_property_a_line(name, text)
    for name, text in of(files, ".atom").items():
        assert not {node.tag.rsplit("}", 1)[-1] for node in ElementTree.fromstring(text).iter()} & {
            "x-hostile",
            "script",
        }, name
    plan = next(iter(loaded.catalogue.plans.values()))
    commitments = apply_amendments(plan, loaded.catalogue.amendments.get(plan.id, ()), AS_OF)
    assert_only_words(export_docx(plan, commitments, loaded.catalogue.sources[plan.id].original))


def assert_only_text(name: str, page: LexborHTMLParser) -> None:
    """No tag, attribute or link of the text's own, and nothing computed."""
    assert page.css("x-hostile, img[src=x], main script:not([type]):not([src])") == [], name
    assert {key for node in page.css("*") for key in node.attributes if key.startswith("on")} == set(), name
    links = [node.attributes["href"] or "" for node in page.css("[href]")]
    assert not [link for link in links if link.startswith(("javascript:", "https://evil.example"))], name
    for script in page.css('script[type="application/ld+json"]'):
        assert not set(script.text()) & set("<>"), name
        json.loads(script.text())


PROPERTIES = re.compile(r"[A-Z][A-Z0-9-]*(?:;[A-Z-]+=[^:;\"]*)*:.*")


def assert_one_property_a_line(name: str, text: str) -> None:
    """Unfolded as RFC 5545 §3.1 says, each line is a property, and only events stand in the calendar."""
    lines = text.replace("\r\n ", "").split("\r\n")
    assert [line for line in lines if line and not PROPERTIES.fullmatch(line)] == [], name
    assert {line for line in lines if line.startswith("BEGIN:")} <= {"BEGIN:VCALENDAR", "BEGIN:VEVENT"}, name


def assert_only_words(raw: bytes) -> None:
    """A Word file with no field, no link and no object that the text brought."""
    xml = docx.Document(io.BytesIO(raw)).element.xml
    assert not re.search(r"<w:(?:fldSimple|instrText|object|hyperlink|altChunk)\b", xml)
