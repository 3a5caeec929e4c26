"""The one module that knows MkDocs: editorial pages, edit links, and shells for the pages of records.

MkDocs renders ``content/`` and one shell for each (section, depth, layout) through the theme; the plugin catches the shells.
``congkhai build`` asks for that frame only, through :func:`open_deployment`, and writes the records itself. ``mkdocs build``
and ``mkdocs serve`` work by themselves too: then the plugin checks the data and writes the records when MkDocs is done.
"""

import hashlib
import html
import logging
import mimetypes
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config import base, load_config
from mkdocs.config import config_options as option
from mkdocs.exceptions import Abort, ConfigurationError, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils.yaml import yaml_load

from generator.addresses import ASSETS, SCRIPTS
from generator.check import check
from generator.model.dates import YEARS
from generator.pages import sections
from generator.pages.participate.place import Place
from generator.preview import MistakenError, Preview
from generator.publish.exports.stamp import Licence
from generator.publish.frame import Frame, keep_frame
from generator.publish.kept import Kept
from generator.publish.manifest import folder_digest
from generator.publish.mistakes import Mistakes
from generator.publish.output import Output
from generator.publish.render import Shell, ShellKey, Slot, cut, shell_keys
from generator.publish.standing import Standing
from generator.publish.swap import Target, TargetError
from generator.reading.cache import key_of_parts
from generator.reading.gitdata import commit_of
from generator.reading.problems import errors, summary
from generator.site import Deployment, FrameError, Plot, plot_site, site_log, write_site

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
    r'|<div class="md-container" [^>]*>\s*|<main class="md-main" [^>]*>\s*<div class="md-main__inner md-grid">\s*'
    r"|(?<=</main>)\s*</div>\s*</main>"
    r'|</div>\s*<div class="md-dialog" data-md-component="dialog">\s*<div class="md-dialog__inner md-typeset"></div>\s*</div>\s*'
    r'|(?<=<html lang="vi") class="no-js"|(?<=<body) dir="ltr"'
)
"""Parts of the theme's frame that only its own script and stylesheet use. Neither is loaded, and they cost 0.7 KB a page."""


class CongKhaiConfig(base.Config):  # type: ignore[no-untyped-call] # MkDocs leaves __init_subclass__ untyped
    """Options of the plugin in ``mkdocs.yml``."""

    plans = option.Type(str, default="plans")
    """Folder of the data, beside ``mkdocs.yml``."""
    publisher = option.Choice(("independent", "official"), default="independent")
    """``official`` once an agency itself publishes here; until then every page says that the site is independent."""
    owner_email = option.Type(str, default="")
    """Where readers write to about mistakes; without it they are led to the repository's form, or to the agency."""
    demo = option.Type(bool, default=False)
    """The folder holds invented agencies only, and every page says so."""
    as_of = option.Optional(option.Type((date, str)))
    """The day for which statuses are computed, ``2026-07-20``; ``congkhai`` takes today in Viet Nam if it is left out."""


class SetupError(ValueError):
    """The configuration cannot be used; the message says why, in Vietnamese."""


def open_deployment(config_file: Path) -> Deployment:
    """What the configuration says. Raises SetupError when it cannot be used."""
    config = _load_config(config_file)
    try:
        return _deployment(config)
    except PluginError as error:
        raise SetupError(f"không dùng được tệp cấu hình «{config_file}»: {error}") from None


def _deployment(config: "MkDocsConfig") -> Deployment:
    """Raises PluginError for a day that is none."""
    return Deployment(
        plans=_plans_folder(config),
        content=Path(config.docs_dir),
        templates=Path(config.theme.custom_dir or ""),
        site=Path(config.site_dir),
        site_name=config.site_name,
        site_url=_site_url(config),
        place=Place(config.repo_url or "", _data_folder(config), _plans_folder(config)),
        mistakes=_mistakes(config, _plugin(config).config.owner_email),
        edit_url=_edit_url(config),
        demo=_plugin(config).config.demo,
        as_of=_day(_plugin(config).config.as_of),
        frame=lambda plot, folder, kept: _frame(config, plot, folder, kept),
    )


def _frame(config: "MkDocsConfig", plot: Plot, folder: Path, kept: Kept) -> Frame:
    """The frame for a plot, out of the last build where it is the same. Raises FrameError."""
    return keep_frame(_frame_key(config, plot), kept, plot.addresses, lambda: _render_frame(config, plot, folder))


