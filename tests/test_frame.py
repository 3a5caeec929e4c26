"""The frame around the records is taken over from the last build, unless anything that it is made from has changed."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from mkdocs.commands import build as commands
from mkdocs.config.defaults import MkDocsConfig

from generator.plugin.opening import open_deployment
from generator.publish.manifest import folder_digest, read_manifest
from generator.site import Built, Order, build
from tests.bench.province import full_procedure
from tests.projects import AGENCY, PLAN, edit, plant, small_project

DAY = date(2026, 7, 20)


class Project:
    """The small project, whose frame is rendered so many times."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.rendered = small_project(folder / "project"), 0
        self.cache = folder / "cache.sqlite"
        mkdocs_build = commands.build

        def counting(config: MkDocsConfig) -> None:
            self.rendered += 1
            mkdocs_build(config)

        monkeypatch.setattr(commands, "build", counting)

    def build(self, cache: Path | None, site: str = "site") -> Built:
        deployment = open_deployment(self.folder / "mkdocs.yml")
        return build(deployment, Order(today=DAY, as_of=DAY, cache=cache, site=self.folder / site))

    def renders(self) -> int:
        """How often one more build renders the frame."""
        before = self.rendered
        assert self.build(self.cache).written
        return self.rendered - before


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    found = Project(tmp_path, monkeypatch)
    assert found.renders() == 1
    return found


def test_a_frame_is_taken_over_and_gives_the_same_site(project: Project) -> None:
    assert project.renders() == 0
    edit(project.folder / f"plans/agencies/{AGENCY}/agency.yml", "name: Sở Nội vụ", "name: Sở Nội chính")
    assert project.renders() == 0
    assert project.build(None, "nothing").written
    assert read_manifest(project.folder / "site") == read_manifest(project.folder / "nothing")


def add(address: str, text: str) -> Callable[[Path], object]:
    def adding(folder: Path) -> None:
        with (folder / address).open("a", encoding="utf-8") as file:
            file.write(text)

    return adding


CODE, TEXT = full_procedure(0)
PROCEDURE = {
    "registry/fields.yml": "fields:\n- {id: linh-vuc-1, name: Lĩnh vực 1}\n",
    f"procedures/{CODE}.yml": TEXT,
}
CHANGES: dict[str, Callable[[Path], object]] = {
    "an editorial page": add("content/gioi-thieu.md", "Thêm.\n"),
    "a style": add("theme_overrides/assets/ck.css", "/**/"),
    "the configuration, or what it inherits": lambda folder: edit(
        folder / "base.yml", "site_name: Công khai", "site_name: Khác"
    ),
    "the terms": add("plans/LICENSE", "CC BY 4.0"),
    "a section": lambda folder: plant(folder / "plans", PROCEDURE),
}


def test_whatever_changes_in_a_frame_is_rendered(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    for said, change in CHANGES.items():
        change(project.folder)
        assert project.renders() == 1, said
    monkeypatch.setenv("CONGKHAI_OWNER_EMAIL", "ai@vi-du.example")
    assert project.renders() == 1
    assert project.renders() == 0


def test_a_reference_to_a_record_that_has_gone_stops_the_build(project: Project) -> None:
    shutil.rmtree(project.folder / "plans/agencies" / PLAN)
    assert project.build(project.cache).written is None
    assert project.rendered == 2


def test_a_frame_whose_files_are_not_all_there_is_rendered(project: Project) -> None:
    shutil.rmtree(project.folder / "site/gioi-thieu")
    assert project.renders() == 1
    assert project.cache.exists(), "what is known of records stays"
    assert project.build(project.cache, "elsewhere").written
    assert project.rendered == 3


def test_a_record_stands_in_the_place_of_an_editorial_file_with_its_address_and_that_is_named(
    project: Project, caplog: pytest.LogCaptureFixture
) -> None:
    assert not caplog.records
    names = ("du-lieu.md", "manifest.sha256", "ke-hoach.md", "api", "robots.txt/khac.md", "robots.md")
    plant(project.folder / "content", dict.fromkeys(names, "# Khác\n"))
    assert project.build(project.cache).written
    named = ["api", "du-lieu/index.html", "ke-hoach/index.html", "manifest.sha256", "robots.txt/khac/index.html"]
    assert sorted(record.getMessage().split("»")[0].removeprefix("«") for record in caplog.records) == named
    assert (project.folder / "site/robots/index.html").is_file()
    assert "Dữ liệu mở" in (project.folder / "site/du-lieu/index.html").read_text()
    listed = read_manifest(project.folder / "site")
    assert listed is not None
    assert project.build(project.cache).written
    assert read_manifest(project.folder / "site") == listed


def test_what_may_look_elsewhere_is_asked_each_time(project: Project) -> None:
    add("mkdocs.yml", "markdown_extensions: [pymdownx.snippets]\n")(project.folder)
    assert [project.renders(), project.renders()] == [1, 1]


def test_a_folder_is_another_with_each_name_and_byte(tmp_path: Path) -> None:
    seen = set()
    for name, text in (("a", "1"), ("b", "1"), ("b", "2"), ("c/b", "2")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
        seen.add(folder_digest(tmp_path))
    assert len(seen) == 4
    (tmp_path / ".#c").symlink_to("nowhere")
    assert folder_digest(tmp_path) in seen
