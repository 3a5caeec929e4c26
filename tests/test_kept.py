"""What a build takes over from the one before: never anything that a build from nothing would have made otherwise."""

import hashlib
import os
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from generator import addresses
from generator.addresses import WHOLE
from generator.check import check
from generator.model.procedure import Procedure
from generator.pages.participate.place import Place
from generator.pages.parts import leaves
from generator.pages.parts.page import Later, Page
from generator.publish import procedures
from generator.publish.exports.procedures import procedure_text
from generator.publish.frame import Frame
from generator.publish.kept import Kept
from generator.publish.manifest import read_manifest
from generator.publish.output import Output
from generator.publish.render import Slot, shell_keys
from generator.reading import jobs as sharing
from generator.reading import records
from generator.reading.cache import reopened
from generator.site import Deployment, Order, Plot, build, plot_site
from generator.tracking.around import Around
from tests.bench.province import full_procedure
from tests.procedures import list_files, record_files
from tests.projects import AGENCY, AS_OF, FORKED, PLAN_FILE, ROOT, congkhai, edit, plant, small_plans, small_project

pytestmark = pytest.mark.filterwarnings(FORKED)

METRIC = "  - {id: e-form, name: Biểu mẫu điện tử, definition: Số thủ tục có biểu mẫu điện tử.}\n"
METRICS = "metric: dossier-online", "metric: e-form"
DAY = date(2026, 7, 20)
DOCUMENT = "  - {id: vi-du-%d, number: %d/2024/NĐ-CP, kind: decree, name: Nghị định thứ %d, date: 2024-01-01}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small project with twelve procedures, of which the department states two, and the templates to change."""
    folder = tmp_path / "project"
    plans = small_plans(folder)
    shutil.copytree(ROOT / "theme_overrides", folder / "theme_overrides")
    (plans / "registry/fields.yml").write_text(
        "fields:\n" + "".join(f"- {{id: linh-vuc-{number}, name: Lĩnh vực {number}}}\n" for number in range(1, 26))
    )
    (plans / "procedures").mkdir(exist_ok=True)
    for index in range(12):
        put(plans, index)
    state(plans, [0, 1])
    return folder


def put(plans: Path, index: int, old: str = "", new: str = "") -> None:
    code, text = full_procedure(index)
    (plans / f"procedures/{code}.yml").write_text(text.replace(old, new) if old else text)


def state(plans: Path, indexes: list[int], post: str = "both", more: str = "") -> None:
    rows = "".join(f'- {{code: "2.{100_000 + index}", one_stop: true, post: {post}{more}}}\n' for index in indexes)
    file = plans / f"agencies/{AGENCY}/procedures.yml"
    file.write_text(f"document: 09/QĐ-VD\ndate: 2026-01-05\nprocedures:\n{rows}")


def built(project: Path, site: str, cache: Path | None, day: date = DAY, jobs: int = 1) -> dict[str, str]:
    """Build the project with a shell of slots alone, and return the manifest."""

    def frame(plot: Plot, _: Path, __: Kept) -> Frame:
        return Frame(
            shells=dict.fromkeys(shell_keys(plot.shelled), (Slot.TITLE, Slot.ALTERNATES, Slot.CONTENT, Slot.EDIT)),
            editorial=(),
        )

    deployment = Deployment(
        plans=project / "plans",
        content=project / "content",
        templates=project / "theme_overrides",
        site=project / site,
        site_name="Công khai",
        site_url="https://vi-du.example/",
        place=Place(plans=project / "plans"),
        frame=frame,
    )
    result = build(deployment, Order(today=day, as_of=day, cache=cache, jobs=jobs))
    assert result.written, [problem.text() for problem in result.problems]
    listed = read_manifest(project / site)
    assert listed is not None
    return listed


def known(plans: Path, number: int) -> None:
    """Register one of the decrees that the procedures cite."""
    registry = plans / "registry/legal-documents.yml"
    if f"id: vi-du-{number}," not in registry.read_text():
        append(registry, DOCUMENT % (number, number, number))


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text() + text)


