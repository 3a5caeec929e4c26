"""A reader's wish: say that this line is wrong, without describing where it stands."""

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from generator.publish.mistakes import Mistakes
from tests.projects import PLAN, build, small_project
from tests.sites import SITE_URL, Site

PLAN_PAGE = f"ke-hoach/{PLAN}/"
REPO = "https://github.com/vi-du/cong-khai"


def links(site: Site) -> dict[str, str]:
    """The links that report a mistake on the page of the plan, by what a screen reader says."""
    found = (node.attributes for node in site.page(PLAN_PAGE).css("a[aria-label]"))
    return {it["aria-label"] or "": it["href"] or "" for it in found if "sai: " in (it["aria-label"] or "").lower()}


@pytest.fixture(scope="module")
def mailed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    project = small_project(tmp_path_factory.mktemp("mail"))
    return Site(
        build(
            project, CONGKHAI_SITE_URL=SITE_URL, CONGKHAI_OWNER_EMAIL="chu-trang@vidu.example", CONGKHAI_REPO_URL=REPO
        )
    )


def test_every_task_and_target_has_a_link_with_its_number_and_address(mailed: Site) -> None:
    found = links(mailed)
    assert {"báo sai: nhiệm vụ I.1", "báo sai: nhiệm vụ II.1", "báo sai: chỉ tiêu CT1", "báo sai: chỉ tiêu CT2"} <= set(
        found
    )
    parts = urlsplit(found["báo sai: nhiệm vụ II.1"])
    query = parse_qs(parts.query)
    assert (parts.scheme, parts.path) == ("mailto", "chu-trang@vidu.example")
    assert query["subject"] == ["Sai dữ liệu: nhiệm vụ II.1"]
    where = query["body"][0].splitlines()[0].removeprefix("Trang: ")
    assert where.startswith(SITE_URL + PLAN_PAGE)
    assert mailed.page(PLAN_PAGE).css_first(f"[id='{urlsplit(where).fragment}']") is not None


def test_without_an_address_the_form_of_the_repository_is_filled(tmp_path: Path) -> None:
    site = Site(build(small_project(tmp_path), CONGKHAI_SITE_URL=SITE_URL, CONGKHAI_REPO_URL=REPO))
    address = links(site)["báo sai: chỉ tiêu CT2"]
    assert address.startswith(f"{REPO}/issues/new?template=1-sai-du-lieu.yml&")
    query = parse_qs(urlsplit(address).query)
    assert query["title"] == ["Sai dữ liệu: chỉ tiêu CT2"]
    assert query["page"][0].startswith(SITE_URL + PLAN_PAGE)


def test_with_neither_the_reader_is_told_how_to_write_to_the_agency(tmp_path: Path) -> None:
    site = Site(build(small_project(tmp_path)))
    assert set(links(site).values()) == {"../../../tham-gia/#viet-cho-co-quan"}


def test_a_title_cannot_leave_its_address() -> None:
    html = '<a href="bao-sai:&#34;&gt;&lt;script&gt; a&amp;b?c=d\\ne">x</a>'
    made = Mistakes(owner="a@b.example").filled(html, "ke-hoach/", "../")
    assert "<script" not in made
    assert made.count('"') == 2
    assert unquote(made).count("&body=") == 0
    assert "&amp;body=" in made
