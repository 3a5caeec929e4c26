"""Forms that write a file for a plan: a report, an amendment, a correction, an event. ``/tham-gia/bao-cao/<plan>/`` and its kin.

What a form asks is what the records declare: labels, helps and choices come from :mod:`generator.model`. A script turns the
answers into the file; without one the page shows the same file to copy and where to put it. No server of ours takes part.
"""

import json
import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar

from generator.addresses import PARTICIPATE, READINGS, form_address, plan_address
from generator.check.figures import COUNTS, figures_of
from generator.check.reports import begin_of, periods_of
from generator.deadlines import our_reading
from generator.model import Plan, Target, Task
from generator.model.fields import Choice, is_required, label_of
from generator.model.report import (
    Amendment,
    CorrectedField,
    Correction,
    Event,
    OccurrenceReport,
    PeriodKind,
    Report,
    TargetChange,
    TargetReport,
    TaskChange,
    TaskReport,
    UnitCounts,
)
from generator.pages.parts.page import Later, Link, Page, shortened
from generator.reading.catalogue import Catalogue
from generator.reading.modeline import modeline, with_modeline
from generator.reading.quoting import quoted
from generator.reading.shape import file_fields, inner_class
from generator.text.numbers import write_number
from generator.text.wording import say_day, say_target, sentence
from generator.tracking.linked import Linked
from generator.tracking.progress import DueProgress, TargetProgress, Turn
from generator.tracking.status import CANCELLED, DONE

LONGEST_ADDRESS = 8000
"""Characters of an address that GitHub's servers and every browser take; a longer one is answered with «414»."""

SPARE = 3
"""Empty places of a form for what has no list to choose from: tasks to add, fields to correct."""

_LONG = ("note", "text", "reason", "content", "before", "after", "confirmed")


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list. ``first`` and ``last`` are the days of a period."""

    value: str
    label: str
    first: str = ""
    last: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that a form asks: a key of the record with its Vietnamese words."""

    key: str
    label: str
    help: str
    kind: str
    """``text``, ``long``, ``list``, ``day``, ``choice``, ``number``, ``count`` or ``truth``."""
    required: bool = False
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What a form asks about one task, target, unit or correction; written only where something is answered."""

    list: str
    name: str
    anchor: str
    fields: tuple[Field, ...]
    fixed: str = "{}"
    """What the entry holds in any case, as JSON: which task it is about."""
    title: str = ""
    words: tuple[str, ...] = ()
    groups: tuple["Group", ...] = ()
    unit: str = ""
    comparator: str = ""
    limit: str = ""
    last: str = ""
    """What was reported last, as JSON."""


@dataclass(frozen=True, slots=True)
class Part:
    """Groups under one heading; a folded one is opened only where there is something to say."""

    title: str
    help: str
    groups: tuple[Group, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """Context of ``pages/participate.html``."""

    template: ClassVar[str] = "participate.html"
    key: str
    heading: str
    lead: str
    plan: Link
    fields: tuple[Field, ...]
    parts: tuple[Part, ...]
    folder: str
    """Where the file belongs in the repository."""
    repo: str
    """The repository on GitHub; empty where there is none."""
    limit: int
    taken: str
    """Names of the files that exist, without their endings."""
    begin: str
    existing: str
    """The file that the new lines are added to; empty where a file of its own is made."""
    blank: str
    """The file to copy where no script runs."""
    modeline: str
    """The first line of a new file, which leads an editor to its schema; empty where the repository has none."""
    others: tuple[Link, ...]
    deadlines: str = ""
    """Where the page tells how deadlines are read; empty in a form that asks for none."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the data lies: the repository's address and the folder of ``plans/`` in it."""

    repo: str = ""
    folder: str = "plans"
    plans: Path | None = None
    """The folder on this machine."""

    @property
    def github(self) -> str:
        """The repository's address where it is one on GitHub."""
        return self.repo.rstrip("/") if self.repo.startswith("https://github.com/") else ""


def participate_pages(linked: Linked, place: Place) -> Iterator[Page]:
    """Four forms for every plan."""
    for plan in linked.plans():
        for key, heading in HEADINGS.items():
            yield Page(
                address=form_address(key, plan.id),
                section="tham-gia",
                title=f"{heading}: {plan.document.title}",
                description=shortened(LEADS[key]),
                context=Later(
                    FormPage.template,
                    partial(_form, key, linked, plan, place),
                    partial(_made_from, linked, place, _file(key, plan)),
                ),
                crumbs=(Link("Tham gia", PARTICIPATE), Link("Kế hoạch", plan_address(plan.id))),
            )


