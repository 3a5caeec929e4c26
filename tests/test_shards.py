"""Procedures in parts: where each one stands depends on its code alone, and any program that knows gzip reads them."""

import csv
import gzip
import json
import shutil
import subprocess
import zipfile

import pytest
from frictionless import Package, system
from openapi_spec_validator import validate
from rdflib import Graph
from rdflib.namespace import DCAT

from generator import addresses
from generator.addresses import MOST_FILES, WHOLE, is_parted, part_of, record_address
from generator.cli import main
from generator.publish.exports.shards import gzip_all, gzipped, part_frame, runs
from tests.nation import FIELDS, procedure
from tests.projects import AS_OF, plant, small_project
from tests.sites import SITE_URL, Site, inside


def test_one_procedure_more_than_fits_puts_all_into_parts() -> None:
    assert not is_parted(MOST_FILES)
    assert is_parted(MOST_FILES + 1)


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("1.004100", "1.0041"),
        ("1.004199", "1.0041"),
        ("1.004200", "1.0042"),
        ("2.004199", "2.0041"),
        ("1.0041999", "1.00419"),
    ],
)
def test_a_part_holds_the_hundred_codes_that_differ_in_the_last_two_digits(code: str, part: str) -> None:
    assert part_of(code) == part
    assert record_address(code, parted=True) == f"api/v1/procedures/{part}.json.gz"
    assert record_address(code, parted=False) == f"api/v1/procedures/{code}.json"


def test_every_code_is_in_one_run_and_a_longer_code_cuts_only_the_part_it_stands_in() -> None:
    codes = ["1.0041001", "2.000001", "1.004101", "1.004100", "1.004200"]
    assert list(runs(codes)) == [
        ("1.0041", ["1.004100"]),
        ("1.00410", ["1.0041001"]),
        ("1.0041", ["1.004101"]),
        ("1.0042", ["1.004200"]),
        ("2.0000", ["2.000001"]),
    ]
    assert list(runs(codes[1:])) == [
        ("1.0041", ["1.004100", "1.004101"]),
        ("1.0042", ["1.004200"]),
        ("2.0000", ["2.000001"]),
    ]


def test_a_part_is_read_by_other_programs_and_has_a_procedure_a_line() -> None:
    begin, end = part_frame(b'{"version":"1.1.0"}\n', "1.0041")
    lines = b'{"code":"1.004100","name":"C\xe1\xba\xa5p"},\n{"code":"1.004101","name":"Gia"}'
    content = gzipped(begin) + gzipped(lines) + gzipped(end)
    read = subprocess.run(["gzip", "--decompress", "--stdout"], input=content, capture_output=True, check=True).stdout
    assert read == gzip.decompress(content)
    assert json.loads(read) == {
        "version": "1.1.0",
        "part": "1.0041",
        "procedures": [{"code": "1.004100", "name": "Cấp"}, {"code": "1.004101", "name": "Gia"}],
    }
    assert len(read.splitlines()) == 4


def test_a_part_says_nothing_of_the_machine_that_wrote_it() -> None:
    assert gzipped(b"abc")[:10] == bytes((0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 255))
    assert gzip.decompress(gzipped(b"")) == b""


# A whole site of more procedures than have a file each


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Site]:
    """One project built twice: where its three procedures have a file each, and where they are one too many for that."""
    folder = tmp_path_factory.mktemp("parted")
    project = small_project(folder / "project")
    codes = ("1.000001", "1.000099", "1.000100")
    plant(project / "plans/procedures", {f"{code}.yml": procedure(code, f"Cấp giấy phép {code}") for code in codes})
    plant(project / "plans", {"registry/fields.yml": FIELDS})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONGKHAI_SITE_URL", SITE_URL)
        patch.setenv("CONGKHAI_CACHE", str(folder / "cache"))  # what is kept of the first is not taken for the second
        for name, most in (("whole", 3), ("parted", 2)):
            patch.setattr(addresses, "MOST_FILES", most)
            arguments = ("--config", project / "mkdocs.yml", "build", "--as-of", AS_OF)
            assert main([str(argument) for argument in arguments]) == 0
            shutil.copytree(project / "site", folder / name)
    return Site(folder / "whole"), Site(folder / "parted")


def test_each_procedure_is_in_its_part_as_it_would_be_in_a_file_of_its_own(sites: tuple[Site, Site]) -> None:
    whole, parted = sites
    assert sorted(path.name for path in (parted.folder / "api/v1/procedures").iterdir()) == [
        "1.0000.json.gz", "1.0001.json.gz",
    ]  # fmt: skip
    part = json.loads(gzip.decompress((parted.folder / "api/v1/procedures/1.0000.json.gz").read_bytes()))
    head = {key: part[key] for key in ("version", "generated_from", "as_of", "licence")}
    assert [head | item for item in part["procedures"]] == [
        whole.json(f"api/v1/procedures/{code}.json") for code in ("1.000001", "1.000099")
    ]


