"""Reads a YAML file event by event for the places of its fields, and says in Vietnamese what is wrong with it.

ruamel.yaml parses by YAML 1.2; a file that leaves no doubt is read without it (:mod:`generator.reading.quickyaml`).
"""

import unicodedata
from collections.abc import Iterator

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from generator.reading.plaindata import DEEPEST, SUSPECT, Data, YamlFile, plain_value
from generator.reading.problems import MOST_PROBLEMS, FieldPath, Problem, and_more
from generator.text.hidden import explain


def read_explained(text: str, name: str, *, positions: bool) -> YamlFile:
    """The data of a text with its problems, and, when asked for, where each field stands; ``name`` is what problems call it.

    «a:b» and «a?» between brackets are words (YAML 1.2.2 §7.3.3), but not to the C part of ruamel.yaml, an older libyaml. So a
    text that it refuses at such a place is read by the part in Python, twenty times as slow.
    """
    builder = _Builder(name, positions)
    refused = builder.build(text)
    if refused is not None and _character_at(text, refused) in (":", "?"):
        other = _Builder(name, positions)
        again = other.build(text, pure=True)
        if again is None or _place(again) != _place(refused):
            builder, refused = other, again
    if refused is not None:
        builder.explain(refused)
    return builder.read


def _character_at(text: str, error: MarkedYAMLError) -> str:
    """The character at which a mistake of syntax was met; empty at the end."""
    at = error.problem_mark.index if error.problem_mark else len(text)
    return text[at : at + 1]


