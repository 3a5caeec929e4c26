"""An answer of the national portal (JSON of one procedure) → a draft of its YAML record, with every doubt marked.

What the portal's answers are known to hold: amounts of 0 that mean «by rule», amounts in thousands, limits whose unit is
«OTHER», dates as milliseconds at midnight in Viet Nam (17:00 the day before in UTC), numbers of decisions in a field of
another name, legal numbers with words stuck to them. Nothing of this is guessed away: the draft says what stands there.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from generator.model.procedure import CODE, LEAST_FEE, OLD_CODE, code_key
from generator.reading.load import procedure_file
from generator.reading.yamltext import Lines, as_item, doubt, entry, finish, indented, listed, remark, scalar
from generator.text.citations import find_numbers
from generator.text.hidden import HIDDEN
from generator.text.vietnamese import fold, slug

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
"""Where the portal's days begin and end."""

LATEST = 4_102_444_800_000
"""The year 2100 in milliseconds; no decision is dated after it."""

PAGE = "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/"

_KINDS = {"STANDARD": "standard", "SPECIFIC": "specific", "STANDARD_INTERNAL": "internal"}
_CHANNELS = {"DIRECT": "direct", "ONLINE": "online", "POSTAL": "post"}
_UNITS = {"DAY": "day", "WORKING_DAY": "working_day", "HOUR": "hour"}
_LEVELS = (
    ("isMinistry", "ministry"),
    ("isProvince", "province"),
    ("isDistrict", "district"),
    ("isWard", "commune"),
    ("isOtherAgency", "other"),
)
_IN_FORCE = ("ACTIVE", "UPDATED")
_BODIES = (
    ("implementing", "Executing"),
    ("deciding", "Authority"),
    ("authorised", "Authorized"),
    ("coordinating", "Coordinating"),
)
_BY_RULE = re.compile(r"quy dinh|quyet dinh|nghi quyet|hdnd|hoi dong nhan dan|thong tu")
_FREE = re.compile(r"mien phi|mien le phi|khong thu|khong mat phi")
_NO_CONDITION = {"khong", "khong co", "khong quy dinh", "khong yeu cau"}
_PROVINCE = re.compile(r"(?:UBND|Ủy ban nhân dân)\s+(.+)")

Answer = dict[str, Any]


class PortalError(ValueError):
    """The file is not an answer of the portal; the text says in Vietnamese what it is instead."""


@dataclass(frozen=True, slots=True)
class PortalDraft:
    """A draft record, the name its file should have, and each doubt with its line in the draft."""

    code: str
    text: str
    doubts: tuple[tuple[int, str], ...]


def read_portal(raw: bytes, retrieved: date) -> PortalDraft:
    """Draft the record of an answer that was saved on ``retrieved``. Raises PortalError for anything else."""
    answer = _answer(raw)
    code = code_key(_text(answer.get("code")))
    text, said = finish(_record(answer, code, retrieved))
    return PortalDraft(code, text, tuple((line, words) for line, _, words in said))


def write_portal(raw: bytes, retrieved: date, plans: Path) -> tuple[PortalDraft, Path]:
    """Write the draft as a new file under ``plans``. Raises PortalError, and writes nothing, when the procedure is there."""
    draft = read_portal(raw, retrieved)
    if not CODE.pattern.fullmatch(draft.code):
        raise PortalError(f"mã «{draft.code}» không dùng được làm tên tệp")
    file = plans / procedure_file(draft.code)
    if file.exists():
        raise PortalError(f"đã có {file}: bản nháp không ghi đè; xóa hoặc đổi tên tệp ấy trước")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(draft.text, encoding="utf-8")
    return draft, file


def _answer(raw: bytes) -> Answer:
    try:
        whole = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise PortalError(f"tệp không phải JSON: {error}") from error
    data = whole.get("data", whole) if isinstance(whole, dict) else None
    if not isinstance(data, dict) or not data.get("code") or not data.get("name"):
        raise PortalError("tệp không phải bản ghi một thủ tục của Cổng Dịch vụ công quốc gia: thiếu «code», «name»")
    return data


