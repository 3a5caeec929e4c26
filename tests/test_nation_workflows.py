"""The workflows that provinces and the nation call, step by step as GitHub runs them: on real repositories, over real HTTPS."""

import json
import ssl
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.nation import BAC, NAM, PLACES, Nation
from tests.projects import ROOT, SMALL, Said, environment, plant
from tests.sites import Site
from tests.test_pull_requests import git, install

WORKFLOWS = {path.stem: YAML(typ="safe").load(path) for path in sorted((ROOT / ".github/workflows").glob("*.yml"))}
GUIDE = (ROOT / "content/huong-dan/ca-nuoc.md").read_text(encoding="utf-8")


def run_job(workflow: str, job: str, cwd: Path, temp: Path, variables: Mapping[str, str]) -> Said:
    """Run the commands of a job, those of one step after those of the other, and stop at the first that fails."""
    done = Said([], 0, "", "")
    for step in WORKFLOWS[workflow]["jobs"][job]["steps"]:
        if "run" in step:
            env = environment(**variables) | {"RUNNER_TEMP": str(temp), "GITHUB_REPOSITORY": "Vi-Du/cong-khai"}
            env.pop("PYTHONPATH")
            shell = ["bash", "-e", "-o", "pipefail", "-c", step["run"]]
            done = subprocess.run(shell, cwd=cwd, env=env, capture_output=True, text=True, check=False)
            if done.returncode:
                return done
    return done


def blocks(language: str) -> list[str]:
    """The blocks of code of the guide in a language."""
    return [part.split("```")[0] for part in GUIDE.split(f"```{language}\n")[1:]]


def program(folder: Path) -> None:
    """What the second checkout puts into `.program`: this repository, with an environment of its own."""
    folder.mkdir()
    for name in ("generator", "theme_overrides", "mkdocs.yml", "Makefile", ".ci", "pyproject.toml", "requirements"):
        (folder / name).symlink_to(ROOT / name)
    install(folder)


