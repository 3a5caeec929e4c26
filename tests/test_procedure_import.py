"""An answer of the national portal becomes a draft: what the portal is known to get wrong is doubted, never guessed away."""

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.check import check
from generator.drafting.portal import PortalError, day_of, fee_state, read_portal, write_portal
from generator.model.procedure import FeeState, LimitUnit
from generator.reading.problems import errors

READ = date(2026, 7, 18)


def method(channel: str, time: object, unit: str, *fees: tuple[object, str]) -> dict[str, Any]:
    lines = [{"type": "FEE", "value": value, "currencyId": "", "description": words} for value, words in fees]
    return {
        "submissionMethod": channel,
        "processingTime": time,
        "processingTimeUnit": unit,
        "description": "",
        "fees": lines,
    }


def paper(name: str, originals: int, copies: int, *files: str) -> dict[str, Any]:
    attachments = [{"fileName": file} for file in files]
    return {
        "name": name,
        "originalQty": originals,
        "copyQty": copies,
        "hasElectronicForm": True,
        "attachments": attachments,
    }


ANSWER: dict[str, Any] = {
    "id": "019d2bfe-88fb-746f-9e8f-02beeafeaa1f",
    "code": " 9.123456.000.00.00.H27",
    "name": "\tCấp  thẻ minh họa",
    "type": "STANDARD",
    "state": "UPDATED",
    "isProvince": True,
    "categoriesDetails": [{"name": "Đường bộ", "code": "G17-XD01"}],
    "departmentPromulgateName": "Bộ Minh họa",
    "departmentsExecuting": [{"name": "Sở Minh họa"}],
    "subjectTypesDetails": [{"name": "Công dân Việt Nam"}],
    "executionSteps": [{"name": "Bước 1:", "description": "Nộp hồ sơ.\r\n- Tại quầy"}],
    "executionMethods": [
        method("ONLINE", 5, "WORKING_DAY", (0, "Miễn phí")),
        method("POSTAL", 5, "WORKING_DAY", (45, "")),
        method("DIRECT", 7, "OTHER", (0, "Theo quy định của HĐND cấp tỉnh")),
    ],
    "executionCases": [
        {"name": "cấp mới:", "profileComponents": [paper("- Đơn đề nghị", 1, 0, "Mau so 1.docx"), paper("Ảnh", 0, 0)]},
        {"name": "", "profileComponents": [paper("Thẻ cũ", 0, 1)]},
    ],
    "requirementsAndConditions": "Không quy định",
    "dossierReceivingAddresses": "- Quầy số 1, số 0 đường Minh Họa",
    "resultsDetails": [{"name": "Thẻ", "code": "KQ.1"}],
    "legalBasisesDetails": [
        {"name": "Luật mẫu;", "code": "31/2024/QH15 "},
        {"name": "", "code": "Nghị định số 50/2026/NĐ-CP"},
        {"name": "Không rõ", "code": "chưa có"},
    ],
    "procedureProposal": {
        "proposalNumber": "1077/QĐ-BMH",
        "decisionNumber": None,
        "decisionDate": 1782666000000,
        "issuingAgency": {"name": "Bộ Minh họa"},
    },
    "isNonTerritorial": True,
}


def draft(**changes: object) -> str:
    return read_portal(json.dumps({"code": "OK", "data": ANSWER | changes}).encode(), READ).text


def doubts(**changes: object) -> list[str]:
    return re.findall("# nghi vấn: (.*)", draft(**changes))


