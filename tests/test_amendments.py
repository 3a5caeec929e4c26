"""Amendments change what is due and stay visible; corrections, events and figures say where they come from."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator.check import check
from generator.model import PlanKind
from generator.reading.load import load
from generator.reading.problems import Problem
from generator.tracking.commitments import Commitments, apply_amendments
from tests.test_reports import AS_OF, FILES, GOOD, REPORT, plans

DELAY = """\
document: 15/QĐ-SVD
date: 2026-03-10
tasks:
  - {task: I.1, deadline: Quý II, reason: Chờ hướng dẫn.}
  - {task: II.2, outcome: 2, deadline: Quý III, product: Bao cao moi}
targets:
  - {target: CT1, value: 70}
"""

CANCEL = """\
document: 20/QĐ-SVD
date: 2026-05-04
effective: 2026-06-01
tasks:
  - {task: I.2, cancelled: true, reason: Đã có hệ thống mới.}
added:
  - section: II
    task: {"no": "3", content: Lam them, lead: Phong Mot, deadline: Quý IV}
added_targets:
  - {id: CT3, metric: online, label: dat 50, comparator: min, value: 50, unit: "%"}
"""

FOLDER = "agencies/so/p"
DELAY_FILE = f"{FOLDER}/amendments/2026-03-10-gia-han.yml"
CANCEL_FILE = f"{FOLDER}/amendments/2026-05-04-bo-nhiem-vu.yml"


def commitments(root: Path, as_of: str, *amendments: str) -> Commitments:
    files = dict(zip((DELAY_FILE, CANCEL_FILE), amendments, strict=False))
    catalogue = load(plans(root, files)).catalogue
    return apply_amendments(catalogue.plans["so/p"], catalogue.amendments["so/p"], date.fromisoformat(as_of))


def deadline(found: Commitments, task: str) -> str | None:
    item = found.task(task)
    assert item is not None
    printed = item.current.task.deadline
    return printed.text if printed else None


@pytest.mark.parametrize(("day", "expected"), [("2026-03-09", "Quý I"), ("2026-03-10", "Quý II")])
def test_a_deadline_moves_on_the_day_of_the_document(tmp_path: Path, day: str, expected: str) -> None:
    assert deadline(commitments(tmp_path, day, DELAY), "I.1") == expected


def test_what_was_issued_stays_beside_what_is_due_now(tmp_path: Path) -> None:
    item = commitments(tmp_path, "2026-04-01", DELAY).task("I.1")
    assert item is not None
    assert item.issued is not None
    assert item.issued.task.deadline is not None
    assert item.issued.task.deadline.text == "Quý I"
    told = [(change.field, change.before, change.after, change.reason) for change in item.changes]
    assert told == [("deadline", "Quý I", "Quý II", "Chờ hướng dẫn.")]
    assert item.changes[0].amendment.document == "15/QĐ-SVD"


def test_one_outcome_of_several_changes_alone(tmp_path: Path) -> None:
    item = commitments(tmp_path, "2026-04-01", DELAY).task("II.2")
    assert item is not None
    first, second = item.current.task.results()
    assert first.deadline is not None
    assert second.deadline is not None
    assert (first.product, first.deadline.text) == ("Ke hoach", "Quý I")
    assert (second.product, second.deadline.text) == ("Bao cao moi", "Quý III")
    told = [(change.field, change.outcome, change.before, change.after) for change in item.changes]
    assert told == [("product", 2, "Bao cao", "Bao cao moi"), ("deadline", 2, None, "Quý III")]


def test_a_target_that_was_lowered_keeps_its_issued_value(tmp_path: Path) -> None:
    item = commitments(tmp_path, "2026-04-01", DELAY).target("CT1")
    assert item is not None
    assert item.issued is not None
    assert (item.current.target.value, item.issued.target.value) == (Decimal(70), Decimal(80))
    assert [(change.field, change.before, change.after) for change in item.changes] == [("value", "80", "70")]


@pytest.mark.parametrize(("day", "cancelled"), [("2026-05-31", False), ("2026-06-01", True)])
def test_a_task_is_cancelled_from_the_day_the_document_says_and_never_leaves_the_list(
    tmp_path: Path, day: str, cancelled: bool
) -> None:
    found = commitments(tmp_path, day, DELAY, CANCEL)
    item = found.task("I.2")
    assert item is not None
    assert (item.cancelled is not None) is cancelled
    assert [task.id for task in found.tasks][:4] == ["I.1", "I.2", "II.1", "II.2"]


def test_an_added_task_takes_its_place_after_its_section(tmp_path: Path) -> None:
    found = commitments(tmp_path, "2026-07-01", DELAY, CANCEL)
    added = found.tasks[-1]
    assert (added.id, added.issued, added.current.section.no) == ("II.3", None, "II")
    assert added.added is not None
    assert added.added.document == "20/QĐ-SVD"
    target = found.target("CT3")
    assert target is not None
    assert target.added is not None


def test_the_later_of_two_amendments_wins_and_both_are_told(tmp_path: Path) -> None:
    again = CANCEL.replace(
        "{task: I.2, cancelled: true, reason: Đã có hệ thống mới.}", "{task: I.1, deadline: Quý III}"
    )
    item = commitments(tmp_path, "2026-07-01", DELAY, again).task("I.1")
    assert item is not None
    assert [(change.before, change.after) for change in item.changes] == [("Quý I", "Quý II"), ("Quý II", "Quý III")]


def test_without_amendments_a_plan_commits_to_what_it_printed(tmp_path: Path) -> None:
    plan = load(plans(tmp_path, {})).catalogue.plans["so/p"]
    found = apply_amendments(plan, (), AS_OF)
    assert [item.current for item in found.tasks] == list(plan.placed_tasks())
    assert [item.current for item in found.targets] == list(plan.placed_targets())
    assert plan.document.kind is PlanKind.PLAN


def problems(root: Path, **files: str) -> list[Problem]:
    named = {"delay": DELAY_FILE, "cancel": CANCEL_FILE, "report": REPORT, "events": f"{FOLDER}/events.yml"}
    named |= {"correction": f"{FOLDER}/corrections/2026-06-02.yml", "measured": "agencies/so/measurements.yml"}
    return check(plans(root, {named[name]: text for name, text in files.items()}), AS_OF).problems


def test_good_amendments_have_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path, delay=DELAY, cancel=CANCEL) == []


def test_a_report_may_speak_of_what_an_amendment_added(tmp_path: Path) -> None:
    report = GOOD.replace("task: I.1,", "task: II.3,").replace("target: CT1", "target: CT3")
    assert problems(tmp_path, report=report, cancel=CANCEL) == []


def test_a_report_on_a_cancelled_task_is_pointed_out(tmp_path: Path) -> None:
    found = problems(tmp_path, report=GOOD, cancel=CANCEL.replace("2026-06-01", "2026-01-01"))
    assert [(item.line, item.message, item.warning) for item in found] == []
    found = problems(tmp_path, report=GOOD.replace("task: I.2", "task: I.2\n    declared: blocked"), cancel=CANCEL)
    assert found == []
    early = CANCEL.replace("2026-06-01", "2026-01-01")
    found = problems(tmp_path, report=GOOD.replace("task: I.2", "task: I.2\n    declared: blocked"), cancel=early)
    assert [(item.line, item.message, item.warning) for item in found] == [
        (6, "nhiệm vụ I.2 đã bỏ theo 20/QĐ-SVD", True)
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "hint"),
    [
        ("document: 20/QĐ-SVD\n", "", 1, "thiếu trường «document»", "Số, ký hiệu"),
        ("20/QĐ-SVD", "Họp giao ban", 1, "«Họp giao ban» không phải số, ký hiệu văn bản", "ghi số, ký hiệu"),
        ("date: 2026-05-04", "date: 2026-05-05", 2, "không khớp ngày 2026-05-05", "2026-05-05-"),
        ("date: 2026-05-04", "date: 2025-05-04", 2, "trước khi có kế hoạch (2026-01-05)", "có phải 2026-05-04?"),
        ("date: 2026-05-04", "date: 2026-09-04", 2, "ngày 2026-09-04 chưa đến", "có phải 2025-09-04?"),
        ("task: I.2,", "task: I.22,", 5, "kế hoạch không có nhiệm vụ «I.22»", "có phải «I.2»?"),
        ("cancelled: true, ", "", 5, "không nói điều chỉnh gì ở nhiệm vụ I.2", "cancelled: true"),
        ("cancelled: true, ", "cancelled: true, deadline: Quý II, ", 5, "vừa bỏ nhiệm vụ vừa sửa", "chỉ giữ"),
        ("task: I.2, cancelled: true", "task: II.2, deadline: Quý II", 5, "nhiệm vụ có 2 kết quả", "outcome: 1"),
        ("section: II", "section: III", 7, "kế hoạch không có mục «III»", "có phải «II»?"),
        ('"no": "3"', '"no": "2"', 8, "mã nhiệm vụ II.2 đã có trong kế hoạch", "số thứ tự tiếp theo"),
        ("id: CT3", "id: CT2", 10, "mã chỉ tiêu CT2 đã có trong kế hoạch", "đặt mã khác"),
        ("metric: online", "metric: onlin", 10, "không có chỉ số «onlin»", "có phải «online»?"),
    ],
)
def test_a_slip_in_an_amendment_is_named(
    tmp_path: Path, old: str, new: str, line: int, message: str, hint: str
) -> None:
    assert CANCEL.count(old) == 1
    found = problems(tmp_path, cancel=CANCEL.replace(old, new))
    told = [(item.file.removeprefix("plans/"), item.line, item.message, item.hint) for item in found]
    assert any(
        (name, at) == (CANCEL_FILE, line) and message in said and hint in right for name, at, said, right in told
    )


def test_a_unit_that_only_an_amendment_names_is_a_warning_as_in_a_plan(tmp_path: Path) -> None:
    found = problems(tmp_path, cancel=CANCEL.replace("lead: Phong Mot", "lead: Phong Hai"))
    told = [(item.warning, item.line, item.hint) for item in found if "không có đơn vị «Phong Hai»" in item.message]
    assert told == [(True, 8, "có phải «Phong Mot»?")]


CORRECTION = """\
date: 2026-06-02
corrections:
  - {task: I.1, field: deadline, before: Quý II, after: Quý I, reason: Chép nhầm dòng dưới.}
  - {report: 2026-q1, target: CT1, field: numerator, before: "97", after: "79", reason: Gõ ngược hai chữ số.}
  - {target: CT1, field: value, before: "8", after: "80", reason: Chép thiếu.}
  - {field: issued, before: "2026-01-06", after: "2026-01-05", reason: Chép nhầm ngày.}
