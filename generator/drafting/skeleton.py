"""Writes the folder of a new plan: a commented ``plan.yml`` with what the table and the source say, and ``source.txt``.

Every field of the document stands there with its label and help, taken from the record's own declaration, so that the file
explains itself. What the table's reader doubts is a line «# nghi vấn:» beside the row; what only a person can fill is a line
«# cần điền:». Nothing that exists is overwritten.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.drafting.fields import described, legend
from generator.drafting.head import Head, read_head
from generator.drafting.table.actors import is_group
from generator.drafting.table.cells import decode, source_text, split_lines
from generator.drafting.table.draft import DraftPlan
from generator.drafting.table.reader import read_table
from generator.drafting.table.tasks import sections_text
from generator.model import Agency, AgencyKind, Document, Period, Plan, PlanKind, Quality, Section, Source, Target, Task
from generator.model.fields import Choice
from generator.reading.problems import Problem, suggest
from generator.reading.shape import shape
from generator.reading.yamlfile import read_yaml
from generator.reading.yamltext import Lines, comment, entry, finish, indented, listed, remark
from generator.text.vietnamese import fold

SOURCE_NAME = "source.txt"

NO_DIGEST = "0" * 64
"""Stands for the digest of a source that is not there yet; the check prints the right one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to make. ``agency`` and ``slug`` are ids (lower case, hyphens); files are read, never changed."""

    plans: Path
    agency: str
    year: int
    slug: str
    table: Path | None = None
    source: Path | None = None
    title: str | None = None
    agency_name: str | None = None
    """The full name of an agency that has no folder yet; None leaves it to be made by hand."""

    @property
    def folder(self) -> Path:
        return self.plans / "agencies" / self.agency / f"{self.year}-{self.slug}"

    def name_of(self, path: Path) -> str:
        """What messages call a file of the data: its path from the parent of ``plans/``."""
        return path.relative_to(self.plans.parent).as_posix()


@dataclass(slots=True)
class Made:
    """What came of an order. With ``problems`` nothing was written."""

    problems: list[Problem] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    """Doubts and fields left to a person, each with its line in the new file."""
    missing_actors: list[str] = field(default_factory=list)
    """Names of bodies in the table that the agency's file does not know."""
    tasks: int = 0


@dataclass(slots=True)
class _Material:
    """The texts an order brings: the draft of the table, the source as it will be written, the document's own facts."""

    draft: DraftPlan
    source: str | None
    head: Head
    doubts: list[str]


def make_plan(order: Order) -> Made:
    """Write the new plan's folder. Refuses to overwrite, and to write anything when the input has problems."""
    made = Made(problems=_refusals(order))
    material, problems = _material(order)
    made.problems += problems
    agency, problems = _agency(order)
    made.problems += problems
    if made.problems or material is None:
        return made
    made.tasks = len(material.draft.tasks())
    files = {order.folder / "plan.yml": finish(_plan_lines(order, material))}
    if material.source is not None:
        files[order.folder / SOURCE_NAME] = (material.source, [])
    if agency is None:
        files[order.folder.parent / "agency.yml"] = finish(_agency_lines(order, material.draft))
    else:
        made.missing_actors = [name for name in material.draft.actors() if agency.actor(name) is None]
    for path, (text, said) in files.items():
        _write(path, text)
        made.files.append(order.name_of(path))
        made.notes += [_note(order.name_of(path), *one) for one in said]
    return made


def _note(name: str, line: int, where: str, what: str) -> Problem:
    return Problem(file=name, line=line, column=1, where=where, message=what, warning=True)


def _refusals(order: Order) -> list[Problem]:
    if not order.plans.is_dir():
        hint = "chạy lệnh ở thư mục gốc của kho dữ liệu, hoặc ghi --plans"
        return [Problem(file=order.plans.name, message="không có thư mục dữ liệu", hint=hint)]
    linked = [folder for folder in (order.folder.parent, order.folder) if folder.is_symlink()]
    problems = [Problem(file=order.name_of(folder), message="là liên kết tượng trưng (symlink)") for folder in linked]
    for name in ("plan.yml", SOURCE_NAME):
        if (order.folder / name).exists():
            hint = "chọn --slug khác, hoặc tự xóa tệp cũ; lệnh này không ghi đè"
            problems.append(Problem(file=order.name_of(order.folder / name), message="tệp đã có", hint=hint))
    return problems


