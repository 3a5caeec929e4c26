"""The page of open data: what can be downloaded, in which form, from which state of the data."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from generator.addresses import (
    CATALOGUE,
    DATA,
    DATA_PACKAGE,
    OFFLINE,
    OPENAPI,
    SERVICES,
    TERMS,
    WHOLE,
    api_example,
    api_list,
    api_output_schema,
    api_schema,
)
from generator.pages.parts.page import Link, Page
from generator.text.wording import say_size


@dataclass(frozen=True, slots=True)
class Download:
    """A file or a family of files, what it holds, and what describes its shape."""

    link: Link
    words: str
    schema: Link | None = None
    example: Link | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Downloads of one form under a title."""

    id: str
    title: str
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage:
    """Context of ``pages/data.html``."""

    template: ClassVar[str] = "data.html"
    whole: Link
    groups: tuple[Group, ...]
    commit: str
    manifest: Link
    terms: Link | None
    licence: str
    licence_url: str
    sizes: Mapping[str, str] = field(default_factory=dict)
    """The size of each file in words by its address; known once the files are written."""
    checksum: str = ""
    """SHA-256 of the whole."""
    offline: Link | None = None
    """The whole site to open without a network, where this build makes one."""
    offline_checksum: str = ""


def data_page(groups: tuple[Group, ...], commit: str, licence: Link | None) -> Page:
    """The page ``/du-lieu/``; the only page that names the data's commit. ``licence`` is None where no terms are stated."""
    context = DataPage(
        whole=Link("cong-khai.zip", WHOLE),
        groups=groups,
        commit=commit,
        manifest=Link("manifest.sha256", "manifest.sha256"),
        terms=Link("LICENSE.txt", TERMS) if licence else None,
        licence=licence.text if licence else "",
        licence_url=licence.address if licence else "",
    )
    description = (
        "Toàn bộ dữ liệu của trang dưới dạng tệp mở: bảng CSV, JSON, RDF, văn bản gốc, giấy phép, mã kiểm tra từng tệp."
    )
    return Page(address=DATA, section="du-lieu", title="Dữ liệu mở", description=description, context=context)


def offered(page: Page) -> list[str]:
    """The addresses of the files that the page offers."""
    return [*(download.link.address for group in page.context.groups for download in group.downloads), WHOLE]


def weighed(page: Page, sizes: Mapping[str, int], digest: str) -> Page:
    """The page with the sizes of what it offers, and the checksum of the whole."""
    words = {address: say_size(size) for address, size in sizes.items()}
    return replace(page, context=replace(page.context, sizes=words, checksum=digest))


def with_offline(page: Page, size: int, digest: str) -> Page:
    """The page that also offers the whole site as one file of ``size`` bytes."""
    context = page.context
    offered = Link("trang-khong-mang.zip", OFFLINE)
    sizes = context.sizes | {OFFLINE: say_size(size)}
    return replace(page, context=replace(context, offline=offered, offline_checksum=digest, sizes=sizes))


UNPACK = ", nén gzip: giải nén rồi mở"
"""What is said of a file that ends in ``.gz``."""


def listed(name: str, words: str, *, parted: bool = False) -> Download:
    """A list as JSON, with the schema of its file; a long one of a ``parted`` register is packed."""
    return _download(api_list(name, "json", parted=parted), words, Link("cấu trúc", api_output_schema(name)))


def tabled(name: str, words: str, *, parted: bool = False) -> Download:
    """A table as CSV; a long one of a ``parted`` register is packed."""
    return _download(api_list(name, "csv", parted=parted), words)


def _download(address: str, words: str, schema: Link | None = None) -> Download:
    packed = UNPACK if address.endswith(".gz") else ""
    return Download(Link(address.rpartition("/")[2], address), f"{words}{packed}", schema)


_WRITTEN = {
    "agency": "cơ quan: tên, đơn vị, cơ quan trước và sau",
    "plan": "kế hoạch: nhiệm vụ, thời hạn, chỉ tiêu",
    "report": "báo cáo theo kỳ",
    "amendment": "văn bản điều chỉnh",
    "correction": "đính chính chỗ chép sai, báo sai",
    "events": "sự kiện mà thời hạn tính từ đó",
    "measurements": "số liệu nơi khác công bố",
    "procedures": "danh mục thủ tục của cơ quan",
    "procedure": "thủ tục",
    "fields": "lĩnh vực",
    "metrics": "chỉ số dùng chung",
    "legal-documents": "văn bản được nhắc đến",
    "holidays": "ngày làm việc hoán đổi",
    "search-words": "từ viết tắt, lời thường gọi",
    "not-here": "việc ở nơi khác",
}
"""What each kind of file that officers write holds, in the order in which they meet them."""


def written() -> Group:
    """The schema of each kind of file that officers write, with an example."""
    return Group(
        "viet",
        "Cấu trúc của tệp mà cơ quan viết",
        tuple(
            Download(Link(f"{name}.json", api_schema(name)), words, example=Link("ví dụ", api_example(f"{name}.yml")))
            for name, words in _WRITTEN.items()
        ),
    )


def given(examples: Mapping[str, tuple[str, str]]) -> Group:
    """The schema of each kind of file that the site gives: by its name, what it holds and the address of such a file, empty
    where this site has none.
    """
    return Group(
        "nhan",
        "Cấu trúc của tệp trên trang",
        tuple(
            Download(
                Link(f"{name}.json", api_output_schema(name)),
                words,
                example=Link("ví dụ", address) if address else None,
            )
            for name, (words, address) in examples.items()
        ),
    )


def described(*, parted: bool = False) -> Group:
    """What describes the data for programs; the services of a ``parted`` register are packed (gzip)."""
    end, packed = (".gz", ", nén gzip") if parted else ("", "")
    services = "mọi thủ tục là dịch vụ công (CPSV-AP 3.2, Turtle"
    return Group(
        "mo-ta",
        "Mô tả cho máy",
        (
            Download(Link("datapackage.json", DATA_PACKAGE), "các bảng, từng cột và khóa nối (Data Package v2)"),
            Download(Link("openapi.json", OPENAPI), "các địa chỉ dưới /api/v1/ (OpenAPI 3.1)"),
            Download(Link(f"procedures.ttl{end}", f"{SERVICES}.ttl{end}"), f"{services}{packed})"),
            Download(Link(f"procedures.jsonld{end}", f"{SERVICES}.jsonld{end}"), f"như trên, JSON-LD{packed}"),
            Download(
                Link("catalogue.ttl", f"{CATALOGUE}.ttl"), "danh mục dữ liệu cho cổng dữ liệu mở (DCAT-AP 3, Turtle)"
            ),
            Download(Link("catalogue.jsonld", f"{CATALOGUE}.jsonld"), "như trên, JSON-LD"),
        ),
    )
