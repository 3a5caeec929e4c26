"""Both states of a pull request checked with each file read once, and notices that the base already has told apart."""

import shutil
from collections.abc import Collection
from datetime import date
from pathlib import Path

from generator.changes.compare import compare
from generator.changes.review import new_notices
from generator.changes.state import checked_states
from generator.check import check
from generator.reading.catalogue import Loaded
from tests.projects import edit, plant, small_plans

PROCEDURE = """code: %s
name: Cấp thử giấy phép %s
kind: standard
field: thu
jurisdiction: national
source: {url: "https://dichvucong.gov.vn/x", retrieved: 2026-01-01}
fees:
  - {state: amount, amount: %s, text: Theo quy định}
"""


def test_the_base_is_read_only_where_it_is_compared_or_noticed(tmp_path: Path) -> None:
    base = small_plans(tmp_path / "base")
    codes = [f"1.00000{number}" for number in range(5)]
    plant(base, {f"procedures/{code}.yml": PROCEDURE % (code, code, 50000) for code in codes})
    plant(base, {"registry/fields.yml": "fields:\n  - {id: thu, name: Thử}\n"})
    noticed = {problem.file for problem in check(base, date(2026, 7, 20)).problems if problem.warning}
    head = Path(shutil.copytree(base, tmp_path / "head/plans"))
    edit(head / "procedures/1.000001.yml", "50000", "60000")
    skipped: list[Collection[str]] = []

    def judge(folder: Path, left_out: Collection[str]) -> Loaded:
        skipped.append(left_out)
        return check(folder, date(2026, 7, 20), left_out=left_out)

    with checked_states(base, str(base), str(head), judge) as (before, after):
        told = [(finding.subject.id, finding.before, finding.after) for finding in compare(before, after)]
        assert new_notices(before.problems, after.problems) == ()
    assert [(code, str(was)[:6], str(now)[:6]) for code, was, now in told] == [("1.000001", "50.000", "60.000")]
    same = {f"procedures/{code}.yml" for code in codes if code != "1.000001"}
    assert [set(names) for names in skipped] == [set(), {name for name in same if f"plans/{name}" not in noticed}]
