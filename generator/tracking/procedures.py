"""What follows from procedures and adoptions: who performs what, which lists a procedure is in, what the register can answer.

Pure functions of the catalogue. Every question about an adoption has three answers, yes, no and unknown; unknown is counted
apart and never becomes no.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from generator.model import Agency, LegalDocument
from generator.model.adoption import Adoption, Adoptions, Interlinked, OnlineLevel, Post
from generator.model.procedure import Channel, Fee, FeeState, Ground, Procedure, ProcedureKind, TimeLimit
from generator.model.summary import AnyProcedure
from generator.reading.catalogue import Catalogue
from generator.text.citations import Citation, Library
from generator.text.vietnamese import sort_key

FRESH = timedelta(days=90)
"""How long a fee or limit that was read stands without «có thể đã thay đổi»."""


@dataclass(frozen=True, slots=True)
class Performed:
    """A procedure that an agency performs; ``adoption`` is None where the agency did not state it itself."""

    procedure: AnyProcedure
    adoption: Adoption | None = None

    @property
    def limits(self) -> tuple[TimeLimit, ...]:
        """The agency's own limits, else the procedure's."""
        return self.adoption.limits if self.adoption and self.adoption.limits else self.procedure.limits

    @property
    def fees(self) -> tuple[Fee, ...]:
        """The agency's own fees, else the procedure's."""
        return self.adoption.fees if self.adoption and self.adoption.fees else self.procedure.fees

    @property
    def costs(self) -> bool | None:
        """Whether something is paid: yes for an amount or «by rule», no if every fee is free, else unknown."""
        states = {fee.state for fee in self.fees}
        if states & {FeeState.AMOUNT, FeeState.LISTED, FeeState.BY_RULE}:
            return True
        return None if not states or FeeState.UNKNOWN in states else False


@dataclass(frozen=True, slots=True)
class Register:
    """What an agency performs. ``stated`` is its own list; without one the items follow from the national catalogue."""

    items: tuple[Performed, ...]
    stated: Adoptions | None = None


def registers_of(catalogue: Catalogue, by_name: Iterable[Performed]) -> dict[str, Register]:
    """What every agency performs, by its id, from the procedures in Vietnamese order: its own list, else the national procedures
    in force that name its type of department exactly, which bodies of one type share.
    """
    by_type = _by_type(by_name, catalogue.agencies.values())
    return {agency.id: _register(agency, catalogue, by_type) for agency in catalogue.agencies.values()}


def _register(agency: Agency, catalogue: Catalogue, by_type: dict[str | None, tuple[Performed, ...]]) -> Register:
    stated = catalogue.adoptions.get(agency.id)
    if stated is None:
        return Register(by_type.get(agency.type_name, ()) if _exists(agency) else ())
    found = ((catalogue.procedures.get(adoption.code), adoption) for adoption in stated.procedures)
    items = [Performed(procedure, adoption) for procedure, adoption in found if procedure is not None]
    return Register(tuple(sorted(items, key=lambda item: name_order(item.procedure))), stated)


def _exists(agency: Agency) -> bool:
    """A body that has ended performs nothing that is in force today."""
    return agency.last_day is None


def _by_type(by_name: Iterable[Performed], agencies: Iterable[Agency]) -> dict[str | None, tuple[Performed, ...]]:
    """The national procedures in force that name a type of agency, by the type."""
    found: dict[str | None, list[Performed]] = {agency.type_name: [] for agency in agencies if agency.type_name}
    for item in by_name:
        known = item.procedure
        for name in found.keys() & known.implementing if known.national and known.current else ():
            found[name].append(item)
    return {name: tuple(items) for name, items in found.items()}


def in_order(procedures: Iterable[AnyProcedure]) -> list[AnyProcedure]:
    """Procedures by name in Vietnamese order; equal names by code."""
    return sorted(procedures, key=name_order)


def name_order(procedure: AnyProcedure) -> tuple[object, str]:
    """The key by which lists of procedures are sorted."""
    return sort_key(procedure.name), procedure.code


def is_stale(read: date, as_of: date) -> bool:
    """Whether what was read on a day may have changed since."""
    return as_of - read > FRESH


def limits_for(limits: Iterable[TimeLimit], channel: Channel, case: str | None) -> tuple[TimeLimit, ...]:
    """The limits that hold for a channel and a case; one that names neither holds for all."""
    return tuple(item for item in limits if _holds(item.channels, item.cases, channel, case))


def fees_for(fees: Iterable[Fee], channel: Channel, case: str | None) -> tuple[Fee, ...]:
    """The fees that hold for a channel and a case; one that names neither holds for all."""
    return tuple(item for item in fees if _holds(item.channels, item.cases, channel, case))


def _holds(channels: tuple[Channel, ...], cases: tuple[str, ...], channel: Channel, wanted: str | None) -> bool:
    return (not channels or channel in channels) and (not cases or wanted in cases)


def cases_of(procedure: Procedure) -> tuple[str, ...]:
    """The cases that the record tells apart, in the order in which papers, limits and fees name them."""
    papers = [case.case for case in procedure.dossier if case.case]
    limits = [name for limit in procedure.limits for name in limit.cases]
    fees = [name for fee in procedure.fees for name in fee.cases]
    return tuple(dict.fromkeys([*papers, *limits, *fees]))


class Adopters:
    """Which agencies state that they perform a procedure, looked up by code."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._by_code: dict[str, list[tuple[Agency, Adoptions, Adoption]]] = {}
        for name, adoptions in sorted(catalogue.adoptions.items()):
            for adoption in adoptions.procedures if name in catalogue.agencies else ():
                found = (catalogue.agencies[name], adoptions, adoption)
                self._by_code.setdefault(adoption.code, []).append(found)

    def of(self, code: str) -> list[tuple[Agency, Adoptions, Adoption]]:
        """Agency, its whole list, and what it states of the procedure."""
        return self._by_code.get(code, [])


