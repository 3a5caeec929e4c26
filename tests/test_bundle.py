"""The site as a zip that opens from a folder: every link leads to a file of it, and a real browser finds and opens things."""

import hashlib
import io
import zipfile
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from generator.addresses import OFFLINE
from generator.cli import main
from generator.publish.bundle import RUNNER, bundle, classic, offline, page, to_file
from generator.publish.manifest import deviations, missing, read_manifest
from generator.publish.sitemap import PLAIN, sitemap_files
from tests.projects import AS_OF, build, congkhai, small_project
from tests.sites import Site, references


@pytest.fixture(scope="module")
def unpacked(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The bundle of the seeds, unpacked into a folder whose name has a space, as on an officer's computer."""
    folder = tmp_path_factory.mktemp("bundle") / "Tài liệu 1"
    zipfile.ZipFile(io.BytesIO(bundle(site.folder))).extractall(folder)
    return Site(folder)


@pytest.mark.parametrize(
    ("link", "file"),
    [
        ("..", "../index.html"),
        (".", "./index.html"),
        ("../../", "../../index.html"),
        ("../thu-tuc/1.004194/", "../thu-tuc/1.004194/index.html"),
        ("../ke-hoach/a/#nv-1", "../ke-hoach/a/index.html#nv-1"),
        ("../tra-cuu/?q=a&amp;b=c/", "../tra-cuu/index.html?q=a&amp;b=c/"),
        ("", ""),
        ("#noi-dung", "#noi-dung"),
        ("?q=a/", "?q=a/"),
        ("../assets/ck.css?2d51", "../assets/ck.css?2d51"),
        ("https://dichvucong.gov.vn/", "https://dichvucong.gov.vn/"),
        ("//dichvucong.gov.vn/", "//dichvucong.gov.vn/"),
        ("mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_a_link_to_a_folder_names_its_file_and_no_other_link_changes(link: str, file: str) -> None:
    assert to_file(link) == file


def test_what_looks_like_a_link_in_a_text_stays() -> None:
    assert page('<a title="a > b" href="../">href="../"</a>') == '<a title="a > b" href="../index.html">href="../"</a>'
    assert page('<a title="a href=../ b" href=../>c</a>') == '<a title="a href=../ b" href="../index.html">c</a>'
    assert page('<a title="../" class=a/ href=../>c</a>') == '<a title="../" class=a/ href="../index.html">c</a>'


def test_a_module_that_is_imported_for_what_it_does_is_run() -> None:
    modules = {"assets/js/a.js": 'import"./b.js";import{c as d}from"./e.js";d();'}
    assert b'"a"(){need("b");const{c:d}=need("e");d();\nreturn{};}' in classic(modules)


def test_a_module_that_cannot_be_classic_is_refused() -> None:
    with pytest.raises(ValueError, match=r"assets/js/a\.js: «import \* as b from"):
        classic({"assets/js/a.js": 'import * as b from"./b.js";'})


def test_every_link_of_every_page_leads_to_a_file_of_the_bundle(unpacked: Site) -> None:
    broken = set()
    pages = unpacked.addresses()
    for address in pages:
        for _, link in references(unpacked, address):
            target = urlsplit(urljoin(f"http://x/{address}index.html", link))
            if target.netloc != "x" or not target.path:
                continue
            if not (unpacked.folder / unquote(target.path).lstrip("/")).is_file():
                broken.add((address, link))
    assert len(pages) > 10
    assert sorted(broken) == []


def test_the_manifest_lists_the_files_of_the_bundle(unpacked: Site) -> None:
    listed = read_manifest(unpacked.folder)
    assert listed
    assert list(deviations(unpacked.folder, listed)) == []
    assert missing(unpacked.folder, listed) == []


def test_what_only_a_server_a_crawler_or_an_app_asks_for_is_not_in_the_bundle() -> None:
    many = [name for name, _ in sitemap_files("https://a.example/", [f"{number}/" for number in range(PLAIN + 1)])]
    assert len(many) == 2
    left_out = [*many, "404.html", "robots.txt", "manifest.webmanifest"]
    editors = ["sitemap/index.html", "sitemap.png", "404.html.txt"]
    assert [name for name, _ in offline([*left_out, *editors], str.encode)] == [RUNNER, *editors]


def test_the_same_site_gives_the_same_bytes(site: Site, tmp_path: Path) -> None:
    first, second = tmp_path / "1.zip", tmp_path / "2.zip"
    for out in (first, second):
        assert main(["bundle", "--site", str(site.folder), "--out", str(out)]) == 0
    assert first.read_bytes() == second.read_bytes()


def test_a_folder_without_a_site_is_refused_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bundle", "--site", str(tmp_path), "--out", str(tmp_path / "a.zip")]) == 2
    assert "congkhai build" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_bundle_inside_the_site_is_refused(site: Site) -> None:
    out = site.folder / "a.zip"
    assert main(["bundle", "--site", str(site.folder), "--out", str(out)]) == 2
    assert not out.exists()


def test_a_site_offers_its_bundle_only_where_the_build_makes_one(tmp_path: Path) -> None:
    """The copy to be read without a network does not offer itself; the published one says how large it is and its checksum."""
    project = small_project(tmp_path)
    plain = build(project)
    assert "khong-mang" not in (plain / "du-lieu/index.html").read_text()
    assert not (plain / OFFLINE).exists()
    made = congkhai("--config", project / "mkdocs.yml", "build", "--as-of", AS_OF, "--offline")
    assert made.returncode == 0, made.stderr
    content = (plain / OFFLINE).read_bytes()
    page_ = (plain / "du-lieu/index.html").read_text()
    assert hashlib.sha256(content).hexdigest() in page_
    assert 'href="../du-lieu/trang-khong-mang.zip"' in page_
    listed = read_manifest(plain)
    assert listed is not None
    assert OFFLINE in listed
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        assert "khong-mang" not in whole.read("du-lieu/index.html").decode()
    assert bundle(plain) == content


def listened(browser: Browser) -> tuple[Page, list[str]]:
    """A fresh tab, and what its console complains of."""
    tab = browser.new_context().new_page()
    said: list[str] = []
    tab.on("console", lambda line: said.append(line.text) if line.type in ("error", "warning") else None)
    tab.on("pageerror", lambda error: said.append(str(error)))
    return tab, said


def test_a_citizen_searches_opens_and_goes_back_without_a_server(unpacked: Site, browser: Browser) -> None:
    tab, said = listened(browser)
    tab.goto((unpacked.folder / "index.html").as_uri())
    box = tab.locator("form[role=search] input[name=q]").first
    box.fill("cap giay phep")
    tab.locator("#goi-y [role=option]").first.wait_for()
    tab.keyboard.press("Enter")
    results = tab.locator("#tim-ds a")
    results.first.wait_for()
    title, searched = results.first.inner_text(), tab.url
    assert "/tra-cuu/index.html?q=cap+giay+phep" in searched
    results.first.click()
    tab.wait_for_url(lambda url: url != searched)
    assert title[:60] in tab.locator("h1").inner_text()
    tab.go_back()
    results.first.wait_for()
    assert results.first.inner_text() == title
    tab.locator("#q").fill("xay dung")
    tab.wait_for_url("**/tra-cuu/index.html?q=xay+dung")
    tab.get_by_role("link", name="Kế hoạch", exact=True).first.click()
    tab.wait_for_url("**/ke-hoach/index.html")
    assert said == []


def test_a_misspelt_search_finds_from_a_folder_what_it_finds_on_the_server(
    unpacked: Site, site_address: str, browser: Browser
) -> None:
    """The speller is loaded only for a word that nobody knows."""
    tab, said = listened(browser)
    found = []
    for page_ in (site_address + "tra-cuu/", (unpacked.folder / "tra-cuu/index.html").as_uri()):
        tab.goto(f"{page_}?q=giaays+phesp")
        tab.locator("#tim-ds a").first.wait_for()
        found.append(tab.locator("#tim-ds a").all_inner_texts())
    assert found[0] == found[1]
    assert said == []


def test_every_script_of_the_site_runs_from_a_folder(unpacked: Site, browser: Browser) -> None:
    first: dict[str, str] = {}
    for address in unpacked.addresses():
        for node in unpacked.page(address).css("script[src]"):
            first.setdefault((node.attributes["src"] or "").rsplit("/", 1)[-1], address)
    assert {"offline.js", "search-box.js", "search-page.js", "plan.js", "report-form.js"} <= first.keys()
    tab, said = listened(browser)
    for address in dict.fromkeys(first.values()):
        tab.goto((unpacked.folder / address / "index.html").as_uri())
    assert said == []
    tab.goto((unpacked.folder / first["report-form.js"] / "index.html").as_uri())
    assert tab.locator("form:not([role=search])").first.is_visible()  # the script shows it
