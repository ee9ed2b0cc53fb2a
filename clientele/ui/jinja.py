"""The Jinja2 environment: strict about unknown names, with every component and filter at hand in every template."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context

from clientele.ui import filters
from clientele.ui.folded import FoldingEnvironment
from clientele.ui.kept import CSRF_PLACE, DirectContext, KeepingTemplate, with_csrf

COMPONENTS = Path(__file__).parent / "components"
_PLACEHOLDER = "0clientele0"
_NUMBER = 987654321


def environment(**options: Any) -> Environment:
    """Make the environment; the macros of `ui/components/` are globals, so a block can be rendered by itself."""
    options |= {"undefined": StrictUndefined, "autoescape": True}
    jinja = FoldingEnvironment(trim_blocks=True, lstrip_blocks=True, **options)
    jinja.template_class, jinja.context_class = KeepingTemplate, DirectContext
    jinja.globals.update(url=url, static=static if jinja.auto_reload else lru_cache(static), csrf_place=CSRF_PLACE)
    jinja.filters.update(filters.FILTERS, with_csrf=with_csrf)
    for file in sorted(COMPONENTS.glob("*.html")):
        module = jinja.get_template(f"ui/components/{file.name}").module
        macros = {name: macro for name, macro in vars(module).items() if not name.startswith("_")}
        jinja.globals.update(macros)
    return jinja


@pass_context
def url(context: Context, name: str, **values: Any) -> str:
    """The address of a view, inside the current organisation where the view is."""
    organization = context.get("organization")
    return address(name, organization.slug if organization else "", **values)


url.of_page = True  # type: ignore[attr-defined]


def address(name: str, slug: str = "", **values: Any) -> str:
    """The address of a view by name; patterns are resolved once, since resolving costs more than rendering a row."""
    kinds = tuple(type(value) for value in values.values())
    return _pattern(name, bool(slug), tuple(values), kinds).format(slug, *map(str, values.values()))


@lru_cache(maxsize=1000)
def _pattern(name: str, is_inside: bool, keys: tuple[str, ...], kinds: tuple[type, ...]) -> str:
    """The address with `{0}` for the organisation and `{1}` onwards for the values."""
    marks = {
        key: _NUMBER + place if kind is int else f"gap-{_NUMBER + place}-"
        for place, (key, kind) in enumerate(zip(keys, kinds, strict=True))
    }
    path = _reversed(name, marks, is_inside).replace("{", "{{").replace("}", "}}").replace(_PLACEHOLDER, "{0}")
    for place, mark in enumerate(marks.values(), start=1):
        path = path.replace(str(mark), f"{{{place}}}")
    return path


def _reversed(name: str, values: dict[str, Any], is_inside: bool) -> str:
    if is_inside:
        try:
            return reverse(name, kwargs={"organization": _PLACEHOLDER, **values})
        except NoReverseMatch:
            pass
    return reverse(name, kwargs=values)
