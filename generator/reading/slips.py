"""Slips of somebody who has never seen YAML, line by line: what Word, Excel and the space bar do to ``key: value``.

A parser notices such a slip a line or a page later, in words for programmers. Here each is named on its own line, with the line
to write, and mended in the text that is read on, so that the file's other mistakes are found in the same run. Text inside a
block (``|``, ``>``) is never looked at: there a dash is a dash.
"""

import re
from dataclasses import dataclass, field

SPACES = "\u00a0\u202f\u2007\u2009\u3000"
"""Spaces that look like a space and are none to YAML; Word and web pages write them."""

DASHES = "–—―‒−•·▪●◦‣"
"""What Word makes of a hyphen at the beginning of a line."""

_BLOCK = re.compile(r"(?:^|[:-]\s+)[|>][+-]?[0-9]?[+-]?\s*(?:#.*)?$")
_LEAD = re.compile(rf"[\s{SPACES}]*")
_MARKS = re.compile(rf"(?:[-{DASHES}][\s{SPACES}]+)*")
_KEY = re.compile(rf"(?P<key>[A-Za-z_]+)(?P<space>[ ]*)(?P<colon>[:：])(?P<gap>[\s{SPACES}]*+)(?P<value>.*)")
_NO_COLON = re.compile(r"(?P<key>[a-z_]+)(?P<gap>[ ]*[=;][ ]*|[ ]+)(?P<value>\S.*)")
_FOREIGN_KEY = re.compile(r"[^\W\d_][\w ]{0,40}:(?P<gap>\s*+)(?P<value>.*)")
"""A key in words that no record has («minh chứng:»): not known, but what stands under it is its own."""
_QUOTED_KEY = re.compile(r"(?P<quote>[\"'])(?:no|yes|on|off|y|n)(?P=quote):(?:\s.*)?")
"""A key in quotes, as «"no"» has to stand for readers of YAML 1.1."""
_STUCK = re.compile(r"-(?=[^\W_])")
"""The dash of an item with no space after it."""
_FENCE = re.compile(r"```\w*")
_LATER = re.compile(r"(?P<quoted>\"[^\"]*\"|'(?:[^']|'')*+')(?P<rest>\s*[^\s#,\]}].*)")
"""A quoted word with more text after its closing quote."""
_CURLY = re.compile(r"[“”„‟](?P<inner>[^“”„‟\"]*)[“”„‟]|[‘’](?P<single>[^‘’']*)[‘’]")
_SCHEME = ("mailto", "tel", "http", "https")


