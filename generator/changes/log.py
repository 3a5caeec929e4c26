"""The history of a repository in the words of the diff: what each commit on the main branch changed of the data.

Only the first parents are followed, so a day is the day on which something reached the main branch, whenever it was
written. One ``git log --raw`` names the blobs that changed; only the records they belong to are read, through one
``git cat-file``. What a commit comes to depends on nothing but its blobs and this program, so it is kept in a folder of
the machine's cache under their common digest.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from itertools import groupby
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from generator.changes.compare import compare
from generator.changes.finding import Effect, Finding, Kind
from generator.changes.render import grouped, labelled
from generator.changes.state import State
from generator.model.dates import HERE
from generator.reading.cache import program_digest
from generator.reading.gitdata import RevisionError, blob_reader, run_git
from generator.reading.load import load
from generator.text.wording import say_day
from generator.tracking.log import NO_LOG, Log, LogEntry

MOST_SENTENCES = 8
"""Changes of one record that an entry tells; more are counted."""

MOST_SINGLE = 5
"""Procedures of one commit that have an entry each; of more, one entry tells what happened to all."""

MOST_READ = 1000
"""Changed procedures of one commit that are read; more are only counted."""

CONTEXT = ("registry/metrics.yml", "registry/holidays.yml", "registry/fields.yml")
"""Files without which no record is understood."""

UNTOLD = {"search_words"}
"""Records that only serve the program: a reader of the log looks for none of them."""

MOST_NEW = 4
"""New entries of one registry that are named; more are counted."""

Tree = dict[str, str]
"""Object names of blobs by their path under ``plans/``."""


@dataclass(frozen=True, slots=True)
class _Commit:
    """A commit on the main branch that touched the data: the tree after it, and what it changed."""

    name: str
    stamp: int
    changed: dict[str, tuple[str | None, str | None]]
    """Path → blob before, blob after."""


def read_log(plans: Path, revision: str, as_of: date, cache: Path | None = None) -> Log:
    """The log of ``plans`` up to ``revision``, without anything later than ``as_of``.

    ``cache`` is a folder in which results are kept; one that came with the repository is a stranger's, and is not used. Outside
    git, or where the revision cannot be had, the log is empty and says so.
    """
    try:
        cache = None if cache is None or _is_tracked(plans, cache) else cache
        commits, shallow = _commits(plans, revision), _is_shallow(plans)
        if not commits:
            return Log(limit="Dữ liệu ở đây chưa được lưu vào kho git nên không có nhật ký.")
        told = commits[1:] if shallow else commits
        entries = list(_entries(plans, commits, {commit.name for commit in told}, cache))
    except RevisionError:
        return NO_LOG
    limit = ""
    if shallow:
        first = say_day(datetime.fromtimestamp(commits[0].stamp, HERE).date())
        limit = f"Kho git ở nơi dựng trang được tải về thu gọn: nhật ký chỉ thấy những thay đổi sau ngày {first}."
    kept = [entry for entry in entries if entry.day <= as_of]
    return Log(entries=tuple(reversed(kept)), limit=limit)


def _is_tracked(plans: Path, cache: Path) -> bool:
    """Whether anything in a folder beside the data, or above it there, is part of the repository."""
    root = plans.parent
    if not cache.is_relative_to(root):
        return False
    return run_git(plans, "ls-files", "--", cache.relative_to(root).parts[0], what="").strip() != b""


def _is_shallow(plans: Path) -> bool:
    return run_git(plans, "rev-parse", "--is-shallow-repository", what="").strip() == b"true"


def _commits(plans: Path, revision: str) -> list[_Commit]:
    """Commits that touched the data, the earliest first."""
    listed = run_git(
        plans,
        *("log", "--first-parent", "--diff-merges=first-parent", "--raw", "--no-renames", "--no-abbrev", "--relative"),
        *("--format=commit %H %ct", "--end-of-options", revision, "--", f"{plans.name}/"),
        what=revision,
    )
    commits: list[_Commit] = []
    for line in listed.decode(errors="replace").splitlines():
        if line.startswith("commit "):
            _, name, stamp = line.split()
            commits.append(_Commit(name, int(stamp), {}))
        elif line.startswith(":") and commits:
            described, _, path = line.partition("\t")
            _, _, before, after, _ = described.split()
            commits[-1].changed[path.removeprefix(f"{plans.name}/")] = (_blob(before), _blob(after))
    return commits[::-1]


def _blob(name: str) -> str | None:
    return name if name.strip("0") else None


def _entries(plans: Path, commits: list[_Commit], told: set[str], cache: Path | None) -> Iterator[LogEntry]:
    """The entries of all commits, the earliest first. The tree is followed from the first commit on."""
    tree: Tree = {}
    used: set[Path | None] = set()
    program = program_digest().hex() if cache is not None else ""
    with blob_reader(plans) as read:
        for commit in commits:
            before = dict(tree)
            for path, (_, blob) in commit.changed.items():
                if blob is None:
                    tree.pop(path, None)
                else:
                    tree[path] = blob
            if commit.name in told:
                kept = cache / f"{_digest(program, commit)}.json" if cache is not None else None
                used.add(kept)
                yield from _kept(kept, lambda old=before, now=dict(tree), at=commit: _told(at, old, now, read))  # type: ignore[misc]
    for file in [*cache.glob("*.json")] if cache is not None else []:
        if file not in used:
            file.unlink(missing_ok=True)  # of an older program, or of commits that are no longer asked for


def _digest(program: str, commit: _Commit) -> str:
    return hashlib.sha256(f"{program} {commit.name} {sorted(commit.changed.items())}".encode()).hexdigest()[:32]


def _kept(file: Path | None, make: Callable[[], list[LogEntry]]) -> list[LogEntry]:
    """What was kept of a commit, or what it comes to, kept for the next time."""
    if file is not None and file.is_file():
        try:
            return [_from_json(item) for item in json.loads(file.read_text(encoding="utf-8"))]
        except (ValueError, TypeError, KeyError):
            file.unlink()
    entries = make()
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(f".{os.getpid()}")
        part.write_text(
            json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, default=str), encoding="utf-8"
        )
        part.replace(file)
    return entries


def _from_json(item: dict[str, Any]) -> LogEntry:
    lists = {name: tuple(item[name]) for name in ("sentences", "files")}
    return LogEntry(**(item | lists | {"moment": datetime.fromisoformat(item["moment"])}))


def _told(commit: _Commit, before: Tree, after: Tree, read: Callable[[str], bytes]) -> list[LogEntry]:
    """What the commit changed, record by record."""
    wanted = _wanted(commit.changed, before.keys() | after.keys())
    with TemporaryDirectory(prefix="congkhai-") as folder:
        states = [
            _state(tree, wanted, Path(folder) / name / "plans", read)
            for name, tree in (("old", before), ("new", after))
        ]
        findings = [finding for finding in compare(*states) if finding.subject.id not in UNTOLD]
        findings = [finding for finding in findings if finding.subject.kind is not Kind.SETTING]
    moment = datetime.fromtimestamp(commit.stamp, HERE)
    entries = [
        _entry(commit, moment, group)
        for _, group in grouped(finding for finding in findings if finding.subject.kind is not Kind.PROCEDURE)
    ]
    return [*_procedures(commit, moment, findings), *entries]


def _wanted(changed: Iterable[str], known: Iterable[str]) -> set[str]:
    """The files that must be read: those that changed, what lies beside them in a plan's folder, their agencies."""
    plans = {"/".join(path.split("/")[:3]) + "/" for path in changed if path.count("/") >= 3}
    agencies = {"/".join(path.split("/")[:2]) for path in changed if path.startswith("agencies/")}
    beside = {f"{agency}/{name}" for agency in agencies for name in ("agency.yml",)}
    procedures = [path for path in sorted(changed) if path.startswith("procedures/")]
    wanted = {path for path in known if any(path.startswith(plan) for plan in plans)}
    wanted |= {path for path in changed if not path.startswith("procedures/")} | set(procedures[:MOST_READ])
    return wanted | beside | set(CONTEXT)


