"""The declared headings of `headings.toml`, keyed for look-up."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from clientele.exchange.choices import PROJECT_TARGETS, TARGETS
from clientele.exchange.reading.keys import heading_key

Known = dict[str, list[tuple[str, int]]]


@cache
def declared() -> dict[str, Any]:
    """The table as it is written."""
    return tomllib.loads((Path(__file__).parent / "headings.toml").read_text("utf-8"))


def headings_of(field: str) -> list[str]:
    """Everything a field is called, its own label first."""
    label = next(target.label for target in TARGETS if target.key == field)
    return [label, *declared()["fields"][field]]


@cache
def plain_headings() -> frozenset[str]:
    """The keys of headings whose texts speak for themselves, as notes or as contact information."""
    return frozenset(heading_key(title) for field in ("notes", "contact_information") for title in headings_of(field))


@cache
def known_headings() -> Known:
    """For each heading's key the fields it may become, the surest first, with its rank in that field."""
    extra = declared()["with_heading"]
    return _known((target.key, headings_of(target.key) + extra.get(target.key, [])) for target in TARGETS)


@cache
def known_project_headings() -> Known:
    """The same of a list of projects."""
    fields = declared()["project_fields"]
    return _known((target.key, [target.label, *fields[target.key]]) for target in PROJECT_TARGETS)


def _known(fields: Iterable[tuple[str, list[str]]]) -> Known:
    known: Known = {}
    for field, titles in fields:
        for rank, title in enumerate(titles):
            uses = known.setdefault(heading_key(title), [])
            if all(field != other for other, _ in uses):
                uses.append((field, rank))
    return known


@cache
def left_out() -> frozenset[str]:
    """The keys of headings that become nothing here."""
    return frozenset(heading_key(title) for title in declared()["left_out"]["headings"])


@cache
def left_out_of_projects() -> frozenset[str]:
    """The same of a list of projects."""
    return frozenset(heading_key(title) for title in declared()["project_left_out"]["headings"])
