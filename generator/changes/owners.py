"""``.github/CODEOWNERS``: who is asked to review which folder, made from the teams that the agencies declare.

What a person writes above the mark stays; below it every line is made. GitHub takes the last line that fits, so the folders
of agencies come last. Source: GitHub Docs, «About code owners».
"""

from generator.reading.catalogue import Catalogue

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
