"""A published search index, read back into the records that it was written from (:mod:`generator.publish.search`).

The index is columns, packed for a browser. Copying a province's files as they are would give a nation the same procedure
thirty-four times, and each of its files its own idea of what comes first; read back, all records make one index.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from generator.joining.published import Published, unfit
from generator.publish.exports.outputs import TEXT, TEXTS, WHOLE, holding, many
from generator.publish.search import FACTS, FOLDER, INDEX_VERSION, KINDS, SearchRecord
from generator.reading.problems import FieldPath

MOST_RECORDS = 200_000
"""Records of one province."""

MOST_CHARACTERS = 50_000_000
"""Characters of the texts that the index of one province unpacks to; rows may name one long word again and again."""

_NAME = {"type": "string", "pattern": r"^[a-z]+[0-9]*\.[0-9a-f]{10}\.json$"}
_COLUMN = holding(values=TEXTS, rows=TEXT)

MANIFEST_SHAPE = holding(version=WHOLE, shards=many(holding(rows=_NAME, docs=_NAME, text=_NAME, facts=_NAME)))
ROWS_SHAPE = holding(
    words=TEXTS, titles=TEXTS, names=many(TEXTS), codes=TEXTS, old=many(many({})), urls=TEXTS, prior=TEXT,
    kind=_COLUMN, dept=_COLUMN, field=_COLUMN, level=_COLUMN, status=_COLUMN, when=_COLUMN, who=_COLUMN, province=_COLUMN,
)  # fmt: skip
DOCS_SHAPE = holding(names=TEXTS, rows=TEXTS)
TEXT_SHAPE = holding(agency=_COLUMN, note=_COLUMN, words=TEXTS, bodies=TEXTS)
FACTS_SHAPE = holding(**dict.fromkeys(FACTS, _COLUMN))

URL = re.compile(r"(?:[a-z0-9][A-Za-z0-9._~-]*/)+(?:#[^\s<>\"'\\#]*)?")
"""A page of a site of ours, or a place on one."""

_KEYS = {label: kind for kind, label in KINDS.items()}


class IndexFaultError(ValueError):
    """A field of the index that cannot be read back."""

    def __init__(self, path: FieldPath, message: str) -> None:
        super().__init__(message)
        self.path, self.message = path, message


Fields = list[dict[str, Any]]
"""Fields of a SearchRecord, one mapping a row."""

Same = dict[Any, Any]
"""Texts and answers by themselves: what all provinces say alike is held once."""


def read_index(site: Published, address: str = "", place: str = "", same: Same | None = None) -> list[SearchRecord]:
    """Every record of a province's index; what is wrong is noted as problems.

    ``address`` stands before those of its pages, ``place`` is the province that the records are said to be of, ``same`` what
    provinces before this one said.
    """
    manifest = site.read(f"{FOLDER}manifest.json", MANIFEST_SHAPE)
    if manifest is None:
        return []
    if manifest["version"] != INDEX_VERSION:
        words = f"chỉ mục tra cứu theo phiên bản {manifest['version']}, ở đây đọc phiên bản {INDEX_VERSION}"
        hint = "dựng lại trang tỉnh bằng cùng phiên bản chương trình"
        site.complain(f"{FOLDER}manifest.json", ("version",), words, hint)
        return []
    if len({shard["rows"] for shard in manifest["shards"]}) < len(manifest["shards"]):
        site.complain(f"{FOLDER}manifest.json", ("shards",), "kể một tệp nhiều lần")
        return []
    room, same = _Room(), {} if same is None else same
    found = [row for shard in manifest["shards"] for row in _shard(site, shard, room)]
    return [_record(row, site.id, address, place, same) for row in found]


def _record(said: dict[str, Any], site: str, address: str, place: str, same: Same) -> SearchRecord:
    """A record with its whole address and the province where it is."""
    url, facts = said.pop("url"), said.pop("facts")
    # What several provinces have of one code stands together in the order, and so in one shard, where it is one entry.
    key = f"{said['code'] or url} {site} {url}"
    shared = {name: same.setdefault(value, value) for name, value in said.items()}
    shared["facts"] = same.setdefault(frozenset(facts.items()), facts)
    shared["province"] = place or shared["province"]
    return SearchRecord(id=key, url=address + url, **shared)


def _shard(site: Published, names: Mapping[str, str], room: "_Room") -> Fields:
    shapes = {"rows": ROWS_SHAPE, "docs": DOCS_SHAPE, "text": TEXT_SHAPE, "facts": FACTS_SHAPE}
    files = {part: site.read(FOLDER + names[part], shape, packed=True) for part, shape in shapes.items()}
    read = {part: content for part, content in files.items() if content is not None}
    if len(read) < len(shapes):
        return []
    steps: list[tuple[str, Callable[[Mapping[str, Any]], Fields]]] = [
        ("rows", partial(_rows, room)),
        ("docs", _docs),
        ("text", partial(_text, room)),
        ("facts", _facts),
    ]
    found: dict[str, list[dict[str, Any]]] = {}
    for part, step in steps:
        try:
            found[part] = step(read[part])
            _same_length(found[part], found["rows"])
        except IndexFaultError as fault:
            site.complain(FOLDER + names[part], fault.path, fault.message)
            return []
    return [
        {name: value for part in together for name, value in part.items()}
        for together in zip(*found.values(), strict=True)
    ]


def _same_length(found: Sequence[object], rows: Sequence[object]) -> None:
    if len(found) != len(rows):
        raise IndexFaultError((), f"có {len(found)} dòng, tệp tiêu đề có {len(rows)}")


class _Room:
    """How much the texts of one province may still unpack to."""

    def __init__(self) -> None:
        self._left = MOST_CHARACTERS

    def take(self, words: Sequence[str], path: FieldPath) -> Sequence[str]:
        """These words, if there is room for them. Raises IndexFaultError."""
        self._left -= sum(map(len, words))
        if self._left < 0:
            raise IndexFaultError(path, f"các dòng mở ra dài quá {MOST_CHARACTERS // 1_000_000} triệu chữ")
        return words


def _rows(room: _Room, file: Mapping[str, Any]) -> Fields:
    """Titles, names, codes and facets."""
    count, words = len(file["titles"]), _clean(file["words"], ("words",))
    if count > MOST_RECORDS:
        raise IndexFaultError(("titles",), f"có {count} dòng, nhiều nhất {MOST_RECORDS}")
    for name in ("names", "codes", "urls", "prior"):
        if len(file[name]) != count:
            raise IndexFaultError((name,), f"có {len(file[name])} dòng, «titles» có {count}")
    codes, old = _clean(file["codes"], ("codes",)), _old_codes(file["old"], count)
    columns = {
        name: _column(file[name], count, name)
        for name in ("dept", "field", "level", "status", "when", "who", "province")
    }
    kinds = _column(file["kind"], count, "kind")
    made = []
    for row in range(count):
        if kinds[row] not in _KEYS:
            raise IndexFaultError(("kind",), f"không có loại «{kinds[row][:60]}»")
        made.append(
            {
                "kind": _KEYS[kinds[row]],
                "title": _sentence(file["titles"][row], words, room, ("titles", row)),
                "names": tuple(_sentence(one, words, room, ("names", row)) for one in file["names"][row]),
                "code": codes[row],
                "old_codes": old.get(row, ()),
                "url": _url(file["urls"][row], codes[row], ("urls", row)),
                "prior": _numbers(file["prior"][row], 10, ("prior",))[0],
                **{name: column[row] for name, column in columns.items()},
            }
        )
    return made


def _docs(file: Mapping[str, Any]) -> Fields:
    """Numbers of cited documents."""
    names = _clean(file["names"], ("names",))
    return [{"docs": tuple(_picked(text, names, ("rows", row)))} for row, text in enumerate(file["rows"])]


def _text(room: _Room, file: Mapping[str, Any]) -> Fields:
    """Agencies, notes and the words of the bodies."""
    count, words = len(file["bodies"]), _clean(file["words"], ("words",))
    agency, note = (_column(file[name], count, name) for name in ("agency", "note"))
    bodies = (
        " ".join(room.take(_picked(text, words, path), path))
        for path, text in ((("bodies", row), text) for row, text in enumerate(file["bodies"]))
    )
    return [{"agency": one, "note": two, "desc": body} for one, two, body in zip(agency, note, bodies, strict=True)]


def _facts(file: Mapping[str, Any]) -> Fields:
    """Answers to questions."""
    count = len(file[FACTS[0]]["rows"])
    columns = {name: _column(file[name], count, name) for name in FACTS}
    return [{"facts": {name: column[row] for name, column in columns.items() if column[row]}} for row in range(count)]


def _column(column: Mapping[str, Any], count: int, name: str) -> list[str]:
    values = _clean(column["values"], (name, "values"))
    found = _picked(column["rows"], values, (name, "rows"))
    if len(found) != count:
        raise IndexFaultError((name, "rows"), f"có {len(found)} dòng, phải là {count}")
    return found


def _picked(packed: str, values: Sequence[str], path: FieldPath) -> list[str]:
    return [values[number] for number in _numbers(packed, len(values), path)]


def _numbers(packed: str, below: int, path: FieldPath) -> list[int]:
    """The numbers of a packed column, as ``unpack`` in engine.js reads them."""
    codes = map(ord, packed)
    numbers = [code - 0x3F - (code > 0x5C) - (0x800 if code > 0xDFFF else 0) for code in codes]
    if any(not 0 <= number < below for number in numbers):
        raise IndexFaultError(path, f"trỏ ra ngoài bảng {below} giá trị")
    return numbers


def _sentence(packed: str, words: Sequence[str], room: _Room, path: FieldPath) -> str:
    """A title: a space between two words that stand side by side, everything else as it is."""
    made, after_word = "", False
    for piece in room.take(_picked(packed, words, path), path):
        word = piece[:1].isalnum()
        made += (" " if word and after_word else "") + piece
        after_word = word
    if wrong := unfit(made):
        raise IndexFaultError(path, wrong)
    return made


def _clean(texts: Sequence[str], path: FieldPath) -> Sequence[str]:
    for index, text in enumerate(texts):
        if wrong := unfit(text):
            raise IndexFaultError((*path, index), wrong)
    return texts


def _old_codes(pairs: Sequence[Sequence[Any]], count: int) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for index, pair in enumerate(pairs):
        fits = len(pair) == 2 and isinstance(pair[0], int) and isinstance(pair[1], str)
        if not fits or not 0 <= pair[0] < count or unfit(pair[1]):
            raise IndexFaultError(("old", index), "phải là số dòng và một mã")
        found[pair[0]] = (*found.get(pair[0], ()), pair[1])
    return found


def _url(text: str, code: str, path: FieldPath) -> str:
    url = text.replace("*", code, 1)
    if not URL.fullmatch(url) or unfit(url) or ".." in url:
        raise IndexFaultError(path, f"«{url[:80]}» không phải địa chỉ một trang của trang tỉnh")
    return url
