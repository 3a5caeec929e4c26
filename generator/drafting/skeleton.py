"""Writes the folder of a new plan: a commented ``plan.yml`` with what the table and the source say, and ``source.txt``.

Every field of the document stands there with its label and help, taken from the record's own declaration, so that the file
explains itself. What the table's reader doubts is a line «# nghi vấn:» beside the row; what only a person can fill is a line
«# cần điền:». Nothing that exists is overwritten, but for a draft that nobody has touched.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from generator.drafting.annexes import bold_lines, prose_lines, read_annexes
from generator.drafting.clauses import clauses_text, duties_text
from generator.drafting.fields import described, legend
from generator.drafting.files.loose import LOST, LOST_HINT
from generator.drafting.head import Head, read_head, read_period
from generator.drafting.intake import Intake, take_in
from generator.drafting.prose import read_prose
from generator.drafting.signature import SignerLines
from generator.drafting.stamp import BLANK, is_untouched, stamped
from generator.drafting.stubs import unknown_documents, with_documents, with_units
from generator.drafting.table.actors import is_group
from generator.drafting.table.draft import DraftPlan
from generator.drafting.table.headings import is_flattened_heading
from generator.drafting.table.phrases import shown
from generator.drafting.table.reader import NO_TABLE, read_plan
from generator.drafting.table.tasks import columns_text, sections_text, targets_text
from generator.model import (
    Agency,
    AgencyKind,
    Document,
    LegalDocuments,
    Period,
    Plan,
    PlanKind,
    Quality,
    Section,
    Source,
    Target,
    Task,
)
from generator.model.fields import Choice
from generator.reading.modeline import modeline
from generator.reading.problems import Problem, suggest
from generator.reading.shape import shape
from generator.reading.tree import LEGAL_DOCUMENTS
from generator.reading.yamlfile import parse_yaml, read_yaml
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
    file: Path | None = None
    """The whole document: Word, Excel, PDF or text. Instead of ``table`` and ``source``."""
    table: Path | None = None
    source: Path | None = None
    title: str | None = None
    agency_name: str | None = None
    """The full name of an agency that has no folder yet; None leaves it to be made by hand."""

    @property
    def folder(self) -> Path:
        return self.plans / "agencies" / self.agency / f"{self.year}-{self.slug}"

    @property
    def plan_id(self) -> str:
        return f"{self.agency}/{self.year}-{self.slug}"

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
    """Names of bodies that the agency's file did not know; entered there as not verified."""
    missing_documents: list[str] = field(default_factory=list)
    """Numbers of documents that the registry did not hold; entered there as not verified."""
    tasks: int = 0
    targets: int = 0
    left_out: str = ""
    """Personal data that was left out, counted in Vietnamese."""
    said: list[str] = field(default_factory=list)
    """What the reader did with the file: hidden rows, tracked changes, another encoding."""


@dataclass(slots=True)
class _Material:
    """The texts an order brings: the draft of the table, the source as it will be written, the document's own facts."""

    draft: DraftPlan
    source: str | None
    head: Head
    doubts: list[str]
    left_out: str = ""
    notes: list[str] = field(default_factory=list)


def make_plan(order: Order) -> Made:
    """Write the new plan's folder. Refuses to overwrite, and to write anything when the input has problems."""
    made = Made(problems=_refusals(order))
    material, problems = _material(order)
    made.problems += problems
    agency, problems = _agency(order)
    made.problems += problems
    if made.problems or material is None:
        return made
    made.tasks, made.targets = len(material.draft.tasks()), material.draft.target_count()
    made.left_out, made.said = material.left_out, material.notes
    text, said = finish(_plan_lines(order, material))
    files = {order.folder / "plan.yml": (stamped(text, material.source or ""), said)}
    if material.source is not None:
        files[order.folder / SOURCE_NAME] = (material.source, [])
    if agency is None:
        files[order.folder.parent / "agency.yml"] = finish(_agency_lines(order, material.draft))
    else:
        made.missing_actors = [name for name in material.draft.actors() if agency.actor(name) is None]
        files |= _with_stub_units(order, made.missing_actors)
    files |= _with_stub_documents(order, material, made)
    for path, (text, said) in files.items():
        _write(path, text)
        made.files.append(order.name_of(path))
        made.notes += [_note(order.name_of(path), *one) for one in said]
    return made


_Files = dict[Path, tuple[str, list[tuple[int, str, str]]]]
"""Texts to be written, each with what is to be said of its lines."""


