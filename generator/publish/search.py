"""Writes the search index: a few JSON files the browser loads once and then searches without the network.

The index is columns, not documents. Every distinct word of the titles stands once in ``words``; a title is a string
with one character a word (``pack``), so that gzip sees far more text in its window and the browser gets its
tokens without parsing Vietnamese 100,000 times (``assets/js/engine.js`` reads it). Titles, codes and facets of up to
``SHARD_TITLES`` different titles make one shard, procedures first; document numbers and the words of the bodies of a
shard are files of their own. Names carry a hash of the content; ``manifest.json`` alone keeps its name.
"""

import hashlib
import itertools
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from functools import cached_property, lru_cache
from operator import attrgetter
from pathlib import Path

import minify

from generator.addresses import SCRIPTS, SEARCH_INDEX
from generator.model import Elsewhere, SearchWord
from generator.publish.jsontext import compact, without_markup
from generator.publish.kept import Kept
from generator.reading.cache import key_of_parts
from generator.text.vietnamese import fold, syllables

FOLDER = SEARCH_INDEX

#: Of the form of the files; whoever joins the index of another site reads this one only.
INDEX_VERSION = 2

#: Scripts that are shipped as one, in the order of their imports.
ENGINE = ("fold", "query", "engine")

#: Scripts that a page needs from its start, and what each then holds of its own: one request less for a phone.
HELD: Mapping[str, str] = {"search-page": "shared"}

#: What can be found, in the order of the facet and of loading: key of ``SearchRecord.kind`` → label on the page.
KINDS: Mapping[str, str] = {
    "thu-tuc": "Thủ tục",
    "ke-hoach": "Kế hoạch",
    "co-quan": "Cơ quan",
    "van-ban": "Văn bản",
    "chi-tieu": "Chỉ tiêu",
    "nhiem-vu": "Nhiệm vụ",
}

#: How a question asks for a fact, without marks, as a pattern for the browser; by key of ``SearchRecord.facts``.
ASKS: Mapping[str, str] = {
    "limit": "bao lau|may ngay|bao nhieu ngay|khi nao (co|xong)|thoi han giai quyet",
    "fee": "bao nhieu tien|bao nhieu|le phi|mat phi|ton tien|mat tien|gia tien|chi phi",
    "papers": "giay to (gi|nao|j)|giay gi|can (nhung )?gi|can j|chuan bi (nhung )?gi|ho so (gom|gi)|gom nhung gi",
    "place": "o dau|cho nao|den dau|noi nao|gap ai",
}

#: What a question may ask for, keys of ``SearchRecord.facts``.
FACTS = tuple(ASKS)

#: Different titles in one shard. The first shard must arrive in two seconds on slow 4G (562 ms, 180 kB/s).
SHARD_TITLES = 6_000

#: Rows of one shard: provinces joined into a nation have the same titles many times over.
SHARD_ROWS = 12_000

#: Different words one packed column can name: the 16-bit characters less those JSON or UTF-8 cannot carry.
PACK_LIMIT = 63_000

