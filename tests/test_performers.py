"""Agencies that state the same of a procedure: the statement once, each agency by what tells it apart."""

from datetime import date

from generator.model.adoption import Adoption, OnlineLevel
from generator.model.procedure import Place
from generator.pages.procedure.performers import Statement, distinct_places, statements_of
from generator.tracking.around import Adopted

FULL, PARTIAL = (
    Adoption(code="1.000001", online_level=OnlineLevel.FULL),
    Adoption(code="1.000001", online_level=OnlineLevel.PARTIAL),
)


def adopted(name: str, place: Place | None = None, adoption: Adoption = FULL, url: str | None = None) -> Adopted:
    return Adopted("so-a", name, "1/QĐ-VD", date(2026, 1, 5), url, place, adoption)


def shared(*names: str) -> tuple[str, list[str]]:
    (found,) = statements_of([adopted(name) for name in names])
    return found.shared, [one.agency.text for one in found.performers]


def places(found: Statement) -> tuple[str, list[str]]:
    return found.place, [one.place for one in found.performers]


def test_agencies_that_state_the_same_stand_together_and_others_apart() -> None:
    found = statements_of([adopted("Sở A"), adopted("Sở B", adoption=PARTIAL), adopted("Sở C")])
    assert [(it.facts, [one.agency.text for one in it.performers]) for it in found] == [
        ("Mức trực tuyến: toàn trình", ["A", "C"]),
        ("Mức trực tuyến: một phần", ["Sở B"]),
    ]


def test_what_all_names_begin_with_is_said_once_and_the_kind_of_area_stays_with_its_name() -> None:
    assert shared("Sở Y tế tỉnh A", "Sở Y tế tỉnh B") == ("Sở Y tế", ["tỉnh A", "tỉnh B"])
    assert shared("Sở Y tế tỉnh A", "Sở Y tế thành phố B") == ("Sở Y tế", ["tỉnh A", "thành phố B"])
    assert shared("UBND xã A", "UBND xã B") == ("UBND", ["xã A", "xã B"])


def test_names_that_share_nothing_or_all_stay_whole() -> None:
    assert shared("Xã A", "Xã B") == ("", ["Xã A", "Xã B"])
    assert shared("Sở A", "Ban B") == ("", ["Sở A", "Ban B"])
    assert shared("Sở Y tế", "Sở Y tế tỉnh B") == ("", ["Sở Y tế", "Sở Y tế tỉnh B"])
    assert shared("Sở Y tế tỉnh A") == ("Sở Y tế tỉnh A", ["Sở Y tế tỉnh A"])


def test_each_agency_of_several_says_where_it_receives_and_what_all_say_is_said_once() -> None:
    at = [
        Place(name="Trung tâm", address=f"số {number}", phone=f"012 345 67{number}", hours="sáng") for number in (1, 2)
    ]
    (found,) = statements_of([adopted("Sở A", at[0]), adopted("Sở B", at[1])])
    assert places(found) == ("Trung tâm", ["số 1, sáng, điện thoại 012 345 671", "số 2, sáng, điện thoại 012 345 672"])
    (found,) = statements_of([adopted("Sở A", at[0]), adopted("Sở B")])
    assert places(found) == ("", ["", ""])  # the one place that is stated stands at the top of the page


def test_a_place_is_told_with_an_agency_only_where_another_agency_has_another() -> None:
    one, other = Place(name="Quầy 1"), Place(name="Quầy 2")
    assert distinct_places([adopted("Sở A", one), adopted("Sở B", one), adopted("Sở C")]) == [one]
    same = statements_of([adopted("Sở A", one), adopted("Sở B", one)])
    assert [places(found) for found in same] == [("", ["", ""])]
    apart = statements_of([adopted("Sở A", one), adopted("Sở B", other, PARTIAL)])
    assert [places(found) for found in apart] == [("Quầy 1", [""]), ("Quầy 2", [""])]


def test_an_agency_names_the_decision_that_says_so() -> None:
    (found,) = statements_of([adopted("Sở A", url="https://vi-du.vn/danh-muc")])
    (one,) = found.performers
    assert (one.document, one.url) == ("1/QĐ-VD ngày 5/1/2026", "https://vi-du.vn/danh-muc")
