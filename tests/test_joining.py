"""A national site joins what provinces publish: their sites are really built, joined, and walked in a real Chromium.

Whatever a province publishes is a stranger's: each way in which it can be wrong is tried on a copy of a real site.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from jsonschema import Draft202012Validator
from playwright.sync_api import Browser, Route
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT

from generator import joining
from generator.cli import main
from generator.joining import is_site_address, join_provinces, published
from generator.joining.expected import MOST_TOLD, deviations, say_path
from generator.joining.index import read_index
from generator.joining.published import Published
from generator.publish.exports.outputs import LISTS, output_schemas
from generator.publish.exports.shards import gzipped
from generator.publish.manifest import MANIFEST
from generator.publish.search import FOLDER, write_index
from tests.nation import BAC, EVERYWHERE, NAM, ONLY_THERE, PLACES, Nation
from tests.projects import ROOT, contents
from tests.sites import Site, shown
from tests.test_browser_pages import PHONE, problems_of, sideways

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


# What the reader meets


def test_a_search_finds_what_each_province_has_and_leads_to_its_own_address(nation: Nation, browser: Browser) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        """The provinces' hosts, shown from their folders."""
        asked.append(route.request.url)
        place = next(place for place in PLACES if route.request.url.startswith(place.address))
        name = route.request.url.removeprefix(place.address).split("?")[0].split("#")[0]
        route.fulfill(path=nation.provinces[place.id] / (name + "index.html" if not name or name[-1] == "/" else name))

    context = browser.new_context()
    context.route("https://*.example/**", answer)
    with shown(nation.site.folder) as address:
        tab = context.new_page()
        for place, words in ((BAC, "nuoi ong mat"), (NAM, "cho muon ghe")):
            tab.goto(f"{address}tra-cuu/?q={words.replace(' ', '+')}")
            found = tab.locator("#tim-ds a").first
            found.wait_for()
            assert found.inner_text() == place.own
            assert found.get_attribute("href") == f"{place.address}thu-tuc/{place.code}/"
            assert asked == [], "nothing is asked of a province before the reader goes there"
            found.click()
            tab.wait_for_url(f"{place.address}**")
            assert tab.locator("h1").inner_text() == place.own
            asked.clear()


def test_a_procedure_that_only_provinces_have_is_one_entry_with_a_link_to_each(
    nation: Nation, browser: Browser
) -> None:
    with shown(nation.site.folder) as address:
        tab = browser.new_context().new_page()
        tab.goto(f"{address}tra-cuu/?q={ONLY_THERE}")
        tab.locator("#tim-ds a").first.wait_for()
        links = [link.get_attribute("href") for link in tab.locator("#tim-ds a").all()]
    assert sorted(filter(None, links)) == [f"{place.address}thu-tuc/{ONLY_THERE}/" for place in PLACES]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_a_national_site_adds_can_be_read_by_anybody_on_a_phone(
    nation: Nation, browser: Browser, scheme: Literal["light", "dark"]
) -> None:
    with shown(nation.site.folder) as address:
        phone = browser.new_context(viewport=PHONE, color_scheme=scheme).new_page()
        for page in ("cac-tinh/", f"thu-tuc/{EVERYWHERE}/"):
            phone.goto(address + page)
            assert problems_of(phone) == []
            assert sideways(phone) <= 0


def test_a_procedure_with_a_page_here_is_found_here_alone(nation: Nation) -> None:
    urls = [record.url for record in read_back(nation) if record.code == EVERYWHERE]
    assert urls == [f"thu-tuc/{EVERYWHERE}/"]


def test_a_document_or_metric_of_the_shared_registers_is_found_once_and_a_plan_at_each(nation: Nation) -> None:
    records = read_back(nation)
    for kind, times in (("van-ban", 1), ("ke-hoach", 2)):
        titles = [record.title for record in records if record.kind == kind]
        assert {titles.count(title) for title in titles} == {times}
    metrics = [record.title for record in records if record.kind == "chi-tieu" and "#" not in record.url]
    assert metrics
    assert len(metrics) == len(set(metrics))


