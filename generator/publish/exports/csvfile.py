"""Tables as CSV (RFC 4180) that opens correctly in a spreadsheet and can do nothing there.

A byte order mark, because without one Excel garbles Vietnamese. A cell that a spreadsheet would run as a formula is
defused with an apostrophe in front (OWASP, «CSV Injection»): everything from ``plans/`` is hostile until written.
"""

import csv
import io
from collections.abc import Iterable, Sequence

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What starts a formula, in some spreadsheets also in full width."""


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """One table in UTF-8 with a byte order mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def defused(cell: str) -> str:
    """The cell, with an apostrophe in front where a spreadsheet would otherwise run it. Spaces in front do not hide one."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_DANGEROUS) else cell
