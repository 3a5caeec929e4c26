"""A pull request on one page, for GitHub's job summary: what is wrong, what changes, where to look at the built site.

Notices that the base already has are not repeated. Annotations are at most ten, because GitHub shows no more; the page
carries everything that fits.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.addresses import agency_address, plan_address, procedure_address
from generator.changes.finding import Finding, Kind
from generator.changes.owners import CODEOWNERS
from generator.changes.render import as_markdown
from generator.reading.problems import Problem, errors
from generator.reading.repair import Repaired, offer, repair
from generator.reading.tree import kind_of
from generator.text.markup import plain_markdown

MOST_ANNOTATIONS = 10

MOST_LISTED = 200
"""Problems and findings that the page prints; GitHub refuses a summary of more than 1 MiB."""

MOST_OFFERED = 5
"""Repaired files on the page; whoever has more repairs them with the command."""

MOST_PAGES = 30

DATA = ("plans/", "content/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What was found out about a pull request."""

    wrong: tuple[Problem, ...]
    """Mistakes of the data, and what the guard refuses."""
    notices: tuple[Problem, ...]
    """New ones only."""
    findings: tuple[Finding, ...]
    changed: tuple[str, ...]
    """Every path that differs."""
    repaired: tuple[Repaired, ...] = ()
    """Files with mistakes that can be repaired without knowing what is meant, ready to copy."""


def new_notices(before: Iterable[Problem], after: Iterable[Problem]) -> tuple[Problem, ...]:
    """Warnings that the base does not have, wherever their lines have moved to."""
    known = {(problem.file, problem.where, problem.message) for problem in before if problem.warning}
    return tuple(
        problem for problem in after if problem.warning and (problem.file, problem.where, problem.message) not in known
    )


def make_review(
    before: Iterable[Problem],
    after: list[Problem],
    refused: list[Problem],
    findings: list[Finding],
    changed: tuple[str, ...],
    read: Callable[[str], str] = lambda _: "",
) -> Review:
    """Put together what the check said of both states, the guard and the comparison.

    ``read`` gives the text of a changed file in the newer state, so that a file with mistakes can be offered repaired.
    """
    wrong = {problem.file for problem in errors(after)}
    return Review(
        wrong=(*errors(after), *refused),
        repaired=tuple(_repaired(sorted(wrong & set(changed))[:MOST_OFFERED], read)),
        notices=new_notices(before, after),
        findings=tuple(findings),
        changed=changed,
    )


def _repaired(names: Iterable[str], read: Callable[[str], str]) -> Iterator[Repaired]:
    for name in names:
        kind, text = kind_of(PurePosixPath(*PurePosixPath(name).parts[1:])), read(name)
        made = repair(text.encode(), kind) if kind is not None and text and "\ufffd" not in text else None
        if made is not None:
            yield Repaired(name, *made)


def program_files(changed: Iterable[str]) -> list[str]:
    """The changed paths that are no data."""
    return [name for name in changed if not name.startswith(DATA) and name != CODEOWNERS]


def summary_page(review: Review) -> str:
    """The page, as GitHub-flavoured Markdown."""
    return "\n".join([*_head(review), *_wrong(review), *_changes(review), *_where(review)]) + "\n"


def _head(review: Review) -> Iterator[str]:
    program = program_files(review.changed)
    if program and len(program) < len(review.changed):
        yield "> **Đề nghị này sửa cả dữ liệu lẫn chương trình.** Dữ liệu dưới đây do chương trình của nhánh chính xét; "
        yield "> nên tách làm hai đề nghị."
        yield ">"
        yield (
            "> Tệp chương trình: "
            + ", ".join(plain_markdown(name) for name in program[:10])
            + (" …" if len(program) > 10 else "")
        )
        yield ""
    elif program:
        yield "> Đề nghị này không sửa dữ liệu; tệp thay đổi: " + ", ".join(
            plain_markdown(name) for name in program[:10]
        )
        yield ""


def _wrong(review: Review) -> Iterator[str]:
    if not review.wrong:
        yield "## ✅ Không có lỗi"
    else:
        yield f"## ❌ {len(review.wrong)} chỗ phải sửa"
        yield ""
        yield from (problem.markdown() for problem in review.wrong[:MOST_LISTED])
        if len(review.wrong) > MOST_LISTED:
            yield f"- … và {len(review.wrong) - MOST_LISTED} chỗ nữa"
    yield ""
    yield from map(offer, review.repaired)
    if review.notices:
        yield f"**{len(review.notices)} lưu ý mới** (không cản trở):"
        yield ""
        yield from (problem.markdown() for problem in review.notices[:MOST_LISTED])
        yield ""


def _changes(review: Review) -> Iterator[str]:
    yield "## Thay đổi gì"
    yield ""
    yield as_markdown(list(review.findings), MOST_LISTED)
    texts = [name for name in review.changed if name.startswith("content/")]
    if texts:
        yield "Trang viết tay: " + ", ".join(plain_markdown(name) for name in texts[:20])
        yield ""


def _where(review: Review) -> Iterator[str]:
    yield "## Xem trang dựng thử"
    yield ""
    yield (
        "Cuối trang này, mục **Artifacts**, tải tệp **trang-xem-truoc**, giải nén rồi mở `index.html`. "
        "Không có tệp ấy nghĩa là dữ liệu còn lỗi, trang chưa dựng được."
    )
    yield ""
    pages = dict.fromkeys(filter(None, map(_page, review.findings)))
    yield from (f"- `{address}index.html`" for address in list(pages)[:MOST_PAGES])
    if len(pages) > MOST_PAGES:
        yield f"- … và {len(pages) - MOST_PAGES} trang nữa"


def _page(finding: Finding) -> str:
    """The page on which a finding is seen; what is gone has none."""
    subject = finding.subject
    if finding.after is None and finding.before is not None and not finding.where and not finding.what:
        return ""
    address = {Kind.PLAN: plan_address, Kind.AGENCY: agency_address, Kind.PROCEDURE: procedure_address}.get(
        subject.kind
    )
    return address(subject.id).replace("`", "'") if address is not None and subject.id else ""


def annotations(review: Review) -> list[str]:
    """Workflow commands that mark lines, mistakes first, at most ten."""
    return [problem.annotation() for problem in (*review.wrong, *review.notices)[:MOST_ANNOTATIONS]]
