"""Reports: read in their order, every slip found with its line and the nearest right value, and a skeleton ready to fill."""

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from generator.check import check
from generator.drafting.report import write_report
from generator.model.report import EvidenceKind, PeriodKind, ReportPeriod, evidence_kind
from generator.reading.problems import Problem
from tests.projects import congkhai, edit, seal

AS_OF = date(2026, 7, 20)

SOURCE = """\
1\tRa soat\tVan phong So\tQuý I
2\tDua tin\tVan phong So\tNgày 05 hàng tháng
1\tKiem tra\tTrong thời gian 10 ngày kể từ ngày tiếp nhận
2\tBa ket qua\tKe hoach\tQuý I\tBao cao
dat 80
"""

PLAN = f"""\
document: {{kind: plan, number: 01/KH-SVD, title: Ra soat, issued: 2026-01-05}}
period: {{from: 2026-01-01, to: 2026-12-31}}
source:
  sha256: {hashlib.sha256(SOURCE.encode()).hexdigest()}
  file: source.txt
  quality: digital
sections:
  - "no": I
    tasks:
      - {{"no": "1", content: Ra soat, lead: Van phong So, deadline: Quý I}}
      - {{"no": "2", content: Dua tin, lead: Van phong So, deadline: Ngày 05 hàng tháng}}
  - "no": II
    tasks:
      - {{"no": "1", content: Kiem tra, deadline: Trong thời gian 10 ngày kể từ ngày tiếp nhận}}
      - "no": "2"
        content: Ba ket qua
        outcomes: [{{product: Ke hoach, deadline: Quý I}}, {{product: Bao cao}}]
targets:
  - {{id: CT1, metric: online, label: dat 80, comparator: min, value: 80, unit: "%"}}
  - {{id: CT2, metric: online, label: dat 80, comparator: increase_by, value: 80, unit: "%"}}
"""

FILES = {
    "registry/metrics.yml": "metrics: [{id: online, name: Trực tuyến, definition: Hồ sơ nộp qua mạng.}]\n",
    "agencies/so/agency.yml": (
        "kind: department\nnames: [{name: Sở Ví Dụ}]\nunits: [{name: Van phong So}, {name: Phong Mot}]\n"
    ),
    "agencies/so/p/plan.yml": PLAN,
    "agencies/so/p/source.txt": SOURCE,
    "agencies/so/p/events.yml": "events:\n  - {task: II.1, date: 2026-03-02, text: Nhận phản ánh.}\n",
}

GOOD = """\
period: 2026-q1
date: 2026-04-05
document: 12/BC-SVD
tasks:
  - {task: I.1, date: 2026-03-30, evidence: ["https://vidu.gov.vn/ra-soat"]}
  - task: I.2
    occurrences:
      - {due: 2026-02-05, date: 2026-02-05}
  - task: II.1
    occurrences: [{event: 2026-03-02, date: 2026-03-09}]
  - {task: II.2, outcome: 2, declared: blocked, note: Chờ kinh phí.}
targets:
  - {target: CT1, numerator: 79, denominator: 100}
  - {target: CT2, value: 120}
counts:
  - {unit: Van phong So, late_dossiers: 2, apology_letters: 2, feedback_received: 9, feedback_answered: 8}
"""

REPORT = "agencies/so/p/reports/2026-q1.yml"


def plans(root: Path, files: Mapping[str, str]) -> Path:
    for name, text in {**FILES, **files}.items():
        target = root / "plans" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return root / "plans"


def problems(root: Path, report: str, name: str = REPORT) -> list[Problem]:
    return check(plans(root, {name: report}), AS_OF).problems


