"""What ``mkdocs.yml`` says of the site: where the data lies, under which address, for which day, who answers for it."""

import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import base
from mkdocs.config import config_options as option
from mkdocs.exceptions import PluginError

from generator.model.dates import YEARS
from generator.pages.participate.place import Place
from generator.publish.frame import Frame
from generator.publish.kept import Kept
from generator.publish.mistakes import Mistakes
from generator.site import Deployment, Plot

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

ADDRESS = re.compile(r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::[0-9]+)?(?:/[A-Za-z0-9._~-]+)*/?")
"""An address under which a site can live: canonical links, QR codes and the 404 page are made from it."""


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


def settings_of(config: "MkDocsConfig") -> CongKhaiConfig:
    """The options of the plugin, under whatever name it is listed. Raises PluginError where it is not."""
    said = (plugin.config for plugin in config.plugins.values())
    found = next((options for options in said if isinstance(options, CongKhaiConfig)), None)
    if found is None:
        raise PluginError("plugins: thiếu «congkhai»; thêm dòng «- congkhai»")
    return found


def deployment_of(config: "MkDocsConfig", frame: Callable[[Plot, Path, Kept], Frame]) -> Deployment:
    """The deployment that is configured; ``frame`` renders its frame. Raises PluginError for a day that is none, and without
    the plugin.
    """
    return Deployment(
        plans=plans_folder(config),
        content=Path(config.docs_dir),
        templates=Path(config.theme.custom_dir or ""),
        site=Path(config.site_dir),
        site_name=config.site_name,
        site_url=_site_url(config),
        place=Place(config.repo_url or "", _data_folder(config), plans_folder(config)),
        mistakes=_mistakes(config, settings_of(config).owner_email),
        edit_url=_edit_url(config),
        demo=settings_of(config).demo,
        as_of=_day(settings_of(config).as_of),
        frame=frame,
    )


def plans_folder(config: "MkDocsConfig") -> Path:
    """The folder of the data, beside ``mkdocs.yml``."""
    return Path(config.config_file_path).parent / settings_of(config).plans


def _data_folder(config: "MkDocsConfig") -> str:
    """The folder of the data in the repository: ``demo/plans`` where the configuration lies in ``demo/``."""
    plans, root = Path(os.path.normpath(plans_folder(config))), Path(config.docs_dir).parent
    return plans.relative_to(root).as_posix() if plans.is_relative_to(root) else plans.name


def wrong_address(config: "MkDocsConfig") -> str:
    """Why the site cannot live at ``site_url``; empty when it can, or when the address is not known."""
    address = config.site_url or ""
    if not address or ADDRESS.fullmatch(address):
        return ""
    return f"site_url: «{address}» không phải địa chỉ trang; viết như «https://to-chuc.github.io/kho/» (biến CONGKHAI_SITE_URL)"


def _site_url(config: "MkDocsConfig") -> str:
    url = config.site_url or ""
    return url if not url or url.endswith("/") else url + "/"


def _edit_url(config: "MkDocsConfig") -> str:
    """Where GitHub edits a file of the data; nothing while ``repo_url`` is not set."""
    repository = (config.repo_url or "").rstrip("/")
    return f"{repository}/edit/main/{_data_folder(config)}/" if repository else ""


def _mistakes(config: "MkDocsConfig", owner: str) -> Mistakes:
    return Mistakes(owner=owner, repo=config.repo_url or "", site_url=_site_url(config))


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
