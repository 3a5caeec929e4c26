"""`congkhai plan new` run as an officer runs it, on a small repository, and then the check."""

import contextlib
import gc
import hashlib
import io
import re
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.check import check
from generator.cli import main
from generator.drafting.skeleton import Order, make_plan
from generator.model import Agency, Document, Outcome, Period, Plan, Section, Source, Target, Task
from generator.model.fields import label_of
from generator.reading.problems import Problem, errors
from generator.reading.shape import file_fields
from generator.reading.yamlfile import read_yaml

DOCUMENT = """UBND TỈNH MINH HỌA
SỞ XÂY DỰNG
Số: 15/KH-SXD
Minh Họa, ngày 12 tháng 01 năm 2026

KẾ HOẠCH
Kiểm soát thủ tục hành chính và thực hiện cơ chế một cửa năm 2026

Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ về kiểm soát thủ tục hành chính;
Căn cứ Luật Tổ chức chính quyền địa phương;

I. MỤC ĐÍCH
Bảo đảm công khai, minh bạch.

Nơi nhận:
- UBND tỉnh;
- Lưu: VT, VP.

PHỤ LỤC
(Kèm theo Kế hoạch số 15/KH-SXD ngày 12 tháng 01 năm 2026 của Sở Xây dựng)

TT\tNội dung công việc\tCơ quan chủ trì\tCơ quan phối hợp\tDự kiến sản phẩm\tThời gian thực hiện
I\tChỉ đạo, điều hành\t\t\t\t
1\tBan hành kế hoạch năm 2026\tVăn phòng Sở\tCác phòng, đơn vị thuộc Sở\tKế hoạch: "bản chính"\tTháng 01/2026
2\tSố hóa tối thiểu 70% kết quả # còn hiệu lực\tVăn phòng Sở, Phòng Quản lý nhà\tCác phòng, đơn vị thuộc Sở\t- Báo cáo\tQuý IV
II\tBáo cáo\t\t\t\t
1\tBáo cáo theo Nghị định số 63/2010/NĐ-CP\tVăn phòng Sở\tCác phòng, đơn vị thuộc Sở\tBáo cáo\tHằng quý
"""
TABLE = DOCUMENT[DOCUMENT.index("TT\t") :]

REGISTRY = """legal_documents:
  - id: 63-2010-nd-cp
    number: 63/2010/NĐ-CP
    kind: decree
    name: Kiểm soát thủ tục hành chính
    issuer: Chính phủ
    date: 2010-06-08
  - id: minh-hoa-15-kh-sxd-2026
    number: 15/KH-SXD
    kind: plan
    name: Kiểm soát thủ tục hành chính năm 2026
    date: 2026-01-12
"""

NAME = "Sở Xây dựng tỉnh Minh Họa"


def is_question(problem: Problem) -> bool:
    return problem.message.startswith("còn nghi vấn")


