"""``.github/CODEOWNERS``: who is asked to review which folder, made from the teams that the agencies declare.

What a person writes above the mark stays; below it every line is made. GitHub takes the last line that fits, so the folders
of agencies come last. Source: GitHub Docs, «About code owners».
"""

from pathlib import Path

from generator.reading.catalogue import Catalogue
from generator.reading.gitdata import read_text
from generator.reading.problems import Problem

CODEOWNERS = ".github/CODEOWNERS"
"""Where the file lies in the repository."""

MARK = "# ---- Từ đây trở xuống do lệnh «congkhai codeowners» viết, theo «reviewers» trong agency.yml; đừng sửa bằng tay. ----"


def make_codeowners(catalogue: Catalogue, current: str) -> str:
    """The file as it should be, given as it is."""
    kept = current.split(MARK, 1)[0].rstrip("\n")
    lines = [
        f"/plans/agencies/{agency.id}/ {' '.join(agency.reviewers)}"
        for agency in sorted(catalogue.agencies.values(), key=lambda item: item.id)
        if agency.reviewers
    ]
    return "\n".join([*([kept, ""] if kept else []), MARK, *lines]) + "\n"


def stale_owners(plans: Path, catalogue: Catalogue, head: str | None) -> list[Problem]:
    """A problem where the file at ``head`` no longer says what agencies declare; a file without the mark is not ours to judge."""
    current = read_text(plans.parent, CODEOWNERS, head)
    if MARK not in current or make_codeowners(catalogue, current) == current:
        return []
    message = "tệp không còn khớp với «reviewers» của các cơ quan"
    hint = "chạy: congkhai codeowners; hoặc chép các dòng ở cuối tệp theo «reviewers» trong agency.yml"
    return [Problem(file=CODEOWNERS, message=message, hint=hint)]
