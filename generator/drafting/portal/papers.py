"""The dossier, from the portal's sections (``executionCases``): some are cases, some only say how a paper is handed over.

«Giấy tờ phải nộp», «Giấy tờ phải xuất trình» and «Lưu ý» are one dossier: papers to hand in, papers only shown, and remarks
that are not papers. What holds for all stands in a case without a name.
"""

import re
from dataclasses import dataclass, field

from generator.drafting.portal.answer import Answer, count, items, text
from generator.drafting.portal.terms import Fields
from generator.text.vietnamese import fold

_SHOWN = re.compile(r"xuat trinh|doi chieu")
_REMARK = re.compile(r"luu y|ghi chu|chu thich")
_PLAIN = re.compile(
    r"(?:[a-z0-9ivx]{1,4}[.)] ?)?\W{0,9}(?:thanh phan )?(?:ho so|giay to)?(?: phai| can| de nghi)*"
    r"(?: nop| xuat trinh| va| hoac|/|,)*"
    r"(?: gom| bao gom| bao gom co)?(?: cac)?(?: giay to)?(?: sau)?\W{0,9}"
)
_SENTENCE = re.compile(
    r"(?:truong hop|doi voi|nguoi (?:co )?(?:yeu cau|tiep nhan|di)|neu |khi |luu y|ghi chu|ban chup cac giay to|co quan |can bo )"
)
_SOMETIMES = re.compile(r"^(?:truong hop|neu|khi)\b|\bneu co\b|\(neu co|\btruong hop\b.{0,80}\bthi\b")
_DIGITAL = ("true", True)


@dataclass(slots=True)
class Dossier:
    """Papers by case, the forms that they name, and what is left to doubt."""

    cases: list[Fields] = field(default_factory=list)
    forms: list[Fields] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def dossier_of(answer: Answer) -> Dossier:
    """The papers to hand in, to show, and what must be known of them."""
    found = Dossier()
    by_name: dict[str, Fields] = {}
    for section in items(answer.get("executionCases")) or [{"profileComponents": answer.get("profileComponents")}]:
        name = text(section.get("name")).strip("*:;. -")
        kind = _kind(name)
        here = by_name.setdefault(name if kind == "case" else "", {"items": [], "notes": []})
        for paper in items(section.get("profileComponents")):
            _add(here, paper, kind, found)
    for name, here in by_name.items():
        _number_twins(here["items"])
        if here["items"]:
            case = {"case": name} if name else {}
            found.cases.append(case | {"items": here["items"]} | ({"notes": here["notes"]} if here["notes"] else {}))
        elif here["notes"]:
            found.doubts += here["notes"]
    return found


def _kind(name: str) -> str:
    """What a section is: papers to hand in, papers to show, remarks, or a case of its own."""
    folded = fold(name)
    if not folded:
        return "submitted"
    if len(folded) <= 60 and _REMARK.search(folded):
        return "remark"
    if len(folded) <= 60 and _SHOWN.search(folded) and "nop" not in folded.split():
        return "shown"
    return "submitted" if _PLAIN.fullmatch(folded) or folded in ("giay to phai nop", "thanh phan ho so") else "case"


def _add(here: Fields, paper: Answer, kind: str, found: Dossier) -> None:
    name, originals, copies = text(paper.get("name")), count(paper.get("originalQty")), count(paper.get("copyQty"))
    if not name:
        many = ", ".join(
            f"{number} {word}" for number, word in ((originals, "bản chính"), (copies, "bản sao")) if number
        )
        found.doubts.append(f"Nguồn có một giấy tờ không ghi tên{f' ({many})' if many else ''}.")
    elif kind == "remark" or (not originals and not copies and _SENTENCE.match(fold(name))):
        here["notes"].append(name)
    else:
        here["items"].append(_paper(paper, name, originals, copies, kind, found))


def _paper(paper: Answer, name: str, originals: int, copies: int, kind: str, found: Dossier) -> Fields:
    fields: Fields = {"name": name}
    if kind == "shown":
        fields["shown"] = True
    if originals and not (kind == "shown" and originals == 1):
        fields["originals"] = originals
    if copies:
        fields["copies"] = copies
    if _SOMETIMES.search(fold(name)):
        fields["optional"] = True
    forms = [_form(file, paper, found) for file in items(paper.get("attachments"))]
    if not forms and paper.get("hasElectronicForm") in _DIGITAL:
        forms = [_enter({"name": name, "electronic": True}, found)]
    return fields | ({"form": [form for form in forms if form]} if any(forms) else {})


def _form(file: Answer, paper: Answer, found: Dossier) -> str:
    name, path = text(file.get("fileName")), text(file.get("filePath"))
    if not name and not path:
        return ""
    stem = (name or path.rsplit("/", 1)[-1]).rsplit(".", 1)[0] or name
    electronic = {"electronic": True} if paper.get("hasElectronicForm") in _DIGITAL else {}
    return _enter({"name": stem} | ({"path": path} if path else {}) | electronic, found)


def _enter(form: Fields, found: Dossier) -> str:
    """A form once; its id is its place in the list."""
    for known in found.forms:
        if {key: value for key, value in known.items() if key != "id"} == form:
            return str(known["id"])
    found.forms.append({"id": f"Mẫu {len(found.forms) + 1:02d}"} | form)
    return str(found.forms[-1]["id"])


def _number_twins(papers: list[Fields]) -> None:
    """A paper listed twice word for word is one."""
    seen: list[Fields] = []
    for paper in papers:
        if paper not in seen:
            seen.append(paper)
    papers[:] = seen
