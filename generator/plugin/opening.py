"""What ``congkhai`` asks of MkDocs: the deployment that a configuration describes, its frame, and the development server."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError, PluginError
from mkdocs.utils.yaml import yaml_load

from generator.pages import sections
from generator.plugin import CongKhaiPlugin
from generator.plugin.settings import deployment_of, wrong_address
from generator.publish.exports.stamp import Licence
from generator.publish.frame import Frame, keep_frame
from generator.publish.kept import Kept
from generator.publish.manifest import folder_digest
from generator.publish.render import shell_keys
from generator.reading.cache import key_of_parts
from generator.site import Deployment, FrameError, Plot

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_PURE = frozenset({"attr_list", "fenced_code", "md_in_html", "tables", "toc"})
"""Extensions of Markdown that look at nothing but the page."""


class SetupError(ValueError):
    """The configuration cannot be used; the message says why, in Vietnamese."""


def open_deployment(config_file: Path) -> Deployment:
    """What the configuration says. Raises SetupError when it cannot be used."""
    config = _load_config(config_file)
    try:
        return deployment_of(config, lambda plot, folder, kept: _frame(config, plot, folder, kept))
    except PluginError as error:
        raise SetupError(f"không dùng được tệp cấu hình «{config_file}»: {error}") from None


def serve(config_file: Path, address: str, as_of: date) -> None:
    """Serve with live reload until interrupted. Raises SetupError when the configuration cannot be used."""
    _load_config(config_file)
    os.environ["CONGKHAI_AS_OF"] = as_of.isoformat()
    from mkdocs.commands.serve import serve as mkdocs_serve  # noqa: PLC0415 - a server that no build needs

    mkdocs_serve(config_file=str(config_file), dev_addr=address)


def _load_config(config_file: Path) -> "MkDocsConfig":
    if not config_file.is_file():
        raise SetupError(f"không có tệp cấu hình «{config_file}»; chạy trong thư mục có mkdocs.yml, hoặc ghi --config")
    try:
        config = load_config(config_file=str(config_file), strict=True)
    except (ConfigurationError, Abort) as error:
        raise SetupError(f"không dùng được tệp cấu hình «{config_file}»: {error}") from None
    wrong = wrong_address(config)
    if wrong:
        raise SetupError(wrong)
    return config


def _frame(config: "MkDocsConfig", plot: Plot, folder: Path, kept: Kept) -> Frame:
    """The frame for a plot, out of the last build where it is the same. Raises FrameError."""
    return keep_frame(_frame_key(config, plot), kept, plot.addresses, lambda: _render_frame(config, plot, folder))


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


def _plugin(config: "MkDocsConfig") -> CongKhaiPlugin:
    return next(plugin for plugin in config.plugins.values() if isinstance(plugin, CongKhaiPlugin))
