"""The guard: nothing that weakens a published promise passes without its document; what strengthens, corrects or adds passes."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from generator.changes.compare import compare
from generator.changes.guard import refusals
from generator.changes.render import as_text
from generator.changes.state import two_states
from tests.projects import AGENCY, PLAN, PLAN_FILE, plant, seal, small_plans

Edit = Callable[[Path], object]

FOLDER = f"agencies/{PLAN}"
SOURCE = f"{FOLDER}/source.txt"

REPORT = """period: 2026-q1
date: 2026-04-05
document: 20/BC-SNV
tasks:
  - task: I.1
    declared: done
    date: 2026-03-20
    evidence:
      - 15/QĐ-SNV
targets:
  - target: CT2
    numerator: 70
    denominator: 100
"""
AMENDMENT = """document: 41/QĐ-SNV
date: 2026-02-20
tasks:
  - task: I.1
    deadline: Trước ngày 15/4 năm 2026
    reason: Chờ văn bản của tỉnh.
"""
EVENTS = "events:\n  - {task: I.2, date: 2026-02-01, text: Tỉnh ban hành kế hoạch}\n"
CORRECTION = "date: 2026-02-10\ncorrections:\n  - {task: I.2, field: product, before: Công văn., after: Văn bản đôn đốc., reason: Chép nhầm}\n"
PUBLISHED = {
    f"{FOLDER}/reports/2026-q1.yml": REPORT,
    f"{FOLDER}/amendments/2026-02-20-lui-han.yml": AMENDMENT,
    f"{FOLDER}/events.yml": EVENTS,
    f"{FOLDER}/corrections/2026-02-10.yml": CORRECTION,
}


def swap(file: str, old: str, new: str) -> Edit:
    def apply(plans: Path) -> None:
        path = plans / file
        text = path.read_text(encoding="utf-8")
        if text.count(old) == 1:
            path.write_text(text.replace(old, new), encoding="utf-8")

    return apply


def in_plan(old: str, new: str) -> Edit:
    return swap(PLAN_FILE, old, new)


def write(file: str, content: str) -> Edit:
    return lambda plans: plant(plans, {file: content})


def remove(file: str) -> Edit:
    def apply(plans: Path) -> None:
        path = plans / file
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

    return apply


def both(*edits: Edit) -> Edit:
    def apply(plans: Path) -> None:
        for edit in edits:
            edit(plans)

    return apply


def sealed(*edits: Edit) -> Edit:
    return both(*edits, lambda plans: seal(plans / FOLDER))


def correcting(field: str, before: str, after: str, about: str = "task: I.1, ") -> Edit:
    entry = f"{{{about}field: {field}, before: {before}, after: {after}, reason: Chép nhầm}}"
    return write(f"{FOLDER}/corrections/2026-05-01.yml", f"date: 2026-05-01\ncorrections:\n  - {entry}\n")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    plans = small_plans(tmp_path_factory.mktemp("base"))
    plant(plans, PUBLISHED)
    return plans


def refused(base: Path, head: Path, *edits: Edit) -> list[str]:
    """What the guard says to a copy of ``base`` with the edits."""
    shutil.rmtree(head, ignore_errors=True)
    shutil.copytree(base, head)
    for edit in edits:
        edit(head)
    with two_states(base, str(base), str(head)) as (before, after):
        findings = compare(before, after)
        assert as_text(findings)
        return [problem.text() for problem in refusals(findings, after)]


LATER = in_plan("deadline: Trước ngày 30/3 năm 2026", "deadline: Trước ngày 30/9 năm 2026")
SOURCE_LATER = swap(SOURCE, "Trước ngày 30/3 năm 2026", "Trước ngày 30/9 năm 2026")
RULE = "deadline:\n          text: Trước ngày 30/3 năm 2026\n          rule:\n            - {kind: before, due: 2026-09-30}"
AGENCY_FILE = f"agencies/{AGENCY}/agency.yml"
FIRST_TASK = """      - "no": "1"
        content: Ban hành kế hoạch kiểm soát thủ tục hành chính.
        lead:
          - Văn phòng Sở
        coordinating:
          - Các phòng thuộc Sở
        product: Kế hoạch được ban hành.
        deadline: Trước ngày 30/3 năm 2026