@dataclass(slots=True)
class Slip:
    """One slip: where it stands, what it is, and the line to write."""

    line: int
    column: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of every record, and those whose text is a quotation."""

    all: frozenset[str]
    verbatim: frozenset[str] = frozenset()


@dataclass(slots=True)
class Mended:
    """The text without its slips, line for line, and the slips."""

    text: str
    slips: list[Slip]


@dataclass(slots=True)
class _Scan:
    """What the lines above have opened."""

    keys: Keys
    open_keys: list[int] = field(default_factory=list)
    """Columns of the keys that are open, outermost first."""
    open_dashes: list[int] = field(default_factory=list)
    opening: bool = True
    """Whether the last line ended with its key, so that the next may stand deeper."""
    said: bool = False
    """Whether the line above is a key with a value of one line, or text that goes on from one."""
    block: int | None = None
    """The column that text of a block stands right of."""
    tabs: dict[str, int] = field(default_factory=dict)


def mend(text: str, keys: Keys) -> Mended:
    """Find and mend the slips of a file whose records have these keys. Quotations keep their quotes."""
    scan = _Scan(keys)
    lines, slips = [], []
    waiting = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if waiting:
            waiting = _still_open(waiting, line)
            lines.append(line)
            continue
        mended, found = _mend_line(line, scan)
        lines.append(mended)
        hint = f"viết «{mended.strip()[:120]}»"
        slips += [Slip(number, column, message, said or hint) for column, message, said in found]
        waiting = _opened(mended)
    return Mended("\n".join(lines), slips)


def _opened(line: str) -> str:
    """The bracket or quote that a value begins with and does not close; empty where there is none."""
    value = re.sub(r"^\s*(?:-\s+)*(?:[\"']?[A-Za-z_]+[\"']?:\s+)?", "", line)
    if value[:1] in ("[", "{"):
        return _still_open(value[0], value)
    if value[:1] in ("'", '"'):
        return _still_open(value[0], value[1:])
    return ""


def _still_open(mark: str, text: str) -> str:
    if mark in "[{":
        close = {"[": "]", "{": "}"}[mark]
        return "" if text.rstrip().rstrip(",").endswith(close) else mark
    return "" if mark in text else mark


Found = list[tuple[int, str, str]]
"""Column, message, and a hint where it is not «write this line»."""


def _mend_line(line: str, scan: _Scan) -> tuple[str, Found]:
    lead = _LEAD.match(line)
    space = lead.group() if lead else ""
    rest = line[len(space) :]
    if not rest or rest.startswith("#"):
        return line, []
    found: Found = []
    indent = _indent(space, scan)
    if scan.block is not None and indent > scan.block:
        return line, []
    scan.block = None
    if any(mark in SPACES for mark in space):
        found.append((1, _space_words(space), ""))
    if _FENCE.fullmatch(rest):
        return "", [*found, (1, "dấu ``` của khung mã không thuộc tệp", "xóa dòng này")]
    marks, rest, dashed = _marks(rest, scan)
    if not marks and (joined := _joined(indent, rest, scan)):
        return joined, [*found, *_continues(scan)]
    found += [(len(space) + 1, message, "") for message in dashed]
    before = len(space) + len(marks) + 1
    rest, told = _mend_entry(rest, scan)
    found += [(before + column, message, "") for column, message in told]
    match = _KEY.fullmatch(rest)
    known = _QUOTED_KEY.fullmatch(rest) is not None
    known = known or (match is not None and bool(match["gap"] or not match["value"]))
    foreign = None if known else _FOREIGN_KEY.fullmatch(rest)
    known = known or (foreign is not None and bool(foreign["gap"] if marks else not foreign["value"]))
    indent, moved = _settle(indent, marks, scan, known)
    if moved and (not found or not any(mark in SPACES for mark in space)):
        found.append((1, moved, ""))
    mended = " " * indent + marks + rest
    scan.said = match is not None and bool(match["value"]) and _is_plain(match["value"])
    _remember(indent, marks, rest, known, scan)
    return mended, found


def _indent(space: str, scan: _Scan) -> int:
    """How far in a line stands. A tab stands for whatever makes it a sibling or a child of the line above."""
    if "\t" not in space:
        return len(space)
    if space not in scan.tabs:
        deepest = scan.open_keys[-1] if scan.open_keys else 0
        scan.tabs[space] = deepest + 2 if scan.opening and scan.open_keys else deepest
    return scan.tabs[space]


def _marks(rest: str, scan: _Scan) -> tuple[str, str, list[str]]:
    """The dashes of list items, Word's made plain where the line can only be an item."""
    found = _MARKS.match(rest)
    marks = found.group() if found else ""
    if not marks:
        stuck = _STUCK.match(rest) if scan.opening or scan.open_dashes else None
        return ("- ", rest[1:], ["thiếu dấu cách sau dấu «-» ở đầu mục"]) if stuck else ("", rest, [])
    foreign = [mark for mark in marks if mark in DASHES]
    if foreign and not (scan.opening or scan.open_dashes):
        return "", rest, []
    wide = [mark for mark in marks if mark in SPACES]
    plain = re.sub(f"[{DASHES}]", "-", re.sub(rf"[\s{SPACES}]", " ", marks))
    told = [f"dấu «{foreign[0]}» của Word thay cho dấu gạch nối «-» ở đầu mục"] if foreign else []
    return plain, rest[len(marks) :], told + ([_space_words("".join(wide))] if wide else [])


def _joined(indent: int, rest: str, scan: _Scan) -> str:
    """The line set under the text that it goes on from, where it stands as if it were a key; empty where it is none."""
    goes_on = scan.said and indent in scan.open_keys and re.search(r"[:：]", rest) is None and " " in rest.strip()
    if not goes_on or ((match := _NO_COLON.fullmatch(rest)) is not None and match["key"] in scan.keys.all):
        return ""
    return " " * (scan.open_keys[-1] + 2) + rest


def _continues(scan: _Scan) -> Found:
    need = scan.open_keys[-1] + 2
    return [(1, "dòng chữ nối vào dòng trên mà không thụt vào", f"thêm dấu cách ở đầu dòng cho đủ {need}")]


def _space_words(space: str) -> str:
    code = next(f"U+{ord(mark):04X}" for mark in space if mark in SPACES)
    return f"có dấu cách không ngắt ({code}), thường do dán từ Word hay trang web"


def _mend_entry(rest: str, scan: _Scan) -> tuple[str, list[tuple[int, str]]]:
    """``key: value`` as it should be written, and what was wrong."""
    match = _KEY.fullmatch(rest)
    if match is None or match["key"].lower() in _SCHEME or match["value"].startswith("//"):
        return _mend_colonless(rest, scan)
    key, value, told = match["key"], match["value"], []
    at = match.start("colon")
    if match["colon"] == "：":
        told.append((at, "dấu hai chấm rộng «：» thay cho «:»"))
    elif any(mark in SPACES for mark in match["gap"]):
        told.append((at + 1, _space_words(match["gap"])))
    elif value and not match["gap"]:
        if key not in scan.keys.all:
            return rest, []
        told.append((at + 1, f"thiếu dấu cách sau «{key}:»"))
    if value == "-":  # a dash for «nothing», which each reader of a value answers in its own words
        return f'{key}: "-"', told
    mended, words = _mend_value(key, value, scan)
    told += [(match.start("value"), message) for message in words]
    if not told:
        return rest, []
    return (f"{key}: {mended}" if mended else f"{key}:"), told


