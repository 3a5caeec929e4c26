"""Rules for procedures and adoptions: each mistake is named where it stands; what a source got wrong is a warning."""

from pathlib import Path

import pytest

from generator.check import check
from generator.model.procedure import code_key
from generator.reading.problems import Problem

GOOD = """\
code: "1.000028"
name: Cấp giấy phép
kind: standard
field: duong-bo
jurisdiction: national
levels: province
implementing: Sở Xây dựng
channels: [direct, online]
limits:
- {value: 5, unit: working_day}
fees:
- {channels: direct, state: amount, amount: 60000}
- {channels: online, state: by_rule}
legal_bases: [12/2025/TT-BXD]
decisions:
- {number: 997/QĐ-BXD, date: 2026-01-05}
source: {url: "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/x", retrieved: 2026-07-18}
"""

AGENCIES = {
    "agencies/ubnd/agency.yml": "kind: province\nnames: [{name: Ủy ban nhân dân tỉnh Ví Dụ}]\n",
    "agencies/so/agency.yml": "kind: department\nnames: [{name: Sở Minh họa tỉnh Ví Dụ}]\nparent: ubnd\n",
}


def plans(root: Path, files: dict[str, str]) -> Path:
    """A small ``plans/`` with one field, two agencies and the given files."""
    fields = "fields:\n  - {id: duong-bo, name: Đường bộ}\n"
    for name, text in {"registry/fields.yml": fields, **AGENCIES, **files}.items():
        target = root / "plans" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    return root / "plans"


def problems(root: Path, text: str) -> list[Problem]:
    return check(plans(root, {"procedures/1.000028.yml": text})).problems


def adoption_problems(root: Path, adoptions: str, procedure: str = GOOD) -> list[Problem]:
    head = "document: 01/QĐ-VD\ndate: 2026-01-05\nplaces: [{name: Quầy số 1}]\nprocedures:\n"
    files = {"procedures/1.000028.yml": procedure, "agencies/so/procedures.yml": head + adoptions}
    return check(plans(root, files)).problems


def test_a_good_record_has_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("right", "wrong", "path"),
    [
        ("amount: 60000", "amount: nhiều", ("fees", 0, "amount")),
        ("state: by_rule", "state: listed, text: [a]", ("fees", 1, "text")),
        ("unit: working_day", "unit: buổi", ("limits", 0, "unit")),
        ("value: 5", "value: hai mươi", ("limits", 0, "value")),
        ("{value: 5, unit: working_day}", "text: [a]", ("limits", 0, "text")),
        ("12/2025/TT-BXD", "{number: [a]}", ("legal_bases", 0, "number")),
        ("12/2025/TT-BXD", "{title: [a]}", ("legal_bases", 0, "title")),
    ],
)
def test_a_field_that_cannot_be_read_is_not_missed_as_well(
    tmp_path: Path, right: str, wrong: str, path: tuple[str | int, ...]
) -> None:
    assert [problem.path for problem in problems(tmp_path, GOOD.replace(right, wrong))] == [path]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("field: duong-bo", "field: duong-thuy", 4, "không có lĩnh vực «duong-thuy»"),
        ("levels: province", "levels: [province, district]", 6, "thủ tục còn hiệu lực mà ghi cấp huyện"),
        ("kind: standard", "kind: specific", 5, "thủ tục của địa phương mà ghi áp dụng mọi tỉnh"),
        ("value: 5", "value: 0", 10, "thời hạn 0 không có thật"),
        ("{value: 5,", "{channels: post, value: 5,", 10, "thủ tục không có cách nộp «post»"),
        ("amount: 60000", "amount: 0", 12, "số tiền 0 đồng"),
        (", amount: 60000", "", 12, "mức thu và số tiền không khớp nhau"),
        ("state: by_rule", "state: free, amount: 5000", 13, "mức thu và số tiền không khớp nhau"),
        (
            "[12/2025/TT-BXD]",
            "[Thông tư số 12/2025/TT-BXD]",
            14,
            "«Thông tư số 12/2025/TT-BXD» không phải số, ký hiệu văn bản",
        ),
        ("date: 2026-01-05}", "date: 2026-07-19}", 16, "ngày 2026-07-19 chưa đến lúc đọc"),
        ('code: "1.000028"', 'code: "1.000029"', 1, "tệp tên «1.000028.yml» chứa thủ tục mã 1.000029"),
        ("source:", "status: replaced\nsource:", 17, "đã được thay thế mà chưa ghi thủ tục thay thế"),
        ("source:", 'replaced_by: "1.000029"\nsource:', 17, "còn hiệu lực mà đã có thủ tục thay thế"),
        ("source:", 'status: abolished\nreplaced_by: "1.000028"\nsource:', 18, "thủ tục thay thế chính nó"),
        ("source:", "dossier: [{items: [{name: Đơn, form: Mẫu 1}]}]\nsource:", 17, "không có mẫu «Mẫu 1»"),
        ("source:", "dossier: [{items: [{name: Đơn, copies: -1}]}]\nsource:", 17, "số bản là số âm"),
        ("source:", "dossier: [{items: [Đơn]}, {items: [Bản vẽ]}]\nsource:", 17, "hai phần hồ sơ cùng một trường hợp"),
        ("source:", "valid_from: 2026-01-02\nvalid_to: 2026-01-01\nsource:", 18, "hết hiệu lực trước khi có hiệu lực"),
        (
            "source:",
            "apply_url: https://dichvucong.vidu.gov.vn/x\nsource:",
            17,
            "«https://dichvucong.vidu.gov.vn/x» không đúng dạng",
        ),
        (
            "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/x",
            "javascript:alert(1)",
            17,
            "«javascript:alert(1)» không đúng dạng",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    assert old in GOOD
    found = [item for item in problems(tmp_path, GOOD.replace(old, new, 1)) if not item.warning]
    assert (found[0].line, found[0].message) == (line, message)
    assert found[0].hint


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("amount: 60000", "amount: 45", "số tiền 45 đồng đáng ngờ"),
        ("{value: 5, unit: working_day}", "{value: 5}", "thời hạn 5 không có đơn vị"),
        ("{value: 5, unit: working_day}", "{unit: unknown}", "thời hạn không có số và đơn vị"),
        ("Sở Xây dựng", "Ủy ban nhân dân cấp huyện", "«Ủy ban nhân dân cấp huyện» thuộc cấp huyện"),
        ("source:", 'status: replaced\nreplaced_by: "1.000099"\nsource:', "chưa có trang của thủ tục 1.000099"),
    ],
)
def test_what_an_official_source_got_wrong_is_a_warning(tmp_path: Path, old: str, new: str, message: str) -> None:
    found = problems(tmp_path, GOOD.replace(old, new, 1))
    assert [(item.message, item.warning) for item in found] == [(message, True)]


