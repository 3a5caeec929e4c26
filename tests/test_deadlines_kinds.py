"""The table of kinds on the method page is what the code does today."""

from generator.deadlines import Kind, answer, year_of
from generator.deadlines.kinds import EXAMPLES, YEAR, kinds_table
from tests.projects import ROOT


def test_the_method_page_prints_the_table_as_the_code_writes_it() -> None:
    page = (ROOT / "content" / "phuong-phap.md").read_text("utf-8")
    printed = page.partition("<!-- các loại thời hạn -->\n")[2].partition("<!-- hết các loại -->")[0]
    assert printed.strip() == kinds_table(), "chạy: python -m generator.deadlines.kinds"


def test_every_kind_has_an_example() -> None:
    seen = {part.kind for _, phrase in EXAMPLES for part, _ in answer(phrase, year_of(YEAR)).parts}
    assert set(Kind) - seen == set()
