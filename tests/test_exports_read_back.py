"""What machines get, read back as they read it: calendars by icalendar, feeds by feedparser, tables by csv, files as JSON.

The data is the folder of ``test_rules_both_sides``: one plan with a quarter, a monthly duty, a relative deadline and a task
of two outcomes, an amendment, a correction, two reports, a procedure and a list.
"""

import csv
import gzip
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import feedparser
import pytest
from icalendar import Calendar

from generator.check import check
from generator.publish.exports.api import api_files
from generator.publish.exports.calendar import calendar_files
from generator.publish.exports.csvfile import csv_parts, defused
from generator.publish.exports.feeds import MOST_ENTRIES, feed_files
from generator.publish.sitemap import LARGEST, PLAIN, robots, sitemap, sitemap_files
from generator.reading.load import load
from generator.tracking.linked import Linked, link
from generator.tracking.log import Log, LogEntry
from tests.procedures import list_files, record_files
from tests.projects import plant
from tests.test_rules_both_sides import AS_OF, EVERYTHING, PLAN

SITE = "https://congkhai.example/tinh/"


@cache
def linked() -> Linked:
    with TemporaryDirectory() as folder:
        plant(Path(folder) / "plans", EVERYTHING)
        return link(check(Path(folder) / "plans", AS_OF).catalogue, AS_OF)


def calendars(site_url: str = SITE) -> dict[str, bytes]:
    return dict(calendar_files(linked(), site_url))


def events(site_url: str = SITE) -> list[Any]:
    return Calendar.from_ical(calendars(site_url)["co-quan/so/lich.ics"]).walk("VEVENT")


def test_only_an_agency_with_a_plan_has_a_calendar() -> None:
    assert list(calendars()) == ["co-quan/so/lich.ics"]


def test_a_calendar_program_reads_every_deadline_as_a_whole_day() -> None:
    monthly = [(f"so/p#I.2.1/2026-{month:02}", date(2026, month, 5), "CANCELLED") for month in range(1, 13)]
    read = [(str(item["uid"]), item.decoded("dtstart"), str(item["status"])) for item in events()]
    assert [(name.removesuffix("@congkhai"), due, status) for name, due, status in read] == [
        ("so/p#I.1.1/1", date(2026, 3, 31), "CONFIRMED"),
        *monthly,
        ("so/p#II.1.1/sau-2026-03-02", date(2026, 3, 12), "CONFIRMED"),
        ("so/p#II.2/1.1/1", date(2026, 3, 31), "CONFIRMED"),
        ("so/p#II.3.1/1", date(2026, 12, 31), "CONFIRMED"),
    ]
    assert {item.decoded("dtend") - item.decoded("dtstart") for item in events()} == {timedelta(days=1)}
    issued, cancelled = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)
    assert [item.decoded("dtstamp") for item in events()] == [issued, *[cancelled] * 12, *[issued] * 3]
    assert {str(item["transp"]) for item in events()} == {"TRANSPARENT"}


def test_a_calendar_says_whose_it_is_and_what_is_due() -> None:
    calendar = Calendar.from_ical(calendars()["co-quan/so/lich.ics"])
    assert (calendar["version"], calendar["prodid"]) == ("2.0", "-//Cong khai//congkhai//VI")
    assert calendar["x-wr-calname"] == "Thời hạn: Sở Ví Dụ"
    first, monthly, *_ = events()
    assert (first["summary"], first["url"]) == ("Ra soat", f"{SITE}ke-hoach/so/p/#n-I.1")
    reading = "quý I/2026: từ 1/1/2026 đến 31/3/2026 (năm lấy theo kế hoạch)"
    assert first["description"] == f"Quý I: {reading}. Nhiệm vụ I.1."
    reading = "mỗi tháng, chậm nhất ngày 5, từ 1/1/2026 đến 31/12/2026"
    assert monthly["description"].startswith(f"Ngày 05 hàng tháng: {reading}. Nhiệm vụ I.2. Văn bản 20/QĐ-SVD đã bỏ")
    assert all("url" not in item for item in events(site_url=""))


def test_lines_of_a_calendar_are_folded_at_75_octets_and_end_as_the_standard_says() -> None:
    raw = calendars()["co-quan/so/lich.ics"]
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75


