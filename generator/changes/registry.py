"""What became of the shared vocabularies; what in them can move a promise is judged like the promise itself."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from generator.changes.due import compare_due
from generator.changes.finding import Effect, Finding, Kind, Subject
from generator.changes.matching import key_of
from generator.changes.records import compare_fields, say
from generator.changes.tasks import due_days
from generator.model import WorkdaySwap
from generator.reading.catalogue import Catalogue
from generator.reading.tree import LEGAL_DOCUMENTS
from generator.text.citations import find_numbers
from generator.text.wording import say_day

HOLIDAYS = "registry/holidays.yml"

TABLES = (
    ("legal_documents", "Văn bản", str(LEGAL_DOCUMENTS)),
    ("metrics", "Chỉ số", "registry/metrics.yml"),
    ("fields", "Lĩnh vực", "registry/fields.yml"),
)


def compare_registries(states: tuple[Catalogue, Catalogue]) -> Iterator[Finding]:
    """Every change of a shared vocabulary."""
    for attribute, word, file in TABLES:
        old, new = (getattr(state, attribute) for state in states)
        subject = Subject(kind=Kind.REGISTRY, id=attribute, title=f"{word} dùng chung", file=file)
        for name in sorted(old.keys() | new.keys()):
            where = f"{word} {_called(new.get(name) or old.get(name), name)}"
            yield from _record(subject, where, old.get(name), new.get(name), states[0])
    if states[0].search_words != states[1].search_words:
        subject = Subject(kind=Kind.REGISTRY, id="search_words", title="Từ tìm kiếm", file="registry/search-words.yml")
        counts = " → ".join(str(len(state.search_words)) for state in states)
        yield Finding(subject=subject, effect=Effect.DETAIL, note=f"{counts} từ")
    yield from _swaps(states)


def _called(record: Any, name: str) -> str:
    """A document by its number, anything else by its name."""
    return getattr(record, "number", None) or getattr(record, "name", None) or name


def _record(subject: Subject, where: str, old: Any, new: Any, before: Catalogue) -> Iterator[Finding]:
    whole = Finding(subject=subject, effect=Effect.CHANGED, where=where)
    if old is None or new is None:
        effect = Effect.NEW if old is None else Effect.REMOVED
        named = _called(old or new, "")
        names = [say(item.name) if item is not None and item.name != named else None for item in (old, new)]
        yield replace(whole, effect=effect, before=names[0], after=names[1])
        return
    for finding in compare_fields(whole, old, new, skipped={"id"}):
        defines = finding.path[-1] in ("better", "unit") or (
            finding.path[-1] == "definition" and key_of(old.definition) != key_of(new.definition)
        )
        used = subject.id == "metrics" and defines and _measured(old.id, before)
        if used:
            why = (
                f"chỉ tiêu đã đăng ({used}) dùng chỉ số này: giữ «better», «unit», «definition»; cách hiểu khác thì thêm "
                "một chỉ số mới với «id» mới"
            )
            finding = replace(finding, refused=why)
        yield finding


def _measured(metric: str, catalogue: Catalogue) -> str:
    """A published target of the metric, by its plan and id."""
    for plan in catalogue.plans.values():
        for item in plan.placed_targets():
            if item.target.metric == metric:
                return f"{plan.id} {item.target.id}"
    return ""


def _swaps(states: tuple[Catalogue, Catalogue]) -> Iterator[Finding]:
    """Working days exchanged: a new exchange names its document; an old one that goes may not put off a due day."""
    old, new = (state.swaps for state in states)
    if set(old) == set(new):
        return
    subject = Subject(kind=Kind.REGISTRY, id="holidays", title="Hoán đổi ngày làm việc", file=HOLIDAYS)
    later = _later(states)
    note = f"{len(later)} thời hạn đã đăng lùi" if later else ""
    gone = [swap for swap in old if swap not in new]
    for swap in gone:
        refused = (
            "giữ mục hoán đổi đã đăng: bỏ hay sửa nó làm thời hạn đã đăng lùi; hoán đổi mới là một mục mới, có văn bản"
            if later
            else ""
        )
        yield Finding(subject=subject, effect=Effect.REMOVED, before=_words(swap), note=note, refused=refused)
    for swap in new:
        if swap not in old:
            named = list(find_numbers(swap.document))
            refused = "ghi «document» là số, ký hiệu của văn bản cho hoán đổi" if later and not named else ""
            refused = "sửa mục hoán đổi đã đăng làm thời hạn lùi: giữ mục cũ" if later and gone else refused
            yield Finding(subject=subject, effect=Effect.NEW, after=_words(swap), note=note, refused=refused)


def _words(swap: WorkdaySwap) -> str:
    return f"nghỉ {say_day(swap.off)}, làm bù {say_day(swap.worked)} ({swap.document})"


def _later(states: tuple[Catalogue, Catalogue]) -> list[tuple[str, str]]:
    """Published outcomes that the new calendar alone makes later."""
    found: list[tuple[str, str]] = []
    for plan in states[0].plans.values():
        old, new = due_days(plan, states[0]), due_days(plan, states[1])
        for name, dues in old.items():
            for outcome, due in dues.items():
                if compare_due(due, new[name].get(outcome)).effect not in (None, Effect.STRONGER):
                    found.append((plan.id, name))
    return found
