"""What a plan's page says after the issue: status in a cell, promised · changed · reported, targets; and what a metric's says."""

import hashlib
import re
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.check import check
from generator.pages.parts.page import Page
from generator.pages.plan.page import plan_pages
from generator.pages.targets import target_pages
from generator.publish.render import Templates
from generator.tracking.linked import Linked, link
from tests.projects import ROOT, SEEDS, plant

AS_OF = date(2026, 9, 18)

SOURCE = """\
KẾ HOẠCH NĂM 2026
I	Việc
1\tBan hành kế hoạch\tTrước ngày 30/3/2026
2\tTập huấn\tTrước ngày 30/6/2026
3\tThống kê\tTháng 4/2026
4\tBáo cáo tháng\tNgày 05 hàng tháng
5\tTrả lời phản ánh\tTrong thời gian 10 ngày kể từ ngày tiếp nhận
6\tThuê tư vấn\tTrước ngày 30/5/2026
7\tĐưa tin\tThường xuyên
8\tTổng kết\tTheo quy định\tBáo cáo trước ngày 15/12/2026
9\tKiểm tra\tQuý II
đạt 80
đạt 90
đạt 70
nhiều nhất 5
"""

PLAN = f"""\
document: {{kind: plan, number: 01/KH-SVD, title: Kế hoạch năm 2026, issued: 2026-01-05}}
period: {{from: 2026-01-01, to: 2026-12-31}}
source: {{file: source.txt, sha256: {hashlib.sha256(SOURCE.encode()).hexdigest()}, quality: digital}}
sections:
  - "no": I
    title: Việc
    tasks:
      - {{"no": "1", content: Ban hành kế hoạch, deadline: Trước ngày 30/3/2026}}
      - {{"no": "2", content: Tập huấn, deadline: Trước ngày 30/6/2026}}
      - {{"no": "3", content: Thống kê, deadline: Tháng 4/2026}}
      - {{"no": "4", content: Báo cáo tháng, deadline: Ngày 05 hàng tháng}}
      - {{"no": "5", content: Trả lời phản ánh, deadline: Trong thời gian 10 ngày kể từ ngày tiếp nhận}}
      - {{"no": "6", content: Thuê tư vấn, deadline: Trước ngày 30/5/2026}}
      - {{"no": "7", content: Đưa tin, deadline: Thường xuyên}}
      - {{"no": "8", content: Tổng kết, product: Báo cáo trước ngày 15/12/2026, deadline: Theo quy định}}
      - {{"no": "9", content: Kiểm tra, deadline: Quý II}}
targets:
  - {{id: CT1, metric: online, label: đạt 80, comparator: min, value: 80, unit: "%", scope: hồ sơ của Sở}}
  - {{id: CT2, metric: online, label: đạt 90, comparator: min, value: 90, unit: "%"}}
  - {{id: CT3, metric: paid, label: đạt 70, comparator: min, value: 70, unit: "%"}}
  - {{id: CT4, metric: days, label: nhiều nhất 5, comparator: max, value: 5, unit: ngày}}
"""

AGENCY = "agencies/so/agency.yml"
EVENTS = "events: [{kind: merge, date: 2026-02-01, predecessors: [cu], successors: [so], text: Hai sở nhập một.}]\n"

