"""The program on one screen: what a deployment says in, a finished site out.

:func:`build` is the recipe: take the data, check it, decide which pages exist, let the frame be rendered, write the records,
swap. Who renders the frame is said by the deployment (:mod:`generator.plugin` asks MkDocs); the day for which statuses are
computed comes in with the order. Nothing here or below asks for the time, and the same input gives the same bytes.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.addresses import (
    API,
    CATALOGUE,
    DATA,
    DATA_PACKAGE,
    MANIFEST,
    OFFLINE,
    OPENAPI,
    SCRIPTS,
    SERVICES,
    TERMS,
    WHOLE,
    api_example,
    api_output_schema,
    api_schema,
    is_parted,
    metric_address,
    procedure_address,
    source_address,
    source_file,
)
from generator.changes.log import read_log
from generator.check import check
from generator.joining import NOTHING_JOINED, Joined
from generator.pages import Page, ProcedurePages, record_pages
from generator.pages.data import (
    offered,
    weighed,
    with_offline,
)
from generator.pages.participate.page import participate_pages
from generator.pages.participate.place import Place
from generator.pages.search import search_page
from generator.publish.artifact import begun_artifact
from generator.publish.bundle import bundle
from generator.publish.exports import (
    api_files,
    calendar_files,
    feed_files,
    schema_files,
    to_json,
)
from generator.publish.exports.archive import write_zip
from generator.publish.exports.datapackage import data_package
from generator.publish.exports.dcat import catalogue_nodes
from generator.publish.exports.examples import example_files
from generator.publish.exports.jsonld import PageData
from generator.publish.exports.openapi import openapi
from generator.publish.exports.outputs import output_schemas
from generator.publish.exports.packed import write_lists
from generator.publish.exports.rdf import json_ld, turtle
from generator.publish.exports.stamp import Stamp
from generator.publish.findable import search_records
from generator.publish.frame import Frame, write_frame
from generator.publish.kept import Kept
from generator.publish.manifest import MANIFEST as FILES
from generator.publish.mistakes import Mistakes
from generator.publish.offers import offers
from generator.publish.output import Output
from generator.publish.pictures import pictures, web_manifest
from generator.publish.press import Press
from generator.publish.procedures import Procedures
from generator.publish.render import Templates, templates_digest
from generator.publish.search import first_files, shipped_scripts, write_index
from generator.publish.sitemap import robots, sitemap_files
from generator.publish.swap import Target
from generator.reading.cache import KEPT, key_of_parts, remembering
from generator.reading.catalogue import Catalogue
from generator.reading.gitdata import commit_of, take_snapshot
from generator.reading.problems import Problem, errors
from generator.reading.records import Records
from generator.reading.tree import plan_file, procedure_file
from generator.tracking.linked import Linked, link
from generator.tracking.log import NO_LOG, Log


@dataclass(frozen=True, kw_only=True)
class Plot:
    """What will be written: the records with their links resolved, and every page."""

    linked: Linked
    index: dict[str, bytes]
    """The files of the search index by their address."""
    others: tuple[Page, ...]
    """Every page but those of procedures and that of open data, which says how large the files are."""
    data: Page
    commit: str
    """The data's commit, for the page of open data and the manifest; empty outside git."""

    @cached_property
    def procedures(self) -> ProcedurePages:
        """The pages of procedures; each is made when it is asked for."""
        return ProcedurePages(self.linked)

    @property
    def pages(self) -> Iterator[Page]:
        """Every page."""
        return chain(self.others, [self.data], self.procedures)

    @property
    def shelled(self) -> Iterator[Page]:
        """Pages enough to need every shell: the procedures' pages share one."""
        return chain(self.others, [self.data], islice(self.procedures, 1))

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The address of every page."""
        own = map(procedure_address, self.linked.catalogue.procedures)
        return frozenset(chain((page.address for page in self.others), [self.data.address], own))


class FrameError(ValueError):
    """The frame cannot be rendered; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """What the configuration says about this site."""

    plans: Path
    content: Path
    templates: Path
    site: Path
    """Where the site goes unless the order names another folder."""
    site_name: str
    site_url: str
    """Address of the site with a closing slash; empty while it is unknown."""
    place: Place = field(default_factory=Place)
    """Where the data lies in its repository, for the forms that write a file."""
    mistakes: Mistakes = field(default_factory=Mistakes)
    """Where readers report mistakes."""
    edit_url: str = ""
    """Where a file under ``plans/`` is edited; empty while the repository is not known."""
    demo: bool = False
    """The folder holds invented agencies only."""
    as_of: date | None = None
    """The day for which statuses are computed unless the order names another one."""
    frame: Callable[[Plot, Path, Kept], Frame]
    """Renders the editorial pages into a folder, and the shells that the pages of a plot need, unless they are kept from the last
    build. Raises FrameError.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What one build is asked for."""

    today: date
    """The day on which the build runs: nothing in the data can have happened later."""
    as_of: date | None = None
    site: Path | None = None
    cache: Path | None = None
    """Where what a build found is kept for the next one; None forgets it."""
    revision: str | None = None
    """Take the data of this commit, tag or branch, and the day of its commit; None for the files as they are."""
    tar: Path | None = None
    """Where to write the site as the artifact of GitHub Pages too."""
    offline: bool = False
    """Also make the site as one zip that opens without a network, and offer it."""
    joined: Joined = NOTHING_JOINED
    """What provinces publish, for a national site."""
    jobs: int = 1
    """Processes that may share the work out among them; the site is the same for any number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written."""

    pages: int
    files: int
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did. Without ``written`` the problems stopped it, and the old site stays."""

    problems: list[Problem]
    folder: Path
    written: Written | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Data:
    """A folder with data, the commit it is from, and the day that goes with it."""

    plans: Path
    commit: str
    day: date


def build(deployment: Deployment, order: Order) -> Built:
    """Check the data, build the site beside the old one, and swap the two.

    Raises RevisionError when there is no such revision, TargetError when the folder of the site cannot be used.
    """
    return remembering(order.cache, lambda cache: _built(deployment, replace(order, cache=cache)))


def _built(deployment: Deployment, order: Order) -> Built:
    target = Target.find(order.site or deployment.site, sources=_sources(deployment))
    with _data(deployment, order) as data:
        records = Records(order.cache)
        latest = max(data.day, order.today)
        loaded = check(data.plans, latest, demo=deployment.demo, records=records, jobs=order.jobs)
        if errors(loaded.problems):
            return Built(problems=loaded.problems, folder=target.folder)
        log = site_log(deployment.plans, data.commit, data.day)
        try:
            kept = Kept(order.cache.with_suffix(KEPT) if order.cache else None, target.folder)
            with begun_artifact(order.tar) as artifact, target.replacing(kept) as folder:
                plot = plot_site(loaded.catalogue, data.day, data.commit, log, deployment.place, order.joined, kept)
                frame = deployment.frame(plot, folder.with_name("frame"), kept)
                output = kept.output(folder, artifact)
                written = write_site(plot, frame, deployment, output, offline=order.offline, kept=kept, jobs=order.jobs)
        except FrameError as error:
            return Built(problems=[_frame_problem(deployment, error)], folder=target.folder)
    return Built(problems=loaded.problems, folder=target.folder, written=written)


def _sources(deployment: Deployment) -> tuple[Path, ...]:
    """Folders that a site is made from, and must not be written into."""
    return (deployment.plans, deployment.content, deployment.templates)


@contextmanager
def _data(deployment: Deployment, order: Order) -> Iterator[_Data]:
    """The data that an order asks for; that of a revision is unpacked for as long as it is needed."""
    if order.revision is None:
        day = order.as_of or deployment.as_of or order.today
        yield _Data(plans=deployment.plans, commit=commit_of(deployment.plans.parent), day=day)
        return
    with TemporaryDirectory(prefix="congkhai-") as folder:
        found = take_snapshot(deployment.plans, order.revision, Path(folder))
        yield _Data(plans=found.folder, commit=found.commit, day=order.as_of or found.day)


def _frame_problem(deployment: Deployment, error: FrameError) -> Problem:
    """What stopped the frame is in the log; the data itself is fine."""
    hint = "xem các dòng cảnh báo ở trên; thường là một liên kết hỏng trong content/"
    return Problem(file=deployment.content.name, message=str(error), hint=hint)


def site_log(plans: Path, commit: str, as_of: date) -> Log:
    """What was published by ``as_of``, up to the data's commit; results are kept beside the data in ``.cache``."""
    return read_log(plans, commit or "HEAD", as_of, plans.parent / ".cache" / "log")