def _mend_colonless(rest: str, scan: _Scan) -> tuple[str, list[tuple[int, str]]]:
    match = _NO_COLON.fullmatch(rest)
    if match is not None and match["key"] in scan.keys.all and not scan.opening and _short(match["value"]):
        return f"{match['key']}: {match['value']}", [(match.start("gap"), f"thiếu dấu hai chấm sau «{match['key']}»")]
    if rest in scan.keys.all and not scan.opening:
        return f"{rest}:", [(len(rest), f"thiếu dấu hai chấm sau «{rest}»")]
    stripped = rest.strip(SPACES)
    if stripped != rest and rest.strip():
        return stripped, [(0, _space_words(rest))]
    return rest, []


def _short(value: str) -> bool:
    """Whether a value is one word or number, as a choice, a day, an id and a figure are; a sentence may begin with any word."""
    return len(value.split()) == 1


def _mend_value(key: str, value: str, scan: _Scan) -> tuple[str, list[str]]:
    told: list[str] = []
    plain = value.rstrip(" \t")
    stripped = plain.strip(f"{SPACES} ")
    if stripped != plain:
        told.append(_space_words(value))
    value = stripped
    curly = _CURLY.fullmatch(value)
    if curly is not None and key in scan.keys.all - scan.keys.verbatim:
        inner = curly["inner"] if curly["inner"] is not None else curly["single"]
        told.append("ngoặc kép cong của Word quanh giá trị")
        return (f'"{inner}"' if re.search(r": | #|^[\W_]", inner) else inner), told
    if key in scan.keys.all and (told_so := _forbidden(value)):
        return _quoted(value), [*told, told_so]
    if _is_plain(value) and key in scan.keys.all and re.search(r":\s|:$", value):
        told.append("giá trị có dấu hai chấm mà không đặt trong ngoặc kép")
        return _quoted(value), told
    if _is_plain(value) and key in scan.keys.all and re.search(r"\s#[^\s#]", value):
        told.append("phần sau dấu # sẽ bị bỏ, vì YAML coi là ghi chú")
        return _quoted(value), told
    return value, told


def _forbidden(value: str) -> str:
    """What is wrong with a value that begins with a mark of YAML's own; empty where it may stand."""
    if value[:1] and (value[0] in "@`%*&!" or value[:2] == "? "):
        return f"giá trị bắt đầu bằng dấu «{value[0]}» mà không đặt trong ngoặc kép"
    if value[:1] in ("|", ">") and not _BLOCK.search(f": {value}"):
        return f"giá trị bắt đầu bằng dấu «{value[0]}» mà không đặt trong ngoặc kép"
    if value[:1] in ("[", "{") and re.search({"[": r"\]", "{": r"\}"}[value[0]] + r"\s*[^\s,#\]}]", value):
        return f"giá trị bắt đầu bằng dấu «{value[0]}» mà không đặt trong ngoặc kép"
    if value[:2] == "- ":
        return "giá trị bắt đầu bằng dấu «-» mà không đặt trong ngoặc kép"
    if _LATER.fullmatch(value):
        return "có chữ sau dấu đóng ngoặc kép"
    return ""


def _is_plain(value: str) -> bool:
    return bool(value) and value[0] not in "\"'[{|>&*!#%@`"


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'" if '"' in value or "\\" in value else f'"{value}"'


def _settle(indent: int, marks: str, scan: _Scan, known: bool) -> tuple[int, str]:
    """Where a line belongs that stands a space or two beside its siblings."""
    if marks:
        places, least = scan.open_dashes, scan.open_keys[-1] if scan.open_keys else 0
    elif known:
        places, least = scan.open_keys, (scan.open_keys[-1] + 1) if scan.open_keys else 0
    else:
        return indent, ""
    if indent in places or (scan.opening and indent >= least) or not places:
        return indent, ""
    near = min(places, key=lambda place: (abs(place - indent), -place))
    return near, f"thụt lề lệch: có {indent} dấu cách ở đầu dòng, cần {near}"


def _remember(indent: int, marks: str, rest: str, known: bool, scan: _Scan) -> None:
    column = indent + len(marks)
    if marks:
        scan.open_dashes = [place for place in scan.open_dashes if place < indent]
        scan.open_keys = [place for place in scan.open_keys if place <= indent and place < column]
        scan.open_dashes.append(indent)
    if known:
        scan.open_keys = [place for place in scan.open_keys if place < column]
        scan.open_keys.append(column)
        if not marks:
            scan.open_dashes = [place for place in scan.open_dashes if place < column]
    scan.opening = known and rest.split("#", maxsplit=1)[0].rstrip().endswith(":")
    if _BLOCK.search(rest) or _BLOCK.search(marks + rest):
        scan.block = column if known and not marks else indent
