"""The way back: a plan written to Word by «plan export» and read again by «plan new --from» is the same record.

«The same record» means that every field of :class:`generator.model.Plan` is equal, white space aside, but for what no paper
carries: :data:`NOT_ON_PAPER` says which fields those are and why. Nothing else may differ. Of a plan with amendments the record
that comes back is the plan as amended, because of tracked changes the accepted text is taken.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest

from generator.drafting.export import export_docx
from generator.drafting.skeleton import Order, make_plan
from generator.model import (
    Comparator,
    Document,
    PartialDate,
    Period,
    Plan,
    PlanKind,
    Quality,
    Section,
    Source,
    Target,
    Task,
)
from generator.model.plan import Clause, Deadline, Duty, Holds, LegalBasis, Outcome, Signer, TableColumn
from generator.reading.catalogue import Catalogue
from generator.reading.load import load
from generator.reading.shape import shape
from generator.reading.yamlfile import read_yaml
from generator.tracking.commitments import Commitments, apply_amendments
from tests.projects import ROOT, SEEDS

AS_OF = date(2026, 7, 20)
PLANS, DEMO = load(SEEDS / "plans").catalogue, load(ROOT / "demo/plans").catalogue
EVERY = {name: catalogue for catalogue in (PLANS, DEMO) for name in catalogue.plans}

NOT_ON_PAPER = {
    "id|agency": "the folder names the agency and the plan",
    r"source\..*": "says where our transcript came from; the paper is itself the source",
    r"document\.(confirmed|short_title|issued_doubt)": "said by whoever transcribed it, printed nowhere",
    r"document\.(implements|supersedes|legal_bases\.documents)": "our ids of documents that the paper names in words",
    r"(.*\.)?short": "our short name for a heading",
    r"(.*\.)?rule(\..*)?": "our reading of a printed phrase",
    r"(.*\.)?targets\.(id|metric|scope|note)": "a person's choice of indicator, and of whom it speaks; the label is printed",
    r"(.*\.)?(restored|corrected)\..*": "how our words differ from the first copy; a new copy prints ours",
}
"""Fields that a paper cannot carry, and why.

Besides: a record without ``columns`` leaves the heads to its source, from which they are printed, so the new record states them;
and where in its sentence the label of a target begins and ends is a person's choice.
"""

READ_BY_A_PERSON = {
    "an-giang-so-xay-dung/2023-kiem-soat-tthc": {
        r"sections\[0\]\.sections\[0\]\.tasks\[2\]\.targets.*": "a deadline («Trong thời gian 10 ngày …») kept as a target too",
        r"sections\[1\]\.sections\[1\]\.tasks\[0\]\.targets\[0\]\.unit": "«hồ sơ/năm»; beside the number stands «hồ sơ»",
        r"sections\[4\]\.sections\[1\]\.tasks\[3\]\.targets.*": "«mỗi cán bộ … là 01 tuyên truyền viên» read as a number",
        r"duties\[1\]\.agency\[0\]": "who is meant is cut shorter: «Các đơn vị được phân công»",
    },
    "quang-tri-so-khcn/2024-cai-cach-tthc": {
        r"sections\[0\]\.sections\[0\]\.sections\[0\]\.tasks\[1\]\.(lead|outcomes|deadline).*": "two sentences taken apart",
        r"sections\[0\]\.sections\[1\]\.tasks\[3\]\.(outcomes|deadline).*": "two sentences taken apart",
        r"duties\[3\]\.deadline\.text": "where a time in a sentence begins and ends",
    },
}
"""What a person read out of a sentence that the reader does not, or reads otherwise: short, named, and no more than this."""


def written(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every field of a record that says something, with its path; places in lists are counted from 0."""
    if isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from written(item, f"{path}[{at}]")
    elif is_dataclass(value) and not isinstance(value, PartialDate):
        for one in fields(value):
            yield from written(getattr(value, one.name), f"{path}.{one.name}" if path else one.name)
    elif value is not None:
        yield path, " ".join(str(value).split())


def on_paper(plan: Plan) -> dict[str, str]:
    """What the paper carries of a plan; a target inside another is said to be inside its value, because ids are ours."""
    kept = re.compile("|".join(f"(?:{pattern})" for pattern in NOT_ON_PAPER))
    outer = {item.target.id: f"{item.target.value.normalize():f} {item.target.unit}" for item in plan.placed_targets()}
    return {
        path: outer.get(text, text) if path.endswith(".within") else text
        for path, text in written(plan)
        if not kept.fullmatch(re.sub(r"\[\d+\]", "", path))
    }


