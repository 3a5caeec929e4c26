"""Small words and numbers that a reader takes for facts, each on both sides of its boundary."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from generator.model import Comparator, DocumentKind, LegalDocument, PartialDate, Target
from generator.model.procedure import Channel, LimitUnit, TimeLimit
from generator.pages.changes import last_changes
from generator.pages.home import home_page
from generator.pages.parts.listing import newest_first
from generator.pages.plan.timeline_axis import Axis
from generator.pages.procedure.words import say_channels, say_limits
from generator.publish.mistakes import Mistakes
from generator.publish.render import Slot, cut, edit_link, splice
from generator.reading.repair import _lines_words
from generator.text.markup import plain_html
from generator.text.numbers import round_apart, round_half_up
from generator.text.vietnamese import LONGEST_SLUG, slug
from generator.text.wording import say_target
from generator.tracking.linked import link
from generator.tracking.log import Log, LogEntry
from tests.hostile import ATTACK
from tests.test_exports_read_back import linked
from tests.test_render import page


def test_an_address_is_cut_at_its_hundredth_letter_and_no_other_name_gets_it() -> None:
    assert slug("a" * LONGEST_SLUG) == "a" * LONGEST_SLUG
    cut_one, cut_other = slug("a" * (LONGEST_SLUG + 1)), slug("a" * (LONGEST_SLUG + 2))
    assert len(cut_one) == len(cut_other) == LONGEST_SLUG
    assert cut_one != cut_other


@pytest.mark.parametrize(
    ("value", "limit", "said"),
    [("79.9996", 80, "79.9996"), ("80.0004", 80, "80.0004"), ("79.94", 80, "79.9"), ("80", 80, "80.0")],
)
def test_a_share_is_never_rounded_to_the_limit_that_it_misses(value: str, limit: int, said: str) -> None:
    assert round_apart(Fraction(value), limit) == Decimal(said)


@pytest.mark.parametrize(("value", "said"), [("0.04", "0"), ("0.05", "0.1"), ("-0.04", "0"), ("-0.05", "-0.1")])
def test_a_half_goes_away_from_zero(value: str, said: str) -> None:
    assert round_half_up(Fraction(value)) == Decimal(said)


@pytest.mark.parametrize(
    ("comparator", "unit", "value", "words"),
    [
        (Comparator.MAX, "ngày", 5, "chậm nhất 5\u00a0ngày"),
        (Comparator.MAX, "%", 5, f"{Comparator.MAX.label} 5\u00a0%"),
        (Comparator.EXACT, "%", 100, "đủ 100\u00a0%"),
        (Comparator.EXACT, "%", 99, f"{Comparator.EXACT.label} 99\u00a0%"),
        (Comparator.EXACT, "hồ sơ", 100, f"{Comparator.EXACT.label} 100\u00a0hồ sơ"),
    ],
)
def test_only_days_are_late_and_only_a_whole_is_full(comparator: Comparator, unit: str, value: int, words: str) -> None:
    target = Target(id="CT1", label="Hồ sơ", unit=unit, value=Decimal(value), comparator=comparator)
    assert say_target(target) == words


def limits(*values: int, **fields: str) -> list[TimeLimit]:
    return [TimeLimit(value=Decimal(value), unit=LimitUnit.DAY, **fields) for value in values]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (limits(1, 2, 3), "1 hoặc 2 hoặc 3\u00a0ngày"),
        (limits(1, 2, 3, 4), "từ 1 đến 4\u00a0ngày"),
        (limits(4, 1), "1 hoặc 4\u00a0ngày"),
        (limits(1, 2, since="ngày nhận"), "1\u00a0ngày từ ngày nhận hoặc 2\u00a0ngày từ ngày nhận"),
        (limits(5, stage="thẩm định") + limits(2, stage="phê duyệt"), "5\u00a0ngày (thẩm định), rồi 2\u00a0ngày (phê duyệt)"),
    ],
)  # fmt: skip
def test_many_limits_are_a_range_and_few_are_named(found: list[TimeLimit], words: str) -> None:
    assert say_limits(found) == words


@pytest.mark.parametrize(
    ("channels", "words"),
    [
        ((), "chưa rõ"),
        ((Channel.DIRECT,), "tại quầy"),
        ((Channel.DIRECT, Channel.ONLINE), "tại quầy hoặc trực tuyến"),
        ((Channel.DIRECT, Channel.ONLINE, Channel.POST), "tại quầy, trực tuyến hoặc qua bưu điện"),
    ],
)
def test_the_last_of_several_ways_stands_after_or(channels: tuple[Channel, ...], words: str) -> None:
    assert say_channels(channels) == words


@pytest.mark.parametrize(
    ("as_of", "ends"),
    [(date(2026, 12, 31), "muộn nhất hết ngày 31/12/2026"), (date(2027, 1, 1), "muộn nhất đã hết ngày 31/12/2026")],
)
def test_the_home_page_says_that_a_plan_has_ended_only_after_its_last_day(as_of: date, ends: str) -> None:
    home = home_page(link(linked().catalogue, as_of)).context
    assert ends in home.held
    assert bool(home.missing) is (as_of.year == 2027)


@pytest.mark.parametrize(
    ("day", "shown"), [("2025-12-31", False), ("2026-01-01", True), ("2026-12-31", True), ("2027-01-01", False)]
)
def test_both_ends_of_a_timeline_lie_in_it(day: str, shown: bool) -> None:
    axis = Axis(date(2026, 1, 1), date(2026, 12, 31))
    assert axis.shows(date.fromisoformat(day)) is shown
    assert (axis.x(axis.first), axis.x(date(2027, 1, 1))) == (0, 100)


def test_documents_stand_newest_first_those_without_a_day_last() -> None:
    days = {"cũ": PartialDate(2020, 1, 1), "mới": PartialDate(2026, 7, 1), "": None, "giữa": PartialDate(2024)}
    documents = [
        LegalDocument(id=name, kind=DocumentKind.DECREE, name="A", number=name, day=day) for name, day in days.items()
    ]
    assert [document.id for document in newest_first(documents)] == ["mới", "giữa", "cũ", ""]


def test_a_page_tells_the_latest_change_of_its_file() -> None:
    def entry(day: int, sentence: str) -> LogEntry:
        return LogEntry(
            commit="c", moment=datetime(2026, 7, day, tzinfo=UTC), kind="plan", id="so/p", title="Kế hoạch", agency="so",
            sentences=(sentence,), files=("plan.yml",),
        )  # fmt: skip

    log = Log(entries=(entry(9, "Thời hạn lùi 3 ngày"), entry(2, "Sửa tên")))
    assert last_changes(replace(linked(), log=log)) == {"plan.yml": "Thay đổi gần nhất: 9/7/2026, thời hạn lùi 3 ngày"}


def test_every_word_of_a_page_s_frame_is_escaped() -> None:
    frame = cut("".join((Slot.TITLE, Slot.DESCRIPTION, Slot.ADDRESS, Slot.ALTERNATES, Slot.EDIT, Slot.PICTURE)))
    hostile = page(
        title=ATTACK, description=ATTACK, address=f"{ATTACK}/", alternates=((ATTACK, ATTACK, ATTACK),), picture=ATTACK,
        changed=ATTACK, file=ATTACK,
    )  # fmt: skip
    assert "<x-hostile" in ATTACK
    assert "<x-hostile" not in splice(frame, hostile, "", "https://git.example/edit/main/plans/")
    assert edit_link(page(file="a&b", changed="x"), "/edit/").count("a&amp;b") == 2
    assert plain_html(' <b>"Một&\n hai"') == "&lt;b&gt;&quot;Một&amp; hai&quot;"


def test_a_report_of_a_mistake_names_the_thing_as_the_page_shows_it() -> None:
    html = Mistakes(repo="https://git.example/kho/").filled('<a href="bao-sai:A &amp; B#n-I.1">', "ke-hoach/x/", "../")
    assert html.startswith('<a href="https://git.example/kho/issues/new?template=')
    assert "A%20%26%20B" in html
    assert "amp%3B" not in html.replace("&amp;", "&").replace("&page", "")


@pytest.mark.parametrize(("count", "words"), [(8, "dòng 1, 2, 3, 4, 5, 6, 7, 8"), (9, "6, 7, 8 và 1 dòng khác")])
def test_a_repair_names_eight_lines_and_counts_the_rest(count: int, words: str) -> None:
    assert _lines_words(list(range(1, count + 1))).endswith(words)
