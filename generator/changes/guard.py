"""The guard of what was promised: which changes of published data are refused, and what must be added for them to pass.

Refused on a plan that the base already holds: a deadline moved back, a target lowered, dropped or narrowed, a task dropped,
emptied or given to others, a report, amendment, correction, event or source text altered or deleted. It passes with an
amendment that names a document and its day, or with a correction that the base's own source text proves. What strengthens
a promise, and what is new, passes.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.changes.finding import Finding
from generator.changes.render import sentence
from generator.changes.state import State
from generator.reading.gitdata import RevisionError, find_commit, run_git
from generator.reading.load import locate
from generator.reading.problems import Problem

SETTINGS = ("plans", "demo", "publisher")
"""Options of ``mkdocs.yml`` that decide which data is published, and as whose."""


def refusals(findings: list[Finding], after: State) -> list[Problem]:
    """What is refused, located in the newer state."""
    problems = [
        Problem(
            file=f"{after.root.name}/{finding.place}",
            path=finding.path,
            message=f"{finding.subject.title}: {sentence(finding)}",
            hint=finding.refused,
        )
        for finding in findings
        if finding.refused
    ]
    # What a finding says of its place is better than what the path says: it is the number as printed.
    found = [replace(problem, where="") for problem in locate(problems, after.root)]
    return sorted(dict.fromkeys(found), key=Problem.order)


def with_lines(findings: list[Finding], after: State) -> list[Finding]:
    """The findings with the line of each in the newer state."""
    asked = [
        Problem(file=f"{after.root.name}/{finding.place}", path=finding.path, message=str(index))
        for index, finding in enumerate(findings)
    ]
    lines = {problem.message: problem.line for problem in locate(asked, after.root)}
    return [replace(finding, line=lines.get(str(index), 0)) for index, finding in enumerate(findings)]


def changed_files(plans: Path, base: str, head: str | None) -> tuple[str, ...]:
    """Every path of the repository that differs; nothing where one state is a folder. Raises RevisionError."""
    if Path(base).is_dir() or (head is not None and Path(head).is_dir()):
        return ()
    top = _top(plans)
    names = [find_commit(plans, base), *([find_commit(plans, head)] if head is not None else [])]
    listed = run_git(top / "x", "diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", *names, "--", what=base)
    return tuple(sorted(name for name in listed.decode(errors="replace").split("\0") if name))


def _top(plans: Path) -> Path:
    return Path(run_git(plans, "rev-parse", "--show-toplevel", what="").decode().strip())


def refused_settings(plans: Path, base: str, head: str | None, changed: tuple[str, ...]) -> Iterator[Problem]:
    """Files beside the data that could take it out of the guard's sight."""
    for name in changed:
        if name.rsplit("/", 1)[-1] == ".gitattributes":
            hint = "bỏ thay đổi này; chỉ người phụ trách kỹ thuật sửa .gitattributes, trong một đề nghị riêng không kèm dữ liệu"
            yield Problem(
                file=name, message="tệp này có thể làm git giấu hoặc đổi nội dung dữ liệu khi tải về", hint=hint
            )
    if "mkdocs.yml" in changed:
        old, new = _settings(plans, base), _settings(plans, head)
        for key in SETTINGS:
            if old.get(key) != new.get(key):
                message = f"«{key}» đổi từ «{old.get(key, 'không ghi')}» sang «{new.get(key, 'không ghi')}»"
                hint = "chỉ chủ trang đổi cấu hình này, bằng một thay đổi riêng trên nhánh chính"
                yield Problem(file="mkdocs.yml", message=message, hint=hint)


def _settings(plans: Path, revision: str | None) -> dict[str, str]:
    """The options as the file writes them; a pattern, because a configuration may run code when it is loaded."""
    if revision is None:
        path = plans.parent / "mkdocs.yml"
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
    else:
        try:
            text = run_git(plans, "show", f"{revision}:./mkdocs.yml", what=revision).decode(errors="replace")
        except RevisionError:
            text = ""
    found = re.finditer(r"^ +(plans|demo|publisher): *([^\s#]+)", text, re.MULTILINE)
    return {match.group(1): match.group(2).strip("\"'") for match in found}
