"""The program on one screen: checked records and shells in, a finished folder out.

The day for which statuses are computed comes in as ``as_of``; nothing below asks for the time, and the same input gives
the same bytes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.addresses import SCRIPTS, api_file, api_plan, api_schema, source_file
from generator.pages import Link, Page, record_pages
from generator.pages.data import Download, data_page
from generator.pages.search import search_page
from generator.publish.exports import api_files, calendar_files, feed_files, procedure_files, schema_files, to_json
from generator.publish.findable import search_records
from generator.publish.output import Output
from generator.publish.render import Shell, ShellKey, Templates, key_of, splice
from generator.publish.search import first_files, shipped_scripts, write_index
from generator.publish.sitemap import robots, sitemap
from generator.reading.load import Catalogue
from generator.tracking.linked import Linked, link


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the deployment says about itself."""

    site_url: str
    """Address of the site with a closing slash; empty while it is unknown."""
    templates: Path
    commit: str
    """The data's commit, for the page of open data and the manifest; empty outside git."""
    edit_url: str = ""
    """Where a file under ``plans/`` is edited; empty while the repository is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """What will be written: the records with their links resolved, and every page."""

    linked: Linked
    index: dict[str, bytes]
    """The files of the search index by their address."""
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written."""

    pages: int
    files: int
    size: int
    """Bytes."""


def plot_site(catalogue: Catalogue, as_of: date, commit: str) -> Plot:
    """Decide which pages exist, before any is rendered, so that MkDocs knows which shells to make."""
    linked = link(catalogue, as_of)
    index = write_index(list(search_records(linked)), catalogue.search_words, catalogue.not_here)
    pages = (*record_pages(linked), search_page(linked, first_files(index)), data_page(downloads(linked), commit))
    return Plot(linked=linked, index=index, pages=pages)


def write_site(
    plot: Plot, shells: dict[ShellKey, Shell], editorial: Iterable[str], settings: Settings, folder: Path
) -> Written:
    """Write every page and file of records into ``folder``, where MkDocs has written the editorial pages."""
    templates, output = Templates(settings.templates, settings.site_url), Output(folder)
    for page in plot.pages:
        html = splice(shells[key_of(page)], page, templates.content(page), settings.edit_url)
        output.write(page.address + "index.html", html.encode())
    for address, content in (plot.index | shipped_scripts(settings.templates / SCRIPTS)).items():
        output.write(address, content)
    for address, content in data_files(plot.linked, settings.site_url):
        output.write(address, content)
    addresses = sorted({*editorial, *(page.address for page in plot.pages if page.listed)})
    output.write("sitemap.xml", sitemap(settings.site_url, addresses))
    output.write("robots.txt", robots(settings.site_url))
    output.adopt()
    output.finish(settings.commit)
    return Written(pages=len(plot.pages), files=len(output.digests), size=output.size)


def data_files(linked: Linked, site_url: str) -> Iterator[tuple[str, bytes]]:
    """Every file that is not a page."""
    yield from api_files(linked)
    yield from procedure_files(linked)
    yield from calendar_files(linked, site_url)
    yield from feed_files(linked, site_url)
    for name, schema in schema_files():
        yield api_schema(name), to_json(schema)
    for plan in linked.catalogue.plans.values():
        source = linked.catalogue.raw_sources.get(plan.id) or linked.catalogue.sources.get(plan.id)
        if source is not None:
            yield source_file(plan.id, plan.source.file), source.original.encode()


def downloads(linked: Linked) -> tuple[Download, ...]:
    """What the page of open data offers."""
    plans = (Download(Link(f"{plan.id}.json", api_plan(plan.id)), plan.document.title) for plan in linked.plans())
    return (
        Download(Link("agencies.json", api_file("agencies.json")), "các cơ quan, tên qua các thời kỳ, sáp nhập"),
        Download(Link("plans.json", api_file("plans.json")), "danh sách kế hoạch"),
        Download(Link("targets.json", api_file("targets.json")), "mọi chỉ tiêu của mọi kế hoạch"),
        Download(
            Link("occurrences.json", api_file("occurrences.json")),
            "mọi kỳ hạn, kèm tình trạng tính đến ngày dựng trang",
        ),
        Download(
            Link("legal-documents.json", api_file("legal-documents.json")), "văn bản được nhắc đến và nơi nhắc đến"
        ),
        Download(Link("procedures.json", api_file("procedures.json")), "thủ tục hành chính, mỗi thủ tục một dòng"),
        Download(Link("procedures.csv", api_file("procedures.csv")), "thủ tục hành chính, mở bằng bảng tính"),
        Download(Link("adoptions.json", api_file("adoptions.json")), "danh mục mà các cơ quan tự công bố"),
        Download(Link("adoptions.csv", api_file("adoptions.csv")), "danh mục ấy, mở bằng bảng tính"),
        Download(Link("indicators.json", api_file("indicators.json")), "tỷ lệ tính từ các danh mục ấy"),
        Download(Link("metrics.json", api_file("metrics.json")), "các chỉ số dùng chung"),
        *plans,
    )
