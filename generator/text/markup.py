"""Text of the data inside Markdown and HTML that GitHub renders: it starts no link, mention, tag, list or emphasis."""

import html
import re

_SHORTCODE = re.compile(r":(?=[a-z+-])(?=\S*:)")
"""A colon that may begin an emoji's name; another colon follows before any space."""

_REFERENCE = re.compile(r"(?i)\b(GH)-(?=\d)")
"""«GH-12», which GitHub takes for an issue."""

_MARKS = "\\`*_[]<>#!|~(){}$"


def plain_markdown(text: str) -> str:
    """One line of GitHub-flavoured Markdown that shows exactly ``text``.

    A backslash disarms a mark (CommonMark §2.4). Bare addresses and mentions are found by GitHub in plain text as well, so
    «://», «www.» and «@» get a character reference or an invisible joiner, as do «GH-12» and the colons of «:smile:».
    Characters that turn or hide the words are shown as a mark.
    """
    flat = _shown(text).replace("&", "&amp;")
    escaped = "".join(f"\\{mark}" if mark in _MARKS else mark for mark in flat)
    escaped = escaped.replace("://", "&#58;//").replace("www.", "www&#46;").replace("@", "&#64;\u2060")
    escaped = _SHORTCODE.sub(":\u2060", _REFERENCE.sub("\\1\u2060-", escaped))
    return escaped.replace("\\#", "\\#\u2060")


def plain_html(text: str) -> str:
    """One line of HTML text."""
    return html.escape(_shown(text))


def visible(text: str) -> str:
    """One line without control or invisible characters: what is quoted from a file cannot write a line of its own, turn
    the terminal's direction, or give it orders.
    """
    return _shown(text).replace("##[", "# #[")  # GitHub's runner takes orders anywhere in a line


def _shown(text: str) -> str:
    """One line; what is neither a letter, a sign nor white space is shown as U+FFFD."""
    shown = (char if char.isprintable() else " " if char.isspace() else "\ufffd" for char in text)
    return " ".join("".join(shown).split())
