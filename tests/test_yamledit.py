"""Writing into a record's file changes what is asked and nothing else."""

import io

import pytest
import ruamel.yaml

from generator.reading.yamledit import as_yaml, open_yaml, put, save_yaml
from generator.reading.yamlfile import parse_yaml

WRITTEN = """# đọc lại ngày 3/3
code: '1.000120'   # giữ số không
name: Cấp giấy phép, rất dài, không được gãy dòng dù dài hơn tám mươi ký tự như tên thủ tục thường dài
levels: [province]

fees:
# chưa rõ
- {state: unknown}
source: {url: "https://vi-du.example/a", retrieved: "2026-07-18"}
"""


INDENTED = """fields:
  # theo vần
  - id: dien
    name: Điện
    also: {a: [b, c]}
"""


@pytest.mark.parametrize("written", [WRITTEN, INDENTED, INDENTED.replace("\n  ", "\n"), "a: b\n"])
def test_a_file_that_is_not_changed_comes_back_byte_for_byte(written: str) -> None:
    assert save_yaml(open_yaml(written), written) == written


def test_a_new_field_stands_in_its_place_and_comments_stay() -> None:
    data = open_yaml(WRITTEN)
    put(data, "keywords", as_yaml(["xe quá tải"]), ["keywords", "source"])
    put(data, "levels", as_yaml(["commune", "province"]))
    expected = WRITTEN.replace("[province]", "[commune, province]")
    assert save_yaml(data) == expected.replace("source:", "keywords: [xe quá tải]\nsource:")


@pytest.mark.parametrize(
    "value",
    [
        "1.000120",
        "no",
        "Y",
        "0x1F",
        "1_000",
        "12:30",
        "2026-07-18",
        "~",
        "1e3",
        ".5",
        "null",
        "01",
        "=",
        "-",
        "a: b",
        "# x",
    ],
)
def test_readers_of_both_yaml_versions_see_the_same_text(value: str) -> None:
    data = open_yaml("a: b\n")
    put(data, "no", as_yaml({"no": value}))
    text = save_yaml(data)
    older = ruamel.yaml.YAML(typ="safe", pure=True)
    older.version = (1, 1)
    assert older.load(io.StringIO(text)) == {"a": "b", "no": {"no": value}}
    assert parse_yaml(text.encode(), "x.yml").data == {"a": "b", "no": {"no": value}}


def test_paragraphs_are_written_as_a_block() -> None:
    data = open_yaml("a: b\n")
    put(data, "steps", as_yaml(["Bước 1: nộp\nTiếp theo # đợi", "Bước 2"]))
    text = save_yaml(data)
    assert "|-" in text
    assert parse_yaml(text.encode(), "x.yml").data == {"a": "b", "steps": ["Bước 1: nộp\nTiếp theo # đợi", "Bước 2"]}
