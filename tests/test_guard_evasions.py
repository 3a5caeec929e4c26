"""Ways around the guard that were tried by hand, and honest changes that look like them: each has its one right answer."""

import shutil
from pathlib import Path

import pytest

from tests.projects import AGENCY, plant, seal, small_plans
from tests.test_guard import (
    AGENCY_FILE,
    FOLDER,
    METRICS,
    PUBLISHED,
    SOURCE,
    Edit,
    both,
    correcting,
    in_plan,
    refused,
    swap,
    write,
)

DEADLINE = "deadline: Trước ngày 30/3 năm 2026"
PRODUCT = "        product: Kế hoạch được ban hành.\n"
DUTY = "text: Văn phòng Sở tổng hợp kết quả, báo cáo"
QUARTER = "          - product: Thủ tục được công khai.\n            deadline: Quý II\n"
UNIT = "  - name: Văn phòng Sở\n"
REPORT_FILE = f"{FOLDER}/reports/2026-q1.yml"
SECOND_OUTCOME = "document: 44/QĐ-SNV\ndate: 2026-03-01\ntasks:\n  - {task: II.1, outcome: 2, deadline: Quý IV}\n"


def amending(body: str, document: str = "50/QĐ-SNV") -> Edit:
    return write(f"{FOLDER}/amendments/2026-05-01-a.yml", f"document: {document}\ndate: 2026-05-01\n{body}")


def ended(event: str, last_day: str = "2026-02-28") -> Edit:
    return swap(AGENCY_FILE, "kind: department\n", f"kind: department\nlast_day: {last_day}\nevents:\n  - {event}\n")


def sealed(*edits: Edit) -> Edit:
    return both(*edits, lambda plans: seal(plans / FOLDER))


LATE = "tasks:\n  - {task: I.1, deadline: Trước ngày 30/11 năm 2026}\n"
AS_WORDED = (
    "tasks:\n  - task: I.1\n    deadline:\n      text: Trước ngày 16/4 năm 2026\n"
    "      rule:\n        - {kind: before, due: 2026-%s}\n"
)
HIDDEN_DAY = both(
    in_plan(f"        {DEADLINE}\n", ""), in_plan("thủ tục hành chính.\n", "thủ tục hành chính trước ngày 30/3/2026.\n")
)
HIDDEN_DUTY = in_plan(f"{DUTY}\n    deadline: trước ngày 15/12/2026", f"{DUTY} trước ngày 15/12/2026.")
TWO = in_plan(QUARTER, QUARTER + "          - product: Báo cáo.\n            deadline: Quý III\n")
UNREAD = sealed(
    in_plan(DEADLINE, "deadline: Đầu phiên họp xuân"), swap(SOURCE, "Trước ngày 30/3 năm 2026", "Đầu phiên họp xuân")
)
MONTHLY = sealed(
    in_plan('issued: "2026-01-15"', 'issued: "2026-01"'),
    swap(SOURCE, "ngày 15 tháng 01", "ngày … tháng 01"),
    in_plan("deadline: Thường xuyên", "deadline: Ngày 05 hàng tháng"),
    swap(SOURCE, "Thường xuyên", "Ngày 05 hàng tháng"),
)
UNDATED = both(MONTHLY, in_plan('issued: "2026-01"', "issued: null"))
NOTHING = both()

