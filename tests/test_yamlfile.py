"""One file of YAML 1.2: values as they are written, everything that can hide a problem with its place, and no exception."""

import unicodedata
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as some
from ruamel.yaml import YAML

from generator.reading.plaindata import DEEPEST, ORDINARY, SUSPECT, YamlFile
from generator.reading.problems import MOST_PROBLEMS, FieldPath
from generator.reading.yamlfile import LARGEST, MOST, parse_yaml, read_yaml


def read(text: str | bytes, *, positions: bool = False) -> YamlFile:
    return parse_yaml(text if isinstance(text, bytes) else text.encode(), "x.yml", positions=positions)


def complaints(text: str | bytes) -> list[str]:
    """Every problem as ``line:column: message``."""
    return [f"{found.line}:{found.column}: {found.message}" for found in read(text).problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("No", "No"),
        ("yes", "yes"),
        ("off", "off"),
        ("y", "y"),
        ("true", True),
        ("True", True),
        ("FALSE", False),
        ("tRUE", "tRUE"),
        ("'true'", "true"),
        ("~", None),
        ("null", None),
        ("NULL", None),
        ("", None),
        ("nil", "nil"),
        ('""', ""),
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("'12'", "12"),
        ("01", "01"),
        ("-0", "-0"),
        ("+1", "+1"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("999999999999999999", 999999999999999999),
        ("1000000000000000000", "1000000000000000000"),
        ("1.000120", "1.000120"),
        ("7.920", "7.920"),
        ("1e3", "1e3"),
        (".5", ".5"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("2023-02-31", "2023-02-31"),
        ("2023-03-15T10:00:00Z", "2023-03-15T10:00:00Z"),
        ("12:30:45", "12:30:45"),
        ("١٢", "١٢"),
        ("61/2018/NĐ-CP", "61/2018/NĐ-CP"),
        ("Quý III,IV", "Quý III,IV"),
        ("một#hai", "một#hai"),
        ("một #hai", "một"),
        ("'it''s'", "it's"),
        (r'"a\nb\u00e9"', "a\nbé"),
        ("=", "="),
        ("<<", "<<"),
        ("[1, a, ~]", [1, "a", None]),
        ("{a: 1, b: [x]}", {"a": 1, "b": ["x"]}),
        ("|\n  dòng một\n\n  dòng hai", "dòng một\n\ndòng hai"),
        (">-\n  dòng một\n  dòng hai\n", "dòng một dòng hai"),
    ],
)
def test_a_value_is_what_is_written(written: str, value: object) -> None:
    found = read(f"a: {written}")
    assert found.problems == []
    assert found.data == {"a": value}
    assert type(found.data["a"]) is type(value)


@pytest.mark.parametrize("key", ["1", "1.5", "no", "true", "~", "null", "<<", "khóa có dấu"])
def test_a_key_is_a_word_whatever_it_looks_like(key: str) -> None:
    assert read(f"{key}: x").data == {key: "x"}


@pytest.mark.parametrize("text", ["", "\n\n", "# chỉ có ghi chú\n", "---\n...\n"])
def test_an_empty_file_is_nothing_and_no_problem(text: str) -> None:
    assert (read(text).data, read(text).problems) == (None, [])


def test_windows_line_ends_are_line_ends() -> None:
    found = read("a: 1\r\nb: |\r\n  x\r\n  y\r\nb: 2\r\n")
    assert found.data == {"a": 1, "b": 2}
    assert [problem.line for problem in found.problems] == [5]


def test_a_directive_for_yaml_1_1_changes_nothing() -> None:
    assert read("%YAML 1.1\n---\na: no\nb: 012\n").data == {"a": "no", "b": "012"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: 1\nb: 2\na: 3\n", "3:1: khóa «a» viết hai lần trong cùng một mục"),
        ("a: {b: 1, b: 2}\n", "1:11: khóa «b» viết hai lần trong cùng một mục"),
        ("1: x\n'1': y\n", "2:1: khóa «1» viết hai lần trong cùng một mục"),
        ("a:\n  - !!python/object x\n", "2:5: có nhãn kiểu «tag:yaml.org,2002:python/object»"),
        ("a: !!str 1\n", "1:4: có nhãn kiểu «tag:yaml.org,2002:str»"),
        ("a: !important x\n", "1:4: có nhãn kiểu «!important»"),
        ("? !k a\n: 1\n", "1:3: có nhãn kiểu «!k»"),
        ("a: &neo x\n", "1:4: có neo «&neo»"),
        ("&neo a: x\n", "1:1: có neo «&neo»"),
        ("a: *ten\n", "1:4: có tham chiếu «*ten»"),
        ("? [a]\n: 1\n", "1:3: khóa phải là một từ"),
        ("a: 1\n---\nb: 2\n", "2:1: tệp có hơn một tài liệu YAML"),
        ("a: 1\n\tb: 2\n", "2:1: có dấu tab"),
        ("a: x\ty\n", "1:5: có dấu tab"),
        ("\ufeffa: 1\n", "1:1: có ký tự BOM (U+FEFF)"),
        ("a: 1\nb: Hà Ti\u0303nh\n", "2:8: chữ có dấu viết rời (Unicode tổ hợp, NFD)"),
        ("a: x\x07y\n", "1:5: có ký tự điều khiển (U+0007)"),
        ("a: x\x1b[2Jy\n", "1:5: có ký tự điều khiển (U+001B)"),
        ("a: x\x00y\n", "1:5: có ký tự điều khiển (U+0000)"),
        ("a: x\x85y\n", "1:5: có ký tự điều khiển (U+0085)"),
        ("a: x\rb: 1\n", "1:5: có ký tự điều khiển (U+000D)"),
        ("# x\u2028a: 1\n", "1:4: có ký tự điều khiển (U+2028)"),
        ("a: 80\u202e%\n", "1:6: có ký tự ẩn hoặc đổi chiều chữ (U+202E)"),
        ("a: 80\u2066%\n", "1:6: có ký tự ẩn hoặc đổi chiều chữ (U+2066)"),
        ("a: tr\u200bên\n", "1:6: có ký tự ẩn hoặc đổi chiều chữ (U+200B)"),
        ("a: tr\u00adên\n", "1:6: có ký tự ẩn hoặc đổi chiều chữ (U+00AD)"),
        ("a: x\ufe0fy\n", "1:5: có ký tự ẩn hoặc đổi chiều chữ (U+FE0F)"),
        ("a: x\U000e0041y\n", "1:5: có ký tự ẩn hoặc đổi chiều chữ (U+E0041)"),
        ("a: x\u3164y\n", "1:5: có ký tự ẩn hoặc đổi chiều chữ (U+3164)"),
        ('a: "80\\u202e%"\n', "1:4: có ký tự ẩn hoặc đổi chiều chữ (U+202E)"),
        ('a: "x\\0y"\n', "1:4: có ký tự điều khiển (U+0000)"),
        ('a: "x\\Ly"\n', "1:4: có ký tự điều khiển (U+2028)"),
        ('a: "x\\ty"\n', "1:4: có dấu tab"),
        ('a: "e\\u0301"\n', "1:4: chữ có dấu viết rời (NFD) bằng mã \\u"),
        ('"a\\u202e": 1\n', "1:1: có ký tự ẩn hoặc đổi chiều chữ (U+202E)"),
        (b"a: 1\nb: S\xe1\xbb\x9f, Qu\xfd\n", "2:10: tệp không phải UTF-8"),
        ("a: 1".encode("utf-16"), "1:1: tệp không phải UTF-8"),
        ("a: b: c\n", "1:5: dấu hai chấm ở chỗ không hợp lệ"),
        ("a: 1\n b: 2\n", "2:3: dấu hai chấm ở chỗ không hợp lệ"),
        ("a:\n- 1\n b\n- 2\n  c: 3\n", "5:4: dấu hai chấm ở chỗ không hợp lệ"),
        ("a: [1, 2\n", "2:1: danh sách trong ngoặc thiếu dấu phẩy hoặc dấu đóng"),
        ("a: 'x\n", "2:1: ngoặc kép hoặc ngoặc vuông chưa đóng"),
        ("a: @x\n", "1:4: giá trị bắt đầu bằng ký tự đặc biệt"),
        ("a: 1\nchữ trơ trọi\n", "3:1: thiếu dấu hai chấm sau tên khóa"),
    ],
)
def test_a_mistake_is_named_where_it_stands(text: str | bytes, problem: str) -> None:
    assert problem in complaints(text)