def _agency(order: Order) -> tuple[Agency | None, list[Problem]]:
    """The agency's record; None where it is to be made. A folder without a readable agency.yml is a problem."""
    file = order.folder.parent / "agency.yml"
    name = order.name_of(file)
    if file.is_file():
        read = read_yaml(file, name)
        record, problems = shape(Agency, read.data, name)
        return record, read.problems + problems
    if order.agency_name is not None:
        return None, []
    known = sorted(one.name for one in (order.plans / "agencies").glob("*") if (one / "agency.yml").is_file())
    near = suggest(order.agency, known)
    hint = 'cơ quan mới: chạy lại, thêm --agency-name "Tên đầy đủ, kèm tên tỉnh", lệnh sẽ tạo agency.yml'
    hint += f"; cơ quan đã có: {near}" if near else ""
    return None, [Problem(file=name, message=f"chưa có cơ quan «{order.agency}»", hint=hint)]


def _material(order: Order) -> tuple[_Material | None, list[Problem]]:
    table, problems = _read(order.table)
    source, more = _read(order.source)
    if problems or more:
        return None, problems + more
    draft, doubts = DraftPlan(), []
    if table is not None:
        lines = split_lines(table)
        draft = read_table(lines)
        if source is None:
            title = [order.title, ""] if order.title else []
            source = "\n".join([*title, source_text(lines)])
            doubts.append("source.txt được ghi từ tệp bảng; thay bằng toàn văn khi có, rồi sửa sha256")
    elif order.source is not None and order.source.read_bytes() != (source or "").encode():
        doubts.append("source.txt đã bỏ ký tự ẩn hoặc đổi bảng mã so với tệp đưa vào")
    return _Material(draft, source, read_head(source or ""), doubts), []


def _read(path: Path | None) -> tuple[str | None, list[Problem]]:
    if path is None:
        return None, []
    text, problems = decode(path.read_bytes(), path.name)
    if not problems and not text.strip():
        problems.append(Problem(file=path.name, message="tệp trống"))
    return text, problems


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


# plan.yml


def _plan_lines(order: Order, material: _Material) -> Lines:
    return [
        *comment(
            "Bản nháp do «congkhai plan new» ghi. Mỗi dòng «# nghi vấn:» là một chỗ cần người đối chiếu với văn bản, "
            "mỗi dòng «# cần điền:» là điều chỉ người mới biết; xem xong thì xóa dòng đó. Bỏ dấu # trước trường cần dùng. "
            "Chạy «congkhai check» để biết còn thiếu gì."
        ),
        *described(Plan, _plan_values(order, material)),
    ]


def _plan_values(order: Order, material: _Material) -> dict[str, Lines]:
    document = described(Document, _document_values(order, material))
    source = described(Source, _source_values(material))
    part = remark("sửa nếu kế hoạch chỉ cho một phần của năm", "kỳ kế hoạch")
    period = described(Period, {"from": [part, f"from: {order.year}-01-01"], "to": [f"to: {order.year}-12-31"]})
    values = {
        "document": ["document:", *indented(document)],
        "period": ["period:", *indented(period)],
        "source": ["source:", *indented(source)],
        "sections": [*legend(Section), *legend(Task), *legend(Target), *sections_text(material.draft)],
    }
    if material.head.recipients:
        values["recipients"] = listed("recipients", material.head.recipients)
    return values