@dataclass
class Comparison:
    """How many fields of two records were compared, and which differ, each with both values."""

    compared: int
    differing: dict[str, tuple[str | None, str | None]]


def compare(plan: Plan, again: Plan) -> Comparison:
    """The record that was written beside the one that was read."""
    one, other = on_paper(plan), on_paper(again)
    if not plan.columns and not any(section.columns for section in plan.sections):
        other = {path: text for path, text in other.items() if "columns[" not in path}
    known = READ_BY_A_PERSON.get(plan.id, {})
    paths = [path for path in {**one, **other} if not any(re.fullmatch(pattern, path) for pattern in known)]
    differing = {path: (one.get(path), other.get(path)) for path in paths}
    return Comparison(len(paths), {path: pair for path, pair in differing.items() if not _same(path, *pair)})


def _same(path: str, one: str | None, other: str | None) -> bool:
    if one and other and re.search(r"tasks\[\d+\]\.targets\[\d+\]\.label$", path):
        return one.strip(".").lower() in other.lower() or other.strip(".").lower() in one.lower()
    return one == other


def imported(folder: Path, raw: bytes, plan: Plan) -> Plan:
    """The record that «plan new --from» writes for a Word file."""
    (folder / "plans").mkdir(exist_ok=True)
    (folder / "ke-hoach.docx").write_bytes(raw)
    order = Order(
        plans=folder / "plans",
        agency="co-quan",
        year=plan.period.first.year,
        slug="ke-hoach",
        file=folder / "ke-hoach.docx",
        agency_name="Cơ quan",
    )
    made = make_plan(order)
    assert made.problems == []
    read = read_yaml(order.folder / "plan.yml", "plan.yml")
    record, problems = shape(Plan, read.data, "plan.yml")
    assert (read.problems, problems) == ([], [])
    assert isinstance(record, Plan)
    return record


def exported(catalogue: Catalogue, plan: Plan, *, amended: bool = False) -> bytes:
    amendments = catalogue.amendments.get(plan.id, ()) if amended else ()
    source = catalogue.sources.get(plan.id)
    return export_docx(plan, apply_amendments(plan, amendments, AS_OF), source.original if source else "")


@pytest.mark.parametrize("name", EVERY)
def test_a_plan_written_to_word_and_read_again_is_the_same_record(tmp_path: Path, name: str) -> None:
    plan = EVERY[name].plans[name]
    assert compare(plan, imported(tmp_path, exported(EVERY[name], plan), plan)).differing == {}


def in_force(plan: Plan, commitments: Commitments) -> Plan:
    """The record as amended: cancelled tasks gone, changed ones changed, added ones last in their section."""
    kept = [item.current for item in commitments.tasks if not item.cancelled]
    free = [item.current for item in commitments.targets if not item.cancelled and item.current.task is None]

    def amended(section: Section) -> Section:
        tasks = tuple(item.task for item in kept if item.sections[-1] is section)
        return replace(section, tasks=tasks, sections=tuple(map(amended, section.sections)))

    return replace(plan, sections=tuple(map(amended, plan.sections)), targets=tuple(item.target for item in free))


@pytest.mark.parametrize("name", [name for name, catalogue in EVERY.items() if catalogue.amendments.get(name)])
def test_a_plan_with_amendments_comes_back_as_amended(tmp_path: Path, name: str) -> None:
    plan = EVERY[name].plans[name]
    commitments = apply_amendments(plan, EVERY[name].amendments[name], AS_OF)
    now = in_force(plan, commitments)
    assert now.sections != plan.sections
    found = compare(now, imported(tmp_path, exported(EVERY[name], plan, amended=True), plan))
    said_in_words = re.compile(r".*\.tasks\[\d+\]\.targets\[.*")  # an amended number; the task's words are as issued
    assert {path: pair for path, pair in found.differing.items() if not said_in_words.fullmatch(path)} == {}


