"""The slow way: each page of records as a page of MkDocs, rendered whole through the theme's ``main.html``.

The generator splices records into shells instead, because this costs twenty times as much. It lives on here, to be
compared with: the bytes by ``test_render.py``, the time by ``tests/bench/plans.py``.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import PluginCollection
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents

from generator.addresses import section_picture
from generator.pages import Page
from generator.plugin import CongKhaiPlugin
from generator.publish.mistakes import Mistakes
from generator.publish.output import Output
from generator.publish.render import Templates, alternates, edit_link, key_of, splice

Place = Callable[[int, Page], str]
"""Where MkDocs is told that the source of a page lies, by the page's number."""


def own_place(_: int, page: Page) -> str:
    """Where the page really is."""
    return f"{page.address}index.md"


def apart(number: int, page: Page) -> str:
    """As deep as the page, and apart from every folder of the site, so that all links lead through its root."""
    return f"{'_/' * (page.depth - 1)}{number}.md" if page.depth else "index.md"


class RecordPage(MkDocsPage):
    """A page of records with its words and its content in place."""

    def __init__(self, file: File, config: MkDocsConfig, record: Page, templates: Templates, edit_url: str) -> None:
        super().__init__(None, file, config)
        self.record, self._templates, self._edit_url = record, templates, edit_url

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs' own signature
        """The words that a shell leaves open."""
        record = self.record
        self.markdown = ""
        self.meta = {"title": record.title, "description": record.description, "section": record.section}
        self.meta |= {"layout": record.layout, "alternates": alternates(record), "address": record.address}
        self.meta["edit"] = edit_link(record, self._edit_url)
        self.meta["picture"] = record.picture or section_picture(record.section)

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - MkDocs' own signature
        """The content comes from our own templates in both ways."""
        self.content = self._templates.content(self.record)
        self.toc = TableOfContents([])
        self.present_anchor_ids = set()


class SlowPlugin(CongKhaiPlugin):  # type: ignore[no-untyped-call] # MkDocs leaves __init_subclass__ untyped
    """Hands each record to MkDocs as a page of its own, and writes nothing else."""

    chosen: Callable[[Iterable[Page]], list[Page]]
    place: Place
    edit_url: str
    rendered: dict[str, RecordPage]
    """Pages by the address under which MkDocs wrote them."""

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """One file for each record in place of one for each shell."""
        super().on_files(files, config=config)
        for file in [file for file in files if file.generated_by is not None]:
            files.remove(file)
        folder = Path(config.theme.custom_dir or "")
        templates = Templates(folder, config.site_url or "", mistakes(config))
        self.rendered = {}
        for number, page in enumerate(self.chosen(self.plot.pages)):
            file = File.generated(config, self.place(number, page), content="", inclusion=InclusionLevel.NOT_IN_NAV)
            file.page = RecordPage(file, config, page, templates, self.edit_url)
            self.rendered[file.url] = file.page
            files.append(file)
        return files

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """MkDocs has written the pages."""


def mistakes(config: MkDocsConfig) -> Mistakes:
    """Where the deployment takes reports of mistakes."""
    return Mistakes(repo=config.repo_url or "", site_url=config.site_url or "")


class SplicingPlugin(CongKhaiPlugin):  # type: ignore[no-untyped-call] # likewise
    """Splices the records into their shells, and writes nothing else."""

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """The pages of records, without files for machines and search."""
        templates = Templates(Path(config.theme.custom_dir or ""), config.site_url or "", mistakes(config))
        output = Output(Path(config.site_dir))
        for page in self.plot.pages:
            output.write(
                f"{page.address}index.html", splice(self._shells[key_of(page)], page, templates.content(page)).encode()
            )


def build_slowly(
    project: Path, site: Path, place: Place, chosen: Callable[[Iterable[Page]], list[Page]] = list, edit_url: str = ""
) -> dict[str, RecordPage]:
    """Let MkDocs render pages of a project into ``site``; returns them by address."""
    slow = SlowPlugin()
    slow.chosen, slow.place, slow.edit_url = chosen, place, edit_url
    _build_with(slow, project, site)
    return slow.rendered


def build_spliced(project: Path, site: Path) -> None:
    """The same pages the fast way, and nothing else of a site."""
    _build_with(SplicingPlugin(), project, site)


def _build_with(plugin: CongKhaiPlugin, project: Path, site: Path) -> None:
    config = load_config(config_file=str(project / "mkdocs.yml"), site_dir=str(site))
    plugin.config = next(item.config for item in config.plugins.values() if isinstance(item, CongKhaiPlugin))
    config.plugins = PluginCollection()
    config.plugins["congkhai"] = plugin
    mkdocs_build(config)
