"""The tree under ``plans/``: what a file is follows from where it lies, and nothing outside the tree is read."""

import os
from pathlib import Path

import pytest

from generator.reading.catalogue import Loaded
from generator.reading.entering import LARGEST_SOURCE
from generator.reading.load import load, locate
from generator.reading.problems import Problem
from generator.reading.tree import SHAPES
from generator.reading.yamlfile import LARGEST
from tests.projects import AGENCY, PLAN, PLAN_FILE, edit, plant, seal, small_plans


def texts(loaded: Loaded) -> list[str]:
    """Every problem, located, as the terminal shows it."""
    return [problem.text() for problem in locate(loaded.problems, loaded.root)]


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    return small_plans(tmp_path)


def test_the_small_tree_is_read_whole(plans: Path) -> None:
    loaded = load(plans)
    assert texts(loaded) == []
    assert sorted(loaded.catalogue.agencies) == [AGENCY, "vi-du-ubnd"]
    assert list(loaded.catalogue.plans) == [PLAN]
    assert sorted(loaded.catalogue.legal_documents) == ["61-2018-nd-cp", "vi-du-05-qd-ubnd-2026"]
    assert sorted(loaded.catalogue.metrics) == ["dossier-online", "publish-on-time"]
    assert list(loaded.catalogue.sources) == [PLAN]
    assert loaded.catalogue.raw_sources == {}


def test_ids_come_from_folders(plans: Path) -> None:
    catalogue = load(plans).catalogue
    assert catalogue.agencies[AGENCY].id == AGENCY
    assert (catalogue.plans[PLAN].id, catalogue.plans[PLAN].agency) == (PLAN, AGENCY)


def test_an_id_cannot_be_written_into_the_file(plans: Path) -> None:
    edit(plans / f"agencies/{AGENCY}/agency.yml", "kind: department", "id: ../../khac\nkind: department")
    assert [text.split(":", 3)[3] for text in texts(load(plans))] == [
        " id: không có trường «id»\n  gợi ý: lấy từ tên thư mục; không ghi trong tệp"
    ]


def test_a_chain_of_agencies_ends_even_where_it_bites_its_tail(plans: Path) -> None:
    edit(plans / "agencies/vi-du-ubnd/agency.yml", "kind: province", f"kind: province\nparent: {AGENCY}")
    assert load(plans).catalogue.chain_of(AGENCY) == (AGENCY, "vi-du-ubnd")


def test_a_missing_folder_is_one_problem(tmp_path: Path) -> None:
    (said,) = texts(load(tmp_path / "du-lieu"))
    assert said.startswith("du-lieu: không có thư mục dữ liệu\n  gợi ý: tạo thư mục du-lieu/, hoặc chỉ đúng chỗ")


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("plan.yml", "plans/plan.yml: tệp không có chỗ trong cây dữ liệu\n  gợi ý: đặt ở plans/agencies/…/…/plan.yml"),
        (
            "agencies/so-y-te/agenci.yml",
            "plans/agencies/so-y-te/agenci.yml: tệp không có chỗ trong cây dữ liệu\n  gợi ý: có phải «agency.yml»?",
        ),
        (
            "registry/metrics.yaml",
            "plans/registry/metrics.yaml: tệp không có chỗ trong cây dữ liệu\n  gợi ý: đổi tên thành «metrics.yml»",
        ),
        (
            "registry/METRICS.YML",
            "plans/registry/METRICS.YML: tệp không có chỗ trong cây dữ liệu\n  gợi ý: đổi tên thành «METRICS.yml»",
        ),
        (
            "agencies/a/b/c/plan.yml",
            "plans/agencies/a/b/c/plan.yml: tệp không có chỗ trong cây dữ liệu\n  gợi ý: đặt ở plans/agencies/…/…/plan.yml",
        ),
        (
            "agencies/Sở Y tế/agency.yml",
            "plans/agencies/Sở Y tế: tên thư mục «Sở Y tế» không dùng được làm mã\n"
            "  gợi ý: chỉ chữ thường không dấu, chữ số và dấu gạch nối, ví dụ «ha-tinh-so-khcn»",
        ),
        (
            ".an/agency.yml",
            "plans/.an: tên thư mục «.an» không dùng được làm mã\n"
            "  gợi ý: chỉ chữ thường không dấu, chữ số và dấu gạch nối, ví dụ «ha-tinh-so-khcn»",
        ),
    ],
)
def test_a_file_without_a_place_in_the_tree_is_named(plans: Path, path: str, problem: str) -> None:
    plant(plans, {path: "kind: department\n"})
    assert texts(load(plans)) == [problem]