def _with_stub_units(order: Order, names: Sequence[str]) -> _Files:
    """The agency's file with what the plan names and it lacks; nothing where the file would not read as before."""
    file = order.folder.parent / "agency.yml"
    text = with_units(file.read_text(encoding="utf-8"), names, order.plan_id)
    return {file: (text, [])} if names and _reads(Agency, text, order.name_of(file)) else {}


def _with_stub_documents(order: Order, material: _Material, made: Made) -> _Files:
    """The registry with what the plan cites and it lacks; nothing where there is no registry, or it would not read."""
    file = order.plans / LEGAL_DOCUMENTS
    if not file.is_file():
        return {}
    name = order.name_of(file)
    record, problems = shape(LegalDocuments, read_yaml(file, name).data, name)
    if record is None or problems:
        return {}
    texts = [("phần đầu văn bản", text) for text in material.head.legal_bases]
    if material.head.annex_reference:
        texts.append(("dòng kèm theo", material.head.annex_reference))
    found = unknown_documents([*texts, *material.draft.texts()], record.legal_documents, (order.agency,), order.year)
    known = [document.id for document in record.legal_documents]
    text = with_documents(file.read_text(encoding="utf-8"), found, known, order.plan_id, material.head.number)
    if not found or not _reads(LegalDocuments, text, name):
        return {}
    made.missing_documents = [one.citation.text for one in found]
    return {file: (text, [])}


def _reads(kind: type, text: str, name: str) -> bool:
    read = parse_yaml(text.encode(), name)
    return not read.problems and not shape(kind, read.data, name)[1]


def _note(name: str, line: int, where: str, what: str) -> Problem:
    return Problem(file=name, line=line, column=1, where=where, message=what, warning=True)


def _refusals(order: Order) -> list[Problem]:
    if not order.plans.is_dir():
        hint = "chạy lệnh ở thư mục gốc của kho dữ liệu, hoặc ghi --plans"
        return [Problem(file=order.plans.name, message="không có thư mục dữ liệu", hint=hint)]
    linked = [folder for folder in (order.folder.parent, order.folder) if folder.is_symlink()]
    problems = [Problem(file=order.name_of(folder), message="là liên kết tượng trưng (symlink)") for folder in linked]
    untouched = is_untouched(order.folder / "plan.yml", order.folder / SOURCE_NAME)
    for name in ("plan.yml", SOURCE_NAME):
        if (order.folder / name).exists() and not untouched:
            hint = "chọn --slug khác, hoặc tự xóa tệp cũ; lệnh này chỉ ghi đè bản nháp chưa ai sửa"
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
    """What the files of an order hold, understood; a file in which nothing is recognised is a problem."""
    given = order.file or order.table or order.source
    if given is None:
        return _Material(DraftPlan(), None, read_head(""), []), []
    taken = take_in(given)
    whole = taken if order.source is None or order.source == given else take_in(order.source)
    if taken.problems or whole.problems:
        return None, [*taken.problems, *(whole.problems if whole is not taken else [])]
    draft = read_plan(taken.events, order.year)
    if order.table is None or order.source is not None:
        read_prose(prose_lines(whole.events, draft), draft, order.year, bold_lines(whole.events))
        read_annexes(whole.events, draft)
    lost = next(filter(is_flattened_heading, whole.paragraphs()), None)
    if lost is not None and not draft.tasks() and not draft.target_count():
        return None, [Problem(file=given.name, message=LOST, hint=LOST_HINT)]
    if lost is not None:
        draft.doubts.append(f"dòng «{shown(lost)}» giống tiêu đề của một bảng mất cột: bảng ấy chưa đọc")
    if draft.tasks() or draft.target_count():
        draft.doubts = [doubt for doubt in draft.doubts if doubt != NO_TABLE]
    if draft.is_empty and (order.source != given or not read_head(whole.source).title):
        return None, [_nothing_recognised(given.name)]
    draft.doubts += taken.doubts
    source, doubts = _source(order, taken, whole)
    notes = [*dict.fromkeys((*taken.notes, *whole.notes))]
    counts = whole.redactor.said() or taken.redactor.said()
    return _Material(draft, source, read_head(source, whole=not whole.is_text), doubts, counts, notes), []