DECISION = Plan(
    id="co-quan/ke-hoach",
    agency="co-quan",
    document=Document(
        kind=PlanKind.DECISION,
        number="12/QĐ-UBND",
        title="Kế hoạch kiểm soát thủ tục hành chính quý IV năm 2026 của xã Ví Dụ",
        subject="Ban hành Kế hoạch kiểm soát thủ tục hành chính quý IV năm 2026",
        issued=PartialDate(2026, 9, 30),
        place="Ví Dụ",
        authority="CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ VÍ DỤ",
        issuer_lines=("ỦY BAN NHÂN DÂN", "XÃ VÍ DỤ"),
        signer=Signer(on_behalf="TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", capacity="PHÓ CHỦ TỊCH", name="Trần Thị Ví Dụ"),
        legal_bases=(LegalBasis(text="Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ;"),),
        annex_reference="(Kèm theo Quyết định số 12/QĐ-UBND ngày 30 tháng 9 năm 2026 của Ủy ban nhân dân xã Ví Dụ)",
    ),
    period=Period(first=date(2026, 10, 1), last=date(2026, 12, 31)),
    source=Source(file="source.txt", sha256="0" * 64, quality=Quality.DIGITAL),
    articles=(
        Clause(
            no="1", text=("Ban hành kèm theo Quyết định này Kế hoạch kiểm soát thủ tục hành chính quý IV năm 2026.",)
        ),
        Clause(no="2", title="Tổ chức thực hiện"),
        Clause(
            no="3", text=("Quyết định này có hiệu lực kể từ ngày ký.", "Chánh Văn phòng chịu trách nhiệm thi hành./.")
        ),
    ),
    narrative=(
        Clause(
            no="I",
            title="MỤC ĐÍCH, YÊU CẦU",
            clauses=(
                Clause(no="1", title="Mục đích", text=("- Người dân làm thủ tục nhanh, rẻ, biết trước.",)),
                Clause(no="2", title="Yêu cầu", text=("- Mỗi việc có người chịu trách nhiệm.", "- Mỗi việc có hạn.")),
            ),
        ),
        Clause(
            no="II",
            title="KINH PHÍ",
            clauses=(
                Clause(no="1", title="Nguồn kinh phí", text=("Kinh phí lấy từ ngân sách của xã.",)),
                Clause(no="2", text=("Mỗi phòng lập dự toán", "- Gửi Văn phòng trước ngày 15.")),  # no title: not bold
            ),
        ),
        Clause(no="III", title="TỔ CHỨC THỰC HIỆN", text=("Trên đây là Kế hoạch quý IV năm 2026./.",)),
    ),
    sections=(
        Section(
            no="A",
            title="Công việc chung",
            tasks=(
                Task(
                    no="1",
                    content="Rà soát thủ tục",
                    lead=("Văn phòng HĐND và UBND", "Phòng Ví dụ Một"),
                    note="Hằng năm",
                ),
                Task(
                    no="2",
                    content="Tập huấn cho người tiếp nhận hồ sơ",
                    lead=("Phòng Ví dụ Một",),
                    coordinating=("Các thôn, tổ dân phố",),
                    outcomes=(
                        Outcome(product="Kế hoạch lớp học", deadline=Deadline(text="Tháng 10/2026")),
                        Outcome(product="Lớp học", deadline=Deadline(text="Trước ngày 15/12/2026")),
                    ),
                ),
            ),
        ),
        Section(
            no="B",
            title="Công việc riêng",
            sections=(
                Section(
                    no="I",
                    title="Số hóa",
                    tasks=(Task(no="1", content="Số hóa sổ hộ tịch", lead=("Phòng Ví dụ Một",)),),
                ),
            ),
        ),
    ),
    targets=(
        Target(id="CT1", label="Tỷ lệ hồ sơ trực tuyến", comparator=Comparator.MIN, value=Decimal("72.5"), unit="%"),
        Target(id="CT2", label="Thời gian chờ của một lượt", comparator=Comparator.MAX, value=Decimal(15), unit="phút"),
        Target(id="CT3", label="Số hồ sơ số hóa", comparator=Comparator.EXACT, value=Decimal(7920), unit="hồ sơ"),
    ),
    duties=(
        Duty(
            no="1",
            article="2",
            agency=("Văn phòng HĐND và UBND",),
            text="Văn phòng HĐND và UBND theo dõi Quyết định này.",
        ),
        Duty(no="1", article="III", agency=("Phòng Ví dụ Một",), text="Tập huấn cho người tiếp nhận hồ sơ."),
        Duty(no="1", article="III", agency=("Phòng Ví dụ Một",), text="Lập dự toán kinh phí."),
    ),
    recipients=("UBND tỉnh;", "Các thôn, tổ dân phố;", "Lưu: VT."),
)
"""Invented: a decision with a plan of its own in prose, parts in parts, a task with two results, targets in a table."""