def test_a_pipe_is_left_alone(plans: Path) -> None:
    plant(plans, {"LICENSE": "x"})
    os.mkfifo(plans / "ong.yml")
    assert texts(load(plans)) == []


def test_a_symbolic_link_is_refused_and_not_followed(plans: Path, tmp_path: Path) -> None:
    plant(tmp_path / "ngoai", {"agency.yml": "tam-biet: [", "source.txt": "bí mật"})
    (plans / "agencies/so-a").symlink_to(tmp_path / "ngoai", target_is_directory=True)
    (plans / "agencies/so-b").mkdir()
    (plans / "agencies/so-b/agency.yml").symlink_to(tmp_path / "ngoai/agency.yml")
    (plans / "agencies/so-b/vong").symlink_to("..", target_is_directory=True)
    (plans / "dut.yml").symlink_to("khong-co")
    assert texts(load(plans)) == [
        f"plans/{name}: là liên kết tượng trưng (symlink)\n  gợi ý: chép tệp thật vào đây"
        for name in ("agencies/so-a", "agencies/so-b/agency.yml", "agencies/so-b/vong", "dut.yml")
    ]


def test_a_source_that_is_a_symbolic_link_is_not_read(plans: Path, tmp_path: Path) -> None:
    source = plans / f"agencies/{PLAN}/source.txt"
    source.rename(tmp_path / "source.txt")
    source.symlink_to(tmp_path / "source.txt")
    loaded = load(plans)
    assert loaded.catalogue.sources == {}
    assert [problem.message for problem in loaded.problems] == [
        "không có tệp «source.txt» trong thư mục của kế hoạch",
        "là liên kết tượng trưng (symlink)",
    ]


@pytest.mark.parametrize(
    "name", ["../khac/source.txt", "/etc/passwd.txt", "a/b.txt", "..", "source.html", "Source.txt"]
)
def test_a_source_lies_beside_its_plan_and_is_plain_text(plans: Path, name: str) -> None:
    edit(plans / PLAN_FILE, "file: source.txt", f"file: {name}")
    assert texts(load(plans)) == [
        f"plans/{PLAN_FILE}:21:3: nguồn, tệp: «{name}» không đúng dạng\n"
        "  gợi ý: tên tệp .txt trong cùng thư mục, không có dấu «/», ví dụ «source.txt»"
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "21:3: nguồn, tệp: không có tệp «source.txt» trong thư mục của kế hoạch"),
        (b"S\xff", "21:3: nguồn, tệp: tệp «source.txt» không phải UTF-8"),
        (b"x" * (LARGEST_SOURCE + 1), "21:3: nguồn, tệp: tệp «source.txt» quá lớn"),
    ],
)
def test_a_source_that_cannot_be_read_is_named(plans: Path, content: bytes | None, problem: str) -> None:
    source = plans / f"agencies/{PLAN}/source.txt"
    source.unlink()
    if content is not None:
        source.write_bytes(content)
    assert [text.split("\n")[0] for text in texts(load(plans))] == [f"plans/{PLAN_FILE}:{problem}"]


def test_a_source_that_was_touched_is_named_with_its_digest(plans: Path) -> None:
    source = plans / f"agencies/{PLAN}/source.txt"
    source.write_bytes(source.read_bytes() + b"\n")
    (problem,) = texts(load(plans))
    assert problem.startswith(f"plans/{PLAN_FILE}:22:3: nguồn, mã kiểm tra: mã kiểm tra không khớp với tệp nguồn")
    seal(plans / f"agencies/{PLAN}")
    assert texts(load(plans)) == []


