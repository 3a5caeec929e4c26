"""What follows from procedures: nothing unknown becomes no or free, nothing doubtful is printed, nothing local travels."""

from datetime import date
from fractions import Fraction
from functools import cache

import pytest

from generator.check import check
from generator.model import Agency, AgencyKind, AgencyName
from generator.model.procedure import (
    Adoption,
    Adoptions,
    Channel,
    DossierItem,
    Fee,
    FeeState,
    LimitUnit,
    OnlineLevel,
    Procedure,
    ProcedureKind,
    ProcedureSource,
    Status,
    TimeLimit,
)
from generator.pages.parts.shares import say_share
from generator.pages.procedure.words import say_fees, say_limits, say_need, short_fee, short_limit
from generator.reading.load import Catalogue
from generator.tracking.procedures import (
    LISTS,
    Performed,
    indicator_of,
    indicators_of,
    is_stale,
    procedures_of,
    sort_by,
)
from tests.projects import SEEDS

READ = date(2026, 7, 18)


def procedure(code: str = "1.000001", **fields: object) -> Procedure:
    stated: dict[str, object] = {
        "name": f"Thủ tục {code}",
        "kind": ProcedureKind.STANDARD,
        "field": "duong-bo",
        "jurisdiction": "national",
        "source": ProcedureSource(url="https://dichvucong.gov.vn/x", retrieved=READ),
        "implementing": ("Sở Xây dựng",),
    }
    return Procedure(code=code, **(stated | fields))  # type: ignore[arg-type]


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
    return [item.procedure.code for item in procedures_of(agency, catalogue).items]


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
    return Fee(state=FeeState.AMOUNT, amount=value)


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
    return TimeLimit(value=value, unit=unit, text=text)


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


def test_a_list_shows_the_terms_of_the_counter_first() -> None:
    fees = (
        Fee(state=FeeState.FREE, channels=(Channel.ONLINE,)),
        Fee(state=FeeState.AMOUNT, amount=90, channels=(Channel.DIRECT,)),
    )
    channels = (Channel.DIRECT, Channel.ONLINE)
    assert short_fee(fees, channels) == "phí: xem bản chính thức"
    assert short_fee((BY_RULE,), channels) == "phí theo quy định"
    assert short_fee((), channels) == ""
    online = TimeLimit(value=3, unit=LimitUnit.DAY, channels=(Channel.ONLINE,))
    assert short_limit((limit(5, LimitUnit.UNKNOWN), online), channels) == "3\u00a0ngày"


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (DossierItem(name="Đơn", originals=1), "1 bản chính"),
        (DossierItem(name="Đơn", originals=1, copies=2), "1 bản chính, 2 bản sao"),
        (DossierItem(name="Đơn"), "số bản chưa rõ"),
        (DossierItem(name="Đơn", copies=1, note="nếu có", optional=True), "1 bản sao, nộp khi có, nếu có"),
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
    register = procedures_of(
        department(),
        Catalogue(
            procedures={item.code: procedure(item.code) for item in adopted},
            adoptions={"so": Adoptions(document="09/QĐ-VD", day=READ, procedures=adopted)},
        ),
    )
    share = indicator_of("dvc-full-eligible", register)
    assert share is not None
    assert (share.numerator, share.denominator, share.unknown) == (2, 3, 1)
    assert (share.left_out, share.undecided) == (1, 1)
    assert share.value == Fraction(200, 3)
    assert say_share(share) == "66,7\u00a0%"


def test_without_a_stated_list_there_is_no_share() -> None:
    catalogue = Catalogue(procedures={"1.000001": procedure()})
    assert list(indicators_of(procedures_of(department(), catalogue))) == []


@cache
def real() -> Catalogue:
    return check(SEEDS / "plans").catalogue


def test_two_departments_of_the_seeds_are_answered_from_the_national_list() -> None:
    counts = {name: len(procedures_of(agency, real()).items) for name, agency in real().agencies.items()}
    assert (counts["an-giang-so-xay-dung-2025"], counts["ha-tinh-so-khcn"]) == (17, 7)
    assert counts["an-giang-so-xay-dung"] == 0


def test_the_fee_of_forty_five_dong_is_printed_nowhere() -> None:
    found = real().procedures["1.013217"]
    assert [fee.amount for fee in found.fees] == [45]
    assert short_fee(found.fees, found.channels) == "phí: xem bản chính thức"


def test_a_decision_keeps_its_own_date_through_two_readings() -> None:
    decisions = real().procedures["1.013217"].decisions
    assert [(item.number, str(item.day) if item.day else None, item.seen) for item in decisions] == [
        ("56/QĐ-BXD", None, date(2026, 6, 10)),
        ("1077/QĐ-BXD", "2026-06-29", None),
    ]