def cited_document(ground: Ground, library: Library) -> LegalDocument | None:
    """The registered document that a legal basis means, if the registry has it."""
    if ground.number is None:
        return None
    return library.resolve(Citation(0, len(ground.number), ground.number))


@dataclass(frozen=True, slots=True)
class Covered:
    """Of how many procedures the register holds papers, limits and fees; ``name`` is a field's, empty for all."""

    field: str
    name: str
    procedures: int
    papers: int
    limits: int
    fees: int


def coverage_of(catalogue: Catalogue) -> tuple[Covered, ...]:
    """What the register holds of all its procedures, then of those of each field in Vietnamese order.

    A fee or limit of which only «chưa rõ» is known is not held.
    """
    by_field: dict[str, list[AnyProcedure]] = {}
    for item in catalogue.procedures.values():
        by_field.setdefault(item.field, []).append(item)
    names = {field: catalogue.fields[field].name if field in catalogue.fields else field for field in by_field}
    ordered = sorted(by_field, key=lambda field: sort_key(names[field]))
    fields = [_covered(field, names[field], by_field[field]) for field in ordered]
    return (_together(fields), *fields)


def _covered(field: str, name: str, items: list[AnyProcedure]) -> Covered:
    return Covered(
        field=field,
        name=name,
        procedures=len(items),
        papers=sum(1 for item in items if item.papers.held),
        limits=sum(1 for item in items if any(limit.value is not None or limit.text for limit in item.limits)),
        fees=sum(1 for item in items if any(fee.state is not FeeState.UNKNOWN for fee in item.fees)),
    )


def _together(fields: Sequence[Covered]) -> Covered:
    """What is held of the procedures of all fields."""
    return Covered(
        field="",
        name="",
        procedures=sum(item.procedures for item in fields),
        papers=sum(item.papers for item in fields),
        limits=sum(item.limits for item in fields),
        fees=sum(item.fees for item in fields),
    )


Answer = Callable[[AnyProcedure, Adoption], bool | None]
"""Whether an adopted procedure belongs to a list: yes, no, or None where the agency did not say."""


