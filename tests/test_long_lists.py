"""Lists of a large register: no page grows with it, every row is on one page of them, and no address or anchor is lost."""

from dataclasses import replace
from datetime import date

import pytest

from generator.model import Agency, AgencyKind, AgencyName
from generator.model.adoption import Adoption, Adoptions, OnlineLevel
from generator.model.procedure import Status
from generator.pages import Page
from generator.pages.lists import list_pages
from generator.pages.parts.leaves import MOST_NAMED, PER_PAGE, leaf_address, leaves, named
from generator.pages.performed import performed_section
from generator.pages.procedure.index import procedure_index_pages
from generator.pages.procedure.rows import Rows, name_row
from generator.reading.catalogue import Catalogue
from generator.tracking.linked import Linked, link
from generator.tracking.procedures import Performed
from tests.procedures import AS_OF, procedure, register, rendered

HERE = "co-quan/so/thu-tuc/"
SHARES = "danh-muc/ty-le/so/"


def stated(count: int, fields: int = 2) -> Linked:
    """A department that states it performs ``count`` procedures, all of them online."""
    records = [procedure(f"1.{number:06d}", field=f"f{number % fields}") for number in range(count)]
    agency = Agency(
        id="so", kind=AgencyKind.DEPARTMENT, type_name="Sở Y tế", names=(AgencyName(name="Sở Y tế tỉnh X"),)
    )
    adopted = tuple(
        Adoption(code=record.code, one_stop=True, online_level=OnlineLevel.FULL, eligible_full=True)
        for record in records
    )
    adoptions = Adoptions(document="1/QĐ", day=date(2026, 1, 2), procedures=adopted)
    catalogue = register(*records).catalogue
    return link(replace(catalogue, agencies={"so": agency}, adoptions={"so": adoptions}), AS_OF)


def pages_of(linked: Linked) -> dict[str, Page]:
    return {page.address: page for page in list_pages(linked)}


def codes(page: Page) -> list[str]:
    return [str(node.attributes["href"]).split("/")[-2] for node in rendered(page).css("li a[href*='thu-tuc/1.']")]


def test_items_are_cut_after_two_hundred_and_the_first_keeps_the_address() -> None:
    assert [leaf.address for leaf in leaves("a/", range(PER_PAGE))] == ["a/"]
    first, second = leaves("a/", range(PER_PAGE + 1))
    assert (first.address, len(first.items), second.address, second.items) == (
        "a/",
        PER_PAGE,
        "a/trang-2/",
        (PER_PAGE,),
    )
    assert (leaf_address("a/", PER_PAGE - 1), leaf_address("a/", PER_PAGE)) == ("a/", "a/trang-2/")
    assert (first.words, first.titled("Vần C"), second.titled("Vần C")) == (
        ", trang 1 trên 2",
        "Vần C",
        "Vần C – trang 2",
    )
    nothing: list[int] = []
    assert [leaf.items for leaf in leaves("a/", nothing)] == [()]


@pytest.mark.parametrize(
    ("here", "count", "shown"),
    [
        (1, 1, [1]),
        (5, MOST_NAMED, list(range(1, MOST_NAMED + 1))),
        (1, 13, [1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 13]),
        (250, 500, [1, 56, 112, 167, 223, 248, 249, 250, 251, 252, 278, 334, 389, 445, 500]),
    ],
)
def test_a_leaf_names_few_others_and_always_the_first_the_last_and_its_neighbours(
    here: int, count: int, shown: list[int]
) -> None:
    assert named(here, count) == shown


