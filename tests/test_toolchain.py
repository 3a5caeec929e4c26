"""The house itself: pins, workflows and documentation say the same thing."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def read_project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def normalise(name: str) -> str:
    """A package's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def name_of(requirement: str) -> str:
    return normalise(re.split(r"[^\w.-]", requirement, maxsplit=1)[0])


def declared() -> set[str]:
    project = read_project()
    groups: dict[str, list[str]] = project["dependency-groups"] | project["project"]["optional-dependencies"]
    return {name_of(r) for r in [*project["project"]["dependencies"], *(r for g in groups.values() for r in g)]}


def rows_under(heading: str) -> list[list[str]]:
    """The cells of the table under a heading of CONTRIBUTING.md, without its two head rows."""
    section = CONTRIBUTING.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def read_pins(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, flags=re.MULTILINE))


def test_every_dependency_is_explained_and_nothing_else() -> None:
    assert {normalise(row[0].strip("`")) for row in rows_under("Dependencies")} == declared()


def test_every_make_target_is_explained_and_nothing_else() -> None:
    targets = set(re.findall(r"^([a-z]+):.*##", MAKEFILE, flags=re.MULTILINE)) - {"help"}
    assert {row[0].strip("`").removeprefix("make ") for row in rows_under("Set up")} == targets


def test_how_the_pieces_fit_is_the_contract_layer_by_layer() -> None:
    told: list[set[str]] = []
    for layer, room, _ in rows_under("How the pieces fit"):
        if layer:  # a row without a name belongs to the layer above it
            told.append(set())
        told[-1] |= set(re.findall(r"`(\w+)`", room))
    layers = read_project()["tool"]["importlinter"]["contracts"][0]["layers"]
    assert told == [set(re.findall(r"\w+", layer)) for layer in layers]


def test_every_room_has_its_place_in_the_contract() -> None:
    modules = {path.stem for path in (ROOT / "generator").glob("*.py")} - {"__init__"}
    packages = {path.parent.name for path in (ROOT / "generator").glob("*/__init__.py")}
    layers = read_project()["tool"]["importlinter"]["contracts"][0]["layers"]
    assert modules | packages == set(re.findall(r"\w+", " ".join(layers)))


@pytest.mark.parametrize("name", ["run.txt", "office.txt", "dev.txt", "bench.txt", "pins.txt"])
def test_pins_are_hashed_and_name_no_address(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert all(re.match(r"[\w.-]+==\S+.*\\\n    --hash=sha256:[0-9a-f]{64}", entry) for entry in entries)
    assert not re.search(r"://|--index|--find-links|--extra|\s@\s", text)


def test_tests_run_with_the_versions_the_site_is_built_with() -> None:
    assert read_pins("run.txt").items() <= read_pins("dev.txt").items()


def test_everything_declared_is_pinned() -> None:
    pinned = {normalise(name) for file in ("dev.txt", "bench.txt", "pins.txt") for name in read_pins(file)}
    assert declared() <= pinned


def test_actions_are_pinned_by_the_hashes_that_were_checked() -> None:
    workflows = [path.read_text(encoding="utf-8") for path in (ROOT / ".github/workflows").glob("*.yml")]
    used = {found for text in workflows for found in re.findall(r"uses: (\S+)@(\S+) # (\S+)", text)}
    assert sum(len(re.findall(r"uses: (?!\$/)", text)) for text in workflows) == sum(
        len(re.findall(r"@[0-9a-f]{40} # v", t)) for t in workflows
    )
    assert used == {(row[0], row[1].strip("`"), row[2]) for row in rows_under("GitHub actions")}


def test_pull_requests_are_checked_without_secrets_or_write_permission() -> None:
    text = (ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8")
    assert "pull_request:\n" in text
    assert not re.search(r"pull_request_target|workflow_run|secrets\.|: write", text)
    assert "bash .ci/run" in text


@pytest.mark.parametrize(
    ("script", "line"),
    [
        (
            '[ "$1" = -V ] && echo "Python 3.9.2"; exit 1',
            "make: Python 3.11 or newer is needed, {python} is Python 3.9.2",
        ),
        (None, "make: {python} is not installed: install Python 3.11 or newer"),
    ],
)
def test_without_a_fit_python_one_line_says_so(tmp_path: Path, script: str | None, line: str) -> None:
    python = make_program(tmp_path, "python3", script) if script else tmp_path / "python3"
    answer = subprocess.run(
        ["sh", ROOT / ".ci/venv", python, tmp_path / "venv"], capture_output=True, text=True, check=False
    )
    assert answer.returncode == 1
    assert answer.stderr.startswith(line.format(python=python))
    assert answer.stderr.count("\n") == 1
    assert not (tmp_path / "venv").exists()


def make_program(folder: Path, name: str, script: str) -> Path:
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return program


def run_venv(tmp_path: Path, user: int) -> "subprocess.CompletedProcess[str]":
    """Runs .ci/venv as a user of a Debian whose Python lacks its venv part until apt-get has installed it."""
    tools = tmp_path / "tools"
    lacks = f'case "$*" in *ensurepip*) [ -e {tmp_path}/installed ] || exit 1;; esac; exec {sys.executable} "$@"'
    python = make_program(tools, "python3", lacks)
    make_program(tools, "id", f"echo {user}")
    make_program(tools, "apt-get", f'echo "$@" >> {tmp_path}/log; [ "$2" = update ] || : > {tmp_path}/installed')
    return subprocess.run(
        ["sh", ROOT / ".ci/venv", python, tmp_path / "venv"],
        env={"PATH": f"{tools}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


PACKAGE = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def test_a_user_is_told_which_debian_package_is_missing(tmp_path: Path) -> None:
    answer = run_venv(tmp_path, user=1000)
    assert answer.returncode == 1
    assert answer.stderr == f"make: Python's venv part is missing; run: sudo apt-get install {PACKAGE}\n"


def test_root_gets_the_missing_debian_package(tmp_path: Path) -> None:
    answer = run_venv(tmp_path, user=0)
    assert answer.returncode == 0, answer.stderr
    assert (tmp_path / "log").read_text() == f"-qq update\n-qq -y install {PACKAGE}\n"
    assert (tmp_path / "venv/bin/python").exists()
