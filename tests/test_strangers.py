"""What a stranger may send: texts that hide something, addresses that lead elsewhere, names no disk can hold, too much of all."""

import csv
import io
import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as some

from generator.check import check
from generator.model.fields import EMAIL, FILE_NAME, ITEM, LINK, PHONE, SLUG, host_of
from generator.publish.exports.csvfile import csv_parts, defused
from generator.reading.entering import LARGEST_SOURCE, MOST_LINES
from generator.reading.load import load
from generator.reading.problems import MOST_PROBLEMS, Problem, errors, suggest, summary
from generator.reading.yamlfile import parse_yaml
from generator.text.hidden import HIDDEN
from generator.text.vietnamese import LONGEST_SLUG, slug
from tests.projects import PLAN, PLAN_FILE, command, edit, environment, plant, seal, small_plans

HIDING = {
    "bidi override": "\u202e", "isolate": "\u2066", "zero-width space": "\u200b", "word joiner": "\u2060", "BOM": "\ufeff",
    "tag": "\U000e0041", "soft hyphen": "\xad", "filler": "\u3164", "variation selector": "\ufe0f", "escape": "\x1b",
    "NUL": "\x00", "DEL": "\x7f", "C1 control": "\x9b", "line separator": "\u2028", "grapheme joiner": "\u034f",
    "blank pattern": "\u2800", "musical control": "\U0001d173", "no character": "\ufdd0",
}  # fmt: skip


@pytest.mark.parametrize("mark", HIDING.values(), ids=HIDING)
def test_no_text_hides_a_character(tmp_path: Path, mark: str) -> None:
    """One list for a value, for a value spelt in escapes, for the source text, and for what the portal answers."""
    assert HIDDEN.search(f"a{mark}b")
    number = f"U+{ord(mark):04X}"
    assert [number in problem.message for problem in parse_yaml(f"a: b{mark}c\n".encode(), "x.yml").problems] == [True]
    escaped = f'a: "b\\U{ord(mark):08x}c"\n'
    assert [number in problem.message for problem in parse_yaml(escaped.encode(), "x.yml").problems] == [True]
    plans = small_plans(tmp_path)
    folder = (plans / PLAN_FILE).parent
    with (folder / "source.txt").open("a", encoding="utf-8") as source:
        source.write(f"dòng cuối{mark}\n")
    seal(folder)
    (found,) = errors(check(plans).problems)
    assert number in found.message
    assert (found.file, found.column) == (f"plans/agencies/{PLAN}/source.txt", 10)


@pytest.mark.parametrize("text", ["Ủy ban nhân dân", "ngày 30/3 – «quý II»", "a\tb", "dòng\ndòng", "…½²№", "\ue000"])
def test_what_documents_print_is_no_hidden_character(text: str) -> None:
    assert HIDDEN.search(text) is None


GOOD_LINKS = {
    "https://dichvucong.gov.vn/": "dichvucong.gov.vn",
    "https://dichvucong.gov.vn": "dichvucong.gov.vn",
    "https://DichVuCong.gov.vn:8443/a?b={c}&d=tài-liệu#e": "dichvucong.gov.vn",
    "https://a-b.xn--bcher-kva.vn/@x": "a-b.xn--bcher-kva.vn",
    "https://vanban.chinhphu.vn/?id=1@2": "vanban.chinhphu.vn",
    "mailto:sokhcn@hatinh.gov.vn": "",
    "tel:+84 239 3855 000": "",
}

BAD_LINKS = [
    "https://evil.example\\@dichvucong.gov.vn/x", "https://evil.example\\.dichvucong.gov.vn/", "https://a@dichvucong.gov.vn/",
    "https://dichvucong.gov.vn:pass@evil.example/", "https://[x", "https://[::1]/", "https://dichvucong.gov.vn\u3002evil.example/",
    "https://dichvucong。gov.vn/", "https://dịchvụcông.vn/", "https://ⅴn.example.ⅴn/", "https://0x7f.1/", "https://127.0.0.1/",
    "https://localhost/", "https://a..vn/", "https://a.vn./", "https://-a.vn/", "https://a-.vn/", "https://a_b.vn/",
    "https://a.vn:0/", "https://a.vn:65536/", "https://a.vn:x/", "https:///a.vn", "https:a.vn", "https://a.vn%2eb.vn/",
    "https://a.vn/a b", "https://a.vn/\x01", "https://a.vn\\x", "https://a.vn/\\x", "https://a.vn/<", "https://a.vn/\n",
    "javascript:alert(1)", "http://a.vn/", "//a.vn/", "HTTPS://a.vn/", " https://a.vn/", "mailto:a@b.vn?bcc=c@d.vn",
    "mailto:a@b\\c.vn", f"https://{'a' * 64}.vn/", f"https://{'a.' * 130}vn/",
]  # fmt: skip


