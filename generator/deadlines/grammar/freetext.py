"""Where the free text behind «theo», «khi», «kể từ» ends: with its clause, or where another deadline plainly begins."""

import re

from generator.deadlines.grammar.dates import ROMAN, Y4
from generator.deadlines.grammar.neutral import CITED
from generator.deadlines.grammar.tokens import Tokens

STRONG = re.compile(
    rf"(?:thuc hien |hoan thanh |xong )?(?:(?:truoc|cham nhat|muon nhat|hang|moi|dinh ky|thuong xuyen|lien tuc"
    rf"|dot xuat|khi|theo|kip thoi) "
    rf"|trong (?:nam|quy|thang|vong|thoi) |trong \d|ngay \d|ngay sau|(?:quy|q) {ROMAN} |(?:thang|t) \d|(?:tu|den"
    rf"|sau) (?:ngay|thang|quy|nam|het|khi|\d)"
    rf"|\d{{1,2}} / \d|\d{{1,3}} ngay|nam {Y4} |giai doan \d|chuyen de|cuoi (?:nam|quy|thang)|dau (?:nam|quy|thang))"
)
_STRONGEST = re.compile(
    r"(?:truoc (?:ngay )?\d|cham nhat|muon nhat|hoan thanh truoc|xong truoc|den het (?:ngay|thang|quy|nam) "
    r"|den (?:ngay )?\d{1,2} /)"
)
_JOINTS = (",", "va", "hoac", "(", "-", "cung", "dong", "/")


def tail(tokens: Tokens, position: int) -> int:
    """Return where the free text that begins at ``position`` ends.

    It ends at «;», at a full stop, at the «)» that closes an earlier «(», and where a comma or «và» is followed
    by another deadline. The date of a cited document belongs to the document.
    """
    canon, index, depth = tokens.canon, tokens.index(position), 0
    first = index
    while index < len(tokens.items):
        at, key = tokens.position(index), tokens.items[index].key
        cited = CITED.match(canon, at)
        if cited:
            index = tokens.index(cited.end())
            continue
        if _closes(tokens, index, depth) or (index > first and _STRONGEST.match(canon, at)):
            break
        if key in _JOINTS and not _within_date(tokens, index) and STRONG.match(canon, past_joints(tokens, index)):
            break
        depth += {"(": 1, ")": -1}.get(key, 0)
        index += 1
    return tokens.position(index)


def _closes(tokens: Tokens, index: int, depth: int) -> bool:
    key = tokens.items[index].key
    if key == ")" and depth == 0:
        return True
    following = tokens.items[index + 1].key if index + 1 < len(tokens.items) else ""
    return key == ";" or (key == "." and not following.isdigit())


def _within_date(tokens: Tokens, index: int) -> bool:
    return (
        0 < index < len(tokens.items) - 1
        and tokens.items[index - 1].key.isdigit()
        and tokens.items[index + 1].key.isdigit()
    )


def past_joints(tokens: Tokens, index: int) -> int:
    """Return where the words begin behind commas, «và» and «hoặc»."""
    while index < len(tokens.items) and tokens.items[index].key in _JOINTS:
        index += 1
    return tokens.position(index)
