"""Turns a printed phrase into words the grammar can match, without losing where each one stood.

The phrase comes from Word files, scans and typing without diacritics: NFD, doubled spaces, «Quý l» with the
letter l, «3l/12», «QuýIII», «Hàngtháng», «th áng». All that is settled here, once, so that the grammar sees only
folded syllables, digits and punctuation, each followed by one space («truoc ngay 30 / 3 nam 2023 »). Words that
fold to a word of time but are another word («quy định», «Việt Nam», «ngân hàng») are set apart with «~».
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise, zip_longest
from typing import NamedTuple

from generator.text.vietnamese import fold

DOCUMENT = "@so"
"""The word that stands for a document's number, such as «01/2020/TT-VPCP»: its digits are not a date."""

REMEMBERED = 16_384
"""Words whose folding and parting are kept: plans say the same few thousand over and over."""

#: Words of time, for parting and joining what a scan or a hurried hand ran together or apart.
_LEXICON = frozenset({
    "truoc", "ngay", "thang", "quy", "nam", "hang", "tuan", "thuong", "xuyen", "trong", "dinh", "ky", "cuoi", "dau",
    "den", "tu", "theo", "khi", "moi", "ke", "lam", "viec", "hoan", "thanh", "cham", "nhat", "i", "ii", "iii", "iv",
})  # fmt: skip
_LONGEST = max(map(len, _LEXICON))

#: First and second syllable of words that are not about time though one half folds to a word of time.
_COMPOUNDS = frozenset(
    (first, second)
    for first, seconds in {
        "quy": "dinh che trinh mo hoach pham tac uoc chuan vi khach co",
        "thang": "may diem luong",
        "hang": "hoa hai khong",
    }.items()
    for second in seconds.split()
) | frozenset(
    (first, second)
    for second, firsts in {
        "nam": "viet mien phia ha quang dong tay",
        "hang": "ngan khach mat cua don ban nha",
        "thang": "bac",
        "tu": "thong vat",
    }.items()
    for first in firsts.split()
)

#: Number words; those that fold to another common word count only with their own marks (see ``_MARKED``).
_NUMERALS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10,
}  # fmt: skip
_ORDINALS = {"nhat": 1, "nhi": 2}
_COUNTING = _NUMERALS.keys() | _ORDINALS.keys()
_MARKED = {"tu": {"tư"}, "nam": {"năm"}, "sau": {"sáu"}, "bay": {"bảy", "bẩy"}, "tam": {"tám"}, "lam": {"lăm"}}
_SPELLINGS = {"qui": "quy", "ki": "ky", "mong": "mung"}
_COUNTED = frozenset({
    "ngay", "thang", "tuan", "lan", "gio", "quy", "nam",
})  # fmt: skip

_TIME = r"(?!(?i:năm|nam|tháng|thang|quý|quy|tuần|tuan|ngày|ngay|lần|lan|kỳ|ky|đợt|dot)(?![^\W\d_]))"
_CHUNK = re.compile(
    # 01/2020/TT-VPCP, 43/QĐ - UBND, /KH-SKHCN; then 61/2018/QH14 and 43/QĐUBND, where only capitals tell
    rf"(?P<document>\d{{0,6}}(?:/\d{{4}})?/{_TIME}[^\W\d_]{{2,8}}\d{{0,3}}"
    r"(?:[-&][^\W\d_]{1,12}\d{0,3}|[ ]-[ ]?[A-ZĐ]{2}[^\W\d_]{0,10}){1,5}"
    rf"|\d{{1,6}}(?:/\d{{4}})?/{_TIME}[A-ZĐ]{{2,12}}\d{{0,3}}(?![^\W_]))"
    r"|(?P<roman>(?<=[Qq][UuÚú][ÝýYyÍíIi] )[IVl1|]{2,4}(?![^\W_]))"
    r"|(?P<number>(?<![^\W\d_])[OoIl|](?=\d)(?:\d|[OoIl|](?![^\W\d_]))*|\d(?:\d|[OoIl|](?![^\W\d_]))*)"
    "|(?P<word>(?:[^\\W\\d_]|[\u0300-\u036f])+)"
    r"|(?P<mark>\S)"
)
_BULLET = re.compile(r"(?m)^[ \t]*([-+*•–])(?=[ \t])")
_CLUSTER = re.compile("(?s:.)[\u0300-\u036f]{0,8}")
_SHORT_QUARTER = re.compile("q(?:i{1,3}|iv)")
_AS_DIGIT = str.maketrans("OoIl|", "00111")
_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
_WRITTEN = str.maketrans(_DASHES | dict.fromkeys("\t\n\u00a0", " "))
_ONE_FOR_ONE = re.compile(f"[ -~«»“”À-ÿĂăĐđĨĩŨũƠơƯưẠ-ỹ\t\n\u00a0{''.join(_DASHES)}]*")
"""A text of which every character stays one, as it is or as ``_WRITTEN`` says: most are, and need no second look."""
_CONSONANTS = re.compile("[bcdghklmnpqrstvx]+")


