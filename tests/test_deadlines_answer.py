"""What ``congkhai deadline`` answers: the parts, their due days, what stayed unread, and whether the phrase judges."""

import json

import pytest

from generator import cli
from generator.deadlines import answer, year_of


def test_an_answer_holds_kind_first_and_last_day_and_every_due_day_of_the_year() -> None:
    said = answer("Quý III, IV", year_of(2026)).as_json()
    assert said["text"] == "Quý III, IV"
    assert said["unread"] == []
    assert said["judges"] is True
    parts = said["parts"]
    assert isinstance(parts, list)
    assert [(part["kind"], part["from"], part["due"], part["occurrences"], part["inferred"]) for part in parts] == [
        ("quarter", "2026-07-01", "2026-09-30", ["2026-09-30"], True),
        ("quarter", "2026-10-01", "2026-12-31", ["2026-12-31"], True),
    ]


@pytest.mark.parametrize(
    ("text", "judges", "ends"),
    [
        ("Chậm nhất ngày 30/3", True, "Được dùng để đánh giá đúng hạn."),
        ("Thường xuyên", False, "Không dùng để đánh giá đúng hạn hay quá hạn."),
        ("xyz", False, "Chưa hiểu: «xyz». Không dùng để đánh giá đúng hạn hay quá hạn."),
    ],
)
def test_the_sentence_ends_with_whether_the_phrase_judges(text: str, judges: bool, ends: str) -> None:
    found = answer(text, year_of(2026))
    assert found.judges is judges
    assert found.sentence().endswith(ends)


def test_the_sentence_lists_the_due_days_of_a_duty_that_comes_round() -> None:
    sentence = answer("Hàng quý", year_of(2026)).sentence()
    assert "các ngày đến hạn: 31/3/2026, 30/6/2026, 30/9/2026, 31/12/2026" in sentence
    assert "(12 ngày)" in answer("Hàng tháng", year_of(2026)).sentence()


def test_the_command_prints_one_answer_a_phrase(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["deadline", "Trước ngày 30/3", "- 10 ngày", "--year", "2026", "--format", "json"]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert (first["text"], first["parts"][0]["due"]) == ("Trước ngày 30/3", "2026-03-30")
    assert (second["text"], second["judges"]) == ("- 10 ngày", False)
    assert cli.main(["deadline", "Quý I", "--year", "2026"]) == 0
    assert capsys.readouterr().out.startswith("«Quý I»\n  Trang này hiểu là: quý I/2026")