def test_the_page_of_a_procedure_names_the_provinces_that_have_one(nation: Nation) -> None:
    links = nation.site.links(f"thu-tuc/{EVERYWHERE}/")
    assert [link for link in links if ".example/cong-khai/thu-tuc/" in link] == [
        f"{place.address}thu-tuc/{EVERYWHERE}/" for place in PLACES
    ]


def test_the_list_of_provinces_has_their_figures_and_is_in_the_header(nation: Nation) -> None:
    assert nation.site.texts("cac-tinh/", ".ck-rows b") == ["Tỉnh Ví Dụ Bắc", "Tỉnh Ví Dụ Nam"]
    facts = nation.site.texts("cac-tinh/", ".ck-rows .ck-meta")[0]
    assert facts == "3 thủ tục · 2 cơ quan · 1 kế hoạch · tính đến ngày 20/7/2026"
    assert "Các tỉnh" in nation.site.texts("", ".ck-bar nav a")
    assert "trên trang của 2 tỉnh" in nation.site.text("tra-cuu/", "#tim-o + p")


def test_the_catalogue_names_those_of_the_provinces_as_they_name_themselves(nation: Nation) -> None:
    graph = Graph().parse(nation.site.folder / "api/v1/catalogue.ttl")
    named = {str(catalogue) for catalogue in graph.objects(None, DCAT.catalog)}
    assert len(named) == 2
    for place in PLACES:
        theirs = Graph().parse(nation.provinces[place.id] / "api/v1/catalogue.ttl")
        (own,) = theirs.subjects(URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), DCAT.Catalog)
        assert str(own) in named


def test_the_file_of_provinces_says_what_each_publishes(nation: Nation) -> None:
    found = nation.site.json("api/v1/provinces.json")["provinces"]
    assert [(one["id"], one["address"], one["procedures"]) for one in found] == [
        (place.id, place.address, 3) for place in PLACES
    ]


def test_a_site_that_joins_nothing_has_no_provinces(nation: Nation) -> None:
    alone = Site(nation.provinces[BAC.id])
    assert alone.json("api/v1/provinces.json")["provinces"] == []
    assert not alone.file("cac-tinh/").exists()
    assert "Các tỉnh" not in alone.texts("", ".ck-bar nav a")
    assert "Ở tỉnh bạn" not in alone.html(f"thu-tuc/{EVERYWHERE}/")


# What is read back


def read_back(nation: Nation) -> list[Any]:
    """The records of the joined index; its whole addresses are no province's."""
    copy = nation.folder / "again" / "ca-nuoc"
    if not copy.exists():
        shutil.copytree(nation.site.folder / FOLDER, copy / FOLDER)
        for file in (copy / FOLDER).glob("*.json"):
            for place in PLACES:
                file.write_bytes(file.read_bytes().replace(place.address.encode(), f"{place.id}/".encode()))
        reseal(copy)
    site = Published(copy)
    assert site.open()
    records = read_index(site)
    assert site.problems == []
    return records


def reseal(folder: Path) -> None:
    """Write the manifest of what stands in a folder."""
    files = {name: content for name, content in contents(folder).items() if name != MANIFEST}
    lines = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    (folder / MANIFEST).write_text("".join(lines))


def test_an_index_read_back_and_written_again_says_the_same(site: Site) -> None:
    first = Published(site.folder)
    assert first.open()
    records = read_index(first)
    assert first.problems == []
    assert len(records) == sum(len(json.loads(file.read_bytes())["codes"]) for file in rows_files(site.folder))
    folder = site.folder.parent / "index-again" / site.folder.name
    for name, content in write_index(records).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    reseal(folder)
    again = Published(folder)
    assert again.open()
    assert sorted(read_index(again), key=lambda one: one.id) == sorted(records, key=lambda one: one.id)


def rows_files(folder: Path) -> Iterator[Path]:
    shards = json.loads((folder / FOLDER / "manifest.json").read_bytes())["shards"]
    yield from (folder / FOLDER / shard["rows"] for shard in shards)