def _form(key: str, linked: Linked, plan: Plan, place: Place) -> FormPage:
    make = {"report": _report, "amendment": _amendment, "correction": _correction, "event": _event}[key]
    context = make(linked, plan, place)
    return replace(context, blank=blank_file(context), others=tuple(_others(key, plan)))


def _made_from(linked: Linked, place: Place, file: PurePosixPath) -> str:
    """What is said of plans, where the data lies, and whether a schema of the file lies there too."""
    return f"{linked.of_plans} {place!r} {_modeline(place, file)}"


HEADINGS = {
    "report": "Gửi báo cáo",
    "amendment": "Ghi văn bản điều chỉnh",
    "correction": "Đính chính",
    "event": "Ghi một sự kiện",
}

LEADS = {
    "report": "Điền những việc, chỉ tiêu có tin mới; mục để trống là không báo cáo. Trang viết tệp, kiểm con số, rồi mở GitHub "
    "để bạn gửi bằng tài khoản của mình.",
    "amendment": "Ghi những gì văn bản sau thay đổi: việc bỏ, việc lùi hạn, chỉ tiêu đổi mức, việc thêm. Kế hoạch đã ban hành "
    "giữ nguyên, điều đã đổi vẫn hiện.",
    "correction": "Ghi vì sao một chỗ đã đăng nay đọc khác. Tệp này đi cùng lần sửa chính chỗ ấy, trong một đề nghị thay đổi.",
    "event": "Ghi việc đã xảy ra mà một thời hạn tính từ đó: nhận phản ánh, quyết định được công bố, kế hoạch cấp trên ban "
    "hành.",
}


def _others(key: str, plan: Plan) -> Iterator[Link]:
    for other, heading in HEADINGS.items():
        if other != key:
            yield Link(heading, form_address(other, plan.id))


def _page(key: str, plan: Plan, place: Place, **said: Any) -> FormPage:
    file = _file(key, plan)
    return FormPage(
        key=key,
        heading=HEADINGS[key],
        lead=LEADS[key],
        plan=Link(plan.document.title, plan_address(plan.id)),
        folder=f"{place.folder}/{file.parent}",
        repo=place.github,
        limit=LONGEST_ADDRESS,
        modeline=_modeline(place, file),
        begin=begin_of(plan).isoformat(),
        blank="",
        others=(),
        **{"taken": "", "existing": ""} | said,
    )


_FILES = {
    "event": "events.yml",
    "report": "reports/a.yml",
    "amendment": "amendments/a.yml",
    "correction": "corrections/a.yml",
}
"""Where a file of each kind lies beside its plan; only the events have a name of their own."""


def _file(key: str, plan: Plan) -> PurePosixPath:
    """The file that a form writes, under ``plans/``."""
    return PurePosixPath("agencies", plan.id, _FILES[key])


def _modeline(place: Place, path: PurePosixPath) -> str:
    return modeline(place.plans, path) if place.plans else ""


# --- fields from the records


def fields_of(kind: type, leave: Iterable[str] = ()) -> tuple[Field, ...]:
    """What a form asks of a record: every key but those it knows, in the order of the record."""
    known = set(leave)
    return tuple(item for item in _asked(kind) if item.key not in known)


@cache
def _asked(kind: type) -> tuple[Field, ...]:
    """What a form may ask of a record."""
    hints = typing.get_type_hints(kind)
    return tuple(
        Field(
            key=key,
            label=label_of(item),
            help=item.metadata["help"],
            kind=_kind(key, hints[item.name]),
            required=is_required(item),
            options=_options(inner_class(hints[item.name])),
        )
        for key, item in file_fields(kind).items()
    )


def _kind(key: str, hint: Any) -> str:
    inner = inner_class(hint)
    if typing.get_origin(hint) is tuple:
        return "list"
    if isinstance(inner, type) and issubclass(inner, Choice):
        return "choice"
    simple = {date: "day", Decimal: "number", int: "count", bool: "truth"}
    return simple.get(inner, "long" if key in _LONG else "text")


