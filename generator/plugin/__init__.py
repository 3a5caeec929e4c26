"""The one room that knows MkDocs: editorial pages, edit links, and shells for the pages of records.

MkDocs renders ``content/`` and one shell for each (section, depth, layout) through the theme; the plugin catches the shells.
``congkhai build`` asks for that frame only, through :mod:`generator.plugin.opening`, and writes the records itself. ``mkdocs
build`` and ``mkdocs serve`` work by themselves too: then the plugin checks the data and writes the records when MkDocs is done.
"""

import hashlib
import logging
import re
from collections.abc import Iterable
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from generator.addresses import ASSETS, SCRIPTS
from generator.check import check
from generator.pages import sections
from generator.plugin.desk import Desk
from generator.plugin.settings import CongKhaiConfig, deployment_of, plans_folder, wrong_address
from generator.plugin.shells import LEFTOVERS, ShellPage, source_of
from generator.preview import Preview
from generator.publish.exports.stamp import Licence
from generator.publish.frame import Frame
from generator.publish.output import Output
from generator.publish.render import Shell, ShellKey, cut, shell_keys
from generator.publish.standing import Standing
from generator.publish.swap import Target, TargetError
from generator.reading.gitdata import commit_of
from generator.reading.problems import errors, summary
from generator.site import Deployment, Plot, plot_site, site_log, write_site
from generator.text.hidden import CONTROLS

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.congkhai")

RECORD = re.compile(r'href="record:([^"#]*)(#[^"]*)?"')
"""How an editorial page refers to a page of records: ``[kế hoạch](record:ke-hoach/)``."""


