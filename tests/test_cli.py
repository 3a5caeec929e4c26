"""The command line: what it prints where, what it returns, and that every command is explained, here and in the documents."""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from generator import cli
from generator.cli import main
from generator.drafting.office import INSTALL, MISSING
from tests import terrible
from tests.projects import (
    AS_OF,
    PLAN_FILE,
    ROOT,
    SMALL,
    build,
    command,
    congkhai,
    contents,
    edit,
    environment,
    plant,
    small_plans,
    small_project,
)
from tests.test_reports import plans as plans_of_reports

DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "content").rglob("*.md")]


def parsers(
    parser: argparse.ArgumentParser, name: tuple[str, ...] = ()
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command that runs something: ``("check", …)``, ``("plan new", …)``."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    for group in groups:
        for word, inner in group.choices.items():
            yield from parsers(inner, (*name, word))
    if not groups:
        yield " ".join(name), parser


COMMANDS = dict(parsers(cli._parser()))


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Run a command in this process; its status, what it printed, and what it said beside."""
    status = main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_a_folder_without_mistakes_is_fine(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "check", "--plans", SMALL / "plans") == (0, "Không có lỗi.\n", "")


def test_mistakes_go_to_the_output_and_the_summary_beside_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    plans = small_plans(tmp_path)
    edit(plans / PLAN_FILE, '  to: "2026-12-31"', '  to: "2026-02-31"')
    status, out, err = run(capsys, "check", "--plans", plans)
    assert status == 1
    assert out == (
        f"plans/{PLAN_FILE}:19:3: kỳ kế hoạch, đến ngày: «2026-02-31» không phải ngày có thật\n"
        "  gợi ý: tháng 2 năm 2026 có 28 ngày; viết 2026-02-28 nếu là ngày cuối tháng\n"
    )
    assert err == "1 lỗi trong 1 tệp. Sửa xong, chạy lại lệnh kiểm tra.\n"


def test_a_remark_is_no_mistake(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    plans = small_plans(tmp_path)
    edit(
        plans / "registry/legal-documents.yml", 'date: "2018-04-23"', 'date: "2018-04-23"\n    also_dated: "2018-04-24"'
    )
    status, out, err = run(capsys, "check", "--plans", plans)
    assert (status, err) == (0, "Không có lỗi, 1 lưu ý.\n")
    assert "lưu ý" in out


@pytest.mark.parametrize(
    ("form", "line"),
    [
        (
            "github",
            f"::error file=plans/{PLAN_FILE},line=19,col=3::plans/{PLAN_FILE}:19: kỳ kế hoạch, đến ngày: «2026-02-31»",
        ),
        ("markdown", f"- `plans/{PLAN_FILE}` dòng 19: kỳ kế hoạch, đến ngày: «2026-02-31»"),
    ],
)
def test_one_mistake_has_several_forms(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, form: str, line: str
) -> None:
    plans = small_plans(tmp_path)
    edit(plans / PLAN_FILE, '  to: "2026-12-31"', '  to: "2026-02-31"')
    assert run(capsys, "check", "--plans", plans, "--format", form)[1].startswith(line)


def test_the_data_lies_beside_the_configuration(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    small_plans(tmp_path)
    assert run(capsys, "--config", tmp_path / "mkdocs.yml", "check") == (0, "Không có lỗi.\n", "")


def test_a_build_says_what_it_wrote_and_where(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    done = congkhai("--config", project / "mkdocs.yml", "build", "--as-of", AS_OF, "--site", tmp_path / "elsewhere")
    assert (done.returncode, done.stderr) == (0, "")
    count = len(contents(tmp_path / "elsewhere"))
    assert re.fullmatch(rf"\d+ trang, {count} tệp, \d+\.\d MB: .*/elsewhere\n", done.stdout)
    assert not (tmp_path / "site").exists()


WRONG_PLACES = {
    ".": "«.» đang chứa thứ khác, không phải trang dựng lần trước",
    "mine": "đang chứa thứ khác, không phải trang dựng lần trước; chọn thư mục khác, hoặc tự xóa thư mục ấy",
    "plans/site": "«plans/site» nằm trong «plans/»",
    "/dev/null/site": "«/dev/null» là một tệp, không phải thư mục",
    "loop": "«loop» là liên kết dẫn vòng về chính nó",
}


@pytest.mark.parametrize(("place", "words"), WRONG_PLACES.items(), ids=WRONG_PLACES)
def test_a_build_replaces_no_folder_that_is_not_a_site(tmp_path: Path, place: str, words: str) -> None:
    project = small_project(tmp_path)
    plant(tmp_path, {"mine/index.html": "mine"})
    (tmp_path / "loop").symlink_to("loop")
    before = contents(tmp_path)
    done = congkhai("build", "--site", place, cwd=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("congkhai: «")
    assert words in done.stderr
    assert contents(tmp_path) == before


def test_a_full_disk_leaves_the_old_site_and_nothing_else(tmp_path: Path) -> None:
    """A limit on the size of a file stands in for the disk: the kernel refuses the write in the same way."""
    project = small_project(tmp_path)
    site = build(project)
    before = contents(tmp_path)
    limited = ["sh", "-c", 'ulimit -f 16; exec "$@"', "sh", *command("--config", project / "mkdocs.yml", "build")]
    done = subprocess.run(limited, env=environment(), cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert re.search(r"congkhai: \S+: tệp quá lớn .*; trang cũ, nếu có, còn nguyên\n$", done.stderr)
    assert contents(tmp_path) == before
    assert contents(site)


def test_a_build_with_mistakes_writes_nothing(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    edit(project / f"plans/{PLAN_FILE}", '  to: "2026-12-31"', '  to: "2026-02-31"')
    before = contents(tmp_path)
    done = congkhai("--config", project / "mkdocs.yml", "build")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("1 lỗi trong 1 tệp. Sửa xong, chạy lại lệnh kiểm tra. Trang cũ còn nguyên.\n")
    assert contents(tmp_path) == before


def test_the_installed_command_is_the_same_program() -> None:
    script = Path(sys.executable).with_name("congkhai")
    done = subprocess.run([script, "check", "--plans", SMALL / "plans"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "Không có lỗi.\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "LỆNH"),
        (["chek"], "chek"),
        (["check", "--format", "html"], "html"),
        (["check", "--as-of", "31/2/2026"], "«31/2/2026» không phải ngày; viết năm-tháng-ngày, ví dụ 2026-07-20"),
        (["build", "--as-of", "2026-02-31"], "«2026-02-31» không phải ngày"),
        (["build", "--si", "x"], "--si"),
        (["serve", "--address", "8000"], "«8000» không phải địa chỉ; viết máy:cổng, ví dụ 127.0.0.1:8000"),
        (["serve", "--address", "127.0.0.1:99999"], "«127.0.0.1:99999» không phải địa chỉ"),
    ],
)
def test_wrong_usage_is_said_in_one_line(capsys: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err.splitlines()[-1]


@pytest.mark.parametrize("name", ["build", "serve"])
def test_a_missing_configuration_is_wrong_usage(capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str) -> None:
    status, out, err = run(capsys, "--config", tmp_path / "mkdocs.yml", name)
    assert (status, out) == (2, "")
    assert err == (
        f"congkhai: không có tệp cấu hình «{tmp_path}/mkdocs.yml»; chạy trong thư mục có mkdocs.yml, hoặc ghi --config\n"
    )


@pytest.mark.parametrize(
    "text", ["site_name: [", "plugins: [khong-co]", "site_name: x\nplugins: [congkhai]\ntheme: khong-co"]
)
def test_a_broken_configuration_is_no_traceback(capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(text)
    status, out, err = run(capsys, "--config", tmp_path / "mkdocs.yml", "build")
    assert (status, out) == (2, "")
    assert err.splitlines()[-1] or err
    assert f"không dùng được tệp cấu hình «{tmp_path}/mkdocs.yml»" in err


def test_a_site_behind_a_link_is_replaced_where_it_lies(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project")
    (tmp_path / "www").mkdir()
    (project / "site").symlink_to("../www", target_is_directory=True)
    build(project)
    assert (project / "site").is_symlink()
    assert (tmp_path / "www/index.html").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["project", "www"]


def test_a_reader_that_stops_reading_is_no_traceback(tmp_path: Path) -> None:
    plans = terrible.make_terrible(tmp_path)
    with subprocess.Popen(
        command("check", "--plans", plans), env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait() == 1


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_vietnamese_help_with_an_example(name: str) -> None:
    parser = COMMANDS[name]
    assert parser.description
    assert parser.description.endswith(".")
    assert parser.epilog
    assert parser.epilog.startswith(f"Ví dụ: congkhai {name}")
    silent = [action.dest for action in parser._actions if not action.help]
    assert silent == []


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_printed_and_the_example_can_be_parsed(capsys: pytest.CaptureFixture[str], name: str) -> None:
    with pytest.raises(SystemExit) as left:
        main([*name.split(), "--help"])
    assert left.value.code == 0
    assert f"congkhai {name}" in capsys.readouterr().out


def test_help_waits_for_no_room_below() -> None:
    """What a command needs is imported when it runs: to be told its options nobody waits for a parser of YAML or a theme."""
    line = "import sys, generator.cli as cli; cli._parser(); print(*(name for name in sys.modules if name[:9] == 'generator'))"
    said = subprocess.run([sys.executable, "-c", line], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {name.split(".")[1] for name in said.split() if "." in name} == {"cli"}


def test_every_command_has_its_line_among_the_commands_and_nothing_else_has() -> None:
    section = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("\n## Commands\n", 1)[1].split("\n## ", 1)[0]
    listed = re.findall(r"^\| `congkhai ([^`]*)` \|", section, flags=re.MULTILINE)
    assert sorted(listed) == sorted(COMMANDS)


def test_every_command_in_the_documents_exists() -> None:
    first_words = {name.split()[0] for name in COMMANDS}
    for path in DOCUMENTS:
        for line in re.findall(
            r"(?:`|^)congkhai ([a-z][a-z ]*[a-z])", path.read_text(encoding="utf-8"), flags=re.MULTILINE
        ):
            words = line.split()
            assert words[0] in first_words, f"{path.name}: congkhai {line}"
            known = [name for name in COMMANDS if name.split() == words[: len(name.split())]]
            assert known or any(name.split()[: len(words)] == words for name in COMMANDS), (
                f"{path.name}: congkhai {line}"
            )


def test_options_in_the_documents_exist() -> None:
    options = {option for parser in COMMANDS.values() for action in parser._actions for option in action.option_strings}
    options |= {option for action in cli._parser()._actions for option in action.option_strings}
    for path in DOCUMENTS:
        for line in re.findall(r"congkhai [^`\n]*", path.read_text(encoding="utf-8")):
            assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", line)) <= options, f"{path.name}: {line}"


@pytest.mark.parametrize(
    ("library", "arguments"),
    [
        ("docx", ["plan", "export", "so/p", "--docx", "a.docx"]),
        ("openpyxl", ["report", "new", "so/p", "2026-q1", "--xlsx"]),
        ("openpyxl", ["report", "read", "a.xlsx"]),
    ],
)
def test_without_the_extra_a_command_says_how_this_very_program_gets_it(
    tmp_path: Path, library: str, arguments: list[str]
) -> None:
    """By the pinned file of the repository: a name on a public index could be anybody's."""
    plans = plans_of_reports(tmp_path, {})
    (tmp_path / "a.xlsx").touch()
    code = f"import sys; sys.modules['{library}'] = None; from generator.cli import main; sys.exit(main(sys.argv[1:]))"
    ran = subprocess.run(
        [sys.executable, "-c", code, *arguments, "--plans", plans],
        cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == f"congkhai: {MISSING}; {INSTALL}\n"
    assert (ROOT / INSTALL.split()[-1]).is_file()


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue"])
def test_the_day_begins_in_viet_nam(zone: str) -> None:
    """On islands 25 hours apart it is today when it is today in Viet Nam, which midnight may pass while this runs."""
    line = "from generator.cli.surroundings import today; print(today())"
    before = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    said = subprocess.run(
        [sys.executable, "-c", line], env=environment(TZ=zone), cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() in {str(before), str(datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date())}
