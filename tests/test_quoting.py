"""Files that any tool reads to the same values: YAML 1.1 (PyYAML) and ours."""

from pathlib import Path

import pytest
import yaml

from generator.reading.quoting import quote_files, quoted
from generator.reading.yamlfile import parse_yaml
from tests.projects import ROOT, SEEDS, congkhai, plant


def ours(text: str) -> object:
    return parse_yaml(text.encode(), "x.yml").data


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("no: 1.10\n", '"no": "1.10"\n'), ("code: 1.000120\n", 'code: "1.000120"\n'), ("a: 2026-03-05\n", 'a: "2026-03-05"\n'),
        ("a: 12:30\n", 'a: "12:30"\n'), ("a: yes\n", 'a: "yes"\n'), ("a: 010\n", 'a: "010"\n'), ("a: 1_000\n", 'a: "1_000"\n'),
        ("a: [1.5, on]\n", 'a: ["1.5", "on"]\n'), ("a: 0x1f # b: no\n", 'a: "0x1f" # b: no\n'), ("a: .inf\n", 'a: ".inf"\n'),
        ("a: true\nb: 5\nc: null\nd: chữ\ne: 'no'\n", "a: true\nb: 5\nc: null\nd: chữ\ne: 'no'\n"),
        ("a: |\n  no: 1.10\n", "a: |\n  no: 1.10\n"), ("a: 61/2018/NĐ-CP\n", "a: 61/2018/NĐ-CP\n"),
    ],
)  # fmt: skip
def test_what_others_read_otherwise_is_put_in_quotes_and_nothing_else(written: str, wanted: str) -> None:
    assert quoted(written) == wanted
    assert yaml.safe_load(wanted) == ours(wanted) == ours(written)


@pytest.mark.parametrize("plans", [SEEDS / "plans", ROOT / "demo/plans"])
def test_every_file_keeps_its_values_and_pyyaml_reads_the_same(plans: Path) -> None:
    for path in sorted(plans.rglob("*.yml")):
        text = path.read_text(encoding="utf-8")
        assert repr(yaml.safe_load(quoted(text))) == repr(ours(text)), path


def test_the_command_names_files_and_writes_them_once(tmp_path: Path) -> None:
    plant(
        tmp_path,
        {"plans/agencies/so/a.yml": "no: 1.10\n", "plans/wrong.yml": 'a: "\n', "plans/latin.yml": b"a: \xff\n"},
    )
    plans = tmp_path / "plans"
    assert quote_files(plans, write=False) == ["plans/agencies/so/a.yml"]
    assert (plans / "agencies/so/a.yml").read_text() == "no: 1.10\n"
    assert quote_files(plans, write=True) == ["plans/agencies/so/a.yml"]
    assert quote_files(plans, write=True) == []
    assert (plans / "wrong.yml").read_text() == 'a: "\n'


def test_the_demo_is_in_quotes_and_a_file_that_is_not_fails() -> None:
    assert congkhai("--config", ROOT / "demo/mkdocs.yml", "quote", "--check").returncode == 0
    said = congkhai("--config", SEEDS / "mkdocs.yml", "quote", "--check")
    assert (said.returncode, "congkhai quote" in said.stderr) == (1, True)
