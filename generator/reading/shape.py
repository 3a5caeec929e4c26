"""Gives plain data the shape of a record: types, required fields, closed lists, dates that exist.

The record classes in :mod:`generator.model` are the schema. A converter is made once for each type from its declaration
and then used for every file; it yields problems with the path of the field and goes on.
"""

import types
import typing
from collections.abc import Callable, Iterable
from dataclasses import Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache, partial
from typing import Any, cast

from generator.model.dates import YEARS, PartialDate
from generator.model.fields import Choice, Form, is_required, key_of, label_of
from generator.model.making import maker
from generator.model.report import ReportPeriod
from generator.reading.meant import MISSING_YEAR, OTHER_KEYS, is_serial, meant_day, meant_period, plain, write_day
from generator.reading.problems import MOST_PROBLEMS, FieldPath, Problem, and_more, nearest, suggest
from generator.text.numbers import NumberError, parse_count, parse_number, shown

LONGEST = 20_000
"""Characters of one text."""

LONGEST_NAME = 2_000
"""Bytes of a text that names something: it stands in titles, lists and addresses."""

MOST_ITEMS = 5_000
"""Items of one list; the longest that an agency has issued has some hundreds."""

NAMES = frozenset({
    "address", "agency", "also", "applicants", "authorised", "case", "cases", "code", "coordinating", "deciding", "document",
    "documents", "email", "field", "file", "form", "forms", "hours", "id", "implementing", "implements", "issuer",
    "jurisdiction", "keywords", "kind", "lead", "means", "metric", "name", "no", "number", "old_codes", "old_names",
    "parent", "phone", "place", "plan", "predecessors", "published_by", "receiving", "replaced_by", "rrule",
    "running_no", "says", "scheme", "section", "see", "short", "short_title", "successors", "supersedes", "symbol",
    "table", "target", "task", "title", "type_name", "unit", "value",
})  # fmt: skip
"""Fields that name something; a line break in one would let a number begin a line of its own in a calendar."""

Hint = str | Callable[[], str]
"""A hint, or how to find one; it is found only for a problem that is listed."""


class _Wrong:
    """What a converter returns for a value that it complained about."""


WRONG = _Wrong()


Place = tuple["Place", str | int] | tuple[()]
"""Where a value stands, as the way back to the top: the place of what holds it, and its key there; empty for the whole.

One is made for every value, and only those of mistakes are ever read, so it is the cheapest there is.
"""


def path_of(place: Place) -> FieldPath:
    """The path from the top to a place."""
    keys: list[str | int] = []
    while place:
        place, key = place
        keys.append(key)
    return tuple(reversed(keys))


class Complain:
    """Collects what is wrong. When ``understanding``, a mistaken value gives way to what was probably meant, or to nothing."""

    def __init__(self, file: str, *, understanding: bool = False) -> None:
        self.file = file
        self.understanding = understanding
        self.problems: list[Problem] = []
        self.more = 0
        """How many more there are than are listed."""
        self.aside: list[FieldPath] = []
        """Fields that hold a guess, or nothing, instead of what is written."""

    def __call__(self, place: Place, message: str, hint: Hint, guess: Any = WRONG) -> Any:
        """Note a problem, as long as there are not too many to read; returns the guess when it may be used."""
        path = path_of(place)
        if len(self.problems) < MOST_PROBLEMS:
            said = hint if isinstance(hint, str) else hint()
            self.problems.append(Problem(file=self.file, path=path, message=message, hint=said))
        else:
            self.more += 1
        self.aside.append(path)
        return guess if self.understanding else WRONG


Convert = Callable[[Any, Place, Complain], Any]
"""Makes a value of plain data into one of a record; what it returns is WRONG only if it complained."""

_STAND_INS: dict[Any, Any] = {str: "", date: date(YEARS.stop - 2, 12, 31)}
"""What a required field holds that cannot be understood: a day so late that nothing lies after it."""


