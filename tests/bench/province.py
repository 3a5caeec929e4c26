"""A province of the size that real ones have, built for real: 2,500 full procedures, 20 departments, 40 plans.

The procedures are invented by a fixed rule, each with six steps and eight papers, so that their pages weigh what full pages
weigh; the plans are copies of a real one, beside the project's own. `python -m tests.bench.province` prints CPU time, peak
memory and bytes, and what the commands cost that an editor waits for.
"""

import gzip
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.run import Cost, run
from tests.projects import AS_OF, ROOT, command, environment

PROCEDURES = 2_500
DEPARTMENTS = 20
FIELDS = 25
MODEL = "ha-tinh-so-khcn/2023-kiem-soat-tthc"
"""The plan that is copied, two to a department."""

BAR_CHECK, BAR_CHECK_OWN, BAR_HELP = 3, 1, 0.15
"""CPU seconds of a check of the province and of one of this project's own data, and seconds by the clock until help is shown."""

PORTAL = "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/"

SITE_URL = "https://vi-du.github.io/cong-khai/"

ACTS = (
    "Cấp",
    "Cấp lại",
    "Gia hạn",
    "Điều chỉnh",
    "Thu hồi",
    "Thẩm định",
    "Công nhận",
    "Đăng ký",
    "Thông báo",
    "Xác nhận",
)
THINGS = (
    "giấy phép hoạt động", "chứng chỉ hành nghề", "giấy chứng nhận đủ điều kiện", "hồ sơ thiết kế kỹ thuật",
    "phương án bảo vệ môi trường", "kế hoạch sử dụng đất", "danh mục thiết bị", "thẻ kiểm định viên",
)  # fmt: skip
OWNERS = (
    "cơ sở kinh doanh dịch vụ vận tải", "tổ chức khoa học và công nghệ", "cơ sở khám bệnh, chữa bệnh",
    "trường mầm non ngoài công lập", "hợp tác xã nông nghiệp", "nhà thầu nước ngoài", "cảng, bến thủy nội địa",
)  # fmt: skip
STEPS = (
    "Người nộp chuẩn bị hồ sơ theo danh sách giấy tờ và nộp tại quầy, qua mạng hoặc qua bưu điện.",
    "Nơi nhận kiểm tra số lượng giấy tờ; đủ thì ghi giấy hẹn, thiếu thì nói rõ còn thiếu gì, một lần.",
    "Sở chuyển hồ sơ đến phòng chuyên môn trong ngày làm việc và ghi nhận trên hệ thống.",
    "Phòng chuyên môn thẩm định {thing}, khi cần thì xem tại chỗ cùng người nộp.",
    "Lãnh đạo Sở ký kết quả; trường hợp không đồng ý thì trả lời bằng văn bản, nêu rõ lý do.",
    "Người nộp nhận {thing} tại nơi đã nộp, qua bưu điện hoặc bản điện tử.",
)
PAPERS = (
    "Đơn đề nghị theo mẫu", "Bản thuyết minh về {owner}", "Sơ đồ mặt bằng, có kích thước và lối thoát",
    "Danh sách người chịu trách nhiệm kèm chứng chỉ", "Giấy tờ về quyền sử dụng đất hoặc hợp đồng thuê",
    "Báo cáo kết quả hoạt động năm trước", "Biên bản kiểm tra an toàn gần nhất", "Giấy ủy quyền, khi nộp thay",
)  # fmt: skip


