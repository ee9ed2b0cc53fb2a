import pytest
from jinja2 import DictLoader, StrictUndefined
from markupsafe import Markup

from clientele.ui.folded import FoldingEnvironment
from clientele.ui.kept import Component


@pytest.fixture
def drawn():
    return []


@pytest.fixture
def jinja(drawn):
    def draw(name, size=16):
        drawn.append((name, size))
        return Markup(f"<i>{name}{size}</i>")

    jinja = FoldingEnvironment(loader=DictLoader({}), autoescape=True, undefined=StrictUndefined, auto_reload=False)
    jinja.globals["icon"] = Component(draw)
    return jinja


def test_what_stands_in_the_template_is_drawn_when_it_is_compiled(jinja, drawn):
    page = jinja.from_string('{% for n in range(3) %}{{ icon("dots", size=12) }}{% endfor %}')
    assert drawn == [("dots", 12)]
    assert page.render() == "<i>dots12</i>" * 3
    assert drawn == [("dots", 12)]


def test_what_the_page_gives_is_drawn_with_the_page(jinja, drawn):
    page = jinja.from_string('{{ icon(name) }}{{ icon("dots", **size) }}')
    assert not drawn
    assert page.render(name="<x>", size={"size": 12}) == "<i><x>16</i><i>dots12</i>"


def test_a_drawing_is_not_escaped_again_and_may_be_a_part_of_an_expression(jinja):
    page = jinja.from_string('{{ icon("a") if shown else "" }}|{{ "<" ~ icon("a") }}')
    assert page.render(shown=True) == "<i>a16</i>|&lt;<i>a16</i>"


def test_while_templates_are_edited_nothing_is_folded(jinja, drawn):
    jinja.auto_reload = True
    page = jinja.from_string('{{ icon("dots") }}')
    assert not drawn
    assert page.render() == "<i>dots16</i>"