@pytest.mark.parametrize(("link", "host"), GOOD_LINKS.items())
def test_a_printed_host_is_where_the_link_leads(link: str, host: str) -> None:
    assert LINK.pattern.fullmatch(link)
    assert host_of(link) == host


@pytest.mark.parametrize("link", BAD_LINKS)
def test_an_address_that_can_be_read_in_two_ways_is_refused(link: str) -> None:
    assert LINK.pattern.fullmatch(link) is None
    assert host_of(link) == ""


@given(some.text(alphabet="abv.nxA0-9@:\\/?#[]%。ⅴ ", max_size=30))
def test_what_is_taken_for_a_link_has_the_host_that_a_parser_finds(rest: str) -> None:
    link = f"https://{rest}"
    if LINK.pattern.fullmatch(link):
        assert urlsplit(link).hostname == host_of(link) != ""
        assert urlsplit(link).username is None


@pytest.mark.parametrize(
    "name", ["con", "nul", "aux", "com1", "lpt9", "a" * 101, "a-", "-a", "a--b", "a.b", "A", "à", "a\n", ""]
)
def test_an_id_is_a_folder_on_every_file_system(name: str) -> None:
    assert SLUG.pattern.fullmatch(name) is None


def test_an_id_may_be_as_long_as_a_folder_that_every_system_holds() -> None:
    assert all(SLUG.pattern.fullmatch(name) for name in ("a" * 100, "console", "con-2", "null", "2026-kiem-soat-tthc"))
    assert FILE_NAME.pattern.fullmatch("con.txt") is None
    assert ITEM.pattern.fullmatch("A" * 100)
    assert ITEM.pattern.fullmatch("A" * 101) is None


def test_a_long_name_gives_a_short_address_of_its_own() -> None:
    one, other = "Ủy ban nhân dân " * 40, "Ủy ban nhân dân " * 41
    assert len(slug(one)) <= LONGEST_SLUG
    assert slug(one) != slug(other)
    assert slug("a" * LONGEST_SLUG) == "a" * LONGEST_SLUG
    assert len(slug("a" * (LONGEST_SLUG + 1))) == LONGEST_SLUG


NUMBER = "  title: Kiểm soát thủ tục hành chính năm 2026\n"


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ('  symbol: "1/KH\\nBEGIN:VEVENT"\n', "có chỗ xuống dòng"),
        (f"  symbol: {'ế' * 700}\n", "dài 700 ký tự; nhiều nhất 2000 byte"),
    ],
)
def test_what_names_something_stands_on_one_line_and_is_bounded(tmp_path: Path, field: str, message: str) -> None:
    plans = small_plans(tmp_path)
    edit(plans / PLAN_FILE, NUMBER, NUMBER + field)
    assert message in [problem.message for problem in errors(check(plans).problems)]


def test_the_closing_line_feed_of_a_block_is_no_part_of_a_text(tmp_path: Path) -> None:
    plans = small_plans(tmp_path)
    edit(plans / PLAN_FILE, NUMBER, "  title: >\n    Kiểm soát thủ tục\n    hành chính năm 2026\n")
    loaded = check(plans)
    assert errors(loaded.problems) == []
    assert loaded.catalogue.plans[PLAN].document.title == "Kiểm soát thủ tục hành chính năm 2026"


def test_a_file_lists_fifty_problems_and_counts_the_rest(tmp_path: Path) -> None:
    plant(tmp_path, {"plans/registry/metrics.yml": "metrics:\n" + "- {x: 1}\n" * 100})
    problems = errors(check(tmp_path / "plans").problems)
    assert len(problems) == MOST_PROBLEMS + 1
    assert (
        problems[-1].message == "và 350 lỗi nữa trong tệp này"
    )  # each of the hundred has one wrong and three missing keys
    assert summary(problems).startswith("400 lỗi trong 1 tệp")


