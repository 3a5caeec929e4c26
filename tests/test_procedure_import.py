"""Answers of the national portal become records that pass the check: what stands together stays, what is open is doubted."""

import json
import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.check import check
from generator.cli import main
from generator.drafting.portal import PortalError, day_of, fee_state, import_answers, import_catalogue, read_portal
from generator.drafting.portal.update import Outcome
from generator.model.procedure import FeeState, LimitUnit, Procedure, ReturnWay, TimeLimit
from generator.reading.problems import errors

READ = date(2026, 7, 18)
LATER = date(2026, 9, 1)


def method(
    channel: str, time: object, unit: str, *fees: tuple[object, str], words: str = "", money: str = ""
) -> dict[str, Any]:
    lines = [{"type": "FEE", "value": value, "currencyName": money, "description": said} for value, said in fees]
    return {
        "submissionMethod": channel,
        "processingTime": time,
        "processingTimeUnit": unit,
        "description": words,
        "fees": lines,
    }


def paper(name: str, originals: int = 1, copies: int = 0, *files: str) -> dict[str, Any]:
    attachments = [{"fileName": file, "filePath": f"configuring/{file}"} for file in files]
    return {"name": name, "originalQty": originals, "copyQty": copies, "attachments": attachments}


def section(name: str | None, *papers: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "profileComponents": list(papers)}


ANSWER: dict[str, Any] = {
    "id": "019d2bfe-88fb-746f-9e8f-02beeafeaa1f",
    "code": " 9.123450.000.00.00.H27",
    "name": "\tCấp  thẻ minh họa",
    "type": "STANDARD",
    "state": "UPDATED",
    "isProvince": True,
    "categoriesDetails": [{"name": "Đường bộ", "code": "G17-XD01"}],
    "departmentPromulgateName": "Bộ Minh họa",
    "departmentsExecuting": [{"name": "Sở Văn hóa, Thể thao và Du lịch"}],
    "subjectTypesDetails": [{"name": "Công dân Việt Nam"}],
    "executionSteps": [{"name": "Bước 1:", "description": "Nộp hồ sơ.\r\n- Tại quầy"}],
    "executionMethods": [method("DIRECT", 17.5, "WORKING_DAY", (60000, ""))],
    "executionCases": [section("", paper("- Đơn đề nghị", 1, 0, "Mau so 1.docx"))],
    "requirementsAndConditions": "Không quy định",
    "resultsDetails": [{"name": "Thẻ", "code": "KQ.1"}],
    "returningMethods": [{"type": "OFFLINE", "value": ["AT_SUBMISSION_PLACE", "AT_HOME"]}],
    "serviceGroupsDetails": [{"name": "Kết hôn", "type": "CITIZEN"}],
    "legalBasisesDetails": [
        {"name": "Luật mẫu;", "code": "31/2024/QH15 "},
        {"name": "", "code": "Nghị quyết số 66.7/2025/NQ-CP"},
        {"name": "Hiệp định mẫu", "code": "không số"},
    ],
    "procedureProposal": {
        "proposalNumber": "1077/QĐ-BMH",
        "decisionNumber": None,
        "decisionDate": 1782666000000,
        "issuingAgency": {"name": "Bộ Minh họa"},
    },
    "isNonTerritorial": True,
}


def raw(**changes: Any) -> bytes:
    return json.dumps({"code": "OK", "data": ANSWER | changes}).encode()


def take(plans: Path, day: date = READ, **changes: Any) -> Outcome:
    (outcome,) = import_answers([("a.json", raw(**changes))], day, plans)
    return outcome


def record(tmp_path: Path, **changes: Any) -> Procedure:
    """The record of an answer, read back through the check, which finds nothing wrong."""
    plans = tmp_path / "plans"
    outcome = take(plans, **changes)
    assert outcome.failed == ""
    loaded = check(plans)
    assert [problem.text() for problem in errors(loaded.problems)] == []
    return loaded.catalogue.procedure(outcome.code)