@pytest.mark.parametrize(
    ("text", "kind", "first", "last", "label"),
    [
        ("2026-02", PeriodKind.MONTH, "2026-02-01", "2026-02-28", "tháng 2/2026"),
        ("2024-02", PeriodKind.MONTH, "2024-02-01", "2024-02-29", "tháng 2/2024"),
        ("2026-q1", PeriodKind.QUARTER, "2026-01-01", "2026-03-31", "quý I/2026"),
        ("2026-q4", PeriodKind.QUARTER, "2026-10-01", "2026-12-31", "quý IV/2026"),
        ("2026-h1", PeriodKind.HALF_YEAR, "2026-01-01", "2026-06-30", "6 tháng đầu năm 2026"),
        ("2026-h2", PeriodKind.HALF_YEAR, "2026-07-01", "2026-12-31", "6 tháng cuối năm 2026"),
        ("2026", PeriodKind.YEAR, "2026-01-01", "2026-12-31", "năm 2026"),
        ("2026-03-15", PeriodKind.AD_HOC, "2026-03-15", "2026-03-15", "ngày 15/3/2026"),
    ],
)
def test_a_period_is_read_and_written_back(text: str, kind: PeriodKind, first: str, last: str, label: str) -> None:
    period = ReportPeriod.parse(text)
    assert (period.kind, period.first.isoformat(), period.last.isoformat(), period.label) == (kind, first, last, label)
    assert str(period) == text


