"""The demonstration shows every state there is, says on every page that it is invented, and never reaches the real site."""

import subprocess
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.check import check
from generator.deadlines import Kind
from generator.model.report import Declared, EvidenceKind, PeriodKind, evidence_kind
from generator.reading.catalogue import Loaded
from generator.tracking import attainment, status
from generator.tracking.commitments import TargetCommitment, TaskCommitment, apply_amendments
from generator.tracking.linked import Linked, link
from generator.tracking.measured import Break, is_comparable, series_of
from generator.tracking.progress import PlanProgress
from generator.tracking.status import State
from tests.projects import ROOT, congkhai, contents, copy_project, small_project
from tests.projects import build as build_project

AS_OF = date(2026, 9, 18)
"""The day for which demo/mkdocs.yml computes the demonstration."""

PLANS = ROOT / "demo" / "plans"
NOW = "vi-du-so-minh-hoa/2026-kiem-soat-tthc"
LAST_YEAR = "vi-du-so-minh-hoa/2025-kiem-soat-tthc"

REFUSED = {status.DONE_UNDATED}
"""States that the check keeps out of reports: what is done has its day."""


@cache
def demo() -> Loaded:
    return check(PLANS, AS_OF, demo=True)


@cache
def linked() -> Linked:
    return link(demo().catalogue, AS_OF)


def progress(name: str) -> PlanProgress:
    return linked().progress[name]


def every() -> Iterator[PlanProgress]:
    return iter(linked().progress.values())


def states_of(module: object) -> set[State]:
    return {value for value in vars(module).values() if isinstance(value, State)}


def test_the_data_is_good_and_all_of_it_is_marked_as_invented() -> None:
    loaded = demo()
    assert [problem.text() for problem in loaded.problems if not problem.warning] == []
    assert all(agency.demo for agency in loaded.catalogue.agencies.values())
    assert all(procedure.demo for procedure in loaded.catalogue.procedures.values())


def test_every_name_is_plainly_invented() -> None:
    for agency in demo().catalogue.agencies.values():
        assert "Ví Dụ" in agency.name


def test_every_state_of_a_due_day_is_seen() -> None:
    seen = {found.state for each in every() for found in each.statuses}
    seen |= {state for each in every() for state, _ in each.headline.excluded}
    assert states_of(status) - seen == REFUSED


def test_every_state_of_a_target_is_seen() -> None:
    seen = {item.attainment.state for each in every() for item in each.targets}
    assert states_of(attainment) - seen - states_of(status) == set()


def test_every_kind_of_deadline_is_seen() -> None:
    seen = {part.kind for each in every() for due in each.dues for part in due.due.parts}
    assert set(Kind) - seen == set()


def test_a_monthly_duty_was_on_time_eight_times_of_nine() -> None:
    item = next(item for item in progress(NOW).dues if item.due.key == "II.1")
    assert (item.on_time, item.already_due) == (8, 9)


def test_a_percentage_just_below_its_target_does_not_meet_it() -> None:
    item = next(item for item in progress(NOW).targets if item.commitment.id == "CT5")
    assert item.attainment.state is attainment.NOW_NOT_MET
    assert float(item.attainment.value or 0) == 79.95


def test_an_event_gives_a_relative_deadline_its_days() -> None:
    item = next(item for item in progress(NOW).dues if item.due.key == "I.3")
    assert [turn.status.state for turn in item.turns] == [status.DONE_ON_TIME, status.DONE_LATE, status.DUE_SOON]


def test_every_kind_of_period_claim_and_evidence_is_seen() -> None:
    reports = [report for reports in demo().catalogue.reports.values() for report in reports]
    assert {report.period.kind for report in reports} == set(PeriodKind)
    entries = [entry for report in reports for entry in report.tasks]
    assert {entry.declared for entry in entries} - {None} == set(Declared)
    kinds = {evidence_kind(entry.evidence) for entry in entries if entry.declared is Declared.DONE}
    assert kinds == set(EvidenceKind)
    assert any(report.counts for report in reports)


def test_amendments_move_lower_cancel_and_add() -> None:
    catalogue = demo().catalogue
    found = apply_amendments(catalogue.plans[NOW], catalogue.amendments[NOW], AS_OF)
    items: list[TaskCommitment | TargetCommitment] = [*found.tasks, *found.targets]
    changed = {(item.id, change.field) for item in items for change in item.changes}
    assert changed == {("IV.3", "deadline"), ("CT2", "value")}
    assert [item.id for item in items if item.cancelled] == ["IV.2", "CT10"]
    assert [item.id for item in items if item.added] == ["IV.7", "CT12"]
    assert len(catalogue.corrections[NOW]) == 2
    assert catalogue.events[NOW]