def plot_site(
    catalogue: Catalogue,
    as_of: date,
    commit: str,
    log: Log = NO_LOG,
    place: Place | None = None,
    joined: Joined = NOTHING_JOINED,
    kept: Kept | None = None,
) -> Plot:
    """Decide which pages exist, before any is rendered, so that the frame is made for them and nothing else."""
    linked = link(catalogue, as_of, log, joined.provinces, kept)
    own = list(search_records(linked))
    index = write_index([*own, *joined.beside(own)], catalogue.search_words, catalogue.not_here, kept)
    forms = participate_pages(linked, place or Place())
    others = (*record_pages(linked), *forms, search_page(linked, first_files(index)))
    return Plot(linked=linked, index=index, others=others, data=offers(linked, commit), commit=commit)


def write_site(
    plot: Plot,
    frame: Frame,
    deployment: Deployment,
    output: Output,
    *,
    offline: bool = False,
    kept: Kept | None = None,
    jobs: int = 1,
) -> Written:
    """Write every page and file of a site; ``offline`` adds the site as one file to open without a network. What is the same as
    in ``kept`` is not made again; up to ``jobs`` processes make the rest.
    """
    press, dress = make_press(plot, frame, deployment), _dress(deployment, frame)
    stamp, kept = Stamp.of(plot.linked, plot.commit), kept or Kept()
    for page in plot.others:
        made_from = partial(_page_key, dress, page, press)
        kept.write(output, f"{page.address}index.html", made_from, partial(press.html, page))
    procedures = Procedures(linked=plot.linked, stamp=stamp, site_url=deployment.site_url, kept=kept, jobs=jobs)
    procedures.write(plot.procedures, press.html_of_all, dress, output)
    for address, content in (plot.index | shipped_scripts(deployment.templates / SCRIPTS)).items():
        output.write(address, content)
    _write_data(plot, deployment, output, kept)
    _write_signs(plot, frame, deployment, output, kept)
    write_frame(frame, output, kept, later={f"{DATA}index.html", FILES, *([OFFLINE] if offline else [])})
    output.sweep()
    _write_offers(plot, press, output, offline=offline)
    output.finish(plot.commit)
    kept.save(output)
    return Written(pages=len(plot.addresses), files=len(output.digests), size=output.size)