def told(day: int, title: str, agency: str = "so", kind: str = "plan", name: str = "so/p") -> LogEntry:
    """One line of the log of June 2026."""
    moment = datetime(2026, 6, day, 8, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    said = ("Lùi thời hạn <b>", "Bỏ một việc")
    return LogEntry(
        commit=f"{day:040d}", moment=moment, kind=kind, id=name, title=title, agency=agency, sentences=said, files=()
    )


TOLD = (
    told(20, "Kế hoạch & báo cáo"),
    told(12, "UBND tỉnh", agency="ubnd", kind="agency", name="ubnd"),
    told(2, "Thủ tục", agency="", kind="procedure", name="1.000028"),
)


def feeds(site_url: str = SITE, entries: tuple[LogEntry, ...] = TOLD) -> dict[str, Any]:
    """Every feed as a reader sees it, by its address."""
    found = {
        name: feedparser.parse(raw) for name, raw in feed_files(replace(linked(), log=Log(entries=entries)), site_url)
    }
    assert not any(read.bozo for read in found.values())
    return found


def test_the_site_and_every_body_have_a_feed_and_each_entry_stands_in_its_own() -> None:
    titles = {name: [entry.title for entry in read.entries] for name, read in feeds().items()}
    assert titles == {
        "nhat-ky/thay-doi.atom": ["Kế hoạch & báo cáo", "UBND tỉnh", "Thủ tục"],
        "co-quan/so/thay-doi.atom": ["Kế hoạch & báo cáo"],
        "co-quan/ubnd/thay-doi.atom": ["UBND tỉnh"],
    }


def test_a_feed_reader_is_told_whose_feed_it_is_and_since_when() -> None:
    read = feeds()["co-quan/so/thay-doi.atom"]
    assert (read.version, read.feed.id, read.feed.title) == ("atom10", "tag:congkhai,2026:so", "Thay đổi: Sở Ví Dụ")
    assert (read.feed.author, read.feed.language) == ("Công khai", "vi")
    assert read.feed.updated == read.entries[0].updated == "2026-06-20T08:30:00+07:00"
    assert read.entries[0].id == f"tag:congkhai,2026:{20:040d}"[:28] + "-plan-so-p"
    assert feeds(entries=())["nhat-ky/thay-doi.atom"].feed.updated == "2026-07-20T00:00:00+07:00"


def test_an_entry_tells_what_changed_as_text_and_leads_to_its_page() -> None:
    first, second, third = feeds()["nhat-ky/thay-doi.atom"].entries
    assert first.summary.split("\n") == [
        "Lùi thời hạn <b>",
        "Bỏ một việc",
        "Sở Ví Dụ",
        "văn bản: 01/KH-SVD ngày 5/1/2026",
    ]
    assert first.summary_detail.type == "text/plain"
    assert [entry.link.removeprefix(SITE) for entry in (first, second, third)] == [
        "ke-hoach/so/p/",
        "co-quan/ubnd/",
        "thu-tuc/1.000028/",
    ]


def test_a_feed_links_to_itself_and_to_its_page() -> None:
    links = {link.rel: link.href for link in feeds()["co-quan/so/thay-doi.atom"].feed.links}
    assert links == {"self": f"{SITE}co-quan/so/thay-doi.atom", "alternate": f"{SITE}co-quan/so/"}
    relative = {name: read.entries[0].link for name, read in feeds(site_url="").items() if read.entries}
    assert relative["nhat-ky/thay-doi.atom"] == "../ke-hoach/so/p/"
    assert relative["co-quan/so/thay-doi.atom"] == "../../ke-hoach/so/p/"


@pytest.mark.parametrize("count", [MOST_ENTRIES, MOST_ENTRIES + 1])
def test_a_feed_keeps_its_latest_hundred_entries(count: int) -> None:
    read = feeds(entries=tuple(told(20, str(number)) for number in range(count)))["nhat-ky/thay-doi.atom"]
    assert [entry.title for entry in read.entries] == [str(number) for number in range(MOST_ENTRIES)]


def files() -> dict[str, bytes]:
    return dict([*api_files(linked()), *record_files(linked())]) | list_files(linked())


def read_json(name: str) -> Any:
    return json.loads(files()[f"api/v1/{name}.json"])


def test_every_due_day_is_one_line_with_its_three_axes() -> None:
    found = read_json("occurrences")
    assert found["as_of"] == "2026-07-20"
    lines = {(item["task"], item["outcome"], item["due"]): item for item in found["occurrences"]}
    assert len(lines) == len(found["occurrences"]) == 16
    kept = ("declared", "schedule", "evidence", "inclusive", "label", "plan")
    assert tuple(lines["I.1", 1, "2026-03-31"][key] for key in kept) == (
        "done", "done_on_time", "link", True, "quý I/2026", "so/p",
    )  # fmt: skip
    assert tuple(lines["II.2", 1, "2026-03-31"][key] for key in kept[:3]) == (None, "unreported", "none")
    assert lines["I.2", 1, "2026-12-05"]["schedule"] == "cancelled"
    assert lines["II.3", 1, "2026-12-31"]["schedule"] == "upcoming"


def test_a_task_keeps_what_was_printed_beside_what_was_read() -> None:
    plan = read_json("plans/so/p")
    tasks = {task["id"]: task for task in plan["tasks"]}
    assert list(tasks) == ["I.1", "I.2", "II.1", "II.2"]
    first = tasks["I.1"]
    assert (first["no"], first["section_no"], first["content"], first["lead"]) == (
        "1",
        "I",
        "Ra soat",
        ["Van phong So"],
    )
    deadline = first["outcomes"][0]["deadline"]
    assert (deadline["text"], deadline["kind"], deadline["due"], deadline["inferred"], deadline["rrule"]) == (
        "Quý I", "quarter", "2026-03-31", True, None,
    )  # fmt: skip
    assert (deadline["parts"][0]["from"], deadline["parts"][0]["inclusive"]) == ("2026-01-01", True)
    assert tasks["I.2"]["outcomes"][0]["deadline"]["rrule"] == "FREQ=MONTHLY;BYMONTHDAY=5"
    assert [outcome["product"] for outcome in tasks["II.2"]["outcomes"]] == ["Ke hoach", "Bao cao"]
    assert tasks["II.2"]["source_lines"] == [[4, 4]]
    assert first["status"] == {"declared": "done", "schedule": "done_on_time", "evidence": "link"}
    assert plan["period"] == {"from": "2026-01-01", "to": "2026-12-31"}
    assert plan["document"]["number"] == "01/KH-SVD"


def test_targets_and_agencies_lose_no_field() -> None:
    first, second = read_json("targets")["targets"]
    assert first == {
        "id": "CT1", "plan": "so/p", "metric": "online", "label": "dat 80", "comparator": "min", "value": "80", "unit": "%",
        "scope": None, "within": None, "stated": True, "task": None, "note": None,
    }  # fmt: skip
    assert second["comparator"] == "increase_by"
    so, ubnd = read_json("agencies")["agencies"]
    assert (so["id"], so["parent"], ubnd["id"], ubnd["parent"]) == ("so", "ubnd", "ubnd", None)
    assert so["events"] == [
        {
            "kind": "merge",
            "date": "2025-07-01",
            "predecessors": [],
            "successors": ["so"],
            "text": "Hai sở nhập một.",
            "source": None,
            "url": None,
        }
    ]
    assert so["names"] == [{"name": "Sở Ví Dụ", "short": None, "from": None, "to": None}]


def rows(name: str) -> list[dict[str, str]]:
    text = files()[f"api/v1/{name}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_spreadsheet_reads_every_column_of_a_procedure() -> None:
    first, second = rows("procedures")
    assert first == {
        "code": "'1.000028", "name": "Cấp giấy phép lưu hành xe", "field": "Đường bộ", "kind": "standard",
        "jurisdiction": "national", "published_by": "", "implementing": "Sở Xây dựng", "levels": "province",
        "status": "unknown", "depth": "list", "applicants": "", "channels": "direct; online", "limit": "5 ngày làm việc",
        "fee": "phí: tại quầy 60.000 đồng; trực tuyến chưa rõ", "legal_bases": "12/2025/TT-BXD", "decisions": "997/QĐ-BXD",
        "url": "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/x", "retrieved": "2026-07-18",
        "id": "thu-tuc/1.000028", "field_id": "duong-bo",
    }  # fmt: skip
    assert second["code"] == "'1.000029"
    (adopted,) = rows("adoptions")
    assert {key: value for key, value in adopted.items() if value not in ("", "unknown")} == {
        "agency": "so", "code": "'1.000028", "one_stop": "true", "document": "01/QĐ-VD", "date": "2026-01-05",
        "procedure": "thu-tuc/1.000028",
    }  # fmt: skip


def test_a_procedure_keeps_every_field_of_its_file() -> None:
    found = read_json("procedures/1.000028")
    assert (found["valid_from"], found["valid_to"], found["old_codes"]) == ("2026-01-01", "2026-12-31", ["1.000027"])
    assert [case["case"] for case in found["dossier"]] == ["Cấp mới", "Cấp lại"]
    assert found["dossier"][0]["items"][0] == {
        "name": "Đơn", "originals": 1, "copies": 0, "form": ["don"], "note": None, "optional": False, "shown": False,
        "one_of": None, "doubt": None,
    }  # fmt: skip
    (limit,) = found["limits"]
    assert (limit["value"], limit["unit"], limit["case"], limit["channels"]) == (5, "working_day", ["Cấp mới"], [])
    assert (found["fees"][0]["amount"], found["fees"][0]["suspect"], found["fees"][0]["channels"]) == (
        60000, False, ["direct"],
    )  # fmt: skip
    assert [item["place"] for item in found["adoptions"]] == ["Quầy số 1"]


@pytest.mark.parametrize(
    ("cell", "written"),
    [("=1+1", "'=1+1"), (" =1", "' =1"), ("+84", "'+84"), ("-5", "'-5"), ("@a", "'@a"), ("\tx", "'\tx"), ("5=5", "5=5")],
)  # fmt: skip
def test_a_cell_comes_back_as_text_and_not_as_a_formula(cell: str, written: str) -> None:
    assert defused(cell) == written
    raw = b"".join(csv_parts(("a", "b"), [(defused(cell), 'hai "dòng"\nvà, phẩy')]))
    assert raw.startswith(b'\xef\xbb\xbf"a","b"\r\n')
    assert list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))[1] == [written, 'hai "dòng"\nvà, phẩy']


