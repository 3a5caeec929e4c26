"""One terrible folder of data: every mistake that the reading and the rules know, in one place.

What a reviewer can see lies in ``tests/fixtures/terrible/plans``; what no editor shows, what git would not keep and what is
too large is written here. The whole answer stands in ``tests/fixtures/terrible/problems.txt``. When a rule is added or a
message is reworded, ``python -m tests.terrible`` writes that file anew; read the difference before committing it.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from generator.check import check
from generator.reading.yamlfile import LARGEST
from tests.projects import FIXTURES, plant

TERRIBLE = FIXTURES / "terrible"

ANSWER = TERRIBLE / "problems.txt"

AGENCY = "kind: department\nnames:\n  - name: {}\n"

UNSEEN: dict[str, str | bytes] = {
    "agencies/so-bom/agency.yml": "\ufeff" + AGENCY.format("Sở BOM"),
    "agencies/so-tab/agency.yml": AGENCY.format("Sở\tTab") + "type_name:\tSở\n",
    "agencies/so-nfd/agency.yml": AGENCY.format("Sở Tổ hợp tỉnh Ha\u0300 Ti\u0303nh"),
    "agencies/so-dieu-khien/agency.yml": AGENCY.format("Sở \x1b[2JĐiều\x00 khiển\x85"),
    "agencies/so-hai-chieu/agency.yml": AGENCY.format(
        "Sở \u202eueihc iaH\u202c và ẩ\u200bn, \u2066cô lập\u2069, mềm\u00ad"
    ),
    "agencies/so-ma-thoat/agency.yml": AGENCY.format('"Sở \\u202e \\0 \\t e\\u0301"'),
    "agencies/so-dong-an/agency.yml": AGENCY.format("Sở Dòng ẩn # ghi chú\u2028demo: true"),
    "agencies/so-xung-dot/agency.yml": (
        "kind: department\n<<<<<<< HEAD\nnames: []\n=======\nnames:\n  - name: Sở Xung đột\n>>>>>>> nhanh-khac\n"
    ),
    "agencies/so-ma-cu/agency.yml": AGENCY.format("Sở Mã cũ").encode("utf-16"),
    "agencies/so-latin/agency.yml": b"kind: department\nnames:\n  - name: S\xf4ng\n",
    "agencies/so-lon/agency.yml": (AGENCY.format("Sở Lớn") + "#" * LARGEST).encode(),
    "agencies/So Y Te/agency.yml": AGENCY.format("Sở Y tế"),
    "agencies/sở-y-tế/agency.yml": AGENCY.format("Sở Y tế"),
}


def make_terrible(folder: Path) -> Path:
    """The whole folder of data, in ``folder/plans``."""
    plans = Path(shutil.copytree(TERRIBLE / "plans", folder / "plans"))
    plant(plans, UNSEEN)
    (plans / "agencies/so-lien-ket").symlink_to("../so-noi-dung", target_is_directory=True)
    (plans / "agencies/so-bom/2026-lien-ket").mkdir()
    (plans / "agencies/so-bom/2026-lien-ket/plan.yml").symlink_to(plans / "agencies/so-noi-dung/2026-noi-dung/plan.yml")
    return plans


def answer_to(plans: Path) -> str:
    """Every problem as ``congkhai check`` prints it."""
    return "".join(f"{problem.text()}\n" for problem in check(plans).problems)


def main() -> int:
    """Write the answer anew."""
    with tempfile.TemporaryDirectory() as folder:
        ANSWER.write_text(answer_to(make_terrible(Path(folder))), encoding="utf-8")
    sys.stderr.write(f"{ANSWER}: read the difference before committing it\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