def test_every_line_of_a_merge_conflict_is_named_and_nothing_else() -> None:
    text = "a: 1\n<<<<<<< HEAD\nb: 2\n||||||| gốc\n=======\nb: 3\n>>>>>>> nhánh\n"
    assert complaints(text) == [f"{line}:1: còn dấu xung đột của git" for line in (2, 4, 5, 7)]


def test_an_underline_inside_a_text_is_no_conflict() -> None:
    assert read("a: |\n  Tiêu đề\n  =======\n").problems == []


def test_hidden_characters_and_wrong_keys_are_found_in_one_run() -> None:
    assert complaints("a: x\ty\na: Ti\u0303nh\n") == [
        "1:5: có dấu tab",
        "2:5: chữ có dấu viết rời (Unicode tổ hợp, NFD)",
        "2:1: khóa «a» viết hai lần trong cùng một mục",
    ]


def test_a_file_full_of_tabs_is_not_a_page_of_complaints() -> None:
    assert len(read("".join(f"k{n}:\t1\n" for n in range(500))).problems) == MOST


def test_a_file_over_two_megabytes_is_refused_unread(tmp_path: Path) -> None:
    large = tmp_path / "x.yml"
    large.write_bytes(b"\xff" * (LARGEST + 1))
    found = read_yaml(large, "x.yml")
    assert [problem.message for problem in found.problems] == ["tệp nặng 2.000.001 byte, lớn hơn mức 2.000.000 byte"]
    assert found.data is None