_WORD = re.compile("([^\\W_](?:[^\\W_]|[\u0300-\u036f])*)")
_ACTS = (
    "cấp bổ sung, sửa đổi|cấp điều chỉnh|cấp chuyển đổi|cấp bổ sung|cấp mới|cấp lại|cấp đổi|cấp|gia hạn|sửa đổi,? bổ sung|"
    "sửa đổi|bổ sung|điều chỉnh|thu hồi|kết thúc|chấm dứt|hoàn thành|xóa tên|ghi nhận"
)
_ACT = re.compile(f"(?:Thủ tục )?(({_ACTS})(?: nội dung| thời gian)?) (?!phép)", re.IGNORECASE)
_IN_PLACE = re.compile(r"\(?(?:trên địa bàn )?(?:tỉnh|thành phố) (?:[A-ZĐ]\w+ ?){2,3}\)?")
_ALSO_NEW = re.compile("(?:thu tuc )?(?:cap|dang ky)(?: moi)?,")
_TAIL = re.compile("(?:\\.0+)*\\.h\\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """One page, or one place on a page, that a search can lead to. All text is plain and untrusted."""

    id: str
    """Unique; breaks ties of order, not shown."""
    kind: str
    """A key of ``KINDS``; any other value is shown as it stands, after the known ones."""
    title: str
    url: str
    """Address from the root of the site, without a leading slash: ``thu-tuc/1.004194/``."""
    code: str = ""
    """``1.004194``; for a legal document its number."""
    code_full: str = ""
    """With its tail, ``1.004194.000.00.00.H27``."""
    old_codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """Other names, of everyday or of earlier: found like the title, shown where one of them is why."""
    field: str = ""
    dept: str = ""
    """The department of the facet; several are joined by «; »."""
    agency: str = ""
    """Who else is named: searched, not a facet."""
    level: str = ""
    """Online level, as the page prints it."""
    status: str = ""
    when: str = ""
    """When it is due, as «tháng 3 quý 1 năm 2023»: searched, not shown."""
    province: str = ""
    """The province that alone has it, «Thanh Hóa»; empty for what holds everywhere."""
    who: str = ""
    """Who may apply, as the facet says it; several are joined by «; »."""
    facts: Mapping[str, str] = default(default_factory=dict)
    """What a question may ask for, by ``FACTS``, as the page says it, with the day it was read."""
    note: str = ""
    """One short line under the title, such as «3 ngày làm việc · miễn phí»."""
    docs: tuple[str, ...] = ()
    """Numbers of the documents the record cites."""
    desc: str = ""
    """Body text, searched only where titles and names answer nothing."""
    prior: int | None = None
    """0 to 9, how likely people want this page; ``None`` lets ``usual_prior`` say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterRecord:
    """A :class:`SearchRecord` of which only its place in the index is known yet: there are tens of thousands, and the shards
    of most are kept.
    """

    id: str
    kind: str
    title: str
    url: str
    code: str
    prior: int
    made_from: Callable[[], str | bytes]
    """Says all that the record is made from, for less than it costs to make."""
    make: Callable[[], SearchRecord]


Findable = SearchRecord | LaterRecord


def write_index(
    records: Sequence[Findable],
    words: Sequence[SearchWord] = (),
    elsewhere: Sequence[Elsewhere] = (),
    kept: Kept | None = None,
) -> dict[str, bytes]:
    """Return every file of the index, address from the root of the site → content.

    ``words`` are the reviewed words, ``elsewhere`` what other bodies handle. The order of ``records`` does not matter:
    the same records give the same bytes. A shard that is in ``kept`` is not made again.
    """
    files: dict[str, bytes] = {}
    kept, unasked = kept or Kept(), [word.says for word in words if word.unasked]
    shards, written = _shards(records, [word.says for word in words], kept)
    head = {"rules": _rules(written, words), "asks": [*ASKS.items()]}
    listed = []
    for number, found in enumerate(shards):
        shard = _Shard(found, unasked, {} if number else head, kept)
        names = {"rows": f"rows{number}" if number else "core"} | {
            it: f"{it}{number}" for it in ("docs", "text", "facts")
        }
        listed.append({part: _add(files, name, shard.file(part)) for part, name in names.items()})
    codes = {record.code for record in records}
    topics = _add(files, "elsewhere", _json({"topics": [_topic(one, codes) for one in elsewhere]}))
    files[FOLDER + "manifest.json"] = _json({"version": INDEX_VERSION, "shards": listed, "elsewhere": topics})
    return files


SAID_IN: Mapping[str, tuple[str, ...]] = {
    "rows": (
        "title", "names", "code", "code_full", "old_codes", "url", "prior", "kind", "dept", "agency", "field", "level", "status",
        "when", "who", "province",
    ),
    "docs": ("docs",),
    "text": ("title", "agency", "note", "desc"),
    "facts": ("facts",),
}  # fmt: skip
"""The fields of a record that a file of a shard is made from."""

_ORDER = ("field", "title", "code", "id")
"""The fields by which the records of a shard are sorted, in each file."""

_TOLD = {"order": _ORDER, **SAID_IN}

PIECE = 100
"""Records of which a build remembers together what they say."""


class _Shard:
    """The files of some records, each made where it is not kept."""

    def __init__(
        self, found: Sequence[Findable], unasked: Sequence[str], head: Mapping[str, object], kept: Kept
    ) -> None:
        self._found, self._unasked, self._head, self._kept = found, unasked, head, kept

    def file(self, part: str) -> bytes:
        """One of the files: ``rows``, ``docs``, ``text`` or ``facts``. Where a record changed, those that say nothing of the
        change are kept, for all that they say is known for less than it costs to make them.
        """
        return self._kept.text(lambda: self._key(part), lambda: _json(self._content(part)))

    def _key(self, part: str) -> bytes:
        besides = repr((self._unasked, self._head)) if part == "rows" else ""
        return key_of_parts("search", part, besides, *(said[it] for said in self._said for it in ("order", part)))

    @cached_property
    def _said(self) -> list[dict[str, bytes]]:
        """What tells all that each file says of the records, and in which order, piece by piece."""
        return [piece.told(self._kept) for piece in self._pieces]

    @cached_property
    def _pieces(self) -> list["_Piece"]:
        """The records, so many at a time that few are made to know what one that changed says now."""
        return [_Piece(self._found[start : start + PIECE]) for start in range(0, len(self._found), PIECE)]

    def _content(self, part: str) -> dict[str, object]:
        if part == "rows":
            return {**_rows_file(self._rows, self._unasked), **self._head}
        return {"docs": _docs_file, "text": _text_file, "facts": _facts_file}[part](self._rows)

    @cached_property
    def _rows(self) -> list[SearchRecord]:
        return _in_order(itertools.chain.from_iterable(piece.rows for piece in self._pieces))


class _Piece:
    """Some records, made when they are asked for."""

    def __init__(self, found: Sequence[Findable]) -> None:
        self._found = found

    @cached_property
    def rows(self) -> list[SearchRecord]:
        """The records, made, in order."""
        return _in_order(record.make() if isinstance(record, LaterRecord) else record for record in self._found)

    def told(self, kept: Kept) -> dict[str, bytes]:
        """By file, what tells all that it says of these records, and their order; kept by what they are made from."""
        found = kept.text(
            lambda: key_of_parts("said", *map(_made_from, self._found)), lambda: b"".join(self._digests())
        )
        return {part: found[32 * number : 32 * number + 32] for number, part in enumerate(_TOLD)}

    def _digests(self) -> Iterator[bytes]:
        return (key_of_parts(compact(list(map(attrgetter(*names), self.rows)))) for names in _TOLD.values())


def _in_order(rows: Iterable[SearchRecord]) -> list[SearchRecord]:
    """Near-equal titles side by side, for gzip."""
    return sorted(rows, key=attrgetter(*_ORDER))


def _made_from(record: Findable) -> str | bytes:
    return record.made_from() if isinstance(record, LaterRecord) else repr(record)


def first_files(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the addresses of the files a first search needs, the big one first, for ``preload`` links."""
    manifest = FOLDER + "manifest.json"
    return FOLDER + str(json.loads(files[manifest])["shards"][0]["rows"]), manifest


def shipped_scripts(folder: Path) -> dict[str, bytes]:
    """Return the scripts of ``theme_overrides/assets/js`` as pages load them: address → content.

    ``ENGINE`` becomes one file, for a host that answers six requests at a time, and so do the pairs of ``HELD``; comments
    and spaces stay out and local names are short (``minify``). For that an import stands on one line, and no two scripts of
    a file declare the same name.
    """
    sources = {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.js"))}
    engine = "".join(re.sub("^import .*\n", "", sources.pop(name), flags=re.MULTILINE) for name in ENGINE)
    others = "".join(sources.values())
    for name in HELD.keys() & sources.keys():
        own = re.sub(f'^import .*"./{HELD[name]}.js";\n', "", sources[name], flags=re.MULTILINE)
        sources[name] = _unexported(sources[HELD[name]], "") + own
    inside = f'"\\./({"|".join(ENGINE)})\\.js"'
    scripts = {"engine": _unexported(engine, others)} | {
        name: re.sub(inside, '"./engine.js"', source) for name, source in sources.items()
    }
    return {f"{SCRIPTS}{name}.js": _small(script).encode() for name, script in scripts.items()}


def _small(script: str) -> str:
    """A script that does the same in fewer bytes.

    The minifier moves ``{ a } = b`` to the front of the declarations around it: none of ours may rest on what one before it
    has changed.
    """
    small: str = minify.string("application/javascript", script)
    return small


def _unexported(script: str, others: str) -> str:
    """A script that exports only what others name."""
    return re.sub(
        r"^export (?=(?:async )?(?:function|const|class) (\w+))",
        lambda found: found[0] if re.search(rf"\b{found[1]}\b", others) else "",
        script,
        flags=re.MULTILINE,
    )


def usual_prior(record: SearchRecord) -> int:
    """Return how likely a reader wants the record, 0 to 9, where the caller does not know better.

    Procedures come before plans, and those before their parts; among procedures, what a commune or
    ward does for everybody comes before what a ministry does for few; what is no longer in force comes last.
    """
    return prior_of(record.kind, record.status, f"{record.dept} {record.agency}")


@lru_cache(maxsize=4096)
def prior_of(kind: str, status: str, doers: str) -> int:
    """The same of a record's kind, its status, and who is named in it."""
    if re.search("het hieu luc|bai bo|thay the", fold(status)):
        return 0
    rank = {"thu-tuc": 4, "tthc": 4, "ke-hoach": 3, "co-quan": 3}.get(kind, 2)
    doer = fold(doers)
    if re.search("cap xa|phuong|cap huyen", doer):
        return rank + 2
    return rank + 1 if re.search("cap tinh|\\bso\\b", doer) else rank


def pack(numbers: Iterable[int]) -> str:
    """Return numbers from 0 to ``PACK_LIMIT`` as one character each, small ones in one byte of UTF-8.

    The characters start at «?», after those that HTML minds, and leave out the backslash and the surrogates, so that JSON and
    UTF-8 carry them as they are. ``unpack`` in ``engine.js`` is the inverse.
    """
    return "".join(map(_character, numbers))


@lru_cache(maxsize=PACK_LIMIT)
def _character(number: int) -> str:
    if not 0 <= number <= PACK_LIMIT:
        raise ValueError(f"a packed column holds numbers from 0 to {PACK_LIMIT}, not {number}")
    code = number + 0x3F
    code += code >= 0x5C
    return chr(code + 0x800 if code >= 0xD800 else code)


def _shards(
    records: Sequence[Findable], sought: Sequence[str], kept: Kept
) -> tuple[list[Sequence[Findable]], Collection[str]]:
    """The records cut into shards, procedures first, likely ones first; and the words ``sought`` that their titles write."""
    order = {kind: rank for rank, kind in enumerate(("tthc", *KINDS))}
    ranked = sorted(records, key=lambda r: (order.get(r.kind, 99), r.kind, -_prior(r), r.id))
    titles = [record.title for record in ranked]
    found = kept.text(lambda: key_of_parts("shards", compact([titles, sought])), lambda: _json(_cut(titles, sought)))
    starts, written = json.loads(found)
    return [ranked[start:end] for start, end in itertools.pairwise([*starts, len(ranked)])], written


def _cut(titles: Iterable[str], sought: Iterable[str]) -> tuple[list[int], list[str]]:
    """Where each shard of records with these titles begins, and which of the words ``sought`` stand in one."""
    starts = [0]
    written, here, words = set[str](), set[str](), set[str]()
    for number, title in enumerate(titles):
        words.update(() if title in here else _pieces(title))
        here.add(title)
        full = len(here) > SHARD_TITLES or number - starts[-1] >= SHARD_ROWS
        if full or len(words) > PACK_LIMIT - 10_000:
            starts.append(number)
            written |= words
            here, words = {title}, set(_pieces(title))
    return starts, sorted((written | words).intersection(sought))


def _rules(written: Collection[str], words: Sequence[SearchWord]) -> list[list[str]]:
    """The reviewed words; and the other way about where a title itself writes short: «bảo hiểm xã hội» → «BHXH».

    ``written`` are the pieces of all titles.
    """
    words = [word for word in words if word.means or not word.unasked]
    short = [word for word in words if word.means and word.says.isupper() and word.says in written]
    short = [word for word in short if len(syllables(word.means[0])) > 2]  # «thành phố» is said too often to ask twice
    return [[word.says, *word.means] for word in words] + [[word.means[0], word.says] for word in short]


def _rows_file(rows: Sequence[SearchRecord], unasked: Sequence[str]) -> dict[str, object]:
    # Provinces joined into a nation have the same titles many times over; what a title comes to is found once.
    pieces_of = {title: _pieces(title) for title in dict.fromkeys(row.title for row in rows)}
    titles = [pieces_of[row.title] for row in rows]
    names = [[_pieces(name) for name in row.names] for row in rows]
    words = _dictionary([*titles, *(pieces for known in names for pieces in known)])
    place = {word: number for number, word in enumerate(words)}
    asked = [(phrase, f" {phrase.lower()} ") for phrase in unasked]
    said = {title: _said_besides(title, asked) for title in pieces_of}
    marks = sorted({mark for row in said.values() for mark in row})
    mark_place = {mark: number for number, mark in enumerate(marks)}
    return {
        "words": words,
        "titles": [pack(place[piece] for piece in pieces) for pieces in titles],
        "names": [[pack(place[piece] for piece in pieces) for pieces in known] for known in names],
        "said": marks,
        "marks": [pack(mark_place[mark] for mark in said[row.title]) for row in rows],
        "codes": [_text(row.code) for row in rows],
        "old": [[number, code] for number, row in enumerate(rows) for code in _other_codes(row)],
        "urls": [row.url.replace(_text(row.code) or "*", "*", 1) for row in rows],
        "groups": _groups(rows),
        "prior": pack(_prior(row) for row in rows),
        "kind": _column(KINDS.get(row.kind, row.kind) for row in rows),
        "dept": _column(row.dept for row in rows),
        "field": _column(row.field for row in rows),
        "level": _column(row.level for row in rows),
        "status": _column(row.status for row in rows),
        "when": _column(row.when for row in rows),
        "who": _column(row.who for row in rows),
        "province": _column(row.province for row in rows),
    }


def _topic(one: Elsewhere, codes: set[str]) -> dict[str, object]:
    """What the browser must know of a matter that other bodies handle; ``see`` only where the site has all of it."""
    here = bool(one.see) and codes.issuperset(one.see)
    return {"topic": _text(one.topic), "says": [*map(_text, one.says)], "who": _text(one.who), "here": here}


def _facts_file(rows: Sequence[SearchRecord]) -> dict[str, object]:
    """The answers to «mất bao lâu», «bao nhiêu tiền» …, loaded only when somebody asks."""
    return {name: _column(row.facts.get(name, "") for row in rows) for name in FACTS}


def _groups(rows: Sequence[SearchRecord]) -> list[list[object]]:
    """Procedures that are forms of one: place in ``rows``, number of the group, what this form is called.

    Those of several provinces have one title but for the province; others differ in the act alone.
    """
    forms: dict[str, list[tuple[int, str]]] = {}
    made: dict[str, tuple[str, str]] = {}
    for number, row in enumerate(rows):
        if row.kind != "thu-tuc":
            continue
        if row.title not in made:
            made[row.title] = _form(row.title)
        key, act = made[row.title]
        name = row.province or act
        if name:
            forms.setdefault(key, []).append((number, name[:1].upper() + name[1:]))
    groups = [found for found in forms.values() if len(found) > 1]
    return [[number, k, name] for k, found in enumerate(groups) for number, name in found]


def _form(title: str) -> tuple[str, str]:
    """What the forms of one procedure have in common, and the act of this one."""
    act = _ACT.match(title)
    rest = title[act.end() :] if act else title
    rest = _IN_PLACE.sub("", rest) if "tỉnh" in rest or "thành phố" in rest else rest
    return " ".join(syllables(rest)), act[2] if act else ""


def _said_besides(title: str, unasked: Sequence[tuple[str, str]]) -> list[str]:
    """What a title says that a reader would have asked for: another act than the usual one, a grade, a province.

    ``unasked`` are such phrases, each as it is told and as it is looked for. «Cấp, cấp lại …» is the usual act as well.
    """
    words = syllables(title)
    text = f" {' '.join(words)} "
    said = [phrase for phrase, sought in unasked if sought in text]
    if "cấp lại" in said and _ALSO_NEW.match(fold(title)):
        said = [phrase for phrase in said if phrase != "cấp lại"]
    return said + (_places(_WORD.findall(title)) if not _BEFORE_PLACES.isdisjoint(words) else [])


_BEFORE_PLACES = frozenset({"tỉnh", "phố"})
"""The last word before the name of a province."""


def _places(words: Sequence[str]) -> list[str]:
    """Names of provinces in a title: two or three capitalised words after «tỉnh» or «thành phố»."""
    places = []
    for at, word in enumerate(words):
        if word.lower() in _BEFORE_PLACES:
            after = words[at + 1 : at + 4]
            name = list(itertools.takewhile(lambda one: one[0].isupper(), after))
            places += [" ".join(name)] if len(name) > 1 else []
    return places


def _docs_file(rows: Sequence[SearchRecord]) -> dict[str, object]:
    cited = Counter(_text(number) for row in rows for number in row.docs)
    names = _by_size(cited)[:PACK_LIMIT]
    place = {name: number for number, name in enumerate(names)}
    return {
        "names": names,
        "rows": [pack(sorted(place[name] for name in map(_text, row.docs) if name in place)) for row in rows],
    }


def _text_file(rows: Sequence[SearchRecord]) -> dict[str, object]:
    """The words of each body that its title does not already have, as a sorted set: enough to find by."""
    made: dict[tuple[str, str], list[str]] = {}
    bodies = []
    for row in rows:
        said = row.desc, row.title
        if said not in made:
            made[said] = sorted(set(syllables(row.desc)) - set(syllables(row.title)))
        bodies.append(made[said])
    words = _dictionary(bodies)[:PACK_LIMIT]
    place = {word: number for number, word in enumerate(words)}
    return {
        "agency": _column(row.agency for row in rows),
        "note": _column(row.note for row in rows),
        "words": words,
        "bodies": [pack(sorted(place[word] for word in body if word in place)) for body in bodies],
    }


def _pieces(title: str) -> list[str]:
    """Words as written, and what stands between two words unless it is a single space."""
    return [piece for piece in _WORD.split(_text(title)) if piece not in {"", " "}]


def _dictionary(rows: Iterable[Sequence[str]]) -> list[str]:
    return _by_size(Counter(piece for pieces in rows for piece in pieces))


def _by_size(counts: Mapping[str, int]) -> list[str]:
    """Most frequent first as far as it saves bytes; alphabetical within one length of UTF-8, for gzip."""
    ranked = sorted(counts, key=lambda piece: (-counts[piece], piece))
    one_byte, two_bytes = 0x7E - 0x3F, 0x7FF - 0x40
    return [*ranked[:one_byte], *sorted(ranked[one_byte:two_bytes]), *sorted(ranked[two_bytes:])]


def _column(values: Iterable[str]) -> dict[str, object]:
    """A column of few different values: the values, most frequent first, and one character a row."""
    found = list(values)
    made = {value: _text(value) for value in dict.fromkeys(found)}
    texts = [made[value] for value in found]
    counts = Counter(texts)
    distinct = sorted(counts, key=lambda value: (-counts[value], value))
    place = {value: number for number, value in enumerate(distinct)}
    return {"values": distinct, "rows": pack(place[text] for text in texts)}


def _other_codes(row: SearchRecord) -> list[str]:
    """Old codes, and a full code that is not the code and a tail, which alone the browser knows how to shorten."""
    usual = row.code_full.startswith(row.code) and _TAIL.fullmatch(row.code_full[len(row.code) :])
    return [_text(code) for code in (*row.old_codes, "" if usual else row.code_full) if code and code != row.code]


def _prior(row: Findable) -> int:
    if isinstance(row, LaterRecord):
        return row.prior
    return max(0, min(9, usual_prior(row) if row.prior is None else row.prior))


def _text(value: str) -> str:
    return " ".join(unicodedata.normalize("NFC", value).split())


def _add(files: dict[str, bytes], name: str, body: bytes) -> str:
    hashed = f"{name}.{hashlib.sha256(body).hexdigest()[:10]}.json"
    files[FOLDER + hashed] = body
    return hashed


def _json(content: object) -> bytes:
    """Compact JSON without ``<``, ``>`` and ``&``, like every other file for machines (see ``exports.api.to_json``)."""
    return without_markup(compact(content))
