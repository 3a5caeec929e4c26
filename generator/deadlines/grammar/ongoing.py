"""Work without end: «Thường xuyên», «liên tục», «quanh năm», «các năm tiếp theo»."""

import re

from generator.deadlines.grammar.dates import Y4
from generator.deadlines.grammar.drafts import Draft, Drafts
from generator.deadlines.grammar.tokens import Tokens
from generator.deadlines.records import Kind

_ONGOING = re.compile(
    rf"(?:(?:duy tri|thuc hien|cap nhat|trien khai|tien hanh|lam|viec) ){{0,8}}(?:thuong xuyen|lien tuc|lau dai|xuyen suot"
    rf"|(?:quanh|suot|(?:trong )?ca) nam (?:{Y4} )?(?:thuong xuyen )?|24 / 24|hang gio|thuong truc)"
    r" ?(?:(?:, |va |/ ){0,8}(?:thuong xuyen|lien tuc|lau dai) ){0,8}"
)
_LATER_YEARS = re.compile(r"(?:(?:nhung|cac) )?nam (?:tiep theo|sau|ke tiep|toi|den) ")


def read_ongoing(tokens: Tokens, position: int) -> Drafts | None:
    """«Thường xuyên», «liên tục», «quanh năm», «cả năm 2023»."""
    match = _ONGOING.match(tokens.canon, position)
    if match:
        return (Draft(Kind.ONGOING),), match.end()
    match = _LATER_YEARS.match(tokens.canon, position)
    doubt = "kéo dài sang các năm sau kế hoạch này"
    return ((Draft(Kind.ONGOING, doubts=(doubt,)),), match.end()) if match else None