def _options(inner: Any) -> tuple[Option, ...]:
    if isinstance(inner, type) and issubclass(inner, Choice):
        return tuple(Option(member.value, member.label) for member in inner)
    return ()


def _json(**known: Any) -> str:
    return json.dumps({key: item for key, item in known.items() if item is not None}, ensure_ascii=False)


def _quoted(**known: Any) -> str:
    """Fixed keys with values that are YAML already: a number bare, anything else in quotes."""
    return _json(
        **{
            key: str(item) if isinstance(item, int) else json.dumps(str(item), ensure_ascii=False)
            for key, item in known.items()
            if item is not None
        }
    )


# --- a report


def _report(linked: Linked, plan: Plan, place: Place) -> FormPage:
    progress = linked.progress[plan.id]
    tasks = tuple(group for item in progress.dues if (group := _task_group(item, progress.as_of)) is not None)
    targets = tuple(_target_group(item) for item in progress.targets if item.commitment.cancelled is None)
    units = tuple(_unit_groups(linked.catalogue, plan))
    fields = fields_of(Report, ("period", "tasks", "targets", "counts"))
    period = Field(
        key="period",
        label="kỳ báo cáo",
        help="Báo cáo nói về những ngày nào",
        kind="choice",
        required=True,
        options=_periods(plan, progress.as_of),
    )
    return _page(
        "report", plan, place,
        fields=(period, *fields),
        parts=(
            Part("Nhiệm vụ còn mở", "Mở việc có tin mới; việc đã báo cáo xong và việc đã bỏ không có ở đây.", tasks, folded=True),
            Part(
                "Chỉ tiêu",
                "Có tử số và mẫu số thì ghi hai số ấy, trang tự tính tỷ lệ. Số đếm viết liền: 1650.",
                targets,
                folded=True,
            ),
            Part("Số liệu của từng đơn vị", "Chỉ ghi số, không ghi tên người.", units, folded=True),
        ),
        taken=" ".join(report.file for report in linked.catalogue.reports.get(plan.id, ())),
    )  # fmt: skip


def _periods(plan: Plan, as_of: date) -> tuple[Option, ...]:
    """Periods of the plan that have begun, the quarter that ended last chosen."""
    begun = [period for period in periods_of(plan) if period.first <= as_of] or list(periods_of(plan))
    ended = [period for period in begun if period.kind is PeriodKind.QUARTER and period.last <= as_of]
    chosen = ended[-1] if ended else begun[0]
    return tuple(
        Option(str(period), sentence(period.label), period.first.isoformat(), period.last.isoformat(), period == chosen)
        for period in sorted(begun, key=lambda period: (list(PeriodKind).index(period.kind) != 1, period))
    )


def _task_group(item: DueProgress, as_of: date) -> Group | None:
    open_turns = [turn for turn in item.turns if turn.status.state not in DONE and turn.status.state is not CANCELLED]
    if not open_turns:
        return None
    task, due = item.due.task, item.due
    result = task.task.results()[due.outcome - 1]
    several = len(task.task.results()) > 1
    named = [turn for turn in open_turns if _is_named(turn, item) and (turn.due is None or turn.due <= as_of)]
    readings = " | ".join(our_reading(part) for part in due.parts)
    deadline = f"Thời hạn: {due.text}" + (f" (đọc là: {readings})" if readings else "") if due.text else ""
    anchor = f"v-{task.id}-{due.outcome}"
    known = ("task", "outcome", "occurrences")
    return Group(
        list="tasks",
        name=f"nhiệm vụ {task.id}" + (f", kết quả {due.outcome}" if several else ""),
        title=f"{task.id}. {task.task.content}",
        words=tuple(filter(None, (f"Sản phẩm: {result.product}" if result.product else "", deadline))),
        anchor=anchor,
        fixed=_quoted(task=task.id, outcome=due.outcome if several else None),
        fields=fields_of(TaskReport, (*known, "declared", "date", "evidence") if named else known),
        groups=tuple(_turn_group(turn, task.id, f"{anchor}-{at}") for at, turn in enumerate(named)),
    )


def _is_named(turn: Turn, item: DueProgress) -> bool:
    return turn.event is not None or len(item.turns) > 1