def test_a_restored_text_stands_in_place_of_its_scan(plans: Path) -> None:
    text = (plans / f"agencies/{PLAN}/source.txt").read_text(encoding="utf-8")
    plant(plans, {f"agencies/{PLAN}/phuc-hoi.txt": text.upper()})
    edit(plans / PLAN_FILE, "  quality: digital", "  quality: ocr\n  restored: phuc-hoi.txt")
    catalogue = load(plans).catalogue
    assert catalogue.sources[PLAN].lines[7].startswith("SỞ NỘI VỤ BAN HÀNH")
    assert catalogue.raw_sources[PLAN].lines[7].startswith("Sở Nội vụ ban hành")


@pytest.mark.parametrize(("extra", "count"), [("thêm\n", 27), ("", 25)])
def test_a_restored_text_has_the_lines_of_its_scan(plans: Path, extra: str, count: int) -> None:
    text = (plans / f"agencies/{PLAN}/source.txt").read_text(encoding="utf-8")
    plant(plans, {f"agencies/{PLAN}/phuc-hoi.txt": text + extra if extra else text.split("\n", 1)[1]})
    edit(plans / PLAN_FILE, "  quality: digital", "  quality: ocr\n  restored: phuc-hoi.txt")
    assert [text.split("\n")[0] for text in texts(load(plans))] == [
        f"plans/{PLAN_FILE}:24:3: nguồn, bản phục hồi: bản phục hồi có {count} dòng, bản quét có 26 dòng"
    ]


def test_a_missing_restored_text_leaves_the_scan(plans: Path) -> None:
    edit(plans / PLAN_FILE, "  quality: digital", "  quality: ocr\n  restored: phuc-hoi.txt")
    loaded = load(plans)
    assert [problem.path for problem in loaded.problems] == [("source", "restored")]
    assert list(loaded.catalogue.sources) == [PLAN]


@pytest.mark.parametrize(("registry", "line"), [("legal-documents", 8), ("metrics", 5)])
def test_an_id_of_a_registry_is_used_once(plans: Path, registry: str, line: int) -> None:
    file = plans / f"registry/{registry}.yml"
    first, second = (
        row.removeprefix("  - id: ") for row in file.read_text(encoding="utf-8").split("\n") if "- id:" in row
    )
    edit(file, f"- id: {second}", f"- id: {first}")
    problems = texts(load(plans))
    assert len(problems) == 1
    assert problems[0].startswith(f"plans/registry/{registry}.yml:{line}:")
    assert f"mã «{first}» đã dùng cho mục khác ở trên" in problems[0]


def test_a_file_that_cannot_be_read_hides_no_other(plans: Path) -> None:
    plant(plans, {"agencies/so-a/agency.yml": b"\xff", "agencies/so-b/agency.yml": "kind: department"})
    problems = texts(load(plans))
    assert problems[0].startswith("plans/agencies/so-a/agency.yml:1:1: tệp không phải UTF-8")
    assert problems[1].startswith("plans/agencies/so-b/agency.yml:1:1: thiếu trường «names»")


def test_a_file_that_is_too_large_is_named_without_reading_it(plans: Path) -> None:
    plant(plans, {"agencies/so-a/agency.yml": b"#" * (LARGEST + 1)})
    (problem,) = texts(load(plans))
    assert "tệp nặng 2.000.001 byte" in problem


def test_every_problem_of_a_field_gets_its_line_and_words(plans: Path) -> None:
    problem = Problem(file=f"plans/{PLAN_FILE}", path=("sections", 1, "tasks", 0, "targets", 0, "value"), message="x")
    (placed,) = locate([problem], plans)
    assert (placed.line, placed.column, placed.where) == (64, 13, "mục II, nhiệm vụ 1, chỉ tiêu CT1, giá trị")


def test_problems_with_a_line_are_left_as_they_are(plans: Path) -> None:
    problem = Problem(file=f"plans/{PLAN_FILE}", line=3, column=4, message="x")
    assert locate([problem], plans) == [problem]


def test_one_pattern_names_each_kind_of_file() -> None:
    assert len({kind for _, kind in SHAPES}) == len({pattern for pattern, _ in SHAPES}) == len(SHAPES)