def _record(answer: Answer, code: str, retrieved: date) -> Iterator[str]:
    yield remark("bản nháp từ Cổng Dịch vụ công quốc gia: xem từng dòng «nghi vấn», sửa rồi xóa dòng ấy")
    parts: tuple[Callable[[Answer], Iterable[str]], ...] = (
        _head,
        _bodies,
        _applicants,
        _channels,
        _steps,
        _dossier,
        _limits,
        _fees,
        _places,
        _results,
        _conditions,
        _grounds,
        _decisions,
        _cases,
    )
    yield from _code(answer, code)
    for part in parts:
        yield from part(answer)
    yield from _source(answer, retrieved)


def _text(value: object) -> str:
    """Clean text on one line: NFC, no hidden character, single spaces, no bullet in front."""
    return " ".join(_clean(value).split()).removeprefix("- ").strip()


def _clean(value: object) -> str:
    text = unicodedata.normalize("NFC", str(value)) if isinstance(value, (str, int, float)) else ""
    return HIDDEN.sub("", text.replace("\t", " ").replace("\r\n", "\n"))


def _items(value: object) -> list[Answer]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _names(*lists: object) -> list[str]:
    return list(dict.fromkeys(name for found in lists for item in _items(found) if (name := _text(item.get("name")))))


def _code(answer: Answer, code: str) -> Iterator[str]:
    printed = _text(answer.get("code"))
    if not OLD_CODE.pattern.fullmatch(printed):
        yield doubt(f"mã «{printed}» không đúng dạng một chữ số, dấu chấm, sáu chữ số")
    yield f"code: {code}"
    if printed != code and OLD_CODE.pattern.fullmatch(printed):
        yield from listed("old_codes", [printed])


def _head(answer: Answer) -> Iterator[str]:
    yield from entry("name", _text(answer.get("name")))
    kind = _KINDS.get(_text(answer.get("type")), "unknown")
    if kind == "unknown":
        yield doubt(f"loại ở nguồn: «{_text(answer.get('type'))}»")
    yield f"kind: {kind}"
    yield from _field(answer)
    yield from _jurisdiction(answer, kind)
    if _text(answer.get("state")) not in _IN_FORCE:
        yield doubt(f"tình trạng ở nguồn: «{_text(answer.get('state'))}»; ghi status nếu đã hết hiệu lực")


def _field(answer: Answer) -> Iterator[str]:
    names = _names(answer.get("categoriesDetails")) or _names([answer.get("category")])
    if len(names) != 1:
        yield doubt(f"nguồn ghi {len(names)} lĩnh vực: {'; '.join(names)}")
    name = names[0] if names else "chưa rõ"
    yield remark(f"lĩnh vực «{name}»: nếu chưa có, thêm vào registry/fields.yml")
    yield f"field: {slug(name)}"


def _jurisdiction(answer: Answer, kind: str) -> Iterator[str]:
    body = _text(answer.get("departmentPromulgateName"))
    province = _PROVINCE.fullmatch(body)
    if (kind == "specific") != bool(province):
        yield doubt(f"loại là {kind} mà cơ quan công bố là «{body}»: áp dụng mọi tỉnh hay một tỉnh?")
    yield from entry("jurisdiction", province.group(1) if province else "national")
    if body:
        yield from entry("published_by", body)


def _bodies(answer: Answer) -> Iterator[str]:
    levels = [level for key, level in _LEVELS if answer.get(key) is True]
    if "district" in levels:
        yield doubt("cấp huyện không còn từ 01/7/2025")
    if levels:
        yield f"levels: [{', '.join(levels)}]"
    for key, role in _BODIES:
        names = _names(answer.get(f"departments{role}"), answer.get(f"unitGroups{role}"))
        free = _text(answer.get("executingAgencies")) if key == "implementing" and not names else ""
        if free:
            yield doubt("nguồn chỉ ghi tên cơ quan bằng chữ; tách nếu là nhiều cơ quan")
        names = names or [free] if free else names
        if any("huyen" in fold(name).split() for name in names):
            yield doubt("có cơ quan cấp huyện, không còn từ 01/7/2025")
        yield from listed(key, names)


