"""One answer → the fields of a record, in the order in which the product writes them.

What the portal says and the record does not take is named in :data:`LEFT_OUT`, with the reason. What the portal leaves open
or contradicts becomes a sentence in ``doubts``, which the page shows: it blocks nothing, and no record has one without cause.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.drafting.portal.answer import (
    Answer,
    PortalError,
    answer_of,
    day_of,
    items,
    names,
    number,
    paragraphs,
    text,
)
from generator.drafting.portal.papers import dossier_of
from generator.drafting.portal.terms import Fields, fee_state, terms_of
from generator.model.procedure import CODE, OLD_CODE, code_key
from generator.text.citations import find_numbers
from generator.text.vietnamese import fold, slug

PAGE = "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/"

LEFT_OUT = {
    "codeNotation, createdAt, updatedAt, publicationDate": "tell about the portal's own records, not about the procedure",
    "formalityType": "whether the law left details to the province; the portal does not say which",
    "isFullProcess": "the online level is stated by each agency (adoptions), and the portal's mark is mostly unset",
    "isNonTerritorial: false, required: false": "the portal's unset value; only true says something",
    "isInternal, isSharedService, isVertical, isUndetermined, isOfflineOnly": "say again what type, levels and channels say",
    "isProcessingResult, profileComponents[].code": "link the portal's own records of papers",
    "fees[].type": "FEE, SERVICE_FEE and PRICE_LEVEL are printed alike; the portal does not say which is phí, which lệ phí",
    "fees[].attachment, note, targetObjects, procedureRelatedGroup": "empty in every answer seen",
    "ids": "lead into the portal's own tables",
}
"""What of an answer is not taken over, and why."""

_KINDS = {"STANDARD": "standard", "SPECIFIC": "specific", "STANDARD_INTERNAL": "internal"}
_UNITS = {"DAY": "day", "WORKING_DAY": "working_day", "HOUR": "hour", "MONTH": "month", "YEAR": "year"}
_LEVELS = (
    ("isMinistry", "ministry"),
    ("isProvince", "province"),
    ("isWard", "commune"),
    ("isOtherAgency", "other"),
)
_BODIES = (
    ("implementing", "Executing", "executingAgencies"),
    ("deciding", "Authority", ""),
    ("authorised", "Authorized", "authorizedAgencies"),
    ("coordinating", "Coordinating", "coordinatingAgencies"),
)
_RETURNS = {"AT_SUBMISSION_PLACE": "place", "AT_HOME": "home", "ONLINE": "online"}
_NOTHING = {"", "khong", "khong co", "khong quy dinh", "khong yeu cau", "chua co thong tin", "khong co thong tin"}
_PROVINCE = re.compile(r"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+(?=tỉnh|[Tt]hành phố|TP)(.+)")


@dataclass(frozen=True, slots=True)
class Read:
    """What an answer gives: the code, the fields of its record, and the field of administration with its name and code."""

    code: str
    fields: Fields
    field: Fields


def read_portal(raw: bytes, retrieved: date) -> Read:
    """Read an answer that was saved on ``retrieved``. Raises PortalError for anything that is no procedure's answer."""
    answer = answer_of(raw)
    printed = text(answer.get("code"))
    code = code_key(printed)
    if not CODE.pattern.fullmatch(code) or not OLD_CODE.pattern.fullmatch(printed):
        raise PortalError(f"mã «{printed[:60]}» không dùng được: cần một chữ số, dấu chấm, sáu chữ số")
    administration = _field(answer)
    found: Fields = {"code": code, "name": text(answer.get("name"))} | _head(answer, administration["id"])
    found |= _bodies(answer) | _content(answer)
    if printed != code:
        found["old_codes"] = [printed]
    doubts = [*found.pop("doubts", []), *_doubts(answer, found)]
    found["catalogue"] = {"date": retrieved, "listed": True}
    if keywords := _keywords(answer):
        found["keywords"] = keywords
    if doubts:
        found["doubts"] = list(dict.fromkeys(doubts))
    found["source"] = {"url": _address(answer), "retrieved": retrieved}
    return Read(code, found, administration)


