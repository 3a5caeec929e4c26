"""Examples of what officers write: valid, of bodies that do not exist, and beside their schemas on the page of open data."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath

import pytest
import yaml
from jsonschema import Draft202012Validator

from generator.check import check
from generator.publish.exports.examples import FOLDER, SOURCE, example_files
from generator.publish.exports.outputs import output_schemas
from generator.publish.exports.schema import schema_files
from generator.reading.modeline import schema_name
from generator.reading.tree import SHAPES, kind_of
from tests.projects import plant
from tests.sites import Site

SCHEMAS = dict(schema_files())
PLAN = "agencies/vi-du-so/2026-kiem-soat-tthc"
PLACES = {
    "plan": f"{PLAN}/plan.yml", "events": f"{PLAN}/events.yml", "report": f"{PLAN}/reports/2026-q1.yml",
    "amendment": f"{PLAN}/amendments/2026-03-10-lui-han.yml", "correction": f"{PLAN}/corrections/2026-04-10.yml",
    "agency": "agencies/vi-du-so/agency.yml", "procedures": "agencies/vi-du-so/procedures.yml",
    "measurements": "agencies/vi-du-so/measurements.yml", "procedure": "procedures/9.999990.yml",
}  # fmt: skip
"""Where the examples themselves say that they belong."""


def place(name: str) -> str:
    return PLACES.get(name, f"registry/{name}.yml")


def test_the_examples_together_pass_the_check(tmp_path: Path) -> None:
    files = {place(name.removesuffix(".yml")): raw for name, raw in example_files() if name != SOURCE}
    plant(tmp_path / "plans", {**files, f"{PLAN}/{SOURCE}": (FOLDER / SOURCE).read_bytes()})
    assert [problem.text() for problem in check(tmp_path / "plans", date(2026, 7, 20)).problems] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_an_example_is_what_its_schema_says_in_any_reader(name: str) -> None:
    text = dict(example_files())[f"{name}.yml"].decode()
    assert text.startswith(f"# yaml-language-server: $schema=../{name}.json\n# Ví dụ")
    assert [error.message for error in Draft202012Validator(SCHEMAS[name]).iter_errors(yaml.safe_load(text))] == []
    kind = kind_of(PurePosixPath(place(name)))
    assert schema_name(next(pattern for pattern, held in SHAPES if held is kind)) == name


def test_an_example_without_what_it_must_have_is_refused() -> None:
    data = yaml.safe_load((FOLDER / "report.yml").read_bytes())
    del data["period"]
    assert list(Draft202012Validator(SCHEMAS["report"]).iter_errors(data))


def links(site: Site, group: str) -> Iterator[tuple[Path, Path | None]]:
    """Of each line of a group the file and its example."""
    for node in site.page("du-lieu/").css(f"#{group} ~ details .ck-rows > li"):
        first, example = node.css_first("a"), node.css_first("p a")
        assert first is not None
        targets = [
            (site.folder / "du-lieu" / (link.attributes["href"] or "")).resolve() if link else None
            for link in (first, example)
        ]
        assert targets[0] is not None
        yield targets[0], targets[1]


def test_the_page_links_the_schema_of_every_input_with_an_example(site: Site) -> None:
    found = dict(links(site, "viet"))
    assert {file.stem for file in found} == set(SCHEMAS)
    for schema, example in found.items():
        assert example is not None
        data = yaml.safe_load(example.read_bytes())
        assert list(Draft202012Validator(json.loads(schema.read_bytes())).iter_errors(data)) == []


def test_the_page_links_the_schema_of_every_output_with_an_example(site: Site) -> None:
    found = dict(links(site, "nhan"))
    assert {file.stem for file in found} == set(dict(output_schemas()))
    for schema, example in found.items():
        assert example is not None
        data = json.loads(example.read_bytes())
        assert list(Draft202012Validator(json.loads(schema.read_bytes())).iter_errors(data)) == []
