from typing import NamedTuple

import pytest
from jinja2 import Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from clientele.ui.kept import CSRF_PLACE, MOST, Component, DirectContext, drawn_whole, with_csrf


@pytest.fixture
def drawn():
    return []


@pytest.fixture
def component(drawn):
    def macro(*args, **kwargs):
        drawn.append((args, kwargs))
        return Markup(f"<{len(drawn)}>")

    return Component(macro)


def test_the_same_is_drawn_once(component, drawn):
    items = [{"label": "Edit", "url": "/7/"}]
    assert component("icon", size=16) == component("icon", size=16)
    assert component("menu", items) == component("menu", [dict(items[0])])
    assert len(drawn) == 2


@pytest.mark.parametrize(
    "one, other",
    [
        (1, True),
        (0, False),
        ("<b>", Markup("<b>")),
        ("", None),
        (["a"], ("a",)),
        ([], {}),
        ("1", 1),
        ({"a": 1}, [("a", 1)]),
    ],
)
def test_what_only_looks_the_same_is_drawn_twice(component, drawn, one, other):
    assert component(one) != component(other)
    assert len(drawn) == 2


@pytest.mark.parametrize("value", [object(), {1, 2}, "x" * 401, Markup("x") * 401, 1.5, [object()]])
def test_what_is_not_plain_or_long_is_not_kept(component, drawn, value):
    component(value)
    component(value)
    assert len(drawn) == 2


def test_it_does_not_grow_without_end(component, drawn):
    for number in range(3 * MOST):
        component(number)
    assert len(component._drawings) <= MOST


def test_calls_defaults_and_missing_values_work_as_in_jinja():
    jinja = Environment(undefined=StrictUndefined, autoescape=True)
    jinja.context_class = DirectContext
    told = "{% macro hello(name, size=1) %}<i>{{ name }}{{ size }}{{ caller() if caller is defined }}</i>{% endmacro %}"
    page = jinja.from_string(
        told + "{% for n in names %}{{ hello(n) }}{% call hello(n, size=2) %}!{% endcall %}{% endfor %}"
    )
    assert page.render(names=["<a>"]) == "<i>&lt;a&gt;1</i><i>&lt;a&gt;2!</i>"
    with pytest.raises(UndefinedError):
        jinja.from_string(told + "{{ hello(nobody) }}").render()


@drawn_whole
class Line(NamedTuple):
    label: str
    number: int


def test_a_value_that_is_drawn_whole_is_its_own_key(component, drawn):
    assert component(Line("a", 1)) == component(Line("a", 1))
    assert component(Line("a", 2)) != component(("a", 2))
    assert component([Line("a", 1)]) == component([Line("a", 1)])
    assert len(drawn) == 4


def test_a_form_in_a_drawing_that_is_kept_has_the_token_of_the_page():
    drawing = Markup("<form>{}</form>").format(CSRF_PLACE)
    assert with_csrf(drawing, Markup("<input>")) == Markup("<form><input></form>")