@pytest.mark.parametrize("name", [b"\xff.yml", "a\u202e.yml".encode(), b"x" * 201 + b".yml", b"a\nb.yml"])
@pytest.mark.parametrize("form", ["text", "github", "markdown"])
def test_a_file_name_is_no_way_to_write_into_the_log(tmp_path: Path, name: bytes, form: str) -> None:
    plans = small_plans(tmp_path)
    (plans / "procedures").mkdir(exist_ok=True)
    with open(bytes(plans / "procedures") + b"/" + name, "wb") as file:  # noqa: PTH123 - pathlib knows no bytes
        file.write(b"a: 1\n")
    done = subprocess.run(
        command("check", "--plans", plans, "--format", form), env=environment(), capture_output=True, check=False
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) <= 2


def test_folders_inside_each_other_end_somewhere(tmp_path: Path) -> None:
    plans = small_plans(tmp_path)
    folder = plans
    for _ in range(300):
        folder /= "a"
        folder.mkdir()
    assert [problem.message for problem in errors(load(plans).problems)] == ["thư mục lồng nhau quá 6 mức"]


def test_a_source_is_bounded_in_bytes_and_lines(tmp_path: Path) -> None:
    plans = small_plans(tmp_path)
    folder = (plans / PLAN_FILE).parent
    source = (folder / "source.txt").read_bytes()
    for extra, words in ((b"\n" * MOST_LINES, f"có hơn {MOST_LINES} dòng"), (b"x" * LARGEST_SOURCE, "quá lớn")):
        (folder / "source.txt").write_bytes(source + extra)
        seal(folder)
        assert [words in problem.message for problem in errors(load(plans).problems)] == [True]


@pytest.mark.parametrize("count", [24, 25])
def test_a_chain_of_documents_has_an_end(tmp_path: Path, count: int) -> None:
    plans = small_plans(tmp_path)
    documents = [
        f"  - {{id: v-{n}, kind: plan, name: Văn bản {n}{f', implements: v-{n - 1}' if n else ''}}}"
        for n in range(count + 1)
    ]
    registry = plans / "registry/legal-documents.yml"
    registry.write_text(registry.read_text(encoding="utf-8") + "\n".join(documents) + "\n", encoding="utf-8")
    found = [problem.message for problem in errors(check(plans).problems)]
    assert found == ([] if count <= 24 else ["chuỗi văn bản dài hơn 24 bậc"])


FORMULAS = [
    "=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "＝1", "\xa0=1", " =1", "\u2003@a", ";=1", "a;=1", "a;+cmd", "a|=1", "\"=1", "',=1",
    "a\n=1", "x\t@a",
]  # fmt: skip


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_is_a_formula_in_any_spreadsheet(cell: str) -> None:
    assert defused(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell", ["", "a", "1.5", "a-b", "a; b", "61/2018/NĐ-CP", "sokhcn@hatinh.gov.vn", "tỷ lệ ≥ 80 %", "a = b"]
)
def test_a_plain_cell_stays_as_it_is(cell: str) -> None:
    assert defused(cell) == cell


def test_every_cell_is_quoted() -> None:
    table = b"".join(csv_parts(["a", "b"], [[defused("x;=1"), 'y"z'], ["1", ""]]))
    assert table.decode("utf-8-sig").splitlines()[2] == '"1",""'
    assert list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))[1:] == [["'x;=1", 'y"z'], ["1", ""]]


def problem(message: str) -> Problem:
    return Problem(file="plans/a.yml", message=message, line=1, column=1)


@pytest.mark.parametrize(
    "message", ["##[error]x", "x ##[group]y", "a\n##[add-mask]b", "a\n::error::b", "\u202e##[debug]"]
)
def test_no_message_gives_the_runner_an_order(message: str) -> None:
    for rendered in (problem(message).text(), problem(message).annotation(), problem(message).markdown()):
        assert "##[" not in rendered.replace("\\", "")
        assert not any(line.lstrip().startswith("::") for line in problem(message).text().splitlines())


@pytest.mark.parametrize("address", ["https://evil.example/x", "http://evil.example", "www.evil.example", "HTTPS://evil.example",
                                     "ftp://evil.example", "mailto:a@evil.example", "a@evil.example"])  # fmt: skip
