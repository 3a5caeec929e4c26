"""Plain data into records: every type's values, every complaint with its place, and a label and a help for every field."""

import typing
import unicodedata
from collections.abc import Iterator
from dataclasses import Field, dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from generator.model import PartialDate
from generator.model.fields import EMPTY, LINK, SLUG, Choice, from_path, named_by, said, shorthand
from generator.model.plan import Plan
from generator.reading.problems import FieldPath
from generator.reading.shape import LONGEST, describe, file_fields, inner_class, shape
from generator.reading.tree import SHAPES
from generator.text.vietnamese import fold


class Colour(Choice):
    RED = "red", "đỏ"
    GREEN = "green", "xanh"


@dataclass(frozen=True, slots=True, kw_only=True)
@shorthand("text")
class Note:
    text: str = said("lời", "Một câu")
    day: date | None = said("ngày", "Ngày ghi", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
@named_by("id")
class Thing:
    id: str = said("mã", "Mã", form=SLUG)
    first: PartialDate | None = said("từ ngày", "Ngày đầu", default=None, key="from")
    day: date | None = said("ngày", "Ngày", default=None)
    value: Decimal | None = said("giá trị", "Con số", default=None)
    count: int | None = said("số lượng", "Số nguyên", default=None)
    open: bool = said("mở", "true hoặc false", default=False)
    colour: Colour | None = said("màu", "red hoặc green", default=None)
    link: str | None = said("liên kết", "Địa chỉ", default=None, form=LINK)
    names: tuple[str, ...] = said("các tên", "Mỗi tên một dòng", default=EMPTY)
    note: Note | None = said("ghi chú", "Một câu", default=None)
    things: tuple["Thing", ...] = said("mục con", "Các mục bên trong", default=EMPTY)
    folder: str = from_path("thư mục", "Lấy từ tên thư mục; không ghi trong tệp")


def made(**data: object) -> Thing:
    record, problems = shape(Thing, {"id": "a"} | data, "x.yml")
    assert problems == []
    assert isinstance(record, Thing)
    return record


def complaints(**data: object) -> list[tuple[FieldPath, str, str]]:
    record, problems = shape(Thing, {"id": "a"} | data, "x.yml")
    assert record is None
    return [(problem.path, problem.message, problem.hint) for problem in problems]


@pytest.mark.parametrize(
    ("key", "written", "value"),
    [
        ("id", "so-y-te-2025", "so-y-te-2025"),
        ("id", 2025, "2025"),
        ("from", "2023-03", PartialDate(2023, 3)),
        ("from", "2023", PartialDate(2023)),
        ("from", 2023, PartialDate(2023)),
        ("from", "2024-02-29", PartialDate(2024, 2, 29)),
        ("from", None, None),
        ("day", "2023-03-15", date(2023, 3, 15)),
        ("value", 80, Decimal(80)),
        ("value", "79.95", Decimal("79.95")),
        ("value", "80.10", Decimal("80.10")),
        ("value", "79,95", Decimal("79.95")),
        ("value", "7.920,5", Decimal("7920.5")),
        ("value", "0.920", Decimal("0.920")),
        ("value", "-3", Decimal(-3)),
        ("count", 12, 12),
        ("open", True, True),
        ("colour", "red", Colour.RED),
        ("colour", "Đỏ", Colour.RED),
        ("colour", "RED", Colour.RED),
        ("colour", "“xanh”", Colour.GREEN),
        ("link", "https://a.example/b?c=d#e", "https://a.example/b?c=d#e"),
        ("link", "mailto:a@b.example", "mailto:a@b.example"),
        ("link", "tel:+84 239 123", "tel:+84 239 123"),
        ("names", ["một", "hai"], ("một", "hai")),
        ("names", [], ()),
        ("names", None, ()),
        ("names", "chỉ một", ("chỉ một",)),
        ("names", [2023], ("2023",)),
        ("note", {"text": "lời", "day": "2023-01-01"}, Note(text="lời", day=date(2023, 1, 1))),
        ("note", "lời", Note(text="lời")),
        ("note", 2023, Note(text="2023")),
        ("things", [{"id": "b"}], (Thing(id="b"),)),
    ],
)
def test_a_value_becomes_what_its_field_declares(key: str, written: object, value: object) -> None:
    declared = {"from": "first"}.get(key, key)
    assert getattr(made(**{key: written}), declared) == value


@pytest.mark.parametrize(
    ("key", "written", "message"),
    [
        ("day", "2026-02-31", "«2026-02-31» không phải ngày có thật"),
        ("day", "2023-02-29", "«2023-02-29» không phải ngày có thật"),
        ("day", "2023-13-01", "«2023-13-01» không phải ngày có thật"),
        ("day", "0000-01-01", "«0000-01-01» không phải ngày có thật"),
        ("day", "9999-12-31", "«9999-12-31»: năm ngoài khoảng 1900–2200"),
        ("day", "0203-03-15", "«0203-03-15»: năm ngoài khoảng 1900–2200"),
        ("day", "2023-03", "«2023-03» thiếu ngày"),
        ("day", "15/3/2023", "«15/3/2023» không phải ngày viết đúng dạng"),
        ("day", "2023-3-5", "«2023-3-5» không phải ngày viết đúng dạng"),
        ("day", "2023-03-15T00:00:00", "«2023-03-15T00:00:00» không phải ngày viết đúng dạng"),
        ("day", "٢٠٢٣-03-15", "«٢٠٢٣-03-15» không phải ngày viết đúng dạng"),
        ("day", True, "true không phải ngày viết đúng dạng"),
        ("day", ["2023-03-15"], "một danh sách không phải ngày viết đúng dạng"),
        ("from", "2023-00", "«2023-00» không phải ngày có thật"),
        ("value", "7.920", "«7.920» đọc được hai cách: 7920 hoặc 7,92"),
        ("value", "7,920", "«7,920» đọc được hai cách: 7920 hoặc 7,92"),
        ("value", "1,650.5", "«1,650.5» không phải con số"),
        ("value", "1.234.567", "«1.234.567» không phải con số"),
        ("value", "80%", "«80%» không phải con số"),
        ("value", "nhiều", "«nhiều» không phải con số"),
        ("value", "NaN", "«NaN» không phải con số"),
        ("value", "Infinity", "«Infinity» không phải con số"),
        ("value", "1e999999", "«1e999999» không phải con số"),
        ("value", "1_000", "«1_000» không phải con số"),
        ("value", " 80", "«80» không phải con số"),
        ("value", "٨٠", "«٨٠» không phải con số"),
        ("value", "9" * 31, f"«{'9' * 31}» không phải con số"),
        ("value", True, "true không phải con số"),
        ("count", "1.5", "«1.5» không phải số nguyên"),
        ("count", "01", "«01» không phải số nguyên"),
        ("count", True, "true không phải số nguyên"),
        ("open", "có", "cần true hoặc false, đang là «có»"),
        ("open", "no", "cần true hoặc false, đang là «no»"),
        ("open", 1, "cần true hoặc false, đang là «1»"),
        ("open", None, "cần true hoặc false, đang là để trống"),
        ("colour", "rad", "«rad» không có trong danh sách cho phép"),
        ("colour", "Rot", "«Rot» không có trong danh sách cho phép"),
        ("colour", ["red"], "một danh sách không có trong danh sách cho phép"),
        ("id", "So Y Te", "«So Y Te» không đúng dạng"),
        ("id", "sở-y-tế", "«sở-y-tế» không đúng dạng"),
        ("id", "../khac", "«../khac» không đúng dạng"),
        ("id", "a--b", "«a--b» không đúng dạng"),
        ("id", "a\n", "«a» không đúng dạng"),
        ("id", None, "cần chữ, đang là để trống"),
        ("id", "", "để trống"),
        ("id", "  ", "để trống"),
        ("id", False, "cần chữ, đang là false"),
        ("id", ["a"], "cần chữ, đang là một danh sách"),
        ("id", {"a": 1}, "cần chữ, đang là một nhóm khóa"),
        ("link", "javascript:alert(1)", "«javascript:alert(1)» không đúng dạng"),
        ("link", "http://a.example", "«http://a.example» không đúng dạng"),
        ("link", "//a.example", "«//a.example» không đúng dạng"),
        ("link", " https://a.example", "«https://a.example» không đúng dạng"),
        ("link", 'https://a.example/"onclick', '«https://a.example/"onclick» không đúng dạng'),
        ("link", "data:text/html,x", "«data:text/html,x» không đúng dạng"),
        ("names", True, "cần một danh sách, đang là true"),
        ("note", ["lời"], "cần các dòng «khóa: giá trị», đang là một danh sách"),
        ("note", True, "cần các dòng «khóa: giá trị», đang là true"),
        ("things", "b", "cần các dòng «khóa: giá trị», đang là «b»"),
        ("folder", "x", "không có trường «folder»"),
        ("first", "2023", "không có trường «first»"),
    ],
)
def test_a_wrong_value_is_named(key: str, written: object, message: str) -> None:
    assert [said_ for _, said_, _ in complaints(**{key: written})] == [message]


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        ({"day": "2026-02-31"}, "tháng 2 năm 2026 có 28 ngày; viết 2026-02-28 nếu là ngày cuối tháng"),
        ({"day": "2024-02-30"}, "tháng 2 năm 2024 có 29 ngày; viết 2024-02-29 nếu là ngày cuối tháng"),
        ({"day": "2024-12-32"}, "tháng 12 năm 2024 có 31 ngày; viết 2024-12-31 nếu là ngày cuối tháng"),
        ({"day": "9999-12-32"}, "tháng 12 năm 9999 có 31 ngày; viết 9999-12-31 nếu là ngày cuối tháng"),
        ({"day": "2023-13-01"}, "tháng từ 01 đến 12"),
        ({"day": "0000-01-01"}, "tháng từ 01 đến 12"),
        ({"day": "15/3/2023"}, "viết 2023-03-15"),
        ({"from": "3/2023"}, "viết 2023-03"),
        ({"from": "hôm qua"}, "viết năm-tháng-ngày: 2023-03-15, hoặc 2023-03 khi chưa rõ ngày"),
        ({"day": "ngày 02 tháng 10 năm 2026"}, "viết 2026-10-02"),
        ({"day": 46297}, "viết 2026-10-02"),
        ({"day": "31.9.2026"}, "tháng 9 năm 2026 có 30 ngày; viết 2026-09-30 nếu là ngày cuối tháng"),
        ({"colour": "tím"}, "dùng một trong: đỏ → red; xanh → green"),
        ({"màu": "red"}, "viết «colour:»"),
        ({"open": "có"}, "viết true"),
        ({"colour": "grene"}, "có phải «green»?"),
        ({"color": "red"}, "có phải «colour»?"),
        ({"open": "true"}, "viết true nếu có, false nếu không"),
        ({"id": False}, "đặt trong ngoặc kép nếu muốn ghi đúng chữ này"),
    ],
)
def test_a_complaint_says_what_to_write_instead(data: dict[str, object], hint: str) -> None:
    assert [hint_ for _, _, hint_ in complaints(**data)] == [hint]