_PURE = frozenset({"attr_list", "fenced_code", "md_in_html", "tables", "toc"})
"""Extensions of Markdown that look at nothing but the page."""


def _frame_key(config: "MkDocsConfig", plot: Plot) -> bytes:
    """All that the frame is made from; empty where an extension, a plugin or a hook may look at something else too."""
    own = set(config.plugins) == {"congkhai"} and not config.hooks and _PURE.issuperset(config.markdown_extensions)
    if not own or config.theme.custom_dir is None:
        return b""
    with Path(config.config_file_path).open("rb") as file:
        said = yaml_load(file)
    folders = folder_digest(Path(config.docs_dir)), folder_digest(Path(config.theme.custom_dir))
    asked = shell_keys(plot.shelled), sections(plot.others), Licence.of(plot.linked.catalogue.terms)
    return key_of_parts("frame", repr(said), *folders, repr(asked))


def _render_frame(config: "MkDocsConfig", plot: Plot, folder: Path) -> Frame:
    """Let MkDocs write the editorial pages into a folder and render the shells of a plot. Raises FrameError."""
    from mkdocs.commands.build import build as mkdocs_build  # noqa: PLC0415 - most builds take the frame from the last

    plugin = _plugin(config)
    plugin.take(plot)
    config.site_dir = str(folder)
    try:
        with _warnings_shown():
            mkdocs_build(config)
    except Abort as error:
        raise FrameError(f"MkDocs dừng: {error}") from None
    return plugin.frame


def _load_config(config_file: Path) -> "MkDocsConfig":
    if not config_file.is_file():
        raise SetupError(f"không có tệp cấu hình «{config_file}»; chạy trong thư mục có mkdocs.yml, hoặc ghi --config")
    try:
        config = load_config(config_file=str(config_file), strict=True)
    except (ConfigurationError, Abort) as error:
        raise SetupError(f"không dùng được tệp cấu hình «{config_file}»: {error}") from None
    wrong = _wrong_address(config)
    if wrong:
        raise SetupError(wrong)
    return config


ADDRESS = re.compile(r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::[0-9]+)?(?:/[A-Za-z0-9._~-]+)*/?")
"""An address under which a site can live: canonical links, QR codes and the 404 page are made from it."""


def _wrong_address(config: "MkDocsConfig") -> str:
    """Why the site cannot live at ``site_url``; empty when it can, or when the address is not known."""
    address = config.site_url or ""
    if not address or ADDRESS.fullmatch(address):
        return ""
    return f"site_url: «{address}» không phải địa chỉ trang; viết như «https://to-chuc.github.io/kho/» (biến CONGKHAI_SITE_URL)"


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


def serve(config_file: Path, address: str, as_of: date) -> None:
    """Serve with live reload until interrupted. Raises SetupError when the configuration cannot be used."""
    _load_config(config_file)
    os.environ["CONGKHAI_AS_OF"] = as_of.isoformat()
    from mkdocs.commands.serve import serve as mkdocs_serve  # noqa: PLC0415 - a server that no build needs

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
        self.meta["picture"] = Slot.PICTURE

    def render(self, config: "MkDocsConfig", files: Files) -> None:  # noqa: ARG002 - MkDocs' own signature
        """The content is one slot."""
        self.content = Slot.CONTENT
        self.toc = TableOfContents([])
        self.present_anchor_ids = set()


class CongKhaiPlugin(BasePlugin[CongKhaiConfig]):  # type: ignore[no-untyped-call] # likewise
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
        files = sorted(address for address, entry in standing if entry and entry.is_file(follow_symlinks=False))
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
        if _wrong_address(config):
            raise PluginError(_wrong_address(config))
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
        deployment = _deployment(config)
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

    def on_files(self, files: Files, *, config: "MkDocsConfig") -> Files:
        """Ship only our own assets of the theme, and add one file for each shell."""
        own = Path(config.theme.custom_dir or "")
        for file in list(files):
            if file.abs_src_path and not _is_ours(Path(file.abs_src_path), own, Path(config.docs_dir)):
                files.remove(file)
        for key in shell_keys(self.plot.shelled):
            file = File.generated(config, _shell_source(key), content="", inclusion=InclusionLevel.NOT_IN_NAV)
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
            self.preview = Preview(self.plot, self.frame, _deployment(config))
        elif not self._taken:
            frame = self.frame
            write_site(self.plot, frame, _deployment(config), Output(self._folder, standing=frozenset(frame.files)))

    def on_serve(
        self,
        server: "LiveReloadServer",
        *,
        config: "MkDocsConfig",
        builder: object,  # noqa: ARG002 - MkDocs' own signature
    ) -> "LiveReloadServer":
        """Rebuild when the data or a template changes, and show what is wrong as long as that stops the build."""
        for folder in (_plans_folder(config), Path(config.theme.custom_dir or "")):
            server.watch(str(folder))
        desk = _Desk(self, server)
        server.builder = desk.rebuild
        server.set_app(desk.answer)
        return server


