"""Rules for procedures and adoptions. One small function a rule; its docstring is the rule.

What cannot be right but was found in an official source (a fee of 45 đồng, a limit without a unit) is a warning: the
record keeps it, and no page prints it as a fact. What contradicts itself is an error.
"""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import PurePosixPath

from generator.check.complaint import AloneRule, Complaint, Rule, fields_in, say
from generator.model.adoption import Adoption, OnlineLevel
from generator.model.procedure import (
    LEAST_FEE,
    NATIONAL,
    Channel,
    Fee,
    FeeState,
    Level,
    LimitUnit,
    Procedure,
    ProcedureKind,
    Status,
    TimeLimit,
    code_key,
)
from generator.model.summary import AnyProcedure
from generator.reading.catalogue import Catalogue
from generator.reading.problems import FieldPath, suggest
from generator.reading.tree import adoptions_file, procedure_file
from generator.text.citations import is_number
from generator.text.vietnamese import fold

LIKELY_SLIP = 0.8
"""From this likeness on (difflib's ratio) a name of a case is taken for a slip of one that is there."""

_DISTRICT = re.compile(r"\b(?:huyện|quận|thị xã)\b", re.IGNORECASE)


def check_fields(catalogue: Catalogue) -> Iterator[Complaint]:
    """A procedure's field is in the registry."""
    for item in catalogue.procedures.values():
        if item.field not in catalogue.fields:
            hint = suggest(item.field, catalogue.fields) or "thêm lĩnh vực vào registry/fields.yml"
            yield say(procedure_file(item.code), ("field",), f"không có lĩnh vực «{item.field}»", hint)


def check_codes(item: Procedure) -> Iterator[Complaint]:
    """A code has six digits after the dot; one that was printed with seven is kept and pointed out."""
    if len(item.code) != len("1.000000"):
        hint = "đối chiếu với quyết định công bố; mã thường có sáu chữ số sau dấu chấm"
        yield say(procedure_file(item.code), ("code",), f"mã {item.code} dài khác thường", hint, warning=True)


def check_old_codes(catalogue: Catalogue) -> Iterator[Complaint]:
    """An old code does not lead, by its first two parts, to another procedure."""
    for item in catalogue.procedures.values():
        for index, old in enumerate(item.old_codes):
            if code_key(old) != item.code and code_key(old) in catalogue.procedures:
                message = f"mã cũ {old} trùng mã của thủ tục khác"
                yield say(procedure_file(item.code), ("old_codes", index), message, "kiểm tra lại mã cũ")


def check_levels(item: Procedure) -> Iterator[Complaint]:
    """Since 01/7/2025 there is no district: no procedure in force is performed by one."""
    if item.current and Level.DISTRICT in item.levels:
        hint = "từ 01/7/2025 chỉ còn cấp tỉnh và cấp xã; xem quyết định công bố mới nhất"
        yield say(procedure_file(item.code), ("levels",), "thủ tục còn hiệu lực mà ghi cấp huyện", hint)


def check_districts(item: Procedure) -> Iterator[Complaint]:
    """A procedure in force names no district body; the source may not have been brought up to date."""
    for key in ("implementing", "deciding", "receiving", "authorised", "coordinating") if item.current else ():
        for index, name in enumerate(getattr(item, key)):
            if _DISTRICT.search(name):
                hint = "từ 01/7/2025 không còn cấp huyện; kiểm tra cơ quan thay thế"
                place = (key, index)
                yield say(procedure_file(item.code), place, f"«{name}» thuộc cấp huyện", hint, warning=True)


def check_jurisdiction(item: Procedure) -> Iterator[Complaint]:
    """What a province laid down applies to that province only."""
    if item.national and item.kind is ProcedureKind.SPECIFIC:
        message = "thủ tục của địa phương mà ghi áp dụng mọi tỉnh"
        hint = "ghi tên tỉnh vào «jurisdiction», hoặc sửa «kind»"
        yield say(procedure_file(item.code), ("jurisdiction",), message, hint)


def check_limits(item: Procedure) -> Iterator[Complaint]:
    """A time limit has a number of at least one, a unit, and only channels of its record."""
    yield from _wrong_limits(procedure_file(item.code), (), item.limits, item.channels)


def check_adopted_limits(catalogue: Catalogue) -> Iterator[Complaint]:
    """The same of the limits that an agency states."""
    for file, path, adoption, channels in _adopted_conditions(catalogue):
        yield from _wrong_limits(file, path, adoption.limits, channels)


def _wrong_limits(
    file: PurePosixPath, path: FieldPath, limits: tuple[TimeLimit, ...], channels: tuple[Channel, ...]
) -> Iterator[Complaint]:
    for index, limit in enumerate(limits):
        here = (*path, "limits", index)
        yield from _wrong_channels(file, here, limit.channels, channels)
        yield from _wrong_limit(file, here, limit)