def shape(kind: type, data: object, file: str) -> tuple[Any, list[Problem]]:
    """Make a record of class ``kind`` from plain data. Returns the record, or None with the problems that prevent it."""
    complain = Complain(file)
    record = _converter(kind)(data, (), complain)
    if complain.more:
        complain.problems.append(and_more(file, complain.more))
    return (None if record is WRONG or complain.problems else record), complain.problems


def understand(kind: type, data: object) -> tuple[Any, list[FieldPath]]:
    """The record as far as plain data is understood, and the fields that say something else than is written.

    None where not even that is possible. For rules that look for further mistakes, never for a page.
    """
    complain = Complain("", understanding=True)
    record = _converter(kind)(data, (), complain)
    return (None if record is WRONG else record), complain.aside


def describe(kind: type, data: object, path: FieldPath) -> str:
    """The Vietnamese words for a field path: «mục I, nhiệm vụ 3, thời hạn»."""
    words: list[str] = []
    at: Any = kind
    label = ""
    for key in path:
        data = _step(data, key)
        if isinstance(key, int):
            words[-1:] = [f"{label} {_item_name(at, data, key)}"]
            continue
        declared = _fields_by_key(cast(type, at)).get(key) if is_dataclass(at) else None
        label = label_of(declared) if declared else str(key)
        at = _inner(_hints(cast(type, at))[declared.name]) if declared else None
        words.append(label)
    return ", ".join(words)


def type_at(kind: type, path: FieldPath) -> Any:
    """The declared type of what stands at a path of a record, without «or None» and the list around it; None where no field
    is declared there.
    """
    at: Any = kind
    for key in path:
        if isinstance(key, str):
            declared = _fields_by_key(at).get(key) if is_record(at) else None
            at = _inner(_hints(at)[declared.name]) if declared else None
    return at


def is_record(hint: Any) -> bool:
    """Whether a type is written as keys and values; dates and periods are dataclasses written as one word."""
    return isinstance(hint, type) and is_dataclass(hint) and hint not in _SIMPLE


def inner_class(hint: Any) -> Any:
    """The class inside ``X | None`` or ``tuple[X, ...]``."""
    return _inner(hint)


