"""What stands around the text of an official document: its head, its title, its legal bases, its recipients and who signs.

Placed as Nghị định 30/2020/NĐ-CP, phụ lục I, mục II says.
"""

import re
from typing import Any

from docx.shared import Pt

from generator.drafting.paper.sheet import SMALL, Sheet, centre, next_paragraph, rule_in
from generator.model import Document, PartialDate, Plan, PlanKind
from generator.model.plan import Signer

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

_HEAD = (68, 97)
_FOOT = (85, 80)
"""Millimetres of the two columns of the head and the foot."""

_NEXT_BEHALF = re.compile(r" (?=(?:KT|TL|TUQ)\.)")
"""«TM. ỦY BAN NHÂN DÂN» and «KT. CHỦ TỊCH» stand on lines of their own."""


def write_head(sheet: Sheet, document: Document) -> None:
    """The issuer above its number, beside the state above place and day."""
    table = sheet.table(_HEAD, ruled=False)
    left, right = table.rows[0].cells
    above, own = document.issuer_lines[:-1], document.issuer_lines[-1:]
    centre(left, above, size=SMALL)
    centre(left, own, bold=True, size=SMALL)
    if own:
        rule_in(left, _HEAD[0], 22)
    centre(right, (NATION,), bold=True, size=SMALL)
    centre(right, (MOTTO,), bold=True)
    rule_in(right, _HEAD[1], 55)
    row = table.add_row().cells
    centre(row[0], (f"Số: {document.number or ' ' * 4 + (document.symbol or '')}",))
    centre(row[1], (place_and_day(document.place, document.issued),), italic=True)


def write_title(sheet: Sheet, document: Document) -> None:
    """What kind of document it is, what it is about, and of a decision who decides."""
    if document.kind is PlanKind.PLAN:
        write_plan_title(sheet, document)
        return
    sheet.centred("QUYẾT ĐỊNH", bold=True, above=18)
    sheet.centred(document.subject or f"Ban hành {document.title}", bold=True)
    sheet.rule(40)
    if document.authority:
        sheet.centred(document.authority, bold=True, above=6)
        sheet.centred("")


def write_plan_title(sheet: Sheet, document: Document) -> None:
    """«KẾ HOẠCH» and its name; of a plan that a decision issues, with which decision it comes."""
    sheet.centred("KẾ HOẠCH", bold=True, above=18)
    sheet.centred(_subject(document.title), bold=True)
    if document.kind is PlanKind.DECISION and document.annex_reference:
        sheet.centred(document.annex_reference, italic=True)
    sheet.rule(40)


def write_bases(sheet: Sheet, document: Document) -> None:
    """The legal bases, a paragraph each."""
    for basis in document.legal_bases:
        sheet.body(basis.text, italic=True)
    if document.kind is PlanKind.DECISION:
        sheet.centred("QUYẾT ĐỊNH:", bold=True, above=6)
        sheet.centred("")


def write_foot(sheet: Sheet, plan: Plan) -> None:
    """The recipients beside who signs."""
    signer = plan.document.signer
    if not plan.recipients and signer is None:
        return
    sheet.centred("")
    left, right = sheet.table(_FOOT, ruled=False).rows[0].cells
    if plan.recipients:
        heading = next_paragraph(left).add_run("Nơi nhận:")
        heading.bold, heading.italic, heading.font.size = True, True, Pt(12)
    for line in plan.recipients:
        next_paragraph(left).add_run(f"- {line}").font.size = Pt(11)
    if signer is not None:
        _sign(right, signer)


def _sign(cell: Any, signer: Signer) -> None:
    """Who signs, in capitals; room for the signature; the name (phụ lục I, «Chức vụ, họ tên và chữ ký»)."""
    behalf = _NEXT_BEHALF.split(signer.on_behalf or "")
    centre(cell, [line for line in (*behalf, signer.capacity) if line], bold=True)
    centre(cell, ["", "", ""])
    if signer.name:
        centre(cell, (signer.name,), bold=True)


def _subject(title: str) -> str:
    words = title.removeprefix("Kế hoạch ").removeprefix("kế hoạch ")
    return words[:1].upper() + words[1:]


def place_and_day(place: str | None, issued: PartialDate | None) -> str:
    """«Hà Tĩnh, ngày 28 tháng 02 năm 2022», with room where a day or month is not known."""
    front = f"{place}, ngày" if place else "ngày"
    if issued is None:
        return f"{front}      tháng      năm"
    day = f"{issued.day:02d}" if issued.day else "    "
    month = f"{issued.month:02d}" if issued.month and issued.month < 3 else str(issued.month or "    ")
    return f"{front} {day} tháng {month} năm {issued.year}"