FILES = {
    "registry/metrics.yml": (
        "metrics:\n"
        "  - {id: online, name: Nộp qua mạng, definition: Hồ sơ nộp qua mạng.}\n"
        "  - {id: paid, name: Trả tiền qua mạng, definition: Lượt trả tiền.}\n"
        "  - {id: days, name: Ngày trả lời, definition: Số ngày., better: lower}\n"
        "  - {id: score, name: Điểm, definition: Điểm do nơi khác chấm.}\n"
    ),
    AGENCY: f"kind: department\nnames: [{{name: Sở Ví Dụ}}]\nunits: [{{name: Phòng Một}}, {{name: Phòng Hai}}]\n{EVENTS}",
    "agencies/cu/agency.yml": f"kind: department\nnames: [{{name: Sở Cũ}}]\nlast_day: 2026-01-31\n{EVENTS}",
    "agencies/so/p/plan.yml": PLAN,
    "agencies/so/p/source.txt": SOURCE,
    "agencies/so/p/events.yml": "events:\n  - {task: I.5, date: 2026-03-02, text: Nhận phản ánh, document: 7/PA}\n",
    "agencies/so/p/reports/2026-q1.yml": """\
period: 2026-q1
date: 2026-04-05
document: 12/BC-SVD
url: https://vidu.gov.vn/12
tasks:
  - {task: I.1, date: 2026-03-20, evidence: ["https://vidu.gov.vn/ke-hoach", {text: 3/KH-SVD, url: "https://vidu.gov.vn/3"}]}
  - {task: I.2, declared: in_progress, note: Đã mời giảng viên.}
  - task: I.4
    occurrences:
      - {due: 2026-01-05, date: 2026-01-05, evidence: [1/BC]}
      - {due: 2026-02-05, date: 2026-02-05, evidence: [2/BC]}
      - {due: 2026-03-05, date: 2026-03-09, evidence: [3/BC]}
  - task: I.5
    occurrences: [{event: 2026-03-02, date: 2026-03-20}]
targets:
  - {target: CT1, numerator: 700, denominator: 1000}
  - {target: CT4, value: 7}
counts:
  - {unit: Phòng Một, late_dossiers: 0, feedback_received: 9}
""",
    "agencies/so/p/reports/2026-q2.yml": """\
period: 2026-q2
date: 2026-07-05
tasks:
  - {task: I.2, declared: in_progress}
  - {task: I.3, date: 2026-04-20}
  - {task: I.7, declared: in_progress, evidence: [9/BC]}
targets:
  - {target: CT1, numerator: 7999, denominator: 10000, confirmed: Nhận hồ sơ của sở cũ.}
  - {target: CT3, numerator: 0, denominator: 0}
  - {target: CT4, value: 4}
counts:
  - {unit: Phòng Hai, late_dossiers: 2}
""",
    "agencies/so/p/amendments/2026-05-15-lui.yml": """\
document: 33/QĐ-SVD
date: 2026-05-15
title: Điều chỉnh kế hoạch
url: https://vidu.gov.vn/33
text: [Lùi nhiệm vụ 9., Bỏ nhiệm vụ 6.]
tasks:
  - {task: I.9, deadline: Quý III, reason: Chờ hướng dẫn.}
  - {task: I.6, cancelled: true, reason: Không bố trí được tiền.}
targets:
  - {target: CT2, value: 85}
added:
  - section: I
    task: {"no": "10", content: Khảo sát, deadline: Trước ngày 30/11/2026}
added_targets:
  - {id: CT9, metric: paid, label: đạt 60, comparator: min, value: 60, unit: "%"}
""",
    "agencies/so/p/corrections/2026-08-01.yml": """\
date: 2026-08-01
corrections:
  - {report: 2026-q1, target: CT1, field: numerator, before: "70", after: "700", reason: Gõ thiếu số 0.}
""",
    "agencies/so/measurements.yml": """\
measurements:
  - {metric: online, period: 2026-03, value: 75, unit: "%", source: Báo Ví Dụ, url: "https://bao.example/1", published: 2026-04}
  - {metric: score, period: 2026-08, value: 81.5, unit: điểm, rank: 3, rank_of: 34, source: Báo Ví Dụ, as_of: 2026-08-30}
""",
    "agencies/cu/measurements.yml": (
        'measurements:\n  - {metric: online, period: 2025, value: 50, unit: "%", scope: hồ sơ của Sở, source: Báo Ví Dụ}\n'
    ),
}


@cache
def linked(without: tuple[str, ...] = (), as_of: date = AS_OF) -> Linked:
    """The records of the plan above, without the files whose path holds one of the words."""
    with TemporaryDirectory() as folder:
        plant(Path(folder), {name: text for name, text in FILES.items() if not any(word in name for word in without)})
        loaded = check(Path(folder), max(as_of, AS_OF))
    assert [problem.text() for problem in loaded.problems if not problem.warning] == []
    return link(loaded.catalogue, as_of)