def _wrong_limit(file: PurePosixPath, here: FieldPath, limit: TimeLimit) -> Iterator[Complaint]:
    if limit.value is not None and limit.value <= 0:
        yield say(file, (*here, "value"), f"thời hạn {limit.value} không có thật", "bỏ «value» nếu nguồn không ghi số")
    elif limit.unit is LimitUnit.UNKNOWN and limit.text is None and limit.doubt is None:
        found = f"thời hạn {limit.value} không có đơn vị" if limit.value else "thời hạn không có số và đơn vị"
        hint = "xem nguồn: day hay working_day? Khi chưa rõ, ghi một câu ở «doubt»; trang không in con số này"
        because = fields_in(here, "value", "unit", "text", "doubt")
        yield say(file, here, found, hint, warning=True, because=because)


def check_fees(item: Procedure) -> Iterator[Complaint]:
    """An amount stands exactly where the state is ``amount``, words where it is ``listed``, for channels of the record."""
    yield from _wrong_fees(procedure_file(item.code), (), item.fees, item.channels)


def check_adopted_fees(catalogue: Catalogue) -> Iterator[Complaint]:
    """The same of the fees that an agency states."""
    for file, path, adoption, channels in _adopted_conditions(catalogue):
        yield from _wrong_fees(file, path, adoption.fees, channels)


def _wrong_fees(
    file: PurePosixPath, path: FieldPath, fees: tuple[Fee, ...], channels: tuple[Channel, ...]
) -> Iterator[Complaint]:
    for index, fee in enumerate(fees):
        here = (*path, "fees", index)
        yield from _wrong_channels(file, here, fee.channels, channels)
        yield from _wrong_fee(file, here, fee)


def _wrong_fee(file: PurePosixPath, here: FieldPath, fee: Fee) -> Iterator[Complaint]:
    if (fee.state is FeeState.AMOUNT) != (fee.amount is not None):
        hint = "«state: amount» đi cùng «amount:»; «miễn phí» viết «state: free», không viết số 0"
        yield say(file, here, "mức thu và số tiền không khớp nhau", hint, because=fields_in(here, "state", "amount"))
    elif fee.state is FeeState.LISTED and fee.text is None:
        because = fields_in(here, "text")
        yield say(file, here, "nhiều mức thu mà không ghi lời nào", "chép các mức vào «text»", because=because)
    elif fee.amount is not None and fee.amount <= 0:
        hint = "số 0 ở nguồn thường là by_rule hoặc unknown; chỉ ghi «state: free» khi nguồn nói miễn phí"
        yield say(file, (*here, "amount"), f"số tiền {fee.amount} {fee.currency.label}", hint)
    elif fee.suspect:
        hint = f"dưới {LEAST_FEE} đồng thường là gõ thiếu số không hoặc là phần trăm; trang không in con số này"
        yield say(file, (*here, "amount"), f"số tiền {fee.amount} đồng đáng ngờ", hint, warning=True)


def _wrong_channels(
    file: PurePosixPath, here: FieldPath, named: tuple[Channel, ...], known: tuple[Channel, ...]
) -> Iterator[Complaint]:
    for index, channel in enumerate(named):
        if known and channel not in known:
            hint = f"thêm «{channel.value}» vào «channels» của thủ tục, hoặc bỏ ở đây"
            yield say(file, (*here, "channels", index), f"thủ tục không có cách nộp «{channel.value}»", hint)


def _adopted_conditions(
    catalogue: Catalogue,
) -> Iterator[tuple[PurePosixPath, FieldPath, Adoption, tuple[Channel, ...]]]:
    """File and path of every adoption that states a limit or a fee of its own, with the procedure's channels."""
    for agency, index, adoption in _adopted(catalogue):
        if adoption.limits or adoption.fees:
            known = catalogue.procedures.get(adoption.code)
            yield adoptions_file(agency), ("procedures", index), adoption, known.channels if known else ()


def check_cases(item: Procedure) -> Iterator[Complaint]:
    """Limits and fees name cases of the dossier, letter by letter; a case that only they have may be meant so."""
    known = {case.case for case in item.dossier if case.case} | {case.name for case in item.cases}
    if not known:
        return
    limits = Counter(name for limit in item.limits for name in limit.cases)
    paired = known | {name for name in limits if name in {fee for part in item.fees for fee in part.cases}}
    named = [("limits", index, limit.cases) for index, limit in enumerate(item.limits)]
    named += [("fees", index, fee.cases) for index, fee in enumerate(item.fees)]
    for key, index, cases in named:
        for case in cases:
            yield from _unknown_case(item, (key, index, "case"), case, known, paired)


