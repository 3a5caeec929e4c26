"""What is read in and given out: trends, list numbers, boxes of a form, lines of a table for machines, places of a complaint."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from generator.check.unfinished import check_doubts
from generator.deadlines import Period, apply_rule, read_deadline
from generator.drafting.files.numbering import Level, List, Numbering
from generator.drafting.form import write_form
from generator.drafting.portal.answer import count
from generator.drafting.portal.terms import fee_of
from generator.model.procedure import Ground
from generator.publish.exports.api import api_files
from generator.publish.exports.records import as_json
from generator.publish.findable import _when
from generator.publish.search import SearchRecord, write_index
from generator.text.personal import find_personal
from generator.tracking.attainment import attainment_of
from generator.tracking.linked import link
from generator.tracking.procedures import is_stale
from tests.procedures import list_files
from tests.test_boundaries_tracking import EARLY, YEAR_END, target, valued
from tests.test_exports_read_back import linked, read_json
from tests.test_reports import plans
from tests.test_rules_both_sides import AS_OF

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(("read", "stale"), [("2026-04-01", False), ("2026-03-31", True)])
def test_a_fee_is_fresh_for_ninety_days(read: str, stale: bool) -> None:
    assert is_stale(date.fromisoformat(read), date(2026, 6, 30)) is stale


@pytest.mark.parametrize(
    ("value", "written"), [("5", "5"), ("5.0", "5"), ("17.5", "17.5"), ("60000", "60000"), ("0", "0")]
)
def test_a_whole_number_is_written_without_a_decimal(value: str, written: str) -> None:
    assert repr(as_json(Decimal(value))) == written


def test_agencies_stand_in_the_order_of_their_ids_whatever_was_read_first() -> None:
    catalogue = linked().catalogue
    turned = replace(catalogue, agencies=dict(sorted(catalogue.agencies.items(), reverse=True)))
    assert list(turned.agencies) == ["ubnd", "so"]
    assert dict(api_files(link(turned, AS_OF))) == dict(api_files(link(catalogue, AS_OF)))
    assert [agency["id"] for agency in read_json("agencies")["agencies"]] == ["so", "ubnd"]


def test_a_ground_without_a_number_keeps_its_title_in_the_table() -> None:
    catalogue = linked().catalogue
    item = catalogue.procedures["1.000028"]
    grounds = (Ground(number="12/2025/TT-BXD", title="Thông tư"), Ground(number=None, title="Hiệp định mẫu"))
    changed = catalogue.procedures | {item.code: replace(item, legal_bases=grounds)}
    files = list_files(link(replace(catalogue, procedures=changed), AS_OF))
    assert "12/2025/TT-BXD; Hiệp định mẫu".encode() in files["api/v1/procedures.csv"]


def test_a_list_that_starts_anew_begins_at_its_number_and_counts_on() -> None:
    levels = [Level(text="%1."), Level(form="lowerLetter", text="%2)")]
    numbering = Numbering({"d": levels}, {"1": List("d"), "2": List("d", {0: 5}), "3": List("d")})
    printed = [
        numbering.next(name, level) for name, level in (("1", 0), ("1", 1), ("1", 1), ("1", 0), ("2", 0), ("2", 0))
    ]
    assert printed == ["1.", "a)", "b)", "2.", "5.", "6."]
    assert numbering.next("3", 0) == "7."
    assert (numbering.next("3", 2), numbering.next("4", 0)) == ("", "")


def test_every_row_of_a_form_has_its_drop_down_and_the_row_after_has_none(tmp_path: Path) -> None:
    made = write_form(plans(tmp_path, {}), "so/p", "2026-q1", tmp_path)
    assert made.file is not None
    page = load_workbook(made.file)["Nhiệm vụ"]
    last = max(cell.row for cell in page["A"] if cell.value)
    assert {
        str(rule.sqref).split(":")[1].strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        for rule in page.data_validations.dataValidation
    } == {str(last)}


@pytest.mark.parametrize(
    ("words", "kept"),
    [("Miễn phí", None), ("(Không)", None), ("Miễn phí cho người cao tuổi", "Miễn phí cho người cao tuổi")],
)
def test_a_free_line_keeps_only_words_that_say_more(words: str, kept: str | None) -> None:
    assert fee_of({"value": 0, "description": words}).get("text") == kept


@pytest.mark.parametrize(("printed", "read"), [(1, 1), (1000, 1000), (1001, 0), (0, 0), (-1, 0), (1.5, 0)])
def test_a_number_of_copies_is_whole_and_not_absurd(printed: float, read: int) -> None:
    assert count(printed) == read


def test_a_question_of_a_draft_is_named_on_its_line() -> None:
    text = "document:\n  title: a\n  # nghi vấn: ngày nào\n  issued: 2026\n"
    assert [(problem.line, problem.column) for problem in check_doubts(text, "a/plan.yml")] == [(3, 1)]
    assert not list(check_doubts(text, "a/source.txt"))


@pytest.mark.parametrize(("due", "mistakes"), [("2026-03-30", 0), ("2026-03-29", 1)])
def test_a_deadline_set_by_hand_may_end_on_its_first_day_and_not_before(due: str, mistakes: int) -> None:
    rule = [{"kind": "fixed", "from": "2026-03-30", "due": due}]
    assert len(apply_rule("Ngày 30/3", rule, YEAR).mistakes) == mistakes


def days(text: str) -> list[str]:
    return [str(part.rrule or part.start or part.due) for part in read_deadline(text, YEAR).parts]


@pytest.mark.parametrize("text", ["Sau ngày 30/6/2026", "Từ sau ngày 30/6/2026"])
def test_what_begins_after_a_day_begins_on_the_next(text: str) -> None:
    (part,) = read_deadline(text, YEAR).parts
    (same,) = read_deadline(text.replace("Từ sau", "Từ").replace("Sau", "Từ"), YEAR).parts
    assert (part.start, same.start) == (date(2026, 7, 1), date(2026, 6, 30))


def test_a_half_yearly_report_beside_a_quarterly_one_keeps_its_day() -> None:
    found = days("Định kỳ hàng quý, 6 tháng, năm (trước ngày 20 của tháng cuối quý)")
    assert found == [
        "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=20",
        "FREQ=MONTHLY;BYMONTH=6;BYMONTHDAY=20",
        "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20",
    ]


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("0912 345 678", True),
        ("+84 912 345 678", True),
        ("0239 3855 555", True),
        ("09123", False),
        ("912345678", False),
    ],
)
def test_a_telephone_number_has_nine_digits_or_more(number: str, found: bool) -> None:
    assert bool(list(find_personal(f"Liên hệ {number} để hỏi"))) is found


def test_forms_of_one_procedure_are_a_group_and_one_alone_is_none() -> None:
    def made(*titles: str) -> bytes:
        records = [
            SearchRecord(id=str(at), kind="thu-tuc", title=title, url=str(at), code=str(at))
            for at, title in enumerate(titles)
        ]
        return next(raw for name, raw in write_index(records).items() if "core" in name)

    assert b'"groups":[]' in made("Cấp giấy phép xây dựng")
    assert b'"groups":[[0,0,"C\xe1\xba\xa5p"],[1,0,"C\xe1\xba\xa5p l\xe1\xba\xa1i"]]' in made(
        "Cấp giấy phép xây dựng", "Cấp lại giấy phép xây dựng"
    )


def test_a_task_in_two_years_is_found_by_both_in_their_order() -> None:
    months = [date(2030, 3, 1), date(2026, 5, 1), date(2029, 3, 9), date(2028, 1, 1)]
    assert _when(months, 2027) == "tháng3 quý1 tháng5 quý2 tháng1 năm 2026 2027 2028 2029 2030"


@pytest.mark.parametrize(("before", "trend"), [("69", 1), ("70", 0), ("71", -1)])
def test_two_equal_figures_neither_rise_nor_fall(before: str, trend: int) -> None:
    figures = [valued(before, EARLY, "2026-q1"), valued("70", EARLY, "2026-q2")]
    assert attainment_of(target(), YEAR_END, figures, YEAR_END).trend == trend


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("  # nghi vấn: ngày nào?", True),
        ("deadline: Quý I # nghi vấn: ngày nào?", True),
        ("#Nghi vấn : ngày nào?", True),
        ("# đã hỏi, hết nghi vấn", False),
        ("content: Giải đáp nghi vấn: của người dân", False),
    ],
)
def test_a_question_is_asked_wherever_an_editor_has_moved_it(line: str, asked: bool) -> None:
    said = [problem.message for problem in check_doubts(f"id: a\n{line}\n", "registry/metrics.YML")]
    assert said == ["còn nghi vấn chưa trả lời: ngày nào?"] * asked