def test_a_missing_field_is_named_with_its_label_and_help() -> None:
    _, (problem,) = shape(Thing, {"open": True}, "x.yml")
    assert problem.message == "thiếu trường «id» (mã)"
    assert problem.hint == "thêm «id:» – Mã"


def test_everything_that_is_wrong_is_said_at_once() -> None:
    wrong = {"day": "hôm qua", "colour": "tím", "things": [{"id": "A"}, {"value": "x"}], "la": 1}
    assert [path for path, _, _ in complaints(**wrong)] == [
        ("day",),
        ("colour",),
        ("things", 0, "id"),
        ("things", 1, "value"),
        ("things", 1),
        ("la",),
    ]


@pytest.mark.parametrize("data", [None, [], "x", 3, True])
def test_a_file_that_is_no_record_is_one_problem(data: object) -> None:
    record, problems = shape(Thing, data, "x.yml")
    assert record is None
    assert len(problems) == 1
    assert problems[0].path == ()
    assert problems[0].hint.startswith("các khóa: id, from, day")


def test_a_text_is_no_book() -> None:
    assert made(names=["x" * LONGEST]).names
    assert [said_ for _, said_, _ in complaints(names=["x" * (LONGEST + 1)])] == ["dài 20001 ký tự, quá mức 20000"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ((), ""),
        (("things", 0), "mục con b"),
        (("things", 0, "from"), "mục con b, từ ngày"),
        (("things", 1, "value"), "mục con thứ 2, giá trị"),
        (("things", 0, "things", 0, "names", 1), "mục con b, mục con thứ 1, các tên thứ 2"),
        (("note", "text"), "ghi chú, lời"),
        (("things", 9, "la"), "mục con thứ 10, la"),
    ],
)
def test_a_path_reads_as_a_place_in_the_document(path: FieldPath, words: str) -> None:
    data = {"id": "a", "things": [{"id": "b", "things": [{}]}, {"id": ["x"]}]}
    assert describe(Thing, data, path) == words