def _unknown_case(
    item: Procedure, here: FieldPath, case: str, known: set[str], paired: set[str]
) -> Iterator[Complaint]:
    if case in known:
        return
    near = get_close_matches(case, known, 1, LIKELY_SLIP)
    if case in paired and not near:
        return
    hint = (
        f"có phải «{near[0]}»?"
        if near
        else "giấy tờ của trường hợp này chưa có ở «dossier»; nếu đúng vậy thì để nguyên"
    )
    yield say(procedure_file(item.code), here, f"không có trường hợp «{case}»", hint, warning=not near)


def check_dossier(item: Procedure) -> Iterator[Complaint]:
    """Cases of a dossier are told apart by name, papers are counted from zero, and forms are listed."""
    file = procedure_file(item.code)
    names = Counter(case.case for case in item.dossier)
    for index, case in enumerate(item.dossier):
        if names[case.case] > 1:
            hint = "mỗi trường hợp một tên riêng ở «case»"
            yield say(file, ("dossier", index), "hai phần hồ sơ cùng một trường hợp", hint)
    yield from _wrong_papers(item, file)


def _wrong_papers(item: Procedure, file: PurePosixPath) -> Iterator[Complaint]:
    forms = {form.id for form in item.forms}
    for index, case in enumerate(item.dossier):
        for number, paper in enumerate(case.items):
            here = ("dossier", index, "items", number)
            for form in paper.forms:
                if form not in forms:
                    hint = suggest(form, forms) or "thêm mẫu này vào «forms»"
                    yield say(file, (*here, "form"), f"không có mẫu «{form}»", hint)
            if paper.originals < 0 or paper.copies < 0:
                yield say(file, here, "số bản là số âm", "ghi số bản chính, bản sao từ 0 trở lên")


def check_decisions(item: Procedure) -> Iterator[Complaint]:
    """A decision is listed once, with its own date, and was not issued after the day on which its source was read."""
    numbers = [fold(decision.number) for decision in item.decisions]
    times = Counter(numbers)
    for index, decision in enumerate(item.decisions):
        here = ("decisions", index)
        if times[numbers[index]] > 1:
            hint = "giữ một mục, với ngày của chính quyết định đó; không lấy ngày của quyết định khác"
            yield say(procedure_file(item.code), (*here, "number"), f"{decision.number} ghi hai lần", hint)
        if decision.day is not None and decision.day.first_day() > (decision.seen or item.source.retrieved):
            hint = "ngày quyết định đứng sau ngày đọc nguồn; có lẽ là ngày của quyết định khác"
            yield say(procedure_file(item.code), (*here, "date"), f"ngày {decision.day} chưa đến lúc đọc", hint)


def check_grounds(item: Procedure) -> Iterator[Complaint]:
    """A legal basis is a document's bare number, so that it can be looked up; one without a number has its title."""
    for index, ground in enumerate(item.legal_bases):
        here = ("legal_bases", index)
        if ground.number is None:
            if ground.title is None:
                message, hint = "căn cứ không có số, không có tên", "ghi «number» hoặc «title»"
                yield say(procedure_file(item.code), here, message, hint, because=fields_in(here, "number", "title"))
        elif not is_number(ground.number):
            message = f"«{ground.number}» không phải số, ký hiệu văn bản"
            hint = "viết như «175/2024/NĐ-CP»; tên văn bản để ở «title», chữ ở nguồn để ở «raw»"
            yield say(procedure_file(item.code), (*here, "number"), message, hint)


def check_validity(item: Procedure) -> Iterator[Complaint]:
    """A procedure does not end before it begins."""
    if item.valid_from and item.valid_to and item.valid_to < item.valid_from:
        message = "hết hiệu lực trước khi có hiệu lực"
        yield say(procedure_file(item.code), ("valid_to",), message, "kiểm tra hai ngày")


def check_successors(catalogue: Catalogue) -> Iterator[Complaint]:
    """A replaced procedure names its successor, which is another procedure, and which has a page here."""
    for item in catalogue.procedures.values():
        if item.status is Status.REPLACED and not item.replaced_by:
            hint = "thêm «replaced_by: [mã]»"
            yield say(procedure_file(item.code), ("status",), "đã được thay thế mà chưa ghi thủ tục thay thế", hint)
        if item.replaced_by:
            yield from _wrong_successors(item, catalogue)


