"""The log: what reached the main branch, on the day it did, from a real repository with merges, reverts and shallow clones."""

import subprocess
from datetime import date
from pathlib import Path

import pytest

from generator.changes.log import read_log
from generator.tracking.log import Log
from tests.projects import AGENCY, PLAN, PLAN_FILE, congkhai, contents, edit, plant, small_plans, small_project

REPORT = "period: 2026-q1\ndate: 2026-04-05\ntasks:\n  - {task: I.1, declared: in_progress}\n"

NEVER = date(2099, 1, 1)


def git(repository: Path, *arguments: str, day: str = "2026-05-01") -> str:
    when = f"{day}T03:00:00+0000"
    env = {"GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": "2020-01-01T00:00:00+0000", "PATH": "/usr/bin:/bin"}
    who = ("-c", "user.name=Thử", "-c", "user.email=thu@vi-du.example", "-c", "protocol.file.allow=always")
    done = subprocess.run(
        ["git", *who, *arguments], cwd=repository, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1 May: the data. A branch of 2 May with a report, merged on 9 May. 10 May: two procedures' worth of words."""
    folder = tmp_path_factory.mktemp("kho")
    plans = small_plans(folder)
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, "2026-05-01")
    git(folder, "switch", "--quiet", "--create", "bao-cao")
    plant(plans, {f"agencies/{PLAN}/reports/2026-q1.yml": REPORT})
    commit(folder, "2026-05-02")
    git(folder, "switch", "--quiet", "main")
    git(folder, "merge", "--quiet", "--no-ff", "--message=Nhập", "bao-cao", day="2026-05-09")
    plant(folder, {"README.md": "không phải dữ liệu\n"})
    commit(folder, "2026-05-10")
    edit(plans / PLAN_FILE, "document:\n", "# lời ghi chú không đổi gì\ndocument:\n")
    commit(folder, "2026-05-11")
    edit(plans / f"agencies/{AGENCY}/agency.yml", "kind: department\n", "kind: department\nfirst_day: 2020-01-01\n")
    commit(folder, "2026-05-12")
    return folder


def commit(folder: Path, day: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=Sửa", day=day)


def told(log: Log) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(entry.day.isoformat(), entry.id, entry.sentences) for entry in log.entries]


def test_an_entry_stands_on_the_day_it_reached_the_main_branch(repository: Path) -> None:
    log = read_log(repository / "plans", "HEAD", NEVER)
    assert log.limit == ""
    assert told(log)[:2] == [
        ("2026-05-12", AGENCY, ("Thành lập: thêm 1/1/2020",)),
        ("2026-05-09", PLAN, ("Mới: Báo cáo: quý I/2026, ngày 5/4/2026 (1 nhiệm vụ, 0 chỉ tiêu)",)),
    ]
    assert {entry.day for entry in log.entries[2:]} == {date(2026, 5, 1)}
    assert any(entry.id == PLAN and entry.is_new for entry in log.entries)


def test_nothing_later_than_the_as_of_day_or_the_revision_is_told(repository: Path) -> None:
    before = read_log(repository / "plans", "HEAD", date(2026, 5, 8))
    assert before.entries
    assert max(entry.day for entry in before.entries) == date(2026, 5, 1)
    first = git(repository, "rev-list", "--max-parents=0", "HEAD")
    assert {entry.day for entry in read_log(repository / "plans", first, NEVER).entries} == {date(2026, 5, 1)}


def test_a_kept_result_is_the_result(repository: Path, tmp_path: Path) -> None:
    fresh = read_log(repository / "plans", "HEAD", NEVER, tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir())
    assert (
        read_log(repository / "plans", "HEAD", NEVER, tmp_path / "cache")
        == fresh
        == read_log(repository / "plans", "HEAD", NEVER)
    )


