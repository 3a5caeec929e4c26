"""A cold build of 400 plans with 60 tasks each, against rendering the same records through MkDocs' own pages.

The plans are invented by a fixed rule, with deadlines as officers print them and documents cited in every third task; each
has its source, so that the check traces every word. `python -m tests.bench plans` prints CPU seconds, peak memory and bytes a
page of a whole cold build; then of the pages alone, spliced into shells as the generator does, and rendered whole by MkDocs
(``tests/slow.py``). Both read and check the same data and render the same contents, so the frame's own cost is printed too.
"""

import gzip
import hashlib
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

from generator.check import check
from generator.publish.render import Templates
from generator.site import plot_site
from tests.bench.run import Cost, run
from tests.projects import AS_OF, ROOT, command, environment, plant, small_project
from tests.slow import build_slowly, build_spliced, own_place

PLANS = 400
TASKS = 60
AGENCIES = 20

ACTS = (
    "Rà soát, đánh giá", "Công bố, công khai", "Số hóa kết quả giải quyết", "Đôn đốc, hướng dẫn thực hiện",
    "Kiểm tra việc giải quyết", "Tiếp nhận, xử lý phản ánh về", "Tập huấn nghiệp vụ về", "Xây dựng quy trình điện tử cho",
)  # fmt: skip
THINGS = (
    "thủ tục hành chính nội bộ", "thủ tục thuộc lĩnh vực đất đai", "thủ tục thuộc lĩnh vực xây dựng",
    "dịch vụ công trực tuyến toàn trình", "hồ sơ nộp qua dịch vụ bưu chính", "thủ tục liên thông giữa các cấp",
)  # fmt: skip
DEADLINES = (
    "Trước ngày 30/3 năm {year}", "Thường xuyên trong năm {year}", "Quý III, IV", "Ngày 05 hàng tháng", "Tháng 8 năm {year}",
    "Trong thời gian 10 ngày kể từ ngày tiếp nhận", "Theo kế hoạch của UBND tỉnh", "Trong năm {year}",
)  # fmt: skip
CITED = "theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018"
PRODUCT = "Báo cáo kết quả thực hiện được gửi đúng hạn"
LEAD, WITH = "Văn phòng Sở", "Các phòng thuộc Sở"


@dataclass(frozen=True)
class Task:
    """One row of an invented plan."""

    no: int
    content: str
    deadline: str

    def yaml(self) -> str:
        lines = (f'      - "no": "{self.no}"', f"content: {self.content}", f"lead: {LEAD}", f"coordinating: {WITH}")
        return "\n        ".join((*lines, f"product: {PRODUCT}", f"deadline: {self.deadline}"))

    def source(self) -> str:
        return "\t".join((str(self.no), self.content, LEAD, WITH, PRODUCT, self.deadline))


def tasks_of(plan: int, year: int) -> Iterator[Task]:
    """The rows of a plan; no two plans have the same."""
    for index in range(TASKS):
        act, thing = ACTS[(plan + index) % len(ACTS)], THINGS[(plan * 7 + index) % len(THINGS)]
        cited = f" {CITED}" if index % 3 == 0 else ""
        deadline = DEADLINES[(plan + index * 3) % len(DEADLINES)].format(year=year)
        yield Task(index % 10 + 1, f"{act} {thing} đợt {index + 1} của kế hoạch {plan + 1}{cited}", deadline)


def make_plan(folder: Path, plan: int, year: int) -> None:
    """Write a plan with six sections and its source."""
    tasks = list(tasks_of(plan, year))
    sections = [tasks[start : start + 10] for start in range(0, TASKS, 10)]
    titles = [f"Phần việc thứ {number} về {THINGS[number % len(THINGS)]}" for number in range(len(sections))]
    title = f"Kiểm soát thủ tục hành chính năm {year}, kế hoạch {plan + 1}"
    parts = zip(titles, sections, strict=True)
    source = "\n".join([title, *(f"{head}\n" + "\n".join(task.source() for task in part) for head, part in parts)])
    numbers = ("I", "II", "III", "IV", "V", "VI")
    body = "\n".join(
        f'  - "no": {number}\n    title: {head}\n    tasks:\n' + "\n".join(task.yaml() for task in part)
        for number, head, part in zip(numbers, titles, sections, strict=True)
    )
    digest = hashlib.sha256(source.encode()).hexdigest()
    plan_file = (
        f"document:\n  kind: plan\n  number: {plan + 1}/KH-SVD\n  title: {title}\n  issued: '{year}-01-15'\n"
        f"period:\n  from: '{year}-01-01'\n  to: '{year}-12-31'\n"
        f"source:\n  file: source.txt\n  sha256: {digest}\n  quality: digital\nsections:\n{body}\n"
    )
    plant(folder, {"plan.yml": plan_file, "source.txt": source})