EVASIONS: dict[str, tuple[Edit, Edit]] = {
    "a deadline where another column held the day": (
        HIDDEN_DAY,
        in_plan(PRODUCT, PRODUCT + "        deadline: Trước ngày 30/9/2026\n"),
    ),
    "a vague deadline where another column held the day": (
        HIDDEN_DAY,
        in_plan(PRODUCT, PRODUCT + "        deadline: Khi có điều kiện\n"),
    ),
    "a duty's deadline where its words held the day": (
        HIDDEN_DUTY,
        in_plan(
            "báo cáo trước ngày 15/12/2026.", "báo cáo trước ngày 15/12/2026.\n    deadline: trước ngày 25/12/2026"
        ),
    ),
    "an amendment of another outcome": (
        TWO,
        both(
            in_plan("deadline: Quý II\n", "deadline: Quý IV\n"),
            write(f"{FOLDER}/amendments/2026-03-01-hai.yml", SECOND_OUTCOME),
        ),
    ),
    "an amendment of the value for another comparison": (
        NOTHING,
        both(
            amending("targets:\n  - {target: CT2, value: 85}\n"),
            in_plan(
                "            comparator: min\n            value: 80",
                "            comparator: max\n            value: 85",
            ),
        ),
    ),
    "an amendment's words with another reading": (
        NOTHING,
        both(
            amending("tasks:\n  - {task: I.1, deadline: Quý III}\n"),
            in_plan(
                DEADLINE,
                "deadline:\n          text: Quý III\n          rule:\n            - {kind: before, due: 2026-12-30}",
            ),
        ),
    ),
    "plan.yml rewritten by an earlier amendment": (NOTHING, in_plan(DEADLINE, "deadline: Trước ngày 15/4 năm 2026")),
    "words that nobody reads for a late day": (
        UNREAD,
        in_plan("deadline: Đầu phiên họp xuân", "deadline: Trước ngày 30/12/2026"),
    ),
    "a reading against the amendment's own words": (NOTHING, amending(AS_WORDED % "12-30")),
    "an amendment named after the plan's basis": (NOTHING, amending(LATE, "05/QĐ-UBND")),
    "an amendment named after an old decree": (NOTHING, amending(LATE, "61/2018/NĐ-CP")),
    "an amendment numbered nothing": (NOTHING, amending(LATE, "000/QĐ-XXX")),
    "an amendment named after another plan": (
        lambda plans: (
            shutil.copytree(plans / FOLDER, plans / f"agencies/{AGENCY}/2026-khac"),
            swap(f"agencies/{AGENCY}/2026-khac/plan.yml", "number: 12/KH-SNV", "number: 19/KH-SNV")(plans),
        ),
        amending(LATE, "19/KH-SNV"),
    ),
    "a comparison no longer said to be printed": (
        NOTHING,
        in_plan("            comparator: min\n", "            comparator: min\n            stated: false\n"),
    ),
    "a label with another accent": (NOTHING, in_plan("label: tối thiểu 80% hồ sơ", "label: tôi thiểu 80% hồ sơ")),
    "a label with another sign": (NOTHING, in_plan("label: tối thiểu 80% hồ sơ", "label: tối thiểu 8,0% hồ sơ")),
    "prose with another accent": (NOTHING, in_plan("ai làm, bao giờ xong.", "ai lắm, bao giờ xong.")),
    "a condition that the source does not print": (
        NOTHING,
        in_plan(PRODUCT, PRODUCT + "        note: Chỉ làm khi có kinh phí\n"),
    ),
    "the agency's name": (NOTHING, swap(AGENCY_FILE, "name: Sở Nội vụ tỉnh Ví Dụ", "name: Sở Tài chính tỉnh Ví Dụ")),
    "the unit's name given to another": (
        NOTHING,
        swap(AGENCY_FILE, f"units:\n{UNIT}", f"units:\n  - name: Phòng Một\n    also: [Văn phòng Sở]\n{UNIT}"),
    ),
    "the unit given to another body": (NOTHING, swap(AGENCY_FILE, UNIT, f"{UNIT}    agency: vi-du-ubnd\n")),
    "the unit made a kind of bodies": (NOTHING, swap(AGENCY_FILE, UNIT, f"{UNIT}    members: department\n")),
    "the unit made a group": (
        NOTHING,
        both(swap(AGENCY_FILE, f"units:\n{UNIT}", ""), swap(AGENCY_FILE, "groups:\n", f"groups:\n{UNIT}")),
    ),
    "the unit removed": (NOTHING, swap(AGENCY_FILE, f"units:\n{UNIT}", "")),
    "an end that names itself as successor": (
        NOTHING,
        ended(
            f"{{kind: rename, date: 2026-03-01, predecessors: [{AGENCY}], successors: [{AGENCY}], source: 1/NQ-HĐND}}"
        ),
    ),
    "an end that nobody can look up": (
        NOTHING,
        ended(f"{{kind: abolish, date: 2026-03-01, predecessors: [{AGENCY}], source: nghe nói}}"),
    ),
    "a measure defined more narrowly": (
        NOTHING,
        swap(METRICS, "trên tổng số hồ sơ tiếp nhận.", "trên tổng số hồ sơ tiếp nhận, trừ hồ sơ khó."),
    ),
    "a late day of issue that drops rounds": (UNDATED, in_plan("issued: null", "issued: 2026-11-30")),
}

