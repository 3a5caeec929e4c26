"""What became of the prose of a published plan: its head, articles, narrative, duties, titles, recipients, and its source."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from generator.changes.due import compare_due, has_days
from generator.changes.finding import Effect, Finding, Subject
from generator.changes.grounds import AMEND, Entry, Grounds
from generator.changes.matching import key_of, match, words_of
from generator.changes.records import say
from generator.changes.targets import compare_targets
from generator.changes.tasks import due_days, say_due
from generator.model import Duty, PartialDate, Plan, Section, Task
from generator.model.agency import actor_key
from generator.reading.catalogue import Catalogue
from generator.reading.problems import FieldPath
from generator.reading.sourcetext import SourceText, fold_text
from generator.reading.trace import plan_texts, trace_plan
from generator.text.vietnamese import fold
from generator.text.wording import say_day
from generator.tracking.commitments import say_value

LATEST_ISSUE = 120
"""Days into its period until which a plan's day of issue may be filled in unproved; a later one must be printed."""

PARTS = {
    "document": "Phần đầu văn bản",
    "articles": "Các điều",
    "narrative": "Phần lời",
    "recipients": "Nơi nhận",
    "columns": "Tiêu đề cột",
    "sections": "Tên mục",
}
"""Parts of a plan that are prose, with what a finding calls them."""


def compare_texts(subject: Subject, grounds: Grounds, after: Plan, base: Catalogue) -> Iterator[Finding]:
    """Every change outside the tasks."""
    yield from _head(subject, grounds, after)
    yield from _period(subject, grounds, after, base)
    yield from _prose(subject, grounds, after)
    yield from _duties(subject, grounds, after, base)
    old, new = ([item.target for item in plan.placed_targets() if item.task is None] for plan in (grounds.plan, after))
    yield from compare_targets(subject, grounds, old, new)


def _head(subject: Subject, grounds: Grounds, after: Plan) -> Iterator[Finding]:
    old, new = grounds.plan.document, after.document
    if fold_text(old.title).casefold() != fold_text(new.title).casefold():
        proved = grounds.source is not None and grounds.source.find_any_case(old.title) is None
        yield grounds.settle(
            _said(subject, "tên kế hoạch", "title", old.title, new.title), _entry("title"), proved=proved
        )
    if old.number != new.number:
        finding = _said(subject, "số, ký hiệu", "number", old.number, new.number)
        if old.number is None:
            yield replace(finding, effect=Effect.ADDED, commitment=False)
        else:
            yield grounds.settle(finding, _entry("number"), proved=grounds.proves(old.number, new.number))
    if old.issued != new.issued:
        yield _issued(subject, grounds, old.issued, new.issued)
    for name, label in (
        ("kind", "hình thức"),
        ("confirmed", "đã đối chiếu với bản ký"),
        ("short_title", "tên gọn"),
        ("implements", "thực hiện"),
        ("supersedes", "thay thế"),
    ):
        if getattr(old, name) != getattr(new, name):
            was, now = say(getattr(old, name)), say(getattr(new, name))
            yield replace(_said(subject, label, name, was, now), effect=Effect.DETAIL, commitment=False)


def _issued(subject: Subject, grounds: Grounds, old: PartialDate | None, new: PartialDate | None) -> Finding:
    """The day of issue may be filled in; another day must be the one that the source prints."""
    was, now = (day.isoformat() if day else None for day in (old, new))
    finding = _said(subject, "ngày ban hành", "issued", was, now)
    filled = new is not None and old is not None and new.isoformat().startswith(old.isoformat() + "-")
    if filled or (old is None and new is not None and _is_early(new, grounds.plan)):
        return replace(finding, effect=Effect.ADDED, commitment=False)
    proved = (
        new is not None
        and _prints_day(grounds.source, new)
        and not (old is not None and _prints_day(grounds.source, old))
    )
    return grounds.settle(finding, _entry("issued"), proved=proved)