def test_a_path_in_a_plan_reads_as_an_officer_would_say_it() -> None:
    data = {"sections": [{"no": "I", "tasks": [{}, {}, {"no": "3", "outcomes": [{}, {"deadline": "Quý I"}]}]}]}
    path = ("sections", 0, "tasks", 2, "outcomes", 1, "deadline", "text")
    assert describe(Plan, data, path) == "mục I, nhiệm vụ 3, kết quả thứ 2, thời hạn, thời hạn"


def record_classes() -> list[type]:
    """Every record class that a file may hold, with those inside."""
    found: list[type] = []
    waiting = [kind for _, kind in SHAPES]
    while waiting:
        kind = waiting.pop()
        if kind not in found and is_dataclass(kind) and file_fields(kind):
            found.append(kind)
            waiting += [inner_class(hint) for hint in typing.get_type_hints(kind).values()]
    return sorted(found, key=lambda kind: kind.__name__)


def said_fields() -> "Iterator[tuple[str, Field[Any]]]":
    for kind in record_classes():
        for declared in fields(kind):
            if declared.metadata:
                yield f"{kind.__name__}.{declared.name}", declared


def test_the_records_of_every_file_are_found() -> None:
    names = {kind.__name__ for kind in record_classes()}
    assert {"Plan", "Task", "Target", "Agency", "LegalDocument", "Metric", "Procedure"} <= names


