"""Projects for the tests to build: copies of the seeds or of the small fixture, edited, built and served for real.

A project is a folder with ``mkdocs.yml``, ``content/``, ``theme_overrides/`` and ``plans/``. The small one has one plan of
three tasks and builds in a second; the seeds are the five issued plans and a handful of procedures, frozen, so that no
department's new record fails a test. Both inherit this project's configuration, theme and plugin.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).parent.parent

FIXTURES = Path(__file__).parent / "fixtures"

SMALL = FIXTURES / "small"

SEEDS = FIXTURES / "seeds"
"""The five issued plans as they were on the day they were frozen, thirty procedures, and this project's words and theme."""

FORKED = "ignore:This process .* is multi-threaded:DeprecationWarning"
"""Python 3.12 and later warn where tests on all cores fork: those have a thread that waits for orders; the program has none."""

AS_OF = "2026-07-20"

AGENCY = "vi-du-so-noi-vu"
"""The department of the small project."""

PLAN = f"{AGENCY}/2026-kiem-soat-tthc"
"""The one plan of the small project."""

PLAN_FILE = f"agencies/{PLAN}/plan.yml"

Said = subprocess.CompletedProcess[str]
"""What a command printed, and its exit status."""


def copy_project(folder: Path) -> Path:
    """The data of the seeds with this project's words and theme, in a folder outside git."""
    for name in ("content", "theme_overrides"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copytree(SEEDS / "plans", folder / "plans")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def small_project(folder: Path, extra: str = "") -> Path:
    """The small project with this project's theme; ``extra`` is added to its mkdocs.yml."""
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    shutil.copytree(ROOT / "theme_overrides", folder / "theme_overrides")
    shutil.copy(ROOT / "mkdocs.yml", folder / "base.yml")
    (folder / "mkdocs.yml").write_text(
        f"INHERIT: base.yml\nnav:\n  - Giới thiệu: gioi-thieu.md\n{extra}", encoding="utf-8"
    )
    return folder


def small_plans(folder: Path) -> Path:
    """Only the data of the small project, in ``folder/plans``."""
    return Path(shutil.copytree(SMALL / "plans", folder / "plans"))


def plant(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files, given by their paths under ``folder``."""
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())


def edit(file: Path, old: str, new: str) -> None:
    """Replace a text that stands in the file exactly once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def seal(plan: Path) -> None:
    """Write the SHA-256 of a plan's source.txt, which a test has changed, into its plan.yml."""
    lines = (plan / "plan.yml").read_text(encoding="utf-8").split("\n")
    digest = hashlib.sha256((plan / "source.txt").read_bytes()).hexdigest()
    sealed = [f"  sha256: {digest}" if line.startswith("  sha256: ") else line for line in lines]
    (plan / "plan.yml").write_text("\n".join(sealed), encoding="utf-8")


def command(*arguments: object) -> list[str]:
    """The command line that runs ``congkhai`` with this Python."""
    return [sys.executable, "-m", "generator.cli", *map(str, arguments)]


def environment(**changes: str) -> dict[str, str]:
    """The environment of a child: this process's, without a deployment's settings, with the given changes. What is compiled is
    kept, as where the program is installed.
    """
    ours = {key: value for key, value in os.environ.items() if not key.startswith("CONGKHAI_")}
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(ROOT / ".cache/bytecode")}
    return ours | compiled | {"CONGKHAI_CACHE": "", "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"} | changes


def congkhai(*arguments: object, cwd: Path = ROOT, env: Mapping[str, str] = MappingProxyType({})) -> Said:
    """Run the command in a process of its own, with changes to its environment, and return what it said."""
    return subprocess.run(
        command(*arguments), cwd=cwd, env=environment(**env), capture_output=True, text=True, check=False
    )


def build(project: Path, **variables: str) -> Path:
    """Build a project that has no problems; returns its site."""
    done = congkhai("--config", project / "mkdocs.yml", "build", "--as-of", AS_OF, env=variables)
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "site"


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
