"""The files in RDF, read by rdflib and held by pyshacl to shapes that state the cardinalities of CPSV-AP and DCAT-AP."""

import hashlib
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, Graph, Literal, Namespace, URIRef

from generator.model.procedure import Channel, DossierItem, Fee, FeeState, Ground, LimitUnit, Result, TimeLimit
from generator.publish.exports.cpsv import Shared, iso_duration, own_nodes, same_duration
from generator.publish.exports.rdf import Addresses, Said, json_ld, part_of, plain, turtle, typed, vi
from generator.tracking.around import Surroundings
from tests.procedures import papers, procedure, register
from tests.sites import SITE_URL, Site

SHAPES = Path(__file__).parent / "shapes"
CPSV, CV, SPDX = (
    Namespace("http://purl.org/vocab/cpsv#"),
    Namespace("http://data.europa.eu/m8g/"),
    Namespace("http://spdx.org/rdf/terms#"),
)


pytestmark = [
    # rdflib and pyshacl call their own old names while they read JSON-LD and while they validate.
    pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning"),
]


def graph(**fields: object) -> Graph:
    """One service of a made-up procedure."""
    item, shared = procedure("1.000001", **fields), Shared(SITE_URL)
    surroundings = Surroundings(register(item))
    shared.take([item], surroundings)
    nodes = [*own_nodes(item, surroundings.of(item), shared, licensed=False), *shared.nodes()]
    made = Graph().parse(data=turtle(nodes, SITE_URL), format="turtle")
    assert set(made) == set(Graph().parse(data=json_ld(nodes, SITE_URL), format="json-ld"))
    return made


def test_what_services_name_stands_in_one_order_whichever_named_it_first() -> None:
    named = [procedure(f"1.00000{number}", deciding=(name,)) for number, name in enumerate(("Sở B", "Sở A"))]
    surroundings, both = Surroundings(register(*named)), (Shared(SITE_URL), Shared(SITE_URL))
    for shared, items in zip(both, (named, named[::-1]), strict=True):
        shared.take(items, surroundings)
    assert list(both[0].nodes()) == list(both[1].nodes())


def wrong(made: Graph, shapes: str) -> str:
    """What the shapes refuse; empty when nothing."""
    conforms, _, words = validate(made, shacl_graph=str(SHAPES / shapes), advanced=False)
    return "" if conforms else str(words)


FULL: dict[str, object] = {
    "name": 'Cấp «giấy» "A" \\ <b>\n2',
    "channels": (Channel.DIRECT, Channel.ONLINE),
    "limits": (TimeLimit(value=Decimal(10), unit=LimitUnit.WORKING_DAY, channels=(Channel.DIRECT,)),
               TimeLimit(value=Decimal(5), unit=LimitUnit.DAY, channels=(Channel.ONLINE,))),
    "fees": (Fee(state=FeeState.AMOUNT, amount=Decimal(60000)), Fee(state=FeeState.AMOUNT, amount=Decimal(45)),
             Fee(state=FeeState.BY_RULE), Fee(state=FeeState.FREE, channels=(Channel.ONLINE,))),
    "dossier": (papers(DossierItem(name="Đơn", originals=1)),),
    "results": (Result(name="Giấy phép", code="KQ.H37 0002"),),
    "steps": ("Nộp", "Nhận"),
    "conditions": ("Đủ 18 tuổi",),
    "legal_bases": (Ground(number="66.7/2025/NQ-CP"), Ground(title="Luật Đường bộ")),
    "applicants": ("Công dân Việt Nam",),
}  # fmt: skip


def test_a_service_conforms_whatever_its_record_holds() -> None:
    assert wrong(graph(**FULL), "cpsv.ttl") == ""
    assert wrong(graph(), "cpsv.ttl") == ""


@pytest.mark.parametrize("name", [DCTERMS.description, DCTERMS.identifier, DCTERMS.title, CV.hasCompetentAuthority])
def test_a_service_without_what_it_must_have_is_refused(name: URIRef) -> None:
    made = graph(**FULL)
    made.remove((None, name, None))
    assert wrong(made, "cpsv.ttl")


def test_a_limit_in_working_days_is_words_and_never_a_duration() -> None:
    made = graph(**FULL)
    times = {str(made.value(channel, DCTERMS.identifier)): made.value(channel, CV.processingTime)
             for channel in made.subjects(RDF.type, CV.Channel)}  # fmt: skip
    assert (times["1.000001-direct"], str(times["1.000001-online"])) == (None, "P5D")
    (described,) = [
        str(made.value(service, DCTERMS.description)) for service in made.subjects(RDF.type, CPSV.PublicService)
    ]
    assert "10 ngày làm việc" in described.replace("\u00a0", " ")
    assert "P10D" not in made.serialize()


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        (TimeLimit(value=Decimal(10), unit=LimitUnit.WORKING_DAY), None),
        (TimeLimit(value=Decimal(10), unit=LimitUnit.DAY), "P10D"),
        (TimeLimit(value=Decimal(4), unit=LimitUnit.HOUR), "PT4H"),
        (TimeLimit(value=Decimal(2), unit=LimitUnit.MONTH), "P2M"),
        (TimeLimit(value=Decimal("1.5"), unit=LimitUnit.DAY), None),
        (TimeLimit(value=Decimal(10)), None),
        (TimeLimit(value=Decimal(10), unit=LimitUnit.DAY, stage="thẩm định"), None),
        (TimeLimit(value=Decimal(10), unit=LimitUnit.DAY, cases=("cấp lại",)), None),
        (TimeLimit(value=Decimal(10), unit=LimitUnit.DAY, doubt="ngày làm việc?"), None),
        (TimeLimit(value=Decimal(0), unit=LimitUnit.DAY), None),
        (TimeLimit(value=Decimal(10), unit=LimitUnit.DAY, text="kể từ ngày họp"), None),
    ],
)
def test_a_duration_is_said_only_where_it_says_all(limit: TimeLimit, said: str | None) -> None:
    assert iso_duration(limit) == said