class Token(NamedTuple):
    """One word, number or mark: ``key`` for the grammar, ``raw`` NFC lower case, ``start``/``end`` in the phrase."""

    key: str
    raw: str
    start: int
    end: int
    repaired: bool = False
    """A letter was read as a digit («3l» as 31)."""


@dataclass(frozen=True)
class Tokens:
    """The tokens of a phrase and ``canon``, the string the grammar matches; positions convert both ways."""

    text: str
    items: tuple[Token, ...]

    @cached_property
    def canon(self) -> str:
        """Every key followed by one space."""
        return "".join(token.key + " " for token in self.items)

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for token in self.items:
            starts.append(at)
            at += len(token.key) + 1
        return [*starts, at]

    def index(self, position: int) -> int:
        """Return the number of the token that begins at ``position`` of ``canon``."""
        return bisect_left(self._starts, position)

    def position(self, index: int) -> int:
        """Return where token number ``index`` begins in ``canon``."""
        return self._starts[index]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the phrase that ``canon[start:end]`` was made from."""
        first, last = self.index(start), self.index(end)
        if first >= last:
            return (0, 0)
        return self.items[first].start, self.items[last - 1].end

    def printed(self, start: int, end: int) -> str:
        """Return the words of the phrase at ``canon[start:end]``, NFC, spaces as one."""
        first, last = self.span(start, end)
        return " ".join(unicodedata.normalize("NFC", self.text[first:last]).split())


def tokenise(text: str) -> Tokens:
    """Split ``text`` (any string at all) into tokens; linear in its length."""
    items = _times_of_day(_english_months(_join_torn(list(_chunks(text))), text))
    return Tokens(text, tuple(_count_words(_set_apart(items))))


def _clean(text: str) -> tuple[str, Sequence[int]]:
    """Return ``text`` composed and without invisible characters, and where each character came from."""
    if _ONE_FOR_ONE.fullmatch(text):
        return text.translate(_WRITTEN), range(len(text) + 1)
    characters: list[str] = []
    origins: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        plain = _plain(cluster.group())
        characters.append(plain)
        origins.extend([cluster.start()] * len(plain))
    return "".join(characters), [*origins, len(text)]


@lru_cache(maxsize=REMEMBERED)
def _plain(cluster: str) -> str:
    if cluster in _DASHES:
        return "-"
    if cluster.isdecimal():
        return str(unicodedata.decimal(cluster))
    category = unicodedata.category(cluster[0])
    if category == "Cf":  # zero-width spaces, soft hyphens, bidi controls
        return ""
    return " " if category in ("Cc", "Cs") else unicodedata.normalize("NFKC", cluster)


def _chunks(text: str) -> Iterator[Token]:
    clean, origins = _clean(text)
    bullets = {match.start(1) for match in _BULLET.finditer(text)}
    for match in _CHUNK.finditer(clean):
        if match.lastgroup == "word":
            for key, raw, start, end in _words(match.group()):
                yield Token(key, raw, origins[match.start() + start], _end_of(origins, match.start() + end))
        elif origins[match.start()] in bullets:
            yield Token(";", match.group(), origins[match.start()], origins[match.start()] + 1)
        else:
            yield _token(match.group(), origins, match.start(), match.end(), match.lastgroup)


def _token(chunk: str, origins: Sequence[int], start: int, end: int, group: str | None) -> Token:
    first, last = origins[start], _end_of(origins, end)
    if group == "document":
        return Token(DOCUMENT, chunk, first, last)
    if group == "roman":  # «Quý II1», «Quý lll»: after «Quý» the grammar sorts out letters and digits
        return Token(chunk.lower(), chunk.lower(), first, last)
    if group == "number":
        digits = chunk.translate(_AS_DIGIT)
        return Token(digits, chunk, first, last, digits != chunk)
    return Token(_key(chunk), chunk.lower(), first, last)


@lru_cache(maxsize=REMEMBERED)
def _key(chunk: str) -> str:
    """Return the folded spelling that the grammar knows a word or a mark by."""
    key = fold(chunk).replace(" ", "") or chunk
    return _SPELLINGS.get(key, key)


def _end_of(origins: Sequence[int], end: int) -> int:
    """Return where the last source character ends: several characters may come from one («…» gives three)."""
    last = origins[end - 1]
    while origins[end] == last and end < len(origins) - 1:
        end += 1
    return origins[end]


@lru_cache(maxsize=REMEMBERED)
def _words(word: str) -> tuple[tuple[str, str, int, int], ...]:
    """The words that one word was run together from: the key and the letters of each, and where it stands."""
    return tuple((_key(word[start:end]), word[start:end].lower(), start, end) for start, end in _parted(word))


def _parted(word: str) -> tuple[tuple[int, int], ...]:
    """Part what was run together: «quýIII» at the capital, «Hàngtháng» into known words."""
    parts: list[tuple[int, int]] = []
    bounds = [0, *(i for i in range(1, len(word)) if word[i - 1].islower() and word[i].isupper()), len(word)]
    for start, end in pairwise(bounds):
        cuts = _cuts(fold(word[start:end])) if len(fold(word[start:end])) == end - start else None
        edges = [start, *(start + cut for cut in cuts or ()), end]
        parts += pairwise(edges)
    return tuple(parts)


def _cuts(key: str) -> tuple[int, ...] | None:
    """Return where to cut ``key`` so that every piece is a word of time, or None; quadratic in one word only.

    No Vietnamese syllable is itself two of these words written together, so nothing real is torn.
    """
    if _SHORT_QUARTER.fullmatch(key):
        return (1,)
    if len(key) < 5 or len(key) > 40 or key in _LEXICON:
        return None
    best: list[tuple[int, ...] | None] = [()] + [None] * len(key)
    for end in range(1, len(key) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before = best[start]
            if before is not None and key[start:end] in _LEXICON:
                best[end] = (*before, end)
    found = best[-1]
    return found[:-1] if found else None


def _join_torn(tokens: list[Token]) -> list[Token]:
    """Join «th áng» and «ng ày»: a piece without a vowel that makes a word of time with its neighbour."""
    joined: list[Token] = []
    for token in tokens:
        if joined and _is_torn(joined[-1].key, token.key):
            last = joined.pop()
            token = Token(last.key + token.key, last.raw + token.raw, last.start, token.end)
        joined.append(token)
    return joined


_ENGLISH = {
    name: number
    for number, (full, short) in enumerate(
        (("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may", "may"), ("june", "jun"),
         ("july", "jul"), ("august", "aug"), ("september", "sep"), ("october", "oct"), ("november", "nov"),
         ("december", "dec")),
        start=1,
    )
    for name in (full, short)
} | {"sept": 9}  # fmt: skip
_SPOKEN_LATE = {"thiểu", "đa", "ưu", "hậu", "mật", "cao"}


def _english_months(tokens: list[Token], text: str) -> list[Token]:
    """Write «June 2025», «15 Dec 2025» as the Vietnamese month: a capital, and a number beside it, tell them from words."""
    written: list[Token] = []
    for index, token in enumerate(tokens):
        if token.raw in _ENGLISH and text[token.start].isupper() and _has_number_beside(tokens, index):
            written += [token._replace(key="thang"), token._replace(key=str(_ENGLISH[token.raw]))]
        else:
            written.append(token)
    return written


def _has_number_beside(tokens: list[Token], index: int) -> bool:
    return any(tokens[at].key.isdigit() for at in (index - 1, index + 1) if 0 <= at < len(tokens))


def _times_of_day(tokens: list[Token]) -> list[Token]:
    """Tell «tối 15/6» from «tới 15/6» and «tối thiểu», and «hằng, năm» from two words: a slip of print in many plans."""
    told: list[Token] = []
    for token, following in zip_longest(tokens, tokens[1:]):
        if token.raw in ("tối", "trưa", "đêm") and not (following and following.raw in _SPOKEN_LATE):
            token = token._replace(key="chieu")
        slip = (
            token.key == ","
            and told
            and told[-1].key == "hang"
            and following
            and following.key in ("nam", "thang", "quy")
        )
        if not slip:
            told.append(token)
    return told


def _is_torn(left: str, right: str) -> bool:
    return left + right in _LEXICON and any(map(_CONSONANTS.fullmatch, (left, right)))


def _set_apart(tokens: list[Token]) -> list[Token]:
    """Mark the compounds, so that «theo quy định» is no quarter and «Việt Nam 2030» no year."""
    keys = [token.key for token in tokens]
    apart = {i + step for i, pair in enumerate(pairwise(keys)) if pair in _COMPOUNDS for step in (0, 1)}
    return [token._replace(key=token.key + "~") if i in apart else token for i, token in enumerate(tokens)]


def _count_words(tokens: list[Token]) -> Iterator[Token]:
    """Write number words as digits where they count or number something: «mười ngày», «tháng tư», «thứ sáu»."""
    index = 0
    while index < len(tokens):
        value, width = _number_at(tokens, index) if tokens[index].key in _COUNTING else (None, 0)
        if value is None:
            yield tokens[index]
            index += 1
            continue
        first, last = tokens[index], tokens[index + width - 1]
        yield Token(str(value), first.raw, first.start, last.end)
        index += width


def _number_at(tokens: list[Token], index: int) -> tuple[int | None, int]:
    """Return the number written in words at ``index`` and how many words it takes, or (None, 0)."""
    before = tokens[index - 1].key if index else ""
    if before == "thu" and tokens[index].key in _ORDINALS:
        return _ORDINALS[tokens[index].key], 1
    value, width = _numeral(tokens[index : index + 3])
    after = tokens[index + width].key if index + width < len(tokens) else ""
    beyond = tokens[index + width + 1].key if index + width + 1 < len(tokens) else ""
    of_month = before == "thang" and not _is_rhythm(tokens, index - 1) and not _is_number(after)
    numbers = before == "thu" or (of_month and not _is_blank_month(tokens, index))
    counts = after in _COUNTED and not beyond.isdigit()
    return (value, width) if value is not None and (numbers or counts) else (None, 0)


def _is_number(key: str) -> bool:
    """A number that goes on with the month before it; «tháng sáu 2025» is followed by its year."""
    return key.isdigit() and len(key) < 4


def _is_blank_month(tokens: list[Token], index: int) -> bool:
    """«tháng năm 2023»: May, or a month left blank; nobody can tell."""
    following = tokens[index + 1].key if index + 1 < len(tokens) else ""
    return tokens[index].key == "nam" and len(following) == 4 and following.isdigit()


def _is_rhythm(tokens: list[Token], index: int) -> bool:
    return index > 0 and tokens[index - 1].key in ("hang", "moi", "tung", "cac", "ky")


def _numeral(tokens: list[Token]) -> tuple[int | None, int]:
    """Read «hai», «mười lăm», «ba mươi» from the first tokens; «năm» and «sáu» only with their own marks."""
    digits = []
    for token in tokens:
        if token.key not in _NUMERALS or (token.key in _MARKED and token.raw not in _MARKED[token.key]):
            break
        digits.append(_NUMERALS[token.key])
    match digits:
        case [10, unit, *_] if unit < 10:
            return 10 + unit, 2
        case [tens, 10, unit, *_] if tens < 10 and unit < 10:
            return tens * 10 + unit, 3
        case [tens, 10, *_] if tens < 10:
            return tens * 10, 2
        case [value, *_]:
            return value, 1
    return None, 0
