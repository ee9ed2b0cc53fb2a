"""The live address list, read from the program itself, so that a new address is covered by existing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Route:
    """One address inside an organisation: its name, what kind its view is, and what it takes."""

    name: str
    kind: str
    takes: tuple[str, ...]

    def path(self, organization: str, values: dict[str, Any]) -> str:
        return reverse(self.name, kwargs={"organization": organization, **{key: values[key] for key in self.takes}})

    @property
    def methods(self) -> tuple[str, ...]:
        return ("GET",) if self.kind == "page" else ("GET", "POST", "DELETE")


def organization_routes() -> list[Route]:
    """Every address that begins with an organisation."""
    found = [
        Route(name, getattr(view, "kind", ""), tuple(sorted(takes - {"organization"})))
        for name, view, takes in _addresses(get_resolver())
        if "organization" in takes
    ]
    return sorted(found, key=lambda route: route.name)


def _addresses(
    resolver: URLResolver, spaces: tuple[str, ...] = (), outer: frozenset[str] = frozenset()
) -> Iterator[tuple[str, Any, frozenset[str]]]:
    for entry in resolver.url_patterns:
        takes = outer | set(entry.pattern.converters)
        if isinstance(entry, URLPattern):
            yield ":".join((*spaces, entry.name or "")), entry.callback, takes
        else:
            yield from _addresses(entry, (*spaces, entry.namespace) if entry.namespace else spaces, takes)