@dataclass(frozen=True, slots=True)
class LegalList:
    """A list that the law asks of an agency; ``slug`` is its address under ``/danh-muc/``."""

    slug: str
    title: str
    sentence: str
    answer: Answer


def _level(wanted: OnlineLevel) -> Answer:
    def answer(_: AnyProcedure, adoption: Adoption) -> bool | None:
        return None if adoption.online_level is OnlineLevel.UNKNOWN else adoption.online_level is wanted

    return answer


def _by_post(_: AnyProcedure, adoption: Adoption) -> bool | None:
    return None if adoption.post is Post.UNKNOWN else adoption.post is not Post.NONE


def _across_agencies(_: AnyProcedure, adoption: Adoption) -> bool | None:
    return None if adoption.interlinked is Interlinked.UNKNOWN else adoption.interlinked is not Interlinked.NONE


def _outside_one_stop(_: AnyProcedure, adoption: Adoption) -> bool | None:
    return None if adoption.one_stop is None else not adoption.one_stop


def _internal(procedure: AnyProcedure, _: Adoption) -> bool | None:
    return None if procedure.kind is ProcedureKind.UNKNOWN else procedure.kind is ProcedureKind.INTERNAL


LISTS = (
    LegalList(
        "mot-cua",
        "Thực hiện tại Bộ phận Một cửa",
        "Nộp hồ sơ và nhận kết quả tại Bộ phận Một cửa.",
        lambda _, adoption: adoption.one_stop,
    ),
    LegalList(
        "ngoai-mot-cua",
        "Không thực hiện tại Bộ phận Một cửa",
        "Nộp thẳng tại cơ quan giải quyết, vì lý do cơ quan nêu.",
        _outside_one_stop,
    ),
    LegalList("buu-chinh", "Nộp, nhận qua bưu điện", "Gửi hồ sơ hoặc nhận kết quả qua bưu chính công ích.", _by_post),
    LegalList("lien-thong", "Liên thông", "Nhiều cơ quan cùng giải quyết; chỉ phải nộp ở một nơi.", _across_agencies),
    LegalList(
        "phan-cap-uy-quyen",
        "Phân cấp, ủy quyền",
        "Việc giải quyết đã giao cho cơ quan khác hoặc cấp khác.",
        lambda _, adoption: adoption.delegated,
    ),
    LegalList(
        "phi-dia-gioi",
        "Không phụ thuộc địa giới",
        "Nộp ở bất cứ nơi tiếp nhận nào trong tỉnh, không cần về nơi cư trú.",
        lambda _, adoption: adoption.non_territorial,
    ),
    LegalList(
        "cong-quoc-gia",
        "Có trên Cổng Dịch vụ công quốc gia",
        "Nộp được tại dichvucong.gov.vn.",
        lambda _, adoption: adoption.on_national_portal,
    ),
    LegalList(
        "toan-trinh",
        "Trực tuyến toàn trình",
        "Làm trọn trên mạng, từ nộp hồ sơ đến nhận kết quả.",
        _level(OnlineLevel.FULL),
    ),
    LegalList(
        "mot-phan",
        "Trực tuyến một phần",
        "Nộp trên mạng, nhưng vẫn phải đến nơi ở ít nhất một bước.",
        _level(OnlineLevel.PARTIAL),
    ),
    LegalList(
        "cung-cap-thong-tin",
        "Chỉ cung cấp thông tin trực tuyến",
        "Đọc hướng dẫn trên mạng; chưa nộp được trên mạng.",
        _level(OnlineLevel.INFO_ONLY),
    ),
    LegalList(
        "thanh-toan-truc-tuyen",
        "Trả phí trực tuyến",
        "Trả được phí, lệ phí trên mạng.",
        lambda _, adoption: adoption.online_payment,
    ),
    LegalList(
        "bieu-mau-dien-tu",
        "Có biểu mẫu điện tử",
        "Tờ khai điền được ngay trên mạng.",
        lambda _, adoption: adoption.electronic_forms,
    ),
    LegalList("noi-bo", "Thủ tục nội bộ", "Giữa các cơ quan nhà nước với nhau; người dân không phải làm.", _internal),
)
"""In the order of the page that names them all."""


