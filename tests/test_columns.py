"""The tables of a plan carry the headings and the order of columns that the document prints."""

import pytest

from generator.model.plan import Holds, TableColumn
from generator.pages.plan.tasks import columns

ALL = frozenset(Holds) - {Holds.RUNNING_NO}


def heads(*pairs: tuple[str, str]) -> tuple[TableColumn, ...]:
    return tuple(TableColumn(holds=Holds[holds.upper()], heading=heading) for holds, heading in pairs)


def test_without_printed_headings_the_common_ones_stand_in_the_common_order() -> None:
    found = columns((), frozenset({"no", "content", "deadline", "lead"}))
    assert [column.heading for column in found] == [
        "TT",
        "Nội dung công việc",
        "Cơ quan chủ trì",
        "Thời gian thực hiện",
    ]


@pytest.mark.parametrize("number", [("no", "Stt2"), ("running_no", "Stt")])
def test_printed_headings_keep_their_words_and_their_order_and_the_number_stands_first(number: tuple[str, str]) -> None:
    printed = heads(("content", "Việc"), number, ("deadline", "Hạn"), ("product", "Kết quả"))
    found = columns(printed, frozenset({"no", "content", "deadline", "product"}))
    assert [column.key for column in found] == ["no", "content", "deadline", "product"]
    assert [column.heading for column in found][1:] == ["Việc", "Hạn", "Kết quả"]
    assert found[0].heading == ("Stt2" if number[0] == "no" else "TT")


def test_a_column_that_tasks_fill_and_the_document_does_not_head_stands_last() -> None:
    found = columns(heads(("no", "STT"), ("content", "Việc"), ("deadline", "Hạn")), ALL)
    assert [column.key for column in found][:3] == ["no", "content", "deadline"]
    assert {column.key for column in found} == ALL


def test_a_column_that_no_task_fills_is_left_out() -> None:
    found = columns(
        heads(("no", "STT"), ("content", "Việc"), ("note", "Ghi chú")), frozenset({"no", "content", "deadline"})
    )
    assert [column.heading for column in found] == ["STT", "Việc", "Thời gian thực hiện"]
