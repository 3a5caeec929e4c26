"""A nation's departments that state the same procedures: 34 of them, each with 500 of its own list.

Every department has its own decision, place and phone, and a third of them say something else than the rest, as provinces do.
`python -m tests.bench adopters` prints the CPU of a cold build by procedure, and the largest page of a procedure, which
holds what all 34 state.
"""

import tempfile
from pathlib import Path

from tests.bench.province import adoptions, make_province, measure

PROCEDURES = 500
DEPARTMENTS = 34

PROVINCES = tuple(f"{first} {last}" for first in ("An", "Bình", "Cao", "Đông", "Hà", "Minh") for last in (
    "Giả", "Mẫu", "Thử", "Ảo", "Vờ", "Dụ",
))[:DEPARTMENTS]  # fmt: skip
"""Names that no province bears."""

BAR_CPU, BAR_PAGE = 20, 20_000
"""Milliseconds of CPU a procedure, and bytes of its page."""


def make_nation(folder: Path) -> Path:
    """500 procedures and 34 departments, each of which states all of them."""
    make_province(folder, PROCEDURES, 0)
    for number in range(1, DEPARTMENTS + 1):
        _make_department(folder / "plans/agencies" / f"vi-du-{number:02d}-so-khcn", number)
    return folder


def _make_department(folder: Path, number: int) -> None:
    folder.mkdir()
    (folder / "agency.yml").write_text(
        f"kind: department\nnames:\n- {{name: Sở Khoa học và Công nghệ tỉnh {PROVINCES[number - 1]}}}\n"
        "type_name: Sở Khoa học và Công nghệ\n"
    )
    stated = adoptions(0, PROCEDURES)
    stated = stated.replace("09/QĐ-VD", f"{100 + number}/QĐ-UBND").replace(
        "2026-01-05", f"2026-01-{number % 28 + 1:02d}"
    )
    stated = stated.replace("số 1 đường Lê Lợi", f'"số {number} đường Lê Lợi, phường {PROVINCES[number - 1]}"')
    if number % 3 == 0:
        stated = stated.replace("post: both", "post: return").replace("electronic_forms: true, ", "")
    (folder / "procedures.yml").write_text(stated)


def main() -> None:
    """Make the nation, build it, print what it cost."""
    with tempfile.TemporaryDirectory() as folder:
        project = make_nation(Path(folder) / "nation")
        found = measure(project)
        largest = max(path.stat().st_size for path in (project / "site/thu-tuc").glob("[0-9].*/index.html"))
    print(
        f"{DEPARTMENTS} departments that each state {PROCEDURES} procedures: {found.pages} pages, {found.size / 1e6:.1f} MB"
    )
    print(f"  CPU            {found.cpu:8.1f} s   {1000 * found.cpu / PROCEDURES:.1f} ms a procedure (bar {BAR_CPU})")
    print(f"  memory         {found.memory:8.0f} MB  at the peak")
    print(
        f"  largest page   {largest:8d} B   of a procedure (bar {BAR_PAGE}); median {found.page} B, {found.zipped} B gzipped"
    )


if __name__ == "__main__":
    main()
