"""What a parser makes of HTML, so that two ways of writing one document can be held alike."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

IN_A_LINE = re.compile(
    "a|abbr|b|br|button|code|details|em|i|img|input|kbd|label|mark|meter|output|path|progress|rect|script|select|small|span"
    "|strong|sub|summary|sup|svg|text|textarea|time|-.*"
)
"""Elements beside which a line break is a space; beside all others it is layout of the source."""


def document(html: str) -> list[str]:
    """Its elements with their attributes, and its text, in order and with their depth."""
    root = LexborHTMLParser(html).root
    assert root is not None
    return list(_lines(root, 0))


def _lines(node: LexborNode, depth: int) -> Iterator[str]:
    if node.tag == "-text":
        text = _seen(node)
        if text:
            yield f"{depth} {text!r}"
        return
    yield f"{depth} {node.tag} {sorted(node.attributes.items())}"
    child = node.child
    while child is not None:
        yield from _lines(child, depth + 1)
        child = child.next


def _seen(node: LexborNode) -> str:
    """The text of a node without the line breaks that a browser does not draw."""
    text = node.text_content or ""
    if node.parent is not None and node.parent.tag in ("pre", "textarea", "script", "style"):
        return text
    if not _is_in_a_line(node.prev, node.parent):
        text = re.sub(r"^[ \t]*\n\s*", "", text)
    if not _is_in_a_line(node.next, node.parent):
        text = re.sub(r"[ \t]*\n\s*$", "", text)
    return text


def _is_in_a_line(beside: LexborNode | None, parent: LexborNode | None) -> bool:
    """Whether what stands beside a text, or around it where nothing does, belongs to its line."""
    at = beside or parent
    return at is not None and IN_A_LINE.fullmatch(at.tag or "") is not None