@pytest.mark.parametrize(
    "text", ["", "26-q1", "2026-Q1", "2026-q5", "2026-h3", "2026-13", "2026-02-30", "0000", "2026-3"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        ReportPeriod.parse(text)


def test_reports_are_kept_from_the_earliest_to_the_latest_and_the_longer_period_last(tmp_path: Path) -> None:
    names = ("2026", "2026-q1", "2026-03", "2026-01", "2026-h1", "2026-03-15")
    files = {f"agencies/so/p/reports/{name}.yml": f"period: {name}\ndate: 2026-07-01\n" for name in names}
    loaded = check(plans(tmp_path, files), AS_OF)
    assert loaded.problems == []
    kept = [report.file for report in loaded.catalogue.reports["so/p"]]
    assert kept == ["2026-01", "2026-03-15", "2026-03", "2026-q1", "2026-h1", "2026"]


def test_a_good_report_has_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path, GOOD) == []


def test_an_entry_left_blank_says_nothing(tmp_path: Path) -> None:
    loaded = check(
        plans(
            tmp_path, {REPORT: "period: 2026-q1\ndate: 2026-04-05\ntasks:\n  - task: I.1\n    declared:\n    date:\n"}
        )
    )
    assert loaded.problems == []
    assert loaded.catalogue.reports["so/p"][0].tasks[0].state is None


def test_the_strongest_evidence_counts(tmp_path: Path) -> None:
    link = '"https://vidu.gov.vn/a"'
    texts = f"[12/BC-SVD, {link}]", "[12/BC-SVD]", f"[{{text: 12/BC-SVD, url: {link}}}]", "[]"
    found = []
    for text in texts:
        report = f"period: 2026-q1\ndate: 2026-04-05\ntasks: [{{task: I.1, evidence: {text}}}]\n"
        entry = check(plans(tmp_path, {REPORT: report})).catalogue.reports["so/p"][0].tasks[0]
        found.append(evidence_kind(entry.evidence))
    assert found == [EvidenceKind.LINK, EvidenceKind.DOCUMENT, EvidenceKind.LINK, EvidenceKind.NONE]


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "hint"),
    [
        ("period: 2026-q1", "period: 2026-Q1", 1, "«2026-Q1» không phải kỳ báo cáo", "quý 2026-q1"),
        ("period: 2026-q1", "period: 2026-q2", 1, "tệp tên «2026-q1.yml» chứa báo cáo quý II/2026", "«2026-q2.yml»"),
        ("date: 2026-04-05", "date: 2026-08-05", 2, "ngày 2026-08-05 chưa đến (hôm nay là 2026-07-20)", "2025-08-05"),
        ("date: 2026-04-05", "date: 2025-04-05", 2, "ngày báo cáo 2025-04-05 đứng trước quý I/2026", "2026-04-05"),
        ("task: I.1", "task: I.11", 5, "kế hoạch không có nhiệm vụ «I.11»", "có phải «I.1»?"),
        ("task: I.1,", "task: I.2,", 6, "nhiệm vụ I.2 báo cáo hai lần", "gộp"),
        ("2026-03-30", "2025-03-30", 5, "trước khi kế hoạch bắt đầu (2026-01-01)", "có phải 2026-03-30?"),
        ("2026-03-30", "2026-04-30", 5, "sau ngày báo cáo 2026-04-05", "có phải 2026-04-05?"),
        ("2026-03-30", "2027-03-30", 5, "ngày 2027-03-30, sau ngày báo cáo 2026-04-05", "có phải 2026-03-30?"),
        ("2026-03-30", "2026-02-30", 5, "«2026-02-30» không phải ngày có thật", "2026-02-28"),
        ("date: 2026-03-30", "declared: done", 5, "không có ngày hoàn thành", "thêm «date:"),
        ("date: 2026-03-30", "declared: finished", 5, "«finished» không có trong danh sách", "dùng một trong"),
        (
            "I.1, date",
            "I.1, declared: blocked, date",
            5,
            "có ngày hoàn thành mà chưa ghi đã hoàn thành",
            "declared: done",
        ),
        ('["https:', '["http:', 5, "không phải địa chỉ mở được từ trang", "có phải «https://vidu.gov.vn/ra-soat»?"),
        (
            "{due: 2026-02-05, ",
            "{due: 2026-02-06, ",
            8,
            "nhiệm vụ I.2 không có kỳ hạn 2026-02-06",
            "có phải 2026-02-05?",
        ),
        ("{due: 2026-02-05, ", "{", 8, "chưa rõ là kỳ nào", "«due»"),
        ("{event: 2026-03-02", "{event: 2026-03-03", 10, "không có sự kiện ngày 2026-03-03", "có phải 2026-03-02?"),
        ("date: 2026-03-09", "date: 2026-03-01", 10, "trước sự kiện (2026-03-02)", "có phải 2026-03-02 hoặc sau đó?"),
        (", outcome: 2", "", 11, "nhiệm vụ có 2 kết quả", "«outcome: 1» đến «outcome: 2»"),
        ("outcome: 2", "outcome: 3", 11, "nhiệm vụ chỉ có 2 kết quả", "từ 1 đến 2"),
        ("target: CT1", "target: CT11", 13, "kế hoạch không có chỉ tiêu «CT11»", "có phải «CT1»?"),
        ("target: CT2", "target: CT1", 14, "chỉ tiêu CT1 báo cáo hai lần", "gộp"),
        ("numerator: 79", "numerator: 790", 13, "tử số 790 lớn hơn mẫu số 100", "có phải 100 trên 790?"),
        ("numerator: 79", "numerator: -79", 13, "-79 là số âm", "có phải 79?"),
        ("numerator: 79, ", "", 13, "thiếu «numerator»", "ghi đủ tử số và mẫu số"),
        ("denominator: 100", "denominator: 0", 13, "mẫu số 0 mà tử số là 79", "kiểm tra"),
        ("numerator: 79, denominator: 100", "value: 7990", 13, "tỷ lệ 7990 % lớn hơn 100", "có phải 79.90?"),
        ("numerator: 79", "numerator: 79, value: 97", 13, "giá trị 97 khác với 79/100", "có phải 79.00?"),
        ("numerator: 79", "numerator: '79,5%'", 13, "«79,5%» không phải con số", "viết 79.5"),
        ("numerator: 79", "numerator: '#REF!'", 13, "«#REF!» là lỗi công thức của bảng tính", "sửa công thức"),
        ("numerator: 79, denominator: 100}", "value: #N/A\n   }", 13, "«#N/A» là lỗi công thức", "sửa công thức"),
        ("late_dossiers: 2", "late_dossiers: Nguyễn Văn A", 16, "«Nguyễn Văn A» không phải số nguyên", "số trần"),
        ("late_dossiers: 2", "late_officers: [Nguyễn Văn A]", 16, "không có trường «late_officers»", "late_dossiers"),
        ("unit: Van phong So", "unit: Nguyễn Văn A", 16, "cơ quan không có đơn vị", "không ghi tên người"),
        ("unit: Van phong So", "unit: Van phong", 16, "cơ quan không có đơn vị", "có phải «Van phong So»?"),
        ("answered: 8", "answered: 10", 16, "trả lời 10 phản ánh mà nhận 9", "có phải 9?"),
    ],
)
def test_a_slip_is_named_where_it_stands(
    tmp_path: Path, old: str, new: str, line: int, message: str, hint: str
) -> None:
    assert GOOD.count(old) == 1
    found = problems(tmp_path, GOOD.replace(old, new))
    told = [(problem.file, problem.line, problem.message, problem.hint) for problem in found]
    assert any(
        (file, at) == (f"plans/{REPORT}", line) and message in said and hint in right for file, at, said, right in told
    ), told