class _Desk:
    """Answers for the development server: records as the preview makes them, the rest as MkDocs has written it.

    While the data is wrong it says so; MkDocs' own server lets every browser wait until it is right again.
    """

    def __init__(self, plugin: CongKhaiPlugin, server: "LiveReloadServer") -> None:
        self._plugin, self._server = plugin, server
        self._rebuild, self._answer = server.builder, server.serve_request
        self._wrong = ""

    def rebuild(self) -> None:
        """Build again; a mistake is kept to be shown."""
        try:
            self._rebuild()
            self._wrong = ""
        except (Abort, PluginError) as error:
            self._wrong = str(error.__context__ or error)  # MkDocs logs the reason, and then says only that it stopped

    def answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """A page of the site, or one that says what is wrong and asks again by itself."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        if path.startswith("/livereload/"):
            return self._answer(environ, start_response)
        try:
            content = None if self._wrong else self._record(path)
        except MistakenError as error:
            return self._say(start_response, str(error))
        if self._wrong:
            return self._say(start_response, self._wrong)
        if content is None:
            return self._answer(environ, start_response)
        kind = (
            "text/javascript" if path.endswith(".js") else mimetypes.guess_type(path)[0] or "application/octet-stream"
        )
        if path.endswith("/"):
            kind, content = "text/html; charset=utf-8", self._reloading(content)
        start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(content)))])
        return [content]

    def _record(self, path: str) -> bytes | None:
        """What the preview has at a path under the address of the site."""
        mount = self._server.mount_path
        return self._plugin.preview.content(path[len(mount) :]) if path.startswith(mount) else None

    def _reloading(self, page: bytes) -> bytes:
        """The page with MkDocs' script, which asks for it again after a change."""
        server: Any = self._server
        reloading: bytes = server._inject_js_into_html(page, server._visible_epoch)
        return reloading

    @staticmethod
    def _say(start_response: Callable[..., Any], wrong: str) -> Iterable[bytes]:
        page = WRONG_PAGE.format(html.escape(wrong)).encode()
        start_response(
            "503 Service Unavailable",
            [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(page)))],
        )
        return [page]


WRONG_PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<meta name="viewport" content="width=device-width"><title>Chưa dựng được trang</title>
<h1>Chưa dựng được trang</h1><p>Sửa xong và lưu lại, trang này tự tải lại.</p><pre style="white-space:pre-wrap">{}</pre></html>
"""


def _refuse_foreign(deployment: Deployment) -> None:
    """MkDocs empties the folder of the site before it writes. Raises PluginError where that would lose something else."""
    try:
        Target.find(deployment.site, (deployment.plans, deployment.content, deployment.templates)).refuse_foreign()
    except TargetError as error:
        raise PluginError(str(error)) from None


def _day(stated: object) -> date | None:
    """The as-of date of the configuration, if it names one."""
    if not stated:
        return None
    try:
        day = stated if isinstance(stated, date) else date.fromisoformat(str(stated))
    except ValueError:
        raise PluginError(f"as_of: «{stated}» không phải ngày; viết năm-tháng-ngày, ví dụ 2026-07-20") from None
    if day.year not in YEARS:
        raise PluginError(f"as_of: «{stated}»: năm ngoài khoảng {YEARS.start}–{YEARS.stop - 1}")
    return day


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


def _mistakes(config: "MkDocsConfig", owner: str) -> Mistakes:
    return Mistakes(owner=owner, repo=config.repo_url or "", site_url=_site_url(config))


def _data_folder(config: "MkDocsConfig") -> str:
    """The folder of the data in the repository: ``demo/plans`` where the configuration lies in ``demo/``."""
    plans, root = _plans_folder(config), Path(config.docs_dir).parent
    return plans.relative_to(root).as_posix() if plans.is_relative_to(root) else plans.name


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]


__all__ = ["CongKhaiPlugin", "SetupError", "open_deployment", "serve"]