@pytest.mark.parametrize("count", [PER_PAGE, PER_PAGE + 1])
def test_a_departments_list_loses_no_row_and_no_anchor(count: int) -> None:
    pages = pages_of(stated(count))
    leaves_ = [page for address, page in pages.items() if address.startswith(HERE)]
    assert len(leaves_) == -(-count // PER_PAGE)
    found = [code for page in leaves_ for code in codes(page)]
    assert sorted(found) == [f"1.{number:06d}" for number in range(count)]
    first = rendered(pages[HERE])
    assert {node.attributes["id"] for node in first.css("[id^=l-]")} == {"l-f0", "l-f1"}


def test_a_field_that_begins_on_a_later_page_is_linked_there() -> None:
    linked = stated(2 * PER_PAGE + 2)
    pages = pages_of(linked)
    (waiting,) = rendered(pages[HERE]).css("li#l-f1 a")
    assert waiting.attributes["href"] == f"../../../{HERE}trang-2/#l-f1"
    assert rendered(pages[f"{HERE}trang-2/"]).css_first("h2#l-f1") is not None
    section = performed_section(linked, linked.catalogue.agencies["so"])
    assert section is not None
    assert [tally.link.address for tally in section.fields] == [f"{HERE}#l-f0", f"{HERE}trang-2/#l-f1"]


def test_a_list_that_the_law_asks_for_is_cut_too() -> None:
    pages = pages_of(stated(PER_PAGE + 1))
    first, second = (pages[f"danh-muc/mot-cua/so/{leaf}"] for leaf in ("", "trang-2/"))
    assert sorted(codes(first) + codes(second)) == [f"1.{number:06d}" for number in range(PER_PAGE + 1)]
    assert rendered(second).css_first(".ck-pages [aria-current]") is not None
    short = pages_of(stated(PER_PAGE))["danh-muc/mot-cua/so/"]
    assert len(rendered(short).css(".ck-rows .ck-meta")) == PER_PAGE
    assert rendered(first).css(".ck-rows .ck-meta") == []
    assert "Thời hạn và phí ở trang của từng thủ tục" in (rendered(first).text() or "")
    assert first.title != second.title


def test_shares_of_a_small_register_show_their_procedures_and_those_of_a_large_one_say_where_they_are() -> None:
    small = rendered(pages_of(stated(40))[SHARES])
    assert small.css("details .ck-names > li")
    pages = pages_of(stated(PER_PAGE + 1))
    large = rendered(pages[SHARES])
    assert large.css("details") == []
    links = [node.attributes["href"] or "" for node in large.css("section p:not(.ck-meta) a")]
    assert links
    for address in (way.removeprefix("../../../") for way in links):
        listed = [page for name, page in pages.items() if name.startswith(address)]
        found = [code for page in listed for code in codes(page)]
        assert len(found) == len(set(found)) == PER_PAGE + 1


@pytest.mark.parametrize(("left_out", "where"), [(0, "danh-muc/toan-trinh/so/"), (1, f"{SHARES}dvc-full-eligible/co/")])
def test_a_side_of_a_share_that_a_list_of_the_law_holds_is_not_listed_twice(left_out: int, where: str) -> None:
    linked = stated(PER_PAGE + 2)
    register = linked.catalogue.adoptions["so"]
    adopted = tuple(replace(item, eligible_full=number >= left_out) for number, item in enumerate(register.procedures))
    adoptions = {"so": replace(register, procedures=adopted)}
    pages = pages_of(link(replace(linked.catalogue, adoptions=adoptions), AS_OF))
    links = [
        node.attributes["href"] for node in rendered(pages[SHARES]).css("section[aria-labelledby=dvc-full-eligible] a")
    ]
    assert links == [f"../../../{where}"]
    promised = rendered(pages[f"{SHARES}dvc-full-eligible/co/"])
    assert [node.attributes["href"] for node in promised.css("p a")] == (
        [] if left_out else [f"../../../../../{where}"]
    )
    assert bool(promised.css("ul.ck-rows li, ol li a b, details")) == bool(left_out)
    assert where in pages


def unstated(count: int) -> Linked:
    """A department that stated nothing, of a type that the catalogue names ``count`` times; one procedure has ended."""
    linked = stated(count)
    ended = replace(linked.catalogue.procedure("1.000001"), status=Status.ABOLISHED)
    named = {
        code: replace(item, implementing=("Sở Y tế",))
        for code, item in (linked.catalogue.procedures | {"1.000001": ended}).items()
    }
    return link(replace(linked.catalogue, procedures=named, adoptions={}), AS_OF)


def test_a_long_list_of_a_type_stands_once_and_its_departments_lead_there() -> None:
    linked = unstated(PER_PAGE + 2)  # the one that has ended is listed, and counted for nobody
    type_pages = {page.address: page for page in procedure_index_pages(linked) if "/co-quan/" in page.address}
    first, second = type_pages["thu-tuc/co-quan/so-y-te/"], type_pages["thu-tuc/co-quan/so-y-te/trang-2/"]
    assert sorted(codes(first) + codes(second)) == [f"1.{number:06d}" for number in range(PER_PAGE + 2)]
    own = {address: page for address, page in pages_of(linked).items() if address.startswith(HERE)}
    assert list(own) == [HERE]
    shown = rendered(own[HERE])
    assert [(node.attributes["id"], node.text()) for node in shown.css("li[id]")] == [
        ("l-f0", "f0 101"),
        ("l-f1", "f1 100"),
    ]
    section = performed_section(linked, linked.catalogue.agencies["so"])
    assert section is not None
    for tally in section.fields:
        page, _, anchor = tally.link.address.partition("#")
        assert rendered(type_pages[page]).css_first(f"#{anchor}") is not None


def test_a_short_list_of_a_type_stands_with_each_department() -> None:
    linked = unstated(PER_PAGE + 1)
    assert len(codes(pages_of(linked)[HERE])) == PER_PAGE


def test_a_name_alone_still_says_that_a_procedure_has_ended() -> None:
    pages = {page.address: page for page in procedure_index_pages(unstated(PER_PAGE + 1))}
    said = [node.text() for node in rendered(pages["thu-tuc/a-z/t/"]).css(".ck-names > li")]
    assert [text.rpartition(" ")[2] for text in said if "Đã bãi bỏ" in text] == ["bỏ"]
    assert len(said) == PER_PAGE


@pytest.mark.parametrize(
    "changed",
    [{"code": "1.000002"}, {"name": "Tên khác"}, {"status": Status.REPLACED}, {"jurisdiction": "tỉnh A"}],
    ids=lambda changed: str(*changed),
)
def test_a_row_that_says_something_else_is_made_from_something_else(changed: dict[str, str]) -> None:
    rows = Rows(Catalogue(), names=True)
    items = [Performed(procedure(**{"code": "1.000001", "name": "Tên"} | change)) for change in ({}, changed)]
    assert name_row(items[0]) != name_row(items[1])
    assert rows.made_from(items[:1]) != rows.made_from(items[1:])
