"""The pages of a site while its data is being written: each is made when it is asked for, and nothing is written.

A procedure's file is looked at on every request, so that its page is never older than the file, however many there are. What
else changes is seen when the plot is made anew.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from stat import S_ISREG
from tempfile import TemporaryDirectory

from generator.addresses import API, DATA, MANIFEST, PROCEDURES, SCRIPTS, api_procedure, procedure_address
from generator.check import check_procedure
from generator.model.procedure import CODE
from generator.pages import Page
from generator.publish.exports.packed import long_files
from generator.publish.exports.stamp import Stamp
from generator.publish.frame import Frame
from generator.publish.kept import Kept
from generator.publish.manifest import MANIFEST as FILES
from generator.publish.manifest import stays_inside
from generator.publish.output import Output
from generator.publish.pictures import pictures, web_manifest
from generator.publish.procedures import Procedures
from generator.publish.search import shipped_scripts
from generator.reading.problems import Problem, errors
from generator.reading.tree import procedure_file
from generator.site import Deployment, Plot, data_files, make_press, write_site

_OF_OTHERS = (API, DATA, "sitemap", "robots.txt", FILES)
"""How the addresses begin of files that are made of other files of the site."""


class MistakenError(ValueError):
    """What was asked for cannot be shown; the message holds the problems."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(problem.text() for problem in problems))


class Preview:
    """One state of the data, and the procedures that were changed since."""

    def __init__(self, plot: Plot, frame: Frame, deployment: Deployment) -> None:
        self._plot, self._frame, self._deployment = plot, frame, deployment
        self._linked = plot.linked
        self._stamp = Stamp.of(plot.linked, plot.commit)
        self._procedures = Procedures(linked=plot.linked, stamp=self._stamp, site_url=deployment.site_url, kept=Kept())
        self._press = make_press(plot, frame, deployment)
        self._pages = {page.address: page for page in (*plot.others, plot.data)}
        self._seen = {code: self._signature(code) for code in plot.linked.catalogue.procedures}

    def content(self, address: str) -> bytes | None:
        """The file at an address (``thu-tuc/1.000028/`` is that of its page); None where there is none.

        Raises MistakenError where the record has a mistake that would stop a build.
        """
        code = _code_of(address)
        if code is not None:
            self._refresh(code)
        page = self._page(address, code)
        if page is not None:
            return self._press.html(page)
        if address.endswith("/") or not address:
            return None
        if address == api_procedure(code or "") and code in self._linked.catalogue.procedures:
            return self._procedures.file(code)
        return self._files.get(address) or self._whole(address)

    def _refresh(self, code: str) -> None:
        """Read a procedure again if its file is another than the one that was read."""
        signature = self._signature(code)
        if signature == self._seen.get(code, (0, 0)):
            return
        if signature == (0, 0):
            self._linked.catalogue.procedures.pop(code, None)
        else:
            record, problems = check_procedure(self._deployment.plans, code, self._linked.catalogue)
            if record is None or errors(problems):
                raise MistakenError(errors(problems))
            self._linked.catalogue.procedures[code] = record
        self._seen[code] = signature

    def _page(self, address: str, code: str | None) -> Page | None:
        """The page at an address, if there is one; ``code`` is the one that stands in it."""
        if code in self._linked.catalogue.procedures and address == procedure_address(code):
            return self._plot.procedures.page(code)
        return self._pages.get(address)

    def _signature(self, code: str) -> tuple[int, int]:
        """What tells one writing of a file from another: its time in nanoseconds and its size; zeros where there is none. A
        folder or a link of that name is none: no build reads it.
        """
        try:
            found = (self._deployment.plans / procedure_file(code)).lstat()
        except OSError:
            return 0, 0
        return (found.st_mtime_ns, found.st_size) if S_ISREG(found.st_mode) else (0, 0)

    @cached_property
    def _files(self) -> dict[str, bytes]:
        """What pages load, and the lists for machines."""
        deployment = self._deployment
        files = self._plot.index | shipped_scripts(deployment.templates / SCRIPTS)
        files |= {one.address: one.drawn() for one in pictures(self._linked, self._plot.others, deployment.site_name)}
        files |= dict(data_files(self._linked, deployment.site_url, self._plot.commit))
        files |= {address: b"".join(parts) for address, parts in long_files(self._linked, self._stamp)}
        files |= dict(self._procedures.lists())
        return files | {MANIFEST: web_manifest(deployment.site_name)}

    def _whole(self, address: str) -> bytes | None:
        """A file that is made of the others: then the whole site is made, in a folder that goes again.

        An address comes from whoever asks: none leads out of that folder, and none that cannot be such a file makes a site.
        """
        if not (stays_inside(address) and address.startswith(_OF_OTHERS)):
            return None
        with TemporaryDirectory(prefix="congkhai-") as folder:
            write_site(self._plot, replace(self._frame, files=()), self._deployment, Output(Path(folder)))
            found = Path(folder, address)
            return found.read_bytes() if found.is_file() else None


def _code_of(address: str) -> str | None:
    """The code in the address of a procedure's page or file."""
    return next((part for part in _codes(address) if CODE.pattern.fullmatch(part)), None)


def _codes(address: str) -> Iterator[str]:
    yield address.removeprefix(PROCEDURES).removesuffix("/")
    yield address.rpartition("/")[2].removesuffix(".json")
