"""The site as the tar that GitHub Pages publishes: GNU tar reads it back, and every file is what the manifest says."""

import hashlib
import subprocess
import tarfile
from pathlib import Path

import pytest

from generator.cli import main
from generator.publish.artifact import check_place, write_artifact
from generator.publish.manifest import MANIFEST, read_manifest
from generator.publish.swap import TargetError
from tests.projects import AS_OF, congkhai, contents, small_project
from tests.sites import Site


def test_build_writes_the_site_and_the_tar_of_it_at_once(tmp_path: Path) -> None:
    project, tar = small_project(tmp_path / "project"), tmp_path / "artifact.tar"
    done = congkhai("--config", project / "mkdocs.yml", "build", "--as-of", AS_OF, "--tar", tar)
    assert done.returncode == 0, done.stderr
    read = tmp_path / "read"
    read.mkdir()
    subprocess.run(["tar", "--extract", "--file", tar, "--directory", read], check=True)  # as Pages unpacks it
    assert contents(read) == contents(project / "site")
    assert list(tmp_path.glob("*.part")) == []


def test_every_file_of_the_tar_is_what_the_manifest_says(site: Site, tmp_path: Path) -> None:
    tar, listed = tmp_path / "artifact.tar", read_manifest(site.folder)
    assert write_artifact(site.folder, tar) == tar.stat().st_size
    assert listed
    with tarfile.open(tar, "r:") as archive:  # "r:" reads a tar that is not compressed, and nothing else
        entries = {entry.name: entry for entry in archive}
        files = {name: archive.extractfile(entry) for name, entry in entries.items() if entry.isfile()}
        digests = {name: hashlib.sha256(file.read()).hexdigest() for name, file in files.items() if file}
    assert digests.pop(f"./{MANIFEST}") == hashlib.sha256((site.folder / MANIFEST).read_bytes()).hexdigest()
    assert digests == {f"./{address}": digest for address, digest in listed.items()}
    assert all(entry.isfile() or entry.isdir() for entry in entries.values())
    assert {entry.mode for entry in entries.values() if entry.isdir()} == {0o755}
    assert {entry.mode for entry in entries.values() if entry.isfile()} == {0o644}
    assert next(iter(entries)) == "."
    assert {name for name in entries if not name.startswith("./")} == {"."}


def test_the_same_site_gives_the_same_bytes_whatever_the_rights_and_times_of_its_files(tmp_path: Path) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        (folder / "thu-tuc" / ("á" * 60)).mkdir(parents=True)  # a path that the short form of a tar cannot hold
        page = folder / "thu-tuc" / ("á" * 60) / "index.html"
        page.write_text("một")
        address, digest = f"thu-tuc/{'á' * 60}/index.html", hashlib.sha256("một".encode()).hexdigest()
        (folder / MANIFEST).write_text(f"{digest}  {address}\n")
    page.chmod(0o600)
    page.touch()
    for folder in folders:
        write_artifact(folder, folder.with_suffix(".tar"))
    assert (tmp_path / "a.tar").read_bytes() == (tmp_path / "b.tar").read_bytes()


def test_a_file_that_changed_since_the_build_stops_the_tar_and_the_old_one_stays(tmp_path: Path) -> None:
    site, tar = tmp_path / "site", tmp_path / "artifact.tar"
    site.mkdir()
    (site / "index.html").write_text("hai")
    (site / MANIFEST).write_text(f"{hashlib.sha256(b'hai').hexdigest()}  index.html\n")
    write_artifact(site, tar)
    before = tar.read_bytes()
    (site / "index.html").write_text("ba")
    with pytest.raises(TargetError, match=r"index\.html» không như lúc dựng"):
        write_artifact(site, tar)
    assert tar.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["artifact.tar", "site"]


@pytest.mark.parametrize(
    ("place", "said"),
    [("site/a.tar", "nằm trong chính trang"), ("other", "là một thư mục"), ("missing/a.tar", "không có thư mục")],
)
def test_a_place_where_no_tar_can_go_is_refused(place: str, said: str, tmp_path: Path) -> None:
    for name in ("site", "other"):
        (tmp_path / name).mkdir()
    with pytest.raises(TargetError, match=said):
        check_place(tmp_path / place, tmp_path / "site")
    check_place(tmp_path / "other/a.tar", tmp_path / "site")


def test_a_wrong_place_is_said_before_anything_is_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = small_project(tmp_path / "project")
    assert main(["--config", str(project / "mkdocs.yml"), "build", "--tar", str(project / "site" / "a.tar")]) == 2
    assert "nằm trong chính trang" in capsys.readouterr().err
    assert not (project / "site").exists()