def _is_early(day: PartialDate, plan: Plan) -> bool:
    """Whether a day of issue that is filled in is an ordinary one: a round that would have been due before the plan was
    issued is no round of it, so that a late day would drop most of them.
    """
    return day.first_day() <= plan.period.first + timedelta(days=LATEST_ISSUE)


def _prints_day(source: SourceText | None, day: PartialDate) -> bool:
    if source is None:
        return False
    number = rf"ngay\s+0?{day.day}\s+" if day.day else ""
    month = rf"thang\s+0?{day.month}\s+" if day.month else ""
    text = fold(source.original)
    spelled = re.search(rf"(?<!\w){number}{month}nam\s+{day.year}(?!\w)", text)
    return spelled is not None or re.search(rf"(?<![\d/])0?{day.day}/0?{day.month}/{day.year}(?!\d)", text) is not None


def _period(subject: Subject, grounds: Grounds, after: Plan, base: Catalogue) -> Iterator[Finding]:
    """The period says which year a printed day means: another one moves every deadline that prints no year."""
    old, new = grounds.plan.period, after.period
    if old == new:
        return
    was, now = (f"{say_day(period.first)} – {say_day(period.last)}" for period in (old, new))
    moved = _moved_by(grounds.plan, after, base)
    finding = replace(
        _said(subject, "kỳ kế hoạch", "", was, now), path=("period",), effect=Effect.WEAKER if moved else Effect.CHANGED
    )
    finding = replace(finding, note=f"{moved} thời hạn lùi" if moved else "")
    printed = f"{grounds.plan.document.title} {grounds.plan.document.subject or ''}"
    years = [{period.first.year, period.last.year} for period in (old, new)]
    proved = all(re.search(rf"(?<!\d){year}(?!\d)", printed) for year in years[1] - years[0]) and not any(
        re.search(rf"(?<!\d){year}(?!\d)", printed) for year in years[0] - years[1]
    )
    yield grounds.settle(finding, _entry("period"), proved=proved and years[0] != years[1])


def _moved_by(before: Plan, after: Plan, base: Catalogue) -> int:
    """How many outcomes the new period alone makes later."""
    old, new = due_days(before, base), due_days(replace(before, period=after.period), base)
    pairs = ((due, new[name].get(outcome)) for name, dues in old.items() for outcome, due in dues.items())
    return sum(compare_due(*pair).effect not in (None, Effect.STRONGER) for pair in pairs)


def _prose(subject: Subject, grounds: Grounds, after: Plan) -> Iterator[Finding]:
    old, new = _by_part(grounds.plan), _by_part(after)
    for part, words in PARTS.items():
        before, now = old.get(part, []), new.get(part, [])
        old_keys, new_keys = ([words_of(text) for _, text in texts] for texts in (before, now))
        for tag, a, b, c, d in difflib.SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_opcodes():
            if tag != "equal":
                yield from _passage(subject, grounds, (part, words), before[a:b], now[c:d])


def _by_part(plan: Plan) -> dict[str, list[tuple[FieldPath, str]]]:
    found: dict[str, list[tuple[FieldPath, str]]] = {}
    for path, text in plan_texts(plan):
        if path[0] in PARTS and path[-1] != "label":
            found.setdefault(str(path[0]), []).append((path, text))
    return found


def _passage(
    subject: Subject,
    grounds: Grounds,
    part: tuple[str, str],
    before: list[tuple[FieldPath, str]],
    after: list[tuple[FieldPath, str]],
) -> Iterator[Finding]:
    """Passages put in place of others, pair by pair; what is left over came or went."""
    matched = match(before, after, lambda item: item[0], lambda item: item[1])
    for (_, old), (path, new) in matched.pairs:
        finding = _prose_finding(subject, part, Effect.CHANGED, path, old, new)
        yield grounds.settle(finding, _entry(part[0]), proved=grounds.proves(old, new))
    for path, new in matched.added:
        yield replace(_prose_finding(subject, part, Effect.ADDED, path, None, new), commitment=False)
    for path, old in matched.removed:
        in_source = grounds.source is not None and grounds.source.find(old) is not None
        finding = _prose_finding(subject, part, Effect.REMOVED, path, old, None)
        yield grounds.settle(finding, _entry(part[0]), proved=not in_source)