def _turn_group(turn: Turn, task: str, anchor: str) -> Group:
    title = f"Kỳ {turn.label}" if turn.event is None else f"Sự kiện: {turn.label}"
    return Group(
        list="occurrences",
        name=f"nhiệm vụ {task}, {title.lower()}",
        title=title,
        anchor=anchor,
        fixed=_quoted(event=turn.event) if turn.event is not None else _quoted(due=turn.due),
        fields=fields_of(OccurrenceReport, ("due", "event", "note")),
    )


def _target_group(item: TargetProgress) -> Group:
    target: Target = item.commitment.current.target
    last = figures_of(item.reported[-1].entry) if item.reported else None
    words = [say_target(target), target.scope or ""]
    if last is not None:
        said = (
            f"{last.numerator:f}/{last.denominator:f}"
            if last.numerator is not None and last.denominator is not None
            else f"{last.value}"
        )
        words.append(f"Báo cáo trước, ngày {say_day(item.reported[-1].day)}: {said}")
    return Group(
        list="targets",
        name=f"chỉ tiêu {target.id}",
        title=f"{target.id}. {target.label}",
        words=tuple(filter(None, words)),
        anchor=f"c-{target.id}",
        fixed=_quoted(target=target.id),
        fields=fields_of(TargetReport, ("target", "reason")),
        unit=target.unit,
        comparator=target.comparator.value if target.comparator else "",
        limit=write_number(target.value),
        last=_json(
            **{
                key: write_number(number)
                for key in ("numerator", "denominator", "value")
                if (number := getattr(last, key)) is not None
            }
        )
        if last
        else "",
    )


def _unit_groups(catalogue: Catalogue, plan: Plan) -> Iterator[Group]:
    agency = catalogue.agencies.get(plan.agency)
    before = [item for report in catalogue.reports.get(plan.id, ()) for item in report.counts]
    for at, unit in enumerate(unit for unit in (agency.units if agency else ()) if unit.agency is None):
        last = next((item for item in reversed(before) if item.unit == unit.name), None)
        yield Group(
            list="counts",
            name=unit.name,
            title=unit.name,
            anchor=f"d-{at + 1}",
            fixed=_quoted(unit=unit.name),
            fields=fields_of(UnitCounts, ("unit",)),
            last=_json(**{key: getattr(last, key) for key in COUNTS}) if last else "",
        )


# --- an amendment, a correction, an event


def _amendment(linked: Linked, plan: Plan, place: Place) -> FormPage:
    commitments = linked.commitments[plan.id]
    tasks = tuple(
        _change_group(item.id, item.current.task.content, len(item.current.task.results()))
        for item in commitments.tasks
        if not item.cancelled
    )
    targets = tuple(
        Group(
            list="targets", name=f"chỉ tiêu {item.id}", title=f"{item.id}. {item.current.target.label}",
            words=(say_target(item.current.target),),
            anchor=f"c-{item.id}", fixed=_quoted(target=item.id), fields=fields_of(TargetChange, ("target",)),
        )
        for item in commitments.targets
        if not item.cancelled
    )  # fmt: skip
    sections = tuple(
        Option(section.no, f"{section.no} {section.title or ''}".strip()) for section in plan.sections if section.no
    )
    added = tuple(_added_group(at + 1, sections) for at in range(SPARE))
    return _page(
        "amendment", plan, place,
        fields=fields_of(Amendment, ("tasks", "targets", "added", "added_targets")),
        parts=(
            Part("Nhiệm vụ được điều chỉnh", "Mở nhiệm vụ mà văn bản nhắc đến; các việc khác để nguyên.", tasks, folded=True),
            Part("Chỉ tiêu được điều chỉnh", "Mở chỉ tiêu mà văn bản nhắc đến.", targets, folded=True),
            Part("Nhiệm vụ thêm mới", "Nguyên văn như văn bản in.", added, folded=True),
        ),
        taken=" ".join(item.file for item in linked.catalogue.amendments.get(plan.id, ())),
        deadlines=READINGS,
    )  # fmt: skip


def _change_group(task: str, content: str, outcomes: int) -> Group:
    leave = ("task",) if outcomes > 1 else ("task", "outcome")
    return Group(
        list="tasks",
        name=f"nhiệm vụ {task}",
        title=f"{task}. {content}",
        anchor=f"v-{task}",
        fixed=_quoted(task=task),
        fields=fields_of(TaskChange, leave),
    )


