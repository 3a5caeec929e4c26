"""One procedure in a citizen's order: what you need, how long, how much, where, what you get; then steps, ground, history.

A part that the record lacks is named in one sentence with a way to the official copy; it is never an empty heading, and
nothing unknown is printed as a fact.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, TypeVar

from generator.addresses import PROCEDURES, api_procedure, document_address, field_address, procedure_address
from generator.model import Agency, Force, LegalDocument
from generator.model.procedure import (
    Adoption,
    Adoptions,
    Channel,
    Depth,
    DossierCase,
    DossierItem,
    Effect,
    Fee,
    FeeState,
    Ground,
    Interlinked,
    InternalProcess,
    LimitUnit,
    OnlineLevel,
    Place,
    Post,
    Procedure,
    ProcedureKind,
    PublicationDecision,
    Status,
    TimeLimit,
)
from generator.pages.parts.listing import document_title
from generator.pages.parts.page import Link, Page, agency_link, shortened
from generator.pages.procedure.words import (
    CHANNEL_WORDS,
    UNKNOWN,
    say_channels,
    say_fees,
    say_limits,
    say_need,
    say_place,
    short_fee,
    short_limit,
)
from generator.text.wording import say_day, say_on_day, sentence
from generator.tracking.linked import Linked
from generator.tracking.procedures import Adopters, cited_document, fees_for, is_stale, limits_for

PORTAL = "https://dichvucong.gov.vn/"

Condition = TypeVar("Condition", TimeLimit, Fee)


@dataclass(frozen=True, slots=True)
class Mark:
    """A status: word, form and tone of ``ck-st`` (word + form + colour, never colour alone)."""

    word: str
    form: str
    tone: str = ""


STATUS_MARKS = {
    Status.IN_FORCE: Mark("Còn hiệu lực", "full", "good"),
    Status.AMENDED: Mark("Còn hiệu lực, đã sửa đổi", "full", "good"),
    Status.REPLACED: Mark("Đã được thay thế", "dash", "warn"),
    Status.ABOLISHED: Mark("Đã bãi bỏ", "dash", "warn"),
}

FORCE_MARKS = {
    Force.IN_FORCE: Mark("Còn hiệu lực", "full", "good"),
    Force.PARTLY: Mark("Hết hiệu lực một phần", "half", "warn"),
    Force.REPEALED: Mark("Hết hiệu lực", "dash", "warn"),
    Force.REPLACED: Mark("Đã được thay thế", "dash", "warn"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """An answer at the top: the question, the answer, and where it differs."""

    question: str
    answer: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper of the dossier: what, how many, which form."""

    name: str
    need: str
    form: str
    form_url: str | None


