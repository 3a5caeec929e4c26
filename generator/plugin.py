"""The one module that knows MkDocs: editorial pages, edit links, and shells for the pages of records.

``mkdocs build`` and ``mkdocs serve`` work by themselves with this plugin. MkDocs renders ``content/`` and one shell for each
(section, depth, layout) through the theme; the plugin catches the shells and hands them to :mod:`generator.site`, which
writes the records. ``congkhai build`` runs the same into a folder beside the site and swaps it in at the end.
"""

import hashlib
import logging
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import base, load_config
from mkdocs.config import config_options as option
from mkdocs.exceptions import Abort, ConfigurationError, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents

from generator.addresses import ASSETS, SCRIPTS
from generator.check import check
from generator.pages import sections
from generator.publish.render import Shell, ShellKey, Slot, cut, shell_keys
from generator.publish.swap import beside, clear, replaceable, swap
from generator.reading.gitdata import take_snapshot
from generator.reading.load import Loaded
from generator.reading.problems import Problem, errors, summary
from generator.site import Plot, Settings, Written, plot_site, write_site

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.congkhai")

RECORD = re.compile(r'href="record:([^"#]*)(#[^"]*)?"')
"""How an editorial page refers to a page of records: ``[kế hoạch](record:ke-hoach/)``."""


LEFTOVERS = re.compile(
    r'<input class="md-toggle"[^>]*>\s*'
    r'|<label class="md-overlay"[^>]*></label>\s*'
    r'|<div data-md-component="(?:skip|announce)">\s*(?:<a [^>]*class="md-skip">[^<]*</a>\s*)?</div>\s*'
    r'|<div class="md-dialog" data-md-component="dialog">\s*<div class="md-dialog__inner md-typeset"></div>\s*</div>\s*'
    r'|(?: class="md-(?:container|main|main__inner md-grid)"| data-md-component="(?:container|main)")'
    r'|(?<=<html lang="vi") class="no-js"|(?<=<body) dir="ltr"'
)
"""Parts of the theme's frame that only its own script and stylesheet use. Neither is loaded, and they cost 0.7 KB a page."""


class CongKhaiConfig(base.Config):  # type: ignore[no-untyped-call] # MkDocs leaves __init_subclass__ untyped
    """Options of the plugin in ``mkdocs.yml``."""

    plans = option.Type(str, default="plans")
    """Folder of the data, beside ``mkdocs.yml``."""
    publisher = option.Choice(("independent", "official"), default="independent")
    """``official`` once an agency itself publishes here; until then every page says that the site is independent."""
    demo = option.Type(bool, default=False)
    """The folder holds invented agencies only, and every page says so."""
    as_of = option.Optional(option.Type((date, str)))
    """The day for which statuses are computed, ``2026-07-20``; today in Viet Nam if left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did. With problems nothing was written and the old site stays."""

    problems: list[Problem]
    folder: Path
    pages: int = 0
    files: int = 0
    size: int = 0


def build(config_file: Path, site: Path | None, as_of: date | None, revision: str | None = None) -> Built:
    """Check, build beside the site and swap.

    ``as_of`` is the day of the configuration, or today, if left out. With a ``revision`` the data is that of git, and the
    day that of the commit; raises RevisionError when there is no such revision, SetupError when the configuration cannot be
    used or ``site`` holds something else than a site.
    """
    config = _load_config(config_file)
    if revision is None:
        return _build(config, site, _plans_folder(config), as_of)
    with TemporaryDirectory(prefix="congkhai-") as folder:
        found = take_snapshot(_plans_folder(config), revision, Path(folder))
        return _build(config, site, found.folder, as_of or found.day, found.commit)


class SetupError(ValueError):
    """The configuration or the folder cannot be used; the message says why, in Vietnamese."""


def _load_config(config_file: Path) -> "MkDocsConfig":
    if not config_file.is_file():
        raise SetupError(f"không có tệp cấu hình «{config_file}»; chạy trong thư mục có mkdocs.yml, hoặc ghi --config")
    try:
        return load_config(config_file=str(config_file), strict=True)
    except (ConfigurationError, Abort) as error:
        raise SetupError(f"không dùng được tệp cấu hình «{config_file}»: {error}") from None


def _build(
    config: "MkDocsConfig", site: Path | None, plans: Path, as_of: date | None, commit: str | None = None
) -> Built:
    target = _target(site or Path(config.site_dir))
    plugin = _plugin(config)
    day = as_of or _day(plugin.config.as_of)
    plugin.prepare(check(plans, max(day, _day(None)), demo=plugin.config.demo), day, commit)
    if errors(plugin.loaded.problems):
        return Built(problems=plugin.loaded.problems, folder=target)
    clear(target)
    config.site_dir = str(beside(target))
    try:
        with _warnings_shown():
            mkdocs_build(config)
    except Abort as error:
        return Built(problems=[_aborted(config, error)], folder=target)
    swap(target)
    written = plugin.written
    return Built(
        problems=plugin.loaded.problems, folder=target, pages=written.pages, files=written.files, size=written.size
    )


