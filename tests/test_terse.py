"""Terse HTML is the same document: for every template of ours as a parser reads it, and piece by piece where it matters."""

from datetime import date

import jinja2
import pytest

from generator.check import check
from generator.pages import Page
from generator.publish import terse as module
from generator.publish.render import Templates
from generator.publish.terse import TerseTemplates, terse
from generator.site import plot_site
from tests.documents import document
from tests.projects import AS_OF, ROOT

TEMPLATES = ROOT / "theme_overrides"


@pytest.mark.parametrize(
    ("html", "short"),
    [
        ('<p class="ck-a" id="b">c</p>', "<p class=ck-a id=b>c</p>"),
        ('<p class="a b" title="" lang="vi">c</p>', '<p class="a b" title="" lang=vi>c</p>'),
        ('<a href="../" rel="x">c</a>', "<a href=../ rel=x>c</a>"),
        ('<path d="a"/><path d="a" />', '<path d="a"/><path d=a />'),
        ("<b title='a=\"b\" c'>d</b>", "<b title='a=\"b\" c'>d</b>"),
        ('<b title="a > b" id="c">d</b>', '<b title="a > b" id=c>d</b>'),
        ("<b title=\"'\" id=\"c\">d</b>", "<b title=\"'\" id=c>d</b>"),
        ('<b class="đ">d</b>', '<b class="đ">d</b>'),
    ],
)  # fmt: skip
def test_quotes_go_where_the_value_needs_none(html: str, short: str) -> None:
    assert terse(html) == short


@pytest.mark.parametrize(
    ("html", "short"),
    [
        ("<ul><li>a</li><li>b</li></ul>", "<ul><li>a<li>b</ul>"),
        ("<dl><div><dt>a</dt><dd>b</dd></div></dl>", "<dl><div><dt>a<dd>b</div></dl>"),
        ("<tr><th>a</th><td></td></tr>", "<tr><th>a<td>"),
        ("<td>a</td> b", "<td>a</td> b"),
        ("<div><p>a</p></div>", "<div><p>a</div>"),
        ("<p>a</p>\n<p>b</p>\n<h2>c</h2>", "<p>a<p>b<h2>c</h2>"),
        ("<p>a</p><b>c</b>", "<p>a</p><b>c</b>"),
        ("<p>a</p> <p>b</p>", "<p>a</p> <p>b</p>"),
        ("<a><p>a</p></a>", "<a><p>a</p></a>"),
        ("<p>a</p>", "<p>a</p>"),
        ("<head><title>a</title></head><body><p>b</p></body></html>", "<title>a</title><p>b</p>"),
        ("<body class=a><p>b</p></body>", "<body class=a><p>b</p>"),
        ("<head><title>a</title></head><body><script>b</script>", "<title>a</title><body><script>b</script>"),
        ("<body><meta><p>b</p></body>", "<body><meta><p>b</p>"),
        ("<body><noscript>b</noscript>", "<body><noscript>b</noscript>"),
        ("<body><link><p>b</p></body>", "<body><link><p>b</p>"),
        ("<body><style>b</style>", "<body><style>b</style>"),
        ("<body><template>b</template>", "<body><template>b</template>"),
        ("<body><!-- a --><p>b</p></body>", "<body><!-- a --><p>b</p>"),
        ("<thead><tr><th>a</th></tr></thead><tbody>", "<thead><tr><th>a</thead><tbody>"),
    ],
)
def test_tags_go_that_a_parser_supplies(html: str, short: str) -> None:
    assert terse(html) == short


@pytest.mark.parametrize(
    ("html", "short"),
    [
        ("<div>\n<b>a</b>\n<i>c</i>\n</div>", "<div><b>a</b>\n<i>c</i></div>"),
        ("<div>\n  a\n  <p>b", "<div>a<p>b"),
        ("<div> a </div>", "<div> a </div>"),
        ("<pre>\n<b>\n</b>\n<li>a</li>\n</pre>", "<pre>\n<b>\n</b>\n<li>a</li>\n</pre>"),
        ('<textarea rows="2">\na</p>\n<p></textarea>', "<textarea rows=2>\na</p>\n<p></textarea>"),
        ('<script type="x">"</p>\n<p>"</script>', '<script type=x>"</p>\n<p>"</script>'),
        ('<style media="x">/*\n<p>\n*/</style>', "<style media=x>/*\n<p>\n*/</style>"),
        ("<b>a</b>\n<script></script>\n<b>c</b>", "<b>a</b>\n<script></script>\n<b>c</b>"),
        ("a < b\n<!-- <p>\n</p> -->\nc", "a < b\n<!-- <p>\n</p> -->\nc"),
    ],
)
def test_line_breaks_go_beside_a_block_only(html: str, short: str) -> None:
    assert terse(html) == short


def of(template: str) -> jinja2.Template:
    """A template as a page's is loaded."""
    return jinja2.Environment(extensions=[TerseTemplates], trim_blocks=True, autoescape=True).from_string(template)


def test_a_value_that_is_filled_in_keeps_its_quotes() -> None:
    evil = of('<a href="{{ it }}" id="x{{ it }}" rel="a"{% if it %} class="b"{% endif %}>c</a>').render(
        it="d onclick=e"
    )
    assert evil == '<a href="d onclick=e" id="xd onclick=e" rel="a" class="b">c</a>'


def test_an_end_that_stands_before_something_filled_in_goes_only_where_no_text_can_follow() -> None:
    made = of("<ul>\n{% for it in [1, 2] %}\n<li>{{ it }}</li>\n{% endfor %}\n</ul>\n<p>{{ 3 }}</p>{{ 4 }}").render()
    assert made == "<ul><li>1<li>2</ul><p>3</p>4"


def test_a_message_about_a_template_names_the_line_of_its_file() -> None:
    with pytest.raises(jinja2.UndefinedError) as raised:
        of("<ul>\n<li>\n{{ one.two.three }}\n</li>\n</ul>").render(one={})
    assert [entry.lineno + 1 for entry in raised.traceback if entry.path == "<template>"] == [3]


def test_every_template_makes_the_same_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pages of each, of the demonstration, as its templates are and made terse."""
    loaded = check(ROOT / "demo/plans", date.fromisoformat(AS_OF), demo=True)
    plot = plot_site(loaded.catalogue, date.fromisoformat(AS_OF), "")
    kinds: dict[str, list[Page]] = {}
    for page in plot.shelled:
        kinds.setdefault(page.context.template, []).append(page)
    chosen = [page for pages in kinds.values() for page in pages[:2]]
    short = [Templates(TEMPLATES).content(page) for page in chosen]
    monkeypatch.setattr(module, "terse", lambda html: html)
    plain = [Templates(TEMPLATES).content(page) for page in chosen]
    assert len(kinds) > 20
    assert sum(map(len, short)) < sum(map(len, plain))
    for page, one, other in zip(chosen, short, plain, strict=True):
        assert document(one) == document(other), page.address