@dataclass(frozen=True, slots=True)
class Sorted3:
    """Adopted procedures of an agency by the answer to one question, each part in Vietnamese order."""

    yes: tuple[Performed, ...]
    no: tuple[Performed, ...]
    unknown: tuple[Performed, ...]


def sort_by(items: Iterable[Performed], answer: Answer) -> Sorted3:
    """Sort what an agency adopted by an answer. Items without an adoption are left out: nobody stated anything."""
    parts: dict[bool | None, list[Performed]] = {True: [], False: [], None: []}
    for item in items:
        if item.adoption is not None:
            parts[answer(item.procedure, item.adoption)].append(item)
    return Sorted3(tuple(parts[True]), tuple(parts[False]), tuple(parts[None]))


@dataclass(frozen=True)
class Indicator:
    """A measure that the register answers by itself. Unknown counts neither above nor below the line."""

    metric: str
    """Id in ``registry/metrics.yml``."""
    title: str
    counted: str
    """Words for what stands below the line."""
    parts: Sorted3
    left_out: int
    """How many adopted procedures the question does not concern."""
    undecided: int
    """How many of which it is unknown whether the question concerns them."""

    @property
    def numerator(self) -> int:
        return len(self.parts.yes)

    @property
    def denominator(self) -> int:
        return len(self.parts.yes) + len(self.parts.no)

    @property
    def unknown(self) -> int:
        return len(self.parts.unknown)

    @cached_property
    def value(self) -> Fraction | None:
        """Percent, not rounded; None where nothing is known."""
        return Fraction(100 * self.numerator, self.denominator) if self.denominator else None


@dataclass(frozen=True, slots=True)
class _Question:
    metric: str
    title: str
    counted: str
    concerns: Callable[[Performed, Adoption], bool | None]
    answer: Answer


def _citizens(item: Performed, _: Adoption) -> bool | None:
    """An internal procedure is never offered to citizens."""
    return None if item.procedure.kind is ProcedureKind.UNKNOWN else item.procedure.kind is not ProcedureKind.INTERNAL


_QUESTIONS = (
    _Question(
        "dvc-full-eligible",
        "Trực tuyến toàn trình",
        "thủ tục đủ điều kiện toàn trình",
        lambda _, adoption: adoption.eligible_full,
        _level(OnlineLevel.FULL),
    ),
    _Question(
        "payment-enabled",
        "Trả phí trực tuyến",
        "thủ tục có phí, lệ phí",
        lambda item, _: item.costs,
        lambda _, adoption: adoption.online_payment,
    ),
    _Question(
        "dvc-integrated-national",
        "Có trên Cổng Dịch vụ công quốc gia",
        "thủ tục phục vụ người dân, doanh nghiệp",
        _citizens,
        lambda _, adoption: adoption.on_national_portal,
    ),
    _Question(
        "e-form",
        "Có biểu mẫu điện tử",
        "thủ tục phục vụ người dân, doanh nghiệp",
        _citizens,
        lambda _, adoption: adoption.electronic_forms,
    ),
)


def indicators_of(register: Register) -> Iterator[Indicator]:
    """What an agency's own list answers; nothing for an agency that stated no list."""
    adopted = [(item, item.adoption) for item in register.items if item.adoption and item.procedure.current]
    for question in _QUESTIONS if adopted else ():
        concerned = [(item, question.concerns(item, adoption)) for item, adoption in adopted]
        yield Indicator(
            metric=question.metric,
            title=question.title,
            counted=question.counted,
            parts=sort_by((item for item, concerns in concerned if concerns), question.answer),
            left_out=sum(1 for _, concerns in concerned if concerns is False),
            undecided=sum(1 for _, concerns in concerned if concerns is None),
        )
