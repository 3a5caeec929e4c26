"""Rules for the bodies and the shared vocabularies. One small function a rule; its docstring is the rule.

Provinces merged on 1 July 2025 (Nghị quyết 202/2025/QH15) and new bodies took old names: these rules keep what an old body
issued with the old body, and both sides of a merger telling the same story.
"""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from generator.check.complaint import Complaint, Rule, agency_file, say
from generator.check.size import count_steps
from generator.model import Agency, AgencyEvent, LegalDocument, PartialDate
from generator.reading.catalogue import Catalogue
from generator.reading.problems import suggest
from generator.reading.tree import LEGAL_DOCUMENTS, plan_file
from generator.text.citations import number_key

ELSEWHERE = PurePosixPath("registry/not-here.yml")


def check_issuers(catalogue: Catalogue) -> Iterator[Complaint]:
    """A plan belongs to a body that existed on the day it was issued; a successor does not inherit it."""
    for plan in catalogue.plans.values():
        agency, issued = catalogue.agencies.get(plan.agency), plan.document.issued
        if agency is not None and issued is not None and (wrong := _outside(agency, issued)):
            hint = "đặt kế hoạch trong thư mục của cơ quan đã ban hành; cơ quan trước và sau hợp nhất có hai thư mục"
            yield say(plan_file(plan.id), ("document", "issued"), wrong, hint)


def check_document_issuers(catalogue: Catalogue) -> Iterator[Complaint]:
    """A registered document names, as its agency, a body that existed on the day of the document."""
    for index, document in enumerate(catalogue.legal_documents.values()):
        agency = catalogue.agencies.get(document.agency or "")
        if agency is not None and document.day is not None and (wrong := _outside(agency, document.day)):
            hint = "ghi mã cơ quan tồn tại vào ngày ấy, hoặc bỏ «agency»"
            path = ("legal_documents", index, "agency")
            yield say(LEGAL_DOCUMENTS, path, wrong, hint)


def _outside(agency: Agency, day: PartialDate) -> str:
    """Words for a day that surely lies outside an agency's life; a blank day or month is given the benefit of the doubt."""
    if agency.last_day is not None and day.first_day() > agency.last_day:
        return f"{day} là sau ngày hoạt động cuối cùng của {agency.id} ({agency.last_day})"
    if agency.first_day is not None and day.last_day() < agency.first_day:
        return f"{day} là trước ngày {agency.id} bắt đầu hoạt động ({agency.first_day})"
    return ""


def check_mergers(catalogue: Catalogue) -> Iterator[Complaint]:
    """A merger or split that one body states, the other bodies that it names state too, with the same day."""
    for agency in catalogue.agencies.values():
        for index, event in enumerate(agency.events):
            for name in (*event.predecessors, *event.successors):
                other = catalogue.agencies.get(name)
                if other is not None and other.id != agency.id and not any(_same(event, its) for its in other.events):
                    message = f"cơ quan «{name}» không ghi sự kiện này"
                    hint = f"ghi cùng ngày, cùng cơ quan trước và sau, vào «events» của agencies/{name}/agency.yml"
                    yield say(agency_file(agency), ("events", index), message, hint)


def _same(event: AgencyEvent, other: AgencyEvent) -> bool:
    return (
        event.day == other.day
        and event.kind is other.kind
        and set(event.predecessors) == set(other.predecessors)
        and set(event.successors) == set(other.successors)
    )


def check_repeated_documents(catalogue: Catalogue) -> Iterator[Complaint]:
    """A document is registered once: no two entries have the same number, day and issuing body."""
    seen: dict[tuple[str, str, str | None], LegalDocument] = {}
    for index, document in enumerate(catalogue.legal_documents.values()):
        if document.number is None:
            continue
        same = seen.setdefault((number_key(document.number), str(document.day), document.agency), document)
        if same is not document:
            path = ("legal_documents", index, "number")
            message = f"văn bản {document.number} đã có ở mục «{same.id}»"
            yield say(LEGAL_DOCUMENTS, path, message, "giữ một mục; cách in khác ghi vào «also»")


def check_issued_plans(catalogue: Catalogue) -> Iterator[Complaint]:
    """The document under which a plan held here was issued has the plan's number."""
    for index, document in enumerate(catalogue.legal_documents.values()):
        plan = catalogue.plans.get(document.issued_plan or "")
        if plan is not None and number_key(plan.document.number or "") != number_key(document.number or ""):
            path = ("legal_documents", index, "issued_plan")
            message = f"kế hoạch {plan.id} ghi số {plan.document.number}, văn bản ghi số {document.number}"
            yield say(LEGAL_DOCUMENTS, path, message, "kiểm tra lại số, hoặc mã kế hoạch")


MOST_CIRCLING = 300
"""Documents in or below circles that are told apart; of more, each is named."""


def _all_above(above: Mapping[str, tuple[str, ...]], name: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(above[name])
    while waiting:
        at = waiting.pop()
        if at not in seen:
            seen.add(at)
            waiting += above.get(at, ())
    return seen


def check_circles(catalogue: Catalogue) -> Iterator[Complaint]:
    """A document does not carry out itself, directly or through others."""
    above = {name: document.implements for name, document in catalogue.legal_documents.items()}
    settled = count_steps(above)
    circling = {name: others for name, others in above.items() if name not in settled}
    for index, name in enumerate(above):
        if name in circling and (len(circling) > MOST_CIRCLING or name in _all_above(circling, name)):
            path = ("legal_documents", index, "implements")
            yield say(
                LEGAL_DOCUMENTS,
                path,
                "văn bản thực hiện chính nó, trực tiếp hoặc qua văn bản khác",
                "bỏ một mã trong «implements»",
            )


def check_elsewhere(catalogue: Catalogue) -> Iterator[Complaint]:
    """A matter that other bodies handle points only to procedures that have a page here."""
    for index, topic in enumerate(catalogue.not_here):
        for number, code in enumerate(topic.see):
            if code not in catalogue.procedures:
                hint = suggest(code, catalogue.procedures) or "bỏ mã này, hoặc thêm tệp của thủ tục"
                yield say(ELSEWHERE, ("topics", index, "see", number), f"không có thủ tục {code}", hint, warning=True)


def check_verified(catalogue: Catalogue) -> Iterator[Complaint]:
    """What a machine entered after a plan's words waits for somebody to verify it: a warning until then."""
    hint = "đối chiếu với văn bản gốc rồi xóa «verified: false»"
    for index, document in enumerate(catalogue.legal_documents.values()):
        if not document.verified:
            path = ("legal_documents", index, "verified")
            yield say(
                LEGAL_DOCUMENTS, path, f"văn bản {document.number or document.name} chưa đối chiếu", hint, warning=True
            )
    for agency in catalogue.agencies.values():
        for key, units in (("units", agency.units), ("groups", agency.groups)):
            for index, unit in enumerate(units):
                if not unit.verified:
                    words = f"tên «{unit.name}» chưa đối chiếu với cơ cấu của cơ quan"
                    yield say(agency_file(agency), (key, index, "verified"), words, hint, warning=True)


RULES: tuple[Rule, ...] = (
    check_issuers,
    check_document_issuers,
    check_mergers,
    check_repeated_documents,
    check_issued_plans,
    check_circles,
    check_elsewhere,
    check_verified,
)