def _wrong_successors(item: AnyProcedure, catalogue: Catalogue) -> Iterator[Complaint]:
    file = procedure_file(item.code)
    if item.current:
        hint = "sửa «status» thành replaced hoặc abolished, hoặc bỏ «replaced_by»"
        yield say(file, ("replaced_by",), "còn hiệu lực mà đã có thủ tục thay thế", hint)
    for index, code in enumerate(item.replaced_by):
        if code == item.code:
            yield say(file, ("replaced_by", index), "thủ tục thay thế chính nó", "ghi mã của thủ tục mới")
        elif code not in catalogue.procedures:
            hint = "thêm plans/procedures/ cho thủ tục mới để người đọc tới được"
            yield say(file, ("replaced_by", index), f"chưa có trang của thủ tục {code}", hint, warning=True)


def _adopted(catalogue: Catalogue) -> Iterator[tuple[str, int, Adoption]]:
    for agency, adoptions in catalogue.adoptions.items():
        for index, adoption in enumerate(adoptions.procedures):
            yield agency, index, adoption


def check_adopters(catalogue: Catalogue) -> Iterator[Complaint]:
    """A folder that holds adoptions also holds its agency.yml."""
    for agency in catalogue.adoptions:
        if agency not in catalogue.agencies:
            hint = f"tạo agencies/{agency}/agency.yml, hoặc sửa lỗi đã báo trong tệp đó"
            yield say(adoptions_file(agency), (), f"không đọc được cơ quan «{agency}»", hint)


def check_adoptions(catalogue: Catalogue) -> Iterator[Complaint]:
    """An agency adopts a procedure of the register, once, and none that another province laid down for itself."""
    seen: set[tuple[str, str]] = set()
    for agency, index, adoption in _adopted(catalogue):
        file, here = adoptions_file(agency), ("procedures", index, "code")
        known = catalogue.procedures.get(adoption.code)
        if known is None:
            hint = suggest(adoption.code, catalogue.procedures) or f"thêm tệp procedures/{adoption.code}.yml"
            yield say(file, here, f"không có thủ tục {adoption.code}", hint)
        elif not applies_to(known, agency, catalogue):
            hint = "chỉ tỉnh đó thực hiện; dùng mã thủ tục mà tỉnh mình công bố"
            yield say(file, here, f"thủ tục {adoption.code} do {known.jurisdiction} quy định riêng", hint)
        if (agency, adoption.code) in seen:
            yield say(file, here, f"thủ tục {adoption.code} ghi hai lần", "giữ một mục, xóa một")
        seen.add((agency, adoption.code))


def applies_to(procedure: AnyProcedure, agency: str, catalogue: Catalogue) -> bool:
    """Whether a procedure can be performed by the agency: it is national, or of the province the agency belongs to."""
    if procedure.jurisdiction == NATIONAL:
        return True
    names = (catalogue.agencies[name].name for name in catalogue.chain_of(agency) if name in catalogue.agencies)
    return any(fold(name).endswith(fold(procedure.jurisdiction)) for name in names)


def check_adoption_facts(catalogue: Catalogue) -> Iterator[Complaint]:
    """What an adoption says does not contradict itself, and its place is listed in the file."""
    for agency, index, adoption in _adopted(catalogue):
        places = {place.name for place in catalogue.adoptions[agency].places}
        for key, message, hint in _contradictions(adoption, places):
            yield say(adoptions_file(agency), ("procedures", index, key), message, hint)


def _contradictions(adoption: Adoption, places: set[str]) -> Iterator[tuple[str, str, str]]:
    if adoption.place is not None and adoption.place not in places:
        yield "place", f"không có nơi nhận «{adoption.place}»", suggest(adoption.place, places) or "thêm vào «places»"
    if adoption.delegated_to and not adoption.delegated:
        yield "delegated_to", "ghi cơ quan được giao mà «delegated» không phải true", "thêm «delegated: true»"
    if adoption.one_stop_reason and adoption.one_stop is not False:
        yield "one_stop_reason", "lý do ngoài một cửa đi cùng «one_stop: false»", "sửa «one_stop», hoặc bỏ lý do"
    if adoption.online_level is OnlineLevel.FULL and adoption.eligible_full is False:
        yield "eligible_full", "đang làm toàn trình mà ghi không đủ điều kiện toàn trình", "sửa một trong hai"


ALONE: tuple[AloneRule, ...] = (
    check_codes,
    check_levels,
    check_districts,
    check_jurisdiction,
    check_limits,
    check_fees,
    check_cases,
    check_dossier,
    check_decisions,
    check_grounds,
    check_validity,
)
"""Rules that look at one procedure and at nothing else: each is asked while the record is read, before it is put away."""

RULES: tuple[Rule, ...] = (
    check_fields,
    check_old_codes,
    check_adopted_limits,
    check_adopted_fees,
    check_successors,
    check_adopters,
    check_adoptions,
    check_adoption_facts,
)