def _field(answer: Answer) -> Fields:
    listed = [*items(answer.get("categoriesDetails")), *items([answer.get("category")])]
    first = next((item for item in listed if text(item.get("name"))), {"name": "Chưa rõ lĩnh vực"})
    name, code = text(first.get("name")), text(first.get("code"))
    return {"id": field_id(name), "name": name} | ({"code": code} if code else {})


def field_id(name: str) -> str:
    """The id of a field: its name as an address."""
    return slug(name) or "chua-ro-linh-vuc"


def _head(answer: Answer, field: str) -> Fields:
    body = text(answer.get("departmentPromulgateName"))
    return jurisdiction_of(text(answer.get("type")), body) | {"field": field}


def jurisdiction_of(kind: str, body: str) -> Fields:
    """Kind, where it applies and who published it. What a province laid down applies in that province only."""
    province = _PROVINCE.fullmatch(body)
    known = _KINDS.get(kind, "unknown")
    if province and known == "standard":
        known = "specific"
    elif not province and known == "specific":
        known = "unknown"
    found: Fields = {"kind": known, "jurisdiction": province[1].strip() if province else "national"}
    return found | ({"published_by": body} if body else {})


def _bodies(answer: Answer) -> Fields:
    """Bodies by role. A free text stays one body: a comma in it may be part of a name."""
    found: Fields = {}
    levels = [level for key, level in _LEVELS if answer.get(key) is True]
    if levels:
        found["levels"] = levels
    for key, role, free in _BODIES:
        named = names(answer.get(f"departments{role}"), answer.get(f"unitGroups{role}"))
        told = text(answer.get(free)) if free and not named else ""
        if key == "authorised" and not named and not told:
            told = text(answer.get("delegatedAgencies"))
        if named or told:
            found[key] = named or [told]
    return found


def _content(answer: Answer) -> Fields:
    cases = _coded_cases(answer)
    terms, dossier = terms_of(answer, cases), dossier_of(answer)
    steps = [paragraphs(item.get("name"), item.get("description")) for item in items(answer.get("executionSteps"))]
    found: Fields = {
        "applicants": names(answer.get("subjectTypesDetails")) or names(answer.get("formalityTargetType")),
        "channels": terms.channels,
        "steps": [part for step in steps for part in _in_parts(step)],
        "dossier": dossier.cases,
        "limits": terms.limits,
        "fees": terms.fees,
        "places": _places(answer),
        "results": _results(answer),
        "return_ways": _return_ways(answer),
        "life_events": names(answer.get("serviceGroupsDetails")),
        "forms": dossier.forms,
        "conditions": _conditions(answer),
        "legal_bases": list(_grounds(answer)),
        "decisions": _decisions(answer),
        "cases": _worth_naming(cases, terms.limits, text(answer.get("name"))),
        "doubts": [*terms.doubts, *dossier.doubts],
    }
    if answer.get("isNonTerritorial") is True:
        found["non_territorial"] = True
    return {key: value for key, value in found.items() if value}


_LONGEST_STEP = 15_000
"""Characters; a record takes no longer text, and a step that is longer goes on in the next."""


def _in_parts(step: str) -> Iterator[str]:
    part = ""
    for line in step.split("\n"):
        for start in range(0, len(line), _LONGEST_STEP):
            piece = line[start : start + _LONGEST_STEP]
            if part and len(part) + len(piece) > _LONGEST_STEP:
                yield part
                part = ""
            part = f"{part}\n{piece}" if part else piece
    if part:
        yield part


def _coded_cases(answer: Answer) -> list[Fields]:
    found = []
    for item in items(answer.get("cases")):
        printed = text(item.get("code"))
        if not OLD_CODE.pattern.fullmatch(printed):
            continue
        case: Fields = {"code": printed, "name": text(item.get("name")) or printed}
        day = item.get("processingDay")
        value = number(day.get("qty")) if isinstance(day, dict) else None
        if value is not None and value > 0 and isinstance(day, dict):
            case |= {"value": value, "unit": _UNITS.get(text(day.get("type")), "unknown")}
        found.append(case)
    return found


def _worth_naming(cases: list[Fields], limits: list[Fields], name: str) -> list[Fields]:
    """Coded cases that say something: several, another name, or a limit that the ways to hand in do not have."""
    if len(cases) > 1:
        return cases
    stated = {(limit.get("value"), limit.get("unit")) for limit in limits}
    return [
        case
        for case in cases
        if fold(case["name"]) != fold(name) or ("value" in case and (case["value"], case["unit"]) not in stated)
    ]


