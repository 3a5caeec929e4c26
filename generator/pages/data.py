"""The page of open data: what can be downloaded, in which form, from which state of the data."""

from dataclasses import dataclass
from typing import ClassVar

from generator.addresses import DATA
from generator.pages.parts.page import Link, Page


@dataclass(frozen=True, slots=True)
class Download:
    """A file or a family of files, and what it holds."""

    link: Link
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage:
    """Context of ``pages/data.html``."""

    template: ClassVar[str] = "data.html"
    downloads: tuple[Download, ...]
    commit: str
    manifest: Link


def data_page(downloads: tuple[Download, ...], commit: str) -> Page:
    """The page ``/du-lieu/``; the only page that names the data's commit."""
    context = DataPage(downloads=downloads, commit=commit, manifest=Link("manifest.sha256", "manifest.sha256"))
    description = "Toàn bộ dữ liệu của trang dưới dạng tệp mở: JSON, văn bản gốc, mã kiểm tra từng tệp."
    return Page(address=DATA, section="du-lieu", title="Dữ liệu mở", description=description, context=context)
