"""An officer's wish: file the quarterly report in a browser. The form's address holds a file that passes the check."""

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from generator.check import check
from generator.publish.exports import schema_files, to_json
from generator.text.numbers import NumberError, parse_number
from tests.casefiles import CASES
from tests.projects import build, plant, small_project
from tests.readers import same_for_all
from tests.sites import Site, shown
from tests.test_reports import FILES, GOOD, REPORT

REPO = "https://github.com/vi-du/cong-khai"
FORM = "tham-gia/bao-cao/so/p/"
AS_OF = date(2026, 7, 20)
EARLIER = GOOD.replace("date: 2026-03-30, ", "declared: in_progress, ").replace(
    "79, denominator: 100", "80, denominator: 100"
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with the plan of the reports' tests, and its report for the first quarter."""
    folder = small_project(tmp_path_factory.mktemp("form"))
    plant(folder / "plans", {name: text for name, text in FILES.items() if "metrics" not in name} | {REPORT: EARLIER})
    metrics = folder / "plans/registry/metrics.yml"
    metrics.write_text(metrics.read_text(encoding="utf-8") + "  - {id: online, name: Nộp, definition: Nộp qua mạng.}\n")
    return folder


@pytest.fixture(scope="module")
def made(project: Path) -> Site:
    return Site(build(project, CONGKHAI_REPO_URL=REPO))


@pytest.fixture(scope="module")
def address(made: Site) -> Iterator[str]:
    with shown(made.folder) as base:
        yield base


def open_all(tab: Page) -> None:
    """A form folds its tasks and targets, each under its name; an officer opens those with news."""
    tab.evaluate("document.querySelectorAll('.bm-fold').forEach(part => (part.open = true))")


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The form of the plan, in Việt Nam; any error of its script fails the test."""
    context = browser.new_context(timezone_id="Asia/Ho_Chi_Minh", locale="vi-VN", accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened, errors = context.new_page(), []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    opened.clock.set_fixed_time("2026-07-20T09:00:00+07:00")
    opened.goto(address + FORM)
    open_all(opened)
    opened.wait_for_selector("#bieu-mau")
    yield opened
    assert errors == []
    context.close()


def sent(page: Page) -> tuple[str, str, str]:
    """Where «Gửi qua GitHub» leads: path, file name and contents."""
    parts = urlsplit(page.get_attribute("#bm-gui", "href") or "")
    query = parse_qs(parts.query)
    return f"{parts.scheme}://{parts.netloc}{parts.path}", query["filename"][0], query["value"][0]


def passes(project: Path, tmp_path: Path, name: str, text: str) -> list[str]:
    shutil.copytree(project / "plans", tmp_path / "plans")
    plant(tmp_path, {name: text})
    return [problem.text() for problem in check(tmp_path / "plans", AS_OF).problems]


def test_a_report_filled_in_a_browser_becomes_the_address_of_a_file_that_passes(
    page: Page, project: Path, tmp_path: Path
) -> None:
    page.select_option("#b-period", "2026-q2")
    page.fill("#b-date", "2026-07-05")
    page.fill("#b-document", "77/BC-SVD")
    page.select_option("[id='v-I.1-1-declared']", "done")
    page.fill("[id='v-I.1-1-date']", "2026-06-20")
    page.fill("[id='v-I.1-1-evidence']", "70/BC-SVD\nhttps://vidu.gov.vn/ra-soat")
    page.fill("[id='v-I.1-1-note']", "Đã gửi: các phòng #2 “xong”")
    page.fill("#c-CT1-numerator", "1650")
    page.fill("#c-CT1-denominator", "2000")
    assert "gấp từ 10 lần kỳ trước (80)" in (page.text_content("#bm-loi") or "")
    page.fill("#c-CT1-confirmed", "Nhận hồ sơ của sở cũ")
    assert page.text_content("#c-CT1 output") == "= 82,5\u00a0%"
    assert page.text_content("#bm-loi") == ""
    where, name, text = sent(page)
    assert (where, name) == (f"{REPO}/new/main/plans/agencies/so/p/reports", "2026-q2.yml")
    assert text == page.text_content("#bm-tep")
    assert text.startswith(
        'period: 2026-q2\ndate: "2026-07-05"\ndocument: "77/BC-SVD"\ntasks:\n  - task: "I.1"\n    declared: done\n'
    )
    assert passes(project, tmp_path, f"plans/agencies/so/p/reports/{name}", text) == []
    assert same_for_all(text)
    with page.expect_download() as download:
        page.click("#bm-tai")
    assert download.value.suggested_filename == name
    assert Path(download.value.path()).read_text(encoding="utf-8") == text
    page.click("#bm-chep")
    assert page.evaluate("navigator.clipboard.readText()") == text


def test_a_draft_stays_on_the_device(page: Page) -> None:
    page.fill("#b-document", "77/BC-SVD")
    page.reload()
    page.wait_for_selector("#bieu-mau")
    assert page.input_value("#b-document") == "77/BC-SVD"
    page.click("#bm-xoa")
    page.reload()
    page.wait_for_selector("#bieu-mau")
    assert page.input_value("#b-document") == ""


def test_a_mistake_closes_the_way_to_github_and_leads_to_its_box(page: Page) -> None:
    page.fill("#b-date", "2026-07-05")
    page.fill("#c-CT1-numerator", "1.650")
    page.fill("#c-CT1-denominator", "2000")
    assert page.get_attribute("#bm-gui", "href") is None
    told = page.text_content("#bm-loi")
    assert told == "chỉ tiêu CT1: «1.650» đọc được hai cách: 1650 hoặc 1,65 – viết 1650, hoặc 1.65"
    assert page.get_attribute("#bm-loi a", "href") == "#c-CT1-numerator"
    assert page.get_attribute("#c-CT1-numerator", "aria-invalid") == "true"


def test_a_period_that_has_its_report_is_not_begun_twice(page: Page) -> None:
    page.select_option("#b-period", "2026-q1")
    page.fill("#b-date", "2026-07-05")
    page.fill("#c-CT2-value", "20")
    assert "đã có tệp" in (page.text_content("#bm-loi") or "")


def test_a_file_too_long_for_an_address_is_copied_instead(page: Page) -> None:
    page.fill("#b-date", "2026-07-05")
    page.fill("#c-CT2-value", "20")
    page.fill("#c-CT2-note", "á" * 2500)
    assert page.get_attribute("#bm-gui", "href") is None
    assert page.is_visible("#bm-dai")


@pytest.mark.parametrize(
    ("form", "fill", "name"),
    [
        (
            "dieu-chinh",
            {"b-document": "45/QĐ-SVD", "b-date": "2026-05-15", "v-I.1-deadline": "Quý III",
             "v-I.1-reason": "Chờ hướng dẫn", "t-1-v-content": "Việc mới",
             "t-1-v-deadline": "Quý IV"},
            "amendments/2026-05-15-45-qd-svd.yml",
        ),
        ("dinh-chinh", {"b-date": "2026-07-19", "s-1-task": "I.1", "s-1-field": "note",
          "s-1-report": "2026-q1", "s-1-before": "Gõ nhầm", "s-1-reason": "Gõ nhầm"}, "corrections/2026-07-19.yml"),
    ],
)  # fmt: skip
def test_the_other_forms_make_files_that_pass(
    page: Page, address: str, project: Path, tmp_path: Path, form: str, fill: dict[str, str], name: str
) -> None:
    page.goto(f"{address}tham-gia/{form}/so/p/")
    page.wait_for_selector("#bieu-mau")
    page.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true; })")
    for key, text in fill.items():
        box = page.locator(f"[id='{key}']")
        if box.evaluate("(it) => it.tagName") == "SELECT":
            box.select_option(text)
        else:
            box.fill(text)
    assert page.text_content("#bm-loi") == ""
    where, file, text = sent(page)
    assert f"{where.removeprefix(f'{REPO}/new/main/')}/{file}" == f"plans/agencies/so/p/{name}"
    assert passes(project, tmp_path, f"plans/agencies/so/p/{name}", text) == []
    assert same_for_all(text)


def test_an_event_is_added_to_the_file_that_exists(page: Page, address: str, project: Path, tmp_path: Path) -> None:
    page.goto(f"{address}tham-gia/su-kien/so/p/")
    page.wait_for_selector("#bieu-mau")
    page.select_option("#s-1-task", "II.1")
    page.fill("#s-1-date", "2026-06-02")
    page.fill("#s-1-text", "Nhận phản ánh thứ hai")
    assert page.get_attribute("#bm-gui", "href") == f"{REPO}/edit/main/plans/agencies/so/p/events.yml"
    lines = page.text_content("#bm-tep") or ""
    kept = (project / "plans/agencies/so/p/events.yml").read_text(encoding="utf-8")
    assert passes(project, tmp_path, "plans/agencies/so/p/events.yml", kept + lines) == []
    assert same_for_all(f"events:\n{lines}")


def test_the_browser_and_the_check_say_the_same_of_every_figure(page: Page) -> None:
    table: list[dict[str, Any]] = json.loads((CASES / "figures.json").read_text(encoding="utf-8"))
    judged = page.evaluate(
        """async (table) => {
          const { judge } = await import(document.querySelector("script[src*=report-form]").src);
          return table.map(({ typed, target, last, }) => judge(typed, target, last, typed.confirmed));
        }""",
        table,
    )
    assert {case["says"]: sorted(told) for case, told in zip(table, judged, strict=True)} == {
        case["says"]: sorted(case["told"]) for case in table
    }


def test_the_browser_and_the_check_say_the_same_of_tasks_and_evidence(page: Page) -> None:
    table: dict[str, list[dict[str, Any]]] = json.loads((CASES / "entries.json").read_text(encoding="utf-8"))
    judged = page.evaluate(
        """async ({ tasks, evidence }) => {
          const { judgeTask, judgeEvidence } = await import(document.querySelector("script[src*=report-form]").src);
          const quarter = { begin: "2026-01-01", first: "2026-01-01", last: "2026-03-31" };
          return {
            tasks: tasks.map(({ typed, day }) => judgeTask(typed, { ...quarter, day })),
            evidence: evidence.map(({ typed }) => judgeEvidence(typed)),
          };
        }""",
        table,
    )
    for kind in ("tasks", "evidence"):
        said = [(case["typed"], told) for case, told in zip(table[kind], judged[kind], strict=True)]
        assert said == [(case["typed"], case["told"]) for case in table[kind]]


RATIOS = (
    "45/50",
    "45 trên 50",
    "45:50",
    "1.650 / 2.000",
    "45/",
    "/50",
    "45//50",
    "45 trênn 50",
    "1/2 trên 3",
    f"45{' ' * 70}/50",
    ": " * 40,
)


def test_the_browser_and_the_check_say_the_same_of_two_numbers_in_one_place(page: Page) -> None:
    script = """async (typed) => {
      const { parseNumber } = await import(document.querySelector("script[src*=report-form]").src);
      return typed.map((text) => parseNumber(text).hint);
    }"""
    hints = []
    for text in RATIOS:
        with pytest.raises(NumberError) as refused:
            parse_number(text)
        hints.append(refused.value.hint)
    assert page.evaluate(script, list(RATIOS)) == hints


def test_the_form_of_an_amendment_says_how_its_deadlines_will_be_read_and_no_other_form_does(made: Site) -> None:
    forms = {form: FORM.replace("bao-cao", form) for form in ("bao-cao", "dieu-chinh", "dinh-chinh", "su-kien")}
    told = [form for form, page in forms.items() if "Trang này hiểu là" in made.html(page)]
    assert told == ["dieu-chinh"]
    assert "../../../../phuong-phap/#oc-thoi-han" in made.links(forms["dieu-chinh"])


def test_without_a_script_the_page_gives_the_file_and_the_steps(made: Site) -> None:
    blank = made.one(FORM, "noscript").html or ""
    assert "Notepad" in blank
    assert "period: 2026-q2" in blank
    assert "task: &#34;I.1&#34;" in blank or 'task: "I.1"' in blank


def test_a_new_file_begins_with_the_line_that_leads_an_editor_to_its_schema(
    tmp_path: Path, project: Path, browser: Browser
) -> None:
    """Where the repository holds the schemas; the words of the form and of the file to copy are the same."""
    shutil.copytree(project, tmp_path / "p", ignore=shutil.ignore_patterns("site", ".cache"))
    plant(tmp_path / "p", {f"schemas/{name}.json": to_json(schema) for name, schema in schema_files()})
    made = Site(build(tmp_path / "p", CONGKHAI_REPO_URL=REPO))
    line = "# yaml-language-server: $schema=../../../../../schemas/report.json\n"
    assert f"<code>{line}" in made.html(FORM) or f"{line}#" in made.html(FORM)
    with shown(made.folder) as base:
        tab = browser.new_context().new_page()
        tab.goto(base + FORM)
        open_all(tab)
        tab.select_option("#b-period", "2026-q2")
        tab.fill("#b-date", "2026-07-05")
        tab.fill("#c-CT2-value", "20.5")
        text = tab.text_content("#bm-tep") or ""
    assert text.startswith(f'{line}period: 2026-q2\ndate: "2026-07-05"\n')
    assert 'value: "20.5"' in text
    assert same_for_all(text)


def test_the_script_is_small_and_on_no_other_page(made: Site) -> None:
    assert (made.folder / "assets/js/report-form.js").stat().st_size <= 17_500
    with_it = {page for page in made.addresses() if "report-form.js" in made.html(page)}
    assert with_it
    assert all(page.startswith("tham-gia/") and page != "tham-gia/" for page in with_it)


def test_where_no_repository_is_named_the_file_is_copied_or_downloaded(tmp_path: Path) -> None:
    site = Site(build(small_project(tmp_path / "bare")))
    (form,) = [page for page in site.addresses() if page.startswith("tham-gia/bao-cao/")]
    assert site.page(form).css_first("#bm-gui") is None
    assert "gửi tệp cho người quản trị trang" in site.html(form)


@pytest.mark.parametrize("form", ["bao-cao", "dieu-chinh", "dinh-chinh", "su-kien"])
def test_a_form_has_no_fault_that_axe_can_find(page: Page, address: str, form: str) -> None:
    page.goto(f"{address}tham-gia/{form}/so/p/")
    page.wait_for_selector("#bieu-mau")
    assert Axe().run(page).response["violations"] == []