def test_a_decision_keeps_its_articles_apart_from_the_plan_that_it_issues(tmp_path: Path) -> None:
    raw = export_docx(DECISION, apply_amendments(DECISION, (), AS_OF), "")
    again = imported(tmp_path, raw, DECISION)
    assert compare(DECISION, again).differing == {}
    assert [(one.holds, one.heading) for one in again.columns][-1] == (Holds.NOTE, "Ghi chú")


def test_a_plan_in_prose_is_written_in_prose_in_the_order_of_its_numbers(tmp_path: Path) -> None:
    """Its source prints no table; what a task's own words do not say stands below it by name."""
    sections = (
        Section(
            no="II",
            title="NHIỆM VỤ",
            tasks=(
                Task(
                    content="Rà soát thủ tục hành chính",
                    lead=("Phòng Ví dụ Một",),
                    product="Báo cáo",
                    deadline=Deadline(text="Quý II"),
                ),
                Task(content="Công khai thủ tục hành chính đã được công bố"),
            ),
        ),
    )
    first, _, last = DECISION.narrative
    plan = replace(
        DECISION,
        document=replace(DECISION.document, kind=PlanKind.PLAN, subject=None, authority=None, annex_reference=None),
        articles=(), narrative=(first, last), sections=sections, targets=(),
        duties=tuple(duty for duty in DECISION.duties if duty.article == "III"),
    )  # fmt: skip
    raw = export_docx(plan, apply_amendments(plan, (), AS_OF), "KẾ HOẠCH\n")
    parts = [text for one in docx.Document(io.BytesIO(raw)).paragraphs if (text := one.text).isupper() and ". " in text]
    assert parts == ["I. MỤC ĐÍCH, YÊU CẦU", "II. NHIỆM VỤ", "III. TỔ CHỨC THỰC HIỆN"]
    assert compare(plan, imported(tmp_path, raw, plan)).differing == {}


def test_a_number_without_a_column_stands_before_the_words(tmp_path: Path) -> None:
    columns = (
        TableColumn(holds=Holds.CONTENT, heading="Nhiệm vụ"),
        TableColumn(holds=Holds.LEAD, heading="Đơn vị thực hiện"),
        TableColumn(holds=Holds.DEADLINE, heading="Thời hạn"),
    )
    tasks = tuple(
        Task(no=no, content=content, lead=("Phòng Ví dụ Một",), deadline=Deadline(text="Quý II"))
        for no, content in (("1.", "Rà soát thủ tục"), ("2.", "Công khai thủ tục"))
    )
    plan = replace(DECISION, columns=columns, sections=(Section(no="I.", title="Việc chung", tasks=tasks),), targets=())
    raw = export_docx(plan, apply_amendments(plan, (), AS_OF), "")
    cells = [cell.text for row in docx.Document(io.BytesIO(raw)).tables[-1].rows for cell in row.cells[:1]]
    assert cells == ["Nhiệm vụ", "I. Việc chung", "1. Rà soát thủ tục", "2. Công khai thủ tục"]
    assert compare(plan, imported(tmp_path, raw, plan)).differing == {}


def test_a_table_of_targets_with_a_name_and_parts_is_written_as_one(tmp_path: Path) -> None:
    def target(number: int, label: str) -> Target:
        return Target(id=f"CT{number}", label=label, comparator=Comparator.MIN, value=Decimal(80 + number), unit="%")

    inner = (
        Section(
            no="I", title="Giải quyết thủ tục", targets=(target(1, "Tỷ lệ đúng hạn"), target(2, "Tỷ lệ trực tuyến"))
        ),
        Section(no="II", title="Chuyển đổi số", targets=(target(3, "Tỷ lệ số hóa"),)),
    )
    tasks = tuple(Task(no=str(no), content=f"Việc thứ {no}", lead=("Phòng Ví dụ Một",)) for no in (1, 2))
    sections = (
        Section(table="PL1", title="DANH MỤC NHIỆM VỤ", tasks=tasks),
        Section(table="PL2", title="DANH MỤC CHỈ TIÊU", sections=inner),
    )
    plan = replace(DECISION, sections=sections, targets=())
    raw = export_docx(plan, apply_amendments(plan, (), AS_OF), "")
    assert compare(plan, imported(tmp_path, raw, plan)).differing == {}