def make_project(folder: Path) -> Path:
    """The small project's theme and registry, with 400 plans of 20 departments in place of its own."""
    project = small_project(folder)
    shutil.rmtree(project / "plans/agencies/vi-du-so-noi-vu")
    plant(project, {"content/gioi-thieu.md": "# Giới thiệu\n\nMọi [kế hoạch](record:ke-hoach/).\n"})
    for number in range(AGENCIES):
        agency = project / f"plans/agencies/so-{number + 1:02d}"
        names = f"kind: department\nnames:\n  - name: Sở số {number + 1} tỉnh Ví Dụ\nparent: vi-du-ubnd\n"
        plant(agency, {"agency.yml": f"{names}units:\n  - name: {LEAD}\ngroups:\n  - name: {WITH}\n"})
        for index in range(PLANS // AGENCIES):
            make_plan(agency / f"{2005 + index}-kiem-soat", number * (PLANS // AGENCIES) + index, 2005 + index)
    return project


def cost_of(arguments: Sequence[str]) -> Cost:
    """What a command costs on the day of the tests. Raises RuntimeError when it fails."""
    return run(list(arguments), ROOT, environment(CONGKHAI_AS_OF=AS_OF))


def render_only(project: Path) -> None:
    """What both ways have in common: read, check, decide which pages exist, and render their contents."""
    loaded = check(project / "plans")
    plot = plot_site(loaded.catalogue, date.fromisoformat(AS_OF), "")
    templates = Templates(project / "theme_overrides")
    for page in plot.pages:
        templates.content(page)


WAYS: dict[str, Callable[[Path], object]] = {
    "contents": render_only,
    "spliced": lambda project: build_spliced(project, project / "spliced"),
    "slow": lambda project: build_slowly(project, project / "slow", own_place),
}
"""Parts of the work that are measured each in a process of its own."""


def main() -> None:
    """Make the plans, build them in every way, print what each cost."""
    with tempfile.TemporaryDirectory() as folder:
        project = make_project(Path(folder) / "project")
        cold = cost_of(command("--config", project / "mkdocs.yml", "build", "--as-of", AS_OF))
        part = {way: cost_of([sys.executable, "-m", "tests.bench.plans", way, str(project)]) for way in WAYS}
        pages = list((project / "site").rglob("*.html"))
        raw = [path.read_bytes() for path in sorted((project / "site/ke-hoach").glob("*/*/index.html"))]
        size = sum(path.stat().st_size for path in pages)
        assert len(raw) == PLANS
    zipped = median(len(gzip.compress(page, 9)) for page in raw[::10])
    print(f"{PLANS} plans of {TASKS} tasks: {len(pages)} pages, {size / 1e6:.1f} MB of HTML")
    for name, cost in (("cold build", cold), ("pages, spliced", part["spliced"]), ("pages by MkDocs", part["slow"])):
        each = 1000 * cost.cpu / len(pages)
        print(f"  {name:<16} CPU {cost.cpu:7.1f} s   peak {cost.memory:6.0f} MB   {each:6.2f} ms a page")
    frames = [part[way].cpu - part["contents"].cpu for way in ("spliced", "slow")]
    print(f"  ratio            {part['slow'].cpu / part['spliced'].cpu:.2f} for whole pages")
    print(
        f"  frames only      {1000 * frames[0] / len(pages):.2f} ms a page spliced, {1000 * frames[1] / len(pages):.2f} by MkDocs"
    )
    print(
        f"  a plan           {median(map(len, raw)):.0f} B, {zipped:.0f} B gzipped; all pages {size / len(pages):.0f} B mean"
    )


if __name__ == "__main__":
    if len(sys.argv) == 3:
        WAYS[sys.argv[1]](Path(sys.argv[2]))
    else:
        main()