def _prose_finding(
    subject: Subject, part: tuple[str, str], effect: Effect, path: FieldPath, before: str | None, after: str | None
) -> Finding:
    return Finding(
        subject=subject, effect=effect, where=part[1], before=before, after=after, path=path, commitment=True
    )


def _duties(subject: Subject, grounds: Grounds, after: Plan, base: Catalogue) -> Iterator[Finding]:
    matched = match(grounds.plan.duties, after.duties, lambda item: (item.article, item.no), lambda item: item.text)
    for old, new in matched.pairs:
        yield from _duty(subject, grounds, (old, new), after, base)
    for item in matched.added:
        yield Finding(
            subject=subject, effect=Effect.ADDED, where="Tổ chức thực hiện", after=item.text, path=("duties",)
        )
    for item in matched.removed:
        yield Finding(
            subject=subject,
            effect=Effect.REMOVED,
            where="Tổ chức thực hiện",
            before=item.text,
            path=("duties",),
            commitment=True,
            refused=f"giữ phân công này như văn bản đã ban hành; {AMEND} và «text» nêu phần được sửa",
        )


def _duty(
    subject: Subject, grounds: Grounds, pair: tuple[Duty, Duty], after: Plan, base: Catalogue
) -> Iterator[Finding]:
    old, new = pair
    whole = Finding(
        subject=subject,
        effect=Effect.CHANGED,
        where="Tổ chức thực hiện",
        path=("duties", after.duties.index(new)),
        commitment=True,
    )
    if words_of(old.text) != words_of(new.text):
        finding = replace(whole, what="phân công", before=old.text, after=new.text)
        yield grounds.settle(finding, _entry("duties"), proved=grounds.proves(old.text, new.text))
    if list(map(actor_key, old.agency)) != list(map(actor_key, new.agency)):
        finding = replace(whole, what="ai làm", before=say_value(old.agency), after=say_value(new.agency))
        kept = set(map(actor_key, old.agency)) <= set(map(actor_key, new.agency))
        if kept:
            yield replace(finding, effect=Effect.ADDED, commitment=False)
        else:
            proved = grounds.proves_list(old.agency, new.agency)
            yield grounds.settle(finding, _entry("duties"), proved=proved)
    if old.deadline != new.deadline:
        yield from _duty_deadline(whole, grounds, pair, base)


def _duty_deadline(whole: Finding, grounds: Grounds, pair: tuple[Duty, Duty], base: Catalogue) -> Iterator[Finding]:
    old, new = pair
    dues = [_due_of(grounds.plan, duty, base) for duty in pair]
    moved = compare_due(dues[0], dues[1])
    was, now = say_value(old.deadline), say_value(new.deadline)
    if moved.effect is None and words_of(was) == words_of(now):
        return
    if was == now:
        was, now = say_due(dues[0]) or was, say_due(dues[1]) or now
    finding = replace(
        whole, what="thời hạn", before=was, after=now, note=moved.note, effect=moved.effect or Effect.CHANGED
    )
    if moved.effect is Effect.STRONGER or (old.deadline is None and not has_days(dues[0])):
        yield finding
    else:
        rule = old.deadline.rule if old.deadline else ()
        ruled = new.deadline is not None and new.deadline.rule and new.deadline.rule != rule
        yield grounds.settle(finding, _entry("duties"), proved=not ruled and was != now and grounds.proves(was, now))


def _due_of(plan: Plan, duty: Duty, base: Catalogue):  # type: ignore[no-untyped-def]
    """A duty's due days, read as a task's would be: by its own deadline, else by a day in its words."""
    task = Task(no="0", content="-" if duty.deadline else duty.text, deadline=duty.deadline)
    alone = replace(plan, sections=(Section(no="0", tasks=(task,)),), targets=())
    return next(iter(due_days(alone, base).values()))[1]


