"""Text of the data inside Markdown and HTML that GitHub renders: it starts no link, mention, tag, list or emphasis."""

import html

_MARKS = "\\`*_[]<>#!|~(){}$"


def plain_markdown(text: str) -> str:
    """One line of GitHub-flavoured Markdown that shows exactly ``text``.

    A backslash disarms a mark (CommonMark §2.4). Bare addresses and mentions are found by GitHub in plain text as well, so
    «://», «www.» and «@» get a character reference or an invisible joiner.
    """
    flat = " ".join(text.split()).replace("&", "&amp;")
    escaped = "".join(f"\\{mark}" if mark in _MARKS else mark for mark in flat)
    escaped = escaped.replace("://", "&#58;//").replace("www.", "www&#46;").replace("@", "&#64;\u2060")
    return escaped.replace("\\#", "\\#\u2060")


def plain_html(text: str) -> str:
    """One line of HTML text."""
    return html.escape(" ".join(text.split()))


def visible(text: str) -> str:
    """One line without control or invisible characters: what is quoted from a file cannot write a line of its own, turn
    the terminal's direction, or give it orders.
    """
    shown = (char if char.isprintable() else " " if char.isspace() else "\ufffd" for char in text)
    return " ".join("".join(shown).split()).replace("##[", "# #[")  # GitHub's runner takes orders anywhere in a line