def test_everything_with_meaning_is_taken_and_passes_the_check(tmp_path: Path) -> None:
    found = record(tmp_path)
    assert (found.code, found.name, found.old_codes) == ("9.123450", "Cấp thẻ minh họa", ("9.123450.000.00.00.H27",))
    assert found.implementing == ("Sở Văn hóa, Thể thao và Du lịch",)
    assert found.limits == (TimeLimit(value=Decimal("17.5"), unit=LimitUnit.WORKING_DAY, channels=found.channels),)
    assert found.steps == ("Bước 1:\nNộp hồ sơ.\n- Tại quầy",)
    assert [(form.name, form.path) for form in found.forms] == [("Mau so 1", "configuring/Mau so 1.docx")]
    assert found.return_ways == (ReturnWay.PLACE, ReturnWay.HOME)
    assert (found.life_events, found.non_territorial) == (("Kết hôn",), True)
    assert [(ground.number, ground.raw or ground.title) for ground in found.legal_bases] == [
        ("31/2024/QH15", "Luật mẫu"),
        ("66.7/2025/NQ-CP", "Nghị quyết số 66.7/2025/NQ-CP"),
        (None, "Hiệp định mẫu"),
    ]
    assert [(item.number, str(item.day)) for item in found.decisions] == [("1077/QĐ-BMH", "2026-06-29")]
    assert found.catalogue is not None
    assert (found.catalogue.day, found.catalogue.listed) == (READ, True)
    assert (found.conditions, found.doubts) == ((), ())


@pytest.mark.parametrize(
    ("time", "unit", "value", "found"),
    [
        (4.75, "DAY", "4.75", LimitUnit.DAY),
        (2, "MONTH", "2", LimitUnit.MONTH),
        ("5", "HOUR", "5", LimitUnit.HOUR),
        ("Không quá 05 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ", "OTHER", "5", LimitUnit.WORKING_DAY),
        ("15 ngày.", "OTHER", "15", LimitUnit.DAY),
        (5, "OTHER", "5", LimitUnit.UNKNOWN),
    ],
)
def test_a_limit_keeps_its_number_and_unit(
    tmp_path: Path, time: object, unit: str, value: str, found: LimitUnit
) -> None:
    (limit,) = record(tmp_path, executionMethods=[method("DIRECT", time, unit)]).limits
    assert (limit.value, limit.unit) == (Decimal(value), found)
    assert bool(limit.doubt) is (found is LimitUnit.UNKNOWN)


def test_words_that_are_more_than_a_number_stay_words(tmp_path: Path) -> None:
    said = "10 ngày làm việc. Xã miền núi tăng thêm không quá 10 ngày làm việc."
    (limit,) = record(tmp_path, executionMethods=[method("DIRECT", said, "OTHER")]).limits
    assert (limit.value, limit.text) == (None, said)


@pytest.mark.parametrize(
    ("amount", "words", "state"),
    [
        (0, "Miễn phí", "free"),
        (0, "không thu phí", "free"),
        (0, "Miễn phí (Theo quy định của HĐND cấp tỉnh)", "by_rule"),
        (0, "Miễn lệ phí cho người thuộc hộ nghèo", "unknown"),
        (0, "Cấp mới: 50.000 đồng; cấp lại: 30.000 đồng", "listed"),
        (0, "", "unknown"),
        (None, "", "unknown"),
        (None, "Miễn phí", "unknown"),
        (None, "Tra cứu tại Quyết định số 1/QĐ-VD", "by_rule"),
        (60000, "", "amount"),
        (45, "", "amount"),
        (-5, "", "unknown"),
        (True, "", "unknown"),
        ("60.000 đồng", "", "unknown"),
    ],
)
def test_nothing_but_the_word_free_for_everybody_makes_a_fee_free(amount: object, words: str, state: str) -> None:
    assert fee_state(amount, words) == state


def test_dollars_are_not_dong_and_an_unknown_currency_is_doubted(tmp_path: Path) -> None:
    methods = [method("DIRECT", 5, "DAY", (20, ""), money="USD"), method("ONLINE", 5, "DAY", (7, ""), money="KRW")]
    dollars, won = record(tmp_path, executionMethods=methods).fees
    assert (dollars.amount, dollars.currency.label, dollars.suspect) == (Decimal(20), "đô la Mỹ", False)
    assert (won.state, won.amount, won.text, won.doubt) == (
        FeeState.LISTED, None, "7 KRW", "Trang này không biết đơn vị tiền ấy",
    )  # fmt: skip


