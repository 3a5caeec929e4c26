"""Every file for machines is what its schema says, and the addresses of the interface are those of the site."""

import hashlib
import io
import json
import zipfile
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from generator.publish.exports.archive import zip_bytes
from generator.publish.exports.outputs import LISTS, output_schemas
from generator.text.wording import say_size
from tests.sites import Site

SCHEMAS = dict(output_schemas())


def errors(name: str, data: Any) -> list[str]:
    return [
        f"{error.json_path}: {error.message}"[:300] for error in Draft202012Validator(SCHEMAS[name]).iter_errors(data)
    ]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_what_its_schema_says(site: Site, name: str) -> None:
    assert errors(name, site.json(f"api/v1/{name}.json")) == []


@pytest.mark.parametrize(("name", "folder"), [("plan", "plans"), ("procedure", "procedures")])
def test_a_file_of_one_record_is_what_its_schema_says(site: Site, name: str, folder: str) -> None:
    files = sorted((site.folder / "api/v1" / folder).rglob("*.json"))
    assert {error for file in files for error in errors(name, json.loads(file.read_bytes()))} == set()


def test_a_file_without_a_promised_field_is_refused(site: Site) -> None:
    data = site.json("api/v1/agencies.json")
    del data["agencies"][0]["units"]
    (error,) = errors("agencies", data)
    assert "'units' is a required property" in error


def test_every_json_file_has_a_schema(site: Site) -> None:
    files = {path.relative_to(site.folder / "api/v1").as_posix() for path in (site.folder / "api/v1").glob("*.json")}
    assert files == {f"{name}.json" for name in LISTS} | {"datapackage.json", "openapi.json"}
    for name, schema in SCHEMAS.items():
        Draft202012Validator.check_schema(schema)
        assert site.json(f"api/v1/schema/output/{name}.json") == schema


def test_the_interface_is_valid_and_names_files_that_are_there(site: Site) -> None:
    described = site.json("api/v1/openapi.json")
    base = (site.folder / "api/v1/openapi.json").as_uri()
    assert [str(error) for error in OpenAPIV31SpecValidator(described, base_uri=base).iter_errors()] == []
    plain = [path for path in described["paths"] if "{" not in path]
    assert [path for path in plain if not (site.folder / f"api/v1{path}").is_file()] == []
    assert len(plain) == len(LISTS) + 11


def test_the_whole_is_one_zip_with_its_checksum_and_the_same_bytes(site: Site) -> None:
    content = (site.folder / "du-lieu/cong-khai.zip").read_bytes()
    assert hashlib.sha256(content).hexdigest() in site.text("du-lieu/", "#tat-ca ~ p")
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        assert {name: whole.read(name) for name in whole.namelist()} == {
            path.relative_to(site.folder / "api/v1").as_posix(): path.read_bytes()
            for path in (site.folder / "api/v1").rglob("*")
            if path.is_file() and path.name not in NOT_IN_THE_WHOLE
        }
        assert zip_bytes((name, whole.read(name)) for name in whole.namelist()) == content


NOT_IN_THE_WHOLE = {"catalogue.jsonld", "catalogue.ttl", "procedures.jsonld"}
"""The first two state the checksum of the whole; the services are in it as Turtle."""


def test_the_page_of_data_says_how_large_a_download_is_and_under_which_licence(site: Site) -> None:
    for node in site.page("du-lieu/").css(".ck-rows--flat > li"):
        first = node.css_first("a")
        link = (first.attributes["href"] if first else None) or ""
        size = (site.folder / "du-lieu" / link).stat().st_size
        assert say_size(size) in node.text()
    for page in ("", "du-lieu/", "ke-hoach/"):
        assert "https://creativecommons.org/licenses/by/4.0/" in site.links(page, "footer a[rel=license]")


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (999, "999 byte"),
        (1000, "1 KB"),
        (9949, "9,9 KB"),
        (12_499, "12 KB"),
        (999_999, "1.000 KB"),
        (1_000_000, "1 MB"),
    ],
)
def test_a_size_is_said_in_words(size: int, words: str) -> None:
    assert say_size(size).replace("\u00a0", " ") == words