def _target(folder: Path) -> Path:
    """Where the site goes, links resolved. Raises SetupError for a folder with anything but a site: it would be lost."""
    if not replaceable(folder.resolve()):
        raise SetupError(
            f"«{folder}» đang chứa thứ khác, không phải trang dựng lần trước; chọn thư mục khác, hoặc tự xóa thư mục ấy"
        )
    return folder.resolve()


@contextmanager
def _warnings_shown() -> Iterator[None]:
    """MkDocs counts its warnings, and shows them only when started by its own command; here each is shown once."""
    mkdocs, shown = logging.getLogger("mkdocs"), logging.StreamHandler()
    shown.setLevel(logging.WARNING)
    mkdocs.addHandler(shown)
    mkdocs.propagate = False
    try:
        yield
    finally:
        mkdocs.propagate = True
        mkdocs.removeHandler(shown)


def _aborted(config: "MkDocsConfig", error: Abort) -> Problem:
    """What made MkDocs give up is in the log; the data itself was fine."""
    hint = "xem các dòng cảnh báo ở trên; thường là một liên kết hỏng trong content/"
    return Problem(file=Path(config.docs_dir).name, message=f"MkDocs dừng: {error}", hint=hint)


def serve(config_file: Path, address: str, as_of: date | None) -> None:
    """Serve with live reload until interrupted. Raises SetupError when the configuration cannot be used."""
    _load_config(config_file)
    if as_of is not None:
        os.environ["CONGKHAI_AS_OF"] = as_of.isoformat()
    mkdocs_serve(config_file=str(config_file), dev_addr=address)


def _plugin(config: "MkDocsConfig") -> "CongKhaiPlugin":
    return next(plugin for plugin in config.plugins.values() if isinstance(plugin, CongKhaiPlugin))


def _plans_folder(config: "MkDocsConfig") -> Path:
    return Path(config.config_file_path).parent / _plugin(config).config.plans


class ShellPage(MkDocsPage):
    """A page whose words are slots; the theme renders it once for many records."""

    def __init__(self, file: File, config: "MkDocsConfig", key: ShellKey) -> None:
        super().__init__(None, file, config)
        self.key = key

    def read_source(self, config: "MkDocsConfig") -> None:  # noqa: ARG002 - MkDocs' own signature
        """There is no source; the section tells the theme which part of the site to mark."""
        self.markdown = ""
        self.meta = {"title": Slot.TITLE, "description": Slot.DESCRIPTION, "section": self.key.section}
        self.meta |= {"layout": self.key.layout, "alternates": Slot.ALTERNATES, "address": Slot.ADDRESS}
        self.meta["edit"] = Slot.EDIT

    def render(self, config: "MkDocsConfig", files: Files) -> None:  # noqa: ARG002 - MkDocs' own signature
        """The content is one slot."""
        self.content = Slot.CONTENT
        self.toc = TableOfContents([])
        self.present_anchor_ids = set()


