"""The same procedures built by Hugo, the fastest site generator we know, with a theme of our own page: the ratio of one run.

Both builders read the same invented records (:mod:`tests.bench.province`) and write the same pages, lists and JSON of them
(:mod:`tests.bench.hugo_site`, which proves it before a figure is printed). Absolute seconds say little on a shared machine;
the ratio of CPU seconds (user and system) in one run does. `python -m tests.bench.hugo 1000 5000` names the sizes.
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

from generator.reading.jobs import processors
from tests.bench.hugo_site import hold_equal, make_hugo_site, run_hugo
from tests.bench.province import build, full_procedure, make_province, measure
from tests.bench.run import Cost
from tests.test_preview import ask, served

SIZES = (1_000, 5_000, 20_000)
"""The bars are those of the largest."""
ALIKE = 1.15
"""How far the milliseconds of one more record may lie apart between sizes."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """What one size cost both. CPU and wall in seconds, memory in megabytes, sizes in bytes."""

    procedures: int
    cpu: float
    wall: float
    cpu_hugo: float
    wall_hugo: float
    cpu_all: float
    wall_all: float
    """With as many processes as there are processors, as Hugo works by itself."""
    cpu_warm: float
    wall_warm: float
    cpu_changed: float
    wall_changed: float
    wall_served: float
    memory: float
    memory_hugo: float
    size_mb: float
    page: int
    page_gzipped: int

    @property
    def ratio(self) -> float:
        """Our CPU by Hugo's, both from nothing."""
        return self.cpu / self.cpu_hugo

    @property
    def ratio_warm(self) -> float:
        """Our CPU with what the last build remembers by Hugo's, which remembers nothing of its pages."""
        return self.cpu_warm / self.cpu_hugo

    def line(self) -> str:
        """JSON on one line."""
        ratios = {"ratio": self.ratio, "ratio_warm": self.ratio_warm}
        return json.dumps({name: round(value, 3) for name, value in (asdict(self) | ratios).items()})


def compare(procedures: int, folder: Path) -> Found:
    """Both builders over the same records; no department that states anything, no plans but the project's own.

    Ours five times: from nothing with all processors and with one, again with what was remembered, after a change of one record,
    and served. All that is written stays in the ``folder``: for minutes ext4 gives nobody the inodes of what was removed, and
    looks past each of them (fs/ext4/ialloc.c, ``recently_deleted``), so that the next builder would take several times as long.
    """
    ours, cache = make_province(folder / "ours", procedures, 0), folder / "cache"
    theirs = make_hugo_site(folder / "hugo", ours / "plans/registry", procedures)
    hugo, every = run_hugo(theirs, procedures), build_with_all(ours, folder / "all")
    own = measure(ours, cache)
    hold_equal(ours / "site", theirs / "public", procedures)
    warm = build(ours, cache)
    change(ours, "ba")
    changed = build(ours, cache)
    shown = seconds_to_show(ours)
    return Found(
        procedures=procedures,
        cpu=own.cpu,
        wall=own.wall,
        cpu_hugo=hugo.cpu,
        wall_hugo=hugo.wall,
        cpu_all=every.cpu,
        wall_all=every.wall,
        cpu_warm=warm.cpu,
        wall_warm=warm.wall,
        cpu_changed=changed.cpu,
        wall_changed=changed.wall,
        wall_served=shown,
        memory=max(own.memory, warm.memory, changed.memory),
        memory_hugo=hugo.memory,
        size_mb=own.size / 1e6,
        page=own.page,
        page_gzipped=own.zipped,
    )


def build_with_all(project: Path, aside: Path) -> Cost:
    """Build with as many processes as there are processors, and put aside what comes of it."""
    cost = build(project, aside / "cache", "auto")
    (project / "site").rename(aside / "site")
    return cost


def change(project: Path, word: str) -> None:
    """Change a word of one record that its page shows."""
    file = project / f"plans/procedures/{full_procedure(0)[0]}.yml"
    file.write_text(file.read_text().replace("Sơ đồ mặt bằng", f"Sơ đồ mặt bằng {word}"))


def seconds_to_show(project: Path) -> float:
    """From a change of one record to its new page, as ``congkhai serve`` answers: the least of three, by the clock."""
    page = f"thu-tuc/{full_procedure(0)[0]}/"
    with served(project) as site:
        ask(site, tries=3_000)
        found = []
        for word in ("bốn", "năm", "sáu"):
            change(project, word)
            started = time.monotonic()
            _, text = ask(site + page)
            found.append(time.monotonic() - started)
            if word not in text:
                raise RuntimeError("the page is older than its file")
        return min(found)


def judged(value: float, bar: float, aim: float) -> str:
    """A figure beside the bar and the aim of the issue."""
    if value > bar:
        return f"bar {bar:g} NOT met"
    return f"bar {bar:g} met, aim {aim:g} {'met' if value <= aim else 'not met'}"