def change_at_random(project: Path, chance: random.Random) -> str:
    """Change one thing that a page of a procedure shows, and say what."""
    plans = project / "plans"
    index, number = chance.randrange(12), chance.randrange(10, 22)
    templates = project / "theme_overrides/pages/procedure.html"
    changes: dict[str, Callable[[], object]] = {
        "a word": lambda: put(plans, index, "Sơ đồ mặt bằng", f"Sơ đồ {number}"),
        "a successor": lambda: put(
            plans, index, "kind: standard", 'kind: standard\nstatus: replaced\nreplaced_by: ["2.100003"]'
        ),
        "a name": lambda: put(plans, 3, 'name: "', f'name: "{number} '),
        "back": lambda: put(plans, index),
        "another": lambda: put(plans, 12 + number),
        "at a border": lambda: turn(plans, chance.choice([98, 99, 100, 101])),
        "in between": lambda: turn(plans, SEVEN_DIGITS),
        "another code": lambda: list(map(partial(turn, plans), (99, 100))),
        "gone": lambda: (plans / f"procedures/2.{100_000 + 11}.yml").unlink(missing_ok=True),
        "a statement": lambda: state(plans, sorted({0, index % 11}), chance.choice(["both", "none"])),
        "a document": lambda: known(plans, number),
        "a template": lambda: append(templates, f"<!-- {number} -->"),
    }
    said = chance.choice(sorted(changes))
    changes[said]()
    return said


def share_out_even_a_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let twelve procedures be enough for several processes, in parts of ten codes and of five files."""
    monkeypatch.setattr(sharing, "WORTH", 1)
    monkeypatch.setattr(addresses, "PART_TAIL", 1)
    monkeypatch.setattr("generator.reading.load.PART", 5)


def processes_begun(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many tasks each process is given that is begun from now on."""
    begun, fork = list[int](), sharing._fork

    def count(work: Any, tasks: Sequence[object], *others: Any) -> None:
        begun.append(len(tasks))
        fork(work, tasks, *others)

    monkeypatch.setattr(sharing, "_fork", count)
    return begun


SEVEN_DIGITS = 900_031
"""2.1000031 stands between 2.100003 and 2.100004, in a part of its own."""


def turn(plans: Path, index: int) -> None:
    """Remove a procedure that is there, or put it there."""
    code, _ = full_procedure(index)
    if (plans / f"procedures/{code}.yml").is_file():
        (plans / f"procedures/{code}.yml").unlink()
    else:
        put(plans, index)


@pytest.mark.parametrize(("seed", "most", "young", "jobs"), [(0, 1000, records._YOUNG, 2), (3, 11, -(10**12), 3)])
def test_a_build_after_any_changes_is_the_build_from_nothing(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, most: int, young: int, jobs: int
) -> None:
    """``most`` procedures have a file each: never too many here, or now too many and now not. Files written just now are known
    by their content; those that are not so ``young``, by what the file system says of them. So many ``jobs`` share it out; what
    is built from nothing is made by one.
    """
    monkeypatch.setattr(addresses, "MOST_FILES", most)
    monkeypatch.setattr(records, "_YOUNG", young)
    share_out_even_a_little(monkeypatch)
    chance, cache = random.Random(seed), tmp_path / "cache.sqlite"
    built(project, "site", cache, jobs=jobs)
    for _ in range(3):
        said = [change_at_random(project, chance) for _ in range(chance.randrange(1, 4))]
        day = chance.choice([DAY, date(2026, 12, 1)])
        assert built(project, "site", cache, day, jobs) == built(project, "nothing", None, day), (seed, said)
        shutil.rmtree(project / "nothing")


def test_no_process_is_begun_where_nothing_is_to_be_made(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "_YOUNG", -(10**12))
    share_out_even_a_little(monkeypatch)
    begun, cache = processes_begun(monkeypatch), tmp_path / "cache.sqlite"
    built(project, "site", cache, jobs=2)
    assert begun == [2, 1, 1, 1]  # three parts of files, then two of codes
    built(project, "site", cache, jobs=2)
    put(project / "plans", 5, "Sơ đồ mặt bằng", "Sơ đồ khác")
    built(project, "site", cache, jobs=2)
    assert begun == [2, 1, 1, 1]
    append(project / "theme_overrides/pages/procedure.html", "<!-- other -->")
    built(project, "site", cache, jobs=2)
    assert begun == [2, 1, 1, 1, 1, 1]