def _source(order: Order, taken: Intake, whole: Intake) -> tuple[str, list[str]]:
    """The text of ``source.txt`` and what is to be said of it."""
    if order.file is None and order.source is None:
        title = [order.title, ""] if order.title else []
        return "\n".join([*title, taken.table_text()]), [
            "source.txt được ghi từ tệp bảng; thay bằng toàn văn khi có, rồi sửa sha256"
        ]
    if whole is not taken:
        whole.redactor.learn_from(taken.redactor)
        whole.source = whole.redactor.clean(whole.source)
    given = order.source or order.file
    changed = whole.is_text and given is not None and given.read_bytes() != whole.source.encode()
    return whole.source, [
        "source.txt đã bỏ ký tự ẩn, dữ liệu cá nhân hoặc đổi bảng mã so với tệp đưa vào"
    ] if changed else []


def _nothing_recognised(name: str) -> Problem:
    hint = (
        "cần bảng có dòng tiêu đề cột (như «Nội dung công việc», «Cơ quan chủ trì», «Thời gian»), hoặc kế hoạch viết theo mục "
        "«I.», «1.» …; chữ chép từ PDF mất cột thì dùng chính tệp PDF, hay tốt hơn là tệp Word"
    )
    return Problem(file=name, message="không nhận ra bảng nhiệm vụ, chỉ tiêu hay điều khoản nào", hint=hint)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def editor_line(plans: Path, file: Path) -> Lines:
    """The line that leads an editor to the schema of a file, where the repository has one."""
    line = modeline(plans, PurePosixPath(file.relative_to(plans).as_posix()))
    return [line] if line else []


# plan.yml


def _plan_lines(order: Order, material: _Material) -> Lines:
    return [
        *editor_line(order.plans, order.folder / "plan.yml"),
        BLANK,
        *comment(
            "Bản nháp do «congkhai plan new» ghi. Mỗi dòng «# nghi vấn:» là một chỗ cần người đối chiếu với văn bản, "
            "mỗi dòng «# cần điền:» là điều chỉ người mới biết; xem xong thì xóa dòng đó. "
            "Còn dòng «# nghi vấn:» nào thì «congkhai check» chưa cho qua. Bỏ dấu # trước trường cần dùng. "
            "Chạy «congkhai check» để biết còn thiếu gì."
        ),
        *described(Plan, _plan_values(order, material)),
    ]


def _plan_values(order: Order, material: _Material) -> dict[str, Lines]:
    document = described(Document, _document_values(order, material))
    source = described(Source, _source_values(material))
    values = {
        "document": ["document:", *indented(document)],
        "period": ["period:", *indented(_period_lines(order, material.head))],
        "source": ["source:", *indented(source)],
        "sections": [*legend(Section), *legend(Task), *legend(Target), *sections_text(material.draft)],
    }
    draft = material.draft
    values |= {
        key: lines
        for key, lines in (
            ("articles", clauses_text("articles", draft.articles)),
            ("narrative", clauses_text("narrative", draft.narrative)),
            ("columns", columns_text(draft.columns)),
            ("targets", targets_text(draft)),
            ("duties", duties_text(draft.duties)),
        )
        if lines
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
    for key in ("symbol", "subject", "place", "authority", "annex_reference"):
        if (text := getattr(head, key)) is not None:
            values[key] = entry(key, text)
    if head.issuer_lines:
        values["issuer_lines"] = listed("issuer_lines", head.issuer_lines)
    if signer := _signer_lines(head.signer):
        values["signer"] = ["signer:", *indented(signer)]
    if head.legal_bases:
        values["legal_bases"] = listed("legal_bases", head.legal_bases)
    return values


def _signer_lines(signer: SignerLines) -> Lines:
    return [
        line for key in ("on_behalf", "capacity", "name") if (text := getattr(signer, key)) for line in entry(key, text)
    ]


def _period_lines(order: Order, head: Head) -> Lines:
    first, last = read_period(head.title, order.year) or (date(order.year, 1, 1), date(order.year, 12, 31))
    part = remark("sửa nếu kế hoạch chỉ cho một phần của năm", "kỳ kế hoạch")
    return described(Period, {"from": [part, f"from: {first}"], "to": [f"to: {last}"]})


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
        *editor_line(order.plans, order.folder.parent / "agency.yml"),
        *comment(
            "Bản nháp do «congkhai plan new» ghi. Đơn vị và nhóm lấy từ các ô chủ trì, phối hợp của bảng nhiệm vụ."
        ),
        *described(Agency, values),
    ]


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