def test_a_channel_has_a_duration_only_where_all_that_holds_for_it_has_the_same() -> None:
    five, six = (TimeLimit(value=Decimal(days), unit=LimitUnit.DAY) for days in (5, 6))
    working = TimeLimit(value=Decimal(5), unit=LimitUnit.WORKING_DAY)
    online = TimeLimit(value=Decimal(6), unit=LimitUnit.DAY, channels=(Channel.ONLINE,))
    assert [same_duration(limits) for limits in ((five, five), (five, six), (five, working), ())] == [
        "P5D",
        None,
        None,
        None,
    ]
    assert same_duration((five, online), Channel.DIRECT) == "P5D"
    assert same_duration((five, online), Channel.ONLINE) is None


def test_an_amount_is_said_only_where_it_is_known() -> None:
    made = graph(**FULL)
    values = {str(made.value(cost, DCTERMS.identifier))[-1]: made.value(cost, CV.hasValue)
              for cost in made.subjects(RDF.type, CV.Cost)}  # fmt: skip
    assert {number: None if value is None else float(str(value)) for number, value in values.items()} == {
        "1": 60000.0, "2": None, "3": None, "4": 0.0,
    }  # fmt: skip


def test_words_come_back_as_they_were() -> None:
    assert Literal(FULL["name"], lang="vi") in set(graph(**FULL).objects(None, DCTERMS.title))


@pytest.mark.parametrize("text", ['"', "\\", "\n\r\t", "\x01\x1f", "a\x7fb", "<b>&amp;", "", "đ ở 🏛", "\\u0041"])
def test_both_forms_say_the_same_text(text: str) -> None:
    said: Said = {
        "dct:title": vi(text), "dct:type": typed(text, "xsd:string"), "dct:source": [vi(text), plain(text), vi(text)]
    }  # fmt: skip
    nodes = [(Addresses(SITE_URL)(f"{SITE_URL}x"), "dct:Thing", said)]
    written = turtle(nodes, SITE_URL)
    made = Graph().parse(data=written, format="turtle")
    other = json_ld(nodes, SITE_URL)
    assert set(made) == set(Graph().parse(data=other, format="json-ld"))
    assert len(json.loads(other)["@graph"][0]["dct:source"]) == 2, "none twice"
    assert {str(term) for term in made.objects(None, DCTERMS.source)} == {text}
    assert Literal(text, lang="vi") in set(made.objects(None, DCTERMS.title))
    assert not re.search(rb"[\x00-\x09\x0b-\x1f]", written)


@pytest.mark.parametrize("site_url", [SITE_URL, ""])
@pytest.mark.parametrize("rest", ["", "a/b", "/a", "//a/b", "a:b", "a:b/c", "a/b:c", "a b/<c>", "a/?b=%20&c", "a/#b"])
def test_an_address_is_the_same_whether_a_file_writes_it_whole_or_relative(rest: str, site_url: str) -> None:
    address = Addresses(site_url)(f"{SITE_URL}{rest}")
    nodes = [(address, "dct:Thing", {"dct:source": address}), (part_of(address, "kenh-1"), "dct:Thing", {})]
    made = Graph().parse(data=turtle(nodes, site_url), format="turtle")
    assert set(made) == set(Graph().parse(data=json_ld(nodes, site_url), format="json-ld"))
    whole = SITE_URL + rest.replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")
    assert {str(subject) for subject in made.subjects()} == {whole, f"{whole}#kenh-1"}
    assert [str(term) for term in made.objects(None, DCTERMS.source)] == [whole]


def test_the_services_of_a_site_conform_in_both_forms(site: Site) -> None:
    made = Graph().parse(site.folder / "api/v1/procedures.ttl")
    assert set(made) == set(Graph().parse(site.folder / "api/v1/procedures.jsonld", format="json-ld"))
    assert wrong(made, "cpsv.ttl") == ""
    assert len(set(made.subjects(RDF.type, CPSV.PublicService))) == len(
        site.json("api/v1/procedures.json")["procedures"]
    )


def test_the_catalogue_conforms_and_its_checksums_are_those_of_the_files(site: Site) -> None:
    made = Graph().parse(site.folder / "api/v1/catalogue.ttl")
    assert set(made) == set(Graph().parse(site.folder / "api/v1/catalogue.jsonld", format="json-ld"))
    assert wrong(made, "dcat.ttl") == ""
    distributions = list(made.subjects(RDF.type, DCAT.Distribution))
    assert len(distributions) >= 20
    for distribution in distributions:
        content = site.file(str(made.value(distribution, DCAT.downloadURL)).removeprefix(SITE_URL)).read_bytes()
        checksum = made.value(made.value(distribution, SPDX.checksum), SPDX.checksumValue)
        assert isinstance(checksum, Literal)
        assert checksum.toPython().hex() == hashlib.sha256(content).hexdigest()
        assert int(str(made.value(distribution, DCAT.byteSize))) == len(content)


def test_a_catalogue_without_a_checksum_is_refused(site: Site) -> None:
    made = Graph().parse(site.folder / "api/v1/catalogue.ttl")
    made.remove((None, SPDX.checksum, None))
    assert wrong(made, "dcat.ttl")
