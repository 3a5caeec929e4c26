"""Real pull requests in a real repository, judged by exactly the commands of the workflow, read from its YAML."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from markdown import markdown
from ruamel.yaml import YAML

from tests.projects import AGENCY, PLAN, PLAN_FILE, ROOT, edit, environment, plant, seal, small_project

FOLDER = f"plans/agencies/{PLAN}"
AGENCY_FILE = f"plans/agencies/{AGENCY}/agency.yml"

JOBS: dict[str, Any] = YAML(typ="safe").load(ROOT / ".github/workflows/check.yml")["jobs"]


def git(repository: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Thử", "-c", "user.email=thu@vi-du.example", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *who, *arguments], cwd=repository, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def main(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The main branch: this project's program with the small data, in which one product is quoted short."""
    repository = small_project(tmp_path_factory.mktemp("kho"))
    for name in ("generator", ".ci", ".github", "requirements"):
        shutil.copytree(ROOT / name, repository / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("Makefile", "pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, repository)
    edit(repository / f"plans/{PLAN_FILE}", "product: Kế hoạch được ban hành.", "product: Kế hoạch")
    plant(repository, {".gitignore": ".venv\nsite\n.cache\n__pycache__\n"})
    git(repository, "init", "--quiet", "--initial-branch=main")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message=Bản đầu")
    return repository


@dataclass(slots=True)
class Run:
    """What a workflow did with a pull request."""

    outputs: dict[str, str] = field(default_factory=dict)
    results: dict[str, str] = field(default_factory=dict)
    summary: str = ""
    log: str = ""
    preview: Path = Path()


def open_pull_request(main: Path, folder: Path, change: Callable[[Path], object]) -> Path:
    """What GitHub checks out: the merge of a branch into main, by a commit with main as its first parent."""
    checkout = folder / "checkout"
    git(main, "clone", "--quiet", str(main), str(checkout))
    git(checkout, "switch", "--quiet", "--create", "de-nghi")
    change(checkout)
    git(checkout, "add", "--all")
    git(checkout, "commit", "--quiet", "--message=Đề nghị")
    git(checkout, "switch", "--quiet", "--detach", "origin/main")
    git(checkout, "merge", "--quiet", "--no-ff", "--message=Nhập", "de-nghi")
    return checkout


def run_workflow(checkout: Path, folder: Path) -> Run:
    """Run the jobs that judge data, step by step."""
    run, temp = Run(), folder / "temp"
    temp.mkdir()
    run.results["scope"] = run_steps("scope", checkout, temp, run)
    run.results["data"] = run_steps("data", checkout, temp, run) if run.outputs["data"] == "true" else "skipped"
    run.results["program"] = "success" if run.outputs["program"] == "true" else "skipped"
    needs = " ".join(run.results[name] for name in ("scope", "data", "program"))
    run.results["result"] = run_steps("result", checkout, temp, run, RESULTS=needs)
    run.preview = temp / "main/site"
    return run


def run_steps(job: str, checkout: Path, temp: Path, run: Run, **variables: str) -> str:
    output, summary = temp / "output", temp / "summary"
    failed = False
    for step in JOBS[job]["steps"]:
        if "run" not in step or (failed and "cancelled()" not in step.get("if", "")):
            continue
        output.write_text("", encoding="utf-8")
        given = {"RUNNER_TEMP": str(temp), "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary)}
        env = environment(GITHUB_ACTIONS="true", **given, **variables)
        env.pop("PYTHONPATH")
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=checkout,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        run.log += done.stdout + done.stderr
        failed = failed or done.returncode != 0
        run.outputs |= dict(line.split("=", 1) for line in output.read_text(encoding="utf-8").splitlines())
        if "worktree add" in step["run"]:
            install(temp / "main")
    run.summary = summary.read_text(encoding="utf-8") if summary.exists() else ""
    return "failure" if failed else "success"


def install(program: Path) -> None:
    """What «make .venv/.site» would download: an environment with this one's packages, and the program of that folder."""
    folder = program / ".venv"
    venv.EnvBuilder(symlinks=True).create(folder)
    packages = Path(sysconfig.get_path("purelib"))
    inside = next(folder.glob("lib/python*/site-packages"))
    (inside / "program.pth").write_text(f"{program}\n{packages}\n", encoding="utf-8")
    script = folder / "bin/congkhai"
    script.write_text(
        f"#!{folder}/bin/python\nimport sys\nfrom generator.cli import main\nsys.exit(main())\n", encoding="utf-8"
    )
    script.chmod(0o755)
    (folder / ".site").touch()
    os.utime(folder / ".site", (2_000_000_000, 2_000_000_000))


def report(checkout: Path) -> None:
    """README.vi.md, «Gửi báo cáo»: the block that an officer pastes, for the plan of this year."""
    text = (ROOT / "README.vi.md").read_text(encoding="utf-8")
    block = re.search(r"```yaml\n(period: .*?)```", text, re.DOTALL)
    assert block is not None
    plant(checkout, {f"{FOLDER}/reports/2026-q1.yml": block.group(1).replace("2023", "2026")})


def sixth_plan(checkout: Path) -> None:
    new = checkout / f"plans/agencies/{AGENCY}/2026-mot-cua"
    shutil.copytree(checkout / FOLDER, new)
    edit(new / "plan.yml", "number: 12/KH-SNV", "number: 30/KH-SNV")
    edit(new / "source.txt", "Số: 12/KH-SNV", "Số: 30/KH-SNV")
    seal(new)


def typo(checkout: Path) -> None:
    edit(checkout / f"plans/{PLAN_FILE}", "product: Kế hoạch\n", "product: Kế hoạch được ban hành.\n")
    entry = "{task: I.1, field: product, before: Kế hoạch, after: Kế hoạch được ban hành., reason: Chép thiếu chữ}"
    plant(checkout, {f"{FOLDER}/corrections/2026-02-02.yml": f"date: 2026-02-02\ncorrections:\n  - {entry}\n"})


def new_agency(checkout: Path) -> None:
    plant(
        checkout,
        {"plans/agencies/vi-du-so-y-te/agency.yml": "kind: department\nnames:\n  - name: Sở Y tế tỉnh Ví Dụ\n"},
    )


def merger(checkout: Path) -> None:
    event = (
        f"{{kind: merge, date: 2026-07-01, predecessors: [{AGENCY}], successors: [vi-du-so-moi], source: 1/NQ-HĐND}}"
    )
    ended = f"kind: department\nlast_day: 2026-06-30\nevents:\n  - {event}\n"
    edit(checkout / AGENCY_FILE, "kind: department\n", ended)
    founded = f"kind: department\nnames:\n  - name: Sở Mới tỉnh Ví Dụ\nfirst_day: 2026-07-01\nevents:\n  - {event}\n"
    plant(checkout, {"plans/agencies/vi-du-so-moi/agency.yml": founded})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "told"),
    [
        (report, "Báo cáo: quý I/2026"),
        (sixth_plan, "30/KH-SNV"),
        (typo, "Đính chính: Nhiệm vụ I.1: sản phẩm Kế hoạch → Kế hoạch được ban hành."),
        (new_agency, "Sở Y tế tỉnh Ví Dụ"),
        (merger, "Sở Mới tỉnh Ví Dụ"),
    ],
    ids=["report", "sixth plan", "typo with its correction", "new agency", "merger"],
)
def test_a_departments_pull_request_is_green(
    main: Path, tmp_path: Path, change: Callable[[Path], object], told: str
) -> None:
    run = run_workflow(open_pull_request(main, tmp_path, change), tmp_path)
    assert run.results == {"scope": "success", "data": "success", "program": "skipped", "result": "success"}, run.log
    order = [run.summary.index(words) for words in ("## ✅ Không có lỗi", "## Thay đổi gì", "## Xem trang dựng thử")]
    assert order == sorted(order)
    assert told in re.sub(r"\\(?=[\W_])", "", run.summary)
    assert (run.preview / "index.html").is_file()


@pytest.mark.slow
def test_a_moved_deadline_is_red_and_the_page_says_what_to_add(main: Path, tmp_path: Path) -> None:
    def later(checkout: Path) -> None:
        for file in (f"plans/{PLAN_FILE}", f"{FOLDER}/source.txt"):
            edit(checkout / file, "Trước ngày 30/3 năm 2026", "Trước ngày 30/9 năm 2026")
        seal(checkout / FOLDER)

    run = run_workflow(open_pull_request(main, tmp_path, later), tmp_path)
    assert (run.results["data"], run.results["result"]) == ("failure", "failure")
    assert "lùi 184 ngày" in run.summary
    assert "amendments/" in run.summary
    assert re.search(rf"::error file={FOLDER}/plan.yml,line=\d+,col=\d+::{FOLDER}/plan.yml:\d+: ", run.log)


@pytest.mark.slow
def test_a_change_of_data_and_program_says_so_and_is_judged_by_the_main_branch(main: Path, tmp_path: Path) -> None:
    """The pull request takes the guard out of the program, and moves a deadline."""

    def both(checkout: Path) -> None:
        plant(checkout, {"generator/changes/guard.py": "raise SystemExit(0)\n"})
        edit(checkout / f"plans/{PLAN_FILE}", "deadline: Quý II", "deadline: Quý IV")

    run = run_workflow(open_pull_request(main, tmp_path, both), tmp_path)
    assert run.outputs == {"data": "true", "program": "true"}
    assert run.results["data"] == run.results["result"] == "failure"
    assert run.summary.startswith("> **Đề nghị này sửa cả dữ liệu lẫn chương trình.**")


@pytest.mark.slow
def test_what_stands_in_the_data_is_plain_text_on_the_page_and_in_the_log(main: Path, tmp_path: Path) -> None:
    evil = "<img src=x onerror=alert(1)> [bấm](https://xau.example) @ai **đậm** `ma` https://xau.example ::error::x"

    def hostile(checkout: Path) -> None:
        report(checkout)
        file = checkout / f"{FOLDER}/reports/2026-q1.yml"
        edit(file, "document: 12/BC-SKHCN", f'document: "{evil}"')
        edit(file, "  - task: I.2", f'  - task: "{evil}"')

    run = run_workflow(open_pull_request(main, tmp_path, hostile), tmp_path)
    html = markdown(run.summary)
    assert "onerror" in html
    assert not re.search(r"<img|<a |@ai|https://xau", html)
    assert all(line.startswith("::error file=") for line in run.log.splitlines() if line.lstrip().startswith("::"))


def test_only_a_success_or_a_job_left_out_makes_the_required_check_green(tmp_path: Path) -> None:
    for results, green in [
        ("success success skipped", True),
        ("success skipped success", True),
        ("success success failure", False),
        ("success cancelled skipped", False),
        ("failure skipped skipped", False),
    ]:
        assert (run_steps("result", tmp_path, tmp_path, Run(), RESULTS=results) == "success") is green, results


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("So-Noi-Vu/cong-khai", "https://so-noi-vu.github.io/cong-khai/"),
        ("tinh/tinh.github.io", "https://tinh.github.io/"),
        ("tinh/", None),
        ("tinh", None),
        ("", None),
    ],
)
def test_the_address_comes_from_the_repositorys_full_name(name: str, address: str | None) -> None:
    done = subprocess.run(["sh", ROOT / ".ci/site-url", name], capture_output=True, text=True, check=False)
    assert (done.stdout.strip() or None) == address
    assert (done.returncode == 0) is (address is not None)


def test_a_build_at_a_wrong_address_fails_and_says_which(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    for address in ("https://tinh.github.io//", "tinh.github.io/kho/", "https://tinh.github.io/{0}/"):
        done = subprocess.run(
            [sys.executable, "-m", "generator.cli", "--config", project / "mkdocs.yml", "build"],
            env=environment(CONGKHAI_SITE_URL=address), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 2
        assert "site_url" in done.stderr