def test_a_limit_and_its_fee_keep_their_case(tmp_path: Path) -> None:
    methods = [
        method(channel, days, "DAY", (fee, ""))
        for channel in ("DIRECT", "ONLINE")
        for days, fee in ((15, 100_000), (10, 50_000), (3, 20_000))
    ]
    cases = [
        {
            "code": f"9.123450.0{number}",
            "name": f"Cấp thẻ minh họa - {name}",
            "processingDay": {"qty": days, "type": "DAY"},
        }
        for number, name, days in ((1, "Đối với công trình", 15), (2, "Đối với nhà ở", 10))
    ]
    dossier = [section("Đối với công trình", paper("Đơn")), section("Đối với nhà ở:", paper("Đơn"), paper("Bản vẽ"))]
    found = record(tmp_path, executionMethods=methods, cases=cases, executionCases=dossier)
    expected = [
        ("Đối với công trình", 15, 100_000),
        ("Đối với nhà ở", 10, 50_000),
        ("khi thời hạn là 3 ngày", 3, 20_000),
    ]
    assert [(*limit.cases, int(limit.value or 0)) for limit in found.limits] == [
        (name, days) for name, days, _ in expected
    ]
    assert [(*fee.cases, int(fee.amount or 0)) for fee in found.fees] == [(name, fee) for name, _, fee in expected]
    assert [case.case for case in found.dossier] == ["Đối với công trình", "Đối với nhà ở"]


def test_a_coded_case_that_disagrees_stays_beside_the_limit(tmp_path: Path) -> None:
    case = {"code": "9.123450.01", "name": "Cấp thẻ minh họa", "processingDay": {"qty": 25, "type": "DAY"}}
    (coded,) = record(tmp_path, cases=[case]).cases
    assert (coded.value, coded.unit) == (Decimal(25), LimitUnit.DAY)
    same = case | {"processingDay": {"qty": 17.5, "type": "WORKING_DAY"}}
    assert record(tmp_path / "b", cases=[same]).cases == ()


def test_papers_to_hand_in_papers_to_show_and_remarks_are_one_dossier(tmp_path: Path) -> None:
    dossier = [
        section("* Giấy tờ phải xuất trình:", paper("Hộ chiếu"), paper("Trường hợp không tra được thì báo", 0)),
        section("* Giấy tờ phải nộp:", paper("Giấy chứng sinh"), paper("Trường hợp trẻ bị bỏ rơi thì nộp biên bản")),
        section("* Lưu ý:", paper("Bản chụp phải rõ nét", 1, 1)),
        section(None, paper("Tờ khai"), paper("", 1)),
    ]
    found = record(tmp_path, executionCases=dossier)
    (case,) = found.dossier
    assert [(item.name, item.shown, item.optional) for item in case.items] == [
        ("Hộ chiếu", True, False),
        ("Giấy chứng sinh", False, False),
        ("Trường hợp trẻ bị bỏ rơi thì nộp biên bản", False, True),
        ("Tờ khai", False, False),
    ]
    assert case.notes == ("Trường hợp không tra được thì báo", "Bản chụp phải rõ nét")
    assert found.doubts == ("Nguồn có một giấy tờ không ghi tên (1 bản chính).",)


@pytest.mark.parametrize(
    ("changes", "doubt"),
    [
        ({"state": "EXPIRED"}, "Nguồn ghi tình trạng «EXPIRED»."),
        ({"isDistrict": True}, "Nguồn ghi cấp huyện thực hiện; cấp huyện không còn từ 01/7/2025."),
        ({"executionMethods": [method("FAX", 1, "DAY")]}, "Nguồn ghi cách nộp «FAX» mà trang này không biết."),
        ({"categoriesDetails": [{"name": "A b"}, {"name": "C d"}]}, "Nguồn xếp thủ tục vào nhiều lĩnh vực: A b; C d."),
    ],
)
def test_what_the_answer_leaves_open_is_doubted(tmp_path: Path, changes: dict[str, Any], doubt: str) -> None:
    assert record(tmp_path, **changes).doubts == (doubt,)


def test_what_a_province_laid_down_stays_with_that_province(tmp_path: Path) -> None:
    found = record(tmp_path, type="SPECIFIC", departmentPromulgateName="UBND tỉnh Ví Dụ")
    assert (found.kind.value, found.jurisdiction) == ("specific", "tỉnh Ví Dụ")


def test_the_same_answer_twice_changes_nothing_but_the_day(tmp_path: Path) -> None:
    take(tmp_path)
    file = tmp_path / "procedures/9.123450.yml"
    before = file.read_text(encoding="utf-8")
    assert take(tmp_path, LATER).happened == "không đổi"
    assert file.read_text(encoding="utf-8") == before.replace("2026-07-18", "2026-09-01")