def _place(error: MarkedYAMLError) -> tuple[int, int]:
    """The line and column of a mistake of syntax, counted from 1."""
    mark = error.problem_mark or error.context_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _Builder:
    """Builds plain data from parser events, collecting problems instead of raising."""

    def __init__(self, name: str, positions: bool) -> None:
        self.read = YamlFile()
        self._name = name
        self._positions = positions
        self._events: Iterator[Event] = iter(())
        self._text = ""
        self._more = 0

    def build(self, text: str, *, pure: bool = False) -> MarkedYAMLError | None:
        """Read a text, by the parser that is ``pure`` Python if asked for. Returns the mistake of syntax at which it ended."""
        self._text = text
        try:
            self._events = iter(YAML(typ="safe", pure=pure).parse(text))
            self.read.data = self._document()
        except MarkedYAMLError as error:
            return error
        except YAMLError as error:
            self.read.problems.append(Problem(file=self._name, message=str(error)))
        except _TooDeepError:
            self.read.data = None
        self._count_rest()
        return None

    def explain(self, error: MarkedYAMLError) -> None:
        """Say what mistake of syntax ended the reading."""
        (line, column), (message, hint) = _place(error), _syntax_words(str(error.problem or error.context or ""))
        self.read.problems.append(Problem(file=self._name, line=line, column=column, message=message, hint=hint))
        self._count_rest()

    def _count_rest(self) -> None:
        if self._more:
            self.read.problems.append(and_more(self._name, self._more))

    def _document(self) -> Data:
        data: Data = None
        documents = 0
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents == 2:
                    self._problem(
                        event, "tệp có hơn một tài liệu YAML", "bỏ dòng «---» ở giữa tệp; mỗi tệp một bản ghi"
                    )
            elif isinstance(event, (ScalarEvent, MappingStartEvent, SequenceStartEvent, AliasEvent)):
                node = self._node(event, ())
                data = node if documents == 1 else data
        return data

    def _node(self, event: Event, path: FieldPath) -> Data:
        self._refuse_disguise(event)
        if self._positions:
            self.read.places.setdefault(path, (event.start_mark.line + 1, event.start_mark.column + 1))
        if len(path) > DEEPEST:
            hint = "kiểm tra dấu ngoặc và thụt lề; bản ghi sâu nhất ở đây có chín mức"
            self._problem(event, f"các mức lồng nhau sâu hơn {DEEPEST} mức", hint)
            raise _TooDeepError
        if isinstance(event, ScalarEvent):
            self._refuse_escapes(event)
            self._refuse_open_colon(event)
            return _scalar(event)
        if isinstance(event, MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(path)
        return None

    def _mapping(self, path: FieldPath) -> dict[str, Data]:
        mapping: dict[str, Data] = {}
        for event in self._events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._key(event, path)
            here = (*path, key)
            if key in mapping:
                hint = (
                    f"giữ một, xóa một; nếu đây là mục mới thì viết «- {key}:»"
                    if path and isinstance(path[-1], int)
                    else "giữ một, xóa một"
                )
                self._problem(event, f"khóa «{key}» viết hai lần trong cùng một mục", hint)
            if self._positions:
                self.read.places[here] = (event.start_mark.line + 1, event.start_mark.column + 1)
            mapping[key] = self._node(next(self._events), here)
        return mapping

    def _key(self, event: Event, path: FieldPath) -> str:
        self._refuse_disguise(event)
        if isinstance(event, ScalarEvent):
            self._refuse_escapes(event)
            self._refuse_open_colon(event)
            return str(event.value)
        self._problem(event, "khóa phải là một từ", "viết dạng «khóa: giá trị»")
        self._node(event, (*path, "?"))
        return "?"

    def _sequence(self, path: FieldPath) -> list[Data]:
        items: list[Data] = []
        for event in self._events:
            if isinstance(event, SequenceEndEvent):
                break
            items.append(self._node(event, (*path, len(items))))
        return items

    def _refuse_disguise(self, event: Event) -> None:
        anchor = getattr(event, "anchor", None)
        if isinstance(event, AliasEvent):
            self._problem(
                event,
                f"có tham chiếu «*{anchor}»",
                "chép lại nội dung thay cho tham chiếu; YAML ở đây không dùng & và *",
            )
        elif anchor is not None:
            self._problem(
                event, f"có neo «&{anchor}»", "bỏ dấu & và tên sau nó; nếu chữ bắt đầu bằng &, đặt trong ngoặc kép"
            )
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._problem(event, f"có nhãn kiểu «{tag}»", "bỏ phần bắt đầu bằng dấu !; nếu là chữ, đặt trong ngoặc kép")

    def _refuse_escapes(self, event: ScalarEvent) -> None:
        """A double-quoted text can spell out with ``\\u202e`` what the raw text may not hold."""
        if event.style != '"':
            return
        found = SUSPECT.search(event.value)
        if found:
            self._problem(event, *explain(found.group()))
        elif not unicodedata.is_normalized("NFC", event.value):
            self._problem(event, "chữ có dấu viết rời (NFD) bằng mã \\u", "gõ thẳng chữ có dấu")

    def _refuse_open_colon(self, event: ScalarEvent) -> None:
        """«[a:]» is a word to the part in Python, and a key without a value to YAML 1.2 and to most programs."""
        end = event.end_mark.index
        if event.implicit[0] and event.value.endswith(":") and self._text[end : end + 1] in _FLOW:
            hint = f'viết giá trị sau dấu hai chấm; nếu là chữ thì đặt trong ngoặc kép: "{event.value}"'
            self._problem(event, f"«{event.value}» trong ngoặc: sau dấu hai chấm không có gì", hint)

    def _problem(self, event: Event, message: str, hint: str) -> None:
        if len(self.read.problems) == MOST_PROBLEMS:
            self._more += 1
            return
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        self.read.problems.append(Problem(file=self._name, line=line, column=column, message=message, hint=hint))


class _TooDeepError(ValueError):
    """The nesting is deeper than any record's."""


_FLOW = frozenset(",[]{}")


def _scalar(event: ScalarEvent) -> Data:
    text = str(event.value)
    return plain_value(text) if event.implicit[0] else text


_SYNTAX = (
    (
        "mapping values are not allowed",
        "dấu hai chấm ở chỗ không hợp lệ",
        "đặt cả đoạn chữ có dấu «: » trong ngoặc kép, hoặc kiểm tra thụt lề dòng này và dòng trước",
    ),
    (
        "did not find expected key",
        "thụt lề không khớp với các dòng cùng mục",
        "cho các khóa cùng mục thẳng hàng bằng dấu cách",
    ),
    (
        "did not find expected '-' indicator",
        "một mục của danh sách thiếu dấu «-» hoặc lệch hàng",
        "cho các dấu «-» thẳng hàng",
    ),
    (
        "could not find expected ':'",
        "thiếu dấu hai chấm sau tên khóa",
        "viết «khóa: giá trị»; đoạn chữ dài đặt trong ngoặc kép",
    ),
    ("found unexpected end of stream", "ngoặc kép hoặc ngoặc vuông chưa đóng", "thêm dấu đóng ngoặc"),
    ("cannot start any token", "giá trị bắt đầu bằng ký tự đặc biệt", "đặt giá trị trong ngoặc kép"),
    (
        "expected ',' or",
        "danh sách trong ngoặc thiếu dấu phẩy hoặc dấu đóng",
        "thêm dấu phẩy hoặc dấu đóng ngoặc",
    ),
    ("undefined alias", "giá trị bắt đầu bằng dấu *", "đặt giá trị trong ngoặc kép"),
)


def _syntax_words(problem: str) -> tuple[str, str]:
    """Vietnamese words for a parser's complaint; an officer is not shown the parser's own."""
    for known, message, hint in _SYNTAX:
        if known in problem:
            return message, hint
    return (
        "dòng này hoặc dòng ngay trên không đúng cách viết của tệp",
        "xem lại dấu hai chấm, ngoặc kép và thụt lề quanh chỗ này",
    )
