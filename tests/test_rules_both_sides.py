"""Every rule of the check on both sides of its boundary: the last value that it lets pass, and the first that it names.

The rules of plans and of the registry have their cases in ``tests/cases``, whose other side is the small project. Here
stand the others: what replaces a piece of a good folder, once so that the rule is silent and once so that it speaks.
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from generator.check import ALONE, DATED_RULES, RULES, check, deadlines, plans, registry, size
from generator.check.complaint import AloneRule, Complaint
from generator.reading.catalogue import Catalogue
from generator.reading.load import load
from tests.casefiles import case_files
from tests.projects import plant
from tests.test_amendments import CANCEL, CANCEL_FILE, CORRECTION, MERGED
from tests.test_reports import FILES, GOOD, REPORT

AS_OF = date(2026, 7, 20)

PROCEDURE = """\
code: "1.000028"
name: Cấp giấy phép lưu hành xe
kind: standard
field: duong-bo
jurisdiction: national
levels: [province]
implementing: [Sở Xây dựng]
channels: [direct, online]
dossier:
- {case: Cấp mới, items: [{name: Đơn, originals: 1, form: don}]}
- {case: Cấp lại, items: [{name: Đơn}]}
forms: [{id: don, name: Đơn đề nghị}]
limits:
- {value: 5, unit: working_day, case: Cấp mới}
fees:
- {channels: direct, state: amount, amount: 60000, case: Cấp lại}
legal_bases: [12/2025/TT-BXD]
decisions:
- {number: 997/QĐ-BXD, date: 2026-01-05}
old_codes: ["1.000027"]
valid_from: 2026-01-01
valid_to: 2026-12-31
source: {url: "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/x", retrieved: 2026-07-18}
"""

ADOPTIONS = """\
document: 01/QĐ-VD
date: 2026-01-05
places: [{name: Quầy số 1}]
procedures:
- {code: "1.000028", place: Quầy số 1, one_stop: true}
"""

MEASURED = """\
measurements:
  - {metric: online, period: 2025-08, value: 86, unit: "%", source: Báo Ví Dụ}
