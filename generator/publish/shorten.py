"""Makes a script small: local names of one or two letters, named numbers where they are used, declarations in one.

What a script declares gets a short name at all its places, so that no scopes need to be understood: what was one name stays
one name, and no two become the same. Left as they are: what the script does not declare, what it exports or imports, every
property, key and member of a class (``{ title }`` becomes ``{title:a}``), strings and patterns.

It wants scripts as ``rjsmin`` leaves them, without comments, and as this project writes them: every statement ends in «;» or
«}», blocks stand in braces, no ``with``, no ``eval``, no label, no ``var``.
"""

import itertools
import re
import string
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

WORDS = frozenset(
    re.findall(
        "[a-z]+",
        """arguments as async await break case catch class const continue default delete do else export extends false finally
        for from function get if import in instanceof let new null of return set static super switch this throw true try
        typeof undefined void while yield""",
    )
)
"""Words of the language (ECMA-262 §12.7.2), and those that are words in some place of it."""

_PIECE = re.compile(
    r"""(?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?P<name>[A-Za-z_$][\w$]*)|(?P<number>\d[\w.]*)"""
    r"""|(?P<mark>=>|\?\.(?!\d)|\.\.\.|[^\s])|(?P<space>\s+)"""
)
_PATTERN = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*")
_NUMBERS = re.compile(r"(?<![\w$])(?<!export )const ((?:[A-Z_]+=[\d.]+,)*[A-Z_]+=[\d.]+);")
_TEXT = re.compile(r"(?:\\.|(?!\$\{)[^`\\])*")
_BEFORE_PATTERN = frozenset(("", *["(", ",", "=", ":", "[", "!", "&", "|", "?", "{", "}", ";", "=>", "return"]))
_BEFORE_BLOCK = frozenset(("", *[")", "=>", ";", "{", "}", "else", "try", "finally", "do"]))
_OPENS, _CLOSES = frozenset(["(", "[", "{", "${", "`"]), frozenset([")", "]", "}"])


@dataclass(slots=True)
class Token:
    """A piece of a script."""

    kind: str
    """``string``, ``pattern``, ``text`` (of a template), ``name``, ``number``, ``mark`` or ``space``."""
    text: str
    inside: str
    """What encloses it: ``(``, ``[``, ``block``, ``object``, ``class``, ``template``, ``hole`` (of one), or nothing."""
    depth: int


def shorten(script: str) -> str:
    """Return a script that does the same with shorter local names. The same script gives the same bytes.

    Raises ValueError where brackets do not match, or the name of a number is that of something else too."""
    return _with_short_names(_in_one_declaration(_with_numbers_in_place(script)))


def _with_numbers_in_place(script: str) -> str:
    """The script without «const MOST = 40;»: the number stands wherever the name was."""
    numbers: dict[str, str] = {}

    def take(declared: re.Match[str]) -> str:
        for one in declared[1].split(","):
            name, number = one.split("=")
            if name in numbers:
                raise ValueError(f"«{name}» names two numbers")
            numbers[name] = number
        return ""

    tokens = list(read(_NUMBERS.sub(take, script)))
    solid = [token for token in tokens if token.kind != "space"]
    roles = {id(token): _role(before, token, after) for before, token, after in _each(solid)}
    used = [token for token in solid if token.kind == "name" and token.text in numbers]
    if other := {token.text for token in used if roles[id(token)] == "both"} | (_declared(solid, roles) & set(numbers)):
        raise ValueError(f"«{min(other)}» names a number and something else")
    for token in used:
        if roles[id(token)] == "name":
            token.text = numbers[token.text].removeprefix("0") or "0"
    return "".join(token.text for token in tokens)


def _in_one_declaration(script: str) -> str:
    """The script with «const a = 1; const b = 2;» as one statement."""
    tokens = list(read(script))
    solid = [at for at, token in enumerate(tokens) if token.kind != "space"]
    begun: dict[int, str] = {}  # how the statement that is being read began, by depth
    for before, at, after in zip([-1, *solid], solid, [*solid[1:], -1], strict=False):
        token = tokens[at]
        if token.text not in {";", "}"} and (before < 0 or tokens[before].text in {";", "{", "}"}):
            begun[token.depth] = token.text
        ends = token.text == ";" and begun.get(token.depth) == "const"
        if ends and after >= 0 and tokens[after].text == "const" and tokens[after].depth == token.depth:
            token.text = ","
            for joined in tokens[at + 1 : after + 2]:
                joined.text = "" if joined.kind == "space" or joined.text == "const" else joined.text
    return "".join(token.text for token in tokens)


def _with_short_names(script: str) -> str:
    tokens = list(read(script))
    solid = [token for token in tokens if token.kind != "space"]
    roles = {id(token): _role(before, token, after) for before, token, after in _each(solid)}
    names = [token for token in solid if token.kind == "name"]
    uses = Counter(token.text for token in names if roles[id(token)] != "key")
    local = _declared(solid, roles) - _shared(solid) - WORDS
    fresh = (name for name in _short() if name not in uses and name not in WORDS)
    short = dict(zip(sorted(local, key=lambda name: (-uses[name], name)), fresh, strict=False))

    def told(token: Token) -> str:
        if token.kind != "name" or token.text not in short or roles[id(token)] == "key":
            return token.text
        return f"{token.text}:{short[token.text]}" if roles[id(token)] == "both" else short[token.text]

    return "".join(map(told, tokens))


