"""What pages say of themselves to search engines, in a real browser under the site's own policy, and in the sitemap."""

import json
import xml.etree.ElementTree as Xml
from pathlib import Path

from playwright.sync_api import Browser

from tests.pagetypes import PAGE_TYPES
from tests.projects import PLAN, build, edit, small_project
from tests.sites import SITE_URL, Site
from tests.test_log import commit, git

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_the_policy_lets_the_data_stand_and_the_console_is_silent(
    browser: Browser, site: Site, site_address: str
) -> None:
    """``script-src 'self'`` is about scripts that run; a block of data is none (HTML Standard §4.12.1)."""
    context = browser.new_context()
    page, said = context.new_page(), []
    page.on("console", lambda line: said.append(line.text) if line.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.add_init_script(
        "addEventListener('securitypolicyviolation', (event) => console.error(event.violatedDirective))"
    )
    told = set()
    for kind in PAGE_TYPES.values():
        if not site.file(kind.address).is_file():
            continue
        page.goto(site_address + kind.address)
        for text in page.locator("script[type='application/ld+json']").all_text_contents():
            told |= {thing["@type"] for thing in json.loads(text)["@graph"]}
    assert said == []
    assert {"GovernmentService", "GovernmentOrganization", "Legislation", "Dataset", "BreadcrumbList"} <= told
    context.close()


def test_the_sitemap_dates_every_page_that_is_made_from_a_record(tmp_path: Path) -> None:
    """By the day on which the record last changed here; a page of lists has no record and no day."""
    project = small_project(tmp_path)
    git(project, "init", "--quiet", "--initial-branch=main")
    commit(project, "2026-05-01")
    agency = PLAN.split("/", maxsplit=1)[0]
    edit(
        project / f"plans/agencies/{agency}/agency.yml",
        "kind: department\n",
        "kind: department\ntype_name: Sở Nội vụ\n",
    )
    commit(project, "2026-05-03")
    folder = build(project, CONGKHAI_SITE_URL=SITE_URL)
    listed = Xml.fromstring((folder / "sitemap.xml").read_bytes())
    days = {
        (item.findtext(f"{SITEMAP}loc") or "").removeprefix(SITE_URL): item.findtext(f"{SITEMAP}lastmod")
        for item in listed
    }
    assert days[f"ke-hoach/{PLAN}/"] == "2026-05-01"
    assert days[f"co-quan/{agency}/"] == "2026-05-03"
    assert days[f"ke-hoach/{PLAN}/van-ban-goc/"] == days["chi-tieu/publish-on-time/"] == "2026-05-01"
    dated = {address for address, day in days.items() if day}
    records = {"ke-hoach/": 4, "co-quan/": 3, "van-ban/": 3, "chi-tieu/": 3}
    assert {address for address in days if records.get(address.split("/")[0] + "/") == address.count("/") + 1} <= dated
