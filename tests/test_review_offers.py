"""The summary of a pull request offers a file with slips as it can be repaired, and only such a file."""

from generator.changes.review import make_review, summary_page
from generator.reading.problems import Problem

FILE = "plans/agencies/so-a/agency.yml"
WRONG = Problem(file=FILE, line=1, column=1, message="tệp có dấu BOM")


def page(text: str, *changed: str, problems: tuple[Problem, ...] = (WRONG,)) -> str:
    return summary_page(make_review([], list(problems), [], [], changed, lambda _: text))


def test_a_changed_file_with_a_slip_is_offered_repaired() -> None:
    told = page("\ufeffkind: department\n", FILE)
    assert f"Bản đã sửa của {FILE}" in told
    assert "```yaml\nkind: department\n```" in told


def test_nothing_is_offered_where_nothing_can_be_repaired_or_the_file_is_not_of_this_request() -> None:
    assert "Bản đã sửa" not in page("kind: department\n", FILE)
    assert "Bản đã sửa" not in page("\ufeffkind: department\n", "plans/agencies/so-b/agency.yml")
    assert "Bản đã sửa" not in page("\ufeffkind: department\n", FILE, problems=())
