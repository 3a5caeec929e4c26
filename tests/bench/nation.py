"""A nation: what 100,000 procedures would weigh in one site, and what it costs to join thirty-four provinces.

`python -m tests.bench.nation` builds a site of more procedures than have a file each, weighs its files by what they are, and
computes weight, CPU and memory of 100,000 from what each procedure adds. The national site is judged by the host's bound: it
has the procedures and no departments, whose adoptions stand on the provinces' own sites. What the same procedures would weigh
with twenty departments that adopt them all is printed beside it.

Then it joins thirty-four provinces of 2,500 procedures: one is really built, the others are its copies at addresses of their
own, each sealed with a manifest of its own.
"""

import hashlib
import json
import os
import re
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from generator.publish.manifest import MANIFEST, read_manifest
from tests.bench.province import DEPARTMENTS, Measured, make_province, measure
from tests.bench.run import Cost, run
from tests.nation import national_project
from tests.projects import AS_OF, command, environment

PROCEDURES = 10_500
PROVINCE = 2_500
PROVINCES = 34
ASKED = 100_000
HOST = 1e9
"""Bytes that GitHub Pages publishes."""

OPENAPI = "api/v1/openapi.json"

FIXED = "everything else"
KINDS = (
    ("pages of procedures", r"thu-tuc/[0-9]\."),
    ("records as JSON", r"api/v1/procedures/"),
    ("records as RDF", r"api/v1/procedures.*\.(ttl|jsonld)"),
    ("lists as JSON, CSV", r"api/v1/(procedures|adoptions|indicators)\."),
    ("lists as pages", r"(thu-tuc|danh-muc)/|co-quan/[^/]+/thu-tuc/|van-ban/[^/]+/thu-tuc/"),
    ("all in one file", r"du-lieu/"),
    ("search", r"assets/search/"),
    ("manifest, sitemaps", r"manifest\.sha256|sitemap"),
    (FIXED, r""),
)
"""What a file is, by its address; the first that fits."""


def weigh(site: Path) -> Counter[str]:
    """Bytes of a site by what they are."""
    found: Counter[str] = Counter()
    for path in site.rglob("*"):
        if path.is_file():
            address = path.relative_to(site).as_posix()
            found[next(kind for kind, pattern in KINDS if re.match(pattern, address))] += path.stat().st_size
    return found


def print_weight(found: Mapping[str, int], procedures: int, *, judged: bool) -> None:
    """Each kind by procedure, beside the bytes of one that fit, and what that makes of ASKED procedures, judged by the bar or
    not; what does not grow with them counts once.
    """
    fixed = found[FIXED]
    room = (HOST - fixed) / ASKED
    for kind, size in sorted(found.items(), key=lambda item: -item[1]):
        each = size / procedures
        share = f"{each:8.0f} B a procedure, {each / room:6.1%} of the {room:,.0f} that fit" if kind != FIXED else ""
        print(f"  {kind:22}{size / 1e6:9.1f} MB {share}")
    each = (sum(found.values()) - fixed) / procedures
    whole = each * ASKED + fixed
    verdict = f"bar {HOST / 1e9:.0f} GB {'met' if whole < HOST else 'NOT met'}; " if judged else ""
    print(f"  {ASKED:,} in one site: {whole / 1e9:.3f} GB at {each:.0f} B each", end="")
    print(f" ({verdict}{(HOST - fixed) / each:,.0f} procedures fit)")


def print_growth(small: Measured, large: Measured) -> None:
    """What each procedure adds to CPU and memory, by two builds of the national site, and what that makes of ASKED procedures."""
    more = PROCEDURES - PROVINCE
    rows = (("CPU", small.cpu, large.cpu, 1000, "ms", "s"), ("memory", small.memory, large.memory, 1024, "KB", "MB"))
    for what, before, after, thousand, unit, whole in rows:
        each = (after - before) / more
        asked = after + (ASKED - PROCEDURES) * each
        print(f"  {what:22}{before:9.1f} {whole} at {PROVINCE:,}, {after:.1f} {whole} at {PROCEDURES:,}:", end="")
        print(f" {each * thousand:.2f} {unit} a procedure, {asked:,.0f} {whole} for {ASKED:,}")


def build_site(project: Path, procedures: int, departments: int) -> tuple[Measured, Counter[str]]:
    """What a site of so many costs, and what it weighs. It stays, for what is removed slows down whoever writes next (see
    :func:`tests.bench.hugo.compare`).
    """
    make_province(project, procedures, departments)
    return measure(project), weigh(project / "site")


def copies(built: Path, folder: Path, count: int) -> list[Path]:
    """A built site as the sites of many provinces, each with a name and an address of its own."""
    made = []
    for number in range(1, count + 1):
        copy = folder / f"tinh-{number:02d}"
        for path in built.rglob("*"):
            if path.is_file():
                target = copy / path.relative_to(built)
                target.parent.mkdir(parents=True, exist_ok=True)
                os.link(path, target)
        _rename(copy, number)
        made.append(copy)
    return made


def _rename(site: Path, number: int) -> None:
    """Give a copy its own name and address, and seal it again."""
    file, listed = site / OPENAPI, read_manifest(site) or {}
    content = json.loads(file.read_bytes())
    content["servers"] = [{"url": f"https://tinh-{number:02d}.example/api/v1"}]
    content["info"]["title"] = f"Dữ liệu mở: Công khai tỉnh {number}"
    for changed, text in ((file, json.dumps(content, ensure_ascii=False)), (site / MANIFEST, "")):
        changed.unlink()
        changed.write_text(text, encoding="utf-8")
    listed[OPENAPI] = hashlib.sha256(file.read_bytes()).hexdigest()
    (site / MANIFEST).write_text("".join(f"{digest}  {name}\n" for name, digest in sorted(listed.items())))


def measure_join(project: Path, provinces: list[Path]) -> Cost:
    """What joining provinces costs."""
    arguments = command("--config", project / "mkdocs.yml", "join", *provinces, "--as-of", AS_OF)
    return run(arguments, project, environment(CONGKHAI_SITE_URL="https://ca-nuoc.example/"))


def main() -> None:
    """Weigh the national site, and the same with departments; then join a nation."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small, _ = build_site(folder / "small", PROVINCE, 0)
        large, found = build_site(folder / "large", PROCEDURES, 0)
        print(f"the national site, {PROCEDURES:,} full procedures")
        print_weight(found, PROCEDURES, judged=True)
        print_growth(small, large)
        _, found = build_site(folder / "adopted", PROCEDURES, DEPARTMENTS)
        print(f"with {DEPARTMENTS} departments that adopt them, which the national site leaves to the provinces' own")
        print_weight(found, PROCEDURES, judged=False)
        project = make_province(folder / "province", PROVINCE)
        measure(project)
        provinces = copies(project / "site", folder / "provinces", PROVINCES)
        nation = national_project(folder / "nation")
        cost = measure_join(nation, provinces)
        found = weigh(nation / "site")
    records = PROVINCES * PROVINCE
    print(
        f"{PROVINCES} provinces of {PROVINCE:,} procedures joined: {cost.cpu:.1f} CPU s, {cost.memory:.0f} MB at the peak",
        end="",
    )
    print(f" ({1000 * cost.cpu / records:.2f} ms and {1024 * cost.memory / records:.1f} KB a record)")
    print(f"  national site {sum(found.values()) / 1e6:.1f} MB, of it search {found['search'] / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
