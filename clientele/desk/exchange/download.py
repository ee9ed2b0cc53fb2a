"""Files that leave: streamed, never kept by anything on the way, and opened by nothing but a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from clientele.accounts.models import Organization
from clientele.exchange.operations.exporting import safe
from clientele.kit.tenancy import inside

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(rows: Iterable[list[str]], name: str, organization: Organization) -> StreamingHttpResponse:
    """The rows as a file that no spreadsheet calculates, read from the database as they are sent."""

    def lines() -> Iterator[bytes]:
        with inside(organization):
            yield "\ufeff".encode()
            for row in rows:
                line = io.StringIO()
                csv.writer(line).writerow(safe(cell) for cell in row)
                yield line.getvalue().encode()

    return as_file(lines(), name, CSV)


def as_file(content: Iterable[bytes], name: str, content_type: str) -> StreamingHttpResponse:
    """An attachment that is sniffed by no browser and kept in no cache."""
    response = StreamingHttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
