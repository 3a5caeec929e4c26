"""Files that any tool reads to the same values: YAML 1.1 (PyYAML) and ours."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.check import check
from generator.pages.participate.page import participate_pages
from generator.pages.participate.place import Place
from generator.reading.quoting import in_quotes, quote_files, quoted
from generator.reading.yamlfile import parse_yaml
from generator.tracking.linked import link
from tests.projects import ROOT, SEEDS, congkhai, plant
from tests.test_reports import GOOD, REPORT
from tests.test_rules_both_sides import AS_OF, EVERYTHING


def ours(text: str) -> object:
    return parse_yaml(text.encode(), "x.yml").data


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("no: 1.10\n", '"no": "1.10"\n'), ("code: 1.000120\n", 'code: "1.000120"\n'), ("a: 2026-03-05\n", 'a: "2026-03-05"\n'),
        ("a: 12:30\n", 'a: "12:30"\n'), ("a: yes\n", 'a: "yes"\n'), ("a: 010\n", 'a: "010"\n'), ("a: 1_000\n", 'a: "1_000"\n'),
        ("a: [1.5, on]\n", 'a: ["1.5", "on"]\n'), ("a: 0x1f # b: no\n", 'a: "0x1f" # b: no\n'), ("a: .inf\n", 'a: ".inf"\n'),
        ("a: true\nb: 5\nc: null\nd: chữ\ne: 'no'\n", "a: true\nb: 5\nc: null\nd: chữ\ne: 'no'\n"),
        ("a: |\n  no: 1.10\n", "a: |\n  no: 1.10\n"), ("a: 61/2018/NĐ-CP\n", "a: 61/2018/NĐ-CP\n"),
    ],
)  # fmt: skip
def test_what_others_read_otherwise_is_put_in_quotes_and_nothing_else(written: str, wanted: str) -> None:
    assert quoted(written) == wanted
    assert yaml.safe_load(wanted) == ours(wanted) == ours(written)


@pytest.mark.parametrize("plans", [SEEDS / "plans", ROOT / "demo/plans"])
def test_every_file_keeps_its_values_and_pyyaml_reads_the_same(plans: Path) -> None:
    for path in sorted(plans.rglob("*.yml")):
        text = path.read_text(encoding="utf-8")
        assert repr(yaml.safe_load(quoted(text))) == repr(ours(text)), path


@pytest.mark.parametrize("plans", [SEEDS / "plans", ROOT / "demo/plans"])
def test_the_file_that_a_form_gives_to_copy_has_the_quotes_it_needs(plans: Path) -> None:
    linked = link(check(plans, AS_OF, demo=plans != SEEDS / "plans").catalogue, AS_OF)
    blanks = [page.made().context.blank for page in participate_pages(linked, Place())]
    assert any('due: "20' in blank for blank in blanks)
    assert [blank for blank in blanks if quoted(blank) != blank] == []


def test_the_command_names_files_and_writes_them_once(tmp_path: Path) -> None:
    plant(
        tmp_path,
        {"plans/agencies/so/a.yml": "no: 1.10\n", "plans/wrong.yml": 'a: "\n', "plans/latin.yml": b"a: \xff\n"},
    )
    plans = tmp_path / "plans"
    assert quote_files(plans, write=False) == ["plans/agencies/so/a.yml"]
    assert (plans / "agencies/so/a.yml").read_text() == "no: 1.10\n"
    assert quote_files(plans, write=True) == ["plans/agencies/so/a.yml"]
    assert quote_files(plans, write=True) == []
    assert (plans / "wrong.yml").read_text() == 'a: "\n'


def test_the_demo_is_in_quotes_and_a_file_that_is_not_fails(tmp_path: Path) -> None:
    assert congkhai("--config", ROOT / "demo/mkdocs.yml", "quote", "--check").returncode == 0
    plant(tmp_path, {"plans/registry/a.yml": "code: 1.10\n"})
    said = congkhai("--config", tmp_path / "mkdocs.yml", "quote", "--check")
    assert (said.returncode, "congkhai quote" in said.stderr) == (1, True)


@given(st.text("0123456789+-._:eExobTtZ yYnNoOfFsS~=</'#", max_size=12))
def test_whatever_word_stands_alone_is_read_by_all_alike_once_in_quotes(word: str) -> None:
    for text in (f"a: {word}\n", f"- {word}\n", f"{{a: {word}}}\n", f"[{word}]\n"):
        try:
            wanted = quoted(text)
            theirs = yaml.safe_load(wanted)
        except (ValueError, yaml.YAMLError):
            continue
        read = parse_yaml(wanted.encode(), "x.yml")
        assert read.problems or repr(theirs) == repr(read.data), (text, wanted)


REMARKS = [
    (
        "agencies/so/p/plan.yml",
        "sections:\n",
        "columns: [{holds: no, heading: TT}, {holds: content, heading: Việc}]\nsections:\n",
        "«no» không có dấu nháy: chương trình khác đọc thành «sai»",
    ),
    (
        "agencies/so/p/plan.yml",
        '- "no": II',
        "- no: II",
        "mục II, số mục: «no» không có dấu nháy: chương trình khác đọc",
    ),
    (
        "agencies/so/p/plan.yml",
        '"no": "1", content: Ra soat',
        '"no": 1.10, content: Ra soat',
        "số thứ tự: «1.10» không",
    ),
    (
        "procedures/1.000028.yml",
        'code: "1.000028"',
        "code: 1.000028",
        "1:1: lưu ý: mã thủ tục: «1.000028» không có dấu nháy",
    ),
    ("procedures/1.000028.yml", 'old_codes: ["1.000027"]', "old_codes: [1.000027]", "mã cũ thứ 1: «1.000027» không"),
    (
        "procedures/1.000028.yml",
        "name: Đơn,",
        "name: 12:30,",
        "«12:30» không có dấu nháy: chương trình khác đọc thành số 750",
    ),
]


@pytest.mark.parametrize(("file", "right", "wrong", "said"), REMARKS)
def test_the_check_remarks_on_a_name_without_quotes(
    tmp_path: Path, file: str, right: str, wrong: str, said: str
) -> None:
    assert EVERYTHING[file].count(right) == 1
    for text, remarks in ((right, 0), (wrong, 1)):
        plant(tmp_path / "plans", EVERYTHING | {file: EVERYTHING[file].replace(right, text)})
        told = [item for item in check(tmp_path / "plans", AS_OF).problems if "dấu nháy" in item.message]
        assert [item.warning for item in told] == [True] * remarks
    assert said in told[0].text()
    assert 'viết "' in told[0].hint


def test_days_and_figures_in_their_own_fields_need_no_remark(tmp_path: Path) -> None:
    """A day is a day to everybody, and so is 85.5 in a field of numbers; only ``quote`` and a repair put them in quotes."""
    report = GOOD.replace("value: 120", "value: 120.5")
    plant(tmp_path / "plans", EVERYTHING | {REPORT: report})
    assert "date: 2026-04-05" in report
    assert not any("dấu nháy" in item.message for item in check(tmp_path / "plans", AS_OF).problems)


def test_a_word_for_a_hint_has_quotes_only_where_it_needs_them() -> None:
    assert [in_quotes(word) for word in ("Chữ: thường", "2026-03-05", "5", 'a"b')] == [
        "Chữ: thường",
        '"2026-03-05"',
        "5",
        'a"b',
    ]