"""


def test_a_good_correction_has_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path, report=GOOD, correction=CORRECTION) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "hint"),
    [
        ("date: 2026-06-02", "date: 2026-06-03", 1, "không khớp ngày 2026-06-03", "«2026-06-03.yml»"),
        ("task: I.1", "task: I.11", 3, "kế hoạch không có nhiệm vụ «I.11»", "có phải «I.1»?"),
        ("field: deadline", "field: deadlin", 3, "không có trường «deadlin»", "có phải «deadline»?"),
        ("after: Quý I,", "after: Quý IV,", 3, "«deadline» hiện ghi «Quý I», không phải «Quý IV»", "sửa bản ghi"),
        ("before: Quý II", "before: Quý I", 3, "trước và sau như nhau", "chữ cũ"),
        ("report: 2026-q1", "report: 2026-q2", 4, "không có báo cáo quý II/2026", "có phải «2026-q1»?"),
        ("2026-q1, target: CT1", "2026-q1, target: CT9", 4, "báo cáo quý I/2026 không có chỉ tiêu «CT9»", "CT"),
        (", reason: Chép thiếu.", "", 5, "thiếu trường «reason»", "Vì sao sửa"),
        ("{target: CT1, field", "{target: CT1, task: I.1, field", 5, "ghi cả nhiệm vụ lẫn chỉ tiêu", "một bản ghi"),
    ],
)
def test_a_slip_in_a_correction_is_named(
    tmp_path: Path, old: str, new: str, line: int, message: str, hint: str
) -> None:
    assert CORRECTION.count(old) == 1
    found = problems(tmp_path, report=GOOD, correction=CORRECTION.replace(old, new))
    told = [(item.line, item.message, item.hint) for item in found if "/corrections/" in item.file]
    assert any(at == line and message in said and hint in right for at, said, right in told), told


def test_only_the_last_correction_of_a_field_must_hold_now(tmp_path: Path) -> None:
    earlier = "date: 2026-05-02\ncorrections: [{task: I.1, field: deadline, before: A, after: Quý II, reason: B.}]\n"
    files = {f"{FOLDER}/corrections/2026-05-02.yml": earlier, f"{FOLDER}/corrections/2026-06-02.yml": CORRECTION}
    assert check(plans(tmp_path, files | {REPORT: GOOD}), AS_OF).problems == []


@pytest.mark.parametrize(
    ("event", "message", "hint"),
    [
        ("task: II.9, date: 2026-03-02", "kế hoạch không có nhiệm vụ «II.9»", "có phải «II.2»?"),
        ("task: II.2, date: 2026-03-02", "nhiệm vụ có 2 kết quả", "«outcome: 1»"),
        ("task: II.1, date: 2025-03-02", "sự kiện ngày 2025-03-02, trước khi kế hoạch bắt đầu", "có phải 2026-03-02?"),
        ("task: II.1, date: 2026-08-02", "ngày 2026-08-02 chưa đến", "có phải 2025-08-02?"),
        ("task: II.1, date: 2026-03-02, due: 2026-02-02", "hạn 2026-02-02 đứng trước sự kiện", "có phải 2027-02-02?"),
    ],
)
def test_a_slip_in_an_event_is_named(tmp_path: Path, event: str, message: str, hint: str) -> None:
    found = problems(tmp_path, events=f"events:\n  - {{{event}, text: Nhận phản ánh.}}\n")
    assert [item.line for item in found] == [2]
    assert message in found[0].message
    assert hint in found[0].hint


def test_two_events_of_a_day_are_one_too_many(tmp_path: Path) -> None:
    line = "  - {task: II.1, date: 2026-03-02, text: Nhận phản ánh.}\n"
    assert [(item.line, item.message) for item in problems(tmp_path, events=f"events:\n{line}{line}")] == [
        (3, "hai sự kiện của nhiệm vụ II.1 cùng ngày 2026-03-02")
    ]


MERGED = """\
kind: department
names: [{name: Sở Ví Dụ}]
units: [{name: Van phong So}, {name: Phong Mot}]
events: [{kind: merge, date: 2025-07-01, predecessors: [], successors: [so], text: Hai sở nhập một.}]
"""


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('period: 2025-08, value: 86.97, unit: "%"', ""),
        ("period: 2025-08, rank: 1, rank_of: 34", ""),
        ('period: 2025-q1, value: 82.5, unit: "%", predecessor: Sở Ví Dụ cũ', ""),
        ('period: 2025-q1, value: 82.5, unit: "%"', "có trước khi cơ quan này hình thành (2025-07-01)"),
        ('period: 2025-08, value: 82.5, unit: "%", predecessor: Sở Ví Dụ cũ', "là của chính cơ quan này"),
        ("period: 2025-08, value: 82.5", "con số không có đơn vị"),
        ('period: 2025-08, value: 825, unit: "%"', "nằm ngoài 0–100"),
        ("period: 2025-08", "không có giá trị, cũng không có thứ hạng"),
        ("period: 2025-08, rank: 35, rank_of: 34", "thứ hạng 35 trên 34"),
        ('period: 2025-08, value: 82, unit: "%", as_of: 2025-07-29', "ngày 2025-07-29 đứng trước tháng 8/2025"),
        ('period: 2026-08, value: 82, unit: "%", as_of: 2026-08-29', "ngày 2026-08-29 chưa đến"),
    ],
)
def test_a_figure_belongs_to_the_body_it_was_measured_of(tmp_path: Path, entry: str, message: str) -> None:
    text = f"measurements:\n  - {{metric: online, {entry}, source: Báo Ví Dụ}}\n"
    agency = {"agencies/so/agency.yml": MERGED, "agencies/so/measurements.yml": text}
    found = check(plans(tmp_path, FILES | agency), AS_OF).problems
    assert [item.line for item in found] == ([2] if message else [])
    assert all(message in item.message for item in found)


def test_an_invented_agency_has_no_place_in_real_data(tmp_path: Path) -> None:
    demo = {"agencies/so/agency.yml": FILES["agencies/so/agency.yml"] + "demo: true\n"}
    folder = plans(tmp_path, demo)
    assert [(item.line, item.message) for item in check(folder).problems] == [
        (4, "bản ghi minh họa nằm trong dữ liệu thật")
    ]
    assert check(folder, demo=True).problems == []


def test_a_real_agency_has_no_place_in_the_demonstration(tmp_path: Path) -> None:
    found = check(plans(tmp_path, {}), demo=True).problems
    assert [item.message for item in found] == ["bản ghi thật nằm trong dữ liệu minh họa"]


def test_a_file_whose_keys_all_stand_in_quotes_is_read_as_one_without(tmp_path: Path) -> None:
    quoted = (
        '"document": 20/QĐ-SVD\n"date": 2026-05-04\n"tasks":\n  - {"task": I.2, "cancelled": true, "reason": Xong.}\n'
    )
    assert problems(tmp_path, cancel=quoted) == []
