"""Which column of a table holds what: each by its heading, then one by what the others say; without headings, by its cells.

What is guessed, or said by two columns, is a doubt.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from generator.drafting.table.actors import names_roles
from generator.drafting.table.ordinals import parse_ordinal
from generator.drafting.table.phrases import begins_with_time, looks_like_body
from generator.drafting.table.roles import HOLDS, Role, role_of_column
from generator.drafting.table.settling import settle_numbers, settle_roles
from generator.model.plan import Holds
from generator.text.vietnamese import fold


def assign_roles(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    year: int | None = None,
    own: Iterable[Sequence[str]] | None = None,
) -> tuple[list[Role], list[str]]:
    """A role for each column from its heading, and doubts. Of two columns that say the same, the rows decide.

    ``own`` are the rows without what cells merged downwards repeat; the rows themselves where it is not given.

    ``year`` is that of the plan: of several columns of values, each for a year, that year's is meant.
    """
    known = [role_of_column(heading) for heading in headings]
    roles = [role or Role.OTHER for role in known]
    columns = _columns(rows, len(roles)) or [() for _ in roles]
    alone = columns if own is None else _columns(own, len(roles)) or columns
    doubts = [*settle_roles(roles, known, headings, columns, alone, year), *_doubled(roles, headings)]
    doubts += filter(
        None, (_two_in_one(heading, roles, column) for heading, column in zip(headings, columns, strict=False))
    )
    if Role.VALUE not in roles:
        doubts += _unknown(roles, known, headings, columns)
    return roles, doubts


def _columns(rows: Iterable[Sequence[str]], width: int) -> list[tuple[str, ...]]:
    return [*zip(*_squared(rows, width), strict=True)]


def _doubled(roles: list[Role], headings: Sequence[str]) -> Iterator[str]:
    """Leave a role of which a task holds one to its first column."""
    for role in (Role.LEAD, Role.COORDINATING, Role.PRODUCT, Role.DEADLINE, Role.NOTE, Role.CONTENT):
        for extra in [at for at, one in enumerate(roles) if one is role][1:]:
            roles[extra] = Role.OTHER
            yield f"hai cột cùng là {role}; cột «{headings[extra]}» chép vào chú thích của từng dòng"


def _unknown(
    roles: Sequence[Role], known: Sequence[Role | None], headings: Sequence[str], columns: Sequence[Sequence[str]]
) -> Iterator[str]:
    for heading, said, role, column in zip(headings, known, roles, columns, strict=False):
        if said is None and heading and any(column) and role is Role.OTHER:
            yield f"không rõ cột «{heading}» ghi gì; chép vào chú thích của từng dòng, chưa vào trường nào"


def _two_in_one(heading: str, roles: Sequence[Role], cells: Sequence[str]) -> str:
    text = fold(heading)
    both = "chu tri" in text and "phoi hop" in text and Role.COORDINATING not in roles
    if both and not any(names_roles(cell) for cell in cells):
        return f"cột «{heading}» gồm cả chủ trì và phối hợp; mọi tên được ghi vào chủ trì"
    return ""


def held_columns(roles: Sequence[Role], headings: Sequence[str]) -> list[tuple[Holds, str]]:
    """The columns that a task has fields for, as the record names and the document heads them, from left to right."""
    pairs = zip(roles, headings, strict=False)
    return [(HOLDS[role], " ".join(heading.split())) for role, heading in pairs if role in HOLDS and heading.strip()]


def guess_roles(rows: Sequence[Sequence[str]], width: int) -> list[Role]:
    """A role for each column of a table without headings, from what its cells look like."""
    columns = [[row[at] for row in _squared(rows, width) if row[at]] for at in range(width)]
    roles = [Role.OTHER] * width
    content = max(
        range(width), key=lambda at: sum(map(len, columns[at])) / max(len(columns[at]), 1) if columns[at] else 0
    )
    roles[content] = Role.CONTENT
    _take_column(Role.NO, parse_ordinal, roles, columns)
    _take_column(Role.NO, parse_ordinal, roles, columns)
    settle_numbers(roles, columns)
    _take_column(Role.DEADLINE, begins_with_time, roles, columns)
    _take_column(Role.LEAD, looks_like_body, roles, columns)
    _take_column(Role.COORDINATING, looks_like_body, roles, columns)
    for at, role in enumerate(roles):
        if role is Role.OTHER and len(columns[at]) * 2 >= len(columns[content]):
            roles[at] = Role.PRODUCT
            break
    if roles[-1] is Role.OTHER and columns[-1]:
        roles[-1] = Role.NOTE
    return roles


def _take_column(
    role: Role, fits: Callable[[str], object], roles: list[Role], columns: Sequence[Sequence[str]]
) -> None:
    for at, cells in enumerate(columns):
        if roles[at] is Role.OTHER and cells and 2 * sum(bool(fits(cell)) for cell in cells) > len(cells):
            roles[at] = role
            return


def _squared(rows: Iterable[Sequence[str]], width: int) -> list[list[str]]:
    return [[*row[:width], *[""] * (width - len(row))] for row in rows]