"""
METRICS = "registry/metrics.yml"

WEAKENING: dict[str, Edit] = {
    "deadline moved": LATER,
    "deadline moved with its source": sealed(LATER, SOURCE_LATER),
    "deadline moved with source and a reason": both(
        sealed(LATER, SOURCE_LATER), correcting("deadline", "Trước ngày 30/3 năm 2026", "Trước ngày 30/9 năm 2026")
    ),
    "deadline moved by a correction that nothing proves": both(
        LATER, correcting("deadline", "Trước ngày 30/3 năm 2026", "Trước ngày 30/9 năm 2026")
    ),
    "deadline moved by its reading": in_plan("deadline: Trước ngày 30/3 năm 2026", RULE),
    "deadline moved under a departure": in_plan(
        "deadline: Trước ngày 30/3 năm 2026",
        "deadline: Trước ngày 30/9 năm 2026\n        corrected:\n"
        "          - {field: deadline, raw: Trước ngày 30/3 năm 2026, reason: thử}",
    ),
    "deadline dropped": in_plan("        deadline: Trước ngày 30/3 năm 2026\n", ""),
    "deadline vague": in_plan("deadline: Trước ngày 30/3 năm 2026", "deadline: kịp thời"),
    "deadline conditional": in_plan("deadline: Trước ngày 30/3 năm 2026", "deadline: Khi có yêu cầu"),
    "duty put off": in_plan("deadline: trước ngày 15/12/2026", "deadline: trước ngày 25/12/2026"),
    "duty reworded": in_plan("text: Văn phòng Sở tổng hợp kết quả", "text: Văn phòng Sở xem xét kết quả"),
    "period moved": both(in_plan('from: "2026-01-01"', 'from: "2027-01-01"'), in_plan('to: "2026-12-31"', 'to: "2027-12-31"')),
    "task removed": in_plan(FIRST_TASK, ""),
    "task emptied": in_plan("content: Ban hành kế hoạch kiểm soát thủ tục hành chính.", "content: Ban hành"),
    "product dropped": in_plan("        product: Kế hoạch được ban hành.\n", ""),
    "lead replaced": in_plan("        lead:\n          - Văn phòng Sở\n        coordinating:\n          - Các phòng thuộc Sở", "        lead:\n          - Các phòng thuộc Sở"),
    "lead made a helper": in_plan("        lead:\n          - Văn phòng Sở\n        coordinating:\n          - Các phòng thuộc Sở", "        coordinating:\n          - Văn phòng Sở\n          - Các phòng thuộc Sở"),
    "helper dropped": in_plan("        coordinating:\n          - Các phòng thuộc Sở\n", ""),
    "outcome dropped": in_plan("        outcomes:\n          - product: Thủ tục được công khai.\n            deadline: Quý II\n", ""),
    "target lowered": in_plan("            value: 80", "            value: 60"),
    "target removed": both(in_plan("            within: CT1\n", ""), in_plan("          - id: CT1\n            metric: publish-on-time\n            label: Công khai 100% thủ tục đúng hạn\n            comparator: exact\n            value: 100\n            unit: \"%\"\n", "")),
    "comparator loosened": in_plan("            comparator: min", "            comparator: max"),
    "comparison unstated": in_plan("            comparator: min", "            comparator: null\n            stated: false"),
    "target narrowed": in_plan("            within: CT1", "            within: CT1\n            scope: hồ sơ của một phòng"),
    "target's nesting dropped": in_plan("            within: CT1\n", ""),
    "target measured otherwise": in_plan("            metric: dossier-online", "            metric: publish-on-time"),
    "target relabelled": in_plan("label: tối thiểu 80% hồ sơ", "label: hồ sơ"),
    "section retitled": in_plan("title: Công khai\n", "title: Khác\n"),
    "narrative dropped": in_plan("    text:\n      - Người dân biết việc gì, ai làm, bao giờ xong.\n", ""),
    "renumbered under reports": in_plan('      - "no": "1"\n        content: Ban hành', '      - "no": "9"\n        content: Ban hành'),
    "document numbered otherwise": in_plan("number: 12/KH-SNV", "number: 13/KH-SNV"),
    "issued another day": in_plan('issued: "2026-01-15"', 'issued: "2026-06-15"'),
    "source changed": sealed(swap(SOURCE, "bao giờ xong.", "bao giờ xong!!! và khi nào rảnh.")),
    "source changed without a reason": sealed(swap(SOURCE, "- Lưu: VT.", "- Lưu: VT, TH.")),
    "source with a second row": both(
        sealed(swap(SOURCE, "II\tCông khai\n", "1\tBan hành kế hoạch kiểm soát thủ tục hành chính.\tTrước ngày 30/9\nII\tCông khai\n")),
        correcting("sha256", "a", "b", about=""),
    ),
    "source deleted": remove(SOURCE),
    "report deleted": remove(f"{FOLDER}/reports/2026-q1.yml"),
    "report altered": swap(f"{FOLDER}/reports/2026-q1.yml", "numerator: 70", "numerator: 90"),
    "report's task dropped": swap(f"{FOLDER}/reports/2026-q1.yml", REPORT[REPORT.index("tasks:"):REPORT.index("targets:")], ""),
    "amendment deleted": remove(f"{FOLDER}/amendments/2026-02-20-lui-han.yml"),
    "amendment altered": swap(f"{FOLDER}/amendments/2026-02-20-lui-han.yml", "15/4", "15/8"),
    "event deleted": remove(f"{FOLDER}/events.yml"),
    "event moved": swap(f"{FOLDER}/events.yml", "2026-02-01", "2026-05-01"),
    "correction deleted": remove(f"{FOLDER}/corrections/2026-02-10.yml"),
    "correction altered": swap(f"{FOLDER}/corrections/2026-02-10.yml", "Chép nhầm", "Theo ý lãnh đạo"),
    "amendment without a document": write(f"{FOLDER}/amendments/2026-05-01-a.yml", AMENDMENT.replace("41/QĐ-SNV", "ý kiến lãnh đạo").replace("2026-02-20", "2026-05-01")),
    "amendment older than the plan": write(f"{FOLDER}/amendments/2025-05-01-a.yml", AMENDMENT.replace("2026-02-20", "2025-05-01")),
    "amendment by the plan itself": write(f"{FOLDER}/amendments/2026-05-01-a.yml", AMENDMENT.replace("41/QĐ-SNV", "12/KH-SNV").replace("2026-02-20", "2026-05-01")),
    "event with a day of no document": swap(f"{FOLDER}/events.yml", EVENTS, EVENTS + "  - {task: I.2, date: 2026-03-01, due: 2026-12-01, text: Được gia hạn}\n"),
    "plan renamed": lambda plans: (plans / FOLDER).rename(plans / f"agencies/{AGENCY}/2026-ke-hoach"),
    "agency renamed": lambda plans: (plans / f"agencies/{AGENCY}").rename(plans / "agencies/so-khac"),
    "plan unreadable": write(PLAN_FILE, ""),
    "agency ended without an event": swap(AGENCY_FILE, "kind: department\n", "kind: department\nlast_day: 2026-02-28\n"),
    "metric turned round": swap(METRICS, "- id: dossier-online\n", "- id: dossier-online\n    better: lower\n"),
    "hidden file": write("agencies/.gitattributes", "* export-ignore\n"),
    "link": lambda plans: (plans / f"{FOLDER}/reports/2026-q2.yml").symlink_to("2026-q1.yml"),
}  # fmt: skip


@pytest.mark.parametrize("name", WEAKENING)
def test_what_weakens_a_promise_is_refused_with_a_sentence_that_says_what_to_add(
    base: Path, tmp_path: Path, name: str
) -> None:
    said = refused(base, tmp_path / "head", WEAKENING[name])
    assert said
    assert all("gợi ý: " in problem for problem in said)


HONEST: dict[str, Edit] = {
    "nothing": both(),
    "a report": write(f"{FOLDER}/reports/2026-q2.yml", REPORT.replace("q1", "q2").replace("04-05", "07-05")),
    "an amendment": write(f"{FOLDER}/amendments/2026-03-01-lui.yml", AMENDMENT.replace("2026-02-20", "2026-03-01")),
    "an amendment that drops a task": write(
        f"{FOLDER}/amendments/2026-06-01-bo.yml",
        "document: 50/QĐ-SNV\ndate: 2026-06-01\ntasks:\n  - {task: I.2, cancelled: true}\n",
    ),
    "an event": swap(f"{FOLDER}/events.yml", EVENTS, EVENTS + "  - {task: I.2, date: 2026-03-01, text: Lần hai}\n"),
    "an earlier deadline": in_plan("deadline: Trước ngày 30/3 năm 2026", "deadline: Trước ngày 15/3 năm 2026"),
    "a higher target": in_plan("            value: 80", "            value: 90"),
    "one more helper": in_plan("          - Các phòng thuộc Sở\n", "          - Các phòng thuộc Sở\n          - Văn phòng UBND tỉnh\n"),
    "one more task": in_plan("  - \"no\": II\n", '      - {"no": "3", content: Việc mới., lead: Văn phòng Sở}\n  - "no": II\n'),
    "a report corrected": both(
        swap(f"{FOLDER}/reports/2026-q1.yml", "numerator: 70", "numerator: 71"),
        correcting("numerator", "70", "71", about="report: 2026-q1, target: CT2, "),
    ),
    "a source mended beside the promises": both(
        sealed(swap(SOURCE, "- Lưu: VT.", "- Lưu: VT, TH.")), correcting("sha256", "a", "b", about="")
    ),
    "an ended agency with its event": both(
        swap(
            AGENCY_FILE,
            "kind: department\n",
            "kind: department\nlast_day: 2026-06-30\nevents:\n  - {kind: merge, date: 2026-07-01, "
            f"predecessors: [{AGENCY}], successors: [so-moi], source: 1/NQ-HĐND}}\n",
        ),
        write("agencies/so-moi/agency.yml", "kind: department\nnames:\n  - name: Sở mới\nfirst_day: 2026-07-01\n"),
    ),
    "a new plan": lambda plans: shutil.copytree(plans / FOLDER, plans / f"agencies/{AGENCY}/2027-ke-hoach"),
    "a comment": in_plan("document:\n", "# Chép ngày 2/2.\ndocument:\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", HONEST)
def test_what_strengthens_corrects_or_adds_by_the_rules_passes(base: Path, tmp_path: Path, name: str) -> None:
    assert refused(base, tmp_path / "head", HONEST[name]) == []


def test_a_quotation_that_was_cut_short_is_corrected_by_the_bases_source(base: Path, tmp_path: Path) -> None:
    """The published deadline lost its year; the source has it. Without the words of correction the same change is refused."""
    cut = tmp_path / "cut"
    shutil.copytree(base, cut)
    in_plan("product: Kế hoạch được ban hành.", "product: Kế hoạch")(cut)
    mend = in_plan("product: Kế hoạch\n", "product: Kế hoạch được ban hành.\n")
    said = refused(cut, tmp_path / "head", mend)
    assert len(said) == 1
    assert "corrections/" in said[0]
    assert refused(cut, tmp_path / "head", mend, correcting("product", "Kế hoạch", "Kế hoạch được ban hành.")) == []


@pytest.mark.parametrize(
    ("field", "wrong", "right"),
    [
        (
            "content",
            "Ban hanh kế hoạch kiểm soát thủ tục hành chính.",
            "Ban hành kế hoạch kiểm soát thủ tục hành chính.",
        ),
        ("product", "Kế hoặch được ban hành.", "Kế hoạch được ban hành."),
        ("deadline", "Trước ngày 30/2 năm 2026", "Trước ngày 30/3 năm 2026"),
        ("deadline", "Trước ngày 20/3 năm 2026", "Trước ngày 30/3 năm 2026"),
    ],
)
def test_a_false_quotation_on_the_base_is_mended_by_its_source(
    base: Path, tmp_path: Path, field: str, wrong: str, right: str
) -> None:
    """Even where the true deadline is the later one: the source was there before."""
    false = tmp_path / "false"
    shutil.copytree(base, false)
    in_plan(f"{field}: {right}", f"{field}: {wrong}")(false)
    mend = in_plan(f"{field}: {wrong}", f"{field}: {right}")
    assert refused(false, tmp_path / "head", mend, correcting(field, wrong, right)) == []


def test_a_wrong_number_is_corrected_by_the_words_of_its_target(base: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    shutil.copytree(base, wrong)
    in_plan("            value: 80", "            value: 85")(wrong)
    mend = in_plan("            value: 85", "            value: 80")
    assert refused(wrong, tmp_path / "head", mend, correcting("value", "85", "80", about="target: CT2, ")) == []
    assert refused(wrong, tmp_path / "head", mend) != []


def test_a_source_cannot_be_prepared_to_prove_a_later_correction(base: Path, tmp_path: Path) -> None:
    """Two pull requests: the first smuggles a longer deadline into the source, the second would quote it."""
    grown = "Trước ngày 30/3 năm 2026, khó khăn thì 30/9 năm 2026"
    assert refused(
        base,
        tmp_path / "first",
        sealed(swap(SOURCE, "Trước ngày 30/3 năm 2026", grown)),
        correcting("sha256", "a", "b", about=""),
    )


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.sampled_from(sorted(WEAKENING)), some.lists(some.sampled_from(sorted(HONEST)), max_size=3))
def test_no_honest_change_hides_one_that_weakens(base: Path, tmp_path: Path, weak: str, honest: list[str]) -> None:
    edits = [HONEST[name] for name in dict.fromkeys(honest) if not clash(weak, name)]
    assert refused(base, tmp_path / "head", WEAKENING[weak], *edits)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(some.sampled_from(sorted(HONEST)), min_size=2, max_size=5, unique=True))
def test_honest_changes_pass_together(base: Path, tmp_path: Path, honest: list[str]) -> None:
    if {"a report corrected", "a source mended beside the promises"} <= set(honest):
        honest.remove("a report corrected")  # both write the same file of corrections
    assert refused(base, tmp_path / "head", *(HONEST[name] for name in honest)) == []


def clash(weak: str, honest: str) -> bool:
    """Whether the honest edit would undo the weakening one, or stand in the folder that it moved."""
    moved = ("renamed" in weak, "deleted" in weak, "correction" in weak, "source" in weak, "unreadable" in weak)
    same = {
        "deadline moved": "an earlier deadline",
        "target lowered": "a higher target",
        "agency ended": "an ended agency",
    }
    return any(moved) or any(weak.startswith(one) and honest.startswith(other) for one, other in same.items())
