"""Reads bytes as a person's file would be read."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from clientele.exchange.reading.draft import Draft, Reading
from clientele.exchange.reading.matching import match
from clientele.exchange.reading.table import Shape, Table, open_table

FILES = Path(__file__).parent.parent / "files"


def table_of(content: bytes | str, **shape: object) -> Table:
    data = content.encode() if isinstance(content, str) else content
    return open_table(io.BytesIO(data), Shape(**shape))  # type: ignore[arg-type]


def rows_of(content: bytes | str, **shape: object) -> list[list[str]]:
    return [row.cells for row in table_of(content, **shape).rows()]


def drafts_of(content: bytes | str) -> list[Draft]:
    table = table_of(content)
    source, fields = match(table.columns)
    reading = Reading([column.title for column in table.columns], fields, source)
    return [reading.draft(row) for row in table.rows()]


@pytest.fixture
def file_drafts() -> Callable[[str], list[Draft]]:
    return lambda name: drafts_of((FILES / name).read_bytes())