def _state(tree: Tree, wanted: set[str], folder: Path, read: Callable[[str], bytes]) -> State:
    files = {path: blob for path, blob in tree.items() if path in wanted and ".." not in PurePosixPath(path).parts}
    folder.mkdir(parents=True)
    for path, blob in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(read(blob))
    loaded = load(folder)
    return State(name="", root=folder, catalogue=loaded.catalogue, problems=tuple(loaded.problems), files=files)


def _entry(commit: _Commit, moment: datetime, group: list[Finding]) -> LogEntry:
    subject = group[0].subject
    new = next((item for item in group if _is_record(item)), None)
    told = _joined(_counted([item for item in group if item is not new]))
    sentences = [_brief(new)] if new is not None else []
    sentences += [labelled(item) for item in sorted(told, key=_weight)]
    if len(sentences) > MOST_SENTENCES:
        left = len(sentences) - MOST_SENTENCES
        sentences = [*sentences[:MOST_SENTENCES], f"và {left} thay đổi nữa"]
    return LogEntry(
        commit=commit.name,
        moment=moment,
        kind=subject.kind.value,
        id=subject.id,
        title=subject.title,
        agency=subject.agency,
        sentences=tuple(sentences),
        files=(subject.file,),
        is_new=new is not None,
    )


def _is_record(finding: Finding) -> bool:
    """Whether it is the record itself that is new; a registry is only added to."""
    whole = not finding.where and not finding.what and finding.subject.kind is not Kind.REGISTRY
    return finding.effect is Effect.NEW and whole