def _applicants(answer: Answer) -> Iterator[str]:
    yield from listed("applicants", _names(answer.get("subjectTypesDetails")))


def _methods(answer: Answer) -> list[tuple[str, Answer]]:
    """Ways to hand in, by channel; a way that is not known is left out here and doubted once."""
    found = [
        (_CHANNELS.get(_text(item.get("submissionMethod"))), item) for item in _items(answer.get("executionMethods"))
    ]
    return [(channel, item) for channel, item in found if channel is not None]


def _channels(answer: Answer) -> Iterator[str]:
    known = [channel for channel, _ in _methods(answer)]
    for item in _items(answer.get("executionMethods")):
        if _text(item.get("submissionMethod")) not in _CHANNELS:
            yield doubt(f"cách nộp ở nguồn: «{_text(item.get('submissionMethod'))}»")
    ordered = [channel for channel in _CHANNELS.values() if channel in known]
    if ordered:
        yield f"channels: [{', '.join(ordered)}]"


def _steps(answer: Answer) -> Iterator[str]:
    steps = [_paragraphs(item.get("name"), item.get("description")) for item in _items(answer.get("executionSteps"))]
    yield from listed("steps", filter(None, steps))


def _paragraphs(*texts: object) -> str:
    """Texts one below the other, empty lines left out."""
    lines = (" ".join(line.split()) for text in texts for line in _clean(text).split("\n"))
    return "\n".join(line for line in lines if line)


def _dossier(answer: Answer) -> Iterator[str]:
    cases = [case for case in _items(answer.get("executionCases")) if _items(case.get("profileComponents"))]
    if not cases:
        return
    forms: dict[str, tuple[str, bool]] = {}
    yield "dossier:"
    for number, case in enumerate(cases, start=1):
        yield from as_item(list(_case(case, number, len(cases), forms)))
    if forms:
        yield remark("địa chỉ tệp của các mẫu: thêm «url:» bắt đầu bằng https://")
        yield "forms:"
    for name, (words, electronic) in forms.items():
        yield from as_item([f"id: {scalar(name)}", *entry("name", words), f"electronic: {str(electronic).lower()}"])


def _case(case: Answer, number: int, count: int, forms: dict[str, tuple[str, bool]]) -> Iterator[str]:
    name = _text(case.get("name")).strip("*: ")
    if count > 1:
        if not name:
            yield doubt("nguồn không đặt tên cho phần hồ sơ này")
        yield from entry("case", name or f"phần {number}")
    elif name:
        yield doubt(f"nguồn gọi phần hồ sơ duy nhất là «{name}»; thêm «case» nếu chỉ đúng với một trường hợp")
    yield "items:"
    for paper in _items(case.get("profileComponents")):
        yield from indented(as_item(list(_paper(paper, forms))))


def _paper(paper: Answer, forms: dict[str, tuple[str, bool]]) -> Iterator[str]:
    originals, copies = _count(paper.get("originalQty")), _count(paper.get("copyQty"))
    if not originals and not copies:
        yield doubt("nguồn ghi 0 bản chính, 0 bản sao")
    yield from entry("name", _text(paper.get("name")))
    yield f"originals: {originals}"
    yield f"copies: {copies}"
    for file in _items(paper.get("attachments"))[:1]:
        name = f"Mẫu {len(forms) + 1:02d}"
        forms[name] = (_text(file.get("fileName")).rsplit(".", 1)[0], paper.get("hasElectronicForm") is True)
        yield f"form: {name}"


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _limits(answer: Answer) -> Iterator[str]:
    found = _by_content((channel, list(_limit(item))) for channel, item in _methods(answer))
    channels = [channel for named, _ in found for channel in named]
    if len(channels) > len(set(channels)):
        yield doubt("cùng một cách nộp có nhiều thời hạn: ghi trường hợp của từng thời hạn ở «case»")
    if found:
        yield "limits:"
    for named, lines in found:
        yield from as_item(_for(named, lines))


