"""Entries for what a new plan names and no register holds: legal documents and units, marked ``verified: false``.

A plan must not wait until somebody has looked up thirteen decrees. What it prints of them is entered as printed, with the place
where it stands; the check warns and the page says «chưa đối chiếu» until somebody has compared the entry with the document.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.drafting.table.actors import is_group
from generator.model import DocumentKind, LegalDocument
from generator.model.dates import PartialDate
from generator.reading.quoting import quoted
from generator.reading.yamltext import Lines, as_item, entry, indented
from generator.text.citations import Citation, Library, find_numbers, number_key
from generator.text.vietnamese import fold

_KINDS = {
    "luat": DocumentKind.LAW,
    "nq": DocumentKind.RESOLUTION,
    "nd": DocumentKind.DECREE,
    "qd": DocumentKind.DECISION,
    "tt": DocumentKind.CIRCULAR,
    "ttlt": DocumentKind.CIRCULAR,
    "ct": DocumentKind.DIRECTIVE,
    "kh": DocumentKind.PLAN,
    "da": DocumentKind.SCHEME,
    "ctr": DocumentKind.PROGRAMME,
    "ctrhd": DocumentKind.PROGRAMME,
    "cv": DocumentKind.LETTER,
}
_DATED = re.compile(
    r"[\s,]{0,4}ngày\s{1,4}(?:\d{1,2}\s{0,2}[/.-]\s{0,2}\d{1,2}\s{0,2}[/.-]\s{0,2}\d{4}|\d{1,2} tháng \d{1,2} năm \d{4})"
)
_OF = re.compile(
    r"\s{0,4}của\s{1,4}(?P<issuer>(?:Bộ trưởng, )?[^;.()]{3,90}?)"
    r"(?=\s(?:về|quy định|ban hành|phê duyệt|hướng dẫn|sửa đổi|triển khai)(?!\w)|[;.()]|,(?! Chủ nhiệm)|$)"
)
_ABOUT = re.compile(r"\s{0,4}(?:về việc|về|quy định|ban hành|phê duyệt|hướng dẫn|sửa đổi|triển khai)(?!\w)[^;]{3,400}")
_END = re.compile(r"[;.](?:\s|$)|\s\(|, (?:Nghị|Quyết|Thông|Kế|Công|Chỉ) |$")


@dataclass(frozen=True, slots=True)
class Found:
    """A document that a text names and the registry lacks, with what the text prints of it and where."""

    citation: Citation
    issuer: str
    name: str
    where: str


def unknown_documents(
    texts: Iterable[tuple[str, str]], known: Iterable[LegalDocument], near: Sequence[str], year: int
) -> list[Found]:
    """Each unknown document once, in order of appearance. ``texts`` are pairs of a place in words and a text."""
    library = Library(known)
    found: dict[tuple[str, str], Found] = {}
    for where, text in texts:
        for citation in find_numbers(text):
            if library.resolve(citation, near, year) is not None:
                continue
            key = (number_key(citation.text), str(citation.day or ""))
            issuer, name = _words_after(text, citation)
            before = found.get(key)
            if before is None or (not before.name and name):
                found[key] = Found(citation, issuer, name, before.where if before else where)
    return _without_undated(found)


def _without_undated(found: dict[tuple[str, str], Found]) -> list[Found]:
    """A number printed once with its day and once without is one document."""
    dated = {number for number, day in found if day}
    return [one for (number, day), one in found.items() if day or number not in dated]


def _words_after(text: str, citation: Citation) -> tuple[str, str]:
    """Issuer and subject as printed after a number: «ngày … của Chính phủ về …»."""
    rest = text[citation.end : citation.end + 600]
    day = _DATED.match(rest)
    rest = rest[day.end() :] if day else rest
    issuer = _OF.match(rest)
    rest = rest[issuer.end() :] if issuer else rest
    about = _ABOUT.match(rest)
    words = about.group() if about else ""
    end = _END.search(words)
    name = " ".join(words[: end.start() if end else len(words)].split())
    return (" ".join(issuer.group("issuer").split()) if issuer else ""), re.sub(r"^về (?:việc )?", "", name).strip(" ,")


def with_documents(
    registry: str, found: Sequence[Found], known: Iterable[str], plan: str, own: str | None = None
) -> str:
    """The registry's text with an entry appended for each document; ``own`` is the plan's number, whose entry names the plan."""
    taken = set(known)
    lines: Lines = []
    for one in found:
        identity = _free(_slug(one.citation, plan), taken)
        taken.add(identity)
        issued = own is not None and number_key(own) == number_key(one.citation.text)
        lines += as_item([*_document(one, identity, plan), *([f"issued_plan: {plan}"] if issued else [])])
    return quoted(registry.rstrip("\n") + "\n" + "\n".join(indented(lines)) + "\n") if lines else registry


def _document(one: Found, identity: str, plan: str) -> Iterator[str]:
    yield f"id: {identity}"
    yield from entry("number", one.citation.text)
    yield f"kind: {_kind_of(one.citation.text).value}"
    yield from entry(
        "name", one.name[:1].upper() + one.name[1:] if one.name else f"Chưa rõ trích yếu ({one.citation.text})"
    )
    if one.issuer:
        yield from entry("issuer", one.issuer)
    if one.citation.day is not None:
        yield f"date: {one.citation.day}"
    yield from entry("note", f"Ghi theo lời của kế hoạch {plan}, {one.where}.")
    yield "verified: false"


def _kind_of(number: str) -> DocumentKind:
    sign = fold(re.split(r"\d/(?=\D)", number)[-1])
    return _KINDS.get(re.split(r"[-–/]", sign)[0], DocumentKind.OTHER)


def _slug(citation: Citation, plan: str) -> str:
    """``61/2018/NĐ-CP`` → ``61-2018-nd-cp``; a number without a year bears the province or agency in front and its year after."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(citation.text)).strip("-")
    if re.search(r"/(?:19|20)\d\d/", citation.text):
        return plain
    local = not re.search(r"(?:TTg|CP|VPCP|QH\d*|BNV|BTTTT|BKHCN|BXD|BTC|TW)$", citation.text)
    front = f"{plan.split('/', maxsplit=1)[0]}-" if local else ""
    day: PartialDate | None = citation.day
    return f"{front}{plain}" + (f"-{day.year}" if day else "")