def compare_source(
    subject: Subject, grounds: Grounds, before: Catalogue, after: Catalogue, file: str
) -> Iterator[Finding]:
    """The issued text itself changed: it needs its reason, and the lines that hold commitments stay as they were."""
    plan = grounds.plan
    states = [(each.sources.get(plan.id), each.raw_sources.get(plan.id)) for each in (before, after)]
    texts = [[source.original if source else None for source in state] for state in states]
    old, new = states[0][0], states[1][0]
    if texts[0] == texts[1] or old is None:
        return
    finding = Finding(
        subject=subject,
        effect=Effect.CHANGED,
        where="Văn bản nguồn",
        note=_lines_changed(old, new),
        file=file,
        commitment=True,
    )
    if new is None:
        yield replace(finding, refused="khôi phục tệp văn bản nguồn: nó là căn cứ để đối chiếu kế hoạch đã đăng")
        return
    touched = _touched(plan, old, new)
    if touched:
        lost = f"những dòng chứa {', '.join(touched[:5])}{' …' if len(touched) > 5 else ''} không được đổi"
        yield replace(
            finding, refused=f"{lost}; {AMEND}. Nếu tệp nguồn chép nhầm, để người giữ kho đối chiếu với bản ký rồi sửa"
        )
        return
    entry = Entry(fields=("source", "sha256", "file", "restored"))
    told = next(
        (pair for pair in grounds.entries if not pair[1].task and not pair[1].target and pair[1].field in entry.fields),
        None,
    )
    if told is None:
        why = "nêu lý do: thêm vào corrections/<ngày>.yml một mục «field: sha256» (before, after là mã cũ, mã mới) và «reason»"
        yield replace(finding, refused=why)
    else:
        yield replace(
            finding, effect=Effect.CORRECTED, basis=f"đính chính ngày {say_day(told[0].day)}: {told[1].reason}"
        )


def _lines_changed(old: SourceText, new: SourceText | None) -> str:
    if new is None:
        return "không còn"
    if [line.rstrip("\r") for line in old.lines] == [line.rstrip("\r") for line in new.lines]:
        return "chỉ khác dấu xuống dòng (CRLF); lưu lại bằng dấu xuống dòng LF"
    kept = set(old.lines)
    return f"{sum(line not in kept for line in new.lines)} dòng mới hoặc đổi"


def _touched(plan: Plan, old: SourceText, new: SourceText) -> list[str]:
    """What the plan promises on lines that no longer stand in the source as they did, but for spaces and signs.

    The lines of one promise stay together, and no second row says the same: else the next change could call a line that
    this one smuggles in to witness.
    """
    lines = "\n".join(["", *map(key_of, new.lines), ""])
    held = [(f"nhiệm vụ {name}", place.lines) for name, place in trace_plan(plan, old).tasks.items()]
    for path, text in plan_texts(plan):
        spans = old.find(text)
        if spans is not None and path[0] not in ("recipients", "document"):
            words = {"duties": "phần tổ chức thực hiện", "targets": "chỉ tiêu"}.get(
                str(path[0]), "phần lời của kế hoạch"
            )
            held.append((words, old.place(spans).lines))
    gone = [
        words
        for words, places in held
        if "\n".join(["", *map(key_of, old.lines[places[0][0] - 1 : places[-1][1]]), ""]) not in lines
    ]
    gone += [
        f"nhiệm vụ {item.id}"
        for item in plan.placed_tasks()
        if len(new.find_all(item.task.content, 1000)) > len(old.find_all(item.task.content, 1000))
    ]
    return list(dict.fromkeys(gone))


def _entry(field: str) -> Entry:
    return Entry(fields=(field,))


def _said(subject: Subject, label: str, field: str, before: str | None, after: str | None) -> Finding:
    return Finding(
        subject=subject,
        effect=Effect.CHANGED,
        what=label,
        before=before,
        after=after,
        path=("document", field),
        commitment=True,
    )
