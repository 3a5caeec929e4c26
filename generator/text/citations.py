"""Legal documents in running text: finds their numbers and names, and says which registered document is meant.

The form of a number follows Nghị định 30/2020/NĐ-CP, phụ lục I (số và ký hiệu văn bản) and Luật Ban hành văn bản quy phạm
pháp luật: ``61/2018/NĐ-CP``, ``468/QĐ-TTg``, ``202/2025/QH15``. Sources lose hyphens («43/QĐUBND») and case («nd-cp»); two
numbers are the same when they are equal without hyphens, diacritics and case.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.model.dates import PartialDate
from generator.model.registry import LegalDocument
from generator.text.vietnamese import fold

_SIGN = r"[A-ZĐ][A-ZĐa-zđ]*[0-9]{0,2}(?:[-–][A-ZĐ][A-ZĐa-zđ&]*[0-9]{0,2})*"
_BARE = rf"\d{{1,5}}(?:\.\d{{1,3}}|\.?[a-zđ])?(?:/(?:19|20)\d\d)?/{_SIGN}"
"""A number may count parts after a dot (``66.7/2025/NQ-CP``) or with a letter (``08.a/2010/TT-BTP``, ``14a/2010/TT-BTP``)."""
_NUMBER = re.compile(rf"(?<![\w/.])({_BARE})(?![\w/]|[-–]\w)")
_DAY_AFTER = re.compile(r"[\s,]{0,4}ngày\s{1,4}(\d{1,2})\s{0,2}[/.-]\s{0,2}(\d{1,2})\s{0,2}[/.-]\s{0,2}(\d{4})(?!\d)")
_YEAR = re.compile(r"[\d.a-zđ]{1,9}/((?:19|20)\d\d)/")


@dataclass(frozen=True, slots=True)
class Citation:
    """A document's number or name where it stands in a text; ``day`` is the date printed after it."""

    start: int
    end: int
    text: str
    day: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text, with the id of the legal document that it names, if any."""

    text: str
    document: str | None = None


def number_key(number: str) -> str:
    """What equal numbers have in common: ``223/KHUBND`` and ``223/KH-UBND`` → ``223/khubnd``; leading zeros are dropped."""
    folded = re.sub(r"[-–\s]", "", fold(number))
    return folded.lstrip("0") or folded


def find_numbers(text: str) -> Iterator[Citation]:
    """Every document number in the text, with the date printed after it."""
    for found in _NUMBER.finditer(text):
        yield Citation(found.start(1), found.end(1), found.group(1), _day_after(text, found.end(1)))


def is_number(text: str) -> bool:
    """Whether the text is a document's number and nothing else."""
    found = _NUMBER.search(text)
    return found is not None and found.group(1) == text


def _day_after(text: str, end: int) -> PartialDate | None:
    found = _DAY_AFTER.match(text, end)
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups())
    try:
        return PartialDate.parse(f"{year:04d}-{month:02d}-{day:02d}")
    except ValueError:
        return None


class Library:
    """The registered legal documents, found by number, date and name."""

    def __init__(self, documents: Iterable[LegalDocument]) -> None:
        self._by_number: dict[str, list[LegalDocument]] = {}
        self._by_name: dict[str, LegalDocument] = {}
        for document in documents:
            for name in (document.number, *document.also):
                if name is not None:
                    self._enter(name, document)
        self._names = _any_of(sorted(self._by_name, key=lambda name: (-len(name), name)))

    def _enter(self, name: str, document: LegalDocument) -> None:
        if re.fullmatch(_BARE, name):
            same = self._by_number.setdefault(number_key(name), [])
            if document not in same:  # «223/KH-UBND» and, in ``also``, «223/KHUBND» have one key
                same.append(document)
        else:
            self._by_name[" ".join(name.split()).casefold()] = document

    def resolve(self, citation: Citation, near: Sequence[str] = (), year: int | None = None) -> LegalDocument | None:
        """The document that a number means: by its date where several share the number, else one issued by ``near``.

        ``near`` holds ids of agencies, the closest first: a department means its own province's decision. ``year`` is
        that of the citing text and comes last: «02/NQ-CP» without a date means the resolution of that year.
        """
        numbered = self._by_number.get(number_key(citation.text), [])
        candidates = [document for document in numbered if not _is_another(document, citation, near)]
        if len(candidates) < 2:
            return candidates[0] if candidates else None
        dated = [document for document in candidates if citation.day is not None and citation.day in dates_of(document)]
        if len(dated) == 1:
            return dated[0]
        for agency in near:
            own = [document for document in dated or candidates if document.agency == agency]
            if len(own) == 1:
                return own[0]
        same_year = [document for document in dated or candidates if document.day and document.day.year == year]
        return same_year[0] if len(same_year) == 1 else None

    def cited(
        self, text: str, near: Sequence[str] = (), year: int | None = None
    ) -> list[tuple[Citation, LegalDocument | None]]:
        """Everything cited in the text, in order; None for a number that the registry lacks."""
        found = [(citation, self.resolve(citation, near, year)) for citation in find_numbers(text)]
        taken = [(citation.start, citation.end) for citation, _ in found]
        for match in self._names.finditer(text) if self._names else ():
            if not any(start < match.end() and match.start() < end for start, end in taken):
                name = " ".join(match.group().split()).casefold()
                found.append((Citation(match.start(), match.end(), match.group()), self._by_name[name]))
        return sorted(found, key=lambda pair: pair[0].start)

    def runs(self, text: str, near: Sequence[str] = (), year: int | None = None) -> tuple[Run, ...]:
        """The text cut into runs, those that name a registered document with its id."""
        runs: list[Run] = []
        at = 0
        for citation, document in self.cited(text, near, year):
            if document is None:
                continue
            if citation.start > at:
                runs.append(Run(text[at : citation.start]))
            runs.append(Run(text[citation.start : citation.end], document.id))
            at = citation.end
        if at < len(text) or not runs:
            runs.append(Run(text[at:]))
        return tuple(runs)


def year_of(number: str) -> int | None:
    """The year that a number states: 2018 of ``61/2018/NĐ-CP``; None for ``440/QĐ-UBND``."""
    found = _YEAR.match(number)
    return int(found.group(1)) if found else None


def _is_another(document: LegalDocument, citation: Citation, near: Sequence[str]) -> bool:
    """Whether a document only shares its number with the one that is cited.

    «440/QĐ-UBND» is issued anew every year and in every province: another year, or another day of a body that is not of the
    citing agency's own line, is another document.
    """
    days = dates_of(document)
    if year_of(citation.text) is not None or citation.day is None or not days or citation.day in days:
        return False
    foreign = document.agency is not None and document.agency not in near
    return foreign or all(day.year != citation.day.year for day in days)


def dates_of(document: LegalDocument) -> tuple[PartialDate, ...]:
    """The date of a document and every other date that some plan prints for it."""
    return ((document.day,) if document.day else ()) + document.also_dated


def _any_of(names: Sequence[str]) -> re.Pattern[str] | None:
    """Finds each of the names, given in small letters, in any case and with any spaces. It begins with a class of letters, which
    a long text is searched for quickly.
    """
    if not names:
        return None
    first = "".join(sorted({re.escape(letter) for name in names for letter in (name[0], name[0].upper())}))
    return re.compile(rf"[{first}](?<!\w[{first}])(?i:{'|'.join(map(_loosely, names))})(?!\w)")


def _loosely(name: str) -> str:
    """A name after its first letter, which was taken already."""
    first, *words = map(re.escape, name.split())
    start = re.escape(name[0])
    return rf"(?<={start})" + r"\s+".join([first.removeprefix(start), *words])