def test_no_message_makes_a_link_in_a_comment(address: str) -> None:
    """GitHub links a bare address, www. and a mail address by itself (GFM §6.9)."""
    said = problem(f"có «{address}»").markdown()
    assert not re.search(r"(?:https?|ftp):|www\.|[a-z]@[a-z]", said, re.IGNORECASE)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1899-12-31", "2201-01-01"])
def test_a_day_outside_the_calendar_is_wrong_usage(day: str) -> None:
    done = subprocess.run(
        command("check", "--as-of", day), env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "năm ngoài khoảng 1900–2200" in done.stderr


def test_an_output_that_cannot_say_a_letter_says_another(tmp_path: Path) -> None:
    plans = small_plans(tmp_path)
    edit(plans / PLAN_FILE, '  to: "2026-12-31"', '  to: "0000"')
    done = subprocess.run(
        command("check", "--plans", plans), env=environment(PYTHONIOENCODING="ascii"), capture_output=True, check=False
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"k\\u1ef3" in done.stdout


def test_a_suggestion_costs_the_same_whatever_is_asked_and_known() -> None:
    known = [f"thu-tuc-{number}" for number in range(20_000)]
    assert suggest("thu-tuc-1999x" + "y" * 100_000, known) == ""
    assert suggest("thu-tuc-19998", known) == "có phải «thu-tuc-19998»?"


@pytest.mark.parametrize("text", ["vanthu@sonoivu.gov.vn", "a@b.vn", "so_noi-vu.1@ha-tinh.gov.vn", f"{'a' * 64}@b.vn"])
def test_a_mailbox_is_one_plain_address(text: str) -> None:
    assert EMAIL.pattern.fullmatch(text)


@pytest.mark.parametrize(
    "text",
    ["a@b", "a b@c.vn", "A <a@b.vn>", "a@b.vn?bcc=c@d.vn", "a@b.vn,c@d.vn", ".a@b.vn", "a@b\\c.vn", "@b.vn", "ă@b.vn",
     "a@b.vn\n", f"{'a' * 65}@b.vn", "mailto:a@b.vn"],
)  # fmt: skip
def test_what_is_no_mailbox_is_refused(text: str) -> None:
    assert EMAIL.pattern.fullmatch(text) is None


@pytest.mark.parametrize(
    "text",
    ["1022", "113", "0239 3855 000", "(024) 3825 1234, máy lẻ 12", "+84.239.3855000", "0239.385.5000 – nhánh 2", "0" * 100],
)  # fmt: skip
def test_a_telephone_number_is_digits_as_a_body_prints_them(text: str) -> None:
    assert PHONE.pattern.fullmatch(text)


@pytest.mark.parametrize(
    "text", ["", "12", "Anh Nam 0912 345 678", "0912 345 678 (anh Nam)", "tel:113", "1022\n", "1022\u202e", "0" * 101, "-113"]
)  # fmt: skip
def test_what_is_no_telephone_number_is_refused(text: str) -> None:
    assert PHONE.pattern.fullmatch(text) is None


@pytest.mark.parametrize("line", ["  phone: 0239 3855 000", '  "phone": "0239 3855 000",', "- phone : 0239 3855 000"])
def test_a_number_that_the_body_publishes_is_nobodys_however_the_key_is_written(tmp_path: Path, line: str) -> None:
    plant(tmp_path, {"agencies/so/agency.yml": line})
    assert not [item for item in check(tmp_path).problems if "có số điện thoại" in item.message]


def test_a_number_under_any_other_key_is_somebodys(tmp_path: Path) -> None:
    plant(tmp_path, {"agencies/so/agency.yml": '  "note": "0239 3855 000"'})
    assert [item for item in check(tmp_path).problems if "có số điện thoại" in item.message]


@pytest.mark.parametrize("folder", ["procedures", "agencies/so", "registry", "."])
def test_personal_data_is_found_in_every_folder(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    (tmp_path / folder / "ghi-chu.txt").write_text(
        "gặp đồng chí Nguyễn Văn An, 0912.345.678, an.nv@tinh.gov.vn", "utf-8"
    )
    said = {item.message.split(" (")[0] for item in check(tmp_path).problems if item.file.endswith("ghi-chu.txt")}
    assert {"có số điện thoại", "có thư điện tử", "có họ tên"} <= said