def test_an_update_keeps_comments_order_and_corrections_and_says_what_changed(tmp_path: Path) -> None:
    take(tmp_path)
    file = tmp_path / "procedures/9.123450.yml"
    text = (
        file.read_text(encoding="utf-8").replace("60000", "65000").replace("fees:", "fees:  # theo niêm yết tại quầy")
    )
    file.write_text(text.replace("kind:", "# đã đọc lại\nkind:"), encoding="utf-8")
    methods = [method("DIRECT", 12, "WORKING_DAY", (70000, ""))]
    outcome = take(tmp_path, LATER, executionMethods=methods, resultsDetails=[], requirementsAndConditions="Đủ 18 tuổi")
    assert outcome.happened == "đã đổi"
    assert [line.split(":")[0] for line in outcome.changes] == ["limits", "fees", "results", "conditions"]
    assert "giữ" in outcome.changes[1]
    assert "70000" in outcome.changes[1]
    written = file.read_text(encoding="utf-8")
    assert "fees:  # theo niêm yết tại quầy\n" in written
    assert "amount: 65000" in written
    assert "# đã đọc lại\nkind:" in written
    assert "value: 12" in written
    assert "results:" not in written
    assert take(
        tmp_path, LATER, executionMethods=methods, resultsDetails=[], requirementsAndConditions="Đủ 18 tuổi"
    ).changes == [outcome.changes[1]]


def test_a_record_that_somebody_wrote_keeps_its_words_and_gains_what_it_lacks(tmp_path: Path) -> None:
    file = tmp_path / "procedures/9.123450.yml"
    file.parent.mkdir(parents=True)
    file.write_text(
        'code: "9.123450"\nname: Xin thẻ\nkind: standard\nfield: duong-bo\njurisdiction: national\n'
        'source: {url: "https://dichvucong.gov.vn/x", retrieved: "2026-06-10", own_words: true}\n',
        encoding="utf-8",
    )
    outcome = take(tmp_path)
    written = file.read_text(encoding="utf-8")
    assert "name: Xin thẻ\n" in written
    assert "name: giữ «Xin thẻ»; nguồn ghi «Cấp thẻ minh họa»" in outcome.changes
    assert "\nlimits:" in written
    assert 'retrieved: "2026-06-10", own_words: true' in written


def test_a_field_that_the_registry_lacks_is_entered_and_the_file_keeps_its_form(tmp_path: Path) -> None:
    registry = tmp_path / "registry/fields.yml"
    registry.parent.mkdir(parents=True)
    registry.write_text("# lĩnh vực\nfields:\n  - id: dien\n    name: Điện\n", encoding="utf-8")
    take(tmp_path)
    take(tmp_path)
    assert registry.read_text(encoding="utf-8") == (
        "# lĩnh vực\nfields:\n  - id: dien\n    name: Điện\n  - id: duong-bo\n    name: Đường bộ\n    code: G17-XD01\n"
    )


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b'{"data": 1}', b'{"code": "1.000001"}', b"[" * 100_000, b"\xff", b"\xff\xfe{"]
)
def test_a_file_that_is_no_answer_is_refused_in_words(raw: bytes) -> None:
    with pytest.raises(PortalError):
        read_portal(raw, READ)


@pytest.mark.parametrize("code", ["../../x", "/1.000001", "1.0", "a" * 300, "9.123450/../x"])
def test_a_code_cannot_leave_the_folder_and_stops_no_other_file(code: str, tmp_path: Path) -> None:
    first, second = import_answers([("a", raw(code=code)), ("b", raw())], READ, tmp_path / "plans")
    assert "không dùng được" in first.failed
    assert second.failed == ""
    assert [file.name for file in (tmp_path / "plans/procedures").iterdir()] == ["9.123450.yml"]


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    hostile = 'x"\nkind: internal\n# nghi vấn: không\n- {a: &b *c}\u202e: !!python/object \ud83d'
    found = record(tmp_path, name=hostile, requirementsAndConditions=hostile, departmentPromulgateName=hostile)
    assert found.kind.value == "standard"
    assert found.conditions[0] == 'x"'