def read(script: str) -> Iterator[Token]:
    """The tokens of a script, spaces too, each with what encloses it.

    Raises ValueError where brackets do not match."""
    at, before, heading = 0, "", ""
    open_marks = [""]
    while at < len(script):
        inside = open_marks[-1]
        kind, text = _next(script, at, inside, before)
        at += len(text)
        closes = kind == "mark" and (text in _CLOSES or (text == "`" and inside == "template"))
        if closes:
            open_marks.pop()
        if not open_marks:
            raise ValueError(f"«{text}» closes what was never opened, before «{script[at : at + 40]}»")
        yield Token(kind, text, open_marks[-1], len(open_marks))
        if kind == "mark" and text in _OPENS and not closes:
            open_marks.append(_opened(text, before, heading))
        heading = "" if text == "{" else "class" if text == "class" else heading
        before = before if kind == "space" else text
    if len(open_marks) > 1:
        raise ValueError(f"«{open_marks[-1]}» is never closed")


def _next(script: str, at: int, inside: str, before: str) -> tuple[str, str]:
    """The kind and the text of the token that begins there."""
    if inside == "template":
        text = _TEXT.match(script, at)
        if text and text[0]:
            return "text", text[0]
        return "mark", "${" if script.startswith("${", at) else "`"
    pattern = _PATTERN.match(script, at) if before in _BEFORE_PATTERN else None
    if pattern:
        return "pattern", pattern[0]
    piece = _PIECE.match(script, at)
    if piece is None:
        raise ValueError("a script ends in the midst of nothing")
    return str(piece.lastgroup), piece[0]


def _opened(text: str, before: str, heading: str) -> str:
    """What a mark opens."""
    if text == "{":
        return heading or ("block" if before in _BEFORE_BLOCK else "object")
    return {"`": "template", "${": "hole"}.get(text, text)


def _role(before: Token, token: Token, after: Token) -> str:
    """Whether a name is a ``key``, a ``name``, or ``both``: ``{ title }`` is the key and what it holds."""
    if before.text in {".", "?."} or token.inside == "class":
        return "key"
    if token.inside == "object" and before.text in {"{", ","}:
        return "key" if after.text in {":", "("} else "both"
    return "name"


def _declared(tokens: Sequence[Token], roles: Mapping[int, str]) -> set[str]:
    """Names after ``const``, ``let``, ``function``, and the arguments of functions and of ``catch``."""
    found = {token.text for before, token, after in _each(tokens) if before.text == "function" or after.text == "=>"}
    for at, token in enumerate(tokens):
        following = itertools.islice(tokens, at + 1, None)
        if token.text in {"const", "let"}:
            taken = _taken(itertools.takewhile(partial(_within, token.depth), following))
        elif token.text == "(" and _takes_arguments(tokens, at):
            taken = _taken(itertools.takewhile(partial(_deeper, token.depth), following))
        else:
            continue
        found.update(one.text for one in taken if one.kind == "name" and roles[id(one)] != "key")
    return found


def _within(depth: int, token: Token) -> bool:
    """Whether a token belongs to the declaration that began at a depth."""
    return token.depth > depth or (token.depth == depth and token.text not in {";", "of", "in"})


def _deeper(depth: int, token: Token) -> bool:
    return token.depth > depth


def _taken(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens of a declaration that name something: not the values, which stand after «=»."""
    value = 0  # the depth at which a value began
    for token in tokens:
        if value and token.depth <= value and (token.text == "," or token.depth < value):
            value = 0
        if not value:
            yield token
        if token.text == "=" and not value:
            value = token.depth


def _takes_arguments(tokens: Sequence[Token], at: int) -> bool:
    """Whether a bracket holds the arguments that a function takes: «=>» or a block comes after it, and no «if» before."""
    depth = tokens[at].depth
    end = next(k for k in range(at + 1, len(tokens)) if tokens[k].depth == depth and tokens[k].text == ")")
    after = tokens[end + 1].text if end + 1 < len(tokens) else ""
    before = tokens[at - 1].text if at else ""
    return after == "=>" or (after == "{" and before not in {"if", "for", "while", "switch"})


def _shared(tokens: Sequence[Token]) -> set[str]:
    """Names that other scripts know: what is exported or imported."""
    found, keep = set(), ""
    for _, token, after in _each(tokens):
        if token.text in {"import", "export"} and after.text not in {"(", "."}:
            keep = token.text
        elif token.kind == "name" and keep and token.text not in WORDS:
            found.add(token.text)
            keep = keep if keep == "import" else ""
        elif token.kind == "string":
            keep = ""
    return found


def _each(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token, Token]]:
    """Each token between the one before and the one after."""
    nothing = Token("mark", "", "", 0)
    return zip([nothing, *tokens], tokens, [*tokens[1:], nothing], strict=False)


def _short() -> Iterator[str]:
    """``a``, ``b`` … ``Z``, ``aa`` …"""
    for length in itertools.count(1):
        yield from map("".join, itertools.product(string.ascii_letters, repeat=length))
