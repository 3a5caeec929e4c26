"""HTML in fewer bytes that a parser reads as the same document: what a page pays, a nation pays a hundred thousand times.

A template is made terse once, when it is loaded, and a shell once, when it is cut; a page costs nothing more. What goes, by the
HTML Standard:

- quotes around the value of an attribute that needs none (§13.1.2.3). A value that a template fills keeps them: without them
  it could end the value and begin an attribute of its own;
- tags that a parser supplies (§13.1.2.4): the ends of list items, terms, rows and cells wherever they stand, the end of a
  paragraph where a block follows or its parent ends, and what frames head and body;
- line breaks beside a tag that begins or ends a block, where a browser draws no space (CSS Text §4.1).

What is not understood stays as it is, and so does what ``pre``, ``textarea``, ``script`` and ``style`` hold.
"""

import re
from collections.abc import Iterator

from jinja2.ext import Extension
from jinja2.lexer import TOKEN_DATA, Token, TokenStream

HOLE = "\ue000"
"""Stands where something is filled in: a private-use character that no template writes, and every slot of a shell begins with
(:class:`generator.publish.render.Slot`).
"""

_TAG = re.compile(r"</?[a-z][a-z0-9-]*(?=[\s/>])(?:\"[^\"<]*\"|'[^'<]*'|[^\"'<>])*>")
_MARKUP = re.compile(rf"<!--|{_TAG.pattern}")
_WHOLE = {"<pre": "</pre>", "<textarea": "</textarea>", "<script": "</script>", "<style": "</style>", "": "-->"}
"""What holds no tags, by its name, and how it ends; a comment has none."""

_NAME = re.compile(r"</?[a-z][a-z0-9-]*")
_VALUE = re.compile(r"='[^']*'|=\"([\w./:#?%+,;-]+)\"(?=[\s>])|=\"[^\"]*\"", re.ASCII)
"""A value; in the group where it needs no quotes. ``<a href=../>`` has no solidus of its own: it belongs to the value."""

_SPACE = " \t\n\r\f"
"""What HTML takes for white space (§2.1.1 of Infra); a no-break space is text."""

_BLOCKS = re.compile(
    "html|head|meta|title|link|body|header|nav|main|section|article|aside|footer|div|p|h[1-6]|ul|ol|li|dl|dt|dd"
    "|table|caption|thead|tbody|tr|th|td|form|fieldset|figure|figcaption|blockquote|pre|hr"
)
"""What the stylesheet draws as blocks, or not at all; list items that stand in a line are written without line breaks."""

_SUPPLIED = re.compile("</(?:li|dt|dd|tr|th|td)")
"""Tags that may go wherever no text follows; what a template fills in between items and cells is more of them, never text."""

_ENDS_PARAGRAPH = re.compile(
    "<(?:address|article|aside|blockquote|details|div|dl|fieldset|figcaption|figure|footer|form|h[1-6]|header|hgroup|hr|main"
    "|menu|nav|ol|p|pre|search|section|ul)|</(?:div|section|article|aside|main|header|footer|details|blockquote|form|li|dd|td|th)"
)
"""Blocks, and the ends of parents that hold blocks. A table is none of them: without a doctype it would not end a paragraph
(§13.2.6.4.7).
"""

_FRAME = re.compile("<head>|</head>|<body>|</body>|</html>")
_NOT_IN_BODY = re.compile("|<(?:meta|noscript|link|script|style|template)")
"""A body that begins with one of these begins with its tag, else they would belong to the head; nothing is a comment."""


def terse(html: str) -> str:
    """The same document in fewer bytes. A line break is layout of the source, a space is text."""
    pieces = list(_pieces(html))
    texts, tags = pieces[::2], pieces[1::2]
    names = [*map(_name, tags), ""]
    for at, name in enumerate(names):
        if _BLOCKS.fullmatch(name.strip("</")):
            texts[at] = _without_break(texts[at], texts[at].rstrip(_SPACE))
            texts[at + 1] = _without_break(texts[at + 1], texts[at + 1].lstrip(_SPACE))
    kept = (
        "" if _is_supplied(tag, names[at], texts[at + 1], names[at + 1]) else _unquoted(tag)
        for at, tag in enumerate(tags)
    )
    return texts[0] + "".join(tag + after for tag, after in zip(kept, texts[1:], strict=True))


def _pieces(html: str) -> Iterator[str]:
    """Text and tags in turn; what holds no tags of its own is one with its content, to the end where nothing ends it."""
    start = 0
    while found := _MARKUP.search(html, start):
        yield html[start : found.start()]
        start, last = found.end(), _WHOLE.get(_name(found[0]))
        if last is not None:
            end = html.find(last, start)
            start = end + len(last) if end >= 0 else len(html)
        yield html[found.start() : start]
    yield html[start:]


def _without_break(text: str, stripped: str) -> str:
    """Text without the space that was stripped from one of its ends, where a line break was in it."""
    return stripped if text.count("\n") > stripped.count("\n") else text


def _name(tag: str) -> str:
    """``<li`` or ``</li``; empty for a comment."""
    found = _NAME.match(tag)
    return found[0] if found else ""


def _is_supplied(tag: str, name: str, after: str, following: str) -> bool:
    """Whether a parser knows of a tag by what comes next: the text after it and the name of the tag after that."""
    if _SUPPLIED.fullmatch(name):
        return after[:1] in ("", HOLE)
    if after:
        return False
    if name == "</p":
        return _ENDS_PARAGRAPH.fullmatch(following) is not None
    return _FRAME.fullmatch(tag) is not None and (tag != "<body>" or _NOT_IN_BODY.fullmatch(following) is None)


def _unquoted(markup: str) -> str:
    """A tag, or the tag that an element begins with, without needless quotes."""
    start = _TAG.match(markup)
    if start is None:
        return markup
    return _VALUE.sub(lambda value: f"={value[1]}" if value[1] else value[0], start[0]) + markup[start.end() :]


class TerseTemplates(Extension):
    """Makes a template terse when it is loaded. Everything that is not its own text is a hole in it."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens, their text made terse as a whole: an element may hold many of them."""
        tokens = list(stream)
        text = "".join(token.value if token.type == TOKEN_DATA else HOLE for token in tokens)
        others = [token for token in tokens if token.type != TOKEN_DATA]
        first, *pieces = terse(text).split(HOLE)
        if first:
            yield Token(1, TOKEN_DATA, first)
        for token, piece in zip(others, pieces, strict=True):
            yield token
            if piece:
                yield Token(token.lineno, TOKEN_DATA, piece)
