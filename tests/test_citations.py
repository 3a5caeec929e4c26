"""Numbers and names of legal documents in running text: found whole, with the day after them, and told apart."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from generator.model import DocumentKind, LegalDocument, PartialDate
from generator.text.citations import Citation, Library, Run, dates_of, find_numbers, number_key


def document(
    id_: str, number: str | None = None, *, name: str = "Tên", day: str | None = None, also: tuple[str, ...] = (),
    also_dated: tuple[str, ...] = (), agency: str | None = None,
) -> LegalDocument:  # fmt: skip
    return LegalDocument(
        id=id_,
        number=number,
        kind=DocumentKind.OTHER,
        name=name,
        day=PartialDate.parse(day) if day else None,
        also=also,
        also_dated=tuple(map(PartialDate.parse, also_dated)),
        agency=agency,
    )


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Nghị định số 61/2018/NĐ-CP ngày 23/4/2018", ["61/2018/NĐ-CP"]),
        ("Quyết định 468/QĐ-TTg; Thông tư 01/2018/TT-VPCP.", ["468/QĐ-TTg", "01/2018/TT-VPCP"]),
        ("Luật số 202/2025/QH15 của Quốc hội", ["202/2025/QH15"]),
        ("Kế hoạch 223/KHUBND", ["223/KHUBND"]),
        ("(số 43/QĐUBND)", ["43/QĐUBND"]),
        ("Công văn 1189/SKHCN-VP", ["1189/SKHCN-VP"]),
        ("Công văn 6206/UBND-NC", ["6206/UBND-NC"]),
        ("Thông báo số 71/TB-VPCP", ["71/TB-VPCP"]),
        ("Quyết định số 05/2020/QĐ–UBND", ["05/2020/QĐ–UBND"]),
        ("Thông tư liên tịch 01/2016/TTLT-BNV&BTP", ["01/2016/TTLT-BNV&BTP"]),
        ("Nghị định 61/2018/NĐ-CP- sửa đổi", ["61/2018/NĐ-CP"]),
        ("Nghị quyết 66/NQ-CP/2025", []),
        ("ngày 23/4/2018, quý 1/2023, tỷ lệ 3/4", []),
        ("mức độ 3/4, DVC/TTHC", []),
        ("a61/2018/NĐ-CP", []),
        ("66.7/2025/NQ-CP và 66.18/2026/NQ-CP", ["66.7/2025/NQ-CP", "66.18/2026/NQ-CP"]),
        ("Thông tư số 08.a/2010/TT-BTP, 14a/2010/TT-BTP", ["08.a/2010/TT-BTP", "14a/2010/TT-BTP"]),
        ("1.2.61/2018/NĐ-CP", []),
        ("hồ sơ 61/2018/nđ-cp", []),
        ("http://x.vn/61/2018/NĐ-CP", []),
        ("", []),
    ],
)
def test_numbers_are_found_whole_and_nothing_else_is(text: str, numbers: list[str]) -> None:
    assert [found.text for found in find_numbers(text)] == numbers


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("61/2018/NĐ-CP ngày 23/4/2018", "2018-04-23"),
        ("61/2018/NĐ-CP, ngày 23-4-2018", "2018-04-23"),
        ("61/2018/NĐ-CP ngày 08.6.2010", "2010-06-08"),
        ("61/2018/NĐ-CP  ngày  08 / 6 / 2010", "2010-06-08"),
        ("61/2018/NĐ-CP ngày 31/02/2018", None),
        ("61/2018/NĐ-CP của Chính phủ ngày 23/4/2018", None),
        ("61/2018/NĐ-CP", None),
    ],
)
def test_the_day_printed_after_a_number_belongs_to_it(text: str, day: str | None) -> None:
    (found,) = find_numbers(text)
    assert found.day == (PartialDate.parse(day) if day else None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("223/KH-UBND", "223/KHUBND"),
        ("61/2018/NĐ-CP", "61/2018/nd-cp"),
        ("05/QĐ-UBND", "5/QĐ-UBND"),
        ("05/2020/QĐ–UBND", "05/2020/QĐ-UBND"),
        ("43/QĐ - UBND", "43/QĐ-UBND"),
    ],
)
def test_numbers_are_equal_without_hyphens_marks_and_case(one: str, other: str) -> None:
    assert number_key(one) == number_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("61/2018/NĐ-CP", "61/2019/NĐ-CP"), ("61/NĐ-CP", "61/2018/NĐ-CP"), ("6/NĐ-CP", "61/NĐ-CP")],
)
def test_other_numbers_are_other_documents(one: str, other: str) -> None:
    assert number_key(one) != number_key(other)


HA_TINH = document("ha-tinh-05", "05/QĐ-UBND", day="2023-01-05", agency="ha-tinh-ubnd")
AN_GIANG = document("an-giang-05", "05/QĐ-UBND", day="2023-01-09", agency="an-giang-ubnd")
OF_2024 = document("nq-02-2024", "02/NQ-CP", day="2024-01-05")
OF_2023 = document("nq-02-2023", "02/NQ-CP", day="2023-01-06")
LIBRARY = Library([HA_TINH, AN_GIANG, OF_2024, OF_2023])


@pytest.mark.parametrize(
    ("text", "near", "year", "meant"),
    [
        ("05/QĐ-UBND ngày 09/01/2023", (), None, "an-giang-05"),
        ("05/QĐ-UBND ngày 09/01/2023", ("ha-tinh-so", "ha-tinh-ubnd"), None, "an-giang-05"),
        ("05/QĐ-UBND", ("ha-tinh-so", "ha-tinh-ubnd"), None, "ha-tinh-05"),
        ("05/QĐ-UBND", ("an-giang-ubnd",), 2024, "an-giang-05"),
        ("05/QĐ-UBND", (), 2023, None),
        ("05/QĐ-UBND", ("thai-nguyen-ubnd",), None, None),
        ("05/QĐ-UBND ngày 01/01/2020", (), None, None),
        ("02/NQ-CP", (), 2024, "nq-02-2024"),
        ("02/NQ-CP", (), 2023, "nq-02-2023"),
        ("02/NQ-CP", (), 2022, None),
        ("02/NQ-CP ngày 06/01/2023", (), 2024, "nq-02-2023"),
        ("99/NQ-CP", (), 2024, None),
    ],
)
def test_documents_that_share_a_number_are_told_apart(
    text: str, near: tuple[str, ...], year: int | None, meant: str | None
) -> None:
    (found,) = find_numbers(text)
    resolved = LIBRARY.resolve(found, near, year)
    assert (resolved.id if resolved else None) == meant


NAMED = Library(
    [
        document("61", "61/2018/NĐ-CP", also=("61/2018/NĐ-TTg",)),
        document("luat-2015", name="Luật", also=("Luật Tổ chức chính quyền địa phương",)),
        document("luat-2019", name="Luật", also=("Luật sửa đổi Luật Tổ chức chính quyền địa phương",)),
        document("de-an-06", also=("Đề án 06", "06/QĐ-TTg")),
    ]
)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("không có văn bản nào", [("không có văn bản nào", None)]),
        ("", [("", None)]),
        ("61/2018/NĐ-CP", [("61/2018/NĐ-CP", "61")]),
        ("theo 61/2018/NĐ-TTg, ", [("theo ", None), ("61/2018/NĐ-TTg", "61"), (", ", None)]),
        ("theo 16/2018/NĐ-CP", [("theo 16/2018/NĐ-CP", None)]),
        ("Đề án 06", [("Đề án 06", "de-an-06")]),
        ("đề  án\n06 và Đề án 061", [("đề  án\n06", "de-an-06"), (" và Đề án 061", None)]),
        ("06/QĐ-TTg", [("06/QĐ-TTg", "de-an-06")]),
        (
            "Luật sửa đổi Luật Tổ chức chính quyền địa phương; Luật Tổ chức chính quyền địa phương",
            [
                ("Luật sửa đổi Luật Tổ chức chính quyền địa phương", "luat-2019"),
                ("; ", None),
                ("Luật Tổ chức chính quyền địa phương", "luat-2015"),
            ],
        ),
    ],
)
def test_a_text_is_cut_where_it_names_a_registered_document(text: str, runs: list[tuple[str, str | None]]) -> None:
    assert NAMED.runs(text) == tuple(Run(*run) for run in runs)


@given(
    some.text()
    | some.lists(some.sampled_from(["61/2018/NĐ-CP", "Đề án 06", " ", ",", "ngày 1/2/2020", "Luật"])).map("".join)
)
@example("61/2018/NĐ-CP61/2018/NĐ-CP")
def test_no_letter_of_a_text_is_lost(text: str) -> None:
    assert "".join(run.text for run in NAMED.runs(text)) == text


def test_an_unregistered_number_is_reported_with_nothing() -> None:
    assert NAMED.cited("16/2018/NĐ-CP") == [(Citation(0, 13, "16/2018/NĐ-CP"), None)]


def test_a_library_without_documents_finds_numbers_only() -> None:
    assert [found for _, found in Library([]).cited("Đề án 06, 61/2018/NĐ-CP")] == [None]


def test_a_misprint_that_folds_to_the_number_is_one_document() -> None:
    library = Library([document("223", "223/KH-UBND", also=("223/KHUBND",))])
    assert library.runs("223/KHUBND") == (Run("223/KHUBND", "223"),)


def test_a_document_may_be_printed_with_several_days() -> None:
    assert dates_of(document("766", "766/QĐ-TTg", day="2022-06-23", also_dated=("2022-06-24",))) == (
        PartialDate(2022, 6, 23),
        PartialDate(2022, 6, 24),
    )
    assert dates_of(document("x")) == ()