def _by_content(found: Iterable[tuple[str, Lines]]) -> list[tuple[list[str], Lines]]:
    """What the portal repeats for each channel, once, with the channels it holds for."""
    merged: dict[tuple[str, ...], list[str]] = {}
    for channel, lines in found:
        named = merged.setdefault(tuple(lines), [])
        if channel not in named:
            named.append(channel)
    return [(named, list(lines)) for lines, named in merged.items()]


def _for(channels: list[str], lines: Lines) -> Lines:
    """The channels before the first line that is not a comment."""
    first = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    ordered = [channel for channel in _CHANNELS.values() if channel in channels]
    return [*lines[:first], f"channels: [{', '.join(ordered)}]", *lines[first:]]


def _limit(item: Answer) -> Iterator[str]:
    value, unit = item.get("processingTime"), _UNITS.get(_text(item.get("processingTimeUnit")))
    number = value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
    words = _paragraphs(item.get("description"), value if isinstance(value, str) else "")
    if number is not None and unit is None:
        yield doubt(f"thời hạn {number} không có đơn vị ở nguồn: day hay working_day? Khi chưa rõ, trang không in")
    if number is None:
        yield doubt("nguồn không ghi thời hạn bằng một con số")
    if number is not None:
        yield f"value: {number}"
    yield f"unit: {unit or 'unknown'}"
    if words:
        yield from entry("text", words)


def _fees(answer: Answer) -> Iterator[str]:
    lines = ((channel, list(_fee(fee))) for channel, item in _methods(answer) for fee in _items(item.get("fees")))
    found = _by_content(lines)
    if not found:
        yield remark("nguồn không có dòng phí nào: để trống, không ghi miễn phí")
        return
    yield "fees:"
    for named, fee in found:
        yield from as_item(_for(named, fee))


def _fee(fee: Answer) -> Iterator[str]:
    amount, words = fee.get("value"), _text(fee.get("description"))
    state, said = fee_state(amount, words)
    if said:
        yield doubt(said + (f": «{words}»" if words else ""))
    yield f"state: {state}"
    if state == "amount":
        yield f"amount: {amount}"
    numbers = [found.text for found in find_numbers(words)]
    if numbers:
        yield f"basis: {numbers[0]}"


def fee_state(amount: object, words: str) -> tuple[str, str]:
    """The state of a fee line, and what to doubt about it. An amount of 0 is free only where the words say nothing else."""
    if isinstance(amount, int) and not isinstance(amount, bool) and amount > 0:
        if amount < LEAST_FEE:
            return "amount", f"{amount} đồng: có lẽ gõ thiếu số không, hoặc là phần trăm; trang không in"
        return "amount", "mức thu có kèm lời" if words else ""
    if amount is not None and not isinstance(amount, int):
        return "unknown", f"mức thu không phải số nguyên đồng: «{_text(amount)}»"
    folded = fold(words)
    if _BY_RULE.search(folded):
        return "by_rule", "nguồn ghi 0 đồng kèm lời «theo quy định»: không phải miễn phí"
    if amount == 0 and _FREE.search(folded):
        return "free", ""
    return "unknown", "nguồn không ghi mức thu" if amount is None else "nguồn ghi 0 đồng mà không nói miễn phí"


def _places(answer: Answer) -> Iterator[str]:
    lines = _paragraphs(answer.get("dossierReceivingAddresses")).split("\n")
    names = [line.lstrip("-+ ") for line in lines if line.lstrip("-+ ")]
    if names:
        yield doubt(
            "nơi nhận ở nguồn là một đoạn chữ: tách tên, địa chỉ, giờ, điện thoại; điều của cơ quan thì để ở đó"
        )
        yield "places:"
        for name in names:
            yield from as_item(entry("name", name))


