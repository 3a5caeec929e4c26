"""Long lists fold into parts that say from which word to which they go, and lose no row."""

from generator.pages.parts.folded import MOST, folded_rows
from generator.pages.parts.listing import Row
from generator.pages.parts.page import Link


def rows(*names: str) -> tuple[Row, ...]:
    return tuple(Row("", Link(name, f"{number}/"), ()) for number, name in enumerate(names))


def test_a_short_list_stays_open() -> None:
    assert folded_rows(()) == ()
    (only,) = folded_rows(rows(*["Cấp"] * MOST))
    assert (only.words, len(only.rows)) == ("", MOST)


def test_a_long_list_is_cut_where_the_first_words_change() -> None:
    names = [f"Cấp giấy {n}" for n in range(15)] + [f"Cấp lại {n}" for n in range(8)] + ["Chia", "Chứng thực"]
    groups = folded_rows(rows(*names))
    assert [group.words for group in groups] == ["Cấp giấy … (15 thủ tục)", "Cấp lại … – Chứng … (10 thủ tục)"]
    assert [row for group in groups for row in group.rows] == list(rows(*names))


def test_names_that_no_word_tells_apart_are_cut_by_number() -> None:
    groups = folded_rows(rows(*["Cấp phép"] * (2 * MOST + 1)))
    assert [len(group.rows) for group in groups] == [MOST, MOST, 1]


def test_case_and_signs_do_not_part_names() -> None:
    names = ["Cấp Giấy", "Cấp giấy,"] * MOST
    assert {group.words for group in folded_rows(rows(*names))} == {"Cấp Giấy … (20 thủ tục)"}