def _free(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
    return name


def with_units(agency: str, names: Sequence[str], plan: str) -> str:
    """An agency's text with an entry appended to ``units`` or ``groups`` for each name that it lacks."""
    for key, wanted in (("units", False), ("groups", True)):
        items = [line for name in names if is_group(name) is wanted for line in as_item(list(_unit(name, plan)))]
        agency = _appended(agency, key, indented(items)) if items else agency
    return quoted(agency)


def _unit(name: str, plan: str) -> Iterator[str]:
    yield from entry("name", name)
    yield from entry("note", f"Ghi theo lời của kế hoạch {plan}.")
    yield "verified: false"


def _appended(text: str, key: str, items: Lines) -> str:
    """The text of a file with items at the end of a top-level list, which is begun where there is none."""
    lines = text.rstrip("\n").split("\n")
    start = next((at for at, line in enumerate(lines) if line.rstrip() == f"{key}:"), None)
    if start is None:
        return "\n".join([*lines, f"{key}:", *items]) + "\n"
    end = start + 1
    while end < len(lines) and (not lines[end] or lines[end][0] in " -"):
        end += 1
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    dash = next((line for line in lines[start + 1 : end] if line.lstrip().startswith("- ")), "  - ")
    own = [line[2:] for line in items] if dash.startswith("-") else items
    return "\n".join([*lines[:end], *own, *lines[end:]]) + "\n"