@dataclass
class Repository:
    """A deployment's data in a folder of its own, and the command run there."""

    root: Path

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """The command in this process, which is as good and takes no second to begin."""
        raw = [io.BytesIO(), io.BytesIO()]
        said = [io.TextIOWrapper(one, encoding="utf-8", write_through=True) for one in raw]
        kept = gc.get_threshold()
        with contextlib.chdir(self.root), contextlib.redirect_stdout(said[0]), contextlib.redirect_stderr(said[1]):
            try:
                code = main(arguments)
            except SystemExit as ended:  # how argparse ends a wrong usage
                code = int(ended.code or 0)
            finally:
                gc.set_threshold(*kept)
        out, err = (one.getvalue().decode() for one in raw)
        return subprocess.CompletedProcess(arguments, code, out, err)

    def new(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return self.run("plan", "new", "minh-hoa-so-xay-dung", "2026", *arguments)

    def write(self, name: str, text: str) -> str:
        (self.root / name).write_text(text, encoding="utf-8", newline="")
        return name

    @property
    def folder(self) -> Path:
        return self.root / "plans/agencies/minh-hoa-so-xay-dung/2026-kiem-soat-tthc"

    def plan(self) -> Plan:
        return check(self.root / "plans").catalogue.plans["minh-hoa-so-xay-dung/2026-kiem-soat-tthc"]

    def mistakes(self) -> list[Problem]:
        """What the check finds wrong, but for the questions that the draft itself asks."""
        return [problem for problem in errors(check(self.root / "plans").problems) if not is_question(problem)]

    def questions(self) -> list[str]:
        problems = errors(check(self.root / "plans").problems)
        return [problem.message.partition(": ")[2] for problem in problems if is_question(problem)]

    def files(self) -> list[str]:
        return sorted(path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file())


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    registry = tmp_path / "plans/registry"
    registry.mkdir(parents=True)
    (registry / "legal-documents.yml").write_text(REGISTRY, encoding="utf-8")
    (registry / "metrics.yml").write_text("metrics: []\n", encoding="utf-8")
    return Repository(tmp_path)


def test_the_whole_document_gives_a_plan_that_passes_the_check_as_it_stands(repository: Repository) -> None:
    text = repository.write("toan-van.txt", DOCUMENT)
    ran = repository.new("--table", text, "--source", text, "--agency-name", NAME)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "3 nhiệm vụ" in ran.stdout
    assert "Không có lỗi" in ran.stdout
    assert repository.mistakes() == []
    document = repository.plan().document
    assert (document.number, str(document.issued), document.place) == ("15/KH-SXD", "2026-01-12", "Minh Họa")
    assert document.title == "Kế hoạch kiểm soát thủ tục hành chính và thực hiện cơ chế một cửa năm 2026"
    assert [one.text[:14] for one in document.legal_bases] == ["Căn cứ Nghị đị", "Căn cứ Luật Tổ"]
    assert repository.plan().recipients == ("UBND tỉnh;", "Lưu: VT, VP.")
    assert [(one.id, one.task.lead, one.task.product) for one in repository.plan().placed_tasks()] == [
        ("I.1", ("Văn phòng Sở",), 'Kế hoạch: "bản chính"'),
        ("I.2", ("Văn phòng Sở", "Phòng Quản lý nhà"), "- Báo cáo"),
        ("II.1", ("Văn phòng Sở",), "Báo cáo"),
    ]


def test_what_only_a_person_can_fill_is_said_with_its_line(repository: Repository) -> None:
    text = repository.write("toan-van.txt", DOCUMENT)
    said = repository.new("--table", text, "--source", text, "--agency-name", NAME).stdout
    lines = (repository.folder / "plan.yml").read_text(encoding="utf-8").split("\n")
    marked = [at for at, line in enumerate(lines, start=1) if line.lstrip().startswith(("# cần điền:", "# nghi vấn:"))]
    printed = re.findall(r"kiem-soat-tthc/plan\.yml:(\d+):", said)
    assert [int(line) for line in printed] == marked
    for words in ("đã đối chiếu", "chất lượng", "kỳ kế hoạch", "chọn metric"):
        assert words in said


def test_the_source_is_the_file_given_byte_for_byte(repository: Repository) -> None:
    text = repository.write("toan-van.txt", DOCUMENT)
    repository.new("--table", text, "--source", text, "--agency-name", NAME)
    raw = (repository.folder / "source.txt").read_bytes()
    assert raw == DOCUMENT.encode()
    assert repository.plan().source.sha256 == hashlib.sha256(raw).hexdigest()


def test_a_table_alone_becomes_the_source_with_the_title_given(repository: Repository) -> None:
    pasted = unicodedata.normalize("NFD", TABLE).replace("\n", "\r\n").replace("Kế hoạch", "Kế\u00a0hoạch")
    table = repository.write("bang.tsv", "\ufeff" + pasted)
    ran = repository.new("--table", table, "--title", "Kế hoạch kiểm soát năm 2026", "--agency-name", NAME)
    assert ran.returncode == 0
    assert repository.mistakes() == []
    source = (repository.folder / "source.txt").read_text(encoding="utf-8")
    assert source.startswith("Kế hoạch kiểm soát năm 2026\n\nTT\tNội dung công việc")
    assert unicodedata.is_normalized("NFC", source)
    assert len(list(repository.plan().placed_tasks())) == 3


@pytest.mark.parametrize("product", ["Báo cáo", "Kế hoạch", "Quyết định"])
def test_a_table_without_a_title_passes_but_for_the_title(repository: Repository, product: str) -> None:
    table = repository.write(
        "bang.tsv", TABLE + f"9\tXây dựng kế hoạch\tVăn phòng\t\t{product}\tQuý I\n10\tRà soát\t\t\t\t\n"
    )
    ran = repository.new("--table", table, "--agency-name", NAME)
    assert ran.returncode == 0
    assert [(one.path, one.where) for one in repository.mistakes()] == [
        (("document", "title"), "văn bản, tên kế hoạch")
    ]
    assert "văn bản, tên kế hoạch" in ran.stdout


def test_an_empty_skeleton_passes_once_filled(repository: Repository) -> None:
    assert repository.new("--agency-name", NAME).returncode == 0
    assert {one.path[-1] for one in repository.mistakes()} == {"title"}
    source = "Kế hoạch năm 2026\n1 Ban hành kế hoạch Văn phòng Sở Quý I\n"
    (repository.folder / "source.txt").write_text(source, encoding="utf-8")
    plan = repository.folder / "plan.yml"
    text = plan.read_text(encoding="utf-8")
    text = text.replace("  title:\n", "  title: Kế hoạch năm 2026\n", 1)
    text = text.replace("0" * 64, hashlib.sha256(source.encode()).hexdigest())
    task = '  - tasks:\n      - "no": "1"\n        content: Ban hành kế hoạch\n        deadline: Quý I\n'
    plan.write_text(text.replace("# sections:\n", f"sections:\n{task}# mẫu:\n", 1), encoding="utf-8")
    assert repository.mistakes() == []
    assert [one.id for one in repository.plan().placed_tasks()] == ["1"]


def test_every_field_stands_in_the_file_with_its_label_and_help(repository: Repository) -> None:
    repository.new("--agency-name", NAME)
    text = " ".join(
        (repository.folder / "plan.yml").read_text(encoding="utf-8").replace("\n", " ").replace("#", " ").split()
    )
    for kind in (Plan, Document, Period, Source, Section, Task, Target):
        for key, declared in file_fields(kind).items():
            assert re.search(rf"\b{key}\b", text), (kind, key)
            assert f"{label_of(declared)}" in text, (kind, key)
            assert " ".join(declared.metadata["help"].split()) in text, (kind, key)


def test_the_optional_fields_are_valid_once_their_mark_is_taken_away(repository: Repository) -> None:
    """The commented examples are YAML of the right keys: each field of the document is known to the reader."""
    repository.new("--agency-name", NAME)
    text = (repository.folder / "plan.yml").read_text(encoding="utf-8")
    keys = re.findall(r"^  # (\w+):$", text, re.MULTILINE)
    assert {"signer", "legal_bases", "implements", "annex_reference"} <= set(keys)
    assert set(keys) <= set(file_fields(Document)) | set(file_fields(Source))


def test_a_new_agency_gets_the_names_that_its_table_uses(repository: Repository) -> None:
    table = repository.write("bang.tsv", TABLE)
    repository.new("--table", table, "--title", "Kế hoạch", "--agency-name", NAME)
    agency = check(repository.root / "plans").catalogue.agencies["minh-hoa-so-xay-dung"]
    assert (agency.name, agency.kind.value) == (NAME, "department")
    assert [one.name for one in agency.units] == ["Văn phòng Sở", "Phòng Quản lý nhà"]
    assert [one.name for one in agency.groups] == ["Các phòng, đơn vị thuộc Sở"]
    read = read_yaml(repository.folder.parent / "agency.yml", "agency.yml")
    assert isinstance(read.data, dict)
    assert list(read.data) == [key for key in file_fields(Agency) if key in ("kind", "names", "units", "groups")]


def test_an_agency_that_exists_gains_the_names_it_lacks_and_keeps_its_own_text(repository: Repository) -> None:
    repository.folder.parent.mkdir(parents=True)
    agency = repository.folder.parent / "agency.yml"
    agency.write_text(f"kind: department\nnames:\n  - name: {NAME}\nunits:\n  - name: Văn phòng Sở\n", encoding="utf-8")
    before = agency.read_text(encoding="utf-8")
    table = repository.write("bang.tsv", TABLE)
    ran = repository.new("--table", table, "--title", "Kế hoạch")
    assert ran.returncode == 0
    assert agency.read_text(encoding="utf-8").startswith(before)
    record = check(repository.root / "plans").catalogue.agencies["minh-hoa-so-xay-dung"]
    assert [(unit.name, unit.verified) for unit in record.units] == [
        ("Văn phòng Sở", True),
        ("Phòng Quản lý nhà", False),
    ]
    assert [(unit.name, unit.verified) for unit in record.groups] == [("Các phòng, đơn vị thuộc Sở", False)]
    assert "Ghi thêm 2 đơn vị, nhóm đơn vị chưa đối chiếu" in ran.stdout


def test_an_agency_without_a_folder_is_offered_and_nothing_is_written(repository: Repository) -> None:
    near = repository.root / "plans/agencies/minh-hoa-so-xay-dun"
    near.mkdir(parents=True)
    (near / "agency.yml").write_text("kind: other\nnames:\n  - name: X\n", encoding="utf-8")
    files = repository.files()
    ran = repository.new()
    assert ran.returncode == 1
    assert "chưa có cơ quan «minh-hoa-so-xay-dung»" in ran.stderr
    assert "có phải «minh-hoa-so-xay-dun»?" in ran.stderr
    assert "--agency-name" in ran.stderr
    assert repository.files() == files


def test_nothing_is_overwritten(repository: Repository) -> None:
    repository.new("--agency-name", NAME)
    (repository.folder / "plan.yml").write_text("của tôi", encoding="utf-8")
    ran = repository.new("--title", "Kế hoạch khác")
    assert ran.returncode == 1
    assert "tệp đã có" in ran.stderr
    assert (repository.folder / "plan.yml").read_text(encoding="utf-8") == "của tôi"
    assert repository.new("--slug", "mot-cua").returncode == 0


def test_a_table_that_cannot_be_read_writes_nothing(repository: Repository) -> None:
    table = repository.write("bang.tsv", TABLE.replace("Ban hành", "Ban\x02hành"))
    files = repository.files()
    ran = repository.new("--table", table, "--agency-name", NAME)
    assert ran.returncode == 1
    assert "bang.tsv:3:6: có ký tự điều khiển (U+0002)" in ran.stderr
    assert repository.files() == files


@pytest.mark.parametrize(
    "arguments",
    [
        ("So-Xay-Dung", "2026"),
        ("../ngoai", "2026"),
        ("so-xay-dung", "26"),
        ("so-xay-dung", "2026", "--slug", "a/b"),
        ("so-xay-dung", "2026", "--table", "khong-co.tsv"),
        ("so-xay-dung",),
    ],
)
def test_wrong_usage_ends_with_two_and_writes_nothing(repository: Repository, arguments: tuple[str, ...]) -> None:
    files = repository.files()
    assert repository.run("plan", "new", *arguments).returncode == 2
    assert repository.files() == files


def test_a_link_in_the_way_is_refused(repository: Repository, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (repository.root / "plans/agencies").mkdir()
    repository.folder.parent.symlink_to(elsewhere, target_is_directory=True)
    ran = repository.new("--agency-name", NAME)
    assert (ran.returncode, list(elsewhere.iterdir())) == (1, [])


HOSTILE = [
    "- gạch đầu dòng",
    "khóa: giá trị",
    "# chú thích # giữa",
    '"nháy kép" và \\',
    "'nháy đơn'",
    "&neo *tham !nhãn %TAG @ `",
    "{a: b}, [c]",
    "null",
    "1.10",
    "--- ... <<<<<<<",
    "x" * 3000,
    "từ " * 2000,
    "| > |- >-",
    "# nghi vấn: giả mạo",
    "<script>alert(1)</script> {{ x }} {#id}",
    "=SUM(A1)",
]


def test_hostile_cells_come_back_as_they_were_pasted(repository: Repository) -> None:
    rows = "\n".join(f"{at}\t{cell}\tVăn phòng\tQuý I\t{cell}" for at, cell in enumerate(HOSTILE, start=1))
    table = repository.write("bang.tsv", f"TT\tNội dung\tChủ trì\tThời hạn\tSản phẩm\n{rows}\n")
    ran = repository.new("--table", table, "--title", 'Kế hoạch: "lạ" # 1', "--agency-name", f"{NAME}: #1 'a' \"b\"")
    assert ran.returncode == 0
    assert repository.mistakes() == []
    tasks = [one.task for one in repository.plan().placed_tasks()]
    assert [one.content for one in tasks] == [cell.strip() for cell in HOSTILE]
    assert [one.product for one in tasks] == [cell.strip() for cell in HOSTILE]
    assert repository.plan().document.title == 'Kế hoạch: "lạ" # 1'


def test_the_same_order_gives_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for name in ("mot", "hai"):
        plans = tmp_path / name / "plans"
        plans.mkdir(parents=True)
        table = tmp_path / "bang.tsv"
        table.write_text(TABLE, encoding="utf-8")
        order = Order(plans=plans, agency="a", year=2026, slug="b", table=table, agency_name=NAME)
        assert make_plan(order).problems == []
        written.append([path.read_bytes() for path in sorted(plans.rglob("*")) if path.is_file()])
    assert written[0] == written[1]
    assert len(written[0]) == 3


def test_a_decision_gives_its_own_facts(repository: Repository) -> None:
    text = (
        "**QUYẾT ĐỊNH**\n\n**Ban hành Kế hoạch kiểm soát thủ tục hành chính năm 2026**\n\nGIÁM ĐỐC SỞ XÂY DỰNG\n\n"
        "Số: /QĐ-SXD\nMinh Họa, ngày tháng 3 năm 2026\n"
    )
    source = repository.write("van-ban.txt", text)
    repository.new("--source", source, "--agency-name", NAME)
    document = repository.plan().document
    assert (document.kind.value, document.number, document.symbol) == ("decision", None, "/QĐ-SXD")
    assert (document.title, str(document.issued)) == ("Kế hoạch kiểm soát thủ tục hành chính năm 2026", "2026-03")
    assert repository.mistakes() == []


def test_a_head_and_a_foot_in_two_columns_are_read_cell_by_cell(repository: Repository) -> None:
    text = (
        "UBND TỈNH\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 15/KH-SXD\tMinh Họa, ngày 12 tháng 01 năm 2026\n"
        "KẾ HOẠCH\nKiểm soát thủ tục hành chính năm 2026\n\nNơi nhận:\tGIÁM ĐỐC\n- UBND tỉnh;\n- Lưu: VT.\tNgười ký\n"
    )
    repository.new("--source", repository.write("van-ban.txt", text), "--agency-name", NAME)
    plan = repository.plan()
    assert (plan.document.number, plan.document.place) == ("15/KH-SXD", "Minh Họa")
    assert plan.recipients == ("UBND tỉnh;", "Lưu: VT.")
    assert repository.mistakes() == []


def test_outcomes_are_written_as_pairs(repository: Repository) -> None:
    table = repository.write("bang.tsv", TABLE + "\t\t\t\tBáo cáo năm\tTrước ngày 15/12\n")
    repository.new("--table", table, "--title", "Kế hoạch", "--agency-name", NAME)
    last = list(repository.plan().placed_tasks())[-1].task
    assert isinstance(last.outcomes[0], Outcome)
    assert [(one.product, one.deadline.text if one.deadline else None) for one in last.outcomes] == [
        ("Báo cáo", "Hằng quý"),
        ("Báo cáo năm", "Trước ngày 15/12"),
    ]
    assert repository.mistakes() == []
