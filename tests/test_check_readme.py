"""What README promises of the data is counted from the data."""

from pathlib import Path

import pytest

from generator.check.readme import check_readme
from generator.model.procedure import DossierItem
from generator.reading.catalogue import Catalogue
from tests.procedures import papers, procedure

HELD = Catalogue(
    procedures={
        "1.000001": procedure(dossier=(papers(DossierItem(name="Đơn")),)),
        "1.000002": procedure("1.000002"),
    }
)
RIGHT = "1/2 thủ tục ở đây có giấy tờ phải nộp, 0 có thời hạn, 0 có phí"


@pytest.mark.parametrize(
    ("sentence", "lines"),
    [(f"{RIGHT}.", []), (RIGHT.replace(", ", ",\n"), []), (RIGHT.replace("1/2", "2/2"), [3]), ("", [3])],
)
def test_a_count_in_readme_that_the_data_does_not_have_is_pointed_out(
    tmp_path: Path, sentence: str, lines: list[int]
) -> None:
    (tmp_path / "README.vi.md").write_text(f"# Kho\n\n<!-- độ phủ -->{sentence}<!-- /độ phủ -->\n", encoding="utf-8")
    found = list(check_readme(HELD, tmp_path))
    assert [problem.line for problem in found] == lines
    assert all(problem.warning and RIGHT in problem.hint for problem in found)


@pytest.mark.parametrize(("papers_held", "lines"), [(1, []), (2, [3])])
def test_the_english_page_is_held_to_the_same_count(tmp_path: Path, papers_held: int, lines: list[int]) -> None:
    said = f"Of the 2 procedures here, {papers_held} name the papers\nto hand in, 0 a time limit, 0 a fee."
    (tmp_path / "README.md").write_text(f"# Kho\n\n<!-- độ phủ -->{said}<!-- /độ phủ -->\n", encoding="utf-8")
    found = list(check_readme(HELD, tmp_path))
    assert [(problem.file, problem.line) for problem in found] == [("README.md", line) for line in lines]


def test_a_project_without_that_sentence_or_file_is_left_alone(tmp_path: Path) -> None:
    assert list(check_readme(HELD, tmp_path)) == []
    (tmp_path / "README.vi.md").write_text("# Kho\n", encoding="utf-8")
    assert list(check_readme(HELD, tmp_path)) == []