@pytest.mark.parametrize(
    ("name", "declared"), list(said_fields()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_field_has_a_vietnamese_label_and_help(name: str, declared: "Field[Any]") -> None:
    label, help_ = declared.metadata["label"], declared.metadata["help"]
    assert label, name
    assert help_, name
    assert fold(label + help_) != (label + help_).lower(), f"{name}: no Vietnamese letter"
    assert "\n" not in label + help_
    assert unicodedata.is_normalized("NFC", label + help_)
    assert label[0].islower() or label.split()[0].isupper(), f"{name}: a label stands inside a sentence"
    assert not help_.endswith("."), f"{name}: a help is no full sentence"


def test_every_field_of_a_file_is_declared_with_words() -> None:
    silent = [
        f"{kind.__name__}.{key}" for kind in record_classes() for key, item in file_fields(kind).items()
        if not item.metadata
    ]  # fmt: skip
    single = {"PartialDate", "ReportPeriod"}  # written as one text, so they have no keys
    assert [name for name in silent if name.split(".")[0] not in single] == []


keys = sorted({key for kind in record_classes() for key in file_fields(kind)})
data = some.recursive(
    some.none()
    | some.booleans()
    | some.integers()
    | some.text(max_size=10)
    | some.sampled_from(["2023-02-31", "80", "I"]),
    lambda inner: (
        some.lists(inner, max_size=3) | some.dictionaries(some.sampled_from(keys) | some.text(max_size=5), inner)
    ),
    max_leaves=15,
)


@given(some.sampled_from([kind for _, kind in SHAPES]), data)
def test_any_data_gives_a_record_or_problems(kind: type, value: Any) -> None:
    record, problems = shape(kind, value, "x.yml")
    assert (record is None) == bool(problems)
    assert all(isinstance(describe(kind, value, problem.path), str) for problem in problems)