def test_a_file_of_two_megabytes_is_read(tmp_path: Path) -> None:
    large = tmp_path / "x.yml"
    large.write_bytes(b"- a\n" * (LARGEST // 4))
    assert read_yaml(large, "x.yml").data == ["a"] * (LARGEST // 4)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "{[", "a: ["])
def test_a_depth_bomb_is_left_where_it_gets_too_deep(opening: str) -> None:
    found = read(opening * (LARGEST // 10))
    assert found.data is None
    assert len(found.problems) <= DEEPEST + 2
    assert found.problems[-1].message == f"các mức lồng nhau sâu hơn {DEEPEST} mức"
    assert found.problems[-1].line == 1


def test_records_may_lie_as_deep_as_the_limit() -> None:
    assert read("[" * DEEPEST + "1" + "]" * DEEPEST).problems == []
    assert complaints("[" * (DEEPEST + 2) + "]" * (DEEPEST + 2)) == [
        f"1:{DEEPEST + 2}: các mức lồng nhau sâu hơn 24 mức"
    ]


def test_an_alias_bomb_is_never_expanded() -> None:
    """Nine levels of ten aliases each would be a thousand million values."""
    levels = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    found = read("\n".join(levels))
    assert isinstance(found.data, dict)
    assert found.data["a9"] == [None] * 10
    assert len(found.problems) == MOST_PROBLEMS + 1
    assert found.problems[-1].message == f"và {10 + 90 - MOST_PROBLEMS} lỗi nữa trong tệp này"


PLAN = """\
document:
  title: Kế hoạch
sections:
  - "no": I
    tasks:
      - content: một
        lead: [Văn phòng, Thanh tra]
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), (1, 1)),
        (("document", "title"), (2, 3)),
        (("document", "number"), (1, 1)),
        (("sections", 0), (4, 5)),
        (("sections", 0, "tasks", 0, "content"), (6, 9)),
        (("sections", 0, "tasks", 0, "lead", 1), (7, 27)),
        (("sections", 0, "tasks", 0, "deadline"), (6, 9)),
        (("sections", 7), (3, 1)),
        (("recipients",), (1, 1)),
    ],
)
def test_a_field_is_placed_where_it_stands_or_at_what_holds_it(path: FieldPath, place: tuple[int, int]) -> None:
    assert read(PLAN, positions=True).place(path) == place


plain_words = some.text(some.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=20).map(
    lambda text: unicodedata.normalize("NFC", text)
)
values: some.SearchStrategy[Any] = some.recursive(
    some.none() | some.booleans() | some.integers(-(10**17), 10**17) | plain_words,
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(plain_words.filter(bool), inner, max_size=4),
    max_leaves=20,
)


def written(value: object) -> bytes:
    """The value as the reference library writes it."""
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    out = StringIO()
    yaml.dump(value, out)
    return out.getvalue().encode()


def looks_hidden(value: object) -> bool:
    return any(problem.message.startswith("có ký tự") for problem in read(written(value)).problems)


@given(values)
def test_what_the_reference_library_writes_is_read_back(value: object) -> None:
    found = read(written(value))
    if not looks_hidden(value):
        assert found.problems == []
        assert found.data == value


@given(values)
def test_every_value_has_a_place(value: object) -> None:
    found = read(written(value), positions=True)
    assert set(paths_of(found.data)) <= set(found.places) | {()}


def paths_of(value: object, path: FieldPath = ()) -> Iterator[FieldPath]:
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield from paths_of(item, (*path, key))


@given(some.binary(max_size=300))
@example(b"\xef\xbb\xbf\xef\xbb\xbf")
@example(b"a: \xed\xa0\x80")
@example(b"\x00\x01\x02")
@example(b"- ? - ? - ?")
def test_any_bytes_give_a_result(raw: bytes) -> None:
    assert isinstance(read(raw, positions=True), YamlFile)


@given(some.text(some.sampled_from("ab:-?[]{}#&*!|>'\"%@`,= \n\t~0.\\u202e<é\u0301"), max_size=60))
@example("? ? ? :")
@example("%TAG ! tag:a,2000:\n---\n!x y")
@example("&a : *a")
@example("- |\n\n  x\n y")
def test_any_marks_give_a_result(text: str) -> None:
    found = read(text, positions=True)
    assert all(problem.line >= 0 and problem.message for problem in found.problems)


def test_an_ordinary_text_is_in_nfc_and_holds_nothing_suspect() -> None:
    every = [chr(number) for number in range(0x110000)]
    ordinary = {char for char in every if ORDINARY.fullmatch(char)}
    composing = {parts[-1] for char in every if len(parts := unicodedata.normalize("NFD", char)) > 1}
    assert ordinary > set("\nAaĐđữỆ–…«»₫ 09\u00a0")
    assert not [char for char in ordinary if SUSPECT.search(char) or not unicodedata.is_normalized("NFC", char)]
    assert not ordinary & composing, "nothing of it joins with the letter before"
