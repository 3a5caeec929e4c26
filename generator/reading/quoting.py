"""Puts quotes around what YAML 1.1 reads otherwise than we do, so that any tool reads the files to the same values.

PyYAML and its like take ``no`` for false, ``1.000120`` for a number, ``2026-03-05`` for a day and ``12:30`` for 750. Here all of
them are words. In quotes they are words for everybody; nothing else of a file changes.
"""

from collections.abc import Iterator
from pathlib import Path

import yaml
from yaml.events import ScalarEvent

from generator.reading.yamlfile import plain_value


def quoted(text: str) -> str:
    """The text of a YAML file with quotes where they are missing. Raises ValueError for a text that is no YAML."""
    for start, end, word in reversed(list(_doubtful(text))):
        text = f"{text[:start]}{_in_quotes(word)}{text[end:]}"
    return text


def quote_files(plans: Path, *, write: bool) -> list[str]:
    """The files under ``plans/`` that lack quotes; with ``write`` they get them. What is no YAML is the check's matter."""
    found = []
    for path in sorted(plans.rglob("*.yml")):
        try:
            text = path.read_bytes().decode()
            wanted = quoted(text)
        except ValueError:  # UnicodeDecodeError is one
            continue
        if wanted != text:
            found.append(path.relative_to(plans.parent).as_posix())
            if write:
                path.write_bytes(wanted.encode())
    return found


def _doubtful(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each doubtful scalar begins and ends, and what it says."""
    resolver = yaml.SafeLoader("")
    try:
        events = list(yaml.parse(text, Loader=yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from None
    for event in events:
        if isinstance(event, ScalarEvent) and event.implicit[0] and not event.style and _differs(resolver, event.value):
            start, end = event.start_mark, event.end_mark
            if start is not None and end is not None:  # a text that was parsed has both
                yield start.index, end.index, event.value


def _differs(resolver: yaml.SafeLoader, word: str) -> bool:
    """Whether YAML 1.1 has another value for a plain word; ``true``, ``null`` and whole numbers are the same in both."""
    tag = resolver.resolve(yaml.ScalarNode, word, (True, False))  # type: ignore[no-untyped-call]
    if tag == "tag:yaml.org,2002:str":
        return not isinstance(plain_value(word), str)
    ours = plain_value(word)
    if isinstance(ours, str):
        return True
    try:
        theirs = resolver.construct_object(yaml.ScalarNode(tag, word))
    except (ValueError, yaml.YAMLError):
        return True
    return type(theirs) is not type(ours) or bool(theirs != ours)


def _in_quotes(word: str) -> str:
    return f"'{word}'" if '"' in word or "\\" in word else f'"{word}"'