HONEST: dict[str, tuple[Edit, Edit]] = {
    "a link to a report": (
        NOTHING,
        swap(REPORT_FILE, "document: 20/BC-SNV\n", "document: 20/BC-SNV\nurl: https://sonoivu.vidu.gov.vn/20\n"),
    ),
    "a link to a proof": (
        NOTHING,
        swap(REPORT_FILE, "      - 15/QĐ-SNV\n", "      - {text: 15/QĐ-SNV, url: https://sonoivu.vidu.gov.vn/15}\n"),
    ),
    "one more proof, by a correction": (
        NOTHING,
        both(
            swap(REPORT_FILE, "      - 15/QĐ-SNV\n", "      - 15/QĐ-SNV\n      - 16/QĐ-SNV\n"),
            correcting("evidence", "15/QĐ-SNV", "16/QĐ-SNV", "report: 2026-q1, task: I.1, "),
        ),
    ),
    "a measure chosen": (
        in_plan("            metric: dossier-online\n", ""),
        in_plan("          - id: CT2\n", "          - id: CT2\n            metric: dossier-online\n"),
    ),
    "a day of issue filled in": (MONTHLY, in_plan("issued: 2026-01", "issued: 2026-01-25")),
    "a day of issue found": (UNDATED, in_plan("issued: null", "issued: 2026-01-25")),
    "a reading of words that nobody read": (
        UNREAD,
        in_plan(
            "deadline: Đầu phiên họp xuân",
            "deadline:\n          text: Đầu phiên họp xuân\n          rule:\n            - {kind: before, due: 2026-03-30}",
        ),
    ),
    "a reading that agrees with the amendment's words": (NOTHING, amending(AS_WORDED % "04-16")),
    "an amendment of the second outcome": (TWO, write(f"{FOLDER}/amendments/2026-03-01-hai.yml", SECOND_OUTCOME)),
    "an amendment by the province": (NOTHING, amending(LATE, "Quyết định số 277/QĐ-UBND")),
    "a unit under a new name": (
        NOTHING,
        swap(AGENCY_FILE, UNIT, "  - name: Văn phòng Sở Nội vụ\n    also: [Văn phòng Sở]\n"),
    ),
    "a unit's work handed over by a document": (
        NOTHING,
        swap(
            AGENCY_FILE,
            f"units:\n{UNIT}",
            "units:\n  - name: Phòng Một\n    also: [Văn phòng Sở]\n    note: Nhận việc theo 7/QĐ-SNV\n  - name: Phòng Hai\n",
        ),
    ),
    "an agency under a new name": (
        NOTHING,
        swap(
            AGENCY_FILE,
            "    short: Sở Nội vụ Ví Dụ\n",
            "    short: Sở Nội vụ Ví Dụ\n    to: 2026-06-30\n  - name: Sở Nội vụ và Lao động tỉnh Ví Dụ\n    from: 2026-07-01\n",
        ),
    ),
    "an agency's name without its misspelling": (
        swap(AGENCY_FILE, "name: Sở Nội vụ tỉnh Ví Dụ", "name: Sở Nôi vụ tỉnh Ví Dụ"),
        swap(AGENCY_FILE, "name: Sở Nôi vụ tỉnh Ví Dụ", "name: Sở Nội vụ tỉnh Ví Dụ"),
    ),
    "a definition without its full stop": (
        NOTHING,
        swap(METRICS, "trên tổng số hồ sơ tiếp nhận.", "trên tổng số hồ sơ tiếp nhận"),
    ),
    "a product that the source prints and the record forgot": (
        in_plan(PRODUCT, ""),
        in_plan(f"        {DEADLINE}\n", f"{PRODUCT}        {DEADLINE}\n"),
    ),
    "a source under another name": (
        NOTHING,
        both(
            lambda plans: (plans / SOURCE).rename(plans / FOLDER / "nguon.txt"),
            in_plan("file: source.txt", "file: nguon.txt"),
        ),
    ),
}


def given(tmp_path: Path, edit: Edit) -> Path:
    plans = small_plans(tmp_path / "base")
    plant(plans, PUBLISHED)
    edit(plans)
    return plans


@pytest.mark.parametrize("name", EVASIONS)
def test_a_way_around_is_refused_with_what_to_do(tmp_path: Path, name: str) -> None:
    before, edit = EVASIONS[name]
    said = refused(given(tmp_path, before), tmp_path / "head", edit)
    assert said
    assert all("gợi ý: " in problem for problem in said)


@pytest.mark.parametrize("name", HONEST)
def test_what_only_looks_like_one_passes(tmp_path: Path, name: str) -> None:
    before, edit = HONEST[name]
    assert refused(given(tmp_path, before), tmp_path / "head", edit) == []


def test_a_mistaken_report_is_told_at_its_line_with_the_words_of_the_correction(tmp_path: Path) -> None:
    moved = swap(REPORT_FILE, "    date: 2026-03-20", "    date: 2026-03-22")
    (said,) = refused(given(tmp_path, NOTHING), tmp_path / "head", moved)
    assert "2026-q1.yml:7:" in said
    assert "ngày hoàn thành 20/3/2026 → 22/3/2026" in said
    assert 'field: date, before: "2026-03-20", after: "2026-03-22", reason' in said