def _places(answer: Answer) -> list[Fields]:
    lines = (line.strip(" -+*") for line in paragraphs(answer.get("dossierReceivingAddresses")).split("\n"))
    return [{"name": line} for line in dict.fromkeys(lines) if fold(line).strip(" .") not in _NOTHING]


def _results(answer: Answer) -> list[Fields]:
    found = []
    for item in items(answer.get("resultsDetails")):
        name, code = text(item.get("name")), text(item.get("code"))
        if name:
            found.append({"name": name} | ({"code": code} if code else {}))
    return found


def _return_ways(answer: Answer) -> list[str]:
    stated = [value for way in items(answer.get("returningMethods")) for value in _listed(way.get("value"))]
    known = {_RETURNS[value] for value in stated if value in _RETURNS}
    return [way for way in _RETURNS.values() if way in known]


def _listed(value: object) -> list[str]:
    return [text(item) for item in value] if isinstance(value, list) else [text(value)]


def _conditions(answer: Answer) -> list[str]:
    told = paragraphs(answer.get("requirementsAndConditions"), answer.get("description"), answer.get("note"))
    lines = (line.lstrip("- ") for line in dict.fromkeys(told.split("\n")))
    return [line for line in lines if fold(line.strip(" -.;")) not in _NOTHING]


def _keywords(answer: Answer) -> list[str]:
    stated = answer.get("keywords")
    found = names(stated) if isinstance(stated, list) else re.split(r"[;,\n]", paragraphs(stated))
    return [
        word for part in dict.fromkeys(found) if (word := part.strip()) and fold(word) != fold(text(answer.get("name")))
    ]


def _grounds(answer: Answer) -> Iterator[Fields]:
    """Legal bases by their numbers, each once; one whose number cannot be read keeps its title."""
    seen: set[str] = set()
    for item in items(answer.get("legalBasisesDetails")):
        printed, title = text(item.get("code")), text(item.get("name")).rstrip("; ")
        numbers = [cited.text for cited in find_numbers(printed)] or [cited.text for cited in find_numbers(title)][:1]
        if not numbers and (title or printed) and (title or printed) not in seen:
            seen.add(title or printed)
            yield {"title": title or printed}
        for found in numbers:
            if found not in seen:
                seen.add(found)
                raw = {"raw": printed} if printed and printed != found else {}
                yield {"number": found} | ({"title": title} if title and len(numbers) == 1 else {}) | raw


def _decisions(answer: Answer) -> list[Fields]:
    proposal = answer.get("procedureProposal")
    found: Answer = proposal if isinstance(proposal, dict) else {}
    stated = (found.get("decisionNumber"), answer.get("decisionNo"), found.get("proposalNumber"))
    printed = next(filter(None, map(text, stated)), "")
    if not printed:
        return []
    issuer, day = names([found.get("issuingAgency")]), day_of(found.get("decisionDate"))
    return [{"number": printed} | ({"date": day} if day else {}) | ({"issuer": issuer[0]} if issuer else {})]


def _doubts(answer: Answer, found: Fields) -> Iterator[str]:
    if len(also := names(answer.get("categoriesDetails"))) > 1:
        yield f"Nguồn xếp thủ tục vào nhiều lĩnh vực: {'; '.join(also)}."
    state = text(answer.get("state"))
    if state and state not in ("ACTIVE", "UPDATED"):
        yield f"Nguồn ghi tình trạng «{state}»."
    if answer.get("isDistrict") is True:
        yield "Nguồn ghi cấp huyện thực hiện; cấp huyện không còn từ 01/7/2025."
    for case in found.get("cases", ()):
        if "value" in case and case["unit"] == "unknown":
            yield f"Nguồn ghi thời hạn của mã {case['code']} mà không ghi đơn vị."


def _address(answer: Answer) -> str:
    name = text(answer.get("id"))
    return f"{PAGE}{name}" if re.fullmatch("[0-9a-f-]{8,40}", name) else PAGE


__all__ = ["LEFT_OUT", "Any", "Read", "day_of", "fee_state", "field_id", "jurisdiction_of", "read_portal"]
