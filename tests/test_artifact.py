"""The site as the tar that GitHub Pages publishes: GNU tar reads it back, and every file is what the manifest says."""

import hashlib
import os
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from generator.cli import main
from generator.publish.artifact import begun_artifact
from generator.publish.manifest import MANIFEST, read_manifest
from generator.publish.output import Output
from generator.publish.swap import TargetError, check_artifact
from tests.projects import AS_OF, congkhai, contents, small_project

LONG = f"thu-tuc/{'á' * 60}/index.html"
"""A path that the short form of a tar cannot hold."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_project(tmp_path_factory.mktemp("artifact") / "project")


@pytest.fixture(scope="module")
def tar(project: Path) -> Path:
    """The artifact of a site that was built from nothing."""
    found = project.parent / "artifact.tar"
    done = congkhai("--config", project / "mkdocs.yml", "build", "--as-of", AS_OF, "--tar", found)
    assert done.returncode == 0, done.stderr
    return found


def test_build_writes_the_site_and_the_tar_of_it_at_once(tar: Path, project: Path, tmp_path: Path) -> None:
    subprocess.run(["tar", "--extract", "--file", tar, "--directory", tmp_path], check=True)  # as Pages unpacks it
    assert contents(tmp_path) == contents(project / "site")
    assert list(tar.parent.glob("*.part")) == []


def test_every_file_of_the_tar_is_what_the_manifest_says(tar: Path, project: Path) -> None:
    listed = read_manifest(project / "site")
    assert listed
    with tarfile.open(tar, "r:") as archive:  # "r:" reads a tar that is not compressed, and nothing else
        entries = {entry.name: entry for entry in archive}
        files = {name: archive.extractfile(entry) for name, entry in entries.items() if entry.isfile()}
        digests = {name: hashlib.sha256(file.read()).hexdigest() for name, file in files.items() if file}
    assert digests.pop(f"./{MANIFEST}") == hashlib.sha256((project / "site" / MANIFEST).read_bytes()).hexdigest()
    assert digests == {f"./{address}": digest for address, digest in listed.items()}
    assert all(entry.isfile() or entry.isdir() for entry in entries.values())
    assert {entry.mode for entry in entries.values() if entry.isdir()} == {0o755}
    assert {entry.mode for entry in entries.values() if entry.isfile()} == {0o644}
    assert {name for name in entries if not name.startswith("./")} == {"."}
    assert tar.stat().st_size % tarfile.RECORDSIZE == 0


def test_every_folder_stands_before_what_is_in_it(tar: Path) -> None:
    seen: set[str] = set()
    with tarfile.open(tar, "r:") as archive:
        for entry in archive:
            assert entry.name == "." or entry.name.rpartition("/")[0] in seen
            seen.add(entry.name)


def test_what_is_taken_over_from_the_last_build_gives_the_same_tar(tar: Path, project: Path, tmp_path: Path) -> None:
    remembering = {"CONGKHAI_CACHE": str(tmp_path / "cache")}
    for seed in ("1", "2", "3"):
        again = tmp_path / f"{seed}.tar"
        words = ("--config", project / "mkdocs.yml", "build", "--as-of", AS_OF, "--tar", again)
        assert congkhai(*words, env=remembering | {"PYTHONHASHSEED": seed}).returncode == 0
        assert again.read_bytes() == tar.read_bytes()


def written(folder: Path, files: Mapping[str, bytes]) -> Iterator[Output]:
    """Write files into a folder and its tar, and stop before the tar is whole."""
    with begun_artifact(folder.with_suffix(".tar")) as artifact:
        output = Output(folder, artifact=artifact)
        for address, content in files.items():
            output.write(address, content)
        yield output


def test_a_long_path_and_a_file_in_parts_are_read_back(tmp_path: Path) -> None:
    for output in written(tmp_path / "site", {LONG: b"a", "empty": b"", "block": b"b" * 512}):
        output.write_all("parts", (b"c" * 511, b"d", b"e"))
    read = tmp_path / "read"
    read.mkdir()
    subprocess.run(["tar", "--extract", "--file", tmp_path / "site.tar", "--directory", read], check=True)
    assert contents(read) == contents(tmp_path / "site")


def test_the_old_tar_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    tar = tmp_path / "site.tar"
    tar.write_bytes(b"old")

    def stopped() -> None:
        for _ in written(tmp_path / "site", {"index.html": b"new"}):
            assert tar.read_bytes() == b"old"
            raise TargetError

    with pytest.raises(TargetError):
        stopped()
    assert tar.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "site.tar"]
    for _ in written(tmp_path / "other", {"index.html": b"new"}):
        pass
    assert (tmp_path / "other.tar").stat().st_size == tarfile.RECORDSIZE


@pytest.mark.parametrize(
    ("place", "said"),
    [("site/a.tar", "nằm trong chính trang"), ("other", "là một thư mục"), ("missing/a.tar", "không có thư mục")],
)
def test_a_place_where_no_tar_can_go_is_refused(place: str, said: str, tmp_path: Path) -> None:
    for name in ("site", "other"):
        (tmp_path / name).mkdir()
    with pytest.raises(TargetError, match=said):
        check_artifact(tmp_path / place, tmp_path / "site")
    check_artifact(tmp_path / "other/a.tar", tmp_path / "site")


def test_a_device_is_no_tar_to_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_bytes(b"old")
    check_artifact(tmp_path / "a.tar", tmp_path / "site")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(TargetError, match="không phải tệp thường"):
        check_artifact(tmp_path / "pipe", tmp_path / "site")


def test_a_wrong_place_is_said_before_anything_is_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = small_project(tmp_path / "project")
    assert main(["--config", str(project / "mkdocs.yml"), "build", "--tar", str(project / "site" / "a.tar")]) == 2
    assert "nằm trong chính trang" in capsys.readouterr().err
    assert not (project / "site").exists()
