"""Matches the columns of a file with the fields of a customer or of a project."""

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches

from clientele.exchange.choices import PROJECT_TARGETS, TARGETS, Target
from clientele.exchange.reading.keys import heading_keys
from clientele.exchange.reading.sources import Source, source_of
from clientele.exchange.reading.synonyms import (
    Known,
    known_headings,
    known_project_headings,
    left_out,
    left_out_of_projects,
)
from clientele.exchange.reading.table import Column
from clientele.exchange.reading.words import choice

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_WEB = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
_LIKENESS = 0.9
_SHORTEST_LIKE = 6

# A choice that none of the column's values is means that the column is about something else.
_CHOICES = frozenset({"kind", "status"})

Uses = list[tuple[str, int]]


def match(columns: Sequence[Column]) -> tuple[Source | None, list[str]]:
    """The program that wrote the file, if one is recognised, and each column's field or an empty string."""
    source = source_of([column.title for column in columns])
    uses = [_uses(column, source) for column in columns]
    chosen = _claimed(TARGETS, uses, shared=lambda field: _shared(field, source))
    return source, _without_idle_address(chosen)


def match_projects(columns: Sequence[Column]) -> list[str]:
    """The field of a project that each column becomes, or an empty string."""
    uses = [_project_uses(heading_keys(column.title)) for column in columns]
    return _claimed(PROJECT_TARGETS, uses, shared=lambda field: False)


def _claimed(targets: Sequence[Target], uses: Sequence[Uses], *, shared: Callable[[str], bool]) -> list[str]:
    """Each field goes to the column that claims it most surely, or to all that do where it is shared."""
    chosen = [""] * len(uses)
    for target in targets:
        claims = sorted(
            (rank, index)
            for index, options in enumerate(uses)
            if not chosen[index]
            for field, rank in options
            if field == target.key
        )
        for _, index in claims if shared(target.key) else claims[:1]:
            chosen[index] = target.key
    return chosen


def _shared(field: str, source: Source | None) -> bool:
    """Only a known program's columns share a field unasked; in a spreadsheet the second phone is a detail."""
    return source is not None or field in {
        "tags",
        "notes",
        "contact_information",
        "address_line2",
        "billing_email",
    }


def _uses(column: Column, source: Source | None) -> Uses:
    keys = heading_keys(column.title)
    if source is not None:
        for key in keys[:1]:
            if key in source.fields:
                return [(source.fields[key], 0)] if source.fields[key] else []
    if keys and keys[0] in left_out():
        return []
    known = known_headings()
    for key in keys:
        if key in known:
            return [(field, rank) for field, rank in known[key] if _fits(field, column)]
    if source is not None:
        return []
    return _alike(keys, known) or _by_content(column)


def _project_uses(keys: list[str]) -> Uses:
    known = known_project_headings()
    if keys and keys[0] in left_out_of_projects():
        return []
    return next((known[key] for key in keys if key in known), None) or _alike(keys, known)


def _fits(field: str, column: Column) -> bool:
    return field not in _CHOICES or all(choice(field, value) for value in column.samples)


def _alike(keys: list[str], known: Known) -> Uses:
    """A heading with a slip of the pen; short ones are too easily taken for another."""
    for key in keys:
        if len(key) >= _SHORTEST_LIKE and (near := get_close_matches(key, known, n=1, cutoff=_LIKENESS)):
            return [(field, rank + 1000) for field, rank in known[near[0]] if field not in _CHOICES]
    return []


def _by_content(column: Column) -> Uses:
    values = column.samples
    for field, pattern in (("email", _EMAIL), ("website", _WEB)):
        if values and sum(bool(pattern.fullmatch(value)) for value in values) >= len(values) * 0.8:
            return [(field, 2000)]
    return []


def _without_idle_address(chosen: list[str]) -> list[str]:
    """A whole address beside its parts would double it: the parts are surer."""
    if {"address_line1", "city", "postal_code"} <= set(chosen):
        return ["" if field == "address" else field for field in chosen]
    return chosen