def test_json_carries_no_letter_that_ends_a_script() -> None:
    assert all(not set(b"<>&") & set(raw) for name, raw in files().items() if name.endswith(".json"))


def test_more_addresses_than_one_sitemap_holds_stand_in_several_and_none_is_left_out() -> None:
    many = [f"thu-tuc/{number}/" for number in range(LARGEST + 1)]
    assert [name for name, _ in sitemap_files(SITE, many[:PLAIN])] == ["sitemap.xml"]
    assert [name for name, _ in sitemap_files(SITE, many[: PLAIN + 1])] == ["sitemap-1.xml.gz", "sitemap.xml"]
    files = dict(sitemap_files(SITE, many))
    assert files["sitemap.xml"].count(b"<loc>") == 2
    assert f"<loc>{SITE}sitemap-2.xml.gz</loc>".encode() in files["sitemap.xml"]
    listed = [gzip.decompress(files[f"sitemap-{number}.xml.gz"]) for number in (1, 2)]
    assert b"".join(listed).count(b"<loc>") == len(many)
    assert f"<loc>{SITE}{many[-1]}</loc>".encode() in listed[1]


def test_a_sitemap_is_absolute_escaped_and_no_longer_than_the_protocol_allows() -> None:
    assert b"<loc>https://a.example/x?a&amp;b</loc>" in sitemap("https://a.example/", ["x?a&b"])
    many = [str(number) for number in range(50_001)]
    assert sitemap(SITE, many).count(b"<url>") == 50_000
    assert sitemap("", many).count(b"<url>") == 0
    assert robots("") == b"User-agent: *\nAllow: /\n"


def test_plans_of_a_calendar_stand_in_the_order_of_their_ids_and_a_long_task_is_cut(tmp_path: Path) -> None:
    """Two copies of one plan, the later id read first; the first task's words are one letter too long for a phone."""
    words = f"{'a' * 76} bcde"
    plan = EVERYTHING[PLAN].replace('"no": "1", content: Ra soat', f'"no": "1", content: {words}')
    second = {name.replace("/p/", "/b/"): text for name, text in EVERYTHING.items() if "/p/" in name}
    plant(tmp_path / "plans", {**EVERYTHING, **second, "agencies/so/b/plan.yml": plan})
    catalogue = load(tmp_path / "plans").catalogue
    turned = replace(catalogue, plans=dict(sorted(catalogue.plans.items(), reverse=True)))
    ((_, raw),) = calendar_files(link(turned, AS_OF), SITE)
    items = Calendar.from_ical(raw).walk("VEVENT")
    assert [str(item["uid"]).split("#")[0] for item in items] == ["so/b"] * 16 + ["so/p"] * 16
    assert str(items[0]["summary"]) == f"{'a' * 76}…"