@dataclass(frozen=True, slots=True)
class CaseTable:
    """The papers of one case."""

    anchor: str
    title: str
    rows: tuple[PaperRow, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """Limits and fees by channel, where channels or cases differ."""

    columns: tuple[str, ...]
    """Channels."""
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    """Limit or fee of a case, and its cells, one for each channel."""


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """Where a dossier is received, with hours."""

    words: str
    hours: str


@dataclass(frozen=True, slots=True)
class GroundRow:
    """A legal basis whose name is known, with its force where the registry knows it."""

    number: str
    title: str
    address: str | None
    mark: Mark | None
    remark: str
    instead: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A publication decision with its own date."""

    day: str
    words: str
    remark: str


@dataclass(frozen=True, slots=True)
class Performer:
    """An agency that states it performs the procedure, and what is local about it."""

    agency: Link
    document: str
    url: str | None
    facts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedurePage:
    """Context of ``pages/procedure.html``."""

    template: ClassVar[str] = "procedure.html"
    address: str
    code: str
    name: str
    labels: tuple[str, ...]
    """Who published it and where it applies."""
    mark: Mark
    ended: str
    """What became of a procedure that is no longer in force."""
    successors: tuple[Link, ...]
    facts: tuple[Fact, ...]
    read_on: str
    button: tuple[str, str] | None
    """Words and address of the one main action."""
    sets: str
    cases: tuple[CaseTable, ...]
    terms: Terms | None
    remarks: tuple[str, ...]
    places: tuple[PlaceLine, ...]
    steps: tuple[str, ...]
    applicants: tuple[str, ...]
    conditions: tuple[str, ...]
    phones: tuple[str, ...]
    bodies: tuple[tuple[str, str], ...]
    performers: tuple[Performer, ...]
    grounds: tuple[GroundRow, ...]
    numbers: tuple[str, ...]
    """Legal bases of which only the number is known."""
    history: tuple[DecisionRow, ...]
    also: tuple[str, ...]
    """Old codes, old names and coded cases."""
    lacking: str
    summary: tuple[str, ...]
    source: str
    source_words: str
    checked: str


@dataclass(frozen=True, slots=True)
class _Context:
    """What is looked up for every procedure; made once."""

    linked: Linked
    adopters: Adopters = field(repr=False)


def procedure_pages(linked: Linked) -> Iterator[Page]:
    """A page for each procedure, abolished ones too: an address is a promise."""
    context = _Context(linked, Adopters(linked.catalogue))
    for code in sorted(linked.catalogue.procedures):
        yield _page(context, linked.catalogue.procedures[code])


def _page(context: _Context, item: Procedure) -> Page:
    linked = context.linked
    shown = _shown(context, item)
    field_name = linked.catalogue.fields[item.field].name
    return Page(
        address=procedure_address(item.code),
        section="thu-tuc",
        layout="record",
        title=f"{item.name} ({item.code})",
        description=shortened(f"{_description(item, field_name)}."),
        context=shown,
        crumbs=(Link("Thủ tục", PROCEDURES), Link(field_name, field_address(item.field))),
        alternates=(("application/json", "Dữ liệu", api_procedure(item.code)),),
        file=f"procedures/{item.code}.yml",
    )


def _description(item: Procedure, field_name: str) -> str:
    words = [f"Thủ tục {item.code}, lĩnh vực {field_name}", short_limit(item.limits, item.channels)]
    words += [short_fee(item.fees, item.channels), ", ".join(item.implementing)]
    return " · ".join(word for word in words if word)


def _shown(context: _Context, item: Procedure) -> ProcedurePage:
    adopted = context.adopters.of(item.code)
    places = _places(item, adopted)
    facts = _facts(item, places)
    grounds = [_ground(context.linked, ground) for ground in item.legal_bases]
    read = say_day(item.source.retrieved)
    stale = is_stale(item.source.retrieved, context.linked.as_of)
    return ProcedurePage(
        address=procedure_address(item.code),
        code=item.code,
        name=item.name,
        labels=tuple(_labels(item)),
        mark=STATUS_MARKS[item.status],
        ended=_ended(item),
        successors=_successors(context.linked, item),
        facts=facts,
        read_on=f"Đọc ngày {read}" + (", có thể đã thay đổi." if stale else ".") if facts else "",
        button=_button(item),
        sets=_sets(item),
        cases=tuple(_case(item, index, case) for index, case in enumerate(item.dossier, start=1)),
        terms=terms_of(item),
        remarks=tuple(_remarks(item)),
        places=tuple(
            PlaceLine(say_place(place), place.hours or "") for place in places if place.hours or len(places) > 1
        ),
        steps=item.steps,
        applicants=item.applicants,
        conditions=item.conditions,
        phones=tuple(dict.fromkeys(place.phone for place in places if place.phone)),
        bodies=tuple(_bodies(item)),
        performers=tuple(_performer(context.linked, *found) for found in adopted),
        grounds=tuple(row for row in grounds if row.title),
        numbers=tuple(f"{row.number} ({row.remark})" if row.remark else row.number for row in grounds if not row.title),
        history=tuple(_decision(decision) for decision in _newest_first(item.decisions)),
        also=tuple(_also(item)),
        lacking=_lacking(item),
        summary=tuple(_summary(item, places, facts)),
        source=item.source.url,
        source_words=_source_words(item),
        checked=read,
    )


def _labels(item: Procedure) -> Iterator[str]:
    if item.published_by:
        yield f"{item.published_by} công bố"
    yield "áp dụng toàn quốc" if item.national else f"chỉ áp dụng ở {item.jurisdiction}"
    if item.kind is ProcedureKind.INTERNAL:
        yield "thủ tục nội bộ giữa các cơ quan nhà nước"


def _ended(item: Procedure) -> str:
    if item.current:
        return ""
    since = f" từ sau ngày {say_day(item.valid_to)}" if item.valid_to else ""
    return f"{STATUS_MARKS[item.status].word}{since}. Trang này giữ lại để tra cứu; không nộp theo thủ tục này nữa."


def _successors(linked: Linked, item: Procedure) -> tuple[Link, ...]:
    known = (linked.catalogue.procedures.get(code) for code in item.replaced_by)
    return tuple(Link(f"{found.name} ({found.code})", procedure_address(found.code)) for found in known if found)


def _button(item: Procedure) -> tuple[str, str] | None:
    """Where to apply, on the national portal only; nothing for a procedure that has ended."""
    address = item.apply_url or (item.source.url if item.source.url.startswith(PORTAL) else None)
    if address is None or not item.current:
        return None
    return (
        "Nộp trên Cổng Dịch vụ công quốc gia"
        if Channel.ONLINE in item.channels
        else "Xem trên Cổng Dịch vụ công quốc gia",
        address,
    )


def _places(item: Procedure, adopted: list[tuple[Agency, Adoptions, Adoption]]) -> list[Place]:
    stated = [adoptions.place_of(adoption) for _, adoptions, adoption in adopted]
    return list(item.places) + [place for place in stated if place is not None and place not in item.places]


def _facts(item: Procedure, places: list[Place]) -> tuple[Fact, ...]:
    facts = [_limit_fact(item), _fee_fact(item), _place_fact(item, places), _result_fact(item)]
    return tuple(fact for fact in facts if fact is not None)


def _limit_fact(item: Procedure) -> Fact | None:
    if not item.limits:
        return None
    words = {channel: say_limits(_of_channel(item.limits, channel)) for channel in _channels(item)}
    return _differing("Mất bao lâu", words, _named_cases(item.limits))


def _fee_fact(item: Procedure) -> Fact | None:
    if not item.fees:
        return None
    words = {channel: say_fees(_of_channel(item.fees, channel)) for channel in _channels(item)}
    return _differing("Bao nhiêu tiền", words, _named_cases(item.fees))


def _channels(item: Procedure) -> tuple[Channel, ...]:
    """The channels of the record in the order of the counter, else one to stand for all."""
    return tuple(channel for channel in Channel if channel in item.channels) or (Channel.DIRECT,)


def _of_channel(items: tuple[Condition, ...], channel: Channel) -> list[Condition]:
    return [item for item in items if not item.channels or channel in item.channels]


def _differing(question: str, words: dict[Channel, str], cases: list[str | None]) -> Fact:
    """The answer for the first channel, and a line for each other channel whose answer is not the same."""
    if len(cases) > 1:
        words = {channel: f"{said}, tùy trường hợp" if " hoặc " in said else said for channel, said in words.items()}
    first, *others = words
    lines = tuple(f"{CHANNEL_WORDS[channel]}: {words[channel]}" for channel in others if words[channel] != words[first])
    return Fact(question, sentence(words[first]), lines)


def _place_fact(item: Procedure, places: list[Place]) -> Fact | None:
    if not item.channels and not places:
        return None
    lines = (say_place(places[0]),) if len(places) == 1 else ()
    return Fact("Nộp ở đâu", sentence(say_channels(_channels(item))) if item.channels else "Tại quầy", lines)


def _result_fact(item: Procedure) -> Fact | None:
    words = [
        f"{result.name}, dùng trong {result.validity}" if result.validity else result.name for result in item.results
    ]
    return Fact("Nhận được gì", sentence(words[0]), tuple(words[1:])) if words else None


def _sets(item: Procedure) -> str:
    return f"Nộp {item.dossier_sets} bộ hồ sơ." if item.dossier_sets else ""


def _case(item: Procedure, index: int, case: DossierCase) -> CaseTable:
    forms = {form.id: form for form in item.forms}
    rows = []
    for paper in case.items:
        form = forms.get(paper.form or "")
        rows.append(PaperRow(paper.name, say_need(paper), form.id if form else "", form.url if form else None))
    title = f"Trường hợp {index}: {case.case}" if case.case else ""
    return CaseTable(f"th{index}", title, tuple(rows))


def terms_of(item: Procedure) -> Terms | None:
    """The table of limits and fees, a column for each channel; None where every channel and case has the same."""
    channels = _channels(item)
    rows = [
        (_row_label("Thời hạn", case), [say_limits(limits_for(item.limits, channel, case)) for channel in channels])
        for case in _named_cases(item.limits)
    ]
    rows += [
        (_row_label("Phí", case), [say_fees(fees_for(item.fees, channel, case)) for channel in channels])
        for case in _named_cases(item.fees)
    ]
    if len(rows) <= 2 and all(len(set(cells)) == 1 for _, cells in rows):
        return None
    # Ordinary spaces: four columns share the width of a phone, so «1.200.000 đồng» must break.
    spaced = tuple((label, tuple(cell.replace("\u00a0", " ") for cell in cells)) for label, cells in rows)
    return Terms(tuple(sentence(CHANNEL_WORDS[channel]) for channel in channels), spaced)


def _named_cases(items: tuple[TimeLimit | Fee, ...]) -> list[str | None]:
    """The cases that limits or fees tell apart; one None where they tell none apart, nothing where there are none."""
    return list(dict.fromkeys(item.case for item in items if item.case)) or ([None] if items else [])


def _row_label(label: str, case: str | None) -> str:
    return f"{label}, {case}" if case else label


def _remarks(item: Procedure) -> Iterator[str]:
    """What the reader must know about the numbers: which are doubtful, which are missing."""
    if any(fee.suspect for fee in item.fees):
        yield "Số tiền ghi ở nguồn nhỏ bất thường, có lẽ gõ nhầm, nên trang này không in lại."
    if any(fee.state is FeeState.BY_RULE for fee in item.fees):
        yield "«Theo quy định» là có thể phải trả, mức thu do văn bản khác ấn định; không phải miễn phí."
    if any(fee.state is FeeState.UNKNOWN for fee in item.fees):
        yield "Phí «chưa rõ» là nguồn không ghi, không phải miễn phí."
    if any(limit.unit is LimitUnit.UNKNOWN and limit.text is None for limit in item.limits):
        yield "Có thời hạn mà nguồn không ghi đơn vị hoặc con số, nên trang này không in."
    bases = list(dict.fromkeys(fee.basis for fee in item.fees if fee.basis))
    if bases:
        yield f"Mức thu theo {', '.join(bases)}."


def _bodies(item: Procedure) -> Iterator[tuple[str, str]]:
    """Who does what, leaving out what the record does not say."""
    roles = (
        ("Thực hiện", item.implementing),
        ("Quyết định", item.deciding),
        ("Tiếp nhận", item.receiving),
        ("Được ủy quyền", item.authorised),
        ("Phối hợp", item.coordinating),
        ("Cấp", tuple(level.label.removeprefix("Cấp ") for level in item.levels)),
    )
    return ((role, ", ".join(names)) for role, names in roles if names)


def _performer(linked: Linked, agency: Agency, adoptions: Adoptions, adoption: Adoption) -> Performer:
    words = f"{adoptions.document} {say_on_day(adoptions.day)}"
    facts = sentence(" · ".join(_local_facts(adoption)))
    return Performer(agency_link(linked, agency.id), words, adoptions.url, facts)


def _local_facts(adoption: Adoption) -> Iterator[str]:
    """What only the agency can say; what it did not say is left out, never «no»."""
    if adoption.limits:
        yield f"thời hạn tại đây: {say_limits(adoption.limits)}"
    if adoption.fees:
        yield f"phí tại đây: {say_fees(adoption.fees)}"
    yield from _ways(adoption)
    for label, answer in _yes_or_no(adoption):
        if answer is not None:
            yield f"{label}: {'có' if answer else 'không'}"
    if adoption.internal_process is not None:
        yield f"quy trình nội bộ: {_process(adoption.internal_process)}"


def _ways(adoption: Adoption) -> Iterator[str]:
    if adoption.one_stop is not None:
        reason = f" ({adoption.one_stop_reason})" if adoption.one_stop_reason else ""
        yield "nhận tại Bộ phận Một cửa" if adoption.one_stop else f"không nhận tại Bộ phận Một cửa{reason}"
    if adoption.delegated:
        yield f"giao {adoption.delegated_to} giải quyết" if adoption.delegated_to else "đã phân cấp, ủy quyền"
    if adoption.post is not Post.UNKNOWN:
        yield _lower(adoption.post.label)
    if adoption.online_level is not OnlineLevel.UNKNOWN:
        yield f"mức trực tuyến: {_lower(adoption.online_level.label)}"
    if adoption.interlinked is not Interlinked.UNKNOWN:
        yield _lower(adoption.interlinked.label)


def _yes_or_no(adoption: Adoption) -> tuple[tuple[str, bool | None], ...]:
    return (
        ("không phụ thuộc địa giới", adoption.non_territorial),
        ("trên Cổng quốc gia", adoption.on_national_portal),
        ("trả phí trực tuyến", adoption.online_payment),
        ("biểu mẫu điện tử", adoption.electronic_forms),
    )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _process(process: InternalProcess) -> str:
    approved = f" {say_on_day(process.approved)}" if process.approved else ""
    since = f", điện tử từ {say_day(process.electronic_since)}" if process.electronic_since else ""
    return f"{process.decision}{approved}{since}"


def _ground(linked: Linked, ground: Ground) -> GroundRow:
    document = cited_document(ground, linked.library)
    raw = f"nguồn ghi «{ground.raw}»" if ground.raw else ""
    if document is None:
        return GroundRow(ground.number, ground.title or "", None, None, raw, ())
    state = document.standing.state if document.standing else Force.UNKNOWN
    instead = _instead(linked, document) if state in (Force.REPEALED, Force.REPLACED) else ()
    ended = "Quyết định công bố vẫn ghi văn bản này." if state in (Force.REPEALED, Force.REPLACED) else ""
    remark = " ".join(part for part in (ended, sentence(f"{raw}.") if raw else "") if part)
    address = document_address(document.id)
    return GroundRow(ground.number, document.name, address, FORCE_MARKS.get(state), remark, instead)


def _instead(linked: Linked, document: LegalDocument) -> tuple[Link, ...]:
    names = document.standing.replaced_by if document.standing else ()
    known = [linked.catalogue.legal_documents[name] for name in names if name in linked.catalogue.legal_documents]
    return tuple(Link(document_title(item), document_address(item.id)) for item in known)


def _newest_first(decisions: tuple[PublicationDecision, ...]) -> list[PublicationDecision]:
    """The record keeps the old before the new, also where days are unknown."""
    return list(reversed(decisions))


def _decision(decision: PublicationDecision) -> DecisionRow:
    number = f"Quyết định {decision.number}"
    seen = f"nguồn đọc ngày {say_day(decision.seen)} dẫn quyết định này" if decision.seen else ""
    effect = "" if decision.effect is Effect.UNKNOWN else decision.effect.label
    words = ": ".join(part for part in (effect, decision.changed) if part)
    remark = [number if words else "", decision.issuer or "", seen]
    day = say_day(decision.day) if decision.day else "chưa rõ ngày"
    return DecisionRow(day, words or number, " · ".join(part for part in remark if part))


def _also(item: Procedure) -> Iterator[str]:
    if item.old_codes:
        yield f"Mã cũ: {', '.join(item.old_codes)}."
    if item.old_names:
        yield f"Tên cũ: {'; '.join(item.old_names)}."
    for case in item.cases:
        yield f"{case.code}: {case.name}."


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
    return f"Trang này chưa chép {', '.join(missing)} của thủ tục."


def _summary(item: Procedure, places: list[Place], facts: tuple[Fact, ...]) -> Iterator[str]:
    """Lines to copy into a message; the address and the source are appended."""
    yield f"{item.name} ({item.code}{', minh họa' if item.demo else ''})"
    for case in item.dossier:
        papers = "; ".join(map(_paper, case.items))
        yield f"Cần, {case.case}: {papers}." if case.case else f"Cần: {papers}."
    yield from (f"{fact.question}: {_flat(fact)}." for fact in facts if fact.question != "Nộp ở đâu")
    if item.channels:
        where = "; ".join([say_channels(_channels(item)), *map(say_place, places)])
        yield f"Nộp: {where}."
    if not facts:
        yield f"Nơi giải quyết: {', '.join(item.implementing) or UNKNOWN}."


def _paper(paper: DossierItem) -> str:
    """A paper in the summary: one original is what people bring anyway, anything else is said."""
    return paper.name if say_need(paper) == "1 bản chính" else f"{paper.name} ({say_need(paper)})"


def _flat(fact: Fact) -> str:
    return "; ".join((_lower(fact.answer), *fact.lines))


def _source_words(item: Procedure) -> str:
    return "bản trên Cổng Dịch vụ công quốc gia" if item.source.url.startswith(PORTAL) else "bản chính thức"