def data_alone(folder: Path) -> Path:
    """A province's repository as the guide says: its data, its words, and the configuration of the guide."""
    configuration = next(block for block in blocks("yaml") if "INHERIT" in block)
    plant(folder, {"mkdocs.yml": configuration, "content/gioi-thieu.md": "# Giới thiệu\n"})
    subprocess.run(["cp", "-r", SMALL / "plans", folder], check=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message=Dữ liệu")
    return folder


def test_a_repository_with_nothing_but_data_becomes_the_artifact_that_pages_takes(tmp_path: Path) -> None:
    province = data_alone(tmp_path / "kho")
    program(province / ".program")
    done = run_job("province", "build", province, tmp_path, {"PROGRAM": ".program", "OWN_ADDRESS": ""})
    assert done.returncode == 0, done.stdout + done.stderr
    with tarfile.open(tmp_path / "artifact.tar", "r:") as archive:
        page = archive.extractfile("./index.html")
        assert page is not None
        html = page.read().decode()
    assert 'rel=canonical href="https://vi-du.github.io/cong-khai/">' in html
    assert "Công khai tỉnh Ví Dụ" in html


# What the nation fetches


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for the hosts of both provinces, with its key."""
    file = tmp_path_factory.mktemp("tls") / "hosts.pem"
    names = ",".join(f"DNS:{place.id}.example" for place in PLACES)
    subject = ["-subj", "/CN=vi-du", "-addext", f"subjectAltName={names}"]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    files = ["-keyout", str(file), "-out", str(file.with_suffix(".crt"))]
    subprocess.run([*made, *files, *subject], check=True, capture_output=True)
    file.write_bytes(file.read_bytes() + file.with_suffix(".crt").read_bytes())
    return file


class _Quiet(SimpleHTTPRequestHandler):
    """Shows a folder under `/cong-khai/`."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/cong-khai"))

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def hosted(folder: Path, host: str, certificate: Path, home: Path) -> Iterator[dict[str, str]]:
    """Serve a folder by HTTPS; gives what curl needs to find it under the name of a host."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        Thread(target=server.serve_forever, daemon=True).start()
        settings = (
            f'connect-to = "{host}:443:127.0.0.1:{server.server_port}"\ncacert = "{certificate.with_suffix(".crt")}"\n'
        )
        plant(home, {".curlrc": settings})
        yield {"CURL_HOME": str(home), "HOME": str(home)}
        server.shutdown()


def fetch(place: str, address: str, temp: Path, settings: Mapping[str, str]) -> Said:
    return run_job("nation", "fetch", ROOT, temp, {"PROVINCE": place, "ADDRESS": address, **settings})


def test_the_nation_fetches_every_province_joins_them_and_has_its_artifact(
    nation: Nation, tmp_path: Path, certificate: Path
) -> None:
    for place in PLACES:
        with hosted(nation.provinces[place.id], f"{place.id}.example", certificate, tmp_path / place.id) as settings:
            done = fetch(place.id, place.address, tmp_path, settings)
            assert done.returncode == 0, done.stderr
    (tmp_path / "fetched").rename(tmp_path / "provinces")  # as the artifacts come together again
    small = sum(path.stat().st_size for path in (tmp_path / "provinces" / BAC.id).rglob("*"))
    assert small < sum(path.stat().st_size for path in nation.provinces[BAC.id].rglob("*")) / 3, "not the pages"
    program(tmp_path / "program")
    variables = {"PROGRAM": str(tmp_path / "program"), "OWN_ADDRESS": "https://ca-nuoc.example/"}
    done = run_job("nation", "build", nation.project, tmp_path, variables)
    assert done.returncode == 0, done.stdout + done.stderr
    with tarfile.open(tmp_path / "artifact.tar", "r:") as archive:
        archive.extractall(tmp_path / "read", filter="data")
    assert Site(tmp_path / "read").texts("cac-tinh/", ".ck-rows b") == ["Tỉnh Ví Dụ Bắc", "Tỉnh Ví Dụ Nam"]


def test_what_is_no_site_of_that_address_is_not_fetched(nation: Nation, tmp_path: Path, certificate: Path) -> None:
    with hosted(nation.provinces[BAC.id], f"{NAM.id}.example", certificate, tmp_path) as settings:
        done = fetch(NAM.id, NAM.address, tmp_path, settings)
    assert done.returncode == 1
    assert "says that it is elsewhere" in done.stderr


def test_a_site_that_changes_while_it_is_read_is_not_joined_by_halves(
    nation: Nation, tmp_path: Path, certificate: Path
) -> None:
    copy = tmp_path / "site"
    subprocess.run(["cp", "-r", nation.provinces[BAC.id], copy], check=True)
    plans = copy / "api/v1/plans.json"
    plans.write_text(json.dumps(json.loads(plans.read_bytes())))
    with hosted(copy, f"{BAC.id}.example", certificate, tmp_path) as settings:
        done = fetch(BAC.id, BAC.address, tmp_path, settings)
    assert done.returncode == 1
    assert "changed while it was read" in done.stderr


@pytest.mark.parametrize(
    ("place", "address"),
    [
        (BAC.id, "http://vi-du-bac.example/"),
        (BAC.id, "https://vi-du-bac.example"),
        ("../x", BAC.address),
        ("", BAC.address),
    ],
)
def test_an_address_or_an_id_that_is_none_is_refused_before_anything_is_asked(
    place: str, address: str, tmp_path: Path
) -> None:
    assert fetch(place, address, tmp_path, {}).returncode == 1
    assert list(tmp_path.iterdir()) == []


# What the guide tells owners to write


def test_the_workflows_of_the_guide_call_ours_with_inputs_that_they_have_and_rights_that_they_need() -> None:
    callers = [YAML(typ="safe").load(block) for block in blocks("yaml") if "uses:" in block]
    called = {Path(job["uses"].split("@")[0]).stem: job for caller in callers for job in caller["jobs"].values()}
    assert called.keys() == {"province", "nation"}
    for name, job in [*called.items(), ("province", WORKFLOWS["publish"]["jobs"]["site"])]:
        workflow = WORKFLOWS[name]
        inputs = workflow["on"]["workflow_call"]["inputs"]
        assert job["with"].keys() <= inputs.keys()
        assert {key for key, said in inputs.items() if said.get("required")} <= job["with"].keys()
        needed = {right: level for one in workflow["jobs"].values() for right, level in one["permissions"].items()}
        assert job["permissions"] == needed
    provinces = json.loads(called["nation"]["with"]["provinces"])
    assert all(one.keys() == {"id", "address"} for one in provinces)


def test_only_the_job_that_runs_none_of_our_code_may_write() -> None:
    for name in ("province", "nation"):
        assert WORKFLOWS[name]["permissions"] == {}
        for title, job in WORKFLOWS[name]["jobs"].items():
            writes = {right for right, level in job["permissions"].items() if level == "write"}
            assert writes == ({"pages", "id-token"} if title == "deploy" else set())
            assert title != "deploy" or not any("run" in step for step in job["steps"])
