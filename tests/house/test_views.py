"""Every address has a view that says what it is: a page, an action, a person's own page or a public one."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

LIBRARIES = ("allauth", "ninja", "django")


def patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry.callback


def test_every_view_of_ours_says_what_it_is():
    silent = [
        route
        for route, view in patterns()
        if not view.__module__.startswith(LIBRARIES)
        and not view.__module__.startswith("clientele.ui.gallery")
        and not hasattr(view, "kind")
    ]
    assert silent == []


def test_every_view_inside_an_organisation_loads_the_member():
    outside = [
        route
        for route, view in patterns()
        if "organization>" in route and getattr(view, "kind", "") not in {"page", "action"}
    ]
    assert outside == []