def test_another_program_reads_the_changes_anew(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_log(repository / "plans", "HEAD", NEVER, tmp_path)
    kept = set(tmp_path.iterdir())
    monkeypatch.setattr("generator.changes.log.program_digest", lambda: b"another")
    read_log(repository / "plans", "HEAD", NEVER, tmp_path)
    assert kept.isdisjoint(tmp_path.iterdir())


def test_a_spoiled_cache_is_made_again(repository: Path, tmp_path: Path) -> None:
    fresh = read_log(repository / "plans", "HEAD", NEVER, tmp_path)
    for file in tmp_path.iterdir():
        file.write_text("{", encoding="utf-8")
    assert read_log(repository / "plans", "HEAD", NEVER, tmp_path) == fresh


def test_what_is_kept_by_the_repository_itself_is_not_believed(tmp_path: Path) -> None:
    folder = tmp_path / "kho"
    plans = small_plans(folder)
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, "2026-05-01")
    cache = folder / ".cache/log"
    true = told(read_log(plans, "HEAD", date(2026, 7, 20), cache))
    (kept,) = cache.iterdir()
    kept.write_text(kept.read_text().replace("2026-05-01", "2026-05-02"))
    assert told(read_log(plans, "HEAD", date(2026, 7, 20), cache)) != true, "this machine's own"
    git(folder, "add", "--force", ".cache")
    assert told(read_log(plans, "HEAD", date(2026, 7, 20), cache)) == true


def test_a_shallow_clone_says_how_far_it_sees(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{repository}", "nong")
    log = read_log(tmp_path / "nong/plans", "HEAD", NEVER)
    assert [day for day, _, _ in told(log)] == ["2026-05-12"]
    assert "chỉ thấy những thay đổi sau ngày 11/5/2026" in log.limit


def test_a_folder_outside_git_has_no_log_and_says_so(tmp_path: Path) -> None:
    log = read_log(small_plans(tmp_path), "HEAD", NEVER)
    assert log.entries == ()
    assert "ngoài kho git" in log.limit


def test_the_log_the_home_page_the_feeds_and_the_record_tell_the_same(tmp_path: Path) -> None:
    project = small_project(tmp_path / "kho")
    git(project, "init", "--quiet", "--initial-branch=main")
    commit(project, "2026-05-01")
    plant(project, {f"plans/agencies/{PLAN}/reports/2026-q1.yml": REPORT})
    commit(project, "2026-05-09")
    sites = []
    for name in ("mot", "hai"):
        done = congkhai("--config", project / "mkdocs.yml", "build", "--as-of", "2026-06-01", "--site", tmp_path / name)
        assert done.returncode == 0, done.stderr
        sites.append(contents(tmp_path / name))
    assert sites[0] == sites[1]
    words = "quý I/2026, ngày 5/4/2026"
    for name in ("nhat-ky/index.html", "index.html", "nhat-ky/thay-doi.atom", f"co-quan/{AGENCY}/thay-doi.atom"):
        assert words in sites[0][name].decode(), name
        assert "2026-05-09" in sites[0][name].decode() or "9/5/2026" in sites[0][name].decode(), name
    assert "Thay đổi gần nhất: 9/5/2026" in sites[0][f"ke-hoach/{PLAN}/index.html"].decode()
    agencies = {
        name.split("/")[1] for name in sites[0] if name.startswith("co-quan/") and name.endswith("thay-doi.atom")
    }
    assert agencies == {AGENCY, "vi-du-ubnd"}
    done = congkhai("--config", project / "mkdocs.yml", "build", "--as-of", "2026-05-02", "--site", tmp_path / "truoc")
    assert done.returncode == 0 or "chưa đến" in done.stderr
    if done.returncode == 0:
        assert words not in (tmp_path / "truoc/nhat-ky/index.html").read_text(encoding="utf-8")


def test_many_lines_of_one_place_are_one_sentence_and_an_exchange_is_no_new_registry(tmp_path: Path) -> None:
    plans = small_plans(tmp_path)
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path, "2026-05-01")
    edit(plans / PLAN_FILE, "bao giờ xong.\n", "bao giờ xong.\n      - Việc rõ.\n      - Người rõ.\n")
    swap = "swaps:\n  - {off: 2026-05-02, worked: 2026-05-09, document: 100/TB-BNV}\n"
    plant(plans, {"registry/holidays.yml": swap, "registry/fields.yml": "fields:\n  - {id: thu, name: Thử}\n"})
    commit(tmp_path, "2026-05-02")
    log = read_log(plans, "HEAD", NEVER)
    assert [(entry.id, entry.sentences) for entry in log.entries if entry.day == date(2026, 5, 2)] == [
        ("holidays", ("Mới: «nghỉ 2/5/2026, làm bù 9/5/2026 (100/TB-BNV)»",)),
        ("fields", ("Mới: Lĩnh vực Thử",)),
        (PLAN, ("Phần lời: thêm Việc rõ.; Người rõ.",)),
    ]
