"""The published schema and the files it is for: an editor must not complain of what the check accepts."""

from pathlib import PurePosixPath

import pytest
from jsonschema import Draft202012Validator

from generator.publish.exports.schema import file_schema, schema_files
from generator.reading.modeline import schema_name
from generator.reading.tree import SHAPES
from generator.reading.yamlfile import read_yaml
from tests.projects import ROOT, SEEDS


def test_every_schema_is_one() -> None:
    names = [name for name, schema in schema_files() if Draft202012Validator.check_schema(schema) is None]
    assert len(set(names)) == len(SHAPES)


@pytest.mark.parametrize(("pattern", "kind"), SHAPES, ids=[schema_name(pattern) for pattern, _ in SHAPES])
def test_the_files_here_fit_their_schema(pattern: str, kind: type) -> None:
    validator = Draft202012Validator(file_schema(kind))
    depth = pattern.count("/") + 1
    for plans in (SEEDS / "plans", ROOT / "demo/plans"):
        for path in sorted(plans.rglob("*.yml")):
            relative = PurePosixPath(path.relative_to(plans).as_posix())
            if len(relative.parts) == depth and relative.match(pattern):
                problems = [error.message for error in validator.iter_errors(read_yaml(path, path.name).data)]
                assert problems == [], relative


def test_a_key_that_the_check_refuses_is_refused_by_the_schema() -> None:
    kind = dict(SHAPES)["agencies/*/agency.yml"]
    data = {"kind": "department", "names": [{"name": "Sở"}], "tyep_name": "Sở"}
    assert list(Draft202012Validator(file_schema(kind)).iter_errors(data))