def test_without_a_cache_that_others_can_read_only_reading_is_shared_out(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    share_out_even_a_little(monkeypatch)
    begun = processes_begun(monkeypatch)
    built(project, "site", None, jobs=2)
    assert begun == [2, 1]


def test_a_file_that_is_gone_when_it_is_to_be_taken_over_is_made(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take, gone = Kept.take, list[str]()

    def taking(kept: Kept, output: Output, address: str) -> bool:
        (project / "site" / address).unlink()
        gone.append(address)
        return take(kept, output, address)

    listed = built(project, "site", tmp_path / "cache.sqlite")
    monkeypatch.setattr(Kept, "take", taking)
    assert built(project, "site", tmp_path / "cache.sqlite") == listed
    assert {"thu-tuc/2.100000/index.html", "api/v1/procedures/2.100000.json", "api/v1/procedures.csv"} <= set(gone)


def test_each_process_reads_records_by_a_connection_of_its_own(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite forbids to carry one over a fork, though it nearly always does."""
    share_out_even_a_little(monkeypatch)
    asked = tmp_path / "asked"

    def saying_so(base: sqlite3.Connection) -> sqlite3.Connection:
        with asked.open("a") as file:
            file.write(f"{os.getpid()}\n")
        return reopened(base)

    monkeypatch.setattr(records, "reopened", saying_so)
    built(project, "site", tmp_path / "cache.sqlite", jobs=2)
    by = asked.read_text().split()
    assert len(set(by)) == len(by) == 2
    assert str(os.getpid()) not in by


def changes_of_lists(plans: Path) -> dict[str, Callable[[], object]]:
    """What lists, plans and the search show besides the procedures themselves, one thing each."""
    agency, fields, documents = f"agencies/{AGENCY}/agency.yml", "registry/fields.yml", "registry/legal-documents.yml"
    limits, fees = "limits: [{value: 1, unit: working_day}]", "fees: [{state: amount, amount: 12000}]"
    return {
        "a limit": lambda: put(plans, 4, "channels: online, value: 6", "channels: online, value: 60"),
        "an agency": lambda: edit(plans / agency, "name: Sở", "name: Cục"),
        "a field": lambda: edit(plans / fields, "name: Lĩnh vực 3}", "name: Lĩnh vực khác}"),
        "a document": lambda: known(plans, 12),
        "its number": lambda: edit(plans / documents, "number: 12/2024/NĐ-CP", "number: 14/2024/NĐ-CP"),
        "a statement": lambda: state(plans, [*range(2, 8)]),
        "a metric": lambda: append(plans / "registry/metrics.yml", METRIC),
        "a target": lambda: edit(plans / PLAN_FILE, *METRICS),
        "what the register answers": lambda: put(plans, 2, "kind: standard", "kind: internal"),
        "a word": lambda: (plans / "registry/search-words.yml").write_text(
            "words:\n- {says: gia hạn, unasked: true}\n"
        ),
        "a name": lambda: put(plans, 3, "(nhóm 1)", "(nhóm một)"),
        "its place in a list": lambda: state(plans, [*range(2, 8)], post="none"),
        "its limits": lambda: state(plans, [2, 3], more=f", {limits}"),
        "its fees": lambda: state(plans, [2, 3], more=f", {limits}, {fees}"),
        "a schema": lambda: plant(plans.parent, {"schemas/report.json": "{}"}),
        "its level": lambda: state(plans, [2, 3], more=f", {limits}, {fees}, online_level: full"),
    }


def test_every_list_says_what_it_would_say_from_nothing(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaves, "PER_PAGE", 5)  # so that there are lists of one page and of several
    cache = tmp_path / "cache.sqlite"
    listed = built(project, "site", cache)
    for said, change in changes_of_lists(project / "plans").items():
        change()
        before, listed = listed, built(project, "site", cache)
        assert listed == built(project, "nothing", None), said
        assert listed != before, said
        shutil.rmtree(project / "nothing")


def test_a_part_is_made_again_where_one_of_its_records_changed_and_no_other_is(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, plans, said = tmp_path / "cache.sqlite", project / "plans", list[str]()

    def say(item: Procedure, around: Around) -> bytes:
        said.append(item.code)
        return procedure_text(item, around)

    monkeypatch.setattr(addresses, "MOST_FILES", 8)
    monkeypatch.setattr(procedures, "procedure_text", say)
    for index in (99, 100, 101):
        put(plans, index)
    built(project, "site", cache)
    assert len(said) == 15
    changes: tuple[tuple[Callable[[], None], list[int]], ...] = (
        (lambda: put(plans, 101, "Sơ đồ mặt bằng", "Sơ đồ khác"), [100, 101]),
        (lambda: turn(plans, 102), [100, 101, 102]),
        (lambda: turn(plans, 100), [101, 102]),
        (lambda: turn(plans, SEVEN_DIGITS), [*range(4), SEVEN_DIGITS, *range(4, 12), 99]),
        (lambda: put(plans, 102), []),
    )
    for change, made in changes:
        said.clear()
        change()
        built(project, "site", cache)
        assert said == [full_procedure(index)[0] for index in made]


def test_a_list_of_all_procedures_is_the_same_file_where_none_of_them_changed(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, names = tmp_path / "cache.sqlite", ("procedures.ttl", "procedures.csv", "procedures.json", WHOLE)
    for most, end in ((1000, ""), (8, ".gz")):
        monkeypatch.setattr(addresses, "MOST_FILES", most)
        files = [project / "site" / (name if name == WHOLE else f"api/v1/{name}{end}") for name in names]
        built(project, "site", cache)
        before = [file.stat().st_ino for file in files]
        built(project, "site", cache)
        assert [file.stat().st_ino for file in files] == before
        put(project / "plans", 5, "Sơ đồ mặt bằng", f"Sơ đồ {most}")
        built(project, "site", cache)
        assert not {file.stat().st_ino for file in files} & set(before)


def test_files_are_the_same_whether_made_by_part_for_a_site_or_one_by_one_for_the_preview(project: Path) -> None:
    listed = built(project, "site", None)
    loaded = check(project / "plans", DAY)
    linked = plot_site(loaded.catalogue, DAY, "", place=Place(plans=project / "plans")).linked
    files = list_files(linked) | dict(record_files(linked))
    assert {"api/v1/procedures.json", "api/v1/procedures.csv", "api/v1/procedures/2.100000.json"} <= files.keys()
    assert {
        address: hashlib.sha256(content).hexdigest() for address, content in files.items()
    }.items() <= listed.items()


def test_what_agencies_state_is_the_same_file_until_one_states_something_else(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "MOST_FILES", 8)
    cache, files = tmp_path / "cache.sqlite", [project / f"site/api/v1/adoptions.{end}.gz" for end in ("json", "csv")]
    built(project, "site", cache)
    before = [file.stat().st_ino for file in files]
    put(project / "plans", 5, "Sơ đồ mặt bằng", "Sơ đồ khác")
    built(project, "site", cache)
    assert [file.stat().st_ino for file in files] == before
    state(project / "plans", [0, 1], post="none")
    built(project, "site", cache)
    assert not {file.stat().st_ino for file in files} & set(before)


def test_texts_that_no_build_uses_any_more_are_dropped(project: Path, tmp_path: Path) -> None:
    cache, held = tmp_path / "cache.sqlite", list[int]()
    for number in range(4):
        put(project / "plans", 5, "Sơ đồ mặt bằng", f"Sơ đồ {number}")
        built(project, "site", cache)
        with sqlite3.connect(cache.with_suffix(".kept")) as base:
            held += base.execute("SELECT count(*) FROM texts").fetchone()
    assert held[0] < held[1] <= 2 * held[0]
    assert held[3] <= 2 * held[0]


def test_what_is_the_same_is_the_same_file(project: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache.sqlite"
    page, other = (f"thu-tuc/2.10000{index}/index.html" for index in (4, 5))
    built(project, "site", cache)
    before = {name: (project / "site" / name).stat().st_ino for name in (page, other)}
    put(project / "plans", 5, "Sơ đồ mặt bằng", "Sơ đồ khác")
    built(project, "site", cache)
    after = {name: (project / "site" / name).stat().st_ino for name in (page, other)}
    assert before[page] == after[page]
    assert before[other] != after[other]
    assert "Sơ đồ khác" in (project / "site" / other).read_text()


def test_nothing_is_taken_from_another_site_or_program(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, page = tmp_path / "cache.sqlite", "thu-tuc/2.100004/index.html"
    listed = built(project, "site", cache)
    before = (project / "site" / page).stat().st_ino
    assert built(project, "elsewhere", cache) == listed
    assert (project / "elsewhere" / page).stat().st_ino != before
    monkeypatch.setattr("generator.reading.cache.program_digest", lambda: b"another")
    monkeypatch.setattr(records, "program_digest", lambda: b"another")
    assert built(project, "site", cache) == listed
    assert (project / "site" / page).stat().st_ino != before


def test_a_page_of_the_old_site_is_taken_only_as_its_manifest_lists_it(project: Path, tmp_path: Path) -> None:
    cache, page = tmp_path / "cache.sqlite", "thu-tuc/2.100004/index.html"
    listed = built(project, "site", cache)
    with sqlite3.connect(cache.with_suffix(".kept")) as base:
        base.execute("UPDATE notes SET digest = zeroblob(32) WHERE address = ?", (page,))
    before = (project / "site" / page).stat().st_ino
    assert built(project, "site", cache) == listed
    assert (project / "site" / page).stat().st_ino != before


def test_a_build_does_without_what_is_spoilt(project: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache.sqlite"
    put(project / "plans", 100)
    built(project, "site", cache)
    put(project / "plans", 100, "Sơ đồ mặt bằng", "Sơ đồ khác")  # the lists are made again, of the texts of both parts
    listed = built(project, "nothing", None)
    with sqlite3.connect(cache.with_suffix(".kept")) as base:
        base.execute("UPDATE texts SET text = zeroblob(length(text))")
    assert built(project, "site", cache) == listed
    assert not cache.exists()
    assert built(project, "site", cache) == listed


def test_a_page_says_its_last_change_though_nothing_else_of_it_changed(project: Path, tmp_path: Path) -> None:
    cache, page = tmp_path / "cache.sqlite", "thu-tuc/2.100004/index.html"
    built(project, "site", cache)
    dated = {"GIT_AUTHOR_DATE": "2026-07-19T08:00:00Z", "GIT_COMMITTER_DATE": "2026-07-19T08:00:00Z"}
    for words in ("init -q -b main", "add plans", "-c user.name=A -c user.email=a@example.org commit -q -m A"):
        subprocess.run(["git", *words.split()], cwd=project, env=os.environ | dated, check=True)
    assert built(project, "site", cache) == built(project, "nothing", None)
    assert "Thay đổi gần nhất: 19/7/2026" in (project / "site" / page).read_text()


def test_a_removed_procedure_leaves_no_page(project: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache.sqlite"
    built(project, "site", cache)
    (project / "plans/procedures/2.100011.yml").unlink()
    listed = built(project, "site", cache)
    assert not any("2.100011" in address for address in listed)
    assert not (project / "site/thu-tuc/2.100011").exists()


def test_check_and_build_remember_together_and_each_folder_of_data_by_itself(tmp_path: Path) -> None:
    here, there = small_project(tmp_path / "here"), small_project(tmp_path / "there")
    remembering = {"CONGKHAI_CACHE": str(tmp_path / "cache")}
    for project, words in ((here, "check"), (here, "build"), (there, "build")):
        said = congkhai("--config", project / "mkdocs.yml", words, "--as-of", AS_OF, env=remembering)
        assert said.returncode == 0, said.stderr
    assert len(list((tmp_path / "cache").glob("*.sqlite"))) == 2
    congkhai("--config", here / "mkdocs.yml", "build", "--site", tmp_path / "cold", "--as-of", AS_OF)
    assert read_manifest(tmp_path / "cold") == read_manifest(here / "site")


def test_a_page_is_known_by_what_it_is_made_from_and_never_by_its_title_alone() -> None:
    page = partial(Page, address="a/", section="thu-tuc", title="A", description="")
    one, other = (page(context=Later("list.html", dict, partial(str, said))) for said in ("mười hai", "mười ba"))
    assert one.said != other.said
    with pytest.raises(ValueError, match="a/"):
        _ = page(context=Later("procedure.html", dict)).said
