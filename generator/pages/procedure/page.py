"""One procedure in a citizen's order: which case, what you need, how long, how much, where; then steps, ground, history.

A fact that all cases share is said once, at the top; what differs stands with its case. A part that the record lacks is
named in one sentence with a way to the official copy; it is never an empty heading, and nothing unknown is a fact.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, NamedTuple

from generator.addresses import PROCEDURES, field_address, is_parted, procedure_address, record_address
from generator.model.procedure import (
    Channel,
    Depth,
    FeeState,
    LimitUnit,
    Place,
    Procedure,
    ProcedureKind,
    Status,
    TimeLimit,
)
from generator.model.summary import AnyProcedure
from generator.pages.changes import last_changes
from generator.pages.parts.page import Later, Link, Page, shortened
from generator.pages.procedure.names import title_of
from generator.pages.procedure.papers import CaseBlock, case_blocks, common_block
from generator.pages.procedure.performers import Statement, distinct_places, statements_of
from generator.pages.procedure.sections import (
    DecisionRow,
    GroundRow,
    Mark,
    also_of,
    bodies_of,
    decision_row,
    ground_row,
    newest_first,
)
from generator.pages.procedure.words import (
    fee_lines,
    limit_lines,
    say_channels,
    say_limit,
    say_place,
    short_fee,
    short_limit,
)
from generator.text.wording import say_day, say_number, sentence
from generator.tracking.around import Around, Surroundings
from generator.tracking.linked import Linked

PORTAL = "https://dichvucong.gov.vn/"

STATUS_MARKS = {
    Status.UNKNOWN: Mark("Chưa rõ còn hiệu lực không", "wait"),
    Status.IN_FORCE: Mark("Còn hiệu lực", "full", "good"),
    Status.AMENDED: Mark("Còn hiệu lực, đã sửa đổi", "full", "good"),
    Status.REPLACED: Mark("Đã được thay thế", "dash", "warn"),
    Status.ABOLISHED: Mark("Đã bãi bỏ", "dash", "warn"),
}


def mark_of(item: Procedure) -> Mark:
    """The status that was read; where none was, whether the national catalogue lists the code, and on which day."""
    if item.status is not Status.UNKNOWN or item.catalogue is None:
        return STATUS_MARKS[item.status]
    day = say_day(item.catalogue.day)
    if item.catalogue.listed:
        return Mark(f"Có trong danh mục quốc gia ngày {day}", "half")
    return Mark(f"Không thấy trong danh mục quốc gia ngày {day}", "dash", "warn")


class Fact(NamedTuple):
    """An answer at the top: the question, the answer, and what else belongs to it."""

    question: str
    answer: str
    lines: tuple[str, ...] = ()


class PlaceLine(NamedTuple):
    """Where a dossier is received, with hours."""

    words: str
    hours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedurePage:
    """Context of ``pages/procedure.html``."""

    template: ClassVar[str] = "procedure.html"
    address: str
    code: str
    title: str
    name: str
    """The official name where the title is not it."""
    labels: str
    """Who published it and where it applies."""
    mark: Mark
    read_on: str
    ended: str
    """What became of a procedure that is no longer in force."""
    successors: tuple[Link, ...]
    lacking: str
    """What the record does not hold, in one sentence."""
    button: tuple[str, str] | None
    """Words and address of the one main action."""
    facts: tuple[Fact, ...]
    sets: str
    common: CaseBlock | None
    cases: tuple[CaseBlock, ...]
    remarks: tuple[str, ...]
    doubts: tuple[str, ...]
    places: tuple[PlaceLine, ...]
    steps: tuple[str, ...]
    applicants: str
    conditions: tuple[str, ...]
    phones: str
    bodies: tuple[tuple[str, str], ...]
    statements: tuple[Statement, ...]
    """What agencies state that perform it."""
    provinces: tuple[tuple[str, str], ...]
    """Name and whole address of the page that each joined province has of the procedure."""
    grounds: tuple[GroundRow, ...]
    numbers: str
    """Legal bases of which only the number is known."""
    history: tuple[DecisionRow, ...]
    also: tuple[str, ...]
    """Old codes, old names and coded cases."""
    source: str
    source_words: str
    own_words: bool
    checked: str


class ProcedurePages:
    """A page for each procedure, abolished ones too: an address is a promise.

    There are tens of thousands, of which a build makes again a few: each is made when it is asked for.
    """

    def __init__(self, linked: Linked) -> None:
        self._linked, self._last = linked, last_changes(linked)
        self._surroundings = Surroundings(linked)

    def __iter__(self) -> Iterator[Page]:
        """In the order of codes."""
        return map(self.page, sorted(self._linked.catalogue.procedures))

    def changed(self, code: str) -> str:
        """The last change of a procedure in a sentence; empty where the log does not reach."""
        return self._last.get(_file(code), "")

    def page(self, code: str) -> Page:
        """The page of one procedure; its record is read when the page is rendered."""
        catalogue = self._linked.catalogue
        item = catalogue.procedures[code]
        context = Later(ProcedurePage.template, partial(self._shown, code))
        parted = is_parted(len(catalogue.procedures))
        return _page(item, catalogue.fields[item.field].name, context, self.changed(code), parted=parted)

    def _shown(self, code: str) -> ProcedurePage:
        catalogue = self._linked.catalogue
        return _shown(catalogue.procedure(code), self._surroundings.of(catalogue.procedures[code]))


def _file(code: str) -> str:
    return f"procedures/{code}.yml"


def _page(item: AnyProcedure, field_name: str, context: Later, changed: str, *, parted: bool) -> Page:
    return Page(
        address=procedure_address(item.code),
        section="thu-tuc",
        layout="procedure",
        title=f"{title_of(item)} ({item.code})",
        description=shortened(f"{_description(item, field_name)}."),
        context=context,
        crumbs=(Link("Thủ tục", PROCEDURES), Link(field_name, field_address(item.field))),
        alternates=(
            ("application/gzip" if parted else "application/json", "", record_address(item.code, parted=parted)),
        ),
        file=_file(item.code),
        changed=changed,
    )


def _description(item: AnyProcedure, field_name: str) -> str:
    words = [f"Thủ tục {item.code}, lĩnh vực {field_name}", short_limit(item.limits, item.channels)]
    words += [short_fee(item.fees, item.channels), "; ".join(item.implementing)]
    return " · ".join(word for word in words if word)


def _shown(item: Procedure, around: Around) -> ProcedurePage:
    places = _places(item, around)
    grounds = list(map(ground_row, around.bases))
    title = title_of(item)
    return ProcedurePage(
        address=procedure_address(item.code),
        code=item.code,
        title=title,
        name="" if title == item.name else item.name,
        labels=" · ".join(_labels(item)),
        mark=mark_of(item),
        read_on=_read_on(item, around),
        ended=_ended(item),
        successors=tuple(Link(f"{name} ({code})", procedure_address(code)) for code, name in around.successors),
        lacking=_lacking(item),
        button=_button(item),
        facts=_facts(item, places),
        sets=f"Nộp {item.dossier_sets} bộ hồ sơ." if item.dossier_sets else "",
        common=common_block(item),
        cases=case_blocks(item),
        remarks=tuple(_remarks(item)),
        doubts=tuple(_doubts(item)),
        places=tuple(
            PlaceLine(say_place(place), place.hours or "") for place in places if place.hours or len(places) > 1
        ),
        steps=item.steps,
        applicants=" · ".join(item.applicants),
        conditions=item.conditions,
        phones=", ".join(dict.fromkeys(place.phone for place in places if place.phone)),
        bodies=tuple(bodies_of(item)),
        statements=statements_of(around.adopted),
        provinces=tuple((name, site + procedure_address(item.code)) for name, site in around.provinces),
        grounds=tuple(row for row in grounds if row.title),
        numbers=" · ".join(
            f"{row.number} ({row.remark})" if row.remark else row.number for row in grounds if not row.title
        ),
        history=tuple(decision_row(decision) for decision in newest_first(item.decisions)),
        also=tuple(also_of(item)),
        source=item.source.url,
        source_words=_source_words(item),
        own_words=item.source.own_words,
        checked=say_day(item.source.retrieved),
    )


def _labels(item: Procedure) -> Iterator[str]:
    if item.published_by:
        yield f"{item.published_by} công bố"
    yield "áp dụng toàn quốc" if item.national else f"chỉ áp dụng ở {item.jurisdiction}"
    if item.kind is ProcedureKind.INTERNAL:
        yield "thủ tục nội bộ giữa các cơ quan nhà nước"
    if item.non_territorial:
        yield "nộp ở nơi nào cũng được, không phụ thuộc địa giới"


def _read_on(item: Procedure, around: Around) -> str:
    """The day of the reading, on every page; after ninety days what that means."""
    words = f"Đọc ngày {say_day(item.source.retrieved)}"
    if around.stale:
        return f"{words}, hơn 90 ngày trước: có thể đã thay đổi."
    return f"{words}."


def _ended(item: Procedure) -> str:
    if item.current:
        return ""
    since = f" từ sau ngày {say_day(item.valid_to)}" if item.valid_to else ""
    return f"{STATUS_MARKS[item.status].word}{since}. Trang này giữ lại để tra cứu; không nộp theo thủ tục này nữa."


def _button(item: Procedure) -> tuple[str, str] | None:
    """Where to apply or to read on, on the national portal only; nothing for a procedure that has ended."""
    address = item.apply_url or (item.source.url if item.source.url.startswith(PORTAL) else None)
    if address is None or not item.current:
        return None
    if not item.dossier:
        return "Xem giấy tờ cần nộp trên Cổng Dịch vụ công quốc gia", address
    action = "Nộp" if Channel.ONLINE in item.channels else "Xem"
    return f"{action} trên Cổng Dịch vụ công quốc gia", address


def _places(item: Procedure, around: Around) -> list[Place]:
    """Where everybody may bring a dossier; of several places that agencies state, each stands with its agency."""
    stated = distinct_places(around.adopted)
    return list(item.places) + [place for place in stated if len(stated) == 1 and place not in item.places]


def _facts(item: Procedure, places: list[Place]) -> tuple[Fact, ...]:
    facts = [
        _fact("Mất bao lâu", limit_lines(item.limits, item.channels)),
        _fact("Bao nhiêu tiền", fee_lines(item.fees, item.channels)),
        _place_fact(item, places),
        _result_fact(item),
    ]
    return tuple(fact for fact in facts if fact is not None)


def _fact(question: str, lines: list[str]) -> Fact | None:
    """The answer, with a line for each group of channels that differs from the first."""
    return Fact(question, sentence(lines[0]), tuple(map(sentence, lines[1:]))) if lines else None


def _place_fact(item: Procedure, places: list[Place]) -> Fact | None:
    if not item.channels and not places:
        return None
    lines = (say_place(places[0]),) if len(places) == 1 else item.receiving[:1]
    return Fact("Nộp ở đâu", sentence(say_channels(item.channels or (Channel.DIRECT,))), lines)


def _result_fact(item: Procedure) -> Fact | None:
    words = [
        f"{result.name}, dùng trong {result.validity}" if result.validity else result.name for result in item.results
    ]
    ways = f"Nhận {', '.join(way.label for way in item.return_ways)}" if item.return_ways else ""
    return Fact("Nhận được gì", sentence(words[0]), (*words[1:], *filter(None, [ways]))) if words else None


def _remarks(item: Procedure) -> Iterator[str]:
    """What the reader must know about the numbers: which are missing, what their source says in words."""
    if any(fee.suspect for fee in item.fees):
        yield "Số tiền ghi ở nguồn nhỏ bất thường, có lẽ gõ nhầm, nên trang này không in lại."
    if any(fee.state is FeeState.BY_RULE for fee in item.fees):
        yield "«Theo quy định» là có thể phải trả, mức thu do văn bản khác ấn định; không phải miễn phí."
    if any(fee.state is FeeState.UNKNOWN for fee in item.fees):
        yield "Phí «chưa rõ» là nguồn không ghi, không phải miễn phí."
    if any(limit.unit is LimitUnit.UNKNOWN and limit.text is None and not limit.doubt for limit in item.limits):
        yield "Có thời hạn mà nguồn không ghi đơn vị hoặc con số, nên trang này không in."
    yield from dict.fromkeys(f"Về thời hạn, nguồn ghi: {limit.text}" for limit in item.limits if _tells_more(limit))
    yield from dict.fromkeys(f"Về phí, nguồn ghi: {fee.text}" for fee in item.fees if fee.text)
    bases = list(dict.fromkeys(fee.basis for fee in item.fees if fee.basis))
    if bases:
        yield f"Mức thu theo {', '.join(bases)}."


def _tells_more(limit: TimeLimit) -> bool:
    """Whether the words of a limit are not already the answer at the top."""
    return limit.text is not None and limit.text.rstrip(".") != say_limit(limit)


def _doubts(item: Procedure) -> Iterator[str]:
    """What the source leaves open or contradicts, each once."""
    said = [limit.doubt for limit in item.limits] + [fee.doubt for fee in item.fees]
    yield from dict.fromkeys(f"{sentence(words.rstrip('.'))}." for words in said if words)
    for case in item.cases:
        if case.value is not None and not _agrees(item, case.value, case.unit):
            unit = case.unit.label if case.unit is not LimitUnit.UNKNOWN else "(không rõ đơn vị)"
            yield f"Ở mã trường hợp {case.code}, nguồn ghi thời hạn {say_number(case.value)} {unit}."
    yield from item.doubts


def _agrees(item: Procedure, value: object, unit: LimitUnit) -> bool:
    return any(limit.value == value and limit.unit is unit for limit in item.limits)


_PARTS = (
    ("giấy tờ phải nộp", "dossier"),
    ("các bước", "steps"),
    ("thời hạn", "limits"),
    ("phí, lệ phí", "fees"),
    ("cách nộp", "channels"),
    ("kết quả", "results"),
)


def _lacking(item: Procedure) -> str:
    """One sentence that names what the record lacks; empty for a full one."""
    if item.depth is Depth.FULL:
        return ""
    missing = [words for words, name in _PARTS if not getattr(item, name)]
    if item.depth is Depth.INDEX:
        missing.append("căn cứ pháp lý")
    return f"Trang này chưa chép {', '.join(missing)} của thủ tục." if missing else ""


def _source_words(item: Procedure) -> str:
    return "bản trên Cổng Dịch vụ công quốc gia" if item.source.url.startswith(PORTAL) else "bản chính thức"