def test_a_decision_is_never_listed_with_two_dates(tmp_path: Path) -> None:
    twice = GOOD.replace("source:", "- {number: 997/qđ-bxd, date: 2026-06-29}\nsource:")
    assert [item.message for item in problems(tmp_path, twice)] == ["997/QĐ-BXD ghi hai lần", "997/qđ-bxd ghi hai lần"]


def test_a_limit_names_a_case_of_the_dossier(tmp_path: Path) -> None:
    text = GOOD.replace("unit: working_day", "unit: working_day, case: cấp mới")
    assert problems(tmp_path, text) == []  # nobody says which cases there are
    text = text.replace("source:", "dossier: [{case: cấp lại, items: [Đơn]}]\nsource:")
    assert [item.message for item in problems(tmp_path, text)] == ["không có trường hợp «cấp mới»"]


def test_a_good_adoption_has_no_problem(tmp_path: Path) -> None:
    assert adoption_problems(tmp_path, '- {code: "1.000028", place: Quầy số 1, one_stop: true, post: both}\n') == []


@pytest.mark.parametrize(
    ("adoption", "message"),
    [
        ('code: "1.000029"', "không có thủ tục 1.000029"),
        ('code: "1.000028", place: Quầy số 2', "không có nơi nhận «Quầy số 2»"),
        ('code: "1.000028", delegated_to: Xã', "ghi cơ quan được giao mà «delegated» không phải true"),
        ('code: "1.000028", one_stop_reason: Mật', "lý do ngoài một cửa đi cùng «one_stop: false»"),
        (
            'code: "1.000028", online_level: full, eligible_full: false',
            "đang làm toàn trình mà ghi không đủ điều kiện toàn trình",
        ),
        ('code: "1.000028", fees: [{state: free, amount: 1}]', "mức thu và số tiền không khớp nhau"),
    ],
)
def test_an_adoption_that_contradicts_itself_is_named(tmp_path: Path, adoption: str, message: str) -> None:
    assert [item.message for item in adoption_problems(tmp_path, f"- {{{adoption}}}\n")] == [message]


def test_an_adoption_is_stated_once(tmp_path: Path) -> None:
    found = adoption_problems(tmp_path, '- code: "1.000028"\n- code: "1.000028"\n')
    assert [(item.line, item.message) for item in found] == [(6, "thủ tục 1.000028 ghi hai lần")]


def test_a_department_cannot_adopt_what_another_province_laid_down(tmp_path: Path) -> None:
    local = GOOD.replace("jurisdiction: national", "jurisdiction: tỉnh Đắk Lắk").replace("standard", "specific")
    found = adoption_problems(tmp_path, '- code: "1.000028"\n', local)
    assert [item.message for item in found] == ["thủ tục 1.000028 do tỉnh Đắk Lắk quy định riêng"]
    assert adoption_problems(tmp_path, '- code: "1.000028"\n', local.replace("tỉnh Đắk Lắk", "tỉnh Ví Dụ")) == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("1.004194", "1.004194"),
        (" 1.004194", "1.004194"),
        ("1.004194.000.00.00.H27", "1.004194"),
        ("2.000815.000.00.00.H55.02", "2.000815"),
        ("1.013225.01", "1.013225"),
        ("giấy phép", "giấy phép"),
    ],
)
def test_old_and_new_codes_match_on_their_first_two_parts(text: str, key: str) -> None:
    assert code_key(text) == key