def least_squares(sizes: Sequence[float], costs: Sequence[float]) -> tuple[float, float]:
    """The line through the costs of several sizes: what any build costs, and what each record adds."""
    mean, cost = sum(sizes) / len(sizes), sum(costs) / len(costs)
    steps = sum((size - mean) * (value - cost) for size, value in zip(sizes, costs, strict=True))
    each = steps / sum((size - mean) ** 2 for size in sizes)
    return cost - each * mean, each


def table(found: Sequence[Found]) -> Iterator[str]:
    """Every figure of every size, with the verdict on the largest."""
    last = found[-1]
    rows = (
        ("cold, CPU s", [f"{it.cpu:.1f}" for it in found], f"Hugo {', '.join(f'{it.cpu_hugo:.1f}' for it in found)}"),
        (
            "cold, wall s",
            [f"{it.wall:.1f}" for it in found],
            f"Hugo {', '.join(f'{it.wall_hugo:.1f}' for it in found)}",
        ),
        (
            "cold, all jobs, wall s",
            [f"{it.wall_all:.1f}" for it in found],
            f"{processors()} processors; CPU {', '.join(f'{it.cpu_all:.1f}' for it in found)}",
        ),
        ("cold, CPU by Hugo's", [f"{it.ratio:.2f}" for it in found], judged(last.ratio, 0.6, 0.45)),
        (
            "warm, CPU s",
            [f"{it.cpu_warm:.1f}" for it in found],
            f"wall {', '.join(f'{it.wall_warm:.1f}' for it in found)}",
        ),
        ("warm, CPU by Hugo's", [f"{it.ratio_warm:.2f}" for it in found], judged(last.ratio_warm, 0.35, 0.3)),
        ("memory, MB", [f"{it.memory:.0f}" for it in found], judged(last.memory, 200, 100)),
        ("  of Hugo", [f"{it.memory_hugo:.0f}" for it in found], ""),
        ("one changed, wall s", [f"{it.wall_changed:.1f}" for it in found], judged(last.wall_changed, 5, 3)),
        ("one changed, CPU s", [f"{it.cpu_changed:.1f}" for it in found], ""),
        ("served, wall s", [f"{it.wall_served:.3f}" for it in found], judged(last.wall_served, 0.5, 0.1)),
        ("ms a record", [f"{1000 * it.cpu / it.procedures:.2f}" for it in found], "with what any build costs"),
        ("bytes a page", [f"{it.page}" for it in found], f"gzipped {last.page_gzipped}"),
    )
    sizes = "".join(f"{it.procedures:>10,}" for it in found)
    yield f"{'procedures':22}{sizes}   bars are for {SIZES[-1]:,}, judged at {last.procedures:,}"
    for name, values, words in rows:
        yield f"{name:22}{''.join(f'{value:>10}' for value in values)}   {words}"


def growth(found: Sequence[Found]) -> Iterator[str]:
    """What each record adds, over all sizes and from size to size."""
    sizes = [it.procedures for it in found]
    for name, costs in (("ours", [it.cpu for it in found]), ("Hugo", [it.cpu_hugo for it in found])):
        fixed, each = least_squares(sizes, costs)
        yield f"{name}: {fixed:.1f} CPU s for any build, and {1000 * each:.2f} ms a record (least squares)"
    steps = [
        1000 * (after.cpu - before.cpu) / (after.procedures - before.procedures) for before, after in pairwise(found)
    ]
    said = ", ".join(f"{step:.2f}" for step in steps)
    yield f"ours, ms a record from size to size: {said} ({evenness(steps)})"


def evenness(steps: Sequence[float]) -> str:
    """Whether a record costs the same in a small site and in a large one; where not, which of them is the dearer."""
    if 0 < max(steps) <= ALIKE * min(steps):
        return "within 15 %: met"
    return f"within 15 %: NOT met, {'cheaper' if steps[-1] == min(steps) else 'dearer'} where the site is larger"


def build_unmeasured() -> None:
    """Build a few procedures: the program is compiled then, as an installed one is, and the first size does not pay for it."""
    with tempfile.TemporaryDirectory() as folder:
        build(make_province(Path(folder) / "ours", 10, 0))


def main() -> None:
    """Print one line of JSON a size, then a table; sizes may be named: ``python -m tests.bench.hugo 1000 20000``."""
    named = sorted({int(word) for word in sys.argv[1:] if word.isdigit()})
    found = []
    build_unmeasured()
    with tempfile.TemporaryDirectory() as folder:
        for size in named or SIZES:
            found.append(compare(size, Path(folder) / str(size)))
            print(found[-1].line(), flush=True)
    print("\n".join(table(found)))
    if len(found) > 1:
        print("\n".join(growth(found)))


if __name__ == "__main__":
    main()
