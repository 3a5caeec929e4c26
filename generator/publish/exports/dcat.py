"""The catalogue of everything that can be downloaded (DCAT-AP 3), which portals of open data harvest."""

from collections.abc import Iterator

from generator.addresses import (
    API,
    CATALOGUE,
    DATA,
    DATA_PACKAGE,
    OPENAPI,
    SERVICES,
    TERMS,
    WHOLE,
    api_file,
    api_output_schema,
)
from generator.publish.exports.cpsv import COUNTRY, LANGUAGE
from generator.publish.exports.outputs import LISTS
from generator.publish.exports.packed import PACKED, packed_if_there
from generator.publish.exports.rdf import Addresses, Node, Term, plain, terms, typed, vi
from generator.publish.exports.stamp import Stamp
from generator.publish.exports.tables import TABLES
from generator.publish.output import Output
from generator.tracking.provinces import NO_PROVINCES, Province, Provinces

_EU = "http://publications.europa.eu/resource/authority/"
_MEDIA = "http://www.iana.org/assignments/media-types/"

_FORMATS = {
    "csv": ("CSV", "text/csv"),
    "json": ("JSON", "application/json"),
    "jsonld": ("JSON_LD", "application/ld+json"),
    "ttl": ("RDF_TURTLE", "text/turtle"),
    "zip": ("ZIP", "application/zip"),
}
"""By the ending of a file: its format in the Publications Office's list, and its media type in IANA's."""

EXTRA = {"indicators": "Tỷ lệ tính từ danh mục của các cơ quan"}


RANGES = {
    "dct:language": "dct:LinguisticSystem",
    "dct:spatial": "dct:Location",
    "dct:license": "dct:LicenseDocument",
    "dct:conformsTo": "dct:Standard",
    "dct:accrualPeriodicity": "dct:Frequency",
    "dct:format": "dct:MediaTypeOrExtent",
    "dcat:mediaType": "dct:MediaType",
    "dcat:theme": "skos:Concept",
    "foaf:homepage": "foaf:Document",
    "foaf:page": "foaf:Document",
}
"""What DCAT-AP 3 asks of whatever is pointed to (range of each property), so that the file holds by itself."""


def catalogue_nodes(
    output: Output, stamp: Stamp, title: str, site_url: str, provinces: Provinces = NO_PROVINCES
) -> Iterator[Node]:
    """The catalogue, its datasets and their distributions with size and checksum; the catalogues of joined provinces; and the
    class of all that they point to elsewhere.
    """
    nodes = list(_own_nodes(output, stamp, title, Addresses(site_url), provinces))
    yield from nodes
    yield from _pointed_to(nodes)


def _pointed_to(nodes: list[Node]) -> Iterator[Node]:
    found = {
        (term, kind): None for _, _, said in nodes for name, kind in RANGES.items() for term in terms(said.get(name))
    }
    for address, kind in found:
        label = vi("Chính quyền và khu vực công") if kind == "skos:Concept" else None
        yield address, kind, {"skos:prefLabel": label}


def _own_nodes(output: Output, stamp: Stamp, title: str, iri: Addresses, provinces: Provinces) -> Iterator[Node]:
    root, publisher, base = iri.root, iri(f"{iri.root}#trang"), f"{iri.root}{DATA}"
    sets = dict(_datasets(output))
    day = typed(stamp.as_of.isoformat(), "xsd:date")
    shared: dict[str, Term | list[Term] | None] = {
        "dct:publisher": publisher,
        "dct:language": LANGUAGE,
        "dct:modified": day,
    }
    yield (
        iri(f"{base}#danh-muc"),
        "dcat:Catalog",
        {
            "dct:title": vi(f"Dữ liệu mở: {title}"),
            "dct:description": vi("Kế hoạch, chỉ tiêu, kỳ hạn, thủ tục hành chính đã công bố, dưới dạng tệp mở."),
            **shared,
            "dct:spatial": COUNTRY,
            "foaf:homepage": iri(base),
            "dcat:dataset": [iri(f"{base}#{name}") for name in sets],
            "dcat:service": iri(f"{base}#api"),
            "dcat:catalog": [iri(_catalogue_of(province)) for province in provinces.items],
        },
    )
    for province in provinces.items:
        yield from _province_nodes(province, iri)
    yield publisher, "foaf:Agent", {"foaf:name": vi(title), "dct:identifier": plain(root)}
    yield (
        iri(f"{base}#api"),
        "dcat:DataService",
        {
            "dct:title": vi("Tệp JSON và CSV ở địa chỉ không đổi"),
            "dcat:endpointURL": iri(f"{root}{API}"),
            "dcat:endpointDescription": iri(f"{root}{OPENAPI}"),
            "dcat:servesDataset": [iri(f"{base}#{name}") for name in sets],
        },
    )
    for name, (words, files) in sets.items():
        said = {
            "dct:title": vi(words),
            "dct:description": vi(f"{words}, như trang đã công bố, tính đến {stamp.as_of.isoformat()}."),
            "dct:identifier": plain(f"{base}#{name}"),
            **shared,
            "dct:spatial": COUNTRY,
            "dcat:theme": iri(f"{_EU}data-theme/GOVE"),
            "dct:accrualPeriodicity": iri(f"{_EU}frequency/DAILY"),
            "dcat:distribution": [iri(f"{root}{address}#tep") for address in files],
        }
        yield iri(f"{base}#{name}"), "dcat:Dataset", said
        for address in files:
            yield from _distribution(iri, address, name, output, stamp)