def _write_data(plot: Plot, deployment: Deployment, output: Output, kept: Kept) -> None:
    """The open data, and the catalogues that say what of it there is."""
    stamp, name, url = Stamp.of(plot.linked, plot.commit), deployment.site_name, deployment.site_url
    for address, content in data_files(plot.linked, url, plot.commit, kept):
        output.write(address, content)
    write_lists(plot.linked, stamp, output, kept)
    output.write(DATA_PACKAGE, to_json(data_package(output, stamp, name, url)))
    output.write(OPENAPI, to_json(openapi(stamp, name, url, parted=is_parted(len(plot.linked.catalogue.procedures)))))
    write_whole(output, kept)
    nodes = list(catalogue_nodes(output, stamp, name, url, plot.linked.provinces))
    output.write(f"{CATALOGUE}.jsonld", json_ld(nodes, url))
    output.write(f"{CATALOGUE}.ttl", turtle(nodes, url))


def _write_signs(plot: Plot, frame: Frame, deployment: Deployment, output: Output, kept: Kept) -> None:
    """What leads here from elsewhere: for search engines, for pages that show a link as a picture, for a phone's first screen."""
    for address, content in sitemap_files(deployment.site_url, _listed(plot, frame.editorial), _changed(plot)):
        output.write(address, content)
    for picture in pictures(plot.linked, plot.others, deployment.site_name):
        kept.write(output, picture.address, partial(key_of_parts, *picture.said), picture.drawn)
    output.write(MANIFEST, web_manifest(deployment.site_name))
    output.write("robots.txt", robots(deployment.site_url))


