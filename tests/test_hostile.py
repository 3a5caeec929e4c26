"""Hostile strings in every text field of every record produce no live tag, no attribute, no link and no script."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.check import check
from generator.reading.problems import errors
from tests.hostile import AGENCY, ATTACK, CODE, DOCUMENT, PLAN, attacked_fields, hostile, hostile_project
from tests.projects import build
from tests.sites import REPOSITORY, SITE_URL, Site

PLAN_PAGE = f"ke-hoach/{AGENCY}/{PLAN}/"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_project(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def attacked(project: Path) -> Site:
    """The hostile data as a site."""
    return Site(build(project, CONGKHAI_SITE_URL=SITE_URL, CONGKHAI_REPO_URL=REPOSITORY))


def pages(attacked: Site) -> Iterator[tuple[str, LexborHTMLParser]]:
    yield from ((address, attacked.page(address)) for address in attacked.addresses())


def test_the_hostile_data_has_no_mistake_and_reaches_every_record(project: Path) -> None:
    assert [problem.text() for problem in errors(check(project / "plans").problems)] == []
    fields = attacked_fields()
    assert len(fields) > 100
    assert {name.split(".")[0] for name in fields} >= {
        "Agency", "AgencyName", "Document", "Signer", "Task", "Target", "Duty", "Clause", "LegalBasis", "LegalDocument",
        "Standing", "Metric", "Procedure", "Fee", "Adoption", "Report", "TaskReport", "Amendment", "Event", "Measurement",
    }  # fmt: skip


def test_no_hostile_tag_is_live(attacked: Site) -> None:
    for address, page in pages(attacked):
        assert page.css("x-hostile") == [], address
        assert page.css("img[src=x]") == [], address
        assert "<x-hostile" not in attacked.html(address), address


def test_no_attribute_runs_anything(attacked: Site) -> None:
    for address, page in pages(attacked):
        found = {name for node in page.css("*") for name in node.attributes if name.startswith("on") or name == "style"}
        assert found == set(), address


def test_no_link_runs_anything(attacked: Site) -> None:
    for address, page in pages(attacked):
        links = [node.attributes[name] or "" for name in ("href", "src", "action") for node in page.css(f"[{name}]")]
        codes = [node.attributes["src"] for node in page.css(".ck-qr > img")]
        assert all(code.startswith("data:image/bmp;base64,") for code in codes if code)
        assert {urlsplit(link).scheme for link in links if link not in codes} <= {"", "https", "mailto", "tel"}, address


def test_every_script_is_our_own_file_or_data(attacked: Site) -> None:
    for address, page in pages(attacked):
        for script in page.css("script"):
            if script.attributes.get("type") == "application/ld+json":
                assert json.loads(script.text()), address
            else:
                assert script.text().strip() == "", address
                assert "assets/" in (script.attributes.get("src") or ""), address


def test_no_hostile_comment_or_title_swallows_the_page(attacked: Site) -> None:
    for address, page in pages(attacked):
        assert len(page.css("main h1")) == 1, address
        assert len(page.css("footer")) == len(page.css("title")) == len(page.css("body")) == 1, address
        assert attacked.text(address, "title").endswith(" – Công khai"), address


def test_hostile_texts_stand_on_the_page_as_they_are_written(attacked: Site) -> None:
    """Nothing is dropped either: Jinja, Markdown and the splicing take no part of a record's text for their own."""
    for name in (
        "Task.content",
        "Task.product",
        "Duty.text",
        "Section.title",
        "Document.title",
        "Clause.text",
        "Target.label",
    ):
        assert hostile(name) in attacked.one(PLAN_PAGE, "body").text(), name


def test_the_heads_hold_hostile_titles_whole(attacked: Site) -> None:
    address = f"van-ban/{DOCUMENT}/"
    assert hostile("LegalDocument.name") in attacked.one(address, "title").text()
    assert hostile("LegalDocument.name") in (
        attacked.one(address, 'meta[property="og:title"]').attributes["content"] or ""
    )


def test_json_holds_no_tag_even_where_it_lands_in_html(attacked: Site) -> None:
    files = [path for path in attacked.folder.rglob("*.json") if b"hostile" in path.read_bytes()]
    assert len(files) > 5
    for path in files:
        content = path.read_bytes()
        assert not any(sign in content for sign in (b"<", b">", b"&")), path
        assert ATTACK[:20] in json.dumps(json.loads(content), ensure_ascii=False).replace('\\"', '"'), path


def test_feeds_are_xml_without_hostile_elements(attacked: Site) -> None:
    for path in [*attacked.folder.rglob("*.atom"), *attacked.folder.rglob("*.xml")]:
        tags = {node.tag.rsplit("}", 1)[-1] for node in ElementTree.parse(path).iter()}
        assert not tags & {"x-hostile", "script", "img"}, path


def test_a_signer_is_named_on_the_plan_and_in_its_source_only(attacked: Site) -> None:
    signed = {path.relative_to(attacked.folder).as_posix() for path in attacked.folder.rglob("*")
              if path.is_file() and b"Signer." in path.read_bytes()}  # fmt: skip
    assert signed == {f"{PLAN_PAGE}index.html", f"{PLAN_PAGE}van-ban-goc/index.html", f"{PLAN_PAGE}source.txt"}


def test_pages_of_every_kind_were_attacked(attacked: Site) -> None:
    for address in (
        "",
        PLAN_PAGE,
        f"co-quan/{AGENCY}/",
        f"van-ban/{DOCUMENT}/",
        f"thu-tuc/{CODE}/",
        "tien-do/",
        "ke-hoach/",
    ):
        assert "x-hostile" in attacked.html(address), address
