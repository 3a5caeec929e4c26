"""Puts quotes around what YAML 1.1 reads otherwise than we do, so that any tool reads the files to the same values.

PyYAML and its like take ``no`` for false, ``1.000120`` for a number, ``2026-03-05`` for a day and ``12:30`` for 750. Here all of
them are words. In quotes they are words for everybody; nothing else of a file changes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from generator.model.fields import Choice
from generator.reading.modeline import modeline, with_modeline
from generator.reading.plaindata import plain_value
from generator.reading.problems import FieldPath
from generator.reading.shape import is_record, type_at

_SUSPECT = re.compile(
    r"[\n:,\[{-](?:(?<=\n) *| +|(?<=[\[{,]))(?=[-+.0-9=<~ynotf])"
    r"(?:[-+]?(?:\.|0[0-9xob_]|[0-9]+[._:eE-]|[0-9]{19})|\+[0-9]|-0|(?:y|n|yes|no|on|off|=|<<)(?= *(?:[\n\r,\]}:#]|$))"
    r"|(?:[0-9]+|true|false|null|~)(?= *:))",
    re.IGNORECASE,
)
"""How a scalar begins that may need quotes, after the line's end, mark or bracket before it: what begins with a class of letters
is found quickly. A text without any needs no parser: most files have none.
"""

_LETTERS = frozenset({"y", "Y", "n", "N"})
"""True and false by YAML 1.1 (yaml.org/type/bool), which PyYAML alone leaves words."""

_FIRST = "-+.0123456789=<~!&*yYnNoOtTfF"
"""How every word begins that YAML 1.1 takes for something else; a word of no letters is empty, which is null there."""


@dataclass(frozen=True, slots=True)
class Unquoted:
    """One scalar that lacks quotes: its field, what it says, and what other readers take it for."""

    path: FieldPath
    word: str
    start: int
    end: int
    """Where it stands in the text, in characters."""
    theirs: Any
    """A value of Python; None where YAML 1.1 has no value for it at all."""
    is_key: bool

    @property
    def quoted(self) -> str:
        return _quotes(self.word)


def quoted(text: str) -> str:
    """The text of a YAML file with quotes where they are missing. Raises ValueError for a text that is no YAML."""
    return put_quotes(text, list(unquoted(text)))


def put_quotes(text: str, places: Sequence[Unquoted]) -> str:
    """The text with quotes around some of its scalars, given in the order of the text."""
    for found in reversed(places):
        text = f"{text[: found.start]}{found.quoted}{text[found.end :]}"
    return text


def misread_names(text: str, kind: type) -> Iterator[Unquoted]:
    """The keys and names of a record that other readers misread; a day in a field of days and a number in a field of numbers
    are the same to everybody. Raises ValueError for a text that is no YAML.
    """
    for item in unquoted(text):
        held = type_at(kind, item.path)
        is_word = held is str or is_record(held) or (isinstance(held, type) and issubclass(held, Choice))
        if is_word or (item.is_key and held is not None):
            yield item


def in_quotes(word: str) -> str:
    """A word as the value of a field: in quotes where readers of YAML 1.1 take it for something else."""
    return _quotes(word) if _taken_for(yaml.SafeLoader(""), word) else word


def unquoted(text: str) -> Iterator[Unquoted]:
    """Every scalar that lacks quotes, in the order of the text. Raises ValueError for a text that is no YAML."""
    if not _SUSPECT.search(f"\n{text}"):
        return
    resolver = yaml.SafeLoader("")
    try:
        for path, event, is_key in _scalars(text):
            if event.implicit[0] and not event.style and (theirs := _taken_for(resolver, event.value, is_key)):
                start, end = event.start_mark, event.end_mark
                if start is not None and end is not None:  # a text that was parsed has both
                    yield Unquoted(path, event.value, start.index, end.index, theirs[0], is_key)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from None


def quote_files(plans: Path, *, write: bool) -> list[str]:
    """The files under ``plans/`` that lack quotes, or the line that leads an editor to their schema; with ``write`` they get
    them. What is no YAML is the check's matter.
    """
    found = []
    for path in sorted(plans.rglob("*.yml")):
        try:
            text = path.read_bytes().decode()
            wanted = with_modeline(quoted(text), modeline(plans, PurePosixPath(path.relative_to(plans).as_posix())))
        except ValueError:  # UnicodeDecodeError is one
            continue
        if wanted != text:
            found.append(path.relative_to(plans.parent).as_posix())
            if write:
                path.write_bytes(wanted.encode())
    return found


def _scalars(text: str) -> Iterator[tuple[FieldPath, ScalarEvent, bool]]:
    """Every scalar with its field; that of a key is the field's own."""
    path: list[str | int] = []
    key_is_next: list[bool] = []  # one for each open collection; a sequence never has a key next
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            path.pop()
            key_is_next.pop()
            _go_on(path, key_is_next)
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            is_mapping = isinstance(event, MappingStartEvent)
            path.append("" if is_mapping else 0)
            key_is_next.append(is_mapping)
        elif isinstance(event, ScalarEvent) and key_is_next and key_is_next[-1]:
            path[-1], key_is_next[-1] = event.value, False
            yield tuple(path), event, True
        elif isinstance(event, ScalarEvent):
            yield tuple(path), event, False
            _go_on(path, key_is_next)
        elif isinstance(event, AliasEvent):
            _go_on(path, key_is_next)


def _go_on(path: list[str | int], key_is_next: list[bool]) -> None:
    """After a value: the next item of a sequence, or the next key of a mapping."""
    if path and isinstance(path[-1], int):
        path[-1] += 1
    elif path:
        key_is_next[-1] = True


def _quotes(word: str) -> str:
    return f"'{word}'" if '"' in word or "\\" in word else f'"{word}"'


def _taken_for(resolver: yaml.SafeLoader, word: str, is_key: bool = False) -> tuple[Any] | None:
    """What YAML 1.1 takes a plain word for, in a tuple, where that is not what we take it for. ``true``, ``null`` and whole
    numbers are the same in both, but as keys: ours are words.
    """
    if word in _LETTERS:
        return (word in "yY",)
    if word[:1] not in _FIRST:
        return None
    tag = resolver.resolve(yaml.ScalarNode, word, (True, False))  # type: ignore[no-untyped-call]
    ours = word if is_key else plain_value(word)
    if tag == "tag:yaml.org,2002:str":
        return None if isinstance(ours, str) else (word,)
    try:
        theirs = resolver.construct_object(yaml.ScalarNode(tag, word))
    except (ValueError, yaml.YAMLError):
        return (None,)
    return None if type(theirs) is type(ours) and theirs == ours else (theirs,)