@pytest.mark.parametrize(
    ("period", "right"),
    [
        ("2025-q4", "2026-q1"),
        ("2027-01", "2026-12"),
        ("2025", "2026"),
        ("2025-h2", "2026-h1"),
        ("2027-02-03", "2026-12-31"),
    ],
)
def test_a_period_outside_the_plan_is_told_the_nearest_inside(tmp_path: Path, period: str, right: str) -> None:
    found = problems(tmp_path, f"period: {period}\ndate: 2027-03-01\n", f"agencies/so/p/reports/{period}.yml")
    told = [(problem.line, problem.hint) for problem in found if "nằm ngoài kỳ kế hoạch" in problem.message]
    assert told == [(1, f"có phải «{right}»?")]


def test_a_second_report_for_a_period_is_told_where_the_first_is(tmp_path: Path) -> None:
    plans(tmp_path, {REPORT: GOOD})
    found = problems(tmp_path, GOOD, "agencies/so/p/reports/2026-q1-ban-hai.yml")
    told = [(problem.file, problem.line, problem.message) for problem in found]
    assert told == [("plans/agencies/so/p/reports/2026-q1-ban-hai.yml", 1, "báo cáo thứ hai cho quý I/2026")]
    assert "2026-q1.yml" in found[0].hint


def test_a_percentage_over_100_may_have_a_reason(tmp_path: Path) -> None:
    value = "value: 104, reason: Tính cả hồ sơ năm trước chuyển sang."
    assert problems(tmp_path, GOOD.replace("numerator: 79, denominator: 100", value)) == []


def test_nothing_of_nothing_is_no_mistake(tmp_path: Path) -> None:
    nothing = "numerator: 0, denominator: 0"
    assert problems(tmp_path, GOOD.replace("numerator: 79, denominator: 100", nothing)) == []


def test_a_report_beside_no_plan_is_told_the_nearest_plan(tmp_path: Path) -> None:
    found = problems(tmp_path, GOOD, "agencies/so/pp/reports/2026-q1.yml")
    assert [(item.message, item.hint) for item in found] == [("không đọc được kế hoạch «so/pp»", "có phải «so/p»?")]


def test_without_a_day_nothing_is_in_the_future(tmp_path: Path) -> None:
    report = GOOD.replace("date: 2026-04-05", "date: 2126-04-05")
    assert check(plans(tmp_path, {REPORT: report})).problems == []


def skeleton(root: Path, period: str, files: Mapping[str, str]) -> str:
    made = write_report(plans(root, files), "so/p", period)
    assert made.problems == ()
    return (root / made.file).read_text(encoding="utf-8")


def asked(text: str) -> list[str]:
    """What a skeleton asks about: tasks, outcomes, due days, events and targets, in order."""
    words = ("- task:", "outcome:", "- due:", "- event:", "- target:")
    return [line.strip().removeprefix("- ") for line in text.splitlines() if line.strip().startswith(words)]


def test_a_new_report_asks_for_every_task_and_target(tmp_path: Path) -> None:
    assert asked(skeleton(tmp_path, "2026-q1", {})) == [
        *('task: "I.1"', 'task: "I.2"', 'due: "2026-01-05"', 'due: "2026-02-05"', 'due: "2026-03-05"'),
        *('task: "II.1"', 'event: "2026-03-02"'),
        *('task: "II.2"', "outcome: 1", 'task: "II.2"', "outcome: 2", 'target: "CT1"', 'target: "CT2"'),
    ]


def test_evidence_is_written_below_its_key(tmp_path: Path) -> None:
    text = skeleton(tmp_path, "2026-q1", {}).replace("\ndate:", "\ndate: 2026-04-05")
    filled = re.sub(r"( +)evidence:\n", r"\g<0>\1  - 12/BC-SVD\n", text)
    assert filled.count("- 12/BC-SVD") > 3
    (tmp_path / "plans" / REPORT).write_text(filled, encoding="utf-8")
    assert check(tmp_path / "plans", AS_OF).problems == []