class CongKhaiPlugin(BasePlugin[CongKhaiConfig]):  # type: ignore[no-untyped-call] # likewise
    """Lets MkDocs make the frame and the generator everything inside it."""

    loaded: Loaded
    plot: Plot
    written: Written

    def __init__(self) -> None:
        self._prepared = False
        self._serving = False
        self._commit: str | None = None
        self._shells: dict[ShellKey, Shell] = {}
        self._editorial: list[str] = []

    def prepare(self, loaded: Loaded, as_of: date, commit: str | None = None) -> None:
        """Take records that were checked already, so that a build checks once, and their commit if not the checkout's."""
        self.loaded = loaded
        self.config.as_of = as_of
        self._commit = commit
        self._prepared = True

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002 - MkDocs' own signature
        """Remember whether this is the development server, whose live reload needs a script of its own."""
        self._serving = command == "serve"

    def on_config(self, config: "MkDocsConfig") -> "MkDocsConfig":
        """Load and check the data; with problems the build stops here and the old site stays."""
        if not self._prepared:
            self.loaded = check(_plans_folder(config), _day(None), demo=self.config.demo)
        wrong = errors(self.loaded.problems)
        if wrong:
            raise PluginError("\n".join([problem.text() for problem in wrong] + [summary(self.loaded.problems)]))
        for problem in [] if self._prepared else self.loaded.problems:
            log.info(problem.text())
        self._prepared = False
        if not config.repo_url:
            config.edit_uri = None
        as_of, commit = _day(self.config.as_of), self._data_commit(config)
        self.plot = plot_site(self.loaded.catalogue, as_of, commit)
        # Without a repository MkDocs takes an edit address for a mistake.
        config.edit_uri = f"edit/main/{Path(config.docs_dir).name}/" if config.repo_url else None
        self._shells.clear()
        self._editorial.clear()
        return config

    def _data_commit(self, config: "MkDocsConfig") -> str:
        """The commit that the data is from: the one asked for, or that of the checkout."""
        return _commit(Path(config.config_file_path).parent) if self._commit is None else self._commit

    def on_files(self, files: Files, *, config: "MkDocsConfig") -> Files:
        """Ship only our own assets of the theme, and add one file for each shell."""
        own = Path(config.theme.custom_dir or "")
        for file in list(files):
            if file.abs_src_path and not _is_ours(Path(file.abs_src_path), own, Path(config.docs_dir)):
                files.remove(file)
        for key in shell_keys(self.plot.pages):
            file = File.generated(config, _shell_source(key), content="", inclusion=InclusionLevel.NOT_IN_NAV)
            file.page = ShellPage(file, config, key)
            files.append(file)
        return files

    def on_env(self, env: "Environment", *, config: "MkDocsConfig", files: Files) -> "Environment":  # noqa: ARG002
        """Tell the theme about the deployment, and give every asset an address that changes with its content."""
        own = Path(config.theme.custom_dir or "")
        env.globals["publisher"] = self.config.publisher
        env.globals["demo"] = self.config.demo
        env.globals["serving"] = self._serving
        env.globals["sections"] = sections(self.plot.pages)
        env.globals["asset"] = lambda name: f"{ASSETS}{name}?{_digest(own / ASSETS / name)}"
        return env

    def on_page_content(self, html: str, *, page: MkDocsPage, config: "MkDocsConfig", files: Files) -> str:  # noqa: ARG002
        """Resolve an editorial page's references to pages of records."""
        known = {item.address for item in self.plot.pages}
        root = "../" * page.file.url.count("/") or "./"

        def resolve(found: re.Match[str]) -> str:
            address, anchor = found.group(1), found.group(2) or ""
            if address not in known:
                log.warning("%s: không có trang «%s»", page.file.src_uri, address)
            return f'href="{root}{address}{anchor}"'

        return RECORD.sub(resolve, html)

    def on_post_template(self, output_content: str, *, template_name: str, config: "MkDocsConfig") -> str:  # noqa: ARG002
        """The sitemap is written with the records; MkDocs' own knows only the editorial pages."""
        return "" if template_name == "sitemap.xml" else output_content

    def on_post_page(self, output: str, *, page: MkDocsPage, config: "MkDocsConfig") -> str:  # noqa: ARG002
        """Catch the shells instead of writing them."""
        output = LEFTOVERS.sub("", output)
        if isinstance(page, ShellPage):
            self._shells[page.key] = cut(output)
            return ""
        self._editorial.append(page.file.url)
        return output

    def on_post_build(self, *, config: "MkDocsConfig") -> None:
        """Write the records."""
        settings = Settings(
            site_url=_site_url(config),
            templates=Path(config.theme.custom_dir or ""),
            commit=self._data_commit(config),
            edit_url=_edit_url(config),
        )
        self.written = write_site(self.plot, self._shells, self._editorial, settings, Path(config.site_dir))

    def on_serve(
        self,
        server: "LiveReloadServer",
        *,
        config: "MkDocsConfig",
        builder: object,  # noqa: ARG002 - MkDocs' own signature
    ) -> "LiveReloadServer":
        """Rebuild when the data or a template changes."""
        for folder in (_plans_folder(config), Path(config.theme.custom_dir or "")):
            server.watch(str(folder))
        return server


def _day(stated: object) -> date:
    """The as-of date of the configuration, or today in Viet Nam."""
    if not stated:
        return datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    try:
        return stated if isinstance(stated, date) else date.fromisoformat(str(stated))
    except ValueError:
        raise PluginError(f"as_of: «{stated}» không phải ngày; viết năm-tháng-ngày, ví dụ 2026-07-20") from None


def _is_ours(path: Path, own: Path, content: Path) -> bool:
    """Whether MkDocs should copy a file: our own assets, but not the scripts, which are written with the records."""
    path, own = path.resolve(), own.resolve()  # the demonstration names its folders «../theme_overrides»
    return (path.is_relative_to(own) and not path.is_relative_to(own / SCRIPTS)) or path.is_relative_to(
        content.resolve()
    )


def _shell_source(key: ShellKey) -> str:
    """A source name whose page lies as deep as the records of the shell; it is never written."""
    if key.depth == 0:
        return "index.md"
    return "/".join([f"{key.section}-{key.layout}", *["_"] * (key.depth - 1)]) + ".md"


def _site_url(config: "MkDocsConfig") -> str:
    url = config.site_url or ""
    return url if not url or url.endswith("/") else url + "/"


def _edit_url(config: "MkDocsConfig") -> str:
    """Where GitHub edits a file of the data; nothing while ``repo_url`` is not set."""
    repository = (config.repo_url or "").rstrip("/")
    return f"{repository}/edit/main/{_plugin(config).config.plans}/" if repository else ""


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]


def _commit(folder: Path) -> str:
    """The commit of the checkout, or nothing outside git."""
    try:
        found = subprocess.run(
            ["git", "-C", str(folder), "rev-parse", "HEAD"], capture_output=True, text=True, check=True, timeout=10
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return found.stdout.strip()


__all__ = ["Built", "CongKhaiPlugin", "SetupError", "build", "serve"]
