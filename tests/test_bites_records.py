"""What the records say of themselves, and what may stand in a site's folder: both sides of each boundary."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.model.procedure import Depth, Status
from generator.model.report import ReportPeriod, year_periods
from generator.pages.plan.text import section_anchor
from generator.publish.manifest import MANIFEST, read_manifest
from generator.publish.output import Output
from generator.publish.search import SearchRecord, usual_prior
from generator.publish.sitemap import robots
from tests.test_exports_read_back import linked

DIGEST = "a" * 64


@pytest.mark.parametrize(
    ("name", "first", "last", "days", "label"),
    [
        ("2026", "2026-01-01", "2026-12-31", 365, "năm 2026"),
        ("2024", "2024-01-01", "2024-12-31", 366, "năm 2024"),
        ("2026-h1", "2026-01-01", "2026-06-30", 181, "6 tháng đầu năm 2026"),
        ("2026-h2", "2026-07-01", "2026-12-31", 184, "6 tháng cuối năm 2026"),
        ("2026-q1", "2026-01-01", "2026-03-31", 90, "quý I/2026"),
        ("2026-q4", "2026-10-01", "2026-12-31", 92, "quý IV/2026"),
        ("2026-02", "2026-02-01", "2026-02-28", 28, "tháng 2/2026"),
        ("2026-03-15", "2026-03-15", "2026-03-15", 1, "ngày 15/3/2026"),
    ],
)
def test_a_period_has_its_days_its_label_and_its_name(name: str, first: str, last: str, days: int, label: str) -> None:
    period = ReportPeriod.parse(name)
    assert (str(period.first), str(period.last), period.days, period.label) == (first, last, days, label)
    assert str(period) == name
    assert [day in period for day in (period.first, period.last)] == [True, True]
    assert date.fromordinal(period.first.toordinal() - 1) not in period
    assert date.fromordinal(period.last.toordinal() + 1) not in period


def test_a_year_has_nineteen_periods_and_no_thirteenth_month() -> None:
    assert len({str(period) for period in year_periods(2026)}) == 12 + 4 + 2 + 1
    for wrong in ("2026-13", "2026-00", "2026-q5", "2026-q0", "2026-h3", "2026-02-29", "26-01"):
        with pytest.raises(ValueError):  # noqa: PT011 - the message is for programmers
            ReportPeriod.parse(wrong)


@pytest.mark.parametrize(
    ("status", "current"),
    [(Status.UNKNOWN, True), (Status.AMENDED, True), (Status.REPLACED, False), (Status.ABOLISHED, False)],
)
def test_only_what_is_replaced_or_abolished_has_ended(status: Status, current: bool) -> None:
    assert replace(linked().catalogue.procedures["1.000028"], status=status).current is current


def test_a_record_with_a_limit_or_a_fee_or_a_ground_is_more_than_its_name() -> None:
    item = linked().catalogue.procedures["1.000028"]
    bare = replace(item, limits=(), fees=(), legal_bases=())
    assert bare.depth is Depth.INDEX
    for name in ("limits", "fees", "legal_bases"):
        assert replace(bare, **{name: getattr(item, name)}).depth is Depth.LIST


@pytest.mark.parametrize(
    ("address", "stays"),
    [("a/b.html", True), ("a/.nojekyll", True), ("a/./b", False), ("a//b", False), ("../b", False), ("/b", False)],
)
def test_a_manifest_lists_only_what_lies_in_its_folder(tmp_path: Path, address: str, stays: bool) -> None:
    (tmp_path / MANIFEST).write_text(f"# {'c' * 40}\n{DIGEST}  {address}\n")
    assert read_manifest(tmp_path) == ({address: DIGEST} if stays else None)


@pytest.mark.parametrize("text", ["", "# c\n", f"{DIGEST} a\n", f"{DIGEST[1:]}  a\n", f"{DIGEST.upper()}  a\n"])
def test_what_lists_nothing_is_no_manifest(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text)
    assert read_manifest(tmp_path) is None


@pytest.mark.parametrize("address", ["/etc/x", "../x", "a/../x"])
def test_a_page_cannot_leave_the_folder_that_is_written(tmp_path: Path, address: str) -> None:
    output = Output(tmp_path / "site")
    output.write("a/x", b"1")
    for wrong in (address, "a/x"):
        with pytest.raises(ValueError, match=wrong):
            output.write(wrong, b"2")
    assert (output.size, sorted(output.digests)) == (1, ["a/x"])


@pytest.mark.parametrize(
    ("fields", "prior"),
    [
        ({"kind": "thu-tuc"}, 4),
        ({"kind": "thu-tuc", "dept": "Ủy ban nhân dân cấp xã"}, 6),
        ({"kind": "thu-tuc", "dept": "Sở Xây dựng"}, 5),
        ({"kind": "thu-tuc", "dept": "Bộ Xây dựng"}, 4),
        ({"kind": "thu-tuc", "dept": "Sở Xây dựng", "status": "Đã bãi bỏ"}, 0),
        ({"kind": "ke-hoach"}, 3),
        ({"kind": "nhiem-vu"}, 2),
    ],
)
def test_what_is_done_nearby_for_everybody_comes_first(fields: dict[str, str], prior: int) -> None:
    assert usual_prior(SearchRecord(id="a", title="A", url="a", **fields)) == prior  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("table", "numbers", "ordinal", "anchor"),
    [
        (None, ["I"], 1, "m-I"),
        (None, ["II", "1"], 1, "m-II.1"),
        (None, ["2", "2.1"], 1, "m-2.1"),
        ("PL1", ["III"], 3, "m-PL1.III"),
        ("B4", [""], 4, "m-B4"),
        (None, [""], 2, "m-2"),
        (None, ["I", ""], 2, "m-I.2"),
    ],
)
def test_an_anchor_is_made_of_what_is_printed(table: str | None, numbers: list[str], ordinal: int, anchor: str) -> None:
    assert section_anchor(table, tuple(numbers), ordinal) == anchor


def test_robots_may_read_everything_and_learn_where_the_map_is() -> None:
    assert robots("https://a.example/").decode().splitlines() == [
        "User-agent: *", "Allow: /", "Sitemap: https://a.example/sitemap.xml",
    ]  # fmt: skip
