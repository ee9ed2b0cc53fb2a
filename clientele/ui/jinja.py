"""The Jinja2 environment: strict about unknown names, with every component and filter at hand in every template."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context

from clientele.ui import filters

COMPONENTS = Path(__file__).parent / "components"
_PLACEHOLDER = "0clientele0"
_NUMBER = 987654321


def environment(**options: Any) -> Environment:
    """Make the environment; the macros of `ui/components/` are globals, so a block can be rendered by itself."""
    options |= {"undefined": StrictUndefined, "autoescape": True}
    jinja = Environment(trim_blocks=True, lstrip_blocks=True, **options)  # noqa: S701
    jinja.globals.update(url=url, static=static)
    jinja.filters.update(filters.FILTERS)
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


def address(name: str, slug: str = "", **values: Any) -> str:
    """The address of a view by name; patterns are resolved once, since resolving costs more than rendering a row."""
    path = _pattern(name, bool(slug), tuple(sorted(values)), tuple(type(values[key]) for key in sorted(values)))
    if slug:
        path = path.replace(_PLACEHOLDER, slug)
    for position, key in enumerate(sorted(values)):
        path = path.replace(_stand_in(values[key].__class__, position), str(values[key]))
    return path


@lru_cache(maxsize=1000)
def _pattern(name: str, is_inside: bool, keys: tuple[str, ...], types: tuple[type, ...]) -> str:
    values: dict[str, Any] = {
        key: _NUMBER + position if kind is int else _stand_in(kind, position)
        for position, (key, kind) in enumerate(zip(keys, types, strict=True))
    }
    if not is_inside:
        return reverse(name, kwargs=values)
    try:
        return reverse(name, kwargs={"organization": _PLACEHOLDER, **values})
    except NoReverseMatch:
        return reverse(name, kwargs=values)


def _stand_in(kind: type, position: int) -> str:
    return str(_NUMBER + position) if kind is int else f"stand-in-{position}-"