def test_a_draft_can_be_loaded_as_it_is(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    (plans / "registry").mkdir(parents=True)
    (plans / "registry/fields.yml").write_text("fields: [{id: duong-bo, name: Đường bộ}]\n")
    _, file = write_portal(json.dumps({"data": ANSWER}).encode(), READ, plans)
    loaded = check(plans)
    assert errors(loaded.problems) == []
    record = loaded.catalogue.procedures["9.123456"]
    assert file.name == "9.123456.yml"
    assert (record.name, record.old_codes) == ("Cấp thẻ minh họa", ("9.123456.000.00.00.H27",))
    assert record.steps == ("Bước 1:\nNộp hồ sơ.\n- Tại quầy",)
    assert [(fee.state, fee.amount) for fee in record.fees] == [
        (FeeState.FREE, None), (FeeState.AMOUNT, 45), (FeeState.BY_RULE, None),
    ]  # fmt: skip
    assert [(limit.value, limit.unit) for limit in record.limits] == [
        (Decimal(5), LimitUnit.WORKING_DAY),
        (Decimal(7), LimitUnit.UNKNOWN),
    ]
    assert [case.case for case in record.dossier] == ["cấp mới", "phần 2"]
    assert [ground.number for ground in record.legal_bases] == ["31/2024/QH15", "50/2026/NĐ-CP"]
    assert record.legal_bases[1].raw == "Nghị định số 50/2026/NĐ-CP"
    assert record.decisions[0].number == "1077/QĐ-BMH"
    assert record.conditions == ()
    assert record.source.retrieved == READ


def test_an_existing_record_is_never_overwritten(tmp_path: Path) -> None:
    write_portal(json.dumps(ANSWER).encode(), READ, tmp_path)
    before = (tmp_path / "procedures/9.123456.yml").read_bytes()
    with pytest.raises(PortalError, match="không ghi đè"):
        write_portal(json.dumps(ANSWER | {"name": "Khác"}).encode(), READ, tmp_path)
    assert (tmp_path / "procedures/9.123456.yml").read_bytes() == before


def test_every_known_trap_is_doubted() -> None:
    assert [words[:34] for words in doubts()] == [
        "nguồn ghi 0 bản chính, 0 bản sao",
        "nguồn không đặt tên cho phần hồ sơ",
        "thời hạn 7 không có đơn vị ở nguồn",
        "45 đồng: có lẽ gõ thiếu số không, ",
        "nguồn ghi 0 đồng kèm lời «theo quy",
        "nơi nhận ở nguồn là một đoạn chữ: ",
        "căn cứ «chưa có» không có số, ký h",
        "số lấy ở ô «proposalNumber», ô số ",
    ]


@pytest.mark.parametrize(
    ("changes", "doubt"),
    [
        ({"type": "SPECIFIC"}, "loại là specific mà cơ quan công bố là «Bộ Minh họa»: áp dụng mọi tỉnh hay một tỉnh?"),
        ({"code": "9.123456/../x"}, "mã «9.123456/../x» không đúng dạng một chữ số, dấu chấm, sáu chữ số"),
        ({"type": "NEW"}, "loại ở nguồn: «NEW»"),
        ({"state": "EXPIRED"}, "tình trạng ở nguồn: «EXPIRED»; ghi status nếu đã hết hiệu lực"),
        ({"isDistrict": True}, "cấp huyện không còn từ 01/7/2025"),
        ({"departmentsExecuting": [{"name": "UBND huyện"}]}, "có cơ quan cấp huyện, không còn từ 01/7/2025"),
        ({"executionMethods": [method("FAX", 1, "DAY")]}, "cách nộp ở nguồn: «FAX»"),
        (
            {"executionMethods": [method("DIRECT", 1, "DAY"), method("DIRECT", 2, "DAY")]},
            "cùng một cách nộp có nhiều thời hạn: ghi trường hợp của từng thời hạn ở «case»",
        ),
    ],
)
def test_what_the_answer_leaves_open_is_doubted(changes: dict[str, object], doubt: str) -> None:
    assert doubt in doubts(**changes)


def test_what_a_province_laid_down_stays_with_that_province() -> None:
    text = draft(type="SPECIFIC", departmentPromulgateName="UBND tỉnh Ví Dụ")
    assert "jurisdiction: tỉnh Ví Dụ\n" in text


@pytest.mark.parametrize(
    ("amount", "words", "state"),
    [
        (0, "Miễn phí (Theo quy định của HĐND cấp tỉnh)", "by_rule"),
        (0, "Miễn phí", "free"),
        (0, "không thu phí", "free"),
        (0, "", "unknown"),
        (None, "", "unknown"),
        (None, "Miễn phí", "unknown"),
        (None, "Tra cứu tại Quyết định số 1/QĐ-VD", "by_rule"),
        (60000, "", "amount"),
        (45, "", "amount"),
        (True, "", "unknown"),
        ("60.000", "", "unknown"),
    ],
)
def test_nothing_but_the_word_free_makes_a_fee_free(amount: object, words: str, state: str) -> None:
    assert fee_state(amount, words)[0] == state


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


@pytest.mark.parametrize("raw", [b"", b"[]", b'{"data": 1}', b'{"code": "1.000001"}', b"[" * 100_000, b"\xff"])
def test_a_file_that_is_no_answer_is_refused_in_words(raw: bytes) -> None:
    with pytest.raises(PortalError):
        read_portal(raw, READ)


@pytest.mark.parametrize("code", ["../../x", "/1.000001", "1.0", "a" * 300])
def test_a_code_cannot_leave_the_folder(code: str, tmp_path: Path) -> None:
    with pytest.raises(PortalError, match="không dùng được làm tên tệp"):
        write_portal(json.dumps(ANSWER | {"code": code}).encode(), READ, tmp_path / "plans")
    assert not (tmp_path / "plans").exists()


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    hostile = 'x"\nkind: internal\n# nghi vấn: không\n- {a: &b *c}\u202e: !!python/object'
    raw = json.dumps(
        ANSWER | {"name": hostile, "requirementsAndConditions": hostile, "departmentPromulgateName": hostile}
    )
    (tmp_path / "plans/registry").mkdir(parents=True)
    (tmp_path / "plans/registry/fields.yml").write_text("fields: [{id: duong-bo, name: Đường bộ}]\n")
    write_portal(raw.encode(), READ, tmp_path / "plans")
    loaded = check(tmp_path / "plans")
    assert errors(loaded.problems) == []
    assert loaded.catalogue.procedures["9.123456"].kind.value == "standard"
