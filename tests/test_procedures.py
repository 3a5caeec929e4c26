"""What follows from procedures: nothing unknown becomes no or free, nothing doubtful is printed, nothing local travels."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from generator.model import Agency, AgencyKind, AgencyName
from generator.model.adoption import Adoption, Adoptions, OnlineLevel
from generator.model.procedure import (
    Channel,
    Currency,
    DossierCase,
    DossierItem,
    Fee,
    FeeState,
    LimitUnit,
    Procedure,
    ProcedureKind,
    Status,
    TimeLimit,
)
from generator.pages.parts.shares import say_share
from generator.pages.procedure.words import fee_line, limit_line, say_fees, say_limits, say_need, short_fee, short_limit
from generator.reading.catalogue import Catalogue
from generator.tracking.procedures import (
    LISTS,
    Performed,
    Register,
    coverage_of,
    in_order,
    indicators_of,
    is_stale,
    registers_of,
    sort_by,
)
from tests.procedures import EVERY_WAY, READ, procedure


def department(**fields: object) -> Agency:
    stated: dict[str, object] = {
        "id": "so", "kind": AgencyKind.DEPARTMENT, "type_name": "Sở Xây dựng",
        "names": (AgencyName(name="Sở Xây dựng tỉnh Ví Dụ"),),
    }  # fmt: skip
    return Agency(**(stated | fields))  # type: ignore[arg-type]


def codes(agency: Agency, *procedures: Procedure, adopted: tuple[Adoption, ...] | None = None) -> list[str]:
    catalogue = Catalogue(agencies={"so": agency}, procedures={item.code: item for item in procedures})
    if adopted is not None:
        catalogue.adoptions["so"] = Adoptions(document="09/QĐ-VD", day=READ, procedures=adopted)
    return [item.procedure.code for item in register_of(agency, catalogue).items]


def register_of(agency: Agency, catalogue: Catalogue) -> Register:
    """What one agency performs."""
    catalogue = replace(catalogue, agencies={agency.id: agency})
    return registers_of(catalogue, map(Performed, in_order(catalogue.procedures.values())))[agency.id]


def test_a_department_performs_what_names_its_type_exactly() -> None:
    near = procedure("1.000002", implementing=("Văn phòng Sở Xây dựng",))
    assert codes(department(), procedure(), near) == ["1.000001"]


def test_what_another_province_laid_down_is_not_shown_as_anyones() -> None:
    local = procedure(kind=ProcedureKind.SPECIFIC, jurisdiction="tỉnh Đắk Lắk")
    assert codes(department(), local) == []


@pytest.mark.parametrize("status", [Status.REPLACED, Status.ABOLISHED])
def test_what_has_ended_is_not_performed(status: Status) -> None:
    assert codes(department(), procedure(status=status)) == []


def test_a_department_that_has_ended_performs_nothing_today() -> None:
    assert codes(department(last_day=date(2025, 6, 30)), procedure()) == []


def test_an_agencys_own_list_takes_the_place_of_the_computed_one() -> None:
    assert codes(department(), procedure(), procedure("1.000002"), adopted=(Adoption(code="1.000002"),)) == ["1.000002"]


def amount(value: int) -> Fee:
    return Fee(state=FeeState.AMOUNT, amount=Decimal(value))


FREE, BY_RULE, NONE, UNKNOWN = (
    Fee(state=state) for state in (FeeState.FREE, FeeState.BY_RULE, FeeState.NONE, FeeState.UNKNOWN)
)


@pytest.mark.parametrize(
    ("fees", "words", "costs"),
    [
        ((), "chưa rõ", None),
        ((UNKNOWN,), "chưa rõ", None),
        ((FREE,), "miễn phí", False),
        ((NONE,), "không thu", False),
        ((FREE, NONE), "miễn phí hoặc không thu", False),
        ((BY_RULE,), "theo quy định", True),
        ((FREE, UNKNOWN), "miễn phí hoặc chưa rõ", None),
        ((FREE, BY_RULE), "miễn phí hoặc theo quy định", True),
        ((amount(60_000),), "60.000\u00a0đồng", True),
        ((amount(1_200_000),), "1.200.000\u00a0đồng", True),
        ((amount(45),), "xem bản chính thức", True),
        ((amount(999),), "xem bản chính thức", True),
        ((amount(1_000),), "1.000\u00a0đồng", True),
    ],
)
def test_a_fee_says_its_state_and_no_other(fees: tuple[Fee, ...], words: str, costs: bool | None) -> None:
    assert say_fees(fees) == words
    assert Performed(procedure(fees=fees)).costs is costs


def limit(value: int | None, unit: LimitUnit = LimitUnit.WORKING_DAY, text: str | None = None) -> TimeLimit:
    return TimeLimit(value=None if value is None else Decimal(value), unit=unit, text=text)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ((), "chưa rõ"),
        ((limit(5),), "5\u00a0ngày làm việc"),
        ((limit(5, LimitUnit.DAY),), "5\u00a0ngày"),
        ((limit(8, LimitUnit.HOUR),), "8\u00a0giờ"),
        ((limit(5, LimitUnit.UNKNOWN),), "chưa rõ"),
        ((limit(None, LimitUnit.UNKNOWN, "theo lịch học"),), "theo lịch học"),
        ((limit(2), limit(1)), "1 hoặc 2\u00a0ngày làm việc"),
        ((limit(3, LimitUnit.DAY), limit(3)), "3\u00a0ngày hoặc 3\u00a0ngày làm việc"),
    ],
)
def test_a_limit_keeps_its_unit(limits: tuple[TimeLimit, ...], words: str) -> None:
    assert say_limits(limits) == words


DIRECT, ONLINE, POST = ((channel,) for channel in (Channel.DIRECT, Channel.ONLINE, Channel.POST))


def paid(value: int, channels: tuple[Channel, ...] = (), **fields: object) -> Fee:
    return Fee(state=FeeState.AMOUNT, amount=Decimal(value), channels=channels, **fields)  # type: ignore[arg-type]


def lasts(value: str, channels: tuple[Channel, ...] = (), **fields: object) -> TimeLimit:
    stated: dict[str, object] = {"unit": LimitUnit.WORKING_DAY} | fields
    return TimeLimit(value=Decimal(value), channels=channels, **stated)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fees", "line"),
    [
        ((), ""),
        ((FREE,), "miễn phí"),
        ((paid(60_000, DIRECT), paid(60_000, ONLINE + POST)), "60.000 đồng"),
        (
            (paid(60_000, DIRECT), Fee(state=FeeState.FREE, channels=ONLINE)),
            "tại quầy 60.000 đồng; trực tuyến miễn phí; qua bưu điện chưa rõ",
        ),
        (
            (Fee(state=FeeState.FREE, channels=DIRECT), Fee(state=FeeState.BY_RULE, channels=ONLINE + POST)),
            "tại quầy miễn phí; trực tuyến, qua bưu điện theo quy định",
        ),
        (
            (paid(50_000, cases=("a",)), Fee(state=FeeState.FREE, cases=("b",))),
            "50.000 đồng hoặc miễn phí, tùy trường hợp",
        ),
        ((Fee(state=FeeState.FREE, cases=("a", "b")),), "miễn phí"),
        ((paid(10_000, per="người"),), "10.000 đồng mỗi người"),
        ((paid(20, currency=Currency.USD),), "20 đô la Mỹ"),
        ((paid(999),), "xem bản chính thức"),
        (tuple(paid(value) for value in (15_000, 30_000, 28_000, 510_000)), "từ 15.000 đến 510.000 đồng"),
        (tuple(paid(value) for value in (15_000, 30_000, 28_000)), "15.000 đồng hoặc 30.000 đồng hoặc 28.000 đồng"),
        ((Fee(state=FeeState.LISTED, text="cấp mới 50.000 đồng"),), "nhiều mức"),
        ((Fee(state=FeeState.FREE, doubt="nguồn in số 0"),), "miễn phí (còn ngờ)"),
    ],
)
def test_a_fee_in_a_line_has_every_channel_and_case(fees: tuple[Fee, ...], line: str) -> None:
    assert fee_line(fees, EVERY_WAY).replace("\u00a0", " ") == line


@pytest.mark.parametrize(
    ("limits", "line"),
    [
        ((), ""),
        ((lasts("17.5"),), "17,5 ngày làm việc"),
        ((lasts("2", unit=LimitUnit.MONTH),), "2 tháng"),
        (
            (lasts("1", DIRECT), lasts("2", ONLINE + POST)),
            "tại quầy 1 ngày làm việc; trực tuyến, qua bưu điện 2 ngày làm việc",
        ),
        ((lasts("7", cases=("nhà ở",)), lasts("10", cases=("công trình",))), "7 hoặc 10 ngày làm việc, tùy trường hợp"),
        ((lasts("7", cases=("a", "b")), lasts("7", cases=("c",))), "7 ngày làm việc"),
        ((lasts("6", since="ngày có thông báo"),), "6 ngày làm việc từ ngày có thông báo"),
        (
            (lasts("15", stage="thẩm định", unit=LimitUnit.DAY), lasts("5", stage="phê duyệt")),
            "15 ngày (thẩm định), rồi 5 ngày làm việc (phê duyệt)",
        ),
        (tuple(lasts(str(value)) for value in (1, 2, 3, 15)), "từ 1 đến 15 ngày làm việc"),
        ((lasts("3", unit=LimitUnit.UNKNOWN),), "chưa rõ"),
        ((TimeLimit(text="theo lịch học"),), "theo lịch học"),
        ((TimeLimit(text="x" * 61),), "ghi bằng lời"),
    ],
)
def test_a_limit_in_a_line_has_every_channel_and_case(limits: tuple[TimeLimit, ...], line: str) -> None:
    assert limit_line(limits, EVERY_WAY).replace("\u00a0", " ") == line


def test_a_line_for_one_case_leaves_the_others_out() -> None:
    fees = (paid(50_000, cases=("a",)), paid(70_000, DIRECT, cases=("b",)), paid(40_000, ONLINE + POST, cases=("b",)))
    assert fee_line(fees, EVERY_WAY, "a").replace("\u00a0", " ") == "50.000 đồng"
    assert fee_line(fees, EVERY_WAY, "b").replace("\u00a0", " ") == (
        "tại quầy 70.000 đồng; trực tuyến, qua bưu điện 40.000 đồng"
    )


def test_a_list_names_a_fee_unless_it_stands_by_itself() -> None:
    assert short_fee((BY_RULE,), EVERY_WAY) == "phí theo quy định"
    assert short_fee((paid(999),), EVERY_WAY) == "phí: xem bản chính thức"
    assert short_fee((FREE,), EVERY_WAY) == "miễn phí"
    assert short_fee((), EVERY_WAY) == ""
    assert short_limit((limit(5, LimitUnit.UNKNOWN),), EVERY_WAY) == ""


def test_what_the_register_holds_is_counted_by_field() -> None:
    catalogue = Catalogue(
        procedures={
            "1.000001": procedure(dossier=(DossierCase(items=(DossierItem(name="Đơn"),)),), fees=(UNKNOWN,)),
            "1.000002": procedure("1.000002", limits=(limit(5),), fees=(FREE,)),
            "1.000003": procedure("1.000003", field="dien", limits=(limit(None, LimitUnit.UNKNOWN),)),
        }
    )
    counted = [(it.field, it.procedures, it.papers, it.limits, it.fees) for it in coverage_of(catalogue)]
    assert counted == [("", 3, 1, 1, 1), ("dien", 1, 0, 0, 0), ("duong-bo", 2, 1, 1, 1)]


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (DossierItem(name="Đơn", originals=1), "1 bản chính"),
        (DossierItem(name="Đơn", originals=1, copies=2), "1 bản chính, 2 bản sao"),
        (DossierItem(name="Đơn"), "số bản chưa rõ"),
        (DossierItem(name="Đơn", copies=1, note="khi ủy quyền", optional=True), "1 bản sao, khi ủy quyền"),
        (DossierItem(name="Căn cước", originals=1, shown=True), "chỉ xuất trình"),
        (DossierItem(name="Căn cước", shown=True, note="khi không tra được"), "chỉ xuất trình, khi không tra được"),
        (DossierItem(name="Giấy tờ", optional=True), ""),
    ],
)
def test_a_paper_says_how_many(item: DossierItem, words: str) -> None:
    assert say_need(item) == words


@pytest.mark.parametrize(("days", "stale"), [(0, False), (90, False), (91, True)])
def test_what_was_read_over_ninety_days_ago_may_have_changed(days: int, stale: bool) -> None:
    assert is_stale(READ, date.fromordinal(READ.toordinal() + days)) is stale


def answers(slug: str, adoption: Adoption, kind: ProcedureKind = ProcedureKind.STANDARD) -> bool | None:
    item = next(item for item in LISTS if item.slug == slug)
    return item.answer(procedure(kind=kind), adoption)


@pytest.mark.parametrize("item", [item for item in LISTS if item.slug != "noi-bo"], ids=lambda item: item.slug)
def test_what_an_agency_did_not_say_is_in_no_list(item: object) -> None:
    parts = sort_by([Performed(procedure(), Adoption(code="1.000001"))], item.answer)  # type: ignore[attr-defined]
    assert (len(parts.yes), len(parts.no), len(parts.unknown)) == (0, 0, 1)


@pytest.mark.parametrize(
    ("slug", "fields", "expected"),
    [
        ("mot-cua", {"one_stop": True}, True),
        ("mot-cua", {"one_stop": False}, False),
        ("ngoai-mot-cua", {"one_stop": False}, True),
        ("ngoai-mot-cua", {"one_stop": True}, False),
        ("toan-trinh", {"online_level": OnlineLevel.FULL}, True),
        ("toan-trinh", {"online_level": OnlineLevel.PARTIAL}, False),
        ("mot-phan", {"online_level": OnlineLevel.PARTIAL}, True),
        ("cung-cap-thong-tin", {"online_level": OnlineLevel.INFO_ONLY}, True),
        ("phi-dia-gioi", {"non_territorial": True}, True),
        ("phan-cap-uy-quyen", {"delegated": False}, False),
    ],
)
def test_a_list_asks_one_question(slug: str, fields: dict[str, object], expected: bool) -> None:
    assert answers(slug, Adoption(code="1.000001", **fields)) is expected  # type: ignore[arg-type]


def test_an_internal_procedure_is_so_by_its_record() -> None:
    adoption = Adoption(code="1.000001")
    assert answers("noi-bo", adoption, ProcedureKind.INTERNAL) is True
    assert answers("noi-bo", adoption, ProcedureKind.UNKNOWN) is None


def test_a_share_counts_unknown_on_neither_side() -> None:
    facts: tuple[dict[str, object], ...] = (
        {"eligible_full": True, "online_level": OnlineLevel.FULL},
        {"eligible_full": True, "online_level": OnlineLevel.FULL},
        {"eligible_full": True, "online_level": OnlineLevel.PARTIAL},
        {"eligible_full": True},
        {"eligible_full": False, "online_level": OnlineLevel.PARTIAL},
        {},
    )
    adopted = tuple(Adoption(code=f"1.00000{n}", **fields) for n, fields in enumerate(facts))  # type: ignore[arg-type]
    register = register_of(
        department(),
        Catalogue(
            procedures={item.code: procedure(item.code) for item in adopted},
            adoptions={"so": Adoptions(document="09/QĐ-VD", day=READ, procedures=adopted)},
        ),
    )
    (share,) = (item for item in indicators_of(register) if item.metric == "dvc-full-eligible")
    assert (share.numerator, share.denominator, share.unknown) == (2, 3, 1)
    assert (share.left_out, share.undecided) == (1, 1)
    assert share.value == Fraction(200, 3)
    assert say_share(share) == "66,7\u00a0%"


def test_without_a_stated_list_there_is_no_share() -> None:
    catalogue = Catalogue(procedures={"1.000001": procedure()})
    assert list(indicators_of(register_of(department(), catalogue))) == []
