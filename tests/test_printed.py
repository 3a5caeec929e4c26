"""A template of ours prints byte for byte what Jinja's own escaping prints."""

import jinja2
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from generator.publish.printed import PrintingEnvironment, printed

TEMPLATE = (
    "{% macro bold(it, t='b') %}<{{ t }} title='{{ it }}'>{{ it }}{{ caller() if caller is defined }}</{{ t }}>{% endmacro %}"
    "{{ bold(it, t='i') }}{{ bold(t='&', it=it) }}{{ '<a'.upper() }}{{ bold(bold(it)) }}"
    "{% for one in [[it, []], ['<', [[it, []]]]] recursive %}{{ one[0] }}{{ loop(one[1]) }}{% endfor %}"
    "{% for one in [it, it] %}{% call bold(one, t=loop.index) %}{{ one }}{{ bold(it) }}{% endcall %}{% endfor %}"
    "{{ it }}{{ it ~ '<' }}{{ bold(it) }}{% call bold(it) %}{{ it }}{% endcall %}{% set held %}<i>{{ it }}</i>{% endset %}"
    "{{ held }}{{ [it, '&', it] | join(' · ') }}{{ it | length if it is string }}{{ '<' if it else it }}"
    "{% autoescape false %}{{ it }}{% endautoescape %}{% for one in [it, it] %}{{ one }}{{ loop.index }}{% endfor %}"
)
OURS, THEIRS = (
    kind(autoescape=True, undefined=jinja2.StrictUndefined).from_string(TEMPLATE)
    for kind in (PrintingEnvironment, jinja2.Environment)
)
VALUES = st.text(st.sampled_from("a&<>'\"đ{%}")) | st.text().map(Markup) | st.integers() | st.booleans() | st.none()


@given(VALUES)
@example("&<>'\"")
@example(Markup("<b>&"))
def test_a_template_prints_what_jinja_prints(value: object) -> None:
    assert OURS.render(it=value) == THEIRS.render(it=value)


@given(VALUES)
def test_a_value_is_printed_as_it_is_escaped(value: object) -> None:
    assert printed(value) == escape(value)


@pytest.mark.parametrize(
    ("sign", "written"), [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("'", "&#39;"), ('"', "&#34;")]
)
def test_no_sign_of_markup_is_printed_as_it_is(sign: str, written: str) -> None:
    assert printed(f"a{sign}") == f"a{written}"
    assert printed(Markup(sign)) == sign


def test_a_value_that_is_missing_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        OURS.render()


def test_a_call_whose_arguments_are_not_known_when_a_template_is_read_is_refused() -> None:
    for arguments in ("*it", "**it"):
        with pytest.raises(jinja2.TemplateAssertionError):
            PrintingEnvironment().from_string("{% macro bold(it) %}{% endmacro %}{{ bold(" + arguments + ") }}")
