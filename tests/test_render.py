"""Splicing a record into a shell gives the bytes that MkDocs would give, whatever the record holds."""

import inspect
import pkgutil
import re
from collections.abc import Iterable
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import jinja2
import jinja2.meta
import pytest
from hypothesis import given
from hypothesis import strategies as some

from generator import pages
from generator.pages import Page
from generator.pages.data import data_page
from generator.publish.render import (
    ShellKey,
    Slot,
    Templates,
    alternates,
    cut,
    edit_link,
    key_of,
    shell_keys,
    splice,
    tidy,
)
from generator.publish.terse import terse
from tests.documents import document
from tests.hostile import ATTACK, hostile_project
from tests.projects import AS_OF, ROOT, build
from tests.sites import REPOSITORY, SITE_URL, Site
from tests.slow import apart, build_slowly

TEMPLATES = ROOT / "theme_overrides"


def page(**changes: object) -> Page:
    """A small page with the given fields."""
    context = data_page((), "", None).context
    stated = {
        "address": "du-lieu/",
        "section": "du-lieu",
        "title": "Dữ liệu",
        "description": "Mô tả",
        "context": context,
    }
    return Page(**(stated | changes))


def one_a_shell(all_pages: Iterable[Page]) -> list[Page]:
    """The first page of each section, depth and layout."""
    return list({key_of(item): item for item in reversed(list(all_pages))}.values())


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_project(tmp_path_factory.mktemp("hostile"))