def _added_group(number: int, sections: tuple[Option, ...]) -> Group:
    wanted = ("content", "lead", "coordinating", "product", "deadline")
    inner = Group(
        list="task",
        name=f"nhiệm vụ thêm {number}",
        anchor=f"t-{number}-v",
        fields=tuple(
            replace(field, required=field.key == "content") for field in fields_of(Task) if field.key in wanted
        ),
    )
    section = Field(key="section", label="mục", help="Mục nhận thêm nhiệm vụ", kind="choice", options=sections)
    return Group(
        list="added",
        name=f"nhiệm vụ thêm {number}",
        title=f"Nhiệm vụ thêm thứ {number}",
        anchor=f"t-{number}",
        fields=(section,) if sections else (),
        groups=(inner,),
    )


def _correction(linked: Linked, plan: Plan, place: Place) -> FormPage:
    commitments = linked.commitments[plan.id]
    choices = {
        "report": tuple(
            Option(str(report.period), sentence(report.period.label))
            for report in linked.catalogue.reports.get(plan.id, ())
        ),
        "task": tuple(
            Option(item.id, f"{item.id}. {shortened(item.current.task.content, 70)}") for item in commitments.tasks
        ),
        "target": tuple(
            Option(item.id, f"{item.id}. {shortened(item.current.target.label, 70)}") for item in commitments.targets
        ),
    }
    fields = tuple(
        replace(field, kind="choice", options=choices[field.key]) if field.key in choices else field
        for field in fields_of(CorrectedField)
        if choices.get(field.key, True)
    )
    groups = tuple(
        Group(list="corrections", name=f"chỗ sửa {at}", title=f"Chỗ sửa thứ {at}", anchor=f"s-{at}", fields=fields)
        for at in range(1, SPARE + 1)
    )
    return _page(
        "correction", plan, place,
        fields=fields_of(Correction, ("corrections",)),
        parts=(Part("Những chỗ được sửa", "Mỗi trường một mục.", groups),),
        taken=" ".join(item.file for item in linked.catalogue.corrections.get(plan.id, ())),
    )  # fmt: skip


def _event(linked: Linked, plan: Plan, place: Place) -> FormPage:
    tasks = tuple(
        Option(item.id, f"{item.id}. {shortened(item.current.task.content, 90)}")
        for item in linked.commitments[plan.id].tasks
    )
    fields = tuple(
        replace(field, kind="choice", options=tasks) if field.key == "task" else field for field in fields_of(Event)
    )
    group = Group(list="events", name="sự kiện", title="Sự kiện", anchor="s-1", fields=fields)
    kept = plan.id in linked.catalogue.events
    return _page(
        "event", plan, place,
        fields=(),
        parts=(Part("Sự kiện", "Mỗi lần một sự kiện.", (group,)),),
        existing="events.yml" if kept else "",
    )  # fmt: skip


# --- without a script


def blank_file(page: FormPage) -> str:
    """The file as text with every key left blank, for a reader whose browser runs no script."""
    lines = [f"# {sentence(field.label)}: {field.help}\n{field.key}:{_only(field)}" for field in page.fields]
    at = ""
    for group in (group for part in page.parts for group in part.groups):
        lines += [f"{group.list}:"] if group.list != at else []
        at = group.list
        lines += _blank_group(group, "  ")
    return with_modeline(quoted("\n".join(lines) + "\n"), "" if page.existing else page.modeline)


def _only(field: Field) -> str:
    chosen = next((option.value for option in field.options if option.chosen), "")
    return f" {chosen}" if chosen else ""


def _blank_group(group: Group, indent: str) -> list[str]:
    fixed = [f"{key}: {text}" for key, text in json.loads(group.fixed).items()]
    keys = [*fixed, *(f"{field.key}:" for field in group.fields)]
    inner = [line for item in group.groups for line in _blank_group(item, f"{indent}    ")]
    if inner:
        keys.append(f"{group.groups[0].list}:")
    head = [f"{indent}# {' '.join(group.title.split())}"] if group.title else []
    if not keys:
        return [*head, *inner]
    return [*head, f"{indent}- {keys[0]}", *(f"{indent}  {key}" for key in keys[1:]), *inner]