SILENT = ("reports/", "amendments/", "corrections/", "events.yml")


def content(page: Page) -> str:
    return Templates(ROOT / "theme_overrides").content(page)


@cache
def plan(without: tuple[str, ...] = (), as_of: date = AS_OF) -> LexborHTMLParser:
    (page,) = [page for page in plan_pages(linked(without, as_of)) if page.address == "ke-hoach/so/p/"]
    return LexborHTMLParser(content(page))


@cache
def metric(name: str, without: tuple[str, ...] = ()) -> LexborHTMLParser:
    (page,) = [page for page in target_pages(linked(without)) if page.address == f"chi-tieu/{name}/"]
    return LexborHTMLParser(content(page))


def words(node: LexborNode) -> str:
    """What is read in an element; blocks are words apart."""
    html = re.sub(r"<(?=p|li|div|t[dh])", " <", node.html or "")
    return " ".join(LexborHTMLParser(html).text().split()) if "<" in html[2:] else " ".join(node.text().split())


def one(tree: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    (found,) = tree.css(selector)
    return found


def cell(task: str, without: tuple[str, ...] = (), as_of: date = AS_OF) -> LexborNode:
    """Under a task's printed deadline."""
    return one(plan(without, as_of), f"[id='n-{task}'] td:last-child")


def why_of(task: str, without: tuple[str, ...] = ()) -> LexborNode:
    """The reasons of a task's status, folded away below its details."""
    return one(cell(task, without), "details details[class~=ck-inl]:has(summary[aria-label^='vì sao'])")


def status(node: LexborNode) -> tuple[str, str]:
    mark = one(node, ".ck-st")
    return words(mark), (mark.attributes["class"] or "").replace("ck-st", "").replace("--", "").strip()


# a status in a cell


@pytest.mark.parametrize(
    ("task", "said", "look"),
    [
        ("I.1", "Đúng hạn", "good full"),
        ("I.2", "Quá hạn 80 ngày", "bad tri"),
        ("I.3", "Đúng hạn", "good full"),
        ("I.4", "Trang này chưa có báo cáo", ""),
        ("I.5", "Xong muộn 8 ngày", "warn box"),
        ("I.6", "Đã bỏ theo văn bản điều chỉnh", "dash"),
        ("I.7", "Đang thực hiện", "half"),
        ("I.8", "Chưa đến hạn", "wait"),
        ("I.9", "Chưa đến hạn", "wait"),
    ],
)
def test_every_task_says_its_status_in_words_form_and_colour(task: str, said: str, look: str) -> None:
    assert status(cell(task)) == (said, look)


def test_what_is_declared_stands_beside_the_schedule_with_its_evidence() -> None:
    done = cell("I.1")
    assert "Đã hoàn thành, có liên kết công khai: vidu.gov.vn, 3/KH-SVD" in words(done)
    assert [(link.attributes["href"], link.attributes["rel"]) for link in done.css("p a")] == [
        ("https://vidu.gov.vn/ke-hoach", "nofollow noopener"),
        ("https://vidu.gov.vn/3", "nofollow noopener"),
    ]
    assert "Đã báo cáo hoàn thành – chưa có minh chứng" in words(cell("I.3"))
    assert "có văn bản: 9/BC" in words(cell("I.7"))


def test_a_recurring_task_counts_its_turns_and_lists_them_in_why() -> None:
    monthly = cell("I.4")
    assert words(one(monthly, ".ck-num")) == "2/3 kỳ đúng hạn"
    turns = [words(item) for item in why_of("I.4").css("li")]
    assert turns[:4] == [
        "tháng 1/2026: Đúng hạn",
        "tháng 2/2026: Đúng hạn",
        "tháng 3/2026: Xong muộn 4 ngày",
        "tháng 4/2026: Trang này chưa có báo cáo",
    ]
    assert len(turns) == 12


def test_an_event_names_what_a_relative_deadline_counts_from() -> None:
    assert "Nhận phản ánh, 2/3/2026" in words(cell("I.5"))
    assert status(cell("I.5", SILENT)) == ("Chờ sự kiện", "dash")


def test_a_deadline_read_elsewhere_or_with_a_doubt_says_so_and_a_plain_one_says_it_in_why() -> None:
    assert "Trang đọc là (cột sản phẩm): trước 15/12/2026" in words(one(cell("I.8"), "p.ck-meta"))
    inferred = words(one(cell("I.9", SILENT), "p.ck-meta"))
    assert inferred.endswith("(năm lấy theo kế hoạch).")
    assert not [note for note in cell("I.1").css("p.ck-meta") if "Trang đọc" in words(note)]
    assert "Trang đọc là: trước 30/3/2026" in words(why_of("I.1"))


def test_why_names_its_task_and_gives_inputs_rule_and_day() -> None:
    why = why_of("I.2")
    assert one(why, "summary").attributes["aria-label"] == "vì sao? nhiệm vụ I.2"
    for part in ("Hạn ghi là trước 30/6/2026", "báo cáo ngày 5/7/2026", "quá hạn", "Tính đến 18/9/2026."):
        assert part in words(why)


def test_an_amended_deadline_keeps_the_printed_one_and_says_the_new_one() -> None:
    row = one(plan(), "[id='n-I.9']")
    assert words(row.css("td b")[0]) == "Quý II"
    assert "Nay là: Quý III, theo 33/QĐ-SVD" in words(row)
    assert one(row, "a[href='#q-I.9']").attributes["aria-label"] == "quá trình của nhiệm vụ I.9"


# no report at all


def test_a_plan_without_any_report_says_it_once_at_the_top_and_quietly_in_each_row() -> None:
    note = words(one(plan(SILENT), ".ck-note"))
    assert note.startswith("Trang này chưa có báo cáo nào về kế hoạch.")
    marked = [node for node in plan(SILENT).css(".ck-now") if node.css_first(".ck-st")]
    assert {status(node)[1] for node in marked} == {"", "wait", "dash"}
    assert cell("I.7", SILENT).css_first(".ck-st") is None, "work without a day is not marked in each row"
    assert status(cell("I.7"))[0] == "Đang thực hiện", "with a report it is"
    assert not plan(SILENT).css(".ck-st--good, .ck-st--bad, .ck-gauge, #qua-trinh, .ck-num + .ck-st")
    assert [words(item) for item in plan(SILENT).css(".ck-aims td:nth-child(3)")] == ["Trang này chưa có báo cáo"] * 4


def test_when_the_period_is_over_the_sentence_says_so() -> None:
    assert "kỳ đã hết ngày 31/12/2026" in words(one(plan(SILENT, date(2027, 2, 1)), ".ck-note"))


def test_the_why_of_ongoing_work_is_short_because_most_rows_have_it() -> None:
    why = words(one(why_of("I.7", SILENT), "p"))
    assert why == "Việc thường xuyên: không có ngày đến hạn, không bao giờ «quá hạn». Tính đến 18/9/2026."


def test_the_five_plans_say_their_true_state_for_today() -> None:
    real = link(check(SEEDS / "plans").catalogue, date(2026, 7, 20))
    seen = 0
    for page in plan_pages(real):
        if page.context.template == "plan.html":
            tree, seen = LexborHTMLParser(content(page)), seen + 1
            assert "Trang này chưa có báo cáo nào về kế hoạch, kỳ đã hết ngày" in words(one(tree, ".ck-note"))
            assert not tree.css(".ck-st--good, .ck-st--warn, .ck-st--bad, .ck-gauge")
            rows = [row for row in tree.css(".ck-plan tr[id]") if row.css_first(".ck-now") is None]
            assert [row.attributes["id"] for row in rows] == []
    assert seen == 5


# promised, changed, reported


def history(task: str) -> list[str]:
    return [words(node) for node in one(plan(), f"[id='q-{task}']").css("th, td")]


def test_promised_changed_and_reported_stand_side_by_side() -> None:
    name, promised, changed, reported = history("I.9")
    assert name == "I.9 Kiểm tra Chưa đến hạn"
    assert promised == "Quý II"
    assert changed == "Thời hạn: từ «Quý II» thành «Quý III». 33/QĐ-SVD ngày 15/5/2026. Chờ hướng dẫn."
    assert reported == "Trang này chưa có báo cáo"
    assert history("I.2")[2:] == [
        "Không đổi",
        "Quý I/2026: Đang thực hiện. Đã mời giảng viên. Quý II/2026: Đang thực hiện",
    ]
    assert "Kỳ 5/3/2026: đã hoàn thành, xong ngày 9/3/2026 (3/BC)" in history("I.4")[3]
    assert history("I.3")[3] == "Quý II/2026: Đã hoàn thành, xong ngày 20/4/2026 – chưa có minh chứng"


def test_only_what_was_changed_or_reported_has_a_history() -> None:
    rows = [row.attributes["id"] for row in plan().css(".ck-story tbody tr")]
    tasks = [f"q-I.{number}" for number in (1, 2, 3, 4, 5, 6, 7, 9)]
    assert rows == [*tasks, "n-I.10", "q-CT1", "q-CT2", "q-CT3", "q-CT4", "q-CT9"]
    assert [node.attributes["href"] for node in plan().css(".ck-row > div > a")] == [f"#{task}" for task in tasks]


def test_a_cancelled_task_stays_in_the_official_table_and_an_added_one_is_not_put_into_it() -> None:
    assert plan().css_first("[id='n-I.6']") is not None
    assert history("I.6")[2] == "Đã bỏ. 33/QĐ-SVD ngày 15/5/2026. Không bố trí được tiền."
    assert plan().css_first(".ck-plan [id='n-I.10']") is None
    added = [words(node) for node in one(plan(), ".ck-story [id='n-I.10']").css("th, td")]
    assert added[1] == "Không có trong kế hoạch đã ban hành"
    assert added[2].startswith("Nhiệm vụ thêm mới: Trước ngày 30/11/2026.")


def test_amendments_reports_events_and_corrections_are_listed_with_document_day_and_link() -> None:
    amendment = one(plan(), "[id='dc-2026-05-15-lui']")
    assert words(amendment).startswith("15/5/2026 33/QĐ-SVD · xem văn bản Điều chỉnh kế hoạch «Lùi nhiệm vụ 9.»")
    assert one(amendment, "a").attributes["href"] == "https://vidu.gov.vn/33"
    assert words(one(plan(), "[id='bc-2026-q1']")) == "5/4/2026 Báo cáo quý I/2026 · 12/BC-SVD"
    assert words(one(plan(), "[id='bc-2026-q2']")) == "5/7/2026 Báo cáo quý II/2026"
    section = words(one(plan(), "section[aria-labelledby=qua-trinh]"))
    assert "2/3/2026 Nhiệm vụ I.5 · 7/PA Nhận phản ánh" in section
    assert "1/8/2026 Báo cáo quý I/2026, chỉ tiêu CT1, tử số: từ «70» thành «700». Gõ thiếu số 0." in section


def test_counts_of_units_are_numbers_and_a_missing_one_is_not_zero() -> None:
    table = one(plan(), "#so-lieu + table")
    assert [words(head) for head in table.css("thead th")] == ["Đơn vị", "Kỳ", "Hồ sơ trễ hạn", "Phản ánh đã nhận"]
    assert [[words(item) for item in row.css("th, td")] for row in table.css("tbody tr")] == [
        ["Phòng Một", "Quý I/2026", "0", "9"],
        ["Phòng Hai", "Quý II/2026", "2", "không ghi"],
    ]


def test_nothing_is_known_before_it_happened() -> None:
    march = plan((), date(2026, 3, 1))
    assert march.css_first("#qua-trinh") is None
    may = plan((), date(2026, 5, 20))
    assert may.css_first("[id='dc-2026-05-15-lui']") is not None
    assert may.css_first("[id='bc-2026-q2'], #dinh-chinh") is None


def test_every_link_inside_the_page_leads_somewhere() -> None:
    for tree in (plan(), plan(SILENT)):
        for node in tree.css("a[href^='#']"):
            anchor = (node.attributes["href"] or "")[1:]
            assert tree.css_first(f"[id='{anchor}']") is not None, anchor


# targets


def result(target: str) -> str:
    return words(one(plan(), f".ck-aims tr:has([id='ct-{target}']) td:nth-child(3)"))


def test_a_value_just_under_the_threshold_is_not_met_and_never_rounded_up() -> None:
    said = result("CT1")
    assert said.startswith("Hiện chưa đạt. 79,99 % (7.999/10.000), dưới mức ít nhất 80 %.")
    assert "Báo cáo quý II/2026, ngày 5/7/2026; tăng so với quý I/2026 (70 %)" in said
    picture = one(plan(), ".ck-aims tr:has([id='ct-CT1']) svg")
    bar, mark = one(picture, "rect:not(.t)"), one(picture, "line")
    assert (bar.attributes["width"], bar.attributes["class"], mark.attributes["x1"]) == ("79.99%", "a", "80%")
    assert picture.attributes["aria-hidden"] == "true"


def test_the_reason_of_a_confirmed_figure_stands_beside_it() -> None:
    assert "Cơ quan xác nhận con số: Nhận hồ sơ của sở cũ." in result("CT1")
    assert "xác nhận" not in result("CT4")


def test_a_ceiling_is_met_from_below() -> None:
    said = result("CT4")
    assert said.startswith("Hiện đạt. 4 ngày, trong mức chậm nhất 5 ngày.")
    assert "giảm so với quý I/2026 (7 ngày)" in said


def test_targets_without_a_number_draw_no_bar() -> None:
    assert result("CT3").startswith("Không áp dụng vì sao?")
    assert result("CT2") == "Nay là ít nhất 85 %, theo 33/QĐ-SVD Trang này chưa có báo cáo"
    assert not plan().css(".ck-aims tr:has([id='ct-CT2']) svg, .ck-aims tr:has([id='ct-CT3']) svg")


def test_an_added_target_stands_last_and_says_by_which_document() -> None:
    last = plan().css(".ck-aims tbody tr")[-1]
    assert last.css_first("[id='ct-CT9']") is not None
    assert "Thêm theo 33/QĐ-SVD." in words(last)
    assert "../../../ke-hoach/so/p/#q-CT9" in [link.attributes["href"] for link in last.css("a")]


def test_what_the_register_itself_answers_stands_beside_the_target() -> None:
    demo = link(check(ROOT / "demo/plans", AS_OF, demo=True).catalogue, AS_OF)
    (page,) = [page for page in plan_pages(demo) if page.address.endswith("vi-du-so-minh-hoa/2026-kiem-soat-tthc/")]
    (note,) = [
        node for node in LexborHTMLParser(content(page)).css("#chi-tieu ~ details p.ck-meta") if "có phí" in words(node)
    ]
    assert "/6 thủ tục có phí, lệ phí, theo danh mục cơ quan công bố ngày" in words(note)
    assert "thủ tục cơ quan không nói rõ, không tính" in words(note)
    assert (one(note, "a").attributes["href"] or "").endswith("danh-muc/ty-le/vi-du-so-minh-hoa/#payment-enabled")


# metrics


def test_a_metric_sets_the_reported_value_beside_the_target_only_where_there_is_one() -> None:
    heads = [words(node) for node in metric("online").css("table.ck-aims thead th")]
    assert heads[2:4] == ["Mức đặt ra, tính trên", "Đã báo cáo"]
    assert words(metric("online").css(".ck-aims tbody td")[2]).startswith("Hiện chưa đạt. 79,99 %")
    silent = metric("online", SILENT)
    assert "Đã báo cáo" not in [words(node) for node in silent.css("thead th")]
    assert "chưa có báo cáo nào nêu con số" in words(one(silent, "h1 ~ p.ck-meta"))


def test_figures_of_others_are_marked_sourced_and_cut_at_a_merger() -> None:
    section = one(metric("online"), "section[aria-labelledby=so-lieu]")
    assert "Không phải báo cáo của cơ quan." in words(section)
    assert [words(node) for node in section.css("tbody tr")] == [
        "Năm 2025 50 % hồ sơ của Sở Báo Ví Dụ Nguồn thứ cấp: đọc qua báo chí, chưa đọc văn bản gốc",
        "1/2/2026: Hai sở nhập một. Con số trước và sau ngày này tính trên hai phạm vi khác nhau, không so với nhau.",
        "Tháng 3/2026 75 % Báo Ví Dụ, đăng tháng 4/2026 Nguồn thứ cấp: đọc qua báo chí, chưa đọc văn bản gốc",
    ]
    assert one(section, "tr.ck-cut").css_first("td") is not None
    assert "Cùng cơ quan" not in words(section)


def test_a_figure_stands_beside_a_target_only_where_all_is_the_same() -> None:
    demo = link(check(ROOT / "demo/plans", AS_OF, demo=True).catalogue, AS_OF)
    (page,) = [page for page in target_pages(demo) if page.address == "chi-tieu/satisfaction/"]
    figures = [figure for agency in page.context.measured for figure in agency.figures]
    assert [bool(figure.beside) for figure in figures if not figure.breaks] == [False, True]


def test_a_metric_that_only_others_measure_has_a_page_without_targets() -> None:
    assert not metric("score").css("table.ck-aims")
    assert words(one(metric("score"), "tbody tr")).startswith("Tháng 8/2026 81,5 điểm · hạng 3/34")
    (page,) = [page for page in target_pages(linked()) if page.address == "chi-tieu/"]
    assert "số liệu đã công bố" in {row.key for group in page.context.metrics for row in group.rows}


# in the browser


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_no_fault_that_axe_can_find(browser: Browser, width: int, scheme: str) -> None:
    tab = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()  # type: ignore[arg-type]
    for tree in (plan(), plan(SILENT), metric("online")):
        tab.set_content(shell(tree))
        tab.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        faults = Axe().run(tab).response["violations"]
        assert [(fault["id"], fault["nodes"][0]["html"]) for fault in faults] == []
        assert tab.evaluate("document.documentElement.scrollWidth") == width
    tab.context.close()


def shell(tree: LexborHTMLParser) -> str:
    css = (ROOT / "theme_overrides/assets/ck.css").read_text(encoding="utf-8")
    body = one(tree, "body").inner_html
    return f"<!doctype html><html lang=vi><title>Kế hoạch</title><style>{css}</style><main>{body}</main></html>"


def test_paper_has_the_official_table_without_statuses_and_the_history_whole(browser: Browser) -> None:
    tab = browser.new_context(viewport={"width": 700, "height": 900}).new_page()
    tab.set_content(shell(plan()))
    tab.emulate_media(media="print")
    assert not tab.locator(".ck-plan .ck-now").first.is_visible()
    assert tab.locator(".ck-story td").first.is_visible()
    assert not tab.locator(".ck-time").is_visible()  # a picture of statuses, like .ck-now
    assert tab.locator(".ck-aims .ck-st").first.is_visible()
    breaks = "selector => getComputedStyle(document.querySelector(selector)).breakInside"
    assert [tab.evaluate(breaks, name) for name in (".ck-story", ".ck-aims", ".ck-story tr")] == [
        "auto",
        "auto",
        "avoid",
    ]
    tab.context.close()


def test_paper_opens_the_reports_that_a_screen_folds_away(browser: Browser) -> None:
    demo = link(check(ROOT / "demo/plans", AS_OF, demo=True).catalogue, AS_OF)
    (page,) = [page for page in plan_pages(demo) if page.address.endswith("vi-du-so-minh-hoa/2026-kiem-soat-tthc/")]
    tab = browser.new_context(viewport={"width": 700, "height": 900}).new_page()
    tab.set_content(shell(LexborHTMLParser(content(page))))
    folded = tab.locator(".ck-story details li").first
    assert not folded.is_visible()
    tab.emulate_media(media="print")
    assert folded.is_visible()
    assert not tab.locator(".ck-story summary").first.is_visible()
    tab.context.close()
