import pytest
from jinja2 import Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from clientele.ui.kept import MOST, Component, DirectContext


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