def test_figures_break_at_the_merger_and_one_may_stand_beside_its_target() -> None:
    catalogue = demo().catalogue
    series = series_of(catalogue, "vi-du-so-minh-hoa", "satisfaction")
    assert [isinstance(item, Break) for item in series] == [False, True, False]
    plan = catalogue.plans[LAST_YEAR]
    figures = catalogue.measurements["vi-du-so-minh-hoa"]
    pairs = [
        (str(item.period), placed.target.id)
        for item in figures
        for placed in plan.placed_targets()
        if is_comparable(item, placed.target, plan)
    ]
    assert pairs == [("2025", "CT4")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, built by its command."""
    folder = tmp_path_factory.mktemp("demo") / "site"
    done = congkhai("demo", "--site", folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_every_page_says_that_the_data_is_invented(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        banner = LexborHTMLParser(page.read_text(encoding="utf-8")).css_first("body aside.ck-demo")
        assert banner is not None, page
        assert banner.text().strip().startswith("Dữ liệu minh họa: cơ quan không có thật."), page


def test_no_two_places_of_a_page_have_one_anchor_and_every_anchor_that_is_named_is_there(site: Path) -> None:
    pages = {page: LexborHTMLParser(page.read_text(encoding="utf-8")) for page in site.rglob("index.html")}
    anchors = {page: [node.attributes["id"] for node in tree.css("[id]")] for page, tree in pages.items()}
    assert [page for page, ids in anchors.items() if len(ids) != len(set(ids))] == []
    links = [
        (page, *urldefrag(node.attributes["href"] or "")) for page in pages for node in pages[page].css("a[href*='#']")
    ]
    inside = [((page.parent / url / "index.html").resolve(), anchor) for page, url, anchor in links if ":" not in url]
    assert [(page, anchor) for page, anchor in inside if page in anchors and unquote(anchor) not in anchors[page]] == []


def test_no_page_of_the_demonstration_is_for_search_engines(site: Path) -> None:
    for page in site.rglob("*.html"):
        robots = LexborHTMLParser(page.read_text(encoding="utf-8")).css_first('meta[name="robots"]')
        assert robots is not None, page
        assert robots.attributes["content"] == "noindex"


def test_the_demonstration_shows_none_of_the_real_agencies(site: Path) -> None:
    folders = {path.name for path in (site / "co-quan").iterdir() if path.is_dir()}
    assert folders == {agency.id for agency in demo().catalogue.agencies.values()}


def test_a_real_page_says_nothing_about_a_demonstration(tmp_path: Path) -> None:
    for name, content in contents(build_project(small_project(tmp_path))).items():
        if name.endswith(".html"):
            assert "ck-demo" not in content.decode(), name


def test_invented_data_among_the_real_stops_the_build(tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    (project / "plans/agencies/vi-du-ubnd").mkdir()
    invented = (PLANS / "agencies/vi-du-ubnd/agency.yml").read_bytes()
    (project / "plans/agencies/vi-du-ubnd/agency.yml").write_bytes(invented)
    done = congkhai("--config", project / "mkdocs.yml", "build")
    assert done.returncode == 1
    assert "bản ghi minh họa nằm trong dữ liệu thật" in done.stderr
    assert not (project / "site").exists()


def git(folder: Path, *arguments: str) -> str:
    words = ("git", "-C", str(folder), "-c", "user.name=Ví Dụ", "-c", "user.email=vi-du@example.org", *arguments)
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project in a repository of two commits; the second one renames its agency."""
    project = small_project(tmp_path_factory.mktemp("history") / "project")
    git(project, "init", "--quiet")
    git(project, "add", ".")
    git(project, "commit", "--quiet", "--message", "Day one")
    agency = next(project.glob("plans/agencies/*/agency.yml"))
    text = agency.read_text(encoding="utf-8")
    name = check(project / "plans").catalogue.agencies[agency.parent.name].name
    agency.write_text(text.replace(name, "Sở Đổi Tên"), encoding="utf-8")
    git(project, "commit", "--quiet", "--all", "--message", "Rename")
    return project


def title(site: Path, project: Path) -> str:
    agency = next(project.glob("plans/agencies/*/agency.yml")).parent.name
    heading = LexborHTMLParser((site / "co-quan" / agency / "index.html").read_text(encoding="utf-8")).css_first("h1")
    assert heading is not None
    return heading.text()


def test_the_site_can_be_built_as_it_stood(history: Path, tmp_path: Path) -> None:
    config = history / "mkdocs.yml"
    done = congkhai(
        "--config", config, "build", "--data", "HEAD~1", "--as-of", "2026-02-01", "--site", tmp_path / "old"
    )
    assert done.returncode == 0, done.stderr
    assert "Sở Đổi Tên" not in title(tmp_path / "old", history)
    first = (tmp_path / "old" / "manifest.sha256").read_text().split("\n")[0]
    assert first == "# " + git(history, "rev-parse", "HEAD~1")
    assert git(history, "status", "--porcelain", "--untracked-files=no") == ""


def test_the_site_of_today_has_what_was_changed_since(history: Path, tmp_path: Path) -> None:
    done = congkhai("--config", history / "mkdocs.yml", "build", "--site", tmp_path / "new")
    assert done.returncode == 0, done.stderr
    assert "Sở Đổi Tên" in title(tmp_path / "new", history)


@pytest.mark.parametrize(
    ("revision", "words"),
    [
        ("khong-co", "không có phiên bản «khong-co»"),
        ("--help", "không có phiên bản «--help»"),
        ("HEAD~9", "không có phiên bản «HEAD~9»"),
    ],
)
def test_a_revision_that_is_not_there_is_explained(history: Path, revision: str, words: str, tmp_path: Path) -> None:
    done = congkhai("--config", history / "mkdocs.yml", "build", f"--data={revision}", "--site", tmp_path / "none")
    assert (done.returncode, words in done.stderr) == (2, True)
    assert not (tmp_path / "none").exists()


def test_outside_git_there_is_no_data_of_another_day(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project")
    done = congkhai("--config", project / "mkdocs.yml", "build", "--data", "HEAD")
    assert (done.returncode, "không nằm trong một kho git" in done.stderr) == (2, True)