class CongKhaiPlugin(BasePlugin[CongKhaiConfig]):  # type: ignore[no-untyped-call] # MkDocs leaves __init_subclass__ untyped
    """Lets MkDocs make the frame and the generator everything inside it."""

    plot: Plot
    preview: Preview

    def __init__(self) -> None:
        self._taken = False
        self._serving = False
        self._shells: dict[ShellKey, Shell] = {}
        self._editorial: list[str] = []
        self._referred: set[str] = set()
        self._folder = Path()

    @property
    def frame(self) -> Frame:
        """What MkDocs has rendered."""
        standing = Standing(self._folder).files()
        files = sorted(address for address, found in standing if found and S_ISREG(found.st_mode))
        return Frame(
            shells=dict(self._shells),
            editorial=tuple(self._editorial),
            referred=tuple(sorted(self._referred)),
            files=tuple(files),
            folder=self._folder,
        )

    def take(self, plot: Plot) -> None:
        """Render the frame for this plot and leave the records to whoever asks: they are checked already."""
        self.plot = plot
        self._taken = True

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002 - MkDocs' own signature
        """Remember whether this is the development server, whose live reload needs a script of its own."""
        self._serving = command == "serve"

    def on_config(self, config: "MkDocsConfig") -> "MkDocsConfig":
        """Without a plot, load and check the data; with problems the build stops here and the old site stays."""
        if wrong_address(config):
            raise PluginError(wrong_address(config))
        if not self._taken:
            self.plot = self._own_plot(config)
        # Without a repository MkDocs takes an edit address for a mistake.
        config.edit_uri = f"edit/main/{Path(config.docs_dir).name}/" if config.repo_url else None
        self._folder = Path(config.site_dir)
        self._shells.clear()
        self._editorial.clear()
        self._referred.clear()
        return config

    def _own_plot(self, config: "MkDocsConfig") -> Plot:
        """The plot of ``mkdocs build`` and ``mkdocs serve``. Raises PluginError for a folder, a day or data that is wrong."""
        deployment = self._deployment(config)
        if deployment.as_of is None:
            raise PluginError("as_of: chưa ghi ngày; dùng lệnh congkhai, hoặc đặt CONGKHAI_AS_OF, ví dụ 2026-07-20")
        if not self._serving:
            _refuse_foreign(deployment)
        loaded = check(deployment.plans, deployment.as_of, demo=deployment.demo)
        wrong = errors(loaded.problems)
        if wrong:
            raise PluginError("\n".join([*(problem.text() for problem in wrong), summary(loaded.problems)]))
        for problem in loaded.problems:
            log.info(problem.text())
        commit = commit_of(deployment.plans.parent)
        log_of_data = site_log(deployment.plans, commit, deployment.as_of)
        return plot_site(loaded.catalogue, deployment.as_of, commit, log_of_data, deployment.place)

    def _deployment(self, config: "MkDocsConfig") -> Deployment:
        """The deployment whose frame MkDocs is rendering, or has."""
        return deployment_of(config, lambda *_: self.frame)

    def on_files(self, files: Files, *, config: "MkDocsConfig") -> Files:
        """Ship only our own assets of the theme, and add one file for each shell. Raises PluginError for a name that no
        manifest can list, and for a link that leads out of the folder of editorial pages.
        """
        own, content = Path(config.theme.custom_dir or ""), Path(config.docs_dir)
        theirs = [file for file in files if file.abs_src_path and not _is_ours(Path(file.abs_src_path), own, content)]
        _refuse_links(file.src_uri for file in theirs if file.src_dir == config.docs_dir)
        for file in theirs:
            files.remove(file)
        _refuse_names(file.src_uri for file in files)
        for key in shell_keys(self.plot.shelled):
            file = File.generated(config, source_of(key), content="", inclusion=InclusionLevel.NOT_IN_NAV)
            file.page = ShellPage(file, config, key)
            files.append(file)
        return files

    def on_env(self, env: "Environment", *, config: "MkDocsConfig", files: Files) -> "Environment":  # noqa: ARG002
        """Tell the theme about the deployment, and give every asset an address that changes with its content."""
        own = Path(config.theme.custom_dir or "")
        env.globals["publisher"] = self.config.publisher
        env.globals["demo"] = self.config.demo
        env.globals["licence"] = Licence.of(self.plot.linked.catalogue.terms)
        env.globals["serving"] = self._serving
        env.globals["sections"] = sections(self.plot.others)
        env.globals["asset"] = lambda name: f"{ASSETS}{name}?{_digest(own / ASSETS / name)}"
        return env

    def on_page_content(self, html: str, *, page: MkDocsPage, config: "MkDocsConfig", files: Files) -> str:  # noqa: ARG002
        """Resolve an editorial page's references to pages of records."""
        known = self.plot.addresses
        root = "../" * page.file.url.count("/") or "./"

        def resolve(found: re.Match[str]) -> str:
            address, anchor = found.group(1), found.group(2) or ""
            self._referred.add(address)
            if address not in known:
                log.warning("%s: không có trang «%s»", page.file.src_uri, address)
            return f'href="{root}{address}{anchor}"'

        return RECORD.sub(resolve, html)

    def on_post_template(self, output_content: str, *, template_name: str, config: "MkDocsConfig") -> str:  # noqa: ARG002
        """The sitemap is written with the records; MkDocs' own knows only the editorial pages. The 404 page is trimmed too."""
        return "" if template_name == "sitemap.xml" else LEFTOVERS.sub("", output_content)

    def on_post_page(self, output: str, *, page: MkDocsPage, config: "MkDocsConfig") -> str:  # noqa: ARG002
        """Catch the shells instead of writing them."""
        output = LEFTOVERS.sub("", output)
        if isinstance(page, ShellPage):
            self._shells[page.key] = cut(output)
            return ""
        self._editorial.append(page.file.url)
        return output

    def on_post_build(self, *, config: "MkDocsConfig") -> None:
        """Write the records, where nobody else does; the development server makes each when it is asked for."""
        if self._serving:
            self.preview = Preview(self.plot, self.frame, self._deployment(config))
        elif not self._taken:
            frame = self.frame
            write_site(
                self.plot, frame, self._deployment(config), Output(self._folder, standing=frozenset(frame.files))
            )

    def on_serve(
        self,
        server: "LiveReloadServer",
        *,
        config: "MkDocsConfig",
        builder: object,  # noqa: ARG002 - MkDocs' own signature
    ) -> "LiveReloadServer":
        """Rebuild when the data or a template changes, and show what is wrong as long as that stops the build."""
        for folder in (plans_folder(config), Path(config.theme.custom_dir or "")):
            server.watch(str(folder))
        desk = Desk(self._content, server)
        server.builder = desk.rebuild
        server.set_app(desk.answer)
        return server

    def _content(self, path: str) -> bytes | None:
        """What the preview of the last rebuild has at an address of the site."""
        return self.preview.content(path)


def _refuse_foreign(deployment: Deployment) -> None:
    """MkDocs empties the folder of the site before it writes. Raises PluginError where that would lose something else."""
    try:
        Target.find(deployment.site, (deployment.plans, deployment.content, deployment.templates)).refuse_foreign()
    except TargetError as error:
        raise PluginError(str(error)) from None


def _is_ours(path: Path, own: Path, content: Path) -> bool:
    """Whether MkDocs should copy a file: our own assets, but not the scripts, which are written with the records."""
    path, own = path.resolve(), own.resolve()  # the demonstration names its folders «../theme_overrides»
    return (path.is_relative_to(own) and not path.is_relative_to(own / SCRIPTS)) or path.is_relative_to(
        content.resolve()
    )


_NAMELESS = re.compile(f"[\t\n{CONTROLS}]")


def _refuse_names(names: Iterable[str]) -> None:
    wrong = sorted(filter(_NAMELESS.search, names))
    if wrong:
        hint = "đổi tên, dùng chữ, chữ số, gạch nối"
        raise PluginError(f"tên tệp không phải UTF-8 hoặc có ký tự điều khiển: {', '.join(map(repr, wrong))}; {hint}")


def _refuse_links(names: Iterable[str]) -> None:
    wrong = sorted(names)
    if wrong:
        raise PluginError(f"liên kết dẫn ra ngoài content/: {', '.join(map(repr, wrong))}; chép tệp thật vào đó")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]