def _catalogue_of(province: Province) -> str:
    """The catalogue of a province's site, by the name that it gives itself."""
    return f"{province.address}{DATA}#danh-muc"


def _province_nodes(province: Province, iri: Addresses) -> Iterator[Node]:
    """A province's catalogue, where a harvester finds it, and who publishes it."""
    publisher = iri(f"{province.address}#trang")
    yield (
        iri(_catalogue_of(province)),
        "dcat:Catalog",
        {
            "dct:title": vi(f"Dữ liệu mở: {province.name}"),
            "dct:description": vi("Danh mục dữ liệu của một trang tỉnh được ghép vào trang này."),
            "dct:publisher": publisher,
            "dct:language": LANGUAGE,
            "dct:modified": typed(province.as_of.isoformat(), "xsd:date"),
            "dct:spatial": COUNTRY,
            "foaf:homepage": iri(f"{province.address}{DATA}"),
            "foaf:page": [iri(f"{province.address}{CATALOGUE}.{ending}") for ending in ("ttl", "jsonld")],
        },
    )
    yield publisher, "foaf:Agent", {"foaf:name": vi(province.name), "dct:identifier": plain(province.address)}


def _datasets(output: Output) -> Iterator[tuple[str, tuple[str, list[str]]]]:
    """Each dataset: its name, its title, and the files that hold it."""
    titles = {table.name: table.title for table in TABLES} | EXTRA
    for name, words in titles.items():
        yield name, (words, _files(name, output))
    yield "tat-ca", ("Toàn bộ dữ liệu trong một tệp", [WHOLE])


def _files(name: str, output: Output) -> list[str]:
    """The forms in which a dataset is there; where one is packed, the file without ``.gz`` only says so."""
    found = [packed_if_there(api_file(f"{name}.{ending}"), output) for ending in ("csv", "json", "jsonld", "ttl")]
    return [address for address in found if address in output.digests]


def packed_nodes(output: Output, stamp: Stamp, site_url: str) -> Iterator[Node]:
    """What the addresses of the RDF files hold where those are packed: the dataset, and where it is."""
    iri = Addresses(site_url)
    files = [f"{SERVICES}.{ending}{PACKED}" for ending in ("jsonld", "ttl")]
    yield (
        iri(f"{iri.root}{DATA}#procedures"),
        "dcat:Dataset",
        {
            "dct:title": vi("Mọi thủ tục là dịch vụ công (CPSV-AP)"),
            "dct:description": vi(
                "Quá nhiều thủ tục cho một tệp không nén: cùng nội dung ấy nằm trong các tệp nén gzip."
            ),
            "dcat:distribution": [iri(f"{iri.root}{address}#tep") for address in files],
        },
    )
    for address in files:
        yield from _distribution(iri, address, "procedures", output, stamp)


def _distribution(iri: Addresses, address: str, name: str, output: Output, stamp: Stamp) -> Iterator[Node]:
    unpacked = address.removesuffix(PACKED)
    ending = unpacked.rpartition(".")[2]
    form, media = _FORMATS[ending]
    conforms = {"csv": DATA_PACKAGE, "json": api_output_schema(name) if name in LISTS else ""}
    shape = conforms.get(ending, "")
    root, file = iri.root, f"{iri.root}{address}"
    licence = stamp.licence.url if stamp.licence.name else f"{root}{TERMS}" if stamp.licence.url else ""
    yield (
        iri(f"{file}#tep"),
        "dcat:Distribution",
        {
            "dct:title": vi(address.rpartition("/")[2]),
            "dcat:accessURL": iri(f"{root}{DATA}"),
            "dcat:downloadURL": iri(file),
            "dct:format": iri(f"{_EU}file-type/{form}"),
            "dcat:mediaType": iri(_MEDIA + media),
            "dcat:compressFormat": iri(f"{_MEDIA}application/gzip") if address != unpacked else None,
            "dcat:byteSize": typed(str(output.size_of(address)), "xsd:nonNegativeInteger"),
            "spdx:checksum": iri(f"{file}#sha256"),
            "dct:license": iri(licence) if licence else None,
            "dct:conformsTo": iri(root + shape) if shape else None,
        },
    )
    yield (
        iri(f"{file}#sha256"),
        "spdx:Checksum",
        {
            "spdx:algorithm": iri("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"),
            "spdx:checksumValue": typed(output.digest_of(address), "xsd:hexBinary"),
        },
    )
