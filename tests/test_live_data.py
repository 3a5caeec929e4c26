"""What departments add to the data of this repository keeps it green: in a scratch copy, by the steps of README.vi.md.

Nothing here counts or quotes the live data: ``congkhai check``, a build and the links of its pages judge it.
"""

import re
import shutil
from pathlib import Path

import pytest

from generator.check import check
from generator.reading.problems import errors
from tests.projects import AGENCY, PLAN, ROOT, SMALL, build, plant
from tests.sites import SITE_URL, Site, broken_links

REPORTED = "agencies/ha-tinh-so-khcn/2023-kiem-soat-tthc"
"""The plan that README.vi.md reports on."""

DOCUMENT = """  - id: vi-du-05-qd-ubnd-2026
    number: 05/QĐ-UBND
    kind: decision
    name: Ban hành Kế hoạch kiểm soát thủ tục hành chính năm 2026 của tỉnh Ví Dụ
    agency: vi-du-ubnd
    date: 2026-01-05
"""
"""What the sixth plan cites, for the end of registry/legal-documents.yml."""

PROCEDURE = """code: 9.999999
name: Cấp lại giấy xác nhận thử nghiệm
kind: standard
field: %s
jurisdiction: national
levels: [province]
implementing: [Sở Nội vụ]
limits: [{value: 5, unit: working_day}]
fees: [{state: free}]
source: {url: "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/00000000-0000-0000-0000-000000000000", retrieved: 2026-07-18}
"""

LIST = """document: 09/QĐ-SNV
date: 2026-01-05
procedures:
  - {code: 9.999999, one_stop: true, post: both}
  - {code: %s, one_stop: false, one_stop_reason: Nộp ở bộ}
"""


def add_everything(plans: Path) -> None:
    """A report, an agency with its parent, a sixth plan, a procedure and a list, each as a department would add it."""
    guide = (ROOT / "README.vi.md").read_text(encoding="utf-8")
    (report,) = re.findall(r"^```yaml\n(period: .*?)^```$", guide, flags=re.DOTALL | re.MULTILINE)
    known = check(plans).catalogue.procedures.values()
    national = next(item for item in known if item.national)
    for agency in (AGENCY, "vi-du-ubnd"):
        shutil.copytree(SMALL / "plans/agencies" / agency, plans / "agencies" / agency)
    with (plans / "registry/legal-documents.yml").open("a", encoding="utf-8") as registry:
        registry.write(DOCUMENT)
    added = {f"{REPORTED}/reports/2023-q1.yml": report, "procedures/9.999999.yml": PROCEDURE % national.field}
    plant(plans, added | {f"agencies/{AGENCY}/procedures.yml": LIST % national.code})


@pytest.mark.slow
def test_what_departments_add_keeps_check_build_and_links_green(tmp_path: Path) -> None:
    for name in ("content", "theme_overrides", "plans"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    add_everything(tmp_path / "plans")
    assert [problem.text() for problem in errors(check(tmp_path / "plans").problems)] == []
    site = Site(build(tmp_path, CONGKHAI_SITE_URL=SITE_URL))
    added = {f"ke-hoach/{PLAN}/", f"co-quan/{AGENCY}/", "thu-tuc/9.999999/", f"danh-muc/mot-cua/{AGENCY}/"}
    assert added <= set(site.addresses())
    assert broken_links(site) == []