def _results(answer: Answer) -> Iterator[str]:
    found = [item for item in _items(answer.get("resultsDetails")) if _text(item.get("name"))]
    if found:
        yield "results:"
    for item in found:
        code = _text(item.get("code"))
        yield from as_item([*entry("name", _text(item.get("name"))), *(entry("code", code) if code else [])])


def _conditions(answer: Answer) -> Iterator[str]:
    lines = _paragraphs(answer.get("requirementsAndConditions")).split("\n")
    conditions = [line.lstrip("- ") for line in lines if fold(line.strip(" -.;")) not in _NO_CONDITION]
    yield from listed("conditions", filter(None, conditions))


def _grounds(answer: Answer) -> Iterator[str]:
    grounds = [line for item in _items(answer.get("legalBasisesDetails")) for line in _ground(item)]
    if any(not line.startswith("#") for line in grounds):
        yield "legal_bases:"
    yield from grounds


def _ground(item: Answer) -> Iterator[str]:
    printed, title = _text(item.get("code")), _text(item.get("name")).rstrip(";")
    numbers = [found.text for found in find_numbers(printed)]
    if len(numbers) != 1:
        yield doubt(f"căn cứ «{printed or title}» không có số, ký hiệu đọc được: bỏ ra")
        return
    raw = [f"raw: {scalar(printed)}"] if numbers[0] != printed else []
    yield from as_item([f"number: {numbers[0]}", *(entry("title", title) if title else []), *raw])


def _decisions(answer: Answer) -> Iterator[str]:
    proposal = answer.get("procedureProposal")
    found: Answer = proposal if isinstance(proposal, dict) else {}
    number = _text(found.get("decisionNumber")) or _text(answer.get("decisionNo"))
    printed = number or _text(found.get("proposalNumber"))
    if not printed:
        yield remark("nguồn không ghi quyết định công bố")
        return
    if not number:
        yield doubt("số lấy ở ô «proposalNumber», ô số quyết định của nguồn để trống: đối chiếu với quyết định")
    yield "decisions:"
    issuer = _names([found.get("issuingAgency")])
    day = day_of(found.get("decisionDate"))
    lines = [f"number: {scalar(printed)}", *([f"date: {day.isoformat()}"] if day else [])]
    yield from as_item([*lines, *(entry("issuer", issuer[0]) if issuer else [])])


def day_of(milliseconds: object) -> date | None:
    """The day in Viet Nam of a time in milliseconds since 1970: 1782666000000 (28 June 17:00 UTC) is 29 June 2026."""
    if not isinstance(milliseconds, int) or not 0 < milliseconds < LATEST:
        return None
    return datetime.fromtimestamp(milliseconds / 1000, HERE).date()


def _cases(answer: Answer) -> Iterator[str]:
    found = [item for item in _items(answer.get("cases")) if _text(item.get("code"))]
    if len(found) < 2:
        return
    yield "cases:"
    for item in found:
        yield from as_item([*entry("code", _text(item.get("code"))), *entry("name", _text(item.get("name")))])


def _source(answer: Answer, retrieved: date) -> Iterator[str]:
    for key, words in (("isNonTerritorial", "non_territorial"), ("isFullProcess", "online_level: full")):
        if answer.get(key) is True:
            yield remark(f"nguồn ghi {key}: là điều của từng cơ quan, ghi «{words}» ở procedures.yml của cơ quan ấy")
    name = _text(answer.get("id"))
    yield "source:"
    yield f'  url: "{PAGE}{name}"' if re.fullmatch("[0-9a-f-]{8,40}", name) else f'  url: "{PAGE}"'
    yield f"  retrieved: {retrieved.isoformat()}"
