"""The administrative diff: one list of findings in the words of the field, in four forms, from folders and from git."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown import markdown

from generator.changes.compare import compare
from generator.changes.render import as_html, as_json, as_markdown, as_text
from generator.changes.state import two_states
from generator.deadlines import answer, year_of
from generator.reading.gitdata import Blob, write_files
from tests.projects import AGENCY, PLAN, PLAN_FILE, congkhai, edit, plant, small_plans

FOLDER = f"agencies/{PLAN}"

SECOND = """      - "no": "2"
        content: Đôn đốc các phòng, đơn vị thực hiện kế hoạch của Sở và gửi báo cáo theo Nghị định số 61/2018/NĐ-CP.
        lead:
          - Văn phòng Sở
        product: Văn bản đôn đốc.
        deadline: Thường xuyên
"""
FEES = """code: 1.000999
name: Cấp thử giấy phép
kind: standard
field: thu
jurisdiction: national
source: {url: "https://dichvucong.gov.vn/x", retrieved: 2026-01-01}
fees:
  - {state: amount, amount: %s}
limits:
  - {value: %s, unit: working_day}
"""

Edit = Callable[[Path], object]


def in_plan(old: str, new: str) -> Edit:
    return lambda plans: edit(plans / PLAN_FILE, old, new)


def move_second(plans: Path) -> None:
    edit(plans / PLAN_FILE, SECOND, "")
    heading = '  - "no": II\n    title: Công khai\n    tasks:\n'
    edit(plans / PLAN_FILE, heading, heading + SECOND)


def diff(tmp_path: Path, *edits: Edit, given: Edit) -> str:
    base = small_plans(tmp_path / "base")
    given(base)
    head = Path(shutil.copytree(base, tmp_path / "head/plans"))
    for each in edits:
        each(head)
    with two_states(base, str(base), str(head)) as (before, after):
        return as_text(compare(before, after))


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (
            in_plan("deadline: Trước ngày 30/3 năm 2026", "deadline: Trước ngày 14/4 năm 2026"),
            "Nới lỏng: Nhiệm vụ I.1: thời hạn Trước ngày 30/3 năm 2026 → Trước ngày 14/4 năm 2026 (lùi 15 ngày); căn cứ: —",
        ),
        (
            in_plan("deadline: Trước ngày 30/3 năm 2026", "deadline: Trước ngày 20/3 năm 2026"),
            "Chặt hơn: Nhiệm vụ I.1: thời hạn Trước ngày 30/3 năm 2026 → Trước ngày 20/3 năm 2026 (sớm hơn 10 ngày); căn cứ: —",
        ),
        (
            in_plan("            value: 80", "            value: 60"),
            "Nới lỏng: Chỉ tiêu CT2: mức ít nhất 80 % → ít nhất 60 % (hạ 20); căn cứ: —",
        ),
        (
            in_plan("            value: 80", "            value: 85.5"),
            "Chặt hơn: Chỉ tiêu CT2: mức ít nhất 80 % → ít nhất 85,5 % (tăng 5,5); căn cứ: —",
        ),
        (
            in_plan('      - "no": "2"\n        content: Đôn đốc', '      - "no": "5"\n        content: Đôn đốc'),
            "Chuyển chỗ, đánh số lại: Nhiệm vụ I.2: số thứ tự I.2 → I.5",
        ),
        (
            move_second,
            "Chuyển chỗ, đánh số lại: Nhiệm vụ I.2: số thứ tự I.2 → II.2",
        ),
        (in_plan(SECOND, ""), "Nhiệm vụ I.2: bỏ «Đôn đốc các phòng"),
        (
            in_plan("- Các phòng, đơn vị thuộc Sở", "- Văn phòng Sở"),
            "Nhiệm vụ II.1: phối hợp Các phòng, đơn vị thuộc Sở → Văn phòng Sở; căn cứ: —",
        ),
        (
            in_plan("thực hiện kế hoạch của Sở và gửi báo cáo", "thực hiện kế hoạch và gửi báo cáo"),
            "nội dung «… đơn vị thực hiện kế hoạch [-của Sở-] và gửi báo cáo theo Nghị …»",
        ),
        (
            lambda plans: plant(plans, {f"{FOLDER}/amendments/2026-03-01-lui.yml": "document: 41/QĐ-SNV\ndate: 2026-03-01\ntasks:\n  - {task: I.1, deadline: Trước ngày 14/4 năm 2026}\n"}),
            "(lùi 15 ngày); căn cứ: 41/QĐ-SNV ngày 1/3/2026",
        ),
        (
            lambda plans: plant(plans, {f"{FOLDER}/amendments/2026-03-01-lui.yml": "document: 41/QĐ-SNV\ndate: 2026-03-01\ntasks:\n  - {task: I.1, deadline: Trước ngày 14/4 năm 2026}\n"}),
            "căn cứ: 41/QĐ-SNV ngày 1/3/2026. " + answer("Trước ngày 14/4 năm 2026", year_of(2026)).sentence(),
        ),
        (
            lambda plans: plant(plans, {f"{FOLDER}/amendments/2026-03-01-them.yml": "document: 41/QĐ-SNV\ndate: 2026-03-01\nadded:\n  - {section: I, task: {content: Họp báo., deadline: Quý III}}\n"}),
            answer("Quý III", year_of(2026)).sentence(),
        ),
        (
            lambda plans: plant(plans, {"procedures/1.000999.yml": FEES % (60000, 5)}),
            "Thủ tục · 1.000999 Cấp thử giấy phép\n  Phí, lệ phí 50.000 đồng → 60.000 đồng (tăng 10.000 đồng)",
        ),
        (
            lambda plans: plant(plans, {"procedures/1.000999.yml": FEES % (50000, 7)}),
            "Thời hạn 5 ngày làm việc → 7 ngày làm việc (tăng 2 ngày làm việc)",
        ),
        (lambda plans: edit(plans / f"agencies/{AGENCY}/agency.yml", "kind: department\n", "kind: department\nfirst_day: 2020-01-01\n"), "Thành lập: thêm 1/1/2020"),
        (in_plan("document:\n", "# lời ghi chú\ndocument:\n"), "Không có gì thay đổi trong dữ liệu."),
    ],
)  # fmt: skip
def test_a_change_is_told_in_the_words_of_the_field(tmp_path: Path, change: Edit, line: str) -> None:
    said = diff(tmp_path, change, given=lambda plans: plant(plans, {"procedures/1.000999.yml": FEES % (50000, 5)}))
    assert line in said.replace("\u00a0", " ")


def test_every_form_tells_every_finding_and_escapes_what_is_quoted(tmp_path: Path) -> None:
    evil = "<b onclick=x>**ác** [bấm](https://xau.example) @ai #1 `ma` & www.xau.example"
    base = small_plans(tmp_path / "base")
    head = Path(shutil.copytree(base, tmp_path / "head/plans"))
    edit(head / PLAN_FILE, "product: Kế hoạch được ban hành.", f'product: "{evil}"')
    edit(head / PLAN_FILE, "            value: 80", "            value: 60")
    with two_states(base, str(base), str(head)) as (before, after):
        findings = compare(before, after)
        told = json.loads(as_json(findings, before.name, after.name))["findings"]
    assert len(findings) == len(told) == 2
    assert told[0]["after"] == evil
    page = markdown(as_markdown(findings))
    for form, never in ((as_html(findings), "<b |<a |<img"), (page, "<b |<a |https://xau|@ai|<code>")):
        assert form.count("<li>") >= 2
        assert not re.search(never, form)
    assert as_text(findings).count("\n  ") >= 2


def git(repository: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Thử", "-c", "user.email=thu@vi-du.example")
    done = subprocess.run(["git", *who, *arguments], cwd=repository, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    small_plans(tmp_path)
    plant(tmp_path, {"mkdocs.yml": "plugins:\n  - congkhai:\n      plans: plans\n"})
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message=Đầu")
    return tmp_path


def changed(repository: Path, change: Edit) -> Path:
    change(repository / "plans")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message=Sửa")
    return repository


def test_revisions_folders_and_the_working_tree_give_one_answer(repository: Path, tmp_path: Path) -> None:
    old = tmp_path / "cu"
    shutil.copytree(repository / "plans", old / "plans")
    changed(repository, in_plan("            value: 80", "            value: 60"))
    said = [
        congkhai("diff", *states, cwd=repository)
        for states in (("HEAD~1", "HEAD"), ("HEAD~1",), ("cu",), ("cu", "HEAD"))
    ]
    assert {done.stdout for done in said} == {said[0].stdout}
    assert "hạ 20" in said[0].stdout
    assert [
        congkhai("guard", "HEAD~1", cwd=repository).returncode,
        congkhai("guard", "HEAD", cwd=repository).returncode,
    ] == [1, 0]


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        (lambda plans: plant(plans, {f"agencies/{AGENCY}/agency.yml": "kind: department\nnames: []\n"}), 1, "giữ tên này"),
        (lambda plans: plant(plans.parent, {"ngoai.txt": "x"}), 0, "Không có thay đổi nào"),
        (lambda plans: plant(plans, {PLAN_FILE: "{}\n"}), 1, "plan.yml không còn đọc được"),
        (lambda plans: plant(plans, {PLAN_FILE: "#" * 10_000_000}), 1, "plan.yml không còn đọc được"),
        (lambda plans: plant(plans, {f"{FOLDER}/source.txt": (plans / FOLDER / "source.txt").read_bytes().replace(b"\n", b"\r\n")}), 1, "CRLF"),
        (lambda plans: (plans / f"agencies/{AGENCY}").rename(plans / "agencies/so-moi"), 1, "khôi phục thư mục agencies/"),
        (lambda plans: plant(plans.parent, {".gitattributes": "plans/** export-ignore\n"}), 1, ".gitattributes"),
        (lambda plans: edit(plans.parent / "mkdocs.yml", "plans: plans", "plans: khac"), 1, "«plans» đổi từ «plans» sang «khac»"),
        (lambda plans: (plans / "agencies/lien-ket").symlink_to("/etc"), 1, "liên kết tượng trưng"),
    ],
    ids=["nameless", "outside", "empty", "10 MB", "CRLF", "renamed", "attributes", "setting", "link"],
)  # fmt: skip
def test_bad_input_has_a_clear_answer(repository: Path, change: Edit, status: int, words: str) -> None:
    done = congkhai("guard", "HEAD~1", "HEAD", cwd=changed(repository, change))
    assert done.returncode == status, done.stderr
    assert words in done.stdout


@pytest.mark.parametrize("command", ["diff", "guard", "review"])
def test_a_base_that_is_gone_is_said_in_one_line(repository: Path, command: str) -> None:
    done = congkhai(command, "0123456789012345678901234567890123456789", cwd=repository)
    assert done.returncode == 2
    assert done.stderr.startswith(f"congkhai {command}: không có phiên bản")
    assert done.stderr.count("\n") == 1


def test_a_path_out_of_the_folder_is_not_written(repository: Path, tmp_path: Path) -> None:
    name = git(repository, "rev-parse", "HEAD:mkdocs.yml")
    write_files(repository / "plans", {"plans/../../ra-ngoai.yml": Blob(name, 1)}, tmp_path / "vao")
    assert not list(tmp_path.rglob("ra-ngoai.yml"))