def _joined(findings: list[Finding]) -> list[Finding]:
    """The findings, with several that only add to one place as one: the headings of a table, the lines of a list."""
    groups: dict[object, list[Finding]] = {}
    for item in findings:
        adds = item.effect is Effect.ADDED and item.before is None and bool(item.after) and not item.note
        groups.setdefault((item.where, item.what, item.basis) if adds else id(item), []).append(item)
    return [
        replace(group[0], after="; ".join(str(item.after) for item in group)) if len(group) > 1 else group[0]
        for group in groups.values()
    ]


def _counted(findings: list[Finding]) -> list[Finding]:
    """The findings, with many new entries of a registry as one."""
    new = [item for item in findings if item.effect is Effect.NEW and item.subject.kind is Kind.REGISTRY]
    if len(new) <= MOST_NEW:
        return findings
    named = "; ".join(item.where for item in new[:MOST_NEW])
    one = replace(new[0], where="", after=f"{len(new)} mục", note=f"{named} …")
    return [one, *(item for item in findings if item not in new)]


def _brief(new: Finding) -> str:
    return "Mới đăng" + (f": {new.note}" if new.note else "")


ORDER = list(Effect)


def _weight(finding: Finding) -> int:
    return ORDER.index(finding.effect)


def _procedures(commit: _Commit, moment: datetime, findings: list[Finding]) -> Iterator[LogEntry]:
    """Few procedures have an entry each; of many, one tells what was done to how many."""
    about = [finding for finding in findings if finding.subject.kind is Kind.PROCEDURE]
    groups = [group for _, group in grouped(about)]
    if len(groups) <= MOST_SINGLE:
        yield from (_entry(commit, moment, group) for group in groups)
        return
    new = [group for group in groups if group[0].effect is Effect.NEW and not group[0].what]
    rest = [group for group in groups if group not in new]
    if new:
        yield _many(commit, moment, new, f"{len(new)} thủ tục mới", ())
    if rest:
        counts: dict[str, int] = {}
        for words in sorted(words for group in rest for words in {_kind_of(item) for item in group}):
            counts[words] = counts.get(words, 0) + 1
        sentences = [
            f"{words}: {count} thủ tục" for words, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        ]
        yield _many(commit, moment, rest, f"{len(rest)} thủ tục thay đổi", tuple(sentences[:MOST_SENTENCES]))


def _kind_of(finding: Finding) -> str:
    """«thêm từ khóa», «đổi phí, lệ phí»."""
    verb = {Effect.ADDED: "thêm", Effect.REMOVED: "bỏ"}.get(finding.effect, "đổi")
    return f"{verb} {finding.what}" if finding.what else "bỏ khỏi danh mục" if verb == "bỏ" else "đổi"


def _many(
    commit: _Commit, moment: datetime, groups: list[list[Finding]], title: str, sentences: tuple[str, ...]
) -> LogEntry:
    return LogEntry(
        commit=commit.name,
        moment=moment,
        kind=Kind.PROCEDURE.value,
        id="",
        title=title,
        agency="",
        sentences=sentences,
        files=tuple(group[0].subject.file for group in groups),
        is_new=not sentences,
    )


def by_day(log: Log) -> Iterator[tuple[date, list[LogEntry]]]:
    """Entries day by day, the latest first."""
    for day, group in groupby(log.entries, key=lambda entry: entry.day):
        yield day, list(group)