def test_a_new_report_does_not_ask_again_for_what_is_done(tmp_path: Path) -> None:
    text = skeleton(tmp_path, "2026-04", {REPORT: GOOD})
    assert asked(text)[:5] == [
        'task: "I.2"',
        'due: "2026-01-05"',
        'due: "2026-03-05"',
        'due: "2026-04-05"',
        'task: "II.2"',
    ]
    assert "# Báo cáo trước, ngày 5/4/2026: đang vướng mắc" in text
    assert "# Báo cáo trước, ngày 5/4/2026: 79 trên 100" in text


def test_a_new_report_leaves_out_what_was_cancelled_and_says_what_was_moved(tmp_path: Path) -> None:
    amendment = (
        "document: 15/QĐ-SVD\ndate: 2026-02-10\n"
        "tasks: [{task: I.1, deadline: Quý II}, {task: I.2, cancelled: true}]\ntargets: [{target: CT2, cancelled: true}]\n"
    )
    text = skeleton(tmp_path, "2026-q1", {"agencies/so/p/amendments/2026-02-10-lui.yml": amendment})
    assert [line for line in asked(text) if "I.2" in line.split('"') or "CT2" in line] == []
    assert "# Đã điều chỉnh theo 15/QĐ-SVD; trước là: Quý I" in text


def test_a_new_report_is_fine_once_it_has_its_day(tmp_path: Path) -> None:
    skeleton(tmp_path, "2026-q1", {})
    file = tmp_path / "plans" / REPORT
    assert [problem.line for problem in check(tmp_path / "plans", AS_OF).problems] == [
        file.read_text(encoding="utf-8").split("\n").index("date:") + 1
    ]
    edit(file, "\ndate:\n", "\ndate: 2026-04-05\n")
    loaded = check(tmp_path / "plans", AS_OF)
    assert loaded.problems == []
    assert all(entry.state is None for entry in loaded.catalogue.reports["so/p"][0].tasks)


def test_the_text_of_a_plan_stays_a_comment(tmp_path: Path) -> None:
    hostile = "Ra soat # : - {x} " + "dai " * 60 + "het"
    source = SOURCE.replace("Ra soat", hostile)
    plan = PLAN.replace("content: Ra soat", f'content: "{hostile}"')
    folder = plans(tmp_path, {"agencies/so/p/plan.yml": plan, "agencies/so/p/source.txt": source})
    seal(folder / "agencies/so/p")
    made = write_report(folder, "so/p", "2026-q1")
    assert made.tasks == 5
    edit(folder / REPORT, "\ndate:\n", "\ndate: 2026-04-05\n")
    assert check(folder, AS_OF).problems == []


@pytest.mark.parametrize(
    ("plan", "period", "message", "hint"),
    [
        ("so/pp", "2026-q1", "không có kế hoạch «so/pp»", "có phải «so/p»?"),
        ("so/p", "2026-Q1", "«2026-Q1» không phải kỳ báo cáo", "quý 2026-q1"),
        ("so/p", "../../x", "«../../x» không phải kỳ báo cáo", "quý 2026-q1"),
        ("so/p", "2025-h2", "6 tháng cuối năm 2025 nằm ngoài kỳ kế hoạch", "có phải «2026-h1»?"),
        ("so/p", "2026-q1", "đã có báo cáo quý I/2026", "mỗi kỳ một báo cáo"),
    ],
)
def test_a_report_that_cannot_be_begun_is_explained(
    tmp_path: Path, plan: str, period: str, message: str, hint: str
) -> None:
    folder = plans(tmp_path, {REPORT: GOOD})
    made = write_report(folder, plan, period)
    assert [(problem.message, hint in problem.hint) for problem in made.problems] == [(message, True)]
    assert (folder / REPORT).read_text(encoding="utf-8") == GOOD
    assert len(list(folder.rglob("reports/*"))) == 1


def test_the_command_says_what_it_wrote(tmp_path: Path) -> None:
    folder = plans(tmp_path, {})
    done = congkhai("report", "new", "so/p", "2026-q2", "--plans", folder)
    assert (done.returncode, done.stdout) == (
        0,
        "Đã ghi plans/agencies/so/p/reports/2026-q2.yml: 5 việc, 2 chỉ tiêu để điền. Điền xong, chạy: congkhai check\n",
    )
    again = congkhai("report", "new", "so/p", "2026-q2", "--plans", folder)
    assert again.returncode == 1
    assert "đã có báo cáo quý II/2026" in again.stderr