def test_a_spliced_page_is_byte_for_byte_what_mkdocs_renders(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One hostile page of each section, depth and layout, rendered whole through ``main.html`` and spliced.

    Compared with the frame made terse, its values filled in or not; nothing inside a record is touched.
    """
    fast = Site(build(project, CONGKHAI_SITE_URL=SITE_URL, CONGKHAI_REPO_URL=REPOSITORY))
    for name, value in (("SITE_URL", SITE_URL), ("REPO_URL", REPOSITORY), ("AS_OF", AS_OF)):
        monkeypatch.setenv(f"CONGKHAI_{name}", value)
    edit_url = f"{REPOSITORY}/edit/main/plans/"
    slow = build_slowly(project, project / "slow", apart, one_a_shell, edit_url)
    assert len(slow) > 15
    for address, rendered in slow.items():
        html = (project / "slow" / address / "index.html").read_bytes().decode()
        content = rendered.content or ""
        here, there = framed(html, content), framed(fast.html(rendered.record.address), content)
        assert here == there, rendered.record.address
        assert document(without_data(html)) == document(without_data(fast.html(rendered.record.address)))


def framed(html: str, content: str) -> str:
    """A page whose frame is terse, and without the data about it; its content is left as it is."""
    assert html.count(content) == 1
    return terse(tidy(without_data(html).replace(content, "\ue002"))).replace("\ue002", content)


def without_data(html: str) -> str:
    """A page without what it says to search engines."""
    return re.sub(r"<script type=application/ld\+json>[^<]*</script>", "", html)


def test_a_shell_is_cut_at_its_slots_only() -> None:
    html = f"<title>{Slot.TITLE}</title>\n\n   <main>{Slot.CONTENT}</main>\n"
    assert cut(html) == ("<title>", Slot.TITLE, "</title><main>", Slot.CONTENT, "</main>")


def test_what_goes_into_a_slot_is_never_searched_for_slots() -> None:
    hostile = f"{Slot.CONTENT}{Slot.TITLE}{Slot.ADDRESS}"
    shell = cut(f"<title>{Slot.TITLE}</title><p>{Slot.DESCRIPTION}</p><main>{Slot.CONTENT}</main>")
    html = splice(shell, page(title=hostile, description=hostile), f"<b>{hostile}</b>")
    assert html == f"<title>{hostile}</title><p>{hostile}<main><b>{hostile}</b></main>"


def test_words_are_escaped_and_content_is_not() -> None:
    shell = cut(f'<meta content="{Slot.DESCRIPTION}"><title>{Slot.TITLE}</title>{Slot.CONTENT}')
    html = splice(shell, page(title=ATTACK, description=ATTACK), "<b>đã thoát ở khuôn</b>")
    assert "<b>đã thoát ở khuôn</b>" in html
    assert "<x-hostile" not in html
    assert html.count("&#34;&gt;&lt;x-hostile") == 2


def test_every_slot_is_filled() -> None:
    slots = [value for name, value in inspect.getmembers(Slot) if name.isupper()]
    shell = cut("|".join(slots))
    assert [part for part in shell if part in slots] == slots
    assert not any(slot in splice(shell, page(), "c", "https://git.example/") for slot in slots)


def test_alternates_are_relative_and_escaped() -> None:
    item = page(address="ke-hoach/a/b/", alternates=(("application/json", 'Dữ liệu "A"', "api/v1/plans/a/b.json"),))
    assert alternates(item) == (
        '<link rel=alternate type="application/json" title="Dữ liệu &#34;A&#34;" href="../../../api/v1/plans/a/b.json">'
    )


@pytest.mark.parametrize(
    ("file", "edit_url", "href"),
    [
        ("agencies/a/agency.yml", "https://git.example/edit/main/plans/", True),
        ("", "https://git.example/edit/main/plans/", False),
        ("agencies/a/agency.yml", "", False),
    ],
)
def test_a_page_of_one_file_leads_to_that_file(file: str, edit_url: str, href: bool) -> None:
    link = edit_link(page(file=file), edit_url)
    assert ('href="https://git.example/edit/main/plans/agencies/a/agency.yml"' in link) is href
    assert bool(link) is href


@pytest.mark.parametrize(
    ("address", "depth", "root"), [("", 0, "./"), ("du-lieu/", 1, "../"), ("ke-hoach/a/b/", 3, "../../../")]
)
def test_a_page_knows_its_way_to_the_root(address: str, depth: int, root: str) -> None:
    assert (page(address=address).depth, page(address=address).root) == (depth, root)


def test_one_shell_serves_all_pages_of_a_section_depth_and_layout() -> None:
    items = [page(address=f"van-ban/{name}/", section="van-ban") for name in "ab"] + [page(), page(layout="wide")]
    assert shell_keys(items) == [
        ShellKey("du-lieu", 1, "record"),
        ShellKey("du-lieu", 1, "wide"),
        ShellKey("van-ban", 2, "record"),
    ]


@given(some.text(some.sampled_from(" \n\t<p>a\u00a0"), max_size=40))
def test_tidying_changes_white_space_only(html: str) -> None:
    assert "".join(tidy(html).split()) == "".join(html.split())
    assert tidy(tidy(html)) == tidy(html)


def contexts() -> dict[str, type]:
    """The context class of each template, by the template's name."""
    found: dict[str, type] = {}
    modules = [import_module(item.name) for item in pkgutil.walk_packages(pages.__path__, f"{pages.__name__}.")]
    for module in modules:
        for _, kind in inspect.getmembers(module, inspect.isclass):
            template = getattr(kind, "template", None)
            if kind.__module__ == module.__name__ and isinstance(template, str):
                assert template not in found, f"two contexts for {template}"
                found[template] = kind
    return found


CONTEXTS = contexts()

ALWAYS = {"crumbs", "root"}
"""What every template sees beside the fields of its context."""


def test_every_template_has_a_context_and_every_context_a_template() -> None:
    assert set(CONTEXTS) == {path.name for path in (TEMPLATES / "pages").glob("*.html")}


@pytest.mark.parametrize("template", sorted(CONTEXTS))
def test_a_template_uses_the_fields_of_its_context_and_nothing_else(template: str) -> None:
    environment = Templates(TEMPLATES)._environment
    syntax = environment.parse((TEMPLATES / "pages" / template).read_text(encoding="utf-8"))
    used = jinja2.meta.find_undeclared_variables(syntax) - set(environment.globals)
    declared = {item.name for item in fields(CONTEXTS[template])}
    assert used - ALWAYS - declared == set(), "used, but no field of the context"
    assert declared - used == set(), "a field of the context that no line of the template uses"


def test_a_missing_variable_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/data.html").write_text("{{ commitment }}")
    with pytest.raises(jinja2.UndefinedError, match="commitment"):
        Templates(tmp_path).content(page())


def test_no_template_marks_anything_as_safe_without_a_reason() -> None:
    for path in TEMPLATES.rglob("*.html"):
        lines = path.read_text(encoding="utf-8").split("\n")
        for number, line in enumerate(lines):
            if "|safe" in line.replace(" ", "") or "autoescape" in line:
                assert "{#" in line or "{#" in lines[number - 1] or "-#}" in lines[number - 1], (
                    f"{path.name}:{number + 1}"
                )
