"""The programs whose exports are recognised, as `sources.toml` declares them."""

import tomllib
from functools import cache
from pathlib import Path

from clientele.exchange.reading.keys import heading_key


class Source:
    """A program: the headings it is told by, and the fields its columns become."""

    def __init__(
        self, *, key: str, label: str, told_by: list[str], fields: dict[str, str], people: bool = False
    ) -> None:
        self.key, self.label, self.people = key, label, people
        self.told_by = frozenset(heading_key(title) for title in told_by)
        self.fields = {heading_key(title): field for title, field in fields.items()}


@cache
def sources() -> tuple[Source, ...]:
    """Every declared source, in order."""
    table = tomllib.loads((Path(__file__).parent / "sources.toml").read_text("utf-8"))
    return tuple(Source(**entry) for entry in table["source"])


def source_of(titles: list[str]) -> Source | None:
    """The program that wrote these headings, or None for a plain spreadsheet."""
    keys = frozenset(heading_key(title) for title in titles)
    return next((source for source in sources() if source.told_by <= keys), None)