def _document_values(order: Order, material: _Material) -> dict[str, Lines]:
    head = material.head
    kind = head.kind or PlanKind.PLAN
    values = {
        "kind": [*_ask(head.kind is None, "chọn decision hoặc plan", "hình thức"), f"kind: {kind.value}"],
        "number": [
            *_ask(head.number is None, "số, ký hiệu; để null khi bản dùng để số hóa chưa có số", "số, ký hiệu"),
            *(entry("number", head.number) if head.number else ["number: null"]),
        ],
        "confirmed": [
            remark("đổi thành true khi đã đối chiếu với bản ký ban hành", "đã đối chiếu"),
            "confirmed: false",
        ],
        "title": _title_lines(order, head),
        "issued": [
            *_ask(head.issued is None, "ngày ban hành; để null khi chưa rõ", "ngày ban hành"),
            f"issued: {head.issued or 'null'}",
        ],
    }
    for key in ("symbol", "place", "annex_reference"):
        if (text := getattr(head, key)) is not None:
            values[key] = entry(key, text)
    if head.legal_bases:
        values["legal_bases"] = listed("legal_bases", head.legal_bases)
    return values


def _ask(missing: bool, what: str, where: str) -> Lines:
    return [remark(what, where)] if missing else []


def _title_lines(order: Order, head: Head) -> Lines:
    title = order.title or head.title
    if not title:
        return [remark("chép đúng chữ của tên kế hoạch trong văn bản nguồn", "tên kế hoạch"), "title:"]
    guessed = _ask(
        order.title is None, "tên lấy từ văn bản nguồn; xem lại chỗ bắt đầu, chỗ kết thúc và chữ hoa", "tên kế hoạch"
    )
    return [*guessed, *entry("title", " ".join(title.split()))]


def _source_values(material: _Material) -> dict[str, Lines]:
    text = material.source
    digest = NO_DIGEST if text is None else hashlib.sha256(text.encode()).hexdigest()
    ask = _ask(text is None, f"đặt văn bản nguồn vào {SOURCE_NAME}; «congkhai check» sẽ in mã cần ghi", "mã kiểm tra")
    values = {
        "file": [f"file: {SOURCE_NAME}"],
        "sha256": [*ask, f'sha256: "{digest}"'],
        "quality": [
            remark("đổi thành ocr nếu văn bản là bản quét nhận dạng bằng máy", "chất lượng"),
            f"quality: {Quality.DIGITAL.value}",
        ],
    }
    if material.doubts:
        values["note"] = [*(remark(doubt, "nguồn") for doubt in material.doubts), "# note:"]
    return values


# agency.yml


def _agency_lines(order: Order, draft: DraftPlan) -> Lines:
    name = " ".join((order.agency_name or "").split())
    units = [one for one in draft.actors() if not is_group(one)]
    groups = [one for one in draft.actors() if is_group(one)]
    values = {
        "kind": [remark("xem lại loại cơ quan", "loại cơ quan"), f"kind: {_kind_of(name).value}"],
        "names": ["names:", *indented(_named_item(name))],
    }
    values |= {key: _actor_lines(key, names) for key, names in (("units", units), ("groups", groups)) if names}
    return [
        *comment(
            "Bản nháp do «congkhai plan new» ghi. Đơn vị và nhóm lấy từ các ô chủ trì, phối hợp của bảng nhiệm vụ."
        ),
        *described(Agency, values),
    ]


def actor_text(names: Sequence[str]) -> str:
    """What to add to an agency's file so that these names are known."""
    units = [name for name in names if not is_group(name)]
    groups = [name for name in names if is_group(name)]
    return "\n".join([*_actor_lines("units", units), *_actor_lines("groups", groups)])


def _actor_lines(key: str, names: Sequence[str]) -> Lines:
    return [f"{key}:", *indented(line for name in names for line in _named_item(name))] if names else []


def _named_item(name: str) -> Iterator[str]:
    first, *rest = entry("name", name)
    yield f"- {first}"
    yield from indented(rest)


_KINDS: tuple[tuple[str, Choice], ...] = (
    ("so ", AgencyKind.DEPARTMENT),
    ("bo ", AgencyKind.MINISTRY),
    ("uy ban nhan dan xa", AgencyKind.COMMUNE),
    ("uy ban nhan dan phuong", AgencyKind.COMMUNE),
    ("uy ban nhan dan dac khu", AgencyKind.COMMUNE),
    ("uy ban nhan dan", AgencyKind.PROVINCE),
)


def _kind_of(name: str) -> Choice:
    folded = fold(name).replace("ubnd", "uy ban nhan dan")
    return next((kind for front, kind in _KINDS if folded.startswith(front)), AgencyKind.OTHER)
