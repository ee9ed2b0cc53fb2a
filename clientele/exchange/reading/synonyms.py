"""The declared headings of `headings.toml`, keyed for look-up."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from clientele.exchange.choices import TARGETS
from clientele.exchange.reading.keys import heading_key


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
def known_headings() -> dict[str, list[tuple[str, int]]]:
    """For each heading's key the fields it may become, the surest first, with its rank in that field."""
    known: dict[str, list[tuple[str, int]]] = {}
    for target in TARGETS:
        titles = headings_of(target.key) + declared()["with_heading"].get(target.key, [])
        for rank, title in enumerate(titles):
            uses = known.setdefault(heading_key(title), [])
            if all(target.key != field for field, _ in uses):
                uses.append((target.key, rank))
    return known


@cache
def left_out() -> frozenset[str]:
    """The keys of headings that become nothing here."""
    return frozenset(heading_key(title) for title in declared()["left_out"]["headings"])