def _write_offers(plot: Plot, press: Press, output: Output, *, offline: bool) -> None:
    """The page of open data, which says how large all else is, and the copy for reading without a network."""
    sizes = {address: output.size_of(address) for address in offered(plot.data) if address in output.digests}
    page = weighed(plot.data, sizes, output.digest_of(WHOLE))
    if offline:  # that copy does not offer itself
        output.write(OFFLINE, bundle(output.folder, {f"{DATA}index.html": press.html(page)}, plot.commit))
        page = with_offline(page, output.size_of(OFFLINE), output.digest_of(OFFLINE))
    output.write(f"{DATA}index.html", press.html(page))


def _page_key(dress: bytes, page: Page, press: Press) -> bytes:
    return key_of_parts(dress, page.said, press.said(page))


def make_press(plot: Plot, frame: Frame, deployment: Deployment) -> Press:
    """What makes the pages of a plot."""
    templates = Templates(deployment.templates, deployment.site_url, deployment.mistakes)
    return Press(
        frame.shells,
        templates,
        PageData(plot.linked, "" if deployment.demo else deployment.site_url),
        deployment.edit_url,
    )


def _dress(deployment: Deployment, frame: Frame) -> bytes:
    """All that the HTML of a record depends on but the record and what stands around it."""
    shells = repr(sorted(frame.shells.items(), key=repr))
    settings = repr((deployment.site_url, deployment.edit_url, deployment.mistakes, deployment.demo))
    return key_of_parts(templates_digest(deployment.templates), shells, settings)


def _changed(plot: Plot) -> dict[str, str]:
    """The day on which the record of each page last changed here, by the page's address, as far as git knows."""
    days: dict[str, str] = {}
    for entry in plot.linked.log.entries:  # the latest first
        for file in entry.files:
            days.setdefault(file, entry.day.isoformat())
    others = {page.address: page.file for page in plot.others} | _made_from(plot.linked)
    codes = plot.linked.catalogue.procedures if days else ()
    procedures = ((procedure_address(code), str(procedure_file(code))) for code in codes)
    return {address: days[file] for address, file in chain(others.items(), procedures) if file in days}


def _made_from(linked: Linked) -> dict[str, str]:
    """The file of the record behind pages on which nobody edits it: a plan's source text, a metric."""
    sources = {source_address(plan.id): str(plan_file(plan.id)) for plan in linked.plans()}
    return sources | {metric_address(name): "registry/metrics.yml" for name in linked.catalogue.metrics}


def _listed(plot: Plot, editorial: Iterable[str]) -> list[str]:
    """The addresses that the sitemap names."""
    unlisted = {page.address for page in plot.others if not page.listed}
    return sorted({*editorial, *plot.addresses} - unlisted)


def data_files(
    linked: Linked, site_url: str, commit: str = "", kept: Kept | None = None
) -> Iterator[tuple[str, bytes]]:
    """Every file that is not a page, but those of each procedure and the lists that grow with the register."""
    stamp = Stamp.of(linked, commit)
    yield from api_files(linked, stamp)
    if linked.catalogue.terms:
        yield TERMS, linked.catalogue.terms.encode()
    yield from calendar_files(linked, site_url, kept)
    yield from feed_files(linked, site_url)
    for name, schema in schema_files():
        yield api_schema(name), to_json(schema)
    for name, schema in output_schemas():
        yield api_output_schema(name), to_json(schema)
    for name, content in example_files():
        yield api_example(name), content
    for plan in linked.catalogue.plans.values():
        source = linked.catalogue.raw_sources.get(plan.id) or linked.catalogue.sources.get(plan.id)
        if source is not None:
            yield source_file(plan.id, plan.source.file), source.original.encode()


def write_whole(output: Output, kept: Kept) -> None:
    """Everything under ``/api/v1/`` that was written, as one zip; of the services, the longest of all and there twice, Turtle."""
    again = f"{SERVICES}.jsonld"  # and, packed, with .gz
    names = sorted(name for name in output.digests if name.startswith(API) and not name.startswith(again))

    def write() -> None:
        with output.file(WHOLE) as file:
            write_zip(file, ((name.removeprefix(API), output.folder / name) for name in names))

    kept.write_by(output, WHOLE, lambda: key_of_parts(*(f"{name} {output.digest_of(name)}" for name in names)), write)
