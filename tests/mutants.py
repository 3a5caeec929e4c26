"""`make mutants MODULE=generator/tracking/status.py`: plants faults in one module and lists those that no test notices.

mutmut makes the faults and runs the tests on each; here the checkout is copied first, so that nothing is ever planted in it.
A line without a function (a table, a constant) is not touched by mutmut: read those beside the list of survivors.
"""

import shutil
import subprocess
import sys

from tests.projects import ROOT

FOLDERS = ("generator", "tests", "content", "theme_overrides", "plans", "demo", "requirements", ".github", ".ci")

SETTINGS = """
[tool.mutmut]
source_paths = ["generator"]
only_mutate = ["{module}"]
also_copy = [{beside}]
pytest_add_cli_args = ["-p", "no:randomly", "-p", "no:cacheprovider", "-m", "not browser and not slow"]
pytest_add_cli_args_test_selection = [{tests}]
use_git_change_detection = false
"""


def mutants(module: str, tests: list[str]) -> int:
    """Copy the checkout to ``.cache/mutants``, run mutmut on one module there, and print the difference of every survivor."""
    folder = ROOT / ".cache/mutants"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    beside = [*FOLDERS[2:], *(path.name for path in ROOT.iterdir() if path.is_file())]
    for name in beside[len(FOLDERS) - 2 :]:
        shutil.copy(ROOT / name, folder)
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(SETTINGS.format(module=module, beside=_listed(beside), tests=_listed(tests)))
    run = [sys.executable, "-m", "mutmut"]
    done = subprocess.run([*run, "run", "--max-children", "2"], cwd=folder, check=False)
    told = subprocess.run([*run, "results"], cwd=folder, capture_output=True, text=True, check=False).stdout
    fates = dict(line.strip().split(": ") for line in told.splitlines() if ": " in line)
    left = [name for name, fate in fates.items() if fate in ("survived", "no tests", "not checked")]
    for name in left:
        if fates[name] == "survived":
            subprocess.run([*run, "show", name], cwd=folder, check=False)
    print(*(f"{name}: {fates[name]}" for name in left), f"{len(left)} faults that no test notices", sep="\n")
    return done.returncode


def _listed(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


if __name__ == "__main__":
    sys.exit(mutants(sys.argv[1], sys.argv[2:] or ["tests"]))