def _step(data: Any, key: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(str(key))
    if isinstance(data, list) and isinstance(key, int) and key < len(data):
        return data[key]
    return None


def _item_name(kind: Any, data: Any, index: int) -> str:
    naming = getattr(kind, "__named_by__", None)
    declared = {item.name: key_of(item) for item in fields(kind)} if naming and is_dataclass(kind) else {}
    name = data.get(declared.get(naming)) if isinstance(data, dict) and naming else None
    return str(name) if isinstance(name, (str, int)) and str(name) and len(str(name)) <= 60 else f"thứ {index + 1}"


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


@cache
def _fields_by_key(kind: type) -> "dict[str, Field[Any]]":
    """Fields that a file may state, by their key; what the name of the file or folder says is not one."""
    return {key_of(item): item for item in fields(kind) if not item.metadata.get("from_path")}


@cache
def _fields_from_folder(kind: type) -> dict[str, str]:
    """Why a file must not state these fields, in the words of their help."""
    inside = {item.name for item in _fields_by_key(kind).values()}
    helps = {item.name: str(item.metadata["help"]) for item in fields(kind) if item.name not in inside}
    return {name: help_[:1].lower() + help_[1:] for name, help_ in helps.items()}


def file_fields(kind: type) -> "dict[str, Field[Any]]":
    """The fields of a record class that stand in its file, by key."""
    return _fields_by_key(kind)


def _inner(hint: Any) -> Any:
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        return _inner(next(part for part in typing.get_args(hint) if part is not types.NoneType))
    if typing.get_origin(hint) is tuple:
        return _inner(typing.get_args(hint)[0])
    return hint


def _converter(hint: Any, form: Form | None = None) -> Convert:
    if isinstance(hint, types.UnionType):
        return _optional(_converter(without_none(hint), form))
    if typing.get_origin(hint) is tuple:
        return _many(_converter(typing.get_args(hint)[0], form))
    if is_record(hint):
        return _record(hint)
    if isinstance(hint, type) and issubclass(hint, Choice):
        return _choice(hint)
    if hint is str:
        return _text(form) if form else _mostly_short(_text(form))
    return _SIMPLE[hint]


def without_none(hint: Any) -> Any:
    """The part of ``X | None`` that is not None."""
    return next(part for part in typing.get_args(hint) if part is not types.NoneType)


def _optional(convert: Convert) -> Convert:
    return lambda value, place, complain: None if value is None else convert(value, place, complain)


def _many(convert: Convert) -> Convert:
    def read(value: Any, place: Place, complain: Complain) -> Any:
        if value is None:
            return ()
        if not isinstance(value, list):
            if not isinstance(value, (str, int, dict)) or isinstance(value, bool):
                complain(
                    place, f"cần một danh sách, đang là {_said(value)}", "viết mỗi mục một dòng, bắt đầu bằng «- »"
                )
                return WRONG
            value = [value]
        if len(value) > MOST_ITEMS:
            complain(place, f"danh sách có {len(value)} mục, quá mức {MOST_ITEMS}", "chia thành nhiều tệp")
            return WRONG
        noted = len(complain.aside)
        items = tuple([convert(item, (place, index), complain) for index, item in enumerate(value)])
        return WRONG if len(complain.aside) > noted and any(item is WRONG for item in items) else items

    return read


def _record(kind: type) -> Convert:
    made: list[Convert] = []

    def read(value: Any, place: Place, complain: Complain) -> Any:
        if not made:
            made.append(_record_reader(kind))
        return made[0](value, place, complain)

    return read


@cache
def _record_reader(kind: type) -> Convert:
    """The reader of a record class; made at first use, because a section may hold sections."""
    by_key = _fields_by_key(kind)
    hints = _hints(kind)
    readers = {key: (item.name, _reader(hints[item.name], item)) for key, item in by_key.items()}
    required = [key for key, item in by_key.items() if is_required(item)]
    needed, make = frozenset(required), maker(kind)
    short: str | None = getattr(kind, "__shorthand__", None)

    def read(value: Any, place: Place, complain: Complain) -> Any:
        if short is not None and isinstance(value, (str, int)) and not isinstance(value, bool):
            value = {short: value}
        if not isinstance(value, dict):
            complain(place, f"cần các dòng «khóa: giá trị», đang là {_said(value)}", _keys_hint(by_key))
            return WRONG
        noted = len(complain.aside)
        arguments = _read_fields(value, place, complain, readers, kind)
        if not needed <= value.keys():
            meant = {_meant_key(key, kind) or _misspelt(key, value, kind) for key in value if key not in readers}
            _complain_missing(value, [key for key in required if key not in meant], by_key, place, complain)
        if len(complain.aside) == noted:
            return make(**arguments)
        if complain.understanding:
            arguments = _with_stand_ins(
                arguments, place, complain, [(key, by_key[key].name) for key in required], hints
            )
        elif len(arguments) < len(value) or any(key not in value for key in required):
            return WRONG
        return WRONG if any(item is WRONG for item in arguments.values()) else make(**arguments)

    return read


def _reader(hint: Any, declared: "Field[Any]") -> Convert:
    """The converter of a field."""
    form = declared.metadata.get("form")
    convert = _one_line(_converter(hint, form), declared)
    return _mostly_short(convert) if form is None and hint in (str, str | None) else convert


def _mostly_short(convert: Convert) -> Convert:
    """Most texts are a few words on one line, in which nothing can be wrong: only the others are looked at."""

    def read(value: Any, place: Place, complain: Complain) -> Any:
        if type(value) is str and len(value) < _FEW and "\n" not in value and value.strip():
            return value
        return convert(value, place, complain)

    return read


_FEW = LONGEST_NAME // 4
"""Characters that are never more bytes than a name may have."""


def _read_fields(
    value: dict[str, Any], place: Place, complain: Complain, readers: dict[str, tuple[str, Convert]], kind: type
) -> dict[str, Any]:
    """The values of the known keys; an unknown key is a complaint and no value."""
    arguments: dict[str, Any] = {}
    for key, item in value.items():
        known = readers.get(key)
        if known is None:
            meant = _meant_key(key, kind)
            near = meant or _misspelt(key, value, kind)
            complain((place, key), f"không có trường «{shown(key)}»", partial(_key_hint, key, meant, kind))
            if complain.understanding and near in readers and near not in value:
                name, convert = readers[near]
                arguments[name] = convert(item, (place, key), complain)
            continue
        name, convert = known
        arguments[name] = convert(item, (place, key), complain)
    return arguments


def _meant_key(key: str, kind: type) -> str:
    """The key whose Vietnamese label, or whose own letters in another case, somebody wrote; empty where there is none."""
    flat = plain(key).replace(" ", "")
    by_key = _fields_by_key(kind)
    keys = {name.replace("_", ""): name for name in by_key}
    labels = [name for name, item in by_key.items() if plain(label_of(item)).replace(" ", "") == flat]
    others = [name for name in by_key if flat in OTHER_KEYS.get(name, ())]
    found = labels if len(labels) == 1 else others
    return keys.get(flat, found[0] if len(found) == 1 else "")


def _misspelt(key: str, value: dict[str, Any], kind: type) -> str:
    """The key that is written with a slip and stands nowhere else in the entry; empty where none is near enough."""
    return nearest(key, [name for name in _fields_by_key(kind) if name not in value], _KEY_LIKENESS) or ""


_KEY_LIKENESS = 0.8
"""How alike a misspelt key must be for its value to be read on."""


def _key_hint(key: str, meant: str, kind: type) -> str:
    elsewhere = _fields_from_folder(kind)
    if key in elsewhere:
        return elsewhere[key]
    if meant:
        return f"viết «{meant}:»"
    return suggest(key, _fields_by_key(kind))


def _with_stand_ins(
    arguments: dict[str, Any],
    place: Place,
    complain: Complain,
    required: list[tuple[str, str]],
    hints: dict[str, Any],
) -> dict[str, Any]:
    """The values that were understood; a required one that was not gets a stand-in that no rule minds."""
    understood = {name: item for name, item in arguments.items() if item is not WRONG}
    for key, name in required:
        if name not in understood:
            understood[name] = _STAND_INS.get(hints[name], WRONG)
            complain.aside.append(path_of((place, key)))
    return understood


def _complain_missing(
    value: dict[str, Any], required: Iterable[str], by_key: "dict[str, Field[Any]]", place: Place, complain: Complain
) -> None:
    for key in required:
        if key not in value:
            declared = by_key[key]
            complain(
                place, f"thiếu trường «{key}» ({label_of(declared)})", f"thêm «{key}:» – {declared.metadata['help']}"
            )


def _choice(kind: type[Choice]) -> Convert:
    options = {member.value: member for member in kind}
    by_words = _by_words(kind)

    def read(value: Any, place: Place, complain: Complain) -> Any:
        if isinstance(value, str) and value in options:
            return options[value]
        meant = by_words.get(plain(value)) if isinstance(value, str) else None
        if meant is not None:
            return meant
        return complain(place, f"{_said(value)} không có trong danh sách cho phép", partial(_choice_hint, value, kind))

    return read


def _by_words(kind: type[Choice]) -> dict[str, Choice]:
    """The choices by every word that means exactly one of them: the key in any case, the Vietnamese words of the pages."""
    found: dict[str, list[Choice]] = {}
    for member in kind:
        for words in {plain(word) for word in (member.value, member.label, *member.others)}:
            found.setdefault(words, []).append(member)
    return {words: members[0] for words, members in found.items() if len(members) == 1}


_CHOICE_LIKENESS = 0.75
"""How alike a word and a choice must be; «doing» is not «done»."""


def _choice_hint(value: Any, kind: type[Choice]) -> str:
    """The nearest key, or the words of every choice with the key to write for each."""
    near = nearest(str(value), [member.value for member in kind], _CHOICE_LIKENESS)
    if near is not None:
        return f"có phải «{near}»?"
    listed = "; ".join(f"{member.label.lower()} → {member.value}" for member in kind)
    return f"dùng một trong: {listed}"


def _text(form: Form | None) -> Convert:
    def read(value: Any, place: Place, complain: Complain) -> Any:
        if not isinstance(value, str):
            if not isinstance(value, int) or isinstance(value, bool):
                complain(place, f"cần chữ, đang là {_said(value)}", _text_hint(value))
                return WRONG
            value = str(value)
        value = value.rstrip("\n") if form is None else value
        if len(value) > LONGEST:
            complain(place, f"dài {len(value)} ký tự, quá mức {LONGEST}", "chia thành nhiều đoạn")
            return WRONG
        if not value.strip():
            complain(place, "để trống", "điền nội dung, hoặc xóa cả dòng này")
            return WRONG
        if form is not None and not form.pattern.fullmatch(value):
            complain(place, f"«{shown(value)}» không đúng dạng", form.explained)
            return WRONG
        return value

    return read


def _one_line(convert: Convert, declared: "Field[Any]") -> Convert:
    """A text that names something stands on one line and is bounded in bytes, as file systems count."""
    if declared.metadata.get("form") is not None:
        return convert
    if declared.name not in NAMES and declared.metadata.get("refers") is None:
        return convert

    def read(value: Any, place: Place, complain: Complain) -> Any:
        for index, item in enumerate(value) if isinstance(value, list) else ((None, value),):
            wrong = _not_a_name(item)
            if wrong is not None:
                complain(place if index is None else (place, index), *wrong)
                return WRONG
        return convert(value, place, complain)

    return read


def _not_a_name(item: Any) -> tuple[str, str] | None:
    """Message and hint for a text that breaks its line or is too long to name something."""
    if not isinstance(item, str):
        return None
    if "\n" in item.rstrip("\n"):
        return "có chỗ xuống dòng", "viết trên một dòng"
    if len(item) > _FEW and len(item.encode()) > LONGEST_NAME:
        return f"dài {len(item)} ký tự; nhiều nhất {LONGEST_NAME} byte", "viết gọn lại"
    return None


def _text_hint(value: Any) -> str:
    return "đặt trong ngoặc kép nếu muốn ghi đúng chữ này" if isinstance(value, bool) else "viết một đoạn chữ"


def _day(value: Any, place: Place, complain: Complain) -> Any:
    found = _partial(value, place, complain, "2023-03-15")
    if found is WRONG:
        return WRONG
    if found.day is None:
        complain(place, f"«{value}» thiếu ngày", "viết đủ năm-tháng-ngày, ví dụ 2023-03-15")
        return WRONG
    return found.first_day()


def _partial_day(value: Any, place: Place, complain: Complain) -> Any:
    return _partial(value, place, complain, "2023-03-15, hoặc 2023-03 khi chưa rõ ngày")


def _partial(value: Any, place: Place, complain: Complain, example: str) -> Any:
    text = str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    try:
        found = PartialDate.parse(text)
    except ValueError as error:
        message, hint = _date_words(value, str(error), text, example)
        return complain(place, message, hint, _guessed_day(text))
    if found.year not in YEARS:
        complain(place, f"«{text}»: năm ngoài khoảng {YEARS.start}–{YEARS.stop - 1}", "kiểm tra lại năm")
        return WRONG
    return found


def _date_words(value: Any, error: str, text: str, example: str) -> tuple[str, str]:
    if value is None:
        return "chưa ghi ngày", f"viết năm-tháng-ngày: {example}"
    if error != text:
        return f"«{text}» không phải ngày có thật", _nearest_day(text)
    meant = meant_day(text)
    if meant is None and MISSING_YEAR.fullmatch(plain(text)):
        return f"«{shown(text)}» thiếu năm", f"viết đủ năm-tháng-ngày, dạng {example}"
    if meant is None:
        return f"{_said(value)} không phải ngày viết đúng dạng", f"viết năm-tháng-ngày: {example}"
    written = write_day(meant)
    if _guessed_day(text) is WRONG:
        return f"«{shown(text)}» không phải ngày có thật", _nearest_day(written)
    if is_serial(text):
        return f"«{text}» là số thứ tự ngày của Excel, không phải ngày viết đúng dạng", f"viết {written}"
    return f"{_said(value)} không phải ngày viết đúng dạng", f"viết {written}"


def _guessed_day(text: str) -> Any:
    """The day that was probably meant, or WRONG."""
    meant = meant_day(text)
    try:
        return PartialDate.parse(write_day(meant)) if meant else WRONG
    except ValueError:
        return WRONG


def _nearest_day(text: str) -> str:
    year, month = int(text[:4]), int(text[5:7] or 0)
    if len(text) == 4:
        return f"năm từ {YEARS.start} đến {YEARS.stop - 1}"
    if year < 1 or not 1 <= month <= 12:
        return "tháng từ 01 đến 12"
    following = date(year + month // 12, month % 12 + 1, 1) if year < 9999 else date(year, 12, 31)
    days = (following - date(year, month, 1)).days if year < 9999 else 31
    return f"tháng {month} năm {year} có {days} ngày; viết {year:04d}-{month:02d}-{days:02d} nếu là ngày cuối tháng"


def _report_period(value: Any, place: Place, complain: Complain) -> Any:
    text = str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    try:
        return ReportPeriod.parse(text)
    except ValueError:
        meant = meant_period(text)
        forms = "tháng 2026-03, quý 2026-q1, nửa năm 2026-h1, năm 2026, đột xuất 2026-03-15"
        hint = (
            f"viết {meant}"
            if meant and str(meant) not in forms
            else forms
            if meant is None
            else f"viết {meant} ({forms})"
        )
        return complain(place, f"{_said(value)} không phải kỳ báo cáo", hint, meant or WRONG)


def _number(value: Any, place: Place, complain: Complain) -> Any:
    return _figure(parse_number, "không phải con số", value, place, complain)


def _figure(parse: Callable[[str], Decimal | int], wrong: str, value: Any, place: Place, complain: Complain) -> Any:
    """A number as an officer types it; what has two readings is no number yet."""
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        try:
            return parse(str(value))
        except NumberError as error:
            complain(place, error.message, _share_hint(str(value), place, error.hint))
            return WRONG
    complain(place, f"{_said(value)} {wrong}", "viết một con số, ví dụ 80")
    return WRONG


def _share_hint(text: str, place: Place, hint: str) -> str:
    """A share typed for a count is told to stand as the value: «45%» of 2000 is not 45."""
    if "%" not in text or place[-1:] not in (("numerator",), ("denominator",)) or not hint.startswith("viết "):
        return hint
    return f"tỷ lệ ghi ở «value», bỏ tử số và mẫu số: {hint}"


def _whole(value: Any, place: Place, complain: Complain) -> Any:
    return _figure(parse_count, "không phải số nguyên", value, place, complain)


def _truth(value: Any, place: Place, complain: Complain) -> Any:
    if isinstance(value, bool):
        return value
    meant = _TRUTHS.get(plain(str(value))) if isinstance(value, str) else None
    hint = "viết true nếu có, false nếu không" if meant is None or plain(str(value)) == meant else f"viết {meant}"
    return complain(place, f"cần true hoặc false, đang là {_said(value)}", hint)


_TRUTHS = {"co": "true", "khong": "false", "x": "true", "yes": "true", "no": "false", "true": "true", "false": "false"}


_SIMPLE: dict[Any, Convert] = {
    date: _day,
    PartialDate: _partial_day,
    ReportPeriod: _report_period,
    Decimal: _number,
    int: _whole,
    bool: _truth,
}


def _said(value: Any) -> str:
    """The value in a message, short and recognisable."""
    if value is None:
        return "để trống"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int)):
        return f"«{shown(str(value))}»"
    return "một danh sách" if isinstance(value, list) else "một nhóm khóa"


def _keys_hint(by_key: Iterable[str]) -> str:
    return "các khóa: " + ", ".join(by_key)