def test_the_page_leads_to_the_part_and_the_interface_tells_of_it(sites: tuple[Site, Site]) -> None:
    for site, kind, end in zip(
        sites, ("application/json", "application/gzip"), ("000099.json", "0000.json.gz"), strict=True
    ):
        link = site.one("thu-tuc/1.000099/", 'link[rel="alternate"]').attributes
        assert (link["type"], link["href"]) == (kind, f"../../api/v1/procedures/1.{end}")
        assert (site.folder / (inside("thu-tuc/1.000099/", link["href"] or "") or "")).is_file()
        interface = site.json("api/v1/openapi.json")
        validate(interface, base_uri=(site.folder / "api/v1/openapi.json").as_uri())
        paths = [path for path in interface["paths"] if path.startswith("/procedures/")]
        assert paths == ["/procedures/{code}.json" if kind == "application/json" else "/procedures/{part}.json.gz"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_services_are_packed_and_their_old_addresses_say_where_they_are(sites: tuple[Site, Site]) -> None:
    whole, parted = sites
    said = set(Graph().parse(whole.folder / "api/v1/procedures.ttl"))
    for ending, form in (("ttl", "turtle"), ("jsonld", "json-ld")):
        packed = parted.folder / f"api/v1/procedures.{ending}.gz"
        assert set(Graph().parse(data=gzip.decompress(packed.read_bytes()), format=form)) == said
        index = Graph().parse(parted.folder / f"api/v1/procedures.{ending}", format=form)
        files = {str(file) for file in index.objects(None, DCAT.downloadURL)}
        assert files == {f"{SITE_URL}api/v1/procedures.{one}.gz" for one in ("ttl", "jsonld")}
    catalogue = Graph().parse(parted.folder / "api/v1/catalogue.ttl")
    assert files <= {str(file) for file in catalogue.objects(None, DCAT.downloadURL)}
    assert f"{SITE_URL}api/v1/procedures.ttl" not in {str(file) for file in catalogue.objects(None, DCAT.downloadURL)}


def test_the_long_lists_are_packed_and_their_old_addresses_say_where_they_are(sites: tuple[Site, Site]) -> None:
    whole, parted = sites
    for name in addresses.GROWING:
        for ending in ("json",) if name == "indicators" else ("json", "csv"):
            packed = parted.folder / f"api/v1/{name}.{ending}.gz"
            assert gzip.decompress(packed.read_bytes()) == (whole.folder / f"api/v1/{name}.{ending}").read_bytes()
            parted.one("du-lieu/", f'a[href="../api/v1/{name}.{ending}.gz"]')
        assert parted.json(f"api/v1/{name}.json")["packed"] == f"{name}.json.gz"
    for name in ("procedures", "adoptions"):
        with (parted.folder / f"api/v1/{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            assert [row["packed"] for row in csv.DictReader(file)] == [f"{name}.csv.gz"]
    catalogue = Graph().parse(parted.folder / "api/v1/catalogue.ttl")
    files = {str(file).rpartition("/")[2] for file in catalogue.objects(None, DCAT.downloadURL)}
    assert {"procedures.csv.gz", "adoptions.json.gz"} <= files
    assert not {"procedures.csv", "adoptions.json"} & files


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_package_of_packed_tables_is_valid(sites: tuple[Site, Site]) -> None:
    """frictionless opens the packed tables twice and closes them once."""
    _, parted = sites
    with system.use_context(trusted=True):
        report = Package(str(parted.folder / "api/v1/datapackage.json")).validate()
    assert report.flatten(["title", "message"]) == []


def test_the_whole_holds_what_is_gzipped_as_it_is(sites: tuple[Site, Site]) -> None:
    _, parted = sites
    with zipfile.ZipFile(parted.folder / WHOLE) as whole:
        packed = [entry for entry in whole.infolist() if entry.filename.endswith(".gz")]
        assert {"procedures.ttl.gz", "procedures.csv.gz", "procedures/1.0000.json.gz"} <= {
            one.filename for one in packed
        }
        assert all(entry.compress_type == zipfile.ZIP_STORED for entry in packed)
        assert all(whole.read(entry) == (parted.folder / "api/v1" / entry.filename).read_bytes() for entry in packed)


def test_a_packed_file_is_the_same_however_it_is_cut_into_pieces() -> None:
    assert b"".join(gzip_all([b"a" * 70_000, b"", b"b"])) == gzipped(b"a" * 70_000 + b"b")
