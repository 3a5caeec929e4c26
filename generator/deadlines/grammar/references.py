"""Days that stand in another document: «Theo Kế hoạch số …», «theo quy định tại …», «theo lộ trình»."""

import re

from generator.deadlines.grammar.drafts import Draft, Drafts
from generator.deadlines.grammar.freetext import tail
from generator.deadlines.grammar.tokens import DOCUMENT, Tokens
from generator.deadlines.records import Kind

_PLAN_HEADS = "ke hoach|kh|chuong trinh|lich|lo trinh|de an|du an|tien do|kich ban|phuong an|thoi khoa bieu"
_LAW_HEADS = (
    r"quy~ dinh~|quy~ che~|quy~ trinh~|luat|bo luat|nghi dinh|thong~ tu~|quyet dinh|nghi quyet|phap luat|phap lenh"
    r"|van ban|huong dan"
    r"|chi thi|cong van|cong dien|thong bao|ket luan|dieu \d|khoan \d|che do|thoi gian|thoi han|bo tieu chi|tieu chi"
    r"|hop dong|cv|qd|nq|tb|@so"
)

_REFERENCE = re.compile(
    r"(?P<lead>(?:(?:thuc hien|tien hanh|trien khai|hoan thanh|bao dam|dam bao|dung|bao cao|dinh ky) ){0,8}"
    r"(?:theo|can cu|thuc hien|tai|phu hop voi|cung voi|gan voi|dung|tuan thu) (?:dung |cac |nhung |tung |noi dung "
    r"|su |nhu |tai |muc ){0,8})"
    rf"(?P<head>{_PLAN_HEADS}|{_LAW_HEADS}) "
)
_NAMED = re.compile(
    rf"(?P<lead>)(?P<head>{_PLAN_HEADS}|{_LAW_HEADS}) (?=(?:(?:so )?(?:: )?{DOCUMENT} |(?:cua|do|cu the|hang nam|rieng|duoc) ))"
)
_ONLY_WORK = re.compile(
    r"(?:(?:thuc hien|tien hanh|trien khai|hoan thanh|bao dam|dam bao|bao cao) (?:cac |nhung |noi dung )*)+"
)
"""«thực hiện phương án» is work to be done, «thực hiện theo phương án» says where its day stands."""
_HEADS_WITHIN = re.compile(rf"tai (?:cac |nhung )?(?P<head>{_PLAN_HEADS}|{_LAW_HEADS}) ")
_PLAN_HEAD = re.compile(_PLAN_HEADS)


def read_reference(tokens: Tokens, position: int) -> Drafts | None:
    """«Theo Kế hoạch số 712/KH-UBND ngày 18/11/2020», «Theo quy định tại Thông tư 01/2020/TT-VPCP».

    What is cited last with «tại» decides between plan and law: a date «theo quy định … tại Kế hoạch số 43» stands
    in a plan, one «theo lộ trình tại Nghị định 107» in a decree.
    """
    match = _REFERENCE.match(tokens.canon, position) or _NAMED.match(tokens.canon, position)
    if not match:
        return None
    end = tail(tokens, match.start("head"))
    if end <= match.start("head") or (match["lead"] and _ONLY_WORK.fullmatch(match["lead"])):
        return None
    heads = [
        match["head"],
        *(found["head"] for found in _HEADS_WITHIN.finditer(tokens.canon, match.start("head"), end)),
    ]
    kind = Kind.PER_PLAN if _PLAN_HEAD.fullmatch(heads[-1]) else Kind.PER_LAW
    return (Draft(kind, reference=tokens.printed(match.start("head"), end)),), end