ODD: list[Any] = [
    None,
    [],
    {},
    "",
    "x",
    -1,
    0,
    0.5,
    10**40,
    "\ud83d",
    "17,5",
    True,
    [None],
    ["a"],
    [{"name": None}],
    [[]],
]
ODD += ["a: b # c\n- d", "no"]

Place = tuple[Any, ...]


def places(value: object, path: Place = ()) -> Iterator[Place]:
    """The way to every value inside."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in pairs:
        yield (*path, key)
        yield from places(item, (*path, key))


def test_no_odd_value_anywhere_ends_in_a_traceback_or_in_a_record_that_fails(tmp_path: Path) -> None:
    """Every place of an answer in turn holds something of another kind."""
    chance = random.Random(19)
    files = []
    for number, path in enumerate(places(ANSWER)):
        answer: Any = json.loads(json.dumps(ANSWER)) | {"code": f"9.{number:06d}"}
        at = answer
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = chance.choice(ODD)
        files.append((f"{path}", json.dumps(answer).encode()))
    outcomes = list(import_answers(files, READ, tmp_path))
    assert [outcome.name for outcome in outcomes if outcome.failed] in (["('code',)"], ["('code',)", "('name',)"])
    assert [problem.text() for problem in errors(check(tmp_path).problems)] == []


@pytest.mark.parametrize(
    ("milliseconds", "day"),
    [
        (1782666000000, date(2026, 6, 29)),  # 28 June 17:00 UTC
        (1782665999999, date(2026, 6, 28)),
        (None, None),
        (10**30, None),
        (-5, None),
        ("1782666000000", None),
    ],
)
def test_a_day_is_read_in_vietnamese_time(milliseconds: object, day: date | None) -> None:
    assert day_of(milliseconds) == day


def line(code: str, **changes: Any) -> str:
    entry = {
        "id": "019f6f67-c3a8-7163-8167-02e782ebf1c2", "name": f"Thủ tục {code}", "code": code, "categories": ["Đường bộ"],
        "departments": ["Sở Minh họa", ""], "departmentPromulgate": "UBND tỉnh Ví Dụ", "type": "SPECIFIC", "state": "ACTIVE",
    }  # fmt: skip
    return json.dumps(entry | changes)


def test_a_list_becomes_index_records_and_says_what_has_disappeared(tmp_path: Path) -> None:
    everything = "\n".join(line(f"9.00000{number}") for number in range(4))
    listed = import_catalogue(everything.encode(), READ, tmp_path, whole=True)
    assert (listed.new, listed.seen, listed.gone) == ([f"9.00000{number}" for number in range(4)], [], [])
    shorter = "\n".join([*(line(f"9.00000{number}") for number in range(3)), "", "{", line("x")])
    again = import_catalogue(shorter.encode(), LATER, tmp_path, whole=True)
    assert (again.new, again.gone) == ([], [("9.000003", "Thủ tục 9.000003")])
    assert [words.split(":")[0] for words in again.failed] == ["dòng 5", "dòng 6"]
    loaded = check(tmp_path)
    assert errors(loaded.problems) == []
    found = loaded.catalogue.procedures
    assert (found["9.000000"].jurisdiction, found["9.000000"].implementing) == ("tỉnh Ví Dụ", ("Sở Minh họa",))
    said = {code: (item.catalogue.day, item.catalogue.listed) for code, item in found.items() if item.catalogue}
    assert said == {f"9.00000{number}": (LATER, number < 3) for number in range(4)}


def test_a_part_of_a_list_marks_nothing_as_gone(tmp_path: Path) -> None:
    import_catalogue("\n".join(line(f"9.00000{number}") for number in range(4)).encode(), READ, tmp_path, whole=True)
    part = line("9.000000").encode()
    assert len(import_catalogue(part, LATER, tmp_path, whole=True).gone) == 3
    assert import_catalogue(part, LATER, tmp_path, whole=False).gone == []
    listed = [item.catalogue.listed for item in check(tmp_path).catalogue.procedures.values() if item.catalogue]
    assert listed == [True] * 4


@pytest.mark.parametrize(
    "broken", [b"name: [\n", b'code: "9.000001"\nname: a\nname: b\n', b"- a\n", b"", b"\xff\xfe"], ids=repr
)
def test_a_record_with_mistakes_is_named_and_left_as_it_is_and_the_rest_of_the_list_is_taken(
    tmp_path: Path, broken: bytes
) -> None:
    everything = "\n".join(line(f"9.00000{number}") for number in range(3)).encode()
    import_catalogue(everything, READ, tmp_path, whole=True)
    file = tmp_path / "procedures/9.000001.yml"
    file.write_bytes(broken)
    again = import_catalogue(everything, LATER, tmp_path, whole=True)
    assert (again.seen, again.gone) == (["9.000000", "9.000002"], [])
    assert again.failed == [f"9.000001: {file} có lỗi: chạy congkhai check, sửa rồi nhập lại"]
    assert file.read_bytes() == broken


@pytest.mark.parametrize("broken", [b"fields: [\n", b"fields: [{id: a}]\n", b"- a\n", b"\xff\xfe"], ids=repr)
def test_nothing_is_taken_over_beside_a_registry_with_mistakes_which_stays_as_it_is(
    tmp_path: Path, broken: bytes
) -> None:
    file = tmp_path / "registry/fields.yml"
    file.parent.mkdir()
    file.write_bytes(broken)
    (outcome,) = import_answers([("a.json", raw()), ("b.json", raw())], READ, tmp_path)
    assert outcome.failed == f"{file} có lỗi: chạy congkhai check, sửa rồi nhập lại"
    listed = import_catalogue(f"{line('9.000001')}\n{line('9.000002')}".encode(), READ, tmp_path, whole=True)
    assert (listed.failed, listed.new, listed.seen) == ([outcome.failed], [], [])
    assert [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()] == [broken]


def test_a_single_field_without_a_dash_stays_beside_one_that_is_entered(tmp_path: Path) -> None:
    file = tmp_path / "registry/fields.yml"
    file.parent.mkdir()
    file.write_text("fields:\n  id: dat-dai\n  name: Đất đai # theo Cổng\n", encoding="utf-8")
    import_catalogue(line("9.000001").encode(), READ, tmp_path, whole=False)
    assert sorted(check(tmp_path).catalogue.fields) == ["dat-dai", "duong-bo"]
    assert "name: Đất đai # theo Cổng\n" in file.read_text(encoding="utf-8")


def test_an_entry_that_makes_no_record_is_named_and_not_written(tmp_path: Path) -> None:
    odd = [line("9.000001", name="a" * 5000), line("9.000002", id="../ x"), line("9.000003", departments=["a" * 9000])]
    listed = import_catalogue("\n".join([*odd, line("9.000004")]).encode(), READ, tmp_path, whole=True)
    assert [words[: len("9.000001: không ghi được")] for words in listed.failed] == [
        f"9.00000{number}: không ghi được" for number in (1, 2, 3)
    ]
    assert listed.new == ["9.000004"]
    assert [problem.text() for problem in errors(check(tmp_path).problems)] == []


def test_the_command_takes_over_what_it_can_and_counts_what_happened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plans, good, bad = tmp_path / "plans", tmp_path / "a.json", tmp_path / "b.json"
    good.write_bytes(raw())
    bad.write_text("{", encoding="utf-8")
    command = ["import", "portal", str(good), str(bad), "--into", str(plans), "--read", "2026-07-18"]
    assert main(command) == 1
    out, err = capsys.readouterr()
    assert (out.splitlines()[0], out.splitlines()[-1]) == ("9.123450: mới", "1 hỏng, 1 mới")
    assert err.startswith(f"{bad}: ")
    assert main([*command[:3], *command[4:]]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 không đổi"


def test_the_command_tells_what_is_new_in_a_list_and_what_has_disappeared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, command = tmp_path / "a.jsonl", ["import", "catalogue", str(tmp_path / "a.jsonl"), "--into", str(tmp_path)]
    file.write_text("\n".join(line(f"9.00000{number}") for number in range(2)), encoding="utf-8")
    assert main([*command, "--read", "2026-07-18"]) == 0
    assert capsys.readouterr().out == "9.000000: mới\n9.000001: mới\n2 mới, 0 đã có, 0 không còn trong danh mục\n"
    file.write_text(line("9.000000"), encoding="utf-8")
    assert main([*command, "--read", "2026-09-01", "--partial"]) == 0
    assert capsys.readouterr().out == "0 mới, 1 đã có, 0 không còn trong danh mục\n"
    assert main([*command, "--read", "2026-09-01"]) == 0
    assert capsys.readouterr().out == (
        "9.000001: không còn trong danh mục: Thủ tục 9.000001\n0 mới, 1 đã có, 1 không còn trong danh mục\n"
    )
