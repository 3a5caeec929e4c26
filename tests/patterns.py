"""Every pattern of the program, how it is used, and strings made from it that make a bad one go back and forth."""

import ast
import importlib
import pkgutil
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

import generator

_FAR = 200
"""A repeat that may come this often is one that a stranger can fill."""


@dataclass(frozen=True)
class Used:
    """A pattern, where it stands, and the methods that its module calls on it."""

    where: str
    pattern: re.Pattern[str]
    methods: frozenset[str]


def patterns() -> list[Used]:
    """All patterns of all modules, those in tables and forms and those written in a call included."""
    found: dict[tuple[str, int], Used] = {}
    sources = {name: Path(importlib.import_module(name).__file__ or "").read_text("utf-8") for name in _modules()}
    everything = "\n".join(sources.values())  # a public name may be used anywhere
    for name, source in sources.items():
        held = vars(importlib.import_module(name))
        for variable, value in held.items():
            for pattern in _held(value, 0):
                methods = _methods(source if variable[0] == "_" else everything, variable, plain=pattern is value)
                known = found.get(key := (pattern.pattern, pattern.flags))
                found[key] = Used(
                    known.where if known else f"{name}.{variable}",
                    pattern,
                    methods | (known.methods if known else set()),
                )
        for pattern, method in _written(source):
            found.setdefault(
                (pattern.pattern, pattern.flags), Used(f"{name}: {pattern.pattern}", pattern, frozenset({method}))
            )
    return list(found.values())


def _modules() -> list[str]:
    return [
        module.name
        for module in pkgutil.walk_packages(generator.__path__, "generator.")
        if "__main__" not in module.name
    ]


def _held(value: Any, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth < 4 and isinstance(value, tuple | list | set | frozenset):
        for part in value:
            yield from _held(part, depth + 1)
    elif depth < 4 and isinstance(value, dict):
        for part in value.values():
            yield from _held(part, depth + 1)
    elif depth < 4 and is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _held(getattr(value, field.name, None), depth + 1)


_ALL = frozenset({"search", "match", "fullmatch", "sub"})


def _methods(source: str, variable: str, *, plain: bool) -> frozenset[str]:
    """What is called on a variable: «place» for a match at a place, which a reader may ask for at each word."""
    item = "" if plain else r"\[[^]\n]*\]"
    called = re.findall(rf"\b{re.escape(variable)}{item}\.(\w+)\(([^()]*)", source)
    known = {"place" if method == "match" and "," in arguments else method for method, arguments in called}
    return frozenset(known & {*_ALL, "place", "finditer", "findall", "split", "subn"}) or _ALL


def _written(source: str) -> Iterator[tuple[re.Pattern[str], str]]:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=method), args=[ast.Constant(value=str(text)), *_]
            ):
                if method not in ("compile", "escape"):
                    yield re.compile(text), method


def attacks(pattern: re.Pattern[str], size: int, *, limit: int = 40) -> list[str]:
    """Strings of about ``size`` letters: what a repeat repeats, again and again, after what leads there; then a wrong end."""
    tree = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    chance = random.Random(7)
    pumps: dict[tuple[str, str], None] = {}
    for head, body in _repeats(tree, "", chance):
        for _ in range(3):
            pumps[head, _sample(body, chance)] = None
        pumps["", _sample(body, chance)] = None
    whole = _sample(tree, chance)
    pumps["", whole] = pumps["", whole + " "] = pumps["", " "] = None
    chosen = [pump for pump in pumps if pump[1]][:limit]
    return [head + body * (size // len(body)) + end for head, body in chosen for end in ("\x01", "!\n")]


def _repeats(tree: Any, head: str, chance: random.Random) -> Iterator[tuple[str, Any]]:
    for operation, argument in tree:
        if operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
            _, most, body = argument
            if most is _constants.MAXREPEAT or most >= _FAR:
                yield head, body
            yield from _repeats(body, head, chance)
        elif operation is _constants.SUBPATTERN:
            yield from _repeats(argument[3], head, chance)
        elif operation is _constants.ATOMIC_GROUP:
            yield from _repeats(argument, head, chance)
        elif operation in (_constants.ASSERT, _constants.ASSERT_NOT):
            yield from _repeats(argument[1], head, chance)
        elif operation is _constants.BRANCH:
            for branch in argument[1]:
                yield from _repeats(branch, head, chance)
        head += _sample([(operation, argument)], chance)


def _sample(tree: Any, chance: random.Random) -> str:
    """A string that a parsed pattern takes; look-arounds are passed over."""
    return "".join(_one(operation, argument, chance) for operation, argument in tree)


def _one(operation: Any, argument: Any, chance: random.Random) -> str:
    match operation:
        case _constants.LITERAL:
            return chr(argument)
        case _constants.NOT_LITERAL:
            return "x" if argument != ord("x") else "y"
        case _constants.ANY:
            return chance.choice("x 1")
        case _constants.IN:
            return _member(argument, chance)
        case _constants.BRANCH:
            return _sample(chance.choice(argument[1]), chance)
        case _constants.SUBPATTERN | _constants.ATOMIC_GROUP:
            return _sample(argument[3] if operation is _constants.SUBPATTERN else argument, chance)
        case _constants.MAX_REPEAT | _constants.MIN_REPEAT | _constants.POSSESSIVE_REPEAT:
            least, most, body = argument
            return "".join(_sample(body, chance) for _ in range(max(least, min(most, 1))))
    return ""


_LETTERS = "xa1 .,;:/-–()\n\tđằ%\"'[]{}<>=#|_Z@+*?&\u00a0"


def _member(members: Any, chance: random.Random) -> str:
    negated = members and members[0][0] is _constants.NEGATE
    if negated:
        compiled = [letter for letter in _LETTERS if not any(_has(item, letter) for item in members[1:])]
        return chance.choice(compiled[:6] or ["\u4e00"])
    operation, argument = chance.choice(members)
    if operation is _constants.LITERAL:
        return chr(argument)
    if operation is _constants.RANGE:
        return chr(argument[0])
    return next(
        (letter for letter in chance.sample(_LETTERS, len(_LETTERS)) if _has((operation, argument), letter)), "x"
    )


_CATEGORIES = {
    _constants.CATEGORY_DIGIT: r"\d",
    _constants.CATEGORY_NOT_DIGIT: r"\D",
    _constants.CATEGORY_SPACE: r"\s",
    _constants.CATEGORY_NOT_SPACE: r"\S",
    _constants.CATEGORY_WORD: r"\w",
    _constants.CATEGORY_NOT_WORD: r"\W",
}


def _has(item: Any, letter: str) -> bool:
    operation, argument = item
    if operation is _constants.LITERAL:
        return bool(chr(argument) == letter)
    if operation is _constants.RANGE:
        return bool(argument[0] <= ord(letter) <= argument[1])
    return re.fullmatch(_CATEGORIES[argument], letter) is not None
