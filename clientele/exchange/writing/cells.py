"""Cells and lines of a CSV file that any spreadsheet opens and no spreadsheet calculates."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from clientele.accounts.models import Organization
from clientele.kit.tenancy import inside

_CALCULATED = ("=", "+", "-", "@", "\t", "\r")


def safe(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would take for a formula (and an import takes away)."""
    bare = text.lstrip()
    return f"'{text}" if bare.lstrip("'").startswith(_CALCULATED) or text.startswith(_CALCULATED) else text


def csv_of(rows: Iterable[Sequence[str]], organization: Organization) -> Iterator[bytes]:
    """The rows as CSV (UTF-8 with a byte order mark, as Excel wants it), read from the database as they are taken."""
    with inside(organization):
        yield "\ufeff".encode()
        for row in rows:
            line = io.StringIO()
            csv.writer(line).writerow([safe(cell) for cell in row])
            yield line.getvalue().encode()
