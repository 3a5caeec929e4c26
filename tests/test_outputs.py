"""Every file for machines is what its schema says, and the addresses of the interface are those of the site."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from generator.publish.exports.outputs import LISTS, output_schemas
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