def test_what_two_provinces_have_of_one_code_stands_together_in_the_order(nation: Nation) -> None:
    ids = sorted(record.id for record in join_provinces(nation.provinces.values()).records)
    first, second = (place for place, one in enumerate(ids) if one.startswith(f"{ONLY_THERE} "))
    assert second == first + 1


def test_the_order_of_the_folders_changes_nothing(nation: Nation) -> None:
    folders = list(nation.provinces.values())
    one, other = join_provinces(folders), join_provinces(reversed(folders))
    assert one == other
    assert write_index(list(one.records)) == write_index(list(other.records))


# Our own schemas, held to the library


@pytest.mark.parametrize("name", [*LISTS, "plan", "procedure"])
def test_a_file_is_as_promised_exactly_where_the_library_says_so(name: str, site: Site) -> None:
    schema = dict(output_schemas())[name]
    library = Draft202012Validator(schema)
    file = {"plan": "plans/ha-tinh-so-khcn/2023-kiem-soat-tthc", "procedure": "procedures/1.000028"}.get(name, name)
    value = site.json(f"api/v1/{file}.json")
    assert list(deviations(value, schema)) == []
    others: tuple[Any, ...] = (None, 7, 1.5, True, "x", [], {}, "2026-02-03")
    for path in list(places_in(value))[:25]:
        for other in others:
            changed = replaced(value, path, other)
            assert bool(list(deviations(changed, schema))) != library.is_valid(changed), (say_path(path), other)


@pytest.mark.parametrize(("day", "fits"), [("2026-02-03", True), ("2026-02-03\n", False), ("٢٠٢٦-٠٢-٠٣", False)])
def test_a_pattern_means_what_json_schema_says_and_not_what_python_reads_into_it(day: str, fits: bool) -> None:
    assert (not list(deviations(day, {"pattern": r"^\d{4}-\d{2}-\d{2}$"}))) is fits