"""

SO, CODE, PLAN = "agencies/so/agency.yml", "procedures/1.000028.yml", "agencies/so/p/plan.yml"
ADOPTED, FIGURES, EVENTS = "agencies/so/procedures.yml", "agencies/so/measurements.yml", "agencies/so/p/events.yml"
CORRECTED, LAST = "agencies/so/p/corrections/2026-06-02.yml", "agencies/so/p/reports/2026-01.yml"

EVERYTHING = FILES | {
    "registry/fields.yml": "fields:\n  - {id: duong-bo, name: Đường bộ}\n",
    "agencies/ubnd/agency.yml": "kind: province\nnames: [{name: Ủy ban nhân dân tỉnh Ví Dụ}]\n",
    SO: f"{MERGED}parent: ubnd\n",
    REPORT: GOOD,
    CANCEL_FILE: CANCEL,
    CORRECTED: CORRECTION,
    CODE: PROCEDURE,
    "procedures/1.000029.yml": PROCEDURE.replace("1.000028", "1.000029").replace('old_codes: ["1.000027"]\n', ""),
    ADOPTED: ADOPTIONS,
    FIGURES: MEASURED,
    LAST: "period: 2026-01\ndate: 2026-02-05\ntargets: [{target: CT2, value: 100}]\n"
    "counts: [{unit: Van phong So, late_dossiers: 1}]\n",
}

SIDES = [
    # rule, file, piece of it, what passes, what is named
    ("deadlines.check_deadlines", PLAN, "So, deadline: Quý I}", "So, deadline: 28/02/2026}", "So, deadline: 29/02/2026}"),
    ("deadlines.check_deadlines", PLAN, "So, deadline: Quý I}", "So, deadline: Thường xuyên}", "So, deadline: Lúc hợp lý}"),
    ("procedures.check_fields", CODE, "field: duong-bo", "field: duong-bo", "field: duong-sat"),
    ("procedures.check_old_codes", CODE, "[\"1.000027\"]", "[\"1.000028.000.00.00.H27\"]", "[\"1.000029.000.00.00.H27\"]"),
    ("procedures.check_levels", CODE, "[province]", "[province, commune]", "[province, district]"),
    ("procedures.check_levels", CODE, "[province]", "[district]\nstatus: abolished", "[district]\nstatus: in_force"),
    ("procedures.check_districts", CODE, "[Sở Xây dựng]", "[Ủy ban nhân dân xã]", "[Ủy ban nhân dân huyện]"),
    ("procedures.check_districts", CODE, "[Sở Xây dựng]", "[Sở, quậntheo]", "[Phòng Quản lý đô thị Quận]"),
    ("procedures.check_jurisdiction", CODE, "kind: standard", "kind: standard", "kind: specific"),
    ("procedures.check_jurisdiction", CODE, "standard\nfield: duong-bo\njurisdiction: national",
     "specific\nfield: duong-bo\njurisdiction: tỉnh Ví Dụ", "specific\nfield: duong-bo\njurisdiction: national"),
    ("procedures.check_limits", CODE, "value: 5,", "value: 1,", "value: 0,"),
    ("procedures.check_limits", CODE, "working_day,", "day,", "unknown,"),
    ("procedures.check_limits", CODE, "working_day,", "unknown, text: 5 ngày,", "unknown,"),
    ("procedures.check_limits", CODE, "working_day,", "working_day, channels: online,", "working_day, channels: post,"),
    ("procedures.check_fees", CODE, "amount: 60000", "amount: 1000", "amount: 999"),
    ("procedures.check_fees", CODE, "amount: 60000", "amount: 1000", "amount: 0"),
    ("procedures.check_fees", CODE, "state: amount, amount: 60000", "state: free", "state: free, amount: 60000"),
    ("procedures.check_fees", CODE, "state: amount, amount: 60000", "state: by_rule", "state: amount"),
    ("procedures.check_fees", CODE, "channels: direct,", "channels: online,", "channels: post,"),
    ("procedures.check_cases", CODE, "case: Cấp lại}\nlegal", "case: Cấp mới}\nlegal", "case: Cấp đổi}\nlegal"),
    ("procedures.check_cases", CODE, "working_day, case: Cấp mới", "working_day", "working_day, case: cấp mới"),
    ("procedures.check_dossier", CODE, "- {case: Cấp lại,", "- {case: Cấp đổi,", "- {case: Cấp mới,"),
    ("procedures.check_dossier", CODE, "originals: 1", "originals: 0, copies: 0", "originals: 0, copies: -1"),
    ("procedures.check_dossier", CODE, "originals: 1", "originals: 0, copies: 0", "originals: -1, copies: 0"),
    ("procedures.check_dossier", CODE, "form: don", "form: don", "form: to-khai"),
    ("procedures.check_decisions", CODE, "date: 2026-01-05", "date: 2026-07-18", "date: 2026-07-19"),
    ("procedures.check_decisions", CODE, "date: 2026-01-05", "date: 2026-07-10, seen: 2026-07-10",
     "date: 2026-07-11, seen: 2026-07-10"),
    ("procedures.check_decisions", CODE, "2026-01-05}", "2026-01-05}\n- {number: 998/QĐ-BXD}",
     "2026-01-05}\n- {number: 997/qđ-bxd}"),
    ("procedures.check_grounds", CODE, "[12/2025/TT-BXD]", "[35/2024/QH15]", "[Thông tư 12/2025/TT-BXD]"),
    ("procedures.check_validity", CODE, "valid_to: 2026-12-31", "valid_to: 2026-01-01", "valid_to: 2025-12-31"),
    ("procedures.check_successors", CODE, "old_codes", "status: abolished\nold_codes", "status: replaced\nold_codes"),
    ("procedures.check_successors", CODE, "old_codes", "status: in_force\nold_codes",
     "status: in_force\nreplaced_by: \"1.000099\"\nold_codes"),
    ("procedures.check_successors", CODE, "old_codes", "status: abolished\nold_codes",
     "status: abolished\nreplaced_by: \"1.000028\"\nold_codes"),
    ("procedures.check_adopted_limits", ADOPTED, "one_stop: true", "limits: [{value: 1, unit: day}]",
     "limits: [{value: 0, unit: day}]"),
    ("procedures.check_adopted_limits", ADOPTED, "one_stop: true", "limits: [{value: 1, unit: day, channels: online}]",
     "limits: [{value: 1, unit: day, channels: post}]"),
    ("procedures.check_adopted_fees", ADOPTED, "one_stop: true", "fees: [{state: amount, amount: 1000}]",
     "fees: [{state: amount, amount: 999}]"),
    ("procedures.check_adoptions", ADOPTED, '1.000028",', '1.000028",', '1.000030",'),
    ("procedures.check_adoptions", ADOPTED, '- {code: "1.000028",', '- {code: "1.000028",',
     '- code: "1.000028"\n- {code: "1.000028",'),
    ("procedures.check_adoptions", CODE, "national", "tỉnh Ví Dụ", "tỉnh Khác"),
    ("procedures.check_adoption_facts", ADOPTED, "place: Quầy số 1,", "place: Quầy số 1,", "place: Quầy số 2,"),
    ("procedures.check_adoption_facts", ADOPTED, "one_stop: true", "delegated: true, delegated_to: Xã", "delegated_to: Xã"),
    ("procedures.check_adoption_facts", ADOPTED, "one_stop: true", "one_stop: false, one_stop_reason: Mật",
     "one_stop: true, one_stop_reason: Mật"),
    ("procedures.check_adoption_facts", ADOPTED, "one_stop: true", "online_level: partial, eligible_full: false",
     "online_level: full, eligible_full: false"),
    ("reports.check_report_files", REPORT, "period: 2026-q1", "period: 2026-q1", "period: 2026-q2"),
    ("reports.check_report_periods", PLAN, "from: 2026-01-01", "from: 2026-01-31", "from: 2026-02-01"),
    ("reports.check_report_periods", PLAN, "from: 2026-01-01, to: 2026-12-31", "from: 2025-01-01, to: 2026-01-01",
     "from: 2025-01-01, to: 2025-12-31"),
    ("reports.check_report_days", REPORT, "date: 2026-04-05", "date: 2026-01-01", "date: 2025-12-31"),
    ("reports.check_reported_tasks", REPORT, "task: I.1,", "task: I.1,", "task: I.9,"),
    ("reports.check_reported_tasks", REPORT, "task: I.1,", "task: I.1,", "task: II.2, outcome: 2,"),
    ("reports.check_reported_tasks", REPORT, "outcome: 2, declared", "outcome: 1, declared", "outcome: 0, declared"),
    ("reports.check_reported_tasks", REPORT, "outcome: 2, declared", "outcome: 2, declared", "outcome: 3, declared"),
    ("reports.check_reported_tasks", REPORT, "outcome: 2, declared", "outcome: 2, declared", "declared"),
    ("reports.check_reported_targets", REPORT, "target: CT2", "target: CT2", "target: CT1"),
    ("reports.check_reported_targets", REPORT, "target: CT2", "target: CT3", "target: CT9"),
    ("reports.check_done", REPORT, "task: I.1, date: 2026-03-30", "task: I.1, date: 2026-01-01", "task: I.1, date: 2025-12-31"),
    ("reports.check_done", REPORT, "task: I.1, date: 2026-03-30", "task: I.1, date: 2026-04-05", "task: I.1, date: 2026-04-06"),
    ("reports.check_done", REPORT, "task: I.1, date: 2026-03-30", "task: I.1, declared: in_progress",
     "task: I.1, declared: in_progress, date: 2026-03-30"),
    ("reports.check_done", REPORT, "task: I.1, date: 2026-03-30", "task: I.1, declared: done, date: 2026-03-30",
     "task: I.1, declared: done"),
    ("reports.check_occurrences", REPORT, "due: 2026-02-05,", "due: 2026-02-05,", "due: 2026-02-05, event: 2026-03-02,"),
    ("reports.check_occurrences", REPORT, "[{event: 2026-03-02, date: 2026-03-09}]", "[{event: 2026-03-02, date: 2026-03-02}]",
     "[{event: 2026-03-02, date: 2026-03-01}]"),
    ("reports.check_occurrences", REPORT, "[{event: 2026-03-02,", "[{event: 2026-03-02,", "[{event: 2026-03-03,"),
    ("reports.check_occurrences", REPORT, "- {due: 2026-02-05,", "- {due: 2026-03-05}\n      - {due: 2026-02-05,",
     "- {due: 2026-02-05}\n      - {due: 2026-02-05,"),
    ("reports.check_due_days", REPORT, "due: 2026-02-05,", "due: 2026-12-05,", "due: 2026-12-06,"),
    ("reports.check_counts", REPORT, "unit: Van phong So", "unit: Phong Mot", "unit: Phong Hai"),
    ("reports.check_counts", REPORT, "late_dossiers: 2", "late_dossiers: 0", "late_dossiers: -1"),
    ("reports.check_counts", REPORT, "apology_letters: 2", "apology_letters: 0", "apology_letters: -1"),
    ("reports.check_counts", REPORT, "feedback_answered: 8", "feedback_answered: 9", "feedback_answered: 10"),
    ("reports.check_counts", REPORT, "counts:\n", "counts:\n  - {unit: Phong Mot}\n", "counts:\n  - {unit: Van phong So}\n"),
    ("reports.check_evidence", REPORT, "https://vidu", "https://vidu", "http://vidu"),
    ("figures.check_figures", REPORT, "numerator: 79, denominator: 100", "numerator: 100, denominator: 100",
     "numerator: 101, denominator: 100"),
    ("figures.check_figures", REPORT, "numerator: 79, denominator: 100", "numerator: 1, denominator: 100",
     "numerator: 1, denominator: 101"),
    ("figures.check_figures", REPORT, "numerator: 79, denominator: 100", "numerator: 0, denominator: 0",
     "numerator: 1, denominator: 0"),
    ("figures.check_figures", REPORT, "numerator: 79, denominator: 100", "value: 100", "value: 100.01"),
    ("figures.check_figures", REPORT, "numerator: 79, denominator: 100", "value: 1.01", "value: 1"),
    ("figures.check_figures", REPORT, "numerator: 79, denominator: 100", "value: 0", "value: -1"),
    ("figures.check_figures", REPORT, "numerator: 79, denominator: 100", "value: 101, confirmed: Đúng", "value: 101"),
    ("figures.check_count_leaps", REPORT, "late_dossiers: 2", "late_dossiers: 9", "late_dossiers: 10"),
    ("changes.check_amendment_files", CANCEL_FILE, "date: 2026-05-04", "date: 2026-05-04", "date: 2026-05-05"),
    ("changes.check_amendment_documents", CANCEL_FILE, "20/QĐ-SVD", "20/QĐ-SVD", "Công văn"),
    ("changes.check_amendment_documents", CANCEL_FILE, "date: 2026-05-04", "date: 2026-01-05", "date: 2026-01-04"),
    ("changes.check_amended_tasks", CANCEL_FILE, "task: I.2,", "task: I.2,", "task: I.3,"),
    ("changes.check_amended_tasks", CANCEL_FILE, "cancelled: true,", "deadline: Quý II,", ""),
    ("changes.check_amended_tasks", CANCEL_FILE, "cancelled: true,", "cancelled: true,", "cancelled: true, deadline: Quý II,"),
    ("changes.check_amended_targets", CANCEL_FILE, "added:", "targets: [{target: CT1, value: 81}]\nadded:",
     "targets: [{target: CT9, value: 81}]\nadded:"),
    ("changes.check_amended_targets", CANCEL_FILE, "added:", "targets: [{target: CT1, cancelled: true}]\nadded:",
     "targets: [{target: CT1}]\nadded:"),
    ("changes.check_added", CANCEL_FILE, "section: II", "section: I", "section: III"),
    ("changes.check_added", CANCEL_FILE, '"no": "3"', '"no": "3"', '"no": "2"'),
    ("changes.check_added_targets", CANCEL_FILE, "id: CT3", "id: CT3", "id: CT1"),
    ("changes.check_added_targets", CANCEL_FILE, "metric: online", "metric: online", "metric: offline"),
    ("changes.check_amended_actors", CANCEL_FILE, "lead: Phong Mot", "lead: Van phong So", "lead: Phong Hai"),
    ("changes.check_correction_files", CORRECTED, "date: 2026-06-02", "date: 2026-06-02", "date: 2026-06-01"),
    ("changes.check_corrections", CORRECTED, "after: Quý I,", "after: Quý I,", "after: Quý II,"),
    ("changes.check_corrections", CORRECTED, "field: issued", "field: issued", "field: issue"),
    ("changes.check_events", EVENTS, "date: 2026-03-02", "date: 2026-01-01", "date: 2025-12-31"),
    ("changes.check_events", EVENTS, "date: 2026-03-02", "date: 2026-03-02, due: 2026-03-02",
     "date: 2026-03-02, due: 2026-03-01"),
    ("changes.check_events", EVENTS, "task: II.1", "task: II.1", "task: II.7"),
    ("changes.check_measured_agencies", FIGURES, "metric: online", "metric: online", "metric: offline"),
    ("changes.check_measured_agencies", FIGURES, "source: Báo Ví Dụ}",
     "source: Báo Ví Dụ}\n  - {metric: online, period: 2025-09, value: 86, unit: '%', source: Báo Ví Dụ}",
     "source: Báo Ví Dụ}\n  - {metric: online, period: 2025-08, value: 86, unit: '%', source: Báo Ví Dụ}"),
    ("changes.check_measured_values", FIGURES, "value: 86", "value: 100", "value: 100.1"),
    ("changes.check_measured_values", FIGURES, "value: 86", "value: 0", "value: -0.1"),
    ("changes.check_measured_values", FIGURES, 'value: 86, unit: "%"', "rank: 34, rank_of: 34", "rank: 35, rank_of: 34"),
    ("changes.check_measured_values", FIGURES, 'value: 86, unit: "%"', "rank: 1, rank_of: 34", "rank: 0, rank_of: 34"),
    ("changes.check_measured_values", FIGURES, "period: 2025-08", "period: 2025-08, as_of: 2025-08-01",
     "period: 2025-08, as_of: 2025-07-31"),
    ("changes.check_measured_bodies", FIGURES, "period: 2025-08", "period: 2025-07", "period: 2025-06"),
    ("changes.check_measured_bodies", FIGURES, "period: 2025-08", "period: 2025-06, predecessor: Sở cũ",
     "period: 2025-07, predecessor: Sở cũ"),
    ("reports.check_future", REPORT, "date: 2026-04-05", "date: 2026-07-20", "date: 2026-07-21"),
    ("changes.check_future_changes", CANCEL_FILE, "date: 2026-05-04", "date: 2026-07-20", "date: 2026-07-21"),
    ("changes.check_future_changes", CORRECTED, "date: 2026-06-02", "date: 2026-07-20", "date: 2026-07-21"),
    ("changes.check_future_changes", EVENTS, "date: 2026-03-02", "date: 2026-07-20", "date: 2026-07-21"),
    ("changes.check_future_changes", FIGURES, "period: 2025-08", "period: 2025-08, as_of: 2026-07-20",
     "period: 2025-08, as_of: 2026-07-21"),
]  # fmt: skip

MOVED = [
    # rule, a file that is right where it stands, the place where it is wrong
    ("procedures.check_codes", CODE, "procedures/1.0000280.yml"),
    ("procedures.check_adopters", ADOPTED, "agencies/so-khac/procedures.yml"),
    ("reports.check_orphans", REPORT, "agencies/so/q/reports/2026-q1.yml"),
    ("changes.check_measured_agencies", FIGURES, "agencies/so-khac/measurements.yml"),
    ("changes.check_events", EVENTS, "agencies/so/q/events.yml"),
]

CANCELLED = ("reports.check_cancelled_tasks", CANCEL_FILE, "effective: 2026-06-01", "2026-01-02", "2026-01-01")

Apply = Callable[[Catalogue], Iterator[Complaint]]


def named(rule: Callable[..., object]) -> str:
    return f"{rule.__module__.rpartition('.')[2]}.{rule.__name__}"


def of_all(rule: AloneRule) -> Apply:
    """A rule about one procedure, asked about each."""
    return lambda catalogue: (found for code in catalogue.procedures for found in rule(catalogue.procedure(code)))


APPLY: dict[str, Apply] = {named(rule): of_all(rule) for rule in ALONE} | {named(rule): rule for rule in RULES}
APPLY |= {named(rule): lambda catalogue, rule=rule: rule(catalogue, AS_OF) for rule in DATED_RULES}  # type: ignore[misc]


def spoken(folder: Path, rule: str, files: dict[str, str]) -> list[str]:
    """What one rule says of a folder of data whose files all have their shape."""
    plant(folder / "plans", files)
    loaded = load(folder / "plans")
    assert [problem.text() for problem in loaded.problems] == []
    return [problem.message for _, problem in APPLY[rule](loaded.catalogue)]


def test_the_folder_that_the_cases_change_has_no_mistake(tmp_path: Path) -> None:
    plant(tmp_path / "plans", EVERYTHING)
    assert [problem.text() for problem in check(tmp_path / "plans", AS_OF).problems] == []


@pytest.mark.parametrize(("rule", "file", "old", "right", "wrong"), SIDES)
def test_a_rule_is_silent_on_one_side_and_speaks_on_the_other(
    tmp_path: Path, rule: str, file: str, old: str, right: str, wrong: str
) -> None:
    assert EVERYTHING[file].count(old) == 1, (file, old)
    assert spoken(tmp_path / "right", rule, EVERYTHING | {file: EVERYTHING[file].replace(old, right)}) == []
    assert spoken(tmp_path / "wrong", rule, EVERYTHING | {file: EVERYTHING[file].replace(old, wrong)}) != []


@pytest.mark.parametrize(("rule", "file", "place"), MOVED)
def test_a_file_in_the_wrong_place_is_named(tmp_path: Path, rule: str, file: str, place: str) -> None:
    assert spoken(tmp_path / "right", rule, EVERYTHING) == []
    text = EVERYTHING[file].replace('code: "1.000028"\n', f"code: {Path(place).stem}\n")
    others = {name: content for name, content in EVERYTHING.items() if name != file}
    assert spoken(tmp_path / "wrong", rule, others | {place: text}) != []


def test_a_task_cancelled_by_the_first_day_of_the_period_need_not_be_reported(tmp_path: Path) -> None:
    rule, file, old, later, at_once = CANCELLED
    report = GOOD.replace("task: I.2", "task: I.2\n    declared: blocked")
    for day, silent in ((later, True), (at_once, False)):
        files = EVERYTHING | {REPORT: report, file: CANCEL.replace(old, f"effective: {day}")}
        assert (spoken(tmp_path / day, rule, files) == []) is silent, day


def chain(steps: int) -> str:
    """A registry of documents, each carrying out the one before."""
    first = "legal_documents:\n- {id: d0, number: 1/2020/NĐ-CP, kind: decree, name: X, date: 2020-01-01}\n"
    line = "- {id: d%d, number: %d/2020/NĐ-CP, kind: decree, name: X, date: 2020-01-01, implements: [d%d]}\n"
    return first + "".join(line % (number, number + 1, number - 1) for number in range(1, steps + 1))


def nested(levels: int) -> str:
    """The plan with targets one inside the other."""
    line = '  - {id: CT%d, metric: online, label: dat 80, comparator: min, value: 80, unit: "%%", within: CT%d}\n'
    return EVERYTHING[PLAN] + "".join(line % (100 + number, 99 + number) for number in range(levels)).replace(
        "CT99", "CT1"
    )


def daily(tasks: int) -> str:
    """The plan with so many duties of every day; 366 times a year each, beside one of every month."""
    line = '      - {"no": "%d", content: Ra soat, deadline: Hàng ngày}\n'
    lines = "".join(line % (100 + number) for number in range(tasks))
    return EVERYTHING[PLAN].replace('  - "no": II\n', lines + '  - "no": II\n')


LEGAL = "registry/legal-documents.yml"

SIZES = [
    ("size.check_chains", LEGAL, chain(size.MOST_STEPS), chain(size.MOST_STEPS + 1)),
    ("size.check_inside", PLAN, nested(size.MOST_INSIDE), nested(size.MOST_INSIDE + 1)),
    ("size.check_due_days", PLAN, daily(size.MOST_DAYS // 366), daily(size.MOST_DAYS // 366 + 1)),
]


@pytest.mark.parametrize(("rule", "file", "right", "wrong"), SIZES, ids=lambda value: value[:20])
def test_a_size_is_named_only_past_its_limit(tmp_path: Path, rule: str, file: str, right: str, wrong: str) -> None:
    assert spoken(tmp_path / "right", rule, EVERYTHING | {file: right}) == []
    assert spoken(tmp_path / "wrong", rule, EVERYTHING | {file: wrong}) != []


def test_every_rule_has_its_pair_of_cases() -> None:
    cases = {case.stem.partition("-")[0] for folder in ("check", "registry") for case in case_files(folder)}
    by_files = {named(rule) for module in (plans, registry) for rule in module.RULES}
    assert {rule.partition(".check_")[2] for rule in by_files} <= cases
    assert {side[0] for side in (*SIDES, *MOVED, *SIZES, CANCELLED)} | by_files == set(APPLY)
    assert {named(rule) for rule in deadlines.RULES} <= set(APPLY)
