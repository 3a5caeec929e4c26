"""The lines of a document as a tree of parts, by their numbers and marks, from its body to its recipients."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from generator.drafting.head import split_opening
from generator.drafting.prose.parts import Part
from generator.drafting.prose.titles import is_bare_title
from generator.drafting.signature import is_capacity
from generator.drafting.table.ordinals import Kind, Ordinal, parse_ordinal, split_fused
from generator.text.vietnamese import fold

_ARTICLE = re.compile(r"Điều (\d{1,2})[.:]\s{0,3}(.*)")
_STOP = re.compile(r"(?:noi nhan\b|(?:tm|kt|tl|tuq)\. ?[a-z]|phu luc(?: [ivx\d]{1,4})?\b|duyet\b)")
_BASIS = re.compile(
    r"(?:can cu|thuc hien (?:quyet dinh|ke hoach|nghi quyet|chi thi|cong van)|theo de nghi|xet de nghi|quyet dinh:?$)"
)
_OPENS = re.compile(r"như sau[ :.]{0,3}$")


def tree_of(lines: Sequence[str], bold: Collection[str] = ()) -> Part:
    """The root of the parts; its own lines lead to the first of them. ``bold``: the lines that are printed so."""
    root = Part(None, "", -1)
    for body in _bodies(lines):
        _grow(root, body)
    _mark_plain(root, bold)
    return root


def _grow(root: Part, lines: Iterable[str]) -> None:
    open_parts = [root]
    for line in lines:
        part = _part_of(line)
        if part is None:
            open_parts[-1].lines.append(line)
            continue
        while len(open_parts) > 1 and open_parts[-1].level >= part.level:
            open_parts.pop()
        open_parts[-1].inside.append(part)
        open_parts.append(part)


def _mark_plain(part: Part, bold: Collection[str]) -> None:
    """Say which numbered lines are no titles: those that are not bold beside one that is."""
    numbered = [inner for inner in part.inside if inner.no is not None]
    if any(inner.line in bold for inner in numbered):
        for inner in numbered:
            inner.plain = inner.line not in bold
    for inner in part.inside:
        _mark_plain(inner, bold)


def _bodies(lines: Sequence[str]) -> Iterator[list[str]]:
    """The body of the document, and that of the plan which a decision issues and prints after its own recipients."""
    plain = [" ".join(line.split()) for line in lines]
    body, after = _body(plain)
    yield body
    attached = next((at for at, line in enumerate(plain[after:], start=after) if _begins_attached(line)), None)
    if attached is not None and any(map(_ARTICLE.match, body)):
        yield _body(plain[attached + 1 :])[0]


def _body(lines: Sequence[str]) -> tuple[list[str], int]:
    """The lines after the head and the legal bases, up to the recipients or the first annex; and where those begin."""
    first = next((at for at, line in enumerate(lines) if _begins_body(line)), len(lines))
    last = next((at for at in range(first, len(lines)) if _ends_body(lines[at])), len(lines))
    return [*_opening(lines[:first]), *filter(None, lines[first:last])], last


def _ends_body(line: str) -> bool:
    return _STOP.match(fold(line)) is not None or _begins_attached(line) or is_capacity(line)


def _begins_attached(line: str) -> bool:
    return line == "KẾ HOẠCH" or (line.startswith("KẾ HOẠCH ") and line.isupper())


def _opening(lines: Sequence[str]) -> Iterator[str]:
    """What leads from the legal bases to the first part: «Sở … ban hành Kế hoạch như sau:»."""
    based = [at for at, line in enumerate(lines) if _BASIS.match(fold(line))]
    for at, line in enumerate(lines):
        opening = split_opening(line)[1] if at in based else ""
        if opening:
            yield opening
        elif at not in based and (_OPENS.search(line) or (len(line) > 60 and based and at > based[-1])):
            yield line


def _begins_body(line: str) -> bool:
    fused = split_fused(line)
    return bool(_ARTICLE.match(line) or is_bare_title(line)) or (
        fused is not None and fused[0].kind <= Kind.NUMBER and fused[0].value == 1 and not fold(line).startswith("so")
    )


def _part_of(line: str) -> Part | None:
    article = _ARTICLE.match(line)
    if article:
        return Part(None, article.group(2).strip(), 0, article=article.group(1), line=line)
    if line[:1] in "-–+•*" and line[1:2].isspace():
        return Part(parse_ordinal(line[0]), line[1:].strip(), 7 if line[0] in "+•*" else 6, line=line)
    fused = split_fused(line)
    if fused is None:
        return Part(None, line, 1, line=line) if is_bare_title(line) else None
    ordinal, text = fused
    return Part(ordinal, text, _level(ordinal), line=line)


def _level(ordinal: Ordinal) -> int:
    depth = len(ordinal.parts)
    if ordinal.kind is Kind.UPPER:
        return 0
    if ordinal.kind is Kind.ROMAN:
        return 1
    return 5 if ordinal.kind is Kind.LOWER and depth == 1 else min(4, 1 + depth)