def places_in(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every field of a value, the first item of each list only."""
    inner = value.items() if isinstance(value, dict) else enumerate(value[:1]) if isinstance(value, list) else ()
    for step, item in inner:
        yield (*path, step)
        yield from places_in(item, (*path, step))


def replaced(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    if not path:
        return new
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(copy[path[0]], path[1:], new)
    return copy


# What a stranger can publish

Change = Callable[[dict[str, Any]], object]
ROWS = "core.*.json"


def said_of(nation: Nation, folder: Path, file: str, change: Change | bytes, *, sealed: bool = True) -> list[str]:
    """The problems of a province whose file was changed, as `file: where: message`."""
    copy = folder / BAC.id
    shutil.copytree(nation.provinces[BAC.id], copy)
    (path,) = copy.glob(file) if "*" in file else [copy / file]
    if callable(change):
        content = json.loads(path.read_bytes())
        change(content)
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    else:
        path.write_bytes(change)
    if sealed:
        reseal(copy)
    joined = join_provinces([copy, nation.provinces[NAM.id]])
    assert not joined.records, "with a problem nothing is joined"
    assert not joined.provinces.items
    return [f"{problem.file}: {problem.sentence()}" for problem in joined.problems]


def put(*path: str | int, value: Any) -> Change:
    def change(content: Any) -> None:
        for step in path[:-1]:
            content = content[step]
        content[path[-1]] = value

    return change


def swell(file: dict[str, Any]) -> None:
    """A title that says one long word again and again: one character in the file, twenty thousand on the page."""
    file["words"][0] = "x" * 20_000
    file["titles"][0] = "?" * 2_501


@pytest.mark.parametrize(
    ("file", "change", "said"),
    [
        ("api/v1/procedures.json", b"{", "không phải JSON"),
        ("api/v1/procedures.json", b"[" * 100_000, "không phải JSON, hoặc lồng nhau quá sâu"),
        ("api/v1/procedures.json", b'{"version": NaN}', "không phải JSON"),
        ("api/v1/procedures.json", b"[]", "phải là một đối tượng JSON"),
        ("api/v1/procedures.json", put("version", value="2.0.0"), r"version: «2.0.0» không đúng khuôn"),
        ("api/v1/procedures.json", put("procedures", 0, "name", value=7), "procedures[0].name: phải là chữ, không phải «7»"),
        ("api/v1/procedures.json", lambda file: file["procedures"][1].pop("code"), "procedures[1]: thiếu trường «code»"),
        ("api/v1/procedures.json", put("procedures", 0, "code", value="1.0/../2"), "procedures[0].code: «1.0/../2»: mã phải là"),
        ("api/v1/procedures.json", put("procedures", 0, "address", value="x/"), "procedures[0].address: phải là «thu-tuc/"),
        ("api/v1/procedures.json", put("as_of", value="2026-02-30"), "as_of: «2026-02-30» không phải ngày có thật"),
        ("api/v1/procedures.json", put("procedures", 0, "name", value="a\u202eb"), "procedures[0].name: có ký tự ẩn"),
        ("api/v1/procedures.json", put("procedures", 0, "name", value="a" * 20_001), "procedures[0].name: dài quá"),
        ("api/v1/agencies.json", put("agencies", 1, "demo", value=True), "agencies[1].demo: trang minh họa"),
        ("api/v1/openapi.json", put("servers", 0, "url", value="http://a.example/api/v1"), "servers[0].url: trang của"),
        ("api/v1/openapi.json", put("servers", 0, "url", value="https://a.example/\"><b>/api/v1"), "servers[0].url: trang của"),
        ("api/v1/openapi.json", put("servers", value=[]), "servers[0].url: trang của tỉnh không nói địa chỉ"),
        ("api/v1/openapi.json", put("info", "title", value="Dữ liệu mở: "), "info.title: tên trang trống"),
        ("api/v1/openapi.json", put("servers", 0, "url", value=f"{NAM.address}api/v1"), "cùng địa chỉ"),
        ("api/v1/openapi.json", put("info", "title", value=f"Dữ liệu mở: Công khai {NAM.name}"), "cùng tên trang"),
        (f"{FOLDER}manifest.json", put("version", value=3), "version: chỉ mục tra cứu theo phiên bản 3, ở đây đọc phiên bản 2"),
        (f"{FOLDER}manifest.json", put("shards", 0, "rows", value="../../x.json"), "shards[0].rows: «../../x.json» không đúng"),
        (f"{FOLDER}manifest.json", lambda file: file["shards"].append(file["shards"][0]), "shards: kể một tệp nhiều lần"),
        (f"{FOLDER}{ROWS}", swell, "titles[0]: các dòng mở ra dài"),
        (f"{FOLDER}{ROWS}", put("urls", 0, value="//evil.example/"), "urls[0]: «//evil.example/» không phải địa chỉ"),
        (f"{FOLDER}{ROWS}", put("urls", 0, value="javascript:alert(1)/"), "urls[0]: «javascript:alert(1)/» không phải"),
        (f"{FOLDER}{ROWS}", put("urls", 0, value="../../x/"), "urls[0]: «../../x/» không phải địa chỉ"),
        (f"{FOLDER}{ROWS}", put("titles", 0, value="\U0000fff0"), "titles[0]: trỏ ra ngoài bảng"),
        (f"{FOLDER}{ROWS}", put("titles", 0, value=" "), "titles[0]: trỏ ra ngoài bảng"),
        (f"{FOLDER}{ROWS}", put("prior", value="?"), "prior: có 1 dòng, «titles» có"),
        (f"{FOLDER}{ROWS}", put("dept", "rows", value="?"), "dept.rows: có 1 dòng, phải là"),
        (f"{FOLDER}{ROWS}", put("kind", "values", 0, value="Quảng cáo"), "kind: không có loại «Quảng cáo»"),
        (f"{FOLDER}{ROWS}", put("words", 0, value="a\u200bb"), "words[0]: có ký tự ẩn"),
        (f"{FOLDER}{ROWS}", put("old", value=[[99999, "1"]]), "old[0]: phải là số dòng và một mã"),
        (f"{FOLDER}docs0.*.json", put("rows", value=[]), "có 0 dòng, tệp tiêu đề có"),
    ],
)  # fmt: skip
def test_what_is_not_as_promised_is_named_by_file_and_field(
    nation: Nation, tmp_path: Path, file: str, change: Change | bytes, said: str
) -> None:
    told = said_of(nation, tmp_path, file, change)
    assert told
    assert all(line.startswith((f"{BAC.id}/{file.partition('*')[0]}", NAM.id)) for line in told), told
    assert any(said in line for line in told), told


def test_a_file_of_another_deployment_is_not_mixed_in(nation: Nation, tmp_path: Path) -> None:
    told = said_of(nation, tmp_path, "api/v1/plans.json", put("as_of", value="2026-07-21"), sealed=False)
    assert told == [f"{BAC.id}/api/v1/plans.json: " + told[0].split(": ", 1)[1]]
    assert "không đúng mã kiểm tra" in told[0]


def test_a_link_a_missing_file_and_a_missing_manifest_are_told_at_once(nation: Nation, tmp_path: Path) -> None:
    for place in PLACES:
        shutil.copytree(nation.provinces[place.id], tmp_path / place.id)
    (tmp_path / BAC.id / "api/v1/plans.json").unlink()
    (tmp_path / BAC.id / "api/v1/agencies.json").unlink()
    (tmp_path / BAC.id / "api/v1/agencies.json").symlink_to(tmp_path / NAM.id / "api/v1/agencies.json")
    (tmp_path / NAM.id / MANIFEST).unlink()
    told = join_provinces([tmp_path / place.id for place in PLACES]).problems
    assert sorted(problem.file for problem in told) == [
        f"{BAC.id}/api/v1/agencies.json", f"{BAC.id}/api/v1/plans.json", f"{NAM.id}/{MANIFEST}",
    ]  # fmt: skip


def test_twenty_problems_of_a_file_are_told_and_no_more(nation: Nation, tmp_path: Path) -> None:
    told = said_of(nation, tmp_path, "api/v1/plans.json", put("plans", value=[7] * 30))
    assert len(told) == MOST_TOLD


@pytest.mark.parametrize(
    ("address", "fits"),
    [
        ("https://ha-tinh.example/", True),
        ("https://ha-tinh.example/cong-khai/v1.0/..x/", True),
        ("https://ha-tinh.example:1/", True),
        ("https://ha-tinh.example:65535/", True),
        ("https://ha-tinh.example:65536/", False),
        ("https://ha-tinh.example:99999/", False),
        ("https://ha-tinh.example:0/", False),
        ("https://ha-tinh.example:080/", False),
        ("https://ha-tinh.example/../", False),
        ("https://ha-tinh.example/cong-khai/../khac/", False),
        ("https://ha-tinh.example/./", False),
        ("http://ha-tinh.example/", False),
        ("https://ha-tinh.example", False),
    ],
)
def test_the_address_of_a_province_is_a_host_that_exists_and_a_folder_that_stays_where_it_says(
    address: str, fits: bool
) -> None:
    assert is_site_address(address) is fits


def test_what_is_fetched_of_a_province_is_what_is_read_of_it() -> None:
    (wanted,) = re.findall(r"^wanted='(.*)'$", (ROOT / ".ci/fetch-province").read_text(), re.MULTILINE)
    for name in ("openapi.json", "plans.json", "procedures.json", "procedures.json.gz", "adoptions.json.gz"):
        assert re.fullmatch(wanted, f"{'0' * 64}  api/v1/{name}")
    for name in ("procedures.csv.gz", "procedures/1.0001.json.gz", "procedures.json.gz.x"):
        assert not re.fullmatch(wanted, f"{'0' * 64}  api/v1/{name}")


PROCEDURES = "api/v1/procedures.json"


def pack(folder: Path, content: bytes) -> None:
    """Give the list of procedures gzipped, as a site of very many does."""
    (folder / PROCEDURES).unlink()
    (folder / f"{PROCEDURES}.gz").write_bytes(content)
    reseal(folder)


def test_a_province_of_very_many_procedures_is_joined_by_its_packed_list(nation: Nation, tmp_path: Path) -> None:
    copy = tmp_path / BAC.id
    shutil.copytree(nation.provinces[BAC.id], copy)
    plain = (copy / PROCEDURES).read_bytes()
    pack(copy, gzipped(plain[:40]) + gzipped(plain[40:]))
    joined, same = join_provinces([copy]), join_provinces([nation.provinces[BAC.id]])
    assert joined.problems == []
    assert joined.provinces == same.provinces


@pytest.mark.parametrize("content", [b"PK", gzipped(b"{}")[:-1], gzipped(b"{}")[:-5] + b"12345"])
def test_a_packed_list_that_is_none_is_named(nation: Nation, tmp_path: Path, content: bytes) -> None:
    copy = tmp_path / BAC.id
    shutil.copytree(nation.provinces[BAC.id], copy)
    pack(copy, content)
    (problem,) = join_provinces([copy]).problems
    assert problem.file == f"{BAC.id}/{PROCEDURES}.gz"
    assert "không phải tệp gzip" in problem.message


def test_a_packed_list_is_unpacked_up_to_the_largest_and_no_further(
    nation: Nation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / BAC.id
    shutil.copytree(nation.provinces[BAC.id], copy)
    plain = (copy / PROCEDURES).read_bytes()
    spaces = b" " * (max(path.stat().st_size for path in copy.rglob("*") if path.is_file()) + 1)
    pack(copy, gzipped(plain + spaces))
    for most, told in ((len(plain + spaces), 0), (len(plain + spaces) - 1, 1)):
        monkeypatch.setattr("generator.joining.published.LARGEST", most)
        assert len(join_provinces([copy]).problems) == told


def test_a_folder_is_named_by_the_id_of_its_province(nation: Nation, tmp_path: Path) -> None:
    shutil.copytree(nation.provinces[BAC.id], tmp_path / "Ví Dụ")
    (problem,) = join_provinces([tmp_path / "Ví Dụ"]).problems
    assert "không dùng được làm mã của tỉnh" in problem.message


def test_a_folder_that_is_a_link_to_one_of_many_builds_is_the_province_of_the_link(
    nation: Nation, tmp_path: Path
) -> None:
    shutil.copytree(nation.provinces[BAC.id], tmp_path / "builds/2026-07-20")
    (tmp_path / BAC.id).symlink_to(tmp_path / "builds/2026-07-20")
    joined = join_provinces([tmp_path / "builds/.." / BAC.id])
    assert (joined.problems, [one.id for one in joined.provinces.items]) == ([], [BAC.id])


def test_a_file_or_a_nation_too_large_is_refused_and_one_smaller_is_not(
    nation: Nation, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = list(nation.provinces.values())
    read = {f"api/v1/{name}.json" for name in ("openapi", "procedures", "agencies", "plans", "adoptions")}
    files = [item for folder in folders for item in contents(folder).items()]
    largest = max(len(content) for name, content in files if name in read or name.startswith(f"{FOLDER}core"))
    for name, module, most in (("LARGEST", published, largest), ("MOST_PROVINCES", joining, len(folders))):
        monkeypatch.setattr(module, name, most)
        assert join_provinces(folders).problems == []
        monkeypatch.setattr(module, name, most - 1)
        assert join_provinces(folders).problems != []
        monkeypatch.setattr(module, name, most)


def test_with_a_problem_the_command_says_so_and_the_old_site_stays(
    nation: Nation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(nation.site.folder)
    config = nation.folder / "project" / "mkdocs.yml"
    arguments = ["--config", config, "join", tmp_path, nation.provinces[BAC.id], "--site", nation.site.folder]
    assert main([str(argument) for argument in arguments]) == 1
    assert "Trang cũ còn nguyên" in capsys.readouterr().err
    assert contents(nation.site.folder) == before