def full_procedure(index: int) -> tuple[str, str]:
    """Code and YAML of the procedure with a number, the same on every run: six steps, eight papers, three channels."""
    act, thing, owner = ACTS[index % 10], THINGS[index // 10 % 8], OWNERS[index // 80 % 7]
    code, words = f"2.{100_000 + index}", {"thing": thing, "owner": owner}
    lines = [
        f'code: "{code}"',
        f'name: "{act} {thing} của {owner} (nhóm {index // 560 + 1})"',
        "kind: standard",
        f"field: linh-vuc-{index % FIELDS + 1}",
        "jurisdiction: national",
        "published_by: Bộ Khoa học và Công nghệ",
        "levels: province",
        "implementing: Sở Khoa học và Công nghệ",
        "applicants: [Công dân Việt Nam, Doanh nghiệp, Hợp tác xã]",
        "channels: [direct, online, post]",
        "steps:",
        *(f'- "{step.format(**words)}"' for step in STEPS),
        "dossier:",
        "- items:",
        *(f'  - {{name: "{paper.format(**words)}", originals: 1}}' for paper in PAPERS),
        "dossier_sets: 1",
        "limits:",
        f"- {{channels: online, value: {index % 9 + 2}, unit: working_day}}",
        f"- {{channels: [direct, post], value: {index % 9 + 5}, unit: working_day}}",
        "fees:",
        f"- {{channels: online, state: amount, amount: {index % 7 * 10_000 + 30_000}}}",
        f"- {{channels: [direct, post], state: amount, amount: {index % 7 * 20_000 + 60_000}}}",
        "results:",
        f"- {{name: {thing.capitalize()}, validity: 5 năm}}",
        f"conditions: [Có đủ người và thiết bị phù hợp với {thing}.]",
        f"legal_bases: [{index % 90 + 10}/2024/NĐ-CP, {index % 80 + 10}/2025/TT-BKHCN, 61/2018/NĐ-CP]",
        "decisions:",
        f"- {{number: {index % 900 + 100}/QĐ-BKHCN, date: '2024-03-05', effect: publish}}",
        f"- {{number: {index % 800 + 101}/QĐ-BXD, date: '2025-07-01', effect: amend, changed: giảm thời hạn}}",
        f'source: {{url: "{PORTAL}{index:08d}-ab12-7cd3-8ef4-0123456789ab", retrieved: "2026-07-18"}}',
    ]
    return code, "\n".join(lines) + "\n"


def adoptions(first: int, count: int) -> str:
    """A department's own list of ``count`` procedures, with every fact stated."""
    lines = [
        "document: 09/QĐ-VD",
        "date: '2026-01-05'",
        "places: [{name: Trung tâm Phục vụ hành chính công, address: số 1 đường Lê Lợi}]",
    ]
    lines.append("procedures:")
    for index in range(first, first + count):
        level = ("full", "partial", "info_only")[index % 3]
        facts = f"one_stop: {_yes(index % 10)}, post: both, interlinked: none, non_territorial: {_yes(index % 4)}"
        facts += f", on_national_portal: true, online_level: {level}, eligible_full: {_yes(index % 3 == 0)}"
        lines.append(
            f"- {{code: '2.{100_000 + index}', {facts}, online_payment: {_yes(index % 2)}, electronic_forms: true}}"
        )
    return "\n".join(lines) + "\n"


def _yes(value: object) -> str:
    return "true" if value else "false"


def make_province(folder: Path, procedures: int = PROCEDURES, departments: int = DEPARTMENTS) -> Path:
    """Write a whole project: this one's theme and words, the invented province's data."""
    for name in ("content", "theme_overrides"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    plans = folder / "plans"
    shutil.copytree(ROOT / "plans", plans, ignore=shutil.ignore_patterns("procedures"))
    fields = "".join(f"  - id: linh-vuc-{n}\n    name: Lĩnh vực {n}\n" for n in range(1, FIELDS + 1))
    (plans / "registry" / "fields.yml").write_text("fields:\n" + fields)
    (plans / "procedures").mkdir()
    for index in range(procedures):
        code, text = full_procedure(index)
        (plans / "procedures" / f"{code}.yml").write_text(text)
    for number in range(departments):
        _make_department(plans, number, procedures // departments)
    return folder


def _make_department(plans: Path, number: int, count: int) -> None:
    agency, plan = MODEL.split("/")
    folder = plans / "agencies" / f"so-{number + 1:02d}"
    for year in ("2023", "2024"):
        shutil.copytree(ROOT / "plans/agencies" / MODEL, folder / plan.replace("2023", year))
    text = (ROOT / "plans/agencies" / agency / "agency.yml").read_text()
    (folder / "agency.yml").write_text(text.replace("Sở Khoa học và Công nghệ tỉnh", f"Sở số {number + 1} tỉnh"))
    (folder / "procedures.yml").write_text(adoptions(number * count, count))


@dataclass(frozen=True)
class Measured:
    """What a build cost. Seconds of CPU of the whole process and by the clock, peak megabytes, and bytes written."""

    cpu: float
    wall: float
    memory: float
    pages: int
    files: int
    size: int
    page: int
    zipped: int
    """Median bytes of a procedure's page, whole and gzipped."""


def measure(project: Path, cache: Path | None = None) -> Measured:
    """Build the project in a process of its own; with a ``cache`` it may take over what an earlier build made."""
    cost = build(project, cache)
    files = [path for path in (project / "site").rglob("*") if path.is_file()]
    pages = sorted((project / "site/thu-tuc").glob("[0-9].*/index.html"))
    raw = [path.read_bytes() for path in pages[:: max(1, len(pages) // 200)]]
    return Measured(
        cpu=cost.cpu,
        wall=cost.wall,
        memory=cost.memory,
        pages=sum(path.suffix == ".html" for path in files),
        files=len(files),
        size=sum(path.stat().st_size for path in files),
        page=int(median(map(len, raw))),
        zipped=int(median(len(gzip.compress(page, 9)) for page in raw)),
    )


def build(project: Path, cache: Path | None = None, jobs: str = "1") -> Cost:
    """Build the project in a process of its own, and nothing else."""
    arguments = command("--config", project / "mkdocs.yml", "build", "--as-of", AS_OF, "--jobs", jobs)
    return run(arguments, project, environment(CONGKHAI_SITE_URL=SITE_URL, CONGKHAI_CACHE=str(cache or "")))


def ask(*arguments: object) -> Cost:
    """What a command costs that remembers nothing: the least of three, for others work on the machine too."""
    costs = [run(command(*arguments), ROOT, environment()) for _ in range(3)]
    return min(costs, key=lambda cost: cost.cpu)


def main() -> None:
    """Make a province, build and check it, print what it cost."""
    with tempfile.TemporaryDirectory() as folder:
        project = make_province(Path(folder) / "province")
        found, checked = measure(project), ask("check", "--plans", project / "plans", "--as-of", AS_OF)
    own, helped = ask("check"), ask("--help")
    print(f"a province: {PROCEDURES} full procedures, {DEPARTMENTS} departments, {2 * DEPARTMENTS} plans")
    print(f"  CPU        {found.cpu:8.1f} s   {1000 * found.cpu / found.pages:.2f} ms a page")
    print(f"  memory     {found.memory:8.0f} MB  at the peak")
    print(f"  written    {found.size / 1e6:8.1f} MB  {found.pages} pages, {found.files} files")
    print(f"  procedure  {found.page:8d} B   a page, median; {found.zipped} B gzipped (budget 12288 and 4096)")
    both = f"of CPU (bar {BAR_CHECK}); of this project's data {own.cpu:.2f} s (bar {BAR_CHECK_OWN})"
    print(f"  check      {checked.cpu:8.2f} s   {both}")
    print(f"  --help     {helped.wall:8.2f} s   by the clock (bar {BAR_HELP})")


if __name__ == "__main__":
    main()
